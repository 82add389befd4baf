#!/usr/bin/env bash
# OpenCV's INTER_NEAREST_EXACT and Pillow's NEAREST are not PyTorch's "nearest-exact" at 28 -> 42 and 32 -> 28
#
# opencv-python-headless 5.0.0.93, Pillow 13.0.0, torch 2.13.0, scikit-image 0.26.0, SciPy 1.17.1, NumPy 2.4.6.
# Expected: the three exact ones agree, as their makers say; OpenCV's and PyTorch's old ones are off, each the same way.
# Happens: pixel i of n out of m looks at (i + 1/2) m / n. Where that is a whole number, PyTorch and scikit-image take the
#   right neighbour at each; Pillow and OpenCV the left at some and the right at others, from their rounding:
#   4 -> 6 gives 0 1 1 2 2 3 instead of 0 1 1 2 3 3. Where no such tie comes up (28 -> 32, 28 -> 64) all agree.
#   SciPy's zoom (order 0, defaults) is a kind of its own: it aligns the corners.
# Seen: see the end of this file (columns that differ from floor((i + 1/2) m / n)).
# Matters: 28 x 28 digits to 42, and 32 x 32 to 28, are usual on the way to and from a GAN; pictures resized by two
#   libraries differ in whole columns, and so do upsampling layers exported from one to the other.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with opencv-python-headless==5.0.0.93 pillow==13.0.0 torch==2.13.0 scikit-image==0.26.0 scipy==1.17.1 numpy==2.4.6

python - >seen <<'EOF'
import cv2
import numpy
import torch
from PIL import Image
from scipy.ndimage import zoom
from skimage.transform import resize
from torch.nn.functional import interpolate


def pytorch(picture, size, mode):
    return interpolate(torch.from_numpy(picture)[None, None], size=(size, size), mode=mode)[0, 0].numpy()


ways = {
    "PyTorch nearest-exact": lambda picture, n: pytorch(picture, n, "nearest-exact"),
    "scikit-image": lambda picture, n: resize(picture, (n, n), order=0, anti_aliasing=False),
    "Pillow NEAREST": lambda picture, n: numpy.array(Image.fromarray(picture).resize((n, n), Image.Resampling.NEAREST)),
    "OpenCV NEAREST_EXACT": lambda picture, n: cv2.resize(picture, (n, n), interpolation=cv2.INTER_NEAREST_EXACT),
    "PyTorch nearest": lambda picture, n: pytorch(picture, n, "nearest"),
    "OpenCV NEAREST": lambda picture, n: cv2.resize(picture, (n, n), interpolation=cv2.INTER_NEAREST),
    "SciPy zoom": lambda picture, n: zoom(picture, n / len(picture), order=0),
}
for name, way in ways.items():
    differing = {}
    for before, after in (4, 6), (28, 32), (28, 42), (28, 64), (32, 28):
        picture = numpy.tile(numpy.arange(before, dtype="float32"), (before, 1))
        wanted = numpy.floor((2 * numpy.arange(after) + 1) * before / (2 * after))
        row = way(picture, after)[0].round()
        differing[f"{before}->{after}"] = int((row != wanted).sum())
        if before == 4:
            small = row.astype(int).tolist()
    print(name, differing, small)
EOF
expect seen <<'EOF'
PyTorch nearest-exact {'4->6': 0, '28->32': 0, '28->42': 0, '28->64': 0, '32->28': 0} [0, 1, 1, 2, 3, 3]
scikit-image {'4->6': 0, '28->32': 0, '28->42': 0, '28->64': 0, '32->28': 0} [0, 1, 1, 2, 3, 3]
Pillow NEAREST {'4->6': 1, '28->32': 0, '28->42': 5, '28->64': 0, '32->28': 4} [0, 1, 1, 2, 2, 3]
OpenCV NEAREST_EXACT {'4->6': 1, '28->32': 0, '28->42': 5, '28->64': 0, '32->28': 4} [0, 1, 1, 2, 2, 3]
PyTorch nearest {'4->6': 2, '28->32': 12, '28->42': 14, '28->64': 12, '32->28': 16} [0, 0, 1, 2, 2, 3]
OpenCV NEAREST {'4->6': 2, '28->32': 12, '28->42': 14, '28->64': 12, '32->28': 16} [0, 0, 1, 2, 2, 3]
SciPy zoom {'4->6': 1, '28->32': 0, '28->42': 7, '28->64': 8, '32->28': 2} [0, 1, 1, 2, 2, 3]
EOF
