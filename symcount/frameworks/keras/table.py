"""The table of Keras' constructors, and what they share: https://keras.io/api/layers, Keras 3.15."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symcount.algebra import symbol
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import MAX_AXES
from symcount.frameworks.built import Built
from symcount.frameworks.keras.quantized import MODES, Policy, quantized, quantized_by
from symcount.frameworks.keras.weightless import WEIGHTLESS
from symcount.frameworks.mapping import Call, Framework, InputShape, on, said_by
from symcount.layers.weight import Size

WEIGHTS = ["kernel", "bias", "recurrent", "depthwise", "pointwise", "embeddings", "beta", "gamma", "moving_mean", "moving_variance", "alpha", "activity"]
OLD = ("implementation", "zero_output_for_mask", "input_length")
"""Arguments that layers have in files, or had in Keras 2, and that no constructor names."""

COMMON = ("name", "autocast", *OLD, *(f"{weight}_{what}" for weight in WEIGHTS for what in ("initializer", "regularizer", "constraint")))
"""What every layer takes and what changes no weight."""

FINISHING = ("trainable", "dtype")
"""What every layer takes and `finished` reads, since it changes weights."""

QUANTIZING = ("quantization_config",)
"""What layers take that may be quantised: `finished` reads it beside a quantised `dtype`, and without one it changes no weight."""

MADE_OF_LAYERS = ("MultiHeadAttention", "GroupQueryAttention", "RNN", "StackedRNNCells", "Bidirectional", "TimeDistributed", "SpectralNormalization")
"""Layers whose weights are those of layers inside them."""


def finished(built: Built, call: Call, config: Mapping[str, Any]) -> Built:
    """What the arguments that every layer takes do: a quantised `dtype` keeps kernels otherwise, `trainable=False` freezes.

    It does not freeze what a layer of layers shows to one around it. Errors: `InputError` where `trainable` is no boolean.
    """
    if not isinstance(trainable := config.get("trainable", True), bool):
        raise InputError(f"trainable is True or False, not {shown(trainable)}")
    if policy := Policy.of(config):
        built = quantized(built, call, config, policy)
    shows_others = call.depth and call.layer in MADE_OF_LAYERS
    return built if trainable or shows_others else built.frozen()


VARIANTS = {"lora": said_by("lora_rank"), **{mode: quantized_by(mode) for mode in MODES}}
MODULES = r"((tf\.|tensorflow\.)?keras\.)?(src\.)?layers(\.\w+)*"
KERAS = Framework("keras", frozenset((*COMMON, *FINISHING)), "keras.layers", MODULES, VARIANTS, finish=finished, weightless=WEIGHTLESS)

CONVOLUTION = ("strides", "padding", "dilation_rate", "activation")
CELL = ("activation", "dropout", "recurrent_dropout", "seed")
GATED_CELL = (*CELL, "recurrent_activation")
RECURRENT = ("return_sequences", "return_state", "go_backwards", "stateful", "unroll")
SEQUENCE = (on("batch_size timesteps input_dim"),)
FEATURES = (on("batch_size features"),)
TOKENS = (on("batch_size timesteps"),)


def named(*names: str) -> dict[str, Size]:
    """Sizes that an example puts in for arguments of the same name."""
    return {name: symbol(name) for name in names}


def input_of(call: Call, least: int, most: int = MAX_AXES) -> InputShape:
    """The shape of the input, the batch first. Errors: `InputError` where it has fewer or more axes than the layer reads."""
    if not least <= len(call.input) <= most:
        raise InputError(f"input_shape has {least}{'' if least == most else ' or more'} axes, not {len(call.input)}: the batch is the first")
    return call.input
