"""Linear layers, embeddings and the adaptive softmax in PyTorch."""

from __future__ import annotations

from contextlib import suppress

from symcount import layers
from symcount.algebra import floor_div, symbol
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import MAX_SIZE, Flag, Number, Sizes, Whole
from symcount.frameworks.built import Built, BuiltWeight, laid_out, outputs_first
from symcount.frameworks.mapping import Call, Example
from symcount.frameworks.torch.table import TORCH, WEIGHT
from symcount.layers.weight import Size


@TORCH.maps("Linear", examples=[Example("dense", {"in_features": symbol("input_dim"), "out_features": symbol("units")})])
def linear(_call: Call, in_features: Whole, out_features: Whole, bias: Flag = 1) -> Built:
    """Fully connected."""
    return laid_out(layers.dense(units=out_features, input_dim=in_features, bias=bias), WEIGHT, outputs_first)


@TORCH.maps("LazyLinear")
def lazy_linear(call: Call, out_features: Whole, bias: Flag = 1) -> Built:
    """Fully connected, to inputs as they come."""
    return linear(call, call.side(-1), out_features, bias)


TWO_INPUTS = {"in1_features": symbol("input_dim"), "in2_features": symbol("second_input_dim"), "out_features": symbol("units")}


@TORCH.maps("Bilinear", examples=[Example("bilinear", TWO_INPUTS)])
def bilinear(_call: Call, in1_features: Whole, in2_features: Whole, out_features: Whole, bias: Flag = 1) -> Built:
    """Of two inputs."""
    sized = layers.bilinear(units=out_features, input_dim=in1_features, second_input_dim=in2_features, bias=bias)
    return laid_out(sized, WEIGHT, shapes={"weight": (out_features, in1_features, in2_features)})


WORDS = {"num_embeddings": symbol("vocab_size"), "embedding_dim": symbol("embedding_dim")}
LOOK_UP = ("padding_idx", "max_norm", "norm_type", "scale_grad_by_freq", "sparse", "_weight")


@TORCH.maps("Embedding", examples=[Example("embedding", WORDS)], ignores=LOOK_UP)
def embedding(_call: Call, num_embeddings: Whole, embedding_dim: Whole, _freeze: Flag = 0) -> Built:
    """A row for each word."""
    built = laid_out(layers.embedding(vocab_size=num_embeddings, embedding_dim=embedding_dim), {"embeddings": "weight"})
    return built.frozen() if _freeze else built


@TORCH.maps("EmbeddingBag", ignores=(*LOOK_UP, "mode", "include_last_offset"))
def embedding_bag(call: Call, num_embeddings: Whole, embedding_dim: Whole) -> Built:
    """A row for each word, and their sums."""
    return embedding(call, num_embeddings, embedding_dim)


ONE_TAIL = {"in_features": symbol("input_dim"), "n_classes": symbol("vocab_size"), "cutoffs": (symbol("shortlist"),)}


@TORCH.maps("AdaptiveLogSoftmaxWithLoss", examples=[Example("adaptive_softmax", ONE_TAIL)])
def adaptive_softmax(call: Call, in_features: Whole, n_classes: Whole, cutoffs: Sizes, div_value: Number = 4.0, head_bias: Flag = 0) -> Built:
    """A head for the frequent classes and for each cluster of rare ones, which are seen through ever narrower maps."""
    clusters = list(zip(cutoffs, (*cutoffs[1:], n_classes), strict=False))
    if not cutoffs or any(isinstance(start, int) and isinstance(end, int) and start >= end for start, end in clusters):
        raise InputError(f"cutoffs {list(cutoffs)} must increase and stay below n_classes, {n_classes}")
    weights = list(linear(call, in_features, cutoffs[0] + len(cutoffs), head_bias).inside("head.").weights)
    for place, (start, end) in enumerate(clusters):
        width = width_of_tail(in_features, div_value, place + 1)
        weights.append(BuiltWeight(f"tail.{place}.0.weight", (width, in_features), of=("tail.projection",)))
        weights.append(BuiltWeight(f"tail.{place}.1.weight", (end - start, width), of=("tail.kernel",)))
    return Built(tuple(weights))


def width_of_tail(in_features: Size, div_value: float, times: int) -> Size:
    """The width that a cluster of rare classes is seen through. Errors: `InputError` for a symbol divided by what is not whole."""
    if isinstance(in_features, int):
        return narrowed(in_features, div_value, times)
    if div_value % 1 != 0:
        raise InputError(f"div_value is a whole number while in_features is a symbol, not {div_value}")
    width: Size = floor_div(in_features, int(div_value) ** times)
    return width


def narrowed(in_features: int, div_value: float, times: int) -> int:
    """The width that a cluster of rare classes is seen through. Errors: `InputError` where no number of a computer's size comes out."""
    with suppress(OverflowError, ZeroDivisionError, ValueError):
        if (width := int(in_features // div_value**times)) <= MAX_SIZE:
            return width
    raise InputError(f"div_value {shown(div_value)} cannot divide in_features {times} times")
