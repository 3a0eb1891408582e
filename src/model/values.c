/* The values of facts: decimal numbers, dates, and how a value is written. */
#include "model/build.h"

#include <string.h>

enum { DAYS_OF_400_YEARS = 146097, LARGEST_DIGITS = 18 };

/* ---- numbers ---- */

unsigned decimal_places(const char *text) {
    const char *point = strchr(text, '.');
    return point ? (unsigned)strlen(point + 1) : 0;
}

/* Reads the digits alone: a number that reaches 10^18 is too large, so that sums and bounds never
 * overflow.
 */
static bool append_digit(int64_t *value, char digit) {
    if (*value >= 100000000000000000) return false;
    *value = *value * 10 + (digit - '0');
    return true;
}

enum decimal decimal_read(const char *text, unsigned decimals, int64_t *value) {
    bool negative = *text == '-';
    int64_t n = 0;
    if (decimal_places(text) > decimals) return DECIMAL_TOO_PRECISE;
    for (const char *c = text + negative; *c; c++)
        if (*c != '.' && (*c < '0' || *c > '9' || !append_digit(&n, *c))) return DECIMAL_TOO_LARGE;
    for (unsigned i = decimal_places(text); i < decimals; i++)
        if (!append_digit(&n, '0')) return DECIMAL_TOO_LARGE;
    *value = negative ? -n : n;
    return DECIMAL_OK;
}

static const char *decimal_text(struct arena *a, int64_t value, unsigned decimals) {
    const char *sign = value < 0 ? "-" : "";
    uint64_t n = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    uint64_t one = 1;
    for (unsigned i = 0; i < decimals; i++) one *= 10;
    if (decimals == 0) return arena_printf(a, "%s%llu", sign, (unsigned long long)n);
    return arena_printf(a, "%s%llu.%0*llu", sign, (unsigned long long)(n / one), (int)decimals,
                        (unsigned long long)(n % one));
}

/* ---- dates ---- */

static bool leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

/* Days of the year before the first of this month (1 to 13). */
static int64_t days_before_month(int64_t year, int64_t month) {
    static const int64_t before[14] = {0,   0,   31,  59,  90,  120, 151,
                                       181, 212, 243, 273, 304, 334, 365};
    return before[month] + (month > 2 && leap(year) ? 1 : 0);
}

/* Days from 0001-01-01 to the first of January of this year. */
static int64_t days_before_year(int64_t year) {
    int64_t y = year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400;
}

/* The number that text[0..n) spells in digits, or -1. */
static int64_t digits(const char *text, size_t n) {
    int64_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool date_from_text(const char *text, size_t len, int64_t *day) {
    if (len != 10 || text[4] != '-' || text[7] != '-') return false;
    int64_t y = digits(text, 4), m = digits(text + 5, 2), d = digits(text + 8, 2);
    if (y < 1 || m < 1 || m > 12 || d < 1) return false;
    if (d > days_before_month(y, m + 1) - days_before_month(y, m)) return false;
    *day = days_before_year(y) + days_before_month(y, m) + d - 1;
    return true;
}

const char *date_text(struct arena *a, int64_t day) {
    int64_t y = day * 400 / DAYS_OF_400_YEARS + 1; /* off by one at most */
    while (days_before_year(y) > day) y--;
    while (days_before_year(y + 1) <= day) y++;
    int64_t left = day - days_before_year(y), m = 1;
    while (m < 12 && days_before_month(y, m + 1) <= left) m++;
    return arena_printf(a, "%04d-%02d-%02d", (int)y, (int)m,
                        (int)(left - days_before_month(y, m)) + 1);
}

/* ---- any value ---- */

static const char *set_text(struct arena *a, const struct fact *f, uint64_t set) {
    const char *text = NULL;
    for (size_t i = 0; i < f->values.len; i++)
        if (set >> i & 1)
            text =
                text ? arena_printf(a, "%s, %s", text, f->values.at[i].name) : f->values.at[i].name;
    return text ? arena_printf(a, "{ %s }", text) : "{}";
}

const char *fact_value_text(struct arena *a, const struct fact *f, int64_t value) {
    switch (f->kind) {
    case FACT_FLAG: return value ? "yes" : "no";
    case FACT_ONE_OF: return f->values.at[value].name;
    case FACT_SET_OF: return set_text(a, f, (uint64_t)value);
    case FACT_NUMBER: return decimal_text(a, value, f->decimals);
    case FACT_DATE: return date_text(a, value);
    }
    return "";
}

const char *status_words(enum status s) {
    static const char *const words[] = {[STATUS_OUT_OF_SCOPE] = "out of scope",
                                        [STATUS_REFUSED] = "refused",
                                        [STATUS_DEFAULT] = "by default",
                                        [STATUS_CONDITIONAL] = "conditional",
                                        [STATUS_OPEN] = "open"};
    return words[s];
}

const char *status_key(enum status s) {
    return s == STATUS_OUT_OF_SCOPE ? "out_of_scope"
           : s == STATUS_DEFAULT    ? "default"
                                    : status_words(s);
}

void fact_value_json(struct json *w, const char *key, const struct fact *f, int64_t value) {
    switch (f->kind) {
    case FACT_FLAG: json_put_bool(w, key, value); return;
    case FACT_NUMBER:
        json_key(w, key);
        fputs(fact_value_text(w->arena, f, value), w->out);
        return;
    case FACT_SET_OF:
        json_open(w, key, '[');
        for (size_t e = 0; e < f->values.len; e++)
            if ((uint64_t)value >> e & 1) json_put_text(w, NULL, f->values.at[e].name);
        json_close(w, ']');
        return;
    case FACT_ONE_OF:
    case FACT_DATE: json_put_text(w, key, fact_value_text(w->arena, f, value)); return;
    }
}
