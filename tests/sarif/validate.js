// validate.js NODE_MODULES LOG...: each log is valid SARIF 2.1.0, and says only what can be followed. Prints what is wrong.
const path = require('path');
const fs = require('fs');

const modules = path.resolve(process.argv[2]);
const Ajv = require(path.join(modules, 'ajv-draft-04')).default;
const addFormats = require(path.join(modules, 'ajv-formats'));
const find = (folder) => fs.readdirSync(folder, { recursive: true }).map((f) => path.join(folder, f))
    .find((f) => /sarif.*schema.*2\.1\.0.*\.json$|sarif-schema-2\.1\.0.*\.json$/.test(f) && fs.statSync(f).isFile());
const schemaFile = find(path.join(modules, '@microsoft', 'jest-sarif'));
if (!schemaFile) {
    console.log('no schema in @microsoft/jest-sarif');
    process.exit(1);
}
const ajv = new Ajv({ unicodeRegExp: false, allErrors: true, strict: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile, 'utf8')));

let faults = 0;
const wrong = (file, what) => { faults++; console.log(`${file}: ${what}`); };

for (const file of process.argv.slice(3)) {
    const log = JSON.parse(fs.readFileSync(file, 'utf8'));
    if (!validate(log)) {
        for (const e of validate.errors)
            wrong(file, `${e.instancePath} ${e.message}`);
        continue;
    }
    if (log.runs.length !== 1)
        wrong(file, 'not one run');
    const run = log.runs[0];
    const driver = run.tool.driver;
    for (const [i, r] of run.results.entries()) {
        if (driver.rules[r.ruleIndex]?.id !== r.ruleId)
            wrong(file, `result ${i}: its rule is not rule ${r.ruleIndex}`);
        for (const l of r.locations ?? [])
            if (/^(\/|[a-z]+:(?!\/\/))/.test(l.physicalLocation.artifactLocation.uri))
                wrong(file, `result ${i}: ${l.physicalLocation.artifactLocation.uri}`);
    }
    for (const n of run.invocations[0].toolExecutionNotifications)
        if (driver.notifications[n.descriptor.index]?.id !== n.descriptor.id)
            wrong(file, `notification ${n.descriptor.id}: not at its index`);
    for (const r of driver.rules.concat(driver.notifications))
        if (!r.help?.markdown.startsWith(`# ${r.id} ${r.name}: `) || r.help.text.includes('```'))
            wrong(file, `${r.id}: its help is not its page`);
}
process.exit(faults ? 1 : 0);
