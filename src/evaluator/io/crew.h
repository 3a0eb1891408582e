/*
 * Crew: JSON lines answered by several threads, with the same bytes as by one.
 *
 * Each thread takes its turn at reading: some whole lines, the rest is for whoever reads next. It
 * answers them while others read and answer theirs, and writes when those before it have written.
 * So memory is bounded, and an answer waits for nothing but the lines before it: a slow pipe is
 * answered line by line.
 */
#ifndef STRAT_EVALUATOR_IO_CREW_H
#define STRAT_EVALUATOR_IO_CREW_H

#include "evaluator/io/lines.h"

/* Goes on where `first` stands, to the end of the input, with so many threads in all, or as many as
 * can be had. `read_bytes`: what `first` was opened with. first->wrong, first->in.error and
 * first->out->error tell how it went. False: nothing was done, as there is not enough memory for a
 * second one. */
bool ev_crew_answer(struct ev_lines *first, unsigned threads, size_t read_bytes);

#endif
