// OpenBLAS' C interface: the matrix product, and the call that keeps it to the calling thread
// (the engine's own threads split the work, so that results do not depend on their number).
#include <cblas.h>
