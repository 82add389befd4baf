#!/usr/bin/env bash
# torchvision's ToTensor makes the upper half of 16-bit greys negative: white is -1, and black after scaling
#
# torch 2.13.0, torchvision 0.28.0, Pillow 13.0.0, NumPy 2.4.6.
# Expected: numbers from 0 to 1, as for 8-bit pictures, or at least 0 to 65535.
# Happens: ToTensor (and v2.ToTensor) gives int16, so 32768 is -32768 and 65535 is -1; ConvertImageDtype then divides by
#   32767: middle grey is 1, white is -0.00003. PILToTensor and v2.ToImage give uint16, and v2.ToDtype(scale=True)
#   the right numbers: two pipelines that are described as equals make different data of one file.
# Seen: see the end of this file.
# Matters: a labelled folder of 16-bit scans; digits have white strokes, which become holes with bright rims.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with torch==2.13.0 torchvision==0.28.0 pillow==13.0.0 numpy==2.4.6

python - >seen <<'EOF'
import sys
import types

# The operators for object detection, which do not load where torch came without CUDA, are not needed here.
sys.modules["torchvision._meta_registrations"] = types.ModuleType("unused")

import numpy
import torch
from PIL import Image
from torchvision import transforms
from torchvision.transforms import v2

Image.fromarray(numpy.array([[0, 256, 32767, 32768, 65535]], "uint16")).save("picture.png")
pipelines = {
    "ToTensor": transforms.ToTensor(),
    "ToTensor, ConvertImageDtype": transforms.Compose([transforms.ToTensor(), transforms.ConvertImageDtype(torch.float32)]),
    "PILToTensor": transforms.PILToTensor(),
    "v2.ToImage, v2.ToDtype": v2.Compose([v2.ToImage(), v2.ToDtype(torch.float32, scale=True)]),
}
for name, pipeline in pipelines.items():
    tensor = pipeline(Image.open("picture.png"))
    print(name, tensor.dtype, [round(number, 5) for number in tensor.flatten().tolist()])
EOF
expect seen <<'EOF'
ToTensor torch.int16 [0, 256, 32767, -32768, -1]
ToTensor, ConvertImageDtype torch.float32 [0.0, 0.00781, 1.0, -1.00003, -3e-05]
PILToTensor torch.uint16 [0, 256, 32767, 32768, 65535]
v2.ToImage, v2.ToDtype torch.float32 [0.0, 0.00391, 0.49999, 0.50001, 1.0]
EOF
