"""The rules of a derivation, in the order in which they are used; each rewrites one piece of a formula that `flat` gives.

A rule returns the piece rewritten, or None where it has nothing to do. None of them is trusted: the kernel checks every step.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from symcount.algebra.steps.flat import Monomial, monomial_of, negative, product_of, sum_of, term_of, unordered
from symcount.formula import Negative, Node, Number, Power, Product, Quotient, Sum

LARGEST_POWER = 12
"""The largest power of a sum that is written as a product."""


@dataclass(frozen=True)
class Rule:
    """A rule: what it is called where it is used, and where it is used backwards; some see a whole product before its factors."""

    name: str
    backwards: str
    apply: Callable[[Node], Node | None]
    from_outside: bool = False


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


def cancel(node: Node) -> Node | None:
    """n·m/n is m, and 4n/2 is 2n."""
    above, below = _factors(node)
    return combine_powers(node) if any(_have_in_common(one, other) for one in above for other in below) else None


def write_as_fraction(node: Node) -> Node | None:
    """0.1·n is n/10, and n·(m/2) is n·m/2: every factor stays as it is."""
    combined = combine_powers(node)
    numbers = [factor for side in _factors(node) for factor in side if isinstance(factor, Number)]
    is_only_moved = isinstance(combined, Quotient) and len(numbers) < 2 and _without_numbers(node) == _without_numbers(combined)
    return combined if is_only_moved else None


def combine_powers(node: Node) -> Node | None:
    """3·n·4·n is 12n²."""
    if isinstance(node, Number) or (term := monomial_of(node)) is None:
        return None
    number, powers = term
    combined = term_of(number, powers.items()) if number else Number(0)
    return None if unordered(combined) == unordered(node) else combined


def _factors(node: Node) -> tuple[list[Node], list[Node]]:
    """What stands above and below the bars of a product, each factor by itself; a power is a factor as it stands."""
    above: list[Node] = []
    below: list[Node] = []
    waiting = [(node, above, below)]
    while waiting:
        piece, ours, others = waiting.pop()
        if isinstance(piece, Product | Negative):
            waiting += [(factor, ours, others) for factor in piece.children]
        elif isinstance(piece, Quotient):
            waiting += [(piece.numerator, ours, others), (piece.denominator, others, ours)]
        else:
            ours.append(piece)
    return above, below


def _have_in_common(one: Node, other: Node) -> bool:
    """Whether two factors, one above a bar and one below, cancel at least in part."""
    if isinstance(one, Number) and isinstance(other, Number):
        return gcd(one.value.numerator, other.value.numerator) > 1
    bases = [factor.base if isinstance(factor, Power) and isinstance(factor.exponent, Number) else factor for factor in (one, other)]
    return not isinstance(bases[0], Number) and unordered(bases[0]) == unordered(bases[1])


def _without_numbers(node: Node) -> list[list[str]]:
    """What stands above and below the bars, in any order."""
    return [sorted(repr(unordered(factor)) for factor in side if not isinstance(factor, Number)) for side in _factors(node)]


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
    # each of these products becomes a number times powers: what stands above and below a bar goes first
    Rule("cancel", "multiply above and below", cancel, from_outside=True),
    # then what only stands beside its fraction
    Rule("write as a fraction", "take the fraction apart", write_as_fraction, from_outside=True),
    Rule("combine powers", "write as a product", combine_powers, from_outside=True),
    # those with the same powers become one
    Rule("collect like terms", "split like terms", collect),
)
