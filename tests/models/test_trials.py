"""The search: few builds, fresh sizes, constructors that refuse, formulas that only large or odd sizes tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import signature
from itertools import combinations
from math import gcd, isqrt, lcm
from time import process_time
from typing import Any

import pytest

from symcount.models.constructing import Construction, constructed
from symcount.models.foreign import ForeignError
from symcount.models.trials import Found, find
from symcount.models.varied import NoFormula, outline_at, sample_of

Build = Callable[..., Mapping[str, tuple[int, ...]]]


def search(build: Build) -> tuple[Found, list[dict[str, int]]]:
    """What is found, and all points that were tried."""
    tried: list[dict[str, int]] = []

    def construct(point: Mapping[str, int]) -> Construction:
        tried.append(dict(point))
        return constructed(build, point)

    return find(construct, [name.lstrip("_") for name in signature(build).parameters]), tried


def attention(d: int, h: int, k: int) -> dict[str, tuple[int, ...]]:
    if d % h or h % k or d // h % 2:
        raise ValueError("sizes must divide")
    return {"query": (d, d), "key": (k * (d // h), d), "angles": (d // h // 2,)}


def convolution(c: int, f: int, g: int) -> dict[str, tuple[int, ...]]:
    if c % g or f % g:
        raise ValueError("channels must be divisible by groups")
    return {"kernel": (f, c // g, 3), "bias": (f,)}


@pytest.mark.parametrize(
    "build, shapes, most_builds",
    [
        (lambda n, m: {"a": (4 * m, n), "b": (4 * m, m)}, ["4*m, n", "4*m, m"], 12),
        (lambda **_n: {"a": (3,)}, ["3"], 10),
        (lambda n, m: {"a": (n + 2 * m + 1,)}, ["2*m + n + 1"], 13),
        (attention, ["d, d", "d*k/h, d", "d/(2*h)"], 30),
        (convolution, ["f, c/g, 3", "f"], 16),
        (lambda n, h: {"a": (h, n // h)}, ["h, floor(n/h)"], 16),
        (lambda n, h: {"a": (h * (n // h), n)}, ["floor(n/h)*h, n"], 24),
        (lambda n: {"a": (64 * -(-n // 64), n)}, ["64*ceil(n/64), n"], 20),
        (lambda n: {"a": (32 * -(-(8 * n // 3) // 32),)}, ["32*ceil(n/12)"], 20),
        (lambda n, m: {"a": ((n - 1) // 2 + 1, m)}, ["ceil(n/2), m"], 16),
        (lambda d: {"a": (d, d + d % 2)}, ["d, 2*ceil(d/2)"], 16),
        (lambda n: {"a": (n // 2 * 2,)}, ["2*floor(n/2)"], 16),
        (lambda n: {"a": (n - n % 2 + 5,)}, ["2*floor(n/2) + 5"], 16),
        (lambda n, h: {"a": (2 * -(-n * h // 2),)}, ["2*ceil(h*n/2)"], 16),
        (lambda n: {"a": (n + -n % 8,)}, ["8*ceil(n/8)"], 18),
        (lambda d, depth: {f"l.{place}": (d,) for place in range(depth // 2)}, ["d"], 18),
    ],
    ids=[
        *("product", "constant", "sum", "attention", "groups", "floor", "multiple", "multiple of 64", "two thirds", "halved"),
        *("even", "even below", "even and more", "even product", "multiple of 8", "every second layer"),
    ],
)
def test_shapes_are_found_in_few_builds(build: Build, shapes: list[str], most_builds: int) -> None:
    found, _ = search(build)
    assert [", ".join(map(str, kind.shape)) for kind in found.kinds] == shapes
    assert found.builds <= most_builds


@pytest.mark.parametrize("build", [attention, convolution, lambda n, m: {"a": (n * m,)}])
def test_it_is_confirmed_at_fresh_sizes(build: Build) -> None:
    found, tried = search(build)
    assert len(found.confirmed_on) >= 3
    assert len({tuple(point.items()) for point in found.confirmed_on}) == len(found.confirmed_on)
    assert all(tried.count(dict(point)) == 1 for point in found.confirmed_on)
    assert all(outline_at(found.kinds, point) == sample_of(point, constructed(build, point).weights).outline for point in found.confirmed_on)


@pytest.mark.parametrize("names", ["n", "nm", "ndk", "abcdef"])
def test_all_that_a_constructor_may_ask_of_sizes_is_so_once_and_not_so_once(names: str) -> None:
    points = find(lambda point: constructed(lambda **sizes: {name: (size,) for name, size in sizes.items()}, point), names).confirmed_on
    for name in names:
        assert 1 in {point[name] for point in points}
        assert all(len({point[name] % divisor == 0 for point in points}) == 2 for divisor in (2, 3, 4, 8)), name
        assert any(point[name] > 100_000 for point in points)
    for one, other in combinations(names, 2):
        pairs = [(point[one], point[other]) for point in points if 1 < point[one] != point[other] > 1]
        assert {a < b for a, b in pairs} == {False, True}
        assert any(a % b == 0 for a, b in pairs)
        assert any(b % a == 0 for a, b in pairs)
        assert any(gcd(a, b) > 1 and a % b and b % a for a, b in pairs)
        assert any(gcd(a, b) == 1 for a, b in pairs)
        assert any(point[one] == point[other] > 1 for point in points)


def unlike_where_equal(a: int, b: int) -> Mapping[str, tuple[int, ...]]:
    return {"convolution": (a, b, 3, 3)} | ({"shortcut": (a, b, 1, 1)} if a != b else {})


def unlike_where_two_are_equal(a: int, b: int, c: int) -> Mapping[str, tuple[int, ...]]:
    return {"first": (a, b), "second": (b, c)} | ({"third": (a, c)} if b == c != a else {})


def unlike_with_one_head(d: int, h: int) -> Mapping[str, tuple[int, ...]]:
    if d % h:
        raise ValueError("heads must divide")
    return {"query": (d, d)} | ({"output": (d, d)} if h > 1 else {})


@pytest.mark.parametrize(
    "build, said",
    [
        (unlike_where_equal, r"where a = b it builds another model \(seen at a=(\d+), b=\1\); at the other sizes tried the count is 10\*a\*b"),
        (unlike_where_two_are_equal, r"where b = c it builds another model .*; at the other sizes tried the count is b\*\(a \+ c\)"),
        (unlike_with_one_head, r"where h = 1 it builds another model .*; at the other sizes tried the count is 2\*d\*\*2"),
        (lambda n: {"a": (max(n, 2),)}, r"where n = 1 it builds another model \(seen at n=1\); at the other sizes tried the count is n"),
    ],
    ids=["equal", "two of three equal", "one head", "at least two"],
)
def test_a_formula_that_is_wrong_where_sizes_are_special_is_refused(build: Build, said: str) -> None:
    with pytest.raises(NoFormula, match=said):
        search(build)


def two_halves(d: int, depth: int, k: int) -> dict[str, tuple[int, ...]]:
    return {f"l.{place}.kernel": (d, d) if place < k else (2 * d, d) for place in range(depth)}


@pytest.mark.parametrize(
    "build",
    [
        lambda n, h: {"a": (n if n % h == 0 else n + 1, 1)},
        lambda n, h: {"a": (n if h % n == 0 else n + 1, 1)},
        lambda n, h: {"a": (gcd(n, h) * n,)},
        lambda n, h: {"a": (lcm(n, h),)},
        lambda n, m: {"a": (max(n, 4 * m),)},
        lambda n, m: {"a": (min(n, m), n)},
        lambda n, m: {"a": (abs(n - m) + 1,)},
        lambda n: {"a": (n.bit_length(),)},
        lambda n: {"a": (isqrt(n),)},
        lambda n: {"a": (n + (n % 16 > 0),)},
        lambda n: {"a": (n + (n % 7 > 0),)},
        lambda n: {"a": (n if n % 7 else n + 1,)},
        lambda n, m: {"a": (n if n % 128 else n + 1, m)},
        lambda n, m: {"a": (n if m % 2 else 2 * n, m)},
        lambda n, m: {"a": (n + n % 2 * (m % 2),)},
        lambda n: {"a": (n if n > 64 else 2 * n,)},
        lambda n, m: {"a": (min(n, 20_000), m)},
        two_halves,
    ],
    ids=[
        *(
            "divides",
            "is divided",
            "greatest divisor",
            "least multiple",
            "maximum",
            "minimum",
            "distance",
            "bits",
            "root",
            "multiple of 16",
            "no multiple of 7",
            "multiple of 7",
            "multiple of 128",
        ),
        *("even beside", "both odd", "threshold", "far threshold", "two halves"),
    ],
)
def test_what_is_of_no_kind_tried_is_refused_soon(build: Build) -> None:
    tried: list[Mapping[str, int]] = []

    def construct(point: Mapping[str, int]) -> Construction:
        tried.append(point)
        return constructed(build, point)

    started = process_time()
    with pytest.raises(NoFormula):
        find(construct, list(signature(build).parameters))
    assert len(tried) <= 40
    assert process_time() - started < 5


def test_the_constructor_that_refuses_some_is_quoted() -> None:
    found, _ = search(convolution)
    assert found.refusal.startswith("convolution with ")
    assert found.refusal.endswith("channels must be divisible by groups")


def test_a_rounding_shows_though_most_sizes_are_refused() -> None:
    def build(n: int, m: int) -> dict[str, tuple[int, ...]]:
        if n % 2:
            raise ValueError("odd")
        return {"a": (n // 4, m)}

    assert str(search(build)[0].kinds[0].shape[0]) == "floor(n/4)"


def test_repeated_layers_stay_few() -> None:
    found, tried = search(lambda n, depth: {f"layer.{place}.gain": (n,) for place in range(depth)})
    assert [(kind.name, str(kind.copies)) for kind in found.kinds] == [("layer.*.gain", "depth")]
    assert max(point["depth"] for point in tried) < 20


@pytest.mark.parametrize(
    "build, said",
    [
        (lambda n: {"a": (2**n,)}, "no formula of the kinds tried gives side 0 of a: 8 at n=3, 32 at n=5"),
        (lambda n: {"a": (max(n, 64),)}, "no formula of the kinds tried gives side 0 of a: 64 at n="),
        (lambda n, depth: {f"l.{place}": (n * 2**place,) for place in range(depth)}, "has the shape .* as its like"),
    ],
    ids=["power", "maximum", "doubling layers"],
)
def test_what_no_formula_fits_is_refused_with_the_values_seen(build: Build, said: str) -> None:
    with pytest.raises(NoFormula, match=said):
        search(build)


def refusing(**_sizes: int) -> Any:
    raise ValueError("never")


def test_a_constructor_that_refuses_all_sizes() -> None:
    with pytest.raises(ForeignError, match="refusing with n=4: ValueError: never"):
        find(lambda point: constructed(refusing, point), ["n"])


def test_an_argument_that_it_does_not_know_is_told_at_once() -> None:
    tried = []

    def construct(point: Mapping[str, int]) -> Construction:
        tried.append(point)
        return constructed(attention, point)

    with pytest.raises(ForeignError, match="TypeError"):
        find(construct, ["n"])
    assert len(tried) == 1


def test_a_rounded_side_is_seen_at_large_sizes() -> None:
    def rotary(d: int) -> dict[str, tuple[int, ...]]:
        if d % 8 or (d // 8 > 1 and d // 8 % 2):
            raise ValueError("heads must be even")
        return {"frequencies": (-(-d // 16),)}

    found, _ = search(rotary)
    assert str(found.kinds[0].shape[0]) == "ceil(d/16)"


def test_a_rounded_side_that_is_only_seen_at_small_sizes_is_refused() -> None:
    def small(n: int) -> dict[str, tuple[int, ...]]:
        if n > 50:
            raise ValueError("too large")
        return {"kernel": (n // 7,)}

    with pytest.raises(NoFormula, match=r"kernel is perhaps \(floor\(n/7\)\), but no n was allowed that is large enough to be sure"):
        search(small)


def test_what_no_fresh_size_confirms_is_refused() -> None:
    def two_sizes(n: int) -> dict[str, tuple[int, ...]]:
        if n not in (3, 5):
            raise ValueError("three or five")
        return {"kernel": (n,)}

    with pytest.raises(NoFormula, match=r"no formula can be confirmed: all fresh sizes are refused: .*three or five"):
        search(two_sizes)


@pytest.mark.parametrize("error", [ImportError("no library"), OSError("no file"), TypeError("no argument")])
def test_no_other_sizes_are_tried_where_none_helps(error: Exception) -> None:
    calls = []

    def failing(n: int) -> dict[str, tuple[int, ...]]:
        calls.append(n)
        raise error

    with pytest.raises(ForeignError, match="no "):
        search(failing)
    assert len(calls) == 1


def test_what_is_too_large_to_confirm_is_refused() -> None:
    with pytest.raises(NoFormula, match="no formula can be confirmed: what fresh sizes would build is too large"):
        search(lambda n: {"kernel": (10**30 * n, 3)})
