#!/usr/bin/env bash
# The gradient of ELU and SELU is NaN for an activation of 89 in MLX and tinygrad; the value is right
#
# mlx 0.32.4 (CPU), tinygrad 0.14.0 (its CPU device needs clang), jax 0.10.2, NumPy 2.4.6.
# Expected: ELU is the identity above 0, its gradient 1, as large as the number may be.
# Happens: MLX and tinygrad take exp(x) of all numbers and choose afterwards. Forward nobody sees it; backward the side not
#   chosen gives 0 times infinity from 88.7 on: NaN in elu and selu, and in tinygrad's celu. Their other
#   activations with an exponential (softplus, SiLU, GELU, Mish) are right, and JAX has all right. At 0 exactly they differ
#   also: tinygrad's ELU and MLX's CELU have gradient 0 there, JAX's 1, and SELU's is 1.05 or 1.76.
# Seen: see the end of this file.
# Matters: one pixel of 100 (a picture of bytes that nobody scaled, a critic of a WGAN that may be of any size) makes
#   all weights below NaN in one step, with a finite loss before it; ReLU in its place trains.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with "mlx[cpu]==0.32.4" tinygrad==0.14.0 jax==0.10.2 numpy==2.4.6

DEV=CPU python - >seen <<'EOF'
import jax
import mlx.core as mx
import mlx.nn
from tinygrad import Tensor

numbers = 0.0, 88.0, 89.0, 1000.0


def mlx_pairs(name):
    function = getattr(mlx.nn, name)
    return [(function(mx.array(number)).item(), mx.grad(function)(mx.array(number)).item()) for number in numbers]


def tinygrad_pairs(name):
    pairs = []
    for number in numbers:
        x = Tensor([number])
        y = getattr(x, name)()
        y.sum().backward()
        pairs.append((y.item(), x.grad.item()))
    return pairs


def jax_pairs(name):
    return [tuple(map(float, jax.value_and_grad(getattr(jax.nn, name))(number))) for number in numbers]


for name in "relu", "elu", "selu", "celu", "softplus", "silu", "gelu", "mish":
    for library, pairs in ("MLX", mlx_pairs), ("tinygrad", tinygrad_pairs), ("JAX", jax_pairs):
        print(library, name, ", ".join(f"{number:g}: {value:.4g}, gradient {gradient:.3g}" for number, (value, gradient) in zip(numbers, pairs(name))))

# A layer and an unscaled picture: the loss is finite, the gradient of the weight is not.
weight, picture = mx.array([[0.5]]), mx.array([[0.0], [255.0]])
loss, gradient = mx.value_and_grad(lambda weight: mlx.nn.elu(picture @ weight).mean())(weight)
print(f"MLX, mean of elu(0.5 x) over pixels 0 and 255: {loss.item():g}, gradient of the weight {gradient.item():g}")
EOF
expect seen <<'EOF'
MLX relu 0: 0, gradient 0, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
tinygrad relu 0: 0, gradient 0, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
JAX relu 0: 0, gradient 0, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
MLX elu 0: 0, gradient 1, 88: 88, gradient 1, 89: 89, gradient nan, 1000: 1000, gradient nan
tinygrad elu 0: 0, gradient 0, 88: 88, gradient 1, 89: 89, gradient nan, 1000: 1000, gradient nan
JAX elu 0: 0, gradient 1, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
MLX selu 0: 0, gradient 1.76, 88: 92.46, gradient 1.05, 89: 93.51, gradient nan, 1000: 1051, gradient nan
tinygrad selu 0: 0, gradient 1.05, 88: 92.46, gradient 1.05, 89: 93.51, gradient nan, 1000: 1051, gradient nan
JAX selu 0: 0, gradient 1.76, 88: 92.46, gradient 1.05, 89: 93.51, gradient 1.05, 1000: 1051, gradient 1.05
MLX celu 0: 0, gradient 0, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
tinygrad celu 0: 0, gradient 1, 88: 88, gradient 1, 89: 89, gradient nan, 1000: 1000, gradient nan
JAX celu 0: 0, gradient 1, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
MLX softplus 0: 0.6931, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
tinygrad softplus 0: 0.6931, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
JAX softplus 0: 0.6931, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
MLX silu 0: 0, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
tinygrad silu 0: 0, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
JAX silu 0: 0, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
MLX gelu 0: 0, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
tinygrad gelu 0: 0, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
JAX gelu 0: 0, gradient 0.5, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
MLX mish 0: 0, gradient 0.6, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
tinygrad mish 0: 0, gradient 0.6, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
JAX mish 0: 0, gradient 0.6, 88: 88, gradient 1, 89: 89, gradient 1, 1000: 1000, gradient 1
MLX, mean of elu(0.5 x) over pixels 0 and 255: 63.75, gradient of the weight nan
EOF
