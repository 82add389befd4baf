"""Small files for the tests of the readers, good and hostile, written by the libraries themselves.

    pip install h5py numpy safetensors
    python make_fixtures.py            (writes beside itself)
"""
import os
import h5py, numpy as np
from safetensors.numpy import save_file

os.chdir(os.path.dirname(os.path.abspath(__file__)))
W = np.arange(6, dtype="f4").reshape(2, 3)


def weights(name, names=("dense/kernel:0",), dtype="S", **root):
    """A file of one layer `dense`; the caller adds the data."""
    f = h5py.File(name, "w", track_order=False)
    f.attrs["layer_names"] = np.array([b"input", b"dense"]) if dtype == "S" else ["input", "dense"]
    f.attrs["backend"], f.attrs["keras_version"] = "tensorflow", "2.21.0"
    f.create_group("input").attrs["weight_names"] = []
    g = f.create_group("dense")
    g.attrs["weight_names"] = np.array([n.encode() for n in names]) if dtype == "S" else list(names)
    return f, g


for name, dtype in (("fixed.h5", "S"), ("variable.h5", "O")):
    f, g = weights(name, ("dense/kernel:0", "dense/bias:0"), dtype)
    g["dense/kernel:0"] = W
    g["dense/bias:0"] = np.array([0.5, -1, 2], "f8")
f, g = weights("whole_model.h5"); g["dense/kernel:0"] = W
m = f.create_group("model_weights")
for k in ("layer_names", "backend", "keras_version"): m.attrs[k] = f.attrs[k]; del f.attrs[k]
f.move("input", "model_weights/input"); f.move("dense", "model_weights/dense")
f, g = weights("chunked_names.h5"); g["dense/kernel:0"] = W
f.attrs["layer_names0"], f.attrs["layer_names1"] = np.array([b"input"]), np.array([b"dense"])
del f.attrs["layer_names"]

f, g = weights("soft_link.h5"); g["other"] = W; g["dense/kernel:0"] = h5py.SoftLink("/dense/other")
f, g = weights("external_link.h5"); g["dense/kernel:0"] = h5py.ExternalLink("fixed.h5", "/dense/dense/kernel:0")
f, g = weights("linked_layer.h5"); g["dense/kernel:0"] = W; del f["input"]; f["input"] = h5py.SoftLink("/dense")
f, g = weights("gzip.h5"); g.create_dataset("dense/kernel:0", data=W, compression="gzip")
f, g = weights("chunked.h5"); g.create_dataset("dense/kernel:0", data=W, chunks=(1, 3))
f, g = weights("external_data.h5"); g.create_dataset("dense/kernel:0", (2, 3), "f4", external=[("/etc/passwd", 0, 24)])
f, g = weights("no_data.h5"); g.create_dataset("dense/kernel:0", (1 << 20, 1 << 20), "f4")
f, g = weights("huge_sparse.h5"); g.create_dataset("dense/kernel:0", (1 << 40,), "f4", chunks=(1 << 16,))
f, g = weights("integers.h5"); g["dense/kernel:0"] = W.astype("i4")
f, g = weights("missing_weight.h5")
f, g = weights("missing_layer.h5"); g["dense/kernel:0"] = W; del f["input"]
f, g = weights("missing_weight_names.h5"); del g.attrs["weight_names"]
f, g = weights("layer_is_data.h5"); del f["input"]; f["input"] = W; g["dense/kernel:0"] = W
f, g = weights("weight_is_group.h5"); g.create_group("dense/kernel:0")
f, g = weights("twice.h5", ("dense/kernel:0",) * 2); g["dense/kernel:0"] = W
f, g = weights("shared_data.h5", [f"w{i}" for i in range(400)]); g["w0"] = np.zeros(4096, "f4")
for i in range(1, 400): g[f"w{i}"] = g["w0"]
f, g = weights("dots.h5", ("../dense/w",)); g["w"] = W
f, g = weights("numbers_as_names.h5"); f.attrs["layer_names"] = np.arange(3)
f = h5py.File("no_layer_names.h5", "w"); f["x"] = W
f = h5py.File("keras3.weights.h5", "w"); f["layers/dense/vars/0"] = W; f.create_group("vars")

order = {"kernel": W, "label": np.arange(4, dtype="i8"), "byte": np.array([1, 255], "u1"), "half": np.array([0.5, -2], "f2")}
save_file(order, "python.safetensors", {"kind": "fixture"})

F = np.arange(24, dtype="f4").reshape(2, 3, 4)
np.save("float32.npy", F)
np.save("float64.npy", F.astype("f8") / 8)
np.save("fortran.npy", np.asfortranarray(F))
np.save("scalar.npy", np.float32(2.5))
np.save("empty.npy", np.zeros((0, 3), "f4"))
for t in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "?"):
    np.save(f"type_{t if t != '?' else 'b1'}.npy", np.array([0, 1, 100], t))
for version in ((2, 0), (3, 0)):
    with open(f"version{version[0]}.npy", "wb") as out: np.lib.format.write_array(out, F, version)
np.save("big_endian.npy", F.astype(">f4"))
np.save("structured.npy", np.zeros(2, [("a", "f4")]))
np.save("text.npy", np.array(["a", "bc"]))
