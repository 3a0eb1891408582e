#!/bin/sh
# See edits.py.
. "$(dirname "$0")/part.inc"
