#!/usr/bin/env bash
# OpenCV 5 puts the odd row of SAME padding on the wrong side, so that Keras' networks see a digit shifted by a pixel
#
# opencv-python-headless 5.0.0.93, onnxruntime 1.32.0, onnx 1.23.2, NumPy 2.4.6.
# Expected: auto_pad=SAME_UPPER, which Keras' padding="same" becomes in ONNX, pads at the end, in each program that reads it.
# Happens: with stride 2, kernels 3 and 5, and 28 pixels there is one odd column of padding. OpenCV's new engine, which
#   readNetFromONNX takes by itself, puts it at the start: convolution and both poolings take columns 1, 3, 5 for
#   2, 4, 6. Its SAME_LOWER is the same, hence right. The classic engine is the mirror image: SAME_UPPER right,
#   SAME_LOWER wrong. A transposed convolution becomes 13 pixels wide instead of 14, in both engines and for kernels
#   of 3, 4, and 5. No warning. Kernel 4 hides it (even padding), but there SAME_LOWER with stride 1 is wrong in both engines.
# Seen: see the end of this file (the column under the middle of each window, counted from 1, 0 being padding; the largest of
#   a maximum; OpenCV only where it differs).
# Matters: a discriminator or classifier exported from Keras gives other scores, by a little, everywhere; a generator's
#   picture is a row and a column short after each layer.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with opencv-python-headless==5.0.0.93 onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6

OPENCV_LOG_LEVEL=SILENT python - >seen <<'EOF'
import cv2
import numpy
import onnx
import onnxruntime
from onnx import TensorProto, helper


def network(operator, side, kernel, stride, padding):
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 1, side, side])
    answer = helper.make_tensor_value_info("answer", TensorProto.FLOAT, [None] * 4)
    weights, inputs, attributes = [], ["image"], {"strides": [stride] * 2, "auto_pad": padding}
    if "Conv" in operator:
        # Only the middle tap, so that the answer says where each window lies.
        tap = numpy.zeros((1, 1, kernel, kernel), "float32")
        tap[0, 0, (kernel - 1) // 2, (kernel - 1) // 2] = 1
        weights, inputs = [onnx.numpy_helper.from_array(tap, "tap")], ["image", "tap"]
    else:
        attributes["kernel_shape"] = [kernel] * 2
    graph = helper.make_graph([helper.make_node(operator, inputs, ["answer"], **attributes)], "g", [image], [answer], weights)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")


def opencv(engine, image):
    net = cv2.dnn.readNetFromONNX("model.onnx", *engine)
    net.setInput(image)
    return net.forward()


def row(answer):
    return f"{answer.shape[3]} wide, {' '.join(f'{number:g}' for number in answer[0, 0].max(axis=0)[:6])}"


for operator, side, kernel, stride in (("Conv", 28, 3, 2), ("Conv", 28, 5, 2), ("Conv", 28, 4, 2), ("Conv", 28, 4, 1), ("MaxPool", 28, 3, 2),
                                       ("AveragePool", 28, 3, 2), ("ConvTranspose", 7, 3, 2), ("ConvTranspose", 7, 4, 2), ("ConvTranspose", 7, 5, 2)):
    for padding in "SAME_UPPER", "SAME_LOWER":
        network(operator, side, kernel, stride, padding)
        columns = numpy.tile(numpy.arange(1, side + 1, dtype="float32"), (1, 1, side, 1))
        right = onnxruntime.InferenceSession("model.onnx").run(None, {"image": columns})[0]
        print(f"{operator}, kernel {kernel}, stride {stride}, {padding}: ONNX Runtime {row(right)}")
        for name, engine in ("OpenCV", ()), ("OpenCV, classic engine", (cv2.dnn.ENGINE_CLASSIC,)):
            answer = opencv(engine, columns)
            if answer.shape != right.shape or not numpy.allclose(answer, right):
                print(f"  {name}: {row(answer)}")
EOF
expect seen <<'EOF'
Conv, kernel 3, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 2 4 6 8 10 12
  OpenCV: 14 wide, 1 3 5 7 9 11
Conv, kernel 3, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 1 3 5 7 9 11
  OpenCV, classic engine: 14 wide, 2 4 6 8 10 12
Conv, kernel 5, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 2 4 6 8 10 12
  OpenCV: 14 wide, 1 3 5 7 9 11
Conv, kernel 5, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 1 3 5 7 9 11
  OpenCV, classic engine: 14 wide, 2 4 6 8 10 12
Conv, kernel 4, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 1 3 5 7 9 11
Conv, kernel 4, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 1 3 5 7 9 11
Conv, kernel 4, stride 1, SAME_UPPER: ONNX Runtime 28 wide, 1 2 3 4 5 6
Conv, kernel 4, stride 1, SAME_LOWER: ONNX Runtime 28 wide, 0 1 2 3 4 5
  OpenCV: 28 wide, 1 2 3 4 5 6
  OpenCV, classic engine: 28 wide, 1 2 3 4 5 6
MaxPool, kernel 3, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 3 5 7 9 11 13
  OpenCV: 14 wide, 2 4 6 8 10 12
MaxPool, kernel 3, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 2 4 6 8 10 12
  OpenCV, classic engine: 14 wide, 3 5 7 9 11 13
AveragePool, kernel 3, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 2 4 6 8 10 12
  OpenCV: 14 wide, 1.5 3 5 7 9 11
AveragePool, kernel 3, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 1.5 3 5 7 9 11
  OpenCV, classic engine: 14 wide, 2 4 6 8 10 12
ConvTranspose, kernel 3, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 0 1 0 2 0 3
  OpenCV: 13 wide, 1 0 2 0 3 0
  OpenCV, classic engine: 13 wide, 1 0 2 0 3 0
ConvTranspose, kernel 3, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 1 0 2 0 3 0
  OpenCV: 13 wide, 1 0 2 0 3 0
  OpenCV, classic engine: 13 wide, 1 0 2 0 3 0
ConvTranspose, kernel 4, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 1 0 2 0 3 0
  OpenCV: 13 wide, 1 0 2 0 3 0
  OpenCV, classic engine: 13 wide, 1 0 2 0 3 0
ConvTranspose, kernel 4, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 1 0 2 0 3 0
  OpenCV: 13 wide, 1 0 2 0 3 0
  OpenCV, classic engine: 13 wide, 1 0 2 0 3 0
ConvTranspose, kernel 5, stride 2, SAME_UPPER: ONNX Runtime 14 wide, 0 1 0 2 0 3
  OpenCV: 13 wide, 1 0 2 0 3 0
  OpenCV, classic engine: 13 wide, 1 0 2 0 3 0
ConvTranspose, kernel 5, stride 2, SAME_LOWER: ONNX Runtime 14 wide, 1 0 2 0 3 0
  OpenCV: 13 wide, 1 0 2 0 3 0
  OpenCV, classic engine: 13 wide, 1 0 2 0 3 0
EOF
