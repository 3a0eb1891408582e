#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE /* getentropy, flock */

#include "base/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    NAMES_TRIED = 100,
    LINKS_FOLLOWED = 40,
    LOCK_TRIES = 200,
    LOCK_WAIT = 10 /* milliseconds */
};

static void forget(struct outfile *f) {
    leftover_forget(&f->leftover);
    free(f->path);
    free(f->aside);
    free(f->kept);
    *f = (struct outfile){0};
}

/* ---- names ---- */

static size_t folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

/* The folder that `path` stands in; malloc'ed. */
static char *folder_of(const char *path) {
    size_t n = folder_length(path);
    return n ? strndup(path, n) : strdup(".");
}

/* "folder/.stratc-RANDOM" for the target "folder/name". Not made of the target's name, which may
 * have all the length that a name can have; and nobody can guess it and
 * have a link waiting there. */
static char *aside_name(const char *target) {
    uint64_t number;
    size_t folder = folder_length(target), room = folder + 32;
    if (getentropy(&number, sizeof number) != 0) return NULL;
    char *name = malloc(room);
    if (name) snprintf(name, room, "%.*s.stratc-%016" PRIx64, (int)folder, target, number);
    return name;
}

/* A link or a pipe of another user in a folder where all may write: it was put there to be fallen
 * for. */
static int is_planted(const char *path, const struct stat *st) {
    struct stat in;
    if (!S_ISLNK(st->st_mode) && !S_ISFIFO(st->st_mode)) return 0;
    char *folder = folder_of(path);
    int known = folder && stat(folder, &in) == 0;
    free(folder);
    return known && (in.st_mode & S_ISVTX) && (in.st_mode & S_IWOTH) && st->st_uid != geteuid() &&
           st->st_uid != in.st_uid;
}

/* The path that the link at `path` names, from where we are; malloc'ed. */
static char *behind(const char *path) {
    char to[4096];
    ssize_t n = readlink(path, to, sizeof to);
    if (n == (ssize_t)sizeof to) errno = ENAMETOOLONG;
    if (n < 0 || n == (ssize_t)sizeof to) return NULL;
    size_t folder = to[0] == '/' ? 0 : folder_length(path), length = folder + (size_t)n;
    char *next = malloc(length + 1);
    if (!next) return NULL;
    memcpy(next, path, folder);
    memcpy(next + folder, to, (size_t)n);
    next[length] = '\0';
    return next;
}

/* Where `path` leads when every link at its end is followed, be something there or not: 0, and
 * *real malloc'ed. */
static int follow(const char *path, char **real) {
    struct stat st;
    char *at = strdup(path);
    for (int links = 0; at && lstat(at, &st) == 0; links++) {
        int error = is_planted(at, &st) ? EACCES : links == LINKS_FOLLOWED ? ELOOP : 0;
        if (error) {
            free(at);
            return error;
        }
        if (!S_ISLNK(st.st_mode)) break;
        char *next = behind(at);
        free(at);
        at = next;
    }
    *real = at;
    return at ? 0 : errno;
}

/* ---- opening ---- */

static int to_stream(struct outfile *f, int fd) {
    f->stream = fdopen(fd, "wb");
    if (f->stream) return 0;
    int error = errno;
    close(fd);
    return error;
}

/* Opens a file that did not exist. What its mode is beyond that of the target is left to the
 * kernel, which knows the umask and the folder's own rules. */
static int open_aside(struct outfile *f, mode_t mode) {
    int fd = -1, error = EEXIST;
    for (int tried = 0; tried < NAMES_TRIED && error == EEXIST; tried++) {
        sigset_t before;
        free(f->aside);
        f->aside = aside_name(f->path);
        if (!f->aside) return errno;
        interrupt_hold(&before);
        fd = open(f->aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode & 0666);
        error = fd < 0 ? errno : 0;
        if (!error) leftover_add(&f->leftover, f->aside);
        interrupt_release(&before);
    }
    if (!error) error = to_stream(f, fd);
    if (error && fd >= 0) unlink(f->aside);
    return error;
}

/* Never made, never cut: should something else stand there by now, it is as it was. */
static int open_direct(struct outfile *f, const char *path) {
    struct stat st;
    int fd = open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC);
    if (fd < 0) return errno;
    if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) return to_stream(f, fd);
    close(fd);
    return EEXIST;
}

static int open_target(struct outfile *f, const char *path) {
    struct stat st;
    int exists = stat(path, &st) == 0;
    if (!exists && errno != ENOENT) return errno;
    if (exists && S_ISDIR(st.st_mode)) return EISDIR;
    int error = follow(path, &f->path);
    if (error) return error;
    if (exists && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0) return errno;
    if (exists && !S_ISREG(st.st_mode)) return open_direct(f, path);
    size_t n = strlen(f->path);
    if (n == 0 || f->path[n - 1] == '/')
        return ENOENT; /* a name aside could be made, but never renamed to this */
    return open_aside(f, exists ? st.st_mode : 0666);
}

int outfile_open(struct outfile *f, const char *path) {
    *f = (struct outfile){0};
    if (strcmp(path, "-") == 0) {
        f->stream = stdout;
        return 0;
    }
    int error = open_target(f, path);
    if (error) forget(f);
    return error;
}

int outfile_open_new(struct outfile *f, const char *path) {
    struct stat st;
    int error = strcmp(path, "-") != 0 && stat(path, &st) == 0 && S_ISREG(st.st_mode)
                    ? EEXIST
                    : outfile_open(f, path);
    if (!error) f->must_be_new = 1;
    return error;
}

int outfile_is_direct(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

int outfile_is_same(const struct outfile *a, const struct outfile *b) {
    struct stat in_a, in_b;
    if (!a->aside || !b->aside ||
        strcmp(a->path + folder_length(a->path), b->path + folder_length(b->path)) != 0)
        return 0;
    char *folder_a = folder_of(a->path), *folder_b = folder_of(b->path);
    int same = folder_a && folder_b && stat(folder_a, &in_a) == 0 && stat(folder_b, &in_b) == 0 &&
               in_a.st_dev == in_b.st_dev && in_a.st_ino == in_b.st_ino;
    free(folder_a);
    free(folder_b);
    return same;
}

/* ---- writing ---- */

/* A stream remembers that a write failed but not why, so we write once more. A file aside is thrown
 * away now, and a page does not fit where the disk is full; of any other we spoil what is spoilt
 * already by one line end at most. */
static int why_failed(const struct outfile *f) {
    static const char page[4096] = "\n";
    return write(fileno(f->stream), page, f->aside ? sizeof page : 1) < 0 ? errno : EIO;
}

static int finish_writing(struct outfile *f) {
    int failed_before = ferror(f->stream);
    if (fflush(f->stream) != 0) return errno;
    return failed_before ? why_failed(f) : 0;
}

static int set_mode(const struct outfile *f) {
    struct stat old, new;
    int fd = fileno(f->stream);
    if (fstat(fd, &new) != 0) return errno;
    mode_t mode = new.st_mode & 0777;
    if (stat(f->path, &old) == 0) {
        mode = old.st_mode & 0777;
        if ((old.st_uid != new.st_uid || old.st_gid != new.st_gid) &&
            fchown(fd, old.st_uid, old.st_gid) != 0)
            errno = 0; /* only root can give a file away; that the writer owns what he wrote is no
                          fault */
    }
    if (f->executable) mode |= (mode & 0444) >> 2;
    return fchmod(fd, mode) == 0 ? 0 : errno;
}

/* Some file systems cannot be asked to; that is no fault of what was written. */
static int to_disk(const struct outfile *f) {
    if (fsync(fileno(f->stream)) == 0 || errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
        return 0;
    return errno;
}

/* All that can fail before the file is given its name. */
static int finish(struct outfile *f) {
    int error = finish_writing(f);
    if (!error && f->aside) error = set_mode(f);
    if (!error && f->aside) error = to_disk(f);
    if (f->stream != stdout && fclose(f->stream) != 0 && !error) error = errno;
    f->stream = NULL;
    return error;
}

/* ---- appearing ---- */

/* Whoever renames several files into this folder does so alone. A lock that cannot be had, or not
 * soon, is done without: anyone who may read the folder can hold it. Returns what to close. */
static int lock_folder(const struct outfile *f) {
    char *folder = f->path ? folder_of(f->path) : NULL;
    int fd = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    free(folder);
    for (int tries = 0;
         fd >= 0 && tries < LOCK_TRIES && flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
         tries++)
        poll(NULL, 0, LOCK_WAIT);
    return fd;
}

static void keep_old(struct outfile *f) {
    struct stat st;
    f->is_new = lstat(f->path, &st) != 0;
    f->kept = f->is_new ? NULL : aside_name(f->path);
    if (f->kept && link(f->path, f->kept) != 0) {
        free(f->kept);
        f->kept = NULL;
    }
}

/* Where nothing is: what a link takes care of, on file systems that have them. */
static int take_free_name(const struct outfile *f) {
    struct stat st;
    if (link(f->aside, f->path) == 0) {
        unlink(f->aside); /* what is written is there, whatever becomes of this */
        return 0;
    }
    if (errno == EEXIST || lstat(f->path, &st) == 0) return EEXIST;
    return rename(f->aside, f->path) == 0 ? 0 : errno;
}

static int appear(struct outfile *f, int may_go_back) {
    if (!f->aside) return 0;
    if (may_go_back) keep_old(f);
    int error = f->must_be_new ? take_free_name(f) : rename(f->aside, f->path) == 0 ? 0 : errno;
    if (error) return error;
    free(f->aside);
    f->aside = NULL;
    return 0;
}

/* As it was before appear(). */
static void go_back(struct outfile *f) {
    if (f->kept && rename(f->kept, f->path) == 0) {
        free(f->kept);
        f->kept = NULL;
    } else if (f->is_new) {
        unlink(f->path);
    }
}

/* No signal comes in between, so of a run that is not killed nothing is left half way. */
static int appear_all(struct outfile *const *files, size_t n, size_t *failed) {
    sigset_t before;
    int lock = n > 1 ? lock_folder(files[0]) : -1, error = 0;
    interrupt_hold(&before);
    for (*failed = 0; *failed < n && !error; ++*failed)
        error = appear(files[*failed], *failed + 1 < n);
    if (error)
        for (size_t i = --*failed; i-- > 0;) go_back(files[i]);
    for (size_t i = 0; i < n; i++)
        outfile_abandon(files[i]); /* of what has appeared, only its old form */
    interrupt_release(&before);
    if (lock >= 0) close(lock);
    return error;
}

int outfile_commit_all(struct outfile *const *files, size_t n, size_t *failed) {
    int error = 0;
    for (*failed = 0; *failed < n && !error; ++*failed) error = finish(files[*failed]);
    if (!error) return appear_all(files, n, failed);
    --*failed;
    for (size_t i = 0; i < n; i++) outfile_abandon(files[i]);
    return error;
}

int outfile_commit(struct outfile *f) {
    size_t failed;
    return outfile_commit_all(&f, 1, &failed);
}

void outfile_abandon(struct outfile *f) {
    if (f->stream && f->stream != stdout) fclose(f->stream);
    if (f->aside) unlink(f->aside);
    if (f->kept) unlink(f->kept);
    forget(f);
}

FILE *outfile_log(const char *path) { return fopen(path, "wb"); }
