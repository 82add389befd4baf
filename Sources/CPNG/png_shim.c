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

// Begins to read what `in` gives; an error jumps to where the caller has called setjmp.
static void read_info(png_structp png, png_infop info, shrinking *in) {
  png_set_read_fn(png, in, take);
  // A few bytes must not ask for gigabytes, neither as pixels nor as compressed text.
  png_set_user_limits(png, 1 << 16, 1 << 16);
  png_set_chunk_malloc_max(png, 1 << 22);
  png_set_chunk_cache_max(png, 64);
  // A wrong checksum means damaged bytes: libpng would let some of them pass with a warning.
  png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_read_info(png, info);
}

static int is_png(const uint8_t *encoded, size_t encoded_count, cpng_result *result) {
  if (encoded_count >= 8 && png_sig_cmp(encoded, 0, 8) == 0) return 1;
  fail(result, "it does not start as a PNG file does");
  return 0;
}

static png_structp begin(cpng_result *result) {
  png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, result, on_error, on_warning);
  if (png == NULL && !result->failed) {
    fail(result, "libpng has another version than the program expects");
  }
  return png;
}

cpng_result cpng_read_size(const uint8_t *encoded, size_t encoded_count, uint32_t *width,
                           uint32_t *height) {
  cpng_result result = {0, ""};
  if (!is_png(encoded, encoded_count, &result)) return result;
  shrinking in = {encoded, encoded_count};
  png_infop info = NULL;
  png_structp png = begin(&result);
  if (png == NULL) return result;
  if (setjmp(png_jmpbuf(png)) == 0) {
    info = png_create_info_struct(png);
    if (info == NULL) png_error(png, "out of memory");
    read_info(png, info, &in);
    *width = png_get_image_width(png, info);
    *height = png_get_image_height(png, info);
  }
  png_destroy_read_struct(&png, &info, NULL);
  return result;
}

static uint32_t sample(const uint8_t *bytes, int depth) {
  return depth == 16 ? (uint32_t)bytes[0] << 8 | bytes[1] : bytes[0];
}

// The grey of a pixel on the scale of its depth: of colours their luminance with the weights of
// Rec. 709, on the numbers as they are stored. Not by png_set_rgb_to_gray, whose grey of one and
// the same red is 54, 75 or 126, as the file declares a gamma, a colour space or neither.
static uint32_t grey_of(const uint8_t *pixel, int depth, int channels) {
  if (channels < 3) return sample(pixel, depth);
  int size = depth / 8;
  uint32_t red = sample(pixel, depth), green = sample(pixel + size, depth),
           blue = sample(pixel + 2 * size, depth);
  return (6968 * red + 23434 * green + 2366 * blue) >> 15;
}

// Grey over the background where there is opacity, in 8 bits, from the scale of 16 bits.
static uint8_t composed(uint64_t grey, uint64_t opacity, uint8_t background) {
  grey = (grey * opacity + background * 257u * (65535 - opacity) + 32767) / 65535;
  return (uint8_t)((grey + 128) / 257);
}

cpng_result cpng_decode_grey(const uint8_t *encoded, size_t encoded_count, uint8_t background,
                             uint8_t *pixels, uint32_t width, uint32_t height,
                             cpng_origin *origin) {
  cpng_result result = {0, ""};
  *origin = (cpng_origin){0, 0, 0};
  if (!is_png(encoded, encoded_count, &result)) return result;
  shrinking in = {encoded, encoded_count};
  png_infop info = NULL;
  png_bytep *volatile rows = NULL;
  uint8_t *volatile samples = NULL;
  png_structp png = begin(&result);
  if (png == NULL) return result;
  if (setjmp(png_jmpbuf(png))) goto end;
  info = png_create_info_struct(png);
  if (info == NULL) png_error(png, "out of memory");
  read_info(png, info, &in);
  png_set_expand(png);
  png_set_interlace_handling(png);
  png_read_update_info(png, info);
  int depth = png_get_bit_depth(png, info), channels = png_get_channels(png, info);
  size_t stride = (size_t)width * (size_t)(channels * depth / 8);
  if (png_get_image_width(png, info) != width || png_get_image_height(png, info) != height ||
      (depth != 8 && depth != 16) || png_get_rowbytes(png, info) != stride) {
    png_error(png, "its pixels do not convert to grey");
  }
  // Bytes of grey are what is wanted; everything else passes through a buffer.
  int is_wanted = depth == 8 && channels == 1;
  rows = malloc(sizeof(png_bytep) * height);
  if (!is_wanted) samples = malloc(stride * height);
  if (rows == NULL || (!is_wanted && samples == NULL)) png_error(png, "out of memory");
  for (uint32_t row = 0; row < height; row++) {
    rows[row] = (is_wanted ? pixels : samples) + row * stride;
  }
  png_read_image(png, rows);
  png_read_end(png, NULL);
  origin->trailing_bytes = in.left;
  if (!is_wanted) {
    uint32_t lightest = 0, scale = depth == 16 ? 1 : 257;
    int size = depth / 8, has_opacity = channels % 2 == 0;
    const uint8_t *pixel = samples;
    for (size_t index = 0; index < (size_t)width * height; index++, pixel += channels * size) {
      uint32_t grey = grey_of(pixel, depth, channels);
      uint32_t opacity = has_opacity ? sample(pixel + (channels - 1) * size, depth) * scale : 65535;
      if (grey > lightest) lightest = grey;
      if (opacity < 65535) origin->is_transparent = 1;
      pixels[index] = composed(grey * scale, opacity, background);
    }
    origin->uses_low_byte_only = depth == 16 && lightest > 0 && lightest < 256;
  }
end:
  png_destroy_read_struct(&png, &info, NULL);
  free(rows);
  free(samples);
  return result;
}

const char *cpng_version(void) { return png_get_libpng_ver(NULL); }
