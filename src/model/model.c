/* The way from a syntax tree to a model, pass after pass. */
#include "model/build.h"

#include <stdlib.h>
#include <string.h>

static const char *word(struct builder *b, const char *text) {
    return intern(b->names, text, strlen(text));
}

static void builder_init(struct builder *b, struct intern *names, struct diags *d,
                         const struct ast_program *program) {
    *b = (struct builder){
        .arena = d->arena, .names = names, .d = d, .program = program, .gaps = !program->complete};
    b->m = arena_new(b->arena, struct model);
    b->m->arena = b->arena;
    b->m->at = SPAN_NOWHERE;
    b->m->program = *program;
    b->m->names = names;
    b->m->sources = d->sources;
    b->m->default_approach = MODEL_NONE;
    b->m->partner = b->m->activity = b->m->objective = b->m->date = MODEL_NONE;
    b->yes = word(b, "yes");
    b->no = word(b, "no");
    b->none = word(b, "none");
    b->id = word(b, "id");
    b->objective = word(b, "objective");
    b->partner = word(b, "partner");
    b->activity = word(b, "activity");
    b->scratch = arena_array(b->arena, uint64_t, MODEL_MAX_VALUES / 64 + 1);
    map_init(&b->index, b->arena);
    map_init(&b->items_of, b->arena);
    map_init(&b->kept, b->arena);
    map_init(&b->said_of, b->arena);
    map_init(&b->vocabulary_sets, b->arena);
}

/* Each pass uses what the ones before it have made. */
static void build(struct builder *b) {
    find_lost(b);
    declare_all(b);
    build_strategy(b);
    build_vocabularies(b);
    build_facts(b);
    build_roles(b);
    build_groups(b);
    build_outline(b);
    build_defines(b);
    build_presumptions(b);
    build_assumes(b);
    build_scope(b);
    build_duties(b);
    build_blocks(b);
    build_priorities(b);
    build_examples(b);
    build_safeguards(b);
    report_missed_roles(b);
    finish_groups(b);
    finish_said(b);
}

bool program_is_examples(const struct ast_program *program) {
    size_t examples = 0;
    if (program->files.len == 0) return false;
    vec_each (struct ast_node *, item, &program->files.at[0]->items) {
        bool example = (*item)->kind == NODE_EXAMPLE || (*item)->kind == NODE_SAFEGUARD;
        if (!example && (*item)->kind != NODE_USE) return false;
        examples += example;
    }
    return examples > 0;
}

static int by_place(const void *x, const void *y) {
    const struct reference *a = x, *b = y;
    return span_before(a->at, b->at) ? -1 : span_before(b->at, a->at);
}

/* Sorted, each once; of two meanings the first. */
static void finish_refs(struct references *refs) {
    size_t n = 0;
    if (refs->len > 0) qsort(refs->at, refs->len, sizeof *refs->at, by_place);
    vec_each (struct reference, r, refs)
        if (n == 0 || !span_same(refs->at[n - 1].at, r->at)) refs->at[n++] = *r;
    refs->len = n;
}

struct model *model_draft(struct intern *names, struct diags *d, const struct ast_program *program,
                          bool library, struct references *refs) {
    struct builder b;
    if (program->complete && program_is_examples(program)) return NULL;
    builder_init(&b, names, d, program);
    b.library = library;
    b.refs = refs;
    build(&b);
    if (refs) finish_refs(refs);
    return b.m;
}

struct model *model_build(struct intern *names, struct diags *d,
                          const struct ast_program *program) {
    size_t errors = d->errors;
    struct model *m = model_draft(names, d, program, false, NULL);
    if (program->complete && program_is_examples(program))
        diag_report(d, DIAG_NO_STRATEGY, (struct span){.file = program->files.at[0]->file},
                    "this file has examples and safeguards alone; give stratc the policy that has "
                    "them in a `use`");
    return d->errors == errors && program->complete ? m : NULL;
}

/* ---- files that hold declarations alone ---- */

static bool decides(enum node_kind item) {
    return item == NODE_STRATEGY || item == NODE_BLOCK || item == NODE_RECITAL ||
           item == NODE_EXAMPLE || item == NODE_SAFEGUARD;
}

bool program_is_library(const struct ast_program *program) {
    size_t declarations = 0;
    if (program->files.len == 0) return false; /* it could not be read */
    vec_each (struct ast_node *, item, &program->files.at[0]->items) {
        if (decides((*item)->kind)) return false;
        declarations += (*item)->kind != NODE_USE;
    }
    return declarations > 0;
}

bool model_check_library(struct intern *names, struct diags *d, const struct ast_program *program) {
    size_t errors = d->errors;
    model_draft(names, d, program, true, NULL);
    return d->errors == errors && program->complete;
}
