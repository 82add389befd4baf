// Accelerate's C interface to BLAS, with the one OpenBLAS call that the engine makes.
#include <Accelerate/Accelerate.h>

/// Accelerate decides by itself when a product is worth a second thread; there is nothing to set.
static inline void openblas_set_num_threads(int threads) { (void)threads; }
