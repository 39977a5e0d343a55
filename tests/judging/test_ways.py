"""The ways in which a shape may be right, and the sizes that a passage states."""

from __future__ import annotations

import pytest

from symcount.frameworks import axis_orders, convention
from symcount.judging.question import Question
from symcount.judging.ways import in_tuple, stated_in, ways
from symcount.layers import find
from symcount.reading.passage import Passage

NOTHING = Passage(())


def settings_of(layer: str, said: Passage) -> list[str]:
    return list(dict.fromkeys(way.setting for way in ways("output", Question(find(layer)), said, axis_orders)))


@pytest.mark.parametrize(
    "layer, said, settings",
    [
        ("lstm", {}, ["return_sequences=False", "return_sequences=True"]),
        ("lstm", {"return_sequences": "True"}, ["return_sequences=True"]),
        ("conv1d", {}, ["", "padding='same'"]),
        ("conv1d", {"padding": "same"}, ["padding='same'"]),
        ("conv1d", {"padding": "valid"}, [""]),
        ("conv_lstm1d", {"padding": "valid", "return_sequences": "True"}, ["return_sequences=True"]),
        ("dense", {"padding": "same"}, [""]),
    ],
)
def test_settings_that_the_passage_does_not_rule_out(layer: str, said: dict[str, str], settings: list[str]) -> None:
    assert settings_of(layer, Passage((), settings=said)) == settings


def test_the_usual_way_is_the_first() -> None:
    remarks = [way.remarks for way in ways("input", Question(find("conv1d")), NOTHING, axis_orders)]
    order, sample = "in PyTorch's order of axes", "of one sample, without the batch"
    assert remarks == [(), (order,), (sample,), (order, sample)]


def test_with_a_convention_its_order_alone_counts() -> None:
    layer = find("conv1d")
    for framework, count in (("keras", 1), ("torch", 1)):
        found = ways("input", Question(layer, convention=convention(framework, layer)), NOTHING, axis_orders)
        assert len({way.frameworks for way in found}) == count


@pytest.mark.parametrize(
    "layer, arguments, inputs_first, sizes",
    [
        ("conv2d", ((32,), (3, 5)), False, {"filters": 32, "kernel_height": 3, "kernel_width": 5}),
        ("conv2d", ((32,), (3,), (2,)), False, {"filters": 32, "kernel_height": 3, "kernel_width": 3, "stride": 2}),
        ("conv1d", ((3,), (64,), (7,), (2,), (3,)), True, {"input_channels": 3, "filters": 64, "kernel_size": 7, "stride": 2, "padding": 3}),
        ("depthwise_conv2d", ((3,),), False, {"kernel_height": 3, "kernel_width": 3}),
        ("lstm", ((5,),), False, {"units": 5}),
        ("lstm", ((13,), (5,)), True, {"input_dim": 13, "units": 5}),
        ("embedding", ((1000,), (64,)), False, {"vocab_size": 1000, "embedding_dim": 64}),
        ("multi_head_attention", ((8,), (64,)), False, {}),
    ],
)
def test_what_a_layer_is_called_with(layer: str, arguments: tuple[tuple[int, ...], ...], inputs_first: bool, sizes: dict[str, int]) -> None:
    said = Passage((), arguments)
    way = next(way for way in ways("output", Question(find(layer)), said, axis_orders) if way.inputs_first == inputs_first)
    assert dict(stated_in(said, way, find(layer))) == sizes


@pytest.mark.parametrize(
    "layer, numbers, sizes",
    [
        ("conv1d", (32, 7), {"filters": 32, "kernel_size": 7}),
        ("conv2d", (32, 3), {"filters": 32, "kernel_height": 3, "kernel_width": 3}),
        ("conv2d", (32, 3, 5), {"filters": 32, "kernel_height": 3, "kernel_width": 5}),
        ("conv2d", (3, 3), {"kernel_height": 3, "kernel_width": 3}),
        ("lstm", (5,), {"units": 5}),
        ("multi_head_attention", (8, 64), {}),
    ],
)
def test_a_tuple_between_what_enters_and_what_leaves(layer: str, numbers: tuple[int, ...], sizes: dict[str, int]) -> None:
    assert dict(in_tuple(numbers, find(layer))) == sizes
