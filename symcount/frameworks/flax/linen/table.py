"""The table of linen's constructors, and the inputs of their examples."""

from __future__ import annotations

from symcount.frameworks.flax import common
from symcount.frameworks.mapping import Framework, on, said_by

PRODUCTS = ("dot_general_cls", "qkv_dot_general_cls", "out_dot_general_cls", "qk_attn_weights_einsum_cls", "attn_weights_value_einsum_cls")
VARIANTS = {"decode": said_by("decode"), "fp8": said_by(*PRODUCTS)}
LINEN = Framework("linen", frozenset(common.COMMON), "flax.linen", r"(flax\.)?linen(\.\w+)?|nn", VARIANTS, weightless=common.WEIGHTLESS)

FEATURES = (on("batch_size features"),)
STEP = (on("batch_size input_dim"),)
