/*
 * What a request hangs on: judgements, readings, and what to ask for (point 7 of "The decision
 * made").
 */
#include "tests/oracle/interpret_private.h"

#include <string.h>

/* "for which some completion changes status or approach when this judgement alone is reversed"
 * "(never where an assume then fails)". */
void reverse_judgements(struct trial *t, uint16_t pair) {
    const struct model *m = t->in->model;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        if (m->facts.at[f].source != FACT_JUDGEMENT || t->answer->judgements[f]) continue;
        t->situation[f] ^= 1;
        if (interpret_broken_assume(t->in, t->situation) < 0)
            t->answer->judgements[f] = decide_pair(t) != pair;
        t->situation[f] ^= 1;
    }
}

/* ---- readings ---- */

static uint64_t count_values(const struct fact *f) {
    return f->kind == FACT_FLAG ? 2 : f->values.len;
}

/* "defaults and presumptions filled in anew": whether some completion under the other reading that
 * keeps the stated and free facts of this one leads elsewhere. `kept`: by fact, those kept. */
static bool leads_elsewhere(struct trial *t, const uint8_t *kept, size_t digit, uint16_t pair) {
    if (digit == t->digits.len) return as_filled(t) && as_assumed(t) && decide_pair(t) != pair;
    const struct digit *d = &t->digits.at[digit];
    if (kept[d->fact]) return leads_elsewhere(t, kept, digit + 1, pair);
    int64_t own = t->situation[d->fact];
    bool found = false;
    for (size_t v = 0; v < d->domain->len && !found; v++) {
        t->situation[d->fact] = d->domain->at[v];
        found = leads_elsewhere(t, kept, digit + 1, pair);
    }
    t->situation[d->fact] = own;
    return found;
}

void take_readings_otherwise(struct trial *t, uint16_t pair) {
    const struct model *m = t->in->model;
    uint8_t *kept = arena_array(t->arena, uint8_t, m->facts.len),
            *left = arena_array(t->arena, uint8_t, m->assumes.len);
    uint8_t *assume_left = t->assume_left, *filled = t->filled;
    for (uint32_t f = 0; f < m->facts.len; f++) kept[f] = !t->filled[f];
    t->assume_left = left; /* that is told of the readings as taken */
    t->filled = arena_array(t->arena, uint8_t, m->facts.len);
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        if (fact->source != FACT_READING) continue;
        for (uint64_t v = 0; v < count_values(fact) && !t->answer->readings[f]; v++) {
            if ((int64_t)v == fact->taken) continue;
            t->situation[f] = (int64_t)v;
            t->answer->readings[f] = leads_elsewhere(t, kept, 0, pair);
        }
        t->situation[f] = fact->taken;
    }
    t->assume_left = assume_left;
    t->filled = filled;
}

/* ---- ask ---- */

__extension__ typedef unsigned __int128 count; /* of values: 2^64 at most */

struct worth {
    bool alone;            /* two completions that differ in this fact alone lead elsewhere */
    bool bound;            /* some completion cannot change it freely without changing the answer */
    size_t left;           /* pairs left after the least helpful answer */
    count settling, given; /* values after which one pair is left; that some completion gives */
};

static size_t bits(uint64_t set) {
    size_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

/* "each value of the domain counting once": how many values number v of the domain stands for. */
static count values_of_class(const struct fact *f, const struct domain *d, size_t v) {
    count n = 0;
    switch (f->kind) {
    case FACT_FLAG:
    case FACT_ONE_OF:
        for (uint64_t value = 0; value < count_values(f); value++) n += d->class_of[value] == v;
        return n;
    case FACT_SET_OF:
        n = (count)1 << (f->values.len - bits(d->named));
        return !d->others ? n : (uint64_t)d->at[v] & d->others ? n - 1 : 1;
    case FACT_NUMBER:
    case FACT_DATE: break;
    }
    int64_t last = v + 1 < d->len ? d->at[v + 1] - 1 : f->high;
    return (count)((uint64_t)last - (uint64_t)d->at[v]) + 1;
}

/* a/b > c/d, without a product that could be too large. */
static bool greater(count a, count b, count c, count d) {
    for (;;) {
        count p = a / b, q = c / d;
        a %= b;
        c %= d;
        if (p != q) return p > q;
        if (a == 0 || c == 0) return a != 0;
        count e = a; /* a/b > c/d is d/c > b/a */
        a = d;
        d = e;
        e = b;
        b = c;
        c = e;
    }
}

static size_t count_pairs(const uint8_t *seen, size_t n) {
    size_t pairs = 0;
    for (size_t i = 0; i < n; i++) pairs += seen[i];
    return pairs;
}

/* Whether completion i, which has value v of the digit, can change it to any other that some
 * completion gives, and the answer stays. */
static void change_alone(const struct trial *t, const struct digit *d, const uint8_t *given,
                         uint64_t i, struct worth *w) {
    size_t v = i / d->weight % d->domain->len;
    for (size_t other = 0; other < d->domain->len; other++) {
        if (!given[other]) continue;
        uint16_t pair = t->pair_of[i - v * d->weight + other * d->weight];
        if (pair != t->pair_of[i]) w->bound = true;
        if (pair != t->pair_of[i] && pair != NOT_A_COMPLETION) w->alone = true;
    }
}

static struct worth worth_asking(struct trial *t, const struct digit *d) {
    size_t n_pairs = t->pairs.len, values = d->domain->len;
    struct worth w = {0};
    uint8_t *seen = arena_array(t->arena, uint8_t, values * n_pairs),
            *given = arena_array(t->arena, uint8_t, values);
    for (uint64_t i = 0; i < t->combinations; i++) {
        if (t->pair_of[i] == NOT_A_COMPLETION) continue;
        size_t v = i / d->weight % values;
        given[v] = 1;
        seen[v * n_pairs + t->pair_of[i]] = 1;
    }
    for (size_t v = 0; v < values; v++) {
        if (!given[v]) continue;
        size_t left = count_pairs(seen + v * n_pairs, n_pairs);
        count n = values_of_class(&t->in->model->facts.at[d->fact], d->domain, v);
        w.given += n;
        if (left == 1) w.settling += n;
        if (left > w.left) w.left = left;
    }
    for (uint64_t i = 0; i < t->combinations; i++)
        if (t->pair_of[i] != NOT_A_COMPLETION) change_alone(t, d, given, i, &w);
    return w;
}

static bool more_helpful(const struct worth *a, const struct worth *b) {
    return a->left != b->left ? a->left < b->left
                              : greater(a->settling, a->given, b->settling, b->given);
}

/* By worth; in the order of declaration, which is that of digits, among equals. */
void put_questions(struct trial *t) {
    struct answer *answer = t->answer;
    struct worth *worth = arena_array(t->arena, struct worth, t->digits.len);
    const struct worth **of = arena_array(t->arena, const struct worth *, t->digits.len);
    bool some_alone = false;
    for (size_t i = 0; i < t->digits.len; i++) {
        worth[i] = worth_asking(t, &t->digits.at[i]);
        some_alone = some_alone || worth[i].alone;
    }
    for (size_t i = 0; i < t->digits.len; i++) {
        if (some_alone ? !worth[i].alone : !worth[i].bound) continue;
        uint32_t at = answer->n_ask++;
        for (; at > 0 && more_helpful(&worth[i], of[at - 1]); at--) {
            of[at] = of[at - 1];
            answer->ask[at] = answer->ask[at - 1];
        }
        of[at] = &worth[i];
        answer->ask[at] = t->digits.at[i].fact;
    }
}
