"""`summary`: a model layer by layer, each row with its formula, the numbers put in and the count; and the totals."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symcount.algebra import as_size
from symcount.formula import Node
from symcount.layers.weight import Size, plain_size
from symcount.models import load
from symcount.models.counted import arithmetic_of, formula_of
from symcount.models.model import Model, Part, added
from symcount.rendering import Result, columns, html, listed, number_word, percent, pretty, thousands, written
from symcount.rendering import latex as latex_of
from symcount.rendering.folding import folded
from symcount.rendering.tables import csv_table, markdown_code, markdown_table, visible
from symcount.rendering.terminal import drawn

if TYPE_CHECKING:
    from sympy import Expr

HEADERS = ("name", "layer", "formula", "with its numbers", "parameters", "")
COUNTS = 4
"""The column of the counts."""

IN_CODE = (0, 2, 3)
"""The columns that Markdown shows as code: in them no sign acts."""

TOTALS = ("", "parameters", "share")
COUNTED = ("total", "trainable", "non_trainable", "buffers", "active", "embedding", "non_embedding")

CSV_HEADERS = ("name", "kind", "layer", "formula", "arithmetic", "count", "trainable", "non_trainable", "buffers", "copies", "remarks")

UNEXPLAINED = "not explained"


@dataclass(frozen=True)
class Row:
    """A part of the model as a row; `times` parts that are alike but for a number in their names may be shown as one."""

    part: Part
    name: str
    times: int = 1

    @property
    def kind(self) -> str:
        """What the framework calls it, empty where a file does not say."""
        return self.part.kind

    @property
    def layer(self) -> str | None:
        """The name of the catalogue's layer that it is, if one explains it."""
        return self.part.layer.layer.name if self.part.layer else None

    @property
    def is_explained(self) -> bool:
        """Whether a layer of the catalogue has these weights, or there are none."""
        return self.part.layer is not None or not self.part.weights

    @property
    def family(self) -> str:
        """The family of that layer."""
        return self.part.layer.layer.family.replace("_", " ") if self.part.layer else UNEXPLAINED

    @cached_property
    def _formula(self) -> Node | None:
        return formula_of(self.part, self.times)

    @property
    def formula(self) -> str | None:
        """Its count in the names of sizes, as code that reads back; None where no definition explains it."""
        return written(self._formula) if self._formula else None

    @cached_property
    def arithmetic(self) -> str:
        """The formula with the numbers put in: `4*(13*5 + 5*5 + 5) = 380`; empty while a size is a symbol."""
        numbers = arithmetic_of(self.part, self.times)
        return f"{numbers} = {self.count}" if numbers else ""

    def latex(self) -> str:
        """Its formula as LaTeX, in the usual letters; empty where there is none."""
        return latex_of.equation(self._formula) if self._formula else ""

    @property
    def sizes(self) -> dict[str, Size]:
        """The sizes of its layer."""
        return dict(self.part.layer.sizes) if self.part.layer else {}

    @cached_property
    def count(self) -> Size:
        """Its parameters, without what another row counts."""
        return self.part.count * self.times

    @property
    def shared(self) -> dict[str, str]:
        """Its weights that another row counts, with the names that they have there."""
        return dict(self.part.shared)

    @cached_property
    def remarks(self) -> tuple[str, ...]:
        """What its count does not say, in words."""
        return tuple(self._remarks())

    def _remarks(self) -> Iterator[str]:
        if not self.is_explained:
            yield "no definition explains it"
        for elsewhere, names in _by_place(self.part.shared).items():
            what = "" if len(names) == len(self.part.weights) else f"{listed(names)} "
            yield f"{what}shared with {elsewhere}, counted there"
        trainable, frozen, buffers = (size * self.times for size in (self.part.trainable, self.part.non_trainable, self.part.buffers))
        if frozen != 0:
            yield "not trained" if trainable == 0 else f"{_number(frozen)} not trained"
        if buffers != 0:
            yield f"{_number(buffers)} more in buffers"
        if self.part.active is not None and self.part.active != self.part.copies:
            yield f"{_number(self.part.active * self.times)} of {_number(self.part.copies * self.times)} copies active for each token"

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        active = {} if self.part.active is None else {"active": plain_size(self.part.active)}
        return {
            "name": self.name,
            "kind": self.kind,
            "layer": self.layer,
            "formula": self.formula,
            "arithmetic": self.arithmetic,
            "sizes": {name: plain_size(size) for name, size in self.sizes.items()},
            "weights": [weight.to_dict() for weight in self.part.weights],
            "count": plain_size(self.count),
            "trainable": plain_size(self.part.trainable),
            "non_trainable": plain_size(self.part.non_trainable),
            "buffers": plain_size(self.part.buffers),
            "copies": plain_size(self.part.copies),
            **active,
            "shared": self.shared,
            "remarks": list(self.remarks),
        }

    def cells(self) -> tuple[str, ...]:
        """Its cells under `HEADERS`."""
        formula = pretty(self._formula) if self._formula else ""
        layer = self.layer or visible(self.kind) or "-"
        return visible(self.name), layer, formula, self.arithmetic.rpartition(" = ")[0], _number(self.count), "; ".join(map(visible, self.remarks))


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
        """The total as a SymPy expression: a number where no size is a symbol."""
        return as_size(self.total).expr

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
        kind = f" ({self.model.kind})" if self.model.kind else ""
        return visible(f"{self.model.name}{kind}")

    def totals(self) -> list[tuple[str, str, str]]:
        """The totals with their names, and parts of them with their share."""
        counts = [("total", self.total), ("trainable", self.trainable), ("non-trainable", self.non_trainable)]
        counts += [("in buffers", self.buffers)] if self.buffers != 0 else []
        counts += [("active for each token", self.active)] if self.active != self.total else []
        counts += [("embedding", self.embedding), ("non-embedding", self.non_embedding)] if self.embedding != 0 else []
        counts += self.families.items() if len(self.families) > 1 else []
        return [(name, _number(count), self._share(count)) for name, count in counts]

    def _share(self, count: Size) -> str:
        known = isinstance(count, int) and isinstance(self.total, int) and 0 < count < self.total
        return percent(Fraction(count, self.total)) if known else ""

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
        tables = [markdown_table(HEADERS, rows, [COUNTS]), markdown_table(TOTALS, self.totals(), [1, 2])]
        return "\n\n".join([self.title, *tables, *self.notes])

    def html(self) -> str:
        """The rows and totals as tables for a page."""
        rows = [row.cells() for row in self.folded]
        tables = [html.table(HEADERS, rows, right=[COUNTS]), html.table(TOTALS, self.totals(), right=[1, 2])]
        return "\n".join([html.paragraph(self.title), *tables, *map(html.paragraph, self.notes)])

    def _repr_html_(self) -> str:
        return self.html()

    def latex(self) -> str:
        """The total: a number, or its formula."""
        return latex_of.value(as_size(self.total))

    def table(self) -> str:
        """The rows and their total as a table for booktabs."""
        total = ("total", "", "", "", self._in_latex(self.total))
        return latex_of.table(HEADERS[:-1], [self._latex_row(row) for row in self.folded], total)

    def _latex_row(self, row: Row) -> tuple[str, ...]:
        name, layer, _, numbers, _, _ = row.cells()
        formula = latex_of.math(row.latex()) if row.formula else ""
        return _typewriter(name), latex_of.text(layer.replace("_", " ")), formula, _in_math(numbers), self._in_latex(row.count)

    def _in_latex(self, count: Size) -> str:
        return thousands(count) if isinstance(count, int) else latex_of.math(latex_of.value(count))

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
        return self._around(drawn(HEADERS, [row.cells() for row in self.folded], right=[COUNTS], width=width))

    def _around(self, rows: str) -> str:
        """The rows between the title and the totals."""
        blocks = [rows, columns(self.totals()), "\n".join(self.notes)]
        lines = "\n\n".join(filter(None, blocks)).splitlines()
        return "\n".join([f"{self.title}: {_number(self.total)} parameters", "", *(f"    {line}".rstrip() for line in lines)])


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
    return part.kind, layer, weights, part.copies, part.active, tuple(part.shared)


def _by_place(shared: Mapping[str, str]) -> dict[str, list[str]]:
    """The names of the shared weights, by the part that counts them."""
    found: dict[str, list[str]] = {}
    for name, elsewhere in shared.items():
        found.setdefault(elsewhere, []).append(name)
    return found


def _number(count: Size) -> str:
    return thousands(count) if isinstance(count, int) else pretty(count)


def _typewriter(name: str) -> str:
    return rf"\texttt{{{latex_of.text(name)}}}"


def _in_math(numbers: str) -> str:
    return latex_of.math(numbers.replace("*", r" \times ").replace("×", r" \times ")) if numbers else ""
