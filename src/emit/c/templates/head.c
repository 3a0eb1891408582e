/*
 * Decides by a policy. Written by stratc from the policy; it belongs to whoever had it written. The
 * header says what there is, and how it is used.
 */
#include "emit/c/templates/sample.h"
POLICY
#include HEADER

#if PREFIX_HEADER_DIGEST != DIGEST
#error "this file and its header are of different runs of stratc: emit both again"
#endif
