/*
 * Tables as an enemy would write them: a right one, changed here and there; and all that is asked
 * by it once strat_check() has taken it. What comes next is read off a tape of bytes, so that a
 * fuzzer can steer it.
 */
#ifndef TESTS_PROPS_HOSTILE_H
#define TESTS_PROPS_HOSTILE_H

#include "runtime/check.h"
#include "tests/props/asked.h"
#include "tests/props/tape.h"

/* ---- a copy ---- */

/* Each array in memory of its own and of just its size, so that sanitizers see every step beside
 * it. */
struct hostile {
    struct strat_policy p;
    uint64_t *table;
    uint32_t *names;
    char *text;
    unsigned char *rules;
};

static inline void *hostile_copy(const void *from, size_t bytes) {
    void *to = asked_memory(bytes);
    if (bytes) memcpy(to, from, bytes);
    return to;
}

static inline void hostile_of(struct hostile *h, const struct strat_policy *p) {
    h->p = *p;
    h->p.table = h->table = hostile_copy(p->table, p->table_words * sizeof *p->table);
    h->p.names = h->names = hostile_copy(p->names, p->names_words * sizeof *p->names);
    h->p.text = h->text = hostile_copy(p->text, p->text_bytes);
    h->rules = p->rules ? hostile_copy(p->rules, p->rules_bytes) : NULL;
    h->p.rules = h->rules;
}

static inline void hostile_free(struct hostile *h) {
    free(h->table);
    free(h->names);
    free(h->text);
    free(h->rules);
}

/* ---- the description of the format, as the checker has it ---- */

static const struct strat_section hostile_table[] = {STRAT_SECTIONS(STRAT_SECTION)};
static const struct strat_field hostile_table_fields[] = {STRAT_SECTIONS(STRAT_FIELDS)};
static const struct strat_section hostile_names[] = {STRAT_NAMES_SECTIONS(STRAT_SECTION)};
static const struct strat_field hostile_names_fields[] = {STRAT_NAMES_SECTIONS(STRAT_FIELDS)};
static const struct strat_section hostile_diagrams[] = {STRAT_DIAGRAM_SECTIONS(STRAT_SECTION)};
static const struct strat_field hostile_diagrams_fields[] = {STRAT_DIAGRAM_SECTIONS(STRAT_FIELDS)};
enum {
    TABLE_SECTIONS = sizeof hostile_table / sizeof *hostile_table,
    NAMES_SECTIONS = sizeof hostile_names / sizeof *hostile_names,
    DIAGRAM_SECTIONS = sizeof hostile_diagrams / sizeof *hostile_diagrams,
    MOST_PLACED = 2 * (TABLE_SECTIONS + DIAGRAM_SECTIONS)
};

/* A section as it lies in a right table. */
struct placed {
    const struct strat_section *section;
    const struct strat_field *fields;
    uint64_t at, count, words; /* of each */
    uint64_t base;             /* of its table */
    bool of_diagrams;
};

static inline uint64_t placed_rows(const uint64_t *t) {
    uint64_t rows = 0;
    for (uint64_t i = 0; i < t[H_AXES]; i++) rows += AXIS_CLASSES(t[t[H_AXIS_AT] + i]);
    return rows;
}

static inline size_t place_diagrams(const uint64_t *t, uint64_t base, struct placed *to) {
    const uint64_t *d = t + base;
    const struct strat_field *f = hostile_diagrams_fields;
    uint64_t at = base;
    for (size_t i = 0; i < DIAGRAM_SECTIONS; f += hostile_diagrams[i++].fields) {
        const struct strat_section *s = &hostile_diagrams[i];
        to[i] =
            (struct placed){s, f, at, s->count == D_ONE ? 1 : d[s->count], s->words, base, true};
        at += to[i].count * s->words;
    }
    return DIAGRAM_SECTIONS;
}

/* The sections of one table. */
static inline size_t place_table(const uint64_t *t, struct placed *to) {
    size_t n = 0;
    const struct strat_field *f = hostile_table_fields;
    const uint64_t *l = t + t[H_ROW_AT];
    uint64_t at = 0;
    for (size_t i = 0; i < TABLE_SECTIONS; f += hostile_table[i++].fields) {
        const struct strat_section *s = &hostile_table[i];
        if (!(s->tables & (t[H_WORDS] ? IN_SMALL : IN_LARGE))) continue;
        uint64_t count = s->count == C_ONE     ? 1
                         : s->count == C_ORDER ? ORDER_WORDS(t[H_AXES])
                         : s->count == C_MASKS
                             ? M_FIXED + t[H_APPROACHES] * M_EACH + t[H_ASSUMES] + t[H_PRESUMED]
                         : s->count == C_ROWS  ? placed_rows(t)
                         : s->count == C_MAPS  ? t[H_TOTAL] - t[H_MAP_AT]
                         : s->count >= C_LARGE ? l[s->count - C_LARGE]
                                               : t[s->count];
        to[n++] = (struct placed){s, f, at, count, s->words ? s->words : t[H_WORDS], 0, false};
        at += count * to[n - 1].words;
    }
    return n;
}

/* All of a policy: its table, the second behind it, and compiled diagrams; returns how many. They
 * end where the next begins. */
static inline size_t place_tables(const uint64_t *t, struct placed *to) {
    const uint64_t *second = TABLE_READINGS(t) > 0 ? t + t[H_TOTAL] : NULL;
    size_t n = place_table(t, to), first = n;
    if (second) n += place_table(second, to + n);
    for (size_t i = first; i < n; i++) to[i].at += t[H_TOTAL], to[i].base = t[H_TOTAL];
    if (t[H_DIAGRAMS_AT]) n += place_diagrams(t, t[H_DIAGRAMS_AT], to + n);
    if (second && second[H_DIAGRAMS_AT])
        n += place_diagrams(t, t[H_TOTAL] + second[H_DIAGRAMS_AT], to + n);
    return n;
}

static inline size_t place_names(const uint32_t *names, struct placed *to) {
    const struct strat_field *f = hostile_names_fields;
    uint64_t at = 0;
    for (size_t i = 0; i < NAMES_SECTIONS; f += hostile_names[i++].fields) {
        const struct strat_section *s = &hostile_names[i];
        uint64_t count = s->count == N_ONE ? 1
                         : s->count == N_NAMED
                             ? names[N_FACTS] + STRAT_TAKE(names[N_SHAPE], N_READINGS)
                             : names[s->count];
        to[i] = (struct placed){s, f, at, count, s->words, 0, false};
        at += to[i].count * to[i].words;
    }
    return NAMES_SECTIONS;
}

/* ---- changes ---- */

/* What is near an edge: of counts, of widths, of what stands elsewhere. */
static inline uint64_t telling_value(struct tape *tape, uint64_t old, const uint64_t *t) {
    switch (tape_below(tape, 14)) {
    case 0: return 0;
    case 1: return 1;
    case 2: return UINT64_MAX;
    case 3: return UINT32_MAX;
    case 4: return UINT64_C(1) << 63;
    case 5: return old + 1;
    case 6: return old - 1;
    case 7: return old ^ UINT64_C(1) << tape_below(tape, 64);
    case 8: return t[tape_below(tape, H_END)];
    case 9: return t[tape_below(tape, H_END)] - 1;
    case 10: return t[tape_below(tape, H_END)] + 1;
    case 11: return tape_next(tape);
    case 12: return UINT64_C(1) << tape_below(tape, 64);
    default: return tape_below(tape, 8);
    }
}

/* One field of one element. Fields keep to their bits, so what is left around them is right. */
static inline uint64_t change_field(struct tape *tape, uint64_t word, const struct strat_field *f,
                                    const uint64_t *t) {
    uint64_t mask = UINT64_MAX >> (64 - f->bits), old = word >> f->from & mask;
    return (word & ~(mask << f->from)) | (telling_value(tape, old, t) & mask) << f->from;
}

static inline const struct placed *choose(struct tape *tape, const struct placed *of, size_t n) {
    const struct placed *p = &of[tape_below(tape, n)];
    return p->count ? p : NULL;
}

static inline void change_one_field(struct hostile *h, struct tape *tape,
                                    const struct placed *sections, size_t n, bool of_names) {
    const struct placed *p = choose(tape, sections, n);
    if (!p) return;
    const struct strat_field *f = &p->fields[tape_below(tape, p->section->fields)];
    uint64_t at = p->at + tape_below(tape, p->count) * p->words +
                  (p->section->words ? f->word : tape_below(tape, p->words));
    if (of_names)
        h->names[at] = (uint32_t)change_field(tape, h->names[at], f, h->table);
    else
        h->table[at] = change_field(tape, h->table[at], f, h->table);
}

/* Two words of different sections, or of one, change places; or one stands in both. */
static inline void move_word(struct hostile *h, struct tape *tape) {
    uint64_t *a = &h->table[tape_below(tape, h->p.table_words)],
             *b = &h->table[tape_below(tape, h->p.table_words)], old = *a;
    *a = *b;
    if (tape_below(tape, 2)) *b = old;
}

static inline void change_byte(struct tape *tape, unsigned char *bytes, size_t n) {
    if (n == 0) return;
    unsigned char *b = &bytes[tape_below(tape, n)];
    switch (tape_below(tape, 6)) {
    case 0: *b = 0; break;
    case 1: *b = 255; break;
    case 2: *b = (unsigned char)(*b + 1); break;
    case 3: *b = (unsigned char)(*b - 1); break;
    case 4: *b = (unsigned char)tape_next(tape); break;
    default: *b ^= (unsigned char)(1u << tape_below(tape, 8)); break;
    }
}

/* Fewer words or bytes than there were, with the header of one mind with that or not. The rest is
 * cut off in earnest. */
static inline void truncate_array(struct hostile *h, struct tape *tape) {
    uint64_t less = 1 + tape_below(tape, 8);
    bool says_so = tape_below(tape, 2);
    switch (tape_below(tape, 4)) {
    case 0:
        h->p.table_words -= less < h->p.table_words ? less : 1;
        if (says_so) h->table[H_TOTAL] = h->p.table_words;
        h->p.table = h->table =
            realloc(h->table, (h->p.table_words + !h->p.table_words) * sizeof *h->table);
        break;
    case 1:
        h->p.names_words -= less < h->p.names_words ? less : 1;
        h->p.names = h->names =
            realloc(h->names, (h->p.names_words + !h->p.names_words) * sizeof *h->names);
        break;
    case 2:
        h->p.text_bytes -= less < h->p.text_bytes ? less : 1;
        h->p.text = h->text = realloc(h->text, h->p.text_bytes + !h->p.text_bytes);
        break;
    default:
        if (!h->rules) break;
        h->p.rules_bytes -= less < h->p.rules_bytes ? less : 1;
        h->p.rules = h->rules = realloc(h->rules, h->p.rules_bytes + !h->p.rules_bytes);
        break;
    }
}

/* `n` items of 1 or 0 words at `at` more (copies of what stands there) or less, in an array of
 * `total` words. Returns the new array. */
static inline void *respace(void *array, size_t width, uint64_t total, uint64_t at, uint64_t old,
                            uint64_t new) {
    unsigned char *to = asked_memory((size_t)(total - old + new) * width);
    memcpy(to, array, (size_t)at * width);
    for (uint64_t i = 0; i < new; i++) {
        if (old)
            memcpy(to + (at + i) * width, (unsigned char *)array + (at + i % old) * width, width);
        else
            memset(to + (at + i) * width, 0, width);
    }
    memcpy(to + (at + new) * width, (unsigned char *)array + (at + old) * width,
           (size_t)(total - at - old) * width);
    free(array);
    return to;
}

/* A section of the table that holds more or fewer than before, with all that says so in step: only
 * what points into it is wrong. */
static inline void resize_table(struct hostile *h, const struct placed *p, uint64_t count) {
    uint64_t old = p->count * p->words, new = count * p->words, shift = new - old,
             at = p->at - p->base;
    h->table = respace(h->table, sizeof *h->table, h->p.table_words, p->at, old, new);
    h->p.table = h->table;
    h->p.table_words += shift;
    uint64_t *t = h->table + p->base;
    if (p->of_diagrams) {
        t[D_TOTAL] += shift;
        t[p->section->count] = count;
        return;
    }
    if (p->base > 0 && h->table[H_DIAGRAMS_AT]) h->table[H_DIAGRAMS_AT] += shift;
    t[H_TOTAL] += shift;
    for (int i = H_FACT_AT; i < H_END; i++)
        if (t[i] > at && (t[H_WORDS] > 0 || i != H_CLAUSE_AT)) t[i] += shift;
    if (p->section->count < H_END) t[p->section->count] = count;
    if (t[H_WORDS] > 0) return;
    uint64_t *l = &t[t[H_ROW_AT]];
    if (p->section->count >= C_LARGE) l[p->section->count - C_LARGE] = count;
}

static inline void resize_names(struct hostile *h, const struct placed *p, uint64_t count) {
    h->names = respace(h->names, sizeof *h->names, h->p.names_words, p->at, p->count * p->words,
                       count * p->words);
    h->p.names = h->names;
    h->p.names_words += (count - p->count) * p->words;
    h->names[p->section->count == N_NAMED ? N_FACTS : p->section->count] = (uint32_t)count;
}

/* Counts of which table and names both speak, and what the table has for each of them. */
static inline void resize(struct hostile *h, struct tape *tape) {
    static const uint8_t same[][2] = {{N_FACTS, H_FACTS},
                                      {N_APPROACHES, H_APPROACHES},
                                      {N_DUTIES, H_DUTIES},
                                      {N_PARAGRAPHS, H_IDS},
                                      {N_ASSUMES, H_ASSUMES}};
    struct placed table[MOST_PLACED], names[NAMES_SECTIONS];
    size_t n = place_tables(h->table, table);
    place_names(h->names, names);
    uint64_t which = tape_below(tape, n - 1 + sizeof same / sizeof *same),
             how = tape_below(tape, 5);
    if (which < n - 1) {
        const struct placed *p = &table[1 + which];
        if (p->section->count == (p->of_diagrams ? D_ONE : C_ONE)) return;
        resize_table(h, p,
                     how == 0   ? 0
                     : how == 1 ? 1
                     : how == 2 ? p->count + 1
                     : how == 3 ? 2 * p->count
                                : p->count - !!p->count);
        return;
    }
    which -= n - 1;
    for (size_t i = 0; i < NAMES_SECTIONS; i++) {
        const struct placed *p = &names[i];
        bool facts = p->section->count == N_NAMED;
        if ((facts ? N_FACTS : p->section->count) != same[which][0]) continue;
        if (facts && TABLE_READINGS(h->table) > 0) return; /* there are more of them there */
        uint64_t count = how == 0   ? 0
                         : how == 1 ? 1
                         : how == 2 ? p->count + 1
                         : how == 3 ? 2 * p->count
                                    : p->count - !!p->count;
        resize_names(h, p, count);
        for (size_t k = n; k-- > 0;) { /* masks follow approaches and assumptions */
            if (table[k].of_diagrams) continue;
            if (table[k].section->count == same[which][1]) {
                resize_table(h, &table[k], count);
            } else if (table[k].section->count == C_MASKS &&
                       (same[which][1] == H_APPROACHES || same[which][1] == H_ASSUMES)) {
                uint64_t more =
                    (count - p->count) * (same[which][1] == H_APPROACHES ? (uint64_t)M_EACH : 1);
                resize_table(h, &table[k], table[k].count + more);
            }
            if (table[k].section->count == C_ONE) h->table[table[k].base + same[which][1]] = count;
        }
        return;
    }
}

static inline void put_wide(uint32_t *low_first, uint64_t value) {
    low_first[0] = (uint32_t)value;
    low_first[1] = (uint32_t)(value >> 32);
}

/* The names say of every fact what the table has come to say: a lie that both tell. `at`: where
 * facts and maps begin in the table. */
static inline void let_names_agree(struct hostile *h, uint64_t facts, uint64_t facts_at,
                                   uint64_t maps_at) {
    for (uint64_t i = 0; i < facts; i++) {
        uint64_t fact = h->table[facts_at + i], map_at = maps_at + FACT_MAP(fact);
        uint32_t *f = h->names + N_END + i * F_SIZE;
        const uint64_t *map = h->table + map_at;
        bool number = FACT_KIND(fact) >= (unsigned)STRAT_NUMBER;
        if (map_at + 3 > h->p.table_words) continue;
        f[F_SHAPE] =
            (uint32_t)((f[F_SHAPE] & STRAT_PUT(F_ORDERED, 1)) | STRAT_PUT(F_KIND, FACT_KIND(fact)) |
                       STRAT_PUT(F_JUDGEMENT, FACT_JUDGEMENT(fact)) |
                       STRAT_PUT(F_PRESUMED, FACT_PRESUMED(fact)) |
                       STRAT_PUT(F_HAS_DEFAULT, FACT_HAS_DEFAULT(fact)));
        put_wide(f + F_LOW, number ? map[0] : 0);
        put_wide(f + F_HIGH, number ? map[1] : 0);
        put_wide(f + F_DEFAULT, !FACT_HAS_DEFAULT(fact) ? 0
                                                        : map[number                          ? 2
                                                              : FACT_KIND(fact) == STRAT_FLAG ? 0
                                                                                              : 1]);
    }
}

static inline void change(struct hostile *h, struct tape *tape) {
    struct placed table[MOST_PLACED], names[NAMES_SECTIONS];
    size_t n_table = place_tables(h->table, table);
    uint64_t facts = h->table[H_FACTS], facts_at = h->table[H_FACT_AT],
             maps_at = h->table[H_MAP_AT];
    place_names(h->names, names);
    if (tape_below(tape, 4) == 0) {
        resize(h, tape); /* while it is still right, or sections would lie anywhere */
    } else {
        for (unsigned n = 1 + (unsigned)tape_below(tape, 4); n > 0; n--)
            switch (tape_below(tape, h->rules ? 16 : 8)) {
            case 0:
            case 1:
            case 2:
            case 3: change_one_field(h, tape, table, n_table, false); break;
            case 4:
            case 5: change_one_field(h, tape, names, NAMES_SECTIONS, true); break;
            case 6: move_word(h, tape); break;
            case 7: change_byte(tape, (unsigned char *)h->text, h->p.text_bytes); break;
            default: change_byte(tape, h->rules, h->p.rules_bytes); break;
            }
        if (tape_below(tape, 2)) let_names_agree(h, facts, facts_at, maps_at);
    }
    if (tape_below(tape, 16) == 0) truncate_array(h, tape);
}

/* ---- asking ---- */

static inline int64_t hostile_value(struct tape *tape, const struct strat_fact *f) {
    static const int64_t edges[] = {0, 1, -1, 2, INT64_MAX, INT64_MIN, UINT32_MAX, 64};
    if (tape_below(tape, 12) == 0) return edges[tape_below(tape, sizeof edges / sizeof *edges)];
    switch (f->kind) {
    case STRAT_FLAG: return (int64_t)tape_below(tape, 2);
    case STRAT_ONE_OF: return (int64_t)tape_below(tape, f->values);
    case STRAT_SET_OF: return (int64_t)(tape_next(tape) & (UINT64_MAX >> (64 - f->values)));
    default: break;
    }
    uint64_t range = (uint64_t)f->high - (uint64_t)f->low; /* the whole of 64 bits, at most */
    return (int64_t)((uint64_t)f->low + (range == UINT64_MAX   ? tape_next(tape)
                                         : tape_below(tape, 4) ? tape_next(tape) % (range + 1)
                                                               : tape_below(tape, 2) * range));
}

/* Asks everything, a few times, of a table that strat_check() has taken. What is out of bounds, or
 * NULL. */
static inline const char *ask_hostile(const struct strat_policy *p, struct tape *tape,
                                      unsigned requests) {
    const char *wrong = read_names(p);
    struct asked a;
    size_t least = strat_work_words(p);
    if (wrong) return wrong;
    if (least > 64 * (p->table_words + p->rules_bytes + 1024))
        return "work memory beyond all measure";
    (void)strat_digest(p);
    asked_init(&a, p, tape_below(tape, 3) ? 0 : tape_below(tape, 8) ? 4096 : 1 << 17);
    a.work.max_steps = tape_below(tape, 8) ? 2000 : 200000;
    struct strat_request r = {asked_memory((a.facts + 1) * sizeof *r.value),
                              asked_memory(a.facts + 1)};
    for (unsigned i = 0; i < requests && !wrong; i++) {
        uint64_t unknown = tape_below(tape, 4) * 3;
        for (uint32_t f = 0; f < a.facts; f++) {
            struct strat_fact fact;
            strat_get_fact(p, f, &fact);
            r.known[f] = tape_below(tape, 9) >= unknown;
            r.value[f] = hostile_value(tape, &fact);
        }
        if (i + 1 == requests) /* too little memory */
            a.work.words = tape_below(tape, least);
        ask_everything(&a, &r);
        wrong = out_of_bounds(&a);
    }
    if (!wrong && strat_explain(&a.work, (uint32_t)a.approaches, &a.reasons[0]) == STRAT_OK)
        wrong = "the reasons of no approach";
    asked_free(&a);
    free(r.value);
    free(r.known);
    return wrong;
}

#endif
