r"""LaTeX mathematics, as this program writes it, as HTML that needs no typesetter: italic letters, raised exponents, built-up fractions.

So a notebook shows the same formula wherever it is opened, without a network, and no author's text is ever near a typesetter.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from unicodedata import lookup

from symcount.rendering.html import Markup, escaped
from symcount.rendering.latex_lines import TOKEN, UNDECIDED, width

FONT = "font-family: 'Latin Modern Math', 'STIX Two Math', 'Cambria Math', 'Times New Roman', serif; font-size: 112%"

SHORT, HELD = 120.0, "; white-space: nowrap"
"""How wide a formula may be that no cell breaks, in points, and what holds it together."""

ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:aligned|array)\}(?:\{l+\})?")

INDICES = ("^", "_")
"""Commands that may have a single sign behind them, without braces."""

AFTER_A_LETTER = re.compile("(<i>.</i>) (?=<i>)")
"""The blank that only ends the name of a Greek letter, as in `\\tau n`."""

THIN, WIDE = "\u2009", "\u2003"

SIGNS = {
    **{rf"\{sign}": escaped(sign) for sign in "{}#$%&_"},
    "-": "−",
    "'": "′",
    "&": " ",
    r"\\": "<br>",
    r"\,": THIN,
    r"\;": THIN,
    r"\quad": WIDE,
    r"\times": "×",
    r"\cdot": "·",
    r"\approx": "≈",
    r"\neq": "≠",
    UNDECIDED: "≟",
    r"\leq": "≤",
    r"\le": "≤",
    r"\geq": "≥",
    r"\sim": "~",
    r"\in": "∈",
    r"\to": "→",
    r"\Rightarrow": "⇒",
    r"\leftrightarrow": "↔",
    r"\colon": ":",
    r"\dots": "…",
    r"\ldots": "…",
    r"\lfloor": "⌊",
    r"\rfloor": "⌋",
    r"\lceil": "⌈",
    r"\rceil": "⌉",
    r"\left": "",
    r"\right": "",
    r"\ell": "<i>ℓ</i>",
    r"\textbackslash": escaped("\\"),
    r"\textbar": "|",
    r"\textasciicircum": "^",
    r"\textasciitilde": "~",
    r"\textless": "&lt;",
    r"\textgreater": "&gt;",
}
"""What each sign or command stands for; letters of Greek are found by their names."""

BESIDE_A_FLOOR = re.compile("(?<=[⌊⌈]) | (?=[⌋⌉])")

COLUMN = "display: inline-block; vertical-align: middle; text-align: center; line-height: 1.2; margin: 0 0.15em"
BAR = "display: block; border-bottom: 1px solid; padding: 0 0.2em"

# what is copied from a fraction, or shown where styles are not, has brackets and a slash
OPEN, SLASH, CLOSE = (f'<span style="display: none">{sign}</span>' for sign in ("(", ")/(", ")"))

DENOMINATOR = "denominator"

# said in full: JupyterLab sets what is raised or lowered like all other text, and other pages shift it in their own ways
SHIFTED = "position: relative; vertical-align: baseline; font-size: 75%; line-height: 0"
RAISED, LOWERED = f'<sup style="{SHIFTED}; top: -0.5em">', f'<sub style="{SHIFTED}; bottom: -0.25em">'

GROUPS = {
    "": ("", ""),
    "$": ("", ""),
    "^": (RAISED, "</sup>"),
    "_": (LOWERED, "</sub>"),
    r"\text": ("<span>", "</span>"),
    r"\mathrm": ("<span>", "</span>"),
    r"\frac": (f'<span style="{COLUMN}">{OPEN}<span style="{BAR}">', f"</span>{SLASH}"),
    DENOMINATOR: ('<span style="display: block">', f"</span>{CLOSE}</span>"),
}
"""What begins and ends the group of a command."""

WORDS = (r"\text", r"\mathrm")


class _Group(NamedTuple):
    """What stands within one pair of braces: the command before it, and whether it is words."""

    command: str
    is_words: bool


def math(latex: str) -> Markup:
    r"""LaTeX mathematics of ours as a part of a line.

    >>> print(math(r"m + \tau n").partition(">")[2])
    <i>m</i> + <i>τn</i></span>

    Raises KeyError for a command that this program writes nowhere: a text that held one has been escaped before.
    """
    groups, pieces, command = [_Group("", is_words=False)], list[str](), ""
    for token in TOKEN.findall(ENVIRONMENT.sub("", latex)):
        inside = groups[-1]
        if token == "{" or (token == "$" and inside.command != "$"):
            command = "$" if token == "$" else command
            groups.append(_Group(command, is_words=command != "$" and (inside.is_words or command in WORDS)))
            pieces.append(GROUPS[command][0])
            command = ""
        elif token in ("}", "$"):
            pieces.append(GROUPS[groups.pop().command][1])
            command = DENOMINATOR if inside.command == r"\frac" else ""
        elif command in INDICES:
            pieces += [GROUPS[command][0], _sign(token, inside.is_words), GROUPS[command][1]]
            command = ""
        elif token in GROUPS:
            command = token
        else:
            pieces.append(_sign(token, inside.is_words))
    shown = BESIDE_A_FLOOR.sub("", AFTER_A_LETTER.sub(r"\1", "".join(pieces)))
    held = HELD if width(latex) <= SHORT else ""
    return Markup(f'<span style="{FONT}{held}">{shown.replace("</i><i>", "")}</span>')


def _sign(token: str, is_words: bool) -> str:
    if is_words and not token.startswith("\\"):
        return escaped(token)
    if token in SIGNS:
        return SIGNS[token]
    if token.startswith("\\"):
        return f"<i>{_greek(token[1:])}</i>"
    return f"<i>{token}</i>" if token.isalpha() else escaped(token)


def _greek(name: str) -> str:
    word, kind = name.removeprefix("var"), "CAPITAL" if name[0].isupper() else "SMALL"
    return lookup(f"GREEK {kind} LETTER {word.upper().replace('LAMBDA', 'LAMDA')}")
