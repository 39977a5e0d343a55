"""Counts of layers from the literature, dense, convolutional, graph and attention, as implementations of the papers build them.

`record_literature_others.py` gets them again, save the last two sources, whose constructors were read: it says which versions ran.
"""

from __future__ import annotations

COUNTS = {
    "mosaicml 0.32.1, FactorizedLinear": (
        ("low_rank_dense", "units=13 input_dim=7 rank=3 bias=1", 73),
        ("low_rank_dense", "units=9 input_dim=11 rank=4 bias=0", 80),
    ),
    "x-transformers 2.31.10, GLU": (
        ("gated_linear_unit", "units=7 input_dim=5 bias=1", 84),
        ("gated_linear_unit", "units=11 input_dim=4 bias=1", 110),
    ),
    "diffusers 0.42.1, GEGLU (a GLU whose gate is a GELU)": (("gated_linear_unit", "units=13 input_dim=5 bias=0", 130),),
    "diffusers 0.42.1, T5FiLMLayer": (("film", "input_channels=9 input_dim=11 bias=0", 198),),
    "denoising-diffusion-pytorch 2.3.4, ResnetBlock, the map of the time to scale and shift": (
        ("film", "input_channels=16 input_dim=5 bias=1", 192),
        ("film", "input_channels=24 input_dim=7 bias=1", 384),
    ),
    "pykeen 1.11.1, NTN on Nations, all of one relation but u": (
        ("neural_tensor_layer", "units=3 input_dim=7 bias=1", 192),
        ("neural_tensor_layer", "units=11 input_dim=5 bias=1", 396),
    ),
    "tensorly-torch 0.5.0, FactorizedLinear(factorization='blocktt')": (
        ("tensor_train_dense", "input_mode1=2 input_mode2=3 input_mode3=5 output_mode1=7 output_mode2=11 output_mode3=13 rank=4 bias=1", 1845),
        ("tensor_train_dense", "input_mode1=7 input_mode2=4 input_mode3=3 output_mode1=5 output_mode2=2 output_mode3=9 rank=6 bias=0", 660),
    ),
    "pykan 0.2.8 (the authors'), KANLayer": (
        ("kan", "units=3 input_dim=4 grid_size=5 spline_order=2", 108),
        ("kan", "units=7 input_dim=5 grid_size=11 spline_order=3", 560),
    ),
    "Keras 3.15.1, EinsumDense, STFTSpectrogram, BatchNormalization(renorm=True)": (
        ("einsum_dense", "units=15 input_dim=7 bias=1", 120),
        ("einsum_dense", "units=11 input_dim=15 bias=0", 165),
        ("stft_spectrogram", "frame_length=5 fft_length=8", 50),
        ("stft_spectrogram", "frame_length=6 fft_length=11", 72),
        ("batch_renorm", "features=7 bias=1", 14),
        ("batch_renorm", "features=5 bias=0", 5),
    ),
    "PyTorch 2.13.0, AdaptiveLogSoftmaxWithLoss": (
        ("adaptive_softmax", "vocab_size=50 input_dim=13 shortlist=7 div_value=4", 272),
        ("adaptive_softmax", "vocab_size=91 input_dim=17 shortlist=20 div_value=3", 797),
    ),
    "timm 1.0.31, MultiQueryAttentionV2 and EcaModule": (
        ("multi_query_attention", "d_model=13 num_heads=3 head_dim=5 value_dim=7", 624),
        ("multi_query_attention", "d_model=8 num_heads=5 head_dim=3 value_dim=3", 288),
        ("eca", "kernel_size=3", 3),
        ("eca", "kernel_size=5", 5),
    ),
    "timm 1.0.31, CbamModule without its batch normalisation": (
        ("cbam", "input_channels=48 reduction=16 kernel_size=7", 386),
        ("cbam", "input_channels=20 reduction=4 kernel_size=3", 218),
    ),
    "timm 1.0.31, CondConv2d and the routing_fn of CondConvResidual": (
        ("cond_conv2d", "filters=7 input_channels=5 kernel_height=3 kernel_width=3 num_experts=4 bias=1", 1312),
        ("cond_conv2d", "filters=4 input_channels=9 kernel_height=5 kernel_width=5 num_experts=3 bias=1", 2742),
    ),
    "torchvision 0.28.0, ShiftedWindowAttention": (
        ("window_attention", "d_model=12 num_heads=3 window_height=7 window_width=5 bias=1", 975),
        ("window_attention", "d_model=10 num_heads=2 window_height=4 window_width=3 bias=0", 470),
    ),
    "kornia 0.9.0, DeformableConv2d without and with mask": (
        ("deformable_conv2d", "filters=7 input_channels=5 kernel_height=3 kernel_width=3 bias=1", 1150),
        ("deformable_conv2d", "filters=4 input_channels=9 kernel_height=5 kernel_width=5 bias=1", 12204),
        ("modulated_deformable_conv2d", "filters=7 input_channels=5 kernel_height=3 kernel_width=3 bias=1", 1564),
        ("modulated_deformable_conv2d", "filters=4 input_channels=9 kernel_height=5 kernel_width=5 bias=1", 17854),
    ),
    "pytorch-toolbelt 0.8.0, CoordConv": (
        ("coord_conv2d", "filters=7 input_channels=5 kernel_height=3 kernel_width=2 with_radius=0 bias=1", 301),
        ("coord_conv2d", "filters=4 input_channels=9 kernel_height=5 kernel_width=3 with_radius=1 bias=0", 720),
    ),
    "torch-geometric 2.8.1, GATConv, and GINConv of an MLP without norm": (
        ("graph_attention", "units=7 input_dim=5 num_heads=3 bias=1", 168),
        ("graph_attention", "units=4 input_dim=9 num_heads=2 bias=0", 88),
        ("graph_isomorphism", "units=7 input_dim=5 bias=1", 99),
        ("graph_isomorphism", "units=4 input_dim=9 bias=0", 53),
    ),
    "chainer 7.8.1, links Highway and Maxout": (
        ("highway", "units=5 bias=1", 60),
        ("highway", "units=7 bias=0", 98),
        ("maxout", "units=3 input_dim=5 pieces=4 bias=1", 72),
        ("maxout", "units=7 input_dim=9 pieces=2 bias=0", 126),
    ),
    "tensorflow-addons 0.23.0, BahdanauAttention and LuongAttention": (
        ("bahdanau_attention", "units=5 query_width=13 key_width=11", 125),
        ("bahdanau_attention", "units=7 query_width=4 key_width=9", 98),
        ("luong_attention", "query_width=5 key_width=11", 55),
        ("luong_attention", "query_width=8 key_width=3", 24),
    ),
    "tensor2tensor 1.15.7 (the authors'), noisy_top_k_gating and ffn_expert_fn": (
        ("noisy_mixture_of_experts", "d_model=5 d_ff=11 num_experts=3 bias=0", 360),
        ("noisy_mixture_of_experts", "d_model=13 d_ff=4 num_experts=7 bias=0", 910),
    ),
    "luuuyi/CBAM.PyTorch, model/resnet_cbam.py, ChannelAttention(64) and SpatialAttention(): two convolutions of 64 x 4 and one of 2 x 7 x 7, no bias": (
        ("cbam", "input_channels=64 reduction=16 kernel_size=7", 610),
    ),
    "davidmrau/mixture-of-experts, moe.py, MoE: w_gate and w_noise of (input_size, num_experts), and the Linear fc1 and fc2 of each MLP": (
        ("noisy_mixture_of_experts", "d_model=5 d_ff=7 num_experts=3 bias=1", 276),
        ("noisy_mixture_of_experts", "d_model=13 d_ff=6 num_experts=4 bias=1", 804),
    ),
}
"""Layers as implementations of the papers build them: name, sizes, trainable parameters."""
