"""A row of a printed summary judged: the sizes of its layer that give its count, or why there are none, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from symcount.algebra import Equation, Work, greatest_size, whole_solutions
from symcount.judging.printed.search import MOST_SOLUTIONS, WORK_OF_A_SEARCH, Search, Solved
from symcount.judging.printed.trials import SQUARE, Trial, square_sides
from symcount.judging.report import with_article
from symcount.layers import Layer
from symcount.reading.printed.rows import Row
from symcount.rendering import listed, thousands

MOST_SHOWN = 3
MOST_CHARACTERS = 80


@dataclass(frozen=True)
class RowVerdict:
    """What a row is found to be: its layer, the sizes that follow, whether anything contradicts the count, and what is to be said.

    `inputs` are the input widths that fit, also where several do; a row that is consistent need not be explained: nobody may know its layer;
    `statistics` of its numbers are kept but not trained, None where that is not known.
    """

    row: Row
    """The row as it is printed."""
    layer: Layer | None = None
    """The layer that it is, or None."""
    inferred: Mapping[str, int] = field(default_factory=dict)
    """The sizes that follow from it and the rows before."""
    consistent: bool = True
    """Whether nothing contradicts its number of parameters."""
    message: str = ""
    """What is to be said of it."""
    inputs: frozenset[int] = frozenset()
    """The input widths that fit."""
    is_explained: bool = True
    """Whether a layer explains its number."""
    statistics: int | None = None
    """How many of its numbers are kept and not trained."""

    def to_dict(self) -> dict[str, Any]:
        """Itself as plain Python values."""
        return {
            "name": self.row.name,
            "class": self.row.kind,
            "layer": self.layer.base.name if self.layer else None,
            "params": self.row.count.shown if self.row.count else None,
            "inferred": dict(self.inferred),
            "consistent": self.consistent,
            "explained": self.is_explained,
            "message": self.message,
        }


def unsolved(row: Row, message: str, layer: Layer | None = None) -> RowVerdict:
    """A row that nothing contradicts, and why nothing is said of it."""
    return RowVerdict(row, layer, message=message, is_explained=not message)


def judge_row(row: Row, layers: Sequence[Layer], search: Search) -> RowVerdict:
    """The first layer that explains the count; a fault of the first where none does."""
    if found := search.found(layers):
        return _explained(row, *found)
    layer = search.fitting(layers)[0]
    if _is_unlearned(layer, search):
        return RowVerdict(row, layer, {}, True, "neither gain nor shift", statistics=search.count.shown)
    fault = _fault(layer, search)
    return RowVerdict(row, layer, {}, False, fault) if fault else unsolved(row, "its sizes are not solved for", layer)


def _is_unlearned(layer: Layer, search: Search) -> bool:
    """Whether it is a normalisation without gain and shift, of which Keras still counts the statistics that it keeps."""
    kept = sum(not weight.trainable for weight in layer.weights) if search.convention(layer).counts_statistics else 0
    sides = search.leaving.sides if search.leaving else ()
    return layer.family == "normalization" and search.count.shown in (0, *(kept * side for side in sides if side))


def _explained(row: Row, layer: Layer, found: Sequence[Solved]) -> RowVerdict:
    sizes = [one.trial.sizes(one.solution) for one in found]
    is_all = len(found) < MOST_SOLUTIONS
    same = {name: size for name, size in sizes[0].items() if all(one.get(name) == size for one in sizes)}
    usual = {"bias": 1, **{name: size for name, size in layer.defaults.items() if name != "bias"}}
    own = {name: size for name, size in same.items() if name in (*layer.sizes, "num_layers") and size != usual.get(name)}
    certain = {name: size for name, size in own.items() if is_all or name in found[0].bound}
    message = _arithmetic(found[0]) if len(found) == 1 else _several(found, certain)
    inputs = frozenset(one["input_dim"] for one in sizes if "input_dim" in one)
    return RowVerdict(row, layer, certain, True, message, inputs, statistics=_only({one.trial.statistics(one.solution) for one in found}))


def _only(numbers: set[int]) -> int | None:
    return min(numbers) if len(numbers) == 1 else None


def _fault(layer: Layer, search: Search) -> str:
    """Why no setting explains the count: what it would be at the sizes that are known; empty where there is no setting to try.

    It is said only of widths and arguments that fix the count, or leave one size open, in every setting that was tried.
    """
    trials, widths = search.trials(layer), search.known_widths(layer)
    ways = {trial: _likeliest(search.told(trial), _known(trial, *widths)) for trial in trials if search.told(trial)}
    if not ways:
        return ""
    told = {trial: {**way, **_known(trial, *widths)} for trial, way in ways.items()}
    usual, known = next(iter(told.items()))
    if others := _others(ways[usual], known):
        return f"its arguments say {_written(others)}, its shapes {_written({name: known[name] for name in others})}"
    what = with_article(layer.title) + (f" with {_written(known)}" if known else "")
    count = thousands(search.count.shown)
    names = frozenset[str]().union(*(_open_names(*one) for one in told.items()))
    if len(names) > 1 or names != _open_names(usual, known):
        return f"no setting explains {count}: {what} has another count for all other sizes"
    near = [_nearest(one, told[one], names, search.count.most, _change(usual, one)) for one in told if _differs_in_bias(usual, one)]
    return f"{what} has {_listed_counts(near, search.count.shown)}, {'never' if names else 'not'} {count}"


def _likeliest(ways: Sequence[Mapping[str, int]], known: Mapping[str, int]) -> Mapping[str, int]:
    """Of the ways to read the arguments, the one that contradicts the widths least."""
    return min(ways, key=lambda way: len(_others(way, known)))


def _others(way: Mapping[str, int], known: Mapping[str, int]) -> Mapping[str, int]:
    """The sizes that are otherwise known."""
    return {name: size for name, size in way.items() if known.get(name, size) != size}


def _change(usual: Trial, trial: Trial) -> Mapping[str, int]:
    """What is otherwise than usual in a setting."""
    return {name: size for name, size in trial.fixed.items() if usual.fixed.get(name) != size}


def _differs_in_bias(usual: Trial, trial: Trial) -> bool:
    """Whether a setting is the usual one, or differs in its biases alone."""
    return (trial.identities, trial.is_square) == (usual.identities, usual.is_square) and _change(usual, trial).keys() <= {"bias"}


def _nearest(trial: Trial, known: Mapping[str, int], names: frozenset[str], most: int, change: Mapping[str, int]) -> list[tuple[int, str]]:
    """The counts of a setting next to one, and with which sizes it has them."""
    ways = [change]
    for name in names:
        below = greatest_size(trial.count, name, known, most * trial.scale, Work(WORK_OF_A_SEARCH))
        ways = [{name: size, **change} for size in (below, below + 1) if size]
    return [(trial.count.at({**known, **way}) // trial.scale, f" with {_written(way)}" if way else "") for way in ways]


def _listed_counts(near: Sequence[Sequence[tuple[int, str]]], count: int) -> str:
    """The counts of the first setting, and of the others the nearest if it is more than twice as near as these."""
    first = near[0]
    distance = min(abs(number - count) for number, _ in first)
    others = [one for counts in near[1:] for one in counts if 2 * abs(one[0] - count) < distance]
    nearest = min(others, key=lambda one: abs(one[0] - count), default=first[0])
    return listed([f"{thousands(number)}{way}" for number, way in sorted({*first, nearest})], "or")


def _open_names(trial: Trial, known: Mapping[str, int]) -> set[str]:
    """The sizes that the count still depends on, the sides of a kernel taken for one."""
    return {SQUARE if name in square_sides(trial.layer) else name for name in trial.count.names if name not in known}


@lru_cache(maxsize=1024)
def _known(trial: Trial, leaving: int | None, entering: int | None) -> Mapping[str, int]:
    """The sizes that the widths alone tell."""
    known: dict[str, int] = {}
    for formula, width in ((trial.leaving, leaving), (trial.entering, entering)):
        if formula and width is not None and len(formula.names) == 1:
            solution = next(whole_solutions([Equation(formula, width, width)], {}, Work(100)), {})
            known |= solution
    return known


def _arithmetic(one: Solved) -> str:
    """The count as a sum of the weights, where that is short enough to be read."""
    text = one.trial.sized(one.solution).arithmetic
    return text if len(text) <= MOST_CHARACTERS else ""


def _several(found: Sequence[Solved], certain: Mapping[str, int]) -> str:
    """Some of the sizes that fit, by those that differ."""
    ways = [{name: size for name, size in one.trial.sizes(one.solution).items() if name not in certain and _is_open(one, name)} for one in found]
    shown = [_written(_square(one.trial, way)) for one, way in zip(found, ways, strict=True)]
    fitting = list(dict.fromkeys(filter(None, shown)))
    if len(fitting) < 2:
        return _arithmetic(found[0])
    more = " …" if len(fitting) > MOST_SHOWN else ""
    return f"several sizes fit: {'; '.join(fitting[:MOST_SHOWN])}{more}"


def _is_open(one: Solved, name: str) -> bool:
    return name not in one.trial.fixed or name == "bias"


def _square(trial: Trial, sizes: Mapping[str, int]) -> Mapping[str, int]:
    """Sizes with the sides of a square kernel written once."""
    sides = square_sides(trial.layer)
    if not (trial.is_square and all(side in sizes for side in sides)):
        return sizes
    return {**{name: size for name, size in sizes.items() if name not in sides}, SQUARE: sizes[sides[0]]}


def _written(sizes: Mapping[str, int]) -> str:
    return listed([f"{name}={size}" for name, size in sizes.items()])
