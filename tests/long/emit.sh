#!/bin/sh
# What check compiles once, under every standard and at every level of optimisation; and what takes long to be given up.
. "$(dirname "$0")/../lib.sh"

WHOLE=1
export WHOLE
whole emit c documents warnings
finish
