"""Writes the pages of docs/ that state what the code states: `python -m docs.generate`. The tests compare them with the files."""

from __future__ import annotations

from functools import cache

from docs.generate.accuracy import accuracy_page
from docs.generate.commands import commands_page
from docs.generate.families import families_page
from docs.generate.index import index_page
from docs.generate.layer import layer_page
from symcount.layers import CATALOGUE


@cache
def pages() -> dict[str, str]:
    """The generated pages, by their place in docs/."""
    layers = {f"layers/{layer.name}.md": layer_page(layer) for layer in CATALOGUE.values()}
    return {"layers.md": index_page(), "commands.md": commands_page(), "accuracy.md": accuracy_page(), "families.md": families_page(), **layers}
