#!/usr/bin/env bash
# Paddle's cross-entropy ends at 64 on a CPU, in doubles too, and the softmax of -infinity is not 0
#
# paddlepaddle 3.3.1 (CPU, x86-64), NumPy 2.4.6.
# Expected: a class 200 logits behind costs 200; exp(-200) is 0 in single precision and 1e-87 in double; a class that is
#   masked with -infinity has probability 0.
# Happens: before the exponential everything below -64 becomes -64. softmax gives 1.6e-28 for a logit 65 behind as for
#   one 200 behind, -1e9, or -infinity; log_softmax -64; cross_entropy and nll_loss 64. The gradient goes on
#   (p - 1 = -1), so that the loss stands still while the logits move. binary_cross_entropy_with_logits has no such end.
# Seen: see the end of this file.
# Matters: an auxiliary classifier's loss on fakes looks converged at 64; log-likelihoods compared with another
#   framework's are off with no warning, and masked classes have a log-probability that one can add up.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with paddlepaddle==3.3.1 numpy==2.4.6

python - >seen 2>noise <<'EOF'
import paddle
import paddle.nn.functional as functional


def words(tensor):
    return " ".join(f"{number:.3g}" for number in tensor.numpy().ravel())


for precision in "float32", "float64":
    for behind in 63.0, 65.0, 200.0:
        logits = paddle.to_tensor([[0.0, -behind]], dtype=precision, stop_gradient=False)
        loss = functional.cross_entropy(logits, paddle.to_tensor([1]))
        loss.backward()
        binary = functional.binary_cross_entropy_with_logits(paddle.to_tensor([-behind], dtype=precision), paddle.to_tensor([1.0], dtype=precision))
        print(f"{precision}, {behind:g} behind: softmax {words(functional.softmax(logits))}, log_softmax {words(functional.log_softmax(logits))}, "
              f"cross_entropy {words(loss)}, its gradient {words(logits.grad)}, binary {words(binary)}")
masked = paddle.to_tensor([[0.0, 0.0, float("-inf")]])
print("masked with -inf: softmax", words(functional.softmax(masked)), "log_softmax", words(functional.log_softmax(masked)))
EOF
expect seen <<'EOF'
float32, 63 behind: softmax 1 4.36e-28, log_softmax 0 -63, cross_entropy 63, its gradient 1 -1, binary 63
float32, 65 behind: softmax 1 1.6e-28, log_softmax 0 -64, cross_entropy 64, its gradient 1 -1, binary 65
float32, 200 behind: softmax 1 1.6e-28, log_softmax 0 -64, cross_entropy 64, its gradient 1 -1, binary 200
float64, 63 behind: softmax 1 4.36e-28, log_softmax 0 -63, cross_entropy 63, its gradient 1 -1, binary 63
float64, 65 behind: softmax 1 1.6e-28, log_softmax 0 -64, cross_entropy 64, its gradient 1 -1, binary 65
float64, 200 behind: softmax 1 1.6e-28, log_softmax 0 -64, cross_entropy 64, its gradient 1 -1, binary 200
masked with -inf: softmax 0.5 0.5 8.02e-29 log_softmax -0.693 -0.693 -64.7
EOF
