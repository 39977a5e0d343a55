"""The keys of a configuration: what each is called, what it is when it is not stated, and how its value is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from symcount.algebra import Value, from_sympy, quotient, switch, symbol
from symcount.errors import InputError, NotDivisible, shown
from symcount.layers.weight import Size

Reader = Callable[[str, object], Any]

MAX_SIZE = 2**63 - 1
"""The largest side of a tensor."""

MAX_LISTED = 1_000
"""Stages or labels that are listed one by one, at most."""

NAME = re.compile(r"[^\W\d]\w{0,59}")
"""A name that stands for a size which is left open."""


class Sizes(SimpleNamespace):
    """What was read of a configuration, by the names of the roles; `head` is what stands on the model."""

    head: str
    spelled: Mapping[str, str]

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)

    def divided(self, whole: str, part: str) -> Size:
        """One size over another. Errors: `InputError` where whole numbers do not divide, with the keys that say so."""
        try:
            result: Size = quotient(getattr(self, whole), getattr(self, part))
        except NotDivisible as error:
            raise InputError(f"{self.spelled[whole]} is a multiple of {self.spelled[part]}: {error}") from error
        return result


def even_heads(size: Sizes) -> Size:
    """The width of a head where the heads share the model's."""
    return size.divided("d_model", "num_heads")


def own_heads(size: Sizes) -> tuple[Size, Size, Size] | None:
    """Heads of queries, of keys and values, and the width of one, where they do not share the model's. Errors: `InputError` where that does not divide."""
    return None if size.num_heads * size.head_dim == size.d_model else (size.num_heads, size.num_heads, size.head_dim)


@dataclass(frozen=True)
class Key:
    """A key: its names, the usual one first, and what it is when none is stated: a value, or a function of the sizes before it.

    `null` is what null means, where it is not the same; `symbolic` what stands for it in a closed form, if it is left open there; `auto`
    says that the word "auto" stands for what it is when it is not stated. Of several names that are stated the last counts, since transformers sets
    further names after the usual one; `first_counts` where it does not.
    """

    names: tuple[str, ...]
    default: Any
    reader: Reader
    null: Any = field(default=...)
    symbolic: Callable[[str], Any] | None = None
    auto: bool = False
    first_counts: bool = False

    def stated(self, config: Mapping[str, Any]) -> str:
        """The name under which a configuration states it; empty where it does not."""
        names = self.names if self.first_counts else reversed(self.names)
        return next((name for name in names if name in config), "")

    def read(self, config: Mapping[str, Any], sizes: Sizes) -> Any:
        """Its value in a configuration. Errors: `InputError` for what it cannot be, with its name."""
        name = self.stated(config)
        value = config[name] if name else self.default
        if name and value is None and (self.null is not ... or callable(self.default)):
            value = self.default if self.null is ... else self.null
        if self.auto and value == "auto":
            value = self.default
        if callable(value):
            return value(sizes)
        return self.reader(name or self.names[0], value) if value is not None or self.null is ... else None


def whole(names: str, default: Any, **more: Any) -> Key:
    """A size: a whole number from 1, or a name or expression that leaves it open."""
    return Key(tuple(names.split()), default, _size, symbolic=symbol, **more)


def natural(names: str, default: Any, **more: Any) -> Key:
    """A size that may be 0."""
    return Key(tuple(names.split()), default, _size_from_0, symbolic=symbol, **more)


def settled(key: Key) -> Key:
    """A size that no closed form leaves open: few configurations state it, and it follows from others."""
    return replace(key, symbolic=None)


def always(value: Callable[[Sizes], Any]) -> Key:
    """What follows from the sizes before it, and is never stated."""
    return Key((), value, _size)


def optional(names: str) -> Key:
    """A number that may be missing: None then."""
    return Key(tuple(names.split()), None, _size_from_0, null=None)


def flag(names: str, default: Any) -> Key:
    """True or False, as 1 or 0."""
    return Key(tuple(names.split()), default, _flag)


def tied(default: Any, names: str = "tie_word_embeddings") -> Key:
    """Whether the head is the matrix of the words again: 1 or 0, or left open."""
    return Key(tuple(names.split()), default, _switch, symbolic=switch)


def word(names: str, default: Any) -> Key:
    """A text."""
    return Key(tuple(names.split()), default, _word)


def ratio(name: str, default: int) -> Key:
    """How many times as wide the inner width is: a number above 0, whole or not."""
    return Key((name,), default, _ratio, symbolic=symbol)


def scale(name: str, default: float) -> Key:
    """Where a gain starts: there is one if it is above 0."""
    return Key((name,), default, _is_positive)


def number_or_none(name: str, none: int) -> Key:
    """A whole number, of which one below 1 means that there is none."""
    return Key((name,), none, _number_or_none)


def several_words(name: str) -> Key:
    """A list of words, or one text in which bars stand between them; none is usual."""
    return Key((name,), "", _words, null=())


def several(names: str, default: list[int]) -> Key:
    """A list of sizes."""
    return Key(tuple(names.split()), default, _several)


def places(name: str) -> Key:
    """A list of layers, counted from 0; none is usual."""
    return Key((name,), [], _places, null=())


def image(names: str, default: int, roles: tuple[str, str]) -> Key:
    """The two sides of an image or a patch: one number is both."""
    return Key(tuple(names.split()), default, _sides, symbolic=lambda _: [symbol(role) for role in roles])


def labels(usual: int = 2) -> Key:
    """How many classes there are: a number, or their names."""
    return Key(("num_labels", "id2label"), usual, _labels, symbolic=symbol, first_counts=True)


def section(name: str, keys: Mapping[str, Key], prefix: str) -> Key:
    """A configuration inside another; its open sizes have a prefix in a closed form."""
    return Key((name,), {}, lambda _, value: read(keys, _section(name, value), place=f"{name}."), {}, lambda _: symbolic(keys, prefix))


def symbolic(keys: Mapping[str, Key], prefix: str = "") -> dict[str, Any]:
    """A configuration that leaves every size open."""
    return {key.names[0]: key.symbolic(prefix + role) for role, key in keys.items() if key.symbolic}


def read(keys: Mapping[str, Key], config: Mapping[str, Any], head: str = "", place: str = "") -> Sizes:
    """The sizes that a configuration states, and the usual ones for the others. Errors: `InputError`, with the key that is wrong."""
    if config.get("per_layer_config"):
        raise InputError(f"{place}per_layer_config gives layers sizes of their own, and these are not read: leave it out, or summarise the model itself")
    sizes = Sizes(head=head, spelled={role: place + (key.stated(config) or next(iter(key.names), role)) for role, key in keys.items()})
    for role, key in keys.items():
        setattr(sizes, role, replace(key, reader=_placed(key.reader, place)).read(config, sizes))
    return sizes


def _placed(reader: Reader, place: str) -> Reader:
    return lambda name, value: reader(place + name, value)


def _size(name: str, value: object, least: int = 1) -> Size:
    if isinstance(value, str) and NAME.fullmatch(value):
        return symbol(value)
    if isinstance(value, Value) or hasattr(value, "free_symbols"):
        open_size = value if isinstance(value, Value) else _from_sympy(name, value)
        if open_size.constant is None:
            return open_size
        value = open_size.constant
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MAX_SIZE:
        raise InputError(f"{name} is a whole number from {least} to {MAX_SIZE}, or a name that leaves it open, not {shown(value)}")
    return value


def _from_sympy(name: str, value: object) -> Value:
    try:
        return from_sympy(value)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error


def _size_from_0(name: str, value: object) -> Size:
    return _size(name, value, 0)


def _flag(name: str, value: object) -> int:
    if isinstance(value, (bool, int)) and value in (0, 1):
        return int(value)
    raise InputError(f"{name} is true or false, not {shown(value)}")


def _switch(name: str, value: object) -> Size:
    if isinstance(value, (bool, int)) and value in (0, 1):
        return int(value)
    if isinstance(value, (str, Value)) or hasattr(value, "free_symbols"):
        open_switch = _size(name, value)
        if isinstance(open_switch, Value) and open_switch.is_name:
            return switch(str(open_switch))
    raise InputError(f"{name} is true or false, or a name that leaves it open, not {shown(value)}")


def _word(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{name} is a text, not {shown(value)}")
    return value


def _ratio(name: str, value: object) -> Any:
    return value if isinstance(value, float) and 0 < value <= MAX_SIZE else _size(name, value)


def _is_positive(name: str, value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise InputError(f"{name} is a number, not {shown(value)}")
    return value > 0


def _number_or_none(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value > MAX_SIZE:
        raise InputError(f"{name} is a whole number, not {shown(value)}")
    return value


def _words(name: str, value: object) -> tuple[str, ...]:
    listed = value.split("|") if isinstance(value, str) else value
    if not isinstance(listed, (list, tuple)) or len(listed) > MAX_LISTED:
        raise InputError(f"{name} is a list of texts, not {shown(value)}")
    return tuple(_word(name, one).strip() for one in listed)


def _several(name: str, value: object) -> tuple[Size, ...]:
    if not isinstance(value, (list, tuple)) or not 0 < len(value) <= MAX_LISTED:
        raise InputError(f"{name} is a list of at most {MAX_LISTED:,} numbers, not {shown(value)}")
    return tuple(_size(f"{name}[{place}]", one) for place, one in enumerate(value))


def _places(name: str, value: object) -> frozenset[int]:
    if isinstance(value, (list, tuple)) and len(value) <= MAX_LISTED and all(isinstance(one, int) for one in value):
        return frozenset(value)
    raise InputError(f"{name} is a list of the numbers of layers, not {shown(value)}")


def _sides(name: str, value: object) -> tuple[Size, Size]:
    sides = _several(name, value) if isinstance(value, (list, tuple)) else (_size(name, value),) * 2
    if len(sides) != 2:
        raise InputError(f"{name} is one number, or a height and a width, not {shown(value)}")
    return sides[0], sides[1]


def _labels(name: str, value: object) -> Size:
    return _size(name, len(value) if isinstance(value, Mapping) else value)


def _section(name: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise InputError(f"{name} is a configuration of its own, not {shown(value)}")
    return value
