/*
 * Date: days since 0001-01-01 (day 0), in the Gregorian calendar, as year-month-day.
 */
#ifndef STRATC_BASE_DATE_H
#define STRATC_BASE_DATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DATE_LENGTH = 10 };

/* False where text[0..n) is no day. */
bool date_read(const char *text, size_t n, int64_t *day);

/* A day up to 9999-12-31, and a NUL. */
void date_write(int64_t day, char text[DATE_LENGTH + 1]);

#endif
