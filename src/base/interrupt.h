/*
 * Interrupt: a run that is told to end (HUP, INT, QUIT, TERM) takes away what it has begun, and
 * ends by that signal.
 *
 * Whoever makes something on the disk that is to go again registers it here, between
 * interrupt_hold() and interrupt_release(), so that no signal comes between the two. A program that
 * was started and is waited for is ended first: its whole group is told to, and is killed if that
 * does not help. What was ignored from the start (nohup) stays ignored. For programs of one thread:
 * this is the one thing that the compiler keeps outside of a run, as a handler is given nothing
 * else.
 */
#ifndef STRATC_BASE_INTERRUPT_H
#define STRATC_BASE_INTERRUPT_H

#include <signal.h>
#include <sys/types.h>

/* A file, or a folder that is empty once what was registered after it is gone. */
struct leftover {
    const char *path; /* stays as it is until forgotten */
    struct leftover *older;
};

/* Until interrupt_release(), which is given what interrupt_hold() left in `before`, no signal is
 * taken. */
void interrupt_hold(sigset_t *before);
void interrupt_release(const sigset_t *before);

void leftover_add(struct leftover *l, const char *path);
/* It is gone, or is to stay. Nothing happens where it was not registered. */
void leftover_forget(struct leftover *l);

/* `child` leads a group of its own and was started since interrupt_hold(). What interrupt_wait()
 * returns is its status, as waitpid() has it. A signal that came meanwhile is obeyed by
 * interrupt_obey(): between the two the caller can take away what the child made. */
void interrupt_watch(pid_t child);
int interrupt_wait(pid_t child);
void interrupt_obey(void);

#endif
