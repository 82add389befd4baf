#!/usr/bin/env bash
# tinygrad reads ONNX' auto_pad=VALID of a transposed convolution as SAME: DCGAN's first layer stays one pixel
#
# tinygrad 0.14.0 (its CPU device needs clang), onnx 1.23.2, onnxruntime 1.32.0, NumPy 2.4.6.
# Expected: VALID means no padding, as it does in tinygrad's Conv and MaxPool of the same file.
# Happens: ConvTranspose with VALID is cut as with SAME_LOWER: 1 x 1 noise with kernel 4 becomes 1 x 1 instead of 4 x 4, and
#   7 x 7 with stride 2 and kernel 5 becomes 14 x 14 instead of 17 x 17. With pads of zero written out it is right.
# Seen: see the end of this file (sides; the last word says whether the numbers agree too).
# Matters: the network goes on with pictures of another size, and where a convolution or a global pooling follows, nothing
#   stops it.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with tinygrad==0.14.0 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6

DEV=CPU python - >seen <<'EOF'
import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper
from tinygrad.nn.onnx import OnnxRunner


def answers(operator, side, kernel, stride, attributes):
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in (("x", [1, 1, side, side]), ("y", [None] * 4))]
    weights, inputs = [], ["x"]
    if "Conv" in operator:
        taps = numpy.arange(1, kernel * kernel + 1, dtype="float32").reshape(1, 1, kernel, kernel)
        weights, inputs = [onnx.numpy_helper.from_array(taps, "w")], ["x", "w"]
    else:
        attributes = {**attributes, "kernel_shape": [kernel] * 2}
    node = helper.make_node(operator, inputs, ["y"], strides=[stride] * 2, **attributes)
    graph = helper.make_graph([node], "g", ends[:1], ends[1:], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    pixels = numpy.arange(1, side * side + 1, dtype="float32").reshape(1, 1, side, side)
    return onnxruntime.InferenceSession("model.onnx").run(None, {"x": pixels})[0], next(iter(OnnxRunner("model.onnx")({"x": pixels}).values())).numpy()


for operator, side, kernel, stride in ("Conv", 7, 4, 2), ("MaxPool", 7, 4, 2), ("ConvTranspose", 1, 4, 1), ("ConvTranspose", 7, 4, 2), ("ConvTranspose", 7, 5, 2):
    for name, attributes in ("VALID", {"auto_pad": "VALID"}), ("pads of 0", {"pads": [0] * 4}):
        right, tinygrad = answers(operator, side, kernel, stride, attributes)
        agree = right.shape == tinygrad.shape and numpy.allclose(right, tinygrad)
        print(f"{operator} of {side}, kernel {kernel}, stride {stride}, {name}: ONNX Runtime {right.shape[2]}, tinygrad {tinygrad.shape[2]}, {'equal' if agree else 'DIFFERENT'}")
        if name == "VALID" and not agree:
            same = answers(operator, side, kernel, stride, {"auto_pad": "SAME_LOWER"})[0]
            print("  tinygrad's VALID is ONNX Runtime's SAME_LOWER:", same.shape == tinygrad.shape and numpy.allclose(same, tinygrad))
EOF
expect seen <<'EOF'
Conv of 7, kernel 4, stride 2, VALID: ONNX Runtime 2, tinygrad 2, equal
Conv of 7, kernel 4, stride 2, pads of 0: ONNX Runtime 2, tinygrad 2, equal
MaxPool of 7, kernel 4, stride 2, VALID: ONNX Runtime 2, tinygrad 2, equal
MaxPool of 7, kernel 4, stride 2, pads of 0: ONNX Runtime 2, tinygrad 2, equal
ConvTranspose of 1, kernel 4, stride 1, VALID: ONNX Runtime 4, tinygrad 1, DIFFERENT
  tinygrad's VALID is ONNX Runtime's SAME_LOWER: True
ConvTranspose of 1, kernel 4, stride 1, pads of 0: ONNX Runtime 4, tinygrad 4, equal
ConvTranspose of 7, kernel 4, stride 2, VALID: ONNX Runtime 16, tinygrad 14, DIFFERENT
  tinygrad's VALID is ONNX Runtime's SAME_LOWER: True
ConvTranspose of 7, kernel 4, stride 2, pads of 0: ONNX Runtime 16, tinygrad 16, equal
ConvTranspose of 7, kernel 5, stride 2, VALID: ONNX Runtime 17, tinygrad 14, DIFFERENT
  tinygrad's VALID is ONNX Runtime's SAME_LOWER: True
ConvTranspose of 7, kernel 5, stride 2, pads of 0: ONNX Runtime 17, tinygrad 17, equal
EOF
