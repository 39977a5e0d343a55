"""Tensors with the names of known layers and any shapes: each is in one part, whatever its axes are."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import symcount as sc
from symcount.frameworks.built import BuiltWeight
from symcount.models.recognition import parts_of

LAYERS = [
    "weight bias running_mean running_var num_batches_tracked",
    "weight_ih_l0 weight_hh_l0 weight_hr_l0 bias_ih_l0 bias_hh_l0 weight_ih_l0_reverse weight_hh_l0_reverse weight_ih_l1 weight_hh_l7",
    "weight_ih weight_hh bias_ih bias_hh",
    "in_proj_weight in_proj_bias q_proj_weight k_proj_weight v_proj_weight out_proj.weight out_proj.bias bias_k bias_v",
    "query.kernel key.kernel value.kernel attention_output.kernel out.kernel query.bias query_ln.scale",
    "kernel recurrent_kernel bias",
    "forward_lstm.kernel forward_lstm.recurrent_kernel backward_lstm.kernel backward_lstm.recurrent_kernel",
    "gamma beta moving_mean moving_variance",
    "scale bias mean var",
    "depthwise_kernel pointwise_kernel kernel bias",
    "embeddings embedding alpha negative_slope",
    "lora_a lora_b kernel bias",
    "ii.kernel ig.kernel io.kernel hi.kernel hf.kernel hg.kernel ho.kernel hg.bias",
    "ir.kernel iz.kernel hr.kernel hz.kernel hn.kernel hn.bias",
    "dense_i.kernel dense_h.kernel dense_h.bias",
    "weight_v weight_g bias parametrizations.weight.original0 parametrizations.weight.original1",
    "vars.0 vars.1 vars.2 vars.3",
    "weight layer_scale gamma pos_embed position_embedding",
]
HOMES = ["layer", "model.layers.0.attn", "group_norm", "transpose", "prelu", "embed", "dwconv", "rms_norm", "position_embedding", "einsum"]


@st.composite
def tensors(draw: st.DrawFn) -> list[BuiltWeight]:
    """Some tensors of one layer, each with any shape, sides often alike."""
    names = draw(st.lists(st.sampled_from(draw(st.sampled_from(LAYERS)).split()), min_size=1, unique=True))
    home, separator = draw(st.sampled_from(HOMES)), draw(st.sampled_from("./"))
    shapes = st.lists(st.sampled_from([0, 1, 2, 3, 6, 8]), max_size=6).map(tuple)
    return [BuiltWeight(f"{home}{separator}{name.replace('.', separator)}", draw(shapes)) for name in names]


@settings(max_examples=300)
@given(tensors())
def test_any_shapes(weights: list[BuiltWeight]) -> None:
    parts = parts_of(weights)
    assert sorted(one.name for part in parts for one in part.weights) == sorted(one.name for one in weights)


@pytest.mark.parametrize(
    "shapes",
    [
        {"bn.running_mean": (3, 4)},
        {"bn.running_mean": ()},
        {"r.weight_hh_l0": (3,), "r.weight_ih_l0": (3, 4)},
        {"r.weight_hh_l0": (12, 3), "r.weight_ih_l0": ()},
        {"r.weight_hh_l0": (12, 3), "r.weight_ih_l0": (12, 4), "r.weight_hr_l0": ()},
        {"r.weight_hh": (1, 2, 3), "r.weight_ih": ()},
        {"a.out_proj.weight": (8, 8), "a.q_proj_weight": (8, 8), "a.k_proj_weight": (), "a.v_proj_weight": ()},
    ],
)
def test_shapes_that_no_layer_has_are_shown_unexplained(shapes: dict[str, tuple[int, ...]]) -> None:
    found = sc.summary(shapes)
    assert [row.part.layer for row in found.rows] == [None]


def test_kernels_of_one_number_are_told_by_their_axes() -> None:
    name = "bilinear.parametrizations.weight.original"
    found = sc.summary({"bilinear.bias": (1,), f"{name}0": (1, 1, 1), f"{name}1": (1, 1, 1)})
    assert (found.total, len(found.rows)) == (3, 1)
