"""A written shape beside the true one."""

from __future__ import annotations

import pytest

from symcount.algebra import Value, symbol
from symcount.judging.question import in_sizes
from symcount.judging.sides import Known, compared, multiple_of, placed
from symcount.layers.shapes import shape
from symcount.reading import parse_shape

units, timesteps = symbol("units"), symbol("timesteps")
NOTHING = Known({}, {})


@pytest.mark.parametrize(
    "text, true, sizes, names",
    [
        ("(400, 5)", (timesteps, units), {"timesteps": 400, "units": 5}, {}),
        ("(None, 5)", (timesteps, units), {"units": 5}, {}),
        ("(T, h)", (timesteps, units), {}, {"T": "timesteps", "h": "units"}),
        ("(T, 2*h)", (timesteps, 2 * units), {}, {"T": "timesteps", "h": "units"}),
        ("(400, 10)", (timesteps, 2 * units), {"timesteps": 400, "units": 5}, {}),
        ("(400, 11)", (timesteps, 2 * units), {"timesteps": 400}, {}),
        ("(400, 0)", (timesteps, units), {"timesteps": 400}, {}),
        ("(h, h)", (timesteps, units), {}, {"h": "timesteps"}),
        ("(494, 5)", (timesteps - units + 1, units), {"units": 5}, {}),
    ],
)
def test_what_a_shape_tells(text: str, true: tuple[Value, ...], sizes: dict[str, int], names: dict[str, str]) -> None:
    known = NOTHING.and_told_by(parse_shape(text), true)
    assert known.sizes == sizes
    assert {name: str(size) for name, size in known.names.items()} == names


def test_what_is_stated_stays() -> None:
    known = Known({"units": 5}, {"h": units}).and_told_by(parse_shape("(400, 6)"), (timesteps, units))
    assert known.sizes == {"units": 5, "timesteps": 400}


@pytest.mark.parametrize(
    "text, true, known, agree",
    [
        ("(None, 5)", (timesteps, units), Known({"units": 5}, {}), [True]),
        ("(400, 6)", (timesteps, units), Known({"units": 5, "timesteps": 400}, {}), [True, False]),
        ("(11,)", (2 * units,), NOTHING, [False]),
        ("(494,)", (timesteps - units + 1,), NOTHING, [None]),
        ("(W-K,)", (timesteps - units + 1,), NOTHING, [None]),
        ("(units,)", (2 * units,), Known({}, {"units": units}), [False]),
        ("(2*h,)", (2 * units,), Known({}, {"h": units}), [True]),
    ],
)
def test_sides_beside_the_true_ones(text: str, true: tuple[Value, ...], known: Known, agree: list[bool | None]) -> None:
    assert [side.agrees for side in compared(parse_shape(text), true, known)] == agree


@pytest.mark.parametrize(
    "text, multiple",
    [("units", (1, "units")), ("3*units", (3, "units")), ("units + 1", None), ("units**2", None), ("units*input_dim", None), ("7", None), ("units/2", None)],
)
def test_multiples(text: str, multiple: tuple[int, str] | None) -> None:
    assert multiple_of(in_sizes(text, None)) == multiple


@pytest.mark.parametrize(
    "names, count, sides",
    [
        ("batch_size ... units", 2, "batch_size units"),
        ("batch_size ... units", 4, "batch_size axis_1 axis_2 units"),
        ("batch_size ... units", 1, None),
        ("batch_size units", 2, "batch_size units"),
        ("batch_size units", 3, None),
    ],
)
def test_a_shape_with_so_many_sides(names: str, count: int, sides: str | None) -> None:
    found = placed(shape(names), count)
    assert (" ".join(map(str, found)) if found else None) == sides
