#include "emit/c/arrays.h"
#include "emit/emit.h"

void emit_program(FILE *out, const struct layout *layout) {
    fputs("/* Written by stratc from a policy; it belongs to whoever had it written. */\n", out);
    print_runtime_file(out, "strat.h");
    fputs("\nextern const struct strat_policy strat_linked_policy;\n\n", out);
    print_arrays(out, layout, "policy");
    fputs("const struct strat_policy strat_linked_policy = ", out);
    print_policy(out, layout, "policy");
    fputs(";\n", out);
}
