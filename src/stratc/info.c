#include "stratc/info.h"

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

bool print_page(FILE *out, struct diags *d, const char *name, bool color) {
    enum diag_code code = diag_find(name);
    if (diag_is_retired(name)) {
        diag_report(d, DIAG_USAGE, SPAN_NOWHERE, "%s is retired: nothing reports it any more",
                    name);
        return false;
    }
    if (code == DIAG_COUNT) {
        const char *near = diag_nearest(name);
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
    struct page_reader r = {.at = page};
    while (page_next(&r)) {
        const char *form = r.kind == PAGE_EXAMPLE && r.length ? "    %.*s\n"
                           : r.kind == PAGE_LEAD              ? "%.*s\n\n"
                           : r.kind == PAGE_HEADING && color  ? "\033[1m%.*s\033[m\n"
                                                              : "%.*s\n";
        fprintf(out, form, (int)r.length, r.line);
    }
    return true;
}
