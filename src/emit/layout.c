/*
 * The words of the table, section by section (runtime/format.h).
 */
#include "emit/layout.h"

#include "emit/names.h"
#include "runtime/format.h"

#include <string.h>

struct words VEC(uint64_t);

struct writer {
    struct arena *arena;
    const struct model *m;
    const struct space *s;
    const struct bits *bits;
    struct layout *out;
    struct words words;
    uint32_t *number;   /* by fact: its number in requests */
    size_t w;           /* words of a row */
    uint64_t *masks;    /* the mask section */
    size_t n_masks;
    uint32_t *silent;   /* by fact: its row among the silents */
    struct words maps;
    struct layout_parts map_parts;
};

static const char *text(struct writer *w, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static const char *text(struct writer *w, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    const char *t = arena_vprintf(w->arena, fmt, ap);
    va_end(ap);
    return t;
}

static void put(struct writer *w, uint64_t word)
{
    vec_push(w->arena, &w->words, word);
}

/* What was written since the last call is one part. */
static void part(struct writer *w, const char *what)
{
    size_t at = 0;
    if (w->out->parts.len)
        at = w->out->parts.at[w->out->parts.len - 1].at + w->out->parts.at[w->out->parts.len - 1].words;
    if (w->words.len > at)
        vec_push(w->arena, &w->out->parts, ((struct layout_part){at, w->words.len - at, what}));
}

static void map_part(struct writer *w, size_t at, const char *what)
{
    if (w->maps.len > at)
        vec_push(w->arena, &w->map_parts, ((struct layout_part){at, w->maps.len - at, what}));
}

/* ---- facts and their maps ---- */

static void put_map(struct writer *w, uint64_t word)
{
    vec_push(w->arena, &w->maps, word);
}

static uint32_t axes_of(const struct writer *w, uint32_t f)
{
    return w->s->first_axis[f + 1] - w->s->first_axis[f];
}

static bool is_wide(const struct writer *w, uint32_t f)
{
    return axes_of(w, f) == 1 && w->s->axes.at[w->s->first_axis[f]].classes > 256;
}

static void map_one_of(struct writer *w, uint32_t f)
{
    const struct fact *fact = &w->m->facts.at[f];
    unsigned bits = is_wide(w, f) ? 16 : 8;
    put_map(w, fact->values.len);
    put_map(w, (uint64_t)fact->default_value);
    uint64_t word = 0;
    for (size_t v = 0; v < fact->values.len && axes_of(w, f) == 1; v++) {
        size_t place = v % (64 / bits);
        word |= (uint64_t)w->s->domains[f].class_of[v] << (place * bits);
        if (place == 64 / bits - 1 || v + 1 == fact->values.len) {
            put_map(w, word);
            word = 0;
        }
    }
}

static void map_set(struct writer *w, uint32_t f)
{
    const struct fact *fact = &w->m->facts.at[f];
    const struct domain *d = &w->s->domains[f];
    uint64_t all = fact->values.len >= 64 ? UINT64_MAX : (UINT64_C(1) << fact->values.len) - 1;
    put_map(w, all);
    put_map(w, (uint64_t)fact->default_value);
    put_map(w, d->others ? all & ~d->named : 0);
    for (uint32_t x = w->s->first_axis[f]; x < w->s->first_axis[f + 1]; x++)
        put_map(w, w->s->axes.at[x].others ? ELEMENT_OTHERS : w->s->axes.at[x].element);
}

static void map_number(struct writer *w, uint32_t f)
{
    const struct fact *fact = &w->m->facts.at[f];
    put_map(w, (uint64_t)fact->low);
    put_map(w, (uint64_t)fact->high);
    put_map(w, (uint64_t)fact->default_value);
    for (size_t i = 1; i < w->s->domains[f].len; i++)
        put_map(w, (uint64_t)w->s->domains[f].at[i]);
}

static void put_fact(struct writer *w, uint32_t f)
{
    const struct fact *fact = &w->m->facts.at[f];
    size_t map = w->maps.len;
    switch (fact->kind) {
    case FACT_FLAG:
        if (fact->has_default)
            put_map(w, (uint64_t)fact->default_value);
        break;
    case FACT_ONE_OF: map_one_of(w, f); break;
    case FACT_SET_OF: map_set(w, f); break;
    case FACT_NUMBER:
    case FACT_DATE: map_number(w, f); break;
    }
    map_part(w, map, text(w, "%s: what its values are", fact->id.name));
    put(w, (uint64_t)fact->kind | (uint64_t)(fact->source == FACT_JUDGEMENT) << 3 | (uint64_t)fact->has_default << 4
               | (uint64_t)(fact->presumptions.len > 0) << 5 | (uint64_t)is_wide(w, f) << 6 | (uint64_t)axes_of(w, f) << 8
               | (uint64_t)w->s->first_axis[f] << 24 | (uint64_t)map << 40);
    part(w, text(w, "fact %s", fact->id.name));
}

/* ---- axes and rows ---- */

static void put_axes(struct writer *w)
{
    uint32_t row = 0;
    vec_each(struct axis, x, &w->s->axes) {
        put(w, row | (uint64_t)x->classes << 32 | (uint64_t)w->number[x->fact] << 48);
        row += x->classes;
        const struct fact *f = &w->m->facts.at[x->fact];
        part(w, x->element == MODEL_NONE ? text(w, "axis %s", f->id.name)
                                         : text(w, "axis %s includes %s", f->id.name, x->others ? "another" : f->values.at[x->element].name));
    }
}

/* Which values a row is of, shortened. */
static const char *row_name(struct writer *w, const struct axis *x, uint32_t class)
{
    const struct fact *f = &w->m->facts.at[x->fact];
    const struct domain *d = &w->s->domains[x->fact];
    if (x->element != MODEL_NONE)
        return text(w, "%s %s %s", f->id.name, class ? "includes" : "without", x->others ? "another" : f->values.at[x->element].name);
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE)
        return text(w, "%s from %s", f->id.name, fact_value_text(w->arena, f, d->at[class]));
    if (f->kind == FACT_FLAG)
        return text(w, "%s = %s", f->id.name, class == 0 ? "no" : "yes");
    const char *list = "";
    size_t shown = 0;
    for (size_t v = 0; v < f->values.len; v++) {
        if (d->class_of[v] != class)
            continue;
        if (++shown > 6)
            return text(w, "%s = %s, ...", f->id.name, list);
        list = text(w, "%s%s%s", list, *list ? ", " : "", f->values.at[v].name);
    }
    return text(w, "%s = %s", f->id.name, list);
}

static void put_rows(struct writer *w)
{
    size_t n = w->bits->list.len, rows = 0;
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
        const struct bit *bit = &w->bits->list.at[number];
        for (uint32_t i = 0; i < bit->box.n_limits; i++) {
            const struct limit *l = &bit->box.limits[i];
            for (uint32_t c = 0; c < w->s->axes.at[l->axis].classes; c++)
                if (!((l->classes[c / 64] >> (c % 64)) & 1))
                    all[(first[l->axis] + c) * w->w + number / 64] &= ~(UINT64_C(1) << (number % 64));
        }
    }
    for (size_t x = 0; x < w->s->axes.len; x++)
        for (uint32_t c = 0; c < w->s->axes.at[x].classes; c++) {
            for (size_t k = 0; k < w->w; k++)
                put(w, all[(first[x] + c) * w->w + k]);
            part(w, row_name(w, &w->s->axes.at[x], c));
        }
}

/* ---- boxes and masks ---- */

static uint64_t *mask(struct writer *w, size_t row)
{
    return w->masks + row * w->w;
}

static void set(uint64_t *row, uint32_t bit)
{
    row[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static size_t each_row(size_t approach, size_t which)
{
    return M_FIXED + approach * M_EACH + which;
}

static void mask_rule(struct writer *w, const struct bit *b, uint32_t number)
{
    static const uint8_t rows[] = {[BIT_PERMIT] = M_PERMIT, [BIT_CLOSE] = M_CLOSE, [BIT_DUTY] = M_DUTY,
                                   [BIT_OUTSTANDING] = M_OUTSTANDING, [BIT_CAUTION] = M_CAUTION};
    for (uint32_t a = 0; a < w->m->approaches.len; a++)
        if ((b->approaches >> a) & 1)
            set(mask(w, each_row(a, rows[b->kind])), number);
    if (b->kind == BIT_PERMIT && b->modality != MODALITY_MAY)
        set(mask(w, b->modality == MODALITY_WILL ? M_WILL : M_MUST), number);
}

static void put_boxes(struct writer *w)
{
    size_t assumes = M_FIXED + w->m->approaches.len * M_EACH, silents = assumes + w->m->assumes.len;
    for (uint32_t number = 0; number < w->bits->list.len; number++) {
        const struct bit *b = &w->bits->list.at[number];
        bool rule = b->block != MODEL_NONE;
        uint32_t id = rule ? w->m->blocks.at[b->block].outline : 0;
        bool duty = b->kind == BIT_DUTY || b->kind == BIT_OUTSTANDING;
        put(w, id | (uint64_t)(duty ? b->duty : 0) << 32);
        part(w, rule ? w->m->blocks.at[b->block].id.name : b->kind == BIT_OUTSIDE ? "scope"
                     : b->kind == BIT_FORBIDDEN ? "assumption" : b->kind == BIT_SILENT ? "presumption" : "part of a condition");
        if (b->kind == BIT_OUTSIDE)
            set(mask(w, M_OUTSIDE), number);
        else if (b->kind == BIT_FORBIDDEN)
            set(mask(w, M_FORBIDDEN), number), set(mask(w, assumes + b->index), number);
        else if (b->kind == BIT_SILENT)
            set(mask(w, silents + w->silent[b->index]), number);
        else if (b->kind != BIT_HELPER)
            mask_rule(w, b, number);
        if (b->kind < BIT_HELPER)
            set(mask(w, M_DECIDING), number);
    }
    /* What a step may clear depends on what it tests. */
    uint64_t *deciding = mask(w, M_DECIDING);
    for (size_t i = w->bits->steps.len; i-- > 0;) {
        const struct bit_step *step = &w->bits->steps.at[i];
        bool touches = false;
        vec_each(uint32_t, b, &step->any)
            touches = touches || (deciding[*b / 64] >> (*b % 64) & 1);
        vec_each(uint32_t, b, &step->none)
            touches = touches || (deciding[*b / 64] >> (*b % 64) & 1);
        if (touches)
            vec_each(uint32_t, b, &step->test)
                set(deciding, *b);
    }
}

static void put_masks(struct writer *w)
{
    static const char *const fixed[] = {"out of scope", "an assumption is broken", "what decides", "will", "must"};
    static const char *const each[] = {"opens", "closes", "duties of", "outstanding for", "cautions for"};
    for (size_t row = 0; row < w->n_masks; row++) {
        for (size_t k = 0; k < w->w; k++)
            put(w, mask(w, row)[k]);
        size_t a = row < M_FIXED ? 0 : (row - M_FIXED) / M_EACH;
        if (row < M_FIXED)
            part(w, fixed[row]);
        else if (a < w->m->approaches.len)
            part(w, text(w, "%s %s", each[(row - M_FIXED) % M_EACH], w->m->approaches.at[a].id.name));
        else
            part(w, "an assumption, or what a silent judgement cannot be");
    }
}

/* ---- steps ---- */

/* The numbers as (word, bits) pairs; they are gathered in rising order of bits for most steps, but need not be. */
static uint32_t put_entries(struct writer *w, struct words *entries, const struct bit_numbers *numbers)
{
    uint64_t *row = arena_array(w->arena, uint64_t, w->w);
    size_t low = SIZE_MAX, high = 0;
    vec_each(uint32_t, b, numbers) {
        size_t k = *b / 64;
        set(row, *b);
        low = k < low ? k : low;
        high = k > high ? k : high;
    }
    uint32_t n = 0;
    for (size_t k = low; k <= high && numbers->len; k++) {
        if (!row[k])
            continue;
        vec_push(w->arena, entries, k);
        vec_push(w->arena, entries, row[k]);
        n++;
    }
    return n;
}

static void put_steps(struct writer *w, struct words *entries)
{
    vec_each(struct bit_step, step, &w->bits->steps) {
        uint64_t first = entries->len / 2;
        uint64_t test = put_entries(w, entries, &step->test);
        uint64_t any = put_entries(w, entries, &step->any), none = put_entries(w, entries, &step->none);
        put(w, first | test << 32);
        put(w, any | none << 32);
    }
    part(w, "steps");
}

/* ---- the whole ---- */

static void number_facts(struct writer *w, uint32_t *facts, uint32_t *silents)
{
    w->number = arena_array(w->arena, uint32_t, w->m->facts.len);
    w->silent = arena_array(w->arena, uint32_t, w->m->facts.len);
    for (uint32_t f = 0; f < w->m->facts.len; f++) {
        if (w->m->facts.at[f].source != FACT_READING)
            w->number[f] = (*facts)++;
        if (w->m->facts.at[f].presumptions.len > 0)
            w->silent[f] = (*silents)++;
    }
}

/* The widths that the words of the format have room for. */
static bool within_limits(struct diags *d, const struct writer *w)
{
    const struct model *m = w->m;
    if (m->facts.len > 65535 || w->s->axes.len > 65535)
        diag_report(d, DIAG_TOO_MANY_FACTS, m->at, "%zu facts (with the values of sets) are more than a table can hold: at most 65,535",
                    w->s->axes.len > m->facts.len ? w->s->axes.len : m->facts.len);
    else if (w->bits->list.len > (size_t)1 << 24 || m->duties.len >= (size_t)1 << 24)
        diag_report(d, DIAG_TABLE_TOO_LARGE, m->at, "the rules of this policy make %zu combinations of conditions; a table holds at most 16,777,216",
                    w->bits->list.len);
    else
        return true;
    return false;
}

static void write_table(struct writer *w, uint32_t facts, uint32_t silents)
{
    uint64_t header[H_END] = {[H_MAGIC] = STRAT_MAGIC};
    struct words entries = {0};
    for (size_t i = 0; i < H_END; i++)
        put(w, 0);
    part(w, "header");
    header[H_FACT_AT] = w->words.len;
    for (uint32_t f = 0; f < w->m->facts.len; f++)
        if (w->m->facts.at[f].source != FACT_READING)
            put_fact(w, f);
    header[H_AXIS_AT] = w->words.len;
    put_axes(w);
    header[H_BOX_AT] = w->words.len;
    put_boxes(w);
    header[H_MASK_AT] = w->words.len;
    put_masks(w);
    header[H_SILENT_AT] = w->words.len;
    for (uint32_t f = 0; f < w->m->facts.len; f++)
        if (w->m->facts.at[f].presumptions.len > 0)
            put(w, w->number[f]);
    part(w, "judgements with presumptions");
    header[H_STEP_AT] = w->words.len;
    put_steps(w, &entries);
    header[H_ENTRY_AT] = w->words.len;
    vec_each(uint64_t, e, &entries)
        put(w, *e);
    part(w, "what the steps test and clear");
    header[H_ROW_AT] = w->words.len;
    put_rows(w);
    header[H_MAP_AT] = w->words.len;
    vec_each(struct layout_part, p, &w->map_parts) {
        for (size_t i = 0; i < p->words; i++)
            put(w, w->maps.at[p->at + i]);
        part(w, p->what);
    }
    header[H_TOTAL] = w->words.len;
    header[H_FACTS] = facts;
    header[H_AXES] = w->s->axes.len;
    header[H_WORDS] = w->w;
    header[H_BOXES] = w->bits->list.len;
    header[H_APPROACHES] = w->m->approaches.len;
    header[H_IDS] = w->m->outline.len;
    header[H_DUTIES] = w->m->duties.len;
    header[H_ASSUMES] = w->m->assumes.len;
    header[H_SILENTS] = silents;
    header[H_STEPS] = w->bits->steps.len;
    header[H_ENTRIES] = entries.len / 2;
    header[H_SHAPE] = (uint64_t)w->m->ranked | (w->m->default_approach == MODEL_NONE ? 0 : (uint64_t)w->m->default_approach + 1) << 8;
    memcpy(w->words.at, header, sizeof header);
}

struct layout *layout_build(struct diags *d, struct space *s, const struct bits *bits)
{
    struct arena *a = s->arena;
    struct writer w = {.arena = a, .m = s->model, .s = s, .bits = bits, .out = arena_new(a, struct layout)};
    if (!within_limits(d, &w))
        return NULL;
    uint32_t facts = 0, silents = 0;
    number_facts(&w, &facts, &silents);
    w.w = (w.bits->list.len + 63) / 64;
    if (w.w == 0)
        w.w = 1;
    w.n_masks = M_FIXED + w.m->approaches.len * M_EACH + w.m->assumes.len + silents;
    w.masks = arena_array(a, uint64_t, w.n_masks * w.w);
    write_table(&w, facts, silents);
    if (w.words.len > UINT32_MAX || w.maps.len >= (size_t)1 << 24) {
        diag_report(d, DIAG_TABLE_TOO_LARGE, w.m->at, "the table of this policy would be %zu bytes, more than a table may be", 8 * w.words.len);
        return NULL;
    }
    w.out->policy.table = w.words.at;
    w.out->policy.table_words = w.words.len;
    names_build(w.m, w.number, a, &w.out->policy);
    return w.out;
}
