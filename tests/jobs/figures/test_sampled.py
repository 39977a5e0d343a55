"""Sizes at which a curve is drawn: few, of the range, in order, the first and the last among them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.jobs.figures.sampled import by_factors, evenly, in_both


@pytest.mark.parametrize("sample", [evenly, by_factors])
@given(start=st.integers(1, 10**6), length=st.integers(2, 10**9), step=st.integers(1, 99), most=st.integers(2, 100))
def test_a_sample(sample: Callable[[range, int], list[int]], start: int, length: int, step: int, most: int) -> None:
    sizes = range(start, start + length * step, step)
    found = sample(sizes, most)
    assert (found[0], found[-1]) == (sizes[0], sizes[-1])
    assert len(found) <= most
    assert found == sorted(set(found))
    assert all(size in sizes for size in found)
    assert len(sizes) > most or found == list(sizes)


SIZES = st.builds(lambda start, length, step: range(start, start + length * step, step), st.integers(0, 99), st.integers(1, 50), st.integers(1, 30))


@given(SIZES, SIZES)
def test_what_two_ranges_share(one: range, other: range) -> None:
    assert list(in_both(one, other)) == sorted({*one} & {*other})
