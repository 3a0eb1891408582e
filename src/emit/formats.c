#include "emit/formats.h"

#include <string.h>

const struct format formats[] = {
#define FORMAT(function, name, files, what) {name, files, what, emit_##function},
#include "emit/formats.def"
#undef FORMAT
    {0},
};

const struct format *format_find(const char *name) {
    for (const struct format *f = formats; f->name; f++)
        if (strcmp(f->name, name) == 0) return f;
    return NULL;
}
