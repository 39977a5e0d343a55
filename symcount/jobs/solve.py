"""`solve`: all whole sizes at which a layer, a chain of layers or a formula has so many parameters, or the largest within a budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from typing import Any

from symcount.algebra import Case, Equation, Rational, Value, Work, greatest_below, least_above, whole_solutions
from symcount.errors import InputError, TooLarge, shown, unknown
from symcount.jobs.budget import Budget, within
from symcount.judging.question import role_of, stated
from symcount.judging.unknowns import Given, Unknowns, as_told, of_formula, of_layers
from symcount.layers import Layer, SizedLayer, find, is_layer
from symcount.layers.convention import FRAMEWORKS, TEXTBOOK, TITLES, Convention
from symcount.reading.assignments import MAX_DIGITS, assignments
from symcount.rendering import Result, latex, listed, number_word, plain, thousands, written
from symcount.rendering.calculations import Row, as_latex, as_table, signed
from symcount.roles import ROLES

MOST_SOLUTIONS = 1000
"""Solutions that are looked for; where there are more, that is said."""

MOST_SHOWN = 20
"""Solutions that the terminal and LaTeX show."""

ANY = "any"
"""What stands for a size that may be any."""

WORK = 50_000
"""Computations for all solutions, or for the counts next to a number."""


@dataclass(frozen=True)
class Near:
    """A count next to the number asked for, and the first of the sizes that have it: those nearest to each other."""

    sizes: Mapping[str, int]
    count: Rational
    difference: Rational
    ways: int


@dataclass(frozen=True)
class Solutions(Result):
    """The sizes that give a number, all of them unless `is_all` says otherwise; where there are none, the counts next to it."""

    asked: Unknowns
    totals: tuple[int, ...]
    solutions: tuple[Mapping[str, int], ...]
    is_all: bool
    nearest: tuple[Near, ...]
    convention: str
    notes: tuple[str, ...] = ()

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
        equation = f"{latex.value(self.asked.total)} = {self.total}"
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

    def _body(self) -> list[str]:
        """The calculation of the only solution, or a table of what was found."""
        if not self.asked.open or (len(self.solutions) == 1 and self.is_all):
            calculations = [self.asked.arithmetic(sizes) for sizes in self.solutions]
            return [f"    {text} = {self.total}" for text in calculations if text]
        return as_table(*self._rows()) if self.solutions or self.nearest else []

    def _sentence(self) -> str:
        what = f"{self.asked.subject}{_as_counted(self.convention)}"
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


def solve(
    layer: str | Layer,
    /,
    *,
    total: int | Sequence[int] | None = None,
    at_most: int | None = None,
    like: str | SizedLayer | None = None,
    convention: str | None = None,
    **sizes: int | str,
) -> Solutions | Budget:
    """Find the whole sizes that give a number of parameters, or the largest within a budget.

    >>> print(solve("lstm", total=380, units=5))
    An LSTM with units=5 has 380 parameters only at input_dim = 13.
        4*(13*5 + 5*5 + 5) = 380
    >>> len(solve("lstm", total=4457472).solutions)
    18
    >>> solve("lstm", at_most=1_000_000, input_dim=100).largest
    {'units': 452, 'input_dim': 100}

    `layer` is a layer's name, a chain of them (`"lstm + dense"`, for which `total` may be a number for each), or a formula. `at_most` asks for the
    largest size within a budget, `like` for the size at which the count is next to another layer's (`"lstm units=256 input_dim=4096"`).
    `sizes` are numbers, expressions in other sizes, or "?" for one that is open though it has a usual value.
    Errors: `InputError` for an unknown layer or size and for what does not grow with its sizes, `FormulaError` for a formula that cannot be
    read, `TooLarge` where too many sizes would have to be tried.
    """
    if [total, at_most, like].count(None) != 2:
        raise InputError("say what is asked for: one of total, at_most and like")
    if total is not None:
        asked = _asked(layer, convention, _numbers(sizes))
        return _all_solutions(asked, _totals(total, asked), convention or TEXTBOOK.name)
    if at_most is not None:
        return within(_asked(layer, convention, _numbers(sizes)), _count(at_most), convention or TEXTBOOK.name)
    other = _other(like, convention)
    entering = _entering(layer, other, sizes)
    notes = [f"{name} = {size}, as in the {other.layer.title}" for name, size in entering.items()]
    return within(_asked(layer, convention, {**entering, **_numbers(sizes)}), _count(other.total), convention or TEXTBOOK.name, other, notes)


# -- what is asked -------------------------------------------------------------------------------------------------


def _asked(layer: str | Layer, convention: str | None, given: Given) -> Unknowns:
    """The unknowns of a layer, a chain or a formula."""
    names: Sequence[str | Layer] = [name.strip() for name in layer.split("+")] if isinstance(layer, str) else [layer]
    if not isinstance(layer, str) or layer.strip().isidentifier() or any(map(is_layer, names)):
        return of_layers([find(name) for name in names], lambda one: _convention(convention, one), given)
    if convention is not None:
        raise InputError("a formula is counted as it stands: a convention goes with layers")
    return of_formula(layer, given)


def _convention(name: str | None, layer: Layer) -> Convention:
    """How a layer is counted; what the frameworks build is read only when one is named."""
    if name is None:
        return TEXTBOOK
    if name not in FRAMEWORKS:
        raise unknown("framework", name, FRAMEWORKS)
    from symcount.frameworks import convention

    return convention(name, layer)


def _numbers(sizes: Mapping[str, int | str]) -> dict[str, int | str]:
    """Numbers that were written as text as numbers."""
    for name, size in sizes.items():
        if isinstance(size, bool) or not isinstance(size, (int, str)):
            raise InputError(f"{name} is a whole number or an expression, not {shown(size)}")
    return {name: int(size) if isinstance(size, str) and size.isdecimal() and len(size) <= MAX_DIGITS else size for name, size in sizes.items()}


def _totals(total: int | Sequence[int], asked: Unknowns) -> tuple[int, ...]:
    """The numbers of parameters: one for all, or one for each layer of a chain."""
    totals = tuple(total) if isinstance(total, Sequence) and not isinstance(total, str) else (total,)
    if len(totals) not in (1, len(asked.counts)):
        raise InputError(f"{number_word(len(totals))} totals are given for {asked.name}: give one, or one for each layer of a chain")
    return tuple(_count(one) for one in totals)


def _count(number: object) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or number < 1:
        raise InputError(f"a number of parameters is a whole number from 1, not {shown(number)}")
    if number >= 10**MAX_DIGITS:
        raise InputError(f"a number of parameters has at most {thousands(MAX_DIGITS)} digits")
    return number


def _other(like: object, convention: str | None) -> SizedLayer:
    """The layer that another is to be like, at its sizes: `"lstm units=256 input_dim=4096"`."""
    if isinstance(like, SizedLayer):
        unusual = {name: size for name, size in like.sizes.items() if like.layer.defaults.get(name) != size}
        return _convention(convention, like.layer).counted(like.layer, unusual)
    if not isinstance(like, str):
        raise InputError(f"like is a layer at its sizes, such as 'lstm units=256 input_dim=4096', not {shown(like)}")
    words = like.replace(",", " ").split()
    layer = find(" ".join(word for word in words if "=" not in word))
    sizes = _numbers(assignments(",".join(word for word in words if "=" in word)))
    return _convention(convention, layer).counted(layer, stated(sizes, layer))


def _entering(layer: str | Layer, other: SizedLayer, sizes: Given) -> dict[str, int | str]:
    """What enters the other layer, as the size of this one where nothing is said of that: both are compared on the same inputs."""
    if not is_layer(layer):
        return {}
    definition = find(layer)
    widths = [size for name, size in other.sizes.items() if ROLES[name].width == "input" and isinstance(size, int)]
    said = {own for name in sizes for own in definition.own_sizes(role_of(name, definition))}
    names = [name for name in definition.sizes if ROLES[name].width == "input"]
    return {names[0]: widths[0]} if len(names) == len(widths) == 1 and names[0] not in said else {}


# -- solutions -----------------------------------------------------------------------------------------------------


def _all_solutions(asked: Unknowns, totals: tuple[int, ...], convention: str) -> Solutions:
    asked = asked if len(totals) > 1 else asked.in_all
    found: list[dict[str, int]] = []
    notes: tuple[str, ...] = ()
    try:
        for sizes in _found(asked, totals, Work(WORK)):
            found.append(sizes)
            if len(found) > MOST_SOLUTIONS:
                break
    except TooLarge as error:
        notes = (f"not all sizes were tried: give one more of {listed(list(asked.open.values()))}",)
        if not found:
            raise TooLarge(f"{error}: give one more of {listed(list(asked.open.values()))}") from error
    solutions = tuple(sorted(found[:MOST_SOLUTIONS], key=lambda sizes: [sizes.get(name, 0) for name in asked.sizes]))
    is_all = len(found) <= MOST_SOLUTIONS and not notes
    nearest: tuple[Near, ...] = ()
    if not found and len(totals) == 1 and asked.open:
        nearest, notes = _nearest(asked, totals[0])
    return Solutions(asked, totals, solutions, is_all, nearest, convention, notes)


def _found(asked: Unknowns, totals: Sequence[Rational], work: Work) -> Iterator[dict[str, int]]:
    """The sizes that give each count its number."""
    for case, sizes in asked.cases():
        yield from _of_case(asked, case, sizes, totals, work)


def _of_case(asked: Unknowns, case: Case, sizes: Mapping[str, Value], totals: Sequence[Rational], work: Work) -> Iterator[dict[str, int]]:
    numbers = [number * case.scale for number in totals]
    if any(number.denominator > 1 for number in numbers):
        return
    equations = [Equation(count, int(number), int(number)) for count, number in zip(case.counts, numbers, strict=True)]
    told = as_told(sizes, {name for count in case.counts for name in count.names})
    for solution in whole_solutions(equations, {}, work):
        found = told(solution)
        if asked.are_possible(found):
            yield found


def _nearest(asked: Unknowns, total: int) -> tuple[tuple[Near, ...], tuple[str, ...]]:
    """The greatest count below a number and the least above it, with their sizes; a note where these are not known."""
    below: list[Rational] = []
    above: list[Rational] = []
    work = Work(WORK)
    try:
        for case, _ in asked.cases():
            below += _scaled(case, greatest_below(case.counts[0], total * case.scale - 1, work))
            above += _scaled(case, least_above(case.counts[0], total * case.scale + 1, work))
        counts = [*([max(below)] if below else []), *([min(above)] if above else [])]
        found = [(count, list(islice(_found(asked, [count], work), MOST_SOLUTIONS))) for count in counts]
    except TooLarge:
        return (), ("the counts next to it are not known: too many sizes would have to be tried",)
    if not all(ways for _, ways in found):
        return (), ("the counts next to it are not known: sizes must divide others",)
    return tuple(_near(asked, count, total, ways) for count, ways in found), ()


def _scaled(case: Case, count: int | None) -> list[Rational]:
    return [] if count is None else [count // case.scale if count % case.scale == 0 else Fraction(count, case.scale)]


def _near(asked: Unknowns, count: Rational, total: int, ways: Sequence[Mapping[str, int]]) -> Near:
    """A count next to a number, at the sizes nearest to each other."""
    return Near(min(ways, key=lambda sizes: _spread([sizes[name] for name in asked.open if name in sizes])), count, count - total, len(ways))


def _spread(sizes: Sequence[int]) -> int:
    """How far sizes are from each other."""
    return max(sizes, default=0) - min(sizes, default=0)


# -- words ---------------------------------------------------------------------------------------------------------


def _as_counted(convention: str) -> str:
    return "" if convention == TEXTBOOK.name else f", as {TITLES[convention]} counts it,"


def _tuple(cells: Sequence[str]) -> str:
    return cells[0] if len(cells) == 1 else f"({', '.join(cells)})"


def _set(found: Sequence[str]) -> str:
    return rf"\in \{{{', '.join(found)}\}}"
