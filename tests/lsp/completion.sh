#!/bin/sh
# See completion.py.
. "$(dirname "$0")/part.inc"
