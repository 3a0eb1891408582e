/* What is decided, for a person: read off the explanation (evaluator/explain/explain.h), in which all of it was found out. */

const WORDS = { open: "Open", conditional: "Conditional", default: "By default", refused: "Refused", out_of_scope: "Out of scope", undetermined: "Undetermined",
    closed: "Closed", not_provided: "Not provided" };

function mark(state) {
    return h("span.mark." + state, WORDS[state]);
}

function approachTitle(name) {
    return name === "none" ? "nothing" : titleOf(policy.approach.get(name));
}

/* The decision in one line. */
function headlineOf(a = current.answer) {
    if (a.error) return [h("span.mark.refused", "Not decided"), " ", a.error.message];
    if (a.status === "undetermined") {
        const possible = (a.possible || []).map(approachTitle);
        return [mark(a.status), " ", possible.length ? inWords(possible, "or") : "", a.now && a.now !== "none" ? ". May start now: " + approachTitle(a.now) : ""];
    }
    const steps = a.before.length ? ", after " + plural(a.before.length, "step") : "";
    return [mark(a.status), " ", a.approach && a.approach !== "none" ? approachTitle(a.approach) + steps : ""];
}

/* ---- paragraphs ---- */

/* Of a paragraph what the explanation says of it: an author may call one "constructor", as every object has it. */
function paragraphOf(id) {
    const told = current.explanation.paragraphs;
    return (Object.hasOwn(told, id) ? told[id] : policy.paragraph.get(id)) || {};
}

/* Ids with their titles, and their own words where the policy has them. */
function paragraphs(ids) {
    return h("ul.plain", ids.map((id) => {
        const p = paragraphOf(id);
        return h("li", h("span.id", id), " ", p.title || "", p.see && h("span.detail", " (" + p.see + ")"),
            p.quote && h("details", h("summary", "What it says"), h("blockquote", p.quote)));
    }));
}

function idsOf(ids) {
    return ids && ids.length > 0 && h("span.ids", " " + ids.join(", "));
}

/* ---- what goes with an approach ---- */

function dutyItem(duty) {
    const details = [duty.by && "by " + duty.by, duty.to && "to " + duty.to, duty.deadline].filter(Boolean).join(", ");
    return h("li", duty.done !== null && h("span.detail", duty.done ? "done: " : "to do: "), capital(duty.title), details && h("span.detail", " " + details),
        duty.following.length > 0 && h("span.detail", ", after: " + inWords(duty.following)), idsOf(duty.paragraphs),
        duty.done_says && h("span.detail", duty.done ? "; " + duty.done_says : "; done when: " + duty.done_says),
        duty.uncertain && h("span.detail", " (not in every case)"));
}

function duties(list) {
    const headings = [...new Set(list.map((duty) => duty.heading))];
    return headings.map((heading) => [h("h3", heading), h("ul", list.filter((duty) => duty.heading === heading).map(dutyItem))]);
}

/* What is expected and is not so, or not known to be so, behind the paragraph that expects it. */
function caution(id, rules) {
    const p = paragraphOf(id);
    return h("li", h("span.id", id), " ", p.title || "", p.see && h("span.detail", " (" + p.see + ")"),
        rules.some((rule) => rule.holds === "unknown") && h("span.detail", " (not in every case)"),
        h("ul.plain.terms", rules.flatMap((rule) => rule.conditions.map(condition))),
        p.quote && h("details", h("summary", "What it says"), h("blockquote", p.quote)));
}

function cautions(item) {
    return item.cautions.length > 0 && [h("h3", "Caution"), h("p", "Not met, or not known to be met, is what these expect:"),
        h("ul.plain", item.cautions.map((id) => caution(id, item.expected.filter((rule) => rule.id === id))))];
}

function withApproach(item) {
    const title = item.approach === null || current.explanation.with.length === 1 && !item.how ? "What to do" : item.title + (item.how ? ", " + item.how : "");
    return (item.duties.length > 0 || item.basis.length > 0 || item.cautions.length > 0) && section(title, duties(item.duties),
        item.basis.length > 0 && [h("h3", "Opened by"), paragraphs(item.basis)], cautions(item));
}

/* What would go with what is possible, one below the other, to be opened. */
function perhapsPart(list) {
    return list.length > 0 && section("What would go with what is possible", list.map((item) => h("details", { "data-key": ".with." + item.approach },
        h("summary", item.title || item.approach, h("span.detail", ", " + item.how)), duties(item.duties), cautions(item))));
}

/* ---- why ---- */

const HOLDS = { yes: "met", no: "not met", unknown: "not known" };

/* What a rule does with what it asks; what it asks for stands below. */
const EFFECTS = { opens: "Opens", closes: "Closes", requires: "Is required for", expects: "Is expected of" };

/* Whether it holds of every request: of that there is nothing to say. */
function isAlways(c) {
    return !c || c.kind === "all" && c.terms.length === 0;
}

/* A condition, and one level below it what it is made of. */
function condition(c) {
    const several = c.terms && c.terms.length > 0;
    return h("li", h("span.holds." + c.holds, HOLDS[c.holds] || ""), " ", c.text, c.how && c.how !== "stated" && c.how !== "unknown" && h("span.detail", " (" + c.how + ")"),
        several && h("ul.plain.terms", c.terms.map(condition)));
}

/* What all of has to hold stands one below the other. */
function conditions(c) {
    return !isAlways(c) && h("ul.plain", c.kind === "all" ? c.terms.map(condition) : condition(c));
}

/* When a rule applies, and what it requires or expects then. That a duty is owed where its paragraph applies is told of the rule that
 * opens it. */
function ruleItem(rule) {
    const owed = rule.effect === "attaches", when = owed && rule.holds === "yes" ? null : rule.condition;
    const of = rule.approaches.length === policy.approaches.length ? "any approach" : inWords(rule.approaches.map(approachTitle));
    const asks = !isAlways(when) || !isAlways(rule.wants);
    return h("div",
        rule.set_aside_by.length > 0 && h("p.detail", "Set aside by " + inWords(rule.set_aside_by) + "."),
        asks && !owed && h("p.detail", EFFECTS[rule.effect] + " " + of + (isAlways(when) ? "" : rule.wants ? ", where" : ", when") + ":"),
        conditions(when),
        !isAlways(when) && rule.wants && h("p.detail", rule.effect === "expects" ? "this is expected:" : "this is required:"),
        conditions(rule.wants),
        asks ? h("details", h("summary", "The rule in words"), h("p", rule.text)) : h("p", rule.text));
}

/* Paragraphs that are shown at once; the others open. */
const FIRST = 3;

function becausePart(rows) {
    const rest = rows.slice(FIRST);
    return rows.length > 0 && section("Because", rows.slice(0, FIRST).map(becauseRow),
        rest.length > 0 && h("details", { "data-key": ".because" }, h("summary", plural(rest.length, "other paragraph")), rest.map(becauseRow)));
}

function becauseRow(row) {
    return h("div.because", h("h3", h("span.id", row.id), " ", paragraphOf(row.id).title || ""),
        row.rules.map(ruleItem));
}

function judgementItem(j) {
    const state = { unknown: "not decided yet", stated: "said", presumed: "presumed", default: "taken" }[j.state] || j.state;
    const value = j.value !== null && j.value !== undefined ? ": " + (j.value === true ? "yes" : j.value === false ? "no" : j.value) : "";
    return h("li", capital(j.title), h("span.detail", " (" + state + value + (j.by ? "; decided by " + j.by : "") + ")"));
}

/* ---- what was said, and what if it were otherwise ---- */

/* In a word what a value would lead to. */
function leadsTo(fact, value) {
    const values = new Map(given.values);
    if (value === undefined) values.delete(fact.name);
    else values.set(fact.name, value);
    const other = JSON.parse(evaluator.answer(requestText(values)));
    const now = current.answer;
    if (other.error) return "nothing, as it cannot hold with the rest";
    const key = (a) => JSON.stringify([a.status, a.approach, a.possible]);
    if (key(other) !== key(now)) return headlineOf(other);
    const owed = (a) => JSON.stringify([a.now, a.duties, a.before, a.cautions]);
    if (owed(other) !== owed(now)) return "the same, with other duties or cautions";
    const rests = (a) => JSON.stringify([a.modality, a.basis, a.closed_by, a.uncertain]);
    return rests(other) === rests(now) ? "the same" : "the same, for other reasons";
}

/* A fact that opens to be said otherwise. */
function whatIf(name, shown, note) {
    const fact = policy.fact.get(name);
    const inside = h("div");
    const fill = () => inside.firstChild || inside.append(field(fact, given.values.get(name), (value) => say(name, value), "not said", null,
        (value) => h("span.leads", ", leads to ", leadsTo(fact, value))));
    return h("details.fact", { "data-key": name, ontoggle: (event) => event.target.open && fill() },
        h("summary", h("span.title", capital(titleOf(fact))), ": ", h("strong", shown), note && h("span.detail", " " + note)), inside);
}

function saidPart() {
    const said = [...given.values].map(([name, value]) => whatIf(name, says(policy.fact.get(name), value)));
    const unsure = [...given.unsure].map((name) => whatIf(name, "not known"));
    return said.length + unsure.length > 0 && section("What was said", h("p", "Open one to see what would be decided were it otherwise."), said, unsure);
}

/* What was taken for granted: first what would make a difference. */
function takenPart() {
    const taken = current.explanation.taken;
    const row = (t) => whatIf(t.fact, t.how === "by_case" ? "in some cases presumed" : t.says, t.how === "presumed" ? "(presumed)" : null);
    const some = taken.filter((t) => t.matters !== false), rest = taken.filter((t) => t.matters === false);
    return taken.length > 0 && section("Taken for granted",
        some.length > 0 && [h("p", "Nobody said these, and were one otherwise, so would be what is decided."), some.map(row)],
        rest.length > 0 && h("details", { "data-key": ".rest" }, h("summary", plural(rest.length, "other") + ", with no effect on this case"), rest.map(row)));
}

/* ---- the answer ---- */

function answerView() {
    return redrawn(() => {
        const x = current.explanation;
        if (current.answer.error) return conflictView();
        return h("div",
            h("h1", "Answer"),
            h("p.result", mark(x.headline.state), " ", capital(x.headline.text)),
            given.values.size === 0 && h("p", "Nothing was said yet, so this holds for every case."),
            x.headline.closed_by && x.headline.closed_by.length > 0 && [h("h2", "Closed by"), paragraphs(x.headline.closed_by)],
            x.sure && h("p", x.sure),
            x.now.map((sentence) => h("p.now", sentence)),
            x.commits && h("p.detail", "It commits " + x.commits + "."),
            x.with.map(withApproach), perhapsPart(x.perhaps),
            x.ask && x.ask.length > 0 && section("What would settle it", x.ask.map((q) => whatIf(q.fact, "not said", q.by && "(decided by " + q.by + ")"))),
            becausePart(x.because),
            x.offers && x.offers.length > 0 && section("What the default approach offers", h("ul", x.offers.map((o) => h("li", o.says, o.later && h("span.detail", " (after something else)"))))),
            x.judgements.length > 0 && section("It hangs on these judgements", h("ul", x.judgements.map(judgementItem))),
            x.readings.length > 0 && section("It hangs on how these open questions are read", h("ul", x.readings.map((r) =>
                h("li", capital(r.title), h("span.detail", " (taken: " + r.taken + "; otherwise: " + inWords(r.others, "or") + ")"))))),
            saidPart(), takenPart(),
            x.limits.length > 0 && section("What was not found out", h("ul", x.limits.map((l) => h("li", l)))),
            h("p.buttons", h("button", { type: "button", onclick: () => window.print() }, "Print")));
    });
}

/* ---- the ladder ---- */

/* That it is another request its heading says. */
const KINDS = { settle: "to be found out", approval: "an approval to obtain", judgement: "a judgement", fact: "a fact" };

/* Duties by their names, one below the other. */
function dutyList(title, names = []) {
    return names.length > 0 && [h("p.detail", title), h("ul", names.map((d) => h("li", capital(titleOf(policy.duty.get(d) || { name: d })))))];
}

/* To the case that a way leads to; where more than one value would do it says which it has. */
function wayLink(w) {
    const valueOf = (c) => policy.fact.get(c.fact).type === "number" ? c.typed.slice(c.typed.indexOf("=") + 1) : c.to;
    const said = (c) => says(policy.fact.get(c.fact), valueOf(c));
    const examples = w.changes.filter((c) => said(c) !== c.says).map((c) => titleOf(c) + ": " + said(c));
    return h("p", h("a", { href: linkTo("answer", new Map([...given.values, ...w.changes.map((c) => [c.fact, valueOf(c)])])) }, "See the answer if this were so"),
        examples.length > 0 && h("span.detail", ", for example with " + inWords(examples)));
}

/* What comes with a way, but not first. */
function laterOf(w) {
    return w.duties.filter((d) => !w.before.includes(d));
}

/* `common`: duties that all ways bring, which stand elsewhere. */
function way(w, common) {
    const later = laterOf(w).filter((d) => !common.includes(d));
    return h("li",
        h("ul.plain", w.changes.map((c) => h("li", capital(titleOf(c)), ": ", h("strong", c.says || c.to), c.now && h("span.detail", " (now: " + c.now + ")"),
            h("span.detail", [KINDS[c.kind], c.who && "decided by " + c.who].filter(Boolean).map((text) => ", " + text))))),
        w.through.length > 0 && h("p.detail", "Through " + inWords(w.through) + "."),
        dutyList("First:", w.before), dutyList("First, in some of these cases:", w.before_sometimes),
        dutyList("Then:", later), wayLink(w));
}

/* What would have to be otherwise. */
function ways(approach) {
    const x = evaluator.explain(requestText(given.values), approach);
    const limits = x.limits.map((l) => h("p", l + "."));
    const found = x.ways[0];
    if (!found) return limits;
    if (!found.list.length) return [limits, h("p", "No fact, whatever it were, would open it.")];
    const rest = found.count > found.list.length ? plural(found.list.length, "way") + " of " + found.count + "." : "";
    const common = found.list.length > 1 ? laterOf(found.list[0]).filter((d) => found.list.every((w) => laterOf(w).includes(d))) : [];
    const group = (title, list) => list.length > 0 && [h("h3", title), h("ol", list.map((w) => way(w, common)))];
    return [limits, rest && h("p", rest),
        group("In this case", found.list.filter((w) => !w.other_request)), group("With another request", found.list.filter((w) => w.other_request)),
        dutyList("Then, whichever of them it is:", common),
        found.others.length > 0 && h("p.detail", "Other ways hang on: " + inWords(found.others.map((name) => titleOf(policy.fact.get(name) || { name }))) + ".")];
}

/* Verdicts by which an approach is to be had as things are. */
const HAD = ["open", "conditional", "default"];

/* And those of which none lets it be used. */
const SHUT = ["closed", "not_provided"];

function rung(step) {
    const had = step.verdicts.every((v) => HAD.includes(v));
    const inside = h("div");
    const approach = policy.approach.get(step.approach);
    return h("section.rung", h("h2", capital(step.title || step.approach)),
        h("p", step.verdicts.length > 1 && step.verdicts.every((v) => SHUT.includes(v)) ? h("span.mark.closed", "Not open") : step.verdicts.map((v, i) => [i ? " or " : "", mark(v)])),
        approach && approach.commits && h("p.detail", "Commits " + approach.commits + "."),
        h("p", capital(step.says) + "."),
        step.opened_by.length > 0 && [h("h3", "Opened by"), paragraphs(step.opened_by)],
        step.opened_sometimes.length > 0 && [h("h3", "In some cases opened by"), paragraphs(step.opened_sometimes)],
        step.closed_by.length > 0 && [h("h3", "Closed by"), paragraphs(step.closed_by)],
        step.closed_sometimes.length > 0 && [h("h3", "In some cases closed by"), paragraphs(step.closed_sometimes)],
        step.conditions.length > 0 && [h("h3", "Not met, or not known"), h("ul.plain", step.conditions.map(condition))],
        !had && h("details", { "data-key": "." + step.approach, ontoggle: (event) => event.target.open && (inside.firstChild || inside.append(...[ways(step.approach)].flat(Infinity).filter(Boolean))) },
            h("summary", "What would open it"), inside));
}

function ladderView() {
    return redrawn(() => current.answer.error ? conflictView() : h("div",
        h("h1", policy.ranked ? "Ladder" : "Approaches"),
        h("p", "Whether each way of acting is open in this case" + (policy.ranked ? ", the highest first." : ".")),
        current.answer.status === "out_of_scope" && h("p.result", mark("out_of_scope"), " ", capital(current.explanation.headline.text)),
        current.explanation.ladder.map(rung)));
}

