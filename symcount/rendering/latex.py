r"""Formulas, derivations and tables as LaTeX that compiles with amsmath and booktabs alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat, zip_longest
from textwrap import wrap

from symcount.algebra.steps import RENAME, Step
from symcount.algebra.value import Value
from symcount.formula import Group, Name, Negative, Node, Number, Power, Sum, fold, names_in, with_children
from symcount.rendering.latex_lines import PAGE, WORD_LETTER, broken, width
from symcount.rendering.latex_names import WORDS, name_as_math, size_symbols, text, written_symbols
from symcount.rendering.notation import POWER, Notation, Piece, base_of
from symcount.rendering.text import is_number, pretty
from symcount.rendering.tree import expanded_tree, tree_of

__all__ = ["align", "equation", "expanded", "glyphs", "legend", "math", "name_as_math", "table", "text", "typeset", "value", "with_legends", "written"]

WIDEST_FRACTION = PAGE / 2
"""Points that a fraction of a derivation may have, since no line is broken in one; a wider quotient has a slash."""

WIDEST_LEFT = PAGE / 3
"""Points that the left sides of a derivation may have; wider ones stand in lines of their own."""

LONGEST_REASON = 30
"""Characters of a reason that stand in one line."""

BETWEEN_COLUMNS, LEAST_COLUMN, TYPEWRITER_LETTER = 12.0, 60.0, 5.25

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
    return typeset(node, written_symbols(names_in(node), letters or {}))


def typeset(node: Node, symbols: Mapping[str, str], widest: float = PAGE) -> str:
    r"""A tree in its author's form, its names by symbols that are LaTeX already; an exponent needs no brackets, and no fraction is wider than so many points.

    >>> print(typeset(Sum((Name("units"), Name("bias"))), {"units": r"\units", "bias": "b"}))
    \units + b
    >>> print(typeset(Power(Name("n"), Group(Sum((Name("k"), Number(1))))), {"n": "n", "k": "k"}))
    n^{k + 1}
    """
    return _Latex(symbols, widest).write(fold(node, _with_bare_exponent))


def _with_bare_exponent(node: Node, parts: list[Node]) -> Node:
    if isinstance(node, Power):
        while isinstance(parts[1], Group):
            parts[1] = parts[1].inner
    return with_children(node, tuple(parts))


def value(count: Value, letters: Mapping[str, str] | None = None) -> str:
    r"""A value, its sizes as the letters given or, without them, as their usual glyphs.

    >>> from symcount.algebra.value import symbol
    >>> units, tied = symbol("units"), symbol("tied")
    >>> print(value(3 * units * (units + tied)), "|", value(3 * units * (units + tied), letters={"units": "h"}))
    3n(n + \tau) | 3h(h + \tau)
    """
    tree = tree_of(count)
    return typeset(tree, size_symbols(names_in(tree), letters or {}))


def expanded(count: Value, letters: Mapping[str, str] | None = None) -> str:
    r"""A value multiplied out, in the same letters; `TooLarge` where that has too many terms.

    >>> from symcount.algebra.value import symbol
    >>> print(expanded(4 * symbol("units") * (symbol("units") + symbol("input_dim"))))
    4mn + 4n^{2}
    """
    tree = expanded_tree(count)
    return typeset(tree, size_symbols(names_in(tree), letters or {}))


def equation(*sides: Node) -> str:
    """Trees that are equal, in the same letters.

    >>> from symcount.formula import Sum
    >>> print(equation(Sum((Name("units"), Name("units"))), Number(0)))
    n + n = 0
    """
    symbols = size_symbols(dict.fromkeys(name for side in sides for name in names_in(side)), {})
    return " = ".join(typeset(side, symbols) for side in sides)


def glyphs(count: Value) -> dict[str, str]:
    r"""The letter that stands for each size where a value is shown.

    >>> from symcount.algebra.value import symbol
    >>> glyphs(symbol("units") * symbol("tied"))
    {'units': 'n', 'tied': '\\tau'}
    """
    return size_symbols(names_in(tree_of(count)), {})


def legend(meanings: Mapping[str, Value], lead: str = "where", symbols: Mapping[str, str] | None = None) -> str:
    r"""What an author's letters mean, as a sentence that `lead` begins; nothing where each name says it itself.

    >>> from symcount.algebra.value import symbol
    >>> print(legend({"n": symbol("units"), "w": symbol("kernel_height") * symbol("kernel_width")}))
    \text{where } n \text{ is units and } w \text{ is kernel height$\cdot$kernel width}
    """
    telling = {name: meaning for name, meaning in meanings.items() if str(meaning) != name}
    symbols = symbols or written_symbols(telling, {})
    joints = [*[", "] * (len(telling) - 2), " and ", ""][-len(telling) :]
    parts = (rf"{symbols[name]} \text{{ is {_in_words(meaning)}{joint}}}" for (name, meaning), joint in zip(telling.items(), joints, strict=True))
    return rf"\text{{{lead} }} {' '.join(parts)}" if telling else ""


def with_legends(formula: str, *legends: str) -> str:
    r"""A formula with what its letters mean behind it, or in lines of their own where a page is too narrow.

    >>> print(with_legends("n", r"\text{where } n \text{ is units}"))
    n \quad \text{where } n \text{ is units}
    """
    parts = [formula, *filter(None, legends)]
    beside = r" \quad ".join(parts)
    if width(beside) <= PAGE:
        return beside
    lines = [*broken(formula, PAGE), *(line for legend in parts[1:] for line in _legend_lines(legend))]
    return "\\begin{aligned} & " + r" \\ & ".join(lines) + r" \end{aligned}" if len(lines) > 1 else formula


def _legend_lines(legend: str) -> Iterator[str]:
    """A legend in lines, broken behind a comma or an "and"."""
    line, *parts = re.split(r"(?<=, \}) |(?<= and \}) ", legend)
    for part in parts:
        if width(f"{line} {part}") > PAGE:
            yield line
            line = part
        else:
            line = f"{line} {part}"
    yield line


def _in_words(meaning: Value) -> str:
    return text(pretty(meaning, {name: name.replace("_", " ") for name in meaning.names}))


class _Latex(Notation):
    """Its letters are LaTeX already; a fraction that would be wider than so many points has a slash."""

    def __init__(self, symbols: Mapping[str, str], widest: float) -> None:
        super().__init__(symbols)
        self.widest = widest

    def name(self, name: str) -> str:
        return name

    def times(self, sign: str, left: Node, right: Node) -> str:
        if sign == "×":
            return r" \times "
        if sign in ("*", "·") or isinstance(base_of(right), Number) or (self._is_word(left) and self._is_word(right)):
            return r" \cdot "
        if not (self._is_short(left) and self._is_short(right)):
            return r"\,"
        # a macro and a letter behind it would be one word: \tau n
        return " " if isinstance(left, Name) and re.fullmatch(r"\\[A-Za-z]+", self._glyph(left)) else ""

    def _is_short(self, factor: Node) -> bool:
        return not self._is_word(factor) and isinstance(base_of(factor), Name | Number | Group | Sum | Negative)

    def _is_word(self, factor: Node) -> bool:
        base = base_of(factor)
        return isinstance(base, Name) and self._glyph(base).startswith((*WORDS, "{"))

    def _glyph(self, node: Name) -> str:
        return self.name(self.shown(node))

    def power(self, base: str, exponent: Piece, node: Power) -> str:
        return f"{base}^{{{exponent.text}}}"

    def quotient(self, numerator: Piece, denominator: Piece, bar: bool) -> Piece:
        if not bar or max(width(numerator.text), width(denominator.text)) > self.widest:
            return super().quotient(numerator, denominator, bar)
        return Piece(rf"\frac{{{numerator.text}}}{{{denominator.text}}}", POWER)

    def brackets(self, text: str, kind: str) -> str:
        return _around(text, *BRACKETS[kind])

    def rounding(self, text: str, up: bool) -> str:
        return _around(text, *((r"\lceil ", r" \rceil") if up else (r"\lfloor ", r" \rfloor")))


def _around(text: str, left: str, right: str) -> str:
    """Brackets, as tall as what is in them."""
    return rf"\left{left}{text}\right{right.strip()}" if r"\frac" in text else f"{left}{text}{right}"


def math(formula: str) -> str:
    """A formula within words or a cell."""
    return f"${formula}$"


def align(rows: Iterable[tuple[str, str, str]], signs: Sequence[str] = ()) -> str:
    r"""A derivation: the left side (empty where the line goes on), the right side, both LaTeX, and the reason in words.

    >>> print(align([("a", "4n(m + n)", ""), ("", "4nm + 4n^{2}", "multiplied out")]))
    \begin{align*}
    a &= 4n(m + n) \\
     &= 4nm + 4n^{2} && \text{multiplied out}
    \end{align*}

    `signs` stand between the sides of the rows, = where there are none. A left side alone is a derivation without steps. What is wider than a page
    is broken before a sign; a left side stands in lines of its own where it is wide, or where that saves lines.
    """
    rows = list(rows)
    widest = max((width(left) for left, _, _ in rows), default=0)
    reasons = max((WORD_LETTER * min(len(reason), LONGEST_REASON) + BETWEEN_COLUMNS for _, _, reason in rows if reason), default=0)
    room = PAGE - width("=") - reasons
    apart = _aligned(rows, signs, room, is_apart=True)
    beside = _aligned(rows, signs, room - widest, is_apart=False) if widest <= WIDEST_LEFT else apart
    lines = min(beside, apart, key=len)
    return "\n".join([r"\begin{align*}", " \\\\\n".join(lines), r"\end{align*}"])


def display(formula: str) -> str:
    r"""A formula in lines of its own.

    >>> print(display("n + m"))
    \begin{align*}
    & n + m
    \end{align*}
    """
    return f"\\begin{{align*}}\n& {formula}\n\\end{{align*}}"


def derivation(steps: Sequence[Step], symbols: Mapping[str, str] | None = None) -> str:
    r"""Steps as lines, each with its rule behind it.

    >>> from symcount.formula import Product
    >>> n = Name("n")
    >>> print(derivation([Step("combine powers", Product((n, n)), Power(n, Number(2)))]))
    \begin{align*}
    nn &= n^{2} && \text{combine powers}
    \end{align*}
    """
    symbols = symbols or written_symbols((name for step in steps for tree in (step.before, step.after) for name in names_in(tree)), {})
    forms = [(*(typeset(form, symbols, WIDEST_FRACTION) for form in (step.before, step.after)), step.rule) for step in steps]
    lines = [(after, rule) for before, after, rule in forms if before != after]
    rows = [(forms[0][0] if place == 0 else "", after, rule) for place, (after, rule) in enumerate(lines)] or [(forms[0][0], "", "")]
    return align(rows, [r"\sim" if rule == RENAME else "=" for _, rule in lines])


def _aligned(rows: Iterable[tuple[str, str, str]], signs: Sequence[str], room: float, *, is_apart: bool) -> list[str]:
    """The lines of a derivation, its left sides beside the right ones or in lines of their own."""
    signed = zip(rows, chain(signs, repeat("=")), strict=False)
    return [line for row, sign in signed for line in _row(*row, sign, room, is_apart)]


def _row(left: str, right: str, reason: str, sign: str, room: float, is_apart: bool) -> Iterator[str]:
    if left and (is_apart or not right):
        yield from (f"& {line}" for line in broken(left, room + width("=")))  # in the column of the right sides
        left = ""
    if not right:
        return
    for place, (line, words) in enumerate(zip_longest(broken(right, room), wrap(reason, LONGEST_REASON))):
        start = f"{_first(left)} &{sign} {line}" if place == 0 else f" & {line or ''}".rstrip()
        yield start + (rf" && \text{{{text(words)}}}" if words else "")


def table(headers: Sequence[str], rows: Sequence[Sequence[str]], total: Sequence[str] = ()) -> str:
    r"""A table for booktabs, its cells LaTeX: `text(…)` or `math(…)`; columns of numbers stand to the right.

    >>> print(table(["weight", "count"], [["bias", "20"]]))
    \begin{tabular}{lr}
    \toprule
    weight & count \\
    \midrule
    bias & 20 \\
    \bottomrule
    \end{tabular}

    A total stands behind a rule of its own. In a table wider than a page, formulas go on in the row below.
    """
    all_rows = [*rows, total] if total else rows
    places = "".join("r" if all(map(is_number, column)) else "l" for column in zip(*all_rows, strict=True)) or "l" * len(headers)
    rooms = _rooms([headers, *all_rows])
    parts = [[_table_row(headers)], [line for row in rows for line in _table_rows(row, rooms)], _table_rows(total, rooms) if total else []]
    body = "\n\\midrule\n".join("\n".join(part) for part in parts if part)
    return "\n".join([rf"\begin{{tabular}}{{{places}}}", r"\toprule", body, r"\bottomrule", r"\end{tabular}"])


def _table_rows(cells: Sequence[str], rooms: Sequence[float]) -> list[str]:
    return [_table_row(line) for line in zip_longest(*map(_cell_lines, cells, rooms), fillvalue="")]


def _table_row(cells: Sequence[str]) -> str:
    return rf"{_first(cells[0])}{''.join(f' & {cell}' for cell in cells[1:])} \\"


def _rooms(rows: Sequence[Sequence[str]]) -> list[float]:
    """How wide each column may be: where a page is too narrow, the widest columns of formulas share what the others leave."""
    columns = list(zip(*rows, strict=True))
    widths = [max(map(_cell_width, column)) for column in columns]
    in_words = [max((_cell_width(cell) for cell in column if not _is_math(cell)), default=0) for column in columns]
    left = PAGE - BETWEEN_COLUMNS * len(columns)
    rooms = [0.0] * len(columns)
    order = sorted(range(len(columns)), key=lambda place: (widths[place] > in_words[place], widths[place]))
    for done, place in enumerate(order):
        share = max(left / (len(columns) - done), LEAST_COLUMN)
        rooms[place] = max(in_words[place], min(widths[place], share))
        left -= rooms[place]
    return rooms


def _is_math(cell: str) -> bool:
    return cell.startswith("$") and cell.endswith("$") and cell.count("$") == 2


def _cell_width(cell: str) -> float:
    letter = TYPEWRITER_LETTER if r"\texttt" in cell else WORD_LETTER
    return width(cell) if _is_math(cell) else letter * len(re.sub(r"\\(text\w*)?|[{}]", "", cell))


def _cell_lines(cell: str, room: float) -> list[str]:
    if not _is_math(cell):
        return [cell]
    return [math(line) for line in broken(cell.strip("$"), room)]


def _first(cell: str) -> str:
    """The first cell of a line: a bracket or star in front would belong to the line break before it."""
    return f"{{}}{cell}" if cell.startswith(("[", "*")) else cell
