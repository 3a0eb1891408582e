/*
 * What authors write in the manner of other texts, and how it is written here: a table, of which
 * the first row that fits is said instead of what was expected.
 */
#include "strat.tab.h"
#include "syntax/parser.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Nothing but `where` was expected; only where no word is close; it begins its line; it is told as
 * an unknown word; it stands in a safeguard; a comma in its place mends it. */
enum { ALONE = 1, LATE = 2, FIRST = 4, WORD = 8, SAFEGUARD = 16, COMMA = 32768 };

/* What goes on, on the line, as a name does: no text in quotes follows it; `means` does, or such a
 * text. */
enum { UNTITLED = 65536, DEFINED = 131072 };

/* And what follows it is one of a list. */
enum {
    DATED = 32,
    COMPARED = 64,
    NAMED = 128,
    WHEN = 256,
    UP = 512,
    UPON = 1024,
    OF = 2048,
    OR = 4096,
    COUNTED = 8192,
    MORE = 16384
};
static const struct {
    unsigned when;
    const char *list;
} follows[] = {{DATED, "a date"},
               {COMPARED, "=|!=|in|is"},
               {NAMED, "a name"},
               {WHEN, "when|if|where"},
               {UP, "above"},
               {UPON, "receipt|use"},
               {OF, "of"},
               {OR, "or"},
               {COUNTED, "a number|a negative number"},
               {MORE, "a name|of|a number|an id"}};

#define NUMBERED                                                                                  \
    "does not begin a statement, which has the number of its block; begin with `may`, `must` or " \
    "the like"
#define BESIDE "does not begin a condition: it stands beside `when` and `unless`, not behind them"
#define KIND "cannot stand here: behind the name `:` and the kind belong, as in `: yes or no`"
#define TITLE "cannot follow `&`: a title stands in quotes, as in %"
#define ORDER                                                                                     \
    "does not begin a statement; the order is: `may use APPROACH for ACTIVITY with PARTNER when " \
    "CONDITION`"

/* The first row that fits is said instead of what was expected. Lists are separated by bars; what
 * was found and what stands before it are words, or kinds as %token has them, "a name" being a word
 * that may be one and "a word" any word. NULL: whatever it is. */
static const struct advice {
    const char *found, *where, *behind;
    unsigned when;
    const char *say; /* after what was found, which `@` repeats; `&` is what stands before it, `$`
                        in quotes, `~` the two as one name, `%` what goes on as a title, `^` the
                        word or number that follows it, `+` one more than that number, or than what
                        was found, `*` when a duty can be due */
} advice[] = {
    /* names and numbers */
    {"a number|an id", NULL, "section|article|chapter|clause|rule|point|part|annex|title|no", 0,
     "stands alone: a paragraph is named by its number; leave `&` out"},
    {"approach|using", "not|(", NULL, COMPARED,
     "is no fact: which approach a duty or expectation is about is said by `using low`, what is "
     "allowed or closed by `use low`"},
    {"paragraph|approach|principle|objective|provision|recital", "an id", NULL, 0,
     "does not belong here: a paragraph is named by its number alone"},
    {"a number|an id", "a name", "a name", ALONE,
     "cannot follow `&`: the number comes first, and then the name: `@ &`"},
    {"a number|an id|a name", "its", "and", 0,
     "cannot follow `and`, which is for `and its provisions`; write commas between the numbers"},
    {"a text in quotes", "not|(", NULL, 0,
     "cannot stand here: a condition names facts, and without quotes"},
    {"a text in quotes", "an id", NULL, 0,
     "cannot stand here: a paragraph is named by its number, without quotes"},
    {"a text in quotes", "a name", "ranked|unranked", 0,
     "cannot stand here: approaches are listed by their names, without quotes"},
    {"prevails|despite|overrides|regardless", "notwithstanding", NULL, 0,
     "is not a word of the language; write `notwithstanding`"},
    {"a word", "{|a text in quotes", "a name|a number|an id", UNTITLED,
     TITLE "; before it an approach or an objective has a name of one word"},
    {"a name|a number|an id", "{|a text in quotes", "a name|a number|an id", 0,
     "cannot follow `&`: a heading has a number, for an approach or an objective a name of one "
     "word, and then its title in quotes"},
    {"a word", "fact|a text in quotes", "a name|a number|an id", UNTITLED | LATE, TITLE},
    {"a name|a number|an id", "{|,|notwithstanding", "a name", 0,
     "cannot follow `&`: a paragraph is named by its number alone, and law outside the policy by a "
     "text in quotes"},
    {"a number", "a name", "{|,|<", 0, "is not a name, which begins with a letter"},
    {"a text in quotes", "a name", "a name|a number|an id", ALONE,
     "cannot stand here: an approach or objective has a number and a name before its title, "
     "as in `approach 1 low \"...\"`"},
    {"a text in quotes", "a name", "fact|judgement|reading|group|define|duty|vocabulary", 0,
     "cannot stand here: the name comes first, without quotes, and behind it the title"},
    {"yes", ":|a text in quotes", "a name", OR, KIND},
    {"one|set", ":|a text in quotes", "a name", OF, KIND},
    {"number", ":|a text in quotes", "a name", COUNTED, KIND},
    {"of", "a text in quotes", "a name", 0, "cannot follow `&`: a name is one word; write `~`"},
    {"a word", ":|a text in quotes", "a name", UNTITLED, TITLE},
    {"a name", "a text in quotes|by", "a name", UNTITLED, TITLE},
    {"a word", "=|a text in quotes", "a name", UNTITLED, TITLE},
    {"a word", ":|a text in quotes", "a name", 0,
     "cannot follow `&`: a name is one word; write `~`"},
    {"a name", "a text in quotes|by", "a name", 0,
     "cannot follow `&`: a name is one word; write `~`"},
    {"a word", "=|a text in quotes", "a name", 0,
     "cannot follow `&`: a name is one word; write `~`"},
    {"a word", "means|a text in quotes", "a name", DEFINED,
     "cannot follow `&`: a name is one word; write `~`"},
    {"of", "in|=", "one|some|either|several", 0,
     "cannot follow `&`: one of a list, or more, is `at least 1 of ( ... )`"},
    {"of", "provision", "any", 0,
     "cannot follow `any`: one of a list, or more, is `at least 1 of ( ... )`"},
    {"of", "in|=", "none|neither|no", 0,
     "cannot follow `&`: none of a list is `not at least 1 of ( ... )`"},
    {"of", "in|=", "both|each|every", 0,
     "cannot follow `&`: leave `& of` out, and join the conditions with `and`"},
    {"of", "=|and", "a name", 0, "cannot follow `&`: a name is one word; write `~`"},
    {":|)|,|=", "a name", "a number|an id", 0,
     "does not belong here: the name follows the number at once"},
    /* what is expected */
    {"by|with|without|after|now|cautions|asking|between|using", "a name", "expect", 0,
     "cannot follow `expect`: the outcome comes first, as `open APPROACH` or `refused`, and then "
     "`by`, `with`, `after` and the like in any order"},
    {"open|conditional|committed", ",|now", NULL, 0,
     "does not belong here: how it is open comes first, behind `expect`, then `committed`, then "
     "the "
     "approach, and then the rest, as in `expect open committed APPROACH with DUTY`"},
    {"a name|open|conditional|default", "by|with|now", "refused|undetermined|scope", 0,
     "cannot follow `&`, an outcome that names no approach: leave one of the two out; what is "
     "possible where it is `undetermined` stands behind `between`"},
    /* conditions */
    {"a name|a text in quotes", "and|or", "a number", 0,
     "does not belong here: a number stands alone, its unit is declared once, with its fact; write "
     "`&`"},
    {"a name|a text in quotes", ",|given", "a number", 0,
     "does not belong here: a number stands alone, its unit is declared once, with its fact; write "
     "`&`"},
    {"when|if|that|where", "not|(", NULL, 0,
     "does not belong here: the condition follows here at once"},
    {"if|where|provided|whenever|while", "when", "done|yes|no", 0,
     "does not begin a condition; write `when`"},
    {"if|where|provided|whenever|while", "when", NULL, 0,
     "does not begin a condition; write `when`, or `unless` for an exception"},
    {"but|yet|plus|without|though", "and|or", NULL, 0,
     "does not join conditions; write `and`, or `and not` before what must not hold"},
    {"except|save|barring|excluding", "and|unless", NULL, 0,
     "does not begin an exception; write `unless`"},
    {"except|save|barring|excluding|but", "unless", NULL, WHEN,
     "does not begin an exception; write `unless` for both words"},
    {"except|save|barring|excluding|but", "unless", NULL, NAMED,
     "does not begin an exception; write `unless` and a condition, as in `unless FACT = ^`, or "
     "`unless ^` where that is yes or no"},
    {"except|save|barring|excluding|but", "unless", NULL, 0,
     "does not begin an exception; write `unless` and a condition, as in `unless FACT = ...`"},
    {"over|more|greater|exceeds|after", "above", NULL, 0,
     "does not compare; write `above`, or `at least`"},
    {"<", "below", NULL, 0, "is for lists in order; write `below`, or `at most`"},
    {"under|less|fewer|before", "below", NULL, 0, "does not compare; write `below`, or `at most`"},
    {"between", "above", NULL, 0, "does not compare; write `FACT at least 3 and FACT at most 5`"},
    {"contains|contain|has|include|covers", "includes", NULL, 0,
     "does not ask what is in a set; write `includes`"},
    {"equals|equal", "=", NULL, 0, "does not compare; write `=`"},
    {"not", "in|=", NULL, 0,
     "stands before a fact and not behind it: `not partner in eu`; or the fact is compared with "
     "`!=`"},
    {"not", "and|or", "applies", 0, "stands before what it denies, as in `not 3 applies`"},
    {"does|do|did", "applies", "a name|a number|an id", 0,
     "cannot follow `&`: write `not & applies`"},
    {"least|most", "in|=", "a name", 0, "cannot follow `&`: write `& at @`"},
    {"most", "least", "at", 0,
     "cannot follow `at` here: that no more than ^ of a list hold is `not at least + of ( ... )`; "
     "a "
     "deadline is `within ^ days of \"...\"`"},
    {"than", "in|=", "more|greater", 0,
     "cannot follow `&`: a fact is compared as in `FACT above ^`, and that more than ^ of a list "
     "hold is `at least + of ( ... )`"},
    {"than", "in|=", "fewer|less", 0,
     "cannot follow `&`: a fact is compared as in `FACT below ^`, and that fewer than ^ of a list "
     "hold is `not at least ^ of ( ... )`"},
    {"of", "applies", "a number", 0,
     "cannot follow `&`: so many of a list is `at least & of ( ... )`"},
    {"all", "not|(", NULL, OF,
     "cannot stand here: leave `@ of` out, and join the conditions with `and`"},
    {"one|two|three|four|five|six|seven|eight|nine|ten", "a number", "least|within", 0,
     "cannot stand here: a number is written in figures, as in `at least 2`"},
    {"(", "of", "a number", 0, "cannot follow `&`: write `of` before the list"},
    {NULL, "(", "of", ALONE,
     "cannot follow `of`: the list of conditions stands in parentheses, as in `at least 2 of (a, "
     "b, "
     "c)`"},
    {"a number", "in|=", "exactly|precisely|just", 0,
     "cannot follow `&`: so many of a list is `at least @ of ( ... )`, and no more than that `not "
     "at least + of ( ... )`"},
    {"a name|not|(", "in|=", "both|either|also|then", 0,
     "cannot follow `&`: leave `&` out; conditions are joined by `and` or `or` alone"},
    {"yes|no|a name|a number|a date", "in|=", "a name", 0,
     "cannot follow `&`: a fact is compared with `=`, `in` or `at least`, as in `& = @`"},
    {",", "and|or", NULL, 0,
     "does not join conditions; write `and` or `or` between whole conditions, as `FACT includes A "
     "and FACT includes B`, and one of several values as `FACT in { A, B }`"},
    {"{", "a date|a name", "includes", 0,
     "cannot follow `includes`, which takes one value: write `FACT includes A and FACT includes "
     "B`"},
    {")", "and|or", NULL, 0, "closes nothing: no `(` is open before it"},
    {NULL, "applies", NULL, ALONE,
     "cannot follow `&`: a condition begins with its fact, as in `guests at least &`"},
    {"with", "not|(", NULL, 0, BESIDE "; in a condition write the fact, as in `partner = ^`"},
    {"for", "not|(", NULL, 0, BESIDE "; in a condition write the fact, as in `activity = ^`"},
    {"using", "not|(", NULL, 0, BESIDE},
    {"not", "empty", NULL, ALONE,
     "cannot follow `is`: write `!=` for both words; that a set has something is `not SET is "
     "empty`"},
    {"a name|a number|a negative number|a date|yes|no", "empty", NULL, ALONE,
     "cannot follow `is`: write `= @`; only a set `is empty`"},
    {"in|at|above|below|includes|=|!=|any", "empty", NULL, ALONE,
     "compares without `is`: leave `is` out"},
    {NULL, "empty", NULL, ALONE,
     "cannot follow `is`: a fact is compared with `=`, `!=`, `at least` and the like; only a set "
     "`is empty`"},
    {"not|(|any|at", "a name", "when", ALONE,
     "cannot stand behind `done when`: it takes a yes-or-no fact, or a fact and its value, as in "
     "`done when commission = approved`"},
    {"and|or|in|!=|above|below|applies|is|includes", "by|during", NULL, 0,
     "cannot stand behind `done when`: it takes a yes-or-no fact, or a fact and its value, as in "
     "`done when commission = approved`"},
    {"working|business|calendar|clear|full", "day|days", "a number", 0,
     "cannot follow `&`: days are not told apart; write `& ^`, and in the text in quotes what kind "
     "of days"},
    {"receipt|use", "least", "at", 0, "cannot follow `at`: write `on @`"},
    {"a name", "a number", "least", ALONE,
     "cannot stand here: without a fact before it `at least` takes a number, and behind `done "
     "when` a fact is compared with `=` alone"},
    {NULL, "day|days|week|weeks|month|months|year|years", NULL, ALONE,
     "cannot follow `&`: a deadline is so many days, weeks, months or years; a fact is compared "
     "with `=` alone behind `done when`"},
    /* clauses, lists */
    {"before", "until", NULL, DATED, "does not say how long; write `until` and the last day"},
    {"after|since", "from", NULL, DATED, "does not say since when; write `from` and the first day"},
    {"before", "until", "a name", 0,
     "cannot stand in a rule: a duty that comes first is declared `before`, and the rule is `only "
     "after &`"},
    {"to", "until", "a date", 0, "does not end a time; write `until` and the last day"},
    {"by", "for|until", NULL, NAMED,
     "cannot stand here: who asks is named with `with`, and commas between several, as in `with "
     "^`; who does a duty is said in its declaration"},
    {"by|to|on|at|within|during|yearly|following|before|after", "for|until", NULL, 0,
     "belongs to the declaration of a duty, which says when it is due, its deadlines, who does it "
     "and to whom; that a duty comes first is said by `only after` and its name"},
    {"then|result|outcome", "expect", NULL, 0, "is not a word of the language; write `expect`"},
    {"}", "a name", "default", 0, "cannot follow `default`: the name of an approach belongs here"},
    {"before", "after|without", NULL, 0, "is not expected of an answer; write `after`"},
    {"when|unless|if|for", "a name", "expect", 0,
     "cannot follow `expect`; what the situation is like stands behind `given`"},
    {"when|if|for", "cautions|between", NULL, 0,
     "cannot stand behind `expect`; what the situation is like stands behind `given`"},
    {"in|above|below|at|is|includes|!=|a name|a number|a date", "=|given", NULL, LATE,
     "cannot follow `&`: a situation gives each fact one value, as in `& = ...`"},
    {"because|since|under|per|due|pursuant", "by|now", "a name|a number|an id", 0,
     "is not a word of the language; which paragraphs are its grounds is said by `by`"},
    {"a name", ",|by", "open|conditional", 0,
     "cannot follow `&`: the order is how it is open, then `committed`, then the approach, as in "
     "`& committed @`"},
    {"default", "a name", "committed", 0, "cannot follow `&`: the order is `@ & ^`"},
    {"or", ",", NULL, UP,
     "does not belong here: `or above` is for prohibitions, `using` and safeguards; name each "
     "approach, with commas between them"},
    {"and", ",", NULL, UP, "does not go before `above`; write `or above`"},
    {"and|or", ",", NULL, COMMA, "does not join the items of a list; write a comma between them"},
    {",|and", "or|using", "a name", 0,
     "does not join approaches behind `using`: write `or` between them"},
    {",|and", "or|}", "a name", SAFEGUARD,
     "does not join approaches here: each `never use` and `never start` names one; write another "
     "for `^`"},
    {",|and", "using|}", "a name", SAFEGUARD,
     "does not join duties here: each `always` names one; write another for `^`"},
    {"a name", "above", "or", SAFEGUARD,
     "cannot follow `or`: each `never use` and `never start` names one approach; write another for "
     "`@`"},
    {"a name", "above", "or", ALONE,
     "cannot follow `or`: write a comma between approaches; `or` is for `or above`"},
    {",", "<", NULL, 0,
     "does not join a ranked list; write `<`, the least first, or `approaches unranked`"},
    {"a name", "may|must", NULL, FIRST | LATE | WORD, ORDER},
    {"a number|an id", "may|must", NULL, FIRST | LATE, NUMBERED},
    {"a name", "<|}", "a name|a text in quotes", LATE,
     "cannot follow $: a comma is missing between them, or `<` where the list is in order; what is "
     "shown for a value stands in quotes"},
    {"a name|a text in quotes", ",|}", "a text in quotes", LATE,
     "cannot follow $: a comma is missing between them"},
    {"the|a|an", ",|with", "a name", NAMED | LATE,
     "cannot follow `&`: a longer name is one word (`~`), and where nothing is called `&` or `@`, "
     "write `^` alone"},
    {"a name", ",|with", "a name", LATE,
     "cannot follow `&`: a list has commas, a longer name is one word (`~`), and where nothing is "
     "called `&`, write `@` alone"},
    {"a text in quotes", ",|with", "a name", 0,
     "does not belong here: what is shown for a name stands where it is declared"},
    {"a name|a number|an id", ",|}", "a name|a number|an id", LATE,
     "cannot follow $: a comma is missing between them"},
    {"}", "a name", ",", 0, "cannot follow a comma, which stands only between two; leave it out"},
    {"<", ",", NULL, 0,
     "joins only lists that are in order, as `approaches ranked`; write a comma"},
    {"any|all|every|each", "a name", "for|with", 0,
     "stands for no list: without `&` the statement is about all"},
    {"any|all", "a name", "use", 0,
     "stands for no list; name the approaches, with commas between them, and to close them all "
     "write `must not engage`"},
    {"only", "a name", "use", 0,
     "does not belong here: name the approach; `must not use` closes others"},
    {"for|with|when|unless", "a name", "use", 0,
     "cannot follow `use`: an approach belongs between them, as in `use low @`"},
    {"not|only|may|must|approach|no", "a name", "expect", 0,
     "cannot follow `expect`: write the approach that the answer names, or `refused`, "
     "`undetermined` or `out of scope`"},
    /* statements */
    {"if", "may|must", NULL, 0,
     "does not begin a statement; what is allowed comes first, and its condition last: `may use "
     "APPROACH for ACTIVITY with PARTNER when CONDITION`"},
    {"never|always", "may|must", NULL, 0,
     "stands in a `safeguard`; here write `must not use` and an approach, or `must` and a duty"},
    {"may|must|will", "never|always", NULL, 0,
     "cannot stand in a safeguard, which promises `never use` an approach, or `always` a duty"},
    {"use|must|may", "a name", "always", 0, "cannot follow `always`, which is for duties"},
    {"always", "use", "must", 0,
     "does not belong here: a duty is owed wherever its statement applies"},
    {"never", "use", "must", 0,
     "cannot stand here; a prohibition is written `must not use` or `must not engage`"},
    {"shall", "must", NULL, 0, "is not a word of the language; write `must` or `must not`"},
    {"can|could|might", "may", NULL, 0, "is not a word of the language; write `may`"},
    {"permit|permits|allow|allows", "may", NULL, 0,
     "is not a word of the language; write `may use`"},
    {"no|nobody|none|neither", "may|must", NULL, 0,
     "does not begin a statement; a prohibition is written `must not use APPROACH with PARTNER`, "
     "or "
     "`must not engage`"},
    {"cannot|forbid|forbids|prohibit|prohibits|refrain|refrains|not", "may|must", NULL, 0,
     "does not begin a statement; a prohibition is written `must not use` or `must not engage`"},
    {"a number|an id|(|a text in quotes", "may|must|}", NULL, LATE, NUMBERED},
    {"a name", "for|with|when", NULL, LATE,
     "cannot stand alone: an activity follows `for`, a partner `with`, a condition `when`"},
    {"a name", "may|must|}", NULL, LATE | WORD, ORDER},
    {"not", "use", NULL, 0,
     "cannot stand here; a prohibition is written `must not use` or `must not engage`"},
    {"used", "use|be", "may", 0,
     "cannot follow `may`: write `may be used`, or `may use` and an approach"},
    {"use", "used", "be", 0, "cannot follow `be`: write `be used`"},
    {"used", ",", "be", 0,
     "cannot follow `be`: only `may be used` is said without an approach; write `must use` and the "
     "approach"},
    {"be", "use", "will", 0,
     "cannot follow `will`: only `may be used` is said without an approach; write `will use` and "
     "the approach"},
    {NULL, "use|be", NULL, ALONE | LATE, "cannot follow `may`: write `may use` and an approach"},
    {NULL, "use|engage", NULL, ALONE | LATE,
     "cannot follow `must not`, which closes: write `must not use` and an approach, or `must not "
     "engage`"},
    {NULL, "use|start", NULL, ALONE | LATE,
     "cannot follow `never`: write `never use` or `never start`, and an approach"},
    {NULL, "meet", NULL, ALONE | LATE,
     "cannot follow `should`: what is expected is written `should meet`, and a duty `must`"},
    {NULL, "after", NULL, ALONE | LATE,
     "cannot follow `only`: write `only after` and a duty; a condition begins with `when` or "
     "`requires`"},
    /* headings and declarations */
    {",", "by|during", NULL, 0,
     "does not belong here: what is said of a duty follows without commas"},
    {"before|until", "of", "day|days|week|weeks|month|months|year|years", 0,
     "does not belong here: `within 7 days of \"...\"` counts from something; a deadline before it "
     "is written `at least 7 days before \"...\"`"},
    {NULL, "of", "day|days|week|weeks|month|months|year|years", ALONE,
     "cannot stand here: a deadline is counted from something, as in `within 3 days of \"...\"`"},
    {"a number", "by|during", NULL, 0,
     "does not begin a deadline; write `within @ days of \"...\"` or `at least @ days before "
     "\"...\"`"},
    {"a name", "fact|safeguard", NULL, FIRST | LATE | WORD,
     "does not begin a declaration such as `fact`, `duty` or `objective`; a remark begins with "
     "`#`"},
    {"first|beforehand|prior", "by|during", NULL, 0,
     "does not say when a duty is due; write `before`"},
    {"upon", "by|during", NULL, UPON, "does not say when a duty is due; write `on ^`"},
    {"a name", "by|during", NULL, LATE | WORD, "does not say when a duty is due: that is *"},
    {"a number|an id", "fact|safeguard", NULL, 0,
     "does not begin a declaration; a numbered part of the text is an `approach`, `objective`, "
     "`principle` or `paragraph`"},
    {"a name", "ranked|unranked", NULL, ALONE,
     "cannot follow `approaches`; write `approaches ranked` and the least first, or `approaches "
     "unranked`"},
    {"except|unless", "{|notwithstanding", NULL, 0,
     "cannot stand in a heading; write `notwithstanding` and a number, or `unless` in a statement "
     "of the block"},
    {":|=|is|(", "{|notwithstanding", NULL, 0,
     "does not belong here: what belongs to the heading follows in `{ }`"},
    {"section|article|chapter|clause|rule|point|part", "fact", NULL, 0,
     "is not a word of the language; a numbered part of the text is an `approach`, `objective`, "
     "`principle` or `paragraph`"},
    {"include|import", "fact", NULL, 0, "is not a word of the language; write `use`"},
    {"ranked|unranked", "approaches", NULL, 0, "cannot stand alone: write `approaches @`"},
    {NULL, "means|a text in quotes", NULL, ALONE | LATE,
     "cannot follow the name of a definition: write `means` and a condition"},
    {NULL, "means", NULL, ALONE | LATE,
     "cannot stand here: behind the title of a definition belong `means` and a condition"},
    /* types and values */
    {"bool|boolean|flag|true|no|y", "yes|one", NULL, 0, "is not a kind of fact; write `yes or no`"},
    {"oneof|any|either|{", "yes|one", NULL, 0, "is not a kind of fact; write `one of { ... }`"},
    {"a number|range|percent|percentage|amount|integer|int", "yes|one", NULL, 0,
     "is not a kind of fact; write `number` and its bounds, as in `number 0..100 \"guests\"`"},
    {":|=", ",|a text in quotes", NULL, 0,
     "does not belong here: what is shown for a value follows it at once"},
    {"a text in quotes", "yes|one", NULL, 0,
     "cannot stand behind the `:`; the title stands before it"},
    {"a name|list", "yes|one", NULL, LATE,
     "is not a kind of fact; a fact is `yes or no`, `one of { ... }`, `set of { ... }`, `number "
     "0..100` or `date`"},
    {NULL, "or", "yes", ALONE, "cannot follow `yes`: write `yes or no`"},
    {NULL, "a number|a negative number", "number", ALONE,
     "cannot follow `number`, which has bounds, as in `number 0..100 \"guests\"`"},
    {"a name", "a text in quotes|as", "a number", 0,
     "cannot stand here without quotes; the unit of a number is written \"@\""},
    {":", "presumed|by", NULL, 0, "does not belong here: a judgement is always yes or no"},
    {NULL, "yes|no", "presumed", ALONE, "cannot follow `presumed`: write `presumed yes when`"},
    {NULL, ":", NULL, ALONE,
     "cannot stand here: behind the title `:` and the kind belong, as in `: yes or no`"},
    {NULL, ":|a text in quotes", NULL, ALONE, KIND},
    {"{|:", "=", NULL, 0, "cannot stand here; write `=`, and then the list in `{ }`"},
    {":", NULL, NULL, 0,
     "does not belong here: it stands only before the kind of a fact or a reading"},
    {"to", "..", NULL, 0, "does not make a range; write it as 0..100"},
    {NULL, "a date", NULL, ALONE | LATE, "is not a date; write year, month and day as 2026-01-31"},
    {"a word", "{", NULL, ALONE,
     "cannot stand here: a list of values begins with `{` and ends with `}`"},
    {"a name", "a text in quotes", NULL, ALONE | MORE,
     "cannot stand here without quotes; write \"@ ...\", with all words that belong to it"},
    {"a name|a number|an id|a date|use", "a text in quotes", NULL, ALONE,
     "cannot stand here without quotes; write \"@\""},
};

static size_t length(const char *list) {
    size_t n = 1;
    for (; *list; list++) n += *list == '|';
    return n;
}

static bool is_reserved(int kind) { return kind >= T_STRATEGY && kind < T_RANKED; }

static bool is_one_of(struct parser *p, const char *list, const struct token *t) {
    bool name = t->kind == T_NAME || (t->kind >= T_RANKED && t->kind <= T_START);
    bool word = name || (is_reserved(t->kind) &&
                         !parser_first_on_line(p, t->word.at)); /* there it begins something */
    return !list || (t->kind != T_TEXT && t->word.text && is_listed(list, t->word.text)) ||
           (word && is_listed(list, "a word")) || (name && is_listed(list, "a name")) ||
           (t->kind != 0 && is_listed(list, parser_word(t->kind)));
}

static bool is_followed(struct parser *p, unsigned when, const struct expected *e) {
    if (when & UNTITLED &&
        (*label_title(p, e).end == '"' || parser_first_on_line(p, p->last.word.at)))
        return false;
    const char *behind = when & DEFINED ? label_as_name(p, e).end : NULL;
    if (behind && *behind != '"' && strncmp(behind, "means", strlen("means")) != 0) return false;
    for (size_t i = 0; i < sizeof follows / sizeof *follows; i++)
        if (when & follows[i].when && !is_one_of(p, follows[i].list, tokens_peek(p))) return false;
    return true;
}

static bool is_advice_for(struct parser *p, const struct advice *a, const struct expected *e) {
    return is_one_of(p, a->found, &p->last) && is_one_of(p, a->behind, &p->before) &&
           (!a->where ||
            ((!(a->when & ALONE) || e->n == length(a->where)) && expects_all(e, a->where))) &&
           is_followed(p, a->when, e) &&
           (!(a->when & SAFEGUARD) ||
            (p->open.len > 0 && p->open.at[p->open.len - 1].body == BODY_SAFEGUARD)) &&
           (!(a->when & FIRST) || parser_first_on_line(p, p->last.word.at));
}

static const char *one_more(struct parser *p) {
    const struct token *t = p->last.kind == T_NUMBER ? &p->last : tokens_peek(p);
    size_t n = t->kind == T_NUMBER ? strspn(t->word.text, "0123456789") : 0;
    if (n == 0 || n > 9 || t->word.text[n]) return "...";
    return arena_printf(p->arena, "%lu", strtoul(t->word.text, NULL, 10) + 1);
}

static const char *filled_in(struct parser *p, const char *say, const struct expected *e) {
    const char *text = "", *quote = p->before.kind == T_TEXT ? "" : "`";
    for (size_t len; *say; say += len + (say[len] != '\0')) {
        len = strcspn(say, "@&$~%^*+");
        text = arena_printf(p->arena, "%s%.*s", text, (int)len, say);
        switch (say[len]) {
        case '@': text = arena_printf(p->arena, "%s%s", text, parser_written(p, &p->last)); break;
        case '^':
            text = arena_printf(p->arena, "%s%s", text,
                                is_one_of(p, "a name|a number", tokens_peek(p))
                                    ? parser_written(p, tokens_peek(p))
                                    : "...");
            break;
        case '+': text = arena_printf(p->arena, "%s%s", text, one_more(p)); break;
        case '*': text = arena_printf(p->arena, "%s%s", text, timing_list(p->arena)); break;
        case '&': text = arena_printf(p->arena, "%s%s", text, parser_written(p, &p->before)); break;
        case '$':
            text = arena_printf(p->arena, "%s%s%s%s", text, quote, parser_written(p, &p->before),
                                quote);
            break;
        case '~': text = arena_printf(p->arena, "%s%s", text, label_as_name(p, e).text); break;
        case '%': text = arena_printf(p->arena, "%s%s", text, label_as_title(p, e)); break;
        default: break;
        }
    }
    return text;
}

/* "100,000": a comma without blanks between a number and three digits. */
static bool is_thousands_comma(struct parser *p) {
    if (p->last.kind != T_COMMA || p->before.kind != T_NUMBER ||
        p->before.word.at.to != p->last.word.at.from)
        return false;
    const struct token *next = tokens_peek(p);
    return next->kind == T_NUMBER && next->word.at.from == p->last.word.at.to &&
           next->word.at.to - next->word.at.from == 3;
}

bool parser_advise(struct parser *p, const struct expected *e, bool known) {
    if (known && is_thousands_comma(p)) {
        diag_report(p->diags, DIAG_SYNTAX, p->last.word.at,
                    "a number is written without commas: %s%s", p->before.word.text,
                    tokens_peek(p)->word.text);
        return true;
    }
    for (size_t i = 0; i < sizeof advice / sizeof *advice; i++) {
        const struct advice *a = &advice[i];
        if (!(a->when & LATE) != known || !is_advice_for(p, a, e)) continue;
        bool word = a->when & WORD ||
                    (a->found && p->last.kind == T_NAME && is_listed(a->found, p->last.word.text));
        diag_report(p->diags,
                    p->last.kind == T_NAME && word                      ? DIAG_UNKNOWN_WORD
                    : is_reserved(p->last.kind) && expects(e, "a name") ? DIAG_RESERVED_WORD
                                                                        : DIAG_SYNTAX,
                    p->last.word.at, "%s %s", parser_found(p), filled_in(p, a->say, e));
        if (a->when & COMMA)
            diag_fix(p->diags, (struct diag_fix){.what = "Write a comma",
                                                 .at = {p->last.word.at.file, p->before.word.at.to,
                                                        p->last.word.at.to},
                                                 .text = ","});
        return true;
    }
    return false;
}
