#include "base/big.h"

#include <string.h>

static struct big trimmed(const uint32_t *limbs, size_t len) {
    while (len > 0 && limbs[len - 1] == 0) len--;
    return (struct big){limbs, len};
}

struct big big_of(struct arena *a, uint64_t n) {
    uint32_t *limbs = arena_array(a, uint32_t, 2);
    limbs[0] = (uint32_t)n;
    limbs[1] = (uint32_t)(n >> 32);
    return trimmed(limbs, 2);
}

struct big big_add(struct arena *a, struct big x, struct big y) {
    size_t n = (x.len > y.len ? x.len : y.len) + 1;
    uint32_t *limbs = arena_array(a, uint32_t, n);
    uint64_t carry = 0;
    for (size_t i = 0; i < n; i++) {
        carry += (i < x.len ? x.limbs[i] : 0) + (uint64_t)(i < y.len ? y.limbs[i] : 0);
        limbs[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return trimmed(limbs, n);
}

struct big big_multiply(struct arena *a, struct big x, struct big y) {
    uint32_t *limbs = arena_array(a, uint32_t, x.len + y.len);
    for (size_t i = 0; i < x.len; i++) {
        uint64_t carry = 0;
        for (size_t j = 0; j < y.len || carry; j++) {
            carry += limbs[i + j] + (j < y.len ? (uint64_t)x.limbs[i] * y.limbs[j] : 0);
            limbs[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
    }
    return trimmed(limbs, x.len + y.len);
}

int big_compare(struct big x, struct big y) {
    if (x.len != y.len) return x.len < y.len ? -1 : 1;
    for (size_t i = x.len; i-- > 0;)
        if (x.limbs[i] != y.limbs[i]) return x.limbs[i] < y.limbs[i] ? -1 : 1;
    return 0;
}

const char *big_text(struct arena *a, struct big x) {
    if (x.len == 0) return "0";
    uint32_t *rest = arena_array(a, uint32_t, x.len);
    memcpy(rest, x.limbs, x.len * sizeof *rest);
    size_t room = x.len * 13 + 2, at = room;
    char *text = arena_array(a, char, room + 1);
    for (size_t len = x.len, digits = 0; len > 0; digits++) {
        uint64_t remainder = 0;
        for (size_t i = len; i-- > 0;) {
            remainder = remainder << 32 | rest[i];
            rest[i] = (uint32_t)(remainder / 10);
            remainder %= 10;
        }
        if (digits > 0 && digits % 3 == 0) text[--at] = ',';
        text[--at] = (char)('0' + remainder);
        while (len > 0 && rest[len - 1] == 0) len--;
    }
    return text + at;
}

/* The three highest limbs, and the power of two that they lack. */
static double leading(struct big x, size_t *shift) {
    double value = 0;
    size_t n = x.len < 3 ? x.len : 3;
    for (size_t i = 0; i < n; i++) value = value * 4294967296.0 + x.limbs[x.len - 1 - i];
    *shift = 32 * (x.len - n);
    return value;
}

double big_share(struct big x, struct big y) {
    size_t of_x, of_y;
    double a = leading(x, &of_x), b = leading(y, &of_y);
    double share = a / b;
    for (size_t i = of_x; i < of_y && share > 0; i += 32) share /= 4294967296.0;
    return share;
}
