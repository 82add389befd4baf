// Vector kernels
