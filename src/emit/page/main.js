/* Views, and what moves between them. What was said is in the address, behind the #, and nowhere else. */

/* The answer to what is given; and what takes longer to find out, when somebody wants to see it. */
const current = {
    answer: null,
    whole: null,
    known: new Map(),
    get full() {
        return this.whole || (this.whole = JSON.parse(evaluator.answer(requestText(given.values))));
    },
    /* The facts that would help, the most telling first. */
    get ask() {
        return this.full.ask || [];
    },
    /* Of the explanation what the view shows; found once, however often that is looked at. */
    get explanation() {
        const parts = VIEWS[shown][2];
        if (!this.known.has(parts)) this.known.set(parts, evaluator.explain(requestText(given.values), parts));
        return this.known.get(parts);
    },
    changed: null, /* what draws the view anew when the answer is another */
};

/* Title, what draws it, and the parts of the explanation that it shows. */
const VIEWS = { ask: ["Ask", askView, "taken"], facts: ["All facts", factsView, ""], answer: ["Answer", answerView, "with grounds taken closed offers because"],
    ladder: ["Ladder", ladderView, "ladder"], map: ["Map", mapView, ""], record: ["Record", recordView, ""] };

let shown = "ask";

/* Whether an address names a view. */
const isView = (name) => Object.hasOwn(VIEWS, name);

/* That the case is not as it was asked, and the way back. */
function trialLine() {
    const names = tried(), was = (name) => titleOf(policy.fact.get(name)) + ": " + wasSaid(name);
    return names.length > 0 && h("p.tried", names.length > FEW_TRIED ? "Tried out: " + names.length + " facts are not as they were asked" : "Tried out. As it was asked: " + inWords(names.map(was)), ". ", trialButtons());
}

function trialButtons(small = ".small") {
    return [h("button" + small, { type: "button", onclick: () => endTrial(false) }, "Back to the case as it was asked"), " ",
        h("button" + small, { type: "button", onclick: () => endTrial(true) }, "Make this the case")];
}

const FEW_TRIED = 2; /* are told one by one */

/* Decides anew, and says so where it is heard. What has the focus, or the fact that was opened, stays where it is on the screen. */
function decide(name) {
    const main = byId("main"), spot = () => main.contains(document.activeElement) ? document.activeElement : main.querySelector('details[open][data-key="' + name + '"]');
    const top = (at) => at.getBoundingClientRect().top, before = spot() && top(spot());
    current.answer = evaluator.brief(requestText(given.values));
    current.known.clear();
    current.whole = null;
    if (!tried().length) given.asked = null;
    announce(byId("status"), h("p", headlineOf(), "."), trialLine());
    refreshLinks();
    if (current.changed) current.changed(name);
    if (!name || before === null || !spot()) return;
    window.scrollBy(0, top(spot()) - before);
    spot().scrollIntoView({ block: "nearest" }); /* not behind what stands over the page */
}

let placed = ""; /* the address, and the state with it */

/* The address says what is shown. Each step of somebody is one back in the history, which keeps where the interview was. */
function place(step) {
    const state = { ours: true, asked: [...interview.asked], now: interview.now, reviewed: interview.reviewed, settling: interview.settling };
    const link = linkTo(shown), now = link + JSON.stringify(state);
    if (step) history.pushState(state, "", link);
    else if (now !== placed || location.hash !== link) history.replaceState(state, "", link);
    placed = now;
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
        pending = null;
        view.replaceChildren(make());
        finish();
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
    for (const link of document.querySelectorAll("a[data-view]:not([data-case])")) link.href = linkTo(link.dataset.view);
}

function draw(focus) {
    const main = byId("main");
    current.changed = pending = null;
    main.replaceChildren(VIEWS[shown][1]());
    /* What is below what is seen is laid out when that is on the screen. */
    main.className = "fresh";
    afterPaint(() => main.className = "");
    place(false);
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
    place(true);
    draw(true);
}

/* What of a link is not as whoever made it saw it. */
function notice(link) {
    const parts = [];
    const version = policy.version ? "version " + policy.version + " of the policy" : "this version of the policy";
    if (link.other) parts.push("The link was made for another version (table " + link.other + "). What is decided here is by " + version + " (table " + evaluator.digest + ").");
    if (link.lost.length) parts.push("The link says what " + version + " does not know, which was left out: " + inWords(link.lost) + ".");
    if (link.twice.length) parts.push("The link says two things of one fact, which was left out: " + inWords(link.twice) + ".");
    if (link.view && !isView(link.view)) parts.push("The link asks for a view that this page does not have: " + link.view + ".");
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
    current.changed = null;
    decide();
    draw(false);
    const told = notice(link);
    if (told) byId("main").prepend(told);
}

/* A step back or forth: what was said then, and where the interview was. What is filed stays with what it is filed for. */
function restore(state) {
    const before = shown;
    const { view } = readLink(location.hash);
    interview.asked = [...state.asked];
    interview.now = state.now;
    interview.reviewed = state.reviewed;
    interview.settling = state.settling;
    shown = isView(view) ? view : "ask";
    if (shown !== before) current.changed = null;
    decide();
    if (current.changed) place(false);
    else draw(true);
}

function start() {
    byId("policy").textContent = policy.title + (policy.version ? ", version " + policy.version : "");
    byId("nav").append(h("ul", Object.entries(VIEWS).map(([view, [title]]) => h("li", h("a", { href: "#" + view, "data-view": view }, title)))));
    document.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-view]");
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
        event.preventDefault();
        if (link.dataset.case !== undefined) {
            readLink(new URL(link.href).hash);
            current.changed = null;
            decide();
        }
        if (link.dataset.view === "ask") interview.now = null;
        show(link.dataset.view);
    });
    byId("skip").addEventListener("click", (event) => {
        event.preventDefault();
        byId("main").focus();
    });
    window.addEventListener("popstate", (event) => {
        if (event.state && event.state.ours) restore(event.state);
        else follow();
    });
    window.addEventListener("beforeprint", unfoldAll);
    window.addEventListener("afterprint", foldAgain);
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
