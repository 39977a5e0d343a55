r"""How wide a formula stands on a page, and where it is broken when it is too wide: before a plus or minus outside its brackets.

Widths are those of Computer Modern at 10pt, good to about an eighth: enough to know what needs breaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

PAGE = 345.0
"""Points that a line of LaTeX's article has."""

LETTER, CAPITAL, GREEK_LETTER, DIGIT = 5.6, 7.4, 5.5, 5.0
WORD_LETTER, COMMAND = 4.9, 14.0
"""A letter of a word, with its share of the spaces; a command of the author's own, a letter with a short index."""

INDEX = 0.75
"""How much smaller an exponent or an index is."""

SIGNS = {"+": 12.3, "-": 12.3, "=": 13.4, "(": 3.9, ")": 3.9, "[": 2.8, "]": 2.8, "/": 5.0, ",": 4.5, ".": 2.8, "'": 2.8, **dict.fromkeys(" {}^_&$", 0.0)}
OPERATORS = {"times": 12.3, "cdot": 7.3, "approx": 13.4, "neq": 13.4, "sim": 13.4, ",": 1.7, "_": 4.0, "quad": 10.0, "lfloor": 4.5, "rfloor": 4.5, "lceil": 4.5}
OPERATORS |= {"rceil": 4.5, **dict.fromkeys(("frac", "mathrm", "text", "texttt", "left", "right", "Bigl", "Bigr"), 0.0)}
LETTERS = {"m": 8.8, "w": 7.2, **dict.fromkeys("bceijlrst", 4.5)}

DEEPEST = 3
"""Within how many brackets a formula is broken at most."""

TOKEN = re.compile(r"\\(?:[A-Za-z]+|.)|.", re.DOTALL)
OPENING, CLOSING = ("(", "[", r"\{", r"\lfloor", r"\lceil"), (")", "]", r"\}", r"\rfloor", r"\rceil")


def width(formula: str) -> float:
    r"""How wide LaTeX mathematics stands on the page, in points; a fraction is taken as if it stood in one line.

    >>> width("4n"), width("n^{2}") < width("nn"), width(r"\times") > width("n")
    (10.6, True, True)
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
    r"""A formula in lines no wider than so many points, as far as its sums allow: outside all brackets if that is enough.

    >>> print(*broken("4nm + 4n^{2} + 4n", room=60), sep="\n")
    4nm + 4n^{2}
    \quad {} + 4n
    """
    if width(formula) <= room:
        return [formula]
    room -= width(r"\quad")
    places, lines = list(_places(formula)), [formula]
    for most in sorted({depth for _, depth in places})[:DEEPEST]:
        lines = _lines(formula, [place for place, depth in places if depth <= most], room)
        if all(width(line) <= room for line in lines):
            break
    return lines


def _places(formula: str) -> Iterator[tuple[int, int]]:
    """Where a plus or minus stands between terms, and within how many brackets; none within braces, which hold together."""
    depth = braces = 0
    for found in TOKEN.finditer(formula):
        token = found[0]
        braces += (token == "{") - (token == "}")
        depth += (token in OPENING) - (token in CLOSING)
        if token in "+-" and not braces and formula[found.start() - 1 : found.end() + 1] == f" {token} ":
            yield found.start(), depth


def _lines(formula: str, places: list[int], room: float) -> list[str]:
    """As many terms in each line as have room."""
    ends = [*places, len(formula)]
    lines, start = [], 0
    for end, following in zip(ends, [*ends[1:], None], strict=True):
        if following is None or width(formula[start:following]) > room:
            lines.append(formula[start:end].rstrip())
            start = end
    lines = [line for line in lines if line]
    if any(line.count(r"\left") != line.count(r"\right") for line in lines):  # brackets that grow must close in the line that opens them
        lines = [line.replace(r"\left", r"\Bigl").replace(r"\right", r"\Bigr") for line in lines]
    return [lines[0], *(rf"\quad {{}} {line}" for line in lines[1:])]
