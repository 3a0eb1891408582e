/*
 * A policy as one HTML file: the evaluator as WebAssembly, the policy's table, and the page that
 * asks it. It works from a file, without a network, and keeps nothing.
 *
 * What a browser may run of it is said by hashes (Content-Security-Policy): one script, one style,
 * the same for all policies; with one byte of them changed nothing runs. Module and table are data
 * that no browser runs, so the policy is not in any hash.
 */
#include "emit/formats.h"
#include "emit/html.h"
#include "emit/page/pack.h"

#include <string.h>

/* In this order they are one script. */
static const char *const scripts[] = {"unpack.js",   "dom.js", "facts.js",  "controls.js",
                                      "combobox.js", "ask.js", "answer.js", "map.js",
                                      "record.js",   "main.js"};

static const struct embedded *part(const char *name) {
    const struct embedded *part = embedded_page;
    while (part->name && strcmp(part->name, name) != 0) part++;
    return part;
}

/* ---- what stands in a page ---- */

static void put_part(FILE *out, const struct embedded *is) { fwrite(is->text, 1, is->length, out); }

enum { SCRIPTS = sizeof scripts / sizeof *scripts };

static void put_script(FILE *out) {
    for (size_t i = 0; i < SCRIPTS; i++) put_part(out, part(scripts[i]));
}

static void put_scripts_source(FILE *out) {
    const struct embedded *parts[SCRIPTS];
    for (size_t i = 0; i < SCRIPTS; i++) parts[i] = part(scripts[i]);
    html_put_source(out, parts, SCRIPTS);
}

static void put_packed(const struct emission *e, const void *bytes, size_t n) {
    struct bytes packed = pack(e->policy.arena, bytes, n);
    html_put_base64(e->out, packed.at, packed.len);
}

/* What stands for $NAME in page.html; false where that is no name. */
static bool put_named(const struct emission *e, const char *name, size_t n) {
    const struct model *m = e->policy.rules->model;
    const struct embedded *module = part("evaluator.wasm"), *style = part("page.css");
    const char *const names[] = {"title",  "script-hash", "style-hash", "style",
                                 "script", "module",      "table",      "compiler"};
    size_t i = 0;
    while (i < sizeof names / sizeof *names && (strlen(names[i]) != n || memcmp(names[i], name, n)))
        i++;
    switch (i) {
    case 0: html_put(e->out, m->title); break;
    case 1: put_scripts_source(e->out); break;
    case 2: html_put_source(e->out, &style, 1); break;
    case 3: put_part(e->out, style); break;
    case 4: put_script(e->out); break;
    case 5: put_packed(e, module->text, module->length); break;
    case 6: {
        struct bytes table = emit_table_bytes(e->policy.arena, &e->layout->policy);
        put_packed(e, table.at, table.len);
        break;
    }
    case 7: html_put(e->out, STRATC_VERSION); break;
    default: return false;
    }
    return true;
}

bool emit_page(const struct emission *e) {
    if (part("evaluator.wasm")->length == 0) {
        diag_report(
            e->policy.d, DIAG_NO_WEBASSEMBLY, SPAN_NOWHERE,
            "this stratc was built without clang and wasm-ld, which make the part of a page "
            "that decides; install them (make setup, or on Debian: apt-get install clang "
            "lld) and build stratc again");
        return false;
    }
    for (const char *at = part("page.html")->text; *at;) {
        size_t n = strcspn(at, "$"),
               name = at[n] ? strspn(at + n + 1, "abcdefghijklmnopqrstuvwxyz-") : 0;
        fwrite(at, 1, n, e->out);
        at += n;
        if (*at && put_named(e, at + 1, name))
            at += 1 + name;
        else if (*at)
            putc(*at++, e->out);
    }
    return true;
}
