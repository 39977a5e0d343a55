"""The sentences of budgets: what fits, what is nearest, and that nothing fits."""

from __future__ import annotations

from dataclasses import replace

from symcount.rendering.budgeted import Budget, Choice, percent_apart
from tests.rendering.asked import Dense

FITS = Budget(Dense(), "input_dim", 72, True, (Choice({"input_dim": 13}, 70, -2, "the largest"), Choice({"input_dim": 14}, 75, 3, "the next")), "textbook")
LIKE = replace(FITS, like="a GRU with units=3")
NOTHING = replace(FITS, limit=9, fits=False, choices=(Choice({"input_dim": 1}, 10, 1, "the next"),))


def test_what_fits() -> None:
    assert str(FITS).splitlines() == [
        "A dense layer with units=5 has at most 72 parameters up to input_dim = 13:",
        "    input_dim  parameters  difference               calculation",
        "           13          70          -2  the largest  5*13 + 5",
        "           14          75          +3  the next     5*14 + 5",
    ]
    assert FITS.latex() == r"5(m + 1) \le 72 \quad m \le 13"


def test_what_is_nearest_to_another_layer() -> None:
    assert str(LIKE).splitlines()[0] == "A dense layer with units=5 is nearest to a GRU with units=3, 72 parameters, at input_dim = 13: 70, 2.78 % less."
    assert LIKE.to_dict()["like"] == "a GRU with units=3"


def test_nothing_fits() -> None:
    assert str(NOTHING).splitlines()[0] == "A dense layer with units=5 always has more than 9 parameters:"
    assert (NOTHING.largest, NOTHING.is_found) == (None, False)


def test_how_far_numbers_are_apart() -> None:
    assert [percent_apart(one, 1000) for one in (-5, 0, 10)] == ["0.5 % less", "exactly", "1 % more"]
