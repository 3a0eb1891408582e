-- Neovim 0.11 reads this for `vim.lsp.enable('strat')`; plugin/strat.lua gives it to older ones.
return {
    cmd = { 'stratc', '--lsp' },
    filetypes = { 'strat' },
    root_markers = { '.git' },
    init_options = { inlayHints = vim.g.strat_hints == 1 },
}
