/*
 * A folder of its own for a test program to work in.
 */
#ifndef TESTS_FOLDER_H
#define TESTS_FOLDER_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct test_folder {
    char path[64], home[4096];
};

/* Made, and the working folder from now on. */
static inline bool folder_enter(struct test_folder *f) {
    strcpy(f->path, "/tmp/stratc-test.XXXXXX");
    return getcwd(f->home, sizeof f->home) && mkdtemp(f->path) && chdir(f->path) == 0;
}

/* Back to where we were. False where something was left in the folder. */
static inline bool folder_leave(const struct test_folder *f) {
    return chdir(f->home) == 0 && rmdir(f->path) == 0;
}

/* The same with all that is in it. */
static inline bool folder_remove(const struct test_folder *f) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", f->path);
    return chdir(f->home) == 0 && system(command) == 0;
}

#endif
