/*
 * What a decision hangs on: judgements and readings; and what was taken for granted.
 */
#include "evaluator/explain/build.h"

static const char not_all_read[] = "On which readings hangs where something else leads";

/* Those that somebody has to decide, and those that somebody or the policy has decided. */
void ev_grow_judgements(struct ev_build *b, struct ev_node *list) {
    const struct ev_engine *e = b->e;
    if (e->missed.judgements) {
        ev_grow_limit(b, "Which judgements it would change with");
        return;
    }
    bitset_each (f, e->judgements, e->vocabulary.about.facts) {
        bool stated = e->request.known[f], taken = bitset_has(e->presumed, f);
        struct ev_node *judgement = ev_grow_object(b->t, list, NULL);
        ev_grow_fact(b, judgement, (uint32_t)f);
        ev_grow_some(b->t, judgement, "by", e->vocabulary.facts[f].info.by);
        ev_grow_hangs(b, judgement, (uint32_t)f);
        ev_grow_text(b->t, judgement, "state",
                     stated                         ? "stated"
                     : !taken                       ? "unknown"
                     : bitset_has(e->by_default, f) ? "default"
                                                    : "presumed");
        if (stated || taken)
            ev_grow_bool(b->t, judgement, "value",
                         stated ? e->request.value[f] != 0 : e->presumed_value[f] != 0);
        else
            ev_grow_null(b->t, judgement, "value");
    }
}

/* ---- readings ---- */

/* `name`, `title` and how the policy takes it. */
static struct ev_node *grow_reading(struct ev_build *b, struct ev_node *list, uint32_t which) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const struct strat_fact *info = &v->facts[v->about.facts + which].info;
    struct ev_node *reading = ev_grow_object(b->t, list, NULL);
    ev_grow_text(b->t, reading, "name", info->name);
    ev_grow_text(b->t, reading, "title", info->title);
    ev_grow_text(b->t, reading, "taken",
                 ev_said(ev_value(v, v->about.facts + which, (uint32_t)info->default_value)));
    return reading;
}

void ev_begin_read_as(struct ev_build *b) {
    size_t words = bitset_words(b->e->vocabulary.about.readings);
    uint64_t *memory = words ? ev_tree_take(b->t, 2 * words * sizeof *memory) : NULL;
    if (!memory) return;
    bitset_clear(memory, words);
    b->trials_read = memory;
    b->trial_read = memory + words;
}

/* A trial that was decided, and what of it is told. */
struct told {
    const struct ev_upshot *trial;
    enum ev_read_of of;
    uint32_t approach;
};

static bool is_told_same(const struct ev_build *b, const struct told *told) {
    const struct ev_engine *e = b->e;
    const struct strat_answer *was = &told->trial->answer, *is = &e->answer;
    uint32_t i = told->approach;
    if (told->of == EV_READ_APPROACH) return ev_had_same(e, &was->each[i], &is->each[i]);
    return was->each[i].verdicts == is->each[i].verdicts &&
           (was->available >> i & 1) == (is->available >> i & 1);
}

/* Whether what is told of the trial is otherwise where the reading is taken otherwise. */
static bool is_read_otherwise(struct ev_build *b, uint32_t which, const struct told *told) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const struct strat_fact *info = &v->facts[v->about.facts + which].info;
    for (uint32_t i = 0; i < info->values; i++) {
        struct ev_fault fault = {.code = EV_FINE};
        if ((int64_t)i == info->default_value) continue;
        if (ev_decide_read(b->e, which, i, &fault) && !is_told_same(b, told)) return true;
        if (fault.code == EV_NOT_DECIDED) ev_grow_limit(b, not_all_read);
    }
    return false;
}

/* Of the engine's answer, and of all that may be used then, be it less. */
static void note_all(struct ev_build *b) {
    size_t words = bitset_words(b->e->vocabulary.about.readings);
    const uint32_t opens = 1u << STRAT_VERDICT_OPEN | 1u << STRAT_VERDICT_CONDITIONAL;
    const struct strat_answer *a = &b->e->answer;
    uint64_t told = ev_told_of(b->e, a);
    for (uint32_t i = 0; a->status == STRAT_UNDETERMINED && i < b->e->vocabulary.about.approaches;
         i++)
        told |= (uint64_t)((a->each[i].verdicts & opens) != 0) << i;
    if (!ev_find_readings(b->e, b->trial_read)) ev_grow_limit(b, not_all_read);
    bitset_or(b->trials_read, b->trial_read, words);
    if (!ev_find_read_hangs(b->e, told, b->trial_read)) ev_grow_limit(b, not_all_read);
    bitset_or(b->trials_read, b->trial_read, words);
}

void ev_note_readings(struct ev_build *b, enum ev_read_of of, uint32_t approach) {
    const struct strat_about *about = &b->e->vocabulary.about;
    struct ev_upshot trial;
    struct ev_fault fault;
    /* What was told of it may have taken trials of its own. */
    if (!b->trials_read || !ev_decide_too(b->e, true, &fault)) return;
    if (of == EV_READ_ALL) {
        note_all(b);
        return;
    }
    if (!ev_upshot_open(&trial, b->e)) {
        b->t->failed = true;
        return;
    }
    const struct told told = {&trial, of, approach};
    for (uint32_t r = 0; r < about->readings; r++)
        if (!bitset_has(b->trials_read, r) && !bitset_has(b->e->readings, r) &&
            is_read_otherwise(b, r, &told))
            bitset_add(b->trials_read, r);
    ev_upshot_close(&trial);
}

void ev_grow_read_as(struct ev_build *b, struct ev_node *list) {
    uint32_t readings = b->e->vocabulary.about.readings;
    if (!b->trials_read) return;
    ev_note_readings(b, EV_READ_ALL, 0);
    bitset_andnot(b->trials_read, b->e->readings, bitset_words(readings));
    bitset_each (r, b->trials_read, readings) grow_reading(b, list, (uint32_t)r);
}

/* ---- where the contrary of judgements leads ---- */

/* `read`: of the trial that goes on, which was decided for sure, what is decided where a reading of
 * two is taken otherwise, besides those on which it hangs as it was asked. */
static void grow_read(struct ev_build *b, struct ev_node *judgement) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const char *says = "";
    struct ev_fault fault = {.code = EV_FINE};
    bool found = b->trials_read && b->e->answer.status != STRAT_UNDETERMINED &&
                 ev_find_readings(b->e, b->trial_read);
    for (uint32_t r = 0; found && r < v->about.readings; r++) {
        const struct strat_fact *info = &v->facts[v->about.facts + r].info;
        if (!bitset_has(b->trial_read, r) || bitset_has(b->e->readings, r) || info->values != 2 ||
            !ev_decide_read(b->e, r, info->default_value == 0, &fault))
            continue;
        const char *leads = ev_said_outcome(b, true, &fault);
        ev_textf(&b->t->said, "%s%s\"%s\" read otherwise: %s", says, says[0] ? "; " : "",
                 info->title, leads);
        says = ev_tree_kept(b->t);
    }
    ev_grow_some(b->t, judgement, "read", says);
}

/* `contrary`: where this value of the fact leads, with which it was tried to decide. */
static void grow_contrary(struct ev_build *b, struct ev_node *judgement, uint32_t fact,
                          bool decided, const struct ev_fault *fault) {
    if (decided)
        ev_say_contrary(b, (int32_t)fact, "the same");
    else
        ev_text(&b->t->said, ev_said_outcome(b, false, fault));
    ev_grow_said(b->t, judgement, "contrary");
    if (decided) grow_read(b, judgement);
}

static void try_contrary(struct ev_build *b, struct ev_node *judgement, uint32_t fact,
                         int64_t value) {
    struct ev_fault fault = {.code = EV_FINE};
    struct ev_trial trial = ev_trial_begin(b->e, fact, value);
    bool decided = ev_decide_too(b->e, true, &fault);
    grow_contrary(b, judgement, fact, decided, &fault);
    if (decided) ev_note_readings(b, EV_READ_ALL, 0);
    ev_trial_end(b->e, trial);
}

void ev_grow_contraries(struct ev_build *b, struct ev_node *list, const struct ev_node *taken) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    if (list->n > 0) ev_own_lead(b);
    for (struct ev_node *judgement = list->first; judgement && !b->t->failed;
         judgement = judgement->next) {
        const struct ev_node *value = ev_member(judgement, "value");
        const char *name = ev_member_text(judgement, "fact");
        int32_t fact = ev_find_fact(v, name, strlen(name));
        if (!value || value->kind != EV_BOOL || fact < 0)
            ev_grow_null(b->t, judgement, "contrary");
        else if (b->e->request.known[fact] || !taken || taken->n == 0)
            try_contrary(b, judgement, (uint32_t)fact, !value->yes);
    }
}

/* ---- where other readings lead ---- */

/* The questions of interpretation that it hangs on, how the policy takes them, and how else they
 * could be read. */
void ev_grow_readings(struct ev_build *b, struct ev_node *list) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    if (b->e->missed.readings) {
        ev_grow_limit(b, "Which readings it hangs on");
        return;
    }
    bitset_each (r, b->e->readings, v->about.readings) {
        uint32_t which = v->about.facts + (uint32_t)r;
        const struct strat_fact *info = &v->facts[which].info;
        struct ev_node *reading = grow_reading(b, list, (uint32_t)r);
        struct ev_node *others = ev_grow_list(b->t, reading, "others");
        for (uint32_t i = 0; i < info->values; i++)
            if ((int64_t)i != info->default_value)
                ev_grow_text(b->t, others, NULL, ev_said(ev_value(v, which, i)));
    }
}

/* Where what is possible is the same on the whole, and some approach is otherwise: of the one other
 * value, too, that what is decided is another in some case. */
static void say_lead(struct ev_build *b, const struct strat_fact *info) {
    const struct strat_answer *was = &b->upshot.answer, *is = &b->e->answer;
    ev_say_contrary(b, EV_NO_FACT, NULL);
    const char *says = b->t->said.used > 0 ? ev_tree_kept(b->t) : "";
    bool alike = was->status == STRAT_UNDETERMINED && is->status == STRAT_UNDETERMINED &&
                 was->possible == is->possible && was->possible_status == is->possible_status;
    ev_text(&b->t->said, says);
    if (says[0] != '\0' && alike && info->values == 2 && !strstr(says, "some of these cases"))
        ev_text(&b->t->said, "; what is decided changes in some of these cases");
}

/* `leads`, of each of the others. */
static void grow_leads(struct ev_build *b, struct ev_node *reading, uint32_t which) {
    const struct strat_fact *info =
        &b->e->vocabulary.facts[b->e->vocabulary.about.facts + which].info;
    struct ev_node *leads = ev_grow_list(b->t, reading, "leads");
    for (uint32_t i = 0; i < info->values; i++) {
        struct ev_fault fault = {.code = EV_FINE};
        if ((int64_t)i == info->default_value) continue;
        if (ev_decide_read(b->e, which, i, &fault))
            say_lead(b, info);
        else if (fault.code == EV_IMPOSSIBLE)
            ev_text(&b->t->said, ev_said_outcome(b, false, &fault));
        else
            ev_grow_limit(b, "Where some other readings lead");
        ev_grow_said(b->t, leads, NULL);
    }
}

void ev_grow_leads(struct ev_build *b, struct ev_node *list) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    struct ev_node *reading = list->first;
    if (reading) ev_own_lead(b);
    for (uint32_t r = 0; r < v->about.readings && reading; r++) {
        if (!ev_member_is(reading, "name", v->facts[v->about.facts + r].info.name)) continue;
        grow_leads(b, reading, r);
        reading = reading->next;
    }
}

/* ---- what was taken for granted ---- */

/* Of which the policy says one thing where a presumption holds and another elsewhere. */
static void grow_by_case(struct ev_build *b, struct ev_node *taken, uint32_t fact) {
    const struct strat_fact *info = &b->e->vocabulary.facts[fact].info;
    ev_grow_null(b->t, taken, "typed");
    ev_grow_null(b->t, taken, "says");
    ev_grow_text(b->t, taken, "how", "by_case");
    ev_grow_text(b->t, taken, "otherwise",
                 !info->has_default    ? "open"
                 : info->default_value ? "taken as yes"
                                       : "taken as no");
}

void ev_grow_taken(struct ev_build *b, struct ev_node *list) {
    const struct ev_engine *e = b->e;
    if (!ev_is_taken(e)) return;
    if (e->missed.presumed) ev_grow_limit(b, "What was taken for granted");
    for (uint32_t f = 0; f < e->vocabulary.about.facts; f++) {
        bool by_case = ev_is_by_case(e, f);
        if (!by_case && !bitset_has(e->presumed, f)) continue;
        struct ev_node *taken = ev_grow_object(b->t, list, NULL);
        ev_grow_fact(b, taken, f);
        ev_grow_some(b->t, taken, "by", e->vocabulary.facts[f].info.by);
        if (by_case) {
            grow_by_case(b, taken, f);
            continue;
        }
        ev_grow_saying(b, taken, f, e->presumed_value[f]);
        ev_grow_text(b->t, taken, "how", bitset_has(e->by_default, f) ? "default" : "presumed");
        ev_grow_null(b->t, taken, "otherwise");
    }
}

/* What was taken for granted, tried otherwise; of what can be so in one other way alone, in words
 * or "". `judgement`: where the decision hangs on it; or NULL. */
struct otherwise {
    struct ev_build *b;
    struct ev_node *judgement;
    const char *contrary, *alters;
    bool one;
};

/* What is offered otherwise, behind what else is said of one other value. */
static enum ev_matter add_offered(struct otherwise *way, enum ev_matter matters) {
    struct ev_build *b = way->b;
    const char **to = way->contrary[0] != '\0' ? &way->contrary : &way->alters;
    if (!ev_say_offered(b, matters == EV_MATTERS_NOT))
        return matters == EV_MATTERS_NOT ? EV_MATTER_UNKNOWN : matters;
    if (b->t->said.used == 0) return matters;
    const char *offered = ev_tree_kept(b->t);
    ev_textf(&b->t->said, "%s%s%s", *to, (*to)[0] != '\0' ? "; " : "", offered);
    const char *says = ev_tree_kept(b->t);
    if (way->one) *to = says;
    return EV_MATTERS;
}

/* Whether some approach is another thing, which records tell of each. */
static bool is_less_otherwise(const struct ev_build *b) {
    const struct strat_lists *was = b->upshot.answer.each, *is = b->e->answer.each;
    for (uint32_t i = 0; was && is && i < b->e->vocabulary.about.approaches; i++)
        if (was[i].verdicts != is[i].verdicts) return true;
    return false;
}

static enum ev_matter say_otherwise(struct ev_engine *e, uint32_t fact, int64_t value,
                                    const void *of) {
    struct otherwise *const *const at = of, *way = *at;
    struct ev_build *b = way->b;
    struct ev_fault fault;
    struct ev_trial trial = ev_trial_begin(e, fact, value);
    bool decided = ev_decide_too(e, true, &fault);
    bool offers = decided && b->offers && ev_offering(&e->answer) == ev_offering(&b->upshot.answer);
    enum ev_matter matters = ev_matter_of(e, &b->upshot, decided, &fault);
    if (matters == EV_MATTERS_NOT && b->x->parts & EV_PART_READ_AS && is_less_otherwise(b))
        matters = EV_MATTERS;
    bool told = matters == EV_MATTERS && way->one;
    if (told) ev_say_contrary(b, (int32_t)fact, NULL);
    way->contrary = b->t->said.used > 0 ? ev_tree_kept(b->t) : "";
    if (told && way->contrary[0] == '\0') ev_say_alters(b, (int32_t)fact);
    way->alters = b->t->said.used > 0 ? ev_tree_kept(b->t) : "";
    if (way->judgement) grow_contrary(b, way->judgement, fact, decided, &fault);
    if (decided) ev_note_readings(b, EV_READ_ALL, 0);
    if (offers) matters = add_offered(way, matters);
    ev_trial_end(e, trial);
    return matters;
}

/* What cannot be otherwise as it was asked, if that is not much. */
enum { MOST_FIXED = 8 };
struct fixed {
    uint32_t facts[MOST_FIXED], n;
};

static struct fixed find_fixed(const struct ev_build *b, const struct ev_node *taken) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    struct fixed fixed = {.n = 0};
    ev_each_node (one, taken) {
        const char *name = ev_member_text(one, "fact");
        int32_t fact = ev_find_fact(v, name, strlen(name));
        if (!ev_member_true(one, "fixed") || fact < 0 || v->facts[fact].info.kind != STRAT_FLAG)
            continue;
        if (fixed.n == MOST_FIXED) return (struct fixed){.n = 0};
        fixed.facts[fixed.n++] = (uint32_t)fact;
    }
    return fixed;
}

/* Where these lead in the trial that goes on, if they can be otherwise in that. */
static void grow_then(struct ev_build *b, struct ev_node *list, const struct fixed *fixed) {
    struct ev_build then = *b;
    struct ev_fault fault;
    then.leads = NULL;
    if (!ev_decide_too(b->e, true, &fault)) return;
    if (!ev_upshot_open(&then.upshot, b->e)) {
        b->t->failed = true;
        return;
    }
    ev_own_lead(&then);
    for (uint32_t i = 0; i < fixed->n; i++) {
        uint32_t fact = fixed->facts[i];
        bool value = !b->e->presumed_value[fact];
        struct ev_trial trial = ev_trial_begin(b->e, fact, value);
        if (ev_decide_too(b->e, true, &fault)) ev_say_contrary(&then, (int32_t)fact, NULL);
        ev_trial_end(b->e, trial);
        if (b->t->said.used == 0) continue;
        struct ev_node *one = ev_grow_object(b->t, list, NULL);
        ev_grow_said(b->t, one, "contrary");
        ev_grow_fact(b, one, fact);
        ev_grow_bool(b->t, one, "value", value);
    }
    ev_upshot_close(&then.upshot);
}

/* `then`, of each that has a contrary. */
static void grow_thens(struct ev_build *b, struct ev_node *list) {
    const struct fixed fixed = find_fixed(b, list);
    for (struct ev_node *taken = list->first; taken; taken = taken->next) {
        const char *name = ev_member_text(taken, "fact");
        int32_t fact = ev_find_fact(&b->e->vocabulary, name, strlen(name));
        struct ev_node *then = ev_grow_list(b->t, taken, "then");
        if (fixed.n == 0 || fact < 0 || ev_member_text(taken, "contrary")[0] == '\0' ||
            b->e->vocabulary.facts[fact].info.kind != STRAT_FLAG)
            continue;
        struct ev_trial trial = ev_trial_begin(b->e, (uint32_t)fact, !b->e->presumed_value[fact]);
        grow_then(b, then, &fixed);
        ev_trial_end(b->e, trial);
    }
}

void ev_grow_matters(struct ev_build *b, struct ev_node *list, const struct ev_node *judgements) {
    const struct ev_engine *e = b->e;
    struct ev_node *taken = list->first, *judgement = judgements ? judgements->first : NULL;
    bool missed = false;
    if (taken) ev_own_lead(b);
    for (uint32_t f = 0; f < e->vocabulary.about.facts && taken; f++) {
        bool by_case = ev_is_by_case(e, f), judged = judgement && bitset_has(e->judgements, f);
        struct otherwise way = {.b = b, .contrary = "", .alters = ""}, *const at = &way;
        if (judged && !by_case) way.judgement = judgement;
        if (judged) judgement = judgement->next;
        if (!by_case && !bitset_has(e->presumed, f)) continue;
        way.one = !by_case && ev_bands(&e->vocabulary, f, NULL, 0) == 2;
        enum ev_matter matters =
            ev_try_others(b->e, f, by_case ? NULL : &e->presumed_value[f], say_otherwise, &at);
        if (matters == EV_MATTER_UNKNOWN)
            ev_grow_null(b->t, taken, "matters");
        else
            ev_grow_bool(b->t, taken, "matters", matters == EV_MATTERS);
        ev_grow_bool(b->t, taken, "fixed", matters == EV_MATTER_FIXED);
        ev_grow_some(b->t, taken, "contrary", way.contrary);
        ev_grow_some(b->t, taken, "alters", way.alters);
        missed = missed || matters == EV_MATTER_UNKNOWN;
        taken = taken->next;
    }
    if (missed) ev_grow_limit(b, "Whether some of what was taken for granted matters");
    if (b->x->parts & EV_PART_READ_AS) grow_thens(b, list);
}
