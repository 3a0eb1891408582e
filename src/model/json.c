#include "model/json.h"

void fact_value_json(struct json *w, const char *key, const struct fact *f, int64_t value) {
    switch (f->kind) {
    case FACT_FLAG: json_put_bool(w, key, value); return;
    case FACT_NUMBER:
        json_key(w, key);
        fputs(fact_value_text(w->arena, f, value), w->out);
        return;
    case FACT_SET_OF:
        json_open(w, key, '[');
        for (size_t e = 0; e < f->values.len; e++)
            if ((uint64_t)value >> e & 1) json_put_text(w, NULL, f->values.at[e].name);
        json_close(w, ']');
        return;
    case FACT_ONE_OF:
    case FACT_DATE: json_put_text(w, key, fact_value_text(w->arena, f, value)); return;
    }
}
