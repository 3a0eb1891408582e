/*
 * Items: what the authors of two versions declared, matched by name, and which of it reads
 * otherwise.
 */
#include "diff/diff.h"

/* ---- the same text ---- */

static bool same_words(const struct ast_words *x, const struct ast_words *y) {
    bool same = x->len == y->len;
    for (size_t i = 0; same && i < x->len; i++) same = x->at[i].text == y->at[i].text;
    return same;
}

/* Whether the part has a say in decisions. */
static bool decides(const struct ast_node *n) {
    switch (n->kind) {
    case NODE_BY:
    case NODE_TO:
    case NODE_DECIDED_BY:
    case NODE_DEADLINE: return false;
    case NODE_STATEMENT:
        return n->form != AST_SEE && n->form != AST_COMMITS && n->form != AST_CITE &&
               n->form != AST_PROVISION; /* which is an item of its own */
    case NODE_REF: return n->form != AST_REF_TEXT;
    default: return true;
    }
}

static const struct ast_node *next_part(const struct ast_node *n, size_t *i) {
    while (*i < n->parts.len && !decides(n->parts.at[*i])) ++*i;
    return *i < n->parts.len ? n->parts.at[(*i)++] : NULL;
}

/* Titles and labels aside. */
static bool same_node(const struct ast_node *x, const struct ast_node *y) {
    if (x->kind != y->kind || x->form != y->form || x->flag != y->flag ||
        x->name.text != y->name.text || !same_words(&x->words, &y->words))
        return false;
    size_t i = 0, k = 0;
    const struct ast_node *part, *other;
    do {
        part = next_part(x, &i);
        other = next_part(y, &k);
        if (!part || !other) return part == other;
    } while (same_node(part, other));
    return false;
}

bool item_same(const struct item *item) {
    const struct ast_nodes *was = &item->of[OLD], *is = &item->of[NEW];
    bool same = was->len == is->len && item->inside[OLD] == item->inside[NEW];
    for (size_t i = 0; same && i < was->len; i++) same = same_node(was->at[i], is->at[i]);
    return same;
}

/* ---- matched ---- */

/* What its name is told from: one name space for all that have a name alone. */
static enum node_kind space_of(const struct ast_node *n) {
    switch (n->kind) {
    case NODE_JUDGEMENT:
    case NODE_READING:
    case NODE_GROUP:
    case NODE_DEFINE:
    case NODE_VOCABULARY:
    case NODE_DUTY: return NODE_FACT;
    case NODE_RECITAL: return NODE_BLOCK;
    default: return n->kind;
    }
}

static void add_item(struct difference *d, int side, struct ast_node *n, const char *inside) {
    const char *name = n->name.text ? n->name.text : n->title.text;
    size_t i = 0;
    for (; i < d->items.len; i++)
        if (space_of(d->items.at[i].node) == space_of(n) && d->items.at[i].name == name) break;
    if (i == d->items.len) vec_push(d->arena, &d->items, ((struct item){.node = n, .name = name}));
    struct item *item = &d->items.at[i];
    item->inside[side] = inside;
    vec_push(d->arena, &item->of[side], n);
}

static void add_items(struct difference *d, int side, struct ast_node *n) {
    if (n->kind == NODE_STRATEGY) {
        vec_each (struct ast_node *, part, &n->parts) add_item(d, side, *part, NULL);
    } else if (n->kind != NODE_USE) {
        add_item(d, side, n, NULL);
        node_each (statement, n, NODE_STATEMENT)
            if (n->kind == NODE_BLOCK && statement->form == AST_PROVISION)
                add_item(d, side, statement->parts.at[0], n->name.text);
    }
}

/* Whether what a declaration of this kind says can decide. */
static bool may_be_cause(enum node_kind kind) {
    return kind != NODE_RECITAL && kind != NODE_EXAMPLE && kind != NODE_SAFEGUARD &&
           kind != NODE_ISSUED && kind != NODE_VERSION && kind != NODE_SOURCE && kind != NODE_SEE &&
           kind != NODE_PARAGRAPHS;
}

void find_items(struct difference *d) {
    for (int side = NEW; side >= OLD; side--)
        vec_each (struct ast_file *, file, &own_model(d, side)->program.files)
            vec_each (struct ast_node *, n, &(*file)->items) add_items(d, side, *n);
    vec_each (struct item, item, &d->items) {
        item->cause = MODEL_NONE;
        if (!may_be_cause(item->node->kind) || item_same(item)) continue;
        item->cause = (uint32_t)d->causes.len;
        enum cause_kind kind = item->of[OLD].len == 0   ? CAUSE_NEW
                               : item->of[NEW].len == 0 ? CAUSE_GONE
                                                        : CAUSE_CHANGED;
        vec_push(d->arena, &d->causes, ((struct cause){item->node, item->name, kind, NO, NO, NO}));
    }
}

/* ---- where a name is used ---- */

static size_t uses(const struct ast_node *n, const char *name) {
    size_t some = n->name.text == name;
    vec_each (struct ast_word, w, &n->words) some += w->text == name;
    vec_each (struct ast_node *, part, &n->parts) some += uses(*part, name);
    return some;
}

bool used_alike(const struct difference *d, const char *old, const char *new) {
    size_t total = 0;
    vec_each (struct item, item, &d->items) {
        size_t n[SIDES] = {0};
        if (item->of[OLD].len == 0 || item->of[NEW].len == 0) continue;
        for (int side = OLD; side < SIDES; side++)
            vec_each (struct ast_node *, x, &item->of[side])
                n[side] += uses(*x, side == OLD ? old : new);
        if (n[OLD] != n[NEW]) return false;
        total += n[OLD];
    }
    return total > 0;
}

/* ---- one version with some of the other ---- */

/* `from`, or where its file is another, as if it stood in `file`. */
static struct ast_node *copied(struct difference *d, const struct ast_node *from, uint32_t was,
                               uint32_t file) {
    struct ast_node *to = arena_new(d->arena, struct ast_node);
    *to = *from;
    if (to->at.file == was) to->at.file = to->name.at.file = file;
    return to;
}

static void take_parts(struct difference *d, struct ast_node *to, const struct ast_nodes *from) {
    to->parts = (struct ast_nodes){0};
    vec_each (struct ast_node *, part, from)
        if ((*part)->kind != NODE_STATEMENT || (*part)->form != AST_PROVISION)
            vec_push(d->arena, &to->parts, *part);
}

struct mixing {
    struct difference *d;
    struct ast_file *file;
    struct ast_node *strategy;
    bool fails;
};

/* Puts a provision into its objective, which stands before it. */
static void put_inside(struct mixing *m, const char *objective, struct ast_node *block) {
    vec_each (struct ast_node *, n, &m->file->items) {
        if ((*n)->kind != NODE_BLOCK || (*n)->name.text != objective) continue;
        struct ast_node *statement = arena_new(m->d->arena, struct ast_node);
        *statement =
            (struct ast_node){.kind = NODE_STATEMENT, .form = AST_PROVISION, .at = block->at};
        vec_push(m->d->arena, &statement->parts, block);
        vec_push(m->d->arena, &(*n)->parts, statement);
        return;
    }
    m->fails = true;
}

/* The outline of both, as paragraphs of both may be there. */
static void put_lacking(struct difference *d, struct ast_node *to, const struct ast_nodes *from) {
    struct ast_words words = {0};
    vec_each (struct ast_word, w, &to->words) vec_push(d->arena, &words, *w);
    vec_each (struct ast_node *, n, from)
        vec_each (struct ast_word, w, &(*n)->words) {
            bool has = false;
            vec_each (struct ast_word, x, &words) has = has || x->text == w->text;
            if (!has) vec_push(d->arena, &words, *w);
        }
    to->words = words;
}

static void put_item(struct mixing *m, const struct item *item, int side) {
    struct difference *d = m->d;
    uint32_t main = own_model(d, side)->program.files.at[0]->file;
    vec_each (struct ast_node *, n, &item->of[side]) {
        struct ast_node *to = copied(d, *n, main, m->file->file);
        if (to->kind >= NODE_ISSUED && to->kind <= NODE_SEE) {
            if (to->kind == NODE_PARAGRAPHS) put_lacking(d, to, &item->of[!side]);
            vec_push(d->arena, &m->strategy->parts, to);
        } else if (to->kind != NODE_EXAMPLE && to->kind != NODE_SAFEGUARD) {
            if (to->kind == NODE_BLOCK) take_parts(d, to, &(*n)->parts);
            if (item->inside[side])
                put_inside(m, item->inside[side], to);
            else
                vec_push(d->arena, &m->file->items, to);
        }
    }
}

static const struct ast_node *strategy_of(const struct ast_program *program) {
    vec_each (struct ast_file *, file, &program->files)
        vec_each (struct ast_node *, n, &(*file)->items)
            if ((*n)->kind == NODE_STRATEGY) return *n;
    return NULL;
}

const struct rule_set *rules_mixed(struct difference *d, uint64_t undone) {
    const struct model *new = own_model(d, NEW);
    const struct ast_node *strategy = strategy_of(&new->program);
    if (!strategy) return NULL;
    struct mixing m = {.d = d, .file = arena_new(d->arena, struct ast_file)};
    *m.file = *new->program.files.at[0];
    m.file->items = (struct ast_nodes){0};
    m.strategy = copied(d, strategy, 0, 0);
    m.strategy->parts = (struct ast_nodes){0};
    vec_push(d->arena, &m.file->items, m.strategy);
    for (int provisions = 0; provisions < 2; provisions++)
        vec_each (struct item, item, &d->items) {
            int side = item->cause != MODEL_NONE && undone >> item->cause & 1 ? OLD : NEW;
            if ((item->inside[side] != NULL) == (provisions != 0)) put_item(&m, item, side);
        }
    if (m.fails) return NULL;
    struct ast_program program = {.complete = true};
    struct diags unheard;
    diags_init(&unheard, d->arena, new->sources);
    vec_push(d->arena, &program.files, m.file);
    const struct model *model = model_build(new->names, &unheard, &program);
    return model ? rules_build(&unheard, model) : NULL;
}
