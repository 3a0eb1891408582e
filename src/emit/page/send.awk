# What of a script or a style of a page is sent: no indentation, and no comment that has its lines to itself.
{ sub(/^[ ]+/, "") }
within { if (/\*\/$/) within = 0; next }
/^\/\*.*\*\/$/ { next }
/^\/\*/ && !/\*\// { within = 1; next }
{ print }
