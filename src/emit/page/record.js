/* The record: what was asked, what was decided and why, to print or to keep. */

/* The day as it is here, year-month-day. */
function today() {
    const now = new Date();
    const two = (n) => String(n).padStart(2, "0");
    return now.getFullYear() + "-" + two(now.getMonth() + 1) + "-" + two(now.getDate());
}

/* The name of a file: which policy, which case, on which day. A case is known by its reference, or by what it is about. */
function fileName() {
    const about = ["partner", "activity", "objective"].map((role) => policy.facts.find((fact) => fact.role === role)).filter((fact) => fact && given.values.has(fact.name))
        .map((fact) => typed(fact, given.values.get(fact.name)));
    return [policy.title, ...(filed.reference.trim() ? [filed.reference] : about), filed.date || today()].join("-")
        .replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase().slice(-150);
}

/* A file that is offered to be saved. */
function save(ending, type, content) {
    const url = URL.createObjectURL(new Blob([content], { type }));
    const link = h("a", { href: url, download: fileName() + "." + ending });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
}

/* What goes on file with the answer: the file number, the day (null: the one on which it is looked at), who decides, and by fact and value who made each
 * judgement and what bears each fact out. It is in no link, and of one case alone. */
const filed = { reference: "", date: null, decider: "", by: new Map(), evidence: new Map() };

function clearFiled() {
    filed.reference = "";
    filed.date = null;
    filed.decider = "";
    filed.by.clear();
    filed.evidence.clear();
}

/* Who decided that it is one value, and what bears that out, say nothing of another: both go by what was said. */
const filedFor = (name) => name + "=" + saidOf(given, name);

/* As it is filed on that day: of what is stated alone, and nothing of what is empty. */
function filedNow(day) {
    const some = (texts) => Object.fromEntries([...given.values.keys()].map((name) => [name, texts.get(filedFor(name)) || ""]).filter(([, text]) => text.trim()));
    return { reference: filed.reference.trim(), date: (filed.date === null ? day : filed.date) || null, decided_by: filed.decider.trim() || null, by: some(filed.by), evidence: some(filed.evidence), not_known: [...given.unsure] };
}

function filedField(label, attributes, value, take) {
    const input = h("input", { ...attributes, id: newId(), value, oninput: (event) => take(event.target.value) });
    return h("div.field", h("label", { for: input.id }, label), input);
}

/* A text for each of these facts. */
function filedFields(label, facts, texts, changed) {
    return facts.map((fact) => filedField(label + ": " + titleOf(fact), { type: "text" }, texts.get(filedFor(fact.name)) || "", (text) => {
        texts.set(filedFor(fact.name), text);
        changed();
    }));
}

function recordView() {
    if (given.asked) return h("div", h("h1", "Record"), h("p", "There is no record of what is tried out: go back to the case as it was asked, or make this the case."), h("p.buttons", trialButtons("")));
    if (current.answer.error) return conflictView();
    const request = requestText(given.values), day = today();
    const stated = policy.facts.filter((fact) => given.values.has(fact.name));
    const view = h("div.record");
    const complaint = h("p.error", { role: "alert", hidden: true });
    /* The record in that form; nothing, and it is said why, where what is filed does not go into it. */
    const record = (form) => {
        const { text, complaint: why } = evaluator.record(request, form, filedNow(day));
        complaint.hidden = !why;
        complaint.textContent = why && "This does not go into the record: " + why + ".";
        return text;
    };
    const show = () => inPieces(view, () => view.replaceChildren(...new DOMParser().parseFromString(record("view"), "text/html").body.childNodes));
    const saved = (title, ending, type, form) => h("button", { type: "button", onclick: () => {
        const text = record(form);
        if (text) save(ending, type, text);
    } }, title);
    const keep = (key) => (text) => {
        filed[key] = text;
        show();
    };
    const address = h("input", { type: "text", id: newId(), readonly: true, value: location.href.split("#")[0] + linkTo("answer"), onfocus: (event) => event.target.select() });
    show();
    return h("div",
        h("h1", "Record"),
        filedField("Reference", { type: "text" }, filed.reference, keep("reference")),
        filedField("Date", { type: "date", max: "9999-12-31" }, filed.date === null ? day : filed.date, keep("date")),
        filedField("Decided by", { type: "text" }, filed.decider, keep("decider")),
        filedFields("Who judged", stated.filter((fact) => fact.judgement), filed.by, show),
        stated.length > 0 && h("details.filed", h("summary", "Evidence"),
            h("p.hint", "What bears out each fact that was stated: a letter, a register, an opinion."),
            filedFields("Evidence", stated, filed.evidence, show)),
        complaint,
        h("p.buttons",
            h("button.main", { type: "button", onclick: () => window.print() }, "Print"),
            saved("Save as page", "html", "text/html", "html"),
            saved("Save as text", "md", "text/markdown", "markdown"),
            h("button", { type: "button", onclick: () => save("json", "application/json", requestText(given.values, given.unsure) + "\n") }, "Save the facts")),
        h("p.hint.filed", "The page has all of the record in it. The facts alone are a request in JSON, as the program reads it with --json."),
        view,
        h("div.field", h("label", { for: address.id }, "A link to this case"), h("p.hint", "All that was said is in it: whoever opens it in this page sees the same."), address));
}
