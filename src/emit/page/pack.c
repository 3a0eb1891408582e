#include "emit/page/pack.h"

#include <string.h>

/* Of the format: a match has at least so many bytes and is at most so far back; the last bytes are
 * no match, and no match begins in the last twelve. */
enum { LEAST = 4, FAR = 65535, LAST = 5, NO_MATCH = 12 };

/* How places are found that begin alike, and at how many of them is looked; so long a match is long
 * enough. */
enum { HASH_BITS = 15, LOOKS = 96, LONG = 1024 };

struct match {
    uint32_t length, back; /* length 0: none */
};

static uint32_t hash_of(const unsigned char *at) {
    uint32_t word = at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
    return word * 2654435761u >> (32 - HASH_BITS);
}

/* For each place the longest match among the last places that begin alike. */
static struct match *find_matches(struct arena *a, const unsigned char *bytes, size_t n) {
    struct match *found = arena_array(a, struct match, n + 1);
    uint32_t *newest = arena_array(a, uint32_t, (size_t)1 << HASH_BITS); /* from 1; 0: none */
    uint32_t *older = arena_array(a, uint32_t, n + 1);
    for (size_t i = 0; i + NO_MATCH < n; i++) {
        uint32_t *head = &newest[hash_of(bytes + i)], at = *head;
        size_t left = n - LAST - i, most = left < LONG ? left : LONG, best = LEAST - 1;
        for (int looks = LOOKS; at && i + 1 - at <= FAR && looks > 0; looks--, at = older[at]) {
            const unsigned char *other = bytes + at - 1, *here = bytes + i;
            if (best == most) break;
            if (other[best] != here[best]) continue;
            size_t length = 0;
            while (length < most && other[length] == here[length]) length++;
            if (length <= best) continue;
            best = length;
            found[i] = (struct match){(uint32_t)length, (uint32_t)(i + 1 - at)};
        }
        older[i + 1] = *head;
        *head = (uint32_t)(i + 1);
    }
    return found;
}

/* Bytes that a length takes beyond the four bits of it in the token. */
static size_t further(size_t length) { return length < 15 ? 0 : (length - 15) / 255 + 1; }

/* Keeps the matches that lead to the fewest bytes, from the last on. A match may be cut short where
 * a better one begins; a run of single bytes is taken to cost its bytes. */
static void choose(struct arena *a, struct match *found, size_t n) {
    size_t *cost = arena_array(a, size_t, n + 1);
    for (size_t i = n; i-- > 0;) {
        size_t length = 0;
        cost[i] = cost[i + 1] + 1;
        for (size_t l = found[i].length; l >= LEAST; l--) {
            size_t with = cost[i + l] + 3 + further(l - LEAST);
            if (with < cost[i]) {
                cost[i] = with;
                length = l;
            }
            if (found[i].length - l == 32) break; /* of a long one the rest is no gain */
        }
        found[i].length = (uint32_t)length;
    }
}

static void put_length(struct arena *a, struct bytes *to, size_t length) {
    if (length < 15) return;
    for (length -= 15; length >= 255; length -= 255) vec_push(a, to, 255);
    vec_push(a, to, (unsigned char)length);
}

/* Single bytes, then a match; with length 0 none, at the end. */
static void put_sequence(struct arena *a, struct bytes *to, const unsigned char *bytes, size_t n,
                         struct match m) {
    size_t length = m.length ? m.length - LEAST : 0;
    vec_push(a, to, (unsigned char)((n < 15 ? n : 15) << 4 | (length < 15 ? length : 15)));
    put_length(a, to, n);
    for (size_t i = 0; i < n; i++) vec_push(a, to, bytes[i]);
    if (!m.length) return;
    vec_push(a, to, (unsigned char)(m.back & 255));
    vec_push(a, to, (unsigned char)(m.back >> 8));
    put_length(a, to, length);
}

struct bytes pack(struct arena *a, const unsigned char *bytes, size_t n) {
    struct bytes to = {0};
    struct match *found = find_matches(a, bytes, n);
    size_t begin = 0;
    choose(a, found, n);
    for (size_t i = 0; i < n;) {
        if (found[i].length) {
            put_sequence(a, &to, bytes + begin, i - begin, found[i]);
            i += found[i].length;
            begin = i;
        } else {
            i++;
        }
    }
    put_sequence(a, &to, bytes + begin, n - begin, (struct match){0, 0});
    return to;
}
