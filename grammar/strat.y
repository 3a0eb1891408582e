/*
 * The grammar of the language: what a policy file may say, and the tree it becomes. What it means:
 * reference.md.
 *
 * The words of the language stand here and nowhere else: the scanner's table of words, the messages
 * and the suggestions are all made from the %token lines. A word in the second list may also be a
 * name.
 *
 * After an error the parser takes up at the next statement. The tokens that begin with "resume" are
 * written by nobody: the token source makes them up where reading can go on (see syntax/recover.c).
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

#define NEW(T, ...) ((T *)tree_keep(p, sizeof(T), &(T){__VA_ARGS__}))
#define ONE(L, ...) ((struct ast_##L){tree_keep(p, sizeof(__VA_ARGS__), &(__VA_ARGS__)), 1, 1})
#define WITH(node, field, value) ((node)->field = (value), (node))
#define HEADED(node, whole, text) WITH(WITH(node, at, whole), title, text)
#define DECLARED(node, whole, id, text) HEADED(WITH(node, name, id), whole, text)
#define ADD(list, item) tree_push(p->arena, &(list), item)
#define RULE(K, ...) \
    (p->statement = (struct ast_statement){.kind = AST_##K, __VA_ARGS__}, &p->statement)
#define QUALIFIER(K, ...) tree_qualifier(p, &(struct ast_qualifier){.kind = AST_##K, __VA_ARGS__})
#define COND(K, ...) NEW(struct ast_cond, .kind = AST_COND_##K, __VA_ARGS__)
#define EXPECT(node, K, from, to, names) \
    tree_expectation(p, node, AST_EXPECT_##K, span_join(from, to), names)
#define STATUS(K, committed, ...) \
    NEW(struct ast_expect, .status = AST_STATUS_##K, committed, __VA_ARGS__)
#define ITEM(K, field, pointer) ((struct ast_item){.kind = AST_ITEM_##K, .as.field = (pointer)})

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
    struct ast_value value;
    struct ast_values values;
    struct ast_cond *cond;
    struct ast_conds conds;
    enum ast_compare compare;
    struct ast_statement *statement;
    struct ast_statements statements;
    struct ast_block *block;
    struct ast_ref ref;
    struct ast_refs refs;
    struct ast_priorities priorities;
    struct ast_entry entry;
    struct ast_entries entries;
    struct ast_type *type;
    struct ast_given *given;
    struct ast_givens givens;
    struct ast_expect *expect;
    struct ast_ranking ranking;
    struct ast_fact *fact;
    struct ast_judgement *judgement;
    struct ast_duty *duty;
    struct ast_strategy *strategy;
    struct ast_example *example;
    struct ast_safeguard *safeguard;
    struct ast_promise *promise;
    struct ast_item item;
    enum duty_timing timing;
    bool flag;
}

/* Punctuation, and what an author makes up. Messages show an alias as it stands here. */
%token LBRACE "{" RBRACE "}" LPAREN "(" RPAREN ")" COMMA "," COLON ":" EQUAL "=" UNEQUAL "!="
    LESS "<" RANGE ".."
%token <word> NAME "a name" ID "an id" NUMBER "a number" NEGATIVE "a negative number" DAY "a date"
    TEXT "a text in quotes"
%token END "the end of the file"
%token RESUME RESUME_BLOCK RESUME_STRATEGY RESUME_EXAMPLE RESUME_SAFEGUARD RESUME_CLOSE

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
    ISSUED "issued" VERSION "version" SCOPE "scope" APPROACHES "approaches" PARAGRAPHS "paragraphs"
    AS "as" OF "of" BY "by" TO "to" PRESUMED "presumed" TAKEN "taken" EXCEPT "except"
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
    START "start"

%type <word> name plain_name approach_name fact_ref title id bound unit optional_text period
%type <words> names ids fact_refs or_names ranked_names approach_names cited
%type <value> value yes_no
%type <values> values optional_values
%type <cond> cond unary primary
%type <conds> conds
%type <compare> comparison
%type <statement> statement provision
%type <statements> block_body provision_body
%type <block> block block_heading provision_heading
%type <ref> ref
%type <refs> refs
%type <priorities> priorities
%type <entry> entry
%type <entries> entries value_list
%type <type> type
%type <given> given
%type <expect> expect expected_status
%type <ranking> ranking
%type <fact> fact fact_parts
%type <judgement> judgement judgement_parts
%type <duty> duty_parts
%type <strategy> strategy strategy_parts
%type <example> example example_parts
%type <givens> givens
%type <safeguard> safeguard safeguard_parts
%type <promise> promise
%type <item> item declaration
%type <timing> timing
%type <flag> or_above

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

item: declaration
    | strategy                              { $$ = ITEM(STRATEGY, strategy, $1); }
    | block                                 { $$ = ITEM(BLOCK, block, $1); }
    | example                               { $$ = ITEM(EXAMPLE, example, $1); }
    | safeguard                             { $$ = ITEM(SAFEGUARD, safeguard, $1); }

/* ---- words, lists ---- */

plain_name: NAME | RANKED | UNRANKED | PREJUDICE | REQUIREMENT | ITS | PROVISIONS | LEAST | MOST
    | BELOW | INCLUDES | IS
    | EMPTY | APPLIES | MEANS | YES | NO | ONE | SET | NUMBER_TYPE | DATE_TYPE | DAY_UNIT | DAYS
    | WEEK | WEEKS | MONTH
    | MONTHS | YEAR | YEARS | PARTNER | ACTIVITY | BE | USED | ENGAGE | MEET | START
approach_name: plain_name | OPEN | CONDITIONAL | COMMITTED
name: approach_name | REFUSED | UNDETERMINED | OUT
fact_ref: name | OBJECTIVE
id: name | NUMBER | ID
title: %empty                               { $$ = (struct ast_word){0}; }
     | TEXT
optional_text: title

names: name                                 { $$ = ONE(words, $1); }
     | names "," name                       { ADD($$, $3); }
ids: id                                     { $$ = ONE(words, $1); }
   | ids "," id                             { ADD($$, $3); }
fact_refs: fact_ref                         { $$ = ONE(words, $1); }
         | fact_refs "," fact_ref           { ADD($$, $3); }
approach_names: approach_name               { $$ = ONE(words, $1); }
              | approach_names "," approach_name { ADD($$, $3); }
or_names: name                              { $$ = ONE(words, $1); }
        | or_names "or" name                { ADD($$, $3); }
ranked_names: name                          { $$ = ONE(words, $1); }
            | ranked_names "<" name         { ADD($$, $3); }
or_above: %empty                            { $$ = false; }
        | "or" "above"                      { $$ = true; }

value: name                                 { $$ = (struct ast_value){AST_VALUE_NAME, $1}; }
     | NUMBER                               { $$ = (struct ast_value){AST_VALUE_NUMBER, $1}; }
     | NEGATIVE                             { $$ = (struct ast_value){AST_VALUE_NUMBER, $1}; }
     | DAY                                  { $$ = (struct ast_value){AST_VALUE_DATE, $1}; }
values: value                               { $$ = ONE(values, $1); }
      | values "," value                    { ADD($$, $3); }
optional_values: %empty                     { $$ = (struct ast_values){0}; }
               | values

entry: name optional_text                   { $$ = (struct ast_entry){.name = $1, .label = $2}; }
entries: entry                              { $$ = ONE(entries, $1); }
       | entries "," entry                  { ADD($$, $3); }
       | entries "<" entry                  { $3.ranked = true; ADD($$, $3); }
value_list: "{" entries "}"                 { $$ = $2; }

/* ---- the strategy ---- */

strategy_head: "strategy"                   { parser_heading(p, BODY_STRATEGY); }
strategy: strategy_head TEXT open strategy_parts close
          { $$ = HEADED($4, span_join(@1, @2), $2); }
strategy_parts: %empty                { $$ = NEW(struct ast_strategy, .outline_at = SPAN_NOWHERE); }
    | strategy_parts "issued" "by" TEXT     { ADD($$->issued_by, $4); }
    | strategy_parts "version" TEXT         { ADD($$->version, $3); }
    | strategy_parts "scope" cond           { ADD($$->scope, $3); }
    | strategy_parts "approaches" ranking   { $3.at = span_join(@2, @3); ADD($$->approaches, $3); }
    | strategy_parts "paragraphs" ids       { tree_outline(p, $$, span_join(@2, @3), $3); }
    | strategy_parts "see" TEXT             { ADD($$->see, $3); }
    | strategy_parts error recovery            { yyerrok; }
ranking: "ranked" ranked_names           { $$ = (struct ast_ranking){.ranked = true, .names = $2}; }
       | "unranked" names                   { $$ = (struct ast_ranking){.names = $2}; }

/* ---- declarations ---- */

declaration:
      "use" TEXT                 { $$ = ITEM(USE, use, NEW(struct ast_use, .at = @$, .path = $2)); }
    | fact                                  { $$ = ITEM(FACT, fact, $1); }
    | "vocabulary" name title "=" value_list
          { $$ = ITEM(VOCABULARY, vocabulary,
                NEW(struct ast_vocabulary, .at = @$, .name = $2, .title = $3,
                    .entries = $5)); }
    | judgement                             { $$ = ITEM(JUDGEMENT, judgement, $1); }
    | "reading" name title ":" "one" "of" value_list "taken" name
          { $$ = ITEM(READING, reading,
                NEW(struct ast_reading, .at = @$, .name = $2, .title = $3, .entries = $7,
                    .taken = $9)); }
    | "group" name title "=" "{" names "}"
          { $$ = ITEM(GROUP, group,
                NEW(struct ast_group, .at = @$, .name = $2, .title = $3, .members = $6)); }
    | "group" name title "=" "{" names "}" "except" "{" names "}"
          { $$ = ITEM(GROUP, group,
                NEW(struct ast_group, .at = @$, .name = $2, .title = $3, .members = $6,
              .except = $10)); }
    | "group" name title "of" fact_ref "=" "{" names "}"
          { $$ = ITEM(GROUP, group,
                NEW(struct ast_group, .at = @$, .name = $2, .title = $3, .of = $5,
                    .members = $8)); }
    | "group" name title "of" fact_ref "=" "{" names "}" "except" "{" names "}"
          { $$ = ITEM(GROUP, group,
                NEW(struct ast_group, .at = @$, .name = $2, .title = $3, .of = $5, .members = $8,
              .except = $12)); }
    | "define" name "means" cond
          { $$ = ITEM(DEFINE, define, NEW(struct ast_define, .at = @$, .name = $2, .means = $4)); }
    | "assume" TEXT cond
          { $$ = ITEM(ASSUME, assume, NEW(struct ast_assume, .at = @$, .text = $2, .cond = $3)); }
    | "duty" name title duty_parts          { $$ = ITEM(DUTY, duty, DECLARED($4, @$, $2, $3)); }
    | "recital" id title
          { $$ = ITEM(RECITAL, recital, NEW(struct ast_recital, .at = @$, .id = $2, .title = $3)); }

fact: "fact" name title ":" type fact_parts { $$ = DECLARED(WITH($6, type, *$5), @$, $2, $3); }
    | "fact" OBJECTIVE title fact_parts
          { $$ = DECLARED(WITH($4, type, (struct ast_type){.at = SPAN_NOWHERE}), @$, $2, $3); }
type: "yes" "or" "no"                    { $$ = NEW(struct ast_type, .kind = FACT_FLAG, @$); }
    | "one" "of" value_list
          { $$ = NEW(struct ast_type, .kind = FACT_ONE_OF, @$, .entries = $3); }
    | "set" "of" value_list
          { $$ = NEW(struct ast_type, .kind = FACT_SET_OF, @$, .entries = $3); }
    | "number" bound ".." bound unit
          { $$ = NEW(struct ast_type, .kind = FACT_NUMBER, @$, .low = $2, .high = $4,
                     .unit = $5); }
    | "date"                               { $$ = NEW(struct ast_type, .kind = FACT_DATE, @$); }
bound: NUMBER | NEGATIVE
unit: optional_text
fact_parts: %empty
          { $$ = NEW(struct ast_fact, .default_at = SPAN_NOWHERE, .role_at = SPAN_NOWHERE); }
    | fact_parts "default" value
          { tree_fact_default(p, $$, span_join(@2, @3), ONE(values, $3)); }
    | fact_parts "default" "{" optional_values "}"
          { tree_fact_default(p, $$, span_join(@2, @5), $4); }
    | fact_parts "as" "partner"      { tree_fact_role(p, $$, span_join(@2, @3), AST_ROLE_PARTNER); }
    | fact_parts "as" "activity"    { tree_fact_role(p, $$, span_join(@2, @3), AST_ROLE_ACTIVITY); }
    | fact_parts "as" "date"            { tree_fact_role(p, $$, span_join(@2, @3), AST_ROLE_DATE); }

judgement: "judgement" name title judgement_parts { $$ = DECLARED($4, @$, $2, $3); }
judgement_parts: %empty                    { $$ = NEW(struct ast_judgement, .has_default = false); }
    | judgement_parts "by" TEXT             { tree_judgement_by(p, $$, span_join(@2, @3), $3); }
    | judgement_parts "default" yes_no
          { tree_judgement_default(p, $$, span_join(@2, @3), $3); }
    | judgement_parts "presumed" "yes" "when" cond
          { ADD($$->presumptions, ((struct ast_presumption){span_join(@2, @5), true, $5})); }
    | judgement_parts "presumed" "no" "when" cond
          { ADD($$->presumptions, ((struct ast_presumption){span_join(@2, @5), false, $5})); }
yes_no: "yes"                               { $$ = (struct ast_value){AST_VALUE_NAME, $1}; }
      | "no"                                { $$ = (struct ast_value){AST_VALUE_NAME, $1}; }

duty_parts: %empty                          { $$ = NEW(struct ast_duty, .timings = {0}); }
    | duty_parts timing                    { ADD($$->timings, ((struct ast_duty_timing){$2, @2})); }
    | duty_parts "by" TEXT                  { ADD($$->by, $3); }
    | duty_parts "to" TEXT                  { ADD($$->to, $3); }
    | duty_parts "done" "when" name         { ADD($$->done_when, $4); }
    | duty_parts "following" name           { ADD($$->following, $3); }
    | duty_parts "within" NUMBER period "of" TEXT
          { ADD($$->deadlines, ((struct ast_deadline){span_join(@2, @6), false, $3, $4, $6})); }
    | duty_parts "at" "least" NUMBER period "before" TEXT
          { ADD($$->deadlines, ((struct ast_deadline){span_join(@2, @7), true, $4, $5, $7})); }
period: "day" | "days" | "week" | "weeks" | "month" | "months" | "year" | "years"
timing: "before"                            { $$ = DUTY_BEFORE; }
      | "on" "use"                          { $$ = DUTY_ON_USE; }
      | "during"                            { $$ = DUTY_DURING; }
      | "after"                             { $$ = DUTY_AFTER; }
      | "yearly"                            { $$ = DUTY_YEARLY; }

/* ---- conditions ---- */

cond: unary
    | cond "and" unary                      { $$ = tree_chain(p, $1, AST_COND_AND, @2, $3); }
    | cond "or" unary                       { $$ = tree_chain(p, $1, AST_COND_OR, @2, $3); }
unary: primary
     | "not" unary                          { $$ = COND(NOT, @$, .terms = ONE(conds, $2)); }
primary: "(" cond ")"                       { $$ = WITH($2, at, @$); }
    | fact_ref                              { $$ = COND(NAME, @$, .name = $1); }
    | fact_ref comparison value  { $$ = COND(COMPARE, @$, .name = $1, .compare = $2, .value = $3); }
    | fact_ref "in" "{" values "}"  { $$ = COND(IN, @$, .name = $1, .values = $4, .braces = true); }
    | fact_ref "in" name
          { $$ = COND(IN, @$, .name = $1,
                      .values = ONE(values, (struct ast_value){AST_VALUE_NAME, $3})); }
    | fact_ref "includes" value             { $$ = COND(INCLUDES, @$, .name = $1, .value = $3); }
    | fact_ref "is" "empty"                 { $$ = COND(EMPTY, @$, .name = $1); }
    | name "applies"                        { $$ = COND(APPLIES, @$, .name = $1); }
    | NUMBER "applies"                      { $$ = COND(APPLIES, @$, .name = $1); }
    | ID "applies"                          { $$ = COND(APPLIES, @$, .name = $1); }
    | "any" "provision" "applies"           { $$ = COND(ANY_PROVISION, @$); }
    | "at" "least" NUMBER "of" "(" conds ")" { $$ = COND(COUNT, @$, .number = $3, .terms = $6); }
conds: cond                                 { $$ = ONE(conds, $1); }
     | conds "," cond                       { ADD($$, $3); }
comparison: "="                             { $$ = AST_EQ; }
          | "!="                            { $$ = AST_NE; }
          | "at" "least"                    { $$ = AST_AT_LEAST; }
          | "at" "most"                     { $$ = AST_AT_MOST; }
          | "above"                         { $$ = AST_ABOVE; }
          | "below"                         { $$ = AST_BELOW; }

/* ---- blocks ---- */

approach_head: "approach"                   { parser_heading(p, BODY_BLOCK); }
paragraph_head: "paragraph"                 { parser_heading(p, BODY_BLOCK); }
principle_head: "principle"                 { parser_heading(p, BODY_BLOCK); }
objective_head: "objective"                 { parser_heading(p, BODY_BLOCK); }
provision_head: "provision"                 { parser_heading(p, BODY_PROVISION); }

block_heading:
      approach_head id name title priorities
          { $$ = NEW(struct ast_block, .kind = BLOCK_APPROACH, @$, $2, $3, $4, $5); }
    | objective_head id name title priorities
          { $$ = NEW(struct ast_block, .kind = BLOCK_OBJECTIVE, @$, $2, $3, $4, $5); }
    | paragraph_head id title priorities
          { $$ = NEW(struct ast_block, .kind = BLOCK_PARAGRAPH, @$, $2, .title = $3,
                     .priorities = $4); }
    | principle_head id title priorities
          { $$ = NEW(struct ast_block, .kind = BLOCK_PRINCIPLE, @$, $2, .title = $3,
                     .priorities = $4); }
provision_heading:
      provision_head id title priorities
          { $$ = NEW(struct ast_block, .kind = BLOCK_PROVISION, @$, $2, .title = $3,
                     .priorities = $4); }

block: block_heading open block_body close  { $$ = WITH($1, statements, $3); }
provision: provision_heading open provision_body close
          { $$ = RULE(PROVISION, @$, .block = WITH($1, statements, $3)); }

block_body: %empty                          { $$ = (struct ast_statements){0}; }
    | block_body statement                  { ADD($$, *$2); }
    | block_body provision                  { ADD($$, *$2); }
    | block_body error recovery                { yyerrok; }
/* A provision inside a provision is a brace forgotten; said here, the
 * message can name the brace. */
provision_body: %empty                      { $$ = (struct ast_statements){0}; }
    | provision_body statement              { ADD($$, *$2); }
    | provision_body error recovery            { yyerrok; }

priorities: %empty                          { $$ = (struct ast_priorities){0}; }
    | priorities "notwithstanding" refs
          { ADD($$, ((struct ast_priority){AST_NOTWITHSTANDING, span_join(@2, @3), $3})); }
    | priorities "subject" "to" refs
          { ADD($$, ((struct ast_priority){AST_SUBJECT_TO, span_join(@2, @4), $4})); }
    | priorities "without" "prejudice" "to" refs
          { ADD($$, ((struct ast_priority){AST_WITHOUT_PREJUDICE, span_join(@2, @5), $5})); }
refs: ref                                   { $$ = ONE(refs, $1); }
    | refs "," ref                          { ADD($$, $3); }
ref: id                                     { $$ = (struct ast_ref){AST_REF_ID, @$, $1}; }
   | id "and" "its" "provisions"            { $$ = (struct ast_ref){AST_REF_PROVISIONS, @$, $1}; }
   | "requirement" "of" id                  { $$ = (struct ast_ref){AST_REF_REQUIREMENT, @$, $3}; }
   | "all"                                  { $$ = (struct ast_ref){AST_REF_ALL, @$, $1}; }
   | TEXT                                   { $$ = (struct ast_ref){AST_REF_TEXT, @$, $1}; }

/* ---- statements ---- */

statement:
      "may" "use" names qualifiers     { $$ = RULE(MAY, @$, $3, .qualifiers = tree_qualifiers(p)); }
    | "may" "be" "used" qualifiers         { $$ = RULE(MAY, @$, .qualifiers = tree_qualifiers(p)); }
    | "will" "use" names qualifiers   { $$ = RULE(WILL, @$, $3, .qualifiers = tree_qualifiers(p)); }
    | "must" "use" names qualifiers   { $$ = RULE(MUST, @$, $3, .qualifiers = tree_qualifiers(p)); }
    | "must" "not" "use" names or_above qualifiers
          { $$ = RULE(MUST_NOT, @$, $4, $5, .qualifiers = tree_qualifiers(p)); }
    | "must" "not" "engage" qualifiers
          { $$ = RULE(MUST_NOT, @$, .qualifiers = tree_qualifiers(p)); }
    | "must" names qualifiers         { $$ = RULE(DUTY, @$, $2, .qualifiers = tree_qualifiers(p)); }
    | "only" "after" names qualifiers
          { $$ = RULE(ONLY_AFTER, @$, $3, .qualifiers = tree_qualifiers(p)); }
    | "requires" cond qualifiers
          { $$ = RULE(REQUIRES, @$, .cond = $2, .qualifiers = tree_qualifiers(p)); }
    | "should" "meet" cond qualifiers
          { $$ = RULE(SHOULD, @$, .cond = $3, .qualifiers = tree_qualifiers(p)); }
    | "cite" ids                            { $$ = RULE(CITE, @$, $2); }
    | "see" TEXT                            { $$ = RULE(SEE, @$, ONE(words, $2)); }
    | "commits" TEXT                        { $$ = RULE(COMMITS, @$, ONE(words, $2)); }
    | "default"                             { $$ = RULE(DEFAULT, @$); }

/* Qualifiers are collected aside and copied when their statement is complete; conditions hold none,
 * so one list is enough. */
qualifiers: %empty | qualifiers qualifier
qualifier: "for" names                      { QUALIFIER(FOR, @$, $2); }
         | "with" names                        { QUALIFIER(WITH, @$, $2); }
      | "from" DAY                          { QUALIFIER(FROM, @$, .date = {AST_VALUE_DATE, $2}); }
      | "until" DAY                         { QUALIFIER(UNTIL, @$, .date = {AST_VALUE_DATE, $2}); }
      | promise_qualifier
promise_qualifier: "using" or_names or_above { QUALIFIER(USING, @$, $2, $3); }
              | when_qualifier
when_qualifier: "when" cond                 { QUALIFIER(WHEN, @$, .cond = $2); }
           | "unless" cond                  { QUALIFIER(UNLESS, @$, .cond = $2); }
promise_qualifiers: %empty | promise_qualifiers promise_qualifier
when_qualifiers: %empty | when_qualifiers when_qualifier

/* ---- examples and safeguards ---- */

cited: %empty                               { $$ = (struct ast_words){0}; }
     | "cite" ids                           { $$ = $2; }

example_head: "example"                     { parser_heading(p, BODY_EXAMPLE); }
example: example_head TEXT cited open example_parts close
          { $$ = HEADED(WITH($5, cite, $3), span_join(@1, @3), $2); }
example_parts: %empty                       { $$ = NEW(struct ast_example, .at = SPAN_NOWHERE); }
    | example_parts "given" givens          { $$->givens = tree_more_givens(p, $$->givens, $3); }
    | example_parts expect                  { ADD($$->expects, *$2); }
    | example_parts error recovery             { yyerrok; }
givens: given                               { $$ = ONE(givens, *$1); }
      | givens "," given                    { ADD($$, *$3); }
given: fact_ref                  { $$ = NEW(struct ast_given, .at = @$, .fact = $1, .bare = true); }
     | "not" fact_ref
          { $$ = NEW(struct ast_given, .at = @$, .fact = $2, .negated = true, .bare = true); }
     | fact_ref "=" value
          { $$ = NEW(struct ast_given, .at = @$, .fact = $1, .values = ONE(values, $3)); }
     | fact_ref "=" "{" optional_values "}"
          { $$ = NEW(struct ast_given, .at = @$, .fact = $1, .braces = true, .values = $4); }

expect: "expect" expected_status            { $$ = $2; $$->at = @$; }
      | expect "by" ids                     { EXPECT($$, BY, @2, @3, $3); }
      | expect "with" names                 { EXPECT($$, WITH, @2, @3, $3); }
      | expect "without" names              { EXPECT($$, WITHOUT, @2, @3, $3); }
      | expect "after" names                { EXPECT($$, AFTER, @2, @3, $3); }
      | expect "now" name                   { EXPECT($$, NOW, @2, @3, ONE(words, $3)); }
      | expect "cautions" ids               { EXPECT($$, CAUTIONS, @2, @3, $3); }
      | expect "asking" fact_refs           { EXPECT($$, ASKING, @2, @3, $3); }
      | expect "between" names              { EXPECT($$, BETWEEN, @2, @3, $3); }
expected_status:
      "refused"                                { $$ = STATUS(REFUSED, false, {0}); }
    | "undetermined"                           { $$ = STATUS(UNDETERMINED, false, {0}); }
    | "out" "of" "scope"                       { $$ = STATUS(OUT_OF_SCOPE, false, {0}); }
    | approach_names                           { $$ = STATUS(ANY, false, $1); }
    | "committed" approach_names               { $$ = STATUS(ANY, true, $2); }
    | "open" approach_names                    { $$ = STATUS(OPEN, false, $2); }
    | "open" "committed" approach_names        { $$ = STATUS(OPEN, true, $3); }
    | "conditional" approach_names             { $$ = STATUS(CONDITIONAL, false, $2); }
    | "conditional" "committed" approach_names { $$ = STATUS(CONDITIONAL, true, $3); }
    | "default" approach_names                 { $$ = STATUS(DEFAULT, false, $2); }
    | "default" "committed" approach_names     { $$ = STATUS(DEFAULT, true, $3); }

safeguard_head: "safeguard"                 { parser_heading(p, BODY_SAFEGUARD); }
safeguard: safeguard_head TEXT cited open safeguard_parts close
          { $$ = HEADED(WITH($5, cite, $3), span_join(@1, @3), $2); }
safeguard_parts: %empty                     { $$ = NEW(struct ast_safeguard, .at = SPAN_NOWHERE); }
    | safeguard_parts promise               { ADD($$->promises, *$2); }
    | safeguard_parts error recovery           { yyerrok; }
promise: "never" "use" name or_above when_qualifiers
          { $$ = NEW(struct ast_promise, .kind = AST_NEVER_USE, @$, $3, $4, tree_qualifiers(p)); }
       | "never" "start" name or_above when_qualifiers
          { $$ = NEW(struct ast_promise, .kind = AST_NEVER_START, @$, $3, $4, tree_qualifiers(p)); }
       | "always" name promise_qualifiers
          { $$ = NEW(struct ast_promise, .kind = AST_ALWAYS, @$, $2,
                     .qualifiers = tree_qualifiers(p)); }

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
    parser_syntax_error(p, is_word(found) && !is_soft(found), &expected);
    return 0;
}

const char *parser_word(int kind) { return yysymbol_name(YYTRANSLATE(kind)); }
