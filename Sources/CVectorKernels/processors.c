#define _GNU_SOURCE

#include "vector_kernels.h"

#ifdef __linux__
#include <sched.h>

int vk_allowed_processors(void) {
  // The kernel refuses a mask that is too short for its processors; it knows 8192 at most.
  cpu_set_t sets[8192 / CPU_SETSIZE];
  if (sched_getaffinity(0, sizeof sets, sets) != 0) return 0;
  return CPU_COUNT_S(sizeof sets, sets);
}
#else
int vk_allowed_processors(void) {
  return 0;
}
#endif
