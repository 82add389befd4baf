#!/usr/bin/env bash
# Equinox's BatchNorm: one mode does not normalize the batch, the other shrinks inference by five at first
#
# equinox 0.13.8, jax 0.10.2, NumPy 2.4.6.
# Expected: in training a batch comes out with mean 0 and deviation 1, in inference soon nearly so.
# Happens: the default mode, "ema", divides by the RUNNING statistics in training too (they start at the first batch): a batch
#   that differs from the others keeps its difference; of two kinds of batches in turn neither is centred. Mode "batch"
#   trains as everyone's; but its running variance starts at 1 and is then divided by 1 - momentum^n
#   as if it had started at 0, so after one step the variance is 26 times too large (99 over the true one, plus 1), and
#   inference gives a deviation of 0.20, 0.54 after ten steps, 0.94 after a hundred.
# Seen: see the end of this file (batches of mean 3 and 7 in turn; inference on data of mean 3, deviation 2).
# Matters: a discriminator that gets real and generated batches in turn is another network under "ema"; under "batch", samples
#   of a generator in inference mode are washed out for the first epochs, while its training looks right.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with equinox==0.13.8 jax==0.10.2 numpy==2.4.6

python - >seen <<'EOF'
import equinox
import jax
import numpy

random = numpy.random.default_rng(0)
probe = random.normal(3, 2, (20000, 1)).astype("float32")


def mapped(layer):
    return jax.jit(jax.vmap(layer, axis_name="batch", in_axes=(0, None), out_axes=(0, None)))


for mode in "ema", "batch":
    layer = equinox.nn.BatchNorm(1, axis_name="batch", mode=mode)
    state = equinox.nn.State(layer)
    training, inference = mapped(layer), mapped(equinox.nn.inference_mode(layer))
    for step in range(1, 1001):
        batch = random.normal(7 if step % 2 == 0 else 3, 2, (4096, 1)).astype("float32")
        output, state = training(batch, state)
        if step in (1, 2, 10, 100, 1000):
            print(mode, "step", step, f"training mean {float(output.mean()) + 0.0:.1f} deviation {float(output.std()):.1f},",
                  f"inference deviation {float(inference(probe, state)[0].std()):.2f}")
EOF
sed -i 's/-0\.0 /0.0 /' seen
expect seen <<'EOF'
ema step 1 training mean 0.0 deviation 1.0, inference deviation 1.00
ema step 2 training mean 2.0 deviation 1.0, inference deviation 1.00
ema step 10 training mean 1.9 deviation 1.0, inference deviation 1.00
ema step 100 training mean 1.3 deviation 1.0, inference deviation 1.00
ema step 1000 training mean 1.0 deviation 1.0, inference deviation 1.00
batch step 1 training mean 0.0 deviation 1.0, inference deviation 0.20
batch step 2 training mean 0.0 deviation 1.0, inference deviation 0.27
batch step 10 training mean 0.0 deviation 1.0, inference deviation 0.54
batch step 100 training mean 0.0 deviation 1.0, inference deviation 0.93
batch step 1000 training mean 0.0 deviation 1.0, inference deviation 1.00
EOF
