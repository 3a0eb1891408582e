/* Facts: their types, values, bounds and defaults, and the roles of those that `with`, `for`,
 * `from` and `until` test. */
#include "model/build.h"

enum { MAX_DECIMALS = 9, DATE_LAST = 3652058 /* 9999-12-31 */ };

/* ---- lists of values ---- */

/* The author writes `<` between all values or commas between all. */
static void check_order(struct builder *b, struct fact *f, const struct ast_nodes *list,
                        struct span at) {
    size_t ranked = 0;
    for (size_t i = 1; i < list->len; i++) ranked += list->at[i]->flag;
    f->ordered = ranked > 0 && f->kind == FACT_ONE_OF;
    if (ranked == 0) return;
    if (f->kind == FACT_SET_OF || f->source == FACT_READING)
        say(b, DIAG_MIXED_ORDER, at, "the values of %s have no order; write commas in place of `<`",
            f->kind == FACT_SET_OF ? "a set" : "a reading");
    else if (ranked + 1 < list->len)
        say(b, DIAG_MIXED_ORDER, at,
            "the values of `%s` have `<` in some places and commas in others; write `<` "
            "between all of them for an order from least to most, else commas alone",
            f->id.name);
}

static void check_limit(struct builder *b, struct fact *f, size_t n, struct span at) {
    size_t most = f->kind == FACT_SET_OF ? MODEL_MAX_SET : MODEL_MAX_VALUES;
    if (n <= most) return;
    f->id.broken = true;
    say(b, DIAG_TOO_MANY, at,
        "`%s` has more than %zu values, which is the most that %s can have; leave some out",
        f->id.name, most, f->kind == FACT_SET_OF ? "a set" : "a fact");
}

static void build_values(struct builder *b, struct fact *f, const struct ast_node *of) {
    struct ast_nodes list = expand_entries(b, of, &f->id.broken);
    find_suspect(b, f, of);
    check_order(b, f, &list, of->at);
    check_limit(b, f, list.len, of->at);
    vec_each (struct ast_node *, v, &list)
        if (f->values.len < MODEL_MAX_VALUES) value_add(b, f, declared_as(b, *v));
}

/* ---- the fact `objective` ---- */

static void build_objective(struct builder *b, struct fact *f) {
    f->kind = FACT_ONE_OF;
    uint32_t n = 0;
    vec_each (struct block, k, &b->m->blocks) {
        if (k->kind != BLOCK_OBJECTIVE || ++n > MODEL_MAX_VALUES) continue;
        struct declared id = k->id;
        id.name = k->id.from->words.at[0].text;
        id.at = k->id.from->words.at[0].at;
        id.used = true;
        value_add(b, f, id);
    }
    check_limit(b, f, n, f->id.at);
    if (n == 0 && !b->gaps && !b->library)
        say(b, DIAG_OBJECTIVE_FACT, f->id.at,
            "the policy has no objective, so the fact `objective` has no value; add an "
            "`objective` block or leave the fact out");
    if (n == 0) f->id.broken = true;
}

static void check_objectives(struct builder *b) {
    const struct symbol *s = symbol_of_kind(b, b->objective, SYMBOL_FACT);
    if (b->first_objective == MODEL_NONE) return;
    if (s) {
        b->m->objective = s->index;
        mark_used(b, &b->m->facts.at[s->index].id);
    } else if (!b->gaps && !b->library) {
        say(b, DIAG_OBJECTIVE_FACT, b->m->blocks.at[b->first_objective].id.from->words.at[0].at,
            "the policy has objectives, so a request must be able to name one; add `fact "
            "objective \"...\"`");
    }
}

/* ---- numbers ---- */

static bool read_bound(struct builder *b, const struct fact *f, const struct ast_word *word,
                       int64_t *bound) {
    if (decimal_read(word->text, f->decimals, bound) == DECIMAL_OK) return true;
    say(b, DIAG_BAD_NUMBER, word->at, "%s has too many digits; a number can have 18 in all",
        word->text);
    return false;
}

/* Whether the bounds are sound. */
static bool build_number(struct builder *b, struct fact *f, const struct ast_node *type) {
    const struct ast_word *from = &type->name, *to = &type->words.at[0];
    unsigned low = decimal_places(from->text), high = decimal_places(to->text);
    f->decimals = low > high ? low : high;
    f->unit = type->title.text;
    if (f->decimals > MAX_DECIMALS) {
        say(b, DIAG_BAD_NUMBER, low > high ? from->at : to->at,
            "a number can have %d decimals at most; write the bounds with fewer", MAX_DECIMALS);
        return false;
    }
    bool fine = read_bound(b, f, from, &f->low);
    fine = read_bound(b, f, to, &f->high) && fine;
    if (!fine || f->low <= f->high) return fine;
    say(b, DIAG_BAD_BOUNDS, span_join(from->at, to->at),
        "the range runs from %s down to %s; write the lower bound first", from->text, to->text);
    return false;
}

/* ---- each fact ---- */

static void build_type(struct builder *b, struct fact *f, const struct ast_node *type) {
    f->kind = (enum fact_kind)type->form;
    if (f->kind == FACT_ONE_OF || f->kind == FACT_SET_OF)
        build_values(b, f, type);
    else if (f->kind == FACT_NUMBER && !build_number(b, f, type))
        f->id.broken = true;
    else if (f->kind == FACT_DATE)
        f->high = DATE_LAST;
}

static void build_fact(struct builder *b, struct fact *f) {
    const struct ast_node *by = node_part(f->id.from, NODE_DECIDED_BY),
                          *help = node_part(f->id.from, NODE_HELP),
                          *type = node_part(f->id.from, NODE_TYPE);
    if (by) f->by = by->name.text;
    if (help && *help->name.text) f->help = help->name.text;
    if (type) {
        build_type(b, f, type);
    } else if (f->source == FACT_ASKED) {
        build_objective(b, f);
    } else if (f->source == FACT_READING) {
        f->kind = FACT_ONE_OF;
        build_values(b, f, f->id.from);
    }
}

/* What a reading takes and the value by default. No rule names a value for that. */
static void build_standard(struct builder *b, struct fact *f) {
    const struct ast_node *taken = node_part(f->id.from, NODE_TAKEN),
                          *standard = node_part(f->id.from, NODE_DEFAULT);
    uint32_t value = taken ? value_find(b, f, &taken->name) : 0;
    f->taken = value == MODEL_NONE ? 0 : value;
    if (standard)
        f->has_default = constants_read(b, f, &standard->words, standard->form != 0, standard->at,
                                        &f->default_value);
}

void build_facts(struct builder *b) {
    vec_each (struct fact, f, &b->m->facts) build_fact(b, f);
    b->quiet = true;
    vec_each (struct fact, f, &b->m->facts) build_standard(b, f);
    b->quiet = false;
    check_objectives(b);
}

/* ==== roles ==== */

static const char *const role_words[] = {"", "partner", "activity", "date"};

static void take_role(struct builder *b, struct fact *f, enum ast_role role, struct span at) {
    uint32_t *place = role == AST_ROLE_PARTNER    ? &b->m->partner
                      : role == AST_ROLE_ACTIVITY ? &b->m->activity
                                                  : &b->m->date;
    enum fact_kind kind = role == AST_ROLE_DATE ? FACT_DATE : FACT_ONE_OF;
    if (*place != MODEL_NONE) {
        say(b, DIAG_BAD_ROLE, at,
            "`%s` and `%s` both stand for the %s; a policy has one fact for it",
            b->m->facts.at[*place].id.name, f->id.name, role_words[role]);
        note_declared(b, b->m->facts.at[*place].id.name, b->m->facts.at[*place].id.at);
        return;
    }
    *place = fact_number(b, f);
    if (f->kind == kind || f->id.broken) return;
    say(b, DIAG_BAD_ROLE, at, "`%s` stands for the %s, so it must be %s, but it is %s", f->id.name,
        role_words[role], role == AST_ROLE_DATE ? "a date" : "`one of { ... }`", type_words(f));
    f->id.broken = true;
}

void build_roles(struct builder *b) {
    vec_each (struct fact, f, &b->m->facts) {
        const struct symbol *s = symbol_of_kind(b, f->id.name, SYMBOL_FACT);
        const struct ast_node *said = node_part(f->id.from, NODE_ROLE);
        if (f->source != FACT_ASKED || !s || s->index != fact_number(b, f))
            continue; /* declared twice: the first one has the role */
        enum ast_role named = f->id.name == b->partner    ? AST_ROLE_PARTNER
                              : f->id.name == b->activity ? AST_ROLE_ACTIVITY
                                                          : AST_ROLE_NONE;
        if (named != AST_ROLE_NONE && said && said->form != named)
            say(b, DIAG_BAD_ROLE, said->at,
                "a fact called `%s` stands for the %s by its name; leave `as %s` out, or "
                "rename the fact",
                f->id.name, role_words[named], role_words[said->form]);
        if (named != AST_ROLE_NONE)
            take_role(b, f, named, f->id.at);
        else if (said)
            take_role(b, f, (enum ast_role)said->form, said->at);
    }
}
