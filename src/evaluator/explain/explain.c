#include "evaluator/explain/explain.h"

#include "base/sha256.h"
#include "evaluator/core/answer.h"
#include "evaluator/core/declared.h"
#include "evaluator/explain/conditions.h"

struct ev_wanted ev_parts_want(unsigned parts) {
    bool answer = parts & (EV_PART_ANSWER | EV_PART_WHAT_IF);
    return (struct ev_wanted){.judgements = answer || parts & EV_PART_GROUNDS,
                              .ask = answer || parts & (EV_PART_ASK | EV_PART_ASK_ALL),
                              .each = true,
                              .grounds = answer,
                              .presumed = true,
                              .readings = answer || parts & EV_PART_GROUNDS};
}

static void grow_policy(struct ev_build *b, struct ev_node *root) {
    const struct strat_about *about = &b->e->vocabulary.about;
    static const char hex[] = "0123456789abcdef";
    unsigned char sha[SHA256_BYTES];
    char text[SHA256_HEX] = "";
    bool whole = b->x->parts & EV_PART_ANSWER; /* the digest takes longer than a decision */
    uint64_t digest = whole ? strat_digest(b->e->policy) : 0;
    struct ev_node *policy = ev_grow_object(b->t, root, "policy");
    ev_grow_text(b->t, policy, "title", about->title);
    ev_grow_some(b->t, policy, "version", about->version);
    ev_grow_some(b->t, policy, "issued_by", about->issued_by);
    ev_grow_bool(b->t, policy, "ranked", about->ranked != 0);
    for (int shift = 60; shift >= 0 && whole; shift -= 4)
        ev_put(&b->t->said, &hex[digest >> shift & 15], 1);
    ev_grow_said(b->t, policy, "table");
    ev_grow_text(b->t, policy, "stratc", about->compiler);
    if (strat_get_digest(b->e->policy, STRAT_NONE, sha)) sha256_text(sha, text);
    ev_grow_some(b->t, policy, "text", text);
}

/* ---- what was asked ---- */

static void grow_asked_fact(struct ev_build *b, struct ev_node *list, uint32_t fact) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    const char *role = ev_role_name(v->facts[fact].info.role);
    int64_t value = b->e->request.value[fact];
    struct ev_node *asked = ev_grow_object(b->t, list, NULL);
    ev_grow_text(b->t, asked, "fact", v->facts[fact].info.name);
    ev_grow_text(b->t, asked, "title", ev_said(&v->keys[fact]));
    ev_grow_value(b->t, asked, "value", v, fact, value);
    ev_say_value(&b->t->said, v, fact, value);
    ev_grow_said(b->t, asked, "says");
    ev_say_typed(&b->t->said, v, fact, value);
    ev_grow_said(b->t, asked, "typed");
    ev_grow_some(b->t, asked, "role", role ? role : "");
    ev_grow_text(b->t, asked, "how", "stated");
}

/* Partner, activity, objective, day; then all else. */
static void grow_asked(struct ev_build *b, struct ev_node *list) {
    const struct ev_vocabulary *v = &b->e->vocabulary;
    for (unsigned role = STRAT_PARTNER; role <= STRAT_TODAY + 1u; role++)
        for (uint32_t f = 0; f < v->about.facts; f++)
            if (b->e->request.known[f] && v->facts[f].info.role == role % (STRAT_TODAY + 1u))
                grow_asked_fact(b, list, f);
}

/* Nobody knows it who was asked: three silences are kept apart, with what was never asked and what
 * is taken for granted. */
static void grow_not_known(struct ev_build *b, struct ev_node *list) {
    bitset_each (f, b->e->not_known, b->e->vocabulary.about.facts)
        if (!b->e->request.known[f]) ev_grow_fact(b, ev_grow_object(b->t, list, NULL), (uint32_t)f);
}

static void cite(struct ev_build *b, const uint64_t *ids) {
    bitset_or(b->cited, ids, strat_id_words(b->e->policy));
}

/* The ids of an answer with every key. */
static void cite_answer(struct ev_build *b) {
    const struct ev_engine *e = b->e;
    for (uint32_t i = 0; i <= e->vocabulary.about.approaches; i++) {
        const struct strat_lists *lists = i > 0 ? &e->answer.each[i - 1] : &e->answer.lists;
        cite(b, lists->basis);
        cite(b, lists->cautions);
        cite(b, lists->closed_by);
    }
    bitset_each (d, e->answer.lists.duties, e->vocabulary.about.duties)
        if (!e->missed.grounds) cite(b, e->grounds + d * strat_id_words(e->policy));
}

struct ev_node *ev_grow_answer(struct ev_build *b, struct ev_node *parent) {
    struct ev_keys keys = {.line_end = NULL};
    struct ev_unread unread;
    struct ev_out line;
    for (int key = 0; key < EV_KEYS; key++) keys.wanted[key] = true;
    if (!ev_out_open(&line, EV_MEMORY, 1024)) {
        b->t->failed = true;
        return NULL;
    }
    cite_answer(b);
    ev_put_answer(&line, b->e, &keys, (struct ev_span){0});
    b->t->failed = b->t->failed || line.error;
    struct ev_node *answer = ev_tree_read(b->t, parent, "answer", line.buffer, line.used, &unread);
    ev_out_close(&line);
    return answer;
}

/* ---- paragraphs ---- */

static void grow_paragraphs(struct ev_build *b, struct ev_node *object) {
    bitset_each (i, b->cited, b->e->vocabulary.about.paragraphs) {
        struct strat_paragraph info;
        strat_get_paragraph(b->e->policy, (uint32_t)i, &info);
        struct ev_node *paragraph = ev_grow_object(b->t, object, info.id);
        ev_grow_text(b->t, paragraph, "title", info.title);
        ev_grow_some(b->t, paragraph, "kind", ev_paragraph_kind_name(info.kind));
        ev_grow_some(b->t, paragraph, "see", info.see);
        ev_grow_some(b->t, paragraph, "quote", info.quote);
    }
    ev_tree_index(b->t, object); /* whoever prints looks up many */
}

/* ---- the whole ---- */

/* The containers, in the order in which they stand; NULL: not wanted. */
struct parts {
    struct ev_node *with, *perhaps, *paragraphs, *because, *judgements, *readings, *read_as, *taken,
        *ladder, *ways, *ask, *offers, *offers_on, *offers_with, *what_if;
};

static struct ev_node *grow_list_of(struct ev_build *b, struct ev_node *root, unsigned parts,
                                    const char *key) {
    return b->x->parts & parts ? ev_grow_list(b->t, root, key) : NULL;
}

static struct parts grow_containers(struct ev_build *b, struct ev_node *root) {
    struct parts p = {0};
    p.with = grow_list_of(b, root, EV_PART_WITH, "with");
    p.perhaps = grow_list_of(b, root, EV_PART_WITH, "perhaps");
    p.paragraphs = ev_grow_object(b->t, root, "paragraphs");
    p.because = grow_list_of(b, root, EV_PART_BECAUSE, "because");
    p.judgements = grow_list_of(b, root, EV_PART_GROUNDS, "judgements");
    p.readings = grow_list_of(b, root, EV_PART_GROUNDS, "readings");
    p.read_as = grow_list_of(b, root, EV_PART_READ_AS, "read_as");
    p.taken = grow_list_of(b, root, EV_PART_TAKEN, "taken");
    p.ladder = grow_list_of(b, root, EV_PART_LADDER | EV_PART_CLOSED, "ladder");
    if (b->x->approach >= 0) p.ways = grow_list_of(b, root, EV_PART_WAYS, "ways");
    p.ask = grow_list_of(b, root, EV_PART_ASK | EV_PART_ASK_ALL, "ask");
    p.offers = grow_list_of(b, root, EV_PART_OFFERS, "offers");
    p.offers_on = grow_list_of(b, root, EV_PART_OFFERED, "offers_on");
    p.offers_with = grow_list_of(b, root, EV_PART_OFFERED, "offers_with");
    p.what_if = b->x->parts & EV_PART_WHAT_IF ? ev_grow_object(b->t, root, "what_if") : NULL;
    b->limits = ev_grow_list(b->t, root, "limits");
    return p;
}

/* What needs what the conditions of rules say. Of the answer itself first: the others ask the
 * engine anew. */
static void grow_conditions(struct ev_build *b, const struct parts *p) {
    struct ev_known known;
    if (!ev_know(b, &known) || !ev_know_duties(b, &known)) return;
    if (p->with) ev_grow_with(b, &known, p->with);
    if (p->perhaps) ev_grow_perhaps(b, &known, p->perhaps);
    if (p->ladder) ev_grow_ladder(b, &known, p->ladder);
    if (p->because) ev_grow_because(b, &known, p->because);
}

static void grow_offers(struct ev_build *b, struct ev_node *list, struct ev_node *hang,
                        struct ev_node *with) {
    size_t bytes = bitset_words(b->e->vocabulary.about.facts) * sizeof *b->hanging;
    b->hanging = hang ? ev_tree_take(b->t, bytes) : NULL;
    if (b->hanging) memset(b->hanging, 0, bytes);
    b->offers_with = with;
    if (!ev_grow_offers(b, list, ev_offering(&b->upshot.answer)))
        ev_grow_limit(b, "All that remains open");
    else if (hang && list->n > 0)
        b->offers = list;
    if (b->hanging)
        bitset_each (f, b->hanging, b->e->vocabulary.about.facts)
            ev_grow_fact(b, ev_grow_object(b->t, hang, NULL), (uint32_t)f);
    b->hanging = NULL;
    b->offers_with = NULL;
}

/* First what reads the answer that was decided, then what tries others. */
static bool grow_parts(struct ev_build *b, struct parts p, const struct ev_node *answer,
                       struct ev_fault *fault) {
    if (p.judgements) ev_grow_judgements(b, p.judgements);
    if (p.readings) ev_grow_readings(b, p.readings);
    if (p.taken) ev_grow_taken(b, p.taken);
    if (p.with || p.ladder || p.because) grow_conditions(b, &p);
    if (p.ask && b->e->missed.ask) ev_grow_limit(b, "What to ask next");
    if (p.offers) grow_offers(b, p.offers, p.offers_on, p.offers_with);
    if (p.ask) ev_grow_ask(b, p.ask);
    if (p.ways) ev_grow_ways(b, p.ways);
    if (p.ladder && b->x->parts & EV_PART_NEEDS) ev_grow_needs(b, p.ladder, p.ways);
    if (p.ladder && b->x->approach >= 0 && p.ladder->last) ev_grow_unknown(b, p.ladder->last);
    if (p.judgements) ev_grow_contraries(b, p.judgements, p.taken);
    if (p.taken) ev_grow_matters(b, p.taken, p.judgements);
    if (p.readings) ev_grow_leads(b, p.readings);
    if (p.read_as) ev_grow_read_as(b, p.read_as);
    bool fine = !p.what_if || b->x->what_if(b, p.what_if, answer, fault);
    grow_paragraphs(b, p.paragraphs);
    return fine;
}

/* What conditions are of a request that says nothing: readings alone settle them. */
static const uint8_t *find_read(const struct ev_engine *e, struct ev_tree *t) {
    const struct strat_about *about = &e->vocabulary.about;
    size_t bytes = (about->facts + 1) * sizeof(int64_t);
    if (about->readings == 0) return NULL;
    struct strat_request none = {ev_tree_take(t, bytes), ev_tree_take(t, about->facts + 1)};
    uint8_t *read = ev_tree_take(t, about->conditions + 1);
    if (!none.value || !none.known || !read) return NULL;
    memset(none.value, 0, bytes);
    memset(none.known, 0, about->facts + 1);
    strat_conditions_hold(e->policy, &none, read);
    return read;
}

struct ev_node *ev_explanation(struct ev_engine *e, struct ev_tree *t, const struct ev_explained *x,
                               struct ev_fault *fault) {
    struct ev_build b = {.e = e, .t = t, .x = x};
    size_t bytes = strat_id_words(e->policy) * sizeof(uint64_t);
    *fault = (struct ev_fault){.code = EV_FINE};
    b.cited = ev_tree_take(t, bytes + 1);
    if (!b.cited || !ev_upshot_open(&b.upshot, e)) {
        t->failed = true;
        return NULL;
    }
    memset(b.cited, 0, bytes);
    b.read = find_read(e, t);
    if (x->parts & EV_PART_READ_AS) {
        ev_begin_read_as(&b);
        ev_tell_all(&b);
    }
    struct ev_node *root = ev_grow_object(t, NULL, NULL), *answer = NULL;
    ev_grow_integer(t, root, "format", 1);
    grow_policy(&b, root);
    grow_asked(&b, ev_grow_list(t, root, "asked"));
    grow_not_known(&b, ev_grow_list(t, root, "not_known"));
    if (x->parts & (EV_PART_ANSWER | EV_PART_WHAT_IF)) answer = ev_grow_answer(&b, root);
    ev_grow_headline(&b, root);
    struct parts parts = grow_containers(&b, root);
    bool fine = grow_parts(&b, parts, answer, fault);
    ev_upshot_close(&b.upshot);
    return fine && !t->failed ? root : NULL;
}
