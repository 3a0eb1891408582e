" What belongs to editing a .strat policy.
if exists('b:did_ftplugin')
    finish
endif
let b:did_ftplugin = 1

compiler strat
setlocal comments=:# commentstring=#\ %s
setlocal expandtab shiftwidth=4 softtabstop=4 textwidth=100
setlocal formatoptions-=t formatoptions+=croql
setlocal suffixesadd=.strat
setlocal include=^\\s*use
setlocal define=^\\s*\\%(fact\\\|judgement\\\|reading\\\|group\\\|define\\\|duty\\\|vocabulary\\)

let b:undo_ftplugin = 'setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< textwidth<'
            \ . ' formatoptions< makeprg< errorformat< suffixesadd< include< define< | unlet! b:current_compiler'
