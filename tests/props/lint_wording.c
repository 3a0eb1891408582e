/*
 * What the lint proposes of names and of how conditions are worded, typed in: see
 * tests/props/advice.h.
 */
#include "tests/props/advice.h"

enum { POLICIES = 2000 };

static size_t joined;

/* The line of a declaration. */
static const char *without_line(struct feasible *w, size_t at) {
    const char *text = w->p.text;
    size_t from = at, to = at + strcspn(text + at, "\n");
    while (from > 0 && text[from - 1] != '\n') from--;
    return replaced(w, text, from, to, "");
}

static void judge_error(struct feasible *w, const struct diag *d, const char *text) {
    struct compiled c;
    if (!compile_text(&c, text)) wrong(w, d, c.d.list.at[0].text, text);
    compiled_free(&c);
    right[d->code]++;
}

/* `requires not ( ... )`, as the prohibition that is proposed. */
static void judge_required(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text;
    size_t from = word_before(text, back(text, d->at.from));
    const struct model *m = w->c.model;
    uint32_t block = 0;
    for (uint32_t b = 0; b < m->blocks.len; b++)
        if (m->blocks.at[b].id.at.from < from &&
            m->blocks.at[b].id.at.from >= m->blocks.at[block].id.at.from)
            block = b;
    vec_each (const struct rule, r, &w->c.rules->rules)
        if (r->at.from == from &&
            strstr(arena_strndup(&w->c.arena, text + d->at.to, r->at.to - d->at.to), " when "))
            return;
    const char *prohibition = arena_printf(&w->c.arena, "must not use %s when ",
                                           m->approaches.at[m->blocks.at[block].approach].id.name);
    changes_nothing(w, d, replaced(w, text, from, d->at.from + 3, prohibition), 0);
}

static void judge_negation(struct feasible *w, const struct diag *d) {
    if (strstr(d->text, "`must not use`")) {
        judge_required(w, d);
        return;
    }
    if (strstr(d->text, "what must hold")) return;
    if (d->fixes.len == 0) wrong(w, d, "nothing is offered", NULL);
    const struct diag_fix *fix = &d->fixes.at[0];
    changes_nothing(w, d, replaced(w, w->p.text, fix->at.from, fix->at.to, fix->text), 0);
    joined += strstr(d->text, "parentheses") != NULL;
}

static void judge_one_value(struct feasible *w, const struct diag *d) {
    const char *from = strchr(d->text, '`') + 1;
    changes_nothing(w, d,
                    replaced(w, w->p.text, d->at.from, d->at.to,
                             arena_printf(&w->c.arena, "%.*s", (int)strcspn(from, "`"), from)),
                    0);
}

static void judge_cite(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text;
    size_t before = back(text, d->at.from), behind = on(text, d->at.to);
    if (text[before - 1] == ',')
        changes_nothing(w, d, replaced(w, text, before - 1, d->at.to, ""), 0);
    else if (text[behind] == ',')
        changes_nothing(w, d, replaced(w, text, d->at.from, behind + 1, ""), 0);
    else
        changes_nothing(w, d, replaced(w, text, word_before(text, before), d->at.to, ""), 0);
}

static void judge_empty(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text;
    if (!strstr(d->text, "declare it a recital")) return;
    const char *close = strchr(text + d->at.to, '}');
    size_t word = word_before(text, back(text, d->at.from));
    vec_each (const struct block, b, &w->c.model->blocks)
        if (b->id.at.from == d->at.from) {
            bool inner = b->kind == BLOCK_PROVISION;
            const char *recital = arena_printf(&w->c.arena, "recital %s\n", b->id.name);
            const char *rest =
                replaced(w, text, word, (size_t)(close - text) + 1, inner ? "" : recital);
            if (inner) rest = arena_printf(&w->c.arena, "%s%s", rest, recital);
            changes_nothing(w, d, rest, 0);
        }
}

static void judge_except(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text;
    size_t before = back(text, d->at.from), behind = on(text, d->at.to);
    const char *rest =
        text[before - 1] == ',' ? replaced(w, text, before - 1, d->at.to, "")
        : text[behind] == ','
            ? replaced(w, text, d->at.from, behind + 1, "")
            : replaced(w, text, word_before(text, back(text, before - 1)), behind + 1, "");
    changes_nothing(w, d, rest, 0);
}

static void judge_duty(struct feasible *w, const struct diag *d) {
    if (!strstr(d->text, "or remove it")) return;
    const char *name =
        arena_printf(&w->c.arena, "%.*s", (int)(d->at.to - d->at.from), w->p.text + d->at.from);
    const char *text = w->p.text;
    for (size_t r = w->c.rules->rules.len; r-- > 0;) {
        const struct rule *x = &w->c.rules->rules.at[r];
        if (x->kind == STATEMENT_DUTY && !strcmp(w->c.model->duties.at[x->duty].id.name, name) &&
            x->at.from != (r ? x[-1].at.from : 0))
            text = without_statement(w, text, x, name);
    }
    changes_nothing(w, d, text, 0);
}

/* ---- singled out ---- */

static const struct cond *cond_at(const struct cond *c, struct span at) {
    const struct cond *found = span_same(c->at, at) && c->kind == COND_IN ? c : NULL;
    for (size_t i = 0; i < c->terms.len && !found; i++) found = cond_at(c->terms.at[i], at);
    return found;
}

static const struct cond *cond_named(const struct feasible *w, struct span at) {
    const struct model *m = w->c.model;
    const struct cond *found = cond_at(m->scope, at);
    vec_each (const struct rule, r, &w->c.rules->rules) {
        if (!found) found = cond_at(r->cond, at);
        if (!found && r->meet) found = cond_at(r->meet, at);
    }
    for (size_t i = 0; i < m->defines.len && !found; i++)
        found = cond_at(m->defines.at[i].means, at);
    return found;
}

/* Those of one kin, which the message names before "though". */
static bool is_kin(struct feasible *w, const struct diag *d, const char *name) {
    size_t n = (size_t)(strstr(d->text, ", though") - d->text);
    return names_word(arena_strndup(&w->c.arena, d->text, n), name);
}

/* What names some of the kin, so that it names all of it. */
static const char *naming_all(struct feasible *w, const struct diag *d, const struct cond *c) {
    const struct fact *f = &w->c.model->facts.at[c->fact];
    const char *list = NULL;
    for (uint32_t v = 0; v < f->values.len; v++)
        if (bitset_has(c->set, v) || is_kin(w, d, f->values.at[v].name))
            list = list ? arena_printf(&w->c.arena, "%s, %s", list, f->values.at[v].name)
                        : f->values.at[v].name;
    return is_word(w->p.text, c->at.from, c->at.from + 4, "with")
               ? arena_printf(&w->c.arena, "with %s", list)
               : arena_printf(&w->c.arena, "%s in { %s }", f->id.name, list);
}

/* The last such place before that one. */
static const struct diag_note *place_before(const struct diag *d, size_t before) {
    const struct diag_note *last = NULL;
    vec_each (const struct diag_note, n, &d->notes)
        if (strstr(n->text, "names some of them here") && n->at.from < before &&
            (!last || n->at.from > last->at.from))
            last = n;
    return last;
}

static void judge_singled_out(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text, *what = NULL;
    struct edited e;
    const struct diag_note *notes = &d->notes.at[d->notes.len - 2];
    if (!strstr(notes[1].text, "if all that are alike") || strstr(notes[0].text, " more")) return;
    for (const struct diag_note *n = place_before(d, SIZE_MAX); n; n = place_before(d, n->at.from))
        text = replaced(w, text, n->at.from, n->at.to, naming_all(w, d, cond_named(w, n->at)));
    if (!tried(w, d, &e, text)) return;
    struct analysis l = {.m = e.c.model, .d = &e.c.d, .arena = &e.c.arena, .rules = e.c.rules};
    analysis_decide(&l, e.c.bits, diagrams_new(e.c.space, LINT_STEPS));
    lint_one(&l, d->code);
    vec_each (const struct declared, v, &w->c.model->facts.at[w->c.model->partner].values)
        if (is_kin(w, d, v->name))
            vec_each (const struct diag, x, &e.c.d.list)
                if (is_kin(w, x, v->name)) what = "they are singled out still";
    ends(w, d, &e, what, text);
}

/* ---- all of it ---- */

static const enum diag_code checks[] = {
    DIAG_UNLESS_NOT,        DIAG_WHEN_NOT,    DIAG_ONE_VALUE,        DIAG_SINGLED_OUT,
    DIAG_CITE_OF_NOTHING,   DIAG_EMPTY_BLOCK, DIAG_UNUSED_FACT,      DIAG_UNUSED_GROUP,
    DIAG_UNUSED_DEFINITION, DIAG_UNUSED_DUTY, DIAG_UNUSED_JUDGEMENT, DIAG_UNUSED_READING,
    DIAG_EXCEPT_IN_VAIN,    DIAG_IDLE_DUTY,
};

static void judge(struct feasible *w, const struct diag *d) {
    switch (d->code) {
    case DIAG_UNLESS_NOT:
    case DIAG_WHEN_NOT: judge_negation(w, d); break;
    case DIAG_ONE_VALUE: judge_one_value(w, d); break;
    case DIAG_SINGLED_OUT: judge_singled_out(w, d); break;
    case DIAG_CITE_OF_NOTHING: judge_cite(w, d); break;
    case DIAG_EMPTY_BLOCK: judge_empty(w, d); break;
    case DIAG_EXCEPT_IN_VAIN: judge_except(w, d); break;
    case DIAG_IDLE_DUTY: judge_duty(w, d); break;
    default:
        if (strstr(d->text, "nothing uses")) judge_error(w, d, without_line(w, d->at.from));
    }
}

static void random_policies(void **unused) {
    (void)unused;
    judge_advice(POLICIES, checks, sizeof checks / sizeof *checks, judge);
    print_message("joined in parentheses: %zu\n", joined);
    assert_true(joined > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_wording", tests, NULL, NULL);
}
