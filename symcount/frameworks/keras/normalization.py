"""Normalisations and PReLU in Keras."""

from __future__ import annotations

from math import prod

from symcount import layers
from symcount.algebra import quotient
from symcount.errors import InputError, shown
from symcount.frameworks.arguments import EACH_ALONE, Anything, Axes, Flag, Groups
from symcount.frameworks.built import Built, kept, laid_out
from symcount.frameworks.keras.table import FEATURES, KERAS
from symcount.frameworks.mapping import Call, Example, axes_of
from symcount.layers.weight import Size


def scaled(built: Built, scale: int) -> Built:
    """With its gain, or less it."""
    return built if scale else built.without("gamma")


def one_axis(call: Call, axis: tuple[int, ...]) -> Size:
    """The side of the axis. Errors: `InputError` for several axes."""
    if len(axis) != 1:
        raise InputError(f"axis is one axis, not {shown(axis)}")
    return call.side(axis[0])


@KERAS.maps(
    "BatchNormalization",
    examples=[Example("batch_norm", {}, FEATURES), Example("batch_renorm", {"renorm": True}, FEATURES)],
    ignores=("momentum", "epsilon", "renorm_clipping", "renorm_momentum", "synchronized"),
)
def batch_norm(call: Call, axis: Axes = (-1,), center: Flag = 1, scale: Flag = 1, renorm: Flag = 0) -> Built:
    """Gain, shift and moving statistics of one axis; three more statistics where batches are renormalised."""
    layer = layers.batch_renorm if renorm else layers.batch_norm
    return scaled(laid_out(layer(features=one_axis(call, axis), bias=center)), scale)


@KERAS.maps("LayerNormalization", examples=[Example("layer_norm", {}, FEATURES)], ignores=("epsilon",))
def layer_norm(call: Call, axis: Axes = (-1,), center: Flag = 1, scale: Flag = 1, rms_scaling: Flag = 0) -> Built:
    """Gain and shift for each place of the axes; the gain alone with the old `rms_scaling`."""
    shape = call.sides(sorted(axis))
    built = laid_out(layers.layer_norm(features=prod(shape), bias=center * (1 - rms_scaling)), shapes={"gamma": shape, "beta": shape})
    return scaled(built, scale or rms_scaling)


@KERAS.maps("RMSNormalization", examples=[Example("rms_norm", {}, FEATURES)], ignores=("epsilon",))
def rms_norm(call: Call, axis: Axes = (-1,)) -> Built:
    """Gain for each place of the axes."""
    shape = call.sides(sorted(axis))
    return laid_out(layers.rms_norm(features=prod(shape)), shapes={"scale": shape})


@KERAS.maps("GroupNormalization", examples=[Example("group_norm", {}, FEATURES)], ignores=("epsilon",))
def group_norm(call: Call, groups: Groups = 32, axis: Axes = (-1,), center: Flag = 1, scale: Flag = 1) -> Built:
    """Gain and shift of one axis, which the groups divide."""
    features = one_axis(call, axis)
    if groups != EACH_ALONE:
        quotient(features, groups)
    return scaled(laid_out(layers.group_norm(features=features, bias=center)), scale)


@KERAS.maps("Normalization", ignores=("invert",))
def normalization(call: Call, axis: Axes | None = (-1,), mean: Anything | None = None, variance: Anything | None = None) -> Built:
    """Mean, variance and how much was seen, where they are not stated."""
    if (mean is None) != (variance is None):
        raise InputError("mean and variance are given together")
    if mean is not None:
        return Built()
    places = axes_of(len(call.input), axis or ())
    if len(places) < len(axis or ()):
        raise InputError(f"axis names an axis twice: {shown(axis)}")
    shape = call.sides(places)
    return Built((kept("mean", shape), kept("variance", shape), kept("count", ())))


@KERAS.maps("PReLU", examples=[Example("prelu", {}, FEATURES)])
def prelu(call: Call, shared_axes: Axes | None = None) -> Built:
    """A slope for each place, one along the axes that share it."""
    places = len(call.input) - 1
    if wrong := [axis for axis in shared_axes or () if not -places < axis <= places]:
        raise InputError(f"input_shape has no axis {wrong[0]} behind the batch")
    shared = {(axis - 1) % places for axis in shared_axes or ()}  # Keras takes 1 off first: its -1 is the last axis but one
    shape = tuple(1 if place in shared else call.side(place + 1) for place in range(places))
    return laid_out(layers.prelu(features=prod(shape)), shapes={"alpha": shape})
