/*
 * The short way for complete requests in emitted C: code and tables of PREFIX_decide_case() and
 * PREFIX_answer_case().
 *
 * A complete request becomes a few row numbers (PREFIX_prepare). The rows, ANDed, are the cubes
 * that hold; an addition turns them into answers; small tables turn answers into a verdict and
 * lists (emit/c/fast.h). There is no branch on a rule, no loop and no search. Where anything is
 * unknown, or a value is wrong, the general way is taken.
 */
#include "emit/c/c_printer.h"

#include <inttypes.h>
#include <stdlib.h>

enum { OPENS_MOST = 1 << (PLAN_APPROACHES + 1), CHUNK = 8 };

/* ---- expressions ---- */

/* Terms joined by |. */
struct sum {
    struct c_printer *w;
    bool some;
};

static void term(struct sum *s, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static void term(struct sum *s, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    fprintf(s->w->out, "%s%s", s->some ? " | " : "", arena_vprintf(s->w->arena, fmt, ap));
    va_end(ap);
    s->some = true;
}

static void end(struct sum *s, const char *with) {
    fprintf(s->w->out, "%s%s;\n", s->some ? "" : "0u", with);
}

/* What counts for which approaches: by row of an index, or, without one, for the first of these. */
struct choice {
    const char *index;
    uint32_t rows, approaches[OPENS_MOST];
};

/* All that one shift brings to its place together with this, as far as it is about one of these
 * approaches. */
static uint64_t bits_of(const struct fast *f, const struct wire *x, uint32_t approaches) {
    uint64_t set = 0;
    vec_each (const struct wire, y, &f->wires)
        if (fast_together(x, y) && (y->asks->approaches & approaches))
            set |= UINT64_C(1) << (y->to % 64);
    return set;
}

/* The same as an expression, with its table where it takes one; NULL where it is always 0. */
static const char *mask(struct c_printer *w, const char *name, const struct choice *c,
                        const struct wire *x) {
    uint64_t number[OPENS_MOST], some = 0;
    for (uint32_t row = 0; row < c->rows; row++)
        some |= number[row] = bits_of(w->fast, x, c->approaches[row]);
    if (!some || !c->index) return some ? arena_printf(w->arena, "0x%" PRIx64 "u", some) : NULL;
    /* as wide as what it is ANDed with or ORed to */
    table_add(w, name, number, c->rows, "uint64_t", NULL);
    return arena_printf(w->arena, "%s_tables.%s[%s]", PREFIX_MARK, name, c->index);
}

static bool in_one_word(const struct wire *x, const struct wire *y) {
    return x->part == y->part && x->bit != FAST_NOWHERE && y->bit != FAST_NOWHERE &&
           x->word == y->word;
}

static bool is_first(const struct wires *wires, const struct wire *x,
                     bool (*alike)(const struct wire *, const struct wire *)) {
    for (const struct wire *y = wires->at; y < x; y++)
        if (alike(x, y)) return false;
    return true;
}

/* All bits that are brought to word `out` of the part, a term for each shift; or for all of one
 * word, where they can be gathered by multiplication. */
static void part_terms(struct sum *s, enum asked part, uint32_t out, const struct choice *c) {
    static const char *const names[] = {
        [ASKED_DUTY] = "always",         [ASKED_BASIS] = "basis", [ASKED_CAUTION] = "cautions",
        [ASKED_CLOSED_BY] = "closed_by", [ASKED_WILL] = "will",   [ASKED_MUST] = "must"};
    struct c_printer *w = s->w;
    const struct wires *wires = &w->fast->wires;
    bool answers = part <= ASKED_BEFORE;
    uint32_t number = 0, n = part == ASKED_OPEN ? w->fast->opens : w->fast->signals;
    vec_each (const struct wire, x, wires) {
        uint64_t from, by = answers ? fast_multiplier(w->fast, part, x->word, &from) : 0;
        int shift = (int)x->bit - (int)(x->to % 64);
        if (x->part != part || x->to / 64 != out || (answers && x->bit == FAST_NOWHERE) ||
            !is_first(wires, x, by ? in_one_word : fast_together))
            continue;
        const char *m = mask(
            w, arena_printf(w->arena, "%s%" PRIu32 "_%" PRIu32, names[part], number++, out), c, x);
        if (!m)
            continue;
        else if (by)
            term(s, "((t%" PRIu32 " & 0x%" PRIx64 "u) * 0x%" PRIx64 "u >> %" PRIu32 ")", x->word,
                 from, by, 64 - n);
        else if (x->bit == FAST_NOWHERE)
            term(s, "%s", m);
        else
            term(s, "(%c%" PRIu32 "%s & %s)", answers ? 't' : 'w', x->word,
                 shift ? arena_printf(w->arena, shift > 0 ? " >> %d" : " << %d", abs(shift)) : "",
                 m);
    }
}

/* ---- lists ---- */

/* Word after word of a list of paragraphs; `on`: "", or what all is masked with, and a bracket. */
static void print_list(struct c_printer *w, const char *to, const char *name, enum asked part,
                       const char *on, const struct choice *c) {
    for (uint32_t k = 0; k < id_words(w); k++) {
        struct sum s = {.w = w};
        fprintf(w->out, "    %s%s[%" PRIu32 "] = %s", to, name, k, on);
        part_terms(&s, part, k, c);
        end(&s, *on ? ")" : "");
    }
}

/* Whether a permission of this modality holds. */
static void print_modal(struct c_printer *w, const char *name, enum asked part,
                        const struct choice *c) {
    struct sum s = {.w = w};
    fprintf(w->out, "    %s = (", name);
    part_terms(&s, part, 0, c);
    end(&s, ") != 0");
}

/* ---- duties ---- */

/* By set of signals, in tables that are cut into chunks: the duties that they are. */
static void signal_terms(struct sum *s, const char *set, uint32_t n, uint32_t word) {
    const struct fast *f = s->w->fast;
    uint64_t number[1 << CHUNK];
    for (uint32_t first = 0; first < n; first += CHUNK) {
        uint32_t left = f->signals - first < CHUNK ? f->signals - first : CHUNK, rows = UINT32_C(1)
                                                                                        << left;
        for (uint32_t row = 0; row < rows; row++) {
            number[row] = 0;
            for (uint32_t i = 0; row >> i; i++) {
                const struct question *q = f->signal_of[first + i];
                if ((row >> i & 1) && q->what != ASKED_OUTSIDE && q->index / 64 == word)
                    number[row] |= UINT64_C(1) << (q->index % 64);
            }
        }
        const char *name =
            arena_printf(s->w->arena, "duties%" PRIu32 "_%" PRIu32, first / CHUNK, word);
        table_add(s->w, name, number, rows, NULL, NULL);
        term(s, "%s_tables.%s[%s >> %" PRIu32 " & %" PRIu32 "u]", PREFIX_MARK, name, set, first,
             rows - 1);
    }
}

static uint64_t signals_for(const struct fast *f, uint32_t approaches) {
    uint64_t set = 0;
    for (uint32_t i = 0; i < f->signals; i++)
        set |= f->signal_of[i]->approaches & approaches ? UINT64_C(1) << i : 0;
    return set;
}

/* `attached`, `undone`: which signals; `on`: "", or what all is masked with, and a bracket. */
static void print_duties(struct c_printer *w, const char *to, const char *attached,
                         const char *undone, const char *on, const struct choice *c) {
    for (uint32_t k = 0; k < duty_words(w); k++) {
        struct sum s = {.w = w};
        fprintf(w->out, "    %sduties[%" PRIu32 "] = %s", to, k, on);
        signal_terms(&s, attached, w->fast->signals, k);
        part_terms(&s, ASKED_DUTY, k, c);
        end(&s, *on ? ")" : "");
        s.some = false;
        fprintf(w->out, "    %sbefore[%" PRIu32 "] = %s", to, k, on);
        signal_terms(&s, undone, w->fast->before, k);
        end(&s, *on ? ")" : "");
    }
}

/* By what is open; by default, where nothing is, the default approach. */
static struct choice by_opens(const struct c_printer *w) {
    const struct plan *plan = w->fast->plan;
    struct choice c = {.index = "opens", .rows = UINT32_C(1) << w->fast->opens};
    for (uint32_t row = 0; row < c.rows; row++) {
        uint32_t open = row & ((UINT32_C(1) << plan->approaches) - 1);
        c.approaches[row] = open && plan->ranked ? UINT32_C(1) << highest_of(open)
                            : open || !row       ? open
                                                 : UINT32_C(1) << plan->fallback;
    }
    return c;
}

static void print_answer_duties(struct c_printer *w, const char *to) {
    const struct choice c = by_opens(w);
    uint64_t number[OPENS_MOST];
    if (w->fast->signals) {
        for (uint32_t i = 0; i < c.rows; i++) number[i] = signals_for(w->fast, c.approaches[i]);
        table_add(w, "attach", number, c.rows, NULL, NULL);
        fprintf(w->out, "    attached &= %s_tables.attach[opens];\n", PREFIX_MARK);
    }
    if (w->fast->before) fputs("    undone &= attached;\n", w->out);
    print_duties(w, to, "attached", "undone", "", &c);
}

/* Unranked: what is each open approach's own. */
static void print_each(struct c_printer *w) {
    fputs("    uint64_t on;\n    int own_will, own_must;\n", w->out);
    for (uint32_t a = 0; a < w->fast->plan->approaches; a++) {
        const struct choice c = {NULL, 1, {UINT32_C(1) << a}};
        const char *to = arena_printf(w->arena, "answer->each[%" PRIu32 "].", a);
        uint64_t signals = signals_for(w->fast, c.approaches[0]);
        fprintf(w->out, "    on = 0u - (uint64_t)(answer->open >> %" PRIu32 " & 1u);\n", a);
        print_list(w, to, "basis", ASKED_BASIS, "on & (", &c);
        print_list(w, to, "cautions", ASKED_CAUTION, "on & (", &c);
        for (uint32_t k = 0; k < id_words(w); k++)
            fprintf(w->out, "    %sclosed_by[%" PRIu32 "] = 0;\n", to, k);
        print_duties(w, to, arena_printf(w->arena, "(attached & 0x%" PRIx64 "u)", signals),
                     arena_printf(w->arena, "(undone & 0x%" PRIx64 "u)", signals), "on & (", &c);
        print_modal(w, "own_will", ASKED_WILL, &c);
        print_modal(w, "own_must", ASKED_MUST, &c);
        fprintf(w->out, "    %smodality = on ? own_must ? 3 : 1 + own_will : 0;\n", to);
    }
}

/* ---- the functions ---- */

/* Whether a decision reads this word. */
static bool reads(const struct fast *f, uint32_t word, bool lists) {
    vec_each (const struct wire, x, &f->wires)
        if (x->bit != FAST_NOWHERE && x->word == word && (lists || x->part <= ASKED_IMPOSSIBLE))
            return true;
    return false;
}

/* w1 = the cubes of word 1 that hold. */
static void print_word(struct c_printer *w, uint32_t k) {
    const char *between = "";
    fprintf(w->out, "    uint64_t w%" PRIu32 " = ", k);
    for (size_t d = 0; d < w->fast->radices.len; d++) {
        const struct radix *radix = &w->fast->radices.at[d];
        if (!(radix->words >> k & 1)) continue;
        fprintf(w->out, "%s%s_tables.rows%" PRIu32 "[%" PRIu32 "u + row[%zu]]", between,
                PREFIX_MARK, k, radix->first[k], d);
        between = " & ";
    }
    if (!*between) fprintf(w->out, "0x%" PRIx64 "u", fast_row(w->fast, k, NULL, 0));
    fputs(";\n", w->out);
    if (*between) table_add_rows(w, k);
}

static void print_answers(struct c_printer *w, const char *name, enum asked part) {
    const struct choice every = {NULL, 1, {UINT32_MAX}};
    uint64_t negated = 0;
    struct sum s = {.w = w};
    vec_each (const struct wire, x, &w->fast->wires)
        if (x->part == part && x->asks->negated) negated |= UINT64_C(1) << x->to;
    fprintf(w->out, "    uint64_t %s = (", name);
    part_terms(&s, part, 0, &every);
    end(&s, negated ? arena_printf(w->arena, ") ^ 0x%" PRIx64 "u", negated) : ")");
}

/* By set of the first signals: the approaches that wait for such a duty; beyond them, and alone,
 * that the request is out of scope. Where a verdict's number has them. */
static void add_waiting(struct c_printer *w) {
    const struct fast *f = w->fast;
    uint64_t number[1 << FAST_BEFORE];
    for (uint32_t set = 0; set < UINT32_C(1) << f->before; set++) {
        number[set] = 0;
        for (uint32_t i = 0; i < f->before; i++) {
            const struct question *q = f->signal_of[i];
            if (set >> i & 1)
                number[set] = q->what == ASKED_OUTSIDE
                                  ? UINT64_C(1) << (waiting_bits(w) + f->opens)
                                  : number[set] | (uint64_t)q->approaches << f->opens;
        }
    }
    table_add(w, "waiting", number, UINT32_C(1) << f->before, NULL, NULL);
}

/* Up to the verdict: what a brief decision and a whole answer have in common. */
static void print_found(struct c_printer *w, bool lists) {
    const struct fast *f = w->fast;
    for (uint32_t k = 0; k < f->words; k++)
        if (reads(f, k, lists)) print_word(w, k);
    for (uint32_t k = 0; k < f->brief_words; k++)
        if (reads(f, k, false))
            fprintf(w->out, "    uint64_t t%" PRIu32 " = w%" PRIu32 " + 0x%" PRIx64 "u;\n", k, k,
                    f->carry[k]);
    print_answers(w, "opens", ASKED_OPEN);
    if (f->signals) print_answers(w, "attached", ASKED_BEFORE);
    if (f->before) {
        add_waiting(w);
        fputs("    uint64_t undone = attached & ready->undone;\n", w->out);
        fprintf(w->out, "    uint64_t verdict = opens | %s_tables.waiting[undone];\n", PREFIX_MARK);
    } else {
        fputs("    uint64_t verdict = opens;\n", w->out);
    }
}

static void print_result(struct c_printer *w) {
    vec_each (const struct wire, x, &w->fast->wires)
        if (x->part == ASKED_IMPOSSIBLE)
            fprintf(w->out, "    if (t%" PRIu32 " >> %" PRIu32 " & 1u) return %s_IMPOSSIBLE;\n",
                    x->word, x->bit, PREFIX_MARK);
    fprintf(w->out, "    return %s_OK;\n", PREFIX_MARK);
}

static void make_brief(struct c_printer *w) {
    print_found(w, false);
    fprintf(w->out, "    %s_COPY_VERDICT(brief, %s_tables.verdicts[verdict]);\n", PREFIX_MARK,
            PREFIX_MARK);
    print_answer_duties(w, "brief->");
    print_result(w);
}

/* Ranked: one more than the approach whose basis, and whose other lists, an answer has. */
static void print_approaches(struct c_printer *w) {
    const struct choice c = by_opens(w);
    uint64_t opened[OPENS_MOST], used[OPENS_MOST];
    for (uint32_t row = 0; row < c.rows; row++) {
        used[row] = (uint64_t)(highest_of(c.approaches[row]) + 1);
        opened[row] = row & ((UINT32_C(1) << w->fast->plan->approaches) - 1) ? used[row] : 0;
    }
    table_add(w, "opened", opened, c.rows, NULL, NULL);
    table_add(w, "used", used, c.rows, NULL, NULL);
    fprintf(w->out, "    uint32_t opened = %s_tables.opened[opens];\n", PREFIX_MARK);
    fprintf(w->out, "    uint32_t used = %s_tables.used[opens];\n    (void)used;\n", PREFIX_MARK);
}

static void make_answer(struct c_printer *w) {
    static const char *const parts[] = {"status", "approach", "now", "open"};
    const struct choice refused = {"answer->status", STRAT_UNDETERMINED, {[STRAT_REFUSED] = 1}};
    const struct plan *plan = w->fast->plan;
    struct choice used = by_opens(w), opened = {"opened", UINT32_C(1) << plan->approaches, {0}};
    print_found(w, true);
    for (int i = 0; i < 4; i++)
        fprintf(w->out, "    answer->%s = %s_tables.verdicts[verdict].%s;\n", parts[i], PREFIX_MARK,
                parts[i]);
    if (plan->ranked) opened.rows = plan->approaches + 1;
    for (uint32_t row = 0; row < opened.rows; row++)
        opened.approaches[row] = plan->ranked ? (UINT32_C(1) << row) >> 1 : row;
    if (plan->ranked) used = opened, used.index = "used";
    if (plan->ranked)
        print_approaches(w);
    else
        fputs("    uint32_t opened = answer->open;\n", w->out);
    print_list(w, "answer->lists.", "basis", ASKED_BASIS, "", &opened);
    print_list(w, "answer->lists.", "cautions", ASKED_CAUTION, "", &used);
    fputs("    int will, must;\n", w->out);
    print_modal(w, "will", ASKED_WILL, &opened);
    print_modal(w, "must", ASKED_MUST, &opened);
    fputs("    answer->lists.modality = (opened != 0) + (will | must) + must;\n", w->out);
    fputs("    answer->committed = will | must;\n", w->out);
    if (!plan->ranked) print_each(w);
    print_list(w, "answer->lists.", "closed_by", ASKED_CLOSED_BY, "", &refused);
    print_answer_duties(w, "answer->lists.");
    print_result(w);
}

void fast_make(struct c_printer *w) {
    text_open(w);
    make_brief(w);
    w->brief = text_close(w);
    text_open(w);
    make_answer(w);
    w->answer = text_close(w);
}
