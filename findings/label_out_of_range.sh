#!/usr/bin/env bash
# A label one beyond the last class: no loss at all, a neighbour's embedding, NaN or an error, by backend and compiler
#
# tensorflow-cpu 2.21.0, keras 3.15.1, jax 0.10.2, optax 0.2.8, NumPy 2.4.6.
# Expected: label 3 of 3 classes (EMNIST's letters count from 1) is an error, or NaN at worst.
# Happens: Keras' sparse cross-entropy on JAX gives such a picture the loss 0, so it counts as perfectly
#   classified; TensorFlow raises; TensorFlow with jit_compile gives NaN; Optax gives NaN for 3 but takes -1 as the LAST class.
#   An embedding of label 3 is NaN on JAX, an error on TensorFlow, and with jit_compile the last class' row;
#   of label -1 it is the last class' row in Keras, and tf.gather with jit_compile makes it the FIRST
#   class' row. one_hot is all zeros for both.
# Seen: see the end of this file.
# Matters: the labels of a conditional GAN are off by one more often than anything else; whether one hears of it
#   depends on the backend, and a generator may train for days on NaN-free nonsense.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with tensorflow-cpu==2.21.0 keras==3.15.1 jax==0.10.2 optax==0.2.8 numpy==2.4.6

cat >keras_part.py <<'EOF'
import os

import keras
import numpy

logits = numpy.array([[1, 2, 3]], "float32")
embedding = keras.layers.Embedding(3, 1)
embedding.build((None,))
embedding.embeddings.assign(numpy.array([[10], [20], [30]]))


def answer(function):
    try:
        return numpy.round(keras.ops.convert_to_numpy(function()).ravel().astype(float), 4).tolist()
    except Exception as error:
        return type(error).__name__


for label in 0, 3, -1:
    labels = numpy.array([label])
    print("keras on", os.environ["KERAS_BACKEND"], "label", label, "cross-entropy",
          answer(lambda: keras.losses.sparse_categorical_crossentropy(labels, logits, from_logits=True)),
          "embedding", answer(lambda: embedding(labels)), "one_hot", answer(lambda: keras.ops.one_hot(labels, 3)))
EOF
for backend in jax tensorflow; do KERAS_BACKEND=$backend python keras_part.py 2>>noise; done >seen
python - >>seen 2>>noise <<'EOF'
import jax.numpy
import numpy
import optax
import tensorflow

logits = numpy.array([[1, 2, 3]], "float32")
table = tensorflow.constant([[10.0], [20.0], [30.0]])


@tensorflow.function(jit_compile=True)
def compiled(labels):
    return (tensorflow.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits),
            tensorflow.gather(table, labels))


for label in 0, 3, -1:
    loss, row = compiled(tensorflow.constant([label]))
    print("tensorflow, jit_compile, label", label, "cross-entropy", loss.numpy().astype(float).round(4).tolist(), "gather", row.numpy().ravel().tolist())
for label in 0, 3, -1:
    loss = optax.softmax_cross_entropy_with_integer_labels(jax.numpy.array(logits), jax.numpy.array([label]))
    print("optax, label", label, "cross-entropy", numpy.round(numpy.array(loss, float), 4).tolist())
EOF
sed -i 's/-0\.0\b/0.0/g' seen
expect seen <<'EOF'
keras on jax label 0 cross-entropy [2.4076] embedding [10.0] one_hot [1.0, 0.0, 0.0]
keras on jax label 3 cross-entropy [0.0] embedding [nan] one_hot [0.0, 0.0, 0.0]
keras on jax label -1 cross-entropy [0.0] embedding [30.0] one_hot [0.0, 0.0, 0.0]
keras on tensorflow label 0 cross-entropy [2.4076] embedding [10.0] one_hot [1.0, 0.0, 0.0]
keras on tensorflow label 3 cross-entropy InvalidArgumentError embedding InvalidArgumentError one_hot [0.0, 0.0, 0.0]
keras on tensorflow label -1 cross-entropy InvalidArgumentError embedding [30.0] one_hot [0.0, 0.0, 0.0]
tensorflow, jit_compile, label 0 cross-entropy [2.4076] gather [10.0]
tensorflow, jit_compile, label 3 cross-entropy [nan] gather [30.0]
tensorflow, jit_compile, label -1 cross-entropy [nan] gather [10.0]
optax, label 0 cross-entropy [2.4076]
optax, label 3 cross-entropy [nan]
optax, label -1 cross-entropy [0.4076]
EOF
