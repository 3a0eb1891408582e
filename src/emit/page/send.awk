# What of a script or a style of a page is sent: no indentation, no comment that ends a line or has lines to itself, and of a style no blank that is for people.
{ sub(/^[ ]+/, "") }
within { if (/\*\/$/) within = 0; next }
/^\/\*.*\*\/$/ { next }
/^\/\*/ && !/\*\// { within = 1; next }
{ sub(/ *\/\*[^*]*\*\/$/, "") }
FILENAME ~ /[.]css$/ { gsub(/ *[{] */, "{"); gsub(/ *[}] */, "}"); gsub(/; */, ";"); gsub(/;[}]/, "}"); gsub(/, /, ","); gsub(/: /, ":") }
{ print }
