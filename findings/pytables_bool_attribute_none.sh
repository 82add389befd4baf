#!/usr/bin/env bash
# A True that h5py wrote as an attribute is None in PyTables, and nccopy leaves such data out with exit code 0
#
# h5py 3.16.0, tables 3.11.1, netcdf-bin 4.9.0 (Debian 12), NumPy 2.4.6.
# Expected: True; or 1, as HDF5 has no booleans; or an error.
# Happens: h5py stores booleans as an enumeration of FALSE and TRUE. PyTables returns None for such an
#   attribute, which is false in an `if`; a dataset of booleans it reads as int8. nccopy copies the file
#   without the attribute and without the dataset, says nothing and exits with 0.
# Seen: see the end of this file.
# Matters: flags like "transposed", "normalized" or a mask of held-out pictures beside the weights or
#   pictures of a GAN; the reader takes the picture for untransposed.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with h5py==3.16.0 tables==3.11.1 numpy==2.4.6
debian_with netcdf-bin=1:4.9.0-3+b1

python - >seen <<'EOF'
import subprocess

import h5py
import numpy
import tables

with h5py.File("pictures.h5", "w") as file:
    file["images"] = numpy.zeros((2, 3), "float32")
    file["images"].attrs["transposed"] = True
    file["images"].attrs["count"] = 2
    file["held_out"] = numpy.array([True, False])
with tables.open_file("pictures.h5") as file:
    attributes = file.root.images._v_attrs
    print("PyTables: transposed", attributes["transposed"], "count", attributes["count"],
          "held_out", file.root.held_out.read().tolist())
run = subprocess.run(["nccopy", "pictures.h5", "copy.nc"], capture_output=True, text=True)
with h5py.File("copy.nc") as file:
    print("nccopy: exit code", run.returncode, "said", repr(run.stdout + run.stderr), "copied",
          [name for name in file if "dim" not in name],
          [name for name in file["images"].attrs if name in ("transposed", "count")])
EOF
expect seen <<'EOF'
PyTables: transposed None count 2 held_out [1, 0]
nccopy: exit code 0 said '' copied ['images'] ['count']
EOF
