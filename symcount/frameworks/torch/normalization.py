"""Normalisations and PReLU in PyTorch; running statistics are buffers."""

from __future__ import annotations

from math import prod

from symcount import layers
from symcount.algebra import quotient, symbol
from symcount.frameworks.arguments import Flag, Sizes, Whole
from symcount.frameworks.built import Built, BuiltWeight, kept, laid_out
from symcount.frameworks.mapping import Call, Example
from symcount.frameworks.torch.table import NORMALIZATION, TORCH, has_axes

GAIN = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var", "scale": "weight", "alpha": "weight"}
STATISTICS = ("running_mean", "running_var")
FEATURES = {"num_features": symbol("features")}


@TORCH.maps("BatchNorm1d", "BatchNorm2d", "BatchNorm3d", examples=[Example("batch_norm", FEATURES)], ignores=NORMALIZATION)
@TORCH.maps("SyncBatchNorm", ignores=(*NORMALIZATION, "process_group"))
def batch_norm(_call: Call, num_features: Whole, affine: Flag = 1, bias: Flag = 1, track_running_stats: Flag = 1) -> Built:
    """Gain and shift; running statistics, and a number that counts the batches."""
    built = _affine(laid_out(layers.batch_norm(features=num_features, bias=bias), GAIN), affine)
    return built.as_buffers(*STATISTICS).adding(_batches()) if track_running_stats else built.without(*STATISTICS)


@TORCH.maps("InstanceNorm1d", "InstanceNorm2d", "InstanceNorm3d", examples=[Example("instance_norm", {**FEATURES, "affine": True})], ignores=NORMALIZATION)
def instance_norm(_call: Call, num_features: Whole, affine: Flag = 0, bias: Flag = 1, track_running_stats: Flag = 0) -> Built:
    """Gain and shift only where asked for, and so the running statistics."""
    built = _affine(laid_out(layers.instance_norm(features=num_features, bias=bias), GAIN), affine)
    statistics = (*(kept(name, (num_features,), is_buffer=True) for name in STATISTICS), _batches())
    return built.adding(*statistics) if track_running_stats else built


@TORCH.maps("LazyBatchNorm1d", "LazyBatchNorm2d", "LazyBatchNorm3d", ignores=NORMALIZATION)
def lazy_batch_norm(call: Call, affine: Flag = 1, bias: Flag = 1, track_running_stats: Flag = 1) -> Built:
    """A batch normalisation of inputs as they come; that of sequences takes vectors too."""
    has_axes(call, *((2, 3) if call.dimensions == 1 else (call.dimensions + 2,)))
    return batch_norm(call, call.side(1), affine, bias, track_running_stats)


@TORCH.maps("LazyInstanceNorm1d", "LazyInstanceNorm2d", "LazyInstanceNorm3d", ignores=NORMALIZATION)
def lazy_instance_norm(call: Call, affine: Flag = 1, bias: Flag = 1, track_running_stats: Flag = 1) -> Built:
    """An instance normalisation of inputs as they come, with gain, shift and statistics unless they are switched off."""
    has_axes(call, call.dimensions + 2)  # without a batch PyTorch takes the next axis for the channels, and fails
    return instance_norm(call, call.side(1), affine, bias, track_running_stats)


def _affine(built: Built, affine: int) -> Built:
    return built if affine else built.without("weight", "bias")


def _batches() -> BuiltWeight:
    return kept("num_batches_tracked", (), is_buffer=True)


@TORCH.maps("LayerNorm", examples=[Example("layer_norm", {"normalized_shape": symbol("features")})], ignores=("eps",))
def layer_norm(_call: Call, normalized_shape: Sizes, elementwise_affine: Flag = 1, bias: Flag = 1) -> Built:
    """Gain and shift for each place of the last axes."""
    sized = layers.layer_norm(features=prod(normalized_shape), bias=bias)
    return _affine(laid_out(sized, GAIN, shapes=dict.fromkeys(("weight", "bias"), normalized_shape)), elementwise_affine)


@TORCH.maps("RMSNorm", examples=[Example("rms_norm", {"normalized_shape": symbol("features")})], ignores=("eps",))
def rms_norm(_call: Call, normalized_shape: Sizes, elementwise_affine: Flag = 1) -> Built:
    """Gain for each place of the last axes."""
    return _affine(laid_out(layers.rms_norm(features=prod(normalized_shape)), GAIN, shapes={"weight": normalized_shape}), elementwise_affine)


@TORCH.maps("GroupNorm", examples=[Example("group_norm", {"num_groups": symbol("groups"), "num_channels": symbol("features")})], ignores=("eps",))
def group_norm(_call: Call, num_groups: Whole, num_channels: Whole, affine: Flag = 1, bias: Flag = 1) -> Built:
    """Gain and shift for each channel."""
    quotient(num_channels, num_groups)
    return _affine(laid_out(layers.group_norm(features=num_channels, bias=bias), GAIN), affine)


@TORCH.maps("PReLU", examples=[Example("prelu", {"num_parameters": symbol("features")})], ignores=("init",))
def prelu(_call: Call, num_parameters: Whole = 1) -> Built:
    """A slope for each channel, or one for all."""
    return laid_out(layers.prelu(features=num_parameters), GAIN)
