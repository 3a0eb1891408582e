/*
 * Partners that are together in the groups of the policy but decided otherwise: somewhere one is
 * named and the others are not. Perhaps they are meant, perhaps they were just those at hand when
 * the rule was written. Partners of no group are not said to be alike.
 */
#include "lint/lint.h"

#include <string.h>

enum { MOST_NOTES = 6 };

struct parties {
    struct analysis *l;
    struct alike *alike;
    const struct fact *partner;
    uint32_t fact, n;
    /* by value: the first that no group tells from it; the class of the first of these with whom
     * all are decided alike, its own class where there is none */
    uint32_t *kin, *set;
    uint8_t *known; /* by class * classes + class: 0 not asked, 1 alike, 2 decided otherwise */
};

/* Whether no list of values begins between the two places. */
static bool in_one_list(const struct model *m, struct span x, struct span y) {
    if (x.file != y.file) return false;
    uint32_t low = x.from < y.from ? x.from : y.from, high = x.from < y.from ? y.from : x.from;
    vec_each (const struct fact, f, &m->facts)
        if (f->id.at.file == x.file && f->id.at.from >= low && f->id.at.from < high) return false;
    vec_each (const struct declared, v, &m->vocabularies)
        if (v->at.file == x.file && v->at.from >= low && v->at.from < high) return false;
    return true;
}

/* In the same groups of those that are used, one at least, and named in the same list: a vocabulary
 * is a group, too. */
static bool same_groups(const struct parties *s, uint32_t p, uint32_t q) {
    bool together = false;
    vec_each (const struct group, group, &s->l->m->groups) {
        if (group->fact != s->fact || !group->id.used) continue;
        if (bitset_has(group->set, p) != bitset_has(group->set, q)) return false;
        together = together || bitset_has(group->set, p);
    }
    return together &&
           in_one_list(s->l->m, s->partner->values.at[p].at, s->partner->values.at[q].at);
}

/* Where the first component that differs between the two does; NO: none does. */
static diagram where_otherwise(const struct parties *s, uint32_t p, uint32_t q) {
    uint32_t c = alike_class(s->alike, p), e = alike_class(s->alike, q);
    const struct decisions *d = s->l->all;
    diagram where = NO;
    for (size_t i = 0; i < d->components.len && where == NO; i++)
        if (d->components.at[i].part < DECISION_GROUNDS) where = alike_differ(s->alike, i, c, e);
    return where;
}

static bool decided_otherwise(const struct parties *s, uint32_t p, uint32_t q) {
    uint32_t c = alike_class(s->alike, p), e = alike_class(s->alike, q);
    uint8_t *known = &s->known[c * s->alike->classes + e];
    if (!*known) *known = c != e && where_otherwise(s, p, q) != NO ? 2 : 1;
    return *known == 2;
}

/* Alike to each that has this set, of its kin and before it: two may be alike to a third that can
 * hardly be there, and not to one another. */
static bool belongs_to(const struct parties *s, uint32_t p, uint32_t set) {
    for (uint32_t q = 0; q < p; q++)
        if (s->kin[q] == s->kin[p] && s->set[q] == set && decided_otherwise(s, q, p)) return false;
    return true;
}

static void sort_parties(struct parties *s) {
    for (uint32_t p = 0; p < s->n; p++) {
        uint32_t q = 0;
        while (q < p && !(s->kin[q] == q && same_groups(s, p, q))) q++;
        s->kin[p] = q;
        for (q = 0; q < p && !(s->kin[q] == s->kin[p] && belongs_to(s, p, s->set[q]));) q++;
        s->set[p] = q < p ? s->set[q] : alike_class(s->alike, p);
    }
}

/* Of one kin: the set with most values (the first of those), which counts as the ordinary one. */
static uint32_t ordinary_set(const struct parties *s, uint32_t kin) {
    size_t *n = arena_array(s->l->arena, size_t, s->alike->classes);
    uint32_t ordinary = s->set[kin];
    for (uint32_t p = kin; p < s->n; p++) n[s->set[p]] += s->kin[p] == kin;
    for (uint32_t p = kin; p < s->n; p++)
        if (s->kin[p] == kin && n[s->set[p]] > n[ordinary]) ordinary = s->set[p];
    return ordinary;
}

static const char *what_is_decided(const struct parties *s, struct witness *w, uint32_t value) {
    struct analysis *l = s->l;
    witness_fix(w, diagram_with(l->v->g, l->all->in_scope, s->fact, value));
    w->situation[s->fact] = value;
    if (diagram_at(l->v->g, l->all->in_scope, w->situation) != YES) return "is out of scope";
    if (!l->m->ranked) return NULL;
    ask_fix(w, l->all->used, s->fact, value);
    ask_fix(w, l->all->start, s->fact, value);
    const char *use = ask_approach(l->all, l->all->used, w->situation),
               *now = ask_approach(l->all, l->all->start, w->situation);
    return strcmp(use, now) == 0 ? arena_printf(l->arena, "gets %s", use)
                                 : arena_printf(l->arena, "gets %s, and %s now", use, now);
}

/* A situation in which the two are decided otherwise, which shows it in the approach where it can.
 */
static void note_instance(const struct parties *s, uint32_t p, uint32_t q) {
    struct witness w = ask_witness(s->l->v, where_otherwise(s, p, q), s->fact);
    const char *one = what_is_decided(s, &w, p), *other = what_is_decided(s, &w, q),
               *words = witness_text(&w, "where "), *p_name = s->partner->values.at[p].name,
               *q_name = s->partner->values.at[q].name;
    if (one && other && strcmp(one, other) != 0)
        diag_note(s->l->d, SPAN_NOWHERE, "for example %s: %s %s, %s %s", words, p_name, one, q_name,
                  other);
    else
        diag_note(s->l->d, SPAN_NOWHERE,
                  "for example %s: the decision is one for %s and another for %s", words, p_name,
                  q_name);
}

/* ---- who names them ---- */

struct naming {
    const char *where; /* the paragraph, the definition or the scope */
    struct span at;
};
struct namings VEC(struct naming);

/* Each place once: a statement that names two duties is two rules. */
static void find_naming(const struct parties *s, const struct cond *c, uint32_t kin,
                        const char *where, struct namings *found) {
    bool some = false, all = true;
    vec_each (const struct naming, known, found)
        if (span_same(known->at, c->at)) return;
    for (uint32_t p = 0; p < s->n && c->kind == COND_IN && c->fact == s->fact; p++)
        if (s->kin[p] == kin) {
            some = some || bitset_has(c->set, p);
            all = all && bitset_has(c->set, p);
        }
    if (some && !all) vec_push(s->l->arena, found, ((struct naming){where, c->at}));
    vec_each (struct cond *, term, &c->terms) find_naming(s, *term, kin, where, found);
}

static struct namings who_names(const struct parties *s, uint32_t kin) {
    struct namings found = {0};
    const struct model *m = s->l->m;
    vec_each (struct rule, r, &s->l->rules->rules) {
        find_naming(s, r->cond, kin, lint_block(s->l, r), &found);
        if (r->meet) find_naming(s, r->meet, kin, lint_block(s->l, r), &found);
    }
    vec_each (struct define, d, &m->defines) find_naming(s, d->means, kin, d->id.name, &found);
    find_naming(s, m->scope, kin, "the scope", &found);
    return found;
}

/* All of the kin, as they are named: by a group that has no other. */
static const char *all_of(const struct parties *s, uint32_t kin) {
    const char *all = "all of them";
    vec_each (const struct group, group, &s->l->m->groups) {
        bool same = group->fact == s->fact;
        for (uint32_t p = 0; p < s->n && same; p++)
            same = bitset_has(group->set, p) == (s->kin[p] == kin);
        if (same) all = arena_printf(s->l->arena, "their group %s", group->id.name);
    }
    return all;
}

static void note_namings(const struct parties *s, const struct namings *named) {
    for (size_t i = 0; i < named->len && i < MOST_NOTES; i++)
        diag_note(s->l->d, named->at[i].at, "%s names some of them here", named->at[i].where);
    if (named->len > MOST_NOTES)
        diag_note(s->l->d, SPAN_NOWHERE, "and so do %zu more", named->len - MOST_NOTES);
}

/* Where there is more than one set. */
static void report(const struct parties *s, uint32_t kin, enum diag_code code) {
    struct analysis *l = s->l;
    uint32_t ordinary = ordinary_set(s, kin), first = MODEL_NONE, other = MODEL_NONE;
    struct words singled = {0}, others = {0}, groups = {0};
    vec_each (const struct group, group, &l->m->groups)
        if (group->fact == s->fact && group->id.used && bitset_has(group->set, kin))
            vec_push(l->arena, &groups, group->id.name);
    for (uint32_t p = 0; p < s->n; p++) {
        if (s->kin[p] != kin) continue;
        bool is_ordinary = s->set[p] == ordinary;
        vec_push(l->arena, is_ordinary ? &others : &singled, s->partner->values.at[p].name);
        if (!is_ordinary && first == MODEL_NONE) first = p;
    }
    if (first == MODEL_NONE) return;
    for (uint32_t p = 0; p < s->n && other == MODEL_NONE; p++)
        if (s->kin[p] == kin && s->set[p] == ordinary && decided_otherwise(s, p, first)) other = p;
    struct namings named = who_names(s, kin);
    diag_report(
        l->d, code, named.len ? named.at[0].at : s->partner->id.at,
        "%s %s decided otherwise than %s, though all are in the same group%s of the policy (%s)",
        ask_list(l->arena, &singled, "and"), singled.len == 1 ? "is" : "are",
        ask_list(l->arena, &others, "or"), groups.len == 1 ? "" : "s",
        ask_list(l->arena, &groups, "and"));
    if (other != MODEL_NONE) note_instance(s, first, other);
    note_namings(s, &named);
    if (named.len)
        diag_note(l->d, SPAN_NOWHERE,
                  "if all that are alike are meant, name %s%s instead; if only these are, say why "
                  "in an `allow` comment",
                  all_of(s, kin), named.len == 1 ? "" : ", in each of these places,");
}

void lint_singled_out(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    if (m->partner == MODEL_NONE || m->facts.at[m->partner].kind != FACT_ONE_OF) return;
    struct parties s = {.l = l,
                        .alike = alike_of(l, l->all, m->partner),
                        .partner = &m->facts.at[m->partner],
                        .fact = m->partner,
                        .n = (uint32_t)m->facts.at[m->partner].values.len};
    if (s.alike->classes == 1) return; /* nothing tells partners apart */
    s.kin = arena_array(l->arena, uint32_t, s.n);
    s.set = arena_array(l->arena, uint32_t, s.n);
    s.known = arena_array(l->arena, uint8_t, (size_t)s.alike->classes * s.alike->classes);
    sort_parties(&s);
    for (uint32_t p = 0; p < s.n && !l->v->g->gave_up; p++)
        if (s.kin[p] == p) report(&s, p, code);
}
