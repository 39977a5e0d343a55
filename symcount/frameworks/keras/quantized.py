"""Quantised layers in Keras: kernels of whole numbers of few bits, and beside them the scales that give the values back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import Any

from symcount.algebra import ceil_div
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import whole
from symcount.frameworks.built import Built, BuiltWeight, Sides, kept
from symcount.frameworks.einsum import Equation
from symcount.frameworks.mapping import Call, Variant
from symcount.layers.weight import Size

MODES = ("int8", "int4", "float8", "gptq", "awq")
_POLICY = re.compile(r"(?:(int8|int4|float8)|(int4|gptq/[2348]|awq/4)/(-1|[1-9]\d*))_from_\w+")

STATES = ("inputs", "kernel", "outputs_grad")
"""What float8 keeps a scale and a history of largest values of; both are overwritten by their gradients, and so count as trained."""


# -- policies --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Policy:
    """How a layer is quantised; `group`: how many inputs share a scale, None for all; `history`: how many largest values float8 remembers."""

    mode: str
    is_packed: bool = False
    group: int | None = None
    history: Size = 1024

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Policy | None:
        """What the arguments of a layer say, or None where they do not quantise it.

        >>> Policy.of({"dtype": "int4/128_from_float32"})
        Policy(mode='int4', is_packed=True, group=128, history=1024)

        A `dtype` is a text or as Keras writes it to a file; a `quantization_config` says more of the same mode.
        Errors: `InputError` for a policy that Keras does not have.
        """
        dtype = config.get("dtype")
        history: Size = 1024
        if isinstance(dtype, Mapping):
            written = _config_of(dtype)
            if "policy_map" in written:
                raise InputError("a dtype for each path is not known here: give each layer its own")
            history = whole("amax_history_length", written.get("amax_history_length", history))
            dtype = f"{written['mode']}_from_{written.get('source_name')}" if "mode" in written else None
        if not isinstance(dtype, str) or not dtype.startswith(MODES):
            return None
        mode, source, name = dtype.partition("_from_")
        found = _POLICY.fullmatch(_more_exactly(mode, config.get("quantization_config")) + source + name)
        if not found:
            raise InputError(f"dtype is written as in 'int8_from_float32', 'int4/128_from_float32' or 'gptq/4/128_from_float32', not {shown(dtype)}")
        mode, _, bits = (found[1] or found[2]).partition("/")
        return cls(mode, mode == "int4" or bits == "4", int(found[3]) if found[3] not in (None, "-1") else None, history)


def quantized_by(mode: str) -> Variant:
    """The variant of a layer whose `dtype` is a policy of this mode."""
    return Variant("dtype", lambda config: (policy := Policy.of(config)) is not None and policy.mode == mode)


def _config_of(written: Mapping[str, Any]) -> Mapping[str, Any]:
    """The arguments of what Keras wrote to a file."""
    config = written.get("config")
    return config if isinstance(config, Mapping) else {}


def _more_exactly(mode: str, settings: object) -> str:
    """A mode with the numbers of a `quantization_config` for it, which Keras prefers."""
    if isinstance(settings, Mapping):
        own = _config_of(settings)
        if mode.startswith("int4") and settings.get("class_name") == "Int4QuantizationConfig":
            return f"int4/{own.get('block_size') or -1}"
        for name in ("gptq", "awq"):
            if mode.startswith(name) and settings.get("class_name") == f"{name.upper()}Config":
                return f"{name}/{own.get('weight_bits', 4)}/{own.get('group_size', 128)}"
    return mode


# -- layers ----------------------------------------------------------------------------------------------------------


def quantized(built: Built, call: Call, config: Mapping[str, Any], policy: Policy) -> Built:
    """A layer with its matrices as a policy keeps them.

    Errors: `InputError` for a layer that Keras does not quantise, or not so.
    """
    if policy.mode in ("gptq", "awq") and config.get("lora_rank") is not None:
        raise InputError(f"Keras has no low-rank update of a kernel quantised by {policy.mode}")
    if call.layer == "Dense":
        return with_kernel(built, policy, Matrix(built["kernel"].shape, summed=(0,), scale=built["kernel"].shape[1:], zero="kernel_zero"))
    if call.layer == "EinsumDense":
        return with_kernel(built, policy, einsum_matrix(built["kernel"].shape, config["equation"], policy))
    if call.layer in ("Embedding", "ReversibleEmbedding") and policy.mode in ("int8", "int4"):
        return with_embeddings(built, policy)
    raise InputError(f"Keras does not quantise it to {policy.mode}")


@dataclass(frozen=True)
class Matrix:
    """A kernel: its sides, the axes that are summed over, the shape of its scale in int8, and the name of GPTQ's and AWQ's zero points."""

    sides: Sides
    summed: tuple[int, ...]
    scale: Sides
    zero: str

    def flattened(self) -> tuple[Size, Size]:
        """Rows that are summed over, and columns."""
        rows = prod(self.sides[axis] for axis in self.summed)
        return rows, prod(side for axis, side in enumerate(self.sides) if axis not in self.summed)

    def split_at_largest(self) -> tuple[Size, Size]:
        """Rows and columns of GPTQ and AWQ.

        Keras takes the largest side of three for the width of a model: where it stands first, the kernel leads to heads, otherwise back from
        them. Whether that is so it does not ask, nor the equation. Errors: `InputError` for other kernels.
        """
        if len(self.sides) == 2:
            return self.sides[0], self.sides[1]
        if len(self.sides) != 3 or not all(isinstance(side, int) for side in self.sides):
            raise InputError("GPTQ and AWQ split a kernel of two sides, or of three that are numbers")
        first, second, third = self.sides
        return (first, second * third) if first >= max(second, third) else (first * second, third)


def einsum_matrix(sides: Sides, equation: str, policy: Policy) -> Matrix:
    """The kernel of an equation. Errors: `InputError` where Keras fails to find what its scales would be."""
    read = Equation.of(equation)
    if "..." in equation and policy.mode != "float8":
        raise InputError("Keras quantises no equation with '...'")
    summed = tuple(axis for axis, letter in enumerate(read.kernel) if letter not in read.output)
    broadcast = [letter for letter in read.output if letter not in read.kernel]
    if policy.mode == "int8" and len(summed) > len(broadcast) and summed != tuple(range(len(summed))):
        raise InputError("Keras quantises to int8 no kernel that sums over more axes than its output has besides, unless these stand first")
    by_letter = read.named(sides)
    return Matrix(sides, summed, scale=tuple(by_letter.get(letter, 1) for letter in read.output), zero="zero_point")


def with_kernel(built: Built, policy: Policy, matrix: Matrix) -> Built:
    """With its kernel as a policy keeps it: in float8 as it was, otherwise whole numbers with scales."""
    if policy.mode == "float8":
        scales = (BuiltWeight(f"{state}_scale", ()) for state in STATES)
        return built.adding(*scales, *(BuiltWeight(f"{state}_amax_history", (policy.history,)) for state in STATES))
    if policy.mode == "int8":
        return stored(built, "kernel", matrix.sides, {"kernel_scale": matrix.scale})
    if policy.mode == "int4":
        rows, columns = matrix.flattened()
        return stored(built, "kernel", (rows, ceil_div(columns, 2)), _scales("kernel", columns, rows, policy, groups_first=True) | _groups_of(rows, policy))
    rows, columns = matrix.split_at_largest()
    scale = (columns, ceil_div(rows, policy.group) if policy.group else 1)
    more = {"kernel_scale": scale, matrix.zero: scale, "g_idx": (rows,), **({"awq_scales": (rows,)} if policy.mode == "awq" else {})}
    return stored(built, "kernel", (ceil_div(columns, 2) if policy.is_packed else columns, rows), more)


def with_embeddings(built: Built, policy: Policy) -> Built:
    """With rows of whole numbers, a scale for each word, and so the way back where that has weights of its own."""
    words, width = built["embeddings"].shape
    half = ceil_div(width, 2) if policy.is_packed else width
    more = _scales("embeddings", words, width, policy, groups_first=False) | _groups_of(width, policy)
    built = stored(built, "embeddings", (words, half), more)
    if any(weight.name == "reverse_embeddings" for weight in built.weights):
        built = stored(built, "reverse_embeddings", (half, words), _scales("reverse_embeddings", words, width, policy, groups_first=True))
    return built


def stored(built: Built, name: str, sides: Sides, more: Mapping[str, Sides]) -> Built:
    """With a weight in whole numbers of other sides, which are not trained, and what is kept beside it."""
    return built.without(name).adding(replace(built[name], shape=sides, trainable=False), *(kept(*one) for one in more.items()))


def _scales(name: str, outputs: Size, inputs: Size, policy: Policy, groups_first: bool) -> dict[str, Sides]:
    """A scale for each output; in groups of inputs one for each group, with a zero point."""
    if not policy.group:
        return {f"{name}_scale": (outputs,)}
    groups = ceil_div(inputs, policy.group)
    shape = (groups, outputs) if groups_first else (outputs, groups)
    return {f"{name}_scale": shape, f"{name}_zero": shape}


def _groups_of(inputs: Size, policy: Policy) -> dict[str, Sides]:
    """The group of each input, where there are groups."""
    return {"g_idx": (inputs,)} if policy.group else {}
