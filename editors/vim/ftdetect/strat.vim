autocmd BufRead,BufNewFile *.strat setfiletype strat
