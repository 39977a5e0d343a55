"""Writes the pages of docs/ that state what the code states: `python -m docs.generate`. The tests compare them with the files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from docs.generate.accuracy import accuracy_page
from docs.generate.benchmarks import benchmarks_page
from docs.generate.commands import commands_page
from docs.generate.conventions import conventions_page
from docs.generate.families import families_page
from docs.generate.index import index_page
from docs.generate.layer import layer_page
from docs.generate.mistakes import mistakes_page
from docs.generate.python import python_page
from docs.generate.rooms import rooms_drawing
from symcount.layers import CATALOGUE

PAGES: dict[str, Callable[[], str]] = {
    "layers.md": index_page,
    "commands.md": commands_page,
    "accuracy.md": accuracy_page,
    "families.md": families_page,
    "conventions.md": conventions_page,
    "mistakes.md": mistakes_page,
    "benchmarks.md": benchmarks_page,
    "python.md": python_page,
    "rooms.svg": rooms_drawing,
    **{f"layers/{layer.name}.md": partial(layer_page, layer) for layer in CATALOGUE.values()},
}
"""The generated pages, by their place in docs/: each is written when it is asked for."""
