"""What a figure is drawn of: layers at their sizes, of which one or two go through a range."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from symcount.algebra import Value, as_size, symbol
from symcount.errors import InputError, shown, unknown
from symcount.judging.named_layer import named_layer
from symcount.judging.question import in_its_names, in_sizes, role_of
from symcount.layers import Layer, SizedLayer, Weight
from symcount.layers.weight import Size
from symcount.reading.assignments import number_in, whole
from symcount.rendering import listed, thousands

Given = int | str | range
"""What is said of a size: a number, an expression in other sizes, or the range that it goes through; as text, `1..512`."""

GREATEST = 10**12
"""The greatest size that is drawn; a browser, too, still knows it from its neighbours."""

MOST_TRIED = 4096
"""Sizes at which it is tried whether a layer can have them."""


@dataclass(frozen=True)
class Kind:
    """Weights that have one shape at all sizes; `rank` is their place among the kinds of their layer, the largest first, whatever its sizes."""

    weights: tuple[Weight, ...]
    rank: int


@dataclass(frozen=True)
class Sized:
    """A layer whose sizes are numbers or expressions in what goes through a range; `label` is what it is called in the picture."""

    label: str
    sized: SizedLayer

    @property
    def total(self) -> Value:
        """Its trainable parameters."""
        return as_size(self.sized.total)

    def kinds(self) -> list[Kind]:
        """Its trainable weights that have any numbers, those together that have one shape at all sizes: none by a chance of equal numbers."""
        found: dict[Weight, list[Weight]] = {}
        for weight, at_all_sizes in zip(self.sized.weights, self._at_all_sizes().weights, strict=True):
            if weight.trainable:
                found.setdefault(replace(at_all_sizes, name="", meaning=""), []).append(weight)
        largest_first = sorted(found, key=self._degree, reverse=True)
        return [Kind(tuple(weights), largest_first.index(kind)) for kind, weights in found.items() if weights[0].count != 0]

    def _at_all_sizes(self) -> SizedLayer:
        return self.sized.layer(**{name: symbol(name) for name in self.sized.sizes})

    def _degree(self, kind: Weight) -> int:
        """How the count of weights grows with sizes, switches and biases aside."""
        return as_size(kind.count).subs({name: 1 for name in self.sized.sizes if self.sized.layer.values_of(name)}).degree


def sized_layers(layers: Sequence[str | Layer], given: Mapping[str, Given], ranges: int) -> tuple[list[Sized], dict[str, range]]:
    """The layers at the sizes given, and the sizes that go through a range, in the order in which they are given.

    >>> found, ranges = sized_layers(["gru", "gru bias=2"], {"units": "1..512", "input_dim": 64}, 1)
    >>> [(one.label, str(one.total)) for one in found], ranges
    ([('GRU', '3*units*(units + 65)'), ('GRU bias=2', '3*units*(units + 66)')], {'units': range(1, 513)})

    Errors: `InputError` where not so many sizes as `ranges` go through a range, and for a size that no layer has or that a layer lacks.
    """
    sizes = {name: given_size(name, size) for name, size in given.items()}
    varied = {name: size for name, size in sizes.items() if isinstance(size, range)}
    if len(varied) != ranges:
        raise InputError(_wrong_number(varied, ranges))
    named = [named_layer(layer) for layer in layers]
    _refuse_unknown([layer for layer, _ in named], sizes)
    found = [_sized(layer, own, sizes, varied) for layer, own in named]
    labels = [one.label for one in found]
    if again := next((label for label in labels if labels.count(label) > 1), None):
        raise InputError(f"{again} is given twice: leave one out, or give one of them a size of its own, as in 'gru bias=2'")
    return found, varied


def _wrong_number(varied: Iterable[str], ranges: int) -> str:
    said = listed(list(varied)) or "none"
    if ranges == 0:
        return f"{said} goes through a range: this figure is drawn at one size, such as units=256"
    how = "one size goes" if ranges == 1 else "two sizes go"
    return f'{how} through a range, such as units="1..512"; here it is {said}'


def given_size(name: str, size: object) -> int | str | range:
    """A size as it was given, texts of numbers and ranges as these.

    >>> given_size("units", "1..512"), given_size("units", "256"), given_size("d_ff", "4*d_model")
    (range(1, 513), 256, '4*d_model')

    Errors: `InputError` for what is no size, and for a range that does not go upwards through several.
    """
    if isinstance(size, str):
        first, dots, last = size.partition("..")
        if dots:
            return _checked(name, range(whole(name, first.strip()), whole(name, last.strip()) + 1), size)
        number = number_in(size)
        size = size if number is None else number
    if isinstance(size, range):
        return _checked(name, size, f"range({size.start}, {size.stop}{f', {size.step}' if size.step != 1 else ''})")
    if isinstance(size, bool) or not isinstance(size, (int, str)):
        raise InputError(f"{name} is a whole number, an expression or a range, not {shown(size)}")
    if isinstance(size, int) and size > GREATEST:
        raise InputError(f"{name} is too large to be drawn: sizes go up to {GREATEST:,}")
    return size


def _checked(name: str, sizes: range, said: str) -> range:
    """A range that goes upwards through two sizes at least."""
    if sizes.step < 0 or sizes.start > sizes.stop:
        raise InputError(f"{name} goes upwards: write the smaller size of {shown(said)} first")
    if not sizes:
        raise InputError(f"{name} goes through no size in {shown(said)}")
    if sizes[0] == sizes[-1]:
        raise InputError(f"{name} goes through one size only in {shown(said)}: give a range of several, such as 1..512")
    if sizes[-1] > GREATEST:
        raise InputError(f"{name} is too large to be drawn: sizes go up to {GREATEST:,}")
    return sizes


def _refuse_unknown(layers: Sequence[Layer], sizes: Mapping[str, int | str | range]) -> None:
    """Refuse a size that no layer has, and a range that a layer lacks."""
    for name, size in sizes.items():
        lacking = [layer for layer in layers if not layer.own_sizes(role_of(name, layer))]
        if lacking and (isinstance(size, range) or len(lacking) == len(layers)):
            raise unknown(f"size of {lacking[0].name}", name, lacking[0].sizes)


def _sized(layer: Layer, own: Mapping[str, str], sizes: Mapping[str, int | str | range], varied: Mapping[str, range]) -> Sized:
    shared = {name: size for name, size in sizes.items() if layer.own_sizes(role_of(name, layer))}
    said = {**shared, **{name: given_size(name, size) for name, size in own.items()}}
    if taken := [name for name in own if name in varied or isinstance(said[name], range)]:
        raise InputError(f"{taken[0]} goes through a range for all layers alike: give it once, beside them")
    sized = layer(**in_its_names({name: _put_in(name, size, layer) for name, size in said.items()}, layer))
    named = sized.total.names - varied.keys() if isinstance(sized.total, Value) else frozenset()
    if named:
        raise InputError(f"{listed(sorted(named))} of {layer.name} is left open: give it as a number")
    _refuse_impossible(sized, varied)
    _refuse_indivisible(sized, varied)
    return Sized(" ".join([layer.title, *(f"{name}={size}" for name, size in own.items())]), sized)


def _put_in(name: str, size: int | str | range, layer: Layer) -> Size:
    if isinstance(size, range):
        return symbol(name)
    return in_sizes(size, layer).settled if isinstance(size, str) else size


def _refuse_impossible(sized: SizedLayer, varied: Mapping[str, range]) -> None:
    """Refuse a range at which a size is none that it can be: `input_dim=units-1` where there is one unit."""
    for name, size in sized.sizes.items():
        for at in _tried(as_size(size), varied):
            sized.layer.checked(name, as_size(size).subs(at))


def _refuse_indivisible(sized: SizedLayer, varied: Mapping[str, range]) -> None:
    """Refuse a range with sizes at which others do not divide. Errors: `NotDivisible` with the first of them."""
    for size, divisor in sized.layer.divisible.items():
        ratio = as_size(sized.sizes[size]) / as_size(sized.sizes[divisor])
        for at in _tried(ratio, varied):
            if not isinstance(ratio.at(at), int):
                at_point(sized, {**{name: sizes[0] for name, sizes in varied.items()}, **at})


def _tried(value: Value, varied: Mapping[str, range]) -> Iterator[dict[str, int]]:
    """The sizes at which a value is tried: of a size itself the ends of its range, else the corners and the first few thousand."""
    names = [name for name in varied if name in value.names]
    ends = product(*((varied[name][0], varied[name][-1]) for name in names))
    inside = islice(product(*(varied[name][:MOST_TRIED] for name in names)), 0 if value.is_name else MOST_TRIED)
    return (dict(zip(names, point, strict=True)) for point in (*ends, *inside) if names)


def at_point(sized: SizedLayer, sizes: Mapping[str, int]) -> SizedLayer:
    """The layer at one of the sizes of the ranges."""
    return sized.layer(**{name: as_size(size).subs(sizes).settled for name, size in sized.sizes.items()})


def titled(head: str, varied: Mapping[str, range], given: Mapping[str, Given]) -> str:
    """A title: what is shown, over the sizes that go through ranges, at the other sizes given.

    >>> titled("LSTM and GRU", {"units": range(1, 513)}, {"units": range(1, 513), "input_dim": 64})
    'LSTM and GRU over units = 1 … 512, input_dim = 64'
    >>> titled("LSTM", {"units": range(1, 100, 30)}, {})
    'LSTM over units = 1 … 91 in steps of 30'
    """
    over = listed([f"{name} = {sizes[0]} … {sizes[-1]}{_in_steps(sizes)}" for name, sizes in varied.items()])
    return ", ".join([f"{head} over {over}", *(f"{name} = {size}" for name, size in given.items() if name not in varied)])


def _in_steps(sizes: range) -> str:
    return f" in steps of {sizes.step}" if sizes.step > 1 else ""


def parameters(count: int) -> str:
    """A number of parameters, as a title has it.

    >>> parameters(380), parameters(1)
    ('380 parameters', '1 parameter')
    """
    return f"{thousands(count)} parameter{'' if count == 1 else 's'}"


def as_sentence(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[0].upper() + text[1:]
