"""Digits that lost a sign between them: `712832` for 7*128*32, `40962` for 4096²."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import prod

from symcount.algebra import Rational, Value, as_size, value_of
from symcount.errors import DivisionByZero, TooLarge
from symcount.formula import Name, Node, Number, Power, Quotient, Rounding, Span, names_in, postorder, replace_leaves

_MOST_DIGITS = 15
_MOST_PARTS = 4
_MOST_NODES = 200
_STRUCTURAL = (2, 3, 4)
"""Factors that layers have of their own: two directions or bias vectors, the three gates of a GRU, the four of an LSTM."""
_GLUED = Name("?")


def lost_signs(text: str, sides: Collection[Node], sizes: Collection[int]) -> Iterator[tuple[Span, str]]:
    """The plausible splits of one number after which the sides agree, and where it stands.

    >>> from symcount.formula import Product
    >>> list(lost_signs("135*2 = 130", [Product((Number(135, (0, 3)), Number(2))), Number(130)], (13, 5)))
    [((0, 3), '13*5')]
    """
    nodes = [node for side in sides for node in postorder(side)]
    if len(nodes) > _MOST_NODES:
        return  # no calculation that somebody printed
    sides = [node for node in sides if not names_in(node)]
    results = {worth for node in sides if (worth := _worth(node)) is not None}
    if len(results) < 2:
        return
    exponents = {id(node.exponent) for node in nodes if isinstance(node, Power)}
    factors = [node for node in nodes if isinstance(node, Number) and id(node) not in exponents]
    stated = {*sizes, *(size + 1 for size in sizes if size > 1)}  # n + 1 is n and a bias
    for node in sides:
        for glued in _numbers_in_terms(node) if not isinstance(node, Number) else ():
            if glued.value in sizes:
                continue  # it is what it says
            digits = text[slice(*glued.span)]
            splits = _splits(digits, stated.union(factor.value for factor in factors if factor is not glued))
            wanted = _wanted(node, glued, results) if splits else ()
            yield from ((glued.span, split) for split, worth in splits if worth in wanted)


def _numbers_in_terms(root: Node) -> Iterator[Number]:
    """The numbers of which a side is a linear function: those in no power, divisor or rounding."""
    waiting = [root]
    while waiting:
        match waiting.pop():
            case Number() as found:
                yield found
            case Quotient(numerator):
                waiting.append(numerator)
            case Power() | Rounding():
                continue
            case node:
                waiting += node.children[::-1]


def _splits(digits: str, known: Collection[Rational]) -> list[tuple[str, int]]:
    """The digits cut into a power of a known number or of ten, or into two to four plausible factors, the fewest first, and what these make."""
    if not digits.isdecimal() or not 2 <= len(digits) <= _MOST_DIGITS:
        return []
    found = [(f"{base}^{power}", base**power) for base, power in _powers(digits) if base in known or base == 10]
    for count in range(1, min(_MOST_PARTS, len(digits))):
        for cuts in combinations(range(1, len(digits)), count):
            parts = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
            factors = [int(part) for part in parts]
            if _are_plausible(factors, known) and not any(part.startswith("0") for part in parts):
                found.append(("*".join(parts), prod(factors)))
    return found


def _powers(digits: str) -> Iterator[tuple[int, int]]:
    """The base and the exponent that lost its place: the last digit, or all behind a ten."""
    if digits[-1] in "23" and len(digits) > 1:
        yield int(digits[:-1]), int(digits[-1])
    if digits.startswith("10") and 2 < len(digits) < 5 and digits[2] != "0":
        yield 10, int(digits[2:])


def _are_plausible(factors: list[int], known: Collection[Rational]) -> bool:
    """Whether an author multiplied these: no 1, and nothing but sizes, numbers that stand elsewhere too, and perhaps one structural number."""
    unknown = [factor for factor in factors if factor not in known]
    return 1 not in factors and (not unknown or (len(unknown) == 1 and unknown[0] in _STRUCTURAL))


def _wanted(node: Node, glued: Number, results: Collection[Rational]) -> set[Rational]:
    """What must stand for `glued` so that the side equals one of the results."""
    side = replace_leaves(node, lambda leaf: _GLUED if leaf is glued else leaf)
    at_zero, at_one = (_worth(side, {_GLUED.name: as_size(point)}) for point in (0, 1))
    if at_zero is None or at_one is None or at_zero == at_one:
        return set()
    return {Fraction(result - at_zero) / (at_one - at_zero) for result in results}


def _worth(node: Node, meanings: Mapping[str, Value] | None = None) -> Rational | None:
    """The number that a side without names is worth, or None where it is too large or is none."""
    try:
        return value_of(node, meanings or {}).constant
    except (TooLarge, DivisionByZero):
        return None
