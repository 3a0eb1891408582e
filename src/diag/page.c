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
