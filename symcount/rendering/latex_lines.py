r"""How wide a formula stands on a page, and where it is broken when it is too wide: before a sign outside its brackets.

Widths are those of Computer Modern at 10pt, good to about an eighth: enough to know what needs breaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PAGE = 345.0
"""Points that a line of LaTeX's article has."""

LETTER, CAPITAL, GREEK_LETTER, DIGIT = 5.6, 7.4, 5.5, 5.0
WORD_LETTER, COMMAND = 4.9, 14.0
"""A letter of a word, with its share of the spaces; a command of the author's own, a letter with a short index."""

INDEX = 0.8
"""How much smaller an exponent or an index is."""

UNDECIDED = r"\overset{?}{=}"
"""The sign between two sides of which it is not known whether they are equal."""

SIGNS = {"+": 12.3, "-": 12.3, "=": 13.4, "(": 3.9, ")": 3.9, "[": 2.8, "]": 2.8, "/": 5.0, ",": 4.5, ".": 2.8, "'": 2.8, "^": 0.5, "_": 0.5}
SIGNS |= dict.fromkeys(" {}&$", 0.0)
OPERATORS = {"times": 12.3, "cdot": 7.3, "approx": 13.4, "neq": 13.4, "sim": 13.4, ",": 1.7, "_": 4.0, "quad": 10.0, "lfloor": 4.5, "rfloor": 4.5, "lceil": 4.5}
OPERATORS |= {"rceil": 4.5, **dict.fromkeys(("frac", "mathrm", "text", "texttt", "left", "right", "Bigl", "Bigr"), 0.0), UNDECIDED[1:]: 13.4}
LETTERS = {"d": 5.2, "f": 4.5, "n": 6.0, "m": 8.8, "w": 7.2, **dict.fromkeys("bceijlrst", 4.5)}

LEVELS = {**dict.fromkeys(("=", r"\neq", r"\sim", r"\approx", UNDECIDED), -1), "+": 0, "-": 0, r"\times": 1, r"\cdot": 1}
"""Signs before which a formula is broken, the loosest with the lowest number; a bracket adds two."""

MOST_LEVELS = 7
"""How many kinds of places a formula is broken at: relations, sums, products, sums within brackets …"""

TOKEN = re.compile(rf"{re.escape(UNDECIDED)}|\\(?:[A-Za-z]+|.)|.", re.DOTALL)
OPENING, CLOSING = ("(", "[", r"\{", r"\lfloor", r"\lceil"), (")", "]", r"\}", r"\rfloor", r"\rceil")


def width(formula: str) -> float:
    r"""How wide LaTeX mathematics stands on the page, in points; a fraction is taken as if it stood in one line.

    >>> width("4n"), width("n^{2}") < width("nn"), width(r"\times") > width("n")
    (11.0, True, True)
    """
    total, scales, before = 0.0, [1.0], ""
    for token in TOKEN.findall(formula):
        if token == "{":
            scales.append(scales[-1] * (INDEX if before in ("^", "_") else 1.0))
        elif token == "}" and len(scales) > 1:
            scales.pop()
        total += scales[-1] * _width_of(token)
        before = token
    return total


def _width_of(token: str) -> float:
    if not token.startswith("\\"):
        return SIGNS[token] if token in SIGNS else LETTERS.get(token, DIGIT if token.isdecimal() else CAPITAL if token.isupper() else LETTER)
    name = token[1:]
    return OPERATORS[name] if name in OPERATORS else GREEK_LETTER if len(name) <= len("epsilon") and name.islower() else COMMAND


def broken(formula: str, room: float) -> list[str]:
    r"""A formula in lines no wider than so many points, as far as its signs allow: outside all brackets if that is enough.

    >>> print(*broken("4nm + 4n^{2} + 4n", room=60), sep="\n")
    4nm + 4n^{2}
    \quad {} + 4n
    >>> print(*broken("(n + m)(n + k)", room=60), sep="\n")
    (n + m)
    \quad {} \cdot (n + k)
    """
    if width(formula) <= room:
        return [formula]
    places, lines = list(_places(formula)), [formula]
    for loosest in sorted({place.level for place in places})[:MOST_LEVELS]:
        lines = _lines(formula, [place for place in places if place.level <= loosest], room)
        if all(width(line) <= room for line in lines):
            break
    return lines


class Place(NamedTuple):
    """Where a line may begin, how deep inside the formula, and the sign of a product that had none."""

    start: int
    level: int
    sign: str = ""


def _places(formula: str) -> Iterator[Place]:
    """Where a sign stands between sides, terms or factors, or could; none within braces, which hold together."""
    depth = braces = 0
    before = ""
    for found in TOKEN.finditer(formula):
        token = found[0]
        is_spaced = formula[found.start() - 1 : found.end() + 1] == f" {token} "
        if braces == 0 and is_spaced and token in LEVELS:
            yield Place(found.start(), 2 * depth + LEVELS[token])
        elif braces == 0 and _ends_factor(before) and _begins_factor(token):
            yield Place(found.start(), 2 * depth + LEVELS[r"\cdot"], r"\cdot ")
        braces += (token == "{") - (token == "}")
        depth += (token in OPENING) - (token in CLOSING)
        before = before if token in (" ", r"\,") else token


def _begins_factor(token: str) -> bool:
    return token.isalpha() or token in OPENING or token == r"\left" or _is_symbol(token)


def _ends_factor(token: str) -> bool:
    return token.isalpha() or token in CLOSING or token in ("}", "'") or (_is_symbol(token) and token not in (r"\frac", r"\mathrm", r"\text"))


def _is_symbol(token: str) -> bool:
    """Whether a command is a letter, or begins what stands for one."""
    return token[:1] == "\\" and token[1:].isalpha() and (token[1:] in ("frac", "mathrm", "text") or token[1:] not in OPERATORS)


def _lines(formula: str, places: list[Place], room: float) -> list[str]:
    """As many terms in each line as have room."""
    ends = [*places, Place(len(formula), 0)]
    lines, begun = [], Place(0, 0)
    for place, following in zip(ends, [*ends[1:], None], strict=True):
        if following is None or width(_line(formula, begun, following)) > room:
            lines.append(_line(formula, begun, place))
            begun = place
    if any(line.count(r"\left") != line.count(r"\right") for line in lines):  # brackets that grow must close in the line that opens them
        lines = [line.replace(r"\left", r"\Bigl").replace(r"\right", r"\Bigr") for line in lines]
    return lines


def _line(formula: str, begun: Place, end: Place) -> str:
    """What stands from one place to another, as a line of its own."""
    line = formula[begun.start : end.start].removesuffix(r"\,").rstrip()
    return rf"\quad {{}} {begun.sign}{line}" if begun.start else line
