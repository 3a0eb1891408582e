/*
 * process ROUNDS KEY PROGRAM ARGUMENT... [-- KEY PROGRAM ARGUMENT...]...: runs programs in turn,
 * each as a process of its own without input, its output thrown away, and prints for each run
 * KEY.wall and KEY.cpu (milliseconds), KEY.rss (KiB, the most it held). Exit statuses 0 and 1 are
 * answers; another, or a signal, ends the benchmark.
 */
#define _DEFAULT_SOURCE /* wait4 */
#include "measure.h"

#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

extern char **environ;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + (double)t.tv_usec * 1e-6; }

static void say(const char *key, const char *what, double value) {
    char name[256];
    snprintf(name, sizeof name, "%s.%s", key, what);
    sample(name, value);
}

static void run(char **command, const posix_spawn_file_actions_t *actions) {
    struct rusage used;
    pid_t child;
    int status;
    double start = now();
    int error = posix_spawnp(&child, command[1], actions, NULL, command + 1, environ);
    if (error) {
        fprintf(stderr, "bench: %s: %s\n", command[1], strerror(error));
        exit(2);
    }
    if (wait4(child, &status, 0, &used) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "bench: %s: %s failed\n", command[0], command[1]);
        exit(1);
    }
    say(command[0], "wall", (now() - start) * 1e3);
    say(command[0], "cpu", (seconds(used.ru_utime) + seconds(used.ru_stime)) * 1e3);
    say(command[0], "rss", (double)used.ru_maxrss);
}

enum { MOST = 64 };

int main(int argc, char **argv) {
    char **commands[MOST];
    int n = 0;
    for (int i = 2; i < argc; i++) {
        if (n < MOST && (i == 2 || strcmp(argv[i - 1], "--") == 0)) commands[n++] = argv + i;
    }
    for (int i = 2; i < argc; i++)
        if (strcmp(argv[i], "--") == 0) argv[i] = NULL;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    for (int round = argc > 2 ? atoi(argv[1]) : 0; round > 0; round--)
        for (int i = 0; i < n; i++) run(commands[i], &actions);
    posix_spawn_file_actions_destroy(&actions);
    return n > 0 ? 0 : 2;
}
