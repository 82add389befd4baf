// Which instruction set the kernels use: chosen once, when the program starts.
#include <string.h>

#include "include/vector_kernels.h"

struct kernel_table {
  const char *name;
  long panel_width;
#define FIELD(kernel, parameters, arguments) void(*kernel) parameters;
  VK_KERNELS(FIELD)
#undef FIELD
};

#define DECLARE_BASELINE(kernel, parameters, arguments) void kernel##_baseline parameters;
#define ENTRY_BASELINE(kernel, parameters, arguments) .kernel = kernel##_baseline,
VK_KERNELS(DECLARE_BASELINE)
static const struct kernel_table baseline = {
#if defined(__aarch64__)
    .name = "NEON",
#else
    .name = "baseline",
#endif
    .panel_width = 8,
    VK_KERNELS(ENTRY_BASELINE)};

#if defined(__x86_64__)
#define DECLARE_AVX2(kernel, parameters, arguments) void kernel##_avx2 parameters;
#define ENTRY_AVX2(kernel, parameters, arguments) .kernel = kernel##_avx2,
#define DECLARE_AVX512(kernel, parameters, arguments) void kernel##_avx512 parameters;
#define ENTRY_AVX512(kernel, parameters, arguments) .kernel = kernel##_avx512,
VK_KERNELS(DECLARE_AVX2)
VK_KERNELS(DECLARE_AVX512)
static const struct kernel_table avx2 = {
    .name = "AVX2", .panel_width = 16, VK_KERNELS(ENTRY_AVX2)};
static const struct kernel_table avx512 = {
    .name = "AVX-512", .panel_width = 32, VK_KERNELS(ENTRY_AVX512)};
#endif

// Best first.
static int available(const struct kernel_table *found[3]) {
  int count = 0;
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("fma"))
    found[count++] = &avx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) found[count++] = &avx2;
#endif
  found[count++] = &baseline;
  return count;
}

static const struct kernel_table *kernels = &baseline;

static const struct kernel_table *find(const char *name) {
  const struct kernel_table *found[3];
  int count = available(found);
  for (int i = 0; i < count; i++)
    if (!name || strcmp(name, found[i]->name) == 0) return found[i];
  return 0;
}

int vk_has_instruction_set(const char *name) { return find(name) != 0; }

int vk_choose_instruction_set(const char *name) {
  const struct kernel_table *found = find(name);
  if (found) kernels = found;
  return found != 0;
}

__attribute__((constructor)) static void choose_best(void) { vk_choose_instruction_set(0); }

long vk_panel_width(void) { return kernels->panel_width; }
const char *vk_instruction_set(void) { return kernels->name; }

#define FORWARD(kernel, parameters, arguments) \
  void kernel parameters { kernels->kernel arguments; }
VK_KERNELS(FORWARD)
