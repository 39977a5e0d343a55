"""From a name to a layer: the catalogue's, a framework's, or one layer wrapped in another."""

from __future__ import annotations

import re

from symcount.errors import InputError, shown, unknown
from symcount.layers.definition import CATALOGUE, NAMES, Layer, name_key
from symcount.layers.families import load_all
from symcount.layers.wrappers import WRAPPERS

PHRASE = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ ._-]?[A-Za-z0-9]+)*")
LONGEST_NAME = 4
"""Words in a layer's name."""

CALL = re.compile(r"\s*([\w.]+)\s*\((.*)\)\s*", re.DOTALL)


def find(name: str | Layer) -> Layer:
    """The layer that a name or a framework's name for it means; a layer means itself.

    >>> find("nn.LSTM").name, find("TimeDistributed(Dense)").name
    ('lstm', 'time_distributed(dense)')

    Errors: `InputError` with the nearest names.
    """
    if isinstance(name, Layer):
        return name
    if not isinstance(name, str):
        raise InputError(f"a layer is a name, such as 'lstm', not {shown(name)}")
    wrappers = []
    while (call := CALL.fullmatch(name)) and name_key(call[1]) in WRAPPERS:
        wrappers.append(WRAPPERS[name_key(call[1])])
        name = call[2]
    key = name_key(name)
    if key in WRAPPERS:
        raise InputError(f"{name} wraps another layer: write {name}(dense), or whichever it wraps")
    if key not in NAMES:
        load_all()
    if key not in NAMES or any(sign in name for sign in "*+/^="):
        raise unknown("layer", name, CATALOGUE)
    layer = NAMES[key]
    for wrap in reversed(wrappers):
        layer = wrap(layer)
    return layer


def named_in(text: str) -> list[Layer]:
    """The layers that a text names, each by its longest name.

    >>> [layer.name for layer in named_in("A bidirectional LSTM has 8n(n + m + 1) parameters, an nn.GRU 3n(n + m + 1)")]
    ['bidirectional_lstm', 'gru']
    """
    load_all()
    found: list[Layer] = []
    for phrase in map(str.split, PHRASE.findall(text)):
        first = 0
        while first < len(phrase):
            length = next((length for length in range(LONGEST_NAME, 0, -1) if _key(phrase[first : first + length]) in NAMES), 0)
            found += [NAMES[_key(phrase[first : first + length])]] if length else []
            first += length or 1
    return list(dict.fromkeys(found))


def _key(words: list[str]) -> str:
    return name_key(" ".join(words))


def is_layer(text: str | Layer) -> bool:
    """Whether a text names a layer, and is not a formula: `gru` is one, `g*r*u` and `g r u` are not."""
    try:
        find(text)
    except InputError:
        return False
    return isinstance(text, Layer) or re.fullmatch(r"[\w.()]+", text.strip()) is not None
