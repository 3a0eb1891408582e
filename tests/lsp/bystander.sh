#!/bin/sh
# See bystander.py.
. "$(dirname "$0")/part.inc"
