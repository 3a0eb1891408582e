/*
 * The review of an interview: what was answered, and what is taken for granted, with where that
 * leads if it is otherwise; each with a number, by which it is changed.
 */
#include "evaluator/cli/talk.h"
#include "evaluator/core/questions.h"
#include "evaluator/explain/explain.h"
#include "evaluator/explain/say.h"

/* Parts of a review: what would let nothing start were it otherwise, what was answered, what would
 * decide otherwise, what makes any other difference, what is not known. */
enum part { DECISIVE, STATED, CHANGING, TAKEN, NOT_STATED, PARTS };

struct review {
    struct talk *t;
    struct ev_upshot upshot;
    const struct ev_node *taken; /* of the explanation; NULL: there is not enough memory */
    uint32_t *rows, n;           /* facts by their numbers */
    bool unknown;                /* of some whether they are DECISIVE */
    uint32_t *part;              /* by fact; PARTS: none */
};

/* What is told of a fact that is taken for granted, *next of these or NULL: they are in the order
 * of the facts. */
static const struct ev_node *take_told(const struct review *r, uint32_t fact,
                                       const struct ev_node **next) {
    const struct ev_node *told = *next;
    if (!told || strcmp(ev_member_text(told, "fact"), r->t->e->vocabulary.keys[fact].name) != 0)
        return NULL;
    *next = told->next;
    return told;
}

/* Whether it may make a difference that it is taken for granted: not where that does not count. */
static bool may_matter(const struct review *r, const struct ev_node *told) {
    const struct ev_node *matters = ev_member(told, "matters");
    return !r->taken || (matters && (matters->kind != EV_BOOL || matters->yes));
}

/* In which part a fact stands. DECISIVE: the engine's answer is that with *shuts. `told`: with
 * `contrary`, where the other value leads, all else as it is; "": to no other decision, or there
 * are several. */
static enum part part_of(struct review *r, uint32_t f, const struct ev_node *told, int64_t *shuts) {
    struct ev_engine *e = r->t->e;
    bool skipped = bitset_has(r->t->e->not_known, f);
    if (e->request.known[f]) return STATED;
    if (!bitset_has(e->presumed, f)) return skipped ? NOT_STATED : PARTS;
    enum ev_matter shut =
        !r->taken ? EV_MATTER_UNKNOWN : ev_shuts(e, &r->upshot, f, e->presumed_value[f], shuts);
    if (shut == EV_MATTERS) return DECISIVE;
    r->unknown = r->unknown || shut == EV_MATTER_UNKNOWN;
    if (ev_member_text(told, "contrary")[0] != '\0') return CHANGING;
    return skipped || may_matter(r, told) ? TAKEN : PARTS;
}

/* Where it leads if it is not so; or, of what decides nothing else, what goes with it then. */
static const char *contrary_of(const struct ev_node *told, enum part part) {
    return ev_member_text(told, part == TAKEN ? "alters" : "contrary");
}

static void put_row(struct review *r, uint32_t fact, enum part part, int64_t shuts,
                    const char *contrary) {
    struct talk *t = r->t;
    struct ev_engine *e = t->e;
    bool taken = part != STATED && part != NOT_STATED;
    r->rows[r->n++] = fact;
    talk_number(t, r->n);
    ev_add(t->page, "%s: ", ev_said(&e->vocabulary.keys[fact]));
    if (part != NOT_STATED)
        talk_say(t, fact, taken ? e->presumed_value[fact] : e->request.value[fact]);
    if (bitset_has(t->e->not_known, fact))
        ev_add(t->page, taken ? " (you do not know)" : "you do not know");
    else if (taken && !bitset_has(e->by_default, fact))
        ev_add(t->page, " (presumed by the policy)");
    if (part == DECISIVE) {
        ev_add(t->page, "; ");
        ev_say_shut(&t->page->text, e, fact, shuts, contrary);
    } else if (part == CHANGING || (part == TAKEN && contrary[0] != '\0')) {
        bool flag = e->vocabulary.facts[fact].info.kind == STRAT_FLAG;
        ev_add(t->page, "; %s: %s",
               !flag                     ? "otherwise"
               : e->presumed_value[fact] ? "if no"
                                         : "if yes",
               contrary);
    }
    ev_end_item(t->page, EV_LINE, 1);
}

static void put_parts(struct review *r) {
    bool sure = !r->taken || r->upshot.answer.status != STRAT_UNDETERMINED;
    const char *const headings[] = {
        [DECISIVE] = sure ? "Taken for granted, and otherwise nothing may start"
                          : "Taken for granted, and otherwise nothing is sure to be allowed",
        [STATED] = "Your answers",
        [CHANGING] = "Taken for granted, and otherwise something else is decided, or comes first",
        [TAKEN] = "Also taken for granted, and it matters",
        [NOT_STATED] = "Not known"};
    const uint32_t facts = r->t->e->vocabulary.about.facts;
    const struct ev_node *first = r->taken ? r->taken->first : NULL;
    /* What a fact leads to is tried once: near the bound on work it might not be found again. So
     * those of the first part are put as they are found. */
    for (uint32_t part = 0; part < PARTS; part++) {
        const struct ev_node *next = first;
        for (uint32_t f = 0, begun = 0; f < facts; f++) {
            const struct ev_node *told = take_told(r, f, &next);
            int64_t shuts = 0;
            if (part == DECISIVE) r->part[f] = part_of(r, f, told, &shuts);
            if (r->part[f] != part) continue;
            bool maybe = part == TAKEN && r->unknown;
            if (!begun++)
                ev_heading(r->t->page,
                           maybe ? "Also taken for granted, and it may matter" : headings[part]);
            put_row(r, f, (enum part)part, shuts, contrary_of(told, (enum part)part));
        }
    }
}

uint32_t talk_review(struct talk *t, uint32_t *rows) {
    const struct ev_explained x = {.parts = EV_PART_TAKEN, .approach = -1};
    struct review r = {.t = t, .rows = rows, .part = rows + t->e->vocabulary.about.facts};
    struct ev_tree tree;
    struct ev_fault fault;
    bool room = ev_upshot_open(&r.upshot, t->e), grown = ev_tree_open(&tree);
    const struct ev_node *root = room && grown ? ev_explanation(t->e, &tree, &x, &fault) : NULL;
    r.taken = ev_member(root, "taken");
    put_parts(&r);
    if (r.unknown) {
        ev_gap(t->page);
        ev_add(t->page,
               "Of some of this it was not found out whether nothing may start if it is "
               "otherwise: %s",
               r.taken ? ev_why_not_decided(t->e) : "there is not enough memory");
        ev_end_sentence(t->page);
    }
    ev_tree_close(&tree);
    if (room) ev_upshot_close(&r.upshot);
    return r.n;
}
