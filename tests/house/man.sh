#!/bin/sh
# The man pages are well-formed mdoc, to mandoc's taste too, and the synopsis of stratc.1 has every mode and every option, each with
# what it goes with. That its OPTIONS are those of the table is test_options' affair.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

if command -v mandoc >/dev/null 2>&1; then
    for page in src/share/*.[135]; do # those that one refers to are found where they would be installed
        mkdir -p "$SCRATCH/man/man${page##*.}"
        cp "$page" "$SCRATCH/man/man${page##*.}"
    done
    PATH=$PATH:/usr/sbin makewhatis "$SCRATCH/man"
    for page in src/share/*.[135]; do
        empty "mandoc finds nothing in $page" "$(MANPATH=$SCRATCH/man mandoc -T lint -W style "$page" 2>&1)"
    done
    printf '.Dd today\n.Dt X 1\n.Sh NAME\n.Xx wrong\n' >"$SCRATCH/bad.1"
    if [ -n "$(mandoc -T lint "$SCRATCH/bad.1" 2>&1)" ]; then ok 'mandoc would have found something'; else bad 'mandoc would have found something'; fi
else
    skip 'man pages' 'mandoc is not installed (apt-get install mandoc)'
fi

empty 'stratc(1) tells of every format' "$("$STRATC" --emit=list | while read -r kind rest; do
    grep -q "^\.Cm $kind\( \|\$\)" src/share/stratc.1 || echo "$kind"
done)"

# ---- what is built, and the language ----

"$STRATC" -o "$SCRATCH/program" policies/tutorial.strat
"$SCRATCH/program" --completion=words -- - | cut -f 1 | tr -d = >"$SCRATCH/there"
sed -n 's/^\.It \(Fl [A-Za-z] , \)\{0,1\}Fl -\([a-z-]*\).*/--\2/p' src/share/strat-program.1 >"$SCRATCH/told"
same 'strat-program(1) has every option, in the order of --help' "$SCRATCH/there" "$SCRATCH/told"
"$SCRATCH/program" --help | grep -oE -e '--[a-z][a-z-]*' | sort -u >"$SCRATCH/told"
sort "$SCRATCH/there" >"$SCRATCH/sorted"
same '--help has every option, and no other' "$SCRATCH/sorted" "$SCRATCH/told"
sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESCRIPTION/p' src/share/strat-program.1 | grep -oE 'Fl -[a-z-]+' | sed 's/Fl -/--/' | sort -u >"$SCRATCH/told"
same 'so has the synopsis' "$SCRATCH/sorted" "$SCRATCH/told"
for shell in bash zsh fish; do # what they complete is what --completion=words says, of the same table
    "$SCRATCH/program" --completion=$shell | grep -qF -e '--completion=words' && ok "$shell asks the program" || bad "$shell asks the program"
done
"$SCRATCH/program" --completion=words -- - | cut -f 2 >"$SCRATCH/helps"
empty 'and begins with what --help says' "$(while read -r help; do
    grep -qixF -e "$help." src/share/strat-program.1 || grep -qixF -e "$help" src/share/strat-program.1 || echo "$help"
done <"$SCRATCH/helps")"
sed -n '/^\.Sh EXAMPLES/,/^\.Ed/p' src/share/strat.5 | grep -v '^\.' >"$SCRATCH/short.strat"
empty 'the policy of strat(5) does what it says' "$("$STRATC" --lint "$SCRATCH/short.strat"; "$STRATC" --test "$SCRATCH/short.strat" >"$SCRATCH/out" || cat "$SCRATCH/out")"
empty 'strat(5) has every word of the language' "$(grep -v '^#' editors/keywords.txt | awk 'NF { print $1 }' | while read -r word; do
    grep -qw -e "$word" src/share/strat.5 || echo "$word"
done)"

# ---- the library: each function of its header, with the types of what it is given ----

# Prototypes, one a line, without the names of parameters: "size_t strat_open_words(const void *, size_t)".
nameless() { sed -E 's/\* /*/g; s/([ *])[a-z_]+([,)])/\1\2/g; s/ +([,)])/\1/g' | sort; }
awk '/^STRAT_API/ { text = "" } { text = text " " $0 } /^STRAT_API/, /;/ { if (/;/) print text }' src/runtime/strat.h |
    sed -n 's/^ *STRAT_API //; s/  */ /g; s/;.*//p' | nameless >"$SCRATCH/header"
awk 'function flush() { if (name) print type " " name "(" given ")"; name = given = "" }
    /^\.Sh/ { flush(); on = $2 == "SYNOPSIS" }
    !on { next }
    { text = $0; sub(/^\.[A-Z][a-z] /, "", text); gsub(/" "/, ", ", text); gsub(/"/, "", text) }
    /^\.Ft/ { flush(); type = text }
    /^\.F[no]/ { name = $2; given = text; sub(/^[a-z_]+ ?/, "", given) }
    /^\.Fa/ { given = given (given ? ", " : "") text }' src/share/strat.3 | sed 's/_\([a-z]*\) "/_\1 /' | nameless >"$SCRATCH/told"
same 'the synopsis of strat(3) is the header' "$SCRATCH/header" "$SCRATCH/told"

# ---- the synopsis ----

# One form a line: its options as typed (--emit, -o), the modes among them first.
awk '/^\.Sh SYNOPSIS/ { on = 1; next } /^\.Sh/ { on = 0 } !on { next }
    /^\.Nm/ { if (n++) print ""; next }
    { for (i = 1; i < NF; i++) if ($i == "Fl" || $i == ".Fl") printf "-%s ", $(i + 1) }
    END { print "" }' src/share/stratc.1 >"$SCRATCH/forms"
options | tr -d = >"$SCRATCH/options"
modes >"$SCRATCH/modes"

tr ' ' '\n' <"$SCRATCH/forms" | grep . | sort -u >"$SCRATCH/told"
sort "$SCRATCH/options" >"$SCRATCH/there"
same 'the synopsis has every option, and no other' "$SCRATCH/there" "$SCRATCH/told"

value() { # value OPTION: as it could be typed
    case $1 in
    --emit) echo --emit=c ;;
    --with) echo --with=batch ;;
    --dump) echo --dump=rules ;;
    --completion) echo --completion=zsh ;;
    --log) echo --log=none ;;
    --source) echo --source=none ;;
    --explain) echo --explain=ST0001 ;;
    --baseline) echo --baseline=none ;;
    --message-format) echo --message-format=json ;;
    --color) echo --color=never ;;
    -o) echo -oresult.c ;;
    -I) echo -I. ;;
    -W) echo -Wall ;;
    *) echo "$1" ;;
    esac
}

# Which modes a form is for; the first is for building, and has none.
mkdir "$SCRATCH/run" && cd "$SCRATCH/run" || exit 2
printf 'strategy "S" { approaches ranked a < b }\nfact k : yes or no\napproach 1 b "B" { may be used when k }\n' >p.strat
for mode in build $(cat "$SCRATCH/modes"); do
    if [ "$mode" = build ]; then forms=$(head -n 1 "$SCRATCH/forms"); else forms=$(grep -e "$mode " "$SCRATCH/forms"); fi
    case $mode in
    build) set -- p.strat ;;
    --diff) set -- "$mode" p.strat p.strat ;;
    --explain | --completion | --lsp | --list-codes | --version | --help) set -- "$(value "$mode")" ;;
    *) set -- "$(value "$mode")" p.strat ;;
    esac
    wrong=
    while read -r option; do
        grep -qxe "$option" "$SCRATCH/modes" && continue
        if [ "$option" = --stdin-name ] && [ "${*%p.strat}" != "$*" ]; then
            # shellcheck disable=SC2046
            CC=false "$STRATC" $(echo "$*" | sed 's/[^ ]*$//') "$option=x.strat" - <p.strat >out 2>&1
        else
            CC=false "$STRATC" "$@" "$(value "$option")" >out 2>&1
        fi
        if grep -q ST0006 out; then
            case " $forms" in *" $option "*) wrong="$wrong
$option is refused: $(cat out)" ;; esac
        else
            # What says nothing there does no harm, and is not shown.
            case "$option $forms" in -I* | -W* | --color* | --message-format*) ;; *" $option "*) ;; *) wrong="$wrong
$option can be given" ;; esac
        fi
    done <"$SCRATCH/options"
    empty "the synopsis of $mode has what goes with it" "$wrong"
done
finish
