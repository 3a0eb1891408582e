#include "pipeline/pipeline.h"

#include "analysis/analysis.h"
#include "anchor/anchor.h"
#include "lint/lint.h"
#include "pipeline/digests.h"

enum { TREE, MODEL, RULES, SPACE, CLAUSES, LAYOUT, EXERCISE, ANALYSIS, ANCHORING };

void session_open(struct session *s, struct arena *a, const struct parse_paths *paths) {
    *s = (struct session){.arena = a, .paths = *paths};
    diags_init(&s->d, a, &s->sources);
    intern_init(&s->names, a);
}

static bool first_time(struct pipeline *s, unsigned stage) {
    bool first = !(s->asked >> stage & 1);
    s->asked |= 1u << stage;
    return first;
}

const struct ast_program *pipeline_tree(struct pipeline *s) {
    struct session *in = s->session;
    struct parse_paths paths = in->paths;
    paths.as = s->as;
    if (first_time(s, TREE)) s->tree = parse_program(&in->names, &in->d, s->path, &paths);
    return &s->tree;
}

const struct model *pipeline_model(struct pipeline *s) {
    struct session *in = s->session;
    if (first_time(s, MODEL)) s->model = model_build(&in->names, &in->d, pipeline_tree(s));
    return s->model;
}

static bool is_library(struct pipeline *s) {
    const struct ast_program *tree = pipeline_tree(s);
    return tree->complete && program_is_library(tree);
}

const struct model *pipeline_draft(struct pipeline *s, struct references *refs) {
    struct session *in = s->session;
    const struct ast_program *tree = pipeline_tree(s);
    size_t errors = in->d.errors;
    if (tree->files.len == 0) return NULL;
    struct model *m = model_draft(&in->names, &in->d, tree, is_library(s), refs);
    bool whole = first_time(s, MODEL) && tree->complete && in->d.errors == errors;
    if (whole && !is_library(s)) s->model = m;
    return m;
}

const struct rule_set *pipeline_rules(struct pipeline *s) {
    struct session *in = s->session;
    if (first_time(s, RULES) && pipeline_model(s)) {
        const struct rule_set *rules = rules_build(&in->d, s->model);
        s->rules = rules && presumptions_agree(&in->d, rules, in->arena) ? rules : NULL;
    }
    return s->rules;
}

struct space *pipeline_space(struct pipeline *s) {
    if (first_time(s, SPACE) && pipeline_rules(s))
        s->space = space_build(s->rules, s->session->arena);
    return s->space;
}

const struct clause_set *pipeline_clauses(struct pipeline *s) {
    if (first_time(s, CLAUSES) && pipeline_space(s))
        s->clauses = clause_set_build(s->space, s->rules, NULL);
    return s->clauses;
}

static struct source *source_of(struct pipeline *s, const char *policy) {
    struct session *in = s->session;
    if (s->source)
        return source_read_prose(in->arena, &in->sources, &in->d, s->source, SPAN_NOWHERE, NULL);
    return parse_beside(&in->d, &in->paths, policy, &s->model->source);
}

const struct anchoring *pipeline_anchoring(struct pipeline *s) {
    struct session *in = s->session;
    const char *policy = s->as ? s->as : s->path;
    if (!first_time(s, ANCHORING) || !pipeline_model(s)) return s->anchoring;
    if (!s->source && !s->model->source.text) return NULL;
    struct source *text = source_of(s, policy);
    if (text) s->anchoring = anchor_read(in->arena, &in->names, &in->d, s->model, policy, text);
    return s->anchoring;
}

const struct layout *pipeline_layout(struct pipeline *s) {
    if (!first_time(s, LAYOUT) || !pipeline_clauses(s)) return s->layout;
    size_t errors = s->session->d.errors;
    pipeline_anchoring(s);
    if (s->lints || s->session->d.errors == errors) {
        if (s->digests) digests_fill(&s->session->d, s->model);
        s->layout = layout_build(&s->session->d, s->space, s->clauses, s->diagrams);
    }
    return s->layout;
}

struct exercise *pipeline_exercise(struct pipeline *s) {
    if (first_time(s, EXERCISE) && pipeline_clauses(s))
        s->exercise = exercise_new(s->space, s->clauses, s->session->arena);
    return s->exercise;
}

struct analysis *pipeline_analysis(struct pipeline *s) {
    struct session *in = s->session;
    if (first_time(s, ANALYSIS) && pipeline_clauses(s)) {
        s->analysis = arena_new(in->arena, struct analysis);
        *s->analysis = (struct analysis){.m = s->model,
                                         .source = s->anchoring,
                                         .d = &in->d,
                                         .arena = in->arena,
                                         .rules = s->rules};
        analysis_decide(s->analysis, s->clauses, diagrams_new(s->space, LINT_STEPS));
    }
    return s->analysis;
}

void pipeline_lint(struct pipeline *s, const struct diag_options *o) {
    struct session *in = s->session;
    if (is_library(s)) {
        if (first_time(s, MODEL)) model_check_library(&in->names, &in->d, &s->tree);
        return;
    }
    /* Examples alone are checked where a policy uses them. */
    if (s->tree.complete && program_is_examples(&s->tree)) return;
    s->lints = true;
    if (pipeline_layout(s)) lint_run(pipeline_analysis(s), o);
}
