"""What is assigned to names, as it is typed for a command: `units=256, d_ff=4*d_model`."""

from __future__ import annotations

import re
from contextlib import suppress

from symcount.errors import InputError, SymcountError, shown
from symcount.reading.formula import parse

ASSIGNING = re.compile(r"(?<![\w.])[\w.]+\s*=(?!=)")
"""Where something is assigned to a name."""

MAX_DIGITS = 1000
"""Digits of a number that is typed."""


def assignments(text: str) -> dict[str, str]:
    """The names and what is assigned to them.

    >>> assignments("n=units, w=kernel_height*kernel_width")
    {'n': 'units', 'w': 'kernel_height*kernel_width'}

    Errors: `InputError` for a part without `=` and for a name that is assigned twice.
    """
    found: dict[str, str] = {}
    for part in filter(str.strip, _split(text)):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise InputError(f"write name=value, not {shown(part.strip())}")
        if found.setdefault(name, value) != value:
            raise InputError(f"{shown(name)} is assigned twice: {shown(found[name])} and {shown(value)}")
    return found


def _split(text: str) -> list[str]:
    """The parts between commas that stand outside brackets."""
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character == "," and depth <= 0:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def whole(name: str, text: str) -> int:
    """A whole number as it is typed, with marks between its thousands or without, or as a power.

    >>> whole("total", "4,457,472"), whole("budget", "10^9"), whole("budget", "1e6")
    (4457472, 1000000000, 1000000)

    Errors: `InputError` for what is no whole number, or too long.
    """
    number = number_in(text)
    if number is None:
        raise InputError(f"{name} is a whole number, not {shown(text)}")
    return number


def number_in(text: str) -> int | None:
    """The whole number that a text is; None where it is none, or too long.

    >>> number_in("1_000"), number_in("10**6"), number_in("2*units"), number_in("2.5")
    (1000, 1000000, None, None)
    """
    digits = text.strip().replace("_", "").replace(",", "")
    if digits.removeprefix("-").isdecimal():
        return int(digits) if len(digits) <= MAX_DIGITS else None
    with suppress(SymcountError):
        formula = parse(text)
        value = formula.value().constant if [link.relation for link in formula.links] == [""] else None
        return value if isinstance(value, int) and abs(value) < 10**MAX_DIGITS else None
    return None
