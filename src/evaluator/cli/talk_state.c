/*
 * What is stated in an interview though it is not asked for: fact=value, or a yes-or-no fact alone,
 * `not` before it for no; by the name of the fact, or by its title.
 */
#include "evaluator/cli/stated.h"
#include "evaluator/cli/talk.h"
#include "evaluator/explain/say.h"

#include <stdlib.h>
#include <strings.h>

static const char *skip_blanks(const char *s) { return s + strspn(s, " "); }

/* The fact of that name or title. */
static int32_t find_fact(const struct ev_vocabulary *v, const char *name, size_t n) {
    int32_t found = ev_find_fact(v, name, n);
    for (uint32_t f = 0; f < v->about.facts && found < 0; f++)
        if (strlen(v->keys[f].title) == n && strncasecmp(v->keys[f].title, name, n) == 0)
            found = (int32_t)f;
    return found;
}

/* As it is stated by its name, in memory of its own; NULL: it is none, or there is no memory. */
static char *as_stated(const struct ev_vocabulary *v, const char *line) {
    bool negated = strncmp(line, "not ", 4) == 0;
    const char *name = negated ? skip_blanks(line + 4) : line, *sign = strchr(name, '=');
    size_t n = sign ? (size_t)(sign - name) : strlen(name);
    while (n > 0 && name[n - 1] == ' ') n--;
    int32_t fact = find_fact(v, name, n);
    if (!sign && (fact < 0 || v->facts[fact].info.kind != STRAT_FLAG)) return NULL;
    const char *said = fact >= 0 ? v->keys[fact].name : NULL;
    size_t room = strlen(line) + (said ? strlen(said) : 0) + sizeof "not ";
    char *text = malloc(room);
    if (!text) return NULL;
    text[0] = '\0';
    if (negated) strcat(text, "not ");
    if (said)
        strcat(text, said);
    else
        strncat(text, name, n);
    strcat(text, name + n);
    return text;
}

static void tell_wrong(void *context, const struct ev_fault *fault, enum ev_slip slip) {
    struct talk *t = context;
    ev_say_slip(&t->page->text, t->e, fault, slip);
    ev_end_sentence(t->page);
}

static void take(struct talk *t, uint32_t fact) {
    struct ev_engine *e = t->e;
    e->request.known[fact] = 1;
    e->request.value[fact] = t->stated.value[fact];
    bitset_remove(e->not_known, fact);
    ev_add(t->page, "taken: %s: ", ev_said(&e->vocabulary.keys[fact]));
    talk_say(t, fact, e->request.value[fact]);
    ev_end_item(t->page, EV_LINE, 1);
}

bool talk_states(const struct talk *t, const char *line) {
    char *text = as_stated(&t->e->vocabulary, line);
    free(text);
    return text != NULL;
}

bool talk_state(struct talk *t, const char *line) {
    struct ev_engine *e = t->e;
    struct strat_request own = e->request;
    char *text = as_stated(&e->vocabulary, line);
    bool no_memory;
    e->request = t->stated;
    bool fine = text && ev_read_stated(e, &text, 1, NULL, tell_wrong, t, &no_memory);
    e->request = own;
    free(text);
    for (uint32_t f = 0; f < e->vocabulary.about.facts && fine; f++)
        if (t->stated.known[f]) take(t, f);
    return fine;
}

/* What is not stated, but for the fact that is asked for: what is taken for granted, with what it
 * is taken for, or else the rest. */
static void list_others(struct talk *t, uint32_t asked, bool taken, bool decided,
                        const char *heading) {
    const struct ev_engine *e = t->e;
    const struct ev_vocabulary *v = &e->vocabulary;
    bool begun = false;
    for (uint32_t f = 0; f < v->about.facts; f++) {
        const struct strat_fact *info = &v->facts[f].info;
        bool is_taken = decided ? bitset_has(e->presumed, f) : info->has_default;
        if (f == asked || e->request.known[f] || is_taken != taken) continue;
        if (!begun) ev_sentence(t->page, heading);
        begun = true;
        ev_add_mark(t->page, EV_STRONG, info->name);
        ev_add(t->page, "%s: %s", info->kind == STRAT_FLAG ? "" : "=...", ev_said(&v->keys[f]));
        if (taken) {
            ev_add(t->page, ": ");
            talk_say(t, f, decided ? e->presumed_value[f] : info->default_value);
        }
        ev_end_item(t->page, EV_LINE, 1);
    }
}

void talk_others(struct talk *t, uint32_t asked) {
    struct ev_fault fault;
    bool decided =
        ev_decide(t->e, (struct ev_wanted){.presumed = true}, &fault) && !t->e->missed.presumed;
    list_others(t, asked, false, decided,
                "What is not known yet can be stated at any question, by its name; what the answer "
                "hangs on is asked for:");
    list_others(t, asked, true, decided,
                "What is taken for granted can be stated as well, if it is otherwise:");
}
