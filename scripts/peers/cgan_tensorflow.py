"""One CGAN iteration as one tf.function: cgan_tensorflow.py [ITERATIONS [BATCH]]"""
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from tf_keras import Input, Model, layers, optimizers

from timing import Batches, arguments, time_iterations

count, batch = arguments(default_count=25)


def make_generator():
    noise, label = Input((100,)), Input((), dtype="int32")
    x = noise * layers.Embedding(10, 100)(label)
    for width in (256, 512, 1024):
        x = layers.LeakyReLU(0.2)(layers.Dense(width)(x))
        x = layers.BatchNormalization(momentum=0.8, epsilon=1e-3)(x)
    x = layers.Dense(784, activation="tanh")(x)
    return Model([noise, label], layers.Reshape((28, 28, 1))(x))


def make_discriminator():
    image, label = Input((28, 28, 1)), Input((), dtype="int32")
    x = layers.Flatten()(image) * layers.Embedding(10, 784)(label)
    x = layers.LeakyReLU(0.2)(layers.Dense(512)(x))
    for _ in range(2):
        x = layers.Dropout(0.4)(layers.LeakyReLU(0.2)(layers.Dense(512)(x)))
    return Model([image, label], layers.Dense(1)(x))


generator, discriminator = make_generator(), make_discriminator()
generator_adam, discriminator_adam = (
    optimizers.Adam(2e-4, beta_1=0.5, beta_2=0.999, jit_compile=False) for _ in range(2)
)
generator_adam.build(generator.trainable_variables)
discriminator_adam.build(discriminator.trainable_variables)


def loss(validity, target):
    wanted = tf.fill([batch, 1], target)
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(wanted, validity))


@tf.function
def iteration(images, labels, noise, generator_labels):
    # The fakes take the labels of the real batch; the generator's step takes labels of its own.
    fakes = generator([noise, labels], training=False)
    total = 0.0
    for x, target in ((images, 1.0), (fakes, 0.0)):
        with tf.GradientTape() as tape:
            value = loss(discriminator([x, labels], training=True), target)
        gradients = tape.gradient(value, discriminator.trainable_variables)
        discriminator_adam.apply_gradients(zip(gradients, discriminator.trainable_variables))
        total += 0.5 * value
    with tf.GradientTape() as tape:
        made = generator([noise, generator_labels], training=True)
        value = loss(discriminator([made, generator_labels], training=True), 1.0)
    gradients = tape.gradient(value, generator.trainable_variables)
    generator_adam.apply_gradients(zip(gradients, generator.trainable_variables))
    return total, value


batches = Batches(batch)
time_iterations(
    "cgan, TensorFlow, one tf.function",
    lambda: [float(value) for value in iteration(*batches.draw())],
    count,
    batch,
)
