/*
 * --emit=c: a header and a source of one policy, self-contained.
 *
 * The source is the runtime, all of it static, then the arrays, then a thin typed layer: a request is a structure with a member
 * for each fact, in which all zero means that nothing is known. The layer is the same text for every policy but for names and numbers.
 */
#include "emit/arrays.h"
#include "emit/emit.h"
#include "emit/fast.h"
#include "emit/formats.h"
#include "emit/identifiers.h"
#include "emit/planes.h"

#include <inttypes.h>
#include <string.h>

struct printer {
    FILE *out;
    struct arena *arena;
    const struct strat_policy *p;
    struct strat_about about;
    struct identifiers ids;
    const char *prefix;
};

static void printer_init(struct printer *w, FILE *out, struct arena *a, const struct layout *layout, const char *prefix)
{
    w->out = out;
    w->arena = a;
    w->p = &layout->policy;
    w->prefix = prefix;
    strat_get_about(w->p, &w->about);
    identifiers_init(&w->ids, a, prefix);
}

/*
 * Text of the layer. In a template, `$` is the prefix and everything else stands for itself.
 */
static void print(struct printer *w, const char *template)
{
    for (; *template; template++) {
        if (*template == '$')
            fputs(w->prefix, w->out);
        else
            fputc(*template, w->out);
    }
}

static void comment(struct printer *w, const char *text)
{
    for (; *text; text++) {
        fputc(text[0] == '\n' ? ' ' : text[0], w->out);
        if (text[0] == '*' && text[1] == '/')
            fputc(' ', w->out);
    }
}

/* ---- the header ---- */

/* Enumerators from `first`, each with its title as a comment. */
static void enumerator(struct printer *w, const char *name, uint32_t value, const char *title)
{
    fprintf(w->out, "    %s = %" PRIu32 "%s", name, value, ",");
    if (*title) {
        fputs(" /* ", w->out);
        comment(w, title);
        fputs(" */", w->out);
    }
    fputc('\n', w->out);
}

static void print_value_names(struct printer *w, uint32_t f, const struct strat_fact *fact)
{
    struct strat_named v;
    if (fact->kind == STRAT_ONE_OF) {
        fprintf(w->out, "enum %s {\n", identifier(&w->ids, fact->name, NULL));
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
            fprintf(w->out, "#define %s UINT64_C(0x%" PRIx64 ")\n", identifier(&w->ids, fact->name, v.name), UINT64_C(1) << i);
        }
        fputc('\n', w->out);
    }
}

static void print_indices(struct printer *w)
{
    print(w, "/* Approaches: bit numbers of sets of approaches, least committed first where they are ranked. */\nenum $_approach {\n");
    for (uint32_t i = 0; i < w->about.approaches; i++) {
        struct strat_named a;
        const char *commits;
        strat_get_approach(w->p, i, &a, &commits);
        enumerator(w, identifier(&w->ids, "approach", a.name), i, a.title);
    }
    print(w, "    $_APPROACH_NONE = -1,   /* none may be used */\n    $_APPROACH_NULL = -2    /* no single one: undetermined, or several */\n};\n\n");
    if (w->about.duties) {
        print(w, "/* Duties: bit numbers of sets of duties. */\nenum $_duty {\n");
        for (uint32_t i = 0; i < w->about.duties; i++) {
            struct strat_duty d;
            strat_get_duty(w->p, i, &d);
            enumerator(w, identifier(&w->ids, "duty", d.name), i, d.title);
        }
        fputs("};\n\n", w->out);
    }
    print(w, "/* Paragraphs, in the order of the outline: bit numbers of sets of paragraphs. */\nenum $_paragraph {\n");
    for (uint32_t i = 0; i < w->about.paragraphs; i++) {
        struct strat_paragraph p;
        strat_get_paragraph(w->p, i, &p);
        enumerator(w, identifier(&w->ids, "paragraph", p.id), i, p.title);
    }
    fputs("};\n\n", w->out);
    print(w, "/* Facts, as $_ask() and $_judgements() name them. */\nenum $_fact {\n");
    for (uint32_t f = 0; f < w->about.facts; f++) {
        struct strat_fact fact;
        strat_get_fact(w->p, f, &fact);
        enumerator(w, identifier(&w->ids, "fact", fact.name), f, fact.title);
    }
    fputs("};\n\n", w->out);
}

/* The members of a request or of a row of columns; `column` makes each a pointer. `order`: or NULL, as they are declared. */
static void print_members(struct printer *w, bool column, const uint32_t *order)
{
    for (uint32_t i = 0; i < w->about.facts; i++) {
        uint32_t f = order ? order[i] : i;
        struct strat_fact fact;
        strat_get_fact(w->p, f, &fact);
        const char *name = member(w->arena, fact.name);
        const char *open = column ? "const " : "", *star = column ? "*" : "";
        switch (fact.kind) {
        case STRAT_FLAG: fprintf(w->out, "    %suint8_t %s%s;  /* %s_unknown, _no, _yes: ", open, star, name, w->prefix); break;
        case STRAT_ONE_OF: fprintf(w->out, "    %suint16_t %s%s;  /* enum %s_%s: ", open, star, name, w->prefix, fact.name); break;
        case STRAT_SET_OF: fprintf(w->out, "    %suint64_t %s%s;  /* elements joined with |: ", open, star, name); break;
        case STRAT_NUMBER:
            fprintf(w->out, "    %sint64_t %s%s;  /* in units of %s%.*s1%s%s: ", open, star, name, fact.decimals ? "0." : "",
                    (int)(fact.decimals ? fact.decimals - 1 : 0), "000000000000000000", *fact.unit ? " " : "", fact.unit);
            break;
        case STRAT_DATE: fprintf(w->out, "    %sint64_t %s%s;  /* days since 0001-01-01: ", open, star, name); break;
        }
        comment(w, fact.title);
        fputs(" */\n", w->out);
        if (fact.kind >= STRAT_SET_OF)
            fprintf(w->out, "    %suint8_t %s%s_known;  /* 0: unknown; 1: as said above */\n", open, star, name);
    }
}

/* By fact: its member. */
static const char *const *all_members(struct printer *w)
{
    const char **members = arena_array(w->arena, const char *, w->about.facts);
    for (uint32_t f = 0; f < w->about.facts; f++) {
        struct strat_fact fact;
        strat_get_fact(w->p, f, &fact);
        members[f] = member(w->arena, fact.name);
    }
    return members;
}

static const char header_head[] =
    "/*\n"
    " * Decides by a policy. Written by stratc from the policy; it belongs to whoever had it written.\n"
    " *\n"
    " * Freestanding C99, C11 and C++; no allocation, no library, no global state: safe from many threads at once. Fill a\n"
    " * structure $_request (all zero: nothing is known) and call $_decide(). A fact that is left unknown, and has no default, leads to the\n"
    " * answer that holds whatever it is, or to the status `undetermined`.\n"
    " */\n";

static const char header_types[] =
    "enum { $_unknown = 0, $_no = 1, $_yes = 2 };\n"
    "\n"
    "enum $_status {\n"
    "    $_STATUS_OUT_OF_SCOPE, $_STATUS_REFUSED, $_STATUS_DEFAULT, $_STATUS_CONDITIONAL, $_STATUS_OPEN, $_STATUS_UNDETERMINED\n"
    "};\n"
    "enum $_modality { $_MODALITY_NONE, $_MODALITY_MAY, $_MODALITY_WILL, $_MODALITY_MUST };\n"
    "enum $_result {\n"
    "    $_OK,\n"
    "    $_BAD_VALUE,   /* answer.fault is the fact whose value it does not have */\n"
    "    $_IMPOSSIBLE,  /* the policy assumes that this cannot be; answer.fault is the number of the assumption */\n"
    "    $_NOT_DECIDED  /* too much is unknown for the memory and steps allowed: see $_decide_with(); of $_judgements() and $_ask(): only\n"
    "                      this list could not be had, a decision stands as it is */\n"
    "};\n"
    "\n";

static const char header_answer[] =
    "/* Sets are bits: paragraph, duty or fact i is bit i%64 of word i/64. */\n"
    "struct $_lists {\n"
    "    uint64_t basis[$_ID_WORDS], cautions[$_ID_WORDS], closed_by[$_ID_WORDS];  /* paragraphs */\n"
    "    uint64_t duties[$_DUTY_WORDS], before[$_DUTY_WORDS];                      /* duties; those still to be done before */\n"
    "    int modality;                                                       /* enum $_modality */\n"
    "};\n"
    "struct $_answer {\n"
    "    int status;                /* enum $_status */\n"
    "    int approach, now;         /* the most that may be used; the most that may start now: enum $_approach */\n"
    "    uint32_t open;             /* bit a: approach a is open */\n"
    "    int committed;             /* the organisation has promised, or has, to use it */\n"
    "    uint32_t possible, possible_status;  /* undetermined: the approaches and statuses that unknown facts may lead to */\n"
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
    "/* The same with memory of the caller for what is open (at least $_WORK_WORDS words; with 2,000,000 more, requests of which very much\n"
    " * is unknown are decided, too) and a bound on the steps (0: about a second). */\n"
    "enum $_result $_decide_with(const struct $_request *request, struct $_answer *answer, uint64_t *memory, size_t words, uint64_t max_steps);\n"
    "\n"
    "/* The judgements that the decision hangs on: a set of facts, $_FACT_WORDS words. */\n"
    "enum $_result $_judgements(const struct $_request *request, uint64_t *facts);\n"
    "\n"
    "/* The unknown facts worth asking for, the most helpful first: *n of them (room for $_FACTS). */\n"
    "enum $_result $_ask(const struct $_request *request, uint32_t *facts, uint32_t *n);\n"
    "\n"
    "/*\n"
    " * Many requests at once: a column for each fact (NULL: unknown in every row), whose values are those of a request, and for each part of the answer (NULL:\n"
    " * not wanted). Any number of rows, 0 too; columns are the caller's, aligned as their types are, and none may overlap one that is written. Each row is\n"
    " * answered as $_decide() would, unknown facts and all. Returns how many rows were not answered; their `result` says why, the rest of\n"
    " * their answer means nothing. Safe from many threads, as long as each has columns of its own to write.\n"
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
    "size_t $_decide_batch(const struct $_columns *columns, size_t rows, const struct $_results *results);\n"
    "\n"
    "/* Names and titles; titles may be \"\". */\n"
    "const char *$_approach_name(unsigned approach);\n"
    "const char *$_approach_title(unsigned approach);\n"
    "const char *$_duty_name(unsigned duty);\n"
    "const char *$_duty_title(unsigned duty);\n"
    "const char *$_paragraph_id(unsigned paragraph);\n"
    "const char *$_paragraph_title(unsigned paragraph);\n"
    "const char *$_fact_name(unsigned fact);\n"
    "const char *$_fact_title(unsigned fact);\n"
    "\n";

static void print_header_cases(struct printer *w, const struct place *place)
{
    print(w, "/*\n"
             " * For callers in a hurry: a complete request (all that has no default is known) made ready once, then decided as often as wanted, without\n"
             " * a branch on any rule. $_prepare() is $_NOT_DECIDED where something is unknown or no value of its fact: use $_decide(). A case is what\n"
             " * $_prepare() made of a request and nothing else; it is the caller's, may be copied and kept, and is only read.\n"
             " */\n");
    fprintf(w->out, "#define %s_DIGITS %zu\n", w->prefix, place->digits.len ? place->digits.len : 1);
    fprintf(w->out, "struct %s_case {\n    %s row[%s_DIGITS]; /* below", w->prefix, place_row_type(place), w->prefix);
    vec_each(struct digit, d, &place->digits)
        fprintf(w->out, "%s %" PRIu32, d > place->digits.at ? "," : "", d->rows);
    fputs(place->digits.len ? " */\n" : " 1 */\n", w->out);
    if (place->before)
        fprintf(w->out, "    %s undone; /* below %" PRIu32 " */\n", least_type((UINT32_C(1) << place->before) - 1), UINT32_C(1) << place->before);
    print(w, header_cases);
}

static size_t at_least_one(size_t n)
{
    return n ? n : 1;
}

void emit_c_header(FILE *out, struct arena *a, const struct layout *layout, const struct fast *fast, const char *prefix)
{
    struct printer w;
    struct fast_printer short_way;
    printer_init(&w, out, a, layout, prefix);
    if (fast)
        short_way = fast_printer(out, a, fast, layout, prefix, all_members(&w));
    print(&w, header_head);
    fputs("/* ", out);
    comment(&w, w.about.title);
    fputs(*w.about.version ? ", version " : "", out);
    comment(&w, w.about.version);
    fputs(" */\n", out);
    print(&w, "#ifndef STRAT_$_H\n#define STRAT_$_H\n\n#include <stddef.h>\n#include <stdint.h>\n\n#ifdef __cplusplus\nextern \"C\" {\n#endif\n\n");
    fprintf(out, "#define %s_FACTS %" PRIu32 "\n#define %s_FACT_WORDS %" PRIu32 "\n", prefix, w.about.facts, prefix, (w.about.facts + 63) / 64);
    fprintf(out, "#define %s_ID_WORDS %zu\n#define %s_DUTY_WORDS %zu\n", prefix, at_least_one(strat_id_words(w.p)), prefix,
            at_least_one(strat_duty_words(w.p)));
    fprintf(out, "#define %s_WORK_WORDS %zu\n", prefix, strat_work_words(w.p));
    fprintf(out, "#define %s_APPROACHES %" PRIu32 "\n#define %s_RANKED %d\n\n", prefix, w.about.approaches, prefix, w.about.ranked);
    print(&w, header_types);
    for (uint32_t f = 0; f < w.about.facts; f++) {
        struct strat_fact fact;
        strat_get_fact(w.p, f, &fact);
        print_value_names(&w, f, &fact);
    }
    print_indices(&w);
    print(&w, "/* What is known; all zero: nothing. */\nstruct $_request {\n");
    print_members(&w, false, fast ? request_order(&short_way) : NULL);
    fputs("};\n\n", out);
    print(&w, header_answer);
    if (!w.about.ranked)
        print(&w, "    struct $_lists each[$_APPROACHES];  /* for each open approach what is its own */\n");
    print(&w, header_functions);
    print_members(&w, true, NULL);
    print(&w, header_results);
    if (fast) {
        struct planes_printer planes;
        print_header_cases(&w, fast->place);
        if (planes_init(&planes, &short_way))
            print_planes_header(&planes);
    } else {
        print(&w, "/* This policy is too large for $_prepare(), $_decide_case() and $_decide_planes(), which others have. */\n\n");
    }
    print(&w, "#ifdef __cplusplus\n}\n#endif\n\n#endif\n");
}

/* ---- the source ---- */

static void print_read_fact(struct printer *w, uint32_t f)
{
    struct strat_fact fact;
    strat_get_fact(w->p, f, &fact);
    const char *name = member(w->arena, fact.name);
    if (fact.kind == STRAT_FLAG || fact.kind == STRAT_ONE_OF)
        fprintf(w->out, "    known[%" PRIu32 "] = r->%s != 0;\n    value[%" PRIu32 "] = (int64_t)r->%s - 1;\n", f, name, f, name);
    else
        fprintf(w->out, "    known[%" PRIu32 "] = r->%s_known != 0;\n    value[%" PRIu32 "] = (int64_t)r->%s;\n", f, name, f, name);
}

static void print_read_column(struct printer *w, uint32_t f)
{
    struct strat_fact fact;
    strat_get_fact(w->p, f, &fact);
    const char *name = member(w->arena, fact.name);
    const char *zero = fact.kind == STRAT_NUMBER || fact.kind == STRAT_DATE ? "0" : "0u";
    fprintf(w->out, "    r->%s = c->%s ? c->%s[row] : %s;\n", name, name, name, zero);
    if (fact.kind >= STRAT_SET_OF)
        fprintf(w->out, "    r->%s_known = c->%s && (!c->%s_known || c->%s_known[row]);\n", name, name, name, name);
}

static const char source_decide[] =
    "static void $_point(struct strat_lists *to, struct $_lists *l)\n"
    "{\n"
    "    to->basis = l->basis;\n"
    "    to->cautions = l->cautions;\n"
    "    to->closed_by = l->closed_by;\n"
    "    to->duties = l->duties;\n"
    "    to->before = l->before;\n"
    "    to->modality = STRAT_NO_MODALITY;\n"
    "}\n"
    "\n"
    "/* Whatever is known. */\n"
    "static enum $_result $_decide_any(const struct $_request *request, struct $_answer *answer, uint64_t *memory, size_t words, uint64_t max_steps)\n"
    "{\n"
    "    int64_t value[$_FACTS + 1];\n"
    "    uint8_t known[$_FACTS + 1];\n"
    "    struct strat_request r;\n"
    "    struct strat_work work;\n"
    "    struct strat_answer a;\n"
    "    enum strat_result result;\n"
    "#if !$_RANKED\n"
    "    struct strat_lists each[$_APPROACHES];\n"
    "    unsigned i;\n"
    "    for (i = 0; i < $_APPROACHES; i++)\n"
    "        $_point(&each[i], &answer->each[i]);\n"
    "    a.each = each;\n"
    "#else\n"
    "    a.each = (struct strat_lists *)0;\n"
    "#endif\n"
    "    $_read(request, value, known);\n"
    "    r.value = value;\n"
    "    r.known = known;\n"
    "    work.memory = memory;\n"
    "    work.words = words;\n"
    "    work.max_steps = max_steps;\n"
    "    work.steps = 0;\n"
    "    $_point(&a.lists, &answer->lists);\n"
    "    result = strat_decide(&$_policy, &r, &work, &a);\n"
    "    answer->status = (int)a.status;\n"
    "    answer->approach = a.approach;\n"
    "    answer->now = a.now;\n"
    "    answer->open = a.open;\n"
    "    answer->committed = a.committed;\n"
    "    answer->possible = a.possible;\n"
    "    answer->possible_status = a.possible_status;\n"
    "    answer->possible_none = a.possible_none;\n"
    "    answer->fault = a.fault;\n"
    "    answer->lists.modality = (int)a.lists.modality;\n"
    "#if !$_RANKED\n"
    "    for (i = 0; i < $_APPROACHES; i++)\n"
    "        answer->each[i].modality = (int)each[i].modality;\n"
    "#endif\n"
    "    return $_result_of(result);\n"
    "}\n"
    "\n"
    "/* All is known, and goes together; else 0. */\n"
    "static int $_decide_complete(const struct $_request *request, struct $_answer *answer)\n"
    "{\n"
    "#ifdef $_DIGITS\n"
    "    struct $_case ready;\n"
    "    return $_prepare(request, &ready) == $_OK && $_answer_case(&ready, answer) == $_OK;\n"
    "#else\n"
    "    (void)request;\n"
    "    (void)answer;\n"
    "    return 0;\n"
    "#endif\n"
    "}\n"
    "\n"
    "enum $_result $_decide_with(const struct $_request *request, struct $_answer *answer, uint64_t *memory, size_t words, uint64_t max_steps)\n"
    "{\n"
    "    return $_decide_complete(request, answer) ? $_OK : $_decide_any(request, answer, memory, words, max_steps);\n"
    "}\n"
    "\n"
    "/* Apart, as it needs much of the stack. */\n"
    "#if defined(__GNUC__)\n"
    "__attribute__((noinline))\n"
    "#endif\n"
    "static enum $_result $_decide_on_stack(const struct $_request *request, struct $_answer *answer)\n"
    "{\n"
    "    uint64_t memory[$_WORK_WORDS + $_MORE_WORDS];\n"
    "    return $_decide_any(request, answer, memory, $_WORK_WORDS + $_MORE_WORDS, 0);\n"
    "}\n"
    "\n"
    "enum $_result $_decide(const struct $_request *request, struct $_answer *answer)\n"
    "{\n"
    "    return $_decide_complete(request, answer) ? $_OK : $_decide_on_stack(request, answer);\n"
    "}\n"
    "\n"
    "enum $_result $_judgements(const struct $_request *request, uint64_t *facts)\n"
    "{\n"
    "    int64_t value[$_FACTS + 1];\n"
    "    uint8_t known[$_FACTS + 1];\n"
    "    uint64_t memory[$_WORK_WORDS + $_MORE_WORDS];\n"
    "    struct strat_request r;\n"
    "    struct strat_work work;\n"
    "    $_read(request, value, known);\n"
    "    r.value = value;\n"
    "    r.known = known;\n"
    "    work.memory = memory;\n"
    "    work.words = $_WORK_WORDS + $_MORE_WORDS;\n"
    "    work.max_steps = work.steps = 0;\n"
    "    return $_result_of(strat_judgements(&$_policy, &r, &work, facts));\n"
    "}\n"
    "\n"
    "enum $_result $_ask(const struct $_request *request, uint32_t *facts, uint32_t *n)\n"
    "{\n"
    "    int64_t value[$_FACTS + 1];\n"
    "    uint8_t known[$_FACTS + 1];\n"
    "    uint64_t memory[$_WORK_WORDS + $_MORE_WORDS];\n"
    "    struct strat_request r;\n"
    "    struct strat_work work;\n"
    "    $_read(request, value, known);\n"
    "    r.value = value;\n"
    "    r.known = known;\n"
    "    work.memory = memory;\n"
    "    work.words = $_WORK_WORDS + $_MORE_WORDS;\n"
    "    work.max_steps = work.steps = 0;\n"
    "    return $_result_of(strat_ask(&$_policy, &r, &work, facts, n));\n"
    "}\n"
    "\n";

static const char source_names[] =
    "const char *$_approach_name(unsigned i) { struct strat_named x; const char *c; strat_get_approach(&$_policy, i, &x, &c); return x.name; }\n"
    "const char *$_approach_title(unsigned i) { struct strat_named x; const char *c; strat_get_approach(&$_policy, i, &x, &c); return x.title; }\n"
    "const char *$_duty_name(unsigned i) { struct strat_duty x; strat_get_duty(&$_policy, i, &x); return x.name; }\n"
    "const char *$_duty_title(unsigned i) { struct strat_duty x; strat_get_duty(&$_policy, i, &x); return x.title; }\n"
    "const char *$_paragraph_id(unsigned i) { struct strat_paragraph x; strat_get_paragraph(&$_policy, i, &x); return x.id; }\n"
    "const char *$_paragraph_title(unsigned i) { struct strat_paragraph x; strat_get_paragraph(&$_policy, i, &x); return x.title; }\n"
    "const char *$_fact_name(unsigned i) { struct strat_fact x; strat_get_fact(&$_policy, i, &x); return x.name; }\n"
    "const char *$_fact_title(unsigned i) { struct strat_fact x; strat_get_fact(&$_policy, i, &x); return x.title; }\n";

/* A file that only large policies need, where `is_large`. */
struct runtime_file {
    const char *name;
    bool is_large;
};

static void print_runtime(struct printer *w)
{
    static const struct runtime_file files[] = {
        {"strat.h", false}, {"format.h", false}, {"names.h", false}, {"private.h", false}, {"diagram.h", false}, {"residual.h", false}, {"values.h", false},
        {"large.h", true}, {"decide.c", false}, {"prepare.c", false},
        {"leaf.c", false}, {"large.c", true}, {"local.c", true}, {"diagram.c", false}, {"residual.c", false}, {"answer.c", false}, {"ask.c", false}, {"about.c", false},
        {"check.c", false}, {"check_large.c", true}};
    print(w, "#if defined(__GNUC__)\n#define STRAT_API static __attribute__((unused))\n#else\n#define STRAT_API static\n#endif\n"
             "#define STRAT_LOCAL STRAT_API\n");
    fprintf(w->out, "#define STRAT_LARGE %d\n\n", w->p->rules != NULL);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (files[i].is_large && !w->p->rules)
            continue;
        print_runtime_file(w->out, files[i].name);
        fputc('\n', w->out);
    }
}

void emit_c_source(FILE *out, struct arena *a, const struct layout *layout, const struct fast *fast, const char *prefix, const char *header_name)
{
    struct printer w;
    printer_init(&w, out, a, layout, prefix);
    print(&w, header_head);
    fprintf(out, "#include \"%s\"\n\n", header_name);
    fprintf(out, "#define %s_MORE_WORDS 4096 /* of the stack, for what a request leaves open */\n\n", prefix);
    print_runtime(&w);
    print_arrays(out, layout, prefix);
    fprintf(out, "static const struct strat_policy %s_policy = ", prefix);
    print_policy(out, layout, prefix);
    print(&w, ";\n\nstatic enum $_result $_result_of(enum strat_result result)\n{\n"
              "    return result == STRAT_OK ? $_OK : result == STRAT_IMPOSSIBLE ? $_IMPOSSIBLE\n"
              "         : result == STRAT_NOT_DECIDED ? $_NOT_DECIDED : $_BAD_VALUE;\n}\n\n");
    print(&w, "static void $_read(const struct $_request *r, int64_t *value, uint8_t *known)\n{\n");
    for (uint32_t f = 0; f < w.about.facts; f++)
        print_read_fact(&w, f);
    fputs(w.about.facts ? "}\n\n" : "    (void)r;\n    (void)value;\n    (void)known;\n}\n\n", out);
    struct fast_printer short_way;
    struct planes_printer planes;
    bool has_planes = false;
    if (fast) {
        short_way = fast_printer(out, a, fast, layout, prefix, all_members(&w));
        print_fast(&short_way);
        has_planes = planes_init(&planes, &short_way);
        if (has_planes) {
            print_planes(&planes);
            print_fill_planes(&planes);
        }
    }
    print(&w, source_decide);
    print(&w, "static void $_row(const struct $_columns *c, size_t row, struct $_request *r)\n{\n");
    for (uint32_t f = 0; f < w.about.facts; f++)
        print_read_column(&w, f);
    print(&w, "}\n\n");
    print_batch(out, prefix, has_planes ? &planes : NULL);
    print(&w, source_names);
}

bool emit_c(const struct emission *e)
{
    const struct fast *fast = emit_fast(e->space, e->bits);
    emit_c_header(e->header, e->arena, e->layout, fast, e->prefix);
    emit_c_source(e->out, e->arena, e->layout, fast, e->prefix, e->header_name);
    return true;
}
