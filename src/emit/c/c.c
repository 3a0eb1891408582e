/*
 * --emit=c: a header and a source of one policy, self-contained.
 *
 * The source is the arrays, what it needs of the runtime, all of it static, and a thin typed layer:
 * a request is a structure with a member for each fact, in which all zero means that nothing is
 * known. The layer is the same text for every policy (templates/) but for names, numbers and the
 * short way for complete requests. What nothing uses is left out (shake.h).
 */
#include "base/map.h"
#include "emit/c/arrays.h"
#include "emit/c/escape.h"
#include "emit/c/planes.h"
#include "emit/c/scan.h"
#include "emit/c/shake.h"
#include "emit/formats.h"
#include "runtime/format.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- texts in the making ---- */

struct printed {
    FILE *before;
    struct printed *outer;
    FILE *stream;
    char *at;
    size_t length;
};

static void release(void *with) {
    struct printed *t = with;
    if (t->stream) fclose(t->stream);
    free(t->at);
    *t = (struct printed){0};
}

/* As if the arena had none left. */
static void no_memory(struct c_printer *w) { longjmp(*w->arena->on_oom, 1); }

void text_open(struct c_printer *w) {
    struct printed *t = arena_new(w->arena, struct printed);
    arena_at_free(w->arena, release, t);
    t->before = w->out;
    t->outer = w->text;
    t->stream = open_memstream(&t->at, &t->length);
    if (!t->stream) no_memory(w);
    w->out = t->stream;
    w->text = t;
}

const char *text_close(struct c_printer *w) {
    struct printed *t = w->text;
    bool bad = ferror(t->stream) != 0;
    bad = fclose(t->stream) != 0 || bad;
    t->stream = NULL;
    w->out = t->before;
    w->text = t->outer;
    if (bad) no_memory(w);
    return t->at;
}

/* ---- fields ---- */

void fill_number(struct c_printer *w, const char *name, uint64_t number) {
    fill_set(w, name, arena_printf(w->arena, "%" PRIu64, number));
}

void fill_switch(struct c_printer *w, const char *name, bool on) {
    fill_set(w, name, on ? "1" : "0");
}

static size_t at_least_one(size_t n) { return n ? n : 1; }

size_t duty_words(const struct c_printer *w) { return at_least_one(strat_duty_words(w->p)); }

size_t id_words(const struct c_printer *w) { return at_least_one(strat_id_words(w->p)); }

/* "below 12, 40" */
static const char *case_comment(const struct c_printer *w) {
    const char *text = "";
    vec_each (const struct radix, r, &w->fast->radices)
        text = arena_printf(w->arena, "%s%s%" PRIu32, text, *text ? ", " : "below ", r->rows);
    return comment_text(w->arena, text);
}

static void set_numbers(struct c_printer *w) {
    const struct strat_policy *p = w->p;
    fill_number(w, "NFACTS", w->about.facts);
    fill_number(w, "NFACTWORDS", at_least_one((w->about.facts + 63) / 64));
    fill_number(w, "NIDWORDS", id_words(w));
    fill_number(w, "NDUTYWORDS", duty_words(w));
    fill_number(w, "NWORKWORDS", strat_work_words(p));
    fill_number(w, "NAPPROACHES", w->about.approaches);
    fill_number(w, "NRANKED", w->about.ranked != 0);
    fill_switch(w, "IS_RANKED", w->about.ranked);
    fill_switch(w, "HAS_FACTS", w->about.facts > 0);
    fill_switch(w, "HAS_DUTIES", w->about.duties > 0);
    fill_switch(w, "HAS_PARAGRAPHS", w->about.paragraphs > 0);
    fill_switch(w, "WITH_ASK", w->parts.ask);
    fill_switch(w, "HAS_READINGS", w->about.readings > 0);
    fill_number(w, "NREADINGS", w->about.readings);
    fill_number(w, "NREADINGWORDS", (w->about.readings + 63) / 64);
    fill_switch(w, "WITH_BATCH", w->parts.batch);
    fill_switch(w, "HAS_FAST", w->fast != NULL);
    fill_switch(w, "HAS_PLANES", w->planes != NULL);
    fill_number(w, "NTABLE", p->table_words);
    fill_number(w, "NLARGE", p->rules != NULL);
    /* where the short way takes what is complete, the runtime had better be small than fast */
    fill_set(w, "COLD", w->fast ? "__attribute__((cold))" : "");
    fill_number(w, "NRULES", p->rules_bytes);
    fill_set(w, "RULES", p->rules ? "(const unsigned char *)&" PREFIX_MARK "_rules" : "0");
    fill_set(w, "POLICY",
             comment_text(w->arena,
                          arena_printf(w->arena, "%s%s%s", w->about.title,
                                       *w->about.version ? ", version " : "", w->about.version)));
    if (w->fast) {
        fill_number(w, "NDIGITS", at_least_one(w->fast->radices.len));
        fill_switch(w, "HAS_BEFORE", w->fast->before > 0);
        fill_set(w, "ROWCOMMENT", case_comment(w));
        prepare_set_numbers(w);
    }
    if (!w->planes) return;
    uint64_t all = 0, brief = 0;
    vec_each (const struct answer_planes, a, &w->planes->answers) {
        all += a->n;
        brief += a->list ? 0 : a->n;
    }
    fill_number(w, "NPLANES", w->planes->planes);
    fill_number(w, "NANSWERS", all);
    fill_number(w, "NBRIEF", brief);
}

/* ---- lists that templates go through ---- */

/* What has names and titles. */
enum naming { APPROACHES, DUTIES, PARAGRAPHS, FACTS, READINGS };

static uint32_t count_of(const struct c_printer *w, enum naming of) {
    return of == APPROACHES   ? w->about.approaches
           : of == DUTIES     ? w->about.duties
           : of == PARAGRAPHS ? w->about.paragraphs
           : of == FACTS      ? w->about.facts
                              : w->about.readings;
}

static struct strat_named named(const struct c_printer *w, enum naming of, uint32_t i) {
    struct strat_named approach;
    struct strat_duty duty;
    struct strat_paragraph paragraph;
    struct strat_fact fact;
    const char *commits;
    switch (of) {
    case APPROACHES: strat_get_approach(w->p, i, &approach, &commits); return approach;
    case DUTIES: strat_get_duty(w->p, i, &duty); return (struct strat_named){duty.name, duty.title};
    case PARAGRAPHS:
        strat_get_paragraph(w->p, i, &paragraph);
        return (struct strat_named){paragraph.id, paragraph.title};
    case FACTS: break;
    case READINGS: i += w->about.facts; break;
    }
    strat_get_fact(w->p, i, &fact);
    return (struct strat_named){fact.name, fact.title};
}

/* An enumerator with its number and its title. */
static bool each_named(struct c_printer *w, const char *field, const char *kind, size_t number,
                       const struct strat_named *is) {
    fill_set(w, field, identifier(&w->ids, kind, is->name));
    fill_number(w, "INDEX", number);
    fill_set(w, "COMMENT", comment_text(w->arena, is->title));
    return true;
}

static bool each_of(struct c_printer *w, enum naming of, size_t i) {
    static const char *const fields[] = {"ANAPPROACH", "ADUTY", "APARAGRAPH", "AFACT", "AREADING"},
                             *const kinds[] = {"approach", "duty", "paragraph", "fact", "reading"};
    struct strat_named is = named(w, of, (uint32_t)i);
    return i < count_of(w, of) && each_named(w, fields[of], kinds[of], i, &is);
}

static bool each_approach(struct c_printer *w, size_t i) { return each_of(w, APPROACHES, i); }
static bool each_duty(struct c_printer *w, size_t i) { return each_of(w, DUTIES, i); }
static bool each_paragraph(struct c_printer *w, size_t i) { return each_of(w, PARAGRAPHS, i); }
static bool each_fact_name(struct c_printer *w, size_t i) { return each_of(w, FACTS, i); }
static bool each_reading(struct c_printer *w, size_t i) { return each_of(w, READINGS, i); }

/* Of the fact that fields are about. */
static bool each_value(struct c_printer *w, size_t i) {
    struct strat_fact f;
    struct strat_named v;
    strat_get_fact(w->p, w->fact, &f);
    strat_get_value(w->p, w->fact, (uint32_t)i, &v);
    if (i >= f.values) return false;
    fill_set(w, "BIT", arena_printf(w->arena, "UINT64_C(0x%" PRIx64 ")", UINT64_C(1) << i % 64));
    if (f.kind == STRAT_SET_OF)
        return each_named(w, "ANELEMENT", f.name, i, &(struct strat_named){v.name, ""});
    return each_named(w, "AVALUE", f.name, i + 1, &v);
}

/* A comment on what the numbers of a fact mean, and its title. The name of an enum is not known
 * yet: its mark is no text to be cleaned. */
static const char *meaning(const struct c_printer *w, const struct strat_fact *f) {
    const char *is = "";
    switch (f->kind) {
    case STRAT_FLAG: is = PREFIX_MARK "_unknown, _no, _yes"; break;
    case STRAT_ONE_OF:
        return arena_printf(w->arena, "/* enum %s%s", w->types[w->fact],
                            comment_text(w->arena, arena_printf(w->arena, ": %s", f->title)) + 3);
    case STRAT_SET_OF: is = "elements joined with |"; break;
    case STRAT_NUMBER:
        is = arena_printf(w->arena, "in units of %s%.*s1%s%s", f->decimals ? "0." : "",
                          (int)(f->decimals ? f->decimals - 1 : 0), "000000000000000000",
                          *f->unit ? " " : "", f->unit);
        break;
    case STRAT_DATE: is = "days since 0001-01-01"; break;
    }
    return comment_text(w->arena, arena_printf(w->arena, "%s: %s", is, f->title));
}

static bool each_fact(struct c_printer *w, size_t i) {
    static const char *const types[] = {[STRAT_FLAG] = "uint8_t",
                                        [STRAT_ONE_OF] = "uint16_t",
                                        [STRAT_SET_OF] = "uint64_t",
                                        [STRAT_NUMBER] = "int64_t",
                                        [STRAT_DATE] = "int64_t"};
    struct strat_fact f;
    if (i >= w->about.facts) return false;
    w->fact = (uint32_t)i;
    strat_get_fact(w->p, w->fact, &f);
    fill_number(w, "INDEX", i);
    fill_set(w, "TYPE", types[f.kind]);
    fill_set(w, "MEMBER", w->members[i]);
    fill_set(w, "KNOWN", w->known[i] ? w->known[i] : w->members[i]);
    fill_set(w, "LESS", w->known[i] ? "" : "- 1");
    fill_set(w, "TYPENAME", w->types[i]);
    fill_switch(w, "IS_BESIDE", w->known[i] != NULL);
    fill_switch(w, "IS_ONE_OF", f.kind == STRAT_ONE_OF);
    fill_switch(w, "IS_SET_OF", f.kind == STRAT_SET_OF);
    fill_set(w, "COMMENT", meaning(w, &f));
    if (w->fast) prepare_set_fact(w);
    return true;
}

/* The enum of its values is named only where it is printed. */
static bool each_value_list(struct c_printer *w, size_t i) {
    struct strat_fact f;
    strat_get_fact(w->p, (uint32_t)i, &f);
    if (i < w->about.facts && f.kind == STRAT_ONE_OF) {
        w->types[i] = identifier(&w->ids, f.name, NULL);
        fill_set(w, "NONE", identifier(&w->ids, f.name, "unknown"));
    }
    fill_set(w, "FACTNAME", f.name);
    return each_fact(w, i);
}

static bool each_member(struct c_printer *w, size_t i) {
    return i < w->about.facts && each_fact(w, w->order ? w->order[i] : i);
}

/* Sets that results have a column for. */
static bool each_list(struct c_printer *w, size_t i) {
    static const char *const lists[] = {"duties", "before", "basis", "cautions"};
    if (i >= sizeof lists / sizeof *lists) return false;
    fill_set(w, "LIST", lists[i]);
    fill_set(w, "WORDS", i < 2 ? PREFIX_MARK "_DUTY_WORDS" : PREFIX_MARK "_ID_WORDS");
    return true;
}

/* ---- names and titles ---- */

/* The texts that names and titles are taken from. */
struct pool {
    struct map at; /* by text of the policy: where it stands */
    struct pool_bytes VEC(unsigned char) bytes;
};

static uint32_t pool_add(struct c_printer *w, const char *text) {
    if (!*text) return 0;
    uint32_t at = map_add(&w->pool->at, 0, map_name(text), (uint32_t)w->pool->bytes.len);
    if (at == w->pool->bytes.len) do
            vec_push(w->arena, &w->pool->bytes, (unsigned char)*text);
        while (*text++);
    return at;
}

static void pool_new(struct c_printer *w) {
    w->pool = arena_new(w->arena, struct pool);
    map_init(&w->pool->at, w->arena);
    vec_push(w->arena, &w->pool->bytes, '\0');
}

/* Functions that give names and titles. */
static bool each_names(struct c_printer *w, size_t i) {
    static const char *const functions[] = {
        "approach_name",   "approach_title", "duty_name",  "duty_title",   "paragraph_id",
        "paragraph_title", "fact_name",      "fact_title", "reading_name", "reading_title"};
    size_t n_functions = sizeof functions / sizeof *functions;
    if (i >= n_functions - (w->about.readings ? 0 : 2)) return false;
    enum naming of = (enum naming)(i / 2);
    uint32_t n = count_of(w, of), most = 0;
    text_open(w);
    for (uint32_t k = 0; k < n; k++) {
        struct strat_named is = named(w, of, k);
        uint32_t at = pool_add(w, i % 2 ? is.title : is.name);
        most = at > most ? at : most;
        fprintf(w->out, "%s%" PRIu32, k == 0 ? "" : k % 20 == 0 ? ",\n        " : ", ", at);
    }
    const char *list = text_close(w);
    fill_set(w, "FUNCTION", arena_printf(w->arena, PREFIX_MARK "_%s", functions[i]));
    fill_set(w, "OFFSET", least_type(most));
    fill_set(w, "OFFSETS", *list ? list : "0");
    fill_number(w, "NNAMES", at_least_one(n)); /* no array is empty in C */
    fill_set(w, "OTHERWISE",
             i > 0
                 ? "0u"
                 : arena_printf(w->arena,
                                "i == (unsigned)" PREFIX_MARK "_APPROACH_NONE ? %" PRIu32 "u : 0u",
                                pool_add(w, "none")));
    return true;
}

/* ---- what names in templates mean ---- */

static bool yes(struct c_printer *w) { return w != NULL; }
static bool no(struct c_printer *w) { return w == NULL; }
static bool is_large(struct c_printer *w) { return w->p->rules != NULL; }
static bool is_unranked(struct c_printer *w) { return !w->about.ranked; }
static bool asks_readings(struct c_printer *w) { return w->about.readings > 0; }
static bool assumes(struct c_printer *w) { return w->about.assumes > 0; }
static bool lacks_fast(struct c_printer *w) { return w->fast == NULL; }

static void print_brief(struct c_printer *w) { fputs(w->brief, w->out); }
static void print_answer(struct c_printer *w) { fputs(w->answer, w->out); }

static const struct fill_name names[] = {
    {.name = "EACH_VALUE_LIST", .each = each_value_list},
    {.name = "EACH_FACT", .each = each_fact},
    {.name = "EACH_MEMBER", .each = each_member},
    {.name = "EACH_VALUE", .each = each_value},
    {.name = "EACH_APPROACH", .each = each_approach},
    {.name = "EACH_DUTY", .each = each_duty},
    {.name = "EACH_PARAGRAPH", .each = each_paragraph},
    {.name = "EACH_AFACT", .each = each_fact_name},
    {.name = "EACH_READING", .each = each_reading},
    {.name = "EACH_NAMES", .each = each_names},
    {.name = "EACH_LIST", .each = each_list},
    {.name = "EACH_ELEMENT", .each = prepare_each_element},
    {.name = "EACH_ROW", .each = prepare_each_row},
    {.name = "EACH_ANSWER", .each = planes_each_answer},
    {.name = "maps", .print = prepare_print_maps},
    {.name = "flags", .print = flags_print},
    {.name = "tables", .print = fast_print_tables},
    {.name = "brief", .print = print_brief},
    {.name = "answer", .print = print_answer},
    {.name = "gates", .print = planes_print_gates},
    {.name = NULL},
};

/* The same in the runtime, which is made for more than one policy. */
static const struct fill_name runtime_names[] = {
    {.name = "STRAT_API", .is = yes},
    {.name = "STRAT_LOCAL", .is = yes},
    {.name = "STRAT_CHECK", .is = no},
    {.name = "STRAT_LARGE", .is = is_large},
    {.name = "STRAT_COMPILED", .is = no},
    {.name = "STRAT_WAYS", .is = no},
    {.name = "STRAT_READINGS", .is = asks_readings},
    {.name = "STRAT_UNRANKED", .is = is_unranked},
    {.name = "STRAT_EACH", .is = is_unranked},
    {.name = "STRAT_ASSUMES", .is = assumes},
    {.name = "STRAT_DIRECT", .is = lacks_fast},
    {.name = "__cplusplus", .is = no},
    {.name = NULL},
};

/* ---- the runtime ---- */

static const struct field {
    const char *name;
    unsigned from, bits;
} * field_of(const char *name) {
#define FIELD(word, name, from, bits, rule, of) {#name, from, bits},
    static const struct field fields[] = {STRAT_TABLE_FIELDS(FIELD)}, *const end =
                                                                          fields +
                                                                          sizeof fields /
                                                                              sizeof *fields;
#undef FIELD
    size_t n = (size_t)(scan_word(name) - name);
    const struct field *f = fields;
    while (f < end && (strncmp(f->name, name, n) != 0 || f->name[n])) f++;
    return f < end ? f : NULL;
}

/* STRAT_TAKE(w, FIELD) and STRAT_PUT(FIELD, value) as what they come to: the runtime has the fields
 * from lists of its own. */
static const char *resolve_fields(struct c_printer *w, const char *text) {
    static const char take[] = "STRAT_TAKE(", put[] = "STRAT_PUT(";
    text_open(w);
    for (const char *at; (at = strstr(text, "STRAT_")) != NULL;) {
        bool takes = strncmp(at, take, sizeof take - 1) == 0,
             puts = strncmp(at, put, sizeof put - 1) == 0;
        const char *word = at + (takes ? sizeof take : sizeof put) - 1;
        const char *name = takes ? strchr(word, ',') + 2 : word;
        const struct field *f = takes || puts ? field_of(name) : NULL;
        fwrite(text, 1, (size_t)(at - text), w->out);
        text = f ? scan_word(name) + (puts ? strlen(", ") : 0) : at + 1;
        if (f && takes)
            fprintf(w->out, "((%.*s) >> %u & UINT64_C(0x%" PRIx64 ")", (int)(name - 2 - word), word,
                    f->from, UINT64_MAX >> (64 - f->bits));
        else if (f)
            fprintf(w->out, "(UINT64_C(1) << %u) * (", f->from);
        else
            putc(*at, w->out);
    }
    fputs(text, w->out);
    return text_close(w);
}

/* A file of the runtime, and ahead of it those that it includes and that were not there yet. */
static void print_runtime_file(struct c_printer *w, const char *file, struct intern *printed) {
    static const char include[] = "#include \"runtime/";
    if (intern_find(printed, file, strlen(file))) return;
    intern(printed, file, strlen(file));
    for (const char *at = fill_text(file); (at = strstr(at, include));) {
        at += sizeof include - 1;
        print_runtime_file(w, arena_strndup(w->arena, at, strcspn(at, "\"")), printed);
    }
    fill_file(w, file, runtime_names);
}

/* Each file ahead of those that call what is in it: few declarations are needed then. */
static void print_runtime(struct c_printer *w) {
    static const char *const files[] = {"clauses.c", "diagram.c",    "residual.c",
                                        "large.c",   "local.c",      "read.c",
                                        "answer.c",  "judgements.c", "ask.c"};
    struct intern printed;
    intern_init(&printed, w->arena);
    fill_file(w, "runtime.c", names);
    text_open(w);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        print_runtime_file(w, files[i], &printed);
    const char *text = resolve_fields(w, text_close(w));
    shake_squeeze(w->arena, w->out, text);
}

/* ---- both files ---- */

static void name_members(struct c_printer *w) {
    w->members = arena_array(w->arena, const char *, w->about.facts);
    w->known = arena_array(w->arena, const char *, w->about.facts);
    w->types = arena_array(w->arena, const char *, w->about.facts);
    for (uint32_t f = 0; f < w->about.facts; f++) {
        struct strat_fact fact;
        strat_get_fact(w->p, f, &fact);
        w->members[f] = member(&w->ids, fact.name);
        if (fact.kind != STRAT_FLAG && fact.kind != STRAT_ONE_OF)
            w->known[f] = member_beside(&w->ids, w->members[f], "known");
    }
}

static struct c_printer printer(struct arena *a, const struct layout *layout,
                                const struct fast *fast, struct c_parts parts, const char *prefix) {
    layout = layout_for_c(a, layout, parts.ask);
    struct c_printer w = {.arena = a,
                          .layout = layout,
                          .p = &layout->policy,
                          .t = layout->policy.table,
                          .parts = parts};
    strat_get_about(w.p, &w.about);
    w.about.readings = TABLE_READINGS(w.t);
    identifiers_init(&w.ids, a, prefix);
    name_members(&w);
    if (!fast) return w;
    w.fast = fast;
    w.order = flags_order(&w);
    fast_make(&w);
    if (parts.batch) w.planes = planes_new(&w);
    return w;
}

static const char *source_text(struct c_printer *w) {
    text_open(w);
    print_runtime(w);
    if (w->fast) fill_file(w, "fast.c", names);
    if (w->planes) fill_file(w, "planes.c", names);
    fill_file(w, "layer.c", names);
    if (w->parts.batch) fill_file(w, "batch.c", names);
    const char *text = text_close(w);
    text_open(w);
    shake(w->arena, w->out, text);
    return text_close(w);
}

/*
 * The source knows its header: two files cannot be renamed at once, and of a run that is killed
 * between the two, or of hands that copy one of them, a source that does not belong to its header
 * would remain.
 */
void emit_c_pair(FILE *header, FILE *source, struct arena *a, const struct layout *layout,
                 const struct fast *fast, struct c_parts parts, const char *prefix,
                 const char *header_name) {
    enum { HEADER, HEAD, SOURCE, TEXTS };
    struct c_printer w = printer(a, layout, fast, parts, prefix);
    const char *texts[TEXTS] = {"", "", ""}, *digest = identifiers_later(&w.ids);
    set_numbers(&w);
    pool_new(&w);
    fill_set(&w, "DIGEST", digest);
    text_open(&w);
    fill_file(&w, "header.h", names);
    texts[HEADER] = text_close(&w);
    if (header_name) {
        fill_set(&w, "HEADER", arena_printf(a, "\"%s\"", include_name(a, header_name)));
        text_open(&w);
        fill_file(&w, "head.c", names);
        texts[HEAD] = text_close(&w);
    }
    texts[SOURCE] = source_text(&w);
    identifiers_settle(&w.ids, texts, TEXTS);
    identifiers_set(
        &w.ids, digest,
        arena_printf(a, "0x%016" PRIx64 "u", identifiers_digest(&w.ids, texts[HEADER])));
    identifiers_print(&w.ids, texts[HEADER], header);
    identifiers_print(&w.ids, texts[HEAD], source);
    print_table(source, w.layout, w.ids.prefix); /* it may be very large, and only we name it */
    print_bytes(source, "char", w.pool->bytes.at, w.pool->bytes.len, w.ids.prefix, "text");
    identifiers_print(&w.ids, texts[SOURCE], source);
}

struct fast_sizes emit_fast_sizes(struct arena *a, const struct fast *fast,
                                  const struct layout *layout) {
    struct c_printer w = printer(a, layout, fast, (struct c_parts){.batch = true}, "");
    struct fast_sizes sizes = {0};
    sizes.tables = fast_table_bytes(&w);
    sizes.maps = prepare_map_bytes(&w);
    vec_each (const struct radix, r, &fast->radices)
        for (uint32_t k = 0; k < fast->brief_words; k++) sizes.reads += r->words >> k & 1;
    sizes.planes = w.planes ? w.planes->planes : 0;
    return sizes;
}

bool emit_c(const struct emission *e) {
    emit_c_pair(e->header, e->out, e->policy.arena, e->layout,
                emit_fast(e->policy.space, e->policy.clauses), e->parts, e->prefix, e->header_name);
    return true;
}
