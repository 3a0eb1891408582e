#include "diag/diag.h"

#include <string.h>

#define ERROR DIAG_ERROR
#define WARNING DIAG_WARNING
#define STYLE DIAG_STYLE
#define CODE(number, identifier, slug, severity, on, summary) {number, slug, severity, on, summary},
const struct diag_info diag_infos[DIAG_COUNT] = {
#include "diag/codes.def"
};
#undef CODE
#undef ERROR
#undef WARNING
#undef STYLE

void diags_init(struct diags *d, struct arena *a, struct sources *sources) {
    *d = (struct diags){.arena = a, .sources = sources};
}

static bool same(const struct diag *x, const struct diag *y) {
    return x->code == y->code && x->at.file == y->at.file && x->at.from == y->at.from &&
           x->at.to == y->at.to && strcmp(x->text, y->text) == 0;
}

static size_t hash_of(const struct diag *x) {
    uint64_t h = (uint64_t)x->code + x->at.file * 31u;
    h = (h * 0x9e3779b97f4a7c15u) ^ x->at.from;
    h = (h * 0x9e3779b97f4a7c15u) ^ x->at.to;
    for (const char *c = x->text; *c; c++) h = (h ^ (unsigned char)*c) * 0x100000001b3u;
    return (size_t)(h ^ h >> 32);
}

static uint32_t *seen_slot(const struct diags *d, uint32_t *slots, size_t cap,
                           const struct diag *x) {
    for (size_t i = hash_of(x) & (cap - 1);; i = (i + 1) & (cap - 1))
        if (!slots[i] || same(&d->list.at[slots[i] - 1], x)) return &slots[i];
}

static void seen_grow(struct diags *d) {
    size_t cap = d->seen_cap ? d->seen_cap * 2 : 64;
    uint32_t *slots = arena_array(d->arena, uint32_t, cap);
    for (size_t i = 0; i < d->list.len; i++)
        *seen_slot(d, slots, cap, &d->list.at[i]) = (uint32_t)i + 1;
    d->seen = slots;
    d->seen_cap = cap;
}

void diag_report(struct diags *d, enum diag_code code, struct span at, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(d->arena, fmt, ap);
    va_end(ap);
    if (d->list.len >= d->seen_cap / 2) seen_grow(d);
    struct diag x = {.code = code, .at = at, .text = text, .order = d->list.len};
    uint32_t *slot = seen_slot(d, d->seen, d->seen_cap, &x);
    d->repeated = *slot != 0;
    if (d->repeated) return;
    vec_push(d->arena, &d->list, x);
    *slot = (uint32_t)d->list.len;
    if (diag_infos[code].severity == DIAG_ERROR) d->errors++;
}

void diag_note(struct diags *d, struct span at, const char *fmt, ...) {
    if (d->repeated || d->list.len == 0) return;
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(d->arena, fmt, ap);
    va_end(ap);
    struct diag *last = &d->list.at[d->list.len - 1];
    vec_push(d->arena, &last->notes, ((struct diag_note){.at = at, .text = text}));
}

/* "2001", "ST2001" and "st2001" are the number: always with its four digits. */
static bool is_number_of(const char *name, unsigned number) {
    if ((name[0] == 'S' || name[0] == 's') && (name[1] == 'T' || name[1] == 't')) name += 2;
    unsigned value = 0;
    for (size_t i = 0; i < 4; i++) {
        if (name[i] < '0' || name[i] > '9') return false;
        value = value * 10 + (unsigned)(name[i] - '0');
    }
    return name[4] == '\0' && value == number;
}

enum diag_code diag_find(const char *name) {
    for (int i = 0; i < DIAG_COUNT; i++)
        if (strcmp(name, diag_infos[i].slug) == 0 || is_number_of(name, diag_infos[i].number))
            return (enum diag_code)i;
    return DIAG_COUNT;
}

bool diag_is_retired(const char *name) {
    bool is = false;
#define CODE(number, identifier, slug, severity, on, summary)
#define RETIRED(number, slug) is = is || strcmp(name, slug) == 0 || is_number_of(name, number);
#include "diag/codes.def"
#undef CODE
    return is;
}
