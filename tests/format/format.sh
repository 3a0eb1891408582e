#!/bin/sh
# stratc --format as it is called: what is printed, checked and written, of files and of standard input; faults leave all as it was.
. "$(dirname "$0")/../lib.sh"
cd "$SCRATCH" || exit 2

cat >canonical.strat <<'END'
# A policy.

strategy "Lending" {
    version   "2"  # of the text
    scope     not partner = staff
    approaches ranked browsing < lending
    paragraphs 1,
               2
}


fact partner "who asks" : one of {
    member "a member",
    guest  "a guest",

    a_name_that_takes_no_part_in_it "whoever",
    # not those
    staff "our own"
}
fact age "how old" : one of { young < old } default old
fact kind "what is asked for and for how long, which decides much" : one of {
      short "a short loan"
    < long  "a long loan"
}
fact fined "owes a fine that was told more than once and was not paid for over a year, or more" :
    yes or no default no

approach 1 browsing "Reading room" { default }
approach 2 lending "Lending" notwithstanding 1 {
    # Those who come often.
    may be used with member, guest when age = old and not fined

    may be used for what with member
        when age = old
            and (
                not fined
                or partner in {
                    member, guest, a_name_that_takes_no_part_in_it, somebody_else, nobody_at_all
                }
            )
        unless fined
}

example "old" { given age = old expect lending }
example "young" {
    given  age = young, partner = member, not fined, kind = short, another_fact = another_value,
           a_third_fact
    expect conditional lending
           by 2
           with a_duty_that_is_long, another_duty_that_is_long, a_third_duty_that_is_long now none
}
END
tr -s ' \n' ' ' <canonical.strat | sed 's/# A policy. //; s/# of the text //; s/# not those //; s/# Those who come often. //' >line.strat
printf '\r\n\tfact   a  :yes or no   #  a remark\t \r\n\r\n\r\n\r\n\r\n# another\r\ngroup b={A,B}' >crlf.strat
printf '\357\273\277fact a : yes or no\n\n' >marked.strat

run() { # run STATUS "what" ARGUMENT...: to out and err
    wanted=$1 what=$2
    shift 2
    "$STRATC" "$@" >out 2>err
    status=$?
    [ $status -eq "$wanted" ] && ok "$what" || bad "$what" "exit $status: $(cat out err)"
}
gives() { # gives "what" EXPECTED-FILE: on standard output, and nothing is said
    same "$1" "$2" out
    empty 'and nothing is said' "$(cat err)"
}

run 0 'the canonical layout of what has it' --format canonical.strat
gives 'is what it is' canonical.strat
run 0 'checked' --format --check canonical.strat
empty 'there is nothing to tell' "$(cat out err)"
run 0 'on one line' --format line.strat
if [ "$(grep -c . out)" -gt 30 ]; then ok 'it becomes lines'; else bad 'it becomes lines' "$(cat out)"; fi

# Ends of lines, and the mark at the beginning.
run 0 'lines that end with CR LF' --format crlf.strat
printf 'fact a : yes or no  #  a remark\r\n\r\n\r\n# another\r\ngroup b = { A, B }\r\n' >wanted
gives 'go on so, with the remark as it stands' wanted
run 0 'a byte order mark' --format marked.strat
printf '\357\273\277fact a : yes or no\n' >wanted
gives 'stays' wanted
printf '# one\n\n\n' >comment.strat
run 0 'a file of a remark' --format comment.strat
printf '# one\n' >wanted
gives 'has a line' wanted
: >nothing.strat
run 0 'a file of nothing' --format nothing.strat
gives 'is nothing' nothing.strat

# --check
cp crlf.strat before.strat
run 1 'what would change' --format --check crlf.strat canonical.strat marked.strat
for file in crlf marked; do cp $file.strat $file.was; done
if patch -s <out && "$STRATC" --format --check crlf.strat marked.strat >out; then ok 'is a diff that patch takes'; else bad 'is a diff that patch takes' "$(cat out)"; fi
for file in crlf marked; do cp $file.was $file.strat; done
awk 'BEGIN { for (i = 0; i < 40; i++) print "fact f" i " : yes or no" (i % 15 == 3 ? " " : "") }' >far.strat
run 1 'changes far apart' --format --check far.strat
[ "$(grep -c '^@@' out)" = 3 ] && [ "$(grep -c '^[-+]f' out)" = 6 ] && ok 'are told with what stands around them' || bad 'are told with what stands around them' "$(cat out)"

# --write
chmod 640 crlf.strat
ln -s crlf.strat link.strat
run 0 'a file is written through a link' --format --write link.strat marked.strat
empty 'in silence' "$(cat out err)"
[ -L link.strat ] && [ "$(stat -c %a crlf.strat)" = 640 ] && ok 'which stays one, and so does who may read it' || bad 'which stays one' "$(ls -l)"
run 0 'then' --format --check crlf.strat marked.strat
touch -d '2020-01-01' canonical.strat
run 0 'what is laid out already' --format --write canonical.strat
[ "$(date -r canonical.strat +%Y)" = 2020 ] && ok 'is not touched' || bad 'is not touched' "$(ls -l)"
printf 'fact a:yes or no\n' >locked.strat
chmod 444 locked.strat
if [ "$(id -u)" = 0 ]; then
    skip 'a file that may not be written' 'root may write any; run as another user'
else
    run 2 'a file that may not be written' --format --write locked.strat
fi
if command -v bash >/dev/null 2>&1; then
    bash -c '"$0" --format --write <(cat far.strat)' "$STRATC" >out 2>&1
    [ $? = 2 ] && grep -q 'no file that could be written' out && ok 'the output of a command is no file' || bad 'the output of a command is no file' "$(cat out)"
fi
(ulimit -f 8 && exec "$STRATC" --format --write "$ROOT/policies/no-such.strat" far.strat) >out 2>&1
[ $? = 2 ] && ok 'a file that is not there' || bad 'a file that is not there' "$(cat out)"

# A full disk loses nothing.
awk 'BEGIN { for (i = 0; i < 9000; i++) print "fact f" i ":yes or no" }' >large.strat
cp large.strat large.was
(ulimit -f 8 && exec "$STRATC" --format --write large.strat) >out 2>&1
status=$?
[ $status = 2 ] && cmp -s large.strat large.was && [ -z "$(ls -a | grep '^\.stratc')" ] && ok 'nothing is lost where there is no room' || bad 'nothing is lost where there is no room' "$status: $(ls -la)"

# What has errors
printf 'fact   a : yes or no\nfact b yes\n' >broken.strat
cp broken.strat broken.was
for how in '' --check --write; do
    # shellcheck disable=SC2086
    run 1 "a file with errors ${how:-printed}" --format $how broken.strat
    empty 'is not laid out' "$(cat out)"
    grep -q '^broken.strat:2:' err && ok 'and the errors are told' || bad 'and the errors are told' "$(cat err)"
done
run 1 'one with errors among others' --format --write broken.strat large.strat
if cmp -s broken.strat broken.was && "$STRATC" --format --check large.strat; then ok 'keeps none of them from it'; else bad 'keeps none of them from it'; fi
printf 'approach 1 nobody "N" {   may   be   used   with   nobody_known   }\nuse "no/such/file"\n' >names.strat
run 0 'names that mean nothing' --format names.strat
printf 'approach 1 nobody "N" { may be used with nobody_known }\nuse "no/such/file"\n' >wanted
gives 'are laid out' wanted

# Standard input
"$STRATC" --format - <names.strat >out 2>err
gives 'standard input' wanted
mkdir there
printf 'fact k "k" : yes or no\n' >there/k.strat
printf 'use "k"\nstrategy "S" { approaches ranked a < b }\napproach 1 a "A" { default }\napproach 2 b "B" { may be used when k }\n' >user
"$STRATC" --lint --stdin-name=there/x.strat - <user >out 2>&1
[ $? = 0 ] && ok 'has the folder of its name' || bad 'has the folder of its name' "$(cat out)"
printf 'fact\n' | "$STRATC" --format --stdin-name there/x.strat - >out 2>&1
[ $? = 1 ] && grep -q '^there/x.strat:' out && ok 'and the name' || bad 'and the name' "$(cat out)"
sed '1s/.*/use "y"/' user >there/x.strat
printf 'use "x"\nfact k "k" : yes or no\n' >there/y.strat
"$STRATC" --lint --stdin-name=there/x.strat - <there/x.strat >out 2>&1
grep -q 'ST1202' out && ok 'by which others know it' || bad 'by which others know it' "$(cat out)"
CC=false "$STRATC" --emit=c --stdin-name=there/name.strat - <there/../user >out 2>&1
[ -f name.c ] && ok 'after which the result is called' || bad 'after which the result is called' "$(cat out)"

# What does not go together
for wrong in '--write -' '--check --write far.strat' '--lint --check far.strat' '--stdin-name=x far.strat' 'far.strat large.strat'; do
    case $wrong in --lint*) ;; *) wrong="--format $wrong" ;; esac
    # shellcheck disable=SC2086
    "$STRATC" $wrong >out 2>&1 </dev/null
    [ $? = 2 ] && grep -q ST0006 out && ok "refused: $wrong" || bad "refused: $wrong" "$(cat out)"
done

# Our own.
for file in "$ROOT"/policies/*.strat "$ROOT"/policies/*/*.strat; do
    empty "$(basename "$file") has the canonical layout" "$("$STRATC" --format --check "$file" 2>&1 | head -n 20)"
done
finish
