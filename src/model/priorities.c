/* Priorities: which block prevails over which, from the headings; that of an objective speaks for
 * its provisions, too. Cycles among them are found where the rules are made. */
#include "model/build.h"

#include <strings.h>

/* Who claimed `all` so far. */
struct all {
    size_t blocks;
    uint32_t last; /* the last of them */
};

struct claim {
    uint32_t block; /* whose heading it stands in */
    bool wins; /* notwithstanding: the block prevails over those named; else they prevail over it */
    const char *how;   /* in the words of the language */
    struct map *known; /* pairs there are already */
    struct all *alls;  /* by the way they claim */
};

/* What is said twice has the place where it is said of the fewest paragraphs, else that in the
 * heading of the one that prevails: whichever block stands first. */
static unsigned precision(const struct claim *c, const struct ast_node *ref) {
    return (ref->form == AST_REF_ALL ? 0u : ref->form == AST_REF_PROVISIONS ? 2u : 4u) + c->wins;
}

static void pair_add(struct builder *b, const struct claim *c, const struct ast_node *ref,
                     uint32_t speaker, uint32_t other, bool requirement) {
    uint32_t winner = c->wins ? speaker : other, loser = c->wins ? other : speaker;
    struct priority p = {.at = ref->at,
                         .winner = winner,
                         .loser = loser,
                         .requirement_only = requirement,
                         .precision = 2 * precision(c, ref) + (speaker == c->block)};
    uint32_t n = (uint32_t)b->m->priorities.len;
    uint32_t known = map_add(c->known, (uint64_t)winner << 1 | requirement, loser, n);
    if (known == n)
        vec_push(b->arena, &b->m->priorities, p);
    else if (p.precision > b->m->priorities.at[known].precision)
        b->m->priorities.at[known] = p;
}

bool heading_speaks_for(const struct model *m, uint32_t block, uint32_t other) {
    return other == block ||
           (m->blocks.at[other].kind == BLOCK_PROVISION && m->blocks.at[other].parent == block);
}

/* Among the blocks that it speaks for, a heading says nothing. */
static void priority_add(struct builder *b, const struct claim *c, const struct ast_node *ref,
                         uint32_t other, bool requirement) {
    if (c->block == other)
        say(b, DIAG_OVER_ITSELF, ref->at, "%s cannot prevail over itself; name another paragraph",
            b->m->blocks.at[other].id.name);
    for (uint32_t i = c->block; i < b->m->blocks.len && heading_speaks_for(b->m, c->block, i); i++)
        if (!heading_speaks_for(b->m, c->block, other)) pair_add(b, c, ref, i, other, requirement);
}

static void claim_provisions(struct builder *b, const struct claim *c, const struct ast_node *ref,
                             uint32_t objective) {
    if (b->m->blocks.at[objective].kind != BLOCK_OBJECTIVE) {
        say(b, DIAG_NO_PROVISIONS, ref->at,
            "%s is not an objective, so it has no provisions; write `%s` alone", ref->name.text,
            ref->name.text);
        return;
    }
    for (uint32_t i = objective; i < b->m->blocks.len && heading_speaks_for(b->m, objective, i);
         i++)
        priority_add(b, c, ref, i, false);
}

static void claim_requirement(struct builder *b, const struct claim *c, const struct ast_node *ref,
                              uint32_t approach) {
    if (!c->wins) {
        say(b, DIAG_NO_REQUIREMENT, ref->at,
            "a requirement prevails over nothing, it only holds back its own approach; "
            "name the paragraph %s itself",
            ref->name.text);
        return;
    }
    bool has_requirement = false;
    vec_each (struct statement, s, &b->m->blocks.at[approach].statements)
        has_requirement = has_requirement || s->kind == STATEMENT_REQUIREMENT;
    if (!has_requirement && b->gaps) return;
    if (!has_requirement) {
        say(b, DIAG_NO_REQUIREMENT, ref->at,
            "%s has no `requires`, so there is no requirement to lift; name the "
            "approach that has it",
            ref->name.text);
        diag_note(b->d, b->m->blocks.at[approach].id.at, "%s is here", ref->name.text);
        return;
    }
    priority_add(b, c, ref, approach, true);
}

const struct block *block_quoted(const struct model *m, uint32_t block, const char *text) {
    vec_each (const struct block, k, &m->blocks)
        if (k != &m->blocks.at[block] &&
            (strcmp(k->id.name, text) == 0 || (k->id.title && strcasecmp(k->id.title, text) == 0)))
            return k;
    return NULL;
}

static void claim_ref(struct builder *b, const struct claim *c, const struct ast_node *ref) {
    const struct block *own =
        ref->form == AST_REF_TEXT ? block_quoted(b->m, c->block, ref->name.text) : NULL;
    if (own && c->wins) {
        say(b, DIAG_OVER_OUTSIDE_LAW, ref->at,
            "what stands in quotes is law outside the policy; did you mean `%s`?", own->id.name);
        return;
    }
    if (ref->form == AST_REF_TEXT && c->wins) {
        /* A policy that claims to prevail over law would mislead its reader. */
        say(b, DIAG_OVER_OUTSIDE_LAW, ref->at,
            "a policy cannot prevail over law outside it; write `subject to`, `without prejudice "
            "to` or `see`");
        return;
    }
    if (ref->form == AST_REF_TEXT) { /* shown, without effect */
        text_add(b, &b->m->blocks.at[c->block].see,
                 arena_printf(b->arena, "%s %s", c->how, ref->name.text));
        return;
    }
    if (ref->form == AST_REF_ALL) {
        /* Two blocks that each prevail over all others are a cycle already; more of them would only
         * make it longer. A block that says so twice is still one. */
        struct all *all = &c->alls[c->wins];
        if (all->blocks == 3 || (all->blocks > 0 && all->last == c->block)) return;
        all->blocks++;
        all->last = c->block;
        for (uint32_t i = 0; i < b->m->blocks.len; i++)
            if (i != c->block) priority_add(b, c, ref, i, false);
        return;
    }
    uint32_t other = block_find(b, &ref->name);
    if (other == MODEL_NONE) return;
    if (ref->form == AST_REF_ID)
        priority_add(b, c, ref, other, false);
    else if (ref->form == AST_REF_PROVISIONS)
        claim_provisions(b, c, ref, other);
    else
        claim_requirement(b, c, ref, other);
}

void build_priorities(struct builder *b) {
    static const char *const words[] = {[AST_NOTWITHSTANDING] = "notwithstanding",
                                        [AST_SUBJECT_TO] = "subject to",
                                        [AST_WITHOUT_PREJUDICE] = "without prejudice to"};
    struct map known;
    struct all alls[2] = {0};
    map_init(&known, b->arena);
    for (uint32_t i = 0; i < b->m->blocks.len; i++)
        node_each (p, b->m->blocks.at[i].id.from, NODE_PRIORITY) {
            struct claim c = {i, p->form == AST_NOTWITHSTANDING, words[p->form], &known, alls};
            vec_each (struct ast_node *, ref, &p->parts) claim_ref(b, &c, *ref);
        }
}
