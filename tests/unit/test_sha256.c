/* SHA-256: the examples of the standard, every way to pad, and pieces of any length. */
#include "base/sha256.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void is(const char *text, size_t n, const char *expected) {
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    char hex[SHA256_HEX];
    sha256_begin(&s);
    sha256_add(&s, text, n);
    sha256_end(&s, digest);
    sha256_text(digest, hex);
    assert_string_equal(hex, expected);
}

static void of_the_standard(void **state) {
    (void)state;
    is("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    is("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    is("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void in_base64(void **state) {
    (void)state;
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    char text[SHA256_BASE64], digits[4];
    sha256_begin(&s);
    sha256_end(&s, digest);
    sha256_base64(digest, text);
    assert_string_equal(text, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    /* RFC 4648, 10 */
    base64_digits((const unsigned char *)"f", 1, digits);
    assert_memory_equal(digits, "Zg==", 4);
    base64_digits((const unsigned char *)"fo", 2, digits);
    assert_memory_equal(digits, "Zm8=", 4);
    base64_digits((const unsigned char *)"foob", 4, digits);
    assert_memory_equal(digits, "Zm9v", 4);
}

static void a_million_letters(void **state) {
    (void)state;
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    char letters[1000], hex[SHA256_HEX];
    memset(letters, 'a', sizeof letters);
    sha256_begin(&s);
    for (int i = 0; i < 1000; i++) sha256_add(&s, letters, sizeof letters);
    sha256_end(&s, digest);
    sha256_text(digest, hex);
    assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

/* The digests of 0 to 200 letters, one behind the other, and their digest: by sha256sum of
 * coreutils. Each is made in pieces, too. */
static void every_length(void **state) {
    (void)state;
    struct sha256 all;
    unsigned char digest[SHA256_BYTES], other[SHA256_BYTES];
    char letters[200], hex[SHA256_HEX];
    memset(letters, 'x', sizeof letters);
    sha256_begin(&all);
    for (size_t n = 0; n <= sizeof letters; n++) {
        struct sha256 whole, parts;
        sha256_begin(&whole);
        sha256_add(&whole, letters, n);
        sha256_end(&whole, digest);
        sha256_begin(&parts);
        for (size_t i = 0, part = 1; i < n; i += part, part = part % 70 + 7)
            sha256_add(&parts, letters + i, part < n - i ? part : n - i);
        sha256_end(&parts, other);
        assert_memory_equal(digest, other, sizeof digest);
        sha256_add(&all, digest, sizeof digest);
    }
    sha256_end(&all, digest);
    sha256_text(digest, hex);
    assert_string_equal(hex, "2e9fcf76499976b60177466c31b8ab5caa7d4c6dd8dd97c8ce7b574af689ec94");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_the_standard), cmocka_unit_test(in_base64),
        cmocka_unit_test(a_million_letters), cmocka_unit_test(every_length)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
