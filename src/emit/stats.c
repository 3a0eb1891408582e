/*
 * How large a laid-out policy is.
 */
#include "emit/emit.h"

#include "base/text.h"
#include "runtime/format.h"

#include <inttypes.h>

static void print_short_way(FILE *out, struct arena *a, const struct layout *layout,
                            const struct fast *fast) {
    if (!fast) {
        fputs("  cases   none: too large to make complete requests ready\n", out);
        return;
    }
    struct fast_sizes sizes = emit_fast_sizes(a, fast, layout);
    fprintf(out,
            "  cases   %zu bytes to decide complete requests by, %" PRIu32
            " words of them each time; %zu to make them ready\n",
            sizes.tables, sizes.reads, sizes.maps);
    if (sizes.planes) fprintf(out, "  planes  %" PRIu32 " bits a request\n", sizes.planes);
}

void stats_print(FILE *out, struct arena *a, const char *path, const struct layout *layout,
                 const struct fast *fast, size_t rules, size_t cubes) {
    const struct strat_policy *whole = &layout->policy,
                              *tables = &layout_for_c(a, layout, true)->policy,
                              *p = &layout_for_c(a, layout, false)->policy;
    size_t words = 8 * p->table_words, names = 4 * p->names_words;
    size_t more = 8 * tables->table_words + tables->rules_bytes - words - p->rules_bytes,
           diagrams = 8 * (whole->table_words - tables->table_words);
    text_put(out, path);
    fprintf(out, ": %zu rules, %zu boxes of conditions\n", rules, cubes);
    fprintf(out, "  table   %zu bytes", words + p->rules_bytes);
    if (rules) fprintf(out, ", %.1f a rule", (double)(words + p->rules_bytes) / (double)rules);
    if (p->rules)
        fprintf(out, ": large layout, found by %" PRIu64 " indexes\n",
                p->table[p->table[H_ROW_AT] + L_INDEXES]);
    else
        fprintf(out, ": small layout, %" PRIu64 " word%s for each class of values\n",
                p->table[H_WORDS], p->table[H_WORDS] == 1 ? "" : "s");
    if (more)
        fprintf(out, "  more    %zu bytes to tell which readings a decision hangs on\n", more);
    if (diagrams)
        fprintf(out, "  more    %zu bytes to decide requests with open facts by\n", diagrams);
    print_short_way(out, a, layout, fast);
    fprintf(out, "  texts   %zu bytes (%zu of names and titles, %zu of where they stand)\n",
            p->text_bytes + names, p->text_bytes, names);
    fprintf(out, "  memory  %zu bytes at least to decide in\n", 8 * strat_work_words(p));
}
