"""Renaming: found exactly when there is one."""

from __future__ import annotations

from itertools import combinations, pairwise, permutations
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.algebra import Equal, Value, compare, find_renaming, fingerprint, floor, number, switch, symbol, total
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


@pytest.mark.parametrize(
    "left, right, renaming",
    [
        ((n**2 - 1) / (n - 1), m + 1, {"n": "m"}),  # a fraction that can be shortened
        ((a**2 - b**2) / (a - b), c + d, {"a": "c", "b": "d"}),
        (floor(n / 2) + floor((n + 1) / 2), m, {"n": "m"}),
        (m + floor(n / 2) + floor((n + 1) / 2) - n, k, {"m": "k", "n": "n"}),  # n does not matter
        ((n + 1) ** m * (n + 1), (a + 1) ** (b + 1), {"n": "a", "m": "b"}),
        (floor((n + switch("t")) / 2), floor((m + switch("t")) / 2), {"n": "m", "t": "t"}),
        ((n**2 - 1) / (n - 1), m + 2, None),
        (floor(n / 64) * m, floor(m / 64) * k + floor(n / 64), None),
        (n / (a - b), m / (d - c), {"n": "m", "a": "d", "b": "c"}),  # whose denominators have their signs from their names
        (n / (n + s), s / (n + s), {"n": "s", "s": "n"}),
    ],
)
def test_renaming_of_what_has_no_one_form(left: Value, right: Value, renaming: dict[str, str] | None) -> None:
    assert find_renaming(left, right) == renaming


@pytest.mark.parametrize("left, right", [(2**n * 3**n, 6**m), ((-1) ** (2 * n) * k, s), (floor(n / 400) + floor((n + 200) / 400) + m, floor(m / 200) + k)])
def test_none_is_not_said_of_what_is_not_decided(left: Value, right: Value) -> None:
    with pytest.raises(TooLarge, match="is not decided"):
        find_renaming(left, right)


def test_products_are_not_expanded() -> None:
    ours, theirs = (total([symbol(f"{letter}{place}") for place in range(6)]) for letter in "xy")
    left, right = ([symbol(f"{letter}{place}") + 1 for place in range(100)] for letter in "xy")
    assert find_renaming(prod(left, start=number(1)), prod(reversed(right), start=number(1))) is not None
    assert find_renaming(ours**20, theirs**20) is not None
    assert find_renaming(ours**20, theirs**19 * (theirs - symbol("y0") + n)) is None


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
    squares = total([name**2 for name in (a, b, c, d)])
    with pytest.raises(TooLarge, match="terms"):
        find_renaming(squares**60 * (a + n) ** 60, squares**60 * (b + n) ** 59 * (a + n))


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
