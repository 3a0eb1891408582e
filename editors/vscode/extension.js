// The extension: the client of `stratc --lsp`, and commands that run stratc.
'use strict';
const fs = require('fs');
const path = require('path');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');
const ask = require('./ask');
const { find, run, withHead } = require('./stratc');

let client, output, context;

// ---- stratc ----

// The path of stratc; where it is not to be found, undefined, and the user was told.
async function stratc() {
    const setting = vscode.workspace.getConfiguration('stratc').get('path');
    const program = find(setting);
    if (program) return program;
    const CHOOSE = 'Choose', INSTALL = 'How to install';
    const answer = await vscode.window.showErrorMessage(
        setting
            ? `stratc, which checks policies, is not at ${setting}, where the setting stratc.path says.`
            : 'stratc, which checks policies, was not found: neither on the path nor in ~/.local/bin or /usr/local/bin.',
        CHOOSE,
        INSTALL
    );
    if (answer === CHOOSE) {
        const [chosen] = (await vscode.window.showOpenDialog({ title: 'Where is stratc?', openLabel: CHOOSE })) || [];
        if (chosen) await vscode.workspace.getConfiguration('stratc').update('path', chosen.fsPath, vscode.ConfigurationTarget.Global);
    } else if (answer === INSTALL) {
        await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(context.extensionUri, 'README.md'));
    }
    return undefined;
}

async function startServer() {
    const command = await stratc();
    if (!command || client) return;
    client = new LanguageClient('stratc', 'Strat', { command, args: ['--lsp'] }, {
        documentSelector: [{ scheme: 'file', language: 'strat' }, { scheme: 'untitled', language: 'strat' }],
        outputChannel: output,
        synchronize: { configurationSection: 'stratc' },
    });
    await client.start();
}

async function stopServer() {
    const old = client;
    client = undefined;
    if (old) await old.dispose().catch(() => {}); // it may not have started
}

// ---- pages ----

const pages = new Map();
const changed = new vscode.EventEmitter();
const PAGES = 'strat-page';

function putPage(name, text) {
    const page = vscode.Uri.from({ scheme: PAGES, path: '/' + name });
    pages.set(page.toString(), text);
    changed.fire(page);
    return page;
}

// ---- commands ----

// A command on the policy that is open, saved, and on stratc.
const onPolicy = (body) => async () => {
    const document = vscode.window.activeTextEditor?.document;
    if (document?.languageId !== 'strat' || !(await document.save()) && document.isUntitled)
        return vscode.window.showInformationMessage('Open a policy, a .strat file, first.');
    const program = await stratc();
    if (!program) return undefined;
    const file = document.fileName, folder = path.dirname(file);
    try {
        return await body(file, (words, options) => run(program, words, { cwd: folder, ...options }));
    } catch (error) {
        return vscode.window.showErrorMessage(error.message);
    }
};

const report = (mode, nothing) =>
    onPolicy(async (file, stratc) => {
        const name = path.basename(file);
        const { stdout, stderr } = await stratc([mode, '--color=never', name]);
        const text = stdout + stderr;
        if (!text) return vscode.window.showInformationMessage(`${name}: ${nothing}`);
        output.clear();
        output.append(text);
        output.show(true);
        return text;
    });

async function pickValue(fact, before) {
    const title = fact.title || fact.name;
    const all = ask.choices(fact);
    if (!all) {
        const text = await vscode.window.showInputBox({
            title,
            value: before === undefined ? '' : String(before),
            prompt: fact.unit,
            validateInput: (text) => (ask.typed(fact, text) instanceof Error ? ask.typed(fact, text).message : undefined),
        });
        return text === undefined ? undefined : ask.typed(fact, text);
    }
    const items = all.map(({ name, title, value }) => ({
        label: title || name, description: title ? name : '', value, picked: Array.isArray(before) && before.includes(value),
    }));
    const canPickMany = fact.type === 'set of';
    const picked = await vscode.window.showQuickPick(items, { title, canPickMany, matchOnDescription: true });
    return picked && (canPickMany ? picked.map((item) => item.value) : picked.value);
}

// Fact after fact; the answer so far stands beside the policy. The table decides: no C compiler is needed.
const askQuestion = onPolicy(async (file, stratc) => {
    const name = path.basename(file);
    const decide = async (words, options) => {
        const { stdout, stderr } = await stratc(['--ask', name, '--', ...words], options);
        if (!stdout) throw new Error(stderr || 'stratc gave no answer');
        return stdout;
    };
    const { facts } = JSON.parse(await decide(['--facts', '--json']));
    const known = {};
    for (;;) {
        const { ask: asking, error } = JSON.parse(await decide(['--json'], { input: JSON.stringify(known) }));
        const text = error ? error.message : await decide(ask.words(known));
        const page = await vscode.workspace.openTextDocument(putPage(`Answer of ${path.parse(name).name}`, text));
        await vscode.window.showTextDocument(page, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
        const items = ask.grouped(facts, known, asking || []).flatMap(([label, group]) => [
            { label, kind: vscode.QuickPickItemKind.Separator },
            ...group.map((fact) => ({
                label: fact.title || fact.name,
                description: fact.name in known ? `${fact.name} = ${ask.shown(known[fact.name])}` : fact.name,
                detail: fact.by ? `decided by ${fact.by}` : undefined,
                fact,
            })),
        ]);
        const picked = await vscode.window.showQuickPick(items, {
            title: 'What is known of the request?', placeHolder: 'a fact; Escape ends', matchOnDescription: true,
        });
        if (!picked) return text;
        const value = await pickValue(picked.fact, known[picked.fact.name]);
        if (value !== undefined) known[picked.fact.name] = value;
    }
});

const showChanges = onPolicy((file, stratc) =>
    withHead(file, async (cwd, old, now) => {
        const { status, stdout, stderr } = await stratc(['--diff', '--message-format=markdown', old, now], { cwd });
        if (status === 2) throw new Error(stderr);
        // The reader knows in which folder it is.
        const text = [fs.realpathSync(file), now].reduce((all, place) => all.replaceAll(place, path.basename(file)), stdout);
        await vscode.commands.executeCommand('markdown.showPreview', putPage(`Changes of ${path.basename(file)}.md`, text));
        return stdout;
    })
);

async function activate(given) {
    context = given;
    output = vscode.window.createOutputChannel('Strat');
    context.subscriptions.push(
        output,
        vscode.workspace.registerTextDocumentContentProvider(PAGES, {
            onDidChange: changed.event,
            provideTextDocumentContent: (page) => pages.get(page.toString()),
        }),
        vscode.commands.registerCommand('strat.lint', report('--lint', 'nothing to find fault with')),
        vscode.commands.registerCommand('strat.test', report('--test', 'there is nothing to test')),
        vscode.commands.registerCommand('strat.ask', askQuestion),
        vscode.commands.registerCommand('strat.changes', showChanges),
        vscode.workspace.onDidChangeConfiguration(async (event) => {
            if (!event.affectsConfiguration('stratc.path')) return;
            await stopServer();
            await startServer();
        })
    );
    startServer().catch((error) => output.appendLine(String(error)));
}

module.exports = { activate, deactivate: stopServer };
