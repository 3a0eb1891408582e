#!/bin/sh
# stratc --diff as git calls it, with git itself, and as a comment on a pull request.
. "$(dirname "$0")/../lib.sh"

if ! command -v git >/dev/null 2>&1; then
    skip 'git' 'git is not installed (apt-get install git)'
    finish
fi
cd "$SCRATCH" || exit 2
mkdir home work
export HOME="$SCRATCH/home" GIT_CONFIG_NOSYSTEM=1 NO_COLOR=1 PATH="$BUILD:$PATH"
git config --global user.name Somebody
git config --global user.email somebody@example.org
git config --global init.defaultBranch main
cd work || exit 2
mkdir -p law/vocabulary
cat >law/loans.strat <<'POLICY'
strategy "Loans" { approaches ranked room < loan }
use "vocabulary/people"
approach 1 room "Reading room" { may be used }
approach 2 loan "Loan" { may be used with member }
POLICY
echo 'fact partner "who asks" : one of { member "a member", guest "a guest" }' >law/vocabulary/people.strat
echo 'a text' >other.txt
echo '*.strat diff=strat' >.gitattributes
git init -q . && git add -A && git commit -qm first || bad 'a repository'
git config diff.strat.command 'stratc --diff'

told() { # told "what" COMMAND...: exit 0, and standard output and error are the text on standard input; hashes are HASH
    what=$1
    shift
    cat >../want
    "$@" >../said 2>&1
    status=$?
    sed 's/@[0-9a-f]\{7\}/@HASH/g; /^index /d; s|/tmp/[^ ]*/|/tmp/|g' ../said >../got
    if [ $status -eq 0 ]; then same "$what" ../want ../got; else bad "$what" "exit $status: $(cat ../said)"; fi
}

sed -i 's/with member/with member, guest/' law/loans.strat
echo more >>other.txt
told 'a change that is not staged; what is no policy is left to git' git diff <<'END2'
law/loans.strat@HASH -> law/loans.strat: 1 of 2 situations are decided
  differently (50.00 percent)

1. for guest, everything rises from room (open) to loan (open) (2 changed); 1
   combination of the facts named
   for example: partner = guest: before room (open), now loan (open)

diff --git a/other.txt b/other.txt
--- a/other.txt
+++ b/other.txt
@@ -1 +1,2 @@
 a text
+more
END2
git checkout -q other.txt
git add -A
cat >../changed <<'END2'
law/loans.strat@HASH -> law/loans.strat@HASH: 1 of 2 situations are
  decided differently (50.00 percent)

1. for guest, everything rises from room (open) to loan (open) (2 changed); 1
   combination of the facts named
   for example: partner = guest: before room (open), now loan (open)

END2
told 'a change that is staged' git diff --staged <../changed
git commit -qm second
printf 'second\n\n' | cat - ../changed >../committed
told 'what a commit changed' git show --ext-diff --format=%s HEAD <../committed

mkdir house
git mv law/loans.strat house/loans.strat
git mv law/vocabulary house/vocabulary
echo 'recital 3 "Why"' >>house/loans.strat
git add -A
told 'the old version of a renamed policy uses what lies beside its new name' git diff --staged -M <<'END2'
house/loans.strat@HASH -> house/loans.strat@HASH: no difference but in
  wording: every situation is decided alike, all 2 of them

wording:
- the paragraph 3 is new

law/vocabulary/people.strat: decides nothing by itself; compare the policies
    that use it
END2
git commit -qm third

# ---- what there is not two of ----

cp house/loans.strat house/new.strat
git add -A
told 'a new policy' git diff --staged <<'END2'
house/new.strat: new
END2
git commit -qm fourth
git rm -q house/new.strat
told 'a policy that is gone' git diff --staged <<'END2'
house/new.strat: gone
END2
git commit -qm fifth
sed -i 's/a guest/any guest/' house/vocabulary/people.strat
told 'what is used decides nothing by itself' git diff <<'END2'
house/vocabulary/people.strat: decides nothing by itself; compare the policies
    that use it
END2
git checkout -q .
git checkout -q -b side
sed -i 's/with member, guest/with guest/' house/loans.strat
git commit -qam side
git checkout -q main
sed -i 's/with member, guest/with member/' house/loans.strat
git commit -qam main
git merge side >/dev/null 2>&1
told 'a policy that is not merged yet' git diff --staged <<'END2'
house/loans.strat: not merged yet, so there are no two versions to compare
END2
git merge --abort
sed -i 's/with member/with membre/' house/loans.strat
git commit -qam broken
sed -i 's/with membre/with member/' house/loans.strat
cp house/loans.strat house/zoo.strat
git add -A
told 'a version with errors does not keep git from the others' git diff --staged <<'END2'
house/loans.strat@HASH:4:43: error: `partner` has neither a value nor a group
    `membre`; did you mean `member`? [ST3002 unknown-value]
    4 | approach 2 loan "Loan" { may be used with membre }
      |                                           ^~~~~~
house/vocabulary/people.strat:1:6: note: `partner` is declared here
    1 | fact partner "who asks" : one of { member "a member", guest "a guest" }
      |      ^~~~~~~
house/zoo.strat: new
END2
git reset -q --hard HEAD~1
sed -i 's/with member/with member, guest/' house/loans.strat

# ---- other ways to it ----

git config --unset diff.strat.command
git config diff.tool strat
git config difftool.strat.cmd 'stratc --diff "$MERGED" "$LOCAL" old . "$REMOTE" . .'
told 'git difftool' git difftool -y <<'END2'
house/loans.strat@old -> house/loans.strat: 1 of 2 situations are decided
  differently (50.00 percent)

1. for guest, everything rises from room (open) to loan (open) (2 changed); 1
   combination of the facts named
   for example: partner = guest: before room (open), now loan (open)

END2
GIT_EXTERNAL_DIFF='stratc --diff --message-format=markdown' told 'as Markdown' git diff -- house <<'END2'
**house/loans.strat@HASH -\> house/loans.strat: 1 of 2 situations are decided differently (50.00 percent)**

1. for guest, everything rises from room (open) to loan (open) (2 changed); 1 combination of the facts named
     - for example: partner = guest: before room (open), now loan (open)

END2
finish
