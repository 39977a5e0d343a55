"""`figures.heatmap`: the count of a layer over two sizes, with level lines at budgets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symcount.algebra import Value, sign_runs, symbol
from symcount.errors import InputError, shown
from symcount.jobs.figures.asked import GREATEST, Given, as_sentence, sized_layers, titled
from symcount.jobs.figures.sampled import in_both, is_wide, sampled
from symcount.layers import Layer
from symcount.rendering import pretty
from symcount.rendering.figures.heatmap import Heatmap, Level

MOST_BUDGETS = 6


def heatmap(layer: str | Layer, /, *, budgets: Iterable[int] = (), **sizes: Given) -> Heatmap:
    """Draw the count of a layer over two sizes that are given as ranges, with a line at each budget.

    >>> print(heatmap("lstm", units=range(1, 513), input_dim=range(1, 1025), budgets=[1_000_000]))
    LSTM: parameters over units = 1 … 512 and input_dim = 1 … 1024
        4·units·(input_dim + units + 1), from 12 to 3,147,776 parameters
        within 1,000,000: input_dim up to 1024 at units = 203 and 1 at units = 499; 353 where both are equal

    The first range goes across, the second upwards. A line is exact: for each size across the greatest size upwards within the budget.
    Both axes are logarithmic where a range is wide.
    Errors: `InputError` for an unknown layer or size, where not exactly two sizes are ranges, for a budget that is no whole number from 1, and
    for a count that falls when a size grows; `NotDivisible` for ranges with sizes that do not divide, `TooLarge` for a rounded count over very
    many sizes.
    """
    (asked,), varied = sized_layers([layer], sizes, ranges=2)
    (across, columns), (upwards, rows) = varied.items()
    count = asked.total
    logarithmic = [any(map(is_wide, (columns, rows))) and size[0] > 0 for size in (columns, rows)]
    some_columns, some_rows = (sampled(size, is_logarithmic=is_logarithmic) for size, is_logarithmic in zip((columns, rows), logarithmic, strict=True))
    levels = tuple(_level(count, varied, budget, (some_columns, some_rows)) for budget in sorted(set(_checked(budgets))))
    counts = tuple(tuple(int(count.at({across: column, upwards: row})) for column in some_columns) for row in some_rows)
    title = titled(f"{as_sentence(asked.label)}: parameters", varied, sizes)
    return Heatmap(title, pretty(count), across, upwards, tuple(some_columns), tuple(some_rows), counts, levels, *logarithmic)


def _checked(budgets: object) -> list[int]:
    """The budgets. Errors: `InputError` for what is none."""
    if isinstance(budgets, str) or not isinstance(budgets, Iterable):
        raise InputError(f"budgets are a list of numbers of parameters, such as [100_000, 1_000_000], not {shown(budgets)}")
    found = list(budgets)
    for budget in found:
        if not isinstance(budget, int) or isinstance(budget, bool) or not 1 <= budget <= GREATEST**2:
            raise InputError(f"a budget is a number of parameters, a whole number from 1, not {shown(budget)}")
    if len(found) > MOST_BUDGETS:
        raise InputError(f"at most {MOST_BUDGETS} budgets are drawn, not {len(found)}")
    return found


def _level(count: Value, varied: Mapping[str, range], budget: int, drawn: tuple[Sequence[int], Sequence[int]]) -> Level:
    """The line of a budget, from where not all sizes upwards are within it to where none is, through the sizes that are drawn."""
    (across, columns), (upwards, rows) = varied.items()
    enters, leaves = (_greatest(count.subs({upwards: row}), across, columns, budget) for row in (rows[-1], rows[0]))
    alike = in_both(columns, rows)
    square = _greatest(count.subs({upwards: symbol(across)}), across, alike, budget) if alike else None
    square = None if alike and square == alike[-1] else square
    if leaves is None or enters == columns[-1]:
        return Level(budget, (), square)
    turns = [_greatest(count.subs({upwards: row}), across, columns, budget) for row in drawn[1]]
    on_the_line = sorted({leaves, *[column for column in (*drawn[0], *turns, enters) if column is not None and (enters or 0) <= column <= leaves]})
    found = [(column, _greatest(count.subs({across: column}), upwards, rows, budget)) for column in on_the_line]
    return Level(budget, tuple((column, row) for column, row in found if row is not None), square)


def _greatest(count: Value, name: str, sizes: range, budget: int) -> int | None:
    """The greatest size within a budget, None where there is none. Errors: `InputError` where the count falls again."""
    runs = sign_runs(count - budget, name, sizes)
    if [run.sign for run in runs] != sorted(run.sign for run in runs):
        raise InputError(f"the count falls where {name} grows: no line parts what is within a budget from what is not")
    over = [run.first for run in runs if run.sign > 0]
    if over and over[0] == sizes[0]:
        return None
    return sizes[sizes.index(over[0]) - 1] if over else sizes[-1]
