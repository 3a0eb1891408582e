/*
 * What is laid out how. Each function puts the tokens from the next one up to `end`; what fits on
 * the line stays on it, and what does not breaks where it is broken least: outermost first.
 */
#include "format/printer.h"

#include <string.h>

enum { EXPECT_COLUMN = 7, STRATEGY_COLUMN = 10, LABEL_LONGEST = 28, HEADING_LEVELS = 2 };

#define KINDS(...) ((const enum kind[]){__VA_ARGS__, KIND_END})

static bool is_one_of(enum kind k, const enum kind *kinds) {
    while (*kinds != KIND_END && *kinds != k) kinds++;
    return *kinds == k && k != KIND_END;
}

static bool opens(enum kind k) { return k == KIND_OPEN || k == KIND_PAREN; }

/* The next token from `i` on, outside all parentheses and braces, that is one of these; `end` where
 * there is none. */
static size_t find(const struct printer *p, size_t i, size_t end, const enum kind *kinds) {
    unsigned depth = 0;
    for (; i < end; i++) {
        enum kind k = kind_of(p, i);
        if (depth == 0 && is_one_of(k, kinds)) return i;
        if (opens(k)) depth++;
        if ((k == KIND_CLOSE || k == KIND_PAREN_END) && depth > 0) depth--;
    }
    return end;
}

/* What closes the parenthesis or brace at `i`. */
static size_t closing(const struct printer *p, size_t i) {
    return find(p, i + 1, p->n, KINDS(KIND_CLOSE, KIND_PAREN_END));
}

/* ---- lists and conditions ---- */

static void put_operand(struct printer *p, size_t end, size_t indent, size_t tail);

/* Where the next item of a list ends: behind its comma, or before the `<` or `or` of the next. */
static size_t item_end(const struct printer *p, size_t end) {
    size_t comma = find(p, p->next, end, KINDS(KIND_COMMA)),
           joint = find(p, p->next + 1, comma, KINDS(KIND_LESS, KIND_OR));
    return joint < comma ? joint : comma < end ? comma + 1 : end;
}

/* A list without braces, or what stands between them: as much on each line as has room. */
static void put_filled(struct printer *p, size_t end, bool line, size_t indent, size_t tail) {
    for (size_t first = p->next; p->next < end;) {
        size_t item = item_end(p, end), behind = item == end ? tail : 0;
        put(p, p->next > first ? !fits(p, item, false, indent, behind) : line, indent);
        put_operand(p, item, indent, behind);
    }
}

/* Terms joined by `and` or `or`, or a single one. `chain`: where a line begins with such a word. */
static void put_condition(struct printer *p, size_t end, bool line, size_t indent, size_t chain,
                          size_t tail) {
    bool whole = fits(p, end, line, indent, tail);
    put(p, line, indent);
    if (whole) put_flat(p, end, chain);
    for (size_t base = indent; p->next < end; base = chain) {
        size_t joint = find(p, p->next - 1, end, KINDS(KIND_AND, KIND_OR));
        put_operand(p, joint, base, joint < end ? 0 : tail);
        if (joint == end) return;
        put(p, true, chain);
        put(p, false, chain + PRINTER_LEVEL);
    }
}

/* The rest of a term whose first token is put: its parentheses or braces open where it has no room.
 */
static void put_operand(struct printer *p, size_t end, size_t indent, size_t tail) {
    size_t open = p->next - 1, inner = indent + PRINTER_LEVEL;
    while (open < end && !opens(kind_of(p, open))) open++;
    size_t close = open < end ? closing(p, open) : end;
    bool whole = !has_comment(p, p->next) && fits(p, end, false, inner, tail);
    if (p->next >= end || close >= end || close == open + 1 || whole) {
        put_flat(p, end, inner);
        return;
    }
    put_flat(p, open + 1, inner);
    bool listed = find(p, p->next, close, KINDS(KIND_COMMA)) < close;
    if (kind_of(p, open) == KIND_OPEN) put_filled(p, close, true, inner, 0);
    while (p->next < close) {
        size_t comma = find(p, p->next, close, KINDS(KIND_COMMA));
        put_condition(p, comma, true, inner, listed ? inner + PRINTER_LEVEL : inner, comma < close);
        if (comma < close) put(p, false, inner);
    }
    put(p, true, indent);
    put_flat(p, end, inner);
}

/* ---- clauses ---- */

/* How many words stand before what a clause lists or tests. */
static size_t words_before(const struct printer *p, size_t i) {
    enum kind next = kind_of(p, i + 1);
    switch (kind_of(p, i)) {
    case KIND_MAY: return next == KIND_USE ? 2 : 3; /* may be used */
    case KIND_MUST: return next == KIND_NOT ? 3 : next == KIND_USE ? 2 : 1;
    case KIND_WITHOUT: return kind_of(p, i + 2) == KIND_TO ? 3 : 1; /* without prejudice to */
    case KIND_PRESUMED: return 3;
    case KIND_WILL:
    case KIND_ONLY:
    case KIND_SHOULD:
    case KIND_NEVER:
    case KIND_SUBJECT: return 2;
    default: return 1;
    }
}

/* A clause that begins a line. */
static void put_clause(struct printer *p, size_t end, size_t indent, size_t tail) {
    bool tests = is_one_of(kind_of(p, p->next), KINDS(KIND_WHEN, KIND_UNLESS, KIND_REQUIRES,
                                                      KIND_SHOULD, KIND_PRESUMED));
    bool whole = fits(p, end, true, indent, tail);
    size_t head = p->next + words_before(p, p->next), inner = indent + PRINTER_LEVEL;
    put(p, true, indent);
    put_flat(p, whole || head > end ? end : head, inner);
    if (p->next < end && tests)
        put_condition(p, end, false, indent, inner, tail);
    else
        put_filled(p, end, false, p->column + 1, tail);
}

/* Breaks before the words of `first`, and what has no room then before those of `then`. */
static void put_clauses(struct printer *p, size_t end, size_t indent, size_t inner,
                        const enum kind *first, const enum kind *then) {
    bool whole = fits(p, end, true, indent, 0);
    for (size_t at = indent; p->next < end; at = inner) {
        size_t part = whole ? end : find(p, p->next + 1, end, first);
        if (fits(p, part, true, at, 0)) {
            put(p, true, at);
            put_flat(p, part, inner);
        }
        for (; p->next < part; at = inner) put_clause(p, find(p, p->next + 1, part, then), at, 0);
    }
}

/* ---- declarations ---- */

static size_t entry_end(const struct printer *p, size_t i, size_t end) {
    do i++;
    while (i < end && kind_of(p, i - 1) != KIND_COMMA && kind_of(p, i) != KIND_LESS);
    return i;
}

/* The column of the labels of the entries from `i` on that stand together, beyond their names; *end
 * is where the last of these ends. */
static size_t label_column(const struct printer *p, size_t i, size_t *end) {
    size_t column = 0, all = *end;
    do {
        size_t name = i + (kind_of(p, i) == KIND_LESS), width = width_of(p, name, name + 1);
        bool counts = kind_of(p, name + 1) == KIND_TEXT && width <= LABEL_LONGEST;
        if (counts && width > column) column = width;
        i = entry_end(p, i, all);
    } while (i < all && !is_parted(p, i));
    *end = i;
    return column + 1;
}

/* Entries with labels, one a line. */
static void put_labels(struct printer *p, size_t end, size_t indent) {
    bool ranked = find(p, p->next, end, KINDS(KIND_LESS)) < end;
    size_t inner = indent + PRINTER_LEVEL, column = 0;
    for (size_t together = p->next; p->next < end;) {
        size_t entry = entry_end(p, p->next, end);
        bool leads = kind_of(p, p->next) == KIND_LESS;
        if (p->next == together) {
            together = end;
            column = indent + (ranked ? 2 : 0) + label_column(p, p->next, &together);
        }
        p->blanks = 1;
        put(p, true, indent + (ranked && !leads ? 2 : 0));
        if (leads) put(p, false, inner);
        if (kind_of(p, p->next) == KIND_TEXT) p->pad = column;
        put_flat(p, entry, inner);
    }
}

/* What is defined or assumed, below its name or title where the line is too short. */
static void put_meaning(struct printer *p, size_t end, size_t indent) {
    bool whole = fits(p, end, true, indent, 0);
    size_t inner = indent + PRINTER_LEVEL, head = 2; /* assume "..." */
    if (kind_of(p, p->next) == KIND_DEFINE) head = 3 + (kind_of(p, p->next + 2) == KIND_TEXT);
    put(p, true, indent);
    put_flat(p, p->next - 1 + head, inner);
    put_condition(p, end, !whole, inner, inner, 0);
}

/* Lists in braces, and what stands around them. */
static void put_lists(struct printer *p, size_t end, size_t indent) {
    size_t base = indent;
    bool whole = fits(p, end, true, indent, 0);
    put(p, true, indent);
    if (whole) put_flat(p, end, indent);
    while (p->next < end) {
        size_t open = find(p, p->next, end, KINDS(KIND_OPEN)),
               head = find(p, p->next + 1, open, KINDS(KIND_HELP));
        bool type = kind_of(p, p->next - 1) == KIND_COLON;
        bool line = type && !fits(p, head < end ? head + (head == open) : end, false, indent, 0);
        if (line || (type && has_comment(p, p->next))) base = indent + PRINTER_LEVEL;
        if (open > p->next || open == end) {
            bool help = kind_of(p, p->next) == KIND_HELP && !fits(p, end, false, indent, 0);
            put(p, line || help, indent + PRINTER_LEVEL);
            continue;
        }
        size_t close = closing(p, open), next = find(p, close + 1, end, KINDS(KIND_OPEN));
        if (fits(p, next < end ? next + 1 : end, false, base, 0)) {
            put_flat(p, close + 1, base);
            continue;
        }
        bool labels = find(p, open + 1, close, KINDS(KIND_TEXT)) < close;
        put(p, false, indent + PRINTER_LEVEL);
        if (labels)
            put_labels(p, close, base + PRINTER_LEVEL);
        else
            put_filled(p, close, true, base + PRINTER_LEVEL, 0);
        put(p, true, base);
    }
}

/* A duty or a judgement: its parts below its title, each on a line of its own where one line is too
 * short for them. */
static void put_parts(struct printer *p, size_t end, size_t indent, const enum kind *kinds) {
    size_t inner = indent + PRINTER_LEVEL, first = find(p, p->next + 2, end, kinds);
    bool whole = fits(p, end, true, indent, 0);
    put(p, true, indent);
    put_flat(p, whole ? end : first, inner);
    size_t presumption = find(p, p->next, end, KINDS(KIND_PRESUMED));
    bool several = find(p, presumption + 1, end, KINDS(KIND_PRESUMED)) < end;
    whole = !several && fits(p, end, true, inner, 0);
    while (p->next < end) {
        size_t part = p->next + 1;
        if (kind_of(p, p->next) == KIND_AT) /* at least N days before TEXT */
            part = find(p, part, end, KINDS(KIND_BEFORE)) + 1;
        part = whole ? end : find(p, part, end, kinds);
        put_clause(p, part, inner, 0);
    }
}

/* ---- parts of blocks ---- */

static void put_strategy_part(struct printer *p, size_t end, size_t indent) {
    enum kind k = kind_of(p, p->next);
    size_t column = indent + STRATEGY_COLUMN;
    put(p, true, indent);
    if (k == KIND_ISSUED || k == KIND_APPROACHES) put(p, false, column); /* by; ranked */
    p->pad = column;
    if (k == KIND_SCOPE) {
        put_condition(p, end, false, column, column, 0);
    } else if (k == KIND_APPROACHES) {
        put_filled(p, end, false, column + 1, 0);
    } else {
        while (p->next < end) { /* paragraphs: each line is a chapter */
            size_t comma = find(p, p->next, end, KINDS(KIND_COMMA)),
                   item = comma < end ? comma + 1 : end;
            bool chapter = kind_of(p, p->next - 1) == KIND_COMMA && has_line_end(p, p->next);
            put(p, chapter || !fits(p, item, false, column + 1, 0), column + 1);
            put_flat(p, item, column + 1);
        }
    }
}

static void put_given(struct printer *p, size_t end, size_t indent) {
    size_t column = indent + EXPECT_COLUMN;
    put(p, true, indent);
    p->pad = column;
    put_filled(p, end, false, column, 0);
}

static void put_statement(struct printer *p, size_t end, size_t indent) {
    size_t inner = indent + PRINTER_LEVEL;
    switch (kind_of(p, p->next)) {
    case KIND_FACT:
    case KIND_VOCABULARY:
    case KIND_READING:
    case KIND_GROUP: put_lists(p, end, indent); break;
    case KIND_JUDGEMENT:
        put_parts(p, end, indent, KINDS(KIND_BY, KIND_DEFAULT, KIND_PRESUMED, KIND_HELP));
        break;
    case KIND_DUTY:
        put_parts(p, end, indent,
                  KINDS(KIND_BEFORE, KIND_ON, KIND_DURING, KIND_AFTER, KIND_YEARLY, KIND_BY,
                        KIND_TO, KIND_DONE, KIND_FOLLOWING, KIND_WITHIN, KIND_AT));
        break;
    case KIND_DEFINE:
    case KIND_ASSUME: put_meaning(p, end, indent); break;
    case KIND_GIVEN: put_given(p, end, indent); break;
    case KIND_EXPECT:
        put_clauses(p, end, indent, indent + EXPECT_COLUMN,
                    KINDS(KIND_BY, KIND_WITH, KIND_WITHOUT, KIND_AFTER),
                    KINDS(KIND_NOW, KIND_CAUTIONS, KIND_ASKING, KIND_BETWEEN));
        break;
    default:
        put_clauses(p, end, indent, inner, KINDS(KIND_WHEN, KIND_UNLESS),
                    KINDS(KIND_FOR, KIND_WITH, KIND_USING, KIND_FROM, KIND_UNTIL));
    }
}

/* ---- blocks ---- */

static const enum kind *statements_of(enum kind block) {
    static const enum kind strategy[] = {KIND_ISSUED,     KIND_VERSION,    KIND_SOURCE, KIND_SCOPE,
                                         KIND_APPROACHES, KIND_PARAGRAPHS, KIND_SEE,    KIND_END},
                           example[] = {KIND_GIVEN, KIND_EXPECT, KIND_END},
                           safeguard[] = {KIND_NEVER, KIND_ALWAYS, KIND_END},
                           rules[] = {KIND_MAY,     KIND_WILL,    KIND_MUST,      KIND_REQUIRES,
                                      KIND_ONLY,    KIND_SHOULD,  KIND_CITE,      KIND_SEE,
                                      KIND_COMMITS, KIND_DEFAULT, KIND_PROVISION, KIND_END};
    return block == KIND_STRATEGY    ? strategy
           : block == KIND_EXAMPLE   ? example
           : block == KIND_SAFEGUARD ? safeguard
                                     : rules;
}

/* Where the statement after the one at `i` begins. */
static size_t statement_end(const struct printer *p, size_t i, size_t end, enum kind block) {
    do i = find(p, i + 1, end, statements_of(block));
    while (i < end && kind_of(p, i - 1) == KIND_ANY); /* any provision applies */
    return i;
}

/* On one line: a block of nothing, and where the author wrote it so, of one statement or of what is
 * given and expected once. */
static bool is_short(const struct printer *p, size_t open, size_t close, size_t indent) {
    enum kind block = kind_of(p, p->next), first = kind_of(p, open + 1);
    size_t second = statement_end(p, open + 1, close, block);
    if (!fits(p, close + 1, true, indent, 0)) return false;
    if (close == open + 1) return true;
    for (size_t i = open + 1; i <= close; i++)
        if (has_line_end(p, i)) return false;
    bool pair = second < close && first == KIND_GIVEN && kind_of(p, second) == KIND_EXPECT &&
                statement_end(p, second, close, block) == close;
    return (second == close || pair) && first != KIND_PROVISION;
}

static void put_heading(struct printer *p, size_t open, size_t indent) {
    const enum kind *parts = KINDS(KIND_NOTWITHSTANDING, KIND_SUBJECT, KIND_WITHOUT, KIND_CITE);
    size_t deeper = indent + HEADING_LEVELS * PRINTER_LEVEL;
    bool whole = fits(p, open + 1, true, indent, 0);
    put(p, true, indent);
    put_flat(p, whole ? open : find(p, p->next, open, parts), deeper);
    while (p->next < open) {
        size_t part = find(p, p->next + 1, open, parts);
        put_clause(p, part, deeper, part == open ? 2 : 0);
    }
    put(p, false, indent);
}

static void put_block(struct printer *p, size_t end, size_t indent) {
    enum kind block = kind_of(p, p->next);
    size_t open = find(p, p->next, end, KINDS(KIND_OPEN)), close = closing(p, open);
    size_t inner = indent + PRINTER_LEVEL;
    if (is_short(p, open, close, indent)) {
        put(p, true, indent);
        put_flat(p, close + 1, inner);
        return;
    }
    put_heading(p, open, indent);
    while (p->next < close) {
        size_t statement = statement_end(p, p->next, close, block);
        p->blanks = 1;
        if (kind_of(p, p->next) == KIND_PROVISION)
            put_block(p, statement, inner);
        else if (block == KIND_STRATEGY)
            put_strategy_part(p, statement, inner);
        else
            put_statement(p, statement, inner);
    }
    put(p, true, indent);
}

static bool is_block(enum kind k) {
    return is_one_of(k, KINDS(KIND_STRATEGY, KIND_PARAGRAPH, KIND_APPROACH, KIND_PRINCIPLE,
                              KIND_OBJECTIVE, KIND_EXAMPLE, KIND_SAFEGUARD));
}

void print_file(struct printer *p, const struct ast_file *file) {
    for (size_t i = 0; p->next < p->n; i++) {
        size_t end = p->next + 1;
        uint32_t next = i + 1 < file->items.len ? file->items.at[i + 1]->at.from : UINT32_MAX;
        while (end < p->n && p->pieces[end].from < next) end++;
        p->blanks = 2;
        if (is_block(kind_of(p, p->next)))
            put_block(p, end, 0);
        else
            put_statement(p, end, 0);
    }
    p->blanks = 2;
    put(p, true, 0);
}
