" `:make` lints the policy with stratc, and quickfix has what it finds.
if exists('current_compiler')
    finish
endif
let current_compiler = 'strat'

CompilerSet makeprg=stratc\ --lint\ --color=never\ %:S
" A message goes on in lines that are set in by four blanks; the line of the policy and the mark below it are left out.
CompilerSet errorformat=%E%f:%l:%c:\ error:\ %m,%W%f:%l:%c:\ warning:\ %m,%W%f:%l:%c:\ style:\ %m,%N%f:%l:%c:\ note:\ %m
CompilerSet errorformat+=%-C%*[\ ]%\\d%\\+\ \|\ %.%#,%-C%\\d%\\+\ \|\ %.%#,%-C%*[\ ]\|\ %.%#,%C\ \ \ \ %m,%-G%.%#
