"""Normalisations and PReLU, by the names of their vectors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symcount.layers import find
from symcount.models.explaining import Constructor, Explanation
from symcount.models.recognition.grouping import Group

LAYER_NORM = r"layer_?norm|\bln|ln\b|ln_|norm_layer"
RMS_NORM = r"rms_?norm|(\b|_)rms(\b|_)"
NORM = rf"norm|\bln|ln\b|_ln_|{RMS_NORM}"
NAMED = {"batch_norm": r"batch_?norm|(\b|_)bn\d*(\b|_)", "instance_norm": r"instance_?norm", "group_norm": r"group_?norm|(\b|_)gn\d*(\b|_)"}
"""What normalisations are called that have the tensors of a layer norm."""

WITHOUT_MEAN = r"(t5|pix2struct|pop2piano|switchtransformers|udop|cpmant|imagegpt|kosmos2_5)layer_?norm"
"""The classes of transformers that are called a layer norm and are an RMS norm: they take no mean away."""

OF_LLAMA_AND_T5 = r"\w_layernorm|layer\.\d+\.layer_norm|final_layer_norm"
"""What Llama and T5 call their RMS norms, and others their layer norms."""

GAIN, SHIFT = ("weight", "scale", "gamma"), ("bias", "beta")
STATISTICS = {"running_mean", "moving_mean", "mean"}


def named(group: Group) -> Explanation | None:
    """A gain, perhaps with a shift, of a normalisation whose name tells which; of a batch norm the statistics are elsewhere."""
    layer = next((layer for layer, pattern in NAMED.items() if group.says(pattern)), None)
    shapes = set(group.own.values())
    if layer is None or len(shapes) != 1 or not group.own.keys() <= {*GAIN, *SHIFT} or not group.own.keys() & {*GAIN}:
        return None
    (shape,) = shapes
    if len(shape) != 1 or not shape[0]:
        return None
    sized = find(layer)(features=shape[0], bias=len(group.own) - 1)
    return Explanation(sized, tuple(one.holding(("gamma",) if own in GAIN else ("beta",)) for own, one in zip(group.own, group.weights, strict=True)))


def normalisation(group: Group) -> Iterator[Constructor]:
    """PyTorch's `weight` and `bias`; running statistics make a batch normalisation of it."""
    own = group.own
    gain = own.get("weight", ())
    if "running_mean" in own:
        if group.has(1, "running_mean"):
            yield from _batch_norm(own["running_mean"][0], "weight" in own, "bias" in own, own.keys() & {"num_batches_tracked"} != set())
    elif own.keys() == {"weight", "bias"} and gain == own["bias"]:
        yield Constructor("torch", "LayerNorm", {"normalized_shape": gain})
    elif own.keys() == {"weight"} and len(gain) == 1 and group.says("prelu"):
        yield Constructor("torch", "PReLU", {"num_parameters": gain[0]})
    elif own.keys() == {"weight"} and gain and group.says(NORM):
        if told(group) == "layer_norm":
            yield Constructor("torch", "LayerNorm", {"normalized_shape": gain, "bias": False})
        yield Constructor("torch", "RMSNorm", {"normalized_shape": gain})


def told(group: Group) -> str:
    """Which norm a gain alone is, by its class and then by its name; empty where neither tells."""
    kind, name = group.kind.lower(), group.name.lower()
    if re.search(WITHOUT_MEAN, kind):
        return "rms_norm"
    for words in (kind, name):
        if re.search(RMS_NORM, words):
            return "rms_norm"
        if re.search(LAYER_NORM, words):
            return "" if re.search(OF_LLAMA_AND_T5, words) else "layer_norm"
    return ""


def _batch_norm(features: int, has_gain: bool, has_shift: bool, counts_batches: bool) -> Iterator[Constructor]:
    if counts_batches:
        yield Constructor("torch", "BatchNorm1d", {"num_features": features, "affine": has_gain, "bias": has_shift})
    yield Constructor("keras", "BatchNormalization", {"scale": has_gain, "center": has_shift}, ((None, features),))


def undecided(group: Group, layer: str) -> str:
    """What else the vectors of a norm may be, where their name does not tell, and what is not here."""
    if layer == "batch_norm" and not group.own.keys() & STATISTICS:
        return "its statistics are elsewhere"
    if layer == "rms_norm" and not told(group):
        return "a layer norm without shift or an RMS norm: its name does not say"
    is_open = layer == "layer_norm" and group.own.keys() in ({"weight", "bias"}, {"scale", "bias"}) and len(group.own["bias"]) == 1
    if not is_open or group.says(LAYER_NORM):
        return ""
    which = "a layer, a group or a batch" if "scale" in group.own else "a layer or a group"  # Flax has a batch norm's statistics elsewhere
    return f"{which} normalisation: its name does not say"


def keras_normalisation(group: Group) -> Iterator[Constructor]:
    """Keras' `gamma` and `beta`, with moving statistics or without."""
    own = group.own
    if not own.keys() & {"gamma", "beta", "moving_mean"}:
        return
    use = {"scale": "gamma" in own, "center": "beta" in own}
    shape = next(iter(own.values()))
    inputs = ((None, *shape),)
    if "moving_mean" in own:
        yield Constructor("keras", "BatchNormalization", use, inputs)
    else:
        yield Constructor("keras", "LayerNormalization", {**use, "axis": tuple(range(1, 1 + len(shape)))}, inputs)


def flax_normalisation(group: Group) -> Iterator[Constructor]:
    """Flax' `scale` and `bias`, with the statistics of batches or without."""
    own = group.own
    if not own.keys() & {"scale", "mean"} or any(len(shape) != 1 for shape in own.values()):
        return
    ((features,), *_) = own.values()
    use = {"num_features": features, "use_scale": "scale" in own, "use_bias": "bias" in own}
    if "mean" in own:
        yield Constructor("flax", "BatchNorm", use)
    elif "bias" in own:
        yield Constructor("flax", "LayerNorm", use)
    elif group.says(NORM):
        if told(group) == "layer_norm":
            yield Constructor("flax", "LayerNorm", use)
        yield Constructor("flax", "RMSNorm", {"num_features": features})


def prelu(group: Group) -> Iterator[Constructor]:
    """The slopes of Keras and Flax."""
    if group.own.keys() == {"alpha"}:
        yield Constructor("keras", "PReLU", {}, ((None, *group.own["alpha"]),))
    if group.own.keys() == {"negative_slope"}:
        yield Constructor("flax", "PReLU")
