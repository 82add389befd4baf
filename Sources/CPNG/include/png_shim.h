#ifndef CPNG_SHIM_H
#define CPNG_SHIM_H

#include <stddef.h>
#include <stdint.h>

// libpng reports errors by longjmp, which must not cross a Swift frame, and much of its interface
// is macros. So both directions are one C function each, from memory to memory.

/// What came of a call. `message` is libpng's own text, or this shim's.
typedef struct {
  int failed;
  char message[160];
} cpng_result;

/// Encodes 8-bit pixels, row by row from the top, `channels` 1 (grey) or 3 (red, green, blue). On
/// success `*encoded` is to be released with `free`.
cpng_result cpng_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                        uint8_t **encoded, size_t *encoded_count);

/// Reads the size without decoding the pixels.
cpng_result cpng_read_size(const uint8_t *encoded, size_t encoded_count, uint32_t *width,
                           uint32_t *height);

/// Decodes any kind of PNG to 8-bit grey, alpha composed onto black, into `width * height` bytes.
/// The size must be the one that `cpng_read_size` told.
cpng_result cpng_decode_grey(const uint8_t *encoded, size_t encoded_count, uint8_t *pixels,
                             uint32_t width, uint32_t height);

/// As in 1.6.39.
const char *cpng_version(void);

#endif
