#include "syntax/parse.h"

#include "strat.tab.h"
#include "syntax/parser.h"

void parser_heading(struct parser *p, enum parser_body body) { p->heading = body; }

void parser_open(struct parser *p, struct span at, enum parser_body body) {
    struct parser_brace brace = {at, body == BODY_NONE ? p->heading : body, at.from == at.to};
    p->heading = BODY_NONE;
    vec_push(p->arena, &p->open, brace);
}

void parser_close(struct parser *p) {
    if (p->open.len > 0) p->open.len--;
}

bool parser_first_on_line(const struct parser *p, struct span at) {
    for (uint32_t i = at.from; i > 0 && p->text[i - 1] != '\n'; i--)
        if (p->text[i - 1] != ' ' && p->text[i - 1] != '\t') return false;
    return true;
}

struct ast_file *parse_file(struct intern *names, struct diags *d, uint32_t file) {
    struct parser *p = arena_new(d->arena, struct parser);
    p->arena = d->arena;
    p->names = names;
    p->diags = d;
    p->source = d->sources->at[file];
    p->set = SPAN_NOWHERE;
    p->resumed_at = p->doubtful = UINT32_MAX;
    p->file = arena_new(d->arena, struct ast_file);
    p->file->source = p->source;
    p->file->file = file;
    if (!p->source->text) return p->file;
    tokens_start(p);
    strat_parse(p); /* its answer says nothing: after recovered errors it is success too */
    return p->file;
}
