/* Duties: one timing each, what shows that they are done, and which come first. */
#include "model/build.h"

static void build_timing(struct builder *b, struct duty *duty, const struct ast_duty *from) {
    if (from->timings.len == 0) {
        if (!b->gaps)
            say(b, DIAG_DUTY_TIMING, from->name.at,
                "the duty `%s` does not say when it is due; add `before`, `on use`, "
                "`during`, `after` or `yearly`",
                from->name.text);
        return;
    }
    duty->timing = from->timings.at[0].timing;
    for (size_t i = 1; i < from->timings.len; i++) {
        say(b, DIAG_DUTY_TIMING, from->timings.at[i].at,
            "the duty `%s` says twice when it is due; keep one of the two, or declare two duties",
            from->name.text);
        diag_note(b->d, from->timings.at[0].at, "the first one is here");
    }
}

/* A duty without a timing is judged no further: it was told that one is missing. */
static bool is_not_before(const struct builder *b, uint32_t duty) {
    return b->duties.at[duty]->timings.len > 0 && b->m->duties.at[duty].timing != DUTY_BEFORE;
}

bool duty_must_be_before(struct builder *b, uint32_t duty, struct span at, const char *what) {
    if (!is_not_before(b, duty)) return true;
    const struct declared *id = &b->m->duties.at[duty].id;
    say(b, DIAG_NEEDS_BEFORE, at, "%s only a duty that is due `before`, but `%s` is due `%s`", what,
        id->name, timing_words[b->m->duties.at[duty].timing]);
    note_declared(b, id);
    return false;
}

static void check_before(struct builder *b, uint32_t duty, struct span at, const char *what) {
    if (is_not_before(b, duty))
        say(b, DIAG_NEEDS_BEFORE, at,
            "%s is for a duty that is due `before`, but `%s` is due `%s`; leave it out", what,
            b->m->duties.at[duty].id.name, timing_words[b->m->duties.at[duty].timing]);
}

static void build_done_when(struct builder *b, uint32_t duty, const struct ast_duty *from) {
    if (!once(b, &from->done_when, "`done when`")) return;
    const struct ast_word *word = &from->done_when.at[0];
    check_before(b, duty, word->at, "`done when`");
    uint32_t fact = name_find(b, word, SYMBOL_FACT);
    if (fact == MODEL_NONE) return;
    const struct fact *f = &b->m->facts.at[fact];
    if (f->kind != FACT_FLAG && !b->facts.at[fact].broken) {
        say(b, DIAG_TYPE_MISMATCH, word->at,
            "`done when` needs a fact that is yes or no, but `%s` is %s; declare a fact "
            "that says that the duty is done",
            f->id.name, type_words(f));
        note_declared(b, &f->id);
    }
    b->m->duties.at[duty].done_when = fact;
}

static void build_following(struct builder *b, uint32_t duty, const struct ast_duty *from,
                            struct order_edges *edges) {
    if (from->following.len) check_before(b, duty, from->following.at[0].at, "`following`");
    vec_each (struct ast_word, word, &from->following) {
        bool quiet = b->quiet;
        b->quiet = true; /* a duty that only comes first is attached by no rule */
        uint32_t first = name_find(b, word, SYMBOL_DUTY);
        b->quiet = quiet;
        if (first == MODEL_NONE || !duty_must_be_before(b, first, word->at, "`following` names"))
            continue;
        if (!is_new(b, &b->m->duties.at[duty].following, first)) continue;
        vec_push(b->arena, &b->m->duties.at[duty].following, first);
        vec_push(b->arena, edges, ((struct order_edge){duty, first}));
    }
}

static void build_deadlines(struct builder *b, uint32_t duty, const struct ast_duty *from) {
    vec_each (struct ast_deadline, x, &from->deadlines) {
        int64_t n = 0;
        if (decimal_read(x->number.text, 0, &n) != DECIMAL_OK || n < 1)
            say(b, DIAG_BAD_DEADLINE, x->number.at,
                "a deadline is a whole number of %s, 1 or more, and not %s", x->unit.text,
                x->number.text);
        const char *text = x->at_least ? arena_printf(b->arena, "at least %s %s before \"%s\"",
                                                      x->number.text, x->unit.text, x->event.text)
                                       : arena_printf(b->arena, "within %s %s of \"%s\"",
                                                      x->number.text, x->unit.text, x->event.text);
        text_add(b, &b->m->duties.at[duty].deadlines, text);
    }
}

static const struct ast_word *duty_word(const struct builder *b, uint32_t duty) {
    return &b->duties.at[duty]->name;
}

void build_duties(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->duties.len;
    for (uint32_t i = 0; i < n; i++) build_timing(b, &b->m->duties.at[i], b->duties.at[i]);
    for (uint32_t i = 0; i < n; i++) {
        const struct ast_duty *from = b->duties.at[i];
        b->m->duties.at[i].by = once(b, &from->by, "`by`");
        b->m->duties.at[i].to = once(b, &from->to, "`to`");
        build_done_when(b, i, from);
        build_following(b, i, from, &edges);
        build_deadlines(b, i, from);
    }
    struct order order = order_of(b->arena, n, &edges);
    say_cycles(b, &order, duty_word, "duties wait for one another", "follows");
}
