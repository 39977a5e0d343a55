"""Which layer a claim is about, when nobody says it."""

from __future__ import annotations

import pytest

import symcount as sc


@pytest.mark.parametrize(
    "text, given, verdict, layer, first",
    [
        ("4(nm+n^2+n)", {}, "correct", "lstm", "lstm"),
        ("3(nm+n^2+n)", {}, "correct", "gru", "gru"),
        ("8(nm+n^2+n)", {}, "correct", "bidirectional_lstm", "bidirectional_lstm"),
        ("n(m+1)", {}, "correct", "dense", "dense"),
        ("n^2+nm+n", {}, "correct", "simple_rnn", "simple_rnn"),
        ("n2+nm+n", {}, "correct", "simple_rnn", "simple_rnn"),
        ("(h*w*c+1)*f", {}, "correct", "conv2d", "conv2d"),
        ("vocab_size*embedding_dim", {}, "correct", "embedding", "embedding"),
        ("2d", {}, "correct", "batch_norm", "batch_norm"),
        ("4457472", {"units": 256, "input_dim": 4096}, "correct", "lstm", "lstm"),
        ("4(nm+n^2)", {}, "incorrect", "lstm", "lstm"),
        ("4(nm+n^2+2n)", {}, "incorrect", "lstm", "lstm"),
        ("n^5 + 3m", {}, "undecided", None, None),
        ("12345", {}, "undecided", None, None),
        ("2*3 = 7", {}, "incorrect", None, None),
    ],
)
def test_the_layer_that_fits(text: str, given: dict[str, int], verdict: str, layer: str | None, first: str | None) -> None:
    found = sc.check(text, given=given)
    assert (found.verdict, found.layer) == (verdict, layer)
    assert first is None or found.candidates[0] == first


def test_a_formula_that_needs_another_switch_says_so() -> None:
    assert sc.check("4(nm+n^2)").correct_when == {"bias": 0}


def test_several_layers_may_fit_the_best_known_is_first() -> None:
    assert sc.check("units*input_dim + units").candidates[0] == "dense"


def test_what_fits_none_names_the_nearest() -> None:
    found = sc.check("n^5 + 3m")
    assert found.candidates
    assert all(layer in found.diagnosis[0].message for layer in found.candidates)
    assert "--layer" in found.diagnosis[0].message


def test_a_false_calculation_is_wrong_for_any_layer() -> None:
    assert [fault.kind for fault in sc.check("2*3 = 7").diagnosis] == ["arithmetic-slip"]
