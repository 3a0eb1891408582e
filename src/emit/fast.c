#include "emit/fast.h"

#include "runtime/format.h"

#include <inttypes.h>
#include <string.h>

enum { MAX_WORDS = 4, MAX_DIGIT = 16, MAX_ROWS = 4096, MAX_APPROACHES = 8 };

struct digit_axis {
    uint32_t axis, weight;
};

struct digit {
    struct digit_axes VEC(struct digit_axis) axes;
    uint32_t rows, first_row;
};

struct fast {
    FILE *out;
    struct arena *arena;
    const struct strat_policy *p;
    const uint64_t *t;
    const char *prefix;
    uint32_t words;
    struct digits VEC(struct digit) digits;
    uint32_t rows;
    uint32_t *digit_of, *weight_of; /* by axis */
};

static uint32_t classes(const struct strat_policy *p, uint32_t axis)
{
    return AXIS_CLASSES(p->table[p->table[H_AXIS_AT] + axis]);
}

/* Axes with few classes share a digit while its rows stay few; first come, first packed. */
static uint32_t pack(const struct strat_policy *p, struct arena *a, struct digits *digits)
{
    uint32_t rows = 0;
    for (uint32_t axis = 0; axis < p->table[H_AXES]; axis++) {
        struct digit *into = NULL;
        vec_each(struct digit, d, digits)
            if (!into && d->rows * classes(p, axis) <= MAX_DIGIT)
                into = d;
        if (!into) {
            vec_push(a, digits, ((struct digit){.rows = 1}));
            into = &digits->at[digits->len - 1];
        }
        vec_push(a, &into->axes, ((struct digit_axis){axis, into->rows}));
        into->rows *= classes(p, axis);
    }
    vec_each(struct digit, d, digits) {
        d->first_row = rows;
        rows += d->rows;
    }
    return rows;
}

static uint64_t rows_needed(const struct strat_policy *p)
{
    uint64_t n = 0;
    for (uint32_t axis = 0; axis < p->table[H_AXES]; axis++)
        n += classes(p, axis) > 4 ? classes(p, axis) : 8;
    return n;
}

bool fast_possible(const struct strat_policy *p)
{
    return p->table[H_WORDS] <= MAX_WORDS && p->table[H_APPROACHES] <= MAX_APPROACHES && p->table[H_AXES] > 0 && rows_needed(p) <= MAX_ROWS;
}

size_t fast_digits(const struct strat_policy *p, struct arena *a)
{
    struct digits digits = {0};
    if (fast_possible(p))
        pack(p, a, &digits);
    return digits.len;
}

/* A text in which `$` is the prefix. */
static void print(const struct fast *w, const char *template)
{
    for (; *template; template++) {
        if (*template == '$')
            fputs(w->prefix, w->out);
        else
            fputc(*template, w->out);
    }
}

/* ---- words of boxes ---- */

static const uint64_t *mask(const struct fast *w, uint64_t row)
{
    return w->t + w->t[H_MASK_AT] + row * w->words;
}

static const uint64_t *mask_of(const struct fast *w, uint32_t approach, uint32_t which)
{
    return mask(w, M_FIXED + approach * (uint64_t)M_EACH + which);
}

static bool is_empty(const struct fast *w, const uint64_t *m)
{
    uint64_t some = 0;
    for (uint32_t k = 0; k < w->words; k++)
        some |= m[k];
    return some == 0;
}

/* "((b[0] & 0x..u) | (b[1] & 0x..u))", or "0u". */
static void print_meet(const struct fast *w, const uint64_t *m)
{
    const char *between = "(";
    if (is_empty(w, m)) {
        fputs("0u", w->out);
        return;
    }
    for (uint32_t k = 0; k < w->words; k++) {
        if (!m[k])
            continue;
        fprintf(w->out, "%s(b[%" PRIu32 "] & 0x%" PRIx64 "u)", between, k, m[k]);
        between = " | ";
    }
    fputs(")", w->out);
}

static void print_rows(const struct fast *w)
{
    fprintf(w->out, "static const uint64_t %s_rows[%" PRIu32 "][%" PRIu32 "] = {\n", w->prefix, w->rows, w->words);
    vec_each(struct digit, d, &w->digits) {
        for (uint32_t row = 0; row < d->rows; row++) {
            uint64_t and[MAX_WORDS];
            memset(and, 0xff, sizeof and);
            vec_each(struct digit_axis, x, &d->axes) {
                uint32_t c = row / x->weight % classes(w->p, x->axis);
                const uint64_t *of = w->t + w->t[H_ROW_AT] + (AXIS_ROW(w->t[w->t[H_AXIS_AT] + x->axis]) + (size_t)c) * w->words;
                for (uint32_t k = 0; k < w->words; k++)
                    and[k] &= of[k];
            }
            fputs("    {", w->out);
            for (uint32_t k = 0; k < w->words; k++)
                fprintf(w->out, "%s0x%016" PRIx64 "u", k ? ", " : "", and[k]);
            fputs("},\n", w->out);
        }
    }
    fputs("};\n\n", w->out);
}

/* ---- from a request to row numbers ---- */

static const uint64_t *map_of(const struct fast *w, uint64_t fact)
{
    return w->t + w->t[H_MAP_AT] + FACT_MAP(fact);
}

static void print_class_map(const struct fast *w, uint32_t f, uint64_t fact)
{
    const uint64_t *map = map_of(w, fact);
    unsigned bits = FACT_WIDE(fact) ? 16 : 8, in_word = 64 / bits;
    fprintf(w->out, "static const %s %s_class%" PRIu32 "[%" PRIu64 "] = {", bits == 16 ? "uint16_t" : "uint8_t", w->prefix, f, map[0]);
    for (uint64_t v = 0; v < map[0]; v++)
        fprintf(w->out, "%s%" PRIu64 ",", v % 24 == 0 ? "\n    " : " ", map[2 + v / in_word] >> (v % in_word * bits) & ((UINT64_C(1) << bits) - 1));
    fputs("\n};\n", w->out);
}

/* "row[3] += 4u * x;" for the class x of an axis. */
static void print_place(const struct fast *w, uint32_t axis, const char *class)
{
    fprintf(w->out, "    row[%" PRIu32 "] = (uint16_t)(row[%" PRIu32 "] + %" PRIu32 "u * (%s));\n", w->digit_of[axis], w->digit_of[axis],
            w->weight_of[axis], class);
}

static void print_flag(const struct fast *w, uint64_t fact, const char *name)
{
    bool has_default = FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact);
    if (has_default)
        fprintf(w->out, "    v = r->%s ? r->%s - 1u : %" PRIu64 "u;\n", name, name, map_of(w, fact)[0]);
    else
        fprintf(w->out, "    v = r->%s - 1u;\n", name);
    fprintf(w->out, "    open |= v > 1u;\n");
    print_place(w, FACT_FIRST_AXIS(fact), "v & 1u");
}

static void print_one_of(const struct fast *w, uint32_t f, uint64_t fact, const char *name)
{
    const uint64_t *map = map_of(w, fact);
    if (FACT_HAS_DEFAULT(fact))
        fprintf(w->out, "    v = r->%s ? r->%s - 1u : %" PRIu64 "u;\n", name, name, map[1]);
    else
        fprintf(w->out, "    v = r->%s - 1u;\n", name);
    fprintf(w->out, "    open |= v >= %" PRIu64 "u;\n", map[0]);
    if (FACT_AXES(fact))
        print_place(w, FACT_FIRST_AXIS(fact), arena_printf(w->arena, "%s_class%" PRIu32 "[v < %" PRIu64 "u ? v : 0u]", w->prefix, f, map[0]));
}

static void print_set(const struct fast *w, uint64_t fact, const char *name)
{
    const uint64_t *map = map_of(w, fact);
    fprintf(w->out, "    set = r->%s_known ? r->%s : 0x%" PRIx64 "u;\n", name, name, map[1]);
    if (!FACT_HAS_DEFAULT(fact))
        fprintf(w->out, "    open |= !r->%s_known;\n", name);
    fprintf(w->out, "    open |= (set & ~(uint64_t)0x%" PRIx64 "u) != 0;\n", map[0]);
    for (uint32_t k = 0; k < FACT_AXES(fact); k++) {
        const char *class = map[3 + k] == ELEMENT_OTHERS ? arena_printf(w->arena, "(unsigned)((set & 0x%" PRIx64 "u) != 0)", map[2])
                                                         : arena_printf(w->arena, "(unsigned)(set >> %" PRIu64 " & 1u)", map[3 + k]);
        print_place(w, FACT_FIRST_AXIS(fact) + k, class);
    }
}

/* INT64_MIN has no literal of its own. */
static const char *literal(const struct fast *w, uint64_t value)
{
    int64_t v = (int64_t)value;
    return v == INT64_MIN ? "(-INT64_C(9223372036854775807) - 1)" : arena_printf(w->arena, "INT64_C(%" PRId64 ")", v);
}

static void print_number(const struct fast *w, uint32_t f, uint64_t fact, const char *name)
{
    const uint64_t *map = map_of(w, fact);
    fprintf(w->out, "    number = r->%s_known ? r->%s : %s;\n", name, name, literal(w, map[2]));
    if (!FACT_HAS_DEFAULT(fact))
        fprintf(w->out, "    open |= !r->%s_known;\n", name);
    fprintf(w->out, "    open |= number < %s || number > %s;\n", literal(w, map[0]), literal(w, map[1]));
    if (FACT_AXES(fact))
        print_place(w, FACT_FIRST_AXIS(fact),
                    arena_printf(w->arena, "%s_band(%s_bands%" PRIu32 ", %" PRIu32 "u, number)", w->prefix, w->prefix, f,
                                 classes(w->p, FACT_FIRST_AXIS(fact)) - 1));
}

static bool is_number(uint64_t fact)
{
    return FACT_KIND(fact) == STRAT_NUMBER || FACT_KIND(fact) == STRAT_DATE;
}

static void print_maps(const struct fast *w)
{
    bool numbers = false;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = w->t[w->t[H_FACT_AT] + f];
        if (FACT_KIND(fact) == STRAT_ONE_OF && FACT_AXES(fact))
            print_class_map(w, f, fact);
        if (!is_number(fact) || !FACT_AXES(fact))
            continue;
        uint32_t n = classes(w->p, FACT_FIRST_AXIS(fact)) - 1;
        fprintf(w->out, "static const int64_t %s_bands%" PRIu32 "[%" PRIu32 "] = {", w->prefix, f, n);
        for (uint32_t i = 0; i < n; i++)
            fprintf(w->out, "%s%s,", i % 4 == 0 ? "\n    " : " ", literal(w, map_of(w, fact)[3 + i]));
        fputs("\n};\n", w->out);
        numbers = true;
    }
    if (numbers)
        fprintf(w->out, "\n/* How many of the rising bands are not above the number: halves of fixed size, so that nothing is guessed. */\n"
                        "static unsigned %s_band(const int64_t *bands, unsigned n, int64_t number)\n{\n"
                        "    const int64_t *at = bands;\n"
                        "    while (n > 1) {\n"
                        "        unsigned half = n / 2;\n"
                        "        at += at[half - 1] <= number ? half : 0;\n"
                        "        n -= half;\n"
                        "    }\n"
                        "    return (unsigned)(at - bands) + (unsigned)(*at <= number);\n}\n",
                w->prefix);
    fputc('\n', w->out);
}

static void print_prepare(const struct fast *w, const char *const *members)
{
    bool sets = false, numbers = false, values = false;
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = w->t[w->t[H_FACT_AT] + f];
        sets = sets || FACT_KIND(fact) == STRAT_SET_OF;
        numbers = numbers || is_number(fact);
        values = values || FACT_KIND(fact) < STRAT_SET_OF;
    }
    fprintf(w->out, "enum %s_result %s_prepare(const struct %s_request *r, struct %s_case *c)\n{\n    uint16_t *row = c->row;\n    unsigned open = 0%s;\n%s%s",
            w->prefix, w->prefix, w->prefix, w->prefix, values ? ", v" : "", sets ? "    uint64_t set;\n" : "", numbers ? "    int64_t number;\n" : "");
    for (uint32_t d = 0; d < w->digits.len; d++)
        fprintf(w->out, "    row[%" PRIu32 "] = %" PRIu32 "u;\n", d, w->digits.at[d].first_row);
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = w->t[w->t[H_FACT_AT] + f];
        switch (FACT_KIND(fact)) {
        case STRAT_FLAG:
            if (FACT_AXES(fact))
                print_flag(w, fact, members[f]);
            else
                fprintf(w->out, "    open |= r->%s > 2u;\n", members[f]);
            break;
        case STRAT_ONE_OF: print_one_of(w, f, fact, members[f]); break;
        case STRAT_SET_OF: print_set(w, fact, members[f]); break;
        default: print_number(w, f, fact, members[f]); break;
        }
    }
    fprintf(w->out, "    return open ? %s_NOT_DECIDED : %s_OK;\n}\n\n", w->prefix, w->prefix);
}

/* ---- from row numbers to a decision ---- */

static void entries_to_row(const uint64_t *entry, uint64_t n, uint64_t *row)
{
    memset(row, 0, MAX_WORDS * sizeof *row);
    for (uint64_t i = 0; i < n; i++)
        row[entry[2 * i]] |= entry[2 * i + 1];
}

static void print_steps(const struct fast *w)
{
    for (uint64_t i = 0; i < w->t[H_STEPS]; i++) {
        const uint64_t *step = w->t + w->t[H_STEP_AT] + 2 * i, *entry = w->t + w->t[H_ENTRY_AT] + 2 * (step[0] & UINT32_MAX);
        uint64_t test[MAX_WORDS], any[MAX_WORDS], none[MAX_WORDS], tests = step[0] >> 32, anys = step[1] & UINT32_MAX;
        entries_to_row(entry, tests, test);
        entries_to_row(entry + 2 * tests, anys, any);
        entries_to_row(entry + 2 * (tests + anys), step[1] >> 32, none);
        fputs("    left = ", w->out);
        print_meet(w, test);
        fputs(";\n", w->out);
        for (uint32_t k = 0; k < w->words; k++)
            if (any[k] | none[k])
                fprintf(w->out, "    b[%" PRIu32 "] &= left ? ~(uint64_t)0x%" PRIx64 "u : ~(uint64_t)0x%" PRIx64 "u;\n", k, any[k], none[k]);
    }
}

static void print_boxes(const struct fast *w)
{
    fprintf(w->out, "static void %s_boxes(const struct %s_case *c, uint64_t *b)\n{\n", w->prefix, w->prefix);
    for (size_t d = 0; d < w->digits.len; d++)
        fprintf(w->out, "    const uint64_t *r%zu = %s_rows[c->row[%zu]];\n", d, w->prefix, d);
    if (w->t[H_STEPS])
        fputs("    uint64_t left;\n", w->out);
    for (uint32_t k = 0; k < w->words; k++) {
        fprintf(w->out, "    b[%" PRIu32 "] =", k);
        for (size_t d = 0; d < w->digits.len; d++)
            fprintf(w->out, "%s r%zu[%" PRIu32 "]", d ? " &" : "", d, k);
        fputs(";\n", w->out);
    }
    print_steps(w);
    fputs("}\n\n", w->out);
}

/* One bit an approach, of the approaches whose mask of this kind is met. */
static void print_by_approach(const struct fast *w, const char *name, uint32_t which)
{
    const char *between = "";
    fprintf(w->out, "    %s = ", name);
    for (uint32_t a = 0; a < w->t[H_APPROACHES]; a++) {
        if (is_empty(w, mask_of(w, a, which)))
            continue;
        fprintf(w->out, "%s(unsigned)(", between);
        print_meet(w, mask_of(w, a, which));
        fprintf(w->out, " != 0) << %" PRIu32, a);
        between = " | ";
    }
    fputs(*between ? ";\n" : "0u;\n", w->out);
}

/* The last step to a decision is common to all policies but for the default approach. */
static void print_leaf(const struct fast *w)
{
    bool ranked = w->t[H_SHAPE] & 1;
    int32_t fallback = (int32_t)(w->t[H_SHAPE] >> 8) - 1;
    fprintf(w->out, "static enum %s_result %s_leaf(const uint64_t *b, struct %s_brief *out)\n{\n", w->prefix, w->prefix, w->prefix);
    fputs("    unsigned permit, closed, held, ready, fallback;\n", w->out);
    print_by_approach(w, "permit", M_PERMIT);
    print_by_approach(w, "closed", M_CLOSE);
    print_by_approach(w, "held", M_OUTSTANDING);
    fputs("    permit = ", w->out);
    print_meet(w, mask(w, M_OUTSIDE));
    fputs(" ? 0u : permit & ~closed;\n", w->out);
    fprintf(w->out, "    fallback = %uu & ~closed;\n    ready = permit & ~held;\n    out->open = permit;\n", fallback < 0 ? 0u : 1u << fallback);
    if (ranked)
        print(w, "    out->approach = $_top[permit ? permit : fallback];\n"
              "    out->now = $_top[ready ? ready : fallback & ~held];\n"
              "    out->status = permit ? ((ready >> (unsigned)out->approach & 1u) ? STRAT_OPEN : STRAT_CONDITIONAL) : fallback ? STRAT_DEFAULT : STRAT_REFUSED;\n");
    else
        print(w, "    out->approach = permit ? (permit & (permit - 1u) ? STRAT_NULL : $_top[permit]) : $_top[fallback];\n"
              "    out->now = ready ? (ready & (ready - 1u) ? STRAT_NULL : $_top[ready]) : $_top[fallback & ~held];\n"
              "    out->status = permit ? (ready ? STRAT_OPEN : STRAT_CONDITIONAL) : fallback ? STRAT_DEFAULT : STRAT_REFUSED;\n");
    fputs("    if (", w->out);
    print_meet(w, mask(w, M_OUTSIDE));
    fputs(") {\n        out->status = STRAT_OUT_OF_SCOPE;\n        out->approach = out->now = STRAT_NONE;\n    }\n    return ", w->out);
    print_meet(w, mask(w, M_FORBIDDEN));
    fprintf(w->out, " ? %s_IMPOSSIBLE : %s_OK;\n}\n\n", w->prefix, w->prefix);
}

static void print_top(const struct fast *w)
{
    uint32_t n = UINT32_C(1) << w->t[H_APPROACHES];
    fprintf(w->out, "static const int8_t %s_top[%" PRIu32 "] = {", w->prefix, n);
    for (uint32_t set = 0; set < n; set++) {
        int top = -1;
        for (int a = 0; a < MAX_APPROACHES; a++)
            if (set >> a & 1)
                top = a;
        fprintf(w->out, "%s%d,", set % 32 == 0 ? "\n    " : " ", top);
    }
    fputs("\n};\n\n", w->out);
}

/* Duties or paragraphs of the boxes of some masks, chosen by approach. */
static const char lists[] =
    "static unsigned $_lowest(uint64_t set)\n"
    "{\n"
    "#if defined(__GNUC__)\n"
    "    return (unsigned)__builtin_ctzll(set);\n"
    "#else\n"
    "    unsigned n = 0;\n"
    "    for (; !(set & 1u); set >>= 1)\n"
    "        n++;\n"
    "    return n;\n"
    "#endif\n"
    "}\n"
    "\n"
    "/* What the boxes in `mask` stand for: paragraphs, or duties (`shift` 32). */\n"
    "static void $_collect(const uint64_t *b, const uint64_t *mask, unsigned shift, uint64_t *set)\n"
    "{\n"
    "    unsigned k;\n"
    "    for (k = 0; k < $_BOX_WORDS; k++) {\n"
    "        uint64_t rest = b[k] & mask[k];\n"
    "        for (; rest; rest &= rest - 1) {\n"
    "            uint64_t box = $_table[$_BOX_AT + 64 * k + $_lowest(rest)];\n"
    "            uint32_t item = (uint32_t)(shift ? box >> 32 & 0xffffffu : box & 0xffffffffu);\n"
    "            set[item / 64] |= (uint64_t)1 << (item % 64);\n"
    "        }\n"
    "    }\n"
    "}\n"
    "\n"
    "static const uint64_t *$_mask(unsigned approach, unsigned which)\n"
    "{\n"
    "    return $_table + $_MASK_AT + (M_FIXED + approach * M_EACH + which) * $_BOX_WORDS;\n"
    "}\n"
    "\n"
    "enum $_result $_decide_case(const struct $_case *c, struct $_brief *brief)\n"
    "{\n"
    "    uint64_t b[$_BOX_WORDS];\n"
    "    enum $_result result;\n"
    "    unsigned a;\n"
    "    $_boxes(c, b);\n"
    "    result = $_leaf(b, brief);\n"
    "    for (a = 0; a < $_DUTY_WORDS; a++)\n"
    "        brief->duties[a] = brief->before[a] = 0;\n"
    "    for (a = 0; a < $_APPROACHES; a++) {\n"
    "        if (brief->status == STRAT_REFUSED || brief->status == STRAT_OUT_OF_SCOPE)\n"
    "            break;\n"
    "        if (brief->approach == (int)a || (brief->open >> a & 1u && !$_RANKED)) {\n"
    "            $_collect(b, $_mask(a, M_DUTY), 32, brief->duties);\n"
    "            $_collect(b, $_mask(a, M_OUTSTANDING), 32, brief->before);\n"
    "        }\n"
    "    }\n"
    "    return result;\n"
    "}\n"
    "\n"
    "static void $_fill(const uint64_t *b, unsigned a, int basis, struct $_lists *l)\n"
    "{\n"
    "    const uint64_t *permit = $_mask(a, M_PERMIT);\n"
    "    unsigned k;\n"
    "    if (basis)\n"
    "        $_collect(b, permit, 0, l->basis);\n"
    "    $_collect(b, $_mask(a, M_CAUTION), 0, l->cautions);\n"
    "    $_collect(b, $_mask(a, M_DUTY), 32, l->duties);\n"
    "    $_collect(b, $_mask(a, M_OUTSTANDING), 32, l->before);\n"
    "    for (k = 0; basis && k < $_BOX_WORDS; k++) {\n"
    "        uint64_t left = b[k] & permit[k];\n"
    "        int m = left & $_table[$_MASK_AT + M_MUST * $_BOX_WORDS + k] ? STRAT_MUST\n"
    "              : left & $_table[$_MASK_AT + M_WILL * $_BOX_WORDS + k] ? STRAT_WILL : left ? STRAT_MAY : STRAT_NO_MODALITY;\n"
    "        l->modality = m > l->modality ? m : l->modality;\n"
    "    }\n"
    "}\n"
    "\n"
    "static void $_clear(struct $_lists *l)\n"
    "{\n"
    "    strat_i_clear(l->basis, $_ID_WORDS);\n"
    "    strat_i_clear(l->cautions, $_ID_WORDS);\n"
    "    strat_i_clear(l->closed_by, $_ID_WORDS);\n"
    "    strat_i_clear(l->duties, $_DUTY_WORDS);\n"
    "    strat_i_clear(l->before, $_DUTY_WORDS);\n"
    "    l->modality = STRAT_NO_MODALITY;\n"
    "}\n"
    "\n"
    "/* The whole answer to a complete request; 0 where something is unknown or wrong. */\n"
    "static int $_short_way(const struct $_request *request, struct $_answer *answer)\n"
    "{\n"
    "    struct $_case c;\n"
    "    struct $_brief brief;\n"
    "    uint64_t b[$_BOX_WORDS];\n"
    "    unsigned a;\n"
    "    if ($_prepare(request, &c) != $_OK)\n"
    "        return 0;\n"
    "    $_boxes(&c, b);\n"
    "    if ($_leaf(b, &brief) != $_OK)\n"
    "        return 0;\n"
    "    answer->status = brief.status;\n"
    "    answer->approach = brief.approach;\n"
    "    answer->now = brief.now;\n"
    "    answer->open = brief.status == STRAT_OUT_OF_SCOPE ? 0u : brief.open;\n"
    "    answer->possible = answer->possible_status = 0;\n"
    "    answer->possible_none = 0;\n"
    "    answer->fault = -1;\n"
    "    $_clear(&answer->lists);\n"
    "    for (a = 0; a < $_APPROACHES; a++) {\n"
    "        int opened = (answer->open >> a & 1u) && (!$_RANKED || answer->approach == (int)a);\n"
    "        int fallback = answer->status == STRAT_DEFAULT && answer->approach == (int)a;\n"
    "#if !$_RANKED\n"
    "        $_clear(&answer->each[a]);\n"
    "        if (opened)\n"
    "            $_fill(b, a, 1, &answer->each[a]);\n"
    "#endif\n"
    "        if (opened || fallback)\n"
    "            $_fill(b, a, opened, &answer->lists);\n"
    "        if (answer->status == STRAT_REFUSED && ($_DEFAULT < 0 ? strat_i_any(b, $_mask(a, M_PERMIT), $_BOX_WORDS) : (int)a == $_DEFAULT))\n"
    "            $_collect(b, $_mask(a, M_CLOSE), 0, answer->lists.closed_by);\n"
    "    }\n"
    "    answer->committed = answer->lists.modality > STRAT_MAY;\n"
    "    return 1;\n"
    "}\n"
    "\n";

void print_fast(FILE *out, struct arena *a, const struct strat_policy *p, const char *prefix, const char *const *members)
{
    struct fast w = {.out = out, .arena = a, .p = p, .t = p->table, .prefix = prefix, .words = (uint32_t)p->table[H_WORDS]};
    w.rows = pack(p, a, &w.digits);
    w.digit_of = arena_array(a, uint32_t, (size_t)w.t[H_AXES]);
    w.weight_of = arena_array(a, uint32_t, (size_t)w.t[H_AXES]);
    for (uint32_t d = 0; d < w.digits.len; d++)
        vec_each(struct digit_axis, x, &w.digits.at[d].axes) {
            w.digit_of[x->axis] = d;
            w.weight_of[x->axis] = x->weight;
        }
    fprintf(out, "#define %s_BOX_WORDS %" PRIu32 "\n#define %s_BOX_AT %" PRIu64 "\n#define %s_MASK_AT %" PRIu64 "\n#define %s_DEFAULT (%d)\n\n", prefix, w.words, prefix,
            w.t[H_BOX_AT], prefix, w.t[H_MASK_AT], prefix, (int)(w.t[H_SHAPE] >> 8) - 1);
    print_rows(&w);
    print_maps(&w);
    print_prepare(&w, members);
    print_boxes(&w);
    print_top(&w);
    print_leaf(&w);
    print(&w, lists);
}
