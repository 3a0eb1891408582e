// Run by vscode.sh: works with a policy in VS Code as a person would, and looks at what is shown. Prints `ok WHAT` or `FAILED
// WHAT: why` lines, then `end`; SHOTS has a picture of each step.
'use strict';
const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { chromium } = require('playwright-core');

const [address, scratch, shots, stratc] = process.argv.slice(2);
const work = path.join(scratch, 'work');
const PATIENCE = 1000 * (process.env.PATIENCE || 60);

let page, n = 0;

const picture = (name) => page.screenshot({ path: path.join(shots, `${String(n).padStart(2, '0')}-${name}.png`) });

async function test(what, body) {
    n++;
    let verdict = 'ok ' + what;
    try {
        await body();
    } catch (error) {
        verdict = `FAILED ${what}: ${String(error.message).replace(/\s*\n\s*/g, ' ')}`;
    }
    await picture(what.replace(/[^A-Za-z0-9]+/g, '-'));
    console.log(verdict);
}

// Waits for something that is shown.
const shown = (selector, hasText) => page.locator(selector, { hasText }).first().waitFor({ timeout: PATIENCE });
const key = (name) => page.keyboard.press(name);
const type = (text) => page.keyboard.type(text, { delay: 15 });

// What is picked is in the list whose title or box says ABOVE.
async function pick(text, above = '') {
    const list = page.locator('.quick-input-widget', { hasText: above });
    await list.locator('.monaco-list-row', { hasText: text }).first().click({ timeout: PATIENCE });
}

async function command(title) {
    await key('F1');
    await shown('.quick-input-widget');
    await type(title);
    await pick(title);
}

// The policies as they were, and the one that is worked on.
const policies = path.join(__dirname, '../../policies');
const as = (name) => fs.readFileSync(path.join(policies, name), 'utf8');
const there = (name) => fs.readFileSync(path.join(work, name), 'utf8');
let text;

async function open(name) {
    fs.cpSync(policies, work, { recursive: true }); // whatever an earlier step saved
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
    await shown('.tab.active', name);
    await command('File: Revert File'); // or left
    text = there(name);
}

// The line of the policy, counted from 1, that begins with this.
const lineOf = (words) => text.split('\n').findIndex((line) => line.trim().startsWith(words)) + 1;

// To the line of the policy that begins with this, and so many characters on.
async function toLine(words, on = 0) {
    const line = lineOf(words);
    assert.ok(line > 0, words);
    await key('Control+g');
    await shown('.quick-input-widget');
    await type(`${line}`);
    await key('Enter');
    await shown('.statusbar-item', `Ln ${line}, Col`);
    await key('Home');
    for (let i = 0; i < on; i++) await key('ArrowRight');
}

// The message that F8 goes to says all of this. What is underlined first may be of a word half typed: then once more.
async function told(...words) {
    const message = words.reduce((found, hasText) => found.filter({ hasText }), page.locator('.marker-widget'));
    for (let tries = 0; ; tries++) {
        await key('F8');
        try {
            return await message.first().waitFor({ timeout: PATIENCE / 12 });
        } catch (error) {
            if (tries === 11) throw error;
        }
        await key('Escape');
    }
}

// Where the mouse rests on this word of the line, all of this is said: once more where the text was still moving.
async function rests(line, word, ...says) {
    for (let tries = 0; ; tries++) {
        await page.mouse.move(1, 1);
        await page.locator('.view-line', { hasText: line }).locator('span', { hasText: word }).last().hover();
        try {
            for (const hasText of says) await page.locator('.monaco-hover', { hasText }).first().waitFor({ timeout: PATIENCE / 12 });
            return;
        } catch (error) {
            if (tries === 11) throw error;
        }
    }
}

// Saved, the file has this text: at once, or when what was asked for is done.
async function saved(name, wanted) {
    for (let i = 0; i < PATIENCE / 500 && there(name) !== wanted; i++) {
        await key('Control+s');
        await page.waitForTimeout(500);
    }
    assert.strictEqual(there(name), wanted);
}

// The first example is run by what stands above it, once more where it was asked too early; this is said.
async function runs(says) {
    const said = page.locator('.notification-list-item', { hasText: says }).first();
    for (let tries = 0; ; tries++) {
        await page.locator('.codelens-decoration a', { hasText: 'Run this example' }).first().click({ timeout: PATIENCE });
        try {
            return await said.waitFor({ timeout: PATIENCE / 12 });
        } catch (error) {
            if (tries === 11) throw error;
        }
    }
}

// What the extension wrote: of a setting that is the machine's own, VS Code keeps it apart from the user's.
const machine = () => {
    const file = path.join(scratch, 'user/Machine/settings.json');
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
};

// The text of a page that VS Code shows in frames of its own.
async function preview(text) {
    for (let i = 0; i < 100; i++) {
        for (const frame of page.frames()) {
            const body = await frame.locator('body').innerText().catch(() => '');
            if (body.includes(text) && frame !== page.mainFrame()) return body;
        }
        await page.waitForTimeout(300);
    }
    throw new Error(`no page says ${text}`);
}

async function steps() {
    await test('without stratc one message says so, and Choose mends it', async () => {
        await open('tutorial.strat');
        const message = page.locator('.notification-list-item', { hasText: 'stratc, which checks policies, was not found' });
        await message.waitFor({ timeout: PATIENCE });
        await shown('.notification-list-item .monaco-button', 'How to install');
        await picture('missing');
        await message.locator('.monaco-button', { hasText: 'Choose' }).click();
        await shown('.quick-input-widget', 'Where is stratc?');
        await shown('.quick-input-widget .monaco-list-row', 'vocabulary');
        const row = page.locator('.quick-input-widget .monaco-list-row', { hasText: /^stratc$/ }).first();
        for (let i = 0; i < 5 && !(await row.isVisible()); i++) {
            await key('Control+a'); // it may have put a folder there meanwhile
            await page.keyboard.insertText(stratc);
            await row.waitFor({ timeout: PATIENCE / 5 }).catch(() => {});
        }
        await key('Enter');
        await message.waitFor({ state: 'hidden', timeout: PATIENCE });
        for (let i = 0; i < 50 && !machine().includes('stratc.path'); i++) await page.waitForTimeout(200);
        assert.strictEqual(JSON.parse(machine())['stratc.path'], stratc);
    });

    if (!machine().includes(stratc)) // the next steps are about other things
        fs.writeFileSync(path.join(scratch, 'user/Machine/settings.json'), JSON.stringify({ 'stratc.path': stratc }));

    await test('colours', async () => {
        await open('tutorial.strat');
        const colour = (text) => page.locator('.view-line span span', { hasText: text }).first().evaluate((e) => getComputedStyle(e).color);
        await shown('.view-line', 'approaches');
        const [block, string, comment] = [await colour(/^strategy$/), await colour('Marrow Bay'), await colour(/^paragraphs$/)];
        assert.notStrictEqual(block, string);
        assert.notStrictEqual(comment, string);
    });

    await test('Ask a question: facts are picked, and the answer stands beside the policy', async () => {
        await command('Strat: Ask a question');
        await shown('.view-line', 'Undetermined');
        await pick('who asks', 'What is known of the request?');
        await picture('a-value');
        await pick('a rescue service', 'who asks');
        await shown('.view-line', 'who asks: a rescue service');
        await pick('what the data is for', 'What is known of the request?');
        await pick('an emergency', 'what the data is for');
        await shown('.view-line', 'live_feed (A live feed) must be used');
        const right = await page.locator('.editor-instance').last().evaluate((e) => e.getBoundingClientRect().right);
        for (const line of await page.locator('.editor-instance').last().locator('.view-line > span').all())
            assert.ok((await line.evaluate((e) => e.getBoundingClientRect().right)) <= right, 'a line is cut');
        await shown('.quick-input-widget .monaco-list-row', 'partner = rescue');
        await key('Escape');
    });

    await test('a mistake is underlined, and its message stands below the line', async () => {
        await command('View: Close Editors in Other Groups'); // the answer
        await open('tutorial.strat');
        await toLine('may be used for study with resident');
        await key('End');
        await type(', residnet');
        await shown('.squiggly-error');
        await key('Escape'); // the words that it completes
        await told('residnet', 'did you mean `resident`');
    });

    await test('what needs all situations is found, too', async () => {
        await open('tutorial.strat');
        await page.locator('.squiggly-error').first().waitFor({ state: 'detached', timeout: PATIENCE });
        await toLine('recital 1 ');
        await key('Home');
        await type('# ');
        await shown('.squiggly-warning');
        await told('nothing here speaks of paragraph 1');
    });

    await test('a duty says what it is where the mouse rests', async () => {
        await open('tutorial.strat');
        await key('Escape'); // the message that is shown pushes the lines down
        await rests('only after data_contract', 'data_contract', 'a signed data contract', 'City Clerk');
    });

    await test('a rule says where it applies', async () => {
        await rests('must not use extract', /^must$/, /must not use extract and live_feed: applies in [\d.]+ % of all situations/);
    });

    await test('definition, and the outline', async () => {
        await toLine('only after data_contract', 'only after d'.length);
        await key('F12');
        await shown('.statusbar-item', `Ln ${lineOf('duty data_contract')}, Col 6`);
        await key('Control+Shift+o');
        await shown('.quick-input-widget .monaco-list-row', '2.3 live_feed');
        await key('Escape');
    });

    await test('an example is run where it stands, and tells how it is decided', async () => {
        await open('tutorial.strat');
        await runs('as expected: conditional live_feed by 2.3');
        await toLine('expect conditional live_feed', 'expect conditional '.length);
        await key('Control+Shift+ArrowRight');
        await type('extract ');
        await runs('expected conditional extract by 2.3');
    });

    await test('countries are completed by their names, with their accents or without', async () => {
        await open('enisa-international.strat');
        await toLine('with western_balkans, eastern_partnership');
        await key('End');
        for (const [typed, country] of [[', Ukr', 'Ukraine'], [', Réu', 'Réunion'], [', Cote', "Côte d'Ivoire"]]) {
            await type(typed);
            await shown('.suggest-widget .monaco-list-row.focused', country);
            if (country === 'Réunion') await picture('completion');
            await key('Enter');
        }
        await saved('enisa-international.strat', text.replace('with western_balkans, eastern_partnership', '$&, UA, RE, CI'));
    });

    await test('a group is renamed wherever it stands', async () => {
        await open('enisa-international.strat');
        await toLine('group western_balkans', 'group w'.length);
        await key('F2');
        const name = page.locator('.rename-box input:focus');
        await name.waitFor({ timeout: PATIENCE });
        await type('balkan_six');
        await picture('rename');
        await key('Enter');
        await name.waitFor({ state: 'detached', timeout: PATIENCE });
        await saved('enisa-international.strat', text.replace(/\bwestern_balkans\b/g, 'balkan_six'));
    });

    await test('a policy is laid out', async () => {
        const untidy = as('tutorial.strat').replace(/^ +/gm, '').replace(/, /g, ' ,').replace(/ \{$/gm, '{');
        fs.writeFileSync(path.join(work, 'untidy.strat'), untidy);
        await open('untidy.strat');
        await command('Format Document');
        await saved('untidy.strat', as('tutorial.strat'));
    });

    await test('hints of what was found out, where they are wanted', async () => {
        await open('tutorial.strat');
        await toLine('paragraph 5');
        fs.mkdirSync(path.join(work, '.vscode'));
        fs.writeFileSync(path.join(work, '.vscode/settings.json'), JSON.stringify({ 'stratc.inlayHints': true }));
        await shown('.view-line', /rescue\s*17\s%\sof\sall\ssituations/);
        await picture('hints');
        fs.rmSync(path.join(work, '.vscode'), { recursive: true });
        await page.locator('.view-line', { hasText: '17 % of all situations' }).first().waitFor({ state: 'detached', timeout: PATIENCE });
    });

    await test('Show changes: a page of what is decided otherwise', async () => {
        await open('tutorial.strat');
        await toLine('may be used for study with resident');
        await key('End');
        await type(', rescue');
        await command('Strat: Show changes against git HEAD');
        const text = await preview('situations are decided differently');
        assert.match(text, /HEAD\/tutorial\.strat -> tutorial\.strat/);
        assert.match(text, /for rescue, study rises from published .*2\.2 changed/);
    });

    await test('Test and Lint say what stratc says', async () => {
        await open('tutorial.strat');
        await command('Strat: Test');
        await shown('.part.panel .view-line', '3 of 3 examples as expected');
        await toLine('may be used for study with resident');
        await key('End');
        await type(', rescue');
        await command('Strat: Lint');
        await shown('.part.panel .view-line', 'this condition of 2.2 holds in every situation');
    });
}

(async () => {
    fs.writeFileSync(path.join(scratch, 'user/User/settings.json'), JSON.stringify({
        'workbench.startupEditor': 'none',
        'files.autoSave': 'off',
        'extensions.ignoreRecommendations': true,
        'git.openRepositoryInParentFolders': 'never',
    }));
    const browser = await chromium.launch({
        executablePath: '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    try {
        await page.goto(`${address}/?folder=${encodeURIComponent(work)}`, { timeout: 3 * PATIENCE });
        await shown('.monaco-workbench .part.editor');
        await shown('.explorer-folders-view .monaco-list-row', 'tutorial.strat');
        await steps();
        console.log('end');
    } finally {
        await page.screenshot({ path: path.join(shots, 'last.png') });
        await browser.close();
    }
})();
