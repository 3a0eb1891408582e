/*
 * Where the paragraphs of the outline stand in the text.
 *
 * Each may begin in several lines. It has a place where all of them, in the order of the outline,
 * leave it no choice: the first line that it can have behind those before it is the last one that
 * it can have before those behind it.
 */
#include "anchor/anchor.h"

#include "base/text.h"

#include <string.h>

enum { NOWHERE = -1, MOST_LINES = 3 };

struct candidates VEC(size_t); /* lines */

struct search {
    struct anchoring *x;
    struct diags *d;
    struct candidates *lines; /* by paragraph */
    ptrdiff_t *earliest, *latest;
};

/* ---- lines that are left out ---- */

static void ignore_from(struct prose *p, size_t first, const char *last) {
    const char *folded = last ? prose_folded(p->arena, last, strlen(last)) : NULL;
    size_t end = first;
    while (folded && end < p->lines.len && !prose_begins(p, p->lines.at[end].from, folded)) end++;
    if (end == p->lines.len) return; /* its end is not there: then nothing is */
    for (size_t i = first; i <= end; i++) p->lines.at[i].ignored = true;
}

static void ignore_lines(struct anchoring *x) {
    struct prose *p = &x->prose;
    vec_each (struct lock_line, l, &x->lock.lines) {
        if (l->kind != LOCK_IGNORE) continue;
        const char *folded = prose_folded(x->arena, l->words, strlen(l->words));
        for (size_t i = 0; i < p->lines.len; i++) {
            struct prose_line *line = &p->lines.at[i];
            if (line->ignored || line->from == line->to || !prose_begins(p, line->from, folded))
                continue;
            ignore_from(p, i, l->to);
            l->used |= line->ignored;
        }
    }
}

/* A paragraph may begin where no line does. */
static void part_lines(struct anchoring *x) {
    struct texts folded = {0};
    vec_each (struct lock_line, l, &x->lock.lines)
        if (l->kind == LOCK_ANCHOR)
            vec_push(x->arena, &folded, prose_folded(x->arena, l->words, strlen(l->words)));
    prose_part(&x->prose, &folded);
}

/* ---- lines that a paragraph may begin in ---- */

static bool has_words(const struct prose *p, const struct prose_line *l, const char *folded) {
    return prose_begins(p, l->from, folded) || prose_begins(p, l->text, folded);
}

/* Of lines with its number headings come first: others may be items of a list. */
static void find_candidates(struct search *s, size_t paragraph) {
    const struct prose *p = &s->x->prose;
    const char *id = s->x->m->outline.at[paragraph].id;
    const struct lock_line *anchor = lock_find(&s->x->lock, LOCK_ANCHOR, id);
    const char *folded =
        anchor ? prose_folded(s->x->arena, anchor->words, strlen(anchor->words)) : NULL;
    bool heading = false;
    for (size_t i = 0; i < p->lines.len; i++) {
        const struct prose_line *l = &p->lines.at[i];
        if (l->ignored || l->from == l->to || (l->aside && !anchor)) continue;
        if (folded ? !has_words(p, l, folded) : !prose_number_end(p, l, id)) continue;
        if (!folded && l->heading && !heading) s->lines[paragraph].len = 0;
        if (!folded && heading && !l->heading) continue;
        heading |= l->heading;
        vec_push(s->x->arena, &s->lines[paragraph], i);
    }
}

/* ---- one place for each ---- */

/* The first of them behind a line; of several paragraphs with one number each has one of its own.
 */
static void find_earliest(struct search *s, size_t n) {
    ptrdiff_t behind = NOWHERE;
    for (size_t i = 0; i < n; i++) {
        s->earliest[i] = NOWHERE;
        vec_each (size_t, line, &s->lines[i])
            if (s->earliest[i] == NOWHERE && (ptrdiff_t)*line > behind)
                s->earliest[i] = (ptrdiff_t)*line;
        if (s->earliest[i] != NOWHERE) behind = s->earliest[i];
    }
}

static void find_latest(struct search *s, size_t n) {
    ptrdiff_t before = (ptrdiff_t)s->x->prose.lines.len;
    for (size_t i = n; i-- > 0;) {
        if (s->earliest[i] == NOWHERE) continue;
        s->latest[i] = s->earliest[i];
        vec_each (size_t, line, &s->lines[i])
            if ((ptrdiff_t)*line < before && (ptrdiff_t)*line > s->latest[i])
                s->latest[i] = (ptrdiff_t)*line;
        before = s->latest[i];
    }
}

/* ---- what is said of one that has none ---- */

static struct span line_span(const struct anchoring *x, size_t line) {
    const struct prose_line *l = &x->prose.lines.at[line];
    return (struct span){x->prose.source->file, l->from, l->to};
}

/* Its number somewhere else in a line than at its beginning; or NOWHERE. */
static ptrdiff_t line_with(const struct prose *p, size_t from, const char *id) {
    size_t n = strlen(id);
    for (size_t i = from; i < p->lines.len; i++) {
        struct prose_line l = p->lines.at[i];
        for (l.text = l.from + 1; l.text + n <= l.to; l.text++)
            if (strchr(" \t([*_", p->source->text[l.text - 1]) && prose_number_end(p, &l, id))
                return (ptrdiff_t)i;
    }
    return NOWHERE;
}

/* The line whose beginning is most like these words; or NOWHERE. */
static ptrdiff_t line_like(const struct prose *p, size_t from, const char *words) {
    const char *folded = prose_folded(p->arena, words, strlen(words));
    size_t n = strlen(folded);
    char *begin = arena_array(p->arena, char, n);
    unsigned limit = text_slips(n);
    struct text_pattern pattern;
    ptrdiff_t nearest = NOWHERE;
    text_pattern_make(&pattern, folded, n, false);
    for (size_t i = from; i < p->lines.len && n > 0; i++) {
        const struct prose_line *l = &p->lines.at[i];
        size_t m = prose_fold(p->source->text + l->text, l->to - l->text, begin, n);
        bool same = m == n && memcmp(begin, folded, n) == 0; /* however long */
        unsigned distance = same ? 0 : text_pattern_distance(&pattern, begin, m, limit);
        if (distance > limit || (distance == limit && nearest != NOWHERE)) continue;
        limit = distance;
        nearest = (ptrdiff_t)i;
    }
    return nearest;
}

/* The nearest line, and how it differs from one in which the paragraph could begin. */
static void note_nearest(struct search *s, size_t paragraph, size_t behind) {
    const struct anchoring *x = s->x;
    const char *id = x->m->outline.at[paragraph].id;
    const struct lock_line *anchor = lock_find(&x->lock, LOCK_ANCHOR, id);
    ptrdiff_t line;
    if (s->lines[paragraph].len > 0) {
        size_t last = s->lines[paragraph].at[s->lines[paragraph].len - 1];
        diag_note(s->d, line_span(x, last),
                  "this line would do, but it stands before the paragraph that comes first in the "
                  "outline");
    } else if (!anchor && (line = line_with(&x->prose, behind, id)) != NOWHERE) {
        diag_note(s->d, line_span(x, (size_t)line),
                  "the nearest line has its number, but does not begin with it");
    } else if (anchor && (line = line_like(&x->prose, behind, anchor->words)) != NOWHERE) {
        diag_note(s->d, line_span(x, (size_t)line), "the nearest line is this one");
    } else if (behind > 0) {
        diag_note(s->d, line_span(x, behind - 1), "it was looked for from here on");
    }
    if (anchor) diag_note(s->d, anchor->at, "its first words are given here");
}

/* A paragraph of the text that has the words which this one had. */
static const char *moved_to(const struct anchoring *x, const struct lock_line *was) {
    vec_each (struct anchored, p, &x->others)
        if (strcmp(p->reading.hex, was->reading.hex) == 0) return p->number;
    return NULL;
}

static void report_missing(struct search *s, size_t paragraph) {
    const struct anchoring *x = s->x;
    struct arena *a = x->arena;
    const struct paragraph *p = &x->m->outline.at[paragraph];
    const char *path = x->prose.source->path;
    size_t behind = 0, before = paragraph;
    const char *after = "";
    while (before > 0 && !x->paragraphs.at[before - 1].found) before--;
    if (before > 0) {
        behind = x->paragraphs.at[before - 1].first + 1;
        struct position at = source_position(a, x->prose.source, line_span(x, behind - 1).from);
        after = arena_printf(a, " behind %s (line %u)", x->m->outline.at[before - 1].id,
                             (unsigned)at.line);
    }
    const struct lock_line *was = lock_find(&x->lock, LOCK_PARAGRAPH, p->id),
                           *anchor = lock_find(&x->lock, LOCK_ANCHOR, p->id);
    const char *now = was ? moved_to(x, was) : NULL;
    if (now)
        diag_report(
            s->d, DIAG_PARAGRAPH_GONE, p->at,
            "%s is not in %s any more: its words have the number %s now; number it so here, "
            "too",
            p->id, path, now);
    else if (was)
        diag_report(s->d, DIAG_PARAGRAPH_GONE, p->at,
                    "%s is not in %s any more: no line%s begins with %s; take it out of the "
                    "policy, too, or say with which words it begins",
                    p->id, path, after, anchor ? "its first words" : "its number");
    else
        diag_report(s->d, DIAG_NOT_ANCHORED, p->at,
                    "%s is not found in %s: no line%s begins with %s; write `anchor %s \"its first "
                    "words\"` in %s",
                    p->id, path, after, anchor ? "the words that are given" : "its number", p->id,
                    x->lock.path);
    note_nearest(s, paragraph, behind);
}

static void report_several(struct search *s, size_t paragraph) {
    const struct anchoring *x = s->x;
    const struct paragraph *p = &x->m->outline.at[paragraph];
    size_t told = 0;
    diag_report(s->d, DIAG_NOT_ANCHORED, p->at,
                "%s may begin in more than one line of %s; in %s write `anchor %s \"its first "
                "words\"`, as many as tell them apart, or `ignore \"...\"` for the lines that are "
                "no part of the text",
                p->id, x->prose.source->path, x->lock.path, p->id);
    vec_each (size_t, line, &s->lines[paragraph])
        if ((ptrdiff_t)*line >= s->earliest[paragraph] &&
            (ptrdiff_t)*line <= s->latest[paragraph] && told++ < MOST_LINES)
            diag_note(s->d, line_span(x, *line), "here");
    if (told > MOST_LINES) diag_note(s->d, SPAN_NOWHERE, "and %zu more", told - MOST_LINES);
}

/* ---- paragraphs that no outline has ---- */

static const struct anchored *begins_at(const struct anchoring *x, size_t line, size_t *paragraph) {
    for (size_t i = 0; i < x->paragraphs.len; i++)
        if (x->paragraphs.at[i].found && x->paragraphs.at[i].first == line) {
            *paragraph = i;
            return &x->paragraphs.at[i];
        }
    return NULL;
}

/* Whether it follows the paragraph before it, or one that is looked for and not there. */
static bool follows(const struct anchoring *x, const char *number, const char *before) {
    if (prose_follows(number, before)) return true;
    for (size_t i = 0; i < x->paragraphs.len; i++)
        if (!x->paragraphs.at[i].found && prose_follows(number, x->m->outline.at[i].id))
            return true;
    return false;
}

static void find_others(struct anchoring *x) {
    const struct prose *p = &x->prose;
    const char *before = NULL;
    size_t paragraph;
    for (size_t i = 0; i < p->lines.len; i++) {
        const struct prose_line *l = &p->lines.at[i];
        if (begins_at(x, i, &paragraph)) {
            before = x->m->outline.at[paragraph].id;
            continue;
        }
        if (l->ignored || l->aside || l->from == l->to) continue;
        const char *number = prose_number(x->arena, p, l);
        if (!number || !follows(x, number, before) || anchor_paragraph(x->m, number) != MODEL_NONE)
            continue;
        if (!l->heading && !prose_is_telling(number)) continue;
        vec_push(x->arena, &x->others,
                 ((struct anchored){.first = i,
                                    .from = prose_number_end(p, l, number),
                                    .number = number,
                                    .found = true}));
        before = number;
    }
}

/* ---- all of them ---- */

static void set_ends(struct anchoring *x, struct anchoreds *list) {
    vec_each (struct anchored, p, list) {
        p->last = p->found ? x->prose.lines.len : p->first;
        vec_each (struct anchored, q, &x->paragraphs)
            if (q->found && q->first > p->first && q->first < p->last) p->last = q->first;
        vec_each (struct anchored, q, &x->others)
            if (q->first > p->first && q->first < p->last) p->last = q->first;
        if (p->found) anchor_fingerprint(x, p);
    }
}

static struct anchored place_of(const struct search *s, size_t i) {
    const struct anchoring *x = s->x;
    struct anchored is = {.found = s->earliest[i] != NOWHERE && s->earliest[i] == s->latest[i]};
    if (!is.found) return is;
    is.first = (size_t)s->earliest[i];
    const struct prose_line *l = &x->prose.lines.at[is.first];
    uint32_t behind = prose_number_end(&x->prose, l, x->m->outline.at[i].id);
    is.from = behind ? behind : l->text;
    return is;
}

void anchor_find(struct anchoring *x, struct diags *d) {
    size_t n = x->m->outline.len;
    struct search s = {.x = x,
                       .d = d,
                       .lines = arena_array(x->arena, struct candidates, n),
                       .earliest = arena_array(x->arena, ptrdiff_t, n),
                       .latest = arena_array(x->arena, ptrdiff_t, n)};
    ignore_lines(x);
    part_lines(x);
    for (size_t i = 0; i < n; i++) find_candidates(&s, i);
    find_earliest(&s, n);
    find_latest(&s, n);
    for (size_t i = 0; i < n; i++) vec_push(x->arena, &x->paragraphs, place_of(&s, i));
    find_others(x);
    set_ends(x, &x->paragraphs);
    set_ends(x, &x->others);
    for (size_t i = 0; i < n; i++) {
        if (x->paragraphs.at[i].found) continue;
        if (s.earliest[i] == NOWHERE)
            report_missing(&s, i);
        else
            report_several(&s, i);
    }
}
