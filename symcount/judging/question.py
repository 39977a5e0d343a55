"""What a claim is compared with: a layer, what the author said about sizes, and the convention to count by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TypeVar

from symcount.algebra import Rational, Value, as_size, is_positive, symbol
from symcount.errors import InputError, check_texts, shown, unknown
from symcount.formula import Group, Name, Node, replace_leaves
from symcount.layers import Layer, SizedLayer
from symcount.layers.convention import TEXTBOOK, Convention
from symcount.layers.definition import SQUARE_KERNEL
from symcount.layers.weight import Size
from symcount.reading import normal_name, parse
from symcount.rendering.tree import tree_of
from symcount.roles import ROLES, least_size, spelled, spellings

Said = TypeVar("Said")


@dataclass(frozen=True)
class Question:
    """A layer and all that the author stated: the letters' meaning, sizes, identities between sizes."""

    layer: Layer
    where: Mapping[str, Value] = field(default_factory=dict)
    given: Mapping[str, int] = field(default_factory=dict)
    assume: Mapping[str, Value] = field(default_factory=dict)
    convention: Convention = TEXTBOOK

    def expected(self, used: Collection[str], *, free: Collection[str] = (), put_in: bool = False) -> SizedLayer:
        """The layer with a symbol for every size that the claim uses, that has no usual value, or that is `free`.

        `put_in` also puts in the stated numbers of sizes that the claim does not use; a 1, which no calculation shows, always is.
        """
        sizes: dict[str, Size] = {}
        for name in self.layer.sizes:
            if name in used or name in free or (name in self.assume and name not in self.given):
                sizes[name] = symbol(name)
            elif name in self.given and (put_in or name in self.layer.defaults or self.given[name] == 1):
                sizes[name] = self.given[name]
            elif name not in self.convention.sizes and name not in self.layer.defaults:
                sizes[name] = symbol(name)
        if "kernel_size" in used and "kernel_size" not in self.layer.sizes and len({self.given[side] for side in SQUARE_KERNEL if side in self.given}) < 2:
            sizes.update({side: symbol("kernel_size") for side in self.layer.sizes if side in SQUARE_KERNEL})
        if "num_layers" in used:
            sizes["num_layers"] = symbol("num_layers")
        elif "num_layers" in self.given and "num_layers" not in self.layer.sizes:
            sizes["num_layers"] = self.given["num_layers"]
        return self.convention.counted(self.layer, {name: size if isinstance(size, int) else self.identified(size) for name, size in sizes.items()})

    def with_size(self, name: str, size: int) -> Question:
        """The same question with one more size stated."""
        return replace(self, given={**self.given, name: size})

    def with_numbers(self, used: Collection[str]) -> Question:
        """The same question, where the stated sizes that a claim does not use are numbers in every count."""
        numbers = {name: size for name, size in self.given.items() if name not in used and not ROLES[name].values}
        given = {name: size for name, size in self.given.items() if name not in numbers}
        return replace(self, given=given, assume={**self.assume, **{name: as_size(size) for name, size in numbers.items()}})

    @cached_property
    def numbers(self) -> Mapping[str, Rational]:
        """What sizes are, as far as stated sizes, identities and usual values settle it; equal sides are the one size of a square kernel."""
        sizes = {name: as_size(size).constant for name, size in self.expected((), put_in=True).sizes.items()}
        settled = {name: size for name, size in (*sizes.items(), *self.given.items()) if size is not None}
        sides = {settled.get(side) for side in self.layer.sizes if side in SQUARE_KERNEL}
        return {**settled, "kernel_size": side} if len(sides) == 1 and (side := sides.pop()) is not None else settled

    def identified(self, value: Value) -> Value:
        """An expression with the source's identities put in, one after the other, since one may speak of another."""
        for _ in self.assume:
            value = value.subs(self.assume)
        return value

    def total(self, used: Collection[str], *, free: Collection[str] = (), put_in: bool = False) -> Value:
        """The count that a claim is compared with."""
        return as_size(self.expected(used, free=free, put_in=put_in).total)


def agree(given: Mapping[str, int], assume: Mapping[str, Value]) -> None:
    """Errors: `InputError` for a size that is given as one number and, with the other sizes given, assumed to be another."""
    for name in given.keys() & assume.keys():
        number = assume[name].subs(given).constant
        if number not in (None, given[name]):
            raise InputError(f"{name} is given as {given[name]}, and assumed to be {assume[name]}{'' if assume[name].constant else f' = {number}'}")


def declared(where: Mapping[str, str], layer: Layer | None) -> dict[str, Value]:
    """What the author's letters mean, each as an expression in the sizes of the layer.

    Errors: `InputError` for a size that nobody knows, for what no size can be, and for one letter with two meanings.
    """
    meanings: dict[str, Value] = {}
    check_texts("where", where)
    roles = {text.strip() for text in where.values()}
    for letter, text in where.items():
        is_anothers = own_name(text.strip(), layer) in roles - {text.strip()}  # units and output_dim, where the layer has but one width
        name, meaning = normal_name(letter), in_sizes(text, None if is_anothers else layer)
        _check_can_be(letter, meaning)
        if meanings.setdefault(name, meaning) != meaning:
            raise InputError(f"{shown(letter)} is given two meanings: {meanings[name]} and {meaning}")
    return meanings


def _check_can_be(letter: str, meaning: Value) -> None:
    """Refuse a meaning that is no whole number from 0 at any sizes, and a number that the size of this name cannot be."""
    number = meaning.constant
    roles = spellings().get(spelled(letter), ()) if len(letter) > 1 else ()
    if is_positive(-meaning) or not (number is None or isinstance(number, int)):
        raise InputError(f"{shown(letter)} stands for a size, a whole number, and {meaning} never is one")
    if number is not None and roles:
        _whole(roles[0], number, None)


def stated(given: Mapping[str, object], layer: Layer | None) -> dict[str, int]:
    """The sizes that the author states, by the layer's own names.

    Errors: `InputError` for a name that is no size, and for what is not a whole number from 1, of few sizes from 0, or none of a switch's values.
    """
    sizes: dict[str, int] = {}
    check_texts("given", given, object)
    for name, size in given.items():
        role = role_of(name, layer)
        for own in (layer.own_sizes(role) if layer else ()) or (role,):
            whole = _whole(own, size, layer)
            if sizes.setdefault(own, whole) != whole:
                raise InputError(f"{own} is given twice: {sizes[own]} and {whole}")
    return sizes


def _whole(name: str, size: object, layer: Layer | None) -> int:
    if isinstance(size, bool) or not isinstance(size, int):
        raise InputError(f"{name} is a whole number, not {shown(size)}")
    if layer is not None:
        layer.checked(name, size)
    elif (values := ROLES[name].values) and size not in values:
        raise InputError(f"{name} is {' or '.join(map(str, values))}, not {shown(size)}")
    elif size < least_size(name):
        raise InputError(f"{name} is a whole number from {least_size(name)}, not {shown(size)}")
    return size


def assumed(assume: Mapping[str, str], layer: Layer | None) -> dict[str, Value]:
    """The identities that the source uses, such as d_ff = 4·d_model.

    Errors: `InputError` for a name that is no size, for a number that it cannot be, and for sizes that are each other's.
    """
    identities: dict[str, Value] = {}
    check_texts("assume", assume)
    for name, text in assume.items():
        role, value = role_of(name, layer), in_sizes(text, layer)
        for own in (layer.own_sizes(role) if layer else ()) or (role,):
            if value.constant is not None:
                _whole(own, value.constant, layer)
            identities[own] = value
    refuse_circles(identities)
    return identities


def refuse_circles(identities: Mapping[str, Value]) -> None:
    """Refuse a size that is said to depend on itself."""
    for name in identities:
        reached = {name}
        for _ in identities:
            reached = {other for one in reached if one in identities for other in identities[one].names}
            if name in reached:
                raise InputError(f"{name} is assumed to depend on itself: {name} = {identities[name]}")


def in_sizes(text: str, layer: Layer | None) -> Value:
    """A text that names sizes, as an expression in the layer's own sizes.

    Errors: `InputError` for a name that is no size, `FormulaError` for what cannot be read.
    """
    value = symbol(text) if text in ROLES else _as_read(text)
    own = {name: own_name(role_of(name, layer), layer) for name in value.names}
    return value.subs({name: symbol(own) for name, own in own.items() if own != name})


@lru_cache(maxsize=64)  # what a source states is put to every layer of the catalogue, and read once
def _as_read(text: str) -> Value:
    return parse(text, [ROLES]).value()


def role_of(name: str, layer: Layer | None) -> str:
    """The size that a name or a spelling means, for a layer the one that it has.

    Errors: `InputError` for a name that is no size.
    """
    if name in ROLES or (layer and layer.own_sizes(name)):
        return name
    meant = spellings().get(spelled(name), ())
    if not meant:
        raise unknown("size", name, ROLES)
    return next((role for role in meant if layer and layer.own_sizes(role)), meant[0])


def in_its_names(sizes: Mapping[str, Said], layer: Layer) -> dict[str, Said]:
    """What is said of sizes, by the names that a layer has for them.

    >>> from symcount.layers import lstm
    >>> in_its_names({"hidden_size": 5, "input_size": 13}, lstm)
    {'units': 5, 'input_dim': 13}

    Errors: `InputError` for a name that is no size, and for two things said of one.
    """
    named: dict[str, Said] = {}
    for name, size in sizes.items():
        own = name if layer.own_shape_sizes(name) else role_of(name, layer)
        if own in named:
            raise InputError(f"{own} of {layer.name} is given twice")
        named[own] = size
    return named


def put_in(node: Node, meanings: Mapping[str, Value]) -> Node:
    """The author's form with each letter's meaning in its place, in brackets where it is more than a size."""
    trees = {name: Name(str(meaning)) if meaning.is_name else Group(tree_of(meaning)) for name, meaning in meanings.items()}
    return replace_leaves(node, lambda leaf: trees.get(leaf.name, leaf) if isinstance(leaf, Name) else leaf)


def own_name(role: str, layer: Layer | None) -> str:
    """The layer's own name for a size: its `filters` for `units`."""
    own = layer.own_sizes(role) if layer else ()
    return own[0] if len(own) == 1 else role
