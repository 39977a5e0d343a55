"""Layers in disguise: weights in two tensors, numbered tensors, tables of positions."""

from __future__ import annotations

import pytest

from tests.models.recognition.written import layer_of


@pytest.mark.parametrize(
    "written, layer",
    [
        ("l.bias 5, l.parametrizations.weight.original0 5x1, l.parametrizations.weight.original1 5x3", "dense(units=5, input_dim=3, bias=1): 20"),
        ("l.weight_g 5x1, l.weight_v 5x3, l.bias 5", "dense(units=5, input_dim=3, bias=1): 20"),
        ("l.weight_g 5x2, l.weight_v 5x3, l.bias 5", None),
        ("layers/dense/vars/0 13x5, layers/dense/vars/1 5", "dense(units=5, input_dim=13, bias=1): 70"),
        ("layers/embedding/vars/0 100x8", "embedding(vocab_size=100, embedding_dim=8): 800"),
        ("layers/lstm/cell/vars/0 3x20, layers/lstm/cell/vars/1 5x20, layers/lstm/cell/vars/2 20", "lstm(units=5, input_dim=3, bias=1): 180"),
        ("b/vars/0 4, b/vars/1 4, b/vars/2 4, b/vars/3 4", "batch_norm(features=4, bias=1): 8"),
        ("n/vars/0 4, n/vars/1 4", "layer_norm(features=4, bias=1): 8"),
        (
            ", ".join(
                f"bidirectional/{way}_layer/cell/vars/{place} {shape}" for way in ("forward", "backward") for place, shape in enumerate(("3x20", "5x20", "20"))
            ),
            "bidirectional_lstm(units=5, input_dim=3, bias=1): 360",
        ),
        ("tables/0 3x5", None),
        ("pos_embed 1x197x8", "position_embedding(context_length=197, d_model=8): 1576"),
        ("pos_embed 197", None),
        ("encoder.stages.0.layers.0.layer_scale_parameter 96", "layer_scale(features=96): 96"),
        ("features.1.0.layer_scale 96x1x1", "layer_scale(features=96): 96"),
        ("blocks.0.ls1.gamma 8", "layer_scale(features=8): 8"),
        ("encoder.layer.0.layer_scale1.lambda1 8", "layer_scale(features=8): 8"),
        ("stage_0_block_0_layer_scale/gamma 96", "layer_scale(features=96): 96"),
        ("layer_scale.table 8x8", None),
    ],
)
def test_derived(written: str, layer: str | None) -> None:
    assert layer_of(written) == layer
