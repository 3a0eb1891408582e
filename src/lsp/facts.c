/*
 * What the child finds out besides the findings: in which share of all situations each rule has an
 * effect, and which; what each example is decided as, and how the examples and safeguards fare;
 * which examples would exercise what none does.
 */
#include "lsp/server.h"

#include "base/big.h"
#include "base/list.h"
#include "lint/lint.h"
#include "pipeline/examples.h"

#include <string.h>

/* ---- rules ---- */

/* The situations of x, of which there are `of` in all: "2 % of all situations". */
static const char *share_text(struct arena *a, struct diagrams *g, const bool *facts, diagram x,
                              diagram of) {
    double share =
        100 * big_share(diagram_count(g, x, YES, facts), diagram_count(g, of, YES, facts));
    return x == of        ? "every situation"
           : x == NO      ? "no situation"
           : share < 0.01 ? "less than 0.01 % of all situations"
           : share < 1    ? arena_printf(a, "%.2f %% of all situations", share)
                          : arena_printf(a, "%.0f %% of all situations", share);
}

/* Where the duty goes with one of the approaches. */
static diagram attached(struct study *st, uint32_t duty, uint32_t approaches) {
    struct clause_filter f = clauses_of_kind(CLAUSE_DUTY);
    diagram all = NO;
    f.duty = duty;
    for (f.approach = 0; f.approach < st->m->approaches.len; f.approach++)
        if (approaches >> f.approach & 1)
            all = diagram_or(st->g, all, diagram_of(st->v, f, st->absent, YES));
    return all;
}

/* The duties that go with what a permission opens: "; duties a and b; in some of them c". */
static const char *duties_text(struct study *st, uint32_t rule, diagram where) {
    struct arena *a = st->l->arena;
    const struct rule *r = &st->rules->rules.at[rule];
    struct words always = {0}, some = {0};
    const char *text = "";
    for (uint32_t d = 0; r->kind == STATEMENT_PERMISSION && d < st->m->duties.len; d++) {
        diagram with = diagram_and(st->g, where, attached(st, d, r->approaches));
        if (with != NO) vec_push(a, with == where ? &always : &some, st->m->duties.at[d].id.name);
    }
    if (always.len)
        text = arena_printf(a, "; %s %s", always.len == 1 ? "duty" : "duties",
                            list_in_words(a, always.at, always.len, " and "));
    if (some.len)
        text = arena_printf(a, "%s; in some of them %s", text,
                            list_in_words(a, some.at, some.len, " and "));
    return text;
}

/* What a duty attaches to. */
static const char *attaches_text(const struct study *st, const struct rule *r) {
    const struct model *m = st->m;
    uint32_t left = m->default_approach == MODEL_NONE ? 0 : UINT32_C(1) << m->default_approach;
    const char *names = tell_approaches(st->l, r->approaches);
    const char *or_left = r->approaches & left ? ", or is the default" : "";
    if (r->by_permission)
        return r->has_using
                   ? arena_printf(st->l->arena, "%s, where this paragraph opens something", names)
                   : "what this paragraph opens";
    if (r->approaches != model_approaches(m))
        return arena_printf(st->l->arena, "%s wherever it is open%s", names, or_left);
    if (!left) return "every approach";
    return m->duties.at[r->duty].timing == DUTY_BEFORE
               ? "every approach, the default too: none may start before it is done"
               : "every approach, the default too";
}

/* "applies in 2 % of all situations; opens A; duty D". That a duty applies in every situation would
 * be taken for all approaches. */
static const char *rule_text(struct study *st, uint32_t rule, diagram where, diagram all,
                             const char *share) {
    const struct rule *r = &st->rules->rules.at[rule];
    struct arena *a = st->l->arena;
    const char *deed = deed_text(a, st->m, r, false);
    if (r->kind != STATEMENT_DUTY)
        return arena_printf(a, "applies in %s; %s%s", share, deed, duties_text(st, rule, where));
    const char *applies =
        where == all && !r->by_permission ? "" : arena_printf(a, "applies in %s; ", share);
    return arena_printf(a, "%s%s to %s", applies, deed, attaches_text(st, r));
}

static json_t *rules_json(struct arena *a, struct analysis *l) {
    struct study *st = study_of(l);
    json_t *all = json_array();
    bool *facts = arena_array(a, bool, l->m->facts.len);
    for (size_t i = 0; i < l->m->facts.len; i++) facts[i] = true;
    for (uint32_t r = 0; st && st->can && r < st->rules->rules.len; r++) {
        const struct rule *rule = &st->rules->rules.at[r];
        study_begin(st, RULES_STEPS);
        study_ask(st);
        diagram where = diagram_and(st->g, study_effects(st, st->place[r]), st->taken),
                of = diagram_and(st->g, st->feasible, st->taken);
        const char *share = st->g->gave_up ? "" : share_text(a, st->g, facts, where, of);
        const char *text = rule_text(st, r, where, of, share);
        if (st->g->gave_up) break;
        text = arena_printf(a, "%s: %s", tell_what(st, r), text);
        json_array_append_new(all, json_pack("{s:o,s:o,s:o,s:o}", "at", span_json(rule->at), "text",
                                             json_words(text), "hint", json_words(share), "tip",
                                             json_words(tell_count(st, where))));
    }
    return all;
}

/* ---- examples and safeguards ---- */

void tests_run(struct reading *r) {
    if (!r->p.layout) return;
    examples_run(&r->session.d, r->p.model, r->p.layout);
    safeguards_prove(&r->session.d, r->p.rules, r->session.arena);
}

/* What would hold, in one line. */
static const char *decided_text(const struct reading *r, const struct diag_fix *fix) {
    struct source line = {.text = fix->text};
    struct span behind = {0, (uint32_t)strlen("expect "), (uint32_t)strlen(fix->text)};
    return source_words(r->session.arena, &line, behind);
}

static json_t *tests_json(const struct reading *r) {
    json_t *all = json_array();
    vec_each (const struct diag, d, &r->session.d.list) {
        if (d->code != DIAG_EXAMPLE_FAILS && d->code != DIAG_SAFEGUARD_FAILS &&
            d->code != DIAG_NOT_DECIDED)
            continue;
        json_t *test = json_pack("{s:o,s:o}", "at", span_json(d->at), "text", json_words(d->text));
        if (d->code == DIAG_EXAMPLE_FAILS && d->fixes.len > 0)
            json_object_set_new(test, "decided", json_words(decided_text(r, &d->fixes.at[0])));
        json_array_append_new(all, test);
    }
    return all;
}

static json_t *decided_json(struct reading *r) {
    struct diags quiet;
    json_t *all = json_array();
    diags_init(&quiet, r->session.arena, &r->session.sources);
    struct decided_examples decided = examples_decide(&quiet, r->p.model, r->p.layout);
    for (size_t i = 0; i < decided.len; i++)
        if (decided.at[i].verdict)
            json_array_append_new(all, json_pack("{s:o,s:o,s:o}", "at",
                                                 span_json(r->p.model->examples.at[i].at), "hint",
                                                 json_words(decided.at[i].verdict), "rest",
                                                 json_words(decided.at[i].rest)));
    return all;
}

json_t *facts_json(struct server *s, struct reading *r) {
    struct analysis *l = pipeline_layout(&r->p) ? pipeline_analysis(&r->p) : NULL;
    if (!l) return json_object();
    bool *facts = arena_array(&s->work, bool, l->m->facts.len);
    for (size_t i = 0; i < l->m->facts.len; i++) facts[i] = true;
    const char *count =
        big_text(&s->work, diagram_count(l->v->g, decisions_feasible(l->all), YES, facts));
    return json_pack("{s:o,s:o,s:o,s:[{s:o,s:o}]}", "rules", rules_json(&s->work, l), "tests",
                     tests_json(r), "examples", decided_json(r), "policy", "at",
                     span_json(l->m->at), "hint",
                     json_words(arena_printf(&s->work, "%s situations", count)));
}

/* ---- examples that are suggested ---- */

/* Behind the last example, in its file; where there is none, behind all of the policy's own. */
static struct span behind_examples(const struct reading *r) {
    const struct examples *all = &r->p.model->examples;
    const struct source *own = r->session.sources.at[0];
    struct span end = {0, (uint32_t)own->len, (uint32_t)own->len};
    if (all->len == 0) return end;
    vec_each (struct ast_file *, file, &r->p.tree.files)
        vec_each (struct ast_node *, item, &(*file)->items)
            if ((*item)->kind == NODE_EXAMPLE && (*file)->file == all->at[all->len - 1].at.file)
                end = (struct span){(*file)->file, node_span(*item).to, node_span(*item).to};
    const char *text = r->session.sources.at[end.file]->text;
    uint32_t next = end.to + (uint32_t)strspn(text + end.to, " \t"); /* a remark beside it */
    if (text[next] == '#') end.from = end.to = next + (uint32_t)strcspn(text + next, "\r\n");
    return end;
}

/* With a blank line before it, as it is to stand there. */
static const char *set_apart(const struct reading *r, const char *text) {
    struct span at = behind_examples(r);
    const struct source *source = r->session.sources.at[at.file];
    size_t begun = 0; /* lines */
    while (begun < 2 && begun < at.from && source->text[at.from - 1 - begun] == '\n') begun++;
    bool ends = begun == 0 && at.from > 0; /* behind a `}` */
    return ends ? arena_printf(r->session.arena, "\n\n%.*s", (int)strlen(text) - 1, text)
                : arena_printf(r->session.arena, "%s%s", begun < 2 ? "\n" : "", text);
}

/* Where the author is when one may be missed: at the rules and duties that it would exercise. */
static json_t *places_json(const struct exercise *e, const struct suggestion *x) {
    json_t *all = json_array();
    vec_each (uint32_t, i, &x->meets) {
        const struct goal *goal = &e->goals.at[*i];
        struct span at = goal->kind == GOAL_DUTY ? e->m->duties.at[goal->duty].id.from->at
                                                 : e->rules->rules.at[goal->rule].at;
        const char *what = arena_printf(e->arena, "Add an example: %s", goal_text(e, goal));
        json_array_append_new(all,
                              json_pack("{s:o,s:o,s:b}", "at", span_json(at), "title",
                                        json_words(what), "outside", goal->kind == GOAL_CONDITION));
    }
    return all;
}

/* Of more rules it would be seconds of work whenever the author pauses: --suggest-examples has
 * them.
 */
enum { MOST_RULES = 400, MOST_TOLD = 12 };

json_t *suggestions_json(struct reading *r) {
    bool few = pipeline_layout(&r->p) && r->p.rules->rules.len <= MOST_RULES;
    struct exercise *e = few ? pipeline_exercise(&r->p) : NULL;
    json_t *list = json_array();
    struct suggestions all = {0};
    if (e && !e->g->gave_up) all = suggest_examples(e);
    if (e && e->g->gave_up) all.len = 0;
    struct texts texts = all.len ? suggested_texts(e, &all, r->p.layout) : (struct texts){0};
    for (size_t i = 0; i < texts.len; i++) {
        if (!texts.at[i]) continue;
        json_array_append_new(list, json_pack("{s:o,s:o,s:o}", "at", span_json(behind_examples(r)),
                                              "text", json_words(set_apart(r, texts.at[i])),
                                              "places", places_json(e, &all.at[i])));
    }
    return json_pack("{s:o}", "suggested", list);
}

/* ---- told ---- */

/* The facts of the policy that is what `r` reads, where they are of this very text. */
const json_t *facts_known(const struct server *s, const struct reading *r, const char *what) {
    for (size_t i = 0; i < s->n_documents; i++)
        if (s->documents[i]->reading == r && s->documents[i]->exact == r->serial)
            return json_object_get(s->documents[i]->facts, what);
    return NULL;
}

static bool within(struct span inner, struct span outer) {
    return inner.file == outer.file && outer.from <= inner.from && inner.to <= outer.to;
}

const char *rules_text(struct server *s, const struct reading *r, struct span place,
                       struct span *at) {
    const json_t *rules = facts_known(s, r, "rules");
    const char *all = NULL;
    size_t n = 0;
    for (size_t i = 0; i < json_array_size(rules); i++) {
        const json_t *rule = json_array_get(rules, i);
        struct span own = span_from(json_object_get(rule, "at"));
        if (!within(place, own) && !within(own, place)) continue;
        *at = own;
        if (++n > MOST_TOLD) continue;
        const char *text = json_string_value(json_object_get(rule, "text"));
        all = all ? arena_printf(&s->work, "%s\n\n%s", all, text) : text;
    }
    return n > MOST_TOLD ? arena_printf(&s->work, "%s\n\nand %zu more", all, n - MOST_TOLD) : all;
}
