/* The same rules for SQL, Cedar, zen and json-rules-engine. */
#include "base/json.h"
#include "tests/bench/peers/dialect.h"
#include "tests/bench/peers/writers.h"

#include <inttypes.h>

static struct writer writer_of(FILE *out, const struct compiled *c, const struct dialect *dialect) {
    return (struct writer){
        .out = out, .model = c->model, .arena = c->model->arena, .dialect = dialect};
}

static const char *approach_name(const struct model *m, uint32_t approach) {
    return m->approaches.at[approach].id.name;
}

void write_case_sql(FILE *out, const struct compiled *c, const struct approach_order *o) {
    struct writer w = writer_of(out, c, &dialect_sql);
    fprintf(out, "CASE\nWHEN ");
    write_not(&w, o->scope);
    fprintf(out, " THEN -1\n");
    vec_each (struct approach_rules, of, &o->down) {
        fprintf(out, "WHEN NOT (");
        write_all(&w, &of->closes, COND_OR);
        fprintf(out, ")\n AND (");
        const char *between = "";
        vec_each (struct opening, opening, &of->opens) {
            fputs(between, out);
            write_cond(&w, opening->when);
            between = "\n  OR ";
        }
        fprintf(out, ") THEN %" PRIu32 "\n", of->approach);
    }
    if (c->model->default_approach != MODEL_NONE) {
        fprintf(out, "WHEN NOT (");
        write_all(&w, &o->fallback, COND_OR);
        fprintf(out, ") THEN %" PRIu32 "\n", c->model->default_approach);
    }
    fprintf(out, "ELSE -1 END\n");
}

void write_approaches_down(FILE *out, const struct compiled *c) {
    for (size_t a = c->model->approaches.len; a-- > 0;)
        fprintf(out, "%s\n", c->model->approaches.at[a].id.name);
}

/* ---- Cedar: may this approach be used? ---- */

static void forbid(struct writer *w, uint32_t approach, const struct conds *closes) {
    vec_each (struct cond *, c, closes) {
        fprintf(w->out, "forbid (principal, action == Action::\"%s\", resource) when { ",
                approach_name(w->model, approach));
        write_cond(w, *c);
        fprintf(w->out, " };\n");
    }
}

void write_cedar(FILE *out, const struct compiled *c, const struct approach_order *o) {
    struct writer w = writer_of(out, c, &dialect_cedar);
    uint32_t fallback = c->model->default_approach;
    fprintf(out, "forbid (principal, action, resource) unless { ");
    write_cond(&w, o->scope);
    fprintf(out, " };\n");
    vec_each (struct approach_rules, of, &o->down) {
        if (of->approach != fallback) forbid(&w, of->approach, &of->closes);
        vec_each (struct opening, opening, &of->opens) {
            fprintf(out, "permit (principal, action == Action::\"%s\", resource) when { ",
                    approach_name(w.model, of->approach));
            write_cond(&w, opening->when);
            fprintf(out, " }; // %s\n", w.model->blocks.at[opening->block].id.name);
        }
    }
    if (fallback == MODEL_NONE) return;
    forbid(&w, fallback, &o->fallback);
    fprintf(out, "permit (principal, action == Action::\"%s\", resource);\n",
            approach_name(w.model, fallback));
}

/* ---- rows and rules that hold by themselves: in scope, not closed, and opened ---- */

struct line {
    uint32_t approach; /* MODEL_NONE: none */
    struct cond *when;
};

struct lines VEC(struct line);

static struct cond *both(struct arena *a, struct cond *x, struct cond *y) {
    struct cond *and = arena_new(a, struct cond);
    and->kind = COND_AND;
    vec_push(a, &and->terms, x);
    vec_push(a, &and->terms, y);
    return and;
}

static struct cond *none_of(struct arena *a, const struct conds *conds) {
    struct cond *not = arena_new(a, struct cond), * or = arena_new(a, struct cond);
    if (conds->len == 0) return not ; /* COND_TRUE */
    or->kind = COND_OR;
    or->terms = *conds;
    not ->kind = COND_NOT;
    vec_push(a, &not ->terms, or);
    return not ;
}

static struct lines lines_of(const struct approach_order *o) {
    struct lines lines = {0};
    struct arena *a = o->arena;
    vec_each (struct approach_rules, of, &o->down)
        vec_each (struct opening, opening, &of->opens)
            vec_push(a, &lines,
                     ((struct line){of->approach, both(a, both(a, o->scope, opening->when),
                                                       none_of(a, &of->closes))}));
    if (o->model->default_approach != MODEL_NONE)
        vec_push(a, &lines,
                 ((struct line){o->model->default_approach,
                                both(a, o->scope, none_of(a, &o->fallback))}));
    return lines;
}

/* A decision table of one column of conditions: the first row that holds decides. */
void write_zen(FILE *out, const struct compiled *c, const struct approach_order *o) {
    struct lines lines = lines_of(o);
    const char *between = "";
    fprintf(out, "{\"nodes\": [{\"id\": \"in\", \"type\": \"inputNode\", \"name\": \"request\"},\n"
                 "{\"id\": \"table\", \"type\": \"decisionTableNode\", \"name\": \"approach\", "
                 "\"content\": {\"hitPolicy\": \"first\",\n"
                 "\"inputs\": [{\"id\": \"if\", \"name\": \"holds\", \"type\": \"expression\"}],\n"
                 "\"outputs\": [{\"id\": \"then\", \"name\": \"approach\", \"field\": "
                 "\"approach\", \"type\": \"expression\"}],\n\"rules\": [");
    vec_each (struct line, line, &lines) {
        char *text;
        size_t len;
        struct writer w = writer_of(open_memstream(&text, &len), c, &dialect_zen);
        if (!w.out) longjmp(*o->arena->on_oom, 1);
        write_cond(&w, line->when);
        fclose(w.out);
        fprintf(out, "%s\n{\"_id\": \"%zu\", \"if\": ", between, (size_t)(line - lines.at));
        json_text(out, text);
        free(text);
        fprintf(out, ", \"then\": \"'%s'\"}", approach_name(c->model, line->approach));
        between = ",";
    }
    fprintf(
        out,
        "%s\n{\"_id\": \"else\", \"if\": \"\", \"then\": \"'none'\"}]}},\n"
        "{\"id\": \"out\", \"type\": \"outputNode\", \"name\": \"answer\"}],\n"
        "\"edges\": [{\"id\": \"1\", \"sourceId\": \"in\", \"targetId\": \"table\", \"type\": "
        "\"edge\"},\n"
        "{\"id\": \"2\", \"sourceId\": \"table\", \"targetId\": \"out\", \"type\": \"edge\"}]}\n",
        between);
}

static void rule_cond(struct writer *w, const struct cond *c);

static void rule_in(struct writer *w, const struct cond *c) {
    const struct fact *f = &w->model->facts.at[c->fact];
    if (f->kind == FACT_FLAG) {
        fprintf(w->out, "{\"fact\": \"%s\", \"operator\": \"equal\", \"value\": %s}", f->id.name,
                bitset_has(c->set, 1) ? "true" : "false");
        return;
    }
    struct choice choice = choice_of(w, c);
    const char *between = "";
    fprintf(w->out, "{\"fact\": \"%s\", \"operator\": \"%s\", \"value\": [", f->id.name,
            choice.left_out ? "notIn" : "in");
    vec_each (uint32_t, v, &choice.values) {
        fprintf(w->out, "%s\"%s\"", between, f->values.at[*v].name);
        between = ", ";
    }
    fputs("]}", w->out);
}

static void rule_terms(struct writer *w, const char *name, const struct conds *terms) {
    const char *between = "";
    fprintf(w->out, "{\"%s\": [", name);
    vec_each (struct cond *, term, terms) {
        fputs(between, w->out);
        rule_cond(w, *term);
        between = ", ";
    }
    fputs("]}", w->out);
}

/* "At least n of" has no words there: either the first term holds and n - 1 of the rest, or n of
 * the rest. */
static void rule_count(struct writer *w, const struct conds *terms, size_t from, size_t n) {
    if (n == 0 || terms->len - from < n) {
        fputs(n == 0 ? "{\"all\": []}" : "{\"any\": []}", w->out);
        return;
    }
    fputs("{\"any\": [{\"all\": [", w->out);
    rule_cond(w, terms->at[from]);
    fputs(", ", w->out);
    rule_count(w, terms, from + 1, n - 1);
    fputs("]}, ", w->out);
    rule_count(w, terms, from + 1, n);
    fputs("]}", w->out);
}

static void rule_cond(struct writer *w, const struct cond *c) {
    const char *name = c->kind == COND_RANGE || c->kind == COND_INCLUDES || c->kind == COND_EMPTY
                           ? w->model->facts.at[c->fact].id.name
                           : "";
    switch (c->kind) {
    case COND_TRUE: fputs("{\"all\": []}", w->out); return;
    case COND_IN: rule_in(w, c); return;
    case COND_RANGE:
        fprintf(w->out,
                "{\"all\": [{\"fact\": \"%s\", \"operator\": \"greaterThanInclusive\", \"value\": "
                "%" PRId64 "}, ",
                name, c->low);
        fprintf(w->out,
                "{\"fact\": \"%s\", \"operator\": \"lessThanInclusive\", \"value\": %" PRId64 "}]}",
                name, c->high);
        return;
    case COND_INCLUDES:
        fprintf(w->out, "{\"fact\": \"%s\", \"operator\": \"contains\", \"value\": \"%s\"}", name,
                w->model->facts.at[c->fact].values.at[c->element].name);
        return;
    case COND_EMPTY:
        fprintf(w->out, "{\"fact\": \"%s\", \"operator\": \"isEmpty\", \"value\": true}", name);
        return;
    case COND_NOT:
        fputs("{\"not\": ", w->out);
        rule_cond(w, c->terms.at[0]);
        fputs("}", w->out);
        return;
    case COND_AND: rule_terms(w, "all", &c->terms); return;
    case COND_OR: rule_terms(w, "any", &c->terms); return;
    case COND_COUNT: rule_count(w, &c->terms, 0, c->count); return;
    case COND_DEFINE:
    case COND_APPLIES:
    case COND_ANY_PROVISION: return; /* written out before */
    }
}

/* The approaches higher up have priority, and the first rule that holds ends the run. */
void write_json_rules(FILE *out, const struct compiled *c, const struct approach_order *o) {
    struct lines lines = lines_of(o);
    struct writer w = writer_of(out, c, NULL);
    const char *between = "[";
    vec_each (struct line, line, &lines) {
        fprintf(
            out,
            "%s\n{\"priority\": %zu, \"event\": {\"type\": \"%s\"}, \"conditions\": {\"all\": [",
            between, lines.len - (size_t)(line - lines.at),
            approach_name(c->model, line->approach));
        rule_cond(&w, line->when);
        fprintf(out, "]}}");
        between = ",";
    }
    fprintf(out, "%s]\n", lines.len ? "\n" : "[");
}
