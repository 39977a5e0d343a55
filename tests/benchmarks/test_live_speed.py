"""How long GPT-2 XL on the meta device takes to summarise, beside torchinfo with and without a forward pass; nothing is asserted on time."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import pytest

from symcount.jobs.summary import summary

NEEDED = ("torch", "torchinfo", "transformers")
ABSENT = [name for name in NEEDED if find_spec(name) is None]
TOTAL = 1_557_611_200
HEAD = 50_257 * 1_600
"""The head is the words' matrix again; torchinfo counts it twice."""

pytestmark = pytest.mark.skipif(bool(ABSENT), reason=f"not installed: {', '.join(ABSENT)}")


@pytest.fixture(scope="module")
def model() -> Any:
    """GPT-2 XL without numbers: 48 layers of width 1600."""
    import torch
    from transformers import GPT2Config, GPT2LMHeadModel

    with torch.device("meta"):
        return GPT2LMHeadModel(GPT2Config(n_embd=1600, n_layer=48, n_head=25))


def by_symcount(model: Any) -> Any:
    """Every module with its formula, and the total."""
    return summary(model).total


def as_printed(model: Any) -> Any:
    """The same, printed."""
    found = summary(model)
    return str(found) and found.total


def by_torchinfo(model: Any) -> Any:
    """By torchinfo: every module with its parameters, without a forward pass."""
    import torchinfo

    return torchinfo.summary(model, verbose=0).total_params


def with_a_forward_pass(model: Any) -> Any:
    """By torchinfo: the same with a forward pass of eight words."""
    import torch
    import torchinfo

    words = torch.zeros((1, 8), dtype=torch.long, device="meta")
    return torchinfo.summary(model, input_data=words, device="meta", verbose=0).total_params


@pytest.mark.parametrize("count", [by_symcount, as_printed, by_torchinfo, with_a_forward_pass])
def test_gpt2_xl(benchmark: Any, model: Any, count: Callable[[Any], Any]) -> None:
    benchmark.group = "GPT-2 XL on the meta device"
    benchmark.extra_info["peer"] = count in (by_torchinfo, with_a_forward_pass)
    found = benchmark.pedantic(count, args=(model,), rounds=5, warmup_rounds=1)
    assert found == TOTAL + (HEAD if count in (by_torchinfo, with_a_forward_pass) else 0)
