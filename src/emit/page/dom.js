/* Elements. Texts, whoever wrote them, become text nodes and never markup. */

/* h("li.done", { id: "x" }, "text", element, ..): the attributes may be left out; what is null or false is not there. */
function h(what, ...parts) {
    const [tag, ...classes] = what.split(".");
    const element = document.createElement(tag);
    if (classes.length) element.className = classes.join(" ");
    for (const part of parts.flat(Infinity)) {
        if (part === null || part === undefined || part === false) continue;
        if (typeof part === "string" || part instanceof Node) {
            element.append(part);
            continue;
        }
        for (const [name, value] of Object.entries(part)) {
            if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
            else if (value === true) element.setAttribute(name, "");
            else if (value !== null && value !== false && value !== undefined) element.setAttribute(name, value);
        }
    }
    return element;
}

const byId = (id) => document.getElementById(id);

let ids = 0;
const newId = () => "e" + (ids += 1);

function capital(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

/* With a full stop, where it has no end. */
function sentence(text) {
    return /[.!?]$/.test(text) ? text : text + ".";
}

/* "a, b and c" */
function inWords(list, last = "and") {
    const sign = list.some((item) => item.includes(",") || item.includes(" " + last + " ")) ? ";" : "";
    return list.length < 2 ? list.join("") : list.slice(0, -1).join((sign || ",") + " ") + sign + " " + last + " " + list[list.length - 1];
}

function plural(n, one, more = one + "s") {
    return n + " " + (n === 1 ? one : more);
}

/* Without accents and in small letters: what a search compares. */
function plain(text) {
    return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function section(title, ...content) {
    return h("section", h("h2", title), content);
}

/* ---- what opens ---- */

/* What is in something that opens is made when it is opened, once. */
const folds = new WeakMap();

function folded(summary, make, attributes = {}) {
    const details = h("details", { ...attributes, ontoggle: () => details.open && unfold(details) }, h("summary", summary));
    folds.set(details, make);
    return details;
}

function unfold(details) {
    const make = folds.get(details);
    folds.delete(details);
    if (make) details.append(h("div", make()));
}

/* ---- what takes longer ---- */

/* Once what there is so far is on the screen. */
function afterPaint(then) {
    requestAnimationFrame(() => setTimeout(then));
}

let pending = null; /* what does the next piece of a region that is not finished */

/* Does a region a piece at a time, when the rest of the view is on the screen: `next` does one, and says whether there is more. There is
 * one such region, and none of a view that is not shown any more. */
function inPieces(region, next) {
    const piece = () => {
        if (pending !== piece) return;
        if (next()) setTimeout(piece);
        else finished(region);
    };
    region.setAttribute("aria-busy", "true");
    pending = piece;
    afterPaint(piece);
}

function finished(region) {
    region.removeAttribute("aria-busy");
    pending = null;
}

/* All of it at once. */
function finish() {
    while (pending) pending();
}

/* Paper does not open: all that is read is there when somebody prints, and what is for a hand or a screen alone is not. */
function unfoldAll() {
    finish();
    for (let shut; (shut = [...byId("main").querySelectorAll("details:not([open], .fact, .filed, .screen)")]).length;)
        for (const details of shut) {
            unfold(details);
            details.open = true;
            details.dataset.printed = "";
        }
}

function foldAgain() {
    for (const details of byId("main").querySelectorAll("details[data-printed]")) {
        details.open = false;
        delete details.dataset.printed;
    }
}

/* What a status region says is spoken when it changes, and only then. */
function announce(region, ...content) {
    const next = h("div", content);
    if (!region.firstChild || !region.firstChild.isEqualNode(next)) region.replaceChildren(next);
}

