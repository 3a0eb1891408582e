#include "lint/situation.h"

static const char *joined(struct arena *a, const char *list, const char *next)
{
    return *list ? arena_printf(a, "%s, %s", list, next) : next;
}

static const char *fact_text(struct arena *a, const struct fact *fact, int64_t value)
{
    if (fact->kind == FACT_FLAG)
        return value ? fact->id.name : arena_printf(a, "not %s", fact->id.name);
    return arena_printf(a, "%s = %s", fact->id.name, fact_value_text(a, fact, value));
}

/* NULL where no fact is named, or none that is not at its default. */
static const char *listed(struct arena *a, const struct model *m, const int64_t *situation, const bool *named, bool defaults)
{
    const char *list = "";
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        if (named[f] && fact->source != FACT_READING && (defaults || !fact->has_default || situation[f] != fact->default_value))
            list = joined(a, list, fact_text(a, fact, situation[f]));
    }
    return *list ? list : NULL;
}

const char *situation_text(struct arena *a, const struct model *m, const int64_t *situation, const bool *named)
{
    const char *list = listed(a, m, situation, named, false);
    list = list ? list : listed(a, m, situation, named, true);
    return list ? list : "whatever the facts";
}

const char *situation_where(struct arena *a, const struct model *m, const int64_t *situation, const bool *named)
{
    const char *list = listed(a, m, situation, named, true) ? situation_text(a, m, situation, named) : NULL;
    return list ? arena_printf(a, "where %s", list) : "whatever the facts";
}
