/*
 * What to ask next, where each answer would lead, and what the default approach offers: found out
 * by trying.
 */
#include "base/list.h"
#include "evaluator/core/answer.h"
#include "evaluator/explain/turn.h"

enum {
    SHOWN = 5,  /* facts whose values are tried */
    ALSO = 16,  /* others that are tried where all is told */
    TRIED = 64, /* bands of one of them */
    AXES = 4,   /* elements of a set that rules ask for: all sets of them are tried */
    SETS = 1 << AXES
};

#define CANNOT_BE "cannot be"
#define NOT_DECIDED "not decided within the bound on work"

const char *ev_said_outcome(struct ev_build *b, bool decided, const struct ev_fault *fault) {
    struct ev_out *out = &b->t->said;
    if (decided)
        ev_say_decision(out, b->e, b->upshot.answer.status == STRAT_UNDETERMINED);
    else
        ev_text(out, fault->code == EV_IMPOSSIBLE ? CANNOT_BE : NOT_DECIDED);
    return ev_tree_kept(b->t);
}

static bool is_decided(const char *leads) {
    return strcmp(leads, CANNOT_BE) != 0 && strcmp(leads, NOT_DECIDED) != 0;
}

/* Where a value leads. */
static const char *leads_with(struct ev_build *b, uint32_t fact, int64_t value) {
    struct ev_fault fault = {.code = EV_FINE};
    struct ev_trial trial = ev_trial_begin(b->e, fact, value);
    bool decided = ev_decide_too(b->e, false, &fault);
    const char *leads = decided ? ev_said_lead(b) : ev_said_outcome(b, false, &fault);
    ev_trial_end(b->e, trial);
    return leads;
}

/* A band of a fact, and where it leads. */
struct tried {
    struct ev_band band;
    const char *leads;
    bool further; /* than the request leads as it is */
    bool told;
};

static void grow_leads(struct ev_tree *t, struct ev_node *value, const struct tried *tried) {
    ev_grow_text(t, value, "leads", tried->leads);
    ev_grow_bool(t, value, "further", tried->further);
}

static bool alike(const struct tried *x, const struct tried *y) {
    return strcmp(x->leads, y->leads) == 0;
}

/* ---- choices ---- */

/* All values that lead where this band does, in one; `of`: by value, which band it is of. */
static void grow_choice(struct ev_build *b, struct ev_node *list, uint32_t fact,
                        const struct tried *tried, const uint8_t *of, const struct tried *first) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    struct ev_tree *t = b->t;
    struct ev_node *value = ev_grow_object(t, list, NULL);
    uint32_t words = v->facts[fact].info.values / 64 + 1;
    uint64_t *set = ev_tree_take(t, words * sizeof *set);
    if (!set) return;
    bitset_clear(set, words);
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        if (alike(&tried[of[i]], first)) bitset_add(set, i);
    ev_say_typed(&t->said, v, fact, first->band.low);
    ev_grow_said(t, value, "typed");
    ev_say_choices(&t->said, v, fact, set);
    ev_grow_said(t, value, "says");
    grow_leads(t, value, first);
    struct ev_node *names = ev_grow_list(t, value, "names");
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        if (alike(&tried[of[i]], first)) ev_grow_text(t, names, NULL, ev_value(v, fact, i)->name);
}

static void grow_choices(struct ev_build *b, struct ev_node *list, uint32_t fact,
                         struct tried *tried, uint32_t n) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    uint8_t *of = ev_tree_take(b->t, v->facts[fact].info.values + 1);
    for (uint32_t i = 0; of && i < v->facts[fact].info.values; i++)
        of[i] = (uint8_t)(ev_band_number(v, fact, i) % n);
    for (uint32_t i = 0; of && i < n; i++) {
        if (tried[i].told) continue;
        grow_choice(b, list, fact, tried, of, &tried[i]);
        for (uint32_t k = i; k < n; k++)
            tried[k].told = tried[k].told || alike(&tried[k], &tried[i]);
    }
}

/* Yes, then no. */
static void grow_flag(struct ev_build *b, struct ev_node *list, uint32_t fact,
                      const struct tried *tried) {
    for (int64_t yes = 1; yes >= 0; yes--) {
        struct ev_node *value = ev_grow_object(b->t, list, NULL);
        ev_grow_saying(b, value, fact, yes);
        grow_leads(b->t, value, &tried[yes]);
        ev_grow_text(b->t, ev_grow_list(b->t, value, "names"), NULL, yes ? "yes" : "no");
    }
}

/* ---- numbers and days ---- */

static void say_range(struct ev_build *b, uint32_t fact, struct ev_band range) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const struct strat_fact *info = &v->facts[fact].info;
    struct ev_out *out = &b->t->said;
    bool lowest = range.low == info->low, highest = range.high == info->high;
    if (lowest && highest) {
        ev_text(out, "any");
        return;
    }
    ev_text(out, range.low == range.high ? "" : lowest ? "up to " : "from ");
    ev_value_say(out, v, fact, lowest && range.low != range.high ? range.high : range.low);
    if (!lowest && !highest && range.low != range.high) {
        ev_text(out, " to ");
        ev_value_say(out, v, fact, range.high);
    }
    ev_textf(out, info->unit[0] ? " %s" : "%s", info->unit);
    if (highest && range.low != range.high) ev_text(out, " on");
}

/* Neighbours that lead to the same are one range. */
static void grow_ranges(struct ev_build *b, struct ev_node *list, uint32_t fact,
                        const struct tried *tried, uint32_t n) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    for (uint32_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && alike(&tried[end], &tried[i]);) end++;
        struct ev_band range = {tried[i].band.low, tried[end - 1].band.high};
        struct ev_node *value = ev_grow_object(b->t, list, NULL);
        ev_say_typed(&b->t->said, v, fact, range.low);
        ev_grow_said(b->t, value, "typed");
        say_range(b, fact, range);
        ev_grow_said(b->t, value, "says");
        grow_leads(b->t, value, &tried[i]);
        ev_grow_value(b->t, value, "low", v, fact, range.low);
        ev_grow_value(b->t, value, "high", v, fact, range.high);
    }
}

/* ---- sets ---- */

/* The sets of a fact, by which of a few elements are in them: bit k for the element of axis k. */
struct sets {
    struct ev_build *b;
    struct ev_node *list;
    uint32_t fact, axes;
    const struct tried *tried;
    bool loose; /* see list_last(): a label is */
};

/* Where all sets with the elements `in` and without the elements `out` lead, as far as they can be:
 * NULL where that is not the same. */
static const struct tried *where_all_lead(const struct sets *s, uint32_t in, uint32_t out) {
    const struct tried *where = NULL;
    for (uint32_t i = 0; i < 1u << s->axes; i++) {
        if ((i & in) != in || (i & out) != 0) continue;
        bool can_be = strcmp(s->tried[i].leads, CANNOT_BE) != 0;
        if (!where || (can_be && strcmp(where->leads, CANNOT_BE) == 0))
            where = &s->tried[i];
        else if (can_be && !alike(where, &s->tried[i]))
            return NULL;
    }
    return where;
}

/* In how few pieces all of these lead somewhere, and the element that parts them best. */
static unsigned count_pieces(const struct sets *s, uint32_t in, uint32_t out, uint32_t *best) {
    unsigned fewest = 0;
    if (where_all_lead(s, in, out)) return 1;
    for (uint32_t k = 0; k < s->axes; k++) {
        uint32_t bit = 1u << k, below;
        if ((in | out) & bit) continue;
        unsigned n =
            count_pieces(s, in | bit, out, &below) + count_pieces(s, in, out | bit, &below);
        if (fewest == 0 || n < fewest) {
            fewest = n;
            *best = bit;
        }
    }
    return fewest;
}

/* "a or b": those that no rule tells from the element of this axis, or that alone. */
static void say_element(const struct sets *s, uint32_t axis) {
    const struct ev_vocabulary *v = &s->b->e->vocabulary;
    struct ev_out *out = &s->b->t->said;
    int64_t element = s->tried[1u << axis].band.low;
    uint32_t values = v->facts[s->fact].info.values, n = 0, k = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < values; i++) {
            if (ev_band_of(v, s->fact, (int64_t)(UINT64_C(1) << i)).low != element) continue;
            if (pass == 1) {
                ev_text(out, list_separator(k++, n, s->loose ? "; or " : " or "));
                ev_text(out, ev_said(ev_value(v, s->fact, i)));
            } else {
                n++;
            }
        }
}

/* "with a and b", "with none of c, d". */
static void say_elements(const struct sets *s, uint32_t which, bool in) {
    const char *next = in ? s->loose ? "; and " : " and " : s->loose ? "; " : ", ";
    uint64_t bits = which;
    const char *before = in ? "with " : bitset_count(&bits, 1) > 1 ? "with none of " : "without ";
    bitset_each (axis, &bits, s->axes) {
        ev_text(&s->b->t->said, before);
        say_element(s, (uint32_t)axis);
        before = next;
    }
}

static void grow_sets(const struct sets *s, uint32_t in, uint32_t out) {
    struct ev_tree *t = s->b->t;
    uint32_t best = 0;
    const struct tried *where = where_all_lead(s, in, out);
    if (!where) {
        count_pieces(s, in, out, &best);
        grow_sets(s, in | best, out);
        grow_sets(s, in, out | best);
        return;
    }
    struct ev_node *value = ev_grow_object(t, s->list, NULL);
    ev_say_typed(&t->said, &s->b->e->vocabulary, s->fact, where->band.low);
    ev_grow_said(t, value, "typed");
    say_elements(s, in, true);
    ev_text(&t->said, in && out ? s->loose ? "; " : ", " : in || out ? "" : "any");
    say_elements(s, out, false);
    ev_grow_said(t, value, "says");
    grow_leads(t, value, where);
}

/* ---- facts ---- */

/* How one types a value of a fact that has too many to show. */
static void grow_takes(struct ev_build *b, struct ev_node *parent, uint32_t fact) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const struct strat_fact *info = &v->facts[fact].info;
    struct ev_out *out = &b->t->said;
    if (info->kind == STRAT_NUMBER) {
        ev_text(out, "a number from ");
        ev_range_say(out, info);
    } else if (info->kind == STRAT_DATE) {
        ev_text(out, "a day, such as 2025-01-31");
    } else if (info->kind == STRAT_SET_OF) {
        ev_text(out, "some of these, with commas and no blanks between them, or {} for none: ");
        ev_values_say(out, v, fact, 16);
    }
    ev_grow_said(b->t, parent, "takes");
}

/* Of the bands of a fact what each leads to, and whether that is not where it leads `now`: how many
 * bands were not tried. */
static uint32_t grow_values(struct ev_build *b, struct ev_node *list, uint32_t fact,
                            const char *now) {
    enum strat_kind kind = b->e->vocabulary.facts[fact].info.kind;
    struct ev_band bands[TRIED];
    struct tried tried[TRIED];
    uint32_t n = ev_bands(&b->e->vocabulary, fact, bands, TRIED);
    if (n > (kind == STRAT_SET_OF ? SETS : TRIED)) return n;
    for (uint32_t i = 0; i < n; i++)
        tried[i] = (struct tried){.band = bands[i], .leads = leads_with(b, fact, bands[i].low)};
    for (uint32_t i = 0; i < n; i++)
        tried[i].further = strcmp(tried[i].leads, now) != 0 && is_decided(tried[i].leads) &&
                           strcmp(now, NOT_DECIDED) != 0;
    if (b->t->failed) return 0;
    struct sets sets = {b, list, fact, 0, tried, false};
    uint64_t none = 0;
    if (kind == STRAT_SET_OF) /* which has as many elements as `none` has bits, at the most */
        sets.loose = ev_labels_last(&b->e->vocabulary, fact, &none, false, ", ")[0] == ';';
    while (1u << sets.axes < n) sets.axes++;
    switch (kind) {
    case STRAT_FLAG: grow_flag(b, list, fact, tried); break;
    case STRAT_ONE_OF: grow_choices(b, list, fact, tried, n); break;
    case STRAT_SET_OF: grow_sets(&sets, 0, 0); break;
    case STRAT_NUMBER:
    case STRAT_DATE: grow_ranges(b, list, fact, tried, n); break;
    }
    return 0;
}

/* ---- what hangs on a fact: the paragraphs with a rule of which it would be known, were it stated,
 * whether it holds, and is not yet ---- */

/* What goes with an approach counts where that is told of: `told`, a bit each. What an expectation
 * wants is not asked for its rule to hold, and counts where that may. */
static bool differs(const struct ev_turns *turns, const struct strat_rule *rule, uint32_t told) {
    enum strat_holds without = strat_rule_holds(turns->without, rule);
    bool with = rule->kind == STRAT_OBLIGATION || rule->kind == STRAT_EXPECTATION;
    if (with && !(rule->approaches & told)) return false;
    if (without != strat_rule_holds(turns->with, rule)) return true;
    return without != STRAT_HOLDS_NO && strat_term_holds(turns->without, rule->wants) !=
                                            strat_term_holds(turns->with, rule->wants);
}

/* A bit each, until it is asked of another fact. NULL: the tree has failed, or the bound on work is
 * reached. */
static const uint64_t *find_hanging(struct ev_build *b, uint32_t fact, uint32_t told) {
    struct ev_turns *turns = ev_turns_of(b);
    struct ev_band bands[EV_BANDS_TRIED];
    if (!turns) return NULL;
    uint32_t n = ev_bands(&b->e->vocabulary, fact, bands, EV_BANDS_TRIED);
    bool fine = ev_turn_begin(b, turns, fact) && ev_turn_away(b, turns);
    bitset_clear(turns->ids, strat_id_words(b->e->policy));
    for (uint32_t i = 0; i < n && i < EV_BANDS_TRIED && fine; i++) {
        fine = ev_turn(b, turns, bands[i].low);
        for (uint32_t k = 0; k < turns->n_rules; k++) {
            struct strat_rule rule;
            strat_get_rule(b->e->policy, turns->rules[k], &rule);
            if (differs(turns, &rule, told)) bitset_add(turns->ids, rule.paragraph);
        }
    }
    ev_turn_end(b, turns);
    return fine ? turns->ids : NULL;
}

const uint64_t *ev_hanging(struct ev_engine *e, struct ev_tree *t, uint32_t fact) {
    struct ev_build b = {.e = e, .t = t};
    return find_hanging(&b, fact, UINT32_MAX);
}

void ev_grow_hangs(struct ev_build *b, struct ev_node *parent, uint32_t fact) {
    const uint64_t *ids = find_hanging(b, fact, ev_told_of(b->e, &b->upshot.answer));
    if (ids) {
        ev_grow_ids(b, parent, "hangs", ids);
        return;
    }
    ev_grow_list(b->t, parent, "hangs");
    ev_grow_limit(b, "What hangs on some facts");
}

/* ---- the whole ---- */

/* What to ask, number i: what nobody knows who was asked comes last. */
static uint32_t asked_at(const struct ev_engine *e, uint32_t i) {
    for (int again = 0; again < 2; again++)
        for (uint32_t k = 0; k < e->n_ask; k++)
            if (bitset_has(e->not_known, e->ask[k]) == (again == 1) && i-- == 0) return e->ask[k];
    return 0;
}

static void grow_question(struct ev_build *b, struct ev_node *list, uint32_t fact, const char *now,
                          bool shown) {
    const struct ev_fact *info = &b->e->vocabulary.facts[fact];
    struct ev_node *ask = ev_grow_object(b->t, list, NULL);
    ev_grow_fact(b, ask, fact);
    ev_grow_some(b->t, ask, "by", info->info.by);
    ev_grow_some(b->t, ask, "help", info->info.help);
    if (b->x->parts & EV_PART_ASK_ALL)
        ev_grow_hangs(b, ask, fact);
    else
        ev_grow_list(b->t, ask, "hangs");
    grow_takes(b, ask, fact);
    struct ev_node *values = ev_grow_list(b->t, ask, "values");
    uint32_t more =
        shown ? grow_values(b, values, fact, now) : ev_bands(&b->e->vocabulary, fact, NULL, 0);
    ev_grow_integer(b->t, ask, "more", more);
}

/* Whether some value leads elsewhere than the request does as it is. */
static bool leads_elsewhere(struct ev_build *b, uint32_t fact, const char *now) {
    struct ev_band bands[TRIED];
    uint32_t n = ev_bands(&b->e->vocabulary, fact, bands, TRIED);
    for (uint32_t i = 0; i < n && n <= TRIED; i++) {
        const char *leads = leads_with(b, fact, bands[i].low);
        if (is_decided(leads) && strcmp(leads, now) != 0) return true;
    }
    return false;
}

/* Of what `ask` leaves out, as it changes nothing alone while the others may be anything, that
 * which settles something: few facts are tried, and no sets, which take many words. */
static void grow_settling(struct ev_build *b, struct ev_node *list, const char *now) {
    const struct ev_engine *e = b->e;
    uint32_t others[ALSO], n = 0;
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        bool open = !e->request.known[f] && !bitset_has(e->presumed, f) && !ev_is_by_case(e, f) &&
                    e->vocabulary.facts[f].info.kind != STRAT_SET_OF;
        for (uint32_t i = 0; i < e->n_ask && open; i++) open = e->ask[i] != f;
        if (open && n == ALSO) return;
        if (open) others[n++] = f;
    }
    for (uint32_t i = 0; i < n; i++)
        if (leads_elsewhere(b, others[i], now)) grow_question(b, list, others[i], now, true);
}

void ev_grow_ask(struct ev_build *b, struct ev_node *list) {
    bool whole = b->x->parts & EV_PART_ASK_ALL;
    const char *now = b->e->n_ask > 0 ? ev_own_lead(b) : "";
    for (uint32_t i = 0; i < b->e->n_ask; i++) {
        uint32_t fact = asked_at(b->e, i);
        if (!b->x->question || *b->x->question == fact)
            grow_question(b, list, fact, now, i < SHOWN || whole);
    }
    if (whole && b->e->n_ask > 0 && !b->x->question) grow_settling(b, list, now);
}

/* ---- what the default approach offers ---- */

int32_t ev_offering(const struct strat_answer *a) {
    if (a->status == STRAT_DEFAULT) return a->approach;
    return a->now >= 0 && a->each && a->each[a->now].verdicts >> STRAT_VERDICT_DEFAULT & 1 ? a->now
                                                                                           : -1;
}

/* Whether it hangs on an open judgement of which something is presumed elsewhere. */
static bool turns(struct ev_build *b, uint32_t approach, uint32_t fact, uint32_t verdicts) {
    int64_t own;
    bool differs = false;
    if (!b->e->vocabulary.facts[fact].info.presumed || ev_own_value(b->e, fact, &own)) return false;
    for (int64_t value = 0; value < 2; value++) {
        struct ev_fault fault;
        struct ev_trial trial = ev_trial_begin(b->e, fact, value);
        differs = differs || (ev_decide_too(b->e, true, &fault) &&
                              b->e->answer.each[approach].verdicts != verdicts);
        ev_trial_end(b->e, trial);
    }
    return differs;
}

/* Of what was just decided what the approach hangs on. */
static bool add_hanging(struct ev_build *b, uint32_t approach) {
    size_t words = bitset_words(b->e->vocabulary.about.facts);
    uint64_t *facts = ev_tree_take(b->t, words * sizeof *facts);
    struct ev_fault fault;
    if (!facts || !ev_hangs(b->e, approach, facts, &fault)) return false;
    bitset_or(b->hanging, facts, words);
    uint32_t verdicts = b->e->answer.each[approach].verdicts;
    for (uint32_t f = 0; f < b->e->vocabulary.about.facts; f++)
        if (turns(b, approach, f, verdicts)) bitset_add(b->hanging, f);
    return true;
}

/* Duties or cautions that go with it as it was just decided, and not as it was asked: in each of
 * the cases in which the approach is had, or in some. */
static void say_also(struct ev_build *b, const uint64_t *is, const uint64_t *was,
                     const uint64_t *had, bool duties) {
    const struct ev_engine *e = b->e;
    size_t words = duties ? strat_duty_words(e->policy) : strat_id_words(e->policy);
    uint64_t *more = ev_tree_take(b->t, words * sizeof *more);
    struct ev_out *out = &b->t->said;
    for (int sure = 1; more && sure >= 0; sure--) {
        const char *sign = sure ? "with: " : "perhaps with: ";
        for (size_t k = 0; k < words; k++) more[k] = is[k] & ~was[k] & (sure ? had[k] : ~had[k]);
        if (!bitset_some(more, words)) continue;
        ev_textf(out, "%s%s%s", out->used > 0 ? "; " : "", sign, duties ? "" : "caution ");
        (duties ? ev_say_duties : ev_say_ids)(out, e, more);
    }
}

/* What goes with this offer, if that is more than what goes with the approach as it was asked. */
static void grow_offered(struct ev_build *b, const struct ev_node *offer, uint32_t approach) {
    const struct strat_lists *is = &b->e->answer.each[approach],
                             *was = &b->upshot.answer.each[approach];
    enum strat_modality use = ev_member_true(offer, "sometimes") ? STRAT_NO_MODALITY : is->modality;
    struct ev_fault fault;
    if (!ev_where_had(b->e, approach, &fault)) {
        ev_grow_limit(b, "What goes with what remains open");
        return;
    }
    const struct strat_lists *had = &b->e->had[approach];
    say_also(b, is->duties, was->duties, had->duties, true);
    say_also(b, is->cautions, was->cautions, had->cautions, false);
    if (use <= STRAT_MAY && b->t->said.used == 0) return;
    struct ev_node *with = ev_grow_object(b->t, b->offers_with, NULL);
    ev_grow_said(b->t, with, "also");
    ev_grow_text(b->t, with, "typed", ev_member_text(offer, "typed"));
    ev_grow_some(b->t, with, "use", use > STRAT_MAY ? ev_modality_name(use) : "");
}

/* This activity, for which it was just decided, if it is open then, be it in some cases only.
 * False: not all was found. */
static bool grow_offer(struct ev_build *b, struct ev_node *list, uint32_t approach, uint32_t fact,
                       int64_t value) {
    const uint32_t opens = 1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL;
    uint32_t verdicts = b->e->answer.each[approach].verdicts;
    bool sometimes = verdicts & ~opens;
    if (!(verdicts & opens)) return true;
    struct ev_node *offer = ev_grow_object(b->t, list, NULL);
    ev_grow_saying(b, offer, fact, value);
    ev_grow_bool(b->t, offer, "sometimes", sometimes);
    ev_grow_bool(b->t, offer, "later", !sometimes && !(b->e->answer.available >> approach & 1));
    if (b->offers_with) grow_offered(b, offer, approach);
    return !sometimes || !b->hanging || add_hanging(b, approach);
}

bool ev_grow_offers(struct ev_build *b, struct ev_node *list, int32_t approach) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    uint32_t f = 0;
    bool all = true;
    while (f < v->about.facts && v->facts[f].info.role != STRAT_ACTIVITY) f++;
    if (approach < 0 || f == v->about.facts) return true;
    for (uint32_t i = 0; i < v->facts[f].info.values; i++) {
        struct ev_fault fault;
        struct ev_trial trial = ev_trial_begin(b->e, f, i);
        bool decided = ev_decide_too(b->e, true, &fault);
        if (decided)
            all = grow_offer(b, list, (uint32_t)approach, f, i) && all;
        else
            all = all && fault.code == EV_IMPOSSIBLE;
        if (decided && b->hanging) ev_note_readings(b, EV_READ_VERDICTS, (uint32_t)approach);
        ev_trial_end(b->e, trial);
    }
    return all;
}

/* Those of a list that the other has not. */
static void say_beyond(struct ev_build *b, const struct ev_node *of, const struct ev_node *by,
                       const char *first, const char *phrase) {
    const char *before = first;
    ev_each_node (offer, of) {
        if (ev_node_with(by, "typed", ev_member_text(offer, "typed"))) continue;
        ev_text(&b->t->said, before);
        ev_textf(&b->t->said, "%s%s", before == first ? phrase : "", ev_member_text(offer, "says"));
        before = ", ";
    }
}

bool ev_say_offered(struct ev_build *b, bool whole) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const char *name = v->approaches[v->about.default_approach].name;
    struct ev_node *now = ev_grow_list(b->t, NULL, NULL);
    if (!ev_grow_offers(b, now, ev_offering(&b->upshot.answer))) return false;
    size_t begun = b->t->said.used;
    say_beyond(b, b->offers, now, name, " no longer offers: ");
    say_beyond(b, now, b->offers, b->t->said.used > begun ? "; " : name, " also offers: ");
    if (whole && b->t->said.used == begun && !ev_node_same(b->offers, now))
        ev_textf(&b->t->said, "%s offers the same in other cases", name);
    return true;
}
