"""The real libraries, where they are installed, write random tensors: the readers find the same names and shapes."""

from __future__ import annotations

import os
from collections.abc import Callable
from math import prod
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symcount.models.files import read
from symcount.models.files.reader import tensors_of
from tests.frameworks.live.comparison import group
from tests.models.files.written import shapes

EXAMPLES = int(os.environ.get("SYMCOUNT_EXAMPLES", "5"))

NAMES = st.text(st.characters(codec="utf-8", categories=["L", "N"], include_characters="._-:"), min_size=1, max_size=40)
SHAPES = st.dictionaries(NAMES, st.lists(st.integers(1, 9), max_size=4).map(tuple), min_size=1, max_size=12)

Shapes = dict[str, tuple[int, ...]]


def needs(*libraries: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Skip a test where a library that it needs is not installed, and say so."""

    def mark(test: Callable[..., None]) -> Callable[..., None]:
        for one in group(*libraries):
            test = one(test)
        return test

    return mark


def drawn(test: Callable[..., None], **strategies: Any) -> None:
    """Run a test on a few random tensors, others each time."""
    settings(max_examples=EXAMPLES, database=None, print_blob=True, suppress_health_check=list(HealthCheck))(given(**strategies)(test))()


@needs("torch")
@pytest.mark.parametrize("zipped", [True, False])
@pytest.mark.parametrize("numbers", ["float32", "bfloat16", "float8_e4m3fn", "int64", "complex64", "uint16"])
def test_torch(tmp_path: Path, zipped: bool, numbers: str) -> None:
    import torch

    def agree(tensors: Shapes, key: str) -> None:
        state = {name: torch.zeros(shape).to(getattr(torch, numbers)) for name, shape in tensors.items()}
        first = next(iter(state))
        state["tied.weight"] = state[first]
        torch.save({key: state, "epoch": 3} if key else state, tmp_path / "model.pt", _use_new_zipfile_serialization=zipped)
        found = tensors_of(tmp_path / "model.pt")
        assert shapes(found) == {name: tuple(value.shape) for name, value in state.items()}
        assert found.shared == {"tied.weight": first}

    drawn(agree, tensors=SHAPES, key=st.sampled_from(["", "state_dict", "model"]))


@needs("torch")
@pytest.mark.parametrize("zipped", [True, False])
def test_a_torch_model_and_its_optimizer(tmp_path: Path, zipped: bool) -> None:
    import torch

    model = torch.nn.Transformer(8, 2, 1, 1, 16)
    optimizer = torch.optim.Adam(model.parameters())
    model(torch.zeros(3, 1, 8), torch.zeros(2, 1, 8)).sum().backward()
    optimizer.step()
    content = {"model_state_dict": model.state_dict(), "optimizer_state_dict": optimizer.state_dict()}
    torch.save(content, tmp_path / "model.pt", _use_new_zipfile_serialization=zipped)
    assert read(tmp_path / "model.pt").total == sum(parameter.numel() for parameter in model.parameters())


@needs("safetensors", "numpy")
@pytest.mark.parametrize("numbers", ["float32", "float16", "int64", "bool"])
def test_safetensors(tmp_path: Path, numbers: str) -> None:
    import numpy
    from safetensors.numpy import save_file

    def agree(tensors: Shapes) -> None:
        save_file({name: numpy.zeros(shape, numbers) for name, shape in tensors.items()}, tmp_path / "model.safetensors", {"format": "np"})
        assert shapes(tensors_of(tmp_path / "model.safetensors")) == tensors

    drawn(agree, tensors=SHAPES)


@needs("gguf", "numpy")
def test_gguf(tmp_path: Path) -> None:
    import gguf
    import numpy

    quantised = gguf.GGMLQuantizationType.Q8_0

    def agree(tensors: Shapes, words: list[str]) -> None:
        writer = gguf.GGUFWriter(str(tmp_path / "model.gguf"), "llama")
        writer.add_token_list(words)
        writer.add_array("numbers", [1, 2, 3])
        for name, shape in tensors.items():
            writer.add_tensor(name, numpy.zeros(shape or (1,), numpy.float32))
        writer.add_tensor("quantised", gguf.quants.quantize(numpy.ones((3, 64), numpy.float32), quantised), raw_dtype=quantised)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        assert shapes(tensors_of(tmp_path / "model.gguf")) == {name: shape or (1,) for name, shape in tensors.items()} | {"quantised": (3, 64)}

    drawn(agree, tensors=SHAPES, words=st.lists(NAMES, min_size=1))


@needs("onnx", "numpy")
def test_onnx(tmp_path: Path) -> None:
    import numpy
    import onnx
    from onnx import helper, numpy_helper

    def agree(tensors: Shapes, numbers: str, outside: bool) -> None:
        initializers = [numpy_helper.from_array(numpy.zeros(shape, numbers), name) for name, shape in tensors.items()]
        model = helper.make_model(helper.make_graph([], "graph", [], [], initializers))
        (tmp_path / "numbers").unlink(missing_ok=True)
        onnx.save(model, str(tmp_path / "model.onnx"), save_as_external_data=outside, location="numbers", size_threshold=0)
        assert shapes(tensors_of(tmp_path / "model.onnx")) == tensors

    drawn(agree, tensors=SHAPES, numbers=st.sampled_from(["float32", "float16", "int64", "bool", "int8"]), outside=st.booleans())


@needs("h5py", "numpy")
def test_hdf5(tmp_path: Path) -> None:
    import h5py
    import numpy

    def agree(tensors: Shapes, text: str, packed: bool) -> None:
        with h5py.File(tmp_path / "model.h5", "w") as file:
            file.attrs["text"] = text
            for name, shape in tensors.items():
                file.create_dataset(f"layers/{name}", shape, "float32", compression="gzip" if packed and shape else None)
                file[f"layers/{name}"][...] = numpy.zeros(shape)
        assert shapes(tensors_of(tmp_path / "model.h5")) == {f"layers/{name}": shape for name, shape in tensors.items()}

    drawn(agree, tensors=SHAPES.filter(lambda names: "." not in names and ".." not in names), text=NAMES, packed=st.booleans())


@needs("keras", "torch")
@pytest.mark.parametrize("ending", [".keras", ".h5", ".weights.h5"])
@pytest.mark.filterwarnings("ignore")
def test_keras(tmp_path: Path, ending: str) -> None:
    import keras

    layers = keras.layers
    kinds: list[Callable[[int], Any]] = [
        lambda size: layers.Dense(size, use_bias=size % 2 == 0),
        lambda size: layers.LSTM(size, return_sequences=True),
        lambda size: layers.GRU(size, return_sequences=True),
        lambda size: layers.Bidirectional(layers.SimpleRNN(size, return_sequences=True)),
        lambda size: layers.Conv1D(size, 3, padding="same"),
        lambda _: layers.BatchNormalization(),
        lambda _: layers.LayerNormalization(),
        lambda _: layers.Dropout(0.5),
        lambda size: keras.Sequential([layers.Dense(size), layers.Dense(2)]),
    ]

    def agree(stack: list[tuple[int, int]]) -> None:
        model = keras.Sequential([layers.Input((8, 4)), layers.Dense(3), *(kinds[kind](size) for kind, size in stack)])
        path = tmp_path / f"model{ending}"
        if ending == ".weights.h5":
            model.save_weights(path)
        else:
            model.save(path)
        found = read(path)
        assert found.total == model.count_params()
        if ending != ".weights.h5":
            assert found.trainable == sum(prod(weight.shape) for weight in model.trainable_weights)

    drawn(agree, stack=st.lists(st.tuples(st.integers(0, len(kinds) - 1), st.integers(1, 6)), min_size=1, max_size=5))
