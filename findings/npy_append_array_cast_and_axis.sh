#!/usr/bin/env bash
# npy-append-array casts what is appended to the first array's type, and grows a transposed one sideways
#
# npy-append-array 0.9.19, NumPy 2.4.6.
# Expected: an error for pictures in [0, 1] appended to a file of bytes; rows appended below the others.
# Happens: numbers are cast without a word: 0.5 becomes 0, -1 becomes 255, 300 becomes 44. And the file
#   takes the memory order of the first array: if that was a transposed view, each later array, whatever
#   its own order, is appended along the LAST axis. For square arrays the shapes fit and nothing is said.
# Seen: see the end of this file.
# Matters: samples collected batch by batch (bytes first, the generator's floats later; latent grids or
#   confusion matrices that were transposed for display) end in a well-formed file of wrong numbers.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with npy-append-array==0.9.19 numpy==2.4.6

python - >seen <<'EOF'
import numpy
from npy_append_array import NpyAppendArray

with NpyAppendArray("bytes.npy") as file:
    file.append(numpy.full((1, 3), 200, "uint8"))
    file.append(numpy.array([[0.0, 0.5, 1.0]]))
    file.append(numpy.array([[-1, 256, 300]]))
print(numpy.load("bytes.npy").tolist())
square = numpy.arange(4).reshape(2, 2)
for name, first in ("rows", square), ("transposed", square.T):
    with NpyAppendArray(name + ".npy") as file:
        file.append(first)
        file.append(square + 10)
    array = numpy.load(name + ".npy")
    print(name, array.shape, array.tolist())
EOF
expect seen <<'EOF'
[[200, 200, 200], [0, 0, 1], [255, 0, 44]]
rows (4, 2) [[0, 1], [2, 3], [10, 11], [12, 13]]
transposed (2, 4) [[0, 2, 10, 11], [1, 3, 12, 13]]
EOF
