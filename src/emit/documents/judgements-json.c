/*
 * The judgement weights for programs: one JSON object, a line for each judgement.
 */
#include "base/json.h"
#include "analysis/weights.h"
#include "emit/formats.h"
#include "model/json.h"

struct writer {
    FILE *out;
    const struct emission *e;
    const struct weights *l;
    const struct model *m;
};

static void key(const struct writer *w, const char *name) { fprintf(w->out, ",\"%s\":", name); }

static void key_text(const struct writer *w, const char *name, const char *text) {
    key(w, name);
    json_text(w->out, text);
}

static void place(const struct writer *w, struct span at) {
    const char *file;
    uint32_t line = weights_line(&w->e->policy, at, &file);
    key_text(w, "file", file);
    fprintf(w->out, ",\"line\":%u", line);
}

static void standings(const struct writer *w, const struct weight *entry) {
    static const char *const kinds[] = {[STANDS_IN_RULE] = "rule",
                                        [STANDS_IN_DUTY] = "duty",
                                        [STANDS_IN_DEFINITION] = "definition",
                                        [STANDS_IN_PRESUMPTION] = "presumption",
                                        [STANDS_IN_SCOPE] = "scope",
                                        [STANDS_IN_ASSUMPTION] = "assumption"};
    key(w, "stands_in");
    putc('[', w->out);
    for (size_t i = 0; i < entry->standings.len; i++) {
        const struct standing *s = &entry->standings.at[i];
        fprintf(w->out, "%s{\"kind\":\"%s\"", i ? "," : "", kinds[s->kind]);
        key_text(w, s->kind == STANDS_IN_RULE ? "paragraph" : "name", s->name);
        place(w, s->at);
        putc('}', w->out);
    }
    putc(']', w->out);
}

static void presumptions(const struct writer *w, const struct fact *f) {
    const char *mark = "";
    key(w, "default");
    fputs(!f->has_default ? "null" : f->default_value ? "true" : "false", w->out);
    key(w, "presumed");
    putc('[', w->out);
    vec_each (const struct presumption, p, &f->presumptions) {
        fprintf(w->out, "%s{\"value\":%s", mark, p->yes ? "true" : "false");
        key_text(w, "text", weights_source(&w->e->policy, p->at));
        place(w, p->at);
        putc('}', w->out);
        mark = ",";
    }
    putc(']', w->out);
}

/* "situations" and their share of all in scope. */
static void weight(const struct writer *w, struct big n) {
    fputs("{\"situations\":", w->out);
    json_count(w->out, w->e->policy.arena, n);
    fprintf(w->out, ",\"share\":%.6f", w->l->situations.len ? big_share(n, w->l->situations) : 0.0);
}

static void outcome_at(const struct writer *w, const struct outcome_at *is) {
    static const char *const statuses[] = {[STATUS_OUT_OF_SCOPE] = "out_of_scope",
                                           [STATUS_REFUSED] = "refused",
                                           [STATUS_DEFAULT] = "default",
                                           [STATUS_CONDITIONAL] = "conditional",
                                           [STATUS_OPEN] = "open"};
    const char *mark = "";
    fprintf(w->out, "{\"status\":\"%s\",\"approaches\":[", statuses[is->status]);
    for (uint32_t a = 0; a < w->m->approaches.len; a++)
        if (is->approaches >> a & 1) {
            fputs(mark, w->out);
            json_text(w->out, w->m->approaches.at[a].id.name);
            mark = ",";
        }
    fputs("]}", w->out);
}

static void outcome(const struct writer *w, const struct weight *entry) {
    const char *mark = "";
    key(w, "outcome");
    weight(w, entry->outcome);
    if (entry->outcome.len) {
        fputs(",\"example\":{", w->out);
        for (uint32_t f = 0; f < w->m->facts.len; f++) {
            if (!entry->named[f]) continue;
            fputs(mark, w->out);
            json_text(w->out, w->m->facts.at[f].id.name);
            putc(':', w->out);
            fact_value_json(w->out, w->e->policy.arena, &w->m->facts.at[f], entry->situation[f]);
            mark = ",";
        }
        fputs("},\"yes\":", w->out);
        outcome_at(w, &entry->is[1]);
        fputs(",\"no\":", w->out);
        outcome_at(w, &entry->is[0]);
    }
    putc('}', w->out);
}

/* The keys of answers, in which the decision is another. */
static void besides(const struct writer *w, const struct weight *entry) {
    static const struct {
        const char *key;
        unsigned parts;
    } answers[] = {{"now", 1u << DECISION_START},
                   {"open", 1u << DECISION_OPEN},
                   {"modality", 1u << DECISION_WILL | 1u << DECISION_MUST},
                   {"duties", 1u << DECISION_DUTY},
                   {"before", 1u << DECISION_BEFORE},
                   {"cautions", 1u << DECISION_CAUTION},
                   {"closed_by", 1u << DECISION_CLOSED_BY}};
    const char *mark = "";
    key(w, "besides");
    weight(w, entry->besides);
    fputs(",\"keys\":[", w->out);
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (entry->parts & answers[i].parts) {
            fprintf(w->out, "%s\"%s\"", mark, answers[i].key);
            mark = ",";
        }
    fputs("],\"duties\":[", w->out);
    for (size_t i = 0; i < entry->duties.len; i++) {
        fputs(i ? "," : "", w->out);
        json_text(w->out, w->m->duties.at[entry->duties.at[i]].id.name);
    }
    fputs("],\"cautions\":[", w->out);
    for (size_t i = 0; i < entry->cautions.len; i++) {
        fputs(i ? "," : "", w->out);
        json_text(w->out, w->m->outline.at[entry->cautions.at[i]].id);
    }
    fputs("]}", w->out);
}

bool emit_judgements_json(const struct emission *e) {
    const struct weights *l = weights_of(&e->policy);
    if (!l) return false;
    struct writer w = {.out = e->out, .e = e, .l = l, .m = l->m};
    const char *mark = "\n";
    fputs("{\"policy\":", w.out);
    json_text(w.out, w.m->title);
    key_text(&w, "version", w.m->version);
    key(&w, "situations");
    json_count(w.out, e->policy.arena, l->situations);
    fputs(",\n\"judgements\":[", w.out);
    vec_each (const struct weight, entry, &l->entries) {
        const struct fact *f = &w.m->facts.at[entry->fact];
        fprintf(w.out, "%s{\"name\":", mark);
        json_text(w.out, f->id.name);
        key_text(&w, "title", f->id.title);
        key_text(&w, "by", f->by);
        presumptions(&w, f);
        outcome(&w, entry);
        besides(&w, entry);
        standings(&w, entry);
        putc('}', w.out);
        mark = ",\n";
    }
    fputs("]}\n", w.out);
    return true;
}
