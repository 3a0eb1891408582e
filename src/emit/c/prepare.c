/*
 * From a request to row numbers.
 */
#include "emit/c/fast.h"

#include "runtime/format.h"

#include <inttypes.h>

static const uint64_t *map_of(const struct fast_printer *w, uint64_t fact) {
    return w->t + w->t[H_MAP_AT] + FACT_MAP(fact);
}

static uint64_t fact_of(const struct fast_printer *w, uint32_t f) {
    return w->t[w->t[H_FACT_AT] + f];
}

static bool is_number(uint64_t fact) {
    return FACT_KIND(fact) == STRAT_NUMBER || FACT_KIND(fact) == STRAT_DATE;
}

struct seat {
    size_t digit;
    uint32_t weight;
};

/* The digit of an axis; false where its classes are all one. */
static bool find_seat(const struct fast_printer *w, uint32_t axis, struct seat *seat) {
    for (size_t d = 0; d < w->place->digits.len; d++)
        vec_each (struct digit_axis, x, &w->place->digits.at[d].axes)
            if (x->axis == axis) {
                *seat = (struct seat){d, x->weight};
                return true;
            }
    return false;
}

static bool matters(const struct fast_printer *w, uint64_t fact) {
    struct seat seat;
    return FACT_AXES(fact) == 1 && find_seat(w, FACT_FIRST_AXIS(fact), &seat);
}

/* "4u * " */
static const char *times(const struct fast_printer *w, const struct seat *s) {
    return s->weight == 1 ? "" : arena_printf(w->arena, "%" PRIu32 "u * ", s->weight);
}

/* "r3 += 4u * x;" for a class 0 or 1 of an axis of two. */
static void print_bit(const struct fast_printer *w, uint32_t axis, const char *class) {
    struct seat s;
    if (find_seat(w, axis, &s))
        fprintf(w->out, "    r%zu += %s(%s);\n", s.digit, times(w, &s), class);
}

/* By value or by class: the row of its axis. */
static void print_map(const struct fast_printer *w, uint32_t f, const uint32_t *add, uint64_t n) {
    uint32_t most = 0;
    for (uint64_t i = 0; i < n; i++) most = add[i] > most ? add[i] : most;
    fprintf(w->out, "static const %s %s_class%" PRIu32 "[%" PRIu64 "] = { /* %s */",
            least_type(most), PREFIX_MARK, f, n, w->members[f]);
    for (uint64_t i = 0; i < n; i++)
        fprintf(w->out, "%s%" PRIu32 ",", i % 24 == 0 ? "\n    " : " ", add[i]);
    fputs("\n};\n", w->out);
}

static void print_maps_of(const struct fast_printer *w, uint32_t f) {
    uint64_t fact = fact_of(w, f);
    const uint64_t *map = map_of(w, fact);
    if (!matters(w, fact) || FACT_KIND(fact) == STRAT_FLAG || FACT_KIND(fact) == STRAT_SET_OF)
        return;
    const uint32_t *row_of = w->place->row_of[FACT_FIRST_AXIS(fact)];
    uint32_t classes = AXIS_CLASSES(w->t[w->t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]);
    uint64_t n = is_number(fact) ? classes : map[0];
    unsigned bits = FACT_WIDE(fact) ? 16 : 8, in_word = 64 / bits;
    uint32_t *add = arena_array(w->arena, uint32_t, n);
    for (uint64_t i = 0; i < n; i++) {
        uint64_t class = is_number(fact) ? i
                                         : map[2 + i / in_word] >> (i % in_word * bits) &
                                               ((UINT64_C(1) << bits) - 1);
        add[i] = row_of[class];
    }
    print_map(w, f, add, n);
}

/* Bytes of a map by value or class, and of the bands of a number. */
size_t fast_map_bytes(const struct fast_printer *w) {
    size_t bytes = 0;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = fact_of(w, f);
        if (!matters(w, fact) || FACT_KIND(fact) == STRAT_FLAG || FACT_KIND(fact) == STRAT_SET_OF)
            continue;
        uint32_t classes = AXIS_CLASSES(w->t[w->t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]);
        size_t wide = w->place->rows_of_axis[FACT_FIRST_AXIS(fact)] > 256 ? 2 : 1;
        bytes += is_number(fact) ? wide * classes + 8 * (size_t)(classes - 1)
                                 : wide * (size_t)map_of(w, fact)[0];
    }
    return bytes;
}

const char *int64_literal(const struct fast_printer *w, uint64_t value) {
    int64_t v = (int64_t)value;
    return v == INT64_MIN ? "(-INT64_C(9223372036854775807) - 1)"
                          : arena_printf(w->arena, "INT64_C(%" PRId64 ")", v);
}

static const char band[] =
    "\n/* How many of the rising bands are not above the number: halves of fixed size, so that "
    "nothing is guessed. */\n"
    "static unsigned $_band(const int64_t *bands, unsigned n, int64_t number)\n"
    "{\n"
    "    const int64_t *at = bands;\n"
    "    while (n > 1) {\n"
    "        unsigned half = n / 2;\n"
    "        at += at[half - 1] <= number ? half : 0;\n"
    "        n -= half;\n"
    "    }\n"
    "    return (unsigned)(at - bands) + (unsigned)(*at <= number);\n"
    "}\n";

static void print_bands(const struct fast_printer *w) {
    bool numbers = false;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = fact_of(w, f);
        if (!is_number(fact) || !matters(w, fact)) continue;
        uint32_t n = AXIS_CLASSES(w->t[w->t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1;
        fprintf(w->out, "static const int64_t %s_bands%" PRIu32 "[%" PRIu32 "] = {", PREFIX_MARK, f,
                n);
        for (uint32_t i = 0; i < n; i++)
            fprintf(w->out, "%s%s,", i % 4 == 0 ? "\n    " : " ",
                    int64_literal(w, map_of(w, fact)[3 + i]));
        fputs("\n};\n", w->out);
        numbers = true;
    }
    if (numbers) print_template(w->out, band);
    fputc('\n', w->out);
}

/* ---- the facts ---- */

/* A fact on which nothing depends may stay unknown, but not be wrong. */
static void print_idle(const struct fast_printer *w, uint64_t values, const char *name) {
    fprintf(w->out, "    open |= r->%s > %" PRIu64 "u;\n", name, values);
}

static void print_one_of(const struct fast_printer *w, uint32_t f, uint64_t fact,
                         const char *name) {
    const uint64_t *map = map_of(w, fact);
    struct seat seat;
    if (FACT_HAS_DEFAULT(fact))
        fprintf(w->out, "    v = (r->%s ? r->%s : %" PRIu64 "u) - 1u;\n", name, name, map[1] + 1);
    else
        fprintf(w->out, "    v = r->%s - 1u;\n", name);
    fprintf(w->out, "    open |= v >= %" PRIu64 "u;\n", map[0]);
    if (FACT_AXES(fact) && find_seat(w, FACT_FIRST_AXIS(fact), &seat))
        fprintf(w->out, "    r%zu += %s%s_class%" PRIu32 "[v < %" PRIu64 "u ? v : 0u];\n",
                seat.digit, times(w, &seat), PREFIX_MARK, f, map[0]);
}

static void print_set(const struct fast_printer *w, uint64_t fact, const char *name,
                      const char *known) {
    const uint64_t *map = map_of(w, fact);
    fprintf(w->out, "    set = r->%s ? r->%s : 0x%" PRIx64 "u;\n", known, name, map[1]);
    if (!FACT_HAS_DEFAULT(fact) && FACT_AXES(fact)) fprintf(w->out, "    open |= !r->%s;\n", known);
    fprintf(w->out, "    open |= (set & ~(uint64_t)0x%" PRIx64 "u) != 0;\n", map[0]);
    for (uint32_t k = 0; k < FACT_AXES(fact); k++)
        print_bit(w, FACT_FIRST_AXIS(fact) + k,
                  map[3 + k] == ELEMENT_OTHERS
                      ? arena_printf(w->arena, "(unsigned)((set & 0x%" PRIx64 "u) != 0)", map[2])
                      : arena_printf(w->arena, "(unsigned)(set >> %" PRIu64 " & 1u)", map[3 + k]));
}

static void print_number(const struct fast_printer *w, uint32_t f, uint64_t fact, const char *name,
                         const char *known) {
    const uint64_t *map = map_of(w, fact);
    struct seat seat;
    /* where it may stay unknown, any number that there is will do */
    fprintf(w->out, "    number = r->%s ? r->%s : %s;\n", known, name,
            int64_literal(w, FACT_HAS_DEFAULT(fact) ? map[2] : map[0]));
    if (!FACT_HAS_DEFAULT(fact) && FACT_AXES(fact)) fprintf(w->out, "    open |= !r->%s;\n", known);
    fprintf(w->out, "    open |= number < %s || number > %s;\n", int64_literal(w, map[0]),
            int64_literal(w, map[1]));
    if (FACT_AXES(fact) && find_seat(w, FACT_FIRST_AXIS(fact), &seat))
        fprintf(w->out,
                "    r%zu += %s%s_class%" PRIu32 "[%s_band(%s_bands%" PRIu32 ", %" PRIu32
                "u, number)];\n",
                seat.digit, times(w, &seat), PREFIX_MARK, f, PREFIX_MARK, PREFIX_MARK, f,
                AXIS_CLASSES(w->t[w->t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1);
}

static void print_fact(const struct fast_printer *w, uint32_t f) {
    uint64_t fact = fact_of(w, f);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG:
        if (FACT_AXES(fact) == 0) print_idle(w, 2, w->members[f]);
        break;
    case STRAT_ONE_OF:
        if (FACT_AXES(fact))
            print_one_of(w, f, fact, w->members[f]);
        else
            print_idle(w, map_of(w, fact)[0], w->members[f]);
        break;
    case STRAT_SET_OF: print_set(w, fact, w->members[f], w->known[f]); break;
    default: print_number(w, f, fact, w->members[f], w->known[f]); break;
    }
}

static const char eight[] =
    "#define $_EIGHT(at) ((uint64_t)(at)[0] | (uint64_t)(at)[1] << 8 | (uint64_t)(at)[2] << 16 | "
    "(uint64_t)(at)[3] << 24 | (uint64_t)(at)[4] << 32 \\\n"
    "                     | (uint64_t)(at)[5] << 40 | (uint64_t)(at)[6] << 48 | (uint64_t)(at)[7] "
    "<< 56)\n"
    "\n";

void print_prepare(const struct fast_printer *w) {
    bool sets = false, numbers = false, values = false;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = fact_of(w, f);
        sets = sets || FACT_KIND(fact) == STRAT_SET_OF;
        numbers = numbers || is_number(fact);
        values = values || (FACT_KIND(fact) == STRAT_ONE_OF && FACT_AXES(fact));
        print_maps_of(w, f);
    }
    print_bands(w);
    print_template(w->out, eight);
    print_template(w->out, "enum $_result $_prepare(const struct $_request *r, struct $_case "
                           "*c)\n{\n    unsigned open = 0");
    for (size_t d = 0; d < w->place->digits.len; d++) fprintf(w->out, ", r%zu = 0", d);
    if (w->place->before)
        fprintf(w->out, ", undone = 0x%" PRIx32 "u", (UINT32_C(1) << w->place->before) - 1);
    fprintf(w->out, "%s;\n%s%s", values ? ", v" : "", sets ? "    uint64_t set;\n" : "",
            numbers ? "    int64_t number;\n" : "");
    print_flags(w);
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) print_fact(w, f);
    for (size_t d = 0; d < w->place->digits.len; d++)
        fprintf(w->out, "    c->row[%zu] = (%s)r%zu;\n", d, place_row_type(w->place), d);
    if (w->place->digits.len == 0) fputs("    c->row[0] = 0;\n", w->out);
    if (w->place->before)
        fprintf(w->out, "    c->undone = (%s)undone;\n",
                least_type((UINT32_C(1) << w->place->before) - 1));
    if (w->t[H_FACTS] == 0) fputs("    (void)r;\n", w->out);
    print_template(w->out, "    return open ? $_NOT_DECIDED : $_OK;\n}\n\n");
}
