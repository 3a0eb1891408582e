-- Neovim: the language server for every policy. `let g:strat_server = 0` before this is loaded: none.
if vim.g.strat_server == 0 then return end

local function found()
    if vim.fn.executable('stratc') == 1 then return true end
    vim.notify('stratc, which checks policies, is not on the path', vim.log.levels.WARN)
end

if vim.lsp.enable then -- 0.11
    if found() then vim.lsp.enable('strat') end
    return
end

-- Older ones: one server for all policies.
local here = vim.fn.fnamemodify(debug.getinfo(1, 'S').source:sub(2), ':p:h:h')
local config = dofile(here .. '/lsp/strat.lua')
local client, told

local function start(event)
    if not client or not vim.lsp.get_client_by_id(client) then
        if told or not found() then
            told = true
            return
        end
        local git = vim.fn.finddir('.git', vim.fn.fnamemodify(event.file, ':p:h') .. ';')
        local root = git ~= '' and vim.fn.fnamemodify(git, ':p:h:h') or vim.fn.getcwd()
        client = vim.lsp.start_client({ name = 'strat', cmd = config.cmd, root_dir = root, init_options = config.init_options })
    end
    if not client then return end
    vim.lsp.buf_attach_client(event.buf, client)
    if vim.bo[event.buf].omnifunc == '' then vim.bo[event.buf].omnifunc = 'v:lua.vim.lsp.omnifunc' end
end

vim.api.nvim_create_autocmd('FileType', { pattern = config.filetypes, callback = start })
