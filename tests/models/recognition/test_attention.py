"""Attention in one piece, recognised by its maps."""

from __future__ import annotations

import pytest

from tests.models.recognition.written import layer_of, recognised

OUT = "a.out_proj.weight 8x8, a.out_proj.bias 8"
HEADS = "query/kernel 8x2x4, m/query/bias 2x4, m/key/kernel 8x2x4, m/key/bias 2x4, m/value/kernel 8x2x4, m/value/bias 2x4"


@pytest.mark.parametrize(
    "written, begins, count",
    [
        (f"a.in_proj_weight 24x8, a.in_proj_bias 24, {OUT}", "multi_head_attention(d_model=8", 288),
        ("a.in_proj_weight 24x8, a.out_proj.weight 8x8", "multi_head_attention(d_model=8", 256),
        (f"a.q_proj_weight 8x8, a.k_proj_weight 8x3, a.v_proj_weight 8x4, a.in_proj_bias 24, {OUT}", "cross_attention(d_model=8", 216),
        (f"m/{HEADS}, m/attention_output/kernel 2x4x8, m/attention_output/bias 8", "multi_head_attention(d_model=8", 288),
        (f"m/{HEADS}, m/out/kernel 2x4x8, m/out/bias 8", "multi_head_attention(d_model=8", 288),
        (f"m/{HEADS}, m/out/kernel 2x4x5, m/out/bias 5", "cross_attention(d_model=8, num_heads=2, head_dim=4", 261),
    ],
)
def test_attention(written: str, begins: str, count: int) -> None:
    layer = str(layer_of(written))
    assert layer.startswith(begins)
    assert layer.endswith(f": {count}")


def test_maps_that_are_modules_of_their_own_stay_so() -> None:
    found = recognised("s.query.weight 8x8, s.key.weight 8x8, s.value.weight 8x8, s.out.weight 8x8")
    assert list(found) == ["s.query", "s.key", "s.value", "s.out"]
