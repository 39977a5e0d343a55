"""Which layer of the catalogue some tensors are: what a framework would build is compared with them, shape by shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from symcount.errors import InputError, NotDivisible, TooLarge
from symcount.frameworks.arguments import nested
from symcount.frameworks.built import Built, BuiltWeight
from symcount.frameworks.from_config import framework
from symcount.frameworks.mapping import InputShape
from symcount.layers import Layer, SizedLayer, find
from symcount.models.model import added

MAX_KEPT = 10_000
"""Layers that are kept when they were built once: models have many that are alike."""


@dataclass(frozen=True)
class Constructor:
    """A framework's constructor with its arguments and the shapes of its inputs."""

    framework: str
    layer: str
    config: Mapping[str, Any] = field(default_factory=dict, hash=False)
    inputs: tuple[InputShape, ...] = ()

    def built(self) -> Built | None:
        """What the framework would build; None for what `symcount.frameworks` does not know or refuses."""
        with suppress(InputError, NotDivisible, TooLarge, RecursionError):
            return framework(self.framework).built(self.layer, self.config, self.inputs)
        return None

    def sized(self, built: Built) -> SizedLayer | None:
        """The layer of the catalogue that was built, at its sizes; None where there is none."""
        if built.layer:
            return _of_one_width(built.layer(**built.sizes))
        with suppress(InputError, NotDivisible, TooLarge):
            return self._several()
        return None

    def _several(self) -> SizedLayer | None:
        """Recurrent layers on top of each other, or one in each direction."""
        inner = self.config.get("layer", self.config.get("forward_rnn"))
        if self.layer == "Bidirectional" and inner:
            one = nested("layer", inner)
            return _stack(replace(self, layer=one.layer, config=one.config).built(), directions=2)
        if "num_layers" in self.config and "hidden_size" in self.config:
            alone = replace(self, config={**self.config, "num_layers": 1, "bidirectional": False})
            return _stack(alone.built(), 1 + bool(self.config.get("bidirectional")), self.config["num_layers"])
        return None


def _of_one_width(sized: SizedLayer) -> SizedLayer:
    """An attention of widths that are all one as the layer that has only this one; any other layer as it is."""
    if sized.layer.name != "cross_attention":
        return sized
    sizes = sized.sizes
    width = sizes["d_model"]
    widths = {*(sizes[name] for name in ("key_width", "value_width", "output_dim")), *(sizes["num_heads"] * sizes[name] for name in ("head_dim", "value_dim"))}
    is_plain = widths == {width} and sizes["num_kv_heads"] == sizes["num_heads"] and not sizes["gate"] and not sizes["qk_norm"]
    return find("multi_head_attention")(d_model=width, bias=sizes["bias"]) if is_plain else sized


def _stack(one: Built | None, directions: int, depth: int = 1) -> SizedLayer | None:
    """A recurrent layer as often as it is there. Errors: `InputError` where the catalogue has no such stack."""
    if one is None or one.layer is None:
        return None
    layer: Layer = find(f"bidirectional_{one.layer.name}") if directions == 2 else one.layer
    return layer(**one.sizes, **({"num_layers": depth} if depth > 1 else {}))


@dataclass(frozen=True)
class Explanation:
    """The layer that tensors are, and the tensors with the names of the catalogue's weights that they hold."""

    layer: SizedLayer
    weights: tuple[BuiltWeight, ...]


def explained(constructor: Constructor, weights: Sequence[BuiltWeight]) -> Explanation | None:
    """The catalogue's layer that a constructor builds, if what it builds has exactly the shapes of these tensors.

    >>> tensors = [BuiltWeight("fc.weight", (5, 13)), BuiltWeight("fc.bias", (5,))]
    >>> print(explained(Constructor("torch", "Linear", {"in_features": 13, "out_features": 5}), tensors).layer)
    dense(units=5, input_dim=13, bias=1): 70
    """
    if (known := _known(constructor)) is None:
        return None
    built, layer = known
    matched = _matched(built.weights, weights)
    return Explanation(layer, matched) if matched else None


@lru_cache(MAX_KEPT)
def _known(constructor: Constructor) -> tuple[Built, SizedLayer] | None:
    """What a constructor builds, and the layer of the catalogue that has as many numbers."""
    built = constructor.built()
    layer = constructor.sized(built) if built else None
    return (built, layer) if built and layer and _counts(built, layer) else None


def _counts(built: Built, layer: SizedLayer) -> bool:
    """Whether all weights of the layer, or those that were built, are as many numbers as hold them in what was built."""
    here = {name for weight in built.weights for name in weight.of}
    all_of_them, of_these = (added(one.count for one in layer.weights if is_all or one.name in here) for is_all in (True, False))
    return added(weight.count for weight in built.weights if weight.of) in (all_of_them, of_these)


def _matched(built: Sequence[BuiltWeight], weights: Sequence[BuiltWeight]) -> tuple[BuiltWeight, ...] | None:
    """The tensors, each with what it holds of the catalogue; None unless each is one that was built, and all are there.

    Buffers are no parameters: a layer that descends from the framework's may keep further ones.
    """
    left, found = list(built), []
    for weight in weights:
        alike = [one for one in left if one.shape == weight.shape]
        if not alike and not weight.is_buffer:
            return None
        there = next((one for one in alike if _last(one.name) == _last(weight.name)), alike[0] if alike else None)
        if there:
            left.remove(there)
        found.append(replace(weight, of=there.of if there else ()))
    return None if left else tuple(found)


def _last(name: str) -> str:
    return name.replace("/", ".").rpartition(".")[2]
