#!/usr/bin/env bash
# In JAX the gradient of |x| at 0 is 1: an L1 penalty moves weights that are zero, and two equal pictures push each other
#
# jax 0.10.2, keras 3.15.1 (on JAX), optax 0.2.8, mlx 0.32.4 (CPU), tinygrad 0.14.0 (its CPU device needs clang), NumPy 2.4.6.
# Expected: 0, as sign(0) is and as NumPy-like libraries have it; jnp.sign(0) is 0 in JAX too.
# Happens: jax.grad(jnp.abs) is 1 at 0 and at -0. The L1 loss of a picture with its exact copy has a gradient of one
#   by pixel, whose sign is that of the order of subtraction. Keras on JAX inherits it: mean_absolute_error, and
#   the regularizer L1, which drives zero weights to minus one step and back, for ever. Optax' huber_loss,
#   though written for the same end, has 0. MLX and tinygrad give 0.
# Seen: see the end of this file.
# Matters: pix2pix and CycleGAN add 100 and 10 times an L1 distance, which here has its full gradient where it is least.
#   Biases start at 0, and an L1 penalty that should leave them there is what moves them.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with jax==0.10.2 keras==3.15.1 optax==0.2.8 "mlx[cpu]==0.32.4" tinygrad==0.14.0 numpy==2.4.6

DEV=CPU KERAS_BACKEND=jax python - >seen <<'EOF'
import jax
import jax.numpy as jnp
import keras
import mlx.core as mx
import mlx.nn
import numpy
import optax
from tinygrad import Tensor

picture = numpy.array([0, -1, 0.25, 1], "float32")
print("jax.grad(jnp.abs) at 0, -0:", float(jax.grad(jnp.abs)(0.0)), float(jax.grad(jnp.abs)(-0.0)), "jnp.sign(0):", float(jnp.sign(0.0)))
losses = {
    "sum |x - copy|": lambda x: jnp.abs(x - picture).sum(),
    "sum |copy - x|": lambda x: jnp.abs(picture - x).sum(),
    "4 x Keras' mean_absolute_error(copy, x)": lambda x: 4 * keras.losses.mean_absolute_error(picture, x),
    "sum of Optax' huber_loss(x, copy)": lambda x: optax.huber_loss(x, picture).sum(),
}
for name, loss in losses.items():
    print("JAX,", name, "gradient", jax.grad(loss)(jnp.array(picture)).tolist())
print("MLX, sum l1_loss(x, copy) gradient", mx.grad(lambda x: mlx.nn.losses.l1_loss(x, mx.array(picture), reduction="sum"))(mx.array(picture)).tolist())
x = Tensor(picture)
(x - Tensor(picture)).abs().sum().backward()
print("tinygrad, sum |x - copy| gradient", x.grad.tolist())

# Nothing but the penalty acts on these weights, which are zero from the start.
penalty = keras.regularizers.L1(1.0)
weights = jnp.zeros(2)
course = []
for _ in range(4):
    weights = weights - 0.1 * jax.grad(penalty)(weights)
    course.append(round(float(weights[0]), 3))
print("Keras' L1 on JAX, a zero weight after steps of 0.1:", course)
EOF
expect seen <<'EOF'
jax.grad(jnp.abs) at 0, -0: 1.0 1.0 jnp.sign(0): 0.0
JAX, sum |x - copy| gradient [1.0, 1.0, 1.0, 1.0]
JAX, sum |copy - x| gradient [-1.0, -1.0, -1.0, -1.0]
JAX, 4 x Keras' mean_absolute_error(copy, x) gradient [-1.0, -1.0, -1.0, -1.0]
JAX, sum of Optax' huber_loss(x, copy) gradient [0.0, 0.0, 0.0, 0.0]
MLX, sum l1_loss(x, copy) gradient [0.0, 0.0, 0.0, 0.0]
tinygrad, sum |x - copy| gradient [0.0, 0.0, 0.0, 0.0]
Keras' L1 on JAX, a zero weight after steps of 0.1: [-0.1, 0.0, -0.1, 0.0]
EOF
