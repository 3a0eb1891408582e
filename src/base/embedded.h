/* Texts that travel inside the program: written at build time by embed.sh, one array for each set.
 */
#ifndef STRAT_BASE_EMBEDDED_H
#define STRAT_BASE_EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *name; /* the file's own name, without its folder; NULL ends the array */
    const char *text; /* its bytes, with a NUL after them */
    size_t length;    /* without that NUL */
};

extern const struct embedded embedded_pages[];   /* src/diag/pages/NAME.md, the page of each code */
extern const struct embedded embedded_runtime[]; /* src/runtime, headers first */
extern const struct embedded embedded_templates[]; /* src/emit/c/templates */
extern const struct embedded embedded_snippets[];  /* src/lsp/snippets.json */
extern const struct embedded embedded_page[];      /* what pages are made of: emit/page/page.c */
extern const struct embedded embedded_reading[];   /* src/emit/documents/reading.css */

#endif
