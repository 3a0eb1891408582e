/*
 * The source of --emit=c.
 */
#include "emit/c/arrays.h"
#include "emit/c/c_printer.h"
#include "emit/c/escape.h"

#include <inttypes.h>

static void print_read_fact(struct c_printer *w, uint32_t f) {
    const char *name = w->members[f], *known = w->known[f];
    fprintf(w->out, "    known[%" PRIu32 "] = r->%s != 0;\n", f, known ? known : name);
    fprintf(w->out, "    value[%" PRIu32 "] = (int64_t)r->%s%s;\n", f, name, known ? "" : " - 1");
}

static void print_read_column(struct c_printer *w, uint32_t f) {
    struct strat_fact fact;
    strat_get_fact(w->p, f, &fact);
    const char *name = w->members[f], *known = w->known[f];
    const char *zero = fact.kind == STRAT_NUMBER || fact.kind == STRAT_DATE ? "0" : "0u";
    fprintf(w->out, "    r->%s = c->%s ? c->%s[row] : %s;\n", name, name, name, zero);
    if (known)
        fprintf(w->out, "    r->%s = c->%s && (!c->%s || c->%s[row]);\n", known, name, known,
                known);
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
    "static enum $_result $_decide_any(const struct $_request *request, struct $_answer *answer, "
    "uint64_t *memory, size_t words, uint64_t max_steps)\n"
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
    "    $_point(&a.lists, &answer->lists);\n"
    "    strat_prepare(&work, &$_policy, &r);\n"
    "    result = strat_decide(&work, &a);\n"
    "    answer->status = (int)a.status;\n"
    "    answer->approach = a.approach;\n"
    "    answer->now = a.now;\n"
    "    answer->open = a.open;\n"
    "    answer->committed = a.committed;\n"
    "    answer->possible = a.possible;\n"
    "    answer->possible_status = a.possible_status;\n"
    "    answer->possible_none = a.possible_none;\n"
    "    answer->fault = result == STRAT_BAD_VALUE ? work.bad_fact : a.broken_assume;\n"
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
    "enum $_result $_decide_with(const struct $_request *request, struct $_answer *answer, "
    "uint64_t *memory, size_t words, uint64_t max_steps)\n"
    "{\n"
    "    return $_decide_complete(request, answer) ? $_OK : $_decide_any(request, answer, memory, "
    "words, max_steps);\n"
    "}\n"
    "\n"
    "/* Apart, as it needs much of the stack. */\n"
    "#if defined(__GNUC__)\n"
    "__attribute__((noinline))\n"
    "#endif\n"
    "static enum $_result $_decide_on_stack(const struct $_request *request, struct $_answer "
    "*answer)\n"
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
    "    work.max_steps = 0;\n"
    "    strat_prepare(&work, &$_policy, &r);\n"
    "    return $_result_of(strat_judgements(&work, facts));\n"
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
    "    work.max_steps = 0;\n"
    "    strat_prepare(&work, &$_policy, &r);\n"
    "    return $_result_of(strat_ask(&work, facts, n));\n"
    "}\n"
    "\n";

static const char source_names[] =
    "const char *$_approach_name(unsigned i) { struct strat_named x; const char *c; "
    "strat_get_approach(&$_policy, i, &x, &c); return x.name; }\n"
    "const char *$_approach_title(unsigned i) { struct strat_named x; const char *c; "
    "strat_get_approach(&$_policy, i, &x, &c); return x.title; }\n"
    "const char *$_duty_name(unsigned i) { struct strat_duty x; strat_get_duty(&$_policy, i, &x); "
    "return x.name; }\n"
    "const char *$_duty_title(unsigned i) { struct strat_duty x; strat_get_duty(&$_policy, i, &x); "
    "return x.title; }\n"
    "const char *$_paragraph_id(unsigned i) { struct strat_paragraph x; "
    "strat_get_paragraph(&$_policy, i, &x); return x.id; }\n"
    "const char *$_paragraph_title(unsigned i) { struct strat_paragraph x; "
    "strat_get_paragraph(&$_policy, i, &x); return x.title; }\n"
    "const char *$_fact_name(unsigned i) { struct strat_fact x; strat_get_fact(&$_policy, i, &x); "
    "return x.name; }\n"
    "const char *$_fact_title(unsigned i) { struct strat_fact x; strat_get_fact(&$_policy, i, &x); "
    "return x.title; }\n";

/* A file that only large policies need, where `is_large`. Those that check arrays from outside are
 * left out: these come from stratc. */
struct runtime_file {
    const char *name;
    bool is_large;
};

static void print_runtime(struct c_printer *w) {
    static const struct runtime_file files[] = {
        {"strat.h", false},    {"format.h", false}, {"names.h", false}, {"private.h", false},
        {"diagram.h", false},  {"values.h", false}, {"large.h", true},  {"decide.c", false},
        {"read.c", false},     {"large.c", true},   {"local.c", true},  {"diagram.c", false},
        {"residual.c", false}, {"answer.c", false}, {"ask.c", false},   {"about.c", false}};
    print_template(w->out, "#if defined(__GNUC__)\n#define STRAT_API static "
                           "__attribute__((unused))\n#else\n#define STRAT_API static\n#endif\n"
                           "#define STRAT_LOCAL STRAT_API\n");
    fprintf(w->out, "#define STRAT_LARGE %d\n#define STRAT_CHECK 0\n\n", w->p->rules != NULL);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (files[i].is_large && !w->p->rules) continue;
        print_runtime_file(w->out, files[i].name);
        fputc('\n', w->out);
    }
}

/* Up to the number by which it knows its header. */
void print_c_includes(struct c_printer *w, const char *header_name) {
    print_template(w->out, c_header_head);
    fprintf(w->out, "#include \"%s\"\n\n", include_name(w->arena, header_name));
    print_template(w->out, "#if $_HEADER_DIGEST != ");
}

/* Up to the arrays. */
void print_c_runtime(struct c_printer *w) {
    fputs("#error \"this file and its header are of different runs of stratc: emit both "
          "again\"\n#endif\n\n",
          w->out);
    print_template(
        w->out, "#define $_MORE_WORDS 4096 /* of the stack, for what a request leaves open */\n\n");
    print_runtime(w);
}

static void print_readers(struct c_printer *w) {
    print_template(
        w->out, "static enum $_result $_result_of(enum strat_result result)\n{\n"
                "    return result == STRAT_OK ? $_OK : result == STRAT_IMPOSSIBLE ? $_IMPOSSIBLE\n"
                "         : result == STRAT_NOT_DECIDED ? $_NOT_DECIDED : $_BAD_VALUE;\n}\n\n");
    print_template(
        w->out,
        "static void $_read(const struct $_request *r, int64_t *value, uint8_t *known)\n{\n");
    for (uint32_t f = 0; f < w->about.facts; f++) print_read_fact(w, f);
    fputs(w->about.facts ? "}\n\n" : "    (void)r;\n    value[0] = 0;\n    known[0] = 0;\n}\n\n",
          w->out);
}

/* From the arrays on. */
void print_c_layer(struct c_printer *w) {
    print_template(w->out, "static const struct strat_policy $_policy = ");
    print_policy(w->out, w->layout, PREFIX_MARK);
    fputs(";\n\n", w->out);
    print_readers(w);
    if (w->fast) print_fast(w->fast);
    if (w->planes) {
        print_planes(w->planes);
        print_fill_planes(w->planes);
    }
    print_template(w->out, source_decide);
    print_template(
        w->out,
        "static void $_row(const struct $_columns *c, size_t row, struct $_request *r)\n{\n");
    for (uint32_t f = 0; f < w->about.facts; f++) print_read_column(w, f);
    fputs(w->about.facts ? "}\n\n" : "    (void)c;\n    (void)row;\n    r->no_facts = 0;\n}\n\n",
          w->out);
    print_batch(w->out, w->planes);
    print_template(w->out, source_names);
}
