"""`check --summary`: is every row of a printed model summary explained, and do its totals add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from symcount.algebra import Value, Work
from symcount.judging.printed.arguments import Signature
from symcount.judging.printed.classes import ClassNames
from symcount.judging.printed.rows import RowVerdict
from symcount.judging.printed.tables import WORK_OF_A_TABLE, Known, TableVerdict, judge_table
from symcount.judging.printed.totals import sums_of_rows
from symcount.layers.definition import name_key
from symcount.reading.summary import read_summary
from symcount.rendering import Result, columns, html, latex, number_word, thousands
from symcount.rendering.latex_names import settable

if TYPE_CHECKING:
    from symcount.frameworks.mapping import Constructor, Example


@dataclass(frozen=True)
class SummaryVerdict(Result):
    r"""The judgement of a printed summary; prints as the terminal shows it.

    >>> verdict = check_summary("lstm_1 (LSTM)   (None, 400, 5)   380\nlstm_2 (LSTM)   (None, 5)   220\nTotal params: 600")
    >>> verdict.consistent, verdict.total, verdict.rows[1].inferred
    (True, 600, {'units': 5, 'input_dim': 5})
    """

    tables: tuple[TableVerdict, ...]
    """The tables that were found in the text, each judged."""

    @property
    def consistent(self) -> bool:
        """Whether nothing contradicts a row or a total, and something confirms them: a row that is explained, or the total."""
        return all(table.consistent for table in self.tables)

    @property
    def rows(self) -> tuple[RowVerdict, ...]:
        """The rows judged, in the order in which they are printed."""
        return tuple(row for table in self.tables for row in table.rows)

    @property
    def total(self) -> int:
        """The total that is printed, or else what the rows add up to; of several tables all together."""
        return sum(_total(table) for table in self.tables)

    @property
    def unexplained(self) -> int:
        """How many rows nothing explains and nothing contradicts, such as those of a layer of somebody's own."""
        return sum(not row.is_explained for row in self.rows)

    @property
    def faults(self) -> tuple[str, ...]:
        """What is wrong, a sentence each."""
        rows = [f"{row.row.name}: {row.message}" for row in self.rows if not row.consistent]
        return (*rows, *(fault for table in self.tables for fault in table.faults))

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "consistent": self.consistent,
            "total": self.total,
            "total_checked": all(table.is_total_checked for table in self.tables),
            "unexplained": self.unexplained,
            "totals": [{name: count.shown for name, count in table.table.totals.items()} for table in self.tables],
            "frameworks": [table.framework for table in self.tables],
            "rows": [row.to_dict() for row in self.rows],
            "faults": list(self.faults),
        }

    def latex(self) -> str:
        """The rows' counts and their total."""
        return latex.text(f"{self.total}")

    def table(self) -> str:
        """The rows with weights as a table for booktabs: name, layer, the formula with its numbers, the count; what is wrong as comments before it."""
        rows = [
            (latex.text(row.row.name), latex.text(row.layer.title if row.layer else row.row.kind), _in_numbers(row.message), _count(row))
            for row in self.rows
            if row.row.count and row.row.count.shown
        ]
        table = latex.table(("name", "layer", "parameters", "count"), rows, ("total", "", "", thousands(self.total)))
        return settable("\n".join([*(f"% {' '.join(fault.split())}" for fault in self.faults), table]))

    def __str__(self) -> str:
        return "\n".join([self._sentence(), "", *(f"    {line}" for line in columns(self._cells).splitlines()), *self._totals()])

    def _repr_html_(self) -> str:
        table = html.table(("", "name", "layer", "parameters", "sizes", ""), self._cells, right=[3])
        return html.block(html.paragraph(html.strong(self._sentence())), table, html.bullets(line.strip() for line in self._totals() if line))

    @property
    def _cells(self) -> list[tuple[str, ...]]:
        """The rows as a table shows them."""
        cells = [(row.row.name, row.layer.title if row.layer else "-", _count(row), _sizes(row.inferred), row.message) for row in self.rows]
        return [("" if row.consistent else "wrong", *cell) for row, cell in zip(self.rows, cells, strict=True)]

    def _sentence(self) -> str:
        if self.consistent:
            return f"The summary is consistent: {'; '.join([self._checked(), *self._unchecked()])}."
        return f"The summary is not consistent: {'; '.join(self.faults[:3])}{'; …' if len(self.faults) > 3 else '.'}"

    def _checked(self) -> str:
        return _rows(len(self.rows)) + (" and the total" if any(table.is_total_checked for table in self.tables) else "")

    def _unchecked(self) -> Iterator[str]:
        """What "consistent" does not mean here."""
        if number := self.unexplained:
            yield f"{_rows(number)} {'is' if number == 1 else 'are'} not explained"
        if unchecked := [table.table for table in self.tables if "total" in table.table.totals and not table.is_total_checked]:
            yield "the total is not checked" + (" (a fragment)" if unchecked[0].is_fragment else "")

    def _totals(self) -> list[str]:
        found = [f"    {name.replace('_', '-')}: {thousands(count.shown)}" for table in self.tables for name, count in table.table.totals.items()]
        return ["", *found] if found else []


def check_summary(text: str) -> SummaryVerdict:
    """Judge a printed model summary: each row's layer, the sizes that give its count, and the totals.

    >>> verdict = check_summary("lstm_1 (LSTM)   (None, 400, 5)   380")
    >>> verdict.consistent, verdict.rows[0].inferred
    (True, {'units': 5, 'input_dim': 13})

    Errors: `InputError` where the text has no row of a summary.
    """
    tables = read_summary(text)
    work = Work(WORK_OF_A_TABLE)
    return SummaryVerdict(tuple(judge_table(table, _known(), work) for table in tables))


@cache
def _known() -> Known:
    """What the frameworks have, read when the first summary is judged."""
    from symcount.frameworks import convention
    from symcount.frameworks.from_config import framework

    both = {name: framework(name) for name in ("keras", "torch")}
    weightless = frozenset(name_key(name) for one in both.values() for name in one.weightless)
    own = {name: frozenset((*one.constructors, *one.weightless)) for name, one in both.items()}
    only = {name: classes.difference(*(other for key, other in own.items() if key != name)) for name, classes in own.items()}
    built = {
        name: {name_key(key): tuple(dict.fromkeys(example.layer for example in made.examples)) for key, made in one.constructors.items()}
        for name, one in both.items()
    }
    signatures: dict[str, list[Signature]] = {}
    for made in (made for one in both.values() for made in one.constructors.values()):
        for example in made.examples[:1]:
            signatures.setdefault(example.layer, []).append(_signature(made, example))
    return Known(convention, ClassNames(weightless, built), only, {layer: list(dict.fromkeys(found)) for layer, found in signatures.items()})


def _signature(made: Constructor, example: Example) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The parameters of a constructor that must be given, with the sizes that each states."""
    values = {name: example.config.get(name, ()) for name in made.readers if name not in made.defaults}
    return tuple((name, _names_of(value if isinstance(value, tuple) else (value,))) for name, value in values.items())


def _names_of(values: Sequence[object]) -> tuple[str, ...]:
    """The names of sizes, if they are nothing else."""
    names = [str(value) for value in values if isinstance(value, Value)]
    return tuple(names) if all(map(str.isidentifier, names)) else ()


def _total(table: TableVerdict) -> int:
    printed = table.table.totals.get("total")
    return (printed or sums_of_rows(table.table.rows)[0]).shown


def _rows(number: int) -> str:
    return f"{number_word(number)} {'row' if number == 1 else 'rows'}"


def _in_numbers(message: str) -> str:
    """The arithmetic that explains a row, as LaTeX; empty where the message is a sentence."""
    formula = re.fullmatch(r"([\d*+() ]+) = \d+", message)
    return latex.math(formula[1].replace("*", r" \times ")) if formula else ""


def _count(row: RowVerdict) -> str:
    return thousands(row.row.count.shown) if row.row.count else ""


def _sizes(inferred: Mapping[str, int]) -> str:
    return ", ".join(f"{name}={size}" for name, size in inferred.items())
