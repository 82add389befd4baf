#!/usr/bin/env bash
# attn-gan-pytorch's LSGAN squares the mean score, not each: scores of 100 and -98 on real pictures cost nothing
#
# attn-gan-pytorch 1.2.3, torch 2.13.0, NumPy 2.4.6.
# Expected: least squares: the mean of (D(x) - 1)^2, so that each score is drawn to its target.
# Happens: its loss is (mean of D(x) - 1)^2, for real ones, fakes, and the generator. Scores whose mean is right have
#   loss 0 and no gradient, however far apart; elsewhere all pictures of a batch get the SAME gradient, the one scored too high
#   like the one scored too low. For a batch of one it is the usual loss.
# Seen: see the end of this file.
# Matters: what LSGAN is for, that samples far from the boundary are pulled back each by its distance, is not there;
#   the discriminator has a loss of 0 with a batch half of which it takes for fakes.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with torch==2.13.0 numpy==2.4.6
python -m pip install --quiet --disable-pip-version-check --no-deps attn-gan-pytorch==1.2.3

python - >seen <<'EOF'
import importlib.util
import pathlib

import torch

# Only the file of losses is loaded: the package imports other libraries that they do not need.
file = pathlib.Path(importlib.util.find_spec("attn_gan_pytorch").origin).parent / "Losses.py"
specification = importlib.util.spec_from_file_location("losses", file)
losses = importlib.util.module_from_spec(specification)
specification.loader.exec_module(losses)
loss = losses.LSGAN("cpu", lambda scores: scores)  # the "pictures" are the scores themselves


def words(numbers):
    return " ".join(f"{number:g}" for number in numbers.ravel().tolist())


for real in ([1.0, 1.0], [100.0, -98.0], [3.0, 1.0], [3.0]):
    scores = torch.tensor(real).reshape(-1, 1).requires_grad_()
    value = loss.dis_loss(scores, torch.zeros(len(real), 1))
    value.backward()
    usual = 0.5 * ((scores.detach() - 1) ** 2).mean()
    print(f"real scores {words(scores.detach())}, fakes 0: loss {value.item():g}, gradients {words(scores.grad)}; by its definition "
          f"loss {usual.item():g}, gradients {words((scores.detach() - 1) / len(real))}")
for fake in ([100.0, -98.0], [3.0, 1.0]):
    scores = torch.tensor(fake).reshape(-1, 1).requires_grad_()
    value = loss.gen_loss(None, scores)
    value.backward()
    print(f"generator, scores {words(scores.detach())}: loss {value.item():g}, gradients {words(scores.grad)}")
EOF
expect seen <<'EOF'
real scores 1 1, fakes 0: loss 0, gradients 0 0; by its definition loss 0, gradients 0 0
real scores 100 -98, fakes 0: loss 0, gradients 0 0; by its definition loss 4900.5, gradients 49.5 -49.5
real scores 3 1, fakes 0: loss 0.5, gradients 0.5 0.5; by its definition loss 1, gradients 1 0
real scores 3, fakes 0: loss 2, gradients 2; by its definition loss 2, gradients 2
generator, scores 100 -98: loss 0, gradients 0 0
generator, scores 3 1: loss 0.5, gradients 0.5 0.5
EOF
