#include "stratc/versions.h"

#include "base/text.h"
#include "report/report.h"
#include "diff/diff.h"
#include "analysis/presumptions.h"
#include "stratc/build.h"

enum { STATUS_NO_DIFFERENCE, STATUS_DIFFERENCES, STATUS_COULD_NOT_RUN };

struct versions {
    const struct options *o;
    struct arena *arena;
    struct sources sources;
    struct diags d;
    struct intern names; /* one table: names of both versions compare by pointer */
};

static const struct rule_set *read_version(struct versions *v, const char *path) {
    struct parse_paths paths = {v->o->include_dirs.at, v->o->include_dirs.len,
                                installed_share(v->arena)};
    struct ast_program program = parse_program(&v->names, &v->d, path, &paths);
    const struct model *m = model_build(&v->names, &v->d, &program);
    const struct rule_set *rules = m ? rules_build(&v->d, m) : NULL;
    return rules && presumptions_agree(&v->d, rules, v->arena) ? rules : NULL;
}

/* True where some situation is decided differently. */
static bool say(struct versions *v, const struct difference *d, const char *heading,
                struct difference_keys keys) {
    if (d->not_decided) {
        diag_report(&v->d, DIAG_NOT_DECIDED, SPAN_NOWHERE, "%s: not decided: the policy has %s",
                    heading, d->why);
        return false;
    }
    if (v->o->diag.format == MESSAGE_JSON)
        difference_json(stdout, d, keys);
    else
        difference_print(stdout, d, heading);
    return differs(d);
}

static bool diff(struct versions *v) {
    const char *old = v->o->inputs.at[0], *new = v->o->inputs.at[1];
    const struct rule_set *was = read_version(v, old), *is = read_version(v, new);
    if (!was || !is) return false;
    const struct difference *d =
        difference_of(v->arena, (struct subject){was, NULL}, (struct subject){is, NULL}, false);
    return say(v, d, arena_printf(v->arena, "%s -> %s", source_shown(old), source_shown(new)),
               (struct difference_keys){{"old", "new"}, {source_shown(old), source_shown(new)}});
}

static bool one_reading(struct versions *v, const struct rule_set *rules, uint32_t f,
                        int64_t other) {
    const struct model *m = rules->model;
    const struct fact *reading = &m->facts.at[f];
    int64_t *taken = arena_array(v->arena, int64_t, m->facts.len);
    for (uint32_t i = 0; i < m->facts.len; i++) taken[i] = m->facts.at[i].taken;
    taken[f] = other;
    const struct declared *as = &reading->values.at[reading->taken],
                          *otherwise = &reading->values.at[other];
    const struct difference *d = difference_of(v->arena, (struct subject){rules, NULL},
                                               (struct subject){rules, taken}, true);
    const char *heading = arena_printf(v->arena, "were it %s", otherwise->name);
    if (v->o->diag.format == MESSAGE_TEXT)
        printf("%s: %s\n  taken: %s (%s)\n  otherwise: %s (%s)\n", reading->id.name,
               reading->id.title ? reading->id.title : "", as->name, as->title ? as->title : "",
               otherwise->name, otherwise->title ? otherwise->title : "");
    return say(v, d, heading,
               (struct difference_keys){{"reading", "taken", "otherwise"},
                                        {reading->id.name, as->name, otherwise->name}});
}

static bool readings(struct versions *v) {
    const char *path = v->o->inputs.at[0], *mark = "";
    const struct rule_set *rules = read_version(v, path);
    bool some = false, any = false;
    for (uint32_t f = 0; rules && f < rules->model->facts.len; f++) {
        const struct fact *fact = &rules->model->facts.at[f];
        for (uint32_t value = 0; fact->source == FACT_READING && value < fact->values.len;
             value++) {
            if ((int64_t)value == fact->taken) continue;
            any = true;
            if (v->o->diag.format == MESSAGE_TEXT) fputs(mark, stdout);
            mark = "\n\n";
            some = one_reading(v, rules, f, value) || some;
        }
    }
    if (rules && !any && v->o->diag.format == MESSAGE_TEXT) {
        text_put(stdout, source_shown(path));
        fputs(": no difference: the policy declares no reading\n", stdout);
    }
    return some;
}

int versions_run(const struct options *o, struct arena *a) {
    struct versions *v = arena_new(a, struct versions);
    v->o = o;
    v->arena = a;
    diags_init(&v->d, a, &v->sources);
    intern_init(&v->names, a);
    bool some = o->mode == MODE_DIFF ? diff(v) : readings(v);
    struct diag_options shown = o->diag;
    shown.color = options_colored(o, stderr);
    struct report report;
    report_open(&report, a, &shown, stderr);
    struct diag_counts counts = report_add(&report, source_shown(o->inputs.at[0]), &v->d, NULL);
    report_close(&report);
    return counts.errors ? STATUS_COULD_NOT_RUN : some ? STATUS_DIFFERENCES : STATUS_NO_DIFFERENCE;
}
