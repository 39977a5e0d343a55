"""Layers without weights: none whatever the values of their arguments, and none in the frameworks where these are installed."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import signature
from types import ModuleType
from typing import Any

import pytest

from symcount.errors import InputError
from symcount.frameworks import from_config
from symcount.frameworks.from_config import TABLES, framework
from symcount.frameworks.keras import KERAS

WEIGHTLESS = [(name, layer) for name in TABLES for layer in sorted(framework(name).weightless)]


@pytest.mark.parametrize("name, layer", WEIGHTLESS)
def test_a_layer_without_weights_has_none_whatever_its_arguments_are(name: str, layer: str) -> None:
    known = framework(name).weightless[layer]
    arguments = dict.fromkeys(("anything",) if known is None else known, "many")
    built = from_config("flax" if name == "linen" else name, f"linen.{layer}" if name == "linen" else layer, arguments)
    assert (built.weights, built.count, built.trainable, built.non_trainable) == ((), 0, 0, 0)


@pytest.mark.parametrize("name", TABLES)
def test_no_layer_stands_in_both_tables(name: str) -> None:
    assert not framework(name).weightless.keys() & framework(name).constructors.keys()


@pytest.mark.parametrize(
    "name, layer, argument, message",
    [
        ("keras", "ReLU", "max_values", "ReLU of Keras: no argument is called 'max_values'; did you mean 'max_value'?"),
        ("keras", "Add", "units", "Add of Keras: no argument is called 'units'; known: activity_constraint"),
        ("torch", "nn.Dropout", "prob", "Dropout of PyTorch: no argument is called 'prob'; known: inplace, p"),
        ("torch", "Tanh", "inplace", "Tanh of PyTorch: no argument is called 'inplace'; known: device, dtype"),
        ("flax", "linen.Dropout", "rates", "Dropout of Flax linen: no argument is called 'rates'; did you mean 'rate'"),
        ("flax", "nnx.Dropout", "rates", "Dropout of Flax nnx: no argument is called 'rates'; did you mean 'rate'"),
    ],
)
def test_an_argument_nobody_knows_is_refused(name: str, layer: str, argument: str, message: str) -> None:
    with pytest.raises(InputError) as error:
        from_config(name, layer, {argument: 1})
    assert str(error.value).startswith(message)


def test_a_layer_without_weights_is_found_inside_others_and_by_its_full_name() -> None:
    inner = {"layer": "keras.layers.MaxPooling1D", "config": {"pool_size": 2}}
    assert from_config("keras", "TimeDistributed", {"layer": inner}, [None, 3, 8, 2]).weights == ()


def test_a_layer_without_weights_is_suggested() -> None:
    with pytest.raises(InputError, match="no layer of Keras is called 'MaxPoling2D'; did you mean 'MaxPooling2D'"):
        from_config("keras", "MaxPoling2D", {})


ARGUMENTS: Mapping[str, object] = {
    "activation": "relu",
    "function": abs,
    "output_size": 2,
    "dims": (1,),
    "target_shape": (-1,),
    "rate": 0.5,
    "unflattened_size": (2, 2),
}
"""What a constructor is given for an argument that it needs; 1 for any other."""

OPTIONAL: Mapping[str, dict[str, Any]] = {"InputLayer": {"shape": (4,)}, "CategoryEncoding": {"num_tokens": 2}, "Discretization": {"num_bins": 2}}

BEHIND_KWARGS: Mapping[str, tuple[str, ...]] = {
    "LeakyReLU": ("alpha",),
    "InputLayer": ("input_shape", "batch_input_shape"),
    **dict.fromkeys(("IntegerLookup", "StringLookup", "TextVectorization"), ("vocabulary_size", "has_input_vocabulary")),
    **dict.fromkeys(("AutoContrast", "MaxNumBoundingBoxes", "RandomBrightness", "RandomContrast", "Solarization"), ("data_format",)),
}
"""Arguments that a constructor of Keras takes, or hands on, without its signature saying so."""

ON_TENSORFLOW = ("Hashing", "HashedCrossing", "IntegerLookup", "StringLookup", "TextVectorization")
"""Layers that Keras has only where TensorFlow is installed."""


def made(constructor: Any, name: str) -> Any:
    """A layer with no more arguments than it needs."""
    variadic = ("args", "kwargs")
    needed = [one.name for one in signature(constructor).parameters.values() if one.default is one.empty and one.name not in variadic]
    return constructor(**{one: ARGUMENTS.get(one, 1) for one in needed}, **OPTIONAL.get(name, {}))


@pytest.fixture(scope="module")
def keras() -> ModuleType:
    found: ModuleType = pytest.importorskip("keras")
    return found


@pytest.mark.frameworks
@pytest.mark.parametrize("layer", sorted(KERAS.weightless))
def test_keras_builds_none_either(keras: ModuleType, layer: str) -> None:
    if layer in ON_TENSORFLOW:
        pytest.importorskip("tensorflow")
    own = made(getattr(keras.layers, layer), layer)
    sides = (None, *[8] * int(layer[-2]), 2) if layer[-2:] in ("1D", "3D") else (None, 8, 8, 2)
    if layer == "MelSpectrogram":
        sides = (None, 800)
    own.build([sides, sides] if isinstance(own, keras.layers.Add.__base__) else sides)
    assert own.weights == []


@pytest.mark.frameworks
@pytest.mark.parametrize("layer", sorted(framework("torch").weightless))
def test_pytorch_builds_none_either(layer: str) -> None:
    torch = pytest.importorskip("torch")
    assert made(getattr(torch.nn, layer), layer).state_dict() == {}


MODULES = {"keras": "keras.layers", "torch": "torch.nn", "flax": "flax.nnx", "linen": "flax.linen"}


@pytest.mark.frameworks
@pytest.mark.parametrize("name, layer", WEIGHTLESS)
def test_the_arguments_are_those_of_the_installed_constructor(name: str, layer: str) -> None:
    constructor = getattr(pytest.importorskip(MODULES[name]), layer).__init__
    own = {one.name for one in signature(constructor).parameters.values() if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)} - {"self"}
    more = BEHIND_KWARGS.get(layer, ()) if name == "keras" else ()
    assert framework(name).weightless[layer] in (None, (own - framework(name).common).union(more))


@pytest.mark.frameworks
def test_pytorch_has_one_layer_that_takes_anything() -> None:
    torch = pytest.importorskip("torch")
    assert torch.nn.Identity(54, unused=0.1).state_dict() == {}
    assert [layer for layer, arguments in framework("torch").weightless.items() if arguments is None] == ["Identity"]
