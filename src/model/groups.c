/* Groups, and the sets of values that lists and groups name. */
#include "model/build.h"

/* ---- sets ---- */

static size_t words_of(const struct builder *b, uint32_t fact) {
    return cond_words(&b->m->facts.at[fact]);
}

uint64_t *set_scratch(struct builder *b, uint32_t fact) {
    bitset_clear(b->scratch, words_of(b, fact));
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

const uint64_t *set_keep(struct builder *b, uint32_t fact, const uint64_t *set) {
    size_t words = words_of(b, fact);
    for (uint64_t h = set_hash(set, words);; h++) {
        uint32_t at = map_add(&b->kept, words, h, (uint32_t)b->sets.len);
        if (at == b->sets.len) {
            const uint64_t *copy = bitset_copy(b->arena, set, words);
            vec_push(b->arena, &b->sets, copy);
            return copy;
        }
        if (bitset_same(b->sets.at[at], set, words)) return b->sets.at[at];
    }
}

/* ---- members ---- */

static uint32_t value_index(const struct builder *b, uint32_t fact, const char *name) {
    return map_get(&b->index, SCOPE_VALUES + (uint64_t)fact, map_name(name));
}

/* What a word of a list stands for. A value hides a group of its name. */
struct meaning {
    enum { MEANS_NOTHING, MEANS_VALUE, MEANS_GROUP, MEANS_VOCABULARY, MEANS_OTHER } kind;
    uint32_t index;
};

static struct meaning meaning_of(struct builder *b, uint32_t fact, const char *name) {
    uint32_t value = fact == MODEL_NONE ? MAP_NONE : value_index(b, fact, name);
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
static const uint64_t *set_meant(const struct builder *b, uint32_t fact, struct meaning m) {
    uint32_t at =
        m.kind == MEANS_VOCABULARY ? map_get(&b->vocabulary_sets, fact, m.index) : MAP_NONE;
    if (m.kind == MEANS_GROUP && b->groups.at[m.index].group.fact == fact)
        return b->groups.at[m.index].group.set;
    return at == MAP_NONE ? NULL : b->sets.at[at];
}

/* A member of a list is fine, or wrong, or broken: then something was said about it elsewhere. */
enum member { MEMBER_FINE, MEMBER_WRONG, MEMBER_UNSURE };

/* The first value of a vocabulary that the fact lacks, or NULL. */
static const char *value_lacking(const struct builder *b, uint32_t fact, uint32_t v) {
    vec_each (struct entry, value, &b->vocabularies.at[v].values)
        if (value_index(b, fact, value->id.name) == MAP_NONE) return value->id.name;
    return NULL;
}

/* All values of a vocabulary; the fact must have each of them. */
static enum member vocabulary_add(struct builder *b, uint32_t fact, uint32_t v, uint64_t *set) {
    const uint64_t *all = set_meant(b, fact, (struct meaning){MEANS_VOCABULARY, v});
    mark_used(b, &b->m->vocabularies.at[v]);
    if (b->facts.at[fact].broken) return MEMBER_UNSURE;
    if (!all && value_lacking(b, fact, v))
        return b->vocabularies.at[v].lost ? MEMBER_UNSURE : MEMBER_WRONG;
    if (!all) {
        uint64_t *own = arena_array(b->arena, uint64_t, words_of(b, fact));
        vec_each (struct entry, value, &b->vocabularies.at[v].values) {
            uint32_t i = value_index(b, fact, value->id.name);
            bitset_add(own, i);
            mark_used(b, &b->m->facts.at[fact].values.at[i]);
        }
        map_add(&b->vocabulary_sets, fact, v, (uint32_t)b->sets.len);
        vec_push(b->arena, &b->sets, own);
        all = own;
    }
    bitset_or(set, all, words_of(b, fact));
    return MEMBER_FINE;
}

static enum member group_add(struct builder *b, uint32_t fact, uint32_t g, uint64_t *set) {
    struct group_source *s = &b->groups.at[g];
    mark_used(b, &s->group.id);
    s->needed = s->needed || !b->quiet;
    if (s->broken || b->facts.at[fact].broken) return MEMBER_UNSURE;
    if (s->group.fact != fact) return MEMBER_WRONG;
    bitset_or(set, s->group.set, words_of(b, fact));
    return MEMBER_FINE;
}

static enum member member_put(struct builder *b, uint32_t fact, const struct ast_word *word,
                              uint64_t *set) {
    struct meaning m = meaning_of(b, fact, word->text);
    if (m.kind == MEANS_GROUP) return group_add(b, fact, m.index, set);
    if (m.kind == MEANS_VOCABULARY) return vocabulary_add(b, fact, m.index, set);
    if (m.kind == MEANS_VALUE) {
        mark_used(b, &b->m->facts.at[fact].values.at[m.index]);
        bitset_add(set, m.index);
        return MEMBER_FINE;
    }
    bool lost = m.kind == MEANS_NOTHING && may_be_lost(b, word->text);
    return lost || b->facts.at[fact].broken ? MEMBER_UNSURE : MEMBER_WRONG;
}

static void say_wrong_symbol(struct builder *b, uint32_t fact, const struct ast_word *word,
                             const struct symbol *s) {
    const char *name = b->m->facts.at[fact].id.name;
    if (s->broken) return;
    if (s->kind == SYMBOL_VOCABULARY) {
        if (!blame_suspect(b, fact, value_lacking(b, fact, s->index)))
            say(b, DIAG_UNKNOWN_VALUE, word->at,
                "`%s` holds `%s`, which is not a value of `%s`; list the vocabulary among "
                "the values of `%s`, or name the values that are meant",
                word->text, value_lacking(b, fact, s->index), name, name);
        return;
    }
    if (s->kind == SYMBOL_GROUP)
        say(b, DIAG_WRONG_KIND, word->at,
            "`%s` is a group of `%s`, but values or groups of `%s` belong here", word->text,
            b->m->facts.at[b->groups.at[s->index].group.fact].id.name, name);
    else
        say(b, DIAG_WRONG_KIND, word->at, "`%s` is %s, but values or groups of `%s` belong here",
            word->text, symbol_words[s->kind], name);
    diag_note(b->d, s->at, "`%s` is declared here", word->text);
}

/* A name that is no value, group or vocabulary of the fact. */
static void say_no_member(struct builder *b, uint32_t fact, const struct ast_word *word) {
    const struct fact *f = &b->m->facts.at[fact];
    const struct symbol *s = symbol_find(b, word->text);
    if (b->facts.at[fact].broken)
        return; /* since the list was read, it came out what is wrong with the fact */
    if (s) {
        say_wrong_symbol(b, fact, word, s);
        return;
    }
    if (blame_suspect(b, fact, word->text) ||
        said_before(b, SAID_VALUES + (uint64_t)fact, word->text, word->at))
        return;
    say(b, DIAG_UNKNOWN_VALUE, word->at, "`%s` has neither a value nor a group `%s`%s", f->id.name,
        word->text, did_you_mean(b, nearest(b, word->text, NEAR_VALUES, fact), ""));
    note_declared(b, &f->id);
}

bool member_add(struct builder *b, uint32_t fact, const struct ast_word *word, uint64_t *set) {
    enum member member = member_put(b, fact, word, set);
    if (member == MEMBER_WRONG) say_no_member(b, fact, word);
    return member == MEMBER_FINE;
}

/* ---- lists as they were written ---- */

/* What names nothing was reported. */
static const struct named_values *named_anyhow(struct builder *b, uint32_t fact,
                                               const struct ast_words *words) {
    struct named_values *named = arena_new(b->arena, struct named_values);
    uint64_t *own = set_scratch(b, fact);
    vec_each (struct ast_word, word, words) {
        struct meaning m = meaning_of(b, fact, word->text);
        const uint64_t *all = m.kind == MEANS_VOCABULARY ? set_meant(b, fact, m) : NULL;
        if (m.kind == MEANS_VALUE)
            bitset_add(own, m.index);
        else if (m.kind == MEANS_GROUP && is_new(b, named, map_name(word->text)))
            vec_push(b->arena, &named->groups, word->text);
        else if (all)
            bitset_or(own, all, words_of(b, fact));
    }
    named->own = set_keep(b, fact, own);
    return named;
}

const struct named_values *named_values(struct builder *b, uint32_t fact,
                                        const struct ast_words *words) {
    vec_each (struct ast_word, word, words)
        if (meaning_of(b, fact, word->text).kind == MEANS_GROUP)
            return named_anyhow(b, fact, words);
    return NULL;
}

/* ---- groups ---- */

static const struct ast_word *group_word(const struct builder *b, uint32_t g) {
    return &b->groups.at[g].from->name;
}

/* The fact that a group speaks of: the partner unless `of` says otherwise. */
static uint32_t group_fact(struct builder *b, struct group_source *s) {
    const struct ast_group *g = s->from;
    uint32_t fact = b->m->partner;
    bool told_later = s->group.id.foreign && g->of.text && !symbol_find(b, g->of.text);
    if (g->of.text) {
        bool quiet = b->quiet;
        b->quiet = true; /* a group of a fact asks for nothing yet */
        fact = told_later ? MODEL_NONE : name_find(b, &g->of, SYMBOL_FACT);
        b->quiet = quiet;
    }
    if (fact == MODEL_NONE) {
        s->broken = true;
        return MODEL_NONE;
    }
    const struct fact *f = &b->m->facts.at[fact];
    if (b->facts.at[fact].broken) {
        s->broken = true;
    } else if (f->kind != FACT_ONE_OF) {
        s->broken = true;
        say(b, DIAG_GROUP_FACT, g->of.text ? g->of.at : g->name.at,
            "a group names values of a fact that is `one of { ... }`, but `%s` is %s", f->id.name,
            type_words(f));
    }
    return fact;
}

/* A value hides the group of its name: neither could be named for certain. */
static void check_names(struct builder *b, const struct group_source *s) {
    uint32_t value = value_index(b, s->group.fact, s->group.id.name);
    if (value == MAP_NONE) return;
    const struct declared *id = &b->m->facts.at[s->group.fact].values.at[value];
    const char *fact = b->m->facts.at[s->group.fact].id.name;
    if (s->group.id.foreign && !id->foreign) {
        say(b, DIAG_DECLARED_TWICE, id->at,
            "`%s` is a group of `%s` already; the value needs another name", id->name, fact);
        diag_note(b->d, s->group.id.at, "the group is declared here");
        return;
    }
    say(b, DIAG_DECLARED_TWICE, s->group.id.at,
        "`%s` is a value of `%s` already; the group needs another name", id->name, fact);
    diag_note(b->d, id->at, "the value is declared here");
}

static void add_members(struct builder *b, uint32_t g, const struct ast_words *words,
                        uint64_t *set) {
    struct group_source *s = &b->groups.at[g];
    vec_each (struct ast_word, word, words) {
        if (member_put(b, s->group.fact, word, set) != MEMBER_WRONG) continue;
        if (s->group.id.foreign)
            vec_push(b->arena, &b->group_faults, ((struct group_fault){.group = g, .word = word}));
        else
            say_no_member(b, s->group.fact, word);
    }
}

/* Whether the word, which stands after `except`, names nothing that is among the members. */
static bool takes_nothing(struct builder *b, uint32_t fact, const struct ast_word *word,
                          const uint64_t *members) {
    struct meaning m = meaning_of(b, fact, word->text);
    const uint64_t *set = set_meant(b, fact, m);
    if (m.kind == MEANS_VALUE) return !bitset_has(members, m.index);
    return set && !bitset_meet(set, members, words_of(b, fact));
}

static void build_group(struct builder *b, uint32_t g) {
    struct group_source *s = &b->groups.at[g];
    if (s->broken) return;
    struct ast_words takes = {0}; /* of those after `except` */
    bool quiet = b->quiet;
    b->quiet = s->group.id.foreign; /* a group of a used file that nobody needs uses nothing */
    uint64_t *set = arena_array(b->arena, uint64_t, words_of(b, s->group.fact));
    uint64_t *except = arena_array(b->arena, uint64_t, words_of(b, s->group.fact));
    add_members(b, g, &s->from->members, set);
    add_members(b, g, &s->from->except, except);
    vec_each (struct ast_word, word, &s->from->except)
        if (!takes_nothing(b, s->group.fact, word, set))
            vec_push(b->arena, &takes, *word);
        else if (is_new(b, s, map_name(word->text)))
            vec_push(b->arena, &s->group.spare,
                     ((struct declared){.name = word->text, .at = word->at}));
    bitset_andnot(set, except, words_of(b, s->group.fact));
    s->group.set = set;
    s->group.members = named_anyhow(b, s->group.fact, &s->from->members);
    s->group.except = named_anyhow(b, s->group.fact, &takes);
    b->quiet = quiet;
}

static void add_edges(struct builder *b, struct order_edges *edges, uint32_t g,
                      const struct ast_words *words) {
    vec_each (struct ast_word, word, words) {
        struct meaning m = meaning_of(b, b->groups.at[g].group.fact, word->text);
        if (m.kind == MEANS_GROUP) vec_push(b->arena, edges, ((struct order_edge){g, m.index}));
    }
}

void build_groups(struct builder *b) {
    struct order_edges edges = {0};
    uint32_t n = (uint32_t)b->groups.len;
    for (uint32_t g = 0; g < n; g++) {
        struct group_source *s = &b->groups.at[g];
        s->group.fact = group_fact(b, s);
        if (!s->broken) check_names(b, s);
        add_edges(b, &edges, g, &s->from->members);
        add_edges(b, &edges, g, &s->from->except);
    }
    b->group_order = order_of(b->arena, n, &edges);
    say_cycles(b, &b->group_order, group_word, "groups are made of one another", "holds");
    for (uint32_t i = 0; i < n; i++) {
        uint32_t g = b->group_order.sorted[i];
        b->groups.at[g].broken = b->groups.at[g].broken || b->group_order.in_cycle[g];
        build_group(b, g);
    }
}

/* ---- what is wrong with the groups of used files, as far as the policy needs them ---- */

static void need_members(struct builder *b, uint32_t fact, const struct ast_words *words) {
    vec_each (struct ast_word, word, words) {
        struct meaning m = meaning_of(b, fact, word->text);
        if (m.kind == MEANS_GROUP) b->groups.at[m.index].needed = true;
    }
}

/* That no fact stands for the partner is told once, by whatever wants one. */
static void report_no_fact(struct builder *b, const struct group_source *s) {
    if (s->group.fact != MODEL_NONE || b->library || b->gaps) return;
    if (s->from->of.text) {
        if (s->group.id.foreign) name_find(b, &s->from->of, SYMBOL_FACT);
    } else if (!b->role_missed[AST_WITH] && !was_said(b, SAID_NAMES + SYMBOL_FACT, b->partner) &&
               !said_before(b, SAID_GROUPS, b->partner, s->group.id.at)) {
        say(b, DIAG_GROUP_FACT, s->group.id.at,
            "`%s` is a group of the partner, but no fact of the policy stands for the "
            "partner; write `of` and the fact that it belongs to",
            s->group.id.name);
    }
}

void report_group_faults(struct builder *b) {
    for (size_t i = b->groups.len; i-- > 0;) { /* from a group to those that it is made of */
        const struct group_source *s = &b->groups.at[b->group_order.sorted[i]];
        if (!s->needed && s->group.id.foreign) continue;
        if (s->needed) {
            need_members(b, s->group.fact, &s->from->members);
            need_members(b, s->group.fact, &s->from->except);
        }
        report_no_fact(b, s);
    }
    vec_each (struct group_fault, fault, &b->group_faults) {
        struct group_source *s = &b->groups.at[fault->group];
        if (s->needed) say_no_member(b, s->group.fact, fault->word);
        s->faulty = true;
    }
}

void finish_groups(struct builder *b) {
    uint32_t *kept = arena_array(b->arena, uint32_t, b->groups.len);
    for (size_t i = 0; i < b->groups.len; i++) {
        const struct group_source *s = &b->groups.at[i];
        kept[i] = s->group.set && !s->faulty ? (uint32_t)b->m->groups.len : MODEL_NONE;
        if (kept[i] != MODEL_NONE) vec_push(b->arena, &b->m->groups, s->group);
    }
    for (size_t i = 0; i < b->groups.len; i++)
        if (kept[b->group_order.sorted[i]] != MODEL_NONE)
            vec_push(b->arena, &b->m->built_groups, kept[b->group_order.sorted[i]]);
}
