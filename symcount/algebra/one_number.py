"""A proof in one number: at a point of powers of ten so large that the digits of a polynomial's value are its coefficients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symcount.algebra.polynomial import Composite, Switch
from symcount.algebra.text import Monomial
from symcount.algebra.value import Value
from symcount.errors import InputError, TooLarge

MAX_DIGITS = 400
"""Digits of the longest value: more nobody compares."""

GROUP = 3
"""Coefficients take whole groups of three digits, so that they stand apart as thousands do."""


@dataclass(frozen=True, slots=True)
class OneNumber:
    """Two polynomials at one point, where their digits are their coefficients: they are equal if and only if these numbers are.

    The point is 10 to the power that `powers` has for each name. No coefficient is above `highest`, and so none needs more than
    `digits`; the exponents of a name go up to its `degrees`, so that no two terms meet in the same digits.
    """

    powers: Mapping[str, int]
    degrees: Mapping[str, int]
    highest: int
    digits: int
    left: int
    right: int

    @property
    def point(self) -> dict[str, int]:
        """The sizes to put in."""
        return {name: 10**power for name, power in self.powers.items()}

    @property
    def equal(self) -> bool:
        """Whether the two polynomials are equal."""
        return self.left == self.right

    def coefficients(self, value: int) -> dict[Monomial, int]:
        """The terms read off the digits of a value, the last digits first.

        >>> from symcount.algebra.value import symbol
        >>> n, m = symbol("n"), symbol("m")
        >>> shown = in_one_number(4 * n * (m + n), 4 * (n * m + n**2), ["n", "m"])
        >>> shown.left, shown.coefficients(shown.left)
        (4000004000000, {(('n', 2),): 4, (('n', 1), ('m', 1)): 4})
        """
        terms = {}
        place = 0
        while value:
            value, coefficient = divmod(value, 10**self.digits)
            if coefficient:
                terms[self._monomial(place)] = coefficient
            place += 1
        return terms

    def _monomial(self, place: int) -> Monomial:
        """The powers of the names whose coefficient stands at this place, counted in coefficients from the right."""
        exponents = []
        for name, degree in self.degrees.items():
            place, exponent = divmod(place, degree + 1)
            exponents.append((name, exponent))
        return tuple((name, exponent) for name, exponent in exponents if exponent)


def in_one_number(left: Value, right: Value, names: Sequence[str]) -> OneNumber:
    """One point for both polynomials, the names in this order; found without multiplying out where no minus sign is in them.

    >>> from symcount.algebra.value import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> shown = in_one_number(4 * n * (m + n), 4 * n * (m + n + 1), ["n", "m"])
    >>> shown.point, shown.left, shown.right
    ({'n': 1000, 'm': 1000000000}, 4000004000000, 4000004004000)

    Errors: `InputError` for what is no polynomial with whole coefficients from 0, `TooLarge` for values of more than 400 digits.
    """
    both = (left, right)
    for value in both:
        _check(value)
    highest = max(_highest(value) for value in both)
    digits = -(-len(str(highest)) // GROUP) * GROUP
    degrees = {name: max(_degree(value, name) for value in both) for name in names}
    powers, length = {}, digits
    for name, degree in degrees.items():
        powers[name] = length
        length *= degree + 1
    if length > MAX_DIGITS:
        raise TooLarge(f"the number would have up to {length:,} digits, more than the {MAX_DIGITS} that anyone compares: put in numbers for some sizes")
    point = {name: 10**power for name, power in powers.items()}
    return OneNumber(powers, degrees, highest, digits, _whole(left, point), _whole(right, point))


def _check(value: Value) -> None:
    """Refuse what is no polynomial whose coefficients are digits."""
    problem = _problem(value)
    if problem:
        raise InputError(f"a proof in one number is for polynomials with whole coefficients from 0, and {value} {problem}")


def _problem(value: Value) -> str:
    if any(isinstance(atom, Composite) for atom in value.atoms):
        return "has floors or powers with sizes above"
    if any(type(atom) is Switch for atom in value.atoms):
        return "has a size that is 0 or 1, never a power of ten"
    if any(exponent < 0 for _, exponent in (*value.monomial, *value.sums.items())):
        return "is divided by a size"
    if not isinstance(value.coefficient, int):
        return "has fractions"
    coefficients = [value.coefficient, *(coefficient for factor in value.sums for coefficient in factor.terms.values())]
    if min(coefficients) < 0 and min(value.polynomial().terms.values()) < 0:
        return "has a term with a minus sign"
    return ""


def _highest(value: Value) -> int:
    """The sum of the coefficients, which none of them exceeds: the value where every size is 1."""
    return _whole(value, dict.fromkeys(value.names, 1))


def _degree(value: Value, name: str) -> int:
    """The highest exponent of a name, found without multiplying out."""
    return dict(value.monomial).get(name, 0) + sum(exponent * factor.degrees().get(name, 0) for factor, exponent in value.sums.items())


def _whole(value: Value, point: Mapping[str, int]) -> int:
    return int(value.at(point))
