" One step deeper inside each open brace or parenthesis; a closing one stands under the line that opened it. A line that
" goes on with the statement above may stand further in, and is left there.
if exists('b:did_indent')
    finish
endif
let b:did_indent = 1

setlocal indentexpr=StratIndent(v:lnum) indentkeys=0{,0},0),!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*StratIndent')
    finish
endif

" What begins a line of its own, words: block
let s:block = '\%(strategy\|use\|fact\|vocabulary\|judgement\|reading\|group\|define\|assume\|duty\|recital\|paragraph\|approach\|principle\|objective\|provision\|example\|safeguard\)\>'
" words: statement
let s:statement = '\%(may\|will\|must\|should\|requires\|only\|never\|always\|commits\|given\|expect\|be\|used\|engage\|meet\|start\)\>'

" `objective` is also the fact that conditions and examples name.
function s:Starts(lnum) abort
    let text = getline(a:lnum)
    return text =~# '^\s*\%(' . s:block . '\|' . s:statement . '\)' && text !~# '^\s*objective\s*\%([=!,]\|in\>\|$\)'
endfunction

" The brackets of a line that count, without those in strings and comments.
function s:Brackets(lnum) abort
    let text = substitute(getline(a:lnum), '"\%(\\.\|[^"\\]\)*"', '', 'g')
    return substitute(substitute(text, '#.*', '', ''), '[^{}()]', '', 'g')
endfunction

function StratIndent(lnum) abort
    " Outside all brackets stands whatever begins at the margin.
    let from = a:lnum - 1
    while from > 1 && !(getline(from) =~# '^\%(provision\)\@!' . s:block && s:Starts(from))
        let from -= 1
    endwhile
    let open = []
    for lnum in range(max([from, 1]), a:lnum - 1)
        for mark in split(s:Brackets(lnum), '\zs')
            let open = mark =~# '[{(]' ? open + [lnum] : open[:-2]
        endfor
    endfor
    let text = getline(a:lnum)
    let column = shiftwidth() * len(open)
    if text =~# '^\s*[})]'
        " A heading may go on over several lines.
        let heading = empty(open) || getline(open[-1]) =~# '^\s*\%(notwithstanding\|subject\|without\|cite\)\>'
        return heading ? max([0, column - shiftwidth()]) : indent(open[-1])
    endif
    return text =~# '^\s*$' || s:Starts(a:lnum) ? column : max([column, indent(a:lnum)])
endfunction
