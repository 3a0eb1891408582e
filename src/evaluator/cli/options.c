#include "evaluator/cli/options.h"

#include "base/text.h"

enum action {
    ACT_WHY,
    ACT_WHY_NOT,
    ACT_REQUIRE,
    ACT_JSON,
    ACT_CSV,
    ACT_FACTS,
    ACT_KEYS,
    ACT_MAX_LINE,
    ACT_MAX_STEPS,
    ACT_PROGRESS,
    ACT_VERSION,
    ACT_HELP
};

static const struct option {
    const char *name;
    const char *argument; /* what follows it, or NULL */
    enum action action;
    bool mode;         /* says what to do: one of these at a time */
    const char *shown; /* for --help */
    const char *help;
} table[] = {
    {"why", NULL, ACT_WHY, true, "--why fact=value ...",
     "what opens and what closes each approach"},
    {"why-not", "APPROACH", ACT_WHY_NOT, true, "--why-not APPROACH fact=value ...",
     "the same for one approach"},
    {"require", "APPROACH", ACT_REQUIRE, true, "--require APPROACH fact=value ...",
     "exit 0 if at least that may start now, 1 if not"},
    {"json", NULL, ACT_JSON, true, "--json [FILE]", "JSON lines in, JSON lines out"},
    {"csv", NULL, ACT_CSV, true, "--csv [FILE]", "the same as CSV; the first line names the facts"},
    {"facts", NULL, ACT_FACTS, true, "--facts [--json]",
     "what there is: facts, approaches, duties ..."},
    {"keys", "KEYS", ACT_KEYS, false, "--keys=status,approach,...",
     "with --json or --csv: answer with these keys only"},
    {"max-line", "BYTES", ACT_MAX_LINE, false, "--max-line BYTES",
     "with --json or --csv: refuse longer lines"},
    {"max-steps", "N", ACT_MAX_STEPS, false, "--max-steps N", "bound all work for one request"},
    {"progress", NULL, ACT_PROGRESS, false, "--progress",
     "with --json or --csv: show how far it is"},
    {"version", NULL, ACT_VERSION, true, "--version",
     "policy, digest of its table, version of stratc"},
    {"help", NULL, ACT_HELP, true, "--help", "this text"},
};

enum { OPTIONS = sizeof table / sizeof *table };

struct parser {
    struct ev_options *o;
    const char *program;
    struct ev_out *err;
    int argc, next;
    char **argv;
    const struct option *mode;
    bool keys_given, wrong;
};

static void begin_complaint(struct parser *p) {
    p->wrong = true;
    ev_text_safely(p->err, p->program);
    ev_text(p->err, ": ");
}

static void show(struct parser *p, const char *text) {
    ev_show(p->err, (struct ev_span){text, strlen(text), false});
}

static void complain(struct parser *p, const struct option *opt, const char *rest) {
    begin_complaint(p);
    ev_text(p->err, "--");
    ev_text(p->err, opt->name);
    ev_text(p->err, rest);
    ev_text(p->err, "\n");
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

static int find_key(const char *name, size_t length) {
    for (int key = 0; key < EV_KEYS; key++)
        if (strlen(ev_key_names[key]) == length && memcmp(ev_key_names[key], name, length) == 0)
            return key;
    return -1;
}

static void unknown_key(struct parser *p, const char *name, size_t length) {
    begin_complaint(p);
    ev_text(p->err, "--keys: an answer has no key ");
    ev_show(p->err, (struct ev_span){name, length, false});
    ev_text(p->err, "; it can be ");
    for (int key = 0; key < EV_KEYS; key++) {
        ev_text(p->err, key == 0 ? "" : key + 1 < EV_KEYS ? ", " : " or ");
        ev_text(p->err, ev_key_names[key]);
    }
    ev_text(p->err, "\n");
}

static void take_keys(struct parser *p, const char *list) {
    if (!p->keys_given) p->o->keys = (struct ev_keys){{false}};
    p->keys_given = true;
    for (;;) {
        const char *comma = strchr(list, ',');
        size_t length = comma ? (size_t)(comma - list) : strlen(list);
        int key = find_key(list, length);
        if (key >= 0)
            p->o->keys.wanted[key] = true;
        else
            unknown_key(p, list, length);
        if (!comma) return;
        list = comma + 1;
    }
}

/* ---- options ---- */

static void take_mode(struct parser *p, const struct option *opt) {
    static const enum ev_mode modes[] = {
        [ACT_WHY] = EV_WHY,         [ACT_WHY_NOT] = EV_WHY_NOT, [ACT_REQUIRE] = EV_REQUIRE,
        [ACT_JSON] = EV_READ_JSON,  [ACT_CSV] = EV_READ_CSV,    [ACT_FACTS] = EV_FACTS,
        [ACT_VERSION] = EV_VERSION, [ACT_HELP] = EV_HELP,
    };
    const struct option *before = p->mode;
    if (before && before->action != opt->action) {
        /* The one pair that goes together. */
        bool facts_json = (before->action == ACT_FACTS && opt->action == ACT_JSON) ||
                          (before->action == ACT_JSON && opt->action == ACT_FACTS);
        if (!facts_json) {
            complain(
                p, opt,
                " does not go together with another such option: one thing at a time (--help)");
            return;
        }
        p->o->facts_json = true;
        p->o->mode = EV_FACTS;
        return;
    }
    p->mode = opt;
    p->o->mode = modes[opt->action];
}

static void take(struct parser *p, const struct option *opt, const char *value) {
    uint64_t count = 0;
    if (opt->mode) take_mode(p, opt);
    switch (opt->action) {
    case ACT_WHY_NOT:
    case ACT_REQUIRE: p->o->approach = value; break;
    case ACT_KEYS: take_keys(p, value); break;
    case ACT_MAX_LINE:
        if (!read_count(value, &count) || count > SIZE_MAX / 4)
            complain(p, opt, " takes a number of bytes, such as 1000000");
        p->o->max_line = (size_t)count;
        break;
    case ACT_MAX_STEPS:
        if (!read_count(value, &count))
            complain(p, opt, " takes a number of steps, such as 1000000");
        p->o->max_steps = count;
        break;
    case ACT_PROGRESS: p->o->progress = true; break;
    default: break;
    }
}

static void unknown_option(struct parser *p, const char *arg, const char *name, size_t length) {
    const struct option *near = NULL;
    struct text_pattern word;
    unsigned best = text_slips(length) + 1;
    text_pattern_make(&word, name, length, true);
    for (size_t i = 0; i < OPTIONS; i++) {
        unsigned d = text_pattern_distance(&word, table[i].name, strlen(table[i].name), best - 1);
        if (d < best) {
            best = d;
            near = &table[i];
            if (d == 0) break;
        }
    }
    begin_complaint(p);
    ev_text(p->err, "there is no option ");
    show(p, arg);
    ev_text(p->err, near ? "; do you mean --" : " (--help lists them)");
    ev_text(p->err, near ? near->name : "");
    ev_text(p->err, near ? "?\n" : "\n");
}

static void read_option(struct parser *p, const char *arg) {
    const char *name = arg + (arg[1] == '-' ? 2 : 1);
    const char *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    const struct option *opt = NULL;
    for (size_t i = 0; i < OPTIONS && arg[1] == '-'; i++)
        if (strlen(table[i].name) == length && memcmp(table[i].name, name, length) == 0)
            opt = &table[i];
    if (strcmp(arg, "-h") == 0) opt = &table[OPTIONS - 1];
    if (!opt) {
        unknown_option(p, arg, name, length);
        return;
    }
    const char *value = equals ? equals + 1 : NULL;
    if (opt->argument && !equals && p->next < p->argc) value = p->argv[p->next++];
    if (opt->argument && (!value || value[0] == '\0')) {
        begin_complaint(p);
        ev_text(p->err, "--");
        ev_text(p->err, opt->name);
        ev_text(p->err, " wants a value: ");
        ev_text(p->err, opt->shown);
        ev_text(p->err, "\n");
    } else if (!opt->argument && equals && (opt->action == ACT_JSON || opt->action == ACT_CSV)) {
        p->o->file = value;
        take(p, opt, NULL);
    } else if (!opt->argument && equals) {
        complain(p, opt, " takes no value");
    } else {
        take(p, opt, value);
    }
}

/* What each option alone cannot see. */
static void check(struct parser *p) {
    struct ev_options *o = p->o;
    bool batch = o->mode == EV_READ_JSON || o->mode == EV_READ_CSV;
    bool one =
        o->mode == EV_DECIDE || o->mode == EV_WHY || o->mode == EV_WHY_NOT || o->mode == EV_REQUIRE;
    if (batch && o->n_stated + (o->file != NULL) > 1) {
        begin_complaint(p);
        ev_text(p->err, "one file at a time, please: ");
        show(p, o->stated[o->n_stated - 1]);
        ev_text(p->err, " is one too many (facts go into the file)\n");
    } else if (batch && o->n_stated == 1) {
        o->file = o->stated[0];
    }
    if (!batch && !one && o->n_stated > 0) {
        begin_complaint(p);
        show(p, o->stated[0]);
        ev_text(p->err, " is of no use here: this option decides nothing\n");
    }
    if (!batch && (p->keys_given || o->max_line > 0 || o->progress)) {
        begin_complaint(p);
        ev_text(p->err, p->keys_given ? "--keys" : o->max_line > 0 ? "--max-line" : "--progress");
        ev_text(p->err, " goes with --json or --csv\n");
    }
    if (o->file && strcmp(o->file, "-") == 0) o->file = NULL;
}

bool ev_options_parse(struct ev_options *o, int argc, char **argv, const char *program,
                      struct ev_out *err) {
    *o = (struct ev_options){.mode = EV_DECIDE, .stated = argv + 1};
    for (int key = 0; key < EV_KEYS; key++) o->keys.wanted[key] = true;
    struct parser p = {
        .o = o, .program = program, .err = err, .argc = argc, .argv = argv, .next = 1};
    bool options_over = false;
    while (p.next < argc) {
        char *arg = argv[p.next++];
        if (options_over || arg[0] != '-' || arg[1] == '\0')
            o->stated[o->n_stated++] = arg; /* never ahead of p.next */
        else if (strcmp(arg, "--") == 0)
            options_over = true;
        else
            read_option(&p, arg);
    }
    if (!p.wrong) check(&p);
    return !p.wrong;
}

void ev_options_help(struct ev_out *out, const char *program) {
    ev_puts(out, "usage: ");
    ev_text_safely(out, program);
    ev_puts(out, " fact=value fact=value ...\n"
                 "Says what the policy allows, and why. `fact` alone is fact=yes; sets are a|b;\n"
                 "what is not known is left out. --facts lists the facts and their values.\n\n");
    for (size_t i = 0; i < OPTIONS; i++) {
        size_t width = strlen(table[i].shown);
        ev_puts(out, "  ");
        ev_puts(out, table[i].shown);
        if (width > 26) {
            ev_puts(out, "\n  ");
            width = 0;
        }
        for (; width < 28; width++) ev_puts(out, " ");
        ev_puts(out, table[i].help);
        ev_puts(out, "\n");
    }
    ev_puts(out, "\nExit status: 0 every request was answered, 1 one was wrong (--require: not\n"
                 "available now), 2 could not run.\n");
}
