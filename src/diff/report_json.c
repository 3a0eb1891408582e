/*
 * A difference as one JSON object, for programs.
 */
#include "diff/diff.h"

struct writer {
    struct json json;
    const struct difference *d;
};

/* ---- situations and cases ---- */

static void put_witness(struct writer *w, const struct parting *g) {
    const struct model *m = w->d->model;
    json_braces (&w->json, "witness")
        for (uint32_t f = 0; f < m->facts.len; f++)
            if (g->facts[f] || g->witness.named[f])
                fact_value_json(&w->json, m->facts.at[f].id.name, &m->facts.at[f],
                                g->witness.situation[f]);
}

static void put_stretch(struct writer *w, const struct fact *f, const struct limit *l) {
    struct stretch x = stretch_of(w->d->g->s, l);
    json_braces (&w->json, f->id.name) {
        fact_value_json(&w->json, "from", f, x.low);
        fact_value_json(&w->json, "to", f, x.high);
    }
}

/* What a set must have and must not have. */
static void put_elements(struct writer *w, const struct fact *f, const struct limit *from,
                         const struct limit *to) {
    json_braces (&w->json, f->id.name)
        for (int with = 1; with >= 0; with--) {
            json_brackets (&w->json, with ? "with" : "without")
                for (const struct limit *l = from; l < to; l++) {
                    const struct axis *x = &w->d->g->s->axes.at[l->axis];
                    if (bitset_has(l->classes, 1) == (with != 0))
                        json_put_text(&w->json, NULL,
                                      x->others ? "(any other)" : f->values.at[x->element].name);
                }
        }
}

/* One of the values. */
static void put_values(struct writer *w, const struct fact *f, const struct limit *l) {
    const struct space *s = w->d->g->s;
    json_brackets (&w->json, f->id.name)
        for (size_t v = 0; v < (f->kind == FACT_FLAG ? 2 : f->values.len); v++)
            if (bitset_has(l->classes, s->domains[s->axes.at[l->axis].fact].class_of[v]))
                fact_value_json(&w->json, NULL, f, (int64_t)v);
}

static void put_case(struct writer *w, const struct cube *cube) {
    const struct space *s = w->d->g->s;
    const struct limit *l = cube->limits, *end = l + cube->n_limits, *next;
    json_braces (&w->json, NULL)
        for (; l < end; l = next) {
            const struct fact *f = &s->model->facts.at[s->axes.at[l->axis].fact];
            next = l + 1;
            while (next < end && s->axes.at[next->axis].fact == s->axes.at[l->axis].fact) next++;
            switch (f->kind) {
            case FACT_NUMBER:
            case FACT_DATE: put_stretch(w, f, l); break;
            case FACT_SET_OF: put_elements(w, f, l, next); break;
            case FACT_FLAG:
            case FACT_ONE_OF: put_values(w, f, l); break;
            }
        }
}

static void put_where(struct writer *w, const struct parting *g) {
    json_put_count(&w->json, "combinations", g->combinations);
    json_put_count(&w->json, "situations", g->situations);
    json_brackets (&w->json, "facts")
        for (uint32_t f = 0; f < w->d->model->facts.len; f++)
            if (g->facts[f]) json_put_text(&w->json, NULL, w->d->model->facts.at[f].id.name);
    json_brackets (&w->json, "cases") {
        if (g->whole) put_case(w, &g->head);
        vec_each (const struct cube, cube, &g->cases) put_case(w, cube);
    }
    json_put_count(&w->json, "cases_leave", g->left);
    put_witness(w, g);
}

/* ---- groups ---- */

/* Lists, as unranked approaches may be several. */
static void put_approaches(struct writer *w, const char *key, uint64_t set) {
    json_brackets (&w->json, key)
        for (size_t a = 0; a < w->d->approaches.len; a++)
            if (set >> a & 1) json_put_text(&w->json, NULL, w->d->approaches.at[a].name);
}

/* What one version decides in a group. */
static void put_decided(struct writer *w, const char *key, const struct parting *g, int side) {
    json_braces (&w->json, key) {
        json_brackets (&w->json, "status")
            for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
                if (g->statuses[side] >> s & 1) json_put_text(&w->json, NULL, status_key(s));
        json_braces (&w->json, "on_witness") {
            json_put_text(&w->json, "status", status_key(g->seen[side].status));
            put_approaches(w, "approach", g->seen[side].used);
            put_approaches(w, "now", g->seen[side].start);
        }
    }
}

/* A verdict as it was and is. */
static void put_verdicts(struct writer *w, const struct change *x) {
    static const char *const keys[VERDICTS] = {[IS_NOT_PROVIDED] = "not_provided",
                                               [IS_CLOSED] = "closed",
                                               [IS_DEFAULT] = "default",
                                               [IS_CONDITIONAL] = "conditional",
                                               [IS_OPEN] = "open",
                                               [IS_OUT_OF_SCOPE] = "out_of_scope",
                                               [IS_UNKNOWN] = "unknown_approach"};
    for (int side = OLD; side < SIDES; side++)
        json_brackets (&w->json, side == OLD ? "was" : "is")
            for (enum verdict v = IS_NOT_PROVIDED; v < VERDICTS; v++)
                if (x->verdicts[side] >> v & 1) json_put_text(&w->json, NULL, keys[v]);
}

static void put_changes(struct writer *w, const struct parting *g) {
    static const char *const parts[] = {
        [DECISION_OPEN] = "verdict",        [DECISION_CLOSED] = "verdict",
        [DECISION_DEFAULT] = "verdict",     [DECISION_WILL] = "modality",
        [DECISION_MUST] = "modality",       [DECISION_DUTY] = "duties",
        [DECISION_BEFORE] = "before",       [DECISION_CAUTION] = "cautions",
        [DECISION_CLOSED_BY] = "closed_by", [DECISION_BASIS] = "basis",
        [DECISION_ATTACHED] = "grounds"};
    json_brackets (&w->json, "changes")
        vec_each (const struct change, x, &g->changes) {
            const struct element *e = x->element;
            json_braces (&w->json, NULL) {
                json_put_text(&w->json, "key", parts[e->part]);
                json_put_text(&w->json, "approach",
                              e->approach == MODEL_NONE ? NULL
                                                        : w->d->approaches.at[e->approach].name);
                if (e->part == DECISION_ATTACHED)
                    json_put_text(&w->json, "duty", w->d->duties.at[e->unit].name);
                json_put_text(&w->json, e->come ? "added" : "removed", e->name);
                json_put_bool(&w->json, "always", x->always);
                if (is_verdict(e)) put_verdicts(w, x);
            }
        }
}

static void put_causes(struct writer *w, const struct parting *g) {
    static const char *const kinds[] = {[CAUSE_NEW] = "new",
                                        [CAUSE_GONE] = "gone",
                                        [CAUSE_CHANGED] = "changed",
                                        [CAUSE_INDIRECT] = "indirect"};
    json_put_bool(&w->json, "causes_supposed", w->d->supposed);
    json_put_bool(&w->json, "causes_together", g->together && g->causes.len > 1);
    json_brackets (&w->json, "causes")
        vec_each (uint32_t, i, &g->causes) {
            const struct cause *cause = &w->d->causes.at[*i];
            bool paragraph = !cause->node || cause->node->kind == NODE_BLOCK;
            json_braces (&w->json, NULL) {
                json_put_text(&w->json, "what", cause_name(w->d, cause));
                json_put_text(&w->json, "paragraph", paragraph ? cause->name : NULL);
                json_put_text(&w->json, "change", kinds[cause->kind]);
            }
        }
}

static void put_group(struct writer *w, const struct parting *g) {
    static const char *const kinds[] = {
        [GROUP_APPROACH] = "approach", [GROUP_STATUS] = "status", [GROUP_NOW] = "now",
        [GROUP_LISTS] = "lists",       [GROUP_BEFORE] = "before", [GROUP_BASIS] = "basis"};
    json_braces (&w->json, NULL) {
        json_put_text(&w->json, "kind", kinds[g->kind]);
        json_put_text(&w->json, "text", group_sentence(w->d, g));
        put_causes(w, g);
        put_decided(w, "was", g, OLD);
        put_decided(w, "is", g, NEW);
        put_changes(w, g);
        put_where(w, g);
    }
}

/* What a remark speaks of: of situations that one version alone admits, what it decides there. */
static void put_set(struct writer *w, const struct parting *g) {
    bool alone = g->statuses[OLD] || g->statuses[NEW];
    if (alone) put_causes(w, g);
    if (g->statuses[OLD]) put_decided(w, "was", g, OLD);
    if (g->statuses[NEW]) put_decided(w, "is", g, NEW);
    put_where(w, g);
}

void difference_json(FILE *out, const struct difference *d, struct difference_keys keys) {
    struct writer w = {{.out = out, .arena = d->arena}, d};
    json_braces (&w.json, NULL) {
        for (int i = 0; i < 3 && keys.names[i]; i++)
            json_put_text(&w.json, keys.names[i], keys.texts[i]);
        json_put_bool(&w.json, "differs", differs(d, false));
        json_put_count(&w.json, "situations", d->situations);
        json_put_count(&w.json, "decided_differently", d->differing);
        json_put_count(&w.json, "on_other_grounds", d->alike);
        json_brackets (&w.json, "groups")
            vec_each (const struct parting, g, &d->groups) put_group(&w, g);
        json_brackets (&w.json, "remarks")
            vec_each (const struct remark, r, &d->remarks) {
                json_braces (&w.json, NULL) {
                    json_put_text(&w.json, "kind", r->kind);
                    json_put_bool(&w.json, "counts", r->counts);
                    json_put_bool(&w.json, "wording", r->wording);
                    json_put_text(&w.json, "text", r->text);
                    if (r->where) put_set(&w, r->where);
                }
            }
    }
    putc('\n', out);
}
