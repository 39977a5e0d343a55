"""`layers`: the catalogue, a line a layer."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from symcount import layers
from symcount.layers import Layer
from symcount.rendering import columns, html, pretty, written


@dataclass(frozen=True)
class Catalogue:
    """The layers, best known first."""

    layers: tuple[Layer, ...]

    def to_list(self) -> list[dict[str, Any]]:
        """What `--json` prints, as plain values."""
        return [{"name": one.name, "formula": written(one.total), "family": one.family, "sizes": list(one.sizes)} for one in self.layers]

    def to_json(self) -> str:
        """`to_list` as JSON text."""
        return json.dumps(self.to_list(), ensure_ascii=False)

    def _repr_html_(self) -> str:
        rows = [(html.code(one.name), pretty(one.total), one.family.replace("_", " ")) for one in self.layers]
        return html.block(html.table(("layer", "parameters", "family"), rows))

    def __str__(self) -> str:
        return columns([(one.name, pretty(one.total)) for one in self.layers])


def catalogue() -> Catalogue:
    """Every layer with its formula.

    >>> str(catalogue()).splitlines()[0].split(maxsplit=1)
    ['dense', 'units·(input_dim + bias)']
    """
    return Catalogue(tuple(layers.CATALOGUE.values()))
