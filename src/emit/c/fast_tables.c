/*
 * The tables of the short way.
 */
#include "emit/c/escape.h"
#include "emit/c/fast.h"

#include <inttypes.h>
#include <string.h>

const char *least_type(uint64_t most) {
    return most <= UINT8_MAX    ? "uint8_t"
           : most <= UINT16_MAX ? "uint16_t"
           : most <= UINT32_MAX ? "uint32_t"
                                : "uint64_t";
}

const char *place_row_type(const struct place *p) {
    uint32_t most = 0;
    vec_each (struct digit, d, &p->digits) most = d->rows > most ? d->rows : most;
    return least_type(most > 0 ? most - 1 : 0);
}

const struct fast *emit_fast(struct space *s, const struct clause_set *bits) {
    const struct plan *plan = plan_new(s, bits);
    const struct place *place = plan ? place_new(plan, s->arena) : NULL;
    struct fast *fast = arena_new(s->arena, struct fast);
    *fast = (struct fast){plan, place};
    return place ? fast : NULL;
}

/* ---- rows ---- */

static uint64_t row_of_digit(const struct fast_printer *w, const struct digit *d, uint32_t word,
                             uint32_t row) {
    const struct place *p = w->place;
    uint64_t bits = p->used[word];
    vec_each (struct digit_axis, x, &d->axes) {
        uint32_t wanted = row / x->weight % p->rows_of_axis[x->axis], class = 0;
        while (p->row_of[x->axis][class] != wanted) class ++;
        bits &= place_row(p, word, x->axis, class);
    }
    return bits;
}

/* ---- tables in the making ---- */

static void add_table(struct fast_printer *w, const char *name, const uint64_t *number,
                      uint32_t rows, const char *type) {
    uint64_t most = 0, *kept = arena_array(w->arena, uint64_t, rows);
    for (uint32_t i = 0; i < rows; i++) {
        kept[i] = number[i];
        most = number[i] > most ? number[i] : most;
    }
    vec_push(
        w->arena, &w->tables,
        ((struct table){
            .name = name, .type = type ? type : least_type(most), .rows = rows, .number = kept}));
}

static void comment_table(struct fast_printer *w, const char *comment) {
    w->tables.at[w->tables.len - 1].comment = comment;
}

static const char *digit_name(const struct fast_printer *w, const struct digit *d) {
    const struct space *s = w->fast->plan->space;
    const char *name = "";
    vec_each (struct digit_axis, x, &d->axes) {
        const struct axis *axis = &s->axes.at[x->axis];
        const struct fact *f = &s->model->facts.at[axis->fact];
        name = arena_printf(w->arena, "%s%s%s", name, *name ? ", " : "", f->id.name);
        if (axis->element != MODEL_NONE)
            name = arena_printf(w->arena, "%s with %s", name,
                                axis->others ? "another" : f->values.at[axis->element].name);
    }
    return name;
}

static void add_rows(struct fast_printer *w) {
    for (uint32_t k = 0; k < w->place->words; k++) {
        uint32_t n = 0;
        uint64_t *rows = arena_array(w->arena, uint64_t, w->place->rows[k]);
        const char **notes = arena_array(w->arena, const char *, w->place->rows[k]);
        if (w->place->rows[k] == 0) continue;
        vec_each (struct digit, d, &w->place->digits) {
            if (!(d->words >> k & 1)) continue;
            notes[n] = digit_name(w, d);
            for (uint32_t row = 0; row < d->rows; row++) rows[n++] = row_of_digit(w, d, k, row);
        }
        add_table(w, arena_printf(w->arena, "rows%" PRIu32, k), rows, n, "uint64_t");
        w->tables.at[w->tables.len - 1].notes = notes;
    }
}

/* ---- what the answers of a decision mean ---- */

uint32_t n_opens(const struct fast_printer *w) { return w->place->opens.n; }

static int highest(uint32_t set) {
    int a = STRAT_NONE;
    for (; set; set >>= 1) a++;
    return a;
}

static int only(uint32_t set) { return set & (set - 1) ? STRAT_NULL : highest(set); }

struct verdict {
    int status, approach, now;
    uint32_t open;
};

/* `opens`: as gathered; `held`: approaches with a duty to be done before. */
static struct verdict verdict_of(const struct plan *plan, uint32_t opens, uint32_t held) {
    uint32_t all = (UINT32_C(1) << plan->approaches) - 1, open = opens & all, ready = open & ~held;
    bool by_default = opens >> plan->approaches & 1;
    int (*pick)(uint32_t) = plan->ranked ? highest : only;
    int waiting = by_default && !(held >> plan->fallback & 1) ? (int)plan->fallback : STRAT_NONE;
    struct verdict v = {.open = open, .now = ready ? pick(ready) : waiting};
    if (open) {
        v.approach = pick(open);
        v.status =
            (plan->ranked ? ready >> v.approach & 1 : ready != 0) ? STRAT_OPEN : STRAT_CONDITIONAL;
    } else {
        v.approach = by_default ? (int)plan->fallback : STRAT_NONE;
        v.status = by_default ? STRAT_DEFAULT : STRAT_REFUSED;
    }
    return v;
}

uint32_t held_bits(const struct fast_printer *w) {
    return w->fast->plan->before > 0 ? w->fast->plan->approaches : 0;
}

static void print_verdicts(const struct fast_printer *w) {
    uint32_t opens = UINT32_C(1) << n_opens(w), held = UINT32_C(1) << held_bits(w);
    for (uint32_t i = 0; i < opens * held; i++) {
        struct verdict v = verdict_of(w->fast->plan, i % opens, i / opens);
        fprintf(w->out, "%s{%d, %d, %d, %" PRIu32 "u},", i % 8 ? " " : "\n        ", v.status,
                v.approach, v.now, v.open);
    }
    for (uint32_t i = 0; i < opens; i++)
        fprintf(w->out, "%s{%d, %d, %d, 0u},", i % 8 ? " " : "\n        ", STRAT_OUT_OF_SCOPE,
                STRAT_NONE, STRAT_NONE);
}

uint32_t n_keys(const struct fast_printer *w) {
    return w->fast->plan->ranked ? w->fast->plan->approaches + 2 : UINT32_C(1) << n_opens(w);
}

static uint32_t key_of(const struct plan *plan, uint32_t opens) {
    uint32_t open = opens & ((UINT32_C(1) << plan->approaches) - 1);
    if (!plan->ranked) return opens;
    return open ? (uint32_t)highest(open) + 1 : opens ? plan->approaches + 1 : 0;
}

static struct key key_meaning(const struct plan *plan, uint32_t key) {
    if (!plan->ranked) {
        uint32_t open = key & ((UINT32_C(1) << plan->approaches) - 1);
        return (struct key){open ? open : key ? UINT32_C(1) << plan->fallback : 0, open != 0};
    }
    if (key <= plan->approaches) return (struct key){key ? UINT32_C(1) << (key - 1) : 0, key != 0};
    return (struct key){plan->fallback == MODEL_NONE ? 0 : UINT32_C(1) << plan->fallback, false};
}

static void add_keys(struct fast_printer *w) {
    uint64_t keys[UINT32_C(1) << (PLAN_APPROACHES + 1)];
    if (!w->fast->plan->ranked) return;
    for (uint32_t i = 0; i < UINT32_C(1) << n_opens(w); i++) keys[i] = key_of(w->fast->plan, i);
    add_table(w, "keys", keys, UINT32_C(1) << n_opens(w), NULL);
    comment_table(w, "by what is open: whose lists are the answer's");
}

/* ---- small tables ---- */

static const char *numbered(const struct fast_printer *w, const char *name, uint32_t a,
                            uint32_t b) {
    return arena_printf(w->arena, "%s%" PRIu32 "_%" PRIu32, name, a, b);
}

size_t duty_words(const struct fast_printer *w) {
    size_t n = strat_duty_words(w->p);
    return n ? n : 1;
}

size_t id_words(const struct fast_printer *w) {
    size_t n = strat_id_words(w->p);
    return n ? n : 1;
}

uint32_t n_chunks(uint32_t signals) { return (signals + CHUNK - 1) / CHUNK; }

uint32_t chunk_size(uint32_t signals, uint32_t chunk) {
    uint32_t left = signals - chunk * CHUNK;
    return UINT32_C(1) << (left < CHUNK ? left : (uint32_t)CHUNK);
}

/* By set of the first signals: the approaches that wait for such a duty; beyond them, and alone,
 * that the request is out of scope. Where a verdict's number has them. */
static void add_held(struct fast_printer *w) {
    uint64_t number[1 << PLACE_BEFORE];
    for (uint32_t set = 0; set < UINT32_C(1) << w->place->before; set++) {
        number[set] = 0;
        for (uint32_t i = 0; i < w->place->before; i++) {
            const struct item *item = w->place->signal_item[i];
            if (set >> i & 1)
                number[set] = item ? number[set] | (uint64_t)item->approaches << n_opens(w)
                                   : UINT64_C(1) << (held_bits(w) + n_opens(w));
        }
    }
    if (w->place->before > 0) add_table(w, "held", number, UINT32_C(1) << w->place->before, NULL);
}

/* By set of signals: the duties that they are. */
static void add_signal_tables(struct fast_printer *w) {
    const struct place *p = w->place;
    uint64_t number[1 << CHUNK];
    for (uint32_t c = 0; c < n_chunks(p->signals.n); c++)
        for (uint32_t k = 0; k < duty_words(w); k++) {
            for (uint32_t set = 0; set < chunk_size(p->signals.n, c); set++) {
                number[set] = 0;
                for (uint32_t i = 0; i < CHUNK; i++)
                    if ((set >> i & 1) && p->signal_item[c * CHUNK + i] &&
                        p->signal_item[c * CHUNK + i]->index / 64 == k)
                        number[set] |= UINT64_C(1) << (p->signal_item[c * CHUNK + i]->index % 64);
            }
            add_table(w, numbered(w, "duties", c, k), number, chunk_size(p->signals.n, c), NULL);
        }
}

uint64_t signals_of(const struct fast_printer *w, uint32_t approaches) {
    uint64_t set = 0;
    for (uint32_t i = 0; i < w->place->signals.n; i++)
        set |= w->place->signal_item[i] && (w->place->signal_item[i]->approaches & approaches)
                   ? UINT64_C(1) << i
                   : 0;
    return set;
}

/* Word `k` of what a list always has for these approaches. */
uint64_t always(const struct items *items, size_t from, uint32_t approaches, uint32_t k) {
    uint64_t set = 0;
    for (size_t i = from; i < items->len; i++) {
        const struct item *item = &items->at[i];
        if (item->always && (item->approaches & approaches) && item->index / 64 == k)
            set |= UINT64_C(1) << (item->index % 64);
    }
    return set;
}

uint64_t plane_mask(const struct plane *plane, uint32_t approaches) {
    uint64_t set = 0;
    vec_each (const struct item *, item, &plane->items)
        set |= (*item)->approaches & approaches ? UINT64_C(1) << ((*item)->index % 64) : 0;
    return set;
}

/* ---- by key ---- */

struct key key_at(const struct fast_printer *w, uint32_t key, bool opened_only) {
    struct key k = key_meaning(w->fast->plan, key);
    if (opened_only && !k.opened) k.approaches = 0;
    return k;
}

/* Words that are ORed to others are as wide as they are. */
static void add_by_key(struct fast_printer *w, const char *name, const struct by_key *t) {
    add_table(w, name, t->number, n_keys(w), "uint64_t");
}

struct by_key always_by_key(const struct fast_printer *w, const struct items *items, size_t from,
                            uint32_t k, bool opened_only) {
    struct by_key t = {{0}, false};
    for (uint32_t key = 0; key < n_keys(w); key++) {
        t.number[key] = always(items, from, key_at(w, key, opened_only).approaches, k);
        t.some = t.some || t.number[key];
    }
    return t;
}

static struct by_key plane_by_key(const struct fast_printer *w, const struct plane *plane,
                                  bool opened_only) {
    struct by_key t = {{0}, true};
    for (uint32_t key = 0; key < n_keys(w); key++)
        t.number[key] = plane_mask(plane, key_at(w, key, opened_only).approaches);
    return t;
}

uint64_t modal_mask(const struct fast_printer *w, enum modality m, uint32_t word,
                    uint32_t approaches) {
    uint64_t set = 0;
    vec_each (struct modal_cube, b, &w->place->modalities)
        if (b->item->index == (uint32_t)m && b->at.word == word &&
            (b->item->approaches & approaches))
            set |= UINT64_C(1) << b->at.bit;
    return set;
}

bool modal_always(const struct fast_printer *w, enum modality m, uint32_t approaches) {
    bool is = false;
    vec_each (struct item, item, &w->fast->plan->modalities)
        is = is || (item->always && item->index == (uint32_t)m && (item->approaches & approaches));
    return is;
}

struct by_key modal_by_key(const struct fast_printer *w, enum modality m, uint32_t word) {
    struct by_key t = {{0}, false};
    for (uint32_t key = 0; key < n_keys(w); key++) {
        t.number[key] = modal_mask(w, m, word, key_at(w, key, true).approaches);
        t.some = t.some || t.number[key];
    }
    return t;
}

/* By what is open, straight away: the signals that count, the duties that are always there. */
static void add_open_tables(struct fast_printer *w) {
    uint64_t number[UINT32_C(1) << (PLAN_APPROACHES + 1)];
    uint32_t n = UINT32_C(1) << n_opens(w);
    for (uint32_t opens = 0; opens < n; opens++)
        number[opens] = signals_of(w, key_at(w, key_of(w->fast->plan, opens), false).approaches);
    if (w->place->signals.n > 0) add_table(w, "attach", number, n, NULL);
    for (uint32_t k = 0; k < duty_words(w); k++) {
        for (uint32_t opens = 0; opens < n; opens++)
            number[opens] = always(&w->fast->plan->duties, w->fast->plan->before,
                                   key_at(w, key_of(w->fast->plan, opens), false).approaches, k);
        if (always_by_key(w, &w->fast->plan->duties, w->fast->plan->before, k, false).some)
            add_table(w, arena_printf(w->arena, "duties_always%" PRIu32, k), number, n, NULL);
    }
}

static void add_key_tables(struct fast_printer *w) {
    uint64_t opened[UINT32_C(1) << (PLAN_APPROACHES + 1)];
    for (uint32_t key = 0; key < n_keys(w); key++)
        opened[key] = key_at(w, key, true).approaches != 0;
    add_table(w, "opened", opened, n_keys(w), NULL);
    struct by_key t;
    for (uint32_t k = w->place->brief_words; k < w->place->words; k++)
        for (enum modality m = MODALITY_WILL; m <= MODALITY_MUST; m++) {
            t = modal_by_key(w, m, k);
            if (t.some) add_by_key(w, numbered(w, "modality", (uint32_t)m, k), &t);
        }
}

static void add_list_tables(struct fast_printer *w, const char *name, const struct planes *planes,
                            const struct items *items, bool opened_only) {
    for (uint32_t i = 0; i < planes->len; i++) {
        struct by_key t = plane_by_key(w, &planes->at[i], opened_only);
        add_by_key(w, numbered(w, name, i, planes->at[i].out), &t);
    }
    for (uint32_t k = 0; k < id_words(w); k++) {
        struct by_key t = always_by_key(w, items, 0, k, opened_only);
        if (t.some) add_by_key(w, arena_printf(w->arena, "%s_always%" PRIu32, name, k), &t);
    }
}

static void add_for_refused(struct fast_printer *w, const char *name, uint64_t set) {
    uint64_t by_status[STRAT_UNDETERMINED] = {[STRAT_REFUSED] = set};
    add_table(w, name, by_status, STRAT_UNDETERMINED, "uint64_t");
    comment_table(w, "by status");
}

static void add_closed_by(struct fast_printer *w) {
    const struct planes *planes = &w->place->closed_by;
    for (uint32_t i = 0; i < planes->len; i++)
        add_for_refused(w, numbered(w, "closed_by", i, planes->at[i].out),
                        plane_mask(&planes->at[i], 1));
    for (uint32_t k = 0; k < id_words(w); k++)
        if (always(&w->fast->plan->closed_by, 0, 1, k))
            add_for_refused(w, arena_printf(w->arena, "closed_by_always%" PRIu32, k),
                            always(&w->fast->plan->closed_by, 0, 1, k));
}

/* ---- all of them ---- */

static bool is_wide(const struct table *t) { return strcmp(t->type, "uint64_t") == 0; }

static void print_table(const struct fast_printer *w, const struct table *t) {
    bool wide = is_wide(t), fresh = true;
    uint32_t in_line = 0;
    fprintf(w->out, "    { /* %s%s%s */", t->name, t->comment ? ": " : "",
            t->comment ? t->comment : "");
    for (uint32_t i = 0; i < t->rows; i++) {
        if (t->notes && t->notes[i]) {
            fputs("\n        /* ", w->out);
            print_comment(w->out, t->notes[i]);
            fputs(" */", w->out);
            fresh = true;
        }
        in_line = fresh ? 0 : (in_line + 1) % (wide ? 4 : 16);
        fprintf(w->out, wide ? "%s0x%016" PRIx64 "u," : "%s0x%" PRIx64 "u,",
                in_line == 0 ? "\n        " : " ", t->number[i]);
        fresh = false;
    }
    fputs("\n    },\n", w->out);
}

static void print_members(const struct fast_printer *w, bool wide) {
    vec_each (struct table, t, &w->tables)
        if (is_wide(t) == wide)
            fprintf(w->out, "    %s %s[%" PRIu32 "];\n", t->type, t->name, t->rows);
}

static void print_initializers(const struct fast_printer *w, bool wide) {
    vec_each (struct table, t, &w->tables)
        if (is_wide(t) == wide) print_table(w, t);
}

static uint32_t n_verdicts(const struct fast_printer *w) {
    return (UINT32_C(1) << (n_opens(w) + held_bits(w))) + (UINT32_C(1) << n_opens(w));
}

static void add_tables(struct fast_printer *w) {
    add_rows(w);
    add_open_tables(w);
    add_key_tables(w);
    add_list_tables(w, "basis", &w->place->basis, &w->fast->plan->basis, true);
    add_list_tables(w, "cautions", &w->place->cautions, &w->fast->plan->cautions, false);
    add_closed_by(w);
    add_held(w);
    add_signal_tables(w);
    add_keys(w);
}

static size_t size_of(const char *type) {
    return strcmp(type, "uint8_t") == 0    ? 1
           : strcmp(type, "uint16_t") == 0 ? 2
           : strcmp(type, "uint32_t") == 0 ? 4
                                           : 8;
}

size_t fast_table_bytes(struct fast_printer *w) {
    size_t bytes = 4 * (size_t)n_verdicts(w);
    add_tables(w);
    vec_each (struct table, t, &w->tables) bytes += t->rows * size_of(t->type);
    return bytes;
}

/* The widest first, and verdicts where their size is at home. */
void print_fast_tables(struct fast_printer *w) {
    add_tables(w);
    print_template(
        w->out,
        "/* All that the decision about a complete request reads. */\nstatic const struct {\n");
    print_members(w, true);
    fprintf(w->out,
            "    struct { int8_t status, approach, now; uint8_t open; } verdicts[%" PRIu32 "];\n",
            n_verdicts(w));
    print_members(w, false);
    print_template(w->out, "} $_tables = {\n");
    print_initializers(w, true);
    fputs("    { /* verdicts: by what is open (by default last), and above it what is held up; the "
          "last: out of scope, whatever is open */",
          w->out);
    print_verdicts(w);
    fputs("\n    },\n", w->out);
    print_initializers(w, false);
    fputs("};\n\n", w->out);
}
