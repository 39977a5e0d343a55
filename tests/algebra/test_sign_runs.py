"""Where a value has which sign: as many runs as there are, by trying every size."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Run, Value, as_size, floor, sign_runs, symbol
from symcount.errors import TooLarge

N = symbol("n")
ROOTS = st.lists(st.tuples(st.integers(-2, 40), st.integers(-60, 60)), max_size=5)


def tried(value: Value, sizes: range) -> list[Run]:
    signs = [(size, value.at({"n": size})) for size in sizes]
    return [Run(next(run)[0], sign) for sign, run in groupby(signs, key=lambda one: (one[1] > 0) - (one[1] < 0))]


@given(st.integers(-50, 50), ROOTS, st.integers(1, 9), st.integers(1, 60), st.integers(1, 4), st.integers(-2, 3))
def test_all_runs_are_found(last: int, roots: list[tuple[int, int]], start: int, length: int, step: int, divisor: int) -> None:
    value = as_size(last)
    for root, more in roots:
        value = value * (N - root) + more
    value = value / (N + divisor) if divisor > 0 else value
    sizes = range(start, start + length * step, step)
    assert sign_runs(value, "n", sizes) == tried(value, sizes)


def test_with_floors_every_size_is_tried() -> None:
    value = 3 * floor(N / 2) - N - 4
    assert sign_runs(value, "n", range(1, 30)) == tried(value, range(1, 30))
    with pytest.raises(TooLarge, match="1,000,000 sizes, since the count is rounded"):
        sign_runs(value, "n", range(1, 10**6 + 1))


def test_a_long_range_takes_no_longer() -> None:
    assert sign_runs((N - 10**15) * (N - 7), "n", range(1, 10**18)) == [Run(1, 1), Run(7, 0), Run(8, -1), Run(10**15, 0), Run(10**15 + 1, 1)]
