#include "evaluator/core/vocabulary.h"

#include <stdlib.h>

/* ---- finding ---- */

static uint64_t load(const char *s, size_t n) {
    uint64_t word = 0;
    memcpy(&word, s, n);
    return word;
}

/* Eight bytes at a time; the last eight may overlap those before them. Whose values these are goes
 * in as the seed. */
static uint32_t hash_name(const char *name, size_t n, uint32_t seed) {
    const uint64_t odd = 0x9e3779b97f4a7c15u;
    uint64_t h = (seed + n * 0x100000001u) * odd;
    if (n >= 8) {
        for (size_t i = 0; i + 8 < n; i += 8) h = (h ^ load(name + i, 8)) * odd, h ^= h >> 29;
        h ^= load(name + n - 8, 8);
    } else if (n >= 4) {
        h ^= load(name, 4) | load(name + n - 4, 4) << 32;
    } else if (n > 0) {
        h ^= (uint64_t)(unsigned char)name[0] | (uint64_t)(unsigned char)name[n / 2] << 8 |
             (uint64_t)(unsigned char)name[n - 1] << 16;
    }
    h *= odd;
    h ^= h >> 32;
    return (uint32_t)(h * odd >> 32);
}

int32_t ev_find_fact(const struct ev_vocabulary *v, const char *name, size_t length) {
    uint32_t hash = hash_name(name, length, 0);
    for (uint32_t i = hash & v->mask; v->slots[i].item; i = (i + 1) & v->mask) {
        uint32_t fact = v->slots[i].item - 1;
        if (v->slots[i].hash == hash && fact < v->about.facts && v->facts[fact].length == length &&
            memcmp(v->facts[fact].info.name, name, length) == 0)
            return (int32_t)fact;
    }
    return -1;
}

int32_t ev_find_value(const struct ev_vocabulary *v, uint32_t fact, const char *name,
                      size_t length) {
    uint32_t hash = hash_name(name, length, 1 + fact);
    const struct ev_fact *f = &v->facts[fact];
    for (uint32_t i = hash & v->mask; v->slots[i].item; i = (i + 1) & v->mask) {
        /* Below this fact's values the difference wraps, and is no value of it either. */
        uint32_t value = v->slots[i].item - 1 - v->about.facts - f->first_value;
        if (v->slots[i].hash == hash && value < f->info.values &&
            v->value_lengths[f->first_value + value] == length &&
            memcmp(v->values[f->first_value + value].name, name, length) == 0)
            return (int32_t)value;
    }
    return -1;
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

static void insert(struct ev_vocabulary *v, uint32_t hash, uint32_t item) {
    uint32_t i = hash & v->mask;
    while (v->slots[i].item) i = (i + 1) & v->mask;
    v->slots[i] = (struct ev_slot){hash, item};
}

static void index_names(struct ev_vocabulary *v) {
    for (uint32_t f = 0; f < v->about.facts; f++) {
        const struct ev_fact *fact = &v->facts[f];
        insert(v, hash_name(fact->info.name, fact->length, 0), 1 + f);
        for (uint32_t i = 0; i < fact->info.values; i++) {
            uint32_t value = fact->first_value + i;
            uint32_t hash = hash_name(v->values[value].name, v->value_lengths[value], 1 + f);
            insert(v, hash, 1 + v->about.facts + value);
        }
    }
}

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
    uint32_t slots = 16;
    while (slots < 2 * (v->about.facts + v->values_total)) slots *= 2;
    v->slots = calloc(slots, sizeof *v->slots);
    v->mask = slots - 1;
    if (!v->values || !v->value_lengths || !v->slots) return false;
    for (uint32_t f = 0; f < v->about.facts; f++)
        for (uint32_t i = 0; i < v->facts[f].info.values; i++) {
            uint32_t at = v->facts[f].first_value + i;
            strat_get_value(v->policy, f, i, &v->values[at]);
            v->value_lengths[at] = (uint32_t)strlen(v->values[at].name);
            if (v->value_lengths[at] > v->longest_name) v->longest_name = v->value_lengths[at];
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
    *v = (struct ev_vocabulary){.policy = policy};
    strat_get_about(policy, &v->about);
    v->facts = calloc(v->about.facts + 1, sizeof *v->facts);
    v->fact_names = calloc(v->about.facts + 1, sizeof *v->fact_names);
    v->approaches = calloc(v->about.approaches + 1, sizeof *v->approaches);
    v->duties = calloc(v->about.duties + 1, sizeof *v->duties);
    v->paragraphs = calloc(v->about.paragraphs + 1, sizeof *v->paragraphs);
    bool enough =
        v->facts && v->fact_names && v->approaches && v->duties && v->paragraphs && read_facts(v);
    if (enough) {
        v->pool = malloc(name_all(v, NULL) + 1);
        enough = v->pool != NULL;
    }
    if (!enough) {
        ev_vocabulary_close(v);
        return false;
    }
    name_all(v, v->pool);
    index_names(v);
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
    free(v->slots);
    free(v->pool);
    *v = (struct ev_vocabulary){0};
}
