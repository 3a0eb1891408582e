" Colours for .strat policies. The lists of words come from ../../keywords.txt: run generate.sh, do not edit them.
if exists('b:current_syntax')
    finish
endif

syn case match
syn iskeyword @,48-57,_,.

syn match stratStatement /\<use\>/
" words: block
syn match stratBlock /\%(^\|{\)\s*\zs\<\%(strategy\|use\|fact\|vocabulary\|judgement\|reading\|group\|define\|assume\|duty\|recital\|paragraph\|approach\|principle\|objective\|provision\|example\|safeguard\)\>/
" words: statement
syn keyword stratStatement may will must should requires only never always commits given expect be used engage meet start
" words: clause
syn keyword stratClause issued version source scope approaches ranked unranked paragraphs as help by to for with when unless using from until means except default presumed taken done following cite see within
" words: priority
syn keyword stratPriority notwithstanding subject without prejudice requirement its provisions
" words: condition
syn keyword stratCondition and or not any all in at least most above below includes is empty applies
" words: type
syn keyword stratType yes no one of set number date
" words: timing
syn keyword stratTiming before on receipt during after yearly day days week weeks month months year years
" words: status
syn keyword stratStatus open conditional refused undetermined out committed now cautions asking between

syn match stratNumber /\%(\w\|\w\.\)\@2<!-\=\d\+\%(\.\d\+\)\=[0-9A-Za-z_]\@!/
syn match stratDate /\<\d\{4}-\d\d-\d\d\>/
syn match stratParagraph /\<\%(\d\+\%(\.\w\+\)*\.\a\w*\%(\.\w\+\)*\|\d\+\%(\.\d\+\)\{2,}\|\d\+\a\w*\|\d\+\a\=\%((\w\+)\)\+\|\u\d\+\)/
" The heading of a block: its paragraph in the source.
syn match stratHeading /\%(^\|{\)\s*\%(approach\|objective\|provision\|principle\|paragraph\|recital\)\s\+[0-9A-Za-z.()]\+/
            \ contains=stratBlock,stratHeadingId
syn match stratHeadingId /\%(\<\l\+\s\+\)\@<=[0-9A-Za-z.()]\+/ contained
syn match stratOperator /!=\|=\|<\|\.\./

syn match stratEscape /\\["\\]/ contained
syn match stratBadEscape /\\[^"\\]/ contained
syn region stratString start=/"/ skip=/\\["\\]/ end=/"/ oneline contains=stratEscape,stratBadEscape
syn match stratAllow /# stratc: allow\>/hs=s+1 contained
syn match stratComment /#.*/ contains=stratAllow,@Spell

hi def link stratBlock Keyword
hi def link stratStatement Statement
hi def link stratClause Label
hi def link stratPriority PreProc
hi def link stratCondition Operator
hi def link stratType Type
hi def link stratTiming StorageClass
hi def link stratStatus Constant
hi def link stratParagraph Identifier
hi def link stratHeadingId Title
hi def link stratNumber Number
hi def link stratDate Number
hi def link stratOperator Operator
hi def link stratString String
hi def link stratEscape SpecialChar
hi def link stratBadEscape Error
hi def link stratComment Comment
hi def link stratAllow SpecialComment

let b:current_syntax = 'strat'
