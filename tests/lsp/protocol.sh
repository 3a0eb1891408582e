#!/bin/sh
# See protocol.py.
. "$(dirname "$0")/part.inc"
