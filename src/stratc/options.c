#define _POSIX_C_SOURCE 200809L

#include "stratc/options.h"

#include "base/list.h"
#include "base/options.h"
#include "emit/formats.h"

#include <string.h>

/* What is for whoever works on stratc stands on the man page alone. */
enum { GROUP_MODE, GROUP_HOW, GROUPS, GROUP_UNLISTED };
enum action {
    ACT_MODE,
    ACT_OUTPUT,
    ACT_INCLUDE,
    ACT_WARNING,
    ACT_FORMAT,
    ACT_COLOR,
    ACT_BASELINE,
    ACT_STATS,
    ACT_WITH
};

static const char *const group_titles[GROUPS] = {
    "What to do (without one of these: build the program)", "How"};

static const struct option table[] = {
    {.name = "lint", .mode = MODE_LINT, .help = "check the policies and list all findings"},
    {.name = "test", .mode = MODE_TEST, .help = "run the examples, prove the safeguards"},
    {.name = "suggest-examples",
     .mode = MODE_SUGGEST,
     .help = "write examples for what none exercises"},
    {.name = "diff", .mode = MODE_DIFF, .help = "OLD NEW: what two versions decide differently"},
    {.name = "readings", .mode = MODE_READINGS, .help = "what the readings not taken would decide"},
    {.name = "emit",
     .argument = "KIND",
     .mode = MODE_EMIT,
     .help = "write the policy in another form (list: which)"},
    {.name = "dump",
     .argument = "STAGE",
     .group = GROUP_UNLISTED,
     .mode = MODE_DUMP,
     .help = "print a stage as text: tree, model, rules, clauses or table"},
    {.name = "explain",
     .argument = "CODE",
     .mode = MODE_EXPLAIN,
     .help = "the page of a code: ST2001, 2001 or its name"},
    {.name = "list-codes", .mode = MODE_LIST_CODES, .help = "all codes that a message can carry"},
    {.name = "version", .mode = MODE_VERSION, .help = "the version of stratc"},
    {.name = "help", .letter = 'h', .mode = MODE_HELP, .help = "this text"},
    {.letter = 'o',
     .argument = "NAME",
     .group = GROUP_HOW,
     .action = ACT_OUTPUT,
     .help = "the file to write; - is standard output"},
    {.letter = 'I',
     .argument = "DIR",
     .group = GROUP_HOW,
     .action = ACT_INCLUDE,
     .help = "a folder in which \"use\" looks, too"},
    {.letter = 'W',
     .argument = "WORD",
     .group = GROUP_HOW,
     .action = ACT_WARNING,
     .help = "findings: all, NAME, no-NAME, error, error=NAME"},
    {.name = "baseline",
     .argument = "FILE",
     .group = GROUP_HOW,
     .action = ACT_BASELINE,
     .help = "leave out the findings that FILE lists"},
    {.name = "with",
     .argument = "PART",
     .group = GROUP_HOW,
     .action = ACT_WITH,
     .help = "with --emit=c: batch or ask, what it has besides"},
    {.name = "stats",
     .group = GROUP_HOW,
     .action = ACT_STATS,
     .help = "with --emit=c: how large the table is"},
    {.name = "message-format",
     .argument = "FORMAT",
     .group = GROUP_HOW,
     .action = ACT_FORMAT,
     .help = "text (the default), json, sarif, junit"},
    {.name = "color",
     .argument = "WHEN",
     .group = GROUP_HOW,
     .action = ACT_COLOR,
     .help = "auto (the default), always or never"},
};

enum { OPTIONS = sizeof table / sizeof *table };

/* ---- reading ---- */

struct reading {
    struct options *o;
    struct diags *d;
    const struct option *mode; /* the one that set the mode, or NULL */
};

#define wrong(p, ...) diag_report((p)->d, DIAG_USAGE, SPAN_NOWHERE, __VA_ARGS__)

/* "--emit" or "-o", as the user would write it. */
static const char *spelled(struct diags *d, const struct option *opt) {
    return opt->name ? arena_printf(d->arena, "--%s", opt->name)
                     : arena_printf(d->arena, "-%c", opt->letter);
}

static int one_of(struct reading *p, const struct option *opt, const char *value,
                  const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(value, words[i]) == 0) return (int)i;
    wrong(p, "%s=%s: it can be %s", spelled(p->d, opt), value,
          list_in_words(p->d->arena, words, n, " or "));
    return 0;
}

/* One of the formats, or "list". */
static void take_kind(struct reading *p, const struct option *opt, const char *value) {
    struct names VEC(const char *) names = {0};
    p->o->kind = value;
    if (strcmp(value, "list") == 0) p->o->mode = MODE_LIST_FORMATS;
    if (p->o->mode == MODE_LIST_FORMATS || format_find(value)) return;
    for (const struct format *f = formats; f->name; f++) vec_push(p->d->arena, &names, f->name);
    one_of(p, opt, value, names.at, names.len);
}

static const char *const stages[] = {[DUMP_TREE] = "tree",
                                     [DUMP_MODEL] = "model",
                                     [DUMP_RULES] = "rules",
                                     [DUMP_CLAUSES] = "clauses",
                                     [DUMP_TABLE] = "table"};
enum { STAGES = sizeof stages / sizeof *stages };

static void take_mode(struct reading *p, const struct option *opt, const char *value) {
    if (p->mode && p->mode != opt) {
        wrong(p, "%s and %s cannot be done in one go: call stratc twice", spelled(p->d, p->mode),
              spelled(p->d, opt));
        return;
    }
    if (p->mode && value) {
        wrong(p, "%s is given twice: one at a time", spelled(p->d, opt));
        return;
    }
    p->mode = opt;
    p->o->mode = (enum mode)opt->mode;
    if (opt->mode == MODE_EMIT) take_kind(p, opt, value);
    if (opt->mode == MODE_DUMP) p->o->dumped = (enum dumped)one_of(p, opt, value, stages, STAGES);
    if (opt->mode == MODE_EXPLAIN) p->o->code = value;
}

/* A file that is named once, or the same one twice. */
static void take_file(struct reading *p, const char **file, const char *value, const char *twice) {
    if (*file && strcmp(*file, value) != 0) wrong(p, "%s", twice);
    *file = value;
}

static void take(struct reading *p, const struct option *opt, const char *value) {
    static const char *const message_formats[] = {[MESSAGE_TEXT] = "text",
                                                  [MESSAGE_JSON] = "json",
                                                  [MESSAGE_SARIF] = "sarif",
                                                  [MESSAGE_JUNIT] = "junit"};
    static const char *const colors[] = {
        [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
    static const char *const parts[] = {"batch", "ask"};
    switch (opt->action) {
    case ACT_MODE: take_mode(p, opt, value); break;
    case ACT_OUTPUT:
        take_file(p, &p->o->output, value, "-o is given twice: there is one file to write");
        break;
    case ACT_INCLUDE: vec_push(p->d->arena, &p->o->include_dirs, value); break;
    case ACT_WARNING:
        if (!diag_option_parse(&p->o->diag, value))
            wrong(p,
                  "-W%s: there is no finding of that name (--list-codes lists "
                  "them; errors cannot be chosen)",
                  value);
        break;
    case ACT_FORMAT:
        p->o->diag.format = (enum message_format)one_of(
            p, opt, value, message_formats, sizeof message_formats / sizeof *message_formats);
        break;
    case ACT_BASELINE:
        take_file(p, &p->o->baseline, value, "--baseline is given twice: one file at a time");
        break;
    case ACT_STATS: p->o->stats = true; break;
    case ACT_WITH:
        *(one_of(p, opt, value, parts, sizeof parts / sizeof *parts) == 0 ? &p->o->parts.batch
                                                                          : &p->o->parts.ask) =
            true;
        break;
    case ACT_COLOR:
        p->o->color =
            (enum color_when)one_of(p, opt, value, colors, sizeof colors / sizeof *colors);
        break;
    }
}

static void take_found(struct reading *p, enum option_read read, const struct option_found *f) {
    struct arena *a = p->d->arena;
    const char *option = f->option ? spelled(p->d, f->option) : NULL;
    switch (read) {
    case OPTION_END: break;
    case OPTION_OPERAND: vec_push(a, &p->o->inputs, f->arg); break;
    case OPTION_GIVEN: take(p, f->option, f->value); break;
    case OPTION_WANTS_VALUE: wrong(p, "%s wants a value: %s", option, f->option->argument); break;
    case OPTION_TAKES_NONE: wrong(p, "%s takes no value", option); break;
    case OPTION_UNKNOWN:
        if (option)
            wrong(p, "there is no option %s: do you mean %s?", f->arg, option);
        else
            wrong(p, "there is no option %s (--help lists them)", f->arg);
        break;
    }
}

/* The option that says what to do, with its value where that makes it another thing. */
static const char *asked(struct reading *p) {
    return p->o->mode == MODE_LIST_FORMATS ? "--emit=list" : spelled(p->d, p->mode);
}

static bool is_stdin(const char *input) { return input && strcmp(input, "-") == 0; }

static void check_stdin(struct reading *p) {
    const struct options *o = p->o;
    size_t times = is_stdin(o->baseline);
    vec_each (const char *, input, &o->inputs) times += is_stdin(*input);
    if (times > 1)
        wrong(p, "- is named twice, but what comes from standard input can be read once only");
    bool named = o->mode == MODE_BUILD || (o->mode == MODE_EMIT && strcmp(o->kind, "c") == 0);
    if (named && !o->output && o->inputs.len > 0 && is_stdin(o->inputs.at[0]))
        wrong(p, "a policy from standard input has no name to call the result by: name it with -o");
}

/* What each option alone cannot see. */
static void check(struct reading *p) {
    const struct options *o = p->o;
    bool writes = o->mode == MODE_BUILD || o->mode == MODE_EMIT || o->mode == MODE_SUGGEST ||
                  o->mode == MODE_DUMP;
    bool compares = o->mode == MODE_DIFF || o->mode == MODE_READINGS;
    bool reads = writes || compares || o->mode == MODE_LINT || o->mode == MODE_TEST;
    if (reads && o->inputs.len == 0)
        wrong(p, "which policy? Name a .strat file (--help shows how)");
    if (o->mode == MODE_DIFF && o->inputs.len > 0 && o->inputs.len != 2)
        wrong(p, "--diff compares two policies: name the old version, then the new one");
    if (compares && o->diag.format != MESSAGE_TEXT && o->diag.format != MESSAGE_JSON)
        wrong(p, "%s writes text or json", spelled(p->d, p->mode));
    if ((writes || o->mode == MODE_READINGS) && o->inputs.len > 1)
        wrong(p, "one policy at a time, please: %s and %s were named", o->inputs.at[0],
              o->inputs.at[1]);
    if (!reads && o->inputs.len > 0) wrong(p, "%s needs no file: %s", asked(p), o->inputs.at[0]);
    if (o->baseline && o->mode != MODE_LINT)
        wrong(p, "--baseline lists findings: it goes with --lint");
    if (o->diag.format == MESSAGE_JUNIT && o->mode != MODE_TEST)
        wrong(p, "--message-format=junit tells how tests went: it goes with --test");
    if (o->stats && (o->mode != MODE_EMIT || strcmp(o->kind, "c") != 0))
        wrong(p, "--stats tells the size of what --emit=c writes: it goes with it");
    if ((o->parts.batch || o->parts.ask) && (o->mode != MODE_EMIT || strcmp(o->kind, "c") != 0))
        wrong(p, "--with says what the C of --emit=c has besides: it goes with it");
    check_stdin(p);
    if (!writes && o->output) wrong(p, "%s writes no file: -o %s", asked(p), o->output);
}

bool options_parse(struct options *o, struct diags *d, int argc, char **argv) {
    *o = (struct options){.mode = MODE_BUILD};
    struct reading p = {.o = o, .d = d};
    struct command_line line = {
        .table = table, .options = OPTIONS, .argc = argc, .argv = argv, .next = 1};
    struct option_found found;
    size_t errors = d->errors;
    for (enum option_read read; (read = option_next(&line, &found)) != OPTION_END;)
        take_found(&p, read, &found);
    if (d->errors == errors) check(&p);
    o->diag.findings = o->mode == MODE_LINT;
    return d->errors == errors;
}

bool options_colored(const struct options *o, FILE *stream) {
    return o->color == COLOR_AUTO ? options_color(fileno(stream)) : o->color == COLOR_ALWAYS;
}

void options_print_help(FILE *out) {
    fputs("usage: stratc [OPTION...] POLICY.strat...\n"
          "A written strategy becomes a program that says what may be done, and why.\n",
          out);
    for (int group = 0; group < GROUPS; group++) {
        fprintf(out, "%s%s:\n", group > 0 ? "\n" : "", group_titles[group]); /* fits a screen */
        options_help(out, table, OPTIONS, group, 29);
    }
    fputs("Exit status: 0 done, 1 the policy has faults or findings, 2 could not run.\n", out);
}

bool options_print_mdoc(FILE *out, size_t i) {
    if (i < OPTIONS) option_mdoc(out, &table[i]);
    return i < OPTIONS;
}
