"""Linear layers, embeddings and the adaptive softmax in PyTorch."""

from __future__ import annotations

from contextlib import suppress

from symcount import layers
from symcount.algebra import symbol
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import MAX_SIZE, Count, Flag, Number, Sizes, Whole
from symcount.frameworks.built import Built, BuiltWeight, laid_out, outputs_first, together
from symcount.frameworks.mapping import Call, Example
from symcount.frameworks.torch.table import TORCH, WEIGHT
from symcount.layers.affine_variants import low_rank_weights


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


@TORCH.maps("AdaptiveLogSoftmaxWithLoss")
def adaptive_softmax(_call: Call, in_features: Count, n_classes: Whole, cutoffs: Sizes, div_value: Number = 4.0, head_bias: Flag = 0) -> Built:
    """A head for the frequent classes and for each cluster of rare ones, which are seen through ever narrower maps."""
    if not cutoffs or not all(low < high for low, high in zip(cutoffs, (*cutoffs[1:], n_classes), strict=True)):
        raise InputError(f"cutoffs {list(cutoffs)} must increase and stay below n_classes, {n_classes}")
    widths = [narrowed(in_features, div_value, place + 1) for place in range(len(cutoffs))]
    head = linear(_call, in_features, cutoffs[0] + len(cutoffs), head_bias).inside("head.")
    ends = (*cutoffs, n_classes)
    tails = [
        Built(tuple(BuiltWeight(f"tail.{place}.{side}.weight", outputs_first(weight)) for side, weight in enumerate(cluster)))
        for place, cluster in enumerate(low_rank_weights(end - start, in_features, width) for start, end, width in zip(cutoffs, ends[1:], widths, strict=True))
    ]
    return together([head, *tails])


def narrowed(in_features: int, div_value: float, times: int) -> int:
    """The width that a cluster of rare classes is seen through. Errors: `InputError` where no number of a computer's size comes out."""
    with suppress(OverflowError, ZeroDivisionError, ValueError):
        if (width := int(in_features // div_value**times)) <= MAX_SIZE:
            return width
    raise InputError(f"div_value {shown(div_value)} cannot divide in_features {times} times")
