#include "evaluator/cli/facts.h"

#include "evaluator/core/value.h"

static const char *type_name(enum strat_kind kind) {
    static const char *const names[] = {"yes or no", "one of", "set of", "number", "date"};
    return names[kind];
}

/* ---- for a person ---- */

static void add_type(struct ev_page *page, const struct strat_fact *info) {
    struct ev_out *text = &page->text;
    ev_add(page, type_name(info->kind));
    if (info->kind == STRAT_ONE_OF || info->kind == STRAT_SET_OF) {
        ev_add(page, " ");
        ev_add_number(page, info->values);
        ev_add(page, info->values == 1 ? " value" : " values");
        ev_add(page, info->ordered ? ", in rising order" : "");
    } else if (info->kind == STRAT_NUMBER) {
        ev_add(page, " from ");
        ev_put_fixed(text, info->low, info->decimals);
        ev_add(page, " to ");
        ev_put_fixed(text, info->high, info->decimals);
        ev_add(page, info->unit[0] != '\0' ? " " : "");
        ev_add(page, info->unit);
    }
}

static void put_fact(struct ev_page *page, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    ev_add_styled(page, EV_BOLD, info->name);
    ev_add(page, info->title[0] != '\0' ? ": " : "");
    ev_add(page, info->title);
    ev_end(page, 2, 4);
    add_type(page, info);
    if (info->judgement) {
        ev_add(page, "; a judgement");
        ev_add(page, info->by[0] != '\0' ? " by " : "");
        ev_add(page, info->by);
    }
    ev_add(page, info->presumed ? "; presumed in some cases where it is not stated" : "");
    if (info->has_default) {
        ev_add(page, "; where it is not stated: ");
        ev_value_say(&page->text, v, fact, info->default_value);
    }
    ev_end(page, 4, 6);
    for (uint32_t i = 0; i < info->values; i++) {
        ev_add(page, ev_value(v, fact, i)->name);
        if (ev_value(v, fact, i)->title[0] != '\0') ev_add_column(page, 14);
        ev_add(page, ev_value(v, fact, i)->title);
        ev_end(page, 6, 20);
    }
}

static void put_line(struct ev_page *page, const char *name, size_t column, const char *title,
                     const char *const *more, size_t n) {
    ev_add(page, name);
    ev_add_column(page, column);
    ev_add(page, title);
    for (size_t i = 0; i + 1 < n; i += 2)
        if (more[i + 1][0] != '\0') {
            ev_add(page, more[i]);
            ev_add(page, more[i + 1]);
        }
    ev_end(page, 2, 2 + column);
}

static size_t column_behind(const struct ev_name *names, uint32_t n) {
    size_t widest = 0;
    for (uint32_t i = 0; i < n; i++)
        if (names[i].length > widest) widest = names[i].length;
    return (widest < 26 ? widest : 26) + 2;
}

void ev_put_facts(struct ev_page *page, const struct ev_vocabulary *v) {
    const struct strat_about *about = &v->about;
    ev_add_styled(page, EV_BOLD, about->title);
    ev_add(page, about->version[0] != '\0' ? ", version " : "");
    ev_add(page, about->version);
    ev_end(page, 0, 2);

    ev_heading(page, "Facts");
    for (uint32_t i = 0; i < about->facts; i++) put_fact(page, v, i);

    ev_heading(page, about->ranked ? "Approaches, the least committed first" : "Approaches");
    for (uint32_t i = 0; i < about->approaches; i++) {
        struct strat_named info;
        const char *commits;
        strat_get_approach(v->policy, i, &info, &commits);
        bool is_default = (int32_t)i == about->default_approach;
        const char *more[] = {"; commits ", commits, "; ", is_default ? "the default" : ""};
        put_line(page, info.name, column_behind(v->approaches, about->approaches), info.title, more,
                 4);
    }

    if (about->duties > 0) ev_heading(page, "Duties");
    for (uint32_t i = 0; i < about->duties; i++) {
        struct strat_duty info;
        strat_get_duty(v->policy, i, &info);
        const char *done = info.done_when >= 0 ? v->facts[info.done_when].info.name : "";
        const char *more[] = {"; ",           info.timing, ", by ",        info.by,
                              ", to ",        info.to,     ", ",           info.deadline,
                              ", following ", info.after,  "; done when ", done};
        put_line(page, info.name, column_behind(v->duties, about->duties), info.title, more,
                 sizeof more / sizeof *more);
    }

    ev_heading(page, "Paragraphs");
    for (uint32_t i = 0; i < about->paragraphs; i++) {
        struct strat_paragraph info;
        strat_get_paragraph(v->policy, i, &info);
        const char *more[] = {"; see ", info.see};
        put_line(page, info.id, column_behind(v->paragraphs, about->paragraphs), info.title, more,
                 2);
    }
}

/* ---- for a program ---- */

static void put_member(struct ev_out *out, const char *before, const char *key, const char *text) {
    ev_puts(out, before);
    ev_put_json(out, key);
    ev_puts(out, ":");
    ev_put_json(out, text);
}

static void put_value_json(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                           int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    bool begun = false;
    switch (info->kind) {
    case STRAT_FLAG: ev_puts(out, value ? "true" : "false"); break;
    case STRAT_ONE_OF:
    case STRAT_DATE:
        ev_puts(out, "\"");
        ev_value_say(out, v, fact, value);
        ev_puts(out, "\"");
        break;
    case STRAT_NUMBER: ev_value_say(out, v, fact, value); break;
    case STRAT_SET_OF:
        ev_puts(out, "[");
        for (uint32_t i = 0; i < info->values; i++)
            if ((uint64_t)value >> i & 1) {
                ev_puts(out, begun ? "," : "");
                ev_put_json(out, ev_value(v, fact, i)->name);
                begun = true;
            }
        ev_puts(out, "]");
        break;
    }
}

static void put_values_json(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact) {
    ev_puts(out, ",\"values\":[");
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++) {
        put_member(out, i > 0 ? ",{" : "{", "name", ev_value(v, fact, i)->name);
        put_member(out, ",", "title", ev_value(v, fact, i)->title);
        ev_puts(out, "}");
    }
    ev_puts(out, "]");
}

static void put_fact_json(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact) {
    const struct strat_fact *info = &v->facts[fact].info;
    put_member(out, fact > 0 ? ",\n{" : "\n{", "name", info->name);
    put_member(out, ",", "title", info->title);
    put_member(out, ",", "type", type_name(info->kind));
    if (info->kind == STRAT_ONE_OF || info->kind == STRAT_SET_OF) put_values_json(out, v, fact);
    if (info->kind == STRAT_ONE_OF)
        ev_puts(out, info->ordered ? ",\"ordered\":true" : ",\"ordered\":false");
    if (info->kind == STRAT_NUMBER || info->kind == STRAT_DATE) {
        ev_puts(out, ",\"low\":");
        put_value_json(out, v, fact, info->low);
        ev_puts(out, ",\"high\":");
        put_value_json(out, v, fact, info->high);
    }
    if (info->kind == STRAT_NUMBER) {
        ev_puts(out, ",\"decimals\":");
        ev_put_number(out, info->decimals);
        put_member(out, ",", "unit", info->unit);
    }
    ev_puts(out, info->judgement ? ",\"judgement\":true" : ",\"judgement\":false");
    if (info->judgement) {
        put_member(out, ",", "by", info->by);
        ev_puts(out, info->presumed ? ",\"has_presumption\":true" : ",\"has_presumption\":false");
    }
    if (info->has_default) {
        ev_puts(out, ",\"default\":");
        put_value_json(out, v, fact, info->default_value);
    }
    ev_puts(out, "}");
}

static void put_approaches_json(struct ev_out *out, const struct ev_vocabulary *v) {
    ev_puts(out, "\n],\"approaches\":[");
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        struct strat_named info;
        const char *commits;
        strat_get_approach(v->policy, i, &info, &commits);
        put_member(out, i > 0 ? ",\n{" : "\n{", "name", info.name);
        put_member(out, ",", "title", info.title);
        put_member(out, ",", "commits", commits);
        ev_puts(out, "}");
    }
}

static void put_duties_json(struct ev_out *out, const struct ev_vocabulary *v) {
    ev_puts(out, "\n],\"duties\":[");
    for (uint32_t i = 0; i < v->about.duties; i++) {
        struct strat_duty info;
        strat_get_duty(v->policy, i, &info);
        const char *const members[][2] = {
            {"title", info.title}, {"timing", info.timing},     {"by", info.by},
            {"to", info.to},       {"deadline", info.deadline}, {"following", info.after}};
        put_member(out, i > 0 ? ",\n{" : "\n{", "name", info.name);
        for (size_t m = 0; m < sizeof members / sizeof *members; m++)
            put_member(out, ",", members[m][0], members[m][1]);
        ev_puts(out, ",\"done_when\":");
        if (info.done_when >= 0)
            ev_put_json(out, v->facts[info.done_when].info.name);
        else
            ev_puts(out, "null");
        ev_puts(out, "}");
    }
}

static void put_paragraphs_json(struct ev_out *out, const struct ev_vocabulary *v) {
    ev_puts(out, "\n],\"paragraphs\":[");
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        struct strat_paragraph info;
        strat_get_paragraph(v->policy, i, &info);
        put_member(out, i > 0 ? ",\n{" : "\n{", "id", info.id);
        put_member(out, ",", "title", info.title);
        put_member(out, ",", "kind", info.kind);
        put_member(out, ",", "see", info.see);
        ev_puts(out, "}");
    }
}

void ev_put_facts_json(struct ev_out *out, const struct ev_vocabulary *v) {
    const struct strat_about *about = &v->about;
    put_member(out, "{", "title", about->title);
    put_member(out, ",", "version", about->version);
    put_member(out, ",", "issued_by", about->issued_by);
    ev_puts(out, about->ranked ? ",\"ranked\":true" : ",\"ranked\":false");
    ev_puts(out, ",\"default_approach\":");
    if (about->default_approach >= 0)
        ev_put(out, v->approaches[about->default_approach].quoted,
               v->approaches[about->default_approach].length + 2);
    else
        ev_puts(out, "null");
    ev_puts(out, ",\"facts\":[");
    for (uint32_t i = 0; i < about->facts; i++) put_fact_json(out, v, i);
    put_approaches_json(out, v);
    put_duties_json(out, v);
    put_paragraphs_json(out, v);
    ev_puts(out, "\n],\"assumes\":[");
    for (uint32_t i = 0; i < about->assumes; i++) {
        ev_puts(out, i > 0 ? ",\n" : "\n");
        ev_put_json(out, strat_get_assume(v->policy, i));
    }
    ev_puts(out, "\n]}\n");
}
