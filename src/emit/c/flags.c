/*
 * Yes-or-no facts from a request to row numbers, eight at a time.
 *
 * They stand first in a request, a byte each (0 unknown, 1 no, 2 yes), those of one row number side
 * by side. Eight of them are one number; one multiplication adds up in its top byte what each yes
 * is worth in a row number (the worths of one are at most 255 together, so no byte overflows into
 * the next).
 */
#include "emit/c/c_printer.h"

#include "runtime/format.h"

#include <inttypes.h>

static bool is_flag(const struct c_printer *w, uint32_t f) {
    uint64_t fact = table_fact(w, f);
    return FACT_KIND(fact) == STRAT_FLAG && FACT_AXES(fact) > 0;
}

static const struct seat *seat_of(const struct c_printer *w, uint32_t f) {
    return &w->fast->seats[FACT_FIRST_AXIS(table_fact(w, f))];
}

/* Those of no row number (they tell what is done, if anything) stand last. */
const uint32_t *flags_order(const struct c_printer *w) {
    uint32_t n = 0, *order = arena_array(w->arena, uint32_t, w->t[H_FACTS]);
    for (size_t d = 0; d <= w->fast->radices.len; d++)
        for (uint32_t f = 0; f < w->t[H_FACTS]; f++)
            if (is_flag(w, f) &&
                (seat_of(w, f)->weight ? seat_of(w, f)->radix : w->fast->radices.len) == d)
                order[n++] = f;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++)
        if (!is_flag(w, f)) order[n++] = f;
    return order;
}

static bool is_done_by_yes(const struct c_printer *w, uint32_t i) {
    const struct cond *done = fast_done(w->fast, i);
    return done && w->fast->plan->model->facts.at[done->fact].kind == FACT_FLAG &&
           bitset_has(done->set, 1);
}

/* Duties that are done where a fact has another value than yes. */
static void print_done(const struct c_printer *w) {
    for (uint32_t i = 0; i < w->fast->before; i++) {
        const struct cond *done = fast_done(w->fast, i);
        if (!done || is_done_by_yes(w, i)) continue;
        uint32_t axis = space_axis(w->fast->plan->space, done->fact), f = 0;
        if (axis == MODEL_NONE) { /* it has no other value */
            fprintf(w->out, "    undone -= 0x%" PRIx32 "u;\n", UINT32_C(1) << i);
            continue;
        }
        while (!FACT_AXES(table_fact(w, f)) || FACT_FIRST_AXIS(table_fact(w, f)) != axis) f++;
        uint64_t fact = table_fact(w, f);
        const uint64_t *map = table_map(w, fact);
        uint64_t absent = !has_own_default(fact)          ? 0
                          : FACT_KIND(fact) == STRAT_FLAG ? map[0] + 1
                                                          : map[1] + 1;
        fprintf(w->out,
                "    undone -= (unsigned)((r->%s ? r->%s : %" PRIu64 "u) == %" PRIu32
                "u) << %" PRIu32 ";\n",
                w->members[f], w->members[f], absent, fast_done_value(w->fast, i) + 1, i);
    }
}

/* What a flag is worth in a row number; or, DONE, which signals of duties are done by it. */
#define DONE SIZE_MAX

static uint32_t worth(const struct c_printer *w, uint32_t f, size_t radix) {
    const struct seat *seat = seat_of(w, f);
    uint32_t done = 0, fact = w->fast->plan->space->axes.at[seat - w->fast->seats].fact;
    if (radix != DONE) return seat->radix == radix ? seat->weight : 0;
    for (uint32_t i = 0; i < w->fast->before; i++)
        if (is_done_by_yes(w, i)) done |= (uint32_t)(fast_done(w->fast, i)->fact == fact) << i;
    return done;
}

/* Adds up worths in the top byte. */
static uint64_t multiplier(const struct c_printer *w, const uint32_t *flags, uint32_t n,
                           uint32_t skip, size_t radix) {
    uint64_t sum = 0;
    for (uint32_t i = skip; i < n; i++) sum |= (uint64_t)worth(w, flags[i], radix) << (56 - 8 * i);
    return sum;
}

/* A byte for each of the flags of which unknown stands for this byte. */
static uint64_t unknown_bytes(const struct c_printer *w, const uint32_t *flags, uint32_t n,
                              uint64_t byte) {
    uint64_t all = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint64_t fact = table_fact(w, flags[i]);
        all |= (uint64_t)(has_own_default(fact) && *table_map(w, fact) + 1 == byte) << (8 * i);
    }
    return all;
}

/* Eight flags, or fewer where there are not so many; the first `skip` were read before. */
static void print_eight(const struct c_printer *w, const uint32_t *flags, uint32_t first,
                        uint32_t n, uint32_t skip) {
    FILE *out = w->out;
    uint64_t ones = n == 8 ? UINT64_MAX / 255 : (UINT64_C(1) << (8 * n)) / 255,
             no = unknown_bytes(w, flags, n, 1), yes = unknown_bytes(w, flags, n, 2),
             done = multiplier(w, flags, n, skip, DONE);
    fprintf(out, "    /*");
    for (uint32_t i = 0; i < n; i++) fprintf(out, "%s %s", i ? "," : "", w->members[flags[i]]);
    fputs(" */\n", out);
    if (n == 8) {
        fprintf(out, "    x = %s_EIGHT(flags + %" PRIu32 ");\n", PREFIX_MARK, first);
    } else {
        fputs("    x = flags[0]", out);
        for (uint32_t i = 1; i < n; i++)
            fprintf(out, " | (uint64_t)flags[%" PRIu32 "] << %" PRIu32, i, 8 * i);
        fputs(";\n", out);
    }
    if (no | yes) {
        fprintf(out, "    y = ~(x | x >> 1) & UINT64_C(0x%" PRIx64 ");\n    x |= ", no | yes);
        fprintf(out,
                yes == 0 ? "y;\n"
                         : "(y & UINT64_C(0x%" PRIx64 ")) | (y & UINT64_C(0x%" PRIx64 ")) << 1;\n",
                no, yes);
    }
    fprintf(out,
            "    y = x >> 1 & UINT64_C(0x%" PRIx64 ");\n    wrong |= x ^ (y + UINT64_C(0x%" PRIx64
            "));\n",
            ones, ones);
    for (size_t d = 0; d < w->fast->radices.len; d++)
        if (multiplier(w, flags, n, skip, d))
            fprintf(out, "    r%zu += (unsigned)(y * UINT64_C(0x%" PRIx64 ") >> 56);\n", d,
                    multiplier(w, flags, n, skip, d));
    if (done) fprintf(out, "    undone -= (unsigned)(y * UINT64_C(0x%" PRIx64 ") >> 56);\n", done);
}

void flags_print(struct c_printer *w) {
    uint32_t n = 0;
    print_done(w);
    while (n < w->t[H_FACTS] && is_flag(w, w->order[n])) n++;
    if (n == 0) return;
    fputs("    const uint8_t *flags = (const uint8_t *)(const void *)r; /* they stand first */\n",
          w->out);
    fputs("    uint64_t x, y, wrong = 0;\n", w->out);
    for (uint32_t i = 0; i < n; i += 8) {
        uint32_t left = n - i < 8 ? n - i : 8, back = left < 8 && i > 0 ? 8 - left : 0;
        print_eight(w, w->order + i - back, i - back, left + back, back);
    }
    fputs("    open |= wrong != 0;\n", w->out);
}
