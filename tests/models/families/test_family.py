"""Families of models: published totals, closed forms, open sizes, and what is refused."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Symbol, symbols

from symcount.algebra import Value, as_size
from symcount.errors import SymcountError
from symcount.models.closed_form import sympy_sum, terms
from symcount.models.families import FAMILIES, FILES, from_config
from symcount.models.families.family import KNOWN
from symcount.models.families.keys import symbolic
from symcount.models.families.names import meaning
from tests.models.families.published import refusal

EVERY_FAMILY = pytest.mark.parametrize("name", FAMILIES)


@EVERY_FAMILY
def test_the_closed_form_is_the_sum_of_the_parts(name: str) -> None:
    family = FAMILIES[name]
    total = sum(family.terms[1:], start=family.terms[0])
    assert (total.expr - as_size(family.model.total).expr).expand() == 0
    assert family.formula == sympy_sum(terms(family.model.parts))


FITTING = {"num_heads": 4, "num_kv_heads": 2, "d_model": 24, "head_dim": 12, "expansion": 2, "kernel_size": 4, "sparse_step": 3, "tied": 1, "first_width": 24}
FITTING |= {
    "text_num_heads": 4,
    "text_num_kv_heads": 2,
    "vision_num_heads": 4,
    "encoder_heads": 4,
    "decoder_heads": 4,
    "text_d_model": 24,
    "vision_d_model": 36,
    "num_layers": 144,
    "num_dense_layers": 3,
}
"""Numbers of sizes that divide others, or are divided."""


def numbers(value: Any) -> Any:
    """Numbers in the place of open sizes, different ones for most."""
    if isinstance(value, Value):
        return value.at({name: FITTING.get(name, 12 * len(name)) for name in value.names})
    if isinstance(value, dict):
        return {key: numbers(one) for key, one in value.items()}
    return [numbers(one) for one in value]


@EVERY_FAMILY
def test_numbers_put_into_the_closed_form_give_what_the_configuration_gives(name: str) -> None:
    family = FAMILIES[name]
    config = {"model_type": name, **numbers(symbolic(family.keys))}
    assert from_config(config).total == numbers(as_size(family.model.total))
    assert from_config(config).active == numbers(as_size(family.model.active))


@EVERY_FAMILY
def test_every_size_of_a_closed_form_has_a_meaning_and_a_letter(name: str) -> None:
    family = FAMILIES[name]
    for size in {size for one in family.terms for size in one.names}:
        assert meaning(size)
    assert r"\mathrm{" not in family.latex().replace(r"_{\mathrm{", "")


@EVERY_FAMILY
def test_rows_add_up_and_are_explained_by_the_catalogue(name: str) -> None:
    model = from_config({"model_type": name})
    assert model.total == sum(part.count for part in model.parts)
    assert model.trainable + model.non_trainable == model.total
    assert all(part.layer is None or part.layer.total == sum(one.count for one in part.weights) for part in model.parts)
    unexplained = sum(part.count for part in model.parts if part.layer is None)
    assert unexplained <= model.total / 100


def test_each_file_has_the_families_that_it_is_read_for() -> None:
    assert set(FAMILIES) <= set(KNOWN) or [FAMILIES[name].name for name in FAMILIES] == list(FAMILIES)
    assert set(KNOWN) == {name for names in FILES.values() for name in names.split()}


def test_sizes_may_be_symbols_or_names() -> None:
    width, vocabulary = symbols("d V")
    model = from_config({"model_type": "llama", "hidden_size": width, "vocab_size": vocabulary, "intermediate_size": "m", "num_hidden_layers": "L"})
    assert str(model.total) == "d*(4*L*d + 3*L*m + 2*L + 2*V + 1)"
    assert sympy_sum(terms(model.parts)).subs({width: 4096, vocabulary: 32000, Symbol("m"): 11008, Symbol("L"): 32}) == 6_738_415_616
    assert as_size(from_config({"model_type": "llama", "tie_word_embeddings": "t"}).total).at({"t": 1}) == 6_607_343_616


def test_what_is_not_stated_is_said() -> None:
    assert from_config({"model_type": "mistral", "vocab_size": 7, "hidden_size": 64, "num_hidden_layers": 2, "intermediate_size": 9}).notes == (
        "not stated, and as transformers has it: num_attention_heads 32, num_key_value_heads 8",
    )


KEYS_OF_A_CONFIGURATION = [
    ({}, 'a configuration says what it is of: give model_type, such as "llama"'),
    ({"model_type": 3}, "model_type is a text, not 3"),
    ({"model_type": "lama"}, "no model_type is called 'lama'; did you mean 'llama'?"),
    ({"model_type": "llama", "architectures": ["LlamaForCausaLM"]}, "no architecture of llama is called 'LlamaForCausaLM'; did you mean 'LlamaForCausalLM'?"),
    ({"model_type": "llama", "architectures": [1]}, "architectures is a list of names such as LlamaForCausalLM, not [1]"),
]


@pytest.mark.parametrize("config, message", KEYS_OF_A_CONFIGURATION, ids=lambda value: str(value)[:40])
def test_what_is_refused_is_named(config: dict[str, Any], message: str) -> None:
    assert refusal(config) == message


def test_no_dictionary_is_refused() -> None:
    assert refusal(3) == "a configuration is a dictionary, not 3"


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=10**17)
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from([Symbol("q"), Symbol("q") / 3, Value(2), object(), "d", 12, 64]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(st.data())
def test_any_value_gives_a_total_or_an_error_that_says_why(data: st.DataObject) -> None:
    family = FAMILIES[data.draw(st.sampled_from(list(FAMILIES)))]
    names = [name for key in family.keys.values() for name in key.names]
    config = data.draw(st.dictionaries(st.sampled_from([*names, "architectures"]), ANYTHING, max_size=4))
    begun = process_time()
    try:
        model = from_config({"model_type": family.name, **config})
        said = f"{model.total} {model.active} architecture"
    except SymcountError as error:
        said = str(error)
    assert any(name in said for name in [*names, "architecture"])
    assert process_time() - begun < 2
