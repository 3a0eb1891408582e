/* A box to search in, by the pattern for a combobox with a list (WAI-ARIA Authoring Practices, manual selection): what is typed
 * narrows the list, and picking one picks it; so does its whole name, and, once somebody goes on with it, what only one has. Beside
 * it is a select with all values. */

/* What a search goes over: each word of title and name begins behind a blank. Found when somebody searches, once. */
function searched(value) {
    return value.key = value.key || " " + wordsOf(value.title + " " + value.name) + " ";
}

function wordsOf(text) {
    return plain(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/* The values in whose names somebody finds what is sought, without an article, the best first: `begun` have whole words or beginnings,
 * others have it within a word, which does not count where two letters begin one. Two or three capitals are short for something: where
 * that is found as a whole nothing else is, and two, `called`, are nothing else. */
function search(all, query) {
    const key = wordsOf(query).replace(/^the( |$)/, ""), short = /^(the )?[A-Z]{2,3}$/.test(query.trim());
    const has = (text) => all.filter((v) => searched(v).includes(text)), behind = (some, others) => [...some, ...others.filter((v) => !some.includes(v))];
    const called = short && key.length < 3, whole = key ? has(" " + key + " ") : [], begun = !key || called || short && whole.length ? whole : behind(whole, has(" " + key));
    return { key, begun, called, found: !key || called || begun.length && (short && whole.length || key.length < 3) ? begun : behind(begun, has(key)) };
}

/* Whether somebody typed the whole of it: its title, with or without what is in brackets, one of the names that are there, or its code. */
function isNamed(value, query) {
    const key = (text) => wordsOf(text).replace(/^the /, ""), [, title, more = ""] = /^(.*?)(?: \((.*)\))?$/s.exec(titleOf(value));
    return [titleOf(value), title, value.name, ...more.split(",")].some((name) => name && key(name) === key(query));
}

/* What takes in others that have no value of their own. */
const isKind = (value) => /^(an?|another|any|other) /.test(value.label);

/* The values of a fact in the order of the alphabet, found once. */
const ordered = new Map();

function inOrder(fact) {
    if (!ordered.has(fact)) ordered.set(fact, fact.values.map((v) => ({ ...v, label: titleOf(v), place: plain(titleOf(v)) })).sort((a, b) => a.place < b.place ? -1 : 1));
    return ordered.get(fact);
}

/* `leads`: where each leads, which is said of few. */
function combobox(fact, value, changed, unsaid, attributes, leads) {
    const all = inOrder(fact);
    const id = newId();
    const list = h("ul.list", { id, role: "listbox", "aria-label": titleOf(fact), hidden: true });
    const count = h("span.visually-hidden", { role: "status" });
    const input = h("input", { id: newId(), type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list",
        "aria-label": "Search: " + titleOf(fact), autocomplete: "off", autocapitalize: "none", spellcheck: "false", ...attributes });
    let chosen = value, shown = [], none = false, active = -1;

    const labelOf = (name) => name === undefined ? "" : titleOf(fact.value.get(name));
    const isOpen = () => !list.hidden;
    const activate = (i) => {
        active = i;
        [...list.children].forEach((option, k) => option.setAttribute("aria-selected", String(k === i)));
        if (i >= 0) list.children[i].scrollIntoView({ block: "nearest" });
        if (i >= 0) input.setAttribute("aria-activedescendant", list.children[i].id);
        else input.removeAttribute("aria-activedescendant");
    };
    const close = () => {
        list.hidden = true;
        input.setAttribute("aria-expanded", "false");
        activate(-1);
    };
    const pick = (name) => {
        chosen = name;
        input.value = labelOf(name);
        everything.value = String(1 + all.findIndex((v) => v.name === name));
        close();
        tell("");
        changed(name);
    };
    const open = (query) => {
        const { key, found } = search(all, query);
        shown = key ? found : all;
        none = shown.length === 0;
        if (none) shown = all.filter(isKind);
        const led = leads && shown.length <= FEW && leads(shown.map((v) => v.name));
        list.replaceChildren(...shown.map((v, i) => h("li", { id: id + "-" + i, role: "option", "aria-selected": "false",
            onmousedown: (event) => event.preventDefault(), onclick: () => pick(v.name) }, v.label, v.title && v.title !== v.name ? h("span.code", " " + v.name) : null, led && h("span.leads", leading(led[i])))));
        list.hidden = shown.length === 0;
        input.setAttribute("aria-expanded", String(shown.length > 0));
        tell(none ? noSuch(query) : plural(shown.length, "value"), none);
        activate(-1);
    };
    const tell = (text, wrong) => {
        count.textContent = text;
        count.className = wrong ? "error" : "visually-hidden";
        input.setAttribute("aria-invalid", String(Boolean(wrong)));
    };
    const noSuch = (query) => "None of the " + all.length + (search(all, query).called ? " is called that" : " has this in its name") + ". Try another name for it" + (all.some(isKind) ? "; what has no name here is one of these." : ".");
    /* What is typed is picked where it is a whole name, or, `only`, what one value alone has. Else it stays, and it is said why, unless
     * it is `quiet`; false. */
    const settle = (only, quiet) => {
        const text = input.value.trim();
        if (text === labelOf(chosen)) return true;
        const named = all.filter((v) => isNamed(v, text)), { begun, found } = search(all, text), best = begun.length ? begun : found;
        const one = named.length === 1 ? named[0] : only && best.length === 1 ? best[0] : null;
        if (one || text === "") pick(one ? one.name : undefined);
        else if (!quiet) tell(found.length ? "Nothing is picked yet: " + (found.length > 1 ? found.length + " values have that in their names." : "only " + found[0].label + " has that in its name.") : noSuch(text), true);
        return Boolean(one) || text === "";
    };
    /* Reopened, it shows all values: what stands in it is what was picked. */
    const reopen = () => open(input.value === labelOf(chosen) ? "" : input.value);

    input.addEventListener("input", () => open(input.value));
    input.addEventListener("click", () => isOpen() || reopen());
    input.addEventListener("blur", () => {
        close();
        settle(false, input.form); /* who goes on is told then: nothing moves away below a hand */
    });
    /* Somebody goes on with what is typed. */
    input.addEventListener("settle", (event) => {
        if (settle(true)) return;
        event.preventDefault();
        input.focus();
    });
    input.addEventListener("keydown", (event) => {
        const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (move) {
            if (!isOpen()) reopen();
            const n = shown.length;
            if (n) activate(active < 0 ? (move > 0 ? 0 : n - 1) : (active + move + n) % n);
        } else if (event.key === "Enter" && (isOpen() || input.value.trim() !== labelOf(chosen))) {
            if (active >= 0) pick(shown[active].name);
            else if (settle(true)) close();
        } else if (event.key === "Escape") {
            if (isOpen()) close();
            else input.value = "";
        } else {
            return;
        }
        event.preventDefault();
    });
    input.value = labelOf(value);
    const everything = select([[undefined, unsaid || "pick one"], ...all.map((v) => [v.name, v.label])], value, pick,
        { "aria-label": "All " + all.length + ": " + titleOf(fact) });
    return h("div.combobox", h("label", { for: input.id }, "Search"), count, h("div.search", input, list), h("p.or", "or pick from all " + all.length + ": ", everything));
}

