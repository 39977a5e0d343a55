"""Dense layers and embeddings in Keras."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError
from symcount.frameworks.arguments import Flag, OpenSizes, Whole, Word
from symcount.frameworks.built import Built, BuiltWeight, laid_out
from symcount.frameworks.einsum import Equation
from symcount.frameworks.keras.table import KERAS, QUANTIZING, TOKENS, input_of, named
from symcount.frameworks.mapping import Call, Example, on
from symcount.layers.weight import Size


def with_lora(built: Built, rank: Size | None, name: str = "kernel") -> Built:
    """With a low-rank update: the matrix is frozen, and two narrow ones are trained beside it."""
    if rank is None:
        return built
    *inputs, outputs = built[name].shape
    update = BuiltWeight(f"lora_{name}_a", (*inputs, rank)), BuiltWeight(f"lora_{name}_b", (rank, outputs))
    return built.frozen(name).adding(*update)


@KERAS.maps("Dense", examples=[Example("dense", named("units"), (on("batch_size input_dim"),))], ignores=("activation", "lora_alpha", *QUANTIZING))
def dense(call: Call, units: Whole, use_bias: Flag = 1, lora_rank: Whole | None = None) -> Built:
    """Fully connected."""
    input_of(call, 2)
    return with_lora(laid_out(layers.dense(units=units, input_dim=call.side(-1), bias=use_bias)), lora_rank)


MATRIX = {"equation": "ab,bc->ac", "output_shape": symbol("units"), "bias_axes": "c"}


@KERAS.maps(
    "EinsumDense",
    examples=[Example("einsum_dense", MATRIX, (on("batch_size input_dim"),))],
    ignores=("activation", "lora_alpha", "gptq_unpacked_column_size", *QUANTIZING),
)
def einsum_dense(call: Call, equation: Word, output_shape: OpenSizes, bias_axes: Word | None = None, lora_rank: Whole | None = None) -> Built:
    """Fully connected along the axes that the equation names."""
    read = Equation.of(equation)
    sides = read.sides(call.input, output_shape)
    shape = {letter: known(sides, letter) for letter in read.kernel}
    bias = tuple(known(sides, letter) if letter in bias_axes else 1 for letter in from_first(read.output, bias_axes)) if bias_axes else ()
    elided = () if read.more_before else (1,) * (len(call.input) - len(read.input))
    sized = layers.einsum_dense(**read.roles(shape), bias_units=prod(bias), bias=int(bool(bias_axes)))
    return with_lora(laid_out(sized, shapes={"kernel": tuple(shape.values()), "bias": (*bias, *elided)}), lora_rank)


def known(sides: Mapping[str, Size | None], letter: str) -> Size:
    """The side of an axis. Errors: `InputError` where it is open."""
    if (side := sides.get(letter)) is None:
        raise InputError(f"the side of the axis {letter} stands neither in input_shape nor in output_shape")
    return side


def from_first(output: str, bias_axes: str) -> str:
    """The axes of the output from the first that has a bias."""
    if not set(bias_axes) <= set(output):
        raise InputError(f"bias_axes {bias_axes!r} are not all axes of the output {output!r}")
    return output[min(map(output.find, bias_axes)) :]


WORDS = {"input_dim": symbol("vocab_size"), "output_dim": symbol("embedding_dim")}


@KERAS.maps("Embedding", examples=[Example("embedding", WORDS, TOKENS)], ignores=("mask_zero", "weights", "lora_alpha", *QUANTIZING))
def embedding(_call: Call, input_dim: Whole, output_dim: Whole, lora_rank: Whole | None = None) -> Built:
    """A row for each word."""
    return with_lora(laid_out(layers.embedding(vocab_size=input_dim, embedding_dim=output_dim)), lora_rank, "embeddings")


@KERAS.maps(
    "ReversibleEmbedding",
    examples=[Example("reversible_embedding", WORDS, TOKENS)],
    ignores=("mask_zero", "weights", "reverse_dtype", "logit_soft_cap", "lora_alpha", *QUANTIZING),
)
def reversible_embedding(_call: Call, input_dim: Whole, output_dim: Whole, tie_weights: Flag = 1, lora_rank: Whole | None = None) -> Built:
    """A row for each word, and the way back."""
    sized = layers.reversible_embedding(vocab_size=input_dim, embedding_dim=output_dim, tied=tie_weights)
    return with_lora(laid_out(sized), lora_rank, "embeddings")
