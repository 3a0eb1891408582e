# Policies of one shape and any size: awk -v family=and -v n=1000 [-v change=1] -f policy.awk. With `change` one fact less matters at one place.
function facts(prefix, count,   i) { for (i = 0; i < count; i++) printf "fact %s%d \"%s%d\" : yes or no\n", prefix, i, prefix, i }
function list(prefix, count, joint,   i, all) {
    for (i = change ? 1 : 0; i < count; i++) all = all (all == "" ? "" : joint) prefix i
    return all
}
function head(more) {
    print "strategy \"Bounds\" { approaches ranked low < high }"
    print "fact other \"other\" : yes or no"
    print more "approach 1 low \"l\" { default }"
}
function rules_of(what,   i) { for (i = change ? 1 : 0; i < n; i++) { $0 = what; gsub(/#/, i); print } }
BEGIN {
    k = k ? k : int(n / 2)
    if (family == "and" || family == "or" || family == "count") {
        facts("f", n)
        head("")
        text = family == "count" ? "at least " k " of (" list("f", n, ", ") ")" : list("f", n, " " family " ")
        print "approach 2 high \"h\" { may be used when " text " }"
    } else if (family == "nested") { # (a or b) and (a or b) and ...
        facts("f", n); facts("g", n)
        head("")
        for (i = change ? 1 : 0; i < n; i++) text = text (text ? " and " : "") "(f" i " or g" i ")"
        print "approach 2 high \"h\" { may be used when " text " }"
    } else if (family == "pairs") {
        facts("f", n); facts("g", n)
        head("")
        print "approach 2 high \"h\" {"
        rules_of("may be used when f# and g#")
        print "}"
    } else if (family == "readings") {
        facts("f", n); facts("g", n)
        print "reading r \"r?\" : one of { wide \"w\", narrow \"n\" } taken wide"
        head("")
        print "approach 2 high \"h\" {"
        rules_of("may be used when f# and g#")
        print "may be used when r = narrow and f1 }"
    } else if (family == "rules") {
        facts("f", n)
        head("")
        print "approach 2 high \"h\" {"
        rules_of("may be used when f#")
        print "}"
    } else if (family == "alike") {
        facts("f", 1)
        head("")
        print "approach 2 high \"h\" { may be used when f0 }"
        for (i = change ? 1 : 0; i < n; i++) printf "paragraph %d \"p\" { may use high when f0 }\n", i + 3
    } else if (family == "duties") { # duties and judgements in pairs
        facts("f", n); facts("d", n)
        for (i = 0; i < n; i++) printf "judgement j%d \"j\" by \"Board\"\nduty u%d \"u\" before by \"Board\" done when d%d\n", i, i, i
        head("")
        print "approach 2 high \"h\" { may be used when other }"
        for (i = change ? 1 : 0; i < n; i++) printf "paragraph %d \"p\" { only after u%d using high when f%d and j%d }\n", i + 3, i, i, i
    } else if (family == "values") {
        printf "fact v \"v\" : one of { v0 \"v\""
        for (i = 1; i < n; i++) printf ", v%d \"v\"", i
        print " }"
        print "fact m \"m\" : number 0.." 10 * n
        head("group many \"m\" of v = { " list("v", n, ", ") " }\n")
        print "approach 2 high \"h\" {"
        rules_of("may be used when v = v# and m at least #")
        print "may be used when v in many and m at least 7"
        print "}"
    } else if (family == "chain") { # definitions built on one another
        facts("f", n)
        print "define c0 means f0"
        for (i = 1; i < n && i < 150; i++) printf "define c%d means %s f%d\n", i, i == 7 && change ? "" : i % 2 ? "c" i - 1 " and" : "c" i - 1 " or", i
        head("")
        print "approach 2 high \"h\" { may be used when c" i - 1 " }"
    } else if (family == "lists") { # in `with`, `given`, groups
        printf "fact partner \"who\" : one of { p0 \"p\""
        for (i = 1; i < n; i++) printf ", p%d \"p\"", i
        print " }"
        facts("f", n)
        head("group all_of_them \"g\" = { " list("p", n, ", ") " }\n")
        print "approach 2 high \"h\" { may be used with " list("p", n, ", ") " may be used with all_of_them when f0 }"
        print "example \"long\" { given partner = p1, " list("f", n, ", ") " expect high }"
    } else if (family == "presumed") {
        facts("f", n); facts("g", n)
        printf "judgement j \"j\" by \"Board\""
        for (i = change ? 1 : 0; i < n; i++) printf " presumed yes when f%d and g%d", i, i
        print ""
        head("")
        print "approach 2 high \"h\" { may be used when j }"
    } else if (family == "expected") { # a long condition beside a long expectation
        facts("f", n); facts("g", n)
        head("")
        print "approach 2 high \"h\" { may be used when other }"
        print "principle 3 \"p\" { should meet " list("g", n, " and ") " using high when " list("f", n, " or ") " }"
    }
}
