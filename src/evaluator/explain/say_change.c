/*
 * Which values a fact would have to have, in words.
 */
#include "base/list.h"
#include "evaluator/explain/say.h"

enum {
    NAMED = 5, /* values of which there are more to name */
    MOST = 12, /* so few that all are named, or all the others are told by them */
    GROUPS = 4 /* that more of them may be told by, together */
};

/* Labels of the values that are (or are not) in the set, all or the first. */
static void say_labels(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                       const uint64_t *set, bool in, uint32_t n, const char *last) {
    uint32_t most = n <= MOST ? n : NAMED, k = 0;
    if (n > 1) last = ev_labels_last(v, fact, set, in, most == n ? last : ", ");
    for (uint32_t i = 0; i < v->facts[fact].info.values && k < most; i++) {
        if (bitset_has(set, i) != in) continue;
        ev_text(out, list_separator(k++, most, last));
        ev_text(out, ev_said(ev_value(v, fact, i)));
    }
    if (most < n) ev_textf(out, "%s and %u more", last[0] == ';' ? ";" : "", n - most);
}

/* Of values in rising order all from one on, or all before one. False: it is neither, or these are
 * so few that they are named. */
static bool say_ordered(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                        const uint64_t *set, uint32_t n) {
    const struct strat_fact *info = &v->facts[fact].info;
    uint32_t first = (uint32_t)bitset_next(set, info->values, 0);
    if (!info->ordered || n < 2 || list_names_each(n, info->values)) return false;
    for (uint32_t i = first; i < first + n; i++)
        if (i >= info->values || !bitset_has(set, i)) return false;
    if (first > 0 && first + n < info->values) return false;
    ev_textf(out, first > 0 ? "at least %s" : "below %s",
             ev_said(ev_value(v, fact, first > 0 ? first : n)));
    return true;
}

/* The group that has just the values that are (or are not) in the set, or -1. */
static int32_t find_group(const struct ev_vocabulary *v, uint32_t fact, const uint64_t *set,
                          bool in) {
    for (uint32_t g = 0; g < v->about.groups; g++) {
        struct strat_group group;
        uint32_t i = 0;
        strat_get_group(v->policy, g, &group);
        if (group.fact != fact) continue;
        while (i < v->facts[fact].info.values &&
               (strat_group_has(v->policy, g, i) != 0) == (bitset_has(set, i) == in))
            i++;
        if (i == v->facts[fact].info.values) return (int32_t)g;
    }
    return -1;
}

static bool say_group(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                      const uint64_t *set, bool in) {
    int32_t found = find_group(v, fact, set, in);
    struct strat_group group;
    if (found < 0) return false;
    strat_get_group(v->policy, (uint32_t)found, &group);
    ev_textf(out, in ? "%s" : "other than %s", group.title);
    return true;
}

/* Groups that hold nothing but values of a set. */
struct covering {
    uint32_t groups[GROUPS], n;
};

static bool is_covered(const struct ev_vocabulary *v, const struct covering *c, uint32_t value) {
    for (uint32_t k = 0; k < c->n; k++)
        if (strat_group_has(v->policy, c->groups[k], value)) return true;
    return false;
}

/* How many values of the set that are not covered yet this group has; 0 where it has others. */
static uint32_t adds(const struct ev_vocabulary *v, uint32_t fact, const uint64_t *set,
                     const struct covering *c, uint32_t group) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++) {
        if (!strat_group_has(v->policy, group, i)) continue;
        if (!bitset_has(set, i)) return 0;
        n += !is_covered(v, c, i);
    }
    return n;
}

/* Takes groups, the one that adds most first; how many values of the `n` remain. */
static uint32_t cover(const struct ev_vocabulary *v, uint32_t fact, const uint64_t *set, uint32_t n,
                      struct covering *c) {
    for (uint32_t most = 2; most > 1 && c->n < GROUPS;) {
        most = 1;
        for (uint32_t g = 0; g < v->about.groups; g++) {
            struct strat_group group;
            strat_get_group(v->policy, g, &group);
            uint32_t more = group.fact == fact ? adds(v, fact, set, c, g) : 0;
            if (more <= most) continue;
            most = more;
            c->groups[c->n] = g;
        }
        if (most > 1) c->n++, n -= most;
    }
    return n;
}

/* As groups and the few values that are in none of them: item `k` of all, or NULL behind them. */
static const char *item_of(const struct ev_vocabulary *v, uint32_t fact, const uint64_t *set,
                           const struct covering *c, uint32_t k) {
    struct strat_group group;
    if (k < c->n) {
        strat_get_group(v->policy, c->groups[k], &group);
        return group.title;
    }
    k -= c->n;
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        if (bitset_has(set, i) && !is_covered(v, c, i) && k-- == 0)
            return ev_said(ev_value(v, fact, i));
    return NULL;
}

static bool say_groups(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                       const uint64_t *set, uint32_t n) {
    struct covering c = {.n = 0};
    uint32_t rest = cover(v, fact, set, n, &c), k = 0;
    const char *last = " or ", *item;
    if (c.n == 0 || rest > NAMED) return false;
    while ((item = item_of(v, fact, set, &c, k++))) last = list_last(last, item);
    for (k = 0; (item = item_of(v, fact, set, &c, k)); k++)
        ev_textf(out, "%s%s", list_separator(k, c.n + rest, last), item);
    return true;
}

void ev_say_choices(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                    const uint64_t *set) {
    uint32_t values = v->facts[fact].info.values,
             n = (uint32_t)bitset_count(set, (values + 63) / 64), others = values - n;
    if (n > 1 && say_group(out, v, fact, set, true)) return;
    if (others > 1 && say_group(out, v, fact, set, false)) return;
    if (others > 0 && say_ordered(out, v, fact, set, n)) return;
    bool excepted = n > NAMED && others > 0 && others <= MOST && others < n;
    if (!excepted && n > MOST && say_groups(out, v, fact, set, n)) return;
    if (excepted) ev_text(out, "other than ");
    say_labels(out, v, fact, set, !excepted, excepted ? others : n, " or ");
}

static void say_bound(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                      int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    ev_value_say(out, v, fact, value);
    if (info->kind == STRAT_NUMBER && info->unit[0] != '\0') ev_textf(out, " %s", info->unit);
}

static void say_range(struct ev_out *out, const struct ev_vocabulary *v,
                      const struct strat_change *c) {
    const struct strat_fact *info = &v->facts[c->fact].info;
    bool day = info->kind == STRAT_DATE, first = c->low == info->low, last = c->high == info->high;
    if (c->low == c->high) {
        say_bound(out, v, c->fact, c->low);
    } else if (last && !first) {
        ev_text(out, day ? "from " : "at least ");
        say_bound(out, v, c->fact, c->low);
        if (day) ev_text(out, " on");
    } else if (first && !last) {
        ev_text(out, day ? "before " : "below ");
        say_bound(out, v, c->fact, c->high + 1);
    } else {
        ev_value_say(out, v, c->fact, c->low);
        ev_text(out, " to ");
        say_bound(out, v, c->fact, c->high);
    }
}

/* "includes a and b; with none of c, d": `said` that something stands before it. */
static void say_elements(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                         const char *before, uint64_t set, const char *last, bool *said) {
    uint32_t n = (uint32_t)bitset_count(&set, 1);
    if (n == 0) return;
    ev_textf(out, "%s%s", *said ? "; " : "", before);
    say_labels(out, v, fact, &set, true, n, last);
    *said = true;
}

static void say_set(struct ev_out *out, const struct ev_vocabulary *v,
                    const struct strat_change *c) {
    uint32_t values = v->facts[c->fact].info.values;
    bool said = false;
    if (bitset_count(&c->excludes, 1) == values) {
        ev_text(out, "is empty");
        return;
    }
    say_elements(out, v, c->fact, "includes ", c->includes, " and ", &said);
    say_elements(out, v, c->fact, "includes one at least of ", c->one_of, " or ", &said);
    say_elements(out, v, c->fact, bitset_count(&c->excludes, 1) > 1 ? "with none of " : "without ",
                 c->excludes, ", ", &said);
    if (!said) ev_say_value(out, v, c->fact, c->value);
}

void ev_say_change(struct ev_out *out, const struct ev_vocabulary *v,
                   const struct strat_change *c) {
    switch (v->facts[c->fact].info.kind) {
    case STRAT_FLAG: ev_text(out, c->values[0] == 3 ? "yes or no" : c->value ? "yes" : "no"); break;
    case STRAT_ONE_OF: ev_say_choices(out, v, c->fact, c->values); break;
    case STRAT_SET_OF: say_set(out, v, c); break;
    case STRAT_NUMBER:
    case STRAT_DATE: say_range(out, v, c); break;
    }
}
