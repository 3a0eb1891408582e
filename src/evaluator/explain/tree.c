#include "evaluator/explain/tree.h"

#include "base/text.h"

#include <stdlib.h>

/* Memory comes in pieces, each larger than the one before, up to a bound. */
struct ev_chunk {
    struct ev_chunk *before;
    max_align_t bytes[];
};
enum { FIRST = 16 << 10, LARGEST = 1 << 20, ALIGN = sizeof(max_align_t) };

bool ev_tree_open(struct ev_tree *t) {
    *t = (struct ev_tree){.lost = {.key = "", .text = ""}};
    t->failed = !ev_out_open(&t->said, EV_MEMORY, 256);
    return !t->failed;
}

void ev_tree_close(struct ev_tree *t) {
    while (t->chunks) {
        struct ev_chunk *before = t->chunks->before;
        free(t->chunks);
        t->chunks = before;
    }
    ev_out_close(&t->said);
    t->failed = true; /* what is grown from now on is lost */
}

static bool add_chunk(struct ev_tree *t, size_t n) {
    size_t size = t->size ? t->size * 2 : FIRST;
    size = size > LARGEST ? LARGEST : size;
    size = size < n ? n : size;
    struct ev_chunk *chunk = malloc(sizeof *chunk + size);
    if (!chunk) return false;
    chunk->before = t->chunks;
    t->chunks = chunk;
    t->size = size;
    t->used = 0;
    return true;
}

void *ev_tree_take(struct ev_tree *t, size_t n) {
    bool fits = !t->failed && n <= SIZE_MAX / 4;
    n = fits ? (n + ALIGN - 1) / ALIGN * ALIGN : 0;
    fits = fits && (t->most == 0 || n <= t->most - t->taken);
    if (!fits || (n > t->size - t->used && !add_chunk(t, n))) {
        t->failed = true;
        return NULL;
    }
    void *bytes = (char *)t->chunks->bytes + t->used;
    t->used += n;
    t->taken += n;
    return bytes;
}

/* ---- growing ---- */

struct ev_node *ev_grow(struct ev_tree *t, struct ev_node *parent, const char *key,
                        enum ev_node_kind kind) {
    uint32_t depth = parent ? parent->depth + 1 : 1;
    bool lost = parent == &t->lost || (depth > EV_TREE_DEPTH && kind >= EV_LIST);
    struct ev_node *node = lost ? NULL : ev_tree_take(t, sizeof *node);
    if (!node) {
        t->failed = true;
        t->lost = (struct ev_node){.key = "", .text = ""};
        return &t->lost;
    }
    *node = (struct ev_node){.kind = kind, .depth = depth, .key = key ? key : "", .text = ""};
    if (!parent) return node;
    parent->sorted = NULL;
    if (parent->last)
        parent->last->next = node;
    else
        parent->first = node;
    parent->last = node;
    parent->n++;
    return node;
}

static const char *copied(struct ev_tree *t, const char *text, size_t n) {
    char *copy = ev_tree_take(t, n + 1);
    if (!copy) return "";
    memcpy(copy, text, n);
    copy[n] = '\0';
    return copy;
}

struct ev_node *ev_grow_object(struct ev_tree *t, struct ev_node *parent, const char *key) {
    return ev_grow(t, parent, key, EV_OBJECT);
}

struct ev_node *ev_grow_list(struct ev_tree *t, struct ev_node *parent, const char *key) {
    return ev_grow(t, parent, key, EV_LIST);
}

void ev_grow_null(struct ev_tree *t, struct ev_node *parent, const char *key) {
    ev_grow(t, parent, key, EV_NULL);
}

void ev_grow_bool(struct ev_tree *t, struct ev_node *parent, const char *key, bool yes) {
    ev_grow(t, parent, key, EV_BOOL)->yes = yes;
}

void ev_grow_integer(struct ev_tree *t, struct ev_node *parent, const char *key, int64_t n) {
    ev_put_number(&t->said, n);
    ev_grow_said_number(t, parent, key);
}

void ev_grow_text(struct ev_tree *t, struct ev_node *parent, const char *key, const char *text) {
    ev_grow(t, parent, key, EV_TEXT)->text = copied(t, text, strlen(text));
}

void ev_grow_some(struct ev_tree *t, struct ev_node *parent, const char *key, const char *text) {
    if (text[0] == '\0')
        ev_grow_null(t, parent, key);
    else
        ev_grow_text(t, parent, key, text);
}

static void grow_said(struct ev_tree *t, struct ev_node *parent, const char *key,
                      enum ev_node_kind kind) {
    t->failed = t->failed || t->said.error;
    struct ev_node *node = ev_grow(t, parent, key, t->said.used > 0 ? kind : EV_NULL);
    if (t->said.used > 0) node->text = copied(t, t->said.buffer, t->said.used);
    t->said.used = 0;
}

void ev_grow_said(struct ev_tree *t, struct ev_node *parent, const char *key) {
    grow_said(t, parent, key, EV_TEXT);
}

void ev_grow_said_number(struct ev_tree *t, struct ev_node *parent, const char *key) {
    grow_said(t, parent, key, EV_NUMBER);
}

const char *ev_tree_kept(struct ev_tree *t) {
    struct ev_node *holder = ev_grow_object(t, NULL, NULL);
    ev_grow_said(t, holder, "text");
    return ev_member_text(holder, "text");
}

void ev_grow_grafted(struct ev_tree *t, struct ev_node *parent, const char *key,
                     const struct ev_node *node) {
    struct ev_node *copy = ev_grow(t, parent, key, node ? node->kind : EV_NULL);
    if (!node) return;
    copy->yes = node->yes;
    copy->n = node->n;
    copy->text = node->text;
    copy->first = node->first;
    copy->last = node->last;
    copy->sorted = node->sorted;
}

/* ---- finding ---- */

const struct ev_node *ev_member(const struct ev_node *object, const char *key) {
    if (!object || object->kind != EV_OBJECT) return NULL;
    if (object->sorted) {
        uint32_t low = 0, high = object->n;
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (strcmp(object->sorted[middle]->key, key) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        bool found = low < object->n && strcmp(object->sorted[low]->key, key) == 0;
        return found ? object->sorted[low] : NULL;
    }
    ev_each_node (member, object)
        if (strcmp(member->key, key) == 0) return member;
    return NULL;
}

const char *ev_member_text(const struct ev_node *object, const char *key) {
    const struct ev_node *member = ev_member(object, key);
    return member ? member->text : "";
}

bool ev_member_is(const struct ev_node *object, const char *key, const char *text) {
    return strcmp(ev_member_text(object, key), text) == 0;
}

const struct ev_node *ev_node_with(const struct ev_node *list, const char *key, const char *text) {
    ev_each_node (item, list)
        if (ev_member_is(item, key, text)) return item;
    return NULL;
}

bool ev_member_true(const struct ev_node *object, const char *key) {
    const struct ev_node *member = ev_member(object, key);
    return member && member->yes;
}

uint32_t ev_member_count(const struct ev_node *object, const char *key) {
    const struct ev_node *member = ev_member(object, key);
    return member ? member->n : 0;
}

bool ev_node_has(const struct ev_node *list, const char *text) {
    ev_each_node (item, list)
        if (item->kind == EV_TEXT && strcmp(item->text, text) == 0) return true;
    return false;
}

void ev_node_say(struct ev_out *out, const struct ev_node *node) {
    const char *before = "";
    if (!node || node->kind == EV_NULL || (node->kind >= EV_LIST && node->n == 0))
        ev_text(out, "none");
    else if (node->kind == EV_BOOL)
        ev_text(out, node->yes ? "yes" : "no");
    else if (node->kind == EV_OBJECT)
        ev_node_write(out, node);
    else
        ev_text(out, node->text);
    ev_each_node (item, node && node->kind == EV_LIST ? node : NULL) {
        ev_textf(out, "%s%s", before, item->text);
        before = ", ";
    }
}

bool ev_node_same(const struct ev_node *a, const struct ev_node *b) {
    if (!a || !b) return a == b;
    bool same =
        a->kind == b->kind && a->yes == b->yes && a->n == b->n && strcmp(a->text, b->text) == 0;
    const struct ev_node *x = a->first, *y = b->first;
    for (; same && x && y; x = x->next, y = y->next)
        same = strcmp(x->key, y->key) == 0 && ev_node_same(x, y);
    return same;
}

/* ---- writing ---- */

static void write_text(struct ev_out *out, const char *text) {
    static const char hex[] = "0123456789abcdef";
    ev_put(out, "\"", 1);
    for (size_t n = strlen(text), length; n > 0; text += length, n -= length) {
        for (length = 0; length < n && text[length] >= ' ' && text[length] <= '~' &&
                         text[length] != '"' && text[length] != '\\';)
            length++;
        if (length == 0) {
            int32_t c = utf8_decode(text, n, &length);
            char escape[6] = {
                '\\', 'u', hex[c >> 12 & 15], hex[c >> 8 & 15], hex[c >> 4 & 15], hex[c & 15]};
            bool quoted = c == '"' || c == '\\';
            if (quoted) ev_put(out, "\\", 1);
            if (!quoted && text_harmful(c)) {
                ev_put(out, escape, sizeof escape);
                continue;
            }
        }
        ev_put(out, text, length);
    }
    ev_put(out, "\"", 1);
}

/* Whether it is written as every other program would write it: not -0, no 1e3, no more digits than
 * an int64_t has room for. */
static bool is_integer(const char *number) {
    size_t digits = strspn(number + (*number == '-'), "0123456789");
    return number[digits + (*number == '-')] == '\0' && digits <= 18 && strcmp(number, "-0") != 0;
}

/* The members of an object in order of their keys: NULL where it has none, or the tree has failed.
 * By merging ever longer runs: what comes from a file may have many, in whatever order. */
static const struct ev_node **sort(struct ev_tree *t, const struct ev_node *object) {
    size_t n = object->n, i = 0;
    if (object->sorted) return object->sorted;
    const struct ev_node **from =
        n ? ev_tree_take(t, 2 * n * sizeof(const struct ev_node *)) : NULL;
    if (!from) return NULL;
    const struct ev_node **to = from + n;
    ev_each_node (member, object) from[i++] = member;
    for (size_t run = 1; run < n; run *= 2) {
        for (size_t start = 0; start < n; start += 2 * run) {
            size_t middle = start + run < n ? start + run : n;
            size_t end = middle + run < n ? middle + run : n, a = start, b = middle;
            for (size_t k = start; k < end; k++) {
                bool left = a < middle && (b == end || strcmp(from[a]->key, from[b]->key) <= 0);
                to[k] = from[left ? a++ : b++];
            }
        }
        const struct ev_node **other = from;
        from = to;
        to = other;
    }
    return from;
}

void ev_tree_index(struct ev_tree *t, struct ev_node *object) { object->sorted = sort(t, object); }

struct ev_node *ev_tree_by_text(struct ev_tree *t, const struct ev_node *list) {
    struct ev_node *by = ev_grow_object(t, NULL, NULL);
    ev_each_node (item, list)
        if (item->kind == EV_TEXT) ev_grow_grafted(t, by, item->text, item);
    ev_tree_index(t, by);
    return by;
}

struct ev_node *ev_tree_by(struct ev_tree *t, const struct ev_node *list, const char *key) {
    struct ev_node *by = ev_grow_object(t, NULL, NULL);
    ev_each_node (item, list) ev_grow_grafted(t, by, ev_member_text(item, key), item);
    ev_tree_index(t, by);
    return by;
}

/* `t`: canonical. */
static void put_node(struct ev_tree *t, struct ev_out *out, const struct ev_node *node) {
    const struct ev_node **sorted = NULL;
    switch (node->kind) {
    case EV_NULL: ev_puts(out, "null"); return;
    case EV_BOOL: ev_puts(out, node->yes ? "true" : "false"); return;
    case EV_TEXT: write_text(out, node->text); return;
    case EV_NUMBER:
        if (t && !is_integer(node->text))
            write_text(out, node->text);
        else
            ev_puts(out, node->text);
        return;
    case EV_LIST:
    case EV_OBJECT: break;
    }
    bool object = node->kind == EV_OBJECT;
    if (t && object) sorted = sort(t, node);
    ev_put(out, object ? "{" : "[", 1);
    const struct ev_node *item = node->first;
    for (uint32_t i = 0; i < node->n; i++, item = item->next) {
        const struct ev_node *member = sorted ? sorted[i] : item;
        if (i > 0) ev_put(out, ",", 1);
        if (object) {
            write_text(out, member->key);
            ev_put(out, ":", 1);
        }
        put_node(t, out, member);
    }
    ev_put(out, object ? "}" : "]", 1);
}

void ev_node_write(struct ev_out *out, const struct ev_node *node) { put_node(NULL, out, node); }

bool ev_node_write_canonical(struct ev_tree *t, struct ev_out *out, const struct ev_node *node) {
    put_node(t, out, node);
    return !t->failed;
}
