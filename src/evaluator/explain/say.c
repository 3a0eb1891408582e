/*
 * Names, values and verdicts in words, and as nodes.
 */
#include "base/list.h"
#include "evaluator/core/answer.h"
#include "evaluator/core/declared.h"
#include "evaluator/explain/build.h"

void ev_say_approach(struct ev_out *out, const struct ev_engine *e, int32_t approach) {
    if (approach < 0) return;
    const struct strat_named *named = &e->vocabulary.approaches[approach];
    const char *title = ev_title_beside(named->name, named->title);
    ev_textf(out, title[0] ? "%s (%s)" : "%s", named->name, title);
}

void ev_say_approaches(struct ev_out *out, const struct ev_engine *e, uint64_t approaches,
                       const char *before, bool bare) {
    bitset_each (i, &approaches, e->vocabulary.about.approaches) {
        ev_text(out, before);
        if (bare)
            ev_text(out, e->vocabulary.approaches[i].name);
        else
            ev_say_approach(out, e, (int32_t)i);
        before = ", ";
    }
}

void ev_say_duties(struct ev_out *out, const struct ev_engine *e, const uint64_t *duties) {
    const char *last = " and ";
    size_t n = 0, k = 0;
    bitset_each (d, duties, e->vocabulary.about.duties) {
        last = list_last(last, ev_said(&e->vocabulary.duties[d]));
        n++;
    }
    bitset_each (d, duties, e->vocabulary.about.duties)
        ev_textf(out, "%s%s", list_separator(k++, n, last), ev_said(&e->vocabulary.duties[d]));
}

void ev_say_ids(struct ev_out *out, const struct ev_engine *e, const uint64_t *ids) {
    const struct ev_vocabulary *v = &e->vocabulary;
    size_t n = bitset_count(ids, strat_id_words(e->policy)), k = 0;
    bitset_each (i, ids, v->about.paragraphs)
        ev_textf(out, "%s%s", list_separator(k++, n, " and "), v->paragraphs[i].name);
}

void ev_say_typed(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    if (info->kind == STRAT_FLAG) {
        ev_textf(out, value ? "%s" : "not %s", info->name);
        return;
    }
    ev_textf(out, "%s=", info->name);
    ev_value_say(out, v, fact, value);
}

size_t ev_stated_length(const char *text, size_t n) {
    static const char yes[] = ": yes";
    size_t end = sizeof yes - 1;
    return n > end && memcmp(text + n - end, yes, end) == 0 ? n - end : n;
}

const char *ev_labels_last(const struct ev_vocabulary *v, uint32_t fact, const uint64_t *set,
                           bool in, const char *last) {
    for (uint32_t i = 0; i < v->facts[fact].info.values; i++)
        if (bitset_has(set, i) == in) last = list_last(last, ev_said(ev_value(v, fact, i)));
    return last;
}

void ev_say_value(struct ev_out *out, const struct ev_vocabulary *v, uint32_t fact, int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    if (info->kind == STRAT_ONE_OF) {
        ev_text(out, ev_said(ev_value(v, fact, (uint32_t)value)));
    } else if (info->kind == STRAT_SET_OF && value != 0) {
        uint64_t set = (uint64_t)value;
        const char *last = ev_labels_last(v, fact, &set, true, ", ");
        uint32_t k = 0, n = (uint32_t)bitset_count(&set, 1);
        bitset_each (i, &set, info->values)
            ev_textf(out, "%s%s", list_separator(k++, n, last),
                     ev_said(ev_value(v, fact, (uint32_t)i)));
    } else {
        ev_value_say(out, v, fact, value);
    }
}

uint32_t ev_possible(const struct ev_engine *e) {
    /* Unranked, `possible` has those that may be open, and the default one is not. */
    bool by_default = e->answer.possible_status >> STRAT_DEFAULT & 1;
    return e->answer.possible |
           (by_default ? UINT32_C(1) << e->vocabulary.about.default_approach : 0);
}

bool ev_may_have_none(const struct ev_engine *e) {
    return e->answer.possible_status & (1u << STRAT_REFUSED | 1u << STRAT_OUT_OF_SCOPE);
}

bool ev_is_one_possible(const struct ev_engine *e) {
    uint32_t some = ev_possible(e);
    return !ev_may_have_none(e) && some && !(some & (some - 1));
}

bool ev_is_shut(const struct strat_lists *each) {
    return !(each->verdicts & ~(1u << STRAT_VERDICT_NOT_PROVIDED | 1u << STRAT_VERDICT_CLOSED));
}

void ev_say_verdict(struct ev_out *out, const struct ev_engine *e, uint32_t approach) {
    static const char *const words[] = {[STRAT_VERDICT_NOT_PROVIDED] = "not provided for",
                                        [STRAT_VERDICT_CLOSED] = "closed",
                                        [STRAT_VERDICT_DEFAULT] = "the default",
                                        [STRAT_VERDICT_CONDITIONAL] = "open once something is done",
                                        [STRAT_VERDICT_OPEN] = "open"};
    const struct strat_lists *each = &e->answer.each[approach];
    uint64_t verdicts = each->verdicts;
    size_t n = 0, k = 0;
    bitset_each (v, &verdicts, EV_VERDICTS) n++;
    if (n > 1 && ev_is_shut(each)) {
        ev_text(out, "not open, whatever was not stated");
        return;
    }
    if (n > 1) ev_text(out, "this depends on what was not stated: ");
    if (verdicts == UINT64_C(1) << STRAT_VERDICT_NOT_PROVIDED) {
        ev_text(out, "not provided for, as things are");
    } else if (verdicts == UINT64_C(1) << STRAT_VERDICT_CONDITIONAL) {
        ev_text(out, "open after this: ");
        ev_say_duties(out, e, each->before);
    } else {
        bitset_each (v, &verdicts, EV_VERDICTS)
            ev_textf(out, "%s%s", list_separator(k++, n, " or "), words[v]);
    }
}

void ev_say_outcomes(struct ev_out *out, const struct ev_engine *e, bool bare) {
    uint32_t statuses = e->answer.possible_status;
    bool outside = statuses >> STRAT_OUT_OF_SCOPE & 1, refused = statuses >> STRAT_REFUSED & 1;
    ev_textf(out, "%s%s%s", outside ? "out of scope" : "", outside && refused ? ", " : "",
             refused ? "refused" : "");
    ev_say_approaches(out, e, ev_possible(e), outside || refused ? ", " : "", bare);
}

const char *ev_said_use(enum strat_modality modality) {
    return modality == STRAT_MUST   ? " has to be used and"
           : modality == STRAT_WILL ? " is promised and"
                                    : "";
}

void ev_say_decision(struct ev_out *out, const struct ev_engine *e, bool still) {
    const struct strat_answer *a = &e->answer;
    uint32_t the_one = a->approach >= 0 ? (uint32_t)1 << a->approach : 0;
    bool one = e->vocabulary.about.ranked || a->status == STRAT_DEFAULT;
    if (a->status == STRAT_UNDETERMINED) {
        uint64_t statuses = a->possible_status;
        const char *before = ", ";
        ev_text(out, still ? "still undetermined (" : "undetermined (");
        ev_say_outcomes(out, e, true);
        for (uint32_t s = STRAT_DEFAULT; ev_is_one_possible(e) && s < STRAT_UNDETERMINED; s++) {
            if (!(statuses >> s & 1)) continue;
            ev_textf(out, "%s%s", before, ev_status_name((enum strat_status)s));
            before = " or ";
        }
        ev_text(out, ")");
    } else if (a->status == STRAT_OUT_OF_SCOPE || a->status == STRAT_REFUSED) {
        ev_text(out, a->status == STRAT_REFUSED ? "refused" : "out of scope");
    } else {
        ev_say_approaches(out, e, one ? the_one : a->open, "", true);
        ev_textf(out, ", %s%s", ev_status_name(a->status),
                 !e->vocabulary.about.ranked || a->status == STRAT_DEFAULT ? ""
                 : a->lists.modality == STRAT_MUST                         ? " and to be used"
                 : a->lists.modality == STRAT_WILL                         ? " and promised"
                                                                           : "");
    }
}

void ev_say_shut(struct ev_out *out, const struct ev_engine *e, uint32_t fact, int64_t value,
                 const char *contrary) {
    const struct strat_answer *a = &e->answer;
    bool refused = a->status == STRAT_REFUSED, sure = a->status != STRAT_UNDETERMINED;
    uint32_t said = 0;
    ev_say_value(out, &e->vocabulary, fact, value);
    ev_text(out, " leads to: ");
    if (contrary[0] != '\0' && !refused && a->status != STRAT_OUT_OF_SCOPE) {
        ev_text(out, contrary);
        return;
    }
    ev_say_decision(out, e, false);
    bitset_each (i, a->lists.closed_by, refused ? e->vocabulary.about.paragraphs : 0)
        ev_textf(out, "%s%s", said++ > 0 ? ", " : " (", e->vocabulary.paragraphs[i].name);
    if (said > 0) ev_text(out, ")");
    if (a->now == STRAT_NONE && !refused && a->status != STRAT_OUT_OF_SCOPE)
        ev_text(out, sure ? ", nothing may start" : ", nothing is sure to be allowed now");
}

/* ---- as nodes ---- */

void ev_grow_value(struct ev_tree *t, struct ev_node *parent, const char *key,
                   const struct ev_vocabulary *v, uint32_t fact, int64_t value) {
    const struct strat_fact *info = &v->facts[fact].info;
    uint64_t set = (uint64_t)value;
    switch (info->kind) {
    case STRAT_FLAG: ev_grow_bool(t, parent, key, value != 0); break;
    case STRAT_SET_OF: {
        struct ev_node *list = ev_grow_list(t, parent, key);
        bitset_each (i, &set, info->values)
            ev_grow_text(t, list, NULL, ev_value(v, fact, (uint32_t)i)->name);
        break;
    }
    case STRAT_NUMBER:
        ev_value_say(&t->said, v, fact, value);
        ev_grow_said_number(t, parent, key);
        break;
    case STRAT_ONE_OF:
    case STRAT_DATE:
        ev_value_say(&t->said, v, fact, value);
        ev_grow_said(t, parent, key);
        break;
    }
}

void ev_grow_ids(struct ev_build *b, struct ev_node *parent, const char *key, const uint64_t *ids) {
    struct ev_node *list = ev_grow_list(b->t, parent, key);
    bitset_each (i, ids, b->e->vocabulary.about.paragraphs) {
        ev_grow_text(b->t, list, NULL, b->e->vocabulary.paragraphs[i].name);
        bitset_add(b->cited, i);
    }
}

int32_t ev_declaring(const struct ev_engine *e, int32_t approach) {
    for (uint32_t p = 0; p < e->vocabulary.about.paragraphs && approach >= 0; p++) {
        struct strat_paragraph info;
        strat_get_paragraph(e->policy, p, &info);
        if (info.approach == approach) return (int32_t)p;
    }
    return -1;
}

bool ev_done_value(const struct ev_vocabulary *v, const struct strat_duty *duty, int64_t *value) {
    static const char sign[] = " = ";
    const char *at = strstr(duty->done, sign);
    struct ev_fault fault;
    if (duty->done_when < 0) return false;
    *value = 1; /* a fact alone is a flag, which is yes then */
    if (!at) return true;
    at += strlen(sign);
    return ev_value_read(v, (uint32_t)duty->done_when, at, strlen(at), false, value, &fault);
}

void ev_grow_fact(struct ev_build *b, struct ev_node *parent, uint32_t fact) {
    const struct strat_fact *info = &b->e->vocabulary.facts[fact].info;
    ev_grow_text(b->t, parent, "fact", info->name);
    ev_grow_text(b->t, parent, "title", info->title);
}

void ev_grow_saying(struct ev_build *b, struct ev_node *parent, uint32_t fact, int64_t value) {
    ev_say_typed(&b->t->said, &b->e->vocabulary, fact, value);
    ev_grow_said(b->t, parent, "typed");
    ev_say_value(&b->t->said, &b->e->vocabulary, fact, value);
    ev_grow_said(b->t, parent, "says");
}

void ev_grow_limit(struct ev_build *b, const char *what) {
    ev_grow_limit_by(b, what, ev_why_not_decided(b->e));
}

void ev_grow_limit_by(struct ev_build *b, const char *what, const char *why) {
    struct ev_out *said = &b->t->said;
    ev_textf(said, "%s was not found out: %s", what, why);
    ev_put(said, "", 1);
    bool again = said->error || ev_node_has(b->limits, said->buffer);
    said->used = again ? 0 : said->used - 1;
    if (!again) ev_grow_said(b->t, b->limits, NULL);
}

/* A node has room for a number that is not said. */
const struct ev_node *ev_names(struct ev_tree *t, const struct strat_named *names, uint32_t n) {
    struct ev_node *all = ev_grow_object(t, NULL, NULL);
    for (uint32_t i = 0; i < n; i++) ev_grow(t, all, names[i].name, EV_NULL)->n = i;
    ev_tree_index(t, all);
    return all;
}

int32_t ev_name_number(const struct ev_node *names, const char *name) {
    const struct ev_node *found = ev_member(names, name);
    return found ? (int32_t)found->n : -1;
}

const struct ev_node *ev_answered(struct ev_tree *t, const struct ev_node *answer,
                                  const char *key) {
    const struct ev_node *value = ev_member(answer, key);
    if (!value || value->kind != EV_NULL) return value;
    bool one = strcmp(key, "approach") == 0 || strcmp(key, "now") == 0;
    struct ev_node *holder = ev_grow_object(t, NULL, NULL);
    ev_grow_text(t, holder, "said",
                 ev_member_is(answer, "status", "undetermined") ? "undetermined"
                 : one                                          ? "no single one"
                                                                : "none");
    return ev_member(holder, "said");
}
