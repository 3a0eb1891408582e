#!/bin/sh
# generate.sh [--check]: write the words of keywords.txt into the files of the three editors.
#
# In each file the line after one that says `words: CLASS` is replaced; everything else is written by hand.
# --check changes nothing, names the files that are out of step and exits 1.
set -eu
cd "$(dirname "$0")"

made() { # made FILE: FILE as it should be, on standard output
    awk -v kind="${1##*.}" '
        NR == FNR {
            if ($0 !~ /^#/ && NF == 2) words[$2] = words[$2] " " $1
            next
        }
        function joined(class, before, after,    list, n, i, text) {
            n = split(words[class], list, " ")
            for (i = 1; i <= n; i++) text = text (i > 1 ? " " : "") before list[i] after
            return text
        }
        function bars(class, bar,    text) {
            text = joined(class, "", "")
            gsub(/ /, bar, text)
            return text
        }
        function line(class, old,    indent) {
            indent = old
            sub(/[^ ].*/, "", indent)
            if (!(class in words)) { print FILENAME ": no words of class " class > "/dev/stderr"; exit 1 }
            if (kind == "json" && class == "block")
                return indent "\"match\": \"(?:^|(?<=\\\\{))\\\\s*(" bars(class, "|") ")\\\\b\","
            if (kind == "json") return indent "\"match\": \"(?<![\\\\w.])(?:" bars(class, "|") ")(?![\\\\w.])\","
            if (FILENAME ~ /indent/) return "let s:" class " = \047\\%(" bars(class, "\\|") "\\)\\>\047"
            if (kind == "el") return "  \047(" joined(class, "\"", "\"") ")"
            if (class == "block")
                return "syn match stratBlock /\\%(^\\|{\\)\\s*\\zs\\<\\%(" bars(class, "\\|") "\\)\\>/"
            return "syn keyword strat" toupper(substr(class, 1, 1)) substr(class, 2) " " joined(class, "", "")
        }
        marked != "" { print line(marked, $0); marked = ""; next }
        { print }
        match($0, /[ "]words: [a-z]+/) { marked = substr($0, RSTART + 8, RLENGTH - 8) }
    ' keywords.txt "$1"
}

status=0
for file in vscode/syntaxes/strat.tmLanguage.json vim/syntax/strat.vim vim/indent/strat.vim emacs/strat-mode.el; do
    made "$file" >"$file.new"
    if cmp -s "$file" "$file.new"; then
        rm "$file.new"
    elif [ "${1:-}" = --check ]; then
        echo "$file is out of step with keywords.txt: run editors/generate.sh"
        diff "$file" "$file.new" || status=1
        rm "$file.new"
    else
        mv "$file.new" "$file"
    fi
done
exit $status
