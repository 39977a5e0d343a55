"""Parts of a layer that are forgotten together, and the fewest of them that make a difference."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.algebra import as_size
from symcount.judging.omissions import Counted, Part, fewest, nearest, omitted, parts_of, phrase
from symcount.layers import CATALOGUE, Layer

ENCODER = CATALOGUE["encoder_layer"](d_model=sc.parse("d").value(), d_ff=sc.parse("f").value())


@pytest.mark.parametrize(
    "layer, weight, words",
    [
        ("dense", "bias", "one bias vector"),
        ("gru", "bias", "one bias vector for each of the three gates"),
        ("lstm", "kernel", "kernel, weights of the inputs for each of the four gates"),
        ("embedding", "embeddings", "embeddings, one row for each word"),
        ("feed_forward", "up.bias", "one bias vector of up"),
    ],
)
def test_a_weight_in_words(layer: str, weight: str, words: str) -> None:
    assert [phrase(one) for one in CATALOGUE[layer].weights if one.name == weight] == [words]


@pytest.mark.parametrize(
    "lacks, parts",
    [
        ("5d + f", ["every bias"]),
        ("4d", ["every norm"]),
        ("9d + f", ["every bias", "every norm"]),
        ("2d", ["one of the two norms"]),
        ("d^2 + d", ["attention.query, with kernel and bias"]),
        ("2df + d + f", ["feed_forward, all of it"]),
        ("2df", ["feed_forward.up.kernel, weights of the inputs", "feed_forward.down.kernel, weights of the inputs"]),
        ("4d^2 + 4d + f", ["one bias vector of feed_forward.up", "attention, all of it"]),
        ("7d", None),
        ("d^3", None),
        ("-d", None),
    ],
)
def test_what_an_encoder_layer_lacks(lacks: str, parts: list[str] | None) -> None:
    found = omitted(sc.parse(lacks).value(), parts_of(ENCODER.weights))
    if parts is None:
        assert sum((part.count for part in found), as_size(0)) == (sc.parse(lacks).value() if found else 0)
    else:
        assert [part.words for part in found] == parts


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_every_part_of_every_layer_is_found_as_it_or_as_fewer(layer: Layer) -> None:
    parts = parts_of(layer.weights)
    for part in parts:
        found = omitted(part.count, parts)
        assert len(found) == 1
        assert found[0].count == part.count


def part(name: str, count: int) -> tuple[int, tuple[Part, ...]]:
    return count, (Part(frozenset(name), "missing-term", as_size(count), name),)


@given(st.lists(st.integers(1, 10**6), min_size=4, max_size=9, unique=True), st.data())
def test_the_fewest_parts_make_what_is_wanted(counts: list[int], data: st.DataObject) -> None:
    counted: Counted = [part(chr(ord("a") + place), count) for place, count in enumerate(counts)]
    chosen = data.draw(st.lists(st.sampled_from(counted), min_size=1, max_size=4, unique_by=lambda one: one[1][0].words))
    wanted = sum(count for count, _ in chosen)
    found = fewest(counted, wanted)
    assert found
    assert all(sum(one.count.at({}) for one in parts) == wanted and len(parts) <= len(chosen) for parts in found)


def test_overlapping_parts_are_never_counted_together() -> None:
    assert fewest([part("ab", 3), part("bc", 4)], 7) == []


def test_the_nearest_parts_of_a_rounded_number() -> None:
    found = nearest([part("a", 96), part("b", 90), part("c", 10)], 100, Fraction(5))
    assert [[one.words for one in parts] for parts in found] == [["a"], ["b", "c"]]
