#include "stratc/suggested.h"

#include <string.h>

/* How much work goes into what one example expects where it leaves facts open, and into those of
 * all. */
enum {
    WORK_WORDS = 1 << 17,
    STEPS_EACH = 2000000,
    STEPS_OF_ALL = 20000000,
    LINE = 100,
    GOALS_IN_TITLE = 2
};

static const char MARGIN[] = "           "; /* under the first word after `given` and `expect` */

struct printer {
    FILE *out;
    const struct exercise *e;
    const struct model *m;
    struct arena *arena;
    const struct strat_policy *policy;
    struct strat_work work;
    struct strat_answer answer;
    uint64_t steps; /* done so far */
    size_t column;
    const char *margin; /* what a line starts with that goes on from the one before */
};

static void printer_init(struct printer *p) {
    strat_answer_init(p->policy, 0,
                      arena_array(p->arena, uint64_t, strat_answer_words(p->policy, 0)),
                      &p->answer);
    p->work.words = strat_work_words(p->policy) + WORK_WORDS;
    p->work.memory = arena_array(p->arena, uint64_t, p->work.words);
}

/* ---- words on lines ---- */

static void start(struct printer *p, const char *text, const char *margin) {
    p->margin = margin;
    p->column = strlen(text);
    fputs(text, p->out);
}

/* Words go to the next line where they would not fit on this one. */
static void put(struct printer *p, const char *text) {
    size_t n = strlen(text);
    if (p->column + 1 + n > LINE) {
        fprintf(p->out, "\n%s", p->margin);
        p->column = strlen(p->margin);
    } else {
        putc(' ', p->out);
        p->column++;
    }
    fputs(text, p->out);
    p->column += n;
}

static void end(struct printer *p) { putc('\n', p->out); }

/* A word of the language and the list after it; nothing where the list is empty. */
static void put_list(struct printer *p, const char *word, const uint64_t *set, size_t n,
                     const char *(*name)(const struct model *, size_t)) {
    const char *last = NULL;
    for (size_t i = 0; i < n; i++) {
        if (!(set[i / 64] >> (i % 64) & 1)) continue;
        put(p, last ? arena_printf(p->arena, "%s,", last) : word);
        last = name(p->m, i);
    }
    if (last) put(p, last);
}

static const char *id_of(const struct model *m, size_t i) { return m->outline.at[i].id; }
static const char *duty_of(const struct model *m, size_t i) { return m->duties.at[i].id.name; }
static const char *approach_of(const struct model *m, size_t i) {
    return m->approaches.at[i].id.name;
}

/* ---- one example ---- */

static enum strat_result decide_as_stated(struct printer *p, const struct request *request) {
    size_t n = 0;
    int64_t *value = arena_array(p->arena, int64_t, p->m->facts.len);
    uint8_t *known = arena_array(p->arena, uint8_t, p->m->facts.len);
    for (uint32_t f = 0; f < p->m->facts.len; f++) {
        if (p->m->facts.at[f].source == FACT_READING) continue;
        value[n] = request->value[f];
        known[n++] = request->stated[f];
    }
    strat_prepare(&p->work, p->policy, &(struct strat_request){value, known});
    enum strat_result result = strat_decide(&p->work, &p->answer);
    p->steps += result == STRAT_OK ? p->work.steps + 1 : STEPS_EACH;
    return result;
}

/* Where it leaves so much open that what it expects is not decided, the
 * example states all facts. */
static bool decide(struct printer *p, const struct request *request) {
    p->work.max_steps = STEPS_EACH;
    if (p->steps < STEPS_OF_ALL && decide_as_stated(p, request) == STRAT_OK) return true;
    for (uint32_t f = 0; f < p->m->facts.len; f++)
        request->stated[f] = p->m->facts.at[f].source != FACT_READING;
    return decide_as_stated(p, request) == STRAT_OK;
}

static const char *joined(struct printer *p, const char *list, const char *next) {
    return *list ? arena_printf(p->arena, "%s; %s", list, next) : next;
}

static void put_title(struct printer *p, const struct suggestion *x) {
    const char *title = goal_text(p->e, &p->e->goals.at[x->own]);
    size_t n = 1;
    vec_each (uint32_t, goal, &x->meets)
        if (*goal != x->own && n++ < GOALS_IN_TITLE)
            title = joined(p, title, goal_text(p->e, &p->e->goals.at[*goal]));
    if (n > GOALS_IN_TITLE)
        title = arena_printf(p->arena, "%s; and %zu more", title, n - GOALS_IN_TITLE);
    fprintf(p->out, "example \"%s\" {\n", title);
}

static void put_goals(struct printer *p, const struct suggestion *x) {
    if (x->meets.len <= GOALS_IN_TITLE) return;
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
    const struct strat_answer *a = &p->answer;
    if (a->now == a->approach || a->now == STRAT_NULL) return;
    put(p, arena_printf(p->arena, "now %s",
                        a->now == STRAT_NONE ? "none" : p->m->approaches.at[a->now].id.name));
}

static void put_expect(struct printer *p) {
    const struct strat_answer *a = &p->answer;
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
    const char *outcome =
        arena_printf(p->arena, "%s%s", words[a->status], opens && a->committed ? " committed" : "");
    if (opens && !p->m->ranked)
        put_list(p, outcome, (const uint64_t[]){a->open}, p->m->approaches.len, approach_of);
    else
        put(p, outcome);
    if (a->status == STRAT_DEFAULT || (opens && p->m->ranked))
        put(p, p->m->approaches.at[a->approach].id.name);
    put_list(p, "by", a->status == STRAT_REFUSED ? l->closed_by : l->basis, ids, id_of);
    put_list(p, "with", l->duties, duties, duty_of);
    put_list(p, "after", l->before, duties, duty_of);
    if (opens || a->status == STRAT_DEFAULT) put_now(p);
    put_list(p, "cautions", l->cautions, ids, id_of);
    end(p);
}

void suggested_print(FILE *out, const struct exercise *e, const struct suggestions *all,
                     const struct layout *layout) {
    struct printer p = {
        .out = out, .e = e, .m = e->m, .arena = e->arena, .policy = &layout->policy};
    printer_init(&p);
    if (all->len == 0) {
        fputs("# The examples of the policy exercise every rule, condition and duty.\n", out);
        return;
    }
    fputs("# What each example expects is what the policy decides now:\n# compare it with the "
          "source document before you keep it.\n",
          out);
    size_t undecided = 0;
    vec_each (struct suggestion, x, all) {
        if (!decide(&p, &x->request)) {
            undecided++;
            continue;
        }
        putc('\n', out);
        put_goals(&p, x);
        put_title(&p, x);
        put_given(&p, x);
        put_expect(&p);
        fputs("}\n", out);
    }
    if (undecided) fprintf(out, "\n# What %zu more would expect was not decided.\n", undecided);
}
