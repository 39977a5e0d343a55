"""The one type of the kernel: an exact rational function of sizes, kept as a product of canonical factors.

A product or a power only merges factors, so `(a + b + c + d)**60` is never expanded; a sum takes out what all its terms share,
expands the rest over a common denominator and extracts number and names again. `==` compares forms; `compare` decides equality.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final, NoReturn

from symcount.algebra.content import in_parts, with_sign_inside
from symcount.algebra.expansion import Sums, expand
from symcount.algebra.polynomial import (
    MAX_EXPONENT,
    Composite,
    Polynomial,
    Switch,
    add_term,
    atom_at,
    bounded,
    check_products,
    check_terms,
    degree_of_monomial,
    multiply_monomials,
    names_of_atoms,
    power_of_monomial,
    power_of_number,
)
from symcount.algebra.text import Monomial, Rational, product_text
from symcount.errors import DivisionByZero, InputError, TooLarge

NO_SUMS: Sums = {}


class Value:
    """A size, a number or what they make by + - * / **: frozen, hashable, exact.

    >>> n, m = symbol("n"), symbol("m")
    >>> print(4 * (n * m + n**2))
    4*n*(m + n)
    >>> (n * m + n**2).at({"n": 2, "m": 3})
    10

    It is coefficient · monomial · powers of primitive sums (two or more terms, coprime whole coefficients, no name in all terms).
    `==` compares these forms. A symbolic value is neither true nor false, smaller nor greater: `TypeError`.
    """

    __slots__ = ("coefficient", "monomial", "sums")

    def __init__(self, coefficient: Rational, monomial: Monomial = (), sums: Sums = NO_SUMS) -> None:
        self.coefficient: Final = coefficient
        self.monomial: Final = monomial
        self.sums: Final = sums

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Value):
            return self.coefficient == other.coefficient and self.monomial == other.monomial and self.sums == other.sums
        return isinstance(other, (int, Fraction)) and self.constant == other

    def __hash__(self) -> int:
        return hash(self.coefficient if self.constant is not None else (self.coefficient, self.monomial, frozenset(self.sums.items())))

    def __bool__(self) -> NoReturn:
        raise TypeError(f"the symbolic size {self} is neither true nor false: a formula must not branch on a size")

    def __lt__(self, other: object) -> NoReturn:
        raise TypeError(f"the symbolic size {self} has no order: a formula must not branch on a size")

    __gt__ = __le__ = __ge__ = __lt__

    def __add__(self, other: Value | Rational) -> Value:
        return total((self, as_size(other))) if isinstance(other, OPERANDS) else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Value | Rational) -> Value:
        return total((self, -as_size(other))) if isinstance(other, OPERANDS) else NotImplemented

    def __rsub__(self, other: Value | Rational) -> Value:
        return -self + other

    def __neg__(self) -> Value:
        return Value(-self.coefficient, self.monomial, self.sums)

    def __mul__(self, other: Value | Rational) -> Value:
        return product((self, as_size(other))) if isinstance(other, OPERANDS) else NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: Value | Rational) -> Value:
        return product((self, integer_power(as_size(other), -1))) if isinstance(other, OPERANDS) else NotImplemented

    def __rtruediv__(self, other: Value | Rational) -> Value:
        return integer_power(self, -1) * other

    def __pow__(self, exponent: Value | Rational) -> Value:
        whole = exponent.constant if isinstance(exponent, Value) else exponent
        if isinstance(whole, int):
            return integer_power(self, whole)
        from symcount.algebra.powers import symbolic_power  # here, since powers are made of values

        return symbolic_power(self, as_size(exponent)) if isinstance(exponent, OPERANDS) else NotImplemented

    def __rpow__(self, base: Rational) -> Value:
        return number(base) ** self

    def __str__(self) -> str:
        coefficient, sums = with_sign_inside(self.coefficient, self.sums)
        if coefficient == 1 and not self.monomial and [exponent for _, exponent in sums] == [1]:
            return str(sums[0][0])
        return product_text(coefficient, [*self.monomial, *((f"({factor})", exponent) for factor, exponent in sums)])

    def __repr__(self) -> str:
        return f"Value({self})"

    @property
    def constant(self) -> Rational | None:
        """The number that it is, or None."""
        return None if self.monomial or self.sums else self.coefficient

    @property
    def settled(self) -> int | Value:
        """The whole number that it is where no size is open in it, else itself.

        >>> (2 * number(3)).settled, (number(3) / 2).settled, (2 * symbol("n")).settled
        (6, Value(3/2), Value(2*n))
        """
        return self.coefficient if isinstance(self.coefficient, int) and self.constant is not None else self

    @property
    def is_name(self) -> bool:
        """Whether it is one size alone."""
        return self.coefficient == 1 and not self.sums and [exponent for _, exponent in self.monomial] == [1] and self.monomial[0][0] in self.names

    @property
    def atoms(self) -> frozenset[str]:
        """Every atom: names, and floors and symbolic powers as wholes."""
        return frozenset([atom for atom, _ in self.monomial]).union(*[factor.atoms for factor in self.sums])

    @property
    def names(self) -> frozenset[str]:
        """Every name, also inside floors and symbolic exponents."""
        return names_of_atoms(self.atoms)

    @property
    def degree(self) -> int:
        """The highest total degree of a term, numerator less denominator; switches do not count."""
        return degree_of_monomial(self.monomial) + sum(exponent * factor.degree for factor, exponent in self.sums.items())

    @property
    def term_count(self) -> int:
        """How many terms the expanded numerator has; perhaps `TooLarge`."""
        return len(self.numerator_denominator()[0])

    def leading(self) -> Value:
        """The terms of highest total degree.

        >>> n = symbol("n")
        >>> print((4 * n * (n + 2)).leading())
        4*n**2
        """
        parts = [integer_power(of_terms(factor.leading().terms), exponent) for factor, exponent in self.sums.items()]
        return product([Value(self.coefficient, self.monomial), *parts])

    def subs(self, meanings: Mapping[str, Value | Rational]) -> Value:
        """Itself with values put in for names, all at once.

        >>> n, m = symbol("n"), symbol("m")
        >>> print((n + 2 * m).subs({"n": m, "m": n}))
        m + 2*n
        """
        if not meanings:
            return self
        values = {name: as_size(meaning) for name, meaning in meanings.items()}
        composites = {atom: atom.subs(values) for atom in self.atoms if isinstance(atom, Composite)}
        return self.with_atoms(composites | {atom: values[atom] for atom in self.atoms if atom in values})

    def with_atoms(self, atoms: Mapping[str, Value]) -> Value:
        """Itself with values put in for atoms."""
        if not atoms:
            return self
        parts = [integer_power(_sum_with(atoms, factor), exponent) for factor, exponent in self.sums.items()]
        return product([_term_with(atoms, self.monomial, self.coefficient), *parts])

    def at(self, sizes: Mapping[str, int]) -> Rational:
        """Its number at these sizes, found without expanding.

        `DivisionByZero` where a denominator is zero, `TooLarge` for a number that is too long, `InputError` where a size is missing
        or a fractional power is not rational.
        """
        result = self.coefficient
        for atom, exponent in self.monomial:
            result = bounded(result * power_of_number(atom_at(atom, sizes), exponent))
        for factor, exponent in self.sums.items():
            result = bounded(result * power_of_number(factor.at(sizes), exponent))
        return result

    def defined_at(self, sizes: Mapping[str, int]) -> Rational | None:
        """Its number at these sizes, or None where it has none that can be told.

        That is where `at` raises, save that a size is missing: this remains an `InputError`.
        """
        try:
            return self.at(sizes)
        except (DivisionByZero, TooLarge):
            return None
        except InputError:
            if self.names <= sizes.keys():
                return None
            raise

    def polynomial(self) -> Polynomial:
        """Itself expanded, exponents of names perhaps negative; `TooLarge`, or `InputError` if it is divided by a sum."""
        if any(exponent < 0 for exponent in self.sums.values()):
            raise InputError(f"{self} is not a polynomial: it is divided by a sum")
        return expand(self.coefficient, self.monomial, self.sums)

    def terms(self) -> list[Value]:
        """The terms of the expanded value; errors as of `polynomial`.

        >>> n = symbol("n")
        >>> print(*(n * (n + 2)).terms())
        n**2 2*n
        """
        return [Value(coefficient, monomial) for monomial, coefficient in self.polynomial().terms.items()]

    def numerator_denominator(self) -> tuple[Polynomial, Polynomial]:
        """Numerator and denominator, both expanded, with whole coefficients and without negative exponents.

        >>> n = symbol("n")
        >>> print(*(n / (2 * n + 2)).numerator_denominator(), sep=" over ")
        n over 2*n + 2
        """
        above, below = (
            expand(
                coefficient,
                tuple((atom, sign * exponent) for atom, exponent in self.monomial if sign * exponent > 0),
                {factor: sign * exponent for factor, exponent in self.sums.items() if sign * exponent > 0},
            )
            for sign, coefficient in ((1, self.coefficient.numerator), (-1, self.coefficient.denominator))
        )
        return above, below

    def expanded(self) -> str:
        """The expanded form as text; of a quotient by a sum, both its sides.

        >>> print(((symbol("n") + 1) ** 2).expanded())
        n**2 + 2*n + 1
        """
        if all(exponent > 0 for exponent in self.sums.values()):
            return str(self.polynomial())
        numerator, denominator = self.numerator_denominator()
        return f"({numerator})/({denominator})"

    @property
    def expr(self) -> Any:
        """The SymPy expression, as `to_sympy` gives it."""
        from symcount.algebra.sympy_bridge import to_sympy  # here, since the bridge is made of values

        return to_sympy(self)


ZERO, ONE = Value(0), Value(1)
OPERANDS: tuple[type, ...] = (Value, int, Fraction)


@lru_cache(maxsize=4096)
def symbol(name: str) -> Value:
    """A size of any value from 1."""
    return Value(1, ((name, 1),))


@lru_cache(maxsize=256)
def switch(name: str) -> Value:
    """A size that is 0 or 1: its square is itself.

    >>> t = switch("tied")
    >>> print(t * t)
    tied
    """
    return Value(1, ((Switch(name), 1),))


@lru_cache(maxsize=256)
def number(value: Rational) -> Value:
    """A number; `TooLarge` for one of more than 14,000 bits."""
    return Value(bounded(value))


def as_size(value: Value | Rational) -> Value:
    """The value itself, or that of a number."""
    return value if isinstance(value, Value) else number(value)


def product(values: Iterable[Value]) -> Value:
    """The product: the factors merged, nothing expanded."""
    coefficient: Rational = 1
    monomials, sums = [], []
    for value in values:
        if value.coefficient != 1:
            coefficient = bounded(coefficient * value.coefficient)
        if value.monomial:
            monomials.append(value.monomial)
        if value.sums:
            sums.append(value.sums)
    return Value(coefficient, multiply_monomials(*monomials), _merged(sums) if sums else NO_SUMS) if coefficient else ZERO


def _merged(parts: list[Sums]) -> Sums:
    """The sums of a product with their exponents added."""
    if len(parts) == 1:
        return parts[0]
    merged: dict[Polynomial, int] = {}
    for part in parts:
        for factor, exponent in part.items():
            exponent += merged.pop(factor, 0)
            if exponent:
                merged[factor] = exponent
    return merged


def integer_power(base: Value, exponent: int) -> Value:
    """The power: every exponent multiplied, nothing expanded."""
    if not exponent:
        return ONE
    monomial = power_of_monomial(base.monomial, exponent)
    sums = {factor: power * exponent for factor, power in base.sums.items()} if base.sums else NO_SUMS
    for power in (*[power for _, power in monomial], *sums.values()):
        if abs(power) > MAX_EXPONENT:
            raise TooLarge(f"this would need an exponent of more than {MAX_EXPONENT:,}")
    return Value(power_of_number(base.coefficient, exponent), monomial, sums)


def total(values: Sequence[Value]) -> Value:
    """The sum: what all terms share is taken out, the rest expanded; `TooLarge` when that needs too many terms.

    >>> n, m = symbol("n"), symbol("m")
    >>> print(total([n * (n + m) ** 60, m * (n + m) ** 60]))
    (m + n)**61
    """
    terms: dict[Monomial, Rational] = {}
    for value in values:
        if value.sums:
            return _total_of_products(values)
        monomial = value.monomial
        terms[monomial] = terms.get(monomial, 0) + value.coefficient
    return of_terms({monomial: coefficient for monomial, coefficient in terms.items() if coefficient} if 0 in terms.values() else terms)


def _total_of_products(values: Sequence[Value]) -> Value:
    values = [value for value in values if value.coefficient]
    if len(values) == 1:
        return values[0]
    shared = _shared_sums(values)
    check_products(len(values) * len(shared) ** 2)  # each is multiplied by what the others are divided by
    divisor = Value(1, (), {factor: -exponent for factor, exponent in shared.items()})
    terms: dict[Monomial, Rational] = {}
    for value in values:
        for monomial, coefficient in product((value, divisor)).polynomial().terms.items():
            add_term(terms, monomial, coefficient)
        check_terms(len(terms))
    return product((of_terms(terms), Value(1, (), shared)))


def _shared_sums(values: Sequence[Value]) -> Sums:
    """The sums that divide every value, and all that values are divided by: with the least exponent of each."""
    least = {factor: min([value.sums.get(factor, 0) for value in values]) for factor in values[0].sums}
    for value in values:
        for factor, exponent in value.sums.items():
            if exponent < 0:
                least[factor] = min(exponent, least.get(factor, 0))
    return {factor: exponent for factor, exponent in least.items() if exponent}


def of_terms(terms: Mapping[Monomial, Rational]) -> Value:
    """The value of a sum of terms, in canonical form: number and names taken out of the sum."""
    if len(terms) < 2:
        return next((Value(bounded(coefficient), monomial) for monomial, coefficient in terms.items()), ZERO)
    content, shared, primitive = in_parts(terms)
    return Value(content, shared, {Polynomial(primitive): 1})


def _term_with(atoms: Mapping[str, Value], monomial: Monomial, coefficient: Rational) -> Value:
    """The value of a term once values are put in for some of its atoms."""
    kept = Value(coefficient, tuple([power for power in monomial if power[0] not in atoms]))
    return product([kept, *[integer_power(atoms[atom], exponent) for atom, exponent in monomial if atom in atoms]])


def _sum_with(atoms: Mapping[str, Value], factor: Polynomial) -> Value:
    return total([_term_with(atoms, monomial, coefficient) for monomial, coefficient in factor.terms.items()])
