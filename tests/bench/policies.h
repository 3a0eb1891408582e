/*
 * Policies of any size, for timing and for tests of size: the same seed gives the same text on
 * every machine.
 *
 * RANDOM: twelve facts (6 flags, 3 of 30 values, one of 250, a set of 16, a number), every rule a
 * paragraph of its own about a few values of some. STRUCTURED: as strategies are written. Few
 * objectives, many partners in groups, provisions of three or four statements, principles that
 * close and attach duties, some provisions above some principles. `harder`, for analysis: rules
 * about many values, of a few facts each; structured with expectations, thresholds, duties that can
 * be done, an assumption and a scope.
 */
#ifndef TESTS_BENCH_POLICIES_H
#define TESTS_BENCH_POLICIES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum {
    PARTNERS = 250,
    CHOICES = 30,
    FLAGS = 6,
    TAGS = 16,
    GROUPS = 24,
    OBJECTIVES = 8,
    DUTIES = 16,
    THRESHOLD = 1000
};

struct author {
    FILE *out;
    uint64_t state;
    bool harder;
};

static inline unsigned author_below(struct author *a, unsigned n) {
    a->state ^= a->state << 13;
    a->state ^= a->state >> 7;
    a->state ^= a->state << 17;
    return (unsigned)((a->state * 0x2545f4914f6cdd1d) >> 33) % n;
}

static inline bool author_percent(struct author *a, unsigned p) { return author_below(a, 100) < p; }

static inline void author_list(struct author *a, const char *letter, unsigned of,
                               unsigned at_most) {
    unsigned step = 1 + author_below(a, of / (at_most + 1)), n = 1 + author_below(a, at_most),
             first = author_below(a, of - step * (n - 1));
    for (unsigned i = 0; i < n; i++)
        fprintf(a->out, "%s%s%u", i ? ", " : "", letter, first + i * step);
}

static inline void write_values(struct author *a, const char *letter, unsigned n) {
    for (unsigned i = 0; i < n; i++)
        fprintf(a->out, "%s%s%u \"value %u\"",
                i % 8 ? ", "
                : i   ? ",\n    "
                      : "\n    ",
                letter, i, i);
    fputs("\n}\n", a->out);
}

static inline void write_facts(struct author *a) {
    fputs("fact partner \"the partner\" : one of {", a->out);
    write_values(a, "p", PARTNERS);
    fputs("fact activity \"what would be done\" : one of {", a->out);
    write_values(a, "a", CHOICES);
    fputs("fact sector \"the sector\" : one of {", a->out);
    write_values(a, "s", CHOICES);
    fputs("fact region \"the region\" : one of {", a->out);
    write_values(a, "r", CHOICES);
    fputs("fact tags \"what it touches\" : set of {", a->out);
    write_values(a, "t", TAGS);
    fprintf(a->out, "fact amount \"what it costs\" : number 0..%d \"euro\"\n", THRESHOLD);
    for (unsigned i = 0; i < FLAGS; i++)
        fprintf(a->out, "fact f%u \"condition %u\" : yes or no\n", i, i);
    for (unsigned i = 0; i < DUTIES; i++) {
        fprintf(a->out, "duty d%u \"duty %u\" %s by \"the office\"", i, i,
                i % 4 == 0   ? "before"
                : i % 4 == 1 ? "on use"
                             : "yearly");
        if (a->harder && i % 4 == 0) fprintf(a->out, " done when f%u", i / 4);
        fputc('\n', a->out);
    }
}

/* A condition on some of the facts, with `and` before each but the first. */
static inline void write_condition(struct author *a, unsigned of_hundred) {
    const char *and = "";
    static const char *const letters[] = {"a", "s", "r"}, *const names[] = {"activity", "sector",
                                                                            "region"};
    if (author_percent(a, a->harder ? 50 : 95)) {
        fputs("partner in { ", a->out);
        author_list(a, "p", PARTNERS, a->harder ? 40 : 3);
        fputs(" }", a->out);
        and = " and ";
    }
    for (unsigned i = 0; i < 3; i++) {
        if (!author_percent(a, of_hundred) && !(*and == '\0' && i == 0)) continue;
        fprintf(a->out, "%s%s in { ", and, names[i]);
        author_list(a, letters[i], CHOICES, a->harder ? 8 : 3);
        fputs(" }", a->out);
        and = " and ";
    }
    for (unsigned i = 0; i < FLAGS; i++)
        if (author_percent(a, of_hundred / 2))
            fprintf(a->out, " and %sf%u", author_percent(a, 30) ? "not " : "", i);
    if (author_percent(a, of_hundred / 2))
        fprintf(a->out, " and tags includes t%u", author_below(a, TAGS));
    if (author_percent(a, of_hundred / 2)) {
        unsigned low = author_below(a, THRESHOLD);
        fprintf(a->out, " and amount at least %u and amount at most %u", low,
                low + author_below(a, THRESHOLD + 1 - low));
    }
}

static inline void write_random(struct author *a, unsigned rules) {
    static const char *const approaches[] = {"watch", "advise", "act"};
    fputs("strategy \"random\" {\n    approaches ranked watch < advise < act\n}\n", a->out);
    write_facts(a);
    fputs("approach A0 watch \"watch\" { default }\n", a->out);
    for (unsigned i = 1; i < rules; i++) {
        unsigned kind = author_below(a, 100);
        fprintf(a->out, "paragraph %u \"rule %u\" {\n    ", i, i);
        if (kind < 55)
            fprintf(a->out, "%s use %s when ",
                    kind < 50   ? "may"
                    : kind < 53 ? "will"
                                : "must",
                    approaches[author_below(a, 3)]);
        else if (kind < 70)
            fprintf(a->out, "must not use %s when ", approaches[1 + author_below(a, 2)]);
        else
            fprintf(a->out, "must d%u when ", author_below(a, DUTIES));
        write_condition(a, 60);
        fputs("\n}\n", a->out);
    }
}

static inline void write_provision(struct author *a, unsigned objective, unsigned number,
                                   unsigned principles) {
    static const char *const approaches[] = {"limited", "assisting", "outreach"};
    fprintf(a->out, "    provision 4.%u.%u \"provision %u\"", objective, number, number);
    if (author_percent(a, 6))
        fprintf(a->out, " notwithstanding P%u", 1 + author_below(a, principles));
    else if (author_percent(a, 4))
        fprintf(a->out, " subject to P%u", 1 + author_below(a, principles));
    fputs(" {\n        may use ", a->out);
    fputs(approaches[1 + author_below(a, 2)], a->out);
    fputs(" for ", a->out);
    author_list(a, "a", CHOICES, 2);
    fputs(" with ", a->out);
    if (author_percent(a, 40))
        fprintf(a->out, "g%u", author_below(a, GROUPS));
    else
        author_list(a, "p", PARTNERS, 3);
    fprintf(a->out, "\n            when %sf%u", author_percent(a, 20) ? "not " : "",
            author_below(a, FLAGS));
    if (author_percent(a, 30)) fprintf(a->out, " and sector = s%u", author_below(a, CHOICES));
    if (author_percent(a, 20))
        fprintf(a->out, " and amount at most %u", 10 * author_below(a, THRESHOLD / 10));
    if (author_percent(a, 10))
        fprintf(a->out, " and (tags includes t%u or valuable)", author_below(a, TAGS));
    fputc('\n', a->out);
    if (author_percent(a, 50))
        fprintf(a->out, "        only after d%u\n", 4 * author_below(a, DUTIES / 4));
    if (a->harder && author_percent(a, 30))
        fprintf(a->out, "        should meet %s\n",
                author_percent(a, 50) ? "at least 2 of (f0, f1, f2)" : "valuable or aligned");
    fprintf(a->out, "        must d%u\n    }\n",
            1 + author_below(a, DUTIES - 1) / 4 * 4 % (DUTIES - 1));
}

static inline void write_structured(struct author *a, unsigned rules) {
    unsigned provisions = rules * 10 / 27, principles = provisions / 40 + 2;
    fprintf(a->out,
            "strategy \"structured\" {\n%s    approaches ranked limited < assisting < "
            "outreach\n}\n",
            a->harder ? "    scope not partner in { p0, p1, p2 }\n" : "");
    write_facts(a);
    if (a->harder)
        fputs("assume \"what is big is counted\" not f0 or amount at least 10\n", a->out);
    fputs("fact objective \"the objective\"\n"
          "judgement valuable \"is valuable\" by \"the office\"\njudgement aligned \"is aligned\" "
          "by \"the office\"\n"
          "judgement harmful \"is harmful\" by \"the board\" default no\n",
          a->out);
    for (unsigned i = 0; i < GROUPS; i++) {
        unsigned n = 4 + author_below(a, 24), first = author_below(a, PARTNERS - n);
        fprintf(a->out, "group g%u \"group %u\" = { ", i, i);
        for (unsigned k = 0; k < n; k++) fprintf(a->out, "%sp%u", k ? ", " : "", first + k);
        fputs(" }\n", a->out);
    }
    fputs("approach 2.1 limited \"limited\" {\n    default\n    may be used for a0, a1, a2\n}\n"
          "approach 2.2 assisting \"assisting\" {\n    requires valuable and aligned\n}\n"
          "approach 2.3 outreach \"outreach\" {\n    requires valuable\n}\n",
          a->out);
    for (unsigned i = 1; i <= principles; i++) {
        fprintf(a->out, "principle P%u \"principle %u\" {\n    must not use %s with ", i, i,
                author_percent(a, 50) ? "outreach" : "assisting, outreach");
        author_list(a, "p", PARTNERS, 3);
        fprintf(a->out, " when %sf%u%s\n", author_percent(a, 50) ? "not " : "",
                author_below(a, FLAGS), author_percent(a, 10) ? " and harmful" : "");
        fputs("}\n", a->out);
    }
    for (unsigned i = principles + 1; i <= principles + 3; i++)
        fprintf(a->out,
                "principle P%u \"principle %u\" {\n    must d%u using assisting or above unless "
                "any provision applies\n}\n",
                i, i, i % 4);
    for (unsigned o = 1, made = 0; o <= OBJECTIVES; o++) {
        fprintf(a->out,
                "objective 4.%u SO%u \"objective %u\" {\n    may use limited for a%u, a%u\n    "
                "must d%u\n",
                o, o, o, o, o + 8, 4 * (o % 4) + 1);
        for (unsigned end = provisions * o / OBJECTIVES; made < end; made++)
            write_provision(a, o, made + 1, principles);
        fputs("}\n", a->out);
    }
}

#endif
