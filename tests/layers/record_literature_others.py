"""Counts the weights that implementations of the papers really build, and prints the table of literature_others.py.

`python tests/layers/record_literature_others.py timm pykan` runs the functions of these names, without a name all. One environment has
no room for all. The first: torch 2.13.0 (CPU), torchvision 0.28.0, torch-geometric 2.8.1, timm 1.0.31, kornia 0.9.0, pytorch-toolbelt
0.8.0, tensorly-torch 0.5.0, mosaicml 0.32.1, pykan 0.2.8, pykeen 1.11.1, x-transformers 2.31.10, diffusers 0.42.1,
denoising-diffusion-pytorch 2.3.4, keras 3.15.1 (on torch). The second: tensorflow-cpu 2.15.1, tensorflow-addons 0.23.0, tensor2tensor
1.15.7, chainer 7.8.1, numpy 1.23.5.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module as library
from math import prod
from typing import Any

Row = tuple[str, str, int]


def in_torch(*parts: Any) -> int:
    """The trained numbers of modules and parameters of PyTorch."""
    tensors = [tensor for part in parts for tensor in (part.parameters() if hasattr(part, "parameters") else [part])]
    return sum(tensor.numel() for tensor in tensors if tensor.requires_grad)


def in_keras(weights: Iterable[Any]) -> int:
    """The numbers of weights of Keras."""
    return sum(prod(weight.shape) for weight in weights)


def in_chainer(link: Any) -> int:
    """The numbers of a link of Chainer."""
    return sum(parameter.size for parameter in link.params())


def composer() -> Iterator[Row]:
    factorized = library("composer.algorithms.factorize.factorize_modules").FactorizedLinear
    for units, inputs, rank, bias in ((13, 7, 3, 1), (9, 11, 4, 0)):
        built = factorized(inputs, units, bias=bool(bias), latent_features=rank)
        yield "low_rank_dense", f"units={units} input_dim={inputs} rank={rank} bias={bias}", in_torch(built)


def chainer() -> Iterator[Row]:
    links = library("chainer.links")
    for units, bias in ((5, 1), (7, 0)):
        yield "highway", f"units={units} bias={bias}", in_chainer(links.Highway(units, nobias=not bias))
    for units, inputs, pieces, bias in ((3, 5, 4, 1), (7, 9, 2, 0)):
        built = links.Maxout(inputs, units, pieces, initial_bias=0 if bias else None)
        yield "maxout", f"units={units} input_dim={inputs} pieces={pieces} bias={bias}", in_chainer(built)


def x_transformers() -> Iterator[Row]:
    sigmoid = library("torch").nn.Sigmoid()
    for units, inputs in ((7, 5), (11, 4)):
        built = library("x_transformers.x_transformers").GLU(inputs, units, sigmoid)
        yield "gated_linear_unit", f"units={units} input_dim={inputs} bias=1", in_torch(built)


def diffusers_glu() -> Iterator[Row]:
    built = library("diffusers.models.activations").GEGLU(5, 13, bias=False)
    yield "gated_linear_unit", "units=13 input_dim=5 bias=0", in_torch(built)


def diffusers_film() -> Iterator[Row]:
    built = library("diffusers.models.transformers.t5_film_transformer").T5FiLMLayer(11, 9)
    yield "film", "input_channels=9 input_dim=11 bias=0", in_torch(built)


def denoising_diffusion() -> Iterator[Row]:
    block = library("denoising_diffusion_pytorch.denoising_diffusion_pytorch_1d").ResnetBlock
    for channels, inputs in ((16, 5), (24, 7)):
        yield "film", f"input_channels={channels} input_dim={inputs} bias=1", in_torch(block(channels, channels, time_emb_dim=inputs).mlp)


def pykeen() -> Iterator[Row]:
    triples = library("pykeen.datasets").Nations().training
    for inputs, units in ((7, 3), (5, 11)):
        model = library("pykeen.models").NTN(triples_factory=triples, embedding_dim=inputs, num_slices=units)
        tensor, first, second, bias, _ = (one(indices=None)[0] for one in model.relation_representations)
        yield "neural_tensor_layer", f"units={units} input_dim={inputs} bias=1", in_torch(tensor, first, second, bias)


def tensorly_torch() -> Iterator[Row]:
    factorized = library("tltorch").FactorizedLinear
    for ins, outs, rank, bias in (((2, 3, 5), (7, 11, 13), 4, 1), ((7, 4, 3), (5, 2, 9), 6, 0)):
        built = factorized(ins, outs, bias=bool(bias), factorization="blocktt", rank=[1, rank, rank, 1])
        modes = [f"{way}_mode{place}={size}" for way, sizes in (("input", ins), ("output", outs)) for place, size in enumerate(sizes, 1)]
        yield "tensor_train_dense", f"{' '.join(modes)} rank={rank} bias={bias}", in_torch(built)


def pykan() -> Iterator[Row]:
    for units, inputs, grid, order in ((3, 4, 5, 2), (7, 5, 11, 3)):
        built = library("kan.KANLayer").KANLayer(in_dim=inputs, out_dim=units, num=grid, k=order)
        yield "kan", f"units={units} input_dim={inputs} grid_size={grid} spline_order={order}", in_torch(built)


def keras() -> Iterator[Row]:
    layers = library("keras").layers
    for equation, outputs, axes, enters, units, inputs in (
        ("abc,cde->abde", (None, 3, 5), "de", (2, 4, 7), 15, 7),
        ("abcd,cde->abe", (None, 11), None, (2, 4, 3, 5), 11, 15),
    ):
        dense = layers.EinsumDense(equation, outputs, bias_axes=axes)
        dense.build(enters)
        yield "einsum_dense", f"units={units} input_dim={inputs} bias={int(axes is not None)}", in_keras(dense.trainable_weights)
    for frame, transform in ((5, 8), (6, 11)):
        spectrogram = layers.STFTSpectrogram(frame_length=frame, fft_length=transform)
        spectrogram.build((2, 40, 1))
        yield "stft_spectrogram", f"frame_length={frame} fft_length={transform}", in_keras(spectrogram.trainable_weights)
    for features, bias in ((7, 1), (5, 0)):
        norm = layers.BatchNormalization(center=bool(bias), renorm=True)
        norm.build((2, features))
        yield "batch_renorm", f"features={features} bias={bias}", in_keras(norm.trainable_weights)


def torch() -> Iterator[Row]:
    softmax = library("torch").nn.AdaptiveLogSoftmaxWithLoss
    for words, inputs, head, narrower in ((50, 13, 7, 4), (91, 17, 20, 3)):
        built = softmax(inputs, words, cutoffs=[head], div_value=narrower)
        yield "adaptive_softmax", f"vocab_size={words} input_dim={inputs} shortlist={head} div_value={narrower}", in_torch(built)


def tensorflow_addons() -> Iterator[Row]:
    zeros, seq2seq = library("tensorflow").zeros, library("tensorflow_addons").seq2seq
    for units, query, key in ((5, 13, 11), (7, 4, 9)):
        additive = seq2seq.BahdanauAttention(units, memory=zeros((2, 3, key)))
        additive([zeros((2, query)), zeros((2, 3))])
        yield "bahdanau_attention", f"units={units} query_width={query} key_width={key}", in_keras(additive.trainable_variables)
    for query, key in ((5, 11), (8, 3)):
        general = seq2seq.LuongAttention(query, memory=zeros((2, 3, key)))
        general([zeros((2, query)), zeros((2, 3))])
        yield "luong_attention", f"query_width={query} key_width={key}", in_keras(general.trainable_variables)


def timm() -> Iterator[Row]:
    layers = library("timm.layers")
    for width, heads, head, value in ((13, 3, 5, 7), (8, 5, 3, 3)):
        attention = library("timm.layers.attention2d").MultiQueryAttentionV2(width, num_heads=heads, key_dim=head, value_dim=value)
        yield "multi_query_attention", f"d_model={width} num_heads={heads} head_dim={head} value_dim={value}", in_torch(attention)
    for kernel in (3, 5):
        yield "eca", f"kernel_size={kernel}", in_torch(layers.EcaModule(kernel_size=kernel))


def timm_cbam() -> Iterator[Row]:
    for channels, reduction, kernel in ((48, 16, 7), (20, 4, 3)):
        built = library("timm.layers.cbam").CbamModule(channels, rd_ratio=1 / reduction, spatial_kernel_size=kernel)
        yield "cbam", f"input_channels={channels} reduction={reduction} kernel_size={kernel}", in_torch(built.channel, built.spatial.conv.conv)


def timm_cond_conv() -> Iterator[Row]:
    residual = library("timm.models._efficientnet_blocks").CondConvResidual
    for filters, channels, kernel, experts in ((7, 5, 3, 4), (4, 9, 5, 3)):
        built = library("timm.layers").CondConv2d(channels, filters, kernel, bias=True, num_experts=experts)
        router = residual(channels, filters, num_experts=experts).routing_fn
        sizes = f"filters={filters} input_channels={channels} kernel_height={kernel} kernel_width={kernel} num_experts={experts} bias=1"
        yield "cond_conv2d", sizes, in_torch(built, router)


def torchvision() -> Iterator[Row]:
    attention = library("torchvision.models.swin_transformer").ShiftedWindowAttention
    for width, heads, height, across, bias in ((12, 3, 7, 5, 1), (10, 2, 4, 3, 0)):
        built = attention(width, [height, across], [0, 0], heads, qkv_bias=bool(bias), proj_bias=bool(bias))
        yield "window_attention", f"d_model={width} num_heads={heads} window_height={height} window_width={across} bias={bias}", in_torch(built)


def kornia() -> Iterator[Row]:
    deformable = library("kornia.feature.aliked.aliked").DeformableConv2d
    for layer, modulated in (("deformable_conv2d", False), ("modulated_deformable_conv2d", True)):
        for filters, channels, kernel in ((7, 5, 3), (4, 9, 5)):
            built = deformable(channels, filters, kernel, bias=True, mask=modulated)
            yield layer, f"filters={filters} input_channels={channels} kernel_height={kernel} kernel_width={kernel} bias=1", in_torch(built)


def pytorch_toolbelt() -> Iterator[Row]:
    convolution = library("pytorch_toolbelt.modules.coord_conv").CoordConv
    for filters, channels, height, width, radius, bias in ((7, 5, 3, 2, 0, 1), (4, 9, 5, 3, 1, 0)):
        built = convolution(channels, filters, with_r=bool(radius), kernel_size=(height, width), bias=bool(bias))
        sizes = f"filters={filters} input_channels={channels} kernel_height={height} kernel_width={width} with_radius={radius} bias={bias}"
        yield "coord_conv2d", sizes, in_torch(built)


def torch_geometric() -> Iterator[Row]:
    nn = library("torch_geometric.nn")
    for units, inputs, heads, bias in ((7, 5, 3, 1), (4, 9, 2, 0)):
        built = nn.GATConv(inputs, units, heads=heads, bias=bool(bias))
        yield "graph_attention", f"units={units} input_dim={inputs} num_heads={heads} bias={bias}", in_torch(built)
    for units, inputs, bias in ((7, 5, 1), (4, 9, 0)):
        built = nn.GINConv(nn.MLP([inputs, units, units], norm=None, bias=bool(bias)), train_eps=True)
        yield "graph_isomorphism", f"units={units} input_dim={inputs} bias={bias}", in_torch(built)


def tensor2tensor() -> Iterator[Row]:
    tf = library("tensorflow.compat.v1")
    experts = library("tensor2tensor.utils.expert_utils")
    for width, inner, many in ((5, 11, 3), (13, 4, 7)):
        with tf.Graph().as_default():
            inputs = tf.placeholder(tf.float32, [None, width])
            experts.noisy_top_k_gating(inputs, many, train=True, k=2)
            on_devices = experts.Parallelism([experts.DEFAULT_DEV_STRING] * many, reuse=None)
            on_devices(experts.ffn_expert_fn(width, [inner], width), [inputs] * many)
            yield "noisy_mixture_of_experts", f"d_model={width} d_ff={inner} num_experts={many} bias=0", in_keras(tf.trainable_variables())


RECORDS: dict[str, Callable[[], Iterator[Row]]] = {
    "mosaicml 0.32.1, FactorizedLinear": composer,
    "chainer 7.8.1, links Highway and Maxout": chainer,
    "x-transformers 2.31.10, GLU": x_transformers,
    "diffusers 0.42.1, GEGLU (a GLU whose gate is a GELU)": diffusers_glu,
    "diffusers 0.42.1, T5FiLMLayer": diffusers_film,
    "denoising-diffusion-pytorch 2.3.4, ResnetBlock, the map of the time to scale and shift": denoising_diffusion,
    "pykeen 1.11.1, NTN on Nations, all of one relation but u": pykeen,
    "tensorly-torch 0.5.0, FactorizedLinear(factorization='blocktt')": tensorly_torch,
    "pykan 0.2.8 (the authors'), KANLayer": pykan,
    "Keras 3.15.1, EinsumDense, STFTSpectrogram, BatchNormalization(renorm=True)": keras,
    "PyTorch 2.13.0, AdaptiveLogSoftmaxWithLoss": torch,
    "tensorflow-addons 0.23.0, BahdanauAttention and LuongAttention": tensorflow_addons,
    "timm 1.0.31, MultiQueryAttentionV2 and EcaModule": timm,
    "timm 1.0.31, CbamModule without its batch normalisation": timm_cbam,
    "timm 1.0.31, CondConv2d and the routing_fn of CondConvResidual": timm_cond_conv,
    "torchvision 0.28.0, ShiftedWindowAttention": torchvision,
    "kornia 0.9.0, DeformableConv2d without and with mask": kornia,
    "pytorch-toolbelt 0.8.0, CoordConv": pytorch_toolbelt,
    "torch-geometric 2.8.1, GATConv, and GINConv of an MLP without norm": torch_geometric,
    "tensor2tensor 1.15.7 (the authors'), noisy_top_k_gating and ffn_expert_fn": tensor2tensor,
}
"""Where the counts come from, and what gets them."""

if __name__ == "__main__":
    for provenance, record in RECORDS.items():
        if record.__name__ in (sys.argv[1:] or [record.__name__]):
            rows = [f"({name!r}, {sizes!r}, {count})," for name, sizes, count in record()]
            print(f"{provenance!r}: (", *rows, "),", sep="\n    ")
