#!/usr/bin/env bash
# The SSIM of two 28 x 28 digits is 0.24 or 0.55, depending on the library, all at their defaults of 11 x 11 Gaussians
#
# pytorch-msssim 1.0.0, torchmetrics 1.9.0, scikit-image 0.26.0, torch 2.13.0, SciPy 1.17.1, NumPy 2.4.6.
# Expected: the same window, constants and data range give the same number to four places.
# Happens: pytorch-msssim averages over the 18 x 18 windows that lie inside the picture, as scikit-image does with Gaussian
#   weights (its default, a 7 x 7 box, is a third number). torchmetrics reflects the border outwards and averages
#   over all 28 x 28 places. At 256 pixels this is the second decimal; at 28, with the dark border of digits where
#   everything is equal, it doubles the score. And pytorch-msssim takes 255 for the range unless told: pictures
#   in [0, 1] then score 0.99.
# Seen: see the end of this file.
# Matters: SSIM between samples of one class is the usual check for mode collapse on MNIST; thresholds do not
#   carry over, and "less diverse" may only mean another library.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with pytorch-msssim==1.0.0 torchmetrics==1.9.0 scikit-image==0.26.0 torch==2.13.0 scipy==1.17.1 numpy==2.4.6

python - >seen <<'EOF'
import numpy
import pytorch_msssim
import torch
from skimage.metrics import structural_similarity
from torchmetrics.functional.image import structural_similarity_index_measure


def blob(x, size):
    rows, columns = numpy.mgrid[:size, :size]
    return numpy.clip(1.4 - numpy.hypot(rows - size / 2, columns - x * size) / (size * 0.2), 0, 1).astype("float32")


for size in 28, 64, 256:
    first, second = blob(0.4, size), blob(0.55, size)
    tensors = [torch.from_numpy(picture)[None, None] for picture in (first, second)]
    scores = {
        "pytorch-msssim": pytorch_msssim.ssim(*tensors, data_range=1),
        "scikit-image, Gaussian": structural_similarity(
            first, second, data_range=1, gaussian_weights=True, sigma=1.5, use_sample_covariance=False),
        "scikit-image": structural_similarity(first, second, data_range=1),
        "torchmetrics": structural_similarity_index_measure(*tensors, data_range=1.0),
        "pytorch-msssim, no range": pytorch_msssim.ssim(*tensors),
    }
    print(size, {name: f"{float(score):.3f}" for name, score in scores.items()})
EOF
expect seen <<'EOF'
28 {'pytorch-msssim': '0.239', 'scikit-image, Gaussian': '0.239', 'scikit-image': '0.310', 'torchmetrics': '0.549', 'pytorch-msssim, no range': '0.988'}
64 {'pytorch-msssim': '0.540', 'scikit-image, Gaussian': '0.540', 'scikit-image': '0.582', 'torchmetrics': '0.672', 'pytorch-msssim, no range': '0.991'}
256 {'pytorch-msssim': '0.727', 'scikit-image, Gaussian': '0.727', 'scikit-image': '0.723', 'torchmetrics': '0.748', 'pytorch-msssim, no range': '0.993'}
EOF
