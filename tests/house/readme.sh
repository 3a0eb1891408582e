#!/bin/sh
# Every ```console block of the README and of the guide is run and must print exactly what it says; what the guide quotes stands in the
# text that it speaks of, and what it builds is the policy that is shipped.
#
# A block is typed top to bottom in one scratch folder: `$ command` (continued by a trailing \), then its
# output. A line `...` stands for any lines. `(exit status N)` as the last line of an output states the status, else 0
# is expected. The folder starts with a copy of policies/; stratc and build/ are those of the tree under test. A ```c
# block whose first line is a comment with a file's name, as in `/* ask.c */`, is that file. Blocks marked ```sh (set-up and
# the like) are not run here: tests/clean-room types them.
. "$(dirname "$0")/../lib.sh"

# blocks DOCUMENT: writes N.cmd, N.want and N.line for each command
blocks() {
    awk -v dir="$SCRATCH" '
        /^```console[ \t]*$/ { inside = 1; next }
        /^```/ { inside = 0; next }
        !inside { next }
        /^\$ / {
            n++
            file = dir "/" n
            printf "%d\n", NR > (file ".line"); close(file ".line")
            printf "" > (file ".want")
            command = substr($0, 3)
            more = command ~ /\\$/
            print command > (file ".cmd")
            next
        }
        more { command = $0; sub(/^> /, "", command); more = command ~ /\\$/; print command > (file ".cmd"); next }
        n { print > (file ".want") }
        END { print n + 0 }' "$1"
}

matches() { # matches WANT GOT: equal, where a line `...` of WANT stands for any lines of GOT
    awk 'NR == FNR { want[++n] = $0; next } { got[++m] = $0 }
        function fits(i, j) {
            while (i <= n && want[i] != "...") if (j > m || want[i++] != got[j++]) return 0
            if (i > n) return j > m
            for (; j <= m + 1; j++) if (fits(i + 1, j)) return 1
            return 0
        }
        END { exit !fits(1, 1) }' "$1" "$2"
}

typed() { # typed DOCUMENT: as somebody does who has just read it, in a folder of their own
    work=$SCRATCH/work-$(basename "$1")
    mkdir "$work"
    cp -R "$ROOT/policies" "$work/policies"
    ln -s "$BUILD" "$work/build"
    awk -v dir="$work" '
        /^```/ { file = ""; if ($0 ~ /^```c[ \t]*$/) first = 1; next }
        first { first = 0; if ($0 ~ /^\/\* [a-z0-9_.]+ \*\/$/) file = dir "/" $2 }
        file { print > file }' "$ROOT/$1"
    total=$(blocks "$ROOT/$1")
    n=0
    while [ "$n" -lt "$total" ]; do
        n=$((n + 1))
        what="$1:$(cat "$SCRATCH/$n.line"): $(head -n 1 "$SCRATCH/$n.cmd")"
        (cd "$work" && PATH=$BUILD:$PATH LC_ALL=C.UTF-8 NO_COLOR=1 HOME=$work GIT_CONFIG_NOSYSTEM=1 sh "$SCRATCH/$n.cmd" >"$SCRATCH/$n.got" 2>&1 </dev/null)
        status=$?
        if [ $status -ne 0 ] || tail -n 1 "$SCRATCH/$n.want" | grep -q '^(exit status 0)$'; then
            echo "(exit status $status)" >>"$SCRATCH/$n.got"
        fi
        # A blank line before the next command is layout, not output.
        for file in "$SCRATCH/$n.want" "$SCRATCH/$n.got"; do
            awk '/^$/ { held++; next } { while (held) { print ""; held-- } print }' "$file" >"$file.trim"
        done
        if matches "$SCRATCH/$n.want.trim" "$SCRATCH/$n.got.trim"; then
            ok "$what"
        else
            bad "$what" "$(diff -u "$SCRATCH/$n.want.trim" "$SCRATCH/$n.got.trim" | sed 1,2d)"
        fi
    done
    [ "$total" -gt 5 ] || bad "$1 has examples that can be run"
}
typed README.md
guide=grammar/guide.md policy=policies/marrow-bay-partnerships
if command -v git >/dev/null 2>&1; then
    export GIT_AUTHOR_NAME=Somebody GIT_AUTHOR_EMAIL=somebody@example.org GIT_COMMITTER_NAME=Somebody GIT_COMMITTER_EMAIL=somebody@example.org
    typed "$guide"
else
    skip "$guide" 'git is not installed (apt-get install git)'
fi

# What the guide quotes, a paragraph each, with one blank wherever there are any; the text itself likewise.
one_line() { tr -s '\n ' '  ' <"$1"; }
one_line "$ROOT/$policy.md" >"$SCRATCH/text"
awk '/^> / { quote = quote substr($0, 3) " "; next } quote { print quote; quote = "" }' "$ROOT/$guide" >"$SCRATCH/quotes"
empty 'what the guide quotes stands in the text' "$(while read -r quote; do
    grep -qF -e "$quote" "$SCRATCH/text" || echo "$quote"
done <"$SCRATCH/quotes")"
[ "$(wc -l <"$SCRATCH/quotes")" -gt 8 ] || bad 'the guide quotes the text'
empty 'the guide has all of its policy, but for some examples' "$(awk '/^example/ { on = 1 } !on && !/^#/ && NF { print } /^}/ { on = 0 }' "$ROOT/$policy.strat" |
    grep -vxFf "$ROOT/$guide")"

# A ```strat block of either is an excerpt of a policy that is shipped (and so compiled and tested).
excerpts=$(awk -v dir="$SCRATCH" '
    /^```strat[ \t]*$/ { inside = 1; n++; file = dir "/" n ".excerpt"; next }
    /^```/ { inside = 0 }
    inside { print > file }
    END { print n + 0 }' "$ROOT/README.md" "$ROOT/$guide")
n=0
while [ "$n" -lt "$excerpts" ]; do
    n=$((n + 1))
    what="\`$(head -n 1 "$SCRATCH/$n.excerpt")\` stands in a policy"
    if awk -v excerpt="$SCRATCH/$n.excerpt" '
        BEGIN { while ((getline line < excerpt) > 0) wanted = wanted line "\n" }
        FNR == 1 { if (index(text, wanted)) found = 1; text = "" }
        { text = text $0 "\n" }
        END { exit !(found || index(text, wanted)) }' "$ROOT"/policies/*.strat; then
        ok "$what"
    else
        bad "$what"
    fi
    empty 'and has the canonical layout' "$("$STRATC" --format --check "$SCRATCH/$n.excerpt" 2>&1)"
done
finish
