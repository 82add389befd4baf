#include "CStandardDescriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

bool standard_descriptors_fill(void) {
  for (int descriptor = 0; descriptor <= STDERR_FILENO; descriptor++) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free number, which is this one: those before it are open by now.
    if (open("/dev/null", O_RDWR) != descriptor) return false;
  }
  return true;
}
