/* Outfile: whole or not at all, whatever goes wrong. Works in a folder of its own, which must end
 * up empty. */
#define _XOPEN_SOURCE 700

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/outfile.h"
#include "tests/folder.h"

static struct test_folder folder;
static struct outfile out;

static int enter(void **state) {
    (void)state;
    umask(022);
    return folder_enter(&folder) ? 0 : -1;
}

static int leave(void **state) {
    (void)state;
    return folder_leave(&folder) ? 0 : -1;
}

/* Names in the folder. */
static int entries(void) {
    DIR *dir = opendir(".");
    int n = 0;
    for (struct dirent *e; (e = readdir(dir)) != NULL;)
        n += strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0;
    closedir(dir);
    return n;
}

static void assert_holds(const char *path, const char *expected) {
    char text[64] = "";
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    size_t n = fread(text, 1, sizeof text - 1, in);
    fclose(in);
    text[n] = '\0';
    assert_string_equal(text, expected);
}

static mode_t mode_of(const char *path) {
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    return st.st_mode & 07777;
}

static void put(const char *path, const char *text, mode_t mode) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    assert_int_equal(chmod(path, mode), 0);
}

static void a_new_file_appears_at_commit(void **state) {
    (void)state;
    assert_int_equal(outfile_open(&out, "new"), 0);
    fputs("text", out.stream);
    fflush(out.stream);
    assert_int_equal(access("new", F_OK), -1);
    assert_int_equal(outfile_commit(&out), 0);
    assert_holds("new", "text");
    assert_int_equal(mode_of("new"), 0644);
    assert_int_equal(entries(), 1);
    unlink("new");
}

static void an_abandoned_file_leaves_no_trace(void **state) {
    (void)state;
    put("old", "old", 0644);
    assert_int_equal(outfile_open(&out, "old"), 0);
    fputs("new", out.stream);
    outfile_abandon(&out);
    assert_holds("old", "old");
    assert_int_equal(outfile_open(&out, "never"), 0);
    outfile_abandon(&out);
    outfile_abandon(&out); /* twice does no harm */
    assert_int_equal(entries(), 1);
    unlink("old");
}

static void permissions_are_kept(void **state) {
    (void)state;
    static const mode_t modes[] = {0600, 0664, 0755, 0644};
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        put("file", "old", modes[i]);
        assert_int_equal(outfile_open(&out, "./file"), 0);
        fputs("new", out.stream);
        assert_int_equal(outfile_commit(&out), 0);
        assert_holds("file", "new");
        assert_int_equal(mode_of("file"), modes[i]);
    }
    unlink("file");
}

static void a_program_can_be_run_by_who_can_read_it(void **state) {
    (void)state;
    assert_int_equal(outfile_open(&out, "program"), 0);
    out.executable = 1;
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(mode_of("program"), 0755);
    chmod("program", 0640);
    assert_int_equal(outfile_open(&out, "program"), 0);
    out.executable = 1;
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(mode_of("program"), 0750);
    unlink("program");
}

static void a_link_stays_a_link(void **state) {
    (void)state;
    struct stat st;
    put("real", "old", 0600);
    assert_int_equal(symlink("real", "link"), 0);
    assert_int_equal(outfile_open(&out, "link"), 0);
    fputs("new", out.stream);
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_holds("real", "new");
    unlink("link");
    unlink("real");
}

/* What is written by a link appears where it leads, be something there or not; each link of a chain
 * stays one. */
static void links_lead_where_they_say(void **state) {
    (void)state;
    struct stat st;
    char here[4096];
    assert_non_null(getcwd(here, sizeof here));
    strcat(here, "/folder/real");
    mkdir("folder", 0755);
    assert_int_equal(symlink(here, "folder/absolute"), 0);
    assert_int_equal(symlink("folder/absolute", "first"), 0);
    for (int again = 0; again < 2; again++) {
        assert_int_equal(outfile_open(&out, "first"), 0);
        fputs(again ? "second" : "first", out.stream);
        assert_int_equal(outfile_commit(&out), 0);
        assert_holds("folder/real", again ? "second" : "first");
        assert_int_equal(lstat("first", &st), 0);
        assert_true(S_ISLNK(st.st_mode));
        assert_int_equal(lstat("folder/absolute", &st), 0);
        assert_true(S_ISLNK(st.st_mode));
    }
    assert_int_equal(symlink("nowhere/real", "lost"), 0);
    assert_int_equal(outfile_open(&out, "lost"), ENOENT);
    assert_int_equal(symlink("circle", "circle"), 0);
    assert_int_equal(outfile_open(&out, "circle"), ELOOP);
    const char *const made[] = {"folder/real", "folder/absolute", "first", "lost", "circle"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) assert_int_equal(unlink(made[i]), 0);
    assert_int_equal(rmdir("folder"), 0);
}

/* In a folder where all may write, what somebody else put there is not followed: neither a link, be
 * it to something or to nothing, nor a pipe. One's own is. */
static void what_another_planted_is_refused(void **state) {
    (void)state;
    if (geteuid() != 0) skip(); /* only root can make what belongs to another */
    put("victim", "old", 0644);
    mkdir("all", 0755);
    assert_int_equal(chmod("all", 01777), 0);
    assert_int_equal(symlink("../victim", "all/link"), 0);
    assert_int_equal(symlink("../nothing", "all/lost"), 0);
    assert_int_equal(mkfifo("all/pipe", 0666), 0);
    const char *const names[] = {"all/link", "all/lost", "all/pipe"};
    assert_int_equal(outfile_open(&out, "all/link"), 0);
    outfile_abandon(&out);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(lchown(names[i], 65534, 65534), 0);
        assert_int_equal(outfile_open(&out, names[i]), EACCES);
    }
    assert_int_equal(chmod("all", 0755), 0);
    assert_int_equal(outfile_open(&out, "all/lost"), 0);
    outfile_abandon(&out);
    assert_holds("victim", "old");
    assert_int_equal(access("nothing", F_OK), -1);
    for (size_t i = 0; i < 3; i++) unlink(names[i]);
    rmdir("all");
    unlink("victim");
}

/* Nobody can have a link waiting under the name that a file has while it is written. */
static void the_name_aside_cannot_be_foretold(void **state) {
    (void)state;
    char first[64];
    assert_int_equal(outfile_open(&out, "file"), 0);
    assert_true(strlen(out.aside) < sizeof first);
    strcpy(first, out.aside);
    outfile_abandon(&out);
    assert_int_equal(outfile_open(&out, "file"), 0);
    assert_string_not_equal(first, out.aside);
    outfile_abandon(&out);
}

/* Not even for a moment may others read what they could not read before. */
static void aside_it_is_no_more_open_than_the_target(void **state) {
    (void)state;
    put("secret", "old", 0600);
    assert_int_equal(outfile_open(&out, "secret"), 0);
    assert_int_equal(mode_of(out.aside), 0600);
    outfile_abandon(&out);
    unlink("secret");
}

static void the_longest_name_works(void **state) {
    (void)state;
    char name[256];
    memset(name, 'n', 255);
    name[255] = '\0';
    assert_int_equal(outfile_open(&out, name), 0);
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(unlink(name), 0);
    char longer[300];
    memset(longer, 'n', 299);
    longer[299] = '\0';
    assert_int_equal(outfile_open(&out, longer), ENAMETOOLONG);
    assert_int_equal(entries(), 0);
}

static void two_at_once_do_not_meet(void **state) {
    (void)state;
    struct outfile other;
    assert_int_equal(outfile_open(&out, "a.c"), 0);
    assert_int_equal(outfile_open(&other, "a.h"), 0);
    fputs("c", out.stream);
    fputs("h", other.stream);
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(outfile_commit(&other), 0);
    assert_holds("a.c", "c");
    assert_holds("a.h", "h");
    unlink("a.c");
    unlink("a.h");
}

/* ---- files that belong together ---- */

static struct outfile source, header;
static struct outfile *const pair[] = {&header, &source};

static void open_pair(const char *text) {
    assert_int_equal(outfile_open(&header, "a.h"), 0);
    assert_int_equal(outfile_open(&source, "a.c"), 0);
    fputs(text, header.stream);
    fputs(text, source.stream);
}

static void a_pair_appears_together(void **state) {
    (void)state;
    size_t failed;
    for (int again = 0; again < 2; again++) {
        open_pair(again ? "second" : "first");
        assert_int_equal(outfile_commit_all(pair, 2, &failed), 0);
        assert_holds("a.h", again ? "second" : "first");
        assert_holds("a.c", again ? "second" : "first");
        assert_int_equal(entries(), 2);
    }
    unlink("a.c");
    unlink("a.h");
}

/* One that cannot be written, or that cannot be given its name (a folder stands there by now),
 * takes the other back. */
static void of_a_pair_none_appears_alone(void **state) {
    (void)state;
    size_t failed;
    for (int old = 0; old < 2; old++) {
        if (old) put("a.h", "old", 0600);
        open_pair("new");
        assert_int_equal(mkdir("a.c", 0755), 0);
        assert_int_equal(outfile_commit_all(pair, 2, &failed), EISDIR);
        assert_int_equal(failed, 1);
        assert_int_equal(rmdir("a.c"), 0);
        assert_int_equal(entries(), old);
        if (old) assert_holds("a.h", "old");
    }
    assert_int_equal(outfile_open(&header, "a.h"), 0);
    assert_int_equal(outfile_open(&source, "/dev/full"), 0);
    fputs("new", header.stream);
    fputs("new", source.stream);
    assert_int_equal(outfile_commit_all(pair, 2, &failed), ENOSPC);
    assert_int_equal(failed, 1);
    assert_holds("a.h", "old");
    assert_int_equal(mode_of("a.h"), 0600);
    assert_int_equal(entries(), 1);
    unlink("a.h");
}

static void two_names_of_one_file_are_known(void **state) {
    (void)state;
    assert_int_equal(symlink("a.h", "a.c"), 0);
    open_pair("");
    assert_true(outfile_is_same(&header, &source));
    outfile_abandon(&header);
    outfile_abandon(&source);
    unlink("a.c");
    open_pair("");
    assert_false(outfile_is_same(&header, &source));
    outfile_abandon(&header);
    outfile_abandon(&source);
}

/* Whatever it was doing, a run that is told to end leaves the old files, or the new ones, and
 * nothing else. */
static void a_signal_leaves_nothing_behind(void **state) {
    (void)state;
    static const int signals[] = {SIGHUP, SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        put("a.h", "old", 0644);
        pid_t child = fork();
        if (child == 0) {
            open_pair("new");
            fflush(source.stream);
            raise(signals[i]);
            _exit(0);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signals[i]);
        assert_holds("a.h", "old");
        assert_int_equal(entries(), 1);
    }
    unlink("a.h");
}

static void what_cannot_be_written_is_said_at_once(void **state) {
    (void)state;
    assert_int_equal(outfile_open(&out, "no/such/folder"), ENOENT);
    assert_int_equal(outfile_open(&out, "."), EISDIR);
    assert_int_equal(outfile_open(&out, ""), ENOENT);
    assert_int_equal(outfile_open(&out, "folder/"), ENOENT);
    put("file", "", 0644);
    assert_int_equal(outfile_open(&out, "file/below"), ENOTDIR);
    unlink("file");
    assert_null(out.stream);
    assert_null(out.path);
    assert_null(out.aside);
    int error = outfile_open(&out, "/proc/stratc-test");
    assert_true(error == EACCES || error == ENOENT || error == EPERM || error == EROFS);
}

static void protection_is_respected(void **state) {
    (void)state;
    if (geteuid() == 0) {
        /* Nothing is forbidden to root: become nobody for the length of the test. */
        assert_int_equal(chown(".", 65534, 65534), 0);
        assert_int_equal(seteuid(65534), 0);
    }
    put("locked", "old", 0444);
    int locked = outfile_open(&out, "locked");
    mkdir("closed", 0555);
    int closed = outfile_open(&out, "closed/file");
    rmdir("closed");
    unlink("locked");
    if (getuid() == 0) assert_int_equal(seteuid(0), 0);
    assert_int_equal(locked, EACCES);
    assert_int_equal(closed, EACCES);
}

static void a_device_is_written_directly(void **state) {
    (void)state;
    assert_int_equal(outfile_open(&out, "/dev/null"), 0);
    assert_null(out.aside);
    fputs("text", out.stream);
    assert_int_equal(outfile_commit(&out), 0);
    struct stat st;
    assert_int_equal(stat("/dev/null", &st), 0);
    assert_true(S_ISCHR(st.st_mode));
}

static void a_full_disk_is_reported(void **state) {
    (void)state;
    for (size_t n = 1; n <= 1 << 20;
         n <<= 5) { /* within the buffer of the stream, and far beyond it */
        assert_int_equal(outfile_open(&out, "/dev/full"), 0);
        for (size_t i = 0; i < n; i++) putc('x', out.stream);
        assert_int_equal(outfile_commit(&out), ENOSPC);
    }
    assert_int_equal(outfile_open(&out, "/dev/full"), 0);
    char block[8192] = "";
    fwrite(block, 1, sizeof block,
           out.stream); /* past the buffer: the stream keeps nothing that could fail again */
    assert_int_equal(outfile_commit(&out), ENOSPC);
}

/* A limit on the size of files stands for the disk that fills up while
 * the file aside is written. */
static void a_file_that_stays_short_never_appears(void **state) {
    (void)state;
    struct rlimit before, small;
    put("old", "old", 0644);
    getrlimit(RLIMIT_FSIZE, &before);
    small = before;
    small.rlim_cur = 10000;
    signal(SIGXFSZ, SIG_IGN);
    for (size_t n = 10001; n < 100000; n *= 2) {
        assert_int_equal(outfile_open(&out, "old"), 0);
        setrlimit(RLIMIT_FSIZE, &small);
        for (size_t i = 0; i < n; i++) putc('x', out.stream);
        int error = outfile_commit(&out);
        setrlimit(RLIMIT_FSIZE, &before);
        assert_int_equal(error, EFBIG);
        assert_holds("old", "old");
        assert_int_equal(entries(), 1);
    }
    unlink("old");
}

static void standard_output_stays_open(void **state) {
    (void)state;
    assert_int_equal(outfile_open(&out, "-"), 0);
    assert_ptr_equal(out.stream, stdout);
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(fflush(stdout), 0);
    assert_int_equal(fcntl(STDOUT_FILENO, F_GETFD) >= 0, 1);
    assert_int_equal(outfile_open(&out, "-"), 0);
    outfile_abandon(&out);
    assert_int_equal(fcntl(STDOUT_FILENO, F_GETFD) >= 0, 1);
}

static void a_reader_that_went_away_is_reported(void **state) {
    (void)state;
    int ends[2];
    signal(SIGPIPE, SIG_IGN);
    assert_int_equal(pipe(ends), 0);
    close(ends[0]);
    out = (struct outfile){.stream = fdopen(ends[1], "wb")};
    fputs("text", out.stream);
    assert_int_equal(outfile_commit(&out), EPIPE);
}

/* Neither what is there then nor what comes there until it appears. */
static void a_new_one_takes_no_place(void **state) {
    (void)state;
    assert_int_equal(outfile_open_new(&out, "new"), 0);
    fputs("first", out.stream);
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(outfile_open_new(&out, "new"), EEXIST);
    assert_int_equal(symlink("new", "link"), 0);
    assert_int_equal(outfile_open_new(&out, "link"), EEXIST);
    assert_int_equal(unlink("new"), 0);
    assert_int_equal(outfile_open_new(&out, "link"), 0);
    fputs("second", out.stream);
    FILE *other = fopen("new", "wb");
    assert_non_null(other);
    fputs("other", other);
    fclose(other);
    assert_int_equal(outfile_commit(&out), EEXIST);
    assert_holds("new", "other");
    assert_int_equal(unlink("link"), 0);
    assert_int_equal(outfile_open_new(&out, "/dev/null"), 0);
    assert_int_equal(outfile_commit(&out), 0);
    assert_int_equal(entries(), 1);
    assert_int_equal(unlink("new"), 0);
    assert_int_equal(entries(), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_file_appears_at_commit),
        cmocka_unit_test(an_abandoned_file_leaves_no_trace),
        cmocka_unit_test(permissions_are_kept),
        cmocka_unit_test(a_program_can_be_run_by_who_can_read_it),
        cmocka_unit_test(a_link_stays_a_link),
        cmocka_unit_test(links_lead_where_they_say),
        cmocka_unit_test(what_another_planted_is_refused),
        cmocka_unit_test(the_name_aside_cannot_be_foretold),
        cmocka_unit_test(aside_it_is_no_more_open_than_the_target),
        cmocka_unit_test(the_longest_name_works),
        cmocka_unit_test(two_at_once_do_not_meet),
        cmocka_unit_test(a_pair_appears_together),
        cmocka_unit_test(of_a_pair_none_appears_alone),
        cmocka_unit_test(two_names_of_one_file_are_known),
        cmocka_unit_test(a_signal_leaves_nothing_behind),
        cmocka_unit_test(what_cannot_be_written_is_said_at_once),
        cmocka_unit_test(protection_is_respected),
        cmocka_unit_test(a_device_is_written_directly),
        cmocka_unit_test(a_full_disk_is_reported),
        cmocka_unit_test(a_file_that_stays_short_never_appears),
        cmocka_unit_test(a_new_one_takes_no_place),
        cmocka_unit_test(standard_output_stays_open),
        cmocka_unit_test(a_reader_that_went_away_is_reported),
    };
    return cmocka_run_group_tests_name("outfile", tests, enter, leave);
}
