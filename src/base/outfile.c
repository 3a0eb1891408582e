#define _POSIX_C_SOURCE 200809L
#define _XOPEN_SOURCE 700

#include "base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NAMES_TRIED = 1000 };

static void forget(struct outfile *f) {
    free(f->path);
    free(f->aside);
    *f = (struct outfile){0};
}

/* "folder/.stratc-PID-N" for the target "folder/name". Not made of the target's name: that may have all the length a
 * name can have. */
static char *aside_name(const char *target, unsigned n) {
    const char *slash = strrchr(target, '/');
    size_t folder = slash ? (size_t)(slash - target) + 1 : 0;
    size_t room = folder + 64;
    char *name = malloc(room);
    if (name)
        snprintf(name, room, "%.*s.stratc-%ld-%u", (int)folder, target, (long)getpid(), n);
    return name;
}

/* Opens a file that did not exist. Its mode is left to the kernel, which knows the umask and the folder's own rules. */
static int open_aside(struct outfile *f) {
    for (unsigned n = 0; n < NAMES_TRIED; n++) {
        free(f->aside);
        f->aside = aside_name(f->path, n);
        if (!f->aside)
            return ENOMEM;
        int fd = open(f->aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
        if (fd < 0 && errno == EEXIST)
            continue;
        if (fd < 0)
            return errno;
        f->stream = fdopen(fd, "wb");
        if (f->stream)
            return 0;
        int error = errno;
        close(fd);
        unlink(f->aside);
        return error;
    }
    return EEXIST;
}

static int open_direct(struct outfile *f) {
    f->stream = fopen(f->path, "wb");
    return f->stream ? 0 : errno;
}

static int open_target(struct outfile *f, const char *path) {
    struct stat st;
    int exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT)
        return errno;
    if (exists && S_ISDIR(st.st_mode))
        return EISDIR;
    if (exists && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return errno;
    size_t n = strlen(path);
    if (!exists && (n == 0 || path[n - 1] == '/'))
        return ENOENT; /* a name aside could be made, but never renamed to this */
    f->path = exists ? realpath(path, NULL) : strdup(path);
    if (!f->path)
        return errno;
    return exists && !S_ISREG(st.st_mode) ? open_direct(f) : open_aside(f);
}

int outfile_open(struct outfile *f, const char *path) {
    *f = (struct outfile){0};
    if (strcmp(path, "-") == 0) {
        f->stream = stdout;
        return 0;
    }
    int error = open_target(f, path);
    if (error)
        forget(f);
    return error;
}

/* A stream remembers that a write failed but not why, so we write once more. A file aside is thrown away now, and a
 * page does not fit where the disk is full; of any other we spoil what is spoilt already by one line end at most. */
static int why_failed(const struct outfile *f) {
    static const char page[4096] = "\n";
    return write(fileno(f->stream), page, f->aside ? sizeof page : 1) < 0 ? errno : EIO;
}

static int finish_writing(struct outfile *f) {
    int failed_before = ferror(f->stream);
    if (fflush(f->stream) != 0)
        return errno;
    return failed_before ? why_failed(f) : 0;
}

/* By name, not by descriptor: a linker that wrote to `aside` may have put a new file in its place. */
static int set_mode(const struct outfile *f) {
    struct stat old, new;
    if (stat(f->aside, &new) != 0)
        return errno;
    mode_t mode = new.st_mode & 0777;
    if (stat(f->path, &old) == 0) {
        mode = old.st_mode & 0777;
        if ((old.st_uid != new.st_uid || old.st_gid != new.st_gid) && chown(f->aside, old.st_uid, old.st_gid) != 0)
            errno = 0; /* only root can give a file away; that the writer owns what he wrote is no fault */
    }
    if (f->executable)
        mode |= (mode & 0444) >> 2;
    return chmod(f->aside, mode) == 0 ? 0 : errno;
}

int outfile_commit(struct outfile *f) {
    int error = finish_writing(f);
    if (f->stream != stdout && fclose(f->stream) != 0 && !error)
        error = errno;
    if (f->aside) {
        if (!error)
            error = set_mode(f);
        if (!error && rename(f->aside, f->path) != 0)
            error = errno;
        if (error)
            unlink(f->aside);
    }
    forget(f);
    return error;
}

void outfile_abandon(struct outfile *f) {
    if (f->stream && f->stream != stdout)
        fclose(f->stream);
    if (f->aside)
        unlink(f->aside);
    forget(f);
}
