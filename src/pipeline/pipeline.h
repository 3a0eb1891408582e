/*
 * Pipeline: the way of a policy from its text on. Each stage is worked out when it is first asked
 * for, once, and asks for the one before it; so whoever wants one pays for what it needs and for
 * nothing else. NULL: errors, reported.
 */
#ifndef STRATC_PIPELINE_PIPELINE_H
#define STRATC_PIPELINE_PIPELINE_H

#include "analysis/exercise.h"
#include "base/intern.h"
#include "diag/select.h"
#include "syntax/parse.h"
#include "table/layout.h"

/* What several policies share that are held against each other. One table of names: those of both
 * compare by pointer. */
struct session {
    struct arena *arena;
    struct sources sources;
    struct diags d;
    struct intern names;
    struct parse_paths paths;
};

void session_open(struct session *s, struct arena *a, const struct parse_paths *paths);

struct analysis;
struct anchoring;

struct pipeline {
    struct session *session;
    const char *path, *as; /* `as`: see parse_paths */
    const char *source;    /* the file of the text that it states, whatever it names; or NULL */
    bool lints;            /* findings are all that is wanted: errors in the text keep nothing up */
    bool diagrams;         /* the layout has compiled diagrams, as far as it can */
    bool digests;          /* it has fingerprints of the text */
    unsigned asked;        /* a bit for each stage; what is in the others means nothing */
    struct ast_program tree;
    struct model *model;
    const struct rule_set *rules;
    struct space *space;
    const struct clause_set *clauses;
    const struct layout *layout;
    struct exercise *exercise;
    struct analysis *analysis;
    const struct anchoring *anchoring;
};

/* Never NULL: where there were errors, as much as could be read. */
const struct ast_program *pipeline_tree(struct pipeline *s);

/* What could be made of a text that is being written (see model_draft()), or NULL where there is
 * none at all; asked for before the model. */
const struct model *pipeline_draft(struct pipeline *s, struct references *refs);

/* Where the policy stands in the text that it states; NULL also where it names none, and no error.
 * The model has the words of its paragraphs from then on. */
const struct anchoring *pipeline_anchoring(struct pipeline *s);

/* Looks for the findings that the options want to see: all that --lint has to say. */
void pipeline_lint(struct pipeline *s, const struct diag_options *o);
const struct model *pipeline_model(struct pipeline *s);
const struct rule_set *pipeline_rules(struct pipeline *s);
struct space *pipeline_space(struct pipeline *s);
const struct clause_set *pipeline_clauses(struct pipeline *s);
const struct layout *pipeline_layout(struct pipeline *s);
struct exercise *pipeline_exercise(struct pipeline *s);
struct analysis *pipeline_analysis(struct pipeline *s); /* decided in every situation */

#endif
