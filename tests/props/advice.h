/*
 * An advice of the lint, typed into the text of the policy as its author would: no error comes of
 * it, the finding is gone, and every situation is decided as before but for what the message
 * announces.
 */
#ifndef TESTS_PROPS_ADVICE_H
#define TESTS_PROPS_ADVICE_H

#include "tests/props/edits.h"

/* What an edit may change. */
enum { GROUNDS = 1, MODALITY = 2 };

/* ---- what comes of it ---- */

static inline bool same_lists(const struct situations *s, const struct lists *x,
                              const struct lists *y, unsigned but) {
    return x->verdicts == y->verdicts && ((but & MODALITY) || x->modality == y->modality) &&
           !memcmp(x->duties, y->duties, s->duties) && !memcmp(x->before, y->before, s->duties) &&
           !memcmp(x->cautions, y->cautions, s->ids);
}

static inline bool same_but(const struct situations *x, const struct situations *y, size_t i,
                            unsigned but) {
    const struct decision *d = &x->made[i], *e = &y->made[i];
    for (uint32_t a = 0; a < x->m->approaches.len; a++)
        if (!same_lists(x, &d->each[a], &e->each[a], but)) return false;
    if (!(but & GROUNDS) && !same_grounds(x, d, e)) return false;
    return d->status == e->status && d->approach == e->approach && d->now == e->now &&
           d->open == e->open;
}

static size_t right[DIAG_COUNT];

static inline void wrong(const struct feasible *w, const struct diag *d, const char *what,
                         const char *text) {
    fprintf(stderr, "seed %" PRIu64 ": %s\n%s\n", w->seed, what, d->text);
    vec_each (const struct diag_note, n, &d->notes) fprintf(stderr, "note: %s\n", n->text);
    fprintf(stderr, "%s\n---- as advised:\n%s", w->p.text, text ? text : "");
    fail();
}

/* An edit under trial: the policy as it is then. */
struct edited {
    struct compiled c;
    struct situations s;
};

/* What a finding says may have to be taken out as well: a heading that lifts a requirement that is
 * gone; what names a paragraph that is a recital now. */
static inline bool is_announced(const struct diag *d, enum diag_code error) {
    return error == DIAG_NO_REQUIREMENT
               ? d->code == DIAG_REDUNDANT_RULE || d->code == DIAG_NAMED_ONLY
               : error == DIAG_UNKNOWN_PARAGRAPH && d->code == DIAG_EMPTY_BLOCK;
}

/* The list of an answer, its paragraphs by other numbers. */
static inline void renumber(const struct situations *s, const uint32_t *to, uint64_t *list) {
    uint64_t old[4] = {0};
    assert_true(s->ids <= sizeof old);
    memcpy(old, list, s->ids);
    memset(list, 0, s->ids);
    bitset_each (i, old, s->m->outline.len) bitset_add(list, to[i]);
}

/* Where there is no outline, a block that is a recital now may stand elsewhere among the
 * paragraphs: counts them as they were. */
static inline void number_as_before(const struct situations *before, struct situations *s) {
    const struct outline *ids = &before->m->outline;
    uint32_t *to = arena_array(s->arena, uint32_t, s->m->outline.len + 1);
    bool same = true;
    for (uint32_t i = 0; i < s->m->outline.len; i++) {
        while (to[i] < ids->len && strcmp(ids->at[to[i]].id, s->m->outline.at[i].id) != 0) to[i]++;
        same = same && to[i] == i;
    }
    for (size_t i = 0; i < s->n && !same; i++) {
        struct decision *d = &s->made[i];
        renumber(s, to, d->lists.closed_by);
        for (uint32_t a = 0; a < s->m->approaches.len; a++) {
            renumber(s, to, d->each[a].basis);
            renumber(s, to, d->each[a].cautions);
            renumber(s, to, d->each[a].closed_by);
        }
    }
}

static inline bool tried(struct feasible *w, const struct diag *d, struct edited *e,
                         const char *text) {
    if (compile_text(&e->c, text)) {
        situations_under(&e->s, &w->open, with_open_readings(e->c.rules, &e->c.arena));
        number_as_before(&w->open, &e->s);
        return true;
    }
    const struct diag *error = &e->c.d.list.at[0];
    if (!is_announced(d, error->code))
        wrong(w, d, arena_printf(&w->c.arena, "an error: %s", error->text), text);
    compiled_free(&e->c);
    return false;
}

/* What came of the edit; NULL: what was said. */
static inline void ends(struct feasible *w, const struct diag *d, struct edited *e,
                        const char *what, const char *text) {
    compiled_free(&e->c);
    if (what) wrong(w, d, what, text);
    right[d->code]++;
}

static inline const char *same_all(const struct feasible *w, const struct edited *e, unsigned but) {
    for (size_t i = 0; i < e->s.n; i++)
        if (!same_but(&w->open, &e->s, i, but)) return "it changes something";
    return NULL;
}

/* Every situation is decided as before. */
static inline void changes_nothing(struct feasible *w, const struct diag *d, const char *text,
                                   unsigned but) {
    struct edited e;
    if (tried(w, d, &e, text)) ends(w, d, &e, same_all(w, &e, but), text);
}

/* Whether the edited policy has the finding still, at this place (SIZE_MAX: any). */
static inline bool still_told(struct edited *e, const struct diag *d, size_t from,
                              const char *saying) {
    struct analysis l = {.m = e->c.model, .d = &e->c.d, .arena = &e->c.arena, .rules = e->c.rules};
    analysis_decide(&l, e->c.bits, diagrams_new(e->c.space, LINT_STEPS));
    lint_one(&l, d->code);
    vec_each (struct diag, x, &e->c.d.list)
        if (x->code == d->code && (from == SIZE_MAX || x->at.from == from) &&
            (!saying || strstr(x->text, saying)))
            return true;
    return false;
}

/* ---- all of it ---- */

typedef void judge_one(struct feasible *w, const struct diag *d);

static judge_one *each;

static inline void judge_each(struct feasible *w) {
    vec_each (struct diag, d, &w->c.d.list)
        if (d->at.file == 0) each(w, d);
}

/* Random policies; of each check some advice has to be right. */
static inline void judge_advice(uint64_t usual, const enum diag_code *checks, size_t n,
                                judge_one *one) {
    static struct feasible w;
    uint64_t policies = policies_to_try(usual);
    each = one;
    for (w.seed = 1; w.seed <= policies; w.seed++) one_policy(&w, checks, n, judge_each);
    for (size_t i = 0; i < n; i++) {
        print_message("%s: %zu\n", diag_infos[checks[i]].slug, right[checks[i]]);
        assert_true(right[checks[i]] > 10);
    }
}

#endif
