#include "tests/bench/peers/requests.h"

#include <inttypes.h>

static uint64_t next(uint64_t *state) { return random_next(state) >> 16; }

static int64_t *row(const struct requests *r, size_t i) {
    return r->values + i * r->c->model->facts.len;
}

/*
 * Most combinations drawn at random are decided by the default; a real register is about what the
 * policy speaks of. So three requests of four start from one of the policy's own examples, with
 * another partner half of the time, and are otherwise random. What a register does not state has
 * its default.
 */
static void draw(const struct requests *r, int64_t *value, uint64_t *state) {
    const struct model *m = r->c->model;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        bool rare = fact->has_default && next(state) % 8 != 0;
        value[f] = fact->source == FACT_READING ? fact->taken
                   : rare || !r->in_a_line[f]   ? fact->default_value
                                                : random_value(fact, next(state));
    }
    if (m->examples.len == 0 || next(state) % 4 == 0) return;
    const struct example *start = &m->examples.at[next(state) % m->examples.len];
    int64_t partner = m->partner == MODEL_NONE || next(state) % 2 ? -1 : value[m->partner];
    vec_each (struct given, g, &start->givens)
        if (r->in_a_line[g->fact]) value[g->fact] = g->value;
    if (partner >= 0) value[m->partner] = partner;
}

/* A set is empty more often than not; that also keeps most draws within what a policy assumes of
 * its sets. */
static void thin_out(const struct model *m, int64_t *value, uint64_t *state) {
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (m->facts.at[f].kind == FACT_SET_OF && next(state) % 2) value[f] = 0;
}

enum { TRIES = 100000 };

/* A request that breaks no assumption of the policy; false where none was found. */
static bool draw_within(const struct requests *r, int64_t *value, uint64_t *state) {
    for (unsigned tries = 0; tries < TRIES; tries++) {
        draw(r, value, state);
        if (tries > 4) thin_out(r->c->model, value, state);
        if (interpret_broken_assume(r->c->interpreter, value) < 0) return true;
    }
    return false;
}

struct requests requests_draw(struct compiled *c, const struct approach_order *o, size_t n) {
    const struct model *m = c->model;
    struct requests r = {.c = c,
                         .n = n,
                         .values = arena_array(&c->arena, int64_t, n * m->facts.len),
                         .in_a_line = arena_array(&c->arena, uint8_t, m->facts.len)};
    uint64_t state = 20260101;
    for (uint32_t f = 0; f < m->facts.len; f++) {
        const struct fact *fact = &m->facts.at[f];
        r.in_a_line[f] =
            fact->source != FACT_READING && (!fact->has_default || approach_order_tests(o, f));
    }
    for (size_t i = 0; i < n; i++)
        if (!draw_within(&r, row(&r, i), &state)) {
            r.n = 0;
            return r;
        }
    decision_init(c->interpreter, &r.decision, &c->arena);
    return r;
}

void write_values(FILE *out, const struct requests *r) {
    for (size_t i = 0; i < r->n; i++)
        for (uint32_t f = 0; f < r->c->model->facts.len; f++)
            if (r->c->model->facts.at[f].source != FACT_READING)
                fwrite(&row(r, i)[f], sizeof(int64_t), 1, out);
}

/* ---- requests as text ---- */

/* The engines that are given every fact compare numbers and days as the model counts them. */
static void write_value(FILE *out, const struct requests *r, const struct fact *f, int64_t value,
                        bool counted) {
    const char *between = "";
    if (counted && (f->kind == FACT_NUMBER || f->kind == FACT_DATE)) {
        fprintf(out, "%" PRId64, value);
        return;
    }
    switch (f->kind) {
    case FACT_FLAG: fputs(value ? "true" : "false", out); return;
    case FACT_ONE_OF: fprintf(out, "\"%s\"", f->values.at[value].name); return;
    case FACT_SET_OF:
        fputs("[", out);
        for (uint32_t v = 0; v < f->values.len; v++)
            if ((uint64_t)value >> v & 1) {
                fprintf(out, "%s\"%s\"", between, f->values.at[v].name);
                between = ",";
            }
        fputs("]", out);
        return;
    case FACT_NUMBER: fputs(fact_value_text(&r->c->arena, f, value), out); return;
    case FACT_DATE: fprintf(out, "\"%s\"", fact_value_text(&r->c->arena, f, value)); return;
    }
}

static void shuffle(uint32_t *order, size_t n, uint64_t *state) {
    for (size_t i = n; i > 1; i--) {
        size_t k = next(state) % i;
        uint32_t swapped = order[k];
        order[k] = order[i - 1];
        order[i - 1] = swapped;
    }
}

void write_lines(FILE *out, const struct requests *r, enum lines which) {
    const struct model *m = r->c->model;
    bool incomplete = which == LINES_INCOMPLETE || which == LINES_INCOMPLETE_SHUFFLED;
    bool shuffled = which == LINES_SHUFFLED || which == LINES_INCOMPLETE_SHUFFLED;
    uint32_t *order = arena_array(&r->c->arena, uint32_t, m->facts.len + 1);
    bool *left_out = arena_array(&r->c->arena, bool, m->facts.len);
    size_t n = 0, lines = incomplete ? INCOMPLETE_TIMES * r->n : r->n;
    uint64_t state = 7, missing = 11;
    order[n++] = MODEL_NONE; /* the id */
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (m->facts.at[f].source != FACT_READING && (which == LINES_COMPLETE || r->in_a_line[f]))
            order[n++] = f;
    for (size_t i = 0; i < lines; i++) {
        const char *between = "{";
        if (shuffled) shuffle(order, n, &state);
        for (uint32_t f = 0; f < m->facts.len && incomplete; f++)
            left_out[f] = next(&missing) % 100 < MISSING_PERCENT;
        for (size_t k = 0; k < n; k++) {
            if (order[k] != MODEL_NONE && left_out[order[k]]) continue;
            fputs(between, out);
            between = ",";
            if (order[k] == MODEL_NONE) {
                fprintf(out, "\"id\":%zu", i + 1);
                continue;
            }
            const struct fact *f = &m->facts.at[order[k]];
            fprintf(out, "\"%s\":", f->id.name);
            write_value(out, r, f, row(r, i % r->n)[order[k]], which == LINES_COMPLETE);
        }
        fputs("}\n", out);
    }
}

void write_register(FILE *out, const struct requests *r) {
    const struct model *m = r->c->model;
    const char *between = "(";
    fprintf(out, "CREATE TABLE register");
    vec_each (struct fact, f, &m->facts) {
        if (f->source == FACT_READING) continue;
        fprintf(out, "%s\"%s\" %s", between, f->id.name,
                f->kind == FACT_ONE_OF ? "TEXT" : "INTEGER");
        between = ", ";
    }
    fprintf(out, ");\nBEGIN;\n");
    for (size_t i = 0; i < r->n; i++) {
        fprintf(out, "INSERT INTO register VALUES ");
        between = "(";
        for (uint32_t f = 0; f < m->facts.len; f++) {
            const struct fact *fact = &m->facts.at[f];
            if (fact->source == FACT_READING) continue;
            if (fact->kind == FACT_ONE_OF)
                fprintf(out, "%s'%s'", between, fact->values.at[row(r, i)[f]].name);
            else
                fprintf(out, "%s%" PRId64, between, row(r, i)[f]);
            between = ", ";
        }
        fprintf(out, ");\n");
    }
    fprintf(out, "COMMIT;\n");
}

/* ---- answers ---- */

static const struct decision *decide(struct requests *r, size_t i) {
    interpret(r->c->interpreter, row(r, i), &r->decision);
    return &r->decision;
}

void write_answers(FILE *out, struct requests *r) {
    size_t ids = interpreter_outline_words(r->c->interpreter),
           duties = interpreter_duty_words(r->c->interpreter);
    for (size_t i = 0; i < r->n; i++) {
        const struct decision *d = decide(r, i);
        const struct lists *l = &d->lists;
        const int64_t head[] = {d->status, d->approach, d->now, d->open, d->committed, l->modality};
        fwrite(head, sizeof head, 1, out);
        fwrite(l->basis, sizeof(uint64_t), ids, out);
        fwrite(l->cautions, sizeof(uint64_t), ids, out);
        fwrite(l->closed_by, sizeof(uint64_t), ids, out);
        fwrite(l->duties, sizeof(uint64_t), duties, out);
        fwrite(l->before, sizeof(uint64_t), duties, out);
    }
}

static const char *name_of(const struct requests *r, int32_t approach) {
    return approach < 0 ? "none" : r->c->model->approaches.at[approach].id.name;
}

void write_approaches(FILE *out, struct requests *r) {
    for (size_t i = 0; i < r->n; i++) fprintf(out, "%s\n", name_of(r, decide(r, i)->approach));
}

static const char *const status_names[] = {"out_of_scope", "refused", "default",
                                           "conditional",  "open",    "undetermined"};

void write_answer_lines(FILE *out, struct requests *r) {
    const struct model *m = r->c->model;
    for (size_t i = 0; i < r->n; i++) {
        const struct decision *d = decide(r, i);
        const char *between = "";
        fprintf(out, "{\"status\":\"%s\",\"approach\":\"%s\",\"now\":\"%s\",\"basis\":[",
                status_names[d->status], name_of(r, d->approach), name_of(r, d->now));
        for (size_t p = 0; p < m->outline.len; p++)
            if (d->lists.basis[p / 64] >> p % 64 & 1) {
                fprintf(out, "%s\"%s\"", between, m->outline.at[p].id);
                between = ",";
            }
        for (int which = 0; which < 2; which++) {
            const uint64_t *set = which ? d->lists.before : d->lists.duties;
            fprintf(out, "],\"%s\":[", which ? "before" : "duties");
            between = "";
            for (size_t k = 0; k < m->duties.len; k++)
                if (set[k / 64] >> k % 64 & 1) {
                    fprintf(out, "%s\"%s\"", between, m->duties.at[k].id.name);
                    between = ",";
                }
        }
        fprintf(out, "]}\n");
    }
}

void write_about(FILE *out, struct requests *r) {
    size_t of_status[STATUS_UNDETERMINED] = {0}, facts = 0;
    for (size_t i = 0; i < r->n; i++) of_status[decide(r, i)->status]++;
    for (enum status s = STATUS_OUT_OF_SCOPE; s < STATUS_UNDETERMINED; s++)
        fprintf(out, "requests %s\t%zu\n", status_names[s], of_status[s]);
    vec_each (struct fact, f, &r->c->model->facts) facts += f->source != FACT_READING;
    fprintf(out, "facts\t%zu\nrules\t%zu\n", facts, r->c->rules->rules.len);
}
