/* ---- the runtime of stratc, as far as this policy needs it, without its comments ---- */

#if defined(__GNUC__)
#define STRAT_API static __attribute__((unused)) COLD
#else
#define STRAT_API static
#endif
#define STRAT_LOCAL STRAT_API
#define STRAT_COMPILED 0
#define STRAT_WAYS 0
#define STRAT_LARGE NLARGE /* whether the policy is */
