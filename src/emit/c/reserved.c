/*
 * Words that mean something to a compiler before it has read a line of ours, or after the headers
 * that emitted C includes. Only those that begin with a letter, as every name of ours does.
 */
#include "emit/c/identifiers.h"

const char reserved_words[] =
    /* Keywords of C, C99 to C23, of C++ to C++26, and of their technical specifications. */
    " alignas alignof and and_eq asm atomic_cancel atomic_commit atomic_noexcept auto bitand bitor "
    "bool break case catch char char16_t"
    " char32_t char8_t class compl concept const const_cast consteval constexpr constinit continue "
    "contract_assert co_await co_return"
    " co_yield decltype default delete do double dynamic_cast else enum explicit export extern "
    "false float for friend goto if inline int"
    " long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected "
    "public reflexpr register"
    " reinterpret_cast requires restrict return short signed sizeof static static_assert "
    "static_cast struct switch synchronized template"
    " this thread_local throw true try typedef typeid typename typeof typeof_unqual union unsigned "
    "using virtual void volatile wchar_t"
    " while xor xor_eq "
    /* Macros that compilers predefine unless told to keep to the standard: systems, ... */
    " AIX AMIGA CYGWIN32 DGUX DJGPP GO32 MSDOS M_UNIX M_XENIX NeXT OS2 PWB VMS WIN32 WIN64 WINNT "
    "bsdi ecos hpux linux macintosh nsp"
    " osf pyr riscos sco sgi sinux sun svr3 svr4 ultrix unix vms "
    /* ... processors, ... */
    " AVR BFIN GNU_CRIS LANGUAGE_ASSEMBLY LANGUAGE_C LM32 MIPSEB MIPSEL MMIX MSP430 M_I386 M_I86 "
    "PDP11 PPC R3000 R4000 SPIR SPIR32"
    " SPIR64 bfin cris hp9000s300 hp9000s700 hp9000s800 hp9k8 hppa host_mips i386 i860 i960 lm32 "
    "m68k m88k mc68000 mc68010"
    " mc68020 mc68030 mc68040 mc68060 mc68332 mcpu32 mips mmix moxie ns32000 pdp11 powerpc sparc "
    "tce tcele u3b5"
    " vax xstormy16 "
    /* ... and what else they add to the language. */
    " far fortran near pascal cdecl pixel vector FP_FAST_FMA FP_FAST_FMAF FP_FAST_FMAL "
    /* <stddef.h>, <stdint.h>. */
    " INT16_C INT16_MAX INT16_MIN INT16_WIDTH INT32_C INT32_MAX INT32_MIN INT32_WIDTH INT64_C "
    "INT64_MAX INT64_MIN INT64_WIDTH INT8_C INT8_MAX"
    " INT8_MIN INT8_WIDTH INTMAX_C INTMAX_MAX INTMAX_MIN INTMAX_WIDTH INTPTR_MAX INTPTR_MIN "
    "INTPTR_WIDTH INT_FAST16_MAX INT_FAST16_MIN"
    " INT_FAST16_WIDTH INT_FAST32_MAX INT_FAST32_MIN INT_FAST32_WIDTH INT_FAST64_MAX "
    "INT_FAST64_MIN INT_FAST64_WIDTH INT_FAST8_MAX"
    " INT_FAST8_MIN INT_FAST8_WIDTH INT_LEAST16_MAX INT_LEAST16_MIN INT_LEAST16_WIDTH "
    "INT_LEAST32_MAX INT_LEAST32_MIN INT_LEAST32_WIDTH"
    " INT_LEAST64_MAX INT_LEAST64_MIN INT_LEAST64_WIDTH INT_LEAST8_MAX INT_LEAST8_MIN "
    "INT_LEAST8_WIDTH NULL PTRDIFF_MAX PTRDIFF_MIN"
    " PTRDIFF_WIDTH SIG_ATOMIC_MAX SIG_ATOMIC_MIN SIG_ATOMIC_WIDTH SIZE_MAX SIZE_WIDTH UINT16_C "
    "UINT16_MAX UINT16_WIDTH UINT32_C"
    " UINT32_MAX UINT32_WIDTH UINT64_C UINT64_MAX UINT64_WIDTH UINT8_C UINT8_MAX UINT8_WIDTH "
    "UINTMAX_C UINTMAX_MAX UINTMAX_WIDTH"
    " UINTPTR_MAX UINTPTR_WIDTH UINT_FAST16_MAX UINT_FAST16_WIDTH UINT_FAST32_MAX "
    "UINT_FAST32_WIDTH UINT_FAST64_MAX UINT_FAST64_WIDTH"
    " UINT_FAST8_MAX UINT_FAST8_WIDTH UINT_LEAST16_MAX UINT_LEAST16_WIDTH UINT_LEAST32_MAX "
    "UINT_LEAST32_WIDTH UINT_LEAST64_MAX"
    " UINT_LEAST64_WIDTH UINT_LEAST8_MAX UINT_LEAST8_WIDTH WCHAR_MAX WCHAR_MIN WCHAR_WIDTH "
    "WINT_MAX WINT_MIN WINT_WIDTH int16_t int32_t"
    " int64_t int8_t int_fast16_t int_fast32_t int_fast64_t int_fast8_t int_least16_t "
    "int_least32_t int_least64_t int_least8_t intmax_t"
    " intptr_t max_align_t nullptr_t offsetof ptrdiff_t size_t uint16_t uint32_t uint64_t uint8_t "
    "uint_fast16_t uint_fast32_t"
    " uint_fast64_t uint_fast8_t uint_least16_t uint_least32_t uint_least64_t uint_least8_t "
    "uintmax_t uintptr_t unreachable "
    /* Macros and types of the C library that a caller may well have read before. */
    " EOF I INFINITY NAN clock_t complex div_t double_t errno float_t fpos_t imaginary jmp_buf "
    "ldiv_t lldiv_t mbstate_t noreturn"
    " sig_atomic_t stderr stdin stdout time_t va_list wctrans_t wctype_t wint_t ";
