"""What is solved for: a layer, a chain of layers or a formula, its counts in the sizes that are open, and what is known of these."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import product
from math import gcd
from operator import itemgetter

from symcount.algebra import Case, Value, as_size, divisors, growing_cases, symbol, total
from symcount.errors import InputError, NotDivisible, shown, unknown
from symcount.judging.printed.axes import NORMS, is_image
from symcount.judging.question import agree, assumed, refuse_circles, role_of, stated
from symcount.judging.report import with_article
from symcount.layers import Layer, SizedLayer
from symcount.layers.convention import Convention
from symcount.layers.shapes import Shape
from symcount.reading import Formula, normal_name, parse
from symcount.rendering import listed, written
from symcount.roles import ROLES

OPEN = "?"
"""Said of a size that has a usual value, and is asked for nevertheless."""

LONGEST_CALCULATION = 80
"""Characters of a calculation that can be read."""

MEMBER = re.compile(r"(?<![\w.])([^\W\d]\w*(?:\([\w()]*\))?\.)(\w+)")
"""A size of a chain's layer: `lstm_1.units`, `time_distributed(dense).units`."""

Given = Mapping[str, int | str]
"""What is said of sizes: a number, an expression in other sizes, or that they are open."""


@dataclass(frozen=True)
class Piece:
    """A layer with its sizes in what is open; in a chain `prefix` tells its sizes from another's."""

    layer: Layer
    convention: Convention
    prefix: str
    sizes: Mapping[str, Value]
    values: Mapping[str, tuple[int, ...]]

    @property
    def total(self) -> Value:
        """Its count."""
        return as_size(self._sized.total)

    @property
    def leaving(self) -> Value | None:
        """The width of what leaves it."""
        return _width(self._sized.outputs)

    @property
    def _sized(self) -> SizedLayer:
        return self.convention.counted(self.layer, self.sizes)

    def has_as_usual(self, name: str) -> bool:
        """Whether a size is the number that the textbook takes where nothing is said."""
        return self.sizes[name].constant is not None and self.sizes[name] == self.layer.defaults.get(name)

    def size(self, name: str) -> Value:
        """A size by any of its names. Errors: `InputError` for one that the layer has not, or has several of."""
        found = {self.sizes.get(own, as_size(1)) for _, own in _own_names(name, self.layer)}  # num_layers alone may stand nowhere
        if len(found) > 1:
            raise InputError(f"{self.prefix}{name} is several sizes: write one of {listed([f'{self.prefix}{own}' for _, own in _own_names(name, self.layer)])}")
        return found.pop()

    def at(self, sizes: Mapping[str, int]) -> SizedLayer:
        """The layer at the sizes of a solution."""
        return self.convention.counted(self.layer, {name: sizes.get(f"{self.prefix}{name}", size) for name, size in self.sizes.items()})


@dataclass(frozen=True)
class Unknowns:
    """Counts in what is open: `sizes` are those that a solution tells, in what is open, `values` what may be but few numbers.

    `name` is how it was asked for, `title` its name in a sentence; `given` are the sizes that were said, as text.
    """

    name: str
    title: str
    counts: tuple[Value, ...]
    sizes: Mapping[str, Value]
    given: Mapping[str, str]
    values: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    pieces: tuple[Piece, ...] = ()
    formula: Formula | None = None

    @property
    def total(self) -> Value:
        """All counts together."""
        return total(self.counts)

    @property
    def open(self) -> dict[str, str]:
        """The sizes that tell all that is not known, each with its name in a table: the sides of a square kernel are `kernel_size`."""
        told: set[str] = set()
        found = {}
        for name, size in sorted(self.sizes.items(), key=lambda one: not one[1].is_name):
            if not size.names <= told:
                told |= size.names
                found[name] = str(size) if size.is_name else name
        return {name: found[name] for name in self.sizes if name in found}

    @property
    def subject(self) -> str:
        """What a sentence is about: `An LSTM with units=5`."""
        given = listed([f"{name}={size}" for name, size in self.given.items()])
        title = self.title if self.formula else self.title[0].upper() + self.title[1:]
        counted = [piece.convention.title for piece in self.pieces[:1] if not piece.convention.is_textbook]
        return f"{title}{' with ' if given else ''}{given}{f', as {counted[0]} counts it,' if counted else ''}"

    @property
    def in_all(self) -> Unknowns:
        """The same with one count, that of all together."""
        return replace(self, counts=(self.total,))

    def with_sizes(self, meanings: Mapping[str, Value]) -> Unknowns:
        """The same with something put in for what is open."""
        counts = tuple(count.subs(meanings) for count in self.counts)
        sizes = {name: size.subs(meanings) for name, size in self.sizes.items()}
        return replace(self, counts=counts, sizes=sizes, values={name: few for name, few in self.values.items() if name not in meanings})

    def cases(self) -> Iterator[tuple[Case, Mapping[str, Value]]]:
        """The cases in which every count grows, each with the sizes in what is open there. Errors: `InputError` where there are none."""
        for few in product(*self.values.values()):
            at_values = self.with_sizes({name: as_size(value) for name, value in zip(self.values, few, strict=True)})
            for case in growing_cases(at_values.counts):
                yield case, at_values.with_sizes(case.meanings).sizes

    def are_possible(self, sizes: Mapping[str, int]) -> bool:
        """Whether sizes divide where a layer needs them to."""
        try:
            return all(piece.at(sizes) for piece in self.pieces if piece.layer.divisible)
        except NotDivisible:
            return False

    def arithmetic(self, sizes: Mapping[str, int]) -> str:
        """The calculation at the sizes of a solution, without its result; nothing where it is long, or a size may be any."""
        if not self.sizes.keys() <= sizes.keys():
            return ""
        if self.formula is not None:
            text = written(self.formula.subs(**{name: sizes[name] for name in self.formula.names}).node)
        else:
            text = " + ".join(piece.at(sizes).arithmetic.rpartition(" = ")[0] for piece in self.pieces)
        return text if len(text) <= LONGEST_CALCULATION else ""


# -- layers --------------------------------------------------------------------------------------------------------


def of_layers(layers: Sequence[Layer], convention: Callable[[Layer], Convention], given: Given) -> Unknowns:
    """The unknowns of a layer, or of layers of which each reads what leaves the one before.

    >>> from symcount.layers import dense, lstm
    >>> from symcount.layers.convention import TEXTBOOK
    >>> asked = of_layers([lstm, dense], lambda layer: TEXTBOOK, {"lstm.units": 5, "dense.units": 2})
    >>> print(*asked.counts, "|", *asked.open)
    20*(lstm.input_dim + 6) 12 | lstm.input_dim

    Errors: `InputError` for a name that is no size of them, or one of several, and for what is not a size.
    """
    prefixes = _prefixes(layers)
    said = _sorted_out(layers, prefixes, given)
    pieces: list[Piece] = []
    for layer, prefix, own in zip(layers, prefixes, said, strict=True):
        links = _links(own, prefix, prefixes)
        piece = _linked(_piece(layer, convention(layer), {**own, **dict.fromkeys(links, OPEN)}, prefix), links, pieces)
        pieces.append(_reading(piece, pieces[-1]) if pieces else piece)
    sizes = {f"{piece.prefix}{name}": size for piece in pieces for name, size in piece.sizes.items() if not piece.has_as_usual(name)}
    values = {name: few for piece in pieces for name, few in piece.values.items()}
    title = f"{' + '.join(layer.title for layer in layers)}" if len(layers) > 1 else with_article(layers[0].title)
    told = {f"{prefix}{name}": str(size) for own, prefix in zip(said, prefixes, strict=True) for name, size in own.items() if size != OPEN}
    return Unknowns("+".join(layer.name for layer in layers), title, tuple(piece.total for piece in pieces), sizes, told, values, tuple(pieces))


def _prefixes(layers: Sequence[Layer]) -> list[str]:
    """How a chain's layers are told apart: `lstm.`, or `lstm_1.` where there are several."""
    if len(layers) == 1:
        return [""]
    names = [layer.name for layer in layers]
    return [f"{name}{f'_{names[:place].count(name) + 1}' if names.count(name) > 1 else ''}." for place, name in enumerate(names)]


def _sorted_out(layers: Sequence[Layer], prefixes: Sequence[str], given: Given) -> list[dict[str, int | str]]:
    """What is said of each layer, by the names as they were given."""
    said: list[dict[str, int | str]] = [{} for _ in layers]
    for name, size in given.items():
        places = [place for place, prefix in enumerate(prefixes) if prefix and name.startswith(prefix)]
        own = name.removeprefix(prefixes[places[0]]) if places else name
        places = places or _having(own, layers)
        if len(layers) > 1 and len(places) != 1:
            ways = [f"{prefixes[place]}{name}" for place in places] or [
                f"{prefix}{size}" for prefix, layer in zip(prefixes, layers, strict=True) for size in layer.sizes
            ]
            raise InputError(f"{shown(name)} is {'a size of several layers' if places else 'no size of these layers'}: write {listed(ways, 'or')}")
        said[places[0] if places else 0][own] = size
    return said


def _having(name: str, layers: Sequence[Layer]) -> list[int]:
    """The places of the layers that have a size of this name, or else of those that answer to it."""
    named = [place for place, layer in enumerate(layers) if name in layer.sizes]
    return named or [place for place, layer in enumerate(layers) if layer.own_sizes(role_of(name, layer))]


def _piece(layer: Layer, convention: Convention, given: Given, prefix: str) -> Piece:
    """A layer with what is said of its sizes, what is usual, and the rest open."""
    opened = {own: role for name, size in given.items() if size in (OPEN, name) for role, own in _own_names(name, layer)}
    numbers = stated({name: size for name, size in given.items() if isinstance(size, int)}, layer)
    identities = assumed({name: str(size) for name, size in given.items() if not isinstance(size, int) and size not in (OPEN, name)}, layer)
    agree(numbers, identities)
    sizes: dict[str, Value] = {}
    for name in (*layer.sizes, *({"num_layers"} & {*numbers, *identities, *opened} - {*layer.sizes})):
        if name in opened:
            sizes[name] = symbol(opened[name])
        elif name in numbers or name in identities:
            sizes[name] = as_size(numbers[name]) if name in numbers else identities[name]
        elif name in convention.sizes or name in layer.defaults:
            sizes[name] = as_size(convention.sizes.get(name, layer.defaults.get(name, 1)))
        else:
            sizes[name] = symbol(name)
    for name in [*numbers, *identities]:
        if name not in sizes:
            raise unknown(f"size of {layer.name}", name, layer.sizes)
    values = {name: few for name in opened if (few := layer.values_of(name))}
    sizes, divided = _divided(layer, _settled(sizes))
    return Piece(layer, convention, prefix, *_prefixed(prefix, sizes, {**values, **divided}))


def _own_names(name: str, layer: Layer) -> list[tuple[str, str]]:
    """The sizes of a layer that a name means, each with the name that is open for it: one for both sides of a square kernel."""
    role = role_of(name, layer)
    own = layer.own_sizes(role)
    if not own:
        raise unknown(f"size of {layer.name}", name, layer.sizes)
    return [(own[0] if len(own) == 1 else role, one) for one in own]


def _settled(sizes: Mapping[str, Value]) -> dict[str, Value]:
    """The sizes with numbers and expressions put into those that speak of them."""
    told = {name: size for name, size in sizes.items() if size != symbol(name)}
    return {name: reduce(lambda value, _: value.subs(told), told, size) if name in told else size for name, size in sizes.items()}


def _divided(layer: Layer, sizes: Mapping[str, Value]) -> tuple[dict[str, Value], dict[str, tuple[int, ...]]]:
    """Sizes that others divide as multiples of these; a divisor of a size that is known may be but a few numbers."""
    multiples, values = dict(sizes), dict[str, tuple[int, ...]]()
    for divisor in dict.fromkeys(layer.divisible.values()):
        divided = [name for name, other in layer.divisible.items() if other == divisor]
        if sizes[divisor].is_name or sizes[divisor].constant is not None:
            times = {name: sizes[divisor] * symbol(name) for name in divided if sizes[name] == symbol(name) != sizes[divisor]}
            multiples = {name: size.subs(times) for name, size in multiples.items()}
        numbers = [number for name in divided if isinstance(number := sizes[name].constant, int)]
        if sizes[divisor] == symbol(divisor) and numbers:
            values[divisor] = tuple(divisors(gcd(*numbers)))
    return multiples, values


def _prefixed(prefix: str, sizes: Mapping[str, Value], values: Mapping[str, tuple[int, ...]]) -> tuple[dict[str, Value], dict[str, tuple[int, ...]]]:
    """Everything that is open by its name in the chain."""
    names = frozenset[str]().union(*(size.names for size in sizes.values()))
    renamed = {name: symbol(f"{prefix}{name}") for name in names}
    return {name: size.subs(renamed) for name, size in sizes.items()}, {f"{prefix}{name}": few for name, few in values.items()}


def _links(given: Given, prefix: str, prefixes: Sequence[str]) -> dict[str, str]:
    """What is said of a layer's sizes in those of layers before it, as `lstm_1.units` of a second LSTM. Errors: `InputError` for other layers."""
    links = {}
    before = prefixes[: prefixes.index(prefix)]
    for name, text in given.items() if len(prefixes) > 1 else ():
        others = {one for one, _ in MEMBER.findall(str(text))} - {prefix}
        for other in others - {*before}:
            if other not in prefixes:
                raise unknown("layer of this chain", other[:-1], [one[:-1] for one in prefixes])
            raise InputError(f"{prefix}{name} = {text} speaks of a layer behind it: say of that layer what it is in sizes of those before it")
        if others:
            links[name] = str(text)
    return links


def _linked(piece: Piece, links: Mapping[str, str], before: Sequence[Piece]) -> Piece:
    """A layer with what is said of its sizes in those of layers before it."""
    for name, text in links.items():
        ((role, _), *_) = _own_names(name, piece.layer)
        told = {f"{piece.prefix}{role}": _in_open(text, piece, before)}
        refuse_circles(told)
        sizes = {size: value.subs(told) for size, value in piece.sizes.items()}
        piece = replace(piece, sizes=sizes, values={one: few for one, few in piece.values.items() if one not in told})
    return piece


def _in_open(text: str, piece: Piece, before: Sequence[Piece]) -> Value:
    """An expression in sizes of a layer and of those before it, in what is open."""
    pieces = {one.prefix: one for one in (*before, piece)}
    meanings: dict[str, Value] = {}

    def as_word(member: re.Match[str]) -> str:
        word = re.sub(r"\W", "_", member[0])
        meanings[word] = pieces[member[1]].size(member[2])
        return word

    value = parse(MEMBER.sub(as_word, text), [meanings]).value()  # the reader takes what stands before a point for a module
    return value.subs({name: meanings[name] if name in meanings else piece.size(name) for name in value.names})


def _reading(piece: Piece, before: Piece) -> Piece:
    """A layer that reads what leaves the one before, where nothing is said of what enters it."""
    entering = _width(piece.layer.symbolic.inputs)
    own = str(entering) if entering is not None and entering.is_name else ""
    if own not in piece.sizes or piece.sizes[own] != symbol(f"{piece.prefix}{own}") or before.leaving is None:
        return piece
    if is_image(before.layer) and not (is_image(piece.layer) or piece.layer.is_recurrent or piece.layer.family in NORMS):
        raise InputError(f"what {piece.layer.name} reads behind {before.layer.name} depends on the image: give {piece.prefix}{own}")
    name = f"{piece.prefix}{own}"
    sizes = {size: value.subs({name: before.leaving}) for size, value in piece.sizes.items()}
    return Piece(piece.layer, piece.convention, piece.prefix, sizes, piece.values)


def _width(shapes: Mapping[str, Shape]) -> Value | None:
    """The last side of a shape, of several the first."""
    side = next(iter(shapes.values())).sides[-1] if shapes else ...
    return side if isinstance(side, Value) else None


# -- a formula -----------------------------------------------------------------------------------------------------


def of_formula(text: str, given: Given) -> Unknowns:
    """The unknowns of a formula: its names, save those that are given.

    >>> asked = of_formula("4(nm+n²)", {"n": 5})
    >>> print(*asked.counts, "|", *asked.open)
    20*(m + 5) | m

    Errors: `FormulaError` for what cannot be read, `InputError` for a name that does not stand in it.
    """
    formula = parse(text, [given])
    said = {normal_name(name): size for name, size in given.items() if size not in (OPEN, name)}
    for name in given:
        if normal_name(name) not in formula.names:
            raise InputError(f"{shown(name)} does not stand in the formula; its names are {listed(list(formula.names)) or 'none'}")
    meanings = {name: as_size(size) if isinstance(size, int) else parse(size, [formula.names]).value() for name, size in said.items()}
    refuse_circles(meanings)
    sizes = _settled({name: meanings.get(name, symbol(name)) for name in formula.names})
    values = {name: ROLES[name].values for name in formula.names if name in ROLES and ROLES[name].values and name not in meanings}
    told = {name: str(size) for name, size in said.items()}
    return Unknowns(text.strip(), text.strip(), (formula.value().subs(sizes),), sizes, told, values, formula=formula)


def as_told(sizes: Mapping[str, Value], known: Collection[str]) -> Callable[[Mapping[str, int]], dict[str, int]]:
    """What sizes are in a solution that tells these names; a size that may be any is left out.

    >>> as_told({"filters": 2 * symbol("q"), "groups": as_size(2)}, ["q"])({"q": 3})
    {'filters': 6, 'groups': 2}
    """
    readers = {name: _reader(size) for name, size in sizes.items() if size.names <= set(known)}
    return lambda solution: {name: read(solution) for name, read in readers.items()}


def _reader(size: Value) -> Callable[[Mapping[str, int]], int]:
    if size.is_name:
        return itemgetter(str(size))
    number = size.constant
    return (lambda _: int(number)) if number is not None else (lambda solution: int(size.at(solution)))
