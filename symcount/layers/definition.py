"""What a layer is: a function of its sizes that returns its weights. Formula, breakdown and count follow from it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from symcount.algebra import Value, as_size, from_sympy, switch, symbol
from symcount.errors import InputError, NotDivisible, shown, unknown
from symcount.layers.shapes import Shape
from symcount.layers.sized import SizedLayer
from symcount.layers.weight import Size, Weight
from symcount.rendering import html, html_parts, latex
from symcount.roles import ROLES, is_switch, spelled

if TYPE_CHECKING:
    from sympy import Expr

SQUARE_KERNEL = ("kernel_depth", "kernel_height", "kernel_width")
"""The sides of a kernel that `kernel_size` means all at once."""


@dataclass(frozen=True, eq=False)
class Layer:
    """A definition of the catalogue: call it with sizes to get the weights, or read its formula.

    >>> from symcount.layers import lstm
    >>> lstm.formula
    4*units*(bias + input_dim + units)
    >>> lstm(units=256, input_dim=4096).count
    4457472
    """

    name: str
    """Its name in the catalogue."""
    weights_of: Callable[..., Iterable[Weight]] = field(repr=False)
    family: str
    """The family that its page stands in."""
    aliases: tuple[str, ...]
    """What frameworks and people call it."""
    source: str
    """Where it was published."""
    spellings: Mapping[str, str] = field(repr=False)
    """Its own words for its sizes."""
    without_effect: tuple[str, ...] = field(repr=False)
    """Arguments of the frameworks that change no weight."""
    directions: int = 1
    """How many outputs a recurrent layer joins."""
    own_title: str = field(default="", repr=False)
    inputs: Mapping[str, Shape] = field(default_factory=dict, repr=False)
    """The shape of each input, by its name."""
    outputs: Mapping[str, Shape] = field(default_factory=dict, repr=False)
    """The shape of the output, by the setting that it has it at."""
    equations: tuple[str, ...] = field(default=(), repr=False)
    """What it computes, in LaTeX, a line each."""
    inside: Layer | None = field(default=None, repr=False)
    adds_weights: bool = field(default=False, repr=False)

    @property
    def base(self) -> Layer:
        """The layer of the catalogue that a wrapper holds; itself where nothing is wrapped."""
        return self.inside or self

    @property
    def title(self) -> str:
        """Its name, as a sentence has it."""
        return self.own_title or self.name.replace("_", " ")

    @property
    def description(self) -> str:
        """What the layer does, in one paragraph."""
        return inspect.cleandoc(self.weights_of.__doc__ or "")

    @property
    def is_recurrent(self) -> bool:
        """Whether it goes through time and can return its last output alone; in a stack it reads the layer below."""
        return any("return_sequences" in setting for setting in self.outputs)

    @cached_property
    def has_two_maps(self) -> bool:
        """Whether it weighs its inputs and its last outputs apart, so that each of the two maps may have a bias vector."""
        names = [weight.name for weight in self.weights]
        return any("recurrent" in name for name in names) and any(name.endswith("bias") for name in names)

    @cached_property
    def sizes(self) -> tuple[str, ...]:
        """The names of its sizes, in the order of the definition."""
        return tuple(inspect.signature(self.weights_of).parameters)

    @cached_property
    def spelled_sizes(self) -> dict[str, str]:
        """Its sizes by their names and by its own words for them, as `spelled` gives both."""
        return {spelled(word): size for word, size in self.spellings.items()} | {spelled(size): size for size in self.sizes}

    @cached_property
    def defaults(self) -> dict[str, Size]:
        """The sizes that need not be given, and what they are then: the textbook's number, or an expression in sizes before them."""
        parameters = inspect.signature(self.weights_of).parameters.values()
        return {one.name: one.default for one in parameters if one.default is not one.empty}

    @property
    def identities(self) -> dict[str, Value]:
        """Those of them that are an expression in others: 4·d_model of GPT-2's d_ff."""
        return {name: size for name, size in self.defaults.items() if isinstance(size, Value)}

    @cached_property
    def shape_sizes(self) -> tuple[str, ...]:
        """The sizes that only its input and output have, such as the height of an image."""
        shapes = (*self.inputs.values(), *self.outputs.values())
        return tuple(sorted({name for shape in shapes for name in shape.names} - set(self.sizes)))

    @cached_property
    def divisible(self) -> dict[str, str]:
        """The sizes that others divide, as the quotients of its definition ask.

        >>> from symcount.layers import grouped_query_attention
        >>> grouped_query_attention.divisible
        {'num_heads': 'num_kv_heads'}
        """
        divisors = [size for size in self.sizes if not self._divides({**dict.fromkeys(self.sizes, 1), size: 2})]
        whole = {size: 1 if size in divisors or self.values_of(size) else 6 for size in self.sizes}
        return {size: divisor for divisor in divisors for size in self.sizes if not self._divides({**whole, divisor: 2, size: 3})}

    @cached_property
    def multiples(self) -> dict[str, str]:
        """Those of them that a side of its weights has a fraction of.

        >>> from symcount.layers import conv2d
        >>> conv2d.multiples
        {'filters': 'groups', 'input_channels': 'groups'}
        """
        below = {str(as_size(side).numerator_denominator()[1]) for weight in self.weights for side in weight.block} if self.divisible else set()
        return {size: divisor for size, divisor in self.divisible.items() if divisor in below}

    def _divides(self, sizes: Mapping[str, int]) -> bool:
        """Whether every quotient of its definition is whole."""
        try:
            tuple(self.weights_of(**sizes))
        except NotDivisible:
            return False
        return True

    @cached_property
    def resizes(self) -> bool:
        """Whether a side that leaves depends on one that enters without being it: each layer of a stack would change it again."""
        entering = {side for shape in self.inputs.values() for side in shape.sizes}
        leaving = {side for shape in self.outputs.values() for side in shape.sizes}
        return any(side.names & set(self.shape_sizes) for side in leaving - entering)

    @cached_property
    def symbolic(self) -> SizedLayer:
        """The layer with every size a symbol."""
        return self(**{name: symbol(name) for name in self.sizes})

    @property
    def weights(self) -> tuple[Weight, ...]:
        """The weights, with every size a symbol."""
        return self.symbolic.weights

    @property
    def formula(self) -> Expr:
        """The number of trainable parameters as a SymPy expression in the names of the sizes."""
        return self.symbolic.formula

    @property
    def total(self) -> Value:
        """The same in the kernel's form."""
        return as_size(self.symbolic.total)

    def __call__(self, *sizes: object, **named: object) -> SizedLayer:
        """The layer with its sizes: whole numbers, SymPy expressions or kernel values.

        `num_layers` makes a stack of equal layers, of which a recurrent one reads the outputs of the layer below. Sizes that only
        the shapes have (`input_height`, `stride` …) are put into `inputs` and `outputs`.
        Errors: `InputError` for an unknown or missing size, and for a number that is not a size.
        """
        if len(sizes) > len(self.sizes):
            raise InputError(f"{self.name} has {len(self.sizes)} sizes, not {len(sizes)}: {', '.join(self.sizes)}")
        given = self._own_names([*zip(self.sizes, sizes, strict=False), *named.items()])
        shape_sizes = {name: self.checked(name, given.pop(name)) for name in self.shape_sizes if name in given}
        stacked = None if "num_layers" in self.sizes else given.pop("num_layers", None)
        if missing := [name for name in self.sizes if name not in given and name not in self.defaults]:
            raise InputError(f"{self.name} needs {' and '.join(missing)}: {', '.join(f'{name} ({ROLES[name].meaning})' for name in missing)}")
        checked: dict[str, Size] = {}
        for name in self.sizes:
            checked[name] = self.checked(name, given[name] if name in given else _put_in(self.defaults[name], checked))
        try:
            weights = tuple(self.weights_of(**checked))
        except NotDivisible as error:
            raise NotDivisible(self._indivisible(checked) or f"{self.name}: {error}") from error
        if stacked is not None:
            checked["num_layers"] = self.checked("num_layers", stacked)
            weights += self._layers_above(checked)
        return SizedLayer(self, checked, weights, shape_sizes)

    def _indivisible(self, sizes: Mapping[str, Size]) -> str:
        """Which sizes do not divide, as a sentence."""
        pairs = ((size, sizes[size], divisor, sizes[divisor]) for size, divisor in self.divisible.items())
        wrong = (one for one in pairs if isinstance(one[1], int) and isinstance(one[3], int) and one[1] % one[3])
        return next((f"{size} of {self.name} is a multiple of {divisor}: {whole} is not divisible by {part}" for size, whole, divisor, part in wrong), "")

    def _own_names(self, given: Iterable[tuple[str, object]]) -> dict[str, object]:
        own: dict[str, object] = {}
        for name, size in given:
            names = self.own_sizes(name) or self.own_shape_sizes(name)
            if not names:
                raise unknown(f"size of {self.name}", name, (*self.sizes, *self.shape_sizes))
            for one in names:
                if one in own:
                    raise InputError(f"{one} of {self.name} is given twice")
                own[one] = size
        return own

    def _layers_above(self, sizes: Mapping[str, Size]) -> tuple[Weight, ...]:
        above = {name: sizes[name] for name in self.sizes}
        if self.is_recurrent:
            above.update({name: self._output_width(sizes) for name in self.sizes if ROLES[name].width == "input"})
        more = sizes["num_layers"] - 1
        return tuple(replace(weight, name=f"above.{weight.name}", copies=weight.copies * more) for weight in self.weights_of(**above))

    def _output_width(self, sizes: Mapping[str, Size]) -> Size:
        return self.directions * next(sizes[name] for name in ("projection_dim", "units", "filters") if name in sizes)

    def own_sizes(self, name: str) -> tuple[str, ...]:
        """Which of its sizes a name means: none, one, or the two or three sides of a square kernel.

        >>> from symcount.layers import conv2d
        >>> conv2d.own_sizes("units"), conv2d.own_sizes("kernel_size")
        (('filters',), ('kernel_height', 'kernel_width'))
        """
        if name in self.spellings:
            return (self.spellings[name],)
        if name in self.sizes or name == "num_layers":
            return (name,)
        if name == "kernel_size":
            return tuple(side for side in self.sizes if side in SQUARE_KERNEL)
        width = ROLES[name].width if name in ROLES else ""
        alike = tuple(size for size in self.sizes if width and ROLES[size].width == width)
        return alike if len(alike) == 1 else ()

    def own_shape_sizes(self, name: str) -> tuple[str, ...]:
        """The size that only its shapes have which a name or a spelling means, if any: `strides` is the `stride` of a convolution."""
        return tuple(size for size in self.shape_sizes if spelled(name) in map(spelled, (size, *ROLES[size].spellings)))

    def values_of(self, name: str) -> tuple[int, ...]:
        """The few values that a size may take, or none when it may be any whole number from 1."""
        if name == "bias" and not self.has_two_maps:
            return (0, 1)
        return ROLES[name].values

    def checked(self, name: str, size: object) -> Size:
        """A size as given, made sure that it is one.

        Errors: `InputError` for what is not a whole number, is below 1, or is none of a switch's values.
        """
        if not isinstance(size, int):
            value = size if isinstance(size, Value) else self._from_sympy(name, size)
            if not isinstance(value.constant, int):
                return switch(name) if is_switch(name) and value == symbol(name) else self._symbolic(name, value)
            size = value.constant
        values = self.values_of(name)
        if isinstance(size, bool) and not values:
            raise InputError(f"{name} is a whole number from 1, not {size}")
        if values and size not in values:
            more = "; two bias vectors are for recurrent layers only, which weigh inputs and last outputs" if name == "bias" and size == 2 else ""
            raise InputError(f"{name} of {self.name} is {' or '.join(map(str, values))}, not {shown(size)}{more}")
        if not values and size < ROLES[name].least:
            raise InputError(f"{name} is a whole number from {ROLES[name].least}, not {shown(size)}")
        return int(size)

    def _symbolic(self, name: str, value: Value) -> Value:
        if value.constant is not None:
            raise InputError(f"{name} is a whole number, not {value}")
        return value

    def _from_sympy(self, name: str, size: object) -> Value:
        if not hasattr(size, "free_symbols"):
            raise InputError(f"{name} of {self.name} is a whole number or a SymPy expression, not {shown(size)}")
        return from_sympy(size)

    def __str__(self) -> str:
        return f"{self.name}: {self.total}"

    def _repr_html_(self) -> str:
        described = html.paragraph(html.joined(html.strong(self.name), f": {self.description}"))
        return html.block(described, html_parts.count(self.total, self.identities), self.symbolic.weights_table())

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {latex.value(self.total)}$"


CATALOGUE: dict[str, Layer] = {}
"""Every definition by its name, best known first."""

NAMES: dict[str, Layer] = {}
"""Every definition by each of its names, without case and punctuation."""


def layer(
    *,
    aliases: tuple[str, ...] = (),
    source: str,
    spellings: Mapping[str, str] | None = None,
    without_effect: tuple[str, ...] = (),
    directions: int = 1,
    title: str = "",
    inputs: Shape | Mapping[str, Shape] | None = None,
    outputs: Shape | Mapping[str, Shape] | None = None,
    equation: str | tuple[str, ...] = (),
) -> Callable[[Callable[..., Iterable[Weight]]], Layer]:
    """Make a function from sizes to weights a layer of the catalogue.

    `spellings`: words that mean another size in this layer; `without_effect`: arguments of the frameworks that change no weight;
    `directions`: how many outputs of width `units` a recurrent layer joins; `title`: its name in a sentence, where that is not the
    name with spaces; `inputs` and `outputs`: the shapes of what enters, by the input's name, and of what leaves, by the setting;
    `equation`: what the layer computes, in LaTeX, a line each.
    """

    def define(function: Callable[..., Iterable[Weight]]) -> Layer:
        family = function.__module__.rpartition(".")[2]
        definition = Layer(
            name=function.__name__,
            weights_of=function,
            family=family,
            aliases=aliases,
            source=source,
            spellings=spellings or {},
            without_effect=without_effect,
            directions=directions,
            own_title=title,
            inputs=_named(inputs),
            outputs=_named(outputs),
            equations=(equation,) if isinstance(equation, str) else equation,
        )
        CATALOGUE[definition.name] = definition
        NAMES.update({name_key(name): definition for name in (*aliases, definition.name)})
        return definition

    return define


def _named(shapes: Shape | Mapping[str, Shape] | None) -> Mapping[str, Shape]:
    """Shapes by name; one alone has none."""
    return {"": shapes} if isinstance(shapes, Shape) else shapes or {}


def _put_in(default: Size, sizes: Mapping[str, Size]) -> Size:
    """A size that is usual, with the sizes put in that it is an expression of."""
    if isinstance(default, int):
        return default
    return default.subs(dict(sizes)).settled


def name_key(name: str) -> str:
    """A layer's name without case and punctuation, and without the modules before it: `nn.LSTM` is `lstm`."""
    return spelled(name.rpartition(".")[2])
