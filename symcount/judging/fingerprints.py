"""The catalogue by fingerprint: which layers, at which settings, may have a count, whatever the letters are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

from symcount.algebra import Fingerprint, Value, fingerprint
from symcount.judging.question import Question
from symcount.judging.settings import Setting, Settings
from symcount.layers import Layer
from symcount.layers.convention import Convention

Identities = tuple[tuple[str, Value], ...]
Entry = tuple[Fingerprint, Setting]
Weights = tuple[Counter[Hashable], Counter[Hashable]]
Table = dict[Fingerprint, list[Setting]]

HIGHEST_DEGREE = 8
"""No layer's count has a higher degree."""

LARGEST_KERNEL = 11
"""A number in a formula that may be the side of a kernel: AlexNet's."""

MOST_KEPT = 1024
"""Layers whose settings are kept: the catalogue by the textbook and by each framework, and room for identities that sources state."""


@dataclass(frozen=True)
class Index:
    """The settings of many layers, of the best known layer first; each part is made when it is first asked for.

    >>> from symcount.algebra import symbol
    >>> from symcount.layers import embedding, gru, lstm
    >>> a, b = symbol("a"), symbol("b")
    >>> [setting.layer.name for setting in Index([Question(layer) for layer in (lstm, gru, embedding)]).textbook(3 * a * (a + b + 1))]
    ['gru']
    """

    questions: Sequence[Question]

    def textbook(self, count: Value) -> list[Setting]:
        """The textbook's settings with the fingerprint of a count."""
        return self._textbook_table.get(fingerprint(count), [])

    def others(self, count: Value, numbers: Collection[int]) -> list[Setting]:
        """The other settings with the fingerprint of a count; of kernels also with these numbers of places on each side."""
        print_ = fingerprint(count)
        kernels = [self._kernel_table(side) for side in numbers if side in range(2, LARGEST_KERNEL + 1)]
        return [setting for table in (self._other_table, *kernels) for setting in table.get(print_, [])]

    def leading(self, count: Value) -> list[Setting]:
        """The settings whose terms of highest degree have the fingerprint of a count's."""
        return self._leading_table.get(fingerprint(count.leading()), [])

    def nearest(self, count: Value) -> list[Layer]:
        """The layers, those that have most terms in common with a count first."""
        wanted = _weights(fingerprint(count))
        likeness = {one.settings.question.layer.name: max(_likeness(wanted, weights) for weights in one.weights) for one in self._layers}
        return sorted((question.layer for question in self.questions), key=lambda layer: -likeness[layer.name])

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each layer in the catalogue."""
        return {question.layer.name: place for place, question in enumerate(self.questions)}

    def __iter__(self) -> Iterator[Setting]:
        yield from (setting for table in (self._textbook_table, self._other_table) for found in table.values() for setting in found)

    @cached_property
    def _layers(self) -> list[_Settled]:
        return [_settled(question.layer, question.convention, _about(question.layer, question.assume)) for question in self.questions]

    @cached_property
    def _textbook_table(self) -> Table:
        return _table(one.textbook for one in self._layers)

    @cached_property
    def _other_table(self) -> Table:
        return _table(one.others for one in self._layers)

    @cached_property
    def _leading_table(self) -> Table:
        return _table(one.leading for one in self._layers)

    def _kernel_table(self, side: int) -> Table:
        return _table(_at_kernel(one, side) for one in self._layers if one.settings.kernel)


@dataclass(frozen=True, eq=False)
class _Settled:
    """The settings of one layer, each with its fingerprint."""

    settings: Settings

    @cached_property
    def textbook(self) -> list[Entry]:
        return [(fingerprint(setting.total), setting) for setting in self.settings.textbook()]

    @cached_property
    def others(self) -> list[Entry]:
        return [(fingerprint(setting.total), setting) for setting in self.settings.others()]

    @cached_property
    def weights(self) -> list[Weights]:
        return [_weights(print_) for print_ in {print_ for print_, _ in self.textbook}]

    @cached_property
    def leading(self) -> list[Entry]:
        return [(fingerprint(setting.total.leading()), setting) for _, setting in (*self.textbook, *self.others)]


@lru_cache(maxsize=MOST_KEPT)
def _settled(layer: Layer, convention: Convention, assume: Identities) -> _Settled:
    return _Settled(Settings(Question(layer, assume=dict(assume), convention=convention)))


@lru_cache(maxsize=MOST_KEPT)
def _at_kernel(settled: _Settled, side: int) -> list[Entry]:
    return [(fingerprint(setting.total), setting) for setting in settled.settings.at_kernel(side)]


def _about(layer: Layer, assume: Mapping[str, Value]) -> Identities:
    """The identities that say something about a layer: those of its sizes, and of what these are said to be."""
    names = {*layer.sizes, "num_layers", "kernel_size"}
    for _ in assume:
        names |= {other for name in names & assume.keys() for other in assume[name].names}
    return tuple((name, value) for name, value in assume.items() if name in names)


def _table(entries: Iterable[Iterable[Entry]]) -> Table:
    table: defaultdict[Fingerprint, list[Setting]] = defaultdict(list)
    for print_, setting in chain.from_iterable(entries):
        table[print_].append(setting)
    return dict(table)


def _weights(print_: Fingerprint) -> Weights:
    """What the terms weigh, told by their exponents with coefficients and by exponents alone: more the higher the degree."""
    exact: Counter[Hashable] = Counter()
    alike: Counter[Hashable] = Counter()
    for (side, coefficient, exponents), times in print_:
        weight = times * 2 ** max(0, min(sum(map(sum, exponents)), HIGHEST_DEGREE))
        exact[side, coefficient, exponents] += weight
        alike[side, exponents] += weight
    return exact, alike


def _likeness(one: Weights, other: Weights) -> float:
    return sum(_in_common(*pair) for pair in zip(one, other, strict=True))


def _in_common(one: Counter[Hashable], other: Counter[Hashable]) -> float:
    """The part of all the weight that both have."""
    both = sum([min(weight, other[term]) for term, weight in one.items() if term in other])
    return both / (one.total() + other.total() - both)
