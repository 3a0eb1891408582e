// Where stratc is, how it is run, and what git has of a policy. Knows nothing of VS Code.
'use strict';
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

function isProgram(file) {
    try {
        fs.accessSync(file, fs.constants.X_OK);
        return fs.statSync(file).isFile();
    } catch {
        return false;
    }
}

// The program that the setting names; where it names none, the first on the path or where users install. Or undefined.
function find(setting, environment = process.env) {
    const home = environment.HOME || os.homedir();
    if (setting) return [setting.replace(/^~(?=\/)/, home)].find(isProgram);
    const folders = (environment.PATH || '').split(path.delimiter).filter(path.isAbsolute);
    return [...folders, path.join(home, '.local/bin'), '/usr/local/bin']
        .map((folder) => path.join(folder, 'stratc'))
        .find(isProgram);
}

// Runs a program to its end: its exit status and what it wrote. Rejects where it cannot be started.
function run(program, words, { input = '', ...options } = {}) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, words, options);
        const written = { stdout: [], stderr: [] };
        for (const stream of ['stdout', 'stderr']) child[stream].on('data', (bytes) => written[stream].push(bytes));
        child.on('error', reject);
        child.on('close', (status) =>
            resolve({ status, stdout: String(Buffer.concat(written.stdout)), stderr: String(Buffer.concat(written.stderr)) })
        );
        child.stdin.on('error', () => {}); // a program need not read to the end
        child.stdin.end(input);
    });
}

// Calls body(FOLDER, OLD, NOW): the paths from there of the policy as it is in git HEAD, all policies that it may use around it,
// and as it is now.
// Throws an Error for people where there is none.
async function withHead(file, body) {
    const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'strat-'));
    const real = fs.realpathSync(file);
    const git = (words, options) =>
        run('git', words, {
            cwd: path.dirname(real),
            env: { ...process.env, GIT_INDEX_FILE: path.join(scratch, 'index') }, // the user's own is left alone
            ...options,
        }).catch(() => {
            throw new Error('git cannot be started: install it to compare versions');
        });
    try {
        const top = await git(['rev-parse', '--show-toplevel']);
        if (top.status !== 0) throw new Error(`${path.basename(file)} is not in a folder of git: there is no version to compare with`);
        const root = fs.realpathSync(top.stdout.replace(/\n$/, ''));
        if ((await git(['read-tree', 'HEAD'])).status !== 0) throw new Error('nothing was committed to git yet');
        const policies = await git(['ls-files', '-z', '--', '*.strat'], { cwd: root });
        await git(['checkout-index', '-z', '--stdin', `--prefix=${scratch}/HEAD/`], { cwd: root, input: policies.stdout });
        const within = path.relative(root, real), old = path.join('HEAD', within);
        fs.symlinkSync(root, path.join(scratch, 'now'));
        if (!fs.existsSync(path.join(scratch, old))) throw new Error(`${path.basename(file)} is new: git HEAD does not have it yet`);
        return await body(scratch, old, path.join('now', within));
    } finally {
        fs.rmSync(scratch, { recursive: true, force: true });
    }
}

module.exports = { find, run, withHead };
