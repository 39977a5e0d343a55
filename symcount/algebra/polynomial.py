"""Sparse polynomials: a mapping from monomial to coefficient, exact; exponents may be negative, for sizes are positive.

An atom is a string, the name of a size; a subclass says what values it takes. As strings, atoms sort and hash cheaply. A size's
name stands for one atom: `Switch("tied")` and plain `"tied"` are the same key and must not meet in one computation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Final, Self

from symcount.algebra.text import Monomial, Rational, sum_text
from symcount.errors import DivisionByZero, InputError, TooLarge

if TYPE_CHECKING:
    from symcount.algebra.value import Value

MAX_TERMS = 50_000
"""Terms that an expansion may need; what would need more is refused before it is begun."""

MAX_PRODUCTS = 2_000_000
"""Products of terms that an expansion may need."""

COUNTED = 10**15
"""What would need more is not counted exactly."""

MAX_BITS = 14_000
"""Bits of a number; more would have over 4,300 digits, which Python refuses to print."""

MAX_TEXT = 10_000
"""Characters in the text of a floor or a symbolic power."""

MAX_DEPTH = 50
"""How deep floors and symbolic powers may stand in each other."""

MAX_EXPONENT = 1_000_000
"""The highest power of a name."""


class Switch(str):
    """A size that is 0 or 1, so that its square is itself."""

    __slots__ = ()


class Composite(str):
    """An atom made of other values, such as a floor; its text is canonical: equal texts are equal atoms."""

    __slots__ = ("depth",)

    is_power = False
    is_whole = False
    depth: int

    def __new__(cls, text: str, inside: Iterable[str]) -> Self:
        """An atom of this text, with these atoms inside."""
        if len(text) > MAX_TEXT:
            raise TooLarge(f"a floor or a symbolic power would be written with more than {MAX_TEXT:,} characters")
        atom = super().__new__(cls, text)
        atom.depth = 1 + max((inner.depth for inner in inside if isinstance(inner, Composite)), default=0)
        if atom.depth > MAX_DEPTH:
            raise TooLarge(f"floors and symbolic exponents stand more than {MAX_DEPTH} deep in each other")
        return atom

    @property
    def names(self) -> frozenset[str]:
        """The names inside."""
        raise NotImplementedError

    @property
    def degree(self) -> int:
        """What it counts for in the degree of a term."""
        raise NotImplementedError

    def at(self, sizes: Mapping[str, int]) -> Rational:
        """Its number at these sizes."""
        raise NotImplementedError

    def subs(self, meanings: Mapping[str, Value]) -> Value:
        """Itself, with values put in for names."""
        raise NotImplementedError


class Polynomial:
    """A sum of monomials with coefficients, frozen; `terms` maps each monomial to its coefficient, none of them 0.

    >>> p = Polynomial({(("n", 1),): 1, (): 2})
    >>> print(p * p)
    n**2 + 4*n + 4
    """

    __slots__ = ("_hash", "terms")

    def __init__(self, terms: Mapping[Monomial, Rational]) -> None:
        self.terms: Final = terms
        self._hash: int | None = None

    def __len__(self) -> int:
        return len(self.terms)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Polynomial) and self.terms == other.terms

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(frozenset(self.terms.items()))
        return self._hash

    def __str__(self) -> str:
        return sum_text(self.terms)

    def __repr__(self) -> str:
        return f"Polynomial({self})"

    def __neg__(self) -> Polynomial:
        return Polynomial({monomial: -coefficient for monomial, coefficient in self.terms.items()})

    def __add__(self, other: Polynomial) -> Polynomial:
        terms = dict(self.terms)
        for monomial, coefficient in other.terms.items():
            add_term(terms, monomial, coefficient)
        return Polynomial(terms)

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        """The product; what a caller multiplies he has measured by `terms_of_power` before."""
        terms: dict[Monomial, Rational] = {}
        for left, first in self.terms.items():
            for right, second in other.terms.items():
                add_term(terms, multiply_monomials(left, right), first * second)
        return Polynomial(terms)

    def __pow__(self, exponent: int) -> Polynomial:
        """The power, by the multinomial theorem: each term of the result is made once."""
        if exponent == 1:
            return self
        *terms, (last, factor) = self.terms.items()
        parts: dict[int, dict[Monomial, Rational]] = {exponent: {(): 1}}
        for monomial, coefficient in terms:
            parts = _spread(parts, monomial, coefficient)
        result: dict[Monomial, Rational] = {}
        for left, part in parts.items():
            power = power_of_monomial(last, left)
            for monomial, coefficient in part.items():
                add_term(result, multiply_monomials(monomial, power), coefficient * factor**left)
        return Polynomial(result)

    @property
    def atoms(self) -> frozenset[str]:
        """Every atom: names, and floors and symbolic powers as wholes."""
        return frozenset([atom for monomial in self.terms for atom, _ in monomial])

    @property
    def names(self) -> frozenset[str]:
        """Every name, also inside floors and symbolic exponents."""
        return names_of_atoms(self.atoms)

    @property
    def degree(self) -> int:
        """The highest total degree of a term; switches do not count."""
        return max(map(degree_of_monomial, self.terms), default=0)

    @property
    def weight(self) -> int:
        """The sum of the coefficients' sizes: no coefficient of the n-th power exceeds its n-th power."""
        return sum(abs(coefficient.numerator) for coefficient in self.terms.values())

    def degrees(self) -> dict[str, int]:
        """The highest exponent of each atom."""
        highest: dict[str, int] = {}
        for monomial in self.terms:
            for atom, exponent in monomial:
                highest[atom] = max(exponent, highest.get(atom, 0))
        return highest

    def leading(self) -> Polynomial:
        """The terms of highest total degree."""
        degree = self.degree
        return Polynomial({monomial: coefficient for monomial, coefficient in self.terms.items() if degree_of_monomial(monomial) == degree})

    def at(self, sizes: Mapping[str, int]) -> Rational:
        """Its number at these sizes; `DivisionByZero` and `TooLarge` where it has none."""
        result: Rational = 0
        for monomial, coefficient in self.terms.items():
            for atom, exponent in monomial:
                coefficient = bounded(coefficient * power_of_number(atom_at(atom, sizes), exponent))
            result += coefficient
        return bounded(result)


def _spread(parts: dict[int, dict[Monomial, Rational]], monomial: Monomial, coefficient: Rational) -> dict[int, dict[Monomial, Rational]]:
    """One term's turn in a power: `parts` are the beginnings, by how many factors are left to choose."""
    spread: dict[int, dict[Monomial, Rational]] = {}
    for left, part in parts.items():
        for taken in range(left + 1):
            power, factor = power_of_monomial(monomial, taken), comb(left, taken) * coefficient**taken
            target = spread.setdefault(left - taken, {})
            for beginning, value in part.items():
                add_term(target, multiply_monomials(beginning, power), value * factor)
    return spread


def add_term(terms: dict[Monomial, Rational], monomial: Monomial, coefficient: Rational) -> None:
    """Add a term to a dict of terms, which holds no zeros."""
    coefficient += terms.get(monomial, 0)
    if coefficient:
        terms[monomial] = coefficient
    else:
        terms.pop(monomial, None)


def multiply_monomials(*monomials: Monomial) -> Monomial:
    """The product of monomials; a switch keeps an exponent of at most 1."""
    if len(monomials) < 2:
        return monomials[0] if monomials else ()
    exponents = dict(monomials[0])
    for monomial in monomials[1:]:
        for atom, exponent in monomial:
            if atom in exponents:
                exponent = capped(atom, exponent + exponents.pop(atom))
            if exponent:
                exponents[atom] = exponent
    return tuple(sorted(exponents.items()))


def power_of_monomial(monomial: Monomial, exponent: int) -> Monomial:
    """A monomial to an integer power."""
    return tuple([(atom, capped(atom, power * exponent)) for atom, power in monomial]) if exponent else ()


def capped(atom: object, exponent: int) -> int:
    """The exponent of an atom: of a switch, -1, 0 or 1."""
    return max(-1, min(1, exponent)) if type(atom) is Switch else exponent


def degree_of_monomial(monomial: Monomial) -> int:
    """Its total degree; a switch counts 0, for it does not grow."""
    return sum(exponent * degree_of_atom(atom) for atom, exponent in monomial)


def degree_of_atom(atom: str) -> int:
    """1 for a name, 0 for a switch, its argument's for a floor."""
    return atom.degree if isinstance(atom, Composite) else int(type(atom) is not Switch)


def names_of_atom(atom: str) -> frozenset[str]:
    """The names in an atom."""
    return atom.names if isinstance(atom, Composite) else frozenset((atom,))


def names_of_atoms(atoms: frozenset[str]) -> frozenset[str]:
    """The names in atoms."""
    composite = [atom for atom in atoms if isinstance(atom, Composite)]
    return atoms.difference(composite).union(*map(names_of_atom, composite)) if composite else atoms


def atom_at(atom: str, sizes: Mapping[str, int]) -> Rational:
    """An atom's number at these sizes."""
    if isinstance(atom, Composite):
        return atom.at(sizes)
    try:
        return sizes[atom]
    except KeyError:
        raise InputError(f"the size {str(atom)!r} has no value here") from None


def terms_of_power(terms: int, exponent: int) -> int:
    """How many terms a power of a sum may have; counting ends above 10**15."""
    few, many = sorted((terms - 1, exponent))
    count = 1
    for step in range(1, few + 1):
        count = count * (many + step) // step
        if count > COUNTED:
            break
    return count


def check_terms(count: int) -> None:
    """Refuse an expansion that needs too many terms."""
    _check(count, MAX_TERMS, "terms")


def check_products(count: int) -> None:
    """Refuse an expansion that makes too many products of terms."""
    _check(count, MAX_PRODUCTS, "products of terms")


def _check(count: int, most: int, what: str) -> None:
    if count > most:
        needed = f"{count:,}" if count <= COUNTED else f"over {COUNTED:,}"
        raise TooLarge(f"expanding this would need {needed} {what}, more than the {most:,} that are tried")


def bounded(number: Rational) -> Rational:
    """The number itself, whole if it can be; refused if it is too long."""
    if type(number) is not int:
        if max(number.numerator.bit_length(), number.denominator.bit_length()) > MAX_BITS:
            raise _too_long()
        return number.numerator if number.denominator == 1 else number
    if number.bit_length() > MAX_BITS:
        raise _too_long()
    return number


def power_of_number(base: Rational, exponent: int) -> Rational:
    """A number to an integer power; one that would be too long is refused before it is computed."""
    if exponent == 1 or base == 1:
        return base
    if exponent < 0:
        if not base:
            raise DivisionByZero("division by zero")
        return power_of_number(1 / Fraction(base), -exponent)
    if (max(abs(base.numerator), base.denominator).bit_length() - 1) * exponent > MAX_BITS:
        raise _too_long()
    return bounded(base**exponent)


def _too_long() -> TooLarge:
    return TooLarge(f"this would need a number of more than {MAX_BITS:,} bits (4,200 digits)")
