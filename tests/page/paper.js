/* paper.js FOLDER paper.js: how long the records of the folder are on paper, and the reading copy; see paper.sh. */
"use strict";
const { fs, say, run } = require("./browser.js");

const [, , folder] = process.argv;
const MM = 96 / 25.4;

run([["records on paper", async (browser) => {
    /* What is left of A4 between the margins that a record has. */
    const page = await browser.newPage({ viewport: { width: Math.floor((210 - 30) * MM), height: Math.floor((297 - 28) * MM) } });
    const names = fs.readdirSync(folder).filter((name) => name.endsWith(".html"));
    const pages = [];
    for (const name of names) {
        await page.goto("file://" + folder + "/" + name);
        await page.emulateMedia({ media: "print" });
        const long = await page.evaluate(() => document.querySelector("main").getBoundingClientRect().height / innerHeight);
        const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
        pages.push([name.replace(".html", ""), long, sheets]);
    }
    const wrong = pages.filter(([, long, sheets]) => long > 1.5 || sheets > 2);
    say(names.length > 25 && wrong.length === 0, "each of " + names.length + " records has at most a page and a half", wrong.join("; "));
    console.log("note pages of each record: " + pages.map(([name, long]) => name + " " + long.toFixed(2)).join(", "));
}], ["the reading copy on paper", async (browser) => {
    /* As above, with the margins of reading.css. */
    const page = await browser.newPage({ viewport: { width: Math.floor((210 - 26) * MM), height: Math.floor((297 - 27) * MM) } });
    await page.goto("file://" + folder + "/reading/enisa.html");
    await page.emulateMedia({ media: "print" });
    const long = await page.evaluate(() => [...document.querySelectorAll(".apart")].map((sheet) => [sheet.querySelector("h2").innerText, sheet.getBoundingClientRect().height / innerHeight]));
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
    const over = long.filter(([, height]) => height > 1);
    say(long.length > 10 && over.length <= 1 && sheets <= 30, "the reading copy has " + sheets + " pages, a sheet on each of the last", over.join("; "));
}]]);
