/* The record: what was asked, what was decided and why, to print or to keep. */

/* A file that is offered to be saved; its name says which policy and when. */
function save(ending, type, content) {
    const day = new Date().toISOString().slice(0, 10);
    const name = policy.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase();
    const url = URL.createObjectURL(new Blob([content], { type }));
    const link = h("a", { href: url, download: name + "-" + day + "." + ending });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/* What goes on file with the answer: the file number, the day, and who decided each judgement. It is in no link. */
const filed = { reference: "", date: new Date().toISOString().slice(0, 10), by: {}, evidence: {} };

/* As it is filed: of judgements that are stated alone, and nothing of what is empty. */
function filedNow() {
    const some = (texts) => Object.fromEntries(Object.entries(texts).filter(([fact, text]) => text.trim() && given.values.has(fact)));
    return { reference: filed.reference.trim(), date: filed.date || null, by: some(filed.by), evidence: some(filed.evidence) };
}

function filedField(label, type, value, take) {
    const input = h("input", { type, id: newId(), value, oninput: (event) => take(event.target.value) });
    return h("div.field", h("label", { for: input.id }, label), input);
}

function recordView() {
    if (current.answer.error) return conflictView();
    const request = requestText(given.values);
    const view = h("div.record");
    const show = () => view.replaceChildren(...new DOMParser().parseFromString(evaluator.record(request, "view", filedNow()), "text/html").body.childNodes);
    const judged = policy.facts.filter((fact) => fact.judgement && given.values.has(fact.name));
    const keep = (into, key) => (text) => { into[key] = text; show(); };
    const address = h("input", { type: "text", id: newId(), readonly: true, value: location.href.split("#")[0] + linkTo("answer"), onfocus: (event) => event.target.select() });
    show();
    return h("div",
        h("h1", "Record"),
        filedField("Reference", "text", filed.reference, keep(filed, "reference")),
        filedField("Date", "date", filed.date, keep(filed, "date")),
        judged.map((fact) => filedField("Who decided: " + titleOf(fact), "text", filed.by[fact.name] || "", keep(filed.by, fact.name))),
        view,
        h("p.buttons",
            h("button.main", { type: "button", onclick: () => window.print() }, "Print"),
            h("button", { type: "button", onclick: () => save("html", "text/html", evaluator.record(request, "html", filedNow())) }, "Save as page"),
            h("button", { type: "button", onclick: () => save("md", "text/markdown", evaluator.record(request, "markdown", filedNow())) }, "Save as text"),
            h("button", { type: "button", onclick: () => save("json", "application/json", JSON.stringify(current.explanation)) }, "Save as data")),
        h("div.field", h("label", { for: address.id }, "A link to this case"), h("p.hint", "All that was said is in it: whoever opens it in this page sees the same."), address));
}
