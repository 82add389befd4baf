// The kernels for AVX2 with fused multiply-add (Intel since Haswell, AMD since Zen).
#if defined(__x86_64__)
#define LANES 8
#define ROWS 6
#define FUSED 1
#define NAME(kernel) kernel##_avx2
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi2"))), apply_to = function)
#include "kernels.inc"
#pragma clang attribute pop
#endif
