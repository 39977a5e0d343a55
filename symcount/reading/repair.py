"""Damaged text as it may have been: proposals only; who judges takes one only if the claim then balances."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import combinations

from symcount.errors import FormulaError
from symcount.formula import Group, Name, Negative, Node, Number, Power, Product, Quotient, Span, Sum, fold, names_in, postorder
from symcount.reading.formula import Formula, parse

_LETTER_AND_DIGIT = re.compile(r"[A-Za-z][23]")
_MOST_DIGITS = 15
_MOST_PARTS = 4
_HIGHEST_POWER = 64


def repairs(formula: Formula) -> Iterator[Formula]:
    """What a damaged text may have said, each as a formula whose `repaired` says what was changed.

    >>> [str(repaired) for repaired in repairs(parse("712832+32 ⇒ 28704"))]
    ['7*128*32+32 ⇒ 28704']
    >>> [str(repaired) for repaired in repairs(parse("n2+kn+nm"))]
    ['n^2+kn+nm']
    >>> [str(repaired) for repaired in repairs(parse("28 = 16 (a * a) + 12 (b * a)"))]
    ['28 = 16 + 12 = a * a + b * a']
    """
    for propose in (_lost_superscripts, _remarks_behind_numbers, _lost_signs):
        for text, damage in propose(formula):
            try:
                repaired = parse(text, formula.known)
            except FormulaError:
                continue
            yield Formula(text, repaired.links, (f"damaged text: {damage}", *repaired.notes), formula.known)


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
    totals = [link.node.value for link in formula.links if isinstance(link.node, Number)]
    for link in formula.links:
        terms = link.node.terms if isinstance(link.node, Sum) else (link.node,)
        pairs = [pair for term in terms if (pair := _remarked(term)) is not None]
        if len(pairs) == len(terms) and sum(number.value for number, _ in pairs) in totals:
            numbers = " + ".join([formula.text[slice(*number.span)] for number, _ in pairs])
            remarks = " + ".join([formula.text[slice(*group.inner.span)] for _, group in pairs])
            yield _replaced(formula.text, [(link.span, f"{numbers} = {remarks}")]), "the brackets behind the numbers say what these count"


def _remarked(term: Node | None) -> tuple[Number, Group] | None:
    """A number and the bracket with names behind it."""
    match term:
        case Product((Number() as number, Group() as group), ("",)) if names_in(group):
            return number, group
    return None


# 712832 for 7*128*32


def _lost_signs(formula: Formula) -> Iterator[tuple[str, str]]:
    """Digits glued by lost product signs: the splits of one number after which the sides agree."""
    sides = [link.node for link in formula.links if link.node is not None and not names_in(link.node)]
    results = [worth for node in sides if (worth := _worth(node)) is not None]
    if len(set(results)) < 2:
        return
    for node in sides:
        numbers = [one for one in postorder(node) if isinstance(one, Number)]
        if len(numbers) < 2:
            continue
        for glued in numbers:
            digits = formula.text[slice(*glued.span)]
            if not digits.isdecimal() or not 2 <= len(digits) <= _MOST_DIGITS:
                continue
            for result in dict.fromkeys(results):
                wanted = _solved(node, glued, result)
                if wanted is not None and wanted != glued.value:
                    yield from ((_replaced(formula.text, [(glued.span, split)]), f"{digits} read as {split}") for split in _splits(digits, wanted))


def _solved(node: Node, glued: Number, result: Fraction) -> int | None:
    """The whole number that must stand for `glued` so that the side equals the result, if the side is linear in it."""

    def worth(value: int) -> Fraction | None:
        return _worth(node, lambda number: Fraction(value if number is glued else number.value))

    zero, one, two = worth(0), worth(1), worth(2)
    if zero is None or one is None or two is None or two - one != one - zero or one == zero:
        return None
    wanted = (result - zero) / (one - zero)
    return wanted.numerator if wanted.denominator == 1 and wanted > 0 else None


def _splits(digits: str, wanted: int) -> list[str]:
    """The digits cut into two to four numbers with this product; those without a factor 1 first, then the fewest."""
    found = []
    for count in range(1, _MOST_PARTS):
        for cuts in combinations(range(1, len(digits)), count):
            parts = [digits[a:b] for a, b in zip((0, *cuts), (*cuts, len(digits)), strict=True)]
            product = 1
            for part in parts:
                product *= int(part)
            if product == wanted and not any(part.startswith("0") for part in parts):
                found.append(("1" in parts, count, "*".join(parts)))
    return [split for _, _, split in sorted(found)]


def _worth(root: Node, worth_of: Callable[[Number], Fraction] = lambda number: Fraction(number.value)) -> Fraction | None:
    """The number that a side without names is worth, or None where it is not plain arithmetic of moderate size."""

    def combine(node: Node, values: list[Fraction | None]) -> Fraction | None:
        numbers = [value for value in values if value is not None]
        if len(numbers) < len(values) or any(number.numerator.bit_length() > 4096 for number in numbers):
            return None
        return _combined(node, numbers) if numbers else worth_of(node) if isinstance(node, Number) else None

    return fold(root, combine)


def _combined(node: Node, numbers: list[Fraction]) -> Fraction | None:
    match node:
        case Sum():
            return sum(numbers, Fraction(0))
        case Product():
            return _product(numbers)
        case Negative():
            return -numbers[0]
        case Group():
            return numbers[0]
        case Power() if numbers[1].denominator == 1 and 0 <= numbers[1] <= _HIGHEST_POWER:
            return Fraction(numbers[0] ** int(numbers[1]))
        case Quotient() if numbers[1]:
            return numbers[0] / numbers[1]
    return None


def _product(numbers: list[Fraction]) -> Fraction | None:
    result = Fraction(1)
    for number in numbers:
        result *= number
        if result.numerator.bit_length() > 4096:
            return None
    return result
