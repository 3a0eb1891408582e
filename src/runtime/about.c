/*
 * Names and titles. Every function takes any number: what there is not has empty texts and zeros.
 */
#include "runtime/names.h"
#include "runtime/private.h"

static const char *text(const struct strat_policy *p, uint32_t offset) { return p->text + offset; }

static int64_t wide(const uint32_t *low_first) {
    return (int64_t)((uint64_t)low_first[0] | (uint64_t)low_first[1] << 32);
}

STRAT_LOCAL const uint32_t *strat_i_named(const struct strat_policy *p, uint32_t which,
                                          uint32_t i) {
    static const uint32_t none[F_SIZE] = {0};
    static const uint8_t sizes[] = {0, F_SIZE,  V_SIZE,  A_SIZE,  D_SIZE, P_SIZE,  1,
                                    1, RU_SIZE, PR_SIZE, CO_SIZE, 1,      GR_SIZE, 1};
    const uint32_t *first = p->names + N_END;
    uint32_t before, readings = (uint32_t)STRAT_TAKE(p->names[N_SHAPE], N_READINGS);
    if (which > N_FACTS) first += (size_t)readings * F_SIZE;
    for (before = N_FACTS; before < which; before++)
        first += (size_t)p->names[before] * sizes[before];
    return i < p->names[which] + (which == N_FACTS ? readings : 0)
               ? first + (size_t)i * sizes[which]
               : none;
}

STRAT_API void strat_get_about(const struct strat_policy *p, struct strat_about *about) {
    about->title = text(p, p->names[N_TITLE]);
    about->version = text(p, p->names[N_VERSION]);
    about->issued_by = text(p, p->names[N_ISSUED_BY]);
    about->compiler = text(p, p->names[N_COMPILER]);
    about->facts = p->names[N_FACTS];
    about->approaches = p->names[N_APPROACHES];
    about->duties = p->names[N_DUTIES];
    about->paragraphs = p->names[N_PARAGRAPHS];
    about->assumes = p->names[N_ASSUMES];
    about->readings = (uint32_t)STRAT_TAKE(p->names[N_SHAPE], N_READINGS);
    about->rules = p->names[N_RULES];
    about->priorities = p->names[N_PRIORITIES];
    about->conditions = p->names[N_CONDITIONS];
    about->groups = p->names[N_GROUPS];
    about->ranked = (int)STRAT_TAKE(p->names[N_SHAPE], N_RANKED);
    about->default_approach = (int32_t)STRAT_TAKE(p->names[N_SHAPE], N_DEFAULT) - 1;
}

STRAT_API void strat_get_fact(const struct strat_policy *p, uint32_t fact,
                              struct strat_fact *info) {
    const uint32_t *f = strat_i_named(p, N_FACTS, fact);
    info->name = text(p, f[F_NAME]);
    info->title = text(p, f[F_TITLE]);
    info->by = text(p, f[F_BY]);
    info->unit = text(p, f[F_UNIT]);
    info->help = text(p, f[F_HELP]);
    info->kind = (enum strat_kind)STRAT_TAKE(f[F_SHAPE], F_KIND);
    info->judgement = (int)STRAT_TAKE(f[F_SHAPE], F_JUDGEMENT);
    info->role = (enum strat_role)STRAT_TAKE(f[F_SHAPE], F_ROLE);
    info->ordered = (int)STRAT_TAKE(f[F_SHAPE], F_ORDERED);
    info->presumed = (int)STRAT_TAKE(f[F_SHAPE], F_PRESUMED);
    info->has_default = (int)STRAT_TAKE(f[F_SHAPE], F_HAS_DEFAULT);
    info->decimals = f[F_DECIMALS];
    info->values = f[F_VALUES];
    info->low = wide(f + F_LOW);
    info->high = wide(f + F_HIGH);
    info->default_value = wide(f + F_DEFAULT);
}

STRAT_API void strat_get_value(const struct strat_policy *p, uint32_t fact, uint32_t value,
                               struct strat_named *info) {
    const uint32_t *f = strat_i_named(p, N_FACTS, fact);
    const uint32_t *v = strat_i_named(
        p, N_VALUES, value < f[F_VALUES] ? f[F_FIRST_VALUE] + value : p->names[N_VALUES]);
    info->name = text(p, v[V_NAME]);
    info->title = text(p, v[V_LABEL]);
}

STRAT_API void strat_get_approach(const struct strat_policy *p, uint32_t approach,
                                  struct strat_named *info, const char **commits) {
    const uint32_t *a = strat_i_named(p, N_APPROACHES, approach);
    info->name = approach == (uint32_t)STRAT_NONE ? "none" : text(p, a[A_NAME]);
    info->title = text(p, a[A_TITLE]);
    *commits = text(p, a[A_COMMITS]);
}

STRAT_API void strat_get_duty(const struct strat_policy *p, uint32_t duty,
                              struct strat_duty *info) {
    const uint32_t *d = strat_i_named(p, N_DUTIES, duty);
    info->name = text(p, d[D_NAME]);
    info->title = text(p, d[D_TITLE]);
    info->by = text(p, d[D_BY]);
    info->to = text(p, d[D_TO]);
    info->timing = (enum strat_timing)d[D_TIMING];
    info->deadline = text(p, d[D_DEADLINE]);
    info->after = text(p, d[D_AFTER]);
    info->done_when = (int32_t)d[D_DONE_WHEN] - 1;
    info->done = text(p, d[D_DONE]);
}

STRAT_API void strat_get_paragraph(const struct strat_policy *p, uint32_t paragraph,
                                   struct strat_paragraph *info) {
    const uint32_t *w = strat_i_named(p, N_PARAGRAPHS, paragraph);
    info->id = text(p, w[P_ID]);
    info->title = text(p, w[P_TITLE]);
    info->see = text(p, w[P_SEE]);
    info->quote = text(p, w[P_QUOTE]);
    info->kind = (enum strat_paragraph_kind)STRAT_TAKE(w[P_KIND], P_KIND);
    info->approach = (int32_t)STRAT_TAKE(w[P_KIND], P_APPROACH) - 1;
}

STRAT_API const char *strat_get_assume(const struct strat_policy *p, uint32_t assume) {
    return text(p, *strat_i_named(p, N_ASSUMES, assume));
}

STRAT_API int strat_get_digest(const struct strat_policy *p, int32_t paragraph,
                               unsigned char *digest) {
    uint32_t which = (uint32_t)paragraph + 1, first = which * DIGEST_WORDS, some = 0, i;
    if (which > p->names[N_PARAGRAPHS]) return 0;
    for (i = 0; i < DIGEST_WORDS; i++) some |= *strat_i_named(p, N_DIGESTS, first + i);
    for (i = 0; i < 32 && some; i++)
        digest[i] =
            (unsigned char)(*strat_i_named(p, N_DIGESTS, first + i / 4) >> (24 - i % 4 * 8));
    return some != 0;
}

/* Compiled diagrams say nothing that the tables do not. */
STRAT_API uint64_t strat_digest(const struct strat_policy *p) {
    uint64_t h = STRAT_DIGEST_START;
    size_t second = (size_t)p->table[H_TOTAL], words = second, i;
    unsigned byte;
    if (TABLE_READINGS(p->table) > 0) words += (size_t)strat_i_second(p)[H_TOTAL];
    for (i = 0; i < words; i++) {
        uint64_t word = i == H_DIAGRAMS_AT || i == second + H_DIAGRAMS_AT ? 0 : p->table[i];
        for (byte = 0; byte < 64; byte += 8) h = (h ^ (word >> byte & 0xff)) * STRAT_DIGEST_PRIME;
    }
    for (i = 0; i < p->rules_bytes; i++) h = (h ^ p->rules[i]) * STRAT_DIGEST_PRIME;
    return h;
}
