#include "png_shim.h"

#include <png.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void on_error(png_structp png, png_const_charp message) {
  cpng_result *result = png_get_error_ptr(png);
  result->failed = 1;
  snprintf(result->message, sizeof result->message, "%s", message);
  png_longjmp(png, 1);
}

// Oddities that libpng can live with are not worth a line on the user's terminal.
static void on_warning(png_structp png, png_const_charp message) { (void)png, (void)message; }

static void fail(cpng_result *result, const char *message) {
  result->failed = 1;
  snprintf(result->message, sizeof result->message, "%s", message);
}

// Writing

typedef struct {
  uint8_t *bytes;
  size_t count, capacity;
} growing;

static void append(png_structp png, png_bytep bytes, png_size_t count) {
  growing *out = png_get_io_ptr(png);
  if (out->count + count > out->capacity) {
    size_t capacity = (out->count + count) * 2 + 1024;
    uint8_t *larger = realloc(out->bytes, capacity);
    if (larger == NULL) png_error(png, "out of memory");
    out->bytes = larger;
    out->capacity = capacity;
  }
  memcpy(out->bytes + out->count, bytes, count);
  out->count += count;
}

static void flush_nothing(png_structp png) { (void)png; }

cpng_result cpng_encode(const uint8_t *pixels, uint32_t width, uint32_t height, int channels,
                        uint8_t **encoded, size_t *encoded_count) {
  cpng_result result = {0, ""};
  growing out = {NULL, 0, 0};
  png_infop info = NULL;
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &result, on_error, on_warning);
  if (png == NULL) {
    if (!result.failed) fail(&result, "libpng has another version than the program expects");
    return result;
  }
  // `out` is changed after setjmp, but only through the pointer that libpng holds.
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_write_struct(&png, &info);
    free(out.bytes);
    return result;
  }
  info = png_create_info_struct(png);
  if (info == NULL) png_error(png, "out of memory");
  png_set_write_fn(png, &out, append, flush_nothing);
  int color = channels == 3 ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_GRAY;
  png_set_IHDR(png, info, width, height, 8, color, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  png_write_info(png, info);
  for (uint32_t row = 0; row < height; row++) {
    png_write_row(png, pixels + (size_t)row * width * (size_t)channels);
  }
  png_write_end(png, NULL);
  png_destroy_write_struct(&png, &info);
  *encoded = out.bytes;
  *encoded_count = out.count;
  return result;
}

// Reading

typedef struct {
  const uint8_t *next;
  size_t left;
} shrinking;

static void take(png_structp png, png_bytep bytes, png_size_t count) {
  shrinking *in = png_get_io_ptr(png);
  if (count > in->left) png_error(png, "the file ends too early");
  memcpy(bytes, in->next, count);
  in->next += count;
  in->left -= count;
}

static cpng_result read_png(const uint8_t *encoded, size_t encoded_count, uint8_t *pixels,
                            uint32_t *width, uint32_t *height) {
  cpng_result result = {0, ""};
  if (encoded_count < 8 || png_sig_cmp(encoded, 0, 8) != 0) {
    fail(&result, "it does not start as a PNG file does");
    return result;
  }
  shrinking in = {encoded, encoded_count};
  png_infop info = NULL;
  png_bytep *volatile rows = NULL;
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &result, on_error, on_warning);
  if (png == NULL) {
    if (!result.failed) fail(&result, "libpng has another version than the program expects");
    return result;
  }
  if (setjmp(png_jmpbuf(png))) {
    png_destroy_read_struct(&png, &info, NULL);
    free(rows);
    return result;
  }
  info = png_create_info_struct(png);
  if (info == NULL) png_error(png, "out of memory");
  png_set_read_fn(png, &in, take);
  // A few bytes must not ask for gigabytes, neither as pixels nor as compressed text.
  png_set_user_limits(png, 1 << 16, 1 << 16);
  png_set_chunk_malloc_max(png, 1 << 22);
  png_set_chunk_cache_max(png, 64);
  // A wrong checksum means damaged bytes: libpng would let some of them pass with a warning.
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(png, info);
  if (pixels == NULL) {
    *width = png_get_image_width(png, info);
    *height = png_get_image_height(png, info);
    png_destroy_read_struct(&png, &info, NULL);
    return result;
  }
  int color = png_get_color_type(png, info);
  png_set_expand(png);
  png_set_scale_16(png);
  if (color & PNG_COLOR_MASK_ALPHA || png_get_valid(png, info, PNG_INFO_tRNS)) {
    png_color_16 black = {0, 0, 0, 0, 0};
    png_set_background(png, &black, PNG_BACKGROUND_GAMMA_SCREEN, 0, 1.0);
  }
  // Rec. 709 luminance, libpng's default weights.
  if (color & PNG_COLOR_MASK_COLOR) png_set_rgb_to_gray(png, PNG_ERROR_ACTION_NONE, -1, -1);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  if (png_get_rowbytes(png, info) != *width || png_get_image_width(png, info) != *width ||
      png_get_image_height(png, info) != *height) {
    png_error(png, "its pixels do not convert to 8-bit grey");
  }
  rows = malloc(sizeof(png_bytep) * *height);
  if (rows == NULL) png_error(png, "out of memory");
  for (uint32_t row = 0; row < *height; row++) rows[row] = pixels + (size_t)row * *width;
  png_read_image(png, rows);
  png_read_end(png, NULL);
  if (in.left > 0) png_error(png, "there are bytes after its end");
  png_destroy_read_struct(&png, &info, NULL);
  free(rows);
  return result;
}

cpng_result cpng_read_size(const uint8_t *encoded, size_t encoded_count, uint32_t *width,
                           uint32_t *height) {
  return read_png(encoded, encoded_count, NULL, width, height);
}

cpng_result cpng_decode_grey(const uint8_t *encoded, size_t encoded_count, uint8_t *pixels,
                             uint32_t width, uint32_t height) {
  return read_png(encoded, encoded_count, pixels, &width, &height);
}

const char *cpng_version(void) { return png_get_libpng_ver(NULL); }
