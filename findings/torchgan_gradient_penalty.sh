#!/usr/bin/env bash
# torchgan's gradient penalty takes one norm over the whole batch: a perfect critic pays 49 at batch size 64
#
# torchgan 0.1.0, torch 2.13.0, NumPy 2.4.6.
# Expected: (|gradient of one image| - 1)^2, averaged over the images; 0 for a critic of slope 1, at any batch size.
# Happens: the norm is that of all images' gradients together, so for slope 1 it is sqrt(batch size): penalty 49 at 64, 0 only
#   at batch size 1. What costs nothing is slope 1/8. reduction="none" gives one number, not one for each image.
#   dragan_gradient_penalty and its k do the same.
# Seen: see the end of this file.
# Matters: with the usual weight of 10 the critic is held to slopes of an eighth, of a sixteenth at
#   batch 256: the bound, and with it the loss that stands for a distance, changes with the batch size.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with torch==2.13.0 numpy==2.4.6
python -m pip install --quiet --disable-pip-version-check --no-deps torchgan==0.1.0

python - >seen <<'EOF'
import importlib.util
import pathlib
import sys
import types

import torch

# Only the package's losses are loaded: its other parts import plotting and download libraries.
folder = pathlib.Path(importlib.util.find_spec("torchgan").origin).parent
package = types.ModuleType("torchgan")
package.__path__ = [str(folder)]
losses = types.ModuleType("torchgan.losses")
losses.__path__ = [str(folder / "losses")]
sys.modules.update({"torchgan": package, "torchgan.losses": losses})
functional = importlib.import_module("torchgan.losses.functional")

direction = torch.ones(784) / 28
for size in 1, 4, 64, 256:
    images = torch.rand(size, 784, requires_grad=True, generator=torch.Generator().manual_seed(0))
    for slope in 1, size**-0.5:
        scores = (images * direction).sum(1) * slope
        gradients = torch.autograd.grad(scores.sum(), images, retain_graph=True)[0]
        print("batch", size, f"slope {slope:.4g}: by image {float(((gradients.norm(2, dim=1) - 1) ** 2).mean()):.3f}",
              f"torchgan {float(functional.wasserstein_gradient_penalty(images, scores)):.3f}",
              f"DRAGAN {float(functional.dragan_gradient_penalty(images, scores)):.3f}")
EOF
expect seen <<'EOF'
batch 1 slope 1: by image 0.000 torchgan 0.000 DRAGAN 0.000
batch 1 slope 1: by image 0.000 torchgan 0.000 DRAGAN 0.000
batch 4 slope 1: by image 0.000 torchgan 1.000 DRAGAN 1.000
batch 4 slope 0.5: by image 0.250 torchgan 0.000 DRAGAN 0.000
batch 64 slope 1: by image 0.000 torchgan 49.001 DRAGAN 49.001
batch 64 slope 0.125: by image 0.766 torchgan 0.000 DRAGAN 0.000
batch 256 slope 1: by image 0.000 torchgan 225.028 DRAGAN 225.028
batch 256 slope 0.0625: by image 0.879 torchgan 0.000 DRAGAN 0.000
EOF
