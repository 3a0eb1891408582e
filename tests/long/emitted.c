/* tests/props/emitted.c with ten million complete requests of each policy that is shipped. */
#define COMPLETE_REQUESTS 10000000

#include "tests/props/emitted.c"
