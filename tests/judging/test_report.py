"""What the terminal shows: a colleague's sentence, then the reading, the true count, the smallest sizes where they differ."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.judging.report import with_article
from symcount.layers import find


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("lstm", "an LSTM"),
        ("gru", "a GRU"),
        ("bidirectional_lstm", "a bidirectional LSTM"),
        ("elman_network", "an Elman network"),
        ("conv2d", "a conv2d"),
        ("embedding", "an embedding"),
    ],
)
def test_a_layer_in_a_sentence(name: str, sentence: str) -> None:
    assert with_article(find(name).title) == sentence


@pytest.mark.parametrize(
    "text, layer, given, lines",
    [
        ("4n(n+m+1)", "lstm", {}, ["4n(n+m+1) is right for an LSTM.", "n = units, m = input_dim (inferred)"]),
        ("4n\n (n+m+1)", "lstm", {}, ["4n (n+m+1) is right for an LSTM."]),
        (
            "4(n*m+n^2)",
            "lstm",
            {},
            [
                "is wrong for an LSTM: it lacks 4·n: one bias vector for each of the four gates.",
                "right only if    bias = 0 (use_bias=False)",
                "8 instead of 12",
            ],
        ),
        ("n*m + n + m + 7", "dense", {}, ["is wrong for a dense layer:", "    - it counts m, which no weight of the layer needs", "    - it counts 7"]),
        ("≈ 4(n*m+n^2)", "lstm", {}, ["is right as an approximation for an LSTM: it leaves out 4·n"]),
        ("380", "lstm", {"units": 5}, ["380 cannot be judged for an LSTM:", "    - not decided: the true count depends on input_dim"]),
        ("380", "lstm", {"units": 5, "input_dim": 13}, ["380 is right for an LSTM.", "= 380"]),
        ("n2+n*m+n", "simple_rnn", {}, ["n2+n*m+n is right for a simple RNN:", "    - damaged text: n2 read as n^2"]),
        ("12345", None, {}, ["12345 cannot be judged:"]),
    ],
)
def test_what_is_printed(text: str, layer: str | None, given: dict[str, int], lines: list[str]) -> None:
    printed = str(sc.check(text, layer, given=given))
    for line in lines:
        assert line in printed


def test_declared_letters_are_not_called_inferred() -> None:
    assert "    n = units, m = input_dim\n" in str(sc.check("4n(n+m+1)", "lstm", where={"n": "units", "m": "input_dim"}))


def test_a_framework_is_named() -> None:
    assert str(sc.check("4n(n+m+2)", "lstm", convention="torch")).startswith("4n(n+m+2) is right for an LSTM as PyTorch counts it.")
