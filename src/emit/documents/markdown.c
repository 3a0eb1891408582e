#include "emit/documents/markdown.h"

#include "base/list.h"
#include "base/text.h"

#include <string.h>

const char *markdown_text(struct arena *a, const char *text) {
    size_t n = strlen(text), k = 0;
    char *escaped = arena_array(a, char, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        if (text_markdown_sign(text, n, i)) escaped[k++] = '\\';
        escaped[k++] = text[i];
    }
    return escaped;
}

const char *markdown_block(struct arena *a, const char *text) {
    text += strspn(text, " \t");
    size_t n = strlen(text), sign = text_markdown_start(text, n);
    const char *escaped = markdown_text(a, text);
    if (sign == n) return escaped; /* what stands before a sign is digits: the same escaped */
    return arena_printf(a, "%.*s\\%s", (int)sign, escaped, escaped + sign);
}

const char *markdown_title(struct arena *a, const struct declared *x) {
    return markdown_text(a, declared_title(x));
}

void markdown_head(FILE *out, struct arena *a, const struct model *m, const char *heading) {
    fprintf(out, "# %s\n\n**%s**", heading, markdown_text(a, m->title));
    if (m->version) fprintf(out, ", version %s", markdown_text(a, m->version));
    if (m->issued_by) fprintf(out, ", issued by %s", markdown_text(a, m->issued_by));
    fputs("\n", out);
}

const char *markdown_list(struct arena *a, const struct texts *list, const char *between) {
    return list_joined(a, list->at, list->len, between, between);
}
