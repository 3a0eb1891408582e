#include "base/embedded.h"
#include "diag/diag.h"

#include <string.h>

const char *diag_page(enum diag_code code) {
    const char *slug = diag_infos[code].slug;
    size_t n = strlen(slug);
    for (const struct embedded *page = embedded_pages; page->name; page++)
        if (strncmp(page->name, slug, n) == 0 && strcmp(page->name + n, ".md") == 0)
            return page->text;
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
        if (!r->fenced || strncmp(r->line, "```strat ", 9) != 0) continue;
        r->kind = PAGE_LEAD;
        r->line = strncmp(r->line + 9, "bad", 3) == 0 ? "Not so:" : "But so:";
        r->length = strlen(r->line);
        return true;
    }
    return false;
}
