"""Growth: counts are those of the layers, and crossings are where the order of two counts changes, by trying every size."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.errors import InputError

RANGE = range(1, 200)


@pytest.mark.parametrize(
    "layers, sizes, crossings",
    [
        (("lstm", "gru"), {"units": RANGE, "input_dim": 64}, []),
        (("gru", "dense input_dim=500"), {"units": RANGE, "input_dim": 64}, [(103, "GRU", "dense layer input_dim=500", 51912, 51603, (102, 102))]),
        (
            ("multi_head_attention", "feed_forward d_ff=2048"),
            {"d_model": "1..4096"},
            [(1024, "multi head attention", "feed forward d_ff=2048", 4198400, 4197376, None)],
        ),
        (
            ("dense input_dim=8*ceil(units/8) bias=0", "dense input_dim=24 bias=0"),
            {"units": "1..60"},
            [(25, "dense layer input_dim=8*ceil(units/8) bias=0", "dense layer input_dim=24 bias=0", 800, 600, (17, 24))],
        ),
        (("dense", "dense bias=0"), {"units": 3, "input_dim": "1..9"}, []),
    ],
)
def test_crossings(layers: tuple[str, ...], sizes: dict[str, Any], crossings: list[Any]) -> None:
    found = sc.figures.growth(*layers, **sizes)
    assert [(one.size, one.above, one.below, one.count, one.other, one.level) for one in found.crossings] == crossings


@given(st.lists(st.tuples(st.sampled_from(["lstm", "gru", "simple_rnn", "dense"]), st.integers(1, 99), st.integers(0, 1)), min_size=2, max_size=4, unique=True))
def test_every_crossing_is_found_and_no_other(asked: list[tuple[str, int, int]]) -> None:
    figure = sc.figures.growth(*(f"{name} input_dim={width} bias={bias}" for name, width, bias in asked), units=RANGE)
    labels = [curve.label for curve in figure.curves]
    counts = {
        label: [sc.layers.find(name)(units=units, input_dim=width, bias=bias).count for units in RANGE]
        for label, (name, width, bias) in zip(labels, asked, strict=True)
    }
    expected = set()
    for one, other in combinations(labels, 2):
        before = 0
        for units, left, right in zip(RANGE, counts[one], counts[other], strict=True):
            order = (left > right) - (left < right)
            if order * before < 0:
                expected.add((units, *((one, other) if order > 0 else (other, one))))
            before = order or before
    assert {(crossing.size, crossing.above, crossing.below) for crossing in figure.crossings} == expected
    assert all(list(curve.counts) == [counts[curve.label][size - 1] for size in figure.sizes] for curve in figure.curves)
    assert {crossing.size for crossing in figure.crossings} <= set(figure.sizes)


def test_a_crossing_is_named() -> None:
    figure = sc.figures.growth("gru", "dense input_dim=500", units=range(1, 513), input_dim=64)
    assert "GRU passes dense layer input_dim=500 at units = 103: 51,912 and 51,603, having the same count at 102" in figure.facts


def test_sizes_of_equal_counts_are_named_from_first_to_last() -> None:
    figure = sc.figures.growth("dense input_dim=8*ceil(units/8) bias=0", "dense input_dim=24 bias=0", units="1..60")
    assert any(fact.endswith("800 and 600, having the same count at 17 … 24") for fact in figure.facts)
    assert figure.to_dict()["crossings"][0]["level"] == [17, 24]


def test_a_range_of_a_size_that_a_layer_lacks_is_refused() -> None:
    with pytest.raises(InputError, match="no size of embedding is called 'units'"):
        sc.figures.growth("dense bias=0", "embedding vocab_size=3", input_dim=5, units="1..9", embedding_dim=2)


def test_curves_of_equal_counts_are_said_to_be_so() -> None:
    assert "dense layer and graph convolution are equal at all sizes" in sc.figures.growth("dense", "graph_convolution", units=RANGE, input_dim=1).facts


@pytest.mark.parametrize("last, is_logarithmic", [(100, False), (10**6, True)])
def test_a_wide_range_is_drawn_on_logarithmic_axes(last: int, is_logarithmic: bool) -> None:
    figure = sc.figures.growth("lstm", units=range(1, last + 1), input_dim=64)
    assert (figure.is_logarithmic, figure.sizes[0], figure.sizes[-1]) == (is_logarithmic, 1, last)


@pytest.mark.parametrize("layers, message", [((), "one to 8 layers"), (("lstm",) * 9, "one to 8 layers"), (("lstm", "LSTM"), "LSTM is given twice")])
def test_layers_that_cannot_be_told_apart_are_refused(layers: tuple[str, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        sc.figures.growth(*layers, units=RANGE, input_dim=3)
