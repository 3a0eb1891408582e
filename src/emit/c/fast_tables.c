/*
 * The tables of the short way: rows of cubes, what the answers of a decision mean, and those that
 * the code asks for as it is printed (emit/c/fast.c).
 */
#include "emit/c/c_printer.h"
#include "emit/c/escape.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- tables ---- */

const char *least_type(uint64_t most) {
    return most <= UINT8_MAX    ? "uint8_t"
           : most <= UINT16_MAX ? "uint16_t"
           : most <= UINT32_MAX ? "uint32_t"
                                : "uint64_t";
}

void table_add(struct c_printer *w, const char *name, const uint64_t *number, uint32_t rows,
               const char *type, const char *const *notes) {
    vec_each (struct table, t, &w->tables)
        if (strcmp(t->name, name) == 0) return;
    uint64_t most = 0, *kept = arena_array(w->arena, uint64_t, rows);
    for (uint32_t i = 0; i < rows; i++) {
        kept[i] = number[i];
        most = number[i] > most ? number[i] : most;
    }
    vec_push(w->arena, &w->tables,
             ((struct table){name, type ? type : least_type(most), rows, kept, notes}));
}

/* ---- rows ---- */

const char *row_type(const struct fast *f) {
    uint32_t most = 1;
    vec_each (struct radix, d, &f->radices) most = d->rows > most ? d->rows : most;
    return least_type(most - 1);
}

static const char *radix_name(const struct c_printer *w, uint32_t radix) {
    const struct space *s = w->fast->plan->space;
    const char *name = "";
    for (size_t x = 0; x < s->axes.len; x++) {
        const struct axis *axis = &s->axes.at[x];
        if (!w->fast->seats[x].weight || w->fast->seats[x].radix != radix) continue;
        const struct fact *f = &s->model->facts.at[axis->fact];
        name = arena_printf(w->arena, "%s%s%s", name, *name ? ", " : "", f->id.name);
        if (axis->element != MODEL_NONE)
            name = arena_printf(w->arena, "%s with %s", name,
                                axis->others ? "another" : f->values.at[axis->element].name);
    }
    return name;
}

void table_add_rows(struct c_printer *w, uint32_t word) {
    const struct fast *f = w->fast;
    uint64_t *rows = arena_array(w->arena, uint64_t, f->rows[word]);
    const char **notes = arena_array(w->arena, const char *, f->rows[word]);
    for (uint32_t d = 0; d < f->radices.len; d++) {
        const struct radix *radix = &f->radices.at[d];
        if (!(radix->words >> word & 1)) continue;
        notes[radix->first[word]] = radix_name(w, d);
        for (uint32_t row = 0; row < radix->rows; row++)
            rows[radix->first[word] + row] = fast_row(f, word, radix, row);
    }
    table_add(w, arena_printf(w->arena, "rows%" PRIu32, word), rows, f->rows[word], "uint64_t",
              notes);
}

/* ---- verdicts ---- */

int highest_of(uint32_t set) {
    int a = STRAT_NONE;
    for (; set; set >>= 1) a++;
    return a;
}

static int only(uint32_t set) { return set & (set - 1) ? STRAT_NULL : highest_of(set); }

struct verdict {
    int status, approach, now;
    uint32_t open;
};

/* `opens`: the answers about approaches; `waiting`: approaches with a duty to be done before. */
static struct verdict verdict_of(const struct plan *plan, uint32_t opens, uint32_t waiting) {
    uint32_t all = (UINT32_C(1) << plan->approaches) - 1, open = opens & all;
    uint32_t ready = open & ~waiting;
    bool by_default = opens >> plan->approaches & 1;
    int (*pick)(uint32_t) = plan->ranked ? highest_of : only;
    struct verdict v = {by_default ? STRAT_DEFAULT : STRAT_REFUSED,
                        by_default ? (int)plan->fallback : STRAT_NONE, 0, open};
    if (open) {
        v.approach = pick(open);
        v.status =
            (plan->ranked ? ready >> v.approach & 1 : ready != 0) ? STRAT_OPEN : STRAT_CONDITIONAL;
    }
    if (by_default && !(waiting >> plan->fallback & 1) &&
        (plan->ranked ? (int)plan->fallback <= v.approach : !ready))
        ready |= UINT32_C(1) << plan->fallback;
    v.now = pick(ready);
    return v;
}

uint32_t waiting_bits(const struct c_printer *w) {
    return w->fast->before > 0 && w->fast->signal_of[0]->what == ASKED_BEFORE
               ? w->fast->plan->approaches
               : 0;
}

static uint32_t n_verdicts(const struct c_printer *w) {
    return (UINT32_C(1) << (w->fast->opens + waiting_bits(w))) + (UINT32_C(1) << w->fast->opens);
}

static void print_verdicts(const struct c_printer *w) {
    uint32_t opens = UINT32_C(1) << w->fast->opens, out_of_scope = opens << waiting_bits(w);
    for (uint32_t i = 0; i < n_verdicts(w); i++) {
        struct verdict v = {STRAT_OUT_OF_SCOPE, STRAT_NONE, STRAT_NONE, 0};
        if (i < out_of_scope) v = verdict_of(w->fast->plan, i % opens, i / opens);
        fprintf(w->out, "%s{%d, %d, %d, %" PRIu32 "u},", i % 8 ? " " : "\n        ", v.status,
                v.approach, v.now, v.open);
    }
}

/* ---- the tables ---- */

static bool is_wide(const struct table *t) { return strcmp(t->type, "uint64_t") == 0; }

static void print_table(const struct c_printer *w, const struct table *t) {
    bool wide = is_wide(t), fresh = true;
    uint32_t in_line = 0;
    fprintf(w->out, "    { /* %s */", t->name);
    for (uint32_t i = 0; i < t->rows; i++) {
        if (t->notes && t->notes[i]) {
            fputs("\n        /* ", w->out);
            print_comment(w->out, t->notes[i]);
            fputs(" */", w->out);
            fresh = true;
        }
        in_line = fresh ? 0 : (in_line + 1) % (wide ? 4 : 16);
        fprintf(w->out, "%s0x%" PRIx64 "u,", in_line == 0 ? "\n        " : " ", t->number[i]);
        fresh = false;
    }
    fputs("\n    },\n", w->out);
}

size_t fast_table_bytes(const struct c_printer *w) {
    size_t bytes = 4 * (size_t)n_verdicts(w);
    vec_each (struct table, t, &w->tables)
        bytes += t->rows * (size_t)(is_wide(t) ? 8 : strtol(t->type + 4, NULL, 10) / 8);
    return bytes;
}

/* The widest first, and verdicts where their size is at home. */
void fast_print_tables(struct c_printer *w) {
    fputs("static const struct {\n", w->out);
    for (int wide = 1; wide >= 0; wide--) {
        vec_each (struct table, t, &w->tables)
            if (is_wide(t) == wide)
                fprintf(w->out, "    %s %s[%" PRIu32 "];\n", t->type, t->name, t->rows);
        if (wide)
            fprintf(w->out,
                    "    struct { int8_t status, approach, now; uint8_t open; } verdicts[%" PRIu32
                    "];\n",
                    n_verdicts(w));
    }
    fprintf(w->out, "} %s_tables = {\n", PREFIX_MARK);
    for (int wide = 1; wide >= 0; wide--) {
        vec_each (struct table, t, &w->tables)
            if (is_wide(t) == wide) print_table(w, t);
        if (!wide) break;
        fputs("    { /* verdicts: by what is open (by default last), and above it what waits;\n"
              "         the last: out of scope, whatever is open */",
              w->out);
        print_verdicts(w);
        fputs("\n    },\n", w->out);
    }
    fputs("};\n\n", w->out);
}
