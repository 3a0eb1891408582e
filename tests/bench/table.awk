# table.awk MACHINE ROWS NOTES SAMPLES: the table. ROWS says what is shown; a row or goal whose samples are missing says so.
BEGIN { FS = "\t" }

FILENAME == ARGV[1] { about[$1] = $2; next }
FILENAME == ARGV[2] { if ($0 !~ /^#/ && NF > 1) line[++lines] = $0; next }
FILENAME == ARGV[3] { notes[++n_notes] = $0; next }
{ value[$1, ++count[$1]] = $2 + 0 }

# Rising, so that the median and the quartiles can be read off.
function sort_samples(key,    i, k, v) {
    for (i = 2; i <= count[key]; i++) {
        v = value[key, i]
        for (k = i - 1; k >= 1 && value[key, k] > v; k--) value[key, k + 1] = value[key, k]
        value[key, k + 1] = v
    }
}
function at(key, part,    place, low) {
    place = 1 + (count[key] - 1) * part
    low = int(place)
    return value[key, low] + (place - low) * (value[key, low == count[key] ? low : low + 1] - value[key, low])
}
function known(key) { return key in count }
function spread(key) { return count[key] < 3 || median[key] == 0 ? "" : sprintf("%.0f %%", 50 * (at(key, 0.75) - at(key, 0.25)) / median[key]) }

# Thousands apart, and no more digits than say something.
function number(x,    text, out) {
    if (x == 0) return "0"
    if (x < 10) return sprintf("%.2f", x)
    if (x < 100) return sprintf("%.1f", x)
    text = sprintf("%.0f", x)
    out = ""
    while (length(text) > 3) {
        out = "," substr(text, length(text) - 2) out
        text = substr(text, 1, length(text) - 3)
    }
    return text out
}

# "a / b": the quotient of two medians; "a": a median. Sets `missing` where one has no samples.
function figure(expression,    part, n) {
    n = split(expression, part, " / ")
    missing = !known(part[1]) || (n > 1 && !known(part[2]))
    return missing ? 0 : n > 1 ? median[part[1]] / median[part[2]] : median[part[1]]
}

function show_goal(part,    x, met) {
    x = figure(part[5])
    met = part[3] == "at most" ? x <= part[4] : x >= part[4]
    printf "  %-65s %8s %7s %9s   %s\n", part[2], part[3], part[4], missing ? "-" : number(x), missing ? "not measured" : met ? "yes" : "no"
    if (!missing) { goals++; goals_met += met }
}

function say(text) {
    sub(/ +$/, "", text)
    print text
}

function show_row(part,    key, base, ratio) {
    key = part[2]
    base = part[4]
    if (!known(key)) {
        printf "  %-61s %10s\n", part[3], "-"
        return
    }
    ratio = base == "" || !known(base) ? "" : number(median[key] / median[base])
    say(sprintf("  %-61s %10s %8s %10s %14s", part[3], number(median[key]), spread(key), ratio,
        known(key ".instructions") ? number(median[key ".instructions"]) : ""))
}

END {
    for (key in count) {
        sort_samples(key)
        median[key] = at(key, 0.5)
    }
    total = about["requests out_of_scope"] + about["requests refused"] + about["requests default"] + about["requests conditional"] + about["requests open"]
    printf "%s: %s facts, %s rules; %s random complete requests\n", about["policy"], about["facts"], about["rules"], number(total)
    printf "  (%s open, %s conditional, %s default, %s refused, %s out of scope), %s bytes a JSON line\n", number(about["requests open"]),
        number(about["requests conditional"]), number(about["requests default"]), number(about["requests refused"]),
        number(about["requests out_of_scope"]), about["request bytes"]
    printf "%s\n%s\n", about["machine"], about["compilers"]
    for (i = 1; i <= n_notes; i++) print notes[i]
    print "Medians of interleaved samples, processor time but where it says by the clock; the spread is half the distance of the quartiles."
    print "Every answer was compared first. Requests come in another order each time; instructions are without those of the loop around."
    for (i = 1; i <= lines; i++) {
        n = split(line[i], part, "\t")
        if (part[1] == "section") say(sprintf("\n%-63s %10s %8s %10s %14s", part[2], part[3], part[3] == "bytes" ? "" : "spread", part[4], part[5]))
        else if (part[1] == "goals") printf "\n%-67s %16s %9s\n", part[2], "goal", "here"
        else if (part[1] == "goal") show_goal(part)
        else if (part[1] == "row" || known(part[2])) show_row(part)
    }
    printf "\n%d of %d goals met\n", goals_met, goals
}
