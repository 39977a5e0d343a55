"""Normalisations and PReLU, by the names of their vectors."""

from __future__ import annotations

from collections.abc import Iterator

from symcount.models.explaining import Constructor
from symcount.models.recognition.grouping import Group

NORM = r"norm|\bln|ln\b|_ln_|\bbn|\bgn|rms"
LAYER_NORM = r"layer_?norm|\bln|ln\b|ln_|norm_layer"
GROUP_NORM = r"group_?norm|\bgn"


def normalisation(group: Group) -> Iterator[Constructor]:
    """PyTorch's `weight` and `bias`; running statistics make a batch normalisation of it."""
    own = group.own
    gain = own.get("weight", ())
    if "running_mean" in own:
        if group.has(1, "running_mean"):
            yield from _batch_norm(own["running_mean"][0], "weight" in own, "bias" in own, own.keys() & {"num_batches_tracked"} != set())
    elif own.keys() == {"weight", "bias"} and gain == own["bias"]:
        if group.says(GROUP_NORM) and len(gain) == 1:
            yield Constructor("torch", "GroupNorm", {"num_groups": 1, "num_channels": gain[0]})
        yield Constructor("torch", "LayerNorm", {"normalized_shape": gain})
    elif own.keys() == {"weight"} and len(gain) == 1 and group.says("prelu"):
        yield Constructor("torch", "PReLU", {"num_parameters": gain[0]})
    elif own.keys() == {"weight"} and gain and group.says(NORM):
        yield Constructor("torch", "RMSNorm", {"normalized_shape": gain})  # what Llama calls a layer norm is one too


def _batch_norm(features: int, has_gain: bool, has_shift: bool, counts_batches: bool) -> Iterator[Constructor]:
    if counts_batches:
        yield Constructor("torch", "BatchNorm1d", {"num_features": features, "affine": has_gain, "bias": has_shift})
    yield Constructor("keras", "BatchNormalization", {"scale": has_gain, "center": has_shift}, ((None, features),))


def undecided(group: Group) -> str:
    """What else two vectors alike may be, where their name does not tell."""
    shapes = list(group.own.values())
    alike = group.own.keys() in ({"weight", "bias"}, {"scale", "bias"}) and len(shapes[0]) == 1 and shapes[0] == shapes[1]
    return "a layer or a group normalisation: its name does not say" if alike and not group.says(f"{LAYER_NORM}|{GROUP_NORM}") else ""


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
    elif group.says("group"):
        yield Constructor("keras", "GroupNormalization", {**use, "groups": -1}, inputs)
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
        yield Constructor("flax", "GroupNorm", {**use, "num_groups": 1}) if group.says("group") else Constructor("flax", "LayerNorm", use)
    elif group.says(NORM):
        yield Constructor("flax", "RMSNorm", {"num_features": features})


def prelu(group: Group) -> Iterator[Constructor]:
    """The slopes of Keras and Flax."""
    if group.own.keys() == {"alpha"}:
        yield Constructor("keras", "PReLU", {}, ((None, *group.own["alpha"]),))
    if group.own.keys() == {"negative_slope"}:
        yield Constructor("flax", "PReLU")
