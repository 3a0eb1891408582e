/*
 * Bands: the values of a fact that no rule of the policy tells apart, so that one can stand for all
 * of them.
 */
#ifndef STRAT_EVALUATOR_CORE_BANDS_H
#define STRAT_EVALUATOR_CORE_BANDS_H

#include "evaluator/core/vocabulary.h"

/* NUMBER, DATE: from low to high. Any other: both are the value that stands for its like, the first
 * of them; of sets, one of the smallest. */
struct ev_band {
    int64_t low, high;
};

/* How many bands a fact has, at most UINT32_MAX, and the first `room` of them: numbers and days
 * rising, choices in the order of their values, of a set the empty one first. Of a fact that no
 * rule asks for there is one. */
uint32_t ev_bands(const struct ev_vocabulary *v, uint32_t fact, struct ev_band *bands,
                  uint32_t room);

/* Of a choice or a flag, whose bands are its classes in order: the number of the band of this
 * value. */
uint32_t ev_band_number(const struct ev_vocabulary *v, uint32_t fact, int64_t value);

/* The band of this value. */
struct ev_band ev_band_of(const struct ev_vocabulary *v, uint32_t fact, int64_t value);

#endif
