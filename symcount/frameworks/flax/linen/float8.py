"""Products in floats of eight bits, whose scales and largest values linen keeps beside the parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcount.errors import unknown
from symcount.frameworks.built import Built, kept

FP8 = {name: name for name in ("Fp8DotGeneralOp", "Fp8DirectDotGeneralOp", "NANOOFp8DotGeneralOp")} | {"Fp8DotGeneral": "Fp8DirectDotGeneralOp"}
"""The products of a kernel, by the names that they have and the name that their state has."""

FP8_EINSUM = {"Fp8Einsum": "Fp8Einsum"}


def with_fp8(built: Built, argument: str, product: str | None, places: Sequence[str], known: Mapping[str, str] = FP8) -> Built:
    """With the scale, and the history of largest values, that a product keeps for each of its sides, at each of some places.

    Errors: `InputError` for a product nobody knows.
    """
    if product is None:
        return built
    if product not in known:
        raise unknown(argument, product, known)
    state = [(f"{side}_{what}", length) for side in ("input", "kernel", "output_grad") for what, length in (("amax_history", 1024), ("scale", 1))]
    return built.adding(*(kept(place.format(known[product]) + name, (length,), is_buffer=True) for place in places for name, length in state))
