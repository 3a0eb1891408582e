/*
 * The table that a programmer makes by hand who knows the trick: every rule is a few boxes, a box a
 * bit, and each value of each fact has a row of the bits that it leaves possible. The rows, ANDed,
 * are the boxes that hold. What a priority lifts is cleared after that.
 */
#include "tests/bench/peers/dialect.h"
#include "tests/bench/peers/writers.h"

#include <inttypes.h>

struct masks {
    FILE *out;
    const struct compiled *c;
    struct arena *arena;
    const char *name;
    uint32_t *place, n_bits, words; /* by bit: its place in a row, or MODEL_NONE */
};

enum { NO_APPROACH = 32 };

static bool is_wanted(enum clause_kind kind, bool approach_alone) {
    if (kind == CLAUSE_DUTY || kind == CLAUSE_OUTSTANDING) return !approach_alone;
    return kind == CLAUSE_PERMIT || kind == CLAUSE_CLOSE || kind == CLAUSE_OUTSIDE;
}

static bool some_wanted(const uint8_t *wanted, const struct clause_numbers *bits) {
    vec_each (uint32_t, b, bits)
        if (wanted[*b]) return true;
    return false;
}

/* A bit is wanted for the answer, or because a step that clears such a bit looks at it. */
static void choose_bits(struct masks *m, bool approach_alone) {
    const struct clause_set *bits = m->c->bits;
    uint8_t *wanted = arena_array(m->arena, uint8_t, bits->list.len);
    for (uint32_t i = 0; i < bits->list.len; i++)
        wanted[i] = is_wanted(bits->list.at[i].kind, approach_alone);
    for (size_t again = 0; again <= bits->overrides.len; again++)
        vec_each (struct override, step, &bits->overrides)
            if (some_wanted(wanted, &step->any) || some_wanted(wanted, &step->none))
                vec_each (uint32_t, b, &step->test) wanted[*b] = 1;
    m->place = arena_array(m->arena, uint32_t, bits->list.len);
    for (uint32_t i = 0; i < bits->list.len; i++)
        m->place[i] = wanted[i] ? m->n_bits++ : MODEL_NONE;
    m->words = (m->n_bits + 63) / 64;
}

static void put(const struct masks *m, uint64_t *row, uint32_t bit) {
    uint32_t at = m->place[bit];
    if (at != MODEL_NONE) row[at / 64] |= UINT64_C(1) << at % 64;
}

static void write_words(const struct masks *m, const uint64_t *row) {
    fputs("{", m->out);
    for (uint32_t k = 0; k < m->words; k++)
        fprintf(m->out, "%s0x%" PRIx64 "u", k ? ", " : "", row[k]);
    fputs("}", m->out);
}

/* ---- rows ---- */

static bool leaves_possible(const struct cube *box, uint32_t axis, uint32_t class) {
    for (uint32_t i = 0; i < box->n_limits; i++)
        if (box->limits[i].axis == axis)
            return box->limits[i].classes[class / 64] >> class % 64 & 1;
    return true;
}

static bool is_limited(const struct masks *m, uint32_t axis) {
    for (uint32_t b = 0; b < m->c->bits->list.len; b++) {
        const struct cube *box = &m->c->bits->list.at[b].cube;
        for (uint32_t i = 0; m->place[b] != MODEL_NONE && i < box->n_limits; i++)
            if (box->limits[i].axis == axis) return true;
    }
    return false;
}

static void write_row(const struct masks *m, uint32_t axis, uint32_t class) {
    uint64_t *row = arena_array(m->arena, uint64_t, m->words);
    for (uint32_t b = 0; b < m->c->bits->list.len; b++)
        if (leaves_possible(&m->c->bits->list.at[b].cube, axis, class)) put(m, row, b);
    fputs("    ", m->out);
    write_words(m, row);
    fputs(",\n", m->out);
}

/* A fact of few values has a row each value; a number or date a row each band. */
static void write_rows(const struct masks *m, uint32_t axis) {
    const struct axis *x = &m->c->space->axes.at[axis];
    const struct fact *f = &m->c->model->facts.at[x->fact];
    bool by_value = f->kind == FACT_ONE_OF || f->kind == FACT_FLAG;
    size_t n = f->kind == FACT_ONE_OF ? f->values.len : f->kind == FACT_FLAG ? 2 : x->classes;
    fprintf(m->out, "static const uint64_t %s_rows%" PRIu32 "[%zu][%" PRIu32 "] = {\n", m->name,
            axis, n, m->words);
    for (uint32_t v = 0; v < n; v++)
        write_row(m, axis, by_value ? space_class(m->c->space, axis, v) : v);
    fprintf(m->out, "};\n");
}

static void write_index(const struct masks *m, uint32_t axis) {
    const struct axis *x = &m->c->space->axes.at[axis];
    const struct fact *f = &m->c->model->facts.at[x->fact];
    const struct domain *d = &m->c->space->domains[x->fact];
    const char *name = member_of_c(m->arena, f->id.name);
    if (f->kind == FACT_ONE_OF || f->kind == FACT_FLAG) {
        fprintf(m->out, "r->%s", name);
    } else if (x->others) {
        uint64_t all = f->values.len >= 64 ? UINT64_MAX : (UINT64_C(1) << f->values.len) - 1;
        fprintf(m->out, "(r->%s & 0x%" PRIx64 "u) != 0", name, all & ~d->named);
    } else if (f->kind == FACT_SET_OF) {
        fprintf(m->out, "r->%s >> %" PRIu32 " & 1", name, x->element);
    } else {
        for (size_t k = 1; k < d->len; k++)
            fprintf(m->out, "%s(r->%s >= %" PRId64 ")", k > 1 ? " + " : "", name, d->at[k]);
    }
}

/* ---- the function ---- */

/* "((b0 & 0x..u) | (b1 & 0x..u))" */
static void write_meet(const struct masks *m, const uint64_t *mask) {
    const char *between = "(";
    for (uint32_t k = 0; k < m->words; k++) {
        if (!mask[k]) continue;
        fprintf(m->out, "%s(b%" PRIu32 " & 0x%" PRIx64 "u)", between, k, mask[k]);
        between = " | ";
    }
    fputs(*between == '(' ? "0" : ")", m->out);
}

static uint64_t *mask_of(const struct masks *m, const struct clause_numbers *bits) {
    uint64_t *mask = arena_array(m->arena, uint64_t, m->words);
    vec_each (uint32_t, b, bits) put(m, mask, *b);
    return mask;
}

/* Without a branch: the processor cannot guess it. */
static void write_clearing(const struct masks *m, uint32_t k, const uint64_t *test,
                           const char *compare, uint64_t bits) {
    if (!bits) return;
    fprintf(m->out, "    b%" PRIu32 " &= ~(UINT64_C(0x%" PRIx64 ") & -(uint64_t)(", k, bits);
    write_meet(m, test);
    fprintf(m->out, " %s 0));\n", compare);
}

static void write_overrides(const struct masks *m) {
    vec_each (struct override, step, &m->c->bits->overrides) {
        const uint64_t *test = mask_of(m, &step->test), *any = mask_of(m, &step->any),
                       *none = mask_of(m, &step->none);
        for (uint32_t k = 0; k < m->words; k++) {
            if (!any[k] && !none[k]) continue;
            write_clearing(m, k, test, "!=", any[k]);
            write_clearing(m, k, test, "==", none[k]);
        }
    }
}

/* The bits of a kind that concern an approach (NO_APPROACH: whichever). */
static uint64_t *bits_of(const struct masks *m, enum clause_kind kind, uint32_t approach) {
    uint64_t *mask = arena_array(m->arena, uint64_t, m->words);
    for (uint32_t i = 0; i < m->c->bits->list.len; i++) {
        const struct clause *b = &m->c->bits->list.at[i];
        if (b->kind == kind && (approach == NO_APPROACH || b->approaches >> approach & 1))
            put(m, mask, i);
    }
    return mask;
}

static void write_set(const struct masks *m, const char *name, enum clause_kind kind) {
    fprintf(m->out, "    unsigned %s = ", name);
    for (uint32_t a = 0; a < m->c->model->approaches.len; a++) {
        fprintf(m->out, "%s(unsigned)(", a ? " | " : "");
        write_meet(m, bits_of(m, kind, a));
        fprintf(m->out, " != 0) << %" PRIu32, a);
    }
    fprintf(m->out, ";\n");
}

/* By approach, none first: the bits that attach a duty, or by which it is still to be done. */
static void write_duties(const struct masks *m, const char *name, enum clause_kind kind) {
    fprintf(m->out, "static const uint64_t %s[%zu][%" PRIu32 "] = {\n    {0},\n", name,
            m->c->model->approaches.len + 1, m->words);
    for (uint32_t a = 0; a < m->c->model->approaches.len; a++) {
        fputs("    ", m->out);
        write_words(m, bits_of(m, kind, a));
        fputs(",\n", m->out);
    }
    fputs("};\n", m->out);
}

/* Four bits of a row at a time: which duties they stand for. True where they stand for any. */
static bool duties_of_nibble(const struct masks *m, enum clause_kind kind, uint32_t nibble,
                             uint64_t duties[4]) {
    bool some = false;
    for (uint32_t i = 0; i < m->c->bits->list.len; i++) {
        const struct clause *b = &m->c->bits->list.at[i];
        if (b->kind != kind || m->place[i] == MODEL_NONE || m->place[i] / 4 != nibble) continue;
        duties[m->place[i] % 4] |= UINT64_C(1) << b->duty;
        some = true;
    }
    return some;
}

static void write_nibbles(const struct masks *m, const char *name, enum clause_kind kind) {
    for (uint32_t nibble = 0; nibble < m->words * 16; nibble++) {
        uint64_t duties[4] = {0};
        if (!duties_of_nibble(m, kind, nibble, duties)) continue;
        fprintf(m->out, "static const uint64_t %s_of%" PRIu32 "[16] = {", name, nibble);
        for (unsigned v = 0; v < 16; v++) {
            uint64_t some = 0;
            for (unsigned k = 0; k < 4; k++) some |= v >> k & 1 ? duties[k] : 0;
            fprintf(m->out, "0x%" PRIx64 "u, ", some);
        }
        fputs("};\n", m->out);
    }
}

static void write_top(const struct masks *m) {
    fprintf(m->out, "static const signed char %s_top[%u] = {-1", m->name,
            1u << m->c->model->approaches.len);
    for (unsigned set = 1; set < 1u << m->c->model->approaches.len; set++) {
        int top = 0;
        for (unsigned a = 0; a < m->c->model->approaches.len; a++)
            top = set >> a & 1 ? (int)a : top;
        fprintf(m->out, ", %d", top);
    }
    fputs("};\n", m->out);
}

static void write_boxes(const struct masks *m) {
    for (uint32_t x = 0; x < m->c->space->axes.len; x++)
        if (is_limited(m, x)) {
            fprintf(m->out, "    const uint64_t *r%" PRIu32 " = %s_rows%" PRIu32 "[", x, m->name,
                    x);
            write_index(m, x);
            fprintf(m->out, "];\n");
        }
    for (uint32_t k = 0; k < m->words; k++) {
        const char *between = "";
        fprintf(m->out, "    uint64_t b%" PRIu32 " = ", k);
        for (uint32_t x = 0; x < m->c->space->axes.len; x++)
            if (is_limited(m, x)) {
                fprintf(m->out, "%sr%" PRIu32 "[%" PRIu32 "]", between, x, k);
                between = " & ";
            }
        fprintf(m->out, ";\n");
    }
    write_overrides(m);
    write_set(m, "permit", CLAUSE_PERMIT);
    write_set(m, "closed", CLAUSE_CLOSE);
    fprintf(m->out, "    unsigned inside = -(unsigned)(");
    write_meet(m, bits_of(m, CLAUSE_OUTSIDE, NO_APPROACH));
    uint32_t fallback = m->c->model->default_approach;
    fprintf(m->out,
            " == 0);\n    permit &= ~closed & inside;\n    unsigned fallback = %uu & ~closed & "
            "inside;\n"
            "    unsigned approaches = permit | (fallback & -(unsigned)(permit == 0));\n",
            fallback == MODEL_NONE ? 0 : 1u << fallback);
}

/* Which duties the bits stand for that are left under the approach. */
static void write_collecting(const struct masks *m, const char *what, enum clause_kind kind) {
    fprintf(m->out, "    answer->%s = 0", what);
    for (uint32_t nibble = 0; nibble < m->words * 16; nibble++) {
        uint64_t duties[4] = {0};
        if (duties_of_nibble(m, kind, nibble, duties))
            fprintf(m->out,
                    " |\n        %s_of%" PRIu32 "[(b%" PRIu32 " & %s[approach + 1][%" PRIu32
                    "]) >> %" PRIu32 " & 15]",
                    what, nibble, nibble / 16, what, nibble / 16, nibble % 16 * 4);
    }
    fprintf(m->out, ";\n");
}

static void write_answer(const struct masks *m) {
    write_set(m, "held", CLAUSE_OUTSTANDING);
    fprintf(m->out,
            "    unsigned ready = permit & ~held;\n"
            "    int approach = %s_top[approaches];\n"
            "    answer->approach = approach;\n"
            "    answer->now = %s_top[ready | (fallback & ~held & -(unsigned)(ready == 0))];\n"
            "    static const uint8_t status[16] = {",
            m->name, m->name);
    for (unsigned i = 0; i < 16; i++)
        fprintf(m->out, "%d, ",
                !(i & 8) ? STATUS_OUT_OF_SCOPE
                : i & 4  ? (i & 2 ? STATUS_OPEN : STATUS_CONDITIONAL)
                : i & 1  ? STATUS_DEFAULT
                         : STATUS_REFUSED);
    fprintf(m->out, "};\n    answer->status = status[(inside & 8) | (unsigned)(permit != 0) << 2 | "
                    "(ready >> (approach & 31) & 1) << 1 | (fallback != 0)];\n");
    write_collecting(m, "duties", CLAUSE_DUTY);
    write_collecting(m, "before", CLAUSE_OUTSTANDING);
}

void write_mask_c(FILE *out, const struct compiled *c, bool approach_alone) {
    struct masks m = {.out = out, .c = c, .arena = c->model->arena, .name = "mask"};
    choose_bits(&m, approach_alone);
    fprintf(out, "#include \"peers.h\"\n\n");
    for (uint32_t x = 0; x < c->space->axes.len; x++)
        if (is_limited(&m, x)) write_rows(&m, x);
    write_top(&m);
    if (!approach_alone) {
        write_duties(&m, "duties", CLAUSE_DUTY);
        write_duties(&m, "before", CLAUSE_OUTSTANDING);
        write_nibbles(&m, "duties", CLAUSE_DUTY);
        write_nibbles(&m, "before", CLAUSE_OUTSTANDING);
    }
    fprintf(out, approach_alone ? "\nint peer_mask(const struct peer_request *r)\n{\n"
                                : "\nvoid peer_mask_all(const struct peer_request *r, struct "
                                  "peer_answer *answer)\n{\n");
    write_boxes(&m);
    if (approach_alone)
        fprintf(out, "    return mask_top[approaches];\n");
    else
        write_answer(&m);
    fprintf(out, "}\n");
}
