"""What a claim is compared with, and what is refused as a meaning, a size or an identity."""

from __future__ import annotations

from collections.abc import Collection

import pytest

import symcount as sc
from symcount.errors import FormulaError, InputError
from symcount.formula import Name
from symcount.frameworks import convention
from symcount.judging.question import Question, assumed, declared, in_sizes, own_name, put_in, stated
from symcount.layers import CATALOGUE
from symcount.rendering import written


@pytest.mark.parametrize(
    "layer, given, used, put_in, total",
    [
        ("lstm", {}, (), False, "4*units*(input_dim + units + 1)"),
        ("lstm", {}, ("bias",), False, "4*units*(input_dim + units + bias)"),
        ("lstm", {"bias": 0}, (), False, "4*units*(input_dim + units)"),
        ("lstm", {"bias": 0}, ("bias",), False, "4*units*(input_dim + units + bias)"),
        ("lstm", {"units": 3}, (), False, "4*units*(input_dim + units + 1)"),
        ("lstm", {"units": 3}, (), True, "12*(input_dim + 4)"),
        ("lstm", {"units": 3, "input_dim": 2}, (), True, "72"),
        ("lstm", {"input_dim": 1}, (), False, "4*units*(units + 2)"),
        ("conv2d", {}, ("kernel_size",), False, "filters*(input_channels*kernel_size**2 + 1)"),
        ("conv2d", {}, ("groups",), False, "filters*(input_channels*kernel_height*kernel_width + groups)/groups"),
        ("dense", {}, ("num_layers",), False, "num_layers*units*(input_dim + 1)"),
        ("dense", {"num_layers": 3}, (), False, "3*units*(input_dim + 1)"),
    ],
)
def test_the_count_that_a_claim_is_compared_with(layer: str, given: dict[str, int], used: Collection[str], put_in: bool, total: str) -> None:
    definition = CATALOGUE[layer]
    found = Question(definition, given=stated(given, definition)).total(used, put_in=put_in)
    assert found == in_sizes(total, definition)


@pytest.mark.parametrize(
    "layer, framework, total",
    [("gru", "keras", "3*units*(input_dim + units + 2)"), ("batch_norm", "keras", "4*features"), ("gru", "flax", "3*units*(input_dim + units + 1)")],
)
def test_the_count_of_a_convention(layer: str, framework: str, total: str) -> None:
    definition = CATALOGUE[layer]
    assert Question(definition, convention=convention(framework, definition)).total(()) == in_sizes(total, definition)


def test_identities_are_put_in_and_may_speak_of_one_another() -> None:
    lstm = CATALOGUE["lstm"]
    question = Question(lstm, assume=assumed({"input_dim": "2*units", "units": "3*projection_dim"}, lstm))
    assert str(question.total(())) == str(in_sizes("4*(3*projection_dim)*(6*projection_dim + 3*projection_dim + 1)", lstm))


@pytest.mark.parametrize(
    "where, layer, meanings",
    [
        ({"n": "units"}, "lstm", {"n": "units"}),
        ({"n": "units", "k": "units"}, "lstm", {"n": "units", "k": "units"}),
        ({"n": "units"}, "conv2d", {"n": "filters"}),
        ({"w": "kernel_height*kernel_width"}, "conv2d", {"w": "kernel_height*kernel_width"}),
        ({"T": "timesteps"}, "lstm", {"T": "timesteps"}),
        ({"n₁": "units", "n_1": "units"}, "lstm", {"n_1": "units"}),
        ({"n": "units"}, None, {"n": "units"}),
    ],
)
def test_declared_letters(where: dict[str, str], layer: str | None, meanings: dict[str, str]) -> None:
    assert {name: str(value) for name, value in declared(where, CATALOGUE[layer] if layer else None).items()} == meanings


@pytest.mark.parametrize(
    "where, error, message",
    [
        ({"n": "unitz"}, InputError, "no size is called 'unitz'; did you mean 'units'?"),
        ({"n": "-1"}, InputError, "'n' stands for a size, a whole number, and -1 never is one"),
        ({"n": "1/2"}, InputError, "and 1/2 never is one"),
        ({"n": "-2*units"}, InputError, "and -2*units never is one"),
        ({"n₁": "units", "n_1": "input_dim"}, InputError, "given two meanings: units and input_dim"),
        ({"n": "2*(units"}, FormulaError, "this bracket is never closed"),
        ({"n": ""}, FormulaError, "there is no text"),
    ],
)
def test_declarations_that_are_refused(where: dict[str, str], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        declared(where, CATALOGUE["lstm"])
    assert message in str(refused.value)


@pytest.mark.parametrize(
    "given, layer, sizes",
    [
        ({"units": 3, "timesteps": 16}, "lstm", {"units": 3, "timesteps": 16}),
        ({"bias": 0}, "lstm", {"bias": 0}),
        ({"kernel_size": 3}, "conv2d", {"kernel_height": 3, "kernel_width": 3}),
        ({"input_dim": 8, "units": 4}, "conv2d", {"input_channels": 8, "filters": 4}),
        ({"input_dim": 1000}, "embedding", {"vocab_size": 1000}),
        ({"tied": 0}, None, {"tied": 0}),
    ],
)
def test_stated_sizes(given: dict[str, int], layer: str | None, sizes: dict[str, int]) -> None:
    assert stated(given, CATALOGUE[layer] if layer else None) == sizes


@pytest.mark.parametrize(
    "given, layer, message",
    [
        ({"unitz": 3}, "lstm", "no size is called 'unitz'; did you mean 'units'?"),
        ({"units": 0}, "lstm", "units is a whole number from 1, not 0"),
        ({"units": 0}, None, "units is a whole number from 1, not 0"),
        ({"units": -3}, "lstm", "units is a whole number from 1, not -3"),
        ({"units": 2.5}, "lstm", "units is a whole number, not 2.5"),
        ({"units": "3"}, "lstm", "units is a whole number, not '3'"),
        ({"units": True}, "lstm", "units is a whole number, not True"),
        ({"timesteps": 0}, "lstm", "timesteps is a whole number from 1, not 0"),
        ({"bias": 3}, "lstm", "bias of lstm is 0 or 1 or 2, not 3"),
        ({"bias": 3}, None, "bias is 0 or 1 or 2, not 3"),
        ({"tied": 2}, None, "tied is 0 or 1, not 2"),
        ({"bias": 2}, "dense", "two bias vectors are for recurrent layers only"),
    ],
)
def test_sizes_that_are_refused(given: dict[str, object], layer: str | None, message: str) -> None:
    with pytest.raises(InputError) as refused:
        stated(given, CATALOGUE[layer] if layer else None)
    assert message in str(refused.value)


def test_an_identity_for_no_size_is_refused() -> None:
    with pytest.raises(InputError, match="no size is called 'nonsense'"):
        assumed({"nonsense": "4*d_model"}, None)


@pytest.mark.parametrize("text, alone", [("units", True), ("2*units", False), ("units + 1", False), ("3", False)])
def test_a_size_alone(text: str, alone: bool) -> None:
    assert in_sizes(text, None).is_name is alone


@pytest.mark.parametrize(
    "role, layer, own", [("units", "conv1d", "filters"), ("units", "lstm", "units"), ("kernel_size", "conv2d", "kernel_size"), ("d_ff", "lstm", "d_ff")]
)
def test_a_layers_own_name_for_a_size(role: str, layer: str, own: str) -> None:
    assert own_name(role, CATALOGUE[layer]) == own


@pytest.mark.parametrize("text, factor", [("units", "units"), ("units + 1", "(units + 1)"), ("2*units", "(2*units)")])
def test_a_meaning_that_stands_for_a_letter(text: str, factor: str) -> None:
    assert written(put_in(Name("n"), {"n": in_sizes(text, None)})) == factor


@pytest.mark.parametrize(
    "assume, message",
    [
        ({"units": "units+1"}, "units is assumed to depend on itself"),
        ({"units": "input_dim", "input_dim": "units"}, "is assumed to depend on itself"),
        ({"units": "0"}, "units is a whole number from 1, not 0"),
        ({"bias": "7"}, "bias of lstm is 0 or 1 or 2, not 7"),
    ],
)
def test_identities_that_are_refused(assume: dict[str, str], message: str) -> None:
    with pytest.raises(InputError, match=message):
        assumed(assume, CATALOGUE["lstm"])


def test_sizes_may_be_stated_by_a_spelling_but_not_twice() -> None:
    assert stated({"hidden_size": 256}, CATALOGUE["lstm"]) == {"units": 256}
    with pytest.raises(InputError, match="filters is given twice: 5 and 6"):
        stated({"units": 5, "filters": 6}, CATALOGUE["conv2d"])


def test_given_and_assumed_numbers_agree() -> None:
    with pytest.raises(InputError, match="units is given as 5, and assumed to be 6"):
        sc.check("4(nm+n^2+n)", "lstm", given={"units": 5}, assume={"units": "6"})
    assert sc.check("4(nm+n^2+n)", "lstm", given={"units": 5}, assume={"units": "5"}).verdict == "correct"
