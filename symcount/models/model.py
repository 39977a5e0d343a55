"""A model: its layers one after the other, each with its weights and the catalogue's layer that explains them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from symcount.algebra import as_size
from symcount.algebra import total as total_of
from symcount.frameworks.built import BuiltWeight
from symcount.layers import SizedLayer
from symcount.layers.weight import Size

EMBEDDINGS = ("embedding", "position_embedding")
"""The layers of the catalogue that scaling laws leave out of a count."""


@dataclass(frozen=True)
class Part:
    """A layer of a model, or the tensors of a file that belong together: one row of a summary.

    `name` is its place in the model, `kind` what the framework calls it, empty where a file does not say. `layer` is the catalogue's
    layer at its sizes whose weights these are; None where no definition explains them. `copies` is how often the part stands in the
    model, `active` how many of the copies one token goes through. `shared` are those of its weights that are another part's too and
    counted there, by their names, with the full name of the weight that they are. `is_head`: it leads back to the words. `note` says what names
    and shapes leave open.
    """

    name: str
    kind: str
    weights: tuple[BuiltWeight, ...]
    layer: SizedLayer | None = None
    copies: Size = 1
    active: Size | None = None
    shared: Mapping[str, str] = field(default_factory=dict, hash=False)
    is_head: bool = False
    note: str = ""

    @cached_property
    def count(self) -> Size:
        """Its parameters, all copies together, trainable and not, without buffers and without what is counted elsewhere."""
        return added(weight.count for weight in self.counted) * self.copies

    @cached_property
    def trainable(self) -> Size:
        """Those that are trained."""
        return added(weight.count for weight in self.counted if weight.trainable) * self.copies

    @cached_property
    def non_trainable(self) -> Size:
        """Those that are not."""
        return added(weight.count for weight in self.counted if not weight.trainable) * self.copies

    @cached_property
    def buffers(self) -> Size:
        """The numbers that are kept beside the parameters."""
        return added(weight.count for weight in self._own if weight.is_buffer) * self.copies

    @property
    def active_count(self) -> Size:
        """The parameters that one token goes through: all of them but in mixtures of experts."""
        one = added(weight.count for weight in self.counted)
        return one * (self.copies if self.active is None else self.active)

    @property
    def family(self) -> str:
        """The family of its layer; empty where no definition explains it."""
        return self.layer.layer.family.replace("_", " ") if self.layer else ""

    @property
    def is_explained(self) -> bool:
        """Whether a layer of the catalogue has these weights, or there is nothing to count."""
        return self.layer is not None or self.count == 0

    @property
    def is_embedding(self) -> bool:
        """Whether it looks rows up or leads back to the words, so that scaling laws leave it out."""
        return self.is_head or (self.layer is not None and self.layer.layer.name in EMBEDDINGS)

    @property
    def content(self) -> Hashable:
        """What is the same in parts that differ in names alone."""
        weights = tuple((weight.shape, weight.copies, weight.trainable, weight.is_buffer, weight.of) for weight in self.weights)
        layer = (self.layer.layer.name, *self.layer.sizes.items()) if self.layer else None
        return self.kind, layer, weights, self.copies, self.active, tuple(self.shared), self.is_head, self.note

    @cached_property
    def counted(self) -> tuple[BuiltWeight, ...]:
        """Its weights that are counted here: no buffers, and none that another part holds."""
        return tuple(weight for weight in self._own if not weight.is_buffer)

    @cached_property
    def _own(self) -> tuple[BuiltWeight, ...]:
        return tuple(weight for weight in self.weights if weight.name not in self.shared)


@dataclass(frozen=True)
class Model:
    """The parts of a model in order; `kind` says what it was read from, `notes` what a reader should know of that."""

    name: str
    kind: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def kinds(self) -> tuple[int, ...]:
        """A number for each part: the same for those that differ in names alone."""
        numbers: dict[Hashable, int] = {}
        return tuple(numbers.setdefault(part.content, len(numbers)) for part in self.parts)

    @cached_property
    def different(self) -> tuple[tuple[Part, int], ...]:
        """The first part of each kind, and how many there are of it."""
        first: dict[int, Part] = {}
        for kind, part in zip(self.kinds, self.parts, strict=True):
            first.setdefault(kind, part)
        return tuple((first[kind], times) for kind, times in Counter(self.kinds).items())

    def _added(self, count: Callable[[Part], Size]) -> Size:
        return added(count(part) * times for part, times in self.different)

    @property
    def total(self) -> Size:
        """All parameters, trainable and not, without buffers, shared ones once."""
        return self._added(lambda part: part.count)

    @property
    def trainable(self) -> Size:
        """Those that are trained."""
        return self._added(lambda part: part.trainable)

    @property
    def non_trainable(self) -> Size:
        """Those that are not: the total is both together."""
        return self._added(lambda part: part.non_trainable)

    @property
    def buffers(self) -> Size:
        """The numbers that are kept beside the parameters, such as PyTorch's moving statistics."""
        return self._added(lambda part: part.buffers)

    @property
    def active(self) -> Size:
        """The parameters that one token goes through."""
        return self._added(lambda part: part.active_count)

    @property
    def embedding(self) -> Size:
        """Those of the embeddings."""
        return self._added(lambda part: part.count if part.is_embedding else 0)

    @property
    def non_embedding(self) -> Size:
        """All others."""
        return self._added(lambda part: 0 if part.is_embedding else part.count)


def added(counts: Iterable[Size]) -> Size:
    """The sum of numbers or expressions; a number where nothing is left open."""
    parts = list(counts)
    if all(isinstance(part, int) for part in parts):
        return sum(parts)
    return total_of([as_size(part) for part in parts]).settled
