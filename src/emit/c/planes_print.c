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

/* "includes x; includes y", or how many classes there are. */
static const char *array_comment(const struct c_printer *w, const struct axis *axes, uint32_t n) {
    const struct fact *f = &w->fast->plan->space->model->facts.at[axes->fact];
    const struct seat *seats = &w->fast->seats[axes - w->fast->plan->space->axes.at];
    const char *text = "";
    if (f->kind == FACT_FLAG) return "";
    if (axes->element == MODEL_NONE)
        return arena_printf(w->arena, "which of %" PRIu32 " classes", seats->rows);
    for (uint32_t i = 0; i < n; i++)
        if (seats[i].rows > 1)
            text = arena_printf(w->arena, "%s%s%s", text, *text ? "; " : "includes ",
                                axes[i].others ? "any other" : f->values.at[axes[i].element].name);
    return text;
}

void planes_set_fact(struct c_printer *w) {
    uint64_t fact = table_fact(w, w->fact);
    uint32_t first = FACT_FIRST_AXIS(fact), n = FACT_AXES(fact), planes = 0;
    for (uint32_t i = 0; i < n; i++) planes += n_planes(&w->fast->seats[first + i]);
    fill_switch(w, "HAS_OWN_PLANES", planes > 0);
    if (planes == 0) return;
    fill_number(w, "FIRST", w->planes->first[first]);
    fill_number(w, "COUNT", planes);
    fill_set(w, "PLANECOMMENT",
             comment_text(w->arena, array_comment(w, &w->fast->plan->space->axes.at[first], n)));
}

bool planes_each_answer(struct c_printer *w, size_t i) {
    const struct all_answer_planes *all = &w->planes->answers;
    size_t first = 0;
    if (i == all->len) return false;
    for (size_t k = 0; k < i; k++) first += all->at[k].n;
    fill_set(w, "ANSWER", all->at[i].name);
    fill_number(w, "COUNT", all->at[i].n);
    fill_number(w, "FIRST", first);
    fill_switch(w, "IS_LIST", all->at[i].list);
    fill_set(w, "COMMENT", comment_text(w->arena, all->at[i].meaning));
    return true;
}
