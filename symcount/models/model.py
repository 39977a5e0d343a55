"""A model: its layers one after the other, each with its weights and the catalogue's layer that explains them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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
    counted there, by their names, with the full name of the weight that they are. `note` says what names and shapes leave open.
    """

    name: str
    kind: str
    weights: tuple[BuiltWeight, ...]
    layer: SizedLayer | None = None
    copies: Size = 1
    active: Size | None = None
    shared: Mapping[str, str] = field(default_factory=dict, hash=False)
    note: str = ""

    @property
    def count(self) -> Size:
        """Its parameters, all copies together, trainable and not, without buffers and without what is counted elsewhere."""
        return added(weight.count for weight in self._own if not weight.is_buffer) * self.copies

    @property
    def trainable(self) -> Size:
        """Those that are trained."""
        return added(weight.count for weight in self._own if weight.trainable) * self.copies

    @property
    def non_trainable(self) -> Size:
        """The numbers that are kept and not trained, buffers among them."""
        return added(weight.count for weight in self._own if not weight.trainable) * self.copies

    @property
    def active_count(self) -> Size:
        """The parameters that one token goes through: all of them but in mixtures of experts."""
        one = added(weight.count for weight in self._own if not weight.is_buffer)
        return one * (self.copies if self.active is None else self.active)

    @property
    def is_embedding(self) -> bool:
        """Whether it looks rows up, so that scaling laws leave it out."""
        return self.layer is not None and self.layer.layer.name in EMBEDDINGS

    @property
    def _own(self) -> tuple[BuiltWeight, ...]:
        return tuple(weight for weight in self.weights if weight.name not in self.shared)


@dataclass(frozen=True)
class Model:
    """The parts of a model in order; `kind` says what it was read from, `notes` what a reader should know of that."""

    name: str
    kind: str
    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()

    @property
    def total(self) -> Size:
        """All parameters, trainable and not, without buffers, shared ones once."""
        return added(part.count for part in self.parts)

    @property
    def trainable(self) -> Size:
        """Those that are trained."""
        return added(part.trainable for part in self.parts)

    @property
    def non_trainable(self) -> Size:
        """The numbers that are kept and not trained, buffers among them."""
        return added(part.non_trainable for part in self.parts)

    @property
    def active(self) -> Size:
        """The parameters that one token goes through."""
        return added(part.active_count for part in self.parts)

    @property
    def embedding(self) -> Size:
        """Those of the embeddings."""
        return added(part.count for part in self.parts if part.is_embedding)

    @property
    def non_embedding(self) -> Size:
        """All others."""
        return added(part.count for part in self.parts if not part.is_embedding)


def added(counts: Iterable[Size]) -> Size:
    """The sum of numbers or expressions; a number where nothing is left open."""
    parts = list(counts)
    if all(isinstance(part, int) for part in parts):
        return sum(parts)
    whole = total_of([as_size(part) for part in parts])
    return whole.constant if isinstance(whole.constant, int) else whole
