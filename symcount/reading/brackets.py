"""A bracket that was lost: the one place where it makes the sides agree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symcount.algebra import Equal, compare, value_of
from symcount.errors import DivisionByZero, TooLarge
from symcount.formula import Group, Node, Number, Power, fold, names_in, postorder, with_children
from symcount.reading.lexer import OPERAND_ENDS, OPERAND_STARTS, WORDS, Token

_PAIRS = {"(": ")", "[": "]", "{": "}", ")": "(", "]": "[", "}": "{"}
_MOST_TOKENS = 80
_HIGHEST_EXPONENT = 12


def with_lost_bracket(tokens: list[Token]) -> Iterator[tuple[list[Token], str]]:
    """The tokens with the one bracket that is missing at each place where it may stand, and what stands before or behind it.

    >>> from symcount.reading.lexer import scan
    >>> ["".join(token.text for token in mended) for mended, _ in with_lost_bracket(scan("(3*3+1*64 = 640"))]
    ['(3)*3+1*64=640', '(3*3)+1*64=640', '(3*3+1)*64=640', '(3*3+1*64)=640']
    """
    lone = _lone_bracket(tokens) if len(tokens) <= _MOST_TOKENS else None
    if lone is None:
        return
    opens = tokens[lone].kind == "open"
    depth = 0
    for place in range(lone + 1, len(tokens) + 1) if opens else range(lone, -1, -1):
        if depth == 0 and (opens or place < lone) and (beside := _beside(tokens, place, opens)):
            at = beside.end if opens else beside.start
            bracket = Token("close" if opens else "open", _PAIRS[tokens[lone].text], at, at)
            yield [*tokens[:place], bracket, *tokens[place:]], f"a lost {bracket.text} {'behind' if opens else 'before'} {beside.text}"
        following = tokens[place : place + 1] if opens else tokens[max(0, place - 1) : place]
        if not following or (depth == 0 and following[0].kind == "relation"):
            return
        depth += following[0].nests


def _lone_bracket(tokens: list[Token]) -> int | None:
    """The one bracket without a partner."""
    opened: list[int] = []
    lone: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(place)
        elif token.kind == "close" and opened:
            opened.pop()
        elif token.kind == "close":
            lone.append(place)
    lone += opened
    return lone[0] if len(lone) == 1 and tokens[lone[0]].text in _PAIRS else None


def _beside(tokens: list[Token], place: int, opens: bool) -> Token | None:
    """The token that the bracket would stand behind, or before, if it may."""
    token = tokens[place - 1] if opens else tokens[place]
    kinds = OPERAND_ENDS | WORDS if opens else OPERAND_STARTS
    return token if token.kind in kinds else None


def agree(nodes: Sequence[Node]) -> bool:
    """Whether sides, two at least, say the same: the numbers, or all of them.

    >>> from symcount.formula import Number, Sum
    >>> agree([Sum((Number(1), Number(2))), Number(3)])
    True
    """
    if any(isinstance(part, Power) and not _is_small(part.exponent) for node in nodes for part in postorder(node)):
        return False  # no count, and long to compute
    calculations = [node for node in nodes if not names_in(node)]
    compared = calculations if len(calculations) > 1 else list(nodes)
    try:
        values = [value_of(node) for node in compared]
        return len(values) > 1 and all(isinstance(compare(values[0], other), Equal) for other in values[1:])
    except (TooLarge, DivisionByZero):
        return False


def _is_small(exponent: Node) -> bool:
    exponent = exponent.inner if isinstance(exponent, Group) else exponent
    return isinstance(exponent, Number) and exponent.value <= _HIGHEST_EXPONENT


def without_groups(node: Node) -> Node:
    """The tree less its brackets, so that readings that only differ in superfluous ones are equal."""
    return fold(node, _without_group)


def _without_group(node: Node, children: list[Node]) -> Node:
    return children[0] if isinstance(node, Group) else with_children(node, tuple(children))
