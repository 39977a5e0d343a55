r"""Formulas, derivations and tables as LaTeX that compiles with amsmath and booktabs alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from symcount.algebra.value import Value
from symcount.formula import Group, Name, Negative, Node, Number, Power, Sum, names_in
from symcount.rendering.notation import POWER, Notation, Piece, base_of
from symcount.rendering.text import is_number
from symcount.rendering.tree import expanded_tree, tree_of
from symcount.roles import ROLES

GREEK = re.compile(
    "alpha|beta|gamma|delta|epsilon|zeta|eta|theta|iota|kappa|lambda|mu|nu|xi|pi|rho|sigma|tau|upsilon|phi|chi|psi|omega"
    "|Gamma|Delta|Theta|Lambda|Xi|Pi|Sigma|Upsilon|Phi|Psi|Omega"
)
"""Names that LaTeX has a letter for."""

ESCAPES = {
    **{character: f"\\{character}" for character in "#$%&_{}"},
    "\\": r"\textbackslash{}",
    "|": r"\textbar{}",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "−": "$-$",
    "·": r"$\cdot$",
    "×": r"$\times$",
    "≈": r"$\approx$",
    "≠": r"$\neq$",
    "≤": r"$\leq$",
    "≥": r"$\geq$",
    "→": r"$\to$",
    "⇒": r"$\Rightarrow$",
    "↔": r"$\leftrightarrow$",
    **{superscript: f"$^{{{digit}}}$" for digit, superscript in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
}
BRACKETS = {"()": ("(", ")"), "[]": ("[", "]"), "{}": (r"\{", r"\}")}


def written(node: Node, letters: Mapping[str, str] | None = None) -> str:
    r"""A tree in its author's form.

    >>> from symcount.formula import Product
    >>> n, m = Name("n"), Name("m")
    >>> print(written(Product((Number(4), Group(Sum((Product((n, m), ("",)), Power(n, Number(2)))))), ("",))))
    4(nm + n^{2})
    >>> print(written(Product((Number(4), Name("num_units"), Name("d_model")), ("", "×"))))
    4\,\mathrm{num\_units} \times d_{\text{model}}

    `letters` renames. A name is only ever text: what it holds of LaTeX is escaped.
    """
    return _Latex(letters).write(node)


def value(count: Value, letters: Mapping[str, str] | None = None) -> str:
    r"""A value, its sizes as the letters given or, without them, as their usual glyphs.

    >>> from symcount.algebra.value import symbol
    >>> units, tied = symbol("units"), symbol("tied")
    >>> print(value(3 * units * (units + tied)), "|", value(3 * units * (units + tied), letters={"units": "h"}))
    3n(n + \tau) | 3h(h + \tau)
    """
    return _with_glyphs(tree_of(count), letters or {})


def expanded(count: Value, letters: Mapping[str, str] | None = None) -> str:
    r"""A value multiplied out, in the same letters; `TooLarge` where that has too many terms.

    >>> from symcount.algebra.value import symbol
    >>> print(expanded(4 * symbol("units") * (symbol("units") + symbol("input_dim"))))
    4mn + 4n^{2}
    """
    return _with_glyphs(expanded_tree(count), letters or {})


def equation(*sides: Node) -> str:
    """Trees that are equal, in the same letters.

    >>> from symcount.formula import Sum
    >>> print(equation(Sum((Name("units"), Name("units"))), Number(0)))
    n + n = 0
    """
    notation = _Glyphs(_glyphs(dict.fromkeys(name for side in sides for name in names_in(side)), {}))
    return " = ".join(map(notation.write, sides))


def glyphs(count: Value) -> dict[str, str]:
    r"""The letter that stands for each size where a value is shown.

    >>> from symcount.algebra.value import symbol
    >>> glyphs(symbol("units") * symbol("tied"))
    {'units': 'n', 'tied': '\\tau'}
    """
    return _glyphs(names_in(tree_of(count)), {})


def _with_glyphs(tree: Node, letters: Mapping[str, str]) -> str:
    return _Glyphs(_glyphs(names_in(tree), letters)).write(tree)


class _Latex(Notation):
    def name(self, name: str) -> str:
        return name_as_math(name)

    def times(self, sign: str, left: Node, right: Node) -> str:
        if sign == "×":
            return r" \times "
        if sign in ("*", "·") or isinstance(base_of(right), Number):
            return r" \cdot "
        if not (self._is_short(left) and self._is_short(right)):
            return r"\,"
        # a macro and a letter behind it would be one word: \tau n
        return " " if isinstance(left, Name) and re.fullmatch(r"\\[A-Za-z]+", self._glyph(left)) else ""

    def _is_short(self, factor: Node) -> bool:
        base = base_of(factor)
        return not self._glyph(base).startswith((r"\mathrm", r"\text")) if isinstance(base, Name) else isinstance(base, Number | Group | Sum | Negative)

    def _glyph(self, node: Name) -> str:
        return self.name(self.shown(node))

    def power(self, base: str, exponent: Piece, node: Power) -> str:
        return f"{base}^{{{exponent.text}}}"

    def quotient(self, numerator: Piece, denominator: Piece, bar: bool) -> Piece:
        if not bar:
            return super().quotient(numerator, denominator, bar)
        return Piece(rf"\frac{{{numerator.text}}}{{{denominator.text}}}", POWER)

    def brackets(self, text: str, kind: str) -> str:
        return _around(text, *BRACKETS[kind])

    def rounding(self, text: str, up: bool) -> str:
        return _around(text, *((r"\lceil ", r" \rceil") if up else (r"\lfloor ", r" \rfloor")))


class _Glyphs(_Latex):
    """Letters that are LaTeX already."""

    def name(self, name: str) -> str:
        return name


def _around(text: str, left: str, right: str) -> str:
    """Brackets, as tall as what is in them."""
    return rf"\left{left}{text}\right{right.strip()}" if r"\frac" in text else f"{left}{text}{right}"


def _glyphs(names: Iterable[str], letters: Mapping[str, str]) -> dict[str, str]:
    """LaTeX for each name; a glyph already taken is not given to a second size, which then shows its name."""
    glyphs = {name: name_as_math(letters[name]) for name in names if name in letters}
    for name in names:
        if name not in glyphs:
            glyph = ROLES[name].glyph if name in ROLES else name_as_math(name)
            glyphs[name] = name_as_math(name) if glyph in glyphs.values() else glyph
    return glyphs


def name_as_math(name: str) -> str:
    r"""A name as it stands in a formula: one letter, a letter with an index, or upright words.

    >>> for name in ("n", "lambda", "n_1", "d_model", "num_units", "100%", "词"):
    ...     print(name_as_math(name))
    n
    \lambda
    n_{1}
    d_{\text{model}}
    \mathrm{num\_units}
    \text{100\%}
    \text{词}
    """
    letter, _, index = name.partition("_")
    if _letter(name):
        return _letter(name)
    if _letter(letter) and re.fullmatch("[A-Za-z0-9][+-][A-Za-z0-9]", index):
        return f"{_letter(letter)}_{{{index}}}"
    if _letter(letter) and index.isalnum() and index.isascii():
        return f"{_letter(letter)}_{{{index}}}" if len(index) == 1 or index.isdigit() else rf"{_letter(letter)}_{{\text{{{index}}}}}"
    return rf"\mathrm{{{text(name)}}}" if re.fullmatch(r"\w+", name, re.ASCII) else rf"\text{{{text(name)}}}"


def _letter(name: str) -> str:
    """A name that is one letter, Latin or Greek, as LaTeX; otherwise nothing."""
    if len(name) == 1 and not name.isascii():
        name = _greek(name)
    if GREEK.fullmatch(name):
        return f"\\{name}"
    return name if len(name) == 1 and name.isascii() and name.isalpha() else ""


def _greek(character: str) -> str:
    found = re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (\w+)", unicodedata.name(character, ""))
    if not found:
        return ""
    word = found[2].replace("LAMDA", "LAMBDA")  # as Unicode spells it
    return word.lower() if found[1] == "SMALL" else word.capitalize()


def text(words: str) -> str:
    r"""Words for a sentence, a cell or `\text`: nothing in them acts as LaTeX.

    >>> print(text(r"100% of \input{x}"))
    100\% of \textbackslash{}input\{x\}
    """
    return "".join(ESCAPES.get(character, character) for character in " ".join(words.split()) if character.isprintable())


def math(formula: str) -> str:
    """A formula within words or a cell."""
    return f"${formula}$"


def align(rows: Iterable[tuple[str, str, str]]) -> str:
    r"""A derivation: the left side (empty where the line goes on), the right side, both LaTeX, and the reason in words.

    >>> print(align([("a", "4n(m + n)", ""), ("", "4nm + 4n^{2}", "multiplied out")]))
    \begin{align*}
    a &= 4n(m + n) \\
     &= 4nm + 4n^{2} && \text{multiplied out}
    \end{align*}
    """
    lines = [f"{_first(left)} &= {right}" + (rf" && \text{{{text(reason)}}}" if reason else "") for left, right, reason in rows]
    return "\n".join([r"\begin{align*}", " \\\\\n".join(lines), r"\end{align*}"])


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    r"""A table for booktabs, its cells LaTeX: `text(…)` or `math(…)`; columns of numbers stand to the right.

    >>> print(table(["weight", "count"], [["bias", "20"]]))
    \begin{tabular}{lr}
    \toprule
    weight & count \\
    \midrule
    bias & 20 \\
    \bottomrule
    \end{tabular}
    """
    places = "".join("r" if all(map(is_number, column)) else "l" for column in zip(*rows, strict=True)) or "l" * len(headers)
    head, *body = (rf"{_first(first)}{''.join(f' & {cell}' for cell in rest)} \\" for first, *rest in (headers, *rows))
    return "\n".join([rf"\begin{{tabular}}{{{places}}}", r"\toprule", head, r"\midrule", *body, r"\bottomrule", r"\end{tabular}"])


def _first(cell: str) -> str:
    """The first cell of a line: a bracket or star in front would belong to the line break before it."""
    return f"{{}}{cell}" if cell.startswith(("[", "*")) else cell
