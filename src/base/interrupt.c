#define _XOPEN_SOURCE 700

#include "base/interrupt.h"

#include <errno.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATIENCE = 3 }; /* seconds that the child has to end */

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGALRM};
enum { ENDING = sizeof ending / sizeof *ending };

static struct {
    struct leftover *newest;
    volatile sig_atomic_t child;  /* waited for, or 0 */
    volatile sig_atomic_t caught; /* the signal to end by as soon as the child has, or 0 */
    int ready;
} state;

static void end_by(int sig) {
    for (struct leftover *l = state.newest; l; l = l->older)
        if (unlink(l->path) != 0) rmdir(l->path);
    state.newest = NULL;
    signal(sig, SIG_DFL);
    raise(sig);
    sigset_t one;
    sigemptyset(&one);
    sigaddset(&one, sig);
    sigprocmask(SIG_UNBLOCK, &one, NULL);
}

/* Calls only what POSIX lets a handler call. */
static void on_signal(int sig) {
    int kept = errno;
    if (state.child) {
        kill((pid_t)-state.child, state.caught ? SIGKILL : SIGTERM);
        if (!state.caught) {
            state.caught = sig;
            alarm(PATIENCE); /* comes here again */
        }
    } else if (!state.caught) {
        end_by(sig);
    }
    errno = kept;
}

static void signals(sigset_t *set) {
    sigemptyset(set);
    for (int i = 0; i < ENDING; i++) sigaddset(set, ending[i]);
}

static void get_ready(void) {
    struct sigaction ours = {.sa_handler = on_signal, .sa_flags = SA_RESTART}, before;
    signals(&ours.sa_mask);
    for (int i = 0; i < ENDING; i++)
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(ending[i], &ours, NULL);
    signal(SIGCHLD,
           SIG_DFL); /* where whoever started us ignores it, no child would leave a status */
    state.ready = 1;
}

void interrupt_hold(sigset_t *before) {
    sigset_t set;
    signals(&set);
    sigprocmask(SIG_BLOCK, &set, before);
    if (!state.ready) get_ready();
}

void interrupt_release(const sigset_t *before) { sigprocmask(SIG_SETMASK, before, NULL); }

void leftover_add(struct leftover *l, const char *path) {
    *l = (struct leftover){path, state.newest};
    state.newest = l;
}

void leftover_forget(struct leftover *l) {
    sigset_t before;
    interrupt_hold(&before);
    for (struct leftover **at = &state.newest; *at; at = &(*at)->older)
        if (*at == l) {
            *at = l->older;
            break;
        }
    interrupt_release(&before);
}

void interrupt_watch(pid_t child) { state.child = (sig_atomic_t)child; }

/* First it ends, then it is sent nothing any more, and only then its number may become that of
 * another program. */
int interrupt_wait(pid_t child) {
    siginfo_t info;
    while (waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) < 0 && errno == EINTR)
        ;
    state.child = 0;
    alarm(0);
    int status = -1;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

void interrupt_obey(void) {
    if (state.caught) end_by(state.caught);
}
