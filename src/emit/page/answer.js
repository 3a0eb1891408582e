/* What is decided, for a person. */

const WORDS = { open: "Open", conditional: "Conditional", default: "By default", refused: "Refused", out_of_scope: "Out of scope", undetermined: "Undetermined",
    closed: "Closed", not_provided: "Not provided" };

function mark(state) {
    return h("span.mark." + state, WORDS[state]);
}

function approachTitle(name) {
    return name === "none" ? "none" : titleOf(policy.approach.get(name));
}

/* The decision in one line. */
function headlineOf() {
    const a = current.answer;
    if (a.error) return [h("span.mark.refused", "Not decided"), " ", a.error.message];
    if (a.status === "undetermined") {
        const possible = (a.possible || []).map(approachTitle);
        return [mark(a.status), " ", possible.length ? inWords(possible, "or") : ""];
    }
    const steps = a.before.length ? ", after " + plural(a.before.length, "step") : "";
    return [mark(a.status), " ", a.approach && a.approach !== "none" ? approachTitle(a.approach) + steps : ""];
}

function nowLine() {
    const a = current.answer;
    if (a.now === null) return null;
    return h("p", a.now === "none" ? "Nothing may start now." : ["What may start now: ", h("strong", approachTitle(a.now)), "."]);
}

/* ---- duties ---- */

const WHEN = { "on receipt": "At once, on receipt", before: "Before it starts", "on use": "When it is used", during: "As long as it lasts", after: "Afterwards", yearly: "Every year" };

function dutyItem(name) {
    const duty = policy.duty.get(name);
    const grounds = (current.answer.grounds || {})[name] || [];
    const details = [duty.by && "by " + duty.by, duty.to && "to " + duty.to, duty.deadline].filter(Boolean).join(", ");
    const following = duty.following ? "after: " + duty.following.split(", ").map((d) => titleOf(policy.duty.get(d))).join(", ") : null;
    return h("li", capital(titleOf(duty)), details && h("span.detail", " " + details), following && h("span.detail", ", " + following),
        grounds.length > 0 && h("span.ids", " ", grounds.join(", ")),
        (current.answer.uncertain || []).includes(name) && h("span.detail", " (not in every case)"));
}

function dutiesOf(names) {
    return Object.keys(WHEN).map((timing) => {
        const some = names.filter((name) => policy.duty.get(name).timing === timing);
        return some.length ? [h("h3", WHEN[timing]), h("ul", some.map(dutyItem))] : null;
    });
}

function paragraphItem(id) {
    const p = policy.paragraph.get(id);
    return h("li", h("span.id", id), " ", titleOf(p), p.see && h("span.detail", " (" + p.see + ")"));
}

function factItem(name, note) {
    const fact = policy.fact.get(name);
    return h("li", h("button.link", { type: "button", onclick: () => ask(name) }, capital(titleOf(fact))), fact.by && h("span.detail", ", decided by " + fact.by), note);
}

/* ---- the answer ---- */

function answerView() {
    const a = current.answer;
    if (a.error) return conflictView();
    const nothing = given.values.size === 0;
    return h("div",
        h("h1", "Answer"),
        h("p.result", headlineOf()),
        nothing && h("p", "Nothing was said yet, so this holds for every case."),
        nowLine(),
        a.duties.length > 0 && section("What to do", dutiesOf(a.duties)),
        a.basis.length > 0 && section("Because of", h("ul.plain", a.basis.map(paragraphItem))),
        a.closed_by.length > 0 && section("Closed by", h("ul.plain", a.closed_by.map(paragraphItem))),
        a.cautions.length > 0 && section("Caution", h("p", "Not met, or not known to be met, is what these expect."), h("ul.plain", a.cautions.map(paragraphItem))),
        a.ask && a.ask.length > 0 && section("What would settle it", h("ul", a.ask.map((name) => factItem(name)))),
        a.judgements && a.judgements.length > 0 && section("It hangs on these judgements", h("ul", a.judgements.map((name) =>
            factItem(name, name in a.presumed ? " (taken: " + says(policy.fact.get(name), a.presumed[name]) + ")" : given.values.has(name) ? " (said: " + says(policy.fact.get(name), given.values.get(name)) + ")" : "")))),
        a.readings && a.readings.length > 0 && section("It hangs on how these open questions are read", h("ul", a.readings.map(readingItem))),
        given.values.size > 0 && section("What was said", answersList([...given.values.keys()])),
        takenList());
}

function readingItem(name) {
    const reading = policy.reading.get(name);
    const taken = reading.values ? titleOf(reading.values.find((v) => v.name === reading.taken)) : reading.taken ? "yes" : "no";
    return h("li", capital(titleOf(reading)), h("span.detail", " (taken: " + taken + ")"));
}

/* ---- the ladder ---- */

function ladderView() {
    const a = current.answer;
    if (a.error) return conflictView();
    const order = policy.approaches.map((p) => p.name);
    if (policy.ranked) order.reverse();
    return h("div",
        h("h1", policy.ranked ? "Ladder" : "Approaches"),
        h("p", policy.ranked ? "Each way of acting, the highest first: whether it is open in this case." : "Each way of acting: whether it is open in this case."),
        order.map((name) => {
            const each = a.each[name];
            const verdicts = [].concat(each.verdict);
            const approach = policy.approach.get(name);
            return h("section.rung", h("h2", capital(titleOf(approach))),
                h("p", verdicts.map((v, i) => [i ? " or " : "", mark(v)])),
                approach.commits && h("p.detail", "Commits " + approach.commits + "."),
                each.basis.length > 0 && [h("h3", "Opened by"), h("ul.plain", each.basis.map(paragraphItem))],
                each.closed_by.length > 0 && [h("h3", "Closed by"), h("ul.plain", each.closed_by.map(paragraphItem))],
                each.before.length > 0 && [h("h3", "First"), h("ul", each.before.map(dutyItem))]);
        }));
}

