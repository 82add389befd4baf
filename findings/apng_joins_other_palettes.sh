#!/usr/bin/env bash
# apng shows the second picture of a film in the colours of the first, or its bytes as greys
#
# apng 0.3.4, Pillow 13.0.0, NumPy 2.4.6.
# Expected: joining PNG files to an animated one converts them to one form, or refuses what differs.
# Happens: the compressed pixels go in as they are, under the header and the palette of the first file.
#   A picture of grey 200 and 50 in a palette becomes one of 0 and 255, where the first has these. A grey
#   picture followed by one in colour gives a frame of other numbers in a pattern, since three bytes of
#   colour are read as three grey pixels. No error, no warning; readers see a valid file.
# Seen: see the end of this file.
# Matters: sheets of digits that were saved with a palette each (optimizers and quantizers do that),
#   or of which one is in colour, make a film whose later frames are wrong.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with apng==0.3.4 pillow==13.0.0 numpy==2.4.6

python - >seen <<'EOF'
import numpy
from apng import APNG
from PIL import Image


def indexed(path, dark, light):
    picture = Image.new("P", (8, 8))
    picture.putpalette([dark] * 3 + [light] * 3)
    picture.putdata([0, 1] * 32)
    picture.save(path)


def film(name, *paths):
    film = APNG()
    for path in paths:
        film.append_file(path, delay=100)
    film.save("film.png")
    played = Image.open("film.png")
    for frame, path in enumerate(paths):
        played.seek(frame)
        greys = sorted(set(numpy.asarray(played.convert("L")).ravel().tolist()))
        alone = sorted(set(numpy.asarray(Image.open(path).convert("L")).ravel().tolist()))
        print(f"{name}, frame {frame}: greys of the file {alone}, in the film {greys}")


indexed("first.png", 0, 255)
indexed("second.png", 50, 200)
film("two palettes", "first.png", "second.png")
Image.fromarray(numpy.full((8, 8), 100, "uint8")).save("grey.png")
Image.fromarray(numpy.full((8, 8, 3), (10, 200, 30), "uint8")).save("colour.png")
film("grey, then colour", "grey.png", "colour.png")
EOF
expect seen <<'EOF'
two palettes, frame 0: greys of the file [0, 255], in the film [0, 255]
two palettes, frame 1: greys of the file [50, 200], in the film [0, 255]
grey, then colour, frame 0: greys of the file [100], in the film [100]
grey, then colour, frame 1: greys of the file [124], in the film [0, 2, 10, 210, 240]
EOF
