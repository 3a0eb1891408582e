#include "evaluator/cli/page.h"

#include "base/bitset.h"
#include "base/json.h"

/* By enum strat_kind, strat_timing and strat_paragraph_kind. */
static const char *const type_names[] = {"yes or no", "one of", "set of", "number", "date"};
static const char *const timing_names[] = {"before", "on use", "during",
                                           "after",  "yearly", "on receipt"};
static const char *const paragraph_kinds[] = {"",          "approach",  "paragraph", "principle",
                                              "objective", "provision", "recital"};

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
    ev_add(page, "%s", type_names[info->kind]);
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
    for (uint32_t i = 0; i < info->values; i++) {
        ev_add(page, "%s", ev_value(v, fact, i)->name);
        if (ev_value(v, fact, i)->title[0] != '\0') ev_add_column(page, 14);
        ev_add(page, "%s", ev_value(v, fact, i)->title);
        ev_end(page, 6, 20);
    }
}

/* ---- what a policy declares ---- */

enum kind { FACTS, APPROACHES, DUTIES, PARAGRAPHS, READINGS, KINDS };
enum { PARTS = 6 };

struct section {
    const char *key, *heading;
    const struct strat_named *names;
    uint32_t n;
};

/* What is said of an item. A part has a key in JSON, and before it stands on a page; NULL: it does
 * not stand there. */
struct item {
    struct {
        const char *key, *before, *text;
    } parts[PARTS];
};

static struct section section_of(const struct ev_vocabulary *v, enum kind kind) {
    const struct section sections[] = {
        {"facts", "Facts", v->keys, v->about.facts},
        {"approaches", v->about.ranked ? "Approaches, the least committed first" : "Approaches",
         v->approaches, v->about.approaches},
        {"duties", "Duties", v->duties, v->about.duties},
        {"paragraphs", "Paragraphs", v->paragraphs, v->about.paragraphs},
        {"readings", "Readings: open questions, as the policy takes them", v->readings,
         v->about.readings}};
    return sections[kind];
}

static struct item describe(const struct ev_vocabulary *v, enum kind kind, uint32_t i) {
    struct strat_named a;
    struct strat_duty d;
    struct strat_paragraph p;
    const char *commits;
    if (kind == APPROACHES) {
        strat_get_approach(v->policy, i, &a, &commits);
        return (struct item){{{"commits", "; commits ", commits}}};
    }
    if (kind == PARAGRAPHS) {
        strat_get_paragraph(v->policy, i, &p);
        return (struct item){{{"kind", NULL, paragraph_kinds[p.kind]},
                              {"see", ev_is_pointer(p.see) ? "; see " : "; ", p.see}}};
    }
    strat_get_duty(v->policy, i, &d);
    const char *done = d.done_when < 0 ? NULL : d.done;
    return (struct item){{{"timing", "; ", timing_names[d.timing]},
                          {"by", ", by ", d.by},
                          {"to", ", to ", d.to},
                          {"deadline", ", ", d.deadline},
                          {"following", ", following ", d.after},
                          {"done_when", "; done when ", done}}};
}

static void put_section(struct ev_page *page, const struct ev_vocabulary *v, enum kind kind) {
    struct section s = section_of(v, kind);
    size_t column = ev_column_behind(s.names, s.n, NULL, 26);
    if (s.n > 0 || (kind != DUTIES && kind != READINGS)) ev_heading(page, s.heading);
    for (uint32_t i = 0; i < s.n; i++) {
        if (kind == FACTS || kind == READINGS) {
            put_fact(page, v, kind == READINGS ? v->about.facts + i : i);
            continue;
        }
        struct item item = describe(v, kind, i);
        ev_add(page, "%s", s.names[i].name);
        ev_add_column(page, column);
        ev_add(page, "%s", s.names[i].title);
        for (size_t k = 0; k < PARTS; k++)
            if (item.parts[k].before && item.parts[k].text)
                ev_add_some(page, item.parts[k].before, item.parts[k].text, "");
        bool by_default = kind == APPROACHES && (int32_t)i == v->about.default_approach;
        ev_add(page, "%s", by_default ? "; the default" : "");
        ev_end(page, 2, 2 + column);
    }
}

void ev_put_title(struct ev_page *page, const struct ev_vocabulary *v) {
    ev_add(page, EV_BOLD("%s"), v->about.title);
    ev_add_some(page, ", version ", v->about.version, "");
    ev_end(page, 0, 2);
}

bool ev_is_pointer(const char *see) {
    return strncmp(see, "without prejudice to ", 21) != 0 && strncmp(see, "subject to ", 11) != 0;
}

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v) {
    ev_put_title(page, v);
    for (enum kind kind = 0; kind < KINDS; kind++) put_section(page, v, kind);
}

/* ---- for a program ---- */

static void put_value_json(struct json *w, const char *key, const struct ev_vocabulary *v,
                           uint32_t fact, int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    char room[64]; /* of a number, or a day */
    struct ev_out text = {.fd = EV_MEMORY, .buffer = room, .size = sizeof room};
    switch (info->kind) {
    case STRAT_FLAG: json_put_bool(w, key, value != 0); break;
    case STRAT_ONE_OF: json_put_text(w, key, ev_value(v, fact, (uint32_t)value)->name); break;
    case STRAT_NUMBER:
    case STRAT_DATE:
        ev_value_say(&text, v, fact, value);
        ev_put(&text, "", 1);
        json_key(w, key);
        fprintf(w->out, info->kind == STRAT_DATE ? "\"%s\"" : "%s", room);
        break;
    case STRAT_SET_OF:
        json_brackets (w, key)
            for (uint32_t i = 0; i < info->values; i++)
                if ((uint64_t)value >> i & 1) json_put_text(w, NULL, ev_value(v, fact, i)->name);
        break;
    }
}

static void put_named_json(struct json *w, const char *key, const char *name, const char *title) {
    json_put_text(w, key, name);
    json_put_text(w, "title", title);
}

static void put_fact_json(struct json *w, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    bool one_of = info->kind == STRAT_ONE_OF, number = info->kind == STRAT_NUMBER;
    bool reading = fact >= v->about.facts;
    json_put_text(w, "type", type_names[info->kind]);
    if (one_of || info->kind == STRAT_SET_OF)
        json_brackets (w, "values")
            for (uint32_t i = 0; i < info->values; i++) {
                const struct strat_named *value = ev_value(v, fact, i);
                json_braces (w, NULL) put_named_json(w, "name", value->name, value->title);
            }
    if (reading) {
        put_value_json(w, "taken", v, fact, info->default_value);
        return;
    }
    if (one_of) json_put_bool(w, "ordered", info->ordered != 0);
    if (number || info->kind == STRAT_DATE) {
        put_value_json(w, "low", v, fact, info->low);
        put_value_json(w, "high", v, fact, info->high);
    }
    if (number) {
        json_put_number(w, "decimals", info->decimals);
        json_put_text(w, "unit", info->unit);
    }
    json_put_bool(w, "judgement", info->judgement != 0);
    if (info->judgement) {
        json_put_text(w, "by", info->by);
        json_put_bool(w, "has_presumption", info->presumed != 0);
    }
    if (info->has_default) put_value_json(w, "default", v, fact, info->default_value);
}

static void put_item_json(struct json *w, const struct ev_vocabulary *v, enum kind kind,
                          uint32_t i) {
    const struct strat_named *names = section_of(v, kind).names;
    put_named_json(w, kind == PARAGRAPHS ? "id" : "name", names[i].name, names[i].title);
    if (kind == FACTS || kind == READINGS) {
        put_fact_json(w, v, kind == READINGS ? v->about.facts + i : i);
        return;
    }
    struct item item = describe(v, kind, i);
    for (size_t k = 0; k < PARTS && item.parts[k].key; k++)
        json_put_text(w, item.parts[k].key, item.parts[k].text);
}

/* Each item of a list is on a line of its own. */
static void put_lists_json(struct json *w, const struct ev_vocabulary *v) {
    for (enum kind kind = 0; kind < KINDS; kind++)
        json_brackets (w, section_of(v, kind).key) {
            for (uint32_t i = 0; i < section_of(v, kind).n; i++) {
                json_line(w);
                json_braces (w, NULL) put_item_json(w, v, kind, i);
            }
            putc('\n', w->out);
        }
    json_brackets (w, "assumes") {
        for (uint32_t i = 0; i < v->about.assumes; i++) {
            json_line(w);
            json_put_text(w, NULL, strat_get_assume(v->policy, i));
        }
        putc('\n', w->out);
    }
}

void ev_put_facts_json(FILE *out, const struct ev_vocabulary *v) {
    const struct strat_about *about = &v->about;
    int32_t by_default = about->default_approach;
    struct json w = {.out = out};
    json_braces (&w, NULL) {
        json_put_text(&w, "title", about->title);
        json_put_text(&w, "version", about->version);
        json_put_text(&w, "issued_by", about->issued_by);
        json_put_bool(&w, "ranked", about->ranked != 0);
        json_put_text(&w, "default_approach",
                      by_default < 0 ? NULL : v->approaches[by_default].name);
        put_lists_json(&w, v);
    }
    putc('\n', out);
}
