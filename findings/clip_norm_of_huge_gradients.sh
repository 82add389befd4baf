#!/usr/bin/env bash
# A finite gradient of 1e20, clipped to norm 1, is all zeros in most libraries and all NaN in Keras' global_clipnorm
#
# tensorflow-cpu 2.21.0, keras 3.15.1, jax 0.10.2, optax 0.2.8, mlx 0.32.4, NumPy 2.4.6.
# Expected: a direction of length 1, [0.707, 0.707, 0]; or, if that is too much to ask, NaN everywhere, as for infinity.
# Happens: the squares overflow in float32 from 2e19 on, so the norm is infinite and the scale 0: Optax, MLX, tf.clip_by_norm
#   and Keras' clipnorm return zeros, and say nothing. tf.clip_by_global_norm and global_clipnorm turn the same
#   gradient into NaN. At an infinite gradient the first group gives NaN there and ZERO elsewhere.
# Seen: see the end of this file.
# Matters: a diverging critic stops moving instead of failing: losses stay at the same number for the rest of
#   the run with every weight finite, or the weights are NaN at once, after changing one argument's name.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with tensorflow-cpu==2.21.0 keras==3.15.1 jax==0.10.2 optax==0.2.8 "mlx[cpu]==0.32.4" numpy==2.4.6

KERAS_BACKEND=jax python - >seen 2>noise <<'EOF'
import jax.numpy
import keras
import mlx.core as mx
import mlx.optimizers
import numpy
import optax
import tensorflow


def with_keras(gradient, **clipping):
    weights = keras.Variable(numpy.zeros(3, "float32"))
    keras.optimizers.SGD(1.0, **clipping).apply([jax.numpy.array(gradient)], [weights])
    return -weights.numpy()


ways = {
    "Optax": lambda gradient: optax.clip_by_global_norm(1.0).update([jax.numpy.array(gradient)], optax.EmptyState())[0][0],
    "MLX": lambda gradient: mlx.optimizers.clip_grad_norm([mx.array(gradient)], 1.0)[0][0],
    "Keras clipnorm": lambda gradient: with_keras(gradient, clipnorm=1.0),
    "Keras global_clipnorm": lambda gradient: with_keras(gradient, global_clipnorm=1.0),
    "tf.clip_by_norm": lambda gradient: tensorflow.clip_by_norm(gradient, 1.0),
    "tf.clip_by_global_norm": lambda gradient: tensorflow.clip_by_global_norm([tensorflow.constant(gradient)], 1.0)[0][0],
}
for name, way in ways.items():
    print(name, {f"{size:g}": (numpy.array(way(numpy.array([size, size, 1], "float32"))).round(3) + 0.0).tolist()
                 for size in (1e18, 1e20, numpy.inf)})
EOF
sed -i 's/0\.707[0-9]*/0.707/g' seen
expect seen <<'EOF'
Optax {'1e+18': [0.707, 0.707, 0.0], '1e+20': [0.0, 0.0, 0.0], 'inf': [nan, nan, 0.0]}
MLX {'1e+18': [0.707, 0.707, 0.0], '1e+20': [0.0, 0.0, 0.0], 'inf': [nan, nan, 0.0]}
Keras clipnorm {'1e+18': [0.707, 0.707, 0.0], '1e+20': [0.0, 0.0, 0.0], 'inf': [nan, nan, 0.0]}
Keras global_clipnorm {'1e+18': [0.707, 0.707, 0.0], '1e+20': [nan, nan, nan], 'inf': [nan, nan, nan]}
tf.clip_by_norm {'1e+18': [0.707, 0.707, 0.0], '1e+20': [0.0, 0.0, 0.0], 'inf': [nan, nan, 0.0]}
tf.clip_by_global_norm {'1e+18': [0.707, 0.707, 0.0], '1e+20': [nan, nan, nan], 'inf': [nan, nan, nan]}
EOF
