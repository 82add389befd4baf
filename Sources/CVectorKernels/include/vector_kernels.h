// The inner loops of the tensor engine, on plain memory.
//
// Each loop is compiled for several instruction sets from one text (kernels.inc) and chosen once,
// when the program starts. None allocates, none starts a thread, none keeps state: the engine cuts
// the work into chunks and calls these once per chunk.
//
// Words used throughout: a *panel* is a block of PANEL columns of a matrix, stored row after row,
// so that a row of a panel is `vk_panel_width()` consecutive floats. A matrix whose width is no
// multiple of that ends with a panel filled up with zeros.
#pragma once
#include <stdint.h>

/// Columns in a panel: twice the floats that fit into one register.
long vk_panel_width(void);

/// The instruction set in use: "AVX-512", "AVX2", "NEON" or "baseline".
const char *vk_instruction_set(void);

/// Chooses an instruction set by its name, for tests and benchmarks; null chooses the best one that
/// this processor has. Returns 0 where the processor does not have it, and changes nothing then.
/// Not to be called while other threads compute.
int vk_choose_instruction_set(const char *name);

/// Whether this processor has the instruction set of that name.
int vk_has_instruction_set(const char *name);

/// How many processors the affinity mask of this process allows; 0 where there is none. In C, because
/// Swift does not see what glibc declares for _GNU_SOURCE alone.
int vk_allowed_processors(void);

/// How activations are named to kernels.
enum vk_activation {
  vk_identity = 0,
  vk_leaky_relu = 1,  // slope 0 is ReLU
  vk_tanh = 2,
  vk_sigmoid = 3,
};

/// A matrix as kernels read it: element (i, k) is at
/// `base[(k / block_length) * block + i * row + (k % block_length) * column]`.
/// Panels are read as a matrix by block_length = PANEL, block = rows * PANEL; a plain matrix has
/// block_length = its number of columns.
struct vk_matrix {
  const float *base;
  long row, column, block, block_length;
};

/// The window of a convolution over one image.
struct vk_window {
  long height, width, channels;
  long kernel_height, kernel_width, stride;
  long top, left;  // zeros before the first row and column
  long output_height, output_width;
};

/// (y - mean) * scale + shift, per channel.
struct vk_normalization {
  const float *mean, *scale, *shift;
};

/// How one axis of a 2x upsampling and 3-tap convolution is cut into tiles of two pixels, four
/// outputs. Products are of five kinds, each with a kernel of its own: 0 with the sum of all taps,
/// 1 with tap 0, 2 with taps 0 and 1, 3 with tap 2, 4 with taps 1 and 2.
enum { vk_tile_kinds = 5 };
struct vk_tile_axis {
  long pixels;                // before upsampling
  long count[vk_tile_kinds];  // tiles of a kind
  // What a kind multiplies in tile t: pixel plus + 2t, for kinds from 1 on less pixel minus + 2t;
  // pixels outside are 0.
  long plus[vk_tile_kinds], minus[vk_tile_kinds];
  // Where its products go: output first + 4t; for kind 0 that and the next three.
  long first[vk_tile_kinds];
};

// One line per kernel: return type is void; name; parameters; arguments.
#define VK_KERNELS(KERNEL)                                                                         \
  /* c[m x n] (+)= a[m x k] . b[k x n], b in panels at `panel` floats from one to the next,        \
     its rows `b_row` floats apart; c's panels likewise, its rows `c_row` floats apart. Reads      \
     whole panels of b; writes only the n valid columns of c. */                                   \
  KERNEL(vk_matrix_product,                                                                        \
         (long m, long n, long k, const struct vk_matrix *a, const float *b, long b_row,           \
          long b_panel, float *c, long c_row, long c_panel, int accumulate),                       \
         (m, n, k, a, b, b_row, b_panel, c, c_row, c_panel, accumulate))                           \
  /* totals[m x n] = a[m x k] . b[k x n], b row-major, the totals in panels of m rows: sums of     \
     stretches of 16 products are added up in double precision. b is read once for 32 rows of a. */ \
  KERNEL(vk_precise_product,                                                                       \
         (long m, long n, long k, const float *a, long a_row, const float *b, long b_row,          \
          double *totals),                                                                         \
         (m, n, k, a, a_row, b, b_row, totals))                                                    \
  /* Rows first_row ..< first_row + rows of c[m x n], row-major: the totals of one part, or the    \
     sums of two, `part` doubles from one to the other. */                                         \
  KERNEL(vk_precise_sums,                                                                          \
         (long m, long n, long first_row, long rows, int parts, const double *totals, long part,   \
          float *c),                                                                               \
         (m, n, first_row, rows, parts, totals, part, c))                                          \
  /* Copies columns first ..< first + PANEL of b[k x n] (element (i, j) at i * row + j * column)   \
     into one panel, zeros beyond n. */                                                            \
  KERNEL(vk_pack_panel,                                                                            \
         (long n, long k, const float *b, long row, long column, long first, float *panel),        \
         (n, k, b, row, column, first, panel))                                                     \
  /* y[columns x rows] = the transpose of x[rows x columns]; rows x_row, y_row floats apart. */    \
  KERNEL(vk_transpose, (long rows, long columns, const float *x, long x_row, float *y, long y_row),\
         (rows, columns, x, x_row, y, y_row))                                                      \
  /* The 25 kernels sums[kind][count] of a 3x3 kernel whose taps of `count` elements are `stride`  \
     floats apart. */                                                                              \
  KERNEL(vk_tap_sums, (long count, long stride, const float *taps, float *sums),                   \
         (count, stride, taps, sums))                                                              \
  /* The transpose: the gradient of the taps from that of the sums. */                             \
  KERNEL(vk_tap_sums_gradient, (long count, long stride, const float *sums, float *taps),          \
         (count, stride, sums, taps))                                                              \
  /* For one kind of rows and each of columns (null: none), the differences of the pixels of       \
     x[h x w x channels] that it multiplies: tiles[row tiles x column tiles x channels]. */        \
  KERNEL(vk_tile_inputs,                                                                           \
         (const struct vk_tile_axis *rows, const struct vk_tile_axis *columns, int row_kind,       \
          long channels, const float *x, float *const tiles[5]),                                   \
         (rows, columns, row_kind, channels, x, tiles))                                            \
  /* The transpose, added to dx. */                                                                \
  KERNEL(vk_tile_input_gradient,                                                                   \
         (const struct vk_tile_axis *rows, const struct vk_tile_axis *columns, int row_kind,       \
          long channels, const float *const tiles[5], float *dx),                                  \
         (rows, columns, row_kind, channels, tiles, dx))                                           \
  /* y[2h x 2w x channels] = activation(the sum of up to four products + bias), normalised; null   \
     bias, normalization: left out. products[5 * row kind + column kind]: panels `strides` floats  \
     apart. */                                                                                     \
  KERNEL(vk_tile_outputs,                                                                          \
         (const struct vk_tile_axis *rows, const struct vk_tile_axis *columns, long channels,      \
          const float *const products[25], const long strides[25], const float *bias,              \
          enum vk_activation activation, float slope,                                              \
          const struct vk_normalization *normalization, float *y),                                 \
         (rows, columns, channels, products, strides, bias, activation, slope, normalization, y))  \
  /* The transpose of the sum for one kind of rows and each of columns. */                         \
  KERNEL(vk_tile_output_gradient,                                                                  \
         (const struct vk_tile_axis *rows, const struct vk_tile_axis *columns, int row_kind,       \
          long channels, const float *dz, float *const dproducts[5], const long strides[5]),       \
         (rows, columns, row_kind, channels, dz, dproducts, strides))                              \
  /* x[rows x channels] = activation(x + bias) * scale + shift; null bias, scale: left out. */     \
  KERNEL(vk_bias_activate,                                                                         \
         (long rows, long channels, float *x, const float *bias, enum vk_activation activation,    \
          float slope, const float *scale, const float *shift),                                    \
         (rows, channels, x, bias, activation, slope, scale, shift))                               \
  /* dz = dy * activation'(.), given the activation's output y. dz may be dy. */                   \
  KERNEL(vk_activation_gradient,                                                                   \
         (long count, const float *dy, const float *y, enum vk_activation activation, float slope, \
          float *dz),                                                                              \
         (count, dy, y, activation, slope, dz))                                                    \
  /* dz = dx * activation'(.), given the activation's output y, where dx is dy, or with an x       \
     a * dy + b * (x - mean) + c per channel. Adds the sums over the rows to `sums`, if not        \
     null. */                                                                                      \
  KERNEL(vk_output_gradient,                                                                       \
         (long rows, long channels, const float *dy, const float *x, const float *mean,            \
          const float *a, const float *b, const float *c, const float *y,                          \
          enum vk_activation activation, float slope, float *dz, float *sums),                     \
         (rows, channels, dy, x, mean, a, b, c, y, activation, slope, dz, sums))                   \
  /* sums[channels] = the sum of x[rows x channels] over its rows. */                              \
  KERNEL(vk_column_sums, (long rows, long channels, const float *x, float *sums),                  \
         (rows, channels, x, sums))                                                                \
  /* Sums over the rows of x - origin and of its square. */                                        \
  KERNEL(vk_moments,                                                                               \
         (long rows, long channels, const float *x, const float *origin, float *sums,              \
          float *squares),                                                                         \
         (rows, channels, x, origin, sums, squares))                                               \
  /* y = (x - mean) * scale + shift, per channel. */                                               \
  KERNEL(vk_affine,                                                                                \
         (long rows, long channels, const float *x, const float *mean, const float *scale,         \
          const float *shift, float *y),                                                           \
         (rows, channels, x, mean, scale, shift, y))                                               \
  /* Sums over the rows of dy and of dy * (x - mean). */                                           \
  KERNEL(vk_normalization_sums,                                                                    \
         (long rows, long channels, const float *dy, const float *x, const float *mean,            \
          float *dy_sums, float *product_sums),                                                    \
         (rows, channels, dy, x, mean, dy_sums, product_sums))                                     \
  /* dx = a * dy + b * (x - mean) + c, per channel. */                                             \
  KERNEL(vk_normalization_gradient,                                                                \
         (long rows, long channels, const float *dy, const float *x, const float *mean,            \
          const float *a, const float *b, const float *c, float *dx),                              \
         (rows, channels, dy, x, mean, a, b, c, dx))                                               \
  /* y = x / keep where a Philox word is below keep * 2^32, else 0. Elements first ..< first +     \
     count of the tensor; first is a multiple of 64. Word e / 16 % 4 of block                      \
     e / 64 * 16 + e % 16 belongs to element e. */                                                 \
  KERNEL(vk_dropout,                                                                               \
         (long first, long count, const float *x, float keep, uint32_t key0, uint32_t key1,        \
          uint32_t counter1, uint32_t counter2, uint32_t counter3, float *y),                      \
         (first, count, x, keep, key0, key1, counter1, counter2, counter3, y))                     \
  /* One Adam step: rate = lr * sqrt(1 - beta2^t) / (1 - beta1^t). */                              \
  KERNEL(vk_adam,                                                                                  \
         (long count, float *p, float *m, float *v, const float *g, float rate, float beta1,       \
          float beta2, float epsilon),                                                             \
         (count, p, m, v, g, rate, beta1, beta2, epsilon))                                         \
  /* columns[output pixels x kernel pixels * channels]: what each output pixel sees of x. */       \
  KERNEL(vk_image_columns, (const struct vk_window *window, const float *x, float *columns),       \
         (window, x, columns))                                                                     \
  /* The transpose: x = the sum of what its pixels were copied to. */                              \
  KERNEL(vk_image_from_columns, (const struct vk_window *window, const float *columns, float *x),  \
         (window, columns, x))                                                                     \
  /* Stride 1: y = the sum over the taps of products[pixels x taps * channels], shifted; channels  \
     are the output's here. */                                                                     \
  KERNEL(vk_taps_add,                                                                              \
         (const struct vk_window *window, const float *products, long row_stride, float *y),       \
         (window, products, row_stride, y))                                                        \
  /* The transpose: dproducts from dz. */                                                          \
  KERNEL(vk_taps_gather,                                                                           \
         (const struct vk_window *window, const float *dz, long row_stride, float *dproducts),     \
         (window, dz, row_stride, dproducts))                                                      \
  /* *sum = the sum of squares of x. */                                                            \
  KERNEL(vk_square_sum, (long count, const float *x, double *sum), (count, x, sum))                \
  /* y += x */                                                                                     \
  KERNEL(vk_add, (long count, const float *x, float *y), (count, x, y))                            \
  /* *digest = 64 bits that follow from the bits of x, alike for every instruction set. */         \
  KERNEL(vk_digest, (long count, const float *x, uint64_t *digest), (count, x, digest))

#define VK_DECLARE(name, parameters, arguments) void name parameters;
VK_KERNELS(VK_DECLARE)
#undef VK_DECLARE

/// Tells the processor that the caller waits in a loop for another thread.
static inline void vk_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}
