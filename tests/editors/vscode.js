// Run by vscode.sh: what of the extension's files needs no VS Code. Prints `ok WHAT` or `FAILED WHAT: why` lines, then `end`.
'use strict';
const assert = require('assert');
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const [root, stratc, scratch] = process.argv.slice(2);
const folder = path.join(root, 'editors/vscode');
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));

let last = Promise.resolve();

function test(what, body) {
    last = last.then(body).then(
        () => console.log('ok ' + what),
        (error) => console.log(`FAILED ${what}: ${String(error.message).replace(/\n/g, ' ')}`)
    );
}

// ---- the language configuration ----

const configuration = read('language-configuration.json');

test('a word is a name, a number or the id of a paragraph', () => {
    const words = (text) => text.match(new RegExp(configuration.wordPattern, 'g'));
    assert.deepStrictEqual(words('cite 4.1.b, 68(2)(a), P6'), ['cite', '4.1.b', '68(2)(a)', 'P6']);
    assert.deepStrictEqual(words('at least 2 of (a_b,c2) 0..9'), ['at', 'least', '2', 'of', 'a_b', 'c2', '0', '9']);
    assert.deepStrictEqual(words('with AT, Réu'), ['with', 'AT', 'Réu']); // a country that is completed by its name
    assert.deepStrictEqual(words('when not(x) or 1.2 applies.'), ['when', 'not', 'x', 'or', '1.2', 'applies']);
});

test('a line that opens a bracket is followed by one that stands further in', () => {
    const { increaseIndentPattern: more, decreaseIndentPattern: less } = configuration.indentationRules;
    for (const line of ['objective 4.1 SO1 "x" { # a } in a comment', 'fact a "(" : one of {', '    and (', 'x "\\"{" {'])
        assert.match(line, new RegExp(more));
    for (const line of ['approach 1 low "Low" { default }', 'principle P1 "{" # {', '# {', '"a {"'])
        assert.doesNotMatch(line, new RegExp(more));
    for (const line of ['}', '    ) {', '} taken a']) assert.match(line, new RegExp(less));
});

test('nothing that the grammar begins goes over the end of a line', () => {
    const begun = [];
    JSON.stringify(read('syntaxes/strat.tmLanguage.json'), (key, value) => {
        if (value && value.begin) begun.push(value);
        return value;
    });
    assert.ok(begun.length > 0);
    for (const rule of begun) assert.match(rule.end, /(^|\|)\$$/, rule.begin);
});

test('no key stands twice in package.json, of which only the last would count', () => {
    const text = fs.readFileSync(path.join(folder, 'package.json'), 'utf8');
    assert.strictEqual(text.replace(/("(?:\\.|[^"\\])*")|\s+/g, '$1'), JSON.stringify(JSON.parse(text)));
});

// ---- snippets ----

// Every text that a snippet may become: one for each of its choices.
function expanded(body) {
    const text = [].concat(body).join('\n');
    const choices = /\$\{\d+\|([^|]*)\|\}/.exec(text);
    if (choices)
        return choices[1].split(',').flatMap((one) => expanded(text.replace(choices[0], () => one)));
    return [text.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace(/\$0/g, '')];
}

// Where a snippet may stand: in a file, or in some block.
const places = [
    (text) => text,
    (text) => `strategy "s" {\n${text}\n}`,
    (text) => `approach 1 a "A" {\n${text}\n}`,
    (text) => `objective 1 a "A" {\n${text}\n}`,
    (text) => `principle 1 "A" {\nmay use a\n${text}\n}`,
];

function isRead(text) {
    const { stdout, stderr } = spawnSync(stratc, ['--dump=tree', '-I', path.join(root, 'policies'), '-'], { input: text });
    return stdout.length > 0 && !/error:/.test(stderr);
}

const snippets = JSON.parse(fs.readFileSync(path.join(root, 'src/lsp/snippets.json'), 'utf8'));

test('each snippet is what the language takes somewhere', () => {
    assert.ok(!places.some((place) => isRead(place('may be use'))), 'a wrong one is not seen');
    const wrong = [];
    for (const [name, snippet] of Object.entries(snippets))
        for (const text of expanded(snippet.body))
            if (!places.some((place) => isRead(place(text)))) wrong.push(`${name}: ${text}`);
    assert.deepStrictEqual(wrong, []);
});

test('each construct has a snippet, found by its first word', () => {
    const all = Object.values(snippets).flatMap((snippet) => expanded(snippet.body)).join('\n');
    const words = fs.readFileSync(path.join(root, 'editors/keywords.txt'), 'utf8').match(/^[a-z]+ (block|statement)$/gm);
    assert.ok(words.length > 30);
    const missing = words.map((line) => line.split(' ')[0]).filter((word) => !new RegExp(`\\b${word}\\b`).test(all));
    assert.deepStrictEqual(missing, []);
    // Its name is what a list shows: it begins with the word that is typed.
    for (const [name, { body, description }] of Object.entries(snippets)) {
        assert.strictEqual([].concat(body)[0].split(' ')[0], name.split(/[ :]/)[0]);
        assert.ok(description, name);
    }
});

// ---- what of the extension itself knows nothing of VS Code ----

const { find, run, withHead } = require(path.join(folder, 'stratc.js'));
const ask = require(path.join(folder, 'ask.js'));

test('stratc is where the setting says, else on the path, else where users install', () => {
    const place = (name, mode) => {
        const file = path.join(scratch, name);
        fs.mkdirSync(path.dirname(file), { recursive: true });
        fs.writeFileSync(file, '', { mode });
        return file;
    };
    place('not/stratc', 0o644);
    fs.mkdirSync(path.join(scratch, 'folder/stratc'), { recursive: true });
    const onPath = place('bin/stratc', 0o755), own = place('home/.local/bin/stratc', 0o755), set = place('mine', 0o755);
    const HOME = path.join(scratch, 'home');
    const PATH = ['.', 'not', 'folder', 'bin'].map((name) => (name === '.' ? name : path.join(scratch, name))).join(':');
    assert.strictEqual(find('', { HOME, PATH }), onPath);
    assert.strictEqual(find('', { HOME, PATH: '' }), own);
    assert.strictEqual(find('~/.local/bin/stratc', { HOME, PATH }), own);
    assert.strictEqual(find(set, { HOME, PATH }), set);
    assert.strictEqual(find(path.join(scratch, 'not/stratc'), { HOME, PATH }), undefined);
});

const git = (...words) => execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], { cwd: scratch, encoding: 'utf8' });
const put = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(scratch, name)), { recursive: true });
    fs.writeFileSync(path.join(scratch, name), text);
};
const old = (name) =>
    withHead(path.join(scratch, name), async (folder, file, now) => {
        const there = path.join(folder, file);
        const texts = [there, path.join(there, '../u.strat'), path.join(folder, now)].map((name) => fs.readFileSync(name, 'utf8'));
        return [...texts, file, now, there];
    });

test('git HEAD has a policy and all that it uses; the index is left alone', async () => {
    fs.mkdirSync(path.join(scratch, 'sub'), { recursive: true });
    put('sub/p é.strat', 'old');
    await assert.rejects(old('sub/p é.strat'), /is not in a folder of git/);
    git('init', '-q');
    await assert.rejects(old('sub/p é.strat'), /nothing was committed/);
    put('sub/u.strat', 'used');
    git('add', 'sub');
    git('commit', '-qm', 'x');
    put('sub/p é.strat', 'staged');
    git('add', 'sub');
    put('sub/u.strat', 'new');
    put('sub/q.strat', 'new');
    const before = git('status', '--porcelain');
    const found = await old('sub/p é.strat'), there = found.pop();
    assert.deepStrictEqual(found, ['old', 'used', 'staged', 'HEAD/sub/p é.strat', 'now/sub/p é.strat']);
    assert.deepStrictEqual([fs.existsSync(there), fs.existsSync(path.join(scratch, 'sub/q.strat'))], [false, true]);
    await assert.rejects(old('sub/q.strat'), /q\.strat is new/);
    assert.strictEqual(git('status', '--porcelain'), before);
});

test('what is typed for a fact is a value of it, or it is said what may be', () => {
    const number = { type: 'number', low: -5, high: 20.5, decimals: 2 }, whole = { type: 'number', low: 0, high: 9 }, date = { type: 'date' };
    assert.deepStrictEqual(['20.50', '-5', '.5', '1.234', '21', ''].map((text) => ask.typed(number, text) instanceof Error), [false, false, true, true, true, true]);
    assert.deepStrictEqual(['7', '7.5', 'x'].map((text) => ask.typed(whole, text) instanceof Error), [false, true, true]);
    assert.deepStrictEqual(['2024-02-29', '2026-02-29', '26-2-1'].map((text) => ask.typed(date, text) instanceof Error), [false, true, true]);
    assert.match(ask.typed(number, 'x').message, /from -5 to 20.5, with at most 2 decimals/);
});

test('a question of every kind of fact is one that stratc takes', async () => {
    const policy = `strategy "s" { approaches ranked a < b }
        fact flag : yes or no fact one : one of { x "X", y } fact some : set of { p, q } fact n : number 0.00..5.00 fact d : date
        judgement j "J" by "Board"
        approach 1 a "A" { default } approach 2 b "B" { may be used when flag and one = x and some includes p and n above 1 and d above 2026-01-01 and j }`;
    fs.writeFileSync(path.join(scratch, 'all.strat'), policy);
    const decide = async (words, input) => (await run(stratc, ['--ask', 'all.strat', '--', ...words], { cwd: scratch, input })).stdout;
    const { facts } = JSON.parse(await decide(['--facts', '--json']));
    const fact = (name) => facts.find((fact) => fact.name === name);
    assert.deepStrictEqual(ask.choices(fact('one')).map((choice) => choice.title || choice.name), ['X', 'y']);
    assert.deepStrictEqual([ask.choices(fact('n')), ask.choices(fact('d'))], [null, null]);
    const first = (name) => ask.choices(fact(name))[0].value;
    const known = { flag: first('flag'), one: first('one'), some: [first('some')], n: ask.typed(fact('n'), '2.5'), d: ask.typed(fact('d'), '2026-03-31') };
    const { ask: asking } = JSON.parse(await decide(['--json'], JSON.stringify(known)));
    assert.deepStrictEqual(asking, ['j']);
    assert.deepStrictEqual(ask.grouped(facts, known, asking).map(([title, list]) => [title, list.map((fact) => fact.name)]),
        [['worth asking next', ['j']], ['stated', ['flag', 'one', 'some', 'n', 'd']]]);
    known.j = first('j');
    assert.strictEqual(JSON.parse(await decide(['--json'], JSON.stringify(known))).approach, 'b');
    assert.match(await decide(ask.words(known)), /^Open: at most b /m);
    known.some = [];
    assert.match(await decide(ask.words(known)), /^May start now: a/m);
});

last.then(() => console.log('end'));
