/*
 * What the lint proposes, typed into the text of the policy as its author would: no error comes of
 * it, the finding is gone, and every situation is decided as before but for what the message
 * announces. (What tests/props/lint_priorities.c tries of headings is tried there.)
 */
#include "tests/props/edits.h"

enum { POLICIES = 2000 };

/* What an edit may change. */
enum { GROUNDS = 1, MODALITY = 2 };

/* ---- what comes of it ---- */

static bool same_lists(const struct situations *s, const struct lists *x, const struct lists *y,
                       unsigned but) {
    return x->verdicts == y->verdicts && ((but & MODALITY) || x->modality == y->modality) &&
           !memcmp(x->duties, y->duties, s->duties) && !memcmp(x->before, y->before, s->duties) &&
           !memcmp(x->cautions, y->cautions, s->ids);
}

static bool same_but(const struct situations *x, const struct situations *y, size_t i,
                     unsigned but) {
    const struct decision *d = &x->made[i], *e = &y->made[i];
    for (uint32_t a = 0; a < x->m->approaches.len; a++)
        if (!same_lists(x, &d->each[a], &e->each[a], but)) return false;
    if (!(but & GROUNDS) && !same_grounds(x, d, e)) return false;
    return d->status == e->status && d->approach == e->approach && d->now == e->now &&
           d->open == e->open;
}

static size_t right[DIAG_COUNT], joined;

static void wrong(const struct feasible *w, const struct diag *d, const char *what,
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
static bool is_announced(const struct diag *d, enum diag_code error) {
    return error == DIAG_NO_REQUIREMENT
               ? d->code == DIAG_REDUNDANT_RULE || d->code == DIAG_NAMED_ONLY
               : error == DIAG_UNKNOWN_PARAGRAPH && d->code == DIAG_EMPTY_BLOCK;
}

static bool tried(struct feasible *w, const struct diag *d, struct edited *e, const char *text) {
    if (compile_text(&e->c, text)) {
        situations_under(&e->s, &w->open, with_open_readings(e->c.rules, &e->c.arena));
        return true;
    }
    const struct diag *error = &e->c.d.list.at[0];
    if (!is_announced(d, error->code))
        wrong(w, d, arena_printf(&w->c.arena, "an error: %s", error->text), text);
    compiled_free(&e->c);
    return false;
}

/* What came of the edit; NULL: what was said. */
static void ends(struct feasible *w, const struct diag *d, struct edited *e, const char *what,
                 const char *text) {
    compiled_free(&e->c);
    if (what) wrong(w, d, what, text);
    right[d->code]++;
}

static const char *same_all(const struct feasible *w, const struct edited *e, unsigned but) {
    for (size_t i = 0; i < e->s.n; i++)
        if (!same_but(&w->open, &e->s, i, but)) return "it changes something";
    return NULL;
}

/* Every situation is decided as before. */
static void changes_nothing(struct feasible *w, const struct diag *d, const char *text,
                            unsigned but) {
    struct edited e;
    if (tried(w, d, &e, text)) ends(w, d, &e, same_all(w, &e, but), text);
}

/* Whether the edited policy has the finding still, at this place (SIZE_MAX: any). */
static bool still_told(struct edited *e, const struct diag *d, size_t from, const char *saying) {
    struct analysis l = {.m = e->c.model, .d = &e->c.d, .arena = &e->c.arena, .rules = e->c.rules};
    analysis_decide(&l, e->c.bits, diagrams_new(e->c.space, LINT_STEPS));
    lint_one(&l, d->code);
    vec_each (struct diag, x, &e->c.d.list)
        if (x->code == d->code && (from == SIZE_MAX || x->at.from == from) &&
            (!saying || strstr(x->text, saying)))
            return true;
    return false;
}

/* ---- leave it out ---- */

static void judge_part(struct feasible *w, const struct diag *d) {
    const char *text = w->p.text;
    bool less = strstr(d->text, "asking for one less");
    changes_nothing(
        w, d, without_part(w, less ? one_less(w, text, d->at.from) : text, d->at.from, d->at.to),
        0);
}

static const struct rule *rule_at(const struct feasible *w, struct span at) {
    vec_each (const struct rule, r, &w->c.rules->rules)
        if (r->at.from == at.from && r->at.to == at.to) return r;
    return NULL;
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

/* ---- names and words ---- */

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
    DIAG_UNLESS_NOT,
    DIAG_WHEN_NOT,
    DIAG_ONE_VALUE,
    DIAG_SINGLED_OUT,
    DIAG_CITE_OF_NOTHING,
    DIAG_EMPTY_BLOCK,
    DIAG_UNUSED_FACT,
    DIAG_UNUSED_GROUP,
    DIAG_UNUSED_DEFINITION,
    DIAG_UNUSED_DUTY,
    DIAG_UNUSED_JUDGEMENT,
    DIAG_UNUSED_READING,
    DIAG_EXCEPT_IN_VAIN,
    DIAG_IDLE_DUTY,
};

static void judge_one(struct feasible *w, const struct diag *d) {
    if (d->at.file != 0) return;
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

static void judge(struct feasible *w) {
    vec_each (struct diag, d, &w->c.d.list) judge_one(w, d);
}

static void random_policies(void **unused) {
    static struct feasible w;
    uint64_t policies = policies_to_try(POLICIES);
    (void)unused;
    for (w.seed = 1; w.seed <= policies; w.seed++)
        one_policy(&w, checks, sizeof checks / sizeof *checks, judge);
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        print_message("%s: %zu\n", diag_infos[checks[i]].slug, right[checks[i]]);
        assert_true(right[checks[i]] > 10);
    }
    print_message("of which joined in parentheses: %zu\n", joined);
    assert_true(joined > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests_name("lint_advice", tests, NULL, NULL);
}
