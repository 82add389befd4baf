// The kernels for AVX-512 (Intel since Skylake-X, AMD since Zen 4).
#if defined(__x86_64__)
#define LANES 16
#define ROWS 14
#define FUSED 1
#define NAME(kernel) kernel##_avx512
#pragma clang attribute push(                                                                      \
    __attribute__((target("avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi2"))),          \
    apply_to = function)
#include "kernels.inc"
#pragma clang attribute pop
#endif
