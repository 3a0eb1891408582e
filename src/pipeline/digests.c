#include "pipeline/digests.h"

#include "base/sha256.h"
#include "format/format.h"

static const unsigned char *ended(struct arena *a, struct sha256 *s) {
    unsigned char *digest = arena_array(a, unsigned char, SHA256_BYTES);
    sha256_end(s, digest);
    return digest;
}

static void add_part(struct sha256 *s, const struct canonical *c, struct span at) {
    struct formatted part = canonical_part(c, at);
    sha256_add(s, part.text, part.len);
    sha256_add(s, "\n", 1);
}

/* What a block says itself: neither its title, nor the blocks in it. */
static const unsigned char *digest_of_rules(struct arena *a, const struct canonical *c,
                                            const struct ast_node *block) {
    struct sha256 s;
    sha256_begin(&s);
    add_part(&s, c, (struct span){block->at.file, block->at.from, block->name.at.to});
    vec_each (struct ast_word, word, &block->words) add_part(&s, c, word->at);
    vec_each (struct ast_node *, part, &block->parts)
        if ((*part)->kind != NODE_STATEMENT || (*part)->form != AST_PROVISION)
            add_part(&s, c, node_span(*part));
    return ended(a, &s);
}

static void fill_file(struct arena *a, struct model *m, const struct canonical *c, uint32_t file) {
    vec_each (struct block, b, &m->blocks)
        if (b->id.from->at.file == file)
            m->outline.at[b->outline].digest = digest_of_rules(a, c, b->id.from);
}

static void free_arena(void *own) { arena_free(own); }

void digests_fill(struct diags *d, struct model *m) {
    struct sha256 all;
    struct arena *own = arena_new(d->arena, struct arena);
    arena_init(own, d->arena->on_oom);
    arena_at_free(d->arena, free_arena, own);
    struct diags quiet;
    diags_init(&quiet, own, d->sources);
    bool fine = true;
    sha256_begin(&all);
    vec_each (struct ast_file *, file, &m->program.files) {
        struct canonical c;
        fine = fine && format_canonical(m->names, &quiet, *file, &c);
        if (!fine) break;
        sha256_add(&all, c.text, c.len);
        fill_file(d->arena, m, &c, (*file)->file);
    }
    if (fine) m->digest = ended(d->arena, &all);
    arena_free(own);
}
