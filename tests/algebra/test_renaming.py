"""Renaming: found exactly when there is one."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Equal, Value, compare, find_renaming, fingerprint, floor, switch, symbol, total
from symcount.errors import TooLarge
from tests.algebra.values import k, m, n, s, values

a, b, c, d = map(symbol, "abcd")


def symmetric(names: list[Value]) -> Value:
    return total([x * y for x, y in combinations(names, 2)])


def cycle(names: list[Value]) -> Value:
    return total([x * y for x, y in zip(names, names[1:] + names[:1], strict=True)])


def chain(names: list[Value]) -> Value:
    return total([y * (x + 1) for x, y in pairwise(names)])


@pytest.mark.parametrize(
    "left, right, renaming",
    [
        (4 * (n * m + n + n**2), 4 * (n + m + 1) * m, {"n": "m", "m": "n"}),
        (n * m + n, n * m + n, {"n": "n", "m": "m"}),
        (n * m + n + m, m + n + m * n, {"n": "n", "m": "m"}),
        (n * m + n, a * b + b, {"n": "b", "m": "a"}),
        (n + 1, n + 2, None),
        (n + m, n * m, None),
        (n + m, 2 * n, None),
        (n / (m + 1), a / (b + 1), {"n": "a", "m": "b"}),
        (n * floor(m / k), k * floor(n / m), {"n": "k", "m": "n", "k": "m"}),
        (n**m, m**n, {"n": "m", "m": "n"}),
        (n + switch("t") * m, m + switch("t") * n, {"n": "m", "m": "n", "t": "t"}),
        (n + s, n + switch("t"), None),
    ],
)
def test_renaming(left: Value, right: Value, renaming: dict[str, str] | None) -> None:
    assert find_renaming(left, right) == renaming


def test_fixed_names_keep_their_meaning() -> None:
    assert find_renaming(n * m + n, m * n + m, fixed=["n"]) is None
    assert find_renaming(n * m + n, n * k + n, fixed=["n"]) == {"m": "k"}


@pytest.mark.parametrize("shape, size", [(symmetric, 30), (cycle, 40), (chain, 100)])
def test_many_names(shape: object, size: int) -> None:
    left = shape([symbol(f"x{place}") for place in range(size)])  # type: ignore[operator]
    right = shape([symbol(f"y{place * 37 % size if size % 37 else place}") for place in range(size)])  # type: ignore[operator]
    found = find_renaming(left, right)
    assert found is not None
    assert left.subs({name: symbol(image) for name, image in found.items()}) == right


def test_two_small_cycles_are_not_a_large_one() -> None:
    names = [symbol(f"x{place}") for place in range(12)]
    assert find_renaming(cycle(names), cycle(names[:6]) + cycle(names[6:])) is None


def test_what_differs_at_equal_sizes_is_not_expanded() -> None:
    power = (a + b + c + d) ** 60
    assert find_renaming(power * (n + m) ** 60, power * (n + m) ** 61) is None
    with pytest.raises(TooLarge, match="terms"):
        find_renaming(power * (a + n) ** 60, power * (b + n) ** 60)


@given(values, st.permutations("abc"))
def test_what_was_renamed_is_found_and_equal_after(value: Value, letters: list[str]) -> None:
    renamed = value.subs({name: symbol(image) for name, image in zip("abc", letters, strict=True)})
    found = find_renaming(value, renamed)
    assert found is not None
    assert compare(value.subs({name: symbol(image) for name, image in found.items()}), renamed) == Equal()


@given(values, values)
def test_none_means_that_no_renaming_does_it(x: Value, y: Value) -> None:
    found = find_renaming(x, y)
    names = sorted(x.names)
    works = len(names) == len(y.names) and any(
        compare(x.subs({name: symbol(image) for name, image in zip(names, images, strict=True)}), y) == Equal() for images in permutations(sorted(y.names))
    )
    assert (found is not None) == works


@pytest.mark.parametrize(
    "left, right, same",
    [
        (4 * (n * m + n + n**2), 4 * (n + m + 1) * m, True),
        (n / (m + 1), a / (b + 1), True),
        (n + switch("t") * m, m + s * n, True),  # a switch is a name like others here
        (n * floor(m / k), k * floor(n / m), True),
        (n + m, 2 * n, False),
        (n * m, n**2, False),
        (n * m + 1, n * m + 2, False),
        (n / m, n * m, False),
    ],
)
def test_fingerprints(left: Value, right: Value, same: bool) -> None:
    assert (fingerprint(left) == fingerprint(right)) == same


@given(values, st.permutations("abc"))
def test_no_renaming_changes_a_fingerprint(value: Value, letters: list[str]) -> None:
    renamed = value.subs({name: symbol(image) for name, image in zip("abc", letters, strict=True)})
    assert fingerprint(renamed) == fingerprint(value)
