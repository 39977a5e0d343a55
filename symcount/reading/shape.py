"""The shape of a weight: `(units, 4*inputs)`, `[None, 400, 5]`, `V_{n×k}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import accumulate

from symcount.errors import FormulaError
from symcount.formula import Node
from symcount.reading.latex import is_latex, plain_tokens
from symcount.reading.lexer import Token, scan
from symcount.reading.names import Names
from symcount.reading.notes import Notes
from symcount.reading.parser import parse_side
from symcount.reading.sides import check_brackets
from symcount.reading.vocabulary import normal_name, vocabulary

_ANY = frozenset(("none", "batch", "batch_size", "n/a"))
MAX_SIDES = 64
"""As many as a NumPy array has."""

_BELOW = re.compile(r"_\s*\{")


def parse_shape(text: str, known: Sequence[Collection[str]] = ()) -> tuple[Node | None, ...]:
    """The sides of a shape; None where any size may stand (`None`, `?`, `-1`, the batch).

    >>> parse_shape("(None, 400, 4*units)")
    (None, Number(value=400, span=(7, 10)), Product(factors=(Number(value=4, span=(12, 13)), Name(name='units', span=(14, 19))), signs=('*',), span=(12, 19)))

    Errors: `FormulaError` for what is no shape.
    """
    first, last = _inside_subscript(text)
    tokens = scan(text, first, last, commas_separate=True)
    latex = is_latex(text)
    tokens = plain_tokens(tokens, text)
    check_brackets(tokens, text)
    names = Names(text, tokens, vocabulary(known), latex, Notes())
    sides = _sides(_last_bracket(tokens))
    if not any(sides):
        raise FormulaError("there is no shape", text=text, column=0, hint="write its sides, such as (units, 4*units)")
    if len(sides) > MAX_SIDES:
        raise FormulaError(f"this shape has {len(sides):,} sides, at most {MAX_SIDES} are read", text=text, column=0, hint="write the sides of one weight")
    return tuple([_side(side, names, text) for side in sides if side])


def _inside_subscript(text: str) -> tuple[int, int]:
    """Where the shape stands in `V_{n\\times k}`: below the name."""
    found, end = _BELOW.search(text), len(text.rstrip().removesuffix("$").rstrip()) - 1
    return (found.end(), end) if found and found.end() < end and text[end] == "}" else (0, len(text))


def _last_bracket(tokens: list[Token]) -> list[Token]:
    """What stands in the last outermost bracket that has a comma, and in brackets that hold all of it; without one, everything."""
    closes, commas = _closes(tokens), [0, *accumulate(token.kind == "comma" for token in tokens)]
    first, end, inside = 0, len(tokens), False
    while first < end and (not inside or closes.get(first) == end - 1):
        found, place = None, first
        while place < end:
            if place in closes and commas[closes[place]] > commas[place]:
                found = place
            place = closes.get(place, place) + 1
        if found is None:
            return tokens[first + 1 : end - 1] if end - first > 2 and closes.get(first) == end - 1 else tokens[first:end]
        first, end, inside = found + 1, closes[found], True
    return tokens[first:end]


def _closes(tokens: list[Token]) -> dict[int, int]:
    """Where each bracket closes; they match."""
    closes: dict[int, int] = {}
    opened: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(place)
        elif token.kind == "close":
            closes[opened.pop()] = place
    return closes


def _sides(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of each side: commas part them, or, where there is none, the sign × of `3 × 3 × 64`."""
    commas = any(token.kind == "comma" for token in tokens)
    sides: list[list[Token]] = [[]]
    depth = 0
    for position, token in enumerate(tokens):
        depth += token.nests
        crossed = token.text == "×" or (token.text in ("x", "X") and 0 < position < len(tokens) - 1)
        if depth == 0 and (token.kind == "comma" if commas else crossed):
            sides.append([])
        else:
            sides[-1].append(token)
    return sides


def _side(tokens: list[Token], names: Names, text: str) -> Node | None:
    written = "".join([token.text for token in tokens])
    if written in ("?", "-1") or normal_name(written).lower() in _ANY:
        return None
    return parse_side(names.settle(tokens), text, names.notes)
