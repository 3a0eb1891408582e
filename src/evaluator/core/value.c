#include "evaluator/core/fault.h"

#include "base/date.h"
#include "evaluator/io/scan.h"

/* ---- numbers ---- */

/* An exponent beyond this cannot be made good by any number of digits that memory holds. */
#define FAR ((int64_t)1 << 56)

static int64_t read_exponent(const char *s, const char *end) {
    if (s == end) return 0;
    s++; /* the e */
    bool negative = *s == '-';
    if (*s == '-' || *s == '+') s++;
    int64_t e = 0;
    for (; s < end && e < FAR; s++) e = e * 10 + (*s - '0');
    return negative ? -e : e;
}

static bool append_digit(int64_t *n, int digit) {
    if (*n > (INT64_MAX - digit) / 10) return false;
    *n = *n * 10 + digit;
    return true;
}

/* A JSON number, exactly: EV_FINE, EV_OUT_OF_RANGE, or EV_BAD_TYPE for more decimals than the fact
 * has. Zeros at the end of the decimals do not count; no exponent is too large to be handled. */
static enum ev_code read_exactly(const char *s, const char *end, const struct strat_fact *fact,
                                 int64_t *value) {
    bool negative = *s == '-';
    if (negative) s++;
    const char *point = NULL, *first = NULL,
               *last = NULL; /* first and last: the digits that are not 0 */
    const char *mantissa_end = s;
    for (; mantissa_end < end && *mantissa_end != 'e' && *mantissa_end != 'E'; mantissa_end++) {
        if (*mantissa_end == '.') {
            point = mantissa_end;
        } else if (*mantissa_end != '0') {
            if (!first) first = mantissa_end;
            last = mantissa_end;
        }
    }
    int64_t n = 0;
    if (first) {
        if (!point) point = mantissa_end;
        /* The number is the digits first..last times ten to the power of `scale`, in units of the
         * last decimal. */
        int64_t scale = last < point ? point - last - 1 : point - last;
        scale += read_exponent(mantissa_end, end) + (int64_t)fact->decimals;
        if (scale < 0) return EV_BAD_TYPE;
        if (scale > 18 || last - first > 19) return EV_OUT_OF_RANGE;
        for (const char *d = first; d <= last; d++)
            if (d != point && !append_digit(&n, *d - '0')) return EV_OUT_OF_RANGE;
        for (; scale > 0; scale--)
            if (!append_digit(&n, 0)) return EV_OUT_OF_RANGE;
    }
    n = negative ? -n : n;
    if (n < fact->low || n > fact->high) return EV_OUT_OF_RANGE;
    *value = n;
    return EV_FINE;
}

void ev_range_say(struct ev_out *out, const struct strat_fact *fact) {
    ev_put_fixed(out, fact->low, fact->decimals);
    ev_text(out, " to ");
    ev_put_fixed(out, fact->high, fact->decimals);
    ev_textf(out, fact->unit[0] ? " %s" : "%s", fact->unit);
}

/* ---- as people write them ---- */

static inline bool is(const char *text, size_t length, const char *word) {
    return strlen(word) == length && memcmp(text, word, strlen(word)) == 0;
}

static enum ev_code read_flag(const char *text, size_t length, bool spoken, int64_t *value) {
    /* Spreadsheets write TRUE and FALSE, whatever was typed. */
    bool yes = is(text, length, "yes") || is(text, length, "true") || is(text, length, "TRUE") ||
               (spoken && (is(text, length, "Yes") || is(text, length, "True")));
    bool no = is(text, length, "no") || is(text, length, "false") || is(text, length, "FALSE") ||
              (spoken && (is(text, length, "No") || is(text, length, "False")));
    *value = yes;
    return yes || no ? EV_FINE : EV_BAD_TYPE;
}

static int32_t find_value(const struct ev_vocabulary *v, uint32_t fact, const char *text,
                          size_t length, bool spoken) {
    return spoken ? ev_find_spoken(v, fact, text, length) : ev_find_value(v, fact, text, length);
}

static void trim(const char **text, size_t *length) {
    while (*length > 0 && (**text == ' ' || **text == '\n')) ++*text, --*length;
    while (*length > 0 && ((*text)[*length - 1] == ' ' || (*text)[*length - 1] == '\n')) --*length;
}

/* a|b|c; the part at fault, if any, goes to fault->value. */
static enum ev_code read_set(const struct ev_vocabulary *v, uint32_t fact, const char *text,
                             size_t length, bool spoken, int64_t *value, struct ev_fault *fault) {
    uint64_t set = 0;
    bool braces = spoken && length > 1 && text[0] == '{' && text[length - 1] == '}';
    if (braces) {
        text++;
        length -= 2;
        trim(&text, &length);
    }
    bool none = braces ? length == 0 : is(text, length, "{}");
    int between = spoken && !memchr(text, '|', length) ? ',' : '|';
    const char *end = text + length, *part = text;
    while (!none) {
        const char *bar = memchr(part, between, (size_t)(end - part)), *name = part;
        size_t n = (size_t)((bar ? bar : end) - part);
        if (spoken) trim(&name, &n);
        int32_t found = find_value(v, fact, name, n, spoken);
        if (found < 0) {
            fault->value = (struct ev_span){name, n, false};
            return EV_UNKNOWN_VALUE;
        }
        set |= (uint64_t)1 << found;
        if (!bar) break;
        part = bar + 1;
    }
    *value = (int64_t)set;
    return EV_FINE;
}

static enum ev_code read_number(const struct strat_fact *fact, const char *text, size_t length,
                                int64_t *value, struct ev_fault *fault) {
    if (ev_number_end(text, text + length) != text + length) return EV_BAD_TYPE;
    enum ev_code code = read_exactly(text, text + length, fact, value);
    fault->decimals = code == EV_BAD_TYPE;
    return code;
}

bool ev_value_read(const struct ev_vocabulary *v, uint32_t fact, const char *text, size_t length,
                   bool spoken, int64_t *value, struct ev_fault *fault) {
    *fault = (struct ev_fault){.fact = (int32_t)fact, .value = {text, length, false}};
    const struct strat_fact *info = &v->facts[fact].info;
    enum ev_code code = EV_FINE;
    switch (info->kind) {
    case STRAT_FLAG: code = read_flag(text, length, spoken, value); break;
    case STRAT_ONE_OF:
        *value = find_value(v, fact, text, length, spoken);
        code = *value >= 0 ? EV_FINE : EV_UNKNOWN_VALUE;
        break;
    case STRAT_SET_OF: code = read_set(v, fact, text, length, spoken, value, fault); break;
    case STRAT_NUMBER: code = read_number(info, text, length, value, fault); break;
    case STRAT_DATE: {
        bool day = date_read(text, length, value) && *value >= info->low && *value <= info->high;
        code = day ? EV_FINE : EV_UNKNOWN_VALUE;
        break;
    }
    }
    fault->code = code;
    return code == EV_FINE;
}

static void say_set(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact,
                    uint64_t set) {
    bool first = true;
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        if (set >> i & 1) {
            ev_text(out, first ? "" : ",");
            ev_text(out, ev_value(v, fact, i)->name);
            first = false;
        }
    if (first) ev_text(out, "{}");
}

void ev_value_say(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    switch (info->kind) {
    case STRAT_FLAG: ev_text(out, value ? "yes" : "no"); break;
    case STRAT_ONE_OF: ev_text(out, ev_value(v, fact, (uint32_t)value)->name); break;
    case STRAT_SET_OF: say_set(out, v, fact, (uint64_t)value); break;
    case STRAT_NUMBER: ev_put_fixed(out, value, info->decimals); break;
    case STRAT_DATE: {
        char day[DATE_LENGTH + 1];
        date_write(value, day);
        ev_put(out, day, DATE_LENGTH);
        break;
    }
    }
}
