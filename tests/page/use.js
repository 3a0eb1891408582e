/* use.js FOLDER use.js PROGRAM: see use.sh. */
"use strict";
const { fs, say, run, open, settled, text, heading } = require("./browser.js");
const { execFileSync } = require("child_process");

const [, , folder, , program] = process.argv;
const ENISA = folder + "/enisa-international.html";
const flat = (seen) => seen.replace(/\s+/g, " ");

/* The first answer that there is to a question, of whatever kind. */
async function answerFirst(page) {
    if (await page.locator("main select").count()) await page.locator("main select").selectOption({ index: 1 });
    else await page.locator("label.choice").first().click();
    await page.click("text=Continue");
}

/* A fact of the answer, opened. */
async function opened(page, title) {
    const row = page.locator("details.fact", { hasText: title }).first();
    await row.evaluate((one) => {
        for (let at = one.parentElement; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
        one.open = true;
    });
    await row.locator("input, select").first().waitFor();
    return row;
}

run([
    ["what if", async (browser) => {
        /* Of cases at random: a value that "leads to the same" leaves the first line as it is, and what may start now. */
        for (const name of ["enisa-international", "vulnerability-disclosure", "marrow-bay-partnerships"]) {
            const page = await open(browser, folder + "/" + name + ".html", "#answer");
            const { tried, wrong } = await page.evaluate(() => {
                let seed = 7, tried = 0;
                const wrong = [];
                const random = (n) => (seed = (seed * 1103515245 + 12345) % 2147483648) % n;
                const valuesOf = (fact) => fact.type === "yes or no" ? [true, false] : fact.type === "one of" ? fact.values.slice(0, 6).map((v) => v.name) : [];
                const facts = policy.facts.filter((fact) => valuesOf(fact).length);
                const said = (a) => JSON.stringify([a.status, a.approach, a.open, a.possible, a.possible_status, a.now, a.before]);
                for (let i = 0; i < 40; i++) {
                    given.values.clear();
                    for (const fact of facts) if (random(3)) given.values.set(fact.name, valuesOf(fact)[random(valuesOf(fact).length)]);
                    decide();
                    if (current.answer.error) continue;
                    for (const fact of facts)
                        for (const value of valuesOf(fact)) {
                            const other = JSON.parse(evaluator.answer(requestText(new Map([...given.values, [fact.name, value]]))));
                            const told = h("p", leadsTo(fact, value)).textContent;
                            const same = /^the same(, for other reasons)?$/.test(told);
                            tried++;
                            if (other.error ? told !== "nothing, as it cannot hold with the rest" : same && said(other) !== said(JSON.parse(evaluator.answer(requestText(given.values))))) wrong.push(fact.name + "=" + value + ": " + told + " of " + requestText(given.values));
                            if (/^the same, with/.test(told) && (other.now !== current.answer.now || other.before.length !== current.answer.before.length)) wrong.push(fact.name + "=" + value + ": " + told + ", but what may start now is another, of " + requestText(given.values));
                        }
                }
                return { tried, wrong };
            });
            say(wrong.length === 0 && tried > 100, "what leads to the same is the same, " + tried + " values of " + name, wrong.slice(0, 3));
            await page.close();
        }
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&agreement=none");
        const told = flat(await (await opened(page, "A cooperation framework or agreement would be developed")).innerText());
        say(/yes, leads to By default Limited approach, after 1 step\. Nothing may start now/.test(told), "that nothing may start any more is said", told);
        await page.close();
    }],
    ["the map", async (browser) => {
        const page = await open(browser, ENISA, "#map?partner=NO");
        const cell = page.locator("tbody tr", { hasText: "Help to hold a training session" }).locator("td").first();
        const seen = flat(await cell.innerText());
        say(/^Limited only by default/.test(seen) && /\?$/.test(seen), "what is had only as the default is told from what is open", seen);
        const wrong = await page.evaluate(() => [...document.querySelectorAll("tbody a")].filter((link) => {
            const before = new Map(given.values);
            readLink(new URL(link.href).hash);
            const a = JSON.parse(evaluator.answer(requestText(given.values)));
            given.values = before;
            const least = a.status === "undetermined" ? a.each[a.at_least] && [a.each[a.at_least].verdict].flat().includes("default") : a.status === "default";
            return Boolean(least) !== / by default/.test(link.textContent);
        }).map((link) => link.textContent + " " + link.hash));
        say(wrong.length === 0, "in every cell", wrong);
        for (const word of ["only by default", "what was asked is not provided for", "depends on what was not said"]) say((await text(page, "ul.plain")).includes(word), "the legend says " + word);
        await cell.locator("a").click();
        say(await heading(page) === "Answer" && /partner=NO/.test(page.url()) && /activity=training/.test(page.url()), "a cell leads to its answer", page.url());
        await page.goBack();
        say(await heading(page) === "Map" && !/activity/.test(page.url()), "and back", page.url());
        await page.close();
        const other = await open(browser, ENISA, "#map?partner=UA&binding_obligations=yes&develops_framework=no");
        const told = await text(other);
        say(!/–.*–.*–/.test(flat(told)) && /cannot/i.test(told), "that facts cannot hold together is said rather than a table without an answer", told);
        await other.close();
    }],
    ["back", async (browser) => {
        const page = await open(browser, ENISA, "#ask?partner=NO");
        const questions = [await heading(page)], urls = [page.url()];
        for (let i = 0; i < 2; i++) {
            await answerFirst(page);
            questions.push(await heading(page));
            urls.push(page.url());
        }
        await page.goBack();
        say(await heading(page) === questions[1] && await page.locator("input:checked").count() > 0, "a step back leads to the question before, with its answer", await heading(page));
        await page.goBack();
        say(await heading(page) === questions[0], "and to the first", await heading(page));
        await page.goForward();
        say(await heading(page) === questions[1], "a step forth to the second", await heading(page));
        await page.close();
        const answer = await open(browser, ENISA, "#record?partner=UA&activity=training&agreement=none&significant_value=yes");
        await answer.getByLabel("Reference").fill("A/1");
        await answer.getByLabel("Who judged").first().fill("R. Officer");
        await answer.click("nav a[data-view=answer]");
        const before = await answer.locator(".result").innerText();
        const row = await opened(answer, "A cooperation framework or agreement would be developed");
        await row.locator("label", { hasText: "yes" }).first().click();
        say(/develops_framework=yes/.test(answer.url()), "a value that is tried is in the address", answer.url());
        await answer.goBack();
        await answer.waitForFunction(() => !/develops_framework/.test(location.href));
        say(await answer.locator(".result").innerText() === before && await heading(answer) === "Answer", "a step back takes it back", answer.url());
        await answer.goBack();
        say(await heading(answer) === "Record" && await answer.getByLabel("Reference").inputValue() === "A/1" && await answer.getByLabel("Who judged").first().inputValue() === "R. Officer", "what is filed stays", await heading(answer));
        await answer.close();
    }],
    ["what cannot hold together", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&binding_obligations=yes");
        const seen = await text(page);
        say(/It would bind ENISA/.test(seen) && /A cooperation framework or agreement would be developed\s+not said: no is taken/.test(seen), "what is taken for granted against it is offered, too", seen);
        await page.locator("button", { hasText: "Change: a cooperation framework" }).click();
        await page.locator("label.choice", { hasText: "yes" }).click();
        await page.click("text=Continue");
        say(await page.evaluate(() => !current.answer.error), "and said otherwise all holds");
        await page.close();
    }],
    ["the answer", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&agreement=none");
        const because = flat(await page.locator("section", { has: page.locator("h2:text-is('Because')") }).innerText());
        say(/As asked, no paragraph provides for more\./.test(because) && /Why not Outreach approach/.test(because) && !/\bP5\b/.test(because), "why there is no more is said, and cautions not again", because);
        await page.close();
        const first = await open(browser, ENISA, "#answer?partner=NO&activity=training&requested=yes");
        const titles = await first.locator("main h2").allInnerTexts();
        const seen = await text(first);
        say(titles[0] === "What would settle it" && titles[1] === "What would come first" && /to do: Consult the External Action Service/.test(seen), "what to find out and what to do first come first, and are seen", titles);
        const shown = await first.evaluate(() => current.explanation.perhaps.flatMap((item) => item.duties).filter((duty) => duty.timing === "before").every((duty) => document.querySelector("main").innerText.includes(capital(duty.title))));
        say(shown, "every duty that comes before is seen without opening anything");
        const wrong = await first.evaluate(() => {
            const weights = becauseRows().map((row) => row.rules[0].effect);
            return weights.filter((effect, i) => i && WEIGHT.indexOf(effect) < WEIGHT.indexOf(weights[i - 1]));
        });
        say(wrong.length === 0, "what opens comes before what goes with it", wrong);
        await first.close();
        const lines = [];
        for (const hash of ["", "#answer?partner=FR", "#answer?partner=NO", "#facts?activity=training"]) {
            const other = await open(browser, ENISA, hash);
            lines.push(flat(await text(other, "#status")));
            await other.close();
        }
        say(/Nothing was said yet\. Begin with this: the partner/.test(lines[0]) && /does not speak of such a case/.test(lines[1]) && lines.every((line) => !/nothing,/i.test(line)) && /It depends on what was not said\. Possible: /.test(lines[2]) && /out of scope/.test(lines[3]),
            "the first line is a sentence", lines.join("; "));
    }],
    ["what is worked out", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=NO&activity=training");
        const counted = await page.evaluate(() => {
            const counts = {}, before = { ...evaluator };
            for (const name of ["answer", "brief", "explain", "record", "helps"]) evaluator[name] = (...given) => {
                counts[name] = (counts[name] || 0) + 1;
                return before[name](...given);
            };
            take("requested", true);
            Object.assign(evaluator, before);
            return counts;
        });
        say(JSON.stringify(counted) === '{"brief":1,"explain":1}', "an answer that changes is decided once and explained once, and nothing is found out that is not shown", JSON.stringify(counted));
        await page.locator("summary", { hasText: "Other questions" }).click();
        await page.locator("details.fact", { hasText: "What the Union has agreed" }).first().waitFor();
        say(await page.evaluate(() => current.ask.every((name) => document.querySelector('[data-key="' + name + '"]'))), "what else could be asked is there once it is opened");
        await page.close();
    }],
    ["paper", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=NO&activity=training");
        const folded = await page.evaluate(() => {
            const before = document.querySelectorAll("main details[open]").length;
            window.dispatchEvent(new Event("beforeprint"));
            const shut = [...document.querySelectorAll("main details:not([open], .fact, .filed)")].length;
            const all = current.explanation.perhaps.flatMap((item) => item.duties).concat(current.explanation.with.flatMap((item) => item.duties)).map((duty) => capital(duty.title));
            const seen = document.querySelector("main").innerText;
            const rows = current.explanation.because.map((row) => row.id).filter((id) => !seen.includes(id));
            window.dispatchEvent(new Event("afterprint"));
            return { shut, missing: all.filter((title) => !seen.includes(title)).concat(rows), before, after: document.querySelectorAll("main details[open]").length };
        });
        say(folded.shut === 0 && folded.missing.length === 0, "all that is folded is on paper", JSON.stringify(folded));
        say(folded.before === folded.after, "and is folded again afterwards", JSON.stringify(folded));
        await page.close();
    }],
    ["files", async (browser) => {
        const names = [];
        for (const [hash, reference] of [["#record?partner=UA&activity=training", ""], ["#record?partner=NO&activity=training", ""], ["#record?partner=NO&activity=training", "2026/117 INT"]]) {
            const page = await open(browser, ENISA, hash);
            await page.getByLabel("Reference").fill(reference);
            const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Save the facts")]);
            names.push(download.suggestedFilename());
            const asked = fs.readFileSync(await download.path(), "utf8");
            const answer = JSON.parse(execFileSync(program, ["--json", "-"], { input: asked }));
            say(JSON.stringify(answer.possible) === JSON.stringify(await page.evaluate(() => current.answer.possible)), "the facts that are saved are what the program reads with --json", asked);
            await page.close();
        }
        say(new Set(names).size === 3 && /-ua-training-/.test(names[0]) && /-2026-117-int-/.test(names[2]), "files of two cases have two names", names);
    }],
    ["links", async (browser) => {
        const told = async (hash) => {
            const page = await open(browser, ENISA, hash);
            const seen = [flat(await page.locator(".notice").innerText()), await page.evaluate(() => [...given.values.keys()].join())];
            await page.close();
            return seen;
        };
        const [twice, left] = await told("#answer?partner=UA&partner=FR&activity=training");
        say(/two things of one fact.*the partner/.test(twice) && left === "activity", "a fact that is said twice is neither", twice);
        say(/a view that this page does not have: nonsense/.test((await told("#nonsense?partner=UA"))[0]), "a view that there is not is said");
        const [other] = await told("#answer?partner=UA&.table=0123");
        say(/another version \(table 0123\)/.test(other) && /by version 2021 of the policy \(table [0-9a-f]{16}\)/.test(other), "by which version it is decided is said", other);
        say(/version 2021 of the policy does not know.*nobody/.test((await told("#answer?partner=UA&.unsure=nobody"))[0]), "so is what is not known to be unknown");
    }],
    ["the search", async (browser) => {
        const page = await open(browser, ENISA, "#ask");
        const box = page.locator("[role=combobox]");
        const found = async (words) => {
            await box.fill(words);
            return page.locator("[role=option]:visible").allTextContents();
        };
        say((await found("the uk")).join().startsWith("United Kingdom"), "an article does not count", await found("the uk"));
        say((await found("EU")).length === 0 && await page.locator(".combobox .error:visible").count() === 1, "capitals are short for a name, and that there is none is seen", await found("EU"));
        say((await found("NATO")).join() === "NATO", "a name that is its own code is there once", await found("NATO"));
        say((await found("FR")).length === 1 && (await found("unit")).length > 2, "codes and beginnings are found", await found("FR"));
        say(await page.locator("label:visible", { hasText: "Search" }).count() === 1, "the box has a label that is seen");
        await page.close();
    }],
    ["work", async (browser) => {
        /* What a click asks of the evaluator before the view is there, and what afterwards: no view works out what it does not show. */
        const page = await open(browser, ENISA, "#facts?partner=NO");
        await page.evaluate(() => {
            for (const [name, asked] of Object.entries(evaluator)) {
                if (typeof asked !== "function") continue;
                evaluator[name] = (...rest) => {
                    calls[name] = (calls[name] || 0) + 1;
                    return asked(...rest);
                };
            }
            window.calls = {};
        });
        const work = async (view) => {
            const first = await page.evaluate((view) => {
                calls = {};
                document.querySelector("nav a[data-view=" + view + "]").click();
                return JSON.stringify(calls);
            }, view);
            await settled(page);
            return first + " " + JSON.stringify(await page.evaluate(() => calls));
        };
        const same = (calls) => JSON.stringify(calls) + " " + JSON.stringify(calls);
        const cells = await page.evaluate(() => mapFacts().rows.values.length * mapFacts().columns.values.length);
        const expected = [["answer", same({ explain: 1, question: 1 })], ["ladder", same({ explain: 1 })], ["ask", same({ question: 1, helps: 1 })], ["facts", same({})],
            ["answer", same({ question: 1 })], ["ladder", same({})], ["record", '{} {"record":1}']];
        const wrong = [];
        for (const [view, calls] of expected) {
            const seen = await work(view);
            if (seen !== calls) wrong.push(view + ": " + seen + " rather than " + calls);
        }
        say(wrong.length === 0, "a view asks for what it shows, once, and of one request not again", wrong);
        const [first, all] = (await work("map")).split(" ").map((seen) => JSON.parse(seen).brief);
        say(first > 0 && first <= cells / 2 && all === cells, "a map has its first rows at once, the others afterwards, and each cell once", first + ", " + all + " of " + cells);
        await page.close();
    }],
    ["what comes afterwards", async (browser) => {
        const page = await open(browser, ENISA, "#facts?partner=NO");
        const frame = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
        const places = () => page.evaluate(() => [...document.querySelectorAll("main :is(h1, h2, h3, p, summary, button, th, td)")].map((one) => [one, one.getBoundingClientRect()])
            .filter(([, at]) => at.top < innerHeight && at.height).map(([one, at]) => [one.textContent.slice(0, 20), Math.round(at.top), Math.round(at.left)].join()));
        const moved = [];
        await page.evaluate(() => {
            window.held = [];
            afterPaint = (then) => held.push(then);
        });
        for (const view of ["answer", "ladder", "map", "record", "facts", "ask"]) {
            await page.click("nav a[data-view=" + view + "]");
            await frame();
            const first = await places();
            await page.evaluate(() => held.splice(0).forEach((then) => then()));
            await settled(page);
            const then = new Set(await places());
            moved.push(...first.filter((place) => !then.has(place)).map((place) => view + ": " + place));
            if (first.length < 4) moved.push(view + " shows nothing at first");
        }
        say(moved.length === 0, "what is seen first stays where it is when the rest comes", moved);
        await page.close();
    }],
    ["a small window", async (browser) => {
        const page = await open(browser, ENISA, "#record?partner=UA&activity=training", { viewport: { width: 320, height: 640 } });
        await page.evaluate(() => scrollTo(0, 2000));
        const top = await page.evaluate(() => document.getElementById("status").getBoundingClientRect().bottom);
        say(top <= 0, "nothing stands over what is read", top);
        const [save, record] = [await page.locator("text=Save as page").boundingBox(), await page.locator(".record").boundingBox()];
        say(save.y < record.y, "what saves the record comes before it", save.y + " " + record.y);
        await page.close();
    }],
]);
