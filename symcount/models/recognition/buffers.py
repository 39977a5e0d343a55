"""What files have beside the parameters, known by its name: files do not say what is trained."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from symcount.frameworks.built import BuiltWeight

BUFFERS = re.compile(r"running_(mean|var)|num_batches_tracked|position_ids|token_type_ids|masked_bias|inv_freq|rope_freqs|relative_position_index|attn_mask")
KEPT = re.compile(r"moving_(mean|variance)")

MAX_KEPT = 10_000
"""Ends of names that are kept: few are new."""


def as_kept(weight: BuiltWeight) -> BuiltWeight:
    """A tensor as it is kept: running statistics, counters, places and masks are buffers, Keras' moving statistics parameters that are not trained.

    >>> as_kept(BuiltWeight("bn.running_mean", (3,))).is_buffer, as_kept(BuiltWeight("bn/moving_mean:0", (3,))).trainable
    (True, False)
    """
    name = re.sub(r":\d+$", "", weight.name) if ":" in weight.name else weight.name
    *_, own = ends = name.replace("/", ".").rsplit(".", 2)[-2:]
    if _is_kept_beside(*ends) or is_mask(own, weight):
        return replace(weight, trainable=False, is_buffer=True)
    return replace(weight, trainable=False) if KEPT.fullmatch(own) else weight


@lru_cache(MAX_KEPT)
def _is_kept_beside(*ends: str) -> bool:
    return any(map(BUFFERS.fullmatch, ends))


def is_mask(name: str, weight: BuiltWeight) -> bool:
    """Whether it is GPT-2's mask, which is called a bias and has a square for all heads."""
    return name == "bias" and len(weight.shape) == 4 and weight.shape[:2] == (1, 1) and weight.shape[2] == weight.shape[3]
