"""The rules of a derivation, in the order in which they are used; each rewrites one piece of a formula that `flat` gives.

A rule returns the piece rewritten, or None where it has nothing to do. None of them is trusted: the kernel checks every step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from symcount.algebra.steps.flat import Monomial, monomial_of, negative, product_of, sum_of, term_of, unordered
from symcount.formula import Negative, Node, Number, Power, Product, Quotient, Sum

LARGEST_POWER = 12
"""The largest power of a sum that is written as a product."""


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called where it is used, and where it is used backwards."""

    name: str
    backwards: str
    apply: Callable[[Node], Node | None]


def power_of_sum(node: Node) -> Node | None:
    """(a + b)² is (a + b)(a + b)."""
    match node:
        case Power(Sum() as base, Number(int(exponent))) if 2 <= exponent <= LARGEST_POWER:
            return Product((base,) * exponent)
        case Power(Product(factors), exponent) if any(isinstance(factor, Sum) for factor in factors):
            return Product(tuple(Power(factor, exponent) for factor in factors))
        case _:
            return None


def distribute(node: Node) -> Node | None:
    """a(b + c) is ab + ac, (a + b)/c is a/c + b/c, and -(a + b) is -a - b."""
    match node:
        case Negative(Sum(terms)):
            return Sum(tuple(map(negative, terms)))
        case Quotient(Sum(terms), divisor) if not isinstance(divisor, Sum):
            return Sum(tuple(_divided(term, divisor) for term in terms))
        case Product(factors):
            place = next((place for place, factor in enumerate(factors) if isinstance(factor, Sum)), None)
            return None if place is None else _multiplied(factors[:place], factors[place], factors[place + 1 :])
        case _:
            return None


def _divided(term: Node, divisor: Node) -> Node:
    quotient = Quotient(term.operand if isinstance(term, Negative) else term, divisor, bar=True)
    return negative(quotient) if isinstance(term, Negative) else quotient


def _multiplied(before: tuple[Node, ...], by: Node, behind: tuple[Node, ...]) -> Node:
    terms = []
    for term in by.children:
        plain = negative(term) if isinstance(term, Negative) else term
        inner = plain.factors if isinstance(plain, Product) else () if plain == Number(1) else (plain,)
        product = product_of(sorted([*before, *inner, *behind], key=lambda factor: not isinstance(factor, Number)))
        terms.append(negative(product) if isinstance(term, Negative) else product)
    return sum_of(terms)


def combine_powers(node: Node) -> Node | None:
    """3·n·4·n is 12n², and n·m/n is m."""
    if isinstance(node, Number) or (term := monomial_of(node)) is None:
        return None
    number, powers = term
    combined = term_of(number, powers.items()) if number else Number(0)
    return None if unordered(combined) == unordered(node) else combined


def collect(node: Node) -> Node | None:
    """3n + m + 4n is 7n + m."""
    if not isinstance(node, Sum):
        return None
    counts: dict[object, Fraction] = {}
    powers: dict[object, Monomial] = {}
    for term in node.terms:
        number, bases = monomial_of(term) or (Fraction(1), {term: 1})
        key = frozenset((unordered(base), power) for base, power in bases.items())
        counts[key] = counts.get(key, Fraction(0)) + number
        powers.setdefault(key, bases)
    if len(counts) == len(node.terms) and all(counts.values()):
        return None
    return sum_of([term_of(number, powers[key].items()) for key, number in counts.items() if number])


RULES = (
    # a power of a sum is a product, so that the next rule can multiply it out
    Rule("power of a sum", "write as a power", power_of_sum),
    # every product of sums becomes a sum of products
    Rule("distribute", "common factor", distribute),
    # each of these products becomes a number times powers
    Rule("combine powers", "write as a product", combine_powers),
    # those with the same powers become one
    Rule("collect like terms", "split like terms", collect),
)
