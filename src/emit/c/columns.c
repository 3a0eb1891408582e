/*
 * From columns to planes: PREFIX_fill_planes().
 */
#include "emit/c/planes.h"

#include "runtime/format.h"

#include <inttypes.h>

static const char bits_of_bytes[] =
    "#define $_BYTES (~(uint64_t)0 / 255u) /* a one in every byte */\n"
    "\n";

static const char lowest_bits[] =
    "/* The lowest bits of eight bytes, side by side. */\n"
    "static uint64_t $_lowest_bits(uint64_t bytes)\n"
    "{\n"
    "    return (bytes & $_BYTES) * UINT64_C(0x0102040810204080) >> 56;\n"
    "}\n"
    "\n";

static const char read_flags[] =
    "/* Of 64 values of a yes-or-no fact: which are yes, unknown, none at all. */\n"
    "static void $_read_flags(const uint8_t *column, size_t n, uint64_t *yes, uint64_t *unknown, "
    "uint64_t *wrong)\n"
    "{\n"
    "    uint8_t last[8];\n"
    "    size_t i, k;\n"
    "    *yes = *unknown = *wrong = 0;\n"
    "    for (i = 0; i < n; i += 8) {\n"
    "        const uint8_t *at = column + i;\n"
    "        uint64_t x, high;\n"
    "        if (n - i < 8) {\n"
    "            for (k = 0; k < 8; k++)\n"
    "                last[k] = k < n - i ? at[k] : 0;\n"
    "            at = last;\n"
    "        }\n"
    "        x = $_EIGHT(at);\n"
    "        *yes |= $_lowest_bits(x >> 1) << i;\n"
    "        if (x == $_BYTES + (x >> 1 & $_BYTES))\n"
    "            continue; /* each is 1 or 2 */\n"
    "        high = x & $_BYTES * 0xfcu;\n"
    "        high = (high | ((high & $_BYTES * 0x7fu) + $_BYTES * 0x7fu)) >> 7;\n"
    "        *unknown |= $_lowest_bits(~(x | x >> 1) & ~high) << i;\n"
    "        *wrong |= $_lowest_bits((x & x >> 1) | high) << i;\n"
    "    }\n"
    "}\n"
    "\n";

static const char nothing[] = "static const uint16_t $_nothing[64] = {0};\n";

static const char known_bytes[] =
    "static const uint8_t $_no_bytes[64] = {0}, $_one_bytes[64] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "
    "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,\n"
    "    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, "
    "1, 1};\n";

static const char spell[] = "/* Word `word` of the planes that spell 64 small numbers. */\n"
                            "static void $_spell(const uint8_t *numbers, unsigned planes, uint64_t "
                            "*const *to, size_t word)\n"
                            "{\n"
                            "    unsigned k, i;\n"
                            "    for (k = 0; k < planes; k++) {\n"
                            "        uint64_t bits = 0;\n"
                            "        for (i = 0; i < 64; i += 8)\n"
                            "            bits |= $_lowest_bits($_EIGHT(numbers + i) >> k) << i;\n"
                            "        to[k][word] = bits;\n"
                            "    }\n"
                            "}\n"
                            "\n";

struct columns_printer {
    const struct planes_printer *p;
    FILE *out;
    const struct fast_printer *w;
};

static uint64_t fact_of(const struct columns_printer *c, uint32_t f) {
    return c->w->t[c->w->t[H_FACT_AT] + f];
}

static const uint64_t *map_of(const struct columns_printer *c, uint64_t fact) {
    return c->w->t + c->w->t[H_MAP_AT] + FACT_MAP(fact);
}

static const struct axis_planes *planes_of(const struct columns_printer *c, uint32_t axis) {
    vec_each (struct axis_planes, x, &c->p->axes)
        if (x->axis == axis) return x;
    return NULL;
}

static void print_flag(const struct columns_printer *c, uint64_t fact, const char *name) {
    bool has_default = FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact);
    fprintf(c->out,
            "        yes = wrong = 0;\n        unknown = all;\n        if (c->%s)\n            "
            "%s_read_flags(c->%s + first, n, &yes, &unknown, &wrong);\n",
            name, PREFIX_MARK, name);
    if (has_default && map_of(c, fact)[0]) fputs("        yes |= unknown;\n", c->out);
    fprintf(c->out, "        bad |= wrong%s;\n",
            has_default || FACT_AXES(fact) == 0 ? "" : " | unknown");
    if (FACT_AXES(fact) && planes_of(c, FACT_FIRST_AXIS(fact)))
        fprintf(c->out, "        planes->%s[0][word] = yes;\n", name);
}

static void print_one_of(const struct columns_printer *c, uint32_t f, uint64_t fact,
                         const char *name) {
    const uint64_t *map = map_of(c, fact);
    const struct axis_planes *x = FACT_AXES(fact) ? planes_of(c, FACT_FIRST_AXIS(fact)) : NULL;
    fprintf(c->out,
            "        value = c->%s ? c->%s + first : %s_nothing;\n        for (i = 0; i < n; i++) "
            "{\n            unsigned v = value[i];\n",
            name, name, PREFIX_MARK);
    if (FACT_HAS_DEFAULT(fact))
        fprintf(c->out, "            v = v ? v : %" PRIu64 "u;\n", map[1] + 1);
    if (FACT_AXES(fact))
        fprintf(c->out, "            bad |= (uint64_t)(v - 1u >= %" PRIu64 "u) << i;\n", map[0]);
    else
        fprintf(c->out, "            bad |= (uint64_t)(v > %" PRIu64 "u) << i;\n", map[0]);
    if (x)
        fprintf(c->out,
                "            number[i] = %s_class%" PRIu32 "[v - 1u < %" PRIu64
                "u ? v - 1u : 0u];\n",
                PREFIX_MARK, f, map[0]);
    fputs("        }\n", c->out);
    if (x)
        fprintf(c->out, "        %s_spell(number, %" PRIu32 ", planes->%s, word);\n", PREFIX_MARK,
                x->planes, name);
}

/* Ahead of the loop: which column says what is known. */
static void print_known_column(const struct columns_printer *c, uint32_t f) {
    const char *known = c->w->known[f];
    fprintf(c->out,
            "        known = !c->%s ? %s_no_bytes : c->%s ? c->%s + first : %s_one_bytes;\n",
            c->w->members[f], PREFIX_MARK, known, known, PREFIX_MARK);
}

static void print_known(const struct columns_printer *c, uint64_t fact) {
    if (!FACT_HAS_DEFAULT(fact) && FACT_AXES(fact))
        fputs("            bad |= (uint64_t)!known[i] << i;\n", c->out);
}

static void print_set(const struct columns_printer *c, uint32_t f, uint64_t fact,
                      const char *name) {
    const uint64_t *map = map_of(c, fact);
    uint32_t plane = 0;
    for (uint32_t k = 0; k < FACT_AXES(fact); k++)
        if (planes_of(c, FACT_FIRST_AXIS(fact) + k))
            fprintf(c->out, "        planes->%s[%" PRIu32 "][word] = 0;\n", name, plane++);
    print_known_column(c, f);
    fputs("        for (i = 0; i < n; i++) {\n", c->out);
    print_known(c, fact);
    fprintf(c->out,
            "            uint64_t set = known[i] ? c->%s[first + i] : 0x%" PRIx64
            "u;\n            bad |= (uint64_t)((set & ~(uint64_t)0x%" PRIx64 "u) != 0) << i;\n",
            name, map[1], map[0]);
    plane = 0;
    for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
        if (!planes_of(c, FACT_FIRST_AXIS(fact) + k)) continue;
        fprintf(c->out, "            planes->%s[%" PRIu32 "][word] |= ", name, plane++);
        if (map[3 + k] == ELEMENT_OTHERS)
            fprintf(c->out, "(uint64_t)((set & 0x%" PRIx64 "u) != 0) << i;\n", map[2]);
        else
            fprintf(c->out, "(set >> %" PRIu64 " & 1u) << i;\n", map[3 + k]);
    }
    fputs("        }\n", c->out);
}

static void print_number(const struct columns_printer *c, uint32_t f, uint64_t fact,
                         const char *name) {
    const uint64_t *map = map_of(c, fact);
    const struct axis_planes *x = FACT_AXES(fact) ? planes_of(c, FACT_FIRST_AXIS(fact)) : NULL;
    print_known_column(c, f);
    fputs("        for (i = 0; i < n; i++) {\n", c->out);
    print_known(c, fact);
    fprintf(c->out, "            int64_t is = known[i] ? c->%s[first + i] : %s;\n", name,
            int64_literal(c->w, FACT_HAS_DEFAULT(fact) ? map[2] : map[0]));
    fprintf(c->out, "            bad |= (uint64_t)(is < %s || is > %s) << i;\n",
            int64_literal(c->w, map[0]), int64_literal(c->w, map[1]));
    if (x)
        fprintf(c->out,
                "            number[i] = %s_class%" PRIu32 "[%s_band(%s_bands%" PRIu32 ", %" PRIu32
                "u, is)];\n",
                PREFIX_MARK, f, PREFIX_MARK, PREFIX_MARK, f,
                AXIS_CLASSES(c->w->t[c->w->t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1);
    fputs("        }\n", c->out);
    if (x)
        fprintf(c->out, "        %s_spell(number, %" PRIu32 ", planes->%s, word);\n", PREFIX_MARK,
                x->planes, name);
}

static void print_fact(const struct columns_printer *c, uint32_t f) {
    uint64_t fact = fact_of(c, f);
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG: print_flag(c, fact, c->w->members[f]); break;
    case STRAT_ONE_OF: print_one_of(c, f, fact, c->w->members[f]); break;
    case STRAT_SET_OF: print_set(c, f, fact, c->w->members[f]); break;
    default: print_number(c, f, fact, c->w->members[f]); break;
    }
}

/* What the facts of a policy need on the way. */
struct needs {
    bool flags, values, known, numbers;
};

static struct needs needs_of(const struct columns_printer *c) {
    struct needs n = {0};
    for (uint32_t f = 0; f < c->w->t[H_FACTS]; f++) {
        uint64_t fact = fact_of(c, f);
        n.flags = n.flags || FACT_KIND(fact) == STRAT_FLAG;
        n.values = n.values || FACT_KIND(fact) == STRAT_ONE_OF;
        n.known = n.known || c->w->known[f];
        n.numbers =
            n.numbers || (FACT_KIND(fact) != STRAT_FLAG && FACT_KIND(fact) != STRAT_SET_OF &&
                          FACT_AXES(fact) && planes_of(c, FACT_FIRST_AXIS(fact)));
    }
    return n;
}

static void print_helpers(const struct columns_printer *c, const struct needs *needs) {
    print_template(c->out, bits_of_bytes);
    if (needs->flags || needs->numbers) print_template(c->out, lowest_bits);
    if (needs->flags) print_template(c->out, read_flags);
    if (needs->values) print_template(c->out, nothing);
    if (needs->known) print_template(c->out, known_bytes);
    if (needs->values || needs->known) fputc('\n', c->out);
    if (needs->numbers) print_template(c->out, spell);
}

static void print_locals(const struct columns_printer *c, const struct needs *needs) {
    fprintf(c->out, "%s%s    size_t first, n, %sfound = 0;\n",
            needs->values ? "    const uint16_t *value;\n" : "",
            needs->known ? "    const uint8_t *known;\n" : "",
            needs->values || needs->known ? "i, " : "");
    if (needs->numbers)
        fputs("    uint8_t number[64];\n    for (i = 0; i < 64; i++) {\n        number[i] = 0;\n   "
              "     STRAT_KEEP_LOOP;\n    }\n",
              c->out);
}

void print_fill_planes(const struct planes_printer *p) {
    struct columns_printer c = {p, p->w->out, p->w};
    struct needs needs = needs_of(&c);
    print_helpers(&c, &needs);
    print_template(c.out, "size_t $_fill_planes(const struct $_columns *c, size_t requests, const "
                          "struct $_planes *planes, uint64_t *open)\n{\n");
    print_locals(&c, &needs);
    fprintf(c.out,
            "    for (first = 0; first < requests; first += 64) {\n        size_t word = first / "
            "64;\n        uint64_t bad = 0, all%s;\n"
            "        n = requests - first < 64 ? requests - first : 64;\n        all = "
            "~(uint64_t)0 >> (64 - n);\n",
            needs.flags ? ", yes, unknown, wrong" : "");
    for (uint32_t f = 0; f < p->w->t[H_FACTS]; f++) print_fact(&c, f);
    print_template(c.out, "        bad &= all;\n        open[word] = bad;\n        for (; bad; bad "
                          "&= bad - 1)\n            found++;\n    }\n    return found;\n}\n\n");
}
