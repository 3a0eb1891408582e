/*
 * The model as text: what was declared, a line each, with every name resolved.
 */
#include "base/bitset.h"
#include "base/json.h"
#include "base/list.h"
#include "model/model.h"

static void put_title(FILE *out, const char *title) {
    if (!title) return;
    putc(' ', out);
    json_text(out, title);
}

static void put_values(FILE *out, const struct fact *f, const uint64_t *set) {
    const char *mark = "{";
    bitset_each (v, set, f->kind == FACT_FLAG ? 2 : f->values.len) {
        fprintf(out, "%s%s", mark,
                f->kind == FACT_FLAG ? (v ? "yes" : "no") : f->values.at[v].name);
        mark = ", ";
    }
    fputs(*mark == '{' ? "{}" : "}", out);
}

void cond_dump(FILE *out, const struct model *m, const struct cond *c) {
    static const char *const words[] = {
        [COND_TRUE] = "true",       [COND_NOT] = "not",
        [COND_AND] = "and",         [COND_OR] = "or",
        [COND_COUNT] = "count",     [COND_DEFINE] = "define",
        [COND_APPLIES] = "applies", [COND_ANY_PROVISION] = "any provision"};
    const struct fact *f = cond_is_test(c) ? &m->facts.at[c->fact] : NULL;
    fputs(f ? f->id.name : words[c->kind], out);
    if (c->kind == COND_IN) {
        fputs(" in ", out);
        put_values(out, f, c->set);
    } else if (c->kind == COND_RANGE) {
        fprintf(out, " %s..", fact_value_text(m->arena, f, c->low));
        fputs(fact_value_text(m->arena, f, c->high), out);
    } else if (c->kind == COND_INCLUDES) {
        fprintf(out, " includes %s", f->values.at[c->element].name);
    } else if (c->kind == COND_EMPTY) {
        fputs(" empty", out);
    } else if (c->kind == COND_DEFINE || c->kind == COND_APPLIES) {
        fprintf(out, " %s",
                c->kind == COND_DEFINE ? m->defines.at[c->index].id.name
                                       : m->blocks.at[c->index].id.name);
    } else if (c->kind == COND_COUNT) {
        fprintf(out, " %u", (unsigned)c->count);
    }
    vec_each (struct cond *, term, &c->terms) {
        fputs(term == c->terms.at ? "(" : ", ", out);
        cond_dump(out, m, *term);
    }
    fputs(c->terms.len ? ")" : "", out);
}

void approaches_dump(FILE *out, const struct model *m, uint32_t approaches) {
    const char *mark = " {";
    for (uint32_t a = 0; a < m->approaches.len; a++) {
        if (!(approaches >> a & 1)) continue;
        fprintf(out, "%s%s", mark, m->approaches.at[a].id.name);
        mark = ", ";
    }
    fputs(mark[1] == '{' ? " {}" : "}", out);
}

static void put_line(FILE *out, const struct model *m, const char *before, const struct cond *c) {
    fputs(before, out);
    cond_dump(out, m, c);
    putc('\n', out);
}

static void put_fact(FILE *out, const struct model *m, const struct fact *f) {
    static const char *const sources[] = {"fact", "judgement", "reading"};
    static const char *const kinds[] = {"yes-no", "one-of", "set-of", "number", "date"};
    fprintf(out, "%s %s %s", sources[f->source], f->id.name, kinds[f->kind]);
    if (f->kind == FACT_NUMBER || f->kind == FACT_DATE) {
        fprintf(out, " %s", fact_value_text(m->arena, f, f->low));
        fprintf(out, "..%s", fact_value_text(m->arena, f, f->high));
    }
    vec_each (struct declared, v, &f->values)
        fprintf(out, "%s%s%s",
                v == f->values.at ? " {"
                : f->ordered      ? " < "
                                  : ", ",
                v->name, v + 1 == f->values.at + f->values.len ? "}" : "");
    if (f->has_default) fprintf(out, " default %s", fact_value_text(m->arena, f, f->default_value));
    if (f->source == FACT_READING) fprintf(out, " taken %s", f->values.at[f->taken].name);
    put_title(out, f->id.title);
    putc('\n', out);
    vec_each (struct presumption, p, &f->presumptions)
        put_line(out, m, p->yes ? "  presumed yes when " : "  presumed no when ", p->when);
}

static void put_block(FILE *out, const struct model *m, const struct block *b) {
    fprintf(out, "%s %s", block_words[b->kind], b->id.name);
    put_title(out, b->id.title);
    putc('\n', out);
    vec_each (struct statement, s, &b->statements) {
        fprintf(out, "  %s", statement_verb(s->kind, s->modality));
        if (s->kind == STATEMENT_DUTY) fprintf(out, " %s", m->duties.at[s->duty].id.name);
        if (s->kind <= STATEMENT_REQUIREMENT) approaches_dump(out, m, s->approaches);
        if (s->cond) putc(' ', out);
        if (s->cond) cond_dump(out, m, s->cond);
        if (s->has_using) approaches_dump(out, m, s->using);
        vec_each (struct qualifier, q, &s->qualifiers) {
            fprintf(out, " %s ", ast_qualifier_words[q->kind]);
            cond_dump(out, m, q->cond);
        }
        putc('\n', out);
    }
}

const char *statement_verb(enum statement_kind kind, enum modality modality) {
    static const char *const kinds[] = {"", "must not", "requires", "duty", "should"};
    static const char *const modalities[] = {"may", "will", "must"};
    return kind == STATEMENT_PERMISSION ? modalities[modality] : kinds[kind];
}

void model_dump(FILE *out, const struct model *m) {
    fputs(m->ranked ? "ranked" : "unranked", out);
    approaches_dump(out, m, model_approaches(m));
    put_title(out, m->title);
    put_line(out, m, "\nscope ", m->scope);
    vec_each (struct fact, f, &m->facts) put_fact(out, m, f);
    vec_each (struct group, g, &m->groups) {
        fprintf(out, "group %s: %s in ", g->id.name, m->facts.at[g->fact].id.name);
        put_values(out, &m->facts.at[g->fact], g->set);
        putc('\n', out);
    }
    vec_each (struct define, d, &m->defines) {
        fprintf(out, "define %s", d->id.name);
        put_title(out, d->id.title);
        put_line(out, m, ": ", d->means);
    }
    vec_each (struct assume, a, &m->assumes) {
        fputs("assume ", out);
        cond_dump(out, m, a->cond);
        put_title(out, a->text);
        putc('\n', out);
    }
    vec_each (struct duty, d, &m->duties) {
        fprintf(out, "duty %s %s", d->id.name, timing_words[d->timing]);
        put_title(out, d->id.title);
        if (d->done) {
            fputs(" done when ", out);
            cond_dump(out, m, d->done);
        }
        putc('\n', out);
    }
    vec_each (struct block, b, &m->blocks) put_block(out, m, b);
    vec_each (struct priority, p, &m->priorities)
        fprintf(out, "%s prevails over %s%s\n", m->blocks.at[p->winner].id.name,
                p->requirement_only ? "requirement of " : "", m->blocks.at[p->loser].id.name);
}
