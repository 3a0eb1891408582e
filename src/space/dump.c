/*
 * The clauses of a policy as text: the axes of the space, its signals, the clauses as cubes over
 * both, and what overrides what.
 */
#include "space/clauses.h"

#include <inttypes.h>

static void put_cube(FILE *out, const struct space *s, const struct cube *c) {
    const char *mark = " ";
    for (uint32_t i = 0; i < c->n_limits + c->n_literals; i++, mark = " and ") {
        const struct limit *l = &c->limits[i];
        const char *before = "{";
        if (i >= c->n_limits) {
            fprintf(out, "%s%ssignal %zu", mark, bitset_has(l->classes, 1) ? "" : "not ",
                    l->axis - s->axes.len);
            continue;
        }
        fprintf(out, "%saxis %u in ", mark, (unsigned)l->axis);
        bitset_each (k, l->classes, s->axes.at[l->axis].classes) {
            fprintf(out, "%s%zu", before, k);
            before = ", ";
        }
        putc('}', out);
    }
    fputs(*mark && c->n_limits + c->n_literals ? "\n" : " always\n", out);
}

static void put_axes(FILE *out, const struct space *s) {
    for (size_t i = 0; i < s->axes.len; i++) {
        const struct axis *x = &s->axes.at[i];
        const struct fact *f = &s->model->facts.at[x->fact];
        const struct domain *d = &s->domains[x->fact];
        fprintf(out, "axis %zu: %s", i, f->id.name);
        if (f->kind == FACT_SET_OF) {
            fprintf(out, " includes %s", x->others ? "others" : f->values.at[x->element].name);
        } else {
            for (uint32_t k = 0; k < x->classes; k++)
                fprintf(out, "%s %" PRIu32 " %s", k ? "," : ":", k,
                        fact_value_text(s->arena, f, d->at[k]));
        }
        putc('\n', out);
    }
}

static void put_signals(FILE *out, const struct space *s) {
    static const char *const kinds[] = {"applies", "any provision applies", "opens", "holds"};
    for (size_t i = 0; i < s->signals.len; i++) {
        const struct signal *g = &s->signals.at[i];
        bool of_block = g->kind == SIGNAL_APPLIES || g->kind == SIGNAL_OPENS;
        fprintf(out, "signal %zu: %s%s%s", i, of_block ? s->model->blocks.at[g->block].id.name : "",
                of_block ? " " : "", kinds[g->kind]);
        if (g->kind == SIGNAL_OPENS) approaches_dump(out, s->model, g->approaches);
        putc('\n', out);
        vec_each (struct cube, c, &g->cubes) put_cube(out, s, c);
    }
}

static void put_numbers(FILE *out, const char *before, const struct clause_numbers *numbers) {
    fputs(before, out);
    vec_each (uint32_t, n, numbers) fprintf(out, "%s%" PRIu32, n == numbers->at ? " {" : ", ", *n);
    fputs(numbers->len ? "}" : " none", out);
}

void clauses_dump(FILE *out, const struct space *s, const struct clause_set *set) {
    static const char *const kinds[] = {"permit",   "close",  "outstanding", "outside", "forbidden",
                                        "presumed", "helper", "duty",        "caution", "probe"};
    put_axes(out, s);
    put_signals(out, s);
    for (size_t i = 0; i < set->list.len; i++) {
        const struct clause *c = &set->list.at[i];
        fprintf(out, "clause %zu: %s", i, kinds[c->kind]);
        if (c->block != MODEL_NONE) fprintf(out, " %s", s->model->blocks.at[c->block].id.name);
        if (c->rule != MODEL_NONE) fprintf(out, " rule %" PRIu32, c->rule);
        if (c->approaches) approaches_dump(out, s->model, c->approaches);
        fputs(" when", out);
        put_cube(out, s, &c->cube);
    }
    vec_each (struct override, o, &set->overrides) {
        put_numbers(out, "if any of", &o->test);
        put_numbers(out, ": clear", &o->any);
        put_numbers(out, ", else", &o->none);
        putc('\n', out);
    }
}
