"""The catalogue by fingerprint: which layers, at which settings, may have a count, whatever the letters are called."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from symcount.algebra import Fingerprint, Value, fingerprint
from symcount.judging.question import Question
from symcount.judging.settings import Setting, Settings
from symcount.layers import Layer

Table = dict[Fingerprint, list[Setting]]

HIGHEST_DEGREE = 8
"""No layer's count has a higher degree."""

LARGEST_KERNEL = 11
"""A number in a formula that may be the side of a kernel: AlexNet's."""


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
    kernels: dict[int, Table] = field(default_factory=dict, repr=False)

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
        likeness: defaultdict[str, float] = defaultdict(float)
        for print_, found in self._textbook_table.items():
            like = sum(_in_common(*pair) for pair in zip(wanted, _weights(print_), strict=True))
            for setting in found:
                likeness[setting.layer.name] = max(like, likeness[setting.layer.name])
        return sorted((question.layer for question in self.questions), key=lambda layer: -likeness[layer.name])

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each layer in the catalogue."""
        return {question.layer.name: place for place, question in enumerate(self.questions)}

    def __iter__(self) -> Iterator[Setting]:
        yield from (setting for table in (self._textbook_table, self._other_table) for found in table.values() for setting in found)

    @cached_property
    def _settings(self) -> list[Settings]:
        return [Settings(question) for question in self.questions]

    @cached_property
    def _textbook_table(self) -> Table:
        return _by_fingerprint(setting for settings in self._settings for setting in settings.textbook())

    @cached_property
    def _other_table(self) -> Table:
        return _by_fingerprint(setting for settings in self._settings for setting in settings.others())

    @cached_property
    def _leading_table(self) -> Table:
        return _by_fingerprint(self, leading=True)

    def _kernel_table(self, side: int) -> Table:
        if side not in self.kernels:
            self.kernels[side] = _by_fingerprint(setting for settings in self._settings for setting in settings.at_kernel(side))
        return self.kernels[side]


def _by_fingerprint(settings: Iterable[Setting], leading: bool = False) -> Table:
    table: defaultdict[Fingerprint, list[Setting]] = defaultdict(list)
    for setting in settings:
        table[fingerprint(setting.total.leading() if leading else setting.total)].append(setting)
    return dict(table)


def _weights(print_: Fingerprint) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """What the terms weigh, told by their exponents with coefficients and by exponents alone: more the higher the degree."""
    exact: Counter[Hashable] = Counter()
    alike: Counter[Hashable] = Counter()
    for (side, coefficient, exponents), times in print_:
        weight = times * 2 ** max(0, min(sum(map(sum, exponents)), HIGHEST_DEGREE))
        exact[side, coefficient, exponents] += weight
        alike[side, exponents] += weight
    return exact, alike


def _in_common(one: Counter[Hashable], other: Counter[Hashable]) -> float:
    return (one & other).total() / (one | other).total()
