#define _XOPEN_SOURCE 700 /* realpath */

#include "diag/source.h"

#include "base/text.h"
#include "diag/diag.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const struct span SPAN_NOWHERE = {UINT32_MAX, 0, 0};

/* ---- places ---- */

static void find_lines(struct arena *a, struct source *s) {
    size_t n = 1;
    for (const char *c = s->text; (c = memchr(c, '\n', s->len - (size_t)(c - s->text))) != NULL;
         c++)
        n++;
    uint32_t *lines = arena_array(a, uint32_t, n);
    size_t i = 1;
    for (const char *c = s->text; (c = memchr(c, '\n', s->len - (size_t)(c - s->text))) != NULL;
         c++)
        lines[i++] = (uint32_t)(c - s->text) + 1;
    s->lines = lines;
    s->nlines = n;
}

size_t source_line(struct arena *a, struct source *s, uint32_t offset, uint32_t *from,
                   uint32_t *to) {
    if (!s->lines) find_lines(a, s);
    size_t low = 0, high = s->nlines; /* the line is in [low, high) */
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (s->lines[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    *from = s->lines[low];
    *to = low + 1 < s->nlines ? s->lines[low + 1] - 1 : (uint32_t)s->len;
    if (*to > *from && s->text[*to - 1] == '\r') --*to;
    return low;
}

struct position source_position(struct arena *a, struct source *s, uint32_t offset) {
    uint32_t from, to;
    if (offset > s->len) offset = (uint32_t)s->len;
    struct position p = {.line = (uint32_t)source_line(a, s, offset, &from, &to) + 1, .column = 1};
    uint32_t i = from;
    if (s->last.offset >= from && s->last.offset <= offset && s->last.column) {
        i = s->last.offset;
        p.column = s->last.column;
    }
    for (size_t len; i < offset; i += (uint32_t)len, p.column++)
        utf8_decode(s->text + i, offset - i, &len);
    s->last.offset = offset;
    s->last.column = p.column;
    return p;
}

static uint32_t units(int32_t c) { return c > 0xffff ? 2 : 1; }

static uint32_t mark_units(const struct source *s, size_t line) { return s->marked && line == 0; }

struct utf16_position source_utf16(struct arena *a, struct source *s, uint32_t offset) {
    uint32_t from, to;
    if (offset > s->len) offset = (uint32_t)s->len;
    size_t line = source_line(a, s, offset, &from, &to);
    struct utf16_position p = {.line = (uint32_t)line, .unit = mark_units(s, line)};
    for (size_t len; from < offset; from += (uint32_t)len)
        p.unit += units(utf8_decode(s->text + from, s->len - from, &len));
    return p;
}

uint32_t source_offset(struct arena *a, struct source *s, struct utf16_position at) {
    uint32_t from, to;
    if (!s->lines) find_lines(a, s);
    if (at.line >= s->nlines) return (uint32_t)s->len;
    source_line(a, s, s->lines[at.line], &from, &to);
    uint32_t unit = mark_units(s, at.line);
    for (size_t len; from < to; from += (uint32_t)len) {
        unit += units(utf8_decode(s->text + from, to - from, &len));
        if (unit > at.unit) break;
    }
    return from;
}

struct span span_join(struct span a, struct span b) {
    return (struct span){a.file, a.from, b.to};
}

bool span_before(struct span a, struct span b) {
    if (a.file != b.file) return a.file < b.file;
    return a.from != b.from ? a.from < b.from : a.to < b.to;
}

/* ---- what may not be in a text ---- */

enum { FAULTS_SHOWN = 100 }; /* of one file: a photograph has a million */

struct faults {
    struct diags *d;
    uint32_t file;
    bool prose; /* pages of a text end in form feeds */
    size_t found;
    bool damaged; /* it is no text that could be scanned */
    bool cr_told; /* of the first CR that ends a line by itself: then all lines end so */
};

static struct span fault_at(struct faults *f, size_t from, size_t to) {
    return (struct span){f->file, (uint32_t)from, (uint32_t)to};
}

static bool fault_shown(struct faults *f, bool damage) {
    f->damaged = f->damaged || damage;
    return f->found++ < FAULTS_SHOWN;
}

struct character {
    int32_t c;
    const char *name;
};

/* What moves or hides what a screen shows, begins a line for some programs and for others not, or
 * reorders what is shown. */
static const struct character hidden[] = {{0x07, "bell"},
                                          {0x08, "backspace"},
                                          {0x0b, "vertical tab"},
                                          {0x0c, "form feed"},
                                          {0x1a, "end of file"},
                                          {0x1b, "escape"},
                                          {0x7f, "delete"},
                                          {0x85, "next line"},
                                          {0x61c, "Arabic letter mark"},
                                          {0x200e, "left-to-right mark"},
                                          {0x200f, "right-to-left mark"},
                                          {0x2028, "line separator"},
                                          {0x2029, "paragraph separator"},
                                          {0x202a, "left-to-right embedding"},
                                          {0x202b, "right-to-left embedding"},
                                          {0x202c, "pop directional formatting"},
                                          {0x202d, "left-to-right override"},
                                          {0x202e, "right-to-left override"},
                                          {0x2066, "left-to-right isolate"},
                                          {0x2067, "right-to-left isolate"},
                                          {0x2068, "first strong isolate"},
                                          {0x2069, "pop directional isolate"}};

static size_t nul_bytes(struct faults *f, const char *text, size_t len, size_t i) {
    size_t end = i;
    while (end < len && text[end] == '\0') end++;
    if (fault_shown(f, true))
        diag_report(
            f->d, DIAG_NUL_BYTE, fault_at(f, i, end), "%s: the file is damaged, or it is no text",
            end - i == 1 ? "a zero byte" : arena_printf(f->d->arena, "%zu zero bytes", end - i));
    return end;
}

static size_t bad_bytes(struct faults *f, const char *text, size_t len, size_t i) {
    size_t end = i, n;
    while (end < len && utf8_decode(text + end, len - end, &n) < 0) end++;
    if (fault_shown(f, true))
        diag_report(f->d, DIAG_NOT_UTF8, fault_at(f, i, end),
                    "this is not UTF-8 (byte %02X): save the file in the encoding UTF-8",
                    (unsigned)(unsigned char)text[i]);
    return end;
}

/* CR stands before LF. Where it ends a line by itself, a reader may see a line end where the
 * compiler sees none. */
static size_t carriage_returns(struct faults *f, const char *text, size_t len, size_t i) {
    size_t end = i;
    while (end < len && text[end] == '\r') end++;
    if (end == len || text[end] == '\n' || f->cr_told) return end;
    f->cr_told = true;
    if (fault_shown(f, true))
        diag_report(
            f->d, DIAG_CONTROL_CHARACTER, fault_at(f, i, end),
            "a line ends with CR alone: save the file with LF or CR LF at the ends of its lines");
    return end;
}

static const char *hidden_name(int32_t c) {
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (hidden[i].c == c) return hidden[i].name;
    return c < 0x20 || (c > 0x7f && c < 0xa0) ? "control character" : NULL;
}

static void report_hidden(struct faults *f, int32_t c, size_t from, size_t to) {
    const char *name = hidden_name(c);
    if (!name || !fault_shown(f, false)) return;
    bool turns = c > 0xa0 && c != 0x2028 && c != 0x2029;
    diag_report(f->d, turns ? DIAG_HIDDEN_DIRECTION : DIAG_CONTROL_CHARACTER, fault_at(f, from, to),
                "an invisible character (U+%04X, %s) that can %s: remove it", (unsigned)c, name,
                turns ? "make the text read otherwise than it is"
                      : "move or hide what a screen shows");
}

static bool is_plain(char c) { return (c >= 0x20 && c < 0x7f) || c == '\n' || c == '\t'; }

/* Looks at every character of the text. */
static void find_faults(struct faults *f, const char *text, size_t len) {
    for (size_t i = 0, n; i < len;) {
        if (is_plain(text[i])) {
            i++;
            continue;
        }
        int32_t c = utf8_decode(text + i, len - i, &n);
        if (c == 0) {
            i = nul_bytes(f, text, len, i);
        } else if (c < 0) {
            i = bad_bytes(f, text, len, i);
        } else if (c == '\f' && f->prose) {
            i++;
        } else if (c == '\r') {
            i = carriage_returns(f, text, len, i);
        } else {
            report_hidden(f, c, i, i + n);
            i += n;
        }
    }
    if (f->found > FAULTS_SHOWN)
        diag_note(f->d, SPAN_NOWHERE, "and %zu more places like these in this file",
                  f->found - FAULTS_SHOWN);
}

void source_copy(const struct source *s, char *to) {
    memcpy(to, s->text, s->len + 2);
    for (size_t i = 0, n; s->blanked && i < s->len; i += n) {
        int32_t c = utf8_decode(s->text + i, s->len - i, &n);
        if (c != '\n' && c != '\t' && c != '\r' && hidden_name(c)) memset(to + i, ' ', n);
    }
}

/* Takes text[0..len), which has two NULs behind it, into the sources. NULL when it is not fit to be
 * scanned. */
static struct source *add(struct arena *a, struct sources *all, struct diags *d, const char *path,
                          const char *text, size_t len, bool prose) {
    bool bom = len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0;
    if (bom) {
        text += 3;
        len -= 3;
    }
    struct source *s = arena_new(a, struct source);
    *s = (struct source){.file = (uint32_t)all->len,
                         .path = arena_strndup(a, path, strlen(path)),
                         .text = text,
                         .len = len,
                         .bom = bom,
                         .prose = prose};
    vec_push(a, all, s);
    struct faults f = {.d = d, .file = s->file, .prose = prose};
    if (len >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0)) {
        diag_report(d, DIAG_NOT_UTF8, fault_at(&f, 0, 2),
                    "this file is in the encoding UTF-16: save it as UTF-8");
        return NULL;
    }
    find_faults(&f, text, len);
    s->blanked = f.found > 0;
    return f.damaged || f.found > FAULTS_SHOWN ? NULL : s;
}

/* ---- files ---- */

struct bytes VEC(char);

/* Reads to the end, or to one byte over the limit. Leaves room for two
 * NULs. 0, or an errno value. */
static int read_all(struct arena *a, int fd, size_t expected, struct bytes *out) {
    out->cap = expected + 3;
    out->at = arena_array(a, char, out->cap);
    while (out->len <= SOURCE_MAX) {
        if (out->cap - out->len < 3) out->at = vec_grow(a, out->at, out->len, &out->cap, 1);
        size_t room = out->cap - out->len - 2;
        if (room > SOURCE_MAX + 1 - out->len) room = SOURCE_MAX + 1 - out->len;
        ssize_t n = read(fd, out->at + out->len, room);
        if (n == 0) return 0;
        if (n < 0 && errno != EINTR) return errno;
        if (n > 0) out->len += (size_t)n;
    }
    return EFBIG;
}

/* A pipe without a name is the output of a command, as a shell makes it of <(command): it ends when
 * that ends. */
static bool has_no_name(const struct stat *pipe_st) {
    int ends[2];
    struct stat st;
    if (pipe(ends) != 0) return false;
    bool same = fstat(ends[0], &st) == 0 && st.st_dev == pipe_st->st_dev;
    close(ends[0]);
    close(ends[1]);
    return same;
}

static bool is_null_device(const struct stat *st) {
    struct stat null;
    return stat("/dev/null", &null) == 0 && S_ISCHR(null.st_mode) && null.st_rdev == st->st_rdev;
}

/* Why this is nothing to read a text from, or NULL. Who named it waits for a command to end, but
 * for nothing else. */
static const char *unfit(const struct stat *st, bool named) {
    if (S_ISREG(st->st_mode) || S_ISDIR(st->st_mode)) return NULL;
    if (S_ISFIFO(st->st_mode))
        return named && has_no_name(st) ? NULL : "it is a pipe, into which nobody may ever write";
    if (S_ISSOCK(st->st_mode)) return "it is a socket, not a file";
    return named && S_ISCHR(st->st_mode) && is_null_device(st) ? NULL
                                                               : "it is a device, not a file";
}

bool source_within(const struct source_roots *roots, const char *path) {
    char real[PATH_MAX];
    bool known = realpath(path, real) != NULL, within = false;
    vec_each (const char *, root, roots) {
        size_t n = strlen(*root);
        n -= n > 0 && (*root)[n - 1] == '/'; /* "/" itself */
        within = within || (known && strncmp(real, *root, n) == 0 && (real[n] == '/' || !real[n]));
    }
    return within;
}

/* The path may lead elsewhere by now than when it was opened: where it leads is believed only if
 * that is what is open. */
static bool is_within(const struct source_roots *roots, const char *path,
                      const struct stat *opened) {
    struct stat st;
    return source_within(roots, path) && stat(path, &st) == 0 && st.st_dev == opened->st_dev &&
           st.st_ino == opened->st_ino;
}

const char *source_shown(const char *named) { return strcmp(named, "-") == 0 ? "<stdin>" : named; }

/* What is about to be read; fd -1: it cannot be, for the reason in words or else in errno. */
struct opened {
    int fd;
    struct stat st;
    const char *why;
};

static struct opened open_named(const char *path, bool named) {
    struct opened f = {.fd = -1};
    if (named && strcmp(path, "-") == 0) {
        f.fd = fstat(STDIN_FILENO, &f.st) == 0 ? STDIN_FILENO : -1;
        return f;
    }
    /* Looked at before, as to open a device may set it going, and after, as it may be another thing
     * by then. */
    if (stat(path, &f.st) != 0 || (f.why = unfit(&f.st, named)) != NULL) return f;
    f.fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (f.fd < 0) return f;
    int error = fstat(f.fd, &f.st) != 0 || fcntl(f.fd, F_SETFL, 0) != 0 ? errno : 0;
    f.why = error ? NULL : unfit(&f.st, named);
    if (error || f.why) {
        close(f.fd);
        f.fd = -1;
        errno = error;
    }
    return f;
}

static void close_named(struct opened *f) {
    if (f->fd != STDIN_FILENO) close(f->fd);
}

/* Reads and closes, also when memory runs out on the way. */
static int read_opened(struct arena *a, struct opened *f, struct bytes *out) {
    jmp_buf here, *outer = a->on_oom;
    a->on_oom = &here;
    if (setjmp(here) != 0) {
        close_named(f);
        a->on_oom = outer;
        longjmp(*outer, 1);
    }
    int error = S_ISDIR(f->st.st_mode)       ? EISDIR
                : f->st.st_size > SOURCE_MAX ? EFBIG
                                             : read_all(a, f->fd, (size_t)f->st.st_size, out);
    a->on_oom = outer;
    close_named(f);
    return error;
}

static struct source *refuse(struct diags *d, const char *path, struct span used_at,
                             const char *why, int error) {
    if (error == EISDIR)
        diag_report(d, DIAG_IS_DIRECTORY, used_at, "%s is a folder, not a policy file", path);
    else if (error == EFBIG)
        diag_report(d, DIAG_FILE_TOO_LARGE, used_at,
                    "%s is larger than %d MiB, the most that a policy may have", path,
                    SOURCE_MAX / (1024 * 1024));
    else
        diag_report(d, DIAG_CANNOT_READ, used_at, "cannot read %s: %s", path,
                    why ? why : text_errno(error));
    if (why && used_at.file == SPAN_NOWHERE.file)
        diag_note(d, SPAN_NOWHERE, "`-` reads a policy from standard input");
    return NULL;
}

static struct source *add_text(struct arena *a, struct sources *all, struct diags *d,
                               const char *path, const char *text, size_t len, bool prose) {
    if (len > SOURCE_MAX) return refuse(d, path, SPAN_NOWHERE, NULL, EFBIG);
    char *copy = arena_alloc(a, len + 2, 1);
    if (len) memcpy(copy, text, len);
    struct source *s = add(a, all, d, path, copy, len, prose);
    all->at[all->len - 1]->marked = all->at[all->len - 1]->text != copy;
    return s;
}

struct source *source_add_text(struct arena *a, struct sources *all, struct diags *d,
                               const char *path, const char *text, size_t len) {
    return add_text(a, all, d, path, text, len, false);
}

struct source *source_add_prose(struct arena *a, struct sources *all, struct diags *d,
                                const char *path, const char *text, size_t len) {
    return add_text(a, all, d, path, text, len, true);
}

static struct source *read_source(struct arena *a, struct sources *all, struct diags *d,
                                  const char *path, bool prose, struct span used_at,
                                  const struct source_roots *roots) {
    struct bytes text = {0};
    struct opened f = open_named(path, roots == NULL);
    const char *shown = roots ? path : source_shown(path);
    if (f.fd < 0) return refuse(d, shown, used_at, f.why, errno);
    if (roots && !is_within(roots, path, &f.st)) {
        close_named(&f);
        diag_report(d, DIAG_USE_OUTSIDE, used_at,
                    "%s leads by a link out of the folders of the policy; put the file itself "
                    "there, or name its folder with -I",
                    path);
        return NULL;
    }
    int error = read_opened(a, &f, &text);
    if (error) return refuse(d, shown, used_at, NULL, error);
    struct source *s = add(a, all, d, shown, text.at, text.len, prose);
    all->at[all->len - 1]->is.device = f.st.st_dev;
    all->at[all->len - 1]->is.inode = f.st.st_ino;
    return s;
}

struct source *source_read(struct arena *a, struct sources *all, struct diags *d, const char *path,
                           bool installed, struct span used_at, const struct source_roots *roots) {
    size_t before = all->len;
    struct source *s = read_source(a, all, d, path, false, used_at, roots);
    if (all->len > before) all->at[before]->installed = installed;
    return s;
}

struct source *source_read_prose(struct arena *a, struct sources *all, struct diags *d,
                                 const char *path, struct span used_at,
                                 const struct source_roots *roots) {
    return read_source(a, all, d, path, true, used_at, roots);
}

const char *source_words(struct arena *a, const struct source *s, struct span at) {
    char *line = arena_array(a, char, at.to - at.from + 1);
    size_t n = 0;
    bool comment = false;
    for (uint32_t i = at.from; i < at.to; i++) {
        comment = s->text[i] == '#' || (comment && s->text[i] != '\n');
        if (comment) continue;
        if (!strchr(" \t\r\n", s->text[i]))
            line[n++] = s->text[i];
        else if (n > 0 && line[n - 1] != ' ')
            line[n++] = ' ';
    }
    return line;
}
