/*
 * What people read of what was taken for granted: what would change it were it said otherwise, and
 * how; then all others.
 */
#include "evaluator/explain/print.h"
#include "evaluator/record/record.h"

/* What is taken as one of these stands together; what is taken as anything else says so itself. */
static const struct {
    const char *how, *says, *before;
} taken_lines[] = {{"default", "no", "Taken as no"},
                   {"default", "yes", "Taken as yes"},
                   {"presumed", "no", "Presumed by the policy not to be so"},
                   {"presumed", "yes", "Presumed by the policy to be so"},
                   {NULL, NULL, "Taken as said"}};
enum { TAKEN_LINES = sizeof taken_lines / sizeof *taken_lines };

static size_t line_of(const struct ev_node *taken) {
    size_t i = 0;
    while (taken_lines[i].how && !(ev_member_is(taken, "how", taken_lines[i].how) &&
                                   ev_member_is(taken, "says", taken_lines[i].says)))
        i++;
    return i;
}

/* Where it leads if it is not so, or what goes with it then. */
static const char *contrary_of(const struct ev_node *taken) {
    const char *contrary = ev_member_text(taken, "contrary");
    return contrary[0] != '\0' ? contrary : ev_member_text(taken, "alters");
}

static void add_contrary(struct ev_page *page, const struct ev_node *taken) {
    ev_add_some(page,
                ev_member_is(taken, "says", "no")    ? " (if yes: "
                : ev_member_is(taken, "says", "yes") ? " (if no: "
                                                     : " (otherwise: ",
                contrary_of(taken), "");
    ev_each_node (then, ev_member(taken, "then"))
        ev_add(page, "; where also %s%s: %s",
               ev_member_true(then, "value") ? "" : "this is not so, ", ev_title_of(then),
               ev_member_text(then, "contrary"));
    if (contrary_of(taken)[0] != '\0') ev_add(page, ")");
}

static void add_taken(struct ev_page *page, const struct ev_node *taken) {
    bool by_case = ev_member_is(taken, "how", "by_case");
    ev_add(page, "%s", ev_title_of(taken));
    if (taken_lines[line_of(taken)].how)
        ;
    else if (by_case)
        ev_add(page, ": presumed in some of these cases, elsewhere %s",
               ev_member_text(taken, "otherwise"));
    else
        ev_add(page, ": %s%s", ev_member_text(taken, "says"),
               ev_member_is(taken, "how", "presumed") ? " (presumed by the policy)" : "");
    add_contrary(page, taken);
}

/* What hangs on it: where it leads is told; something else does, or may; nothing. */
enum weight { LEADING, FELT, IDLE, WEIGHTS };

static enum weight weight_of(const struct ev_node *taken) {
    return ev_is_idle(taken) ? IDLE : contrary_of(taken)[0] != '\0' ? LEADING : FELT;
}

/* But for judgements on which it hangs: they stand there. */
static void put_taken_line(struct ev_page *page, const struct ev_node *record,
                           const struct ev_node *judged, size_t line, enum weight weight) {
    static const char *const heads[] = {
        [LEADING] = "%s: ",
        [FELT] = "%s, with consequences for duties, cautions or reasons: ",
        [IDLE] = "%s, by itself of no consequence for the answer: "};
    bool begun = false;
    ev_each_node (taken, ev_member(record, "taken")) {
        if (ev_is_fixed(taken) || weight_of(taken) != weight || line_of(taken) != line ||
            ev_member(judged, ev_member_text(taken, "fact")))
            continue;
        if (!begun)
            ev_add(page, heads[weight], taken_lines[line].before);
        else
            ev_add(page, "; ");
        add_taken(page, taken);
        begun = true;
    }
    if (begun) ev_end_item(page, EV_DASH, 1);
}

/* The judgements that somebody or the policy has made: of those it is told above. */
static const struct ev_node *judged_in(struct ev_tree *t, const struct ev_node *record) {
    struct ev_node *object = ev_grow_object(t, NULL, NULL);
    ev_each_node (judgement, ev_member(record, "judgements"))
        if (!ev_member_is(judgement, "state", "unknown"))
            ev_grow_null(t, object, ev_member_text(judgement, "fact"));
    ev_tree_index(t, object);
    return object;
}

/* What would change it were it said otherwise; then all others. */
void ev_print_record_taken(struct ev_page *page, struct ev_tree *t, const struct ev_node *record) {
    const struct ev_node *judged = judged_in(t, record);
    bool some = false;
    ev_each_node (taken, ev_member(record, "taken"))
        some = some || !(ev_is_fixed(taken) || ev_member(judged, ev_member_text(taken, "fact")));
    if (some) ev_heading(page, "Taken for granted, as nobody said otherwise");
    for (int weight = 0; weight < WEIGHTS; weight++)
        for (size_t line = 0; line < TAKEN_LINES; line++)
            put_taken_line(page, record, judged, line, (enum weight)weight);
}
