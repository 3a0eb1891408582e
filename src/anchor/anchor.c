#include "anchor/anchor.h"

struct anchoring *anchor_read(struct arena *a, struct intern *names, struct diags *d,
                              struct model *m, const char *policy, struct source *text) {
    struct anchoring *x = arena_new(a, struct anchoring);
    *x = (struct anchoring){.arena = a, .m = m};
    if (!lock_read(&x->lock, names, d, policy)) return NULL;
    x->prose = prose_read(a, text);
    x->rules = anchor_rules(a, names, d, m);
    anchor_find(x, d);
    for (size_t i = 0; i < m->outline.len; i++) {
        const struct anchored *p = &x->paragraphs.at[i];
        m->outline.at[i].quote = p->found ? anchor_quote(x, p) : NULL;
    }
    return x;
}
