/*
 * Where the contrary of what is so leads, beside where that leads itself: in words.
 */
#include "base/list.h"
#include "evaluator/explain/build.h"

enum { NAMED = 3 }; /* more duties or cautions that go with it, or do no longer, are not named */

#define HAD \
    (1u << STRAT_VERDICT_DEFAULT | 1u << STRAT_VERDICT_CONDITIONAL | 1u << STRAT_VERDICT_OPEN)

const char *ev_own_lead(struct ev_build *b) {
    const struct strat_answer answer = b->e->answer;
    struct ev_fault fault = {.code = EV_FINE};
    if (b->leads) return b->leads;
    b->e->answer = b->upshot.answer;
    b->leads = ev_said_outcome(b, true, &fault);
    b->e->answer = answer;
    if (!b->upshot.knows_had && ev_ready(b->e, &fault)) ev_upshot_find_had(&b->upshot, b->e);
    return b->leads;
}

void ev_tell_all(struct ev_build *b) {
    const struct strat_lists *each = b->upshot.answer.each;
    for (uint32_t i = 0; each && i < b->e->vocabulary.about.approaches; i++)
        b->told |= (uint64_t)((each[i].verdicts & HAD) != 0) << i;
}

/* What is otherwise in the engine's answer, as it is told. */
struct contrary {
    struct ev_build *b;
    const struct strat_answer *was, *is;
    const struct strat_lists *was_had, *is_had; /* by approach; NULL: not known */
    uint64_t told;                              /* the approaches that either is told of */
    uint64_t *first;               /* duties that are told to come first, or to do so no longer */
    uint64_t *one, *other;         /* items, in passing */
    int32_t done_by;               /* duties that this fact says are done need not be told */
    const char *preface, *besides; /* what stands before what is told, if it is told */
    bool uses;                     /* whether one has to be used is told */
    bool degrees; /* in how many cases a duty or caution goes with it is told, too */
    unsigned parts;
};

/* Of what is decided, may start or comes first; or of anything else. */
static struct ev_out *begin_part(struct contrary *c, bool decides) {
    struct ev_out *out = &c->b->t->said;
    ev_text(out, c->parts++ > 0 ? "; " : decides ? c->preface : c->besides);
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

/* ---- what goes with an approach ---- */

/* What comes first, is owed, is cautioned of. */
enum item { FIRST, DUTY, CAUTION };

/* How far an item goes with an approach where that is had: in no case, in some, in each; in some,
 * too, where that is not known. */
enum { NEVER, SOMETIMES, ALWAYS, ANYHOW };

/* How it goes with it now, and did; in words, of one and of several. */
struct move {
    unsigned far, was;
    const char *one, *several;
};
static const struct move first_moves[] = {
    {ALWAYS, ANYHOW, "only after this: ", "only after this: "},
    {SOMETIMES, ANYHOW, "perhaps only after this: ", "perhaps only after this: "},
    {NEVER, ANYHOW, "without first: ", "without first: "}};
static const struct move duty_moves[] = {
    {ALWAYS, NEVER, "also with this duty: ", "also with these duties: "},
    {ALWAYS, SOMETIMES, "in each case with this duty: ", "in each case with these duties: "},
    {SOMETIMES, NEVER, "perhaps also with this duty: ", "perhaps also with these duties: "},
    {SOMETIMES, ALWAYS, "only perhaps with this duty: ", "only perhaps with these duties: "},
    {NEVER, ANYHOW, "no longer with this duty: ", "no longer with these duties: "}};
static const struct move caution_moves[] = {
    {ALWAYS, NEVER, "also with this caution: ", "also with these cautions: "},
    {ALWAYS, SOMETIMES, "in each case with this caution: ", "in each case with these cautions: "},
    {SOMETIMES, NEVER, "perhaps also with this caution: ", "perhaps also with these cautions: "},
    {SOMETIMES, ALWAYS, "only perhaps with this caution: ", "only perhaps with these cautions: "},
    {NEVER, ANYHOW, "no longer with this caution: ", "no longer with these cautions: "}};
static const struct {
    const struct move *at;
    size_t n;
} moves_of[] = {[FIRST] = {first_moves, sizeof first_moves / sizeof *first_moves},
                [DUTY] = {duty_moves, sizeof duty_moves / sizeof *duty_moves},
                [CAUTION] = {caution_moves, sizeof caution_moves / sizeof *caution_moves}};

static uint32_t items_of(const struct contrary *c, enum item of) {
    const struct strat_about *about = &c->b->e->vocabulary.about;
    return of == CAUTION ? about->paragraphs : about->duties;
}

static size_t words_of(const struct contrary *c, enum item of) {
    return of == CAUTION ? strat_id_words(c->b->e->policy) : strat_duty_words(c->b->e->policy);
}

static const uint64_t *list_of(const struct strat_lists *l, enum item of) {
    return of == FIRST ? l->before : of == DUTY ? l->duties : l->cautions;
}

static unsigned how_often(const struct strat_answer *a, const struct strat_lists *had,
                          size_t approach, enum item of, size_t item) {
    if (!bitset_has(list_of(&a->each[approach], of), item)) return NEVER;
    return had && bitset_has(list_of(&had[approach], of), item) ? ALWAYS : SOMETIMES;
}

/* Told elsewhere: that what was done does not come first. */
static bool is_done_by(const struct contrary *c, uint32_t which) {
    struct strat_duty duty;
    if (c->done_by < 0) return false;
    strat_get_duty(c->b->e->policy, which, &duty);
    return duty.done_when == c->done_by;
}

static bool is_moved(const struct contrary *c, enum item of, const struct move *m, size_t approach,
                     uint32_t item) {
    unsigned was = how_often(c->was, c->was_had, approach, of, item),
             far = how_often(c->is, c->is_had, approach, of, item);
    if (far != m->far || was == far || (m->was != ANYHOW && was != m->was)) return false;
    if (of == DUTY && bitset_has(c->first, item)) return false;
    if (of != FIRST && !c->degrees && far != NEVER && was != NEVER) return false;
    if (far == SOMETIMES && was == ALWAYS && !c->is_had) return false;
    return of != FIRST || far != NEVER || !is_done_by(c, item);
}

/* The items of an approach that is had in both, of those that go with it in one of them. */
static bool find_moved(const struct contrary *c, enum item of, const struct move *m,
                       size_t approach, uint64_t *items) {
    const struct strat_lists *was = &c->was->each[approach], *is = &c->is->each[approach];
    bitset_clear(items, words_of(c, of));
    if (!(was->verdicts & HAD) || !(is->verdicts & HAD)) return false;
    bitset_or(items, list_of(was, of), words_of(c, of));
    bitset_or(items, list_of(is, of), words_of(c, of));
    bitset_each (i, items, items_of(c, of))
        if (!is_moved(c, of, m, approach, (uint32_t)i)) bitset_remove(items, i);
    return bitset_some(items, words_of(c, of));
}

/* How many items go otherwise with what is told of, each once. */
static size_t count_moved(const struct contrary *c, enum item of) {
    size_t n = 0;
    bitset_clear(c->other, words_of(c, of));
    for (size_t m = 0; m < moves_of[of].n; m++)
        bitset_each (i, &c->told, c->b->e->vocabulary.about.approaches)
            if (find_moved(c, of, &moves_of[of].at[m], i, c->one))
                bitset_or(c->other, c->one, words_of(c, of));
    bitset_each (i, c->other, items_of(c, of)) n++;
    return n;
}

static void say_items(const struct contrary *c, struct ev_out *out, enum item of,
                      const uint64_t *items) {
    (of == CAUTION ? ev_say_ids : ev_say_duties)(out, c->b->e, items);
}

/* The approaches that are had in both, of those that are told of. */
static uint64_t kept_in(const struct contrary *c) {
    uint64_t kept = 0;
    bitset_each (i, &c->told, c->b->e->vocabulary.about.approaches)
        if (c->was->each[i].verdicts & HAD && c->is->each[i].verdicts & HAD)
            kept |= UINT64_C(1) << i;
    return kept;
}

/* Whether something came first of the approach in each case, and does still. */
static bool has_first(const struct contrary *c, size_t approach) {
    bitset_each (i, c->was->each[approach].before, items_of(c, FIRST))
        if (how_often(c->was, c->was_had, approach, FIRST, i) == ALWAYS &&
            how_often(c->is, c->is_had, approach, FIRST, i) == ALWAYS)
            return true;
    return false;
}

/* Approaches of which the same is to be told together; of all of them, of what does not come first,
 * without their names. */
static void say_move(struct contrary *c, enum item of, const struct move *m) {
    uint64_t left = c->told, alike;
    bitset_each (i, &left, c->b->e->vocabulary.about.approaches) {
        if (!find_moved(c, of, m, i, c->one)) continue;
        bool also = of == FIRST && m->far != NEVER && has_first(c, i);
        alike = UINT64_C(1) << i;
        bitset_each (k, &left, c->b->e->vocabulary.about.approaches)
            if (k > i && find_moved(c, of, m, k, c->other) &&
                bitset_same(c->one, c->other, words_of(c, of)) &&
                (of != FIRST || m->far == NEVER || has_first(c, k) == also))
                alike |= UINT64_C(1) << k;
        left &= ~alike;
        struct ev_out *out = begin_part(c, of == FIRST);
        if (of == FIRST || alike != kept_in(c)) {
            say_names(c, out, alike);
            ev_text(out, also ? " also " : " ");
        }
        ev_text(out, bitset_count(c->one, words_of(c, of)) > 1 ? m->several : m->one);
        say_items(c, out, of, c->one);
        if (of == FIRST) bitset_or(c->first, c->one, words_of(c, of));
    }
}

static void say_moves(struct contrary *c, enum item of) {
    for (size_t m = 0; m < moves_of[of].n; m++) say_move(c, of, &moves_of[of].at[m]);
}

/* ---- what may start now, and what may be used how ---- */

static uint32_t starts_now(const struct contrary *c, const struct strat_answer *a) {
    if (!c->b->e->vocabulary.about.ranked) return a->available;
    return a->now >= 0 ? UINT32_C(1) << a->now : 0;
}

/* The approaches that may start in some of the cases; where that is not known, all. */
static uint64_t find_starts(const struct contrary *c, const struct strat_lists *had) {
    uint64_t starts = 0;
    if (!had) return ~UINT64_C(0);
    for (uint32_t i = 0; i < c->b->e->vocabulary.about.approaches; i++)
        starts |= (uint64_t)(had[i].verdicts >> STRAT_VERDICT_OPEN & 1) << i;
    return starts;
}

static void say_none_now(struct contrary *c, bool changed) {
    const struct strat_answer *a = c->is;
    bool none = !find_starts(c, c->is_had),
         told = a->possible_status & (1u << STRAT_REFUSED | 1u << STRAT_OUT_OF_SCOPE);
    /* It was said, or is as it was. */
    if (told && (!none || !(a->possible || a->possible_status >> STRAT_DEFAULT & 1))) return;
    if (!changed && !(none && c->was_had && find_starts(c, c->was_had))) return;
    ev_text(begin_part(c, true),
            none ? "nothing may start now" : "nothing is sure to be allowed now");
}

/* Of the one approach that may start whether it has to be used, where what is decided, or told of
 * it before, does not say so. */
static const char *said_use(const struct contrary *c, uint32_t starts) {
    const struct strat_answer *a = c->is;
    uint64_t one = starts;
    if (!a->each || c->uses || one & (one - 1)) return "";
    bitset_each (i, &one, c->b->e->vocabulary.about.approaches)
        return a->approach == (int32_t)i ? "" : ev_said_use(a->each[i].modality);
    return "";
}

static void say_now(struct contrary *c) {
    const struct strat_answer *a = c->is;
    bool ranked = c->b->e->vocabulary.about.ranked;
    uint32_t was = starts_now(c, c->was), is = starts_now(c, a);
    if (a->status == STRAT_REFUSED || a->status == STRAT_OUT_OF_SCOPE) return;
    if (is == 0) say_none_now(c, was != is);
    if (was == is || is == 0) return;
    bool fewer = ranked ? is < was : !(is & ~was), one = (is & (is - 1)) == 0;
    uint64_t starts = fewer ? find_starts(c, c->is_had) : 0;
    bool more = ranked ? starts > (is | (is - 1)) : (starts & ~(uint64_t)is) != 0;
    struct ev_out *out = begin_part(c, true);
    const char *use = said_use(c, is);
    ev_text(out, !fewer || use[0] ? "" : ranked ? "no more than " : "only ");
    say_names(c, out, is);
    ev_text(out, use);
    ev_text(out, !more ? " may start now"
                 : one ? " is sure to be allowed now"
                       : " are sure to be allowed now");
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

/* ---- by which paragraphs it may be opened ---- */

/* The strongest permission of these paragraphs, but none that is stronger than the strongest by
 * which it is open in some case. */
static enum strat_modality strongest(const struct contrary *c, const uint64_t *paragraphs,
                                     uint32_t approach) {
    const struct ev_engine *e = c->b->e;
    enum strat_modality most = STRAT_MAY, bound = c->is_had[approach].modality;
    for (uint32_t i = 0; i < e->vocabulary.about.rules; i++) {
        struct strat_rule r;
        strat_get_rule(e->policy, i, &r);
        if (r.kind == STRAT_PERMISSION && r.approaches >> approach & 1 && r.modality > most &&
            bitset_has(paragraphs, r.paragraph))
            most = r.modality;
    }
    return most > bound ? bound : most;
}

/* Undetermined, as it was: what paragraphs may open that could not open it before. */
static void say_opened(struct contrary *c) {
    static const char *const uses[] = {"", "may be used, too", "will be used", "must be used"};
    const struct ev_vocabulary *v = &c->b->e->vocabulary;
    size_t ids = strat_id_words(c->b->e->policy);
    if (c->is->status != STRAT_UNDETERMINED || !c->was_had || !c->is_had) return;
    for (uint32_t i = 0; i < v->about.approaches; i++) {
        bitset_clear(c->one, ids);
        bitset_or(c->one, c->is_had[i].basis, ids);
        bitset_andnot(c->one, c->was_had[i].basis, ids);
        if (!bitset_some(c->one, ids)) continue;
        struct ev_out *out = begin_part(c, true);
        ev_textf(out, "in some of these cases %s %s, by ", v->approaches[i].name,
                 uses[strongest(c, c->one, i)]);
        say_items(c, out, CAUTION, c->one);
    }
}

/* ---- duties and cautions ---- */

static void say_besides(struct contrary *c) {
    static const char *const many[] = {
        [DUTY] = "with other duties", [CAUTION] = "with other cautions"};
    for (enum item of = DUTY; of <= CAUTION; of++) {
        if (count_moved(c, of) <= NAMED)
            say_moves(c, of);
        else
            ev_text(begin_part(c, false), many[of]);
    }
}

/* ---- the contrary as a whole ---- */

/* Behind another decision: of the one approach that is open once something is done, what that is.
 */
static void say_condition(struct contrary *c) {
    const struct strat_answer *a = c->is;
    struct ev_out *out = &c->b->t->said;
    if (a->status != STRAT_CONDITIONAL || a->approach < 0) return;
    size_t words = words_of(c, FIRST);
    bitset_clear(c->other, words);
    bitset_or(c->other, a->each[a->approach].before, words);
    bitset_clear(c->one, words);
    if (c->is_had) bitset_or(c->one, c->is_had[a->approach].before, words);
    bitset_andnot(c->other, c->one, words);
    bool sure = bitset_some(c->one, words), more = bitset_some(c->other, words);
    ev_text(out, sure ? " on this: " : " on some of this: ");
    ev_say_duties(out, c->b->e, c->one);
    ev_text(out, sure && more ? "; perhaps also: " : "");
    ev_say_duties(out, c->b->e, c->other);
    bitset_or(c->first, a->each[a->approach].before, words);
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

/* The engine's answer with that of each approach, if that can be found out. */
static void know_each(struct ev_build *b) {
    const struct strat_answer answer = b->e->answer;
    struct ev_fault fault;
    if (!answer.each && answer.now >= 0 && !ev_decide_too(b->e, true, &fault))
        b->e->answer = answer;
}

const char *ev_said_lead(struct ev_build *b) {
    const struct ev_fault fine = {.code = EV_FINE};
    struct contrary c = {.b = b, .was = &b->upshot.answer, .is = &b->e->answer};
    ev_text(&b->t->said, ev_said_outcome(b, true, &fine));
    if (starts_now(&c, c.is) != starts_now(&c, c.was)) {
        know_each(b);
        if (ev_find_had(b->e)) c.is_had = b->e->had;
    }
    say_starts(&c);
    return ev_tree_kept(b->t);
}

/* Of the engine's answer, decided with this fact otherwise or (EV_NO_FACT) in another way. False:
 * the tree has failed. */
static bool begin(struct contrary *c, struct ev_build *b, int32_t fact) {
    const struct strat_about *about = &b->e->vocabulary.about;
    size_t ids = strat_id_words(b->e->policy), duties = strat_duty_words(b->e->policy),
           words = ids > duties ? ids : duties;
    /* It is said all the same: what comes next is not. */
    ev_spend(b->e, (uint64_t)about->approaches * about->approaches * about->duties / 2);
    *c = (struct contrary){.b = b,
                           .was = &b->upshot.answer,
                           .is = &b->e->answer,
                           .was_had = b->upshot.knows_had ? b->upshot.had : NULL,
                           .is_had = ev_find_had(b->e) ? b->e->had : NULL,
                           .done_by = fact,
                           .preface = "",
                           .besides = ""};
    c->first = ev_tree_take(b->t, 3 * words * sizeof *c->first);
    if (!c->first) return false;
    bitset_clear(c->first, words);
    c->one = c->first + words;
    c->other = c->one + words;
    c->told = ev_told_of(b->e, c->was) | ev_told_of(b->e, c->is) | b->told;
    return true;
}

void ev_say_contrary(struct ev_build *b, int32_t fact, const char *whole) {
    const struct ev_fault fine = {.code = EV_FINE};
    const char *leads = ev_said_outcome(b, true, &fine);
    struct contrary c;
    if (!begin(&c, b, fact)) return;
    if (whole) c.done_by = EV_NO_FACT;
    if (strcmp(leads, b->leads) != 0) {
        ev_text(&b->t->said, leads);
        say_condition(&c);
        say_starts(&c);
        c.preface = c.besides = "; ";
        if (c.is->status == STRAT_UNDETERMINED) say_moves(&c, FIRST);
        if (whole || fact != EV_NO_FACT) say_besides(&c);
        return;
    }
    if (whole) ev_text(&b->t->said, whole);
    if (whole && *whole) {
        c.preface = ", but ";
        c.besides = ", ";
    }
    say_moves(&c, FIRST);
    say_uses(&c);
    c.uses = true;
    say_now(&c);
    say_opened(&c);
    if (!whole || ev_upshot_same(&b->upshot, b->e)) return;
    c.degrees = c.parts == 0;
    say_besides(&c);
    if (c.parts == 0)
        ev_text(begin_part(&c, false), c.was_had && c.is_had
                                           ? "for other reasons"
                                           : "with duties or cautions in other cases");
}

void ev_say_opened(struct ev_build *b) {
    struct contrary c;
    if (begin(&c, b, EV_NO_FACT)) say_opened(&c);
}

void ev_say_alters(struct ev_build *b, int32_t fact) {
    struct contrary c;
    bool done = false;
    if (!begin(&c, b, fact)) return;
    c.degrees = true;
    for (uint32_t d = 0; d < b->e->vocabulary.about.duties && !done; d++)
        bitset_each (i, &c.told, b->e->vocabulary.about.approaches)
            done = done || (is_done_by(&c, d) && bitset_has(c.was->each[i].before, d) &&
                            !bitset_has(c.is->each[i].before, d));
    if (count_moved(&c, DUTY) + count_moved(&c, CAUTION) > NAMED) return;
    if (done) ev_text(begin_part(&c, true), "done");
    say_moves(&c, DUTY);
    say_moves(&c, CAUTION);
    if (c.parts > 0) return;
    c.told = ~UINT64_C(0);
    say_uses(&c);
}
