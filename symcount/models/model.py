"""A model: its layers one after the other, each with its weights and the catalogue's layer that explains them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from symcount.algebra import as_size
from symcount.algebra import total as total_of
from symcount.frameworks.built import BuiltWeight
from symcount.layers import SizedLayer
from symcount.layers.weight import Size

if TYPE_CHECKING:
    from sympy import Expr

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
    def is_embedding(self) -> bool:
        """Whether it looks rows up or leads back to the words, so that scaling laws leave it out."""
        return self.is_head or (self.layer is not None and self.layer.layer.name in EMBEDDINGS)

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

    @property
    def total(self) -> Size:
        """All parameters, trainable and not, without buffers, shared ones once."""
        return added(part.count for part in self.parts)

    @property
    def formula(self) -> Expr:
        """All of them as a SymPy expression: each embedding, the layers, what stands once."""
        from symcount.models.closed_form import sympy_sum, terms  # here, since a closed form is made of parts

        return sympy_sum(terms(self.parts))

    @property
    def trainable(self) -> Size:
        """Those that are trained."""
        return added(part.trainable for part in self.parts)

    @property
    def non_trainable(self) -> Size:
        """Those that are not: the total is both together."""
        return added(part.non_trainable for part in self.parts)

    @property
    def buffers(self) -> Size:
        """The numbers that are kept beside the parameters, such as PyTorch's moving statistics."""
        return added(part.buffers for part in self.parts)

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
    return total_of([as_size(part) for part in parts]).settled
