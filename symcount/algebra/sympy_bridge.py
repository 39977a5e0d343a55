"""To SymPy and back. SymPy is imported when a function here is called, and is never given text but a symbol's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from symcount.algebra.polynomial import MAX_BITS, Polynomial
from symcount.algebra.powers import SymbolicPower
from symcount.algebra.rounding import Rounded, ceil, floor
from symcount.algebra.text import Monomial, Rational
from symcount.algebra.value import Value, number, product, symbol, total
from symcount.errors import InputError, TooLarge
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Rounding, Sum, fold


@cache
def sympy_symbol(name: str) -> Any:
    """The one SymPy symbol of a size, without assumptions.

    >>> sympy_symbol("units")
    units
    """
    from sympy import Symbol

    return Symbol(name)


def to_sympy(value: Value) -> Any:
    """The value as a SymPy expression, its factors kept.

    >>> n, m = symbol("n"), symbol("m")
    >>> to_sympy(4 * (n * m + n**2))
    4*n*(m + n)
    """
    from sympy import Mul, Pow

    sums = [Pow(_sum(factor), exponent) for factor, exponent in value.sums.items()]
    return Mul(_term(value.monomial, value.coefficient), *sums)


def _sum(polynomial: Polynomial) -> Any:
    from sympy import Add

    return Add(*[_term(monomial, coefficient) for monomial, coefficient in polynomial.terms.items()])


def _term(monomial: Monomial, coefficient: Rational) -> Any:
    from sympy import Mul, Pow, Rational

    return Mul(Rational(coefficient.numerator, coefficient.denominator), *[Pow(_atom(atom), exponent) for atom, exponent in monomial])


def _atom(atom: str) -> Any:
    from sympy import Pow, ceiling
    from sympy import floor as sympy_floor

    if isinstance(atom, Rounded):
        return sympy_floor(to_sympy(atom.argument)) if atom.up is None else ceiling(to_sympy(atom.up))
    if isinstance(atom, SymbolicPower):
        return Pow(to_sympy(atom.base), to_sympy(atom.exponent))
    return sympy_symbol(str(atom))


def from_sympy(expression: Any, meanings: Mapping[str, Value] | None = None) -> Value:
    """The value of a SymPy expression of numbers, symbols, + - * / **, floor and ceiling; decimals are read as fractions.

    >>> units = sympy_symbol("units")
    >>> print(from_sympy(4 * units * (units + 1)))
    4*units*(units + 1)

    `InputError` for anything else.
    """
    values: dict[Any, Value] = {}
    waiting = [expression]
    while waiting:
        part = waiting[-1]
        missing = [argument for argument in part.args if argument not in values]
        if missing and part not in values:
            waiting.extend(missing)
        else:
            values[waiting.pop()] = _value_of_part(part, [values[argument] for argument in part.args], meanings or {})
    return values[expression]


def _value_of_part(part: Any, values: list[Value], meanings: Mapping[str, Value]) -> Value:
    if part.is_Symbol:
        return meanings[part.name] if part.name in meanings else symbol(part.name)
    if part.is_Rational:
        return number(Fraction(part.p, part.q))
    if part.is_Float and part.is_finite:
        return number(Fraction(str(part)))
    combine = _COMBINE.get(type(part).__name__)
    if combine is None:
        raise InputError(f"{part} is not a formula of sizes: {type(part).__name__} is not understood")
    return combine(values)


_COMBINE: dict[str, Callable[[list[Value]], Value]] = {
    "Add": total,
    "Mul": product,
    "Pow": lambda values: values[0] ** values[1],
    "floor": lambda values: floor(values[0]),
    "ceiling": lambda values: ceil(values[0]),
}


def node_to_sympy(root: Node, meanings: Mapping[str, Any] | None = None) -> Any:
    """A written formula as a SymPy expression; `meanings` gives values or SymPy expressions for names.

    >>> node_to_sympy(Product((Number(4), Power(Name("n"), Number(2)))))
    4*n**2

    `TooLarge` for a power that would be a number of more than 14,000 bits, before SymPy begins to compute it.
    """
    known = {name: to_sympy(meaning) if isinstance(meaning, Value) else meaning for name, meaning in (meanings or {}).items()}
    return fold(root, lambda node, values: _expression(node, values, known))


def _expression(node: Node, values: list[Any], meanings: Mapping[str, Any]) -> Any:
    from sympy import Add, Mul, Rational, ceiling
    from sympy import floor as sympy_floor

    match node:
        case Number(value):
            return Rational(value.numerator, value.denominator)
        case Name(name):
            return meanings[name] if name in meanings else sympy_symbol(name)
        case Sum():
            return Add(*values)
        case Negative():
            return -values[0]
        case Product():
            return Mul(*values)
        case Quotient():
            return values[0] / values[1]
        case Power():
            return _power(*values)
        case Group():
            return values[0]
        case Rounding():
            return ceiling(values[0]) if node.up else sympy_floor(values[0])


def _power(base: Any, exponent: Any) -> Any:
    """A power, unless SymPy would compute a number that is too long."""
    from sympy import Pow

    coefficient = base.as_coeff_Mul()[0]
    if exponent.is_Rational and coefficient.is_Rational:
        bits = max(abs(coefficient.p), coefficient.q).bit_length() - 1
        if bits * abs(exponent.p) > MAX_BITS * exponent.q:
            raise TooLarge(f"this would need a number of more than {MAX_BITS:,} bits (4,200 digits)")
    return Pow(base, exponent)
