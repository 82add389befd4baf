#!/usr/bin/env bash
# "he_normal" in MLX is not He's, "glorot_uniform" in tinygrad is not Glorot's: other variances under the same names
#
# mlx 0.32.4 (CPU), tinygrad 0.14.0 (its CPU device needs clang), NumPy 2.4.6.
# Expected: for a 3 x 3 convolution from 64 to 16 channels, He: sqrt(2 / 576) = 0.0589; Glorot: sqrt(2 / 720) = 0.0527.
# Happens: MLX's he_normal and he_uniform have half of He's variance (gain 1 unless given; 0.0417), so each
#   ReLU layer halves the signal's power. tinygrad's glorot_uniform takes the 16 output channels without their
#   nine taps as fan-out: a fifth more variance here, three and a half times as much from 16 to 64 channels.
#   MLX's Glorot and tinygrad's Kaiming are as the papers have them.
# Seen: see the end of this file (ratios to the paper's standard deviation, from 10^6 numbers or so).
# Matters: "the same initialization" of a GAN in another framework; the start decides whether a
#   discriminator saturates in its first hundred steps.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with "mlx[cpu]==0.32.4" tinygrad==0.14.0 numpy==2.4.6

DEV=CPU python - >seen <<'EOF'
import math

import mlx.core as mx
import mlx.nn
import numpy
from tinygrad import Tensor

mx.random.seed(0)
Tensor.manual_seed(0)


def ratio(arrays, wanted):
    return f"{numpy.concatenate([numpy.array(array).ravel() for array in arrays]).std() / wanted:.2f}"


for inputs, outputs in (64, 16), (16, 64):
    he = math.sqrt(2 / (inputs * 9))
    glorot = math.sqrt(2 / ((inputs + outputs) * 9))
    print(f"{inputs} to {outputs} channels:")
    for name in "he_normal", "he_uniform", "glorot_normal", "glorot_uniform":
        initializer = getattr(mlx.nn.init, name)()
        arrays = [initializer(mx.zeros((outputs, 3, 3, inputs))) for _ in range(100)]
        print("  mlx", name, ratio(arrays, he if "he" in name else glorot))
    for name, wanted in ("kaiming_normal", he), ("kaiming_uniform", he), ("glorot_uniform", glorot):
        arrays = [getattr(Tensor, name)(outputs, inputs, 3, 3).numpy() for _ in range(100)]
        print("  tinygrad", name, ratio(arrays, wanted))
EOF
expect seen <<'EOF'
64 to 16 channels:
  mlx he_normal 0.71
  mlx he_uniform 0.71
  mlx glorot_normal 1.00
  mlx glorot_uniform 1.00
  tinygrad kaiming_normal 1.00
  tinygrad kaiming_uniform 1.00
  tinygrad glorot_uniform 1.10
16 to 64 channels:
  mlx he_normal 0.71
  mlx he_uniform 0.71
  mlx glorot_normal 1.00
  mlx glorot_uniform 1.00
  tinygrad kaiming_normal 1.00
  tinygrad kaiming_uniform 1.00
  tinygrad glorot_uniform 1.86
EOF
