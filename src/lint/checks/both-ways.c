/*
 * One condition that works the other way than everywhere else: it helps to open what rules open in
 * several places and to close it in one, or attaches duties and in one place keeps one away; two
 * conditions that are joined by `and` in several places and by `or` in one. A `not` too many or too
 * few, `unless` for `when` and `or` for `and` look like this.
 *
 * What one paragraph says both of, it distinguishes on purpose, and one that prevails over others
 * says the contrary of them; of different partners different things may be said. Of the partner,
 * the activity and the objective nothing is asked: who is meant is not a matter of more or less.
 */
#include "lint/lint.h"

#include <string.h>

enum { NOTES = 3, LEAST = 2, MOST_TERMS = 40, BOTH = 3 };

enum sides { ONE, OTHER, SIDES };

/* Something said of a subject, one way or the other. */
struct saying {
    uint32_t block, statement; /* block MODEL_NONE: of a safeguard or definition */
    const uint64_t *with;      /* of these partners alone; NULL: of all */
    enum sides side;
    struct span at;
};

struct subject {
    const char *what;
    bool duties; /* said by statements that attach, else by those that open or close */
    struct sayings VEC(struct saying) sayings; /* in the order of their statements */
};

struct gathering {
    struct analysis *l;
    struct intern names;
    struct map known; /* subjects */
    struct subjects VEC(struct subject) subjects;
    uint32_t block, statements; /* of what is gone over */
    const uint64_t *with;       /* see struct saying */
    bool joined, duties;        /* of two terms, how they are joined; see struct subject */
    uint32_t *said;     /* by definition, then whether it is to hold: the last statement + 1 */
    struct span within; /* the use of the definition that is gone over; else it ends at 0 */
};

/* What is said of, however it is laid out. */
static const char *name_of(struct gathering *k, const char *what) {
    char *text = arena_strndup(k->l->arena, what, strlen(what)), *to = text;
    for (const char *c = what; *c; c++)
        if (*c != ' ') *to++ = *c;
    return intern(&k->names, text, (size_t)(to - text));
}

static void say(struct gathering *k, const char *what, enum sides side, struct span at) {
    uint32_t n = (uint32_t)k->subjects.len;
    uint32_t subject = map_add(&k->known, k->duties, map_name(name_of(k, what)), n);
    if (subject == n) vec_push(k->l->arena, &k->subjects, ((struct subject){what, k->duties, {0}}));
    vec_push(
        k->l->arena, &k->subjects.at[subject].sayings,
        ((struct saying){k->block, k->statements, k->with, side, k->within.to ? k->within : at}));
}

static bool is_known(struct gathering *k, const char *what) {
    return map_get(&k->known, k->duties, map_name(name_of(k, what))) != MAP_NONE;
}

/* ---- what a condition says ---- */

static const char *written(const struct gathering *k, const struct cond *c) {
    return source_words(k->l->arena, k->l->d->sources->at[c->at.file], c->at);
}

/* Whether it holds of the highest value alone, or from some value upwards; of the lowest, and up to
 * one (-1); else 0. */
static int direction(const struct fact *f, const struct cond *c) {
    if (c->kind == COND_RANGE) return (c->high >= f->high) - (c->low <= f->low);
    size_t n = f->values.len, turns = 0;
    for (size_t v = 1; v < n; v++) turns += bitset_has(c->set, v) != bitset_has(c->set, v - 1);
    return turns == 1 ? bitset_has(c->set, n - 1) - bitset_has(c->set, 0) : 0;
}

static void say_of_fact(struct gathering *k, const struct cond *c, bool positive) {
    const struct model *m = k->l->m;
    const struct fact *f = &m->facts.at[c->fact];
    if (c->fact == m->partner || c->fact == m->activity || c->fact == m->objective ||
        c->fact == m->date)
        return;
    bool range = c->kind == COND_RANGE, yes = c->kind == COND_IN && f->kind == FACT_FLAG;
    if (range || (c->kind == COND_IN && f->ordered)) {
        int way = direction(f, c);
        if (way)
            say(k, arena_printf(k->l->arena, "a higher %s", f->id.name), (way > 0) != positive,
                c->at);
    } else if (yes) {
        say(k, f->id.name, bitset_has(c->set, 1) != positive, c->at);
    } else {
        const char *words = written(k, c), *but = strstr(words, "!=");
        if (but) words = arena_printf(k->l->arena, "%.*s%s", (int)(but - words), words, but + 1);
        say(k, words, (but == NULL) != positive, c->at);
    }
}

static void say_atoms(struct gathering *k, const struct cond *c, unsigned ways);

static void say_of_definition(struct gathering *k, const struct cond *c, unsigned ways) {
    const struct define *d = &k->l->m->defines.at[c->index];
    uint32_t *said = &k->said[2 * c->index], now = k->statements + 1;
    struct span within = k->within;
    unsigned more = 0;
    for (unsigned way = 0; way < 2; way++) {
        if (!(ways >> way & 1)) continue;
        say(k, d->id.name, !way, c->at);
        if (said[way] != now) more |= 1u << way;
        said[way] = now;
    }
    if (within.to == 0) k->within = c->at;
    if (more) say_atoms(k, d->means, more);
    k->within = within;
}

/* `ways`: a bit for what is to hold, and what is not. What a definition says, the statement that
 * uses it says, once. One of several, of which some are enough, stands beside them for another
 * reason than by itself: it counts as both, and so does all that it is made of. */
static void say_atoms(struct gathering *k, const struct cond *c, unsigned ways) {
    unsigned within = c->kind == COND_COUNT ? BOTH
                      : c->kind == COND_NOT ? ways >> 1 | (ways & 1) << 1
                                            : ways;
    for (unsigned way = 0; way < 2 && cond_is_test(c); way++)
        if (ways >> way & 1) say_of_fact(k, c, way);
    if (c->kind == COND_DEFINE) say_of_definition(k, c, ways);
    vec_each (struct cond *, term, &c->terms) say_atoms(k, *term, within);
}

/* Each two terms of a list, in the order in which they stood together first. */
static void say_joined(struct gathering *k, const struct cond *c) {
    bool list = (c->kind == COND_AND || c->kind == COND_OR) && c->terms.len <= MOST_TERMS;
    const char *terms[MOST_TERMS];
    for (size_t i = 0; list && i < c->terms.len; i++) terms[i] = written(k, c->terms.at[i]);
    for (size_t i = 0; list && i < c->terms.len; i++)
        for (size_t j = i + 1; j < c->terms.len; j++) {
            const char *x = terms[i], *y = terms[j];
            const char *both = arena_printf(k->l->arena, "`%s` and `%s`", y, x);
            if (!is_known(k, both)) both = arena_printf(k->l->arena, "`%s` and `%s`", x, y);
            if (name_of(k, x) != name_of(k, y)) say(k, both, c->kind == COND_OR, c->at);
        }
    vec_each (struct cond *, term, &c->terms) say_joined(k, *term);
}

static void say_condition(struct gathering *k, const struct cond *c, bool positive) {
    if (k->joined)
        say_joined(k, c);
    else
        say_atoms(k, c, 1u << positive);
}

/* ---- statements ---- */

static void say_qualifiers(struct gathering *k, const struct qualifiers *all, bool opens) {
    vec_each (struct qualifier, q, all)
        if (q->kind == AST_WHEN || q->kind == AST_UNLESS)
            say_condition(k, q->cond, (q->kind == AST_WHEN) == opens);
}

static void say_statement(struct gathering *k, const struct statement *s) {
    bool before = s->kind == STATEMENT_DUTY && k->l->m->duties.at[s->duty].timing == DUTY_BEFORE;
    k->with = NULL;
    vec_each (struct qualifier, q, &s->qualifiers)
        if (q->kind == AST_WITH && q->cond->kind == COND_IN) k->with = q->cond->set;
    k->duties =
        !k->joined && !before && (s->kind == STATEMENT_DUTY || s->kind == STATEMENT_EXPECTATION);
    say_qualifiers(k, &s->qualifiers, s->kind == STATEMENT_PERMISSION || k->duties);
    if (s->cond && (k->joined || s->kind == STATEMENT_REQUIREMENT)) {
        k->duties = false;
        say_condition(k, s->cond, true);
    }
    k->statements++;
}

static void say_all(struct gathering *k) {
    const struct model *m = k->l->m;
    for (k->block = 0; k->block < m->blocks.len; k->block++)
        vec_each (struct statement, s, &m->blocks.at[k->block].statements)
            if (!lint_goes_on(&m->blocks.at[k->block], s)) say_statement(k, s);
    k->block = MODEL_NONE;
    k->with = NULL;
    vec_each (struct safeguard, g, &m->safeguards)
        vec_each (struct promise, p, &g->promises) {
            k->duties = !k->joined && p->kind == AST_ALWAYS;
            say_qualifiers(k, &p->qualifiers, p->kind == AST_ALWAYS);
            k->statements++;
        }
    if (!k->joined) return;
    k->duties = false;
    vec_each (struct define, d, &m->defines) {
        say_joined(k, d->means);
        k->statements++;
    }
}

/* ---- what stands alone ---- */

/* Whether it prevails over one that says otherwise, the same paragraph says that, too, or those
 * that do speak of other partners. */
static bool distinguishes(const struct model *m, const struct subject *s, const struct saying *x) {
    bool of_others = x->with != NULL;
    vec_each (struct saying, y, &s->sayings) {
        if (y->side == x->side) continue;
        of_others = of_others && y->with &&
                    !bitset_meet(x->with, y->with, cond_words(&m->facts.at[m->partner]));
        if (y->block == x->block) return true;
        vec_each (struct priority, p, &m->priorities)
            if (p->winner == x->block && p->loser == y->block) return true;
    }
    return of_others;
}

/* How many statements say it so, and not otherwise as well; *last: the last of them. */
static size_t count(const struct subject *s, enum sides side, const struct saying **last) {
    size_t n = 0;
    for (size_t i = 0, next; i < s->sayings.len; i = next) {
        bool says[SIDES] = {false};
        for (next = i;
             next < s->sayings.len && s->sayings.at[next].statement == s->sayings.at[i].statement;
             next++)
            says[s->sayings.at[next].side] = true;
        if (!says[side] || says[1 - side]) continue;
        *last = &s->sayings.at[i];
        n++;
    }
    return n;
}

static void report(struct gathering *k, enum diag_code code, const struct subject *s,
                   const struct saying *x, size_t others) {
    static const char *const does[2][SIDES] = {{"helps to open", "helps to close"},
                                               {"brings on", "keeps away"}};
    static const char *const by[SIDES] = {"and", "or"};
    enum sides there = 1 - x->side;
    if (k->joined)
        diag_report(k->l->d, code, x->at,
                    "%s are joined by `%s` in the %zu other places that have both, and by `%s` "
                    "here: write `%s` if that was not meant",
                    s->what, by[there], others, by[x->side], by[there]);
    else
        diag_report(k->l->d, code, x->at,
                    "%s %s what the %zu other statements say that ask for it, and %s what this one "
                    "says: see whether a `not`, or `unless` for `when`, is a slip here",
                    s->what, does[s->duties][there], others, does[s->duties][x->side]);
    size_t shown = 0;
    vec_each (struct saying, y, &s->sayings)
        if (y->side == there && shown++ < NOTES) diag_note(k->l->d, y->at, "otherwise here");
}

static void judge(struct gathering *k, enum diag_code code) {
    bool *told = arena_array(k->l->arena, bool, k->statements + 1);
    vec_each (struct subject, s, &k->subjects)
        for (enum sides side = ONE; side < SIDES; side++) {
            const struct saying *alone, *other;
            size_t others = count(s, 1 - side, &other);
            if (others < LEAST || count(s, side, &alone) != 1 || alone->block == MODEL_NONE ||
                told[alone->statement] || distinguishes(k->l->m, s, alone))
                continue;
            report(k, code, s, alone, others);
            told[alone->statement] = true;
        }
}

void lint_both_ways(struct analysis *l, enum diag_code code) {
    struct gathering k = {.l = l, .joined = code == DIAG_JOINED_OTHERWISE};
    intern_init(&k.names, l->arena);
    map_init(&k.known, l->arena);
    k.said = arena_array(l->arena, uint32_t, 2 * l->m->defines.len + 1);
    say_all(&k);
    judge(&k, code);
}
