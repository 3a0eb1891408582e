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

struct flag {
    uint32_t fact, axis; /* of a request; of the space */
    size_t radix;        /* or as many as there are: in none */
    uint32_t weight;     /* there */
    uint32_t done;       /* what is done by it, as signals */
    int at_unknown;      /* 0: unknown is unknown; else the byte that it stands for */
};

static struct flag flag_of(const struct c_printer *w, uint32_t f) {
    uint64_t fact = table_fact(w, f);
    struct flag flag = {.fact = f, .axis = FACT_FIRST_AXIS(fact), .radix = w->place->radices.len};
    for (size_t d = 0; d < w->place->radices.len; d++)
        vec_each (struct radix_digit, x, &w->place->radices.at[d].digits)
            if (x->axis == flag.axis) flag.radix = d, flag.weight = x->weight;
    for (uint32_t i = 0; i < w->place->before; i++)
        if (place_done_when(w->place, i) == w->plan->space->axes.at[flag.axis].fact)
            flag.done |= UINT32_C(1) << i;
    if (FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact))
        flag.at_unknown = (int)*table_map(w, fact) + 1;
    return flag;
}

static bool is_flag(const struct c_printer *w, uint32_t f) {
    uint64_t fact = table_fact(w, f);
    return FACT_KIND(fact) == STRAT_FLAG && FACT_AXES(fact) > 0;
}

/* By row number, those of none (they tell what is done, if anything) last. */
static struct flag *list_flags(const struct c_printer *w, uint32_t *n) {
    struct flag *flags = arena_array(w->arena, struct flag, w->t[H_FACTS]);
    *n = 0;
    for (size_t d = 0; d <= w->place->radices.len; d++)
        for (uint32_t f = 0; f < w->t[H_FACTS]; f++)
            if (is_flag(w, f) && flag_of(w, f).radix == d) flags[(*n)++] = flag_of(w, f);
    return flags;
}

const uint32_t *flags_order(const struct c_printer *w) {
    uint32_t n, *order = arena_array(w->arena, uint32_t, w->t[H_FACTS]);
    const struct flag *flags = list_flags(w, &n);
    for (uint32_t i = 0; i < n; i++) order[i] = flags[i].fact;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++)
        if (!is_flag(w, f)) order[n++] = f;
    return order;
}

/* A byte for each of the flags for which it is not 0. */
static uint64_t bytes(const struct flag *flags, uint32_t n, int at_unknown) {
    uint64_t all = 0;
    for (uint32_t i = 0; i < n; i++)
        all |= (uint64_t)(flags[i].at_unknown == at_unknown) << (8 * i);
    return all;
}

/* The multiplier that adds up weights in the top byte. `radix`: one of them, or SIZE_MAX for
 * signals of what is done. */
static uint64_t multiplier(const struct flag *flags, uint32_t n, uint32_t skip, size_t radix) {
    uint64_t sum = 0;
    for (uint32_t i = skip; i < n; i++)
        sum |= (uint64_t)(radix == SIZE_MAX         ? flags[i].done
                          : flags[i].radix == radix ? flags[i].weight
                                                    : 0)
               << (56 - 8 * i);
    return sum;
}

/* Eight flags, or fewer where there are not so many; the first `skip` were read before. */
static void print_eight(const struct c_printer *w, const struct flag *flags, uint32_t first,
                        uint32_t n, uint32_t skip) {
    FILE *out = w->out;
    uint64_t ones = n == 8 ? UINT64_MAX / 255 : (UINT64_C(1) << (8 * n)) / 255,
             no = bytes(flags, n, 1), yes = bytes(flags, n, 2);
    fprintf(out, "    /*");
    for (uint32_t i = 0; i < n; i++) fprintf(out, "%s %s", i ? "," : "", w->members[flags[i].fact]);
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
    for (size_t d = 0; d < w->place->radices.len; d++)
        if (multiplier(flags, n, skip, d))
            fprintf(out, "    r%zu += (unsigned)(y * UINT64_C(0x%" PRIx64 ") >> 56);\n", d,
                    multiplier(flags, n, skip, d));
    if (multiplier(flags, n, skip, SIZE_MAX))
        fprintf(out, "    undone -= (unsigned)(y * UINT64_C(0x%" PRIx64 ") >> 56);\n",
                multiplier(flags, n, skip, SIZE_MAX));
}

void flags_print(const struct c_printer *w) {
    uint32_t n;
    const struct flag *flags = list_flags(w, &n);
    if (n == 0) return;
    fputs("    const uint8_t *flags = (const uint8_t *)(const void *)r; /* they stand first */\n",
          w->out);
    fputs("    uint64_t x, y, wrong = 0;\n", w->out);
    for (uint32_t i = 0; i < n; i += 8) {
        uint32_t left = n - i < 8 ? n - i : 8, back = left < 8 && i > 0 ? 8 - left : 0;
        print_eight(w, flags + i - back, i - back, left + back, back);
    }
    fputs("    open |= wrong != 0;\n", w->out);
}
