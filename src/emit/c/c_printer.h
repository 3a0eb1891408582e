/*
 * What the two files of --emit=c are printed from. Inside emit/ only.
 *
 * The texts of both are templates (fill.h). A part that only this policy has is printed by one of
 * the functions below, in the place that is named in a template.
 */
#ifndef STRATC_EMIT_C_C_PRINTER_H
#define STRATC_EMIT_C_C_PRINTER_H

#include "emit/emit.h"
#include "emit/c/fill.h"
#include "emit/c/identifiers.h"
#include "emit/c/fast.h"

/* A member of the structure that PREFIX_decide_case() and PREFIX_answer_case() read. */
struct table {
    const char *name, *type;
    uint32_t rows;
    const uint64_t *number;
    const char *const *notes; /* by row: a comment ahead of it, or NULL; or NULL */
};

struct printed;
struct pool;

struct c_printer {
    FILE *out;
    struct printed *text; /* that goes to `out`, or NULL */
    struct arena *arena;
    const struct layout *layout;
    const struct strat_policy *p;
    const uint64_t *t; /* its table */
    struct strat_about about;
    struct c_parts parts;
    struct identifiers ids;
    const char **members, **known; /* by fact: its member in a request; and the one beside it that
                                      says whether it is known, or NULL */
    const char **types;            /* by fact: the enum of its values, or NULL */
    struct fill_fields fields;
    struct pool *pool;       /* of names and titles */
    uint32_t fact;           /* the one that fields are about */
    const struct fast *fast; /* NULL where the policy is too large */
    const uint32_t *order;   /* of members in a request */
    struct tables VEC(struct table) tables;
    const char *brief, *answer; /* the code that reads them */
    /* with PREFIX_decide_planes(), or NULL */
    struct planes_printer *planes;
};

/* From text_open() on what is printed goes to a text, which text_close() returns. They nest. */
void text_open(struct c_printer *w);
const char *text_close(struct c_printer *w);

/* ---- facts, as the table has them ---- */

uint64_t table_fact(const struct c_printer *w, uint32_t f);
const uint64_t *table_map(const struct c_printer *w, uint64_t fact);

/* One that stands for it wherever it is unknown. */
bool has_own_default(uint64_t fact);

/* Words of a set of duties, of paragraphs. */
size_t duty_words(const struct c_printer *w);
size_t id_words(const struct c_printer *w);

void fill_switch(struct c_printer *w, const char *name, bool on);
void fill_number(struct c_printer *w, const char *name, uint64_t number);

/* The least unsigned type for numbers up to `most`. */
const char *least_type(uint64_t most);

/* ---- complete requests ---- */

/* A table of these, once, whoever asks for it; `type`: NULL, the least; `notes`: or NULL. The rows
 * of a word. */
void table_add(struct c_printer *w, const char *name, const uint64_t *number, uint32_t rows,
               const char *type, const char *const *notes);
void table_add_rows(struct c_printer *w, uint32_t word);

/* The type of a row number. */
const char *row_type(const struct fast *f);

/* Bits in the number of a verdict, above what is open: the approaches that wait for a duty to be
 * done before. */
uint32_t waiting_bits(const struct c_printer *w);

/* STRAT_NONE where there is none. */
int highest_of(uint32_t set);

/* The code and tables of PREFIX_decide_case() and PREFIX_answer_case(): made, printed, bytes. */
void fast_make(struct c_printer *w);
void fast_print_tables(struct c_printer *w);
size_t fast_table_bytes(const struct c_printer *w);

/* The maps of facts (PREFIX_class<fact>: by value the row of its axis, PREFIX_bands<fact>), and
 * their bytes. */
void prepare_print_maps(struct c_printer *w);
size_t prepare_map_bytes(const struct c_printer *w);

/* What the templates say of the whole, of the fact that fields are about, of an element of it, of
 * a row number. */
void prepare_set_numbers(struct c_printer *w);
void prepare_set_fact(struct c_printer *w);
bool prepare_each_element(struct c_printer *w, size_t i);
bool prepare_each_row(struct c_printer *w, size_t i);

/* The facts of a request in the order of its members: first those that flags_print() reads. */
const uint32_t *flags_order(const struct c_printer *w);
void flags_print(struct c_printer *w);

#endif
