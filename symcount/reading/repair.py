"""Damaged text as it may have been: proposals only; who judges takes one only if the claim then balances."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from math import prod

from symcount.algebra import Rational, Value, as_size, value_of
from symcount.errors import DivisionByZero, FormulaError, TooLarge
from symcount.formula import Group, Name, Node, Number, Power, Product, Quotient, Rounding, Span, Sum, names_in, postorder, replace_leaves
from symcount.reading.formula import Formula, parse

_LETTER_AND_DIGIT = re.compile(r"[A-Za-z][23]")
_MOST_DIGITS = 15
_MOST_PARTS = 4
_MOST_NODES = 200
_STRUCTURAL = (2, 3, 4)
"""Factors that layers have of their own: two directions or bias vectors, the three gates of a GRU, the four of an LSTM."""
_GLUED = Name("?")


def repairs(formula: Formula, sizes: Collection[int] = ()) -> Iterator[Formula]:
    """What a damaged text may have said, each as a formula whose `damage` says what was changed; `sizes` are those that the author states.

    >>> [str(repaired) for repaired in repairs(parse("712832+32 ⇒ 28704"), sizes=(32, 7, 128))]
    ['7*128*32+32 ⇒ 28704']
    >>> [str(repaired) for repaired in repairs(parse("n2+kn+nm"))]
    ['n^2+kn+nm']
    >>> [str(repaired) for repaired in repairs(parse("28 = 16 (a * a) + 12 (b * a)"))]
    ['28 = 16 + 12 = a * a + b * a']
    """
    for text, damage in _proposals(formula, sizes):
        try:
            repaired = parse(text, formula.known)
        except FormulaError:
            continue
        yield replace(repaired, damage=(damage, *repaired.damage))


def _proposals(formula: Formula, sizes: Collection[int]) -> Iterator[tuple[str, str]]:
    yield from _lost_superscripts(formula)
    yield from _remarks_behind_numbers(formula)
    yield from _lost_signs(formula, sizes)


def _nodes(formula: Formula) -> list[Node]:
    return [node for link in formula.links if link.node is not None for node in postorder(link.node)]


def _replaced(text: str, places: list[tuple[Span, str]]) -> str:
    """The text with other words at some places, which do not overlap."""
    pieces, end = [], 0
    for (start, stop), words in sorted(places):
        pieces += [text[end:start], words]
        end = stop
    return "".join([*pieces, text[end:]])


# n2 for n²


def _lost_superscripts(formula: Formula) -> Iterator[tuple[str, str]]:
    """`n2` and `n 2` where n stands alone too: the square or the cube."""
    nodes = _nodes(formula)
    known = {node.name for node in nodes if isinstance(node, Name)}
    places: list[tuple[Span, str]] = []
    for node in nodes:
        if isinstance(node, Name) and _LETTER_AND_DIGIT.fullmatch(node.name) and node.name[0] in known:
            places.append((node.span, f"{node.name[0]}^{node.name[1]}"))
        elif isinstance(node, Product):
            places += _powers_side_by_side(node)
    if places:
        damage = ", ".join(dict.fromkeys(f"{formula.text[slice(*span)]} read as {power}" for span, power in places))
        yield _replaced(formula.text, places), damage


def _powers_side_by_side(product: Product) -> list[tuple[Span, str]]:
    found = []
    for base, sign, exponent in zip(product.factors, product.signs, product.factors[1:], strict=False):
        if isinstance(base, Name) and not sign and exponent in (Number(2), Number(3)) and isinstance(exponent, Number):
            found.append(((base.span[0], exponent.span[1]), f"{base.name}^{exponent.value}"))
    return found


# 16 (units * units)


def _remarks_behind_numbers(formula: Formula) -> Iterator[tuple[str, str]]:
    """`28 = 16 (units * units) + 12 (inputs * units)`: the brackets say what the numbers count, and these add up to another side."""
    totals = {link.node.value for link in formula.links if isinstance(link.node, Number)}
    for link in formula.links:
        terms = link.node.terms if isinstance(link.node, Sum) else (link.node,)
        pairs = [pair for term in terms if (pair := _remarked(term)) is not None]
        if len(pairs) == len(terms) and sum(number.value for number, _ in pairs) in totals:
            numbers = " + ".join([formula.text[slice(*number.span)] for number, _ in pairs])
            remarks = " + ".join([formula.text[slice(*group.inner.span)] for _, group in pairs])
            yield _replaced(formula.text, [(link.span, f"{numbers} = {remarks}")]), "the brackets behind the numbers say what these count"
            return


def _remarked(term: Node | None) -> tuple[Number, Group] | None:
    """A number and the bracket with names behind it."""
    match term:
        case Product((Number() as number, Group() as group), ("",)) if names_in(group):
            return number, group
    return None


# 712832 for 7*128*32


def _lost_signs(formula: Formula, sizes: Collection[int]) -> Iterator[tuple[str, str]]:
    """Digits glued by lost product signs: the plausible splits of one number after which the sides agree."""
    nodes = _nodes(formula)
    if len(nodes) > _MOST_NODES:
        return  # no calculation that somebody printed
    sides = [link.node for link in formula.links if link.node is not None and not names_in(link.node)]
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
            digits = formula.text[slice(*glued.span)]
            splits = _splits(digits, stated.union(factor.value for factor in factors if factor is not glued))
            wanted = _wanted(node, glued, results) if splits else ()
            yield from ((_replaced(formula.text, [(glued.span, split)]), f"{digits} read as {split}") for split, worth in splits if worth in wanted)


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
    """The digits cut into two to four plausible factors, the fewest first, and what these make."""
    if not digits.isdecimal() or not 2 <= len(digits) <= _MOST_DIGITS:
        return []
    found = []
    for count in range(1, min(_MOST_PARTS, len(digits))):
        for cuts in combinations(range(1, len(digits)), count):
            parts = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
            factors = [int(part) for part in parts]
            if _are_plausible(factors, known) and not any(part.startswith("0") for part in parts):
                found.append(("*".join(parts), prod(factors)))
    return found


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
