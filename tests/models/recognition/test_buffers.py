"""What is kept beside the parameters, known by its name."""

from __future__ import annotations

import pytest

from symcount.models.recognition.buffers import as_kept
from tests.models.recognition.written import tensors


@pytest.mark.parametrize(
    "written, trainable, is_buffer",
    [
        ("bn.running_var 4", False, True),
        ("bn.num_batches_tracked", False, True),
        ("embeddings.position_ids 1x512", False, True),
        ("rotary_emb.inv_freq 32", False, True),
        ("rope_freqs.weight 32", False, True),
        ("h.0.attn.bias 1x1x16x16", False, True),
        ("h.0.attn.masked_bias", False, True),
        ("bn/moving_variance:0 4", False, False),
        ("attn.bias 16", True, False),
        ("running.weight 4", True, False),
    ],
)
def test_buffers(written: str, trainable: bool, is_buffer: bool) -> None:
    (tensor,) = tensors(written)
    kept = as_kept(tensor)
    assert (kept.trainable, kept.is_buffer) == (trainable, is_buffer)
