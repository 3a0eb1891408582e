#include "evaluator/core/json.h"

#include <stdlib.h>

/* A longer piece - much white space, that is, or a very long name - is not worth planning for. */
enum { PIECE_ROOM = 128 };

/* What an item can be besides a fact of some kind. */
enum { ID = STRAT_DATE + 1, END };

bool ev_json_open(struct ev_json *j, const struct ev_vocabulary *v, struct strat_request request) {
    uint32_t facts = v->about.facts;
    size_t items = (size_t)facts + 2;
    *j = (struct ev_json){.vocabulary = v, .request = request};
    j->seen = calloc(items, 1);
    j->planned = calloc(items, 1);
    j->room = v->longest_name > 10 ? v->longest_name + 4 : 14; /* a day has ten bytes */
    j->unescaped = malloc(j->room);
    j->items = calloc(items, sizeof *j->items);
    j->members = calloc(items, sizeof *j->members);
    j->plan = calloc(items, sizeof *j->plan);
    j->text = calloc(items, PIECE_ROOM + EV_AHEAD);
    if (!j->seen || !j->planned || !j->unescaped || !j->items || !j->members || !j->plan ||
        !j->text) {
        ev_json_close(j);
        return false;
    }
    for (uint32_t i = 0; i < items; i++)
        j->items[i] = i < facts ? (struct ev_item){v->facts[i].table, &request.value[i], i,
                                                   v->facts[i].info.kind}
                                : (struct ev_item){.number = i, .kind = i == facts ? ID : END};
    return true;
}

void ev_json_close(struct ev_json *j) {
    free(j->seen);
    free(j->planned);
    free(j->unescaped);
    free(j->items);
    free(j->members);
    free(j->plan);
    free(j->text);
    *j = (struct ev_json){0};
}

/* ---- faults: the first in reading order counts ---- */

static void note(struct ev_json *j, struct ev_fault fault) {
    if (j->fault.code == EV_FINE) j->fault = fault;
}

/* Not JSON from here on: nothing behind it can be trusted. Always false. */
static bool broken(struct ev_json *j, const char *at, const char *why) {
    if (at >= j->end) {
        at = j->end;
        why = "the line ends before its object does: is a } missing, or was the line cut?";
    }
    note(j, (struct ev_fault){.code = EV_SYNTAX,
                              .fact = EV_NO_FACT,
                              .why = why,
                              .byte = (size_t)(at - j->start) + 1});
    return false;
}

static EV_INLINE void skip_space(struct ev_json *j) { j->at = ev_skip_space(j->at); }

/* ---- strings ---- */

/* The string at j->at: its inside to *span, and j->at behind it. */
static bool read_string(struct ev_json *j, struct ev_span *span, bool *escaped) {
    const char *why;
    const char *close = ev_string_end(j->at + 1, j->end, escaped, &why);
    if (why) return close < j->end ? broken(j, close, why) : broken(j, close, NULL);
    *span = (struct ev_span){j->at + 1, (size_t)(close - j->at) - 1, true};
    j->at = close + 1;
    return true;
}

/* What the string means, for comparison with names and days: where it has escapes, a copy without
 * them, cut where it is longer than any of these. */
static struct ev_span meaning(const struct ev_json *j, struct ev_span span, bool escaped) {
    if (!escaped) return span;
    size_t length = ev_unescape(span.at, span.length, j->unescaped, j->room);
    return (struct ev_span){j->unescaped, length, false};
}

/* A key and its colon; j->at behind them. */
static bool read_key(struct ev_json *j, struct ev_span *key, bool *escaped) {
    if (*j->at != '"') return broken(j, j->at, "a key in double quotes is missing");
    return read_string(j, key, escaped);
}

static EV_INLINE bool pass_colon(struct ev_json *j) {
    skip_space(j);
    if (*j->at != ':') return broken(j, j->at, "a : is missing after the key");
    j->at++;
    skip_space(j);
    return true;
}

/* ---- what is plain: whether it is, and then *s is behind it, else anywhere ---- */

/* Data decides between true and false, so this must not be a branch; and where it ends does not
 * wait for the comparison. */
static EV_INLINE bool plain_flag(const char **s, int64_t *value) {
    static const char words[2][8] = {"false", "true"};
    const char *start = *s;
    size_t yes = *start == 't';
    *value = (int64_t)yes;
    *s = start + 5 - yes;
    return ((ev_load8(start) ^ ev_load8(words[yes])) & ev_first_bytes(5 - yes)) == 0;
}

/* A name in quotes, so many blocks long. */
static EV_INLINE bool plain_name_within(const struct ev_table *table, const char **s,
                                        int64_t *value, uint32_t blocks) {
    const char *name = *s + 1;
    size_t n = ev_find_quote(name, blocks);
    *s = name + n + 1;
    *value = n == EV_AHEAD ? -1 : ev_word_find(table, name, n, blocks);
    return *value >= 0 && name[-1] == '"';
}

/* A name in quotes. */
static EV_INLINE bool plain_name(const struct ev_table *table, const char **s, int64_t *value) {
    if (table->blocks <= 2) return plain_name_within(table, s, value, 2);
    *value = -1;
    return table->blocks <= EV_BLOCKS && plain_name_within(table, s, value, EV_BLOCKS);
}

/* A list of names; blanks may stand behind its commas. */
static EV_INLINE bool plain_set(const struct ev_table *table, const char **s, int64_t *value) {
    const char *at = *s;
    uint64_t set = 0;
    if (*at != '[') return false;
    if (*++at != ']')
        for (;;) {
            int64_t element;
            if (!plain_name(table, &at, &element)) return false;
            set |= (uint64_t)1 << (element & 63);
            if (*at == ']') break;
            if (*at++ != ',') return false;
            if (*at == ' ') at++;
        }
    *s = at + 1;
    *value = (int64_t)set;
    return true;
}

/* A number, or a day in quotes: what is behind it, or NULL. */
static const char *plain_other(const struct ev_json *j, const struct ev_item *item, const char *s) {
    size_t quoted = item->kind == STRAT_DATE;
    const char *from = s + quoted, *behind = quoted ? from + 10 : ev_number_end(from, j->end);
    struct ev_fault fault;
    if (!behind || (quoted && (*s != '"' || *behind != '"'))) return NULL;
    return ev_value_read(j->vocabulary, item->number, from, (size_t)(behind - from), false,
                         item->value, &fault)
               ? behind + quoted
               : NULL;
}

/* The value of a fact; its first letter tells which kind long before the key is found. That of true
 * and that of false differ in two bits. */
static EV_INLINE bool plain_value(const struct ev_json *j, const struct ev_item *item,
                                  const char **s) {
    if (((unsigned char)**s & 0xedu) == ('t' & 'f'))
        return item->kind == STRAT_FLAG && plain_flag(s, item->value);
    if (item->kind == STRAT_ONE_OF) return plain_name(&item->values, s, item->value);
    if (item->kind == STRAT_SET_OF) return plain_set(&item->values, s, item->value);
    if (item->kind != STRAT_NUMBER && item->kind != STRAT_DATE) return false;
    const char *behind = plain_other(j, item, *s);
    *s = behind ? behind : *s;
    return behind;
}

/* ---- lists and objects ---- */

/* Behind a bracket that opens, whether the one that closes follows at once; then it is passed. */
static bool is_empty(struct ev_json *j, char close) {
    skip_space(j);
    if (*j->at != close) return false;
    j->at++;
    return true;
}

/* Behind an element: a comma, and the next one begins at j->at, or the bracket that closes. */
static EV_INLINE bool pass_element(struct ev_json *j, char close, bool *more) {
    skip_space(j);
    *more = *j->at == ',';
    if (!*more && *j->at != close)
        return broken(j, j->at, close == '}' ? "a , or a } is missing" : "a , or a ] is missing");
    j->at++;
    if (*more) skip_space(j);
    return true;
}

/* ---- values that are only passed over ---- */

static bool skip_scalar(struct ev_json *j) {
    if (*j->at == '"') {
        struct ev_span span;
        bool escaped;
        return read_string(j, &span, &escaped);
    }
    const char *why, *end = ev_scalar_end(j->at, j->end, &why);
    if (why) return broken(j, end, why);
    j->at = end;
    return true;
}

/* Nested too deep: that is the fault. Brackets are counted up to the end of it, for the sake of an
 * id behind it. */
static bool skip_deep(struct ev_json *j) {
    note(j, (struct ev_fault){.code = EV_TOO_DEEP, .fact = EV_NO_FACT});
    struct ev_depth depth = {0};
    for (; j->at < j->end; j->at++) {
        ev_depth_count(&depth, j->at, 1);
        if (depth.now == 0) {
            j->at++;
            return true;
        }
    }
    return broken(j, j->end, NULL);
}

/* One value of any kind, validated, with so many lists and objects around it. False where the line
 * stops being JSON. */
static bool skip_value(struct ev_json *j, unsigned depth) {
    bool object = *j->at == '{', escaped;
    struct ev_span key;
    if (!object && *j->at != '[') return skip_scalar(j);
    if (depth == EV_DEPTH) return skip_deep(j);
    j->at++;
    char close = object ? '}' : ']';
    bool more = !is_empty(j, close);
    while (more) {
        if (object && !(read_key(j, &key, &escaped) && pass_colon(j))) return false;
        if (!skip_value(j, depth + 1) || !pass_element(j, close, &more)) return false;
    }
    return true;
}

/* ---- values of facts ---- */

/* Each of these stands at a value. True: it was read, or a fault was noted that leaves the line
 * JSON, and read_fact() passes the value. False: the line stops being JSON. */

/* A value of another type than the fact has. Where it is no value at all the line is broken, and
 * that comes first. */
static bool wrong_type(struct ev_json *j, uint32_t fact) {
    const char *start = j->at;
    struct ev_span shown = {NULL, 0, true};
    if (*start != '[' && *start != '{') {
        if (!skip_scalar(j)) return false;
        bool quoted = *start == '"';
        shown = (struct ev_span){start + quoted, (size_t)(j->at - start) - 2 * quoted, true};
    }
    note(j, (struct ev_fault){.code = EV_BAD_TYPE, .fact = (int32_t)fact, .value = shown});
    return true;
}

/* What is one token in JSON, an element of a set as well. It says what a person would write. */
static bool read_token(struct ev_json *j, uint32_t fact, int64_t *value) {
    enum strat_kind kind = j->vocabulary->facts[fact].info.kind;
    const char *start = j->at;
    bool escaped = false;
    struct ev_span span;
    bool right = kind == STRAT_FLAG     ? *start == 't' || *start == 'f'
                 : kind == STRAT_NUMBER ? *start == '-' || (*start >= '0' && *start <= '9')
                                        : *start == '"';
    if (!right) return wrong_type(j, fact);
    if (kind == STRAT_SET_OF) {
        const char *behind = start;
        if (plain_name(&j->vocabulary->facts[fact].table, &behind, value)) {
            j->at = behind;
            return true;
        }
    }
    if (*start == '"') {
        if (!read_string(j, &span, &escaped)) return false;
    } else {
        if (!skip_scalar(j)) return false;
        span = (struct ev_span){start, (size_t)(j->at - start), true};
    }
    struct ev_span plain = meaning(j, span, escaped);
    struct ev_fault fault = {.code = EV_UNKNOWN_VALUE, .fact = (int32_t)fact};
    bool fine = false;
    if (kind == STRAT_SET_OF) {
        *value = ev_find_value(j->vocabulary, fact, plain.at, plain.length);
        fine = *value >= 0;
    } else {
        fine = ev_value_read(j->vocabulary, fact, plain.at, plain.length, false, value, &fault);
    }
    fault.value = span;
    if (!fine) note(j, fault);
    return true;
}

static bool read_set(struct ev_json *j, uint32_t fact, int64_t *value) {
    if (*j->at != '[') return wrong_type(j, fact);
    uint64_t set = 0;
    j->at++;
    bool more = !is_empty(j, ']');
    while (more) {
        int64_t element = 0;
        if (!read_token(j, fact, &element)) return false;
        if (j->fault.code != EV_FINE) return true;
        set |= (uint64_t)1 << (element & 63);
        if (!pass_element(j, ']', &more)) return false;
    }
    *value = (int64_t)set;
    return true;
}

static bool read_fact(struct ev_json *j, uint32_t fact) {
    const char *start = j->at;
    if (*start == 'n') { /* null, or no value at all */
        j->request.known[fact] = 0;
        return skip_scalar(j);
    }
    int64_t *value = &j->request.value[fact];
    bool set = j->vocabulary->facts[fact].info.kind == STRAT_SET_OF;
    bool json = set ? read_set(j, fact, value) : read_token(j, fact, value);
    j->request.known[fact] = 1;
    if (j->fault.code == EV_FINE || !json) return json;
    j->at = start;
    return skip_value(j, 1);
}

/* ---- the request ---- */

static bool read_id(struct ev_json *j) {
    uint8_t *given = &j->seen[j->vocabulary->about.facts];
    if (*given) note(j, (struct ev_fault){.code = EV_DUPLICATE_KEY, .fact = EV_ID});
    const char *start = j->at;
    enum ev_code before = j->fault.code;
    const char *number = ev_number_end(start, j->end); /* mostly */
    if (number && (*number == ',' || *number == '}'))
        j->at = number;
    else if (!skip_value(j, 1))
        return false;
    bool too_deep = before == EV_FINE && j->fault.code == EV_TOO_DEEP;
    if (!*given && !too_deep) j->id = (struct ev_span){start, (size_t)(j->at - start), true};
    *given = 1;
    return true;
}

/* A member of the line that may be planned, from what is behind the one before up to its value. */
static EV_INLINE void add_member(struct ev_json *j, const char *from, const char *value,
                                 uint32_t item) {
    j->members[j->n_members++] = (struct ev_member){from, (uint32_t)(value - from), item};
}

/* A key that is not plain. False: the line stops being JSON. */
static bool read_other_key(struct ev_json *j, uint32_t *item) {
    struct ev_span key;
    bool escaped;
    if (!read_key(j, &key, &escaped)) return false;
    struct ev_span name = meaning(j, key, escaped);
    int32_t fact = ev_find_fact(j->vocabulary, name.at, name.length);
    if (fact == EV_NO_FACT)
        note(j, (struct ev_fault){.code = EV_UNKNOWN_FACT, .fact = EV_NO_FACT, .name = key});
    *item = fact >= 0 ? (uint32_t)fact : j->vocabulary->about.facts + (fact != EV_ID);
    return true;
}

static EV_INLINE bool read_member(struct ev_json *j, const char *from) {
    uint32_t facts = j->vocabulary->about.facts, item;
    int64_t found;
    const char *s = j->at;
    if (plain_name(&j->vocabulary->table, &s, &found)) {
        j->at = s;
        item = (uint32_t)found;
    } else if (!read_other_key(j, &item)) {
        return false;
    }
    if (item < facts && j->seen[item])
        note(j, (struct ev_fault){.code = EV_DUPLICATE_KEY, .fact = (int32_t)item});
    if (!pass_colon(j)) return false;
    if (j->fault.code != EV_FINE) return item == facts ? read_id(j) : skip_value(j, 1);
    if (!j->seen[item]) add_member(j, from, j->at, item);
    if (item == facts) return read_id(j);
    j->seen[item] = 1;
    s = j->at;
    if (!plain_value(j, &j->items[item], &s) || (*s != ',' && *s != '}')) return read_fact(j, item);
    j->request.known[item] = 1;
    j->at = s;
    return true;
}

static bool read_members(struct ev_json *j) {
    const char *from = j->start;
    j->n_members = 0;
    memset(j->seen, 0, (size_t)j->vocabulary->about.facts + 2);
    memset(j->request.known, 0, j->vocabulary->about.facts);
    j->at++; /* the { */
    bool more = !is_empty(j, '}');
    while (more) {
        if (!read_member(j, from)) return false;
        from = j->at;
        if (!pass_element(j, '}', &more)) return false;
    }
    add_member(j, from, j->at, j->vocabulary->about.facts + 1);
    skip_space(j);
    return j->at >= j->end ||
           broken(j, j->at, "there is more behind the object: one object a line");
}

/* ---- the order of members, and the plan ---- */

/* A hash of which members follow one another. */
static EV_INLINE uint64_t order_with(uint64_t order, uint64_t item) {
    return (order + item + 1) * 0x9e3779b97f4a7c15u;
}

/* The members of the line that was read are the plan. */
static void make_plan(struct ev_json *j) {
    j->n_plan = j->n_members;
    memset(j->planned, 0, j->vocabulary->about.facts);
    for (uint32_t i = 0; i < j->n_plan; i++) {
        const struct ev_member *m = &j->members[i];
        char *copy = j->text + (size_t)i * (PIECE_ROOM + EV_AHEAD);
        memcpy(copy, m->at, m->length);
        j->plan[i] = (struct ev_expected){copy, m->length, j->items[m->item]};
        j->planned[m->item] = 1;
    }
}

/* A line was read that is not as planned, of so many members. Whether it is to be the next plan:
 * where its order comes twice in a row, and is another or was followed in vain as there is other
 * white space, or where it has more members than this one. An order that comes again after others
 * is followed again. */
static EV_INLINE bool is_next_plan(struct ev_json *j, uint64_t order, uint32_t n) {
    bool again = order == j->order, more = n > j->n_plan, known = order == j->plan_order;
    bool in_vain = known && j->follows;
    j->order = order;
    j->follows = known;
    return n > 1 && (!known || in_vain) && (again || more);
}

EV_APART static void learn(struct ev_json *j) {
    uint64_t order = 0;
    bool short_pieces = true;
    for (uint32_t i = 0; i < j->n_members; i++) {
        const struct ev_member *m = &j->members[i];
        order = order_with(order, m->item);
        short_pieces &= m->length <= PIECE_ROOM;
    }
    if (!is_next_plan(j, order, j->n_members) || !short_pieces) return;
    j->plan_order = order;
    j->follows = true;
    make_plan(j);
}

/* False: the line is another, or a fault is in it. */
static bool read_as_planned(struct ev_json *j) {
    const char *s = j->start;
    memcpy(j->request.known, j->planned, j->vocabulary->about.facts);
    j->seen[j->vocabulary->about.facts] = 0;
    for (const struct ev_expected *expected = j->plan;; expected++) {
        const struct ev_item *item = &expected->item;
        if (!ev_same(s, expected->text, expected->length)) return false;
        s += expected->length;
        if (item->kind == END) break;
        const char *value = s;
        if (plain_value(j, item, &s)) continue;
        j->at = value;
        bool json = item->kind == ID ? read_id(j) : read_fact(j, item->number);
        if (!json || j->fault.code != EV_FINE) return false;
        s = j->at;
    }
    return ev_skip_space(s) >= j->end;
}

/* ---- any order ---- */

/* A line of members whose keys are plain and that have no more white space than a blank behind a
 * colon or a comma. False: it is another, or a fault is in it. */
static bool read_plainly(struct ev_json *j, uint64_t *order) {
    const uint32_t facts = j->vocabulary->about.facts;
    const struct ev_table table = j->vocabulary->table;
    const char *s = j->start;
    uint8_t *seen = j->seen, *known = j->request.known;
    uint64_t items = 0;
    uint32_t n = 1; /* the end */
    if (*s != '{') return false;
    memset(seen, 0, (size_t)facts + 2);
    memset(known, 0, facts);
    do {
        int64_t number;
        s++;
        if (*s == ' ') s++;
        if (!plain_name(&table, &s, &number) || *s != ':' || seen[number]) return false;
        s++;
        if (*s == ' ') s++;
        const struct ev_item *item = &j->items[number];
        items = order_with(items, (uint64_t)number);
        n++;
        const char *value = s;
        if (plain_value(j, item, &s)) {
            seen[number] = known[number] = 1;
        } else {
            s = value;
            j->at = s;
            seen[number] = item->kind != ID;
            bool json = item->kind == ID ? read_id(j) : read_fact(j, item->number);
            if (!json || j->fault.code != EV_FINE) return false;
            s = j->at;
        }
    } while (*s == ',');
    *order = order_with(items, (uint64_t)facts + 1);
    j->n_members = n;
    return *s == '}' && ev_skip_space(s + 1) >= j->end;
}

static void start(struct ev_json *j, const char *line, size_t length) {
    j->start = j->at = line;
    j->end = line + length;
    j->id = (struct ev_span){0};
    j->fault = (struct ev_fault){.code = EV_FINE, .fact = EV_NO_FACT, .assume = -1};
}

static void read_other(struct ev_json *j) {
    if (j->at >= j->end)
        note(j, (struct ev_fault){.code = EV_SYNTAX,
                                  .fact = EV_NO_FACT,
                                  .why = "a blank line is no request; {} states nothing"});
    else if (j->end - j->at >= 3 && memcmp(j->at, "\xef\xbb\xbf", 3) == 0)
        broken(j, j->at,
               "a byte order mark, which may stand at the start of the input only: leave it out");
    else if (*j->at == '[' || skip_scalar(j))
        note(j, (struct ev_fault){.code = EV_NOT_AN_OBJECT, .fact = EV_NO_FACT});
}

bool ev_json_read(struct ev_json *j, const char *line, size_t length) {
    uint64_t order;
    start(j, line, length);
    if (j->follows && !j->slow && read_as_planned(j)) return true;
    start(j, line, length);
    if (!j->slow && read_plainly(j, &order) && !is_next_plan(j, order, j->n_members)) return true;
    start(j, line, length);
    skip_space(j);
    if (*j->at == '{')
        read_members(j);
    else
        read_other(j);
    if (j->fault.code == EV_FINE) {
        learn(j);
        return true;
    }
    if (j->fault.code != EV_TOO_DEEP) { /* anywhere in the line, and before any other */
        struct ev_depth depth = {0};
        ev_depth_count(&depth, line, length);
        if (depth.deepest > EV_DEPTH)
            j->fault = (struct ev_fault){.code = EV_TOO_DEEP, .fact = EV_NO_FACT};
    }
    return false;
}

void ev_json_read_id(struct ev_json *j, const char *line, size_t length) {
    start(j, line, length);
    skip_space(j);
    if (*j->at != '{') return;
    read_members(j);
    /* A number that the cut went through looks like one that is whole. */
    if (j->id.at && j->id.at + j->id.length >= j->end) j->id = (struct ev_span){0};
}
