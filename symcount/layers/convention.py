"""How a layer is counted: by the textbook, or with a framework's defaults, added weights and statistics."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from symcount.layers.definition import Layer
from symcount.layers.sized import SizedLayer
from symcount.layers.weight import Size, Weight

TITLES = {"textbook": "the textbook", "keras": "Keras", "torch": "PyTorch", "flax": "Flax nnx", "linen": "Flax linen"}
"""The names of the conventions, as a sentence has them."""

FRAMEWORKS = tuple(TITLES)[1:]
"""The conventions that are a framework's: Flax once as nnx and once as linen."""


@dataclass(frozen=True, eq=False)
class Convention:
    """`sizes` are put in where nothing else is said; `adds` gives the weights that the textbook does not have.

    `counts_statistics` says that numbers kept but not trained are counted too, as Keras' summary does.
    """

    name: str = "textbook"
    sizes: Mapping[str, Size] = field(default_factory=dict)
    adds: Callable[[Mapping[str, Size]], Iterable[Weight]] | None = None
    counts_statistics: bool = False

    @property
    def title(self) -> str:
        """Its name, as a sentence has it."""
        return TITLES[self.name]

    @property
    def is_textbook(self) -> bool:
        """Whether no framework is meant."""
        return self.name == "textbook"

    def counted(self, layer: Layer, sizes: Mapping[str, object]) -> SizedLayer:
        """The layer with all the weights that are counted, each as trainable."""
        return _counted(self, layer, tuple({**self.sizes, **sizes}.items()))


@lru_cache(maxsize=1024)
def _counted(convention: Convention, layer: Layer, sizes: tuple[tuple[str, object], ...]) -> SizedLayer:
    sized = layer(**dict(sizes))
    weights = (*sized.weights, *(convention.adds(sized.sizes) if convention.adds else ()))
    if convention.counts_statistics:
        weights = tuple(replace(weight, trainable=True) for weight in weights)
    return replace(sized, weights=weights)


TEXTBOOK = Convention()
