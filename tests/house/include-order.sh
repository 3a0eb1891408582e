#!/bin/sh
# A stage includes only the stages before it; runtime includes nothing of the compiler. CONTRIBUTING.md draws the way.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

# room: what it may include besides itself; a room is a folder that has sources
cat >"$SCRATCH/allowed" <<'END'
base
diag            base
report          base diag
syntax          base diag
format          base diag syntax
model           base diag syntax
anchor          base model
rules           base model
space           base model rules
analysis        base diag rules space
diff            base space
lint            base diag rules space analysis
lint/checks     base analysis lint anchor
runtime
runtime/why     runtime runtime/why
table           base rules space analysis runtime
emit            base analysis table runtime
emit/c          base space table runtime emit
emit/c/templates runtime
emit/page       emit
emit/documents  base diag model rules space analysis runtime emit
pipeline        base diag syntax format model anchor analysis lint table
lsp             base diag syntax format lint emit/documents pipeline
stratc          base diag report format anchor analysis diff emit emit/c evaluator/cli pipeline lsp
evaluator/io    base
evaluator/core  base runtime evaluator/io
evaluator/explain base evaluator/io evaluator/core
evaluator/record base evaluator/core evaluator/explain
evaluator/wasm  evaluator/core evaluator/explain evaluator/record
evaluator/wasm/libc
evaluator/cli   base evaluator/io evaluator/core evaluator/explain evaluator/record
END

edges() { # every `#include "..."` below FOLDER as `file: header`
    grep -rn --include='*.[chyl]' -E '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$1" 2>/dev/null |
        sed -E 's/^([^:]*):([0-9]*):[^"]*"([^"]*)".*/\1:\2 \3/'
}

# A header is named `room/file.h`; in runtime, whose folder is copied by itself, the bare name is right as well.
judge() {
    edges "$1" | awk -v allowed="$SCRATCH/allowed" -v top="$1/" '
        BEGIN {
            while ((getline line < allowed) > 0) {
                n = split(line, word, " ")
                for (i = 1; i <= n; i++) may[word[1], word[i]] = 1
            }
        }
        {
            from = substr($1, length(top) + 1); sub("/[^/]*$", "", from)
            to = $2; sub("/[^/]*$", "", to)
            if ($2 !~ "/") {
                if (from != "runtime" && $2 !~ /^strat\.(tab|lex)\.h$/) print $1 ": \"" $2 "\" is not written folder/file.h"
            } else if (!((from, to) in may))
                print $1 ": " from " may not include " $2
            used[from, to] = 1
        }'
}

# What is allowed but not needed would let a wrong edge in unseen.
idle() {
    edges "$1" | awk -v allowed="$SCRATCH/allowed" -v top="$1/" '
        {
            from = substr($1, length(top) + 1); sub("/[^/]*$", "", from)
            to = $2; sub("/[^/]*$", "", to); used[from, to] = 1
        }
        END {
            while ((getline line < allowed) > 0) {
                n = split(line, word, " ")
                for (i = 2; i <= n; i++) if (!((word[1], word[i]) in used)) print word[1] " does not include " word[i]
            }
        }'
}

empty 'no include edge in src runs backwards' "$(judge src)"
empty 'no include edge is allowed that is not needed' "$(idle src)"

# Only the parser's own folder may know what bison and flex wrote.
empty 'the generated parser is included by syntax alone' \
    "$(edges src | grep -E ' strat\.(tab|lex)\.h$' | grep -v '^src/syntax/')"
empty 'the grammar includes base, diag and syntax alone' \
    "$(edges grammar | grep -vE ' (base|diag|syntax)/|strat\.(tab|lex)\.h$')"
empty 'every folder of src with sources is a room of the table' \
    "$(find src -name '*.[ch]' | sed 's|^src/||; s|/[^/]*$||' | sort -u | while read -r folder; do
        grep -q "^$folder\( \|\$\)" "$SCRATCH/allowed" || echo "$folder"
    done)"
empty 'no room has over 30 files (checks apart)' \
    "$(find src -name '*.[ch]' | sed 's|^src/||; s|/[^/]*$||' | sort | uniq -c | awk '$1 > 30 && $2 != "lint/checks" { print $2 ": " $1 }')"

# The judge itself: each of these edges must be found.
mkdir -p "$SCRATCH/src/base" "$SCRATCH/src/runtime" "$SCRATCH/src/evaluator" "$SCRATCH/src/lint"
echo '#include "model/model.h"' >"$SCRATCH/src/base/bad.c"
echo '#  include "base/arena.h"' >"$SCRATCH/src/runtime/bad.c"
echo '#include "emit/emit.h"' >"$SCRATCH/src/evaluator/bad.h"
echo '#include "lint.h"' >"$SCRATCH/src/lint/bad.c"
echo '#include "space/space.h" // fine' >"$SCRATCH/src/lint/good.c"
found=$(judge "$SCRATCH/src" | wc -l)
if [ "$found" -eq 4 ]; then ok 'the judge sees an edge that runs back'; else bad 'the judge sees an edge that runs back' "$(judge "$SCRATCH/src")"; fi

finish
