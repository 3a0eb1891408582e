/* What the scripts that try pages share: a browser, and what is said of each case. */
"use strict";
const { chromium } = require("playwright-core");
const fs = require("fs");

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];

function say(fine, what, seen) {
    console.log((fine ? "ok " : "FAILED ") + what + (fine || seen === undefined ? "" : ": " + String(seen).replace(/\s+/g, " ").slice(0, 600)));
}

/* Runs the cases, whatever becomes of each. */
async function run(cases) {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: FLAGS });
    for (const [what, test] of cases) {
        try {
            await test(browser);
        } catch (error) {
            say(false, what, error.stack);
        }
    }
    await browser.close();
    console.log("end");
}

/* A page from a file; `page.said` is all that reached the console, `page.asked` all that it wanted to load. */
async function open(browser, file, hash = "", options = {}) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    page.said = [];
    page.asked = [];
    page.on("console", (message) => page.said.push(message.text()));
    page.on("pageerror", (error) => page.said.push(error.message));
    page.on("request", (request) => page.asked.push(request.url()));
    await page.goto("file://" + file + hash);
    if (!options.broken) await settled(page);
    return page;
}

/* What takes longer is there, too. */
async function settled(page) {
    await page.waitForSelector("nav a");
    await page.waitForSelector("[aria-busy], .fresh", { state: "detached" });
}

const text = (page, selector = "main") => page.locator(selector).innerText();
const heading = (page) => page.locator("main h1").innerText();

module.exports = { fs, say, run, open, settled, text, heading };
