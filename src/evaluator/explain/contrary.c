/*
 * Where the contrary of what is so leads, beside where that leads itself: in words.
 */
#include "base/list.h"
#include "evaluator/explain/build.h"

enum { NAMED = 3 }; /* more duties that are owed, or are no longer, are not told by name */

#define HAD \
    (1u << STRAT_VERDICT_DEFAULT | 1u << STRAT_VERDICT_CONDITIONAL | 1u << STRAT_VERDICT_OPEN)

/* Whether it is one and the same that comes first wherever the approach is had. */
static bool is_one_first(const struct ev_engine *e, const struct strat_lists *each) {
    return (each->verdicts & HAD) == 1u << STRAT_VERDICT_CONDITIONAL &&
           bitset_count(each->before, strat_duty_words(e->policy)) == 1;
}

/* Of the engine's answer, by approach: of what is not had in every case as far as its verdicts tell
 * it. `asked`: what is made ready is what was decided. */
static const uint64_t *find_sure(struct ev_build *b, bool asked) {
    struct ev_engine *e = b->e;
    size_t words = strat_duty_words(e->policy), ids = strat_id_words(e->policy),
           all = e->vocabulary.about.approaches * words;
    uint64_t *sure = ev_tree_take(b->t, (all + 2 * words + ids) * sizeof *sure);
    if (!sure) return NULL;
    struct strat_lists certain = {
        .before = sure + all, .duties = sure + all + words, .cautions = sure + all + 2 * words};
    bitset_clear(sure, all);
    for (uint32_t i = 0; i < e->vocabulary.about.approaches; i++) {
        const struct strat_lists *each = &e->answer.each[i];
        uint32_t had = each->verdicts & HAD;
        if (!ev_any_duty(e, each->before) || had >> STRAT_VERDICT_OPEN & 1) continue;
        if (asked && had == each->verdicts && strat_certain(&e->work, i, &certain) == STRAT_OK)
            bitset_or(sure + i * words, certain.before, words);
        else if (is_one_first(e, each))
            bitset_or(sure + i * words, each->before, words);
    }
    return sure;
}

const struct ev_lead *ev_own_lead(struct ev_build *b) {
    struct ev_fault fault = {.code = EV_FINE};
    if (b->own.leads) return &b->own;
    bool decided = ev_decide_too(b->e, true, &fault);
    b->own.sure = decided ? find_sure(b, true) : NULL;
    b->own.leads = ev_said_outcome(b, decided, &fault);
    return &b->own;
}

/* What is otherwise in the engine's answer, as it is told. */
struct contrary {
    struct ev_build *b;
    const struct strat_answer *was, *is;
    const uint64_t *was_sure, *is_sure;
    uint64_t told;           /* the approaches that either is told of */
    uint64_t *first;         /* duties that are told to come first, or to do so no longer */
    uint64_t *gained, *lost; /* in passing */
    size_t words;            /* of a set of duties */
    int32_t done_by;         /* duties that this fact says are done need not be told */
    const char *preface;     /* what stands before what is told, if it is told */
    unsigned parts;
};

/* Of what is decided, may start or comes first; or of anything else. */
static struct ev_out *begin_part(struct contrary *c, bool decides) {
    struct ev_out *out = &c->b->t->said;
    ev_text(out, c->parts++ > 0 ? "; " : decides ? c->preface : ", ");
    return out;
}

static void say_names(struct contrary *c, struct ev_out *out, uint64_t approaches) {
    size_t n = bitset_count(&approaches, 1), k = 0;
    bitset_each (i, &approaches, c->b->e->vocabulary.about.approaches)
        ev_textf(out, "%s%s", list_separator(k++, n, " and "),
                 c->b->e->vocabulary.approaches[i].name);
}

/* Of one approach a phrase by how far it goes: no longer, in some of the cases, in each of them. */
static void say_how_far(struct contrary *c, uint32_t approach, unsigned was, unsigned is,
                        const char *const phrases[3]) {
    if (was == is) return;
    struct ev_out *out = begin_part(c, true);
    say_names(c, out, UINT64_C(1) << approach);
    ev_text(out, phrases[is]);
}

/* How far one of these verdicts is what the approach has, of all that are asked about. */
static unsigned how_far(const struct strat_lists *each, unsigned these, unsigned of) {
    return !(each->verdicts & these) ? 0 : each->verdicts & of & ~these ? 1 : 2;
}

/* ---- what comes first ---- */

/* How far the duty comes first: not, in some of the cases or it is not known whether in each, in
 * each. */
static unsigned comes_first(const struct contrary *c, const struct strat_answer *a,
                            const uint64_t *sure, size_t approach, size_t duty) {
    if (!bitset_has(a->each[approach].before, duty)) return 0;
    return sure && bitset_has(sure + approach * c->words, duty) ? 2 : 1;
}

/* Whether what does not come first for sure does so in some of the cases alone. */
static bool is_in_some_alone(const struct strat_lists *each) {
    return each->verdicts >> STRAT_VERDICT_OPEN & 1 || !(each->verdicts & ~HAD);
}

/* Told elsewhere: that what was done does not come first. */
static bool is_done_by(const struct contrary *c, uint32_t which) {
    struct strat_duty duty;
    if (c->done_by < 0) return false;
    strat_get_duty(c->b->e->policy, which, &duty);
    return duty.done_when == c->done_by;
}

/* The duties that come first so far, and did otherwise, for an approach that is had in both. */
static bool find_moved(const struct contrary *c, size_t approach, unsigned far, uint64_t *duties) {
    bitset_clear(duties, c->words);
    if (!(c->was->each[approach].verdicts & HAD) || !(c->is->each[approach].verdicts & HAD))
        return false;
    for (uint32_t d = 0; d < c->b->e->vocabulary.about.duties; d++) {
        unsigned was = comes_first(c, c->was, c->was_sure, approach, d);
        if (was == far || comes_first(c, c->is, c->is_sure, approach, d) != far) continue;
        if (far == 1 && was == 2 && !is_in_some_alone(&c->is->each[approach])) continue;
        if (far > 0 || !is_done_by(c, d)) bitset_add(duties, d);
    }
    return bitset_some(duties, c->words);
}

/* Approaches of which the same is to be told together. */
static void say_first(struct contrary *c) {
    static const char *const phrases[] = {
        " no longer after this: ", " perhaps only after this: ", " only after this: "};
    for (unsigned far = 3; far-- > 0;) {
        uint64_t left = c->told, alike;
        bitset_each (i, &left, c->b->e->vocabulary.about.approaches) {
            if (!find_moved(c, i, far, c->gained)) continue;
            alike = UINT64_C(1) << i;
            bitset_each (k, &left, c->b->e->vocabulary.about.approaches)
                if (k > i && find_moved(c, k, far, c->lost) &&
                    bitset_same(c->gained, c->lost, c->words))
                    alike |= UINT64_C(1) << k;
            left &= ~alike;
            struct ev_out *out = begin_part(c, true);
            say_names(c, out, alike);
            ev_text(out, phrases[far]);
            ev_say_duties(out, c->b->e, c->gained);
            bitset_or(c->first, c->gained, c->words);
        }
    }
}

/* ---- what may start now, and what may be used how ---- */

static uint32_t starts_now(const struct contrary *c, const struct strat_answer *a) {
    if (!c->b->e->vocabulary.about.ranked) return a->available;
    return a->now >= 0 ? UINT32_C(1) << a->now : 0;
}

static void say_now(struct contrary *c) {
    const struct strat_answer *a = c->is;
    bool ranked = c->b->e->vocabulary.about.ranked, sure = a->status != STRAT_UNDETERMINED;
    uint32_t was = starts_now(c, c->was), is = starts_now(c, a);
    if (was == is || a->status == STRAT_REFUSED || a->status == STRAT_OUT_OF_SCOPE) return;
    bool fewer = ranked ? is < was : !(is & ~was);
    bool none = a->possible_status & (1u << STRAT_REFUSED | 1u << STRAT_OUT_OF_SCOPE);
    if (is == 0 && !sure && none) return; /* it was said, or is as it was */
    struct ev_out *out = begin_part(c, true);
    if (is == 0) {
        ev_text(out, sure ? "nothing may start now" : "nothing is sure to be allowed now");
        return;
    }
    ev_text(out, !fewer ? "" : ranked ? "no more than " : "only ");
    say_names(c, out, is);
    ev_text(out, " may start now");
}

/* Whether each approach may be used, whether only as what remains, and whether it has to be. */
static void say_uses(struct contrary *c) {
    static const char *const had[] = {" may not be used", " may be used only in some cases",
                                      " may be used in each case"},
                             *const by_default[] = {" for what was asked",
                                                    " perhaps only for what it offers",
                                                    " only for what it offers"},
                             *const modality[] = {"", " need not be used", " will be used",
                                                  " must be used"};
    const uint32_t remains = 1u << STRAT_VERDICT_DEFAULT;
    bitset_each (i, &c->told, c->b->e->vocabulary.about.approaches) {
        const struct strat_lists *x = &c->was->each[i], *y = &c->is->each[i];
        say_how_far(c, (uint32_t)i, how_far(x, HAD, ~0u), how_far(y, HAD, ~0u), had);
        if (!(x->verdicts & HAD) || !(y->verdicts & HAD)) continue;
        say_how_far(c, (uint32_t)i, how_far(x, remains, HAD), how_far(y, remains, HAD), by_default);
        bool more = y->modality > STRAT_MAY || x->modality > STRAT_MAY;
        if (x->modality == y->modality || y->modality == STRAT_NO_MODALITY || !more) continue;
        struct ev_out *out = begin_part(c, true);
        say_names(c, out, UINT64_C(1) << i);
        ev_text(out, modality[y->modality]);
    }
}

/* ---- duties, cautions, reasons ---- */

/* The duties of one of the approaches that are told of, but for those that are told of. */
static void join_duties(const struct contrary *c, const struct strat_answer *a, uint64_t *duties) {
    bitset_clear(duties, c->words);
    bitset_each (i, &c->told, c->b->e->vocabulary.about.approaches)
        bitset_or(duties, a->each[i].duties, c->words);
    bitset_andnot(duties, c->first, c->words);
}

static void say_some_duties(struct contrary *c, const char *one, const char *several,
                            const uint64_t *duties) {
    size_t n = bitset_count(duties, c->words);
    if (n == 0) return;
    struct ev_out *out = begin_part(c, false);
    ev_text(out, n > 1 ? several : one);
    ev_say_duties(out, c->b->e, duties);
}

static bool is_same(const struct contrary *c, bool duties) {
    size_t ids = strat_id_words(c->b->e->policy);
    bitset_each (i, &c->told, c->b->e->vocabulary.about.approaches) {
        const struct strat_lists *x = &c->was->each[i], *y = &c->is->each[i];
        if (duties && bitset_beyond(x->duties, y->duties, c->words)) return false;
        if (duties && bitset_beyond(y->duties, x->duties, c->words)) return false;
        if (!duties && !bitset_same(x->cautions, y->cautions, ids)) return false;
    }
    return true;
}

/* In which of the cases some of them are to be done. */
static bool is_as_sure(const struct contrary *c) {
    const struct strat_lists *x = &c->b->upshot.certain, *y = &c->b->e->certain;
    return bitset_same(c->was->uncertain_duties, c->is->uncertain_duties, c->words) &&
           bitset_same(x->duties, y->duties, c->words) &&
           bitset_same(x->before, y->before, c->words);
}

static void say_duties(struct contrary *c) {
    join_duties(c, c->was, c->lost);
    join_duties(c, c->is, c->gained);
    for (size_t i = 0; i < c->words; i++) {
        uint64_t both = c->lost[i] & c->gained[i];
        c->lost[i] &= ~both;
        c->gained[i] &= ~both;
    }
    size_t n = bitset_count(c->gained, c->words) + bitset_count(c->lost, c->words);
    bool perhaps = c->is->status == STRAT_UNDETERMINED ||
                   bitset_meet(c->gained, c->is->uncertain_duties, c->words);
    if (n > 0 && n <= NAMED) {
        say_some_duties(
            c, perhaps ? "perhaps with this duty, too: " : "with this duty, too: ",
            perhaps ? "perhaps with these duties, too: " : "with these duties, too: ", c->gained);
        say_some_duties(c, "without this duty: ", "without these duties: ", c->lost);
    } else if (n > 0 || (c->parts == 0 && !is_same(c, true))) {
        ev_text(begin_part(c, false), "with other duties");
    } else if (c->parts == 0 && !is_as_sure(c)) {
        ev_text(begin_part(c, false), "with duties in other cases");
    }
}

static void say_cautions(struct contrary *c) {
    size_t ids = strat_id_words(c->b->e->policy);
    if (!is_same(c, false))
        ev_text(begin_part(c, false), "with other cautions");
    else if (c->parts == 0 &&
             (!bitset_same(c->was->uncertain_ids, c->is->uncertain_ids, ids) ||
              !bitset_same(c->b->upshot.certain.cautions, c->b->e->certain.cautions, ids)))
        ev_text(begin_part(c, false), "with cautions in other cases");
}

/* ---- the contrary as a whole ---- */

/* Behind another decision: of the one approach that is open once something is done, what that is.
 */
static void say_condition(struct contrary *c) {
    const struct strat_answer *a = c->is;
    struct ev_out *out = &c->b->t->said;
    if (a->status != STRAT_CONDITIONAL || a->approach < 0) return;
    bitset_clear(c->lost, c->words);
    bitset_or(c->lost, a->each[a->approach].before, c->words);
    bitset_clear(c->gained, c->words);
    if (c->is_sure) bitset_or(c->gained, c->is_sure + (size_t)a->approach * c->words, c->words);
    bitset_andnot(c->lost, c->gained, c->words);
    bool sure = bitset_some(c->gained, c->words), more = bitset_some(c->lost, c->words);
    ev_text(out, sure ? " on this: " : " on some of this: ");
    ev_say_duties(out, c->b->e, c->gained);
    ev_text(out, sure && more ? "; perhaps also: " : "");
    ev_say_duties(out, c->b->e, c->lost);
    c->parts++;
}

/* Behind what is decided, where it is not just that what may start. */
static void say_starts(struct contrary *c) {
    const struct strat_answer *a = c->is;
    bool plain =
        a->status == STRAT_DEFAULT ||
        (a->status == STRAT_OPEN && (c->b->e->vocabulary.about.ranked || a->available == a->open));
    c->preface = ", and ";
    if (!plain) say_now(c);
}

const char *ev_said_lead(struct ev_build *b) {
    const struct ev_fault fine = {.code = EV_FINE};
    struct contrary c = {.b = b, .was = &b->upshot.answer, .is = &b->e->answer};
    ev_text(&b->t->said, ev_said_outcome(b, true, &fine));
    say_starts(&c);
    return ev_tree_kept(b->t);
}

void ev_say_contrary(struct ev_build *b, int32_t fact, bool whole) {
    const struct ev_fault fine = {.code = EV_FINE};
    const char *leads = ev_said_outcome(b, true, &fine);
    bool same = ev_upshot_same(&b->upshot, b->e);
    const struct strat_about *about = &b->e->vocabulary.about;
    /* It is said all the same: what comes next is not. */
    ev_spend(b->e, (uint64_t)about->approaches * about->approaches * about->duties / 2);
    struct contrary c = {.b = b,
                         .was = &b->upshot.answer,
                         .is = &b->e->answer,
                         .was_sure = b->own.sure,
                         .is_sure = find_sure(b, fact >= 0),
                         .done_by = whole ? EV_NO_FACT : fact,
                         .preface = whole ? ", but " : "",
                         .words = strat_duty_words(b->e->policy)};
    c.first = ev_tree_take(b->t, 3 * c.words * sizeof *c.first);
    if (!c.first) return;
    bitset_clear(c.first, c.words);
    c.gained = c.first + c.words;
    c.lost = c.gained + c.words;
    c.told = ev_told_of(b->e, c.was) | ev_told_of(b->e, c.is);
    if (strcmp(leads, b->own.leads) != 0) {
        ev_text(&b->t->said, leads);
        say_condition(&c);
        say_starts(&c);
        return;
    }
    ev_text(&b->t->said, whole ? "the same" : "");
    say_first(&c);
    say_uses(&c);
    say_now(&c);
    if (!whole || same) return;
    say_duties(&c);
    say_cautions(&c);
    if (c.parts == 0) ev_text(&b->t->said, ", for other reasons");
}
