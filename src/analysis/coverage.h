/*
 * Coverage: what each objective, activity and partner is given, over all situations: by rules of
 * the objective itself, by a general rule alone, or by none. What readings are taken for holds.
 *
 * A *cell* is all situations of one objective, one activity and one class of partners. Partners are
 * one class where all their cells are the same. Cells that are the same are kept once.
 */
#ifndef STRATC_ANALYSIS_COVERAGE_H
#define STRATC_ANALYSIS_COVERAGE_H

#include "analysis/analysis.h"
#include "diag/select.h"
#include "space/naming.h"

/* What a situation in scope is, the strongest first: just one of these. */
enum provision {
    PROVISION_OWN,     /* a permission of the objective's block, or of a provision in it, opens an
                          approach */
    PROVISION_GENERAL, /* only permissions that stand elsewhere do */
    PROVISION_DEFAULT, /* none does: the default approach is what remains, or (where there is none)
                          a refusal */
    PROVISION_CLOSED,  /* a prohibition closes all there might be */
    PROVISIONS
};

/* A permission that opens an approach, as the most that there is where approaches are ranked. */
struct opening {
    uint32_t approach, block;
};
struct openings VEC(struct opening);

struct cell {
    unsigned
        kinds; /* bit k: enum provision k, in some of its situations; 0: it has none in scope */
    unsigned usual; /* the same but where what closes every cell (closed_by of the map) closes
                       anything */
    struct openings openings; /* each in some of its situations; by approach, the most committed
                                 first, then as the paragraphs stand */
    struct openings in_vain;  /* where nothing is ever open: what permissions would open in some
                                 situations, were it not closed there */
    uint32_t always; /* bit a: approach a (ranked: or one above it) is open in all its usual
                        situations */
    struct indices closed_by; /* where it is closed: by these paragraphs of the outline */
};

struct partner_class {
    uint64_t *values; /* of the fact `partner`, a bit a value; NULL where the policy has no such
                         fact */
    size_t size;
};

struct coverage {
    const struct model *m;
    struct arena *arena;
    size_t objectives, activities; /* values; 1 where there is no such fact */
    const uint32_t
        *activity_class; /* by activity: activities of one class are alike to every condition */
    size_t activity_classes;
    struct partner_classes
        VEC(struct partner_class) partners; /* those that are ever in scope; at least one */
    struct partner_class outside;           /* those that never are */
    /* The partners for whom it is so in some situation; NULL: for none. By approach, that it is
     * open or the default; by approach, then duty, that it has the duty; by approach, then
     * paragraph of the outline, that it has the caution. All NULL where the policy has no such
     * fact. */
    uint64_t **offered, **duties, **cautions;
    struct naming naming[2]; /* of the partners outside, and of those in scope */
    uint32_t *cell_of;       /* by objective, class of activity, class of partner */
    struct cells VEC(struct cell) cells;
    struct indices closed_by; /* the paragraphs that close some situations of every cell where there
                                 is anything to close */
};

/* NULL where it was given up: reported. */
const struct coverage *coverage_of(const struct policy *e);

/* The partners of these classes in words: "third countries and the OECD"; "every partner". And some
 * of those in scope. */
const char *coverage_partners(const struct coverage *s, const struct indices *classes);
const char *coverage_named(const struct coverage *s, const uint64_t *values);

const struct cell *coverage_cell(const struct coverage *s, size_t objective, size_t activity,
                                 size_t partners);

/* The strongest that is to be had in the cell; PROVISIONS where nothing of it is in scope. */
enum provision cell_strongest(const struct cell *c);

/* Whether the strongest is so in all its usual situations. */
bool cell_is_sure(const struct cell *c);

/* A row of a table of cells: an activity under an objective, with what each partner is given. */
struct cell_row {
    size_t objective, activity;
};
struct cell_rows VEC(struct cell_row);

/* By activity: the first objective that has no rule of its own that opens something for it, or
 * would, whose cells are what general rules alone give; as many as there are where each has one. */
size_t *coverage_general(const struct coverage *s);

/* What a cell is told as, of `words` for each cell; and whether the same is told in both rows. */
const char *coverage_words(const struct coverage *s, const char *const *words, struct cell_row row,
                           size_t partners);
bool coverage_same_row(const struct coverage *s, const char *const *words, struct cell_row row,
                       struct cell_row other);

/* So that what general rules give is told once: the rows of them alone (NULL: of the first
 * objective, where there is no other); and those of an objective that has rules of its own for the
 * activity, or of which something else is told. */
struct cell_rows coverage_general_rows(const struct coverage *s, const size_t *general);
struct cell_rows coverage_own_rows(const struct coverage *s, const char *const *words,
                                   size_t objective, const size_t *general);

/* The number of the block whose heading the comment speaks of, or NULL. */
const char *coverage_allowed_in(const struct model *m, struct diags *d, const struct allow *x);

/* Whether the block speaks of one objective. */
bool block_is_own(const struct model *m, uint32_t block);

#endif
