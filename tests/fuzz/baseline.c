/* libFuzzer: whatever a baseline holds, it is read or refused, and what it lists is taken out of
 * the findings once. */
#include "report/baseline.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_it(struct arena *a, const char *path) {
    static const char text[] = "strategy \"S\" {\n}\n";
    struct diag_options o = {.findings = true};
    struct sources sources = {0}, own = {0};
    struct report report;
    struct diags d, findings;
    diags_init(&d, a, &sources);
    report_open(&report, a, &o, stdout);
    struct baseline *b = baseline_read(&report, &d, path);
    if (!b != (d.errors > 0)) abort();
    if (!b) return;
    report.baseline = b;
    diags_init(&findings, a, &own);
    source_add_text(a, &own, &findings, "s.strat", text, sizeof text - 1);
    for (int i = 0; i < 3; i++)
        diag_report(&findings, i ? DIAG_UNUSED_FACT : DIAG_NO_APPROACHES,
                    (struct span){0, (uint32_t)i, 8}, "finding %d", i);
    struct diag_counts n = report_add(&report, "s.strat", &findings, NULL);
    if (n.errors + n.warnings + baseline_counts(b).known != 3) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static char path[] = "/tmp/stratc-fuzz.XXXXXX";
    static int fd = -1;
    struct arena arena;
    jmp_buf on_oom;
    if (fd < 0 && ((fd = mkstemp(path)) < 0)) abort();
    if (ftruncate(fd, 0) != 0 || pwrite(fd, data, size, 0) != (ssize_t)size) abort();
    arena_init(&arena, &on_oom);
    if (setjmp(on_oom) == 0) read_it(&arena, path);
    arena_free(&arena);
    return 0;
}
