/* The ladder and the switch. */
#include "tests/bench/peers/dialect.h"
#include "tests/bench/peers/writers.h"

#include <inttypes.h>

static const char *c_type(const struct fact *f) {
    switch (f->kind) {
    case FACT_FLAG: return "uint8_t";
    case FACT_ONE_OF: return "uint16_t";
    case FACT_SET_OF: return "uint64_t";
    case FACT_NUMBER:
    case FACT_DATE: break;
    }
    return "int64_t";
}

void write_peers_h(FILE *out, const struct compiled *c) {
    fprintf(out,
            "#ifndef PEERS_H\n#define PEERS_H\n\n#include <stddef.h>\n#include <stdint.h>\n\n");
    vec_each (struct fact, f, &c->model->facts) {
        if (f->kind != FACT_ONE_OF || f->source == FACT_READING) continue;
        fprintf(out, "enum {\n");
        vec_each (struct declared, v, &f->values) fprintf(out, "    %s_%s,\n", f->id.name, v->name);
        fprintf(out, "};\n");
    }
    fprintf(out, "\n/* A request all of which is known. */\nstruct peer_request {\n");
    uint32_t facts = 0;
    vec_each (struct fact, f, &c->model->facts) {
        if (f->source == FACT_READING) continue;
        fprintf(out, "    %s %s;\n", c_type(f), member_of_c(c->model->arena, f->id.name));
        facts++;
    }
    fprintf(out, "};\n\nstruct peer_answer {\n    int status, approach, now;\n    uint64_t duties, "
                 "before;\n};\n\n");
    fprintf(out, "enum { PEER_FACTS = %" PRIu32 " };\n\n", facts);
    fprintf(out, "struct policy_request;\nstruct policy_columns;\n"
                 "void peer_fill(struct peer_request *r, const int64_t *value);\n"
                 "void policy_fill(struct policy_request *r, const int64_t *value);\n"
                 "int policy_fill_columns(struct policy_columns *columns, const int64_t *value, "
                 "size_t n); /* 0: out of memory */\n"
                 "int peer_ladder(const struct peer_request *r);\n"
                 "int peer_switch(const struct peer_request *r);\n"
                 "int peer_mask(const struct peer_request *r);\n"
                 "void peer_mask_all(const struct peer_request *r, struct peer_answer *answer);\n"
                 "extern const char *const peer_approaches[];\n\n#endif\n");
}

/* The requests as the emitted code's columns. */
static void write_columns(FILE *out, const struct compiled *c) {
    uint32_t i = 0;
    fprintf(out, "#define COLUMN(type, name, fact, more) \\\n"
                 "    do { \\\n"
                 "        type *column = malloc((n + 1) * sizeof *column); \\\n"
                 "        if (!column) \\\n"
                 "            return 0; \\\n"
                 "        for (size_t i = 0; i < n; i++) \\\n"
                 "            column[i] = (type)(value[i * PEER_FACTS + fact] + more); \\\n"
                 "        columns->name = column; \\\n"
                 "    } while (0)\n\n"
                 "int policy_fill_columns(struct policy_columns *columns, const int64_t *value, "
                 "size_t n)\n{\n");
    vec_each (struct fact, f, &c->model->facts) {
        bool by_value = f->kind == FACT_FLAG || f->kind == FACT_ONE_OF;
        if (f->source == FACT_READING) continue;
        fprintf(out, "    COLUMN(%s, %s, %" PRIu32 ", %d);\n", c_type(f),
                member_of_c(c->model->arena, f->id.name), i++, by_value);
        if (!by_value) fprintf(out, "    columns->%s_known = 0;\n", f->id.name);
    }
    fprintf(out, "    return 1;\n}\n\n");
}

void write_fill_c(FILE *out, const struct compiled *c) {
    struct arena *a = c->model->arena;
    uint32_t i = 0;
    fprintf(out, "#include \"peers.h\"\n#include \"policy.h\"\n#include <stdlib.h>\n\nvoid "
                 "peer_fill(struct peer_request *r, const int64_t *value)\n{\n");
    vec_each (struct fact, f, &c->model->facts)
        if (f->source != FACT_READING)
            fprintf(out, "    r->%s = (%s)value[%" PRIu32 "];\n", member_of_c(a, f->id.name),
                    c_type(f), i++);
    fprintf(out, "}\n\nvoid policy_fill(struct policy_request *r, const int64_t *value)\n{\n");
    i = 0;
    vec_each (struct fact, f, &c->model->facts) {
        if (f->source == FACT_READING) continue;
        const char *name = member_of_c(a, f->id.name);
        if (f->kind == FACT_FLAG || f->kind == FACT_ONE_OF)
            fprintf(out, "    r->%s = (%s)(value[%" PRIu32 "] + 1);\n", name, c_type(f), i);
        else
            fprintf(out, "    r->%s = (%s)value[%" PRIu32 "];\n    r->%s_known = 1;\n", name,
                    c_type(f), i, f->id.name);
        i++;
    }
    fprintf(out, "}\n\n");
    write_columns(out, c);
    fprintf(out, "const char *const peer_approaches[] = {");
    vec_each (struct approach, approach, &c->model->approaches)
        fprintf(out, "\"%s\", ", approach->id.name);
    fprintf(out, "0};\n");
}

static void write_tables(FILE *out, const struct writer *w) {
    for (uint32_t i = 0; i < w->tables.len; i++) {
        const struct cond *c = w->tables.at[i];
        size_t n = w->model->facts.at[c->fact].values.len;
        fprintf(out, "static const uint8_t in_set%" PRIu32 "[%zu] = {", i, n);
        for (uint32_t v = 0; v < n; v++)
            fprintf(out, "%s%d,", v % 40 ? "" : "\n    ", bitset_has(c->set, v));
        fprintf(out, "\n};\n");
    }
}

/* The rules of one approach are asked only where nothing closes it. */
static void write_overrides(struct writer *w, const struct approach_order *o, const char *margin) {
    FILE *out = w->out;
    fprintf(out, "%sif (", margin);
    write_not(w, o->scope);
    fprintf(out, ")\n%s    return -1;\n", margin);
    vec_each (struct approach_rules, of, &o->down) {
        const char *inner = margin;
        if (of->closes.len > 0) {
            fprintf(out, "%sif (!(", margin);
            write_all(w, &of->closes, COND_OR);
            fprintf(out, ")) {\n");
            inner = arena_printf(w->arena, "%s    ", margin);
        }
        vec_each (struct opening, opening, &of->opens) {
            fprintf(out, "%sif (", inner);
            write_cond(w, opening->when);
            fprintf(out, ")\n%s    return %" PRIu32 "; /* %s, by %s */\n", inner, of->approach,
                    w->model->approaches.at[of->approach].id.name,
                    w->model->blocks.at[opening->block].id.name);
        }
        if (inner != margin) fprintf(out, "%s}\n", margin);
    }
    if (w->model->default_approach == MODEL_NONE) {
        fprintf(out, "%sreturn -1;\n", margin);
        return;
    }
    fprintf(out, "%sreturn ", margin);
    write_all(w, &o->fallback, COND_OR);
    fprintf(out, " ? -1 : %" PRIu32 ";\n", w->model->default_approach);
}

/* The tables stand before the function, and are known only after it was written. */
static void write_function(FILE *out, struct writer *w, const char *name, const char *body) {
    fprintf(out, "#include \"peers.h\"\n\n");
    write_tables(out, w);
    fprintf(out, "\nint %s(const struct peer_request *r)\n{\n%s}\n", name, body);
}

struct text {
    char *at;
    size_t len;
};

void write_ladder_c(FILE *out, const struct compiled *c, const struct approach_order *o) {
    struct text body;
    struct writer w = {.model = c->model,
                       .arena = c->model->arena,
                       .dialect = &dialect_c,
                       .out = open_memstream(&body.at, &body.len)};
    if (!w.out) longjmp(*c->model->arena->on_oom, 1);
    write_overrides(&w, o, "    ");
    fclose(w.out);
    write_function(out, &w, "peer_ladder", body.at);
    free(body.at);
}

static void write_cases(struct writer *w, const struct approach_order *o, const uint32_t *facts,
                        unsigned n, const char *margin);

/* One `case` for all values that leave the same rules. */
static void write_switch(struct writer *w, const struct approach_order *o, const uint32_t *facts,
                         unsigned n, const char *margin) {
    const struct fact *f = &w->model->facts.at[*facts];
    struct text *bodies = arena_array(w->arena, struct text, f->values.len);
    FILE *out = w->out;
    for (uint32_t v = 0; v < f->values.len; v++) {
        struct approach_order where = approach_order_where(o, *facts, v);
        w->out = open_memstream(&bodies[v].at, &bodies[v].len);
        if (!w->out) longjmp(*w->arena->on_oom, 1);
        write_cases(w, &where, facts + 1, n - 1, arena_printf(w->arena, "%s    ", margin));
        fclose(w->out);
    }
    w->out = out;
    fprintf(out, "%sswitch (r->%s) {\n", margin, member_of_c(w->arena, f->id.name));
    for (uint32_t v = 0; v < f->values.len; v++) {
        if (!bodies[v].at) continue;
        for (uint32_t same = v; same < f->values.len; same++)
            if (bodies[same].at && strcmp(bodies[same].at, bodies[v].at) == 0) {
                fprintf(out, "%scase %s_%s:\n", margin, f->id.name, f->values.at[same].name);
                if (same != v) {
                    free(bodies[same].at);
                    bodies[same].at = NULL;
                }
            }
        fputs(bodies[v].at, out);
        free(bodies[v].at);
    }
    fprintf(out, "%sdefault: return -1;\n%s}\n", margin, margin);
}

static void write_cases(struct writer *w, const struct approach_order *o, const uint32_t *facts,
                        unsigned n, const char *margin) {
    while (n > 0 && (*facts == MODEL_NONE || !approach_order_tests(o, *facts))) {
        facts++;
        n--;
    }
    if (n > 0)
        write_switch(w, o, facts, n, margin);
    else
        write_overrides(w, o, margin);
}

void write_switch_c(FILE *out, const struct compiled *c, const struct approach_order *o) {
    const uint32_t facts[] = {c->model->activity, c->model->objective};
    struct text body;
    struct writer w = {.model = c->model,
                       .arena = c->model->arena,
                       .dialect = &dialect_c,
                       .out = open_memstream(&body.at, &body.len)};
    FILE *stream = w.out;
    if (!stream) longjmp(*c->model->arena->on_oom, 1);
    write_cases(&w, o, facts, 2, "    ");
    fclose(stream);
    write_function(out, &w, "peer_switch", body.at);
    free(body.at);
}
