"""The shape of a weight: `(units, 4*inputs)`, `[None, 400, 5]`, `V_{n×k}`."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from symcount.errors import FormulaError
from symcount.formula import Node
from symcount.reading.latex import is_latex, plain_tokens
from symcount.reading.lexer import Token, scan
from symcount.reading.names import Names
from symcount.reading.parser import parse_side
from symcount.reading.sides import bracketed_end, check_brackets
from symcount.reading.vocabulary import normal_name, vocabulary

_ANY = frozenset(("none", "batch", "batch_size", "n/a"))
_BELOW = re.compile(r"_\s*\{(.+)\}\s*\$?\s*$", re.DOTALL)


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
    names = Names(text, tokens, vocabulary(known), latex, [])
    sides = _sides(_last_bracket(tokens, text))
    if not any(sides):
        raise FormulaError("there is no shape", text=text, column=0, hint="write its sides, such as (units, 4*units)")
    return tuple([_side(side, names, text) for side in sides if side])


def _inside_subscript(text: str) -> tuple[int, int]:
    """Where the shape stands in `V_{n\\times k}`: below the name."""
    found = _BELOW.search(text)
    return found.span(1) if found else (0, len(text))


def _last_bracket(tokens: list[Token], text: str) -> list[Token]:
    """What stands in the last outermost bracket that has a comma; without one, everything."""
    found, position = None, 0
    while position < len(tokens):
        if tokens[position].kind == "open":
            end = bracketed_end(tokens, position, text)
            if any(token.kind == "comma" for token in tokens[position:end]):
                found = tokens[position + 1 : end]
            position = end
        position += 1
    if found is None:
        whole = len(tokens) > 2 and tokens[0].kind == "open" and bracketed_end(tokens, 0, text) == len(tokens) - 1
        return tokens[1:-1] if whole else tokens
    return _last_bracket(found, text) if found[0].kind == "open" and bracketed_end(found, 0, text) == len(found) - 1 else found


def _sides(tokens: list[Token]) -> list[list[Token]]:
    """The tokens of each side: commas part them, or, where there is none, the sign × of `3 × 3 × 64`."""
    commas = any(token.kind == "comma" for token in tokens)
    sides: list[list[Token]] = [[]]
    depth = 0
    for position, token in enumerate(tokens):
        depth += (token.kind == "open") - (token.kind == "close")
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
