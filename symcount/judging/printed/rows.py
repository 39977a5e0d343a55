"""A row of a printed summary: the sizes of its layer that give its count, or why there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod
from typing import Any

from symcount.algebra import Equation, Work, greatest_size, whole_solutions
from symcount.errors import InputError, NotDivisible, TooLarge
from symcount.judging.printed.feeding import Feeding
from symcount.judging.printed.trials import SQUARE, Trial, square_sides, unusual_trials, usual_trials
from symcount.judging.report import with_article
from symcount.layers import Layer
from symcount.layers.convention import Convention
from symcount.layers.definition import SQUARE_KERNEL
from symcount.layers.shapes import IMAGE_SIDES
from symcount.reading.summary import Count, PrintedShape, Row, Sides
from symcount.rendering import listed, thousands

MOST_AXES = 2
"""Axes of a layer that its width may stand on."""

MOST_SOLUTIONS = 24
MOST_SHOWN = 3
MOST_CHARACTERS = 80
WORK_OF_A_SEARCH = 3_000
"""Computations for one setting of one layer."""

IMAGE_CHANNELS = (1, 3)
"""Channels of the images that enter a model."""

IMAGE_AXIS = {"torch": 2, "keras": 1}
"""Where the sides of an image begin."""

KERNELS = ("kernel_size", *SQUARE_KERNEL)

NORMS = ("normalization", "activations")
"""Families whose one size is that of one axis or of several."""


Widths = tuple[int | None, int | None]
"""How wide is what leaves and what enters, None where it is open."""


@dataclass(frozen=True)
class RowVerdict:
    """What a row is found to be: its layer, the sizes that follow, whether anything contradicts the count, and what is to be said.

    `inputs` are the input widths that fit, also where several do; a row that is consistent need not be explained: nobody may know its layer.
    """

    row: Row
    layer: Layer | None = None
    inferred: Mapping[str, int] = field(default_factory=dict)
    consistent: bool = True
    message: str = ""
    inputs: frozenset[int] = frozenset()
    is_explained: bool = True

    def to_dict(self) -> dict[str, Any]:
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


@dataclass(frozen=True)
class Solved:
    """A setting and the sizes at which it has the count, those in `bound` told by the widths."""

    trial: Trial
    solution: Mapping[str, int]
    bound: frozenset[str]


@dataclass(frozen=True)
class Search:
    """The search for one row's sizes."""

    count: Count
    leaving: PrintedShape | None
    feeding: Feeding
    framework: str
    convention: Callable[[Layer], Convention]
    work: Work

    def verdict(self, row: Row, layers: Sequence[Layer]) -> RowVerdict:
        """The first layer that explains the count; a fault of the first where none does."""
        fitting = [layer for layer in layers if self._has_rank(layer)] or list(layers)
        for trials in (usual_trials, unusual_trials):
            for axis, enters, layer in self._attempts(fitting):
                if found := self._solved(trials(layer, self.convention(layer)), enters, list(self._widths(layer, enters, axis))):
                    return self._explained(row, layer, found)
        if self._is_unlearned(fitting[0]):
            return RowVerdict(row, fitting[0], {}, True, "neither gain nor shift")
        fault = self._fault(fitting[0])
        return RowVerdict(row, fitting[0], {}, False, fault) if fault else unsolved(row, "its sizes are not solved for", fitting[0])

    def _attempts(self, layers: Sequence[Layer]) -> Iterator[tuple[int, PrintedShape | None, Layer]]:
        """What is tried in order: in PyTorch the usual axis with all that may enter, then another; in Keras, where both are met, what is known first."""
        ways = list(product(range(MOST_AXES), self._feedings()))
        if self.framework == "keras":
            ways.sort(key=lambda way: way[1] is None)
        for place, enters in ways:
            for layer in layers:
                yield from ((axis, enters, layer) for axis in self._axes(layer)[place : place + 1])

    def _is_unlearned(self, layer: Layer) -> bool:
        """Whether it is a normalisation without gain and shift, of which Keras still counts a mean and a variance."""
        sides = self.leaving.sides if self.leaving and layer.name == "batch_norm" and self.framework == "keras" else ()
        return layer.family == "normalization" and self.count.shown in (0, *(2 * side for side in sides if side))

    def _feedings(self) -> tuple[PrintedShape | None, ...]:
        """What may enter: what is known, and where that is not certain, anything."""
        if self.feeding.shape is None:
            return (None,)
        return (self.feeding.shape,) if self.feeding.is_certain else (self.feeding.shape, None)

    def _has_rank(self, layer: Layer) -> bool:
        """Whether what leaves the layer may have as many sides as are printed."""
        if self.leaving is None or self.leaving.is_cut or not layer.outputs:
            return True
        rank = len(self.leaving.sides)
        return any(... in shape.sides or len(shape.sides) == rank for shape in layer.outputs.values())

    def _solved(self, groups: Sequence[Sequence[Trial]], enters: PrintedShape | None, widths: Sequence[Widths]) -> list[Solved]:
        """The solutions of the first settings, and of the likeliest widths, that have any.

        Where nothing is known of what enters a convolution, it is as likely with a bias as without one.
        """
        if enters is None and len(groups) > 1 and SQUARE in groups[0][0].count.names:
            groups = [[*groups[0], *groups[1]], *groups[2:]]
        for group in groups:
            for leaving, entering in widths:
                if found := [one for trial in group for one in self._solutions(trial, leaving, entering)]:
                    return found
        return []

    def _axes(self, layer: Layer) -> tuple[int, ...]:
        """Where the width may stand, the likeliest axis first: the last one is unknown where the shape is cut off."""
        axes = usual_axes(layer, self.framework)
        return axes[::-1] if self.leaving and self.leaving.is_cut else axes

    def _widths(self, layer: Layer, enters: PrintedShape | None, axis: int) -> Iterator[Widths]:
        """The widths of what leaves and what enters, if they are on this axis; at its last one a normalisation may be over several axes."""
        leaving, entering = _side(self.leaving, axis), _side(enters, axis)
        if axis == -1 or leaving is not None:
            yield leaving, entering
            if layer.directions > 1 and leaving:
                yield layer.directions * leaving, entering  # the directions are added, not joined
            if enters and (flat := self._flat(enters)) and flat != entering and not _is_image(layer):
                yield leaving, flat
        if layer.family in NORMS and self.leaving and axis == self._axes(layer)[-1]:
            yield from ((size, None) for size in _joined_axes(self.leaving.sides))

    def _flat(self, enters: PrintedShape) -> int | None:
        """How many numbers enter for each sample, where they may be flattened on the way: if vectors leave."""
        sides = enters.sides[1:]
        leaves_vectors = self.leaving is not None and len(self.leaving.sides) == 2
        return prod(side for side in sides if side) if leaves_vectors and len(sides) > 1 and not enters.is_cut and all(sides) else None

    def _solutions(self, trial: Trial, leaving: int | None, entering: int | None) -> Iterator[Solved]:
        equations = [Equation(trial.count, self.count.least * trial.scale, self.count.most * trial.scale)]
        widths = [(trial.leaving, leaving), (trial.entering, entering)]
        equations += [Equation(formula, width, width) for formula, width in widths if formula and width is not None]
        bound = frozenset(name for equation in equations[1:] for name in equation.count.names)
        needed = {name for name in trial.layer.sizes if name not in trial.fixed and name not in trial.identities}
        work = Work(min(WORK_OF_A_SEARCH, self.work.left))
        try:
            for solution in islice(whole_solutions(equations, {}, work), MOST_SOLUTIONS):
                if needed <= trial.sizes(solution).keys() and self._is_possible(trial, solution, leaving):
                    yield Solved(trial, solution, bound)
        except TooLarge:
            pass  # what was found until here fits, and that it is not all is known by the names that are not bound
        finally:
            self.work.left -= min(WORK_OF_A_SEARCH, self.work.left) - work.left

    def _is_possible(self, trial: Trial, solution: Mapping[str, int], leaving: int | None) -> bool:
        """Whether sizes divide where they must, and a width begins with the digits that were not cut off."""
        if leaving is None and self.leaving and self.leaving.is_cut and trial.leaving and self.leaving.sides[-1] is not None:
            return str(trial.leaving.at(solution)).startswith(str(self.leaving.sides[-1]))
        if trial.scale == 1 and not trial.identities:
            return True
        if trial.identities and not self.feeding.is_certain and self._is_wider(trial.sizes(solution)):
            return False
        try:
            trial.sized(solution)
        except (InputError, NotDivisible):
            return False
        return True

    # -- what is said of it --------------------------------------------------------------------------------------------

    def _explained(self, row: Row, layer: Layer, found: Sequence[Solved]) -> RowVerdict:
        found = self._told_by_sides(self._likeliest(found))
        sizes = [one.trial.sizes(one.solution) for one in found]
        is_all = len(found) < MOST_SOLUTIONS
        same = {name: size for name, size in sizes[0].items() if all(one.get(name) == size for one in sizes)}
        usual = {"bias": 1, **{name: size for name, size in layer.defaults.items() if name != "bias"}}
        own = {name: size for name, size in same.items() if name in (*layer.sizes, "num_layers") and size != usual.get(name)}
        certain = {name: size for name, size in own.items() if is_all or name in found[0].bound}
        message = _arithmetic(found[0]) if len(found) == 1 else _several(found, certain)
        return RowVerdict(row, layer, certain, True, message, frozenset(one["input_dim"] for one in sizes if "input_dim" in one))

    def _likeliest(self, found: Sequence[Solved]) -> Sequence[Solved]:
        """Of the kernels that fit a first layer, the only odd one on an image."""
        if len(found) == 1 or not self.feeding.is_first or any(one.trial.layer.base.name.endswith("transpose") for one in found):
            return found
        on_images = [
            one for one in found if one.solution.get("input_channels") in IMAGE_CHANNELS and one.solution.get(SQUARE, 0) % 2 and one.solution[SQUARE] > 1
        ]
        return on_images if len(on_images) == 1 else found

    def _told_by_sides(self, found: Sequence[Solved]) -> Sequence[Solved]:
        """Of several kernels those that leave as many places as are printed, if each moves on by one place and nothing is put around."""
        enters, leaves = self.feeding.shape, self.leaving
        if len(found) == 1 or not enters or not leaves or len(enters.sides) != len(leaves.sides):
            return found
        lost = {before - after + 1 for before, after in zip(enters.sides, leaves.sides, strict=True) if before and after and before > after}
        told = [one for one in found if lost and self._places(one, enters.sides) == leaves.sides]
        return told or found

    def _places(self, one: Solved, enters: Sides) -> Sides:
        """The sides that a kernel leaves."""
        inner = [side and side - size + 1 for side, size in self._passes(one.trial.sizes(one.solution), enters)]
        axis = IMAGE_AXIS[self.framework]
        return (*(self.leaving.sides[:axis] if self.leaving else ()), *inner, *(self.leaving.sides[axis + len(inner) :] if self.leaving else ()))

    def _passes(self, sizes: Mapping[str, int], enters: Sides) -> list[tuple[int | None, int]]:
        """The sides that a kernel passes over, each with the kernel's own."""
        return list(zip(enters[IMAGE_AXIS[self.framework] :], [sizes[name] for name in KERNELS if name in sizes], strict=False))

    def _is_wider(self, sizes: Mapping[str, int]) -> bool:
        """Whether a kernel is wider than what may enter: any count is that of a depthwise convolution whose kernel is wide enough."""
        enters = self.feeding.shape
        return enters is not None and any(side and size > side for side, size in self._passes(sizes, enters.sides))

    def _fault(self, layer: Layer) -> str:
        """Why no setting explains the count: what it would be at the sizes that are known; empty where there is no setting to try.

        It is said only of widths that fix the count, or leave one size open, in every setting that was tried.
        """
        trials = [trial for tried in (usual_trials, unusual_trials) for group in tried(layer, self.convention(layer)) for trial in group]
        if not trials:
            return ""
        trial = trials[0]
        enters = self.feeding.shape if self.feeding.is_certain else None
        leaving, entering = next((widths for axis in self._axes(layer) for widths in self._widths(layer, enters, axis)), (None, None))
        known = _known(trial, leaving, entering)
        what = with_article(layer.title) + (f" with {_written(known)}" if known else "")
        count = thousands(self.count.shown)
        open_names = sorted(frozenset().union(*(_open_names(one, _known(one, leaving, entering)) for one in trials)))
        is_alike = set(open_names) == _open_names(trial, known)
        if not open_names:
            return f"{what} has {thousands(trial.count.at(known) // trial.scale)}, not {count}"
        if len(open_names) > 1 or not is_alike:
            return f"no setting explains {count}: {what} has another count for all other sizes"
        below = greatest_size(trial.count, open_names[0], known, self.count.most * trial.scale, Work(WORK_OF_A_SEARCH))
        near = [(size, trial.count.at({**known, open_names[0]: size}) // trial.scale) for size in (below, below + 1) if size]
        return f"{what} has {listed([f'{thousands(number)} with {open_names[0]}={size}' for size, number in near], 'or')}, never {count}"


def _open_names(trial: Trial, known: Mapping[str, int]) -> set[str]:
    """The sizes that the count still depends on, the sides of a kernel taken for one."""
    return {SQUARE if name in square_sides(trial.layer) else name for name in trial.count.names if name not in known}


def _known(trial: Trial, leaving: int | None, entering: int | None) -> dict[str, int]:
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


# -- axes --------------------------------------------------------------------------------------------------------------


def _is_image(layer: Layer) -> bool:
    """Whether a window moves over what enters."""
    return any(set(sides) <= set(layer.shape_sizes) for sides in IMAGE_SIDES.values())


def usual_axes(layer: Layer, framework: str) -> tuple[int, ...]:
    """Where the width may stand: the framework's usual axis first."""
    dimensions = next((number for number, sides in reversed(IMAGE_SIDES.items()) if set(sides) <= set(layer.shape_sizes)), 0)
    if dimensions:
        return (-dimensions - 1, -1) if framework == "torch" else (-1, -dimensions - 1)
    if layer.family in NORMS:
        return (1, -1) if framework == "torch" and layer.name != "layer_norm" else (-1, 1)
    return (-1,)


def _side(shape: PrintedShape | None, axis: int) -> int | None:
    """A side, where it is printed whole."""
    if shape is None or not -len(shape.sides) <= axis < len(shape.sides) or (shape.is_cut and axis == -1):
        return None
    side = shape.sides[axis]
    return side if side and side > 0 else None


def _joined_axes(sides: Sides) -> list[int]:
    """The sizes of several axes together, and of none."""
    inner = [prod(side for side in sides[start:] if side) for start in range(1, len(sides) - 1) if all(sides[start:])]
    return [*inner, 1]


def unsolved(row: Row, message: str, layer: Layer | None = None) -> RowVerdict:
    """A row that nothing contradicts, and why nothing is said of it."""
    return RowVerdict(row, layer, message=message, is_explained=not message)
