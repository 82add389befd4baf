#ifndef CHDF5_READ_WEIGHTS_H
#define CHDF5_READ_WEIGHTS_H

#include <stddef.h>

/// Where records go; `send` gives a negative number when they cannot go there.
typedef struct chdf5_sink {
  int (*send)(struct chdf5_sink *sink, char tag, const void *bytes, size_t count);
  int descriptor;
} chdf5_sink;

/// Reads the weights in this process and sends them as records.
void chdf5_read_to(chdf5_sink *sink, const void *image, size_t size);

#endif
