"""A layer at one setting: as the textbook has it, or with other switches, with usual identities, with sizes that need not be named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations, product

from symcount.algebra import Value, as_size, symbol
from symcount.judging.question import Question
from symcount.layers import Layer
from symcount.layers.definition import SQUARE_KERNEL
from symcount.layers.identities import usual_identities

MOST_CHANGES, MOST_OF_A_KIND, MOST_IN_STACK = 3, 2, 2
"""How much may differ from the textbook at once: what more would make equal proves nothing."""


@dataclass(frozen=True)
class Change:
    """One thing that differs from the textbook: a size that keeps its name where it has a usual value, or what is put in for sizes."""

    free: str = ""
    put_in: Mapping[str, Value] = field(default_factory=dict)

    @property
    def is_textbook(self) -> bool:
        """Whether the count is the textbook's still, only more general."""
        return not self.put_in and self.free != "num_layers"

    def excludes(self, other: Change) -> bool:
        """Whether both speak of one size, or each puts in what the other takes out: heads of a width, and a width of heads."""
        mine, others = ({one.free, *one.put_in} - {""} for one in (self, other))
        return bool(mine & others) or (self._speaks_of(others) and other._speaks_of(mine))

    def _speaks_of(self, sizes: set[str]) -> bool:
        return any(value.names & sizes for value in self.put_in.values())


STACK = Change("num_layers")


@dataclass(frozen=True)
class Setting:
    """A layer with its changes, and its count there."""

    layer: Layer
    free: frozenset[str]
    put_in: Mapping[str, Value]
    usual: Mapping[str, Value]
    total: Value
    names: frozenset[str]

    def agrees_with(self, given: Mapping[str, int]) -> bool:
        """Whether the sizes stated are those of this setting, as far as it settles them."""
        if given.get("num_layers", 1) != 1 and "num_layers" not in self.names:
            return False
        settled = {name: value for name, value in {**self.usual, **self.put_in}.items() if name in given and name not in self.free}
        return all(value.subs(given).constant in (None, given[name]) for name, value in settled.items())

    def conditions(self, given: Mapping[str, int]) -> dict[str, Value]:
        """What is put in that nobody stated."""
        return {name: value for name, value in self.put_in.items() if name not in given}


@dataclass(frozen=True)
class Settings:
    """All settings of a layer, of which the author's identities hold everywhere; what he states as numbers is left open.

    >>> from symcount.layers import lstm
    >>> for setting in Settings(Question(lstm)).textbook():
    ...     print(setting.total)
    4*units*(input_dim + units + 1)
    4*units*(bias + input_dim + units)
    """

    question: Question

    def textbook(self) -> Iterator[Setting]:
        """The textbook's count, with one name more or less."""
        return (self._at(chosen) for chosen in self._choices() if all(change.is_textbook for change in chosen))

    def others(self) -> Iterator[Setting]:
        """Under other switches, with usual identities, or stacked."""
        return (self._at(chosen) for chosen in self._choices() if not all(change.is_textbook for change in chosen))

    def at_kernel(self, side: int) -> Iterator[Setting]:
        """With kernels of so many places on each side, with biases and without."""
        kernel = Change(put_in=dict.fromkeys(self.kernel, as_size(side)))
        for chosen in [(kernel,), *((kernel, change) for change in self._changes)] if self.kernel else ():
            if self._are_possible(chosen):
                yield self._at(chosen)

    @cached_property
    def kernel(self) -> list[str]:
        """The sizes that are sides of a kernel."""
        return [name for name in self.question.layer.sizes if name in SQUARE_KERNEL or name == "kernel_size"]

    def _choices(self) -> Iterator[tuple[Change, ...]]:
        identities = [Change(put_in=identity) for identity in usual_identities(self.question.layer)]
        few, put_in = (
            [chosen for many in range(MOST_OF_A_KIND + 1) for chosen in combinations(changes, many) if self._are_possible(chosen)]
            for changes in (self._changes, identities)
        )
        return (chosen for one, other in product(few, put_in) if self._are_possible(chosen := (*one, *other)))

    def _are_possible(self, changes: tuple[Change, ...]) -> bool:
        frameworks = {name: size for name, size in self.question.convention.sizes.items() if isinstance(size, Value)}
        stated = Change(put_in={**frameworks, **self.question.assume})
        if len(changes) > (MOST_IN_STACK if STACK in changes else MOST_CHANGES):
            return False
        return not any(one.excludes(other) for one, other in combinations((stated, *changes), 2))

    @cached_property
    def _changes(self) -> list[Change]:
        layer = self.question.layer
        free = [Change(name) for name in layer.defaults]
        switches = [Change(put_in={name: as_size(value)}) for name in layer.sizes for value in layer.values_of(name) if self._usual.get(name) != value]
        return [*free, *switches, *([STACK] if _is_stacked(layer) else [])]

    @cached_property
    def _usual(self) -> dict[str, Value]:
        return {name: as_size(size) for name, size in {**self.question.layer.defaults, **self.question.convention.sizes}.items()}

    @cached_property
    def _counts(self) -> dict[bool, Value]:
        """The count of one layer and of a stack, a name for every size; a switch too is a name there, as it is in the author's text."""
        layer = self.question.layer
        totals = {is_stack: self.question.total((*layer.sizes, *(["num_layers"] if is_stack else []))) for is_stack in (False, True)}
        return {is_stack: total.subs({name: symbol(name) for name in total.names}) for is_stack, total in totals.items()}

    def _at(self, changes: tuple[Change, ...]) -> Setting:
        free = frozenset(change.free for change in changes if change.free)
        put_in = {name: value for change in changes for name, value in change.put_in.items()}
        meanings = {name: value for name, value in {**self._usual, **put_in, **self.question.assume}.items() if name not in free}
        total = self._counts["num_layers" in free]
        for _ in meanings:  # what is put in may speak of what is put in too
            total = total.subs(meanings) if total.names & meanings.keys() else total
        return Setting(self.question.layer, free, put_in, self._usual, total, total.names)


def _is_stacked(layer: Layer) -> bool:
    """Whether people stack it: what leaves one has the shape of what enters the next, or is read by it through time."""
    is_alike = list(layer.inputs.values())[:1] == list(layer.outputs.values())[:1]
    return "num_layers" not in layer.sizes and (is_alike or layer.is_recurrent)
