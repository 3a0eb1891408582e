#!/bin/sh
# The language server: 5,000 random edits, and what is offered before every word of three policies, where check tries some.
. "$(dirname "$0")/../lib.sh"

STRICT=1
export STRICT
whole lsp edits features
finish
