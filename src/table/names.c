#include "table/private.h"

#include "runtime/names.h"

#include <string.h>

uint32_t names_text(struct names *n, const char *text) {
    if (!text || !*text) return 0;
    uint64_t key = map_name(intern(&n->texts, text, strlen(text)));
    uint32_t at = map_add(&n->at, 0, key, (uint32_t)n->text.len);
    if (at == n->text.len) do
            vec_push(n->arena, &n->text, *text);
        while (*text++);
    return at;
}

static void put64(struct names *n, int64_t value) {
    names_put(n, (uint32_t)((uint64_t)value & UINT32_MAX));
    names_put(n, (uint32_t)((uint64_t)value >> 32));
}

static enum strat_role role_of(const struct model *m, uint32_t fact) {
    return fact == m->partner     ? STRAT_PARTNER
           : fact == m->activity  ? STRAT_ACTIVITY
           : fact == m->objective ? STRAT_OBJECTIVE_OF
           : fact == m->date      ? STRAT_TODAY
                                  : STRAT_NO_ROLE;
}

static void put_fact(struct names *n, const struct fact *f, uint32_t *first_value) {
    bool reading = f->source == FACT_READING;
    names_put(n, names_text(n, f->id.name));
    names_put(n, names_text(n, f->id.title));
    names_put(n, names_text(n, f->by));
    names_put(n, names_text(n, f->unit));
    names_put(n, names_text(n, f->help));
    names_put(n, (uint32_t)(STRAT_PUT(F_KIND, f->kind) |
                            STRAT_PUT(F_JUDGEMENT, f->source == FACT_JUDGEMENT) |
                            STRAT_PUT(F_ROLE, role_of(n->m, (uint32_t)(f - n->m->facts.at))) |
                            STRAT_PUT(F_ORDERED, f->ordered) |
                            STRAT_PUT(F_PRESUMED, f->presumptions.len > 0) |
                            STRAT_PUT(F_HAS_DEFAULT, reading || f->has_default)));
    names_put(n, f->decimals);
    names_put(n, *first_value);
    names_put(n, (uint32_t)f->values.len);
    put64(n, f->low);
    put64(n, f->high);
    put64(n, reading ? f->taken : f->has_default ? f->default_value : 0);
    *first_value += (uint32_t)f->values.len;
}

static void put_values(struct names *n, const struct fact *f) {
    vec_each (struct declared, v, &f->values) {
        names_put(n, names_text(n, v->name));
        names_put(n, names_text(n, v->title));
    }
}

static const char *joined(struct names *n, const char *so_far, const char *next, const char *by) {
    return *so_far ? arena_printf(n->arena, "%s%s%s", so_far, by, next) : next;
}

static void put_duty(struct names *n, const struct duty *d) {
    const char *deadline = "", *after = "";
    vec_each (const char *, t, &d->deadlines) deadline = joined(n, deadline, *t, "; ");
    vec_each (uint32_t, i, &d->following)
        after = joined(n, after, n->m->duties.at[*i].id.name, ", ");
    names_put(n, names_text(n, d->id.name));
    names_put(n, names_text(n, d->id.title));
    names_put(n, names_text(n, d->by));
    names_put(n, names_text(n, d->to));
    names_put(n, (uint32_t)d->timing);
    names_put(n, names_text(n, deadline));
    names_put(n, names_text(n, after));
    names_put(n, d->done ? n->number[d->done->fact] + 1 : 0);
    names_put(n, names_text(n, duty_done_text(n->arena, n->m, d)));
}

static void put_paragraphs(struct names *n) {
    const struct model *m = n->m;
    const struct block **of = arena_array(n->arena, const struct block *, m->outline.len);
    vec_each (struct block, b, &m->blocks) of[b->outline] = b;
    for (size_t i = 0; i < m->outline.len; i++) {
        const struct paragraph *p = &m->outline.at[i];
        const char *see = "";
        if (of[i])
            vec_each (const char *, t, &of[i]->see) see = joined(n, see, *t, "; ");
        names_put(n, names_text(n, p->id));
        names_put(n, names_text(n, of[i] ? of[i]->id.title : p->recital));
        names_put(n, names_text(n, see));
        names_put(n, names_text(n, p->quote));
        unsigned kind = of[i]        ? (unsigned)STRAT_APPROACH + of[i]->kind
                        : p->recital ? (unsigned)STRAT_RECITAL
                                     : (unsigned)STRAT_ONLY_CITED;
        bool declares = kind == STRAT_APPROACH;
        names_put(n, (uint32_t)(STRAT_PUT(P_KIND, kind) |
                                STRAT_PUT(P_APPROACH, declares ? of[i]->approach + 1 : 0)));
    }
}

static void put_digest(struct names *n, const unsigned char *digest) {
    static const unsigned char none[4 * DIGEST_WORDS] = {0};
    if (!digest) digest = none;
    for (size_t i = 0; i < DIGEST_WORDS; i++, digest += 4)
        names_put(n, (uint32_t)digest[0] << 24 | (uint32_t)digest[1] << 16 |
                         (uint32_t)digest[2] << 8 | digest[3]);
}

static void put_digests(struct names *n) {
    if (!n->m->digest) return;
    put_digest(n, n->m->digest);
    vec_each (struct paragraph, p, &n->m->outline) put_digest(n, p->digest);
}

static void put_header(struct names *n, uint32_t facts, uint32_t values) {
    const struct model *m = n->m;
    names_put(n, STRAT_NAMES_MAGIC);
    names_put(n, facts);
    names_put(n, values);
    names_put(n, (uint32_t)m->approaches.len);
    names_put(n, (uint32_t)m->duties.len);
    names_put(n, (uint32_t)m->outline.len);
    names_put(n, (uint32_t)m->assumes.len);
    names_put(n, m->digest ? (uint32_t)(DIGEST_WORDS * (m->outline.len + 1)) : 0);
    for (int i = N_RULES; i <= N_SETS; i++) names_put(n, 0); /* names_why() has them */
    names_put(n, names_text(n, m->title));
    names_put(n, names_text(n, m->version));
    names_put(n, names_text(n, m->issued_by));
    names_put(n, names_text(n, STRATC_VERSION));
    names_put(
        n, (uint32_t)(STRAT_PUT(N_RANKED, m->ranked) |
                      STRAT_PUT(N_DEFAULT,
                                m->default_approach == MODEL_NONE ? 0 : m->default_approach + 1) |
                      STRAT_PUT(N_READINGS, m->facts.len - facts)));
    names_put(n, 0); /* the scope: likewise */
}

void names_build(const struct rule_set *rules, const uint32_t *number, struct arena *a,
                 struct strat_policy *policy) {
    const struct model *m = rules->model;
    struct names n = {.m = m, .rules = rules, .number = number, .arena = a};
    intern_init(&n.texts, a);
    map_init(&n.at, a);
    vec_push(a, &n.text, '\0');
    uint32_t facts = 0, values = 0, first = 0;
    vec_each (struct fact, f, &m->facts) {
        facts += f->source != FACT_READING;
        values += (uint32_t)f->values.len;
    }
    put_header(&n, facts, values);
    for (int readings = 0; readings < 2; readings++)
        vec_each (struct fact, f, &m->facts)
            if ((f->source == FACT_READING) == readings) put_fact(&n, f, &first);
    for (int readings = 0; readings < 2; readings++)
        vec_each (struct fact, f, &m->facts)
            if ((f->source == FACT_READING) == readings) put_values(&n, f);
    vec_each (struct approach, p, &m->approaches) {
        names_put(&n, names_text(&n, p->id.name));
        names_put(&n, names_text(&n, p->id.title));
        names_put(&n, names_text(&n, p->commits));
    }
    vec_each (struct duty, d, &m->duties) put_duty(&n, d);
    put_paragraphs(&n);
    vec_each (struct assume, as, &m->assumes) names_put(&n, names_text(&n, as->text));
    put_digests(&n);
    names_why(&n);
    policy->names = n.words.at;
    policy->names_words = n.words.len;
    policy->text = n.text.at;
    policy->text_bytes = n.text.len;
}
