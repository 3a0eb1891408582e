/*
 * The words of a decision table, format STRAT_FORMAT. Private to the runtime, to what writes tables, and to
 * src/evaluator/boxes.c, which has a quicker way of its own for small ones.
 *
 * All offsets are word numbers from the start of the table. W = H_WORDS is the number of words of a row: a bit for each box.
 *
 *   header   H_END words
 *   facts    one word a fact, see FACT_*
 *   axes     one word an axis, see AXIS_*: an axis is a fact cut into classes, or one element of a set
 *   boxes    one word a box, see BOX_*
 *   masks    M_FIXED rows, then M_EACH rows for each approach, then a row for each assumption, then for each judgement
 *            with presumptions a row
 *   silents  one word for each such judgement: its fact
 *   steps    two words a step: [first entry | tests << 32] [clears if any | clears if none << 32]
 *   entries  two words each: a word number of a row, and the bits in it
 *   rows     W words for each class of each axis
 *   maps     how values become classes, see FACT_MAP
 *
 * Steps, in order: if any box of the tests is left, the boxes of "clears if any" are cleared, else those of "clears if none".
 */
#ifndef STRAT_FORMAT_H
#define STRAT_FORMAT_H

#include <stdint.h>

#define STRAT_MAGIC (UINT64_C(0x5354524154430000) | 1u) /* "STRATC", format 1 */

enum {
    H_MAGIC, H_TOTAL, H_FACTS, H_AXES, H_WORDS, H_BOXES, H_APPROACHES, H_IDS, H_DUTIES, H_ASSUMES, H_SILENTS, H_STEPS,
    H_ENTRIES,
    H_SHAPE,     /* bit 0: ranked; from bit 8: the default approach + 1, or 0 */
    H_FACT_AT, H_AXIS_AT, H_BOX_AT, H_MASK_AT, H_SILENT_AT, H_STEP_AT, H_ENTRY_AT, H_ROW_AT, H_MAP_AT,
    H_END
};

/* bits 0-2 kind (enum strat_kind), 3 judgement, 4 has default, 5 presumed, 6 wide map; 8-23 number of axes; 24-39 first axis;
 * 40-63 FACT_MAP: offset in the maps section:
 *   FLAG    [default] where it has one
 *   ONE_OF  [number of values] [default], then the class of each value, 8 to a word (wide: 4 to a word); no classes without an axis
 *   SET_OF  [all elements] [default] [elements that the axis of "all others" stands for], then for each axis its element, one word
 *           each (ELEMENT_OTHERS for that axis)
 *   NUMBER, DATE  [low] [high] [default], then the lowest value of each class but the first, rising */
#define FACT_KIND(w) ((unsigned)((w) & 7))
#define FACT_JUDGEMENT(w) ((unsigned)((w) >> 3 & 1))
#define FACT_HAS_DEFAULT(w) ((unsigned)((w) >> 4 & 1))
#define FACT_PRESUMED(w) ((unsigned)((w) >> 5 & 1))
#define FACT_WIDE(w) ((unsigned)((w) >> 6 & 1))
#define FACT_AXES(w) ((uint32_t)((w) >> 8 & 0xffff))
#define FACT_FIRST_AXIS(w) ((uint32_t)((w) >> 24 & 0xffff))
#define FACT_MAP(w) ((uint32_t)((w) >> 40))
#define ELEMENT_OTHERS UINT64_C(64)

/* bits 0-31 first row (in rows of W words from H_ROW_AT), 32-47 classes, 48-63 fact */
#define AXIS_ROW(w) ((uint32_t)(w))
#define AXIS_CLASSES(w) ((uint32_t)((w) >> 32 & 0xffff))
#define AXIS_FACT(w) ((uint32_t)((w) >> 48))

/* bits 0-31 paragraph, 32-55 duty */
#define BOX_ID(w) ((uint32_t)(w))
#define BOX_DUTY(w) ((uint32_t)((w) >> 32 & 0xffffff))

enum {
    M_OUTSIDE,    /* the request is out of scope */
    M_FORBIDDEN,  /* an assumption is broken */
    M_DECIDING,   /* boxes that status and approach depend on, with those that their steps test */
    M_WILL, M_MUST, /* permissions of these modalities */
    M_FIXED
};
enum {
    M_PERMIT, M_CLOSE,
    M_DUTY,
    M_OUTSTANDING, /* a `before` duty that is not done */
    M_CAUTION,
    M_EACH
};

#endif
