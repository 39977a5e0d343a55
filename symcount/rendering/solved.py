"""The sizes that give a number of parameters, as sentences, tables and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from symcount.algebra import Rational, Value
from symcount.rendering import html, html_parts, latex
from symcount.rendering.calculations import Row, as_html, as_latex, as_table, signed
from symcount.rendering.result import Result, plain
from symcount.rendering.text import listed, number_word, thousands, written

MOST_SHOWN = 20
"""Solutions that the terminal and LaTeX show."""

ANY = "any"
"""What stands for a size that may be any."""


class Asked(Protocol):
    """What sizes are asked of: its name and its name in a sentence, its count, what was said of sizes, and those that are open."""

    @property
    def name(self) -> str:
        """How it was asked for."""

    @property
    def subject(self) -> str:
        """What a sentence is about."""

    @property
    def total(self) -> Value:
        """Its count in what is open."""

    @property
    def given(self) -> Mapping[str, str]:
        """The sizes that were said, as text."""

    @property
    def open(self) -> Mapping[str, str]:
        """The sizes that are told, each with its name in a table."""

    def arithmetic(self, sizes: Mapping[str, int]) -> str:
        """The calculation at these sizes, or nothing."""


@dataclass(frozen=True)
class Near:
    """A count next to the number asked for, and the first of the sizes that have it: those nearest to each other."""

    sizes: Mapping[str, int]
    """The sizes."""
    count: Rational
    """The parameters that they give."""
    difference: Rational
    """How many that is more than was asked for."""
    ways: int
    """How many sizes give this count."""


@dataclass(frozen=True)
class Solutions(Result):
    """The sizes that give a number, all of them unless `is_all` says otherwise; where there are none, the counts next to it.

    >>> from symcount import solve
    >>> solve("lstm", total=380).solutions
    ({'units': 1, 'input_dim': 93}, {'units': 5, 'input_dim': 13})
    """

    asked: Asked
    """What was asked about: the layer, chain or formula with what was said of its sizes."""
    totals: tuple[int, ...]
    """The numbers asked for: one, or one for each layer of a chain."""
    solutions: tuple[Mapping[str, int], ...]
    """The sizes of each solution, by their names."""
    is_all: bool
    """Whether these are all that there are."""
    nearest: tuple[Near, ...]
    """Where there is no solution, the counts below and above."""
    convention: str
    """Whose defaults count."""
    notes: tuple[str, ...] = ()
    """What was taken for granted."""

    @property
    def total(self) -> int:
        """The number asked for, that of all layers together."""
        return sum(self.totals)

    @property
    def is_found(self) -> bool:
        """Whether there are such sizes."""
        return bool(self.solutions)

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "layer": self.asked.name,
            "formula": written(self.asked.total),
            "total": self.total,
            "totals": list(self.totals),
            "convention": self.convention,
            "given": dict(self.asked.given),
            "open": list(self.asked.open),
            "solutions": [dict(sizes) for sizes in self.solutions],
            "is_all": self.is_all,
            "nearest": [{"sizes": dict(one.sizes), "count": plain(one.count), "difference": plain(one.difference), "ways": one.ways} for one in self.nearest],
            "notes": list(self.notes),
        }

    def latex(self) -> str:
        """The count as an equation, and what the open sizes are."""
        letters = latex.glyphs(self.asked.total)
        sign = "=" if self.asked.open or self.solutions else r"\neq"
        equation = f"{latex.value(self.asked.total)} {sign} {self.total}"
        names = [letters.get(label, latex.name_as_math(label)) for label in self.asked.open.values()]
        found = [_tuple(self._cells(sizes)) for sizes in self.solutions[:MOST_SHOWN]]
        found += [r"\dots"] if len(found) < len(self.solutions) or not self.is_all else []
        if not names:
            return equation
        if not found:
            return rf"{equation} \quad \text{{has no solution}}"
        return rf"{equation} \quad {_tuple(names)} {f'= {found[0]}' if len(found) == 1 else _set(found)}"

    def table(self) -> str:
        """The solutions, or what comes nearest, as a table for booktabs."""
        return as_latex(*self._rows())

    def __str__(self) -> str:
        lines = [self._sentence(), *self._body()]
        hidden = len(self.solutions) - MOST_SHOWN
        lines += [f"    … {number_word(hidden)} more"] if hidden > 0 else []
        return "\n".join([*lines, *(f"    note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        is_table = bool(self.asked.open and (self.solutions or self.nearest))
        table = as_html(*self._rows()) if is_table else html.Markup()
        hidden = len(self.solutions) - MOST_SHOWN
        more = [f"… {number_word(hidden)} more"] if hidden > 0 else []
        notes = [*more, *(f"note: {note}" for note in self.notes)]
        return html.block(html.paragraph(html.strong(self._sentence())), html_parts.count(self.asked.total), table, *map(html.paragraph, notes))

    def _body(self) -> list[str]:
        """The calculation of the only solution, or a table of what was found."""
        if not self.asked.open or (len(self.solutions) == 1 and self.is_all):
            calculations = [self.asked.arithmetic(sizes) for sizes in self.solutions]
            return [f"    {text} = {self.total}" for text in calculations if text]
        return as_table(*self._rows()) if self.solutions or self.nearest else []

    def _sentence(self) -> str:
        what = self.asked.subject
        totals, labels = listed([thousands(one) for one in self.totals]), list(self.asked.open.values())
        if not labels:
            return f"{what} has {thousands(self.asked.total.at({}))} parameters{'' if self.solutions else f', not {totals}'}."
        if not self.solutions:
            return f"{what} never has {totals} parameters{': next to it are' if self.nearest else '.'}"
        if len(self.solutions) == 1 and self.is_all:
            return f"{what} has {totals} parameters only at {listed(self._told(self.solutions[0]))}."
        many = f"{'' if self.is_all else 'at least '}{number_word(len(self.solutions))}"
        plural = "" if len(self.solutions) == 1 else "s"
        ways = f"at {many} pair{plural} of {listed(labels)}" if len(labels) == 2 else f"in {many} way{plural}"
        return f"{what} has {totals} parameters {ways}:"

    def _told(self, sizes: Mapping[str, int]) -> list[str]:
        """What the open sizes are, as a sentence has it."""
        return [f"any {label}" if cell == ANY else f"{label} = {cell}" for label, cell in zip(self.asked.open.values(), self._cells(sizes), strict=True)]

    def _rows(self) -> tuple[list[str], list[Row]]:
        """The table: a row a solution, or a count next to the number."""
        labels = list(self.asked.open.values())
        if self.solutions:
            return labels, [(self._cells(sizes), self.asked.arithmetic(sizes)) for sizes in self.solutions[:MOST_SHOWN]]
        near: list[Row] = [([*self._cells(one.sizes), thousands(one.count), signed(one.difference)], self.asked.arithmetic(one.sizes)) for one in self.nearest]
        return [*labels, "parameters", "difference"], near

    def _cells(self, sizes: Mapping[str, int]) -> list[str]:
        return [str(sizes[name]) if name in sizes else ANY for name in self.asked.open]


def _tuple(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"({', '.join(cells)})"


def _set(found: Sequence[str]) -> str:
    return rf"\in \{{{', '.join(found)}\}}"
