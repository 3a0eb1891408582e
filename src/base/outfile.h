/*
 * Outfile: a file that appears whole or not at all.
 *
 * Written aside (in the same folder, under a name of its own) and renamed over the target when
 * outfile_commit() has flushed and closed it without error; outfile_abandon() removes it. The path "-" is
 * standard output, which is written as it goes. A target that is not a regular file (/dev/null, a pipe) is
 * written directly. A symbolic link stays one: the file that it names is replaced. Permissions of an existing target
 * are kept, and one that may not be written is not replaced. Another program may write to `aside` by its name.
 * The functions return 0 or an errno value; after one that did not return 0 nothing is left to close or to free.
 */
#ifndef STRATC_BASE_OUTFILE_H
#define STRATC_BASE_OUTFILE_H

#include <stdio.h>

struct outfile {
    FILE *stream;    /* write here; errors are sticky and reported by outfile_commit() */
    char *path;      /* the target */
    char *aside;     /* NULL when the target is written directly */
    int executable;  /* set before commit: whoever may read the file may run it */
};

int outfile_open(struct outfile *f, const char *path);
int outfile_commit(struct outfile *f);
void outfile_abandon(struct outfile *f);

#endif
