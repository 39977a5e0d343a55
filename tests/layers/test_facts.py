"""Counts that others print: the frameworks' own, those of published models, and those of papers and their authors' code."""

from __future__ import annotations

import pytest

from symcount.layers import CATALOGUE, SizedLayer
from tests.layers import literature_others, literature_recurrent

FRAMEWORKS = {
    "Keras 3.15.1": (
        ("dense", "units=12 input_dim=2 bias=0", 24),
        ("simple_rnn", "units=3 input_dim=5 bias=1", 27),
        ("lstm", "units=2 input_dim=5 bias=0", 56),
        ("gru", "units=3 input_dim=2 bias=2", 63),
        ("gru", "units=24 input_dim=4 bias=0", 2016),
        ("conv2d", "filters=3 input_channels=9 kernel_height=2 kernel_width=4 groups=3 bias=1", 75),
        ("conv2d", "filters=5 input_channels=6 kernel_height=2 kernel_width=3 groups=1 bias=0", 180),
        ("conv1d", "filters=6 input_channels=3 kernel_size=4 groups=3 bias=1", 30),
        ("conv3d", "filters=5 input_channels=5 kernel_depth=4 kernel_height=4 kernel_width=4 groups=5 bias=0", 320),
        ("conv3d_transpose", "filters=11 input_channels=7 kernel_depth=3 kernel_height=2 kernel_width=4 bias=1", 1859),
        ("depthwise_conv2d", "input_channels=4 kernel_height=2 kernel_width=3 depth_multiplier=1 bias=1", 28),
        ("depthwise_conv2d", "input_channels=5 kernel_height=4 kernel_width=4 depth_multiplier=1 bias=0", 80),
        ("depthwise_conv1d", "input_channels=2 kernel_size=4 depth_multiplier=2 bias=1", 20),
        ("depthwise_conv1d", "input_channels=6 kernel_size=4 depth_multiplier=4 bias=0", 96),
        ("separable_conv2d", "filters=9 input_channels=6 kernel_height=4 kernel_width=2 depth_multiplier=1 bias=1", 111),
        ("separable_conv2d", "filters=10 input_channels=8 kernel_height=1 kernel_width=1 depth_multiplier=4 bias=0", 352),
        ("separable_conv1d", "filters=2 input_channels=7 kernel_size=4 depth_multiplier=2 bias=1", 86),
        ("separable_conv1d", "filters=9 input_channels=5 kernel_size=2 depth_multiplier=1 bias=0", 55),
        ("embedding", "vocab_size=2 embedding_dim=17", 34),
        ("reversible_embedding", "vocab_size=313 embedding_dim=2 tied=1", 626),
        ("reversible_embedding", "vocab_size=18 embedding_dim=35 tied=0", 1260),
        ("prelu", "features=12", 12),
        ("cross_attention", "d_model=2 num_heads=9 head_dim=10 key_width=22 value_width=16 num_kv_heads=3 gate=0 bias=1", 1652),
        ("grouped_query_attention", "d_model=10 num_heads=8 num_kv_heads=2 head_dim=3 bias=1", 646),
        ("additive_attention", "d_model=11", 11),
        ("additive_attention", "d_model=12", 12),
        ("conv_lstm2d", "filters=2 input_channels=2 kernel_height=3 kernel_width=3 bias=1", 296),
        ("conv_lstm1d", "filters=2 input_channels=5 kernel_size=3 bias=1", 176),
        ("conv_lstm1d", "filters=3 input_channels=3 kernel_size=2 bias=0", 144),
        ("conv_lstm3d", "filters=3 input_channels=3 kernel_depth=2 kernel_height=2 kernel_width=2 bias=1", 588),
        ("conv_lstm3d", "filters=6 input_channels=3 kernel_depth=2 kernel_height=2 kernel_width=2 bias=0", 1728),
    ),
    "PyTorch 2.13.0": (
        ("simple_rnn", "units=3 input_dim=26 bias=0", 87),
        ("lstm", "units=3 input_dim=6 bias=2", 132),
        ("bidirectional_lstm", "units=15 input_dim=7 bias=2", 2880),
        ("bidirectional_lstm", "units=10 input_dim=13 bias=0", 1840),
        ("bidirectional_gru", "units=5 input_dim=12 bias=2", 570),
        ("bidirectional_gru", "units=2 input_dim=22 bias=0", 288),
        ("bidirectional_simple_rnn", "units=3 input_dim=2 bias=2", 42),
        ("bidirectional_simple_rnn", "units=14 input_dim=20 bias=0", 952),
        ("conv1d", "filters=10 input_channels=4 kernel_size=3 groups=2 bias=0", 60),
        ("conv2d_transpose", "filters=4 input_channels=6 kernel_height=3 kernel_width=2 groups=1 bias=1", 148),
        ("conv2d_transpose", "filters=5 input_channels=25 kernel_height=2 kernel_width=2 groups=5 bias=0", 100),
        ("conv1d_transpose", "filters=6 input_channels=12 kernel_size=3 groups=2 bias=1", 114),
        ("conv1d_transpose", "filters=3 input_channels=2 kernel_size=2 groups=1 bias=0", 12),
        ("embedding", "vocab_size=2 embedding_dim=3", 6),
        ("batch_norm", "features=6 bias=1", 12),
        ("batch_norm", "features=11 bias=0", 11),
        ("layer_norm", "features=18 bias=0", 18),
        ("rms_norm", "features=11", 11),
        ("rms_norm", "features=12", 12),
        ("group_norm", "features=7 bias=1", 14),
        ("group_norm", "features=12 bias=0", 12),
        ("instance_norm", "features=18 bias=0", 18),
        ("prelu", "features=13", 13),
        ("cross_attention", "d_model=2 num_heads=1 head_dim=2 key_width=7 value_width=2 bias=1", 34),
        ("encoder_layer", "d_model=2 d_ff=7 bias=1", 69),
        ("encoder_layer", "d_model=4 d_ff=16 bias=0", 200),
        ("decoder_layer", "d_model=2 d_ff=10 bias=1", 112),
        ("decoder_layer", "d_model=3 d_ff=29 bias=0", 255),
        ("transformer", "d_model=4 d_ff=22 num_encoder_layers=2 num_decoder_layers=3 bias=1", 1770),
        ("transformer", "d_model=6 d_ff=27 num_encoder_layers=2 num_decoder_layers=2 bias=0", 2232),
        ("projected_lstm", "units=4 input_dim=22 projection_dim=3 bias=2", 444),
        ("projected_lstm", "units=19 input_dim=1 projection_dim=1 bias=0 num_layers=2", 342),
        ("bilinear", "units=9 input_dim=2 second_input_dim=8 bias=1", 153),
        ("bilinear", "units=9 input_dim=5 second_input_dim=3 bias=0", 135),
        ("multi_head_attention", "d_model=512", 1050624),
    ),
    "Keras 3.15.1, SimpleRNN and Dense behind it": (
        ("elman_network", "units=7 input_dim=5 output_dim=3 bias=1", 115),
        ("elman_network", "units=2 input_dim=6 output_dim=11 bias=0", 38),
    ),
    "PyTorch 2.13.0, the Linear layers of the block": (
        ("gated_feed_forward", "d_model=5 d_ff=13 bias=1", 226),
        ("mixture_of_experts", "d_model=5 d_ff=13 num_experts=3 bias=1", 462),
        ("mixture_of_experts", "d_model=5 d_ff=13 num_experts=3 bias=0", 405),
        ("gated_mixture_of_experts", "d_model=5 d_ff=13 num_experts=3 bias=1", 696),
    ),
    "Flax 0.12.8": (
        ("dense", "units=3 input_dim=10 bias=1", 33),
        ("lstm", "units=4 input_dim=6 bias=1", 176),
        ("conv2d", "filters=4 input_channels=8 kernel_height=2 kernel_width=3 groups=1 bias=1", 196),
        ("conv3d", "filters=7 input_channels=7 kernel_depth=4 kernel_height=2 kernel_width=3 groups=7 bias=1", 175),
        ("conv3d_transpose", "filters=7 input_channels=6 kernel_depth=2 kernel_height=3 kernel_width=4 groups=1 bias=0", 1008),
        ("layer_norm", "features=6 bias=1", 12),
        ("instance_norm", "features=6 bias=1", 12),
        ("cross_attention", "d_model=12 num_heads=3 head_dim=4 key_width=6 value_width=6 num_kv_heads=3 output_dim=7 qk_norm=1 bias=0", 380),
        ("minimal_gated_unit", "units=3 input_dim=8 bias=1", 72),
        ("minimal_gated_unit", "units=7 input_dim=8 bias=1", 224),
        ("conv_lstm2d", "filters=1 input_channels=5 kernel_height=3 kernel_width=2 bias=0", 144),
        ("locally_connected2d", "filters=8 input_channels=7 kernel_height=2 kernel_width=1 output_height=6 output_width=5 bias=1", 3600),
        ("locally_connected2d", "filters=3 input_channels=8 kernel_height=4 kernel_width=4 output_height=6 output_width=5 bias=0", 11520),
        ("locally_connected1d", "filters=4 input_channels=2 kernel_size=3 output_length=6 bias=1", 168),
        ("locally_connected1d", "filters=7 input_channels=8 kernel_size=3 output_length=12 bias=1", 2100),
        ("lora", "rank=3 input_dim=2 units=7", 27),
        ("lora", "rank=3 input_dim=14 units=7", 63),
        ("lora_dense", "rank=7 input_dim=5 units=10 bias=1", 165),
        ("lora_dense", "rank=5 input_dim=8 units=24 bias=0", 352),
    ),
    "tf_keras 2.21, LSTMCell(3, use_peepholes=True) on 4 inputs": (("peephole_lstm", "units=3 input_dim=4", 105),),
}
"""Layers as the frameworks build them: name, sizes, trainable parameters."""

PUBLISHED = {
    "GPT-2 small, and with a head of its own": (
        ("gpt2", "vocab_size=50257 context_length=1024 d_model=768 num_layers=12", 124439808),
        ("gpt2", "vocab_size=50257 context_length=1024 d_model=768 num_layers=12 tied=0", 163037184),
        ("gpt2", "vocab_size=50257 context_length=1024 d_model=1600 num_layers=48 d_ff=6400", 1557611200),
    ),
    "BERT base and large": (
        ("bert", "vocab_size=30522 context_length=512 d_model=768 num_layers=12", 109482240),
        ("bert", "vocab_size=30522 context_length=512 d_model=1024 num_layers=24", 335141888),
    ),
    "Llama 1 33B, 2 70B, 3.1 405B, TinyLlama": (
        ("llama", "vocab_size=32000 d_model=6656 num_layers=60 d_ff=17920 num_heads=52 num_kv_heads=52 head_dim=128", 32528943616),
        ("llama", "vocab_size=32000 d_model=8192 num_layers=80 d_ff=28672 num_heads=64 num_kv_heads=8 head_dim=128", 68976648192),
        ("llama", "vocab_size=128256 d_model=16384 num_layers=126 d_ff=53248 num_heads=128 num_kv_heads=8 head_dim=128", 405853388800),
        ("llama", "vocab_size=32000 d_model=2048 num_layers=22 d_ff=5632 num_heads=32 num_kv_heads=4 head_dim=64", 1100048384),
    ),
    "ViT-B/16, ViT-L/16, DeiT-Ti/16": (
        ("vit", "kernel_size=16 input_channels=3 context_length=196 d_model=768 num_layers=12 output_dim=1000", 86567656),
        ("vit", "kernel_size=16 input_channels=3 context_length=196 d_model=1024 num_layers=24 output_dim=1000", 304326632),
        ("vit", "kernel_size=16 input_channels=3 context_length=196 d_model=192 num_layers=12 output_dim=1000", 5717416),
    ),
    "T5 small, base, 3B": (
        ("t5", "vocab_size=32128 d_model=512 num_layers=6 d_ff=2048 num_heads=8 head_dim=64", 60506624),
        ("t5", "vocab_size=32128 d_model=768 num_layers=12 d_ff=3072 num_heads=12 head_dim=64", 222903552),
        ("t5", "vocab_size=32128 d_model=1024 num_layers=24 d_ff=16384 num_heads=32 head_dim=128", 2851598336),
    ),
    "DeepSeek-V3 and V2, attention of one layer": (
        (
            "multi_head_latent_attention",
            "d_model=7168 num_heads=128 head_dim=128 rope_dim=64 value_dim=128 query_rank=1536 kv_rank=512",
            187107328,
        ),
        (
            "multi_head_latent_attention",
            "d_model=5120 num_heads=128 head_dim=128 rope_dim=64 value_dim=128 query_rank=1536 kv_rank=512",
            149227520,
        ),
    ),
    "Keras 3.15.1, ConvNeXtTiny's first LayerScale": (("layer_scale", "features=96", 96),),
    "CapsNet, the digits' layer (arXiv 1710.09829, section 4)": (("capsule", "num_capsules=10 units=16 input_capsules=1152 input_dim=8", 1474560),),
}
"""Layers and models with the count that is published for them."""

MAMBA = "d_model={} expansion=2 state_dim=16 conv_width=4 dt_rank={}"

WHOLES = {
    "Mamba 370M": (
        371516416,
        ((1, "embedding", "vocab_size=50280 embedding_dim=1024"), (48, "mamba", MAMBA.format(1024, 64)), (49, "rms_norm", "features=1024")),
    ),
    "Mamba 2.8B": (
        2768345600,
        ((1, "embedding", "vocab_size=50280 embedding_dim=2560"), (64, "mamba", MAMBA.format(2560, 160)), (65, "rms_norm", "features=2560")),
    ),
    "Mixtral 8x7B": (
        46702792704,
        (
            (2, "embedding", "vocab_size=32000 embedding_dim=4096"),
            (32, "grouped_query_attention", "d_model=4096 num_heads=32 num_kv_heads=8 head_dim=128 bias=0"),
            (32, "gated_mixture_of_experts", "d_model=4096 d_ff=14336 num_experts=8 bias=0"),
            (65, "rms_norm", "features=4096"),
        ),
    ),
    "Llama 2 70B": (
        68976648192,
        (
            (2, "embedding", "vocab_size=32000 embedding_dim=8192"),
            (80, "grouped_query_attention", "d_model=8192 num_heads=64 num_kv_heads=8 head_dim=128 bias=0"),
            (80, "gated_feed_forward", "d_model=8192 d_ff=28672 bias=0"),
            (161, "rms_norm", "features=8192"),
        ),
    ),
    "BERT base": (
        109482240,
        (
            (1, "embedding", "vocab_size=30522 embedding_dim=768"),
            (1, "position_embedding", "context_length=512 d_model=768"),
            (1, "embedding", "vocab_size=2 embedding_dim=768"),
            (12, "multi_head_attention", "d_model=768"),
            (12, "feed_forward", "d_model=768 d_ff=3072"),
            (25, "layer_norm", "features=768"),
            (1, "dense", "units=768 input_dim=768"),
        ),
    ),
    "ALBERT xxlarge 2": (
        222595584,
        (
            (1, "factorized_embedding", "vocab_size=30000 embedding_dim=128 units=4096"),
            (1, "position_embedding", "context_length=512 d_model=128"),
            (1, "embedding", "vocab_size=2 embedding_dim=128"),
            (1, "layer_norm", "features=128"),
            (1, "encoder_layer", "d_model=4096 d_ff=16384"),
            (1, "dense", "units=4096 input_dim=4096"),
        ),
    ),
    "SE-ResNet-50 less ResNet-50 (timm)": (
        28088024 - 25557032,
        tuple((many, "squeeze_excite", f"input_channels={channels} reduction=16") for many, channels in ((3, 256), (4, 512), (6, 1024), (3, 2048))),
    ),
    "GCN on ogbn-arxiv (snap-stanford/ogb, examples/nodeproppred/arxiv)": (
        110120,
        (
            (1, "graph_convolution", "units=256 input_dim=128"),
            (1, "graph_convolution", "units=256 input_dim=256"),
            (1, "graph_convolution", "units=40 input_dim=256"),
            (2, "batch_norm", "features=256"),
        ),
    ),
    "GraphSAGE on ogbn-arxiv (the same)": (
        218664,
        (
            (1, "graph_sage", "units=256 input_dim=128"),
            (1, "graph_sage", "units=256 input_dim=256"),
            (1, "graph_sage", "units=40 input_dim=256"),
            (2, "batch_norm", "features=256"),
        ),
    ),
}
"""Published totals, and the layers that make them: how many of each, with which sizes."""


def sized(layer: str, sizes: str) -> SizedLayer:
    found: SizedLayer = CATALOGUE[layer](**{name: int(size) for name, _, size in (one.partition("=") for one in sizes.split())})
    return found


def count(layer: str, sizes: str) -> object:
    return sized(layer, sizes).count


SOURCES = (*FRAMEWORKS.values(), *PUBLISHED.values(), *literature_others.COUNTS.values(), *literature_recurrent.COUNTS.values())
KEPT = tuple(literature_recurrent.KEPT.values())
ALL_WHOLES = {**WHOLES, **literature_recurrent.WHOLES}


def has_the_count(layer: str, sizes: str, total: int) -> bool:
    return count(layer, sizes) == total


def keeps(layer: str, sizes: str, total: int) -> bool:
    return sized(layer, sizes).non_trainable == total


def is_the_sum(model: str) -> bool:
    total, parts = ALL_WHOLES[model]
    return sum(many * int(str(count(layer, sizes))) for many, layer, sizes in parts) == total


@pytest.mark.parametrize("layer, sizes, total", [fact for source in SOURCES for fact in source])
def test_a_layer_has_the_count_that_others_print(layer: str, sizes: str, total: int) -> None:
    assert has_the_count(layer, sizes, total)


@pytest.mark.parametrize("layer, sizes, total", [fact for source in KEPT for fact in source])
def test_a_layer_keeps_as_many_numbers_as_others_do(layer: str, sizes: str, total: int) -> None:
    assert keeps(layer, sizes, total)


@pytest.mark.parametrize("model", ALL_WHOLES)
def test_a_model_is_the_sum_of_its_layers(model: str) -> None:
    assert is_the_sum(model)


@pytest.mark.parametrize("layer", CATALOGUE)
def test_every_layer_has_a_count_from_outside(layer: str) -> None:
    printed = {name for source in SOURCES for name, _, _ in source}
    summed = {name for _, parts in ALL_WHOLES.values() for _, name, _ in parts}
    assert layer in printed | summed, f"add a count of {layer} that a framework, a paper or its code prints"
