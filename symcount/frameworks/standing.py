"""How a layer of the catalogue stands in a framework: what it builds by default, and where that differs from the textbook, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from symcount.algebra import Value, as_size, symbol
from symcount.errors import SymcountError, unknown
from symcount.frameworks import arguments
from symcount.frameworks.built import Built, BuiltWeight
from symcount.frameworks.from_config import framework
from symcount.frameworks.mapping import Constructor, Example
from symcount.layers import Layer, SizedLayer
from symcount.layers.convention import FRAMEWORKS
from symcount.layers.weight import Size

OTHERWISE: dict[arguments.Reader, Callable[[str, Any], Any]] = {
    **dict.fromkeys(
        (arguments.whole, arguments.groups, arguments.natural, arguments.depth, arguments.sizes, arguments.open_sizes, arguments.window),
        lambda name, _value: symbol(f"another_{name}"),
    ),
    arguments.own_depth: lambda _name, value: value + 1,
    arguments.number: lambda _name, value: 2 * value,
    arguments.flag: lambda _name, value: 1 - value,
    arguments.axes: lambda _name, value: 1 if value is None else 0,
    arguments.word: lambda name, _value: {"data_format": "channels_first", "mode": "real", "equation": "ab,abc->ac", "bias_axes": "ac"}.get(name),
}
"""Another value for an argument, by how it is read: to see whether the count changes."""


@dataclass(frozen=True)
class Standing:
    """A layer of the catalogue as a framework's constructor is written for it, with a symbol for each size."""

    layer: Layer
    constructor: Constructor

    @property
    def example(self) -> Example:
        """How the constructor is written."""
        return self.constructor.example(self.layer.weights_of.__name__)

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
        open_sizes = {name: symbol(name) for name in self.layer.sizes if name not in self.layer.defaults or name in self.count.names}
        return self.layer(**{**open_sizes, **identities})

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
    def effects(self) -> dict[str, bool]:
        """Whether an argument that the constructor reads changes the count, found by giving it another value, where one is known."""
        others = {name: self._with_another(name) for name in self.constructor.readers}
        return {name: other.count != self.built.count for name, other in others.items() if other}

    def _with_another(self, name: str) -> Built | None:
        """What is built with another value of an argument; None where none is known that may stand."""
        argument, value = self.constructor.readers[name], self.example.config.get(name, self.constructor.defaults.get(name))
        otherwise = OTHERWISE.get(argument.reader)
        try:
            return self.constructor({**self.example.config, name: otherwise(name, value)}, self.example.inputs) if otherwise else None
        except SymcountError:
            return None

    @cached_property
    def as_the_textbook(self) -> dict[str, bool]:
        """The switch that makes it the textbook's layer, where there is one."""
        flags = [name for name, argument in self.constructor.readers.items() if argument.reader is arguments.flag]
        right = as_size(self.textbook.total)
        fitting = [name for name in flags if self.difference != 0 and (other := self._with_another(name)) and as_size(other.count) == right]
        return {name: not self.example.config.get(name, self.constructor.defaults.get(name)) for name in fitting[:1]}


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


@cache
def standing(framework_name: str, layer: Layer) -> Standing | None:
    """How a layer stands in a framework; None where the framework has no such layer.

    >>> from symcount.layers import gru
    >>> print(standing("keras", gru).difference, standing("keras", gru).as_the_textbook)
    3*units {'reset_after': False}

    Errors: `InputError` for a framework nobody knows.
    """
    if framework_name not in FRAMEWORKS:
        raise unknown("framework", framework_name, FRAMEWORKS)
    constructor = framework(framework_name).of(layer.weights_of.__name__)
    return Standing(layer, constructor) if constructor else None
