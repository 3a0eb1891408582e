#!/bin/sh
# See workspace.py.
. "$(dirname "$0")/part.inc"
