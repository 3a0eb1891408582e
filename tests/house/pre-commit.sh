#!/bin/sh
# .pre-commit-hooks.yaml: its commands are ours, and pre-commit itself runs them on policies and on nothing else.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

hooks=$ROOT/.pre-commit-hooks.yaml
empty 'each command is one of stratc' "$(sed -n 's/^  entry: //p' "$hooks" | while read -r program option rest; do
    [ "$program" = stratc ] && options | grep -qxe "$option" || echo "$program $option $rest"
done)"
if ! command -v pre-commit >/dev/null 2>&1 || ! command -v git >/dev/null 2>&1; then
    skip 'the hooks' 'pre-commit is not installed (apt-get install pre-commit)'
    finish
fi
mkdir home hooks work
export HOME="$SCRATCH/home" GIT_CONFIG_NOSYSTEM=1 PATH="$BUILD:$PATH"
unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE
git config --global user.name Somebody
git config --global user.email somebody@example.org
git config --global init.defaultBranch main
git config --global protocol.file.allow always
cp "$hooks" hooks/ && git -C hooks init -q && git -C hooks add . && git -C hooks commit -qm hooks
cd work && git init -q || exit 2
{
    printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n' "$SCRATCH/hooks" "$(git -C ../hooks rev-parse HEAD)"
    sed -n 's/^- id: \(.*\)/      - id: \1/p' "$hooks" | sed '/stratc-test$/a\        exclude: ^used' # as the guide has it
} >.pre-commit-config.yaml
cp "$ROOT/policies/tutorial.strat" good.strat
cp "$ROOT/policies/enisa-international-examples.strat" used-examples.strat
cp "$ROOT/policies/vocabulary/countries.strat" used-countries.strat
echo nonsense >notes.txt
git add . && git commit -qm first
pre-commit run --all-files >out 2>&1 && ok 'policies without findings pass' || bad 'policies without findings pass' "$(cat out)"
if grep -q 'Skipped' out; then bad 'every hook ran' "$(cat out)"; else ok 'every hook ran'; fi
pre-commit install >out 2>&1 || bad 'it is installed' "$(cat out)"
grep -v '^recital' good.strat >bad.strat
git add bad.strat
git commit -qm second >out 2>&1 && bad 'a finding keeps a policy from being committed' "$(cat out)"
grep -q 'ST2030 uncovered-paragraph' out && ok 'a finding keeps a policy from being committed' || bad 'and the finding is said' "$(cat out)"
finish
