"""Errors: each is that of the claim at that size, and from where on it is small is where it is, by trying every size."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError

ENCODER: dict[str, Any] = {"num_layers": 12, "where": {"L": "num_layers", "d": "d_model"}, "assume": {"d_ff": "4*d_model"}}


def test_errors_are_relative_to_the_true_count() -> None:
    figure = sc.figures.error("12Ld²", "encoder_layer", d_model=range(64, 4097), **ENCODER)
    expected = [Fraction(144 * size**2, 12 * size * (12 * size + 13)) - 1 for size in figure.sizes]
    assert list(figure.errors) == expected
    assert [limit.size for limit in figure.limits] == [64, 108, 1083]
    assert figure.to_dict()["below"] == [{"percent": 10.0, "from": 64}, {"percent": 1.0, "from": 108}, {"percent": 0.1, "from": 1083}]


@pytest.mark.parametrize("text", ["4n(n+m)", "4n²", "1000", "5n(n+m)", "4(n+m)²"])
def test_from_where_on_an_error_is_small(text: str) -> None:
    figure = sc.figures.error(text, "lstm", units=range(1, 300), input_dim=12)
    claimed = sc.parse(text).value()
    errors = {n: abs(Fraction(claimed.at({"n": n, "m": 12}), 4 * n * (n + 13)) - 1) for n in range(1, 300)}
    for limit in figure.limits:
        small = [n for n in errors if all(errors[later] < limit.share for later in range(n, 300))]
        assert limit.size == (small[0] if small else None)


def test_what_is_right_has_no_error() -> None:
    figure = sc.figures.error("4n(n+m+1)", "lstm", units=range(1, 300), input_dim=12)
    assert figure.is_exact
    assert "there is no error at any of these sizes" in figure.facts


def test_what_is_far_off_is_drawn() -> None:
    figure = sc.figures.error("10^99", "lstm", units=range(1, 9), input_dim=12)
    assert figure.svg().startswith("<svg")
    assert figure.to_dict()["percent"][0] > 10**98


def test_letters_are_inferred_and_said() -> None:
    figure = sc.figures.error("12Ld²", "encoder_layer", d_model=range(64, 4097), num_layers=12, assume={"d_ff": "4*d_model"})
    assert "L = num_layers, d = d_model" in figure.facts
    assert figure.errors == sc.figures.error("12Ld²", "encoder_layer", d_model=range(64, 4097), **ENCODER).errors


def test_a_letter_that_does_not_stand_in_the_text_is_named() -> None:
    figure = sc.figures.error("4n²", "lstm", units=range(1, 300), input_dim=12, where={"q": "units"})
    assert "q does not stand in the text" in figure.facts


def test_a_figure_of_an_error_has_a_hash() -> None:
    asked = ("4n²", "lstm")
    assert hash(sc.figures.error(*asked, units="1..9", input_dim=12)) == hash(sc.figures.error(*asked, units="1..9", input_dim=12))


def test_an_error_over_a_switch() -> None:
    figure = sc.figures.error("4(nm+n²)", "lstm", units=5, input_dim=3, bias=range(3))
    assert (figure.sizes, figure.is_logarithmic) == ((0, 1, 2), False)
    assert figure.errors == (Fraction(0), Fraction(160, 180) - 1, Fraction(160, 200) - 1)


@pytest.mark.parametrize(
    "text, sizes, kind, message",
    [
        ("4n(", {"input_dim": 3}, FormulaError, "never closed"),
        ("10^400", {"input_dim": 3}, InputError, r"the claim is too large to be drawn: it is more than 10\^100 times the true count"),
        ("-10^400", {"input_dim": 3}, InputError, "too large to be drawn"),
        ("n^400", {"input_dim": 3}, InputError, "too large to be drawn"),
        ("4n(n+T)", {"input_dim": 3, "where": {"T": "timesteps"}}, InputError, "the formula has timesteps: give it as a number"),
        ("4nm", {}, InputError, "lstm needs input_dim"),
        ("4nm", {"input_dim": 3, "units": 5}, InputError, "one size goes through a range"),
        ("4nm", {"input_dim": 3, "where": {"n": "unitz"}}, InputError, "unitz"),
        ("4nm", {"input_dim": 3, "assume": {"m": "2*units"}}, InputError, "no size is called 'm'"),
        ("4nm", {"input_dim": 3, "assume": {"input_size": "2*units"}}, InputError, r"input_dim is given, and assumed to be 2\*units: say one of them"),
        ("4n/(n-n)", {"input_dim": 3}, FormulaError, "division by zero"),
        ("three words here", {"input_dim": 3}, FormulaError, "words without a formula"),
        (5, {"input_dim": 3}, InputError, "a formula is a text, not 5"),
    ],
)
def test_what_cannot_be_drawn_is_refused(text: Any, sizes: dict[str, Any], kind: type[Exception], message: str) -> None:
    with pytest.raises(kind, match=message):
        sc.figures.error(text, "lstm", **{"units": range(1, 100), **sizes})
