"""What the peer programs share: random data of MNIST's size, and the clock."""
import sys
import time

import numpy as np

WARM_UP = 5


def arguments(default_count):
    """COUNT and BATCH from the command line."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else default_count
    batch = int(sys.argv[2]) if len(sys.argv) > 2 else 32
    return count, batch


class Batches:
    """Random images in [-1, 1] with labels; what they show does not change the time."""

    def __init__(self, batch):
        self.random = np.random.default_rng(1)
        self.batch = batch
        self.images = self.random.uniform(-1, 1, (1000, 28, 28, 1)).astype(np.float32)
        self.labels = self.random.integers(0, 10, 1000).astype(np.int32)

    def draw(self):
        """Real images and their labels, noise, and labels for the fakes."""
        index = self.random.integers(0, len(self.images), self.batch)
        noise = self.random.standard_normal((self.batch, 100), dtype=np.float32)
        return self.images[index], self.labels[index], noise, self.draw_labels()

    def draw_labels(self):
        return self.random.integers(0, 10, self.batch).astype(np.int32)


def time_iterations(name, step, count, batch):
    """Calls `step` for `count` counted iterations and prints their median and minimum."""
    seconds = []
    for number in range(WARM_UP + count):
        start = time.perf_counter()
        step()
        if number >= WARM_UP:
            seconds.append(time.perf_counter() - start)
    milliseconds = np.array(seconds) * 1e3
    print(
        f"{name} batch {batch}: median {np.median(milliseconds):.1f} ms, "
        f"minimum {milliseconds.min():.1f} ms"
    )
