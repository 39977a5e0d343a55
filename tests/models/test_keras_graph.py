"""What a configuration says of each layer, in Keras 2 and in Keras 3."""

from __future__ import annotations

from typing import Any

import pytest

from symcount.models.keras_graph import Feed, entry_of, outputs_of

TENSOR = {"class_name": "__keras_tensor__", "config": {"shape": [None, 4], "keras_history": ["fc", 0, 0]}}


@pytest.mark.parametrize(
    "nodes, calls",
    [
        ([[["a", 0, 0, {}]]], [[Feed("a")]]),
        ([[["a", 0, 0, {}]], [["b", 0, 0, {}]]], [[Feed("a")], [Feed("b")]]),
        ([[["a", 0, 0, {"value": ["b", 0, 0]}]]], [[Feed("a"), Feed("b")]]),
        ([{"args": [TENSOR], "kwargs": {}}], [[Feed("fc", (None, 4))]]),
        ([{"args": [[TENSOR, TENSOR]], "kwargs": {"mask": None}}], [[Feed("fc", (None, 4))] * 2]),
        ([], []),
        (3, []),
    ],
)
def test_what_feeds_a_layer(nodes: Any, calls: list[list[Feed]]) -> None:
    assert [list(call) for call in entry_of({"class_name": "Dense", "config": {}, "inbound_nodes": nodes}).calls] == calls


@pytest.mark.parametrize(
    "written, is_of_keras, is_operation",
    [
        ({"class_name": "Dense", "module": "keras.layers", "registered_name": None}, True, False),
        ({"class_name": "Dense"}, True, False),
        ({"class_name": "mine>Dense", "module": None, "registered_name": "mine>Dense"}, False, False),
        ({"class_name": "Add", "module": "keras.src.ops.numpy", "registered_name": "Add"}, True, True),
        ({"class_name": "TFOpLambda"}, True, True),
    ],
)
def test_whose_layer_it_is(written: dict[str, Any], is_of_keras: bool, is_operation: bool) -> None:
    entry = entry_of({**written, "config": {}})
    assert (entry.is_of_keras, entry.is_operation) == (is_of_keras, is_operation)


@pytest.mark.parametrize("function, shape", [("__operators__.add", (None, 4)), ("math.multiply", (None, 4)), ("reshape", None)])
def test_arithmetic_keeps_a_shape(function: str, shape: tuple[int | None, ...] | None) -> None:
    assert entry_of({"class_name": "TFOpLambda", "config": {"function": function}}).leaves([(None, 4)]) == shape


def test_the_outputs_of_a_model() -> None:
    assert outputs_of(entry_of({"class_name": "Functional", "config": {"output_layers": [["head", 0, 0], ["other", 0, 0]]}})) == ["head", "other"]
