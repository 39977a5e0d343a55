"""`summary`: a model layer by layer, each row with its formula, the numbers put in and the count; and the totals."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import zip_longest
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from symcount.algebra import as_size
from symcount.errors import unknown
from symcount.formula import names_in
from symcount.layers.weight import Size, plain_size
from symcount.models import load
from symcount.models.model import Model, Part, added
from symcount.models.row import UNEXPLAINED, Cells, Row, shown_count
from symcount.rendering import Result, columns, html, number_word, percent, thousands
from symcount.rendering import latex as latex_of
from symcount.rendering.folding import folded
from symcount.rendering.latex_names import settable, size_symbols
from symcount.rendering.tables import csv_table, markdown_code, markdown_table, visible
from symcount.rendering.terminal import drawn
from symcount.rendering.tree import tree_of

if TYPE_CHECKING:
    from sympy import Expr

HEADERS = ("name", "layer", "formula", "with its numbers", "parameters", "")
COUNTS = 4
"""The column of the counts."""

STACKED_HEADERS = ("name and layer", "formula, and its numbers", "parameters")
"""The columns where a table is narrow."""

LONGEST_IN_LATEX = 26
"""Characters of a name or a remark on one line of a page."""

IN_CODE = (0, 2, 3)
"""The columns that Markdown shows as code: in them no sign acts."""

Total = tuple[str, str, str]
TOTALS = ("", "parameters", "share")
COUNTED = ("total", "trainable", "non_trainable", "buffers", "active", "embedding", "non_embedding")

FORMATS = ("csv", "markdown", "latex", "html")

CSV_HEADERS = ("name", "kind", "layer", "formula", "arithmetic", "count", "trainable", "non_trainable", "buffers", "copies", "remarks")


@dataclass(frozen=True)
class Summary(Result):
    """A model's rows and totals; prints as the terminal shows it, rows that repeat as one."""

    model: Model

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """A row for each part, in order; they add up to the total."""
        return tuple(Row(part, part.name) for part in self.model.parts)

    @cached_property
    def folded(self) -> tuple[Row, ...]:
        """The same, rows that differ in a number of their names alone as one: `h.0…11.attn`."""
        found = folded([row.name for row in self.rows], [_content(part) for part in self.model.parts])
        return tuple(Row(self.model.parts[fold.place], fold.name, fold.times) for fold in found)

    @cached_property
    def total(self) -> Size:
        """All parameters, trainable and not, shared ones once; a formula while a size is a symbol."""
        return self.model.total

    @cached_property
    def trainable(self) -> Size:
        """Those that are trained."""
        return self.model.trainable

    @cached_property
    def non_trainable(self) -> Size:
        """Those that are not."""
        return self.model.non_trainable

    @cached_property
    def buffers(self) -> Size:
        """The numbers that are kept beside the parameters."""
        return self.model.buffers

    @cached_property
    def active(self) -> Size:
        """The parameters that one token goes through: fewer in mixtures of experts."""
        return self.model.active

    @cached_property
    def embedding(self) -> Size:
        """Those of the embeddings."""
        return self.model.embedding

    @cached_property
    def non_embedding(self) -> Size:
        """All others."""
        return self.model.non_embedding

    @property
    def formula(self) -> Expr:
        """The total as a SymPy expression, the layers apart: a number where no size is a symbol."""
        return self.model.formula

    @cached_property
    def families(self) -> dict[str, Size]:
        """The parameters of each family of layers, in the order in which they stand in the model; those of no known layer last."""
        found: dict[str, list[Size]] = {}
        for row in self.rows:
            found.setdefault(row.family, []).append(row.count)
        names = sorted(found, key=UNEXPLAINED.__eq__)
        return {name: added(found[name]) for name in names}

    @cached_property
    def unexplained(self) -> int:
        """How many rows no definition explains."""
        return sum(not row.is_explained for row in self.rows)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know: what was read how, and how many rows nothing explains."""
        rows = "row is" if self.unexplained == 1 else "rows are"
        said = f"{number_word(self.unexplained)} {rows} explained by no definition: the shapes of the weights are multiplied"
        return (*self.model.notes, *([said] if self.unexplained else []))

    @property
    def title(self) -> str:
        """The model's name, and what it was read from."""
        name, kind = self.model.name, self.model.kind
        return visible(f"{name} ({kind})" if name and kind else name or kind or "model")

    def totals(self) -> list[Total]:
        """The totals with their names and shares."""
        parts = [("total", self.total), ("trainable", self.trainable), ("non-trainable", self.non_trainable)]
        parts += [("active for each token", self.active)] if self.active != self.total else []
        parts += [("embedding", self.embedding), ("non-embedding", self.non_embedding)] if self.embedding != 0 else []
        beside = [("beside them, in buffers", shown_count(self.buffers), "")] if self.buffers != 0 else []
        return [*map(self._total, parts), *beside]

    def by_family(self) -> list[Total]:
        """The families with their shares, where there are several."""
        counted = [family for family in self.families.items() if family[1] != 0]
        return list(map(self._total, counted)) if len(counted) > 1 else []

    def _total(self, part: tuple[str, Size]) -> Total:
        name, count = part
        if isinstance(count, int) and isinstance(self.total, int) and 0 < count < self.total:
            return name, shown_count(count), percent(Fraction(count, self.total))
        return name, shown_count(count), ""

    def csv(self) -> str:
        """Every row for a spreadsheet, its numbers as plain digits."""
        return csv_table(CSV_HEADERS, (self._csv_row(row) for row in self.rows))

    def _csv_row(self, row: Row) -> list[str]:
        plain = row.to_dict()
        cells = {**plain, "name": visible(row.name), "kind": visible(row.kind), "remarks": "; ".join(map(visible, row.remarks))}
        return ["" if cells[name] is None else str(cells[name]) for name in CSV_HEADERS]

    def markdown(self) -> str:
        """The rows and totals as tables for Markdown."""
        rows = [[markdown_code(cell) if cell and place in IN_CODE else cell for place, cell in enumerate(row.cells())] for row in self.folded]
        totals = [markdown_table(TOTALS, lines, [1, 2]) for lines in (self.totals(), self.by_family()) if lines]
        return "\n\n".join([self.title, markdown_table(HEADERS, rows, [COUNTS]), *totals, *self.notes])

    def html(self) -> str:
        """The rows and totals as tables for a page."""
        rows = html.table(STACKED_HEADERS, self._stacked(), [2])
        totals = [html.table(TOTALS, lines, [1, 2]) for lines in (self.totals(), self.by_family()) if lines]
        return "\n".join([html.paragraph(self.title), rows, *totals, *map(html.paragraph, self.notes)])

    def _repr_html_(self) -> str:
        return self.html()

    def latex(self) -> str:
        """The total: a number, or its formula."""
        return latex_of.value(as_size(self.total))

    def table(self) -> str:
        """The rows and their total as a table for booktabs; a size has one letter in all rows."""
        names = dict.fromkeys(name for row in self.folded if row.formula_tree for name in names_in(row.formula_tree))
        symbols = size_symbols(names, {})
        rows = [line for row in self.folded for line in _latex_rows(row, symbols)]
        total = thousands(self.total) if isinstance(self.total, int) else latex_of.math(latex_of.typeset(tree_of(self.total), symbols))
        return latex_of.table(STACKED_HEADERS, rows, ("total", "", total))

    def in_format(self, form: str) -> str:
        """A whole text for elsewhere: `csv`, `markdown`, `latex` or `html`.

        Errors: `InputError` for another format, and for a name that pdflatex cannot set.
        """
        match form:
            case "csv":
                return self.csv()
            case "markdown":
                return self.markdown()
            case "latex":
                return settable(self.table())
            case "html":
                return html.page(self.title, self.html())
        raise unknown("format", form, FORMATS)

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        counts = {name: plain_size(getattr(self, name)) for name in COUNTED}
        return {
            "name": self.model.name,
            "kind": self.model.kind,
            **counts,
            "families": {name: plain_size(count) for name, count in self.families.items()},
            "unexplained": self.unexplained,
            "notes": list(self.notes),
            "rows": [row.to_dict() for row in self.rows],
        }

    def __str__(self) -> str:
        return self._around(columns([row.cells() for row in self.folded]))

    def in_terminal(self, width: int | None = None) -> str:
        """The same, its rows as a table that is as wide as the terminal."""
        return self._around(drawn(STACKED_HEADERS, self._stacked(), right=[2], width=width))

    def _stacked(self) -> list[tuple[str, str, str]]:
        """The cells of the rows in fewer columns, several lines each."""
        rows = [row.cells() for row in self.folded]
        return [(f"{cells.name}\n  {cells.layer}", "\n".join([*_below(cells), *filter(None, [cells.remarks])]), cells.parameters) for cells in rows]

    def _around(self, rows: str) -> str:
        """The rows between the title and the totals."""
        blocks = [rows, columns(self.totals()), columns(self.by_family()), "\n".join(self.notes)]
        lines = "\n\n".join(filter(None, blocks)).splitlines()
        return "\n".join([f"{self.title}: {shown_count(self.total)} parameters", "", *(f"    {line}".rstrip() for line in lines)])


def summary(what: object) -> Summary:
    """Summarise a model: a file's path, a configuration, a state dictionary, or a model of Keras, PyTorch or Flax.

    >>> found = summary({"encoder.weight": (64, 32), "encoder.bias": (64,)})
    >>> found.total, found.rows[0].formula, found.rows[0].arithmetic
    (2112, 'units*(input_dim + 1)', '32*64 + 64 = 2112')

    Errors: `InputError` for what has no parameters to count, and for a file or configuration that cannot be read; the text says why.
    """
    return Summary(load(what))


def _content(part: Part) -> Hashable:
    """What is the same in parts that may be shown as one."""
    weights = tuple((weight.shape, weight.copies, weight.trainable, weight.is_buffer) for weight in part.weights)
    layer = (part.layer.layer, *part.layer.sizes.items()) if part.layer else None
    return part.kind, layer, weights, part.copies, part.active, tuple(part.shared), part.note


def _below(cells: Cells) -> list[str]:
    """The formula, and its numbers below it."""
    numbers = f"= {cells.numbers}" if cells.formula and cells.numbers else cells.numbers
    return list(filter(None, [cells.formula, numbers]))


def _latex_rows(row: Row, symbols: Mapping[str, str]) -> Iterator[Sequence[str]]:
    """The name over the layer beside the formula over its numbers, and the count."""
    cells = row.cells()
    left = [*map(_typewriter, _lines(cells.name)), rf"\quad {_text(cells.layer.replace('_', ' '))}"]
    formula = [latex_of.typeset(row.formula_tree, symbols)] if row.formula_tree else []
    numbers = [re.sub("[*×]", r" \\times ", line).replace("…", r"\ldots") for line in _below(cells)[len(formula) :]]
    remarks = map(_text, wrap(cells.remarks, LONGEST_IN_LATEX))
    count = thousands(row.count) if isinstance(row.count, int) else latex_of.math(latex_of.typeset(tree_of(row.count), symbols))
    return zip_longest(left, [*map(latex_of.math, [*formula, *numbers]), *remarks], [count], fillvalue="")


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
    return latex_of.text(words).replace("…", r"\ldots{}")
