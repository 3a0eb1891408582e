/* The interview: one question at a time until the decision is sure; then what was said, with a way to change each, and what was
 * taken for granted. Going back keeps every answer, by name. */

const interview = {
    asked: [],     /* names, in the order in which they were asked */
    now: null,     /* the question that is shown, or null: the next that helps */
    reviewed: false, /* somebody has seen the review: after a change it comes back */
    settling: false, /* somebody wants to be asked until duties and cautions are settled, too */
};

/* The next question that helps and that nobody has said not to know; null: there is none. Of a decision that is sure, for its
 * duties and cautions, where somebody wants that. */
function nextQuestion() {
    if (current.answer.error) return null;
    return isSure() && !interview.settling ? null : evaluator.question(requestText(given.values), [...given.unsure]) || null;
}

const isSure = () => !current.answer.error && current.answer.status !== "undetermined";

/* Whether there is more to be asked of a decision that is sure. */
const canSettle = () => isSure() && Boolean(evaluator.question(requestText(given.values), [...given.unsure]));

/* What is said of a fact; undefined: nothing, or, `unsure`, that it is not known. */
function change(of, name, value, unsure = false) {
    if (value === undefined) of.values.delete(name);
    else of.values.set(name, value);
    if (unsure) of.unsure.add(name);
    else of.unsure.delete(name);
}

/* It is said of the case, whatever is tried besides. */
function take(name, value, unsure) {
    change(given, name, value, unsure);
    if (given.asked) change(given.asked, name, value, unsure);
    decide(name);
}

/* The same as a step of its own. */
function say(name, value, unsure) {
    take(name, value, unsure);
    place(true);
}

/* What if it were so: a step of its own, and the case as it was asked is kept. */
function tryOut(name, value) {
    if (given.values.size + given.unsure.size > 0) beginTrial();
    change(given, name, value, value === undefined && given.asked && given.asked.unsure.has(name));
    decide(name);
    place(true);
}

/* Ends what is tried: the case is again as it was asked; or, `kept`, as it is now. */
function endTrial(kept) {
    if (!kept) Object.assign(given, { values: given.asked.values, unsure: given.asked.unsure });
    given.asked = null;
    decide();
    show(shown);
}

/* Shows this question; null: the next, or the review. */
function ask(name) {
    interview.now = name;
    show("ask");
}

function askView() {
    if (current.answer.error && !interview.now) return conflictView();
    const name = interview.now || nextQuestion();
    if (!name) return reviewView();
    interview.now = name;
    if (!interview.asked.includes(name)) interview.asked.push(name);
    return questionView(policy.fact.get(name));
}

/* ---- a question ---- */

const REASONS = 4; /* paragraphs that are told in a sentence */

/* Paragraphs of which a rule hangs on it. */
function reasons({ hangs }) {
    const titled = (id) => (id + " " + policy.paragraph.get(id).title).trim();
    if (hangs.length > REASONS) return folded(hangs.length + " paragraphs hang on it", () => paragraphs(hangs));
    return hangs.length > 0 && h("p.hint", "On it hang" + (hangs.length > 1 ? " " : "s ") + inWords(hangs.map(titled)) + ".");
}

function leads({ values, more }) {
    return values.length > 0 && folded("Where each answer leads", () =>
        h("ul", values.map((v) => h("li", capital(v.says), h("span.detail", ": " + v.leads))), more > 0 && h("li", "and " + more + " more")));
}

function questionView(fact) {
    const at = interview.asked.indexOf(fact.name);
    const complaint = h("p.error", { id: newId(), role: "alert", hidden: true });
    const helps = evaluator.helps(requestText(given.values), fact.name) || { hangs: [], values: [], more: 0 };
    let value = given.values.get(fact.name);
    const done = () => {
        interview.now = null;
        show("ask");
    };
    const form = h("form", { novalidate: true, onsubmit: (event) => {
        event.preventDefault();
        const search = form.querySelector("[role=combobox]");
        if (search && !search.dispatchEvent(new Event("settle", { cancelable: true }))) return;
        if (value === undefined) {
            complaint.textContent = "Pick an answer, or say that you do not know.";
            complaint.hidden = false;
            const first = form.querySelector("input, select");
            if (first) first.focus();
            return;
        }
        take(fact.name, value);
        place(false); /* whoever goes back finds the answer that was given */
        done();
    } },
    field(fact, value, (now) => {
        value = now;
        complaint.hidden = true;
    }, null, h("h1", capital(titleOf(fact)))),
    given.unsure.has(fact.name) && h("p.hint", "You said that you do not know."),
    complaint,
    reasons(helps),
    h("p.buttons",
        h("button.main", { type: "submit" }, "Continue"),
        h("button", { type: "button", onclick: () => {
            take(fact.name, undefined, true);
            place(false);
            done();
        } }, "I do not know"),
        at > 0 && h("button", { type: "button", onclick: () => ask(interview.asked[at - 1]) }, "Back"),
        interview.reviewed && h("button", { type: "button", onclick: done }, "To the review")),
    leads(helps));
    return h("div", form);
}

/* ---- facts that cannot hold together ---- */

/* The facts without which the rest could be decided; where no single one would do, all. */
function involved(values = given.values) {
    const names = [...values.keys()];
    const some = names.filter((name) => {
        const others = new Map(values);
        others.delete(name);
        return !evaluator.brief(requestText(others)).error;
    });
    return some.length ? some : names;
}

/* What nobody said, and what is taken instead stands against the rest: said to be this, all could hold. */
function takenAgainst(values = given.values) {
    const valuesOf = (fact) => fact.type === "yes or no" ? [true, false] : fact.type === "one of" && fact.values.length <= FEW ? fact.values.map((v) => v.name) : [];
    const holds = (name, value) => !evaluator.brief(requestText(new Map([...values, [name, value]]))).error;
    return policy.facts.filter((fact) => !values.has(fact.name) && ("default" in fact || fact.has_presumption))
        .flatMap((fact) => valuesOf(fact).filter((value) => holds(fact.name, value)).map((value) => [fact.name, value]));
}

function conflictView() {
    const error = current.answer.error;
    const against = error.code === "impossible" ? [...new Map(takenAgainst()).keys()] : [];
    return h("div",
        h("h1", error.code === "impossible" ? "These cannot hold together" : "This cannot be decided"),
        h("p", capital(error.message) + "."),
        answersList(involved()),
        against.length > 0 && section("Taken for granted", h("p", "Nobody said " + (against.length > 1 ? "these" : "this") + ", and said otherwise it could hold with the rest."), answersList(against)));
}

/* What is so where nobody says anything: by what the policy presumes in this case, or in every one. */
function unsaid(fact, presumed = fact.has_presumption && current.full.presumed) {
    const value = presumed && fact.name in presumed ? presumed[fact.name] : fact.default, begin = given.unsure.has(fact.name) ? "not known" : "not said";
    return value === undefined ? begin : begin + ": " + says(fact, value) + (value === fact.default ? " is taken" : " is presumed");
}

/* ---- the review ---- */

function answersList(names) {
    return h("dl.answers", names.map((name) => {
        const fact = policy.fact.get(name);
        return h("div",
            h("dt", capital(titleOf(fact))),
            h("dd", given.values.has(name) ? says(fact, given.values.get(name)) : given.unsure.has(name) ? "not known" : unsaid(fact)),
            h("dd", h("button.small", { type: "button", onclick: () => ask(name) }, "Change",
                h("span.visually-hidden", ": " + titleOf(fact)))));
    }));
}

/* Facts that nobody was sure of, by who decides them. */
function notKnownList() {
    const by = new Map();
    for (const name of given.unsure) {
        const who = policy.fact.get(name).by || "";
        by.set(who, [...(by.get(who) || []), name]);
    }
    return [...by].map(([who, names]) => [h("h3", who ? "To be decided by " + who : "To be found out"), answersList(names)]);
}

function takenRows(names, of) {
    return h("dl.answers", names.map((t) => h("div",
        h("dt", capital(t.title)),
        h("dd", t.says, of[t.fact] && h("span.detail", "; " + of[t.fact])),
        h("dd", h("button.small", { type: "button", onclick: () => ask(t.fact) }, "Change", h("span.visually-hidden", ": " + t.title))))));
}

/* What nobody said, each to be corrected in one step: `decisive`, what would let nothing start were it otherwise, and where
 * that leads; else what would make another difference, first to what is decided. */
function takenList(shuts, decisive) {
    const leads = Object.fromEntries(shuts.filter((shut) => shut.leads !== null).map((shut) => [shut.fact, shut.leads]));
    const missed = shuts.some((shut) => shut.leads === null);
    const names = current.explanation.taken.filter((t) => t.how !== "by_case" &&
        (decisive ? t.fact in leads : t.matters !== false && !(t.fact in leads)));
    if (!names.length) return null;
    return decisive
        ? section("Taken for granted, and otherwise nothing " + (isSure() ? "may start" : "is sure to be allowed"), h("p", "Nobody said these: look at them first."), takenRows(names, leads))
        : section("Taken for granted", h("p", "Nobody said these, and were one otherwise, so would be " + DECIDED + "."),
            missed && h("p", "Of some of them it was not found out whether nothing may start if they are otherwise."),
            takenRows(names.sort((a, b) => !a.contrary - !b.contrary), Object.fromEntries(names.map((t) => [t.fact, otherwise(t).replace("; ", "")]))));
}

/* What depends on more than was said, and the offer to be asked for that. */
function unsettled() {
    const open = current.answer.uncertain || [];
    if (!open.length || !canSettle()) return null;
    const title = (id) => titleOf(policy.duty.get(id) || policy.paragraph.get(id));
    return section("Not settled yet",
        h("p", "The decision is sure. Whether these go with it depends on what was not said:"),
        h("ul", open.map((id) => h("li", capital(title(id))))),
        h("p.buttons", h("button", { type: "button", onclick: () => {
            interview.settling = true;
            ask(null);
        } }, "Settle these")));
}

function reviewView() {
    interview.reviewed = true;
    interview.settling = false;
    const shuts = evaluator.shuts(requestText(given.values)) || [];
    return h("div",
        h("h1", "Review"),
        h("p.result", headlineOf(), "."),
        h("p.buttons", h("a.main", { href: linkTo("answer"), "data-view": "answer" }, "See the answer")),
        takenList(shuts, true),
        given.values.size > 0 && section("What you said", answersList([...given.values.keys()])),
        given.unsure.size > 0 && section("What you do not know", notKnownList()),
        unsettled(),
        takenList(shuts, false),
        h("p.buttons", h("button", { type: "button", onclick: startAnew }, "Start anew")));
}

function startAnew() {
    given.values.clear();
    given.unsure.clear();
    given.asked = null;
    clearFiled();
    interview.asked = [];
    interview.now = null;
    interview.reviewed = interview.settling = false;
    decide();
    show("ask");
}

/* ---- all facts at once ---- */

const ROLES = ["partner", "activity", "objective", "today"];

function factsView() {
    const rank = (fact) => fact.role ? ROLES.indexOf(fact.role) : fact.judgement ? 5 : 4;
    const groups = [["What it is about", (f) => f.role], ["Facts", (f) => !f.role && !f.judgement], ["Judgements", (f) => !f.role && f.judgement]];
    const facts = [...policy.facts].sort((a, b) => rank(a) - rank(b));
    /* What the policy presumes hangs on what else is said. */
    const texts = new Map(facts.filter((fact) => fact.has_presumption && fact.type === "yes or no").map((fact) => [fact, h("span", unsaid(fact, {}))]));
    const presume = () => texts.forEach((text, fact) => {
        if (text.isConnected) text.textContent = unsaid(fact);
    });
    const view = redrawn(() => h("div",
        h("h1", "All facts"),
        h("p", "State what is known; leave the rest. The line above says at once what is decided."),
        groups.map(([title, belongs]) => {
            const some = facts.filter(belongs);
            return some.length ? section(title, some.map((fact) => {
                const unsure = given.unsure.has(fact.name); /* what stands for no value then */
                return h("div", { "data-key": fact.name }, field(fact, given.values.get(fact.name), (value) => say(fact.name, value, unsure && value === undefined), texts.get(fact) || unsaid(fact)));
            })) : null;
        }),
        h("p.buttons", h("a.main", { href: linkTo("answer"), "data-view": "answer" }, "See the answer"))));
    const redraw = current.changed;
    /* What a hand picked is shown already; a step back is not. */
    current.changed = (name) => {
        if (!name) redraw();
        afterPaint(presume);
    };
    afterPaint(presume);
    return view;
}

