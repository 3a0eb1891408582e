/*
 * An answer to a question of an interview: what there is to choose from, and what was typed: a
 * number of the list, a name, a part of one. What is none is told, with what is expected instead.
 */
#include "evaluator/cli/talk.h"
#include "evaluator/core/vocabulary.h"
#include "evaluator/explain/say.h"

#include <string.h>

enum {
    LISTED = 9, /* values that are numbered at once */
    PART = 3    /* letters of a name by which its value is taken, where no other has them */
};

enum { NONE = -1, SEVERAL = -2 };

void talk_say(struct talk *t, uint32_t fact, int64_t value) {
    if (t->e->vocabulary.facts[fact].info.kind == STRAT_SET_OF && value == 0)
        ev_add(t->page, "none of them");
    else
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, value);
}

/* ---- what there is to choose from ---- */

static void show_value(struct talk *t, uint32_t fact, uint32_t value) {
    const struct strat_named *named = ev_value(&t->e->vocabulary, fact, value);
    t->shown[t->n_shown++] = value;
    talk_number(t, t->n_shown);
    ev_add(t->page, "%s", ev_said(named));
    ev_add_some(t->page, " (", named->title[0] ? named->name : "", ")");
    ev_end_item(t->page, EV_LINE, 1);
}

/* Whether they are too many to be numbered at once, but not to be listed for who asks. */
static bool is_listed(const struct strat_fact *info) {
    return info->values > LISTED && info->values <= TALK_LISTED;
}

static void number_values(struct talk *t, const struct strat_fact *info) {
    t->n_shown = is_listed(info) ? info->values : 0;
    for (uint32_t i = 0; i < t->n_shown; i++) t->shown[i] = i;
}

/* All of them, one behind the other. */
static void list_values(struct talk *t, uint32_t fact) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    number_values(t, info);
    for (uint32_t i = 0; i < t->n_shown; i++) {
        ev_add(t->page, i > 0 ? "; " : "");
        ev_add(t->page, "%u ", i + 1);
        ev_add_mark(t->page, EV_STRONG, ev_said(ev_value(&t->e->vocabulary, fact, i)));
    }
    if (t->n_shown > 0) ev_end_item(t->page, EV_LINE, 1);
}

/* In words that go on with a sentence. */
static void put_expected(struct talk *t, uint32_t fact) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    switch (info->kind) {
    case STRAT_FLAG: ev_add(t->page, "y or n"); break;
    case STRAT_ONE_OF:
        ev_add(t->page,
               info->values > LISTED ? "a name, or a part of it" : "one of the numbers, or a name");
        break;
    case STRAT_SET_OF:
        ev_add(t->page, info->values > LISTED
                            ? "names with commas, or {} for none of them"
                            : "numbers or names with commas, or {} for none of them");
        break;
    case STRAT_NUMBER:
        ev_add(t->page, "a number, from ");
        ev_range_say(&t->page->text, info);
        break;
    case STRAT_DATE:
        ev_add(t->page, "a day, such as 2025-01-31, from ");
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, info->low);
        ev_add(t->page, " to ");
        ev_say_value(&t->page->text, &t->e->vocabulary, fact, info->high);
        break;
    }
}

void talk_answers(struct talk *t, uint32_t fact) {
    const struct strat_fact *info = &t->e->vocabulary.facts[fact].info;
    bool choices = info->kind == STRAT_ONE_OF || info->kind == STRAT_SET_OF;
    number_values(t, info); /* the numbers hold, though they are shown only to who asks */
    for (uint32_t i = 0; choices && i < info->values && info->values <= LISTED; i++)
        show_value(t, fact, i);
    if (info->kind == STRAT_FLAG) {
        ev_add_mark(t->page, EV_STRONG, "y");
        ev_add(t->page, "  yes    ");
        ev_add_mark(t->page, EV_STRONG, "n");
        ev_add(t->page, "  no");
    } else if (info->kind == STRAT_ONE_OF) {
        if (info->values > LISTED)
            ev_add(t->page, "one of %u: type a name, or a part of it%s", info->values,
                   is_listed(info) ? "; help lists them" : ", and all that have it are shown");
    } else {
        put_expected(t, fact);
    }
    if (t->page->text.used > 0) ev_end_item(t->page, EV_LINE, 1);
}

/* ---- names, and parts of them ---- */

/* Where a part stands. */
enum where { ANYWHERE, BEGINS_A_WORD };

static bool is_within_word(char before) {
    return before & '\x80' || (before >= '0' && before <= '9') ||
           ((before | 32) >= 'a' && (before | 32) <= 'z');
}

/* Whether the part, of n bytes, stands there in the text, whatever the case of its letters. */
static bool has_part(const char *text, const char *part, size_t n, enum where where) {
    for (char before = '\0'; *text; before = *text++) {
        size_t i = 0;
        if (where == BEGINS_A_WORD && is_within_word(before)) continue;
        while (i < n && text[i] && (text[i] | 32) == (part[i] | 32)) i++;
        if (i == n) return true;
    }
    return false;
}

static bool has_it(const struct talk *t, uint32_t fact, uint32_t value, const char *part, size_t n,
                   enum where where) {
    const struct strat_named *named = ev_value(&t->e->vocabulary, fact, value);
    return has_part(named->title, part, n, where) || has_part(named->name, part, n, where);
}

/* The value of that name, or the only one with that part; NONE, or SEVERAL. */
static int32_t find(const struct talk *t, uint32_t fact, const char *part, size_t n) {
    int32_t found = ev_find_spoken(&t->e->vocabulary, fact, part, n);
    if (found >= 0 || n == 0) return found;
    for (uint32_t i = 0; i < t->e->vocabulary.facts[fact].info.values; i++)
        if (has_it(t, fact, i, part, n, ANYWHERE)) found = found == NONE ? (int32_t)i : SEVERAL;
    return found != NONE && n < PART ? SEVERAL : found;
}

/* The values with that part, numbered: first those of which a word begins with it. */
static void show_matches(struct talk *t, uint32_t fact, const char *part, size_t length) {
    uint32_t n = 0, values = t->e->vocabulary.facts[fact].info.values;
    t->n_shown = 0;
    for (uint32_t i = 0; i < 2 * values; i++) {
        bool begins = i < values, is = has_it(t, fact, i % values, part, length, BEGINS_A_WORD);
        if (begins ? !is : is || !has_it(t, fact, i % values, part, length, ANYWHERE)) continue;
        if (n++ < TALK_MATCHES) show_value(t, fact, i % values);
    }
    if (n > TALK_MATCHES)
        ev_add(t->page, "and %u more: type more of the name", n - TALK_MATCHES);
    else
        ev_add(t->page, "type a number, or more of the name");
    ev_end_item(t->page, EV_LINE, 1);
}

/* ---- what is no answer ---- */

bool talk_names(const struct talk *t, uint32_t fact, const char *line) {
    return ev_find_spoken(&t->e->vocabulary, fact, line, strlen(line)) >= 0;
}

/* Behind "expected is ". */
static void put_all_expected(struct talk *t, uint32_t fact) {
    put_expected(t, fact);
    ev_add(t->page, "; or ? for \"I do not know\", < for the question before, a dot for the end of "
                    "all questions");
    ev_end_sentence(t->page);
}

void talk_help(struct talk *t, uint32_t fact) {
    ev_add(t->page, "Expected is ");
    put_all_expected(t, fact);
    list_values(t, fact);
    talk_others(t, fact);
}

/* `why` is said of what was typed. */
static void refuse(struct talk *t, uint32_t fact, struct ev_span typed, const char *why) {
    if (typed.length > 0) {
        ev_show(&t->page->text, typed);
        ev_add(t->page, " %s", why);
    } else {
        ev_add(t->page, "Nothing was typed");
    }
    ev_add(t->page, ": expected is ");
    put_all_expected(t, fact);
}

/* The values that take in others, which have no value of their own. */
static void show_kinds(struct talk *t, uint32_t fact) {
    static const char *const begins[] = {"a ", "an ", "another ", "any ", "other "};
    const struct ev_vocabulary *v = &t->e->vocabulary;
    t->n_shown = 0;
    for (uint32_t i = 0; i < v->facts[fact].info.values && t->n_shown < TALK_MATCHES; i++)
        for (size_t k = 0; k < sizeof begins / sizeof *begins; k++) {
            if (strncmp(ev_said(ev_value(v, fact, i)), begins[k], strlen(begins[k])) != 0) continue;
            if (t->n_shown == 0)
                ev_sentence(t->page,
                            "Try another name for it; what has no name here is one of these:");
            show_value(t, fact, i);
            break;
        }
}

/* No value has that in its name: perhaps it is misspelt. */
static void refuse_name(struct talk *t, uint32_t fact, struct ev_span typed) {
    const struct ev_vocabulary *v = &t->e->vocabulary;
    uint32_t n = v->facts[fact].info.values;
    int32_t near = typed.length ? ev_nearest(v->facts[fact].values, n, typed, true) : -1;
    refuse(t, fact, typed, n > LISTED ? "is in none of the names" : "is none of these");
    if (n <= LISTED) return;
    if (v->facts[fact].info.kind != STRAT_ONE_OF || (near < 0 && is_listed(&v->facts[fact].info))) {
        list_values(t, fact);
        return;
    }
    if (near < 0) {
        if (typed.length > 0) show_kinds(t, fact);
        return;
    }
    ev_sentence(t->page, "Do you mean this?");
    t->n_shown = 0;
    show_value(t, fact, (uint32_t)near);
}

static const char *why_not(const struct strat_fact *info, const struct ev_fault *fault) {
    if (info->kind == STRAT_FLAG) return "is neither yes nor no";
    if (info->kind == STRAT_DATE) return "is no such day";
    if (fault->code == EV_OUT_OF_RANGE) return "is outside of what it can be";
    return fault->decimals ? "has too many decimals" : "is no number";
}

/* ---- what was typed ---- */

static bool are_numbers(const char *line) { return line[strspn(line, "0123456789, ")] == '\0'; }

/* Of a text with names and numbers between commas; false: it is said what is wrong. */
static bool read_choices(struct talk *t, uint32_t fact, const char *line, int64_t *value) {
    const char *between = are_numbers(line) ? ", " : ",|";
    uint64_t set = 0;
    do {
        size_t length = strcspn(line, between), n = length;
        const char *at = line;
        while (n > 0 && *at == ' ') at++, n--;
        while (n > 0 && at[n - 1] == ' ') n--;
        char number[8] = "";
        if (n < sizeof number) memcpy(number, at, n);
        uint32_t choice = talk_choice(number, t->n_shown);
        int32_t found = choice > 0 ? (int32_t)t->shown[choice - 1] : find(t, fact, at, n);
        struct ev_span part = {at, n, false};
        if (found == SEVERAL)
            refuse(t, fact, part, "does not say which of these");
        else if (found == NONE)
            refuse_name(t, fact, part);
        if (found < 0) return false;
        set |= UINT64_C(1) << found;
        line += length;
        line += strspn(line, between);
    } while (*line);
    *value = (int64_t)set;
    return true;
}

static bool read_choice(struct talk *t, uint32_t fact, const char *line, int64_t *value) {
    uint32_t choice = talk_choice(line, t->n_shown);
    *value = choice > 0 ? (int64_t)t->shown[choice - 1] : find(t, fact, line, strlen(line));
    if (*value == SEVERAL)
        show_matches(t, fact, line, strlen(line));
    else if (*value == NONE)
        refuse_name(t, fact, (struct ev_span){line, strlen(line), false});
    return *value >= 0;
}

static bool read_value(struct talk *t, uint32_t fact, const char *line, int64_t *value) {
    const struct ev_vocabulary *v = &t->e->vocabulary;
    const struct strat_fact *info = &v->facts[fact].info;
    struct ev_fault fault;
    if (info->kind == STRAT_ONE_OF) return read_choice(t, fact, line, value);
    if (info->kind == STRAT_FLAG && *line && !line[1] && strchr("yYnN", *line)) {
        *value = (*line | 32) == 'y';
        return true;
    }
    if (info->kind == STRAT_SET_OF && *line != '{') return read_choices(t, fact, line, value);
    if (ev_value_read(v, fact, line, strlen(line), true, value, &fault)) return true;
    if (info->kind == STRAT_SET_OF) return read_choices(t, fact, line, value);
    refuse(t, fact, (struct ev_span){line, strlen(line), false}, why_not(info, &fault));
    return false;
}

bool talk_answer(struct talk *t, uint32_t fact, const char *line) {
    struct ev_engine *e = t->e;
    const struct strat_fact *info = &e->vocabulary.facts[fact].info;
    int64_t value = 0;
    if (!read_value(t, fact, line, &value)) return false;
    e->request.known[fact] = 1;
    e->request.value[fact] = value;
    bitset_remove(e->not_known, fact);
    bool named = info->kind == STRAT_ONE_OF   ? talk_choice(line, t->n_shown) == 0
                 : info->kind == STRAT_SET_OF ? !are_numbers(line)
                                              : false;
    if (named) {
        ev_add(t->page, "taken: ");
        talk_say(t, fact, value);
        ev_end_item(t->page, EV_LINE, 1);
    }
    return true;
}
