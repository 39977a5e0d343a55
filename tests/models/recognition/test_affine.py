"""Dense layers, embeddings and convolutions recognised by their shapes, in each framework's layout."""

from __future__ import annotations

import pytest

from symcount.models.recognition import parts_of
from tests.models.recognition.written import layer_of, tensors


@pytest.mark.parametrize(
    "written, layer",
    [
        ("fc.weight 5x13, fc.bias 5", "dense(units=5, input_dim=13, bias=1): 70"),
        ("h.0.attn.c_attn.weight 8x24, h.0.attn.c_attn.bias 24", "dense(units=24, input_dim=8, bias=1): 216"),
        ("lm_head.weight 100x8", "dense(units=100, input_dim=8, bias=0): 800"),
        ("dense/kernel 13x5, dense/bias 5", "dense(units=5, input_dim=13, bias=1): 70"),
        ("dense/dense/kernel:0 13x5, dense/dense/bias:0 5", "dense(units=5, input_dim=13, bias=1): 70"),
        ("wte.weight 100x8", "embedding(vocab_size=100, embedding_dim=8): 800"),
        ("token_embd.weight 100x8", "embedding(vocab_size=100, embedding_dim=8): 800"),
        ("model.embed_tokens.weight 100x8", "embedding(vocab_size=100, embedding_dim=8): 800"),
        ("bert.embeddings.word_embeddings.weight 100x8", "embedding(vocab_size=100, embedding_dim=8): 800"),
        ("embed_out.weight 100x8", "dense(units=100, input_dim=8, bias=0): 800"),
        ("embeddings_project.weight 8x4, embeddings_project.bias 8", "dense(units=8, input_dim=4, bias=1): 40"),
        ("embedding/embeddings 100x8", "embedding(vocab_size=100, embedding_dim=8): 800"),
        ("Embed_0/embedding 100x8", "embedding(vocab_size=100, embedding_dim=8): 800"),
        ("c.weight 8x3x5", "conv1d(filters=8, input_channels=3, kernel_size=5, groups=1, bias=0): 120"),
        ("c.weight 8x3x5x4, c.bias 8", "conv2d(filters=8, input_channels=3, kernel_height=5, kernel_width=4, groups=1, bias=1): 488"),
        ("dw.weight 8x1x3x3, dw.bias 8", "conv2d(filters=8, input_channels=1, kernel_height=3, kernel_width=3, groups=1, bias=1): 80"),
        ("c.weight 8x3x2x2x2", "conv3d(filters=8, input_channels=3, kernel_depth=2, kernel_height=2, kernel_width=2, groups=1, bias=0): 192"),
        ("up.weight 3x8x2x2, up.bias 8", "conv2d_transpose(filters=8, input_channels=3, kernel_height=2, kernel_width=2, groups=1, bias=1): 104"),
        ("deconv.weight 3x8x2x2", "conv2d_transpose(filters=8, input_channels=3, kernel_height=2, kernel_width=2, groups=1, bias=0): 96"),
        ("conv2d/kernel 3x3x4x8, conv2d/bias 8", "conv2d(filters=8, input_channels=4, kernel_height=3, kernel_width=3, groups=1, bias=1): 296"),
        ("up/kernel 2x2x8x3, up/bias 8", "conv2d_transpose(filters=8, input_channels=3, kernel_height=2, kernel_width=2, groups=1, bias=1): 104"),
        ("d/kernel 3x3x4x2, d/bias 8", "depthwise_conv2d(input_channels=4, kernel_height=3, kernel_width=3, depth_multiplier=2, bias=1): 80"),
        ("d/depthwise_kernel:0 3x3x4x1", "depthwise_conv2d(input_channels=4, kernel_height=3, kernel_width=3, depth_multiplier=1, bias=0): 36"),
        (
            "s/depthwise_kernel 3x3x4x2, s/pointwise_kernel 1x1x8x5, s/bias 5",
            "separable_conv2d(filters=5, input_channels=4, kernel_height=3, kernel_width=3, depth_multiplier=2, bias=1): 117",
        ),
        (
            "ConvTranspose_0/kernel 3x3x4x8, ConvTranspose_0/bias 8",
            "conv2d_transpose(filters=8, input_channels=4, kernel_height=3, kernel_width=3, groups=1, bias=1): 296",
        ),
        ("ConvTranspose_0/kernel 3x3x4x8", "conv2d_transpose(filters=8, input_channels=4, kernel_height=3, kernel_width=3, groups=1, bias=0): 288"),
        ("conv2d_transpose/kernel 3x3x4x8", "conv2d_transpose(filters=4, input_channels=8, kernel_height=3, kernel_width=3, groups=1, bias=0): 288"),
        ("bilinear.weight 4x2x3, bilinear.bias 4", "bilinear(units=4, input_dim=2, second_input_dim=3, bias=1): 28"),
        ("LoRA_0/lora_a 6x2, LoRA_0/lora_b 2x5", "lora(rank=2, input_dim=6, units=5): 22"),
        ("mlp.experts.weight 4x8x16", None),
        ("q_proj.weight 64x1, q_proj.weight.absmax 8, q_proj.weight.quant_map 16", None),
        ("q_proj.qweight 8x64, q_proj.qzeros 1x8, q_proj.scales 1x64, q_proj.g_idx 64", None),
        ("mixer.A_log 16x4, mixer.D 16", None),
    ],
)
def test_affine(written: str, layer: str | None) -> None:
    assert layer_of(written) == layer


@pytest.mark.parametrize(
    "written, is_said", [("tower.weight 7x3", True), ("wte.weight 7x3", False), ("fc.weight 7x3", False), ("tower.weight 7x3, tower.bias 7", False)]
)
def test_a_matrix_whose_name_does_not_tell_is_said_to_be_undecided(written: str, is_said: bool) -> None:
    (part,) = parts_of(tensors(written))
    assert part.note == ("a dense layer or an embedding: its name does not say" if is_said else "")


EITHER_WAY = "a convolution or a transposed one: shapes do not say"


@pytest.mark.parametrize(
    "written, note",
    [
        ("up.weight 4x4x3x3, up.bias 4", EITHER_WAY),
        ("0.weight 8x3x3x3", EITHER_WAY),
        ("up/kernel 3x3x4x4, up/bias 4", EITHER_WAY),
        ("0.weight 6x6x3", "a convolution, a transposed one or a bilinear layer: shapes do not say"),
        ("0.weight 4x2x3, 0.bias 4", "a convolution or a bilinear layer: shapes do not say"),
        ("0.weight_g 4x1x1x1, 0.weight_v 4x4x3x3, 0.bias 4", EITHER_WAY),
        ("layers/stem/vars/0 3x3x4x8, layers/stem/vars/1 8", ""),
        ("0.weight 2x4x3, 0.bias 4", ""),
        ("0.weight 8x3x3x3, 0.bias 8", ""),
        ("0.weight 3x8x3x3, 0.bias 8", ""),
        ("stem/kernel 3x3x4x8, stem/bias 8", ""),
        ("layer1.0.conv1.weight 8x8x3x3", ""),
        ("deconv.weight 4x4x3x3", ""),
    ],
)
def test_a_kernel_that_fits_two_layers_is_said_to_be_undecided(written: str, note: str) -> None:
    (part,) = parts_of(tensors(written))
    assert part.layer is not None
    assert part.note == note
