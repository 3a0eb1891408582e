" What belongs to editing a .strat policy. `:make` lints it with stratc and jumps to what it finds.
if exists('b:did_ftplugin')
    finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\ %s
setlocal expandtab shiftwidth=4 softtabstop=4 textwidth=110
setlocal formatoptions-=t formatoptions+=croql
setlocal makeprg=stratc\ --lint\ --color=never\ %:S
setlocal errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,%f:%l:%c:\ %tote:\ %m,%-G%.%#
setlocal suffixesadd=.strat
setlocal include=^\\s*use
setlocal define=^\\s*\\%(fact\\\|judgement\\\|reading\\\|group\\\|define\\\|duty\\\|vocabulary\\)

let b:undo_ftplugin = 'setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< textwidth<'
            \ . ' formatoptions< makeprg< errorformat< suffixesadd< include< define<'
