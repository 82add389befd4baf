#!/usr/bin/env bash
# How many samples one asks for changes the noise of each: torch.randn draws its last 16 numbers twice
#
# torch 2.13.0, mlx 0.32.4, numpy 2.4.6, jax 0.10.2 (all on CPU).
# Expected: with one seed, the first rows of randn(5, 10) are the first five of randn(64, 10); or, drawn another way,
#   none of them are.
# Happens: NumPy and JAX: always the same. MLX: never. PyTorch: numbers come in blocks of 16, and a rest is
#   filled by drawing the LAST 16 places anew, so all rows agree but the last one or two, and
#   nothing agrees below 16 numbers. Noise of width 100: 16 rows are the first 16 of 64; 25 are, but for the 25th.
#   Drawing 64 rows in pieces of 5 gives other numbers after the first three; in pieces of 32 the same.
# Seen: see the end of this file (rows that agree with the first rows of 64).
# Matters: "sample 3 of seed 0" is not a thing in PyTorch: a grid of 25 and one of 36 differ in a cell or
#   two, which looks like a bug in the grid; one sample alone is another digit.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with torch==2.13.0 "mlx[cpu]==0.32.4" jax==0.10.2 numpy==2.4.6

python - >seen <<'EOF'
import jax
import mlx.core as mx
import numpy
import torch


def pytorch(rows, width):
    torch.manual_seed(0)
    return torch.randn(rows, width).numpy()


libraries = {
    "PyTorch": pytorch,
    "NumPy": lambda rows, width: numpy.random.default_rng(0).standard_normal((rows, width)),
    "JAX": lambda rows, width: numpy.array(jax.random.normal(jax.random.key(0), (rows, width))),
    "MLX": lambda rows, width: numpy.array(mx.random.normal((rows, width), key=mx.random.key(0))),
}
for name, draw in libraries.items():
    for width in 10, 100:
        whole = draw(64, width)
        print(name, "width", width, {rows: int((draw(rows, width) == whole[:rows]).all(axis=1).sum())
                                     for rows in (1, 5, 16, 25, 36)})
for piece in 32, 5:
    torch.manual_seed(0)
    pieces = torch.cat([torch.randn(piece, 10) for _ in range(64 // piece)]).numpy()
    print("PyTorch in pieces of", piece, "->", int((pieces == pytorch(64, 10)[:len(pieces)]).all(axis=1).sum()), "of", len(pieces))
EOF
expect seen <<'EOF'
PyTorch width 10 {1: 0, 5: 3, 16: 16, 25: 23, 36: 34}
PyTorch width 100 {1: 0, 5: 4, 16: 16, 25: 24, 36: 36}
NumPy width 10 {1: 1, 5: 5, 16: 16, 25: 25, 36: 36}
NumPy width 100 {1: 1, 5: 5, 16: 16, 25: 25, 36: 36}
JAX width 10 {1: 1, 5: 5, 16: 16, 25: 25, 36: 36}
JAX width 100 {1: 1, 5: 5, 16: 16, 25: 25, 36: 36}
MLX width 10 {1: 0, 5: 0, 16: 0, 25: 0, 36: 0}
MLX width 100 {1: 0, 5: 0, 16: 0, 25: 0, 36: 0}
PyTorch in pieces of 32 -> 64 of 64
PyTorch in pieces of 5 -> 3 of 60
EOF
