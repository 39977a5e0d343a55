"""Numbers on axes: whole, in order, within the axis, and few; labels that are moved apart."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.rendering.figures.scales import in_percent, in_short, log_ticks, spread, ticks

NUMBERS = st.integers(1, 10**15)


@given(NUMBERS, NUMBERS)
def test_ticks(one: int, other: int) -> None:
    first, last = sorted((one, other + 1))
    for found in (ticks(first, last), ticks(0, last), log_ticks(first, last)):
        assert found == sorted(set(found))
        assert all(0 <= tick <= last for tick in found)
        assert len(found) <= 10
    assert len(ticks(0, last)) >= 2


@pytest.mark.parametrize(
    "number, short",
    [
        (0, "0"),
        (1, "1"),
        (999_999, "999,999"),
        (1_500_000, "1.5 million"),
        (2 * 10**9, "2 billion"),
        (10**12, "1 trillion"),
        (10**20, "10²⁰"),
        (4_457_472, "4,457,472"),
        (1_234_567_890, "1,234,567,890"),
        (25 * 10**20, "2.5·10²¹"),
        (1e-6, "0.000001"),
        (0.1, "0.1"),
    ],
)
def test_short_numbers(number: float, short: str) -> None:
    assert in_short(number) == short


@pytest.mark.parametrize("ratio, text", [("0", "0 %"), ("1/8", "12.5 %"), ("-1/8", "-12.5 %"), ("-1/100000", "> -0.01 %"), ("17900", "1,790,000 %")])
def test_percent(ratio: str, text: str) -> None:
    assert in_percent(Fraction(ratio)) == text


@given(st.lists(st.floats(0, 10), min_size=1, max_size=9))
def test_what_is_spread_is_apart_in_order_and_within_bounds(places: list[float]) -> None:
    moved = spread(places, 1.0, 0.0, 10.0)
    order = sorted(range(len(places)), key=places.__getitem__)
    assert all(moved[after] - moved[before] >= 1 - 1e-6 for before, after in pairwise(order))
    assert min(moved) >= -1e-6
    assert max(moved) <= 10 + 1e-6
