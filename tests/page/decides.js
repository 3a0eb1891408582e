/* decides.js FOLDER decides.js NAME...: see decides.sh. */
"use strict";
const { fs, say, run, open } = require("./browser.js");

const [, , folder, , ...names] = process.argv;
const lines = (file) => fs.readFileSync(folder + "/" + file, "utf8").split("\n").slice(0, -1);

run(names.map((name) => [name, async (browser) => {
    const page = await open(browser, folder + "/" + name + ".html");
    const requests = lines(name + ".requests");
    const expected = lines(name + ".answers");
    /* A page has one line, and the program counts them. */
    const got = await page.evaluate((all) => {
        const times = [];
        const answers = all.map((one) => {
            const start = performance.now();
            const line = evaluator.answer(one);
            times.push(performance.now() - start);
            return line.trimEnd();
        });
        times.sort((a, b) => a - b);
        return { answers, median: times[times.length >> 1], most: times[times.length - 1], digest: evaluator.digest, declared: evaluator.declared() };
    }, requests);
    const other = requests.findIndex((_, i) => got.answers[i].replace(/"line":\d+/, "") !== expected[i].replace(/"line":\d+/, ""));
    say(other < 0 && requests.length === expected.length, requests.length + " answers of " + name + " as the program gives them",
        requests[other] + " is " + got.answers[other] + " rather than " + expected[other]);
    say(got.digest === lines(name + ".digest")[0], name + ": the digest is that of the program", got.digest);
    const facts = JSON.parse(fs.readFileSync(folder + "/" + name + ".facts", "utf8"));
    for (const list of ["fact", "approach", "duty", "paragraph", "reading"]) delete got.declared[list];
    say(JSON.stringify(got.declared) === JSON.stringify(facts), name + ": what is declared is what the program says");
    console.log("note      " + name + ": " + got.median.toFixed(2) + " ms an answer in the middle, " + got.most.toFixed(1) + " at most");
    say(got.median < 10, name + ": an answer takes less than 10 ms", got.median);
    await page.close();
}]));
