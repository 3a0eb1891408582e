/*
 * What the marks of the templates stand for where they are compiled as they are (fill.h says what
 * they are; tests/emit/templates.sh compiles them): a policy with one of everything. Only for
 * compilers and editors; no part of what is emitted.
 */
#ifndef STRATC_EMIT_C_TEMPLATES_SAMPLE_H
#define STRATC_EMIT_C_TEMPLATES_SAMPLE_H

#include "runtime/private.h"

/* ---- switches and lists: sections ---- */

#ifndef IS_RANKED
#define IS_RANKED 0 /* the tests try both */
#endif
#define WITH_BATCH 1
#define WITH_ASK 1
#define HAS_READINGS 1
#define HAS_FACTS 1
#define HAS_DUTIES 1
#define HAS_PARAGRAPHS 1
#define HAS_FAST 1
#define HAS_BEFORE 1
#define HAS_PLANES 1
#define IS_BESIDE 1
#define IS_ONE_OF 1
#define IS_SET_OF 1
#define HAS_MAP 1
#define IN_ROW 1
#define HAS_OWN_PLANES 1
#define IS_LIST 1
#define EACH_FACT 1
#define EACH_VALUE_LIST 1
#define EACH_MEMBER 1
#define EACH_AFACT 1
#define EACH_VALUE 1
#define EACH_APPROACH 1
#define EACH_DUTY 1
#define EACH_PARAGRAPH 1
#define EACH_READING 1
#define EACH_NAMES 1
#define EACH_LIST 1
#define EACH_ELEMENT 1
#define EACH_ROW 1
#define EACH_ANSWER 1

/* What a fact is, of which there is one: the tests try all. */
#ifndef TYPE
#define TYPE uint64_t
#define READS_SET 1
#endif
#ifndef READS_FLAG
#define READS_FLAG 0
#endif
#ifndef READS_CHOICE
#define READS_CHOICE 0
#endif
#ifndef READS_SET
#define READS_SET 0
#endif
#ifndef READS_NUMBER
#define READS_NUMBER 0
#endif
#define IS_IDLE READS_FLAG

/* ---- fields ---- */

#define NFACTS 1
#define NFACTWORDS 1
#define NREADINGS 1
#define NREADINGWORDS 1
#define NIDWORDS 1
#define NDUTYWORDS 1
#define NWORKWORDS 100
#define NAPPROACHES 1
#define NRANKED IS_RANKED
#define NDIGITS 1
#define NUNDONE 1
#define NPLANES 1
#define NANSWERS 1
#define NBRIEF 1
#define NTABLE 1
#define NLARGE 0
#define NRULES 0
#define NNAMES 1
#define ROWTYPE uint8_t
#define UNDONETYPE uint8_t
#define OFFSET uint16_t
#define OFFSETS 0
#define OTHERWISE 0u
#define RULES ((const unsigned char *)0)
#define COMMENT
#define ROWCOMMENT
#define INDEX 0
#define ZEROS 0, undone = 0
#define ROW open
#define ADD open +=
#define ABSENT 0
#define MUST 1
#define VALUES 1
#define ALL 1
#define ELEMENTS 1
#define LOW 0
#define HIGH 1
#define CLASSES ((const uint8_t *)0)
#define BANDS ((const int64_t *)0)
#define NBANDS 1
#define PLANECOMMENT
#define WITHIN 0
#define COUNT 1
#define FIRST 0
#define TYPENAME PREFIX_type
#define NONE PREFIX_a_unknown
#define AVALUE PREFIX_a_value
#define BIT UINT64_C(1)
#define ANAPPROACH PREFIX_an_approach
#define ADUTY PREFIX_a_duty
#define APARAGRAPH PREFIX_a_paragraph
#define AREADING PREFIX_a_reading
#define AFACT PREFIX_a_fact
#define MEMBER member
#define KNOWN member_known
#define LESS -1
#define FUNCTION PREFIX_a_name
#define LIST basis
#define ANSWER duties
#define WORDS PREFIX_DUTY_WORDS

#define POLICY
#define HEADER "emit/c/templates/header.h"
#define DIGEST 0x0u

/* ---- what is printed from data ---- */

#define FILL(what) FILL_##what
#define FILL_maps extern int PREFIX_maps
#define FILL_flags (void)undone
#define FILL_tables                       \
    static const struct {                 \
        struct {                          \
            int8_t status, approach, now; \
            uint8_t open;                 \
        } verdicts[1];                    \
    } PREFIX_tables = {{{0, 0, 0, 0}}}
#define FILL_brief                                                     \
    PREFIX_COPY_VERDICT(brief, PREFIX_tables.verdicts[ready->row[0]]); \
    return PREFIX_OK
#define FILL_answer               \
    answer->open = ready->row[0]; \
    return PREFIX_OK
#define FILL_gates extern int PREFIX_gates
#define PREFIX_BRIEF_LOOP(T, STEP)                                                        \
    PREFIX_FOR(STEP) * (T *)(void *)(out[0] + i) = *(const T *)(const void *)(in[0] + i); \
    return i
#define PREFIX_ANSWER_LOOP(T, STEP) PREFIX_BRIEF_LOOP(T, STEP)

static const uint64_t PREFIX_table[1] = {0};
static const struct { char t[1]; } PREFIX_text = {""};

#endif
