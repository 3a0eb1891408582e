#include "emit/c/place.h"

#include <string.h>

enum { TRIES = 4000, MOST_MULTIPLIED = 10 };

/* ---- gathering bits ---- */

static uint32_t in_word(const struct gather *g, uint32_t word) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++) n += g->from[i].bit != NOWHERE && g->from[i].word == word;
    return n;
}

uint64_t gather_multiplier(const struct gather *g, uint32_t word) {
    uint64_t multiplier = 0;
    if (g->n > MOST_MULTIPLIED) return 0;
    for (uint32_t i = 0; i < g->n; i++) {
        if (g->from[i].bit == NOWHERE || g->from[i].word != word) continue;
        uint32_t to = 64 - g->n + i;
        if (g->from[i].bit > to) return 0;
        multiplier |= UINT64_C(1) << (to - g->from[i].bit);
    }
    for (uint32_t set = 0; set < UINT32_C(1) << g->n; set++) {
        uint64_t bits = 0, expected = 0;
        for (uint32_t i = 0; i < g->n; i++)
            if ((set >> i & 1) && g->from[i].bit != NOWHERE && g->from[i].word == word) {
                bits |= UINT64_C(1) << g->from[i].bit;
                expected |= UINT64_C(1) << i;
            }
        if (bits * multiplier >> (64 - g->n) != expected) return 0;
    }
    return multiplier;
}

uint32_t gather_shifts(const struct gather *g, uint32_t word) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->n; i++) {
        bool new = g->from[i].bit != NOWHERE && g->from[i].word == word;
        for (uint32_t k = 0; k < i; k++)
            new = new && !(g->from[k].bit != NOWHERE && g->from[k].word == word &&
                           g->from[k].bit + i == g->from[i].bit + k);
        n += new;
    }
    return n;
}

/* In instructions, roughly. */
static uint32_t cost(const struct gather *g, uint32_t words) {
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
};

static void add_field(struct placer *w, struct field f) { vec_push(w->arena, &w->fields, f); }

static bool is_signal(const struct field *f) {
    return f->use == USE_BEFORE || f->use == USE_OUTSIDE || f->use == USE_DUTY;
}

static bool list_fields(struct placer *w) {
    const struct plan *plan = w->p->plan;
    for (uint32_t a = 0; a < plan->approaches; a++)
        add_field(w, (struct field){&plan->open[a], USE_OPENS, a, NULL});
    if (plan->fallback != MODEL_NONE)
        add_field(w, (struct field){&plan->by_default, USE_OPENS, plan->approaches, NULL});
    for (uint32_t i = 0; i < plan->duties.len; i++)
        if (i < plan->before || !plan->duties.at[i].always)
            add_field(w, (struct field){&plan->duties.at[i].asks,
                                        i < plan->before ? USE_BEFORE : USE_DUTY, 0,
                                        &plan->duties.at[i]});
    if (plan->outside.cover.len > 0)
        add_field(w, (struct field){&plan->outside, USE_OUTSIDE, 0, NULL});
    add_field(w, (struct field){&plan->impossible, USE_IMPOSSIBLE, 0, NULL});
    vec_each (struct field, f, &w->fields) {
        w->p->opens.n += f->use == USE_OPENS;
        w->p->signals.n += is_signal(f);
        w->p->before += f->use == USE_BEFORE || f->use == USE_OUTSIDE;
        if (f->asks->cover.len > 62) return false;
    }
    return w->p->signals.n <= PLACE_SIGNALS && w->p->before <= PLACE_BEFORE;
}

/* The same order on every machine: numbers from a fixed sequence. */
static void shuffle(struct placer *w, uint64_t *state) {
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
            if (w->order[i].use == use) w->signals[sorted++] = w->order[i];
    for (size_t i = 0; i < n; i++) {
        if (w->order[i].use == USE_OPENS)
            w->order[i] = w->fields.at[opens++];
        else if (is_signal(&w->order[i]))
            w->order[i] = w->signals[signals++];
    }
}

/* Gives each field its bits, in this order. False: too many words. */
static bool settle(struct placer *w) {
    struct place *p = w->p;
    uint32_t word = 0, bit = 0, signal = 0;
    p->cubes.len = 0;
    memset(p->carry, 0, sizeof p->carry);
    p->opens.negated = p->signals.negated = 0;
    for (size_t i = 0; i < w->fields.len; i++) {
        const struct field *f = &w->order[i];
        uint32_t n = (uint32_t)f->asks->cover.len;
        struct spot answer = {0, NOWHERE};
        if (bit + n + (n > 1) > 64) word++, bit = 0;
        if (word == PLACE_WORDS) return false;
        for (uint32_t k = 0; k < n; k++)
            vec_push(w->arena, &p->cubes,
                     ((struct placed_cube){&f->asks->cover.at[k], {word, bit + k}}));
        if (n > 1) p->carry[word] += ((UINT64_C(1) << n) - 1) << bit;
        if (n > 0) answer = (struct spot){word, n > 1 ? bit + n : bit};
        bit += n + (n > 1);
        if (f->use == USE_OPENS) {
            p->opens.from[f->index] = answer;
        } else if (f->use == USE_IMPOSSIBLE) {
            p->impossible = answer;
        } else {
            p->signals.from[signal] = answer;
            p->signal_item[signal] = f->duty;
            p->signals.negated |= (uint64_t)(f->asks->negated || (f->duty && f->duty->always))
                                  << signal;
            signal++;
        }
    }
    p->brief_words = word + 1;
    return true;
}

/* By priority, tries many orders for the one in which bits are gathered best. */
static bool place_brief(struct placer *w) {
    uint64_t state = 1, best_state = 1;
    uint32_t best = UINT32_MAX;
    w->order = arena_array(w->arena, struct field, w->fields.len);
    w->signals = arena_array(w->arena, struct field, w->fields.len);
    for (int i = 0; i < TRIES && best > 10; i++) {
        uint64_t before = state;
        shuffle(w, &state);
        if (!settle(w)) continue;
        uint32_t c = 100 * w->p->brief_words + cost(&w->p->opens, w->p->brief_words) +
                     cost(&w->p->signals, w->p->brief_words);
        if (c < best) {
            best = c;
            best_state = before;
        }
    }
    shuffle(w, &best_state);
    return settle(w);
}

uint32_t place_done_when(const struct place *p, uint32_t i) {
    return p->signal_item[i] ? p->plan->model->duties.at[p->signal_item[i]->index].done_when
                             : MODEL_NONE;
}

/* ---- the words of the lists ---- */

static bool same_cube(const struct cube *x, const struct cube *y, const struct space *s) {
    if (x->n_limits != y->n_limits) return false;
    for (uint32_t i = 0; i < x->n_limits; i++) {
        const struct limit *l = &x->limits[i], *m = &y->limits[i];
        if (l->axis != m->axis ||
            memcmp(l->classes, m->classes,
                   (s->axes.at[l->axis].classes + 63) / 64 * sizeof *l->classes) != 0)
            return false;
    }
    return true;
}

/* Whether this bit is free, or holds the very cube. */
static bool takes(const struct place *p, uint32_t word, int32_t bit, const struct cube *cube,
                  bool *there) {
    *there = false;
    if (bit < 0 || bit > 63) return false;
    vec_each (struct placed_cube, b, &p->cubes)
        if (b->at.word == word && b->at.bit == (uint32_t)bit)
            return *there = same_cube(b->cube, cube, p->plan->space);
    return true;
}

/* A cube of an item of a list. */
struct listed {
    const struct item *item;
    const struct cube *cube;
};
struct listed_cubes VEC(struct listed);

/* Whether the shift brings this cube to its place, and there is room where it comes from. */
static bool fits(const struct place *p, const struct listed *l, const struct shift *s,
                 struct spot *at, bool *there) {
    int32_t bit = (int32_t)(l->item->index % 64) + s->by;
    *at = (struct spot){s->word, (uint32_t)bit};
    return l->item->index / 64 == s->out && takes(p, s->word, bit, l->cube, there);
}

/* That by which most of the cubes fit, the smallest of these; by 64: none does. */
static struct shift fullest(const struct place *p, const struct listed_cubes *cubes, uint32_t out,
                            uint32_t from, uint32_t to) {
    struct shift best = {.out = out, .by = 64};
    uint32_t most = 0;
    for (uint32_t word = from; word < to; word++)
        for (int32_t i = 0; i < 127; i++) {
            struct shift s = {.word = word, .out = out, .by = i % 2 ? -(i + 1) / 2 : i / 2};
            struct spot at;
            uint32_t n = 0;
            bool there;
            vec_each (struct listed, l, cubes) n += fits(p, l, &s, &at, &there);
            if (n > most) {
                most = n;
                best = s;
            }
        }
    return best;
}

/* Puts the cubes that fit under it there: they are no longer in the list. */
static void fill_shift(struct placer *w, struct listed_cubes *cubes, struct shift *s) {
    size_t kept = 0;
    for (size_t i = 0; i < cubes->len; i++) {
        struct listed l = cubes->at[i];
        struct spot at;
        bool there;
        if (!fits(w->p, &l, s, &at, &there)) {
            cubes->at[kept++] = l;
            continue;
        }
        if (!there) vec_push(w->arena, &w->p->cubes, ((struct placed_cube){l.cube, at}));
        vec_push(w->arena, &s->items, l.item);
    }
    cubes->len = kept;
}

/* In a new word only what fits in none of those that are read anyway. */
static bool shift_cubes(struct placer *w, struct shifts *shifts, struct listed_cubes *cubes) {
    struct place *p = w->p;
    uint32_t out = cubes->at[0].item->index / 64;
    struct shift s = fullest(p, cubes, out, p->brief_words, p->words);
    if (s.by == 64 && p->words < PLACE_WORDS) {
        s = fullest(p, cubes, out, p->words, p->words + 1);
        p->words++;
    }
    if (s.by == 64) return false;
    fill_shift(w, cubes, &s);
    vec_push(w->arena, shifts, s);
    return true;
}

/* First the first cubes of all items, then the second ones, and so on: those of one turn share
 * shifts. */
static bool place_list(struct placer *w, struct shifts *shifts, const struct items *items) {
    bool more = true;
    for (size_t turn = 0; more; turn++) {
        struct listed_cubes cubes = {0};
        vec_each (struct item, item, items)
            if (turn < item->asks.cover.len)
                vec_push(w->arena, &cubes, ((struct listed){item, &item->asks.cover.at[turn]}));
        more = cubes.len > 0;
        while (cubes.len > 0)
            if (!shift_cubes(w, shifts, &cubes)) return false;
    }
    return true;
}

/* Where it is already, or the first free bit. */
static bool place_anywhere(struct placer *w, const struct cube *cube, struct spot *at) {
    bool there;
    for (int same = 1; same >= 0; same--)
        for (uint32_t word = w->p->brief_words; word < PLACE_WORDS; word++)
            for (uint32_t bit = 0; bit < 64; bit++)
                if (takes(w->p, word, (int32_t)bit, cube, &there) && there == same) {
                    *at = (struct spot){word, bit};
                    if (!there) vec_push(w->arena, &w->p->cubes, ((struct placed_cube){cube, *at}));
                    return true;
                }
    return false;
}

static bool place_modalities(struct placer *w) {
    vec_each (struct item, item, &w->p->plan->modalities)
        vec_each (struct cube, cube, &item->asks.cover) {
            struct modal_cube m = {.item = item};
            if (!place_anywhere(w, cube, &m.at)) return false;
            vec_push(w->arena, &w->p->modalities, m);
        }
    return true;
}

/* ---- rows ---- */

uint64_t place_row(const struct place *p, uint32_t word, uint32_t axis, uint32_t class) {
    uint64_t row = p->used[word];
    vec_each (struct placed_cube, b, &p->cubes) {
        if (b->at.word != word) continue;
        for (uint32_t i = 0; i < b->cube->n_limits; i++)
            if (b->cube->limits[i].axis == axis &&
                !(b->cube->limits[i].classes[class / 64] >> (class % 64) & 1))
                row &= ~(UINT64_C(1) << b->at.bit);
    }
    return row;
}

static void number_rows(struct placer *w) {
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
            for (uint32_t k = 0; k < p->words; k++) own[k] = place_row(p, k, x, c);
            while (memcmp(rows + (size_t)r * p->words, own, p->words * sizeof *own) != 0) r++;
            p->row_of[x][c] = r;
            p->rows_of_axis[x] += r == p->rows_of_axis[x];
        }
    }
    for (uint32_t i = 0; i < p->before; i++) {
        uint32_t fact = place_done_when(p, i),
                 axis = fact == MODEL_NONE ? 0 : p->plan->space->first_axis[fact];
        if (fact != MODEL_NONE && p->rows_of_axis[axis] == 1)
            p->row_of[axis][1] = 1, p->rows_of_axis[axis] = 2;
    }
}

const struct place *place_new(const struct plan *plan, struct arena *a) {
    struct place *p = arena_new(a, struct place);
    struct placer w = {.p = p, .arena = a};
    p->plan = plan;
    if (!list_fields(&w) || !place_brief(&w)) return NULL;
    p->words = p->brief_words;
    if (!place_list(&w, &p->basis, &plan->basis) ||
        !place_list(&w, &p->cautions, &plan->cautions) ||
        !place_list(&w, &p->closed_by, &plan->closed_by) || !place_modalities(&w))
        return NULL;
    vec_each (struct placed_cube, b, &p->cubes) {
        p->used[b->at.word] |= UINT64_C(1) << b->at.bit;
        p->words = b->at.word >= p->words ? b->at.word + 1 : p->words;
    }
    number_rows(&w);
    return radices_pack(p, a) ? p : NULL;
}
