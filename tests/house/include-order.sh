#!/bin/sh
# A stage includes only the stages before it; runtime includes nothing of the compiler. CONTRIBUTING.md draws the way.
. "$(dirname "$0")/../lib.sh"
cd "$ROOT" || exit 2

# folder: what it may include besides itself
cat >"$SCRATCH/allowed" <<'END'
base
diag       base
syntax     base diag
model      base diag syntax
rules      base diag syntax model
space      base diag syntax model rules
lint       base diag syntax model rules space diff
diff       base diag syntax model rules space
emit       base diag syntax model rules space lint diff runtime
runtime
evaluator  runtime
stratc     base diag syntax model rules space lint diff emit runtime lsp
lsp        base diag syntax model rules space lint diff emit stratc
END

edges() { # every `#include "..."` below FOLDER as `file: header`
    grep -rn --include='*.[chyl]' -E '^[[:space:]]*#[[:space:]]*include[[:space:]]*"' "$1" 2>/dev/null |
        sed -E 's/^([^:]*):([0-9]*):[^"]*"([^"]*)".*/\1:\2 \3/'
}

# A header is named `folder/file.h`; in runtime, whose folder is copied by itself, the bare name is right as well.
judge() {
    edges "$1" | awk -v allowed="$SCRATCH/allowed" -v top="$1/" '
        BEGIN {
            while ((getline line < allowed) > 0) {
                n = split(line, word, " ")
                for (i = 1; i <= n; i++) may[word[1], word[i]] = 1
            }
        }
        {
            file = substr($1, length(top) + 1)
            split(file, part, "/"); from = part[1]
            to = $2; sub("/.*", "", to)
            if ($2 !~ "/") {
                if (from != "runtime" && $2 !~ /^strat\.(tab|lex)\.h$/) print $1 ": \"" $2 "\" is not written folder/file.h"
            } else if (!((from, to) in may))
                print $1 ": " from " may not include " $2
        }'
}

empty 'no include edge in src runs backwards' "$(judge src)"

# Only the parser's own folder may know what bison and flex wrote.
empty 'the generated parser is included by syntax alone' \
    "$(edges src | grep -E ' strat\.(tab|lex)\.h$' | grep -v '^src/syntax/')"
empty 'the grammar includes base, diag and syntax alone' \
    "$(edges grammar | grep -vE ' (base|diag|syntax)/|strat\.(tab|lex)\.h$')"
empty 'every folder of src is a stage of the one way' \
    "$(for folder in src/*/; do
        name=$(basename "$folder")
        [ "$name" = share ] || grep -q "^$name\( \|$\)" "$SCRATCH/allowed" || echo "$folder"
    done)"

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
