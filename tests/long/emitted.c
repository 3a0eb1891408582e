/* tests/props/emitted.c with ten million complete requests of each policy that is shipped, and many
 * random ones. */
#define COMPLETE_REQUESTS 10000000
#define POLICIES 200

#include "tests/props/emitted.c"
