"""`solve`: all whole sizes at which a layer, a chain of layers or a formula has so many parameters, or the largest within a budget."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice

from symcount.algebra import Case, Equation, Rational, Value, Work, greatest_below, least_above, whole_solutions
from symcount.errors import InputError, TooLarge, shown
from symcount.jobs.named_convention import named_convention
from symcount.jobs.solving.budget import within
from symcount.jobs.solving.unknowns import Given, Unknowns, as_told, of_formula, of_layers
from symcount.judging.named_layer import named_layer
from symcount.judging.question import role_of, stated
from symcount.layers import Layer, SizedLayer, find, is_layer
from symcount.layers.convention import TEXTBOOK
from symcount.reading.assignments import MAX_DIGITS
from symcount.rendering import listed, number_word, thousands
from symcount.rendering.budgeted import Budget
from symcount.rendering.solved import Near, Solutions
from symcount.roles import ROLES

MOST_SOLUTIONS = 1000
"""Solutions that are looked for; where there are more, that is said."""

WORK = 35_000
"""Computations for all solutions, or for the counts next to a number."""


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
    `sizes` are numbers, expressions in other sizes, or "?" for one that is open though it has a usual value. `convention` names a framework
    whose defaults count.

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
        return of_layers([find(name) for name in names], lambda one: named_convention(convention, one), given)
    if convention is not None:
        raise InputError("a formula is counted as it stands: a convention goes with layers")
    return of_formula(layer, given)


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
        return named_convention(convention, like.layer).counted(like.layer, unusual)
    if not isinstance(like, str):
        raise InputError(f"like is a layer at its sizes, such as 'lstm units=256 input_dim=4096', not {shown(like)}")
    layer, sizes = named_layer(like)
    return named_convention(convention, layer).counted(layer, stated(_numbers(sizes), layer))


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
