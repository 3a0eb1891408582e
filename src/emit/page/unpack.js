"use strict";
/* The evaluator that is in this page: a WebAssembly module without any import, and the table of the policy. Both are data blocks in
 * BASE64, packed as zlib does. */

async function bytesOf(id) {
    const packed = new Blob([Uint8Array.from(atob(byId(id).textContent), (c) => c.charCodeAt(0))]);
    return new Uint8Array(await new Response(packed.stream().pipeThrough(new DecompressionStream("deflate"))).arrayBuffer());
}

/* Texts go in and come out as UTF-8; see evaluator/wasm/wasm.c. */
async function openEvaluator() {
    const { instance } = await WebAssembly.instantiate(await bytesOf("module"), {});
    const { memory, room, open, text, declared, answer, brief, question, explain, helps, shuts, leads, record, digest } = instance.exports;
    const said = (length) => {
        if (length < 0) throw new Error("there is not enough memory");
        return new TextDecoder().decode(new Uint8Array(memory.buffer, text(), length));
    };
    const put = (bytes) => {
        const to = room(bytes.length);
        if (!to) throw new Error("there is not enough memory");
        new Uint8Array(memory.buffer).set(bytes, to);
        return to;
    };
    const given = (ask, text) => {
        const bytes = new TextEncoder().encode(text);
        return said(ask(put(bytes), bytes.length));
    };
    const table = await bytesOf("table");
    const result = open(put(table), table.length);
    if (result !== 0) throw new Error("the table of the policy is damaged");
    return {
        declared: () => JSON.parse(said(declared())),
        /* As a program prints it, on one line. */
        answer: (request) => given(answer, request),
        /* The same without what takes longer to find out than what is decided. */
        brief: (request) => JSON.parse(given(brief, request)),
        /* What to ask for next: what settles the decision or, where that is sure, its duties and cautions; "": there is nothing. */
        question: (request, skipped) => given(question, request + "\n" + skipped.join(" ")),
        /* Of the explanation the parts that are named, as a tree; be it of one approach alone. null: there is none. */
        explain: (request, parts, approach = "") => JSON.parse(given(explain, request + "\n" + parts + "\n" + approach) || "null"),
        /* Of a question that helps: the paragraphs that hang on it, and where each answer leads. null: it does not help. */
        helps: (request, fact) => JSON.parse(given(helps, request + "\n" + fact) || "null"),
        /* What is taken for granted and, were it otherwise, would let nothing start: facts, and where that leads. null: it is
         * not decided. */
        shuts: (request) => JSON.parse(given(shuts, request + "\n") || "null"),
        /* In words where each of the other requests leads, beside where the first one does. null: one is not decided. */
        leads: (requests) => JSON.parse(given(leads, requests.join("\n"))),
        /* Its record, with what is filed with it: "html" or "markdown", a document; "view", what people read of it. Where that does
         * not fit the request, there is a complaint instead. */
        record: (request, form, filed) => {
            const text = given(record, request + "\n" + form + "\n" + JSON.stringify(filed));
            return text.startsWith("!") ? { text: "", complaint: text.slice(1) } : { text, complaint: "" };
        },
        digest: BigInt.asUintN(64, digest()).toString(16).padStart(16, "0"),
    };
}

