#include "evaluator/fast/predict.h"

#include "evaluator/io/scan.h"

#include <stdlib.h>

/* Longer strings are left to the exact reader. With the widest look ahead this stays within the
 * slack. */
enum { LONGEST = EV_SLACK - 2 * EV_AHEAD };

/* A longer piece - much white space, that is, or a very long name - is not worth planning for. */
enum { PIECE_ROOM = 128 };

/* What an item can be besides a fact of some kind. */
enum { ID = STRAT_DATE + 1, END };

/* ---- opening ---- */

bool ev_predict_open(struct ev_predict *p, const struct ev_vocabulary *v,
                     struct strat_request request) {
    uint32_t facts = v->about.facts;
    size_t n = (size_t)facts + 2;
    *p = (struct ev_predict){
        .vocabulary = v, .request = request, .id_item = facts, .end_item = facts + 1};
    p->items = calloc(n, sizeof *p->items);
    p->plan = calloc(n, sizeof *p->plan);
    p->planned = calloc(n, sizeof *p->planned);
    p->text = calloc(n, PIECE_ROOM + EV_AHEAD);
    p->seen = calloc(n, sizeof *p->seen);
    p->members = calloc(n, sizeof *p->members);
    if (p->items && p->plan && p->planned && p->text && p->seen && p->members) {
        for (uint32_t f = 0; f < facts; f++)
            p->items[f] = (struct ev_expected){.values = v->facts[f].table,
                                               .value = &p->request.value[f],
                                               .item = f,
                                               .kind = v->facts[f].info.kind};
        p->items[p->id_item] = (struct ev_expected){.item = p->id_item, .kind = ID};
        p->items[p->end_item] = (struct ev_expected){.item = p->end_item, .kind = END};
        return true;
    }
    ev_predict_close(p);
    return false;
}

void ev_predict_close(struct ev_predict *p) {
    free(p->items);
    free(p->plan);
    free(p->planned);
    free(p->text);
    free(p->seen);
    free(p->members);
    *p = (struct ev_predict){0};
}

/* Not over a newline: the buffer holds the lines behind this one, too. */
static inline const char *skip_blanks(const char *s) {
    if ((unsigned char)*s > ' ') /* mostly */
        return s;
    while (*s == ' ' || *s == '\t' || *s == '\r') s++;
    return s;
}

/* ---- values: each returns what stands behind the value, or NULL ---- */

/* Data decides between true and false, so this must not be a branch. */
static EV_INLINE const char *read_flag(const char *s, int64_t *value) {
    static const char words[2][8] = {"false", "true"};
    static const char masks[2][8] = {"\xff\xff\xff\xff\xff", "\xff\xff\xff\xff"};
    uint64_t text = ev_load8(s);
    size_t yes = *s == 't';
    *value = (int64_t)yes;
    return ((text ^ ev_load8(words[yes])) & ev_load8(masks[yes])) == 0 ? s + 5 - yes : NULL;
}

/* The bytes of a name up to its closing quote; LONGEST or more where that is too far off. */
static inline size_t name_length(const struct ev_table *table, const char *s) {
    if (table->blocks <= EV_BLOCKS) return ev_find(s, '"', table->blocks);
    size_t n = 0;
    while (n < LONGEST && s[n] != '"') n++;
    return n;
}

/* One name in quotes. */
static EV_INLINE const char *read_name(const struct ev_predict *p, const struct ev_table *table,
                                       const char *s, int64_t *value) {
    size_t n = name_length(table, s + 1);
    if (*s != '"' || n >= LONGEST) return NULL;
    *value = ev_word_find(p->vocabulary, table, s + 1, n);
    return *value < 0 ? NULL : s + n + 2;
}

static const char *read_set(const struct ev_predict *p, const struct ev_table *table, const char *s,
                            int64_t *value) {
    uint64_t set = 0;
    int64_t element;
    if (*s != '[') return NULL;
    s = skip_blanks(s + 1);
    if (*s != ']') {
        for (;;) {
            s = read_name(p, table, s, &element);
            if (!s) return NULL;
            set |= (uint64_t)1 << (element & 63);
            s = skip_blanks(s);
            if (*s != ',') break;
            s = skip_blanks(s + 1);
        }
        if (*s != ']') return NULL;
    }
    *value = (int64_t)set;
    return s + 1;
}

/* A number, or a day in quotes. */
static const char *read_other(const struct ev_predict *p, const struct ev_expected *expected,
                              const char *s, const char *end) {
    if (expected->kind == STRAT_SET_OF) return read_set(p, &expected->values, s, expected->value);
    size_t quoted = expected->kind == STRAT_DATE;
    const char *from = s + quoted, *behind = quoted ? from + 10 : ev_number_end(s, end);
    if (!behind || (quoted && (*s != '"' || *behind != '"'))) return NULL;
    struct ev_fault fault;
    bool fine = ev_value_read(p->vocabulary, expected->item, from, (size_t)(behind - from),
                              expected->value, &fault);
    return fine ? behind + quoted : NULL;
}

/* An id that is echoed as it stands: a number, a string, null. */
static inline const char *read_id(struct ev_predict *p, const char *s, const char *end) {
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
    if (behind) p->id = (struct ev_span){s, (size_t)(behind - s), true};
    return behind;
}

/* The value of a fact, which may be null: then it is not known. */
static EV_INLINE const char *read_fact(struct ev_predict *p, const struct ev_expected *expected,
                                       const char *s, const char *end) {
    const char *behind = NULL;
    if (expected->kind == STRAT_FLAG) /* most are */
        behind = read_flag(s, expected->value);
    else if (expected->kind == STRAT_ONE_OF)
        behind = read_name(p, &expected->values, s, expected->value);
    else
        behind = read_other(p, expected, s, end);
    if (behind || ev_load4(s) != ev_load4("null")) return behind;
    p->request.known[expected->item] = 0;
    return s + 4;
}

/* ---- members ---- */

/* The key that stands at s, behind a value or at the beginning, or the end of the object. Returns
 * where its value begins, or what is behind the } at the end; NULL where this is not so plain. */
static inline const char *look_up(const struct ev_predict *p, const char *text, const char *s,
                                  uint32_t *item) {
    s = skip_blanks(s);
    *item = p->end_item;
    if (*s == '}') return s + 1;
    bool first = s == text;
    if (*s != (first ? '{' : ',')) return NULL;
    s = skip_blanks(s + 1);
    if (first && *s == '}') return s + 1;
    int64_t found;
    s = read_name(p, &p->vocabulary->keys, s, &found);
    if (!s) return NULL;
    s = skip_blanks(s);
    if (*s != ':') return NULL;
    *item = (uint32_t)found;
    return skip_blanks(s + 1);
}

static const char *pass_end(const char *s, const char *end) {
    s = skip_blanks(s);
    return s == end || *s == '\n' ? s : NULL;
}

/* ---- the plan ---- */

static void make_plan(struct ev_predict *p, uint32_t n_members) {
    memset(p->planned, 0, p->end_item);
    p->n_plan = n_members + 1;
    for (uint32_t i = 0; i < p->n_plan; i++) {
        const struct ev_member *member = &p->members[i];
        char *copy = p->text + (size_t)i * (PIECE_ROOM + EV_AHEAD);
        memset(copy, 0, PIECE_ROOM + EV_AHEAD);
        memcpy(copy, member->at, member->length);
        p->plan[i] = p->items[member->item];
        p->plan[i].piece = ev_piece(copy, member->length);
        p->planned[member->item] = 1;
    }
}

/* A line was read that is not as planned. It is the next plan where it has more members than this
 * one, or comes twice in a row: another order, or other white space. */
EV_APART static void learn(struct ev_predict *p, uint32_t n_members) {
    const uint64_t odd = 0x9e3779b97f4a7c15u;
    uint64_t order = 0, factor = odd;
    bool short_pieces = true;
    for (uint32_t m = 0; m <= n_members; m++, factor += 2 * odd) {
        order += ((uint64_t)p->members[m].item * PIECE_ROOM + p->members[m].length) * factor;
        short_pieces &= p->members[m].length <= PIECE_ROOM;
    }
    bool again = order == p->order, more = n_members >= p->n_plan;
    p->order = order;
    if (short_pieces && n_members > 0 && (again || more)) make_plan(p, n_members);
}

/* ---- lines ---- */

/* Along the plan. NULL: the line is another, or is not plain. */
static const char *read_as_planned(struct ev_predict *p, const char *text, const char *end) {
    const struct ev_expected *expected = p->plan;
    const char *s = text;
    memcpy(p->request.known, p->planned, p->id_item);
    for (;; expected++) {
        if (!ev_piece_is(&expected->piece, s)) return NULL;
        s += expected->piece.length;
        if (expected->kind < ID)
            s = read_fact(p, expected, s, end);
        else if (expected->kind == ID)
            s = read_id(p, s, end);
        else
            return pass_end(s, end);
        if (!s) return NULL;
    }
}

static const char *read_as_it_comes(struct ev_predict *p, const char *text, const char *end) {
    const char *s = text;
    if (++p->line == 0) { /* the count of lines began anew */
        memset(p->seen, 0, ((size_t)p->end_item + 1) * sizeof *p->seen);
        p->line = 1;
    }
    memset(p->request.known, 0, p->id_item);
    for (uint32_t n = 0;; n++) {
        const char *start = s;
        uint32_t item;
        s = look_up(p, text, s, &item);
        if (!s || p->seen[item] == p->line) return NULL;
        p->seen[item] = p->line;
        p->members[n] = (struct ev_member){start, (uint32_t)(s - start), item};
        if (item == p->end_item) {
            s = pass_end(s, end);
            if (s) learn(p, n);
            return s;
        }
        /* Which kind of value follows is data here. Its first letter tells so long before the key
         * is found.
         */
        bool flag = (*s == 't') | (*s == 'f');
        if (flag) {
            if (p->items[item].kind != STRAT_FLAG) return NULL;
            p->request.known[item] = 1;
            s = read_flag(s, p->items[item].value);
        } else if (item == p->id_item) {
            s = read_id(p, s, end);
        } else {
            p->request.known[item] = 1;
            s = read_fact(p, &p->items[item], s, end);
        }
        if (!s) return NULL;
    }
}

const char *ev_predict_read(struct ev_predict *p, const char *text, const char *end) {
    const char *behind = NULL;
    if (*text != '{') return NULL;
    p->id = (struct ev_span){0};
    if (p->n_plan > 0) behind = read_as_planned(p, text, end);
    if (behind) return behind;
    p->id = (struct ev_span){0};
    return read_as_it_comes(p, text, end);
}
