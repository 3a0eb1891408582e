#include "emit/order.h"

const uint32_t *axis_order(const struct space *s, const struct bits *bits)
{
    uint32_t *order = arena_array(s->arena, uint32_t, s->axes.len + 1);
    (void)bits;
    for (uint32_t i = 0; i < s->axes.len; i++)
        order[i] = i;
    return order;
}
