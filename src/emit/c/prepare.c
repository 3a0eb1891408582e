/*
 * From a request to row numbers: what the templates have to know of each fact, and its maps.
 */
#include "emit/c/c_printer.h"
#include "emit/c/planes.h"
#include "runtime/format.h"

#include <inttypes.h>

uint64_t table_fact(const struct c_printer *w, uint32_t f) { return w->t[w->t[H_FACT_AT] + f]; }

const uint64_t *table_map(const struct c_printer *w, uint64_t fact) {
    return w->t + w->t[H_MAP_AT] + FACT_MAP(fact);
}

bool has_own_default(uint64_t fact) { return FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact); }

static bool is_number(uint64_t fact) {
    return FACT_KIND(fact) == STRAT_NUMBER || FACT_KIND(fact) == STRAT_DATE;
}

/* Of the fact's first axis; NULL: nothing depends on it. */
static const struct seat *own_seat(const struct c_printer *w, uint64_t fact) {
    return FACT_AXES(fact) ? &w->fast->seats[FACT_FIRST_AXIS(fact)] : NULL;
}

/* ---- maps ---- */

/* The numbers between the bands of the fact's values. */
static uint32_t n_bands(const struct c_printer *w, uint64_t fact) {
    return AXIS_CLASSES(w->t[w->t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1;
}

/* Whether the rows of its values stand in a map: PREFIX_class<fact>, by value or by band. Planes
 * say as well by which values a duty is done. */
static bool has_map(const struct c_printer *w, uint64_t fact) {
    const struct seat *seat = own_seat(w, fact);
    return FACT_KIND(fact) != STRAT_FLAG && FACT_KIND(fact) != STRAT_SET_OF && seat &&
           (seat->weight || (w->planes && seat->rows > 1));
}

static uint64_t map_size(const struct c_printer *w, uint64_t fact) {
    return is_number(fact) ? n_bands(w, fact) + 1 : table_map(w, fact)[0];
}

static uint32_t map_row(const struct c_printer *w, uint64_t fact, uint64_t i) {
    unsigned bits = FACT_WIDE(fact) ? 16 : 8, in_word = 64 / bits;
    uint64_t class = i;
    if (!is_number(fact))
        class = table_map(w, fact)[2 + i / in_word] >> (i % in_word * bits) &
                ((UINT64_C(1) << bits) - 1);
    return own_seat(w, fact)->row_of[class];
}

size_t prepare_map_bytes(const struct c_printer *w) {
    size_t bytes = 0;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = table_fact(w, f);
        if (!has_map(w, fact)) continue;
        size_t each = own_seat(w, fact)->rows > 256 ? 2 : 1;
        bytes += each * map_size(w, fact) + (is_number(fact) ? 8 * (size_t)n_bands(w, fact) : 0);
    }
    return bytes;
}

/* INT64_MIN has no literal of its own. */
static const char *number_literal(const struct c_printer *w, uint64_t value) {
    int64_t v = (int64_t)value;
    return v == INT64_MIN ? "(-INT64_C(9223372036854775807) - 1)"
                          : arena_printf(w->arena, "INT64_C(%" PRId64 ")", v);
}

void prepare_print_maps(struct c_printer *w) {
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = table_fact(w, f);
        if (!has_map(w, fact)) continue;
        fprintf(w->out, "static const %s %s_class%" PRIu32 "[%" PRIu64 "] = { /* %s */",
                least_type(own_seat(w, fact)->rows - 1), PREFIX_MARK, f, map_size(w, fact),
                w->members[f]);
        for (uint64_t i = 0; i < map_size(w, fact); i++)
            fprintf(w->out, "%s%" PRIu32 ",", i % 24 == 0 ? "\n    " : " ", map_row(w, fact, i));
        fputs("\n};\n", w->out);
        if (!is_number(fact)) continue;
        fprintf(w->out, "static const int64_t %s_bands%" PRIu32 "[%" PRIu32 "] = {", PREFIX_MARK, f,
                n_bands(w, fact));
        for (uint32_t i = 0; i < n_bands(w, fact); i++)
            fprintf(w->out, "%s%s,", i % 4 == 0 ? "\n    " : " ",
                    number_literal(w, table_map(w, fact)[3 + i]));
        fputs("\n};\n", w->out);
    }
}

/* ---- the facts ---- */

static uint64_t this_fact(const struct c_printer *w) { return table_fact(w, w->fact); }

/* Where the class of an axis goes: "r3 += 4u *". */
static void set_seat(struct c_printer *w, const struct seat *s) {
    fill_set(w, "ADD",
             s->weight == 1
                 ? arena_printf(w->arena, "r%" PRIu32 " +=", s->radix)
                 : arena_printf(w->arena, "r%" PRIu32 " += %" PRIu32 "u *", s->radix, s->weight));
}

/* What stands for an unknown value; where none may be unknown, what is no value, if there is such.
 * A fact on which nothing depends may stay unknown: any value will do. */
static void set_absent(struct c_printer *w, uint64_t fact, bool must) {
    const uint64_t *map = table_map(w, fact);
    if (FACT_KIND(fact) == STRAT_FLAG)
        fill_set(w, "ABSENT", has_own_default(fact) && map[0] ? "~(uint64_t)0" : "0");
    else if (FACT_KIND(fact) == STRAT_ONE_OF)
        fill_number(w, "ABSENT", must ? 0 : FACT_HAS_DEFAULT(fact) ? map[1] + 1 : 1);
    else if (FACT_KIND(fact) == STRAT_SET_OF)
        fill_set(w, "ABSENT", arena_printf(w->arena, "0x%" PRIx64 "u", map[1]));
    else
        fill_set(w, "ABSENT", number_literal(w, FACT_HAS_DEFAULT(fact) ? map[2] : map[0]));
}

void prepare_set_fact(struct c_printer *w) {
    uint64_t fact = this_fact(w);
    const uint64_t *map = table_map(w, fact);
    bool must = FACT_AXES(fact) && !has_own_default(fact), mapped = has_map(w, fact);
    fill_switch(w, "READS_FLAG", FACT_KIND(fact) == STRAT_FLAG);
    fill_switch(w, "READS_CHOICE", FACT_KIND(fact) == STRAT_ONE_OF);
    fill_switch(w, "READS_SET", FACT_KIND(fact) == STRAT_SET_OF);
    fill_switch(w, "READS_NUMBER", is_number(fact));
    fill_switch(w, "IS_IDLE", !FACT_AXES(fact));
    fill_switch(w, "HAS_MAP", mapped);
    fill_switch(w, "IN_ROW", mapped && own_seat(w, fact)->weight);
    fill_number(w, "MUST", must);
    set_absent(w, fact, must);
    fill_set(w, "CLASSES",
             mapped ? arena_printf(w->arena, PREFIX_MARK "_class%" PRIu32, w->fact) : "NULL");
    fill_set(w, "BANDS",
             mapped ? arena_printf(w->arena, PREFIX_MARK "_bands%" PRIu32, w->fact) : "NULL");
    if (FACT_AXES(fact)) set_seat(w, own_seat(w, fact));
    if (w->planes) planes_set_fact(w);
    if (FACT_KIND(fact) == STRAT_ONE_OF) fill_number(w, "VALUES", map[0]);
    if (FACT_KIND(fact) == STRAT_SET_OF)
        fill_set(w, "ALL", arena_printf(w->arena, "0x%" PRIx64 "u", map[0]));
    if (!is_number(fact)) return;
    fill_set(w, "LOW", number_literal(w, map[0]));
    fill_set(w, "HIGH", number_literal(w, map[1]));
    fill_number(w, "NBANDS", mapped ? n_bands(w, fact) : 0);
}

/* The elements of a set, one or several, on which something depends. */
bool prepare_each_element(struct c_printer *w, size_t i) {
    uint64_t fact = this_fact(w);
    const uint64_t *map = table_map(w, fact);
    uint32_t number = 0;
    for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
        const struct seat *seat = own_seat(w, fact) + k;
        if (!seat->weight || number++ < i) continue;
        set_seat(w, seat);
        fill_number(w, "WITHIN", i);
        fill_set(w, "ELEMENTS",
                 arena_printf(w->arena, "0x%" PRIx64 "u",
                              map[3 + k] == ELEMENT_OTHERS ? map[2] : UINT64_C(1) << map[3 + k]));
        return true;
    }
    return false;
}

bool prepare_each_row(struct c_printer *w, size_t i) {
    size_t n = w->fast->radices.len;
    fill_number(w, "INDEX", i);
    fill_set(w, "ROW", n ? arena_printf(w->arena, "r%zu", i) : "0");
    return i < (n ? n : 1);
}

void prepare_set_numbers(struct c_printer *w) {
    const char *zeros = "0", *undone = "";
    uint32_t all = (UINT32_C(1) << w->fast->before) - 1;
    for (size_t r = 0; r < w->fast->radices.len; r++)
        zeros = arena_printf(w->arena, "%s, r%zu = 0", zeros, r);
    if (all) undone = arena_printf(w->arena, ", undone = 0x%" PRIx32 "u", all);
    fill_set(w, "ZEROS", arena_printf(w->arena, "%s%s", zeros, undone));
    fill_set(w, "ROWTYPE", row_type(w->fast));
    fill_set(w, "UNDONETYPE", least_type(all));
    fill_number(w, "NUNDONE", all + 1);
}
