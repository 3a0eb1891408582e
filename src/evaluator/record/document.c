/*
 * A record as a document: what people read, and behind it the same as JSON.
 */
#include "base/sha256.h"
#include "evaluator/record/record.h"

static const char head[] =
    "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
    "'sha256-";

static const char behind_source[] =
    "'; base-uri 'none'; form-action 'none'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
    "<meta name=\"color-scheme\" content=\"light\">\n<title>";

/* All that is between the tags: nothing else counts for a style. */
static const char style[] =
    "\n"
    "body { font: 11pt/1.4 \"Liberation Sans\", Arial, sans-serif; color: #111; background: #fff;\n"
    "       max-width: 46em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere }\n"
    "h1 { font-size: 1.4em; margin: 0 0 .3em } h2 { font-size: 1.1em; margin: .9em 0 .2em }\n"
    "h3 { font-size: 1em; margin: .6em 0 .1em } p { margin: .25em 0 }\n"
    "ul { margin: .2em 0; padding-left: 1.3em } li { margin: .1em 0 }\n"
    ".todo, .done { list-style: none } .sign { font-family: monospace; margin-left: -1.3em }\n"
    ".good { color: #05603a } .care { color: #7a4b00 } .bad { color: #a01515 }\n"
    "@media print { body { font-size: 9pt; line-height: 1.2; max-width: none; margin: 0; "
    "padding: 0 }\n"
    "  h2 { margin: .3em 0 .05em } h3 { margin: .35em 0 0 } p { margin: .15em 0 } ul { margin: "
    ".1em "
    "0 }\n"
    "  li { margin: 0 } h2:last-of-type ~ * { font-size: 8pt }\n"
    "  h2, h3 { break-after: avoid } li { break-inside: avoid } p { orphans: 3; widows: 3 } }\n"
    "@page { size: A4; margin: 14mm 15mm }\n";

static const char script[] = "<script type=\"application/json\" id=\"record\">";

/* Nothing in a script can end it, or begin what is no script: these signs are escaped, which they
 * may be as they stand in strings alone. */
static void put_inside_script(struct ev_out *out, const char *json, size_t n) {
    for (size_t i = 0; i < n; i++) switch (json[i]) {
        case '<': ev_puts(out, "\\u003c"); break;
        case '>': ev_puts(out, "\\u003e"); break;
        case '&': ev_puts(out, "\\u0026"); break;
        default: ev_put(out, json + i, 1);
        }
}

static void put_json(struct ev_out *out, struct ev_tree *t, enum ev_form form,
                     const struct ev_node *record) {
    struct ev_out json;
    if (!ev_out_open(&json, EV_MEMORY, 4096)) {
        t->failed = true;
        return;
    }
    ev_node_write_canonical(t, &json, record);
    t->failed = t->failed || json.error;
    if (form == EV_FORM_HTML)
        put_inside_script(out, json.buffer, json.used);
    else
        ev_put(out, json.buffer, json.used);
    ev_out_close(&json);
}

static void put_head(struct ev_out *out, struct ev_page *page, const struct ev_node *record) {
    struct sha256 s;
    unsigned char digest[SHA256_BYTES];
    char source[SHA256_BASE64];
    sha256_begin(&s);
    sha256_add(&s, style, strlen(style));
    sha256_end(&s, digest);
    sha256_base64(digest, source);
    ev_puts(out, head);
    ev_puts(out, source);
    ev_puts(out, behind_source);
    ev_add_some(page, "", ev_member_text(record, "reference"), ", ");
    ev_add(page, "%s", ev_member_text(ev_member(record, "policy"), "title"));
    ev_put(out, page->text.buffer, page->text.used);
    page->text.used = 0;
    ev_puts(out, "</title>\n<style>");
    ev_puts(out, style);
    ev_puts(out, "</style>\n</head>\n<body>\n<main>\n");
}

void ev_put_record(struct ev_out *out, struct ev_tree *t, enum ev_form form,
                   const struct ev_node *record) {
    struct ev_page page;
    bool html = form == EV_FORM_HTML;
    if (!ev_page_open(&page, out, form, 0, false)) {
        t->failed = true;
        return;
    }
    if (html) put_head(out, &page, record);
    ev_print_record(&page, t, record);
    ev_page_close(&page);
    ev_puts(out, html ? "</main>\n" : "\n```json\n");
    ev_puts(out, html ? script : "");
    put_json(out, t, form, record);
    ev_puts(out, html ? "</script>\n</body>\n</html>\n" : "\n```\n");
}
