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
    LISTED = 9,    /* values that are numbered at once */
    REASONS = 4,   /* paragraphs that are named as hanging on a question */
    LINE = 4 << 10 /* bytes of an answer */
};

enum reply { ANSWERED, NOT_KNOWN, KEPT, BACK, OVER };

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

uint32_t talk_choice(const char *line, uint32_t n) {
    uint32_t number = 0;
    for (const char *at = line; *at; at++) {
        if (*at < '0' || *at > '9' || number > n) return 0;
        number = number * 10 + (uint32_t)(*at - '0');
    }
    return number <= n ? number : 0;
}

static bool read_yes(struct talk *t) {
    const char *line = talk_line(t);
    return line && (*line == 'y' || *line == 'Y');
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

static void put_choice(struct talk *t, uint32_t number, const char *text, const char *name) {
    talk_number(t, number);
    ev_add(t->page, "%s", text);
    ev_add_some(t->page, " (", name, ")");
    ev_end_item(t->page, EV_LINE, 1);
}

static void show_value(struct talk *t, uint32_t fact, uint32_t value) {
    const struct strat_named *named = ev_value(&t->e->vocabulary, fact, value);
    t->shown[t->n_shown++] = value;
    put_choice(t, t->n_shown, ev_said(named), named->title[0] ? named->name : "");
}

static void put_range(struct talk *t, uint32_t fact) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    ev_add(t->page, "%s ",
           info->kind == STRAT_DATE ? "a day, such as 2025-01-31, from" : "a number, from");
    if (info->kind == STRAT_DATE) {
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, info->low);
        ev_add(t->page, " to ");
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, info->high);
    } else {
        ev_range_say(&t->page->text, info);
    }
    ev_end_item(t->page, EV_LINE, 1);
}

static void put_answers(struct talk *t, uint32_t fact) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    t->n_shown = 0;
    switch (info->kind) {
    case STRAT_FLAG:
        ev_add_mark(t->page, EV_STRONG, "y");
        ev_add(t->page, "  yes    ");
        ev_add_mark(t->page, EV_STRONG, "n");
        ev_add(t->page, "  no");
        ev_end_item(t->page, EV_LINE, 1);
        break;
    case STRAT_ONE_OF:
    case STRAT_SET_OF:
        for (uint32_t i = 0; i < info->values && info->values <= LISTED; i++)
            show_value(t, fact, i);
        if (info->kind == STRAT_SET_OF)
            ev_add(t->page, "some of them with commas, or {} for none");
        else if (info->values > LISTED)
            ev_add(t->page, "one of %u: type a name, or a part of it", info->values);
        if (t->page->text.used > 0) ev_end_item(t->page, EV_LINE, 1);
        break;
    default: put_range(t, fact); break;
    }
}

/* The paragraphs that hang on it; what there is no memory for is left out. */
static void put_reason(struct talk *t, uint32_t fact) {
    const struct ev_vocabulary *v = &t->e->vocabulary;
    struct ev_tree tree;
    const uint64_t *ids = ev_tree_open(&tree) ? ev_hanging(t->e, &tree, fact) : NULL;
    uint32_t n = ids ? (uint32_t)bitset_count(ids, bitset_words(v->about.paragraphs)) : 0, said = 0;
    if (n > 0) {
        ev_add(t->page, "why it is asked: ");
        bitset_each (i, ids, v->about.paragraphs)
            if (said++ < REASONS)
                ev_add(t->page, "%s%s", said > 1 ? ", " : "", v->paragraphs[i].name);
        if (n > REASONS) ev_add(t->page, " and %u more", n - REASONS);
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
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, t->e->request.value[fact]);
        ev_add(t->page, " (Enter keeps it)");
        ev_end_item(t->page, EV_LINE, 1);
    }
    put_answers(t, fact);
}

/* Whether `part` stands in the text, whatever the case of its letters. */
static bool has_part(const char *text, const char *part) {
    for (; *text; text++) {
        size_t i = 0;
        while (part[i] && text[i] && (text[i] | 32) == (part[i] | 32)) i++;
        if (!part[i]) return true;
    }
    return false;
}

/* The values of which a part was typed, numbered. False: there is none. */
static bool show_matches(struct talk *t, uint32_t fact, const char *part) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < t->e->vocabulary.facts[fact].info.values; i++) {
        const struct strat_named *value = ev_value(&t->e->vocabulary, fact, i);
        if (!has_part(value->title, part) && !has_part(value->name, part)) continue;
        if (n == 0) t->n_shown = 0;
        if (n++ < TALK_MATCHES) show_value(t, fact, i);
    }
    if (n > TALK_MATCHES) {
        ev_add(t->page, "and %u more: type more of the name", n - TALK_MATCHES);
        ev_end_item(t->page, EV_LINE, 1);
    }
    return n > 0;
}

/* Values of a set by their numbers: "1, 3". */
static bool read_choices(const struct talk *t, const char *line, int64_t *value) {
    uint64_t set = 0;
    char number[8];
    for (const char *at = line; *at; at += strspn(at, ", ")) {
        size_t n = strcspn(at, ", ");
        if (n == 0 || n >= sizeof number) return false;
        memcpy(number, at, n);
        number[n] = '\0';
        uint32_t choice = talk_choice(number, t->n_shown);
        if (choice == 0) return false;
        set |= UINT64_C(1) << t->shown[choice - 1];
        at += n;
    }
    *value = (int64_t)set;
    return set != 0;
}

/* What was typed is an answer, and stated now. Else it is said why not. */
static bool take_answer(struct talk *t, uint32_t fact, const char *line) {
    struct ev_engine *e = t->e;
    const struct strat_fact *info = &e->vocabulary.facts[fact].info;
    int64_t value = 0;
    struct ev_fault fault = {.code = EV_FINE, .fact = (int32_t)fact};
    uint32_t choice = info->kind == STRAT_ONE_OF ? talk_choice(line, t->n_shown) : 0;
    bool short_flag = info->kind == STRAT_FLAG && *line && !line[1];
    if (choice > 0) {
        value = t->shown[choice - 1];
    } else if (short_flag && strchr("yYnN", *line)) {
        value = (*line | 32) == 'y';
    } else if (info->kind == STRAT_SET_OF && read_choices(t, line, &value)) {
        /* taken */
    } else if (!ev_value_read(&e->vocabulary, fact, line, strlen(line), true, &value, &fault)) {
        if (info->kind == STRAT_ONE_OF && *line && show_matches(t, fact, line)) return false;
        fault.fact = (int32_t)fact;
        ev_fault_say(&t->page->text, &e->vocabulary, &fault);
        ev_end_item(t->page, EV_LINE, 1);
        return false;
    }
    e->request.known[fact] = 1;
    e->request.value[fact] = value;
    bitset_remove(t->skipped, fact);
    return true;
}

static enum reply ask(struct talk *t, uint32_t fact) {
    put_question(t, fact, t->at + 1);
    for (;;) {
        const char *line = talk_line(t);
        if (!line) return OVER;
        if (strcmp(line, ".") == 0) {
            t->over = true;
            return OVER;
        }
        if (strcmp(line, "<") == 0) return BACK;
        if (strcmp(line, "?") == 0) {
            t->e->request.known[fact] = 0;
            bitset_add(t->skipped, fact);
            return NOT_KNOWN;
        }
        if (*line == '\0' && t->e->request.known[fact]) return KEPT;
        if (take_answer(t, fact, line)) return ANSWERED;
    }
}

/* ---- from question to question ---- */

/* Asked again if it was answered before, it keeps its place among the answers. */
static void put_first(struct talk *t, uint32_t fact) {
    for (t->at = 0; t->at < t->n && t->asked[t->at] != fact; t->at++) {
    }
    if (t->at == t->n) t->asked[t->n++] = fact;
}

/* Whether what is stated can hold together once this fact is left out or, where a value is taken
 * for it, once it is stated. */
static bool would_help(struct ev_engine *e, uint32_t fact) {
    struct ev_band bands[EV_QUESTION_BANDS];
    struct ev_fault fault;
    if (e->request.known[fact]) {
        e->request.known[fact] = 0;
        bool helps = ev_decide_too(e, false, &fault) || fault.code != EV_IMPOSSIBLE;
        e->request.known[fact] = 1;
        return helps;
    }
    uint32_t n = ev_bands(&e->vocabulary, fact, bands, EV_QUESTION_BANDS);
    for (uint32_t i = 0; i < n && i < EV_QUESTION_BANDS; i++)
        if (ev_decide_with(e, fact, bands[i].low, false, &fault) || fault.code != EV_IMPOSSIBLE)
            return true;
    return false;
}

static void put_contradicted(struct talk *t, uint32_t number, uint32_t fact) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    talk_number(t, number);
    ev_add(t->page, "%s: ", ev_said(&t->e->vocabulary.keys[fact]));
    if (t->e->request.known[fact])
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, t->e->request.value[fact]);
    else if (info->has_default)
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, info->default_value);
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
            if (!said || (!any && !would_help(e, f))) continue;
            by_number[n++] = f;
            put_contradicted(t, n, f);
        }
    while (!t->over) {
        const char *line = talk_line(t);
        uint32_t choice = line ? talk_choice(line, n) : 0;
        if (choice == 0) continue;
        put_first(t, by_number[choice - 1]);
        return;
    }
}

/* What is known by now, while more has to be asked. */
static void put_so_far(struct talk *t) {
    const struct strat_answer *a = &t->e->answer;
    bool outside = a->possible_status >> STRAT_OUT_OF_SCOPE & 1,
         refused = a->possible_status >> STRAT_REFUSED & 1;
    uint32_t some = ev_possible(t->e), now = a->now >= 0            ? UINT32_C(1) << a->now
                                             : a->now == STRAT_NULL ? a->available
                                                                    : 0;
    ev_add(t->page, "So far: ");
    ev_say_approaches(&t->page->text, t->e, now, "may start now ", true);
    ev_add(t->page, "%spossible %s%s%s", now ? "; " : "", outside ? "out of scope" : "",
           outside && refused ? ", " : "", refused ? "refused" : "");
    ev_say_approaches(&t->page->text, t->e, some, outside || refused ? ", " : "", true);
    ev_end_item(t->page, EV_LINE, 1);
}

/* The next question, or EV_NO_QUESTION where status and approach are sure, or nothing that is left
 * can be answered. False: it was not decided, and no fact would help. */
static bool find_question(struct talk *t, int32_t *question, struct ev_fault *fault) {
    struct ev_wanted wanted = {.ask = true, .presumed = true};
    *question = EV_NO_QUESTION;
    if (t->at == t->n && !ev_decide(t->e, wanted, fault) && fault->code == EV_IMPOSSIBLE) {
        resolve(t, fault);
        if (t->over) return false;
    }
    if (t->at < t->n) {
        *question = (int32_t)t->asked[t->at];
        return true;
    }
    if (fault->code == EV_FINE && t->e->answer.status != STRAT_UNDETERMINED) return true;
    *question = ev_question(t->e, fault, t->skipped);
    if (fault->code == EV_FINE && t->n > 0 && *question >= 0) put_so_far(t);
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

static void put_row(struct talk *t, uint32_t *rows, uint32_t *n, uint32_t fact, const char *how) {
    bool known = t->e->request.known[fact];
    rows[(*n)++] = fact;
    talk_number(t, *n);
    ev_add(t->page, "%s", ev_said(&t->e->vocabulary.keys[fact]));
    if (known || *how) ev_add(t->page, ": ");
    if (known || bitset_has(t->e->presumed, fact))
        ev_say_value(&t->page->text, &t->e->vocabulary, fact,
                     known ? t->e->request.value[fact] : t->e->presumed_value[fact]);
    ev_add_some(t->page, known ? "" : " (", how, known ? "" : ")");
    ev_end_item(t->page, EV_LINE, 1);
}

/* A number of a row, to be asked again; 0 to go on. */
static uint32_t review(struct talk *t, uint32_t *rows) {
    static const char *const headings[] = {"Your answers", "Taken for granted, and it matters",
                                           "Not known"};
    struct ev_engine *e = t->e;
    uint32_t n = 0;
    struct ev_upshot upshot;
    bool room = ev_upshot_open(&upshot, e); /* else all that was taken is shown */
    for (int part = 0; part < 3; part++)
        for (uint32_t f = 0, begun = 0; f < e->vocabulary.about.facts; f++) {
            bool known = e->request.known[f], taken = !known && bitset_has(e->presumed, f);
            bool skipped = bitset_has(t->skipped, f);
            bool listed = part == 0   ? known
                          : part == 1 ? taken && (skipped || !room ||
                                                  ev_matters(e, &upshot, f, &e->presumed_value[f]))
                                      : !known && !taken && skipped;
            if (!listed) continue;
            if (!begun++) ev_heading(t->page, headings[part]);
            put_row(t, rows, &n, f,
                    part == 0                      ? ""
                    : part == 2                    ? "nobody knows"
                    : bitset_has(e->by_default, f) ? "nobody said otherwise"
                                                   : "presumed by the policy");
        }
    if (room) ev_upshot_close(&upshot);
    ev_gap(t->page);
    ev_sentence(t->page, "A number changes that one; Enter goes on.");
    for (;;) {
        const char *line = talk_line(t);
        if (!line || *line == '\0' || strcmp(line, ".") == 0) return 0;
        uint32_t choice = talk_choice(line, n);
        if (choice > 0) return choice;
    }
}

static bool review_and_change(struct talk *t, struct ev_fault *fault) {
    uint32_t *rows = t->asked + t->e->vocabulary.about.facts;
    while (!t->over && ev_decide(t->e, (struct ev_wanted){.presumed = true, .each = true}, fault)) {
        uint32_t choice = review(t, rows);
        if (choice == 0) return true;
        put_first(t, rows[choice - 1]);
        if (!ask_until_sure(t, fault)) return false;
    }
    return t->over || fault->code == EV_FINE;
}

/* ---- duties and cautions ---- */

static bool settle_duties(struct talk *t, struct ev_fault *fault) {
    bool agreed = false;
    while (!t->over) {
        if (!ev_decide(t->e, (struct ev_wanted){.presumed = true, .each = true}, fault)) {
            if (fault->code != EV_IMPOSSIBLE) return false;
            resolve(t, fault);
            if (!t->over && !ask_until_sure(t, fault)) return false;
            continue;
        }
        int32_t question = t->e->answer.status == STRAT_UNDETERMINED
                               ? EV_NO_QUESTION
                               : ev_question_of_duties(t->e, t->skipped);
        if (question == EV_NO_QUESTION) return true;
        if (!agreed) {
            ev_gap(t->page);
            ev_sentence(
                t->page,
                "Status and approach are sure. Some duties or cautions still depend on what "
                "was not stated: go on with questions about these? (y or n)");
            agreed = read_yes(t);
            if (!agreed) return true;
        }
        t->at = t->n;
        put(t, (uint32_t)question);
        while (!t->over && t->at < t->n) put(t, t->asked[t->at]);
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
        "ends the questions.");
    return ask_until_sure(t, fault) && review_and_change(t, fault) && settle_duties(t, fault);
}

enum ev_talked ev_interview(struct ev_page *page, struct ev_engine *e, int fd, struct ev_tree *tree,
                            struct ev_node *filed, struct ev_fault *fault) {
    uint32_t facts = e->vocabulary.about.facts;
    struct talk t = {.e = e, .page = page};
    enum ev_talked talked = EV_TALK_NO_MEMORY;
    *fault = (struct ev_fault){.code = EV_FINE};
    t.asked = calloc(2 * (size_t)facts + 1, sizeof *t.asked);
    t.skipped = calloc(bitset_words(facts + 1), sizeof *t.skipped);
    if (t.asked && t.skipped && ev_input_open(&t.in, fd, EV_LINES, page->out, LINE)) {
        t.in.max_line = LINE;
        if (talk(&t, fault)) {
            if (filed && !t.over) talk_filing(&t, tree, filed);
            talked = t.ended ? EV_TALK_ENDED : EV_TALKED;
        } else if (fault->code != EV_FINE) {
            talked = EV_TALK_FAULT;
        }
        ev_input_close(&t.in);
    }
    free(t.asked);
    free(t.skipped);
    return talked;
}
