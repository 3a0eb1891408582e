-- Run by nvim.sh in a Neovim that has nothing but editors/vim: writes `ok WHAT` or `FAILED WHAT: why` lines to $LOG, then `end`.
local log = {}

local function try(what, test)
    local fine, why = pcall(test)
    table.insert(log, fine and 'ok ' .. what or 'FAILED ' .. what .. ': ' .. tostring(why):gsub('\n', ' '))
end

local function same(expected, got)
    assert(vim.deep_equal(expected, got), 'expected ' .. vim.inspect(expected) .. ', got ' .. vim.inspect(got))
end

local messages = {}
vim.notify = function(text) table.insert(messages, text) end

try('without stratc: one message, and the editor goes on', function()
    local path = vim.env.PATH
    vim.env.PATH = '/nowhere'
    vim.cmd('edit one.strat')
    vim.cmd('edit two.strat')
    vim.env.PATH = path
    same('strat', vim.bo.filetype)
    same({ 'stratc, which checks policies, is not on the path' }, messages)
    same({}, vim.lsp.get_active_clients())
end)

table.insert(log, 'end')
vim.fn.writefile(log, vim.env.LOG)
vim.cmd('qall!')
