/* embed SYMBOL FILE... > out.c: the files as one array of `struct embedded`.
 *
 * A build tool, not a part of stratc. The texts are written as lists of characters: C promises no
 * string literal longer than 4,095 bytes, and a page may well be longer. The order is that of the
 * arguments, names are base names, and nothing of the machine (folder,
 * date) gets into the output. */
#include <stdio.h>
#include <string.h>

#define COLUMNS 20

static const char *base_name(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* `static const char text_N[] = {...};` Returns the number of bytes, or -1 with a message. */
static long put_file(const char *path, int number) {
    FILE *in = fopen(path, "rb");
    if (!in) {
        perror(path);
        return -1;
    }
    printf("\nstatic const char text_%d[] = {", number);
    long length = 0;
    for (int byte; (byte = getc(in)) != EOF; length++) {
        fputs(length % COLUMNS ? " " : "\n    ", stdout);
        printf("'\\x%02x',", (unsigned)byte); /* right wherever a char is signed, and where not */
    }
    fputs("\n    '\\0'};\n", stdout);
    int failed = ferror(in);
    if (fclose(in) != 0 || failed) {
        perror(path);
        return -1;
    }
    return length;
}

/* A name goes into a C string as it is, so it may hold only what needs no escape. */
static int plain(const char *name) {
    return name[0] &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-+") ==
               strlen(name);
}

int main(int argc, char **argv) {
    if (argc < 2) {
        fputs("usage: embed SYMBOL FILE... > OUT.c\n", stderr);
        return 2;
    }
    fputs("/* Written by src/base/embed.c: change the files it was made from. */\n#include "
          "\"base/embedded.h\"\n",
          stdout);
    for (int i = 2; i < argc; i++) {
        if (!plain(base_name(argv[i]))) {
            fprintf(stderr, "embed: %s: a character that a name may not hold\n", argv[i]);
            return 2;
        }
        if (put_file(argv[i], i - 2) < 0) return 2;
    }
    printf("\nconst struct embedded %s[] = {\n", argv[1]);
    for (int i = 2; i < argc; i++)
        printf("    {\"%s\", text_%d, sizeof text_%d - 1},\n", base_name(argv[i]), i - 2, i - 2);
    fputs("    {0, 0, 0}};\n", stdout);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        perror("embed: standard output");
        return 2;
    }
    return 0;
}
