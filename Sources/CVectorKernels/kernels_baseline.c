// The kernels in what every processor of the architecture has: NEON on 64-bit ARM, SSE2 on x86-64.
#define LANES 4
#define ROWS 6
#if defined(__aarch64__)
#define FUSED 1
#else
#define FUSED 0
#endif
#define NAME(kernel) kernel##_baseline
#include "kernels.inc"
