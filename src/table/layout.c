/*
 * The words of the table, section by section (runtime/format.h).
 */
#include "table/layout.h"

#include "analysis/analysis.h"
#include "table/private.h"
#include "space/clauses.h"
#include "runtime/format.h"

#include <inttypes.h>
#include <string.h>

struct writer {
    struct arena *arena;
    const struct model *m, *declared; /* in which readings are readings */
    struct space *s;
    const struct clause_set *clauses;
    struct layout *out;
    struct word_vec words;
    struct byte_vec bytes;           /* of large tables */
    size_t base;                     /* where this table begins in the words */
    uint32_t *number;                /* by fact: its number in the table */
    size_t w;                        /* words of a row */
    struct clause_meaning *meanings; /* by clause */
    uint64_t *masks;                 /* the mask section */
    size_t n_masks;
    uint32_t *presumed[2]; /* by fact: the rows of its presumptions and of its default */
};

/* printf into the arena. */
#define text(w, ...) arena_printf((w)->arena, __VA_ARGS__)

static void put(struct writer *w, uint64_t word) { vec_push(w->arena, &w->words, word); }

static size_t here(const struct writer *w) { return w->words.len - w->base; }

/* What was written since the last call is one part. */
static void part(struct writer *w, const char *what) {
    struct layout_parts *parts = &w->out->parts;
    const struct layout_part *last = parts->len ? &parts->at[parts->len - 1] : NULL;
    size_t at = last ? last->at + last->words : 0, end = w->words.len;
    if (end > at) vec_push(w->arena, parts, ((struct layout_part){at, end - at, what}));
}

/* ---- facts and their maps ---- */

static uint32_t axes_of(const struct writer *w, uint32_t f) {
    return w->s->first_axis[f + 1] - w->s->first_axis[f];
}

static bool is_wide(const struct writer *w, uint32_t f) {
    return axes_of(w, f) == 1 && w->s->axes.at[w->s->first_axis[f]].classes > 256;
}

static void map_one_of(struct writer *w, uint32_t f) {
    const struct fact *fact = &w->m->facts.at[f];
    unsigned clauses = is_wide(w, f) ? 16 : 8;
    put(w, fact->values.len);
    put(w, (uint64_t)fact->default_value);
    uint64_t word = 0;
    for (size_t v = 0; v < fact->values.len && axes_of(w, f) == 1; v++) {
        size_t place = v % (64 / clauses);
        word |= (uint64_t)w->s->domains[f].class_of[v] << (place * clauses);
        if (place == 64 / clauses - 1 || v + 1 == fact->values.len) {
            put(w, word);
            word = 0;
        }
    }
}

static void map_set(struct writer *w, uint32_t f) {
    const struct fact *fact = &w->m->facts.at[f];
    const struct domain *d = &w->s->domains[f];
    uint64_t all = fact->values.len >= 64 ? UINT64_MAX : (UINT64_C(1) << fact->values.len) - 1;
    put(w, all);
    put(w, (uint64_t)fact->default_value);
    put(w, d->others ? all & ~d->named : 0);
    for (uint32_t x = w->s->first_axis[f]; x < w->s->first_axis[f + 1]; x++)
        put(w, w->s->axes.at[x].others ? ELEMENT_OTHERS : w->s->axes.at[x].element);
}

static void map_number(struct writer *w, uint32_t f) {
    const struct fact *fact = &w->m->facts.at[f];
    put(w, (uint64_t)fact->low);
    put(w, (uint64_t)fact->high);
    put(w, (uint64_t)fact->default_value);
    for (size_t i = 1; i < w->s->domains[f].len; i++) put(w, (uint64_t)w->s->domains[f].at[i]);
}

static void put_fact(struct writer *w, uint32_t f) {
    const struct fact *fact = &w->m->facts.at[f];
    put(w, STRAT_PUT(FACT_KIND, fact->kind) |
               STRAT_PUT(FACT_JUDGEMENT, fact->source == FACT_JUDGEMENT) |
               STRAT_PUT(FACT_HAS_DEFAULT, fact->has_default) |
               STRAT_PUT(FACT_PRESUMED, fact->presumptions.len > 0) |
               STRAT_PUT(FACT_WIDE, is_wide(w, f)) | STRAT_PUT(FACT_AXES, axes_of(w, f)) |
               STRAT_PUT(FACT_READING, w->declared->facts.at[f].source == FACT_READING) |
               STRAT_PUT(FACT_FIRST_AXIS, w->s->first_axis[f]));
    part(w, text(w, "fact %s", fact->id.name));
}

/* The word of the fact, which is the first of them at `facts`, comes to say where its map begins
 * among those at `maps`. */
static void put_map(struct writer *w, uint32_t f, size_t facts, size_t maps) {
    const struct fact *fact = &w->m->facts.at[f];
    w->words.at[w->base + facts + w->number[f]] |= STRAT_PUT(FACT_MAP, here(w) - maps);
    switch (fact->kind) {
    case FACT_FLAG:
        if (fact->has_default) put(w, (uint64_t)fact->default_value);
        break;
    case FACT_ONE_OF: map_one_of(w, f); break;
    case FACT_SET_OF: map_set(w, f); break;
    case FACT_NUMBER:
    case FACT_DATE: map_number(w, f); break;
    }
    part(w, text(w, "%s: what its values are", fact->id.name));
}

/* ---- axes and rows ---- */

static void put_axes(struct writer *w) {
    uint32_t row = 0;
    vec_each (struct axis, x, &w->s->axes) {
        put(w, STRAT_PUT(AXIS_ROW, row) | STRAT_PUT(AXIS_CLASSES, x->classes) |
                   STRAT_PUT(AXIS_FACT, w->number[x->fact]));
        row += x->classes;
        const struct fact *f = &w->m->facts.at[x->fact];
        part(w, x->element == MODEL_NONE
                    ? text(w, "axis %s", f->id.name)
                    : text(w, "axis %s includes %s", f->id.name,
                           x->others ? "another" : f->values.at[x->element].name));
    }
}

/* In which order a search takes the axes of what is unknown. */
static void put_order(struct writer *w) {
    const uint32_t *order = index_order(w->s, w->clauses, w->s->arena);
    size_t n = w->s->axes.len, in_word = ORDER_IN_WORD(n);
    for (size_t i = 0; i < n; i += in_word) {
        uint64_t word = 0;
        for (size_t k = 0; k < in_word && i + k < n; k++)
            word |= (uint64_t)order[i + k] << (64 / in_word * k);
        put(w, word);
    }
    part(w, "the axes, those near each other that stand together");
}

/* Which values a row is of, shortened. */
static const char *row_name(struct writer *w, const struct axis *x, uint32_t class) {
    const struct fact *f = &w->m->facts.at[x->fact];
    const struct domain *d = &w->s->domains[x->fact];
    if (x->element != MODEL_NONE)
        return text(w, "%s %s %s", f->id.name, class ? "includes" : "without",
                    x->others ? "another" : f->values.at[x->element].name);
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE)
        return text(w, "%s from %s", f->id.name, fact_value_text(w->arena, f, d->at[class]));
    if (f->kind == FACT_FLAG) return text(w, "%s = %s", f->id.name, class == 0 ? "no" : "yes");
    const char *list = "";
    size_t shown = 0;
    for (size_t v = 0; v < f->values.len; v++) {
        if (d->class_of[v] != class) continue;
        if (++shown > 6) return text(w, "%s = %s, ...", f->id.name, list);
        list = text(w, "%s%s%s", list, *list ? ", " : "", f->values.at[v].name);
    }
    return text(w, "%s = %s", f->id.name, list);
}

static void put_rows(struct writer *w) {
    size_t n = w->clauses->list.len, rows = 0;
    size_t *first = arena_array(w->arena, size_t, w->s->axes.len);
    for (size_t x = 0; x < w->s->axes.len; x++) {
        first[x] = rows;
        rows += w->s->axes.at[x].classes;
    }
    uint64_t *all = arena_array(w->arena, uint64_t, rows * w->w);
    for (size_t r = 0; r < rows; r++)
        for (size_t b = 0; b < n; b += 64)
            all[r * w->w + b / 64] = n - b >= 64 ? UINT64_MAX : (UINT64_C(1) << (n - b)) - 1;
    for (uint32_t number = 0; number < n; number++) {
        const struct clause *clause = &w->clauses->list.at[number];
        for (uint32_t i = 0; i < clause->cube.n_limits; i++) {
            const struct limit *l = &clause->cube.limits[i];
            for (uint32_t c = 0; c < w->s->axes.at[l->axis].classes; c++)
                if (!((l->classes[c / 64] >> (c % 64)) & 1))
                    all[(first[l->axis] + c) * w->w + number / 64] &=
                        ~(UINT64_C(1) << (number % 64));
        }
    }
    for (size_t x = 0; x < w->s->axes.len; x++)
        for (uint32_t c = 0; c < w->s->axes.at[x].classes; c++) {
            for (size_t k = 0; k < w->w; k++) put(w, all[(first[x] + c) * w->w + k]);
            part(w, row_name(w, &w->s->axes.at[x], c));
        }
}

/* ---- clauses and masks ---- */

static uint64_t *mask(struct writer *w, size_t row) { return w->masks + row * w->w; }

static void set(uint64_t *row, uint32_t clause) {
    row[clause / 64] |= UINT64_C(1) << (clause % 64);
}

/* What status and approach depend on, a row: an override that may clear such a clause makes so what
 * it tests. */
static const uint64_t *find_deciding(struct writer *w) {
    uint64_t *deciding = arena_array(w->arena, uint64_t, w->w);
    for (uint32_t number = 0; number < w->clauses->list.len; number++)
        if (w->clauses->list.at[number].kind < CLAUSE_HELPER) set(deciding, number);
    for (size_t i = w->clauses->overrides.len; i-- > 0;) {
        const struct override *o = &w->clauses->overrides.at[i];
        bool touches = false;
        vec_each (uint32_t, b, &o->any) touches = touches || (deciding[*b / 64] >> (*b % 64) & 1);
        vec_each (uint32_t, b, &o->none) touches = touches || (deciding[*b / 64] >> (*b % 64) & 1);
        if (touches)
            vec_each (uint32_t, b, &o->test) set(deciding, *b);
    }
    return deciding;
}

static struct clause_meaning meaning(const struct writer *w, const struct clause *b, bool decides) {
    static const uint8_t kinds[] = {
        [CLAUSE_PERMIT] = KIND_PERMIT,       [CLAUSE_CLOSE] = KIND_CLOSE,
        [CLAUSE_DUTY] = KIND_DUTY,           [CLAUSE_OUTSTANDING] = KIND_OUTSTANDING,
        [CLAUSE_CAUTION] = KIND_CAUTION,     [CLAUSE_OUTSIDE] = KIND_OUTSIDE,
        [CLAUSE_FORBIDDEN] = KIND_FORBIDDEN, [CLAUSE_PRESUMED] = KIND_PRESUMED,
        [CLAUSE_HELPER] = KIND_HELPER};
    unsigned kind = kinds[b->kind],
             modality = kind == KIND_PERMIT ? (unsigned)b->modality + (unsigned)STRAT_MAY : 0;
    return (struct clause_meaning){
        .kind = {STRAT_PUT(KIND_APPROACHES, kind <= KIND_CAUTION ? b->approaches : UINT32_MAX) |
                     STRAT_PUT(KIND_OF, kind) | STRAT_PUT(KIND_DECIDES, decides) |
                     STRAT_PUT(KIND_MODALITY, modality),
                 kind == KIND_FORBIDDEN  ? b->index
                 : kind == KIND_PRESUMED ? w->presumed[b->by_default][b->index]
                                         : 0},
        .id = b->block == MODEL_NONE ? 0 : w->m->blocks.at[b->block].outline,
        .duty = kind == KIND_DUTY || kind == KIND_OUTSTANDING ? b->duty : 0};
}

static void find_meanings(struct writer *w) {
    const uint64_t *deciding = find_deciding(w);
    size_t n = w->clauses->list.len;
    w->meanings = arena_array(w->arena, struct clause_meaning, n);
    for (size_t i = 0; i < n; i++)
        w->meanings[i] = meaning(w, &w->clauses->list.at[i], deciding[i / 64] >> (i % 64) & 1);
}

static void put_clauses(struct writer *w) {
    for (size_t i = 0; i < w->clauses->list.len; i++) {
        const struct clause *b = &w->clauses->list.at[i];
        put(w, STRAT_PUT(CLAUSE_ITS_ID, w->meanings[i].id) |
                   STRAT_PUT(CLAUSE_ITS_DUTY, w->meanings[i].duty));
        part(w, b->block != MODEL_NONE        ? w->m->blocks.at[b->block].id.name
                : b->kind == CLAUSE_OUTSIDE   ? "scope"
                : b->kind == CLAUSE_FORBIDDEN ? "assumption"
                : b->by_default               ? "default"
                : b->kind == CLAUSE_PRESUMED  ? "presumption"
                                              : "part of a condition");
    }
}

static void fill_masks(struct writer *w) {
    size_t assumes = M_FIXED + w->m->approaches.len * M_EACH,
           presumed = assumes + w->m->assumes.len;
    for (uint32_t i = 0; i < w->clauses->list.len; i++) {
        const uint64_t *k = w->meanings[i].kind;
        unsigned kind = KIND_OF(k[0]), modality = KIND_MODALITY(k[0]);
        for (uint32_t a = 0; a < w->m->approaches.len && kind < M_EACH; a++)
            if (KIND_APPROACHES(k[0]) >> a & 1) set(mask(w, M_FIXED + a * M_EACH + kind), i);
        if (modality > (unsigned)STRAT_MAY)
            set(mask(w, modality == (unsigned)STRAT_WILL ? M_WILL : M_MUST), i);
        if (KIND_DECIDES(k[0])) set(mask(w, M_DECIDING), i);
        if (kind == KIND_OUTSIDE) set(mask(w, M_OUTSIDE), i);
        if (kind == KIND_FORBIDDEN) set(mask(w, M_FORBIDDEN), i), set(mask(w, assumes + k[1]), i);
        if (kind == KIND_PRESUMED) set(mask(w, presumed + k[1]), i);
    }
}

static void put_masks(struct writer *w) {
    static const char *const fixed[] = {"out of scope", "an assumption is broken", "what decides",
                                        "will", "must"};
    static const char *const each[] = {"opens", "closes", "duties of", "outstanding for",
                                       "cautions for"};
    fill_masks(w);
    for (size_t row = 0; row < w->n_masks; row++) {
        for (size_t k = 0; k < w->w; k++) put(w, mask(w, row)[k]);
        size_t a = row < M_FIXED ? 0 : (row - M_FIXED) / M_EACH;
        if (row < M_FIXED)
            part(w, fixed[row]);
        else if (a < w->m->approaches.len)
            part(w,
                 text(w, "%s %s", each[(row - M_FIXED) % M_EACH], w->m->approaches.at[a].id.name));
        else
            part(w, "an assumption, or what a silent judgement cannot be");
    }
}

/* ---- overrides ---- */

/* The numbers as (word, clauses) pairs; they are gathered in rising order of clauses for most
 * overrides, but need not be. */
static uint32_t put_entries(struct writer *w, struct word_vec *entries,
                            const struct clause_numbers *numbers) {
    uint64_t *row = arena_array(w->arena, uint64_t, w->w);
    size_t low = SIZE_MAX, high = 0;
    vec_each (uint32_t, b, numbers) {
        size_t k = *b / 64;
        set(row, *b);
        low = k < low ? k : low;
        high = k > high ? k : high;
    }
    uint32_t n = 0;
    for (size_t k = low; k <= high && numbers->len; k++) {
        if (!row[k]) continue;
        vec_push(w->arena, entries, k);
        vec_push(w->arena, entries, row[k]);
        n++;
    }
    return n;
}

static void put_overrides(struct writer *w, struct word_vec *entries) {
    vec_each (struct override, o, &w->clauses->overrides) {
        uint64_t first = entries->len / 2;
        uint64_t test = put_entries(w, entries, &o->test);
        uint64_t any = put_entries(w, entries, &o->any), none = put_entries(w, entries, &o->none);
        put(w, STRAT_PUT(OVERRIDE_FIRST, first) | STRAT_PUT(OVERRIDE_TESTED, test));
        put(w, STRAT_PUT(OVERRIDE_ANY, any) | STRAT_PUT(OVERRIDE_NONE, none));
    }
    part(w, "steps");
}

/* ---- the whole ---- */

/* Judgements with presumptions, then those of them that have a default as well. */
static bool is_presumed(const struct writer *w, uint32_t f, bool by_default) {
    const struct fact *fact = &w->m->facts.at[f];
    return fact->presumptions.len > 0 && (!by_default || fact->has_default);
}

static void number_facts(struct writer *w, uint32_t *facts, uint32_t *presumed) {
    w->number = arena_array(w->arena, uint32_t, w->m->facts.len);
    for (uint32_t f = 0; f < w->m->facts.len; f++)
        if (w->m->facts.at[f].source != FACT_READING) w->number[f] = (*facts)++;
    for (int by_default = 0; by_default < 2; by_default++) {
        w->presumed[by_default] = arena_array(w->arena, uint32_t, w->m->facts.len);
        for (uint32_t f = 0; f < w->m->facts.len; f++)
            if (is_presumed(w, f, by_default)) w->presumed[by_default][f] = (*presumed)++;
    }
}

static bool few_classes(struct diags *d, const struct writer *w) {
    vec_each (const struct axis, x, &w->s->axes)
        if (x->classes > 65535) {
            diag_report(d, DIAG_TABLE_TOO_LARGE, w->m->at,
                        "the conditions on %s tell %" PRIu32
                        " kinds of value apart; a table holds at most 65,535",
                        w->m->facts.at[x->fact].id.name, x->classes);
            return false;
        }
    return true;
}

/* The widths that the words of the format have room for. */
static bool within_limits(struct diags *d, const struct writer *w) {
    const struct model *m = w->m;
    if (m->facts.len > 65535 || w->s->axes.len > 65535)
        diag_report(
            d, DIAG_TOO_MANY_FACTS, m->at,
            "%zu facts (with the values of sets) are more than a table can hold: at most 65,535",
            w->s->axes.len > m->facts.len ? w->s->axes.len : m->facts.len);
    else if (!few_classes(d, w))
        ;
    else if (w->clauses->list.len > (size_t)1 << 24 || m->duties.len >= (size_t)1 << 24)
        diag_report(d, DIAG_TABLE_TOO_LARGE, m->at,
                    "the rules of this policy make %zu combinations of conditions; a table holds "
                    "at most 16,777,216",
                    w->clauses->list.len);
    else
        return true;
    return false;
}

/* ---- the two layouts ---- */

static void put_presumed(struct writer *w) {
    for (int by_default = 0; by_default < 2; by_default++)
        for (uint32_t f = 0; f < w->m->facts.len; f++)
            if (is_presumed(w, f, by_default)) put(w, w->number[f]);
    part(w, "judgements with presumptions, those with a default too");
}

/* Clauses as clauses, all in words. */
static void put_small(struct writer *w, uint64_t *header) {
    struct word_vec entries = {0};
    w->n_masks = M_FIXED + w->m->approaches.len * M_EACH + w->m->assumes.len + header[H_PRESUMED];
    w->masks = arena_array(w->arena, uint64_t, w->n_masks * w->w);
    header[H_WORDS] = w->w;
    header[H_CLAUSE_AT] = here(w);
    put_clauses(w);
    header[H_MASK_AT] = here(w);
    put_masks(w);
    header[H_OVERRIDE_AT] = here(w);
    put_overrides(w, &entries);
    header[H_OVERRIDES] = w->clauses->overrides.len;
    header[H_ENTRY_AT] = here(w);
    header[H_ENTRIES] = entries.len / 2;
    vec_each (uint64_t, e, &entries) put(w, *e);
    part(w, "what the steps test and clear");
    header[H_ROW_AT] = here(w);
    put_rows(w);
}

static void put_large(struct writer *w, uint64_t *header, const struct large *l) {
    header[H_OVERRIDES] = l->overrides;
    header[H_ROW_AT] = here(w);
    vec_each (const uint64_t, word, &l->words) put(w, *word);
    part(w, "what the rules mean, and how they are found");
    header[H_CLAUSE_AT] = w->bytes.len;
    vec_each (const unsigned char, byte, &l->bytes) vec_push(w->arena, &w->bytes, *byte);
}

enum { MOST_WORDS = 1 << 29 };

static size_t count_rows(const struct writer *w) {
    size_t rows = M_FIXED + w->m->approaches.len * M_EACH + w->m->assumes.len;
    vec_each (const struct axis, x, &w->s->axes) rows += x->classes;
    return rows;
}

/* What a complete request costs by rows, in nanoseconds of an ordinary machine: each axis and mask
 * is a row of words. */
static double rows_cost(const struct writer *w) {
    return (double)w->w * (double)(w->s->axes.len + 3 * w->m->approaches.len) * 0.5 +
           (double)w->clauses->overrides.len;
}

/* By indexes: finding out where to look, the rows of what is met there, and the records of what
 * these leave. */
static double index_cost(const struct writer *w, const struct large *l) {
    return 40.0 * l->plan->len + 3 * (double)w->s->axes.len + 0.2 * l->plan->met +
           12 * l->plan->checked;
}

/* Rows are quick where many facts are asked for in few rules each, but must not be many times as
 * large. */
static bool rows_are_better(const struct writer *w, const struct large *l) {
    double bytes = 8.0 * (double)w->w * (double)count_rows(w);
    return rows_cost(w) < index_cost(w, l) && bytes < 4.0 * (double)l->bytes.len + 65536;
}

/* The large layout, or NULL where that of rows is better. */
static const struct large *consider_large(struct writer *w, enum layout_kind kind) {
    enum { FEW = 4 * 64 }; /* clauses that are never too many for rows */
    size_t n = w->clauses->list.len;
    if (kind == LAYOUT_ROWS || (kind == LAYOUT_AUTO && n <= FEW)) return NULL;
    struct large *l = arena_new(w->arena, struct large);
    *l = (struct large){
        .arena = w->arena, .s = w->s, .clauses = w->clauses, .meanings = w->meanings};
    if (!large_build(l) || (kind == LAYOUT_AUTO && rows_are_better(w, l))) return NULL;
    return l;
}

/* *kind becomes the one that was chosen. */
static bool write_table(struct writer *w, enum layout_kind *kind) {
    uint64_t header[H_END] = {[H_MAGIC] = STRAT_MAGIC};
    uint32_t facts = 0, presumed = 0;
    number_facts(w, &facts, &presumed);
    w->w = w->clauses->list.len ? (w->clauses->list.len + 63) / 64 : 1;
    w->base = w->words.len;
    for (size_t i = 0; i < H_END; i++) put(w, 0);
    part(w, "header");
    header[H_FACT_AT] = here(w);
    for (uint32_t f = 0; f < w->m->facts.len; f++)
        if (w->m->facts.at[f].source != FACT_READING) put_fact(w, f);
    header[H_AXIS_AT] = here(w);
    put_axes(w);
    header[H_ORDER_AT] = here(w);
    put_order(w);
    header[H_PRESUMED_AT] = here(w);
    put_presumed(w);
    header[H_PRESUMED] = presumed;
    find_meanings(w);
    const struct large *l = consider_large(w, *kind);
    *kind = l ? LAYOUT_INDEX : LAYOUT_ROWS;
    if (l)
        put_large(w, header, l);
    else if ((double)w->w * (double)count_rows(w) > MOST_WORDS)
        return false;
    else
        put_small(w, header);
    header[H_MAP_AT] = here(w);
    for (uint32_t f = 0; f < w->m->facts.len; f++)
        if (w->m->facts.at[f].source != FACT_READING)
            put_map(w, f, header[H_FACT_AT], header[H_MAP_AT]);
    header[H_TOTAL] = here(w);
    header[H_FACTS] = facts;
    header[H_AXES] = w->s->axes.len;
    header[H_CLAUSES] = w->clauses->list.len;
    header[H_APPROACHES] = w->m->approaches.len;
    header[H_IDS] = w->m->outline.len;
    header[H_DUTIES] = w->m->duties.len;
    header[H_ASSUMES] = w->m->assumes.len;
    header[H_SHAPE] =
        STRAT_PUT(H_RANKED, w->m->ranked) |
        STRAT_PUT(H_DEFAULT,
                  w->m->default_approach == MODEL_NONE ? 0 : (uint64_t)w->m->default_approach + 1) |
        STRAT_PUT(H_READINGS, w->m->facts.len - facts);
    memcpy(w->words.at + w->base, header, sizeof header);
    return true;
}

/* Behind the table, laid out as it is: the same policy with its readings as facts. */
static bool write_readings(struct diags *d, struct writer *w, enum layout_kind *kind,
                           struct writer *second) {
    const struct rule_set *rules = w->clauses->rules;
    struct writer open = *w;
    open.m = analysis_model(w->arena, w->m, READINGS_BY_DEFAULT, NULL);
    rules = analysis_rules(w->arena, rules, open.m);
    struct space *s = space_build(rules, w->arena);
    open.s = s;
    open.clauses = clause_set_build(s, rules, NULL);
    if (!within_limits(d, &open) || !write_table(&open, kind)) return false;
    w->words = open.words;
    w->bytes = open.bytes;
    *second = open;
    return true;
}

/* Behind all tables: those of one of them, in which something else may be open. */
static void put_diagrams(struct writer *w, const struct writer *of, const char *what) {
    size_t at = w->words.len;
    if (w->words.at[of->base + H_WORDS] == 0 ||
        !compiled_build(of->s, of->clauses, of->declared, w->arena, &w->words))
        return;
    w->words.at[of->base + H_DIAGRAMS_AT] = at - of->base;
    part(w, what);
}

struct layout *layout_build_as(struct diags *d, struct space *s, const struct clause_set *clauses,
                               enum layout_kind kind, bool diagrams) {
    struct arena *a = s->arena;
    struct writer second, w = {.arena = a,
                               .m = s->model,
                               .declared = s->model,
                               .s = s,
                               .clauses = clauses,
                               .out = arena_new(a, struct layout)};
    struct strat_policy *policy = &w.out->policy;
    size_t errors = d->errors;
    if (!within_limits(d, &w)) return NULL;
    bool fits = write_table(&w, &kind);
    bool readings = fits && TABLE_READINGS(w.words.at) > 0;
    if (readings) fits = write_readings(d, &w, &kind, &second);
    if (fits && diagrams) put_diagrams(&w, &w, "what is decided in every situation, as diagrams");
    if (readings && fits && diagrams) put_diagrams(&w, &second, "what hangs on readings");
    policy->table = w.words.at;
    policy->table_words = w.words.len;
    policy->rules = w.bytes.at;
    policy->rules_bytes = w.bytes.len;
    if (fits) names_build(w.clauses->rules, w.number, a, policy);
    if (!fits || strat_check(policy) != STRAT_OK) { /* what the words have no room for */
        if (d->errors == errors)
            diag_report(
                d, DIAG_TABLE_TOO_LARGE, w.m->at,
                "the table of this policy would be larger than a table may be (4 gigabytes)");
        return NULL;
    }
    return w.out;
}

struct layout *layout_build(struct diags *d, struct space *s, const struct clause_set *clauses,
                            bool diagrams) {
    return layout_build_as(d, s, clauses, LAYOUT_AUTO, diagrams);
}

const struct layout *layout_for_c(struct arena *a, const struct layout *layout, bool readings) {
    struct layout *less = arena_new(a, struct layout);
    struct strat_policy *p = &less->policy;
    *less = *layout;
    const uint64_t *first = layout->policy.table, *second = first + first[H_TOTAL];
    bool two = TABLE_READINGS(first) > 0, keep = two && readings;
    p->table_words = first[H_TOTAL] + (keep ? second[H_TOTAL] : 0);
    if (two && !keep && second[H_WORDS] == 0) p->rules_bytes = second[H_CLAUSE_AT];
    if (p->table_words == layout->policy.table_words) return layout;
    uint64_t *table = arena_array(a, uint64_t, p->table_words);
    memcpy(table, first, p->table_words * sizeof *table);
    table[H_DIAGRAMS_AT] = 0;
    if (keep) table[first[H_TOTAL] + H_DIAGRAMS_AT] = 0;
    if (two && !keep) table[H_SHAPE] -= STRAT_PUT(H_READINGS, TABLE_READINGS(table));
    p->table = table;
    while (less->parts.at[less->parts.len - 1].at >= p->table_words) less->parts.len--;
    return less;
}
