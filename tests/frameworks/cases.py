"""A configuration of a framework's layer, what was built for it, and the kinds of values that the strategies share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from symcount.frameworks import from_config
from symcount.frameworks.built import Built

Config = dict[str, Any]
Layers = dict[str, SearchStrategy["Case"]]
"""A framework's layers, and the configurations in which each is drawn."""


@dataclass(frozen=True)
class Case:
    """A layer's configuration, with the shape of its input where it is built when it sees one; `variant` as in `from_config`."""

    framework: str
    layer: str
    config: Config
    input_shape: list[Any] | None = None
    variant: str = ""

    @property
    def table(self) -> str:
        """The table that the layer stands in: linen has one of its own."""
        return "linen" if self.layer.startswith("linen.") else self.framework

    @property
    def constructor(self) -> str:
        """The layer's name in its table."""
        return self.layer.removeprefix("linen.").removeprefix("nnx.")

    def mapped(self) -> Built:
        """What the mapping says of it."""
        return from_config(self.framework, self.layer, self.config, self.input_shape, self.variant)


@dataclass(frozen=True, order=True)
class Weight:
    """A tensor that a framework built."""

    name: str
    shape: tuple[int, ...]
    trainable: bool = True
    is_buffer: bool = False


Outline = list[tuple[tuple[Any, ...], bool, bool]]


def outline(weights: Iterable[Any]) -> Outline:
    """What must agree, whatever the names: shape, whether it is trained, whether it is kept outside the parameters."""
    return sorted((tuple(weight.shape), bool(weight.trainable), bool(weight.is_buffer)) for weight in weights)


WIDTH = st.integers(1, 40)
FEW = st.integers(1, 4)
FLAG = st.booleans()
RATE = st.sampled_from([0.0, 0.2, 0.5])


def arguments(required: Mapping[str, SearchStrategy[Any]] | None = None, /, **optional: SearchStrategy[Any]) -> SearchStrategy[Config]:
    """Arguments of a constructor, those that must be there and any of the others."""
    return st.fixed_dictionaries(dict(required or {}), optional=optional)


def one_or_each(number: SearchStrategy[int], dimensions: int) -> SearchStrategy[Any]:
    """A number for all dimensions, or one for each."""
    return number | st.lists(number, min_size=dimensions, max_size=dimensions)


def layer(name: str, config: Config) -> Config:
    """A layer inside another, as configurations have it."""
    return {"layer": name, "config": config}


def together(changes: Config) -> Callable[[Config], Iterator[Config]]:
    """Another value of an argument that wants others at the same time."""
    return lambda _config: iter([changes])


@st.composite
def multiples(draw: DrawFn, most: int = 5, times: int = 6) -> tuple[int, int]:
    """A number, and a multiple of it."""
    one = draw(st.integers(1, most))
    return one, one * draw(st.integers(1, times))
