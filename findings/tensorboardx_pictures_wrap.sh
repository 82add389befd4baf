#!/usr/bin/env bash
# tensorboardX shows integer pixels as a negative, and a generator's [-1, 1] output with black and grey wrapped
#
# tensorboardX 2.6.5, Pillow 13.0.0, NumPy 2.4.6.
# Expected: integers from 0 to 255 are pixels, as bytes are; numbers outside [0, 1] are clipped.
# Happens: everything but uint8 is multiplied by 255 and cut to its lowest eight bits. An int64 or int32 pixel p
#   (what a DataFrame or a sum of bytes gives) becomes -p modulo 256: a perfect negative of the digit.
#   Of tanh output, -1 becomes 1 (nearly right), -0.25 becomes 193 and 0 becomes 0: the greys on both sides of
#   the middle run from black to white twice, so edges get halos. Nothing warns.
# Seen: see the end of this file.
# Matters: sample grids in the log look like a training that fails; one debugs the generator for it.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with tensorboardX==2.6.5 pillow==13.0.0 numpy==2.4.6

python - >seen <<'EOF'
import io

import numpy
from PIL import Image
from tensorboardX.summary import image


def shown(row):
    summary = image("samples", numpy.array(row)[None, None], dataformats="CHW")
    return numpy.array(Image.open(io.BytesIO(summary.value[0].image.encoded_image_string)))[0, :, 0].tolist()


pixels = numpy.array([0, 1, 64, 128, 254, 255])
for kind in "uint8", "int32", "int64":
    print(kind, pixels.tolist(), "->", shown(pixels.astype(kind)))
output = [-1, -0.75, -0.5, -0.25, 0, 0.5, 1, 1.01]
print("tanh", output, "->", shown(numpy.array(output, "float32")))
EOF
expect seen <<'EOF'
uint8 [0, 1, 64, 128, 254, 255] -> [0, 1, 64, 128, 254, 255]
int32 [0, 1, 64, 128, 254, 255] -> [0, 255, 192, 128, 2, 1]
int64 [0, 1, 64, 128, 254, 255] -> [0, 255, 192, 128, 2, 1]
tanh [-1, -0.75, -0.5, -0.25, 0, 0.5, 1, 1.01] -> [1, 65, 129, 193, 0, 127, 255, 1]
EOF
