"""Counting by the textbook, or with other defaults, added weights and statistics."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from symcount.layers import CATALOGUE, Weight
from symcount.layers.convention import TEXTBOOK, Convention
from symcount.layers.weight import Size

SIZES = {"units": 5, "input_dim": 13}


def one_more(sizes: Mapping[str, Size]) -> list[Weight]:
    return [Weight("more", (sizes["units"],), meaning="one more vector")]


@pytest.mark.parametrize(
    "convention, layer, sizes, count",
    [
        (TEXTBOOK, "lstm", SIZES, 380),
        (Convention("two", {"bias": 2}), "lstm", SIZES, 400),
        (Convention("two", {"bias": 2}), "lstm", {**SIZES, "bias": 0}, 360),
        (Convention("more", adds=one_more), "lstm", SIZES, 385),
        (TEXTBOOK, "batch_norm", {"features": 64}, 128),
        (Convention("all", counts_statistics=True), "batch_norm", {"features": 64}, 256),
    ],
)
def test_counts(convention: Convention, layer: str, sizes: dict[str, int], count: int) -> None:
    assert convention.counted(CATALOGUE[layer], sizes).total == count


def test_only_the_textbook_is_the_textbook() -> None:
    assert TEXTBOOK.is_textbook
    assert not Convention("keras").is_textbook
    assert Convention("torch").title == "PyTorch"


def test_one_convention_does_not_leak_into_another() -> None:
    counts = [convention.counted(CATALOGUE["lstm"], SIZES).total for convention in (TEXTBOOK, Convention("two", {"bias": 2}), TEXTBOOK)]
    assert counts == [380, 400, 380]
