"""What a difference is called: a table of the mistakes people publish, and the laws that one mistake is named for what it is."""

from __future__ import annotations

from itertools import permutations

import pytest

import symcount as sc
from symcount.judging.verdict import Verdict
from symcount.layers import CATALOGUE, Layer
from tests.judging.arithmetic import value_at


def kinds(verdict: Verdict) -> list[str]:
    return [fault.kind for fault in verdict.diagnosis]


@pytest.mark.parametrize(
    "text, layer, kind, message",
    [
        ("4(nm+n^2)", "lstm", "missing-bias", "it lacks 4·n: one bias vector for each of the four gates"),
        ("n*m", "dense", "missing-bias", "it lacks n: one bias vector"),
        ("4(nm+n)", "lstm", "missing-term", "it lacks 4·n²: recurrent_kernel, weights of the last outputs for each of the four gates"),
        ("4(n^2+n)", "lstm", "missing-term", "it lacks 4·input_dim·n: kernel, weights of the inputs for each of the four gates"),
        ("n^2+nm+kn+n", "elman_network", "missing-bias", "it lacks k: one bias vector of the outputs"),
        ("n^2+nm+n+m", "simple_rnn", "extra-term", "it counts m, which no weight of the layer needs"),
        ("n^2+2nm+n", "simple_rnn", "extra-term", "it counts m·n once more: kernel, weights of the inputs"),
        ("nm+n^2+n", "lstm", "missing-factor", "it lacks the factor 4"),
        ("4n(nm+n^2+n)", "lstm", "extra-factor", "the whole is multiplied by n (units) once too often"),
        ("units*features+units*units+bias", "simple_rnn", "missing-factor", "it lacks the factor units, in bias, which should be units·bias"),
        ("4*units*(units+timesteps+1)", "lstm", "wrong-role", "timesteps stands where input_dim belongs: no parameter count depends on timesteps"),
        ("4n(n+m) + n", "lstm", "missing-bias", "it lacks 3·n: one bias vector for three of the four gates"),
        ("4d^2 + 2*d*d_ff", "encoder_layer", "missing-bias", "it lacks 5·d + d_ff: every bias"),
        ("V*d + s*d + L*(12d^2 + 13d)", "gpt2", "missing-norm", "it lacks 2·d: last_norm, with gamma and beta"),
        ("2*V*d + s*d + L*(12d^2 + 13d)", "gpt2", "tied-weights", "it counts V·d once more: the head shares the embedding's matrix"),
        ("V*d + L*(2*d*head_dim*(h + num_kv_heads) + 3*d*d_ff)", "llama", "tied-weights", "it lacks V·d: the head has a matrix of its own"),
        ("V*d + L*(2*d*head_dim*(h + num_kv_heads) + 3*d*d_ff)", "llama", "missing-norm", "it lacks d·(2·L + 1): every norm"),
        ("2*V*d + L*(2*d*head_dim*(h + num_kv_heads) + 2*d*d_ff + 2*d) + d", "llama", "missing-term", "it lacks d·d_ff·L: layers.feed_forward.gate.kernel"),
        ("2*V*d + s*d + L*(12d^2 + 13d)", "gpt2", "missing-norm", "it lacks 2·d: last_norm"),
        ("4h(h+d)+3h^2", "peephole_lstm", "extra-factor", "the factor h (units) is too many, in 3·h², which should be 3·h: peepholes"),
        ("4h(h+d)+3h^2", "peephole_lstm", "missing-bias", "it lacks 4·h: one bias vector for each of the four gates"),
        ("4*(d^2 + d) - 1", "multi_head_attention", "extra-term", "it takes off 1, which no weight of the layer counts"),
        ("(k*k+1)*f", "conv2d", "missing-factor", "it lacks the factor input_channels, input channels of a convolution: right only where it is 1"),
    ],
)
def test_a_mistake_and_its_name(text: str, layer: str, kind: str, message: str) -> None:
    faults: dict[str, str] = {fault.kind: fault.message for fault in sc.check(text, layer).diagnosis}
    assert faults.get(kind, "").startswith(message), faults


@pytest.mark.parametrize(
    "text, layer, convention, kind",
    [
        ("4(nm+n^2+n)", "lstm", "torch", "missing-bias"),
        ("3(nm+n^2+n)", "gru", "keras", "missing-bias"),
        ("3(nm+n^2+n)", "gru", "linen", "missing-bias"),
        ("4(nm+n^2+2n)", "lstm", None, "extra-term"),
    ],
)
def test_the_bias_vectors_of_a_convention(text: str, layer: str, convention: str | None, kind: str) -> None:
    assert kinds(sc.check(text, layer, convention=convention)) == [kind]


@pytest.mark.parametrize("gates", [1, 2, 3, 5, 6, 7, 12])
def test_a_wrong_number_of_gates(gates: int) -> None:
    assert set(kinds(sc.check(f"{gates}(nm+n^2+n)", "lstm"))) <= {"missing-factor", "extra-factor"}


def test_faults_are_at_most_four_and_none_twice() -> None:
    faults = sc.check("7abc + 3ab + 2a^5 + 9b^4 + c^3 + 11", "lstm").diagnosis
    assert 0 < len(faults) <= 4
    assert len({(fault.kind, fault.term) for fault in faults}) == len(faults)


# -- one mistake is named for what it is: every layer, every size ------------------------------------------------------


def required(layer: Layer) -> list[str]:
    return [size for size in layer.sizes if size not in layer.defaults]


def true_formula(layer: Layer, **sizes: str) -> str:
    """The textbook's formula in role names, with sizes mistaken for others as told."""
    renamed = {size: layer.symbolic.sizes[sizes.get(size, size)] for size in required(layer)}
    return str(layer(**renamed).total)


WITH_BIAS = [layer for layer in CATALOGUE.values() if "bias" in layer.sizes]
SIZES = [(layer, size) for layer in CATALOGUE.values() for size in required(layer)]
PAIRS = [(layer, one, other) for layer in CATALOGUE.values() for one, other in permutations(required(layer), 2)]
VANISHING = [("adaptive_softmax", "vocab_size", "shortlist")]
"""Sizes of which the other is taken: with it in their place, nothing is left of a term."""


def named(values: object) -> str:
    return values.name if isinstance(values, Layer) else str(values)


@pytest.mark.parametrize("layer", WITH_BIAS, ids=named)
def test_a_dropped_bias(layer: Layer) -> None:
    without = layer(**{size: layer.symbolic.sizes[size] for size in required(layer)}, bias=0)
    verdict = sc.check(str(without.total), layer.name)
    assert (verdict.verdict, verdict.correct_when, kinds(verdict)) == ("incorrect", {"bias": 0}, ["missing-bias"])


@pytest.mark.parametrize("layer, size", SIZES, ids=named)
def test_a_size_too_many(layer: Layer, size: str) -> None:
    verdict = sc.check(f"{size}*({true_formula(layer)})", layer.name)
    assert (verdict.verdict, [(fault.kind, fault.term) for fault in verdict.diagnosis]) == ("incorrect", [("extra-factor", size)])


@pytest.mark.parametrize("layer, size", SIZES, ids=named)
def test_time_steps_in_the_place_of_a_size(layer: Layer, size: str) -> None:
    claimed = str(layer(**{**{name: layer.symbolic.sizes[name] for name in required(layer)}, size: sc.parse("timesteps").value()}).total)
    verdict = sc.check(claimed, layer.name)
    assert [(fault.kind, fault.term) for fault in verdict.diagnosis] == [("wrong-role", "timesteps")]


@pytest.mark.parametrize("layer, one, other", PAIRS, ids=named)
def test_a_size_in_the_place_of_another(layer: Layer, one: str, other: str) -> None:
    verdict = sc.check(true_formula(layer, **{one: other}), layer.name)
    assert verdict.verdict == "incorrect"
    assert set(kinds(verdict)) & ({"missing-term"} if (layer.name, one, other) in VANISHING else {"wrong-role", "extra-factor", "extra-term"})
    assert verdict.witness
    sizes = verdict.witness.sizes
    assert value_at(str(verdict.claimed), sizes) == verdict.witness.claimed != verdict.witness.expected == value_at(str(verdict.expected), sizes)


@pytest.mark.parametrize("layer, one, other", [pair for pair in PAIRS if pair[1] < pair[2]], ids=named)
def test_two_sizes_swapped(layer: Layer, one: str, other: str) -> None:
    swapped = true_formula(layer, **{one: other, other: one})
    verdict = sc.check(swapped, layer.name)
    assert verdict.is_right if swapped == true_formula(layer) else kinds(verdict) == ["swapped-roles"]
