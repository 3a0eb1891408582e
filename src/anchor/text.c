/* The words of a paragraph, and fingerprints: of its text, and of the rules that state it. */
#include "anchor/anchor.h"

#include "base/text.h"

#include <string.h>

static struct fingerprint hex_of(struct sha256 *s) {
    struct fingerprint f;
    unsigned char digest[SHA256_BYTES];
    sha256_end(s, digest);
    sha256_text(digest, f.hex);
    return f;
}

struct span anchor_head(const struct anchoring *x, const struct anchored *p) {
    const struct prose_line *l = &x->prose.lines.at[p->first];
    return (struct span){x->prose.source->file, l->text, l->to};
}

/* ---- what stands in it ---- */

/* What stands in a line of the paragraph: of the first, behind the number. NULL: nothing. */
static const char *line_text(const struct anchoring *x, const struct anchored *p, size_t line,
                             size_t *n) {
    const struct prose_line *l = &x->prose.lines.at[line];
    uint32_t from = line == p->first ? p->from : l->from;
    *n = l->to > from ? l->to - from : 0;
    return *n && !l->ignored ? x->prose.source->text + from : NULL;
}

void anchor_fingerprint(const struct anchoring *x, struct anchored *p) {
    struct sha256 exact, reading;
    size_t n, blank = 0;
    sha256_begin(&exact);
    sha256_begin(&reading);
    for (size_t i = p->first; i < p->last; i++) {
        const struct prose_line *l = &x->prose.lines.at[i];
        const char *text = line_text(x, p, i, &n), *all = x->prose.source->text;
        if (l->ignored) continue;
        blank++; /* lines behind the last that has something do not count */
        if (!text) continue;
        uint32_t from = i == p->first ? p->from : l->start;
        for (; blank > 0; blank--) sha256_add(&exact, "\n", 1);
        sha256_add(&exact, all + from, l->end - from);
        const char *folded = prose_folded(x->arena, text, n);
        sha256_add(&reading, folded, strlen(folded));
    }
    p->exact = hex_of(&exact);
    p->reading = hex_of(&reading);
}

/* ---- its words ---- */

struct words {
    char *at;
    size_t n;
    bool gap; /* a blank belongs before what comes next */
};

/* Without white space but for one blank between words, and without what has no width. */
static void add_words(struct words *w, const struct prose *p, const char *text, size_t n) {
    size_t bytes;
    w->gap = w->n > 0;
    for (size_t i = 0; i < n; i += bytes) {
        int32_t c = utf8_decode(text + i, n - i, &bytes);
        bool mark = p->markdown && (c == '*' || (c == '\\' && i + 1 < n));
        if (mark || !*prose_folded(p->arena, text + i, bytes)) {
            w->gap |= w->n > 0 && !mark && c != 0xad && c < 0x200b;
            continue;
        }
        if (w->gap) w->at[w->n++] = ' ';
        w->gap = false;
        memcpy(w->at + w->n, text + i, bytes);
        w->n += bytes;
    }
}

/* A heading says what a paragraph is about; its words are the others, if there are any. */
const char *anchor_quote(const struct anchoring *x, const struct anchored *p) {
    const struct prose *prose = &x->prose;
    size_t room = 1, n;
    for (size_t i = p->first; i < p->last; i++)
        room += prose->lines.at[i].to - prose->lines.at[i].from + 1;
    struct words w = {.at = arena_array(x->arena, char, room)};
    for (int headings = 0; headings < 2 && w.n == 0; headings++)
        for (size_t i = p->first; i < p->last; i++) {
            const struct prose_line *l = &prose->lines.at[i];
            const char *text = line_text(x, p, i, &n);
            size_t marks = l->text > l->from && i > p->first ? l->text - l->from : 0;
            if (text && l->heading == (headings > 0)) add_words(&w, prose, text + marks, n - marks);
        }
    w.at[w.n] = '\0';
    return w.at;
}

/* ---- the rules ---- */

struct tokens {
    struct lexemes list;
    bool known;
};

struct rules {
    struct intern *names;
    struct diags *d;
    struct tokens *tokens; /* by file */
};

/* The tokens in a place, but for those in the provisions of a block: these are paragraphs. */
static void add_tokens(struct rules *r, struct sha256 *s, struct span at,
                       const struct ast_node *block) {
    struct tokens *t = &r->tokens[at.file];
    const char *text = r->d->sources->at[at.file]->text;
    if (!t->known) t->list = parse_tokens(r->names, r->d, at.file);
    t->known = true;
    vec_each (struct lexeme, token, &t->list) {
        bool inside = token->from >= at.from && token->to <= at.to;
        if (inside && block)
            node_each (part, block, NODE_STATEMENT)
                if (part->form == AST_PROVISION && token->from >= part->at.from &&
                    token->to <= part->at.to)
                    inside = false;
        if (!inside) continue;
        sha256_add(s, text + token->from, token->to - token->from);
        sha256_add(s, "\n", 1);
    }
}

uint32_t anchor_paragraph(const struct model *m, const char *id) {
    for (uint32_t i = 0; i < m->outline.len; i++)
        if (strcmp(m->outline.at[i].id, id) == 0) return i;
    return MODEL_NONE;
}

bool anchor_states(const struct model *m, const struct block *b, uint32_t paragraph) {
    if (b->outline == paragraph) return true;
    vec_each (struct ast_word, id, &b->cites)
        if (id->text == m->outline.at[paragraph].id) return true;
    return false;
}

struct span anchor_stated(const struct model *m, uint32_t paragraph) {
    const struct paragraph *p = &m->outline.at[paragraph];
    const struct block *cites = NULL;
    if (p->recital) return p->declared;
    vec_each (struct block, b, &m->blocks) {
        if (b->outline == paragraph) return b->id.at;
        if (!cites && anchor_states(m, b, paragraph)) cites = b;
    }
    return cites ? cites->id.at : p->at;
}

struct fingerprint *anchor_rules(struct arena *a, struct intern *names, struct diags *d,
                                 const struct model *m) {
    struct rules r = {names, d, arena_array(a, struct tokens, d->sources->len)};
    struct fingerprint *all = arena_array(a, struct fingerprint, m->outline.len);
    for (uint32_t i = 0; i < m->outline.len; i++) {
        const struct paragraph *p = &m->outline.at[i];
        struct sha256 s;
        bool any = p->recital != NULL;
        sha256_begin(&s);
        if (p->recital) add_tokens(&r, &s, p->declared, NULL);
        for (int cited = 0; cited < 2; cited++)
            vec_each (struct block, b, &m->blocks) {
                if (!anchor_states(m, b, i) || (b->outline != i) != (cited != 0)) continue;
                add_tokens(&r, &s, node_span(b->id.from), b->id.from);
                any = true;
            }
        if (any) all[i] = hex_of(&s);
    }
    return all;
}
