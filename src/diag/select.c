#include "diag/select.h"

#include "diag/allow.h"

#include <stdlib.h>
#include <string.h>

static bool set_all(struct diag_options *o, signed char to) {
    for (int i = 0; i < DIAG_COUNT; i++)
        if (diag_infos[i].severity != DIAG_ERROR) o->chosen[i] = to;
    return true;
}

static bool set_one(struct diag_options *o, const char *name, signed char to) {
    enum diag_code code = diag_find(name);
    if (code == DIAG_COUNT) return diag_is_retired(name);
    if (diag_infos[code].severity == DIAG_ERROR) return false; /* what is an error stays one */
    o->chosen[code] = to;
    return true;
}

bool diag_option_parse(struct diag_options *o, const char *word) {
    if (strcmp(word, "all") == 0) return set_all(o, 1);
    if (strcmp(word, "no-all") == 0) return set_all(o, -1);
    if (strcmp(word, "error") == 0 || strcmp(word, "no-error") == 0) {
        o->werror = word[0] == 'e';
        return true;
    }
    if (strncmp(word, "error=", 6) == 0) return set_one(o, word + 6, 2);
    if (strncmp(word, "no-", 3) == 0) return set_one(o, word + 3, -1);
    return set_one(o, word, 1);
}

/* What no example exercises is asked of --test, all other findings of --lint. */
static bool looked_for(const struct diag_options *o, enum diag_code code) {
    bool of_tests = code == DIAG_UNEXERCISED_RULE || code == DIAG_UNEXERCISED_CONDITION ||
                    code == DIAG_UNEXERCISED_DUTY;
    return of_tests ? o->tests : o->findings;
}

enum shown_as diag_option_as(const struct diag_options *o, enum diag_code code) {
    const struct diag_info *info = &diag_infos[code];
    signed char chosen = o->chosen[code];
    if (info->severity == DIAG_ERROR) return SHOWN_ERROR;
    if (!looked_for(o, code) || chosen < 0 || (chosen == 0 && !info->on)) return SHOWN_NOT;
    if (o->werror || chosen == 2) return SHOWN_ERROR;
    return info->severity == DIAG_STYLE ? SHOWN_STYLE : SHOWN_WARNING;
}

static int in_file_order(const void *x, const void *y) {
    const struct diag *a = ((const struct shown_diag *)x)->diag,
                      *b = ((const struct shown_diag *)y)->diag;
    if (span_before(a->at, b->at)) return -1;
    if (span_before(b->at, a->at)) return 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* A comment is unused when its finding was looked for and not found. Findings in files that the
 * policy uses are looked for when those are checked themselves, and nothing is looked for in a
 * policy with errors. */
static void report_unused(struct diags *d, const struct diag_options *o,
                          const struct allows *allows) {
    vec_each (const struct allow, a, allows)
        if (!a->used && a->file == 0 && diag_option_as(o, a->code) != SHOWN_NOT)
            diag_report(d, DIAG_ALLOW_UNUSED, a->at,
                        "there is no finding %s here any more: remove this comment",
                        diag_infos[a->code].slug);
}

struct shown_diags diags_select(struct diags *d, const struct diag_options *o) {
    struct allows allows = {0};
    if (o->findings || o->tests) allows = allows_read(d);
    size_t looked_at = d->list.len;
    const struct allow **allowed = arena_array(d->arena, const struct allow *, looked_at);
    for (size_t i = 0; i < looked_at; i++)
        if (diag_option_as(o, d->list.at[i].code) != SHOWN_NOT &&
            diag_infos[d->list.at[i].code].severity != DIAG_ERROR)
            allowed[i] = allows_take(&allows, d, &d->list.at[i]);
    if (o->findings && d->errors == 0) report_unused(d, o, &allows);
    struct shown_diags shown = {0};
    for (size_t i = 0; i < d->list.len; i++) {
        enum shown_as as = diag_option_as(o, d->list.at[i].code);
        const char *reason = i < looked_at && allowed[i] ? allowed[i]->reason : NULL;
        if (as != SHOWN_NOT)
            vec_push(d->arena, &shown, ((struct shown_diag){&d->list.at[i], as, reason}));
    }
    if (shown.len) qsort(shown.at, shown.len, sizeof *shown.at, in_file_order);
    return shown;
}
