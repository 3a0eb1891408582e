/*
 * Broken policies: what a mistake breaks is told there, and nothing is said of what it left whole.
 * In the policies that are shipped, tokens are taken out, doubled, swapped, misspelt or cut open by
 * a quotation mark. The texts are looked at by means of the test's own, line by line, so that what
 * the compiler takes for a declaration is not asked of the compiler.
 */
#define _XOPEN_SOURCE 700 /* mkstemp */
#include "tests/props/harness.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <setjmp.h>
#include <unistd.h>
#include <cmocka.h>

enum { ROOM = 1 << 17, MOST_PIECES = 20000, AT_ONCE = 4, ROUNDS = 800 };
enum way { TAKE_OUT, DOUBLE, SWAP, MISSPELL, OPEN_QUOTE, WAYS };

static const char *const shipped[] = {"policies/tutorial.strat",
                                      "policies/vulnerability-disclosure.strat",
                                      "policies/enisa-international.strat"};
static char path[] = "/tmp/stratc-broken.XXXXXX";

/* ---- texts and their tokens ---- */

struct piece {
    size_t from, to;
};

struct text {
    char at[ROOM];
    struct piece pieces[MOST_PIECES];
    size_t n;
};

static size_t piece_end(const char *text, size_t from) {
    size_t to = from;
    if (text[from] == '"') return from + 1 + strcspn(text + from + 1, "\"\n") + 1;
    while (isalnum((unsigned char)text[to]) || text[to] == '_' ||
           (text[to] == '.' && isalnum((unsigned char)text[to + 1]) && to > from))
        to++;
    return to > from ? to : from + 1;
}

static void cut(struct text *t) {
    t->n = 0;
    for (size_t i = 0; t->at[i];) {
        if (t->at[i] == '#') {
            i += strcspn(t->at + i, "\n");
        } else if (isspace((unsigned char)t->at[i])) {
            i++;
        } else {
            t->pieces[t->n] = (struct piece){i, piece_end(t->at, i)};
            if (t->pieces[t->n].to > strlen(t->at)) t->pieces[t->n].to = strlen(t->at);
            i = t->pieces[t->n++].to;
            assert_true(t->n < MOST_PIECES);
        }
    }
}

static void load(struct text *t, const char *name) {
    FILE *f = fopen(name, "r");
    assert_non_null(f);
    t->at[fread(t->at, 1, ROOM / 2, f)] = '\0';
    fclose(f);
    cut(t);
}

/* Pieces are numbered; SWAP takes the next one as well. Returns by how much what follows has moved.
 */
static size_t break_piece(struct text *t, size_t k, enum way way) {
    struct piece a = t->pieces[k], b = t->pieces[k + 1];
    char *from = t->at + a.from, copy[600];
    size_t len = a.to - a.from;
    if (way == TAKE_OUT) {
        memset(from, ' ', len);
    } else if (way == DOUBLE) {
        memmove(from + len + 1, from, strlen(from) + 1);
        from[len] = ' ';
        return len + 1;
    } else if (way == SWAP && b.to - a.from < sizeof copy) {
        size_t between = b.from - a.to, second = b.to - b.from;
        memcpy(copy, t->at + b.from, second);
        memcpy(copy + second, t->at + a.to, between);
        memcpy(copy + second + between, from, len);
        memcpy(from, copy, second + between + len);
    } else if (way == MISSPELL && len > 2) {
        memmove(from + 1, from + 2, len - 2);
        from[len - 1] = ' ';
    } else if (way == OPEN_QUOTE) {
        *from = '"';
    }
    return 0;
}

/* ---- what is declared, to whoever reads the lines ---- */

static const struct {
    const char *word;
    int names; /* how many words after it may be the name */
} declaring[] = {
    {"fact", 1},      {"judgement", 1},  {"reading", 1},   {"group", 1},     {"define", 1},
    {"duty", 1},      {"vocabulary", 1}, {"paragraph", 1}, {"principle", 1}, {"provision", 1},
    {"objective", 2}, {"recital", 1},    {"approach", 2},
};

static int names_after(const char *word, size_t len) {
    for (size_t i = 0; i < sizeof declaring / sizeof *declaring; i++)
        if (strlen(declaring[i].word) == len && memcmp(declaring[i].word, word, len) == 0)
            return declaring[i].names;
    return 0;
}

/* Whether a line of the text begins with a declaring word and this name. */
static bool is_declared(const char *text, const char *name, size_t len) {
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += strspn(line, " \t\n");
        const char *word = line;
        size_t n = strspn(word, "abcdefghijklmnopqrstuvwxyz");
        for (int left = names_after(word, n); left > 0; left--) {
            word += n;
            if (*word != ' ') break;
            word += strspn(word, " ");
            n = piece_end(word, 0);
            if (n == len && memcmp(word, name, len) == 0) return true;
        }
    }
    return false;
}

/* Without its `use` a text says nothing of the file that was meant. */
static bool is_use(const struct text *t, size_t k) {
    struct piece p = t->pieces[k];
    return p.to - p.from == 3 && memcmp(t->at + p.from, "use", 3) == 0;
}

/* Whether this token, or with SWAP the next, is a declaring word or its name. */
static bool is_name_of(const struct text *t, size_t k, enum way way) {
    for (size_t at = k; at <= k + (way == SWAP); at++)
        for (size_t back = 0; back <= 2 && back <= at; back++) {
            struct piece p = t->pieces[at - back];
            if (names_after(t->at + p.from, p.to - p.from) >= (int)back) {
                if (back > 0 || names_after(t->at + p.from, p.to - p.from) > 0) return true;
            }
        }
    return false;
}

/* Where the declaration begins that this byte stands in: at a word that begins a line. */
static size_t declaration_of(const char *text, size_t at) {
    while (at > 0 && !(text[at - 1] == '\n' && isalpha((unsigned char)text[at]))) at--;
    return at;
}

/* ---- what is said ---- */

static size_t say_all(struct compiled *c, const struct text *t) {
    static const char *const folders[] = {"policies"};
    struct parse_paths paths = {folders, 1, NULL, NULL, NULL};
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(t->at, f);
    fclose(f);
    compiled_init(c);
    struct ast_program program = parse_program(&c->names, &c->d, path, &paths);
    size_t syntax = c->d.errors;
    model_build(&c->names, &c->d, &program);
    return syntax;
}

static void show(const struct compiled *c) {
    vec_each (struct diag, d, &c->d.list)
        print_message("ST%04u %s\n", diag_infos[d->code].number, d->text);
    print_message("the text is kept in %s\n", path);
}

/* How many faults of names and types are told in other declarations than that of this token. */
static size_t told_elsewhere(const struct compiled *c, const struct text *intact, size_t k,
                             size_t moved) {
    size_t n = 0, from = intact->pieces[k].from, to = intact->pieces[k].to;
    vec_each (struct diag, d, &c->d.list) {
        size_t at = d->at.from;
        if (at > to) at = at > to + moved ? at - moved : to;
        size_t home = declaration_of(intact->at, at);
        n += diag_infos[d->code].number >= 3000 && home != declaration_of(intact->at, from) &&
             home != declaration_of(intact->at, intact->pieces[k + 1].from);
    }
    return n;
}

static struct text intact, broken;

/* One token is broken so that its declaration cannot be parsed. While the declaring word and the
 * name are there, no fault of names or types is told anywhere else; without them, one. */
static void one_token(void **unused) {
    (void)unused;
    size_t tried = 0, unnamed = 0;
    for (size_t i = 0; i < sizeof shipped / sizeof *shipped; i++) {
        load(&intact, shipped[i]);
        size_t step = intact.n / policies_to_try(200) + 1;
        for (size_t k = 0; k + 1 < intact.n; k += step)
            for (enum way way = TAKE_OUT; way <= SWAP; way++) {
                struct compiled c;
                memcpy(&broken, &intact, sizeof broken);
                size_t moved = break_piece(&broken, k, way);
                size_t syntax = say_all(&c, &broken);
                size_t most = is_name_of(&intact, k, way) ? 1 : 0;
                size_t told = told_elsewhere(&c, &intact, k, moved);
                if (syntax > 0 && told > most && !(way == TAKE_OUT && is_use(&intact, k))) {
                    show(&c);
                    fail_msg("%s: `%.*s` broken in way %d: %zu faults elsewhere", shipped[i],
                             (int)(intact.pieces[k].to - intact.pieces[k].from),
                             intact.at + intact.pieces[k].from, (int)way, told);
                }
                tried += syntax > 0;
                unnamed += syntax > 0 && told > 0;
                compiled_free(&c);
            }
    }
    print_message("%zu texts with one mistake, %zu without a name\n", tried, unnamed);
    assert_true(tried > 1000 && unnamed > 0);
}

/* Several tokens are broken: whose declaring word and name begin a line is never called unknown. */
static void many_tokens(void **unused) {
    (void)unused;
    uint64_t state = 88172645463325252u;
    size_t asked = 0;
    for (uint64_t round = policies_to_try(ROUNDS); round > 0; round--) {
        struct compiled c;
        load(&broken, shipped[round % 3]);
        for (unsigned n = 1 + (unsigned)(random_next(&state) >> 33) % AT_ONCE; n > 0; n--) {
            size_t k = (size_t)(random_next(&state) >> 33) % (broken.n - 1);
            break_piece(&broken, k, (enum way)((random_next(&state) >> 33) % WAYS));
            cut(&broken);
        }
        size_t syntax = say_all(&c, &broken);
        vec_each (struct diag, d, &c.d.list) {
            if (syntax == 0 ||
                (d->code != DIAG_UNKNOWN_NAME && d->code != DIAG_UNKNOWN_PARAGRAPH) || d->at.file)
                continue;
            asked++;
            if (is_declared(broken.at, broken.at + d->at.from, d->at.to - d->at.from)) {
                show(&c);
                fail_msg("%s", d->text);
            }
        }
        compiled_free(&c);
    }
    print_message("%zu names were called unknown\n", asked);
    assert_true(asked > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_token), cmocka_unit_test(many_tokens)};
    int file = mkstemp(path);
    if (file < 0 || close(file) != 0) return 1;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (!failed) unlink(path);
    return failed;
}
