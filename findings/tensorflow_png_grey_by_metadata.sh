#!/usr/bin/env bash
# TensorFlow reads a red digit as grey 76 or as grey 147, depending on whether the PNG file says that it is sRGB
#
# tensorflow-cpu 2.21.0, Pillow 13.0.0, NumPy 2.4.6.
# Expected: decode_png(channels=1) weighs red, green and blue by .299, .587, .114 as rgb_to_grayscale, JPEG and
#   Pillow do; remarks on colour space do not change 8-bit values, as they do not for grey files or for channels=3.
# Happens: where the file has an sRGB or gAMA chunk (of 1/2.2), libpng makes grey in linear light: pure red is 147, pure
#   blue 95 instead of 29; without the chunk, and with one of gamma 1, 76 and 29. Grey itself stays as it is.
# Seen: see the end of this file.
# Matters: coloured digits (SVHN, MNIST-M, colour MNIST) saved by two tools are two data sets; so may be training and test
#   set. GIMP, ImageMagick and screenshots write such chunks, Pillow does not.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with tensorflow-cpu==2.21.0 pillow==13.0.0 numpy==2.4.6

python - >seen 2>noise <<'EOF'
import io
import struct
import zlib

import numpy
import tensorflow
from PIL import Image


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


remarks = {"none": b"", "sRGB": chunk(b"sRGB", b"\0"), "gamma 1/2.2": chunk(b"gAMA", struct.pack(">I", 45455)),
           "gamma 1": chunk(b"gAMA", struct.pack(">I", 100000))}
for name, colour in ("red", (255, 0, 0)), ("blue", (0, 0, 255)), ("orange", (200, 100, 50)), ("grey", (100, 100, 100)):
    picture = numpy.zeros((8, 8, 3), "uint8") + numpy.array(colour, "uint8")
    file = io.BytesIO()
    Image.fromarray(picture).save(file, "PNG")
    png = file.getvalue()
    greys = {remark: int(tensorflow.io.decode_png(png[:33] + data + png[33:], channels=1)[0, 0, 0]) for remark, data in remarks.items()}
    print(name, "decode_png", greys, "rgb_to_grayscale", int(tensorflow.image.rgb_to_grayscale(picture)[0, 0, 0]),
          "Pillow", Image.fromarray(picture).convert("L").getpixel((0, 0)))
EOF
expect seen <<'EOF'
red decode_png {'none': 76, 'sRGB': 147, 'gamma 1/2.2': 147, 'gamma 1': 76} rgb_to_grayscale 76 Pillow 76
blue decode_png {'none': 29, 'sRGB': 95, 'gamma 1/2.2': 95, 'gamma 1': 29} rgb_to_grayscale 29 Pillow 29
orange decode_png {'none': 124, 'sRGB': 137, 'gamma 1/2.2': 137, 'gamma 1': 124} rgb_to_grayscale 124 Pillow 124
grey decode_png {'none': 100, 'sRGB': 100, 'gamma 1/2.2': 100, 'gamma 1': 100} rgb_to_grayscale 100 Pillow 100
EOF
