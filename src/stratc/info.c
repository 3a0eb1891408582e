#include "stratc/info.h"

#include "base/text.h"
#include "diag/select.h"
#include "emit/formats.h"

#include <string.h>

#ifndef STRATC_VERSION
#define STRATC_VERSION "unknown"
#endif

static const char *severity_word(enum diag_severity severity) {
    return severity == DIAG_ERROR ? "error" : severity == DIAG_WARNING ? "warning" : "style";
}

void print_version(FILE *out) { fputs("stratc " STRATC_VERSION "\n", out); }

void print_codes(FILE *out) {
    for (int i = 0; i < DIAG_COUNT; i++) {
        const struct diag_info *info = &diag_infos[i];
        fprintf(out, "ST%04u %-7s %-28s %s%s\n", info->number, severity_word(info->severity),
                info->slug, info->summary, info->on ? "" : " (only with -W)");
    }
}

void print_formats(FILE *out) {
    for (const struct format *f = formats; f->name; f++)
        fprintf(out, "%-20s %s\n", f->name, f->what);
}

/* One line of a page. Fences go, and what they fence is set in, under a word that says whether it
 * is right or wrong.
 */
static void print_page_line(FILE *out, const char *line, size_t len, bool *fenced, bool color) {
    if (len >= 3 && strncmp(line, "```", 3) == 0) {
        *fenced = !*fenced;
        if (*fenced && len >= 9 && strncmp(line, "```strat ", 9) == 0)
            fprintf(out, "%s\n\n", strncmp(line + 9, "bad", 3) == 0 ? "Not so:" : "But so:");
    } else if (*fenced) {
        fprintf(out, len ? "    %.*s\n" : "\n", (int)len, line);
    } else if (line[0] == '#') {
        size_t marks = strspn(line, "# ");
        fprintf(out, color ? "\033[1m%.*s\033[m\n" : "%.*s\n", (int)(len - marks), line + marks);
    } else {
        fprintf(out, "%.*s\n", (int)len, line);
    }
}

bool print_page(FILE *out, struct diags *d, const char *name, bool color) {
    enum diag_code code = diag_find(name);
    if (code == DIAG_COUNT) {
        const char *slugs[DIAG_COUNT];
        for (int i = 0; i < DIAG_COUNT; i++) slugs[i] = diag_infos[i].slug;
        const char *near = text_nearest(name, slugs, DIAG_COUNT);
        if (near)
            diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "there is no code %s: do you mean %s?", name,
                        near);
        else
            diag_report(d, DIAG_USAGE, SPAN_NOWHERE,
                        "there is no code %s (--list-codes lists them)", name);
        return false;
    }
    const char *page = diag_page(code);
    if (!page) {
        diag_report(d, DIAG_INCOMPLETE_INSTALLATION, SPAN_NOWHERE,
                    "the page of ST%04u is missing from this stratc", diag_infos[code].number);
        return false;
    }
    bool fenced = false;
    for (const char *line = page; *line;) {
        size_t len = strcspn(line, "\n");
        print_page_line(out, line, len, &fenced, color);
        line += len + (line[len] == '\n');
    }
    return true;
}
