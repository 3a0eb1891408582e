/* An advice, typed in: where in the text it belongs, so that it can be written for the author. */
#include "lint/lint.h"

#include <string.h>

static struct source *source_of(const struct analysis *l, struct span at) {
    return l->d->sources->at[at.file];
}

/* Of the line in which the place is: how far its first word stands in; whether that is the place.
 */
static bool begins_line(const struct analysis *l, struct span at, const char **margin) {
    struct source *source = source_of(l, at);
    uint32_t from, to;
    source_line(l->arena, source, at.from, &from, &to);
    size_t blanks = strspn(source->text + from, " \t");
    *margin = arena_strndup(l->arena, source->text + from, blanks);
    return from + blanks == at.from;
}

/* The end of the line, where nothing but a comment follows the span there; else that of the span.
 */
static uint32_t line_end(const struct analysis *l, struct span at) {
    struct source *source = source_of(l, at);
    uint32_t from, to;
    source_line(l->arena, source, at.to, &from, &to);
    uint32_t next = at.to + (uint32_t)strspn(source->text + at.to, " \t");
    return next >= to || source->text[next] == '#' ? to : at.to;
}

/* The heading names no block of this priority twice: what it has of the kind goes on. */
struct diag_fix write_priority(const struct analysis *l, uint32_t block, bool prevails,
                               const char *ids) {
    const struct ast_node *heading = l->m->blocks.at[block].id.from, *last = NULL;
    const char *words = prevails ? "notwithstanding" : "subject to";
    enum ast_priority_kind kind = prevails ? AST_NOTWITHSTANDING : AST_SUBJECT_TO;
    node_each (p, heading, NODE_PRIORITY)
        if (p->form == kind) last = p;
    uint32_t at = last ? last->at.to : heading->at.to;
    return (struct diag_fix){.what = arena_printf(l->arena, "Write `%s %s` in the heading of %s",
                                                  words, ids, l->m->blocks.at[block].id.name),
                             .at = {heading->at.file, at, at},
                             .text = last ? arena_printf(l->arena, ", %s", ids)
                                          : arena_printf(l->arena, " %s %s", words, ids)};
}

/* Without the i-th of several, and the word or comma between it and its neighbour. */
static struct span without_one(const struct ast_nodes *all, size_t i) {
    struct span at = all->at[i]->at;
    if (i > 0)
        at.from = all->at[i - 1]->at.to;
    else
        at.to = all->at[1]->at.from;
    return at;
}

/* Of several that one clause names it is this one alone, with its comma. */
static struct diag_fix without_ref(const struct analysis *l, const struct ast_node *clause,
                                   size_t i) {
    const struct ast_nodes *refs = &clause->parts;
    struct span at = refs->at[i]->at;
    if (refs->len == 1) {
        const char *text = source_of(l, clause->at)->text;
        at = clause->at;
        while (at.from > 0 && strchr(" \t\r\n", text[at.from - 1])) at.from--;
    } else {
        at = without_one(refs, i);
    }
    return (struct diag_fix){.what = "Take this priority out", .at = at, .text = ""};
}

struct diag_fix write_no_priority(const struct analysis *l, struct span ref) {
    vec_each (const struct block, b, &l->m->blocks)
        node_each (clause, b->id.from, NODE_PRIORITY)
            for (size_t i = 0; i < clause->parts.len; i++)
                if (span_same(clause->parts.at[i]->at, ref)) return without_ref(l, clause, i);
    return (struct diag_fix){0};
}

/* Before the closing brace of a block without statements. */
static struct span at_brace(const struct analysis *l, const struct ast_node *block,
                            const char **text) {
    struct span brace = {block->at.file, block->end - 1, block->end - 1};
    const char *margin;
    if (begins_line(l, brace, &margin)) {
        brace.from = brace.to = brace.from - (uint32_t)strlen(margin);
        *text = arena_printf(l->arena, "%s    %s\n", margin, *text);
    } else {
        *text = arena_printf(l->arena, "%s ", *text);
    }
    return brace;
}

struct diag_fix write_statement(const struct analysis *l, uint32_t block, struct span behind,
                                const char *text) {
    const struct ast_node *in = l->m->blocks.at[block].id.from;
    struct diag_fix fix = {
        .what = arena_printf(l->arena, "Write `%s` in %s", text, l->m->blocks.at[block].id.name),
        .at = SPAN_NOWHERE,
        .text = text};
    node_each (s, in, NODE_STATEMENT)
        if (behind.file == SPAN_NOWHERE.file ? s->form != AST_PROVISION : span_same(s->at, behind))
            fix.at = s->at;
    if (fix.at.file == SPAN_NOWHERE.file) {
        fix.at = at_brace(l, in, &fix.text);
        return fix;
    }
    const char *margin;
    bool own_line = begins_line(l, fix.at, &margin);
    fix.text = own_line ? arena_printf(l->arena, "\n%s%s", margin, text)
                        : arena_printf(l->arena, " %s", text);
    fix.at.from = fix.at.to = own_line ? line_end(l, fix.at) : fix.at.to;
    return fix;
}

struct diag_fix write_cite(const struct analysis *l, uint32_t block, const char *ids) {
    const struct ast_node *cite = NULL;
    node_each (s, l->m->blocks.at[block].id.from, NODE_STATEMENT)
        if (s->form == AST_CITE) cite = s;
    const char *what = arena_printf(l->arena, "Cite %s in %s", ids, l->m->blocks.at[block].id.name);
    struct diag_fix fix =
        write_statement(l, block, SPAN_NOWHERE, arena_printf(l->arena, "cite %s", ids));
    if (cite)
        fix = (struct diag_fix){.at = {cite->at.file, cite->at.to, cite->at.to},
                                .text = arena_printf(l->arena, ", %s", ids)};
    fix.what = what;
    return fix;
}

/* Where the line begins, and the comments above it. */
static uint32_t begin_of(const struct analysis *l, struct span item) {
    struct source *source = source_of(l, item);
    uint32_t from, to, above;
    source_line(l->arena, source, item.from, &from, &to);
    while (from > 0) {
        source_line(l->arena, source, from - 1, &above, &to);
        if (source->text[above] != '#') break;
        from = above;
    }
    return from;
}

struct diag_fix write_items(const struct analysis *l, struct span beside, bool behind,
                            const char *what, const struct texts *items) {
    struct source *source = source_of(l, beside);
    uint32_t begin = begin_of(l, beside), end = line_end(l, beside), from = 0, to = 0;
    if (begin > 0) source_line(l->arena, source, begin - 1, &from, &to);
    bool apart = from + strspn(source->text + from, " \t\r") == to;
    const char *all = "", *between = apart ? "\n\n" : "\n";
    vec_each (const char *, item, items)
        all = behind ? arena_printf(l->arena, "%s%s%s", all, between, *item)
                     : arena_printf(l->arena, "%s%s%s", all, *item, between);
    uint32_t at = behind ? end : begin;
    return (struct diag_fix){.what = what, .at = {beside.file, at, at}, .text = all};
}

struct diag_fix write_at_end(const struct analysis *l, uint32_t file, const char *what,
                             const struct texts *items) {
    const struct source *source = l->d->sources->at[file];
    uint32_t end = (uint32_t)source->len;
    const char *all = end > 0 && source->text[end - 1] != '\n' ? "\n" : "";
    vec_each (const char *, item, items) all = arena_printf(l->arena, "%s\n%s\n", all, *item);
    return (struct diag_fix){.what = what, .at = {file, end, end}, .text = all};
}

/* With its lines, where it has them for itself. */
struct diag_fix write_away(const struct analysis *l, const char *what, struct span statement) {
    const char *margin;
    const struct source *source = source_of(l, statement);
    struct diag_fix fix = {.what = what, .at = statement, .text = ""};
    uint32_t end = statement.to + (uint32_t)strspn(source->text + statement.to, " \t");
    if (source->text[end] == '\r') end++;
    if (begins_line(l, statement, &margin) && source->text[end] == '\n') {
        fix.at.from -= (uint32_t)strlen(margin);
        fix.at.to = end + 1;
    }
    return fix;
}

struct diag_fix write_no_rule(const struct study *st, uint32_t rule) {
    const struct rule *all = st->rules->rules.at;
    bool shared = (rule > 0 && span_same(all[rule - 1].at, all[rule].at)) ||
                  (rule + 1 < st->rules->rules.len && span_same(all[rule + 1].at, all[rule].at));
    return shared ? (struct diag_fix){0} : write_away(st->l, "Remove this rule", all[rule].at);
}

struct diag_fix write_no_clause(const struct analysis *l, struct span at) {
    const char *text = source_of(l, at)->text;
    while (strchr(" \t\r\n", text[at.from - 1])) at.from--;
    return (struct diag_fix){.what = "Leave this out", .at = at, .text = ""};
}

/* The clause, or the operand of `and` or `or`, that stands there; *at: what goes with it. */
static bool find_part(const struct analysis *l, const struct ast_node *n, struct span part,
                      struct span *at) {
    bool chain = n->kind == NODE_COND && (n->form == AST_COND_AND || n->form == AST_COND_OR);
    for (size_t i = 0; i < n->parts.len; i++) {
        const struct ast_node *x = n->parts.at[i], *cond = node_part(x, NODE_COND);
        if (x->kind == NODE_QUALIFIER &&
            (span_same(x->at, part) || (cond && span_same(cond->at, part)))) {
            *at = write_no_clause(l, x->at).at;
            return true;
        }
        if (chain && n->parts.len > 1 && span_same(x->at, part)) {
            *at = without_one(&n->parts, i);
            return true;
        }
        if (find_part(l, x, part, at)) return true;
    }
    return false;
}

struct diag_fix write_no_part(const struct analysis *l, uint32_t block, struct span part) {
    struct span at;
    if (!find_part(l, l->m->blocks.at[block].id.from, part, &at)) return (struct diag_fix){0};
    return (struct diag_fix){.what = "Leave this out", .at = at, .text = ""};
}

static const char *words_at(const struct analysis *l, uint32_t file, uint32_t from, uint32_t to) {
    return arena_strndup(l->arena, source_of(l, (struct span){file, from, to})->text + from,
                         to - from);
}

/* The clause with one more condition; *bare: in parentheses, as it would mix `and` and `or`. */
static const char *clause_and(const struct analysis *l, const struct ast_node *clause,
                              const char *more, bool *bare) {
    const struct ast_node *cond = node_part(clause, NODE_COND);
    bool when = clause->form == AST_WHEN;
    *bare = cond->form == (when ? AST_COND_OR : AST_COND_AND) &&
            cond->at.from == cond->parts.at[0]->at.from;
    return arena_printf(
        l->arena, *bare ? "%s (%s) %s %s" : "%s %s %s %s", ast_qualifier_words[clause->form],
        words_at(l, cond->at.file, cond->at.from, cond->at.to), when ? "and" : "or", more);
}

/* Two clauses as the one; not where a comment stands between them, which might be of either. */
static struct diag_fix write_one_of(const struct analysis *l, const struct ast_node *first,
                                    const struct ast_node *second, const char *one, bool is_first) {
    struct span at = span_join(first->at, second->at);
    const char *between = words_at(l, at.file, first->at.to, second->at.from);
    if (strchr(between, '#')) return (struct diag_fix){0};
    size_t blanks = strspn(between, " \t\r\n"), end = strlen(between);
    while (end > 0 && strchr(" \t\r\n", between[end - 1])) end--;
    return (struct diag_fix){.what = "Say it in one clause",
                             .at = at,
                             .text = is_first
                                         ? arena_printf(l->arena, "%s%.*s", one, (int)end, between)
                                         : arena_printf(l->arena, "%s%s", between + blanks, one)};
}

struct diag_fix write_turned(const struct analysis *l, const struct block *b, struct span cond,
                             const char **to) {
    const struct ast_node *clause = NULL, *other = NULL;
    node_each (s, b->id.from, NODE_STATEMENT) {
        if (s->at.from > cond.from || s->at.to < cond.to) continue;
        node_each (q, s, NODE_QUALIFIER) {
            if (q->form != AST_WHEN && q->form != AST_UNLESS) continue;
            *(span_same(node_part(q, NODE_COND)->at, cond) ? &clause : &other) = q;
        }
    }
    struct span at = node_part(node_part(clause, NODE_COND), NODE_COND)->at;
    const char *word = ast_qualifier_words[clause->form == AST_WHEN ? AST_UNLESS : AST_WHEN],
               *inner = words_at(l, at.file, at.from, at.to);
    *to = NULL;
    if (!other)
        return (struct diag_fix){.what = arena_printf(l->arena, "Write `%s`", word),
                                 .at = clause->at,
                                 .text = arena_printf(l->arena, "%s %s", word, inner)};
    bool bare, first = other->at.from < clause->at.from;
    const char *one = clause_and(l, other, inner, &bare);
    *to = arena_printf(l->arena, "the `%s`%s", word, bare ? ", which goes in parentheses" : "");
    return write_one_of(l, first ? other : clause, first ? clause : other, one, first);
}

const char *write_clauses(const struct analysis *l, uint32_t block, struct span statement) {
    node_each (s, l->m->blocks.at[block].id.from, NODE_STATEMENT) {
        const struct ast_node *first = node_part(s, NODE_QUALIFIER);
        if (span_same(s->at, statement) && first)
            return arena_printf(l->arena, " %s",
                                source_words(l->arena, source_of(l, s->at),
                                             (struct span){s->at.file, first->at.from, s->at.to}));
    }
    return "";
}
