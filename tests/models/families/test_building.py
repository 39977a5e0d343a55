"""What families are built of."""

from __future__ import annotations

import pytest

from symcount.algebra import switch, symbol
from symcount.models.families.building import attention, gated, head_norm, linear, only_if, stacked, tied_head, tied_words
from symcount.models.model import Part, added


def count(parts: object) -> object:
    """Of all of them."""
    return added(part.count for part in parts)  # type: ignore[attr-defined]


def names(part: Part) -> list[str]:
    """Of its weights."""
    return [one.name for one in part.weights]


@pytest.mark.parametrize("bias, output_bias, parts", [(0, 0, 1), (1, 1, 1), (1, 0, 4), (0, 1, 4)])
def test_attention_is_one_part_where_its_maps_agree(bias: int, output_bias: int, parts: int) -> None:
    found = list(attention("self_attn", 8, (4, 2, 3), bias, output_bias))
    assert len(found) == parts
    assert count(found) == 2 * 8 * (4 + 2) * 3 + bias * (4 + 2 * 2) * 3 + output_bias * 8


def test_fused_maps_stay_fused() -> None:
    fused = dict.fromkeys(("query", "key", "value"), "qkv") | {"output": "out"}
    (whole,) = attention("attn", 8, bias=1, names=fused)
    assert [(one.name, one.shape) for one in whole.weights] == [("qkv.weight", (24, 8)), ("qkv.bias", (24,)), ("out.weight", (8, 8)), ("out.bias", (8,))]
    first, last = attention("attn", 8, bias=1, output_bias=0, names=fused)
    assert (first.name, first.weights[0].shape, names(last)) == ("attn.qkv", (24, 8), ["weight"])


def test_parts_are_stacked_in_stacks() -> None:
    (expert,) = stacked("layers", 3, stacked("experts", 8, [gated("mlp", 2, 5)], active=2))
    assert (expert.name, expert.copies, expert.active) == ("layers.*.experts.*.mlp", 24, 6)
    assert (expert.count, expert.active_count) == (24 * 30, 6 * 30)
    assert list(stacked("layers", 0, [linear("x", 1, 1)])) == []


def test_a_tied_head_is_counted_with_the_words() -> None:
    assert tied_head("lm_head", 10, 4, 1, "words", 1).count == 10
    assert tied_head("lm_head", 10, 4, 0, "words", 1).count == 50
    assert tied_head("lm_head", 10, 4, switch("t"), "words").count == 40 * (1 - switch("t"))
    assert tied_words("words", 10, 4, 1, "shared.weight").shared == {"weight": "shared.weight"}


def test_sizes_may_be_open() -> None:
    d = symbol("d")
    assert linear("x", 3 * d, d).count == 3 * d * (d + 1)
    assert head_norm("norm", 2, d).count == 2 * d


def test_what_a_configuration_leaves_out() -> None:
    assert only_if(0, linear("x", 1, 1)) == ()
    assert len(only_if(1, linear("x", 1, 1), linear("y", 1, 1))) == 2
