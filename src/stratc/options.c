#include "stratc/options.h"

#include "base/list.h"
#include "base/options.h"
#include "base/text.h"
#include "emit/formats.h"

#include <stdlib.h>
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
    ACT_ALLOWED,
    ACT_WORDING,
    ACT_WITH,
    ACT_LOG,
    ACT_CHECK,
    ACT_WRITE,
    ACT_STDIN_NAME,
    ACT_SOURCE
};

static const char *const group_titles[GROUPS] = {
    "usage: stratc [WHAT] [HOW] POLICY.strat..., WHAT if not to build the program:", "HOW:"};

/* ---- what options are one of ---- */

static const char *const colors[] = {
    [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never", NULL};
static const char *const message_formats[] = {
    [MESSAGE_TEXT] = "text",   [MESSAGE_JSON] = "json",         [MESSAGE_SARIF] = "sarif",
    [MESSAGE_JUNIT] = "junit", [MESSAGE_MARKDOWN] = "markdown", NULL};
static const char *const parts[] = {"batch", "ask", NULL};
static const char *const stages[] = {
    [DUMP_TREE] = "tree",       [DUMP_MODEL] = "model", [DUMP_RULES] = "rules",
    [DUMP_CLAUSES] = "clauses", [DUMP_TABLE] = "table", NULL};

/* `shown`: how --help writes it, where not as name and argument. `takes`: what its argument is,
 * FILE, FOLDER or, where it is one of a list or the program alone knows, TEXT. */
#define MODE(name, letter, group, mode, shown, help) \
    { name, letter, NULL, false, group, ACT_MODE, mode, shown, help, OPTION_TEXT, NULL }
#define MODE_OF(name, argument, words, group, mode, shown, help) \
    { name, 0, argument, false, group, ACT_MODE, mode, shown, help, OPTION_TEXT, words }
#define HOW(name, letter, argument, takes, words, group, action, help) \
    { name, letter, argument, false, group, action, 0, NULL, help, OPTION_##takes, words }
#define SWITCH(name, action, help) \
    { name, 0, NULL, false, GROUP_UNLISTED, action, 0, NULL, help, OPTION_TEXT, NULL }
static const struct option table[] = {
    MODE("lint", 0, GROUP_MODE, MODE_LINT, NULL, "check the policies and list all findings"),
    MODE("test", 0, GROUP_MODE, MODE_TEST, NULL, "run the examples, prove the safeguards"),
    MODE("suggest-examples", 0, GROUP_MODE, MODE_SUGGEST, NULL,
         "write examples for what none exercises"),
    MODE("diff", 0, GROUP_MODE, MODE_DIFF, NULL, "OLD NEW: what two versions decide differently"),
    MODE("readings", 0, GROUP_MODE, MODE_READINGS, NULL,
         "what the readings not taken would decide"),
    MODE("accept-source", 0, GROUP_UNLISTED, MODE_ACCEPT, NULL,
         "write the lock: the rules say what the source says"),
    MODE("ask", 0, GROUP_MODE, MODE_ASK, NULL, "POLICY fact=value ...: decide without building"),
    MODE("format", 0, GROUP_MODE, MODE_FORMAT, NULL,
         "the canonical layout: print, check or write it"),
    MODE_OF("emit", "KIND", NULL, GROUP_MODE, MODE_EMIT, NULL,
            "write the policy in another form (list: which)"),
    MODE_OF("dump", "STAGE", stages, GROUP_UNLISTED, MODE_DUMP, NULL,
            "print a stage as text: tree, model, rules, clauses or table"),
    MODE("lsp", 0, GROUP_MODE, MODE_LSP, NULL, "serve an editor (language server)"),
    MODE_OF("explain", "CODE", NULL, GROUP_MODE, MODE_EXPLAIN, NULL,
            "the page of a code, as ST2001 (--list-codes: all)"),
    MODE("list-codes", 0, GROUP_UNLISTED, MODE_LIST_CODES, NULL,
         "all codes that a message can carry"),
    MODE_OF("completion", "SHELL", options_shells, GROUP_UNLISTED, MODE_COMPLETION, NULL,
            "what makes bash, zsh or fish complete command lines"),
    MODE("version", 'V', GROUP_UNLISTED, MODE_VERSION, NULL, "the version of stratc"),
    MODE("help", 'h', GROUP_MODE, MODE_HELP, "-h, --help; -V, --version", "this text"),
    HOW(NULL, 'o', "NAME", FILE, NULL, GROUP_HOW, ACT_OUTPUT,
        "the file to write; - is standard output"),
    HOW(NULL, 'I', "DIR", FOLDER, NULL, GROUP_HOW, ACT_INCLUDE,
        "a folder in which \"use\" looks, too"),
    HOW(NULL, 'W', "WORD", TEXT, NULL, GROUP_HOW, ACT_WARNING,
        "findings: all, NAME, no-NAME, error, error=NAME"),
    HOW("baseline", 0, "FILE", FILE, NULL, GROUP_HOW, ACT_BASELINE,
        "leave out the findings that FILE lists"),
    SWITCH("show-allowed", ACT_ALLOWED,
           "with --lint: what comments allow, too, with their reasons"),
    SWITCH("wording", ACT_WORDING, "with --diff: wording alone is a difference, too"),
    HOW("log", 0, "FILE", FILE, NULL, GROUP_UNLISTED, ACT_LOG,
        "with --lsp: a copy of all that the editor says"),
    HOW("with", 0, "PART", TEXT, parts, GROUP_UNLISTED, ACT_WITH,
        "with --emit=c: batch or ask, what it has besides"),
    SWITCH("stats", ACT_STATS, "with --emit=c: how large the table is"),
    SWITCH("check", ACT_CHECK, "with --format: what would change, as a diff; nothing is written"),
    SWITCH("write", ACT_WRITE, "with --format: lay the files out where they are"),
    HOW("source", 0, "FILE", FILE, NULL, GROUP_UNLISTED, ACT_SOURCE,
        "the text that the policy states, in place of what it names"),
    HOW("stdin-name", 0, "PATH", FILE, NULL, GROUP_UNLISTED, ACT_STDIN_NAME,
        "the file that the text of standard input is to be taken for"),
    HOW("message-format", 0, "FORMAT", TEXT, message_formats, GROUP_HOW, ACT_FORMAT,
        "text (the default), json, sarif, junit, markdown"),
    HOW("color", 0, "WHEN", TEXT, colors, GROUP_HOW, ACT_COLOR,
        "auto (the default), always or never"),
};
#undef MODE
#undef MODE_OF
#undef HOW
#undef SWITCH

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

/* The number of the value among the words that there are; what is none of them is 0. */
static int one_of(struct reading *p, const struct option *opt, const char *value,
                  const char *const *words) {
    size_t n = 0;
    for (; words[n]; n++)
        if (strcmp(value, words[n]) == 0) return (int)n;
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
    vec_push(p->d->arena, &names, NULL);
    one_of(p, opt, value, names.at);
}

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
    if (opt->mode == MODE_DUMP) p->o->dumped = (enum dumped)one_of(p, opt, value, stages);
    if (opt->mode == MODE_EXPLAIN) p->o->code = value;
    if (opt->mode == MODE_COMPLETION)
        p->o->shell = options_shells[one_of(p, opt, value, options_shells)];
}

/* A file that is named once, or the same one twice. */
static void take_file(struct reading *p, const char **file, const char *value, const char *twice) {
    if (*file && strcmp(*file, value) != 0) wrong(p, "%s", twice);
    *file = value;
}

static void take(struct reading *p, const struct option *opt, const char *value) {
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
        p->o->diag.format = (enum message_format)one_of(p, opt, value, opt->words);
        break;
    case ACT_BASELINE:
        take_file(p, &p->o->baseline, value, "--baseline is given twice: one file at a time");
        break;
    case ACT_LOG:
        take_file(p, &p->o->log, value, "--log is given twice: one file at a time");
        break;
    case ACT_STATS: p->o->stats = true; break;
    case ACT_ALLOWED: p->o->diag.allowed = true; break;
    case ACT_WORDING: p->o->wording = true; break;
    case ACT_CHECK: p->o->check = true; break;
    case ACT_WRITE: p->o->write = true; break;
    case ACT_SOURCE:
        take_file(p, &p->o->source, value, "--source is given twice: a policy states one text");
        break;
    case ACT_STDIN_NAME:
        take_file(p, &p->o->stdin_name, value, "--stdin-name is given twice: one text is read");
        break;
    case ACT_WITH:
        *(one_of(p, opt, value, parts) == 0 ? &p->o->parts.batch : &p->o->parts.ask) = true;
        break;
    case ACT_COLOR: p->o->color = (enum color_when)one_of(p, opt, value, colors); break;
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
    size_t times = (size_t)is_stdin(o->baseline) + is_stdin(o->source);
    vec_each (const char *, input, &o->inputs) times += is_stdin(*input);
    if (times > 1)
        wrong(p, "- is named twice, but what comes from standard input can be read once only");
    if (o->write && times > 0) wrong(p, "--write lays out files where they are, and - is none");
    if (o->stdin_name && times == 0)
        wrong(p, "--stdin-name names what is read from standard input: give - for the file");
    if (o->mode == MODE_ACCEPT && times > 0 && !o->stdin_name)
        wrong(p, "a lock stands beside its policy: say with --stdin-name which file that is");
    bool named = o->mode == MODE_BUILD || (o->mode == MODE_EMIT && strcmp(o->kind, "c") == 0);
    if (named && !o->output && !o->stdin_name && o->inputs.len > 0 && is_stdin(o->inputs.at[0]))
        wrong(p, "a policy from standard input has no name to call the result by: name it with -o");
}

bool options_of_git(const struct options *o) {
    bool unmerged = o->inputs.len == 1 && getenv("GIT_DIFF_PATH_COUNTER");
    return o->mode == MODE_DIFF &&
           (o->inputs.len == GIT_FILE || o->inputs.len == GIT_RENAMED || unmerged);
}

/* What each option alone cannot see. */
static void check(struct reading *p) {
    const struct options *o = p->o;
    bool in_place = o->check || o->write;
    bool writes = o->mode == MODE_BUILD || o->mode == MODE_EMIT || o->mode == MODE_SUGGEST ||
                  o->mode == MODE_DUMP || (o->mode == MODE_FORMAT && !in_place);
    bool accepts = o->mode == MODE_ACCEPT;
    bool compares = o->mode == MODE_DIFF || o->mode == MODE_READINGS;
    bool reads = writes || compares || accepts || o->mode == MODE_LINT || o->mode == MODE_TEST ||
                 o->mode == MODE_ASK || o->mode == MODE_FORMAT;
    if (reads && o->inputs.len == 0)
        wrong(p, "which policy? Name a .strat file (--help shows how)");
    bool git = options_of_git(o);
    if (o->mode == MODE_DIFF && o->inputs.len > 0 && o->inputs.len != 2 && !git)
        wrong(p, "--diff compares two policies: name the old version, then the new one");
    bool markdown = o->diag.format == MESSAGE_MARKDOWN;
    if (compares && o->diag.format != MESSAGE_TEXT && o->diag.format != MESSAGE_JSON && !markdown)
        wrong(p, "%s writes text or json", spelled(p->d, p->mode));
    if (markdown && o->mode != MODE_DIFF)
        wrong(p, "--message-format=markdown is for comments on a change: it goes with --diff");
    if (o->source && (compares || o->mode == MODE_FORMAT || o->mode == MODE_DUMP || !reads))
        wrong(p, "--source names the text of a policy, which %s does not read", asked(p));
    bool one = writes || accepts || o->mode == MODE_READINGS;
    if ((one || (o->source && o->mode != MODE_ASK)) && o->inputs.len > 1)
        wrong(p, "one policy at a time, please: %s and %s were named", o->inputs.at[0],
              o->inputs.at[1]);
    bool words = o->mode == MODE_COMPLETION && strcmp(o->shell, "words") == 0;
    if (!reads && !words && o->inputs.len > 0)
        wrong(p, "%s needs no file: %s", asked(p), o->inputs.at[0]);
    if (o->baseline && o->mode != MODE_LINT)
        wrong(p, "--baseline lists findings: it goes with --lint");
    if (o->diag.allowed && o->mode != MODE_LINT)
        wrong(p, "--show-allowed lists findings: it goes with --lint");
    if (o->log && o->mode != MODE_LSP)
        wrong(p, "--log copies what an editor says: it goes with --lsp");
    if (o->wording && o->mode != MODE_DIFF)
        wrong(p, "--wording says what counts between two versions: it goes with --diff");
    if (o->diag.format == MESSAGE_JUNIT && o->mode != MODE_TEST)
        wrong(p, "--message-format=junit tells how tests went: it goes with --test");
    if (o->stats && (o->mode != MODE_EMIT || strcmp(o->kind, "c") != 0))
        wrong(p, "--stats tells the size of what --emit=c writes: it goes with it");
    if ((o->parts.batch || o->parts.ask) && (o->mode != MODE_EMIT || strcmp(o->kind, "c") != 0))
        wrong(p, "--with says what the C of --emit=c has besides: it goes with it");
    if (in_place && o->mode != MODE_FORMAT)
        wrong(p, "%s goes with --format", o->check ? "--check" : "--write");
    if (o->check && o->write)
        wrong(p, "--check only tells what --write would change: give one of them");
    check_stdin(p);
    if (!writes && o->output) wrong(p, "%s writes no file: -o %s", asked(p), o->output);
}

bool options_parse(struct options *o, struct diags *d, int argc, char **argv) {
    *o = (struct options){.mode = MODE_BUILD};
    struct reading p = {.o = o, .d = d};
    struct command_line line = {.table = table,
                                .options = OPTIONS,
                                .argc = argc,
                                .argv = (const char *const *)argv,
                                .next = 1};
    struct option_found found;
    size_t errors = d->errors;
    for (enum option_read read; (read = option_next(&line, &found)) != OPTION_END;)
        take_found(&p, read, &found);
    if (d->errors == errors) check(&p);
    o->diag.findings = o->mode == MODE_LINT;
    return d->errors == errors;
}

/* ---- what stratc says about itself ---- */

bool options_colored(const struct options *o, FILE *stream) {
    return o->color == COLOR_AUTO ? options_color(fileno(stream)) : o->color == COLOR_ALWAYS;
}

const struct option *options_row(size_t i) { return i < OPTIONS ? &table[i] : NULL; }

static void put_help(FILE *out) {
    fputs("stratc harbour.strat                the strategy becomes the program ./harbour\n"
          "stratc --lint harbour.strat         what its text leaves open or contradicts\n"
          "stratc --diff old.strat new.strat   what a new version decides differently\n\n",
          out);
    for (int group = 0; group < GROUPS; group++) {
        fprintf(out, "%s\n", group_titles[group]);
        options_help(out, table, OPTIONS, group, 29);
    }
    fputs("Exit status: 0 done, 1 the policy has faults or findings, 2 could not run.\n", out);
}

/* How the last of the words on a command line goes on. */
static void put_completions(FILE *out, const struct options *o) {
    struct command_line line = {
        .table = table, .options = OPTIONS, .argc = (int)o->inputs.len, .argv = o->inputs.at};
    struct completion c = {.out = out};
    if (!options_complete(&c, &line)) return;
    if (!c.option) {
        completion_file(&c, OPTION_POLICY);
    } else if (c.option->mode == MODE_EMIT) {
        for (const struct format *f = formats; f->name; f++) completion_word(&c, f->name, f->what);
        completion_word(&c, "list", "which there are");
    } else {
        const char *typed = c.typed + c.kept;
        bool chosen = c.option->action == ACT_WARNING;
        if (chosen)
            c.kept += strncmp(typed, "no-", 3) == 0 ? 3 : strncmp(typed, "error=", 6) == 0 ? 6 : 0;
        if (c.typed + c.kept == typed && chosen) {
            completion_word(&c, "all", "every finding");
            completion_word(&c, "error", "findings count as errors");
        }
        for (const struct diag_info *info = diag_infos; info < diag_infos + DIAG_COUNT; info++)
            if (!chosen || info->severity != DIAG_ERROR)
                completion_word(&c, info->slug, info->summary);
    }
}

static void put_codes(FILE *out) {
    static const char *const severities[] = {
        [DIAG_ERROR] = "error", [DIAG_WARNING] = "warning", [DIAG_STYLE] = "style"};
    for (const struct diag_info *info = diag_infos; info < diag_infos + DIAG_COUNT; info++)
        fprintf(out, "ST%04u %-7s %-28s %s%s\n", info->number, severities[info->severity],
                info->slug, info->summary, info->on ? "" : " (only with -W)");
}

/* The paragraph so far, or the point of a list. */
static void put_paragraph(struct text_flow *f, const char **paragraph) {
    f->indent = strncmp(*paragraph, "- ", 2) == 0 ? 2 : 0;
    if (**paragraph) {
        text_flow_all(f, *paragraph);
        text_flow_end(f);
    }
    *paragraph = "";
}

static void put_page_text(struct text_flow *f, struct arena *a, const char *page) {
    const char *paragraph = "";
    for (struct page_reader r = {.at = page}; page_next(&r);) {
        bool text = r.kind == PAGE_TEXT && r.length > 0;
        if (!text || strncmp(r.line, "- ", 2) == 0) put_paragraph(f, &paragraph);
        if (text) {
            size_t blanks = strspn(r.line, " ");
            paragraph = arena_printf(a, "%s%s%.*s", paragraph, *paragraph ? " " : "",
                                     (int)(r.length - blanks), r.line + blanks);
            continue;
        }
        text_flow_color(f, r.kind == PAGE_HEADING ? "1" : "");
        if (r.kind == PAGE_HEADING) {
            text_flow(f, r.line, r.length);
        } else {
            text_flow_head(f, r.kind == PAGE_EXAMPLE && r.length ? "    " : "");
            text_flow_head(f, arena_strndup(a, r.line, r.length));
        }
        text_flow_color(f, "");
        text_flow_end(f);
        if (r.kind == PAGE_LEAD) text_flow_end(f);
    }
    put_paragraph(f, &paragraph);
}

/* The page of a code, laid out for a terminal. */
static void put_page(FILE *out, struct diags *d, const char *name, bool color) {
    enum diag_code code = diag_find(name);
    const char *near = code == DIAG_COUNT ? diag_nearest(name) : NULL;
    const char *page = code == DIAG_COUNT ? NULL : diag_page(code);
    if (diag_is_retired(name))
        diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "%s is retired: nothing reports it any more",
                    name);
    else if (near)
        diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "there is no code %s: do you mean %s?", name,
                    near);
    else if (code == DIAG_COUNT)
        diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "there is no code %s (--list-codes lists them)",
                    name);
    else if (!page)
        diag_report(d, DIAG_INCOMPLETE_INSTALLATION, SPAN_NOWHERE,
                    "the page of ST%04u is missing from this stratc", diag_infos[code].number);
    struct text_flow f = {.out = out, .columns = options_columns(fileno(out)), .color = color};
    put_page_text(&f, d->arena, page ? page : "");
}

bool options_answer(const struct options *o, struct diags *d, FILE *out) {
    switch (o->mode) {
    case MODE_HELP: put_help(out); return true;
    case MODE_VERSION: fputs("stratc " STRATC_VERSION "\n", out); return true;
    case MODE_LIST_CODES: put_codes(out); return true;
    case MODE_LIST_FORMATS:
        for (const struct format *f = formats; f->name; f++)
            fprintf(out, "%-20s %s\n", f->name, f->what);
        return true;
    case MODE_COMPLETION:
        if (strcmp(o->shell, "words") == 0)
            put_completions(out, o);
        else
            options_script(out, o->shell, "stratc");
        return true;
    case MODE_EXPLAIN: put_page(out, d, o->code, options_colored(o, out)); return true;
    default: return false;
    }
}
