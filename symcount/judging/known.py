"""The layer of the catalogue that has a count, whatever its sizes are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from symcount import layers
from symcount.algebra import Value
from symcount.judging.fingerprints import Index
from symcount.judging.matching import Asked
from symcount.judging.question import Question
from symcount.judging.report import with_article
from symcount.layers import Layer
from symcount.reading import parse
from symcount.rendering import listed, written

BIASES = {0: "without biases", 2: "with two bias vectors"}


@dataclass(frozen=True)
class Known:
    """A layer with the size that each name means, and the settings in which it differs from the textbook's."""

    layer: Layer
    sizes: Mapping[str, str] = field(hash=False)
    settings: Mapping[str, Value] = field(hash=False)

    def __str__(self) -> str:
        biases = [BIASES[value.constant] for name, value in self.settings.items() if name == "bias" and value.constant in BIASES]  # type: ignore[index]
        others = [f"{name} = {value}" for name, value in self.settings.items() if name != "bias"]
        said = [*biases, *([f"with {listed(others)}"] if others else [])]
        meanings = ", ".join(f"{name} = {size}" for name, size in self.sizes.items() if name != size)
        return f"{' '.join([with_article(self.layer.title), *said])}{f' ({meanings})' if meanings else ''}"


def known_as(count: Value, name: str = "") -> Known | None:
    """The layer with this count: of several the one that is called so, else the best known; None where there is none.

    >>> from symcount.algebra import symbol
    >>> n, m = symbol("n"), symbol("m")
    >>> print(known_as(4 * n * (n + m + 2)))
    an LSTM with two bias vectors (m = input_dim, n = units)
    """
    matches = _catalogue().matches(_catalogue().claim(parse(written(count)))) if count.names else []
    layer = layers.find(name) if layers.is_layer(name) else None
    match = next((one for one in matches if one.question.layer is layer), None) or next(iter(matches), None)
    return Known(match.question.layer, match.reading, match.conditions) if match else None


@cache
def _catalogue() -> Asked:
    """All layers, about which nothing is stated."""
    return Asked(Index([Question(layer) for layer in layers.CATALOGUE.values()]), {}, {}, {}, Question)
