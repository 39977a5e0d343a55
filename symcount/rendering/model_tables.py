"""A model as tables: its rows, its totals and what else is said of it, in the terminal, on pages and for papers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap

from symcount.algebra.value import Value
from symcount.errors import unknown
from symcount.formula import Node, names_in
from symcount.rendering import html, latex
from symcount.rendering.html import Markup
from symcount.rendering.latex_names import size_symbols
from symcount.rendering.tables import markdown_code, markdown_table
from symcount.rendering.terminal import drawn
from symcount.rendering.text import columns, shown_count, thousands
from symcount.rendering.tree import tree_of

HEADERS = ("name", "layer", "formula", "with its numbers", "parameters", "")
COUNTS = 4
"""The column of the counts."""

STACKED_HEADERS = ("name and layer", "formula, and its numbers", "parameters")
"""The columns where a table is narrow."""

LONGEST_IN_LATEX = 26
"""Characters of a name or a remark on one line of a page."""

IN_CODE = (0, 2, 3)
"""The columns that Markdown shows as code: in them no sign acts."""

NO_LETTERS: Mapping[str, str] = {}

Total = tuple[str, str, str]
"""A total with its name and its share."""

TOTALS = ("", "parameters", "share")


@dataclass(frozen=True, slots=True)
class Cells:
    """A row as a table shows it; beside the words the formula as a tree and the count as a value, for LaTeX."""

    name: str
    layer: str
    formula: str
    numbers: str
    parameters: str
    remarks: str
    tree: Node | None
    count: int | Value

    @property
    def texts(self) -> tuple[str, ...]:
        """The words, a column each."""
        return self.name, self.layer, self.formula, self.numbers, self.parameters, self.remarks

    @property
    def below(self) -> list[str]:
        """The formula, and its numbers below it."""
        numbers = f"= {self.numbers}" if self.formula and self.numbers else self.numbers
        return list(filter(None, [self.formula, numbers]))

    @property
    def stacked(self) -> tuple[str, str, str]:
        """The words in fewer columns, several lines each."""
        return f"{self.name}\n  {self.layer}", "\n".join([*self.below, *filter(None, [self.remarks])]), self.parameters


@dataclass(frozen=True)
class ModelTables:
    """The rows of a model with their total, the totals that are shown below them, and notes."""

    title: str
    """The model's name."""
    total: int | Value
    """All its parameters."""
    rows: Sequence[Cells]
    """The rows, as cells."""
    totals: Sequence[Sequence[Total]]
    """The totals below them, in groups."""
    notes: Sequence[str]
    """What a reader should know."""

    def text(self) -> str:
        """For any terminal: a line a row."""
        return self._around(columns([row.texts for row in self.rows]))

    def drawn(self, width: int | None = None) -> str:
        """For a terminal of this width, or of its own."""
        return self._around(drawn(STACKED_HEADERS, [row.stacked for row in self.rows], right=[2], width=width))

    def _around(self, rows: str) -> str:
        """The rows between the title and the totals."""
        blocks = [rows, *map(columns, self.totals), "\n".join(self.notes)]
        lines = "\n\n".join(filter(None, blocks)).splitlines()
        return "\n".join([f"{self.title}: {shown_count(self.total)} parameters", "", *(f"    {line}".rstrip() for line in lines)])

    def markdown(self) -> str:
        """For Markdown."""
        rows = [[markdown_code(cell) if cell and place in IN_CODE else cell for place, cell in enumerate(row.texts)] for row in self.rows]
        totals = [markdown_table(TOTALS, lines, [1, 2]) for lines in self.totals if lines]
        return "\n\n".join([self.title, markdown_table(HEADERS, rows, [COUNTS]), *totals, *self.notes])

    def html(self) -> Markup:
        """For a part of a page."""
        rows = html.table(STACKED_HEADERS, [row.stacked for row in self.rows], [2])
        totals = [html.table(TOTALS, lines, [1, 2]) for lines in self.totals if lines]
        return Markup("\n".join([html.paragraph(self.title), rows, *totals, *map(html.paragraph, self.notes)]))

    def page(self) -> str:
        """For a page of its own."""
        return html.page(self.title, self.html())

    def latex(self, letters: Mapping[str, str] = NO_LETTERS) -> str:
        """The rows and their total for booktabs; a size has one letter in all rows. Errors: `InputError` for a letter of no size."""
        sizes = dict.fromkeys(name for row in self.rows if row.tree for name in names_in(row.tree))
        for name in letters:
            if name not in sizes:
                raise unknown("size in it", name, sizes)
        symbols = size_symbols(sizes, letters)
        rows = [line for row in self.rows for line in _latex_rows(row, symbols)]
        return latex.table(STACKED_HEADERS, rows, ("total", "", _latex_count(self.total, symbols)))


def _latex_rows(row: Cells, symbols: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """The name over the layer beside the formula over its numbers, and the count."""
    left = [*map(_typewriter, _lines(row.name)), rf"\quad {_text(row.layer.replace('_', ' '))}"]
    formula = [latex.typeset(row.tree, symbols)] if row.tree else []
    numbers = [re.sub("[*×]", r" \\times ", line).replace("…", r"\ldots") for line in row.below[len(formula) :]]
    remarks = map(_text, wrap(row.remarks, LONGEST_IN_LATEX))
    return zip_longest(left, [*map(latex.math, [*formula, *numbers]), *remarks], [_latex_count(row.count, symbols)], fillvalue="")


def _latex_count(count: int | Value, symbols: Mapping[str, str]) -> str:
    return thousands(count) if isinstance(count, int) else latex.math(latex.typeset(tree_of(count), symbols))


def _lines(name: str) -> list[str]:
    """A name broken at its dots, so that it leaves room on a page."""
    lines = [""]
    for piece in re.findall(r"[^.]*\.?", name):
        if lines[-1] and len(lines[-1] + piece) > LONGEST_IN_LATEX:
            lines.append("")
        lines[-1] += piece
    return lines


def _typewriter(name: str) -> str:
    return rf"\texttt{{{_text(name)}}}"


def _text(words: str) -> str:
    """Text for LaTeX; pdflatex has no sign for what is left out."""
    return latex.text(words).replace("…", r"\ldots{}")
