#!/usr/bin/env bash
# torch-mimicry's non-saturating generator loss saturates: its gradient is gone where the discriminator is sure
#
# torch-mimicry 0.1.16, torch 2.13.0, NumPy 2.4.6.
# Expected: -log D(G(z)) has a gradient of nearly 1 by logit for generated images that are seen through, that being its point.
# Happens: the sigmoid is taken first and 1e-8 added within the logarithm. From logits of -15 the gradient falls, to 0.17
#   at -20, and 1e-5 at -30, and the loss stops at 18.4. Its own minimax_loss_gen, which goes through the logits,
#   is the non-saturating loss in truth: gradient 1 all the way.
# Seen: see the end of this file.
# Matters: a discriminator that wins by 20 is usual early in training or without spectral norm; the generator then stands
#   still for good, with a constant loss of 18.42 as the only sign.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with torch==2.13.0 numpy==2.4.6
python -m pip install --quiet --disable-pip-version-check --no-deps torch-mimicry==0.1.16

python - >seen <<'EOF'
import importlib.util
import pathlib

import torch

# Only the file of losses is loaded: the package itself imports TensorFlow.
file = pathlib.Path(importlib.util.find_spec("torch_mimicry").origin).parent / "modules" / "losses.py"
specification = importlib.util.spec_from_file_location("losses", file)
losses = importlib.util.module_from_spec(specification)
specification.loader.exec_module(losses)

for logit in 0.0, -5.0, -10.0, -15.0, -20.0, -30.0, -40.0:
    line = []
    for loss in losses.ns_loss_gen, losses.minimax_loss_gen:
        scores = torch.full((1, 1), logit, requires_grad=True)
        value = loss(scores)
        value.backward()
        line.append(f"{loss.__name__} {float(value.detach()):.2f}, gradient {float(scores.grad):.2g}")
    print("logit", logit, "; ".join(line))
EOF
expect seen <<'EOF'
logit 0.0 ns_loss_gen 0.69, gradient -0.5; minimax_loss_gen 0.69, gradient -0.5
logit -5.0 ns_loss_gen 5.01, gradient -0.99; minimax_loss_gen 5.01, gradient -0.99
logit -10.0 ns_loss_gen 10.00, gradient -1; minimax_loss_gen 10.00, gradient -1
logit -15.0 ns_loss_gen 14.97, gradient -0.97; minimax_loss_gen 15.00, gradient -1
logit -20.0 ns_loss_gen 18.23, gradient -0.17; minimax_loss_gen 20.00, gradient -1
logit -30.0 ns_loss_gen 18.42, gradient -9.4e-06; minimax_loss_gen 30.00, gradient -1
logit -40.0 ns_loss_gen 18.42, gradient -4.2e-10; minimax_loss_gen 40.00, gradient -1
EOF
