// Run by jsonrpc.sh: a session with `stratc --lsp` as vscode-jsonrpc holds it, from the first message to the exit. Prints `ok WHAT`
// or `FAILED WHAT: why` lines, then `end`.
'use strict';
const assert = require('assert');
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');
const { createMessageConnection, StreamMessageReader, StreamMessageWriter, CancellationTokenSource } = require('vscode-jsonrpc/node');

const [root, stratc] = process.argv.slice(2);
const file = path.join(root, 'policies/tutorial.strat');
const uri = pathToFileURL(file).href, textDocument = { uri };
const policy = fs.readFileSync(file, 'utf8');

async function test(what, body) {
    try {
        await body();
        console.log('ok ' + what);
    } catch (error) {
        console.log(`FAILED ${what}: ${String(error.message).replace(/\s*\n\s*/g, ' ')}`);
    }
}

// Where this stands in the policy, so many characters on.
function position(words, on = 0) {
    const before = policy.slice(0, policy.indexOf(words) + on).split('\n');
    return { line: before.length - 1, character: before[before.length - 1].length };
}

const server = spawn(stratc, ['--lsp'], { stdio: ['pipe', 'pipe', 'inherit'] });
const left = new Promise((resolve) => server.on('exit', (code, signal) => resolve(signal || code)));
const connection = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
const wrong = [];
connection.onError(([error]) => wrong.push(error.message));
connection.onUnhandledNotification(({ method }) => wrong.push(method));

// The next findings that are as wanted, of those that are pushed.
let hear = () => {};
connection.onNotification('textDocument/publishDiagnostics', (findings) => hear(findings));
connection.listen();

const findings = (wanted) => new Promise((resolve) => (hear = (found) => wanted(found) && resolve(found.diagnostics)));

const change = (version, text) =>
    connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });

async function session() {
    await test('it introduces itself, and says what it can do', async () => {
        const { capabilities, serverInfo } = await connection.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {} });
        assert.strictEqual(serverInfo.name, 'stratc');
        for (const what of ['hover', 'definition', 'completion', 'rename', 'codeLens', 'documentFormatting'])
            assert.ok(capabilities[what + 'Provider'], what);
        await connection.sendNotification('initialized', {});
    });

    await test('a policy without findings has none; a wrong word is one, with what may be meant', async () => {
        const none = findings((found) => found.version === 1 && found.diagnostics.length === 0);
        await connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'strat', version: 1, text: policy } });
        await none;
        const some = findings((found) => found.version === 2 && found.diagnostics.length > 0);
        await change(2, policy.replace('with resident, university', 'with residnet, university'));
        const [found] = await some;
        assert.match(found.message, /residnet.*did you mean `resident`/);
        assert.deepStrictEqual(found.range.start, position('with resident, university', 'with '.length));
        await change(3, policy);
    });

    await test('hover, definition and completion', async () => {
        const at = position('only after data_contract', 'only after '.length);
        const hover = await connection.sendRequest('textDocument/hover', { textDocument, position: at });
        assert.match(hover.contents.value, /a signed data contract.*by City Clerk/s);
        const place = await connection.sendRequest('textDocument/definition', { textDocument, position: at });
        assert.deepStrictEqual(place.range.start, position('duty data_contract', 'duty '.length));
        const { items } = await connection.sendRequest('textDocument/completion', { textDocument, position: at });
        assert.ok(items.some((item) => item.textEdit.newText === 'report'));
        assert.ok(!items.some((item) => item.textEdit.newText === 'live_feed'));
    });

    await test('what cannot be renamed is an error that says why', async () => {
        const name = { textDocument, position: position('duty report', 'duty '.length), newName: 'data_contract' };
        await assert.rejects(connection.sendRequest('textDocument/rename', name), /data_contract/);
        const { documentChanges } = await connection.sendRequest('textDocument/rename', { ...name, newName: 'account' });
        assert.strictEqual(documentChanges[0].edits.length, policy.match(/\breport\b(?=[^"]*("[^"]*"[^"]*)*$)/g).length);
    });

    await test('a request that is taken back is answered all the same', async () => {
        const back = new CancellationTokenSource();
        const asked = connection.sendRequest('textDocument/documentSymbol', { textDocument }, back.token);
        back.cancel();
        await asked.then(
            (symbols) => assert.ok(symbols.length > 0), // it was too late
            (error) => assert.strictEqual(error.code, -32800)
        );
    });

    await test('it goes when it is told to', async () => {
        await connection.sendRequest('shutdown');
        await connection.sendNotification('exit');
        assert.strictEqual(await left, 0);
        assert.deepStrictEqual(wrong, []);
    });
}

session().then(() => {
    console.log('end');
    process.exit();
});
