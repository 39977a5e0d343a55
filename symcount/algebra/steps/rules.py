"""The rules of a derivation, in the order in which they are used; each rewrites one piece of a formula that `flat` gives.

A rule returns the piece rewritten, or None where it has nothing to do. None of them is trusted: the kernel checks every step.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

from symcount.algebra.steps.flat import Monomial, flat, monomial_of, negative, product_of, sum_of, term_of, unordered, whole
from symcount.formula import Name, Negative, Node, Number, Power, Product, Quotient, Sum
from symcount.roles import is_switch

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
    """n·m/n is m, 4n/2 is 2n, and (n + m)k/(n + m) is k."""
    above, below = _factors(node)
    return _combined(node, with_sums=True) if any(_have_in_common(one, other) for one in above for other in below) else None


def write_as_fraction(node: Node) -> Node | None:
    """0.1·n is n/10, and n·(m/2) is n·m/2: every factor stays as it is."""
    combined = combine_powers(node)
    numbers = [factor for side in _factors(node) for factor in side if isinstance(factor, Number)]
    is_only_moved = isinstance(combined, Quotient) and len(numbers) < 2 and _without_numbers(node) == _without_numbers(combined)
    return combined if is_only_moved else None


def multiply_numbers(node: Node) -> Node | None:
    """2·3·n is 6n, n·(-m) is -nm, and 0·n is 0: what is no number stays as it is."""
    combined = None if _has_negative_exponent(node) else _combined(node)
    return combined if combined == Number(0) or (combined and _without_numbers(node) == _without_numbers(combined)) else None


def combine_powers(node: Node) -> Node | None:
    """3·n·4·n is 12n², n³·n⁻² is n, and n⁰ is 1."""
    return None if _has_negative_exponent(node) else _combined(node, with_sums=isinstance(node, Power))


def turn_power(node: Node) -> Node | None:
    """n⁻² is 1/n²."""
    return _combined(node) if _has_negative_exponent(node) else None


def _has_negative_exponent(node: Node) -> bool:
    return isinstance(node, Power) and (whole(node.exponent) or 0) < 0


def _combined(node: Node, *, with_sums: bool = False) -> Node | None:
    """A term as its number times powers, if it is not that already."""
    if isinstance(node, Number) or (term := monomial_of(node, with_sums=with_sums)) is None:
        return None
    number, powers = term
    combined = term_of(number, powers.items()) if number else Number(0)
    return None if unordered(combined) == unordered(node) else combined


def add_exponents(node: Node) -> Node | None:
    """nᵏ·n is nᵏ⁺¹, 2ⁿ/2 is 2ⁿ⁻¹, and (nᵏ)² is n²ᵏ, where an exponent is in symbols or the base a sum."""
    match node:
        case Power(Power(base, inner), outer) if isinstance(base, Sum) or whole(inner) is None or whole(outer) is None:
            exponent = flat(Product((outer, inner)))
            return Power(base, _combined(exponent) or exponent)
    sides = [[_as_power(factor) for factor in side] for side in _factors(node)]
    if all(whole(exponent) is not None for side in sides for _, exponent in side):
        return None
    alike: dict[Hashable, list[tuple[Node, Node]]] = {}
    for side, sign in zip(sides, (flat, negative), strict=True):
        for base, exponent in side:
            alike.setdefault(unordered(base), []).append((base, sign(exponent)))
    if not any(len(powers) > 1 and any(whole(exponent) is None for _, exponent in powers) for powers in alike.values()):
        return None
    above: list[Node] = []
    below: list[Node] = []
    for powers in alike.values():
        base, exponent = powers[0][0], _sum_of_exponents([exponent for _, exponent in powers])
        if (whole(exponent) or 0) < 0:
            below.append(_power(base, negative(exponent)))
        else:
            above.append(_power(base, exponent))
    return _signed(node, Quotient(product_of(above), product_of(below), bar=True) if below else product_of(above))


def _as_power(factor: Node) -> tuple[Node, Node]:
    return (factor.base, factor.exponent) if isinstance(factor, Power) else (factor, Number(1))


def _power(base: Node, exponent: Node) -> Node:
    return base if exponent == Number(1) else Power(base, exponent)


def _sum_of_exponents(exponents: list[Node]) -> Node:
    exponent = flat(sum_of([distribute(exponent) or exponent if isinstance(exponent, Negative) else exponent for exponent in exponents]))
    return collect(exponent) or exponent


def _signed(node: Node, product: Node) -> Node:
    """A product of what stands in a term, with the sign of the term."""
    signs = sum(isinstance(piece, Negative) for piece, _ in _pieces(node))
    return Negative(product) if signs % 2 else product


def zero_or_one(node: Node) -> Node | None:
    """tied² is tied."""
    match node:
        case Power(Name(name) as base, Number(int(exponent))) if exponent > 1 and is_switch(name):
            return base
        case _:
            return None


def _factors(node: Node) -> tuple[list[Node], list[Node]]:
    """What stands above and below the bars of a product, each factor by itself; a power is a factor as it stands, that of a sum to -2 one below."""
    above: list[Node] = []
    below: list[Node] = []
    for piece, is_below in _pieces(node):
        match piece:
            case Product() | Negative() | Quotient():
                continue
            case Power(Sum() as base, Negative(Number() as exponent)):
                (above if is_below else below).append(_power(base, exponent))
            case _:
                (below if is_below else above).append(piece)
    return above, below


def _pieces(node: Node) -> Iterator[tuple[Node, bool]]:
    """A product, its factors and theirs, and whether each stands below a bar."""
    waiting = [(node, False)]
    while waiting:
        piece, is_below = waiting.pop()
        yield piece, is_below
        if isinstance(piece, Quotient):
            waiting += [(piece.denominator, not is_below), (piece.numerator, is_below)]
        elif isinstance(piece, Product | Negative):
            waiting += [(factor, is_below) for factor in reversed(piece.children)]


def _have_in_common(one: Node, other: Node) -> bool:
    """Whether two factors, one above a bar and one below, cancel at least in part."""
    if isinstance(one, Number) and isinstance(other, Number):
        return gcd(one.value.numerator, other.value.numerator) > 1
    bases = [factor.base if isinstance(factor, Power) and isinstance(factor.exponent, Number) else factor for factor in (one, other)]
    return not isinstance(bases[0], Number) and unordered(bases[0]) == unordered(bases[1])


def _without_numbers(node: Node) -> list[list[str]]:
    """What stands above and below the bars, in any order; n⁻¹ stands below."""
    sides: list[list[str]] = [[], []]
    for place, side in enumerate(_factors(node)):
        for factor in side:
            match factor:
                case Number():
                    continue
                case Power(base, Negative(Number() as exponent)):
                    sides[1 - place].append(repr(unordered(_power(base, exponent))))
                case _:
                    sides[place].append(repr(unordered(factor)))
    return [sorted(side) for side in sides]


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


SHORTENING = (
    # what is the same above and below a bar goes first, so that it is not multiplied out
    Rule("cancel", "multiply above and below", cancel, from_outside=True),
    # exponents in symbols add up, before what they stand with is multiplied out
    Rule("combine powers", "write as a product", add_exponents, from_outside=True),
)
"""The rules that only make a formula shorter, however long it is."""

RULES = (
    *SHORTENING,
    # a power of a sum is a product, so that the next rule can multiply it out
    Rule("power of a sum", "write as a power", power_of_sum),
    # every product of sums becomes a sum of products
    Rule("distribute", "common factor", distribute),
    # each of these products becomes a number times powers: again what stands above and below a bar goes first
    Rule("cancel", "multiply above and below", cancel, from_outside=True),
    # then what only stands beside its fraction
    Rule("write as a fraction", "take the fraction apart", write_as_fraction, from_outside=True),
    Rule("multiply numbers and signs", "write as a product", multiply_numbers, from_outside=True),
    Rule("combine powers", "write as a product", lambda node: add_exponents(node) or combine_powers(node), from_outside=True),
    # what is left of a power with a minus sign stands under a bar
    Rule("write as a fraction", "take the fraction apart", turn_power),
    # a power of a size that is 0 or 1 is this size
    Rule("is 0 or 1", "is 0 or 1", zero_or_one),
    # those with the same powers become one
    Rule("collect like terms", "split like terms", collect),
)
