"""Normalisations and PReLU recognised by the names of their vectors."""

from __future__ import annotations

import pytest

from symcount.models.recognition import parts_of
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
