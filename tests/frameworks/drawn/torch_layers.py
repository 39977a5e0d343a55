"""Random valid configurations of PyTorch's layers."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.frameworks.cases import FEW, FLAG, RATE, WIDTH, Case, Config, Layers, arguments, layer, multiples, one_or_each

NAMES = {1: "1d", 2: "2d", 3: "3d"}


def case(name: str, config: SearchStrategy[Config]) -> SearchStrategy[Case]:
    """A layer drawn with its configuration alone."""
    return st.builds(lambda given: Case("torch", name, given), config)


# -- linear layers, embeddings ---------------------------------------------------------------------------------------

LOOK_UP: dict[str, SearchStrategy[Any]] = {
    "padding_idx": st.just(0),
    "max_norm": st.just(1.0),
    "scale_grad_by_freq": st.just(False),
    "_freeze": FLAG,
}
WORDS = {"num_embeddings": st.integers(1, 500), "embedding_dim": WIDTH}


@st.composite
def adaptive_softmax(draw: DrawFn) -> Case:
    """Classes cut into a head and clusters, whose maps become narrower, and may have no width at all."""
    cutoffs = sorted(draw(st.lists(st.integers(1, 80), min_size=1, max_size=3, unique=True)))
    config = {"in_features": draw(st.integers(1, 120)), "n_classes": cutoffs[-1] + draw(st.integers(1, 40)), "cutoffs": cutoffs}
    return Case("torch", "AdaptiveLogSoftmaxWithLoss", {**config, **draw(arguments(div_value=st.sampled_from([1.0, 1.5, 2.0, 4.0]), head_bias=FLAG))})


# -- convolutions ----------------------------------------------------------------------------------------------------


@st.composite
def convolution(draw: DrawFn, name: str, dimensions: int) -> Case:
    """A convolution, grouped or transposed; a lazy one sees its input, with or without a batch."""
    groups, filters = draw(multiples())
    channels = groups * draw(FEW)
    config = draw(
        arguments(
            {"kernel_size": one_or_each(FEW, dimensions)},
            bias=FLAG,
            stride=st.integers(2, 3),
            dilation=FEW,
            padding=st.integers(0, 1),
            padding_mode=st.just("zeros") if "Transpose" in name else st.sampled_from(["zeros", "circular"]),
            groups=st.just(groups),
        )
    )
    if "Transpose" in name and "stride" in config:
        config |= draw(arguments(output_padding=st.just(1)))
    config["out_channels"] = filters
    if not name.startswith("Lazy"):
        return Case("torch", name, {"in_channels": channels, **config})
    batch = draw(st.sampled_from([[], [2]]))
    return Case("torch", name, config, [*batch, channels, *draw(st.lists(st.integers(14, 17), min_size=dimensions, max_size=dimensions))])


# -- normalisations --------------------------------------------------------------------------------------------------

NORM: dict[str, SearchStrategy[Any]] = {"affine": FLAG, "bias": FLAG, "track_running_stats": FLAG, "momentum": st.sampled_from([0.2, None])}


@st.composite
def lazy_norm(draw: DrawFn, name: str, dimensions: int) -> Case:
    """A normalisation of inputs as they come."""
    least = 0 if name == "LazyBatchNorm1d" else dimensions  # it takes vectors too
    sides = draw(st.lists(st.integers(2, 6), min_size=least, max_size=dimensions))
    return Case("torch", name, draw(arguments(**NORM)), [2, draw(WIDTH), *sides])


@st.composite
def group_norm(draw: DrawFn) -> Case:
    """Groups that divide the channels."""
    groups, channels = draw(multiples())
    return Case("torch", "GroupNorm", {"num_groups": groups, "num_channels": channels, **draw(arguments(affine=FLAG, bias=FLAG, eps=st.just(1e-6)))})


NORMALIZED = WIDTH | st.lists(FEW, min_size=1, max_size=3)

# -- recurrent layers ------------------------------------------------------------------------------------------------

STATE = {"input_size": WIDTH, "hidden_size": st.integers(2, 24)}
LOOP: dict[str, SearchStrategy[Any]] = {"num_layers": st.integers(1, 4), "bias": FLAG, "bidirectional": FLAG, "batch_first": FLAG, "dropout": RATE}


def recurrent(name: str) -> SearchStrategy[Config]:
    """The arguments of a recurrent layer."""
    own = {"nonlinearity": st.just("relu")} if name == "RNN" else {}
    drawn = arguments(STATE, **LOOP, **own)
    if name != "LSTM":
        return drawn
    return drawn | drawn.flatmap(lambda config: arguments({"proj_size": st.integers(0, config["hidden_size"] - 1)}).map(lambda more: {**config, **more}))


# -- attention and transformers --------------------------------------------------------------------------------------


@st.composite
def attention(draw: DrawFn) -> Case:
    """Heads that divide the width; keys and values of other widths."""
    heads, width = draw(multiples())
    other = st.none() | st.just(width) | WIDTH
    config = draw(arguments(kdim=other, vdim=other, bias=FLAG, add_bias_kv=FLAG, add_zero_attn=FLAG, batch_first=FLAG, dropout=RATE))
    return Case("torch", "MultiheadAttention", {"embed_dim": width, "num_heads": heads, **config})


BLOCK: dict[str, SearchStrategy[Any]] = {
    "dim_feedforward": WIDTH,
    "bias": FLAG,
    "norm_first": FLAG,
    "batch_first": FLAG,
    "activation": st.just("gelu"),
    "dropout": RATE,
    "layer_norm_eps": st.just(1e-6),
}


@st.composite
def block(draw: DrawFn, /, **more: SearchStrategy[Any]) -> Config:
    """The arguments of a transformer, or of one of its layers."""
    heads, width = draw(multiples(4, 4))
    return {"d_model": width, "nhead": heads, **draw(arguments(**BLOCK, **more))}


@st.composite
def stack(draw: DrawFn, name: str) -> Case:
    """Layers on top of each other, perhaps with a last norm."""
    one = draw(block())
    norm = st.builds(layer, st.just("LayerNorm"), arguments({"normalized_shape": st.just(one["d_model"])}, bias=FLAG, elementwise_affine=FLAG))
    norm |= st.just(layer("RMSNorm", {"normalized_shape": one["d_model"]}))
    config = {f"{name.lower()}_layer": layer(f"Transformer{name}Layer", one), "num_layers": draw(st.integers(0, 3))}
    return Case("torch", f"Transformer{name}", {**config, **draw(arguments(norm=norm))})


DEPTH = st.integers(0, 3)

# -- weights that are computed from others ---------------------------------------------------------------------------

MATRIX = {
    "Linear": "weight",
    "Bilinear": "weight",
    "Embedding": "weight",
    "Conv1d": "weight",
    "Conv2d": "weight",
    "ConvTranspose1d": "weight",
    "ConvTranspose2d": "weight",
    "LSTM": "weight_hh_l0",
    "GRUCell": "weight_ih",
    "MultiheadAttention": "in_proj_weight",
}
RANKS = {"Bilinear": 3, "Conv1d": 3, "Conv2d": 4, "ConvTranspose1d": 3, "ConvTranspose2d": 4}


@st.composite
def parametrized(draw: DrawFn, name: str, /, **more: SearchStrategy[Any]) -> Case:
    """A layer, one of whose weights is computed from others."""
    inner = draw(st.sampled_from(sorted(MATRIX)))
    config = draw(LAYERS[inner]).config
    if inner == "MultiheadAttention":
        config |= {"kdim": None, "vdim": None}
    rank = RANKS.get(inner, 2)
    least = {"utils.parametrizations.spectral_norm": -rank, "utils.spectral_norm": 0}.get(name, -1)
    dim = st.integers(least, rank - 1) | st.none()
    weight = {} if MATRIX[inner] == "weight" and draw(FLAG) else {"name": MATRIX[inner]}
    return Case("torch", name, {"module": layer(inner, config), **weight, **draw(arguments(dim=dim, **more))})


# -- losses, poolings, other weights computed ------------------------------------------------------------------------

CLASSES = st.builds(lambda size: {"ones": [size]}, st.integers(1, 30))
REDUCTION: dict[str, SearchStrategy[Any]] = {"reduction": st.sampled_from(["sum", "mean"])}
WEIGHTED = ("CrossEntropyLoss", "NLLLoss", "NLLLoss2d", "BCELoss", "MultiMarginLoss", "MultiLabelSoftMarginLoss")


@st.composite
def linear_loss(draw: DrawFn) -> Case:
    """Classes behind a linear layer, of one output or of several."""
    classes = draw(st.integers(1, 20))
    more = arguments(bias=FLAG, out_features=st.lists(FEW, max_size=2), weight=st.just({"ones": [classes]}), label_smoothing=st.just(0.1))
    return Case("torch", "LinearCrossEntropyLoss", {"in_features": draw(WIDTH), "num_classes": classes, **draw(more)})


def pooling(dimensions: int) -> SearchStrategy[Config]:
    """A pool with windows at random places, which may be given."""
    samples = st.builds(lambda batch, channels: {"ones": [batch, channels, dimensions]}, FEW, FEW)
    return arguments({"kernel_size": st.just(2), "output_size": FEW}, _random_samples=samples, return_indices=FLAG)


@st.composite
def orthogonal(draw: DrawFn) -> Case:
    """A matrix kept orthogonal."""
    inner = draw(st.sampled_from(["Linear", "Conv1d", "Conv2d", "Embedding"]))
    more = arguments(use_trivialization=FLAG, orthogonal_map=st.sampled_from(["matrix_exp", "cayley"]))
    return Case("torch", "utils.parametrizations.orthogonal", {"module": layer(inner, draw(LAYERS[inner]).config), **draw(more)})


@st.composite
def pruned(draw: DrawFn, name: str, /, **more: SearchStrategy[Any]) -> Case:
    """A layer with a mask over its weight."""
    inner = draw(st.sampled_from(["Linear", "Bilinear", "Conv1d", "Conv2d", "Embedding"]))
    return Case("torch", name, {"module": layer(inner, draw(LAYERS[inner]).config), "name": "weight", **draw(arguments(dict(more)))})


@st.composite
def masked(draw: DrawFn) -> Case:
    """A mask that is given."""
    inputs, outputs = draw(WIDTH), draw(WIDTH)
    inner = layer("Linear", {"in_features": inputs, "out_features": outputs})
    return Case("torch", "utils.prune.custom_from_mask", {"module": inner, "name": "weight", "mask": {"ones": [outputs, inputs]}})


AMOUNT = st.sampled_from([0.25, 0.5])
DIM = st.integers(0, 1)
NORM_FREE = {"num_features": WIDTH}
ITERATIONS: dict[str, SearchStrategy[Any]] = {"n_power_iterations": FEW, "eps": st.just(1e-6)}

LAYERS: Layers = {
    "Linear": case("Linear", arguments({"in_features": WIDTH, "out_features": WIDTH}, bias=FLAG)),
    "LazyLinear": st.builds(
        lambda config, shape: Case("torch", "LazyLinear", config, shape), arguments({"out_features": WIDTH}, bias=FLAG), st.lists(FEW, min_size=1, max_size=3)
    ),
    "Bilinear": case("Bilinear", arguments({"in1_features": WIDTH, "in2_features": WIDTH, "out_features": WIDTH}, bias=FLAG)),
    "Embedding": case("Embedding", arguments(WORDS, **LOOK_UP)),
    "EmbeddingBag": case("EmbeddingBag", arguments(WORDS, mode=st.just("sum"), include_last_offset=FLAG, padding_idx=st.just(0))),
    "AdaptiveLogSoftmaxWithLoss": adaptive_softmax(),
    **{
        f"{lazy}{kind}{end}": convolution(f"{lazy}{kind}{end}", rank)
        for lazy in ("", "Lazy")
        for kind in ("Conv", "ConvTranspose")
        for rank, end in NAMES.items()
    },
    **{f"{kind}Norm{end}": case(f"{kind}Norm{end}", arguments(NORM_FREE, **NORM)) for kind in ("Batch", "Instance") for end in NAMES.values()},
    **{f"Lazy{kind}Norm{end}": lazy_norm(f"Lazy{kind}Norm{end}", rank) for kind in ("Batch", "Instance") for rank, end in NAMES.items()},
    "SyncBatchNorm": case("SyncBatchNorm", arguments(NORM_FREE, **NORM)),
    "LayerNorm": case("LayerNorm", arguments({"normalized_shape": NORMALIZED}, elementwise_affine=FLAG, bias=FLAG)),
    "RMSNorm": case("RMSNorm", arguments({"normalized_shape": NORMALIZED}, elementwise_affine=FLAG)),
    "GroupNorm": group_norm(),
    "PReLU": case("PReLU", arguments(num_parameters=WIDTH, init=st.just(0.1))),
    **{name: case(name, recurrent(name)) for name in ("RNN", "LSTM", "GRU")},
    **{f"{name}Cell": case(f"{name}Cell", arguments(STATE, bias=FLAG)) for name in ("RNN", "LSTM", "GRU")},
    "MultiheadAttention": attention(),
    "TransformerEncoderLayer": case("TransformerEncoderLayer", block()),
    "TransformerDecoderLayer": case("TransformerDecoderLayer", block()),
    "TransformerEncoder": stack("Encoder"),
    "TransformerDecoder": stack("Decoder"),
    "Transformer": case("Transformer", block(num_encoder_layers=DEPTH, num_decoder_layers=DEPTH)),
    "utils.parametrizations.weight_norm": parametrized("utils.parametrizations.weight_norm"),
    "utils.weight_norm": parametrized("utils.weight_norm"),
    "utils.parametrizations.spectral_norm": parametrized("utils.parametrizations.spectral_norm", **ITERATIONS),
    "utils.spectral_norm": parametrized("utils.spectral_norm", **ITERATIONS),
    **{name: case(name, arguments(weight=CLASSES, **REDUCTION)) for name in WEIGHTED},
    "BCEWithLogitsLoss": case("BCEWithLogitsLoss", arguments(weight=CLASSES, pos_weight=CLASSES, **REDUCTION)),
    "LinearCrossEntropyLoss": linear_loss(),
    "TripletMarginWithDistanceLoss": case("TripletMarginWithDistanceLoss", arguments(swap=FLAG, **REDUCTION)),
    "FractionalMaxPool2d": case("FractionalMaxPool2d", pooling(2)),
    "FractionalMaxPool3d": case("FractionalMaxPool3d", pooling(3)),
    "utils.parametrizations.orthogonal": orthogonal(),
    "utils.prune.identity": pruned("utils.prune.identity"),
    "utils.prune.random_unstructured": pruned("utils.prune.random_unstructured", amount=AMOUNT),
    "utils.prune.l1_unstructured": pruned("utils.prune.l1_unstructured", amount=AMOUNT),
    "utils.prune.random_structured": pruned("utils.prune.random_structured", amount=AMOUNT, dim=DIM),
    "utils.prune.ln_structured": pruned("utils.prune.ln_structured", amount=AMOUNT, n=st.integers(1, 2), dim=DIM),
    "utils.prune.custom_from_mask": masked(),
}
