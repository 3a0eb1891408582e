/*
 * What a message proposes, tried before it is proposed: the policy is made anew with it, in memory,
 * and decides in every situation as the message says and not otherwise. What was given up is not
 * proposed.
 */
#include "lint/lint.h"

#include "base/list.h"

/* What making a clause counts; and what all trials may count together, however many findings there
 * are to advise on. */
enum { STEPS_OF_CLAUSE = 64, TRIAL_STEPS = 50000000 };

struct trial {
    struct study *st;
    struct arena *arena; /* for the changed policy; gone when it was tried */
    struct model m;
    diagram *closes;            /* by approach: where it is to be closed */
    bool gave_up;               /* the study had given up something before */
    uint32_t duty, attached_to; /* a duty that is to be attached to an approach, or MODEL_NONE, */
    diagram attached;           /* there as well */
    bool grounds;               /* nor may it change which paragraph closes or attaches something */
};

static void free_arena(void *a) { arena_free(a); }

/* What a trial counted is not taken from the questions that are asked about the policy itself. */
static void end(struct study *st, bool gave_up) {
    st->tried += st->g->steps;
    st->asked_at = st->g->steps;
    study_ask(st);
    st->g->gave_up = gave_up;
}

/* False: not even begun, as there is no work left for what making the policy anew counts. */
static bool begin(struct trial *t, struct study *st) {
    struct arena *kept = st->l->arena;
    bool gave_up = st->g->gave_up;
    if (!st->base->v || st->tried > analysis_steps(st->l, TRIAL_STEPS)) return false;
    study_ask(st);
    st->tried -= st->g->steps;
    diagrams_work(st->g, STEPS_OF_CLAUSE * st->v->clauses->list.len);
    if (st->g->gave_up) {
        end(st, gave_up);
        return false;
    }
    *t = (struct trial){.st = st,
                        .arena = arena_new(kept, struct arena),
                        .m = *st->set->model,
                        .gave_up = gave_up,
                        .duty = MODEL_NONE};
    arena_init(t->arena, kept->on_oom);
    arena_at_free(kept, free_arena, t->arena);
    t->m.arena = t->arena;
    t->closes = arena_array(t->arena, diagram, st->m->approaches.len + 1);
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        t->closes[a] = diagram_and(st->g, st->base->close[a], st->feasible);
    return true;
}

/* ---- what comes of it ---- */

static bool same(const struct trial *t, diagram x, diagram y) {
    return diagram_and(t->st->g, diagram_differ(t->st->g, x, y), t->st->feasible) == NO;
}

static bool same_clauses(const struct trial *t, const struct version *v, struct clause_filter f) {
    for (f.approach = 0; f.approach < t->m.approaches.len; f.approach++) {
        diagram old = diagram_of(t->st->v, f, t->st->absent, YES);
        if (f.kind == CLAUSE_DUTY && f.duty == t->duty && f.approach == t->attached_to)
            old = diagram_or(t->st->g, old, t->attached);
        if (!same(t, diagram_of(v, f, NULL, YES), old)) return false;
    }
    return true;
}

/* Whether no duty and no caution is attached otherwise, to any approach. */
static bool same_lists(const struct trial *t, const struct version *v) {
    struct clause_filter duty = clauses_of_kind(CLAUSE_DUTY),
                         caution = clauses_of_kind(CLAUSE_CAUTION);
    for (duty.duty = 0; duty.duty < t->m.duties.len; duty.duty++)
        if (!same_clauses(t, v, duty)) return false;
    for (caution.paragraph = 0; caution.paragraph < t->m.outline.len; caution.paragraph++)
        if (!same_clauses(t, v, caution)) return false;
    return true;
}

static bool same_grounds(const struct trial *t, const struct version *v) {
    struct clause_filter close = clauses_of_kind(CLAUSE_CLOSE), duty = clauses_of_kind(CLAUSE_DUTY);
    for (uint32_t b = 0; b < t->m.blocks.len; b++) {
        close.block = duty.block = b;
        if (!same_clauses(t, v, close)) return false;
        for (duty.duty = 0; duty.duty < t->m.duties.len; duty.duty++)
            if (!same_clauses(t, v, duty)) return false;
    }
    return true;
}

static bool is_as_said(const struct trial *t, const struct version *v) {
    const struct decisions *old = t->st->base, *new = decisions_new(v, NULL, false);
    for (uint32_t a = 0; a < t->m.approaches.len; a++)
        if (!same(t, new->close[a], t->closes[a]) || !same(t, new->permit[a], old->permit[a]) ||
            (t->duty == MODEL_NONE && !same(t, new->outstanding[a], old->outstanding[a])) ||
            !same(t, new->will[a], old->will[a]) || !same(t, new->must[a], old->must[a]))
            return false;
    return same_lists(t, v) && (!t->grounds || same_grounds(t, v)) && !t->st->g->gave_up;
}

/* Tries the changed model, and ends the trial. */
static bool succeeds(struct trial *t) {
    struct study *st = t->st;
    struct diags unheard;
    struct space axes = *st->space;
    diags_init(&unheard, t->arena, st->l->d->sources);
    const struct rule_set *rules = rules_build(&unheard, &t->m);
    bool good = false;
    if (rules) {
        axes.arena = t->arena;
        const struct clause_set *clauses = clause_set_build(space_share(&axes, rules), rules, NULL);
        good = is_as_said(t, version_new(st->g, clauses));
    }
    arena_free(t->arena);
    end(st, t->gave_up);
    return good;
}

/* ---- a heading ---- */

/* That the paragraph prevails over another, or gives way to it. */
static void say_priority(struct trial *t, uint32_t block, bool prevails, uint32_t other,
                         bool requirement_only) {
    for (uint32_t b = 0; b < t->m.blocks.len; b++) {
        struct priority p = {.at = t->m.blocks.at[block].id.at,
                             .winner = prevails ? b : other,
                             .loser = prevails ? other : b,
                             .requirement_only = requirement_only};
        if (heading_speaks_for(&t->m, block, b)) vec_push(t->arena, &t->m.priorities, p);
    }
}

/* Whether all of these that stand in the block are requirements. */
static bool only_requirements(const struct study *st, const struct indices *rules, uint32_t block) {
    vec_each (uint32_t, r, rules)
        if (st->rules->rules.at[*r].block == block &&
            st->rules->rules.at[*r].kind != STATEMENT_REQUIREMENT)
            return false;
    return true;
}

/* Puts the paragraph above those of the rules, or below, each of them once; what is to be written.
 * NULL: among those that it speaks for a heading says nothing. */
static const char *set_heading(struct trial *t, uint32_t block, bool above,
                               const struct indices *closers, struct diag_fix *fix) {
    struct study *st = t->st;
    struct words ids = {0};
    bool *named = arena_array(st->l->arena, bool, t->m.blocks.len);
    struct priorities all = t->m.priorities;
    t->m.priorities = (struct priorities){0};
    vec_each (struct priority, p, &all) vec_push(t->arena, &t->m.priorities, *p);
    vec_each (uint32_t, c, closers) {
        uint32_t other = st->rules->rules.at[*c].block;
        if (heading_speaks_for(&t->m, block, other)) return NULL;
        if (named[other]) continue;
        named[other] = true;
        bool gates = above && only_requirements(st, closers, other);
        say_priority(t, block, above, other, gates);
        vec_push(st->l->arena, &ids,
                 arena_printf(st->l->arena, "%s%s", gates ? "requirement of " : "",
                              st->m->blocks.at[other].id.name));
    }
    const char *list = list_in_words(st->l->arena, ids.at, ids.len, ", ");
    *fix = write_priority(st->l, block, above, list);
    return arena_printf(st->l->arena, "`%s %s` in the heading of %s",
                        above ? "notwithstanding" : "subject to", list,
                        st->m->blocks.at[block].id.name);
}

static const char *heading_tried(struct study *st, const struct indices *permissions,
                                 const struct indices *closers, struct diag_fix *fix) {
    struct trial t;
    if (closers->len == 0 || !begin(&t, st)) return NULL;
    for (uint32_t a = 0; a < st->m->approaches.len; a++) {
        diagram open = NO, closed = NO;
        vec_each (uint32_t, p, permissions)
            open = diagram_or(st->g, open, study_effect(st, st->place[*p], a));
        vec_each (uint32_t, c, closers)
            closed = diagram_or(st->g, closed, study_effect(st, st->place[*c], a));
        t.closes[a] = diagram_but(st->g, t.closes[a], diagram_and(st->g, open, closed));
    }
    const char *heading =
        set_heading(&t, st->rules->rules.at[permissions->at[0]].block, true, closers, fix);
    return succeeds(&t) ? heading : NULL;
}

const char *trial_heading(struct study *st, const struct indices *permissions,
                          const struct indices *closers, struct diag_fix *fix) {
    const char *heading = heading_tried(st, permissions, closers, fix);
    if (!heading) *fix = (struct diag_fix){0};
    if (!heading) return "";
    return arena_printf(st->l->arena, "if %s to hold all the same, write %s; else ",
                        permissions->len == 1 ? "it is" : "they are", heading);
}

const char *trial_giving_way(struct study *st, uint32_t permission, const struct indices *closers,
                             struct diag_fix *fix) {
    struct trial t;
    if (!begin(&t, st)) return "";
    t.grounds = true;
    const char *heading =
        set_heading(&t, st->rules->rules.at[permission].block, false, closers, fix);
    if (succeeds(&t) && heading)
        return arena_printf(st->l->arena, "say that it gives way (%s)", heading);
    *fix = (struct diag_fix){0};
    return "";
}

/* ---- statements ---- */

/* Those of the block in the changed model, but for one (or MODEL_NONE), to be changed. */
static struct block_statements *statements_but(struct trial *t, uint32_t block, uint32_t left_out) {
    struct blocks all = t->m.blocks;
    t->m.blocks = (struct blocks){0};
    vec_each (struct block, b, &all) vec_push(t->arena, &t->m.blocks, *b);
    struct block_statements *own = &t->m.blocks.at[block].statements, old = *own;
    *own = (struct block_statements){0};
    for (uint32_t i = 0; i < old.len; i++)
        if (i != left_out) vec_push(t->arena, own, old.at[i]);
    return own;
}

/* Which statement of its block the rule is. */
static uint32_t statement_of(const struct study *st, uint32_t rule) {
    return rule - st->rules->first[st->rules->rules.at[rule].block];
}

bool trial_prohibition(struct study *st, uint32_t permission, uint32_t approaches,
                       struct diag_fix *fix) {
    struct trial t;
    const struct rule *r = &st->rules->rules.at[permission];
    if (!begin(&t, st)) return false;
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (approaches >> a & 1)
            t.closes[a] = diagram_or(st->g, t.closes[a], study_effects(st, st->place[permission]));
    struct block_statements *own = statements_but(&t, r->block, MODEL_NONE);
    struct statement added = own->at[statement_of(st, permission)];
    added.kind = STATEMENT_PROHIBITION;
    added.approaches = approaches;
    vec_push(t.arena, own, added);
    if (!succeeds(&t)) return false;
    struct words names = {0};
    for (uint32_t a = 0; a < st->m->approaches.len; a++)
        if (approaches >> a & 1) vec_push(st->l->arena, &names, st->m->approaches.at[a].id.name);
    *fix = write_statement(st->l, r->block, r->at,
                           arena_printf(st->l->arena, "must not use %s%s",
                                        list_in_words(st->l->arena, names.at, names.len, ", "),
                                        write_clauses(st->l, r->block, r->at)));
    return true;
}

static bool asks_for_duty(struct study *st, uint32_t block, uint32_t approach, uint32_t duty,
                          bool using) {
    struct trial t;
    if (!begin(&t, st)) return false;
    t.duty = duty;
    t.attached_to = approach;
    t.attached = study_opens(st, block, approach);
    struct block_statements *own = statements_but(&t, block, MODEL_NONE);
    struct statement added = {.kind = STATEMENT_DUTY,
                              .at = st->m->blocks.at[block].id.at,
                              .has_using = using,
                              .using = using ? UINT32_C(1) << approach : 0,
                              .duty = duty,
                              .only_after = true};
    vec_push(t.arena, own, added);
    return succeeds(&t);
}

const char *trial_duty(struct study *st, uint32_t block, uint32_t approach, uint32_t duty,
                       struct diag_fix *fix) {
    const char *text = arena_printf(st->l->arena, "only after %s", st->m->duties.at[duty].id.name);
    if (!asks_for_duty(st, block, approach, duty, false)) {
        if (!asks_for_duty(st, block, approach, duty, true)) return NULL;
        text =
            arena_printf(st->l->arena, "%s using %s", text, st->m->approaches.at[approach].id.name);
    }
    *fix = write_statement(st->l, block, SPAN_NOWHERE, text);
    return arena_printf(st->l->arena, "`%s`", text);
}

bool trial_removal(struct study *st, uint32_t rule, bool *tried) {
    struct trial t;
    *tried = begin(&t, st);
    if (!*tried) return false;
    statements_but(&t, st->rules->rules.at[rule].block, statement_of(st, rule));
    return succeeds(&t);
}
