/*
 * sqlite FOLDER check|ROUNDS: the approach as a CASE expression over a table in memory, first
 * compared with the reference interpreter's answers.
 */
#include "measure.h"
#include "peers.h"

#include <sqlite3.h>
#include <string.h>

static sqlite3 *db;

static void stop(const char *what) {
    fprintf(stderr, "bench: sqlite: %s: %s\n", what, sqlite3_errmsg(db));
    exit(2);
}

static sqlite3_stmt *prepare(const char *before, const char *expression, const char *after) {
    char *text = sqlite3_mprintf("%s%s%s", before, expression, after);
    sqlite3_stmt *statement = NULL;
    if (!text || sqlite3_prepare_v2(db, text, -1, &statement, NULL) != SQLITE_OK)
        stop("the expression");
    sqlite3_free(text);
    return statement;
}

static size_t check(const char *folder, const char *expression) {
    size_t len, row = 0;
    char *approaches = read_whole(folder, "approaches.txt", 0, &len);
    sqlite3_stmt *each = prepare("SELECT ", expression, " FROM register ORDER BY rowid");
    for (char *name = strtok(approaches, "\n"); name; name = strtok(NULL, "\n"), row++) {
        if (sqlite3_step(each) != SQLITE_ROW) stop("too few rows");
        int approach = sqlite3_column_int(each, 0);
        if (strcmp(name, approach < 0 ? "none" : peer_approaches[approach]) != 0) {
            fprintf(stderr,
                    "bench: sqlite: request %zu: the approach is not what the reference "
                    "interpreter says; nothing was timed\n",
                    row + 1);
            exit(1);
        }
    }
    sqlite3_finalize(each);
    free(approaches);
    return row;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fprintf(stderr, "usage: sqlite FOLDER check|ROUNDS\n");
        return 2;
    }
    size_t len;
    char *rows = read_whole(argv[1], "register.sql", 0, &len),
         *expression = read_whole(argv[1], "case.sql", 0, &len);
    if (sqlite3_open(":memory:", &db) != SQLITE_OK ||
        sqlite3_exec(db, rows, NULL, NULL, NULL) != SQLITE_OK)
        stop("the table");
    size_t n = check(argv[1], expression);
    if (strcmp(argv[2], "check") == 0) printf("SQLite %s\n", sqlite3_libversion());
    sqlite3_stmt *all = prepare("SELECT sum(", expression, ") FROM register");
    for (int rounds = atoi(argv[2]); rounds > 0; rounds--) {
        double start = cpu_seconds();
        if (sqlite3_step(all) != SQLITE_ROW) stop("no sum");
        sqlite3_reset(all);
        sample("sqlite", (cpu_seconds() - start) * 1e9 / (double)n);
    }
    sqlite3_finalize(all);
    sqlite3_close(db);
    free(rows);
    free(expression);
    return 0;
}
