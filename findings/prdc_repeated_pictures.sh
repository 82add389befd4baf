#!/usr/bin/env bash
# prdc gives a set compared with itself precision 0 and recall 0 once each picture is in it often enough
#
# prdc 0.2, scikit-learn 1.9.1, NumPy 2.4.6.
# Expected: a generator that returns exactly the real pictures has precision, recall and coverage 1.
# Happens: a point counts as inside a neighbour's ball only if its distance is strictly below the radius,
#   the distance to the k-th neighbour. With more than k equal pictures the radius is 0 and nothing is
#   below 0, so all four numbers are 0: the worst score for a perfect copy. One copy fewer and all are 1;
#   with k=3, sets that hold each picture twice are fine and four times are not.
# Seen: see the end of this file.
# Matters: coarse data has repeats (1-bit digits, blank pictures, small class-balanced sets that were
#   drawn with replacement or oversampled); a drop to 0 reads as a collapse of the generator.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with prdc==0.2 scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6

python - >seen <<'EOF'
import contextlib
import io

import numpy
from prdc import compute_prdc

different = numpy.random.default_rng(0).integers(0, 2, (50, 16)).astype("float32")
for times in 1, 2, 3, 4, 6:
    pictures = numpy.repeat(different, times, axis=0)
    with contextlib.redirect_stdout(io.StringIO()):
        scores = compute_prdc(pictures, pictures.copy(), nearest_k=3)
    print("each picture", times, "times:",
          {name: round(float(scores[name]), 3) for name in ("precision", "recall", "coverage")})
EOF
expect seen <<'EOF'
each picture 1 times: {'precision': 1.0, 'recall': 1.0, 'coverage': 1.0}
each picture 2 times: {'precision': 1.0, 'recall': 1.0, 'coverage': 1.0}
each picture 3 times: {'precision': 1.0, 'recall': 1.0, 'coverage': 1.0}
each picture 4 times: {'precision': 0.0, 'recall': 0.0, 'coverage': 0.0}
each picture 6 times: {'precision': 0.0, 'recall': 0.0, 'coverage': 0.0}
EOF
