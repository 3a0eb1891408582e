/* Views, and what moves between them. What was said is in the address, behind the #, and nowhere else. */

/* The answer to what is given; and why it is so, found out when somebody wants to see it. */
const current = {
    answer: null,
    line: "",
    known: null,
    get explanation() {
        return this.known || (this.known = evaluator.explain(requestText(given.values)));
    },
    changed: null, /* what draws the view anew when the answer is another */
};

const VIEWS = { ask: ["Ask", askView], facts: ["All facts", factsView], answer: ["Answer", answerView], ladder: ["Ladder", ladderView], map: ["Map", mapView],
    record: ["Record", recordView] };

let shown = "ask";

/* Whether an address names a view. */
const isView = (name) => Object.hasOwn(VIEWS, name);

/* Decides anew, and says so where it is heard. */
function decide() {
    current.line = evaluator.answer(requestText(given.values));
    current.answer = JSON.parse(current.line);
    current.known = null;
    announce(byId("status"), h("p", headlineOf()));
    refreshLinks();
    history.replaceState({ ours: true }, "", linkTo(shown));
    if (current.changed) current.changed();
}

/* A view that is drawn anew with each answer; what was open stays open, and the focus stays where it is. */
function redrawn(make) {
    const view = h("div", make());
    const controls = (part) => [...part.querySelectorAll("summary, input, select, button, a")];
    const part = (key) => key !== undefined && [...view.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
    current.changed = () => {
        const at = view.contains(document.activeElement) && document.activeElement.closest("[data-key]");
        const place = at ? controls(at).indexOf(document.activeElement) : -1;
        const open = [...view.querySelectorAll("details[open]")].map((one) => one.dataset.key);
        view.replaceChildren(make());
        for (const key of open) {
            const one = part(key);
            if (one) one.open = true;
            if (one) one.dispatchEvent(new Event("toggle"));
        }
        const now = at && part(at.dataset.key);
        const control = now && controls(now)[place];
        if (control) control.focus({ preventScroll: true });
    };
    return view;
}

function refreshLinks() {
    for (const link of document.querySelectorAll("a[data-view]")) link.href = linkTo(link.dataset.view);
}

function draw(focus) {
    const main = byId("main");
    current.changed = null;
    main.replaceChildren(VIEWS[shown][1]());
    for (const link of byId("nav").querySelectorAll("a")) {
        if (link.dataset.view === shown) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
    }
    const title = main.querySelector("h1");
    document.title = title.textContent + " – " + policy.title;
    if (!focus) return;
    title.tabIndex = -1;
    title.focus();
    window.scrollTo(0, 0);
}

/* A view, with a place of its own in the history. */
function show(view) {
    shown = view;
    history.pushState({ ours: true }, "", linkTo(view));
    draw(true);
}

function notice(link) {
    const parts = [];
    if (link.other) parts.push("This link was made for another version of the policy.");
    if (link.lost.length) parts.push("It says something of what this version does not know, which was left out: " + inWords(link.lost) + ".");
    return parts.length ? h("p.notice", parts.join(" ")) : null;
}

/* An address that somebody opened or pasted. */
function follow() {
    const link = readLink(location.hash);
    clearFiled();
    interview.asked = [...given.values.keys()];
    interview.now = null;
    interview.reviewed = interview.settling = false;
    shown = isView(link.view) ? link.view : given.values.size ? "answer" : "ask";
    decide();
    draw(false);
    const told = notice(link);
    if (told) byId("main").prepend(told);
}

function start() {
    byId("policy").textContent = policy.title + (policy.version ? ", version " + policy.version : "");
    byId("nav").append(h("ul", Object.entries(VIEWS).map(([view, [title]]) => h("li", h("a", { href: "#" + view, "data-view": view }, title)))));
    document.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-view]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        if (link.dataset.view === "ask") interview.now = null;
        show(link.dataset.view);
    });
    byId("skip").addEventListener("click", (event) => {
        event.preventDefault();
        byId("main").focus();
    });
    window.addEventListener("popstate", (event) => {
        if (!event.state || !event.state.ours) {
            follow();
            return;
        }
        /* Back and forth among views: what was said stays. */
        const view = location.hash.slice(1).split("?")[0];
        shown = isView(view) ? view : "ask";
        interview.now = null;
        history.replaceState({ ours: true }, "", linkTo(shown));
        refreshLinks();
        draw(true);
    });
    byId("footer").append(
        h("p", "Decided in this browser, by the policy alone: nothing is sent, and nothing is kept. ", "Table " + evaluator.digest + "."));
    follow();
}

openEvaluator().then((opened) => {
    evaluator = opened;
    readPolicy();
    start();
}).catch((error) => {
    byId("main").replaceChildren(h("h1", "This page cannot decide"), h("p", "The evaluator could not be started in this browser: " + error.message + "."));
});
