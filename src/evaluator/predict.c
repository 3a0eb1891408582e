#include "evaluator/predict.h"

#include "evaluator/scan.h"
#include "evaluator/value.h"

#include <stdlib.h>

/* Longer strings are left to the exact reader. With the widest look ahead this stays within the slack. */
enum { LONGEST = EV_SLACK - 2 * EV_AHEAD };

/* ---- opening ---- */

static bool has_values(const struct strat_fact *info) {
    return info->kind == STRAT_ONE_OF || info->kind == STRAT_SET_OF;
}

static const char *key_name(const struct ev_predict *p, uint32_t item) {
    return item == p->id_item ? "id" : p->vocabulary->facts[item].info.name;
}

/* The pieces of both spacings, written to p->text; while that is NULL they are only measured. */
static size_t write_pieces(struct ev_predict *p) {
    static const char *const marks[EV_SPACINGS][2] = {{",\"", "\":"}, {", \"", "\": "}};
    size_t used = 0;
    for (int spacing = 0; spacing < EV_SPACINGS; spacing++)
        for (uint32_t item = 0; item <= p->end_item; item++) {
            const char *parts[3] = {marks[spacing][0], "", marks[spacing][1]};
            if (item < p->end_item)
                parts[1] = key_name(p, item);
            else
                parts[0] = "", parts[1] = "", parts[2] = "}";
            p->pieces[spacing][item].at = (uint32_t)used;
            for (int part = 0; part < 3; part++) {
                size_t n = strlen(parts[part]);
                if (p->text)
                    memcpy(p->text + used, parts[part], n);
                used += n;
            }
            p->pieces[spacing][item].length = (uint32_t)(used - p->pieces[spacing][item].at);
        }
    return used;
}

static bool open_words(struct ev_predict *p) {
    const struct ev_vocabulary *v = p->vocabulary;
    size_t bytes = 2, names = p->end_item + v->values_total;
    for (uint32_t f = 0; f < v->about.facts; f++)
        bytes += v->facts[f].length;
    for (uint32_t i = 0; i < v->values_total; i++)
        bytes += v->value_lengths[i];
    if (!ev_words_open(&p->words, names, p->end_item, bytes))
        return false;
    p->keys = ev_words_table(&p->words, p->end_item);
    for (uint32_t item = 0; item < p->end_item; item++)
        ev_words_add(&p->words, p->keys, key_name(p, item), strlen(key_name(p, item)), item);
    for (uint32_t f = 0; f < v->about.facts; f++) {
        const struct ev_fact *fact = &v->facts[f];
        p->facts[f].kind = fact->info.kind;
        if (!has_values(&fact->info))
            continue;
        p->facts[f].values = ev_words_table(&p->words, fact->info.values);
        for (uint32_t i = 0; i < fact->info.values; i++)
            ev_words_add(&p->words, p->facts[f].values, ev_value(v, f, i)->name,
                         v->value_lengths[fact->first_value + i], i);
    }
    return true;
}

bool ev_predict_open(struct ev_predict *p, const struct ev_vocabulary *v, struct strat_request request) {
    uint32_t facts = v->about.facts;
    *p = (struct ev_predict){.vocabulary = v, .request = request, .id_item = facts, .end_item = facts + 1};
    p->facts = calloc(facts + 1, sizeof *p->facts);
    p->follow = calloc(facts + 2, sizeof *p->follow);
    p->seen = calloc(facts + 2, sizeof *p->seen);
    p->pieces[EV_TIGHT] = calloc(facts + 2, sizeof(struct ev_piece));
    p->pieces[EV_SPACED] = calloc(facts + 2, sizeof(struct ev_piece));
    if (p->facts && p->follow && p->seen && p->pieces[EV_TIGHT] && p->pieces[EV_SPACED] && open_words(p)) {
        p->text = calloc(write_pieces(p) + EV_AHEAD, 1);
        if (p->text) {
            write_pieces(p);
            return true;
        }
    }
    ev_predict_close(p);
    return false;
}

void ev_predict_close(struct ev_predict *p) {
    free(p->facts);
    free(p->follow);
    free(p->seen);
    free(p->pieces[EV_TIGHT]);
    free(p->pieces[EV_SPACED]);
    free(p->text);
    ev_words_close(&p->words);
    *p = (struct ev_predict){0};
}

/* Not over a newline: the buffer holds the lines behind this one, too. */
static inline const char *skip_blanks(const char *s) {
    while (*s == ' ' || *s == '\t' || *s == '\r')
        s++;
    return s;
}

/* ---- values: each returns what stands behind the value, or NULL ---- */

static inline const char *read_flag(const char *s, int64_t *value) {
    /* Data decides between true and false, so this must not be a branch. Which byte ends the word is told by
     * one byte, and only then, beside the way, whether it is the word. */
    bool yes = s[3] == 'e';
    bool is_true = ev_load4(s) == ev_load4("true"), is_false = ev_load4(s + 1) == ev_load4("alse") && *s == 'f';
    *value = yes;
    return (is_true | is_false) ? s + 5 - yes : NULL;
}

/* One name in quotes. */
static inline const char *read_name(const struct ev_predict *p, struct ev_table table, const char *s,
                                    int64_t *value) {
    size_t n = ev_quote(s + 1, LONGEST);
    if (*s != '"' || n >= LONGEST)
        return NULL;
    *value = ev_word_find(&p->words, table, s + 1, n);
    return *value < 0 ? NULL : s + n + 2;
}

static const char *read_set(const struct ev_predict *p, struct ev_table table, const char *s,
                            int64_t *value) {
    uint64_t set = 0;
    int64_t element;
    if (*s != '[')
        return NULL;
    s = skip_blanks(s + 1);
    if (*s != ']') {
        for (;;) {
            s = read_name(p, table, s, &element);
            if (!s)
                return NULL;
            set |= (uint64_t)1 << (element & 63);
            s = skip_blanks(s);
            if (*s != ',')
                break;
            s = skip_blanks(s + 1);
        }
        if (*s != ']')
            return NULL;
    }
    *value = (int64_t)set;
    return s + 1;
}

static const char *read_number(const struct ev_predict *p, uint32_t fact, const char *s, const char *end,
                               int64_t *value) {
    const char *behind = ev_number_end(s, end);
    bool fine =
        behind && ev_number_read(s, behind, &p->vocabulary->facts[fact].info, value) == EV_FINE;
    return fine ? behind : NULL;
}

static const char *read_date(const struct ev_predict *p, uint32_t fact, const char *s, int64_t *value) {
    const struct strat_fact *info = &p->vocabulary->facts[fact].info;
    bool fine = *s == '"' && s[11] == '"' && ev_date_read(s + 1, 10, value) && *value >= info->low &&
                *value <= info->high;
    return fine ? s + 12 : NULL;
}

static inline const char *read_fact(struct ev_predict *p, uint32_t fact, const char *s, const char *end) {
    int64_t *value = &p->request.value[fact];
    const char *behind = NULL;
    switch (p->facts[fact].kind) {
    case STRAT_FLAG: behind = read_flag(s, value); break;
    case STRAT_ONE_OF: behind = read_name(p, p->facts[fact].values, s, value); break;
    case STRAT_SET_OF: behind = read_set(p, p->facts[fact].values, s, value); break;
    case STRAT_NUMBER: behind = read_number(p, fact, s, end, value); break;
    case STRAT_DATE: behind = read_date(p, fact, s, value); break;
    }
    p->request.known[fact] = 1;
    if (behind || ev_load4(s) != ev_load4("null"))
        return behind;
    p->request.known[fact] = 0;
    return s + 4;
}

/* An id that is echoed as it stands: a number, a string, null. */
static const char *read_id(struct ev_predict *p, const char *s, const char *end) {
    const char *behind = NULL, *why = NULL;
    bool escaped;
    if (*s == '"') {
        behind = ev_string_end(s + 1, end, &escaped, &why);
        behind = why ? NULL : behind + 1;
    } else if (ev_load4(s) == ev_load4("null")) {
        behind = s + 4;
    } else {
        behind = ev_number_end(s, end);
    }
    if (behind)
        p->id = (struct ev_span){s, (size_t)(behind - s), true};
    return behind;
}

/* ---- members ---- */

/* The key that stands at s, behind the { or the value of `before`, was not expected: it is looked up, and
 * remembered. Returns where its value begins, or behind the } at the end; NULL where this is not so plain. */
static const char *look_up(struct ev_predict *p, uint32_t before, const char *s, uint32_t *item) {
    s = skip_blanks(s);
    *item = p->end_item;
    if (*s == '}') {
        p->follow[before] = p->end_item;
        return s + 1;
    }
    if (before != p->end_item) {
        if (*s != ',')
            return NULL;
        s = skip_blanks(s + 1);
    }
    int64_t found;
    s = read_name(p, p->keys, s, &found);
    if (!s)
        return NULL;
    s = skip_blanks(s);
    if (*s != ':')
        return NULL;
    *item = (uint32_t)found;
    p->follow[before] = *item;
    p->spacing = s[1] == ' ' ? EV_SPACED : EV_TIGHT;
    return skip_blanks(s + 1);
}

/* In front of the first key there is no comma, nor the space behind it. */
static inline const char *pass_key(struct ev_predict *p, uint32_t before, const char *s, uint32_t *item) {
    uint32_t expected = p->follow[before];
    struct ev_piece piece = p->pieces[p->spacing][expected];
    uint32_t skip = before == p->end_item && expected != p->end_item ? 1 + (uint32_t)p->spacing : 0;
    size_t n = piece.length - skip;
    /* More blanks behind the colon than expected: the spacing changed. */
    if (!ev_same(s, p->text + piece.at + skip, n) || s[n] == ' ' || s[n] == '\t')
        return look_up(p, before, s, item);
    *item = expected;
    return s + n;
}

static const char *pass_end(const char *s, const char *end) {
    s = skip_blanks(s);
    return s == end || *s == '\n' ? s : NULL;
}

const char *ev_predict_read(struct ev_predict *p, const char *text, const char *end) {
    uint32_t item = p->end_item;
    const char *s = text + 1;
    if (*text != '{')
        return NULL;
    if (++p->line == 0) { /* the count of lines began anew */
        memset(p->seen, 0, (p->end_item + 1) * sizeof *p->seen);
        p->line = 1;
    }
    memset(p->request.known, 0, p->id_item);
    p->id = (struct ev_span){0};
    for (;;) {
        s = pass_key(p, item, s, &item);
        if (!s)
            return NULL;
        if (item == p->end_item)
            return pass_end(s, end);
        if (p->seen[item] == p->line)
            return NULL;
        p->seen[item] = p->line;
        s = item == p->id_item ? read_id(p, s, end) : read_fact(p, item, s, end);
        if (!s)
            return NULL;
    }
}
