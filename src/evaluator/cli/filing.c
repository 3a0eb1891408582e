#include "evaluator/cli/filing.h"

#include "base/outfile.h"
#include "base/text.h"
#include "evaluator/cli/interview.h"
#include "evaluator/cli/program.h"
#include "evaluator/cli/stated.h"
#include "evaluator/record/record.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

enum { DONE = 0, SOME_WRONG = 1, COULD_NOT_DO = 2 };

static const char too_large[] = "it is larger than 1 MiB, which no record may be";

static int complain(const struct ev_filing *f, const char *of, const char *why, int status) {
    ev_text_safely(f->err, f->program);
    ev_text(f->err, ": ");
    ev_text_safely(f->err, of);
    ev_text(f->err, ": ");
    ev_text_safely(f->err, why);
    ev_text(f->err, "\n");
    return status;
}

static int no_memory(const struct ev_filing *f, const char *of) {
    return complain(f, of, ev_error_text(ENOMEM), COULD_NOT_DO);
}

/* ---- what goes with the answer ---- */

/* FACT=TEXT of an option, into this object. */
static int take_pair(const struct ev_filing *f, struct ev_tree *t, struct ev_node *into,
                     const char *option, const char *pair) {
    const char *sign = strchr(pair, '=');
    if (!utf8_is_whole(pair)) return complain(f, option, "this is no UTF-8", COULD_NOT_DO);
    if (!sign || sign == pair)
        return complain(f, option, "write it as FACT=TEXT, the text in quotes for the shell",
                        COULD_NOT_DO);
    size_t n = (size_t)(sign - pair);
    char *name = ev_tree_take(t, n + 1);
    if (!name) return no_memory(f, option);
    memcpy(name, pair, n);
    name[n] = '\0';
    if (ev_member(into, name)) {
        ev_text_safely(&t->said, name);
        ev_text(&t->said, " is there twice");
        ev_put(&t->said, "", 1);
        return complain(f, option, t->said.buffer, COULD_NOT_DO);
    }
    ev_grow_text(t, into, name, sign + 1);
    return DONE;
}

/* Of --by who takes the decision: what names no judgement, or stands behind a sign of its own, as a
 * name with such a sign in it has to. NULL: it speaks of a judgement. */
static const char *decider_in(const char *by) {
    return by[0] == '=' ? by + 1 : strchr(by, '=') ? NULL : by;
}

static int take_by(const struct ev_filing *f, struct ev_tree *t, struct ev_node *filed,
                   struct ev_node *by, const char *given) {
    const char *decider = decider_in(given);
    if (!decider) return take_pair(f, t, by, "--by", given);
    if (!utf8_is_whole(given)) return complain(f, "--by", "this is no UTF-8", COULD_NOT_DO);
    if (decider[0] == '\0') return complain(f, "--by", "nobody is named", COULD_NOT_DO);
    if (ev_member(filed, "decided_by"))
        return complain(f, "--by", "who takes the decision is there twice", COULD_NOT_DO);
    ev_grow_text(t, filed, "decided_by", decider);
    return DONE;
}

/* All of it; or *status says why not. */
static struct ev_node *read_filed(const struct ev_filing *f, struct ev_tree *t, int *status) {
    const struct ev_options *o = f->o;
    struct ev_node *filed = ev_grow_object(t, NULL, NULL);
    const char *reference = o->reference ? o->reference : "", *date = o->date ? o->date : "";
    *status = DONE;
    if (!utf8_is_whole(reference)) *status = complain(f, "--ref", "this is no UTF-8", COULD_NOT_DO);
    if (!utf8_is_whole(date)) *status = complain(f, "--date", "this is no UTF-8", COULD_NOT_DO);
    if (*status != DONE) return NULL;
    if (*reference) ev_grow_text(t, filed, "reference", reference);
    if (*date) ev_grow_text(t, filed, "date", date);
    struct ev_node *by = ev_grow_object(t, filed, "by"),
                   *evidence = ev_grow_object(t, filed, "evidence");
    for (int i = 0; i < o->n_changes && *status == DONE; i++)
        *status = i < o->n_by ? take_by(f, t, filed, by, o->changes[i])
                              : take_pair(f, t, evidence, "--evidence", o->changes[i]);
    return *status == DONE ? filed : NULL;
}

/* ---- written ---- */

static bool form_of(const char *path, enum ev_form *form) {
    static const struct {
        const char *ending;
        enum ev_form form;
    } forms[] = {
        {".md", EV_FORM_MARKDOWN}, {".markdown", EV_FORM_MARKDOWN}, {".html", EV_FORM_HTML}};
    *form = EV_FORM_MARKDOWN;
    if (!path) return true; /* standard output */
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        size_t n = strlen(path), length = strlen(forms[i].ending);
        if (n <= length || strcmp(path + n - length, forms[i].ending) != 0) continue;
        *form = forms[i].form;
        return true;
    }
    return false;
}

static const char *write_error(int error) {
    return error == EACCES || error == EPERM || error == EROFS
               ? "it may not be written: permission denied"
           : error == ENOENT ? "there is no such folder"
           : error == EEXIST ? "it is there already; a record is not written over"
                             : ev_error_text(error);
}

static int write_file(const struct ev_filing *f, const struct ev_out *document) {
    struct outfile file;
    int error = outfile_open_new(&file, f->o->file);
    if (!error) {
        fwrite(document->buffer, 1, document->used, file.stream);
        error = outfile_commit(&file);
    }
    return error ? complain(f, f->o->file, write_error(error), COULD_NOT_DO) : DONE;
}

static int put_document(const struct ev_filing *f, struct ev_tree *t, enum ev_form form,
                        const struct ev_node *record) {
    const char *of = f->o->file ? f->o->file : "the record";
    struct ev_out document;
    if (!ev_out_open(&document, EV_MEMORY, 16 << 10)) return no_memory(f, of);
    ev_put_record(&document, t, form, record);
    int status = DONE;
    if (t->failed || document.error)
        status = no_memory(f, of);
    else if (document.used > EV_RECORD_MOST)
        status = complain(f, of, too_large, COULD_NOT_DO);
    else if (f->o->file)
        status = write_file(f, &document);
    else
        ev_put(f->out, document.buffer, document.used);
    ev_out_close(&document);
    return status;
}

static int not_decided(const struct ev_filing *f, const struct ev_fault *fault) {
    ev_text_safely(f->err, f->program);
    ev_text(f->err, ": ");
    ev_say_undecided(f->err, f->e, fault);
    ev_text(f->err, "\n");
    return SOME_WRONG;
}

/* Whoever answers questions should not learn only then that the file cannot be written. */
static int try_place(const struct ev_filing *f) {
    struct outfile file;
    if (outfile_is_direct(f->o->file)) return DONE;
    int error = outfile_open_new(&file, f->o->file);
    if (error) return complain(f, f->o->file, write_error(error), COULD_NOT_DO);
    outfile_abandon(&file);
    return DONE;
}

/* What is not stated, and what goes with it. */
static int ask(const struct ev_filing *f, struct ev_tree *t, struct ev_node *filed, bool *asked) {
    struct ev_fault fault;
    int status = try_place(f);
    if (status != DONE) return status;
    enum ev_talked talked = ev_interview(f->page, f->e, STDIN_FILENO, t, filed, &fault);
    if (talked == EV_TALK_NO_MEMORY) return no_memory(f, "the interview");
    *asked = talked != EV_TALK_FAULT;
    if (!*asked) return not_decided(f, &fault);
    if (talked == EV_TALK_ENDED)
        return complain(f, f->o->file,
                        "no record is written: the answers ended before the questions did",
                        COULD_NOT_DO);
    return DONE;
}

/* With what there is to file, which fits. */
static int file_with(const struct ev_filing *f, struct ev_tree *t, enum ev_form form, bool *asked) {
    struct ev_fault fault;
    int status;
    struct ev_node *filed = read_filed(f, t, &status);
    if (!filed) return status;
    if (!ev_filed_fits(f->e, filed, f->page, &t->said)) {
        ev_put(&t->said, "", 1);
        return complain(f, "this does not go into the record", t->said.buffer, SOME_WRONG);
    }
    if (f->page && (status = ask(f, t, filed, asked)) != DONE) return status;
    const struct ev_node *record = ev_record(f->e, t, filed, &fault);
    if (record) return put_document(f, t, form, record);
    return t->failed ? no_memory(f, "the record") : not_decided(f, &fault);
}

int ev_file_record(const struct ev_filing *f, bool *asked) {
    struct ev_tree tree;
    enum ev_form form;
    *asked = false;
    if (!form_of(f->o->file, &form))
        return complain(f, f->o->file, "a record is a file that ends in .html, .md or .markdown",
                        COULD_NOT_DO);
    int status =
        ev_tree_open(&tree) ? file_with(f, &tree, form, asked) : no_memory(f, "the record");
    ev_tree_close(&tree);
    return status;
}

/* ---- read again ---- */

/* A node takes so many times the bytes of what it is read from, and what is made of it as many. */
enum { MOST_MEMORY = 96 * EV_RECORD_MOST };

/* All of a file into *bytes, to be freed; 0, or an errno value: EFBIG where no record is so large.
 */
static int read_all(int fd, char **bytes, size_t *n) {
    size_t room = 0;
    *bytes = NULL;
    *n = 0;
    for (;;) {
        if (*n == room) {
            room = room ? 2 * room : 32 << 10;
            char *more = realloc(*bytes, room);
            if (!more) return ENOMEM;
            *bytes = more;
        }
        ssize_t got = read(fd, *bytes + *n, room - *n);
        if (got == 0) return 0;
        if (got < 0 && errno != EINTR) return errno;
        if (got > 0) *n += (size_t)got;
        if (*n > EV_RECORD_MOST) return EFBIG;
    }
}

static int read_file(const char *path, char **bytes, size_t *n) {
    *bytes = NULL;
    *n = 0;
    if (strcmp(path, "-") == 0) return read_all(STDIN_FILENO, bytes, n);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return errno;
    int error = read_all(fd, bytes, n);
    close(fd);
    return error;
}

static const char *read_error(int error) {
    return error == EFBIG ? too_large : ev_error_text(error);
}

/* For the record of one file: however that is made, it takes no more memory than that. */
static bool open_tree(struct ev_tree *t) {
    bool open = ev_tree_open(t);
    t->most = MOST_MEMORY;
    return open;
}

static int status_of(const char *verdict) {
    return strcmp(verdict, ev_held_name(EV_HELD_SAME)) == 0 ||
                   strcmp(verdict, ev_held_name(EV_HELD_OTHER_VERSION)) == 0
               ? DONE
           : strcmp(verdict, ev_held_name(EV_HELD_UNCHECKED)) == 0 ? COULD_NOT_DO
                                                                   : SOME_WRONG;
}

static void put_checked(const struct ev_filing *f, struct ev_tree *t, const char *path,
                        const struct ev_node *checked) {
    if (f->o->json) {
        struct ev_node *line = ev_grow_object(t, NULL, NULL);
        ev_text_safely(&t->said, path);
        ev_grow_said(t, line, "file");
        ev_each_node (member, checked) ev_grow_grafted(t, line, member->key, member);
        ev_node_write(f->out, line);
    } else {
        ev_text_safely(f->out, path);
        ev_text(f->out, ": ");
        enum ev_escape before = f->out->escape;
        f->out->escape = EV_SCREEN; /* a record's text can turn the line, or end it */
        ev_say_checked(f->out, checked);
        f->out->escape = before;
    }
    ev_put(f->out, "\n", 1);
}

static int verify(const struct ev_filing *f, struct ev_tree *t, const char *path) {
    char *bytes;
    size_t n;
    int error = read_file(path, &bytes, &n);
    const struct ev_node *checked = error == ENOMEM ? NULL
                                    : error         ? ev_unchecked(t, read_error(error))
                                                    : ev_record_check(f->e, t, bytes, n);
    int status =
        checked && !t->failed ? status_of(ev_member_text(checked, "verdict")) : no_memory(f, path);
    if (checked && !t->failed) put_checked(f, t, path, checked);
    free(bytes);
    return status;
}

int ev_verify_files(const struct ev_filing *f) {
    int worst = DONE;
    for (int i = 0; i < f->o->n_operands && !f->out->error; i++) {
        struct ev_tree tree;
        const char *path = f->o->operands[i];
        int status = open_tree(&tree) ? verify(f, &tree, path) : no_memory(f, path);
        ev_tree_close(&tree);
        worst = status > worst ? status : worst;
    }
    return worst;
}

/* ---- a report ---- */

/* What a spreadsheet would take for a formula is no more than a text behind an apostrophe: those
 * that begin so, in wide letters, too, or behind blanks. */
static bool is_formula(const char *text) {
    static const char *const wide[] = {"\xef\xbc\x9d", "\xef\xbc\x8b", "\xef\xbc\x8d",
                                       "\xef\xbc\xa0"};
    text += strspn(text, " \t\r\n\v\f");
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(text, wide[i], strlen(wide[i])) == 0) return true;
    return text[0] != '\0' && strchr("=+-@", text[0]);
}

static void put_cell(const struct ev_filing *f, struct ev_tree *t, const char *text) {
    if (is_formula(text)) ev_put(&t->said, "'", 1);
    ev_text_safely(&t->said, text);
    ev_put_field(f->out, t->said.buffer, t->said.used);
    t->said.used = 0;
}

static const char *asked_as(const struct ev_node *record, const char *role) {
    return ev_member_text(ev_node_with(ev_member(record, "asked"), "role", role), "says");
}

/* The duty as it goes with an approach that may be used, and that approach; `sure`: it is owed in
 * each case. Else as it goes with those that are possible, and all of these. NULL: nowhere. */
static const struct ev_node *find_duty(const struct ev_node *record, struct ev_tree *t,
                                       const char *name, const char **approaches, bool *sure) {
    const struct ev_node *found = NULL;
    ev_each_node (with, ev_member(record, "with")) {
        found = ev_node_with(ev_member(with, "duties"), "name", name);
        *approaches = ev_member_text(with, "approach");
        *sure = !ev_member_true(found, "uncertain");
        if (found) return found;
    }
    ev_each_node (with, ev_member(record, "perhaps")) {
        const struct ev_node *duty = ev_node_with(ev_member(with, "duties"), "name", name);
        if (!duty) continue;
        ev_textf(&t->said, "%s%s", found ? ", " : "", ev_member_text(with, "approach"));
        if (!found) found = duty;
    }
    *sure = false;
    *approaches = found ? ev_tree_kept(t) : "";
    return found;
}

static void put_row(const struct ev_filing *f, struct ev_tree *t, const char *path,
                    const struct ev_node *record, const char *name) {
    const char *approaches;
    bool sure;
    const struct ev_node *duty = find_duty(record, t, name, &approaches, &sure);
    if (!duty) return;
    const struct ev_node *done = ev_member(duty, "done");
    const char *const cells[] = {ev_member_text(record, "reference"),
                                 ev_member_text(record, "date"),
                                 asked_as(record, "partner"),
                                 asked_as(record, "activity"),
                                 asked_as(record, "objective"),
                                 ev_member_text(ev_member(record, "headline"), "state"),
                                 approaches,
                                 ev_member_text(duty, "title"),
                                 ev_member_text(duty, "timing"),
                                 ev_member_text(duty, "by"),
                                 ev_member_text(duty, "to"),
                                 ev_member_text(duty, "deadline"),
                                 !done || done->kind != EV_BOOL ? ""
                                 : done->yes                    ? "yes"
                                                                : "no",
                                 sure ? "yes" : "no",
                                 path,
                                 ev_member_text(record, "digest")};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        if (i > 0) ev_put(f->out, ",", 1);
        put_cell(f, t, cells[i]);
    }
    ev_puts(f->out, "\r\n");
}

static int report(const struct ev_filing *f, struct ev_tree *t, const char *path,
                  const char *duty) {
    char *bytes;
    size_t n;
    enum ev_held held = EV_HELD_UNCHECKED;
    const char *why = NULL;
    int error = read_file(path, &bytes, &n);
    const struct ev_node *record = error ? NULL : ev_record_open(t, bytes, n, &held, &why);
    int status = DONE;
    if (error && error != ENOMEM)
        status = complain(f, path, read_error(error), COULD_NOT_DO);
    else if (error || t->failed)
        status = no_memory(f, path);
    else if (!record)
        status = complain(f, path, why, status_of(ev_held_name(held)));
    else if (strcmp(ev_member_text(ev_member(record, "policy"), "title"),
                    f->e->vocabulary.about.title) != 0)
        status = complain(f, path, "it is of another policy", COULD_NOT_DO);
    else
        put_row(f, t, path, record, duty);
    free(bytes);
    return status;
}

/* The name in duty=NAME; NULL: that was said to be wrong. */
static const char *duty_named(const struct ev_filing *f) {
    const struct ev_vocabulary *v = &f->e->vocabulary;
    const char *name = strncmp(f->o->duty, "duty=", 5) == 0 ? f->o->duty + 5 : NULL;
    if (!name) {
        complain(f, "--report", "write it as duty=NAME; --facts lists the duties", COULD_NOT_DO);
        return NULL;
    }
    for (uint32_t i = 0; i < v->about.duties; i++)
        if (strcmp(v->duties[i].name, name) == 0) return name;
    struct ev_span word = {name, strlen(name), false};
    int32_t near = ev_nearest(v->duties, v->about.duties, word, false);
    ev_text_safely(f->err, f->program);
    ev_text(f->err, ": there is no duty ");
    ev_show(f->err, word);
    ev_textf(f->err, near < 0 ? "; --facts lists them%s\n" : "; do you mean %s?\n",
             near < 0 ? "" : v->duties[near].name);
    return NULL;
}

int ev_report_files(const struct ev_filing *f) {
    const char *duty = duty_named(f);
    int worst = DONE;
    if (!duty) return COULD_NOT_DO;
    ev_puts(f->out, "reference,date,partner,activity,objective,status,approach,duty,timing,by,to,"
                    "deadline,done,sure,file,digest\r\n");
    for (int i = 0; i < f->o->n_operands && !f->out->error; i++) {
        struct ev_tree tree;
        const char *path = f->o->operands[i];
        int status = open_tree(&tree) ? report(f, &tree, path, duty) : no_memory(f, path);
        ev_tree_close(&tree);
        worst = status > worst ? status : worst;
    }
    return worst;
}
