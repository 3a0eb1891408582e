#define _POSIX_C_SOURCE 200809L

#include "stratc/options.h"

#include "base/text.h"
#include "emit/formats.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum part_of_help { GROUP_MODE, GROUP_HOW, GROUPS };
enum action {
    ACT_MODE,
    ACT_OUTPUT,
    ACT_INCLUDE,
    ACT_WARNING,
    ACT_FORMAT,
    ACT_COLOR,
    ACT_BASELINE,
    ACT_STATS
};

struct option {
    const char *name;     /* the long one without its dashes, or NULL */
    char letter;          /* the short one, or 0 */
    const char *argument; /* what stands after it, or NULL */
    enum part_of_help group;
    enum action action;
    enum mode mode; /* ACT_MODE */
    const char *help;
    const char *manual; /* more, in mdoc, for the man page; or NULL */
};

static const char *const group_titles[GROUPS] = {
    "What to do (without one of these: build the program)", "How"};

static const struct option table[] = {
    {"lint", 0, NULL, GROUP_MODE, ACT_MODE, MODE_LINT, "check the policies and list all findings",
     "Exit 0 when there is none."},
    {"test", 0, NULL, GROUP_MODE, ACT_MODE, MODE_TEST, "run the examples, prove the safeguards",
     "Exit 0 when all of them hold."},
    {"suggest-examples", 0, NULL, GROUP_MODE, ACT_MODE, MODE_SUGGEST,
     "write examples for what none exercises",
     "They are ready to paste into the policy and pass there; none of them can be\nleft out.\n"
     "What an example exercises,\n.Fl -explain Ns = Ns Cm unexercised-rule\nsays."},
    {"diff", 0, NULL, GROUP_MODE, ACT_MODE, MODE_DIFF,
     "OLD NEW: what two versions decide differently",
     "Every situation that is decided differently, in groups that change alike: how,\nby which "
     "paragraphs, in how many combinations of facts, and one for example.\n"
     "Then what else is not as it was: facts, values, defaults, presumptions, and what\nanswers "
     "show of each duty, approach and paragraph.\nWith\n.Fl -message-format Ns = Ns Cm json ,\none "
     "object.\n"
     "Exit 0 when there is no difference, 1 when there is."},
    {"readings", 0, NULL, GROUP_MODE, ACT_MODE, MODE_READINGS,
     "what the readings not taken would decide",
     "For each value of a reading that is not taken, the same as\n.Fl -diff\nsays of two "
     "versions."},
    {"emit", 0, "KIND", GROUP_MODE, ACT_MODE, MODE_EMIT,
     "write the policy in another form (list: which)",
     "With\n.Cm c ,\none .c and one .h file that stand by themselves.\nWhat no #include can hold "
     "is an underscore in the name of the .h file.\n"
     "With\n.Cm map ,\na document: what each objective, activity and partner is given, by "
     "which\nparagraphs, and where the policy is silent.\n"
     "With\n.Cm judgements ,\na document: each judgement, who decides it, where it stands, and in "
     "how many\nsituations the outcome hangs on it.\n"
     ".Cm map-json\nand\n.Cm judgements-json\nsay the same as one JSON object.\nAll but\n.Cm c\ngo "
     "to standard output unless\n.Fl o\nnames a file.\n"
     ".Cm list\nnames every kind there is."},
    {"explain", 0, "CODE", GROUP_MODE, ACT_MODE, MODE_EXPLAIN,
     "the page of a code: ST2001, 2001 or its name", NULL},
    {"list-codes", 0, NULL, GROUP_MODE, ACT_MODE, MODE_LIST_CODES,
     "all codes that a message can carry", NULL},
    {"version", 0, NULL, GROUP_MODE, ACT_MODE, MODE_VERSION, "the version of stratc", NULL},
    {"help", 'h', NULL, GROUP_MODE, ACT_MODE, MODE_HELP, "this text", NULL},
    {NULL, 'o', "NAME", GROUP_HOW, ACT_OUTPUT, 0, "the file to write; - is standard output",
     "The default is the name of the policy without its ending.\nThe file appears whole or not at "
     "all.\n"
     "A link stays one, and the file that it names is written; a device, such as\n.Pa /dev/null "
     ",\nor a pipe is written directly.\n"
     "A program cannot go to standard output or to a pipe; with\n.Fl -emit Ns = Ns Cm c\nboth "
     "files go to such a place, one after the other.\n"
     "See\n.Sx FILES ."},
    {NULL, 'I', "DIR", GROUP_HOW, ACT_INCLUDE, 0, "a folder in which \"use\" looks, too",
     "May be given more than once.\nThese folders come in the order given, after that of the using "
     "file and before\n"
     "the installed vocabulary."},
    {NULL, 'W', "WORD", GROUP_HOW, ACT_WARNING, 0,
     "findings: all, NAME, no-NAME, error, error=NAME",
     "Which findings\n.Fl -lint\nshows, and which of them count as errors.\n.Ar NAME\nis the name "
     "or the number of a "
     "code."},
    {"baseline", 0, "FILE", GROUP_HOW, ACT_BASELINE, 0, "leave out the findings that FILE lists",
     "Only findings that are new are shown and count; errors always are.\n.Ar FILE\nis what\n"
     ".Fl -lint -message-format Ns = Ns Cm json\nwrote earlier.\nA finding is known by its code, "
     "its file and the text of its line, or by its"
     "\nmessage, not by the number of the line."},
    {"stats", 0, NULL, GROUP_HOW, ACT_STATS, 0, "with --emit=c: how large the table is",
     "On standard error: the number of rules and of the combinations of conditions\nthat they come "
     "down to, the bytes of the table and of the texts, how the table\n"
     "is laid out, and the memory that a decision needs."},
    {"message-format", 0, "FORMAT", GROUP_HOW, ACT_FORMAT, 0,
     "text (the default), json, sarif, junit",
     "Text tells the first dozen findings of a kind, and how many more there are.\n"
     "What one mistake makes wrong in many places, as a name that is misspelt where it\nis "
     "declared, is one error in every format, with how many places there are.\nWith\n.Cm json "
     ",\none object a line.\nWith\n.Cm sarif ,\none SARIF 2.1.0 log for all files.\nWith\n.Cm "
     "junit ,\n"
     "for\n.Fl -test\nalone, a suite for each file and a case for each example and safeguard."},
    {"color", 0, "WHEN", GROUP_HOW, ACT_COLOR, 0, "auto (the default), always or never",
     "By default colour is written to a terminal only, and only where the variable\n.Ev "
     "NO_COLOR\nis not set."},
};

enum { OPTIONS = sizeof table / sizeof *table };

/* ---- reading ---- */

struct parser {
    struct options *o;
    struct diags *d;
    int argc;
    char **argv;
    int next;                  /* the argument to read next */
    const struct option *mode; /* the one that set the mode, or NULL */
};

static void wrong(struct diags *d, const char *text) {
    diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "%s", text);
}

/* "--emit" or "-o", as the user would write it. */
static const char *spelled(struct diags *d, const struct option *opt) {
    return opt->name ? arena_printf(d->arena, "--%s", opt->name)
                     : arena_printf(d->arena, "-%c", opt->letter);
}

static int one_of(struct parser *p, const struct option *opt, const char *value,
                  const char *const *words, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(value, words[i]) == 0) return (int)i;
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = arena_printf(p->d->arena, "%s%s%s", list,
                            i == 0       ? ""
                            : i + 1 == n ? " or "
                                         : ", ",
                            words[i]);
    wrong(p->d, arena_printf(p->d->arena, "%s=%s: it can be %s", spelled(p->d, opt), value, list));
    return 0;
}

/* One of the formats, or "list". */
static void take_kind(struct parser *p, const char *value) {
    p->o->kind = value;
    if (strcmp(value, "list") == 0) p->o->mode = MODE_LIST_FORMATS;
    if (p->o->mode == MODE_LIST_FORMATS || format_find(value)) return;
    const char *list = "";
    for (const struct format *f = formats; f->name; f++)
        list = arena_printf(p->d->arena, "%s%s%s", list,
                            f == formats ? ""
                            : f[1].name  ? ", "
                                         : " or ",
                            f->name);
    wrong(p->d, arena_printf(p->d->arena, "--emit=%s: it can be %s", value, list));
}

static void take_mode(struct parser *p, const struct option *opt, const char *value) {
    if (p->mode && (p->mode != opt || value)) {
        wrong(
            p->d,
            p->mode == opt
                ? arena_printf(p->d->arena, "%s is given twice: one at a time", spelled(p->d, opt))
                : arena_printf(p->d->arena, "%s and %s cannot be done in one go: call stratc twice",
                               spelled(p->d, p->mode), spelled(p->d, opt)));
        return;
    }
    p->mode = opt;
    p->o->mode = opt->mode;
    if (opt->mode == MODE_EMIT) take_kind(p, value);
    if (opt->mode == MODE_EXPLAIN) p->o->code = value;
}

static void take_output(struct parser *p, const char *value) {
    if (p->o->output && strcmp(p->o->output, value) != 0)
        wrong(p->d, "-o is given twice: there is one file to write");
    p->o->output = value;
}

static void take(struct parser *p, const struct option *opt, const char *value) {
    static const char *const message_formats[] = {[MESSAGE_TEXT] = "text",
                                                  [MESSAGE_JSON] = "json",
                                                  [MESSAGE_SARIF] = "sarif",
                                                  [MESSAGE_JUNIT] = "junit"};
    static const char *const colors[] = {
        [COLOR_AUTO] = "auto", [COLOR_ALWAYS] = "always", [COLOR_NEVER] = "never"};
    switch (opt->action) {
    case ACT_MODE: take_mode(p, opt, value); break;
    case ACT_OUTPUT: take_output(p, value); break;
    case ACT_INCLUDE: vec_push(p->d->arena, &p->o->include_dirs, value); break;
    case ACT_WARNING:
        if (!diag_option_parse(&p->o->diag, value))
            wrong(p->d, arena_printf(p->d->arena,
                                     "-W%s: there is no finding of that name (--list-codes lists "
                                     "them; errors cannot be chosen)",
                                     value));
        break;
    case ACT_FORMAT:
        p->o->diag.format = (enum message_format)one_of(
            p, opt, value, message_formats, sizeof message_formats / sizeof *message_formats);
        break;
    case ACT_BASELINE:
        if (p->o->baseline && strcmp(p->o->baseline, value) != 0)
            wrong(p->d, "--baseline is given twice: one file at a time");
        p->o->baseline = value;
        break;
    case ACT_STATS: p->o->stats = true; break;
    case ACT_COLOR:
        p->o->color =
            (enum color_when)one_of(p, opt, value, colors, sizeof colors / sizeof *colors);
        break;
    }
}

/* With the value that is glued to the option, or else the next argument
 * where the option wants one. */
static void take_with_value(struct parser *p, const struct option *opt, const char *glued) {
    const char *value = glued;
    if (!opt->argument && glued)
        wrong(p->d, arena_printf(p->d->arena, "%s takes no value", spelled(p->d, opt)));
    else if (opt->argument && !glued && p->next < p->argc)
        value = p->argv[p->next++];
    if (opt->argument && (!value || !*value))
        wrong(p->d,
              arena_printf(p->d->arena, "%s wants a value: %s", spelled(p->d, opt), opt->argument));
    else
        take(p, opt, opt->argument ? value : NULL);
}

static void unknown(struct parser *p, const char *arg, const char *name) {
    const char *names[OPTIONS];
    size_t n = 0;
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].name) names[n++] = table[i].name;
    const char *near = text_nearest(name, names, n);
    wrong(p->d,
          near ? arena_printf(p->d->arena, "there is no option %s: do you mean --%s?", arg, near)
               : arena_printf(p->d->arena, "there is no option %s (--help lists them)", arg));
}

static void read_long(struct parser *p, const char *arg) {
    const char *equals = strchr(arg, '=');
    const char *name =
        equals ? arena_strndup(p->d->arena, arg + 2, (size_t)(equals - arg) - 2) : arg + 2;
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].name && strcmp(table[i].name, name) == 0) {
            take_with_value(p, &table[i], equals ? equals + 1 : NULL);
            return;
        }
    unknown(p, arg, name);
}

static void read_short(struct parser *p, const char *arg) {
    for (size_t i = 0; i < OPTIONS; i++)
        if (table[i].letter == arg[1]) {
            take_with_value(p, &table[i], arg[2] ? arg + 2 : NULL);
            return;
        }
    unknown(p, arg, arg + 1);
}

/* The option that says what to do, with its value where that makes it another thing. */
static const char *asked(struct parser *p) {
    return p->o->mode == MODE_LIST_FORMATS ? "--emit=list" : spelled(p->d, p->mode);
}

static bool is_stdin(const char *input) { return input && strcmp(input, "-") == 0; }

static void check_stdin(struct parser *p) {
    const struct options *o = p->o;
    size_t times = is_stdin(o->baseline);
    vec_each (const char *, input, &o->inputs) times += is_stdin(*input);
    if (times > 1)
        wrong(p->d, "- is named twice, but what comes from standard input can be read once only");
    bool named = o->mode == MODE_BUILD || (o->mode == MODE_EMIT && strcmp(o->kind, "c") == 0);
    if (named && !o->output && o->inputs.len > 0 && is_stdin(o->inputs.at[0]))
        wrong(p->d,
              "a policy from standard input has no name to call the result by: name it with -o");
}

/* What each option alone cannot see. */
static void check(struct parser *p) {
    const struct options *o = p->o;
    bool writes = o->mode == MODE_BUILD || o->mode == MODE_EMIT || o->mode == MODE_SUGGEST;
    bool compares = o->mode == MODE_DIFF || o->mode == MODE_READINGS;
    bool reads = writes || compares || o->mode == MODE_LINT || o->mode == MODE_TEST;
    if (reads && o->inputs.len == 0)
        wrong(p->d, "which policy? Name a .strat file (--help shows how)");
    if (o->mode == MODE_DIFF && o->inputs.len > 0 && o->inputs.len != 2)
        wrong(p->d, "--diff compares two policies: name the old version, then the new one");
    if (compares && o->diag.format != MESSAGE_TEXT && o->diag.format != MESSAGE_JSON)
        wrong(p->d, arena_printf(p->d->arena, "%s writes text or json", spelled(p->d, p->mode)));
    if ((writes || o->mode == MODE_READINGS) && o->inputs.len > 1)
        wrong(p->d, arena_printf(p->d->arena, "one policy at a time, please: %s and %s were named",
                                 o->inputs.at[0], o->inputs.at[1]));
    if (!reads && o->inputs.len > 0)
        wrong(p->d, arena_printf(p->d->arena, "%s needs no file: %s", asked(p), o->inputs.at[0]));
    if (o->baseline && o->mode != MODE_LINT)
        wrong(p->d, "--baseline lists findings: it goes with --lint");
    if (o->diag.format == MESSAGE_JUNIT && o->mode != MODE_TEST)
        wrong(p->d, "--message-format=junit tells how tests went: it goes with --test");
    if (o->stats && (o->mode != MODE_EMIT || strcmp(o->kind, "c") != 0))
        wrong(p->d, "--stats tells the size of what --emit=c writes: it goes with it");
    check_stdin(p);
    if (!writes && o->output)
        wrong(p->d, arena_printf(p->d->arena, "%s writes no file: -o %s", asked(p), o->output));
}

bool options_parse(struct options *o, struct diags *d, int argc, char **argv) {
    *o = (struct options){.mode = MODE_BUILD};
    struct parser p = {.o = o, .d = d, .argc = argc, .argv = argv, .next = 1};
    size_t errors = d->errors;
    bool options_over = false;
    while (p.next < argc) {
        const char *arg = argv[p.next++];
        if (options_over || arg[0] != '-' || arg[1] == '\0')
            vec_push(d->arena, &o->inputs, arg);
        else if (strcmp(arg, "--") == 0)
            options_over = true;
        else if (arg[1] == '-')
            read_long(&p, arg);
        else
            read_short(&p, arg);
    }
    if (d->errors == errors) check(&p);
    o->diag.findings = o->mode == MODE_LINT;
    return d->errors == errors;
}

bool options_color(const struct options *o, FILE *stream) {
    if (o->color != COLOR_AUTO) return o->color == COLOR_ALWAYS;
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0) &&
           isatty(fileno(stream));
}

/* ---- printing ---- */

void options_print_help(FILE *out) {
    fputs("usage: stratc [OPTION...] POLICY.strat...\n"
          "A written strategy becomes a program that says what may be done, and why.\n",
          out);
    for (int group = 0; group < GROUPS; group++) {
        fprintf(out, "\n%s:\n", group_titles[group]);
        for (size_t i = 0; i < OPTIONS; i++) {
            const struct option *opt = &table[i];
            if ((int)opt->group != group) continue;
            int width = 2;
            width += opt->letter ? fprintf(out, "  -%c", opt->letter) : fprintf(out, "    ");
            if (opt->name) width += fprintf(out, "%s--%s", opt->letter ? ", " : "  ", opt->name);
            if (opt->argument) width += fprintf(out, "%s%s", opt->name ? "=" : " ", opt->argument);
            fprintf(out, "%*s%s\n", width < 30 ? 31 - width : 2, "", opt->help);
        }
    }
    fputs("Exit status: 0 done, 1 the policy has faults or findings, 2 could not run.\n", out);
}

void options_print_mdoc(FILE *out) {
    for (size_t i = 0; i < OPTIONS; i++) {
        const struct option *opt = &table[i];
        fputs(".It", out);
        if (opt->letter) fprintf(out, " Fl %c%s", opt->letter, opt->name ? " ," : "");
        if (opt->name) fprintf(out, " Fl -%s", opt->name);
        if (opt->argument) fprintf(out, opt->name ? " Ns = Ns Ar %s" : " Ar %s", opt->argument);
        fprintf(out, "\n%c%s.\n",
                opt->help[0] >= 'a' && opt->help[0] <= 'z' ? opt->help[0] - 'a' + 'A'
                                                           : opt->help[0],
                opt->help + 1);
        if (opt->manual) fprintf(out, "%s\n", opt->manual);
    }
}
