"""Tables whose rows have a calculation in numbers, in the terminal and for papers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from symcount.rendering import html, latex
from symcount.rendering.html import Markup
from symcount.rendering.text import columns, thousands

Row = tuple[Sequence[str], str]
"""The cells of a row, and its calculation or nothing."""

CALCULATION = "calculation"


def as_table(headers: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The lines of a plain table; without calculations there is no column for them.

    >>> print(*as_table(["n"], [(["5"], "4*5"), (["10"], "4*10")]), sep="|")
         n  calculation|     5  4*5|    10  4*10
    """
    has_any = any(calculation for _, calculation in rows)
    lines = columns([[*cells, calculation] if has_any else cells for cells, calculation in rows], [*headers, CALCULATION] if has_any else headers)
    return [f"    {line}" for line in lines.splitlines()]


def as_html(headers: Sequence[str], rows: Sequence[Row]) -> Markup:
    """The same for a page.

    >>> print(as_html(["n"], [(["5"], "4*5")]).splitlines()[5].count("4*5"))
    1
    """
    has_any = any(calculation for _, calculation in rows)
    cells = [[*row, *([html.code(calculation)] if has_any else [])] for row, calculation in rows]
    return html.table([*headers, *([CALCULATION] if has_any else [])], cells, html.numeric([row for row, _ in rows]))


def as_latex(headers: Sequence[str], rows: Sequence[Row]) -> str:
    r"""The same for booktabs.

    >>> print(as_latex(["n"], [(["5"], "4*5**2")]).splitlines()[4])
    5 & $4 \times 5^{2}$ \\
    """
    has_any = any(calculation for _, calculation in rows)
    cells = [[*map(latex.text, row), *([_as_math(calculation)] if has_any else [])] for row, calculation in rows]
    return latex.table([*map(latex.text, headers), *([CALCULATION] if has_any else [])], cells)


def _as_math(calculation: str) -> str:
    powers = re.sub(r"\*\*(\d+)", r"^{\1}", calculation)
    return latex.math(powers.replace("*", r" \times ")) if calculation else ""


def signed(number: int | Fraction) -> str:
    """A difference with its sign.

    >>> signed(1024), signed(-5)
    ('+1,024', '-5')
    """
    return f"{'+' if number > 0 else ''}{thousands(number)}"
