"""Einsum equations: which axes of a kernel are summed over, which are new, which have a map each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod

from symcount.errors import InputError, shown
from symcount.layers.weight import Size

_EQUATION = re.compile(r"(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?")


@dataclass(frozen=True)
class Equation:
    """`...x,k->...y`: the letters of the input, the kernel and the output, and where further axes stand."""

    input: str
    kernel: str
    output: str
    more_before: bool = False

    @classmethod
    def of(cls, text: str) -> Equation:
        """The equation that a text states.

        >>> Equation.of("btd,dhk->bthk").kernel
        'dhk'

        Errors: `InputError` for what is no equation of one input and a kernel, and for a letter that stands twice in one of them.
        """
        found = _EQUATION.fullmatch(text.replace(" ", ""))
        if not found or (found[1], found[3]) != (found[5], found[7]) or (found[1] and found[3]):
            raise InputError(f"an equation is written as in 'btd,dhk->bthk' or '...x,xy->...y', not {shown(text)}")
        if twice := [term for term in (found[2], found[4], found[6]) if len(set(term)) < len(term)]:
            raise InputError(f"a letter stands for one axis: {shown(twice[0])} has it twice")
        return cls(found[2], found[4], found[6], bool(found[1]))

    def named(self, kernel_shape: Sequence[Size]) -> dict[str, Size]:
        """The letters of the kernel with its sides."""
        if len(kernel_shape) != len(self.kernel):
            raise InputError(f"the kernel has {len(kernel_shape)} sides, but the equation names {len(self.kernel)}: {self.kernel}")
        return dict(zip(self.kernel, kernel_shape, strict=True))

    def roles(self, kernel: Mapping[str, Size]) -> dict[str, Size]:
        """The sizes of the catalogue's `einsum_dense`, from the side of the kernel for each letter."""
        summed = [side for letter, side in kernel.items() if letter not in self.output]
        new = [side for letter, side in kernel.items() if letter in self.output and letter not in self.input]
        places = [side for letter, side in kernel.items() if letter in self.output and letter in self.input]
        return {name: prod(sides) for name, sides in (("units", new), ("input_dim", summed), ("places", places))}

    def sides(self, input_shape: Sequence[Size | None], output_shape: Sequence[Size | None]) -> dict[str, Size | None]:
        """The side of each letter; `output_shape` is without the batch and the axes that `...` stands for."""
        more = len(input_shape) - len(self.input)
        if more < 0:
            raise InputError(f"the input has {len(input_shape)} axes, but the equation names {len(self.input)}")
        given = output_shape if self.more_before and more else [input_shape[0], *output_shape]
        if len(given) != len(self.output):
            raise InputError(f"output_shape has {len(output_shape)} sides, but the equation wants {len(self.output) - len(given) + len(output_shape)}")
        into = dict(zip(self.input, input_shape[more:] if self.more_before else input_shape, strict=False))
        out = dict(zip(self.output, given, strict=True))
        for letter in into.keys() & out.keys():
            if None not in (into[letter], out[letter]) and into[letter] != out[letter]:
                raise InputError(f"the axis {letter} is {into[letter]} in the input and {out[letter]} in output_shape")
        return {letter: out.get(letter) if out.get(letter) is not None else into.get(letter) for letter in {*into, *out}}
