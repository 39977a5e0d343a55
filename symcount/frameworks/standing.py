"""How a layer of the catalogue stands in a framework: what it builds by default, and where that differs from the textbook, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from symcount.algebra import Value, as_size, symbol
from symcount.errors import unknown
from symcount.frameworks import arguments
from symcount.frameworks.built import Built, BuiltWeight
from symcount.frameworks.from_config import framework
from symcount.frameworks.mapping import Call, Constructor, Example, InputShape
from symcount.layers import Layer, SizedLayer
from symcount.layers.convention import FRAMEWORKS
from symcount.layers.weight import Size

EINSUMS = ("qk_attn_weights_einsum_cls", "attn_weights_value_einsum_cls")
"""Arguments of linen that are given together or not at all."""

OTHER_WORDS = {
    "data_format": "channels_first",
    "mode": "real",
    "equation": "ab,abc->ac",
    "bias_axes": "ac",
    **dict.fromkeys(("dot_general_cls", "qkv_dot_general_cls", "out_dot_general_cls"), "Fp8DotGeneralOp"),
    **dict.fromkeys(EINSUMS, "Fp8Einsum"),
}
OTHERWISE: dict[arguments.Reader, Callable[[str, Any], Any]] = {
    **dict.fromkeys(
        (arguments.whole, arguments.groups, arguments.natural, arguments.depth, arguments.sizes, arguments.open_sizes, arguments.window),
        lambda name, _value: symbol(f"another_{name}"),
    ),
    arguments.own_depth: lambda _name, value: value + 1,
    arguments.number: lambda _name, value: 2 * value,
    arguments.flag: lambda _name, value: 1 - value,
    arguments.axes: lambda _name, value: 1 if value is None else 0,
    arguments.word: lambda name, _value: OTHER_WORDS.get(name),
}
"""Another value for an argument, by how it is read, to see whether the count changes; where there is none, it is not tried."""

NOT_MEASURED = {
    "keras": {
        "lora_alpha": "Conv1D Conv2D Conv3D ReversibleEmbedding",
        "quantization_config": "ReversibleEmbedding",
        "seed": "AdditiveAttention",
        "stateful": "SimpleRNN LSTM GRU ConvLSTM1D ConvLSTM2D ConvLSTM3D",
        "synchronized": "BatchNormalization",
        "unroll": "ConvLSTM1D ConvLSTM2D ConvLSTM3D",
        "weights": "Bidirectional ReversibleEmbedding",
    },
    "torch": {"padding_mode": "ConvTranspose1d ConvTranspose2d ConvTranspose3d"},
    "flax": {"dot_general": "LoRALinear", "mask": "Conv ConvTranspose"},
    "linen": {"axis_name": "LayerNorm RMSNorm GroupNorm InstanceNorm", "mask": "Conv ConvTranspose"},
}
"""Arguments that a mapping ignores and of which no other value was built in the framework, each with its constructors.

Of every other that is ignored, the tests built another value in the framework, and no weight changed.
"""


@dataclass(frozen=True)
class Standing:
    """A layer of the catalogue as a framework's constructor is written for it, with a symbol for each size."""

    layer: Layer
    """The layer of the catalogue."""
    constructor: Constructor
    """The framework's constructor for it."""

    @property
    def example(self) -> Example:
        """How the constructor is written."""
        return self.constructor.example(self.layer.base.name)

    @property
    def call(self) -> str:
        """The constructor as it is written: `LSTM(input_size=input_dim, hidden_size=units)`."""
        return written_call(self.constructor.name, self.example.config)

    @cached_property
    def built(self) -> Built:
        """What it builds by default."""
        return self.constructor(self.example.config, self.example.inputs)

    @cached_property
    def count(self) -> Value:
        """The parameters, trainable and not, in the catalogue's sizes."""
        return as_size(self.built.count)

    @cached_property
    def textbook(self) -> SizedLayer:
        """The catalogue's layer at its usual settings, with the identities between sizes that the framework has."""
        identities = {name: size for name, size in self.sizes.items() if isinstance(size, Value)}
        return self.layer(**{**open_sizes(self.layer, self.count.names), **identities})

    @cached_property
    def difference(self) -> Value:
        """How many parameters it has more than the textbook."""
        return self.count - as_size(self.textbook.total)

    @cached_property
    def sizes(self) -> dict[str, Size]:
        """The sizes that the framework sets otherwise than the textbook: `bias` = 2, `head_dim` = d_model/num_heads."""
        own = {name: size for name, size in self.built.sizes.items() if name in self.layer.sizes}
        usual = {name: as_size(size).subs(own) for name, size in self.layer.defaults.items()}
        return {name: size for name, size in own.items() if size not in (symbol(name), usual.get(name))}

    @cached_property
    def added(self) -> tuple[BuiltWeight, ...]:
        """The parameters that the catalogue does not have."""
        return tuple(weight for weight in self.built.weights if not weight.of and not weight.is_buffer)

    @cached_property
    def counted_statistics(self) -> tuple[BuiltWeight, ...]:
        """The numbers kept and not trained that are parameters here."""
        return tuple(weight for weight in self.built.weights if weight.of and not weight.trainable and not weight.is_buffer)

    @cached_property
    def effects(self) -> dict[str, bool | None]:
        """Whether each argument changes the count, without those that every layer takes; None where it was not tried."""
        others = {name: self.with_another(name) for name in self.constructor.readers}
        unmeasured = NOT_MEASURED[self.constructor.framework.name]
        ignored = sorted(self.constructor.ignored - self.constructor.framework.common)
        return {
            **{name: None if other is None else other.count != self.built.count for name, other in others.items()},
            **{name: None if self.constructor.name in unmeasured.get(name, "").split() else False for name in ignored},
        }

    def value(self, name: str) -> Any:
        """What an argument is as the constructor is written: as it is given, or its default."""
        return self.example.config.get(name, self.constructor.defaults.get(name))

    def another(self, name: str) -> Any:
        """Another value of an argument; None where none is known."""
        otherwise = OTHERWISE.get(self.constructor.readers[name].reader)
        return otherwise(name, self.value(name)) if otherwise else None

    def with_another(self, name: str) -> Built | None:
        """What is built with another value of an argument, on the same input; None where none is known."""
        if (other := self.another(name)) is None:
            return None
        together = EINSUMS if name in EINSUMS else (name,)
        inputs = tuple(map(self._channels_first, self.example.inputs)) if name == "data_format" else self.example.inputs
        return self.constructor({**self.example.config, **dict.fromkeys(together, other)}, inputs)

    def _channels_first(self, shape: InputShape) -> InputShape:
        """The same image with the channels before its sides."""
        place = -1 - Call(self.constructor.framework, self.constructor.name).dimensions
        return (*shape[:place], shape[-1], *shape[place:-1])

    @cached_property
    def as_the_textbook(self) -> dict[str, bool]:
        """The switch that makes it the textbook's layer, where there is one."""
        flags = [name for name, argument in self.constructor.readers.items() if argument.reader is arguments.flag]
        right = as_size(self.textbook.total)
        fitting = [name for name in flags if self.difference != 0 and (other := self.with_another(name)) and as_size(other.count) == right]
        return {name: not self.value(name) for name in fitting[:1]}


def open_sizes(layer: Layer, used: Collection[str]) -> dict[str, Value]:
    """A symbol for each size that has no usual value, or that a framework leaves open."""
    return {name: symbol(name) for name in layer.sizes if name not in layer.defaults or name in used}


def written_call(name: str, config: Mapping[str, Any]) -> str:
    """A constructor with its arguments, as code.

    >>> written_call("Dense", {"units": symbol("units")})
    'Dense(units=units)'
    """
    return f"{name}({', '.join(f'{argument}={_written(value)}' for argument, value in config.items())})"


def _written(value: object) -> str:
    if isinstance(value, Mapping):
        return written_call(value["layer"], value["config"])
    return f"({', '.join(map(str, value))})" if isinstance(value, tuple) and len(value) > 1 else str(value[0] if isinstance(value, tuple) else value)


@lru_cache(maxsize=1024)
def standing(framework_name: str, layer: Layer) -> Standing | None:
    """How a layer stands in a framework; None where the framework has no such layer, and for a wrapper that adds weights.

    >>> from symcount.layers import gru
    >>> print(standing("keras", gru).difference, standing("keras", gru).as_the_textbook)
    3*units {'reset_after': False}

    Errors: `InputError` for a framework nobody knows.
    """
    if framework_name not in FRAMEWORKS:
        raise unknown("framework", framework_name, FRAMEWORKS)
    constructor = None if layer.adds_weights else framework(framework_name).of(layer.base.name)
    return Standing(layer, constructor) if constructor else None
