#include "evaluator/cli/page.h"

#include "base/bitset.h"
#include "evaluator/core/declared.h"

/* ---- for a person ---- */

size_t ev_column_behind(const struct strat_named *names, uint32_t n, const uint64_t *bits,
                        size_t most) {
    size_t widest = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t length = !bits || bitset_has(bits, i) ? strlen(names[i].name) : 0;
        widest = length > widest ? length : widest;
    }
    return (widest < most ? widest : most) + 2;
}

static void put_fact(struct ev_page *page, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    bool reading = fact >= v->about.facts;
    ev_add(page, EV_BOLD("%s"), info->name);
    ev_add_some(page, ": ", info->title, "");
    ev_end(page, 2, 4);
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
    ev_end(page, 4, 6);
    if (info->help[0] != '\0') {
        ev_add(page, "%s", info->help);
        ev_end(page, 4, 6);
    }
    for (uint32_t i = 0; i < info->values; i++) {
        ev_add(page, "%s", ev_value(v, fact, i)->name);
        if (ev_value(v, fact, i)->title[0] != '\0') ev_add_column(page, 14);
        ev_add(page, "%s", ev_value(v, fact, i)->title);
        ev_end(page, 6, 20);
    }
}

static void put_section(struct ev_page *page, const struct ev_vocabulary *v, enum ev_list list) {
    struct ev_section s = ev_section_of(v, list);
    size_t column = ev_column_behind(s.names, s.n, NULL, 26);
    if (s.n > 0 || (list != EV_LIST_DUTIES && list != EV_LIST_READINGS))
        ev_heading(page, s.heading);
    for (uint32_t i = 0; i < s.n; i++) {
        if (list == EV_LIST_FACTS || list == EV_LIST_READINGS) {
            put_fact(page, v, list == EV_LIST_READINGS ? v->about.facts + i : i);
            continue;
        }
        struct ev_described is = ev_describe(v, list, i);
        ev_add(page, "%s", s.names[i].name);
        ev_add_column(page, column);
        ev_add(page, "%s", s.names[i].title);
        for (size_t k = 0; k < EV_PARTS; k++)
            if (is.parts[k].before && is.parts[k].text)
                ev_add_some(page, is.parts[k].before, is.parts[k].text, "");
        bool by_default = list == EV_LIST_APPROACHES && (int32_t)i == v->about.default_approach;
        ev_add(page, "%s", by_default ? "; the default" : "");
        ev_end(page, 2, 2 + column);
    }
}

void ev_put_title(struct ev_page *page, const struct ev_vocabulary *v) {
    ev_add(page, EV_BOLD("%s"), v->about.title);
    ev_add_some(page, ", version ", v->about.version, "");
    ev_end(page, 0, 2);
}

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v) {
    ev_put_title(page, v);
    for (enum ev_list list = 0; list < EV_LISTS; list++) put_section(page, v, list);
}
