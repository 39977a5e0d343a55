"""How numbers are spelled; the brackets are in the tables of the notations."""

from __future__ import annotations

from fractions import Fraction

import pytest

from symcount.errors import TooLarge
from symcount.rendering.notation import digits


@pytest.mark.parametrize(
    "value, spelled",
    [(4097, "4097"), (-3, "-3"), (Fraction(5, 2), "2.5"), (Fraction(-1, 400), "-0.0025"), (Fraction(1, 3), "1/3"), (Fraction(-7, 6), "-7/6")],
)
def test_digits(value: int | Fraction, spelled: str) -> None:
    assert digits(value) == spelled


def test_a_number_that_python_does_not_print() -> None:
    with pytest.raises(TooLarge, match="too many digits"):
        digits(10**5000)
