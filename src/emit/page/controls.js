/* Controls: how the value of a fact is picked. Each is a group of elements that tells `changed` of a value, or of undefined where
 * nothing is said. Up to seven values are radio buttons, up to thirty a select, and more a box to search in (combobox.js). */

const FEW = 7, MANY = 30;

const leading = (words) => ", leads to " + words;

/* `leads`: where all of them lead, which is said behind the others. */
function radios(choices, chosen, changed, leads) {
    const name = newId(), led = leads && leads(choices.map(([value]) => value));
    return h("div.choices", choices.map(([value, label], i) => {
        const input = h("input", { type: "radio", name, checked: value === chosen, onchange: () => changed(value) });
        return h("label.choice", input, h("span", label, led && value !== chosen && h("span.leads", leading(led[i]))));
    }));
}

/* Where many lead is found out when somebody turns to them. */
function select(choices, chosen, changed, attributes, leads) {
    const element = h("select", attributes, choices.map(([one, label], i) => new Option(label, i, false, one === chosen)));
    element.addEventListener("change", () => changed(choices[element.value][0]));
    if (leads) element.addEventListener("focus", () => leads(choices.map(([value]) => value)).forEach((words, i) => choices[i][0] !== chosen && element.options[i].append(leading(words))), { once: true });
    return element;
}

/* Each value on or off; and that none is, which is something to say, too. */
function checks(fact, value, changed) {
    const chosen = new Set(value || []);
    const boxes = fact.values.map((v) => h("input", { type: "checkbox", checked: chosen.has(v.name) }));
    const none = h("input", { type: "checkbox", checked: value !== undefined && value.length === 0 });
    const tell = () => {
        const now = fact.values.filter((_, i) => boxes[i].checked).map((v) => v.name);
        changed(now.length || none.checked ? now : undefined);
    };
    boxes.forEach((box) => box.addEventListener("change", () => {
        if (box.checked) none.checked = false;
        tell();
    }));
    none.addEventListener("change", () => {
        if (none.checked) for (const box of boxes) box.checked = false;
        tell();
    });
    return h("div.choices", fact.values.map((v, i) => h("label.choice", boxes[i], h("span", titleOf(v)))),
        h("label.choice", none, h("span", "none of these")));
}

/* A text that is a value or not; `why` says what one looks like. */
function written(fact, value, changed, attributes, read, why) {
    const complaint = h("p.error", { id: newId(), hidden: true });
    const input = h("input", { value: value === undefined ? "" : value, "aria-describedby": complaint.id, autocomplete: "off", ...attributes });
    input.addEventListener("change", () => {
        const text = input.value.trim();
        const now = text ? read(text) : undefined;
        const wrong = text !== "" && now === undefined;
        complaint.hidden = !wrong;
        complaint.textContent = wrong ? capital(why) + "." : "";
        input.setAttribute("aria-invalid", String(wrong));
        changed(now);
    });
    return h("div", input, fact.unit ? " " + fact.unit : null, complaint);
}

function number(fact, value, changed, attributes) {
    const range = digits(fact, fact.low) + " to " + digits(fact, fact.high) + (fact.unit ? " " + fact.unit : "");
    const read = (text) => {
        const now = fromTyped(fact, fromNumber(text));
        const decimals = now === undefined ? 0 : (now.split(".")[1] || "").length;
        return now !== undefined && decimals <= fact.decimals && Number(now) >= Number(fact.low) && Number(now) <= Number(fact.high) ? now : undefined;
    };
    return written(fact, value, changed, { type: "text", inputmode: "decimal", ...attributes }, read,
        "write a number from " + range + (fact.decimals ? ", with a point before its decimals" : ", without decimals"));
}

function date(fact, value, changed, attributes) {
    return written(fact, value, changed, { type: "date", min: fact.low, max: fact.high, ...attributes }, (text) => fromTyped(fact, text),
        "this is no day");
}

/* `unsaid`: what stands for no value, where that can be picked. `attributes` name a control that is a single element. */
function control(fact, value, changed, unsaid, attributes, leads) {
    const first = unsaid ? [[undefined, unsaid]] : [];
    if (fact.type === "yes or no") return radios([[true, "yes"], [false, "no"], ...first], value, changed, leads);
    if (fact.type === "set of") return checks(fact, value, changed);
    if (fact.type === "number") return number(fact, value, changed, attributes);
    if (fact.type === "date") return date(fact, value, changed, attributes);
    const choices = fact.values.map((v) => [v.name, titleOf(v)]);
    if (choices.length <= FEW) return radios([...choices, ...first], value, changed, leads);
    if (choices.length <= MANY) return select([[undefined, unsaid || "pick one"], ...choices], value, changed, attributes, leads);
    return combobox(fact, value, changed, unsaid, attributes, leads);
}

/* Whether a control is several elements, which a group has to name. */
function isGroup(fact) {
    return fact.type === "yes or no" || fact.type === "set of" || (fact.type === "one of" && (fact.values.length <= FEW || fact.values.length > MANY));
}

/* A control with its name and what helps to answer. */
function field(fact, value, changed, unsaid, heading, leads) {
    const help = h("p.hint", { id: newId() }, hintOf(fact));
    const described = hintOf(fact) ? { "aria-describedby": help.id } : {};
    if (isGroup(fact))
        return h("fieldset", described, h("legend", heading || capital(titleOf(fact))), hintOf(fact) && help, control(fact, value, changed, unsaid, {}, leads));
    const id = newId();
    return h("div.field", h("label", { for: id }, heading || capital(titleOf(fact))), hintOf(fact) && help, control(fact, value, changed, unsaid, { id }, leads));
}

function hintOf(fact) {
    const parts = [];
    if (fact.help) parts.push(sentence(capital(fact.help)));
    if (fact.judgement) parts.push(fact.by ? "A judgement, which " + fact.by + " makes." : "A judgement.");
    if (fact.type === "number") parts.push("From " + digits(fact, fact.low) + " to " + digits(fact, fact.high) + (fact.unit ? " " + fact.unit : "") + ".");
    if (fact.type === "set of") parts.push("Tick all that there are.");
    return parts.join(" ");
}

