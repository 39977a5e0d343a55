"""Keras' .h5 files: tensors by Keras' own names and in the model's order, without what training keeps."""

from __future__ import annotations

import pytest

from symcount.errors import FileError
from symcount.models.files import read
from symcount.models.files.hdf5 import Item
from symcount.models.files.keras_h5 import weights_of
from symcount.models.files.reader import tensors_of
from tests.models.files.recorded import FOLDER, expected
from tests.models.files.written import shapes


def test_the_models_own_names_and_order() -> None:
    found = tensors_of(FOLDER / "model.h5")
    assert found.kind == "Keras .h5"
    assert list(shapes(found).items()) == list(expected()["model.h5"].items())
    assert found.config is not None
    assert found.config["class_name"] == "Sequential"


def test_the_configuration_explains_the_layers() -> None:
    model = read(FOLDER / "model.h5")
    assert [str(part.layer) for part in model.parts] == [
        "lstm(units=5, input_dim=4, bias=1): 200",
        "batch_norm(features=5, bias=1): 10",
        "dense(units=2, input_dim=5, bias=1): 12",
    ]
    assert (model.total, model.trainable, model.non_trainable) == (232, 222, 10)


def test_weights_alone() -> None:
    assert read(FOLDER / "model.weights.h5").total == 232


def group(path: str, **attributes: list[str]) -> Item:
    return Item(path, attributes)


def test_names_of_keras_2() -> None:
    """A list that is too long stands in numbered parts, and names end in :0."""
    items = [
        group("", layer_names0=["dense_1"], layer_names1=["dense"]),
        group("dense", weight_names=["dense/kernel:0"]),
        Item("dense/dense/kernel:0", {}, (3, 2)),
        group("dense_1", weight_names=["dense_1/kernel:0"]),
        Item("dense_1/dense_1/kernel:0", {}, (4, 3)),
    ]
    assert [(weight.name, weight.shape) for weight in weights_of(items)] == [("dense_1/kernel", (4, 3)), ("dense/kernel", (3, 2))]


def test_names_that_two_layers_have() -> None:
    items = [
        group("", layer_names=["a", "b"]),
        group("a", weight_names=["kernel"]),
        Item("a/kernel", {}, (3, 2)),
        group("b", weight_names=["kernel"]),
        Item("b/kernel", {}, (4, 3)),
    ]
    assert [weight.name for weight in weights_of(items)] == ["a/kernel", "b/kernel"]


def test_what_training_keeps_is_left_out() -> None:
    items = [Item("", {}), *(Item(path, {}, (3,)) for path in ("layers/dense/vars/0", "optimizer/vars/0", "layers/dropout/seed_generator/vars/0"))]
    assert [weight.name for weight in weights_of(items)] == ["layers/dense/vars/0"]


def test_no_tensors() -> None:
    with pytest.raises(FileError, match="there are no tensors in it; it is HDF5, but no model of Keras"):
        read(FOLDER / "empty.h5")
