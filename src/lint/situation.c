#include "lint/situation.h"

static const char *joined(struct arena *a, const char *list, const char *next)
{
    return *list ? arena_printf(a, "%s, %s", list, next) : next;
}

const char *situation_text(struct arena *a, const struct model *m, const int64_t *situation, const bool *named)
{
    const char *list = "";
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        if (!named[f] || fact->source == FACT_READING || (fact->has_default && situation[f] == fact->default_value))
            continue;
        if (fact->kind == FACT_FLAG)
            list = joined(a, list, situation[f] ? fact->id.name : arena_printf(a, "not %s", fact->id.name));
        else
            list = joined(a, list, arena_printf(a, "%s = %s", fact->id.name, fact_value_text(a, fact, situation[f])));
    }
    return *list ? list : "whatever the facts";
}
