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

-- The server is asked, and what comes of it is waited for.
local function ask(method, params)
    local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
    for _, answer in pairs(answers or {}) do return answer.result end
end

local function until_true(what, condition)
    assert(vim.wait(20000, condition, 50), what)
end

vim.cmd('source ' .. vim.env.EDITORS .. '/vim/plugin/strat.lua') -- as in a new session

try('a policy has one server, and its findings are where they stand', function()
    vim.cmd('edit ' .. vim.env.ROOT .. '/policies/tutorial.strat')
    vim.cmd('edit slip.strat')
    until_true('no server', function() return #vim.lsp.get_active_clients() == 1 end)
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'strategy "Ä" {', '    approaches ranked low', '}', 'approach 1 low "Lów" { defualt }' })
    local found
    until_true('no finding', function()
        found = vim.diagnostic.get(0)
        return #found == 1 and found[1].lnum == 3
    end)
    same('defualt', vim.fn.getline(4):sub(found[1].col + 1, found[1].end_col))
    same(vim.diagnostic.severity.ERROR, found[1].severity)
    vim.api.nvim_buf_set_lines(0, 3, 4, false, { 'approach 1 low "Lów" { default }' })
    until_true('the finding does not go', function() return #vim.diagnostic.get(0) == 0 end)
    same(1, #vim.lsp.get_active_clients())
end)

try('hover and definition', function()
    vim.cmd('edit ' .. vim.env.ROOT .. '/policies/tutorial.strat')
    until_true('not attached', function() return #vim.lsp.buf_get_clients(0) == 1 end)
    vim.fn.search('must report')
    vim.fn.search('report', '', vim.fn.line('.'))
    local position = vim.lsp.util.make_position_params()
    assert(vim.inspect(ask('textDocument/hover', position)):find('report to the Council', 1, true))
    local place = ask('textDocument/definition', position)
    place = vim.tbl_islist(place) and place[1] or place
    same('duty report', vim.fn.getline(place.range.start.line + 1):sub(1, 11))
end)

try('what a person does: lays out, renames, completes, runs an example', function()
    vim.cmd('edit work.strat')
    until_true('not attached', function() return #vim.lsp.buf_get_clients(0) == 1 end)
    same('v:lua.vim.lsp.omnifunc', vim.bo.omnifunc)
    vim.api.nvim_buf_set_lines(0, 0, -1, false, { 'strategy "S" {', 'approaches ranked low', '}', 'approach 1 low "Lów" { default }',
        'example "x" { expect default low }' })
    local format = vim.lsp.buf.format or vim.lsp.buf.formatting_sync
    format({ timeout_ms = 20000 }, 20000)
    same('    approaches ranked low', vim.fn.getline(2))
    vim.fn.cursor(2, 23)
    vim.lsp.buf.rename('least')
    until_true('it is not renamed', function() return vim.fn.getline(5) == 'example "x" { expect default least }' end)
    vim.fn.cursor(5, 31)
    local position = vim.lsp.util.make_position_params()
    local found = ask('textDocument/completion', position)
    assert(vim.tbl_contains(vim.tbl_map(function(item) return item.label end, found.items), 'least'))
    local run = ask('textDocument/codeLens', { textDocument = position.textDocument })[1].command
    local said
    until_true('it is not run', function()
        said = ask('workspace/executeCommand', { command = run.command, arguments = run.arguments })
        return said
    end)
    assert(said:find('as expected', 1, true), said)
    vim.cmd('edit!')
end)

table.insert(log, 'end')
vim.fn.writefile(log, vim.env.LOG)
vim.cmd('qall!')
