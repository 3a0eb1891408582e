/*
 * Large policies: from the clauses that were found to an answer.
 *
 * A complete request is its own only completion: what was found, less what the steps clear, is the
 * answer. Where facts are unknown, the clauses that what is known does not rule out are numbered
 * anew, and rows, masks and steps of them alone are laid out in work memory, as they stand in the
 * table of a small policy; then the same search decides.
 */
#include "runtime/large.h"
#include "runtime/residual.h"

/* Work memory that any request is given on top of what complete ones need. */
enum { LOCAL_WORDS = 1 << 14 };

static void open_lookup(const struct strat_search *s, struct strat_lookup *q) {
    q->t = s->t;
    q->l = s->t + s->t[H_ROW_AT];
    q->axis = s->axis;
    q->rules = s->p->rules;
    q->n = 0;
    q->search = (struct strat_search *)0;
}

STRAT_LOCAL size_t strat_i_large_words(const struct strat_search *s) {
    const uint64_t *l = s->t + s->t[H_ROW_AT];
    return (size_t)(s->axes + l[L_DIGITS] + l[L_MOST_CLAUSES] + l[L_MOST_ENTRIES] + LOCAL_WORDS);
}

/* ---- complete requests ---- */

/* What is presumed is for the general way. */
static int is_presumed(const struct strat_search *s) {
    uint32_t i;
    for (i = 0; i < s->t[H_PRESUMED]; i++)
        if (!s->request.known[s->t[s->t[H_PRESUMED_AT] + i]]) return 1;
    return 0;
}

/* Marks as STRAT_FOUND_CLEARED what the steps clear. 0: there is no room for their entries. */
static int apply_overrides(struct strat_lookup *q, uint64_t *entries, size_t room) {
    size_t n = strat_i_touched(q, entries, room), i, end, k;
    if (n == SIZE_MAX) return 0;
    for (i = 0; i < n; i = end) {
        uint32_t clears = ENTRY_NONE;
        for (end = i;
             end < n && STRAT_ENTRY_OVERRIDE(entries[end]) == STRAT_ENTRY_OVERRIDE(entries[i]);
             end++)
            if (STRAT_ENTRY_ROLE(entries[end]) == ENTRY_TEST &&
                !(q->found[STRAT_ENTRY_PLACE(entries[end])] & STRAT_FOUND_CLEARED))
                clears = ENTRY_ANY;
        for (k = i; k < end; k++)
            if (STRAT_ENTRY_ROLE(entries[k]) == clears)
                q->found[STRAT_ENTRY_PLACE(entries[k])] |= STRAT_FOUND_CLEARED;
    }
    return 1;
}

static uint64_t kind_of(const struct strat_lookup *q, uint64_t found) {
    return q->t[q->l[L_KIND_AT] + 2 * STRAT_FOUND_KIND(found)];
}

/* Looks a complete request up and takes its steps. 0: work memory is short. */
static int find(struct strat_search *s) {
    struct strat_lookup *q = &s->q;
    struct strat_marks *marks = &s->marks;
    uint64_t stepped = 0;
    size_t i;
    strat_i_look_up(q);
    if (q->full) return 0;
    for (i = 0; i < q->n; i++) stepped |= STRAT_FOUND_ENTRIES(q->found[i]);
    if (stepped &&
        !apply_overrides(q, q->found + q->room, s->room - (size_t)(q->found + q->room - s->memory)))
        return 0;
    for (i = 0; i < KINDS; i++) marks->of[i] = 0;
    marks->will = marks->must = 0;
    for (i = 0; i < q->n; i++) {
        uint64_t kind = kind_of(q, q->found[i]);
        if (q->found[i] & STRAT_FOUND_CLEARED) continue;
        marks->of[KIND_OF(kind)] |= KIND_APPROACHES(kind);
        marks->will |= KIND_MODALITY(kind) == (unsigned)STRAT_WILL ? KIND_APPROACHES(kind) : 0;
        marks->must |= KIND_MODALITY(kind) == (unsigned)STRAT_MUST ? KIND_APPROACHES(kind) : 0;
    }
    return 1;
}

static enum strat_modality modality_of(const struct strat_marks *m, uint32_t approaches) {
    return m->must & approaches              ? STRAT_MUST
           : m->will & approaches            ? STRAT_WILL
           : m->of[KIND_PERMIT] & approaches ? STRAT_MAY
                                             : STRAT_NO_MODALITY;
}

static void sum_up(const struct strat_search *s, struct strat_leaf *leaf) {
    const struct strat_marks *m = &s->marks;
    strat_i_out_of_scope(leaf);
    if (m->of[KIND_OUTSIDE]) return;
    strat_i_conclude(s, m->of[KIND_PERMIT], m->of[KIND_CLOSE], m->of[KIND_OUTSTANDING], leaf);
    if (leaf->open)
        leaf->modality =
            (int32_t)modality_of(m, s->ranked ? (uint32_t)1 << leaf->approach : leaf->open);
}

static void add(uint64_t *set, uint64_t item) { set[item / 64] |= (uint64_t)1 << (item % 64); }

/* What is attached to some approaches, or closes them. */
static void list_found(const struct strat_lookup *q, uint32_t approaches, int with_basis,
                       int of_closed, struct strat_lists *l) {
    struct strat_record r;
    size_t i;
    for (i = 0; i < q->n; i++) {
        uint64_t kind = kind_of(q, q->found[i]);
        uint32_t id, duty;
        if ((q->found[i] & STRAT_FOUND_CLEARED) || !(KIND_APPROACHES(kind) & approaches)) continue;
        strat_i_record(q, STRAT_FOUND_OFFSET(q->found[i]), &r);
        id = CLAUSE_ITS_ID(r.clause);
        duty = CLAUSE_ITS_DUTY(r.clause);
        switch (KIND_OF(kind)) {
        case KIND_PERMIT:
            if (with_basis) add(l->basis, id);
            break;
        case KIND_CLOSE:
            if (of_closed) add(l->closed_by, id);
            break;
        case KIND_DUTY:
            if (!of_closed) add(l->duties, duty);
            break;
        case KIND_OUTSTANDING:
            if (!of_closed) add(l->before, duty);
            break;
        case KIND_CAUTION:
            if (!of_closed) add(l->cautions, id);
            break;
        default: break;
        }
    }
}

static void list_found_all(const struct strat_search *s, struct strat_answer *answer) {
    const struct strat_lookup *q = &s->q;
    const struct strat_marks *m = &s->marks;
    uint32_t a;
    if (answer->status == STRAT_REFUSED) {
        list_found(q, s->fallback >= 0 ? (uint32_t)1 << s->fallback : m->of[KIND_PERMIT], 0, 1,
                   &answer->lists);
    } else if (answer->status == STRAT_DEFAULT) {
        list_found(q, (uint32_t)1 << s->fallback, 0, 0, &answer->lists);
    } else if (answer->status != STRAT_OUT_OF_SCOPE) {
        list_found(q, s->ranked ? (uint32_t)1 << answer->approach : answer->open, 1, 0,
                   &answer->lists);
        for (a = 0; a < s->approaches && answer->each && !s->ranked; a++) {
            if (!((answer->open >> a) & 1)) continue;
            list_found(q, (uint32_t)1 << a, 1, 0, &answer->each[a]);
            answer->each[a].modality = modality_of(m, (uint32_t)1 << a);
        }
    }
}

STRAT_LOCAL int strat_i_read_large(struct strat_search *s) {
    struct strat_lookup *q = &s->q;
    uint32_t open;
    open_lookup(s, q);
    if (s->room < strat_i_large_words(s)) return 0;
    q->classes = s->memory;
    q->digits = q->classes + s->axes;
    q->found = q->digits + q->l[L_DIGITS];
    q->room = (size_t)q->l[L_MOST_CLAUSES];
    s->complete = strat_i_classes(s, STRAT_REVERSE_NONE, q->classes, &open) == STRAT_OK &&
                  open == 0 && !is_presumed(s) && find(s);
    return s->complete;
}

/* The first assumption that what was found breaks. */
static int32_t excluded_by(const struct strat_lookup *q) {
    struct strat_record r;
    int32_t first = -1;
    size_t i;
    for (i = 0; i < q->n; i++) {
        if ((q->found[i] & STRAT_FOUND_CLEARED) ||
            KIND_OF(kind_of(q, q->found[i])) != KIND_FORBIDDEN)
            continue;
        strat_i_record(q, STRAT_FOUND_OFFSET(q->found[i]), &r);
        if (first < 0 || r.kind[1] < (uint64_t)first) first = (int32_t)r.kind[1];
    }
    return first;
}

STRAT_LOCAL enum strat_result strat_i_decide_large(struct strat_search *s,
                                                   struct strat_answer *answer) {
    struct strat_leaf leaf;
    if (s->marks.of[KIND_FORBIDDEN]) {
        answer->broken_assume = excluded_by(&s->q);
        return STRAT_IMPOSSIBLE;
    }
    sum_up(s, &leaf);
    strat_i_put_leaf(&leaf, answer);
    list_found_all(s, answer);
    return STRAT_OK;
}

/* What was found is found again in the end. */
STRAT_LOCAL void strat_i_judge_large(struct strat_search *s, uint64_t *facts) {
    struct strat_leaf leaf, other;
    uint32_t i;
    if (s->marks.of[KIND_FORBIDDEN]) return;
    sum_up(s, &leaf);
    for (i = 0; i < s->axes; i++) {
        uint32_t f = AXIS_FACT(s->axis[i]);
        if (!FACT_JUDGEMENT(s->t[s->t[H_FACT_AT] + f])) continue;
        s->q.classes[i] = 1 - s->q.classes[i];
        find(s);
        s->q.classes[i] = 1 - s->q.classes[i];
        if (s->marks.of[KIND_FORBIDDEN]) continue;
        sum_up(s, &other);
        if (other.status != leaf.status ||
            (s->ranked ? other.approach != leaf.approach : other.open != leaf.open))
            add(facts, f);
    }
    find(s);
}

/* ---- unknown facts ---- */

/* The part of work memory that is not in use. */
struct rest {
    uint64_t *at;
    size_t words;
};

static uint64_t *take(struct rest *rest, size_t n) {
    uint64_t *at = rest->at;
    if (n > rest->words) return (uint64_t *)0;
    rest->at += n;
    rest->words -= n;
    return at;
}

static int make_masks(struct strat_search *s, const struct strat_lookup *q, struct rest *rest) {
    uint32_t assumes = (uint32_t)(M_FIXED + s->t[H_APPROACHES] * M_EACH),
             silents = assumes + (uint32_t)s->t[H_ASSUMES], i, a;
    size_t w = s->words, n = (silents + (size_t)s->t[H_PRESUMED]) * w;
    uint64_t *masks = take(rest, n), *clauses = take(rest, q->n);
    if (!masks || !clauses) return 0;
    strat_i_clear(masks, n);
    for (i = 0; i < q->n; i++) {
        struct strat_record r;
        uint64_t kind;
        strat_i_record(q, STRAT_FOUND_OFFSET(q->found[i]), &r);
        kind = r.kind[0];
        clauses[i] = r.clause;
        if (KIND_DECIDES(kind)) add(masks + M_DECIDING * w, i);
        if (KIND_MODALITY(kind) > (unsigned)STRAT_MAY)
            add(masks + (size_t)(KIND_MODALITY(kind) == (unsigned)STRAT_WILL ? M_WILL : M_MUST) * w,
                i);
        for (a = 0; a < s->approaches && KIND_OF(kind) < (unsigned)M_EACH; a++)
            if ((KIND_APPROACHES(kind) >> a) & 1)
                add(masks + (M_FIXED + a * (size_t)M_EACH + KIND_OF(kind)) * w, i);
        if (KIND_OF(kind) == KIND_OUTSIDE) add(masks + M_OUTSIDE * w, i);
        if (KIND_OF(kind) == KIND_FORBIDDEN) {
            add(masks + M_FORBIDDEN * w, i);
            add(masks + (assumes + (size_t)r.kind[1]) * w, i);
        }
        if (KIND_OF(kind) == KIND_PRESUMED) add(masks + (silents + (size_t)r.kind[1]) * w, i);
    }
    s->masks = masks;
    s->clauses = clauses;
    return 1;
}

/* Entries of one step in one role, from number *i on, as (word, bits) pairs. Returns how many
 * pairs. */
static uint64_t put_pairs(const uint64_t *entries, size_t n, size_t *i, uint32_t step,
                          uint32_t role, uint64_t **to) {
    uint64_t pairs = 0;
    for (; *i < n && STRAT_ENTRY_OVERRIDE(entries[*i]) == step &&
           STRAT_ENTRY_ROLE(entries[*i]) == role;
         (*i)++) {
        uint32_t place = STRAT_ENTRY_PLACE(entries[*i]);
        if (pairs == 0 || (*to)[-2] != place / 64) {
            (*to)[0] = place / 64;
            (*to)[1] = 0;
            *to += 2;
            pairs++;
        }
        (*to)[-1] |= (uint64_t)1 << (place % 64);
    }
    return pairs;
}

/* The steps that touch what was found, as they stand in a table. */
static int make_steps(struct strat_search *s, struct strat_lookup *q, struct rest *rest) {
    size_t n = strat_i_touched(q, rest->at, rest->words), i;
    uint64_t *entries, *steps, *pairs, *to;
    if (n == SIZE_MAX) return 0;
    entries = take(rest, n);
    steps = take(rest, 2 * n);
    pairs = take(rest, 2 * n);
    if (!entries || !steps || !pairs) return 0;
    s->step = steps;
    s->entries = to = pairs;
    s->n_steps = 0;
    for (i = 0; i < n; steps += 2, s->n_steps++) {
        uint32_t step = STRAT_ENTRY_OVERRIDE(entries[i]);
        steps[0] = (uint64_t)(to - pairs) / 2;
        steps[0] |= put_pairs(entries, n, &i, step, ENTRY_TEST, &to) << 32;
        steps[1] = put_pairs(entries, n, &i, step, ENTRY_ANY, &to);
        steps[1] |= put_pairs(entries, n, &i, step, ENTRY_NONE, &to) << 32;
    }
    return 1;
}

/* The limit of a clause on an axis; 0 where it has none. */
static int limit_on(const struct strat_lookup *q, size_t place, uint32_t axis,
                    struct strat_limit *limit) {
    struct strat_record r;
    uint32_t i;
    strat_i_record(q, STRAT_FOUND_OFFSET(q->found[place]), &r);
    for (i = 0; i < r.limits; i++) {
        r.at = strat_i_limit(q, r.at, limit);
        if (limit->axis == axis) return 1;
    }
    return 0;
}

/*
 * Classes that no clause of those found tells apart are one group: refined clause by clause. By
 * class: its group; by group: how many classes it has.
 */
static void group_by_limits(struct strat_search *s, const struct strat_lookup *q, uint32_t axis,
                            uint64_t *group, uint64_t *size, uint64_t *inside) {
    uint32_t classes = AXIS_CLASSES(q->axis[axis]), groups = 1, c;
    size_t place;
    strat_i_clear(group, classes);
    size[0] = classes;
    for (place = 0; place < q->n && groups < classes; place++) {
        struct strat_limit limit;
        uint32_t before = groups;
        if (!strat_i_work(s, 1)) return;
        if (!limit_on(q, place, axis, &limit)) continue;
        strat_i_work(s, classes / 4);
        strat_i_clear(
            inside, before); /* low half: allowed classes of the group; high half: where these go */
        for (c = 0; c < classes; c++) inside[group[c]] += (uint64_t)strat_i_allows(&limit, c);
        for (c = 0; c < classes; c++) {
            uint64_t g = group[c], allowed = inside[g] & 0xffffffff;
            if (g >= before || allowed == 0 || !strat_i_allows(&limit, c)) continue;
            if (inside[g] >> 32 == 0) {
                if (allowed == size[g]) continue;
                inside[g] |= (uint64_t)groups << 32;
                size[groups++] = 0;
            }
            group[c] = inside[g] >> 32;
            size[group[c]]++;
        }
        for (c = 0; c < before; c++)
            if (inside[c] >> 32) size[c] -= inside[c] & 0xffffffff;
    }
}

/*
 * The rows of an open axis: one for each group of classes that are alike, two where a group has
 * several, as many values are more than one to choose from. An axis of two classes keeps both, in
 * order: a judgement is reversed by their numbers. Of each row its class is put into *rest.
 */
static int number_rows(struct strat_search *s, const struct strat_lookup *q, uint32_t axis,
                       uint64_t *axes, uint64_t *n_rows, struct rest *rest) {
    uint32_t classes = AXIS_CLASSES(q->axis[axis]), c;
    uint64_t first = *n_rows, *group, *row;
    struct rest scratch;
    /* Scratch is at the far end, rows grow from this one. */
    if (rest->words < 5 * (size_t)classes) return 0;
    scratch.at = rest->at + rest->words - 3 * (size_t)classes;
    scratch.words = 3 * (size_t)classes;
    group = take(&scratch, 3 * (size_t)classes);
    if (classes > 2)
        group_by_limits(s, q, axis, group, group + classes, group + 2 * (size_t)classes);
    for (c = 0; c < classes; c++) {
        uint64_t *size = group + classes, copies = 1;
        if (classes > 2) {
            copies = size[group[c]] > 1 ? 2 : size[group[c]];
            size[group[c]] = 0; /* done */
        }
        for (; copies > 0; copies--, ++*n_rows) {
            row = take(rest, 1);
            *row = c;
        }
    }
    axes[axis] = first | (*n_rows - first) << 32 | (uint64_t)AXIS_FACT(q->axis[axis]) << 48;
    return strat_i_work(s, 1 + classes / 4);
}

/* Every clause stands in all rows but those of the classes that it does not allow. `classes`: of
 * each row. */
static int fill_rows(struct strat_search *s, const struct strat_lookup *q, const uint64_t *axes,
                     const uint64_t *classes, uint64_t *rows, uint64_t n_rows) {
    uint64_t r;
    size_t place, k, w = s->words;
    uint32_t i;
    for (k = 0; k < n_rows * w; k++) {
        rows[k] = ~(uint64_t)0;
        STRAT_KEEP_LOOP;
    }
    strat_i_work(s, n_rows * w / 16);
    for (place = 0; place < q->n; place++) {
        struct strat_record record;
        strat_i_record(q, STRAT_FOUND_OFFSET(q->found[place]), &record);
        for (i = 0; i < record.limits; i++) {
            struct strat_limit limit;
            record.at = strat_i_limit(q, record.at, &limit);
            if (q->classes[limit.axis] != STRAT_OPEN_CLASS) continue;
            for (r = AXIS_ROW(axes[limit.axis]);
                 r < AXIS_ROW(axes[limit.axis]) + (uint64_t)AXIS_CLASSES(axes[limit.axis]); r++)
                if (!strat_i_allows(&limit, (uint32_t)classes[r]))
                    rows[r * w + place / 64] &= ~((uint64_t)1 << (place % 64));
            if (!strat_i_work(s, 1 + AXIS_CLASSES(axes[limit.axis]) / 4)) return 0;
        }
    }
    return 1;
}

static int make_table(struct strat_search *s, struct strat_lookup *q, struct rest *rest) {
    uint64_t *axes = take(rest, s->axes), *classes, *rows, n_rows = 0;
    uint32_t i;
    if (!axes || !make_steps(s, q, rest) || !make_masks(s, q, rest)) return 0;
    classes = rest->at;
    for (i = 0; i < s->axes; i++) {
        axes[i] = q->axis[i];
        if (q->classes[i] == STRAT_OPEN_CLASS && !number_rows(s, q, i, axes, &n_rows, rest))
            return 0;
    }
    rows = rest->words / s->words < n_rows ? (uint64_t *)0 : take(rest, (size_t)n_rows * s->words);
    if (!rows || !fill_rows(s, q, axes, classes, rows, n_rows)) return 0;
    s->rows = rows;
    s->axis = axes;
    return 1;
}

STRAT_LOCAL enum strat_result strat_i_localise(struct strat_search *s, int32_t reverse) {
    struct strat_lookup q;
    struct rest rest;
    enum strat_result result;
    uint32_t i, open;
    open_lookup(s, &q);
    q.search = s;
    rest.at = s->memory;
    rest.words = s->room;
    q.classes = take(&rest, s->axes);
    q.digits = take(&rest, (size_t)q.l[L_DIGITS]);
    if (!q.classes || !q.digits) return STRAT_NOT_DECIDED;
    result = strat_i_classes(s, reverse, q.classes, &open);
    if (result != STRAT_OK) return result;
    q.found = rest.at;
    q.room = rest.words;
    strat_i_look_up(&q);
    if (q.full || s->stopped) return STRAT_NOT_DECIDED;
    take(&rest, q.n);
    s->n_clauses = (uint32_t)q.n;
    s->words = q.n ? (uint32_t)((q.n + 63) / 64) : 1;
    if (!make_table(s, &q, &rest) || rest.words < s->axes) return STRAT_NOT_DECIDED;
    for (i = 0; i < s->axes; i++) q.classes[i] = q.classes[i] == STRAT_OPEN_CLASS;
    if (strat_i_cut(s, rest.at, q.classes) > rest.words) return STRAT_NOT_DECIDED;
    strat_i_copy(s->next, q.classes, s->axes);
    strat_i_start(s);
    if (reverse >= 0) {
        uint32_t axis = FACT_FIRST_AXIS(s->t[s->t[H_FACT_AT] + (uint32_t)reverse]);
        s->stated[s->n_stated++] = axis | strat_i_class_stated(s, (uint32_t)reverse) << 32;
        s->next[axis] = 0;
    }
    strat_i_diagrams(s, s->d.node, rest.words - (size_t)(s->d.node - rest.at));
    strat_i_levels(s);
    s->stage = STRAT_READ;
    return s->stopped ? STRAT_NOT_DECIDED : STRAT_OK;
}
