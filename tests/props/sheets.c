/*
 * The sheets of the reading copy against brute force with the reference interpreter, on random
 * small policies: what they say of duties and cautions, of what may start, and of what closes
 * something or has to come first is so in all situations of each of their partners, and all that is
 * so is said.
 */
#define _POSIX_C_SOURCE 200809L

#include "base/list.h"
#include "rules/words.h"
#include "space/domain.h"
#include "tests/props/reading.h"

enum { POLICIES = 1500 };

static size_t duties, otherwise, cautions, starts, parted, openings, closers, by_opening;

/* ---- what is taken for granted ---- */

/* The value that stands for this one in the list of situations. */
static int64_t standing_for(const struct reader *r, uint32_t f, int64_t value) {
    const struct domain *d = &r->s.domains[f];
    const struct fact *fact = &r->m->facts.at[f];
    uint64_t set = (uint64_t)value;
    size_t k = d->len;
    if (fact->kind == FACT_SET_OF)
        return (int64_t)((set & d->named) | (d->others && (set & ~d->named) ? d->others : 0));
    if (fact->kind == FACT_FLAG) return d->len == 1 ? d->at[0] : value;
    while (fact->kind != FACT_ONE_OF && k > 1 && d->at[k - 1] > value) k--;
    return fact->kind == FACT_ONE_OF ? value : d->at[k - 1];
}

/* Of a request that states the partner, and where `all` what would be done for which objective. */
static bool is_taken(const struct reader *r, size_t i, bool all) {
    for (uint32_t f = 0; f < r->m->facts.len; f++) {
        if (f == r->m->partner || (all && (f == r->m->activity || f == r->m->objective))) continue;
        const struct fact *fact = &r->m->facts.at[f];
        bool given = fact->has_default && fact->source != FACT_READING;
        int64_t value = fact->default_value;
        vec_each (const struct presumption, p, &fact->presumptions) {
            if (!interpret_cond(r->s.in, p->when, r->s.at + i * r->s.n_facts)) continue;
            given = true;
            value = p->yes;
        }
        if (given && value_in(&r->s, i, f) != standing_for(r, f, value)) return false;
    }
    return true;
}

/* ---- duties ---- */

/* Whether a list like "a, b and c" names it. */
static bool names(const char *list, size_t n, const char *name) {
    for (const char *at = list; at + strlen(name) <= list + n; at++)
        if (strncmp(at, name, strlen(name)) == 0 && (at == list || at[-1] == ' ') &&
            strchr(", *;", at[strlen(name)]))
            return true;
    return false;
}

static bool is_said(const struct reader *r, const char *sheet, uint32_t approach, uint32_t duty,
                    bool is_otherwise) {
    const char *at = strstr(sheet, "### Duties that can come with it\n");
    for (at = at ? strchr(at, '\n') + 2 : NULL; at && *at == '-'; at = strchr(at, '\n') + 1) {
        const char *colon = strstr(at, "**: "), *end = strchr(at, '\n');
        const char *condition = strstr(at, ", where what is taken for granted is not so**");
        bool conditional = condition && condition < colon;
        size_t n = (size_t)((conditional ? condition : colon) - at - 4);
        char *list = arena_printf(r->a, "%.*s*", (int)n, at + 4),
             *said = arena_printf(r->a, "%.*s;", (int)(end - colon - 4), colon + 4);
        if (conditional == is_otherwise &&
            (strcmp(list, "every approach*") == 0 ||
             names(list, n, r->m->approaches.at[approach].id.name)) &&
            names(said, strlen(said) - 1, r->m->duties.at[duty].id.name))
            return true;
    }
    return false;
}

static void judge_duties(const struct reader *r, const uint64_t *values, const char *sheet) {
    for (uint32_t a = 0; a < r->m->approaches.len; a++)
        for (uint32_t d = 0; d < r->m->duties.len; d++) {
            bool ever = false, as_taken = false;
            for (size_t i = 0; i < r->s.n; i++) {
                if (!in_scope(&r->s, i) ||
                    !bitset_has(values, (size_t)value_in(&r->s, i, r->m->partner)) ||
                    !bitset_has(r->s.made[i].each[a].duties, d))
                    continue;
                ever = true;
                as_taken = as_taken || is_taken(r, i, false);
            }
            const char *name = arena_printf(r->a, "%s of %s", r->m->duties.at[d].id.name,
                                            r->m->approaches.at[a].id.name);
            if (is_said(r, sheet, a, d, false) != as_taken) complain(r, "a duty", name);
            if (is_said(r, sheet, a, d, true) != (ever && !as_taken))
                complain(r, "a duty where something is otherwise", name);
            duties += as_taken;
            otherwise += ever && !as_taken;
        }
}

/* ---- cautions ---- */

/* Whether the line of cautions names the paragraph with this approach; `offered`: all that these
 * partners can have. */
static bool says_caution(const struct reader *r, const char *sheet, uint32_t approach,
                         uint32_t offered, uint32_t paragraph, bool is_otherwise) {
    const char *at = strstr(sheet, "\nCautions, "), *name = r->m->outline.at[paragraph].id;
    if (!at) return false;
    char *rest = NULL, *line = arena_printf(r->a, "%.*s", (int)strcspn(at + 11, "\n") - 1, at + 11);
    for (char *x = strtok_r(line, ";", &rest); x; x = strtok_r(NULL, ";", &rest)) {
        const char *with = strstr(x, "with ") + 5, *colon = strstr(x, ": ");
        const char *condition = strstr(x, ", where what is taken for granted is not so: ");
        char *which =
                 arena_printf(r->a, "%.*s;", (int)((condition ? condition : colon) - with), with),
             *what = arena_printf(r->a, "%s;", colon + 2);
        bool about = strcmp(which, "whatever is used;") == 0
                         ? offered >> approach & 1
                         : names(which, strlen(which) - 1, r->m->approaches.at[approach].id.name);
        if ((condition != NULL) == is_otherwise && about && names(what, strlen(what) - 1, name))
            return true;
    }
    return false;
}

static void judge_cautions(const struct reader *r, const uint64_t *values, const char *sheet) {
    size_t n = r->m->approaches.len * r->m->outline.len;
    bool *ever = arena_array(r->a, bool, n + 1), *as_taken = arena_array(r->a, bool, n + 1);
    uint32_t offered = 0;
    for (size_t i = 0; i < r->s.n; i++) {
        if (!in_scope(&r->s, i) || !bitset_has(values, (size_t)value_in(&r->s, i, r->m->partner)))
            continue;
        bool taken = is_taken(r, i, false);
        for (uint32_t a = 0; a < r->m->approaches.len; a++) {
            offered |= (uint32_t)is_offered(&r->s.made[i], a) << a;
            for (uint32_t p = 0; p < r->m->outline.len; p++) {
                if (!bitset_has(r->s.made[i].each[a].cautions, p)) continue;
                ever[a * r->m->outline.len + p] = true;
                as_taken[a * r->m->outline.len + p] |= taken;
            }
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        uint32_t a = k / (uint32_t)r->m->outline.len, p = k % (uint32_t)r->m->outline.len;
        const char *name = arena_printf(r->a, "%s with %s on\n%s", r->m->outline.at[p].id,
                                        r->m->approaches.at[a].id.name, sheet);
        if (says_caution(r, sheet, a, offered, p, false) != as_taken[k])
            complain(r, "a caution", name);
        if (says_caution(r, sheet, a, offered, p, true) != (ever[k] && !as_taken[k]))
            complain(r, "a caution where something is otherwise", name);
        cautions += ever[k];
    }
}

/* ---- what may start ---- */

/* The most that may start with this partner, as things are taken, whatever else is so. */
static uint32_t most_to_start(const struct reader *r, size_t partner, size_t objective,
                              size_t activity) {
    uint32_t all = 0, most = MODEL_NONE;
    bool some = false;
    for (size_t i = 0; i < r->s.n; i++) {
        uint32_t may = r->s.made[i].available;
        if (!is_value(r, i, r->m->partner, partner) || !is_value(r, i, r->m->activity, activity) ||
            !is_value(r, i, r->m->objective, objective) || !is_taken(r, i, true))
            continue;
        for (uint32_t a = 0; a < r->m->approaches.len; a++)
            if (r->s.made[i].each[a].verdicts != UINT32_C(1) << VERDICT_OPEN)
                may &= ~(UINT32_C(1) << a);
        all = some ? all & may : may;
        some = true;
    }
    for (uint32_t a = 0; a < r->m->approaches.len; a++)
        if (all >> a & 1) most = a;
    return most;
}

/* By partner, then objective, then activity. */
static uint32_t *find_starts(const struct reader *r) {
    size_t partners = values_of(r, r->m->partner), objectives = values_of(r, r->m->objective),
           activities = values_of(r, r->m->activity), n = objectives * activities;
    uint32_t *most = arena_array(r->a, uint32_t, partners * n);
    for (size_t i = 0; i < partners * n; i++)
        most[i] = most_to_start(r, i / n, i / activities % objectives, i % activities);
    return most;
}

/* SIZE_MAX: any. */
static const char *under_words(const struct reader *r, size_t objective) {
    bool any = objective == SIZE_MAX;
    if (r->m->objective == MODEL_NONE) return any ? "" : "-";
    return any ? ", under any objective"
               : arena_printf(r->a, ", under %s",
                              r->m->facts.at[r->m->objective].values.at[objective].name);
}

/* Whether the sheet says of the approach that it may start with the activity under the objective;
 * SIZE_MAX: under any. */
static bool says_start(const struct reader *r, const char *sheet, uint32_t approach,
                       size_t objective, size_t activity) {
    const char *head = arena_printf(r->a, "\n- **%s%s**: ", r->m->approaches.at[approach].id.name,
                                    under_words(r, objective)),
               *begin = strstr(sheet, "### May start, "),
               *title = r->m->activity == MODEL_NONE
                            ? "anything"
                            : declared_title(&r->m->facts.at[r->m->activity].values.at[activity]);
    if (!begin) complain(r, "a sheet without what may start", sheet);
    const char *end = strstr(begin + 1, "\n#"), *at = strstr(begin, head);
    if (!at || (end && at > end)) return false;
    at += strlen(head);
    size_t n = strcspn(at, "\n");
    return names(arena_printf(r->a, "%.*s;", (int)n, at), n, title);
}

/* `most`: of one of its partners. */
static void judge_starts(const struct reader *r, const uint32_t *most, const char *sheet) {
    size_t objectives = values_of(r, r->m->objective), activities = values_of(r, r->m->activity);
    for (size_t i = 0; i < objectives * activities; i++)
        for (uint32_t a = 0; a < r->m->approaches.len; a++) {
            size_t o = i / activities, k = i % activities;
            bool any = says_start(r, sheet, a, SIZE_MAX, k);
            const char *words = arena_printf(r->a, "%s, activity %zu, objective %zu on\n%s",
                                             r->m->approaches.at[a].id.name, k, o, sheet);
            if (any && (most[i] == MODEL_NONE || (r->m->ranked && most[i] < a)))
                complain(r, "whatever the objective it may not start", words);
            if (says_start(r, sheet, a, o, k) ? most[i] != a : most[i] == a && !any)
                complain(r, "it may start, and nobody says so, or the other way", words);
            starts += most[i] == a;
        }
}

/* ---- what closes something, or has to come first ---- */

static const struct statement *statement_of(const struct reader *r, uint32_t rule) {
    uint32_t block = r->s.rules->rules.at[rule].block;
    return &r->m->blocks.at[block].statements.at[rule - r->s.rules->first[block]];
}

static void find_conditions(struct reader *r) {
    struct decision d;
    r->first = arena_array(r->a, size_t, r->s.n_rules + 1);
    for (uint32_t k = 0; k < r->s.n_rules; k++)
        r->first[k + 1] = r->first[k] + statement_of(r, k)->qualifiers.len + 1;
    r->conditions = r->first[r->s.n_rules];
    r->holds = arena_array(r->a, uint8_t, r->s.n * r->conditions + 1);
    decision_init(r->s.in, &d, r->a);
    for (size_t i = 0; i < r->s.n; i++) {
        const int64_t *situation = r->s.at + i * r->s.n_facts;
        uint8_t *to = r->holds + i * r->conditions;
        interpret(r->s.in, situation, &d);
        for (uint32_t k = 0; k < r->s.n_rules; k++) {
            const struct statement *said = statement_of(r, k);
            vec_each (struct qualifier, q, &said->qualifiers)
                *to++ = interpret_cond(r->s.in, cond_of_qualifier(r->a, q), situation);
            *to++ = said->kind == STATEMENT_REQUIREMENT &&
                    interpret_cond(r->s.in, said->cond, situation);
        }
    }
}

/* A line of a sheet: about which approaches, by which paragraph, and what is said of it. */
struct line {
    const char *which, *id, *says;
};

/* What stands behind these words where a part of the line begins with them, with a mark at its end;
 * NULL: none does. */
static const char *part(const struct reader *r, const char *says, const char *begins) {
    for (const char *at = says; at; at = strstr(at, "; ") ? strstr(at, "; ") + 2 : NULL) {
        size_t n = strlen(begins), end = strcspn(at, ";");
        if (strncmp(at, begins, n) == 0) return arena_printf(r->a, "%.*s;", (int)(end - n), at + n);
    }
    return NULL;
}

static size_t count_parts(const char *says) {
    static const char *const begins[] = {"when ", "unless ", "from ", "up to and including "};
    size_t n = 0;
    for (const char *at = says; at; at = strstr(at, "; ") ? strstr(at, "; ") + 2 : NULL)
        for (size_t k = 0; k < sizeof begins / sizeof *begins; k++)
            n += strncmp(at, begins[k], strlen(begins[k])) == 0;
    return n;
}

static bool lists(const char *words, const char *name) {
    return names(words, strlen(words) - 1, name);
}

static bool is_about(const struct reader *r, const struct line *x, uint32_t approach) {
    return strcmp(x->which, "every approach;") == 0 ||
           lists(x->which, r->m->approaches.at[approach].id.name);
}

/* Whether the line speaks of the situation for this approach, if it is of this rule. */
static bool is_named(const struct reader *r, const struct line *x, uint32_t rule, size_t i,
                     uint32_t approach) {
    const struct statement *said = statement_of(r, rule);
    const uint8_t *holds = r->holds + i * r->conditions + r->first[rule];
    uint32_t objective = r->m->objective, activity = r->m->activity;
    uint32_t opened = opened_by(&r->s, i, r->s.rules->rules.at[rule].block);
    const char *under = part(r, x->says, "under "), *where = part(r, x->says, "where "),
               *what = part(r, x->says, "for "), *but = part(r, x->says, "but not what ");
    if (under &&
        !lists(under,
               r->m->facts.at[objective].values.at[(size_t)value_in(&r->s, i, objective)].name))
        return false;
    if (what && !lists(what, declared_title(&r->m->facts.at[activity]
                                                 .values.at[(size_t)value_in(&r->s, i, activity)])))
        return false;
    if (where && strstr(where, " applies;") ? !opened : where && !(opened >> approach & 1))
        return false;
    for (uint32_t b = 0; but && b < r->m->blocks.len; b++)
        if (lists(but, r->m->blocks.at[b].id.name) && opened_by(&r->s, i, b) >> approach & 1)
            return false;
    vec_each (struct qualifier, q, &said->qualifiers)
        if (q->kind != AST_FOR && !holds[q - said->qualifiers.at]) return false;
    return !part(r, x->says, "it requires that ") || !holds[said->qualifiers.len];
}

static bool is_of(const struct reader *r, const uint64_t *values, size_t i) {
    return in_scope(&r->s, i) && bitset_has(values, (size_t)value_in(&r->s, i, r->m->partner));
}

/* The qualifiers on which it hangs whether the rule acts for these partners. */
static size_t count_conditions(const struct reader *r, const uint64_t *values, uint32_t rule) {
    const struct statement *said = statement_of(r, rule);
    size_t n = 0;
    vec_each (struct qualifier, q, &said->qualifiers) {
        bool fails = false;
        for (size_t i = 0; i < r->s.n && q->kind != AST_FOR; i++)
            fails =
                fails ||
                (is_of(r, values, i) &&
                 !r->holds[i * r->conditions + r->first[rule] + (size_t)(q - said->qualifiers.at)]);
        n += fails;
    }
    return n;
}

/* The approaches that can be had by these partners. */
static uint32_t reached_by(const struct reader *r, const uint64_t *values) {
    uint32_t some =
        r->m->default_approach == MODEL_NONE ? 0 : UINT32_C(1) << r->m->default_approach;
    for (size_t i = 0; i < r->s.n; i++)
        for (uint32_t b = 0; b < r->m->blocks.len && is_of(r, values, i); b++)
            some |= opened_by(&r->s, i, b);
    return some;
}

/* Whether the line says of these partners what the rule does. */
static bool says_rule(const struct reader *r, const uint64_t *values, const struct line *x,
                      uint32_t rule, uint32_t reached) {
    const struct rule *is = &r->s.rules->rules.at[rule];
    const char *after = part(r, x->says, "only after ");
    if (strcmp(x->id, r->m->blocks.at[is->block].id.name) != 0 ||
        (after != NULL) != (is->kind == STATEMENT_DUTY) ||
        (after &&
         strcmp(after, arena_printf(r->a, "\"%s\";", r->m->duties.at[is->duty].id.name)) != 0) ||
        count_parts(x->says) < count_conditions(r, values, rule))
        return false;
    for (size_t i = 0; i < r->s.n; i++)
        for (uint32_t a = 0; a < r->m->approaches.len && is_of(r, values, i); a++) {
            bool about = is_about(r, x, a), acts = effect_of(&r->s, i, rule) >> a & 1;
            if (about ? is_named(r, x, rule, i, a) != acts : acts && reached >> a & 1) return false;
        }
    return true;
}

static bool acts_for(const struct reader *r, const uint64_t *values, uint32_t rule,
                     uint32_t approaches) {
    for (size_t i = 0; i < r->s.n; i++)
        if (is_of(r, values, i) && effect_of(&r->s, i, rule) & approaches) return true;
    return false;
}

struct lines VEC(struct line);

static struct lines lines_of(const struct reader *r, const char *sheet, const char *heading) {
    struct lines lines = {0};
    const char *at = strstr(sheet, heading);
    for (at = at ? strchr(at, '\n') + 2 : NULL; at && *at == '-'; at = strchr(at, '\n') + 1) {
        const char *by = strstr(at, ", by "), *end = strchr(at, '\n');
        const char *says = strstr(by, "**: ");
        if (!says || says > end) says = end - 2; /* always, and of everything */
        vec_push(r->a, &lines,
                 ((struct line){arena_printf(r->a, "%.*s;", (int)(by - at - 4), at + 4),
                                arena_printf(r->a, "%.*s", (int)(says - by - 5), by + 5),
                                says < end - 2
                                    ? arena_printf(r->a, "%.*s", (int)(end - says - 4), says + 4)
                                    : ""}));
    }
    return lines;
}

static void judge_closers(const struct reader *r, const uint64_t *values, const char *sheet) {
    uint32_t reached = reached_by(r, values);
    struct lines lines = lines_of(r, sheet, "### What closes it, or has to come first\n");
    bool *right = arena_array(r->a, bool, lines.len + 1);
    size_t n = 0;
    for (uint32_t k = 0; k < r->s.n_rules; k++) {
        bool told = !acts_for(r, values, k, reached);
        if (!rule_holds_back(r->m, &r->s.rules->rules.at[k])) continue;
        n += !told;
        vec_each (struct line, x, &lines) {
            if (!says_rule(r, values, x, k, reached)) continue;
            right[x - lines.at] = told = true;
        }
        if (!told)
            complain(r, arena_printf(r->a, "not on the sheet:\n%s", sheet),
                     rule_sentence(r->a, r->s.rules, k, NULL));
    }
    if (n > lines.len) complain(r, "fewer lines than rules that hold something back", sheet);
    vec_each (struct line, x, &lines) {
        if (!right[x - lines.at])
            complain(r, arena_printf(r->a, "by %s on the sheet:\n%s", x->id, sheet), x->says);
        closers++;
        by_opening += part(r, x->says, "where ") != NULL;
    }
}

/* ---- what can be had ---- */

/* Whether the rule asks for nothing but a partner, and what is done. */
static bool is_plain(const struct reader *r, uint32_t rule) {
    vec_each (const struct qualifier, q, &statement_of(r, rule)->qualifiers)
        if (q->kind != AST_FOR && q->kind != AST_WITH) return false;
    return true;
}

static bool opens_all_of(const struct reader *r, const uint64_t *values, uint32_t one,
                         uint32_t other) {
    for (size_t i = 0; i < r->s.n; i++)
        if (is_of(r, values, i) && effect_of(&r->s, i, other) & ~effect_of(&r->s, i, one))
            return false;
    return true;
}

/* Whether the paragraph opens without a condition whatever it opens by this rule; of two that do so
 * by turns the first is told. */
static bool adds_nothing(const struct reader *r, const uint64_t *values, uint32_t rule) {
    const uint32_t *first = r->s.rules->first + r->s.rules->rules.at[rule].block;
    for (uint32_t k = first[0]; k < first[1]; k++)
        if (r->s.rules->rules.at[k].kind == STATEMENT_PERMISSION && is_plain(r, k) && k != rule &&
            opens_all_of(r, values, k, rule) &&
            (k < rule || !is_plain(r, rule) || !opens_all_of(r, values, rule, k)))
            return true;
    return false;
}

/* Whether it is said of what may start that the approach, or more, may. */
static bool is_anyhow(const struct reader *r, const uint32_t *most, size_t i, uint32_t approach) {
    const struct model *m = r->m;
    size_t o = m->objective == MODEL_NONE ? 0 : (size_t)value_in(&r->s, i, m->objective),
           k = m->activity == MODEL_NONE ? 0 : (size_t)value_in(&r->s, i, m->activity);
    uint32_t found = most[o * values_of(r, m->activity) + k];
    return found != MODEL_NONE && (m->ranked ? approach <= found : approach == found);
}

/* Whether the paragraph opens it by a rule of which there is a line. */
static bool is_opened_by(const struct reader *r, const bool *told, uint32_t block, size_t i,
                         uint32_t approach) {
    for (uint32_t k = r->s.rules->first[block]; k < r->s.rules->first[block + 1]; k++)
        if (told[k] && effect_of(&r->s, i, k) >> approach & 1) return true;
    return false;
}

static void judge_openings(const struct reader *r, const uint64_t *values, const uint32_t *most,
                           const char *sheet) {
    struct lines lines = lines_of(r, sheet, "### What can be had, and by which paragraph\n");
    bool *told = arena_array(r->a, bool, r->s.n_rules + 1);
    vec_each (struct line, x, &lines) {
        bool idle = true;
        for (uint32_t k = 0; k < r->s.n_rules; k++) {
            if (r->s.rules->rules.at[k].kind != STATEMENT_PERMISSION ||
                !says_rule(r, values, x, k, 0))
                continue;
            told[k] = true;
            idle = idle && acts_for(r, values, k, UINT32_MAX) && adds_nothing(r, values, k);
        }
        if (idle)
            complain(r, arena_printf(r->a, "by %s, untrue or told twice:\n%s", x->id, sheet),
                     x->says);
        openings++;
    }
    for (size_t i = 0; i < r->s.n; i++)
        for (uint32_t b = 0; b < r->m->blocks.len && is_of(r, values, i); b++)
            for (uint32_t a = 0; a < r->m->approaches.len; a++)
                if (opened_by(&r->s, i, b) >> a & 1 && !is_anyhow(r, most, i, a) &&
                    !is_opened_by(r, told, b, i, a))
                    complain(r, arena_printf(r->a, "not told to be opened:\n%s", sheet),
                             r->m->blocks.at[b].id.name);
}

/* ---- sheets ---- */

/* The partners of the class with whom the same may start as with this one. */
static uint64_t *alike(const struct reader *r, const uint64_t *values, const uint32_t *most,
                       size_t partner) {
    size_t partners = values_of(r, r->m->partner),
           n = values_of(r, r->m->objective) * values_of(r, r->m->activity);
    uint64_t *set = bitset_new(r->a, partners);
    bitset_each (p, values, partners)
        if (memcmp(most + p * n, most + partner * n, n * sizeof *most) == 0) bitset_add(set, p);
    return set;
}

static void judge_sheets(struct reader *r) {
    size_t partners = values_of(r, r->m->partner),
           n = values_of(r, r->m->objective) * values_of(r, r->m->activity);
    if (r->m->partner == MODEL_NONE) return;
    find_conditions(r);
    uint32_t *most = find_starts(r);
    vec_each (const struct partner_class, c, &r->coverage->partners) {
        uint64_t *done = bitset_new(r->a, partners);
        bitset_each (p, c->values, partners) {
            if (bitset_has(done, p)) continue;
            uint64_t *values = alike(r, c->values, most, p);
            const char *title = coverage_named(r->coverage, values);
            char *sheet = section(r, arena_printf(r->a, "## %s", title));
            bitset_or(done, values, bitset_words(partners));
            parted += bitset_count(values, bitset_words(partners)) < c->size;
            judge_duties(r, values, sheet);
            judge_cautions(r, values, sheet);
            judge_starts(r, most + p * n, sheet);
            judge_openings(r, values, most + p * n, sheet);
            judge_closers(r, values, sheet);
        }
    }
}

/* ---- the whole ---- */

static void random_policies(void **unused) {
    (void)unused;
    struct policies all = {.n = policies_to_try(POLICIES), .make = policy_to_read};
    while (next_policy(&all)) read_policy(&all, judge_sheets);
    print_message("%zu duties, %zu otherwise; %zu cautions; %zu may start; %zu sheets of less than "
                  "a class; %zu "
                  "open something; %zu hold something back, %zu where their paragraph opens it\n",
                  duties, otherwise, cautions, starts, parted, openings, closers, by_opening);
    assert_true(duties > 100 && otherwise > 30 && cautions > 100 && starts > 30 && parted > 10 &&
                openings > 100 && closers > 100 && by_opening > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(random_policies)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
