#!/usr/bin/env bash
# pngtopnm changes the pixels of a PNG file that says how many of its bits are significant
#
# netpbm 11.01.00 (Debian 12), pypng 0.20220715.0, Pillow 13.0.0, opencv-python-headless 5.0.0.93, NumPy 2.4.6.
# Expected: sBIT is a remark about where the pixels came from; the pixels are what is stored.
# Happens: Pillow and OpenCV give the stored 8-bit values. netpbm keeps the upper 5 bits alone and writes a
#   PGM file of maximum 31 (a note on standard error says so): read back, 50 is 49, 128 is 132, 254 is 255,
#   and 1 is 0.
# Seen: see the end of this file.
# Matters: data sets turned into PGM with netpbm are not those that Python reads from the PNG files. Writers
#   put sBIT into files of their own accord: pypng does for any depth that PNG does not have, as 5.
set -euo pipefail
source "$(dirname "$0")/common.sh"
python_with pypng==0.20220715.0 pillow==13.0.0 opencv-python-headless==5.0.0.93 numpy==2.4.6
debian_with netpbm=2:11.01.00-2 libnetpbm11=2:11.01.00-2

python - >seen <<'EOF'
import io
import struct
import subprocess
import zlib

import cv2
import numpy
import png
from PIL import Image


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


values = [0, 1, 50, 100, 128, 200, 254, 255]
with open("picture.png", "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 1, 8, 0, 0, 0, 0)) +
               chunk(b"sBIT", b"\x05") + chunk(b"IDAT", zlib.compress(bytes([0, *values]))) + chunk(b"IEND", b""))


def netpbm(name):
    run = subprocess.run(["pngtopnm", name], capture_output=True, check=True)
    with open("picture.pgm", "wb") as file:
        file.write(run.stdout)
    return numpy.array(Image.open("picture.pgm")).ravel().tolist(), run.stdout.split()[3], run.stderr


print("Pillow", numpy.array(Image.open("picture.png")).ravel().tolist())
print("OpenCV", cv2.imread("picture.png", cv2.IMREAD_UNCHANGED).ravel().tolist())
pixels, maximum, note = netpbm("picture.png")
print("netpbm", pixels, "maximum", int(maximum), "said something", bool(note))
with open("five.png", "wb") as file:
    png.Writer(8, 1, greyscale=True, bitdepth=5).write(file, [[0, 1, 6, 12, 16, 25, 30, 31]])
print("written by pypng with 5 bits: sBIT", b"sBIT" in open("five.png", "rb").read(),
      "Pillow", numpy.array(Image.open("five.png")).ravel().tolist(), "netpbm", netpbm("five.png")[0])
EOF
expect seen <<'EOF'
Pillow [0, 1, 50, 100, 128, 200, 254, 255]
OpenCV [0, 1, 50, 100, 128, 200, 254, 255]
netpbm [0, 0, 49, 99, 132, 206, 255, 255] maximum 31 said something True
written by pypng with 5 bits: sBIT True Pillow [0, 8, 49, 99, 132, 206, 247, 255] netpbm [0, 8, 49, 99, 132, 206, 247, 255]
EOF
