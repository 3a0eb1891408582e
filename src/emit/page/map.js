/* The map: what is decided for each activity and objective, all else as it was said. Every cell is an answer of its own. */

const COLUMNS = 8, ROWS = 60, AT_ONCE = 6;

/* The facts that a map goes over: rows, and columns where there are few enough. */
function mapFacts() {
    const of = (role) => policy.facts.find((fact) => fact.role === role && fact.type === "one of");
    const [rows, columns] = [of("activity") || of("objective") || of("partner"), of("activity") && of("objective")];
    return { rows: rows && rows.values.length <= ROWS ? rows : null, columns: columns && columns.values.length <= COLUMNS ? columns : null };
}

/* What approaches are called in a cell: without the word that all their titles end with. */
function shortTitles() {
    const titles = policy.approaches.map(titleOf);
    const last = titles[0].split(" ").pop();
    const same = titles.length > 1 && titles.every((title) => title.includes(" ") && title.split(" ").pop() === last);
    return new Map(policy.approaches.map((a, i) => [a.name, same ? titles[i].slice(0, -last.length - 1) : titles[i]]));
}

/* What is decided, and how it may be had; a link to the answer. */
function mapCell(values, short) {
    const a = evaluator.brief(requestText(values));
    const name = (one) => one === "none" || one === null ? "nothing" : short.get(one);
    const link = (...content) => h("td", h("a", { href: linkTo("answer", values), "data-view": "answer", "data-case": "" }, content));
    if (a.error) return h("td", "cannot be");
    if (a.status === "out_of_scope") return link(h("span.cell", "out of scope"));
    if (a.status !== "undetermined")
        return link(h("span.cell." + a.status, a.approach === null ? inWords(a.open.map(name)) || "nothing" : name(a.approach)), a.status === "default" && ONLY,
            a.before.length > 0 && h("span.detail", ", first " + plural(a.before.length, "step")));
    /* What there is in any case, and the most that there can be. */
    const least = a.at_least === undefined ? null : a.at_least, most = a.possible.filter((one) => one !== least);
    const verdicts = least && a.each[least] ? [a.each[least].verdict].flat() : [];
    return link(least && [h("span.cell", name(least)), verdicts.includes("default") && (verdicts.length > 1 ? " by default in some cases" : ONLY), h("br")],
        h("span.cell.undetermined", (policy.ranked ? most.slice(-1) : most).map(name).join(" or ") + "?"));
}

const ONLY = " only by default";

function legend() {
    const is = (state, word, means) => h("li", h("span.cell" + state, word), ": " + means);
    return h("ul.plain",
        is(".open", "open", "provided for, and may start"),
        is(".conditional", "first 1 step", "provided for; so much has to be done before it starts"),
        is(".default", "only by default", "what was asked is not provided for; this approach remains, for what it offers. By default in some cases: in the others it is provided for"),
        is(".undetermined", "?", "the most that there can be; it depends on what was not said. Above it is what there is in any case"));
}

function mapView() {
    return redrawn(() => {
        const { rows, columns } = mapFacts();
        if (current.answer.error) return conflictView();
        if (!rows) return h("div", h("h1", "Map"), h("p", "This policy has no activity, objective or partner that a table could go over."));
        const short = shortTitles();
        const others = new Map([...given.values].filter(([name]) => name !== rows.name && (!columns || name !== columns.name)));
        const values = (row, column) => new Map([...others, [rows.name, row.name], ...(column ? [[columns.name, column.name]] : [])]);
        const said = [...others].map(([name, value]) => titleOf(policy.fact.get(name)) + ": " + says(policy.fact.get(name), value));
        const body = h("tbody");
        const region = h("div.wide", { tabindex: "0", role: "region", "aria-label": "Map" }, h("table",
            h("thead", h("tr", h("th", { scope: "col" }, capital(titleOf(rows))), columns ? columns.values.map((c) => h("th", { scope: "col" }, titleOf(c))) : h("th", { scope: "col" }, "what is decided"))),
            body));
        let done = 0;
        const some = () => {
            for (const row of rows.values.slice(done, done += AT_ONCE))
                body.append(h("tr", h("th", { scope: "row" }, capital(titleOf(row))), (columns ? columns.values : [null]).map((column) => mapCell(values(row, column), short))));
            return done < rows.values.length;
        };
        if (some()) inPieces(region, some);
        return h("div",
            h("h1", "Map"),
            h("p", said.length ? "Where " + said.join("; ") + "." : "Where nothing else was said. State the partner, or anything else, under All facts to see what it changes."),
            h("p", "Each cell says what would be decided, and leads to that answer."), legend(), region);
    });
}

