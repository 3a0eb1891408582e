/*
 * The coverage map for programs: one JSON object, a line for each entry.
 */
#include "base/json.h"
#include "analysis/coverage.h"
#include "emit/formats.h"

struct writer {
    FILE *out;
    const struct coverage *s;
    const struct model *m;
};

static void key_text(const struct writer *w, const char *key, const char *text) {
    fprintf(w->out, "\"%s\":", key);
    json_text(w->out, text);
}

/* The names of a fact's values that `set` has;*/
static void values(const struct writer *w, uint32_t fact, const uint64_t *set) {
    const struct fact *f = &w->m->facts.at[fact];
    const char *mark = "";
    putc('[', w->out);
    for (size_t v = 0; v < f->values.len; v++) {
        if (!cond_set_has(set, v)) continue;
        fputs(mark, w->out);
        json_text(w->out, f->values.at[v].name);
        mark = ",";
    }
    putc(']', w->out);
}

static void paragraphs(const struct writer *w, const struct indices *list) {
    putc('[', w->out);
    for (size_t i = 0; i < list->len; i++) {
        fputs(i ? "," : "", w->out);
        json_text(w->out, w->m->outline.at[list->at[i]].id);
    }
    putc(']', w->out);
}

static const char *const provisions[PROVISIONS] = {"own", "general", "default", "closed"};

static void kinds(const struct writer *w, const char *key, unsigned set) {
    const char *mark = "";
    fprintf(w->out, ",\"%s\":[", key);
    for (int k = 0; k < PROVISIONS; k++)
        if (set >> k & 1) {
            fprintf(w->out, "%s\"%s\"", mark, provisions[k]);
            mark = ",";
        }
    putc(']', w->out);
}

static void openings(const struct writer *w, const char *key, const struct openings *list,
                     const struct cell *c) {
    fprintf(w->out, ",\"%s\":[", key);
    for (size_t i = 0; i < list->len; i++) {
        const struct opening *o = &list->at[i];
        fputs(i ? ",{" : "{", w->out);
        key_text(w, "approach", w->m->approaches.at[o->approach].id.name);
        putc(',', w->out);
        key_text(w, "paragraph", w->m->blocks.at[o->block].id.name);
        fprintf(w->out, ",\"own\":%s", block_is_own(w->m, o->block) ? "true" : "false");
        if (!w->m->ranked && list == &c->openings)
            fprintf(w->out, ",\"usual\":%s", c->sometimes >> o->approach & 1 ? "false" : "true");
        putc('}', w->out);
    }
    putc(']', w->out);
}

/* The fact's value, or null where the policy has no such fact. */
static void place(const struct writer *w, const char *key, uint32_t fact, size_t value) {
    key_text(w, key, fact == MODEL_NONE ? NULL : w->m->facts.at[fact].values.at[value].name);
    putc(',', w->out);
}

static void entry(const struct writer *w, size_t objective, size_t activity, size_t partners) {
    const struct cell *c = coverage_cell(w->s, objective, activity, partners);
    enum provision strongest = cell_strongest(c);
    putc('{', w->out);
    place(w, "objective", w->m->objective, objective);
    place(w, "activity", w->m->activity, activity);
    fprintf(w->out, "\"partners\":%zu,", partners);
    key_text(w, "provision", strongest == PROVISIONS ? NULL : provisions[strongest]);
    kinds(w, "usual", c->usual);
    kinds(w, "kinds", c->kinds);
    openings(w, "opens", &c->openings, c);
    openings(w, "in_vain", &c->in_vain, c);
    fputs(",\"closed_by\":", w->out);
    paragraphs(w, &c->closed_by);
    putc('}', w->out);
}

static void head(const struct writer *w) {
    putc('{', w->out);
    key_text(w, "policy", w->m->title);
    putc(',', w->out);
    key_text(w, "version", w->m->version);
    putc(',', w->out);
    key_text(w, "default_approach",
             w->m->default_approach == MODEL_NONE
                 ? NULL
                 : w->m->approaches.at[w->m->default_approach].id.name);
    fputs(",\n\"closed_everywhere_by\":", w->out);
    paragraphs(w, &w->s->closed_by);
    fputs(",\n\"partner_classes\":[", w->out);
    for (uint32_t c = 0; c < w->s->partners.len; c++) {
        struct indices one = {&c, 1, 1};
        fputs(c ? ",\n{" : "\n{", w->out);
        key_text(w, "title", coverage_partners(w->s, &one));
        fputs(",\"values\":", w->out);
        if (w->m->partner == MODEL_NONE)
            fputs("null", w->out);
        else
            values(w, w->m->partner, w->s->partners.at[c].values);
        putc('}', w->out);
    }
    fputs("],\n\"out_of_scope\":", w->out);
    if (w->s->outside.size)
        values(w, w->m->partner, w->s->outside.values);
    else
        fputs("[]", w->out);
}

bool emit_map_json(const struct emission *e) {
    const struct coverage *s = coverage_of(&e->policy);
    if (!s) return false;
    struct writer w = {.out = e->out, .s = s, .m = s->m};
    const char *mark = "\n";
    head(&w);
    fputs(",\n\"entries\":[", w.out);
    for (size_t o = 0; o < s->objectives; o++)
        for (size_t a = 0; a < s->activities; a++)
            for (size_t c = 0; c < s->partners.len; c++) {
                fputs(mark, w.out);
                entry(&w, o, a, c);
                mark = ",\n";
            }
    fputs("]}\n", w.out);
    return true;
}
