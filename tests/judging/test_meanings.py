"""What names mean: by spelling first, by the usual letters next, and every reading that is natural."""

from __future__ import annotations

import pytest

from symcount.judging.meanings import may_mean, readings, shared_readings, size_in_words, spelled_size
from symcount.judging.question import Question, assumed, declared
from symcount.layers import CATALOGUE


@pytest.mark.parametrize(
    "name, layer, size",
    [
        ("units", "lstm", "units"),
        ("num_units", "lstm", "units"),
        ("hiddenSize", "lstm", "units"),
        ("Hidden Size", "lstm", "units"),
        ("hidden_size", "embedding", "embedding_dim"),
        ("input_dim", "embedding", "vocab_size"),
        ("output_dim", "embedding", "embedding_dim"),
        ("output_dim", "dense", "units"),
        ("output_dim", "elman_network", "output_dim"),
        ("input_dim", "conv2d", "input_channels"),
        ("units", "conv2d", "filters"),
        ("kernel_size", "conv1d", "kernel_size"),
        ("kernel_size", "conv2d", "kernel_size"),
        ("use_bias", "dense", "bias"),
        ("time_steps", "lstm", "timesteps"),
        ("n", "lstm", None),
        ("d_kv", "llama", "num_kv_heads*head_dim"),
        ("d_attn", "llama", "num_heads*head_dim"),
        ("d_attn", "encoder_layer", "d_model"),
        ("window_size", "conv2d", "kernel_size"),
        ("foo", "lstm", None),
    ],
)
def test_what_a_word_spells(name: str, layer: str, size: str | None) -> None:
    assert spelled_size(name, CATALOGUE[layer]) == size


@pytest.mark.parametrize(
    "names, layer, first",
    [
        ("nm", "lstm", {"n": "units", "m": "input_dim"}),
        ("mn", "lstm", {"n": "units", "m": "input_dim"}),
        ("hx", "lstm", {"h": "units", "x": "input_dim"}),
        ("ve", "embedding", {"v": "vocab_size", "e": "embedding_dim"}),
        ("nmk", "elman_network", {"n": "units", "m": "input_dim", "k": "output_dim"}),
        ("cfk", "conv1d", {"c": "input_channels", "f": "filters", "k": "kernel_size"}),
        ("d", "batch_norm", {"d": "features"}),
    ],
)
def test_the_most_natural_reading(names: str, layer: str, first: dict[str, str]) -> None:
    assert next(readings(list(names), Question(CATALOGUE[layer]))) == first


def test_every_assignment_is_tried_once() -> None:
    found = list(readings(["p", "q"], Question(CATALOGUE["lstm"])))
    assert len(found) == 2
    assert {"p": "units", "q": "input_dim"} in found
    assert {"q": "units", "p": "input_dim"} in found


@pytest.mark.parametrize(
    "names, layer, assume, reading",
    [
        (["out_channels", "in_channels", "window_size"], "conv2d", {}, {"window_size": "kernel_height*kernel_width"}),
        (["d_k", "h", "d_model"], "multi_head_attention", {"head_dim": "d_model/num_heads"}, {"d_k": "head_dim", "h": "num_heads", "d_model": "d_model"}),
        (["embed_size", "hidden_dim"], "feed_forward", {}, {"embed_size": "d_model", "hidden_dim": "d_ff"}),
    ],
)
def test_other_meanings_of_a_word_are_tried(names: list[str], layer: str, assume: dict[str, str], reading: dict[str, str]) -> None:
    question = Question(CATALOGUE[layer], assume=assumed(assume, CATALOGUE[layer]))
    assert any(reading.items() <= found.items() for found in readings(names, question))


@pytest.mark.parametrize(
    "name, size, may",
    [
        ("n", "units", True), ("n", "d_model", True), ("foo", "units", True),
        ("i", "units", False), ("x", "units", False), ("o", "input_dim", False), ("h", "input_dim", True), ("C_i", "filters", False), ("h", "d_model", True),
        ("输入大小", "units", False), ("entrées", "units", False), ("salidas", "input_dim", False), ("скрытый", "units", True),
        ("num_classes", "units", True), ("vocab_size", "units", True), ("num_heads", "units", False), ("kernel_size", "features", False),
        ("d_ff", "d_model", False), ("stride", "units", False),
    ],
)  # fmt: skip
def test_what_a_name_may_mean(name: str, size: str, may: bool) -> None:
    assert may_mean(name, size) is may


@pytest.mark.parametrize(
    "words, layer, size",
    [
        ("number of inputs", "lstm", "input_dim"), ("hidden size", "lstm", "units"), ("输入维度", "lstm", "input_dim"), ("隐藏维度", "lstm", "units"),
        ("Eingabedimension ist", "lstm", "input_dim"), ("number of output channels", "conv2d", "filters"), ("number of heads", "llama", "num_heads"),
        ("vocabulary size", "gpt2", "vocab_size"), ("my age", "lstm", None), ("right", "lstm", None),
    ],
)  # fmt: skip
def test_what_words_describe(words: str, layer: str, size: str | None) -> None:
    assert size_in_words(words, CATALOGUE[layer]) == size


def test_a_word_comes_before_a_letter() -> None:
    assert list(readings(["units", "n"], Question(CATALOGUE["lstm"]))) == [{"units": "units", "n": "input_dim"}]


def test_what_is_declared_is_not_read_again() -> None:
    lstm = CATALOGUE["lstm"]
    assert list(readings(["n"], Question(lstm, where=declared({"m": "units"}, lstm)))) == [{"n": "input_dim"}]


def test_letters_too_many_are_left_out_in_turn() -> None:
    found = list(readings(["a", "c", "e"], Question(CATALOGUE["dense"])))
    assert len(found) == 6
    assert all(set(reading.values()) == {"units", "input_dim"} for reading in found)


def test_a_word_too_many_may_be_a_second_name_but_a_letter_never() -> None:
    lstm = Question(CATALOGUE["lstm"])
    assert {"foo": "units", "bar": "input_dim", "baz": "units"} in list(shared_readings(["foo", "bar", "baz"], lstm))
    assert list(shared_readings(["p", "q", "r"], lstm)) == []
