/*
 * The short way for complete requests in emitted C: code and tables of PREFIX_decide_case() and
 * PREFIX_answer_case().
 *
 * A complete request becomes a few row numbers (PREFIX_prepare). The rows, ANDed, are the cubes
 * that hold; an addition turns them into answers; small tables turn answers into a verdict and
 * lists (emit/c/place.h). There is no branch on a rule, no loop and no search. Where anything is
 * unknown, or a value is wrong, the general way is taken.
 */
#include "emit/c/c_printer.h"

#include <inttypes.h>
#include <stdlib.h>

#define OPENS_MOST (UINT32_C(1) << (PLAN_APPROACHES + 1))

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

/* "w1 >> 3" */
static const char *shifted(const struct c_printer *w, char letter, uint32_t word, int32_t shift) {
    const char *name = arena_printf(w->arena, "%c%" PRIu32, letter, word);
    return shift == 0
               ? name
               : arena_printf(w->arena, "%s %s %d", name, shift > 0 ? ">>" : "<<", abs((int)shift));
}

static bool is_of(const struct gather *g, uint32_t i, uint32_t word) {
    return g->from[i].bit != NOWHERE && g->from[i].word == word;
}

/* The answers that stand in one word. */
static void gather_word(struct sum *s, const struct gather *g, uint32_t word) {
    uint64_t multiplier = gather_shifts(g, word) > 1 ? gather_multiplier(g, word) : 0, mask = 0;
    for (uint32_t i = 0; multiplier && i < g->n; i++)
        mask |= is_of(g, i, word) ? UINT64_C(1) << g->from[i].bit : 0;
    if (multiplier) {
        term(s, "((t%" PRIu32 " & 0x%" PRIx64 "u) * 0x%" PRIx64 "u >> %" PRIu32 ")", word, mask,
             multiplier, 64 - g->n);
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
        if (first) term(s, "(%s & 0x%" PRIx64 "u)", shifted(s->w, 't', word, shift), mask);
    }
}

static void print_gather(struct c_printer *w, const char *name, const struct gather *g) {
    struct sum s = {.w = w};
    fprintf(w->out, "    uint64_t %s = (", name);
    for (uint32_t k = 0; k < w->place->brief_words; k++) gather_word(&s, g, k);
    end(&s, g->negated ? arena_printf(w->arena, ") ^ 0x%" PRIx64 "u", g->negated) : ")");
}

/* ---- which words are read ---- */

/* w1 = the cubes of word 1 that hold. */
static void print_word(struct c_printer *w, uint32_t k) {
    const char *between = "";
    fprintf(w->out, "    uint64_t w%" PRIu32 " = ", k);
    for (size_t d = 0; d < w->place->radices.len; d++) {
        const struct radix *radix = &w->place->radices.at[d];
        if (!(radix->words >> k & 1)) continue;
        fprintf(w->out, "%s%s_tables.rows%" PRIu32 "[%" PRIu32 "u + row[%zu]]", between,
                PREFIX_MARK, k, radix->first[k], d);
        between = " & ";
    }
    if (!*between) fprintf(w->out, "0x%" PRIx64 "u", w->place->used[k]);
    fputs(";\n", w->out);
    table_add_rows(w, k);
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

static bool is_in_lists(const struct place *p, uint32_t word) {
    const struct shifts *const lists[] = {&p->basis, &p->cautions, &p->closed_by};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        vec_each (const struct shift, shift, lists[i])
            if (shift->word == word) return true;
    vec_each (struct modal_cube, b, &p->modalities)
        if (b->at.word == word) return true;
    return false;
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
    vec_each (struct radix, d, &p->radices)
        if (d->words & words_read(p, lists)) return true;
    return false;
}

/* ---- masks: what counts for the approaches that an answer is about ---- */

/* By what a mask is chosen. */
struct choice {
    enum { BY_OPENS, BY_KEY, BY_STATUS, BY_NOTHING } by;
    bool opened;         /* for nobody where no approach is open */
    uint32_t approaches; /* BY_NOTHING: for these */
};

/* What is chosen: bits of an item that is there always; that are shifted to their places; of a
 * modality in a word, or always (1). */
struct chosen {
    const struct items *always;
    size_t from;               /* of these the first that counts */
    const struct shift *shift; /* or NULL */
    bool modal;
    uint32_t word; /* of the list; of the place */
    enum modality modality;
};

/* A key says whose lists are the answer's: ranked, 0 nobody's, a + 1 those of approach a, then
 * those of the default approach; unranked, what is open. */
static uint32_t n_keys(const struct c_printer *w) {
    return w->plan->ranked ? w->plan->approaches + 2 : UINT32_C(1) << n_opens(w);
}

static uint32_t key_of(const struct plan *plan, uint32_t opens) {
    uint32_t open = opens & ((UINT32_C(1) << plan->approaches) - 1);
    if (!plan->ranked) return opens;
    return open ? (uint32_t)highest_of(open) + 1 : opens ? plan->approaches + 1 : 0;
}

/* The approaches that a key is about. */
static uint32_t approaches_of(const struct plan *plan, uint32_t key, bool opened) {
    uint32_t by_default = plan->fallback == MODEL_NONE ? 0 : UINT32_C(1) << plan->fallback;
    uint32_t open = plan->ranked ? (UINT32_C(1) << key) >> 1 : key;
    open &= (UINT32_C(1) << plan->approaches) - 1;
    return open ? open : key && !opened ? by_default : 0;
}

static uint32_t approaches_at(const struct c_printer *w, const struct choice *c, uint32_t row) {
    switch (c->by) {
    case BY_OPENS: return approaches_of(w->plan, key_of(w->plan, row), c->opened);
    case BY_KEY: return approaches_of(w->plan, row, c->opened);
    case BY_STATUS: return row == STRAT_REFUSED; /* of these items the approaches say nothing */
    case BY_NOTHING: break;
    }
    return c->approaches;
}

static uint64_t bits_of(const struct c_printer *w, const struct chosen *of, uint32_t approaches) {
    uint64_t set = 0;
    if (of->shift)
        vec_each (const struct item *, item, &of->shift->items)
            set |= (*item)->approaches & approaches ? UINT64_C(1) << ((*item)->index % 64) : 0;
    if (of->modal && !of->always)
        vec_each (struct modal_cube, b, &w->place->modalities)
            if (b->item->index == (uint32_t)of->modality && b->at.word == of->word &&
                (b->item->approaches & approaches))
                set |= UINT64_C(1) << b->at.bit;
    for (size_t i = of->from; of->always && i < of->always->len; i++) {
        const struct item *item = &of->always->at[i];
        if (!item->always || !(item->approaches & approaches)) continue;
        if (of->modal)
            set |= item->index == (uint32_t)of->modality;
        else if (item->index / 64 == of->word)
            set |= UINT64_C(1) << (item->index % 64);
    }
    return set;
}

/* The mask as an expression, with its table where it takes one; NULL where it is always 0. */
static const char *mask(struct c_printer *w, const char *name, const struct choice *c,
                        const struct chosen *of) {
    static const char *const index[] = {"opens", "key", "answer->status"};
    const uint32_t rows[] = {UINT32_C(1) << n_opens(w), n_keys(w), STRAT_UNDETERMINED};
    uint64_t number[OPENS_MOST], some = 0;
    if (c->by == BY_NOTHING) {
        some = bits_of(w, of, c->approaches);
        return some ? arena_printf(w->arena, "0x%" PRIx64 "u", some) : NULL;
    }
    for (uint32_t row = 0; row < rows[c->by]; row++)
        some |= number[row] = bits_of(w, of, approaches_at(w, c, row));
    if (!some) return NULL;
    /* a word that is ORed to others is as wide as they are */
    bool narrow = of->modal && of->always;
    table_add(w, name, number, rows[c->by], narrow ? NULL : "uint64_t")->comment =
        c->by == BY_STATUS ? "by status" : NULL;
    return arena_printf(w->arena, "%s_tables.%s[%s]", PREFIX_MARK, name, index[c->by]);
}

/* ---- lists ---- */

/* Word after word of a list of paragraphs, `to` with its name. */
static void print_list(struct c_printer *w, const char *to, const char *name,
                       const struct shifts *shifts, const struct items *items,
                       const struct choice *c) {
    bool own = c->by == BY_NOTHING;
    for (uint32_t k = 0; k < id_words(w); k++) {
        struct sum s = {.w = w};
        const char *m;
        fprintf(w->out, "    %s%s[%" PRIu32 "] = %s", to, name, k, own ? "on & (" : "");
        for (uint32_t i = 0; i < shifts->len; i++) {
            const struct shift *shift = &shifts->at[i];
            if (shift->out != k) continue;
            m = mask(w, arena_printf(w->arena, "%s%" PRIu32 "_%" PRIu32, name, i, k), c,
                     &(struct chosen){.shift = shift});
            if (m) term(&s, "(%s & %s)", shifted(w, 'w', shift->word, shift->by), m);
        }
        m = mask(w, arena_printf(w->arena, "%s_always%" PRIu32, name, k), c,
                 &(struct chosen){.always = items, .word = k});
        if (m) term(&s, "%s", m);
        end(&s, own ? ")" : "");
    }
}

/* Whether a permission of this modality holds, as a number not 0. */
static void print_modal(struct c_printer *w, const char *name, enum modality modality,
                        const struct choice *c) {
    struct sum s = {.w = w};
    const char *m;
    fprintf(w->out, "    %s = (", name);
    for (uint32_t k = w->place->brief_words; k < w->place->words; k++) {
        m = mask(w, arena_printf(w->arena, "%s%" PRIu32, name, k), c,
                 &(struct chosen){.modal = true, .word = k, .modality = modality});
        if (m) term(&s, "(w%" PRIu32 " & %s)", k, m);
    }
    m = mask(w, arena_printf(w->arena, "%s_always", name), c,
             &(struct chosen){.modal = true, .always = &w->plan->modalities, .modality = modality});
    if (m) term(&s, "%s", m);
    end(&s, ") != 0");
}

/* ---- duties ---- */

/* Tables by set of signals are cut into chunks. By set of signals: the duties that they are. */
static void signal_terms(struct sum *s, const char *set, uint32_t n, uint32_t word) {
    const struct place *p = s->w->place;
    uint64_t number[1 << CHUNK];
    for (uint32_t first = 0; first < n; first += CHUNK) {
        uint32_t left = p->signals.n - first, rows = UINT32_C(1)
                                                     << (left < CHUNK ? left : (uint32_t)CHUNK);
        for (uint32_t row = 0; row < rows; row++) {
            number[row] = 0;
            for (uint32_t i = 0; row >> i; i++) {
                const struct item *item = p->signal_item[first + i];
                if ((row >> i & 1) && item && item->index / 64 == word)
                    number[row] |= UINT64_C(1) << (item->index % 64);
            }
        }
        const char *name =
            arena_printf(s->w->arena, "duties%" PRIu32 "_%" PRIu32, first / CHUNK, word);
        table_add(s->w, name, number, rows, NULL);
        term(s, "%s_tables.%s[%s >> %" PRIu32 " & %" PRIu32 "u]", PREFIX_MARK, name, set, first,
             rows - 1);
    }
}

static uint64_t signals_for(const struct place *p, uint32_t approaches) {
    uint64_t set = 0;
    for (uint32_t i = 0; i < p->signals.n; i++)
        set |= p->signal_item[i] && (p->signal_item[i]->approaches & approaches) ? UINT64_C(1) << i
                                                                                 : 0;
    return set;
}

/* By what is open: the signals of duties that count. */
static void add_attach(struct c_printer *w) {
    uint64_t number[OPENS_MOST];
    uint32_t n = UINT32_C(1) << n_opens(w);
    for (uint32_t i = 0; i < n; i++)
        number[i] = signals_for(w->place, approaches_at(w, &(struct choice){.by = BY_OPENS}, i));
    table_add(w, "attach", number, n, NULL);
}

/* `attached`, `undone`: which signals; `on`: what all is masked with. */
static void print_duties(struct c_printer *w, const char *to, const char *attached,
                         const char *undone, const char *on, const struct choice *c) {
    const char *before = *on ? arena_printf(w->arena, "%s & (", on) : "", *after = *on ? ")" : "";
    for (uint32_t k = 0; k < duty_words(w); k++) {
        struct sum s = {.w = w};
        fprintf(w->out, "    %sduties[%" PRIu32 "] = %s", to, k, before);
        signal_terms(&s, attached, w->place->signals.n, k);
        const char *m =
            mask(w, arena_printf(w->arena, "duties_always%" PRIu32, k), c,
                 &(struct chosen){.always = &w->plan->duties, .from = w->plan->before, .word = k});
        if (m) term(&s, "(uint64_t)%s", m);
        end(&s, after);
        s.some = false;
        fprintf(w->out, "    %sbefore[%" PRIu32 "] = %s", to, k, before);
        signal_terms(&s, undone, w->place->before, k);
        end(&s, after);
    }
}

static void print_answer_duties(struct c_printer *w, const char *to) {
    if (w->place->signals.n) {
        add_attach(w);
        fprintf(w->out, "    attached &= %s_tables.attach[opens];\n", PREFIX_MARK);
    }
    if (w->place->before) fputs("    undone &= attached;\n", w->out);
    print_duties(w, to, "attached", "undone", "", &(struct choice){.by = BY_OPENS});
}

/* Unranked: what is each open approach's own. */
static void print_each(struct c_printer *w) {
    fputs("    uint64_t on;\n    int own_will, own_must;\n", w->out);
    for (uint32_t a = 0; a < w->plan->approaches; a++) {
        const struct choice c = {.by = BY_NOTHING, .approaches = UINT32_C(1) << a};
        const char *to = arena_printf(w->arena, "answer->each[%" PRIu32 "].", a);
        uint64_t signals = signals_for(w->place, c.approaches);
        fprintf(w->out, "    on = 0u - (uint64_t)(answer->open >> %" PRIu32 " & 1u);\n", a);
        print_list(w, to, "basis", &w->place->basis, &w->plan->basis, &c);
        print_list(w, to, "cautions", &w->place->cautions, &w->plan->cautions, &c);
        for (uint32_t k = 0; k < id_words(w); k++)
            fprintf(w->out, "    %sclosed_by[%" PRIu32 "] = 0;\n", to, k);
        print_duties(w, to, arena_printf(w->arena, "(attached & 0x%" PRIx64 "u)", signals),
                     arena_printf(w->arena, "(undone & 0x%" PRIx64 "u)", signals), "on", &c);
        print_modal(w, "own_will", MODALITY_WILL, &c);
        print_modal(w, "own_must", MODALITY_MUST, &c);
        fprintf(w->out, "    %smodality = on ? own_must ? 3 : 1 + own_will : 0;\n", to);
    }
}

/* By set of the first signals: the approaches that wait for such a duty; beyond them, and alone,
 * that the request is out of scope. Where a verdict's number has them. */
static void add_waiting(struct c_printer *w) {
    uint64_t number[1 << PLACE_BEFORE];
    for (uint32_t set = 0; set < UINT32_C(1) << w->place->before; set++) {
        number[set] = 0;
        for (uint32_t i = 0; i < w->place->before; i++) {
            const struct item *item = w->place->signal_item[i];
            if (set >> i & 1)
                number[set] = item ? number[set] | (uint64_t)item->approaches << n_opens(w)
                                   : UINT64_C(1) << (waiting_bits(w) + n_opens(w));
        }
    }
    table_add(w, "waiting", number, UINT32_C(1) << w->place->before, NULL);
}

/* ---- the functions ---- */

/* Up to the verdict: what a brief decision and a whole answer have in common. */
static void print_found(struct c_printer *w, bool lists) {
    const struct place *p = w->place;
    uint32_t read = words_read(p, lists);
    if (reads_rows(p, lists))
        fprintf(w->out, "    const %s *row = ready->row;\n", place_row_type(p));
    for (uint32_t k = 0; k < p->brief_words; k++) {
        if (read >> k & 1) print_word(w, k);
        if (is_summed(p, k))
            fprintf(w->out, "    uint64_t t%" PRIu32 " = w%" PRIu32 " + 0x%" PRIx64 "u;\n", k, k,
                    p->carry[k]);
    }
    print_gather(w, "opens", &p->opens);
    if (p->signals.n) print_gather(w, "attached", &p->signals);
    if (p->before) {
        add_waiting(w);
        fputs("    uint64_t undone = attached & ready->undone;\n", w->out);
        fprintf(w->out, "    uint64_t verdict = opens | %s_tables.waiting[undone];\n", PREFIX_MARK);
    } else {
        fputs("    uint64_t verdict = opens;\n", w->out);
    }
}

static void print_result(struct c_printer *w, bool lists) {
    struct spot at = w->place->impossible;
    if (!reads_rows(w->place, lists) && w->place->before == 0) fputs("    (void)ready;\n", w->out);
    if (at.bit != NOWHERE)
        fprintf(w->out, "    if (t%" PRIu32 " >> %" PRIu32 " & 1u) return %s_IMPOSSIBLE;\n",
                at.word, at.bit, PREFIX_MARK);
    fprintf(w->out, "    return %s_OK;\n", PREFIX_MARK);
}

static void make_brief(struct c_printer *w) {
    print_found(w, false);
    fprintf(w->out, "    %s_COPY_VERDICT(brief, %s_tables.verdicts[verdict]);\n", PREFIX_MARK,
            PREFIX_MARK);
    print_answer_duties(w, "brief->");
    print_result(w, false);
}

/* `key`: see n_keys(). */
static void print_key(struct c_printer *w) {
    uint64_t number[OPENS_MOST];
    uint32_t n = UINT32_C(1) << n_opens(w);
    for (uint32_t i = 0; i < n; i++) number[i] = key_of(w->plan, i);
    if (w->plan->ranked)
        table_add(w, "keys", number, n, NULL)->comment =
            "by what is open: whose lists are the answer's";
    fprintf(w->out,
            w->plan->ranked ? "    uint64_t key = %s_tables.keys[opens];\n"
                            : "    uint64_t key = opens;\n",
            PREFIX_MARK);
    for (uint32_t key = 0; key < n_keys(w); key++)
        number[key] = approaches_of(w->plan, key, true) != 0;
    table_add(w, "opened", number, n_keys(w), NULL);
}

static void make_answer(struct c_printer *w) {
    static const char *const parts[] = {"status", "approach", "now", "open"};
    const struct choice opened = {.by = BY_KEY, .opened = true}, used = {.by = BY_KEY};
    const struct place *p = w->place;
    print_found(w, true);
    for (uint32_t k = p->brief_words; k < p->words; k++)
        if (words_read(p, true) >> k & 1) print_word(w, k);
    print_key(w);
    for (int i = 0; i < 4; i++)
        fprintf(w->out, "    answer->%s = %s_tables.verdicts[verdict].%s;\n", parts[i], PREFIX_MARK,
                parts[i]);
    print_list(w, "answer->lists.", "basis", &p->basis, &w->plan->basis, &opened);
    print_list(w, "answer->lists.", "cautions", &p->cautions, &w->plan->cautions, &used);
    fputs("    int will, must;\n", w->out);
    print_modal(w, "will", MODALITY_WILL, &opened);
    print_modal(w, "must", MODALITY_MUST, &opened);
    fprintf(w->out, "    answer->lists.modality = %s_tables.opened[key] + (will | must) + must;\n",
            PREFIX_MARK);
    fputs("    answer->committed = will | must;\n", w->out);
    if (!w->plan->ranked) print_each(w);
    print_list(w, "answer->lists.", "closed_by", &p->closed_by, &w->plan->closed_by,
               &(struct choice){.by = BY_STATUS});
    print_answer_duties(w, "answer->lists.");
    print_result(w, true);
}

void fast_make(struct c_printer *w) {
    text_open(w);
    make_brief(w);
    w->brief = text_close(w);
    text_open(w);
    make_answer(w);
    w->answer = text_close(w);
}
