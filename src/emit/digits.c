/*
 * Axes into digits: the fewer digits, the fewer rows a decision reads; the more axes in one, the more rows there are.
 */
#include "emit/place.h"

#include <string.h>

enum { ROW_BYTES = 2752, MOST_BYTES = 1 << 16, MOST_ROWS = 256 };

static uint32_t words_of_axis(const struct place *p, uint32_t axis)
{
    uint32_t words = 0;
    vec_each(struct placed_box, b, &p->boxes)
        for (uint32_t i = 0; i < b->box->n_limits; i++)
            if (b->box->limits[i].axis == axis)
                words |= UINT32_C(1) << b->at.word;
    return words;
}

static size_t bytes_of(uint32_t rows, uint32_t words)
{
    size_t n = 0;
    for (; words; words &= words - 1)
        n += 8 * (size_t)rows;
    return n;
}

static size_t bytes_added(const struct digit *x, const struct digit *y)
{
    size_t joined = bytes_of(x->rows * y->rows, x->words | y->words), apart = bytes_of(x->rows, x->words) + bytes_of(y->rows, y->words);
    return joined > apart ? joined - apart : 0;
}

/* Words that need not be read once two digits are one. */
static size_t reads_saved(const struct digit *x, const struct digit *y)
{
    return bytes_of(1, x->words & y->words) / 8;
}

static void join(struct place *p, struct arena *a, size_t i, size_t k)
{
    struct digit *x = &p->digits.at[i], *y = &p->digits.at[k];
    vec_each(struct digit_axis, axis, &y->axes)
        vec_push(a, &x->axes, ((struct digit_axis){axis->axis, axis->weight * x->rows}));
    x->rows *= y->rows;
    x->words |= y->words;
    memmove(y, y + 1, (p->digits.len - k - 1) * sizeof *y);
    p->digits.len--;
}

/* Joins the two for which a word less to read costs the fewest bytes. */
static bool join_cheapest(struct place *p, struct arena *a)
{
    size_t best = 0, best_saved = 0, first = 0, second = 0;
    for (size_t i = 0; i < p->digits.len; i++)
        for (size_t k = i + 1; k < p->digits.len; k++) {
            const struct digit *x = &p->digits.at[i], *y = &p->digits.at[k];
            size_t saved = reads_saved(x, y), added = bytes_added(x, y);
            if (saved == 0 || (uint64_t)x->rows * y->rows > MOST_ROWS || p->bytes + added > ROW_BYTES)
                continue;
            if (best_saved == 0 || added * best_saved < best * saved)
                best = added, best_saved = saved, first = i, second = k;
        }
    if (best_saved > 0)
        join(p, a, first, second);
    return best_saved > 0;
}

static void count_bytes(struct place *p)
{
    p->bytes = 0;
    vec_each(struct digit, d, &p->digits)
        p->bytes += bytes_of(d->rows, d->words);
}

bool digits_pack(struct place *p, struct arena *a)
{
    for (uint32_t x = 0; x < p->plan->space->axes.len; x++) {
        struct digit d = {.rows = p->rows_of_axis[x], .words = words_of_axis(p, x)};
        if (d.rows < 2 || d.words == 0)
            continue;
        vec_push(a, &d.axes, ((struct digit_axis){x, 1}));
        vec_push(a, &p->digits, d);
    }
    count_bytes(p);
    while (join_cheapest(p, a))
        count_bytes(p);
    vec_each(struct digit, d, &p->digits)
        for (uint32_t k = 0; k < p->words; k++) {
            d->first[k] = p->rows[k];
            p->rows[k] += d->words >> k & 1 ? d->rows : 0;
        }
    return p->bytes <= MOST_BYTES;
}
