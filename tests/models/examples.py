"""Models put together by hand, as readers give them: what tests of summaries share."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symcount import layers
from symcount.algebra import symbol
from symcount.frameworks import from_config
from symcount.frameworks.built import BuiltWeight, laid_out
from symcount.models import Model, Part


def part(name: str, framework: str, kind: str, config: dict[str, Any], input_shape: list[Any] | None = None, **more: Any) -> Part:
    """A part as the framework builds it, explained by the catalogue."""
    built = from_config(framework, kind, config, input_shape=input_shape)
    layer = built.layer(**built.sizes) if built.layer else None
    return Part(name, kind, built.weights, layer, **more)


def keras_lstms() -> Model:
    """Two LSTMs and a dense layer at each step."""
    parts = (
        part("lstm_1", "keras", "LSTM", {"units": 5}, [None, 400, 13]),
        part("lstm_2", "keras", "LSTM", {"units": 5}, [None, 400, 5]),
        part("dense", "keras", "Dense", {"units": 650}, [None, 400, 5]),
    )
    return Model("sequential", "Keras", parts)


def gpt(blocks: int = 12, width: int = 768) -> Model:
    """A small GPT-2 in PyTorch, its head tied."""
    parts = [
        part("transformer.wte", "torch", "Embedding", {"num_embeddings": 50257, "embedding_dim": width}),
        part("transformer.wpe", "torch", "Embedding", {"num_embeddings": 1024, "embedding_dim": width}),
    ]
    for block in range(blocks):
        name = f"transformer.h.{block}"
        parts += [
            part(f"{name}.ln_1", "torch", "LayerNorm", {"normalized_shape": width}),
            part(f"{name}.attn.c_attn", "torch", "Linear", {"in_features": width, "out_features": 3 * width}),
            part(f"{name}.attn.c_proj", "torch", "Linear", {"in_features": width, "out_features": width}),
            part(f"{name}.ln_2", "torch", "LayerNorm", {"normalized_shape": width}),
            part(f"{name}.mlp.c_fc", "torch", "Linear", {"in_features": width, "out_features": 4 * width}),
            part(f"{name}.mlp.c_proj", "torch", "Linear", {"in_features": 4 * width, "out_features": width}),
        ]
    parts.append(part("transformer.ln_f", "torch", "LayerNorm", {"normalized_shape": width}))
    head = {"in_features": width, "out_features": 50257, "bias": False}
    parts.append(part("lm_head", "torch", "Linear", head, shared={"weight": "transformer.wte.weight"}))
    return Model("GPT2LMHeadModel", "PyTorch", tuple(parts))


def convolutions(framework: str) -> Model:
    """A convolution and a batch normalisation, whose statistics Keras counts and PyTorch keeps in buffers; and a layer of somebody's own."""
    own = Part("gate", "MyGate", (BuiltWeight("alpha", (3, 3, 8)), BuiltWeight("beta", (8,)), BuiltWeight("gamma", (8,), trainable=False)))
    if framework == "keras":
        shape = [None, 32, 32, 3]
        parts = [part("conv2d", "keras", "Conv2D", {"filters": 8, "kernel_size": 3}, shape), part("bn", "keras", "BatchNormalization", {}, [None, 30, 30, 8])]
    else:
        conv = {"in_channels": 3, "out_channels": 8, "kernel_size": 3}
        parts = [part("conv", "torch", "Conv2d", conv), part("bn", "torch", "BatchNorm2d", {"num_features": 8})]
    return Model("net", framework, (*parts, own))


def mixture() -> Model:
    """Eight experts in each of four layers, two of them for each token."""
    expert = layers.find("gated_feed_forward")(d_model=64, d_ff=128, bias=0)
    router = part("layers.router", "torch", "Linear", {"in_features": 64, "out_features": 8, "bias": False})
    return Model("mixture", "", (replace(router, copies=4), Part("layers.experts", "MLP", laid_out(expert).weights, expert, copies=32, active=8)))


def unbuilt() -> Model:
    """A Keras layer that has not seen an input: its width is open."""
    lstm = layers.lstm(units=5, input_dim=symbol("input_dim"))
    return Model("sequential", "Keras", (Part("lstm", "LSTM", laid_out(lstm).weights, lstm), keras_lstms().parts[2]))
