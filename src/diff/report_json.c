/*
 * A difference as one JSON object, for programs.
 */
#include "base/json.h"
#include "diff/diff.h"
#include "diff/words.h"
#include "model/json.h"

#include <string.h>

struct writer {
    FILE *out;
    const struct difference *d;
    const struct comparison *c;
    struct arena *a;
};

static void key(const struct writer *w, const char *name) { fprintf(w->out, ",\"%s\":", name); }

static void count(const struct writer *w, const char *name, struct big n) {
    key(w, name);
    json_count(w->out, w->a, n);
}

/* ---- situations and cases ---- */

static void value(const struct writer *w, const struct fact *f, int64_t v) {
    fact_value_json(w->out, w->a, f, v);
}

static void situation(const struct writer *w, const struct parting *g) {
    const char *mark = "{";
    for (uint32_t f = 0; f < w->c->m->model->facts.len; f++) {
        if (!g->facts[f] && !g->witness.named[f]) continue;
        fputs(mark, w->out);
        json_text(w->out, w->c->m->model->facts.at[f].id.name);
        putc(':', w->out);
        value(w, &w->c->m->model->facts.at[f], g->witness.situation[f]);
        mark = ",";
    }
    fputs(*mark == '{' ? "{}" : "}", w->out);
}

/* One of the values; of a set, what it must have and must not have; of numbers and dates, a
 * stretch. */
static void limits(const struct writer *w, const struct cube *cube, uint32_t from, uint32_t to) {
    const struct space *s = w->c->g->s;
    uint32_t fact = s->axes.at[cube->limits[from].axis].fact;
    const struct fact *f = &s->model->facts.at[fact];
    const struct domain *d = &s->domains[fact];
    const uint64_t *classes = cube->limits[from].classes;
    const char *mark = "";
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) {
        uint32_t low = 0, high, n = s->axes.at[cube->limits[from].axis].classes;
        while (!cond_set_has(classes, low)) low++;
        for (high = low; high + 1 < n && cond_set_has(classes, high + 1); high++)
            ;
        fputs("{\"from\":", w->out);
        value(w, f, d->at[low]);
        fputs(",\"to\":", w->out);
        value(w, f, high + 1 < n ? d->at[high + 1] - 1 : f->high);
        putc('}', w->out);
        return;
    }
    if (f->kind == FACT_SET_OF) {
        for (int with = 1; with >= 0; with--) {
            fputs(with ? "{\"with\":[" : "],\"without\":[", w->out);
            mark = "";
            for (uint32_t i = from; i < to; i++) {
                if (cond_set_has(cube->limits[i].classes, 1) != (with != 0)) continue;
                const struct axis *x = &s->axes.at[cube->limits[i].axis];
                fputs(mark, w->out);
                json_text(w->out, x->others ? "(any other)" : f->values.at[x->element].name);
                mark = ",";
            }
        }
        fputs("]}", w->out);
        return;
    }
    putc('[', w->out);
    for (size_t v = 0; v < (f->kind == FACT_FLAG ? 2 : f->values.len); v++)
        if (cond_set_has(classes, d->class_of[v])) {
            fputs(mark, w->out);
            value(w, f, (int64_t)v);
            mark = ",";
        }
    putc(']', w->out);
}

static void cases(const struct writer *w, const struct parting *g) {
    const struct space *s = w->c->g->s;
    key(w, "cases");
    putc('[', w->out);
    for (size_t k = 0; k < g->cases.len + g->whole; k++) {
        const struct cube *cube = g->whole ? &g->head : &g->cases.at[k];
        fputs(k ? ",{" : "{", w->out);
        for (uint32_t i = 0, to; i < cube->n_limits; i = to) {
            uint32_t fact = s->axes.at[cube->limits[i].axis].fact;
            for (to = i + 1; to < cube->n_limits && s->axes.at[cube->limits[to].axis].fact == fact;
                 to++)
                ;
            if (i) putc(',', w->out);
            json_text(w->out, s->model->facts.at[fact].id.name);
            putc(':', w->out);
            limits(w, cube, i, to);
        }
        putc('}', w->out);
    }
    putc(']', w->out);
    count(w, "cases_leave",
          g->rest == NO ? (struct big){0} : diagram_count(w->c->g, g->rest, YES, g->facts));
}

static void where(const struct writer *w, const struct parting *g) {
    const char *mark = "[";
    count(w, "combinations", g->combinations);
    count(w, "situations", g->situations);
    key(w, "facts");
    for (uint32_t f = 0; f < w->c->m->model->facts.len; f++)
        if (g->facts[f]) {
            fputs(mark, w->out);
            json_text(w->out, w->c->m->model->facts.at[f].id.name);
            mark = ",";
        }
    fputs(*mark == '[' ? "[]" : "]", w->out);
    cases(w, g);
    key(w, "witness");
    situation(w, g);
}

/* ---- groups ---- */

static void approaches(const struct writer *w, uint64_t set) {
    const char *mark = "";
    putc('[', w->out);
    for (size_t a = 0; a < w->c->approaches.len; a++)
        if (set >> a & 1) {
            fputs(mark, w->out);
            json_text(w->out, w->c->approaches.at[a].name);
            mark = ",";
        }
    putc(']', w->out);
}

/* The verdicts of a group in one version; the approaches are lists, as unranked ones may be
 * several. */
static void verdicts(const struct writer *w, const struct parting *g, enum side side) {
    static const char *const names[] = {[STATUS_OUT_OF_SCOPE] = "out_of_scope",
                                        [STATUS_REFUSED] = "refused",
                                        [STATUS_DEFAULT] = "default",
                                        [STATUS_CONDITIONAL] = "conditional",
                                        [STATUS_OPEN] = "open"};
    const char *mark = "[";
    fputs("{\"status\":", w->out);
    for (enum status s = STATUS_OUT_OF_SCOPE; s <= STATUS_OPEN; s++)
        if (g->statuses[side] >> s & 1) {
            fprintf(w->out, "%s\"%s\"", mark, names[s]);
            mark = ",";
        }
    fputs("],\"on_witness\":{\"status\":", w->out);
    fprintf(w->out, "\"%s\",\"approach\":", names[g->seen[side].status]);
    approaches(w, g->seen[side].used);
    fputs(",\"now\":", w->out);
    approaches(w, g->seen[side].start);
    fputs("}}", w->out);
}

static void changes(const struct writer *w, const struct parting *g) {
    static const char *const parts[] = {
        [DECISION_OPEN] = "open",           [DECISION_WILL] = "modality",
        [DECISION_MUST] = "modality",       [DECISION_DUTY] = "duties",
        [DECISION_BEFORE] = "before",       [DECISION_CAUTION] = "cautions",
        [DECISION_CLOSED_BY] = "closed_by", [DECISION_BASIS] = "basis"};
    const char *mark = "";
    key(w, "changes");
    putc('[', w->out);
    vec_each (struct change, x, &g->changes) {
        const struct element *e = &w->c->elements.at[x->element];
        const char *name = e->part == DECISION_WILL   ? "will"
                           : e->part == DECISION_MUST ? "must"
                           : e->part == DECISION_OPEN ? w->c->approaches.at[e->unit].name
                           : e->part == DECISION_DUTY || e->part == DECISION_BEFORE
                               ? w->c->duties.at[e->unit].name
                               : w->c->paragraphs.at[e->unit].name;
        fprintf(w->out, "%s{\"key\":\"%s\",\"%s\":", mark, parts[e->part],
                x->come ? "added" : "removed");
        json_text(w->out, name);
        fprintf(w->out, ",\"always\":%s}", x->always ? "true" : "false");
        mark = ",";
    }
    putc(']', w->out);
}

static void causes(const struct writer *w, const struct parting *g) {
    static const char *const kinds[] = {[CAUSE_NEW] = "new",
                                        [CAUSE_GONE] = "gone",
                                        [CAUSE_CHANGED] = "changed",
                                        [CAUSE_INDIRECT] = "indirect"};
    const char *mark = "";
    key(w, "causes");
    putc('[', w->out);
    vec_each (uint32_t, i, &g->causes) {
        const struct cause *cause = &w->d->causes.at[*i];
        fprintf(w->out, "%s{\"paragraph\":", mark);
        json_text(w->out, cause->paragraph == MODEL_NONE
                              ? NULL
                              : w->c->paragraphs.at[cause->paragraph].name);
        fprintf(w->out, ",\"change\":\"%s\"}",
                cause->paragraph == MODEL_NONE ? "scope" : kinds[cause->kind]);
        mark = ",";
    }
    putc(']', w->out);
}

static void group(const struct writer *w, const struct parting *g) {
    static const char *const kinds[] = {
        [GROUP_APPROACH] = "approach", [GROUP_STATUS] = "status", [GROUP_NOW] = "now",
        [GROUP_LISTS] = "lists",       [GROUP_BEFORE] = "before", [GROUP_BASIS] = "basis"};
    fprintf(w->out, "{\"kind\":\"%s\",\"text\":", kinds[g->kind]);
    json_text(w->out, group_sentence(w->d, g));
    causes(w, g);
    key(w, "was");
    verdicts(w, g, OLD);
    key(w, "is");
    verdicts(w, g, NEW);
    changes(w, g);
    where(w, g);
    putc('}', w->out);
}

void difference_json(FILE *out, const struct difference *d, struct difference_keys keys) {
    const struct writer w = {out, d, d->c, d->c->m->arena};
    putc('{', out);
    for (int i = 0; i < 3 && keys.names[i]; i++) {
        fprintf(out, "\"%s\":", keys.names[i]);
        json_text(out, keys.texts[i]);
        putc(',', out);
    }
    fprintf(out, "\"differs\":%s", differs(d) ? "true" : "false");
    count(&w, "situations", d->situations);
    count(&w, "decided_differently", d->differing);
    count(&w, "on_other_grounds", d->alike);
    key(&w, "groups");
    putc('[', out);
    for (size_t i = 0; i < d->groups.len; i++) {
        if (i) putc(',', out);
        group(&w, &d->groups.at[i]);
    }
    putc(']', out);
    key(&w, "remarks");
    putc('[', out);
    for (size_t i = 0; i < d->remarks.len; i++) {
        const struct remark *r = &d->remarks.at[i];
        fprintf(out, "%s{\"kind\":\"%s\",\"counts\":%s,\"text\":", i ? "," : "", r->kind,
                r->counts ? "true" : "false");
        json_text(out, r->text);
        if (r->where) where(&w, r->where);
        putc('}', out);
    }
    fputs("]}\n", out);
}
