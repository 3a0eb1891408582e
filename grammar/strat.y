/*
 * The grammar of the language: what a policy file may say, and the tree it becomes. What it means:
 * reference.md.
 *
 * The words of the language stand here and nowhere else: the scanner's table of words, the messages
 * and the suggestions are all made from the %token lines. A word in the second list may also be a
 * name.
 *
 * After an error the parser takes up at the next statement. The tokens that begin with "resume" are
 * written by nobody: the token source makes them up where reading can go on (see syntax/recover.c),
 * and HERE where it is asked what may stand there.
 */
%code requires {
#include "syntax/ast.h"
struct parser;
}
%code provides {
int strat_lex(STRAT_STYPE *value, struct span *at, struct parser *p);
}
%code {
#include "syntax/parser.h"

/* Nothing on the stack grows with the length of a file, and nesting is capped: this depth is never
 * reached. */
#define YYINITDEPTH 2000
#define YYMAXDEPTH 2000

#define YYLLOC_DEFAULT(whole, parts, n) \
    ((whole) = (n) ? span_join(YYRHSLOC(parts, 1), YYRHSLOC(parts, n)) \
                   : (struct span){YYRHSLOC(parts, 0).file, YYRHSLOC(parts, 0).to, \
                                   YYRHSLOC(parts, 0).to})

#define NODE(K, ...) tree_node(p, &(struct ast_node){.kind = NODE_##K, __VA_ARGS__})
#define COND(K, ...) NODE(COND, .form = AST_COND_##K, __VA_ARGS__)
#define ADD(list, item) tree_push(p->arena, &(list), item)
#define BLOCK(heading, body, close) \
    ((heading)->end = (close).to, WITH(heading, parts, tree_join(p, (heading)->parts, body)))
#define WITH(node, field, value) ((node)->field = (value), (node))

static void yyerror(const struct span *at, struct parser *p, const char *text);
}
%define api.pure full
%define api.prefix {strat_}
%define api.token.prefix {T_}
%define api.location.type {struct span}
%define parse.error custom
%define parse.lac full
%define parse.lac.es-capacity-initial {1000}
%expect 0
%parse-param {struct parser *p}
%lex-param {struct parser *p}
%initial-action { @$ = (struct span){p->file->file, 0, 0}; }

%union {
    struct ast_word word;
    struct ast_words words;
    struct ast_node *node;
    struct ast_nodes nodes;
    unsigned form;
}

/* Punctuation, and what an author makes up. Messages show an alias as it stands here. */
%token LBRACE "{" RBRACE "}" LPAREN "(" RPAREN ")" COMMA "," COLON ":" EQUAL "=" UNEQUAL "!="
    LESS "<" RANGE ".."
%token <word> NAME "a name" ID "an id" NUMBER "a number" NEGATIVE "a negative number" DAY "a date"
    TEXT "a text in quotes"
%token END "the end of the file"
%token HERE RESUME RESUME_BLOCK RESUME_STRATEGY RESUME_EXAMPLE RESUME_SAFEGUARD RESUME_CLOSE

/* Words that begin a declaration, a statement or a qualifier, or join conditions: never names. */
%token <word>
    STRATEGY "strategy" USE "use" FACT "fact" VOCABULARY "vocabulary" JUDGEMENT "judgement"
    READING "reading"
    GROUP "group" DEFINE "define" ASSUME "assume" DUTY "duty" RECITAL "recital"
    PARAGRAPH "paragraph" APPROACH "approach"
    PRINCIPLE "principle" OBJECTIVE "objective" PROVISION "provision" EXAMPLE "example"
    SAFEGUARD "safeguard"
    MAY "may" WILL "will" MUST "must" REQUIRES "requires" ONLY "only" SHOULD "should" CITE "cite"
    SEE "see"
    COMMITS "commits" DEFAULT "default"
    FOR "for" WITH "with" WHEN "when" UNLESS "unless" USING "using" FROM "from" UNTIL "until"
    ISSUED "issued" VERSION "version" SOURCE "source" SCOPE "scope"
    APPROACHES "approaches" PARAGRAPHS "paragraphs"
    AS "as" HELP "help" OF "of" BY "by" TO "to" PRESUMED "presumed" TAKEN "taken" EXCEPT "except"
    BEFORE "before" ON "on" DURING "during" AFTER "after" YEARLY "yearly" DONE "done"
    FOLLOWING "following"
    WITHIN "within" AT "at" NOTWITHSTANDING "notwithstanding" SUBJECT "subject" WITHOUT "without"
    GIVEN "given" EXPECT "expect" NOW "now" CAUTIONS "cautions" ASKING "asking" BETWEEN "between"
    NEVER "never" ALWAYS "always"
    AND "and" OR "or" NOT "not" ANY "any" ABOVE "above" ALL "all" IN "in"

/* Words that may also be names. The first and the last are the bounds that is_soft() knows. */
%token <word>
    RANKED "ranked" UNRANKED "unranked" PREJUDICE "prejudice" REQUIREMENT "requirement" ITS "its"
    PROVISIONS "provisions"
    LEAST "least" MOST "most" BELOW "below" INCLUDES "includes" IS "is" EMPTY "empty"
    APPLIES "applies" MEANS "means"
    YES "yes" NO "no" ONE "one" SET "set" NUMBER_TYPE "number" DATE_TYPE "date"
    DAY_UNIT "day" DAYS "days" WEEK "week" WEEKS "weeks" MONTH "month" MONTHS "months" YEAR "year"
    YEARS "years"
    OPEN "open" CONDITIONAL "conditional" REFUSED "refused" UNDETERMINED "undetermined" OUT "out"
    COMMITTED "committed"
    PARTNER "partner" ACTIVITY "activity" BE "be" USED "used" ENGAGE "engage" MEET "meet"
    RECEIPT "receipt" START "start"

%type <word> name plain_name approach_name fact_ref value title id bound unit optional_text period
%type <word> expected_of
%type <words> names ids fact_refs or_names ranked_names approach_names values optional_values
%type <node> item declaration strategy strategy_part entry fact type fact_part judgement_part
    duty_part done cond unary primary block block_heading provision provision_heading ref statement
    qualifier promise_qualifier when_qualifier example given expect expectation expected_status
    committed_names safeguard promise
%type <nodes> strategy_parts entries value_list group_of group_members group_parts fact_parts
    judgement_parts duty_parts conds block_body provision_body priorities refs qualifiers
    promise_qualifiers when_qualifiers cited givens example_parts safeguard_parts
%type <form> timing comparison or_above role named_head numbered_head verb

%%

/* ---- a file ---- */

/* A list of statements stays on the parser's stack below the statement that is being read: that is
 * where `error` is met, and parser.open must have the same blocks open as the stack. */

file: items "the end of the file"

items: %empty
     | items item                           { ADD(p->file->items, $2); }
     | items error recovery                    { yyerrok; }

/* What is left of a broken statement: nothing, or a block whose heading could not be read. */
recovery: RESUME
     | resume_block block_body close
     | resume_strategy strategy_parts close
     | resume_example example_parts close
     | resume_safeguard safeguard_parts close
resume_block: RESUME_BLOCK                  { parser_open(p, @1, BODY_BLOCK); yyerrok; }
resume_strategy: RESUME_STRATEGY            { parser_open(p, @1, BODY_STRATEGY); yyerrok; }
resume_example: RESUME_EXAMPLE              { parser_open(p, @1, BODY_EXAMPLE); yyerrok; }
resume_safeguard: RESUME_SAFEGUARD          { parser_open(p, @1, BODY_SAFEGUARD); yyerrok; }

open: "{"                                   { parser_open(p, @1, BODY_NONE); }
close: "}"                                  { parser_close(p); }
     | RESUME_CLOSE                         { parser_close(p); }
     | error RESUME_CLOSE                   { parser_close(p); yyerrok; }

item: declaration | strategy | block | example | safeguard

/* ---- words, lists ---- */

plain_name: NAME | RANKED | UNRANKED | PREJUDICE | REQUIREMENT | ITS | PROVISIONS | LEAST | MOST
    | BELOW | INCLUDES | IS
    | EMPTY | APPLIES | MEANS | YES | NO | ONE | SET | NUMBER_TYPE | DATE_TYPE | DAY_UNIT | DAYS
    | WEEK | WEEKS | MONTH
    | MONTHS | YEAR | YEARS | PARTNER | ACTIVITY | BE | USED | ENGAGE | MEET | RECEIPT
    | START
approach_name: plain_name | OPEN | CONDITIONAL | COMMITTED
name: approach_name | REFUSED | UNDETERMINED | OUT
fact_ref: name | OBJECTIVE
id: name | NUMBER | ID
title: %empty                               { $$ = (struct ast_word){0}; }
     | TEXT
optional_text: title

names: name                                 { $$ = tree_word(p, $1); }
     | names "," name                       { ADD($$, $3); }
ids: id                                     { $$ = tree_word(p, $1); }
   | ids "," id                             { ADD($$, $3); }
fact_refs: fact_ref                         { $$ = tree_word(p, $1); }
         | fact_refs "," fact_ref           { ADD($$, $3); }
approach_names: approach_name               { $$ = tree_word(p, $1); }
              | approach_names "," approach_name { ADD($$, $3); }
or_names: name                              { $$ = tree_word(p, $1); }
        | or_names "or" name                { ADD($$, $3); }
ranked_names: name                          { $$ = tree_word(p, $1); }
            | ranked_names "<" name         { ADD($$, $3); }
or_above: %empty                            { $$ = false; }
        | "or" "above"                      { $$ = true; }

value: name | NUMBER | NEGATIVE | DAY
values: value                               { $$ = tree_word(p, $1); }
      | values "," value                    { ADD($$, $3); }
optional_values: %empty                     { $$ = (struct ast_words){0}; }
               | values

entry: name optional_text                   { $$ = NODE(ENTRY, @$, .name = $1, .title = $2); }
entries: entry                              { $$ = tree_one(p, $1); }
       | entries "," entry                  { ADD($$, $3); }
       | entries "<" entry                  { ADD($$, WITH($3, flag, true)); }
value_list: "{" entries "}"                 { $$ = $2; }

/* ---- the strategy ---- */

strategy_head: "strategy"                   { parser_heading(p, BODY_STRATEGY); }
strategy: strategy_head TEXT open strategy_parts close
          { $$ = NODE(STRATEGY, span_join(@1, @2), .title = $2, .parts = $4,
                      .end = @5.to); }
strategy_parts: %empty                      { $$ = (struct ast_nodes){0}; }
    | strategy_parts strategy_part          { tree_add(p, &$$, $2); }
    | strategy_parts error recovery            { yyerrok; }
strategy_part:
      "issued" "by" TEXT                { $$ = NODE(ISSUED, @$, .words = tree_word(p, $3)); }
    | "version" TEXT                    { $$ = NODE(VERSION, @$, .words = tree_word(p, $2)); }
    | "source" TEXT                     { $$ = NODE(SOURCE, @$, .words = tree_word(p, $2)); }
    | "scope" cond                      { $$ = NODE(SCOPE, @$, .parts = tree_one(p, $2)); }
    | "approaches" "ranked" ranked_names { $$ = NODE(APPROACHES, @$, .flag = true, .words = $3); }
    | "approaches" "unranked" names     { $$ = NODE(APPROACHES, @$, .words = $3); }
    | "paragraphs" ids                  { $$ = NODE(PARAGRAPHS, @$, .words = $2); }
    | "see" TEXT                        { $$ = NODE(SEE, @$, .words = tree_word(p, $2)); }

/* ---- declarations ---- */

declaration:
      "use" TEXT                            { $$ = NODE(USE, @$, .name = $2); }
    | fact
    | "vocabulary" name title "=" value_list
          { $$ = NODE(VOCABULARY, @$, .name = $2, .title = $3, .parts = $5); }
    | "judgement" name title judgement_parts
          { $$ = NODE(JUDGEMENT, @$, .name = $2, .title = $3, .parts = $4); }
    | "reading" name title ":" "one" "of" value_list "taken" name
          { $$ = NODE(READING, @$, .name = $2, .title = $3,
                      .parts = tree_join(p, $7, tree_one(p, NODE(TAKEN, @9, .name = $9)))); }
    | "group" name title group_parts
          { $$ = NODE(GROUP, @$, .name = $2, .title = $3, .parts = $4); }
    | "define" name title "means" cond
          { $$ = NODE(DEFINE, @$, .name = $2, .title = $3, .parts = tree_one(p, $5)); }
    | "assume" TEXT cond
          { $$ = NODE(ASSUME, @$, .title = $2, .parts = tree_one(p, $3)); }
    | "duty" name title duty_parts
          { $$ = NODE(DUTY, @$, .name = $2, .title = $3, .parts = $4); }
    | "recital" id title                    { $$ = NODE(RECITAL, @$, .name = $2, .title = $3); }

group_of: %empty                            { $$ = (struct ast_nodes){0}; }
    | "of" fact_ref                         { $$ = tree_one(p, NODE(OF, @2, .name = $2)); }
group_members: group_of "=" "{" names "}"   { ADD($$, NODE(MEMBERS, @4, .words = $4)); }
group_parts: group_members
    | group_members "except" "{" names "}"  { ADD($$, NODE(EXCEPT, @4, .words = $4)); }

fact: "fact" name title ":" type fact_parts
          { $$ = NODE(FACT, @$, .name = $2, .title = $3,
                      .parts = tree_join(p, tree_one(p, $5), $6)); }
    | "fact" OBJECTIVE title fact_parts
          { $$ = NODE(FACT, @$, .name = $2, .title = $3, .parts = $4); }
type: "yes" "or" "no"                       { $$ = NODE(TYPE, @$, FACT_FLAG); }
    | "one" "of" value_list                 { $$ = NODE(TYPE, @$, FACT_ONE_OF, .parts = $3); }
    | "set" "of" value_list                 { $$ = NODE(TYPE, @$, FACT_SET_OF, .parts = $3); }
    | "number" bound ".." bound unit
          { $$ = NODE(TYPE, @$, FACT_NUMBER, .name = $2, .words = tree_word(p, $4), .title = $5); }
    | "date"                                { $$ = NODE(TYPE, @$, FACT_DATE); }
bound: NUMBER | NEGATIVE
unit: optional_text
fact_parts: %empty                          { $$ = (struct ast_nodes){0}; }
    | fact_parts fact_part                  { tree_add(p, &$$, $2); }
fact_part: "default" value                  { $$ = NODE(DEFAULT, @$, .words = tree_word(p, $2)); }
    | "default" "{" optional_values "}"     { $$ = NODE(DEFAULT, @$, true, .words = $3); }
    | "as" role                             { $$ = NODE(ROLE, @$, $2); }
    | "help" TEXT                           { $$ = NODE(HELP, @$, .name = $2); }
role: "partner"                             { $$ = AST_ROLE_PARTNER; }
    | "activity"                            { $$ = AST_ROLE_ACTIVITY; }
    | "date"                                { $$ = AST_ROLE_DATE; }

judgement_parts: %empty                     { $$ = (struct ast_nodes){0}; }
    | judgement_parts judgement_part        { tree_add(p, &$$, $2); }
judgement_part: "by" TEXT                   { $$ = NODE(DECIDED_BY, @$, .name = $2); }
    | "help" TEXT                           { $$ = NODE(HELP, @$, .name = $2); }
    | "default" "yes"   { $$ = NODE(DEFAULT, @$, .flag = true, .words = tree_word(p, $2)); }
    | "default" "no"    { $$ = NODE(DEFAULT, @$, .flag = true, .words = tree_word(p, $2)); }
    | "presumed" "yes" "when" cond
          { $$ = NODE(PRESUMPTION, @$, .flag = true, .parts = tree_one(p, $4)); }
    | "presumed" "no" "when" cond
          { $$ = NODE(PRESUMPTION, @$, .parts = tree_one(p, $4)); }

duty_parts: %empty                          { $$ = (struct ast_nodes){0}; }
    | duty_parts duty_part                  { tree_add(p, &$$, $2); }
duty_part: timing                           { $$ = NODE(TIMING, @$, $1); }
    | "by" TEXT                             { $$ = NODE(BY, @2, .words = tree_word(p, $2)); }
    | "to" TEXT                             { $$ = NODE(TO, @2, .words = tree_word(p, $2)); }
    | "done" "when" done                    { $$ = NODE(DONE_WHEN, @3, .parts = tree_one(p, $3)); }
    | "following" name                      { $$ = NODE(FOLLOWING, @2, .words = tree_word(p, $2)); }
    | "within" NUMBER period "of" TEXT
          { $$ = NODE(DEADLINE, @$, .name = $2, .words = tree_word(p, $3), .title = $5); }
    | "at" "least" NUMBER period "before" TEXT
          { $$ = NODE(DEADLINE, @$, .flag = true, .name = $3, .words = tree_word(p, $4),
                      .title = $6); }
done: name                                  { $$ = COND(NAME, .at = @$, .name = $1); }
    | name "=" value    { $$ = COND(EQ, .at = @$, .name = $1, .words = tree_word(p, $3)); }
period: "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years"
timing: "before"                            { $$ = DUTY_BEFORE; }
      | "on" "use"                          { $$ = DUTY_ON_USE; }
      | "during"                            { $$ = DUTY_DURING; }
      | "after"                             { $$ = DUTY_AFTER; }
      | "yearly"                            { $$ = DUTY_YEARLY; }
      | "on" "receipt"                      { $$ = DUTY_ON_RECEIPT; }

/* ---- conditions ---- */

cond: unary
    | cond "and" unary                      { $$ = tree_chain(p, $1, AST_COND_AND, @2, $3); }
    | cond "or" unary                       { $$ = tree_chain(p, $1, AST_COND_OR, @2, $3); }
unary: primary
     | "not" unary                          { $$ = COND(NOT, .at = @$, .parts = tree_one(p, $2)); }
primary: "(" cond ")"                       { $$ = WITH($2, at, @$); }
    | fact_ref                              { $$ = COND(NAME, .at = @$, .name = $1); }
    | fact_ref comparison value
          { $$ = NODE(COND, @$, $2, .name = $1, .words = tree_word(p, $3)); }
    | fact_ref "in" "{" values "}"
          { $$ = COND(IN, .at = @$, .name = $1, .words = $4, .flag = true); }
    | fact_ref "in" name  { $$ = COND(IN, .at = @$, .name = $1, .words = tree_word(p, $3)); }
    | fact_ref "includes" value
          { $$ = COND(INCLUDES, .at = @$, .name = $1, .words = tree_word(p, $3)); }
    | fact_ref "is" "empty"                 { $$ = COND(EMPTY, .at = @$, .name = $1); }
    | name "applies"                        { $$ = COND(APPLIES, .at = @$, .name = $1); }
    | NUMBER "applies"                      { $$ = COND(APPLIES, .at = @$, .name = $1); }
    | ID "applies"                          { $$ = COND(APPLIES, .at = @$, .name = $1); }
    | "any" "provision" "applies"           { $$ = COND(ANY_PROVISION, .at = @$); }
    | "at" "least" NUMBER "of" "(" conds ")"
          { $$ = COND(COUNT, .at = @$, .name = $3, .parts = $6); }
conds: cond                                 { $$ = tree_one(p, $1); }
     | conds "," cond                       { ADD($$, $3); }
comparison: "="                             { $$ = AST_COND_EQ; }
          | "!="                            { $$ = AST_COND_NE; }
          | "at" "least"                    { $$ = AST_COND_AT_LEAST; }
          | "at" "most"                     { $$ = AST_COND_AT_MOST; }
          | "above"                         { $$ = AST_COND_ABOVE; }
          | "below"                         { $$ = AST_COND_BELOW; }

/* ---- blocks ---- */

named_head: "approach"            { parser_heading(p, BODY_BLOCK); $$ = BLOCK_APPROACH; }
          | "objective"           { parser_heading(p, BODY_BLOCK); $$ = BLOCK_OBJECTIVE; }
numbered_head: "paragraph"        { parser_heading(p, BODY_BLOCK); $$ = BLOCK_PARAGRAPH; }
             | "principle"        { parser_heading(p, BODY_BLOCK); $$ = BLOCK_PRINCIPLE; }
provision_head: "provision"       { parser_heading(p, BODY_PROVISION); }

block_heading:
      named_head id name title priorities
          { $$ = NODE(BLOCK, @$, $1, .name = $2, .words = tree_word(p, $3), .title = $4,
                      .parts = $5); }
    | numbered_head id title priorities
          { $$ = NODE(BLOCK, @$, $1, .name = $2, .title = $3, .parts = $4); }
provision_heading:
      provision_head id title priorities
          { $$ = NODE(BLOCK, @$, BLOCK_PROVISION, .name = $2, .title = $3, .parts = $4); }

block: block_heading open block_body close
          { $$ = BLOCK($1, $3, @4); }
provision: provision_heading open provision_body close
          { $$ = NODE(STATEMENT, @$, AST_PROVISION, .parts = tree_one(p, BLOCK($1, $3, @4))); }

block_body: %empty                          { $$ = (struct ast_nodes){0}; }
    | block_body statement                  { ADD($$, $2); }
    | block_body provision                  { ADD($$, $2); }
    | block_body error recovery                { yyerrok; }
/* A provision inside a provision is a brace forgotten; said here, the
 * message can name the brace. */
provision_body: %empty                      { $$ = (struct ast_nodes){0}; }
    | provision_body statement              { ADD($$, $2); }
    | provision_body error recovery            { yyerrok; }

priorities: %empty                          { $$ = (struct ast_nodes){0}; }
    | priorities "notwithstanding" refs
          { ADD($$, NODE(PRIORITY, span_join(@2, @3), AST_NOTWITHSTANDING, .parts = $3)); }
    | priorities "subject" "to" refs
          { ADD($$, NODE(PRIORITY, span_join(@2, @4), AST_SUBJECT_TO, .parts = $4)); }
    | priorities "without" "prejudice" "to" refs
          { ADD($$, NODE(PRIORITY, span_join(@2, @5), AST_WITHOUT_PREJUDICE, .parts = $5)); }
refs: ref                                   { $$ = tree_one(p, $1); }
    | refs "," ref                          { ADD($$, $3); }
ref: id                                     { $$ = NODE(REF, @$, AST_REF_ID, .name = $1); }
   | id "and" "its" "provisions"            { $$ = NODE(REF, @$, AST_REF_PROVISIONS, .name = $1); }
   | "requirement" "of" id                  { $$ = NODE(REF, @$, AST_REF_REQUIREMENT, .name = $3); }
   | "all"                                  { $$ = NODE(REF, @$, AST_REF_ALL, .name = $1); }
   | TEXT                                   { $$ = NODE(REF, @$, AST_REF_TEXT, .name = $1); }

/* ---- statements ---- */

statement:
      verb names qualifiers   { $$ = NODE(STATEMENT, @$, $1, .words = $2, .parts = $3); }
    | "may" "be" "used" qualifiers          { $$ = NODE(STATEMENT, @$, AST_MAY, .parts = $4); }
    | "must" "not" "use" names or_above qualifiers
          { $$ = NODE(STATEMENT, @$, AST_MUST_NOT, .words = $4, .flag = $5, .parts = $6); }
    | "must" "not" "engage" qualifiers      { $$ = NODE(STATEMENT, @$, AST_MUST_NOT, .parts = $4); }
    | "requires" cond qualifiers
          { $$ = NODE(STATEMENT, @$, AST_REQUIRES, .parts = tree_join(p, tree_one(p, $2), $3)); }
    | "should" "meet" cond qualifiers
          { $$ = NODE(STATEMENT, @$, AST_SHOULD, .parts = tree_join(p, tree_one(p, $3), $4)); }
    | "cite" ids                            { $$ = NODE(STATEMENT, @$, AST_CITE, .words = $2); }
    | "see" TEXT        { $$ = NODE(STATEMENT, @$, AST_SEE, .words = tree_word(p, $2)); }
    | "commits" TEXT    { $$ = NODE(STATEMENT, @$, AST_COMMITS, .words = tree_word(p, $2)); }
    | "default"                             { $$ = NODE(STATEMENT, @$, AST_DEFAULT); }
verb: "may" "use"                           { $$ = AST_MAY; }
    | "will" "use"                          { $$ = AST_WILL; }
    | "must" "use"                          { $$ = AST_MUST; }
    | "must"                                { $$ = AST_DUTY; }
    | "only" "after"                        { $$ = AST_ONLY_AFTER; }

qualifiers: %empty                          { $$ = (struct ast_nodes){0}; }
          | qualifiers qualifier            { tree_add(p, &$$, $2); }
qualifier: "for" names                      { $$ = NODE(QUALIFIER, @$, AST_FOR, .words = $2); }
         | "with" names                     { $$ = NODE(QUALIFIER, @$, AST_WITH, .words = $2); }
         | "from" DAY                       { $$ = NODE(QUALIFIER, @$, AST_FROM, .name = $2); }
         | "until" DAY                      { $$ = NODE(QUALIFIER, @$, AST_UNTIL, .name = $2); }
         | promise_qualifier
promise_qualifier: "using" or_names or_above
               { $$ = NODE(QUALIFIER, @$, AST_USING, .words = $2, .flag = $3); }
         | when_qualifier
when_qualifier: "when" cond  { $$ = NODE(QUALIFIER, @$, AST_WHEN, .parts = tree_one(p, $2)); }
         | "unless" cond     { $$ = NODE(QUALIFIER, @$, AST_UNLESS, .parts = tree_one(p, $2)); }
promise_qualifiers: %empty                  { $$ = (struct ast_nodes){0}; }
         | promise_qualifiers promise_qualifier { tree_add(p, &$$, $2); }
when_qualifiers: %empty                     { $$ = (struct ast_nodes){0}; }
         | when_qualifiers when_qualifier   { tree_add(p, &$$, $2); }

/* ---- examples and safeguards ---- */

cited: %empty                               { $$ = (struct ast_nodes){0}; }
     | "cite" ids                           { $$ = tree_one(p, NODE(CITED, @$, .words = $2)); }

example_head: "example"                     { parser_heading(p, BODY_EXAMPLE); }
example: example_head TEXT cited open example_parts close
          { $$ = NODE(EXAMPLE, span_join(@1, @3), .title = $2, .parts = tree_join(p, $3, $5),
                      .end = @6.to); }
example_parts: %empty                       { $$ = (struct ast_nodes){0}; }
    | example_parts "given" givens          { $$ = tree_join(p, $$, $3); }
    | example_parts expect                  { ADD($$, $2); }
    | example_parts error recovery             { yyerrok; }
givens: given                               { $$ = tree_one(p, $1); }
      | givens "," given                    { ADD($$, $3); }
given: fact_ref                             { $$ = NODE(GIVEN, @$, AST_GIVEN_YES, .name = $1); }
     | "not" fact_ref                       { $$ = NODE(GIVEN, @$, AST_GIVEN_NOT, .name = $2); }
     | fact_ref "=" value
          { $$ = NODE(GIVEN, @$, AST_GIVEN_VALUE, .name = $1, .words = tree_word(p, $3)); }
     | fact_ref "=" "{" optional_values "}"
          { $$ = NODE(GIVEN, @$, AST_GIVEN_SET, .name = $1, .words = $4); }

expect: "expect" expected_status            { $$ = WITH($2, at, @$); }
      | expect expectation                  { $$->at = @$; tree_add(p, &$$->parts, $2); }
expectation:
        "by" ids expected_of
            { $$ = NODE(EXPECTATION, @$, AST_EXPECT_BY, .words = $2, .name = $3); }
      | "with" names expected_of
            { $$ = NODE(EXPECTATION, @$, AST_EXPECT_WITH, .words = $2, .name = $3); }
      | "without" names expected_of
            { $$ = NODE(EXPECTATION, @$, AST_EXPECT_WITHOUT, .words = $2, .name = $3); }
      | "after" names expected_of
            { $$ = NODE(EXPECTATION, @$, AST_EXPECT_AFTER, .words = $2, .name = $3); }
      | "now" name
            { $$ = NODE(EXPECTATION, @$, AST_EXPECT_NOW, .words = tree_word(p, $2)); }
      | "cautions" ids expected_of
            { $$ = NODE(EXPECTATION, @$, AST_EXPECT_CAUTIONS, .words = $2, .name = $3); }
      | "asking" fact_refs    { $$ = NODE(EXPECTATION, @$, AST_EXPECT_ASKING, .words = $2); }
      | "between" names       { $$ = NODE(EXPECTATION, @$, AST_EXPECT_BETWEEN, .words = $2); }
expected_of: %empty                         { $$ = (struct ast_word){0}; }
           | "using" name                   { $$ = $2; }
expected_status:
      "refused"                           { $$ = NODE(EXPECT, @$, AST_STATUS_REFUSED); }
    | "undetermined"                      { $$ = NODE(EXPECT, @$, AST_STATUS_UNDETERMINED); }
    | "out" "of" "scope"                  { $$ = NODE(EXPECT, @$, AST_STATUS_OUT_OF_SCOPE); }
    | committed_names                     { $$ = WITH($1, form, AST_STATUS_ANY); }
    | "open" committed_names              { $$ = WITH($2, form, AST_STATUS_OPEN); }
    | "conditional" committed_names       { $$ = WITH($2, form, AST_STATUS_CONDITIONAL); }
    | "default" committed_names           { $$ = WITH($2, form, AST_STATUS_DEFAULT); }
committed_names: approach_names           { $$ = NODE(EXPECT, @$, .words = $1); }
    | "committed" approach_names          { $$ = NODE(EXPECT, @$, .flag = true, .words = $2); }

safeguard_head: "safeguard"                 { parser_heading(p, BODY_SAFEGUARD); }
safeguard: safeguard_head TEXT cited open safeguard_parts close
          { $$ = NODE(SAFEGUARD, span_join(@1, @3), .title = $2, .parts = tree_join(p, $3, $5),
                      .end = @6.to); }
safeguard_parts: %empty                     { $$ = (struct ast_nodes){0}; }
    | safeguard_parts promise               { ADD($$, $2); }
    | safeguard_parts error recovery           { yyerrok; }
promise: "never" "use" name or_above when_qualifiers
          { $$ = NODE(PROMISE, @$, AST_NEVER_USE, .name = $3, .flag = $4, .parts = $5); }
       | "never" "start" name or_above when_qualifiers
          { $$ = NODE(PROMISE, @$, AST_NEVER_START, .name = $3, .flag = $4, .parts = $5); }
       | "always" name promise_qualifiers
          { $$ = NODE(PROMISE, @$, AST_ALWAYS, .name = $2, .parts = $3); }

%%

/* Only ever "memory exhausted", which is what bison says when its stack is full. */
static void yyerror(const struct span *at, struct parser *p, const char *text) {
    (void)text;
    parser_too_deep(p, *at);
}

static bool is_soft(yysymbol_kind_t kind) {
    return kind >= YYSYMBOL_RANKED && kind <= YYSYMBOL_START;
}
static bool is_word(yysymbol_kind_t kind) {
    return kind >= YYSYMBOL_STRATEGY && kind <= YYSYMBOL_START;
}

static int yyreport_syntax_error(const yypcontext_t *where, struct parser *p) {
    yysymbol_kind_t kinds[YYNTOKENS];
    int n = yypcontext_expected_tokens(where, kinds, YYNTOKENS);
    struct expected expected = {0};
    bool name = false;
    for (int i = 0; i < n; i++)
        name = name || kinds[i] == YYSYMBOL_NAME;
    for (int i = 0; i < n; i++)
        if (!(name && is_soft(kinds[i])) &&
            !(kinds[i] >= YYSYMBOL_RESUME && kinds[i] <= YYSYMBOL_RESUME_CLOSE))
            expected.what[expected.n++] = yysymbol_name(kinds[i]);
    yysymbol_kind_t found = yypcontext_token(where);
    if (found == YYSYMBOL_HERE) {
        parser_wants(p, &expected);
        return 0;
    }
    parser_syntax_error(p, is_word(found) && !is_soft(found), &expected);
    return 0;
}

const char *parser_word(int kind) { return yysymbol_name(YYTRANSLATE(kind)); }
