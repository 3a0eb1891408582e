/*
 * Text: UTF-8 and the small string helpers that more than one stage needs.
 */
#ifndef STRATC_BASE_TEXT_H
#define STRATC_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* The code point that starts at s[0], its length in *len; -1 (and *len = 1) when the bytes are not
 * well-formed UTF-8 (Unicode 15, table 3-7: no overlong form, no
 * surrogate, nothing over U+10FFFF). */
int32_t utf8_decode(const char *s, size_t avail, size_t *len);

/* Whether all of the text is that. */
bool utf8_is_whole(const char *text);

/* The bytes of a character to `to`, and how many they are: at most four. */
size_t utf8_encode(uint32_t c, char *to);

/* What must not reach a screen as it is: control characters (C0, tab and line end among them, DEL,
 * C1), what turns the direction of text or begins a line, and -1, bytes that are no UTF-8. No
 * policy has it; names of files and of variables, the command line, and what other programs say
 * can. */
bool text_harmful(int32_t c);

/* Prints text of such an origin: what is harmful becomes U+FFFD. */
void text_put_n(FILE *out, const char *text, size_t n);
void text_put(FILE *out, const char *text);

/* Prints a path as it stands in a URI. */
void text_put_uri(FILE *out, const char *path);

/* Columns of a terminal that text[0..n) takes (combining marks and "ESC [ ... m" 0, wide East Asian
 * 2). Independent of locale. */
size_t text_width(const char *text, size_t n);

/* How many bytes of text[0..n) go on a line of so many columns, which is broken at blanks; a word
 * that is too long has a line of its own. *next: where the following line starts. */
size_t text_line(const char *text, size_t n, size_t columns, size_t *next);

enum { TEXT_HANGING = 4 }; /* what further lines of a message are set in by */

/* Whether Markdown takes text[i] of text[0..n) for a sign of its own, which a backslash before it
 * prevents. */
bool text_markdown_sign(const char *text, size_t n, size_t i);

/* Where text[0..n), with which a block of Markdown begins, has a sign that counts only there: of a
 * heading, a list or a line; a backslash before it prevents that. n: nowhere. Blanks at the
 * beginning may be signs as well, and say nothing: leave them out before. */
size_t text_markdown_start(const char *text, size_t n);

/* What HTML and XML have in place of a character of theirs; NULL: it stands as it is. */
const char *text_entity(char c);

/* Text that flows over the lines of a terminal. */
struct text_flow {
    FILE *out;
    size_t columns;  /* of a line; 0: none is broken */
    bool color, lit; /* whether there is any; it is on */
    bool markdown;   /* what flows is escaped for it; a colour is bold */
    bool marked;     /* the text has "ESC [ ... m" of its own, and none of an author's */
    size_t indent;   /* blanks before each line that text goes on in */
    size_t column;   /* where the line has come to */
};

/* Text of any origin, broken at its blanks. */
void text_flow(struct text_flow *f, const char *text, size_t n);
void text_flow_all(struct text_flow *f, const char *text);

/* A piece that is never broken: as a line begins; and behind a blank or a line end. */
void text_flow_head(struct text_flow *f, const char *piece);
void text_flow_piece(struct text_flow *f, const char *piece);

/* The blank or line end that such a piece of so many columns stands behind. */
void text_flow_gap(struct text_flow *f, size_t columns);

/* Where there is colour, that of what follows (the inside of "ESC [ ... m"; "": the ordinary one).
 */
void text_flow_color(struct text_flow *f, const char *sgr);

void text_flow_end(struct text_flow *f);

/* Why the system refused something (an errno value), in words for the end of a message: "there is
 * no such file". */
const char *text_errno(int error);

/* A word to be compared with many: for each byte, the places where the word has it. */
struct text_pattern {
    uint64_t places[256];
    size_t length;
};

/* `any_case`: upper and lower case of ASCII letters are alike. */
void text_pattern_make(struct text_pattern *p, const char *word, size_t n, bool any_case);

/* Optimal string alignment distance, capped at `limit + 1`; so are words of over 64 bytes. */
unsigned text_pattern_distance(const struct text_pattern *p, const char *text, size_t n,
                               unsigned limit);
unsigned text_distance(const char *a, const char *b, unsigned limit);

/* How far a slip may be from the word that is meant: 1 for words up to 4 bytes, else a third of the
 * length. */
unsigned text_slips(size_t length);

/* The closest of `n` candidates to `word`, or NULL when none is near enough. Ties: the first. */
const char *text_nearest(const char *word, const char *const *candidates, size_t n);

#endif
