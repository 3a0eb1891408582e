#include "evaluator/cli/facts.h"

#include "base/bitset.h"
#include "evaluator/core/declared.h"
#include "evaluator/core/fault.h"

/* ---- for a person ---- */

/* Of the longest. */
static size_t widest(const struct strat_named *names, uint32_t n) {
    size_t most = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t length = strlen(names[i].name);
        most = length > most ? length : most;
    }
    return most;
}

static void put_fact(struct ev_page *page, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    bool reading = fact >= v->about.facts;
    ev_add_mark(page, EV_STRONG, info->name);
    ev_add_some(page, ": ", info->title, "");
    ev_end_item(page, EV_LINE, 1);
    ev_add(page, "%s", ev_type_name(info->kind));
    if (info->kind == STRAT_ONE_OF || info->kind == STRAT_SET_OF) {
        ev_add(page, " %u value%s%s", info->values, info->values == 1 ? "" : "s",
               info->ordered ? ", in rising order" : "");
    } else if (info->kind == STRAT_NUMBER) {
        ev_add(page, " from ");
        ev_range_say(&page->text, info);
    }
    ev_add(page, "%s", info->judgement ? "; a judgement" : "");
    if (info->judgement) ev_add_some(page, " by ", info->by, "");
    ev_add(page, "%s", info->presumed ? "; presumed in some cases where it is not stated" : "");
    if (info->has_default) {
        ev_add(page, reading ? "; the policy takes: " : "; where it is not stated: ");
        ev_value_say(&page->text, v, fact, info->default_value);
    }
    ev_end_item(page, EV_LINE, 2);
    if (info->help[0] != '\0') {
        ev_add(page, "%s", info->help);
        ev_end_item(page, EV_LINE, 2);
    }
    ev_terms(page, 12);
    for (uint32_t i = 0; i < info->values; i++) {
        if (ev_value(v, fact, i)->title[0] != '\0')
            ev_add_term(page, ev_value(v, fact, i)->name);
        else
            ev_add(page, "%s", ev_value(v, fact, i)->name);
        ev_add(page, "%s", ev_value(v, fact, i)->title);
        ev_end_item(page, EV_LINE, 3);
    }
}

static void put_section(struct ev_page *page, const struct ev_vocabulary *v, enum ev_list list) {
    struct ev_section s = ev_section_of(v, list);
    ev_terms(page, widest(s.names, s.n));
    if (s.n > 0 || (list != EV_LIST_DUTIES && list != EV_LIST_READINGS))
        ev_heading(page, s.heading);
    for (uint32_t i = 0; i < s.n; i++) {
        if (list == EV_LIST_FACTS || list == EV_LIST_READINGS) {
            put_fact(page, v, list == EV_LIST_READINGS ? v->about.facts + i : i);
            continue;
        }
        struct ev_described is = ev_describe(v, list, i);
        ev_add_term(page, s.names[i].name);
        ev_add(page, "%s", s.names[i].title);
        for (size_t k = 0; k < EV_PARTS; k++)
            if (is.parts[k].before && is.parts[k].text)
                ev_add_some(page, is.parts[k].before, is.parts[k].text, "");
        bool by_default = list == EV_LIST_APPROACHES && (int32_t)i == v->about.default_approach;
        ev_add(page, "%s", by_default ? "; the default" : "");
        ev_end_item(page, EV_LINE, 1);
    }
}

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v) {
    ev_title(page, v->about.title, v->about.version);
    for (enum ev_list list = 0; list < EV_LISTS; list++) put_section(page, v, list);
}
