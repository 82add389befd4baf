#!/usr/bin/env bash
# OpenCV 5: tanh of 45 is NaN, but 1 for the last pixels of a picture whose number does not fill eight
#
# opencv-python-headless 5.0.0.93 (on an x86-64 processor with AVX2), onnxruntime 1.32.0, onnx 1.23.2, NumPy 2.4.6.
# Expected: tanh of a large number is 1; softplus of it the number itself.
# Happens: OpenCV's Tanh layer gives NaN from about 44.4 (half of the exponential's overflow) for all numbers that it takes
#   eight at a time, and 1 for up to seven left over at the end, so the same logit is NaN or white by its place.
#   Infinity is 1 again among those left over. Negative ones are right: -1. Its Softplus is infinite from 89.
# Seen: see the end of this file.
# Matters: tanh is the last layer of nearly each GAN's generator, and a saturated white is what it is there for.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with opencv-python-headless==5.0.0.93 onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6

OPENCV_LOG_LEVEL=SILENT python - >seen <<'EOF'
import cv2
import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper


def answers(operator, numbers):
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, numbers.shape) for name in ("x", "y")]
    graph = helper.make_graph([helper.make_node(operator, ["x"], ["y"])], "g", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    net = cv2.dnn.readNetFromONNX("model.onnx")
    net.setInput(numbers)
    session = onnxruntime.InferenceSession("model.onnx")
    return {"ONNX Runtime": session.run(None, {"x": numbers})[0].ravel(), "OpenCV": net.forward().ravel()}


def runs(numbers):
    """Equal neighbours counted together: "8 x nan, 3 x 1"."""
    words, counted = [f"{number:g}" for number in numbers], []
    for word in words:
        if counted and counted[-1][1] == word:
            counted[-1][0] += 1
        else:
            counted.append([1, word])
    return ", ".join(f"{count} x {word}" for count, word in counted)


for operator, shape, number in (("Tanh", (1, 1, 28, 28), 44), ("Tanh", (1, 1, 28, 28), 45), ("Tanh", (1, 1, 27, 27), 45), ("Tanh", (1, 1, 27, 27), -45),
                                ("Tanh", (1, 1, 1, 7), 45), ("Softplus", (1, 16), 88), ("Softplus", (1, 16), 89)):
    for library, answer in answers(operator, numpy.full(shape, number, "float32")).items():
        print(f"{operator} of {number}, {shape}, {library}: {runs(answer)}")
EOF
expect seen <<'EOF'
Tanh of 44, (1, 1, 28, 28), ONNX Runtime: 784 x 1
Tanh of 44, (1, 1, 28, 28), OpenCV: 784 x 1
Tanh of 45, (1, 1, 28, 28), ONNX Runtime: 784 x 1
Tanh of 45, (1, 1, 28, 28), OpenCV: 784 x nan
Tanh of 45, (1, 1, 27, 27), ONNX Runtime: 729 x 1
Tanh of 45, (1, 1, 27, 27), OpenCV: 728 x nan, 1 x 1
Tanh of -45, (1, 1, 27, 27), ONNX Runtime: 729 x -1
Tanh of -45, (1, 1, 27, 27), OpenCV: 729 x -1
Tanh of 45, (1, 1, 1, 7), ONNX Runtime: 7 x 1
Tanh of 45, (1, 1, 1, 7), OpenCV: 7 x 1
Softplus of 88, (1, 16), ONNX Runtime: 16 x 88
Softplus of 88, (1, 16), OpenCV: 16 x 88
Softplus of 89, (1, 16), ONNX Runtime: 16 x 89
Softplus of 89, (1, 16), OpenCV: 16 x inf
EOF
