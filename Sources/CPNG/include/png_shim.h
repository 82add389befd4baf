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

/// What a picture was before it became 8-bit grey.
typedef struct {
  /// How many bytes follow the end of the picture.
  size_t trailing_bytes;
  /// Whether a pixel lets the background through.
  int is_transparent;
  /// Whether it has 16 bits and no grey above 255, but some above 0.
  int uses_low_byte_only;
} cpng_origin;

/// Decodes any kind of PNG to 8-bit grey, composed onto a grey `background`, into `width * height`
/// bytes. The size must be the one that `cpng_read_size` told.
cpng_result cpng_decode_grey(const uint8_t *encoded, size_t encoded_count, uint8_t background,
                             uint8_t *pixels, uint32_t width, uint32_t height,
                             cpng_origin *origin);

/// As in 1.6.39.
const char *cpng_version(void);

#endif
