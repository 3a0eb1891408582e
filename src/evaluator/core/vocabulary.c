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
    for (uint32_t i = 0; i < v->about.approaches; i++)
        if (strcmp(name, v->approaches[i]) == 0) return (int32_t)i;
    return -1;
}

/* ---- building ---- */

/* What is counted so far. */
struct size {
    size_t longest, bytes;
};

static const char *count(struct size *s, const char *name) {
    size_t length = strlen(name);
    s->longest = length > s->longest ? length : s->longest;
    s->bytes += length;
    return name;
}

static bool read_facts(struct ev_vocabulary *v, struct size *size) {
    for (uint32_t f = 0; f < v->about.facts; f++) {
        struct ev_fact *fact = &v->facts[f];
        strat_get_fact(v->policy, f, &fact->info);
        bool has_values = fact->info.kind == STRAT_ONE_OF || fact->info.kind == STRAT_SET_OF;
        if (!has_values) fact->info.values = 0;
        fact->first_value = v->values_total;
        v->values_total += fact->info.values;
        v->fact_names[f] = count(size, fact->info.name);
    }
    /* One more than there are: none at all must not look like no memory. */
    v->values = calloc(v->values_total + 1, sizeof *v->values);
    if (!v->values) return false;
    for (uint32_t f = 0; f < v->about.facts; f++)
        for (uint32_t i = 0; i < v->facts[f].info.values; i++) {
            struct strat_named *value = &v->values[v->facts[f].first_value + i];
            strat_get_value(v->policy, f, i, value);
            count(size, value->name);
        }
    return true;
}

static bool index_names(struct ev_vocabulary *v, struct size size) {
    v->longest_name = size.longest;
    v->sought = calloc(v->longest_name + EV_AHEAD, 1);
    if (!v->sought || !ev_words_open(&v->words, v->about.facts + 1 + v->values_total,
                                     v->about.facts + 1, size.bytes))
        return false;
    for (uint32_t f = 0; f < v->about.facts; f++)
        ev_words_add(&v->words, v->fact_names[f], strlen(v->fact_names[f]));
    ev_words_add(&v->words, "id", 2);
    v->keys = ev_words_table(&v->words);
    for (uint32_t f = 0; f < v->about.facts; f++) {
        for (uint32_t i = 0; i < v->facts[f].info.values; i++)
            ev_words_add(&v->words, ev_value(v, f, i)->name, strlen(ev_value(v, f, i)->name));
        v->facts[f].table = ev_words_table(&v->words);
    }
    return true;
}

static void read_names(struct ev_vocabulary *v) {
    struct strat_named approach;
    struct strat_duty duty;
    struct strat_paragraph paragraph;
    const char *commits;
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        strat_get_approach(v->policy, i, &approach, &commits);
        v->approaches[i] = approach.name;
    }
    for (uint32_t i = 0; i < v->about.duties; i++) {
        strat_get_duty(v->policy, i, &duty);
        v->duties[i] = duty.name;
    }
    for (uint32_t i = 0; i < v->about.paragraphs; i++) {
        strat_get_paragraph(v->policy, i, &paragraph);
        v->paragraphs[i] = paragraph.id;
    }
}

bool ev_vocabulary_open(struct ev_vocabulary *v, const struct strat_policy *policy) {
    struct size size = {2, 2}; /* `id` */
    *v = (struct ev_vocabulary){.policy = policy};
    strat_get_about(policy, &v->about);
    v->facts = calloc(v->about.facts + 1, sizeof *v->facts);
    v->fact_names = calloc(v->about.facts + 1, sizeof *v->fact_names);
    v->approaches = calloc(v->about.approaches + 1, sizeof *v->approaches);
    v->duties = calloc(v->about.duties + 1, sizeof *v->duties);
    v->paragraphs = calloc(v->about.paragraphs + 1, sizeof *v->paragraphs);
    if (v->facts && v->fact_names && v->approaches && v->duties && v->paragraphs &&
        read_facts(v, &size) && index_names(v, size)) {
        read_names(v);
        return true;
    }
    ev_vocabulary_close(v);
    return false;
}

void ev_vocabulary_close(struct ev_vocabulary *v) {
    free(v->facts);
    free(v->fact_names);
    free(v->approaches);
    free(v->duties);
    free(v->paragraphs);
    free(v->values);
    ev_words_close(&v->words);
    free(v->sought);
    *v = (struct ev_vocabulary){0};
}
