/*
 * PREFIX_decide_batch(): columns in, columns out. Where there are planes, by way of them, 512
 * requests at a time; what they cannot answer (something is unknown, a value is none, an assumption
 * is broken), and every request elsewhere, one by one.
 */
#include "emit/c/planes.h"

#include "runtime/format.h"

#include <string.h>

static const char one_by_one[] =
    "static size_t $_decide_row(const struct $_columns *columns, size_t row, const struct "
    "$_results *results)\n"
    "{\n"
    "    struct $_request request;\n"
    "    struct $_answer answer;\n"
    "    enum $_result result;\n"
    "    $_row(columns, row, &request);\n"
    "    result = $_decide(&request, &answer);\n"
    "    if (results->result)\n"
    "        results->result[row] = (uint8_t)result;\n"
    "    if (results->status)\n"
    "        results->status[row] = (uint8_t)answer.status;\n"
    "    if (results->approach)\n"
    "        results->approach[row] = (int8_t)answer.approach;\n"
    "    if (results->now)\n"
    "        results->now[row] = (int8_t)answer.now;\n"
    "    if (results->duties)\n"
    "        strat_i_copy(results->duties + row * $_DUTY_WORDS, answer.lists.duties, "
    "$_DUTY_WORDS);\n"
    "    if (results->before)\n"
    "        strat_i_copy(results->before + row * $_DUTY_WORDS, answer.lists.before, "
    "$_DUTY_WORDS);\n"
    "    if (results->basis)\n"
    "        strat_i_copy(results->basis + row * $_ID_WORDS, answer.lists.basis, $_ID_WORDS);\n"
    "    if (results->cautions)\n"
    "        strat_i_copy(results->cautions + row * $_ID_WORDS, answer.lists.cautions, "
    "$_ID_WORDS);\n"
    "    return result != $_OK;\n"
    "}\n"
    "\n";

static const char plain_batch[] = "size_t $_decide_batch(const struct $_columns *columns, size_t "
                                  "rows, const struct $_results *results)\n"
                                  "{\n"
                                  "    size_t row, failed = 0;\n"
                                  "    for (row = 0; row < rows; row++)\n"
                                  "        failed += $_decide_row(columns, row, results);\n"
                                  "    return failed;\n"
                                  "}\n"
                                  "\n";

static const char writers[] =
    "enum { $_PART = 8 }; /* words of a plane at a time */\n"
    "\n"
    "/* Eight bits as eight bytes, 0 or 1. */\n"
    "static uint64_t $_as_bytes(uint64_t bits)\n"
    "{\n"
    "    return ((((bits & 255u) * $_BYTES & UINT64_C(0x8040201008040201)) + $_BYTES * 0x7fu) >> "
    "7) & $_BYTES;\n"
    "}\n"
    "\n"
    "/* For 64 requests which of the planes says yes, -1 where none does. */\n"
    "static void $_write_which(uint64_t planes[][$_PART], unsigned n_planes, size_t word, uint8_t "
    "*to, size_t n)\n"
    "{\n"
    "    uint64_t spelled[4], bytes;\n"
    "    unsigned k, b;\n"
    "    size_t i, r;\n"
    "    spelled[0] = spelled[1] = spelled[2] = spelled[3] = 0;\n"
    "    for (k = 0; k < n_planes; k++)\n"
    "        for (b = 0; b < 4; b++)\n"
    "            spelled[b] |= (k + 1u) >> b & 1u ? planes[k][word] : 0u;\n"
    "    for (i = 0; i < n; i += 8) {\n"
    "        bytes = $_as_bytes(spelled[0] >> i) | $_as_bytes(spelled[1] >> i) << 1 | "
    "$_as_bytes(spelled[2] >> i) << 2 | $_as_bytes(spelled[3] >> i) << 3;\n"
    "        for (r = 0; r < 8 && i + r < n; r++)\n"
    "            to[i + r] = (uint8_t)(((unsigned)(bytes >> 8 * r) & 255u) - 1u);\n"
    "    }\n"
    "}\n"
    "\n";

static const char set_writers[] =
    "/* Byte r of the result is made of bit r of each byte. */\n"
    "static uint64_t $_transposed(uint64_t x)\n"
    "{\n"
    "    uint64_t t = (x ^ x >> 7) & UINT64_C(0x00aa00aa00aa00aa);\n"
    "    x ^= t ^ t << 7;\n"
    "    t = (x ^ x >> 14) & UINT64_C(0x0000cccc0000cccc);\n"
    "    x ^= t ^ t << 14;\n"
    "    t = (x ^ x >> 28) & UINT64_C(0x00000000f0f0f0f0);\n"
    "    return x ^ t ^ t << 28;\n"
    "}\n"
    "\n"
    "/* For 64 requests the set of the planes that say yes; a set has `size` words. */\n"
    "static void $_write_sets(uint64_t planes[][$_PART], unsigned n_planes, size_t word, uint64_t "
    "*to, size_t size, size_t n)\n"
    "{\n"
    "    size_t i, r, k;\n"
    "    for (i = 0; i < n; i += 8) {\n"
    "        size_t rows = n - i < 8 ? n - i : 8;\n"
    "        for (k = 0; k < rows * size; k++) {\n"
    "            to[i * size + k] = 0;\n"
    "            STRAT_KEEP_LOOP;\n"
    "        }\n"
    "        for (k = 0; k < n_planes; k += 8) {\n"
    "            uint64_t x = 0;\n"
    "            for (r = 0; r < 8 && k + r < n_planes; r++)\n"
    "                x |= (planes[k + r][word] >> i & 255u) << 8 * r;\n"
    "            x = $_transposed(x);\n"
    "            for (r = 0; x && r < rows; r++)\n"
    "                to[(i + r) * size + k / 64] |= (x >> 8 * r & 255u) << k % 64;\n"
    "        }\n"
    "    }\n"
    "}\n"
    "\n";

static const char planes_batch[] =
    "size_t $_decide_batch(const struct $_columns *columns, size_t rows, const struct $_results "
    "*results)\n"
    "{\n"
    "    struct $_batch b;\n"
    "    struct $_columns part;\n"
    "    size_t first, word, failed = 0;\n"
    "    unsigned width = rows < 4096 ? 2u : $_widest(); /* it takes a while to ask */\n"
    "    $_point_planes(&b, results);\n"
    "    for (first = 0; first < rows; first += 64 * $_PART) {\n"
    "        size_t n = rows - first < 64 * $_PART ? rows - first : 64 * $_PART;\n"
    "        $_from(columns, first, &part);\n"
    "        $_fill_planes(&part, n, &b.planes, b.open);\n"
    "        $_decide_planes(&b.planes, n, &b.answers, width);\n"
    "        for (word = 0; 64 * word < n; word++) {\n"
    "            size_t at = first + 64 * word, left = n - 64 * word < 64 ? n - 64 * word : 64, "
    "row;\n"
    "            uint64_t alone = b.open[word] | b.impossible[0][word];\n"
    "            $_write(&b, word, at, left, results);\n"
    "            for (row = at; alone; row++, alone >>= 1)\n"
    "                failed += (alone & 1u) ? $_decide_row(columns, row, results) : 0u;\n"
    "        }\n"
    "    }\n"
    "    return failed;\n"
    "}\n"
    "\n";

static bool is_in_results(const struct answer_planes *a) {
    static const char *const names[] = {"status", "approach", "now",     "duties",
                                        "before", "basis",    "cautions"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(a->name, names[i]) == 0) return true;
    return false;
}

static bool is_set(const struct answer_planes *a) {
    return strcmp(a->name, "status") != 0 && strcmp(a->name, "approach") != 0 &&
           strcmp(a->name, "now") != 0;
}

/* The planes of a part, in memory of our own. */
static void print_part(const struct planes_printer *p) {
    FILE *out = p->w->out;
    print_template(
        p->w->out,
        "struct $_batch {\n    struct $_planes planes;\n    struct $_plane_answers answers;\n"
        "    uint64_t of_requests[$_PLANES][$_PART], open[$_PART];\n");
    vec_each (struct answer_planes, a, &p->answers)
        if (is_in_results(a) || strcmp(a->name, "impossible") == 0)
            fprintf(out, "    uint64_t %s[%u][%s_PART];\n", a->name, (unsigned)a->n, PREFIX_MARK);
    print_template(p->w->out, "};\n\nstatic void $_point_planes(struct $_batch *b, const struct "
                              "$_results *results)\n{\n    size_t i;\n");
    print_request_pointers(p, "    b->planes.@ = b->of_requests[#];\n");
    vec_each (struct answer_planes, a, &p->answers) {
        const char *what = "NULL";
        if (strcmp(a->name, "impossible") == 0)
            what = "b->impossible[i]";
        else if (is_in_results(a))
            what = arena_printf(p->w->arena, "results->%s ? b->%s[i] : NULL", a->name, a->name);
        fprintf(out,
                "    for (i = 0; i < %u; i++) {\n        b->answers.%s[i] = %s;\n        "
                "STRAT_KEEP_LOOP;\n    }\n",
                (unsigned)a->n, a->name, what);
    }
    fputs("}\n\n", out);
}

static void print_write(const struct planes_printer *p) {
    FILE *out = p->w->out;
    print_template(p->w->out,
                   "/* What the planes say of up to 64 rows. */\n"
                   "static void $_write(struct $_batch *b, size_t word, size_t row, size_t n, "
                   "const struct $_results *results)\n{\n    size_t i;\n"
                   "    for (i = 0; results->result && i < n; i++) {\n        results->result[row "
                   "+ i] = $_OK;\n        STRAT_KEEP_LOOP;\n    }\n");
    vec_each (struct answer_planes, a, &p->answers) {
        if (!is_in_results(a)) continue;
        const char *size = strcmp(a->name, "duties") == 0 || strcmp(a->name, "before") == 0
                               ? "DUTY_WORDS"
                               : "ID_WORDS";
        fprintf(out, "    if (results->%s)\n", a->name);
        if (is_set(a))
            fprintf(
                out,
                "        %s_write_sets(b->%s, %u, word, results->%s + row * %s_%s, %s_%s, n);\n",
                PREFIX_MARK, a->name, (unsigned)a->n, a->name, PREFIX_MARK, size, PREFIX_MARK,
                size);
        else
            fprintf(out,
                    "        %s_write_which(b->%s, %u, word, (uint8_t *)results->%s + row, n);\n",
                    PREFIX_MARK, a->name, (unsigned)a->n, a->name);
    }
    fputs("}\n\n", out);
}

/* The columns from a row on. */
static void print_from(const struct planes_printer *p) {
    const struct fast_printer *w = p->w;
    print_template(
        w->out,
        "static void $_from(const struct $_columns *c, size_t first, struct $_columns *part)\n{\n");
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        const char *name = w->members[f];
        fprintf(w->out, "    part->%s = c->%s ? c->%s + first : NULL;\n", name, name, name);
        if (w->known[f])
            fprintf(w->out, "    part->%s = c->%s ? c->%s + first : NULL;\n", w->known[f],
                    w->known[f], w->known[f]);
    }
    fputs("}\n\n", w->out);
}

void print_batch(FILE *out, const struct planes_printer *planes) {
    print_template(out, one_by_one);
    if (!planes || !planes->w->fast->plan->ranked) {
        print_template(out, plain_batch);
        return;
    }
    print_template(out, writers);
    vec_each (struct answer_planes, a, &planes->answers)
        if (is_in_results(a) && is_set(a)) {
            print_template(out, set_writers);
            break;
        }
    print_part(planes);
    print_write(planes);
    print_from(planes);
    print_template(out, planes_batch);
}
