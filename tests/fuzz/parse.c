/* libFuzzer: whatever the bytes are, parsing ends, says only what has a place in the text, and
 * gives the same tree twice. */
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/tree_dump.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds) {
    if (!holds) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static struct parsed p, again;
    parse_bytes(&p, (const char *)data, size);
    vec_each (struct diag, d, &p.diags.list) {
        require(d->at.from <= d->at.to && d->at.to <= size);
        if (d->code != DIAG_MISSING_BRACE &&
            d - p.diags.list.at < 50) /* several may be missing in one place */
            for (const struct diag *earlier = p.diags.list.at; earlier < d; earlier++)
                require(earlier->at.from != d->at.from || earlier->code != d->code);
    }
    if (!p.file) return 0;
    const char *tree = tree_of(&p);
    parse_bytes(&again, (const char *)data, size);
    require(strcmp(tree, tree_of(&again)) == 0);
    require(again.diags.errors == p.diags.errors);
    return 0;
}
