#include "evaluator/io/crew.h"

#include "evaluator/io/turns.h"

#include <stdlib.h>

/* Threads read more at once than one alone does, so as not to take turns all the time. There is
 * room for the answers to that, as a rule: who has more to say waits for the others. */
enum { TIMES_AS_MUCH = 4, OUT_BYTES = 1 << 20, STACK_BYTES = 256 << 10 };

struct crew {
    struct ev_turns turns;
    pthread_mutex_t reading; /* held by whoever reads; what follows is theirs */
    struct ev_span rest;     /* what was read behind the last line that somebody took */
    size_t most_rest;        /* more than that its reader keeps to itself */
    uint64_t turn, line;     /* of what is taken next */
    bool over;               /* nothing more can be read, */
    int error;               /* because of this errno where it is not 0 */
};

/* Of the threads beside the first. */
struct worker {
    struct crew *crew;
    struct ev_engine engine;
    struct ev_lines lines;
    struct ev_out out;
    pthread_t thread;
};

/* The next lines, with c->reading held. False when there are no more. */
static bool take(struct crew *c, struct ev_lines *l, struct ev_block *block) {
    struct ev_input *in = &l->in;
    if (l->out->error) return false;
    in->no_more = c->over;
    in->error = c->error;
    ev_input_take(in, c->rest, block);
    c->rest = block->rest;
    c->over = block->last;
    c->error = in->error;
    in->line = c->line;
    c->line += block->lines;
    if (in->start == in->end) return false;
    l->out->turn = c->turn++;
    return true;
}

static void work(struct crew *c, struct ev_lines *l, bool reading) {
    struct ev_block block;
    for (;;) {
        if (!reading) pthread_mutex_lock(&c->reading);
        if (!take(c, l, &block)) break;
        reading = !block.whole || block.rest.length > c->most_rest;
        if (!reading) pthread_mutex_unlock(&c->reading);
        if (block.whole) {
            ev_lines_answer(l, UINT64_MAX);
        } else { /* a line that is too long: it is read to its end here */
            ev_lines_answer_one(l);
            c->rest = ev_input_rest(&l->in);
            c->line = l->in.line;
            c->over = l->in.no_more;
            c->error = l->in.error;
        }
        ev_flush(l->out);
        l->out->error = ev_turns_pass(&c->turns, l->out->turn, l->out->error);
    }
    pthread_mutex_unlock(&c->reading);
}

static void *run(void *with) {
    struct worker *w = with;
    work(w->crew, &w->lines, false);
    return NULL;
}

static bool start(struct worker *w, struct crew *c, const struct ev_lines *first, size_t read_bytes,
                  const pthread_attr_t *attributes) {
    const struct ev_engine *e = first->engine;
    *w = (struct worker){.crew = c, .lines.in.fd = -1};
    bool fine = ev_engine_open(&w->engine, e->policy, e->work.max_steps) &&
                ev_out_open(&w->out, first->out->fd, OUT_BYTES) &&
                ev_lines_open(&w->lines, &w->engine, &first->keys, first->in.fd, &w->out,
                              TIMES_AS_MUCH * read_bytes);
    if (fine) {
        w->out.turns = &c->turns;
        w->lines.in.max_line = first->in.max_line;
        w->lines.in.progress = first->in.progress;
        fine = pthread_create(&w->thread, attributes, run, w) == 0;
    }
    return fine;
}

static void end(struct worker *w) {
    ev_lines_close(&w->lines);
    ev_out_close(&w->out);
    ev_engine_close(&w->engine);
}

/* The crew is there; its other threads are started as far as that goes. */
static void answer_together(struct crew *c, struct ev_lines *first, struct worker *workers,
                            unsigned n, size_t read_bytes) {
    pthread_attr_t attributes;
    unsigned started = 0;
    pthread_mutex_lock(&c->reading);
    if (pthread_attr_init(&attributes) == 0) {
        pthread_attr_setstacksize(&attributes, STACK_BYTES);
        while (started < n && start(&workers[started], c, first, read_bytes, &attributes))
            started++;
        if (started < n) end(&workers[started]);
        pthread_attr_destroy(&attributes);
    }
    work(c, first, true);
    for (unsigned i = 0; i < started; i++) pthread_join(workers[i].thread, NULL);
    /* Not before all have ended: what one read, another may go on with. */
    for (unsigned i = 0; i < started; i++) {
        first->wrong |= workers[i].lines.wrong;
        end(&workers[i]);
    }
    first->in.error = c->error;
    first->out->error = c->turns.error;
}

bool ev_crew_answer(struct ev_lines *first, unsigned threads, size_t read_bytes) {
    struct crew c = {.rest = ev_input_rest(&first->in),
                     .most_rest = read_bytes / 2, /* first->in may have grown since */
                     .line = first->in.line,
                     .over = first->in.no_more,
                     .error = first->in.error};
    struct ev_out *before = first->out, out = {.fd = EV_MEMORY};
    struct worker *workers = calloc(threads, sizeof *workers);
    bool possible = workers && ev_flush(before) && ev_out_open(&out, before->fd, OUT_BYTES) &&
                    ev_turns_open(&c.turns);
    if (possible) {
        out.turns = &c.turns;
        first->out = first->in.out = &out;
        pthread_mutex_init(&c.reading, NULL);
        answer_together(&c, first, workers, threads - 1, read_bytes);
        pthread_mutex_destroy(&c.reading);
        ev_turns_close(&c.turns);
        first->out = first->in.out = before;
        before->error = out.error;
    }
    ev_out_close(&out);
    free(workers);
    return possible;
}
