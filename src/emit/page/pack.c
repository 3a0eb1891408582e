#include "emit/page/pack.h"

#include <string.h>

/* Of the format (RFC 1951): a match has so many bytes and is at most so far back; lengths of codes.
 * (A match of 258 bytes has a code of its own, and is not needed.) */
enum { LEAST = 3, LONGEST = 257, FAR = 32768, CODE_BITS = 15, LENGTH_BITS = 7 };

/* Symbols: bytes, the end of a block, lengths of matches; distances; lengths of codes. */
enum { END = 256, FIRST_LENGTH = 257, SYMBOLS = 286, DISTANCES = 30, LENGTHS = 19 };

/* How places are found that begin alike, and at how many of them is looked. */
enum { HASH_BITS = 15, LOOKS = 1024 };

/* So many bytes have codes of their own; so often matches are chosen by what these cost. */
enum { BLOCK = 1 << 15, PASSES = 4 };

struct match {
    uint16_t length; /* 0: none */
    uint16_t back;   /* less one */
};

static uint32_t hash_of(const unsigned char *at) {
    uint32_t word = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
    return word * 2654435761u >> (32 - HASH_BITS);
}

struct many_matches VEC(struct match);

/* For each place the matches among the last places that begin alike that are longer than all that
 * are nearer: from where those of the place before it end. */
struct matches {
    struct many_matches of;
    size_t *end;
};

static struct matches find_matches(struct arena *a, const unsigned char *bytes, size_t n) {
    struct matches found = {.end = arena_array(a, size_t, n + 1)};
    uint32_t *newest = arena_array(a, uint32_t, (size_t)1 << HASH_BITS); /* from 1; 0: none */
    uint32_t *older = arena_array(a, uint32_t, n + 1);
    for (size_t i = 0; i + LEAST <= n; i++) {
        uint32_t *head = &newest[hash_of(bytes + i)], at = *head;
        size_t left = n - i, most = left < LONGEST ? left : LONGEST, best = LEAST - 1;
        for (int looks = LOOKS; at && i + 1 - at <= FAR && looks > 0; looks--, at = older[at]) {
            const unsigned char *other = bytes + at - 1, *here = bytes + i;
            if (best == most) break;
            if (other[best] != here[best]) continue;
            size_t length = 0;
            while (length < most && other[length] == here[length]) length++;
            if (length <= best) continue;
            best = length;
            vec_push(a, &found.of, ((struct match){(uint16_t)length, (uint16_t)(i - at)}));
        }
        older[i + 1] = *head;
        *head = (uint32_t)(i + 1);
        found.end[i] = found.of.len;
    }
    for (size_t i = n < LEAST ? 0 : n - LEAST + 1; i < n; i++) found.end[i] = found.of.len;
    return found;
}

/* ---- numbers as a symbol and bits behind it ---- */

struct number {
    unsigned symbol, bits, value;
};

/* `kept`: so many bits behind the first one belong to the symbol. */
static struct number number_of(unsigned value, unsigned kept) {
    unsigned bits = 0;
    while (value >> bits >> kept > 1) bits++;
    return (struct number){(bits << kept) + (value >> bits), bits, value & ((1u << bits) - 1)};
}

static struct number length_of(unsigned length) {
    struct number number = number_of(length - LEAST, 2);
    number.symbol += FIRST_LENGTH;
    return number;
}

static struct number distance_of(unsigned back) { return number_of(back, 1); }

/* ---- codes ---- */

/* How many bits the code of each symbol has; 0: it has none. */
struct codes {
    unsigned char symbols[SYMBOLS], distances[DISTANCES];
};

struct counts {
    uint32_t symbols[SYMBOLS], distances[DISTANCES];
};

/* Joins the two rarest until one is left: how far below it each symbol is. False: too far. */
static bool try_lengths(const uint32_t *counts, unsigned n, unsigned most, unsigned char *lengths) {
    uint32_t weight[2 * SYMBOLS];
    uint16_t above[2 * SYMBOLS];
    bool joined[2 * SYMBOLS] = {false};
    unsigned end = n;
    memcpy(weight, counts, n * sizeof *weight);
    for (;; end++) {
        unsigned rarest[2] = {end, end};
        for (unsigned i = 0; i < end; i++) {
            if (weight[i] == 0 || joined[i]) continue;
            if (rarest[0] == end || weight[i] < weight[rarest[0]]) {
                rarest[1] = rarest[0];
                rarest[0] = i;
            } else if (rarest[1] == end || weight[i] < weight[rarest[1]]) {
                rarest[1] = i;
            }
        }
        if (rarest[1] == end) break;
        weight[end] = weight[rarest[0]] + weight[rarest[1]];
        for (int k = 0; k < 2; k++) {
            joined[rarest[k]] = true;
            above[rarest[k]] = (uint16_t)end;
        }
    }
    for (unsigned i = 0; i < n; i++) {
        unsigned depth = 0;
        for (unsigned at = i; joined[at]; at = above[at]) depth++;
        if (depth > most) return false;
        lengths[i] = (unsigned char)depth;
    }
    return true;
}

/* Codes of at most so many bits, for all that is there; and for two at least, as one alone would
 * have none. */
static void find_lengths(uint32_t *counts, unsigned n, unsigned most, unsigned char *lengths) {
    unsigned some = 0;
    for (unsigned i = 0; i < n; i++) some += counts[i] > 0;
    for (unsigned i = 0; some < 2; i++)
        if (counts[i] == 0) {
            counts[i] = 1;
            some++;
        }
    while (!try_lengths(counts, n, most, lengths))
        for (unsigned i = 0; i < n; i++) counts[i] = (counts[i] + 1) / 2;
}

static void find_codes(struct counts *counts, struct codes *codes) {
    find_lengths(counts->symbols, SYMBOLS, CODE_BITS, codes->symbols);
    find_lengths(counts->distances, DISTANCES, CODE_BITS, codes->distances);
}

/* ---- which matches ---- */

/* What a symbol costs that was not there before, and may be the better for it. */
static unsigned cost_of(unsigned char bits) { return bits ? bits : CODE_BITS - 2; }

static unsigned match_cost(const struct codes *codes, unsigned length, unsigned back) {
    struct number l = length_of(length), d = distance_of(back);
    return cost_of(codes->symbols[l.symbol]) + l.bits + cost_of(codes->distances[d.symbol]) +
           d.bits;
}

/* Keeps the matches that lead to the fewest bits, from the last on. A match may be cut short where
 * a better one begins; of each length the nearest counts. */
static void choose(const struct matches *found, struct match *chosen, const unsigned char *bytes,
                   size_t n, const struct codes *codes, uint32_t *cost) {
    cost[n] = 0;
    for (size_t i = n; i-- > 0;) {
        const struct codes *here = &codes[i / BLOCK];
        cost[i] = cost[i + 1] + cost_of(here->symbols[bytes[i]]);
        chosen[i].length = 0;
        size_t k = i > 0 ? found->end[i - 1] : 0, end = found->end[i];
        unsigned l = LEAST, longest = k < end ? found->of.at[end - 1].length : 0;
        if (longest > LEAST + 64) l = longest - 64; /* of a long one the rest is no gain */
        for (; k < end; k++)
            for (; l <= found->of.at[k].length; l++) {
                uint32_t with = cost[i + l] + match_cost(here, l, found->of.at[k].back);
                if (with >= cost[i]) continue;
                cost[i] = with;
                chosen[i] = (struct match){(uint16_t)l, found->of.at[k].back};
            }
    }
}

/* Where the block ends that begins there: at the first match or byte behind it. */
static size_t end_of(const struct match *chosen, size_t from, size_t n) {
    size_t i = from;
    while (i < n && i / BLOCK == from / BLOCK) i += chosen[i].length ? chosen[i].length : 1;
    return i;
}

static void count(const struct match *chosen, const unsigned char *bytes, size_t from, size_t to,
                  struct counts *counts) {
    memset(counts, 0, sizeof *counts);
    counts->symbols[END] = 1;
    for (size_t i = from; i < to; i += chosen[i].length ? chosen[i].length : 1)
        if (chosen[i].length) {
            counts->symbols[length_of(chosen[i].length).symbol]++;
            counts->distances[distance_of(chosen[i].back).symbol]++;
        } else {
            counts->symbols[bytes[i]]++;
        }
}

/* ---- writing ---- */

struct bits {
    struct arena *arena;
    struct bytes to;
    uint32_t held;
    unsigned n;
};

/* The lowest bit first. */
static void put_bits(struct bits *b, unsigned value, unsigned n) {
    b->held |= (uint32_t)value << b->n;
    for (b->n += n; b->n >= 8; b->n -= 8, b->held >>= 8)
        vec_push(b->arena, &b->to, (unsigned char)b->held);
}

/* Codes go up with their lengths, and of one length with their symbols; their highest bit is first.
 */
static void make_codes(const unsigned char *lengths, unsigned n, uint16_t *codes) {
    unsigned code = 0;
    for (unsigned length = 1; length <= CODE_BITS; length++, code <<= 1)
        for (unsigned i = 0; i < n; i++) {
            if (lengths[i] != length) continue;
            codes[i] = 0;
            for (unsigned k = 0; k < length; k++)
                codes[i] = (uint16_t)(codes[i] | (code >> k & 1) << (length - 1 - k));
            code++;
        }
}

/* What is said of the lengths of codes: a length; or that the last one, or none, comes again. */
struct runs {
    unsigned char symbol[SYMBOLS + DISTANCES], more[SYMBOLS + DISTANCES];
    unsigned n;
};
enum { AGAIN = 16, FEW_NONE = 17, MANY_NONE = 18 };
static const unsigned char more_bits[LENGTHS] = {[AGAIN] = 2, [FEW_NONE] = 3, [MANY_NONE] = 7};

static void add_run(struct runs *r, unsigned symbol, unsigned more) {
    r->symbol[r->n] = (unsigned char)symbol;
    r->more[r->n++] = (unsigned char)more;
}

static void find_runs(struct runs *r, const unsigned char *lengths, unsigned n) {
    r->n = 0;
    for (unsigned i = 0, run; i < n; i += run) {
        for (run = 1; i + run < n && lengths[i + run] == lengths[i] && run < 138;) run++;
        if (lengths[i] == 0 && run >= 3) {
            add_run(r, run > 10 ? MANY_NONE : FEW_NONE, run - (run > 10 ? 11 : 3));
        } else if (lengths[i] > 0 && run > 3) {
            if (run > 7) run = 7;
            add_run(r, lengths[i], 0);
            add_run(r, AGAIN, run - 4);
        } else {
            run = 1;
            add_run(r, lengths[i], 0);
        }
    }
}

/* The codes of a block, before it. */
static void put_codes(struct bits *b, const struct codes *codes) {
    static const unsigned char order[LENGTHS] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                 11, 4,  12, 3, 13, 2, 14, 1, 15};
    unsigned char all[SYMBOLS + DISTANCES], lengths[LENGTHS];
    uint32_t counts[LENGTHS] = {0};
    uint16_t made[LENGTHS];
    struct runs runs;
    unsigned last = LENGTHS;
    memcpy(all, codes->symbols, SYMBOLS);
    memcpy(all + SYMBOLS, codes->distances, DISTANCES);
    find_runs(&runs, all, SYMBOLS + DISTANCES);
    for (unsigned i = 0; i < runs.n; i++) counts[runs.symbol[i]]++;
    find_lengths(counts, LENGTHS, LENGTH_BITS, lengths);
    make_codes(lengths, LENGTHS, made);
    while (last > 4 && lengths[order[last - 1]] == 0) last--;
    put_bits(b, SYMBOLS - 257, 5);
    put_bits(b, DISTANCES - 1, 5);
    put_bits(b, last - 4, 4);
    for (unsigned i = 0; i < last; i++) put_bits(b, lengths[order[i]], 3);
    for (unsigned i = 0; i < runs.n; i++) {
        put_bits(b, made[runs.symbol[i]], lengths[runs.symbol[i]]);
        put_bits(b, runs.more[i], more_bits[runs.symbol[i]]);
    }
}

static void put_number(struct bits *b, const uint16_t *made, const unsigned char *lengths,
                       struct number number) {
    put_bits(b, made[number.symbol], lengths[number.symbol]);
    put_bits(b, number.value, number.bits);
}

static void put_block(struct bits *b, const struct match *chosen, const unsigned char *bytes,
                      size_t from, size_t to) {
    struct counts counts;
    struct codes codes;
    uint16_t symbols[SYMBOLS], distances[DISTANCES];
    count(chosen, bytes, from, to, &counts);
    find_codes(&counts, &codes);
    put_codes(b, &codes);
    make_codes(codes.symbols, SYMBOLS, symbols);
    make_codes(codes.distances, DISTANCES, distances);
    for (size_t i = from; i < to; i += chosen[i].length ? chosen[i].length : 1)
        if (chosen[i].length) {
            put_number(b, symbols, codes.symbols, length_of(chosen[i].length));
            put_number(b, distances, codes.distances, distance_of(chosen[i].back));
        } else {
            put_number(b, symbols, codes.symbols, (struct number){bytes[i], 0, 0});
        }
    put_number(b, symbols, codes.symbols, (struct number){END, 0, 0});
}

/* Of bytes before they are packed, so that damage is found. */
static uint32_t adler32(const unsigned char *bytes, size_t n) {
    uint32_t low = 1, high = 0;
    for (size_t i = 0; i < n; i++) {
        low = (low + bytes[i]) % 65521;
        high = (high + low) % 65521;
    }
    return high << 16 | low;
}

struct bytes pack(struct arena *a, const unsigned char *bytes, size_t n) {
    struct bits b = {.arena = a};
    struct matches found = find_matches(a, bytes, n);
    struct match *chosen = arena_array(a, struct match, n + 1);
    struct codes *codes = arena_array(a, struct codes, n / BLOCK + 1);
    uint32_t *cost = arena_array(a, uint32_t, n + 1), sum = adler32(bytes, n);
    size_t from = 0;
    for (size_t i = 0; i <= n / BLOCK; i++) {
        memset(codes[i].symbols, 8, sizeof codes[i].symbols);
        memset(codes[i].distances, 5, sizeof codes[i].distances);
    }
    for (int pass = 0; pass < PASSES; pass++) {
        choose(&found, chosen, bytes, n, codes, cost);
        for (size_t i = 0, end; i < n; i = end) {
            struct counts counts;
            end = end_of(chosen, i, n);
            count(chosen, bytes, i, end, &counts);
            find_codes(&counts, &codes[i / BLOCK]);
        }
    }
    vec_push(a, &b.to, 0x78);
    vec_push(a, &b.to, 0xda);
    do {
        size_t end = end_of(chosen, from, n);
        put_bits(&b, end == n, 1);
        put_bits(&b, 2, 2); /* a block with codes of its own */
        put_block(&b, chosen, bytes, from, end);
        from = end;
    } while (from < n);
    put_bits(&b, 0, 7);
    for (int shift = 24; shift >= 0; shift -= 8)
        vec_push(a, &b.to, (unsigned char)(sum >> shift & 0xff));
    return b.to;
}
