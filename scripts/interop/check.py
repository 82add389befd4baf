"""Gives files of Ganbook to the libraries that own the formats, and theirs to Ganbook, and compares.

    python check.py GANBOOK FOLDER [GOLDEN]

GANBOOK is the program. FOLDER takes the files, and has those that InteropTests.swift wrote. GOLDEN is
the folder of reference numbers. One line per comparison, then how many passed; exit code 1 if any failed.
"""
import csv
import json
import os
import struct
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import safetensors
import tf_keras as keras
from safetensors.numpy import load_file

import networks
from program import folder, ganbook, path, program

golden = sys.argv[3] if len(sys.argv) > 3 else ""
passed = failed = 0
TOLERANCE = 1e-4


def check(what, difference, tolerance=0.0):
    global passed, failed
    good = difference <= tolerance  # false for NaN
    passed += good
    failed += not good
    print(f"{'ok  ' if good else 'FAIL'} {what}: {difference:.3g} (at most {tolerance:g})", flush=True)


def same(what, found, expected, tolerance=0.0):
    found, expected = np.asarray(found), np.asarray(expected)
    if found.shape != expected.shape or found.dtype != expected.dtype:
        types = f"{found.dtype}{found.shape} against {expected.dtype}{expected.shape}"
        check(f"{what}: {types}", np.inf)
    else:
        difference = np.abs(found.astype("f8") - expected.astype("f8"))
        check(what, difference.max() if difference.size else 0, tolerance)


def load(name):
    """A generator and a discriminator of the four files in a folder."""
    models = []
    for network in ("generator", "discriminator"):
        with open(path(f"{name}/{network}.json")) as file:
            model = keras.models.model_from_json(file.read())
        model.load_weights(path(f"{name}/{network}_weights.hdf5"))
        models.append(model)
    return models


def expect(what, found, expected):
    for name, value in expected.items():
        same(f"{what}, {name}", found[name], value, TOLERANCE)


ASK = {
    # The language's functions, for each kind of answer; `images` and `noise` are set before.
    "acgan": ("generate(noise, labels)", "discriminate(images)", "classify(images)"),
    "cgan": ("generate(noise, labels)", "discriminate(images, labels)"),
    "dcgan": ("generate(noise)", "discriminate(images)"),
}


def asking(kind, name, images):
    """Statements that write what the model says: NAME/answers-image.npy and so on."""
    text = f'noise = read("{name}/noise.npy"); labels = read("{name}/label.npy")\nimages = {images}\n'
    for answer, call in zip(("image", "validity", "label"), ASK[kind]):
        text += f"export tensor {call} {name}/answers-{answer}.npy\n"
    return text


def said(kind, name):
    names = ("image", "validity", "label")[: len(ASK[kind])]
    return {answer: np.load(path(f"{name}/answers-{answer}.npy")) for answer in names}


def draw(name, classes, latent, count=7):
    """Noise and labels for a case, put into its folder."""
    os.makedirs(path(name), exist_ok=True)
    noise = random.normal(0, 1, (count, latent)).astype("f4")
    label = (np.arange(count) % classes).astype("i4")
    np.save(path(f"{name}/noise.npy"), noise)
    np.save(path(f"{name}/label.npy"), label)
    return noise, label


def from_keras(kind, side, classes, latent, is_frozen=False):
    """Keras writes a model; Ganbook imports it, answers, and exports it; Keras loads that again."""
    name = f"keras-{kind}-{side}" + ("-frozen" if is_frozen else "")
    noise, label = draw(name, classes, latent)
    g = networks.generator(kind, side, classes, latent)
    d = networks.discriminator(kind, side, classes)
    for model in (g, d):
        networks.perturb(model, random)
    # A frozen model's weights are saved in another order.
    d.trainable = not is_frozen
    networks.save(g, path(name), "generator")
    networks.save(d, path(name), "discriminator")
    expected = networks.answers(kind, g, d, noise, label)
    np.save(path(f"{name}/images.npy"), expected["image"])
    ganbook(
        f"import keras {name}\n" + asking(kind, name, f'read("{name}/images.npy")')
        + f"export keras {name}/again\n")
    expect(f"{name} in Ganbook", said(kind, name), expected)
    expect(f"{name} again", networks.answers(kind, *load(f"{name}/again"), noise, label), expected)


def write_idx(name, side, classes, count=60):
    """A data set in the form of Fashion-MNIST: unsigned bytes, an image and a label file."""
    pixels = random.integers(0, 256, (count, side, side), dtype="u1")
    labels = (np.arange(count) % classes).astype("u1")
    with open(path(f"{name}-images"), "wb") as file:
        file.write(struct.pack(">HBBIII", 0, 8, 3, count, side, side) + pixels.tobytes())
    with open(path(f"{name}-labels"), "wb") as file:
        file.write(struct.pack(">HBBI", 0, 8, 1, count) + labels.tobytes())


def from_ganbook(kind, side, classes, latent):
    """Ganbook trains a model a little and exports it; Keras loads it and answers."""
    name = f"ganbook-{kind}-{side}"
    noise, label = draw(name, classes, latent)
    write_idx(name, side, classes)
    ganbook(
        f"load idx images={name}-images labels={name}-labels\n"
        f"build {kind} batch=8 latent={latent} seed=3\ntrain iterations=3\n"
        f"export keras {name}\nexport safetensors {name}/model.safetensors\n"
        f"export csv {name}/series.csv\nexport jsonl {name}/series.jsonl\n"
        + asking(kind, name, "generate(noise)" if kind == "dcgan" else "generate(noise, labels)"))
    found = said(kind, name)
    g, d = load(name)
    expect(f"{name} in Keras", networks.answers(kind, g, d, noise, label, found["image"]), found)
    tensors = load_file(path(f"{name}/model.safetensors"))
    for prefix, model in (("G", g), ("D", d)):
        ours = {k: v for k, v in tensors.items() if k.startswith(prefix + ".")}
        check(f"{name} {prefix}, number of tensors", abs(len(ours) - len(model.weights)))
        # In both the same numbers lie in tensors of the same shapes, in whatever order.
        key = lambda value: (value.shape, value.tobytes())
        theirs = sorted(map(key, model.get_weights()))
        check(f"{name} {prefix}, tensors", 0 if sorted(map(key, ours.values())) == theirs else 1)
    with open(path(f"{name}/series.csv")) as file:
        table = list(csv.DictReader(file))
    with open(path(f"{name}/series.jsonl")) as file:
        objects = [json.loads(line) for line in file]
    check(f"{name} iterations", abs(len(table) - 3) + abs(len(objects) - 3))
    numbers = [{k: float(v) for k, v in row.items()} for row in table]
    check(f"{name} series", 0 if numbers == objects and "loss.d" in numbers[0] else 1)


def tensors_of_the_tests():
    counting = (np.arange(24, dtype="f4") / 8 - 1).reshape(2, 3, 4)
    same("counting.npy", np.load(path("counting.npy")), counting)
    same("integers.npy", np.load(path("integers.npy")), np.array([3, -1, 1 << 40]))
    tensors = load_file(path("tensors.safetensors"))
    same("safetensors counting", tensors["counting"], counting)
    same("safetensors label", tensors["label"], np.array([0, 9], "i4"))
    same("safetensors byte", tensors["byte"], np.array([255], "u1"))
    same("safetensors empty", tensors["empty"], np.zeros((0, 3), "f4"))
    with safetensors.safe_open(path("tensors.safetensors"), "np") as file:
        text = file.metadata()
    right = text["text"] == 'ä "quoted"' and text["kind"] == "interop"
    check("safetensors metadata", 0 if right else 1)


def models_of_the_tests():
    for kind in ("acgan", "cgan", "dcgan"):
        expected = load_file(path(f"{kind}/answers.safetensors"))
        names = {"image": "image", "validity": "validity", "label": "label_probability"}
        expected_answers = {k: expected[v] for k, v in names.items() if v in expected}
        found = networks.answers(
            kind, *load(kind), expected["noise"], expected["label"], expected["image"])
        expect(f"{kind} of the slow reference", found, expected_answers)


def generated_images():
    ganbook(
        "build acgan latent=8\nx = generate 7 count=5 to=sevens.safetensors\nexport tensor x sevens.npy\n"
        "export tensor 2.5 number.npy")
    tensors = load_file(path("sevens.safetensors"))
    same("generated images", tensors["images"], np.load(path("sevens.npy")))
    same("generated labels", tensors["labels"], np.full(5, 7))
    same("a single number", np.load(path("number.npy")), np.float32(2.5))


def reference_model():
    expected = load_file(f"{golden}/keras/answers.safetensors")
    ganbook(f'import keras "{golden}/keras"\nexport keras golden')
    found = networks.answers(
        "acgan", *load("golden"), expected["noise"], expected["label"], expected["image"])
    names = {"image": "image", "validity": "validity", "label": "label_probability"}
    expect("the reference model", found, {k: expected[v] for k, v in names.items()})


random = np.random.default_rng(1)
tensors_of_the_tests()
models_of_the_tests()
generated_images()
for kind in ("acgan", "cgan", "dcgan"):
    from_keras(kind, 28, 10, 100)
from_keras("acgan", 28, 10, 100, is_frozen=True)
from_keras("dcgan", 28, 10, 100, is_frozen=True)
for kind, side in (("acgan", 32), ("acgan", 64), ("cgan", 32), ("dcgan", 64)):
    from_keras(kind, side, 3, 20)
    from_ganbook(kind, side, 3, 20)
if golden:
    reference_model()
else:
    print("SKIPPED the model of the reference numbers: GANBOOK_GOLDEN is not set")
print(f"interop: {passed} passed, {failed} failed")
sys.exit(1 if failed else 0)
