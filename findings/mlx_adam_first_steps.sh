#!/usr/bin/env bash
# MLX's Adam corrects no bias unless told to: with a GAN's betas the first steps are 16 times the learning rate
#
# mlx 0.32.4 (CPU), NumPy 2.4.6.
# Expected: Adam is Adam: while the gradient keeps its sign, no step is longer than the learning rate.
# Happens: bias_correction is False by default. With betas (0.5, 0.999), the usual ones for GANs, the first step is
#   0.5 / sqrt(0.001) = 15.8 learning rates, the fourth 14.8, and at the hundredth step it is still 3.2;
#   with the default betas they grow to more than six. AdamW and Adamax have the same switch or none:
#   Adamax begins with a tenth of the learning rate.
# Seen: see the end of this file.
# Matters: a GAN carried over from PyTorch, Keras or Optax with "the same" Adam starts with steps that throw the
#   discriminator far out, and its later losses cannot be compared.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with "mlx[cpu]==0.32.4" numpy==2.4.6

python - >seen <<'EOF'
import mlx.core as mx
import mlx.optimizers as optimizers


def lengths(optimizer):
    parameters, steps = {"w": mx.array([0.0])}, []
    for _ in range(100):
        updated = optimizer.apply_gradients({"w": mx.array([1.0])}, parameters)
        steps.append((parameters["w"] - updated["w"]).item() / 1e-3)
        parameters = updated
    return [round(steps[index], 2) for index in (0, 1, 3, 9, 99)]


print("steps 1, 2, 4, 10 and 100 at gradient 1, in learning rates")
print("Adam betas .5 .999", lengths(optimizers.Adam(1e-3, betas=[0.5, 0.999])))
print("the same, bias_correction", lengths(optimizers.Adam(1e-3, betas=[0.5, 0.999], bias_correction=True)))
print("Adam betas .9 .999", lengths(optimizers.Adam(1e-3)))
print("AdamW", lengths(optimizers.AdamW(1e-3, weight_decay=0)))
print("Adamax", lengths(optimizers.Adamax(1e-3)))
EOF
expect seen <<'EOF'
steps 1, 2, 4, 10 and 100 at gradient 1, in learning rates
Adam betas .5 .999 [15.81, 16.77, 14.83, 10.01, 3.24]
the same, bias_correction [1.0, 1.0, 1.0, 1.0, 1.0]
Adam betas .9 .999 [3.16, 4.25, 5.44, 6.53, 3.24]
AdamW [3.16, 4.25, 5.44, 6.53, 3.24]
Adamax [0.1, 0.19, 0.34, 0.65, 1.0]
EOF
