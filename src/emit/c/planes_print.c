/*
 * Bit planes in the header and the source.
 */
#include "emit/c/escape.h"
#include "emit/c/planes.h"

#include "runtime/format.h"

#include <inttypes.h>

enum { PER_CHUNK = 32 }; /* words of each plane from one look at the pointers to the next */

static const char *member_of_axis(const struct planes_printer *p, const struct axis_planes *x) {
    return p->w->members[AXIS_FACT(p->w->t[p->w->t[H_AXIS_AT] + x->axis])];
}

static uint32_t n_answers(const struct planes_printer *p, bool lists) {
    uint32_t n = 0;
    vec_each (struct answer_planes, a, &p->answers) n += a->list && !lists ? 0 : a->n;
    return n;
}

/* ---- the header ---- */

/* Planes of one fact, from its first axis on. */
static uint32_t planes_of_fact(const struct planes_printer *p, size_t first) {
    uint32_t n = 0;
    for (size_t i = first; i < p->axes.len && member_of_axis(p, &p->axes.at[i]) ==
                                                  member_of_axis(p, &p->axes.at[first]);
         i++)
        n += p->axes.at[i].planes;
    return n;
}

static void print_request_planes(const struct planes_printer *p) {
    FILE *out = p->w->out;
    const struct space *s = p->w->fast->plan->space;
    print_template(p->w->out, "struct $_planes {\n");
    for (size_t i = 0; i < p->axes.len; i++) {
        const struct axis *axis = &s->axes.at[p->axes.at[i].axis];
        const char *name = member_of_axis(p, &p->axes.at[i]);
        if (i > 0 && name == member_of_axis(p, &p->axes.at[i - 1])) continue;
        fprintf(out, "    uint64_t *%s[%" PRIu32 "];", name, planes_of_fact(p, i));
        if (axis->element != MODEL_NONE) {
            const char *between = "  /* includes ";
            for (size_t k = i; k < p->axes.len && member_of_axis(p, &p->axes.at[k]) == name;
                 k++, between = "; ") {
                const struct axis *own = &s->axes.at[p->axes.at[k].axis];
                fputs(between, out);
                print_comment(
                    out, own->others ? "any other"
                                     : s->model->facts.at[own->fact].values.at[own->element].name);
            }
            fputs(" */", out);
        } else if (s->model->facts.at[axis->fact].kind != FACT_FLAG) {
            fprintf(out, "  /* which of %" PRIu32 " classes */",
                    p->w->place->rows_of_axis[p->axes.at[i].axis]);
        }
        fputc('\n', out);
    }
    fputs("};\n", out);
}

static const char header_head[] =
    "/*\n"
    " * Many complete requests at once, as bit planes: request i is bit i%64 of word i/64 of every "
    "plane, so that one instruction works on as many requests as a\n"
    " * register has bits. A plane of a yes-or-no fact says yes; the planes of other facts spell "
    "the number of the class of its value (values that no rule\n"
    " * tells apart are one class), the lowest bit first; those of a set are its elements. "
    "$_fill_planes() makes planes of columns.\n"
    " *\n"
    " * Planes are the caller's arrays of (requests + 63) / 64 words, aligned as uint64_t is; any "
    "number of requests will do, 0 too. Bits past the last\n"
    " * request may be anything in requests and are 0 in answers. No two planes may overlap. All "
    "is read and written in the caller's memory: safe from many threads.\n"
    " */\n";

static const char header_functions[] =
    "};\n"
    "\n"
    "/* What one call may use: 1, words of 64 bits; 2, 4 and 8, as many of them at once, up to "
    "what $_widest() says that this processor can. Ask it once. */\n"
    "unsigned $_widest(void);\n"
    "\n"
    "/* The answers do not depend on the width. A pointer in *answers may be NULL: not wanted. */\n"
    "void $_decide_planes(const struct $_planes *planes, size_t requests, const struct "
    "$_plane_answers *answers, unsigned width);\n"
    "\n"
    "/*\n"
    " * Planes from columns (see above), and in *open, a plane too, which requests are not "
    "complete or have a value that is none: of these $_decide_planes()\n"
    " * says nothing. Returns how many. Every pointer in *planes must be there.\n"
    " */\n"
    "size_t $_fill_planes(const struct $_columns *columns, size_t requests, const struct $_planes "
    "*planes, uint64_t *open);\n"
    "\n";

void print_planes_header(const struct planes_printer *p) {
    print_template(p->w->out, header_head);
    fprintf(p->w->out, "#define %s_PLANES %" PRIu32 "\n#define %s_ANSWER_PLANES %" PRIu32 "\n",
            PREFIX_MARK, p->planes, PREFIX_MARK, n_answers(p, true));
    print_request_planes(p);
    print_template(p->w->out, "struct $_plane_answers {\n");
    vec_each (struct answer_planes, a, &p->answers)
        fprintf(p->w->out, "    uint64_t *%s[%" PRIu32 "];  /* %s */\n", a->name, a->n, a->meaning);
    print_template(p->w->out, header_functions);
}

/* ---- gates ---- */

static const char *gate_name(const struct planes_printer *p, gate g) {
    if (g <= GATE_YES) return g == GATE_NO ? "zero" : "~zero";
    const struct gate_node *node = &p->circuit.gates.at[g];
    if (node->kind == GATE_PLANE) return arena_printf(p->w->arena, "p%" PRIu32, node->x);
    return arena_printf(p->w->arena, "g%" PRIu32, g);
}

/* A gate after those that it needs; depth at most that of the circuit. */
static void print_gate(const struct planes_printer *p, gate g, bool *printed) {
    const struct gate_node *node = &p->circuit.gates.at[g];
    if (printed[g] || node->kind == GATE_CONSTANT) return;
    printed[g] = true;
    if (node->kind == GATE_PLANE) {
        fprintf(p->w->out,
                "        const T p%" PRIu32 " = *(const T *)(const void *)(in[%" PRIu32
                "] + i); \\\n",
                node->x, node->x);
        return;
    }
    print_gate(p, node->x, printed);
    if (node->kind != GATE_NOT) print_gate(p, node->y, printed);
    const char *x = gate_name(p, node->x), *y = gate_name(p, node->y), *of = "";
    switch (node->kind) {
    case GATE_NOT: of = arena_printf(p->w->arena, "~%s", x); break;
    case GATE_AND: of = arena_printf(p->w->arena, "%s & %s", x, y); break;
    case GATE_BUT: of = arena_printf(p->w->arena, "%s & ~%s", x, y); break;
    case GATE_OR: of = arena_printf(p->w->arena, "%s | %s", x, y); break;
    case GATE_XOR: of = arena_printf(p->w->arena, "%s ^ %s", x, y); break;
    case GATE_CONSTANT:
    case GATE_PLANE: break;
    }
    fprintf(p->w->out, "        const T g%" PRIu32 " = %s; \\\n", g, of);
}

/* Whether an answer is the same for every request. */
static bool has_constant(const struct planes_printer *p, bool lists) {
    vec_each (struct answer_planes, a, &p->answers)
        for (uint32_t k = 0; k < a->n && (lists || !a->list); k++)
            if (p->circuit.gates.at[a->is[k]].kind == GATE_CONSTANT) return true;
    return false;
}

static bool reads_planes(const struct planes_printer *p, const bool *printed) {
    for (gate g = 0; g < p->circuit.gates.len; g++)
        if (printed[g] && p->circuit.gates.at[g].kind == GATE_PLANE) return true;
    return false;
}

/* The loop over words, as a macro: T a word, STEP how many words of 64 bits it is. */
static void print_loop(const struct planes_printer *p, bool lists) {
    bool *printed = arena_array(p->w->arena, bool, p->circuit.gates.len);
    uint32_t number = 0;
    fprintf(p->w->out,
            "#define %s_%s(T, STEP) \\\n    size_t i; \\\n    for (i = from; i + STEP <= to; i += "
            "STEP) { \\\n%s",
            PREFIX_MARK, lists ? "ANSWER_LOOP" : "BRIEF_LOOP",
            has_constant(p, lists) ? "        const T zero = {0}; \\\n" : "");
    vec_each (struct answer_planes, a, &p->answers)
        for (uint32_t k = 0; k < a->n && (lists || !a->list); k++) {
            print_gate(p, a->is[k], printed);
            fprintf(p->w->out,
                    "        *(T *)(void *)(out[%" PRIu32 "] + i) = %s; /* %s %" PRIu32 " */ \\\n",
                    number++, gate_name(p, a->is[k]), a->name, k);
        }
    fprintf(p->w->out, "    } \\\n%s    return i\n\n",
            reads_planes(p, printed) ? "" : "    (void)in; \\\n");
}

/* ---- functions ---- */

static const char widths[] =
    "#define $_PLANES_OF(words, attribute, T) \\\n"
    "    attribute static size_t $_brief_##words(const uint64_t *const *in, uint64_t *const *out, "
    "size_t from, size_t to) { $_BRIEF_LOOP(T, words##u); } \\\n"
    "    attribute static size_t $_answer_##words(const uint64_t *const *in, uint64_t *const *out, "
    "size_t from, size_t to) { $_ANSWER_LOOP(T, words##u); }\n"
    "#define $_ANYWHERE\n"
    "$_PLANES_OF(1, $_ANYWHERE, uint64_t)\n"
    "\n"
    "#if defined(__GNUC__)\n"
    "typedef uint64_t $_word_2 __attribute__((vector_size(16), aligned(8), may_alias));\n"
    "$_PLANES_OF(2, $_ANYWHERE, $_word_2)\n"
    "#endif\n"
    "\n"
    "#if defined(__GNUC__) && defined(__x86_64__)\n"
    "#define $_WIDE 1\n"
    "typedef uint64_t $_word_4 __attribute__((vector_size(32), aligned(8), may_alias));\n"
    "typedef uint64_t $_word_8 __attribute__((vector_size(64), aligned(8), may_alias));\n"
    "$_PLANES_OF(4, __attribute__((target(\"avx2\"))), $_word_4)\n"
    "$_PLANES_OF(8, __attribute__((target(\"avx512f\"))), $_word_8)\n"
    "\n"
    "static void $_cpuid(unsigned leaf, unsigned *b, unsigned *c)\n"
    "{\n"
    "    unsigned a = leaf, d;\n"
    "    *c = 0;\n"
    "    __asm__ __volatile__(\"cpuid\" : \"+a\"(a), \"=b\"(*b), \"+c\"(*c), \"=d\"(d));\n"
    "    if (leaf == 0)\n"
    "        *b = a;\n"
    "}\n"
    "\n"
    "/* What the processor has, and the system keeps for each process. */\n"
    "unsigned $_widest(void)\n"
    "{\n"
    "    unsigned leaves, b, c, kept, high;\n"
    "    $_cpuid(0, &leaves, &c);\n"
    "    $_cpuid(1, &b, &c);\n"
    "    if (leaves < 7 || !(c >> 27 & 1u))\n"
    "        return 2;\n"
    "    __asm__ __volatile__(\"xgetbv\" : \"=a\"(kept), \"=d\"(high) : \"c\"(0));\n"
    "    $_cpuid(7, &b, &c);\n"
    "    if ((kept & 0xe6u) == 0xe6u && (b >> 16 & 1u))\n"
    "        return 8;\n"
    "    return (kept & 6u) == 6u && (b >> 5 & 1u) ? 4 : 2;\n"
    "}\n"
    "#else\n"
    "unsigned $_widest(void)\n"
    "{\n"
    "#if defined(__GNUC__)\n"
    "    return 2;\n"
    "#else\n"
    "    return 1;\n"
    "#endif\n"
    "}\n"
    "#endif\n"
    "\n"
    "static void $_run_planes(const uint64_t *const *in, uint64_t *const *out, size_t words, int "
    "lists, unsigned width)\n"
    "{\n"
    "    size_t done = 0;\n"
    "#ifdef $_WIDE\n"
    "    if (width >= 8)\n"
    "        done = lists ? $_answer_8(in, out, done, words) : $_brief_8(in, out, done, words);\n"
    "    if (width >= 4)\n"
    "        done = lists ? $_answer_4(in, out, done, words) : $_brief_4(in, out, done, words);\n"
    "#endif\n"
    "#if defined(__GNUC__)\n"
    "    if (width >= 2)\n"
    "        done = lists ? $_answer_2(in, out, done, words) : $_brief_2(in, out, done, words);\n"
    "#else\n"
    "    (void)width;\n"
    "#endif\n"
    "    if (lists)\n"
    "        $_answer_1(in, out, done, words);\n"
    "    else\n"
    "        $_brief_1(in, out, done, words);\n"
    "}\n"
    "\n";

void print_request_pointers(const struct planes_printer *p, const char *template) {
    const char *last = NULL;
    uint32_t within = 0;
    vec_each (struct axis_planes, x, &p->axes)
        for (uint32_t k = 0; k < x->planes; k++) {
            within = member_of_axis(p, x) == last ? within + 1 : 0;
            last = member_of_axis(p, x);
            for (const char *t = template; *t; t++) {
                if (*t == '#')
                    fprintf(p->w->out, "%" PRIu32, x->first + k);
                else if (*t == '@')
                    fprintf(p->w->out, "%s[%" PRIu32 "]", last, within);
                else
                    fputc(*t, p->w->out);
            }
        }
}

static void print_decide_planes(const struct planes_printer *p) {
    FILE *out = p->w->out;
    uint32_t number = 0;
    print_template(p->w->out,
                   "void $_decide_planes(const struct $_planes *planes, size_t requests, const "
                   "struct $_plane_answers *answers, unsigned width)\n{\n");
    fprintf(out,
            "    uint64_t spare[%d];\n    const uint64_t *in[%" PRIu32
            "];\n    uint64_t *to[%" PRIu32 "];\n",
            PER_CHUNK, p->planes, n_answers(p, true));
    fprintf(
        out,
        "    size_t words = requests / 64 + (requests %% 64 != 0), at, i;\n    int lists = 0;\n");
    vec_each (struct answer_planes, a, &p->answers)
        if (a->list)
            fprintf(out,
                    "    for (i = 0; i < %" PRIu32
                    "; i++)\n        lists |= answers->%s[i] != NULL;\n",
                    a->n, a->name);
    fprintf(out,
            "    for (at = 0; at < words; at += %d) {\n        size_t n = words - at < %d ? words "
            "- at : %d;\n",
            PER_CHUNK, PER_CHUNK, PER_CHUNK);
    print_request_pointers(p, "        in[#] = planes->@ + at;\n");
    vec_each (struct answer_planes, a, &p->answers) {
        fprintf(out,
                "        for (i = 0; i < %" PRIu32 "; i++)\n            to[%" PRIu32
                " + i] = answers->%s[i] ? answers->%s[i] + at : spare;\n",
                a->n, number, a->name, a->name);
        number += a->n;
    }
    print_template(p->w->out, "        $_run_planes(in, to, n, lists, width);\n");
    fprintf(out,
            "        if (at + n == words && requests %% 64 != 0)\n            for (i = 0; i < "
            "(lists ? %" PRIu32 "u : %" PRIu32 "u); i++)\n"
            "                to[i][n - 1] &= ((uint64_t)1 << requests %% 64) - 1;\n    }\n}\n\n",
            n_answers(p, true), n_answers(p, false));
}

void print_planes(const struct planes_printer *p) {
    print_loop(p, false);
    print_loop(p, true);
    print_template(p->w->out, widths);
    print_decide_planes(p);
}
