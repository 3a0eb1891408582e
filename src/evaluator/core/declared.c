#include "evaluator/core/declared.h"

#include "evaluator/core/answer.h"
#include "evaluator/io/writer.h"

/* By enum strat_kind, strat_timing, strat_paragraph_kind and strat_role. */
static const char *const type_names[] = {"yes or no", "one of", "set of", "number", "date"};
static const char *const timing_names[] = {"before", "on use", "during",
                                           "after",  "yearly", "on receipt"};
static const char *const paragraph_kinds[] = {"",          "approach",  "paragraph", "principle",
                                              "objective", "provision", "recital"};
static const char *const role_names[] = {NULL, "partner", "activity", "objective", "today"};

const char *ev_type_name(enum strat_kind kind) { return type_names[kind]; }
const char *ev_timing_name(enum strat_timing timing) { return timing_names[timing]; }
const char *ev_role_name(enum strat_role role) { return role_names[role]; }

const char *ev_paragraph_kind_name(enum strat_paragraph_kind kind) { return paragraph_kinds[kind]; }

bool ev_is_pointer(const char *see) {
    return strncmp(see, "without prejudice to ", 21) != 0 && strncmp(see, "subject to ", 11) != 0;
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           (c & 0x80);
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c; }

const char *ev_title_beside(const char *name, const char *title) {
    for (const char *at = title; *at;) {
        size_t n = 0;
        while (name[n] && lower(at[n]) == lower(name[n])) n++;
        if (!name[n] && !is_letter(at[n])) return "";
        while (is_letter(*at)) at++;
        while (*at && !is_letter(*at)) at++;
    }
    return title;
}

struct ev_section ev_section_of(const struct ev_vocabulary *v, enum ev_list list) {
    const struct ev_section sections[] = {
        {"facts", "Facts", v->keys, v->about.facts},
        {"approaches", v->about.ranked ? "Approaches, the least committed first" : "Approaches",
         v->approaches, v->about.approaches},
        {"duties", "Duties", v->duties, v->about.duties},
        {"paragraphs", "Paragraphs", v->paragraphs, v->about.paragraphs},
        {"readings", "Readings: open questions, as the policy takes them", v->readings,
         v->about.readings}};
    return sections[list];
}

struct ev_described ev_describe(const struct ev_vocabulary *v, enum ev_list list, uint32_t i) {
    struct strat_named a;
    struct strat_duty d;
    struct strat_paragraph p;
    const char *commits;
    if (list == EV_LIST_APPROACHES) {
        strat_get_approach(v->policy, i, &a, &commits);
        return (struct ev_described){{{"commits", "; commits ", commits}}};
    }
    if (list == EV_LIST_PARAGRAPHS) {
        strat_get_paragraph(v->policy, i, &p);
        return (struct ev_described){{{"kind", NULL, paragraph_kinds[p.kind]},
                                      {"see", ev_is_pointer(p.see) ? "; see " : "; ", p.see},
                                      {"quote", NULL, p.quote}}};
    }
    strat_get_duty(v->policy, i, &d);
    const char *done = d.done_when < 0 ? NULL : d.done;
    return (struct ev_described){{{"timing", "; ", timing_names[d.timing]},
                                  {"by", ", by ", d.by},
                                  {"to", ", to ", d.to},
                                  {"deadline", ", ", d.deadline},
                                  {"following", ", following ", d.after},
                                  {"done_when", "; done when ", done}}};
}

/* ---- for a program ---- */

static void put_value(struct ev_writer *w, const char *key, const struct ev_vocabulary *v,
                      uint32_t fact, int64_t value) {
    ev_write_key(w, key);
    ev_put_value(w->out, v, fact, value);
}

static void put_named(struct ev_writer *w, const char *key, const struct strat_named *named) {
    ev_write_text(w, key, named->name);
    ev_write_text(w, "title", named->title);
}

static void put_values(struct ev_writer *w, const struct ev_fact *fact) {
    ev_write_open(w, "values", '[');
    for (uint32_t i = 0; i < fact->info.values; i++) {
        ev_write_open(w, NULL, '{');
        put_named(w, "name", &fact->values[i]);
        ev_write_close(w, '}');
    }
    ev_write_close(w, ']');
}

static void put_fact(struct ev_writer *w, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    bool one_of = info->kind == STRAT_ONE_OF, number = info->kind == STRAT_NUMBER;
    ev_write_text(w, "type", type_names[info->kind]);
    if (one_of || info->kind == STRAT_SET_OF) put_values(w, &v->facts[fact]);
    if (fact >= v->about.facts) { /* a reading */
        put_value(w, "taken", v, fact, info->default_value);
        return;
    }
    if (one_of) ev_write_bool(w, "ordered", info->ordered != 0);
    if (number || info->kind == STRAT_DATE) {
        put_value(w, "low", v, fact, info->low);
        put_value(w, "high", v, fact, info->high);
    }
    if (number) {
        ev_write_number(w, "decimals", info->decimals);
        ev_write_text(w, "unit", info->unit);
    }
    if (info->role != STRAT_NO_ROLE) ev_write_text(w, "role", role_names[info->role]);
    ev_write_bool(w, "judgement", info->judgement != 0);
    if (info->judgement) {
        ev_write_text(w, "by", info->by);
        ev_write_bool(w, "has_presumption", info->presumed != 0);
    }
    ev_write_text(w, "help", info->help);
    if (info->has_default) put_value(w, "default", v, fact, info->default_value);
}

static void put_item(struct ev_writer *w, const struct ev_vocabulary *v, enum ev_list list,
                     uint32_t i) {
    put_named(w, list == EV_LIST_PARAGRAPHS ? "id" : "name", &ev_section_of(v, list).names[i]);
    if (list == EV_LIST_FACTS || list == EV_LIST_READINGS) {
        put_fact(w, v, list == EV_LIST_READINGS ? v->about.facts + i : i);
        return;
    }
    struct ev_described is = ev_describe(v, list, i);
    for (size_t k = 0; k < EV_PARTS && is.parts[k].key; k++)
        ev_write_text(w, is.parts[k].key, is.parts[k].text);
}

/* Each item of a list is on a line of its own, and so is what closes it. */
static void put_lists(struct ev_writer *w, const struct ev_vocabulary *v) {
    for (enum ev_list list = 0; list < EV_LISTS; list++) {
        struct ev_section section = ev_section_of(v, list);
        ev_write_open(w, section.key, '[');
        for (uint32_t i = 0; i < section.n; i++) {
            w->line = true;
            ev_write_open(w, NULL, '{');
            put_item(w, v, list, i);
            ev_write_close(w, '}');
        }
        ev_put(w->out, "\n", 1);
        ev_write_close(w, ']');
    }
    ev_write_open(w, "assumes", '[');
    for (uint32_t i = 0; i < v->about.assumes; i++) {
        w->line = true;
        ev_write_text(w, NULL, strat_get_assume(v->policy, i));
    }
    ev_put(w->out, "\n", 1);
    ev_write_close(w, ']');
}

void ev_put_declared(struct ev_out *out, const struct ev_vocabulary *v) {
    const struct strat_about *about = &v->about;
    int32_t by_default = about->default_approach;
    struct ev_writer w = {.out = out};
    ev_write_open(&w, NULL, '{');
    ev_write_text(&w, "title", about->title);
    ev_write_text(&w, "version", about->version);
    ev_write_text(&w, "issued_by", about->issued_by);
    ev_write_bool(&w, "ranked", about->ranked != 0);
    ev_write_text(&w, "default_approach", by_default < 0 ? NULL : v->approaches[by_default].name);
    put_lists(&w, v);
    ev_write_close(&w, '}');
    ev_put(out, "\n", 1);
}
