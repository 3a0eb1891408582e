/*
 * Completion: the words that the grammar would take at a place, and where it would take a name, the
 * names that mean something there. What a name means there the words before it say: the nearest one
 * of the rows below. Signature help says which clauses the statement may still have.
 */
#include "lsp/server.h"

#include "base/text.h"

#include <ctype.h>
#include <string.h>

/* ---- what stands before ---- */

enum {
    FACTS = 1,
    DEFINES = 2,
    DUTIES = 4,
    APPROACHES = 8,
    NUMBERS = 16, /* of paragraphs */
    PARTNERS = 32,
    ACTIVITIES = 64,
    VALUES = 128, /* of the fact in question, and its groups */
    VOCABULARIES = 256,
    OWN_VALUES = 512 /* of the fact that is being declared */
};

static const struct row {
    const char *word;
    unsigned names, in_example; /* in_example: 0: the same */
    const char *also;           /* words of the language that may be names, too; or NULL */
} rows[] = {
    {"for", ACTIVITIES, 0, NULL},
    {"with", PARTNERS, DUTIES, NULL},
    {"without", 0, DUTIES, NULL},
    {"after", DUTIES, 0, NULL},
    {"following", DUTIES, 0, NULL},
    {"always", DUTIES, 0, NULL},
    {"must", DUTIES, 0, NULL},
    {"use", APPROACHES, 0, NULL},
    {"start", APPROACHES, 0, NULL},
    {"using", APPROACHES, 0, NULL},
    {"ranked", APPROACHES, 0, NULL},
    {"unranked", APPROACHES, 0, NULL},
    {"expect", APPROACHES, 0, "open conditional committed refused undetermined out"},
    {"open", 0, APPROACHES, "committed"},
    {"conditional", 0, APPROACHES, "committed"},
    {"committed", 0, APPROACHES, NULL},
    {"now", APPROACHES, 0, NULL},
    {"between", APPROACHES, 0, NULL},
    {"default", OWN_VALUES, APPROACHES, "committed"},
    {"taken", OWN_VALUES, 0, NULL},
    {"by", 0, NUMBERS, NULL},
    {"cautions", NUMBERS, 0, NULL},
    {"cite", NUMBERS, 0, NULL},
    {"paragraphs", NUMBERS, 0, NULL},
    {"notwithstanding", NUMBERS, 0, "requirement"},
    {"to", NUMBERS, 0, "requirement"},
    {"requirement", NUMBERS, 0, NULL},
    {"recital", NUMBERS, 0, NULL},
    {"paragraph", NUMBERS, 0, NULL},
    {"principle", NUMBERS, 0, NULL},
    {"provision", NUMBERS, 0, NULL},
    {"objective", NUMBERS, 0, NULL},
    {"approach", NUMBERS | APPROACHES, 0, NULL},
    {"when", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"unless", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"requires", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"meet", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"scope", FACTS | DEFINES, 0, NULL},
    {"means", FACTS | DEFINES | NUMBERS, 0, NULL},
    {"assume", FACTS | DEFINES, 0, NULL},
    {"given", FACTS, 0, NULL},
    {"asking", FACTS, 0, NULL},
    {"group", FACTS, 0, NULL},
};

static bool is(const char *word, const char *what) { return word && strcmp(word, what) == 0; }

/* What a name would mean here, and of which fact. */
struct context {
    unsigned names;
    const char *fact, *also;
};

static const char *word_at(const struct wanted *w, size_t end, size_t back) {
    return end >= back ? w->before.at[end - back] : NULL;
}

/* The word behind `declaring`, going back from `end`. */
static const char *declared_by(const struct wanted *w, size_t end) {
    for (size_t i = end; i-- > 0;)
        if (is(w->before.at[i], "fact") || is(w->before.at[i], "judgement") ||
            is(w->before.at[i], "reading"))
            return i + 1 < w->before.len ? w->before.at[i + 1] : NULL;
    return NULL;
}

/* The fact whose values a group holds: behind `of`, else NULL for the partner. */
static const char *fact_of_group(const struct wanted *w, size_t end) {
    for (size_t i = end; i-- > 0 && !is(w->before.at[i], "group");)
        if (is(w->before.at[i], "of") && i + 1 < end) return w->before.at[i + 1];
    return NULL;
}

/* Inside { }: `i` is the brace. */
static struct context in_braces(const struct wanted *w, size_t i) {
    const char *before = word_at(w, i, 1), *fact = word_at(w, i, 2);
    if (is(before, "in")) return (struct context){VALUES, fact, NULL};
    if (is(before, "of")) return (struct context){VOCABULARIES, NULL, NULL};
    if (is(before, "default")) return (struct context){OWN_VALUES, declared_by(w, i), NULL};
    if (is(before, "=") && w->example) return (struct context){VALUES, fact, NULL};
    if (is(before, "=") || is(before, "except")) {
        for (size_t k = i; k-- > 0 && k + 6 > i;)
            if (is(w->before.at[k], "vocabulary"))
                return (struct context){VOCABULARIES, NULL, NULL};
        const char *of = fact_of_group(w, i);
        return (struct context){of ? VALUES | VOCABULARIES : PARTNERS | VOCABULARIES, of, NULL};
    }
    return (struct context){0, NULL, NULL}; /* a block: something begins */
}

static struct context context_of(const struct wanted *w) {
    size_t n = w->before.len;
    const char *last = word_at(w, n, 1);
    bool compares = is(last, "=") || is(last, "!=") || is(last, "includes") || is(last, "in");
    bool at = (is(last, "least") || is(last, "most")) && is(word_at(w, n, 2), "at");
    if ((is(last, "above") || is(last, "below")) && !is(word_at(w, n, 2), "or")) compares = true;
    if (compares || at) return (struct context){VALUES, word_at(w, n, at ? 3 : 2), NULL};
    size_t closed = 0;
    for (size_t i = n; i-- > 0;) {
        const char *word = w->before.at[i];
        if (is(word, "}") || is(word, ")")) closed++;
        if (is(word, "(") && closed > 0) closed--;
        if (is(word, "{")) {
            if (closed == 0) return in_braces(w, i);
            closed--;
        }
        if (closed > 0 || is(word_at(w, i, 1), "=")) continue;
        for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
            if (!is(word, rows[k].word)) continue;
            unsigned names = w->example && rows[k].in_example ? rows[k].in_example : rows[k].names;
            if (names)
                return (struct context){names, names & OWN_VALUES ? declared_by(w, i) : NULL,
                                        rows[k].also};
        }
    }
    return (struct context){0, NULL, NULL};
}

/* ---- what is offered ---- */

enum { /* kinds of the protocol */
       KIND_FUNCTION = 3,
       KIND_VARIABLE = 6,
       KIND_CLASS,
       KIND_MODULE = 9,
       KIND_KEYWORD = 14,
       KIND_REFERENCE = 18,
       KIND_ENUM_MEMBER = 20,
       KIND_EVENT = 23
};

struct offer {
    struct arena *a;
    const struct model *m;
    json_t *items, *range;
    struct intern seen;
};

/* Letters of the Latin alphabets without what stands above or below them. */
static const char *folded(struct arena *a, const char *text) {
    static const char from_c0[] =
        "AAAAAAACEEEEIIIIDNOOOOO*OUUUUYTsaaaaaaaceeeeiiiidnooooo/ouuuuyty";
    static const char from_100[] =
        "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIiJjJjKkkLlLlLlLlLlNnNnNnnNnOoOoOoOoRrRrRr"
        "SsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";
    size_t n = strlen(text), k = 0;
    char *plain = arena_array(a, char, n + 1);
    for (size_t i = 0, len; i < n; i += len) {
        int32_t c = utf8_decode(text + i, n - i, &len);
        if (c >= 0xc0 && c < 0x100)
            plain[k++] = from_c0[c - 0xc0];
        else if (c >= 0x100 && c < 0x100 + (int32_t)sizeof from_100 - 1)
            plain[k++] = from_100[c - 0x100];
        else
            for (size_t b = 0; b < len; b++) plain[k++] = text[i + b];
    }
    return plain;
}

/* `rank`: what belongs most comes first. */
static void offer(struct offer *o, const char *label, const char *name, int kind,
                  const char *detail, char rank) {
    if (!intern_new(&o->seen, label, strlen(label))) return;
    const char *plain = folded(o->a, label);
    bool accents = strcmp(plain, label) != 0; /* it may be typed with them or without */
    json_t *item = json_pack("{s:o,s:i,s:o,s:{s:O,s:o}}", "label", json_words(label), "kind", kind,
                             "sortText", json_words(arena_printf(o->a, "%c%s", rank, plain)),
                             "textEdit", "range", o->range, "newText", json_words(name));
    if (accents)
        json_object_set_new(item, "filterText",
                            json_words(arena_printf(o->a, "%s %s", plain, label)));
    if (detail && *detail) json_object_set_new(item, "detail", json_words(detail));
    json_array_append_new(o->items, item);
}

/* By its name, and by what it is called. */
static void offer_values(struct offer *o, uint32_t f) {
    if (f == MODEL_NONE) return;
    const struct fact *fact = &o->m->facts.at[f];
    if (fact->kind == FACT_FLAG) {
        offer(o, "yes", "yes", KIND_KEYWORD, NULL, 'b');
        offer(o, "no", "no", KIND_KEYWORD, NULL, 'b');
    }
    vec_each (const struct declared, v, &fact->values) {
        offer(o, v->name, v->name, KIND_ENUM_MEMBER, v->title, 'b');
        if (v->title && *v->title) offer(o, v->title, v->name, KIND_ENUM_MEMBER, v->name, 'c');
    }
    vec_each (const struct group, g, &o->m->groups)
        if (g->fact == f) offer(o, g->id.name, g->id.name, KIND_MODULE, g->id.title, 'a');
}

static uint32_t fact_called(const struct model *m, const char *name) {
    for (uint32_t f = 0; name && f < m->facts.len; f++)
        if (strcmp(m->facts.at[f].id.name, name) == 0) return f;
    return MODEL_NONE;
}

#define OFFER_ALL(list, type, of_kind)           \
    vec_each (const struct type, x, &o->m->list) \
    offer(o, x->id.name, x->id.name, of_kind, x->id.title, 'b')

static void offer_names(struct offer *o, const struct context *c) {
    if (c->names & FACTS) OFFER_ALL(facts, fact, KIND_VARIABLE);
    if (c->names & DEFINES) OFFER_ALL(defines, define, KIND_FUNCTION);
    if (c->names & DUTIES) OFFER_ALL(duties, duty, KIND_EVENT);
    if (c->names & APPROACHES)
        vec_each (const struct approach, a, &o->m->approaches)
            offer(o, a->id.name, a->id.name, KIND_CLASS,
                  a->block == MODEL_NONE ? NULL : o->m->blocks.at[a->block].id.title, 'b');
    if (c->names & PARTNERS) offer_values(o, o->m->partner);
    if (c->names & ACTIVITIES) offer_values(o, o->m->activity);
    if (c->names & (VALUES | OWN_VALUES)) offer_values(o, fact_called(o->m, c->fact));
    if (c->names & (VOCABULARIES | PARTNERS | ACTIVITIES))
        vec_each (const struct declared, v, &o->m->vocabularies)
            offer(o, v->name, v->name, KIND_MODULE, v->title, 'd');
}

static void offer_numbers(struct offer *o) {
    vec_each (const struct paragraph, p, &o->m->outline) {
        const char *title = p->recital;
        vec_each (const struct block, b, &o->m->blocks)
            if (b->id.name == p->id) title = b->id.title;
        offer(o, p->id, p->id, KIND_REFERENCE, title, 'b');
    }
    vec_each (const struct block, b, &o->m->blocks)
        offer(o, b->id.name, b->id.name, KIND_REFERENCE, b->id.title, 'b');
}

/* ---- the place ---- */

/* Of a name, or of what a value is called. */
static bool in_word(char c) {
    return isalnum((unsigned char)c) || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

/* Whether a comment or a text in quotes has begun on the line before the place. */
static bool is_quoted(const char *text, uint32_t at) {
    uint32_t from = at;
    bool quoted = false;
    while (from > 0 && text[from - 1] != '\n') from--;
    for (; from < at; from++) {
        if (quoted && text[from] == '\\')
            from++;
        else if (text[from] == '"')
            quoted = !quoted;
        else if (text[from] == '#' && !quoted)
            return true;
    }
    return quoted;
}

/* What the grammar would take where the word begins that stands at w->offset: from *from to *to.
 * False: the place is in a text or a comment. */
static bool want(struct server *s, const struct where *w, struct wanted *wanted, uint32_t *from,
                 uint32_t *to) {
    const struct source *source = w->r->session.sources.at[w->file];
    struct diags quiet;
    *from = *to = w->offset;
    if (is_quoted(source->text, w->offset)) return false;
    while (*from > 0 && in_word(source->text[*from - 1])) --*from;
    while (*to < source->len && in_word(source->text[*to])) ++*to;
    diags_init(&quiet, &s->work, &w->r->session.sources);
    *wanted = (struct wanted){.at = *from};
    parse_wanted(&w->r->session.names, &quiet, w->file, wanted);
    return true;
}

static bool wants(const struct wanted *w, const char *what) {
    vec_each (const char *, x, &w->what)
        if (strcmp(*x, what) == 0) return true;
    return false;
}

/* What cannot be read up to the place says nothing of what the grammar wants: then all words of the
 * language are offered, behind the names that the words before it ask for. */
static void offer_words(struct offer *o, const struct wanted *w) {
    vec_each (const char *, word, &w->what)
        if (isalpha((unsigned char)**word) && !strchr(*word, ' '))
            offer(o, *word, *word, KIND_KEYWORD, NULL, w->known ? 'e' : 'f');
}

/* Where a path begins that is being typed behind `use`; UINT32_MAX: the place is in none. */
static uint32_t use_begins(const char *text, uint32_t at) {
    uint32_t from = at;
    while (from > 0 && text[from - 1] != '"' && text[from - 1] != '\n') from--;
    if (from == 0 || text[from - 1] != '"') return UINT32_MAX;
    uint32_t word = from - 1;
    while (word > 0 && (text[word - 1] == ' ' || text[word - 1] == '\t')) word--;
    bool is_use = word >= 3 && strncmp(text + word - 3, "use", 3) == 0 &&
                  (word == 3 || !in_word(text[word - 4])) && !is_quoted(text, word);
    return is_use ? from : UINT32_MAX;
}

/* The last part of the path, from the slash before it to the one behind it, or to its end. */
static json_t *complete_use(struct server *s, const struct where *w, uint32_t begin) {
    enum { KIND_FILE = 17, KIND_FOLDER = 19 };
    const struct source *source = w->r->session.sources.at[w->file];
    struct parse_paths paths = s->o->paths;
    struct open_texts open = texts_open(s, &s->work);
    uint32_t from = w->offset, to = w->offset;
    while (from > begin && source->text[from - 1] != '/') from--;
    while (to < source->len && !strchr("/\"\r\n", source->text[to])) to++;
    paths.open = &open;
    struct use_names names = use_names(&s->work, &paths, source->path,
                                       arena_strndup(&s->work, source->text + begin, from - begin));
    struct offer o = {.a = &s->work,
                      .items = json_array(),
                      .range = range_json(w->r, (struct span){w->file, from, to})};
    intern_init(&o.seen, &s->work);
    vec_each (const char *, name, &names) {
        bool folder = (*name)[strlen(*name) - 1] == '/';
        offer(&o, *name, *name, folder ? KIND_FOLDER : KIND_FILE, NULL, folder ? 'b' : 'a');
    }
    json_decref(o.range);
    return json_pack("{s:b,s:o}", "isIncomplete", 0, "items", o.items);
}

/* Whether the editor asks of itself, as a blank was typed. */
static bool asks_itself(const json_t *params) {
    const json_t *context = json_object_get(params, "context");
    return json_integer_value(json_object_get(context, "triggerKind")) == 2;
}

/* Whether names alone can follow, so that they may be shown unasked. */
static bool names_follow(const struct wanted *w, const struct context *c) {
    const char *last = word_at(w, w->before.len, 1);
    return (c->names & ~(unsigned)VOCABULARIES) != 0 &&
           (is(last, ",") || is(last, "=") || is(last, "{"));
}

json_t *completion(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    struct wanted wanted;
    uint32_t from, to;
    if (!where_is(s, params, &w, f)) return NULL;
    uint32_t use = use_begins(w.r->session.sources.at[w.file]->text, w.offset);
    if (use != UINT32_MAX) return complete_use(s, &w, use);
    if (!want(s, &w, &wanted, &from, &to)) return NULL;
    struct context c = context_of(&wanted);
    if (asks_itself(params) && !names_follow(&wanted, &c)) return NULL;
    struct offer o = {.a = &s->work,
                      .m = w.r->draft,
                      .items = json_array(),
                      .range = range_json(w.r, (struct span){w.file, from, to})};
    intern_init(&o.seen, &s->work);
    bool number = wants(&wanted, "an id") || wants(&wanted, "a number");
    if (o.m && (wants(&wanted, "a name") || !wanted.known)) offer_names(&o, &c);
    if (o.m && c.names & NUMBERS && (number || !wanted.known)) offer_numbers(&o);
    offer_words(&o, &wanted);
    for (const char *also = c.also; also && *also; also += strspn(also, " ")) {
        size_t n = strcspn(also, " ");
        const char *word = arena_strndup(&s->work, also, n);
        offer(&o, word, word, KIND_KEYWORD, NULL, 'e');
        also += n;
    }
    json_decref(o.range);
    return json_pack("{s:b,s:o}", "isIncomplete", 0, "items", o.items);
}

/* ---- which clauses are free ---- */

/* What a statement begins with; `use` and `not` follow it. */
static bool is_verb(const char *word) {
    static const char *const verbs[] = {"may",    "will",  "must",   "requires",
                                        "should", "never", "always", "only"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (is(word, verbs[i])) return true;
    return false;
}

json_t *signature(struct server *s, const json_t *params, struct failure *f) {
    static const struct {
        const char *word, *what, *in_example; /* in_example: NULL: the same */
    } clauses[] = {{"for", "for ACTIVITY, ...", NULL},
                   {"by", "by PARAGRAPH, ...", NULL},
                   {"with", "with PARTNER, ...", "with DUTY, ..."},
                   {"when", "when CONDITION", NULL},
                   {"unless", "unless CONDITION", NULL},
                   {"using", "using APPROACH", NULL},
                   {"from", "from DATE", NULL},
                   {"until", "until DATE", NULL},
                   {"without", "without DUTY, ...", NULL},
                   {"after", "after DUTY, ...", NULL},
                   {"now", "now APPROACH", NULL},
                   {"cautions", "cautions PARAGRAPH, ...", NULL},
                   {"asking", "asking FACT, ...", NULL},
                   {"between", "between APPROACH, ...", NULL}};
    struct where w;
    struct wanted wanted;
    uint32_t from, to;
    if (!where_is(s, params, &w, f) || !want(s, &w, &wanted, &from, &to) || !wanted.known)
        return NULL;
    size_t first = wanted.before.len; /* of the statement */
    while (first > 0 && !is(wanted.before.at[first - 1], wanted.example ? "expect" : "{") &&
           !is_verb(wanted.before.at[first - 1]))
        first--;
    json_t *free_ones = json_array();
    const char *label = "";
    for (size_t i = 0; i < sizeof clauses / sizeof *clauses; i++) {
        bool stands = !wants(&wanted, clauses[i].word);
        for (size_t k = first; k < wanted.before.len; k++)
            stands = stands || is(wanted.before.at[k], clauses[i].word);
        if (stands) continue;
        bool other = wanted.example && clauses[i].in_example;
        const char *what = other ? clauses[i].in_example : clauses[i].what;
        label = arena_printf(&s->work, "%s%s%s", label, *label ? "  " : "", what);
        json_array_append_new(free_ones, json_pack("{s:s}", "label", what));
    }
    if (!*label) {
        json_decref(free_ones);
        return NULL;
    }
    return json_pack("{s:[{s:o,s:o}],s:i}", "signatures", "label", json_words(label), "parameters",
                     free_ones, "activeSignature", 0);
}
