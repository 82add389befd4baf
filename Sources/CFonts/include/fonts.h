#ifndef GANBOOK_FONTS_H
#define GANBOOK_FONTS_H

#include <stdint.h>

// Outline fonts through fontconfig, which finds them, and FreeType, which draws them. Both are loaded
// when the first font is opened; nothing of them is needed to build or to start a program.
//
// Not for several threads at once.

typedef struct cfonts_face cfonts_face;

// The font that fontconfig takes for a pattern, as `sans-serif:charset=3042`; null where one of the
// libraries, their settings or any such font is not there. It stays open
// until it is closed.
cfonts_face *cfonts_open(const char *pattern);

void cfonts_close(cfonts_face *face);

// One drawn character. The point that it is drawn at is `left` pixels right of the first column's left
// edge, times -1, and `top` rows below the first row's upper edge.
typedef struct {
  int width, height, left, top, pitch;
  // `height` rows of `width` bytes, one every `pitch`: 0 leaves the paper, 255 covers it. Valid until
  // the next character.
  const uint8_t *coverage;
  // In pixels, to the next character.
  double advance;
} cfonts_glyph;

// Whether the font has a character.
int cfonts_has(cfonts_face *face, uint32_t scalar);

// Draws a character, or the box for one that the font does not have, `size` pixels to the em.
// Returns 0 where that fails.
int cfonts_draw(cfonts_face *face, uint32_t scalar, double size, cfonts_glyph *glyph);

#endif
