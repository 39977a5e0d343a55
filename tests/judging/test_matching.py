"""Which layers a claim fits exactly."""

from __future__ import annotations

from functools import partial

import pytest

from symcount import layers
from symcount.judging.fingerprints import Index
from symcount.judging.matching import Asked, Match, unused
from symcount.judging.meanings import names_another_size
from symcount.judging.question import Question, assumed, declared, stated
from symcount.layers import Layer, find
from symcount.reading import parse

INDEX = Index([Question(layer) for layer in layers.CATALOGUE.values()])


def question(where: dict[str, str], given: dict[str, int], layer: Layer) -> Question:
    return Question(layer, declared(where, layer), stated(given, layer), assumed({}, layer))


def matches(text: str, where: dict[str, str] | None = None, given: dict[str, int] | None = None) -> list[Match]:
    where, given = where or {}, given or {}
    asked = Asked(INDEX, declared(where, None), {}, stated(given, None), partial(question, where, given))
    return asked.matches(asked.claim(parse(text, [where])))


@pytest.mark.parametrize(
    "text, layer, reading, conditions",
    [
        ("4(pq+p^2+p)", "lstm", {"p": "units", "q": "input_dim"}, {}),
        ("4(pq+p^2)", "lstm", {"p": "units", "q": "input_dim"}, {"bias": "0"}),
        ("4(units*q+units^2+units)", "lstm", {"units": "units", "q": "input_dim"}, {}),
        ("(kernel_size^2*c + 1)*f", "conv2d", {"kernel_size": "kernel_size", "c": "input_channels", "f": "filters"}, {}),
        ("g(a*c + c)", "einsum_dense", None, {}),
    ],
)
def test_formulas(text: str, layer: str, reading: dict[str, str] | None, conditions: dict[str, str]) -> None:
    found = [match for match in matches(text) if match.question.layer.name == layer]
    if reading is None:
        assert not found
    else:
        assert found[0].reading == reading
        assert {name: str(value) for name, value in found[0].conditions.items()} == conditions


def test_the_best_known_is_first_and_each_stands_once() -> None:
    found = [match.question.layer.name for match in matches("n(m+1)")]
    assert found[0] == "dense"
    assert len(found) == len(set(found))


def test_what_is_declared_must_be_a_size_of_the_layer() -> None:
    assert [match.question.layer.name for match in matches("n*m", where={"n": "context_length", "m": "d_model"})] == ["position_embedding"]


def test_a_letter_is_no_switch() -> None:
    assert matches("a(b + c)")[0].question.layer.name == "lora"


def test_numbers() -> None:
    found = matches("4457472", given={"units": 256, "input_dim": 4096})
    assert [(match.question.layer.name, match.conditions) for match in found] == [("lstm", {})]
    assert not matches("4457472")


def test_a_formula_of_too_many_terms_fits_none() -> None:
    assert not matches("(a + c + d + f + g)^200")


@pytest.mark.parametrize("name, means", [("n", False), ("alpha", False), ("vocab_size", True), ("stride", True), ("kernel_size", True)])
def test_words_that_mean_a_size(name: str, means: bool) -> None:
    assert names_another_size(name) == means


def test_stated_sizes_that_a_layer_does_not_have() -> None:
    assert unused(Question(find("lstm"), given={"units": 2, "vocab_size": 5, "timesteps": 3})) == 1
