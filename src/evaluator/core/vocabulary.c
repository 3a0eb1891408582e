#include "evaluator/core/vocabulary.h"

#include <stdlib.h>

/* ---- finding ---- */

static int32_t find(const struct ev_vocabulary *v, const struct ev_table *table, const char *name,
                    size_t length) {
    if (length > v->longest_name) return -1;
    memcpy(v->sought, name, length);
    return ev_word_find(&v->words, table, v->sought, length);
}

int32_t ev_find_fact(const struct ev_vocabulary *v, const char *name, size_t length) {
    int32_t key = find(v, &v->keys, name, length);
    return key == (int32_t)v->about.facts ? EV_ID : key;
}

int32_t ev_find_value(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                      size_t length) {
    return find(v, &v->facts[fact].table, name, length);
}

int32_t ev_find_approach(const struct ev_vocabulary *v, const char *name) {
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        const struct ev_name *a = &v->approaches[i];
        if (strlen(name) == a->length && memcmp(a->quoted + 1, name, a->length) == 0)
            return (int32_t)i;
    }
    return -1;
}

/* ---- building ---- */

static bool has_values(const struct strat_fact *info) {
    return info->kind == STRAT_ONE_OF || info->kind == STRAT_SET_OF;
}

static bool read_facts(struct ev_vocabulary *v) {
    for (uint32_t f = 0; f < v->about.facts; f++) {
        struct ev_fact *fact = &v->facts[f];
        strat_get_fact(v->policy, f, &fact->info);
        if (!has_values(&fact->info)) fact->info.values = 0;
        fact->length = (uint32_t)strlen(fact->info.name);
        fact->first_value = v->values_total;
        v->values_total += fact->info.values;
        if (fact->length > v->longest_name) v->longest_name = fact->length;
    }
    /* One more than there are: none at all must not look like no memory. */
    v->values = calloc(v->values_total + 1, sizeof *v->values);
    v->value_lengths = calloc(v->values_total + 1, sizeof *v->value_lengths);
    if (!v->values || !v->value_lengths) return false;
    for (uint32_t f = 0; f < v->about.facts; f++)
        for (uint32_t i = 0; i < v->facts[f].info.values; i++) {
            uint32_t at = v->facts[f].first_value + i;
            strat_get_value(v->policy, f, i, &v->values[at]);
            v->value_lengths[at] = (uint32_t)strlen(v->values[at].name);
            if (v->value_lengths[at] > v->longest_name) v->longest_name = v->value_lengths[at];
        }
    return true;
}

static bool index_names(struct ev_vocabulary *v) {
    size_t bytes = 2;
    for (uint32_t f = 0; f < v->about.facts; f++) bytes += v->facts[f].length;
    for (uint32_t i = 0; i < v->values_total; i++) bytes += v->value_lengths[i];
    v->sought = calloc(v->longest_name + EV_AHEAD, 1);
    if (!v->sought ||
        !ev_words_open(&v->words, v->about.facts + 1 + v->values_total, v->about.facts + 1, bytes))
        return false;
    for (uint32_t f = 0; f < v->about.facts; f++)
        ev_words_add(&v->words, v->facts[f].info.name, v->facts[f].length);
    ev_words_add(&v->words, "id", 2);
    v->keys = ev_words_table(&v->words);
    for (uint32_t f = 0; f < v->about.facts; f++) {
        const uint32_t *lengths = v->value_lengths + v->facts[f].first_value;
        for (uint32_t i = 0; i < v->facts[f].info.values; i++)
            ev_words_add(&v->words, ev_value(v, f, i)->name, lengths[i]);
        v->facts[f].table = ev_words_table(&v->words);
    }
    return true;
}

/* Lists every name that answers use: first to count the bytes (pool NULL), then to write them. */
struct namer {
    char *pool;
    size_t used;
};

static void name(struct namer *n, struct ev_name *to, const char *text) {
    size_t length = strlen(text);
    if (n->pool) {
        char *at = n->pool + n->used;
        at[0] = '"';
        memcpy(at + 1, text, length);
        at[length + 1] = '"';
        *to = (struct ev_name){at, (uint32_t)length};
    }
    n->used += length + 2;
}

static size_t name_all(struct ev_vocabulary *v, char *pool) {
    struct namer n = {.pool = pool};
    struct strat_named approach;
    struct strat_duty duty;
    struct strat_paragraph paragraph;
    const char *commits;
    for (uint32_t i = 0; i < v->about.facts; i++)
        name(&n, &v->fact_names[i], v->facts[i].info.name);
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        strat_get_approach(v->policy, i, &approach, &commits);
        name(&n, &v->approaches[i], approach.name);
    }
    for (uint32_t i = 0; i < v->about.duties; i++) {
        strat_get_duty(v->policy, i, &duty);
        name(&n, &v->duties[i], duty.name);
    }
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        strat_get_paragraph(v->policy, i, &paragraph);
        name(&n, &v->paragraphs[i], paragraph.id);
    }
    return n.used;
}

bool ev_vocabulary_open(struct ev_vocabulary *v, const struct strat_policy *policy) {
    *v = (struct ev_vocabulary){.policy = policy, .longest_name = 2};
    strat_get_about(policy, &v->about);
    v->facts = calloc(v->about.facts + 1, sizeof *v->facts);
    v->fact_names = calloc(v->about.facts + 1, sizeof *v->fact_names);
    v->approaches = calloc(v->about.approaches + 1, sizeof *v->approaches);
    v->duties = calloc(v->about.duties + 1, sizeof *v->duties);
    v->paragraphs = calloc(v->about.paragraphs + 1, sizeof *v->paragraphs);
    bool enough = v->facts && v->fact_names && v->approaches && v->duties && v->paragraphs &&
                  read_facts(v) && index_names(v);
    if (enough) {
        v->pool = malloc(name_all(v, NULL) + 1);
        enough = v->pool != NULL;
    }
    if (!enough) {
        ev_vocabulary_close(v);
        return false;
    }
    name_all(v, v->pool);
    return true;
}

void ev_vocabulary_close(struct ev_vocabulary *v) {
    free(v->facts);
    free(v->fact_names);
    free(v->approaches);
    free(v->duties);
    free(v->paragraphs);
    free(v->values);
    free(v->value_lengths);
    ev_words_close(&v->words);
    free(v->sought);
    free(v->pool);
    *v = (struct ev_vocabulary){0};
}
