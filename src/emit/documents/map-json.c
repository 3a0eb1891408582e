/*
 * The coverage map for programs: one JSON object, a line for each entry.
 */
#include "analysis/coverage.h"
#include "base/json.h"
#include "emit/formats.h"

struct writer {
    struct json json;
    const struct coverage *s;
    const struct model *m;
};

/* The partners of a class, by their names. */
static void put_partners(struct writer *w, const char *key, const struct partner_class *class) {
    json_brackets (&w->json, key)
        for (size_t v = 0; class->size && v < w->m->facts.at[w->m->partner].values.len; v++)
            if (bitset_has(class->values, v))
                json_put_text(&w->json, NULL, w->m->facts.at[w->m->partner].values.at[v].name);
}

static void put_paragraphs(struct writer *w, const char *key, const struct indices *list) {
    json_brackets (&w->json, key)
        vec_each (uint32_t, i, list) json_put_text(&w->json, NULL, w->m->outline.at[*i].id);
}

static const char *const provisions[PROVISIONS + 1] = {"own", "general", "default", "closed", NULL};

static void put_provisions(struct writer *w, const char *key, unsigned set) {
    json_brackets (&w->json, key)
        for (int k = 0; k < PROVISIONS; k++)
            if (set >> k & 1) json_put_text(&w->json, NULL, provisions[k]);
}

static void put_openings(struct writer *w, const char *key, const struct openings *list,
                         const struct cell *c) {
    json_brackets (&w->json, key)
        vec_each (const struct opening, o, list) {
            json_braces (&w->json, NULL) {
                json_put_text(&w->json, "approach", w->m->approaches.at[o->approach].id.name);
                json_put_text(&w->json, "paragraph", w->m->blocks.at[o->block].id.name);
                json_put_bool(&w->json, "own", block_is_own(w->m, o->block));
                if (!w->m->ranked && list == &c->openings)
                    json_put_bool(&w->json, "usual", c->always >> o->approach & 1);
            }
        }
}

/* The fact's value, or null where the policy has no such fact. */
static void put_value(struct writer *w, const char *key, uint32_t fact, size_t value) {
    json_put_text(&w->json, key,
                  fact == MODEL_NONE ? NULL : w->m->facts.at[fact].values.at[value].name);
}

static void put_entry(struct writer *w, size_t objective, size_t activity, size_t partners) {
    const struct cell *c = coverage_cell(w->s, objective, activity, partners);
    json_line(&w->json);
    json_braces (&w->json, NULL) {
        put_value(w, "objective", w->m->objective, objective);
        put_value(w, "activity", w->m->activity, activity);
        json_put_number(&w->json, "partners", partners);
        json_put_text(&w->json, "provision", provisions[cell_strongest(c)]);
        put_provisions(w, "usual", c->usual);
        put_provisions(w, "kinds", c->kinds);
        put_openings(w, "opens", &c->openings, c);
        put_openings(w, "in_vain", &c->in_vain, c);
        put_paragraphs(w, "closed_by", &c->closed_by);
    }
}

static void put_head(struct writer *w) {
    uint32_t fallback = w->m->default_approach;
    json_put_text(&w->json, "policy", w->m->title);
    json_put_text(&w->json, "version", w->m->version);
    json_put_text(&w->json, "default_approach",
                  fallback == MODEL_NONE ? NULL : w->m->approaches.at[fallback].id.name);
    json_line(&w->json);
    put_paragraphs(w, "closed_everywhere_by", &w->s->closed_by);
    json_line(&w->json);
    json_brackets (&w->json, "partner_classes")
        for (uint32_t c = 0; c < w->s->partners.len; c++) {
            json_line(&w->json);
            json_braces (&w->json, NULL) {
                json_put_text(&w->json, "title",
                              coverage_partners(w->s, &(struct indices){&c, 1, 1}));
                if (w->m->partner == MODEL_NONE)
                    json_put_text(&w->json, "values", NULL);
                else
                    put_partners(w, "values", &w->s->partners.at[c]);
            }
        }
    json_line(&w->json);
    put_partners(w, "out_of_scope", &w->s->outside);
}

/* What the check finds and the text lets stand. */
static void put_allowed(struct writer *w, struct diags *d) {
    struct allow_list all = diags_allowed(d);
    json_brackets (&w->json, "allowed")
        vec_each (const struct allow, x, &all) {
            json_line(&w->json);
            json_braces (&w->json, NULL) {
                json_put_text(&w->json, "slug", diag_infos[x->code].slug);
                json_put_text(&w->json, "paragraph", coverage_allowed_in(w->m, d, x));
                json_put_number(&w->json, "line", x->line + 1);
                json_put_text(&w->json, "reason", x->reason);
            }
        }
}

bool emit_map_json(const struct emission *e) {
    const struct coverage *s = coverage_of(&e->policy);
    if (!s) return false;
    struct writer w = {{.out = e->out, .arena = e->policy.arena}, s, s->m};
    json_braces (&w.json, NULL) {
        put_head(&w);
        json_line(&w.json);
        put_allowed(&w, e->policy.d);
        json_line(&w.json);
        json_brackets (&w.json, "entries")
            for (size_t o = 0; o < s->objectives; o++)
                for (size_t a = 0; a < s->activities; a++)
                    for (size_t c = 0; c < s->partners.len; c++) put_entry(&w, o, a, c);
    }
    putc('\n', e->out);
    return true;
}
