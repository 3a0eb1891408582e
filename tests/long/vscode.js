// Run by vscode.sh: works with a policy in VS Code as a person would, and looks at what is shown. Prints `ok WHAT` or `FAILED
// WHAT: why` lines, then `end`; SHOTS has a picture of each step.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const [address, scratch, shots, stratc] = process.argv.slice(2);
const work = path.join(scratch, 'work');
const PATIENCE = 30000;

let page, n = 0;

async function test(what, body) {
    let verdict = 'ok ' + what;
    try {
        await body();
    } catch (error) {
        verdict = `FAILED ${what}: ${String(error.message).replace(/\s*\n\s*/g, ' ')}`;
    }
    const name = `${String(++n).padStart(2, '0')}-${what.replace(/[^A-Za-z0-9]+/g, '-')}.png`;
    await page.screenshot({ path: path.join(shots, name) });
    console.log(verdict);
}

// Waits for something that is shown.
const shown = (selector, hasText) => page.locator(selector, { hasText }).first().waitFor({ timeout: PATIENCE });
const key = (name) => page.keyboard.press(name);
const type = (text) => page.keyboard.type(text, { delay: 15 });

async function pick(text) {
    await shown('.quick-input-widget .monaco-list-row', text);
    await key('Enter');
}

async function command(title) {
    await key('F1');
    await shown('.quick-input-widget');
    await type(title);
    await pick(title);
}

async function open(name) {
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
    await shown('.tab.active', name);
    await page.locator('.editor-group-container.active .view-lines').first().click();
}

// The editor that has the policy, to line LINE.
async function toLine(line) {
    await key('Control+g');
    await shown('.quick-input-widget');
    await type(`${line}`);
    await key('Enter');
}

const settings = (values) =>
    fs.writeFileSync(path.join(scratch, 'user/User/settings.json'), JSON.stringify({
        'workbench.startupEditor': 'none',
        'workbench.tips.enabled': false,
        'extensions.ignoreRecommendations': true,
        'git.openRepositoryInParentFolders': 'never',
        'editor.acceptSuggestionOnEnter': 'on',
        ...values,
    }));

async function steps() {
    await test('without stratc one message says so, with Choose and How to install', async () => {
        await open('tutorial.strat');
        await shown('.notification-list-item', 'stratc, which checks policies, was not found');
        await shown('.notification-list-item .monaco-button', 'Choose');
        assert.strictEqual(await page.locator('.notification-list-item', { hasText: 'was not found' }).count(), 1);
        await page.locator('.notification-list-item .monaco-button', { hasText: 'How to install' }).click();
        await shown('.tab', 'README');
        await key('Control+w');
    });

    await test('colours', async () => {
        await open('tutorial.strat');
        const colour = (text) => page.locator('.view-line span span', { hasText: text }).first().evaluate((e) => getComputedStyle(e).color);
        await shown('.view-line', 'approaches');
        const [block, string, comment] = [await colour(/^strategy$/), await colour('Marrow Bay'), await colour(/^paragraphs$/)];
        assert.notStrictEqual(block, string);
        assert.notStrictEqual(comment, string);
    });

    settings({ 'stratc.path': stratc });

    await test('Ask a question: facts are picked, and the answer stands beside the policy', async () => {
        await command('Strat: Ask a question');
        await shown('.view-line', 'Undetermined');
        await shown('.quick-input-widget .monaco-list-row', 'who asks');
        await type('who asks');
        await pick('who asks');
        await pick('rescue');
        await shown('.view-line', 'a rescue service');
        await type('what the data is for');
        await pick('what the data is for');
        await type('emergency');
        await pick('an emergency');
        await shown('.view-line', 'A live feed');
        await key('Escape');
    });
}

(async () => {
    settings({});
    const browser = await chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    try {
        await page.goto(`${address}/?folder=${encodeURIComponent(work)}`);
        await shown('.monaco-workbench .part.editor');
        await shown('.explorer-folders-view .monaco-list-row', 'tutorial.strat');
        await steps();
        console.log('end');
    } finally {
        await page.screenshot({ path: path.join(shots, 'last.png') });
        await browser.close();
    }
})();
