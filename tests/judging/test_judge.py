"""A claim as written, or as its damaged text must have been: a repair counts only where the claim then balances."""

from __future__ import annotations

import pytest

import symcount as sc


@pytest.mark.parametrize(
    "text, layer, given, verdict, damaged",
    [
        ("712832+32 ⇒ 28704", "conv1d", {"filters": 32, "kernel_size": 7, "input_channels": 128}, "correct", True),
        ("7*128*32+32 ⇒ 28704", "conv1d", {"filters": 32, "kernel_size": 7, "input_channels": 128}, "correct", False),
        ("712832+32 ⇒ 28705", "conv1d", {"filters": 32, "kernel_size": 7, "input_channels": 128}, "incorrect", False),
        ("n2+nm+n", "simple_rnn", {}, "correct", True),
        ("n2+kn+nm", "elman_network", {}, "incorrect", True),
        ("n2+m", "simple_rnn", {}, "incorrect", False),
        ("28 = 16(num_units * num_units)+12(input_dim * num_units)", "simple_rnn", {"units": 4, "input_dim": 3, "bias": 0}, "correct", True),
    ],
)
def test_repairs(text: str, layer: str, given: dict[str, int], verdict: str, damaged: bool) -> None:
    found = sc.check(text, layer, given=given)
    assert found.verdict == verdict
    assert ("damaged-text" in [fault.kind for fault in found.diagnosis]) is damaged
    assert found.text == text


@pytest.mark.parametrize(
    "text, given, expected",
    [
        ("380", {"units": 5, "input_dim": 13}, "correct"),
        ("4(nm+n^2+n) = 380", {"units": 5, "input_dim": 13}, "correct"),
        ("4(nm+n^2+n) = 381", {"units": 5, "input_dim": 13}, "incorrect"),
        ("4(nm+n^2+n)", {"units": 5, "input_dim": 13}, "correct"),
        ("380", {"units": 5}, "undecided"),
    ],
)
def test_a_formula_or_a_number(text: str, given: dict[str, int], expected: str) -> None:
    assert sc.check(text, "lstm", given=given).verdict == expected
