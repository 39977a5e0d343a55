"""Which layer a claim is about, when nobody says it."""

from __future__ import annotations

from typing import Any

import pytest

import symcount as sc
from symcount import layers
from symcount.algebra import Value, as_size, factor, symbol

LETTERS = "acdfghjkmnpqrstuvwyz"
NAMES = list(layers.CATALOGUE)
WITH_BIAS = [layer for layer in layers.CATALOGUE.values() if "bias" in layer.sizes]


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
        ("4d^2 + 4d", {}, "correct", "multi_head_attention", "multi_head_attention"),
        ("Vd + sd + L(12d^2+13d) + 2d", {}, "correct", "gpt2", "gpt2"),
        ("r(d_in + d_out)", {}, "correct", "lora", "lora"),
        ("f(k_h*k_w*c/g + 1)", {}, "correct", "conv2d", "conv2d"),
        ("units*(input_dim + use_bias)", {}, "correct", "dense", "dense"),
        ("N ≈ 12Ld^2", {}, "approximate", "gpt2", "gpt2"),
        ("12Ld^2", {}, "undecided", None, "gpt2"),
        ("4(nm+n^2+n) = 380", {"units": 5, "input_dim": 13}, "correct", "lstm", "lstm"),
        ("4(nm+n^2+n) = 381", {"units": 5, "input_dim": 13}, "incorrect", "lstm", "lstm"),
        ("380", {"units": 5, "input_dim": 13, "timesteps": 7}, "correct", "lstm", "lstm"),
        ("4.46M", {"units": 256, "input_dim": 4096}, "correct", "lstm", "lstm"),
        ("≈ 4.2M", {"units": 256, "input_dim": 4096}, "approximate", "lstm", "lstm"),
        ("4457473", {"units": 256, "input_dim": 4096}, "undecided", None, "lstm"),
        ("4*(4097*256+256^2) = 4457473", {"units": 256, "input_dim": 4096}, "incorrect", "lstm", "lstm"),
        ("712832+32 ⇒ 28704", {"filters": 32, "kernel_size": 7, "input_channels": 128}, "correct", "conv1d", "conv1d"),
        ("n^5 + 3m", {}, "undecided", None, None),
        ("12345", {}, "undecided", None, None),
        ("2*3 = 7", {}, "incorrect", None, None),
    ],
)
def test_the_layer_that_fits(text: str, given: dict[str, int], verdict: str, layer: str | None, first: str | None) -> None:
    found = sc.check(text, given=given)
    assert (found.verdict, found.layer) == (verdict, layer)
    assert first is None or found.candidates[0] == first


@pytest.mark.parametrize(
    "text, given, layer, condition",
    [
        ("4(nm+n^2)", {}, "lstm", {"bias": 0}),
        ("3n(n+m+2)", {}, "gru", {"bias": 2}),
        ("(k*k*c+1)*f", {}, "conv2d", {"kernel_height": "kernel_size", "kernel_width": "kernel_size"}),
        ("(3*3*c+1)*f", {}, "conv2d", {"kernel_height": 3, "kernel_width": 3}),
        ("k^2*c*f", {}, "conv2d", {"bias": 0, "kernel_height": "kernel_size", "kernel_width": "kernel_size"}),
        ("12d^2 + 13d", {}, "encoder_layer", {"d_ff": "4*d_model"}),
        ("L(12d^2 + 13d)", {}, "encoder_layer", {"d_ff": "4*d_model"}),
        ("8d^2 + 5d", {}, "feed_forward", {"d_ff": "4*d_model"}),
        ("2d^2(1 + n_kv/h)", {}, "grouped_query_attention", {"bias": 0, "head_dim": "d_model/num_heads"}),
        ("2d^2 + 2d n_kv d_h", {}, "grouped_query_attention", {"bias": 0, "num_heads": "d_model/head_dim"}),
        ("4456448", {"units": 256, "input_dim": 4096}, "lstm", {"bias": 0}),
        ("7087872", {"d_model": 768}, "encoder_layer", {"d_ff": 3072}),
    ],
)
def test_what_must_hold(text: str, given: dict[str, int], layer: str, condition: dict[str, Any]) -> None:
    found = sc.check(text, given=given)
    assert (found.verdict, found.layer, found.correct_when) == ("incorrect", layer, condition)
    assert found.diagnosis
    assert found.difference != "0"


@pytest.mark.parametrize(
    "text, arguments, layer",
    [
        ("4(nm+n^2)", {"given": {"bias": 0}}, "lstm"),
        ("12d^2 + 13d", {"assume": {"d_ff": "4*d_model"}}, "encoder_layer"),
        ("(k*k*c+1)*f", {"where": {"k": "kernel_size"}}, "conv2d"),
        ("(kernel_size^2*c+1)*f", {}, "conv2d"),
        ("4457472", {"given": {"units": 256, "input_dim": 4096, "bias": 1}}, "lstm"),
        ("4*(n*m + n^2 + 2n)", {"convention": "torch"}, "lstm"),
    ],
)
def test_what_is_stated_is_no_condition(text: str, arguments: dict[str, Any], layer: str) -> None:
    found = sc.check(text, **arguments)
    assert (found.verdict, found.layer, found.correct_when) == ("correct", layer, None)


def renamed(total: Value) -> Value:
    return total.subs({name: symbol(letter) for name, letter in zip(sorted(total.names), LETTERS, strict=False)})


def forms(total: Value) -> set[str]:
    """A count written in letters that mean nothing: as it is, multiplied out, and as a product."""
    value = renamed(total)
    return {str(value), value.expanded(), str(factor(value))}


def sized(layer: layers.Layer, **sizes: int) -> Value:
    return as_size(layer(**{name: symbol(name) for name in layer.sizes if name not in layer.defaults}, **sizes).total)


def best_known(candidates: tuple[str, ...], layer: layers.Layer) -> bool:
    """Whether the layer is found, or one that is better known and has the same count."""
    return any(NAMES.index(name) <= NAMES.index(layer.name) for name in candidates)


@pytest.mark.parametrize("layer", layers.CATALOGUE.values(), ids=str)
def test_every_layer_is_found_in_any_letters_and_any_form(layer: layers.Layer) -> None:
    for text in forms(sized(layer)):
        found = sc.check(text)
        assert found.verdict == "correct"
        assert best_known(found.candidates, layer)


@pytest.mark.parametrize("layer", WITH_BIAS, ids=str)
def test_every_layer_is_found_without_biases(layer: layers.Layer) -> None:
    for text in forms(sized(layer, bias=0)):
        found = sc.check(text)
        if found.verdict == "incorrect":  # else another layer has this count, and no bias
            assert best_known(found.candidates, layer)
            assert found.correct_when == {"bias": 0} or found.layer != layer.name


@pytest.mark.parametrize("layer", layers.CATALOGUE.values(), ids=str)
def test_every_layer_is_found_by_its_number(layer: layers.Layer) -> None:
    required = [size for size in layer.sizes if size not in layer.defaults]
    given = {name: 3 * 2 ** (len(required) - place) for place, name in enumerate(required)}  # each is a multiple of those behind it
    found = sc.check(str(layer(**given).count), given=given)
    assert found.verdict == "correct"
    assert layer.name in found.candidates


@pytest.mark.parametrize(
    "text, layer",
    [
        ("vocab_size*embedding_dim", "embedding"),
        ("filters*(input_channels*kernel_size + 1)", "conv1d"),
        ("hidden_size*(input_size + 1)", "dense"),
        ("rank*(units + input_dim)", "lora"),
    ],
)
def test_words_mean_what_they_say(text: str, layer: str) -> None:
    assert sc.check(text).layer == layer


def test_declared_letters_mean_what_was_declared() -> None:
    assert sc.check("n*m", where={"n": "context_length", "m": "d_model"}).layer == "position_embedding"
    assert sc.check("4(nm+n^2+n)", where={"n": "input_dim", "m": "units"}).verdict == "undecided"


def test_what_must_hold_for_others_is_noted() -> None:
    assert "also right for coupled_lstm with bias = 2" in sc.check("3n(n+m+2)").notes


def test_a_stated_size_that_no_layer_can_have_is_refused() -> None:
    with pytest.raises(sc.errors.InputError, match="bias"):
        sc.check("4(nm+n^2)", given={"bias": 7})


def test_several_layers_may_fit_the_best_known_is_first() -> None:
    assert sc.check("units*input_dim + units").candidates[0] == "dense"


def test_what_fits_none_names_the_nearest() -> None:
    found = sc.check("n^5 + 3m")
    assert found.candidates
    assert all(layer in found.diagnosis[0].message for layer in found.candidates)
    assert "--layer" in found.diagnosis[0].message


@pytest.mark.parametrize("text", ["n - n + 5", "(n - m)/(n - m)", "n^m", "tied^2^44.4Mbias", "floor(n/2)*m", "0*n"])
def test_what_is_no_layer_s_count_is_undecided(text: str) -> None:
    assert sc.check(text).verdict == "undecided"


def test_a_false_calculation_is_wrong_for_any_layer() -> None:
    assert [fault.kind for fault in sc.check("2*3 = 7").diagnosis] == ["arithmetic-slip"]
