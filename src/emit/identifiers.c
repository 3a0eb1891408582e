#include "emit/identifiers.h"

#include "emit/emit.h"

#include <string.h>

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char *cleaned(struct arena *a, const char *text, size_t n)
{
    char *name = arena_strndup(a, text, n);
    for (char *c = name; *c; c++)
        if (!is_letter(*c) && !(*c >= '0' && *c <= '9'))
            *c = '_';
    return name;
}

const char *emit_prefix(struct arena *a, const char *path)
{
    const char *name = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    const char *dot = strrchr(name, '.');
    char *clean = cleaned(a, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
    return is_letter(*clean) ? clean : arena_printf(a, "policy_%s", clean);
}

static size_t hash(const char *text)
{
    size_t h = 14695981039346656037u;
    for (; *text; text++)
        h = (h ^ (unsigned char)*text) * 1099511628211u;
    return h;
}

void identifiers_init(struct identifiers *ids, struct arena *a, const char *prefix)
{
    *ids = (struct identifiers){.arena = a, .prefix = prefix, .n_slots = 256};
    ids->slots = arena_array(a, const char *, ids->n_slots);
}

static const char **find(struct identifiers *ids, const char *name)
{
    size_t i = hash(name) & (ids->n_slots - 1);
    while (ids->slots[i] && strcmp(ids->slots[i], name) != 0)
        i = (i + 1) & (ids->n_slots - 1);
    return &ids->slots[i];
}

static void grow(struct identifiers *ids)
{
    const char **old = ids->slots;
    size_t n = ids->n_slots;
    ids->n_slots *= 2;
    ids->slots = arena_array(ids->arena, const char *, ids->n_slots);
    for (size_t i = 0; i < n; i++)
        if (old[i])
            *find(ids, old[i]) = old[i];
}

const char *identifier(struct identifiers *ids, const char *a, const char *b)
{
    char *name = b ? arena_printf(ids->arena, "%s_%s_%s", ids->prefix, a, b) : arena_printf(ids->arena, "%s_%s", ids->prefix, a);
    const char *unique = cleaned(ids->arena, name, strlen(name));
    if (2 * ids->used >= ids->n_slots)
        grow(ids);
    while (*find(ids, unique))
        unique = arena_printf(ids->arena, "%s_", unique);
    *find(ids, unique) = unique;
    ids->used++;
    return unique;
}

const char *member(struct arena *a, const char *name)
{
    static const char keywords[] =
        " alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept const consteval constexpr"
        " constinit const_cast continue co_await co_return co_yield decltype default delete do double dynamic_cast else enum explicit"
        " export extern false float for friend goto if inline int long mutable namespace new noexcept not not_eq nullptr operator or"
        " or_eq private protected public register reinterpret_cast requires restrict return short signed sizeof static static_assert"
        " static_cast struct switch template this thread_local throw true try typedef typeid typename typeof typeof_unqual union"
        " unsigned using virtual void volatile wchar_t while xor xor_eq NULL ";
    return strstr(keywords, arena_printf(a, " %s ", name)) ? arena_printf(a, "%s_", name) : name;
}
