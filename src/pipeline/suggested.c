/* Examples that are suggested, as the author would write them. */
#include "base/bitset.h"
#include "pipeline/decider.h"

#include <string.h>

enum {
    LINE = 100,
    TITLE = LINE - 12, /* beside `example "" {` */
    GOALS_IN_TITLE = 2,
    STEPS_EACH = 2000000, /* how much goes into what one example expects, in steps, and into all */
    STEPS_OF_ALL = 20000000
};

static const char MARGIN[] = "           "; /* under the first word after `given` and `expect` */

struct printer {
    struct chars VEC(char) text;
    const struct exercise *e;
    const struct model *m;
    struct arena *arena;
    struct decider by;
    uint64_t steps; /* done so far */
    size_t column;
    const char *margin; /* what a line starts with that goes on from the one before */
};

static void add(struct printer *p, const char *text) {
    for (; *text; text++) vec_push(p->arena, &p->text, *text);
}

static void start(struct printer *p, const char *text, const char *margin) {
    p->margin = margin;
    p->column = strlen(text);
    add(p, text);
}

/* Words go to the next line where they would not fit on this one. */
static void put(struct printer *p, const char *text) {
    size_t n = strlen(text);
    if (p->column + 1 + n > LINE) {
        add(p, "\n");
        add(p, p->margin);
        p->column = strlen(p->margin);
    } else {
        add(p, " ");
        p->column++;
    }
    add(p, text);
    p->column += n;
}

static void end(struct printer *p) { add(p, "\n"); }

/* A word of the language and the list after it; nothing where the list is empty. */
static void put_list(struct printer *p, const char *word, const uint64_t *set, size_t n,
                     name_of *name) {
    const char *last = NULL;
    bitset_each (i, set, n) {
        put(p, last ? arena_printf(p->arena, "%s,", last) : word);
        last = name(p->m, i);
    }
    if (last) put(p, last);
}

static bool try_request(struct printer *p, const struct request *request) {
    p->by.work.max_steps = STEPS_EACH;
    bool decided = decider_decide(&p->by, request) == STRAT_OK;
    p->steps += decided ? p->by.work.steps + 1 : STEPS_EACH;
    return decided;
}

/* Where it leaves so much open that what it expects is not decided, the example states all facts.
 */
static bool decide_suggestion(struct printer *p, const struct request *request) {
    if (p->steps < STEPS_OF_ALL && try_request(p, request)) return true;
    for (uint32_t f = 0; f < p->m->facts.len; f++)
        request->stated[f] = p->m->facts.at[f].source != FACT_READING;
    return try_request(p, request);
}

static const char *joined(struct printer *p, const char *list, const char *next) {
    return *list ? arena_printf(p->arena, "%s; %s", list, next) : next;
}

/* With at most so many goals. */
static const char *title_of(struct printer *p, const struct suggestion *x, size_t most) {
    const char *title = goal_text(p->e, &p->e->goals.at[x->own]);
    size_t n = 1;
    vec_each (uint32_t, goal, &x->meets)
        if (*goal != x->own && n++ < most)
            title = joined(p, title, goal_text(p->e, &p->e->goals.at[*goal]));
    return n > most ? arena_printf(p->arena, "%s; and %zu more", title, n - most) : title;
}

static void put_title(struct printer *p, const struct suggestion *x) {
    size_t most = GOALS_IN_TITLE;
    const char *title = title_of(p, x, most);
    while (strlen(title) > TITLE && most > 1) title = title_of(p, x, --most);
    if (strlen(title) > TITLE) title = goal_short(p->e, &p->e->goals.at[x->own]);
    add(p, arena_printf(p->arena, "example \"%s\" {\n", title));
}

static bool are_in_title(struct printer *p, const struct suggestion *x) {
    return x->meets.len <= GOALS_IN_TITLE && strlen(title_of(p, x, GOALS_IN_TITLE)) <= TITLE;
}

static void put_goals(struct printer *p, const struct suggestion *x) {
    if (are_in_title(p, x)) return;
    start(p, "# Here", "#    ");
    for (size_t i = 0; i < x->meets.len; i++)
        put(p, arena_printf(p->arena, "%s%s", goal_text(p->e, &p->e->goals.at[x->meets.at[i]]),
                            i + 1 < x->meets.len ? ";" : "."));
    end(p);
}

static void put_given(struct printer *p, const struct suggestion *x) {
    const char *last = NULL;
    for (uint32_t f = 0; f < p->m->facts.len; f++) {
        const struct fact *fact = &p->m->facts.at[f];
        if (!x->request.stated[f]) continue;
        if (last)
            put(p, arena_printf(p->arena, "%s,", last));
        else
            start(p, "    given ", MARGIN);
        if (fact->kind == FACT_FLAG)
            last = x->request.value[f] ? fact->id.name
                                       : arena_printf(p->arena, "not %s", fact->id.name);
        else
            last = arena_printf(p->arena, "%s = %s", fact->id.name,
                                fact_value_text(p->arena, fact, x->request.value[f]));
    }
    if (!last) return;
    put(p, last);
    end(p);
}

static void put_now(struct printer *p) {
    const struct strat_answer *a = &p->by.answer;
    if (a->now == a->approach || a->now == STRAT_NULL) return;
    put(p, arena_printf(p->arena, "now %s",
                        a->now == STRAT_NONE ? "none" : p->m->approaches.at[a->now].id.name));
}

static void put_expect(struct printer *p) {
    const struct strat_answer *a = &p->by.answer;
    const struct strat_lists *l = &a->lists;
    static const char *const words[] = {[STRAT_OUT_OF_SCOPE] = "out of scope",
                                        [STRAT_REFUSED] = "refused",
                                        [STRAT_DEFAULT] = "default",
                                        [STRAT_CONDITIONAL] = "conditional",
                                        [STRAT_OPEN] = "open",
                                        [STRAT_UNDETERMINED] = "undetermined"};
    size_t ids = p->m->outline.len, duties = p->m->duties.len;
    bool opens = a->status == STRAT_OPEN || a->status == STRAT_CONDITIONAL;
    start(p, "    expect", MARGIN);
    const char *status =
        arena_printf(p->arena, "%s%s", words[a->status], opens && a->committed ? " committed" : "");
    if (opens && !p->m->ranked)
        put_list(p, status, (const uint64_t[]){a->open}, p->m->approaches.len, approach_name);
    else
        put(p, status);
    if (a->status == STRAT_DEFAULT || (opens && p->m->ranked))
        put(p, p->m->approaches.at[a->approach].id.name);
    put_list(p, "by", a->status == STRAT_REFUSED ? l->closed_by : l->basis, ids, id_name);
    put_list(p, "with", l->duties, duties, duty_name);
    put_list(p, "after", l->before, duties, duty_name);
    if (opens || a->status == STRAT_DEFAULT) put_now(p);
    put_list(p, "cautions", l->cautions, ids, id_name);
    end(p);
}

struct texts suggested_texts(const struct exercise *e, const struct suggestions *all,
                             const struct layout *layout) {
    struct printer p = {
        .e = e, .m = e->m, .arena = e->arena, .by = decider_new(e->arena, e->m, layout, false)};
    struct texts texts = {0};
    vec_each (struct suggestion, x, all) {
        p.text = (struct chars){0};
        if (decide_suggestion(&p, &x->request)) {
            put_goals(&p, x);
            put_title(&p, x);
            put_given(&p, x);
            put_expect(&p);
            add(&p, "}\n");
            vec_push(p.arena, &p.text, '\0');
        }
        vec_push(p.arena, &texts, p.text.at);
    }
    return texts;
}

void suggested_print(FILE *out, const struct exercise *e, const struct suggestions *all,
                     const struct layout *layout) {
    if (all->len == 0) {
        const char *kinds = exercise_kinds_text(e);
        if (kinds)
            fprintf(out, "# The examples of the policy exercise every %s.\n", kinds);
        else
            fputs("# The policy has nothing that an example could exercise.\n", out);
        return;
    }
    struct texts texts = suggested_texts(e, all, layout);
    size_t undecided = 0;
    fputs("# What each example expects is what the policy decides now:\n# compare it with the "
          "source document before you keep it.\n",
          out);
    vec_each (const char *, text, &texts) {
        undecided += *text == NULL;
        if (*text) fprintf(out, "\n%s", *text);
    }
    if (undecided) fprintf(out, "\n# What %zu more would expect was not decided.\n", undecided);
}
