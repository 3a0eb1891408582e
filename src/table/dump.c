/*
 * The words of a table as text, with what they are.
 */
#include "table/layout.h"

#include <inttypes.h>

void layout_dump(FILE *out, const struct layout *l) {
    vec_each (const struct layout_part, part, &l->parts) {
        fprintf(out, "%zu: %s\n", part->at, part->what);
        for (size_t i = 0; i < part->words; i++)
            fprintf(out, "%s%016" PRIx64 "%s", i % 4 ? " " : "  ", l->policy.table[part->at + i],
                    i % 4 == 3 || i + 1 == part->words ? "\n" : "");
    }
    fprintf(out, "%zu words, names of %zu words, %zu bytes of text\n", l->policy.table_words,
            l->policy.names_words, l->policy.text_bytes);
}
