"""Figures of every kind, with usual, huge, tiny and hostile content; and what stands where on their pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import symcount as sc
from symcount.rendering.figures.figure import Figure

LONG = "encoder.layers.with.a_name_that_is_far_too_long_to_be_read_on_any_page_by_anyone_at_all"
HOSTILE = {
    f"{LONG}.{part}": (300, 7) for part in ("$x_{2}$", "<script>alert(1)</script>", "a\x1b[31m\nb", "重み", "\\input{x}", "&amp;", "%s{0}")
}  # fmt: skip
GPT2: dict[str, Any] = {"vocab_size": 50257, "context_length": 1024}
RESNET = {f"layer{block}.{name}": (64 * block, 64, 3, 3) for block in range(1, 20) for name in ("conv1.weight", "conv2.kernel", "shortcut.w")}

FIGURES: dict[str, Callable[[], Figure]] = {
    "lstm": lambda: sc.figures.blocks("lstm", units=5, input_dim=13),
    "large lstm": lambda: sc.figures.blocks("lstm", units=256, input_dim=4096),
    "wide dense": lambda: sc.figures.blocks("dense", units=4096, input_dim=4096),
    "dense of one": lambda: sc.figures.blocks("dense", units=1, input_dim=1),
    "without bias": lambda: sc.figures.blocks("gru", units=3, input_dim=4, bias=0),
    "two biases": lambda: sc.figures.blocks("bidirectional_lstm", units=5, input_dim=13, bias=2),
    "long kernel": lambda: sc.figures.blocks("gru", units=1, input_dim=10**6),
    "one weight": lambda: sc.figures.blocks("embedding", vocab_size=50257, embedding_dim=3),
    "one number": lambda: sc.figures.blocks("rms_norm", features=1),
    "vectors": lambda: sc.figures.blocks("layer_norm", features=10**6),
    "largest": lambda: sc.figures.blocks("dense", units=10**12, input_dim=10**12),
    "convolution": lambda: sc.figures.blocks("conv2d", filters=64, input_channels=3, kernel_size=3),
    "one-dimensional convolution": lambda: sc.figures.blocks("conv1d", filters=32, input_channels=128, kernel_size=7),
    "convolution of many sizes": lambda: sc.figures.blocks("conv3d", filters=256, input_channels=128, kernel_depth=3, kernel_height=3,
                                                            kernel_width=5, groups=4),
    "attention": lambda: sc.figures.blocks("multi_head_attention", d_model=512),
    "encoder": lambda: sc.figures.blocks("encoder_layer", d_model=64, d_ff=256),
    "llama": lambda: sc.figures.blocks("llama", vocab_size=32000, d_model=4096, d_ff=11008, num_layers=32, num_heads=32, num_kv_heads=8, head_dim=128),
    "gpt2": lambda: sc.figures.blocks("gpt2", **GPT2, d_model=768, num_layers=12),
    "gru of a trillion": lambda: sc.figures.blocks("gru", units=10**12, input_dim=64),
    "few rows": lambda: sc.figures.blocks("embedding", vocab_size=13, embedding_dim=2),
    "one row": lambda: sc.figures.blocks("prelu", features=7),
    "narrow dense": lambda: sc.figures.blocks("dense", units=3, input_dim=20),
    "small convolution": lambda: sc.figures.blocks("conv3d", filters=3, input_channels=2, kernel_size=3),
    "square lstm": lambda: sc.figures.blocks("lstm", units=5, input_dim=5),
    "long title": lambda: sc.figures.blocks("conv1d", filters=32, input_channels=9, kernel_size=3),
    "bert": lambda: sc.figures.blocks("bert", vocab_size=30522, context_length=512, d_model=768, num_layers=12),
    "steps": lambda: sc.figures.growth("lstm", "gru", units=range(1, 100, 30), input_dim=64),
    "growth to a billion": lambda: sc.figures.growth("lstm", "gru", units="1..10^9", input_dim=64),
    "growth": lambda: sc.figures.growth("lstm", "gru", "dense input_dim=500", units=range(1, 513), input_dim=64),
    "growth of one": lambda: sc.figures.growth("lstm", units=range(1, 10**6), input_dim=64),
    "growth of equals": lambda: sc.figures.growth("dense", "graph_convolution", "gru bias=0", "gru bias=2", "gru", units=range(1, 3), input_dim=1),
    "many crossings": lambda: sc.figures.growth(*(f"dense input_dim={10 + place} bias=0" for place in range(3)), "lstm", "gru", "simple_rnn",
                                                "minimal_gated_unit", "lstm bias=0", units=range(1, 100), input_dim=2),
    "of a switch": lambda: sc.figures.growth("lstm", "gru", bias=range(3), units=5, input_dim=3),
    "shares": lambda: sc.figures.shares("lstm", units=range(1, 513), input_dim=64),
    "many shares": lambda: sc.figures.shares("gpt2", d_model=range(1, 4097), num_layers=12, **GPT2),
    "one share": lambda: sc.figures.shares("rms_norm", features=range(1, 100_000)),
    "shares of an encoder": lambda: sc.figures.shares("encoder_layer", d_model=range(64, 4097), d_ff="4*d_model"),
    "heatmap": lambda: sc.figures.heatmap("lstm", units=range(1, 513), input_dim=range(1, 1025), budgets=[100_000, 1_000_000]),
    "three budgets": lambda: sc.figures.heatmap("lstm", units=range(1, 1025), input_dim=range(1, 4097), budgets=[100_000, 1_000_000, 4_457_472]),
    "widest heatmap": lambda: sc.figures.heatmap("lstm", units="1..10^12", input_dim="1..10^12", budgets=[10**9, 10**15]),
    "widest embedding": lambda: sc.figures.heatmap("embedding", vocab_size="1..10^12", embedding_dim="1..1000", budgets=[10**6, 10**9]),
    "budget at one place": lambda: sc.figures.heatmap("lstm", units=range(1, 100), bias=range(3), input_dim=4, budgets=[1000]),
    "near budgets": lambda: sc.figures.heatmap("dense", units=range(1, 513), input_dim=range(1, 1025), budgets=[10_000, 10_100, 10_200, 300_000, 10**9, 1]),
    "flat heatmap": lambda: sc.figures.heatmap("rms_norm", features=range(1, 3), num_layers=range(1, 3)),
    "wide heatmap": lambda: sc.figures.heatmap("dense", units=range(1, 10**6), input_dim=range(1, 10**6), budgets=[10**9]),
    "gpt2 model": lambda: sc.figures.waterfall({"model_type": "gpt2"}),
    "mixtral model": lambda: sc.figures.waterfall({"model_type": "mixtral"}),
    "one layer": lambda: sc.figures.waterfall({"w": (1,)}),
    "many layers": lambda: sc.figures.waterfall(RESNET),
    "hostile names": lambda: sc.figures.waterfall(HOSTILE),
    "numbered layers": lambda: sc.figures.waterfall({f"a_very_long_module_name_{place}.with.parts.and.more.weight": (7 * place, 64)
                                                      for place in range(1, 31)}),
    "foreign letters": lambda: sc.figures.waterfall({"日本語.weight": (3, 4), "b.weight": (2, 2)}),
    "claim of far too much": lambda: sc.figures.error("10^90", "lstm", units=range(1, 513), input_dim=64),
    "most parameters": lambda: sc.figures.waterfall({"w": (10**12, 10**12 - 1), "layers.0.a_name_that_has_little_room.kernel": (7, 3)}),
    "claim of nothing": lambda: sc.figures.error("0", "lstm", units=range(1, 513), input_dim=64),
    "error": lambda: sc.figures.error("12Ld²", "encoder_layer", d_model=range(64, 4097), num_layers=12, assume={"d_ff": "4*d_model"}),
    "slow error": lambda: sc.figures.error("12Ld²", "gpt2", d_model=range(16, 16385), num_layers=12, **GPT2),
    "error of a switch": lambda: sc.figures.error("4(nm+n²)", "lstm", units=5, input_dim=3, bias=range(3)),
    "error of many terms": lambda: sc.figures.error(" + ".join(["n"] * 300), "dense", units=range(1, 513), input_dim=3),
    "both sides": lambda: sc.figures.error("1M", "lstm", units=range(1, 4097), input_dim=12),
    "no error": lambda: sc.figures.error("4n(n+m+1)", "lstm", units=range(1, 4097), input_dim=12),
    "hostile formula": lambda: sc.figures.error(r"$4 n \cdot \left(n+m\right)$", "lstm", units=range(1, 4097), input_dim=12),
}  # fmt: skip
"""What is drawn, made when it is asked for."""
