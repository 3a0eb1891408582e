/*
 * A tree from JSON, of whatever origin. The text is copied into the tree, and its strings stay
 * where they lie there, their escapes and quotes taken off.
 */
#include "evaluator/explain/tree.h"

#include "evaluator/io/scan.h"

struct reader {
    struct ev_tree *tree;
    char *start, *at, *end; /* a NUL at the end, and EV_SLACK bytes behind it */
    struct ev_unread *unread;
};

static bool wrong(struct reader *r, const char *at, const char *why) {
    if (at >= r->end) why = "it ends before its value does: was it cut?";
    *r->unread = (struct ev_unread){why, (size_t)(at - r->start) + 1};
    return false;
}

static void skip_space(struct reader *r) { r->at += ev_skip_space(r->at) - r->at; }

/* The string at r->at; r->at behind it. Its closing quote becomes a NUL at the latest. */
static bool read_string(struct reader *r, const char **text) {
    const char *why;
    bool escaped;
    char *inside = r->at + 1;
    size_t length = (size_t)(ev_string_end(inside, r->end, &escaped, &why) - inside);
    if (why) return wrong(r, inside + length, why);
    r->at = inside + length + 1;
    if (escaped) length = ev_unescape(inside, length, inside, length);
    inside[length] = '\0';
    if (strlen(inside) != length) return wrong(r, inside, "a NUL cannot stand in a text");
    *text = inside;
    return true;
}

static bool read_scalar(struct reader *r, struct ev_node *parent, const char *key) {
    const char *why, *end = ev_scalar_end(r->at, r->end, &why);
    if (why) return wrong(r, end, why);
    size_t length = (size_t)(end - r->at);
    if (*r->at == 't' || *r->at == 'f') {
        ev_grow_bool(r->tree, parent, key, *r->at == 't');
    } else {
        if (*r->at != 'n') ev_put(&r->tree->said, r->at, length);
        ev_grow_said_number(r->tree, parent, key); /* null where it says nothing */
    }
    r->at += length;
    return true;
}

static bool has_key_twice(struct reader *r, struct ev_node *object) {
    ev_tree_index(r->tree, object);
    const struct ev_node **sorted = object->sorted;
    for (uint32_t i = 1; sorted && i < object->n; i++)
        if (strcmp(sorted[i - 1]->key, sorted[i]->key) == 0) return true;
    return false;
}

static bool read_value(struct reader *r, struct ev_node *parent, const char *key);

/* A key and its colon. */
static bool read_key(struct reader *r, const char **key) {
    if (*r->at != '"') return wrong(r, r->at, "a key in double quotes is missing");
    if (!read_string(r, key)) return false;
    skip_space(r);
    if (*r->at != ':') return wrong(r, r->at, "a : is missing after the key");
    r->at++;
    skip_space(r);
    return true;
}

static bool read_container(struct reader *r, struct ev_node *parent, const char *key) {
    bool object = *r->at == '{', more;
    const char *start = r->at, *name = NULL;
    char close = object ? '}' : ']';
    if (parent->depth == EV_TREE_DEPTH)
        return wrong(r, r->at, "lists and objects stand too deep in one another");
    struct ev_node *node = ev_grow(r->tree, parent, key, object ? EV_OBJECT : EV_LIST);
    r->at++;
    skip_space(r);
    for (more = *r->at != close; more && !r->tree->failed; skip_space(r)) {
        if ((object && !read_key(r, &name)) || !read_value(r, node, name)) return false;
        skip_space(r);
        more = *r->at == ',';
        if (!more && *r->at != close)
            return wrong(r, r->at, object ? "a , or a } is missing" : "a , or a ] is missing");
        r->at += more;
    }
    if (r->tree->failed) return false;
    r->at++;
    if (object && has_key_twice(r, node)) return wrong(r, start, "an object has a key twice");
    return true;
}

static bool read_value(struct reader *r, struct ev_node *parent, const char *key) {
    if (*r->at == '{' || *r->at == '[') return read_container(r, parent, key);
    if (*r->at != '"') return read_scalar(r, parent, key);
    struct ev_node *node = ev_grow(r->tree, parent, key, EV_TEXT);
    return read_string(r, &node->text);
}

struct ev_node *ev_tree_read(struct ev_tree *t, struct ev_node *parent, const char *key,
                             const char *text, size_t n, struct ev_unread *unread) {
    *unread = (struct ev_unread){"there is not enough memory", 0};
    char *copy = n <= SIZE_MAX / 8 ? ev_tree_take(t, n + EV_SLACK + 1) : NULL;
    if (!copy) return NULL;
    memcpy(copy, text, n);
    memset(copy + n, 0, EV_SLACK + 1);
    struct reader r = {t, copy, copy, copy + n, unread};
    /* A list of its own, so that what is read in part is never seen. */
    struct ev_node *within = ev_grow(t, NULL, NULL, EV_LIST);
    within->depth = parent ? parent->depth : 0;
    skip_space(&r);
    if (!read_value(&r, within, key)) return NULL;
    skip_space(&r);
    if (r.at < r.end) {
        wrong(&r, r.at, "more stands behind the value");
        return NULL;
    }
    struct ev_node *node = within->first;
    if (t->failed || !parent) return t->failed ? NULL : node;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    parent->n++;
    parent->sorted = NULL;
    return node;
}
