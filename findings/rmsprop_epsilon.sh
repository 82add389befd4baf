#!/usr/bin/env bash
# RMSprop of today's Keras takes a tenth of legacy Keras' first step: epsilon moved under the root, its value stayed
#
# tensorflow-cpu 2.21.0, tf_keras 2.21.0, keras 3.15.1, jax 0.10.2, optax 0.2.8, NumPy 2.4.6.
# Expected: RMSprop(rho=.9, epsilon=1e-7) is one algorithm within a library, whatever the class' version.
# Happens: tf_keras.optimizers.legacy.RMSprop divides by sqrt(v) + 1e-7; tf_keras' and Keras 3's present class by
#   sqrt(v + 1e-7). The square root of 1e-7 is 3e-4, so all gradients below that are damped: at 1e-4 the first step is
#   0.31 learning rates instead of 3.2, at 1e-6 0.0032 instead of 2.4. With momentum the legacy class agrees with the
#   new ones, so its own two branches differ. Optax (eps 1e-8) also has it under the root, by default.
# Seen: see the end of this file (first steps in learning rates).
# Matters: WGANs are trained with RMSprop at 5e-5 and tiny gradients; programs from the days of Keras 2.10 converge
#   otherwise today, with every argument the same.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with tensorflow-cpu==2.21.0 tf_keras==2.21.0 keras==3.15.1 jax==0.10.2 optax==0.2.8 numpy==2.4.6

KERAS_BACKEND=tensorflow python - >seen 2>noise <<'EOF'
import jax.numpy
import keras
import optax
import tensorflow
import tf_keras


def step(optimizer, gradient):
    variable = tensorflow.Variable(0.0)
    optimizer.apply_gradients([(tensorflow.constant(gradient), variable)])
    return -float(variable.numpy()) / 5e-5


def optax_step(optimizer, gradient):
    parameter = jax.numpy.float32(0)
    return -float(optimizer.update(jax.numpy.float32(gradient), optimizer.init(parameter), parameter)[0]) / 5e-5


def keras_step(optimizer, gradient):
    variable = keras.Variable(0.0)
    optimizer.apply([tensorflow.constant(gradient)], [variable])
    return -float(variable.numpy()) / 5e-5


legacy = tf_keras.optimizers.legacy.RMSprop
for gradient in 1e-2, 1e-4, 1e-6:
    steps = {
        "legacy": step(legacy(5e-5), gradient),
        "legacy, momentum": step(legacy(5e-5, momentum=0.9), gradient),
        "tf_keras": step(tf_keras.optimizers.RMSprop(5e-5), gradient),
        "Keras 3": keras_step(keras.optimizers.RMSprop(5e-5), gradient),
        "Optax, eps 1e-7": optax_step(optax.rmsprop(5e-5, decay=0.9, eps=1e-7), gradient),
        "Optax, eps_in_sqrt=False": optax_step(optax.rmsprop(5e-5, decay=0.9, eps=1e-7, eps_in_sqrt=False), gradient),
    }
    print("gradient", gradient, {name: f"{length:.2g}" for name, length in steps.items()})
EOF
expect seen <<'EOF'
gradient 0.01 {'legacy': '3.2', 'legacy, momentum': '3.1', 'tf_keras': '3.1', 'Keras 3': '3.1', 'Optax, eps 1e-7': '3.1', 'Optax, eps_in_sqrt=False': '3.2'}
gradient 0.0001 {'legacy': '3.2', 'legacy, momentum': '0.31', 'tf_keras': '0.31', 'Keras 3': '0.31', 'Optax, eps 1e-7': '0.31', 'Optax, eps_in_sqrt=False': '3.2'}
gradient 1e-06 {'legacy': '2.4', 'legacy, momentum': '0.0032', 'tf_keras': '0.0032', 'Keras 3': '0.0032', 'Optax, eps 1e-7': '0.0032', 'Optax, eps_in_sqrt=False': '2.4'}
EOF
