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

function recordView() {
    if (current.answer.error) return conflictView();
    const request = requestText(given.values);
    const printed = new DOMParser().parseFromString(evaluator.print(request, "html"), "text/html");
    const address = h("input", { type: "text", id: newId(), readonly: true, value: location.href.split("#")[0] + linkTo("answer"), onfocus: (event) => event.target.select() });
    return h("div",
        h("h1", "Record"),
        h("p", { class: "detail" }, "Table " + evaluator.digest + ", " + sayDay(new Date().toISOString().slice(0, 10)) + "."),
        h("div.record", [...printed.body.childNodes]),
        h("p.buttons",
            h("button.main", { type: "button", onclick: () => window.print() }, "Print"),
            h("button", { type: "button", onclick: () => save("md", "text/markdown", evaluator.print(request, "markdown")) }, "Save as text"),
            h("button", { type: "button", onclick: () => save("json", "application/json", JSON.stringify(current.explanation)) }, "Save as data")),
        h("div.field", h("label", { for: address.id }, "A link to this case"), h("p.hint", "All that was said is in it: whoever opens it in this page sees the same."), address));
}

