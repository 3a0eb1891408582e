/*
 * The short way for complete requests in emitted C. Inside emit/ only.
 *
 * A complete request becomes one row number a digit (PREFIX_prepare). Its rows, ANDed, are the
 * cubes that hold; an addition turns them into answers; small tables turn answers into a verdict
 * and lists (emit/c/place.h). There is no branch on a rule, no loop and no search. Where anything
 * is unknown, or a value is wrong, the general way is taken.
 */
#ifndef STRATC_EMIT_C_FAST_H
#define STRATC_EMIT_C_FAST_H

#include "emit/emit.h"
#include "emit/c/identifiers.h"
#include "emit/c/place.h"

struct fast {
    const struct plan *plan;
    const struct place *place;
};

/* One member of the tables. */
struct table {
    const char *name, *type, *comment; /* comment: or NULL */
    uint32_t rows;
    const uint64_t *number;
    const char *const *notes; /* by row: a comment ahead of it, or NULL; or NULL */
};

struct fast_printer {
    FILE *out;
    struct arena *arena;
    const struct fast *fast;
    const struct place *place;
    const struct strat_policy *p;
    const uint64_t *t; /* its table */
    const char *const *members, *const
                                    *known; /* by fact: its member in a request; and the one beside
                                               it that says whether it is known, or NULL */
    struct tables VEC(struct table) tables;
};

/* The least unsigned type for numbers up to `most`. */
const char *least_type(uint64_t most);

/* INT64_MIN has no literal of its own. */
const char *int64_literal(const struct fast_printer *w, uint64_t value);

/* PREFIX_prepare(), with its tables: PREFIX_class<fact>, by value the row of its axis,
 * PREFIX_bands<fact> and PREFIX_band(). */
void print_prepare(const struct fast_printer *w);

/* The facts of a request in the order of its members: first those that print_flags() reads. */
const uint32_t *request_order(const struct fast_printer *w);
void print_flags(const struct fast_printer *w);

/* What PREFIX_decide_case() and PREFIX_answer_case() read. */
void print_fast_tables(struct fast_printer *w);

/* Bytes of those tables, and of the maps of print_prepare(). */
size_t fast_table_bytes(struct fast_printer *w);
size_t fast_map_bytes(const struct fast_printer *w);

/* ---- what code and tables have in common ---- */

/* A key says whose lists are the answer's: ranked, 0 nobody's, a + 1 those of approach a, then
 * those of the default approach; unranked, what is open. */
struct key {
    uint32_t approaches;
    bool opened;
};

uint32_t n_opens(const struct fast_printer *w);
uint32_t n_keys(const struct fast_printer *w);
uint32_t held_bits(const struct fast_printer *w);

/* opened_only: nobody's where no approach is open. */
struct key key_at(const struct fast_printer *w, uint32_t key, bool opened_only);

struct by_key {
    uint64_t number[UINT32_C(1) << (PLAN_APPROACHES + 1)];
    bool some;
};

/* Words of a set of duties, of paragraphs. */
size_t duty_words(const struct fast_printer *w);
size_t id_words(const struct fast_printer *w);

/* Tables by set of signals are cut into chunks. */
uint32_t n_chunks(uint32_t signals);
uint32_t chunk_size(uint32_t signals, uint32_t chunk);
uint64_t signals_of(const struct fast_printer *w, uint32_t approaches);

/* Word `k` of what a list always has for these approaches, its items from `from` on. */
uint64_t always(const struct items *items, size_t from, uint32_t approaches, uint32_t k);
struct by_key always_by_key(const struct fast_printer *w, const struct items *items, size_t from,
                            uint32_t k, bool opened_only);
uint64_t plane_mask(const struct plane *plane, uint32_t approaches);
uint64_t modal_mask(const struct fast_printer *w, enum modality m, uint32_t word,
                    uint32_t approaches);
bool modal_always(const struct fast_printer *w, enum modality m, uint32_t approaches);
struct by_key modal_by_key(const struct fast_printer *w, enum modality m, uint32_t word);

/* To be given the stream, and the members where these are printed. */
struct fast_printer fast_printer(struct arena *a, const struct fast *fast,
                                 const struct layout *layout);

/* All functions about cases. */
void print_fast(struct fast_printer *w);

#endif
