"""Quantised layers, losses, parametrised weights and spectrograms.

The shapes were measured by building each layer in Keras 3.15.1, PyTorch 2.13.0 and Flax 0.12.8.
"""

from __future__ import annotations

from typing import Any

import pytest

from symcount.algebra import ceil_div, symbol
from symcount.errors import InputError
from symcount.frameworks import from_config
from symcount.frameworks.built import Built
from symcount.frameworks.keras import KERAS
from symcount.frameworks.keras.quantized import MODES
from symcount.frameworks.mapping import on

Config = dict[str, Any]


def written(built: Built) -> str:
    """Every weight with its sides, those that are trained before a bar."""
    trained = [f"{one.name} {list(one.shape)}" for one in built.weights if one.trainable]
    kept = [f"{one.name} {list(one.shape)}" for one in built.weights if not one.trainable]
    return " ".join([*trained, "|", *kept])


# -- quantised layers ------------------------------------------------------------------------------------------------

DENSE: Config = {"units": 3}
UPDATED: Config = {"units": 3, "use_bias": False, "lora_rank": 2}
HEADS: Config = {"equation": "abc,cde->abde", "output_shape": [None, 2, 3], "bias_axes": "de"}
WIDE_HEADS: Config = {"equation": "abc,cde->abde", "output_shape": [None, 2, 6]}
BACK: Config = {"equation": "abc,bcd->ad", "output_shape": [7]}
TURNED: Config = {"equation": "abc,dc->abd", "output_shape": [None, 7]}
WORDS: Config = {"input_dim": 9, "output_dim": 7}
UNTIED: Config = {**WORDS, "tie_weights": False}

FLOAT8 = "inputs_scale [] kernel_scale [] outputs_grad_scale [] inputs_amax_history [1024] kernel_amax_history [1024] outputs_grad_amax_history [1024]"
GROUPED_WORDS = "embeddings [9, 4] embeddings_scale [9, 2] embeddings_zero [9, 2] g_idx [7]"

QUANTISED = [
    ("Dense", DENSE, [None, 5], "int8", "bias [3] | kernel [5, 3] kernel_scale [3]"),
    ("Dense", DENSE, [None, 5], "int4", "bias [3] | kernel [5, 2] kernel_scale [3]"),
    ("Dense", DENSE, [None, 5], "int4/-1", "bias [3] | kernel [5, 2] kernel_scale [3]"),
    ("Dense", DENSE, [None, 5], "int4/4", "bias [3] | kernel [5, 2] kernel_scale [2, 3] kernel_zero [2, 3] g_idx [5]"),
    ("Dense", DENSE, [None, 5], "float8", f"kernel [5, 3] bias [3] {FLOAT8} |"),
    ("Dense", DENSE, [None, 5], "gptq/4/4", "bias [3] | kernel [2, 5] kernel_scale [3, 2] kernel_zero [3, 2] g_idx [5]"),
    ("Dense", DENSE, [None, 5], "gptq/8/-1", "bias [3] | kernel [3, 5] kernel_scale [3, 1] kernel_zero [3, 1] g_idx [5]"),
    ("Dense", DENSE, [None, 5], "awq/4/4", "bias [3] | kernel [2, 5] kernel_scale [3, 2] kernel_zero [3, 2] g_idx [5] awq_scales [5]"),
    ("Dense", UPDATED, [None, 5], "int8", "lora_kernel_a [5, 2] lora_kernel_b [2, 3] | kernel [5, 3] kernel_scale [3]"),
    ("Dense", UPDATED, [None, 5], "int4", "lora_kernel_a [5, 2] lora_kernel_b [2, 3] | kernel [5, 2] kernel_scale [3]"),
    ("Dense", UPDATED, [None, 5], "float8", f"lora_kernel_a [5, 2] lora_kernel_b [2, 3] {FLOAT8} | kernel [5, 3]"),
    ("Dense", {**DENSE, "trainable": False}, [None, 5], "int8", "| bias [3] kernel [5, 3] kernel_scale [3]"),
    ("EinsumDense", HEADS, [None, 4, 5], "int8", "bias [2, 3] | kernel [5, 2, 3] kernel_scale [1, 1, 2, 3]"),
    ("EinsumDense", HEADS, [None, 4, 5], "int4/4", "bias [2, 3] | kernel [5, 3] kernel_scale [2, 6] kernel_zero [2, 6] g_idx [5]"),
    ("EinsumDense", HEADS, [None, 4, 5], "gptq/4/4", "bias [2, 3] | kernel [3, 5] kernel_scale [6, 2] zero_point [6, 2] g_idx [5]"),
    ("EinsumDense", WIDE_HEADS, [None, 4, 5], "gptq/8/4", "| kernel [6, 10] kernel_scale [6, 3] zero_point [6, 3] g_idx [10]"),
    ("EinsumDense", WIDE_HEADS, [None, 4, 5], "int4", "| kernel [5, 6] kernel_scale [12]"),
    ("EinsumDense", BACK, [None, 2, 3], "int8", "| kernel [2, 3, 7] kernel_scale [1, 7]"),
    ("EinsumDense", BACK, [None, 2, 3], "awq/4/4", "| kernel [4, 6] kernel_scale [7, 2] zero_point [7, 2] g_idx [6] awq_scales [6]"),
    ("EinsumDense", TURNED, [None, 3, 4], "int8", "| kernel [7, 4] kernel_scale [1, 1, 7]"),
    ("EinsumDense", TURNED, [None, 3, 4], "int4/2", "| kernel [4, 4] kernel_scale [2, 7] kernel_zero [2, 7] g_idx [4]"),
    ("EinsumDense", TURNED, [None, 3, 4], "gptq/4/2", "| kernel [2, 7] kernel_scale [4, 4] zero_point [4, 4] g_idx [7]"),
    ("Embedding", WORDS, [None, 2], "int8", "| embeddings [9, 7] embeddings_scale [9]"),
    ("Embedding", WORDS, [None, 2], "int4", "| embeddings [9, 4] embeddings_scale [9]"),
    ("Embedding", WORDS, [None, 2], "int4/4", f"| {GROUPED_WORDS}"),
    ("ReversibleEmbedding", UNTIED, [None, 2], "int8", "| embeddings [9, 7] embeddings_scale [9] reverse_embeddings [7, 9] reverse_embeddings_scale [9]"),
    (
        "ReversibleEmbedding",
        UNTIED,
        [None, 2],
        "int4/4",
        f"| {GROUPED_WORDS} reverse_embeddings [4, 9] reverse_embeddings_scale [2, 9] reverse_embeddings_zero [2, 9]",
    ),
]


@pytest.mark.parametrize("layer, config, shape, mode, expected", QUANTISED)
def test_a_quantised_layer(layer: str, config: Config, shape: list[Any], mode: str, expected: str) -> None:
    built = from_config("keras", layer, {**config, "dtype": f"{mode}_from_float32"}, shape, mode.partition("/")[0])
    assert written(built) == expected


POLICIES = {"int8": "QuantizedDTypePolicy", "float8": "QuantizedFloat8DTypePolicy", "gptq": "GPTQDTypePolicy", "awq": "AWQDTypePolicy"}


@pytest.mark.parametrize("layer, config, shape, mode, expected", QUANTISED)
def test_a_policy_as_a_file_of_keras_has_it(layer: str, config: Config, shape: list[Any], mode: str, expected: str) -> None:
    name = POLICIES.get(mode.partition("/")[0], "Int4DTypePolicy" if "/" in mode else "QuantizedDTypePolicy")
    policy = {"module": "keras.dtype_policies", "class_name": name, "config": {"mode": mode, "source_name": "float32"}, "registered_name": None}
    assert written(from_config("keras", layer, {**config, "dtype": policy}, shape)) == expected


def settings(name: str, **config: object) -> Config:
    """A `quantization_config` as a file of Keras has it."""
    return {"module": "keras.quantizers", "class_name": name, "config": config, "registered_name": None}


@pytest.mark.parametrize(
    "dtype, quantization_config, expected",
    [
        ("int4/4", settings("Int4QuantizationConfig", block_size=2), "int4/2"),
        ("int4/4", settings("Int4QuantizationConfig", block_size=None), "int4"),
        ("int8", settings("Int8QuantizationConfig"), "int8"),
        ("int8", settings("Int4QuantizationConfig", block_size=2), "int8"),
        ("gptq/4/4", settings("GPTQConfig", weight_bits=8, group_size=-1), "gptq/8/-1"),
        ("awq/4/4", settings("AWQConfig", group_size=2), "awq/4/2"),
        ("int4/4", None, "int4/4"),
    ],
)
def test_a_quantization_config_is_preferred(dtype: str, quantization_config: object, expected: str) -> None:
    both = from_config("keras", "Dense", {**DENSE, "dtype": f"{dtype}_from_float32", "quantization_config": quantization_config}, [None, 5])
    assert written(both) == written(from_config("keras", "Dense", {**DENSE, "dtype": f"{expected}_from_float32"}, [None, 5]))


@pytest.mark.parametrize("dtype", ["float32", "mixed_bfloat16", None, {"class_name": "DTypePolicy", "config": {"name": "bfloat16"}}])
def test_any_other_dtype_changes_no_weight(dtype: object) -> None:
    config = {**DENSE, "dtype": dtype, "quantization_config": settings("Int8QuantizationConfig")}
    assert written(from_config("keras", "Dense", config, [None, 5])) == "kernel [5, 3] bias [3] |"


def test_float8_remembers_as_many_values_as_its_policy_says() -> None:
    policy = {"class_name": "QuantizedFloat8DTypePolicy", "config": {"mode": "float8", "source_name": "float32", "amax_history_length": 16}}
    assert from_config("keras", "Dense", {**DENSE, "dtype": policy}, [None, 5])["inputs_amax_history"].shape == (16,)


def test_a_quantised_layer_has_a_formula() -> None:
    built = KERAS.built("Dense", {"units": symbol("units"), "dtype": "int4/128_from_float32"}, (on("batch_size input_dim"),))
    units, inputs = symbol("units"), symbol("input_dim")
    assert built["kernel"].shape == (inputs, ceil_div(units, 2))
    assert built["kernel_scale"].shape == (ceil_div(inputs, 128), units)


TO_MAP = {"class_name": "DTypePolicyMap", "config": {"default_policy": None, "policy_map": {}}}


@pytest.mark.parametrize(
    "layer, config, shape, reason",
    [
        ("LSTM", {"units": 3, "dtype": "int8_from_float32"}, [None, 4, 5], "does not quantise it to int8"),
        ("LayerNormalization", {"dtype": "int8_from_float32"}, [None, 5], "does not quantise it to int8"),
        ("MultiHeadAttention", {"num_heads": 2, "key_dim": 3, "dtype": "int4_from_float32"}, [[None, 4, 5]], "does not quantise it to int4"),
        ("TimeDistributed", {"layer": {"layer": "Dense", "config": DENSE}, "dtype": "int8_from_float32"}, [None, 4, 5], "does not quantise"),
        ("Embedding", {**WORDS, "dtype": "float8_from_float32"}, [None, 2], "does not quantise it to float8"),
        ("Embedding", {**WORDS, "dtype": "gptq/4/128_from_float32"}, [None, 2], "does not quantise it to gptq"),
        ("Dense", {**UPDATED, "dtype": "gptq/4/128_from_float32"}, [None, 5], "no low-rank update"),
        ("Dense", {**UPDATED, "dtype": "awq/4/128_from_float32"}, [None, 5], "no low-rank update"),
        ("Dense", {**DENSE, "dtype": "int8"}, [None, 5], "dtype is written as in"),
        ("Dense", {**DENSE, "dtype": "int4/0_from_float32"}, [None, 5], "dtype is written as in"),
        ("Dense", {**DENSE, "dtype": "gptq/5/8_from_float32"}, [None, 5], "dtype is written as in"),
        ("Dense", {**DENSE, "dtype": "awq/8/8_from_float32"}, [None, 5], "dtype is written as in"),
        ("Dense", {**DENSE, "dtype": TO_MAP}, [None, 5], "a dtype for each path"),
        ("EinsumDense", {"equation": "...x,xy->...y", "output_shape": [7], "dtype": "int8_from_float32"}, [None, 3, 4], "no equation with '...'"),
        ("EinsumDense", {"equation": "abc,dbc->ad", "output_shape": [7], "dtype": "int8_from_float32"}, [None, 3, 4], "unless these stand first"),
        ("EinsumDense", {"equation": "ab,b->ab", "output_shape": [4], "dtype": "gptq/4/8_from_float32"}, [None, 4], "two sides, or of three"),
    ],
)
def test_what_keras_does_not_quantise_is_refused(layer: str, config: Config, shape: list[Any], reason: str) -> None:
    with pytest.raises(InputError, match=f"{layer} of Keras: .*{reason}"):
        from_config("keras", layer, config, shape)


STATE = " ".join(f"{{0}}{side}_{what} [{length}]" for side in ("input", "kernel", "output_grad") for what, length in (("amax_history", 1024), ("scale", 1)))


@pytest.mark.parametrize(
    "layer, config, shape, before",
    [
        ("Dense", {"features": 3, "dot_general_cls": "Fp8DotGeneralOp"}, [2, 4], ["Fp8DotGeneralOp_0."]),
        ("Dense", {"features": 3, "dot_general_cls": "Fp8DotGeneral"}, [2, 4], ["Fp8DirectDotGeneralOp_0."]),
        ("DenseGeneral", {"features": [3, 2], "dot_general_cls": "NANOOFp8DotGeneralOp"}, [2, 4], ["NANOOFp8DotGeneralOp_0."]),
        ("SelfAttention", {"num_heads": 2, "out_dot_general_cls": "Fp8DotGeneralOp"}, [2, 3, 4], ["out.Fp8DotGeneralOp_0."]),
        (
            "SelfAttention",
            {"num_heads": 2, "qkv_dot_general_cls": "Fp8DotGeneralOp"},
            [2, 3, 4],
            [f"{part}.Fp8DotGeneralOp_0." for part in ("query", "key", "value")],
        ),
        (
            "SelfAttention",
            {"num_heads": 2, "qk_attn_weights_einsum_cls": "Fp8Einsum", "attn_weights_value_einsum_cls": "Fp8Einsum"},
            [2, 3, 4],
            ["Fp8Einsum_0.", "Fp8Einsum_1."],
        ),
    ],
)
def test_a_product_of_eight_bit_floats_in_linen(layer: str, config: Config, shape: list[int], before: list[str]) -> None:
    built = from_config("flax", f"linen.{layer}", config, shape)
    assert written(built).partition("| ")[2] == " ".join(STATE.format(place) for place in before)
    assert all(weight.is_buffer != weight.trainable for weight in built.weights)


@pytest.mark.parametrize(
    "config, reason",
    [
        ({"dot_general_cls": "Fp9DotGeneralOp"}, "no dot_general_cls is called 'Fp9DotGeneralOp'"),
        ({"dot_general_cls": 8}, "dot_general_cls is a text"),
    ],
)
def test_an_unknown_product_is_refused(config: Config, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        from_config("flax", "linen.Dense", {"features": 3, **config}, [2, 4])


def test_the_products_of_scores_are_given_together() -> None:
    with pytest.raises(InputError, match="are given together"):
        from_config("flax", "linen.SelfAttention", {"num_heads": 2, "qk_attn_weights_einsum_cls": "Fp8Einsum"}, [2, 3, 4])


# -- variants --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name, layer, config, shape, variant",
    [
        ("keras", "Dense", {**DENSE, "lora_rank": 2}, [None, 5], "lora"),
        ("keras", "Dense", {**DENSE, "dtype": {"class_name": "QuantizedDTypePolicy", "config": {"mode": "int8"}}}, [None, 5], "int8"),
        ("flax", "linen.Dense", {"features": 3, "dot_general_cls": "NANOOFp8DotGeneralOp"}, [2, 4], "fp8"),
        ("flax", "linen.SelfAttention", {"num_heads": 2, "decode": True}, [2, 3, 4], "decode"),
        ("flax", "linen.SelfAttention", {"num_heads": 2, "qkv_dot_general_cls": "Fp8DotGeneralOp"}, [2, 3, 4], "fp8"),
    ],
)
def test_a_variant_is_what_the_arguments_say(name: str, layer: str, config: Config, shape: list[Any], variant: str) -> None:
    assert from_config(name, layer, config, shape, variant).weights == from_config(name, layer, config, shape).weights


@pytest.mark.parametrize(
    "name, layer, config, shape, variant, argument",
    [
        *(("keras", "Dense", {**DENSE, "dtype": dtype}, [None, 5], mode, "dtype") for mode in MODES for dtype in (None, "float32", "mixed_float16")),
        ("keras", "Dense", {**DENSE, "lora_rank": None}, [None, 5], "lora", "lora_rank"),
        ("keras", "Dense", {**DENSE, "dtype": {"config": {"mode": "int8", "source_name": "float8"}}}, [None, 5], "float8", "dtype"),
        ("flax", "linen.SelfAttention", {"num_heads": 2, "decode": False}, [2, 3, 4], "decode", "decode"),
        ("flax", "linen.SelfAttention", {"num_heads": 2}, [2, 3, 4], "fp8", "dot_general_cls or qkv_dot_general_cls"),
    ],
)
def test_a_variant_that_the_arguments_do_not_say_is_refused(name: str, layer: str, config: Config, shape: list[Any], variant: str, argument: str) -> None:
    with pytest.raises(InputError, match=f"{layer} as {variant} needs {argument}"):
        from_config(name, layer, config, shape, variant)


@pytest.mark.parametrize(
    "name, layer, config, message",
    [
        ("keras", "Dense", DENSE, "no variant for Keras is called 'int9'; did you mean 'int8' or 'int4'"),
        ("torch", "Linear", {"in_features": 2, "out_features": 3}, "no variant for PyTorch is called 'int9'; known: none"),
    ],
)
def test_an_unknown_variant_is_refused(name: str, layer: str, config: Config, message: str) -> None:
    with pytest.raises(InputError, match=message):
        from_config(name, layer, config, [None, 5], "int9")


# -- losses, parametrised weights, spectrograms ----------------------------------------------------------------------

LINEAR: Config = {"layer": "Linear", "config": {"in_features": 3, "out_features": 2}}
CONVOLUTION: Config = {"layer": "Conv2d", "config": {"in_channels": 3, "out_channels": 6, "kernel_size": [1, 2], "bias": False}}

MEASURED = [
    ("torch", "CrossEntropyLoss", {"weight": [0.2, 0.3, 0.5], "reduction": "sum"}, None, "| weight [3]"),
    ("torch", "CrossEntropyLoss", {}, None, "|"),
    ("torch", "NLLLoss2d", {"weight": {"ones": [4]}}, None, "| weight [4]"),
    ("torch", "BCELoss", {"weight": [[1, 2, 3], [4, 5, 6]]}, None, "| weight [2, 3]"),
    ("torch", "BCEWithLogitsLoss", {"weight": {"ones": [7]}, "pos_weight": {"ones": 7}}, None, "| weight [7] pos_weight [7]"),
    ("torch", "MultiMarginLoss", {"weight": {"ones": [7]}, "p": 2}, None, "| weight [7]"),
    ("torch", "MultiLabelSoftMarginLoss", {"weight": None}, None, "|"),
    ("torch", "LinearCrossEntropyLoss", {"in_features": 4, "num_classes": 3}, None, "linear.weight [3, 4] |"),
    (
        "torch",
        "LinearCrossEntropyLoss",
        {"in_features": 4, "num_classes": 3, "out_features": [2, 5], "bias": True, "weight": {"ones": [3]}},
        None,
        "linear.weight [30, 4] linear.bias [30] | weight [3]",
    ),
    ("torch", "TripletMarginWithDistanceLoss", {"margin": 2.0}, None, "|"),
    ("torch", "TripletMarginWithDistanceLoss", {"distance_function": {"layer": "PairwiseDistance"}}, None, "|"),
    ("torch", "FractionalMaxPool2d", {"kernel_size": 2, "output_size": 3, "_random_samples": {"ones": [1, 3, 2]}}, None, "| _random_samples [1, 3, 2]"),
    ("torch", "FractionalMaxPool3d", {"kernel_size": 2, "output_ratio": 0.5}, None, "|"),
    (
        "torch",
        "utils.parametrizations.orthogonal",
        {"module": LINEAR},
        None,
        "parametrizations.weight.original [2, 3] bias [2] | parametrizations.weight.0.base [3, 3]",
    ),
    (
        "torch",
        "utils.parametrizations.orthogonal",
        {"module": CONVOLUTION, "orthogonal_map": "cayley"},
        None,
        "parametrizations.weight.original [6, 3, 1, 2] | parametrizations.weight.0.base [6, 3, 2, 2]",
    ),
    (
        "torch",
        "utils.parametrizations.orthogonal",
        {"module": CONVOLUTION, "use_trivialization": False},
        None,
        "parametrizations.weight.original [6, 3, 1, 2] |",
    ),
    ("torch", "utils.prune.l1_unstructured", {"module": LINEAR, "amount": 0.25}, None, "weight_orig [2, 3] bias [2] | weight_mask [2, 3]"),
    ("torch", "utils.prune.random_unstructured", {"module": LINEAR, "name": "bias", "amount": 1}, None, "weight [2, 3] bias_orig [2] | bias_mask [2]"),
    (
        "torch",
        "torch.nn.utils.prune.ln_structured",
        {"module": CONVOLUTION, "amount": 1, "n": 2, "dim": 0},
        None,
        "weight_orig [6, 3, 1, 2] | weight_mask [6, 3, 1, 2]",
    ),
    ("keras", "STFTSpectrogram", {}, [None, 800, 1], "real_kernel [256, 1, 129] imag_kernel [256, 1, 129] |"),
    ("keras", "STFTSpectrogram", {"frame_length": 17, "mode": "angle", "trainable": False}, [None, 80, 1], "| real_kernel [17, 1, 17] imag_kernel [17, 1, 17]"),
    ("keras", "STFTSpectrogram", {"frame_length": 11, "mode": "imag"}, [None, 80, 2], "imag_kernel [11, 1, 9] |"),
    ("keras", "STFTSpectrogram", {"frame_length": 21, "mode": "real", "fft_length": 64}, [None, 80, 1], "real_kernel [21, 1, 33] |"),
    ("keras", "Convolution2D", {"filters": 4, "kernel_size": 3}, [None, 8, 8, 2], "kernel [3, 3, 2, 4] bias [4] |"),
]


@pytest.mark.parametrize("name, layer, config, shape, expected", MEASURED)
def test_what_was_measured(name: str, layer: str, config: Config, shape: list[Any] | None, expected: str) -> None:
    assert written(from_config(name, layer, config, shape)) == expected


@pytest.mark.parametrize(
    "name, layer, config, reason",
    [
        ("torch", "CrossEntropyLoss", {"weight": [[1, 2], [3]]}, "weight is a tensor"),
        ("torch", "CrossEntropyLoss", {"weight": [1, [3]]}, "weight is a tensor"),
        ("torch", "CrossEntropyLoss", {"weight": "balanced"}, "weight is a tensor"),
        ("torch", "MultiMarginLoss", {"weight": {"ones": [2, 2]}}, "weight is a vector"),
        ("torch", "LinearCrossEntropyLoss", {"in_features": 4, "num_classes": 3, "weight": {"ones": [4]}}, "a number for each of 3 classes"),
        ("torch", "utils.parametrizations.orthogonal", {"module": LINEAR, "name": "bias"}, "bias is no matrix"),
        ("torch", "utils.parametrizations.orthogonal", {"module": LINEAR, "orthogonal_map": "caley"}, "did you mean 'cayley'"),
        ("torch", "utils.parametrizations.orthogonal", {"module": {"layer": "ReLU"}}, "no weight 'weight'; it has none"),
        ("torch", "utils.prune.ln_structured", {"module": LINEAR, "name": "bias"}, "nothing of it is a channel"),
        ("keras", "STFTSpectrogram", {"mode": "phase"}, "no mode is called 'phase'"),
        ("keras", "STFTSpectrogram", {"frame_length": 9, "fft_length": 8}, "must not be below frame_length"),
    ],
)
def test_what_is_refused(name: str, layer: str, config: Config, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        from_config(name, layer, config)
