/* Names of facts, groups, definitions and duties in two manners: with_underscores and withCapitals.
 * The rarer one is told, once. */
#include "lint/lint.h"

#include <string.h>

static bool has_capitals(const char *name) {
    for (const char *at = name; *at; at++)
        if (at > name && at[-1] >= 'a' && at[-1] <= 'z' && *at >= 'A' && *at <= 'Z') return true;
    return false;
}

void lint_mixed_naming(struct analysis *l, enum diag_code code) {
    struct names all = lint_names(l);
    struct words names[2] = {{0}};
    struct span first[2] = {{0}, {0}};
    vec_each (struct name, x, &all) {
        int manner = has_capitals(x->id->name) ? 1 : strchr(x->id->name, '_') ? 0 : -1;
        if (manner < 0 || x->kind >= NAME_VALUE || !lint_ours(l, x->id) || x->id->foreign) continue;
        if (names[manner].len == 0) first[manner] = x->id->at;
        vec_push(l->arena, &names[manner], x->id->name);
    }
    if (names[0].len == 0 || names[1].len == 0) return;
    int rare = names[1].len > names[0].len ? 0 : 1;
    diag_report(l->d, code, first[rare], "%s %s spelled %s, other names %s: choose one manner",
                ask_list(l->arena, &names[rare], "and"), names[rare].len == 1 ? "is" : "are",
                rare ? "with capitals inside" : "with underscores",
                rare ? "with underscores" : "with capitals inside");
}
