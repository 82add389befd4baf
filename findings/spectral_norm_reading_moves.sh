#!/usr/bin/env bash
# Looking at a weight under PyTorch's new spectral norm changes it; its old one is far off until the first training step
#
# torch 2.13.0, NumPy 2.4.6.
# Expected: reading layer.weight changes nothing; both spectral norms give a weight of norm 1 or nearly.
# Happens: with parametrizations.spectral_norm each READ of .weight in training mode is a step of its power
#   iteration and moves the buffers: a logger that prints a weight's norm between two steps changes the run
#   (eval mode and parametrize.cached() do not). utils.spectral_norm computes the weight in the forward pass and can be
#   read; but it starts from a random direction without any iteration: a layer used in eval mode before its first
#   training pass has a norm of 1.8 here, where the new one, which iterates 15 times when made, has 1.000.
# Seen: see the end of this file.
# Matters: "look at any weight" tools, histograms and checkpoints of a discriminator under spectral norm are not
#   neutral; a discriminator scored before its training has begun is not Lipschitz at all.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with torch==2.13.0 numpy==2.4.6

python - >seen <<'EOF'
import numpy
import torch
from torch.nn.utils import parametrizations, spectral_norm

start = torch.from_numpy(numpy.random.default_rng(0).normal(size=(5, 5)).astype("float32") * 3)
ones = torch.ones(1, 5)


def layer(way):
    torch.manual_seed(0)
    linear = torch.nn.Linear(5, 5, bias=False)
    linear.weight.data = start.clone()
    return way(linear)


def norm(module):
    return float(torch.linalg.matrix_norm(module.weight.detach(), 2))


for name, way in ("old", spectral_norm), ("new", parametrizations.spectral_norm):
    module = layer(way).eval()
    module(ones)
    before = norm(module)
    module.train()
    for _ in range(3):
        module(ones)
    print(name, f"norm before training {before:.3f}, after three passes {norm(module):.3f}")
    watched, alone = layer(way), layer(way)
    for _ in range(10):
        watched.weight
    state = {key: value for key, value in alone.state_dict().items() if key.endswith(("_u", "_v"))}
    print(name, "reading ten times: buffers the same",
          all(torch.equal(value, watched.state_dict()[key]) for key, value in state.items()),
          "output the same", torch.equal(watched(ones), alone(ones)))
EOF
expect seen <<'EOF'
old norm before training 1.809, after three passes 1.022
old reading ten times: buffers the same True output the same True
new norm before training 1.000, after three passes 1.000
new reading ten times: buffers the same False output the same False
EOF
