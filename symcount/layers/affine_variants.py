"""Relatives of the fully connected layer: of two inputs, of low rank, gated, with learned activations, capsules; a gain alone."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import floor_div, symbol
from symcount.layers.affine import FEATURES, UNITS, affine_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("activation", "the axes before the last (batch, time steps)")

ONE_EACH = symbol("units") * symbol("places")
"""A bias that has a number for each unit of each place."""


def low_rank_weights(units: Size, input_dim: Size, rank: Size, names: tuple[str, str] = ("lora_a", "lora_b")) -> list[Weight]:
    """A matrix as the product of a tall and a wide one."""
    return [
        Weight(names[0], (input_dim, rank), meaning="from the inputs down to the rank"),
        Weight(names[1], (rank, units), meaning="from the rank up to the outputs"),
    ]


@layer(
    title="einsum dense layer",
    aliases=("EinsumDense", "DenseGeneral", "LinearGeneral", "Einsum"),
    source="https://keras.io/api/layers/core_layers/einsum_dense; flax.linen.DenseGeneral",
    without_effect=("activation", "the axes that only the input and the output have"),
    inputs=FEATURES,
    outputs=UNITS,
    equation=r"y = \phi(W \cdot x + b)",
)
def einsum_dense(units: Size, input_dim: Size, places: Size = 1, bias_units: Size = ONE_EACH, bias: Size = 1) -> Iterable[Weight]:
    """Affine map between any axes: `input_dim` is the product of those summed over, `units` of the new ones, `places` of those with maps of their own."""
    return [
        Weight("kernel", (places, input_dim, units), meaning="one matrix for each place"),
        Weight("bias", (bias_units,), copies=bias, kind="bias", meaning="bias for each place of the axes that it has"),
    ]


@layer(
    title="LoRA update",
    aliases=("nnx.LoRA",),
    source="Hu et al. 2021, arXiv 2106.09685; https://flax.readthedocs.io/en/latest/api_reference/flax.nnx/nn/lora.html",
    without_effect=("lora_alpha", "dropout"),
    inputs=FEATURES,
    outputs=UNITS,
    equation=r"\Delta y = \frac{\alpha}{r} B A x",
)
def lora(rank: Size, input_dim: Size, units: Size) -> Iterable[Weight]:
    """Low-rank update: the two matrices trained beside a frozen kernel, which is not counted."""
    return low_rank_weights(units, input_dim, rank)


@layer(
    title="dense layer with LoRA",
    aliases=("LoRALinear",),
    source="Hu et al. 2021, arXiv 2106.09685; flax.nnx.LoRALinear",
    without_effect=("lora_alpha", *WITHOUT_EFFECT),
    inputs=FEATURES,
    outputs=UNITS,
    equation=r"y = \phi(W x + \frac{\alpha}{r} B A x + b)",
)
def lora_dense(rank: Size, input_dim: Size, units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Fully connected layer and its low-rank update, all trained."""
    return [*affine_weights(units, input_dim, bias), *low_rank_weights(units, input_dim, rank)]


@layer(
    source="https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html",
    without_effect=WITHOUT_EFFECT,
    inputs={"first": FEATURES, "second": shape("batch_size ... second_input_dim")},
    outputs=UNITS,
    equation=r"y_k = x_1^\top W_k x_2 + b_k",
)
def bilinear(units: Size, input_dim: Size, second_input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Bilinear layer: every unit weighs every product of a feature of one input and a feature of the other."""
    return [
        Weight("kernel", (input_dim, second_input_dim, units), meaning="one matrix between the inputs for each unit"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    aliases=("CapsuleLayer", "DigitCaps"),
    source="Sabour et al. 2017, arXiv 1710.09829",
    without_effect=("routing iterations", "squash"),
    inputs=shape("batch_size input_capsules input_dim"),
    outputs=shape("batch_size num_capsules units"),
    equation=(
        r"\hat u_{j|i} = W_{ij} u_i",
        r"c_{ij} = \mathrm{softmax}_j(b_{ij})",
        r"s_j = \sum_i c_{ij} \hat u_{j|i}",
        r"v_j = \frac{\lVert s_j \rVert^2}{1 + \lVert s_j \rVert^2} \frac{s_j}{\lVert s_j \rVert}",
        r"b_{ij} \leftarrow b_{ij} + \hat u_{j|i}^\top v_j",
    ),
)
def capsule(num_capsules: Size, units: Size, input_capsules: Size, input_dim: Size) -> Iterable[Weight]:
    """Capsule layer: one matrix from every capsule below to every capsule, and no bias; `units` and `input_dim` are those of one capsule."""
    return [Weight("W", (input_capsules, num_capsules, input_dim, units), meaning="one matrix for each pair of capsules")]


@layer(
    title="low-rank dense layer",
    aliases=("FactorizedLinear", "factorised_dense", "factorized_dense"),
    source="Sainath et al. 2013, ICASSP; Denil et al. 2013, arXiv 1306.0543",
    without_effect=WITHOUT_EFFECT,
    inputs=FEATURES,
    outputs=UNITS,
    equation=r"y = (x A) B + b",
)
def low_rank_dense(units: Size, input_dim: Size, rank: Size, bias: Size = 1) -> Iterable[Weight]:
    """Fully connected layer whose matrix is the product of a tall and a wide one, with one bias behind both."""
    return [
        *low_rank_weights(units, input_dim, rank, ("A", "B")),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    title="highway layer",
    aliases=("HighwayNetwork",),
    source="Srivastava et al. 2015, arXiv 1505.00387, section 2",
    spellings={"input_dim": "units"},
    without_effect=WITHOUT_EFFECT,
    inputs=UNITS,
    outputs=UNITS,
    equation=(r"T = \sigma(x W_T + b_T)", r"y = H(x W_H + b_H) \odot T + x \odot (1 - T)"),
)
def highway(units: Size, bias: Size = 1) -> Iterable[Weight]:
    """Highway layer: a dense map of the input, and a gate between it and the input itself, which is as wide."""
    return affine_weights(units, units, bias, ("transform", "gate"))


@layer(
    title="maxout layer",
    aliases=("MaxoutDense",),
    source="Goodfellow et al. 2013, arXiv 1302.4389, section 3",
    without_effect=WITHOUT_EFFECT,
    inputs=FEATURES,
    outputs=UNITS,
    equation=r"h_i = \max_{j \le k} \left(x^\top W_{\cdot ij} + b_{ij}\right)",
)
def maxout(units: Size, input_dim: Size, pieces: Size, bias: Size = 1) -> Iterable[Weight]:
    """Maxout layer: every unit is the greatest of several affine maps, its pieces."""
    return [
        Weight("W", (input_dim, pieces, units), meaning="weights of the inputs for each piece"),
        Weight("bias", (pieces, units), copies=bias, kind="bias", meaning="bias vector of each piece"),
    ]


@layer(
    title="gated linear unit",
    source="Dauphin et al. 2016, arXiv 1612.08083, section 2 (there a convolution, which at width 1 is this)",
    without_effect=("activation of the gate", "the axes before the last (batch, time steps)"),
    inputs=FEATURES,
    outputs=UNITS,
    equation=r"h = (x W + b) \odot \sigma(x V + c)",
)
def gated_linear_unit(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Gated linear unit: one dense map of the input, and a second that opens and closes it."""
    return affine_weights(units, input_dim, bias, ("value", "gate"))


@layer(
    title="neural tensor layer",
    aliases=("NTN", "neural_tensor_network"),
    source="Socher et al. 2013, NeurIPS, section 3.1; the score's last vector u is a dense layer of one unit behind it",
    without_effect=("activation", "batch size"),
    inputs={"first": shape("batch_size input_dim"), "second": shape("batch_size input_dim")},
    outputs=shape("batch_size units"),
    equation=r"g = \tanh\left(e_1^\top W^{[1:k]} e_2 + V \begin{bmatrix} e_1 \\ e_2 \end{bmatrix} + b\right)",
)
def neural_tensor_layer(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Neural tensor layer: every unit weighs every product of features of two inputs, and both inputs themselves."""
    return [
        Weight("W", (input_dim, input_dim, units), meaning="one matrix between the inputs for each unit"),
        Weight("V", (2 * input_dim, units), meaning="weights of both inputs"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    title="tensor-train dense layer",
    aliases=("TTLayer", "TTLinear", "tensor_train"),
    source="Novikov et al. 2015, arXiv 1509.06569, section 4",
    without_effect=WITHOUT_EFFECT,
    inputs=shape("batch_size", symbol("input_mode1") * symbol("input_mode2") * symbol("input_mode3")),
    outputs=shape("batch_size", symbol("output_mode1") * symbol("output_mode2") * symbol("output_mode3")),
    equation=r"y(i_1, i_2, i_3) = \sum_{j_1, j_2, j_3} G_1[i_1, j_1] G_2[i_2, j_2] G_3[i_3, j_3] \, x(j_1, j_2, j_3) + b(i_1, i_2, i_3)",
)
def tensor_train_dense(
    input_mode1: Size, input_mode2: Size, input_mode3: Size, output_mode1: Size, output_mode2: Size, output_mode3: Size, rank: Size, bias: Size = 1
) -> Iterable[Weight]:
    """Fully connected layer whose matrix is a train of three cores, joined by one rank; the modes multiply to the widths."""
    return [
        Weight("first_core", (input_mode1, output_mode1, rank), meaning="core of the first modes"),
        Weight("second_core", (rank, input_mode2, output_mode2, rank), meaning="core of the second modes"),
        Weight("third_core", (rank, input_mode3, output_mode3), meaning="core of the third modes"),
        Weight("bias", (output_mode1 * output_mode2 * output_mode3,), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(
    title="KAN layer",
    aliases=("KAN", "KANLayer", "KANLinear"),
    source="Liu et al. 2024, arXiv 2404.19756, section 2.2; the authors' code (pykan) keeps both scales, others drop one",
    without_effect=("base function", "grid range", "batch size"),
    inputs=shape("batch_size input_dim"),
    outputs=shape("batch_size units"),
    equation=(r"x'_j = \sum_i \phi_{j,i}(x_i)", r"\phi(x) = w_b \, \mathrm{silu}(x) + w_s \sum_{l=1}^{G+k} c_l B_l(x)"),
)
def kan(units: Size, input_dim: Size, grid_size: Size, spline_order: Size) -> Iterable[Weight]:
    """Kolmogorov-Arnold layer: a learned spline, and a weighted base function, on every edge between an input and a unit."""
    return [
        Weight("spline", (input_dim, units, grid_size + spline_order), meaning="coefficients of each edge's spline"),
        Weight("base_scale", (input_dim, units), meaning="weight of each edge's base function"),
        Weight("spline_scale", (input_dim, units), meaning="weight of each edge's spline"),
    ]


@layer(
    title="adaptive softmax",
    aliases=("AdaptiveLogSoftmaxWithLoss",),
    source="Grave et al. 2016, arXiv 1609.04309, section 4; torch.nn.AdaptiveLogSoftmaxWithLoss with one cutoff",
    spellings={"n_classes": "vocab_size", "num_classes": "vocab_size"},
    without_effect=("batch size", "time steps"),
    inputs=shape("batch_size input_dim"),
    outputs=shape("batch_size vocab_size"),
    equation=(
        r"p(w) = \mathrm{softmax}(x W_{\mathrm{head}})_w \quad w \le V_{\mathrm{head}}",
        r"p(w) = \mathrm{softmax}(x W_{\mathrm{head}})_{\mathrm{tail}} \, \mathrm{softmax}(x P W_{\mathrm{tail}})_w \quad w > V_{\mathrm{head}}",
    ),
)
def adaptive_softmax(vocab_size: Size, input_dim: Size, shortlist: Size, div_value: Size = 4) -> Iterable[Weight]:
    """Adaptive softmax with one tail: the frequent words and the tail share a full head, the rare words have a narrow one; no bias."""
    narrow = floor_div(input_dim, div_value)
    return [
        Weight("head.kernel", (input_dim, shortlist + 1), meaning="one column for each frequent word, and one for the tail"),
        Weight("tail.projection", (input_dim, narrow), meaning="from the inputs down to the tail's width"),
        Weight("tail.kernel", (narrow, vocab_size - shortlist), meaning="one column for each rare word"),
    ]


@layer(
    title="layer scale",
    aliases=("LayerScale",),
    source="Touvron et al. 2021, CaiT, arXiv 2103.17239, equation 5",
    without_effect=("initial gain", "batch size", "time steps"),
    inputs=shape("batch_size ... features"),
    outputs=shape("batch_size ... features"),
    equation=r"y = \lambda \odot x",
)
def layer_scale(features: Size) -> Iterable[Weight]:
    """Layer scale: a gain for each feature of what a residual block adds."""
    return [Weight("scale", (features,), meaning="gain for each feature")]
