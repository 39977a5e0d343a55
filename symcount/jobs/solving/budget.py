"""The budget question of `solve`: the largest size whose count stays within a number, its neighbours, and the round sizes next to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import gcd

from symcount.algebra import Value, Work, greatest_size, growing_cases, symbol
from symcount.errors import InputError
from symcount.jobs.solving.unknowns import Unknowns, as_told
from symcount.judging.report import with_article
from symcount.layers import SizedLayer
from symcount.layers.identities import usual_identities
from symcount.rendering import listed, thousands
from symcount.rendering.budgeted import Budget, Choice
from symcount.roles import ROLES

ROUND = (8, 64)
"""What sizes are multiples of, so that hardware is used well."""

COUNTED = ("kernel", "num_", "groups")
"""How sizes begin of which there are but few: no multiples of them are sought."""

WORK = 50_000
"""Computations for the largest size within a number."""


def within(asked: Unknowns, limit: int, convention: str, like: SizedLayer | None = None, notes: Sequence[str] = ()) -> Budget:
    """The sizes next to a budget.

    Errors: `InputError` where no size is open, or several of which none follows from the others, and for a count that does not grow.
    """
    asked, taken = _with_one_open(asked.in_all)
    (unknown,) = asked.total.names
    (name,) = asked.open
    largest = _largest(asked.total, unknown, limit)
    step = asked.sizes[name].at({unknown: 1})
    told = as_told(asked.sizes, [unknown])
    choices = []
    for size, why in sorted(_candidates(largest, int(step), name).items()):
        count = asked.total.at({unknown: size})
        choices.append(Choice(told({unknown: size}), count, count - limit, why))
    return Budget(asked, name, limit, largest > 0, tuple(choices), convention, _named(like) if like else None, (*notes, *taken))


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
    """The largest size at which the count stays within the limit, 0 where there is none."""
    largest = 0
    for case in growing_cases([count]):
        (growing,) = case.counts
        most = limit * case.scale
        size = greatest_size(growing, name, {}, most, Work(WORK)) if growing.names else int(growing.at({}) <= most)
        if size:
            largest = max(largest, int(case.meanings.get(name, symbol(name)).at({name: size})))
    return largest


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
        example = "dense.units=lstm.units" if len(asked.pieces) > 1 else "input_dim=units"
        raise InputError(f"{listed(list(asked.open.values()))} are open: give all but one, or write one as an expression in another, as {example}")
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


def _named(layer: SizedLayer) -> str:
    """A layer at its sizes, as a sentence has it; what is usual is not said."""
    sizes = [f"{name}={size}" for name, size in layer.sizes.items() if layer.layer.defaults.get(name) != size]
    return f"{with_article(layer.layer.title)} with {listed(sizes)}"
