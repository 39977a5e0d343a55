"""Renamings tried one by one: which there are, and what is said when none is settled."""

from __future__ import annotations

import pytest

from symcount.algebra import Value, floor, switch, symbol, total
from symcount.algebra.renaming_by_trial import MOST_COMPARED, MOST_MAPS, first_equal, one_to_one_maps, renamed
from symcount.errors import TooLarge
from tests.algebra.values import k, m, n

t = switch("t")
many = total([symbol(f"x{place}") for place in range(7)])


@pytest.mark.parametrize(
    "a, b, fixed, maps",
    [
        (n + m, n * k, [], [{"m": "k", "n": "n"}, {"m": "n", "n": "k"}]),
        (n + m, n * k, ["n"], [{"m": "k"}]),
        (n + 2 * m, k + 0 * n, ["n"], [{"m": "k"}]),
        (n * m, k, [], [{"m": "k", "n": "n"}, {"m": "m", "n": "k"}, {"m": "k", "n": "m"}, {"m": "m", "n": "n"}, {"m": "n", "n": "k"}, {"m": "n", "n": "m"}]),
        (n + t, m + t, [], [{"n": "m", "t": "t"}]),
        (many, many, [], None),
    ],
)
def test_the_maps(a: Value, b: Value, fixed: list[str], maps: list[dict[str, str]] | None) -> None:
    found = one_to_one_maps(a, b, fixed)
    assert (found is None and maps is None) or sorted(map(str, found or [])) == sorted(map(str, maps or []))
    assert found is None or len(found) <= MOST_MAPS


def test_the_first_that_is_equal() -> None:
    maps = [{"n": "k", "k": "m"}, {"n": "m", "k": "k"}]
    assert first_equal(k * (n**2 - 1) / (n - 1) - k, m * k, maps) == maps[0]
    assert first_equal(k * (n**2 - 1) / (n - 1), m * k + k, maps) == maps[1]
    assert first_equal(k * (n**2 - 1) / (n - 1), m * k + 2, maps) is None


def test_what_is_not_settled_is_too_large() -> None:
    with pytest.raises(TooLarge, match="is not decided"):
        first_equal(2**n * 3**n, 6**m, [{"n": "m"}])
    differs_far_away = floor(n / 10**6)  # 0 at every point that is tried
    with pytest.raises(TooLarge, match=f"more than {MOST_COMPARED} ways"):
        first_equal(differs_far_away, floor(n / 10**7), [{"n": "n"}] * (MOST_COMPARED + 1))


def test_a_switch_stays_one() -> None:
    assert renamed(n * t * t, {"n": "m", "t": next(iter(t.names))}) == m * t
