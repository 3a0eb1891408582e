/*
 * Outfile: a file that appears whole or not at all. Every result of the compiler goes through this
 * door, programs too.
 *
 * Written aside (in the same folder, under a random name of its own) and renamed over the target
 * when outfile_commit() has flushed it to the disk without error; outfile_abandon() removes it, and
 * so does a signal that ends the run. The path "-" is standard output, which is written as it goes.
 *
 * outfile_open_new() wants no file there, neither then (EEXIST) nor when this one appears.
 *
 * A target that is no regular file (/dev/null, a pipe) is written directly and stays what it is. A
 * symbolic link stays one: the file that it names is written, whether it was there or not; but a
 * link or a pipe that another user has put into a folder where all may write (/tmp) is refused, as
 * the kernel does by default. Permissions of an existing target are kept, and one that may not be
 * written is not replaced.
 *
 * The functions return 0 or an errno value; after one that did not return 0 nothing is left to
 * close or to free. From outfile_open() until the end an outfile stays where it is in memory.
 */
#ifndef STRATC_BASE_OUTFILE_H
#define STRATC_BASE_OUTFILE_H

#include "base/interrupt.h"

#include <stddef.h>
#include <stdio.h>

struct outfile {
    FILE *stream; /* write here; errors are sticky and reported by outfile_commit() */
    char *path;   /* the target, behind all links */
    char *aside;  /* NULL when the target is written directly, and once it has appeared */
    char *kept; /* another name of what the target was, until all that belong together have appeared
                 */
    int is_new; /* there was none */
    int must_be_new;          /* nor does it take the place of one */
    int executable;           /* set before commit: whoever may read the file may run it */
    struct leftover leftover; /* `aside` */
};

int outfile_open(struct outfile *f, const char *path);
int outfile_open_new(struct outfile *f, const char *path);
int outfile_commit(struct outfile *f);
void outfile_abandon(struct outfile *f);

/* Files that belong together: all appear, or none does, as far as the file system allows: one that
 * has no hard links cannot bring an old file back. Of two runs that write the same files at once,
 * those of the last are there. On an error `*failed` is the number of the file that could not be
 * written. */
int outfile_commit_all(struct outfile *const *files, size_t n, size_t *failed);

/* A file that is written as things come, and holds what came whenever the run may end; NULL: errno
 * says why. */
FILE *outfile_log(const char *path);

/* Is there something at `path` that is written directly, a device or a pipe? */
int outfile_is_direct(const char *path);

/* Would one take the place of the other? Both are open. */
int outfile_is_same(const struct outfile *a, const struct outfile *b);

#endif
