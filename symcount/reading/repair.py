"""Damaged text as it may have been: proposals only; who judges takes one only if the claim then balances."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from symcount.errors import FormulaError
from symcount.formula import Group, Name, Node, Number, Product, Span, Sum, names_in, postorder
from symcount.reading.formula import Formula, parse
from symcount.reading.glued import lost_signs

_LETTER_AND_DIGIT = re.compile(r"[A-Za-z][23]")
_GAP = re.compile(r" [+](?=[^ ])")
_ALIKE = str.maketrans("01", "ol")


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
    yield from _repeated_terms(formula)
    yield from _lost_plus_signs(formula)
    yield from _digits_for_letters(formula)
    yield from _remarks_behind_numbers(formula)
    for span, split in lost_signs(formula.text, [link.node for link in formula.links if link.node is not None], sizes):
        yield _replaced(formula.text, [(span, split)]), f"{formula.text[slice(*span)]} read as {split}"


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


# m + m for m² + m, )( for )+(, n_0 for n_o


def _repeated_terms(formula: Formula) -> Iterator[tuple[str, str]]:
    """A name that is a term twice, once with a gap before the sign behind it: a square lost its superscript."""
    for node in _nodes(formula):
        terms = [term for term in node.terms if isinstance(term, Name)] if isinstance(node, Sum) else []
        counts = Counter(term.name for term in terms)
        for term in terms:
            if counts[term.name] == 2 and _GAP.match(formula.text, term.span[1]):
                yield _replaced(formula.text, [(term.span, f"{term.name}^2")]), f"{term.name}, which is added twice, read as {term.name}^2 once"


def _lost_plus_signs(formula: Formula) -> Iterator[tuple[str, str]]:
    """Two brackets side by side where products have signs: another sign stood between them."""
    nodes = _nodes(formula)
    if not any(any(node.signs) for node in nodes if isinstance(node, Product)):
        return
    for node in nodes:
        for left, sign, right in zip(node.factors, node.signs, node.factors[1:], strict=False) if isinstance(node, Product) else ():
            if isinstance(left, Group) and isinstance(right, Group) and not sign:
                between = (left.span[1], right.span[0])
                yield _replaced(formula.text, [(between, " + ")]), "a lost + between two brackets"


def _digits_for_letters(formula: Formula) -> Iterator[tuple[str, str]]:
    """`n_0` beside `n_o`, `n_1` beside `n_l`: a digit that was a letter, or the other way round."""
    names = [node for node in _nodes(formula) if isinstance(node, Name)]
    alike: dict[str, list[Name]] = {}
    for name in names:
        alike.setdefault(name.name.translate(_ALIKE), []).append(name)
    for same in alike.values():
        counts = Counter(name.name for name in same)
        if len(counts) == 2:
            (right, _), (wrong, _) = counts.most_common()
            places = [(name.span, right) for name in same if name.name == wrong]
            yield _replaced(formula.text, places), f"{wrong} read as {right}"


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
