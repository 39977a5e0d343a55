"""The search for formulas: build at some sizes, guess the simplest formulas, try them at fresh sizes, and learn from what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import prod
from random import Random
from time import process_time

from symcount.algebra import Rounded, factor, total
from symcount.algebra.interpolation import Point
from symcount.models import sizes_tried
from symcount.models.confirmations import Confirmations, Trial
from symcount.models.constructing import Construction
from symcount.models.foreign import ForeignError
from symcount.models.varied import EqualTensors, NoFormula, Sample, kinds_of, outline_at, sample_of, stated, total_at

MOST_LEARNED, MOST_SECONDS = 40, 4
"""Builds, and seconds spent on guessing, after which the search for other formulas is given up."""

MOST_TENSORS, MOST_NUMBERS, MOST_ABSTRACT = 3_000, 2 * 10**6, 10**17
"""Tensors that are built at a time, and numbers in them: where they take memory, and where they do not."""

MOST_DOUBTED = 6
"""Builds by which a formula that is wrong where sizes are special is shown to be right elsewhere."""

NO_SIZE_HELPS = (TypeError, ImportError, OSError)
"""What a constructor raises for an argument that it does not know, or a library or file that is not there."""

MEDIUM, WIDE = 60, 2_000
"""About the largest sizes of one name that are tried while no formula is known."""


@dataclass(frozen=True)
class Found:
    """The tensors as formulas of the sizes, the number of builds, the fresh sizes at which they were confirmed, and what was refused."""

    kinds: tuple[EqualTensors, ...]
    builds: int
    confirmed_on: tuple[Point, ...]
    refusal: str = ""


def find(construct: Callable[[Point], Construction], names: Sequence[str]) -> Found:
    """The formulas of everything that is constructed.

    >>> from symcount.models.constructing import constructed
    >>> found = find(lambda point: constructed(lambda n: {"kernel": (n // 2, 3)}, point), ["n"])
    >>> print(found.kinds[0].shape)
    (Value(floor(n/2)), Value(3))

    Errors: `ForeignError` where the constructor refuses all sizes, `NoFormula` where nothing fits.
    """
    trials = _Trials(construct, tuple(names))
    trials.begin()
    while True:
        kinds = trials.guess()
        confirmed = trials.confirm(kinds)
        if confirmed is not None:
            return Found(kinds, trials.builds, tuple(sample.point for sample in confirmed), trials.refusal)


@dataclass
class _Trials:
    """What was built so far, and what is built next."""

    construct: Callable[[Point], Construction]
    names: tuple[str, ...]
    samples: list[Sample] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    builds: int = 0
    refusal: str = ""
    takes_memory: bool = False
    seconds: float = 0
    repeating: set[str] = field(default_factory=set)
    random: Random = field(default_factory=lambda: Random(0))

    def begin(self) -> None:
        """Build where the constructor allows it, and then with each size changed alone.

        Errors: `ForeignError`, that of equal sizes, where it allows nothing.
        """
        first = self._first()
        self.samples.append(first)
        for name in self.names:
            other = self._built_at(sizes_tried.with_another(first.point, name))
            if other:
                self.samples.append(other)
                if _tensors(other) != _tensors(first):
                    self.repeating.add(name)

    def _first(self) -> Sample:
        refused: ForeignError | None = None
        for point in sizes_tried.starts(self.names, self.random):
            try:
                return self._build(point)
            except ForeignError as error:
                refused = error
                if isinstance(error.__cause__, NO_SIZE_HELPS):
                    break
        raise refused or ForeignError("there are no sizes to try")

    def guess(self) -> tuple[EqualTensors, ...]:
        """The simplest formulas for what was built; where there are none yet, more is built. Errors: `NoFormula`."""
        wanted = 1
        while True:
            started = process_time()
            try:
                return kinds_of(self.samples)
            except NoFormula:
                wanted *= 2
                if self._is_long(wanted):
                    raise
            finally:
                self.seconds += process_time() - started
            self.samples += [sample for _ in range(wanted) if (sample := self._built_at(self._others()))]

    def confirm(self, kinds: Sequence[EqualTensors]) -> list[Sample] | None:
        """Build at fresh sizes what the formulas foretell; where they are wrong, what was built is remembered. Errors: `NoFormula`."""
        confirmed: list[Sample] = []
        few = self.repeating | {name for kind in kinds for name in kind.copies.names}
        for trial in Confirmations(kinds, self.samples, few, bool(self.refusal), lambda point: self._is_possible(kinds, point), self.random):
            if trial.special and not confirmed:
                why = f"all fresh sizes are refused: {self.refusal}" if self.refusal else "what fresh sizes would build is too large"
                raise NoFormula(f"no formula can be confirmed: {why}")
            sample = self._built_at(filter(partial(self._is_possible, kinds), trial.points))
            if sample and outline_at(kinds, sample.point) != sample.outline:
                self._check_goes_on(kinds, trial, sample, confirmed)
                self.samples += [*confirmed, sample]
                return None
            confirmed += [sample] if sample else []
        _check_rounded(kinds, [sample.point for sample in (*self.samples, *confirmed)])
        return confirmed

    def _check_goes_on(self, kinds: Sequence[EqualTensors], trial: Trial, sample: Sample, confirmed: Sequence[Sample]) -> None:
        """Make sure that formulas which are wrong here may be made better."""
        if trial.is_new(one.point for one in (*self.samples, *confirmed)):
            others = [other for _ in range(MOST_DOUBTED) if (other := self._built_at(self._others()))]
            self.samples += others
            if all(outline_at(kinds, other.point) == other.outline for other in others):
                count = factor(total([prod(kind.shape) * kind.copies for kind in kinds if not kind.key.is_buffer]))
                raise NoFormula(f"where {trial} it builds another model (seen at {stated(sample.point)}); at the other sizes tried the count is {count}")
        if self._is_long(0):
            raise NoFormula(f"no formula of the kinds tried is right at all of {self.builds} sizes; the last is wrong at {stated(sample.point)}")

    def _is_long(self, wanted: int) -> bool:
        return self.builds + wanted > MOST_LEARNED or self.seconds > MOST_SECONDS

    def _others(self) -> Iterator[Point]:
        """Sizes of any magnitude, to learn from."""
        widest = MEDIUM if self.takes_memory else WIDE
        for _ in range(10):
            most = {name: 8 if name in self.repeating else int(MEDIUM * (widest / MEDIUM) ** self.random.random()) for name in self.names}
            if not self.refusal:
                yield {name: self.random.randint(2, size) for name, size in most.items()}
            factors = sizes_tried.primes_for(self.random.sample(self.names, self.random.randint(1, len(self.names))), self.random)
            start = self.random.choice(self.samples[: 1 + len(self.names)]).point
            yield sizes_tried.multiplied(start, factors, sizes_tried.dividing([sample.point for sample in self.samples]))

    # -- builds ----------------------------------------------------------------------------------------------------------

    def _is_possible(self, kinds: Sequence[EqualTensors], point: Point) -> bool:
        """Whether what would be built there is not too large."""
        tensors, numbers = total_at(kinds, point)
        return tensors <= MOST_TENSORS and numbers <= (MOST_NUMBERS if self.takes_memory else MOST_ABSTRACT)

    def _built_at(self, points: Iterable[Point]) -> Sample | None:
        """What is built at the first of these points that is new and allowed."""
        for sizes in points:
            point = {name: sizes[name] for name in self.names}
            if point not in self.points:
                try:
                    return self._build(point)
                except ForeignError as error:
                    self.refusal = self.refusal or str(error)
        return None

    def _build(self, point: Point) -> Sample:
        self.points.append(point)
        construction = self.construct(point)
        self.builds += 1
        self.takes_memory = self.takes_memory or construction.takes_memory
        return sample_of(point, construction.weights)


def _check_rounded(kinds: Sequence[EqualTensors], points: Sequence[Point]) -> None:
    """Make sure that what is rounded was seen far from where it was guessed: many fractions round alike near each other."""
    for kind in kinds:
        for atom in (atom for value in (*kind.shape, kind.copies) for atom in value.atoms if isinstance(atom, Rounded)):
            if all(point[name] < min(sizes_tried.LARGE) for point in points for name in atom.names):
                allowed = " or ".join(sorted(atom.names))
                raise NoFormula(f"{kind.name} is perhaps {_written(kind)}, but no {allowed} was allowed that is large enough to be sure")


def _written(kind: EqualTensors) -> str:
    shape = f"({', '.join(map(str, kind.shape))})"
    return shape if kind.copies == 1 else f"{kind.copies} times {shape}"


def _tensors(sample: Sample) -> int:
    return sum(map(len, sample.tensors.values()))
