"""The sizes next to a budget, as sentences, tables and JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symcount.algebra import Rational
from symcount.rendering import html, html_parts, latex
from symcount.rendering.calculations import Row, as_html, as_latex, as_table, signed
from symcount.rendering.result import Result, plain
from symcount.rendering.solved import Asked
from symcount.rendering.text import percent, thousands, written


@dataclass(frozen=True)
class Choice:
    """A size that may be chosen, with its count, how far that is from the budget, and what is said for it."""

    sizes: Mapping[str, int]
    """The sizes, by their names."""
    count: Rational
    """The parameters that they give."""
    difference: Rational
    """How many that is more than the budget."""
    why: str
    """What speaks for it: the largest, a multiple of 64 …"""

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain values."""
        return {"sizes": dict(self.sizes), "count": plain(self.count), "difference": plain(self.difference), "why": self.why}


@dataclass(frozen=True)
class Budget(Result):
    """What fits into a number of parameters, or comes nearest to another layer's.

    >>> from symcount import solve
    >>> found = solve("lstm", at_most=1000, input_dim=13)
    >>> found.largest, [choice.count for choice in found.choices]
    ({'units': 10, 'input_dim': 13}, [704, 960, 1100, 1920, 19968])
    """

    asked: Asked
    """What was asked about: the layer or formula with what was said of its sizes."""
    name: str
    """The size that was looked for."""
    limit: int
    """The number of parameters."""
    fits: bool
    """Whether the smallest size is within it."""
    choices: tuple[Choice, ...]
    """The sizes that may be chosen, from the smallest."""
    convention: str
    """Whose defaults count."""
    like: str | None = None
    """The other layer, where it should come near that."""
    notes: tuple[str, ...] = ()
    """What was taken for granted."""

    @property
    def is_found(self) -> bool:
        """Whether there are such sizes: something is nearest always, but not everything fits."""
        return self.fits or self.like is not None

    @property
    def largest(self) -> dict[str, int] | None:
        """The sizes with the largest count within the budget, if any are."""
        return dict(max((one for one in self.choices if one.difference <= 0), key=lambda one: one.count).sizes) if self.fits else None

    @property
    def nearest(self) -> Choice:
        """The sizes whose count is nearest to the number."""
        return min(self.choices, key=lambda one: abs(Fraction(one.difference)))

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        answer = self.nearest.sizes if self.like else self.largest
        return {
            "layer": self.asked.name,
            "formula": written(self.asked.total),
            "at_most": None if self.like else self.limit,
            "like": self.like,
            "total": self.limit,
            "convention": self.convention,
            "given": dict(self.asked.given),
            "open": [self.name],
            "solutions": [] if answer is None else [dict(answer)],
            "nearest": [one.to_dict() for one in self.choices],
            "notes": list(self.notes),
        }

    def latex(self) -> str:
        """The count and its bound."""
        answer = self.nearest.sizes if self.like else self.largest
        letter = latex.glyphs(self.asked.total).get(self._label, latex.name_as_math(self._label))
        relation, is_then = (r"\approx", "=") if self.like else (r"\le", r"\le")
        found = rf" \quad {letter} {is_then} {answer[self.name]}" if answer else ""
        return f"{latex.value(self.asked.total)} {relation} {self.limit}{found}"

    def table(self) -> str:
        """The sizes as a table for booktabs; no page is wide enough for the calculations too."""
        headers, rows = self._rows()
        return as_latex(headers, [(cells, "") for cells, _ in rows])

    def __str__(self) -> str:
        lines = [self._sentence(), *as_table(*self._rows())]
        return "\n".join([*lines, *(f"    note: {note}" for note in self.notes)])

    def _repr_html_(self) -> str:
        notes = [html.paragraph(f"note: {note}") for note in self.notes]
        return html.block(html.paragraph(html.strong(self._sentence())), html_parts.count(self.asked.total), as_html(*self._rows()), *notes)

    @property
    def _label(self) -> str:
        return self.asked.open[self.name]

    def _sentence(self) -> str:
        what = self.asked.subject
        if self.like:
            near = self.nearest
            apart = f"{thousands(near.count)}, {percent_apart(near.difference, self.limit)}"
            return f"{what} is nearest to {self.like}, {thousands(self.limit)} parameters, at {self._label} = {near.sizes[self.name]}: {apart}."
        if not self.fits:
            return f"{what} always has more than {thousands(self.limit)} parameters:"
        return f"{what} has at most {thousands(self.limit)} parameters up to {self._label} = {(self.largest or {})[self.name]}:"

    def _rows(self) -> tuple[list[str], list[Row]]:
        """The table: a row a choice."""
        rows: list[Row] = []
        for one in self.choices:
            cells = [str(one.sizes[self.name]), thousands(one.count), signed(one.difference), one.why]
            rows.append((cells, self.asked.arithmetic(one.sizes)))
        return [self._label, "parameters", "difference", ""], rows


def percent_apart(difference: Rational, whole: int) -> str:
    """How far a number is from another, in words.

    >>> percent_apart(-5, 1000), percent_apart(0, 7)
    ('0.5 % less', 'exactly')
    """
    if not difference:
        return "exactly"
    return f"{percent(abs(Fraction(difference)) / whole)} {'more' if difference > 0 else 'less'}"
