#include "evaluator/cli/options.h"

#include "base/list.h"
#include "base/options.h"

/* Of options: what has a line of --help, and what only goes with these and shares one, so that all
 * fits a screen. */
enum { LISTED, WITH_RECORD, WITH_BATCH, ALSO };

enum action {
    ACT_MODE,
    ACT_BY,
    ACT_EVIDENCE,
    ACT_REFERENCE,
    ACT_DATE,
    ACT_KEYS,
    ACT_MAX_LINE,
    ACT_MAX_STEPS,
    ACT_PROGRESS
};

static const struct option table[] = {
    {.name = "why",
     .mode = EV_WHY,
     .shown = "--why",
     .help = "what opens and what closes each approach"},
    {.name = "why-not",
     .argument = "APPROACH",
     .mode = EV_WHY_NOT,
     .shown = "--why-not APPROACH",
     .help = "the same for one, and what would open it"},
    {.name = "ladder",
     .mode = EV_LADDER,
     .shown = "--ladder",
     .help = "each approach by itself, the highest first"},
    {.name = "ask",
     .mode = EV_ASK,
     .shown = "--ask",
     .help = "what to ask next, and where answers lead"},
    {.name = "what-if",
     .argument = "FACT=VALUE",
     .mode = EV_WHAT_IF,
     .shown = "--what-if FACT=VALUE",
     .help = "what would be otherwise; may be given again"},
    {.name = "interview",
     .mode = EV_INTERVIEW,
     .shown = "--interview",
     .help = "asks what has to be known; with --record, files it"},
    {.name = "record",
     .argument = "FILE",
     .takes = OPTION_FILE,
     .mode = EV_RECORD,
     .shown = "--record FILE",
     .help = "writes the answer for the file, as .html or .md"},
    {.name = "by",
     .argument = "[FACT=]WHO",
     .group = WITH_RECORD,
     .action = ACT_BY,
     .shown = "--by [FACT=]WHO",
     .help = "with --record: who decides, or made a judgement"},
    {.name = "evidence",
     .argument = "FACT=TEXT",
     .group = WITH_RECORD,
     .action = ACT_EVIDENCE,
     .shown = "--evidence FACT=TEXT",
     .help = "with --record: what bears out this fact"},
    {.name = "ref",
     .argument = "TEXT",
     .group = WITH_RECORD,
     .action = ACT_REFERENCE,
     .shown = "--ref TEXT",
     .help = "with --record: the file number"},
    {.name = "date",
     .argument = "DAY",
     .group = WITH_RECORD,
     .action = ACT_DATE,
     .shown = "--date DAY",
     .help = "with --record: the day of the decision"},
    {.name = "verify",
     .argument = "FILE",
     .takes = OPTION_FILE,
     .mode = EV_VERIFY,
     .shown = "--verify FILE ...",
     .help = "whether what was recorded is unaltered and holds"},
    {.name = "report",
     .argument = "duty=NAME",
     .mode = EV_REPORT,
     .shown = "--report duty=NAME FILE ...",
     .help = "the records with this duty, as CSV"},
    {.name = "require",
     .argument = "APPROACH",
     .mode = EV_REQUIRE,
     .shown = "--require APPROACH",
     .help = "exit 0 if at least that may start now, 1 if not"},
    {.name = "json",
     .argument = "FILE",
     .takes = OPTION_FILE,
     .optional = true,
     .mode = EV_READ_JSON,
     .shown = "--json [FILE]",
     .help = "JSON lines in and out; with one above: as JSON"},
    {.name = "csv",
     .argument = "FILE",
     .takes = OPTION_FILE,
     .optional = true,
     .mode = EV_READ_CSV,
     .shown = "--csv [FILE]",
     .help = "the same as CSV; the first line names the facts"},
    {.name = "facts",
     .mode = EV_FACTS,
     .shown = "--facts [--json]",
     .help = "what there is: facts, approaches, duties ..."},
    {.name = "keys",
     .argument = "KEYS",
     .group = WITH_BATCH,
     .action = ACT_KEYS,
     .shown = "--keys=status,approach,...",
     .help = "with --json or --csv: these keys; +each adds one"},
    {.name = "max-line",
     .argument = "BYTES",
     .group = WITH_BATCH,
     .action = ACT_MAX_LINE,
     .shown = "--max-line BYTES",
     .help = "with --json or --csv: refuse longer lines"},
    {.name = "max-steps",
     .argument = "N",
     .group = ALSO,
     .action = ACT_MAX_STEPS,
     .shown = "--max-steps N",
     .help = "bound all work for one request"},
    {.name = "progress",
     .group = WITH_BATCH,
     .action = ACT_PROGRESS,
     .shown = "--progress",
     .help = "with --json or --csv: show how far it is"},
    {.name = "completion",
     .argument = "SHELL",
     .group = ALSO,
     .mode = EV_COMPLETION,
     .shown = "--completion SHELL",
     .help = "what makes bash, zsh or fish complete all this",
     .words = options_shells},
    {.name = "version",
     .letter = 'V',
     .mode = EV_VERSION,
     .shown = "-V, --version",
     .help = "policy, digests of text and table, stratc"},
    {.name = "help", .letter = 'h', .mode = EV_HELP, .shown = "-h, --help", .help = "this text"},
};
enum { OPTIONS = sizeof table / sizeof *table };

/* A command line while it is read. */
struct reading {
    struct ev_options *o;
    const char *program;
    struct ev_out *err;
    bool keys_given, wrong;
    const struct option *filed; /* the last one that goes with --record alone */
};

static void begin_complaint(struct reading *r) {
    r->wrong = true;
    ev_text_safely(r->err, r->program);
    ev_text(r->err, ": ");
}

/* `before`, what was written, `behind`. */
static void complain_of(struct reading *r, const char *before, struct ev_span written,
                        const char *behind) {
    begin_complaint(r);
    ev_text(r->err, before);
    ev_show(r->err, written);
    ev_textf(r->err, "%s\n", behind);
}

static void complain(struct reading *r, const struct option *option, const char *rest) {
    begin_complaint(r);
    ev_textf(r->err, "--%s%s\n", option->name, rest);
}

/* ---- the values of options ---- */

static bool read_count(const char *text, uint64_t *count) {
    uint64_t n = 0;
    for (; *text >= '0' && *text <= '9'; text++) {
        if (n > (UINT64_MAX - 9) / 10) return false;
        n = n * 10 + (uint64_t)(*text - '0');
    }
    *count = n;
    return *text == '\0' && n > 0;
}

static void take_key(struct reading *r, const char *name, size_t length) {
    for (int key = 0; key < EV_KEYS; key++)
        if (strlen(ev_key_names[key]) == length && memcmp(ev_key_names[key], name, length) == 0) {
            r->o->keys.wanted[key] = true;
            return;
        }
    begin_complaint(r);
    ev_text(r->err, "--keys: an answer has no key ");
    ev_show(r->err, (struct ev_span){name, length, false});
    ev_text(r->err, "; it can be ");
    for (int key = 0; key < EV_KEYS; key++)
        ev_textf(r->err, "%s%s", list_separator((size_t)key, EV_KEYS, " or "), ev_key_names[key]);
    ev_text(r->err, "\n");
}

/* `key,key,..`: these only; `+key,+key,..` and `+key,key,..`: these as well. */
static void take_keys(struct reading *r, const char *list) {
    if (!r->keys_given && *list != '+') r->o->keys = (struct ev_keys){.line_end = NULL};
    r->keys_given = true;
    for (;; list++) {
        list += *list == '+';
        size_t length = strcspn(list, ",");
        take_key(r, list, length);
        list += length;
        if (*list == '\0') return;
    }
}

/* ---- options ---- */

static void take_shell(struct reading *r, const char *value) {
    for (const char *const *word = options_shells; *word; word++)
        if (strcmp(*word, value) == 0) r->o->shell = *word;
    if (r->o->shell) return;
    begin_complaint(r);
    ev_text(r->err, "--completion: it can be ");
    for (size_t n = 3, i = 0; i < n; i++)
        ev_textf(r->err, "%s%s", list_separator(i, n, " or "), options_shells[i]);
    ev_text(r->err, "\n");
}

/* With --json these are not for a person, but for a program. */
static bool has_json_form(enum ev_mode mode) {
    return mode == EV_FACTS || mode == EV_VERIFY || (mode >= EV_WHY && mode <= EV_WHAT_IF);
}

/* In front of the facts, as the i-th of what stands there. An option takes no less room of argv
 * than its value does here. */
static void add_change(struct ev_options *o, int i, char *change) {
    size_t behind = (size_t)(o->n_changes - i + o->n_operands);
    memmove(o->changes + i + 1, o->changes + i, behind * sizeof *o->changes);
    o->changes[i] = change;
    o->operands++;
    o->n_changes++;
}

/* The values of options of which there may be many; `value` as it stands in argv. */
static void keep_value(struct ev_options *o, const struct option *option, char *value) {
    if (option->mode == EV_WHAT_IF || option->action == ACT_EVIDENCE)
        add_change(o, o->n_changes, value);
    else if (option->action == ACT_BY)
        add_change(o, o->n_by++, value);
    else if (option->mode == EV_VERIFY)
        o->operands[o->n_operands++] = value;
}

static void take_mode(struct reading *r, const struct option *option, const char *value) {
    struct ev_options *o = r->o;
    enum ev_mode before = o->mode, mode = (enum ev_mode)option->mode;
    if (mode == EV_WHY_NOT || mode == EV_REQUIRE) o->approach = value;
    if (mode == EV_COMPLETION) take_shell(r, value);
    if (mode == EV_READ_JSON || mode == EV_READ_CSV || mode == EV_RECORD)
        o->file = value ? value : o->file;
    if (mode == EV_REPORT) o->duty = value;
    if (before == mode && mode == EV_WHAT_IF) return; /* several changes at once */
    if ((before == EV_INTERVIEW && mode == EV_RECORD) ||
        (before == EV_RECORD && mode == EV_INTERVIEW)) {
        o->interview = true;
        o->mode = EV_RECORD;
    } else if (mode == EV_READ_JSON && has_json_form(before)) {
        o->json = true;
    } else if (before == EV_READ_JSON && has_json_form(mode)) {
        o->json = true;
        o->mode = mode;
    } else if (before != EV_DECIDE && before != mode) {
        complain(r, option,
                 " does not go together with another such option: one thing at a time (--help)");
    } else {
        o->mode = mode;
    }
}

static void take(struct reading *r, const struct option *option, const char *value) {
    uint64_t count = 0;
    switch (option->action) {
    case ACT_BY:
    case ACT_EVIDENCE: r->filed = option; break;
    case ACT_REFERENCE:
        r->filed = option;
        r->o->reference = value;
        break;
    case ACT_DATE:
        r->filed = option;
        r->o->date = value;
        break;
    case ACT_KEYS: take_keys(r, value); break;
    case ACT_MAX_LINE:
        if (!read_count(value, &count) || count > SIZE_MAX / 4)
            complain(r, option, " takes a number of bytes, such as 1000000");
        r->o->max_line = (size_t)count;
        break;
    case ACT_MAX_STEPS:
        if (!read_count(value, &count))
            complain(r, option, " takes a number of steps, such as 1000000");
        r->o->max_steps = count;
        break;
    case ACT_PROGRESS: r->o->progress = true; break;
    default: take_mode(r, option, value); break;
    }
}

static void read_unknown(struct reading *r, const struct option_found *found) {
    struct ev_span written = {found->arg, strlen(found->arg), false};
    begin_complaint(r);
    ev_text(r->err, "there is no option ");
    ev_show(r->err, written);
    if (found->option)
        ev_textf(r->err, "; do you mean --%s?\n", found->option->name);
    else
        ev_text(r->err, " (--help lists them)\n");
}

/* What each option alone cannot see. */
static void check(struct reading *r) {
    struct ev_options *o = r->o;
    bool batch = o->mode == EV_READ_JSON || o->mode == EV_READ_CSV;
    const char *stated = o->n_operands > 0 ? o->operands[batch ? o->n_operands - 1 : 0] : "";
    struct ev_span written = {stated, strlen(stated), false};
    if (o->json && o->file)
        complain_of(r, "", (struct ev_span){o->file, strlen(o->file), false},
                    " is no file of requests here: facts stand on the command line");
    if (batch && o->n_operands + (o->file != NULL) > 1)
        complain_of(r, "one file at a time, please: ", written,
                    " is one too many (facts go into the file)");
    else if (batch && o->n_operands == 1)
        o->file = stated;
    bool words = o->shell && strcmp(o->shell, "words") == 0;
    if (o->mode >= EV_FACTS && !words && o->n_operands > 0)
        complain_of(r, "", written, " is of no use here: this option decides nothing");
    if (!batch && (r->keys_given || o->max_line > 0 || o->progress)) {
        begin_complaint(r);
        ev_textf(r->err, "--%s goes with --json or --csv\n",
                 r->keys_given     ? "keys"
                 : o->max_line > 0 ? "max-line"
                                   : "progress");
    }
    if (r->filed && o->mode != EV_RECORD) complain(r, r->filed, " goes with --record");
    if (o->mode == EV_REPORT && o->n_operands == 0)
        complain_of(r, "--report ", (struct ev_span){o->duty, strlen(o->duty), false},
                    " wants files: records of which to tell");
    if (o->file && strcmp(o->file, "-") == 0) o->file = NULL;
    if (o->interview && !o->file)
        complain_of(r, "--record ", (struct ev_span){"-", 1, false},
                    " is where --interview asks its questions: name a file");
}

/* --fact=value, as one would say it elsewhere. */
static bool is_fact(const struct strat_policy *policy, const char *name) {
    struct strat_about about;
    size_t length = strcspn(name, "=");
    strat_get_about(policy, &about);
    for (uint32_t f = 0; f < about.facts; f++) {
        struct strat_fact info;
        strat_get_fact(policy, f, &info);
        if (strlen(info.name) == length && memcmp(info.name, name, length) == 0) return true;
    }
    return false;
}

bool ev_options_parse(struct ev_options *o, int argc, char **argv,
                      const struct strat_policy *policy, const char *program, struct ev_out *err) {
    *o = (struct ev_options){.mode = EV_DECIDE, .changes = argv + 1, .operands = argv + 1};
    for (int key = 0; key < EV_KEYS; key++) o->keys.wanted[key] = ev_key_is_usual((enum ev_key)key);
    struct reading r = {.o = o, .program = program, .err = err};
    struct command_line c = {table, OPTIONS, argc, (const char *const *)argv, 1, false};
    struct option_found found;
    enum option_read read;
    while ((read = option_next(&c, &found)) != OPTION_END) {
        switch (read) {
        case OPTION_OPERAND: o->operands[o->n_operands++] = argv[c.next - 1]; break;
        case OPTION_GIVEN:
            take(&r, found.option, found.value);
            if (found.value)
                keep_value(o, found.option, argv[c.next - 1] + (found.value - argv[c.next - 1]));
            break;
        case OPTION_UNKNOWN:
            if (strncmp(found.arg, "--", 2) == 0 && is_fact(policy, found.arg + 2))
                o->operands[o->n_operands++] = argv[c.next - 1] + 2;
            else
                read_unknown(&r, &found);
            break;
        case OPTION_WANTS_VALUE:
            begin_complaint(&r);
            ev_textf(err, "--%s wants a value: %s\n", found.option->name, found.option->shown);
            break;
        case OPTION_TAKES_NONE: complain(&r, found.option, " takes no value"); break;
        case OPTION_END: break;
        }
    }
    if (!r.wrong) check(&r);
    return !r.wrong;
}

/* ---- how the last of the words on a command line goes on ---- */

/* What is completed begins behind the last of these signs. */
static void keep(struct completion *c, const char *signs) {
    for (const char *at = c->typed + c->kept; *(at += strcspn(at, signs)); at++)
        c->kept = (size_t)(at + 1 - c->typed);
}

static void put_named(struct completion *c, const struct strat_named *all, uint32_t n) {
    for (uint32_t i = 0; i < n; i++) completion_word(c, all[i].name, all[i].title);
}

/* fact=value, behind what is kept. */
static void put_facts(struct completion *c, const struct ev_vocabulary *v) {
    const char *stated = c->typed + c->kept, *equals = strchr(stated, '=');
    size_t length = equals ? (size_t)(equals - stated) : 0;
    for (uint32_t f = 0; f < v->about.facts; f++) {
        const struct ev_fact *fact = &v->facts[f];
        const char *name = fact->info.name;
        if (!equals) {
            printf("%.*s%s=\t%s\n", (int)c->kept, c->typed, name, fact->info.title);
        } else if (strlen(name) == length && memcmp(name, stated, length) == 0) {
            c->kept = (size_t)(equals + 1 - c->typed);
            if (fact->info.kind == STRAT_SET_OF) keep(c, "|");
            if (fact->info.kind == STRAT_FLAG) {
                completion_word(c, "yes", NULL);
                completion_word(c, "no", NULL);
            } else if (fact->info.kind == STRAT_ONE_OF || fact->info.kind == STRAT_SET_OF) {
                put_named(c, fact->values, fact->info.values);
            }
        }
    }
}

/* The facts of which something else is said behind the sign. */
static void put_fact_names(const struct completion *c, const struct ev_vocabulary *v,
                           bool judgements) {
    for (uint32_t f = 0; f < v->about.facts; f++)
        if (!judgements || v->facts[f].info.judgement)
            printf("%.*s%s=\t%s\n", (int)c->kept, c->typed, v->facts[f].info.name,
                   v->facts[f].info.title);
}

static void put_duties(struct completion *c, const struct ev_vocabulary *v) {
    if (!strchr(c->typed + c->kept, '=')) {
        printf("%.*sduty=\t\n", (int)c->kept, c->typed);
        return;
    }
    keep(c, "=");
    put_named(c, v->duties, v->about.duties);
}

/* Whether an operand of this line is a file, of requests or a record. */
static bool reads_file(const struct command_line *line) {
    bool batch = false, other = false;
    for (int i = 0; i < line->argc; i++)
        for (size_t k = 0; k < OPTIONS; k++) {
            size_t length = strlen(table[k].name);
            if (strncmp(line->argv[i], "--", 2) != 0 ||
                strncmp(line->argv[i] + 2, table[k].name, length) != 0 ||
                (line->argv[i][length + 2] != '\0' && line->argv[i][length + 2] != '='))
                continue;
            bool records = table[k].mode == EV_VERIFY || table[k].mode == EV_REPORT;
            batch =
                batch || records || table[k].mode == EV_READ_JSON || table[k].mode == EV_READ_CSV;
            other = other || (!records && has_json_form((enum ev_mode)table[k].mode));
        }
    return batch && !other;
}

void ev_options_complete(const struct ev_options *o, const struct ev_vocabulary *v) {
    struct command_line line = {.table = table,
                                .options = OPTIONS,
                                .argc = o->n_operands,
                                .argv = (const char *const *)o->operands};
    struct completion c = {.out = stdout};
    if (!options_complete(&c, &line)) return;
    if (!c.option) {
        if (reads_file(&line))
            completion_file(&c, OPTION_FILE);
        else
            put_facts(&c, v);
    } else if (c.option->action == ACT_KEYS) {
        keep(&c, "+,");
        for (int key = 0; key < EV_KEYS; key++) completion_word(&c, ev_key_names[key], NULL);
    } else if (c.option->mode == EV_WHAT_IF) {
        put_facts(&c, v);
    } else if (c.option->action == ACT_BY || c.option->action == ACT_EVIDENCE) {
        put_fact_names(&c, v, c.option->action == ACT_BY);
    } else if (c.option->mode == EV_REPORT) {
        put_duties(&c, v);
    } else if (c.option->mode == EV_WHY_NOT || c.option->mode == EV_REQUIRE) {
        put_named(&c, v->approaches, v->about.approaches);
    }
}

/* Something of the policy that can be stated, as one would type it. */
static void put_statement(const struct strat_policy *policy) {
    struct strat_about about;
    struct strat_fact fact;
    struct strat_named value;
    strat_get_about(policy, &about);
    for (uint32_t f = 0; f < about.facts; f++) {
        strat_get_fact(policy, f, &fact);
        if (fact.kind == STRAT_FLAG) {
            printf("%s=yes", fact.name);
            return;
        }
        if (fact.kind != STRAT_ONE_OF && fact.kind != STRAT_SET_OF) continue;
        strat_get_value(policy, f, 0, &value);
        printf("%s=%s", fact.name, value.name);
        return;
    }
}

/* Those that share a line. */
static void put_line(struct ev_out *out, const char *head, int group) {
    const char *before = " ";
    ev_text(out, head);
    for (size_t i = 0; i < OPTIONS; i++) {
        if (table[i].group != group) continue;
        ev_textf(out, "%s%s", before, table[i].shown);
        before = ", ";
    }
    ev_text(out, "\n");
}

void ev_options_help(struct ev_out *out, const struct strat_policy *policy, const char *program) {
    static const char *const examples[][2] = {{"", "what is allowed, and why"},
                                              {"--json FILE", "many requests at once"}};
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        ev_shell_word(out, program, strlen(program));
        ev_textf(out, " %s", examples[i][0]);
        if (!ev_flush(out)) return;
        if (i == 0) put_statement(policy);
        ev_flush_stream(out, stdout);
        ev_textf(out, "   # %s\n", examples[i][1]);
    }
    ev_puts(out, "`fact` alone is fact=yes, `not fact` is fact=no; sets are a,b or {}; values\n"
                 "go by name or label; what is not known is left out. --facts lists them all.\n\n");
    if (!ev_flush(out)) return;
    options_help(stdout, table, OPTIONS, LISTED, 30);
    ev_flush_stream(out, stdout);
    put_line(out, "With --record:", WITH_RECORD);
    put_line(out, "With --json, --csv:", WITH_BATCH);
    put_line(out, "Also:", ALSO);
    ev_puts(out, "Exit: 0 all answered, 1 one was wrong, or not available now, 2 could not run.\n");
}
