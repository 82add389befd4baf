#include "fonts.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// FreeType, https://freetype.org/freetype2/docs/reference/: the beginnings of two structures, which
// have been as they are since 2.0, and the functions that are called.

typedef struct {
  void *data;
  void (*finalizer)(void *);
} ft_generic;

typedef struct {
  unsigned rows, width;
  int pitch;
  unsigned char *buffer;
  unsigned short grays;
  unsigned char pixel_mode, palette_mode;
  void *palette;
} ft_bitmap;

typedef struct {
  void *library, *face, *next;
  unsigned glyph_index;
  ft_generic generic;
  long metrics[8];
  long linear_advance, linear_vertical_advance;  // in 65536ths of a pixel
  long advance[2];
  unsigned format;
  ft_bitmap bitmap;
  int left, top;
} ft_glyph_slot;

typedef struct {
  long faces, index, flags, style_flags, glyphs;
  char *family, *style;
  int fixed_sizes;
  void *available_sizes;
  int charmaps;
  void *charmap_list;
  ft_generic generic;
  long box[4];
  unsigned short units_per_em;
  short ascender, descender, height, widest_advance, highest_advance, underline[2];
  ft_glyph_slot *glyph;
} ft_face;

enum {
  // Drawn at once from outlines, in greys, moved to whole rows of pixels but not to whole columns.
  ft_load_flags = 1 << 2 /* FT_LOAD_RENDER */ | 1 << 3 /* FT_LOAD_NO_BITMAP */ |
                  1 << 16 /* FT_LOAD_TARGET_LIGHT */,
  ft_pixel_mode_grey = 2,
};

static struct {
  int (*init)(void **library);
  int (*new_face)(void *library, const char *path, long index, ft_face **face);
  int (*set_size)(ft_face *face, long width, long height, unsigned across, unsigned down);
  unsigned (*char_index)(ft_face *face, unsigned long scalar);
  int (*load_char)(ft_face *face, unsigned long scalar, int flags);
  int (*done_face)(ft_face *face);
} freetype;

// fontconfig, https://www.freedesktop.org/software/fontconfig/fontconfig-devel/

static struct {
  void *(*config_create)(void);
  int (*load)(void *config, const unsigned char *file, int complains);
  int (*build)(void *config);
  void *(*parse)(const unsigned char *pattern);
  int (*substitute)(void *config, void *pattern, int kind);
  void (*substitute_defaults)(void *pattern);
  void *(*match)(void *config, void *pattern, int *result);
  int (*get_string)(const void *pattern, const char *object, int n, unsigned char **value);
  int (*get_integer)(const void *pattern, const char *object, int n, int *value);
  void (*destroy)(void *pattern);
} fontconfig;

static void *open_library(const char *const *names) {
  for (; *names != NULL; names++) {
    void *library = dlopen(*names, RTLD_NOW | RTLD_LOCAL);
    if (library != NULL) return library;
  }
  return NULL;
}

// Fills a structure of pointers by the names of the functions.
static int find(void *library, const char *const *names, size_t count, void *functions) {
  if (library == NULL) return 0;
  for (size_t index = 0; index < count; index++) {
    void *function = dlsym(library, names[index]);
    if (function == NULL) return 0;
    memcpy((char *)functions + index * sizeof function, &function, sizeof function);
  }
  return 1;
}

static void *drawing, *settings;

// Reads the settings and looks at the fonts. fontconfig says on standard error what it does not like,
// once for each folder where it cannot write its cache: nothing of that is for who wants a picture.
static int build_quietly(void) {
  int errors = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0), nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (errors >= 0 && nothing >= 0) dup2(nothing, STDERR_FILENO);
  settings = fontconfig.config_create();
  int is_built =
      settings != NULL && fontconfig.load(settings, NULL, 0) && fontconfig.build(settings);
  if (errors >= 0 && nothing >= 0) {
    while (dup2(errors, STDERR_FILENO) < 0 && errno == EINTR) {
    }
  }
  if (errors >= 0) close(errors);
  if (nothing >= 0) close(nothing);
  return is_built;
}

// Whether both libraries are there and have begun; they stay.
static int begin(void) {
  static int state;
  if (state != 0) return state > 0;
  state = -1;
  static const char *const freetype_files[] = {"libfreetype.so.6", "libfreetype.6.dylib",
                                               "/opt/homebrew/lib/libfreetype.6.dylib", NULL};
  static const char *const fontconfig_files[] = {"libfontconfig.so.1", "libfontconfig.1.dylib",
                                                 "/opt/homebrew/lib/libfontconfig.1.dylib", NULL};
  static const char *const freetype_names[] = {"FT_Init_FreeType", "FT_New_Face",
                                               "FT_Set_Char_Size", "FT_Get_Char_Index",
                                               "FT_Load_Char", "FT_Done_Face"};
  static const char *const fontconfig_names[] = {
      "FcConfigCreate",    "FcConfigParseAndLoad", "FcConfigBuildFonts", "FcNameParse",
      "FcConfigSubstitute", "FcDefaultSubstitute",  "FcFontMatch",        "FcPatternGetString",
      "FcPatternGetInteger", "FcPatternDestroy"};
  if (!find(open_library(freetype_files), freetype_names,
            sizeof freetype_names / sizeof *freetype_names, &freetype) ||
      !find(open_library(fontconfig_files), fontconfig_names,
            sizeof fontconfig_names / sizeof *fontconfig_names, &fontconfig)) {
    return 0;
  }
  if (!build_quietly() || freetype.init(&drawing) != 0) return 0;
  state = 1;
  return 1;
}

struct cfonts_face {
  ft_face *face;
  double size;
};

cfonts_face *cfonts_open(const char *pattern) {
  if (!begin()) return NULL;
  void *wanted = fontconfig.parse((const unsigned char *)pattern);
  if (wanted == NULL) return NULL;
  fontconfig.substitute(settings, wanted, 0 /* FcMatchPattern */);
  fontconfig.substitute_defaults(wanted);
  int result, index = 0;
  void *found = fontconfig.match(settings, wanted, &result);
  fontconfig.destroy(wanted);
  if (found == NULL) return NULL;
  cfonts_face *opened = NULL;
  unsigned char *path;
  ft_face *face;
  if (fontconfig.get_string(found, "file", 0, &path) == 0) {
    fontconfig.get_integer(found, "index", 0, &index);
    if (freetype.new_face(drawing, (const char *)path, index, &face) == 0) {
      opened = malloc(sizeof *opened);
      if (opened != NULL) {
        *opened = (cfonts_face){face, 0};
      } else {
        freetype.done_face(face);
      }
    }
  }
  fontconfig.destroy(found);
  return opened;
}

void cfonts_close(cfonts_face *face) {
  freetype.done_face(face->face);
  free(face);
}

int cfonts_has(cfonts_face *face, uint32_t scalar) {
  return freetype.char_index(face->face, scalar) != 0;
}

int cfonts_draw(cfonts_face *face, uint32_t scalar, double size, cfonts_glyph *glyph) {
  if (face->size != size) {
    // In 64ths of a point, at 72 points to the inch: of a pixel.
    if (freetype.set_size(face->face, 0, lround(size * 64), 72, 72) != 0) return 0;
    face->size = size;
  }
  if (freetype.load_char(face->face, scalar, ft_load_flags) != 0) return 0;
  const ft_glyph_slot *slot = face->face->glyph;
  const ft_bitmap *bitmap = &slot->bitmap;
  int is_drawn = bitmap->pixel_mode == ft_pixel_mode_grey && bitmap->buffer != NULL &&
                 bitmap->pitch >= 0;
  *glyph = (cfonts_glyph){
      .width = is_drawn ? (int)bitmap->width : 0,
      .height = is_drawn ? (int)bitmap->rows : 0,
      .left = slot->left,
      .top = slot->top,
      .pitch = bitmap->pitch,
      .coverage = bitmap->buffer,
      .advance = (double)slot->linear_advance / 65536,
  };
  return 1;
}
