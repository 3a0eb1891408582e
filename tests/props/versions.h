/*
 * Two versions of a policy: copies changed here and there, and both decided by the reference
 * interpreter in a situation of the facts of both.
 */
#ifndef TESTS_PROPS_VERSIONS_H
#define TESTS_PROPS_VERSIONS_H

#include "diff/diff.h"
#include "tests/props/harness.h"

/* ---- changed copies ---- */

static const char *const replacements[][2] = {
    {"may use", "will use"},
    {"will use", "must use"},
    {"must not use a0", "must not engage"},
    {" and ", " or "},
    {" or ", " and "},
    {"at least 1 of", "at least 2 of"},
    {"f0", "f1"},
    {"f1", "f0"},
    {"f1", "f2"},
    {"j0", "j1"},
    {"j0", "f0"},
    {" when ", " unless "},
    {"a0", "a1"},
    {"a1", "a0"},
    {"u0", "u1"},
    {"u1", "u0"},
    {"letter = a", "letter = b"},
    {"letter in { a", "letter in { b"},
    {"with a", "with c"},
    {"level at least", "level above"},
    {"includes red", "includes blue"},
    {"tags is empty", "tags includes green"},
    {"size above", "size at least"},
    {"-15", "-16"},
    {"01-0", "02-0"},
    {"at most", "at least"},
    {"not (", "("},
    {" = yes", " = no"},
    {"notwithstanding", "subject to"},
    {"subject to", "notwithstanding"},
    {"requirement of ", ""},
    {" using a0", ""},
    {" or above", ""},
    {"before by", "on use by"},
    {"on use by", "before by"},
    {"on use by", "on receipt by"},
    {"on receipt by", "before by"},
    {"done when f0", "done when f1"},
    {"presumed yes", "presumed no"},
    {" default no", " default yes"},
    {" default yes", ""},
    {"{ a, b, c, d }", "{ a, b, c, d, e }"},
    {"{ a, b, c, d }", "{ d, c, x, b, a }"},
    {"{ red, green, blue }", "{ green, red, blue, grey }"},
    {"{ low < mid < high }", "{ low < mid < high < top }"},
    {"0.0..5.0", "0.0..6.0"},
    {"0.0..5.0", "1.0..5.0"},
    {"0.0..5.0", "0.00..5.00"},
    {"0.0..5.0", "0.00..5.00"},
    {"fact f0 \"t\" : yes or no", "fact extra \"t\" : yes or no\nfact f0 \"t\" : yes or no"},
    {"approaches ranked a0 < a1", "approaches ranked a1 < a0"},
    {"ranked a0 < a1 < a2", "unranked a0, a1, a2"},
    {"    default\n", ""},
    {"letter != a", "letter != b"},
    {"assume \"t\" ", "assume \"t\" not "},
    {"judgement j0 \"t\"",
     "fact extra \"t\" : one of { p, q }\nassume \"e\" extra = p or f0\njudgement j0 \"t\""},
    {"means ", "means not "},
    {"taken narrow", "taken wide"},
    {"taken wide", "taken narrow"},
    {"r0 = wide", "r0 != wide"},
    {"should meet ", "should meet not "},
};
enum { REPLACEMENTS = sizeof replacements / sizeof *replacements };

static inline uint32_t draw(uint64_t *state, uint32_t n) {
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((*state >> 33) % n);
}

/* Replaces the k-th place of what can be replaced. */
static inline bool replace_at(char *text, size_t size, const char *from, const char *to,
                              uint32_t k) {
    uint32_t places = 0;
    for (char *at = strstr(text, from); at; at = strstr(at + 1, from)) places++;
    if (places == 0) return false;
    char *at = strstr(text, from);
    for (k %= places; k > 0; k--) at = strstr(at + 1, from);
    size_t tail = strlen(at + strlen(from)) + 1;
    if ((size_t)(at - text) + strlen(to) + tail > size) return false;
    memmove(at + strlen(to), at + strlen(from), tail);
    memcpy(at, to, strlen(to));
    return true;
}

static inline void drop_statement(char *text, uint64_t *state) {
    size_t places = 0;
    for (char *at = strstr(text, "\n    m"); at; at = strstr(at + 1, "\n    m")) places++;
    if (places == 0) return;
    size_t k = draw(state, (uint32_t)places);
    char *at = strstr(text, "\n    m");
    for (; k > 0; k--) at = strstr(at + 1, "\n    m");
    char *end = strchr(at + 1, '\n');
    memmove(at, end, strlen(end) + 1);
}

static inline void change(char *text, size_t size, uint64_t *state) {
    for (uint32_t n = 1 + draw(state, 3), tries = 0; n > 0 && tries < 60; tries++) {
        if (draw(state, 8) == 0) {
            drop_statement(text, state);
            n--;
            continue;
        }
        const char *const *r = replacements[draw(state, REPLACEMENTS)];
        n -= replace_at(text, size, r[0], r[1], draw(state, 1000));
    }
}

/* A name that both have is the same pointer in both. */
static inline bool compile_named(struct compiled *c, const char *text, struct compiled *names) {
    compiled_init(c);
    if (names) c->names = names->names, c->sources = names->sources;
    source_add_text(&c->arena, &c->sources, &c->d, "test.strat", text, strlen(text));
    struct ast_program program = {.complete = true};
    vec_push(&c->arena, &program.files, parse_file(&c->names, &c->d, (uint32_t)c->sources.len - 1));
    program.complete = c->d.errors == 0;
    bool fine = compile_program(c, &program);
    if (names) names->names = c->names;
    return fine;
}

/* ---- decided side by side ---- */

struct two {
    struct compiled *c[SIDES];
    const struct difference *d;
    struct decision decision[SIDES];
    int64_t *situation[SIDES], *both;
    bool *attached[SIDES]; /* by approach, duty and paragraph of both: it attaches it here */
};

static inline size_t attachments(const struct difference *d) {
    return d->approaches.len * d->duties.len * d->paragraphs.len;
}

static inline void two_init(struct two *t, struct compiled *old, struct compiled *new,
                            const struct difference *d, struct arena *a) {
    *t = (struct two){.c = {old, new}, .d = d};
    for (int side = OLD; side < SIDES; side++) {
        decision_init(t->c[side]->interpreter, &t->decision[side], a);
        t->situation[side] = arena_array(a, int64_t, t->c[side]->model->facts.len + 1);
        t->attached[side] = arena_array(a, bool, attachments(d) + 1);
    }
    t->both = arena_array(a, int64_t, d->model->facts.len + 1);
}

/* The situation as one version sees it; false where it has a value that the version lacks. */
static inline bool seen_by(struct two *t, int side) {
    const struct difference *d = t->d;
    const struct model *own = t->c[side]->model;
    for (uint32_t f = 0; f < own->facts.len; f++) {
        const struct fact *fact = &own->facts.at[f];
        if (fact->source == FACT_READING) {
            t->situation[side][f] = own_model(d, side)->facts.at[f].taken;
            continue;
        }
        int64_t value = t->both[d->fact_of[side][f]];
        const uint32_t *value_of = d->value_of[side][f];
        if (fact->kind == FACT_ONE_OF) {
            size_t v = 0;
            while (v < fact->values.len && value_of[v] != value) v++;
            if (v == fact->values.len) return false;
            value = (int64_t)v;
        } else if (fact->kind == FACT_SET_OF) {
            uint64_t set = 0, left = (uint64_t)value;
            for (size_t v = 0; v < fact->values.len; v++)
                if (left >> value_of[v] & 1) {
                    set |= UINT64_C(1) << v;
                    left &= ~(UINT64_C(1) << value_of[v]);
                }
            if (left) return false;
            value = (int64_t)set;
        } else if ((fact->kind == FACT_NUMBER || fact->kind == FACT_DATE) &&
                   (value < fact->low || value > fact->high)) {
            return false;
        }
        t->situation[side][f] = value;
    }
    return interpret_broken_assume(t->c[side]->interpreter, t->situation[side]) < 0;
}

/* Names of both versions, one bit each. */
enum { NAMES_WORDS = 4, MOST_NAMES = NAMES_WORDS * 64 };
struct name_set {
    uint64_t at[NAMES_WORDS];
};

static inline struct name_set named(const struct units *units, int side, const uint64_t *list) {
    struct name_set set = {{0}};
    for (size_t u = 0; u < units->len; u++) {
        uint32_t own = units->at[u].of[side];
        if (own != MODEL_NONE && list[own / 64] >> (own % 64) & 1)
            set.at[u / 64] |= UINT64_C(1) << (u % 64);
    }
    return set;
}

static inline uint64_t approaches_seen(const struct two *t, int side, uint64_t own) {
    return named(&t->d->approaches, side, &own).at[0];
}

/* What one approach of both has. */
struct seen_approach {
    uint32_t verdicts;
    int modality;
    struct name_set duties, before, cautions, closed_by, basis;
};

/* A decision in names of both. */
struct seen {
    enum status status;
    uint64_t used, start;
    struct seen_approach each[64];
    struct name_set closed_by;
    const bool *attached; /* until this side is seen again */
};

static inline size_t unit_at(const struct units *units, int side, uint32_t own) {
    size_t u = 0;
    while (units->at[u].of[side] != own) u++;
    return u;
}

static inline bool attaches(const struct difference *d, const bool *attached, size_t approach,
                            size_t duty, size_t paragraph) {
    return attached[(approach * d->duties.len + duty) * d->paragraphs.len + paragraph];
}

/* By the rules one by one; of approaches whose duties count. */
static inline void see_attached(const struct two *t, int side) {
    const struct difference *d = t->d;
    const struct rule_set *set = t->c[side]->rules;
    memset(t->attached[side], 0, attachments(d) * sizeof(bool));
    for (uint32_t r = 0; r < set->rules.len; r++) {
        const struct rule *rule = &set->rules.at[r];
        uint32_t acts = interpret_acts_for(t->c[side]->interpreter, r);
        if (rule->kind != STATEMENT_DUTY) continue;
        size_t duty = unit_at(&d->duties, side, rule->duty),
               place = unit_at(&d->paragraphs, side, set->model->blocks.at[rule->block].outline);
        for (size_t u = 0; u < d->approaches.len; u++) {
            uint32_t own = d->approaches.at[u].of[side];
            if (own != MODEL_NONE && (acts >> own & 1) &&
                t->decision[side].each[own].verdicts >= 1u << VERDICT_DEFAULT)
                t->attached[side][(u * d->duties.len + duty) * d->paragraphs.len + place] = true;
        }
    }
}

static inline struct seen see(const struct two *t, int side) {
    const struct decision *d = &t->decision[side];
    const struct difference *c = t->d;
    struct seen s = {.status = d->status};
    const struct model *m = t->c[side]->model;
    uint64_t now = m->ranked ? d->now < 0 ? 0 : UINT64_C(1) << d->now : d->may_start;
    s.start = approaches_seen(t, side, now);
    s.used = approaches_seen(t, side, d->approach >= 0 ? UINT64_C(1) << d->approach : d->open);
    s.closed_by = named(&c->paragraphs, side, d->lists.closed_by);
    see_attached(t, side);
    s.attached = t->attached[side];
    for (size_t u = 0; u < c->approaches.len; u++) {
        uint32_t own = c->approaches.at[u].of[side];
        s.each[u] = (struct seen_approach){.verdicts = 1u << VERDICT_NOT_PROVIDED, .modality = -1};
        if (own == MODEL_NONE) continue;
        const struct lists *l = &d->each[own];
        s.each[u] = (struct seen_approach){.verdicts = l->verdicts,
                                           .modality = l->modality,
                                           .duties = named(&c->duties, side, l->duties),
                                           .before = named(&c->duties, side, l->before),
                                           .cautions = named(&c->paragraphs, side, l->cautions),
                                           .closed_by = named(&c->paragraphs, side, l->closed_by),
                                           .basis = named(&c->paragraphs, side, l->basis)};
    }
    return s;
}

static inline bool same_names(const struct name_set *x, const struct name_set *y) {
    return memcmp(x, y, sizeof *x) == 0;
}

/* But for the grounds. */
static inline bool seen_same(const struct two *t, const struct seen *x, const struct seen *y) {
    for (size_t u = 0; u < t->d->approaches.len; u++) {
        const struct seen_approach *a = &x->each[u], *b = &y->each[u];
        if (a->verdicts != b->verdicts || a->modality != b->modality ||
            !same_names(&a->duties, &b->duties) || !same_names(&a->before, &b->before) ||
            !same_names(&a->cautions, &b->cautions))
            return false;
    }
    return x->status == y->status && x->used == y->used && x->start == y->start;
}

static inline bool same_grounds_seen(const struct two *t, const struct seen *x,
                                     const struct seen *y) {
    for (size_t u = 0; u < t->d->approaches.len; u++)
        if (!same_names(&x->each[u].closed_by, &y->each[u].closed_by) ||
            !same_names(&x->each[u].basis, &y->each[u].basis))
            return false;
    return same_names(&x->closed_by, &y->closed_by) &&
           memcmp(x->attached, y->attached, attachments(t->d) * sizeof(bool)) == 0;
}

/* ---- the other way round ---- */

/* Approaches as the other comparison numbers them. */
static inline uint64_t renumbered(const struct units *from, const struct units *to,
                                  uint64_t approaches) {
    uint64_t set = 0;
    for (size_t u = 0; u < from->len; u++)
        for (size_t k = 0; (approaches >> u & 1) && k < to->len; k++)
            if (to->at[k].name == from->at[u].name) set |= UINT64_C(1) << k;
    return set;
}

/* The same situations, and what was is what is. */
static inline bool mirrors(const struct difference *d, const struct parting *x,
                           const struct difference *back, const struct parting *y) {
    const struct units *there = &d->approaches, *here = &back->approaches;
    if (x->kind != y->kind || big_compare(x->situations, y->situations) != 0 ||
        x->statuses[OLD] != y->statuses[NEW] || x->statuses[NEW] != y->statuses[OLD])
        return false;
    return x->kind != GROUP_APPROACH ||
           (renumbered(there, here, x->is[OLD].used) == y->is[NEW].used &&
            renumbered(there, here, x->is[NEW].used) == y->is[OLD].used);
}

/* What is not as it should be where one is the other way round; NULL: nothing. */
static inline const char *no_mirror(const struct difference *d, const struct difference *back,
                                    struct arena *a) {
    bool *met = arena_array(a, bool, back->groups.len + 1);
    if (big_compare(back->differing, d->differing) != 0 ||
        big_compare(back->alike, d->alike) != 0 ||
        big_compare(back->situations, d->situations) != 0)
        return "the other way round";
    if (back->groups.len != d->groups.len) return "the number of groups the other way round";
    vec_each (const struct parting, x, &d->groups) {
        size_t k = 0;
        while (k < back->groups.len && (met[k] || !mirrors(d, x, back, &back->groups.at[k]))) k++;
        if (k == back->groups.len) return "a group the other way round";
        met[k] = true;
    }
    return NULL;
}

/* ---- readings ---- */

/* The same rules where readings are facts like any other. */
static inline const struct rule_set *open_readings(struct compiled *c) {
    struct model *m = arena_new(&c->arena, struct model);
    struct rule_set *open = arena_new(&c->arena, struct rule_set);
    *m = *c->model;
    m->facts.at = arena_array(&c->arena, struct fact, m->facts.len);
    memcpy(m->facts.at, c->model->facts.at, m->facts.len * sizeof *m->facts.at);
    vec_each (struct fact, f, &m->facts)
        if (f->source == FACT_READING) f->source = FACT_ASKED;
    *open = *c->rules;
    open->model = m;
    return open;
}

#endif
