"""One ACGAN iteration as one tf.function: acgan_tensorflow.py [ITERATIONS [BATCH]]"""
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from tf_keras import optimizers

import acgan_networks
from timing import Batches, arguments, time_iterations

count, batch = arguments(default_count=25)
generator, discriminator = acgan_networks.generator(), acgan_networks.discriminator()
generator_adam, discriminator_adam = (
    optimizers.Adam(2e-4, beta_1=0.5, beta_2=0.999, jit_compile=False) for _ in range(2)
)
generator_adam.build(generator.trainable_variables)
discriminator_adam.build(discriminator.trainable_variables)


def loss(outputs, target, labels):
    validity, label = outputs
    real = tf.nn.sigmoid_cross_entropy_with_logits(tf.fill([batch, 1], target), validity)
    right = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, label)
    return tf.reduce_mean(real) + tf.reduce_mean(right)


@tf.function
def iteration(images, labels, noise, fake_labels):
    fakes = generator([noise, fake_labels], training=False)
    total = 0.0
    for x, target, wanted in ((images, 1.0, labels), (fakes, 0.0, fake_labels)):
        with tf.GradientTape() as tape:
            value = loss(discriminator(x, training=True), target, wanted)
        gradients = tape.gradient(value, discriminator.trainable_variables)
        discriminator_adam.apply_gradients(zip(gradients, discriminator.trainable_variables))
        total += 0.5 * value
    with tf.GradientTape() as tape:
        judged = discriminator(generator([noise, fake_labels], training=True), training=True)
        value = loss(judged, 1.0, fake_labels)
    gradients = tape.gradient(value, generator.trainable_variables)
    generator_adam.apply_gradients(zip(gradients, generator.trainable_variables))
    return total, value


batches = Batches(batch)
time_iterations(
    "acgan, TensorFlow, one tf.function",
    lambda: [float(value) for value in iteration(*batches.draw())],
    count,
    batch,
)
