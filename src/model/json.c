#include "model/json.h"

#include "base/json.h"

void fact_value_json(FILE *out, struct arena *a, const struct fact *f, int64_t value) {
    const char *mark = "";
    switch (f->kind) {
    case FACT_FLAG: fputs(value ? "true" : "false", out); return;
    case FACT_NUMBER: fputs(fact_value_text(a, f, value), out); return;
    case FACT_SET_OF:
        putc('[', out);
        for (size_t e = 0; e < f->values.len; e++)
            if ((uint64_t)value >> e & 1) {
                fputs(mark, out);
                json_text(out, f->values.at[e].name);
                mark = ",";
            }
        putc(']', out);
        return;
    case FACT_ONE_OF:
    case FACT_DATE: json_text(out, fact_value_text(a, f, value)); return;
    }
}
