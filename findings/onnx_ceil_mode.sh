#!/usr/bin/env bash
# A pooling with ceil_mode ends with a column of -3.4e38 in OpenVINO, and of that or NaN in OpenCV
#
# onnx 1.23.2, onnxruntime 1.32.0, openvino 2026.4.1, opencv-python-headless 5.0.0.93, NumPy 2.4.6.
# Expected: one valid ONNX model has one output shape; a maximum is one of the numbers.
# Happens: 5 pixels, kernel 2, stride 2, padding 1, ceil_mode: a fourth window would lie wholly in the padding.
#   ONNX Runtime and ONNX's reference evaluator leave it out (3, as PyTorch). ONNX's own shape inference
#   says 4 up to opset 21 and 3 from 22 on. OpenVINO's maximum has four at any opset, the fourth the most negative
#   number there is, while its average has three; OpenCV has four in both: -3.4e38 for the maximum, NaN for the average,
#   0 for the average with count_include_pad. Where the last window holds a pixel (the last case) all agree.
# Seen: see the end of this file (the first row of each answer; pixels count from 1).
# Matters: -3.4e38 is finite, so that no look for NaN finds it before the next layer has multiplied it; and a picture of
#   another size than the training's leaves the network with one more column than ONNX Runtime and PyTorch give.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with onnx==1.23.2 onnxruntime==1.32.0 openvino==2026.4.1 opencv-python-headless==5.0.0.93 numpy==2.4.6

OPENCV_LOG_LEVEL=SILENT python - >seen <<'EOF'
import cv2
import numpy
import onnx
import onnxruntime
import openvino
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

onnxruntime.set_default_logger_severity(3)


def answers(operator, opset, side, kernel, stride, **more):
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1, side, side])
    pooled = helper.make_tensor_value_info("pooled", TensorProto.FLOAT, [None] * 4)
    node = helper.make_node(operator, ["image"], ["pooled"], kernel_shape=[kernel] * 2, strides=[stride] * 2, pads=[1] * 4, ceil_mode=1, **more)
    graph = helper.make_graph([node], "g", [image], [pooled])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    pixels = numpy.arange(1, side * side + 1, dtype="float32").reshape(1, 1, side, side)
    inferred = onnx.shape_inference.infer_shapes(model, strict_mode=True).graph.output[0].type.tensor_type.shape.dim
    yield "shape inference", f"{inferred[3].dim_value} wide"
    net = cv2.dnn.readNetFromONNX("model.onnx")
    net.setInput(pixels)
    for name, answer in (("reference evaluator", ReferenceEvaluator(model).run(None, {"image": pixels})[0]),
                         ("ONNX Runtime", onnxruntime.InferenceSession("model.onnx").run(None, {"image": pixels})[0]),
                         ("OpenVINO", openvino.Core().compile_model("model.onnx", "CPU", {"INFERENCE_PRECISION_HINT": "f32"})([pixels])[0]),
                         ("OpenCV", net.forward())):
        yield name, f"{answer.shape[3]} wide: {' '.join(f'{number:g}' for number in answer[0, 0, 0])}"


for case in (("MaxPool", 21, 5, 2, 2), ("MaxPool", 22, 5, 2, 2), ("AveragePool", 22, 5, 2, 2), ("AveragePool", 22, 5, 2, 2, 1), ("MaxPool", 22, 28, 3, 4)):
    operator, opset, side, kernel, stride, *padded = case
    print(f"{operator}, opset {opset}, {side} pixels, kernel {kernel}, stride {stride}{', count_include_pad' if padded else ''}")
    for name, answer in answers(operator, opset, side, kernel, stride, **({"count_include_pad": 1} if padded else {})):
        print(f"  {name}: {answer}")
EOF
expect seen <<'EOF'
MaxPool, opset 21, 5 pixels, kernel 2, stride 2
  shape inference: 4 wide
  reference evaluator: 3 wide: 1 3 5
  ONNX Runtime: 3 wide: 1 3 5
  OpenVINO: 4 wide: 1 3 5 -3.40282e+38
  OpenCV: 4 wide: 1 3 5 -3.40282e+38
MaxPool, opset 22, 5 pixels, kernel 2, stride 2
  shape inference: 3 wide
  reference evaluator: 3 wide: 1 3 5
  ONNX Runtime: 3 wide: 1 3 5
  OpenVINO: 4 wide: 1 3 5 -3.40282e+38
  OpenCV: 4 wide: 1 3 5 -3.40282e+38
AveragePool, opset 22, 5 pixels, kernel 2, stride 2
  shape inference: 3 wide
  reference evaluator: 3 wide: 1 2.5 4.5
  ONNX Runtime: 3 wide: 1 2.5 4.5
  OpenVINO: 3 wide: 1 2.5 4.5
  OpenCV: 4 wide: 1 2.5 4.5 nan
AveragePool, opset 22, 5 pixels, kernel 2, stride 2, count_include_pad
  shape inference: 3 wide
  reference evaluator: 3 wide: 0.25 1.25 2.25
  ONNX Runtime: 3 wide: 0.25 1.25 2.25
  OpenVINO: 3 wide: 0.25 1.25 2.25
  OpenCV: 4 wide: 0.25 1.25 2.25 0
MaxPool, opset 22, 28 pixels, kernel 3, stride 4
  shape inference: 8 wide
  reference evaluator: 8 wide: 30 34 38 42 46 50 54 56
  ONNX Runtime: 8 wide: 30 34 38 42 46 50 54 56
  OpenVINO: 8 wide: 30 34 38 42 46 50 54 56
  OpenCV: 8 wide: 30 34 38 42 46 50 54 56
EOF
