/* Lines of a text: what in them is Markdown, what one reads in them, and with which number they
 * begin. */
#include "anchor/anchor.h"

#include "base/list.h"
#include "base/text.h"

#include <ctype.h>
#include <string.h>

/* ---- characters ---- */

static bool is_blank(int32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
           c == 0x205f || c == 0x3000;
}

static bool is_unseen(int32_t c) {
    if (c > ' ' && c < 0x80) return false; /* nearly all */
    return is_blank(c) || c == 0xad || (c >= 0x200b && c <= 0x200d) || c == 0x2060 || c == 0xfeff;
}

/* The one form of a sign that is written in several; NULL: it has one. */
static const char *one_form(int32_t c) {
    static const char *const ligatures[] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    if (c >= 0xfb00 && c <= 0xfb06) return ligatures[c - 0xfb00];
    if (c == '`' || c == 0xb4 || (c >= 0x2018 && c <= 0x201b) || c == 0x2032 || c == 0x2039 ||
        c == 0x203a)
        return "'";
    if (c == 0xab || c == 0xbb || (c >= 0x201c && c <= 0x201f) || c == 0x2033) return "\"";
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212) return "-";
    return NULL;
}

/* A byte that is a character and reads as it stands, as nearly all do; whether `char` has a sign or
 * not. */
static bool is_plain(char c) { return c > ' ' && (unsigned char)c < 0x80 && c != '`'; }

/* What one reads of the character at text[*i], with its length; *i is behind it then. */
static const char *read_next(const char *text, size_t n, size_t *i, size_t *length) {
    size_t bytes;
    if (is_plain(text[*i])) {
        *length = 1;
        return text + (*i)++;
    }
    int32_t c = utf8_decode(text + *i, n - *i, &bytes);
    const char *form = one_form(c), *at = text + *i;
    *i += bytes;
    *length = is_unseen(c) ? 0 : form ? strlen(form) : bytes;
    return form ? form : at;
}

size_t prose_fold(const char *text, size_t n, char *folded, size_t room) {
    size_t to = 0, length;
    for (size_t i = 0; i < n && to < room;) {
        if (is_plain(text[i])) {
            folded[to++] = text[i++];
            continue;
        }
        const char *form = read_next(text, n, &i, &length);
        if (length > room - to) length = room - to;
        memcpy(folded + to, form, length);
        to += length;
    }
    return to;
}

const char *prose_folded(struct arena *a, const char *text, size_t n) {
    char *folded = arena_array(a, char, n + 1); /* no form is longer than what it stands for */
    prose_fold(text, n, folded, n);
    return folded;
}

/* What one reads from this place on, compared with these folded words; 0: it begins with them. */
static int compare(const struct prose *p, uint32_t from, const char *folded) {
    size_t length;
    for (size_t i = from; *folded && i < p->source->len;) {
        const char *form = read_next(p->source->text, p->source->len, &i, &length);
        for (size_t k = 0; k < length && *folded; k++, folded++)
            if (form[k] != *folded) return (unsigned char)form[k] < (unsigned char)*folded ? -1 : 1;
    }
    return *folded ? -1 : 0;
}

bool prose_begins(const struct prose *p, uint32_t from, const char *folded) {
    return compare(p, from, folded) == 0;
}

/* ---- lines ---- */

static uint32_t skip_blanks(const struct source *s, uint32_t from, uint32_t to) {
    size_t bytes;
    while (from < to && is_unseen(utf8_decode(s->text + from, to - from, &bytes)))
        from += (uint32_t)bytes;
    return from;
}

static bool starts_with(const struct prose *p, const struct prose_line *l, const char *sign) {
    size_t n = strlen(sign);
    return l->to - l->from >= n && memcmp(p->source->text + l->from, sign, n) == 0;
}

/* All of it is this sign, three times or more. */
static bool is_rule(const struct prose *p, const struct prose_line *l, char sign) {
    uint32_t i = l->from;
    while (i < l->to && p->source->text[i] == sign) i++;
    return i == l->to && l->to - l->from >= 3;
}

/* The marks with which a line of Markdown begins, one behind the other. */
static void read_marks(const struct prose *p, struct prose_line *l) {
    const char *text = p->source->text;
    uint32_t i = l->from;
    if (i < l->to && text[i] == '#') {
        while (i < l->to && text[i] == '#') i++;
        l->heading = i == l->to || text[i] == ' ' || text[i] == '\t';
        if (!l->heading) i = l->from;
    } else if (i + 1 < l->to && strchr("-*+>", text[i]) && (text[i + 1] == ' ' || text[i] == '>')) {
        l->aside = text[i] == '>';
        l->item = !l->aside;
        i++;
    }
    i = skip_blanks(p->source, i, l->to);
    while (i < l->to && strchr("*_", text[i])) i++;
    l->text = i;
}

static struct prose_line line_at(const struct source *s, uint32_t start, uint32_t end) {
    size_t bytes;
    uint32_t from = skip_blanks(s, start, end), to = end;
    while (end > start && s->text[end - 1] == '\r') end--;
    for (uint32_t i = from, behind = from;; i += (uint32_t)bytes) {
        if (i >= to) {
            to = behind;
            break;
        }
        if (!is_unseen(utf8_decode(s->text + i, to - i, &bytes))) behind = i + (uint32_t)bytes;
    }
    return (struct prose_line){.start = start, .end = end, .from = from, .to = to, .text = from};
}

/* What does not say that it is none: standard input has no name. */
static bool is_markdown(const char *path) {
    const char *dot = strrchr(path, '.');
    return !dot || strcmp(dot, ".txt") != 0;
}

struct prose prose_read(struct arena *a, struct source *source) {
    struct prose p = {.arena = a, .source = source, .markdown = is_markdown(source->path)};
    bool fenced = false;
    for (uint32_t from = 0, to; from < source->len; from = to + 1) {
        const char *end = memchr(source->text + from, '\n', source->len - from);
        to = end ? (uint32_t)(end - source->text) : (uint32_t)source->len;
        struct prose_line l = line_at(source, from, to);
        bool fence = p.markdown && (starts_with(&p, &l, "```") || starts_with(&p, &l, "~~~"));
        bool under = p.markdown && !fenced && (is_rule(&p, &l, '=') || is_rule(&p, &l, '-'));
        if (under && p.lines.len > 0) {
            struct prose_line *above = &p.lines.at[p.lines.len - 1];
            above->heading |= above->from < above->to && !above->aside && !above->item;
        }
        if (p.markdown && !fenced) read_marks(&p, &l);
        l.heading &= !fence;
        l.aside |= fenced || fence || under;
        fenced ^= fence;
        vec_push(a, &p.lines, l);
    }
    return p;
}

/* Sorted, and none of them another's beginning. */
static void keep_shortest(struct texts *words) {
    size_t n = 0;
    list_sort(words->at, words->len);
    vec_each (const char *, word, words)
        if (n == 0 || strncmp(*word, words->at[n - 1], strlen(words->at[n - 1])) != 0)
            words->at[n++] = *word;
    words->len = n;
}

/* Whether one of these words begins here: as they are sorted, by halves. */
static bool begins_any(const struct prose *p, uint32_t from, const struct texts *words) {
    for (size_t low = 0, high = words->len; low < high;) {
        size_t middle = low + (high - low) / 2;
        int is = compare(p, from, words->at[middle]);
        if (is == 0) return true;
        if (is < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

void prose_part(struct prose *p, struct texts *folded) {
    struct prose_lines parted = {0};
    size_t bytes;
    if (folded->len == 0) return;
    keep_shortest(folded);
    vec_each (struct prose_line, l, &p->lines) {
        struct prose_line rest = *l;
        for (uint32_t i = l->text; i < l->to; i += (uint32_t)bytes) {
            bytes = 1;
            if (is_plain(p->source->text[i])) continue;
            bool blank = is_unseen(utf8_decode(p->source->text + i, l->to - i, &bytes));
            uint32_t next = i + (uint32_t)bytes;
            if (!blank || l->ignored || !begins_any(p, next, folded)) continue;
            struct prose_line first = rest;
            first.end = next;
            first.to = i;
            vec_push(p->arena, &parted, first);
            rest.start = rest.from = rest.text = next;
            rest.heading = rest.item = false;
        }
        vec_push(p->arena, &parted, rest);
    }
    p->lines = parted;
}

/* ---- numbers ---- */

/* Behind a number: the end of the line or a blank, and before that its point, and marks. */
static bool ends_number(const struct prose *p, uint32_t i, uint32_t to) {
    size_t bytes;
    while (i < to && strchr(".):*_", p->source->text[i])) i++;
    return i == to || is_unseen(utf8_decode(p->source->text + i, to - i, &bytes));
}

uint32_t prose_number_end(const struct prose *p, const struct prose_line *l, const char *number) {
    size_t n = strlen(number);
    if (l->to - l->text < n || memcmp(p->source->text + l->text, number, n) != 0) return 0;
    uint32_t end = l->text + (uint32_t)n;
    if (!ends_number(p, end, l->to)) return 0;
    while (end < l->to && strchr(".):", p->source->text[end])) end++;
    return end;
}

const char *prose_number(struct arena *a, const struct prose *p, const struct prose_line *l) {
    const char *text = p->source->text;
    uint32_t i = l->text;
    bool digit = false, word = false;
    for (; i < l->to && (isalnum((unsigned char)text[i]) || strchr(".()", text[i])); i++) {
        digit |= isdigit((unsigned char)text[i]) != 0;
        word |=
            i > l->text && isalpha((unsigned char)text[i]) && isalpha((unsigned char)text[i - 1]);
    }
    while (i > l->text && (text[i - 1] == '.' ||
                           (text[i - 1] == ')' && !memchr(text + l->text, '(', i - l->text))))
        i--;
    bool begins = i > l->text && (isdigit((unsigned char)text[l->text]) ||
                                  (isupper((unsigned char)text[l->text]) && i > l->text + 1 &&
                                   isdigit((unsigned char)text[l->text + 1])));
    if (!digit || word || !begins || !ends_number(p, i, l->to)) return NULL;
    return arena_strndup(a, text + l->text, i - l->text);
}

/* A part of a number: digits, or one letter. Where it ends; `from` where it is neither. */
static size_t part_end(const char *number, size_t from) {
    size_t i = from;
    while (isdigit((unsigned char)number[i])) i++;
    return i > from ? i : from + (isalpha((unsigned char)number[from]) != 0);
}

/* Whether `next` is what follows `part`: 4 and 5, a and b. Both are of so many bytes. */
static bool is_next(const char *part, size_t n, const char *next, size_t m) {
    if (isalpha((unsigned char)*part)) return m == 1 && *next == *part + 1 && *part != 'z';
    uint64_t was = 0, is = 0;
    if (n > 9 || m > 9 || *next == '0') return false;
    for (size_t i = 0; i < n; i++) was = 10 * was + (uint64_t)(part[i] - '0');
    for (size_t i = 0; i < m; i++) {
        if (!isdigit((unsigned char)next[i])) return false;
        is = 10 * is + (uint64_t)(next[i] - '0');
    }
    return is == was + 1;
}

/* Whether these are first numbers all the way down: 1, .1, .a, (1)(a). */
static bool is_first(const char *number) {
    if (!*number) return false;
    for (; *number; number++)
        if (!strchr(".()1aA", *number)) return false;
    return true;
}

bool prose_follows(const char *number, const char *before) {
    if (!before) return is_first(number);
    size_t all = strlen(before);
    if (strncmp(number, before, all) == 0 && is_first(number + all) &&
        !isalnum((unsigned char)number[all]))
        return true;
    for (size_t from = 0, to; before[from]; from = to > from ? to : from + 1) {
        to = part_end(before, from);
        if (to == from || strncmp(number, before, from) != 0) continue;
        size_t end = part_end(number, from);
        bool closed = from > 0 && before[from - 1] == '(';
        if (end == from || !is_next(before + from, to - from, number + from, end - from)) continue;
        if (strcmp(number + end, closed ? ")" : "") == 0) return true;
    }
    return false;
}

bool prose_is_telling(const char *number) { return strspn(number, "0123456789") < strlen(number); }
