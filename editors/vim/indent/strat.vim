" One step deeper inside each open brace or parenthesis; a closing one stands under the line that opened it.
if exists('b:did_indent')
    finish
endif
let b:did_indent = 1

setlocal indentexpr=StratIndent(v:lnum) indentkeys=0{,0},0),!^F,o,O
let b:undo_indent = 'setlocal indentexpr< indentkeys<'

if exists('*StratIndent')
    finish
endif

" The brackets of a line that count, without those in strings and comments.
function s:Brackets(lnum) abort
    let text = substitute(getline(a:lnum), '"\%(\\.\|[^"\\]\)*"', '', 'g')
    return substitute(substitute(text, '#.*', '', ''), '[^{}()]', '', 'g')
endfunction

function StratIndent(lnum) abort
    let above = prevnonblank(a:lnum - 1)
    if above == 0
        return 0
    endif
    let marks = s:Brackets(above)
    let depth = 0
    let first = 1
    for mark in split(marks, '\zs')
        if mark ==# '{' || mark ==# '('
            let depth += 1
            let first = 0
        elseif !first || getline(above) !~# '^\s*[})]'
            let depth -= 1
        else
            let first = 0
        endif
    endfor
    let depth -= getline(a:lnum) =~# '^\s*[})]'
    return max([0, indent(above) + depth * shiftwidth()])
endfunction
