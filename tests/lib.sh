# For test scripts: `. "$(dirname "$0")/../lib.sh"`. Each case ends in ok, bad or skip; the script ends with finish.
# Sets ROOT, BUILD (absolute), STRATC and SCRATCH, a folder of its own that goes when the script ends.

ROOT=${ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
BUILD=${BUILD:-$ROOT/build}
case $BUILD in /*) ;; *) BUILD=$ROOT/$BUILD ;; esac
CC=${CC:-gcc}
STRATC=$BUILD/stratc
SCRATCH=$(mktemp -d "${TMPDIR:-/tmp}/stratc-test.XXXXXX") || exit 2
trap 'rm -rf "$SCRATCH"' EXIT
trap 'exit 2' HUP INT TERM
passed=0 failed=0 skipped=0

ok() { # ok "what was tested"
    passed=$((passed + 1))
    printf 'ok: %s\n' "$1"
}

bad() { # bad "what was tested" ["what was seen instead"]
    failed=$((failed + 1))
    printf 'FAILED: %s\n' "$1"
    [ $# -lt 2 ] || printf '%s\n' "$2" | sed 's/^/    /'
}

skip() { # skip "what" "why, and what would make it run"; under STRICT=1 (check-long) nothing may be skipped
    if [ "${STRICT:-0}" = 1 ]; then
        bad "$1" "not run: $2"
        return
    fi
    skipped=$((skipped + 1))
    printf 'skip: %s: %s\n' "$1" "$2"
}

same() { # same "what" EXPECTED-FILE ACTUAL-FILE
    if difference=$(diff -u "$2" "$3"); then ok "$1"; else bad "$1" "$difference"; fi
}

empty() { # empty "what" "text": ok when the text, a list of offences, is empty
    if [ -z "$2" ]; then ok "$1"; else bad "$1" "$2"; fi
}

whole() { # whole FOLDER NAME...: each of these scripts of tests/FOLDER, as one case
    folder=$1
    shift
    for name in "$@"; do
        if sh "$ROOT/tests/$folder/$name.sh" >"$SCRATCH/log" 2>&1; then
            ok "$name: $(tail -n 1 "$SCRATCH/log")"
        else
            bad "$name" "$(cat "$SCRATCH/log")"
        fi
    done
}

# from_npm PACKAGE...: sets modules to the node_modules with these of npm's; false where they cannot be had, with npm's words in
# $SCRATCH/log. They come to their place whole: another script may look for the same at the same time.
from_npm() {
    mkdir -p "$BUILD/npm"
    place=$BUILD/npm/$(printf '%s' "$*" | tr '/ ' '+_')
    modules=$place/node_modules
    [ ! -d "$modules" ] || return 0
    fresh=$(mktemp -d "$place.XXXXXX") || return 1
    if npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$fresh" "$@" >"$SCRATCH/log" 2>&1 </dev/null; then
        mv -T "$fresh" "$place" 2>/dev/null # or another was first
    fi
    rm -rf "$fresh"
    [ -d "$modules" ]
}

documents() { # the formats of --emit that are one text; pages have tests of their own (tests/page), and need what may not be here
    "$STRATC" --emit=list | awk '$1 != "c" && $1 != "table" && $1 != "page" { print $1 }'
}

options() { # every option, as typed: -o, --lint, and with a "=" those that have an argument
    "$STRATC" --completion=words -- - | cut -f 1
}

modes() { # the options that say what to do: no two of them go together
    options | while read -r option; do
        value=
        case $option in --lint) other=--test ;; *=) other=--lint value=x ;; *) other=--lint ;; esac
        ! "$STRATC" "$other" "$option$value" 2>&1 | grep -q 'in one go' || echo "${option%=}"
    done
}

# unwrapped [FILE...]: messages of stratc and of what it builds, each on one line, however wide a terminal they were broken for.
unwrapped() {
    awk '/^(    |          )[^ ]/ && !/^ *[0-9]+ \| / { sub(/^ */, ""); held = held " " $0; next }
        NR > 1 { print held }
        { held = $0 }
        END { if (NR) print held }' "$@"
}

finish() {
    tail=
    [ "$skipped" -eq 0 ] || tail=", $skipped skipped"
    echo "$passed passed, $failed failed$tail"
    [ "$failed" -eq 0 ]
    exit
}
