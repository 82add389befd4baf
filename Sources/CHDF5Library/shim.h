// Only the package's own C target sees the library's header: most of what a caller needs
// (H5T_NATIVE_FLOAT, H5P_DEFAULT, H5F_ACC_RDONLY) is macros over run-time variables, which Swift
// cannot import.
#include <hdf5.h>
