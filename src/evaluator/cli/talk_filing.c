/*
 * The end of an interview whose answers go into a record: the file number, the day, who decides,
 * who judged what only people can, and what bears the answers out. What the command line says of
 * these is not asked for.
 */
#include "base/date.h"
#include "base/text.h"
#include "evaluator/cli/talk.h"
#include "evaluator/core/vocabulary.h"
#include "evaluator/explain/say.h"

#include <string.h>

/* A line that can be filed; NULL: none is given, or no more are. */
static const char *read_text(struct talk *t) {
    const char *line;
    for (;;) {
        line = talk_line(t);
        if (line && strcmp(line, "<") == 0)
            ev_sentence(t->page,
                        "From here nothing goes back: expected is what was asked for, Enter "
                        "for nothing, or a dot for nothing more.");
        else if (line && !utf8_is_whole(line))
            ev_sentence(t->page, "That is no text (UTF-8).");
        else
            break;
    }
    return line && !talk_ends(t, line) && *line && strcmp(line, "?") != 0 ? line : NULL;
}

static void ask_reference(struct talk *t, struct ev_tree *tree, struct ev_node *filed) {
    if (ev_member(filed, "reference")) return;
    ev_sentence(t->page, "The file number? Enter for none.");
    const char *line = read_text(t);
    if (line) ev_grow_text(tree, filed, "reference", line);
}

static void ask_date(struct talk *t, struct ev_tree *tree, struct ev_node *filed) {
    int64_t day;
    const char *line;
    if (t->over || ev_member(filed, "date")) return;
    ev_sentence(t->page, "The day of the decision, such as 2026-01-31? Enter for none.");
    while ((line = read_text(t)) && !date_read(line, strlen(line), &day))
        ev_sentence(t->page, "That is no day, such as 2026-01-31.");
    if (line) ev_grow_text(tree, filed, "date", line);
}

/* Who takes the decision itself. */
static void ask_decider(struct talk *t, struct ev_tree *tree, struct ev_node *filed) {
    if (t->over || ev_member(filed, "decided_by")) return;
    ev_sentence(t->page, "Who takes the decision? Enter for nobody named.");
    const char *line = read_text(t);
    if (line) ev_grow_text(tree, filed, "decided_by", line);
}

static void ask_deciders(struct talk *t, struct ev_tree *tree, struct ev_node *by) {
    const struct ev_vocabulary *v = &t->e->vocabulary;
    for (uint32_t f = 0; f < v->about.facts && !t->over; f++) {
        if (!t->e->request.known[f] || !v->facts[f].info.judgement ||
            ev_member(by, v->keys[f].name))
            continue;
        ev_add(t->page, "Who decided this: ");
        ev_add_mark(t->page, EV_STRONG, ev_said(&v->keys[f]));
        ev_add_some(t->page, " (for ", v->facts[f].info.by, " to decide)");
        ev_add(t->page, "? Enter for nobody named.");
        ev_end_sentence(t->page);
        const char *line = read_text(t);
        if (line) ev_grow_text(tree, by, v->keys[f].name, line);
    }
}

/* What is stated and nothing bears out yet, by numbers; how many. */
static uint32_t list_unborne(struct talk *t, const struct ev_node *evidence, uint32_t *rows) {
    const struct ev_vocabulary *v = &t->e->vocabulary;
    uint32_t n = 0;
    for (uint32_t f = 0; f < v->about.facts; f++) {
        if (!t->e->request.known[f] || ev_member(evidence, v->keys[f].name)) continue;
        if (n == 0)
            ev_sentence(t->page, "What bears these out? A number and a text, such as \"1 letter of "
                                 "3 March\"; Enter goes on.");
        rows[n++] = f;
        talk_number(t, n);
        ev_add(t->page, "%s: ", ev_said(&v->keys[f]));
        talk_say(t, f, t->e->request.value[f]);
        ev_end_item(t->page, EV_LINE, 1);
    }
    return n;
}

static void ask_evidence(struct talk *t, struct ev_tree *tree, struct ev_node *evidence) {
    const struct ev_vocabulary *v = &t->e->vocabulary;
    uint32_t *rows = t->asked + v->about.facts, n = t->over ? 0 : list_unborne(t, evidence, rows);
    const char *line;
    while (n > 0 && (line = read_text(t))) {
        char number[12] = "";
        size_t length = strcspn(line, " ");
        const char *text = line + length + strspn(line + length, " ");
        if (length < sizeof number) memcpy(number, line, length);
        uint32_t row = talk_choice(number, n);
        if (row == 0 || *text == '\0')
            ev_sentence(t->page, "First one of the numbers, then what bears that out.");
        else if (ev_member(evidence, v->keys[rows[row - 1]].name))
            ev_sentence(t->page, "Of that it is said already.");
        else
            ev_grow_text(tree, evidence, v->keys[rows[row - 1]].name, text);
    }
}

/* What the command line says of facts that are not stated in the end. */
static void tell_left_out(struct talk *t, const struct ev_node *of, const char *option) {
    ev_each_node (pair, of) {
        int32_t fact = ev_find_fact(&t->e->vocabulary, pair->key, strlen(pair->key));
        if (fact < 0 || t->e->request.known[fact]) continue;
        ev_add(t->page, "--%s %s is left out, as that is not stated.", option, pair->key);
        ev_end_sentence(t->page);
    }
}

static struct ev_node *part_of(struct ev_node *filed, const char *key) {
    struct ev_node *part = filed->first;
    while (part && strcmp(part->key, key) != 0) part = part->next;
    return part;
}

void talk_filing(struct talk *t, struct ev_tree *tree, struct ev_node *filed) {
    struct ev_node *by = part_of(filed, "by"), *evidence = part_of(filed, "evidence");
    ev_heading(t->page, "For the record");
    tell_left_out(t, by, "by");
    tell_left_out(t, evidence, "evidence");
    ask_reference(t, tree, filed);
    ask_date(t, tree, filed);
    ask_decider(t, tree, filed);
    ask_deciders(t, tree, by);
    ask_evidence(t, tree, evidence);
}
