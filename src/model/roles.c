/* Roles: the facts that `with`, `for`, `from` and `until` test. */
#include "model/build.h"

static const char *const role_words[] = {"", "partner", "activity", "date"};

static uint32_t *role_place(struct builder *b, enum ast_role role) {
    switch (role) {
    case AST_ROLE_PARTNER: return &b->m->partner;
    case AST_ROLE_ACTIVITY: return &b->m->activity;
    case AST_ROLE_DATE: return &b->m->date;
    case AST_ROLE_NONE: break;
    }
    return NULL;
}

static bool fits(const struct fact *f, enum ast_role role) {
    return f->kind == (role == AST_ROLE_DATE ? FACT_DATE : FACT_ONE_OF);
}

static enum ast_role role_by_name(const struct builder *b, const struct ast_fact *f) {
    if (f->name.text == b->partner) return AST_ROLE_PARTNER;
    return f->name.text == b->activity ? AST_ROLE_ACTIVITY : AST_ROLE_NONE;
}

static void take_role(struct builder *b, uint32_t fact, enum ast_role role, struct span at) {
    const struct fact *f = &b->m->facts.at[fact];
    uint32_t *place = role_place(b, role);
    if (*place != MODEL_NONE) {
        say(b, DIAG_BAD_ROLE, at,
            "`%s` and `%s` both stand for the %s; a policy has one fact for it",
            b->m->facts.at[*place].id.name, f->id.name, role_words[role]);
        diag_note(b->d, b->m->facts.at[*place].id.at, "`%s` is declared here",
                  b->m->facts.at[*place].id.name);
        return;
    }
    *place = fact;
    if (fits(f, role) || b->facts.at[fact].broken) return;
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
        enum ast_role named = role_by_name(b, f);
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
