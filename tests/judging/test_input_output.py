"""Shapes of what enters and leaves a layer: right is what the frameworks return and what the catalogue states, and nothing beside it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symcount as sc
from symcount.errors import InputError, SymcountError
from symcount.layers import CATALOGUE, Layer
from tests.layers.test_shapes import MEASURED

RETURNED = [(layer, sizes, setting, measured) for _, layer, sizes, setting, measured in MEASURED]


@pytest.mark.parametrize("layer, sizes, setting, measured", RETURNED)
def test_what_a_framework_returns_is_right(layer: str, sizes: dict[str, int], setting: str, measured: tuple[int, ...]) -> None:
    verdict = sc.check(f"{setting} {measured}", layer, weight="output", given=sizes)
    assert (verdict.verdict, verdict.diagnosis, verdict.difference) == ("correct", (), "0")


@pytest.mark.parametrize("layer, sizes, setting, measured", RETURNED)
def test_no_other_number_is_right(layer: str, sizes: dict[str, int], setting: str, measured: tuple[int, ...]) -> None:
    for place, side in enumerate(measured):
        claimed = (*measured[:place], side + 1000, *measured[place + 1 :])
        verdict = sc.check(f"{setting} {claimed}", layer, weight="output", given=sizes)
        assert verdict.verdict == "incorrect"
        assert str(side + 1000) in verdict.diagnosis[0].message
        assert verdict.expected == str(measured)


@pytest.mark.parametrize("layer", CATALOGUE.values(), ids=lambda layer: layer.name)
def test_what_the_catalogue_states_is_right(layer: Layer) -> None:
    for which, shapes in (("input", layer.inputs), ("output", layer.outputs)):
        for shape in shapes.values():
            claimed = f"({', '.join(map(str, shape.sizes))},)"
            assert sc.check(claimed, layer, weight=which).verdict == "correct"


@pytest.mark.parametrize(
    "text, layer, weight, given, notes",
    [
        ("(None, 400, 13)", "lstm", "input", {}, ("timesteps = 400, input_dim = 13",)),
        ("(None, 400, 13)", "lstm", "input", {"input_dim": 13}, ("timesteps = 400",)),
        ("(?, T, h)", "lstm", "output", {}, ("T = timesteps, h = units", "it is so with return_sequences=True")),
        ("(400, 13)", "lstm", "input", {"input_dim": 13}, ("timesteps = 400", "it is so of one sample, without the batch")),
        ("(None, 6)", "lstm", "output", {"units": 5}, ("output is (batch_size, 5)",)),
        ("(N, C, H)", "conv1d", "input", {}, ("N = batch_size, C = input_channels, H = input_length", "it is so in PyTorch's order of axes")),
        ("(batch, height, width, channels)", "conv2d", "input", {}, ("height = input_height, width = input_width, channels = input_channels",)),
        ("(timesteps, N, units)", "lstm", "output", {}, ("N = batch_size", "it is so with return_sequences=True and in PyTorch's order of axes")),
    ],
)
def test_what_is_taken_is_said(text: str, layer: str, weight: str, given: dict[str, int], notes: tuple[str, ...]) -> None:
    assert sc.check(text, layer, weight=weight, given=given).notes == notes


def test_a_verdict_has_the_claim_and_the_truth_in_sizes() -> None:
    verdict = sc.check("(None, 500, 128) -> Conv1D(32, 7) -> (None, 493, 32)", "conv1d", weight="output")
    assert (verdict.claimed, verdict.expected, verdict.difference) == ("(batch_size, 493, 32)", "(batch_size, 494, 32)", "-32*batch_size")
    assert sc.check("(N, T, 2*h)", "bilstm", weight="output").reading == {"N": "batch_size", "T": "timesteps", "h": "units"}


@pytest.mark.parametrize(
    "text, given, missing",
    [
        ("(None, 494, 32)", {"input_length": 500}, "output depends on kernel_size, which the text does not state"),
        ("(N, (W - K + 2P)/S + 1, F)", {}, "the text does not say what K, P, S and W are"),
    ],
)
def test_what_depends_on_what_nobody_states_is_undecided(text: str, given: dict[str, int], missing: str) -> None:
    verdict = sc.check(f"padding='valid' {text}", "conv1d", weight="output", given=given)
    assert (verdict.verdict, [fault.kind for fault in verdict.diagnosis]) == ("undecided", ["convention"])
    assert missing in verdict.diagnosis[0].message


@pytest.mark.parametrize(
    "text, given, message",
    [
        ("(None, 13, 13, 32)", {"num_layers": 2}, "what leaves a stack of conv2d is not known here"),
        ("Conv2D(32, 3, strides=(2, 1)) (None, 13, 13, 32)", {}, "stride of conv2d is one number here, not 2 and 1"),
    ],
)
def test_refusals(text: str, given: dict[str, int], message: str) -> None:
    with pytest.raises(InputError, match=message):
        sc.check(text, "conv2d", weight="output", given=given)


@pytest.mark.parametrize(
    "text, message",
    [
        ("(None, 2, 8, 3) -> Conv2D(3, (3, 3)) -> (None, 0, 6, 3)", "no output is possible: side 2 would be 0, that is input_height - kernel_height + 1"),
        ("padding='valid', kernel_size=3, (None, 1, 8, 3) -> (None, 0, 6, 3)", "no output is possible: side 2 would be -1"),
        ("kernel_size=3, (None, 1, 8, 3) -> (None, -1, 6, 3)", "no output is possible: side 2 would be -1"),
        ("kernel_size=3, (None, 8, 8, 3) -> (None, 0, 6, 3)", "its side 2 is 0, where 6 belongs"),
        ("(None, 0, 6, 3)", "its side 2 is 0, where"),
        ("(None, 8, 8, 3) -> Conv2D(3, (3, 3), strides=0) -> (None, 6, 6, 3)", "stride is a whole number from 1, not 0"),
        ("(None, 8, 8, 3) -> Conv2D(3, 3, 0) -> (None, 6, 6, 3)", "stride is a whole number from 1, not 0"),
        ("(None, 8, 8, 3) -> Conv2D(3, (3, 3), dilation_rate=0) -> (None, 8, 8, 3)", "dilation is a whole number from 1, not 0"),
    ],
)
def test_what_cannot_be_is_wrong(text: str, message: str) -> None:
    verdict = sc.check(text, "conv2d", weight="output")
    assert verdict.verdict == "incorrect"
    assert message in verdict.diagnosis[0].message


def test_a_short_input_may_be_padded() -> None:
    assert sc.check("(None, 1, 8, 3) -> Conv2D(3, (3, 3), padding='same') -> (None, 1, 8, 3)", "conv2d", weight="output").verdict == "correct"


PIECES = ["(", ")", "[", "]", ",", "None", "32", "7", "0", "n", "2*h", " ", "Conv1D", "=", "padding", "stride", "的", "?", "-1"]


@given(st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_gets_a_verdict_or_an_error_of_ours(text: str) -> None:
    try:
        verdict = sc.check(text, "conv1d", weight="output")
    except SymcountError:
        return
    assert verdict.verdict in ("correct", "incorrect", "undecided")
    assert str(verdict)
