/* What the policy declares, and what was said of the case at hand. A value is as JSON has it, but for numbers: these are texts, so
 * that every digit stays. */

let evaluator = null;
let policy = null; /* as --facts --json writes it, and some of its lists by name: fact, approach, duty, paragraph */

/* By name, in the order in which they were said; and what somebody was asked and does not know. `asked`: the same, as it was before
 * somebody tried what would be decided were something otherwise; null: nothing is tried. */
const given = { values: new Map(), unsure: new Set(), asked: null };

/* What is said from here on is tried. */
function beginTrial() {
    if (!given.asked) given.asked = { values: new Map(given.values), unsure: new Set(given.unsure) };
}

/* What a case says of a fact, as one types it; "?": that it is not known; "": nothing. */
function saidOf(of, name) {
    return of.values.has(name) ? typed(policy.fact.get(name), of.values.get(name)) : of.unsure.has(name) ? "?" : "";
}

/* The facts of which two cases do not say the same. */
function differing(one, other) {
    return [...policy.fact.keys()].filter((name) => saidOf(one, name) !== saidOf(other, name));
}

/* The facts that are otherwise than they were asked. */
function tried() {
    return given.asked ? differing(given, given.asked) : [];
}

function wasSaid(name) {
    return given.asked.values.has(name) ? says(policy.fact.get(name), given.asked.values.get(name)) : given.asked.unsure.has(name) ? "not known" : "not said";
}

function readPolicy() {
    policy = evaluator.declared();
    const index = (list, key) => new Map(list.map((item) => [item[key], item]));
    policy.fact = index(policy.facts, "name");
    policy.approach = index(policy.approaches, "name");
    policy.duty = index(policy.duties, "name");
    policy.paragraph = index(policy.paragraphs, "id");
    for (const fact of policy.facts)
        if (fact.values) fact.value = index(fact.values, "name");
}

function titleOf(item) {
    return item.title || item.name || item.id;
}

/* ---- values ---- */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function sayDay(day) {
    const [year, month, date] = day.split("-").map(Number);
    return date + " " + MONTHS[month - 1] + " " + year;
}

/* In words, for a person. */
function says(fact, value) {
    switch (fact.type) {
    case "yes or no": return value ? "yes" : "no";
    case "one of": return titleOf(fact.value.get(value));
    case "set of": return value.length ? value.map((v) => titleOf(fact.value.get(v))).join(", ") : "none of them";
    case "date": return sayDay(value);
    default: return digits(fact, value) + (fact.unit ? " " + fact.unit : "");
    }
}

/* A number with all its decimals, be it one of JSON or a text. */
function digits(fact, value) {
    return typeof value === "number" ? value.toFixed(fact.decimals) : value;
}

/* As one types it on a command line, and as links have it. */
function typed(fact, value) {
    if (fact.type === "yes or no") return value ? "yes" : "no";
    if (fact.type === "set of") return value.length ? value.join("|") : "{}";
    return value;
}

/* The value that such a text is, or one of the names for it; undefined where it is none. */
function fromTyped(fact, text) {
    switch (fact.type) {
    case "yes or no": return text === "yes" ? true : text === "no" ? false : undefined;
    case "one of": {
        const named = fact.value.has(text) ? [fact.value.get(text)] : fact.values.filter((v) => isNamed(v, text));
        return named.length === 1 ? named[0].name : undefined;
    }
    case "set of": {
        if (text === "{}") return [];
        const names = new Set(text.split("|"));
        return [...names].every((name) => fact.value.has(name)) ? fact.values.map((v) => v.name).filter((name) => names.has(name)) : undefined;
    }
    case "number": return /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text) ? text : undefined;
    default: return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? text : undefined;
    }
}

/* A number as a person types it; digits may be grouped by blanks. */
function fromNumber(text) {
    return text.replace(/[\s\u00a0\u202f]/g, "").replace(/^(-?)0+(?=[0-9])/, "$1");
}

/* The request as JSON. */
function requestText(values, unsure = []) {
    const member = ([name, value]) => JSON.stringify(name) + ":" + (policy.fact.get(name).type === "number" ? value : JSON.stringify(value));
    return "{" + [...[...values].map(member), ...[...unsure].map((name) => JSON.stringify(name) + ":null")].join(",") + "}";
}

/* ---- links: all that was said, behind the # and nowhere else ---- */

/* Of what is tried a link says, too, how that was asked. */
function linkTo(view, values = given.values) {
    const parts = [...values].map(([name, value]) => name + "=" + encodeURIComponent(typed(policy.fact.get(name), value)));
    const asked = given.asked || given, unsure = new Set([...given.unsure].filter((name) => !values.has(name)));
    if (unsure.size) parts.push(".unsure=" + [...unsure].join("|"));
    if (asked.values.size + asked.unsure.size > 0)
        for (const name of differing({ values, unsure }, asked)) parts.push(".asked=" + encodeURIComponent(name + "=" + saidOf(asked, name)));
    if (parts.length) parts.push(".table=" + evaluator.digest);
    return "#" + view + (parts.length ? "?" + parts.join("&") : "");
}

/* Takes over what a link says: its view, and what could not be taken. */
function readLink(hash) {
    const [view, query = ""] = hash.replace(/^#/, "").split("?", 2);
    const lost = [], twice = [], values = new Map();
    let table = null;
    const unsure = [], asked = [];
    for (const part of query.split("&").filter(Boolean)) {
        const [name, ...rest] = part.split("=");
        let text;
        try {
            text = decodeURIComponent(rest.join("="));
        } catch {
            lost.push(name);
            continue;
        }
        const [of, was] = name === ".asked" ? text.split(/=(.*)/s) : [name, text];
        const fact = policy.fact.get(of);
        const value = fact ? fromTyped(fact, was) : undefined;
        if (name === ".table") table = text;
        else if (name === ".unsure") for (const one of text.split("|").filter(Boolean)) (policy.fact.has(one) ? unsure : lost).push(one);
        else if (name === ".asked" && fact && (value !== undefined || was === "?" || was === "")) asked.push([of, value, was === "?"]);
        else if (value === undefined || name !== of) lost.push(fact ? of + "=" + was : of);
        else if (!values.has(name)) values.set(name, value);
        else if (JSON.stringify(values.get(name)) !== JSON.stringify(value) && !twice.includes(name)) twice.push(name);
    }
    for (const name of twice) values.delete(name);
    given.values = values;
    given.unsure = new Set(unsure.filter((name) => !values.has(name)));
    given.asked = null;
    if (asked.length) beginTrial();
    for (const one of asked) change(given.asked, ...one);
    return { view, lost, twice: twice.map((name) => titleOf(policy.fact.get(name))), other: table !== null && table !== evaluator.digest ? table : null };
}

