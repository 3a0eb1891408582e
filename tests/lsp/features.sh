#!/bin/sh
# See features.py.
. "$(dirname "$0")/part.inc"
