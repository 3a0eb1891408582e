#include "tests/bench/peers/dialect.h"

#include "emit/c/identifiers.h"

#include <inttypes.h>
#include <string.h>

void write_all(struct writer *w, const struct conds *terms, enum cond_kind kind) {
    const char *between = "";
    vec_each (struct cond *, term, terms) {
        fputs(between, w->out);
        write_cond(w, *term);
        between = kind == COND_AND ? w->dialect->and : w->dialect->or ;
    }
    if (terms->len == 0) fputs(kind == COND_AND ? w->dialect->yes : w->dialect->no, w->out);
}

void write_not(struct writer *w, const struct cond *c) {
    if (c->kind == COND_NOT) {
        write_cond(w, c->terms.at[0]);
        return;
    }
    fprintf(w->out, "%s(", w->dialect->not );
    write_cond(w, c);
    fputs(")", w->out);
}

static void write_count(struct writer *w, const struct cond *c) {
    const char *between = "(";
    vec_each (struct cond *, term, &c->terms) {
        fprintf(w->out, "%s%s", between, w->dialect->one_if);
        write_cond(w, *term);
        fputs(w->dialect->one_else_none, w->out);
        between = " + ";
    }
    fprintf(w->out, " >= %" PRIu32 ")", c->count);
}

void write_cond(struct writer *w, const struct cond *c) {
    switch (c->kind) {
    case COND_TRUE: fputs(w->dialect->yes, w->out); return;
    case COND_IN:
    case COND_RANGE:
    case COND_INCLUDES:
    case COND_EMPTY: w->dialect->test(w, c); return;
    case COND_NOT: write_not(w, c->terms.at[0]); return;
    case COND_AND:
    case COND_OR:
        fputs("(", w->out);
        write_all(w, &c->terms, c->kind);
        fputs(")", w->out);
        return;
    case COND_COUNT: write_count(w, c); return;
    case COND_DEFINE:
    case COND_APPLIES:
    case COND_ANY_PROVISION: break; /* written out before */
    }
}

struct choice choice_of(const struct writer *w, const struct cond *c) {
    const struct fact *f = &w->model->facts.at[c->fact];
    struct choice in = {0}, out = {.left_out = true};
    for (uint32_t v = 0; v < f->values.len; v++)
        vec_push(w->arena, bitset_has(c->set, v) ? &in.values : &out.values, v);
    return out.values.len < in.values.len ? out : in;
}

const char *member_of_c(struct arena *a, const char *name) {
    return strstr(reserved_words, arena_printf(a, " %s ", name)) ? arena_printf(a, "%s_", name)
                                                                 : name;
}

/* As it is written there. */
static const char *fact_name(const struct writer *w, const struct cond *c) {
    const char *name = w->model->facts.at[c->fact].id.name;
    return w->dialect == &dialect_c ? member_of_c(w->arena, name) : name;
}

static const char *value_name(const struct writer *w, const struct cond *c, uint32_t value) {
    return w->model->facts.at[c->fact].values.at[value].name;
}

/* A yes-or-no fact as it stands, or "not" it. */
static bool write_flag(struct writer *w, const struct cond *c, const char *before,
                       const char *after) {
    if (w->model->facts.at[c->fact].kind != FACT_FLAG) return false;
    bool yes = bitset_has(c->set, 1), no = bitset_has(c->set, 0);
    if (yes == no)
        fputs(yes ? w->dialect->yes : w->dialect->no, w->out);
    else
        fprintf(w->out, "%s%s%s%s", yes ? "" : w->dialect->not, before, fact_name(w, c), after);
    return true;
}

static void write_range(struct writer *w, const struct cond *c, const char *before,
                        const char *after) {
    const char *name = fact_name(w, c);
    fprintf(w->out, "(%s%s%s >= %" PRId64 "%s%s%s%s <= %" PRId64 ")", before, name, after, c->low,
            w->dialect->and, before, name, after, c->high);
}

/* ---- C: a few values are compared, many are looked up ---- */

enum { FEW = 4 };

static uint32_t table_of(struct writer *w, const struct cond *c) {
    size_t words = cond_words(&w->model->facts.at[c->fact]);
    for (uint32_t i = 0; i < w->tables.len; i++) {
        const struct cond *other = w->tables.at[i];
        size_t same = 0;
        while (other->fact == c->fact && same < words && other->set[same] == c->set[same]) same++;
        if (same == words) return i;
    }
    vec_push(w->arena, &w->tables, c);
    return (uint32_t)w->tables.len - 1;
}

static void c_test(struct writer *w, const struct cond *c) {
    const char *name = fact_name(w, c), *between = "(";
    switch (c->kind) {
    case COND_RANGE: write_range(w, c, "r->", ""); return;
    case COND_INCLUDES: fprintf(w->out, "(r->%s >> %" PRIu32 " & 1)", name, c->element); return;
    case COND_EMPTY: fprintf(w->out, "(r->%s == 0)", name); return;
    default: break;
    }
    if (write_flag(w, c, "r->", "")) return;
    struct choice choice = choice_of(w, c);
    if (choice.values.len > FEW) {
        fprintf(w->out, "in_set%" PRIu32 "[r->%s]", table_of(w, c), name);
        return;
    }
    vec_each (uint32_t, v, &choice.values) {
        fprintf(w->out, "%sr->%s %s %s_%s", between, name,
                choice.left_out ? "!=" : "==", w->model->facts.at[c->fact].id.name,
                value_name(w, c, *v));
        between = choice.left_out ? " && " : " || ";
    }
    fputs(choice.values.len ? ")" : choice.left_out ? "1" : "0", w->out);
}

const struct dialect dialect_c = {" && ", " || ", "!", "1", "0", "(", ")", c_test};

/* ---- the others name values by their texts ---- */

static void write_values(struct writer *w, const struct cond *c, const struct choice *choice,
                         char quote) {
    const char *between = "";
    vec_each (uint32_t, v, &choice->values) {
        fprintf(w->out, "%s%c%s%c", between, quote, value_name(w, c, *v), quote);
        between = ", ";
    }
}

/* A set is an integer here, a bit a value. */
static void sql_test(struct writer *w, const struct cond *c) {
    switch (c->kind) {
    case COND_RANGE: write_range(w, c, "\"", "\""); return;
    case COND_INCLUDES:
        fprintf(w->out, "((\"%s\" >> %" PRIu32 ") & 1)", fact_name(w, c), c->element);
        return;
    case COND_EMPTY: fprintf(w->out, "(\"%s\" = 0)", fact_name(w, c)); return;
    default: break;
    }
    if (write_flag(w, c, "\"", "\"")) return;
    struct choice choice = choice_of(w, c);
    bool one = choice.values.len == 1;
    fprintf(w->out, "(\"%s\" %s", fact_name(w, c),
            one               ? choice.left_out ? "<> " : "= "
            : choice.left_out ? "NOT IN ("
                              : "IN (");
    write_values(w, c, &choice, '\'');
    fputs(one ? ")" : "))", w->out);
}

const struct dialect dialect_sql = {" AND ", " OR ", "NOT ", "1", "0", "(", ")", sql_test};

static void cedar_test(struct writer *w, const struct cond *c) {
    const char *name = fact_name(w, c);
    switch (c->kind) {
    case COND_RANGE: write_range(w, c, "context.", ""); return;
    case COND_INCLUDES:
        fprintf(w->out, "context.%s.contains(\"%s\")", name, value_name(w, c, c->element));
        return;
    case COND_EMPTY: fprintf(w->out, "context.%s.isEmpty()", name); return;
    default: break;
    }
    if (write_flag(w, c, "context.", "")) return;
    struct choice choice = choice_of(w, c);
    if (choice.values.len == 1) {
        fprintf(w->out, "context.%s %s ", name, choice.left_out ? "!=" : "==");
        write_values(w, c, &choice, '"');
        return;
    }
    fprintf(w->out, "%s[", choice.left_out ? "!" : "");
    write_values(w, c, &choice, '"');
    fprintf(w->out, "].contains(context.%s)", name);
}

const struct dialect dialect_cedar = {
    " && ", " || ", "!", "true", "false", "(if ", " then 1 else 0)", cedar_test};

static void zen_test(struct writer *w, const struct cond *c) {
    const char *name = fact_name(w, c);
    switch (c->kind) {
    case COND_RANGE: write_range(w, c, "", ""); return;
    case COND_INCLUDES:
        fprintf(w->out, "contains(%s, \"%s\")", name, value_name(w, c, c->element));
        return;
    case COND_EMPTY: fprintf(w->out, "(len(%s) == 0)", name); return;
    default: break;
    }
    if (write_flag(w, c, "", "")) return;
    struct choice choice = choice_of(w, c);
    bool one = choice.values.len == 1;
    fprintf(w->out, "(%s %s", name,
            one               ? choice.left_out ? "!= " : "== "
            : choice.left_out ? "not in ["
                              : "in [");
    write_values(w, c, &choice, '"');
    fputs(one ? ")" : "])", w->out);
}

const struct dialect dialect_zen = {" and ", " or ", "not ",      "true",
                                    "false", "(",    " ? 1 : 0)", zen_test};
