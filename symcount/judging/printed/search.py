"""The sizes of a printed row's layer: whole numbers that give its count, and the widths of what enters and leaves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from math import prod

from symcount.algebra import Equation, Work, whole_solutions
from symcount.errors import InputError, NotDivisible, TooLarge
from symcount.judging.printed.arguments import NOTHING, Stated
from symcount.judging.printed.axes import MOST_AXES, NORMS, is_image, joined_axes, side_on, usual_axes
from symcount.judging.printed.feeding import Feeding
from symcount.judging.printed.trials import SQUARE, Trial, unusual_trials, usual_trials
from symcount.layers import Layer
from symcount.layers.convention import Convention
from symcount.layers.definition import SQUARE_KERNEL
from symcount.reading.printed.cells import Count, PrintedShape, Sides

MOST_SOLUTIONS = 24
WORK_OF_A_SEARCH = 3_000
"""Computations for one trial of one layer."""

IMAGE_CHANNELS = (1, 3)
"""Channels of the images that enter a model."""

IMAGE_AXIS = {"torch": 2, "keras": 1}
"""Where the sides of an image begin."""

KERNELS = ("kernel_size", *SQUARE_KERNEL)

Widths = tuple[int | None, int | None]
"""How wide is what leaves and what enters, None where it is open."""


@dataclass(frozen=True)
class Solved:
    """A trial and the sizes at which it has the count, those in `bound` told by the widths."""

    trial: Trial
    solution: Mapping[str, int]
    bound: frozenset[str]


@dataclass(frozen=True)
class Search:
    """The search for one row's sizes; `stated` has for each layer what the arguments may say."""

    count: Count
    leaving: PrintedShape | None
    feeding: Feeding
    framework: str
    convention: Callable[[Layer], Convention]
    work: Work
    stated: Mapping[str, Sequence[Stated]] = field(default_factory=dict)

    def found(self, layers: Sequence[Layer]) -> tuple[Layer, Sequence[Solved]] | None:
        """The first layer that explains the count, with the likeliest sizes."""
        for trials in (usual_trials, unusual_trials):
            for axis, enters, layer in self._attempts(self.fitting(layers)):
                if found := self._solved(trials(layer, self.convention(layer)), enters, list(self._widths(layer, enters, axis))):
                    return layer, self._told_by_sides(self._likeliest(found))
        return None

    def fitting(self, layers: Sequence[Layer]) -> Sequence[Layer]:
        """The layers of which as many sides leave as are printed, or if there are none, all."""
        return [layer for layer in layers if self._has_rank(layer)] or layers

    def trials(self, layer: Layer) -> list[Trial]:
        """All at which a layer is tried, in order."""
        return [trial for trials in (usual_trials, unusual_trials) for group in trials(layer, self.convention(layer)) for trial in group]

    def known_widths(self, layer: Layer) -> Widths:
        """The widths of what leaves a layer and of what certainly enters it."""
        enters = self.feeding.shape if self.feeding.is_certain else None
        leaving, entering = next((widths for axis in self._axes(layer) for widths in self._widths(layer, enters, axis)), (None, None))
        flat = self._flat(enters) if enters and not layer.is_recurrent and not is_image(layer) else None
        return leaving, flat or entering

    def _attempts(self, layers: Sequence[Layer]) -> Iterator[tuple[int, PrintedShape | None, Layer]]:
        """What is tried in order: in PyTorch the usual axis with all that may enter, then another; in Keras, where both are met, what is known first."""
        ways = list(product(range(MOST_AXES), self._feedings()))
        if self.framework == "keras":
            ways.sort(key=lambda way: way[1] is None)
        for place, enters in ways:
            for layer in layers:
                yield from ((axis, enters, layer) for axis in self._axes(layer)[place : place + 1])

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
        """The solutions of the first trials, and of the likeliest widths, that have any.

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
        leaving, entering = side_on(self.leaving, axis), side_on(enters, axis)
        if axis == -1 or leaving is not None:
            yield leaving, entering
            if layer.directions > 1 and leaving:
                yield layer.directions * leaving, entering  # the directions are added, not joined
            if enters and (flat := self._flat(enters)) and flat != entering and not is_image(layer):
                yield leaving, flat
        if layer.family in NORMS and self.leaving and axis == self._axes(layer)[-1]:
            yield from ((size, None) for size in joined_axes(self.leaving.sides))

    def _flat(self, enters: PrintedShape) -> int | None:
        """How many numbers enter for each sample, where they may be flattened on the way: if vectors leave."""
        sides = enters.sides[1:]
        leaves_vectors = self.leaving is not None and len(self.leaving.sides) == 2
        return prod(side for side in sides if side) if leaves_vectors and len(sides) > 1 and not enters.is_cut and all(sides) else None

    def told(self, trial: Trial) -> list[Mapping[str, int]]:
        """The sizes of a trial that the arguments state, for each way to read them that the trial allows."""
        stated = self.stated.get(trial.layer.name, NOTHING)
        if stated == NOTHING:
            return [{}]
        self.work.left = max(self.work.left - len(stated), 0)
        ways = [trial.solution(way) for way in stated]
        return [way for way in ways if way is not None]

    def _solutions(self, trial: Trial, leaving: int | None, entering: int | None) -> Iterator[Solved]:
        equations = [Equation(trial.count, self.count.least * trial.scale, self.count.most * trial.scale)]
        widths = [(trial.leaving, leaving), (trial.entering, entering)]
        equations += [Equation(formula, width, width) for formula, width in widths if formula and width is not None]
        for told in self.told(trial):
            bound = frozenset(name for equation in equations[1:] for name in equation.count.names) | told.keys()
            yield from (Solved(trial, solution, bound) for solution in self._whole(trial, equations, told) if self._is_possible(trial, solution, leaving))

    def _whole(self, trial: Trial, equations: Sequence[Equation], told: Mapping[str, int]) -> Iterator[Mapping[str, int]]:
        """The first solutions with all the sizes that a layer needs."""
        needed = {name for name in trial.layer.sizes if name not in trial.fixed and name not in trial.identities}
        work = Work(min(WORK_OF_A_SEARCH, self.work.left))
        try:
            for solution in islice(whole_solutions(equations, told, work), MOST_SOLUTIONS):
                if needed <= trial.sizes(solution).keys():
                    yield solution
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

    # -- which of several ----------------------------------------------------------------------------------------------

    def _likeliest(self, found: Sequence[Solved]) -> Sequence[Solved]:
        """Of the kernels that fit a first layer, the only odd one on an image."""
        if len(found) == 1 or not self.feeding.is_first or any(_spreads(one.trial.layer.base) for one in found):
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


def _spreads(layer: Layer) -> bool:
    """Whether it is a transposed convolution: a model that reads images does not begin with one."""
    return "output_padding" in layer.shape_sizes
