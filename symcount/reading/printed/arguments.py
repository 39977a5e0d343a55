"""The arguments that are printed with a class: `Conv2D(32, kernel_size=3x3)`."""

from __future__ import annotations

import re
from dataclasses import dataclass

ONE = re.compile(r"(?:[^(),\[\]]|\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])+")
NAMED = re.compile(r"\s*(?:(?P<name>[A-Za-z]\w*)\s*=)?\s*(?P<value>.*)", re.DOTALL)
NUMBERS = re.compile(r"[(\[]?\s*+\d{1,9}(?:\s*+[,x×]\s*+\d{1,9})*+\s*+,?\s*+[)\]]?")


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument, its name where it is printed, and its numbers: none where it is something else."""

    name: str
    numbers: tuple[int, ...]


def arguments_of(text: str) -> tuple[Argument, ...]:
    """The arguments of a class, in order.

    >>> arguments_of("32, kernel_size=(3, 3), activation='relu'")[1:]
    (Argument(name='kernel_size', numbers=(3, 3)), Argument(name='activation', numbers=()))
    """
    return tuple(_argument(found[0]) for found in ONE.finditer(text) if found[0].strip())


def _argument(text: str) -> Argument:
    found = NAMED.fullmatch(text)
    name, value = (found["name"] or "", found["value"].strip()) if found else ("", text)
    return Argument(name, tuple(map(int, re.findall(r"\d+", value))) if NUMBERS.fullmatch(value) else ())
