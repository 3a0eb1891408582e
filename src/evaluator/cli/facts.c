#include "evaluator/cli/facts.h"

#include "base/json.h"
#include "evaluator/core/value.h"

/* By enum strat_kind, strat_timing and strat_paragraph_kind. */
static const char *const type_names[] = {"yes or no", "one of", "set of", "number", "date"};
static const char *const timing_names[] = {"before", "on use", "during", "after", "yearly"};
static const char *const paragraph_kinds[] = {"",          "approach",  "paragraph", "principle",
                                              "objective", "provision", "recital"};

/* ---- for a person ---- */

size_t ev_column_behind(const char *const *names, uint32_t n, const uint64_t *bits, size_t most) {
    size_t widest = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t length = !bits || bits[i / 64] >> (i % 64) & 1 ? strlen(names[i]) : 0;
        widest = length > widest ? length : widest;
    }
    return (widest < most ? widest : most) + 2;
}

static void put_fact(struct ev_page *page, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    ev_add_styled(page, EV_BOLD, info->name);
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
        ev_add(page, "; where it is not stated: ");
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

static void begin_line(struct ev_page *page, const char *name, size_t column, const char *title) {
    ev_add(page, "%s", name);
    ev_add_column(page, column);
    ev_add(page, "%s", title);
}

static void put_approaches(struct ev_page *page, const struct ev_vocabulary *v) {
    size_t column = ev_column_behind(v->approaches, v->about.approaches, NULL, 26);
    ev_heading(page, v->about.ranked ? "Approaches, the least committed first" : "Approaches");
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        struct strat_named info;
        const char *commits;
        strat_get_approach(v->policy, i, &info, &commits);
        begin_line(page, info.name, column, info.title);
        ev_add_some(page, "; commits ", commits, "");
        ev_add(page, "%s", (int32_t)i == v->about.default_approach ? "; the default" : "");
        ev_end(page, 2, 2 + column);
    }
}

static void put_duties(struct ev_page *page, const struct ev_vocabulary *v) {
    size_t column = ev_column_behind(v->duties, v->about.duties, NULL, 26);
    if (v->about.duties > 0) ev_heading(page, "Duties");
    for (uint32_t i = 0; i < v->about.duties; i++) {
        struct strat_duty info;
        strat_get_duty(v->policy, i, &info);
        begin_line(page, info.name, column, info.title);
        ev_add(page, "; %s", timing_names[info.timing]);
        ev_add_some(page, ", by ", info.by, "");
        ev_add_some(page, ", to ", info.to, "");
        ev_add_some(page, ", ", info.deadline, "");
        ev_add_some(page, ", following ", info.after, "");
        if (info.done_when >= 0) ev_add(page, "; done when %s", v->facts[info.done_when].info.name);
        ev_end(page, 2, 2 + column);
    }
}

void ev_put_title(struct ev_page *page, const struct ev_vocabulary *v) {
    ev_add_styled(page, EV_BOLD, v->about.title);
    ev_add_some(page, ", version ", v->about.version, "");
    ev_end(page, 0, 2);
}

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v) {
    size_t column = ev_column_behind(v->paragraphs, v->about.paragraphs, NULL, 26);
    ev_put_title(page, v);
    ev_heading(page, "Facts");
    for (uint32_t i = 0; i < v->about.facts; i++) put_fact(page, v, i);
    put_approaches(page, v);
    put_duties(page, v);
    ev_heading(page, "Paragraphs");
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        struct strat_paragraph info;
        strat_get_paragraph(v->policy, i, &info);
        begin_line(page, info.id, column, info.title);
        ev_add_some(page, "; see ", info.see, "");
        ev_end(page, 2, 2 + column);
    }
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
        json_open(w, key, '[');
        for (uint32_t i = 0; i < info->values; i++)
            if ((uint64_t)value >> i & 1) json_put_text(w, NULL, ev_value(v, fact, i)->name);
        json_close(w, ']');
        break;
    }
}

/* An object on a line of its own, begun with its name. */
static void open_item(struct json *w, const char *key, const char *name, const char *title) {
    json_line(w);
    json_open(w, NULL, '{');
    json_put_text(w, key, name);
    json_put_text(w, "title", title);
}

static void close_list(struct json *w) {
    putc('\n', w->out);
    json_close(w, ']');
}

static void put_fact_json(struct json *w, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    bool one_of = info->kind == STRAT_ONE_OF, number = info->kind == STRAT_NUMBER;
    open_item(w, "name", info->name, info->title);
    json_put_text(w, "type", type_names[info->kind]);
    if (one_of || info->kind == STRAT_SET_OF) {
        json_open(w, "values", '[');
        for (uint32_t i = 0; i < info->values; i++) {
            json_open(w, NULL, '{');
            json_put_text(w, "name", ev_value(v, fact, i)->name);
            json_put_text(w, "title", ev_value(v, fact, i)->title);
            json_close(w, '}');
        }
        json_close(w, ']');
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
    json_close(w, '}');
}

static void put_duty_json(struct json *w, const struct ev_vocabulary *v, uint32_t duty) {
    struct strat_duty info;
    strat_get_duty(v->policy, duty, &info);
    open_item(w, "name", info.name, info.title);
    json_put_text(w, "timing", timing_names[info.timing]);
    json_put_text(w, "by", info.by);
    json_put_text(w, "to", info.to);
    json_put_text(w, "deadline", info.deadline);
    json_put_text(w, "following", info.after);
    json_put_text(w, "done_when", info.done_when < 0 ? NULL : v->facts[info.done_when].info.name);
    json_close(w, '}');
}

static void put_lists_json(struct json *w, const struct ev_vocabulary *v) {
    json_open(w, "facts", '[');
    for (uint32_t i = 0; i < v->about.facts; i++) put_fact_json(w, v, i);
    close_list(w);
    json_open(w, "approaches", '[');
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        struct strat_named info;
        const char *commits;
        strat_get_approach(v->policy, i, &info, &commits);
        open_item(w, "name", info.name, info.title);
        json_put_text(w, "commits", commits);
        json_close(w, '}');
    }
    close_list(w);
    json_open(w, "duties", '[');
    for (uint32_t i = 0; i < v->about.duties; i++) put_duty_json(w, v, i);
    close_list(w);
    json_open(w, "paragraphs", '[');
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        struct strat_paragraph info;
        strat_get_paragraph(v->policy, i, &info);
        open_item(w, "id", info.id, info.title);
        json_put_text(w, "kind", paragraph_kinds[info.kind]);
        json_put_text(w, "see", info.see);
        json_close(w, '}');
    }
    close_list(w);
    json_open(w, "assumes", '[');
    for (uint32_t i = 0; i < v->about.assumes; i++) {
        json_line(w);
        json_put_text(w, NULL, strat_get_assume(v->policy, i));
    }
    close_list(w);
}

void ev_put_facts_json(FILE *out, const struct ev_vocabulary *v) {
    const struct strat_about *about = &v->about;
    struct json w = {.out = out};
    struct strat_named approach = {NULL, NULL};
    const char *commits;
    if (about->default_approach >= 0)
        strat_get_approach(v->policy, (uint32_t)about->default_approach, &approach, &commits);
    json_open(&w, NULL, '{');
    json_put_text(&w, "title", about->title);
    json_put_text(&w, "version", about->version);
    json_put_text(&w, "issued_by", about->issued_by);
    json_put_bool(&w, "ranked", about->ranked != 0);
    json_put_text(&w, "default_approach", approach.name);
    put_lists_json(&w, v);
    json_close(&w, '}');
    putc('\n', out);
}
