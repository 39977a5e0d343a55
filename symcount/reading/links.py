"""Links: the sides of a chain once they are read, and where a statement ends."""

from __future__ import annotations

from dataclasses import dataclass, field

from symcount.formula import Name, Node, Span, names_in
from symcount.reading.sides import Side, begins_definition, computes


@dataclass(frozen=True, slots=True)
class Link:
    """One side of an equation or chain, and how it is joined to the side before.

    `node` is its formula, None for a pure label (`LSTM 1 个参数`); `relation` is `""` for the first side, `"="` exact, `"≈"` approximate, `";"` where
    a new statement begins; `unit` is the unit of the last digit written where the number says that it is rounded (10000 for `0.59M`), else None.
    """

    node: Node | None = field(repr=False, compare=False)  # may be deeper than Python's recursion; what is read is in the text
    text: str
    """The side as it is written."""
    span: Span
    """Its first character in the text, and the one behind its last."""
    relation: str = ""
    """How it is joined to the side before."""
    unit: int | None = None
    """The unit of the last digit of a rounded number."""


def definitions_apart(sides: list[Side]) -> list[Side]:
    """The sides, where a comma behind a definition begins a new statement, `i=1, j=16, N=(3*3*i+1)*j`, or the next of labelled parts."""
    calculations = [place for place, side in enumerate(sides) if computes(side)]
    numbers = [place for place, side in enumerate(sides) if _begins_with_number(side)]
    last_calculation, last_number = max(calculations, default=-1), max(numbers, default=-1)
    apart: list[Side] = []
    start, is_definition = 0, True  # of the statement so far: where it begins, and whether it computes nothing
    for place, side in enumerate(sides):
        if side.relation == "," and place > start and is_definition and not (place == start + 1 and _begins_with_number(sides[start])):
            letter = place > start + 1 and len(sides[place - 2].tokens) == 1 and len(sides[place - 2].tokens[0].text) < 3
            if last_calculation >= place or (letter and last_number > place):
                side = Side(";", side.tokens)
        if side.relation == "," and begins_definition(sides[place:]):
            side = Side(";", side.tokens)
        if side.relation == "," and place > start + 2 and sides[start + 1].relation == ":" and _is_part(sides[place:]):
            side = Side(";", side.tokens)
        if side.relation == ":" and place == start + 2 and _says_a_size(sides[start], sides[start + 1]):
            side = Side(";", side.tokens)
        if side.relation == ";":
            start, is_definition = place, True
        is_definition = is_definition and not computes(side)
        apart.append(side)
    return apart


def _is_part(sides: list[Side]) -> bool:
    """Whether a labelled calculation, or a total, begins here: `depthwise: 3*3*4 = 36, pointwise: 4*4 = 16, total 52`."""
    is_labelled = len(sides) > 1 and not computes(sides[0]) and any(len(token.text) > 2 for token in sides[0].tokens)
    return is_labelled and (sides[1].relation == ":" or _begins_with_number(sides[1]))


def _says_a_size(name: Side, number: Side) -> bool:
    """Whether two sides say that a letter is a number: `n = 5`."""
    return len(name.tokens) == len(number.tokens) == 1 and len(name.tokens[0].text) < 3 and number.tokens[0].kind == "number"


def _begins_with_number(side: Side) -> bool:
    return bool(side.tokens) and side.tokens[0].kind == "number"


def names_as_labels(links: list[Link]) -> list[Link]:
    """A side that is one plain name only labels the others, where one of them is more than a name, and none speaks of it."""
    if len(links) < 2 or all(link.node is None or isinstance(link.node, Name) for link in links):
        return links
    computed: list[set[str]] = []  # the names that the sides of each statement compute with
    for link in links:
        if not computed or link.relation == ";":
            names: set[str] = set()
        computed.append(names)
        if link.node is not None and not isinstance(link.node, Name):
            names.update(names_in(link.node))
    return [
        Link(None, link.text, link.span, link.relation) if isinstance(link.node, Name) and link.node.name not in names else link
        for link, names in zip(links, computed, strict=True)
    ]
