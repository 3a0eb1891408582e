/*
 * What goes with an approach: by which paragraphs, duties in the order in which they fall due,
 * cautions with what they expect. What stands in the part above, or in the first of them, is not
 * said in full again.
 */
#include "evaluator/core/declared.h"
#include "evaluator/explain/print.h"
#include "evaluator/explain/say.h"

enum { COMPARED = 128 }; /* in longer lists nothing is looked for: a record may say anything */

/* A part, and those in which the same may stand; `brief`: each line says itself what it is. */
struct part {
    const struct ev_node *with, *first, *above;
    bool brief;
};

/* Whether this member of it stands above. */
static bool stands_above(const struct part *p, const char *key, const struct ev_node *item) {
    const struct ev_node *const above[] = {p->first, p->above};
    for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
        if (ev_member_count(above[i], key) > COMPARED) continue;
        ev_each_node (other, ev_member(above[i], key))
            if (ev_node_same(other, item)) return true;
    }
    return false;
}

/* ---- duties ---- */

/* What depends on what was not stated. */
static void add_uncertain(struct ev_page *page, const struct ev_node *item, bool brief) {
    const char *where = ev_member_text(item, "where");
    if (where[0] != '\0')
        ev_add_some(page, " (only where: ", where, ")");
    else
        ev_add(page, brief ? " (not in each case)" : " (this depends on what was not stated)");
}

/* What comes first is done some day, or was. */
static bool is_before(const struct ev_node *duty) {
    const struct ev_node *done = ev_member(duty, "done");
    return done && done->kind == EV_BOOL;
}

static void add_duty(struct ev_page *page, const struct ev_node *duty, bool brief) {
    const char *following = ", following ", *sign = " (", *says = ev_member_text(duty, "done_says");
    ev_add(page, "%s", ev_member_text(duty, "title"));
    ev_add_some(page, ", by ", ev_member_text(duty, "by"), "");
    ev_add_some(page, ", to ", ev_member_text(duty, "to"), "");
    ev_add_some(page, ", ", ev_member_text(duty, "deadline"), "");
    ev_each_node (title, ev_member(duty, "following")) {
        ev_add(page, "%s%s", following, title->text);
        following = " and ";
    }
    ev_each_node (id, ev_member(duty, "paragraphs")) {
        ev_add(page, "%s%s", sign, id->text);
        sign = ", ";
    }
    if (*sign == ',') ev_add(page, ")");
    if (is_before(duty))
        ev_add_some(page, ev_member_true(duty, "done") ? "; done: " : "; done when: ", says, "");
    if (ev_member_true(duty, "uncertain")) add_uncertain(page, duty, brief);
}

static void end_duty(struct ev_page *page, const struct ev_node *duty) {
    ev_end_item(page,
                !is_before(duty)               ? EV_DASH
                : ev_member_true(duty, "done") ? EV_DONE
                                               : EV_TODO,
                1);
}

/* Those of one time in a line, but for what has to be ticked off. */
static void put_briefly(struct ev_page *page, const struct part *p) {
    const struct ev_node *last = NULL;
    ev_each_node (duty, ev_member(p->with, "duties")) {
        const char *heading = ev_member_text(duty, "heading");
        if (stands_above(p, "duties", duty)) continue;
        bool on = last && !is_before(duty) && ev_member_is(last, "heading", heading);
        if (last && !on) end_duty(page, last);
        if (on)
            ev_add(page, "; ");
        else
            ev_add(page, "%s: ", heading);
        add_duty(page, duty, true);
        last = duty;
    }
    if (last) end_duty(page, last);
}

static void put_duties(struct ev_page *page, const struct part *p) {
    const char *heading = "";
    if (p->brief) {
        put_briefly(page, p);
        return;
    }
    ev_each_node (duty, ev_member(p->with, "duties")) {
        const char *own = ev_member_text(duty, "heading");
        if (stands_above(p, "duties", duty)) continue;
        if (strcmp(own, heading) != 0) ev_heading(page, own);
        heading = own;
        add_duty(page, duty, false);
        end_duty(page, duty);
    }
}

/* ---- cautions ---- */

/* What is known not to hold, or what nobody knows. */
enum caution { UNMET, UNKNOWN };

static bool is_of(const struct ev_node *condition, enum caution which) {
    return ev_member_is(condition, "holds", "no") == (which == UNMET);
}

/* How it is known that this does not hold; what is made of others says it of these. */
static const char *unmet_how(const struct ev_node *condition) {
    return ev_member_is(condition, "how", "stated")     ? " (stated not to be so)"
           : ev_member_is(condition, "how", "presumed") ? " (presumed by the policy not to be so)"
           : ev_member_is(condition, "how", "default")  ? " (taken not to be so)"
                                                        : "";
}

static void add_terms(struct ev_page *page, const struct ev_node *condition) {
    const char *before = " (";
    ev_each_node (term, ev_member(condition, "terms")) {
        ev_add(page, "%s", before);
        ev_print_condition(page, term);
        before = "; ";
    }
    if (*before == ';') ev_add(page, ")");
}

/* A list that its own text says stands in brackets whole, as more may follow. How deep lists stand
 * in one another the tree bounds. */
void ev_print_condition(struct ev_page *page, const struct ev_node *condition) {
    bool list = ev_member_is(condition, "kind", "all") || ev_member_is(condition, "kind", "any") ||
                ev_member_is(condition, "kind", "count"),
         said = list && ev_member_count(condition, "terms") == 0;
    ev_add(page, said ? "(%s)" : "%s", ev_member_text(condition, "text"));
    if (list) add_terms(page, condition);
}

/* What is expected, and where it is not met, how that is known. */
static void add_conditions(struct ev_page *page, const struct ev_node *list, enum caution which,
                           const char *before) {
    ev_each_node (condition, list) {
        if (!is_of(condition, which)) continue;
        const char *text = ev_member_text(condition, "text");
        ev_add(page, "%s%.*s", before, (int)ev_stated_length(text, strlen(text)), text);
        before = "; ";
        add_terms(page, condition);
        if (which == UNMET) ev_add(page, "%s", unmet_how(condition));
    }
}

static bool has_some(const struct ev_node *expected, enum caution which) {
    ev_each_node (condition, ev_member(expected, "conditions"))
        if (is_of(condition, which)) return true;
    return false;
}

static const char *heading_of(enum caution which) {
    return which == UNMET ? "Cautions: expected, and not met"
                          : "Cautions: expected, and not known to be met";
}

/* One paragraph, and what a rule of it expects; NULL: that is not told. In brief those of a part
 * stand in a line, by their ids. */
static void put_caution(struct ev_page *page, const struct ev_node *root, const struct part *p,
                        const char *id, const struct ev_node *expected, enum caution which) {
    const struct ev_node *paragraph = ev_member(ev_member(root, "paragraphs"), id),
                         *conditions = ev_member(expected, "conditions");
    const char *see = ev_member_text(paragraph, "see");
    if (p->brief) {
        ev_add(page, "%s", id);
        add_conditions(page, conditions, which, ", that ");
    } else {
        ev_add_term(page, id);
        ev_add(page, "%s", ev_member_text(paragraph, "title"));
        ev_add_some(page, ev_is_pointer(see) ? " (see " : " (", see, ")");
        add_conditions(page, conditions, which, ". Expected: ");
    }
    if (ev_member_is(expected, "holds", "unknown")) add_uncertain(page, expected, p->brief);
    if (!p->brief) ev_end_item(page, EV_LINE, 1);
}

static void begin_caution(struct ev_page *page, const struct part *p, enum caution which,
                          bool begun) {
    if (p->brief && begun)
        ev_add(page, "; ");
    else if (p->brief)
        ev_add(page, which == UNMET ? "Cautions, not met: " : "Cautions, not known to be met: ");
    else if (!begun)
        ev_heading(page, heading_of(which));
}

/* Both lists are in the order of the paragraphs. */
static void put_cautions(struct ev_page *page, const struct ev_node *root, const struct part *p,
                         enum caution which) {
    const struct ev_node *ids = ev_member(p->with, "cautions"),
                         *list = ev_member(p->with, "expected"),
                         *expected = list ? list->first : NULL;
    bool begun = false;
    ev_each_node (id, ids) {
        bool told = false, some = false;
        const struct ev_node *from = expected;
        for (; expected && ev_member_is(expected, "id", id->text); expected = expected->next) {
            told = true;
            some = some || (has_some(expected, which) && !stands_above(p, "expected", expected));
        }
        if (!some && (told || which == UNMET)) continue;
        begin_caution(page, p, which, begun);
        if (!begun && !p->brief) ev_print_terms(page, ids);
        begun = false;
        for (; from != expected; from = from->next)
            if (has_some(from, which) && !stands_above(p, "expected", from)) {
                if (begun) begin_caution(page, p, which, true);
                put_caution(page, root, p, id->text, from, which);
                begun = true;
            }
        if (!told) put_caution(page, root, p, id->text, NULL, which);
        begun = true;
    }
    if (begun && p->brief) ev_end_item(page, EV_DASH, 1);
}

/* ---- a part ---- */

/* What was said above and goes with this as well. */
static void put_as_above(struct ev_page *page, const struct part *p) {
    const char *before = "As above: ", *caution = "cautions of ";
    ev_each_node (duty, ev_member(p->with, "duties"))
        if (stands_above(p, "duties", duty)) {
            ev_add(page, "%s%s", before, ev_member_text(duty, "title"));
            before = "; ";
        }
    ev_each_node (expected, ev_member(p->with, "expected"))
        if (stands_above(p, "expected", expected)) {
            ev_add(page, "%s%s%s", before, caution, ev_member_text(expected, "id"));
            before = ", ";
            caution = "";
        }
    if (before[0] != 'A') ev_end_item(page, p->brief ? EV_DASH : EV_LINE, 1);
}

/* Of more paragraphs there are no titles (where it is open anyhow, where not), nor where. */
enum { TITLED = 6, OPENING = 9, TOLD = 3 };

/* Where a paragraph opens it, or on what that depends. */
static void add_where(struct ev_page *page, const struct ev_node *through) {
    const char *before = " (depending on: ";
    ev_add_some(page, " (only where: ", ev_member_text(through, "where"), ")");
    ev_each_node (title, ev_member(through, "on")) {
        ev_add(page, "%s%s", before, title->text);
        before = "; ";
    }
    if (*before == ';') ev_add(page, ")");
}

/* That it is not only open in some of the cases: behind by what it is, where that was told. */
static void add_use(struct ev_page *page, const struct ev_node *with, bool begun) {
    const char *use = ev_member_text(with, "use_sometimes");
    if (use[0] == '\0') return;
    ev_add(page, "%sn some cases %s", begun ? "; i" : "I",
           strcmp(use, "must") == 0 ? "to be used" : "promised");
    if (!begun) ev_end_item(page, EV_DASH, 1);
}

/* By what it is open in some of the cases; as the default it needs nothing. `headed`: under a
 * heading of its own. */
static void put_through(struct ev_page *page, const struct ev_node *root,
                        const struct ev_node *with, bool brief, bool headed) {
    const struct ev_node *list = ev_member(with, "through"),
                         *paragraphs = ev_member(root, "paragraphs");
    const char *remains = ev_member_text(with, "remains");
    size_t n = list ? list->n : 0;
    const char *before = ev_member_count(with, "basis") > 0 ? "In some of these cases also by: "
                         : n == 1                           ? "Opened by: "
                                                            : "Opened by one or more of these: ";
    if (brief && remains[0] != '\0') {
        ev_add(page, "By: %s ", remains);
        ev_add_some(page, "", ev_member_text(ev_member(paragraphs, remains), "title"), ", ");
        ev_add(page, "as the default");
        if (n == 0) ev_end_item(page, EV_DASH, 1);
        before = "; in some of these cases by: ";
    }
    if (headed && n > 0) {
        ev_heading(page, "Opened also, where what was not stated is so");
        before = "";
    }
    bool other = remains[0] != '\0' || ev_member_count(with, "basis") > 0;
    bool titled = n <= (other ? TITLED : OPENING);
    ev_each_node (through, list) {
        const char *id = ev_member_text(through, "id");
        ev_add(page, "%s%s", before, id);
        if (titled) ev_add_some(page, " ", ev_member_text(ev_member(paragraphs, id), "title"), "");
        if (n <= TOLD) add_where(page, through);
        before = titled ? "; " : ", ";
    }
    add_use(page, with, n > 0);
    if (n > 0) ev_end_item(page, EV_DASH, 1);
}

/* What is required of it, whatever opens it. */
static void put_required(struct ev_page *page, const struct ev_node *list) {
    const char *before = "Required as well, and not known to be so: ";
    ev_each_node (required, list) {
        const char *says = ev_member_text(required, "says");
        ev_add(page, "%s%s (%s)", before, says[0] != '\0' ? says : "what it says itself",
               ev_member_text(required, "id"));
        before = "; ";
    }
    if (*before == ';') ev_end_item(page, EV_DASH, 1);
}

static void put_basis(struct ev_page *page, const struct ev_node *root, const struct ev_node *ids,
                      bool brief) {
    const char *before = "By: ";
    if (!brief) {
        ev_heading(page, "By");
        ev_print_ids(page, root, ids, 1);
        return;
    }
    ev_each_node (id, ids) {
        ev_add(page, "%s%s", before, id->text);
        ev_add_some(page, " ",
                    ev_member_text(ev_member(ev_member(root, "paragraphs"), id->text), "title"),
                    "");
        before = "; ";
    }
    ev_end_item(page, EV_DASH, 1);
}

static void put_lists(struct ev_page *page, const struct ev_node *root, const struct part *p,
                      bool basis) {
    const struct ev_node *ids = ev_member(p->with, "basis");
    if (basis && ids && ids->n > 0) put_basis(page, root, ids, p->brief);
    put_through(page, root, p->with, p->brief, !basis && !p->brief);
    put_required(page, ev_member(p->with, "requires"));
    put_duties(page, p);
    put_cautions(page, root, p, UNMET);
    put_cautions(page, root, p, UNKNOWN);
    put_as_above(page, p);
}

static void put_part(struct ev_page *page, const struct ev_node *root, const struct part *p) {
    ev_print_approach(page, p->with);
    ev_add_some(page, ", ", ev_member_text(p->with, "how"), "");
    ev_add_some(page, ": ", ev_member_text(p->with, "commits"), "");
    ev_begin_part(page);
    put_lists(page, root, p, true);
    ev_end_part(page);
}

/* That it is possible is said above. */
static bool says_nothing(const struct ev_node *with) {
    return ev_member_count(with, "basis") + ev_member_count(with, "through") +
               ev_member_count(with, "requires") + ev_member_count(with, "duties") +
               ev_member_count(with, "cautions") ==
           0;
}

void ev_print_with(struct ev_page *page, const struct ev_node *root, bool basis) {
    static const char *const keys[] = {"with", "perhaps"};
    struct part p = {.with = NULL};
    size_t alike = 0;
    ev_each_node (with, ev_member(root, "with")) alike += ev_member_text(with, "how")[0] == '\0';
    for (int k = 0; k < 2; k++)
        ev_each_node (with, ev_member(root, keys[k])) {
            if (k == 1 && says_nothing(with)) continue;
            p.above = p.with;
            if (!p.first) p.first = p.with;
            p.with = with;
            p.brief = ev_member_text(with, "how")[0] != '\0';
            if (k == 0 && alike == 1 && !p.brief)
                put_lists(page, root, &p, basis);
            else
                put_part(page, root, &p);
        }
}
