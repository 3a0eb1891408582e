/* Groups, and the sets of values that lists and groups name. */
#include "model/build.h"

/* ---- sets ---- */

uint64_t *set_scratch(struct builder *b, const struct fact *f) {
    bitset_clear(b->scratch, cond_words(f));
    return b->scratch;
}

static uint64_t set_hash(const uint64_t *set, size_t words) {
    uint64_t h = words;
    for (size_t i = 0; i < words; i++) {
        h = (h ^ set[i]) * 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    return h;
}

const uint64_t *set_keep(struct builder *b, const struct fact *f, const uint64_t *set) {
    size_t words = cond_words(f);
    for (uint64_t h = set_hash(set, words);; h++) {
        uint32_t at = map_add(&b->kept, words, h, (uint32_t)b->sets.len);
        if (at == b->sets.len) vec_push(b->arena, &b->sets, bitset_copy(b->arena, set, words));
        if (bitset_same(b->sets.at[at], set, words)) return b->sets.at[at];
    }
}

/* ---- members ---- */

/* What a word of a list stands for. A value hides a group of its name. */
struct meaning {
    enum { MEANS_NOTHING, MEANS_VALUE, MEANS_GROUP, MEANS_VOCABULARY, MEANS_OTHER } kind;
    uint32_t index;
};

static struct meaning meaning_of(struct builder *b, const struct fact *f, const char *name) {
    uint32_t value = f ? value_index(b, f, name) : MAP_NONE;
    if (value != MAP_NONE) return (struct meaning){MEANS_VALUE, value};
    const struct symbol *s = symbol_find(b, name);
    if (!s) return (struct meaning){MEANS_NOTHING, 0};
    return (struct meaning){s->kind == SYMBOL_GROUP        ? MEANS_GROUP
                            : s->kind == SYMBOL_VOCABULARY ? MEANS_VOCABULARY
                                                           : MEANS_OTHER,
                            s->index};
}

/* All values of a group of the fact, or of a vocabulary that was added to a set of it; else NULL.
 */
static const uint64_t *set_meant(const struct builder *b, const struct fact *f, struct meaning m) {
    uint32_t fact = fact_number(b, f);
    uint32_t at =
        m.kind == MEANS_VOCABULARY ? map_get(&b->vocabulary_sets, fact, m.index) : MAP_NONE;
    if (m.kind == MEANS_GROUP && b->m->groups.at[m.index].fact == fact)
        return b->m->groups.at[m.index].set;
    return at == MAP_NONE ? NULL : b->sets.at[at];
}

/* A member of a list is fine, or wrong, or broken: then something was said about it elsewhere. */
enum member { MEMBER_FINE, MEMBER_WRONG, MEMBER_UNSURE };

/* The first value of a vocabulary that the fact lacks, or NULL. */
static const char *value_lacking(const struct builder *b, const struct fact *f, uint32_t v) {
    vec_each (struct ast_node *, value, &b->vocabulary_values.at[v])
        if (value_index(b, f, (*value)->name.text) == MAP_NONE) return (*value)->name.text;
    return NULL;
}

/* All values of a vocabulary; the fact must have each of them. */
static enum member vocabulary_add(struct builder *b, const struct fact *f, uint32_t v,
                                  uint64_t *set) {
    const uint64_t *all = set_meant(b, f, (struct meaning){MEANS_VOCABULARY, v});
    mark_used(b, &b->m->vocabularies.at[v]);
    if (f->id.broken) return MEMBER_UNSURE;
    if (!all && value_lacking(b, f, v))
        return b->m->vocabularies.at[v].broken ? MEMBER_UNSURE : MEMBER_WRONG;
    if (!all) {
        uint64_t *own = arena_array(b->arena, uint64_t, cond_words(f));
        vec_each (struct ast_node *, value, &b->vocabulary_values.at[v]) {
            uint32_t i = value_index(b, f, (*value)->name.text);
            bitset_add(own, i);
            mark_used(b, &f->values.at[i]);
        }
        map_add(&b->vocabulary_sets, fact_number(b, f), v, (uint32_t)b->sets.len);
        vec_push(b->arena, &b->sets, own);
        all = own;
    }
    bitset_or(set, all, cond_words(f));
    return MEMBER_FINE;
}

static enum member member_put(struct builder *b, struct fact *f, const struct ast_word *word,
                              uint64_t *set) {
    struct meaning m = meaning_of(b, f, word->text);
    if (m.kind == MEANS_VOCABULARY) {
        refer(b, word->at, b->m->vocabularies.at[m.index].at);
        return vocabulary_add(b, f, m.index, set);
    }
    if (m.kind == MEANS_VALUE) {
        refer(b, word->at, f->values.at[m.index].at);
        mark_used(b, &f->values.at[m.index]);
        bitset_add(set, m.index);
        return MEMBER_FINE;
    }
    if (m.kind == MEANS_GROUP) {
        struct group *g = &b->m->groups.at[m.index];
        refer(b, word->at, g->id.at);
        mark_used(b, &g->id);
        if (g->id.broken || f->id.broken) return MEMBER_UNSURE;
        if (g->fact != fact_number(b, f)) return MEMBER_WRONG;
        bitset_or(set, g->set, cond_words(f));
        return MEMBER_FINE;
    }
    bool lost = m.kind == MEANS_NOTHING && may_be_lost(b, word->text);
    return lost || f->id.broken ? MEMBER_UNSURE : MEMBER_WRONG;
}

static void say_wrong_symbol(struct builder *b, struct fact *f, const struct ast_word *word,
                             const struct symbol *s) {
    const char *name = f->id.name;
    if (s->broken) return;
    if (s->kind == SYMBOL_VOCABULARY) {
        const char *lacking = value_lacking(b, f, s->index);
        if (!blame_suspect(b, f, lacking))
            say(b, DIAG_UNKNOWN_VALUE, word->at,
                "`%s` holds `%s`, which is not a value of `%s`; list the vocabulary among "
                "the values of `%s`, or name the values that are meant",
                word->text, lacking, name, name);
        return;
    }
    if (s->kind == SYMBOL_GROUP)
        say(b, DIAG_WRONG_KIND, word->at,
            "`%s` is a group of `%s`, but values or groups of `%s` belong here", word->text,
            b->m->facts.at[b->m->groups.at[s->index].fact].id.name, name);
    else
        say(b, DIAG_WRONG_KIND, word->at, "`%s` is %s, but values or groups of `%s` belong here%s",
            word->text, symbol_words[s->kind], name,
            s->kind == SYMBOL_APPROACH
                ? arena_printf(b->arena, "; which approaches a duty is about is said by `using %s`",
                               word->text)
                : "");
    note_declared(b, s->name, s->at);
}

/* A name that is no value, group or vocabulary of the fact. */
static void say_no_member(struct builder *b, struct fact *f, const struct ast_word *word) {
    const struct symbol *s = symbol_find(b, word->text);
    uint32_t fact = fact_number(b, f);
    if (f->id.broken) return; /* since the list was read, it came out what is wrong with the fact */
    if (s) {
        say_wrong_symbol(b, f, word, s);
        return;
    }
    if (blame_suspect(b, f, word->text) ||
        said_before(b, SAID_VALUES + (uint64_t)fact, word->text, word->at))
        return;
    const char *hint = value_hint(b, word->text);
    if (!hint) hint = did_you_mean(b, nearest(b, word->text, NEAR_VALUES, fact), "");
    say(b, DIAG_UNKNOWN_VALUE, word->at, "`%s` has neither a value nor a group `%s`%s", f->id.name,
        word->text, hint);
    note_declared(b, f->id.name, f->id.at);
}

bool member_add(struct builder *b, struct fact *f, const struct ast_word *word, uint64_t *set) {
    enum member member = member_put(b, f, word, set);
    if (member == MEMBER_WRONG) say_no_member(b, f, word);
    return member == MEMBER_FINE;
}

/* ---- lists as they were written ---- */

/* What names nothing was reported. */
static const struct named_values *named_anyhow(struct builder *b, const struct fact *f,
                                               const struct ast_words *words) {
    struct named_values *named = arena_new(b->arena, struct named_values);
    uint64_t *own = set_scratch(b, f);
    vec_each (struct ast_word, word, words) {
        struct meaning m = meaning_of(b, f, word->text);
        const uint64_t *all = m.kind == MEANS_VOCABULARY ? set_meant(b, f, m) : NULL;
        if (m.kind == MEANS_VALUE)
            bitset_add(own, m.index);
        else if (m.kind == MEANS_GROUP && is_new(b, named, map_name(word->text)))
            vec_push(b->arena, &named->groups, word->text);
        else if (all)
            bitset_or(own, all, cond_words(f));
    }
    named->own = set_keep(b, f, own);
    return named;
}

const struct named_values *named_values(struct builder *b, struct fact *f,
                                        const struct ast_words *words) {
    vec_each (struct ast_word, word, words)
        if (meaning_of(b, f, word->text).kind == MEANS_GROUP) return named_anyhow(b, f, words);
    return NULL;
}

/* ---- groups ---- */

static struct fact *fact_of(const struct builder *b, const struct group *g) {
    return g->fact == MODEL_NONE ? NULL : &b->m->facts.at[g->fact];
}

/* The fact that a group speaks of: the partner unless `of` says otherwise. */
static void find_fact(struct builder *b, struct group *g) {
    const struct ast_node *of = node_part(g->id.from, NODE_OF);
    g->fact = b->m->partner;
    if (of) {
        bool told_later = g->id.foreign && !symbol_find(b, of->name.text);
        b->quiet = true; /* a group of a fact asks for nothing yet */
        g->fact = told_later ? MODEL_NONE : name_find(b, &of->name, SYMBOL_FACT);
        b->quiet = false;
    }
    const struct fact *f = fact_of(b, g);
    if (f && !f->id.broken && f->kind != FACT_ONE_OF)
        say(b, DIAG_GROUP_FACT, of ? of->name.at : g->id.at,
            "a group names values of a fact that is `one of { ... }`, but `%s` is %s", f->id.name,
            type_words(f));
    if (!f || f->id.broken || f->kind != FACT_ONE_OF) g->id.broken = true;
}

/* A value hides the group of its name: neither could be named for certain. */
static void check_name(struct builder *b, const struct group *g) {
    const struct fact *f = fact_of(b, g);
    uint32_t value = value_index(b, f, g->id.name);
    if (value == MAP_NONE) return;
    struct span group = g->id.at, other = f->values.at[value].at;
    bool swapped = place_in_policy(b, &group, &other);
    const char *is = swapped ? "group" : "value", *too = swapped ? "value" : "group";
    say(b, DIAG_DECLARED_TWICE, group, "`%s` is a %s of `%s` already; the %s needs another name",
        g->id.name, is, f->id.name, too);
    diag_note(b->d, other, "the %s is declared here", is);
}

/* What a list of a group names. What it cannot name is told at once, or `later` noted alone. */
static uint64_t *members_of(struct builder *b, struct group *g, enum node_kind kind, bool later) {
    struct fact *f = fact_of(b, g);
    uint64_t *set = arena_array(b->arena, uint64_t, cond_words(f));
    node_each (list, g->id.from, kind)
        vec_each (struct ast_word, word, &list->words) {
            if (member_put(b, f, word, set) != MEMBER_WRONG) continue;
            if (later)
                g->faulty = true;
            else
                say_no_member(b, f, word);
        }
    return set;
}

/* Whether the word, which stands after `except`, names nothing that is among the members. */
static bool takes_nothing(struct builder *b, const struct fact *f, const struct ast_word *word,
                          const uint64_t *members) {
    struct meaning m = meaning_of(b, f, word->text);
    const uint64_t *set = set_meant(b, f, m);
    if (m.kind == MEANS_VALUE) return !bitset_has(members, m.index);
    return set && !bitset_meet(set, members, cond_words(f));
}

static void build_group(struct builder *b, struct group *g) {
    const struct ast_node *except = node_part(g->id.from, NODE_EXCEPT);
    struct ast_words takes = {0}; /* of those after `except` */
    struct fact *f = fact_of(b, g);
    if (g->id.broken) return;
    b->quiet = g->id.foreign; /* a group of a used file that nobody needs uses nothing */
    uint64_t *set = members_of(b, g, NODE_MEMBERS, g->id.foreign),
             *out = members_of(b, g, NODE_EXCEPT, g->id.foreign);
    for (size_t i = 0; except && i < except->words.len; i++) {
        const struct ast_word *word = &except->words.at[i];
        if (!takes_nothing(b, f, word, set))
            vec_push(b->arena, &takes, *word);
        else if (is_new(b, g, map_name(word->text)))
            vec_push(b->arena, &g->spare, ((struct declared){.name = word->text, .at = word->at}));
    }
    bitset_andnot(set, out, cond_words(f));
    g->set = set;
    g->members = named_anyhow(b, f, &node_part(g->id.from, NODE_MEMBERS)->words);
    g->except = named_anyhow(b, f, &takes);
    b->quiet = false;
}

/* The groups that a group names, among its members or after `except`. */
static void add_edges(struct builder *b, struct order_edges *edges, uint32_t g) {
    const struct group *group = &b->m->groups.at[g];
    vec_each (struct ast_node *, list, &group->id.from->parts)
        vec_each (struct ast_word, word, &(*list)->words) {
            struct meaning m = meaning_of(b, fact_of(b, group), word->text);
            if (m.kind == MEANS_GROUP) vec_push(b->arena, edges, ((struct order_edge){g, m.index}));
        }
}

void build_groups(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->m->groups.len;
    for (uint32_t g = 0; g < n; g++) {
        find_fact(b, &b->m->groups.at[g]);
        if (!b->m->groups.at[g].id.broken) check_name(b, &b->m->groups.at[g]);
        add_edges(b, &edges, g);
    }
    b->group_order = order_of(b->arena, n, &edges);
    say_cycles(b, &b->group_order, SYMBOL_GROUP, "groups are made of one another", "holds");
    for (uint32_t i = 0; i < n; i++) {
        struct group *g = &b->m->groups.at[b->group_order.sorted[i]];
        g->id.broken = g->id.broken || b->group_order.in_cycle[b->group_order.sorted[i]];
        build_group(b, g);
    }
}

/* ---- what is wrong with the groups of used files, as far as the policy needs them ---- */

/* That no fact stands for the partner is told once, by whatever wants one. */
static void report_no_fact(struct builder *b, const struct group *g) {
    const struct ast_node *of = node_part(g->id.from, NODE_OF);
    if (g->fact != MODEL_NONE || b->library || b->gaps) return;
    if (of) {
        if (g->id.foreign) name_find(b, &of->name, SYMBOL_FACT);
    } else if (!b->role_missed[AST_WITH] && !was_said(b, SAID_NAMES + SYMBOL_FACT, b->partner) &&
               !said_before(b, SAID_GROUPS, b->partner, g->id.at)) {
        say(b, DIAG_GROUP_FACT, g->id.at,
            "`%s` is a group of the partner, but no fact of the policy stands for the "
            "partner; write `of` and the fact that it belongs to",
            g->id.name);
    }
}

void finish_groups(struct builder *b) {
    size_t n = b->m->groups.len;
    struct order_edges edges = {0};
    bool *needed = arena_array(b->arena, bool, n);
    uint32_t *kept = arena_array(b->arena, uint32_t, n);
    for (uint32_t g = 0; g < n; g++) needed[g] = b->m->groups.at[g].id.used;
    for (size_t i = n; i-- > 0;) { /* from a group to those that it is made of */
        uint32_t g = b->group_order.sorted[i];
        edges.len = 0;
        if (needed[g]) add_edges(b, &edges, g);
        vec_each (struct order_edge, edge, &edges) needed[edge->to] = true;
        if (needed[g] || !b->m->groups.at[g].id.foreign) report_no_fact(b, &b->m->groups.at[g]);
    }
    for (size_t i = 0; i < n; i++) {
        struct group *g = &b->m->groups.at[b->group_order.sorted[i]];
        if (!g->faulty || !needed[b->group_order.sorted[i]]) continue;
        members_of(b, g, NODE_MEMBERS, false);
        members_of(b, g, NODE_EXCEPT, false);
    }
    b->m->groups.len = 0;
    for (size_t i = 0; i < n; i++) {
        const struct group *g = &b->m->groups.at[i];
        kept[i] = g->set && !g->faulty ? (uint32_t)b->m->groups.len : MODEL_NONE;
        if (kept[i] != MODEL_NONE) vec_push(b->arena, &b->m->groups, *g);
    }
    for (size_t i = 0; i < n; i++)
        if (kept[b->group_order.sorted[i]] != MODEL_NONE)
            vec_push(b->arena, &b->m->built_groups, kept[b->group_order.sorted[i]]);
}
