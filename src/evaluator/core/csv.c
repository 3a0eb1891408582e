#include "evaluator/core/csv.h"

#include "base/text.h"

#include <stdlib.h>

/* ---- fields ---- */

static const char *wrong_bytes(const char *text, size_t length) {
    for (size_t i = 0, n; i < length; i += n) {
        int32_t c = utf8_decode(text + i, length - i, &n);
        if (c < 0) return "a field is not well-formed UTF-8: save the table as UTF-8";
        if (c == 0) return "a field holds a NUL byte";
    }
    return NULL;
}

static struct ev_field bare_field(char *text, size_t length) {
    struct ev_field field = {.text = text, .length = length, .why = wrong_bytes(text, length)};
    if (!field.why && memchr(text, '"', length))
        field.why = "a quote stands inside a field that does not begin with one; double it and put "
                    "the field "
                    "in quotes";
    return field;
}

struct ev_field ev_csv_field(char *record, size_t *at, size_t end) {
    char *s = record + *at, *stop = record + end;
    if (s == stop || *s != '"') {
        char *comma = memchr(s, ',', (size_t)(stop - s));
        char *close = comma ? comma : stop;
        *at = (size_t)(close - record) + 1;
        return bare_field(s, (size_t)(close - s));
    }
    struct ev_field field = {.text = s};
    char *to = s++;
    while (s < stop && (*s != '"' || (s + 1 < stop && s[1] == '"'))) {
        s += *s == '"';
        *to++ = *s++;
    }
    field.length = (size_t)(to - field.text);
    field.why = wrong_bytes(field.text, field.length);
    if (s == stop)
        field.why = "a field that begins with a quote is never closed by one";
    else if (s + 1 < stop && s[1] != ',')
        field.why = "something stands between the closing quote of a field and the next comma";
    char *comma = s < stop ? memchr(s, ',', (size_t)(stop - s)) : NULL;
    *at = comma ? (size_t)(comma - record) + 1 : end + 1;
    return field;
}

/* ---- the header ---- */

bool ev_csv_open(struct ev_csv *c, const struct ev_vocabulary *v, struct strat_request request) {
    *c = (struct ev_csv){.vocabulary = v, .request = request};
    /* A column that is read a second time is refused, so there are at most as many as facts and the
     * id. */
    c->columns = calloc(v->about.facts + 1, sizeof *c->columns);
    return c->columns != NULL;
}

void ev_csv_close(struct ev_csv *c) {
    free(c->columns);
    *c = (struct ev_csv){0};
}

/* A record may end in CR LF; the LF is gone already. */
static size_t without_cr(const char *record, size_t length) {
    return length > 0 && record[length - 1] == '\r' ? length - 1 : length;
}

static bool fail(struct ev_csv *c, struct ev_fault fault) {
    c->fault = fault;
    return false;
}

static bool wrong_syntax(struct ev_csv *c, const char *why) {
    return fail(c, (struct ev_fault){.code = EV_SYNTAX, .fact = EV_NO_FACT, .why = why});
}

/* Outside quotes there is no CR but at the end of a record. Where it ends the lines by itself, all
 * of them come as one. */
static bool has_lone_cr(const char *record, size_t end) {
    const char *cr = memchr(record, '\r', end);
    bool quoted = false;
    for (const char *s = record; cr && s <= cr; s++) {
        quoted ^= *s == '"';
        if (s == cr && !quoted) return true;
        if (s == cr) cr = memchr(s + 1, '\r', (size_t)(record + end - s) - 1);
    }
    return false;
}

static const char lone_cr[] =
    "a line ends with CR alone: save the table with LF or CR LF at the ends of its lines";

static bool read_column(struct ev_csv *c, struct ev_field field) {
    if (field.why) return wrong_syntax(c, field.why);
    int32_t column = ev_find_fact(c->vocabulary, field.text, field.length);
    /* Spreadsheets of half of Europe write their tables with semicolons. */
    if (column == EV_NO_FACT &&
        (memchr(field.text, ';', field.length) || memchr(field.text, '\t', field.length)))
        return wrong_syntax(
            c, "the names in the first line are parted by ; or tabs: save the table with commas");
    if (column == EV_NO_FACT)
        return fail(c, (struct ev_fault){.code = EV_UNKNOWN_FACT,
                                         .fact = EV_NO_FACT,
                                         .name = {field.text, field.length, false}});
    for (size_t i = 0; i < c->n_columns; i++)
        if (c->columns[i] == column)
            return fail(c, (struct ev_fault){.code = EV_DUPLICATE_KEY, .fact = column});
    c->columns[c->n_columns++] = column;
    return true;
}

bool ev_csv_header(struct ev_csv *c, char *record, size_t length) {
    size_t end = without_cr(record, length), at = 0;
    if (at == end)
        return wrong_syntax(c, "the first line is blank: it names the facts, separated by commas");
    if (has_lone_cr(record, end)) return wrong_syntax(c, lone_cr);
    while (at <= end)
        if (!read_column(c, ev_csv_field(record, &at, end))) return false;
    return true;
}

/* ---- records ---- */

bool ev_csv_read(struct ev_csv *c, char *record, size_t length) {
    c->fault = (struct ev_fault){.code = EV_FINE, .fact = EV_NO_FACT, .assume = -1};
    c->id = (struct ev_span){0};
    memset(c->request.known, 0, c->vocabulary->about.facts);
    size_t end = without_cr(record, length), at = 0, n = 0;
    if (has_lone_cr(record, end)) return wrong_syntax(c, lone_cr);
    for (; at <= end; n++) {
        struct ev_field field = ev_csv_field(record, &at, end);
        bool fine = c->fault.code == EV_FINE;
        if (field.why) {
            if (fine) wrong_syntax(c, field.why);
        } else if (n < c->n_columns && c->columns[n] == EV_ID) {
            c->id = (struct ev_span){field.text, field.length, false};
        } else if (fine && n < c->n_columns && field.length > 0) {
            uint32_t fact = (uint32_t)c->columns[n];
            struct ev_fault fault;
            if (ev_value_read(c->vocabulary, fact, field.text, field.length, false,
                              &c->request.value[fact], &fault))
                c->request.known[fact] = 1;
            else
                c->fault = fault;
        }
    }
    if (c->fault.code == EV_FINE && n < c->n_columns)
        wrong_syntax(c, "this row has fewer fields than the header");
    else if (c->fault.code == EV_FINE && n > c->n_columns)
        wrong_syntax(
            c,
            "this row has more fields than the header; a field with a comma in it goes in quotes");
    return c->fault.code == EV_FINE;
}
