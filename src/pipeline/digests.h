/* Digests: the fingerprints of a policy's text, by which what was decided can be checked later.
 * Inside pipeline/ only. */
#ifndef STRATC_PIPELINE_DIGESTS_H
#define STRATC_PIPELINE_DIGESTS_H

#include "model/model.h"

/* Fills in m->digest and those of the paragraphs: SHA-256 of the canonical layout of the policy,
 * behind it that of each file that it uses, in order of first use; and, of what stands there, of
 * each paragraph's block, from its first word to its closing brace. They stay NULL where a file
 * would be too large once it is laid out. */
void digests_fill(struct diags *d, struct model *m);

#endif
