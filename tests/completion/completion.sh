#!/bin/sh
# What a shell completes: what the programs say of every option, and bash, zsh and fish themselves, typing.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2
mkdir bin policies 'a folder'
ln -s "$STRATC" bin/stratc
cp "$ROOT/policies/tutorial.strat" policies/tutorial.strat
touch policies/notes.txt 'a folder/old.strat' known.json
printf 'fact wants "what it wants" : set of { book "a book", map } fact n "n" : number 0..9\n' >>policies/tutorial.strat
"$STRATC" -o bin/tutorial policies/tutorial.strat || bad 'it is built'
PATH=$SCRATCH/bin:$PATH

# ---- what the programs say ----

# words PROGRAM TEXT...: how the last text goes on, on one line
words() {
    program=$1
    shift
    "$program" --completion=words -- "$@" 2>&1 | sed 's/	.*//; s/^:.*/&/' | tr '\n' ' '
}
goes_on() { # goes_on "how, on one line; ... for any" PROGRAM TEXT...
    wanted=$1
    shift
    said=$(words "$@")
    # shellcheck disable=SC2254
    case $wanted in
    *...*) pattern="${wanted%%...*}*${wanted##*...} "; case $said in $pattern) true ;; *) false ;; esac ;;
    *) [ "$said" = "${wanted:+$wanted }" ] ;;
    esac && ok "goes on: $*" || bad "goes on: $*" "$said"
}
goes_on '--lint --test ... --color=' stratc -
goes_on '--lint ... --color=' stratc --lint p.strat --me
goes_on ':policy' stratc ''
goes_on ':policy' stratc --lint pol
goes_on ':policy' stratc -- --li
goes_on ':file' stratc -o ''
goes_on ':file' stratc -oab
goes_on ':folder' stratc -I ''
goes_on ':file' stratc --lint --baseline kn
goes_on '--color=auto --color=always --color=never' stratc --color=n
goes_on 'auto always never' stratc --color ''
goes_on 'bash zsh fish words' stratc --completion ''
goes_on '--emit=c --emit=table ... --emit=list' stratc --emit=
goes_on 'all error unexercised-rule ... one-value' stratc -W ''
goes_on '-Wall -Werror ... -Wone-value' stratc -Wun
goes_on '-Wno-unexercised-rule ... -Wno-one-value' stratc -Wno-u
goes_on 'error=unexercised-rule ... error=one-value' stratc -W error=
goes_on 'out-of-memory ... definitions-too-deep' stratc --explain ''
goes_on '--lint ... --color=' stratc --no-such=x
goes_on 'partner= activity= contract_signed= reveals_people= wants= n=' tutorial ''
goes_on 'partner= ... n=' tutorial --why partner=resident re
goes_on 'partner=resident partner=university partner=rescue' tutorial partner=
goes_on 'reveals_people=yes reveals_people=no' tutorial reveals_people=n
goes_on 'wants=book wants=map' tutorial wants=
goes_on 'wants=book|book wants=book|map' tutorial 'wants=book|m'
goes_on '' tutorial n=
goes_on '' tutorial nothing=
goes_on 'published extract live_feed' tutorial --require ''
goes_on '--why-not=published --why-not=extract --why-not=live_feed' tutorial --why-not=x
goes_on 'partner=resident partner=university partner=rescue' tutorial --what-if partner=
goes_on '--what-if=partner= ... --what-if=n=' tutorial --what-if=
goes_on '--what-if=wants=book|book --what-if=wants=book|map' tutorial '--what-if=wants=book|m'
goes_on 'partner= ... n=' tutorial --why --json ''
goes_on 'partner= ... n=' tutorial --json --ladder re
goes_on '--keys=+each,id ... --keys=+each,readings' tutorial --keys=+each,
goes_on ':file' tutorial --json ''
goes_on ':file' tutorial --csv=
goes_on ':file' tutorial --verify ''
goes_on ':file' tutorial --verify a.md ''
goes_on ':file' tutorial --record ''
goes_on 'duty=' tutorial --report ''
goes_on 'duty=data_contract duty=report' tutorial --report duty=
goes_on '--report=duty=data_contract --report=duty=report' tutorial --report=duty=t
goes_on ':file' tutorial --report duty=report ''
goes_on 'partner= ... n=' tutorial --evidence ''
goes_on '--evidence=partner= ... --evidence=n=' tutorial --evidence=
case $("$STRATC" --completion=words -- --color=a | head -n 1) in '--color=auto	') ok 'a word, a tab, its meaning' ;; *) bad 'a word, a tab, its meaning' ;; esac

# What the man page and --help call a file is completed as one, and every list of words that they name is known.
empty 'every option with an argument completes it' "$("$STRATC" --completion=words -- - | cut -f 1 | grep '=$' | while read -r option; do
    [ -n "$(words stratc "$option")" ] || echo "$option"
done)"

cp bin/tutorial "bin/a'b"
"bin/a'b" --completion=bash >out 2>&1
[ $? = 2 ] && grep -q 'a shell completes names' out && ok 'a name that no script can hold is refused' || bad 'a name that no script can hold is refused' "$(cat out)"
tutorial --completion=csh >out 2>&1
[ $? = 2 ] && grep -q 'it can be bash, zsh or fish' out && ok 'a shell that is not known' || bad 'a shell that is not known' "$(cat out)"

# ---- the shells ----

# Each line: what is typed, then "|" and what there is to choose, sorted.
cat >typed <<'END2'
stratc --emit=ma|--emit=map --emit=map-json --emit=markdown
stratc --col|--color=
stratc --color n|never
stratc --dump=ru|--dump=rules
stratc -Wunused-f|-Wunused-fact
stratc --explain unused-f|unused-fact
stratc --lint policies/t|policies/tutorial.strat
stratc --lint policies/n|
stratc --baseline=kn|--baseline=known.json
stratc -I pol|policies/
tutorial partner=r|partner=rescue partner=resident
tutorial partner=resident rev|reveals_people=
tutorial --require ex|extract
tutorial --json kn|known.json
END2
chosen() { # chosen SHELL TYPED WANTED GOT
    got=$(printf '%s\n' "$4" | tr ' ' '\n' | sort | tr '\n' ' ' | sed 's/^ *//; s/ *$//')
    [ "$got" = "$3" ] && ok "$1: $2" || bad "$1: $2" "$got"
}

if command -v bash >/dev/null 2>&1; then
    for program in stratc tutorial; do $program --completion=bash; done >completion.bash
    cat >ask.bash <<'END2'
source ./completion.bash
compopt() { :; }                                  # outside of readline there is nothing to set
COMP_WORDS=(${1//=/ = }) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))    # parted at "=", as readline does
_strat_complete
given=${1##* } kept=
[[ $given != *=* ]] || kept=${given%=*}=
[[ -z $COMPREPLY ]] || printf "%s\n" "${COMPREPLY[@]/#/$kept}"
END2
    while IFS='|' read -r text wanted; do
        chosen bash "$text" "${wanted%/}" "$(bash ask.bash "$text" 2>&1)"
    done <typed
    bash -c 'source ./completion.bash; complete -p stratc tutorial' >out 2>&1 && ok 'bash: both programs are known' || bad 'bash: both programs are known' "$(cat out)"
else
    skip 'bash' 'bash is not installed (apt-get install bash)'
fi

if command -v fish >/dev/null 2>&1; then
    for program in stratc tutorial; do $program --completion=fish; done >completion.fish
    while IFS='|' read -r text wanted; do
        chosen fish "$text" "$wanted" "$(HOME=$SCRATCH fish --no-config -c "source completion.fish; complete -C '$text'" 2>&1 | cut -f 1)"
    done <typed
else
    skip 'fish' 'fish is not installed (apt-get install fish)'
fi

# zsh completes in its line editor alone, so it gets a terminal: the line after a tab, or what is listed.
if command -v zsh >/dev/null 2>&1; then
    mkdir functions
    for program in stratc tutorial; do $program --completion=zsh >functions/_$program; done
    cat >ask.zsh <<'END2'
zmodload zsh/zpty
zpty -b it 'TERM=dumb zsh -f -i'
say() { # a line, until it was read
    : >read
    zpty -w it "$1"
    zpty -w it 'print -n x >>read'
    for ((i = 0; i < 200 && $(wc -c <read) == 0; i++)); do sleep 0.05; done
}
say "fpath=($PWD/functions \$fpath); autoload -Uz compinit; compinit -u -D"
say 'compadd() {
    [[ " $* " == *\ -[OAD]\ * ]] || { local -a hits; builtin compadd -O hits "$@"; print -rl -- $IPREFIX$^hits >>hits }
    builtin compadd "$@"
}'
while IFS='|' read -r typed wanted; do
    : >hits
    say "$typed"$'\t\C-u'
    print -r -- "$typed|$wanted|${(j: :)${(fou)$(<hits)}}"
done
zpty -d it
END2
    # Where no policy matches, zsh's own _files shows any file; and it tells only the last part of a path.
    grep -v 'policies/n' typed | timeout 100 zsh -f ask.zsh >answers 2>err
    while IFS='|' read -r text wanted got; do
        chosen zsh "$text" "$(printf %s "$wanted" | sed 's|/$||; s|.*/||')" "$got"
    done <answers
    [ ! -s err ] && [ -s answers ] || bad 'zsh ran to its end' "$(cat err)"
else
    skip 'zsh' 'zsh is not installed (apt-get install zsh)'
fi
finish
