#!/bin/sh
# See actions.py.
. "$(dirname "$0")/part.inc"
