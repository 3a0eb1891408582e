#!/bin/sh
# tests/bounds/bounds.sh with sizes that nobody writes.
HEAVY=1 exec sh "$(dirname "$0")/../bounds/bounds.sh"
