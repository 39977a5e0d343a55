r"""LaTeX mathematics, as this program writes it, as HTML that needs no typesetter: italic letters, raised exponents, built-up fractions.

So a notebook shows the same formula wherever it is opened, without a network, and no author's text is ever near a typesetter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from unicodedata import lookup

from symcount.rendering.html import Markup, escaped
from symcount.rendering.latex_lines import TOKEN

FONT = "font-family: 'Latin Modern Math', 'STIX Two Math', 'Cambria Math', 'Times New Roman', serif"

ENVIRONMENT = re.compile(r"\\(?:begin|end)\{(?:aligned|array)\}(?:\{l+\})?")

THIN, WIDE = "\u2009", "\u2003"

SIGNS = {
    **{rf"\{sign}": sign for sign in "{}#$%&_"},
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

GROUPS = {"^": ("<sup>", "</sup>"), "_": ("<sub>", "</sub>"), r"\text": ("<span>", "</span>"), r"\mathrm": ("<span>", "</span>")}
"""What begins and ends the group behind a command."""

INDICES = ("^", "_")
"""Those that may have a single sign behind them, without braces."""

BESIDE_A_FLOOR = re.compile("(?<=[⌊⌈]) | (?=[⌋⌉])")

COLUMN = "display: inline-block; vertical-align: middle; text-align: center; line-height: 1.2; margin: 0 0.15em"
BAR = "display: block; border-bottom: 1px solid; padding: 0 0.2em"


@dataclass
class _Group:
    """What is written within one pair of braces: the command before it, whether it is words, its pieces."""

    command: str = ""
    is_words: bool = False
    pieces: list[str] = field(default_factory=list)

    def add(self, piece: str) -> None:
        """Add a piece; the blank that only ends the name of a Greek letter goes, as in `\\tau n`."""
        if piece.startswith("<i>") and self.pieces[-1:] == [" "] and self.pieces[-2][:3] == "<i>":
            self.pieces.pop()
        self.pieces.append(piece)

    @property
    def html(self) -> str:
        start, end = GROUPS.get(self.command, ("", ""))
        return f"{start}{BESIDE_A_FLOOR.sub('', ''.join(self.pieces)).replace('</i><i>', '')}{end}"


def math(latex: str) -> Markup:
    r"""LaTeX mathematics of ours as a part of a line.

    >>> print(math(r"\frac{n}{2} + m^{2}").partition("</span></span>")[2])
     + <i>m</i><sup>2</sup></span>

    Raises KeyError for a command that this program writes nowhere: a text that held one has been escaped before.
    """
    groups, command = [_Group()], ""
    for token in TOKEN.findall(ENVIRONMENT.sub("", latex)):
        inside = groups[-1]
        if token == "{":
            groups.append(_Group(command, is_words=inside.is_words or command in (r"\text", r"\mathrm")))
            command = ""
        elif token == "}" or (token == "$" and inside.command == "$"):
            command = _close(groups)
        elif token == "$":
            groups.append(_Group("$"))
        elif command in INDICES:
            inside.add(_Group(command, pieces=[_sign(token, inside.is_words)]).html)
            command = ""
        elif token in (*GROUPS, r"\frac", r"\overset"):
            command = token
        else:
            inside.add(_sign(token, inside.is_words))
    return Markup(f'<span style="{FONT}">{groups[0].html}</span>')


def _close(groups: list[_Group]) -> str:
    """End the innermost group; of a command with two groups, what the second one is of."""
    group = groups.pop()
    outer = groups[-1]
    match group.command:
        case r"\frac" | r"\overset":
            outer.pieces.append(group.html)
            return f"over {group.command}"
        case r"over \frac":
            outer.pieces.append(_fraction(outer.pieces.pop(), group.html))
        case r"over \overset":
            outer.pieces.append(f"{group.html}<sup>{outer.pieces.pop()}</sup>")
        case _:
            outer.pieces.append(group.html)
    return ""


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


def _fraction(numerator: str, denominator: str) -> str:
    """A numerator over its denominator; what is copied from it, or shown where styles are not, has brackets and a slash."""
    hidden = [f'<span style="display: none">{sign}</span>' for sign in ("(", ")/(", ")")]
    start, between, end = hidden
    return f'<span style="{COLUMN}">{start}<span style="{BAR}">{numerator}</span>{between}<span style="display: block">{denominator}</span>{end}</span>'
