/*
 * From functions of situations to functions of changes, and to minimal sets of facts. Each is made
 * node by node, children first, as the numbers of nodes rise.
 */
#include "runtime/why/ways.h"

/* ---- axes as blocks of levels ---- */

STRAT_LOCAL struct strat_block strat_i_block(const struct strat_state *s, uint32_t i) {
    const uint64_t *open = s->open + (size_t)i * STRAT_OPEN_WORDS;
    struct strat_block b;
    b.axis = (uint32_t)open[STRAT_OPEN_AXIS];
    b.level = (uint32_t)open[STRAT_OPEN_LEVEL] - 1;
    b.bits = STRAT_OPEN_BITS(open[STRAT_OPEN_AXIS]);
    b.groups = STRAT_OPEN_GROUPS(open[STRAT_OPEN_LEVEL]);
    b.group = s->group + open[STRAT_OPEN_GROUP];
    return b;
}

STRAT_LOCAL uint32_t strat_i_below(const struct strat_state *s, const struct strat_block *b,
                                   uint32_t f, uint32_t group) {
    uint32_t i;
    for (i = 0; i < b->bits; i++)
        if (strat_i_level(&s->d, f) == b->level + 1 + i)
            f = (group >> (b->bits - 1 - i)) & 1 ? strat_i_high(&s->d, f) : strat_i_low(&s->d, f);
    return f;
}

/* A node that is the first of a block: where the axis is given a class, and where it is kept. */
struct parts {
    struct strat_block block;
    uint32_t given, kept;
};

static struct parts parts_of(const struct strat_search *w, uint32_t f) {
    const struct strat_state *s = w->s;
    uint32_t level = strat_i_level(&s->d, f);
    struct parts p;
    p.block = strat_i_block(s, (uint32_t)w->axis_at[level]);
    p.given = level == p.block.level ? strat_i_low(&s->d, f) : f;
    p.kept = level == p.block.level ? strat_i_high(&s->d, f) : f;
    return p;
}

/* ---- what is made of each node ---- */

static uint64_t *note_of(const struct strat_search *w, uint32_t f) {
    return w->note + STRAT_NOTE_WORDS * (size_t)f;
}

static uint32_t made_of(const struct strat_search *w, uint32_t f) {
    return f <= STRAT_YES ? f : (uint32_t)*note_of(w, f);
}

static void need(const struct strat_search *w, uint32_t f) { strat_i_add(w->needed, f); }

static void need_groups(const struct strat_search *w, const struct strat_block *b, uint32_t f) {
    uint32_t g, groups = strat_i_level(&w->s->d, f) > b->level + b->bits ? 1 : b->groups;
    for (g = 0; g < groups; g++) need(w, strat_i_below(w->s, b, f, g));
}

static void need_below(const struct strat_search *w, uint32_t f) {
    struct parts p = parts_of(w, f);
    need_groups(w, &p.block, p.given);
    if (p.kept != p.given) need_groups(w, &p.block, p.kept);
    strat_i_work(w->s, 1 + p.block.groups / 4);
}

static void need_children(const struct strat_search *w, uint32_t f) {
    need(w, strat_i_low(&w->s->d, f));
    need(w, strat_i_high(&w->s->d, f));
    strat_i_work(w->s, 1);
}

/* Finds what has to be looked at below a node, from that on: children are below their parents.
 * Returns whether that leads to YES alone. */
static int find_needed(const struct strat_search *w, uint32_t root,
                       void (*below)(const struct strat_search *w, uint32_t f)) {
    uint32_t k = root / 64 + 1, i;
    int all;
    strat_i_work(w->s, 1 + root / 64);
    if (root >= w->notes) w->s->stopped = 1;
    if (w->s->stopped) return 0;
    strat_i_fill(w->needed, k, 0);
    need(w, root);
    while (k-- > 0)
        for (i = 64; i-- > 0 && w->needed[k] && !w->s->stopped;)
            if ((w->needed[k] >> i) & 1 && k * 64 + i > STRAT_YES) below(w, k * 64 + i);
    all = !(*w->needed & 1);
    *w->needed &= ~(uint64_t)3; /* NO and YES */
    return all && !w->s->stopped;
}

/* Children first. */
typedef void visitor(struct strat_search *w, uint32_t f);
static void visit_needed(struct strat_search *w, uint32_t root, visitor *visit) {
    uint32_t k;
    for (k = 0; k <= root / 64 && !w->s->stopped; k++) {
        uint64_t rest = w->needed[k];
        for (; rest && !w->s->stopped; rest &= rest - 1) visit(w, k * 64 + strat_i_lowest(rest));
    }
}

/* reg[to], from what is made of each node that is needed. */
static void make_each(struct strat_search *w, uint32_t to, uint32_t from,
                      void (*below)(const struct strat_search *w, uint32_t f), visitor *make) {
    uint32_t root = w->s->d.reg[from];
    find_needed(w, root, below);
    visit_needed(w, root, make);
    w->s->d.reg[to] = w->s->stopped ? (uint32_t)STRAT_NO : made_of(w, root);
}

static void note_made(struct strat_search *w, uint32_t f, uint32_t made) {
    if (made == STRAT_FULL) w->s->stopped = 1;
    *note_of(w, f) = made;
}

static uint32_t apply(struct strat_search *w, enum strat_op op, uint32_t f, uint32_t g) {
    return f == STRAT_FULL || g == STRAT_FULL ? STRAT_FULL : strat_i_apply(w->s, op, f, g);
}

/* Of what is made of all nodes below, any. */
static uint32_t any_below(struct strat_search *w, const struct strat_block *b, uint32_t f) {
    uint32_t any = STRAT_NO, g, last = STRAT_NO;
    for (g = 0; g < b->groups && any != STRAT_FULL; g++) {
        uint32_t made = made_of(w, strat_i_below(w->s, b, f, g));
        if (made != last) any = apply(w, STRAT_OP_OR, any, made);
        last = made;
    }
    return any;
}

/* ---- changes ---- */

/* What is made of the nodes below as a function of the levels of this block. */
static uint32_t by_class(struct strat_search *w, const struct strat_block *b, uint32_t f) {
    struct strat_state *s = w->s;
    uint32_t codes = (uint32_t)1 << b->bits, level = b->level + 1 + b->bits, i;
    uint64_t *made = s->code;
    for (i = 0; i < codes; i++)
        made[i] = made_of(w, strat_i_below(s, b, f, i < b->groups ? i : b->groups - 1));
    return strat_i_fold(s, made, codes, level);
}

static void change(struct strat_search *w, uint32_t f) {
    struct parts p = parts_of(w, f);
    uint64_t own = w->own[p.block.axis];
    uint32_t kept, given;
    if (own == STRAT_OPEN_CLASS)
        kept = any_below(w, &p.block, p.kept);
    else
        kept =
            made_of(w, strat_i_below(w->s, &p.block, p.kept, STRAT_GROUP_OF(p.block.group[own])));
    given = by_class(w, &p.block, p.given);
    if (kept != STRAT_FULL && given != STRAT_FULL)
        given = strat_i_make(w->s, p.block.level, given, kept);
    note_made(w, f, kept == STRAT_FULL ? kept : given);
}

STRAT_LOCAL void strat_i_changed(struct strat_search *w, uint32_t to, uint32_t from) {
    make_each(w, to, from, need_below, change);
}

static int is_given(const struct strat_search *w, const struct strat_block *b) {
    uint32_t fact = AXIS_FACT(w->s->axis[b->axis]);
    return (w->given[fact / 64] >> (fact % 64)) & 1;
}

/* What keeps to a class is the same whichever it is. */
static void need_given(const struct strat_search *w, uint32_t f) {
    struct parts p = parts_of(w, f);
    if (is_given(w, &p.block))
        need_groups(w, &p.block, p.given);
    else
        need(w, strat_i_below(w->s, &p.block, p.kept, 0));
    strat_i_work(w->s, 1 + p.block.groups / 4);
}

static void give(struct strat_search *w, uint32_t f) {
    struct parts p = parts_of(w, f);
    note_made(w, f,
              is_given(w, &p.block) ? by_class(w, &p.block, p.given)
                                    : made_of(w, strat_i_below(w->s, &p.block, p.kept, 0)));
}

STRAT_LOCAL void strat_i_given(struct strat_search *w, uint32_t to, uint32_t from,
                               const uint64_t *facts) {
    w->given = facts;
    make_each(w, to, from, need_given, give);
}

/* Of the axes of its fact that are free any class, of the others the chosen one. */
static void need_chosen(const struct strat_search *w, uint32_t f) {
    struct parts p = parts_of(w, f);
    uint32_t axis = p.block.axis, free = axis - w->free_from;
    if (!is_given(w, &p.block))
        need(w, strat_i_below(w->s, &p.block, p.kept, 0));
    else if (axis >= w->free_from && free < 64 && (w->free >> free) & 1)
        need_groups(w, &p.block, p.given);
    else
        need(w, strat_i_below(w->s, &p.block, p.given,
                              STRAT_GROUP_OF(p.block.group[w->chosen[axis]])));
    strat_i_work(w->s, 1 + p.block.groups / 4);
}

STRAT_LOCAL int strat_i_each_does(struct strat_search *w, uint32_t of, const uint64_t *facts,
                                  uint32_t from, uint64_t free) {
    w->given = facts;
    w->free_from = from;
    w->free = free;
    return find_needed(w, w->s->d.reg[of], need_chosen);
}

/* ---- sets of facts ---- */

/* Where the fact of this block is in the set, any class will do, or it is kept. */
static void let_change(struct strat_search *w, uint32_t f) {
    struct parts p = parts_of(w, f);
    uint32_t fact = AXIS_FACT(w->s->axis[p.block.axis]), any;
    uint32_t in = strat_i_make(w->s, (uint32_t)w->level_of[fact], STRAT_NO, STRAT_YES);
    any = apply(w, STRAT_OP_AND, in, any_below(w, &p.block, p.given));
    any = apply(w, STRAT_OP_OR, any, made_of(w, strat_i_below(w->s, &p.block, p.kept, 0)));
    note_made(w, f, any);
}

STRAT_LOCAL void strat_i_changing(struct strat_search *w, uint32_t to, uint32_t from) {
    make_each(w, to, from, need_below, let_change);
}

/* From here on every set is a path that asks at each level. */
static uint32_t index_of(const struct strat_search *w, uint32_t f) {
    return f <= STRAT_YES ? w->n_sets : (uint32_t)w->index_of[strat_i_level(&w->s->d, f)];
}

static uint32_t level_at(const struct strat_search *w, uint32_t i) {
    return (uint32_t)w->level_of[w->fact_at[i]];
}

/* `sets` that ask from level number `from` on, as such that ask from number `to` on: none of the
 * facts between is in them. */
static uint32_t without_those(struct strat_search *w, uint32_t sets, uint32_t from, uint32_t to) {
    while (from > to && sets != STRAT_NO && sets != STRAT_FULL)
        sets = strat_i_make(w->s, level_at(w, --from), sets, STRAT_NO);
    return sets;
}

/* The minimal sets of a function that is never lost by more facts (A. Rauzy, New algorithms for
 * fault trees analysis, 1993): without this fact; and with it, those that do not do without. */
static void minimise(struct strat_search *w, uint32_t f) {
    uint32_t i = index_of(w, f), low = strat_i_low(&w->s->d, f), high = strat_i_high(&w->s->d, f),
             without, with;
    without = without_those(w, made_of(w, low), index_of(w, low), i + 1);
    with = without_those(w, made_of(w, high), index_of(w, high), i + 1);
    with = apply(w, STRAT_OP_BUT, with, low);
    if (with != STRAT_FULL && without != STRAT_FULL)
        with = strat_i_make(w->s, level_at(w, i), without, with);
    note_made(w, f, without == STRAT_FULL ? without : with);
}

STRAT_LOCAL void strat_i_minimal(struct strat_search *w, uint32_t to, uint32_t from) {
    uint32_t root = w->s->d.reg[from], made;
    make_each(w, to, from, need_children, minimise);
    made = without_those(w, w->s->d.reg[to], index_of(w, root), 0);
    if (made == STRAT_FULL) w->s->stopped = 1;
    w->s->d.reg[to] = w->s->stopped ? (uint32_t)STRAT_NO : made;
}

STRAT_LOCAL int strat_i_has_set(const struct strat_search *w, uint32_t of, const uint64_t *facts) {
    const struct strat_diagrams *d = &w->s->d;
    uint32_t f = d->reg[of];
    while (f > STRAT_YES) {
        uint64_t fact = w->fact_at[index_of(w, f)];
        f = (facts[fact / 64] >> (fact % 64)) & 1 ? strat_i_high(d, f) : strat_i_low(d, f);
    }
    return f == STRAT_YES;
}

STRAT_LOCAL void strat_i_take_out(struct strat_search *w, uint32_t of, const uint64_t *facts) {
    uint32_t only = STRAT_YES, i;
    for (i = w->n_sets; i-- > 0 && only != STRAT_FULL;) {
        uint64_t fact = w->fact_at[i];
        int in = (facts[fact / 64] >> (fact % 64)) & 1;
        only = strat_i_make(w->s, level_at(w, i), in ? (uint32_t)STRAT_NO : only,
                            in ? only : (uint32_t)STRAT_NO);
    }
    only = apply(w, STRAT_OP_BUT, w->s->d.reg[of], only);
    if (only == STRAT_FULL) w->s->stopped = 1;
    w->s->d.reg[of] = w->s->stopped ? (uint32_t)STRAT_NO : only;
}

/* How many sets there are from this node on. */
static uint64_t count_of(const struct strat_search *w, uint32_t f) {
    return f <= STRAT_YES ? f : note_of(w, f)[1];
}

static void count(struct strat_search *w, uint32_t f) {
    const struct strat_diagrams *d = &w->s->d;
    uint32_t high = strat_i_high(d, f);
    uint64_t without = count_of(w, strat_i_low(d, f)), with = count_of(w, high);
    note_of(w, f)[1] = without + with < with ? ~UINT64_C(0) : without + with;
    if (high != STRAT_NO) strat_i_add(w->set, (size_t)w->fact_at[index_of(w, f)]);
}

STRAT_LOCAL uint64_t strat_i_count_sets(struct strat_search *w, uint32_t of, uint64_t *facts) {
    uint32_t root = w->s->d.reg[of];
    strat_i_fill(w->set, w->set_words, 0);
    find_needed(w, root, need_children);
    visit_needed(w, root, count);
    strat_i_copy(facts, w->set, w->set_words);
    return w->s->stopped ? 0 : count_of(w, root);
}

/* ---- the best of them ---- */

static uint64_t add_cost(uint64_t a, uint64_t b) {
    return a == STRAT_COST_MOST || b == STRAT_COST_MOST ? STRAT_COST_MOST : a + b;
}

static struct strat_cost both(struct strat_cost a, struct strat_cost b) {
    struct strat_cost sum;
    sum.within = add_cost(a.within, b.within);
    sum.as_other = add_cost(a.as_other, b.as_other);
    return sum;
}

/* What sets from this node on cost at least: those within the request, and all as other ones. */
static struct strat_cost least_of(const struct strat_search *w, uint32_t f) {
    struct strat_cost least;
    least.within = least.as_other = f == STRAT_YES ? 0 : STRAT_COST_MOST;
    if (f <= STRAT_YES) return least;
    least.within = note_of(w, f)[0];
    least.as_other = note_of(w, f)[1];
    return least;
}

static void put_least(struct strat_search *w, uint32_t f) {
    const struct strat_diagrams *d = &w->s->d;
    struct strat_cost without = least_of(w, strat_i_low(d, f)),
                      with = both(w->cost[w->fact_at[index_of(w, f)]],
                                  least_of(w, strat_i_high(d, f)));
    note_of(w, f)[0] = without.within < with.within ? without.within : with.within;
    note_of(w, f)[1] = without.as_other < with.as_other ? without.as_other : with.as_other;
}

/* Of sets of which some cost so much within the request, and some so much as other ones. */
static uint64_t cost_of(struct strat_cost cost) {
    return cost.within != STRAT_COST_MOST ? cost.within : add_cost(cost.as_other, STRAT_COST_OTHER);
}

STRAT_LOCAL int strat_i_set_before(const struct strat_search *w, const struct strat_found *a,
                                   const struct strat_found *b) {
    size_t k;
    if (a->cost != b->cost) return a->cost < b->cost;
    if (a->through != b->through) return (uint32_t)a->through < (uint32_t)b->through;
    for (k = 0; k < w->set_words; k++) {
        uint64_t differ = a->facts[k] ^ b->facts[k];
        if (differ) return (a->facts[k] & differ & (0 - differ)) != 0;
    }
    return 0;
}

/* Puts w->set, which costs this, where it belongs in the list. */
static void keep_set(struct strat_search *w, uint64_t cost, struct strat_found *found, uint32_t *n,
                     uint32_t most) {
    struct strat_found set;
    uint32_t i;
    set.cost = cost;
    set.facts = w->set;
    set.through = -1;
    if (*n == most && !strat_i_set_before(w, &set, &found[most - 1])) return;
    if (*n < most) ++*n;
    set.facts = found[*n - 1].facts; /* of the one that drops out */
    set.slot = found[*n - 1].slot;
    strat_i_copy(set.facts, w->set, w->set_words);
    for (i = *n - 1; i > 0 && strat_i_set_before(w, &set, &found[i - 1]); i--)
        found[i] = found[i - 1];
    found[i] = set;
}

/* Along the path: the node, what its part of the set costs, which children were looked at. */
enum { PATH_NODE, PATH_WITHIN, PATH_AS_OTHER, PATH_NEXT };

static struct strat_cost cost_at(const uint64_t *at) {
    struct strat_cost cost;
    cost.within = at[PATH_WITHIN];
    cost.as_other = at[PATH_AS_OTHER];
    return cost;
}

STRAT_LOCAL uint32_t strat_i_best_sets(struct strat_search *w, uint32_t of,
                                       struct strat_found *found, uint32_t most) {
    struct strat_diagrams *d = &w->s->d;
    uint64_t *at = w->path;
    uint32_t n = 0, i = 0;
    find_needed(w, d->reg[of], need_children);
    visit_needed(w, d->reg[of], put_least);
    if (d->reg[of] == STRAT_NO) return 0;
    strat_i_fill(w->set, w->set_words, 0);
    at[PATH_NODE] = d->reg[of];
    at[PATH_WITHIN] = at[PATH_AS_OTHER] = at[PATH_NEXT] = 0;
    while (strat_i_work(w->s, 1)) {
        uint32_t f = (uint32_t)at[PATH_NODE], high = at[PATH_NEXT] == 1, child;
        uint64_t fact = i < w->n_sets ? w->fact_at[i] : 0;
        struct strat_cost cost = cost_at(at);
        if (i == w->n_sets || at[PATH_NEXT] > 1) {
            if (i == w->n_sets) keep_set(w, cost_of(cost), found, &n, most);
            if (i < w->n_sets) w->set[fact / 64] &= ~((uint64_t)1 << (fact % 64));
            if (i == 0) return n;
            i--;
            at -= STRAT_PATH_WORDS;
            continue;
        }
        at[PATH_NEXT]++;
        child = high ? strat_i_high(d, f) : strat_i_low(d, f);
        if (high) strat_i_add(w->set, (size_t)fact);
        if (high) cost = both(cost, w->cost[fact]);
        if (child == STRAT_NO ||
            (n == most && cost_of(both(cost, least_of(w, child))) > found[most - 1].cost))
            continue;
        i++;
        at += STRAT_PATH_WORDS;
        at[PATH_NODE] = child;
        at[PATH_WITHIN] = cost.within;
        at[PATH_AS_OTHER] = cost.as_other;
        at[PATH_NEXT] = 0;
    }
    return 0;
}
