/*
 * Completion: the words and phrases that the grammar would take at a place, and where it would take
 * a name, the names that mean something there. Where an author makes a name up, nothing.
 */
#include "lsp/context.h"
#include "lsp/words.h"

#include "base/embedded.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

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
    const struct wanted *wanted;
    const struct context *c;
    const char *typed; /* of the word, or of a label, as far as it stands there */
    json_t *items, *range;
    struct intern seen;
    json_t *snippets; /* NULL: the editor does not know what they are */
    bool fresh;       /* nothing stands before it on its line */
    bool begins;      /* something new can: it is fresh, or a block */
    bool policy;      /* there is a `strategy` */
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
static json_t *offer(struct offer *o, const char *label, const char *text, int kind,
                     const char *detail, char rank) {
    if (!intern_new(&o->seen, label, strlen(label))) return NULL;
    json_t *item =
        json_pack("{s:o,s:i,s:o,s:{s:O,s:o}}", "label", json_words(label), "kind", kind, "sortText",
                  json_words(arena_printf(o->a, "%c%s", rank, folded(o->a, label))), "textEdit",
                  "range", o->range, "newText", json_words(text));
    if (detail && *detail) json_object_set_new(item, "detail", json_words(detail));
    json_array_append_new(o->items, item);
    return item;
}

/* Whether the text begins so, in letters of whatever case, with accents or without. */
static bool begins(struct offer *o, const char *text, const char *with) {
    const char *a = folded(o->a, text), *b = folded(o->a, with);
    while (*b && tolower((unsigned char)*a) == tolower((unsigned char)*b)) a++, b++;
    return !*b;
}

static void offer_name(struct offer *o, const char *name, int kind, const char *detail, char rank) {
    if (!context_has(o->wanted, o->c, name)) offer(o, name, name, kind, detail, rank);
}

/* It is found by its name and by its label, whichever is being typed: what begins like that stands
 * first, for editors that look no further. */
static void offer_value(struct offer *o, const struct declared *v, int kind, char rank) {
    bool labelled = v->title && *v->title;
    if (context_has(o->wanted, o->c, v->name)) return;
    json_t *item = labelled ? offer(o, v->title, v->name, kind, v->name, rank) : NULL;
    if (!item) item = offer(o, v->name, v->name, kind, v->title, rank); /* or the label is taken */
    if (!item || !labelled) return;
    const char *plain = folded(o->a, v->title);
    const char *label =
        strcmp(plain, v->title) == 0 ? plain : arena_printf(o->a, "%s %s", plain, v->title);
    bool by_label = begins(o, v->title, o->typed) && !begins(o, v->name, o->typed);
    json_object_set_new(item, "filterText",
                        json_words(arena_printf(o->a, "%s %s", by_label ? label : v->name,
                                                by_label ? v->name : label)));
}

static void offer_values(struct offer *o, uint32_t f) {
    if (f == MODEL_NONE) return;
    const struct fact *fact = &o->m->facts.at[f];
    if (fact->kind == FACT_FLAG) {
        offer(o, "yes", "yes", KIND_KEYWORD, NULL, 'b');
        offer(o, "no", "no", KIND_KEYWORD, NULL, 'b');
    }
    vec_each (const struct group, g, &o->m->groups)
        if (g->fact == f) offer_value(o, &g->id, KIND_MODULE, 'a');
    vec_each (const struct declared, v, &fact->values) offer_value(o, v, KIND_ENUM_MEMBER, 'b');
}

static uint32_t fact_called(const struct model *m, const char *name) {
    for (uint32_t f = 0; name && f < m->facts.len; f++)
        if (strcmp(m->facts.at[f].id.name, name) == 0) return f;
    return MODEL_NONE;
}

static void offer_values_of(struct offer *o) {
    unsigned names = o->c->names;
    if (names & PARTNERS) offer_values(o, o->m->partner);
    if (names & ACTIVITIES) offer_values(o, o->m->activity);
    if (names & (VALUES | OWN_VALUES)) offer_values(o, fact_called(o->m, o->c->fact));
}

/* The values whose labels begin with what is typed. */
static void offer_labels(struct offer *o) {
    const struct model *m = o->m;
    uint32_t f = o->c->names & PARTNERS     ? m->partner
                 : o->c->names & ACTIVITIES ? m->activity
                                            : fact_called(m, o->c->fact);
    if (f == MODEL_NONE) return;
    vec_each (const struct declared, v, &m->facts.at[f].values)
        if (v->title && begins(o, v->title, o->typed)) offer_value(o, v, KIND_ENUM_MEMBER, 'a');
}

#define OFFER_ALL(list, type, of_kind, rank)     \
    vec_each (const struct type, x, &o->m->list) \
    offer_name(o, x->id.name, of_kind, x->id.title, rank)

static void offer_names(struct offer *o) {
    unsigned names = o->c->names;
    if (names & FACTS) OFFER_ALL(facts, fact, KIND_VARIABLE, 'b');
    if (names & DEFINES) OFFER_ALL(defines, define, KIND_FUNCTION, 'c');
    if (names & DUTIES) OFFER_ALL(duties, duty, KIND_EVENT, 'b');
    if (names & APPROACHES)
        vec_each (const struct approach, a, &o->m->approaches) {
            bool described = a->block != MODEL_NONE;
            if (described && names & DECLARES) continue;
            offer_name(o, a->id.name, KIND_CLASS,
                       described ? o->m->blocks.at[a->block].id.title : NULL, 'b');
        }
    offer_values_of(o);
    if (names & (VOCABULARIES | PARTNERS | ACTIVITIES))
        vec_each (const struct declared, v, &o->m->vocabularies)
            offer_name(o, v->name, KIND_MODULE, v->title, 'd');
}

/* In the outline the numbers that it lacks, in a heading those of it that nothing covers yet,
 * elsewhere all; behind the facts of a condition. */
static void offer_numbers(struct offer *o) {
    char rank = o->c->names & FACTS ? 'd' : 'b';
    bool lacking = o->c->names & UNLISTED && o->m->has_outline;
    struct intern listed;
    intern_init(&listed, o->a);
    vec_each (const struct paragraph, p, &o->m->outline) {
        const char *title = p->recital;
        intern(&listed, p->id, strlen(p->id));
        if (lacking || (o->c->names & UNCOVERED && p->covered)) continue;
        vec_each (const struct block, b, &o->m->blocks)
            if (b->id.name == p->id) title = b->id.title;
        offer_name(o, p->id, KIND_REFERENCE, title, rank);
    }
    if (o->c->names & UNCOVERED) return;
    vec_each (const struct block, b, &o->m->blocks)
        if (!lacking || intern_new(&listed, b->id.name, strlen(b->id.name)))
            offer_name(o, b->id.name, KIND_REFERENCE, b->id.title, rank);
}

/* ---- words ---- */

/* On a line of its own something begins; else what stands there goes on. */
static char rank_of(const struct offer *o, const struct word *word) {
    static const char of_fresh[] = {'f', 'g', 'h', 'e'}, of_others[] = {'h', 'f', 'g', 'e'};
    if (!o->wanted->known) return 'z';
    if (is(word->text, "strategy") && o->policy) return 'i'; /* one is enough */
    if (is(word->text, "default") && !wants(o->wanted, "may")) return of_others[WORD_CLAUSE];
    return (o->fresh ? of_fresh : of_others)[word->rank];
}

static json_t *offer_text(struct offer *o, const char *label, const char *text, const char *meaning,
                          char rank, const struct word *word) {
    bool snippet = strchr(text, '$') != NULL;
    if (snippet && !o->snippets) text = arena_strndup(o->a, text, strcspn(text, "$"));
    json_t *item = offer(o, label, text, KIND_KEYWORD, meaning, rank);
    if (!item) return NULL;
    json_object_set_new(item, "sortText",
                        json_words(arena_printf(o->a, "%c%03u", rank, word_place(word))));
    if (snippet && o->snippets) json_object_set_new(item, "insertTextFormat", json_integer(2));
    return item;
}

/* What a snippet writes, line by line. */
static const char *snippet_text(struct offer *o, const json_t *snippet) {
    const json_t *body = json_object_get(snippet, "body");
    const char *text = "";
    if (json_is_string(body)) return json_string_value(body);
    for (size_t i = 0; i < json_array_size(body); i++)
        text = arena_printf(o->a, "%s%s%s", text, i ? "\n" : "",
                            json_string_value(json_array_get(body, i)));
    return text;
}

/* The word of the language that it begins with, where the grammar would take all of it, and nothing
 * on the line would be broken off; or NULL. */
static const struct word *snippet_word(struct offer *o, const char *text) {
    const char *first = arena_strndup(o->a, text, strcspn(text, " "));
    const struct word *word = word_find(first);
    bool file = is(first, "use"); /* else it is that of `may use` */
    if (!o->wanted->known || wants(o->wanted, "a name") || !wants(o->wanted, first)) return NULL;
    if (file && !wants(o->wanted, "fact")) return NULL;
    return word && (word->rank != WORD_BEGINS || o->begins) ? word : NULL;
}

/* Whether some snippet stands for the word: then that alone would be another of the same name. */
static bool has_snippet(struct offer *o, const struct word *word) {
    void *i = word->rank == WORD_BEGINS ? json_object_iter(o->snippets) : NULL;
    for (; i; i = json_object_iter_next(o->snippets, i))
        if (snippet_word(o, snippet_text(o, json_object_iter_value(i))) == word) return true;
    return false;
}

/* Where a phrase has its name, the snippet is that with more behind it. */
static void offer_snippets(struct offer *o) {
    enum { KIND_SNIPPET = 15 };
    const char *name;
    json_t *snippet;
    json_object_foreach(o->snippets, name, snippet) {
        const char *text = snippet_text(o, snippet);
        const struct word *word = snippet_word(o, text);
        if (!word) continue;
        const char *meaning = json_string_value(json_object_get(snippet, "description"));
        json_t *item = offer_text(o, name, text, meaning, rank_of(o, word), word);
        if (!item)
            item = offer_text(o, arena_printf(o->a, "%s ...", name), text, meaning, 'i', word);
        if (item) json_object_set_new(item, "kind", json_integer(KIND_SNIPPET));
    }
}

static bool fits(const struct offer *o, const struct phrase *p) {
    if (!p->beside) return true;
    return *p->beside == '!' ? !wants(o->wanted, p->beside + 1) : wants(o->wanted, p->beside);
}

/* The phrases that it begins, else the word. */
static void offer_word(struct offer *o, const char *text) {
    const struct word *word = word_find(text);
    const struct phrase *p = NULL;
    bool phrased = false;
    if (!word) return;
    if (is(text, "objective") && o->c->names & FACTS && wants(o->wanted, "a name"))
        return; /* it is among the facts */
    while (o->wanted->known && (p = phrase_next(p, text)) != NULL) {
        if (!fits(o, p)) continue;
        phrased = true;
        offer_text(o, p->text, p->snippet ? p->snippet : p->text, p->meaning, rank_of(o, word),
                   word);
    }
    const char *meaning = o->wanted->example && word->in_example ? word->in_example : word->meaning;
    if (!phrased && !has_snippet(o, word))
        offer_text(o, text, text, meaning, rank_of(o, word), word);
}

/* What cannot be read up to the place says nothing of what the grammar wants: then all words of the
 * language are offered, behind the names that the words before it ask for. */
static void offer_words(struct offer *o) {
    vec_each (const char *, word, &o->wanted->what) offer_word(o, *word);
    if (o->wanted->known && !wants(o->wanted, "a name")) return;
    for (const char *also = o->c->also; also && *also; also += strspn(also, " ")) {
        size_t n = strcspn(also, " ");
        offer_word(o, arena_strndup(o->a, also, n));
        also += n;
    }
}

/* ---- files ---- */

/* Where a path begins that is being typed behind this word; UINT32_MAX: the place is in none. */
static uint32_t path_begins(const char *text, uint32_t at, const char *keyword) {
    uint32_t n = (uint32_t)strlen(keyword);
    uint32_t from = at;
    while (from > 0 && text[from - 1] != '"' && text[from - 1] != '\n') from--;
    if (from == 0 || text[from - 1] != '"') return UINT32_MAX;
    uint32_t word = from - 1;
    while (word > 0 && (text[word - 1] == ' ' || text[word - 1] == '\t')) word--;
    bool behind = word >= n && strncmp(text + word - n, keyword, n) == 0 &&
                  (word == n || !in_word(text[word - n - 1])) && !is_quoted(text, word);
    return behind ? from : UINT32_MAX;
}

/* The last part of the path, from the slash before it to the one behind it, or to its end. */
static json_t *complete_path(struct server *s, const struct where *w, uint32_t begin, bool texts) {
    enum { KIND_FILE = 17, KIND_FOLDER = 19 };
    const struct source *source = w->r->session.sources.at[w->file];
    struct parse_paths paths = s->o->paths;
    struct open_texts open = texts_open(s, &s->work);
    uint32_t from = w->offset, to = w->offset;
    while (from > begin && source->text[from - 1] != '/') from--;
    while (to < source->len && !strchr("/\"\r\n", source->text[to])) to++;
    paths.open = &open;
    struct use_names names =
        use_names(&s->work, &paths, source->path,
                  arena_strndup(&s->work, source->text + begin, from - begin), texts);
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

/* ---- the request ---- */

/* Whether the editor asks of itself, as a blank was typed. */
static bool asks_itself(const json_t *params) {
    const json_t *context = json_object_get(params, "context");
    return json_integer_value(json_object_get(context, "triggerKind")) == 2;
}

/* Whether names alone can follow, so that they may be shown unasked. */
static bool names_follow(const struct wanted *w, const struct context *c) {
    const char *last = word_at(w, w->before.len, 1);
    return (c->names & ~(unsigned)VOCABULARIES) != 0 && !(c->names & DECLARES) &&
           (is(last, ",") || is(last, "=") || is(last, "{"));
}

/* Whether something new is expected there: on a line of its own, which outside of blocks has no
 * blanks before it. What an example expects goes over lines. */
static bool begins_line(const struct wanted *wanted, const char *text, uint32_t at) {
    uint32_t from = at;
    while (from > 0 && (text[from - 1] == ' ' || text[from - 1] == '\t')) from--;
    if (from > 0 && text[from - 1] != '\n') return false;
    return !wanted->example && (from == at || !wants(wanted, "fact"));
}

/* A label may be of several words: where those before the place begin one, the values that are
 * called so. */
static void complete_label(struct offer *o, const struct where *w, uint32_t from, uint32_t to) {
    enum { WORDS = 6 };
    const char *text = w->r->session.sources.at[w->file]->text, *typed = o->typed;
    const struct context *all = o->c;
    json_t *range = o->range;
    for (size_t back = 1; back <= WORDS && back < o->wanted->before.len; back++) {
        while (from > 0 && text[from - 1] == ' ') from--;
        if (from == 0 || !in_word(text[from - 1])) break;
        while (from > 0 && in_word(text[from - 1])) from--;
        struct context c = context_of(o->wanted, o->wanted->before.len - back);
        if (!(c.names & (VALUES | OWN_VALUES | PARTNERS | ACTIVITIES))) continue;
        o->c = &c;
        o->typed = arena_strndup(o->a, text + from, w->offset - from);
        o->range = range_json(w->r, (struct span){w->file, from, to});
        offer_labels(o);
        json_decref(o->range);
    }
    o->c = all;
    o->typed = typed;
    o->range = range;
}

json_t *completion(struct server *s, const json_t *params, struct failure *f) {
    struct where w;
    struct wanted wanted;
    uint32_t from, to;
    if (!where_is(s, params, &w, f)) return NULL;
    const char *text = w.r->session.sources.at[w.file]->text;
    uint32_t use = path_begins(text, w.offset, "use"),
             stated = path_begins(text, w.offset, "source");
    if (use != UINT32_MAX) return complete_path(s, &w, use, false);
    if (stated != UINT32_MAX) return complete_path(s, &w, stated, true);
    if (!want(s, &w, &wanted, &from, &to)) return NULL;
    struct context c = context_of(&wanted, wanted.before.len);
    struct offer o = {.a = &s->work,
                      .m = w.r->draft,
                      .wanted = &wanted,
                      .c = &c,
                      .typed = arena_strndup(&s->work, text + from, w.offset - from),
                      .items = json_array(),
                      .range = range_json(w.r, (struct span){w.file, from, to}),
                      .fresh = begins_line(&wanted, text, from),
                      .policy = w.r->policy};
    intern_init(&o.seen, &s->work);
    o.begins |= o.fresh;
    bool number = wants(&wanted, "an id") || wants(&wanted, "a number");
    bool unasked = asks_itself(params) && !names_follow(&wanted, &c);
    bool made_up = c.names & DECLARES && from < w.offset; /* its letters are the author's */
    if (o.m) complete_label(&o, &w, from, to);
    if (o.m && !unasked && !made_up) {
        if (wants(&wanted, "a name") || !wanted.known) offer_names(&o);
        if (c.names & (NUMBERS | UNCOVERED | UNLISTED) && (number || !wanted.known))
            offer_numbers(&o);
    }
    if (!unasked && !made_up) {
        if (s->snippets) o.snippets = json_loads(embedded_snippets[0].text, 0, NULL);
        offer_words(&o);
        offer_snippets(&o);
        json_decref(o.snippets);
    }
    json_decref(o.range);
    if (json_array_size(o.items) == 0) {
        json_decref(o.items);
        return NULL;
    }
    return json_pack("{s:b,s:o}", "isIncomplete", 0, "items", o.items);
}
