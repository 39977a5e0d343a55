"""Which layers the class of a printed row may be: known, cut off, left out, or wrapped around another."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from symcount.layers import Layer
from symcount.layers.definition import CATALOGUE, NAMES, name_key
from symcount.layers.families import load_all
from symcount.reading.printed.rows import Row

DISTRIBUTED = (
    "dense",
    "conv2d",
    "conv1d",
    "conv3d",
    "batch_norm",
    "layer_norm",
    "embedding",
    "lstm",
    "gru",
    "simple_rnn",
    "depthwise_conv2d",
    "separable_conv2d",
)
"""What a layer at every time step may be, the usual first; of all layers one fits nearly any count, and none would be called wrong."""

WRAPPERS = ("timedistributed", "bidirectional")
"""Classes that hold a layer."""

MAY_HAVE_WEIGHTS = frozenset(("lambda", "activation", "textvectorization", "stringlookup", "integerlookup", "melspectrogram", "identity"))
"""Classes that have no weights of their own but may be printed with some."""

OF_OTHERS = frozenset(("attention", "selfattention", "transformerblock", "encoderblock", "decoderblock", "lora"))
"""Names that everybody gives to layers of their own."""

WITHOUT_WEIGHTS = frozenset(("input", "inputs", "pool", "pooling", "maxpool", "maxpooling", "avgpool", "avgpooling", "averagepool", "averagepooling"))
"""Words for layers without weights in tables that are written by hand."""

OUTPUTS = frozenset(("output", "outputs", "softmax"))
"""Words for the last layer, which is dense, in tables that are written by hand: those of its activation too, if it is printed with a count."""

SUBCLASSES = {"nondynamicallyquantizablelinear": "linear"}
"""Classes that a framework itself derives from others, without a weight more: PyTorch's attention holds such a layer."""

SHORTEST = 3
"""Letters of a class that is cut off, at least."""


@dataclass(frozen=True)
class Classes:
    """What a row may be: layers, the likeliest first; whether it has no weights; `wrapper` where it holds one of the layers."""

    layers: tuple[Layer, ...] = ()
    is_weightless: bool = False
    wrapper: str = ""


@dataclass(frozen=True)
class ClassNames:
    """The classes that the frameworks have, by `name_key`: those without weights, and for each framework the layers that its classes build."""

    weightless: Collection[str] = field(default_factory=frozenset)
    built: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def classes(self, row: Row, framework: str) -> Classes:
        """What a row's layer may be."""
        load_all()
        key, own = name_key(row.kind), _key_of_name(row.name)
        if row.kind and not row.kind_is_cut:
            return self._of_key(_key_of_name(row.kind) if row.arguments and not self._is_known(key) else key, framework)
        if not row.kind:
            return self._of_key("dense" if own in OUTPUTS and row.count and row.count.shown else own, framework)
        if own.startswith(key) and self._is_known(own):
            return self._of_key(own, framework)
        return self._joined(sorted(one for one in {*NAMES, *WRAPPERS, *self.weightless} if one.startswith(key)), framework, key)

    def _is_known(self, key: str) -> bool:
        return key in NAMES or key in WRAPPERS or key in self.weightless

    def is_standard(self, row: Row, layer: Layer, framework: str) -> bool:
        """Whether a row's layer is the framework's own, whose count is known: others may have the same name."""
        of_others = OF_OTHERS | {"rnn"} if framework == "keras" else OF_OTHERS  # Keras' RNN holds any cells
        return layer.name in self._standard(framework) and (not row.kind or row.kind_is_cut or name_key(row.kind) not in of_others)

    def _standard(self, framework: str) -> set[str]:
        return {layer for layers in self.built[framework].values() for layer in layers}

    def _of_key(self, key: str, framework: str) -> Classes:
        key = SUBCLASSES.get(key, key.replace("convolution", "conv"))  # as Keras 1 wrote it
        if key in WRAPPERS:
            return Classes(_held(key), wrapper=key)
        if key not in NAMES and key.startswith("timedistributed"):
            key = key.removeprefix("timedistributed")
        if key in self.weightless or key in WITHOUT_WEIGHTS:
            return Classes(is_weightless=key not in MAY_HAVE_WEIGHTS)
        return Classes(tuple(self._variants(key, framework))) if key in NAMES else Classes()

    def _variants(self, key: str, framework: str) -> Iterator[Layer]:
        """The layer of this name; a recurrent class may build others too: PyTorch's read in both directions, or have a narrower output."""
        layer = NAMES[key]
        yield layer
        if layer.is_recurrent:
            yield from (CATALOGUE[name] for name in self.built[framework].get(key, ()) if name != layer.name)

    def _joined(self, keys: Iterable[str], framework: str, key: str) -> Classes:
        """What a class that is cut off may be: all that begin so."""
        found = [self._of_key(one, framework) for one in keys] if len(key) >= SHORTEST else []
        layers = tuple(dict.fromkeys(layer for one in found for layer in one.layers))
        wrapper = found[0].wrapper if len(found) == 1 else ""
        return Classes(layers, bool(found) and all(one.is_weightless for one in found), wrapper)


def _held(wrapper: str) -> tuple[Layer, ...]:
    """Which layers a wrapper may hold."""
    if wrapper == "bidirectional":
        return tuple(layer for layer in CATALOGUE.values() if layer.directions > 1)
    return tuple(CATALOGUE[name] for name in DISTRIBUTED)


def _key_of_name(name: str) -> str:
    """The class that a row's own name tells: `time_distributed_1` and `block1/conv2d_3` end so."""
    last = re.split(r"[/.]", name)[-1]
    key = name_key(re.sub(r"[_-]?\d+$", "", last))
    return key if key in NAMES or key in WRAPPERS else name_key(re.sub(r"\d+$", "", last.rpartition("_")[2]))
