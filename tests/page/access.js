/* access.js FOLDER access.js SHOTS: see access.sh. */
"use strict";
const { fs, say, run, open, settled, text, heading } = require("./browser.js");

const folder = process.argv[2] + "/", shots = process.argv[4];
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const ENISA = "?partner=XK&activity=capacity_building&objective=SO1&requested=yes&agreement=explicit&agreement_covers=capacity_building&within_agreement=yes&significant_value=yes&policy_aligned=yes";

/* All of them take minutes: else each state has one of two, by turns. */
const SCREENS = [["light", 1280], ["dark", 320], ["dark", 1280], ["light", 320]];
const screensOf = (state) => process.env.STRICT === "1" ? SCREENS : [SCREENS[state % 2]];

const STATES = [
    ["kinds", "question", "#ask"],
    ["kinds", "facts", "#facts?partner=school&wanted={}&amount=12.50"],
    ["kinds", "undetermined", "#answer?partner=school&.unsure=fit"],
    ["kinds", "conditional", "#answer?partner=school&amount=12.50&day=2024-02-01&wanted=advice&size=s4&fit=yes&urgent=yes"],
    ["kinds", "ladder", "#ladder?partner=firm"],
    ["kinds", "impossible", "#ask?urgent=yes&size=s1&partner=firm"],
    ["kinds", "another version", "#answer?partner=school&gone=1&.table=0"],
    ["enisa-international", "search", "#ask"],
    ["enisa-international", "nothing found", "#ask"],
    ["enisa-international", "tried out", "#answer?partner=US&activity=share_expertise"],
    ["enisa-international", "what, refused", "#answer?partner=US&activity=share_expertise&incompatible_interests=yes"],
    ["enisa-international", "review", "#ask" + ENISA + "&comparable_partner=no&like_minded=yes&key_economic_partner=no"],
    ["enisa-international", "facts", "#facts" + ENISA],
    ["enisa-international", "answer", "#answer" + ENISA],
    ["enisa-international", "ladder", "#ladder" + ENISA],
    ["enisa-international", "out of scope", "#answer?partner=FR"],
    ["enisa-international", "what if", "#answer?partner=US&activity=share_expertise&objective=SO1&requested=yes&agreement=framework"],
    ["enisa-international", "what would open it", "#ladder?partner=XK&activity=training&objective=SO1&requested=no"],
    ["enisa-international", "map", "#map?partner=US&agreement=framework"],
    ["enisa-international", "record", "#record" + ENISA],
    ["kinds", "map", "#map"],
];

/* What an open list lies over is not seen, nor what of a wide table is not in its window; the other states say that colours are
 * right. */
const COVERED = /^perhaps color-contrast at (?!.*could not be determined due to)/;

async function judged(page) {
    await page.evaluate(axe);
    const found = await page.evaluate((tags) => axe.run(document, { runOnly: { type: "tag", values: tags } }), TAGS);
    const told = (list) => list.map((rule) => rule.id + " at " + rule.nodes.map((node) => node.target.join(" ") + " " + node.any.concat(node.all).map((check) => check.message).join("; ")).join(" | "));
    return [...told(found.violations), ...told(found.incomplete).map((one) => "perhaps " + one)];
}

async function viewed(browser) {
    for (const [number, [policy, state, hash]] of STATES.entries())
        for (const [colorScheme, width] of screensOf(number)) {
            const page = await open(browser, folder + policy + ".html", hash, { colorScheme, viewport: { width, height: 800 } });
            const what = policy + ", " + state + ", " + colorScheme + ", " + width + " px: ";
            if (state === "nothing found") {
                await page.locator("[role=combobox]").fill("nowhere");
                await page.keyboard.press("Escape");
                await page.click("text=Continue");
            }
            if (state === "tried out") await page.evaluate(() => tryOut("incompatible_interests", true));
            if (state === "search") {
                await page.locator("[role=combobox]").fill("unit");
                await page.keyboard.press("ArrowDown");
            }
            if (state.startsWith("what")) for (const one of await page.locator("summary").all()) await one.click();
            await page.evaluate(() => scrollTo(0, 0));
            const found = (await judged(page)).filter((one) => !["search", "map"].includes(state) || !COVERED.test(one));
            say(found.length === 0, what + "nothing that axe finds", found.join("\n"));
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            say(wide <= 0, what + "nothing runs out of the window", wide);
            if (shots) await page.screenshot({ path: shots + "/" + [policy, state, colorScheme, width].join("-").replace(/ /g, "-") + ".png", fullPage: state !== "search" });
            await page.close();
        }
    for (const hash of ["#ask", "#facts", "#answer" + ENISA, "#ladder" + ENISA, "#map", "#record" + ENISA]) {
        const page = await open(browser, folder + "enisa-international.html", hash, { viewport: { width: 640, height: 800 } });
        await page.evaluate(() => { document.documentElement.style.fontSize = "200%"; });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        say(wide <= 0, "text twice as large fits: " + hash.slice(0, 8), wide);
        await page.close();
    }
}

/* What has the focus, and whether it is seen: outlined, and nothing is above it. */
const focused = (page) => page.evaluate(() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 10));
    const style = getComputedStyle(at);
    return { tag: at.tagName, role: at.getAttribute("role"), name: (at.getAttribute("aria-label") || at.textContent || "").trim().slice(0, 60),
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        covered: !top || !(at === top || at.contains(top) || top.contains(at)) };
});

async function press(page, ...keys) {
    for (const key of keys) await page.keyboard.press(key);
}

/* Tab until the focus is on something of that name. */
async function tabTo(page, name) {
    for (let i = 0; i < 200; i++) {
        await page.keyboard.press("Tab");
        const at = await focused(page);
        if (at.name.startsWith(name)) return at;
    }
    throw new Error("no " + name + " to be reached by Tab");
}

run([
    ["views", viewed],
    ["the focus is seen", async (browser) => {
        for (const [policy, hash] of [["kinds", "#facts"], ["enisa-international", "#answer" + ENISA], ["enisa-international", "#ask"]]) {
            const page = await open(browser, folder + policy + ".html", hash, { viewport: { width: 900, height: 500 } });
            const bad = [];
            for (let i = 0; i < 60; i++) {
                await page.keyboard.press("Tab");
                const at = await focused(page);
                if (at.tag === "BODY") break;
                if (!at.outlined || at.covered) bad.push(JSON.stringify(at));
            }
            say(bad.length === 0, "what has the focus is outlined and not covered: " + policy + hash.slice(0, 8), bad);
            await page.close();
        }
    }],
    ["the search", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html");
        const box = page.locator("[role=combobox]");
        await tabTo(page, "Search");
        const seen = async () => ({ open: await box.getAttribute("aria-expanded"), value: await box.inputValue(), count: await page.locator(".combobox [role=status]").textContent(),
            options: await page.locator("[role=option]:visible").allTextContents(), active: await page.evaluate(() => {
                const id = document.activeElement.getAttribute("aria-activedescendant");
                return id && document.getElementById(id).textContent;
            }) });
        await page.keyboard.type("cote d");
        let now = await seen();
        say(now.open === "true" && now.options.length === 1 && /Ivory/.test(now.options[0]) && now.active === null, "accents do not count, and nothing is active before somebody moves", JSON.stringify(now));
        await box.fill("great b");
        now = await seen();
        say(now.options.length === 1 && /^United Kingdom/.test(now.options[0]) && now.count === "1 value", "another name is found, and counted", JSON.stringify(now));
        await box.fill("united");
        await press(page, "Enter");
        now = await seen();
        say(now.value === "united" && now.open === "true" && /3 values have that/.test(now.count) && await heading(page) === "The partner", "Enter picks none of several, and it is said that nothing is picked", JSON.stringify(now));
        await press(page, "ArrowDown", "ArrowDown", "Enter");
        now = await seen();
        say(now.open === "false" && /^United Kingdom/.test(now.value), "an arrow and Enter pick it", JSON.stringify(now));
        await press(page, "ArrowDown");
        now = await seen();
        say(now.open === "true" && now.options.length === 259, "opened again it shows all", now.options.length);
        await press(page, "ArrowUp", "ArrowUp");
        now = await seen();
        say(/^Zambia/.test(now.active), "up from the first comes the last", now.active);
        await press(page, "Escape");
        now = await seen();
        say(now.open === "false" && /^United Kingdom/.test(now.value), "Escape closes it and changes nothing", JSON.stringify(now));
        await box.fill("kos");
        await press(page, "Tab");
        say(await box.inputValue() === "kos" && /^United Kingdom/.test(await page.locator(".combobox select option:checked").innerText()), "half a word picks nothing, and stays", await box.inputValue());
        await box.fill("zzz");
        now = await seen();
        say(now.options.length === 4 && /^None of the 259 has this in its name/.test(now.count), "that there is none is said", JSON.stringify(now));
        await page.close();
    }],
    ["an interview by keyboard", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html");
        await tabTo(page, "Search");
        await page.keyboard.type("kosovo");
        await press(page, "ArrowDown", "Enter", "Enter");
        const second = await heading(page);
        say(second !== "The partner" && (await focused(page)).tag === "H1", "Enter goes on, and the heading has the focus", second);
        await tabTo(page, "Continue");
        await press(page, "Enter");
        say(/Pick an answer/.test(await text(page)) && await heading(page) === second, "without an answer it says so, and stays");
        let asked = 2;
        for (; asked < 30 && await heading(page) !== "Review"; asked++) {
            await tabTo(page, "I do not know");
            await press(page, "Enter");
        }
        const seen = await text(page);
        say(await heading(page) === "Review" && /What you do not know/.test(seen) && /To be decided by ENISA/.test(seen), "what is not known is listed by who decides it", seen);
        await tabTo(page, "Change: the partner");
        await press(page, "Enter");
        say(await heading(page) === "The partner" && /^Kosovo/.test(await page.locator("[role=combobox]").inputValue()), "Change leads to the question, with its answer");
        await tabTo(page, "Continue");
        await press(page, "Enter");
        say(await heading(page) === "Review", "and back to the review", await heading(page));
        await page.close();
    }],
    ["where what is taken for granted leads", async (browser) => {
        for (const [facts, about, leads] of [["objective=SO4&activity=training&requested=yes&agreement=none&significant_value=yes&policy_aligned=yes", "A cooperation framework", /; yes leads to: limited only after this: .*nothing may start now/],
            ["activity=share_expertise&agreement=none&incompatible_interests=yes", "The Commission asked", /; if yes: assisting/]]) {
            const page = await open(browser, folder + "enisa-international.html", "#ask?partner=UA&" + facts);
            const told = await page.locator("dl.answers > div", { hasText: about }).innerText();
            say(await heading(page) === "Review" && leads.test(told.replace(/\s+/g, " ")), "the review says where it leads: " + about, told);
            await page.close();
        }
    }],
    ["the order of questions, and of the review", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html", "#ask?partner=GB&activity=knowledge_information&objective=SO7");
        const first = await heading(page);
        say(/agreed with the partner/.test(first), "whether there is an agreement is asked before what it says", first);
        await page.click("text=nothing on cybersecurity");
        await page.click("text=Continue");
        const seen = await text(page);
        const at = (part) => seen.indexOf(part);
        say(await heading(page) === "Review" && at("yes leads to: refused (P4)") > 0 && at("yes leads to: refused (P4)") < at("What you said"),
            "what would refuse all comes before what was said", seen);
        const change = page.locator("button", { hasText: "against the Union's interests" });
        say(await change.count() === 1, "and stands there once", seen);
        await change.click();
        await page.locator("label.choice").first().click();
        await page.click("text=Continue");
        say(await heading(page) === "Review" && /Refused/.test(await text(page)) && !/leads to: refused/.test(await text(page)), "it is corrected in one step", await text(page));
        await page.close();
    }],
    ["back", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#ask?partner=school");
        const first = await heading(page);
        await page.locator("input").fill("12.50");
        await page.click("text=Continue");
        const second = await heading(page);
        await page.click("text=I do not know");
        await page.click("button:text-is('Back')");
        say(await heading(page) === second, "Back leads to the question before", await heading(page));
        await page.click("button:text-is('Back')");
        say(await heading(page) === first && await page.locator("input").inputValue() === "12.50", "Back keeps what was said: " + second, await heading(page));
        await page.goBack();
        say(/amount=12.50/.test(page.url()), "so does the browser's own", page.url());
        await page.close();
    }],
    ["duties and cautions that are not settled", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html", "#ask?partner=XK&activity=partner_activity&agreement=none&requested=yes");
        const before = await text(page);
        await page.click("text=Settle these");
        let asked = 0;
        for (; asked < 20 && await heading(page) !== "Review"; asked++) {
            await page.locator("label.choice").first().click();
            await page.click("text=Continue");
        }
        say(/Not settled yet/.test(before) && asked > 0 && !/Not settled yet/.test(await text(page)), "who wants to is asked until they are: " + asked + " questions", await text(page));
        await page.close();
    }],
    ["what if", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#answer?partner=school&amount=12.50&day=2024-02-01&wanted=advice&size=s4&fit=yes");
        const result = () => page.locator(".result").innerText();
        const before = await result();
        const row = page.locator("details.fact", { hasText: "It fits the plan" });
        await row.locator("summary").click();
        await row.locator("input").first().waitFor(); /* it is filled when the browser tells that it was opened */
        const told = await row.innerText();
        await row.locator("label", { hasText: "no" }).first().click();
        const after = await result();
        say(/^Open/.test(before) && /no, leads to low, default/.test(told.replace(/\s+/g, " ")) && /^Default|^By default/.test(after), "a fact that is opened tells what each value would lead to, and leads there", before + told + after);
        const at = await focused(page);
        say(at.tag === "INPUT" && await row.getAttribute("open") !== null && await row.locator("input:checked").count() === 1, "it stays open, and has the focus", JSON.stringify(at));
        say(/fit=no/.test(page.url()), "the address follows", page.url());
        await page.close();
    }],
    ["the map", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html", "#map?partner=US&agreement=framework&requested=no");
        const cell = (row, column) => page.locator("tbody tr", { hasText: row }).locator("td").nth(column).innerText();
        say(await page.locator("tbody tr").count() === 25 && await page.locator("thead th").count() === 8, "a row for each activity, a column for each objective");
        const seen = [await cell("Map best practices", 1), await cell("Exchange information", 0), await cell("Exchange best practices", 2)];
        say(seen.join("; ") === "Outreach; Limited; Limited only by default", "cells say what is decided", seen.join("; "));
        await page.close();
    }],
    ["the record", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html", "#record" + ENISA);
        const saved = {};
        await page.getByLabel("Reference").fill("2026/117");
        await page.getByLabel("Date").fill("2026-05-09");
        await settled(page);
        say(/Reference: 2026\/117\. Date: 2026-05-09\./.test(await page.locator(".record").innerText()), "what is filed with it stands in it as it is typed");
        for (const button of ["Save as page", "Save as text", "Save the facts"]) {
            const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=" + button)]);
            saved[button] = [download.suggestedFilename(), fs.readFileSync(await download.path(), "utf8")];
        }
        const [name, markdown] = saved["Save as text"], html = saved["Save as page"][1];
        const tree = JSON.parse(html.match(/<script type="application\/json"[^>]*>([^]*?)<\/script>/)[1]);
        say(tree.reference === "2026/117" && tree.date === "2026-05-09" && /^[0-9a-f]{64}$/.test(tree.digest) && html.includes(tree.digest.slice(0, 16)),
            "what is saved as a page has the record in it, with what was filed", JSON.stringify(tree).slice(-300));
        say(saved["Save the facts"][1] === await page.evaluate(() => requestText(given.values)) + "\n", "the facts are saved as a request", saved["Save the facts"][1]);
        say(/^enisa-international-strategy-2026-117-\d{4}-\d{2}-\d{2}\.md$/.test(name) && /Outreach approach/.test(markdown) && tree.answer.status === "open" && tree.headline.state === "open", "it can be saved, for people and for programs", name);
        say(/^<!doctype html>/.test(html) && /<b>2026\/117<\/b>/.test(html) && /"reference":"2026\/117"/.test(html), "and as a page, with what was filed");
        const pdf = await page.pdf({ format: "A4" });
        say(pdf.subarray(0, 5).toString() === "%PDF-" && pdf.length > 5000, "and printed", pdf.length);
        say(page.asked.filter((url) => !url.startsWith("file:") && !url.startsWith("blob:")).length === 0, "nothing is asked of the network", page.asked);
        await page.close();
    }],
    ["what was asked and is not known", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#record?.unsure=fit");
        await settled(page);
        say(/it fits the plan: not known/.test(await page.locator(".record").innerText()), "it is in the record", await page.locator(".record").innerText());
        await page.close();
    }],
    ["what is filed is of one case", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#record?partner=school&fit=yes");
        const record = async () => {
            await settled(page);
            return page.locator(".record").innerText();
        };
        await page.getByLabel("Reference").fill("A/1");
        await page.getByLabel("Who judged: it fits the plan").fill("R. Officer");
        await page.locator("summary", { hasText: "Evidence" }).click();
        await page.getByLabel("Evidence: it fits the plan").fill("minutes of 3 May");
        await page.getByLabel("Evidence: the partner").fill("register of schools");
        const first = await record();
        say(/A\/1/.test(first) && /R\. Officer/.test(first) && /minutes of 3 May/.test(first) && /register of schools/.test(first), "who decided and what bears it out go into the record", first);
        await page.evaluate(() => { say("fit", true); say("partner", "school"); show("record"); });
        say(/R\. Officer/.test(await record()) && /minutes of 3 May/.test(await record()), "they stay while the values are the same", await record());
        await page.evaluate(() => { say("fit", false); show("record"); });
        const other = await record();
        say(!/R\. Officer|minutes/.test(other) && /register of schools/.test(other) && /A\/1/.test(other), "who decided something else has not decided this", other);
        await page.evaluate(() => { location.hash = "#record?partner=school&fit=no"; });
        await page.waitForFunction(() => !/A\/1/.test(document.querySelector(".record").innerText));
        say(!/A\/1|register/.test(await record()) && await page.getByLabel("Reference").inputValue() === "", "nothing of it goes into the record of an address that is opened");
        await page.getByLabel("Reference").fill("A/2");
        await page.getByLabel("Who judged: it fits the plan").fill("R. Officer");
        await page.evaluate(() => { startAnew(); say("fit", false); show("record"); });
        say(!/A\/2|R\. Officer/.test(await record()) && await page.getByLabel("Reference").inputValue() === "", "nor into that of a case that is begun anew", await record());
        await page.close();
    }],
    ["the day of a record", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#answer?partner=school", { timezoneId: "Pacific/Auckland" });
        const dated = async (now) => {
            await page.clock.setFixedTime(new Date(now));
            await page.click("nav a[data-view=record]");
            const day = await page.getByLabel("Date").inputValue();
            const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Save as text")]);
            await page.click("nav a[data-view=answer]");
            return [day, download.suggestedFilename().match(/\d{4}-\d{2}-\d{2}/)[0], fs.readFileSync(await download.path(), "utf8").match(/Date: \**(\d{4}-\d{2}-\d{2})/)?.[1]].join(" ");
        };
        const first = await dated("2026-05-08T21:00:00Z"), second = await dated("2026-05-09T21:00:00Z");
        say(first === "2026-05-09 2026-05-09 2026-05-09", "it is the day where the reader is", first);
        say(second === "2026-05-10 2026-05-10 2026-05-10", "and that on which the record is looked at", second);
        await page.close();
    }],
    ["what does not go into a record", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#record?partner=school");
        let downloads = 0;
        page.on("download", () => downloads++);
        await page.getByLabel("Date").fill("20261-05-09");
        for (const button of ["Save as page", "Save as text"]) await page.click("text=" + button);
        await page.waitForTimeout(200);
        const seen = await text(page);
        say(downloads === 0 && /This does not go into the record: .*"20261-05-09" is no day/.test(seen), "why it does not is said, and nothing is saved", downloads + seen);
        await page.getByLabel("Date").fill("2026-05-09");
        await settled(page);
        say(await page.locator(".error:visible").count() === 0 && /2026-05-09/.test(await text(page, ".record")), "once it does there is nothing to complain of");
        await page.close();
    }],
    ["what would open it", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#ladder?partner=firm");
        const rung = (title) => page.locator(".rung", { has: page.locator("h2", { hasText: title }) });
        say(await rung("Low").locator("summary", { hasText: "What would open it" }).count() === 0, "what is had by default needs nothing to open it", await rung("Low").innerText());
        const opened = async (ways, limits) => {
            await page.evaluate(([ways, limits]) => {
                const explain = evaluator.explain;
                evaluator.explain = (request, parts, approach) => approach ? { ...explain(request, parts, approach), ways, limits } : explain(request, parts);
                show("ladder");
                evaluator.before = explain;
            }, [ways, limits]);
            await rung("High").locator("summary", { hasText: "What would open it" }).click();
            await page.waitForTimeout(50);
            const seen = await rung("High").locator("details").innerText();
            await page.evaluate(() => { evaluator.explain = evaluator.before; });
            return seen;
        };
        const unknown = await opened([], ["What would have to be otherwise was not found out: it is too much work"]);
        say(/was not found out/.test(unknown) && !/No fact/.test(unknown), "where it was not found out that is said, and no more", unknown);
        const none = await opened([{ approach: "high", count: 0, all: true, list: [], others: [] }], []);
        say(/No fact, whatever it were, would open it/.test(none), "that nothing would is said where that was found out", none);
        await page.close();
        const ways = await open(browser, folder + "enisa-international.html", "#ladder?partner=company&activity=situational_awareness&objective=SO3");
        const high = ways.locator(".rung", { has: ways.locator("h2:text-is('Assisting approach')") });
        await high.locator("summary", { hasText: "What would open it" }).click();
        const way = high.locator("details ol > li"), seen = (await way.nth(0).innerText()).replace(/\s+/g, " ");
        say(/Commission asked, under Article 12 CSA: yes/.test(seen) && / Then: Coordinate with/.test(seen) && !/with notify|another request/.test(seen), "what a way brings stands in a list", seen);
        const told = (await high.locator("details").innerText()).replace(/\s+/g, " ");
        say(/ Then, whichever of them it is: .*Notify the Executive Board/.test(told) && told.split("Notify the Executive Board").length === 2, "what all ways bring is told once", told);
        const all = (await way.allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
        const first = all.find((text) => /First: Consult/.test(text)) || "";
        say(first.split("onsult the External Action Service").length === 2, "what comes first is told once", all);
        say(/Not open/.test(await high.locator("p").nth(0).innerText()) && !/Closed/.test(await high.locator("p").nth(0).innerText()), "what is shut in every case has one mark", await high.locator("p").nth(0).innerText());
        say(/See the answer if this were so, for example with the partner: .* and what would be done: /.test(seen), "a way of many values says which it takes", seen);
        await way.nth(0).locator("a").click();
        await ways.waitForTimeout(100);
        const led = await ways.evaluate(() => [shown, [current.answer.each.assisting.verdict].flat(), given.values.get("commission_request"), given.values.get("objective")]);
        say(JSON.stringify(led) === '["answer",["open"],true,"SO3"]', "and leads to the case in which it is so", led);
        await ways.close();
    }],
    ["why", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html", "#answer" + ENISA);
        for (const one of await page.locator("section summary").all()) await one.click();
        await page.evaluate(() => unfoldAll());
        const because = () => page.locator("section", { has: page.locator("h2:text-is('Because')") });
        const seen = (await because().innerText()).replace(/\s+/g, " "), whole = (await text(page)).replace(/\s+/g, " ");
        say(/has added value that is high and can be measured: yes – not known/.test(whole) && whole.split("has added value that is high").length <= 3 && !/has added value/.test(seen),
            "of what is expected it is said whether that is met, once", whole);
        say(!/always – met/.test(seen) && !/– open/.test(seen), "that a rule applies always is not said to be met, and what is not known is not open", seen);
        await page.close();
        const other = await open(browser, folder + "enisa-international.html", "#answer?partner=XK");
        const titles = await other.locator("section h2").allInnerTexts();
        const shown = await other.locator(".because:visible").count();
        await other.locator("summary", { hasText: "other paragraph" }).click();
        await other.locator(".because").nth(3).waitFor();
        const all = await other.locator(".because:visible").count();
        const [inner, outer] = await other.evaluate(() => [".because .terms > li", ".because ul:not(.terms) > li"].map((one) => document.querySelector(one).getBoundingClientRect().left));
        say(inner > outer, "what a condition is made of stands further in", inner + " " + outer);
        say(titles.indexOf("What to ask next") >= 0 && titles.indexOf("What to ask next") < titles.indexOf("Because"), "what to ask comes before why", titles);
        say(shown === 3 && all > shown, "of the paragraphs the first are shown, and the others open", shown + " of " + all);
        /* A record says the same of judgements. */
        const leads = await other.evaluate(() => ["agreement=none&requested=yes&objective=SO4", "policy_aligned=yes", ""].flatMap((facts) => {
            readLink("#answer?partner=XK&activity=training&" + facts);
            decide();
            return evaluator.explain(requestText(given.values), "grounds taken").judgements.filter((j) => j.value !== null)
                .map((j) => [j.contrary, ...leadsTo(policy.fact.get(j.fact), [!j.value, given.values.get(j.fact)])]);
        }));
        say(leads.length > 4 && leads.every(([contrary, words, own]) => words.replace(" (what limited offers is otherwise)", "") === contrary && own === "the same") && leads.some(([words]) => /^the same, /.test(words)),
            "a value leads to what the record says, and to the same where nothing is otherwise", JSON.stringify(leads));
        await other.close();
        const outside = await open(browser, folder + "enisa-international.html", "#ladder?partner=FR");
        say(/Out of scope.*does not speak of such a case/.test((await text(outside)).replace(/\s+/g, " ")), "the ladder of what is out of scope says so", await text(outside));
        await outside.close();
    }],
    ["what a question is for", async (browser) => {
        const page = await open(browser, folder + "enisa-international.html", "#ask?partner=XK&activity=training");
        const short = await text(page);
        say(/On it hang P6 Principle 6[^]* and 4\.7 /.test(short), "the paragraphs that hang on it are told", short);
        await page.close();
        const other = await open(browser, folder + "enisa-international.html", "#ask");
        await other.locator("summary", { hasText: "18 paragraphs hang on it" }).click();
        await other.locator("details[open] .id").first().waitFor(); /* it is filled when the browser tells that it was opened */
        say(/4\.7\.b/.test(await text(other)), "where they are many they open", await text(other));
        await other.close();
    }],
    ["names that every object has", async (browser) => {
        for (const hash of ["#constructor", "#toString", "#__proto__?partner=school"]) {
            const page = await open(browser, folder + "kinds.html", hash);
            say(await page.locator("main h1").count() === 1 && page.said.length === 0 && await heading(page) !== "This page cannot decide", "an address is no such view: " + hash, page.said + await text(page));
            await page.evaluate(() => { location.hash = "#valueOf"; });
            await page.waitForTimeout(50);
            say(page.said.length === 0 && await page.locator("main h1").count() === 1, "nor one that is opened later", page.said);
            await page.close();
        }
        const page = await open(browser, folder + "names.html", "#record?constructor=yes&toString=valueOf");
        const seen = [await text(page)];
        say(await page.getByLabel("Who judged: Constructor").inputValue() === "" && !/native code/.test(seen[0]), "facts may have such names", seen);
        for (const view of ["ask", "facts", "answer", "ladder", "map"]) {
            await page.click("nav a[data-view=" + view + "]");
            seen.push(await text(page));
        }
        say(page.said.length === 0 && !/native code|undefined/.test(seen.join(" ")) && /The words of it/.test(seen.join(" ")), "and so may paragraphs", page.said + seen.join(" "));
        await page.close();
    }],
    ["what cannot hold together", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#ask?urgent=yes&size=s1&partner=firm");
        const seen = await text(page);
        say(await heading(page) === "These cannot hold together" && /How large it is/.test(seen) && /It is urgent/.test(seen) && !/The partner/.test(seen),
            "the facts of the assumption are shown, and no others", seen);
        await page.locator("button", { hasText: "Change: it is urgent" }).click();
        await page.locator("label", { hasText: "no" }).first().click();
        await page.click("text=Continue");
        say(/urgent=no/.test(page.url()) && /partner=firm/.test(page.url()) && await heading(page) !== "These cannot hold together", "one of them is changed, and all else stays", page.url());
        await page.close();
    }],
    ["numbers", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#facts");
        const box = page.locator("input[inputmode=decimal]");
        const tried = [];
        for (const [typedText, value] of [["12.5", "12.5"], ["5000.01", undefined], ["1,5", undefined], ["1 000.00", "1000.00"], ["007", "7"], ["0.001", undefined], ["-1", undefined], ["", undefined]]) {
            await box.fill(typedText);
            await page.keyboard.press("Tab");
            const now = await page.evaluate(() => given.values.get("amount"));
            const complains = await page.locator(".error:visible").count() === 1;
            if (now !== value || complains !== (value === undefined && typedText !== "")) tried.push(typedText + " is " + now);
        }
        say(tried.length === 0, "a number is taken as it was typed, or what one looks like is said", tried);
        await page.close();
    }],
    ["what a control shows", async (browser) => {
        /* What every control that is there shows of its fact, as people read it, against what was said. */
        const wrong = (page) => page.evaluate(() => policy.facts.flatMap((fact) => {
            const title = capital(titleOf(fact)), value = given.values.get(fact.name);
            const named = (one) => one.querySelector("legend, label").textContent === title;
            return [...document.querySelectorAll("main :is(fieldset, .field)")].filter(named).flatMap((one) => {
                const picked = [...one.querySelectorAll("input:checked")].map((box) => box.parentElement.textContent.replace(/, leads to .*/s, "")).join(", ");
                const selected = [...one.querySelectorAll("select")].map((list) => list.selectedOptions[0].textContent);
                const written = [...one.querySelectorAll("input:not([type=radio], [type=checkbox])")].map((box) => box.value);
                const told = (text) => /^(not said|not known|pick one)/.test(text) ? "" : text === "none of these" ? "none of them" : text;
                const words = value === undefined ? "" : fact.type === "date" || fact.type === "number" ? value : says(fact, value);
                return [...(one.querySelector("input[type=radio], input[type=checkbox]") ? [picked] : []), ...selected, ...written].map(told).filter((shown) => shown !== words)
                    .map((shown) => title + ": " + shown + " rather than " + words);
            });
        }));
        for (const [policy, facts] of [["kinds", "partner=school&amount=12.50&day=2024-02-01&wanted=advice|rooms&size=s4&urgent=yes&fit=no"], ["kinds", "partner=firm&amount=0.00&wanted={}&size=s9&urgent=no"],
            ["enisa-international", "partner=GB&objective=SO7&activity=knowledge_information&agreement=explicit&agreement_covers=training&requested=yes"]]) {
            const page = await open(browser, folder + policy + ".html", "#facts?" + facts), seen = {};
            const look = async (where) => { seen[where] = [...(seen[where] || []), ...await wrong(page)]; };
            const stepBack = async () => {
                await page.evaluate(() => new Promise((done) => {
                    addEventListener("popstate", () => setTimeout(done), { once: true });
                    history.back();
                }));
                await settled(page);
            };
            await look("all facts");
            await page.reload();
            await settled(page);
            await look("loaded anew");
            await page.click("nav a[data-view=answer]");
            await page.evaluate(() => document.querySelectorAll("details").forEach((one) => unfold(one)));
            await look("what if");
            await page.click("nav a[data-view=facts]");
            await look("all facts, after the answer");
            const names = await page.evaluate(() => [...given.values.keys()]);
            for (const name of names) {
                await page.evaluate((name) => ask(name), name);
                await look("the interview");
            }
            for (const name of names.slice(1)) {
                await stepBack();
                await look("a step back in the interview");
            }
            await page.click("nav a[data-view=facts]");
            /* Each is taken back by hand; then each step is undone. */
            const fields = page.locator("main :is(fieldset, .field)");
            for (const name of names) {
                const title = await page.evaluate((name) => capital(titleOf(policy.fact.get(name))), name);
                const field = fields.filter({ has: page.locator("legend, label", { hasText: title }) }).first();
                if (await field.locator("select").count()) await field.locator("select").selectOption({ index: 0 });
                else if (await field.locator("[type=checkbox]").count()) for (let n = 10; n > 0 && await field.locator(":checked").count(); n--) await field.locator(":checked").first().click();
                else if (await field.locator("[type=radio]").count()) await field.locator("label.choice").last().click();
                else {
                    await field.locator("input").fill("");
                    await page.keyboard.press("Tab");
                }
                if (await page.evaluate((name) => given.values.has(name), name)) seen["taken back"] = [...(seen["taken back"] || []), title + " cannot be taken back"];
                await look("taken back");
            }
            const left = await page.evaluate(() => given.values.size);
            for (let n = left; n < names.length; n++) {
                await stepBack();
                await look("a step back in all facts");
            }
            say(left === 0 && Object.keys(seen).length === 8, "each value can be taken back, of " + policy + ": " + facts, left + Object.keys(seen));
            for (const [where, faults] of Object.entries(seen)) say(faults.length === 0, "what was said is what a control shows: " + where + " of " + policy, faults);
            await page.close();
        }
    }],
    ["what a screen reader is given", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#ask?amount=12.50&day=2024-02-01&wanted=advice&size=s4");
        const seen = await page.locator("main").ariaSnapshot();
        say(seen.includes('- group "') && seen.includes("heading") && seen.includes('- radio "') && seen.includes('button "Continue"') && seen.includes('button "I do not know"'), "a question is a group with its heading as its name", seen);
        await page.emulateMedia({ forcedColors: "active" });
        const seenThen = await page.evaluate(() => getComputedStyle(document.querySelector("#status .mark")).borderTopStyle);
        say(seenThen === "solid", "with colours of the reader's own marks keep their outline", seenThen);
        await page.close();
    }],
    ["what is spoken", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#facts");
        await page.evaluate(() => {
            window.spoken = [];
            new MutationObserver((all) => window.spoken.push(all.length)).observe(document.getElementById("status"), { childList: true, subtree: true, characterData: true });
        });
        await page.locator("label", { hasText: "a firm" }).click();
        const at = await focused(page);
        say(at.tag === "INPUT", "an answer leaves the focus where it is", at.tag);
        const once = await page.evaluate(() => window.spoken.length);
        await page.locator("label", { hasText: "yes" }).first().click();
        const twice = await page.evaluate(() => window.spoken.length);
        say(once === 1 && twice === 1, "what is decided is spoken once, and not again while it is the same", once + " " + twice);
        await page.close();
    }],
    ["links", async (browser) => {
        const page = await open(browser, folder + "kinds.html", "#answer?partner=school&gone=1&amount=x&.table=0123");
        say(/another version \(table 0123\)/.test(await text(page)) && /left out: gone and amount=x/.test(await text(page)), "a link of another version says so, and what was left out", await text(page));
        await page.goto("file://" + folder + "kinds.html#facts?amount=12.50&wanted={}");
        await page.waitForTimeout(100);
        say(await page.locator("input[inputmode=decimal]").inputValue() === "12.50" && await page.locator("label", { hasText: "none of these" }).locator("input").isChecked(), "a link that is pasted is followed");
        await page.close();
        const other = await open(browser, folder + "kinds.html", "#ladder?partner=school&day=2024-02-01&wanted=money|rooms&size=s9&urgent=no&fit=no&amount=5000.00");
        const said = await other.evaluate(() => [requestText(given.values), linkTo("ladder")]);
        say(said[0] === '{"partner":"school","day":"2024-02-01","wanted":["money","rooms"],"size":"s9","urgent":false,"fit":false,"amount":5000.00}' && decodeURIComponent(said[1]) === "#ladder?partner=school&day=2024-02-01&wanted=money|rooms&size=s9&urgent=no&fit=no&amount=5000.00&.table=" + await other.evaluate(() => evaluator.digest),
            "every kind of value goes into a link and comes back", said);
        await other.close();
    }],
]);
