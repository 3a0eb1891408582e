#include "base/options.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { NARROWEST = 40, ORDINARY = 80, WIDEST = 1000 }; /* columns of a terminal */

/* A letter that takes no value stands by itself: -help is a slip of --help. */
static bool is_written(const struct option *o, const char *arg, const char *name, size_t length) {
    if (arg[1] != '-') return o->letter == arg[1] && (o->argument || !arg[2]);
    return o->name && strlen(o->name) == length && memcmp(o->name, name, length) == 0;
}

static const struct option *nearest(const struct command_line *c, const char *name, size_t length) {
    struct text_pattern word;
    text_pattern_make(&word, name, length, true);
    unsigned limit = text_slips(length);
    const struct option *near = NULL;
    for (size_t i = 0; i < c->options; i++) {
        const char *other = c->table[i].name;
        unsigned distance = other ? text_pattern_distance(&word, other, strlen(other), limit) : 0;
        if (!other || distance > limit) continue;
        near = &c->table[i];
        if (distance == 0) break;
        limit = distance - 1;
    }
    return near;
}

static enum option_read read_option(struct command_line *c, struct option_found *found) {
    const char *arg = found->arg, *name = arg + (arg[1] == '-' ? 2 : 1);
    size_t length = strcspn(name, "=");
    for (size_t i = 0; i < c->options && !found->option; i++)
        if (is_written(&c->table[i], arg, name, length)) found->option = &c->table[i];
    const struct option *o = found->option;
    if (!o) {
        found->option = nearest(c, name, length);
        return OPTION_UNKNOWN;
    }
    if (arg[1] == '-')
        found->value = name[length] ? name + length + 1 : NULL;
    else
        found->value = arg[2] ? arg + 2 : NULL;
    if (!o->argument) return found->value ? OPTION_TAKES_NONE : OPTION_GIVEN;
    if (o->optional) return OPTION_GIVEN;
    if (!found->value && c->next < c->argc) found->value = c->argv[c->next++];
    return found->value && *found->value ? OPTION_GIVEN : OPTION_WANTS_VALUE;
}

enum option_read option_next(struct command_line *c, struct option_found *found) {
    *found = (struct option_found){0};
    while (c->next < c->argc) {
        found->arg = c->argv[c->next++];
        if (c->operands || found->arg[0] != '-' || found->arg[1] == '\0') return OPTION_OPERAND;
        if (strcmp(found->arg, "--") != 0) return read_option(c, found);
        c->operands = true;
    }
    return OPTION_END;
}

static int put_shown(FILE *out, const struct option *o) {
    if (o->shown) return fprintf(out, "  %s", o->shown);
    int width = o->letter ? fprintf(out, "  -%c", o->letter) : fprintf(out, "    ");
    if (o->name) width += fprintf(out, "%s--%s", o->letter ? ", " : "  ", o->name);
    if (o->argument) width += fprintf(out, "%s%s", o->name ? "=" : " ", o->argument);
    return width;
}

void options_help(FILE *out, const struct option *table, size_t n, int group, int column) {
    for (const struct option *o = table; o < table + n; o++) {
        if (o->group != group) continue;
        int width = put_shown(out, o);
        if (width > column) {
            putc('\n', out);
            width = 0;
        }
        fprintf(out, "%*s%s\n", width + 2 > column ? 2 : column - width, "", o->help);
    }
}

size_t options_columns(int fd) {
    const char *said = getenv("COLUMNS");
    long columns = 0;
    if (!isatty(fd)) return ORDINARY;
    if (said) columns = strtol(said, NULL, 10);
#ifdef TIOCGWINSZ
    struct winsize size;
    if (columns <= 0 && ioctl(fd, TIOCGWINSZ, &size) == 0) columns = size.ws_col;
#endif
    if (columns <= 0 || columns > WIDEST) return ORDINARY;
    return columns < NARROWEST ? NARROWEST : (size_t)columns;
}

bool options_color(int fd) {
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    return !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0) && isatty(fd);
}
