" What belongs to editing a .strat policy. `:make` lints it with stratc and jumps to what it finds.
if exists('b:did_ftplugin')
    finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\ %s
setlocal expandtab shiftwidth=4 softtabstop=4 textwidth=110
setlocal formatoptions-=t formatoptions+=croql
setlocal makeprg=stratc\ --lint\ --color=never\ %:S
" A message goes on in lines that are set in by four blanks; the line of the policy and the mark below it are left out.
setlocal errorformat=%E%f:%l:%c:\ error:\ %m,%W%f:%l:%c:\ warning:\ %m,%W%f:%l:%c:\ style:\ %m,%N%f:%l:%c:\ note:\ %m
setlocal errorformat+=%-C%*[\ ]%\\d%\\+\ \|\ %.%#,%-C%\\d%\\+\ \|\ %.%#,%-C%*[\ ]\|\ %.%#,%C\ \ \ \ %m,%-G%.%#
setlocal suffixesadd=.strat
setlocal include=^\\s*use
setlocal define=^\\s*\\%(fact\\\|judgement\\\|reading\\\|group\\\|define\\\|duty\\\|vocabulary\\)

let b:undo_ftplugin = 'setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< textwidth<'
            \ . ' formatoptions< makeprg< errorformat< suffixesadd< include< define<'
