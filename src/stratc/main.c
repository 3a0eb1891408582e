#include "base/outfile.h"
#include "base/options.h"
#include "base/text.h"
#include "diag/diag.h"
#include "stratc/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { COULD_NOT_RUN = 2 };

/* Of what report/ cannot say any more; without any memory. */
static void complain(enum diag_code code, const char *what, const char *why) {
    const struct diag_info *info = &diag_infos[code];
    struct text_flow f = {
        .out = stderr, .columns = options_columns(STDERR_FILENO), .indent = TEXT_HANGING};
    text_flow_head(&f, "stratc: error: ");
    text_flow_all(&f, what);
    text_flow_all(&f, why);
    text_flow_gap(&f, strlen(info->slug) + strlen("[ST0000 ]"));
    fprintf(stderr, "[ST%04u %s]\n", info->number, info->slug);
}

/* Standard output is a file like any other: what did not get out must not look like success. But
 * who closes the pipe early, as head(1) does, has what they want. */
static int close_stdout(int status) {
    struct outfile out;
    outfile_open(&out, "-");
    int error = outfile_commit(&out);
    if (!error || error == EPIPE) return status;
    complain(DIAG_CANNOT_WRITE, "cannot write to standard output: ", text_errno(error));
    return COULD_NOT_RUN;
}

/* A stream that we were started without stays unusable: its number must not go to a file that we
 * open, or messages would be written into a result. */
static void occupy_streams(void) {
    int fd;
    do fd = open("/", O_RDONLY);
    while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd >= 0) close(fd);
}

int main(int argc, char **argv) {
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away changes nothing of the status */
    signal(SIGXFSZ, SIG_IGN); /* a file that would be too large is an error to report, not a reason
                                 to die unheard */
    occupy_streams();
    struct arena arena;
    jmp_buf on_oom;
    arena_init(&arena, &on_oom);
    volatile int status = COULD_NOT_RUN;
    if (setjmp(on_oom) == 0)
        status = run_stratc(argc, argv, &arena);
    else
        complain(DIAG_OUT_OF_MEMORY, diag_infos[DIAG_OUT_OF_MEMORY].summary, "");
    arena_free(&arena);
    return close_stdout(status);
}
