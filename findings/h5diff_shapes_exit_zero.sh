#!/usr/bin/env bash
# h5diff exits with 0, "no differences", for weight files whose kernels have different shapes or types
#
# hdf5-tools 1.10.8 (Debian 12), h5py 3.16.0, NumPy 2.4.6.
# Expected: exit code 1 whenever two weight files cannot stand for each other.
# Happens: datasets of different shape (a transposed kernel), of different class of type (int32 for
#   float32) and attributes of different type are "not comparable" and NOT counted: exit code 0, with a
#   note on standard output; -c names them and still exits with 0. float16 or float64 instead of float32
#   is silent if the values agree. Yet +0 against -0 is a difference, and NaN against NaN is none.
# Seen: see the end of this file.
# Matters: `h5diff a.h5 b.h5 && echo same` is how a CI compares Keras weight files; it passes for a
#   discriminator of another width, and for layer_names that one Keras wrote as fixed, the other as
#   variable-length strings even if the names differ.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with h5py==3.16.0 numpy==2.4.6
debian_with hdf5-tools=1.10.8+repack1-1

python - >seen <<'EOF'
import subprocess

import h5py
import numpy


def write(name, kernel, attribute=None):
    with h5py.File(name, "w") as file:
        file["dense/kernel"] = kernel
        if attribute is not None:
            file.attrs["layer_names"] = attribute


kernel = numpy.arange(6, dtype="float32").reshape(2, 3)
minus = kernel.copy()
minus[0, 0] = -0.0
nothing = kernel.copy()
nothing[0, 0] = numpy.nan
fixed, variable = numpy.array([b"conv", b"dense"]), ["dense", "conv"]
for title, first, second in (
        ("transposed", (kernel,), (kernel.T.copy(),)),
        ("flattened", (kernel,), (kernel.reshape(6),)),
        ("int32", (kernel,), (kernel.astype("int32"),)),
        ("float16", (kernel,), (kernel.astype("float16"),)),
        ("other names, other string type", (kernel, fixed), (kernel, variable)),
        ("no names", (kernel, fixed), (kernel,)),
        ("NaN in both", (nothing,), (nothing,)),
        ("-0 for 0", (kernel,), (minus,)),
):
    write("a.h5", *first)
    write("b.h5", *second)
    run = subprocess.run(["h5diff", "-c", "a.h5", "b.h5"], capture_output=True, text=True)
    said = "not comparable" if "ot comparable" in run.stdout else "difference" if "difference" in run.stdout else ""
    print(title, "-> exit code", run.returncode, said or "nothing said")
EOF
expect seen <<'EOF'
transposed -> exit code 0 not comparable
flattened -> exit code 0 not comparable
int32 -> exit code 0 not comparable
float16 -> exit code 0 nothing said
other names, other string type -> exit code 0 not comparable
no names -> exit code 1 nothing said
NaN in both -> exit code 0 nothing said
-0 for 0 -> exit code 1 difference
EOF
