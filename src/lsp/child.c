/*
 * The child: a copy of this process that finds out what takes reasoning over all situations. It
 * tells one thing a line, the findings first, and the next change of a text ends it.
 */
#define _XOPEN_SOURCE 700

#include "lsp/server.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void child_end(struct server *s) {
    kill(s->child.pid, SIGKILL); /* it may hang */
    waitpid(s->child.pid, NULL, 0);
    close(s->child.fd);
    free(s->child.said.at);
    s->child.pid = 0;
    s->child.said = (struct bytes){0};
}

void child_kill(struct server *s) {
    if (!s->child.pid) return;
    child_end(s);
    s->due = 1; /* what it was to find out is still to be */
}

/* More memory than a policy can need, and the child dies rather than the machine. (The address
 * sanitizer maps terabytes that it never uses.) */
static void limit_memory(void) {
    enum { GIGABYTES = 4 };
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f) return;
    bool known = !arena_watched && fscanf(f, "%lu", &pages) == 1;
    fclose(f);
    rlim_t limit = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)GIGABYTES << 30);
    if (known) setrlimit(RLIMIT_AS, &(struct rlimit){limit, limit});
}

static int to_bytes(const char *text, size_t len, void *into) {
    return bytes_add(into, text, len) ? 0 : -1;
}

/* A line, in one piece: the server is woken once for it. */
static void tell(json_t *what, int fd) {
    struct bytes line = {0};
    bool fine =
        json_dump_callback(what, to_bytes, &line, JSON_COMPACT) == 0 && bytes_add(&line, "\n", 1);
    for (size_t sent = 0; fine && sent < line.len;) {
        ssize_t n = write(fd, line.at + sent, line.len - sent);
        if (n > 0) sent += (size_t)n;
        fine = n > 0 || errno == EINTR;
    }
    free(line.at);
    json_decref(what);
    if (!fine) _exit(1);
}

static void find_out(struct server *s, struct document *d, int fd) {
    struct reading *r = reading_of(s, d);
    struct diag_options o = s->o->diag;
    o.findings = true;
    limit_memory();
    pipeline_lint(&r->p, &o);
    tests_run(r);
    struct shown_diags shown = diags_select(&r->session.d, &o);
    json_t *findings = findings_json(s, r, &shown);
    findings_list(findings, d->uri);
    tell(json_pack("{s:o}", "findings", findings), fd);
    tell(facts_json(s, r), fd);
    if (!d->on_disk) tell(suggestions_json(r), fd);
}

/* What is open comes first. */
static struct document *undecided(struct server *s) {
    for (int on_disk = 0; on_disk < 2; on_disk++)
        for (size_t i = 0; i < s->n_documents; i++) {
            struct document *d = s->documents[i];
            if (d->on_disk != on_disk || d->exact == reading_of(s, d)->serial) continue;
            if (on_disk || !document_is_part(s, d)) return d;
            d->exact = d->reading->serial;
        }
    return NULL;
}

static void fork_child(struct server *s, struct document *d) {
    int ends[2];
    if (pipe(ends) != 0) return;
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        close(s->wire.in); /* who waits for their end waits for the server alone */
        close(s->wire.out);
        if (setjmp(s->oom) == 0) find_out(s, d, ends[1]);
        _exit(0);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return;
    }
    fcntl(ends[0], F_SETFL, O_NONBLOCK);
    s->child.pid = pid;
    s->child.fd = ends[0];
    s->child.serial = d->reading->serial;
}

void child_start(struct server *s) {
    struct document *d = s->child.pid ? NULL : undecided(s);
    if (d) fork_child(s, d);
}

static json_t *say_undecided(struct server *s, struct document *d) {
    size_t n;
    diag_report(&d->reading->session.d, DIAG_NOT_DECIDED,
                d->reading->draft ? d->reading->draft->at : SPAN_NOWHERE,
                "the findings that need all situations were not decided: the check ended before it "
                "was done; it may want more memory than there is");
    return errors_json(s, d, &n);
}

/* The document that the child is about, as long as its text is the same. */
static struct document *asked_about(const struct server *s) {
    for (size_t i = 0; i < s->n_documents; i++) {
        struct document *d = s->documents[i];
        if (d->reading && d->reading->serial == s->child.serial) return d;
    }
    return NULL;
}

/* The exact findings are there, or will never be. */
static void decided(struct server *s, struct document *d, json_t *findings) {
    d->exact = s->child.serial;
    json_decref(d->facts);
    d->facts = json_object();
    findings_set(d, findings);
    findings_publish(s, d->findings);
    if (s->pulls) ask_to_refresh(s, "diagnostic");
}

static void hear(struct server *s, const char *line, size_t len) {
    struct document *d = asked_about(s);
    json_t *told = json_loadb(line, len, 0, NULL), *findings = json_object_get(told, "findings");
    if (d && findings) decided(s, d, json_incref(findings));
    if (d && told && !findings) {
        json_object_update(d->facts, told);
        if (s->hints) hints_changed(s);
    }
    json_decref(told);
}

/* Each line by itself, as soon as it is whole. */
static void hear_lines(struct server *s) {
    struct bytes *said = &s->child.said;
    const char *end;
    size_t from = 0;
    while (from < said->len && (end = memchr(said->at + from, '\n', said->len - from)) != NULL) {
        size_t len = (size_t)(end - said->at) - from;
        hear(s, said->at + from, len);
        from += len + 1;
    }
    memmove(said->at, said->at + from, said->len - from);
    said->len -= from;
}

void child_read(struct server *s) {
    char room[1 << 16];
    if (!s->child.pid) return; /* a change that came with its answer has ended it */
    ssize_t n = read(s->child.fd, room, sizeof room);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n > 0 && bytes_add(&s->child.said, room, (size_t)n)) {
        hear_lines(s);
        return;
    }
    child_end(s);
    struct document *d = asked_about(s);
    if (d && d->exact != s->child.serial) decided(s, d, say_undecided(s, d));
    child_start(s);
}
