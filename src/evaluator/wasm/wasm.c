/*
 * The evaluator as a WebAssembly module: one policy, one request at a time, texts in UTF-8.
 *
 * Whoever uses it writes bytes to where room() says, calls what they are for, and reads so many
 * bytes as it returns from where text() says. room() gives up all that the request before it left.
 * It imports nothing: a module can reach neither the network nor a clock nor its page.
 */
#include "evaluator/core/answer.h"
#include "evaluator/core/declared.h"
#include "evaluator/core/json.h"
#include "evaluator/core/questions.h"
#include "evaluator/explain/build.h"
#include "evaluator/record/record.h"
#include "evaluator/wasm/libc.h"

#include <stdlib.h>

#define EXPORT(name) __attribute__((export_name(#name)))

enum { OUT_BYTES = 4096 };

/* A module has one state, which is its instance's. */
static struct {
    struct strat_policy policy;
    struct ev_engine engine;
    struct ev_json json;
    struct ev_out out;
} module;

/* For n bytes; 0 where there is not enough memory. */
EXPORT(room) char *module_room(size_t n) {
    heap_reset();
    return calloc(n + EV_SLACK, 1);
}

/* Opens the policy that n bytes in that room are, as `stratc --emit=table` writes them; they stay.
 * Once. 0, or an enum strat_result, or -1 where there is not enough memory. */
EXPORT(open) int module_open(const char *bytes, size_t n) {
    size_t words = strat_open_words(bytes, n);
    uint64_t *memory = calloc(words + 1, sizeof *memory);
    if (!memory) return -1;
    enum strat_result result = strat_open(bytes, n, memory, words, &module.policy);
    if (result != STRAT_OK) return (int)result;
    if (!ev_engine_open(&module.engine, &module.policy, 0) ||
        !ev_json_open(&module.json, &module.engine.vocabulary, module.engine.request))
        return -1;
    heap_keep();
    return 0;
}

EXPORT(text) const char *module_text(void) { return module.out.buffer; }

/* Of the policy: what its programs say with --version. */
EXPORT(digest) uint64_t module_digest(void) { return strat_digest(&module.policy); }

/* How long the text is that a function wrote; -1: there was not enough memory. */
static int written(void) { return module.out.error ? -1 : (int)module.out.used; }

static bool begin(void) { return ev_out_open(&module.out, EV_MEMORY, OUT_BYTES); }

/* What the policy declares. */
EXPORT(declared) int module_declared(void) {
    heap_reset();
    if (!begin()) return -1;
    ev_put_declared(&module.out, &module.engine.vocabulary);
    return written();
}

/* The answer to a request of n bytes in that room, with these keys. */
static int put_answer(const char *request, size_t n, const struct ev_keys *keys) {
    struct ev_fault fault;
    if (!begin()) return -1;
    bool read = ev_json_read(&module.json, request, n);
    if (!read) fault = module.json.fault;
    if (read && ev_decide(&module.engine, ev_keys_want(keys), &fault))
        ev_put_answer(&module.out, &module.engine, keys, module.json.id);
    else
        ev_put_error(&module.out, &module.engine, keys, &fault, 1, module.json.id);
    return written();
}

/* Every key of it. */
EXPORT(answer) int module_answer(const char *request, size_t n) {
    struct ev_keys keys = {0};
    for (enum ev_key key = 0; key < EV_KEYS; key++) keys.wanted[key] = true;
    return put_answer(request, n, &keys);
}

/* But for what takes longer to find out than what is decided: what it hangs on, and by which
 * paragraphs each duty is owed. */
EXPORT(brief) int module_brief(const char *request, size_t n) {
    struct ev_keys keys = {0};
    for (enum ev_key key = 0; key < EV_KEYS; key++)
        keys.wanted[key] = key != EV_KEY_JUDGEMENTS && key != EV_KEY_ASK && key != EV_KEY_GROUNDS &&
                           key != EV_KEY_READINGS && key != EV_KEY_PRESUMED;
    return put_answer(request, n, &keys);
}

/* Reads the request up to the line end, and decides it: false where it cannot be. What stands
 * behind the line end is *rest. */
static bool decide(char *request, size_t n, struct ev_wanted wanted, struct ev_span *rest) {
    char *line_end = memchr(request, '\n', n);
    struct ev_fault fault;
    if (!line_end) return false;
    *line_end = '\0';
    bitset_clear(module.engine.not_known, bitset_words(module.engine.vocabulary.about.facts));
    *rest = (struct ev_span){line_end + 1, (size_t)(request + n - line_end - 1), false};
    return ev_json_read(&module.json, request, (size_t)(line_end - request)) &&
           ev_decide(&module.engine, wanted, &fault);
}

/* The parts of an explanation that a line names, parted by blanks. */
static unsigned read_parts(const char *at, const char *end) {
    static const struct {
        const char *name;
        unsigned part;
    } parts[] = {{"answer", EV_PART_ANSWER},   {"with", EV_PART_WITH},
                 {"grounds", EV_PART_GROUNDS}, {"taken", EV_PART_TAKEN},
                 {"ladder", EV_PART_LADDER},   {"closed", EV_PART_CLOSED},
                 {"ways", EV_PART_WAYS},       {"ask", EV_PART_ASK},
                 {"offers", EV_PART_OFFERS},   {"because", EV_PART_BECAUSE}};
    unsigned wanted = 0;
    while (at < end) {
        const char *blank = memchr(at, ' ', (size_t)(end - at)), *behind = blank ? blank : end;
        size_t n = (size_t)(behind - at);
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (strlen(parts[i].name) == n && memcmp(parts[i].name, at, n) == 0)
                wanted |= parts[i].part;
        at = behind + 1;
    }
    return wanted;
}

/* The explanation of what was decided, as JSON; nothing where it cannot be. The n bytes are the
 * request, the parts that are wanted and the name of an approach that it is of, or nothing, a line
 * end between each two. */
EXPORT(explain) int module_explain(char *request, size_t n) {
    struct ev_explained x = {.approach = -1};
    struct ev_span parts;
    struct ev_tree tree;
    struct ev_fault fault;
    char *line_end = memchr(request, '\n', n);
    if (!begin() || !ev_tree_open(&tree)) return -1;
    if (!line_end) return 0;
    const char *name = memchr(line_end + 1, '\n', n - (size_t)(line_end + 1 - request));
    if (!name) return 0;
    x.parts = read_parts(line_end + 1, name);
    if (!decide(request, n, ev_parts_want(x.parts), &parts)) return 0;
    if (name[1]) /* a NUL is behind it */
        x.approach = ev_find_approach(&module.engine.vocabulary, name + 1);
    struct ev_node *root = ev_explanation(&module.engine, &tree, &x, &fault);
    if (!root || tree.failed) return -1;
    ev_node_write(&module.out, root);
    return written();
}

/* Where other requests lead, beside where the first one does, as contraries of an explanation are
 * told: a list of texts, as JSON; null: one is not decided. The n bytes are the request and the
 * others, a line end between each two. */
EXPORT(leads) int module_leads(char *request, size_t n) {
    struct ev_build b = {.e = &module.engine};
    struct ev_span rest;
    struct ev_tree tree;
    struct ev_fault fault;
    if (!begin() || !ev_tree_open(&tree)) return -1;
    if (!decide(request, n, (struct ev_wanted){.each = true}, &rest)) return 0;
    if (!ev_upshot_open(&b.upshot, b.e)) return -1;
    b.t = &tree;
    ev_own_lead(&b);
    ev_tell_all(&b);
    struct ev_node *list = ev_grow_list(&tree, NULL, NULL);
    for (char *at = request + (rest.at - request), *end = request + n, *line_end; at < end;
         at = line_end + 1) {
        line_end = memchr(at, '\n', (size_t)(end - at));
        if (!line_end) line_end = end;
        *line_end = '\0'; /* in that room */
        if (ev_json_read(&module.json, at, (size_t)(line_end - at)) &&
            ev_decide_too(b.e, true, &fault))
            ev_say_contrary(&b, EV_NO_FACT, "the same");
        ev_grow_said(&tree, list, NULL);
    }
    if (tree.failed) return -1;
    ev_node_write(&module.out, list);
    return written();
}

/* Of one of the questions that help, as JSON, what the explanation says of it with ASK_ALL; nothing
 * where it is none. The n bytes are the request, a line end, and the name of a fact. */
EXPORT(helps) int module_helps(char *request, size_t n) {
    const unsigned parts = EV_PART_ASK_ALL;
    struct ev_span name;
    struct ev_tree tree;
    struct ev_fault fault;
    if (!begin() || !ev_tree_open(&tree)) return -1;
    if (!decide(request, n, ev_parts_want(parts), &name)) return 0;
    int32_t found = ev_find_fact(&module.engine.vocabulary, name.at, name.length);
    if (found < 0) return 0;
    uint32_t fact = (uint32_t)found;
    const struct ev_explained x = {.parts = parts, .approach = -1, .question = &fact};
    const struct ev_node *root = ev_explanation(&module.engine, &tree, &x, &fault);
    if (!root || tree.failed) return -1;
    const struct ev_node *asked = ev_member(root, "ask")->first;
    if (asked) ev_node_write(&module.out, asked);
    return written();
}

static void put_record(enum ev_form form, bool whole, struct ev_tree *t,
                       const struct ev_node *record) {
    struct ev_page page;
    if (whole) {
        ev_put_record(&module.out, t, form, record);
        return;
    }
    if (!ev_page_open(&page, &module.out, form, 0, false)) {
        t->failed = true;
        return;
    }
    page.heading = 2;
    ev_print_record(&page, t, record);
    ev_page_close(&page);
}

/* The record of a request, as a document: html or markdown; or view, the piece of HTML that
 * people read. The n bytes are the request, that form and, as JSON, what is filed with it
 * (ev_record()) and the names of what is `not_known`, a line end between each two. Where that does
 * not fit the request, an exclamation mark, as no record begins, and what is wrong; nothing where
 * the request is not decided. */
EXPORT(record) int module_record(char *request, size_t n) {
    struct ev_engine *e = &module.engine;
    struct ev_span form, json;
    struct ev_unread unread;
    struct ev_tree tree;
    struct ev_fault fault;
    if (!begin() || !ev_tree_open(&tree)) return -1;
    if (!decide(request, n, (struct ev_wanted){.each = false}, &form)) return 0;
    const char *line_end = memchr(form.at, '\n', form.length);
    if (!line_end) return 0;
    json = (struct ev_span){line_end + 1, form.length - (size_t)(line_end + 1 - form.at), true};
    const struct ev_node *filed = ev_tree_read(&tree, NULL, NULL, json.at, json.length, &unread);
    if (tree.failed) return -1;
    if (!filed) return 0;
    if (!ev_filed_fits(e, filed, false, &tree.said) ||
        !ev_take_not_known(e, ev_member(filed, "not_known"), &tree.said)) {
        ev_puts(&module.out, "!");
        ev_put(&module.out, tree.said.buffer, tree.said.used);
        return written();
    }
    const struct ev_node *record = ev_record(e, &tree, filed, &fault);
    if (!record) return tree.failed ? -1 : 0;
    switch (form.at[0]) {
    case 'h': put_record(EV_FORM_HTML, true, &tree, record); break;
    case 'm': put_record(EV_FORM_MARKDOWN, true, &tree, record); break;
    default: put_record(EV_FORM_HTML, false, &tree, record); break;
    }
    return tree.failed ? -1 : written();
}

/* The facts of a line of names parted by blanks, a bit each. */
static void read_names(const char *at, const char *end, uint64_t *facts) {
    while (at < end) {
        const char *blank = memchr(at, ' ', (size_t)(end - at)), *behind = blank ? blank : end;
        int32_t fact = ev_find_fact(&module.engine.vocabulary, at, (size_t)(behind - at));
        if (fact >= 0) bitset_add(facts, (size_t)fact);
        at = behind + 1;
    }
}

/* What to ask for next: of a decision that is not sure, what settles it; of one that is, the fact
 * that leaves the fewest duties and cautions open: its name, or nothing. The n bytes are the
 * request, a line end, and the names of facts that are not to be asked for. */
EXPORT(question) int module_question(char *request, size_t n) {
    struct ev_engine *e = &module.engine;
    const struct ev_fault fine = {.code = EV_FINE};
    uint64_t *skipped = calloc(e->vocabulary.about.facts / 64 + 1, sizeof *skipped);
    struct ev_span names;
    if (!begin() || !skipped) return -1;
    if (!decide(request, n, (struct ev_wanted){.ask = true, .presumed = true}, &names)) return 0;
    read_names(names.at, names.at + names.length, skipped);
    int32_t fact = e->answer.status == STRAT_UNDETERMINED ? ev_question(e, &fine, skipped)
                                                          : ev_question_of_duties(e, skipped);
    if (fact != EV_NO_QUESTION) ev_puts(&module.out, e->vocabulary.keys[fact].name);
    return written();
}

/* What is taken for granted and, were it otherwise, would let nothing start: a list of
 * objects, as JSON: fact, and in words where it leads; null: whether it would was not found out.
 * The n bytes are the request and a line end. */
EXPORT(shuts) int module_shuts(char *request, size_t n) {
    const struct ev_explained x = {.parts = EV_PART_TAKEN, .approach = -1};
    struct ev_engine *e = &module.engine;
    struct ev_upshot upshot;
    struct ev_span rest;
    struct ev_tree tree;
    struct ev_fault fault;
    if (!begin() || !ev_tree_open(&tree)) return -1;
    if (!decide(request, n, ev_parts_want(x.parts), &rest)) return 0;
    if (!ev_upshot_open(&upshot, e)) return -1;
    const struct ev_node *taken = ev_member(ev_explanation(e, &tree, &x, &fault), "taken");
    struct ev_node *list = ev_grow_list(&tree, NULL, NULL);
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        int64_t value;
        if (e->request.known[f] || !bitset_has(e->presumed, f)) continue;
        enum ev_matter shuts = ev_shuts(e, &upshot, f, e->presumed_value[f], &value);
        if (shuts != EV_MATTERS && shuts != EV_MATTER_UNKNOWN) continue;
        struct ev_node *shut = ev_grow_object(&tree, list, NULL);
        const char *name = e->vocabulary.keys[f].name;
        ev_grow_text(&tree, shut, "fact", name);
        if (shuts == EV_MATTERS)
            ev_say_shut(&tree.said, e, f, value,
                        ev_member_text(ev_node_with(taken, "fact", name), "contrary"));
        ev_grow_said(&tree, shut, "leads");
    }
    if (tree.failed) return -1;
    ev_node_write(&module.out, list);
    return written();
}

/* Texts that do not fit into memory are output with an error: there is nowhere else to put them. */
void ev_put_through(struct ev_out *o, const char *bytes, size_t n) {
    (void)bytes;
    (void)n;
    o->error = -1;
}
