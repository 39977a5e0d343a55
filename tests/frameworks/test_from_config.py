"""The door to the frameworks: any text, configuration and shape gives weights or an error that says what is wrong."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symcount.algebra import as_size
from symcount.errors import InputError, SymcountError
from symcount.frameworks import from_config
from symcount.frameworks.from_config import MAX_TEXT, MAX_VALUES, TABLES, framework
from symcount.rendering import latex
from tests.frameworks.recorded import rows

NUMBERS = st.integers(-3, 70) | st.sampled_from([10**30, 10**4000, 5e-324, 0.5, float("nan"), float("inf"), -1.0])
PLAIN = st.none() | st.booleans() | NUMBERS | st.sampled_from(["", "weight", "SAME", "a,ab->b", "x" * 90])
KEYS = st.sampled_from(["layer", "config", "0", "units"])
JSON = st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6)
SHAPES = JSON | st.lists(st.none() | st.integers(0, 9), max_size=6) | st.lists(st.lists(st.none() | st.integers(1, 9), max_size=4), max_size=4)
MAPPED = [(name, layer) for name in TABLES for layer in framework(name).constructors]
ROWS = {(name, layer): [row.case for row in rows(name) if row.case.constructor == layer] for name, layer in MAPPED}


def door(name: str) -> tuple[str, str]:
    """How a table's layers are asked for."""
    return ("flax", "linen.") if name == "linen" else (name, "")


@st.composite
def spoiled(draw: st.DrawFn, config: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """A configuration with anything in place of an argument or two, and perhaps one less."""
    inner = [name for name, value in config.items() if isinstance(value, dict) and "config" in value]
    name = draw(st.sampled_from([None, *inner]))
    if name is not None:
        own = config[name]["config"]
        return {**config, name: {**config[name], "config": draw(spoiled(own, [*own, "nonsense"]))}}
    dropped = draw(st.sampled_from([None, *config]))
    return {name: value for name, value in config.items() if name != dropped} | draw(st.dictionaries(st.sampled_from(names), JSON, max_size=2))


def asked(name: str, layer: str, config: Any, input_shape: Any, variant: str = "") -> None:
    """Ask for a layer: weights, or an error that is meant."""
    framework_name, prefix = door(name)
    with suppress(SymcountError):
        built = from_config(framework_name, prefix + layer, config, input_shape, variant)
        assert str(built).endswith("parameters")
        assert json.loads(built.to_json()) == built.to_dict()
        assert built.latex().endswith(f"= {latex.value(as_size(built.count))}")


@pytest.mark.parametrize("name, layer", MAPPED)
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_garbage_is_refused_and_never_breaks(name: str, layer: str, data: st.DataObject) -> None:
    """A configuration that was built, with anything in place of some of its arguments, or of those of a layer inside."""
    good = data.draw(st.sampled_from(ROWS[name, layer]))
    config = data.draw(spoiled(good.config, [*framework(name).constructors[layer].readers, "trainable", "dtype", "nonsense"]))
    asked(name, layer, config, data.draw(st.just(good.input_shape) | SHAPES), data.draw(st.sampled_from(["", "lora"])))


@pytest.mark.parametrize(
    "framework_name, layer, config, input_shape, variant, message",
    [
        ("pytorch", "LSTM", {}, None, "", "no framework is called 'pytorch'; did you mean 'torch'?"),
        ("keras", "LSMT", {}, None, "", "no layer of Keras is called 'LSMT'; did you mean 'LSTM'"),
        ("keras", "Dense", {"units": 3}, [None, 4], "qlora", "no variant for Keras is called 'qlora'; did you mean 'lora'?"),
        ("keras", "Dense", {"units": 3}, [None, 4], "lora", "Dense as lora needs lora_rank"),
        ("keras", "Dense", ["units"], [None, 4], "", "a configuration is a dictionary of arguments, not ['units']"),
        ("keras", "Dense", {"units": 3}, None, "", "Dense of Keras: it is built when it sees an input: give input_shape"),
        ("keras", "LSTM", {"units": 3, "dtype": "int8_from_float32"}, [None, 2, 4], "", "LSTM of Keras: Keras does not quantise it to int8"),
        ("flax", "linen.Dense", {}, [2, 4], "", "Dense of Flax linen: features must be given"),
        ("flax", "Dense", {}, None, "", "no layer of Flax nnx is called 'Dense'"),
        (["keras"], "Dense", {}, None, "", "framework_name is a text, not ['keras']"),
        ([10**5000], "Dense", {}, None, "", "framework_name is a text, not [int of too many digits]"),
        ("keras", None, {}, None, "", "layer is a text, not None"),
        ("keras", "Dense", {"units": 3}, [None, 4], ["lora"], "variant is a text, not ['lora']"),
        ("keras", "Dense", {3: 3}, [None, 4], "", "Dense of Keras: the name of an argument is a text, not 3"),
    ],
)
def test_what_cannot_be_answered_says_why(framework_name: Any, layer: Any, config: Any, input_shape: Any, variant: Any, message: str) -> None:
    with pytest.raises(InputError) as error:
        from_config(framework_name, layer, config, input_shape, variant)
    assert message in str(error.value)


def endless() -> list[Any]:
    """A list that holds itself."""
    one: list[Any] = []
    one.append(one)
    return one


def bushy(one: Any, times: int, depth: int) -> Any:
    """Lists in lists: few in memory, many to go through."""
    for _ in range(depth):
        one = [one] * times
    return one


def stacked(depth: int) -> Any:
    """Stacks of two cells in stacks, each cell the same in memory."""
    cell: dict[str, Any] = {"layer": "LSTMCell", "config": {"units": 2}}
    for _ in range(depth):
        cell = {"layer": "StackedRNNCells", "config": {"cells": [cell, cell]}}
    return cell["config"]


def around(name: str, argument: str, inner: dict[str, Any], depth: int, **more: int) -> Any:
    """A layer around itself."""
    for _ in range(depth):
        inner = {"layer": name, "config": {argument: inner, **more}}
    return inner["config"]


ENCODER = {"layer": "TransformerEncoderLayer", "config": {"d_model": 4, "nhead": 2}}
MANY, LONG, LISTED = f"more than {MAX_VALUES:,} values", f"more than {MAX_TEXT:,}", "that are listed"


@pytest.mark.parametrize(
    "name, layer, config, input_shape, message",
    [
        ("keras", "Dense", {"units": endless()}, [None, 4], MANY),
        ("keras", "Dense", {"units": 2}, endless(), MANY),
        ("keras", "ReLU", {"name": endless()}, None, MANY),
        ("keras", "Dense", {"units": bushy(1, 30, 30)}, [None, 4], MANY),
        ("torch", "BCELoss", {"weight": bushy(1, 10, 6)}, None, MANY),
        ("keras", "StackedRNNCells", stacked(40), [None, 4], MANY),
        ("keras", "Dense", {"name": "n" * 10**6}, [None, 4], LONG),
        ("keras", "D" * 10**6, {}, [None, 4], LONG),
        ("torch", "TransformerEncoder", around("TransformerEncoder", "encoder_layer", ENCODER, 3, num_layers=1000), None, LISTED),
        ("flax", "LinearGeneral", {"in_features": 2, "out_features": 3, "batch_axis": dict.fromkeys(range(1000), 2**60)}, None, "14,000 bits"),
    ],
    ids=lambda one: one[:20] if isinstance(one, str) else "",
)
def test_what_has_no_end_is_refused(name: str, layer: str, config: Any, input_shape: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_config(name, layer, config, input_shape)


MODULES = {
    "keras": "layers keras.layers tf.keras.layers tensorflow.keras.layers keras.src.layers.rnn.lstm",
    "torch": "nn torch.nn torch.nn.modules torch.nn.modules.rnn nn.modules.rnn",
    "linen": "nn linen flax.linen flax.linen.recurrent",
    "flax": "nn nnx flax.nnx flax.nnx.nn.recurrent",
}


@pytest.mark.parametrize("name, module", [(name, module) for name, modules in MODULES.items() for module in modules.split()])
def test_a_layer_may_stand_in_its_module(name: str, module: str) -> None:
    assert framework(name).own_name(f"{module}.Dropout") == "Dropout"
    assert framework("torch").own_name("torch.nn.utils.prune.identity") == "utils.prune.identity"


FOREIGN = [
    (name, f"{module}.Dropout") for name in MODULES for other, modules in MODULES.items() if other != name for module in modules.split() if module != "nn"
]


@pytest.mark.parametrize(
    "name, layer", [*FOREIGN, ("torch", "nn.quantized.LSTM"), ("torch", "torch.ao.nn.quantized.LSTM"), ("keras", ".LSTM"), ("keras", "x.LSTM")]
)
def test_a_layer_of_another_module_is_none(name: str, layer: str) -> None:
    with pytest.raises(InputError, match=rf"'{layer}' is not a layer of .*; write {framework(name).home}\."):
        framework(name).built(layer, {})


def test_a_name_says_which_flax() -> None:
    assert [from_config("flax", name, {"features": 2, "num_embeddings": 3}, [2, 3]).count for name in ("linen.Embed", "nnx.Embed", "flax.linen.Embed")] == [
        6,
        6,
        6,
    ]
