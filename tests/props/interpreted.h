/*
 * Random requests, and what the reference interpreter answers, as JSON.
 */
#ifndef TESTS_PROPS_INTERPRETED_H
#define TESTS_PROPS_INTERPRETED_H

#include "space/domain.h"
#include "tests/props/harness.h"
#include "tests/props/random_policy.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

enum { LIMIT = 500 };

/* ---- requests ---- */

struct asking {
    struct compiled *c;
    const struct domain *domains;
    struct answer expected;
    int64_t *value;
    uint8_t *known;
    uint64_t state;
};

static inline void asking_init(struct asking *k, struct compiled *c, uint64_t seed) {
    size_t n = c->model->facts.len + 1;
    *k =
        (struct asking){.c = c, .domains = domains_of(c->rules, &c->arena), .state = seed * 77 + 1};
    k->value = arena_array(&c->arena, int64_t, n);
    k->known = arena_array(&c->arena, uint8_t, n);
    answer_init(c->interpreter, &k->expected, &c->arena);
}

/* Most are at the bounds of what the policy tells apart. */
static int64_t drawn(struct asking *k, uint32_t f) {
    const struct fact *fact = &k->c->model->facts.at[f];
    const struct domain *d = &k->domains[f];
    bool range = fact->kind == FACT_NUMBER || fact->kind == FACT_DATE;
    uint64_t random = random_next(&k->state) >> 9;
    if (!range || d->len == 0 || random % 8 == 0) return random_value(fact, random >> 3);
    int64_t value = d->at[(random >> 3) % d->len] + (int64_t)(random >> 20) % 3 - 1;
    return value < fact->low ? fact->low : value > fact->high ? fact->high : value;
}

/* Every third is complete; of the others the gaps grow by turns. */
static inline void draw_request(struct asking *k, unsigned turn) {
    for (uint32_t f = 0; f < k->c->model->facts.len; f++) {
        k->known[f] = (random_next(&k->state) >> 30) % 100 >= turn % 3 * (10 + turn % 5 * 12);
        k->value[f] = drawn(k, f);
    }
}

static inline void put_request(FILE *out, struct asking *k) {
    struct json w = {.out = out, .arena = &k->c->arena};
    json_braces (&w, NULL)
        for (uint32_t f = 0; f < k->c->model->facts.len; f++) {
            const struct fact *fact = &k->c->model->facts.at[f];
            if (k->known[f] && fact->source != FACT_READING)
                fact_value_json(&w, fact->id.name, fact, k->value[f]);
        }
}

/* ---- the interpreter's answer ---- */

/* What a bit of a set stands for, by its number. */
typedef const char *namer(const struct model *m, uint32_t bit);

static inline const char *status_name(const struct model *m, uint32_t status) {
    static const char *const names[] = {"out_of_scope", "refused", "default",
                                        "conditional",  "open",    "undetermined"};
    (void)m;
    return names[status];
}

static inline const char *approach_name(const struct model *m, uint32_t a) {
    return m->approaches.at[a].id.name;
}
static inline const char *duty_name(const struct model *m, uint32_t d) {
    return m->duties.at[d].id.name;
}
static inline const char *paragraph_name(const struct model *m, uint32_t p) {
    return m->outline.at[p].id;
}

static inline void put_bits(FILE *out, const struct model *m, const char *key, const uint64_t *bits,
                            size_t n, namer *name) {
    const char *comma = "";
    fprintf(out, ",\"%s\":[", key);
    for (uint32_t i = 0; i < n; i++)
        if (bits[i / 64] >> (i % 64) & 1) {
            fprintf(out, "%s\"%s\"", comma, name(m, i));
            comma = ",";
        }
    fputc(']', out);
}

static inline void put_approach(FILE *out, const struct model *m, const char *key,
                                int32_t approach) {
    if (approach == APPROACH_NULL)
        fprintf(out, ",\"%s\":null", key);
    else
        fprintf(out, ",\"%s\":\"%s\"", key,
                approach == APPROACH_NONE ? "none" : approach_name(m, (uint32_t)approach));
}

static inline void put_modality(FILE *out, const char *before, int modality) {
    static const char *const names[] = {"\"may\"", "\"will\"", "\"must\""};
    fprintf(out, "%s\"modality\":%s", before, modality < 0 ? "null" : names[modality]);
}

static inline void put_lists(FILE *out, const struct model *m, const struct lists *l) {
    put_bits(out, m, "basis", l->basis, m->outline.len, paragraph_name);
    put_bits(out, m, "duties", l->duties, m->duties.len, duty_name);
    put_bits(out, m, "before", l->before, m->duties.len, duty_name);
    put_bits(out, m, "cautions", l->cautions, m->outline.len, paragraph_name);
}

static inline void put_possible(FILE *out, const struct model *m, const struct decision *d) {
    const char *comma = "";
    fputs(",\"possible\":[", out);
    if (d->possible_none) {
        fputs("\"none\"", out);
        comma = ",";
    }
    for (uint32_t a = 0; a < m->approaches.len; a++)
        if (d->possible >> a & 1) {
            fprintf(out, "%s\"%s\"", comma, approach_name(m, a));
            comma = ",";
        }
    fputc(']', out);
    put_bits(out, m, "possible_status", &(uint64_t){d->possible_status}, STATUS_UNDETERMINED,
             status_name);
}

static inline void put_each(FILE *out, const struct model *m, const struct decision *d) {
    static const char *const names[] = {"not_provided", "closed", "default", "conditional", "open"};
    fputs(",\"each\":{", out);
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        const struct lists *l = &d->each[a];
        bool several = l->verdicts & (l->verdicts - 1), first = true;
        fprintf(out, "%s\"%s\":{\"verdict\":%s", a ? "," : "", approach_name(m, a),
                several ? "[" : "");
        for (uint32_t v = 0; v <= VERDICT_OPEN; v++)
            if (l->verdicts >> v & 1) {
                fprintf(out, "%s\"%s\"", first ? "" : ",", names[v]);
                first = false;
            }
        if (several) fputc(']', out);
        put_modality(out, ",", l->modality);
        put_lists(out, m, l);
        put_bits(out, m, "closed_by", l->closed_by, m->outline.len, paragraph_name);
        fputc('}', out);
    }
    fputc('}', out);
}

static inline void put_grounds(FILE *out, const struct model *m, const struct interpreter *in,
                               const struct decision *d) {
    const char *comma = "";
    fputs(",\"grounds\":{", out);
    for (uint32_t i = 0; i < m->duties.len; i++) {
        if (!(d->lists.duties[i / 64] >> (i % 64) & 1)) continue;
        fprintf(out, "%s\"%s\":[", comma, duty_name(m, i));
        const uint64_t *ids = d->grounds + i * interpreter_outline_words(in);
        comma = "";
        for (uint32_t p = 0; p < m->outline.len; p++)
            if (ids[p / 64] >> (p % 64) & 1) {
                fprintf(out, "%s\"%s\"", comma, paragraph_name(m, p));
                comma = ",";
            }
        fputc(']', out);
        comma = ",";
    }
    fputc('}', out);
}

/* Duties, then paragraphs. */
static inline void put_uncertain(FILE *out, const struct model *m, const struct answer *x) {
    const char *comma = "";
    fputs(",\"uncertain\":[", out);
    for (uint32_t i = 0; i < m->duties.len; i++)
        if (x->uncertain_duties[i / 64] >> (i % 64) & 1) {
            fprintf(out, "%s\"%s\"", comma, duty_name(m, i));
            comma = ",";
        }
    for (uint32_t i = 0; i < m->outline.len; i++)
        if (x->uncertain_ids[i / 64] >> (i % 64) & 1) {
            fprintf(out, "%s\"%s\"", comma, paragraph_name(m, i));
            comma = ",";
        }
    fputc(']', out);
}

static inline void put_facts(FILE *out, const struct model *m, const char *key,
                             const uint8_t *facts) {
    const char *comma = "";
    fprintf(out, ",\"%s\":[", key);
    for (uint32_t f = 0; f < m->facts.len; f++)
        if (facts[f]) {
            fprintf(out, "%s\"%s\"", comma, m->facts.at[f].id.name);
            comma = ",";
        }
    fputc(']', out);
}

static inline void put_ask(FILE *out, const struct model *m, const uint32_t *ask, uint32_t n) {
    fputs(",\"ask\":[", out);
    for (uint32_t i = 0; i < n; i++)
        fprintf(out, "%s\"%s\"", i ? "," : "", m->facts.at[ask[i]].id.name);
    fputc(']', out);
}

static inline void put_presumed(FILE *out, const struct asking *k) {
    struct json w = {.out = out, .arena = &k->c->arena};
    fputs(",\"presumed\":", out);
    json_braces (&w, NULL)
        for (uint32_t f = 0; f < k->c->model->facts.len; f++) {
            const struct fact *fact = &k->c->model->facts.at[f];
            if (k->expected.presumed[f])
                fact_value_json(&w, fact->id.name, fact, k->expected.presumed_value[f]);
        }
}

static inline void put_answer(FILE *out, const struct asking *k, enum interpret_result result) {
    const struct model *m = k->c->model;
    const struct answer *x = &k->expected;
    const struct decision *d = &x->decision;
    bool undetermined = d->status == STATUS_UNDETERMINED;
    if (result == INTERPRET_IMPOSSIBLE) {
        fputs("{\"error\":{\"code\":\"impossible\"", out);
        if (x->broken_assume >= 0)
            fprintf(out, ",\"assume\":\"%s\"", m->assumes.at[x->broken_assume].text);
        fputs("}}", out);
        return;
    }
    fprintf(out, "{\"status\":\"%s\"", status_name(m, d->status));
    put_approach(out, m, "approach", d->approach);
    if (undetermined) put_possible(out, m, d);
    if (undetermined && m->ranked) put_approach(out, m, "at_least", d->at_least);
    put_approach(out, m, "now", d->now);
    put_bits(out, m, "open", &(uint64_t){d->open}, m->approaches.len, approach_name);
    fprintf(out, ",\"committed\":%s", d->committed ? "true" : "false");
    put_modality(out, ",", d->lists.modality);
    put_lists(out, m, &d->lists);
    put_bits(out, m, "closed_by", d->lists.closed_by, m->outline.len, paragraph_name);
    put_facts(out, m, "judgements", x->judgements);
    put_ask(out, m, x->ask, x->n_ask);
    put_each(out, m, d);
    put_uncertain(out, m, x);
    put_presumed(out, k);
    put_grounds(out, m, k->c->interpreter, d);
    put_facts(out, m, "readings", x->readings);
    fputc('}', out);
}

/* The text of it; NULL where the request has too many completions to try. */
static inline const char *interpreted(struct asking *k) {
    enum interpret_result result =
        interpret_request(k->c->interpreter, k->value, k->known, LIMIT, true, &k->expected);
    char *text = NULL;
    size_t length;
    if (result == INTERPRET_TOO_MANY) return NULL;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    put_answer(out, k, result);
    fclose(out);
    const char *copy = arena_printf(&k->c->arena, "%s", text);
    free(text);
    return copy;
}

static inline const char *request_text(struct asking *k) {
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);
    assert_non_null(out);
    put_request(out, k);
    fclose(out);
    const char *copy = arena_printf(&k->c->arena, "%s", text);
    free(text);
    return copy;
}

#endif
