/*
 * Arrays from outside are checked once, here, so that nothing else needs to: word for word by the
 * description of the format, then what one word says of others.
 */
#include "runtime/check.h"

/* ---- words and their fields ---- */

static const struct strat_section table_sections[] = {STRAT_SECTIONS(STRAT_SECTION)};
static const struct strat_field table_fields[] = {STRAT_SECTIONS(STRAT_FIELDS)};
static const struct strat_section diagram_sections[] = {STRAT_DIAGRAM_SECTIONS(STRAT_SECTION)};
static const struct strat_field diagram_fields[] = {STRAT_DIAGRAM_SECTIONS(STRAT_FIELDS)};
static const struct strat_section names_sections[] = {STRAT_NAMES_SECTIONS(STRAT_SECTION)};
static const struct strat_field names_fields[] = {STRAT_NAMES_SECTIONS(STRAT_FIELDS)};

static int check_field(struct strat_walk *w, const struct strat_field *f, uint64_t x) {
    switch (f->rule) {
    case RULE_ZERO: return x == 0;
    case RULE_MOST: return x <= f->of;
    case RULE_BELOW: return x < w->count[f->of];
    case RULE_ITEM: return x == 0 || x < w->count[f->of];
    case RULE_UPTO: return x <= w->count[f->of];
    case RULE_FIRST: return x == w->sum[f->of];
    case RULE_MANY: w->sum[f->of] += x; return 1;
    case RULE_TEXT: return x < w->text_bytes;
    default: return 1;
    }
}

/* Counts are at most 32 bits wide, rows 2^18 words: no product or sum here overflows. */
static int check_section(struct strat_walk *w, const struct strat_section *s,
                         const struct strat_field *fields) {
    uint64_t n = w->count[s->count], words = s->words ? s->words : w->count[H_WORDS], i;
    const struct strat_field *f;
    if ((s->at && w->count[s->at] != w->at) || !strat_i_within(w->at, n, words, w->total)) return 0;
    if (s->fields == 1 && fields->rule == RULE_ANY) {
        w->at += n * words;
        return 1;
    }
    for (i = 0; i < n; i++, w->at += words)
        for (f = fields; f < fields + s->fields; f++) {
            uint64_t word = w->wide ? w->wide[w->at + f->word] : w->narrow[w->at + f->word];
            if (!check_field(w, f, word >> f->from & (~(uint64_t)0 >> (64 - f->bits)))) return 0;
        }
    return 1;
}

static void start_walk(struct strat_walk *w, const uint64_t *wide, const uint32_t *narrow,
                       size_t total) {
    w->wide = wide;
    w->narrow = narrow;
    w->total = total;
    w->at = w->text_bytes = 0;
    strat_i_fill(w->count, sizeof w->count / sizeof *w->count, 0);
    strat_i_fill(w->sum, sizeof w->sum / sizeof *w->sum, 0);
}

/* ---- the table ---- */

static int check_words(struct strat_walk *w) {
    const struct strat_section *s = table_sections,
                               *end = s + sizeof table_sections / sizeof *table_sections;
    const struct strat_field *f = table_fields;
    uint64_t *count = w->count;
    int tables;
    uint32_t i;
    for (i = 0; i < H_END; i++) count[i] = w->wide[i];
    count[C_ONE] = 1;
    if (count[H_MAGIC] != STRAT_MAGIC || count[H_TOTAL] != w->total || count[H_MAP_AT] > w->total ||
        !check_section(w, s, f) || count[H_APPROACHES] == 0)
        return 0;
    if (count[H_WORDS] != 0 &&
        count[H_WORDS] != (count[H_CLAUSES] ? (count[H_CLAUSES] + 63) / 64 : 1))
        return 0;
    count[C_ORDER] = ORDER_WORDS(count[H_AXES]);
    count[C_MASKS] = M_FIXED + count[H_APPROACHES] * M_EACH + count[H_ASSUMES] + count[H_PRESUMED];
    count[C_MAPS] = w->total - count[H_MAP_AT];
    tables = count[H_WORDS] ? IN_SMALL : IN_LARGE;
    for (f += s++->fields; s < end; f += s++->fields) {
        if (!(s->tables & tables)) {
            if (s->at && s->at != H_ROW_AT && s->at != H_CLAUSE_AT && count[s->at] != 0) return 0;
            continue;
        }
        if (!check_section(w, s, f)) return 0;
        if (s->count == H_AXES) count[C_ROWS] = w->sum[C_ROWS];
        if (s->at == H_ROW_AT && tables == IN_LARGE)
            for (i = 0; i < L_END; i++) count[C_LARGE + i] = w->wide[w->at - L_END + i];
    }
    return w->sum[H_AXES] == count[H_AXES] && w->sum[H_ENTRIES] == count[H_ENTRIES] &&
           w->sum[C_LARGE + L_FILTERS] == count[C_LARGE + L_FILTERS];
}

/* Every axis once, and nothing behind the last. */
static int check_order(const uint64_t *t) {
    uint64_t seen[65536 / 64], axes = t[H_AXES], i;
    strat_i_fill(seen, sizeof seen / sizeof *seen, 0);
    for (i = 0; i < ORDER_WORDS(axes) * ORDER_IN_WORD(axes); i++) {
        uint32_t axis = ORDER_AXIS(t + t[H_ORDER_AT], axes, i);
        if (i >= axes ? axis != 0 : axis >= axes || ((seen[axis / 64] >> (axis % 64)) & 1))
            return 0;
        if (i < axes) seen[axis / 64] |= (uint64_t)1 << (axis % 64);
    }
    return 1;
}

/* ---- facts ---- */

/* A fact with its axes and the rest of the maps from its own on. */
struct fact {
    uint64_t word, words;
    const uint64_t *map, *axis;
    uint32_t axes, classes; /* of the first axis; 1 without one */
};

static int is_default(const struct fact *f, uint64_t value, int in_domain) {
    return FACT_HAS_DEFAULT(f->word) ? in_domain : value == 0;
}

/* Each of these: how many words the map has, and whether they are right; *words stays 0 where they
 * are not. */
static int check_flag(const struct fact *f, uint64_t *words) {
    *words = FACT_HAS_DEFAULT(f->word);
    return f->axes <= 1 && f->classes <= 2 && f->words >= *words && (*words == 0 || f->map[0] <= 1);
}

static int check_one_of(const struct fact *f, uint64_t *words) {
    uint64_t bits = FACT_WIDE(f->word) ? 16 : 8, in_word = 64 / bits, v;
    if (f->words < 2 || f->axes > 1 || f->map[0] == 0 || f->map[0] > 65535 ||
        !is_default(f, f->map[1], f->map[1] < f->map[0]))
        return 0;
    *words = 2 + (f->axes ? (f->map[0] + in_word - 1) / in_word : 0);
    if (f->words < *words) return 0;
    for (v = 0; v < (*words - 2) * in_word; v++) {
        uint64_t c = f->map[2 + v / in_word] >> (v % in_word * bits) & (((uint64_t)1 << bits) - 1);
        if (v < f->map[0] ? c >= f->classes : c != 0) return 0;
    }
    return 1;
}

static int check_set_of(const struct fact *f, uint64_t *words) {
    const uint64_t *map = f->map;
    uint32_t k;
    if (f->words < 3 + (uint64_t)f->axes || map[0] == 0 || (map[0] & (map[0] + 1)) != 0 ||
        !is_default(f, map[1], (map[1] & ~map[0]) == 0) || (map[2] & ~map[0]) != 0)
        return 0;
    *words = 3 + f->axes;
    for (k = 0; k < f->axes; k++)
        if (AXIS_CLASSES(f->axis[k]) != 2 || map[3 + k] > ELEMENT_OTHERS ||
            (map[3 + k] < ELEMENT_OTHERS && !(map[0] >> map[3 + k] & 1)))
            return 0;
    return 1;
}

static int check_number(const struct fact *f, uint64_t *words) {
    const int64_t *map = (const int64_t *)(const void *)f->map;
    uint32_t i;
    if (f->axes > 1 || f->words < 2 + (uint64_t)f->classes || map[0] > map[1] ||
        !is_default(f, f->map[2], map[2] >= map[0] && map[2] <= map[1]))
        return 0;
    *words = 2 + f->classes;
    for (i = 3; i < *words; i++)
        if (map[i] <= map[i == 3 ? 0 : i - 1] || map[i] > map[1]) return 0;
    return 1;
}

/* `map_at` and `maps`: where its map begins among the words of all maps, and how many these are. */
static int check_fact(const uint64_t *t, uint32_t number, uint64_t map_at, uint64_t maps,
                      uint64_t *words) {
    struct fact f;
    uint32_t k;
    f.word = t[t[H_FACT_AT] + number];
    f.words = maps - map_at;
    f.map = t + t[H_MAP_AT] + map_at;
    f.axes = FACT_AXES(f.word);
    f.axis = t + t[H_AXIS_AT] + FACT_FIRST_AXIS(f.word);
    f.classes = f.axes ? AXIS_CLASSES(f.axis[0]) : 1;
    for (k = 0; k < f.axes; k++)
        if (AXIS_FACT(f.axis[k]) != number || AXIS_CLASSES(f.axis[k]) < 2) return 0;
    if (FACT_MAP(f.word) != map_at || (FACT_JUDGEMENT(f.word) && FACT_KIND(f.word) != STRAT_FLAG) ||
        (FACT_PRESUMED(f.word) && !FACT_JUDGEMENT(f.word)) ||
        (FACT_READING(f.word) &&
         (FACT_KIND(f.word) != STRAT_ONE_OF || !FACT_HAS_DEFAULT(f.word))) ||
        FACT_WIDE(f.word) != (f.classes > 256))
        return 0;
    switch (FACT_KIND(f.word)) {
    case STRAT_FLAG: return check_flag(&f, words);
    case STRAT_ONE_OF: return check_one_of(&f, words);
    case STRAT_SET_OF: return check_set_of(&f, words);
    default: return check_number(&f, words);
    }
}

/* The presumed are those facts that are so, then those of them that have a default. */
static int check_presumed(const uint64_t *t) {
    uint64_t presumed = 0;
    uint32_t f, by_default;
    for (by_default = 0; by_default < 2; by_default++)
        for (f = 0; f < t[H_FACTS]; f++) {
            uint64_t fact = t[t[H_FACT_AT] + f];
            if (!FACT_PRESUMED(fact) || (by_default && !FACT_HAS_DEFAULT(fact))) continue;
            if (presumed == t[H_PRESUMED] || t[t[H_PRESUMED_AT] + presumed] != f) return 0;
            presumed++;
        }
    return presumed == t[H_PRESUMED];
}

/* The maps are those of the facts, and so many are readings. */
static int check_facts(const uint64_t *t, uint64_t maps, uint32_t readings) {
    uint64_t map_at = 0, words = 0;
    uint32_t f;
    for (f = 0; f < t[H_FACTS]; f++, map_at += words) {
        if (!check_fact(t, f, map_at, maps, &words)) return 0;
        readings -= FACT_READING(t[t[H_FACT_AT] + f]);
    }
    return readings == 0 && map_at == maps && check_presumed(t);
}

/* ---- clauses ---- */

static int is_empty(const uint64_t *t, uint64_t mask) {
    uint64_t k, some = 0;
    for (k = 0; k < t[H_WORDS]; k++) some |= t[t[H_MASK_AT] + mask * t[H_WORDS] + k];
    return some == 0;
}

/* Clauses that open, close, attach or expect are of a paragraph or a duty: where there is none of
 * these, nor are there such clauses. */
static int check_masks(const uint64_t *t) {
    uint64_t a, which;
    for (a = 0; a < t[H_APPROACHES]; a++)
        for (which = 0; which < M_EACH; which++)
            if (t[which == M_DUTY || which == M_OUTSTANDING ? H_DUTIES : H_IDS] == 0 &&
                !is_empty(t, M_FIXED + a * M_EACH + which))
                return 0;
    return 1;
}

/* Work memory for all clauses, however it is cut up, can be counted in bytes by a size_t, so that
 * nothing wraps. */
static int check_work(const struct strat_walk *w) {
    const uint64_t *count = w->count;
    uint64_t words = count[H_CLAUSES] / 64 + 1, axes = count[H_AXES];
    uint64_t rows = count[C_MASKS] + 4 * axes + 16,
             others =
                 (axes + 2) * (STRAT_OPEN_WORDS + 16) + 8 * (count[H_CLAUSES] + w->sum[C_ROWS]);
    return rows * words + others + 4 * count[H_FACTS] + 4 * STRAT_MAX_PAIRS +
               STRAT_LEAST_DIAGRAMS <=
           SIZE_MAX / 16;
}

/* One table, at the start of `words`; the bytes are those of a large one. `readings`: so many of
 * its facts. */
static int check_table(const uint64_t *table, size_t words, const unsigned char *rules,
                       size_t bytes, uint32_t readings) {
    struct strat_walk w;
    if (words < H_END || table[H_TOTAL] > words) return 0;
    start_walk(&w, table, (const uint32_t *)0, (size_t)table[H_TOTAL]);
    if (!check_words(&w) || !check_order(table) || !check_facts(table, w.count[C_MAPS], readings) ||
        !check_work(&w))
        return 0;
    if (table[H_WORDS] > 0) return bytes == 0 && check_masks(table);
    (void)rules;
#if STRAT_LARGE
    return strat_i_check_large(&w, rules, bytes);
#else
    return 0;
#endif
}

/* What two tables of one policy have in common. */
static int are_alike(const uint64_t *first, const uint64_t *second, uint32_t readings) {
    static const uint8_t same[] = {H_APPROACHES, H_IDS, H_DUTIES, H_ASSUMES, H_PRESUMED};
    uint32_t i;
    for (i = 0; i < sizeof same; i++)
        if (first[same[i]] != second[same[i]]) return 0;
    return second[H_FACTS] == first[H_FACTS] + readings &&
           (second[H_SHAPE] | STRAT_PUT(H_READINGS, readings)) == first[H_SHAPE] &&
           TABLE_READINGS(second) == 0;
}

/* ---- compiled diagrams ---- */

/* Where its sections begin; by cut its test, and how many children its nodes have. */
struct diagrams {
    const uint64_t *d, *tests, *rows, *cuts, *nodes;
    uint8_t test[8 * MOST_CUTS], children[8 * MOST_CUTS]; /* 0 children: there is no such cut */
    uint64_t starts[MOST_NODE_WORDS / 64];                /* the first words of nodes */
};

/* Of an axis, or of a judgement that is presumed, each once, those of judgements first. */
static int check_tests(const struct diagrams *g, const uint64_t *t) {
    uint64_t seen[65536 / 64 + MOST_TESTS / 64 + 1], i;
    strat_i_fill(seen, sizeof seen / sizeof *seen, 0);
    for (i = 0; i < g->d[D_TESTS]; i++) {
        uint32_t axis = TEST_AXIS(g->tests[i]), classes = TEST_CLASSES(g->tests[i]);
        if (axis >= t[H_AXES] + g->d[D_SILENT] || (seen[axis / 64] >> (axis % 64) & 1) ||
            classes != (axis < t[H_AXES] ? AXIS_CLASSES(t[t[H_AXIS_AT] + axis]) : 2))
            return 0;
        seen[axis / 64] |= (uint64_t)1 << (axis % 64);
    }
    return 1;
}

/* A cut tells its children apart by the classes that lead there: 1, 2 and so on. */
static int check_cuts(struct diagrams *g) {
    uint64_t i, row = 0, cut;
    uint32_t c;
    for (i = 0; i < g->d[D_TESTS]; i++) {
        uint64_t test = g->tests[i];
        uint32_t words = TEST_WORDS(test), first = 8 * TEST_FIRST(test);
        if (TEST_ROW(test) != row || (g->d[D_ROWS] - row) / TEST_CLASSES(test) < words) return 0;
        for (cut = 0; cut < words; cut++)
            if (g->cuts[first / 8 + cut] != i) return 0;
        if (TEST_CLASSES(test) == 2 && (words != 1 || g->rows[row] != 1 || g->rows[row + 1] != 2))
            return 0;
        for (cut = 0; cut < 8 * (uint64_t)words; cut++) {
            uint32_t children = 0, none = 0;
            for (c = 0; c < TEST_CLASSES(test); c++) {
                uint64_t word = g->rows[row + c * (uint64_t)words + cut / 8],
                         at = word >> (cut % 8 * 8) & 0xff;
                if (at > MOST_CHILDREN) return 0;
                none += at == 0;
                children = at > children ? (uint32_t)at : children;
            }
            if (none != 0 && children != 0) return 0;
            g->test[first + cut] = (uint8_t)i;
            g->children[first + cut] = (uint8_t)children;
        }
        row += TEST_CLASSES(test) * (uint64_t)words;
    }
    return row == g->d[D_ROWS];
}

static int is_terminal(const struct diagrams *g, uint32_t n) {
    return n >= NODE_TERMINALS && n < NODE_OUTCOMES + g->d[D_OUTCOMES];
}

static int is_node(const struct diagrams *g, uint32_t n, uint64_t before) {
    return n < before && (g->starts[n / 64] >> (n % 64) & 1);
}

static int is_any(const struct diagrams *g, uint32_t n) {
    return is_terminal(g, n) || is_node(g, n, g->d[D_NODES]);
}

/* Children are terminals, or nodes before that ask a later test. */
static int check_nodes(struct diagrams *g) {
    uint64_t n = 0, end = g->d[D_NODES];
    strat_i_fill(g->starts, sizeof g->starts / sizeof *g->starts, 0);
    while (n < end) {
        uint64_t word = g->nodes[n];
        uint32_t cut = NODE_CUT(word), children = NODE_CHILDREN(word), i;
        if (cut >= 8 * g->d[D_CUTS] || children < 2 || children != g->children[cut] ||
            end - n < children / 4 + 1)
            return 0;
        for (i = 1; i <= children; i++) {
            uint32_t child = NODE_CHILD(g->nodes, n, i);
            if (!is_terminal(g, child) &&
                (!is_node(g, child, n) || g->test[NODE_CUT(g->nodes[child])] <= g->test[cut]))
                return 0;
        }
        g->starts[n / 64] |= (uint64_t)1 << (n % 64);
        n += children / 4 + 1;
    }
    return 1;
}

/* How many items a question may be about. */
static uint64_t items_of(const uint64_t *t, const uint64_t *d, uint32_t part) {
    switch (part) {
    case Q_DUTY:
    case Q_BEFORE: return t[H_DUTIES];
    case Q_CAUTION:
    case Q_CLOSED_BY:
    case Q_BASIS: return t[H_IDS];
    case Q_GROUNDS: return GROUNDS_DUTY * GROUNDS_DUTY;
    case Q_SATISFIED: return t[H_ASSUMES] + 1;
    case Q_JUDGEMENT: return t[H_FACTS];
    case Q_IS: return d[D_SILENT];
    case Q_PRESUMED:
    case Q_GIVEN: return 2 * d[D_SILENT];
    default: return 1;
    }
}

/* A paragraph that attaches a duty. */
static int check_grounds(const uint64_t *t, uint64_t question) {
    return QUESTION_PART(question) != Q_GROUNDS ||
           (QUESTION_ITEM(question) / GROUNDS_DUTY < t[H_DUTIES] &&
            QUESTION_ITEM(question) % GROUNDS_DUTY < t[H_IDS]);
}

static int check_questions(const struct diagrams *g, const uint64_t *t, const uint64_t *outcomes) {
    const uint64_t *groups = outcomes + g->d[D_OUTCOMES], *questions = groups + g->d[D_GROUPS];
    uint64_t approaches = t[H_APPROACHES], i, q;
    for (i = 0; i < g->d[D_OUTCOMES]; i++) {
        enum strat_status status = OUTCOME_STATUS(outcomes[i]);
        int opens = status == STRAT_OPEN || status == STRAT_CONDITIONAL;
        if ((OUTCOME_IS_OPEN(outcomes[i]) | OUTCOME_STARTS(outcomes[i])) >> approaches ||
            OUTCOME_LIKE(outcomes[i]) > i || opens != (OUTCOME_IS_OPEN(outcomes[i]) != 0) ||
            (status == STRAT_DEFAULT && TABLE_DEFAULT(t) < 0))
            return 0;
    }
    if (g->d[D_GROUPS] != approaches + 1) return 0;
    for (i = 0; i < g->d[D_GROUPS]; i++) {
        for (q = 0; q < GROUP_QUESTIONS(groups[i]); q++) {
            uint64_t word = questions[GROUP_FIRST(groups[i]) + q];
            if (QUESTION_ITEM(word) >= items_of(t, g->d, QUESTION_PART(word)) ||
                !check_grounds(t, word) || !is_any(g, QUESTION_ROOT(word)))
                return 0;
        }
    }
    return is_any(g, ROOTS_COMPLETIONS(g->d[D_END])) && is_any(g, ROOTS_OUTCOME(g->d[D_END])) &&
           is_any(g, ROOTS_DECISION(g->d[D_END]));
}

/* Of a small table. */
static int check_diagrams(const uint64_t *t, const uint64_t *d, size_t words) {
    struct strat_walk w;
    struct diagrams g;
    const struct strat_field *f = diagram_fields;
    uint32_t i, silent = 0;
    if (words < D_END || t[H_WORDS] == 0 || d[D_TOTAL] != words) return 0;
    start_walk(&w, d, (const uint32_t *)0, words);
    for (i = 0; i < D_END; i++) w.count[i] = d[i];
    w.count[D_ONE] = 1;
    for (i = 0; i < sizeof diagram_sections / sizeof *diagram_sections;
         f += diagram_sections[i++].fields)
        if (!check_section(&w, &diagram_sections[i], f)) return 0;
    for (i = 0; i < t[H_FACTS]; i++) silent += FACT_PRESUMED(t[t[H_FACT_AT] + i]);
    if (w.at != words || w.sum[D_CUTS] != d[D_CUTS] || w.sum[D_QUESTIONS] != d[D_QUESTIONS] ||
        d[D_SILENT] != silent || d[D_TESTS] != t[H_AXES] + silent)
        return 0;
    g.d = d;
    g.tests = d + D_END + 1; /* behind the roots */
    g.rows = g.tests + d[D_TESTS];
    g.cuts = g.rows + d[D_ROWS];
    g.nodes = g.cuts + d[D_CUTS];
    return check_tests(&g, t) && check_cuts(&g) && check_nodes(&g) &&
           check_questions(&g, t, g.nodes + d[D_NODES]);
}

/* ---- all tables ---- */

/* Those of a table, if it has any, at *at of all words, which comes to say where they end. */
static int check_behind(const struct strat_policy *p, const uint64_t *t, size_t *at) {
    size_t base = (size_t)(t - p->table);
    if (t[H_DIAGRAMS_AT] == 0) return 1;
    if (t[H_DIAGRAMS_AT] != *at - base || p->table_words - *at < D_END ||
        p->table[*at + D_TOTAL] > p->table_words - *at ||
        !check_diagrams(t, p->table + *at, (size_t)p->table[*at + D_TOTAL]))
        return 0;
    *at += (size_t)p->table[*at + D_TOTAL];
    return 1;
}

/* All of them. What a large one says of where its bytes begin is right where the first has all
 * before and the second all behind. */
static int check_tables(const struct strat_policy *p) {
    const uint64_t *first = p->table, *second = (const uint64_t *)0;
    size_t words = p->table_words, bytes = p->rules_bytes, at;
    uint32_t readings;
    if (!first || words < H_END || !p->rules != (bytes == 0) || first[H_TOTAL] > words) return 0;
    readings = TABLE_READINGS(first);
    words -= (size_t)first[H_TOTAL];
    if (readings > 0) {
        second = first + first[H_TOTAL];
        if (words < H_END || second[H_TOTAL] > words || !are_alike(first, second, readings) ||
            second[H_CLAUSE_AT] > 0xffffffffu)
            return 0;
        if (second[H_WORDS] == 0) bytes = (size_t)second[H_CLAUSE_AT];
        if (bytes > p->rules_bytes ||
            !check_table(second, (size_t)second[H_TOTAL], p->rules ? p->rules + bytes : p->rules,
                         p->rules_bytes - bytes, readings))
            return 0;
        words -= (size_t)second[H_TOTAL];
    }
    at = p->table_words - words; /* where all tables end */
    return (first[H_WORDS] > 0 || first[H_CLAUSE_AT] == 0) &&
           check_table(first, p->table_words, p->rules, bytes, 0) && check_behind(p, first, &at) &&
           (!second || check_behind(p, second, &at)) && at == p->table_words;
}

/* ---- the names ---- */

static uint32_t elements(uint64_t set) {
    uint32_t n = 0;
    for (; set; set &= set - 1) n++;
    return n;
}

static int is_number(const uint32_t *low_first, uint64_t number) {
    return (low_first[0] | (uint64_t)low_first[1] << 32) == number;
}

/* What the names say of a fact is what the table says. */
static int check_named_fact(uint64_t fact, const uint64_t *map, const uint32_t *f) {
    unsigned kind = FACT_KIND(fact), number = kind >= (unsigned)STRAT_NUMBER;
    uint32_t values = kind == STRAT_ONE_OF   ? (uint32_t)map[0]
                      : kind == STRAT_SET_OF ? elements(map[0])
                                             : 0,
             shape = f[F_SHAPE];
    uint64_t fallback = FACT_HAS_DEFAULT(fact) ? map[kind == STRAT_FLAG ? 0 : number ? 2 : 1] : 0;
    return STRAT_TAKE(shape, F_KIND) == kind &&
           STRAT_TAKE(shape, F_JUDGEMENT) == FACT_JUDGEMENT(fact) &&
           STRAT_TAKE(shape, F_PRESUMED) == FACT_PRESUMED(fact) &&
           STRAT_TAKE(shape, F_HAS_DEFAULT) == FACT_HAS_DEFAULT(fact) && f[F_VALUES] == values &&
           is_number(f + F_LOW, number ? map[0] : 0) &&
           is_number(f + F_HIGH, number ? map[1] : 0) && is_number(f + F_DEFAULT, fallback);
}

/* Facts of both tables, of which alone a request speaks, or the readings of the second. */
static int check_named_facts(const uint64_t *t, unsigned readings, const uint32_t *named) {
    uint32_t i;
    for (i = 0; i < t[H_FACTS]; i++) {
        uint64_t fact = t[t[H_FACT_AT] + i];
        if (FACT_READING(fact) != readings) continue;
        if (!check_named_fact(fact, t + t[H_MAP_AT] + FACT_MAP(fact), named)) return 0;
        named += F_SIZE;
    }
    return 1;
}

/* The tables were found right. */
static int check_names(const struct strat_policy *p) {
    static const uint8_t same[][2] = {{N_FACTS, H_FACTS},     {N_APPROACHES, H_APPROACHES},
                                      {N_DUTIES, H_DUTIES},   {N_PARAGRAPHS, H_IDS},
                                      {N_ASSUMES, H_ASSUMES}, {N_SHAPE, H_SHAPE}};
    struct strat_walk w;
    const uint64_t *t = p->table;
    const uint32_t *named;
    const struct strat_field *f = names_fields;
    uint32_t i;
    start_walk(&w, (const uint64_t *)0, p->names, p->names_words);
    w.text_bytes = p->text_bytes;
    if (!p->names || p->names_words < N_END || !p->text || p->text_bytes == 0 ||
        p->text[0] != '\0' || p->text[p->text_bytes - 1] != '\0')
        return 0;
    for (i = 0; i < N_END; i++) w.count[i] = p->names[i];
    w.count[N_ONE] = 1;
    w.count[N_NAMED] = w.count[N_FACTS] + TABLE_READINGS(t);
    if (w.count[N_MAGIC] != STRAT_NAMES_MAGIC) return 0;
    for (i = 0; i < sizeof same / sizeof *same; i++)
        if (w.count[same[i][0]] != t[same[i][1]]) return 0;
    if (w.count[N_DIGESTS] != 0 && w.count[N_DIGESTS] != DIGEST_WORDS * (w.count[N_PARAGRAPHS] + 1))
        return 0;
    for (i = 0; i < sizeof names_sections / sizeof *names_sections; f += names_sections[i++].fields)
        if (!check_section(&w, &names_sections[i], f)) return 0;
    named = p->names + N_END;
    if (!check_named_facts(t, 0, named)) return 0;
    if (TABLE_READINGS(t) > 0 &&
        (!check_named_facts(strat_i_second(p), 0, named) ||
         !check_named_facts(strat_i_second(p), 1, named + t[H_FACTS] * F_SIZE)))
        return 0;
    return w.at == w.total && w.sum[N_VALUES] == w.count[N_VALUES] &&
           w.sum[N_TERMS] == w.count[N_TERMS] && strat_i_check_rules(p);
}

STRAT_API enum strat_result strat_check(const struct strat_policy *p) {
    return check_tables(p) && check_names(p) ? STRAT_OK : STRAT_BAD_TABLE;
}
