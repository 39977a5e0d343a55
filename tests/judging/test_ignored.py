"""Counts that ignore something of a layer: named for it, with and without biases."""

from __future__ import annotations

import pytest

import symcount as sc

GQA = {"d_model": 8192, "num_heads": 64, "num_kv_heads": 8, "head_dim": 128, "bias": 0}
GROUPED = {"filters": 256, "input_channels": 96, "kernel_height": 5, "kernel_width": 5, "groups": 2}


@pytest.mark.parametrize(
    "text, layer, where, given, kinds, message",
    [
        (
            "4*((n+m)*n+n)*k", "lstm", {"n": "units", "m": "input_dim", "k": "num_layers"}, {}, ["wrong-role"],
            "the layers above the first read the outputs of the layer below: there n (units) stands where m (input_dim) does in the first",
        ),
        (
            "4*(n+m)*n*k", "lstm", {"n": "units", "m": "input_dim", "k": "num_layers"}, {}, ["wrong-role", "missing-bias"],
            "the layers above the first read the outputs of the layer below: there n (units) stands where m (input_dim) does in the first",
        ),
        ("(5*5)*96*256 + 256 = 614656", "conv2d", {}, GROUPED, ["extra-factor"], "it ignores groups (2): each of the 2 groups sees its own part only"),
        ("k*k*c*f + f", "conv2d", {"k": "kernel_size"}, {"groups": 4}, ["extra-factor"], "it ignores groups (4): each of the 4 groups sees its own part only"),
        ("4*8192^2", "grouped_query_attention", {}, GQA, ["wrong-role"], "num_heads (64) stands where num_kv_heads (8) belongs"),
        ("4*d*h*k", "grouped_query_attention", {"d": "d_model", "h": "num_heads", "k": "head_dim"}, {"bias": 0}, ["wrong-role"], "it ignores that keys and"),
    ],
)  # fmt: skip
def test_what_is_ignored(text: str, layer: str, where: dict[str, str], given: dict[str, int], kinds: list[str], message: str) -> None:
    verdict = sc.check(text, layer, where=where, given=given)
    assert (verdict.verdict, [fault.kind for fault in verdict.diagnosis]) == ("incorrect", kinds)
    assert verdict.diagnosis[0].message.startswith(message)
    assert verdict.correct_when == ({"groups": 1} if "groups" in given else None)
