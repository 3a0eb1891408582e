/* examples.js POLICY VOCABULARY: the facts of each example of a policy (and of the file of examples that it uses), as a line of
 * JSON. VOCABULARY: what --facts --json says. */
"use strict";
const fs = require("fs");
const path = require("path");

const [, , file, vocabulary] = process.argv;
const facts = new Map(JSON.parse(fs.readFileSync(vocabulary, "utf8")).facts.map((fact) => [fact.name, fact]));
const read = (name) => fs.readFileSync(name, "utf8").replace(/^\s*#.*$/gm, "").replace(/\s#[^"\n]*$/gm, "");
let text = read(file);
for (const [, used] of text.matchAll(/^use "([^"]*examples[^"]*)"/gm)) text += read(path.join(path.dirname(file), used + ".strat"));

function member(part) {
    const [, not, name, value] = part.trim().match(/^(not\s+)?([A-Za-z0-9_.-]+)(?:\s*=\s*([\s\S]*))?$/);
    const fact = facts.get(name);
    const names = (list) => list.replace(/[{}]/g, "").split(",").map((one) => one.trim()).filter(Boolean);
    const json = value === undefined ? String(!not)
        : fact.type === "yes or no" ? String(value.trim() === "yes")
        : fact.type === "number" ? value.trim().split(/\s/)[0].replace(/_/g, "")
        : JSON.stringify(fact.type === "set of" ? names(value) : value.trim());
    return JSON.stringify(name) + ":" + json;
}

for (const [, body] of text.matchAll(/^example\s+"(?:[^"\\]|\\.)*"\s*\{([^]*?)^\s*expect\b/gm)) {
    const given = body.replace(/^\s*given\s*/, "").trim();
    const parts = given ? given.match(/(?:\{[^}]*\}|[^,{])+/g) : [];
    console.log("{" + parts.filter((part) => part.trim()).map(member).join(",") + "}");
}
