"""`summary`: a model layer by layer, each row with its formula, the numbers put in and the count; and the totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symcount.algebra import as_size
from symcount.errors import check_texts, unknown
from symcount.jobs.counted import Counted
from symcount.jobs.row import UNEXPLAINED, Row
from symcount.layers.weight import Size, plain_size
from symcount.models import load
from symcount.models.closed_form import sympy_sum, terms
from symcount.models.model import Model, added
from symcount.rendering import Result, number_word, percent, shown_count
from symcount.rendering import latex as latex_of
from symcount.rendering.folding import Fold, folded
from symcount.rendering.html import block
from symcount.rendering.latex_names import settable
from symcount.rendering.model_tables import NO_LETTERS, ModelTables, Total
from symcount.rendering.tables import csv_table, visible

if TYPE_CHECKING:
    from sympy import Expr

COUNTED = ("total", "trainable", "non_trainable", "buffers", "active", "embedding", "non_embedding")
FORMATS = ("csv", "markdown", "latex", "html")
CSV_HEADERS = ("name", "kind", "layer", "formula", "arithmetic", "count", "trainable", "non_trainable", "buffers", "copies", "remarks")


def summary(what: object) -> Summary:
    """Summarise a model: a file's path, a configuration, a state dictionary, or a model of Keras, PyTorch or Flax.

    >>> found = summary({"encoder.weight": (64, 32), "encoder.bias": (64,)})
    >>> found.total, found.rows[0].formula, found.rows[0].arithmetic
    (2112, 'units*(input_dim + 1)', '32*64 + 64 = 2112')

    Errors: `InputError` for what has no parameters to count, and for a file or configuration that cannot be read; the text says why.
    """
    return Summary(load(what))


@dataclass(frozen=True)
class Summary(Result):
    """A model's rows and totals; prints as the terminal shows it, rows that repeat as one.

    >>> found = summary({"up.weight": (64, 32), "up.bias": (64,), "down.weight": (32, 64)})
    >>> [(row.name, row.count) for row in found.rows], found.total
    ([('up', 2112), ('down', 2048)], 4160)
    """

    model: Model
    """The model as it was read: its parts with their weights."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """A row for each part, in order; they add up to the total."""
        return self._rows(Fold(part.name, place) for place, part in enumerate(self.model.parts))

    @cached_property
    def folded(self) -> tuple[Row, ...]:
        """The same, rows that differ in a number of their names alone as one: `h.0…11.attn`."""
        return self._rows(folded([part.name for part in self.model.parts], self.model.kinds))

    def _rows(self, folds: Iterable[Fold]) -> tuple[Row, ...]:
        """Rows of which those that are alike share how they are counted."""
        counted: dict[tuple[int, int], Counted] = {}
        rows = []
        for fold in folds:
            part, kind = self.model.parts[fold.place], self.model.kinds[fold.place]
            if (kind, fold.times) not in counted:
                counted[kind, fold.times] = Counted(part, fold.times)
            rows.append(Row(part, fold.name, counted[kind, fold.times]))
        return tuple(rows)

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
        return sympy_sum(terms(self.model.parts))

    @cached_property
    def families(self) -> dict[str, Size]:
        """The parameters of each family of layers, in the order in which they stand in the model; those of no known layer last."""
        found: dict[str, list[Size]] = {}
        for part, times in self.model.different:
            found.setdefault(part.family or UNEXPLAINED, []).append(part.count * times)
        names = sorted(found, key=UNEXPLAINED.__eq__)
        return {name: added(found[name]) for name in names}

    @cached_property
    def unexplained(self) -> int:
        """How many rows no definition explains."""
        return sum(times for part, times in self.model.different if not part.is_explained)

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

    @cached_property
    def tables(self) -> ModelTables:
        """The rows, rows that repeat as one, and the totals, ready to be shown."""
        return ModelTables(self.title, self.total, [row.cells for row in self.folded], [self.totals(), self.by_family()], self.notes)

    def csv(self) -> str:
        """Every row for a spreadsheet, its numbers as plain digits."""
        return csv_table(CSV_HEADERS, (self._csv_row(row) for row in self.rows))

    def _csv_row(self, row: Row) -> list[str]:
        plain = row.to_dict()
        cells = {**plain, "name": visible(row.name), "kind": visible(row.kind), "remarks": "; ".join(map(visible, row.remarks))}
        return ["" if cells[name] is None else str(cells[name]) for name in CSV_HEADERS]

    def latex(self) -> str:
        """The total: a number, or its formula."""
        return latex_of.value(as_size(self.total))

    def table(self, letters: Mapping[str, str] = NO_LETTERS) -> str:
        r"""The rows and their total as a table for booktabs, in the usual letters or in an author's own.

        >>> r"$h(d + 1)$" in summary({"head.weight": (64, 32), "head.bias": (64,)}).table(letters={"units": "h", "input_dim": "d"})
        True

        Errors: `InputError` for a size that is in no row, for a letter that would stand for two, and for one that pdflatex cannot set.
        """
        check_texts("letters", letters)
        return settable(self.tables.latex(letters))

    def markdown(self) -> str:
        """The rows and totals as tables for Markdown."""
        return self.tables.markdown()

    def html(self) -> str:
        """The rows and totals as tables for a page."""
        return self.tables.html()

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
                return self.table()
            case "html":
                return self.tables.page()
        raise unknown("format", form, FORMATS)

    def _repr_html_(self) -> str:
        return block(self.tables.html())

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
        return self.tables.text()

    def in_terminal(self, width: int | None = None) -> str:
        """The same, its rows as a table that is as wide as the terminal."""
        return self.tables.drawn(width)
