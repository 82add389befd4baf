#!/usr/bin/env bash
# The gradient of a clip at its bound is 0, 0.5, or 1: in JAX alone all three, so R1 of a black picture is what one likes
#
# jax 0.10.2, mlx 0.32.4 (CPU), tinygrad 0.14.0 (its CPU device needs clang), autograd 1.9.1, NumPy 2.4.6.
# Expected: limiting numbers to [-1, 1] has one gradient for a number that is exactly -1, at least within a library.
# Happens: jnp.clip gives 0.5, jax.lax.clamp 0, jax.nn.hard_tanh 1. tinygrad's clip gives 1 and its maximum and minimum 0.5.
#   MLX's clip gives 0; composed of maximum and minimum it is 0 or 1 by the ORDER of the arguments, as the second
#   one wins a tie. autograd gives 0.
# Seen: see the end of this file (gradients at -1, 0, 1; then the squared gradient of a critic that adds up the clipped pixels
#   of a digit of 784, 600 of them black).
# Matters: four fifths of a digit's pixels are exactly -1, and whoever augments pictures differentiably clips them
#   afterwards: the gradient penalty of the same critic on the same real digit is 184, 334, or 784.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with jax==0.10.2 "mlx[cpu]==0.32.4" tinygrad==0.14.0 autograd==1.9.1 numpy==2.4.6

DEV=CPU python - >seen <<'EOF'
import autograd
import autograd.numpy
import jax
import jax.numpy as jnp
import mlx.core as mx
import mlx.nn
import numpy
from tinygrad import Tensor


def tinygrad_gradient(function):
    def gradient(pixels):
        x = Tensor(pixels)
        function(x).sum().backward()
        return x.grad.numpy()

    return gradient


def of_sum(differentiate, array, function):
    return lambda pixels: numpy.array(differentiate(lambda x: function(x).sum())(array(pixels)))


ways = {
    "jnp.clip(x, -1, 1)": of_sum(jax.grad, jnp.array, lambda x: jnp.clip(x, -1, 1)),
    "jax.lax.clamp(-1, x, 1)": of_sum(jax.grad, jnp.array, lambda x: jax.lax.clamp(-1.0, x, 1.0)),
    "jax.nn.hard_tanh(x)": of_sum(jax.grad, jnp.array, jax.nn.hard_tanh),
    "mx.clip(x, -1, 1)": of_sum(mx.grad, mx.array, lambda x: mx.clip(x, -1, 1)),
    "mx.minimum(mx.maximum(x, -1), 1)": of_sum(mx.grad, mx.array, lambda x: mx.minimum(mx.maximum(x, -1), 1)),
    "mx.minimum(1, mx.maximum(-1, x))": of_sum(mx.grad, mx.array, lambda x: mx.minimum(1, mx.maximum(-1, x))),
    "mlx.nn.hard_tanh(x)": of_sum(mx.grad, mx.array, mlx.nn.hard_tanh),
    "tinygrad x.clip(-1, 1)": tinygrad_gradient(lambda x: x.clip(-1, 1)),
    "tinygrad x.maximum(-1).minimum(1)": tinygrad_gradient(lambda x: x.maximum(-1).minimum(1)),
    "tinygrad x.hardtanh()": tinygrad_gradient(lambda x: x.hardtanh()),
    "autograd.numpy.clip(x, -1, 1)": of_sum(autograd.grad, lambda pixels: pixels, lambda x: autograd.numpy.clip(x, -1, 1)),
}
digit = numpy.where(numpy.arange(784) < 600, -1, 0.5).astype("float32")
for name, gradient in ways.items():
    bounds = gradient(numpy.array([-1, 0, 1], "float32"))
    print(f"{name}: {' '.join(f'{number:g}' for number in bounds)}; squared gradient at the digit {(gradient(digit) ** 2).sum():g}")
EOF
expect seen <<'EOF'
jnp.clip(x, -1, 1): 0.5 1 0.5; squared gradient at the digit 334
jax.lax.clamp(-1, x, 1): 0 1 0; squared gradient at the digit 184
jax.nn.hard_tanh(x): 1 1 1; squared gradient at the digit 784
mx.clip(x, -1, 1): 0 1 0; squared gradient at the digit 184
mx.minimum(mx.maximum(x, -1), 1): 0 1 0; squared gradient at the digit 184
mx.minimum(1, mx.maximum(-1, x)): 1 1 1; squared gradient at the digit 784
mlx.nn.hard_tanh(x): 0 1 0; squared gradient at the digit 184
tinygrad x.clip(-1, 1): 1 1 1; squared gradient at the digit 784
tinygrad x.maximum(-1).minimum(1): 0.5 1 0.5; squared gradient at the digit 334
tinygrad x.hardtanh(): 1 1 1; squared gradient at the digit 784
autograd.numpy.clip(x, -1, 1): 0 1 0; squared gradient at the digit 184
EOF
