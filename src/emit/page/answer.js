/* What is decided, for a person: read off the explanation (evaluator/explain/explain.h), in which all of it was found out. */

const WORDS = { open: "Open", conditional: "Conditional", default: "By default", refused: "Refused", out_of_scope: "Out of scope", undetermined: "Undetermined",
    closed: "Closed", not_provided: "Not provided" };

/* `within`: it does not begin what is said. */
function mark(state, within) {
    return h("span.mark." + state, within ? WORDS[state].toLowerCase() : WORDS[state]);
}

function approachTitle(name) {
    return name === "none" ? "nothing" : titleOf(policy.approach.get(name));
}

/* The decision in one line, without a full stop. */
function headlineOf() {
    const a = current.answer;
    if (a.error) return [h("span.mark.refused", "Not decided"), ": ", a.error.message.replace(/\.$/, "")];
    if (a.status === "undetermined") return [mark(a.status), " ", given.values.size || given.unsure.size ? capital(possibleIn(a)) + startsNow(a) : beginWith()];
    if (a.status === "refused") return [mark(a.status), " No approach may be used"];
    if (a.status === "out_of_scope") return [mark(a.status), " This policy does not speak of such a case"];
    const steps = a.before.length ? ", after " + plural(a.before.length, "step") : "";
    return [mark(a.status), " ", inWords((a.approach ? [a.approach] : a.open).map(approachTitle)) + steps];
}

/* What comes first where nothing was said. */
function beginWith() {
    const first = policy.facts.find((fact) => fact.role === "partner") || policy.fact.get(current.ask[0]);
    return "Nothing was said yet" + (first ? ". Begin with this: " + titleOf(first) : "");
}

/* Approaches, and that there may be none: refused, or out of scope. */
function possibleIn(a) {
    const none = ["out_of_scope", "refused"].filter((status) => a.possible_status.includes(status)).map((status) => WORDS[status].toLowerCase());
    const possible = [...none, ...a.possible.filter((name) => name !== "none").map(approachTitle)];
    if (possible.length === 1) return possible[0] + ", but how it may be used depends on what was not said";
    return "it depends on what was not said. Possible: " + inWords(possible, "or");
}

function startsNow(a) {
    return a.now && a.now !== "none" ? ". " + (a.each[a.now].modality === "must" ? "Has to be used and may" : "May") + " start now: " + approachTitle(a.now) : ". Nothing is sure to be allowed now";
}

/* ---- paragraphs ---- */

/* Of a paragraph what the explanation says of it: an author may call one "constructor", as every object has it. */
function paragraphOf(id) {
    const told = current.explanation.paragraphs;
    return (Object.hasOwn(told, id) ? told[id] : policy.paragraph.get(id)) || {};
}

function quoted(p) {
    return p.quote && folded("What it says", () => h("blockquote", p.quote));
}

/* Ids with their titles, and their own words where the policy has them. */
function paragraphs(ids) {
    return h("ul.plain", ids.map((id) => {
        const p = paragraphOf(id);
        return h("li", h("span.id", id), " ", p.title || "", p.see && h("span.detail", " (" + p.see + ")"),
            quoted(p));
    }));
}

/* The same below a heading, where there are some. */
function listed(title, ids, level = "h3") {
    return ids.length > 0 && [h(level, title), paragraphs(ids)];
}

function idsOf(ids) {
    return ids && ids.length > 0 && h("span.ids", " (" + ids.join(", ") + ")");
}

/* ---- what goes with an approach ---- */

/* Of what is not in every case, where it is, if that can be told in short. */
function notAlways(item) {
    return h("span.detail", item.where ? " (only where: " + item.where + ")" : " (not in every case)");
}

function dutyItem(duty) {
    const details = [duty.by && "by " + duty.by, duty.to && "to " + duty.to, duty.deadline].filter(Boolean).join(", ");
    return h("li", duty.done !== null && h("span.detail", duty.done ? "done: " : "to do: "), capital(duty.title), details && h("span.detail", ", " + details),
        duty.following.length > 0 && h("span.detail", ", after: " + inWords(duty.following)), idsOf(duty.paragraphs),
        duty.done_says && h("span.detail", duty.done ? "; " + duty.done_says : "; done when: " + duty.done_says),
        duty.uncertain && notAlways(duty));
}

function duties(list, level = "h3") {
    const headings = [...new Set(list.map((duty) => duty.heading))];
    return headings.map((heading) => [h(level, heading), h("ul", list.filter((duty) => duty.heading === heading).map(dutyItem))]);
}

/* What is expected and is not so, or not known to be so, behind the paragraph that expects it. */
function caution(id, rules) {
    const p = paragraphOf(id);
    return h("li", h("span.id", id), " ", p.title || "", p.see && h("span.detail", " (" + p.see + ")"),
        rules.filter((rule) => rule.holds === "unknown").map(notAlways),
        h("ul.plain.terms", rules.flatMap((rule) => rule.conditions.map(condition))),
        quoted(p));
}

/* Of what goes with an approach the paragraphs of which something is expected. `elsewhere`: what goes with another, and is shown:
 * of that it is not said again what they expect. */
function cautions(item, elsewhere = [], level = "h3") {
    const expected = (of, id) => of.expected.filter((rule) => rule.id === id);
    const told = (id) => elsewhere.some((other) => other.cautions.includes(id) && JSON.stringify(expected(other, id)) === JSON.stringify(expected(item, id)));
    const own = item.cautions.filter((id) => !told(id)), same = item.cautions.filter(told);
    return item.cautions.length > 0 && [h(level, "Caution"),
        own.length > 0 && [h("p", "Not met, or not known to be met, is what these expect:"), h("ul.plain", own.map((id) => caution(id, expected(item, id))))],
        same.length > 0 && h("p", (own.length ? "And the" : "The") + " same as of " + inWords(elsewhere.map((other) => other.title || other.approach)) + ": " + inWords(same) + ".")];
}

/* Where more is possible, what is expected is to be opened: what else may come stands below. */
function withApproach(item, i) {
    const x = current.explanation, n = item.cautions.length, offered = item.approach === policy.default_approach ? x.offers || [] : [];
    const alone = offered.length > 0 ? "What may be done, and what to do" : "What to do";
    const title = item.approach === null || x.with.length === 1 && !item.how ? alone : item.title + (item.how ? ", " + item.how : "");
    return (item.duties.length + item.basis.length + item.through.length > 0 || n > 0 || offered.length > 0) && section(title, offers(offered), duties(item.duties),
        openedBy(item, "h3"),
        n > 0 && x.perhaps.length > 0 ? folded("Caution: " + plural(n, "paragraph") + (n > 1 ? " expect" : " expects") + " what is not met, or not known to be met", () => cautions(item), { "data-key": ".cautions" }) : cautions(item, x.with.slice(0, i)));
}

/* What the default approach offers, in every case or not. */
function offers(list) {
    const items = (some) => h("ul", some.map((o) => h("li", o.says, o.later && h("span.detail", " (after something else)"))));
    const always = list.filter((o) => !o.sometimes), others = list.filter((o) => o.sometimes);
    return list.length > 0 && [h("h3", "What it offers"), always.length > 0 && items(always),
        others.length > 0 && folded((always.length ? plural(others.length, "other") + ", d" : plural(others.length, "thing") + ", d") + "epending on what was not said", () => items(others), { "data-key": ".offers" })];
}

const FIRST_OF_ALL = ["on receipt", "before"];

/* By which paragraphs it is open, in each of the cases or in some, and what is required besides. */
function openedBy(item, level = "h4") {
    const n = item.through.length, title = item.basis.length > 0 ? "In some of these cases also by" : item.remains ? "In some of these cases opened by" : "Opened by" + (n > 1 ? " one or more of these" : "");
    const list = () => h("ul.plain", item.through.map((t) => h("li", h("span.id", t.id), " ", paragraphOf(t.id).title || "", t.where && notAlways(t))));
    return [listed("Opened by", item.basis, level),
        n > 0 && (n > REASONS && level === "h3" ? folded(title + " " + n + " paragraphs", list, { "data-key": ".through" }) : [h(level, title), list()]),
        item.requires && item.requires.length > 0 && [h(level, "Required as well, and not known to be so"),
            h("ul.plain", item.requires.map((r) => h("li", h("span.id", r.id), " ", r.says || paragraphOf(r.id).title || "")))]];
}

/* What would go with what is possible: what comes first of all, and the rest to be opened. */
function perhapsPart(list) {
    const comesFirst = (duty) => FIRST_OF_ALL.includes(duty.timing);
    return list.length > 0 && section("What would come first", list.map((item) => {
        const first = item.duties.filter(comesFirst), rest = item.duties.filter((duty) => !comesFirst(duty));
        return [h("h3", item.title || item.approach, h("span.detail", ", " + item.how)),
            first.length ? duties(first, "h4") : h("p", "Nothing has to be done first."),
            (rest.length > 0 || item.cautions.length > 0 || item.through.length > 0 || item.requires.length > 0) && folded("What opens it, and what else would go with it", () => [openedBy(item), duties(rest, "h4"), cautions(item, current.explanation.with, "h4")], { "data-key": ".with." + item.approach })];
    }));
}

/* ---- why ---- */

const HOLDS = { yes: "met", no: "not met", unknown: "not known" };

/* How it is known, where nobody stated it: of what does not hold what it is instead. */
function known(c) {
    const fact = policy.fact.get(c.fact);
    if (c.how === "presumed") return c.holds === "yes" ? "presumed by the policy" : "the policy presumes otherwise";
    if (c.how === "default") return c.holds === "yes" || !fact || !("default" in fact) ? "taken for granted" : says(fact, fact.default) + " is taken for granted";
    return null;
}

/* What a rule does with what it asks; what it asks for stands below. */
const EFFECTS = { opens: "Opens", closes: "Closes", requires: "Is required for", expects: "Is expected of" };

/* Whether it holds of every request: of that there is nothing to say. */
function isAlways(c) {
    return !c || c.kind === "all" && c.terms.length === 0;
}

/* A condition, and one level below it what it is made of. */
function condition(c) {
    const several = c.terms && c.terms.length > 0, how = known(c);
    return h("li", c.text, " – ", h("span.holds." + c.holds, HOLDS[c.holds] || ""), how && h("span.detail", " (" + how + ")"),
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
        asks && h("p.detail", owed ? rule.text + ":" : EFFECTS[rule.effect] + " " + of + (isAlways(when) ? "" : rule.wants ? ", where" : ", when") + ":"),
        conditions(when),
        !isAlways(when) && rule.wants && h("p.detail", rule.effect === "expects" ? "this is expected:" : "this is required:"),
        conditions(rule.wants),
        asks && !owed ? folded("The rule in words", () => h("p", rule.text), { class: "screen" }) : !asks && h("p", rule.text));
}

/* Paragraphs that are shown at once; the others open. */
const FIRST = 3;

/* What opens and closes counts for more than what goes with it. */
const WEIGHT = ["opens", "closes", "requires", "attaches", "expects"];

/* The paragraphs that decide, the weightiest first. What those expect that are a caution is told there, and what would close it, but
 * does not, with the judgement on which that hangs. */
function becauseRows() {
    const x = current.explanation, cautioned = new Set([...x.with, ...x.perhaps].flatMap((item) => item.cautions));
    const weight = (rule) => WEIGHT.indexOf(rule.effect);
    const counts = (rule, id) => rule.effect === "expects" ? !cautioned.has(id) : rule.effect !== "closes" || rule.holds !== "no";
    return x.because.map((row) => ({ ...row, rules: row.rules.filter((rule) => counts(rule, row.id)).sort((a, b) => weight(a) - weight(b)) }))
        .filter((row) => row.rules.length > 0).sort((a, b) => weight(a.rules[0]) - weight(b.rules[0]));
}

function becausePart() {
    const x = current.explanation, rows = becauseRows(), rest = rows.slice(FIRST), more = x.headline.state === "refused" ? [] : x.ladder.filter((rung) => rung.more);
    const nothing = x.headline.state === "default" && !x.limits.length && !more.some((rung) => rung.closed_by.length);
    return (rows.length > 0 || nothing || more.length > 0) && section("Because",
        nothing && h("p", "As asked, no paragraph provides for more."),
        rows.slice(0, FIRST).map(becauseRow),
        rest.length > 0 && folded(plural(rest.length, "other paragraph"), () => rest.map(becauseRow), { "data-key": ".because", class: x.perhaps.length > 0 && "screen" }),
        more.map(whyNot));
}

/* Of what is more than what is decided, why it is not open, and what would open it. */
function whyNot(rung) {
    return h("div.because", h("h3", "Why not " + (rung.title || rung.approach)),
        h("p", capital(rung.says) + "."),
        listed("Closed by", rung.closed_by, "p.detail"),
        notMet(rung),
        folded("What would open it", () => ways(rung.approach), { "data-key": ".ways." + rung.approach, class: "screen" }));
}

function notMet(rung) {
    return rung.conditions.length > 0 && [h("p.detail", "Not met, or not known"), h("ul.plain", rung.conditions.map(condition))];
}

/* Where all is refused, what would open something: of each approach, the least first. */
function openingPart() {
    const x = current.explanation;
    if (x.headline.state !== "refused") return null;
    const closed = new Set(x.headline.closed_by);
    const also = (rung) => rung.closed_by.filter((id) => !closed.has(id));
    return section("What would open something", [...x.ladder].reverse().map((rung) => folded(capital(rung.title || rung.approach), () => [
        listed("Closed by these, too", also(rung), "p.detail"), notMet(rung), ways(rung.approach)],
        { "data-key": ".ways." + rung.approach, class: "screen" })));
}

function becauseRow(row) {
    return h("div.because", h("h3", h("span.id", row.id), " ", paragraphOf(row.id).title || ""),
        row.rules.map(ruleItem));
}

/* One that nobody made opens to be made otherwise, here and not again among what is taken for granted. */
const isTaken = (j) => j.state === "presumed" || j.state === "default";

function judgementItem(j) {
    const state = { unknown: "not decided yet", stated: "said", presumed: "presumed", default: "taken" }[j.state] || j.state;
    const value = j.value === null ? "" : j.value ? "yes" : "no";
    const hangs = j.hangs.length ? "; on it hang" + (j.hangs.length > 1 ? " " : "s ") + inWords(j.hangs) : "";
    const note = (j.by ? "; decided by " + j.by : "") + hangs + ")" + (j.contrary ? "; if " + (j.value ? "no" : "yes") + ": " + j.contrary : "");
    return h("li", isTaken(j) ? whatIf(j.fact, value, " (" + state + note) : [capital(j.title), h("span.detail", " (" + state + (value && ": " + value) + note)]);
}

/* ---- what was said, and what if it were otherwise ---- */

/* In words what each of these values would lead to; undefined: it is not said. */
function leadsTo(fact, options) {
    const cases = options.map((value) => {
        const values = new Map(given.values);
        if (value === undefined) values.delete(fact.name);
        else values.set(fact.name, value);
        return values;
    });
    return evaluator.leads([given.values, ...cases].map((values) => requestText(values))).map((words, i) => words ? words + otherOffers(fact, cases[i], words) : cannotHold(cases[i], fact.name));
}

/* Of what leads to the same whether what the default approach offers is otherwise, which does not hang on the activity. */
function otherOffers(fact, values, words) {
    const now = current.explanation.offers, key = (list) => JSON.stringify(list);
    return now && now.length && fact.role !== "activity" && /^the same/.test(words) && key(now) !== key(evaluator.explain(requestText(values), "offers").offers)
        ? " (what " + policy.default_approach + " offers is otherwise)" : "";
}

/* What is against it, of what was said or is taken for granted. */
function cannotHold(values, name) {
    const { error } = evaluator.brief(requestText(values));
    if (error.code !== "impossible") return "no decision: " + error.message;
    const said = ([one, value]) => titleOf(policy.fact.get(one)) + ": " + says(policy.fact.get(one), value);
    const more = takenAgainst(values);
    if (more.length) return "nothing by itself: it would have to be said, too, that " + inWords(more.map(said), "or");
    const against = involved(values).filter((one) => one !== name);
    return "nothing, as it cannot hold with the rest" + (against.length ? ": " + inWords(against.map((one) => said([one, values.get(one)]))) : "");
}

/* A fact that opens to be said otherwise, to try where that leads; or, with `said`, to be said. */
function whatIf(name, shown, note, said = tryOut) {
    const fact = policy.fact.get(name), was = tried().includes(name) && h("span.tried", " (tried out; as asked: " + wasSaid(name) + ")");
    const details = folded([h("span.title", capital(titleOf(fact))), ": ", h("strong", shown), note && h("span.detail", note), was],
        () => [field(fact, given.values.get(name), (value) => said(name, value), (given.asked || given).unsure.has(name) ? "not known" : "not said", null, (options) => leadsTo(fact, options)),
            was && h("p.tried.near", headlineOf(), ". ", trialButtons())],
        { "data-key": name });
    details.className = "fact";
    return details;
}

function saidPart() {
    const said = [...given.values].map(([name, value]) => whatIf(name, says(policy.fact.get(name), value)));
    const unsure = [...given.unsure].map((name) => whatIf(name, "not known"));
    return said.length + unsure.length > 0 && section("What was said", h("p.screen", "Open one to see what would be decided were it otherwise. To pick a value tries it: the first line of the page then leads back to the case as it was asked."), said, unsure);
}

/* What may hang on what is taken for granted. */
const DECIDED = "the decision, its duties or its cautions";

/* Where it leads were it not so, if that is told. */
function otherwise(t) {
    return t.contrary ? "; if " + (policy.fact.get(t.fact).type === "yes or no" ? (t.says === "yes" ? "no" : "yes") : "otherwise") + ": " + t.contrary : "";
}

/* What was taken for granted: first what would make a difference. */
function takenPart() {
    const judged = current.explanation.judgements.filter(isTaken).map((j) => j.fact);
    const taken = current.explanation.taken.filter((t) => !judged.includes(t.fact));
    const row = (t) => whatIf(t.fact, t.how === "by_case" ? "in some cases presumed" : t.says, (t.how === "presumed" ? " (presumed)" : "") + otherwise(t));
    const some = taken.filter((t) => t.matters !== false), rest = taken.filter((t) => t.matters === false);
    return taken.length > 0 && section("Taken for granted",
        some.length > 0 && [h("p", "Nobody said these, and were one otherwise, so would be " + DECIDED + "."), some.map(row)],
        rest.length > 0 && folded(plural(rest.length, "other") + ": none would change that by itself", () => rest.map(row), { "data-key": ".rest", class: "screen" }));
}

/* What to ask next: the most telling question, and the others to be opened. */
function settlePart() {
    if (current.answer.status !== "undetermined") return null;
    const row = (name) => whatIf(name, given.unsure.has(name) ? "not known" : "not said", policy.fact.get(name).by && " (decided by " + policy.fact.get(name).by + ")", say);
    const first = nextQuestion() || current.ask[0]; /* what the interview asks; all that there is to ask takes longer to find out */
    const others = () => {
        const names = current.ask.filter((name) => name !== first);
        return names.length ? names.map(row) : h("p", "There are none.");
    };
    return first && section("What to ask next", row(first), folded("Other questions", others, { "data-key": ".ask", class: "screen" }));
}

/* ---- the answer ---- */

function answerView() {
    return redrawn(() => {
        const x = current.explanation;
        if (current.answer.error) return conflictView();
        return h("div",
            h("h1", "Answer"),
            h("p.result", mark(x.headline.state), " ", capital(x.headline.text)),
            given.values.size === 0 && h("p", "Nothing was said yet, so this holds for every case. ", h("a", { href: linkTo("ask"), "data-view": "ask" }, "Begin with the first question"), "."),
            listed("Closed by", x.headline.closed_by || [], "h2"),
            x.sure && h("p", x.sure),
            x.now.map((sentence) => h("p", sentence)),
            x.commits && h("p.detail", "It commits " + x.commits + "."),
            openingPart(), settlePart(), x.with.map(withApproach), perhapsPart(x.perhaps),
            becausePart(),
            x.with.every((item) => item.approach !== policy.default_approach) && x.offers && x.offers.length > 0 && section(capital(approachTitle(policy.default_approach)), offers(x.offers)),
            x.judgements.length > 0 && section("It hangs on these judgements", h("ul", x.judgements.map(judgementItem))),
            x.readings.length > 0 && section((x.headline.state === "undetermined" ? "In some of these cases it" : "It") + " hangs on how these open questions are read", h("ul", x.readings.map((r) =>
                h("li", capital(r.title), h("span.detail", " (taken: " + r.taken + "; otherwise: " + r.others.map((other, i) => other + (r.leads[i] ? " → " + r.leads[i] : "")).join("; or: ") + ")"))))),
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
    return h("p", h("a", { href: linkTo("answer", new Map([...given.values, ...w.changes.map((c) => [c.fact, valueOf(c)])])), "data-view": "answer", "data-case": "" }, "See the answer if this were so"),
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
        h("ul.plain", w.changes.map((c) => h("li", capital(titleOf(c)), ": ", h("strong", c.says || c.to), c.now && h("span.detail", (given.values.has(c.fact) ? " (now: " : " (taken: ") + c.now + ")"),
            h("span.detail", [KINDS[c.kind], c.who && "decided by " + c.who].filter(Boolean).map((text) => ", " + text))))),
        w.through.length > 0 && h("p.detail", "Through " + inWords(w.through, "or") + "."),
        dutyList("First:", w.before), dutyList("First, in some of these cases:", w.before_sometimes),
        dutyList("Then:", later), dutyList("Then, in some of these cases:", w.duties_sometimes.filter((d) => !w.before_sometimes.includes(d))), wayLink(w));
}

/* What would have to be otherwise. */
function ways(approach) {
    const x = evaluator.explain(requestText(given.values), "ladder ways", approach);
    const limits = x.limits.map((l) => h("p", l + "."));
    const found = x.ways[0];
    if (!found) return limits;
    if (!found.list.length) return [limits, h("p", "No fact, whatever it were, would open it.")];
    const rest = found.count > found.list.length ? plural(found.list.length, "way") + " of " + found.count + "." : "";
    const common = found.list.length > 1 ? laterOf(found.list[0]).filter((d) => found.list.every((w) => laterOf(w).includes(d))) : [];
    const other = found.list[0].other_request; /* all of them, or none */
    return [limits, (other || rest) && h("p", other && "Within this request nothing would open it. ", rest),
        h("h3", other ? "With another request" : "In this case"), h("ol", found.list.map((w) => way(w, common))),
        dutyList("Then, whichever of them it is:", common),
        found.others.length > 0 && h("p.detail", "Other ways are about: " + found.others.map((name) => titleOf(policy.fact.get(name) || { name })).join("; ") + ".")];
}

/* Verdicts by which an approach is not to be had. */
const isShut = (verdict) => ["closed", "not_provided"].includes(verdict);

function rung(step) {
    const shut = step.verdicts.every(isShut);
    const opens = [listed(shut ? "Would otherwise be opened by" : "Opened by", step.opened_by), listed(shut ? "Would otherwise, in some cases, be opened by" : "In some cases opened by", step.opened_sometimes)];
    const approach = policy.approach.get(step.approach);
    return h("section.rung", h("h2", capital(step.title || step.approach)),
        h("p", step.verdicts.length > 1 && shut ? h("span.mark.closed", "Not open") : step.verdicts.map((v, i) => [i ? " or " : "", mark(v, i > 0)])),
        approach && approach.commits && h("p.detail", "Commits " + approach.commits + "."),
        h("p", capital(step.says) + "."),
        !shut && opens,
        listed("Closed by", step.closed_by), listed("In some cases closed by", step.closed_sometimes),
        shut && opens,
        step.conditions.length > 0 && [h("h3", "Not met, or not known"), h("ul.plain", step.conditions.map(condition))],
        step.verdicts.some(isShut) && folded("What would open it", () => ways(step.approach), { "data-key": "." + step.approach }));
}

function ladderView() {
    return redrawn(() => current.answer.error ? conflictView() : h("div",
        h("h1", policy.ranked ? "Ladder" : "Approaches"),
        h("p", "Whether each way of acting is open in this case" + (policy.ranked ? ", the highest first." : ".")),
        current.answer.status === "out_of_scope" && h("p.result", mark("out_of_scope"), " ", capital(current.explanation.headline.text)),
        current.explanation.ladder.map(rung)));
}

