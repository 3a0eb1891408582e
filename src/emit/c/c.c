/*
 * --emit=c: a header and a source of one policy, self-contained.
 *
 * The source is the runtime, all of it static, then the arrays, then a thin typed layer: a request
 * is a structure with a member for each fact, in which all zero means that nothing is known. The
 * layer is the same text for every policy but for names and numbers.
 */
#include "emit/c/arrays.h"
#include "emit/c/c_printer.h"
#include "emit/c/escape.h"
#include "emit/formats.h"

#include <inttypes.h>

/* ---- the header ---- */

/* Enumerators from `first`, each with its title as a comment. */
static void enumerator(struct c_printer *w, const char *name, uint32_t value, const char *title) {
    fprintf(w->out, "    %s = %" PRIu32 ",", name, value);
    if (*title) {
        fputs(" /* ", w->out);
        print_comment(w->out, title);
        fputs(" */", w->out);
    }
    fputc('\n', w->out);
}

static void print_value_names(struct c_printer *w, uint32_t f, const struct strat_fact *fact) {
    struct strat_named v;
    if (fact->kind == STRAT_ONE_OF) {
        w->types[f] = identifier(&w->ids, fact->name, NULL);
        fprintf(w->out, "enum %s {\n", w->types[f]);
        enumerator(w, identifier(&w->ids, fact->name, "unknown"), 0, "");
        for (uint32_t i = 0; i < fact->values; i++) {
            strat_get_value(w->p, f, i, &v);
            enumerator(w, identifier(&w->ids, fact->name, v.name), i + 1, v.title);
        }
        fputs("};\n\n", w->out);
    } else if (fact->kind == STRAT_SET_OF) {
        fprintf(w->out, "/* Elements of %s, to be joined with | */\n", fact->name);
        for (uint32_t i = 0; i < fact->values; i++) {
            strat_get_value(w->p, f, i, &v);
            fprintf(w->out, "#define %s UINT64_C(0x%" PRIx64 ")\n",
                    identifier(&w->ids, fact->name, v.name), UINT64_C(1) << i);
        }
        fputc('\n', w->out);
    }
}

/* No enum is empty in C. */
static void print_indices(struct c_printer *w) {
    print_template(w->out, "/* Approaches: bit numbers of sets of approaches, least committed "
                           "first where they are ranked. */\nenum $_approach {\n");
    for (uint32_t i = 0; i < w->about.approaches; i++) {
        struct strat_named a;
        const char *commits;
        strat_get_approach(w->p, i, &a, &commits);
        enumerator(w, identifier(&w->ids, "approach", a.name), i, a.title);
    }
    print_template(w->out,
                   "    $_APPROACH_NONE = -1,   /* none may be used */\n    $_APPROACH_NULL = -2   "
                   " /* no single one: undetermined, or several */\n};\n\n");
    if (w->about.duties) {
        print_template(w->out, "/* Duties: bit numbers of sets of duties. */\nenum $_duty {\n");
        for (uint32_t i = 0; i < w->about.duties; i++) {
            struct strat_duty d;
            strat_get_duty(w->p, i, &d);
            enumerator(w, identifier(&w->ids, "duty", d.name), i, d.title);
        }
        fputs("};\n\n", w->out);
    }
    if (w->about.paragraphs) {
        print_template(w->out, "/* Paragraphs, in the order of the outline: bit numbers of sets of "
                               "paragraphs. */\nenum $_paragraph {\n");
        for (uint32_t i = 0; i < w->about.paragraphs; i++) {
            struct strat_paragraph p;
            strat_get_paragraph(w->p, i, &p);
            enumerator(w, identifier(&w->ids, "paragraph", p.id), i, p.title);
        }
        fputs("};\n\n", w->out);
    }
    if (w->about.facts) {
        print_template(w->out,
                       "/* Facts, as $_ask() and $_judgements() name them. */\nenum $_fact {\n");
        for (uint32_t f = 0; f < w->about.facts; f++) {
            struct strat_fact fact;
            strat_get_fact(w->p, f, &fact);
            enumerator(w, identifier(&w->ids, "fact", fact.name), f, fact.title);
        }
        fputs("};\n\n", w->out);
    }
}

/* What its numbers mean, up to the title. */
static void print_meaning(struct c_printer *w, uint32_t f, const struct strat_fact *fact) {
    switch (fact->kind) {
    case STRAT_FLAG: print_template(w->out, "$_unknown, _no, _yes: "); break;
    case STRAT_ONE_OF: fprintf(w->out, "enum %s: ", w->types[f]); break;
    case STRAT_SET_OF: fputs("elements joined with |: ", w->out); break;
    case STRAT_NUMBER:
        fprintf(w->out, "in units of %s%.*s1%s", fact->decimals ? "0." : "",
                (int)(fact->decimals ? fact->decimals - 1 : 0), "000000000000000000",
                *fact->unit ? " " : "");
        print_comment(w->out, fact->unit);
        fputs(": ", w->out);
        break;
    case STRAT_DATE: fputs("days since 0001-01-01: ", w->out); break;
    }
}

/* The members of a request or of a row of columns; `column` makes each a pointer. `order`: or NULL,
 * as they are declared. */
static void print_members(struct c_printer *w, bool column, const uint32_t *order) {
    static const char *const types[] = {[STRAT_FLAG] = "uint8_t",
                                        [STRAT_ONE_OF] = "uint16_t",
                                        [STRAT_SET_OF] = "uint64_t",
                                        [STRAT_NUMBER] = "int64_t",
                                        [STRAT_DATE] = "int64_t"};
    const char *open = column ? "const " : "", *star = column ? "*" : "";
    for (uint32_t i = 0; i < w->about.facts; i++) {
        uint32_t f = order ? order[i] : i;
        struct strat_fact fact;
        strat_get_fact(w->p, f, &fact);
        fprintf(w->out, "    %s%s %s%s;  /* ", open, types[fact.kind], star, w->members[f]);
        print_meaning(w, f, &fact);
        print_comment(w->out, fact.title);
        fputs(" */\n", w->out);
        if (w->known[f])
            fprintf(w->out, "    %suint8_t %s%s;  /* 0: unknown; 1: as said above */\n", open, star,
                    w->known[f]);
    }
    if (w->about.facts == 0)
        fprintf(w->out,
                "    %suint8_t %sno_facts;  /* there are none, but no structure is empty in C */\n",
                open, star);
}

const char c_header_head[] =
    "/*\n"
    " * Decides by a policy. Written by stratc from the policy; it belongs to whoever had it "
    "written.\n"
    " *\n"
    " * Freestanding C99, C11 and C++; no allocation, no library, no global state: safe from many "
    "threads at once. Fill a\n"
    " * structure $_request (all zero: nothing is known) and call $_decide(). A fact that is left "
    "unknown, and has no default, leads to the\n"
    " * answer that holds whatever it is, or to the status `undetermined`.\n"
    " */\n";

static const char header_types[] =
    "enum { $_unknown = 0, $_no = 1, $_yes = 2 };\n"
    "\n"
    "enum $_status {\n"
    "    $_STATUS_OUT_OF_SCOPE, $_STATUS_REFUSED, $_STATUS_DEFAULT, $_STATUS_CONDITIONAL, "
    "$_STATUS_OPEN, $_STATUS_UNDETERMINED\n"
    "};\n"
    "enum $_modality { $_MODALITY_NONE, $_MODALITY_MAY, $_MODALITY_WILL, $_MODALITY_MUST };\n"
    "enum $_result {\n"
    "    $_OK,\n"
    "    $_BAD_VALUE,   /* answer.fault is the fact whose value it does not have */\n"
    "    $_IMPOSSIBLE,  /* the policy assumes that this cannot be; answer.fault is the number of "
    "the assumption */\n"
    "    $_NOT_DECIDED  /* too much is unknown for the memory and steps allowed: see "
    "$_decide_with(); of $_judgements() and $_ask(): only\n"
    "                      this list could not be had, a decision stands as it is */\n"
    "};\n"
    "\n";

static const char header_answer[] =
    "/* Sets are bits: paragraph, duty or fact i is bit i%64 of word i/64. */\n"
    "struct $_lists {\n"
    "    uint64_t basis[$_ID_WORDS], cautions[$_ID_WORDS], closed_by[$_ID_WORDS];  /* paragraphs "
    "*/\n"
    "    uint64_t duties[$_DUTY_WORDS], before[$_DUTY_WORDS];                      /* duties; "
    "those still to be done before */\n"
    "    int modality;                                                       /* enum $_modality "
    "*/\n"
    "};\n"
    "struct $_answer {\n"
    "    int status;                /* enum $_status */\n"
    "    int approach, now;         /* the most that may be used; the most that may start now: "
    "enum $_approach */\n"
    "    uint32_t open;             /* bit a: approach a is open */\n"
    "    int committed;             /* the organisation has promised, or has, to use it */\n"
    "    uint32_t possible, possible_status;  /* undetermined: the approaches and statuses that "
    "unknown facts may lead to */\n"
    "    int possible_none;         /* undetermined: that nothing may be used is possible too */\n"
    "    int fault;                 /* see enum $_result */\n"
    "    struct $_lists lists;\n";

static const char header_cases[] =
    "};\n"
    "struct $_brief {\n"
    "    int8_t status, approach, now; /* enum $_status, enum $_approach */\n"
    "    uint8_t open;\n"
    "    uint64_t duties[$_DUTY_WORDS], before[$_DUTY_WORDS];\n"
    "};\n"
    "enum $_result $_prepare(const struct $_request *request, struct $_case *ready);\n"
    "\n"
    "/* $_OK, or $_IMPOSSIBLE where an assumption is broken ($_decide() says which). */\n"
    "enum $_result $_decide_case(const struct $_case *ready, struct $_brief *brief);\n"
    "\n"
    "/* The same with the whole answer. */\n"
    "enum $_result $_answer_case(const struct $_case *ready, struct $_answer *answer);\n"
    "\n";

static const char header_functions[] =
    "};\n"
    "\n"
    "/* Decides one request. */\n"
    "enum $_result $_decide(const struct $_request *request, struct $_answer *answer);\n"
    "\n"
    "/* The same with memory of the caller for what is open (at least $_WORK_WORDS words; with "
    "2,000,000 more, requests of which very much\n"
    " * is unknown are decided, too) and a bound on the steps (0: about a second). */\n"
    "enum $_result $_decide_with(const struct $_request *request, struct $_answer *answer, "
    "uint64_t *memory, size_t words, uint64_t max_steps);\n"
    "\n"
    "/* The judgements that the decision hangs on: a set of facts, $_FACT_WORDS words. */\n"
    "enum $_result $_judgements(const struct $_request *request, uint64_t *facts);\n"
    "\n"
    "/* The unknown facts worth asking for, the most helpful first: *n of them (room for $_FACTS). "
    "*/\n"
    "enum $_result $_ask(const struct $_request *request, uint32_t *facts, uint32_t *n);\n"
    "\n"
    "/*\n"
    " * Many requests at once: a column for each fact (NULL: unknown in every row), whose values "
    "are those of a request, and for each part of the answer (NULL:\n"
    " * not wanted). Any number of rows, 0 too; columns are the caller's, aligned as their types "
    "are, and none may overlap one that is written. Each row is\n"
    " * answered as $_decide() would, unknown facts and all. Returns how many rows were not "
    "answered; their `result` says why, the rest of\n"
    " * their answer means nothing. Safe from many threads, as long as each has columns of its own "
    "to write.\n"
    " */\n"
    "struct $_columns {\n";

static const char header_results[] =
    "};\n"
    "struct $_results {\n"
    "    uint8_t *result, *status;\n"
    "    int8_t *approach, *now;\n"
    "    uint64_t *duties, *before;  /* $_DUTY_WORDS words a row */\n"
    "    uint64_t *basis, *cautions; /* $_ID_WORDS words a row */\n"
    "};\n"
    "size_t $_decide_batch(const struct $_columns *columns, size_t rows, const struct $_results "
    "*results);\n"
    "\n"
    "/* Names and titles; titles may be \"\". Any number may be asked for: $_APPROACH_NONE is "
    "\"none\", and whatever else there is not \"\". */\n"
    "const char *$_approach_name(unsigned approach);\n"
    "const char *$_approach_title(unsigned approach);\n"
    "const char *$_duty_name(unsigned duty);\n"
    "const char *$_duty_title(unsigned duty);\n"
    "const char *$_paragraph_id(unsigned paragraph);\n"
    "const char *$_paragraph_title(unsigned paragraph);\n"
    "const char *$_fact_name(unsigned fact);\n"
    "const char *$_fact_title(unsigned fact);\n"
    "\n";

static void print_header_cases(struct c_printer *w, const struct place *place) {
    print_template(w->out, "/*\n"
                           " * For callers in a hurry: a complete request (all that has no default "
                           "is known) made ready once, then decided as often as wanted, without\n"
                           " * a branch on any rule. $_prepare() is $_NOT_DECIDED where something "
                           "is unknown or no value of its fact: use $_decide(). A case is what\n"
                           " * $_prepare() made of a request and nothing else; it is the caller's, "
                           "may be copied and kept, and is only read.\n"
                           " */\n");
    fprintf(w->out, "#define %s_DIGITS %zu\n", PREFIX_MARK,
            place->digits.len ? place->digits.len : 1);
    fprintf(w->out, "struct %s_case {\n    %s row[%s_DIGITS]; /* below", PREFIX_MARK,
            place_row_type(place), PREFIX_MARK);
    vec_each (struct digit, d, &place->digits)
        fprintf(w->out, "%s %" PRIu32, d > place->digits.at ? "," : "", d->rows);
    fputs(place->digits.len ? " */\n" : " 1 */\n", w->out);
    if (place->before)
        fprintf(w->out, "    %s undone; /* below %" PRIu32 " */\n",
                least_type((UINT32_C(1) << place->before) - 1), UINT32_C(1) << place->before);
    print_template(w->out, header_cases);
}

static size_t at_least_one(size_t n) { return n ? n : 1; }

static void print_sizes(struct c_printer *w) {
    const struct {
        const char *name;
        size_t number;
    } sizes[] = {{"FACTS", w->about.facts},
                 {"FACT_WORDS", at_least_one((w->about.facts + 63) / 64)},
                 {"ID_WORDS", at_least_one(strat_id_words(w->p))},
                 {"DUTY_WORDS", at_least_one(strat_duty_words(w->p))},
                 {"WORK_WORDS", strat_work_words(w->p)},
                 {"APPROACHES", w->about.approaches},
                 {"RANKED", w->about.ranked ? 1 : 0}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        fprintf(w->out, "#define %s_%s %zu\n", PREFIX_MARK, sizes[i].name, sizes[i].number);
    fputc('\n', w->out);
}

static void print_title(struct c_printer *w) {
    fputs("/* ", w->out);
    print_comment(w->out, w->about.title);
    fputs(*w->about.version ? ", version " : "", w->out);
    print_comment(w->out, w->about.version);
    fputs(" */\n", w->out);
}

static void print_header(struct c_printer *w) {
    print_template(w->out, c_header_head);
    print_title(w);
    print_template(
        w->out,
        "#ifndef STRAT_$_H\n#define STRAT_$_H\n\n#include <stddef.h>\n#include <stdint.h>\n\n"
        "#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
    print_sizes(w);
    print_template(w->out, header_types);
    for (uint32_t f = 0; f < w->about.facts; f++) {
        struct strat_fact fact;
        strat_get_fact(w->p, f, &fact);
        print_value_names(w, f, &fact);
    }
    print_indices(w);
    print_template(w->out, "/* What is known; all zero: nothing. */\nstruct $_request {\n");
    print_members(w, false, w->fast ? request_order(w->fast) : NULL);
    fputs("};\n\n", w->out);
    print_template(w->out, header_answer);
    if (!w->about.ranked)
        print_template(w->out, "    struct $_lists each[$_APPROACHES];  /* for each open approach "
                               "what is its own */\n");
    print_template(w->out, header_functions);
    print_members(w, true, NULL);
    print_template(w->out, header_results);
    if (w->fast)
        print_header_cases(w, w->fast->place);
    else
        print_template(w->out, "/* This policy is too large for $_prepare(), $_decide_case() and "
                               "$_decide_planes(), which others have. */\n\n");
    if (w->planes) print_planes_header(w->planes);
    print_template(w->out, "#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}

/* ---- both files ---- */

static void name_members(struct c_printer *w) {
    const char **members = arena_array(w->arena, const char *, w->about.facts),
               **known = arena_array(w->arena, const char *, w->about.facts);
    for (uint32_t f = 0; f < w->about.facts; f++) {
        struct strat_fact fact;
        strat_get_fact(w->p, f, &fact);
        members[f] = member(&w->ids, fact.name);
        known[f] = fact.kind == STRAT_FLAG || fact.kind == STRAT_ONE_OF
                       ? NULL
                       : member_beside(&w->ids, members[f], "known");
    }
    w->members = members;
    w->known = known;
    w->types = arena_array(w->arena, const char *, w->about.facts);
}

/* A text of its own, from here on. */
static void next_text(struct c_printer *w) {
    w->out = identifiers_text(&w->ids);
    if (w->fast) w->fast->out = w->out;
}

/*
 * The source knows its header: two files cannot be renamed at once, and of a run that is killed
 * between the two, or of hands that copy one of them, a source that does not belong to its header
 * would remain.
 */
static void print_pair(const struct c_printer *w, FILE *header, FILE *source) {
    uint64_t digest = identifiers_digest(&w->ids, 0);
    identifiers_print(&w->ids, 0, header);
    identifiers_print(&w->ids, 1, header);
    fprintf(header, "0x%016" PRIx64 "u\n", digest);
    identifiers_print(&w->ids, 2, source);
    fprintf(source, "0x%016" PRIx64 "u\n", digest);
    identifiers_print(&w->ids, 3, source);
    print_arrays(source, w->layout,
                 w->ids.prefix); /* they may be very large, and only we name them */
    identifiers_print(&w->ids, 4, source);
}

void emit_c_pair(FILE *header, FILE *source, struct arena *a, const struct layout *layout,
                 const struct fast *fast, const char *prefix, const char *header_name) {
    struct c_printer w = {.arena = a, .layout = layout, .p = &layout->policy};
    struct fast_printer short_way;
    struct planes_printer planes;
    strat_get_about(w.p, &w.about);
    identifiers_init(&w.ids, a, prefix);
    name_members(&w);
    if (fast) {
        short_way = fast_printer(a, fast, layout);
        short_way.members = w.members;
        short_way.known = w.known;
        w.fast = &short_way;
        w.planes = planes_init(&planes, &short_way) ? &planes : NULL;
    }
    next_text(&w);
    print_header(&w);
    next_text(&w);
    print_template(
        w.out,
        "\n/* By which the source knows that this is its header. */\n#define $_HEADER_DIGEST ");
    next_text(&w);
    print_c_includes(&w, header_name);
    next_text(&w);
    print_c_runtime(&w);
    next_text(&w);
    print_c_layer(&w);
    identifiers_settle(&w.ids);
    print_pair(&w, header, source);
}

bool emit_c(const struct emission *e) {
    emit_c_pair(e->header, e->out, e->policy.arena, e->layout,
                emit_fast(e->policy.space, e->policy.clauses), e->prefix, e->header_name);
    return true;
}
