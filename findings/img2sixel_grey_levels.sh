#!/usr/bin/env bash
# img2sixel shows white as 97 % and merges 28 greys into 14, with a palette of 256 free
#
# libsixel-bin 1.10.3 (Debian 12), Pillow 13.0.0, NumPy 2.4.6.
# Expected: sixel colours are percentages, so each grey is off by at most half a percent, 1 of 255.
# Happens: each colour first loses its lowest three bits, then neighbours are merged, however many colours are free.
#   A black and white picture's white is 248, emitted as 97 % and shown as 247 of 255; a ramp of 28 greys in
#   steps of 9 has 14 left, up to 11 off. Neither 256 colours (-p 256), full quality (-q full) nor no
#   dithering (-d none) helps; the built-in palette does (-b gray8).
# Seen: see the end of this file.
# Matters: digits shown in a terminal look greyer than their pixels, and a golden sixel picture
#   that another encoder made never matches.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with pillow==13.0.0 numpy==2.4.6
debian_with libsixel-bin=1.10.3-3 libsixel1=1.10.3-3

python - >seen <<'EOF'
import re
import subprocess

import numpy
from PIL import Image

columns = numpy.tile(numpy.arange(28), (28, 1))
pictures = {"black and white": numpy.where(columns < 14, 0, 255), "28 greys": columns * 9}
for name, picture in pictures.items():
    Image.fromarray(picture.astype("uint8")).save("picture.png")
    for options in [], ["-p", "256"], ["-q", "full"], ["-d", "none"], ["-b", "gray8"]:
        sixel = subprocess.run(["img2sixel", *options, "picture.png"], capture_output=True, check=True).stdout
        colours = re.findall(rb"#\d+;2;(\d+);\d+;\d+", sixel)
        back = subprocess.run(["sixel2png"], input=sixel, capture_output=True, check=True).stdout
        with open("back.png", "wb") as file:
            file.write(back)
        shown = numpy.array(Image.open("back.png").convert("L")).astype(int)
        print(name, *options, "->", len(numpy.unique(shown)), "greys, lightest", max(map(int, colours)), "%, off by up to",
              abs(shown - picture).max())
EOF
expect seen <<'EOF'
black and white -> 2 greys, lightest 97 %, off by up to 8
black and white -p 256 -> 2 greys, lightest 97 %, off by up to 8
black and white -q full -> 2 greys, lightest 97 %, off by up to 8
black and white -d none -> 2 greys, lightest 97 %, off by up to 8
black and white -b gray8 -> 2 greys, lightest 100 %, off by up to 0
28 greys -> 14 greys, lightest 91 %, off by up to 11
28 greys -p 256 -> 14 greys, lightest 91 %, off by up to 11
28 greys -q full -> 14 greys, lightest 91 %, off by up to 11
28 greys -d none -> 14 greys, lightest 91 %, off by up to 11
28 greys -b gray8 -> 28 greys, lightest 100 %, off by up to 1
EOF
