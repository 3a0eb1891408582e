#include "evaluator/cli/program.h"

#include "base/list.h"
#include "base/options.h"
#include "base/sha256.h"
#include "evaluator/cli/batch.h"
#include "evaluator/cli/explained.h"
#include "evaluator/cli/facts.h"
#include "evaluator/cli/filing.h"
#include "evaluator/cli/interview.h"
#include "evaluator/cli/options.h"
#include "evaluator/cli/require.h"
#include "evaluator/cli/stated.h"
#include "evaluator/core/declared.h"
#include "evaluator/explain/say.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

enum { ANSWERED = 0, SOME_WRONG = 1, NOT_AVAILABLE = 1, COULD_NOT_RUN = 2 };
enum { OUT_BYTES = 64 << 10, ERR_BYTES = 4 << 10 };

struct program {
    const char *name, *called;
    const char *const *typed; /* NULL: `called` */
    const struct strat_policy *policy;
    struct ev_options options;
    struct ev_engine engine;
    struct ev_out out, err;
};

const char *ev_error_text(int error) {
    switch (error) {
    case ENOENT: return "there is no such file";
    case EISDIR: return "it is a folder, not a file";
    case EACCES: return "it may not be read: permission denied";
    case ENOSPC: return "the disk is full";
    case ENOMEM: return "there is not enough memory";
    default: return strerror(error);
    }
}

static void begin_message(struct program *p) {
    ev_text_safely(&p->err, p->name);
    ev_text(&p->err, ": ");
}

static int could_not_run(struct program *p, const char *what, const char *why) {
    begin_message(p);
    ev_text_safely(&p->err, what);
    ev_textf(&p->err, ": %s\n", why);
    return COULD_NOT_RUN;
}

/* ---- batches ---- */

static int run_batch(struct program *p) {
    const char *shown = p->options.file ? p->options.file : "standard input";
    int fd = p->options.file ? open(p->options.file, O_RDONLY) : STDIN_FILENO;
    if (fd < 0) return could_not_run(p, shown, ev_error_text(errno));
    struct ev_batch batch = {.rows = p->options.mode == EV_READ_CSV,
                             .engine = &p->engine,
                             .out = &p->out,
                             .keys = p->options.keys,
                             .fd = fd,
                             .max_line = p->options.max_line,
                             .read_bytes = EV_READ_BYTES,
                             .progress = p->options.progress};
    struct ev_out complaint;
    int error = ENOMEM, status = COULD_NOT_RUN;
    enum ev_outcome outcome = EV_NO_MEMORY;
    if (ev_out_open(&complaint, EV_MEMORY, ERR_BYTES)) {
        outcome = ev_batch_run(&batch, &complaint, &error);
        ev_put(&complaint, "", 1); /* it is read as a string below */
    }
    switch (outcome) {
    case EV_ALL_ANSWERED: status = ANSWERED; break;
    case EV_SOME_WRONG: status = SOME_WRONG; break;
    case EV_BAD_HEADER: could_not_run(p, shown, complaint.buffer); break;
    case EV_WRITE_FAILED: break; /* finish() speaks of it */
    case EV_READ_FAILED:
    case EV_NO_MEMORY: could_not_run(p, shown, ev_error_text(error)); break;
    }
    ev_out_close(&complaint);
    if (p->options.file) close(fd);
    return status;
}

/* ---- one request ---- */

static int wrong_request(const struct program *p) {
    return p->options.mode == EV_REQUIRE ? COULD_NOT_RUN : SOME_WRONG;
}

static int not_decided(struct program *p, const struct ev_fault *fault) {
    begin_message(p);
    ev_say_undecided(&p->err, &p->engine, fault);
    ev_text(&p->err, "\n");
    return wrong_request(p);
}

static void wrong_fact(void *context, const struct ev_fault *fault, enum ev_slip slip) {
    struct program *p = context;
    begin_message(p);
    ev_say_slip(&p->err, &p->engine, fault, slip);
    ev_text(&p->err, "\n");
}

static int unknown_approach(struct program *p) {
    const struct ev_vocabulary *v = &p->engine.vocabulary;
    struct ev_span word = {p->options.approach, strlen(p->options.approach), false};
    int32_t near = ev_nearest(v->approaches, v->about.approaches, word, false);
    begin_message(p);
    ev_text(&p->err, "there is no approach ");
    ev_show(&p->err, word);
    if (near >= 0)
        ev_textf(&p->err, "; do you mean %s? There are ", v->approaches[near].name);
    else
        ev_text(&p->err, "; there are ");
    for (uint32_t i = 0; i < v->about.approaches; i++)
        ev_textf(&p->err, "%s%s", list_separator(i, v->about.approaches, " and "),
                 v->approaches[i].name);
    ev_text(&p->err, "\n");
    return COULD_NOT_RUN;
}

static bool open_page(struct program *p, struct ev_page *page) {
    return ev_page_open(page, &p->out, EV_FORM_TEXT, options_columns(p->out.fd),
                        options_color(p->out.fd));
}

/* The facts that these words state, into a request; those that are not known: NULL: all are. */
static bool read_stated(struct program *p, char *const *words, int n, struct strat_request request,
                        uint64_t *not_known, int *status) {
    struct strat_request own = p->engine.request;
    bool no_memory;
    p->engine.request = request;
    bool fine = ev_read_stated(&p->engine, words, n, not_known, wrong_fact, p, &no_memory);
    p->engine.request = own;
    if (!fine)
        *status =
            no_memory ? could_not_run(p, "the request", ev_error_text(ENOMEM)) : wrong_request(p);
    return fine;
}

static void put_word(struct ev_page *page, struct ev_out *word) {
    ev_add(page, " ");
    ev_shell_word(&page->text, word->buffer, word->used);
    word->used = 0;
}

/* The command that asks the same, for a shell: in one line, however long it is. */
static void put_command(struct program *p, struct ev_page *page) {
    const struct ev_vocabulary *v = &p->engine.vocabulary;
    const char *const own[] = {p->called, NULL}, *const *typed = p->typed ? p->typed : own;
    size_t columns = page->columns;
    struct ev_out word;
    if (!ev_out_open(&word, EV_MEMORY, ERR_BYTES)) return;
    ev_gap(page);
    ev_add(page, "To ask the same again:");
    for (; *typed; typed++) {
        ev_text(&word, *typed);
        put_word(page, &word);
    }
    for (uint32_t f = 0; f < v->about.facts; f++) {
        bool flag = v->facts[f].info.kind == STRAT_FLAG;
        int64_t value = p->engine.request.value[f];
        if (p->engine.request.known[f] && flag && !value) {
            ev_add(page, " not %s", v->keys[f].name);
        } else if (p->engine.request.known[f]) {
            ev_say_typed(&word, v, f, value);
            put_word(page, &word);
        } else if (bitset_has(p->engine.not_known, f)) {
            ev_textf(&word, "%s=?", v->keys[f].name);
            put_word(page, &word);
        }
    }
    page->text.error = page->text.error ? page->text.error : word.error;
    ev_out_close(&word);
    page->columns = SIZE_MAX;
    ev_end_sentence(page);
    page->columns = columns;
}

/* What else there is to type. */
static void put_hint(struct program *p, struct ev_page *page) {
    const struct ev_engine *e = &p->engine;
    if (p->options.mode == EV_INTERVIEW || p->options.interview) {
        put_command(p, page);
    } else if (p->options.mode == EV_DECIDE && p->options.n_operands == 0 &&
               e->vocabulary.about.facts > 0) {
        ev_gap(page);
        ev_sentence(page, "Nothing was stated. State facts as fact=value; --facts lists them, "
                          "--help shows what else there is.");
    }
}

/* Of a request that was decided. */
static int put_explained(struct program *p, struct ev_page *page, struct ev_explained *x) {
    struct ev_tree tree;
    struct ev_fault fault;
    int status = ANSWERED;
    const struct ev_node *root = NULL;
    if (ev_tree_open(&tree)) root = ev_explanation(&p->engine, &tree, x, &fault);
    if (root) {
        ev_put_explained(page, &p->options, root);
        put_hint(p, page);
    } else if (tree.failed) {
        status = could_not_run(p, "this page", ev_error_text(ENOMEM));
    } else { /* it is the other request that was not decided */
        struct strat_request own = p->engine.request;
        p->engine.request = x->otherwise;
        status = not_decided(p, &fault);
        p->engine.request = own;
    }
    ev_tree_close(&tree);
    return status;
}

/* Decides and shows; `otherwise` has room for a request, where that is of use. */
static int show(struct program *p, struct ev_page *page, struct ev_explained *x) {
    struct ev_engine *e = &p->engine;
    struct ev_fault fault;
    bool require = p->options.mode == EV_REQUIRE;
    int status;
    if (!read_stated(p, p->options.operands, p->options.n_operands, e->request, e->not_known,
                     &status) ||
        (p->options.n_changes > 0 &&
         !read_stated(p, p->options.changes, p->options.n_changes, x->otherwise, NULL, &status)))
        return status;
    enum ev_talked talked = p->options.mode == EV_INTERVIEW
                                ? ev_interview(page, e, STDIN_FILENO, NULL, NULL, &fault)
                                : EV_TALKED;
    if (talked == EV_TALK_NO_MEMORY)
        return could_not_run(p, "the interview", ev_error_text(ENOMEM));
    if (talked == EV_TALK_FAULT) return not_decided(p, &fault);
    if (!ev_decide(e, require ? (struct ev_wanted){.each = true} : ev_parts_want(x->parts), &fault))
        return not_decided(p, &fault);
    if (!require) return put_explained(p, page, x);
    return ev_put_available(page, e, (uint32_t)x->approach) ? ANSWERED : NOT_AVAILABLE;
}

static struct ev_filing filing(struct program *p) {
    return (struct ev_filing){p->name, &p->options, &p->engine, &p->out, &p->err, NULL};
}

/* Asks, files, and shows the answer; whatever becomes of the file, no answers are lost. */
static int interview_and_record(struct program *p, struct ev_filing *f) {
    struct ev_explained x = {.parts = ev_parts_of(&p->options), .approach = -1};
    struct ev_fault fault;
    struct ev_page page;
    bool asked;
    if (!open_page(p, &page)) return could_not_run(p, "the interview", ev_error_text(ENOMEM));
    f->page = &page;
    int status = ev_file_record(f, &asked), shown = ANSWERED;
    if (asked && ev_decide(&p->engine, ev_parts_want(x.parts), &fault))
        shown = put_explained(p, &page, &x);
    else if (asked)
        shown = not_decided(p, &fault);
    if (status == ANSWERED) {
        ev_gap(&page);
        ev_add(&page, "The record is in ");
        ev_text_safely(&page.text, p->options.file);
        ev_add(&page, ".");
        ev_end_sentence(&page);
    }
    ev_page_close(&page);
    return status == ANSWERED ? shown : status;
}

static int record(struct program *p) {
    struct ev_filing f = filing(p);
    bool asked;
    int status;
    if (!read_stated(p, p->options.operands, p->options.n_operands, p->engine.request,
                     p->engine.not_known, &status))
        return status;
    return p->options.interview ? interview_and_record(p, &f) : ev_file_record(&f, &asked);
}

static int run_files(struct program *p) {
    struct ev_filing f = filing(p);
    return p->options.mode == EV_VERIFY ? ev_verify_files(&f) : ev_report_files(&f);
}

static int run_one(struct program *p) {
    struct ev_explained x = {.parts = ev_parts_of(&p->options), .approach = -1};
    size_t facts = p->engine.vocabulary.about.facts;
    if (p->options.approach) {
        x.approach = ev_find_approach(&p->engine.vocabulary, p->options.approach);
        if (x.approach < 0) return unknown_approach(p);
    }
    x.what_if = ev_grow_what_if;
    if (p->options.n_changes > 0)
        x.otherwise = (struct strat_request){calloc(facts + 1, sizeof *x.otherwise.value),
                                             calloc(facts + 8, sizeof *x.otherwise.known)};
    bool room = p->options.n_changes == 0 || (x.otherwise.value && x.otherwise.known);
    struct ev_page page;
    int status = COULD_NOT_RUN;
    if (room && open_page(p, &page)) {
        status = show(p, &page, &x);
        ev_page_close(&page);
    } else {
        could_not_run(p, "the request", ev_error_text(ENOMEM));
    }
    free(x.otherwise.value);
    free(x.otherwise.known);
    return status;
}

/* ---- about the program: what it says is not much, and goes through the ordinary stream ---- */

static int put_version(const struct strat_about *about, const struct strat_policy *policy) {
    unsigned char digest[SHA256_BYTES];
    char text[SHA256_HEX];
    printf("%s%s%s\n", about->title, about->version[0] != '\0' ? ", version " : "", about->version);
    if (strat_get_digest(policy, STRAT_NONE, digest)) {
        sha256_text(digest, text);
        printf("text %s\n", text);
    }
    printf("table %016" PRIx64 "\nstratc %s\n", strat_digest(policy), about->compiler);
    return ANSWERED;
}

static int put_facts(struct program *p) {
    struct ev_page page;
    if (p->options.json) {
        ev_put_declared(&p->out, &p->engine.vocabulary);
        return ANSWERED;
    }
    if (!open_page(p, &page)) return could_not_run(p, "this page", ev_error_text(ENOMEM));
    ev_put_facts(&page, &p->engine.vocabulary);
    ev_page_close(&page);
    return ANSWERED;
}

static int complete(struct program *p) {
    if (strcmp(p->options.shell, "words") == 0) {
        ev_options_complete(&p->options, &p->engine.vocabulary);
        return ANSWERED;
    }
    return options_script(stdout, p->options.shell, p->name)
               ? ANSWERED
               : could_not_run(p, p->name,
                               "a shell completes names of A-Z, a-z, 0-9, . _ and - alone");
}

static int run(struct program *p) {
    if (p->options.mode == EV_HELP) {
        ev_options_help(&p->out, p->policy, p->name);
        return ANSWERED;
    }
    if (!ev_engine_open(&p->engine, p->policy, p->options.max_steps))
        return could_not_run(p, "the policy", ev_error_text(ENOMEM));
    int status;
    switch (p->options.mode) {
    case EV_READ_JSON:
    case EV_READ_CSV: status = run_batch(p); break;
    case EV_RECORD: status = record(p); break;
    case EV_VERIFY:
    case EV_REPORT: status = run_files(p); break;
    case EV_FACTS: status = put_facts(p); break;
    case EV_COMPLETION: status = complete(p); break;
    case EV_VERSION: status = put_version(&p->engine.vocabulary.about, p->engine.policy); break;
    default: status = run_one(p); break;
    }
    ev_engine_close(&p->engine);
    return status;
}

/* What did not get out must not look like success. But who closes the pipe early, as head(1) does,
 * has what they want. */
static int finish(struct program *p, int status) {
    ev_flush_stream(&p->out, stdout);
    if (!ev_flush(&p->out) && p->out.error != EPIPE)
        status = could_not_run(p, "the answers could not be written", ev_error_text(p->out.error));
    ev_flush(&p->err);
    return status;
}

int ev_main(int argc, char **argv, const struct strat_policy *policy, const char *const *typed) {
    struct program p = {.name = "strategy", .called = "strategy", .typed = typed, .policy = policy};
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away changes nothing of the status */
    signal(SIGXFSZ, SIG_IGN); /* nor is a file that may be no longer left half written */
    if (argc > 0) {
        const char *slash = strrchr(argv[0], '/');
        p.name = slash ? slash + 1 : argv[0];
        p.called = argv[0];
    }
    int status = COULD_NOT_RUN;
    char messages[ERR_BYTES]; /* that there is no memory can be said without any */
    p.err = (struct ev_out){.fd = STDERR_FILENO,
                            .buffer = messages,
                            .size = sizeof messages,
                            .columns = options_columns(STDERR_FILENO)};
    if (!ev_out_open(&p.out, STDOUT_FILENO, OUT_BYTES))
        could_not_run(&p, "the answers", ev_error_text(ENOMEM));
    else if (ev_options_parse(&p.options, argc, argv, policy, p.name, &p.err))
        status = run(&p);
    status = finish(&p, status);
    ev_out_close(&p.out);
    return status;
}
