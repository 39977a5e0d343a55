"""A framework as a set of mappings: from a constructor's arguments to the catalogue's sizes, a layout and named changes."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from symcount.algebra import symbol
from symcount.errors import ConfigurationError, InputError, NotDivisible, TooLarge, shown, unknown
from symcount.frameworks.arguments import MAX_AXES, Argument, Nested, whole, word
from symcount.frameworks.built import Built
from symcount.layers.convention import TITLES
from symcount.layers.weight import Size
from symcount.rendering import as_tuple

InputShape = tuple[Size | None, ...]

Build = Callable[[Callable[..., Built]], Callable[..., Built]]
"""A decorator of functions that build."""

MAX_DEPTH = 50
"""Layers inside layers, at most."""


@dataclass(frozen=True)
class Call:
    """A constructor that is called: which layer, on which inputs, how deep inside others."""

    framework: Framework
    layer: str
    inputs: tuple[InputShape, ...] = ()
    depth: int = 0

    @property
    def dimensions(self) -> int:
        """Those that the layer's name states: 2 for `Conv2D`."""
        return int(re.findall(r"(\d)[dD]", self.layer)[-1])

    @property
    def input(self) -> InputShape:
        """The shape of the (first) input. Errors: `InputError` where none is given."""
        if not self.inputs:
            raise InputError("it is built when it sees an input: give input_shape")
        return self.inputs[0]

    def side(self, axis: int, which: int = 0) -> Size:
        """A side of an input. Errors: `InputError` where it is open or the input has too few axes."""
        shape = self.input if which == 0 else self.inputs[which]
        if not -len(shape) <= axis < len(shape):
            raise InputError(f"input_shape {as_tuple(shape)} has no axis {axis}")
        side = shape[axis]
        if side is None:
            raise InputError(f"axis {axis} of input_shape {as_tuple(shape)} must be known")
        return side

    def sides(self, axes: Iterable[int]) -> tuple[Size, ...]:
        """Several sides of the input."""
        return tuple(self.side(axis) for axis in axes)

    def window(self, kernel_size: Size | tuple[Size, ...]) -> tuple[Size, ...]:
        """A kernel's sides: one number is meant for each. Errors: `InputError` for another number of sides than the layer's name says."""
        if not isinstance(kernel_size, tuple):
            return (kernel_size,) * self.dimensions
        if len(kernel_size) != self.dimensions:
            raise InputError(f"kernel_size has {self.dimensions} sides, not {len(kernel_size)}")
        return kernel_size

    def built(self, inner: Nested, *inputs: InputShape) -> Built:
        """A layer inside this one, on these inputs or on its own."""
        return self.framework.built(inner.layer, inner.config, inputs or self.inputs, self.depth + 1)


@dataclass(frozen=True)
class Example:
    """The catalogue's layer as a framework's constructor is written for it, with a symbol for each size."""

    layer: str
    config: Mapping[str, Any]
    inputs: tuple[InputShape, ...] = ()


@dataclass(frozen=True)
class Constructor:
    """What a framework's layer builds: its arguments that matter are those of `build` behind the call, the others are named in `ignored`."""

    framework: Framework = field(repr=False)
    name: str
    build: Callable[..., Built]
    ignored: frozenset[str]
    examples: tuple[Example, ...] = ()

    @cached_property
    def readers(self) -> dict[str, Argument]:
        """How each argument that matters is read."""
        hints = get_type_hints(self.build, include_extras=True)
        return {name: _argument(hints[name]) for name in self._parameters}

    @cached_property
    def defaults(self) -> dict[str, object]:
        """The arguments that need not be given."""
        return {name: one.default for name, one in self._parameters.items() if one.default is not one.empty}

    @cached_property
    def _parameters(self) -> dict[str, inspect.Parameter]:
        _, *parameters = inspect.signature(self.build).parameters.items()
        return dict(parameters)

    def __call__(self, config: Mapping[str, Any], inputs: tuple[InputShape, ...] = (), depth: int = 0) -> Built:
        """The weights for a configuration. Errors: `InputError` for an argument that is unknown, missing or cannot be used."""
        given = {name: value for name, value in config.items() if name not in self.ignored}
        for name in given:
            if name not in self.readers:
                raise unknown("argument", word("the name of an argument", name), {*self.readers, *(self.ignored - self.framework.common)} or self.ignored)
        if missing := [name for name in self.readers if name not in given and name not in self.defaults]:
            raise InputError(f"{' and '.join(missing)} must be given")
        read = {name: self.readers[name](name, value) for name, value in given.items()}
        return self.build(Call(self.framework, self.name, inputs, depth), **read)

    def example(self, layer: str) -> Example:
        """How it is written for a layer of the catalogue."""
        return next(example for example in self.examples if example.layer == layer)


@dataclass(frozen=True)
class Variant:
    """What a layer may be built as besides itself: whether a configuration says so, and with which arguments."""

    arguments: str
    is_said: Callable[[Mapping[str, Any]], bool]


def said_by(*arguments: str) -> Variant:
    """The variant of a layer where one of these arguments is given.

    >>> said_by("lora_rank").is_said({"lora_rank": 4}), said_by("lora_rank").is_said({"lora_rank": None})
    (True, False)
    """
    return Variant(" or ".join(arguments), lambda config: any(config.get(argument) not in (None, False) for argument in arguments))


@dataclass(frozen=True)
class Framework:
    """A framework's constructors by name; `common` are arguments that each of its layers takes and that change no weight.

    `weightless` are its layers without weights, with the names of their arguments, none of which matters; None where it takes any. `home` is the
    module that its layers are in, and `modules` a pattern of all the names under which they are found there. `variants`: what a layer may be
    besides itself; the configuration alone decides, a variant that is named has to agree.
    """

    name: str
    common: frozenset[str] = frozenset()
    home: str = ""
    modules: str = ""
    variants: Mapping[str, Variant] = field(default_factory=dict, repr=False)
    constructors: dict[str, Constructor] = field(default_factory=dict, repr=False)
    finish: Callable[[Built, Call, Mapping[str, Any]], Built] = lambda built, _call, _config: built
    weightless: Mapping[str, frozenset[str] | None] = field(default_factory=dict, repr=False)

    @property
    def title(self) -> str:
        """Its name, as a sentence has it."""
        return TITLES[self.name]

    def maps(self, *names: str, examples: Sequence[Example] = (), ignores: Collection[str] = ()) -> Build:
        """Make a function from a call and arguments to weights the constructor of these names; the first is the one that is compared."""

        def define(build: Callable[..., Built]) -> Callable[..., Built]:
            for place, name in enumerate(names):
                self.constructors[name] = Constructor(self, name, build, self.common.union(ignores), () if place else tuple(examples))
            return build

        return define

    def built(self, layer: str, config: Mapping[str, Any], inputs: tuple[InputShape, ...] = (), depth: int = 0) -> Built:
        """The weights of one of its layers.

        Errors: `InputError` that names the layer, for a layer or argument nobody knows, one that is missing or cannot be used.
        """
        layer = self.own_name(layer)
        if layer not in self.constructors and layer not in self.weightless:
            raise unknown(f"layer of {self.title}", layer, {*self.constructors, *self.weightless})
        if depth > MAX_DEPTH:
            raise InputError(f"more than {MAX_DEPTH} layers stand inside each other")
        try:
            if layer in self.weightless:
                return self._without_weights(layer, config)
            return self.finish(self.constructors[layer](config, inputs, depth), Call(self, layer, inputs, depth), config)
        except ConfigurationError:
            raise  # the layer inside has said where
        except (InputError, NotDivisible, TooLarge) as error:
            raise ConfigurationError(f"{layer} of {self.title}: {error}") from error

    def _without_weights(self, layer: str, config: Mapping[str, Any]) -> Built:
        """Nothing, but an argument nobody knows is refused here too, where not any is taken."""
        arguments = self.weightless[layer]
        return Built() if arguments is None else Constructor(self, layer, lambda _call: Built(), self.common | arguments)(config)

    def variant(self, name: str) -> Variant:
        """One of its variants. Errors: `InputError` for one nobody knows."""
        if name not in self.variants:
            raise unknown(f"variant for {self.title}", name, self.variants)
        return self.variants[name]

    def own_name(self, name: str) -> str:
        """A layer's name without the framework's modules before it: `keras.layers.LSTM` is `LSTM`.

        Errors: `InputError` for a layer of that name in a module that is not the framework's.
        """
        parts = name.split(".")
        for place in range(len(parts)):
            own = ".".join(parts[place:])
            if own in self.constructors or own in self.weightless:
                if place and not re.fullmatch(self.modules, ".".join(parts[:place])):
                    raise InputError(f"{shown(name)} is not a layer of {self.title}, which has {own} in {self.home}; write {self.home}.{own}, or {own} alone")
                return own
        return name

    def of(self, layer: str) -> Constructor | None:
        """The constructor that is the framework's way to a layer of the catalogue."""
        return next((one for one in self.constructors.values() if any(example.layer == layer for example in one.examples)), None)


def weightless(table: str) -> dict[str, frozenset[str]]:
    """Layers without weights with the names of their arguments, from lines as in `Add Subtract: axis`.

    >>> weightless("Dropout AlphaDropout: rate")["Dropout"]
    frozenset({'rate'})
    """
    found: dict[str, frozenset[str]] = {}
    for names, _, arguments in (line.partition(":") for line in table.strip().splitlines()):
        found |= {name: found.get(name, frozenset()).union(arguments.split()) for name in names.split()}
    return found


def _argument(hint: Any) -> Argument:
    """The reader that an annotation carries; `… | None` reads None as itself."""
    if get_origin(hint) is Annotated:
        return Argument(get_args(hint)[1])
    return next(Argument(_argument(part).reader, is_optional=True) for part in get_args(hint) if get_origin(part) is Annotated)


def input_shapes(given: object) -> tuple[InputShape, ...]:
    """The shapes of the inputs, from one or from a list of them.

    >>> input_shapes([None, 16, 4096])
    ((None, 16, 4096),)

    Errors: `InputError` for what is no shape.
    """
    if given is None:
        return ()
    if isinstance(given, (list, tuple)) and given and all(isinstance(one, (list, tuple)) for one in given):
        return tuple(_input_shape(one) for one in given)
    return (_input_shape(given),)


def _input_shape(given: object) -> InputShape:
    if not isinstance(given, (list, tuple)) or len(given) > MAX_AXES:
        raise InputError(f"input_shape is a list of whole numbers from 1, or None for a side that is open, not {shown(given)}")
    return tuple(None if side is None else whole("a side of input_shape", side) for side in given)


def on(names: str, *more: Size) -> InputShape:
    """An input for an example: the names of its sizes, and further sides behind them.

    >>> on("batch_size timesteps input_dim")
    (Value(batch_size), Value(timesteps), Value(input_dim))
    """
    return (*map(symbol, names.split()), *more)


def axes_of(rank: int, axes: Sequence[int]) -> tuple[int, ...]:
    """Axes counted from the front, each once, in order. Errors: `InputError` for an axis that is not there."""
    if wrong := [axis for axis in axes if not -rank <= axis < rank]:
        raise InputError(f"there is no axis {wrong[0]} among {rank}")
    return tuple(sorted({axis % rank for axis in axes}))
