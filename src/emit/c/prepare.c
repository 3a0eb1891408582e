/*
 * From a request to row numbers.
 */
#include "emit/c/c_printer.h"
#include "runtime/format.h"

#include <inttypes.h>

uint64_t table_fact(const struct c_printer *w, uint32_t f) { return w->t[w->t[H_FACT_AT] + f]; }

const uint64_t *table_map(const struct c_printer *w, uint64_t fact) {
    return w->t + w->t[H_MAP_AT] + FACT_MAP(fact);
}

bool is_number(uint64_t fact) {
    return FACT_KIND(fact) == STRAT_NUMBER || FACT_KIND(fact) == STRAT_DATE;
}

uint32_t n_bands(const struct c_printer *w, uint64_t fact) {
    return AXIS_CLASSES(w->t[w->t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1;
}

const char *int64_literal(const struct c_printer *w, uint64_t value) {
    int64_t v = (int64_t)value;
    return v == INT64_MIN ? "(-INT64_C(9223372036854775807) - 1)"
                          : arena_printf(w->arena, "INT64_C(%" PRId64 ")", v);
}

/* "4u * " */
static const char *times(const struct c_printer *w, const struct seat *s) {
    return s->weight == 1 ? "" : arena_printf(w->arena, "%" PRIu32 "u * ", s->weight);
}

/* "r3 += 4u * (x);" for a class of the axis. */
static void add_class(const struct c_printer *w, uint32_t axis, const char *class) {
    const struct seat *s = &w->fast->seats[axis];
    if (s->weight) fprintf(w->out, "    r%" PRIu32 " += %s(%s);\n", s->radix, times(w, s), class);
}

/* ---- maps ---- */

/* Whether the rows of its values stand in a map. */
static bool has_map(const struct c_printer *w, uint64_t fact) {
    return FACT_KIND(fact) != STRAT_FLAG && FACT_KIND(fact) != STRAT_SET_OF &&
           FACT_AXES(fact) == 1 && w->fast->seats[FACT_FIRST_AXIS(fact)].weight;
}

/* How many rows: by value, or by band. */
static uint64_t map_size(const struct c_printer *w, uint64_t fact) {
    return is_number(fact) ? n_bands(w, fact) + 1 : table_map(w, fact)[0];
}

static uint32_t map_row(const struct c_printer *w, uint64_t fact, uint64_t i) {
    unsigned bits = FACT_WIDE(fact) ? 16 : 8, in_word = 64 / bits;
    uint64_t class = i;
    if (!is_number(fact))
        class = table_map(w, fact)[2 + i / in_word] >> (i % in_word * bits) &
                ((UINT64_C(1) << bits) - 1);
    return w->fast->seats[FACT_FIRST_AXIS(fact)].row_of[class];
}

static const char *map_type(const struct c_printer *w, uint64_t fact) {
    return least_type(w->fast->seats[FACT_FIRST_AXIS(fact)].rows - 1);
}

size_t prepare_map_bytes(const struct c_printer *w) {
    size_t bytes = 0;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = table_fact(w, f);
        if (!has_map(w, fact)) continue;
        size_t each = w->fast->seats[FACT_FIRST_AXIS(fact)].rows > 256 ? 2 : 1;
        bytes += each * map_size(w, fact) + (is_number(fact) ? 8 * (size_t)n_bands(w, fact) : 0);
    }
    return bytes;
}

void prepare_print_maps(struct c_printer *w) {
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = table_fact(w, f);
        if (!has_map(w, fact)) continue;
        fprintf(w->out, "static const %s %s_class%" PRIu32 "[%" PRIu64 "] = { /* %s */",
                map_type(w, fact), PREFIX_MARK, f, map_size(w, fact), w->members[f]);
        for (uint64_t i = 0; i < map_size(w, fact); i++)
            fprintf(w->out, "%s%" PRIu32 ",", i % 24 == 0 ? "\n    " : " ", map_row(w, fact, i));
        fputs("\n};\n", w->out);
        if (!is_number(fact)) continue;
        fprintf(w->out, "static const int64_t %s_bands%" PRIu32 "[%" PRIu32 "] = {", PREFIX_MARK, f,
                n_bands(w, fact));
        for (uint32_t i = 0; i < n_bands(w, fact); i++)
            fprintf(w->out, "%s%s,", i % 4 == 0 ? "\n    " : " ",
                    int64_literal(w, table_map(w, fact)[3 + i]));
        fputs("\n};\n", w->out);
    }
}

/* ---- the facts ---- */

/* A fact on which nothing depends may stay unknown, but not be wrong. */
static void print_one_of(const struct c_printer *w, uint32_t f, uint64_t fact) {
    const uint64_t *map = table_map(w, fact);
    uint64_t most = FACT_KIND(fact) == STRAT_FLAG ? 2 : map[0];
    if (!FACT_AXES(fact)) {
        fprintf(w->out, "    open |= r->%s > %" PRIu64 "u;\n", w->members[f], most);
        return;
    }
    fprintf(w->out, "    v = r->%s;\n", w->members[f]);
    if (FACT_HAS_DEFAULT(fact)) fprintf(w->out, "    v = v ? v : %" PRIu64 "u;\n", map[1] + 1);
    fprintf(w->out, "    v -= 1u;\n    open |= v >= %" PRIu64 "u;\n", most);
    add_class(w, FACT_FIRST_AXIS(fact),
              arena_printf(w->arena, "%s_class%" PRIu32 "[v < %" PRIu64 "u ? v : 0u]", PREFIX_MARK,
                           f, most));
}

/* Whether it is known goes into `open` where that is asked for. */
static void print_known(const struct c_printer *w, uint32_t f, uint64_t fact) {
    if (!FACT_HAS_DEFAULT(fact) && FACT_AXES(fact))
        fprintf(w->out, "    open |= !r->%s;\n", w->known[f]);
}

static void print_set(const struct c_printer *w, uint32_t f, uint64_t fact) {
    const uint64_t *map = table_map(w, fact);
    fprintf(w->out, "    set = r->%s ? r->%s : 0x%" PRIx64 "u;\n", w->known[f], w->members[f],
            map[1]);
    print_known(w, f, fact);
    fprintf(w->out, "    open |= (set & ~(uint64_t)0x%" PRIx64 "u) != 0;\n", map[0]);
    for (uint32_t k = 0; k < FACT_AXES(fact); k++)
        add_class(w, FACT_FIRST_AXIS(fact) + k,
                  map[3 + k] == ELEMENT_OTHERS
                      ? arena_printf(w->arena, "(unsigned)((set & 0x%" PRIx64 "u) != 0)", map[2])
                      : arena_printf(w->arena, "(unsigned)(set >> %" PRIu64 " & 1u)", map[3 + k]));
}

static void print_number(const struct c_printer *w, uint32_t f, uint64_t fact) {
    const uint64_t *map = table_map(w, fact);
    /* where it may stay unknown, any number that there is will do */
    fprintf(w->out, "    number = r->%s ? r->%s : %s;\n", w->known[f], w->members[f],
            int64_literal(w, FACT_HAS_DEFAULT(fact) ? map[2] : map[0]));
    print_known(w, f, fact);
    fprintf(w->out, "    open |= number < %s || number > %s;\n", int64_literal(w, map[0]),
            int64_literal(w, map[1]));
    if (has_map(w, fact))
        add_class(w, FACT_FIRST_AXIS(fact),
                  arena_printf(w->arena,
                               "%s_class%" PRIu32 "[%s_band(%s_bands%" PRIu32 ", %" PRIu32
                               "u, number)]",
                               PREFIX_MARK, f, PREFIX_MARK, PREFIX_MARK, f, n_bands(w, fact)));
}

static void print_fact(const struct c_printer *w, uint32_t f) {
    uint64_t fact = table_fact(w, f);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG:
        if (!FACT_AXES(fact)) print_one_of(w, f, fact);
        break; /* flags_print() has the others */
    case STRAT_ONE_OF: print_one_of(w, f, fact); break;
    case STRAT_SET_OF: print_set(w, f, fact); break;
    default: print_number(w, f, fact); break;
    }
}

static bool has_kind(const struct c_printer *w, unsigned kind) {
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++)
        if (FACT_KIND(table_fact(w, f)) == kind &&
            (kind != STRAT_ONE_OF || FACT_AXES(table_fact(w, f))))
            return true;
    return false;
}

void prepare_print(struct c_printer *w) {
    size_t n = w->fast->radices.len;
    fputs("    unsigned open = 0", w->out);
    for (size_t r = 0; r < n; r++) fprintf(w->out, ", r%zu = 0", r);
    if (w->fast->before)
        fprintf(w->out, ", undone = 0x%" PRIx32 "u", (UINT32_C(1) << w->fast->before) - 1);
    fputs(has_kind(w, STRAT_ONE_OF) ? ", v;\n" : ";\n", w->out);
    if (has_kind(w, STRAT_SET_OF)) fputs("    uint64_t set;\n", w->out);
    if (has_kind(w, STRAT_NUMBER) || has_kind(w, STRAT_DATE))
        fputs("    int64_t number;\n", w->out);
    flags_print(w);
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) print_fact(w, f);
    for (size_t r = 0; r < n; r++)
        fprintf(w->out, "    c->row[%zu] = (%s)r%zu;\n", r, row_type(w->fast), r);
    if (n == 0) fputs("    c->row[0] = 0;\n", w->out);
    if (w->fast->before)
        fprintf(w->out, "    c->undone = (%s)undone;\n",
                least_type((UINT32_C(1) << w->fast->before) - 1));
    if (w->t[H_FACTS] == 0) fputs("    (void)r;\n", w->out);
}
