/*
 * Arrays from outside are checked once, here, so that nothing else needs to.
 */
#include "runtime/names.h"
#include "runtime/private.h"
#if STRAT_LARGE
#include "runtime/large.h"
#endif

/* ---- the table ---- */

/* Whether `n` things of `size` words from word `at` lie inside a table of `total` words. */
static int fits(uint64_t at, uint64_t n, uint64_t size, uint64_t total)
{
    return at <= total && (n == 0 || size <= (total - at) / n);
}

static int check_sections(const uint64_t *t, size_t total)
{
    uint64_t i;
    if (t[H_FACTS] > 65535 || t[H_AXES] > 65535 || t[H_APPROACHES] == 0 || t[H_APPROACHES] > 32 || (t[H_SHAPE] >> 8) > t[H_APPROACHES] || t[H_IDS] > 0xffffffffu
        || t[H_DUTIES] > 0xffffff || t[H_ASSUMES] > 0xffffff || t[H_SILENTS] > t[H_FACTS])
        return 0;
    if (!fits(t[H_FACT_AT], t[H_FACTS], 1, total) || !fits(t[H_AXIS_AT], t[H_AXES], 1, total) || !fits(t[H_SILENT_AT], t[H_SILENTS], 1, total)
        || t[H_MAP_AT] > total)
        return 0;
    for (i = 0; i < t[H_AXES]; i++) {
        uint64_t axis = t[t[H_AXIS_AT] + i];
        if (AXIS_CLASSES(axis) < 2 || AXIS_FACT(axis) >= t[H_FACTS])
            return 0;
    }
    return 1;
}

/* Every axis once. */
static int check_order(const uint64_t *t, size_t total)
{
    uint64_t seen[65536 / 64], i;
    if (!fits(t[H_ORDER_AT], t[H_AXES] / ORDER_IN_WORD(t[H_AXES]) + (t[H_AXES] % ORDER_IN_WORD(t[H_AXES]) != 0), 1, total))
        return 0;
    strat_i_clear(seen, sizeof seen / sizeof *seen);
    for (i = 0; i < t[H_AXES]; i++) {
        uint32_t axis = ORDER_AXIS(t + t[H_ORDER_AT], t[H_AXES], i);
        if (axis >= t[H_AXES] || ((seen[axis / 64] >> (axis % 64)) & 1))
            return 0;
        seen[axis / 64] |= (uint64_t)1 << (axis % 64);
    }
    return 1;
}

/* Boxes, masks and rows of bits. */
static int check_rows(const uint64_t *t, size_t total)
{
    uint64_t rows = 0, i, masks = M_FIXED + t[H_APPROACHES] * M_EACH + t[H_ASSUMES] + t[H_SILENTS];
    if (t[H_WORDS] > ((uint64_t)1 << 24) || t[H_BOXES] > 64 * t[H_WORDS] || (t[H_BOXES] + 63 < 64 * t[H_WORDS] && t[H_WORDS] > 1))
        return 0;
    if (!fits(t[H_BOX_AT], t[H_BOXES], 1, total) || !fits(t[H_MASK_AT], masks, t[H_WORDS], total) || !fits(t[H_STEP_AT], t[H_STEPS], 2, total)
        || !fits(t[H_ENTRY_AT], t[H_ENTRIES], 2, total))
        return 0;
    for (i = 0; i < t[H_AXES]; i++) {
        uint64_t axis = t[t[H_AXIS_AT] + i];
        if (AXIS_ROW(axis) + (uint64_t)AXIS_CLASSES(axis) > rows)
            rows = AXIS_ROW(axis) + (uint64_t)AXIS_CLASSES(axis);
    }
    return fits(t[H_ROW_AT], rows, t[H_WORDS], total);
}

static int check_class_map(const uint64_t *t, uint64_t fact, const uint64_t *map, uint64_t words)
{
    uint64_t bits = FACT_WIDE(fact) ? 16 : 8, in_word = 64 / bits, v;
    uint32_t classes;
    if (words < 2 || map[0] == 0 || map[0] > 65535 || map[1] >= map[0])
        return 0;
    if (FACT_AXES(fact) == 0)
        return 1;
    if (FACT_AXES(fact) != 1 || (map[0] + in_word - 1) / in_word > words - 2)
        return 0;
    classes = AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]);
    for (v = 0; v < map[0]; v++)
        if ((map[2 + v / in_word] >> (v % in_word * bits) & (((uint64_t)1 << bits) - 1)) >= classes)
            return 0;
    return 1;
}

static int check_fact(const uint64_t *t, uint64_t total, uint32_t f)
{
    uint64_t fact = t[t[H_FACT_AT] + f], words;
    const uint64_t *map = t + t[H_MAP_AT] + FACT_MAP(fact);
    uint32_t k;
    if (FACT_KIND(fact) > STRAT_DATE || (uint64_t)FACT_FIRST_AXIS(fact) + FACT_AXES(fact) > t[H_AXES]
        || t[H_MAP_AT] + FACT_MAP(fact) > total)
        return 0;
    for (k = 0; k < FACT_AXES(fact); k++)
        if (AXIS_FACT(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact) + k]) != f)
            return 0;
    if (FACT_JUDGEMENT(fact) && FACT_KIND(fact) != STRAT_FLAG)
        return 0;
    words = total - (t[H_MAP_AT] + FACT_MAP(fact));
    switch (FACT_KIND(fact)) {
    case STRAT_FLAG:
        if (FACT_AXES(fact) > 1 || (FACT_AXES(fact) == 1 && AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) != 2))
            return 0;
        return !FACT_HAS_DEFAULT(fact) || (words >= 1 && map[0] <= 1);
    case STRAT_ONE_OF: return check_class_map(t, fact, map, words);
    case STRAT_SET_OF:
        if (words < 3 || FACT_AXES(fact) > words - 3 || (map[1] & ~map[0]) != 0)
            return 0;
        for (k = 0; k < FACT_AXES(fact); k++)
            if (map[3 + k] > ELEMENT_OTHERS || AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact) + k]) != 2)
                return 0;
        return 1;
    default: break;
    }
    if (words < 3 || FACT_AXES(fact) > 1)
        return 0;
    return FACT_AXES(fact) == 0 || AXIS_CLASSES(t[t[H_AXIS_AT] + FACT_FIRST_AXIS(fact)]) - 1 <= words - 3;
}

static int check_steps(const uint64_t *t)
{
    uint64_t i;
    for (i = 0; i < t[H_STEPS]; i++) {
        const uint64_t *step = t + t[H_STEP_AT] + 2 * i;
        uint64_t end = (step[0] & 0xffffffffu) + (step[0] >> 32) + (step[1] & 0xffffffffu) + (step[1] >> 32);
        if (end > t[H_ENTRIES])
            return 0;
    }
    for (i = 0; i < t[H_ENTRIES]; i++)
        if (t[t[H_ENTRY_AT] + 2 * i] >= t[H_WORDS])
            return 0;
    return 1;
}

static int check_boxes(const uint64_t *t)
{
    uint64_t i;
    for (i = 0; i < t[H_BOXES]; i++)
        if ((BOX_ID(t[t[H_BOX_AT] + i]) >= t[H_IDS] && t[H_IDS] > 0) || (BOX_DUTY(t[t[H_BOX_AT] + i]) >= t[H_DUTIES] && t[H_DUTIES] > 0))
            return 0;
    return 1;
}

static int check_table(const struct strat_policy *p)
{
    const uint64_t *t = p->table;
    uint64_t total = p->table_words, i;
    if (total < H_END || t[H_MAGIC] != STRAT_MAGIC || t[H_TOTAL] != total || !check_sections(t, p->table_words))
        return 0;
    if (!check_order(t, p->table_words))
        return 0;
    for (i = 0; i < t[H_FACTS]; i++)
        if (!check_fact(t, total, (uint32_t)i))
            return 0;
    for (i = 0; i < t[H_SILENTS]; i++)
        if (t[t[H_SILENT_AT] + i] >= t[H_FACTS])
            return 0;
#if STRAT_LARGE
    if (t[H_WORDS] == 0)
        return strat_i_check_large(p);
#endif
    return t[H_WORDS] > 0 && check_rows(t, p->table_words) && check_steps(t) && check_boxes(t);
}

/* ---- the names ---- */

static int check_offsets(const struct strat_policy *p, const uint32_t *record, size_t n, size_t size, size_t texts)
{
    size_t i, k;
    for (i = 0; i < n; i++)
        for (k = 0; k < texts; k++)
            if (record[i * size + k] >= p->text_bytes)
                return 0;
    return 1;
}

static int check_names(const struct strat_policy *p)
{
    const uint32_t *n = p->names, *f;
    uint64_t size;
    size_t i;
    if (p->names_words < N_END || p->text_bytes == 0 || p->text[0] != '\0' || p->text[p->text_bytes - 1] != '\0' || n[N_MAGIC] != STRAT_NAMES_MAGIC)
        return 0;
    size = (uint64_t)N_END + (uint64_t)n[N_FACTS] * F_SIZE + (uint64_t)n[N_VALUES] * V_SIZE + (uint64_t)n[N_APPROACHES] * A_SIZE
           + (uint64_t)n[N_DUTIES] * D_SIZE + (uint64_t)n[N_PARAGRAPHS] * P_SIZE + n[N_ASSUMES];
    if (size != p->names_words || n[N_FACTS] != p->table[H_FACTS] || n[N_APPROACHES] != p->table[H_APPROACHES]
        || n[N_DUTIES] != p->table[H_DUTIES] || n[N_PARAGRAPHS] != p->table[H_IDS] || n[N_ASSUMES] != p->table[H_ASSUMES])
        return 0;
    if (!check_offsets(p, n + N_TITLE, 1, 0, N_SHAPE - N_TITLE))
        return 0;
    f = n + N_END;
    if (!check_offsets(p, f, n[N_FACTS], F_SIZE, F_SHAPE))
        return 0;
    for (i = 0; i < n[N_FACTS]; i++, f += F_SIZE)
        if ((f[F_SHAPE] & 0xff) > STRAT_DATE || (uint64_t)f[F_FIRST_VALUE] + f[F_VALUES] > n[N_VALUES] || f[F_DECIMALS] > 18)
            return 0;
    if (!check_offsets(p, f, n[N_VALUES], V_SIZE, V_SIZE))
        return 0;
    f += (size_t)n[N_VALUES] * V_SIZE;
    if (!check_offsets(p, f, n[N_APPROACHES], A_SIZE, A_SIZE))
        return 0;
    f += (size_t)n[N_APPROACHES] * A_SIZE;
    if (!check_offsets(p, f, n[N_DUTIES], D_SIZE, D_DONE_WHEN))
        return 0;
    for (i = 0; i < n[N_DUTIES]; i++, f += D_SIZE)
        if (f[D_DONE_WHEN] > n[N_FACTS])
            return 0;
    if (!check_offsets(p, f, n[N_PARAGRAPHS], P_SIZE, P_SIZE))
        return 0;
    return check_offsets(p, f + (size_t)n[N_PARAGRAPHS] * P_SIZE, n[N_ASSUMES], 1, 1);
}

STRAT_API enum strat_result strat_check(const struct strat_policy *p)
{
    return check_table(p) && check_names(p) ? STRAT_OK : STRAT_BAD_TABLE;
}
