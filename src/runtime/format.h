/*
 * The words of a decision table, format STRAT_FORMAT. Private to the runtime, to what writes tables, and to
 * src/evaluator/boxes.h, which has a quicker way of its own for small ones.
 *
 * All offsets are word numbers from the start of the table. W = H_WORDS is the number of words of a row: a bit for each box.
 *
 *   header   H_END words
 *   facts    one word a fact, see FACT_*
 *   axes     one word an axis, see AXIS_*: an axis is a fact cut into classes, or one element of a set
 *   order    every axis once, see ORDER_AXIS, so that those that stand together in boxes are near each other
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
 *
 * A large policy has W = 0: rows of a bit for each box would be long and nearly all zeros. It has no boxes, masks, entries and rows in
 * words; at H_ROW_AT stand L_END words of its own, and the boxes are *records* among the bytes of the policy, found by *indexes*.
 *
 * Numbers of more than a byte are little-endian there. The first byte is not used, and offset 0 means "none".
 *
 *   record   kind (2 bytes), paragraph (3), where RECORD_DUTY is set in the kind: duty (3), number of limits, number of entries (a count each:
 *            one byte; 255 is followed by 3), the limits, the entries
 *   limit    an axis (L_AXIS_BYTES) on which only some classes are allowed; one byte that says how the classes are written, see LIMIT_*;
 *            then class numbers, of 2 bytes where the axis has over 256 classes, else of 1
 *   entry    4 bytes: a step * 4 + what the box is to it (ENTRY_*)
 *   step     4 bytes each: offset of a list of boxes that it tests (number, 1 byte; offsets of records, 4 each). A step that tests more boxes
 *            than STEP_TESTS has 0 here, and entries in these boxes instead
 *   bucket   4 bytes each, by key: the offset of: number n of boxes (4), offsets of records (4 each), and for n > BUCKET_PLAIN rows of
 *            (n + 7) / 8 bytes, a bit for each of the boxes that this row does not rule out
 *
 * A box stands in one index, in the bucket of each combination of classes of the index's axes that it allows. A *digit* is one or a few axes:
 * class c of an axis counts as c >> shift, times its weight. The digits of a request choose one row each; the rows, ANDed, leave boxes
 * of the bucket of which most hold, and the record says which do.
 */
#ifndef STRAT_FORMAT_H
#define STRAT_FORMAT_H

#include <stdint.h>

#define STRAT_MAGIC (UINT64_C(0x5354524154430000) | 3u) /* "STRATC", format 3 */

enum {
    H_MAGIC, H_TOTAL, H_FACTS, H_AXES, H_WORDS, H_BOXES, H_APPROACHES, H_IDS, H_DUTIES, H_ASSUMES, H_SILENTS, H_STEPS,
    H_ENTRIES,
    H_SHAPE,     /* bit 0: ranked; from bit 8: the default approach + 1, or 0 */
    H_FACT_AT, H_AXIS_AT, H_BOX_AT, H_MASK_AT, H_SILENT_AT, H_STEP_AT, H_ENTRY_AT, H_ROW_AT, H_MAP_AT, H_ORDER_AT,
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

/* So many axes of the order are in one word: where they are few a byte each, else two. */
#define ORDER_IN_WORD(axes) ((axes) <= 256 ? 8u : 4u)
#define ORDER_AXIS(order, axes, i) \
    ((uint32_t)((order)[(i) / ORDER_IN_WORD(axes)] >> (i) % ORDER_IN_WORD(axes) * (64 / ORDER_IN_WORD(axes)) & ((axes) <= 256 ? 0xffu : 0xffffu)))

/* bits 0-31 paragraph, 32-55 duty */
#define BOX_ID(w) ((uint32_t)(w))
#define BOX_DUTY(w) ((uint32_t)((w) >> 32 & 0xffffff))

/* Large policies: words from H_ROW_AT. What ends in _AT among the bytes are byte offsets, else word numbers. */
enum {
    L_BYTES,       /* how many bytes there are; 8 behind the last that means something */
    L_AXIS_BYTES,
    L_RECORD_AT, L_RECORD_END,
    L_STEP_AT,
    L_KINDS, L_KIND_AT,      /* two words each: KIND_* */
    L_DIGITS, L_DIGIT_AT,    /* one word each: first member, members << 32; then the members, one word each: axis, shift << 16, weight << 32 */
    L_MEMBERS, L_MEMBER_AT,
    L_INDEXES, L_INDEX_AT,   /* INDEX_END words each */
    L_MOST_BOXES,            /* in the buckets of one complete request */
    L_MOST_ENTRIES,          /* of these boxes, with what their steps test */
    L_END
};
enum { MAX_INDEX_AXES = 3, MAX_INDEX_DIGITS = 12, MAX_INDEXES = 8 };
enum {
    INDEX_BUCKET_AT, INDEX_BUCKETS, /* one for each key */
    INDEX_AXES,
    INDEX_AXIS,                     /* axis, weight << 32: the key is the sum of classes times weights */
    INDEX_DIGITS = INDEX_AXIS + MAX_INDEX_AXES,
    INDEX_ROWS,                     /* of each bucket */
    INDEX_DIGIT,                    /* digit, its first row << 32 */
    INDEX_END = INDEX_DIGIT + MAX_INDEX_DIGITS
};
enum { BUCKET_PLAIN = 2, STEP_TESTS = 8, RECORD_DUTY = 0x8000 };
enum { ENTRY_TEST, ENTRY_ANY, ENTRY_NONE };

/* How a limit writes classes: class 0, class 1, from .. to, a bit for each, or the n of them, or the n that are not among them. */
enum { LIMIT_NO, LIMIT_YES, LIMIT_RANGE, LIMIT_BITS, LIMIT_LIST, LIMIT_EXCEPT = 128 }; /* a list of n: LIMIT_LIST + n - 1, and so on */

/* First word of a kind: bits 0-31 approaches, 32-39 KIND_PERMIT and so on, 40-47 modality (enum strat_modality), 48 decides; second word: number of the assumption,
 * or of the judgement among the silents. */
enum { KIND_PERMIT, KIND_CLOSE, KIND_DUTY, KIND_OUTSTANDING, KIND_CAUTION, KIND_OUTSIDE, KIND_FORBIDDEN, KIND_SILENT, KIND_HELPER, KINDS };
#define KIND_APPROACHES(w) ((uint32_t)(w))
#define KIND_OF(w) ((unsigned)((w) >> 32 & 0xff))
#define KIND_MODALITY(w) ((unsigned)((w) >> 40 & 0xff))
#define KIND_DECIDES(w) ((unsigned)((w) >> 48 & 1))

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
