"""The sizes at which a constructor is tried."""

from __future__ import annotations

from itertools import combinations, islice
from math import gcd
from random import Random

from symcount.algebra import is_prime
from symcount.models.sizes_tried import chain, dividing, fresh, large, multiplied, pairings, primes_for, sharing, starts, with_another, with_rests

NAMES = ["a", "b", "c"]


def test_starts_are_primes_then_what_has_divisors_then_equal() -> None:
    first, second, *others = starts(NAMES, Random(0))
    assert (first, second) == ({"a": 3, "b": 5, "c": 7}, {"a": 7, "b": 5, "c": 3})
    assert others[-1] == {"a": 4, "b": 4, "c": 4}
    assert any(point["c"] % point["b"] == point["b"] % point["a"] == 0 and len({*point.values()}) == 3 for point in others)


def test_one_size_is_changed_alone() -> None:
    assert [point["a"] for point in islice(with_another({"a": 6, "b": 11}, "a"), 7)] == [7, 13, 12, 18, 30, 3, 2]
    assert all(point["b"] == 11 for point in with_another({"a": 6, "b": 11}, "a"))


def test_multiples_stay_multiples() -> None:
    multiples = dividing([{"kv": 2, "heads": 4, "width": 8, "free": 3}, {"kv": 1, "heads": 5, "width": 10, "free": 7}])
    assert multiples == {"kv": ("kv", "heads", "width"), "heads": ("heads", "width"), "width": ("width",), "free": ("free",)}
    assert multiplied({"kv": 2, "heads": 4, "width": 8, "free": 3}, {"kv": 3, "free": 5}, multiples) == {"kv": 6, "heads": 12, "width": 24, "free": 15}


def test_fresh_sizes_are_different_primes() -> None:
    point = fresh(NAMES, 13, dict.fromkeys(NAMES, 60), Random(0))
    assert len({*point.values()}) == 3
    assert all(is_prime(size) and 13 <= size <= 60 for size in point.values())
    assert fresh(["a"], 13, {"a": 8}, Random(0))["a"] in (5, 7)


def test_factors_are_different() -> None:
    assert sorted(primes_for(NAMES, Random(0))) == NAMES
    assert len({*primes_for(NAMES, Random(1)).values()}) == 3


def test_rests_differ_from_name_to_name_and_from_turn_to_turn() -> None:
    points = [with_rests(NAMES, ["c"], turn, Random(0)) for turn in range(7)]
    assert all({point[name] % 4 for point in points} == {0, 1, 2, 3} for name in "ab")
    assert all(len({*point.values()}) == 3 and point["c"] < 10 for point in points)


def test_each_size_divides_the_next() -> None:
    point = chain(NAMES, ["a"], 64, Random(0))
    assert point["a"] == 2
    assert point["c"] % point["b"] == point["b"] % point["a"] == 0


def test_sizes_share_a_divisor_and_none_divides_another() -> None:
    sizes = sharing(NAMES, [], Random(0)).values()
    assert all(gcd(*pair) > 1 and max(pair) % min(pair) for pair in combinations(sizes, 2))


def test_large_sizes_are_odd_and_even() -> None:
    assert [size % 2 for size in large(NAMES, 1000).values()] == [1, 0, 1]


def test_all_pairs_are_made_once() -> None:
    for many in range(1, 7):
        names = NAMES[:many] + ["d", "e", "f"][: max(many - 3, 0)]
        pairs = [frozenset(pair) for at_once in pairings(names) for pair in at_once]
        assert sorted(map(sorted, pairs)) == sorted(map(list, combinations(names, 2)))
