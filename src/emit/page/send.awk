# What of a script or a style of a page is sent: no indentation, no comment that ends a line or has lines to itself, and no blank that is for people (no text of ours has one beside such a sign).
{ sub(/^[ ]+/, "") }
within { if (/\*\/$/) within = 0; next }
/^\/\*.*\*\/$/ { next }
/^\/\*/ && !/\*\// { within = 1; next }
{ sub(/ *\/\*[^*]*\*\/$/, "") }
FILENAME ~ /[.]css$/ { gsub(/ *[{] */, "{"); gsub(/ *[}] */, "}"); gsub(/; */, ";"); gsub(/;[}]/, "}"); gsub(/, /, ","); gsub(/: /, ":") }
FILENAME ~ /[.]js$/ { gsub(/ => /, "=>"); gsub(/ === /, "==="); gsub(/ !== /, "!=="); gsub(/ && /, "\\&\\&"); gsub(/ [|][|] /, "||"); gsub(/ = /, "="); gsub(/ [+] /, "+"); gsub(/ [?] /, "?"); gsub(/ : /, ":"); gsub(/[)] [{]$/, "){") }
{ print }
