/*
 * --diff names everything that answers show otherwise: each text of a policy and each part of its
 * declarations is changed in turn, and --diff finds a difference exactly where what a program shows
 * of the policy (its names and titles) is not the same.
 */
#include "tests/props/random_policy.h"
#include "tests/props/versions.h"

#include <stdarg.h>
#include <setjmp.h>
#include <cmocka.h>

static const char policy[] =
    "strategy \"Loans\" {\n"
    "    issued by \"the board\" version \"1\" source \"a.md\"\n"
    "    approaches ranked desk < lending < gift\n"
    "    paragraphs 1, 2, 3, 4, 5, 6, 7\n"
    "    scope not who = staff\n"
    "    see \"Act 1\"\n"
    "}\n"
    "vocabulary people \"people\" = { member \"a member\", guest \"a guest\" }\n"
    "fact who \"who asks\" : one of { people, staff \"staff\" } as partner\n"
    "fact purpose \"what for\" : set of { study \"study\", play \"play\" }\n"
    "fact price \"the price\" : number 0.00..500.00 \"EUR\" default 5\n"
    "fact trust \"how well known\" : one of { low \"hardly\" < middle \"somewhat\" < high \"well\" "
    "}\n"
    "fact day \"the day\" : date as date\n"
    "fact asked \"it was asked\" : yes or no help \"look at the card\" default no\n"
    "fact paid \"it is paid\" : yes or no\n"
    "judgement fit \"is fit\" by \"the keeper\" default no presumed yes when asked\n"
    "judgement rare \"is rare\" by \"the keeper\" help \"the keeper has a list\"\n"
    "reading r \"which?\" : one of { x \"one\", y \"two\" } taken x\n"
    "group friends \"friends\" = { member }\n"
    "define known means trust at least middle\n"
    "assume \"no guest is well known\" not (who = guest and trust = high)\n"
    "duty deposit \"a deposit\" before by \"the reader\" to \"the desk\" done when paid\n"
    "duty form \"a form\" before by \"the reader\" following deposit\n"
    "duty report \"a report\" yearly by \"the desk\" to \"the board\" within 10 days of "
    "\"signature\" at least 7 days before \"return\"\n"
    "approach 1 desk \"Reading\" { default commits \"nothing\" see \"Act 2\" }\n"
    "approach 2 lending \"Lending\" { may be used with friends when known requires price at most "
    "100.00 }\n"
    "approach 3 gift \"A gift\" { commits \"the book\" may be used when fit and r = x from "
    "2025-01-01 only after deposit, form }\n"
    "principle 4 \"Care\" notwithstanding 2 { must not use gift when rare see \"Act 3\" }\n"
    "paragraph 5 \"Reports\" { must report when purpose includes study should meet asked }\n"
    "recital 6 \"Why\"\n"
    "paragraph 7 \"Outside\" without prejudice to \"Act 4\" { must report when purpose includes "
    "play }\n"
    "example \"e\" { given who = staff expect out of scope }\n"
    "safeguard \"s\" { never use gift when rare }\n";

/* What is no text in quotes. Some of these change decisions, too. */
static const char *const changes[][2] = {
    {" following deposit", ""},
    {"following deposit", "following form2"},
    {" done when paid", ""},
    {"done when paid", "done when asked"},
    {" by \"the reader\"", ""},
    {" to \"the desk\"", ""},
    {" to \"the board\"", " by \"x\""},
    {"yearly", "after"},
    {"yearly", "on use"},
    {"yearly", "on receipt"},
    {" within 10 days of \"signature\"", ""},
    {"within 10 days", "within 11 days"},
    {"within 10 days", "within 10 weeks"},
    {"at least 7 days before", "at least 8 days before"},
    {" commits \"the book\"", ""},
    {" commits \"nothing\"", ""},
    {" see \"Act 2\"", ""},
    {" see \"Act 3\"", ""},
    {" without prejudice to \"Act 4\"", ""},
    {" issued by \"the board\"", " "},
    {" version \"1\"", ""},
    {" source \"a.md\"", ""},
    {" see \"Act 1\"", ""},
    {" \"EUR\"", ""},
    {" by \"the keeper\"", ""},
    {" help \"look at the card\"", ""},
    {" help \"the keeper has a list\"", ""},
    {" default 5", ""},
    {"default 5", "default 6"},
    {" default no", ""},
    {" default no", " default yes"},
    {"500.00", "600.00"},
    {" presumed yes when asked", ""},
    {"presumed yes when asked", "presumed yes when paid"},
    {"low \"hardly\" < middle \"somewhat\"", "middle \"somewhat\" < low \"hardly\""},
    {"judgement rare \"is rare\" by \"the keeper\" help \"the keeper has a list\"",
     "fact rare \"is rare\" : yes or no"},
    {"principle 4", "paragraph 4"},
    {"recital 6 \"Why\"", ""},
    {"recital 6 \"Why\"", "paragraph 6 \"Why\" { must report when asked }"},
    {" \"is rare\"", ""},
    {" \"Lending\"", ""},
    {" \"Why\"", ""},
    {" \"a deposit\"", ""},
    {" \"a guest\"", ""},
    {" \"Care\"", ""},
    {"{ default ", "{ "},
    {"assume \"no guest is well known\"",
     "assume \"other\" asked or not asked assume \"no guest is well known\""},
    {"ranked desk < lending < gift", "unranked desk, lending, gift"},
    {"duty form", "duty form2 \"f\" before by \"z\" duty form"},
    {"# ", ""},
};

static struct compiled was, is;

static void free_compiled(struct compiled *c) { arena_free(&c->arena); }

static bool shown_alike(void) {
    const struct strat_policy *x = &was.layout->policy, *y = &is.layout->policy;
    return x->names_words == y->names_words && x->text_bytes == y->text_bytes &&
           memcmp(x->names, y->names, 4 * x->names_words) == 0 &&
           memcmp(x->text, y->text, x->text_bytes) == 0;
}

/* Whether the text in quotes that begins there is to be read only: it is not behind a word that
 * says who, by when, with what effect or under what law, nor the unit in which all is counted. */
static bool is_wording_at(const char *quote) {
    static const char *const norms[] = {"\" by ",         " before by ", " yearly by ", " to ",
                                        " of ",           " before ",    " commits ",   " see ",
                                        " prejudice to ", "..500.00 "};
    for (size_t i = 0; i < sizeof norms / sizeof *norms; i++) {
        size_t n = strlen(norms[i]);
        if (quote - policy >= (ptrdiff_t)n && memcmp(quote - n, norms[i], n) == 0) return false;
    }
    return true;
}

/* Whether what answers show is told, and each text, which counts where it is more than wording.
 * `text`: nothing but a text is changed. */
static bool judge(const char *changed, const char *what, bool text) {
    if (!compile_named(&is, changed, &was)) {
        free_compiled(&is);
        return false;
    }
    const struct difference *d =
        difference_of(&is.arena, was.rules, is.rules, false, COMPARE_STEPS);
    bool shown = !shown_alike();
    if ((shown || text) && !differs(d, true))
        fail_msg("%s: answers show it, and --diff finds no difference", what);
    if (text && differs(d, false) == is_wording_at(what))
        fail_msg("%s: told, but %s wording", what, differs(d, false) ? "not as" : "as");
    if (text && is_wording_at(what) && d->groups.len > 0)
        fail_msg("%s: no decision hangs on a text", what);
    free_compiled(&is);
    return true;
}

static void each_text(void **state) {
    (void)state;
    char changed[sizeof policy + 8];
    size_t texts = 0;
    assert_true(compile_named(&was, policy, NULL));
    for (const char *from = strchr(policy, '"'), *to; from; from = strchr(to + 1, '"')) {
        to = strchr(from + 1, '"');
        snprintf(changed, sizeof changed, "%.*sZ%s", (int)(to - policy), policy, to);
        assert_true(judge(changed, from, true));
        texts++;
    }
    print_message("%zu texts\n", texts);
    assert_true(texts > 50);
    free_compiled(&was);
}

static void each_part(void **state) {
    (void)state;
    char changed[sizeof policy + 256];
    size_t judged = 0;
    assert_true(compile_named(&was, policy, NULL));
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        for (uint32_t k = 0; k < 4; k++) {
            strcpy(changed, policy);
            if (replace_at(changed, sizeof changed, changes[i][0], changes[i][1], k))
                judged += judge(changed, changes[i][0], false);
        }
    print_message("%zu changes\n", judged);
    assert_true(judged > 120);
    free_compiled(&was);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_text), cmocka_unit_test(each_part)};
    return cmocka_run_group_tests_name("diff_shown", tests, NULL, NULL);
}
