"""Formulas as text: code that reads back, and the terminal's form; tables and lists for sentences."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from textwrap import wrap
from types import EllipsisType

from symcount.algebra.value import Value, symbol
from symcount.errors import columns_of
from symcount.formula import Group, Name, Negative, Node, Number, Power, Sum
from symcount.rendering.notation import ATOM, POWER, Notation, Piece, base_of
from symcount.rendering.tree import tree_of

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
LINE = 96
"""Characters of a line, less the indent that commands give it."""

WIDTHS = 4096
"""Widths of cells that are kept: formulas repeat from row to row."""

HELD = "\u00a0"
"""A blank at which no line is broken."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def written(formula: Value | Node, letters: Mapping[str, str] | None = None) -> str:
    """A value or a tree as code that reads back: the author's brackets stay, and only needed ones are added.

    >>> from symcount.formula import Product
    >>> n, m = Name("n"), Name("m")
    >>> formula = Product((Number(4), Group(Sum((Product((n, m)), Power(n, Number(2)))))))
    >>> written(formula), written(formula, letters={"n": "units"})
    ('4*(n*m + n**2)', '4*(units*m + units**2)')

    `letters` renames; names are written as `safe_name` has them.
    """
    return _Code(letters).write(tree_of(formula) if isinstance(formula, Value) else formula)


def safe_name(name: str) -> str:
    """A name as code can hold it: every run of other characters than letters, digits and `_` is one `_`.

    >>> safe_name("hidden--size")
    'hidden_size'
    """
    return re.sub(r"\W+", "_", name)


def in_safe_names(value: Value) -> Value:
    """A value in names that its text can hold.

    >>> from symcount.algebra import symbol
    >>> print(in_safe_names(2 * symbol("n_i-1")))
    2*n_i_1
    """
    return value.subs({name: symbol(safe_name(name)) for name in value.names if safe_name(name) != name})


def pretty(formula: Value | Node, letters: Mapping[str, str] | None = None) -> str:
    """A value or a tree as a colleague writes it in plain text.

    >>> from symcount.formula import Product
    >>> n, m = Name("n"), Name("m")
    >>> pretty(Product((Number(4), Group(Sum((Product((n, m)), Power(n, Number(2))))))))
    '4·(n·m + n²)'
    >>> pretty(Product((Number(4), Group(Sum((Product((n, m), ("",)), Power(n, Number(2)))))), ("",)))
    '4(nm + n²)'

    What the author wrote without a sign stays so while it reads well: with `letters={"n": "units"}` the last is `4(units·m + units²)`.
    """
    return _Terminal(letters).write(tree_of(formula) if isinstance(formula, Value) else formula)


def as_tuple(sides: Sequence[int | Value | EllipsisType | None], copies: int | Value = 1) -> str:
    """The sides of a shape as Python writes a tuple, behind its copies where it has several.

    >>> as_tuple([None, ..., 4]), as_tuple([3]), as_tuple([3, 5], copies=2)
    ('(None, ..., 4)', '(3,)', '2 × (3, 5)')

    `...` stands for any axes, None for a side that is open.
    """
    shown = f"({', '.join(map(_side, sides))}{',' if len(sides) == 1 else ''})"
    times = _side(copies)
    return shown if copies == 1 else f"{f'({times})' if ' ' in times else times} × {shown}"


def _side(side: int | Value | EllipsisType | None) -> str:
    return pretty(side) if isinstance(side, Value) else "..." if side is ... else str(side)


class _Code(Notation):
    def name(self, name: str) -> str:
        return safe_name(name)

    def times(self, sign: str, left: Node, right: Node) -> str:
        return "*"

    def power(self, base: str, exponent: Piece, node: Power) -> str:
        return f"{base}**{self.held(exponent, POWER)}"

    def brackets(self, text: str, kind: str) -> str:
        return f"({text})"

    def rounding(self, text: str, up: bool) -> str:
        return f"ceil({text})" if up else f"floor({text})"


class _Terminal(Notation):
    def name(self, name: str) -> str:
        return name

    def times(self, sign: str, left: Node, right: Node) -> str:
        if sign == "" and self._is_short(left) and self._is_short(right) and not isinstance(base_of(right), Number):
            return ""
        return "×" if sign == "×" else "·"

    def _is_short(self, factor: Node) -> bool:
        """Whether a factor reads well beside another without a sign: a number, one letter, brackets, or a power of these."""
        base = base_of(factor)
        return len(self.shown(base)) == 1 if isinstance(base, Name) else isinstance(base, Number | Group | Sum | Negative)

    def power(self, base: str, exponent: Piece, node: Power) -> str:
        match node.exponent:
            case Number(int()):
                return base + exponent.text.translate(SUPERSCRIPTS)
            case _:
                return f"{base}^{self.held(exponent, ATOM)}"

    def brackets(self, text: str, kind: str) -> str:
        return f"{kind[0]}{text}{kind[-1]}"

    def rounding(self, text: str, up: bool) -> str:
        return f"⌈{text}⌉" if up else f"⌊{text}⌋"


def thousands(number: int | Fraction) -> str:
    """A number for a sentence or a table, its thousands set apart; formulas show plain digits.

    >>> thousands(4457472)
    '4,457,472'
    """
    return f"{number:,}" if isinstance(number, int) else str(number)


def percent(ratio: int | Fraction) -> str:
    """A ratio in percent, to three digits.

    >>> percent(Fraction(-1, 137))
    '-0.73 %'
    """
    return f"{float(100 * Fraction(ratio)):.3g} %" if abs(Fraction(ratio)) < 10**6 else "over 100,000,000 %"


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a sentence lists them.

    >>> listed(["a", "b", "c"]), listed(["a", "b"], "or"), listed(["a"])
    ('a, b and c', 'a or b', 'a')
    """
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def shown_count(count: int | Value) -> str:
    """A count as a table shows it.

    >>> shown_count(4457472)
    '4,457,472'
    """
    return thousands(count) if isinstance(count, int) else pretty(count)


def number_word(number: int) -> str:
    """A count in words, as a sentence has it; digits from eleven on.

    >>> number_word(4), number_word(1024)
    ('four', '1,024')
    """
    return WORDS[number] if 0 <= number < len(WORDS) else thousands(number)


def in_lines(formula: str, first: str = "", following: str = "  ") -> list[str]:
    """A formula in lines that a terminal has room for, each but the first begun by a plus or minus.

    >>> print(*in_lines(" + ".join(["units*input_dim"] * 7), first="= "), sep="\\n")
    = units*input_dim + units*input_dim + units*input_dim + units*input_dim + units*input_dim
        + units*input_dim + units*input_dim
    """
    held = re.sub(r" ([+-]) ", f" \\1{HELD}", formula)
    lines = wrap(held, LINE, initial_indent=first, subsequent_indent=following + "  ", break_long_words=False, break_on_hyphens=False)
    return [line.replace(HELD, " ") for line in lines]


def columns(rows: Sequence[Sequence[str]], headers: Sequence[str] = ()) -> str:
    """Rows as a plain table: words to the left, columns of numbers to the right, below their headers if there are any.

    Wide characters take two places.

    >>> print(columns([["kernel", "(13, 20)", "260"], ["bias", "(20,)", "20"]]))
    kernel  (13, 20)  260
    bias    (20,)      20
    """
    lines = [headers, *rows] if headers else rows
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    numeric = [all(map(is_number, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(_padded, line, widths, numeric)).rstrip() for line in lines)


def _padded(cell: str, width: int, right: bool) -> str:
    if cell.isascii():
        return cell.rjust(width) if right else cell.ljust(width)
    space = " " * (width - _width_of_wide(cell))
    return space + cell if right else cell + space


def _width(text: str) -> int:
    return len(text) if text.isascii() else _width_of_wide(text)


@lru_cache(WIDTHS)
def _width_of_wide(text: str) -> int:
    return sum(map(columns_of, text))


def is_number(cell: str) -> bool:
    """Whether a table's cell is a number, or empty."""
    return re.fullmatch(r"[-+]?[\d,.]*", cell) is not None
