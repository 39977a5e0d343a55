"""`check`, the main job: what its arguments do, and what each refuses."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError, SymcountError


@pytest.mark.parametrize(
    "text, arguments, verdict",
    [
        ("4(nm+n^2+n)", {"layer": "lstm"}, "correct"),
        ("4(nm+n^2+n)", {"layer": "nn.LSTM"}, "correct"),
        ("4(nm+n^2+n)", {}, "correct"),
        ("4(nm+n^2+n)", {"layer": "gru"}, "incorrect"),
        ("4(nm+n^2+n)", {"layer": "lstm", "where": {"n": "units"}}, "correct"),
        ("4(nm+n^2+n)", {"layer": "lstm", "where": {"n": "input_dim", "m": "units"}}, "incorrect"),
        ("4(nm+n^2+n)", {"layer": "lstm", "given": {"bias": 0}}, "incorrect"),
        ("4(nm+n^2)", {"layer": "lstm", "given": {"bias": 0}}, "correct"),
        ("4(nm+n^2+n)", {"layer": "lstm", "given": {"timesteps": 16, "batch_size": 32}}, "correct"),
        ("4(nm+n^2+2n)", {"layer": "lstm", "convention": "torch"}, "correct"),
        ("4(nm+n^2)", {"layer": "lstm", "approximate": True}, "approximate"),
        ("(w*c+1)*f", {"layer": "conv2d", "where": {"w": "kernel_height*kernel_width"}}, "correct"),
        ("n(m+1)", {"layer": "TimeDistributed(Dense)"}, "correct"),
        ("units*(input_dim+2)", {"layer": "weight_norm(dense)"}, "correct"),
        ("units*(input_dim+2)", {"layer": "weight_norm(dense)", "convention": "torch"}, "correct"),
        ("4(ab+a^2+a)", {"layer": "lstm", "where": {"a": "units", "b": "input_dim"}}, "correct"),
        ("4(ab+ac+a)", {"layer": "lstm", "where": {"a": "units", "c": "units", "b": "input_dim"}}, "correct"),
        ("-n + 4nm + 4n^2 + 5n", {"layer": "lstm"}, "correct"),
        ("(" * 10_000 + "4(nm+n^2+n)" + ")" * 10_000, {"layer": "lstm"}, "correct"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_arguments(text: str, arguments: dict[str, Any], verdict: str) -> None:
    assert sc.check(text, **arguments).verdict == verdict


def test_no_framework_is_said_to_count_a_wrapper_that_adds_weights() -> None:
    assert sc.check("units*(input_dim+2)", "weight_norm(dense)").conventions == {}


@pytest.mark.parametrize(
    "arguments, message",
    [
        ({"layer": "ltsm"}, "no layer is called 'ltsm'; did you mean 'lstm'?"),
        ({"layer": "lstm", "where": {"n": "unitz"}}, "no size is called 'unitz'; did you mean 'units'?"),
        ({"layer": "lstm", "given": {"unitz": 1}}, "no size is called 'unitz'; did you mean 'units'?"),
        ({"layer": "lstm", "given": {"units": 0}}, "units is a whole number from 1, not 0"),
        ({"layer": "lstm", "assume": {"unitz": "4"}}, "no size is called 'unitz'; did you mean 'units'?"),
        ({"layer": "lstm", "convention": "tensorflow"}, "no framework is called 'tensorflow'"),
        ({"layer": "dense", "given": {"bias": 2}}, "two bias vectors are for recurrent layers only"),
        ({"weight": "kernel"}, "say which layer's kernel it is"),
    ],
)
def test_arguments_that_are_refused(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as refused:
        sc.check("4nm", **arguments)
    assert message in str(refused.value)


@pytest.mark.parametrize("text, column", [("4(nm", 1), ("n/0", 0), ("n/(m-m)", 0), ("n + 9^9^9^9", 5), ("", 0)])
def test_texts_that_are_refused(text: str, column: int) -> None:
    with pytest.raises(FormulaError) as refused:
        sc.check(text, "lstm")
    assert abs(refused.value.column - column) <= 2


def test_the_frameworks_that_differ_are_told() -> None:
    assert sc.check("2d", "batch_norm").conventions == {"keras": {"formula": "4*features", "difference": "2*features"}}
    assert sc.check("nm", "dense").conventions == {}
    assert set(sc.check("3n(n+m+1)", "gru").conventions) == {"keras", "torch", "linen"}


def test_without_a_layer_two_bias_vectors_leave_the_recurrent_layers() -> None:
    assert sc.check("4*(n*m + n^2 + 2n)", given={"bias": 2}).layer == "lstm"


@pytest.mark.parametrize(
    "text, layer, verdict, note",
    [
        ("4(nm+n²+n), where n = number of units and m = number of inputs", "lstm", "correct", "n is units, as the text says"),
        ("4(nm+n²+n), where n = number of inputs and m = number of units", "lstm", "incorrect", "n is input_dim, as the text says"),
        ("4(nm+n²+n)，其中n是输入维度，m是隐藏维度", "lstm", "incorrect", "n is input_dim, as the text says"),
        ("(k²·c + 1)·f, where f = number of input channels and c = number of filters", "conv2d", "incorrect", "f is input_channels, as the text says"),
        ("4(nm+n²+n), where n = number of inputs and m = number of units", None, "undecided", None),
    ],
)
def test_what_the_text_says_its_letters_are(text: str, layer: str | None, verdict: str, note: str | None) -> None:
    found = sc.check(text, layer)
    assert found.verdict == verdict
    assert note is None or note in found.notes


def test_what_is_declared_outranks_what_the_text_says() -> None:
    assert sc.check("4(nm+n²+n), where n = number of inputs", "lstm", where={"n": "units", "m": "input_dim"}).verdict == "correct"


@pytest.mark.parametrize(
    "text, layer, verdict",
    [
        ("A GRU has 4(nm+n²+n) parameters", "gru", "incorrect"),
        ("LSTM: 3(nm+n²+n)", "lstm", "incorrect"),
        ("Dense layer: n*m", "dense", "incorrect"),
        ("4n(n+m+1) for a bidirectional LSTM", "bidirectional_lstm", "incorrect"),
        ("8n(n+m+1) for a bidirectional LSTM", "bidirectional_lstm", "correct"),
        ("LSTM: 4(nm+n²+n)", "lstm", "correct"),
        ("Linear: n*m+m", "dense", "correct"),
    ],
)
def test_the_layer_that_the_text_names(text: str, layer: str, verdict: str) -> None:
    found = sc.check(text)
    assert (found.layer, found.verdict) == (layer, verdict)


@pytest.mark.parametrize("text", [None, 5, b"4n", []])
def test_a_claim_is_a_text(text: object) -> None:
    with pytest.raises(InputError, match="a claim is a text"):
        sc.check(text)  # type: ignore[arg-type]


def test_sizes_and_identities_must_agree() -> None:
    with pytest.raises(InputError, match=r"d_ff is given as 1024, and assumed to be 4\*d_model = 2048"):
        sc.check("12d²+13d", "encoder_layer", given={"d_ff": 1024, "d_model": 512}, assume={"d_ff": "4*d_model"})


def test_sides_that_differ_are_no_square_kernel() -> None:
    assert sc.check("(k^2*c+1)*f", "conv2d", where={"k": "kernel_size"}, given={"kernel_height": 3, "kernel_width": 5}).verdict == "incorrect"
    assert sc.check("(k^2*c+1)*f", "conv2d", where={"k": "kernel_size"}, given={"kernel_height": 3, "kernel_width": 3}).verdict == "correct"


@pytest.mark.parametrize("text", ["(None, 784) → Dense(10) → (None, 10) is wrong", "(None, 8) → Dense(10) → Dense(5) → (None, 5)"])
def test_a_passage_that_denies_or_goes_through_several_layers(text: str) -> None:
    with pytest.raises(SymcountError):
        sc.check(text, "dense", weight="output")
