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
                    for (const fact of facts) {
                        const values = valuesOf(fact), words = leadsTo(fact, values);
                        values.forEach((value, i) => {
                            const other = JSON.parse(evaluator.answer(requestText(new Map([...given.values, [fact.name, value]]))));
                            const told = words[i], same = /^the same(, for other reasons|, with duties or cautions in other cases)?$/.test(told);
                            tried++;
                            if (other.error ? !/^nothing by itself: it would have to be said, too, that .+: |^nothing, as it cannot hold with the rest: /.test(told) : same && said(other) !== said(JSON.parse(evaluator.answer(requestText(given.values))))) wrong.push(fact.name + "=" + value + ": " + told + " of " + requestText(given.values));
                            if (/^the same/.test(told) && !/ now/.test(told) && other.now !== current.answer.now) wrong.push(fact.name + "=" + value + ": " + told + ", but what may start now is another, of " + requestText(given.values));
                        });
                    }
                }
                return { tried, wrong };
            });
            say(wrong.length === 0 && tried > 100, "what leads to the same is the same, " + tried + " values of " + name, wrong.slice(0, 3));
            await page.close();
        }
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&agreement=none");
        const told = flat(await (await opened(page, "A cooperation framework or agreement would be developed")).innerText());
        say(/yes, leads to the same, but limited only after this: obtain .*; nothing may start now/.test(told), "that nothing may start any more is said", told);
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
        const [key, shown] = [await text(page, "ul.plain"), await text(page, "table")];
        say(!/ in some cases/.test(shown) || /in some cases: in the others it is provided for/.test(key), "so is the default in some cases", key);
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
        say(titles.slice(0, 3).join("; ") === "What to ask next; Limited approach, which may start now; What would come first" && /to do: Consult the External Action Service/.test(seen), "what to find out, what may start now and what would come first come first, and are seen", titles);
        const shown = await first.evaluate(() => current.explanation.perhaps.flatMap((item) => item.duties).filter((duty) => duty.timing === "before").every((duty) => document.querySelector("main").innerText.includes(capital(duty.title))));
        say(shown, "every duty that comes before is seen without opening anything");
        const wrong = await first.evaluate(() => {
            const weights = becauseRows().map((row) => row.rules[0].effect);
            return weights.filter((effect, i) => i && WEIGHT.indexOf(effect) < WEIGHT.indexOf(weights[i - 1]));
        });
        say(wrong.length === 0, "what opens comes before what goes with it", wrong);
        await first.close();
        for (const [hash, words] of [["?partner=OECD&activity=map_best_practices&objective=SO2", /In some of these cases also by P2 Principle 2: explicit agreements \(only where: .*explicit on/], ["?partner=NO&activity=attend_meeting", /Opened by.*2\.1/]]) {
            const other = await open(browser, ENISA, "#answer" + hash);
            say(words.test(flat(await text(other))), "by what it is open in some cases is said with what is open", await text(other));
            await other.close();
        }
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
            const shut = [...document.querySelectorAll("main details:not([open], .fact, .filed, .screen)")].length;
            const all = current.explanation.perhaps.flatMap((item) => item.duties).concat(current.explanation.with.flatMap((item) => item.duties)).map((duty) => capital(duty.title));
            const seen = document.querySelector("main").innerText;
            const rows = becauseRows().slice(0, FIRST).map((row) => row.id).filter((id) => !seen.includes(id));
            window.dispatchEvent(new Event("afterprint"));
            return { shut, missing: all.filter((title) => !seen.includes(title)).concat(rows), before, after: document.querySelectorAll("main details[open]").length };
        });
        say(folded.shut === 0 && folded.missing.length === 0, "all that is folded is on paper", JSON.stringify(folded));
        say(folded.before === folded.after, "and is folded again afterwards", JSON.stringify(folded));
        await page.close();
        /* Across, and upright where a printer does not turn it. */
        for (const [how, mm] of [["across", 265], ["upright", 178]]) {
            const map = await open(browser, ENISA, "#map?partner=NO", { viewport: { width: Math.floor(mm * 96 / 25.4), height: 700 } });
            await map.emulateMedia({ media: "print" });
            const cut = await map.evaluate(() => [...document.querySelectorAll(":is(th, td), :is(th, td) *")].filter((one) => one.getBoundingClientRect().right > document.querySelector("main").getBoundingClientRect().right + 1 || one.scrollWidth > one.clientWidth + 1 && one.matches("th, td")).map((one) => one.textContent));
            const sheets = (await map.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/MediaBox\s*\[[^\]]*/g);
            say(cut.length === 0 && sheets.every((box) => / 84[12][.0-9]* 59[456]/.test(box)), "a map is whole on paper, " + how, cut.slice(0, 5) + " " + sheets);
            await map.close();
        }
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
        const [unknown, named] = await told("#answer?partner=ukraine&activity=training&requested=maybe&agreement=something");
        say(/does not know, which was left out: requested=maybe and agreement=something\./.test(unknown) && named === "partner,activity", "a value that there is not is named, and one is known by its name, too", unknown + named);
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
        const kinds = await found("EU");
        say(kinds.length === 4 && kinds.every((label) => /^an? |^another /.test(label)) && /None of the 259 is called that/.test(await page.locator(".combobox .error:visible").innerText()),
            "capitals are short for a name; that there is none is seen, and what takes in others", kinds);
        const land = await found("land"), begins = (label) => / land/.test(" " + label.toLowerCase());
        say(land.length > 10 && land.includes("Poland PL") && land.findIndex((label) => !begins(label)) > land.findLastIndex(begins), "what is within a word is found behind what begins one", land);
        say((await found("the OEC")).some((label) => /OECD/.test(label)), "so is the beginning of what is in capitals", await found("the OEC"));
        await found("xyzzy");
        say(/^None of the 259 has this in its name\. Try another name for it; what has no name here is one of these\.$/.test(await page.locator(".combobox .error:visible").innerText()), "that no name has it in it is said where it is so", await page.locator(".combobox .error:visible").innerText());
        const untrue = await page.evaluate(() => {
            const all = inOrder(policy.facts.find((fact) => fact.role === "partner"));
            return ["an", "land", "oec", "the OEC", "CH", "UN", "EU", "republic", "ia", "x", "qq", "ol", "ew", "Q"].filter((query) => {
                const { found, called } = search(all, query), key = plain(query.replace("the ", ""));
                return !called && !found.length && all.some((v) => plain(v.title + " " + v.name).includes(key));
            });
        });
        say(untrue.length === 0, "and nowhere else", untrue);
        say((await found("NATO")).join() === "NATO", "a name that is its own code is there once", await found("NATO"));
        say((await found("FR")).length === 1 && (await found("unit")).length > 2, "codes and beginnings are found", await found("FR"));
        say(await page.locator("label:visible", { hasText: "Search" }).count() === 1, "the box has a label that is seen");
        await page.close();
    }],
    ["what is typed into the search", async (browser) => {
        const page = await open(browser, ENISA, "#ask");
        const box = page.locator("[role=combobox]");
        const complaint = async () => (await page.locator(".combobox .error:visible").allInnerTexts()).join() + (await page.locator("p.error:visible").allInnerTexts()).join();
        await box.fill("unit");
        await page.click("text=Continue");
        say(await heading(page) === "The partner" && await box.inputValue() === "unit" && /[0-9]+ values have that/.test(await complaint()) && await box.evaluate((one) => one === document.activeElement),
            "half a word stays, and it is said that it is none", await complaint());
        await box.fill("UN");
        await box.press("Enter");
        const said = await page.locator(".combobox .error").boundingBox(), list = await page.locator("[role=listbox]").boundingBox();
        say(await heading(page) === "The partner" && await box.inputValue() === "UN" && /None of the 259/.test(await complaint()) && said.y + said.height <= list.y, "so is what no value has, and the list is not over that", await complaint());
        for (const [words, value] of [["Ukraine", "UA"], ["ua", "UA"], ["the netherlands", "NL"], ["Holland", "NL"], ["great britain", "GB"], ["nato", "NATO"], ["kosov", "XK"]]) {
            await box.fill(words);
            await page.click("text=Continue");
            say(await heading(page) !== "The partner" && await page.evaluate(() => given.values.get("partner")) === value, "it is taken where it is a name, or only one has it: " + words);
            await page.goBack();
            await page.waitForFunction(() => document.querySelector("main h1").textContent === "The partner");
        }
        await box.fill("Chad");
        await box.press("Enter");
        say(await heading(page) === "The partner" && await box.getAttribute("aria-expanded") === "false" && await box.inputValue() === "Chad", "Enter takes it");
        await box.press("Enter");
        say(await page.evaluate(() => given.values.get("partner")) === "TD" && await heading(page) !== "The partner", "and once more goes on");
        await page.close();
        const facts = await open(browser, ENISA, "#facts?partner=NO");
        const other = facts.locator("[role=combobox]");
        await other.fill("nowhere");
        await other.press("Tab");
        say(await other.inputValue() === "nowhere" && /None of the/.test(await facts.locator(".combobox .error:visible").innerText()) && await facts.evaluate(() => given.values.get("partner")) === "NO", "where nothing goes on it is said at once, and nothing is lost");
        await other.fill("Japan");
        await other.press("Tab");
        say(await facts.evaluate(() => given.values.get("partner")) === "JP" && await facts.locator(".combobox .error:visible").count() === 0, "a whole name is taken");
        await facts.close();
    }],
    ["what is tried", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&agreement=none&.unsure=requested");
        const before = await page.evaluate(() => linkTo("answer"));
        const told = async () => flat(await text(page, "#status"));
        say(!/Tried out/.test(await told()), "of what was asked there is nothing to say");
        let row = await opened(page, "It would take resources of its own");
        await row.locator("label", { hasText: "yes" }).first().click();
        say(/Tried out\. As it was asked: it would take resources of its own, .*: not said/.test(await told()) && /tried out; as asked: not said/.test(await text(page)), "a value that is tried is told from what was said", await told());
        row = await opened(page, "Assistance has been requested");
        await row.locator("label", { hasText: "yes" }).first().click();
        row = await opened(page, "What the Union has agreed with the partner");
        await row.locator("label.choice").nth(2).click();
        say(/Tried out: 3 facts/.test(await told()), "so are three", await told());
        await page.click("nav a[data-view=facts]");
        await page.locator("fieldset", { hasText: "It would bind ENISA" }).locator("label", { hasText: "no" }).first().click();
        say(/Tried out: 3 facts/.test(await told()), "what is said of the case is not tried", await told());
        await page.click("nav a[data-view=record]");
        await page.click("text=Back to the case as it was asked");
        const after = await page.evaluate(() => [linkTo("answer"), document.activeElement.tagName, document.querySelector("h1").textContent]);
        say(after[0] === before.replace("agreement=none", "agreement=none&binding_obligations=no") && after[1] === "H1" && after[2] === "Record" && !/Tried out/.test(await told()), "one step leads back to the case as it was asked", after);
        await page.goBack();
        await page.waitForFunction(() => /Tried out/.test(document.getElementById("status").textContent));
        say(/Tried out: 3 facts/.test(await told()), "and a step back to what was tried", await told());
        await page.click("text=Make this the case");
        say(!/Tried out/.test(await told()) && await page.evaluate(() => given.values.get("agreement") === "explicit" && given.values.get("dedicated_resources")), "what was tried can be made the case");
        await page.close();
        const ladder = await open(browser, ENISA, "#ladder?partner=UA&activity=training&agreement=none");
        say(/Not provided for: as things are, no paragraph opens it\./.test(await text(ladder)) && !/ opened by/i.test(await text(ladder)), "why something is not provided for is said");
        await ladder.locator("summary", { hasText: "What would open it" }).first().click();
        await ladder.locator("text=See the answer if this were so").first().click();
        say(/Tried out\. As it was asked: /.test(flat(await text(ladder, "#status"))) && await heading(ladder) === "Answer", "so is a case to which a way leads");
        await ladder.close();
        const none = await open(browser, ENISA, "#map");
        await none.locator("tbody a").first().click();
        say(!/Tried out/.test(await text(none, "#status")), "where nothing was asked there is nothing to go back to");
        await none.close();
    }],
    ["a trial is no decision", async (browser) => {
        const asked = "?partner=UA&activity=training&agreement=none&significant_value=yes";
        const page = await open(browser, ENISA, "#record" + asked + "&.unsure=requested");
        const judged = () => page.locator(".field", { hasText: "Who judged: the value for" }).locator("input");
        const evidence = () => page.locator(".field", { hasText: "Evidence: what the Union has agreed" }).locator("input");
        await judged().fill("R. Officer");
        await page.locator("details.filed summary").click();
        await evidence().fill("letter of 3 March");
        const tries = async (title, label) => {
            await page.click("nav a[data-view=answer]");
            await (await opened(page, title)).locator("label.choice", { hasText: label }).first().click();
        };
        await tries("The value for a strategic objective is significant", "no");
        await tries("What the Union has agreed with the partner", "something explicit");
        const link = page.url();
        await page.emulateMedia({ media: "print" });
        const printed = flat(await text(page, "body"));
        await page.emulateMedia({ media: "screen" });
        say(/Tried out\. As it was asked: .*significant.*: yes/.test(printed), "paper says what was tried", printed.slice(0, 300));
        await page.click("nav a[data-view=record]");
        const none = flat(await text(page));
        say(/no record of what is tried out/.test(none) && await page.locator("main button").allInnerTexts().then((all) => all.join("; ")) === "Back to the case as it was asked; Make this the case" && await page.locator(".record, main input").count() === 0,
            "there is no record of a trial, and it is said what to do", none);
        await page.locator("main button").first().click();
        const kept = async () => [await judged().inputValue(), await evidence().inputValue(), await page.evaluate(() => JSON.stringify(filedNow("")))].join();
        say(/^R\. Officer,letter of 3 March,.*"by":\{"significant_value":"R\. Officer"\},"evidence":\{"agreement":"letter of 3 March"\}/.test(await kept()), "who judged and what bears it out are there again with the case as it was asked", await kept());
        await tries("The value for a strategic objective is significant", "no");
        say(await page.evaluate(() => !/Officer/.test(JSON.stringify(filedNow("")))), "and not with what is tried");
        await page.goBack();
        await page.waitForFunction(() => !given.asked);
        await page.click("nav a[data-view=record]");
        say(/^R\. Officer,letter/.test(await kept()), "so by a step back", await kept());
        await tries("The value for a strategic objective is significant", "no");
        await page.click("text=Make this the case");
        await page.click("nav a[data-view=record]");
        say(await judged().inputValue() === "" && await evidence().inputValue() === "letter of 3 March", "who judged the one judged not the other, which is now the case", await kept());
        await page.close();
        for (const [how, again] of [["by its link", await open(browser, ENISA, link.slice(link.indexOf("#")))], ["loaded anew", null]]) {
            const other = again || await open(browser, ENISA, link.slice(link.indexOf("#")));
            if (!again) await other.reload();
            await settled(other);
            say(/Tried out\. As it was asked: .*: nothing on cybersecurity and .*: yes/.test(flat(await text(other, "#status"))), "a trial is one " + how, await text(other, "#status"));
            await other.click("text=Back to the case as it was asked");
            say(await other.evaluate(() => linkTo("answer").replace(/&.table=.*/, "")) === "#answer" + asked + "&.unsure=requested", "and leads back to the case as it was asked", other.url());
            await other.close();
        }
        const unsure = await open(browser, ENISA, "#answer?partner=UA&.unsure=requested");
        const row = await opened(unsure, "Assistance has been requested");
        await row.locator("label.choice", { hasText: "yes" }).first().click();
        say(/\.asked=requested%3D%3F/.test(unsure.url()), "a link says that it was not known", unsure.url());
        await unsure.locator("label.choice", { hasText: "not known" }).first().click();
        say(await unsure.evaluate(() => !given.asked && given.unsure.has("requested")), "to say again that it is not known takes the trial back", unsure.url());
        await unsure.close();
        const wrong = await open(browser, ENISA, "#answer?partner=UA&.asked=nobody%3D1&.asked=partner%3Dnowhere");
        say(/left out: nobody and partner=nowhere/.test(flat(await text(wrong, ".notice"))) && await wrong.evaluate(() => !given.asked), "what of it cannot be is said", await text(wrong));
        await wrong.close();
    }],
    ["where a value is picked", async (browser) => {
        for (const [width, height] of [[1280, 900], [390, 800]]) {
            const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&agreement=none", { viewport: { width, height } });
            for (const title of ["A cooperation framework or agreement would be developed", "It would take resources of its own", "What the Union has agreed with the partner"]) {
                const row = await opened(page, title);
                const label = row.locator("label.choice:not(:has(:checked))").first();
                await label.evaluate((one) => one.scrollIntoView({ block: "center" }));
                await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
                const before = (await label.locator("input").boundingBox()).y;
                await label.click();
                await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50))));
                const after = await page.evaluate(() => [document.activeElement.getBoundingClientRect().top, document.activeElement.type, document.activeElement.checked, document.activeElement.closest("details").textContent]);
                say(Math.abs(after[0] - before) < 2 && after[1] === "radio" && after[2] && after[3].includes(title), "what was picked stays where it is, with the focus, at " + width + ": " + title, before + " " + after);
                const told = await page.evaluate(() => [...document.querySelectorAll(".tried")].filter((one) => /Back to the case/.test(one.textContent)).some((one) => {
                    const at = one.getBoundingClientRect();
                    return at.height > 0 && at.top >= 0 && at.bottom <= innerHeight;
                }));
                say(told, "and it is seen there that it is tried");
            }
            await page.close();
        }
    }],
    ["what is offered otherwise", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&objective=SO4&agreement=none&requested=yes&significant_value=yes&policy_aligned=yes");
        const told = await page.evaluate(() => leadsTo(policy.fact.get("objective"), ["SO3", "SO2"]).concat(leadsTo(policy.fact.get("relevant"), [true, false])));
        say(told.slice(0, 2).every((one) => one === "the same (what limited offers is otherwise)") && told.slice(2).every((one) => one === "the same"), "what leads to the same says that what is offered is not", told);
        await page.close();
    }],
    ["where values of many lead", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=training&agreement=none");
        const row = await opened(page, "What would be done"), list = row.locator("select");
        const wide = (await list.boundingBox()).width;
        await list.focus();
        const told = await list.locator("option").allTextContents(), expected = await page.evaluate(() => leadsTo(policy.fact.get("activity"), policy.fact.get("activity").values.map((v) => v.name)));
        const wrong = told.slice(1).filter((one, i) => one.includes("training") ? one.includes("leads") : !one.endsWith(", leads to " + expected[i]));
        say(wrong.length === 0 && told.length === 26 && (await list.boundingBox()).width === wide, "each value of a list says where it leads once somebody turns to it", wrong);
        const box = (await opened(page, "The partner")).locator("[role=combobox]");
        await box.fill("france");
        const found = await page.locator("[role=option]:visible").allTextContents();
        say(/^France FR, leads to out of scope/.test(found[0]), "so do the few that a search finds", found);
        await page.close();
    }],
    ["what is not known", async (browser) => {
        const page = await open(browser, ENISA, "#facts?partner=UA&.unsure=requested|agreement");
        const group = page.locator("fieldset", { hasText: "Assistance has been requested" });
        const last = () => group.locator("label").last().innerText();
        say(/^not known/.test(await last()), "all facts say what is not known", await last());
        await group.locator("label", { hasText: "yes" }).first().click();
        await group.locator("label").last().click();
        say(await page.evaluate(() => given.unsure.has("requested")), "and it can be said again");
        await page.click("nav a[data-view=record]");
        const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Save the facts")]);
        const saved = fs.readFileSync(await download.path(), "utf8");
        say(JSON.parse(saved).requested === null && JSON.parse(saved).agreement === null && !JSON.parse(execFileSync(program, ["--json", "-"], { input: saved })).error, "it is among the facts that are saved, and a program reads them", saved);
        await page.close();
    }],
    ["where nothing may be used", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=UA&activity=share_expertise&agreement=none&incompatible_interests=yes");
        const asked = await page.evaluate(() => {
            window.calls = 0;
            const explain = evaluator.explain;
            evaluator.explain = (...rest) => (calls++, explain(...rest));
            return [...document.querySelectorAll("main h2")].map((one) => one.textContent);
        });
        say(asked[0] === "Closed by" && asked[1] === "What would open something" && !/Why not/.test(await text(page)), "what would open something is offered before the reasons", asked);
        await page.locator("summary", { hasText: "Limited approach" }).click();
        await page.locator("details", { hasText: "Limited approach" }).first().locator("ol").first().waitFor();
        const way = flat(await page.locator("details", { hasText: "Limited approach" }).first().innerText());
        say(/run against the Union's interests or policy goals: no \(now: yes\)/.test(way) && await page.evaluate(() => calls) === 1, "and worked out when somebody wants to see it", way);
        await page.locator("summary", { hasText: "Assisting approach" }).click();
        await page.locator("details", { hasText: "Assisting approach" }).first().locator("ol").first().waitFor();
        const ways = flat(await page.locator("details", { hasText: "Assisting approach" }).first().innerText());
        say(/The Commission asked, under Article 12 CSA: yes \(taken: no\)/.test(ways) && !/Commission asked[^;]*\(now: no\)/.test(ways), "what nobody said is not told as what is so now", ways);
        await page.click("nav a[data-view=ladder]");
        const closed = await page.locator(".rung h3").allTextContents();
        say(closed.some((one) => /^Would otherwise, in some cases, be opened by$/.test(one)) && !closed.some((one) => /^(In some cases o|O)pened by$/.test(one)), "what is closed is not said to be opened", closed);
        say(/In this case/.test(ways) && !/another request/i.test(ways), "of another request nothing is told where a way within this one is", ways);
        await page.close();
    }],
    ["words", async (browser) => {
        const seen = async (hash) => {
            const page = await open(browser, ENISA, hash);
            await page.evaluate(() => document.querySelectorAll("main details:not(.fact)").forEach((one) => one.open = true));
            await page.waitForTimeout(50);
            const all = [flat(await text(page)), flat(await text(page, "#status"))];
            await page.close();
            return all;
        };
        const [plain] = await seen("#answer?partner=UA&activity=training&agreement=none");
        say(/; if yes: refused/.test(plain.slice(plain.indexOf("Taken for granted"))), "what is taken for granted says where its contrary leads", plain.slice(plain.indexOf("Taken for granted")));
        const [review] = await seen("#ask?partner=GB&activity=knowledge_information&objective=SO7&agreement=explicit&agreement_covers=knowledge_information&within_agreement=yes");
        say(/^Review .* the Management Board has endorsed it no; if yes: outreach, open/i.test(review), "so does the review", review);
        const taken = await open(browser, ENISA, "#ask?partner=UA&activity=training&agreement=explicit&agreement_covers=training&within_agreement=yes");
        const whole = flat(await text(taken));
        await taken.evaluate(() => {
            const own = evaluator.shuts;
            evaluator.shuts = (request) => own(request).map((shut) => ({ fact: shut.fact, leads: null }));
            show("ask");
        });
        const missed = flat(await text(taken));
        await taken.close();
        say(/and otherwise nothing may start/.test(whole) && !/not found out/.test(whole), "what would let nothing start has a list of its own", whole);
        say(!/and otherwise nothing may start/.test(missed) && /Of some of them it was not found out whether nothing may start/.test(missed), "where that was not found out the review says so", missed);
        say(!/P4 Principle 4: incompatible contacts Closes/.test(plain), "what closes nothing is no reason");
        const twice = await open(browser, ENISA, "#answer?partner=UA&activity=training&agreement=none");
        const keys = await twice.evaluate(() => {
            document.querySelectorAll("main details:not(.fact)").forEach((one) => unfold(one));
            const judged = current.explanation.judgements.filter((j) => ["presumed", "default"].includes(j.state)).map((j) => j.fact), keys = [...document.querySelectorAll("main [data-key]")].map((one) => one.dataset.key);
            return { judged: judged.map((name) => keys.filter((key) => key === name).length), said: document.querySelector("main").textContent.split("run against the Union's interests").length - 1 };
        });
        say(keys.judged.length > 0 && keys.judged.every((n) => n === 1) && keys.said === 1, "a judgement that is presumed stands there once, and opens", JSON.stringify(keys));
        await twice.close();
        const [unsure] = await seen("#ladder?partner=NO&activity=training&objective=SO4");
        say(!/\((taken for granted|presumed by the policy)\) – not met/.test(unsure) && !/not met \((taken for granted|presumed by the policy)\)/.test(unsure), "of what does not hold it is said what is taken instead", unsure);
        const [norway] = await seen("#answer?partner=NO&activity=training&requested=yes");
        say(/looked at: yes – not met \(no is taken for granted\)/.test(norway), "be it a default", norway);
        say(/"keep within the agreement" is due during use of what P2 opens: P2 applies – not known/.test(norway) && !/agreement[^.]{0,20} is owed, with any approach/.test(norway), "conditions of a duty stand under it, and it goes with what its paragraph opens alone", norway);
        say(/is the added value a condition\? \(taken: [^)]*; otherwise: yes, nothing is done without it → still undetermined \(refused/i.test(norway) && !/→ null|→ undefined/.test(norway), "where another answer to a question leads is said, where it leads elsewhere", norway.slice(norway.indexOf("open questions")));
        say(/annual activity report, by ENISA \(P9\)/.test(norway), "who does it and by which paragraph are kept apart", norway);
        say(/10 others, depending on what was not said/.test(norway) && norway.indexOf("What it offers") < norway.indexOf("What would come first"), "what is offered stands beside what may start now, and what is so in some cases only apart");
        say(/otherwise: no, for their subjects the items alone decide; or: yes/.test((await seen("#answer?partner=GB&activity=knowledge_information&objective=SO7&agreement=explicit&agreement_covers=knowledge_information&within_agreement=yes"))[0]), "other answers to a question are told apart");
        const [, line] = await seen("#ask?.unsure=partner|activity");
        say(/It depends on what was not said/.test(line) && !/Nothing was said/.test(line), "not to know is something to say", line);
        const [conflict, not] = await seen("#answer?partner=UA&binding_obligations=yes");
        say(/^Not decided: /.test(not) && !/\.\./.test(not + conflict), "what is not decided is told behind a colon", not);
        const page = await open(browser, ENISA, "#facts?partner=NO");
        const judged = (title) => page.locator("fieldset", { hasText: title }).locator("label").last().innerText();
        const waits = (title, words) => page.waitForFunction(([title, words]) => [...document.querySelectorAll("fieldset")].find((one) => one.textContent.includes(title)).textContent.endsWith(words), [title, words], { timeout: 3000 });
        await waits("Has a special agreement", "not said: yes is presumed");
        say(await judged("Is like-minded") === "not said", "what the policy presumes is said where nobody says it", await judged("Is like-minded"));
        await page.locator(".combobox select").selectOption({ label: "Japan" });
        await waits("Is like-minded", "not said: yes is presumed");
        say(await judged("Has a special agreement") === "not said: no is taken", "and follows what else is said", await judged("Has a special agreement"));
        const hints = (await page.locator(".hint").allInnerTexts()).filter((hint) => !/^[A-Z].*[.?!]$/.test(hint.trim()));
        say(hints.length === 0, "hints are sentences", hints);
        await page.close();
    }],
    ["what differs", async (browser) => {
        const page = await open(browser, ENISA, "#answer?partner=GB&activity=knowledge_information&objective=SO7&agreement=explicit&agreement_covers=knowledge_information&within_agreement=yes");
        const wrong = await page.evaluate(() => {
            const told = policy.facts.filter((one) => one.type === "yes or no").flatMap((fact) => leadsTo(fact, [true, false]));
            return { vague: told.filter((text) => /^the same,? ?(but)?$|undefined|null/.test(text) && text !== "the same"), but: told.filter((text) => /^the same, /.test(text)) };
        });
        say(wrong.vague.length === 0 && wrong.but.length > 0, "what leads to an answer in the same words says what differs", JSON.stringify(wrong));
        await page.close();
    }],
    ["a record on paper", async (browser) => {
        const sheets = async (hash) => {
            const page = await open(browser, ENISA, hash);
            await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
            const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
            await page.emulateMedia({ media: "print" });
            const seen = flat(await text(page, "body"));
            await page.close();
            return [pdf, seen];
        };
        const facts = "?partner=GB&activity=knowledge_information&objective=SO7&agreement=explicit&agreement_covers=knowledge_information&within_agreement=yes";
        const [record, printed] = await sheets("#record" + facts);
        say(record <= 2 && printed.startsWith("ENISA International Strategy, version 2021 Record of a decision"), "a record has two sheets at most, and nothing else is on them", record + " " + printed.slice(0, 200));
        const [all, nothing] = await sheets("#answer");
        say(all <= 5 && !/The rule in words|Other questions|To pick a value/.test(nothing), "of an answer what only a screen has is not on paper", all);
        const page = await open(browser, ENISA, "#record?partner=NO");
        await page.getByLabel("Date").fill("2025-03-04");
        const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Save the facts")]);
        say(/-2025-03-04\.json$/.test(download.suggestedFilename()), "the name of a file has the day that was filled in", download.suggestedFilename());
        await page.close();
        const todo = await open(browser, ENISA, "#record" + facts);
        say(await todo.locator(".record .todo").evaluateAll((all) => all.length > 0 && all.every((one) => getComputedStyle(one).listStyleType === "none")), "what has a box has no bullet");
        await todo.close();
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
