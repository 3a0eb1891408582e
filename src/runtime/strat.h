/*
 * strat.h: decide requests against a compiled policy. Public; freestanding C99; no allocation; no
 * global state.
 *
 * A policy that `stratc` has compiled is a few constant arrays (struct strat_policy):
 *
 *   table  64-bit words: what is needed to decide, and nothing else
 *   rules  bytes: of a large policy the greater part of it; of others none
 *   names  32-bit words: facts, values, approaches, duties, paragraphs, as offsets into
 *   text   their names and titles, each ended by a NUL
 *
 * They hold no pointers. Words are numbers, not bytes: a table that was written on one machine is
 * read on any other.
 *
 * How a decision is made. Every rule of the policy is a few *clauses*: products of value sets, one
 * set a fact. Each fact value belongs to a class, and each class has a *row*: a bit for every
 * clause that this value does not rule out. The rows of a request, ANDed, leave just the clauses
 * that hold. A short list of *overrides* then clears those that a permission with priority lifts.
 * What is left answers everything: which approach is open, by which paragraph, under which duties.
 * Where facts are unknown, the clauses become functions of what is open, in a decision diagram, and
 * every question is read off it, exactly: what holds in all completions, and in some. Of a small
 * policy that was compiled for it, the diagrams stand in the table, and a request walks them;
 * otherwise they are made in work memory.
 *
 * A policy of many rules would have long rows, nearly all zeros. There an index leads from a few
 * values to the clauses that they do not rule out, and only these are looked at: a decision costs
 * what it touches, not what there is. Where facts are unknown, the clauses that the known ones
 * leave get rows of their own in work memory, and the same diagram decides.
 *
 * Memory and threads. All state is in the caller's memory: an answer, and a block of work memory
 * (strat_work_words()). Policies are only read: any number of threads may share one, each with its
 * own work memory. Nothing here calls another library, not even libc.
 *
 * Order of use: strat_check() once for arrays from outside the program; then, per request: fill a
 * struct strat_request, strat_prepare(), and of what that made ready, in any order and as often as
 * wanted: strat_decide(), strat_judgements(), strat_ask(), strat_narrow(), strat_explain(),
 * strat_hangs(), strat_grounds(), strat_certain(), strat_where_had(), strat_presumed(),
 * strat_presumed_somewhere(), strat_readings(), strat_read_hangs(), strat_decide_read(),
 * strat_ways(). What a policy is about may always be asked.
 */
#ifndef STRAT_H
#define STRAT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STRAT_FORMAT 4 /* version of the table */
#define STRAT_VERSION "0.1.0"

#ifndef STRAT_API
#define STRAT_API /* `static` in the C that stratc writes */
#endif

struct strat_policy {
    const uint64_t *table;
    size_t table_words;
    const uint32_t *names;
    size_t names_words;
    const char *text;
    size_t text_bytes;
    const unsigned char *rules; /* NULL where there are none */
    size_t rules_bytes;
};

enum strat_result {
    STRAT_OK = 0,
    STRAT_BAD_TABLE,  /* the arrays are not a policy of this format, or are damaged */
    STRAT_BAD_VALUE,  /* the value of fact work->bad_fact is outside its domain */
    STRAT_IMPOSSIBLE, /* no completion satisfies every assumption; answer->broken_assume is the
                         first that leaves none */
    STRAT_NOT_DECIDED /* more steps were needed than allowed (work->steps is max_steps then), or
                         more work memory */
};

enum strat_status {
    STRAT_OUT_OF_SCOPE,
    STRAT_REFUSED,
    STRAT_DEFAULT,
    STRAT_CONDITIONAL,
    STRAT_OPEN,
    STRAT_UNDETERMINED
};

enum strat_modality { STRAT_NO_MODALITY, STRAT_MAY, STRAT_WILL, STRAT_MUST };

/* What one approach is, whatever the others are. */
enum strat_verdict {
    STRAT_VERDICT_NOT_PROVIDED,
    STRAT_VERDICT_CLOSED,
    STRAT_VERDICT_DEFAULT,
    STRAT_VERDICT_CONDITIONAL,
    STRAT_VERDICT_OPEN
};

#define STRAT_NONE (-1) /* the approach `none` */
#define STRAT_NULL (-2) /* no single approach: undetermined, or unranked with none or several */

/* ---- what the policy is about (names and text only) ---- */

enum strat_kind { STRAT_FLAG, STRAT_ONE_OF, STRAT_SET_OF, STRAT_NUMBER, STRAT_DATE };

struct strat_about {
    const char *title, *version, *issued_by, *compiler; /* "" where the policy says nothing */
    uint32_t facts, approaches, duties, paragraphs, assumes, readings;
    uint32_t rules, priorities, conditions, groups;
    int ranked;
    int32_t default_approach; /* or STRAT_NONE */
};

/* What a fact is in a request: with whom, what would be done, for which objective, on which day. */
enum strat_role { STRAT_NO_ROLE, STRAT_PARTNER, STRAT_ACTIVITY, STRAT_OBJECTIVE_OF, STRAT_TODAY };

/* The value of a fact is one int64_t:
 *   FLAG 0 no, 1 yes · ONE_OF the index of the value · SET_OF bit v for value v (as uint64_t)
 *   NUMBER the number times 10^decimals · DATE days since 0001-01-01 (day 0) */
struct strat_fact {
    const char *name, *title, *by, *unit,
        *help; /* "" where there is none; `by`: who decides this judgement; `help`: a text for
                  whoever is asked */
    enum strat_kind kind;
    enum strat_role role;
    int judgement, ordered;
    int presumed; /* the policy presumes a value in some cases */
    int has_default;
    uint32_t decimals;
    uint32_t values;   /* how many values a ONE_OF or SET_OF has */
    int64_t low, high; /* NUMBER, DATE */
    int64_t default_value;
};

struct strat_named {
    const char *name, *title; /* title "" where there is none */
};

enum strat_timing {
    STRAT_BEFORE,
    STRAT_ON_USE,
    STRAT_DURING,
    STRAT_AFTER,
    STRAT_YEARLY,
    STRAT_ON_RECEIPT /* of the request */
};

struct strat_duty {
    const char *name, *title, *by, *to;
    const char *deadline; /* all of them, joined by "; " */
    const char *after;    /* names of the duties that come first, joined by ", " */
    enum strat_timing timing;
    int32_t done_when; /* fact, or -1 */
    const char *done;  /* what it has to be, as a policy says it: "paid", "commission = approved" */
};

enum strat_paragraph_kind {
    STRAT_ONLY_CITED, /* the policy names it, and says nothing of it */
    STRAT_APPROACH,
    STRAT_PARAGRAPH,
    STRAT_PRINCIPLE,
    STRAT_OBJECTIVE,
    STRAT_PROVISION,
    STRAT_RECITAL
};

struct strat_paragraph {
    const char *id, *title;
    const char *see;   /* outside law, joined by "; " */
    const char *quote; /* its words in the source, on one line */
    enum strat_paragraph_kind kind;
    int32_t approach; /* that it declares, or -1 */
};

/* Indices are below the counts of strat_get_about(); texts live as long as the policy. Any other
 * index may be asked for too, and has empty texts and zeros, but for the approach STRAT_NONE, whose
 * name is "none".
 *
 * Of a reading, an open question of interpretation, strat_get_fact() and strat_get_value() tell as
 * of a fact that stands behind all facts: reading r has the number facts + r there. Its title is
 * the question, its values are the ways to read it, and its default is the one that the policy
 * takes. No request says anything of it.
 */
STRAT_API void strat_get_about(const struct strat_policy *p, struct strat_about *about);
STRAT_API void strat_get_fact(const struct strat_policy *p, uint32_t fact, struct strat_fact *info);
STRAT_API void strat_get_value(const struct strat_policy *p, uint32_t fact, uint32_t value,
                               struct strat_named *info);
STRAT_API void strat_get_approach(const struct strat_policy *p, uint32_t approach,
                                  struct strat_named *info, const char **commits);
STRAT_API void strat_get_duty(const struct strat_policy *p, uint32_t duty, struct strat_duty *info);
STRAT_API void strat_get_paragraph(const struct strat_policy *p, uint32_t paragraph,
                                   struct strat_paragraph *info);
STRAT_API const char *strat_get_assume(const struct strat_policy *p, uint32_t assume);

/* The SHA-256 of the policy's text, `paragraph` STRAT_NONE, or of a paragraph's own rules, both in
 * canonical layout: 32 bytes. 0, and *digest stays as it is: there are none, or the policy has come
 * without digests. */
STRAT_API int strat_get_digest(const struct strat_policy *p, int32_t paragraph,
                               unsigned char *digest);

/* ---- why: the rules of a policy, and what they ask ---- */

/* Nothing is decided by what stands here: it is there to say of a decision which rules it rests on,
 * and which conditions of these hold. Rules stand as in the policy, block by block; a duty that a
 * statement names together with others has a rule of its own. */
enum strat_rule_kind {
    STRAT_PERMISSION,  /* opens approaches */
    STRAT_PROHIBITION, /* closes them */
    STRAT_GATE,        /* closes them where what it wants does not hold */
    STRAT_OBLIGATION,  /* attaches a duty */
    STRAT_EXPECTATION  /* cautions where what it wants is not known to hold */
};

/* A condition, or that it does not hold. */
struct strat_term {
    int32_t condition; /* -1: there is none */
    int negated;
};

struct strat_rule {
    const char *text; /* all of it, as readings are taken: a sentence without a full stop */
    uint32_t paragraph;
    enum strat_rule_kind kind;
    enum strat_modality modality; /* of a permission */
    uint32_t approaches;          /* bit a: it is about approach a */
    int32_t duty;                 /* or -1 */
    /* Duties and expectations: it acts only where a permission of its paragraph applies (`when`
     * says so, too); and of its approaches only for those that are opened there. */
    int waits, follows;
    struct strat_term when;
    struct strat_term wants; /* of gates and expectations: what should hold then */
};

/* Where one of the winner's permissions applies, the loser's prohibitions and gates do not close
 * the approaches that it names, nor do the loser's `before` duties attach to them. */
struct strat_priority {
    uint32_t winner, loser; /* paragraphs */
    int gates_alone;        /* prohibitions and duties stay */
};

/* What a condition tests of a fact; or what it is made of: its terms. */
enum strat_condition_kind {
    STRAT_TEST_VALUES,   /* a FLAG or ONE_OF has one of these values */
    STRAT_TEST_RANGE,    /* a NUMBER or DATE lies between, or is one of these ends */
    STRAT_TEST_INCLUDES, /* a SET_OF has this value */
    STRAT_TEST_EMPTY,    /* it has none */
    STRAT_ALL,           /* all terms hold: where there is none, always */
    STRAT_ANY,           /* one of them does, at least */
    STRAT_COUNT,         /* as many of them as `count` do, at least */
    STRAT_DEFINITION,    /* one that has a name; its one term is what the name means */
    STRAT_APPLIES,       /* a paragraph applies: one of its rules does that are asked for this */
    STRAT_ANY_PROVISION  /* one of the provisions applies */
};

struct strat_condition {
    enum strat_condition_kind kind;
    /* In English; of a test, what goes with the title of its fact, behind a colon where the title
     * is no question: "third countries", "at least 9 people", "yes"; "all of these", "4.1.b
     * applies" */
    const char *says;
    const char *turned; /* that it does not hold: "other than third countries", "one of these" */
    int32_t fact;       /* tests; readings are numbered as strat_get_fact() says. Else -1 */
    int32_t paragraph;  /* APPLIES; else -1 */
    uint32_t count;     /* how many of the terms it takes; where it does not hold, terms - count + 1
                           of them do not */
    uint32_t terms;
};

/* A set of values with a title: a group or a vocabulary. */
struct strat_group {
    const char *title;
    uint32_t fact; /* a ONE_OF */
};

STRAT_API void strat_get_rule(const struct strat_policy *p, uint32_t rule, struct strat_rule *info);
STRAT_API void strat_get_priority(const struct strat_policy *p, uint32_t priority,
                                  struct strat_priority *info);
STRAT_API void strat_get_condition(const struct strat_policy *p, uint32_t condition,
                                   struct strat_condition *info);
STRAT_API struct strat_term strat_get_term(const struct strat_policy *p, uint32_t condition,
                                           uint32_t term);
STRAT_API struct strat_term strat_get_scope(const struct strat_policy *p);
STRAT_API void strat_get_group(const struct strat_policy *p, uint32_t group,
                               struct strat_group *info);
STRAT_API int strat_group_has(const struct strat_policy *p, uint32_t group, uint32_t value);

#ifndef STRAT_CHECK
#define STRAT_CHECK 1 /* 0 in the C that stratc writes, which has no arrays from outside */
#endif

/* Checks arrays from outside, once: STRAT_OK, or STRAT_BAD_TABLE. Its time is that of reading them
 * once.
 *
 * It reads no more than the sizes in *p say that there is. What it has found right is safe:
 * whatever a request says, no other function of this header reads or writes outside these arrays
 * and the memory of the caller, none divides by zero or shifts too far, none runs for ever, and
 * whatever they return is below the counts of strat_get_about(). That is:
 *
 *   - the sections follow one another without gap or overlap, from the first word and byte to the
 *     last: there is none that is not looked at;
 *   - every count, offset and number of a fact, axis, class, clause, row, override, assumption,
 *     approach, duty, paragraph, text or byte is below what it counts into, and what lists say that
 *     they hold adds up to what there is;
 *   - values, classes and domains go together: defaults lie in their domain, low is not above high,
 *     and thresholds rise;
 *   - the names speak of the same facts, values, defaults, approaches, duties and paragraphs as the
 *     table;
 *   - the work memory that strat_work_words() asks for can be counted in bytes by a size_t.
 *
 * Whether the policy is the one that was meant it cannot know: the rows of bits may say anything.
 * STRAT_IMPOSSIBLE with a `broken_assume` of -1 comes from such arrays alone. Arrays that stratc
 * has linked into a program come from inside and are not checked. */
#if STRAT_CHECK
STRAT_API enum strat_result strat_check(const struct strat_policy *p);

/*
 * A policy from the n bytes of a file that `stratc --emit=table` wrote: checked, every byte of it,
 * and then *p is a policy like one that was linked. Anything else is STRAT_BAD_TABLE, and *p has no
 * arrays. The policy lies in the bytes, which stay as they are for as long as it is used. Where
 * they are not aligned to 8, or the machine's words are not little-endian, table and names are
 * copied into `memory`: strat_open_words() of it, 0 where none is needed, as for what malloc() or
 * mmap() gave on most machines.
 */
STRAT_API size_t strat_open_words(const void *bytes, size_t n);
STRAT_API enum strat_result strat_open(const void *bytes, size_t n, uint64_t *memory, size_t words,
                                       struct strat_policy *p);

/* Of the library: may be newer than STRAT_VERSION, which a program was compiled with. */
STRAT_API const char *strat_version(void);

/* What a result means, in a few words of English. */
STRAT_API const char *strat_result_text(enum strat_result result);
#endif

/* A digest of table and rules (FNV-1a, 64 bits), the same on every machine. */
STRAT_API uint64_t strat_digest(const struct strat_policy *p);

/* ---- requests ---- */

struct strat_request {
    int64_t *value; /* one a fact */
    uint8_t *known; /* one a fact: 1 stated, 0 not stated (defaults and presumptions are applied by
                       strat_prepare) */
};

/* Which conditions hold, as far as the request says: one byte for each of them in `holds`, an enum
 * strat_holds. A request speaks of the facts that it states, so defaults and presumptions have to
 * be filled in before (strat_presumed()); readings are as the policy takes them.
 *
 * Of a complete request this is exact. Of others STRAT_HOLDS_YES and _NO are what every completion
 * has; where two facts that are unknown settle a condition together, as in "f or not f", or by an
 * assumption, it is STRAT_HOLDS_UNKNOWN although it is not open in truth. */
enum strat_holds { STRAT_HOLDS_NO, STRAT_HOLDS_YES, STRAT_HOLDS_UNKNOWN };
STRAT_API void strat_conditions_hold(const struct strat_policy *p,
                                     const struct strat_request *request, uint8_t *holds);

/* Of some, in rising order, whose terms are there. */
STRAT_API void strat_some_conditions_hold(const struct strat_policy *p,
                                          const struct strat_request *request,
                                          const uint32_t *conditions, uint32_t n, uint8_t *holds);
/* Of a condition, or that it does not hold; where there is none, it holds. */
STRAT_API enum strat_holds strat_term_holds(const uint8_t *holds, struct strat_term term);

/* Of a rule: of a gate, that it is not open. Whether it acts for an approach is another question:
 * priorities may lift it. */
STRAT_API enum strat_holds strat_rule_holds(const uint8_t *holds, const struct strat_rule *rule);

/* ---- decisions ---- */

/* Lists are bit sets in 64-bit words: bit i%64 of word i/64 stands for item i. `ids` lists (basis,
 * cautions, closed_by) are over paragraphs (in outline order), `duties` and `before` over duties
 * (in the order of declaration). */
struct strat_lists {
    uint64_t *basis, *cautions, *closed_by; /* strat_id_words() each */
    uint64_t *duties, *before;              /* strat_duty_words() each */
    enum strat_modality modality;
    uint32_t verdicts; /* in `each`: bit v: some completion has enum strat_verdict v; else 0 */
};

/*
 * `now` and `available` are about every completion, whether these agree on a decision or not. An
 * unranked policy has no single `now` (STRAT_NULL) where several approaches may start, or
 * completions differ.
 *
 * In `each`, `basis`, `closed_by` and `modality` are what every completion has, `duties`, `before`
 * and `cautions` what some have, as in the answer's own lists; of an undetermined answer as well.
 */
struct strat_answer {
    enum strat_status status;
    int32_t approach, now; /* an approach, STRAT_NONE or STRAT_NULL */
    uint32_t open;         /* bit a: approach a is open */
    uint32_t available;    /* bit a: approach a may start now; ranked: it, or one above it */
    int committed;
    uint32_t possible;        /* undetermined: bit a: approach a */
    uint32_t possible_status; /* undetermined: bit s: status s */
    int possible_none;        /* undetermined and ranked: `none` is possible */
    struct strat_lists lists; /* memory of the caller */
    struct strat_lists *each; /* one an approach, or NULL where not wanted */
    /* Of the duties (`before` ones, too) and the cautions above those that not every completion
     * has; NULL where not wanted. strat_duty_words() and strat_id_words(). */
    uint64_t *uncertain_duties, *uncertain_ids;
    int32_t broken_assume; /* STRAT_IMPOSSIBLE: the assumption; else -1 */
};

STRAT_API size_t strat_id_words(const struct strat_policy *p);
STRAT_API size_t strat_duty_words(const struct strat_policy *p);

/* Points all lists of an answer into memory of the caller, strat_answer_words() of it, which stays
 * the answer's. `each`: the lists by approach as well. */
STRAT_API size_t strat_answer_words(const struct strat_policy *p, int each);
STRAT_API void strat_answer_init(const struct strat_policy *p, int each, uint64_t *memory,
                                 struct strat_answer *answer);

/*
 * Work memory: strat_work_words() is the least that is enough for every complete request, and for
 * most others. Where much is unknown it may be too little, and the result is STRAT_NOT_DECIDED; 16
 * MiB more are seldom used up within STRAT_STEPS, 64 MiB where a policy has `rules`. What is not
 * needed is not touched. One block serves one thread at a time, and any number of calls; what lies
 * in it does not matter.
 *
 * `max_steps` bounds all that is asked about one request: strat_prepare() sets `steps` to 0, and
 * the other functions count on from there. 0 means STRAT_STEPS. A step is a node of a diagram that
 * is made or met, or as much work of another kind: some ten nanoseconds, up to a hundred and more
 * where there are so many of them that they are not at hand. So STRAT_STEPS are about half a
 * second, and hardly more than one. A complete request takes no steps worth counting.
 *
 * What was reached within the bound is right, and counts: STRAT_NOT_DECIDED from
 * strat_judgements() or another of these takes nothing back from the decision, and says only that
 * this list could not be had (it is empty then). Nothing that is answered within one bound is
 * answered otherwise within a larger one.
 */
#define STRAT_STEPS 6000000u
STRAT_API size_t strat_work_words(const struct strat_policy *p);

struct strat_work {
    /* the caller's */
    uint64_t *memory;
    size_t words;
    uint64_t max_steps;
    /* of the request that was made ready last */
    uint64_t steps; /* taken so far */
    const struct strat_policy *policy;
    enum strat_result result; /* of strat_prepare() */
    int32_t bad_fact;         /* STRAT_BAD_VALUE: the fact; else -1 */
    /* Where all facts have a value and the policy has no `rules`: the clauses that hold, a set in
     * `clause_words` words; else NULL. Requests of one policy with the same clauses have the same
     * answer. The words last until the next question. */
    const uint64_t *clauses;
    size_t clause_words;
};

/* Makes a request ready in work memory: what its values rule out is gone, and what it leaves open
 * is a diagram once somebody asks for it, the same for all who ask. Policy, the request's arrays
 * and work memory stay as they are until the last question; then the memory may serve another
 * request. Not STRAT_OK: all that is asked gives the same result. */
STRAT_API enum strat_result strat_prepare(struct strat_work *work, const struct strat_policy *p,
                                          const struct strat_request *request);

/* Fills all of *answer (but what is NULL), whatever the result. */
STRAT_API enum strat_result strat_decide(struct strat_work *work, struct strat_answer *answer);

/* The judgements on which the decision hangs: bit f of `facts` (facts / 64 words, rounded up). */
STRAT_API enum strat_result strat_judgements(struct strat_work *work, uint64_t *facts);

/* The readings of which some other value would lead to another status or approach, all others as
 * the policy takes them: bit r of `readings` (readings / 64 words, rounded up) for reading r. Those
 * of which it would, in some completion, to another verdict of an approach (not provided for is as
 * closed) or others that come first, or, where one that is `told` (bit a) is had both ways, to
 * another modality, duties or cautions; or something else is presumed. And the decision with such a
 * value, with strat_where_had() of each approach in `had` (or NULL): STRAT_BAD_VALUE, with a
 * `bad_fact` of -1, where there is no such reading or value. All hold the request once more in work
 * memory, and rows of a larger table (strat_work_words() counts them): STRAT_NOT_DECIDED where that
 * has no room. Ask these last: what is asked next is made ready anew, with readings as taken. */
STRAT_API enum strat_result strat_readings(struct strat_work *work, uint64_t *readings);
STRAT_API enum strat_result strat_read_hangs(struct strat_work *work, uint64_t told,
                                             uint64_t *readings);
STRAT_API enum strat_result strat_decide_read(struct strat_work *work, uint32_t reading,
                                              int64_t value, struct strat_answer *answer,
                                              struct strat_lists *had);

/* The unknown facts worth asking for, the most helpful first: *n in `facts` (room for all). */
STRAT_API enum strat_result strat_ask(struct strat_work *work, uint32_t *facts, uint32_t *n);

/* The unknown facts to state where too much of them was open to be decided: the one that leaves
 * fewest clauses whatever its value, then others as long as many are left: *n in `facts` (room for
 * all). It takes no step of the bound; what is asked next is made ready anew. */
STRAT_API enum strat_result strat_narrow(struct strat_work *work, uint32_t *facts, uint32_t *n);

/* Why: paragraphs (strat_id_words() each) with a permission that applies to `approach`, and with a
 * prohibition that closes it: those that every completion has (or NULL, where these are not
 * wanted), and those that at least one has. STRAT_BAD_VALUE where there is no such approach. */
struct strat_reasons {
    uint64_t *permits_all, *permits_some, *closes_all, *closes_some;
};
STRAT_API enum strat_result strat_explain(struct strat_work *work, uint32_t approach,
                                          struct strat_reasons *reasons);

/* The unknown facts of which some value leads to other reasons, or other verdicts of the approach:
 * bit f of `facts` (words: facts / 64 rounded up). Of sets 256 are tried; judgements with
 * presumptions are left out, as to say something of one takes back what is presumed. */
STRAT_API enum strat_result strat_hangs(struct strat_work *work, uint32_t approach,
                                        uint64_t *facts);

/* By duty of the policy, strat_id_words() each, the paragraphs that attach it to the answer, which
 * is that of this request, in some completion. */
STRAT_API enum strat_result strat_grounds(struct strat_work *work,
                                          const struct strat_answer *answer, uint64_t *ids);

/* Of an approach that every completion has open or as the default: which `duties`, `before` duties
 * and `cautions` each of them attaches to it. Lists of the caller, as those of an answer; nothing
 * else of them changes. STRAT_BAD_VALUE where there is no such approach. And of any approach the
 * same, over the completions that have it so; with what some of these have: its `basis`, its
 * strongest `modality`, STRAT_VERDICT_OPEN alone in `verdicts` where it may start now. */
STRAT_API enum strat_result strat_certain(struct strat_work *work, uint32_t approach,
                                          struct strat_lists *lists);
STRAT_API enum strat_result strat_where_had(struct strat_work *work, uint32_t approach,
                                            struct strat_lists *lists);

/* The facts that the request leaves out and to which a default or a presumption gives one value,
 * whatever else is unknown: bit f of `facts` for fact f, and that value in value[f] (room for all
 * facts of the policy). In `defaults` those of them that no presumption gives it, whatever else is
 * unknown. */
STRAT_API enum strat_result strat_presumed(struct strat_work *work, uint64_t *facts, int64_t *value,
                                           uint64_t *defaults);

/* The facts that the request leaves out and to which a presumption gives a value in some
 * completion: bit f of `facts` for fact f. */
STRAT_API enum strat_result strat_presumed_somewhere(struct strat_work *work, uint64_t *facts);

/*
 * Ways: what would have to be otherwise for an approach to be open.
 *
 * A way is a set of facts with other values: the request with these has the approach open or
 * conditional (whatever the others are) in every completion, of which there is one at least; and no
 * fewer of these facts, with whatever values, do. A fact that the request leaves out may be settled
 * in a way. What has a default is known, and otherwise by being stated; so is a judgement that a
 * presumption gives one value, whatever else is unknown. Presumptions are those of the changed
 * request, and of a judgement that a way does not state they say what it is there.
 *
 * The default approach is not opened where it is no more than that. Where what matters is only that
 * it can be had, to be the default counts as well (`or_default`).
 */
struct strat_change {
    uint32_t fact;
    int64_t value; /* one that it would have to have, the other changes being as they are */
    /* FLAG, ONE_OF: all such values, bit v for value v. NUMBER, DATE: all from `low` to `high` are
     * such. */
    uint64_t *values;
    int64_t low, high;
    /* SET_OF: what the value would have to include, and what not, and of which it would have to
     * include something or other, whatever else it has. */
    uint64_t includes, excludes, one_of;
};

struct strat_way {
    struct strat_change *changes; /* by the number of their fact */
    uint32_t n, known;            /* known: how many of them are known facts */
    int other_request;            /* a known partner, activity, objective or day is otherwise */
    int32_t through; /* a paragraph that opens the approach then, whatever else is unknown, with all
                        of these values; -1: it is not one alone */
};

enum { STRAT_MOST_WAYS = 5 };

/*
 * Of all ways those that are told: for each paragraph the nearest of those that lead through it,
 * then the next nearest; the nearest first. Near is a way within the request, before another
 * request (partner, activity, objective or day, where known). Within it, one that changes fewer
 * known facts, then settles fewer unknown ones; of other requests one of the same partner, then of
 * fewer facts, then of fewer known ones. Then one through an earlier paragraph, then about facts
 * that are declared earlier. Two may be of the same facts, through different paragraphs.
 * Assumptions may tie facts together: whatever makes one set a way makes another one, with one
 * unknown fact in the place of another. Then only that other is told; where each follows from the
 * other, the one about the fact declared first. `count` and `facts` leave out those that were met.
 */
struct strat_ways {
    int open;         /* it is, as things are: there is nothing to change */
    uint64_t count;   /* minimal sets of facts, each once; 2^64-1: so many or more */
    uint64_t *facts;  /* all those that some way changes: bit f */
    uint32_t n, sets; /* told; how many sets of facts that is */
    struct strat_way *ways;
};

/* Points all lists into memory of the caller, strat_ways_words() of it, which stays theirs. */
STRAT_API size_t strat_ways_words(const struct strat_policy *p);
STRAT_API void strat_ways_init(const struct strat_policy *p, uint64_t *memory,
                               struct strat_ways *ways);

/* Of a request that is impossible as it stands STRAT_IMPOSSIBLE; STRAT_BAD_VALUE where there is no
 * such approach. All facts are looked at together, so that a policy may be too large for this
 * (STRAT_NOT_DECIDED) that decides every request. `most`: 1, where the first is enough, or
 * STRAT_MOST_WAYS. What is asked next is made ready anew. */
STRAT_API enum strat_result strat_ways(struct strat_work *work, uint32_t approach, int or_default,
                                       uint32_t most, struct strat_ways *ways);

#ifdef __cplusplus
}
#endif

#endif
