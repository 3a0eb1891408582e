/*
 * Bit planes in emitted C: the gates, the arrays that hold planes, and from columns to planes.
 */
#include "emit/c/escape.h"
#include "emit/c/planes.h"
#include "runtime/format.h"

#include <inttypes.h>

/* ---- gates ---- */

static const char *gate_name(const struct c_printer *w, gate g) {
    if (g <= GATE_YES) return g == GATE_NO ? "zero" : "~zero";
    bool plane = w->planes->circuit.gates.at[g].kind == GATE_PLANE;
    return arena_printf(w->arena, "%c%" PRIu32, plane ? 'p' : 'g',
                        plane ? w->planes->circuit.gates.at[g].x : g);
}

/* A gate after those that it needs; depth at most that of the circuit. */
static void print_gate(const struct c_printer *w, gate g, bool *printed) {
    static const char *const signs[] = {[GATE_NOT] = "~",
                                        [GATE_AND] = " & ",
                                        [GATE_BUT] = " & ~",
                                        [GATE_OR] = " | ",
                                        [GATE_XOR] = " ^ "};
    const struct gate_node *node = &w->planes->circuit.gates.at[g];
    if (printed[g] || node->kind == GATE_CONSTANT) return;
    printed[g] = true;
    if (node->kind == GATE_PLANE) {
        fprintf(w->out,
                "        const T p%" PRIu32 " = *(const T *)(const void *)(in[%" PRIu32
                "] + i); \\\n",
                node->x, node->x);
        return;
    }
    print_gate(w, node->x, printed);
    if (node->kind != GATE_NOT) print_gate(w, node->y, printed);
    const char *x = gate_name(w, node->x), *sign = signs[node->kind];
    fprintf(w->out, "        const T g%" PRIu32 " = %s%s%s; \\\n", g,
            node->kind == GATE_NOT ? sign : x, node->kind == GATE_NOT ? x : sign,
            node->kind == GATE_NOT ? "" : gate_name(w, node->y));
}

/* Whether an answer is the same for every request. */
static bool has_constant(const struct c_printer *w, bool lists) {
    vec_each (struct answer_planes, a, &w->planes->answers)
        for (uint32_t k = 0; k < a->n && (lists || !a->list); k++)
            if (w->planes->circuit.gates.at[a->is[k]].kind == GATE_CONSTANT) return true;
    return false;
}

/* The loop over words, as a macro: T a word, STEP how many words of 64 bits it is. */
static void print_loop(const struct c_printer *w, bool lists) {
    bool *printed = arena_array(w->arena, bool, w->planes->circuit.gates.len);
    uint32_t number = 0;
    fprintf(w->out, "#define %s_%s(T, STEP) \\\n", PREFIX_MARK,
            lists ? "ANSWER_LOOP" : "BRIEF_LOOP");
    fprintf(w->out, "    %s_FOR(STEP) { \\\n", PREFIX_MARK);
    if (has_constant(w, lists)) fputs("        const T zero = {0}; \\\n", w->out);
    vec_each (struct answer_planes, a, &w->planes->answers)
        for (uint32_t k = 0; k < a->n && (lists || !a->list); k++) {
            print_gate(w, a->is[k], printed);
            fprintf(w->out,
                    "        *(T *)(void *)(out[%" PRIu32 "] + i) = %s; /* %s %" PRIu32 " */ \\\n",
                    number++, gate_name(w, a->is[k]), a->name, k);
        }
    fputs("    } \\\n    return i\n\n", w->out);
}

void planes_print_gates(struct c_printer *w) {
    print_loop(w, false);
    print_loop(w, true);
}

/* ---- arrays of planes ---- */

static uint32_t fact_of_axis(const struct c_printer *w, uint32_t axis) {
    return AXIS_FACT(w->t[w->t[H_AXIS_AT] + axis]);
}

static const char *number_text(const struct c_printer *w, size_t n) {
    return arena_printf(w->arena, "%zu", n);
}

/* "includes x; includes y", or how many classes there are; of the fact whose first axis with planes
 * is `first` of these. */
static const char *array_comment(const struct c_printer *w, size_t first, size_t n) {
    const struct space *s = w->fast->plan->space;
    const struct axis *axis = &s->axes.at[w->planes->axes.at[first].axis];
    const struct fact *f = &s->model->facts.at[axis->fact];
    const char *text = "";
    if (axis->element == MODEL_NONE)
        return f->kind == FACT_FLAG
                   ? ""
                   : arena_printf(w->arena, "which of %" PRIu32 " classes",
                                  w->fast->seats[w->planes->axes.at[first].axis].rows);
    for (size_t i = first; i < first + n; i++) {
        const struct axis *own = &s->axes.at[w->planes->axes.at[i].axis];
        text = arena_printf(w->arena, "%s%s%s", text, *text ? "; " : "includes ",
                            own->others ? "any other" : f->values.at[own->element].name);
    }
    return text;
}

bool planes_each_array(struct c_printer *w, size_t i) {
    const struct all_axis_planes *axes = &w->planes->axes;
    size_t first = 0, n, array = 0;
    for (; first < axes->len; first += n, array++) {
        uint32_t f = fact_of_axis(w, axes->at[first].axis), planes = 0;
        for (n = 0; first + n < axes->len && fact_of_axis(w, axes->at[first + n].axis) == f; n++)
            planes += axes->at[first + n].planes;
        if (array < i) continue;
        fill_set(w, "MEMBER", w->members[f]);
        fill_set(w, "COUNT", number_text(w, planes));
        fill_set(w, "COMMENT", comment_text(w->arena, array_comment(w, first, n)));
        return true;
    }
    return false;
}

bool planes_each(struct c_printer *w, size_t i) {
    uint32_t within = 0, last = UINT32_MAX;
    vec_each (struct axis_planes, x, &w->planes->axes)
        for (uint32_t k = 0; k < x->planes; k++) {
            uint32_t f = fact_of_axis(w, x->axis);
            within = f == last ? within + 1 : 0;
            last = f;
            if (x->first + k != i) continue;
            fill_set(w, "MEMBER", w->members[f]);
            fill_set(w, "WITHIN", number_text(w, within));
            fill_set(w, "INDEX", number_text(w, i));
            return true;
        }
    return false;
}

bool answer_is_list(struct c_printer *w) { return w->answers->list; }

bool planes_each_answer(struct c_printer *w, size_t i) {
    const struct all_answer_planes *all = &w->planes->answers;
    size_t first = 0;
    if (i == all->len) return false;
    for (size_t k = 0; k < i; k++) first += all->at[k].n;
    const struct answer_planes *a = &all->at[i];
    w->answers = a;
    fill_set(w, "ANSWER", a->name);
    fill_set(w, "COUNT", number_text(w, a->n));
    fill_set(w, "FIRST", number_text(w, first));
    fill_set(w, "COMMENT", comment_text(w->arena, a->meaning));
    return true;
}

/* ---- from columns ---- */

static const struct axis_planes *planes_of(const struct c_printer *w, uint32_t axis) {
    vec_each (struct axis_planes, x, &w->planes->axes)
        if (x->axis == axis) return x;
    return NULL;
}

/* Of a fact, but for sets: the planes of its axis, or NULL. */
static const struct axis_planes *own_planes(const struct c_printer *w, uint64_t fact) {
    return FACT_AXES(fact) ? planes_of(w, FACT_FIRST_AXIS(fact)) : NULL;
}

/* The column from the first row on, or NULL. */
static const char *from(const struct c_printer *w, const char *member) {
    return arena_printf(w->arena, "c->%s ? c->%s + first : NULL", member, member);
}

static const char *class_map(const struct c_printer *w, uint32_t f) {
    return arena_printf(w->arena, "%s_class%" PRIu32, PREFIX_MARK, f);
}

static void read_flag(struct c_printer *w, uint32_t f, uint64_t fact) {
    bool has_default = FACT_HAS_DEFAULT(fact) && !FACT_PRESUMED(fact),
         yes = has_default && table_map(w, fact)[0];
    fprintf(w->out, "        bad |= %s_read_flags(%s, n, &yes, %d, %s);\n", PREFIX_MARK,
            from(w, w->members[f]), !has_default && FACT_AXES(fact), yes ? "~(uint64_t)0" : "0");
    if (own_planes(w, fact)) fprintf(w->out, "        planes->%s[0][word] = yes;\n", w->members[f]);
}

static void read_one_of(struct c_printer *w, uint32_t f, uint64_t fact) {
    const uint64_t *map = table_map(w, fact);
    fprintf(w->out,
            "        bad |= %s_read_values(%s, n, %" PRIu64 "u, %s, number, %d, %" PRIu64 "u);\n",
            PREFIX_MARK, from(w, w->members[f]), map[0],
            own_planes(w, fact) ? class_map(w, f) : "NULL", FACT_AXES(fact) != 0,
            FACT_HAS_DEFAULT(fact) ? map[1] + 1 : 0);
}

static void read_set(struct c_printer *w, uint32_t f, uint64_t fact) {
    const uint64_t *map = table_map(w, fact);
    uint32_t plane = 0;
    fprintf(w->out,
            "        bad |= %s_read_sets(%s, %s, n, 0x%" PRIx64 "u, set, %d, 0x%" PRIx64 "u);\n",
            PREFIX_MARK, from(w, w->members[f]), from(w, w->known[f]), map[0],
            !FACT_HAS_DEFAULT(fact) && FACT_AXES(fact), map[1]);
    for (uint32_t k = 0; k < FACT_AXES(fact); k++)
        if (planes_of(w, FACT_FIRST_AXIS(fact) + k))
            fprintf(w->out,
                    "        planes->%s[%" PRIu32 "][word] = %s_have(set, n, 0x%" PRIx64 "u);\n",
                    w->members[f], plane++, PREFIX_MARK,
                    map[3 + k] == ELEMENT_OTHERS ? map[2] : UINT64_C(1) << map[3 + k]);
}

static void read_number(struct c_printer *w, uint32_t f, uint64_t fact) {
    const uint64_t *map = table_map(w, fact);
    const char *bands = arena_printf(w->arena, "%s_bands%" PRIu32, PREFIX_MARK, f);
    bool reads = own_planes(w, fact);
    fprintf(w->out, "        bad |= %s_read_numbers(%s, %s, n, %s, %s, ", PREFIX_MARK,
            from(w, w->members[f]), from(w, w->known[f]), int64_literal(w, map[0]),
            int64_literal(w, map[1]));
    fprintf(w->out, "%s, %" PRIu32 "u, %s, number, %d, %s);\n", reads ? bands : "NULL",
            reads ? n_bands(w, fact) : 0, reads ? class_map(w, f) : "NULL",
            !FACT_HAS_DEFAULT(fact) && FACT_AXES(fact),
            int64_literal(w, FACT_HAS_DEFAULT(fact) ? map[2] : map[0]));
}

void planes_print_columns(struct c_printer *w) {
    for (uint32_t f = 0; f < w->t[H_FACTS]; f++) {
        uint64_t fact = table_fact(w, f);
        unsigned kind = FACT_KIND(fact);
        if (kind == STRAT_FLAG) read_flag(w, f, fact);
        if (kind == STRAT_ONE_OF) read_one_of(w, f, fact);
        if (kind == STRAT_SET_OF) read_set(w, f, fact);
        if (is_number(fact)) read_number(w, f, fact);
        if ((kind == STRAT_ONE_OF || is_number(fact)) && own_planes(w, fact))
            fprintf(w->out, "        %s_spell(number, %" PRIu32 ", planes->%s, word);\n",
                    PREFIX_MARK, own_planes(w, fact)->planes, w->members[f]);
    }
}
