"""Record small files as the real libraries write them: `python -m tests.models.files.record` where all of them are installed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from tests.models.files.recorded import FOLDER, Shapes


def main() -> None:
    """Write the files, and what their libraries read from them."""
    found: dict[str, Shapes] = {}
    for writer in (torch_files, safetensors_file, gguf_file, onnx_files, hdf5_files, keras_files):
        found.update(writer(FOLDER))
    lines = [
        f"  {json.dumps(file)}: {{\n" + ",\n".join(f"    {json.dumps(name)}: {list(shape)}" for name, shape in tensors.items()) + "\n  }"
        for file, tensors in found.items()
    ]
    (FOLDER / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def torch_model() -> Any:
    """A module with a recurrent layer, statistics and a tied head."""
    from torch import nn

    model = nn.ModuleDict({"lstm": nn.LSTM(4, 3), "norm": nn.BatchNorm1d(3), "embed": nn.Embedding(5, 4), "head": nn.Linear(4, 5, bias=False)})
    model["head"].weight = model["embed"].weight
    return model


def torch_files(folder: Path) -> dict[str, Shapes]:
    """A state dictionary in both formats, and a checkpoint with an optimizer."""
    import torch

    model = torch_model()
    optimizer = torch.optim.Adam(model.parameters())
    sum(parameter.sum() for parameter in model.parameters()).backward()
    optimizer.step()
    checkpoint = {"epoch": 3, "state_dict": model.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save(model.state_dict(), folder / "state.pt")
    torch.save(model.state_dict(), folder / "legacy.pt", _use_new_zipfile_serialization=False)
    torch.save(checkpoint, folder / "checkpoint.ckpt")
    return {
        "state.pt": torch_shapes(torch.load(folder / "state.pt", weights_only=True)),
        "legacy.pt": torch_shapes(torch.load(folder / "legacy.pt", weights_only=True)),
        "checkpoint.ckpt": torch_shapes(torch.load(folder / "checkpoint.ckpt", weights_only=True)["state_dict"]),
    }


def torch_shapes(state: dict[str, Any]) -> Shapes:
    """The shapes of a state dictionary."""
    return {name: tuple(value.shape) for name, value in state.items()}


def safetensors_file(folder: Path) -> dict[str, Shapes]:
    """Tensors of several types."""
    import numpy
    from safetensors import safe_open
    from safetensors.numpy import save_file

    tensors = {"fc.weight": numpy.zeros((5, 13), "float32"), "fc.bias": numpy.zeros(5, "float16"), "steps": numpy.zeros((), "int64")}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "np"})
    with safe_open(folder / "model.safetensors", "np") as file:
        return {"model.safetensors": {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}}  # noqa: SIM118 (no dictionary)


def gguf_file(folder: Path) -> dict[str, Shapes]:
    """A plain and a quantised tensor behind a vocabulary."""
    import gguf
    import numpy

    writer = gguf.GGUFWriter(str(folder / "model.gguf"), "llama")
    writer.add_token_list(["a", "b", "ab"])
    writer.add_tensor("token_embd.weight", numpy.zeros((5, 64), numpy.float32))
    kind = gguf.GGMLQuantizationType.Q8_0
    writer.add_tensor("blk.0.attn_q.weight", gguf.quants.quantize(numpy.ones((3, 64), numpy.float32), kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    tensors = gguf.GGUFReader(str(folder / "model.gguf")).tensors
    return {"model.gguf": {one.name: tuple(int(side) for side in reversed(one.shape)) for one in tensors}}


def onnx_files(folder: Path) -> dict[str, Shapes]:
    """A graph with a branch, a constant and a sparse tensor, and an export of PyTorch."""
    import onnx
    import torch
    from onnx import TensorProto, helper

    floats = TensorProto.FLOAT
    branch = helper.make_graph([], "branch", [], [], [helper.make_tensor("w", floats, [2], [1.0, 2.0])])
    nodes = [
        helper.make_node("If", ["c"], ["o"], name="if", then_branch=branch, else_branch=branch),
        helper.make_node("Constant", [], ["k"], value=helper.make_tensor("k", floats, [9], [0.0] * 9)),
    ]
    sparse = helper.make_sparse_tensor(helper.make_tensor("sparse", floats, [2], [1.0, 2.0]), helper.make_tensor("", TensorProto.INT64, [2], [1, 2]), [10, 4])
    plain = [helper.make_tensor("w", floats, [2, 3], [0.0] * 6), helper.make_tensor("shape", TensorProto.INT64, [2], [1, 2])]
    onnx.save(helper.make_model(helper.make_graph(nodes, "g", [], [], plain, sparse_initializer=[sparse])), folder / "graph.onnx")
    model = torch.nn.Sequential(torch.nn.Conv1d(2, 3, 3), torch.nn.ReLU(), torch.nn.Conv1d(3, 1, 1, bias=False))
    torch.onnx.export(model, (torch.zeros(1, 2, 8),), folder / "exported.onnx", dynamo=False)
    exported = onnx.load(folder / "exported.onnx").graph.initializer
    return {
        "graph.onnx": {"w": (2, 3), "shape": (2,), "sparse": (10, 4), "if.0/w": (2,), "if.1/w": (2,)},
        "exported.onnx": {one.name: tuple(one.dims) for one in exported},
    }


def hdf5_files(folder: Path) -> dict[str, Shapes]:
    """Groups in both forms, with links of all kinds, packed arrays and texts beside them; and one in a form that is not read."""
    import h5py
    import numpy

    for name, version in (("groups.h5", "earliest"), ("groups_latest.h5", "latest")):
        with h5py.File(folder / name, "w", libver=version) as file:
            file.attrs["text"] = "a text"
            file.attrs["texts"] = [b"one", b"two"]
            file.attrs["number"] = 3
            group = file.create_group("group")
            for number in range(3):
                group[f"array{number}"] = numpy.zeros((number, 3), "float32")
            group.create_dataset("packed", (100, 100), "float32", chunks=(10, 10), compression="gzip")
            group["whole"] = numpy.zeros((), "int64")
            group["itself"] = group
            group["again"] = group["array2"]
            file["by name"] = h5py.SoftLink("/group/array1")
            file.create_group("links")["elsewhere"] = h5py.ExternalLink("/etc/passwd", "/")
    with h5py.File(folder / "empty.h5", "w") as file:
        file.create_group("group")
    with h5py.File(folder / "many_latest.h5", "w", libver="latest") as file:
        for number in range(20):
            file[f"array{number}"] = numpy.zeros(3)
    arrays: Shapes = {f"group/array{number}": (number, 3) for number in range(2)}
    arrays |= {"group/again": (2, 3), "group/packed": (100, 100), "group/whole": ()}
    return {"groups.h5": arrays, "groups_latest.h5": arrays}


def keras_files(folder: Path) -> dict[str, Shapes]:
    """A trained model as an archive, in the older form, and its weights alone."""
    os.environ.setdefault("KERAS_BACKEND", "torch")
    import h5py
    import keras
    import numpy

    layers = keras.layers
    model = keras.Sequential([layers.Input((8, 4), name="sequence"), layers.LSTM(5), layers.BatchNormalization(), layers.Dense(2)], name="small")
    model.compile("sgd", "mse")
    model.fit(numpy.ones((2, 8, 4)), numpy.ones((2, 2)), verbose=0)
    model.save(folder / "model.keras")
    model.save(folder / "model.h5")
    model.save_weights(folder / "model.weights.h5")
    arrays: Shapes = {}

    def enter(path: str, item: Any) -> None:
        if isinstance(item, h5py.Dataset) and not path.startswith("optimizer/"):
            arrays[path] = tuple(item.shape)

    with h5py.File(folder / "model.weights.h5") as file:
        file.visititems(enter)
    named = {weight.path: tuple(weight.shape) for weight in model.weights}
    return {"model.keras": arrays, "model.h5": named, "model.weights.h5": arrays}


if __name__ == "__main__":
    main()
