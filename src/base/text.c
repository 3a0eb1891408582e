#include "base/text.h"

#include <errno.h>
#include <string.h>

int32_t utf8_decode(const char *s, size_t avail, size_t *len) {
    const unsigned char *u = (const unsigned char *)s;
    *len = 1;
    if (avail == 0) return -1;
    if (u[0] < 0x80) return u[0];
    size_t n = u[0] >= 0xf0 ? 4 : u[0] >= 0xe0 ? 3 : 2;
    if (u[0] < 0xc2 || u[0] > 0xf4 || n > avail) return -1;
    int32_t c = u[0] & (0x7f >> n);
    for (size_t i = 1; i < n; i++) {
        if ((u[i] & 0xc0) != 0x80) return -1;
        c = c << 6 | (u[i] & 0x3f);
    }
    static const int32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) return -1;
    *len = n;
    return c;
}

bool utf8_is_whole(const char *text) {
    size_t n = strlen(text), length = 0;
    for (; n > 0; text += length, n -= length)
        if (utf8_decode(text, n, &length) < 0) return false;
    return true;
}

size_t utf8_encode(uint32_t c, char *to) {
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6) to[i] = (char)(0x80 | (c & 0x3f));
    to[0] = (char)(n == 1 ? c : (0xf00u >> n & 0xff) | c);
    return n;
}

bool text_harmful(int32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x061c || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

void text_put_n(FILE *out, const char *text, size_t n) {
    for (size_t i = 0, len; i < n; i += len) {
        int32_t c = utf8_decode(text + i, n - i, &len);
        if (text_harmful(c))
            fputs("\xef\xbf\xbd", out); /* U+FFFD */
        else
            fwrite(text + i, 1, len, out);
    }
}

void text_put(FILE *out, const char *text) { text_put_n(out, text, strlen(text)); }

/* Ranges, each its first and its last. Unicode 14: marks and format characters (general categories
 * Mn, Me, Cf) and the medial Hangul jamo; a range may run over code points that mean nothing yet.
 * Not wcwidth(): that depends on the locale, and knows ASCII alone in "C". */
static const int32_t zero_width[] = {
    0x300,   0x36f,   0x483,   0x489,   0x591,   0x5bd,   0x5bf,   0x5bf,   0x5c1,   0x5c2,
    0x5c4,   0x5c5,   0x5c7,   0x5c7,   0x600,   0x605,   0x610,   0x61a,   0x61c,   0x61c,
    0x64b,   0x65f,   0x670,   0x670,   0x6d6,   0x6dd,   0x6df,   0x6e4,   0x6e7,   0x6e8,
    0x6ea,   0x6ed,   0x70f,   0x70f,   0x711,   0x711,   0x730,   0x74a,   0x7a6,   0x7b0,
    0x7eb,   0x7f3,   0x7fd,   0x7fd,   0x816,   0x819,   0x81b,   0x823,   0x825,   0x827,
    0x829,   0x82d,   0x859,   0x85b,   0x890,   0x89f,   0x8ca,   0x902,   0x93a,   0x93a,
    0x93c,   0x93c,   0x941,   0x948,   0x94d,   0x94d,   0x951,   0x957,   0x962,   0x963,
    0x981,   0x981,   0x9bc,   0x9bc,   0x9c1,   0x9c4,   0x9cd,   0x9cd,   0x9e2,   0x9e3,
    0x9fe,   0xa02,   0xa3c,   0xa3c,   0xa41,   0xa51,   0xa70,   0xa71,   0xa75,   0xa75,
    0xa81,   0xa82,   0xabc,   0xabc,   0xac1,   0xac8,   0xacd,   0xacd,   0xae2,   0xae3,
    0xafa,   0xb01,   0xb3c,   0xb3c,   0xb3f,   0xb3f,   0xb41,   0xb44,   0xb4d,   0xb56,
    0xb62,   0xb63,   0xb82,   0xb82,   0xbc0,   0xbc0,   0xbcd,   0xbcd,   0xc00,   0xc00,
    0xc04,   0xc04,   0xc3c,   0xc3c,   0xc3e,   0xc40,   0xc46,   0xc56,   0xc62,   0xc63,
    0xc81,   0xc81,   0xcbc,   0xcbc,   0xcbf,   0xcbf,   0xcc6,   0xcc6,   0xccc,   0xccd,
    0xce2,   0xce3,   0xd00,   0xd01,   0xd3b,   0xd3c,   0xd41,   0xd44,   0xd4d,   0xd4d,
    0xd62,   0xd63,   0xd81,   0xd81,   0xdca,   0xdca,   0xdd2,   0xdd6,   0xe31,   0xe31,
    0xe34,   0xe3a,   0xe47,   0xe4e,   0xeb1,   0xeb1,   0xeb4,   0xebc,   0xec8,   0xecd,
    0xf18,   0xf19,   0xf35,   0xf35,   0xf37,   0xf37,   0xf39,   0xf39,   0xf71,   0xf7e,
    0xf80,   0xf84,   0xf86,   0xf87,   0xf8d,   0xfbc,   0xfc6,   0xfc6,   0x102d,  0x1030,
    0x1032,  0x1037,  0x1039,  0x103a,  0x103d,  0x103e,  0x1058,  0x1059,  0x105e,  0x1060,
    0x1071,  0x1074,  0x1082,  0x1082,  0x1085,  0x1086,  0x108d,  0x108d,  0x109d,  0x109d,
    0x1160,  0x11ff,  0x135d,  0x135f,  0x1712,  0x1714,  0x1732,  0x1733,  0x1752,  0x1753,
    0x1772,  0x1773,  0x17b4,  0x17b5,  0x17b7,  0x17bd,  0x17c6,  0x17c6,  0x17c9,  0x17d3,
    0x17dd,  0x17dd,  0x180b,  0x180f,  0x1885,  0x1886,  0x18a9,  0x18a9,  0x1920,  0x1922,
    0x1927,  0x1928,  0x1932,  0x1932,  0x1939,  0x193b,  0x1a17,  0x1a18,  0x1a1b,  0x1a1b,
    0x1a56,  0x1a56,  0x1a58,  0x1a60,  0x1a62,  0x1a62,  0x1a65,  0x1a6c,  0x1a73,  0x1a7f,
    0x1ab0,  0x1b03,  0x1b34,  0x1b34,  0x1b36,  0x1b3a,  0x1b3c,  0x1b3c,  0x1b42,  0x1b42,
    0x1b6b,  0x1b73,  0x1b80,  0x1b81,  0x1ba2,  0x1ba5,  0x1ba8,  0x1ba9,  0x1bab,  0x1bad,
    0x1be6,  0x1be6,  0x1be8,  0x1be9,  0x1bed,  0x1bed,  0x1bef,  0x1bf1,  0x1c2c,  0x1c33,
    0x1c36,  0x1c37,  0x1cd0,  0x1cd2,  0x1cd4,  0x1ce0,  0x1ce2,  0x1ce8,  0x1ced,  0x1ced,
    0x1cf4,  0x1cf4,  0x1cf8,  0x1cf9,  0x1dc0,  0x1dff,  0x200b,  0x200f,  0x202a,  0x202e,
    0x2060,  0x206f,  0x20d0,  0x20f0,  0x2cef,  0x2cf1,  0x2d7f,  0x2d7f,  0x2de0,  0x2dff,
    0x302a,  0x302d,  0x3099,  0x309a,  0xa66f,  0xa672,  0xa674,  0xa67d,  0xa69e,  0xa69f,
    0xa6f0,  0xa6f1,  0xa802,  0xa802,  0xa806,  0xa806,  0xa80b,  0xa80b,  0xa825,  0xa826,
    0xa82c,  0xa82c,  0xa8c4,  0xa8c5,  0xa8e0,  0xa8f1,  0xa8ff,  0xa8ff,  0xa926,  0xa92d,
    0xa947,  0xa951,  0xa980,  0xa982,  0xa9b3,  0xa9b3,  0xa9b6,  0xa9b9,  0xa9bc,  0xa9bd,
    0xa9e5,  0xa9e5,  0xaa29,  0xaa2e,  0xaa31,  0xaa32,  0xaa35,  0xaa36,  0xaa43,  0xaa43,
    0xaa4c,  0xaa4c,  0xaa7c,  0xaa7c,  0xaab0,  0xaab0,  0xaab2,  0xaab4,  0xaab7,  0xaab8,
    0xaabe,  0xaabf,  0xaac1,  0xaac1,  0xaaec,  0xaaed,  0xaaf6,  0xaaf6,  0xabe5,  0xabe5,
    0xabe8,  0xabe8,  0xabed,  0xabed,  0xfb1e,  0xfb1e,  0xfe00,  0xfe0f,  0xfe20,  0xfe2f,
    0xfeff,  0xfeff,  0xfff9,  0xfffb,  0x101fd, 0x101fd, 0x102e0, 0x102e0, 0x10376, 0x1037a,
    0x10a01, 0x10a0f, 0x10a38, 0x10a3f, 0x10ae5, 0x10ae6, 0x10d24, 0x10d27, 0x10eab, 0x10eac,
    0x10f46, 0x10f50, 0x10f82, 0x10f85, 0x11001, 0x11001, 0x11038, 0x11046, 0x11070, 0x11070,
    0x11073, 0x11074, 0x1107f, 0x11081, 0x110b3, 0x110b6, 0x110b9, 0x110ba, 0x110bd, 0x110bd,
    0x110c2, 0x110cd, 0x11100, 0x11102, 0x11127, 0x1112b, 0x1112d, 0x11134, 0x11173, 0x11173,
    0x11180, 0x11181, 0x111b6, 0x111be, 0x111c9, 0x111cc, 0x111cf, 0x111cf, 0x1122f, 0x11231,
    0x11234, 0x11234, 0x11236, 0x11237, 0x1123e, 0x1123e, 0x112df, 0x112df, 0x112e3, 0x112ea,
    0x11300, 0x11301, 0x1133b, 0x1133c, 0x11340, 0x11340, 0x11366, 0x11374, 0x11438, 0x1143f,
    0x11442, 0x11444, 0x11446, 0x11446, 0x1145e, 0x1145e, 0x114b3, 0x114b8, 0x114ba, 0x114ba,
    0x114bf, 0x114c0, 0x114c2, 0x114c3, 0x115b2, 0x115b5, 0x115bc, 0x115bd, 0x115bf, 0x115c0,
    0x115dc, 0x115dd, 0x11633, 0x1163a, 0x1163d, 0x1163d, 0x1163f, 0x11640, 0x116ab, 0x116ab,
    0x116ad, 0x116ad, 0x116b0, 0x116b5, 0x116b7, 0x116b7, 0x1171d, 0x1171f, 0x11722, 0x11725,
    0x11727, 0x1172b, 0x1182f, 0x11837, 0x11839, 0x1183a, 0x1193b, 0x1193c, 0x1193e, 0x1193e,
    0x11943, 0x11943, 0x119d4, 0x119db, 0x119e0, 0x119e0, 0x11a01, 0x11a0a, 0x11a33, 0x11a38,
    0x11a3b, 0x11a3e, 0x11a47, 0x11a47, 0x11a51, 0x11a56, 0x11a59, 0x11a5b, 0x11a8a, 0x11a96,
    0x11a98, 0x11a99, 0x11c30, 0x11c3d, 0x11c3f, 0x11c3f, 0x11c92, 0x11ca7, 0x11caa, 0x11cb0,
    0x11cb2, 0x11cb3, 0x11cb5, 0x11cb6, 0x11d31, 0x11d45, 0x11d47, 0x11d47, 0x11d90, 0x11d91,
    0x11d95, 0x11d95, 0x11d97, 0x11d97, 0x11ef3, 0x11ef4, 0x13430, 0x13438, 0x16af0, 0x16af4,
    0x16b30, 0x16b36, 0x16f4f, 0x16f4f, 0x16f8f, 0x16f92, 0x16fe4, 0x16fe4, 0x1bc9d, 0x1bc9e,
    0x1bca0, 0x1cf46, 0x1d167, 0x1d169, 0x1d173, 0x1d182, 0x1d185, 0x1d18b, 0x1d1aa, 0x1d1ad,
    0x1d242, 0x1d244, 0x1da00, 0x1da36, 0x1da3b, 0x1da6c, 0x1da75, 0x1da75, 0x1da84, 0x1da84,
    0x1da9b, 0x1daaf, 0x1e000, 0x1e02a, 0x1e130, 0x1e136, 0x1e2ae, 0x1e2ae, 0x1e2ec, 0x1e2ef,
    0x1e8d0, 0x1e8d6, 0x1e944, 0x1e94a, 0xe0001, 0xe01ef};

/* East Asian width W or F. */
static const int32_t wide[] = {
    0x1100,  0x115f,  0x231a,  0x231b,  0x2329,  0x232a,  0x23e9,  0x23ec,  0x23f0,  0x23f0,
    0x23f3,  0x23f3,  0x25fd,  0x25fe,  0x2614,  0x2615,  0x2648,  0x2653,  0x267f,  0x267f,
    0x2693,  0x2693,  0x26a1,  0x26a1,  0x26aa,  0x26ab,  0x26bd,  0x26be,  0x26c4,  0x26c5,
    0x26ce,  0x26ce,  0x26d4,  0x26d4,  0x26ea,  0x26ea,  0x26f2,  0x26f3,  0x26f5,  0x26f5,
    0x26fa,  0x26fa,  0x26fd,  0x26fd,  0x2705,  0x2705,  0x270a,  0x270b,  0x2728,  0x2728,
    0x274c,  0x274c,  0x274e,  0x274e,  0x2753,  0x2755,  0x2757,  0x2757,  0x2795,  0x2797,
    0x27b0,  0x27b0,  0x27bf,  0x27bf,  0x2b1b,  0x2b1c,  0x2b50,  0x2b50,  0x2b55,  0x2b55,
    0x2e80,  0x3029,  0x302e,  0x303e,  0x3041,  0x3096,  0x309b,  0x3247,  0x3250,  0x4dbf,
    0x4e00,  0xa4c6,  0xa960,  0xa97c,  0xac00,  0xd7a3,  0xf900,  0xfad9,  0xfe10,  0xfe19,
    0xfe30,  0xfe6b,  0xff01,  0xff60,  0xffe0,  0xffe6,  0x16fe0, 0x16fe3, 0x16ff0, 0x1b2fb,
    0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320,
    0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3,
    0x1f3e0, 0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc,
    0x1f4ff, 0x1f53d, 0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596,
    0x1f5a4, 0x1f5a4, 0x1f5fb, 0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2,
    0x1f6d5, 0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7f0, 0x1f90c, 0x1f93a,
    0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faf6, 0x20000, 0x3134a};

static bool in_ranges(int32_t c, const int32_t *ranges, size_t n) {
    size_t low = 0, high = n / 2;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c > ranges[2 * middle + 1])
            low = middle + 1;
        else
            high = middle;
    }
    return low < n / 2 && c >= ranges[2 * low];
}

void text_put_uri(FILE *out, const char *path) {
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    for (; *path; path++)
        fprintf(out, strchr(plain, *path) ? "%c" : "%%%02X", (unsigned char)*path);
}

static size_t width_of(int32_t c) {
    if (c < 0x300)
        return 1; /* nothing special is so low, and a byte that is no character takes a place of its
                     own */
    if (in_ranges(c, zero_width, sizeof zero_width / sizeof *zero_width)) return 0;
    return in_ranges(c, wide, sizeof wide / sizeof *wide) ? 2 : 1;
}

/* The length of "ESC [ ... m" at the start of a text, or 0. */
static size_t style_length(const char *text, size_t n) {
    if (n < 2 || text[0] != '\033' || text[1] != '[') return 0;
    size_t end = 2;
    while (end < n && ((text[end] >= '0' && text[end] <= '9') || text[end] == ';')) end++;
    return end < n && text[end] == 'm' ? end + 1 : 0;
}

size_t text_width(const char *text, size_t n) {
    size_t width = 0;
    for (size_t i = 0, len; i < n; i += len) {
        int32_t c = utf8_decode(text + i, n - i, &len);
        size_t style = c == '\033' ? style_length(text + i, n - i) : 0;
        width += style ? 0 : width_of(c);
        len = style ? style : len;
    }
    return width;
}

size_t text_line(const char *text, size_t n, size_t columns, size_t *next) {
    size_t end = 0, used = 0;
    for (*next = 0; *next < n;) {
        size_t word = end, after;
        while (word < n && text[word] == ' ') word++;
        for (after = word; after < n && text[after] != ' ';) after++;
        used += word - end + text_width(text + word, after - word);
        if (end > 0 && used > columns) {
            *next = word;
            return end;
        }
        *next = end = after;
    }
    return end;
}

static void flow_on(struct text_flow *f, const char *text, size_t n) {
    f->column += text_width(text, n);
    for (size_t style; f->marked && n > 0; text += style, n -= style) {
        const char *escape = memchr(text, '\033', n);
        size_t before = escape ? (size_t)(escape - text) : n;
        text_put_n(f->out, text, before);
        text += before;
        n -= before;
        style = n ? style_length(text, n) : 0;
        if (!style) break;
        fwrite(text, 1, style, f->out);
    }
    text_put_n(f->out, text, n);
}

static bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool text_markdown_sign(const char *text, size_t n, size_t i) {
    bool within = i > 0 && is_word(text[i - 1]) && i + 1 < n && is_word(text[i + 1]);
    return text[i] == '_' ? !within : strchr("\\`*[]<>|&~$", text[i]) != NULL;
}

size_t text_markdown_start(const char *text, size_t n) {
    size_t digits = 0;
    while (digits < n && text[digits] >= '0' && text[digits] <= '9') digits++;
    if (digits > 0) {
        bool numbered = digits < n && strchr(".)", text[digits]);
        bool ends = digits + 1 >= n || strchr(" \t", text[digits + 1]);
        return numbered && ends ? digits : n;
    }
    return n > 0 && strchr("#+-=", text[0]) ? 0 : n;
}

const char *text_entity(char c) {
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return NULL;
    }
}

static void flow_markdown(struct text_flow *f, const char *text, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (!text_markdown_sign(text, n, i)) continue;
        flow_on(f, text, i);
        putc('\\', f->out);
        flow_on(f, text + i, 1);
        text += i + 1;
        n -= i + 1;
        i = (size_t)-1;
    }
    flow_on(f, text, n);
}

static void next_line(struct text_flow *f) {
    fprintf(f->out, "\n%*s", (int)f->indent, "");
    f->column = f->indent;
}

void text_flow(struct text_flow *f, const char *text, size_t n) {
    if (f->markdown) {
        flow_markdown(f, text, n);
        return;
    }
    for (size_t next, line; n > 0; text += next, n -= next) {
        size_t left = f->columns > f->column ? f->columns - f->column : f->columns ? 0 : SIZE_MAX;
        line = text_line(text, n, left, &next);
        flow_on(f, text, line);
        if (next < n) next_line(f);
    }
}

void text_flow_all(struct text_flow *f, const char *text) { text_flow(f, text, strlen(text)); }

void text_flow_head(struct text_flow *f, const char *piece) { flow_on(f, piece, strlen(piece)); }

void text_flow_gap(struct text_flow *f, size_t columns) {
    if (f->columns && f->column + 1 + columns > f->columns)
        next_line(f);
    else
        text_flow_head(f, " ");
}

void text_flow_piece(struct text_flow *f, const char *piece) {
    text_flow_gap(f, text_width(piece, strlen(piece)));
    text_flow_head(f, piece);
}

void text_flow_color(struct text_flow *f, const char *sgr) {
    if (f->color && (f->lit || *sgr)) fprintf(f->out, "\033[%sm", sgr);
    if (f->markdown && f->lit != (*sgr != '\0')) fputs("**", f->out);
    f->lit = *sgr != '\0';
}

void text_flow_end(struct text_flow *f) {
    putc('\n', f->out);
    f->column = 0;
}

const char *text_errno(int error) {
    switch (error) {
    case ENOENT: return "there is no such file or folder";
    case EACCES:
    case EPERM: return "permission denied";
    case EISDIR: return "it is a folder";
    case ENOTDIR: return "a part of this path is no folder";
    case ENOSPC:
    case EDQUOT: return "the disk is full";
    case EPIPE: return "the program that reads it has stopped reading";
    case EROFS: return "the disk cannot be written";
    case EFBIG: return "it would be too large a file";
    case ENAMETOOLONG: return "the name is too long";
    case ELOOP: return "its links lead in a circle";
    case EMFILE:
    case ENFILE: return "too many files are open";
    case ENOMEM: return "there is not enough memory";
    case ETXTBSY: return "that program is running";
    case EBADF: return "it is closed";
    case EIO: return "the device reports an error";
    default: return strerror(error);
    }
}

/* Longer words are never a slip of another one. */
enum { LONGEST = 64 };

static unsigned char other_case(unsigned char c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? c ^ 0x20 : c;
}

void text_pattern_make(struct text_pattern *p, const char *word, size_t n, bool any_case) {
    *p = (struct text_pattern){.length = n};
    for (size_t i = 0; i < n && i < LONGEST; i++) {
        unsigned char c = (unsigned char)word[i];
        p->places[c] |= UINT64_C(1) << i;
        if (any_case) p->places[other_case(c)] |= UINT64_C(1) << i;
    }
}

/* A column of the usual table at a time, its differences as bits (Hyyrö 2003, with letters that
 * change places). A wrong line may be compared with thousands of names, and there may be millions
 * of wrong lines. */
unsigned text_pattern_distance(const struct text_pattern *p, const char *text, size_t n,
                               unsigned limit) {
    size_t m = p->length, more_letters = n > m ? n - m : m - n;
    if (more_letters > limit || m > LONGEST) return limit + 1;
    if (m == 0) return (unsigned)n;
    uint64_t more = UINT64_MAX, less = 0, diagonal = 0, before = 0, last = UINT64_C(1) << (m - 1);
    size_t score = m;
    for (size_t j = 0; j < n; j++) {
        uint64_t here = p->places[(unsigned char)text[j]];
        uint64_t swapped = ((~diagonal & here) << 1) & before;
        diagonal = ((((here & more) + more) ^ more) | here | less) | swapped;
        uint64_t right_more = less | ~(diagonal | more), right_less = diagonal & more;
        score += (right_more & last) != 0;
        score -= (right_less & last) != 0;
        if (score > limit + (n - 1 - j)) /* each letter that is left lowers it by one at most */
            return limit + 1;
        right_more = right_more << 1 | 1;
        right_less <<= 1;
        more = right_less | ~(diagonal | right_more);
        less = right_more & diagonal;
        before = here;
    }
    return (unsigned)score;
}

unsigned text_distance(const char *a, const char *b, unsigned limit) {
    struct text_pattern p;
    size_t n = strlen(b);
    if (strcmp(a, b) == 0) return 0;
    text_pattern_make(&p, a, strlen(a), false);
    return n > LONGEST ? limit + 1 : text_pattern_distance(&p, b, n, limit);
}

unsigned text_slips(size_t length) {
    return length > LONGEST ? 0 : length <= 4 ? 1 : (unsigned)length / 3;
}

/* Whether one of the two is the other, denied: never what was meant. */
static bool denies(const char *word, const char *other) {
    static const char *const signs[] = {"un", "in", "im", "non", "not", "no", "dis"};
    if (strlen(word) < strlen(other)) return denies(other, word);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t n = strlen(signs[i]);
        if (strncmp(word, signs[i], n) == 0 && strcmp(word + n + (word[n] == '_'), other) == 0)
            return true;
    }
    return false;
}

const char *text_nearest(const char *word, const char *const *candidates, size_t n) {
    unsigned limit = text_slips(strlen(word));
    const char *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        unsigned distance = text_distance(word, candidates[i], limit);
        if (distance > limit || denies(word, candidates[i])) continue;
        nearest = candidates[i];
        if (distance == 0) break;
        limit = distance - 1;
    }
    return nearest;
}
