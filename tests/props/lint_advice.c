/*
 * What the lint proposes of rules and headings, typed in: see tests/props/advice.h. (What
 * tests/props/lint_priorities.c tries of headings is tried there.)
 */
#include "tests/props/advice.h"

enum { POLICIES = 2000 };

/* ---- leave it out ---- */

static const struct rule *rule_at(const struct feasible *w, struct span at) {
    vec_each (const struct rule, r, &w->c.rules->rules)
        if (r->at.from == at.from && r->at.to == at.to) return r;
    return NULL;
}

static size_t lifted_only;

/* Where the permission opens an approach, in scope, the other rule closes it, or a heading lifts
 * that. */
static void judge_closed(struct feasible *w, const struct diag *d, const struct rule *closer) {
    const struct situations *s = &w->open;
    const struct rule *all = s->rules->rules.at, *r = rule_at(w, d->at);
    for (size_t i = 0; i < s->n; i++) {
        uint32_t lifted = 0;
        vec_each (const struct priority, p, &s->m->priorities)
            if (priority_lifts(s->rules, p, closer)) lifted |= opened_by(s, i, p->winner);
        if (in_scope(s, i) && (effect_of(s, i, (uint32_t)(r - all)) &
                               ~effect_of(s, i, (uint32_t)(closer - all)) & ~lifted))
            wrong(w, d, "it opens more", NULL);
    }
    lifted_only++;
}

static void judge_part(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text;
    bool closed = strstr(d->text, "closes all that");
    if (closed) judge_closed(w, d, rule_at(w, d->notes.at[0].at));
    struct span at = closed ? d->notes.at[1].at : d->at;
    bool less = strstr(closed ? d->notes.at[1].text : d->text, "asking for one less");
    changes_nothing(w, d, without_part(w, less ? one_less(w, text, at.from) : text, at.from, at.to),
                    0);
}

static unsigned but_of(const struct diag *d) {
    return strstr(d->text, "the paragraphs that a decision rests on") ? GROUNDS : 0;
}

/* What stands between the first quotes, or all of it. */
static const char *in_quotes(struct feasible *w, const char *message) {
    return *message == '"'
               ? arena_printf(&w->c.arena, "%.*s", (int)strcspn(message + 1, "\""), message + 1)
               : message;
}

static void judge_statement(struct feasible *w, const struct diag *d) {
    const struct rule *r = rule_at(w, d->at);
    const char *told = strchr(d->text, '"') ? in_quotes(w, strchr(d->text, '"')) : d->text;
    if (d->code == DIAG_EXPECTATION_ALWAYS_MET)
        vec_each (const struct rule, x, &w->c.rules->rules)
            if (x->meet && x->meet->at.from == d->at.from) r = x;
    if (d->code == DIAG_EXPECTATION_ALWAYS_MET && !strstr(d->text, "leave it out")) return;
    changes_nothing(w, d, without_statement(w, w->p.text, r, told), but_of(d));
    vec_each (const struct diag_note, n, &d->notes) {
        const struct rule *other = rule_at(w, n->at);
        if (other && strstr(d->text, "one of the two is enough"))
            changes_nothing(w, d, without_statement(w, w->p.text, other, told), but_of(d));
    }
}

/* Without the requirement, and with no heading that names it. */
static void judge_requirement(struct feasible *w, const struct diag *d) {
    const struct rule *r = rule_at(w, d->at);
    char *text = arena_printf(&w->c.arena, "%s", without_statement(w, w->p.text, r, ""));
    const char *name =
        arena_printf(&w->c.arena, "requirement of %s", w->c.model->blocks.at[r->block].id.name);
    if (!strstr(d->text, "with each `requirement of` it"))
        changes_nothing(w, d, text, 0);
    else if (!strstr(text, name)) /* to take it out of a list is judge_heading()'s */
        wrong(w, d, "no heading names it", text);
}

static void judge_always_true(struct feasible *w, const struct diag *d) {
    if (strstr(d->text, "the requirement closes nothing"))
        judge_requirement(w, d);
    else
        judge_part(w, d);
}

/* ---- less, and what gives way ---- */

static void judge_less(struct feasible *w, const struct diag *d, const struct rule *r) {
    const char *less = replaced(w, w->p.text, r->at.from, r->at.from + 4, "may ");
    struct edited e;
    if (r->modality == MODALITY_MAY) wrong(w, d, "no promise stands there", NULL);
    if (!tried(w, d, &e, less)) return;
    const char *what = same_all(w, &e, MODALITY);
    if (!what && d->code != DIAG_ILLUSORY_PROMISE && still_told(&e, d, d->at.from, NULL))
        what = "to promise less does not help";
    ends(w, d, &e, what, less);
}

static size_t brace_of(const struct feasible *w, uint32_t block) {
    size_t at = w->c.model->blocks.at[block].id.at.to;
    return at + strcspn(w->p.text + at, "{");
}

static const char *in_heading(struct feasible *w, uint32_t block, const char *words) {
    size_t at = brace_of(w, block);
    return replaced(w, w->p.text, at, at, arena_printf(&w->c.arena, " %s ", words));
}

static void judge_gives_way(struct feasible *w, const struct diag *d) {
    const struct rule *r = rule_at(w, d->at);
    if (strstr(d->text, "promise less")) judge_less(w, d, r);
    const char *from = strstr(d->text, "`subject to");
    if (!from) return;
    const char *words = quoted(w, from), *text = in_heading(w, r->block, words);
    struct edited e;
    if (!tried(w, d, &e, text)) return;
    const char *what = same_all(w, &e, 0);
    if (!what && still_told(&e, d, d->at.from + strlen(words) + 2, NULL))
        what = "to say that it gives way does not help";
    ends(w, d, &e, what, text);
}

/* Closed is what was, but for what the closers that the notes name closed of what is promised. */
static const char *lifts_alone(const struct feasible *w, const struct edited *e,
                               const bool *is_closer, const bool *is_promise) {
    const struct situations *s = &w->open;
    for (size_t i = 0; i < s->n; i++) {
        uint32_t closed = 0, lifted = 0, opens = 0, is = 0;
        for (uint32_t r = 0; r < s->n_rules; r++) {
            if (rule_closes(&s->rules->rules.at[r])) {
                closed |= effect_of(s, i, r);
                is |= effect_of(&e->s, i, r);
            }
            if (is_closer[r]) lifted |= effect_of(s, i, r);
            if (is_promise[r]) opens |= effect_of(s, i, r);
        }
        if (in_scope(s, i) && is != (closed & ~(opens & lifted)))
            return "the heading does something else";
    }
    return NULL;
}

/* `notwithstanding`, in the heading of the promises. */
static void judge_illusory(struct feasible *w, const struct diag *d) {
    const struct situations *s = &w->open;
    bool *is_closer = arena_array(&w->c.arena, bool, s->n_rules + 1),
         *is_promise = arena_array(&w->c.arena, bool, s->n_rules + 1);
    uint32_t block = 0;
    vec_each (const struct diag_note, n, &d->notes)
        for (uint32_t r = 0; r < s->n_rules; r++) {
            const struct rule *x = &s->rules->rules.at[r];
            if (x->at.from != n->at.from || n->at.file == SPAN_NOWHERE.file) continue;
            *(x->kind == STATEMENT_PERMISSION ? &is_promise[r] : &is_closer[r]) = true;
            if (x->kind != STATEMENT_PERMISSION) continue;
            block = x->block;
            judge_less(w, d, x);
        }
    const char *from = strstr(d->text, "`notwithstanding");
    if (!from) return;
    const char *text = in_heading(w, block, quoted(w, from));
    struct edited e;
    if (!tried(w, d, &e, text)) return;
    const char *what = lifts_alone(w, &e, is_closer, is_promise);
    if (!what && still_told(&e, d, d->at.from, NULL)) what = "the heading does not help";
    ends(w, d, &e, what, text);
}

/* ---- take out this priority ---- */

static void judge_heading(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text;
    size_t from = d->at.from, to = d->at.to, before = back(text, from);
    size_t word = text[before - 1] == ',' ? before - 1 : word_before(text, before);
    size_t behind = on(text, to);
    if (is_word(text, word, before, "of")) word = word_before(text, back(text, word));
    if (!strncmp(text + behind, "and its provisions", 18)) to = behind + 18, behind = on(text, to);
    if (text[before - 1] == ',') {
        from = word;
    } else if (text[behind] == ',') {
        to = behind + 1;
    } else {
        static const char *const begins[] = {"notwithstanding", "subject to",
                                             "without prejudice to"};
        size_t best = 0;
        for (size_t k = 0; k < 3; k++)
            for (const char *at = text; (at = strstr(at, begins[k])) && (size_t)(at - text) < from;
                 at++)
                if ((size_t)(at - text) > best) best = (size_t)(at - text);
        from = best;
    }
    changes_nothing(w, d, replaced(w, text, from, to, " "),
                    strstr(d->text, "only the paragraphs") ? GROUNDS : 0);
}

/* ---- provide for it ---- */

static const char *behind_last_colon(const char *text) {
    const char *colon = strrchr(text, ':');
    return colon + 1 + strspn(colon + 1, " ");
}

/* Of an objective and activities, both or either. */
static bool is_provided(const struct situations *s, size_t i) {
    for (uint32_t b = 0; b < s->m->blocks.len; b++)
        if (opened_by(s, i, b)) return true;
    return false;
}

static bool names_value(const struct feasible *w, uint32_t fact, size_t i, const char *words) {
    return names_word(words,
                      w->c.model->facts.at[fact].values.at[value_in(&w->open, i, fact)].name);
}

/* It provides for these activities under these objectives (NULL: all there are). */
static void try_provision(struct feasible *w, const struct diag *d, const char *text,
                          const char *activities, const char *objectives) {
    const struct model *m = w->c.model;
    struct edited e;
    if (!tried(w, d, &e, text)) return;
    const char *what = NULL;
    for (size_t i = 0; i < e.s.n && !what; i++) {
        if (!in_scope(&w->open, i)) continue;
        bool here = !activities || names_value(w, m->activity, i, activities);
        if (objectives) here = here && names_value(w, m->objective, i, objectives);
        if (here && !is_provided(&e.s, i)) what = "it does not provide for it";
        if (!here && !same_but(&w->open, &e.s, i, 0)) what = "it changes something else";
    }
    ends(w, d, &e, what, text);
}

static const char *behind_brace(struct feasible *w, uint32_t block, const char *words) {
    size_t at = brace_of(w, block) + 1;
    return replaced(w, w->p.text, at, at, arena_printf(&w->c.arena, " %s\n", words));
}

static const char *in_own_paragraph(struct feasible *w, const char *words) {
    const char *more = arena_printf(&w->c.arena, "%sparagraph 99 \"t\" { %s }\n", w->p.text, words);
    const char *outline = strstr(more, "    paragraphs ");
    if (!outline) return more;
    size_t at = (size_t)(strchr(outline + 1, '\n') - more);
    return replaced(w, more, at, at, ", 99");
}

static void judge_gap(struct feasible *w, const struct diag *d) {
    const struct model *m = w->c.model;
    const char *words = behind_last_colon(d->notes.at[0].text), *text = in_own_paragraph(w, words),
               *activities = strstr(words, " for "), *objectives = NULL;
    bool own = strstr(d->notes.at[0].text, "in a paragraph of its own");
    for (uint32_t b = 0; b < m->blocks.len; b++) {
        if (m->blocks.at[b].id.at.from != d->at.from) continue;
        objectives = own ? strstr(words, " when objective ")
                         : m->facts.at[m->objective].values.at[m->blocks.at[b].objective].name;
        if (!own) text = behind_brace(w, b, words);
    }
    try_provision(w, d, text, activities, objectives);
}

/* ---- ask for the duty, too ---- */

/* Of what the paragraph opens the approach asks for the duty, and nothing else changes. */
static const char *asks_for(const struct feasible *w, const struct edited *e, uint32_t block,
                            uint32_t approach, uint32_t duty) {
    for (size_t i = 0; i < e->s.n; i++)
        for (uint32_t a = 0; a < w->c.model->approaches.len; a++) {
            const struct lists *x = &w->open.made[i].each[a], *y = &e->s.made[i].each[a];
            bool here = a == approach && (opened_by(&w->open, i, block) >> a & 1) &&
                        (w->open.made[i].open >> a & 1);
            if (!here && !same_attached(&w->open, x, y)) return "it asks for more";
            if (here && !(y->duties[duty / 64] >> (duty % 64) & 1)) return "it does not ask for it";
        }
    return NULL;
}

static void judge_loophole(struct feasible *w, const struct diag *d) {
    const struct model *m = w->c.model;
    const char *from = strstr(d->notes.at[d->notes.len - 1].text, "`only after ");
    if (!from) return;
    uint32_t block = 0, approach = 0, duty = 0;
    while (m->blocks.at[block].id.at.from != d->at.from) block++;
    const char *says = strstr(d->text, " opens "), *without = strstr(d->text, " without ");
    while (strncmp(says + 7, m->approaches.at[approach].id.name, (size_t)(without - says) - 7) != 0)
        approach++;
    without += strlen(" without ");
    while (strncmp(without, m->duties.at[duty].id.name, strcspn(without, ",")) != 0) duty++;
    const char *text = behind_brace(w, block, quoted(w, from));
    struct edited e;
    if (!tried(w, d, &e, text)) return;
    const char *what = asks_for(w, &e, block, approach, duty);
    if (!what && still_told(&e, d, d->at.from,
                            arena_printf(&w->c.arena, "%.*s", (int)strcspn(says, ","), says)))
        what = "it does not help";
    ends(w, d, &e, what, text);
}

/* ---- all of it ---- */

static const enum diag_code checks[] = {
    DIAG_CONDITION_PART_NO_EFFECT,
    DIAG_CONDITION_ALWAYS_TRUE,
    DIAG_CONDITION_ASSUMED,
    DIAG_REDUNDANT_RULE,
    DIAG_SAME_RULE,
    DIAG_DUTY_ATTACHED_TWICE,
    DIAG_NAMED_ONLY,
    DIAG_EXPECTATION_ALWAYS_MET,
    DIAG_UNSTATED_PRIORITY,
    DIAG_COMMITMENT_REFUSED,
    DIAG_ILLUSORY_PROMISE,
    DIAG_PRIORITY_WITHOUT_EFFECT,
    DIAG_UNPROVIDED,
    DIAG_LEFT_TO_DEFAULT,
    DIAG_LOOPHOLE,
};

static void judge(struct feasible *w, const struct diag *d) {
    switch (d->code) {
    case DIAG_CONDITION_PART_NO_EFFECT:
    case DIAG_CONDITION_ASSUMED: judge_part(w, d); break;
    case DIAG_CONDITION_ALWAYS_TRUE: judge_always_true(w, d); break;
    case DIAG_REDUNDANT_RULE:
    case DIAG_SAME_RULE:
    case DIAG_NAMED_ONLY:
    case DIAG_DUTY_ATTACHED_TWICE:
    case DIAG_EXPECTATION_ALWAYS_MET: judge_statement(w, d); break;
    case DIAG_UNSTATED_PRIORITY:
    case DIAG_COMMITMENT_REFUSED: judge_gives_way(w, d); break;
    case DIAG_ILLUSORY_PROMISE: judge_illusory(w, d); break;
    case DIAG_PRIORITY_WITHOUT_EFFECT: judge_heading(w, d); break;
    case DIAG_UNPROVIDED:
    case DIAG_LEFT_TO_DEFAULT: judge_gap(w, d); break;
    case DIAG_LOOPHOLE: judge_loophole(w, d); break;
    default: break;
    }
}

static void random_policies(void **unused) {
    (void)unused;
    judge_advice(POLICIES, checks, sizeof checks / sizeof *checks, judge);
    print_message("closed but where a heading lifts it: %zu\n", lifted_only);
    assert_true(lifted_only > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_advice", tests, NULL, NULL);
}
