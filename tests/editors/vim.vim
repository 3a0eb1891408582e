" Run by vim.sh in an empty Vim: writes `ok WHAT` or `FAILED WHAT: why` lines to $LOG, then `end`.
let s:log = []

function s:Verdict(what) abort
    call extend(s:log, empty(v:errors) ? ['ok ' . a:what] : map(copy(v:errors), '"FAILED " . a:what . ": " . v:val'))
    let v:errors = []
endfunction

" The colour group of the character at COLUMN of the line that holds TEXT.
function s:Group(line, text) abort
    let lnum = search('\V' . a:line, 'cnw')
    let column = match(getline(lnum), '\V' . a:text) + 1
    call assert_true(lnum > 0 && column > 0, 'no such text: ' . a:line . ' / ' . a:text)
    return synIDattr(synID(lnum, column, 1), 'name')
endfunction

try
    let &runtimepath = escape($EDITORS, ',\ ') . '/vim,' . &runtimepath
    filetype plugin indent on
    syntax on
    execute 'edit ' . fnameescape($TESTS . '/sample.strat')
    call assert_equal('strat', &filetype)
    call s:Verdict('the file type is found by its ending')

    call assert_equal('stratBlock', s:Group('strategy "A', 'strategy'))
    call assert_equal('stratString', s:Group('strategy "A', 'not a comment'))
    call assert_equal('stratEscape', s:Group('strategy "A', '\\"q'))
    call assert_equal('stratClause', s:Group('approaches ranked', 'ranked'))
    call assert_equal('', s:Group('approaches ranked', 'limited'))
    call assert_equal('stratComment', s:Group('use "vocabulary', '# stratc'))
    call assert_equal('stratAllow', s:Group('use "vocabulary', 'allow'))
    call assert_equal('stratType', s:Group('fact fee', 'number'))
    call assert_equal('stratNumber', s:Group('fact fee', '20.50'))
    call assert_equal('', s:Group('group g', 'NO'))
    call assert_equal('stratHeadingId', s:Group('approach 2.2', '2.2 assisting'))
    call assert_equal('stratBlock', s:Group('approach 2.2', 'approach'))
    call assert_equal('stratPriority', s:Group('approach 2.2', 'notwithstanding'))
    call assert_equal('stratParagraph', s:Group('approach 2.2', 'P4'))
    call assert_equal('stratStatement', s:Group('    requires requested', 'requires'))
    call assert_equal('', s:Group('    requires requested', 'requested'))
    call assert_equal('stratCondition', s:Group('    requires requested', 'and'))
    call assert_equal('stratStatement', s:Group('    must not', 'use'))
    call assert_equal('stratBlock', s:Group('use "vocabulary', 'use'))
    call assert_equal('stratDate', s:Group('may be used', '2025'))
    call assert_equal('stratParagraph', s:Group('    cite', '4.1.b'))
    call assert_equal('stratParagraph', s:Group('    cite', '68(2)(a)'))
    call assert_equal('stratTiming', s:Group('duty report', 'before'))
    call assert_equal('stratStatus', s:Group('expect', 'undetermined'))
    call s:Verdict('colours')

    enew!
    setfiletype strat
    call setline(1, ['objective 4.1 SO1 "x" { # a } in a comment', 'may use limited for {', 'a, b', '}',
                \ 'provision 4.1.a "} {" {', 'must report', '}', '}', 'example "y" {'])
    silent normal! gg=G
    call assert_equal(['objective 4.1 SO1 "x" { # a } in a comment', '    may use limited for {', '        a, b', '    }',
                \ '    provision 4.1.a "} {" {', '        must report', '    }', '}', 'example "y" {'], getline(1, '$'))
    call s:Verdict('indentation')

    for policy in glob($ROOT . '/policies/*.strat', 0, 1)
        execute 'edit! ' . fnameescape(policy)
        let before = getline(1, '$')
        silent normal! gg=G
        call assert_equal(before, getline(1, '$'), policy)
    endfor
    call s:Verdict('indentation leaves the policies that are there as they are')

    call assert_equal('# %s', &commentstring)
    let &g:errorformat = &l:errorformat
    cgetexpr ['p.strat:3:7: warning: this rule never applies, as its condition holds in no', '    situation [ST2050 never-applies]',
                \ '    3 | x', '      | ^', 'p.strat:12:1: note: because', '    of this', '   12 | y', '      | ^', '',
                \ 'p.strat:4:2: style: far', '    4 | z', '      |  ^~', '', 'p.strat:9:1: error: no']
    let found = filter(getqflist(), 'v:val.valid')
    call assert_equal([[3, 7, 'W'], [12, 1, 'N'], [4, 2, 'W'], [9, 1, 'E']], map(copy(found), '[v:val.lnum, v:val.col, v:val.type]'))
    call assert_equal(['this rule never applies, as its condition holds in no situation [ST2050 never-applies]', 'because of this', 'far', 'no'],
                \ map(copy(found), 'substitute(v:val.text, "\n", " ", "g")'))
    call s:Verdict(':make understands what stratc prints')

    call writefile(['strategy "x" {', '    approaches ranked low', '}', 'approach 1 low "Low" { defualt }'], 'slip.strat')
    edit! slip.strat
    silent make!
    call assert_equal([4, 24, 'E'], map(['lnum', 'col', 'type'], 'getqflist()[0][v:val]'))
    call assert_match('`default`', getqflist()[0].text)
    call s:Verdict(':make runs stratc')

    setlocal filetype=
    call assert_equal([&g:makeprg, &g:textwidth], [&makeprg, &textwidth])
    call s:Verdict('another file type leaves nothing of this one')
    call add(s:log, 'end')
catch
    call add(s:log, 'FAILED ' . v:exception . ' at ' . v:throwpoint)
endtry
call writefile(s:log, $LOG)
qall!
