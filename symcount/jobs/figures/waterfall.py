"""`figures.waterfall`: the layers of a model, each beginning where the one before ends."""

from __future__ import annotations

from collections.abc import Sequence

from symcount.errors import InputError
from symcount.jobs.figures.asked import GREATEST, parameters
from symcount.jobs.summary import Summary, summary
from symcount.rendering import listed, thousands
from symcount.rendering.figures.waterfall import Bar, Waterfall

MOST_BARS = 15


def waterfall(model: object) -> Waterfall:
    """Draw the layers of a model as a waterfall, equal ones together; `model` is whatever `summary` takes, or a summary.

    >>> print(waterfall({"encoder.weight": (64, 32), "encoder.bias": (64,), "head.weight": (10, 64)}))
    state dictionary: 2,752 parameters
        encoder: 2,112 (76.7 %)
        head: 640 (23.3 %)

    Of more than 15 bars, neighbours with the fewest parameters are one, in the family of the larger.
    Errors: `InputError` for what cannot be summarised, for a model without parameters or with more than 10^24, and for one with sizes that are open.
    """
    found = model if isinstance(model, Summary) else summary(model)
    if not isinstance(found.total, int):
        open_sizes = listed(sorted(found.total.names))
        raise InputError(f"the sizes of this model are open ({open_sizes}): give a model with numbers for them")
    if not found.total:
        raise InputError("this model has no parameters: there is nothing to draw")
    if found.total > GREATEST**2:
        raise InputError(f"this model has too many parameters to be drawn: {thousands(found.total)}")
    bars = [Bar(row.name, row.family, int(row.count), row.times * int(row.part.copies)) for row in found.folded if row.count != 0]  # type: ignore[arg-type]
    return Waterfall(f"{found.title}: {parameters(found.total)}", tuple(_at_most(bars)))


def _at_most(bars: Sequence[Bar]) -> list[Bar]:
    """The bars, two neighbours with the fewest parameters as one until they are few enough."""
    found = list(bars)
    while len(found) > MOST_BARS:
        place = min(range(len(found) - 1), key=lambda place: found[place].count + found[place + 1].count)
        found[place : place + 2] = [_as_one(found[place], found[place + 1])]
    return found


def _as_one(bar: Bar, following: Bar) -> Bar:
    more = bar.more + following.times + following.more
    family = max(bar, following, key=lambda one: one.count).family
    return Bar(bar.name, family, bar.count + following.count, bar.times, more)
