/* Digests: the fingerprints of a policy's text, by which what was decided can be checked later.
 * Inside pipeline/ only. */
#ifndef STRATC_PIPELINE_DIGESTS_H
#define STRATC_PIPELINE_DIGESTS_H

#include "model/model.h"

/* Fills in m->digest and those of the paragraphs: SHA-256 of the canonical layout of the policy,
 * behind it that of each file that it uses, in order of first use; and of each paragraph's own
 * rules in that layout: of its block the heading and the statements, each ended by a line feed,
 * without the title, the blocks in it, and what stands between them. They stay NULL where a file
 * would be too large once it is laid out, and of a recital, which has no rules. */
void digests_fill(struct diags *d, struct model *m);

#endif
