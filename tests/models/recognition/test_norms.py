"""Normalisations and PReLU recognised by the names of their vectors."""

from __future__ import annotations

import pytest

from symcount.frameworks.built import BuiltWeight
from symcount.models.recognition import part_of, parts_of
from symcount.models.recognition.grouping import Group
from tests.models.recognition.written import layer_of, tensors

STATISTICS = "bn.running_mean 4, bn.running_var 4"


@pytest.mark.parametrize(
    "written, layer",
    [
        (f"bn.weight 4, bn.bias 4, {STATISTICS}, bn.num_batches_tracked", "batch_norm(features=4, bias=1): 8"),
        (f"bn.weight 4, bn.bias 4, {STATISTICS}", "batch_norm(features=4, bias=1): 8"),
        (f"{STATISTICS}, bn.num_batches_tracked", "batch_norm(features=4, bias=0): 4"),
        ("bn/gamma 4, bn/beta 4, bn/moving_mean 4, bn/moving_variance 4", "batch_norm(features=4, bias=1): 8"),
        ("bn/beta:0 4, bn/moving_mean:0 4, bn/moving_variance:0 4", "batch_norm(features=4, bias=1): 8"),
        ("BatchNorm_0/scale 4, BatchNorm_0/bias 4, BatchNorm_0/mean 4, BatchNorm_0/var 4", "batch_norm(features=4, bias=1): 8"),
        ("ln_f.weight 4, ln_f.bias 4", "layer_norm(features=4, bias=1): 8"),
        ("ln/gamma 4, ln/beta 4", "layer_norm(features=4, bias=1): 8"),
        ("ln/gamma 4x3, ln/beta 4x3", "layer_norm(features=12, bias=1): 24"),
        ("LayerNorm_0/scale 4, LayerNorm_0/bias 4", "layer_norm(features=4, bias=1): 8"),
        ("group_norm.weight 4, group_norm.bias 4", "group_norm(features=4, bias=1, groups=1): 8"),
        ("group_normalization/gamma 4, group_normalization/beta 4", "group_norm(features=4, bias=1, groups=1): 8"),
        ("layers.0.input_layernorm.weight 4", "rms_norm(features=4): 4"),
        ("blk.0.attn_norm.weight 4", "rms_norm(features=4): 4"),
        ("RMSNorm_0/scale 4", "rms_norm(features=4): 4"),
        ("BatchNorm_0/bias 4, BatchNorm_0/scale 4", "batch_norm(features=4, bias=1): 8"),
        ("layer1.bn1.weight 4, layer1.bn1.bias 4", "batch_norm(features=4, bias=1): 8"),
        ("bn/beta:0 4, bn/gamma:0 4", "batch_norm(features=4, bias=1): 8"),
        ("BatchNorm_0/scale 4", "batch_norm(features=4, bias=0): 4"),
        ("InstanceNorm_0/scale 4, InstanceNorm_0/bias 4", "instance_norm(features=4, bias=1): 8"),
        ("GroupNorm_0/scale 4", "group_norm(features=4, bias=0, groups=1): 4"),
        ("ln.weight 9", "layer_norm(features=9, bias=0): 9"),
        ("layer_norm.weight 9", "layer_norm(features=9, bias=0): 9"),
        ("LayerNorm_0/scale 9", "layer_norm(features=9, bias=0): 9"),
        ("gnn.0.weight 9, gnn.0.bias 9", "layer_norm(features=9, bias=1): 18"),
        ("transforms.0.weight 9", None),
        ("q_rms.weight 9", "rms_norm(features=9): 9"),
        ("rms_norm.weight 9", "rms_norm(features=9): 9"),
        ("additive_attention/scale 4", None),
        ("act.prelu.weight 4", "prelu(features=4): 4"),
        ("p_re_lu/alpha 8x8x4", "prelu(features=256): 256"),
        ("PReLU_0/negative_slope", "prelu(features=1): 1"),
        ("gamma.weight 4", None),
    ],
)
def test_norms(written: str, layer: str | None) -> None:
    assert layer_of(written) == layer


@pytest.mark.parametrize("written, is_said", [("norm1.weight 4, norm1.bias 4", True), ("ln_1.weight 4, ln_1.bias 4", False), ("gn.weight 4, gn.bias 4", False)])
def test_a_norm_whose_name_does_not_tell_is_said_to_be_undecided(written: str, is_said: bool) -> None:
    (part,) = parts_of(tensors(written))
    assert part.note == ("a layer or a group normalisation: its name does not say" if is_said else "")


OPEN = "a layer norm without shift or an RMS norm: its name does not say"


@pytest.mark.parametrize(
    "written, note",
    [
        ("norm.weight 9", OPEN),
        ("blk.0.attn_norm.weight 9", OPEN),
        ("layers.0.input_layernorm.weight 9", OPEN),
        ("decoder.block.3.layer.2.layer_norm.weight 9", OPEN),
        ("norm/scale 9", OPEN),
        ("ln.weight 9", ""),
        ("RMSNorm_0/scale 9", ""),
        ("BatchNorm_0/scale 9, BatchNorm_0/bias 9", "its statistics are elsewhere"),
        ("norm/scale 9, norm/bias 9", "a layer, a group or a batch normalisation: its name does not say"),
        (f"bn.weight 4, bn.bias 4, {STATISTICS}", ""),
    ],
)
def test_what_a_norm_leaves_open_is_said(written: str, note: str) -> None:
    (part,) = parts_of(tensors(written))
    assert part.note == note


@pytest.mark.parametrize(
    "name, kind, layer, note",
    [
        ("layers.0.input_layernorm", "CohereLayerNorm", "layer_norm", ""),
        ("norm", "MyLayerNorm", "layer_norm", ""),
        ("layers.0.input_layernorm", "LlamaRMSNorm", "rms_norm", ""),
        ("ln", "MyRMSNorm", "rms_norm", ""),
        ("encoder.block.0.layer.0.layer_norm", "T5LayerNorm", "rms_norm", ""),
        ("norm", "MyNorm", "rms_norm", OPEN),
    ],
)
def test_the_class_of_a_norm_is_asked_before_its_name(name: str, kind: str, layer: str, note: str) -> None:
    part = part_of(Group(name, (BuiltWeight(f"{name}.weight", (9,)),), kind))
    assert part.layer is not None
    assert (part.layer.layer.name, part.note) == (layer, note)
