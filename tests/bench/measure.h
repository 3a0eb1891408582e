/* Samples of the benchmark: a line each on standard output, `KEY<tab>VALUE`; tests/bench/table.awk
 * makes medians of them. */
#ifndef TESTS_BENCH_MEASURE_H
#define TESTS_BENCH_MEASURE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* Processor time of this process, all threads: what others do on the machine matters less than for
 * the time of day. */
static inline double cpu_seconds(void) {
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static inline void sample(const char *key, double value) {
    printf("%s\t%.6g\n", key, value);
    fflush(stdout);
}

/* The whole of FOLDER/NAME with a NUL and `room` more bytes after it; ends the program where it
 * cannot be read. */
static inline char *read_whole(const char *folder, const char *name, size_t room, size_t *len) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    char *text = NULL;
    if (f && fseek(f, 0, SEEK_END) == 0 && ftell(f) >= 0) {
        *len = (size_t)ftell(f);
        rewind(f);
        text = calloc(*len + room + 1, 1);
        if (text && fread(text, 1, *len, f) != *len) text = NULL;
    }
    if (!text) {
        fprintf(stderr, "bench: %s cannot be read\n", path);
        exit(2);
    }
    fclose(f);
    return text;
}

#endif
