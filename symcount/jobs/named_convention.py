"""The convention that a user names, for the jobs that count by one."""

from __future__ import annotations

from symcount.errors import unknown
from symcount.layers import Layer
from symcount.layers.convention import FRAMEWORKS, TEXTBOOK, Convention


def named_convention(name: str | None, layer: Layer) -> Convention:
    """How a layer is counted: as the textbook has it, or as the framework that is named builds it.

    >>> from symcount.layers import find
    >>> named_convention(None, find("lstm")).name
    'textbook'

    What the frameworks build is read only when one is named, since most ask for none. Errors: `InputError` for a framework nobody knows.
    """
    if name is None:
        return TEXTBOOK
    if name not in FRAMEWORKS:
        raise unknown("framework", name, FRAMEWORKS)
    from symcount.frameworks import convention

    return convention(name, layer)
