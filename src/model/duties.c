/* Duties: one timing each, what shows that they are done, and which come first. */
#include "model/build.h"

static void build_timing(struct builder *b, struct duty *duty) {
    const struct ast_node *first = node_part(duty->id.from, NODE_TIMING);
    if (first) duty->timing = (enum duty_timing)first->form;
    if (!first && !b->gaps)
        say(b, DIAG_DUTY_TIMING, duty->id.at, "the duty `%s` does not say when it is due; add %s",
            duty->id.name, timing_list(b->arena));
    node_each (timing, duty->id.from, NODE_TIMING) {
        if (timing == first) continue;
        say(b, DIAG_DUTY_TIMING, timing->at,
            "the duty `%s` says twice when it is due; keep one of the two, or declare two duties",
            duty->id.name);
        diag_note(b->d, first->at, "the first one is here");
    }
}

/* A duty without a timing is judged no further: it was told that one is missing. */
static bool is_not_before(const struct duty *duty) {
    return duty->timing != DUTY_BEFORE && node_part(duty->id.from, NODE_TIMING);
}

bool duty_must_be_before(struct builder *b, uint32_t number, struct span at, const char *what) {
    const struct duty *duty = &b->m->duties.at[number];
    if (!is_not_before(duty)) return true;
    say(b, DIAG_NEEDS_BEFORE, at, "%s only a duty that is due `before`, but `%s` is due `%s`", what,
        duty->id.name, timing_words[duty->timing]);
    note_declared(b, duty->id.name, duty->id.at);
    return false;
}

static void check_before(struct builder *b, const struct duty *duty, struct span at,
                         const char *what) {
    if (is_not_before(duty))
        say(b, DIAG_NEEDS_BEFORE, at,
            "%s is for a duty that is due `before`, but `%s` is due `%s`; leave it out", what,
            duty->id.name, timing_words[duty->timing]);
}

static void build_done_when(struct builder *b, struct duty *duty) {
    const struct ast_node *from = once(b, duty->id.from, NODE_DONE_WHEN, "`done when`");
    if (!from) return;
    check_before(b, duty, from->at, "`done when`");
    const struct ast_node *test = from->parts.at[0];
    const struct fact *f = fact_find(b, &test->name);
    if (!f || f->id.broken) return;
    bool values = f->kind == FACT_ONE_OF && f->source != FACT_READING;
    if (f->kind == FACT_FLAG || (values && test->form == AST_COND_EQ)) {
        duty->done = cond_build(b, test, SITE_PRESUMPTION);
        if (duty->done->kind != COND_IN) duty->done = NULL; /* an error was reported */
        return;
    }
    say(b, DIAG_TYPE_MISMATCH, from->at,
        values
            ? "`done when` needs a fact that is yes or no, or one of its values, but `%s` is "
              "%s; say which, as in `%s = ...`"
            : "`done when` needs a fact that is yes or no, or one of several values, but `%s` is "
              "%s; declare a fact that says that the duty is done",
        f->id.name, f->source == FACT_READING ? "a reading" : type_words(f), f->id.name);
    note_declared(b, f->id.name, f->id.at);
}

uint32_t duty_value(const struct model *m, const struct duty *d) {
    const struct fact *f = &m->facts.at[d->done->fact];
    return (uint32_t)bitset_next(d->done->set, f->kind == FACT_FLAG ? 2 : f->values.len, 0);
}

const char *duty_done_text(struct arena *a, const struct model *m, const struct duty *d) {
    if (!d->done) return NULL;
    const struct fact *f = &m->facts.at[d->done->fact];
    uint32_t value = duty_value(m, d);
    return f->kind == FACT_FLAG && value
               ? f->id.name
               : arena_printf(a, "%s = %s", f->id.name, fact_value_text(a, f, value));
}

static void build_following(struct builder *b, uint32_t number, struct order_edges *edges) {
    struct duty *duty = &b->m->duties.at[number];
    const struct ast_node *from = node_part(duty->id.from, NODE_FOLLOWING);
    if (from) check_before(b, duty, from->at, "`following`");
    b->quiet = true; /* a duty that only comes first is attached by no rule */
    node_each (following, duty->id.from, NODE_FOLLOWING) {
        uint32_t first = name_find(b, &following->words.at[0], SYMBOL_DUTY);
        if (first == MODEL_NONE ||
            !duty_must_be_before(b, first, following->at, "`following` names") ||
            !is_new(b, &duty->following, first))
            continue;
        vec_push(b->arena, &duty->following, first);
        vec_push(b->arena, edges, ((struct order_edge){number, first}));
    }
    b->quiet = false;
}

static void build_deadlines(struct builder *b, struct duty *duty) {
    node_each (x, duty->id.from, NODE_DEADLINE) {
        const char *number = x->name.text, *unit = x->words.at[0].text;
        int64_t n = 0;
        if (decimal_read(number, 0, &n) != DECIMAL_OK || n < 1)
            say(b, DIAG_BAD_DEADLINE, x->name.at,
                "a deadline is a whole number of %s, 1 or more, and not %s", unit, number);
        text_add(b, &duty->deadlines,
                 arena_printf(b->arena,
                              x->flag ? "at least %s %s before \"%s\"" : "within %s %s of \"%s\"",
                              number, unit, x->title.text));
    }
}

void build_duties(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->m->duties.len;
    vec_each (struct duty, duty, &b->m->duties) build_timing(b, duty);
    for (uint32_t i = 0; i < n; i++) {
        struct duty *duty = &b->m->duties.at[i];
        duty->by = text_once(b, duty->id.from, NODE_BY, "`by`");
        duty->to = text_once(b, duty->id.from, NODE_TO, "`to`");
        build_done_when(b, duty);
        build_following(b, i, &edges);
        build_deadlines(b, duty);
    }
    struct order order = order_of(b->arena, n, &edges);
    say_cycles(b, &order, SYMBOL_DUTY, "duties wait for one another", "follows");
}
