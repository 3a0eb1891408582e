#include "evaluator/io/turns.h"

bool ev_turns_open(struct ev_turns *t) {
    *t = (struct ev_turns){.now = 0};
    if (pthread_mutex_init(&t->mutex, NULL) != 0) return false;
    if (pthread_cond_init(&t->passed, NULL) == 0) return true;
    pthread_mutex_destroy(&t->mutex);
    return false;
}

void ev_turns_close(struct ev_turns *t) {
    pthread_cond_destroy(&t->passed);
    pthread_mutex_destroy(&t->mutex);
}

/* With the mutex held. */
static void wait_for(struct ev_turns *t, uint64_t turn) {
    while (t->now != turn) pthread_cond_wait(&t->passed, &t->mutex);
}

int ev_turns_wait(struct ev_turns *t, uint64_t turn) {
    pthread_mutex_lock(&t->mutex);
    wait_for(t, turn);
    int error = t->error;
    pthread_mutex_unlock(&t->mutex);
    return error;
}

int ev_turns_pass(struct ev_turns *t, uint64_t turn, int error) {
    pthread_mutex_lock(&t->mutex);
    wait_for(t, turn);
    if (!t->error) t->error = error;
    error = t->error;
    t->now++;
    pthread_cond_broadcast(&t->passed);
    pthread_mutex_unlock(&t->mutex);
    return error;
}
