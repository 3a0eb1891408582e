#include "diag/diag.h"

#include "base/embedded.h"
#include "base/text.h"

#include <stdlib.h>
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
    intern_init(&d->told, a);
}

/* What the message asks whether it was meant, in place of what stands where it is reported. */
static void add_meant(struct diags *d, const struct diag *x) {
    static const char asks[] = "did you mean `";
    const char *meant = strstr(x->text, asks);
    if (!meant) return;
    meant += sizeof asks - 1;
    meant = arena_strndup(d->arena, meant, strcspn(meant, "`"));
    diag_fix(d, (struct diag_fix){arena_printf(d->arena, "Write `%s`", meant), x->at, meant, true});
}

void diag_report(struct diags *d, enum diag_code code, struct span at, const char *fmt, ...) {
    va_list ap;
    va_start(ap, fmt);
    const char *text = arena_vprintf(d->arena, fmt, ap);
    va_end(ap);
    const char *all = arena_printf(d->arena, "%u:%u:%u:%u:%s", (unsigned)code, (unsigned)at.file,
                                   (unsigned)at.from, (unsigned)at.to, text);
    d->repeated = !intern_new(&d->told, all, strlen(all));
    if (d->repeated) return;
    vec_push(d->arena, &d->list,
             ((struct diag){.code = code, .at = at, .text = text, .order = d->list.len}));
    if (diag_infos[code].severity == DIAG_ERROR) d->errors++;
    add_meant(d, &d->list.at[d->list.len - 1]);
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

void diag_fix(struct diags *d, struct diag_fix fix) {
    if (d->repeated || d->list.len == 0 || !fix.what) return;
    vec_push(d->arena, &d->list.at[d->list.len - 1].fixes, fix);
}

/* "2001", "ST2001" and "st2001" are the number: always with its four digits. */
static bool is_number_of(const char *name, unsigned number) {
    if ((name[0] == 'S' || name[0] == 's') && (name[1] == 'T' || name[1] == 't')) name += 2;
    return strlen(name) == 4 && strspn(name, "0123456789") == 4 &&
           strtoul(name, NULL, 10) == number;
}

const char *diag_tag(struct arena *a, enum diag_code code) {
    return arena_printf(a, "[ST%04u %s]", diag_infos[code].number, diag_infos[code].slug);
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

const char *diag_nearest(const char *name) {
    const char *slugs[DIAG_COUNT];
    for (int i = 0; i < DIAG_COUNT; i++) slugs[i] = diag_infos[i].slug;
    return text_nearest(name, slugs, DIAG_COUNT);
}

/* ---- pages ---- */

const char *diag_page(enum diag_code code) {
    const char *slug = diag_infos[code].slug;
    size_t n = strlen(slug);
    for (const struct embedded *page = embedded_pages; page->name; page++)
        if (strncmp(page->name, slug, n) == 0 && strcmp(page->name + n, ".md") == 0)
            return page->text;
    return NULL;
}

/* What is said before an example, by the words of its fence; NULL: nothing. */
static const char *lead_of(const char *words) {
    if (strncmp(words, "strat bad", 9) == 0) return "Not so:";
    if (strncmp(words, "strat ", 6) == 0) return "But so:";
    if (strncmp(words, "markdown ", 9) == 0) return "where the source, example.md, is";
    if (strncmp(words, "lock ", 5) == 0) return "and the lock, example.lock, is";
    return NULL;
}

bool page_next(struct page_reader *r) {
    while (*r->at) {
        r->line = r->at;
        r->length = strcspn(r->at, "\n");
        r->at += r->length + (r->at[r->length] == '\n');
        r->kind = r->fenced ? PAGE_EXAMPLE : r->line[0] == '#' ? PAGE_HEADING : PAGE_TEXT;
        if (r->kind == PAGE_HEADING) {
            size_t marks = strspn(r->line, "# ");
            r->line += marks;
            r->length -= marks;
        }
        if (strncmp(r->line, "```", 3) != 0) return true;
        r->fenced = !r->fenced;
        const char *lead = r->fenced ? lead_of(r->line + 3) : NULL;
        if (!lead) continue;
        r->kind = PAGE_LEAD;
        r->line = lead;
        r->length = strlen(r->line);
        return true;
    }
    return false;
}
