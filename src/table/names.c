#include "table/private.h"

#include "base/map.h"
#include "runtime/names.h"

#include <string.h>

struct names {
    const struct model *m;
    const uint32_t *number;
    struct arena *arena;
    struct words VEC(uint32_t) words;
    struct bytes VEC(char) text;
    struct intern texts;
    struct map at; /* by text */
};

/* The offset of a text, each text once. */
static uint32_t text(struct names *n, const char *t) {
    if (!t || !*t) return 0;
    uint64_t key = map_name(intern(&n->texts, t, strlen(t)));
    uint32_t at = map_add(&n->at, 0, key, (uint32_t)n->text.len);
    if (at == n->text.len) do
            vec_push(n->arena, &n->text, *t);
        while (*t++);
    return at;
}

static void put(struct names *n, uint32_t word) { vec_push(n->arena, &n->words, word); }

static void put64(struct names *n, int64_t value) {
    put(n, (uint32_t)((uint64_t)value & UINT32_MAX));
    put(n, (uint32_t)((uint64_t)value >> 32));
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
    put(n, text(n, f->id.name));
    put(n, text(n, f->id.title));
    put(n, text(n, f->by));
    put(n, text(n, f->unit));
    put(n, text(n, f->help));
    put(n, (uint32_t)(STRAT_PUT(F_KIND, f->kind) |
                      STRAT_PUT(F_JUDGEMENT, f->source == FACT_JUDGEMENT) |
                      STRAT_PUT(F_ROLE, role_of(n->m, (uint32_t)(f - n->m->facts.at))) |
                      STRAT_PUT(F_ORDERED, f->ordered) |
                      STRAT_PUT(F_PRESUMED, f->presumptions.len > 0) |
                      STRAT_PUT(F_HAS_DEFAULT, reading || f->has_default)));
    put(n, f->decimals);
    put(n, *first_value);
    put(n, (uint32_t)f->values.len);
    put64(n, f->low);
    put64(n, f->high);
    put64(n, reading ? f->taken : f->has_default ? f->default_value : 0);
    *first_value += (uint32_t)f->values.len;
}

static void put_values(struct names *n, const struct fact *f) {
    vec_each (struct declared, v, &f->values) {
        put(n, text(n, v->name));
        put(n, text(n, v->title));
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
    put(n, text(n, d->id.name));
    put(n, text(n, d->id.title));
    put(n, text(n, d->by));
    put(n, text(n, d->to));
    put(n, (uint32_t)d->timing);
    put(n, text(n, deadline));
    put(n, text(n, after));
    put(n, d->done ? n->number[d->done->fact] + 1 : 0);
    put(n, text(n, duty_done_text(n->arena, n->m, d)));
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
        put(n, text(n, p->id));
        put(n, text(n, of[i] ? of[i]->id.title : p->recital));
        put(n, text(n, see));
        put(n, text(n, p->quote));
        put(n, of[i]        ? (uint32_t)STRAT_APPROACH + of[i]->kind
               : p->recital ? (uint32_t)STRAT_RECITAL
                            : (uint32_t)STRAT_ONLY_CITED);
    }
}

static void put_digest(struct names *n, const unsigned char *digest) {
    static const unsigned char none[4 * DIGEST_WORDS] = {0};
    if (!digest) digest = none;
    for (size_t i = 0; i < DIGEST_WORDS; i++, digest += 4)
        put(n, (uint32_t)digest[0] << 24 | (uint32_t)digest[1] << 16 | (uint32_t)digest[2] << 8 |
                   digest[3]);
}

static void put_digests(struct names *n) {
    if (!n->m->digest) return;
    put_digest(n, n->m->digest);
    vec_each (struct paragraph, p, &n->m->outline) put_digest(n, p->digest);
}

static void put_header(struct names *n, uint32_t facts, uint32_t values) {
    const struct model *m = n->m;
    put(n, STRAT_NAMES_MAGIC);
    put(n, facts);
    put(n, values);
    put(n, (uint32_t)m->approaches.len);
    put(n, (uint32_t)m->duties.len);
    put(n, (uint32_t)m->outline.len);
    put(n, (uint32_t)m->assumes.len);
    put(n, m->digest ? (uint32_t)(DIGEST_WORDS * (m->outline.len + 1)) : 0);
    put(n, text(n, m->title));
    put(n, text(n, m->version));
    put(n, text(n, m->issued_by));
    put(n, text(n, STRATC_VERSION));
    put(n, (uint32_t)(STRAT_PUT(N_RANKED, m->ranked) |
                      STRAT_PUT(N_DEFAULT,
                                m->default_approach == MODEL_NONE ? 0 : m->default_approach + 1) |
                      STRAT_PUT(N_READINGS, m->facts.len - facts)));
}

void names_build(const struct model *m, const uint32_t *number, struct arena *a,
                 struct strat_policy *policy) {
    struct names n = {.m = m, .number = number, .arena = a};
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
        put(&n, text(&n, p->id.name));
        put(&n, text(&n, p->id.title));
        put(&n, text(&n, p->commits));
    }
    vec_each (struct duty, d, &m->duties) put_duty(&n, d);
    put_paragraphs(&n);
    vec_each (struct assume, as, &m->assumes) put(&n, text(&n, as->text));
    put_digests(&n);
    policy->names = n.words.at;
    policy->names_words = n.words.len;
    policy->text = n.text.at;
    policy->text_bytes = n.text.len;
}
