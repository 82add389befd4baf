#!/usr/bin/env bash
# python-mnist's batches end with an empty one, and a batch larger than the data holds images without pixels
#
# python-mnist 0.7, NumPy 2.4.6.
# Expected: 10 images in batches of 5 are two batches; in batches of 16, one batch of 10.
# Happens: where the batch size divides the number of images a further batch without images follows.
#   A batch larger than the file is filled up with images of no pixels: 16 images for 10 labels, the last
#   six empty lists; and then comes an empty batch too.
# Seen: see the end of this file.
# Matters: 60,000 is divisible by nearly every usual batch size, so the empty batch is the normal case:
#   its mean loss is NaN, and a step of a GAN's trainer on it poisons all weights.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with python-mnist==0.7 numpy==2.4.6

python - >seen <<'EOF'
import struct

from mnist import MNIST

count = 10
with open("train-images-idx3-ubyte", "wb") as file:
    file.write(struct.pack(">IIII", 2051, count, 28, 28))
    for index in range(count):
        file.write(bytes([index + 1]) * 784)
with open("train-labels-idx1-ubyte", "wb") as file:
    file.write(struct.pack(">II", 2049, count) + bytes(range(count)))
for size in 4, 5, 10, 16:
    batches = MNIST(".").load_training_in_batches(size)
    print("batch", size, [f"{len(images)} images, {sum(not image for image in images)} of them empty, "
                          f"{len(labels)} labels" for images, labels in batches])
EOF
expect seen <<'EOF'
batch 4 ['4 images, 0 of them empty, 4 labels', '4 images, 0 of them empty, 4 labels', '2 images, 0 of them empty, 2 labels']
batch 5 ['5 images, 0 of them empty, 5 labels', '5 images, 0 of them empty, 5 labels', '0 images, 0 of them empty, 0 labels']
batch 10 ['10 images, 0 of them empty, 10 labels', '0 images, 0 of them empty, 0 labels']
batch 16 ['16 images, 6 of them empty, 10 labels', '0 images, 0 of them empty, 0 labels']
EOF
