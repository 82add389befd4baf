#!/usr/bin/env bash
# After a lossless PNG optimizer, NumPy sees other numbers: palette indices instead of greys, booleans, other shapes
#
# optipng 0.7.7 and zopfli 1.0.3 (Debian 12), Pillow 13.0.0, imageio 2.38.1, opencv-python-headless 5.0.0.93, NumPy 2.4.6.
# Expected: optimizers keep the pixels, so the arrays that loaders return stay the same.
# Happens: optipng may write a grey picture of two values as palette of one bit: numpy.array(Image.open(…))
#   is then 0 and 1 instead of 0 and 255; imageio turns
#   28 x 28 into 28 x 28 x 3. zopflipng writes one grey bit: imageio and Pillow give booleans. Pictures
#   with many greys in the same folder stay as they were, so the data set is a mixture. OpenCV (greyscale)
#   and Pillow with .convert("L") see no difference.
# Seen: see the end of this file.
# Matters: x / 127.5 - 1 makes the optimized digits all black, -1 to -0.99, some classes more often than
#   others, and nothing fails.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with pillow==13.0.0 imageio==2.38.1 opencv-python-headless==5.0.0.93 numpy==2.4.6
debian_with optipng=0.7.7-2+b1 zopfli=1.0.3-1

python - >seen <<'EOF'
import subprocess

import cv2
import imageio.v3
import numpy
from PIL import Image

rows, columns = numpy.mgrid[:28, :28]
distance = numpy.hypot(rows - 14, columns - 14)
pictures = {"ring, black and white": numpy.where(abs(distance - 8) < 2, 255, 0),
            "ring, many greys": numpy.clip(255 - 60 * abs(distance - 8), 0, 255)}
for name, picture in pictures.items():
    Image.fromarray(picture.astype("uint8")).save("before.png")
    subprocess.run(["optipng", "-quiet", "-clobber", "-out", "optipng.png", "before.png"], check=True)
    subprocess.run(["zopflipng", "-y", "before.png", "zopflipng.png"], check=True, stdout=subprocess.DEVNULL)
    for file in "before", "optipng", "zopflipng":
        pillow, images = numpy.array(Image.open(file + ".png")), imageio.v3.imread(file + ".png")
        print(f"{name}, {file}: Pillow {pillow.dtype} up to {int(pillow.max())}, "
              f"imageio {images.dtype} {images.shape} up to {int(images.max())}, "
              f"OpenCV up to {cv2.imread(file + '.png', cv2.IMREAD_GRAYSCALE).max()}")
EOF
expect seen <<'EOF'
ring, black and white, before: Pillow uint8 up to 255, imageio uint8 (28, 28) up to 255, OpenCV up to 255
ring, black and white, optipng: Pillow uint8 up to 1, imageio uint8 (28, 28, 3) up to 255, OpenCV up to 255
ring, black and white, zopflipng: Pillow bool up to 1, imageio bool (28, 28) up to 1, OpenCV up to 255
ring, many greys, before: Pillow uint8 up to 255, imageio uint8 (28, 28) up to 255, OpenCV up to 255
ring, many greys, optipng: Pillow uint8 up to 255, imageio uint8 (28, 28) up to 255, OpenCV up to 255
ring, many greys, zopflipng: Pillow uint8 up to 255, imageio uint8 (28, 28) up to 255, OpenCV up to 255
EOF
