/* safe.js FOLDER: see safe.sh. */
"use strict";
const { say, run, open, text, heading } = require("./browser.js");

const folder = process.argv[2] + "/";
const views = ["ask", "facts", "answer", "ladder", "map", "record"];

async function quiet(browser, file, hashes) {
    for (const hash of hashes) {
        const page = await open(browser, folder + file, hash);
        for (const view of views) await page.click("nav a[data-view=" + view + "]");
        const asked = page.asked.filter((url) => !url.startsWith("file://" + folder + file));
        say(page.said.length === 0 && asked.length === 0, file + hash.slice(0, 20) + ": nothing is loaded, the console is empty", page.said.concat(asked));
        await page.close();
    }
}

run([
    ["views", (browser) => quiet(browser, "page.html", ["", "#answer?partner=resident"])],
    ["ENISA", (browser) => quiet(browser, "other.html", ["#facts?partner=XK&activity=training"])],
    ["a page that is altered", async (browser) => {
        for (const [altered, expected] of [["script", /If you still read this, it cannot/], ["module", /cannot decide/], ["table", /cannot decide/]]) {
            const page = await open(browser, folder + altered + ".html", "", { broken: true });
            await page.waitForTimeout(300);
            const seen = await text(page);
            say(expected.test(seen) && await page.locator("nav a").count() === 0, "with a byte of the " + altered + " altered nothing runs", seen);
            await page.close();
        }
        const page = await open(browser, folder + "style.html");
        const width = await page.evaluate(() => getComputedStyle(document.body).maxWidth);
        say(width === "none" && page.said.some((line) => /style-src/.test(line)), "with a byte of the style altered it is not used", width);
        await page.close();
    }],
    ["what a script would do that got in", async (browser) => {
        const page = await open(browser, folder + "page.html");
        const tried = await page.evaluate(async () => {
            const did = [];
            const script = document.createElement("script");
            script.textContent = "window.got = 1";
            document.body.append(script);
            if (window.got) did.push("an inline script");
            await fetch("https://example.org/").then(() => did.push("fetch"), () => {});
            await new Promise((done) => {
                const image = new Image();
                image.onload = image.onerror = done;
                image.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
                image.addEventListener("load", () => did.push("an image"));
            });
            const element = document.createElement("p");
            element.setAttribute("style", "color: red");
            document.body.append(element);
            if (getComputedStyle(element).color === "rgb(255, 0, 0)") did.push("a style attribute");
            return did;
        });
        say(tried.length === 0, "what is not in the hashes does not run, and nothing can be loaded", tried);
        await page.close();
    }],
    ["hostile titles", async (browser) => {
        for (const hash of ["", "#facts", "#answer?who=a&fit=yes", "#ladder?who=b", "#map", "#record?who=a&fit=no", "#answer?who=<b>&.unsure=<i>&.table=<s>", "#%00%ff?%zz=%"]) {
            const page = await open(browser, folder + "hostile.html", hash);
            let dialogs = 0;
            page.on("dialog", (dialog) => { dialogs++; dialog.dismiss(); });
            await page.waitForTimeout(50);
            const strange = await page.locator("#bold, #italic, #low, #suits, img, svg, body script:not([type]):not(:last-of-type)").count();
            say(dialogs === 0 && strange === 0 && page.said.length === 0, "hostile titles stay texts: " + hash, page.said);
            await page.close();
        }
        const page = await open(browser, folder + "hostile.html", "#facts");
        say((await text(page)).includes("<img src=x onerror=alert(2)>"), "they are shown as they are written");
        say(await page.title() === await heading(page) + " – </title><script>alert(1)</script> <!-- ${title} $module & \"x\"", "so is the title", await page.title());
        await page.close();
    }],
]);
