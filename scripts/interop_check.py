"""Reads what InteropTests.swift wrote, with the original libraries, and compares.

    python interop_check.py FOLDER [GOLDEN]

One line per comparison; exit code 1 if any fails.
"""
import os, sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import safetensors
import tf_keras as keras
from safetensors.numpy import load_file

folder, golden = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else ""
failed = 0


def check(what, difference, tolerance):
    global failed
    good = difference <= tolerance  # false for NaN
    failed += not good
    print(f"{'ok  ' if good else 'FAIL'} {what}: {difference:.3g} (at most {tolerance:g})", flush=True)


def same(what, found, expected, tolerance=0):
    found, expected = np.asarray(found), np.asarray(expected)
    if found.shape != expected.shape or found.dtype != expected.dtype:
        check(f"{what}: {found.dtype}{found.shape} against {expected.dtype}{expected.shape}", np.inf, 0)
    else:
        difference = np.abs(found.astype("f8") - expected.astype("f8"))
        check(what, difference.max() if difference.size else 0, tolerance)


def load(name, network):
    with open(f"{folder}/{name}/{network}.json") as file:
        model = keras.models.model_from_json(file.read())
    model.load_weights(f"{folder}/{name}/{network}_weights.hdf5")
    return model


counting = (np.arange(24, dtype="f4") / 8 - 1).reshape(2, 3, 4)
same("counting.npy", np.load(f"{folder}/counting.npy"), counting)
same("integers.npy", np.load(f"{folder}/integers.npy"), np.array([3, -1, 1 << 40]))
tensors = load_file(f"{folder}/tensors.safetensors")
same("safetensors counting", tensors["counting"], counting)
same("safetensors label", tensors["label"], np.array([0, 9], "i4"))
same("safetensors byte", tensors["byte"], np.array([255], "u1"))
same("safetensors empty", tensors["empty"], np.zeros((0, 3), "f4"))
with safetensors.safe_open(f"{folder}/tensors.safetensors", "np") as file:
    text = file.metadata()
check("safetensors metadata", 0 if text["text"] == 'ä "quoted"' and text["kind"] == "interop" else 1, 0)

for kind in ("acgan", "cgan", "dcgan"):
    generator, discriminator = load(kind, "generator"), load(kind, "discriminator")
    answers = load_file(f"{folder}/{kind}/answers.safetensors")
    noise, label = answers["noise"], answers["label"][:, None]
    images = generator(noise if kind == "dcgan" else [noise, label], training=False).numpy()
    same(f"{kind} images", images, answers["image"], 1e-4)
    given = answers["image"]
    outputs = discriminator([given, label] if kind == "cgan" else given, training=False)
    outputs = [o.numpy() for o in outputs] if kind == "acgan" else [outputs.numpy()]
    same(f"{kind} validity", outputs[0], answers["validity"], 1e-4)
    if kind == "acgan":
        same(f"{kind} label probabilities", outputs[1], answers["label_probability"], 1e-4)

if golden:
    answers = load_file(f"{golden}/keras/answers.safetensors")
    generator, discriminator = load("golden", "generator"), load("golden", "discriminator")
    images = generator([answers["noise"], answers["label"][:, None]], training=False).numpy()
    same("imported and exported again: images", images, answers["image"], 1e-4)
    validity, probability = discriminator(answers["image"], training=False)
    same("imported and exported again: validity", validity.numpy(), answers["validity"], 1e-4)
    same("imported and exported again: label", probability.numpy(), answers["label_probability"], 1e-4)
else:
    print("SKIPPED the model of Keras itself: no golden files")

print(f"interop: {'FAILED' if failed else 'all the same'}")
sys.exit(1 if failed else 0)
