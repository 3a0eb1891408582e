/* Facts: their types, values, bounds and defaults, and the roles of those that `with`, `for`,
 * `from` and `until` test. */
#include "model/build.h"

enum { MAX_DECIMALS = 9, DATE_LAST = 3652058 /* 9999-12-31 */ };

static struct fact_source_text *source_of(struct builder *b, uint32_t fact) {
    return &b->facts.at[fact];
}

/* ---- lists of values ---- */

static void value_add(struct builder *b, uint32_t fact, struct declared id) {
    struct fact *f = &b->m->facts.at[fact];
    uint32_t i = (uint32_t)f->values.len;
    uint32_t first = map_add(&b->index, SCOPE_VALUES + (uint64_t)fact, map_name(id.name), i);
    if (first != i) {
        say_declared_twice(b, id.at, f->values.at[first].at,
                           arena_printf(b->arena, "the value `%s` of `%s`", id.name, f->id.name));
        return;
    }
    map_add(&b->index, SCOPE_OWNER, map_name(id.name), fact);
    vec_push(b->arena, &f->values, id);
}

/* The author writes `<` between all values or commas between all. */
static void check_order(struct builder *b, uint32_t fact, const struct entries *list,
                        struct span at) {
    struct fact *f = &b->m->facts.at[fact];
    size_t ranked = 0;
    for (size_t i = 1; i < list->len; i++) ranked += list->at[i].ranked;
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

static void check_limit(struct builder *b, uint32_t fact, size_t n, struct span at) {
    const struct fact *f = &b->m->facts.at[fact];
    size_t most = f->kind == FACT_SET_OF ? MODEL_MAX_SET : MODEL_MAX_VALUES;
    if (n <= most) return;
    source_of(b, fact)->broken = true;
    say(b, DIAG_TOO_MANY, at,
        "`%s` has more than %zu values, which is the most that %s can have; leave some out",
        f->id.name, most, f->kind == FACT_SET_OF ? "a set" : "a fact");
}

static void build_values(struct builder *b, uint32_t fact, const struct ast_entries *entries,
                         struct span at) {
    struct entries list = expand_entries(b, entries, &source_of(b, fact)->broken);
    find_suspect(b, fact, entries);
    check_order(b, fact, &list, at);
    check_limit(b, fact, list.len, at);
    vec_each (struct entry, v, &list) {
        if (b->m->facts.at[fact].values.len < MODEL_MAX_VALUES) value_add(b, fact, v->id);
    }
}

/* ---- the fact `objective` ---- */

static void build_objective(struct builder *b, uint32_t fact) {
    struct fact *f = &b->m->facts.at[fact];
    const struct ast_fact *from = source_of(b, fact)->fact;
    f->kind = FACT_ONE_OF;
    uint32_t n = 0;
    for (size_t i = 0; i < b->m->blocks.len; i++) {
        const struct ast_block *block = b->blocks.at[i].from;
        if (block->kind == BLOCK_OBJECTIVE && ++n <= MODEL_MAX_VALUES) {
            struct declared id = declared_as(b, &block->name, &block->title);
            id.used = true;
            value_add(b, fact, id);
        }
    }
    check_limit(b, fact, n, from->name.at);
    if (n == 0 && !b->gaps && !b->library)
        say(b, DIAG_OBJECTIVE_FACT, from->name.at,
            "the policy has no objective, so the fact `objective` has no value; add an "
            "`objective` block or leave the fact out");
    if (n == 0) source_of(b, fact)->broken = true;
}

static void check_objectives(struct builder *b) {
    const struct symbol *s = symbol_find(b, b->objective);
    if (b->first_objective == MODEL_NONE) return;
    if (s && s->kind == SYMBOL_FACT) {
        b->m->objective = s->index;
        mark_used(b, &b->m->facts.at[s->index].id);
    } else if (!b->gaps && !b->library) {
        say(b, DIAG_OBJECTIVE_FACT, b->blocks.at[b->first_objective].from->name.at,
            "the policy has objectives, so a request must be able to name one; add `fact "
            "objective \"...\"`");
    }
}

/* ---- numbers ---- */

static bool read_bound(struct builder *b, uint32_t fact, const struct ast_word *word,
                       int64_t *bound) {
    if (decimal_read(word->text, b->m->facts.at[fact].decimals, bound) == DECIMAL_OK) return true;
    say(b, DIAG_BAD_NUMBER, word->at, "%s has too many digits; a number can have 18 in all",
        word->text);
    return false;
}

static void build_number(struct builder *b, uint32_t fact, const struct ast_type *type) {
    struct fact *f = &b->m->facts.at[fact];
    unsigned low = decimal_places(type->low.text), high = decimal_places(type->high.text);
    f->decimals = low > high ? low : high;
    f->unit = type->unit.text;
    if (f->decimals > MAX_DECIMALS) {
        say(b, DIAG_BAD_NUMBER, low > high ? type->low.at : type->high.at,
            "a number can have %d decimals at most; write the bounds with fewer", MAX_DECIMALS);
        source_of(b, fact)->broken = true;
        return;
    }
    bool fine = read_bound(b, fact, &type->low, &f->low);
    fine = read_bound(b, fact, &type->high, &f->high) && fine;
    if (fine && f->low > f->high) {
        say(b, DIAG_BAD_BOUNDS, span_join(type->low.at, type->high.at),
            "the range runs from %s down to %s; write the lower bound first", type->low.text,
            type->high.text);
        fine = false;
    }
    if (!fine) source_of(b, fact)->broken = true;
}

/* ---- each fact ---- */

static void build_type(struct builder *b, uint32_t fact) {
    struct fact *f = &b->m->facts.at[fact];
    const struct ast_type *type = &source_of(b, fact)->fact->type;
    f->kind = type->kind;
    if (f->kind == FACT_ONE_OF || f->kind == FACT_SET_OF)
        build_values(b, fact, &type->entries, type->at);
    else if (f->kind == FACT_NUMBER)
        build_number(b, fact, type);
    else if (f->kind == FACT_DATE)
        f->high = DATE_LAST;
}

static void build_reading(struct builder *b, uint32_t fact) {
    const struct ast_reading *from = source_of(b, fact)->reading;
    b->m->facts.at[fact].kind = FACT_ONE_OF;
    build_values(b, fact, &from->entries, from->at);
    bool quiet = b->quiet;
    b->quiet = true; /* that a reading takes a value does not mean that a rule names it */
    uint32_t taken = value_find(b, fact, &from->taken);
    b->quiet = quiet;
    b->m->facts.at[fact].taken = taken == MODEL_NONE ? 0 : (int64_t)taken;
}

static void build_default(struct builder *b, uint32_t fact) {
    const struct fact_source_text *from = source_of(b, fact);
    struct fact *f = &b->m->facts.at[fact];
    bool quiet = b->quiet;
    b->quiet = true;
    if (from->fact && from->fact->has_default)
        f->has_default = constants_read(b, fact, &from->fact->default_values,
                                        from->fact->default_at, &f->default_value);
    else if (from->judgement && from->judgement->has_default)
        f->has_default = constant_read(b, fact, &from->judgement->default_value, &f->default_value);
    b->quiet = quiet;
}

void build_facts(struct builder *b) {
    for (uint32_t i = 0; i < b->m->facts.len; i++) {
        struct fact *f = &b->m->facts.at[i];
        const struct fact_source_text *from = source_of(b, i);
        if (from->judgement) f->by = from->judgement->by.text;
        if (from->reading)
            build_reading(b, i);
        else if (from->fact && f->id.name == b->objective)
            build_objective(b, i);
        else if (from->fact)
            build_type(b, i);
        build_default(b, i);
    }
    check_objectives(b);
}

/* ==== roles ==== */

static const char *const role_words[] = {"", "partner", "activity", "date"};

static void take_role(struct builder *b, uint32_t fact, enum ast_role role, struct span at) {
    const struct fact *f = &b->m->facts.at[fact];
    uint32_t *place = role == AST_ROLE_PARTNER    ? &b->m->partner
                      : role == AST_ROLE_ACTIVITY ? &b->m->activity
                                                  : &b->m->date;
    enum fact_kind kind = role == AST_ROLE_DATE ? FACT_DATE : FACT_ONE_OF;
    if (*place != MODEL_NONE) {
        say(b, DIAG_BAD_ROLE, at,
            "`%s` and `%s` both stand for the %s; a policy has one fact for it",
            b->m->facts.at[*place].id.name, f->id.name, role_words[role]);
        note_declared(b, &b->m->facts.at[*place].id);
        return;
    }
    *place = fact;
    if (f->kind == kind || b->facts.at[fact].broken) return;
    say(b, DIAG_BAD_ROLE, at, "`%s` stands for the %s, so it must be %s, but it is %s", f->id.name,
        role_words[role], role == AST_ROLE_DATE ? "a date" : "`one of { ... }`", type_words(f));
    b->facts.at[fact].broken = true;
}

void build_roles(struct builder *b) {
    for (uint32_t i = 0; i < b->m->facts.len; i++) {
        const struct ast_fact *f = b->facts.at[i].fact;
        if (!f) continue;
        const struct symbol *s = symbol_find(b, f->name.text);
        if (!s || s->kind != SYMBOL_FACT || s->index != i)
            continue; /* declared twice: the first one has the role */
        enum ast_role named = f->name.text == b->partner    ? AST_ROLE_PARTNER
                              : f->name.text == b->activity ? AST_ROLE_ACTIVITY
                                                            : AST_ROLE_NONE;
        bool clash = named != AST_ROLE_NONE && f->role != AST_ROLE_NONE && f->role != named;
        if (clash)
            say(b, DIAG_BAD_ROLE, f->role_at,
                "a fact called `%s` stands for the %s by its name; leave `as %s` out, or "
                "rename the fact",
                f->name.text, role_words[named], role_words[f->role]);
        if (named != AST_ROLE_NONE)
            take_role(b, i, named, f->name.at);
        else if (f->role != AST_ROLE_NONE)
            take_role(b, i, f->role, f->role_at);
    }
}
