#include "emit/place.h"

#include <string.h>

enum { TRIES = 4000, MOST_MULTIPLIED = 10 };

/* ---- gathering bits ---- */

static uint32_t in_word(const struct gather *g, uint32_t word)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++)
        n += g->from[i].bit != NOWHERE && g->from[i].word == word;
    return n;
}

uint64_t gather_multiplier(const struct gather *g, uint32_t word)
{
    uint64_t multiplier = 0;
    if (g->n > MOST_MULTIPLIED)
        return 0;
    for (uint32_t i = 0; i < g->n; i++) {
        if (g->from[i].bit == NOWHERE || g->from[i].word != word)
            continue;
        uint32_t to = 64 - g->n + i;
        if (g->from[i].bit > to)
            return 0;
        multiplier |= UINT64_C(1) << (to - g->from[i].bit);
    }
    for (uint32_t set = 0; set < UINT32_C(1) << g->n; set++) {
        uint64_t bits = 0, expected = 0;
        for (uint32_t i = 0; i < g->n; i++)
            if ((set >> i & 1) && g->from[i].bit != NOWHERE && g->from[i].word == word) {
                bits |= UINT64_C(1) << g->from[i].bit;
                expected |= UINT64_C(1) << i;
            }
        if (bits * multiplier >> (64 - g->n) != expected)
            return 0;
    }
    return multiplier;
}

uint32_t gather_shifts(const struct gather *g, uint32_t word)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        bool new = g->from[i].bit != NOWHERE && g->from[i].word == word;
        for (uint32_t k = 0; k < i; k++)
            new = new && !(g->from[k].bit != NOWHERE && g->from[k].word == word && g->from[k].bit + i == g->from[i].bit + k);
        n += new;
    }
    return n;
}

/* In instructions, roughly. */
static uint32_t cost(const struct gather *g, uint32_t words)
{
    uint32_t sum = 0;
    for (uint32_t k = 0; k < words; k++) {
        uint32_t shifted = 4 * gather_shifts(g, k);
        sum += in_word(g, k) == 0 ? 0 : shifted > 5 && gather_multiplier(g, k) ? 5 : shifted;
    }
    return sum;
}

/* ---- the words of the brief decision ---- */

/* In the order of the signals. */
enum use { USE_OPENS, USE_BEFORE, USE_OUTSIDE, USE_DUTY, USE_IMPOSSIBLE, USES };

struct field {
    const struct question *asks;
    enum use use;
    uint32_t index;          /* USE_OPENS: of the gather */
    const struct item *duty; /* USE_BEFORE, USE_DUTY */
};

struct placer {
    struct place *p;
    struct arena *arena;
    struct fields VEC(struct field) fields;
    struct field *order, *signals; /* as many as there are fields */
    uint32_t reserved; /* bits at the top of the first word */
};

static void add_field(struct placer *w, struct field f)
{
    vec_push(w->arena, &w->fields, f);
}

static bool is_signal(const struct field *f)
{
    return f->use == USE_BEFORE || f->use == USE_OUTSIDE || f->use == USE_DUTY;
}

static bool list_fields(struct placer *w)
{
    const struct plan *plan = w->p->plan;
    for (uint32_t a = 0; a < plan->approaches; a++)
        add_field(w, (struct field){&plan->open[a], USE_OPENS, a, NULL});
    if (plan->fallback != MODEL_NONE)
        add_field(w, (struct field){&plan->by_default, USE_OPENS, plan->approaches, NULL});
    for (uint32_t i = 0; i < plan->duties.len; i++)
        if (i < plan->before || !plan->duties.at[i].always)
            add_field(w, (struct field){&plan->duties.at[i].asks, i < plan->before ? USE_BEFORE : USE_DUTY, 0, &plan->duties.at[i]});
    if (plan->outside.cover.len > 0)
        add_field(w, (struct field){&plan->outside, USE_OUTSIDE, 0, NULL});
    add_field(w, (struct field){&plan->impossible, USE_IMPOSSIBLE, 0, NULL});
    vec_each(struct field, f, &w->fields) {
        w->p->opens.n += f->use == USE_OPENS;
        w->p->signals.n += is_signal(f);
        w->p->before += f->use == USE_BEFORE || f->use == USE_OUTSIDE;
        if (f->asks->cover.len > 62)
            return false;
    }
    w->reserved = w->p->before;
    return w->p->signals.n <= PLACE_SIGNALS && w->reserved <= PLACE_BEFORE;
}

/* The same order on every machine: numbers from a fixed sequence. */
static void shuffle(struct placer *w, uint64_t *state)
{
    size_t n = w->fields.len, opens = 0, signals = 0, sorted = 0;
    memcpy(w->order, w->fields.at, n * sizeof *w->order);
    for (size_t i = n; i-- > 1;) {
        *state = *state * 6364136223846793005u + 1442695040888963407u;
        size_t k = (size_t)(*state >> 33) % (i + 1);
        struct field f = w->order[i];
        w->order[i] = w->order[k];
        w->order[k] = f;
    }
    /* approaches in their order; signals in that of their uses */
    for (enum use use = USE_BEFORE; use <= USE_DUTY; use++)
        for (size_t i = 0; i < n; i++)
            if (w->order[i].use == use)
                w->signals[sorted++] = w->order[i];
    for (size_t i = 0; i < n; i++) {
        if (w->order[i].use == USE_OPENS)
            w->order[i] = w->fields.at[opens++];
        else if (is_signal(&w->order[i]))
            w->order[i] = w->signals[signals++];
    }
}

/* Gives each field its bits, in this order. False: too many words. */
static bool settle(struct placer *w)
{
    struct place *p = w->p;
    uint32_t word = 0, bit = 0, signal = 0;
    p->boxes.len = 0;
    memset(p->carry, 0, sizeof p->carry);
    p->opens.negated = p->signals.negated = 0;
    for (size_t i = 0; i < w->fields.len; i++) {
        const struct field *f = &w->order[i];
        uint32_t n = (uint32_t)f->asks->cover.len, room = 64 - (word == 0 ? w->reserved : 0);
        struct spot answer = {0, NOWHERE};
        if (bit + n + (n > 1) > room)
            word++, bit = 0;
        if (word == PLACE_WORDS)
            return false;
        for (uint32_t k = 0; k < n; k++)
            vec_push(w->arena, &p->boxes, ((struct placed_box){&f->asks->cover.at[k], {word, bit + k}}));
        if (n > 1)
            p->carry[word] += ((UINT64_C(1) << n) - 1) << bit;
        if (n > 0)
            answer = (struct spot){word, n > 1 ? bit + n : bit};
        bit += n + (n > 1);
        if (f->use == USE_OPENS) {
            p->opens.from[f->index] = answer;
        } else if (f->use == USE_IMPOSSIBLE) {
            p->impossible = answer;
        } else {
            p->signals.from[signal] = answer;
            p->signal_item[signal] = f->duty;
            p->signals.negated |= (uint64_t)(f->asks->negated || (f->duty && f->duty->always)) << signal;
            signal++;
        }
    }
    p->brief_words = word + 1;
    return true;
}

/* By priority, tries many orders for the one in which bits are gathered best. */
static bool place_brief(struct placer *w)
{
    uint64_t state = 1, best_state = 1;
    uint32_t best = UINT32_MAX;
    w->order = arena_array(w->arena, struct field, w->fields.len);
    w->signals = arena_array(w->arena, struct field, w->fields.len);
    for (int i = 0; i < TRIES && best > 10; i++) {
        uint64_t before = state;
        shuffle(w, &state);
        if (!settle(w))
            continue;
        uint32_t c = 100 * w->p->brief_words + cost(&w->p->opens, w->p->brief_words) + cost(&w->p->signals, w->p->brief_words);
        if (c < best) {
            best = c;
            best_state = before;
        }
    }
    shuffle(w, &best_state);
    return settle(w);
}

/* Where the fact that a duty is done by says no, or, where there is none, always. */
static void place_done(struct placer *w)
{
    struct place *p = w->p;
    p->done = (struct spot){0, 64 - w->reserved};
    for (uint32_t i = 0; i < p->before; i++) {
        uint32_t fact = p->signal_item[i] ? p->plan->model->duties.at[p->signal_item[i]->index].done_when : MODEL_NONE;
        struct box *box = arena_new(w->arena, struct box);
        if (fact != MODEL_NONE) {
            uint64_t *no = arena_new(w->arena, uint64_t);
            struct limit *limit = arena_new(w->arena, struct limit);
            *no = 1;
            *limit = (struct limit){p->plan->space->first_axis[fact], no};
            *box = (struct box){.limits = limit, .n_limits = 1};
        }
        vec_push(w->arena, &p->boxes, ((struct placed_box){box, {0, p->done.bit + i}}));
    }
}

/* ---- the words of the lists ---- */

static bool same_box(const struct box *x, const struct box *y, const struct space *s)
{
    if (x->n_limits != y->n_limits)
        return false;
    for (uint32_t i = 0; i < x->n_limits; i++) {
        const struct limit *l = &x->limits[i], *m = &y->limits[i];
        if (l->axis != m->axis || memcmp(l->classes, m->classes, (s->axes.at[l->axis].classes + 63) / 64 * sizeof *l->classes) != 0)
            return false;
    }
    return true;
}

/* Whether this bit is free, or holds the very box. */
static bool takes(const struct place *p, uint32_t word, int32_t bit, const struct box *box, bool *there)
{
    *there = false;
    if (bit < 0 || bit > 63)
        return false;
    vec_each(struct placed_box, b, &p->boxes)
        if (b->at.word == word && b->at.bit == (uint32_t)bit)
            return *there = same_box(b->box, box, p->plan->space);
    return true;
}

static bool place_box(struct placer *w, struct planes *planes, const struct item *item, uint32_t index, const struct box *box)
{
    struct place *p = w->p;
    uint32_t out = index / 64;
    int32_t to = (int32_t)(index % 64);
    bool there;
    vec_each(struct plane, plane, planes) {
        if (plane->out != out || !takes(p, plane->word, to + plane->shift, box, &there))
            continue;
        if (!there)
            vec_push(w->arena, &p->boxes, ((struct placed_box){box, {plane->word, (uint32_t)(to + plane->shift)}}));
        vec_push(w->arena, &plane->items, item);
        return true;
    }
    for (uint32_t word = p->brief_words; word < PLACE_WORDS; word++)
        for (int32_t i = 0; i < 127; i++) {
            int32_t shift = i % 2 ? -(i + 1) / 2 : i / 2;
            if (!takes(p, word, to + shift, box, &there))
                continue;
            vec_push(w->arena, planes, ((struct plane){.word = word, .out = out, .shift = shift}));
            return place_box(w, planes, item, index, box);
        }
    return false;
}

static bool place_list(struct placer *w, struct planes *planes, const struct items *items)
{
    vec_each(struct item, item, items)
        vec_each(struct box, box, &item->asks.cover)
            if (!place_box(w, planes, item, item->index, box))
                return false;
    return true;
}

/* Where it is already, or the first free bit. */
static bool place_anywhere(struct placer *w, const struct box *box, struct spot *at)
{
    bool there;
    for (int same = 1; same >= 0; same--)
        for (uint32_t word = w->p->brief_words; word < PLACE_WORDS; word++)
            for (uint32_t bit = 0; bit < 64; bit++)
                if (takes(w->p, word, (int32_t)bit, box, &there) && there == same) {
                    *at = (struct spot){word, bit};
                    if (!there)
                        vec_push(w->arena, &w->p->boxes, ((struct placed_box){box, *at}));
                    return true;
                }
    return false;
}

static bool place_modalities(struct placer *w)
{
    vec_each(struct item, item, &w->p->plan->modalities)
        vec_each(struct box, box, &item->asks.cover) {
            struct modal_box m = {.item = item};
            if (!place_anywhere(w, box, &m.at))
                return false;
            vec_push(w->arena, &w->p->modalities, m);
        }
    return true;
}

/* ---- rows ---- */

uint64_t place_row(const struct place *p, uint32_t word, uint32_t axis, uint32_t class)
{
    uint64_t row = p->used[word];
    vec_each(struct placed_box, b, &p->boxes) {
        if (b->at.word != word)
            continue;
        for (uint32_t i = 0; i < b->box->n_limits; i++)
            if (b->box->limits[i].axis == axis && !(b->box->limits[i].classes[class / 64] >> (class % 64) & 1))
                row &= ~(UINT64_C(1) << b->at.bit);
    }
    return row;
}

static void number_rows(struct placer *w)
{
    struct place *p = w->p;
    size_t axes = p->plan->space->axes.len;
    p->row_of = arena_array(w->arena, uint32_t *, axes);
    p->rows_of_axis = arena_array(w->arena, uint32_t, axes);
    for (uint32_t x = 0; x < axes; x++) {
        uint32_t n = p->plan->space->axes.at[x].classes;
        uint64_t *rows = arena_array(w->arena, uint64_t, (size_t)n * p->words);
        p->row_of[x] = arena_array(w->arena, uint32_t, n);
        for (uint32_t c = 0; c < n; c++) {
            uint64_t *own = rows + (size_t)p->rows_of_axis[x] * p->words;
            uint32_t r = 0;
            for (uint32_t k = 0; k < p->words; k++)
                own[k] = place_row(p, k, x, c);
            while (memcmp(rows + (size_t)r * p->words, own, p->words * sizeof *own) != 0)
                r++;
            p->row_of[x][c] = r;
            p->rows_of_axis[x] += r == p->rows_of_axis[x];
        }
    }
}

const struct place *place_new(const struct plan *plan, struct arena *a)
{
    struct place *p = arena_new(a, struct place);
    struct placer w = {.p = p, .arena = a};
    p->plan = plan;
    if (!list_fields(&w) || !place_brief(&w))
        return NULL;
    place_done(&w);
    if (!place_list(&w, &p->basis, &plan->basis) || !place_list(&w, &p->cautions, &plan->cautions)
        || !place_list(&w, &p->closed_by, &plan->closed_by) || !place_modalities(&w))
        return NULL;
    p->words = p->brief_words;
    vec_each(struct placed_box, b, &p->boxes) {
        p->used[b->at.word] |= UINT64_C(1) << b->at.bit;
        p->words = b->at.word >= p->words ? b->at.word + 1 : p->words;
    }
    number_rows(&w);
    return digits_pack(p, a) ? p : NULL;
}
