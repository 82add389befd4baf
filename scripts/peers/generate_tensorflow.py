"""Digits from the ACGAN's generator in inference mode: generate_tensorflow.py [IMAGES [BATCH]]"""
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import time

import numpy as np
import tensorflow as tf

import acgan_networks
from timing import arguments

count, batch = arguments(default_count=10_000)
generator = acgan_networks.generator()
call = tf.function(lambda noise, labels: generator([noise, labels], training=False))
random = np.random.default_rng(1)
noise = random.standard_normal((count, 100), dtype=np.float32)
labels = random.integers(0, 10, count).astype(np.int32)


def generate():
    return [
        call(noise[first : first + batch], labels[first : first + batch]).numpy()
        for first in range(0, count, batch)
    ]


call(noise[:batch], labels[:batch])
if count % batch:
    call(noise[: count % batch], labels[: count % batch])
start = time.perf_counter()
generate()
milliseconds = (time.perf_counter() - start) * 1e3
print(f"generate {count}, TensorFlow, passes of {batch}: median {milliseconds:.1f} ms")
