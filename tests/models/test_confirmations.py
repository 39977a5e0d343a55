"""The fresh sizes at which formulas are confirmed: what is special there, and what is tried where sizes are refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

import pytest

from symcount.algebra.interpolation import Point
from symcount.frameworks.built import BuiltWeight
from symcount.models.confirmations import Confirmations, Trial
from symcount.models.varied import kinds_of, sample_of


@pytest.mark.parametrize(
    "special, said, point, other",
    [
        ((("n",),), "n = 1", {"n": 1, "m": 3}, {"n": 2, "m": 1}),
        ((("n", "m"),), "n = m", {"n": 3, "m": 3}, {"n": 3, "m": 1}),
        ((("n", "m"), ("k", "h")), "n = m and k = h", {"n": 3, "m": 3, "k": 5, "h": 5}, {"n": 3, "m": 3, "k": 5, "h": 6}),
    ],
)
def test_what_is_special_is_said_and_is_new_where_no_point_is_so(special: tuple[tuple[str, ...], ...], said: str, point: Point, other: Point) -> None:
    trial = Trial([], special)
    assert str(trial) == said
    assert trial.is_new([other])
    assert not trial.is_new([other, point])
    assert not Trial([]).is_new([])


def trials(points: Sequence[Point], few: set[str]) -> Iterator[Trial]:
    """The trials of `a (n, m)`, seen at these points."""
    samples = [sample_of(point, [BuiltWeight("a", (point["n"], point["m"]))]) for point in points]
    return iter(Confirmations(kinds_of(samples), samples, few, False, lambda _: True, Random(0)))


def test_special_sizes_are_tried_last() -> None:
    special = [bool(trial.special) for trial in trials([{"n": 3, "m": 5}, {"n": 7, "m": 5}, {"n": 3, "m": 7}], set())]
    assert special == sorted(special)
    assert special.count(True) == 3


def test_what_says_how_often_something_stands_there_stays_small() -> None:
    points = [next(iter(trial.points)) for trial in trials([{"n": 3, "m": 5}, {"n": 7, "m": 5}, {"n": 3, "m": 7}], {"m"})]
    assert max(point["m"] for point in points) <= 10
    assert max(point["n"] for point in points) > 100_000


def test_where_sizes_must_divide_multiples_of_those_allowed_are_tried() -> None:
    points = [{"n": 2, "m": 6}, {"n": 2, "m": 10}, {"n": 3, "m": 9}]
    ordinary = [list(trial.points) for trial in trials(points, set()) if not trial.special]
    assert all(any(point["m"] % point["n"] == 0 for point in points) for points in ordinary if len(points) > 2)
