#include "base/date.h"

enum { DAYS_OF_400_YEARS = 146097 };

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
static int64_t read_digits(const char *text, size_t n) {
    int64_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static void write_digits(char *text, size_t n, int64_t value) {
    for (; n > 0; value /= 10) text[--n] = (char)('0' + value % 10);
}

bool date_read(const char *text, size_t n, int64_t *day) {
    if (n != DATE_LENGTH || text[4] != '-' || text[7] != '-') return false;
    int64_t y = read_digits(text, 4), m = read_digits(text + 5, 2), d = read_digits(text + 8, 2);
    if (y < 1 || m < 1 || m > 12 || d < 1) return false;
    if (d > days_before_month(y, m + 1) - days_before_month(y, m)) return false;
    *day = days_before_year(y) + days_before_month(y, m) + d - 1;
    return true;
}

void date_write(int64_t day, char text[DATE_LENGTH + 1]) {
    int64_t y = day * 400 / DAYS_OF_400_YEARS + 1, m = 1; /* off by one at most */
    while (days_before_year(y) > day) y--;
    while (days_before_year(y + 1) <= day) y++;
    int64_t left = day - days_before_year(y);
    while (m < 12 && days_before_month(y, m + 1) <= left) m++;
    write_digits(text, 4, y);
    text[4] = text[7] = '-';
    write_digits(text + 5, 2, m);
    write_digits(text + 8, 2, left - days_before_month(y, m) + 1);
    text[DATE_LENGTH] = '\0';
}
