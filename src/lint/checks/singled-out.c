/*
 * Partners that are together in the groups of the policy but decided otherwise: somewhere one is
 * named and the others are not. Perhaps they are meant, perhaps they were just those at hand when
 * the rule was written. Partners of no group are not said to be alike.
 */
#include "lint/lint.h"

#include <string.h>

enum { MOST_NOTES = 6 };

/* Values that no group tells apart, and of those some that no decision tells apart either. */
struct party {
    uint32_t kin;   /* the first value that is in the same groups */
    uint32_t class; /* on the axis of the partner */
    uint32_t set;   /* the class of the first of its kin with whom all are decided alike; its own
                       class where there is none */
};

struct search {
    struct analysis *l;
    enum diag_code code;
    struct diagrams *g;
    const struct fact *partner;
    uint32_t fact, axis;
    struct party *at; /* by value */
    uint8_t *known;   /* by class * classes + class: 0 not asked, 1 alike, 2 decided otherwise */
};

static uint32_t nearest_declaration(const struct model *m, struct span at) {
    uint32_t best = 0;
    vec_each (const struct fact, f, &m->facts)
        if (f->id.at.file == at.file && f->id.at.from < at.from && f->id.at.from > best)
            best = f->id.at.from;
    vec_each (const struct declared, v, &m->vocabularies)
        if (v->at.file == at.file && v->at.from < at.from && v->at.from > best) best = v->at.from;
    return best;
}

/* In the same groups of those that are used, one at least, and named in the same list: a vocabulary
 * is a group, too. */
static bool same_groups(const struct search *s, uint32_t p, uint32_t q) {
    const struct model *m = s->l->m;
    bool together = false;
    vec_each (const struct group, group, &m->groups) {
        if (group->fact != s->fact || !group->id.used) continue;
        if (bitset_has(group->set, p) != bitset_has(group->set, q)) return false;
        together = together || bitset_has(group->set, p);
    }
    if (!together) return false;
    struct span x = s->partner->values.at[p].at, y = s->partner->values.at[q].at;
    return x.file == y.file && nearest_declaration(m, x) == nearest_declaration(m, y);
}

/* Where the two classes of partner are decided otherwise; of a component. */
static diagram otherwise(struct search *s, const struct component *x, uint32_t c, uint32_t d) {
    struct diagrams *g = s->g;
    diagram possible = s->l->v->possible;
    diagram differ = diagram_differ(g, diagram_cofactor(g, x->is, s->axis, c),
                                    diagram_cofactor(g, x->is, s->axis, d));
    return diagram_and(g, differ,
                       diagram_and(g, diagram_cofactor(g, possible, s->axis, c),
                                   diagram_cofactor(g, possible, s->axis, d)));
}

static bool decided_otherwise(struct search *s, uint32_t c, uint32_t d) {
    uint8_t *known = &s->known[c * s->g->s->axes.at[s->axis].classes + d];
    if (c == d) return false;
    if (*known) return *known == 2;
    *known = 1;
    vec_each (struct component, x, &s->l->all->components)
        if (x->part < DECISION_BASIS && otherwise(s, x, c, d) != NO) {
            *known = 2;
            break;
        }
    return *known == 2;
}

/* Alike to each that has this set, of its kin and before it: two may be alike to a third that can
 * hardly be there, and not to one another. */
static bool belongs_to(struct search *s, uint32_t p, uint32_t set) {
    for (uint32_t q = 0; q < p; q++)
        if (s->at[q].kin == s->at[p].kin && s->at[q].set == set &&
            decided_otherwise(s, s->at[q].class, s->at[p].class))
            return false;
    return true;
}

static void sort_parties(struct search *s) {
    size_t n = s->partner->values.len;
    for (uint32_t p = 0; p < n; p++) {
        struct party *x = &s->at[p];
        x->class = space_class(s->g->s, s->axis, p);
        x->kin = p;
        for (uint32_t q = 0; q < p; q++)
            if (s->at[q].kin == q && same_groups(s, p, q)) {
                x->kin = q;
                break;
            }
        x->set = x->class;
        for (uint32_t q = 0; q < p; q++)
            if (s->at[q].kin == x->kin && belongs_to(s, p, s->at[q].set)) {
                x->set = s->at[q].set;
                break;
            }
    }
}

/* Of one kin: the set with most values (the first of those), which counts as the ordinary one. */
static uint32_t ordinary_set(const struct search *s, uint32_t kin) {
    size_t best = 0;
    uint32_t ordinary = s->at[kin].set;
    for (uint32_t p = 0; p < s->partner->values.len; p++) {
        size_t n = 0;
        for (uint32_t q = 0; q < s->partner->values.len && s->at[p].kin == kin; q++)
            n += s->at[q].kin == kin && s->at[q].set == s->at[p].set;
        if (n > best) {
            best = n;
            ordinary = s->at[p].set;
        }
    }
    return ordinary;
}

static const char *what_is_decided(struct search *s, struct witness *w, uint32_t value) {
    struct analysis *l = s->l;
    witness_fix(w, diagram_with(s->g, l->all->in_scope, s->fact, value));
    w->situation[s->fact] = value;
    if (diagram_at(s->g, l->all->in_scope, w->situation) != YES) return "is out of scope";
    if (!l->m->ranked) return NULL;
    ask_fix(w, l->all->used, s->fact, value);
    ask_fix(w, l->all->start, s->fact, value);
    const char *use = ask_approach(l->all, l->all->used, w->situation),
               *now = ask_approach(l->all, l->all->start, w->situation);
    return strcmp(use, now) == 0 ? arena_printf(l->arena, "gets %s", use)
                                 : arena_printf(l->arena, "gets %s, and %s now", use, now);
}

/* A situation in which the two are decided otherwise; one that shows it in the approach where there
 * is one. */
static void note_instance(struct search *s, uint32_t p, uint32_t q) {
    vec_each (struct component, x, &s->l->all->components) {
        diagram where =
            x->part < DECISION_BASIS ? otherwise(s, x, s->at[p].class, s->at[q].class) : NO;
        if (where == NO) continue;
        struct witness w = ask_witness(s->l->v, where, s->fact);
        const char *one = what_is_decided(s, &w, p), *other = what_is_decided(s, &w, q),
                   *words = witness_where(&w);
        const char *p_name = s->partner->values.at[p].name, *q_name = s->partner->values.at[q].name;
        if (one && other && strcmp(one, other) != 0)
            diag_note(s->l->d, SPAN_NOWHERE, "for example %s: %s %s, %s %s", words, p_name, one,
                      q_name, other);
        else
            diag_note(s->l->d, SPAN_NOWHERE,
                      "for example %s: the decision is one for %s and another for %s", words,
                      p_name, q_name);
        return;
    }
}

/* ---- who names them ---- */

struct naming {
    const char *where; /* the paragraph, or NULL: a definition, the scope */
    struct span at;
};
struct namings VEC(struct naming);

static void find_naming(const struct search *s, const struct cond *c, uint32_t kin,
                        const char *where, struct namings *found) {
    bool some = false, all = true;
    if (c->kind == COND_IN && c->fact == s->fact) {
        for (uint32_t p = 0; p < s->partner->values.len; p++) {
            if (s->at[p].kin != kin) continue;
            some = some || bitset_has(c->set, p);
            all = all && bitset_has(c->set, p);
        }
        if (some && !all) vec_push(s->l->arena, found, ((struct naming){where, c->at}));
    }
    vec_each (struct cond *, term, &c->terms) find_naming(s, *term, kin, where, found);
}

static struct namings who_names(const struct search *s, uint32_t kin) {
    struct namings found = {0};
    const struct model *m = s->l->m;
    vec_each (struct rule, r, &s->l->rules->rules) {
        find_naming(s, r->cond, kin, m->blocks.at[r->block].id.name, &found);
        if (r->meet) find_naming(s, r->meet, kin, m->blocks.at[r->block].id.name, &found);
    }
    vec_each (struct define, d, &m->defines) find_naming(s, d->means, kin, d->id.name, &found);
    find_naming(s, m->scope, kin, "the scope", &found);
    return found;
}

static void tell(struct search *s, uint32_t kin, uint32_t ordinary) {
    struct analysis *l = s->l;
    struct words singled = {0}, others = {0}, groups = {0};
    vec_each (const struct group, group, &l->m->groups)
        if (group->fact == s->fact && group->id.used && bitset_has(group->set, kin))
            vec_push(l->arena, &groups, group->id.name);
    uint32_t first = MODEL_NONE, other = MODEL_NONE;
    for (uint32_t p = 0; p < s->partner->values.len; p++) {
        if (s->at[p].kin != kin) continue;
        bool is_ordinary = s->at[p].set == ordinary;
        vec_push(l->arena, is_ordinary ? &others : &singled, s->partner->values.at[p].name);
        first = !is_ordinary && first == MODEL_NONE ? p : first;
    }
    for (uint32_t p = 0; p < s->partner->values.len && other == MODEL_NONE; p++)
        if (s->at[p].kin == kin && s->at[p].set == ordinary &&
            decided_otherwise(s, s->at[p].class, s->at[first].class))
            other = p;
    struct namings named = who_names(s, kin);
    struct span at = named.len ? named.at[0].at : s->partner->id.at;
    diag_report(
        l->d, s->code, at,
        "%s %s decided otherwise than %s, though all are in the same group%s of the policy (%s)",
        ask_list(l->arena, &singled, "and"), singled.len == 1 ? "is" : "are",
        ask_list(l->arena, &others, "or"), groups.len == 1 ? "" : "s",
        ask_list(l->arena, &groups, "and"));
    if (other != MODEL_NONE) note_instance(s, first, other);
    for (size_t i = 0; i < named.len && i < MOST_NOTES; i++)
        diag_note(l->d, named.at[i].at, "%s names some of them here", named.at[i].where);
    diag_note(l->d, SPAN_NOWHERE,
              "if all that are alike are meant, name their group instead; if only these are, say "
              "why in an `allow` comment");
}

void lint_singled_out(struct analysis *l, enum diag_code code) {
    const struct model *m = l->m;
    if (m->partner == MODEL_NONE || m->facts.at[m->partner].kind != FACT_ONE_OF) return;
    struct search s = {.l = l,
                       .code = code,
                       .g = l->v->g,
                       .partner = &m->facts.at[m->partner],
                       .fact = m->partner};
    s.axis = s.g->s->first_axis[m->partner];
    if (s.axis == s.g->s->first_axis[m->partner + 1]) return;
    uint32_t classes = s.g->s->axes.at[s.axis].classes;
    s.at = arena_array(l->arena, struct party, s.partner->values.len);
    s.known = arena_array(l->arena, uint8_t, (size_t)classes * classes);
    sort_parties(&s);
    for (uint32_t p = 0; p < s.partner->values.len && !s.g->gave_up; p++) {
        bool differ = false;
        for (uint32_t q = p; q < s.partner->values.len && s.at[p].kin == p; q++)
            differ = differ || (s.at[q].kin == p && s.at[q].set != s.at[p].set);
        if (differ) tell(&s, p, ordinary_set(&s, p));
    }
}
