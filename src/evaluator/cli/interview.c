/*
 * Interview: one question at a time, on a terminal or from a file of answers.
 *
 * First what settles status and approach; then a review, where each answer and what was taken for
 * granted can be changed; then, if wanted, what settles duties and cautions. Going back forgets no
 * answer. Where answers cannot hold together, whoever answers says which one to change.
 */
#include "evaluator/cli/interview.h"

#include "evaluator/cli/talk.h"
#include "evaluator/core/questions.h"
#include "evaluator/core/trial.h"
#include "evaluator/explain/explain.h"
#include "evaluator/explain/say.h"

#include <stdlib.h>

enum {
    REASONS = 4,   /* paragraphs that are named as hanging on a question */
    LINE = 4 << 10 /* bytes of an answer */
};

enum reply { ANSWERED, NOT_KNOWN, STATED, KEPT, BACK, OVER };

/* ---- reading a line ---- */

const char *talk_line(struct talk *t) {
    struct ev_record record;
    do {
        ev_puts(t->page->out, "> ");
        if (!ev_input_next(&t->in, &record)) {
            t->over = t->ended = true;
            ev_puts(t->page->out, "\n");
            return NULL;
        }
        if (record.too_long) ev_sentence(t->page, "That is too long for an answer.");
    } while (record.too_long);
    char *from = record.at, *end = record.at + strlen(record.at);
    while (ev_is_space(*from)) from++;
    while (end > from && ev_is_space(end[-1])) *--end = '\0';
    return from;
}

bool talk_ends(struct talk *t, const char *line) {
    t->over = t->over || strcmp(line, ".") == 0;
    return t->over;
}

bool talk_goes_back(const char *line) {
    return strcmp(line, "<") == 0 || strcmp(line, "back") == 0;
}

uint32_t talk_choice(const char *line, uint32_t n) {
    uint32_t number = 0;
    for (const char *at = line; *at; at++) {
        if (*at < '0' || *at > '9' || number > n) return 0;
        number = number * 10 + (uint32_t)(*at - '0');
    }
    return number <= n ? number : 0;
}

/* ANSWERED is yes, KEPT is no. */
static enum reply read_yes(struct talk *t) {
    const char *line;
    while ((line = talk_line(t)) && !talk_ends(t, line)) {
        bool one = *line && (!line[1] || strcmp(line, "yes") == 0 || strcmp(line, "no") == 0);
        if (*line == '\0' || (one && (*line | 32) == 'n')) return KEPT;
        if (one && (*line | 32) == 'y') return ANSWERED;
        if (talk_goes_back(line)) return BACK;
        ev_sentence(t->page, "Expected is y for these questions, n or Enter for none of them; or < "
                             "for the review, a dot for the end of all questions.");
    }
    return OVER;
}

/* ---- a question ---- */

void talk_number(struct talk *t, uint32_t number) {
    char digits[12];
    struct ev_out text = {.fd = EV_MEMORY, .buffer = digits, .size = sizeof digits};
    ev_put_number(&text, number);
    ev_put(&text, "", 1);
    ev_terms(t->page, 1);
    ev_add_term(t->page, digits);
}

/* The paragraphs that hang on it; what there is no memory for is left out. */
static void put_reason(struct talk *t, uint32_t fact) {
    const struct ev_vocabulary *v = &t->e->vocabulary;
    struct ev_tree tree;
    const uint64_t *ids = ev_tree_open(&tree) ? ev_hanging(t->e, &tree, fact) : NULL;
    uint32_t n = ids ? (uint32_t)bitset_count(ids, bitset_words(v->about.paragraphs)) : 0, said = 0;
    uint32_t shown = n == REASONS + 1 ? n : REASONS; /* "1 more" is no shorter than its name */
    if (n > 0) {
        ev_add(t->page, "why it is asked: ");
        bitset_each (i, ids, v->about.paragraphs)
            if (said++ < shown)
                ev_add(t->page, "%s%s", said > 1 ? ", " : "", v->paragraphs[i].name);
        if (n > shown) ev_add(t->page, " and %u more", n - shown);
        ev_add(t->page, n > 1 ? " hang on it" : " hangs on it");
        ev_end_item(t->page, EV_LINE, 1);
    }
    ev_tree_close(&tree);
}

static void put_question(struct talk *t, uint32_t fact, uint32_t number) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    ev_gap(t->page);
    ev_add(t->page, "Question %u: ", number);
    ev_add_mark(t->page, EV_STRONG, ev_said(&t->e->vocabulary.keys[fact]));
    ev_add_some(t->page, ", decided by ", info->by, "");
    ev_end_sentence(t->page);
    if (info->help[0] != '\0') {
        ev_add(t->page, "%s", info->help);
        ev_end_item(t->page, EV_LINE, 1);
    }
    put_reason(t, fact);
    if (t->e->request.known[fact]) {
        ev_add(t->page, "so far: ");
        talk_say(t, fact, t->e->request.value[fact]);
        ev_add(t->page, " (Enter keeps it)");
        ev_end_item(t->page, EV_LINE, 1);
    }
    talk_answers(t, fact);
}

/* Whether that can be an answer to a question of yes or no, whatever facts are called. */
static bool is_yes_or_no(const char *line) {
    return strcmp(line, "yes") == 0 || strcmp(line, "no") == 0 ||
           (*line && !line[1] && strchr("yYnN", *line));
}

static enum reply ask(struct talk *t, uint32_t fact) {
    bool flag = t->e->vocabulary.facts[fact].info.kind == STRAT_FLAG;
    put_question(t, fact, t->at + 1);
    for (;;) {
        const char *line = talk_line(t);
        if (!line || talk_ends(t, line)) return OVER;
        bool is_name = talk_names(t, fact, line); /* a value may have the name of anything */
        if (talk_goes_back(line) && !is_name) return BACK;
        if (strcmp(line, "help") == 0 && !is_name) {
            talk_help(t, fact);
            continue;
        }
        if (strcmp(line, "?") == 0) {
            t->e->request.known[fact] = 0;
            bitset_add(t->e->not_known, fact);
            return NOT_KNOWN;
        }
        if (*line == '\0' && t->e->request.known[fact]) return KEPT;
        if (!is_name && !(flag && is_yes_or_no(line)) && talk_states(t, line)) {
            if (talk_state(t, line)) return STATED;
            continue;
        }
        if (talk_answer(t, fact, line)) return ANSWERED;
    }
}

/* ---- from question to question ---- */

/* Asked again if it was answered before, it keeps its place among the answers. */
static void put_first(struct talk *t, uint32_t fact) {
    for (t->at = 0; t->at < t->n && t->asked[t->at] != fact; t->at++) {
    }
    if (t->at == t->n) t->asked[t->n++] = fact;
}

/* To the question that was asked last; false: there is none. */
static bool go_back(struct talk *t) {
    if (t->n == 0) {
        ev_sentence(t->page, "There is no question before this.");
        return false;
    }
    t->at = t->n - 1;
    return true;
}

static void put_contradicted(struct talk *t, uint32_t number, uint32_t fact) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    talk_number(t, number);
    ev_add(t->page, "%s: ", ev_said(&t->e->vocabulary.keys[fact]));
    if (t->e->request.known[fact])
        talk_say(t, fact, t->e->request.value[fact]);
    else if (info->has_default)
        talk_say(t, fact, info->default_value);
    ev_add(t->page, t->e->request.known[fact] ? "" : " (nobody said otherwise)");
    ev_end_item(t->page, EV_LINE, 1);
}

/* One of these facts has to be said otherwise, and it is asked next: those by which alone the
 * others can hold together, if there are such; else any. */
static void resolve(struct talk *t, const struct ev_fault *impossible) {
    struct ev_engine *e = t->e;
    uint32_t n = 0, by_number[TALK_MATCHES];
    ev_fault_say(&t->page->text, &e->vocabulary, impossible);
    ev_end_sentence(t->page);
    ev_sentence(t->page, "Which of these would you answer otherwise?");
    for (int any = 0; any < 2 && n == 0; any++)
        for (uint32_t f = 0; f < e->vocabulary.about.facts && n < TALK_MATCHES; f++) {
            bool said = e->request.known[f] || e->vocabulary.facts[f].info.has_default;
            if (!said || (!any && !ev_reconciles(e, f))) continue;
            by_number[n++] = f;
            put_contradicted(t, n, f);
        }
    const char *line;
    while ((line = talk_line(t)) && !talk_ends(t, line)) {
        uint32_t choice = talk_choice(line, n);
        if (talk_goes_back(line)) {
            if (go_back(t)) return;
        } else if (choice > 0) {
            put_first(t, by_number[choice - 1]);
            return;
        } else if (talk_states(t, line)) {
            if (talk_state(t, line)) return;
        } else {
            ev_add(t->page,
                   "Expected is the number of one of these, from 1 to %u: it is asked again then. "
                   "< goes back to the last question, a dot ends the questions.",
                   n);
            ev_end_sentence(t->page);
        }
    }
}

/* What is known by now. */
static void put_so_far(struct talk *t) {
    const struct strat_answer *a = &t->e->answer;
    bool sure = a->status != STRAT_UNDETERMINED;
    uint32_t now = a->now >= 0 ? UINT32_C(1) << a->now : a->now == STRAT_NULL ? a->available : 0;
    if (sure && a->approach >= 0 && now == UINT32_C(1) << a->approach) now = 0; /* it is said */
    ev_add(t->page, "So far: ");
    const char *use = now && a->now >= 0 ? ev_said_use(a->each[a->now].modality) : "";
    if (sure) ev_say_decision(&t->page->text, t->e, false);
    ev_add(t->page, sure && now ? "; " : "");
    ev_say_approaches(&t->page->text, t->e, now, use[0] ? "" : "may start now ", true);
    ev_add(t->page, "%s%s", use, use[0] ? " may start now" : "");
    if (!sure) ev_add(t->page, "%spossible ", now ? "; " : "");
    if (!sure) ev_say_outcomes(&t->page->text, t->e, true);
    ev_end_item(t->page, EV_LINE, 1);
}

/* The next question, or EV_NO_QUESTION where status and approach are sure, or nothing that is left
 * can be answered. False: it was not decided, and no fact would help. */
static bool find_question(struct talk *t, int32_t *question, struct ev_fault *fault) {
    struct ev_wanted wanted = {.ask = true, .presumed = true};
    *question = EV_NO_QUESTION;
    while (t->at == t->n && !ev_decide(t->e, wanted, fault) && fault->code == EV_IMPOSSIBLE) {
        resolve(t, fault);
        if (t->over) return false;
    }
    if (t->at < t->n) {
        *question = (int32_t)t->asked[t->at];
        return true;
    }
    if (fault->code == EV_FINE && t->e->answer.status != STRAT_UNDETERMINED) return true;
    *question = ev_question(t->e, fault, t->e->not_known);
    struct ev_fault again;
    wanted.each = true;
    if (fault->code == EV_FINE && t->n > 0 && *question >= 0 && ev_decide(t->e, wanted, &again))
        put_so_far(t);
    return fault->code == EV_FINE || *question >= 0;
}

/* One question, and where it leads. */
static void put(struct talk *t, uint32_t fact) {
    bool asked = t->at < t->n;
    if (!asked) t->asked[t->n++] = fact;
    switch (ask(t, fact)) {
    case ANSWERED:
    case NOT_KNOWN: t->at = t->n; break;
    case KEPT: t->at++; break;
    case STATED: /* the question is put again if it still helps */
        t->n -= !asked && !t->e->request.known[fact];
        t->at = t->n;
        break;
    case BACK:
        t->n -= !asked;
        if (t->at > 0)
            t->at--;
        else
            ev_sentence(t->page, "This is the first question.");
        break;
    case OVER: t->n -= !asked; break;
    }
}

static bool ask_until_sure(struct talk *t, struct ev_fault *fault) {
    int32_t question;
    while (!t->over) {
        if (!find_question(t, &question, fault)) return t->over;
        if (question == EV_NO_QUESTION) return true;
        put(t, (uint32_t)question);
    }
    return true;
}

/* ---- the review ---- */

/* The review, and what is wanted then: ANSWERED: to change something, which is asked next; BACK:
 * the last question; KEPT: to go on. */
static enum reply review(struct talk *t) {
    ev_gap(t->page);
    put_so_far(t);
    uint32_t *rows = t->asked + t->e->vocabulary.about.facts, n = talk_review(t, rows);
    const char *line;
    t->reviewed = true;
    ev_gap(t->page);
    ev_sentence(t->page, "A number changes that one; Enter goes on.");
    while ((line = talk_line(t)) && !talk_ends(t, line)) {
        uint32_t choice = talk_choice(line, n);
        if (*line == '\0') return KEPT;
        if (choice > 0) {
            put_first(t, rows[choice - 1]);
            return ANSWERED;
        }
        if (talk_goes_back(line)) {
            if (go_back(t)) return BACK;
            continue;
        }
        if (talk_states(t, line)) {
            bool fine = talk_state(t, line);
            t->at = t->n;
            if (fine) return STATED;
            continue;
        }
        ev_add(t->page,
               "Expected is a number from 1 to %u, which changes that one, or Enter, which goes "
               "on. < goes back to the last question, a dot ends the questions.",
               n);
        ev_end_sentence(t->page);
    }
    return OVER;
}

static bool review_and_change(struct talk *t, struct ev_fault *fault) {
    while (!t->over && ev_decide(t->e, (struct ev_wanted){.presumed = true, .each = true}, fault)) {
        if (review(t) == KEPT) return true;
        if (!t->over && !ask_until_sure(t, fault)) return false;
    }
    return t->over || fault->code == EV_FINE;
}

/* ---- duties and cautions ---- */

/* *again: the review is to be seen again. */
static bool settle_duties(struct talk *t, struct ev_fault *fault, bool *again) {
    *again = false;
    while (!t->over) {
        if (!ev_decide(t->e, (struct ev_wanted){.presumed = true, .each = true}, fault)) {
            if (fault->code != EV_IMPOSSIBLE) return false;
            resolve(t, fault);
            if (!t->over && !ask_until_sure(t, fault)) return false;
            continue;
        }
        int32_t question = t->e->answer.status == STRAT_UNDETERMINED
                               ? EV_NO_QUESTION
                               : ev_question_of_duties(t->e, t->e->not_known);
        if (question == EV_NO_QUESTION) return true;
        if (!*again) {
            ev_gap(t->page);
            ev_sentence(
                t->page,
                "Status and approach are sure. Some duties or cautions still depend on what "
                "was not stated: go on with questions about these? (y or n; Enter is n)");
            enum reply wanted = read_yes(t);
            *again = wanted != KEPT;
            if (wanted != ANSWERED) return true;
        }
        t->at = t->n;
        put(t, (uint32_t)question);
        if (!ask_until_sure(t, fault))
            return false; /* what was gone back to, and what is unsure then */
    }
    return true;
}

/* ---- the whole ---- */

static bool talk(struct talk *t, struct ev_fault *fault) {
    ev_title(t->page, t->e->vocabulary.about.title, t->e->vocabulary.about.version);
    ev_gap(t->page);
    ev_sentence(
        t->page,
        "Answer with a number, a name or a value. ? is \"I do not know\", < goes back, a dot "
        "ends the questions. What else you know can be stated at any of them, as fact or "
        "fact=value: help lists it.");
    if (!ask_until_sure(t, fault)) return false;
    for (bool again = true; again && !t->over;)
        if (!review_and_change(t, fault) || !settle_duties(t, fault, &again)) return false;
    if (!t->ended && !t->reviewed)
        ev_sentence(t->page,
                    "The questions end here. What was taken for granted was not reviewed.");
    return true;
}

enum ev_talked ev_interview(struct ev_page *page, struct ev_engine *e, int fd, struct ev_tree *tree,
                            struct ev_node *filed, struct ev_fault *fault) {
    uint32_t facts = e->vocabulary.about.facts;
    struct talk t = {.e = e, .page = page};
    enum ev_talked talked = EV_TALK_NO_MEMORY;
    *fault = (struct ev_fault){.code = EV_FINE};
    e->vocabulary.in_interview = true;
    t.asked = calloc(3 * (size_t)facts + 1, sizeof *t.asked);
    t.stated = (struct strat_request){calloc(facts + 1, sizeof *t.stated.value),
                                      calloc(facts + 8, sizeof *t.stated.known)};
    if (t.asked && t.stated.value && t.stated.known &&
        ev_input_open(&t.in, fd, EV_LINES, page->out, LINE)) {
        t.in.max_line = LINE;
        if (talk(&t, fault)) {
            if (filed && !t.over)
                talk_filing(&t, tree, filed);
            else if (filed && !t.ended)
                ev_sentence(page, "The file number, the day and who decides were not asked for.");
            talked = t.ended ? EV_TALK_ENDED : EV_TALKED;
        } else if (fault->code != EV_FINE) {
            talked = EV_TALK_FAULT;
        }
        ev_input_close(&t.in);
    }
    e->vocabulary.in_interview = false;
    free(t.asked);
    free(t.stated.value);
    free(t.stated.known);
    return talked;
}
