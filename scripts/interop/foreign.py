"""Reads files of other programs with Ganbook and with the libraries that own the formats, and compares.

    python foreign.py GANBOOK FOLDER CASES

CASES is a folder with the generators make_npy.py, make_safetensors.py, make_idx.py and make_folders.py, which
write into FOLDER. Every array and tensor that the library reads, and Ganbook has a type for, must be the same;
every picture of a folder must be the same grey as by the formula of the README. One line per comparison, then
how many passed; exit code 1 if any failed.
"""
import glob
import os
import subprocess
import sys
import warnings

import ml_dtypes  # noqa: F401; NumPy knows bfloat16 only once this is imported
import numpy as np
from PIL import Image
from safetensors import safe_open

program, folder, cases = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
passed = failed = 0


def check(what, is_right, evidence=""):
    global passed, failed
    passed += is_right
    failed += not is_right
    print(f"{'ok  ' if is_right else 'FAIL'} {what}{'' if is_right else ': ' + str(evidence)}", flush=True)


def ganbook(text):
    environment = {**os.environ, "XDG_STATE_HOME": folder + "/state"}
    environment.pop("GANBOOK_DATA", None)
    run = subprocess.run(
        [program, "--no-init", "-c", text], cwd=folder, stdin=subprocess.DEVNULL, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    return run.returncode, run.stdout


def exported(expression):
    """What Ganbook reads, or None and its words."""
    code, text = ganbook(f"export tensor {expression} out.npy")
    return (np.load(folder + "/out.npy"), text) if code == 0 else (None, text)


def compare(what, expression, expected):
    found, text = exported(expression)
    if expected is None:
        check(f"{what} is refused in a word", found is None and "error:" in text, text)
    elif expected.ndim == 0 or expected.size == 0:
        check(what, ganbook(expression)[0] == 0)
    else:
        expected = expected.astype("<f4")
        check(what, found is not None and found.shape == expected.shape and (found == expected).all(), text)


def readable(array):
    return array.dtype.kind in "biuf" and array.dtype.itemsize <= 8


def numpy_arrays():
    for file in sorted(glob.glob(folder + "/npy/*.npy")):
        name = os.path.relpath(file, folder)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                array = np.load(file)
        except ValueError:
            array = None
        # NumPy reads the first of two arrays and says nothing of the other.
        if array is not None and (not readable(array) or name.endswith("two.npy")):
            array = None
        compare(name, f'read("{name}")', array)
    for file in sorted(glob.glob(folder + "/npy/*.npz")):
        name = os.path.relpath(file, folder)
        for key, array in np.load(file).items():
            compare(f"{name}, {key}", f'read("{name}", "{key}")', array)


def safetensors_files():
    for file in sorted(glob.glob(folder + "/safetensors/*.safetensors")):
        name = os.path.relpath(file, folder)
        try:
            with safe_open(file, "np") as tensors:
                keys = list(tensors.keys())
                for key in keys:
                    try:
                        array = tensors.get_tensor(key)
                    except Exception:
                        array = None
                    if array is not None and array.dtype.name == "bfloat16":
                        array = array.astype("<f4")
                    elif array is not None and (not readable(array) or array.dtype == "u8"):
                        continue
                    compare(f"{name}, {key}", f'read("{name}", "{key}")', array)
        except Exception:
            compare(name, f'read("{name}")', None)


def grey(file, background):
    image = Image.open(file)
    if image.mode.startswith("I"):
        return (np.asarray(image).astype("i8") + 128) // 257
    rgba = np.asarray(image.convert("RGBA")).astype("i8")
    luminance = (6968 * rgba[..., 0] + 23434 * rgba[..., 1] + 2366 * rgba[..., 2]) >> 15
    opacity = rgba[..., 3]
    return (luminance * opacity + background * (255 - opacity) + 127) // 255


def picture_folders():
    for path in sorted(glob.glob(folder + "/folders/*")):
        name = os.path.relpath(path, folder)
        for ground, background in (("black", 0), ("white", 255)):
            load = f'load folder "{name}" background={ground}'
            code, text = ganbook(load)
            if code:
                check(f"{load}: exit 4 and one error", code == 4 and text.count("error:") == 1, text)
                continue
            files = sorted(
                file for file in glob.glob(path + "/*/*.[pP][nN][gG]") if "__MACOSX" not in file)
            if not files:
                continue  # training and test images, of which the language gives no pixels
            # A batch is drawn from all: each of its images must be one of the folder's.
            code, text = ganbook(
                f"{load}; build dcgan batch=2 seed=5; step draw; export tensor batch.images out.npy")
            found = np.load(folder + "/out.npy")
            known = [((grey(file, background) - 127.5) / 127.5).astype("<f4") for file in files]
            check(load, all(any((image[..., 0] == k).all() for k in known) for image in found), text)


def idx_files():
    for images, labels, count in (
            ("emnist-letters-train-images-idx3-ubyte.gz", "emnist-letters-train-labels-idx1-ubyte.gz", 104),
            ("sign-images-idx3-ubyte", "sign-labels-idx1-ubyte", 96),
            ("qmnist-train-images-idx3-ubyte", "qmnist-train-labels-idx2-int", 40),
            ("images-idx4-ubyte", "labels-idx1-int", 40), ("images-idx3-float", "labels-idx1-short", 40),
            ("images-idx2-ubyte", "labels-idx2-ubyte", 40),
            ("padded-images-idx3-ubyte.gz", "seven-labels-idx1-ubyte", 40)):
        code, text = ganbook(f"load idx images=idx/{images} labels=idx/{labels}")
        check(f"{images}, {labels}", code == 0 and f"idx: {count} training" in text, text)
    for place in ("dotted", "kaggle", "MNIST/raw"):
        code, text = ganbook(f"load mnist from=idx/{place}")
        check(f"load mnist from=idx/{place}", code == 0, text)


for kind in ("npy", "safetensors", "idx", "folders"):
    subprocess.run(
        [sys.executable, f"{cases}/make_{kind}.py", f"{folder}/{kind}"], check=True,
        stderr=subprocess.DEVNULL)
numpy_arrays()
safetensors_files()
idx_files()
picture_folders()
print(f"foreign files: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
