#include "evaluator/io/writer.h"

void ev_write_key(struct ev_writer *w, const char *key) {
    if (w->comma) ev_put(w->out, ",", 1);
    if (w->line) ev_put(w->out, "\n", 1);
    w->comma = true;
    w->line = false;
    if (!key) return;
    ev_put_json(w->out, key);
    ev_put(w->out, ":", 1);
}

void ev_write_open(struct ev_writer *w, const char *key, char bracket) {
    ev_write_key(w, key);
    ev_put(w->out, &bracket, 1);
    w->comma = false;
}

void ev_write_close(struct ev_writer *w, char bracket) {
    ev_put(w->out, &bracket, 1);
    w->comma = true;
}

void ev_write_text(struct ev_writer *w, const char *key, const char *text) {
    ev_write_key(w, key);
    if (text)
        ev_put_json(w->out, text);
    else
        ev_put(w->out, "null", 4);
}

void ev_write_bool(struct ev_writer *w, const char *key, bool yes) {
    ev_write_key(w, key);
    ev_puts(w->out, yes ? "true" : "false");
}

void ev_write_number(struct ev_writer *w, const char *key, int64_t number) {
    ev_write_key(w, key);
    ev_put_number(w->out, number);
}
