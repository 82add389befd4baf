#!/usr/bin/env bash
# mnists reads IDX files of 16-bit, 32-bit and floating-point numbers in the wrong byte order
#
# mnists 0.4.1, idx2numpy 1.2.3, NumPy 2.4.6 (on a little-endian machine).
# Expected: its reader has a table of all six IDX types, so it reads them; the format is big-endian throughout.
# Happens: the sizes in the header are read as big-endian, the numbers in the machine's order, without an error as long
#   as the count fits: label 7 is 1792 (int16) or 117440512 (int32), pixel 0.5 is 8.8e-44. Bytes are right, so its own
#   data sets are.
# Seen: see the end of this file.
# Matters: QMNIST's labels and one's own float pictures or latent codes are IDX files of such types; tiny
#   floats look like black pictures, and one looks for the fault in the scaling.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with mnists==0.4.1 idx2numpy==1.2.3 numpy==2.4.6

python - >seen <<'EOF'
import struct

import idx2numpy
import numpy
from mnists.utils import read_idx_file

for name, code, kind, values in (("bytes", 0x08, "u1", [0, 7, 255]), ("int16", 0x0B, ">i2", [0, 7, 255]),
                                 ("int32", 0x0C, ">i4", [0, 7, 255]), ("float32", 0x0D, ">f4", [0, 0.5, 1])):
    with open("file.idx", "wb") as file:
        file.write(struct.pack(">HBBI", 0, code, 1, len(values)) + numpy.array(values, kind).tobytes())
    read = [f"{number:.3g}" if name == "float32" else int(number) for number in read_idx_file("file.idx")]
    print(name, values, "idx2numpy", idx2numpy.convert_from_file("file.idx").tolist(), "mnists", read)
EOF
expect seen <<'EOF'
bytes [0, 7, 255] idx2numpy [0, 7, 255] mnists [0, 7, 255]
int16 [0, 7, 255] idx2numpy [0, 7, 255] mnists [0, 1792, -256]
int32 [0, 7, 255] idx2numpy [0, 7, 255] mnists [0, 117440512, -16777216]
float32 [0, 0.5, 1] idx2numpy [0.0, 0.5, 1.0] mnists ['0', '8.83e-44', '4.6e-41']
EOF
