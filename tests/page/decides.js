/* decides.js FOLDER decides.js NAME...: see decides.sh. */
"use strict";
const { fs, say, run, open } = require("./browser.js");

const { execFileSync } = require("child_process");

const [, , folder, , stratc, policies, ...names] = process.argv;
const lines = (file) => fs.readFileSync(folder + "/" + file, "utf8").split("\n").slice(0, -1);

/* Of the first requests, and of some that are not complete: what the program says with --why --json. */
async function explained(page, name, requests) {
    const chosen = requests.filter((one, i) => /^\{(?!"id"|"nobody")/.test(one) && (i < 12 || i % 40 === 0));
    const got = await page.evaluate((all) => {
        const times = [];
        const trees = all.map((one) => {
            const start = performance.now();
            const tree = evaluator.explain(one, "answer with grounds taken ladder closed ask offers because");
            times.push(performance.now() - start);
            const answer = JSON.parse(evaluator.answer(one));
            return answer.error ? null : { tree, typed: Object.entries(JSON.parse(one)).map(([fact, value]) => fact + "=" + typed(policy.fact.get(fact), typeof value === "number" ? one.match('"' + fact + '":([^,}]*)')[1] : value)) };
        });
        times.sort((a, b) => a - b);
        return { trees, median: times[times.length >> 1] };
    }, chosen);
    const wrong = [];
    let n = 0;
    for (const one of got.trees.filter(Boolean)) {
        const said = JSON.parse(execFileSync(stratc, ["--ask", policies + "/" + name + ".strat", "--", "--why", "--json", ...one.typed]));
        for (const rung of said.ladder) delete rung.needs; /* pages look for ways when somebody wants to see them */
        for (const key of Object.keys(said).filter((key) => key !== "limits" && key !== "paragraphs"))
            if (JSON.stringify(said[key]) !== JSON.stringify(one.tree[key])) wrong.push(key + " of " + one.typed);
        n++;
    }
    say(wrong.length === 0 && n > 2, n + " explanations of " + name + " as the program gives them", wrong);
    say(got.median < 10, name + ": an explanation takes less than 10 ms: " + got.median.toFixed(1), got.median);
}

/* Of each question what the program says with --ask --json. */
async function helped(page, name, requests) {
    const chosen = requests.filter((one, i) => /^\{(?!"id"|"nobody")/.test(one) && i % 30 === 0).concat("{}");
    const got = await page.evaluate((all) => {
        const least = [];
        const asked = all.map((one) => (JSON.parse(evaluator.answer(one)).ask || []).map((fact) => {
            /* The best of three: others use this machine, too. */
            const times = [0, 1, 2].map(() => {
                const start = performance.now();
                evaluator.helps(one, fact);
                return performance.now() - start;
            });
            least.push(Math.min(...times));
            return evaluator.helps(one, fact);
        }));
        const typedOf = (one) => Object.entries(JSON.parse(one)).map(([fact, value]) => fact + "=" + typed(policy.fact.get(fact), typeof value === "number" ? one.match('"' + fact + '":([^,}]*)')[1] : value));
        return { asked, typed: all.map((one) => JSON.parse(evaluator.answer(one)).error ? null : typedOf(one)), times: least.sort((a, b) => a - b) };
    }, chosen);
    const wrong = [];
    let n = 0;
    for (const [i, words] of got.typed.entries()) {
        if (!words) continue;
        const said = JSON.parse(execFileSync(stratc, ["--ask", policies + "/" + name + ".strat", "--", "--ask", "--json", ...words]));
        if (JSON.stringify(said.ask) !== JSON.stringify(got.asked[i])) wrong.push(words);
        n += said.ask.length;
    }
    say(wrong.length === 0 && n > 2, n + " questions of " + name + " as the program explains them", wrong);
    const median = got.times[got.times.length >> 1];
    say(median < 10, name + ": what a question is for takes less than 10 ms: " + median.toFixed(1) + ", at most " + got.times.at(-1).toFixed(1), median);
}

/* A record that a page writes is the one that the program writes. */
async function filed(page, name, requests) {
    const chosen = requests.filter((one, i) => /^\{(?!"id"|"nobody")/.test(one) && (i < 4 || i % 90 === 0));
    const given = { reference: "A/1 </script>", date: "2027-01-31", by: {}, evidence: {} };
    const got = await page.evaluate(([all, given]) => all.map((one) => {
        const answer = JSON.parse(evaluator.answer(one));
        /* Of every other what is not said is not known. */
        const not_known = policy.facts.filter((fact, i) => !(fact.name in JSON.parse(one)) && i % 2).map((fact) => fact.name), filed = { ...given, not_known };
        const typedFacts = () => not_known.map((name) => name + "=?").concat(typedOnes());
        const typedOnes = () => Object.entries(JSON.parse(one)).map(([fact, value]) => fact + "=" + typed(policy.fact.get(fact), typeof value === "number" ? one.match('"' + fact + '":([^,}]*)')[1] : value));
        return answer.error ? null : { typed: typedFacts(), markdown: evaluator.record(one, "markdown", filed).text, html: evaluator.record(one, "html", filed).text,
            view: evaluator.record(one, "view", filed).text };
    }), [chosen, given]);
    const wrong = [];
    const records = got.filter(Boolean);
    for (const [i, one] of records.entries()) {
        const call = (...rest) => execFileSync(stratc, ["--ask", policies + "/" + name + ".strat", "--", ...rest], { encoding: "utf8" });
        if (call("--record", "-", "--ref", given.reference, "--date", given.date, ...one.typed) !== one.markdown) wrong.push("Markdown of " + one.typed);
        const file = folder + "/" + name + "-" + i + ".html";
        fs.writeFileSync(file, one.html);
        if (call("--verify", file) !== file + ": same\n") wrong.push("HTML of " + one.typed);
        if (!/^<h2>/.test(one.view) || /<script/.test(one.view)) wrong.push("the view of " + one.typed);
    }
    say(wrong.length === 0 && records.length > 1, records.length + " records of " + name + " as the program writes them", wrong);
    const misfits = [['"today" is no day', { date: "today" }], ["there is no such fact", { by: ["x"] }], ["there is no such fact", { evidence: [{}] }], ["there is no such fact", { not_known: [{}] }]];
    for (const [why, one] of misfits) {
        const misfit = await page.evaluate((filed) => evaluator.record("{}", "html", filed), { ...given, ...one });
        say(misfit.text === "" && misfit.complaint.includes(why), "what does not fit is no record, and it is said why: " + JSON.stringify(one), JSON.stringify(misfit));
    }
}

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
            const { judgements, ask, grounds, presumed, readings, ...rest } = JSON.parse(line);
            if (JSON.stringify(evaluator.brief(one)) !== JSON.stringify(rest)) throw new Error("a brief answer is another: " + one);
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
    for (const list of ["fact", "approach", "duty", "paragraph"]) delete got.declared[list];
    say(JSON.stringify(got.declared) === JSON.stringify(facts), name + ": what is declared is what the program says");
    console.log("note      " + name + ": " + got.median.toFixed(2) + " ms an answer in the middle, " + got.most.toFixed(1) + " at most");
    say(got.median < 10, name + ": an answer takes less than 10 ms", got.median);
    await explained(page, name, requests);
    await helped(page, name, requests);
    await filed(page, name, requests);
    await page.close();
}]));
