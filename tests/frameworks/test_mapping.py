"""A constructor's arguments and inputs: what is missing, unknown or of no use is said by name."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.algebra import symbol
from symcount.errors import InputError, SymcountError
from symcount.frameworks.from_config import TABLES, framework, from_config
from symcount.frameworks.mapping import MAX_DEPTH, Call, axes_of, input_shapes, on
from symcount.layers import CATALOGUE

IMAGE = [None, 8, 8, 6]
ONE_TAIL = {"in_features": symbol("input_dim"), "n_classes": 9, "cutoffs": [3]}
UNITS = {"units": 3}
FORWARD = {"layer": "LSTM", "config": UNITS}
OF_EACH_STEP = {"layer": "LSTM", "config": {**UNITS, "go_backwards": True, "return_sequences": True}}
AT_EACH_STEP = {"layer": "TimeDistributed", "config": {"layer": {"layer": "Dense", "config": UNITS}}}


@pytest.mark.parametrize(
    "name, layer, config, input_shape, message",
    [
        ("keras", "LSTMM", {}, None, "no layer of Keras is called 'LSTMM'; did you mean 'LSTM'"),
        ("torch", "layernorm", {}, None, "no layer of PyTorch is called 'layernorm'; did you mean 'LayerNorm'"),
        ("keras", "LSTM", {"unit": 3}, [None, 4, 5], "LSTM of Keras: no argument is called 'unit'; did you mean 'units'"),
        ("keras", "Dense", {}, [None, 4], "Dense of Keras: units must be given"),
        ("torch", "Linear", {}, None, "Linear of PyTorch: in_features and out_features must be given"),
        ("keras", "Dense", {"units": None}, [None, 4], "units is a whole number from 1"),
        ("keras", "Dense", {"units": -3}, [None, 4], "units is a whole number from 1"),
        ("keras", "Dense", {"units": True}, [None, 4], "units is a whole number from 1"),
        ("keras", "Dense", {"units": "3"}, [None, 4], "units is a whole number from 1"),
        ("keras", "Dense", {"units": 10**5000}, [None, 4], "not int of too many digits"),
        ("keras", "Dense", {"units": {"a": [{"b": []}]}}, [None, 4], "units is a whole number from 1"),
        ("keras", "Dense", {"units": 3}, None, "give input_shape"),
        ("keras", "Dense", {"units": 3}, [], "input_shape has 2 or more axes, not 0"),
        ("keras", "Dense", {"units": 3}, [None, None], "axis -1 of input_shape (None, None) must be known"),
        ("keras", "Dense", {"units": 3}, [None, 0], "a side of input_shape is a whole number from 1"),
        ("keras", "Dense", {"units": 3}, "24", "input_shape is a list of whole numbers from 1"),
        ("keras", "Conv2D", {"filters": 3, "kernel_size": 2}, [None, 8, 6], "input_shape has 4 axes, not 3"),
        ("keras", "Conv2D", {"filters": 3, "kernel_size": [1, 2, 3]}, IMAGE, "kernel_size has 2 sides, not 3"),
        ("torch", "Conv2d", {"in_channels": 3, "out_channels": 3, "kernel_size": [2]}, None, "kernel_size has 2 sides, not 1"),
        ("keras", "Conv2D", {"filters": 3, "kernel_size": 2, "data_format": "first"}, IMAGE, "data_format is 'channels_last' or 'channels_first', not 'first'"),
        ("keras", "Conv2D", {"filters": 8, "kernel_size": 2, "groups": 4}, IMAGE, "Conv2D of Keras: "),
        ("torch", "Conv2d", {"in_channels": 6, "out_channels": 8, "kernel_size": 2, "groups": 3}, None, "Conv2d of PyTorch: "),
        ("torch", "GroupNorm", {"num_groups": 4, "num_channels": 6}, None, "GroupNorm of PyTorch: "),
        ("torch", "MultiheadAttention", {"embed_dim": 10, "num_heads": 3}, None, "MultiheadAttention of PyTorch: "),
        ("torch", "LSTM", {"input_size": 3, "hidden_size": 4, "proj_size": 4}, None, "proj_size 4 must be below hidden_size 4"),
        ("torch", "GRU", {"input_size": 3, "hidden_size": 4, "proj_size": 2}, None, "no argument is called 'proj_size'"),
        ("keras", "BatchNormalization", {"axis": [1, 2]}, [None, 3, 4], "axis is one axis, not (1, 2)"),
        ("keras", "Conv2D", {"filters": 4, "kernel_size": 2, "groups": 3}, IMAGE, "4 is not divisible by 3"),
        ("keras", "GroupNormalization", {"groups": 2}, [None, 8, 5], "5 is not divisible by 2"),
        ("keras", "GroupNormalization", {}, [None, 8, 5], "5 is not divisible by 32"),
        ("keras", "GroupNormalization", {"groups": 0}, [None, 8, 5], "groups is a whole number from 1"),
        ("keras", "GroupQueryAttention", {"head_dim": 4, "num_query_heads": 3, "num_key_value_heads": 2}, [None, 8, 12], "3 is not divisible by 2"),
        ("keras", "GroupQueryAttention", {"head_dim": 4, "num_query_heads": 2, "num_key_value_heads": 2}, [None, 12], "input_shape has 3 axes, not 2"),
        ("keras", "Attention", {"score_mode": "sum"}, [None, 8, 5], "no score_mode is called 'sum'"),
        ("keras", "Dense", {"units": 3}, [4], "input_shape has 2 or more axes, not 1: the batch is the first"),
        ("keras", "Dense", {"units": 3, "trainable": 0}, [None, 4], "trainable is True or False, not 0"),
        ("keras", "Dense", {"units": 3, "trainable": None}, [None, 4], "trainable is True or False, not None"),
        ("keras", "SimpleRNN", UNITS, [None, 4], "input_shape has 3 axes, not 2"),
        ("keras", "LSTM", UNITS, [None, 4], "input_shape has 3 axes, not 2"),
        ("keras", "GRU", UNITS, [None, 4, 4, 4], "input_shape has 3 axes, not 4"),
        ("keras", "RNN", {"cell": {"layer": "LSTMCell", "config": UNITS}}, [None, 4], "input_shape has 3 or more axes, not 2"),
        ("keras", "RNN", {"cell": {"layer": "LSTM", "config": UNITS}}, [None, 4, 4], "LSTM is no cell"),
        ("keras", "StackedRNNCells", {"cells": [{"layer": "Dense", "config": UNITS}]}, [None, 4], "Dense is no cell"),
        ("keras", "TimeDistributed", {"layer": {"layer": "Dense", "config": UNITS}}, [None, 4], "input_shape has 3 or more axes, not 2"),
        ("keras", "Bidirectional", {"layer": {"layer": "Dense", "config": UNITS}}, [None, 8, 4], "Dense cannot read backwards: give SimpleRNN"),
        ("keras", "Bidirectional", {"layer": {"layer": "Dropout"}}, [None, 8, 4], "Dropout cannot read backwards"),
        ("keras", "Bidirectional", {"layer": FORWARD, "backward_layer": FORWARD}, [None, 8, 4], "go_backwards of backward_layer must be the opposite"),
        ("keras", "Bidirectional", {"layer": FORWARD, "backward_layer": OF_EACH_STEP}, [None, 8, 4], "return_sequences of backward_layer must be as in layer"),
        ("keras", "SpectralNormalization", {"layer": FORWARD}, [None, 8, 4], "LSTM has neither a kernel nor embeddings of its own"),
        ("keras", "SpectralNormalization", {"layer": AT_EACH_STEP}, [None, 8, 4], "TimeDistributed has neither a kernel nor embeddings of its own"),
        ("keras", "Normalization", {"axis": [1, -2]}, [None, 3, 4], "axis names an axis twice: (1, -2)"),
        ("keras", "PReLU", {"shared_axes": [9]}, [None, 3, 4], "input_shape has no axis 9"),
        ("keras", "RNN", {"cell": []}, [None, 3, 4], "cell is a layer or a list of layers, not an empty one"),
        ("torch", "AdaptiveLogSoftmaxWithLoss", {"in_features": 9, "n_classes": 9, "cutoffs": []}, None, "cutoffs [] must increase"),
        ("torch", "AdaptiveLogSoftmaxWithLoss", {"in_features": 9, "n_classes": 9, "cutoffs": [2], "div_value": 5e-324}, None, "div_value 5e-324 cannot"),
        ("torch", "AdaptiveLogSoftmaxWithLoss", {"in_features": 9, "n_classes": 9, "cutoffs": [2], "div_value": 1e-30}, None, "div_value 1e-30 cannot"),
        ("torch", "LazyConv2d", {"out_channels": 3, "kernel_size": 2}, [9, 9], "input_shape has 3 or 4 axes, not 2"),
        ("torch", "LazyConvTranspose1d", {"out_channels": 3, "kernel_size": 2}, IMAGE, "input_shape has 2 or 3 axes, not 4"),
        ("torch", "LazyBatchNorm1d", {}, [2, 3, 4, 5], "input_shape has 2 or 3 axes, not 4"),
        ("torch", "LazyBatchNorm3d", {}, [2, 3, 4, 5], "input_shape has 5 axes, not 4"),
        ("torch", "LazyInstanceNorm1d", {}, [3, 4], "input_shape has 3 axes, not 2"),
        ("torch", "AdaptiveLogSoftmaxWithLoss", {**ONE_TAIL, "div_value": 2.5}, None, "div_value is a whole number while in_features is a symbol"),
        ("torch", "TransformerEncoder", {"encoder_layer": {"layer": "Linear"}, "num_layers": 2}, None, "Linear of PyTorch: in_features and"),
        ("flax", "linen.ConvLocal", {"features": 3, "kernel_size": [3], "strides": [2, 2]}, [2, 16, 3], "strides and dilations are one number, or 1, not 2"),
        ("flax", "linen.RNN", {"cell": {"layer": "GRUCell"}, "variable_axes": {"params": 0}}, [2, 3, 4], "variable_axes of params"),
        ("flax", "nnx.WeightNorm", {"layer_instance": {"layer": "PReLU"}, "variable_filter": 1}, None, "variable_filter is known here as True"),
    ],
)  # fmt: skip
def test_what_cannot_be_built_says_why(name: str, layer: str, config: dict[str, Any], input_shape: Any, message: str) -> None:
    with pytest.raises(SymcountError) as error:
        from_config(name, layer, config, input_shape)
    assert message in str(error.value)


def test_layers_may_stand_in_each_other_so_often() -> None:
    assert from_config("keras", "RNN", {"cell": stacked(MAX_DEPTH - 2)}, [None, 3, 5]).count == 2 * (2 + 5 + 1)
    for depth in (MAX_DEPTH + 1, 5000):
        with pytest.raises(InputError, match=f"more than {MAX_DEPTH} layers stand inside each other"):
            from_config("keras", "RNN", {"cell": stacked(depth)}, [None, 3, 5])


def stacked(depth: int) -> dict[str, Any]:
    """Stacks of one cell, inside each other."""
    one: dict[str, Any] = {"layer": "SimpleRNNCell", "config": {"units": 2}}
    for _ in range(depth):
        one = {"layer": "StackedRNNCells", "config": {"cells": [one]}}
    return one


@pytest.mark.parametrize("argument", ["units", "input_shape"])
def test_lists_without_end_are_refused(argument: str) -> None:
    lists: list[Any] = []
    for _ in range(100_000):
        lists = [lists]
    given = {"units": lists if argument == "units" else 3}
    with pytest.raises(InputError):
        from_config("keras", "Dense", given, lists if argument == "input_shape" else [None, 4])


@pytest.mark.parametrize(
    "given, read",
    [
        (None, ()),
        ([], ((),)),
        ([None, 16, 4], ((None, 16, 4),)),
        ((2, 3), ((2, 3),)),
        ([[None, 3], (None, 4)], ((None, 3), (None, 4))),
        ([[]], ((),)),
    ],
)
def test_shapes_of_inputs(given: object, read: object) -> None:
    assert input_shapes(given) == read


@pytest.mark.parametrize("given", [5, "ab", {}, [0], [-1], [True], [1.5], [[1], 2], [[[1]]], [1] * 65, [10**5000]], ids=lambda one: str(type(one)))
def test_what_is_no_shape_is_refused(given: object) -> None:
    with pytest.raises(InputError, match="input_shape is a"):
        input_shapes(given)


@pytest.mark.parametrize("axes, read", [((-1,), (2,)), ((2, 0), (0, 2)), ((-1, 2), (2,)), ((), ())])
def test_axes_are_counted_from_the_front(axes: tuple[int, ...], read: tuple[int, ...]) -> None:
    assert axes_of(3, axes) == read


@pytest.mark.parametrize("rank, axis", [(3, 3), (3, -4), (0, 0)])
def test_an_axis_that_is_not_there_is_refused(rank: int, axis: int) -> None:
    with pytest.raises(InputError, match=f"there is no axis {axis} among {rank}"):
        axes_of(rank, (axis,))


def test_a_window_has_as_many_sides_as_the_name_says() -> None:
    call = Call(framework("keras"), "Conv2D")
    assert [call.window(3), call.window((3, 5))] == [(3, 3), (3, 5)]


def test_an_input_for_an_example() -> None:
    assert " ".join(map(str, on("batch_size units", 3))) == "batch_size units 3"


EXAMPLES = [(name, one, example.layer) for name in TABLES for one in framework(name).constructors for example in framework(name).constructors[one].examples]


@pytest.mark.parametrize("name, constructor, layer", EXAMPLES)
def test_an_example_is_the_layer_of_the_catalogue(name: str, constructor: str, layer: str) -> None:
    one = framework(name).constructors[constructor]
    written = one.example(layer)
    assert layer in CATALOGUE
    assert str(one(written.config, written.inputs)).endswith("parameters")
    assert framework(name).of(layer) is not None


@pytest.mark.parametrize("name", TABLES)
def test_no_argument_is_both_read_and_ignored(name: str) -> None:
    for constructor in framework(name).constructors.values():
        assert not constructor.readers.keys() & constructor.ignored, constructor.name
