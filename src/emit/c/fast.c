/*
 * The code of the short way.
 */
#include "emit/c/fast.h"

#include <inttypes.h>

/* ---- expressions ---- */

/* Terms joined by |. */
struct sum {
    const struct fast_printer *w;
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

static void end(struct sum *s) { fputs(s->some ? ";\n" : "0;\n", s->w->out); }

/* "(w >> 3)" */
static const char *shifted(const struct fast_printer *w, const char *word, int32_t shift) {
    return shift == 0 ? word
                      : arena_printf(w->arena, "%s %s %" PRId32, word, shift > 0 ? ">>" : "<<",
                                     shift > 0 ? shift : -shift);
}

static bool is_of(const struct gather *g, uint32_t i, uint32_t word) {
    return g->from[i].bit != NOWHERE && g->from[i].word == word;
}

static void gather_word(struct sum *s, const struct gather *g, uint32_t word) {
    uint64_t multiplier = gather_shifts(g, word) > 1 ? gather_multiplier(g, word) : 0, mask = 0;
    const char *name = arena_printf(s->w->arena, "t%" PRIu32, word);
    for (uint32_t i = 0; multiplier && i < g->n; i++)
        mask |= is_of(g, i, word) ? UINT64_C(1) << g->from[i].bit : 0;
    if (multiplier) {
        term(s, "((%s & 0x%" PRIx64 "u) * 0x%" PRIx64 "u >> %" PRIu32 ")", name, mask, multiplier,
             64 - g->n);
        return;
    }
    for (uint32_t i = 0; i < g->n; i++) {
        int32_t shift = (int32_t)g->from[i].bit - (int32_t)i;
        bool first = is_of(g, i, word);
        mask = 0;
        for (uint32_t k = 0; k < g->n; k++)
            if (is_of(g, k, word) && (int32_t)g->from[k].bit - (int32_t)k == shift) {
                first = first && k >= i;
                mask |= UINT64_C(1) << k;
            }
        if (first) term(s, "(%s & 0x%" PRIx64 "u)", shifted(s->w, name, shift), mask);
    }
}

static void print_gather(const struct fast_printer *w, const char *name, const struct gather *g) {
    struct sum s = {.w = w};
    fprintf(w->out, "    uint64_t %s = %s", name, g->negated ? "(" : "");
    for (uint32_t k = 0; k < w->place->brief_words; k++) gather_word(&s, g, k);
    if (g->negated)
        fprintf(w->out, "%s) ^ 0x%" PRIx64 "u;\n", s.some ? "" : "0u", g->negated);
    else
        end(&s);
}

/* w1 = the cubes of word 1 that hold. */
static void print_word(const struct fast_printer *w, uint32_t k) {
    const char *between = "";
    fprintf(w->out, "    uint64_t w%" PRIu32 " = ", k);
    for (size_t d = 0; d < w->place->digits.len; d++) {
        const struct digit *digit = &w->place->digits.at[d];
        if (!(digit->words >> k & 1)) continue;
        fprintf(w->out, "%s%s_tables.rows%" PRIu32 "[%" PRIu32 "u + row[%zu]]", between,
                PREFIX_MARK, k, digit->first[k], d);
        between = " & ";
    }
    if (!*between) fprintf(w->out, "0x%" PRIx64 "u", w->place->used[k]);
    fputs(";\n", w->out);
}

static bool gathers(const struct gather *g, uint32_t word) {
    for (uint32_t i = 0; i < g->n; i++)
        if (is_of(g, i, word)) return true;
    return false;
}

/* Whether anything asks for the sum of a word; where all that was placed in it holds always or
 * never, nothing does. */
static bool is_summed(const struct place *p, uint32_t word) {
    return gathers(&p->opens, word) || gathers(&p->signals, word) ||
           (p->impossible.bit != NOWHERE && p->impossible.word == word);
}

static bool is_in_planes(const struct planes *planes, uint32_t word) {
    vec_each (struct plane, plane, planes)
        if (plane->word == word) return true;
    return false;
}

static bool is_in_lists(const struct place *p, uint32_t word) {
    bool modal = false;
    vec_each (struct modal_cube, b, &p->modalities) modal = modal || b->at.word == word;
    return modal || is_in_planes(&p->basis, word) || is_in_planes(&p->cautions, word) ||
           is_in_planes(&p->closed_by, word);
}

/* The words that a decision reads, as a set; with `lists` a whole answer. */
static uint32_t words_read(const struct place *p, bool lists) {
    uint32_t set = 0;
    for (uint32_t k = 0; k < p->words; k++)
        set |= (uint32_t)((k < p->brief_words && is_summed(p, k)) || (lists && is_in_lists(p, k)))
               << k;
    return set;
}

static bool reads_rows(const struct place *p, bool lists) {
    vec_each (struct digit, d, &p->digits)
        if (d->words & words_read(p, lists)) return true;
    return false;
}

/* Up to the verdict: what a brief decision and a whole answer have in common. */
static void print_found(const struct fast_printer *w, bool lists) {
    const struct place *p = w->place;
    if (reads_rows(p, lists))
        fprintf(w->out, "    const %s *row = ready->row;\n", place_row_type(p));
    for (uint32_t k = 0; k < p->brief_words; k++) {
        if (words_read(p, lists) >> k & 1) print_word(w, k);
        if (is_summed(p, k))
            fprintf(w->out, "    uint64_t t%" PRIu32 " = w%" PRIu32 " + 0x%" PRIx64 "u;\n", k, k,
                    p->carry[k]);
    }
    print_gather(w, "opens", &p->opens);
    if (p->signals.n) print_gather(w, "attached", &p->signals);
    if (p->before) {
        fputs("    uint64_t undone = attached & ready->undone;\n", w->out);
        print_template(w->out, "    uint64_t verdict = opens | $_tables.held[undone];\n");
    } else {
        fputs("    uint64_t verdict = opens;\n", w->out);
    }
}

static void print_result(const struct fast_printer *w, bool lists) {
    if (!reads_rows(w->place, lists) && w->place->before == 0) fputs("    (void)ready;\n", w->out);
    if (w->place->impossible.bit == NOWHERE)
        fprintf(w->out, "    return %s_OK;\n}\n\n", PREFIX_MARK);
    else
        fprintf(w->out,
                "    return (t%" PRIu32 " >> %" PRIu32 " & 1u) ? %s_IMPOSSIBLE : %s_OK;\n}\n\n",
                w->place->impossible.word, w->place->impossible.bit, PREFIX_MARK, PREFIX_MARK);
}

/* Duties of a set of signals. */
static void signal_terms(struct sum *s, const char *set, uint32_t n, uint32_t k) {
    for (uint32_t c = 0; c < n_chunks(n); c++)
        term(s, "%s_tables.duties%" PRIu32 "_%" PRIu32 "[%s >> %d & %" PRIu32 "u]", PREFIX_MARK, c,
             k, set, (int)c * CHUNK, chunk_size(s->w->place->signals.n, c) - 1);
}

static void print_duties(const struct fast_printer *w, const char *to) {
    const struct place *p = w->place;
    if (p->signals.n) fprintf(w->out, "    attached &= %s_tables.attach[opens];\n", PREFIX_MARK);
    if (p->before) fputs("    undone &= attached;\n", w->out);
    for (uint32_t k = 0; k < duty_words(w); k++) {
        struct by_key t = always_by_key(w, &w->fast->plan->duties, w->fast->plan->before, k, false);
        struct sum s = {.w = w};
        fprintf(w->out, "    %sduties[%" PRIu32 "] = ", to, k);
        signal_terms(&s, "attached", p->signals.n, k);
        if (t.some) term(&s, "%s_tables.duties_always%" PRIu32 "[opens]", PREFIX_MARK, k);
        end(&s);
        s.some = false;
        fprintf(w->out, "    %sbefore[%" PRIu32 "] = ", to, k);
        signal_terms(&s, "undone", p->before, k);
        end(&s);
    }
}

static void print_verdict(const struct fast_printer *w) {
    static const char *const parts[] = {"status", "approach", "now", "open"};
    for (int i = 0; i < 4; i++)
        fprintf(w->out, "    answer->%s = %s_tables.verdicts[verdict].%s;\n", parts[i], PREFIX_MARK,
                parts[i]);
}

/* ---- lists ---- */

/* "answer->lists.basis[0] = ..." by key. */
static void print_list(const struct fast_printer *w, const char *name, const struct planes *planes,
                       const struct items *items, bool opened_only) {
    for (uint32_t k = 0; k < id_words(w); k++) {
        struct sum s = {.w = w};
        fprintf(w->out, "    answer->lists.%s[%" PRIu32 "] = ", name, k);
        for (uint32_t i = 0; i < planes->len; i++) {
            const struct plane *plane = &planes->at[i];
            if (plane->out == k)
                term(&s, "(%s & %s_tables.%s%" PRIu32 "_%" PRIu32 "[key])",
                     shifted(w, arena_printf(w->arena, "w%" PRIu32, plane->word), plane->shift),
                     PREFIX_MARK, name, i, k);
        }
        if (always_by_key(w, items, 0, k, opened_only).some)
            term(&s, "%s_tables.%s_always%" PRIu32 "[key]", PREFIX_MARK, name, k);
        end(&s);
    }
}

/* The same for approaches that are known, where `on` is all ones. */
static void print_own_list(const struct fast_printer *w, const char *to,
                           const struct planes *planes, const struct items *items,
                           uint32_t approaches) {
    for (uint32_t k = 0; k < id_words(w); k++) {
        struct sum s = {.w = w};
        uint64_t fixed = always(items, 0, approaches, k);
        fprintf(w->out, "    %s[%" PRIu32 "] = on & (", to, k);
        vec_each (struct plane, plane, planes)
            if (plane->out == k && plane_mask(plane, approaches))
                term(&s, "(%s & 0x%" PRIx64 "u)",
                     shifted(w, arena_printf(w->arena, "w%" PRIu32, plane->word), plane->shift),
                     plane_mask(plane, approaches));
        if (fixed || !s.some) term(&s, "0x%" PRIx64 "u", fixed);
        fputs(");\n", w->out);
    }
}

/* Modality `m` by key, as a number not 0. */
static void print_modal(const struct fast_printer *w, const char *name, enum modality m) {
    struct sum s = {.w = w};
    uint32_t keys = 0;
    fprintf(w->out, "    int %s = (", name);
    for (uint32_t k = w->place->brief_words; k < w->place->words; k++)
        if (modal_by_key(w, m, k).some)
            term(&s, "(w%" PRIu32 " & %s_tables.modality%d_%" PRIu32 "[key])", k, PREFIX_MARK,
                 (int)m, k);
    for (uint32_t key = 0; key < n_keys(w); key++)
        keys |= modal_always(w, m, key_at(w, key, true).approaches) ? UINT32_C(1) << key : 0;
    if (keys || !s.some) term(&s, "(0x%" PRIx32 "u >> key & 1u)", keys);
    fputs(") != 0;\n", w->out);
}

static void print_own_modal(const struct fast_printer *w, const char *name, enum modality m,
                            uint32_t approaches) {
    struct sum s = {.w = w};
    fprintf(w->out, "    %s = (", name);
    for (uint32_t k = w->place->brief_words; k < w->place->words; k++)
        if (modal_mask(w, m, k, approaches))
            term(&s, "(w%" PRIu32 " & 0x%" PRIx64 "u)", k, modal_mask(w, m, k, approaches));
    if (modal_always(w, m, approaches) || !s.some) term(&s, "%du", modal_always(w, m, approaches));
    fputs(") != 0;\n", w->out);
}

static void print_own_duties(const struct fast_printer *w, const char *to, uint32_t approaches) {
    const struct place *p = w->place;
    uint64_t signals = signals_of(w, approaches);
    const char *attached = arena_printf(w->arena, "(attached & 0x%" PRIx64 "u)", signals),
               *undone = arena_printf(w->arena, "(undone & 0x%" PRIx64 "u)", signals);
    for (uint32_t k = 0; k < duty_words(w); k++) {
        struct sum s = {.w = w};
        fprintf(w->out, "    %sduties[%" PRIu32 "] = on & (", to, k);
        signal_terms(&s, attached, p->signals.n, k);
        term(&s, "(uint64_t)0x%" PRIx64 "u",
             always(&w->fast->plan->duties, w->fast->plan->before, approaches, k));
        fprintf(w->out, ");\n    %sbefore[%" PRIu32 "] = on & (", to, k);
        s.some = false;
        signal_terms(&s, undone, p->before, k);
        fputs(s.some ? ");\n" : "0u);\n", w->out);
    }
}

/* Unranked: what is each open approach's own. */
static void print_each(const struct fast_printer *w) {
    fputs("    uint64_t on;\n    int own_will, own_must;\n", w->out);
    for (uint32_t a = 0; a < w->fast->plan->approaches; a++) {
        uint32_t set = UINT32_C(1) << a;
        const char *to = arena_printf(w->arena, "answer->each[%" PRIu32 "].", a);
        fprintf(w->out, "    on = 0u - (uint64_t)(answer->open >> %" PRIu32 " & 1u);\n", a);
        print_own_list(w, arena_printf(w->arena, "%sbasis", to), &w->place->basis,
                       &w->fast->plan->basis, set);
        print_own_list(w, arena_printf(w->arena, "%scautions", to), &w->place->cautions,
                       &w->fast->plan->cautions, set);
        for (uint32_t k = 0; k < id_words(w); k++)
            fprintf(w->out, "    %sclosed_by[%" PRIu32 "] = 0;\n", to, k);
        print_own_duties(w, to, set);
        print_own_modal(w, "own_will", MODALITY_WILL, set);
        print_own_modal(w, "own_must", MODALITY_MUST, set);
        fprintf(w->out, "    %smodality = on ? own_must ? 3 : 1 + own_will : 0;\n", to);
    }
}

/* By status: only `refused` has any. */
static void print_closed_by(const struct fast_printer *w) {
    for (uint32_t k = 0; k < id_words(w); k++) {
        struct sum s = {.w = w};
        fprintf(w->out, "    answer->lists.closed_by[%" PRIu32 "] = ", k);
        for (uint32_t i = 0; i < w->place->closed_by.len; i++) {
            const struct plane *plane = &w->place->closed_by.at[i];
            if (plane->out == k)
                term(&s, "(%s & %s_tables.closed_by%" PRIu32 "_%" PRIu32 "[answer->status])",
                     shifted(w, arena_printf(w->arena, "w%" PRIu32, plane->word), plane->shift),
                     PREFIX_MARK, i, k);
        }
        if (always(&w->fast->plan->closed_by, 0, 1, k))
            term(&s, "%s_tables.closed_by_always%" PRIu32 "[answer->status]", PREFIX_MARK, k);
        end(&s);
    }
}

/* ---- the functions ---- */

/* A brief decision begins as a verdict does: one word to copy. */
static const char copy_verdict[] =
    "#if defined(__GNUC__)\n"
    "#define $_COPY_VERDICT(to, from) __builtin_memcpy((to), &(from), 4)\n"
    "#else\n"
    "#define $_COPY_VERDICT(to, from) ((to)->status = (from).status, (to)->approach = "
    "(from).approach, (to)->now = (from).now, (to)->open = (from).open)\n"
    "#endif\n"
    "\n";

static void print_decide_case(const struct fast_printer *w) {
    print_template(w->out, copy_verdict);
    print_template(
        w->out,
        "enum $_result $_decide_case(const struct $_case *ready, struct $_brief *brief)\n{\n");
    print_found(w, false);
    print_template(w->out, "    $_COPY_VERDICT(brief, $_tables.verdicts[verdict]);\n");
    print_duties(w, "brief->");
    print_result(w, false);
}

static void print_answer_case(const struct fast_printer *w) {
    print_template(
        w->out,
        "enum $_result $_answer_case(const struct $_case *ready, struct $_answer *answer)\n{\n");
    print_found(w, true);
    for (uint32_t k = w->place->brief_words; k < w->place->words; k++)
        if (words_read(w->place, true) >> k & 1) print_word(w, k);
    print_template(w->out, w->fast->plan->ranked ? "    uint64_t key = $_tables.keys[opens];\n"
                                                 : "    uint64_t key = opens;\n");
    print_verdict(w);
    print_list(w, "basis", &w->place->basis, &w->fast->plan->basis, true);
    print_list(w, "cautions", &w->place->cautions, &w->fast->plan->cautions, false);
    print_modal(w, "will", MODALITY_WILL);
    print_modal(w, "must", MODALITY_MUST);
    print_template(w->out,
                   "    answer->lists.modality = $_tables.opened[key] + (will | must) + must;\n");
    fputs("    answer->committed = will | must;\n    answer->possible = answer->possible_status = "
          "0;\n    answer->possible_none = 0;\n"
          "    answer->fault = -1;\n",
          w->out);
    if (!w->fast->plan->ranked) print_each(w);
    print_closed_by(w);
    print_duties(w, "answer->lists.");
    print_result(w, true);
}

struct fast_printer fast_printer(struct arena *a, const struct fast *fast,
                                 const struct layout *layout) {
    return (struct fast_printer){.arena = a,
                                 .fast = fast,
                                 .place = fast->place,
                                 .p = &layout->policy,
                                 .t = layout->policy.table};
}

void print_fast(struct fast_printer *w) {
    print_prepare(w);
    print_fast_tables(w);
    print_decide_case(w);
    print_answer_case(w);
}
