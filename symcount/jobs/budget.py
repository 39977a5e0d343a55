"""The budget question of `solve`: the largest size whose count stays within a number, its neighbours, and the round sizes next to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd
from typing import Any

from symcount.algebra import Rational, Value, growing_cases, symbol
from symcount.errors import InputError
from symcount.judging.report import with_article
from symcount.judging.unknowns import Unknowns, as_told
from symcount.layers import SizedLayer
from symcount.layers.convention import TEXTBOOK, TITLES
from symcount.layers.identities import usual_identities
from symcount.rendering import Result, latex, listed, percent, plain, thousands, written
from symcount.rendering.calculations import Row, as_latex, as_table, signed
from symcount.roles import ROLES

ROUND = (8, 64)
"""What sizes are multiples of, so that hardware is used well."""

COUNTED = ("kernel", "num_", "groups")
"""How sizes begin of which there are but few: no multiples of them are sought."""


@dataclass(frozen=True)
class Choice:
    """A size that may be chosen, with its count, how far that is from the budget, and what is said for it."""

    sizes: Mapping[str, int]
    count: Rational
    difference: Rational
    why: str

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain values."""
        return {"sizes": dict(self.sizes), "count": plain(self.count), "difference": plain(self.difference), "why": self.why}


@dataclass(frozen=True)
class Budget(Result):
    """What fits into a number of parameters, or comes nearest to another layer's."""

    asked: Unknowns
    name: str
    limit: int
    fits: bool
    choices: tuple[Choice, ...]
    convention: str
    like: SizedLayer | None = None
    notes: tuple[str, ...] = ()

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
            "like": _named(self.like) if self.like else None,
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

    @property
    def _label(self) -> str:
        return self.asked.open[self.name]

    def _sentence(self) -> str:
        what = f"{self.asked.subject}{'' if self.convention == TEXTBOOK.name else f', as {TITLES[self.convention]} counts it,'}"
        if self.like:
            near = self.nearest
            apart = f"{thousands(near.count)}, {percent_apart(near.difference, self.limit)}"
            return f"{what} is nearest to {_named(self.like)}, {thousands(self.limit)} parameters, at {self._label} = {near.sizes[self.name]}: {apart}."
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


def within(asked: Unknowns, limit: int, convention: str, like: SizedLayer | None = None, notes: Sequence[str] = ()) -> Budget:
    """The sizes next to a budget.

    Errors: `InputError` where no size is open, or several of which none follows from the others, and for a count that does not grow.
    """
    asked, taken = _with_one_open(asked.in_all)
    growing_cases([asked.total])
    (unknown,) = asked.total.names
    (name,) = asked.open
    largest = _largest(asked.total, unknown, limit)
    step = asked.sizes[name].at({unknown: 1})
    told = as_told(asked.sizes, [unknown])
    choices = []
    for size, why in sorted(_candidates(largest, int(step), name).items()):
        count = asked.total.at({unknown: size})
        choices.append(Choice(told({unknown: size}), count, count - limit, why))
    return Budget(asked, name, limit, largest > 0, tuple(choices), convention, like, (*notes, *taken))


def _candidates(largest: int, step: int, name: str) -> dict[int, str]:
    """The sizes worth looking at, each with what is said for it."""
    found: dict[int, list[str]] = {largest: ["the largest"], largest + 1: ["the next"]}
    for multiple in () if name.rpartition(".")[2].startswith(COUNTED) else ROUND:
        every = multiple // gcd(multiple, step)
        for size in (largest // every * every, (largest // every + 1) * every):
            others = [why for why in found.get(size, []) if not why.startswith("a multiple")]
            found[size] = [*others, f"a multiple of {multiple}"]
    return {size: listed(why) for size, why in found.items() if size}


def _largest(count: Value, name: str, limit: int) -> int:
    """The largest size at which the count stays within the limit, 0 where there is none: found by doubling and halving."""
    low, high = 0, 1
    while count.at({name: high}) <= limit:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if count.at({name: middle}) <= limit else (low, middle)
    return low


def _with_one_open(asked: Unknowns) -> tuple[Unknowns, list[str]]:
    """The same with one size open: others follow from it as is usual, and that is said."""
    notes = []
    for meanings in _usual(asked):
        names = asked.total.names
        if len(names) > 1 and meanings.keys() <= names:
            asked = asked.with_sizes(meanings)
            notes += [f"{name} is taken to be {value}: give it for another answer" for name, value in meanings.items()]
    names = asked.total.names
    if asked.values.keys() & names:
        raise InputError(f"{listed(sorted(asked.values.keys() & names))} has but few values: give it")
    if not names:
        raise InputError(f"no size is open: {asked.title} has {thousands(asked.total.at({}))} parameters at these")
    if len(names) > 1:
        raise InputError(f"{listed(list(asked.open.values()))} are open: give all but one, or write one as an expression in another, as input_dim=units")
    return asked, notes


def _usual(asked: Unknowns) -> Iterator[Mapping[str, Value]]:
    """What sizes of a layer usually are in others: the usual identities, and what enters is as wide as what leaves."""
    if len(asked.pieces) != 1:
        return
    layer = asked.pieces[0].layer
    yield from usual_identities(layer)
    widths = {side: [name for name in layer.sizes if ROLES[name].width == side] for side in ("input", "output")}
    if all(len(names) == 1 for names in widths.values()):
        yield {widths["input"][0]: symbol(widths["output"][0])}


def percent_apart(difference: Rational, whole: int) -> str:
    """How far a number is from another, in words.

    >>> percent_apart(-5, 1000), percent_apart(0, 7)
    ('0.5 % less', 'exactly')
    """
    if not difference:
        return "exactly"
    return f"{percent(abs(Fraction(difference)) / whole)} {'more' if difference > 0 else 'less'}"


def _named(layer: SizedLayer) -> str:
    """A layer at its sizes, as a sentence has it; what is usual is not said."""
    sizes = [f"{name}={size}" for name, size in layer.sizes.items() if layer.layer.defaults.get(name) != size]
    return f"{with_article(layer.layer.title)} with {listed(sizes)}"
