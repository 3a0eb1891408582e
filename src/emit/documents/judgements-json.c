/*
 * The weights of judgements for programs: one JSON object, a line for each judgement.
 */
#include "analysis/weights.h"
#include "emit/formats.h"
#include "model/model.h"

struct writer {
    struct json json;
    const struct weights *weights;
    const struct model *m;
};

static void put_line(struct writer *w, struct written_at at) {
    json_put_text(&w->json, "file", at.file);
    json_put_number(&w->json, "line", at.line);
}

static void put_standings(struct writer *w, const struct weight *x) {
    static const char *const kinds[] = {[STANDS_IN_RULE] = "rule",
                                        [STANDS_IN_DUTY] = "duty",
                                        [STANDS_IN_DEFINITION] = "definition",
                                        [STANDS_IN_PRESUMPTION] = "presumption",
                                        [STANDS_IN_SCOPE] = "scope",
                                        [STANDS_IN_ASSUMPTION] = "assumption"};
    json_brackets (&w->json, "stands_in")
        vec_each (const struct standing, s, &x->standings) {
            json_braces (&w->json, NULL) {
                json_put_text(&w->json, "kind", kinds[s->kind]);
                json_put_text(&w->json, s->kind == STANDS_IN_RULE ? "paragraph" : "name", s->name);
                put_line(w, s->at);
            }
        }
}

static void put_presumptions(struct writer *w, const struct weight *x) {
    const struct fact *f = &w->m->facts.at[x->fact];
    if (f->has_default)
        json_put_bool(&w->json, "default", f->default_value);
    else
        json_put_text(&w->json, "default", NULL);
    json_brackets (&w->json, "presumed")
        vec_each (const struct presuming, p, &x->presumed) {
            json_braces (&w->json, NULL) {
                json_put_bool(&w->json, "value", p->yes);
                json_put_text(&w->json, "text", p->words);
                put_line(w, p->at);
            }
        }
}

/* "situations" and their share of all in scope. */
static void open_share(struct writer *w, const char *key, struct big n) {
    struct big all = w->weights->situations;
    json_open(&w->json, key, '{');
    json_put_count(&w->json, "situations", n);
    json_key(&w->json, "share");
    fprintf(w->json.out, "%.6f", all.len ? big_share(n, all) : 0.0);
}

static void put_brief(struct writer *w, const char *key, const struct brief *is) {
    json_braces (&w->json, key) {
        json_put_text(&w->json, "status", status_key(is->status));
        json_brackets (&w->json, "approaches")
            for (uint32_t a = 0; a < w->m->approaches.len; a++)
                if (is->used >> a & 1)
                    json_put_text(&w->json, NULL, w->m->approaches.at[a].id.name);
    }
}

static void put_outcome(struct writer *w, const struct weight *x) {
    open_share(w, "outcome", x->outcome);
    if (x->outcome.len) {
        json_braces (&w->json, "example")
            for (uint32_t f = 0; f < w->m->facts.len; f++)
                if (x->named[f])
                    fact_value_json(&w->json, w->m->facts.at[f].id.name, &w->m->facts.at[f],
                                    x->situation[f]);
        put_brief(w, "yes", &x->is[1]);
        put_brief(w, "no", &x->is[0]);
    }
    json_close(&w->json, '}');
    json_brackets (&w->json, "read_otherwise")
        vec_each (const struct reread, r, &x->rereads) {
            const struct fact *reading = &w->m->facts.at[r->reading];
            json_braces (&w->json, NULL) {
                json_put_text(&w->json, "reading", reading->id.name);
                json_put_text(&w->json, "value", reading->values.at[r->value].name);
                open_share(w, "outcome", r->outcome);
                json_close(&w->json, '}');
            }
        }
}

/* The keys of answers, in which the decision is another. */
static void put_besides(struct writer *w, const struct weight *x) {
    static const struct {
        const char *key;
        unsigned parts;
    } answers[] = {{"open", 1u << DECISION_OPEN},
                   {"each", 1u << DECISION_CLOSED | 1u << DECISION_DEFAULT},
                   {"modality", 1u << DECISION_WILL | 1u << DECISION_MUST},
                   {"duties", 1u << DECISION_DUTY},
                   {"before", 1u << DECISION_BEFORE},
                   {"cautions", 1u << DECISION_CAUTION}};
    open_share(w, "besides", x->besides);
    json_brackets (&w->json, "keys") {
        if (x->start) json_put_text(&w->json, NULL, "now");
        for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
            if (x->parts & answers[i].parts) json_put_text(&w->json, NULL, answers[i].key);
    }
    json_brackets (&w->json, "duties")
        vec_each (uint32_t, i, &x->duties)
            json_put_text(&w->json, NULL, w->m->duties.at[*i].id.name);
    json_brackets (&w->json, "cautions")
        vec_each (uint32_t, i, &x->cautions) json_put_text(&w->json, NULL, w->m->outline.at[*i].id);
    json_close(&w->json, '}');
}

bool emit_judgements_json(const struct emission *e) {
    const struct weights *weights = weights_of(&e->policy);
    if (!weights) return false;
    struct writer w = {{.out = e->out, .arena = e->policy.arena}, weights, weights->m};
    json_braces (&w.json, NULL) {
        json_put_text(&w.json, "policy", w.m->title);
        json_put_text(&w.json, "version", w.m->version);
        json_put_count(&w.json, "situations", weights->situations);
        json_line(&w.json);
        json_brackets (&w.json, "judgements")
            vec_each (const struct weight, x, &weights->entries) {
                const struct fact *f = &w.m->facts.at[x->fact];
                json_line(&w.json);
                json_braces (&w.json, NULL) {
                    json_put_text(&w.json, "name", f->id.name);
                    json_put_text(&w.json, "title", f->id.title);
                    json_put_text(&w.json, "by", f->by);
                    put_presumptions(&w, x);
                    put_outcome(&w, x);
                    put_besides(&w, x);
                    put_standings(&w, x);
                }
            }
    }
    putc('\n', e->out);
    return true;
}
