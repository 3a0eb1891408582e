// Run by vscode.sh: what of the extension's files needs no VS Code. Prints `ok WHAT` or `FAILED WHAT: why` lines, then `end`.
'use strict';
const assert = require('assert');
const { execFileSync, spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const [root, stratc, scratch] = process.argv.slice(2);
const folder = path.join(root, 'editors/vscode');
const read = (name) => JSON.parse(fs.readFileSync(path.join(folder, name), 'utf8'));

function test(what, body) {
    try {
        body();
        console.log('ok ' + what);
    } catch (error) {
        console.log(`FAILED ${what}: ${String(error.message).replace(/\n/g, ' ')}`);
    }
}

// ---- the language configuration ----

const configuration = read('language-configuration.json');

test('a word is a name, a number or the id of a paragraph', () => {
    const words = (text) => text.match(new RegExp(configuration.wordPattern, 'g'));
    assert.deepStrictEqual(words('cite 4.1.b, 68(2)(a), P6'), ['cite', '4.1.b', '68(2)(a)', 'P6']);
    assert.deepStrictEqual(words('at least 2 of (a_b,c2) 0..9'), ['at', 'least', '2', 'of', 'a_b', 'c2', '0', '9']);
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

const snippets = read('snippets/strat.json');

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
    for (const [name, { prefix, body }] of Object.entries(snippets))
        assert.ok(prefix === 'allow' || [].concat(body)[0].startsWith(prefix + ' ') || body === prefix, name);
});

console.log('end');
