#!/bin/sh
# Pages in a real browser, where nothing may be missing: what they need is installed.
. "$(dirname "$0")/../lib.sh"

STRICT=1
export STRICT
whole page decides safe access use paper
finish
