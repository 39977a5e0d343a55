"""Why a number is not the true count: its calculation as a formula, weights, factors, or nothing that is known."""

from __future__ import annotations

import pytest

import symcount as sc

DENSE = {"units": 3, "input_dim": 7}
LSTM = {"units": 5, "input_dim": 13}
CONV = {"filters": 8, "input_channels": 3, "kernel_height": 5, "kernel_width": 5}
GPT2 = {"d_model": 768, "num_layers": 12, "vocab_size": 50257, "context_length": 1024}


@pytest.mark.parametrize(
    "text, layer, given, kinds, message",
    [
        ("360", "lstm", LSTM, ["missing-bias"], "it lacks 4·units: one bias vector for each of the four gates"),
        ("400", "lstm", LSTM, ["extra-term"], "it counts 4·units more: a second"),
        ("280", "lstm", LSTM, ["missing-term"], "it lacks 100: recurrent_kernel, weights of the last outputs for each of the four gates"),
        ("640", "lstm", LSTM, ["extra-term"], "it counts 260 once more: kernel, weights of the inputs for each of the four gates"),
        ("1900", "lstm", LSTM, ["extra-factor"], "it is too large by the factor units = 5, outputs of a dense or recurrent layer (hidden size)"),
        ("95", "lstm", LSTM, ["missing-factor"], "it is too small by the factor 4"),
        ("256", "batch_norm", {"features": 64}, ["extra-term"], "it counts 2·features: moving_mean and moving_variance, which are kept, not trained"),
        ("25", "dense", DENSE, ["extra-term"], "it is 1 too many; no weight and no factor explains it"),
        ("208", "conv2d", CONV, ["missing-factor"], "it lacks the factor input_channels (3), input channels of a convolution"),
        ("200", "conv2d", CONV, ["missing-factor", "missing-bias"], "it lacks the factor input_channels (3), input channels of a convolution"),
        ("1408", "conv2d", {**CONV, "timesteps": 7}, ["wrong-role"], "timesteps (7) stands where input_channels (3) belongs"),
        ("85M", "gpt2", GPT2, ["missing-embedding"], "it lacks 39383808: every embedding"),
        ("105,705,600", "conv2d", {"filters": 96, "input_channels": 3, "kernel_size": 11}, ["extra-factor"], "it is too large by the factor 3025"),
        ("4475472", "lstm", {"units": 256, "input_dim": 4096}, ["arithmetic-slip"], "two digits are swapped: 4457472 is right"),
        ("4457572", "lstm", {"units": 256, "input_dim": 4096}, ["arithmetic-slip"], "one digit is wrong: 4457472 is right"),
        ("4457562", "lstm", {"units": 256, "input_dim": 4096}, ["extra-term"], "it is 90 too many; no weight"),
        ("387", "lstm", LSTM, ["extra-term"], "it is 7 too many; no weight and no factor explains it"),
        ("373", "lstm", LSTM, ["missing-term"], "it is 7 too few; no weight and no factor explains it"),
        ("7*3", "dense", DENSE, ["missing-bias"], "it lacks units: one bias vector"),
        ("7*3 + 7", "dense", DENSE, ["swapped-roles"], "input_dim (7) and units (3) are swapped"),
        ("7*3*7 + 7*3", "dense", DENSE, ["extra-factor"], "the whole is multiplied by input_dim (7) once too often"),
        ("3 * (256 * 2) * 2 = 3072", "dense", {"input_dim": 256, "units": 12}, ["missing-bias"], "it lacks units: one bias vector"),
        ("(7 + 1)", "dense", DENSE, ["missing-factor"], "it lacks the factor units (3)"),
        (
            "16*5*4 + 5*5*4 + 5*4",
            "lstm",
            {**LSTM, "timesteps": 16},
            ["wrong-role"],
            "timesteps (16) stands where input_dim (13) belongs: no parameter count depends on timesteps",
        ),
    ],
)
def test_a_wrong_number_and_why(text: str, layer: str, given: dict[str, int], kinds: list[str], message: str) -> None:
    faults = sc.check(text, layer, given=given).diagnosis
    assert [fault.kind for fault in faults] == kinds
    assert faults[0].message.startswith(message)
