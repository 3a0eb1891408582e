/*
 * The words of the names array, format STRAT_FORMAT. Private to the runtime and to what writes it.
 * Texts are offsets into the text array, whose first byte is NUL: offset 0 is "".
 */
#ifndef STRAT_NAMES_H
#define STRAT_NAMES_H

#define STRAT_NAMES_MAGIC UINT32_C(0x53544e01)

enum {
    N_MAGIC, N_FACTS, N_VALUES, N_APPROACHES, N_DUTIES, N_PARAGRAPHS, N_ASSUMES,
    N_TITLE, N_VERSION, N_ISSUED_BY, N_COMPILER, N_SHAPE, /* bit 0 ranked; from bit 8 default approach + 1 */
    N_END
};

/* After the header: records of these many words, in this order: facts, values, approaches, duties, paragraphs, assumptions. */
enum { F_NAME, F_TITLE, F_BY, F_UNIT, F_SHAPE, F_DECIMALS, F_FIRST_VALUE, F_VALUES,
       F_LOW, F_HIGH = F_LOW + 2, F_DEFAULT = F_HIGH + 2, F_SIZE = F_DEFAULT + 2 }; /* 64-bit: low word first */
/* F_SHAPE: bits 0-7 kind, 8 judgement, 9 ordered, 10 presumed, 11 has default */
enum { V_NAME, V_LABEL, V_SIZE };
enum { A_NAME, A_TITLE, A_COMMITS, A_SIZE };
enum { D_NAME, D_TITLE, D_BY, D_TO, D_TIMING, D_DEADLINE, D_AFTER, D_DONE_WHEN /* fact + 1 */, D_SIZE };
enum { P_ID, P_TITLE, P_SEE, P_KIND, P_SIZE };

#endif
