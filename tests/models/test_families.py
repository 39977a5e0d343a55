"""Families of models: published totals, closed forms, open sizes, and what is refused."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sympy import Symbol, symbols

from symcount.algebra import Value, as_size
from symcount.errors import InputError, SymcountError
from symcount.models.closed_form import sympy_sum, terms
from symcount.models.families import FAMILIES, FILES, from_config
from symcount.models.families.family import KNOWN
from symcount.models.families.keys import symbolic
from symcount.models.families.names import OWN_SIZES, meaning
from symcount.roles import ROLES

PUBLISHED = [json.loads(line) for line in (Path(__file__).parent / "published.jsonl").read_text(encoding="utf-8").splitlines()]
EVERY_FAMILY = pytest.mark.parametrize("name", FAMILIES)


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row["model"])
def test_published_totals(row: dict[str, Any]) -> None:
    assert from_config(row["config"]).total == row["total"], row["source"]


@pytest.mark.parametrize(
    "config, total, active, non_embedding, note",
    [
        ({"model_type": "mixtral"}, 46_702_792_704, 12_879_925_248, 46_440_648_704, "Mixtral 8x7B: 12.9B active"),
        ({"model_type": "deepseek_v3"}, 671_026_404_352, 37_552_282_624, 669_173_046_272, "DeepSeek-V3: 37B active"),
        ({"model_type": "gpt2"}, 124_439_808, 124_439_808, 85_056_000, "GPT-2: as Kaplan et al. 2020 count"),
        (
            {"model_type": "gpt_neox", "vocab_size": 50304, "hidden_size": 512, "num_hidden_layers": 6, "num_attention_heads": 8, "intermediate_size": 2048},
            70_426_624,
            70_426_624,
            18_915_328,
            "Pythia 70m: 18,915,328 without embeddings, and a head that is not tied is one of them",
        ),
    ],
)
def test_embeddings_and_experts_are_told_apart(config: dict[str, Any], total: int, active: int, non_embedding: int, note: str) -> None:
    model = from_config(config)
    assert (model.total, model.active, model.non_embedding) == (total, active, non_embedding), note
    assert model.embedding == total - non_embedding


V, d, L, f, h, kv, d_h, tied = symbols("vocab_size d_model num_layers d_ff num_heads num_kv_heads head_dim tied")
s, segments, E, w = symbols("context_length num_segments num_experts attention_width")
e, c, N, R = symbols("expansion conv_width state_dim dt_rank")

CLOSED_FORMS = {
    "gpt2": V * d * (2 - tied) + s * d + L * (4 * d**2 + 2 * d * f + 9 * d + f) + 2 * d,
    "bert": d * (V + s + segments) + 2 * d + L * (4 * d**2 + 2 * d * f + 9 * d + f) + d**2 + d,
    "llama": V * d * (2 - tied) + L * d * (2 * h * d_h + 2 * kv * d_h + 3 * f + 2) + d,
    "mixtral": V * d * (2 - tied) + L * d * (2 * h * d_h + 2 * kv * d_h + E + 3 * E * f + 2) + d,
    "mamba": V * d * (2 - tied) + L * (d + e * d * (3 * d + c + 3 * N + 2 * R + 3)) + d,
    "rwkv": V * d * (2 - tied) + 4 * d + L * (d**2 + 4 * d * w + 2 * d * f + 9 * d + 2 * w),
}


@pytest.mark.parametrize("name", CLOSED_FORMS)
def test_closed_forms(name: str) -> None:
    assert (FAMILIES[name].formula - CLOSED_FORMS[name]).expand() == 0


@EVERY_FAMILY
def test_the_closed_form_is_the_sum_of_the_parts(name: str) -> None:
    family = FAMILIES[name]
    total = sum(family.terms[1:], start=family.terms[0])
    assert (total.expr - as_size(family.model.total).expr).expand() == 0
    assert family.model.formula == family.formula == sympy_sum(terms(family.model.parts))


FITTING = {"num_heads": 4, "num_kv_heads": 2, "d_model": 24, "head_dim": 12, "expansion": 2, "kernel_size": 4, "sparse_step": 3, "tied": 1, "first_width": 24}
FITTING |= {"text_num_heads": 4, "vision_num_heads": 4, "encoder_heads": 4, "decoder_heads": 4, "text_d_model": 24, "vision_d_model": 36, "num_layers": 144}
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


def test_sizes_of_models_are_no_roles() -> None:
    assert not OWN_SIZES.keys() & ROLES.keys()


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
    assert model.formula.subs({width: 4096, vocabulary: 32000, Symbol("m"): 11008, Symbol("L"): 32}) == 6_738_415_616
    assert from_config({"model_type": "llama", "tie_word_embeddings": "t"}).formula.subs({"t": 1}) == 6_607_343_616


def test_what_is_not_stated_is_said() -> None:
    assert from_config({"model_type": "mistral", "vocab_size": 7, "hidden_size": 64, "num_hidden_layers": 2, "intermediate_size": 9}).notes == (
        "not stated, and as transformers has it: num_attention_heads 32, num_key_value_heads 8",
    )


REFUSED = [
    ({}, 'a configuration says what it is of: give model_type, such as "llama"'),
    ({"model_type": 3}, "model_type is a text, not 3"),
    ({"model_type": "lama"}, "no model_type is called 'lama'; did you mean 'llama'?"),
    ({"model_type": "llama", "architectures": ["LlamaForCausaLM"]}, "no architecture of llama is called 'LlamaForCausaLM'; did you mean 'LlamaForCausalLM'?"),
    ({"model_type": "llama", "architectures": [1]}, "architectures is a list of names such as LlamaForCausalLM, not [1]"),
    ({"model_type": "llama", "hidden_size": "768"}, "hidden_size is a whole number from 1 to 9223372036854775807, or a name that leaves it open, not '768'"),
    ({"model_type": "llama", "hidden_size": -4}, "hidden_size is a whole number from 1 to 9223372036854775807, or a name that leaves it open, not -4"),
    ({"model_type": "llama", "hidden_size": True}, "hidden_size is a whole number from 1 to 9223372036854775807, or a name that leaves it open, not True"),
    ({"model_type": "llama", "vocab_size": float("nan")}, "vocab_size is a whole number from 1 to 9223372036854775807, or a name that leaves it open, not nan"),
    ({"model_type": "llama", "hidden_size": 100, "num_attention_heads": 33}, "hidden_size is a multiple of num_attention_heads: 100 is not divisible by 33"),
    ({"model_type": "llama", "num_key_value_heads": 5}, "num_attention_heads is a multiple of num_key_value_heads: 32 is not divisible by 5"),
    ({"model_type": "gpt2", "n_head": 7}, "n_embd is a multiple of n_head: 768 is not divisible by 7"),
    ({"model_type": "gpt2", "tie_word_embeddings": 3}, "tie_word_embeddings is true or false, or a name that leaves it open, not 3"),
    ({"model_type": "qwen3_moe", "mlp_only_layers": "all"}, "mlp_only_layers is a list of the numbers of layers, not 'all'"),
    ({"model_type": "mamba2", "num_heads": 3}, "num_heads times head_dim is expand times hidden_size: 3 times 64 is not 8192"),
    ({"model_type": "clip", "text_config": [1]}, "text_config is a configuration of its own, not [1]"),
    (
        {"model_type": "clip", "text_config": {"hidden_size": [1]}},
        "text_config.hidden_size is a whole number from 1 to 9223372036854775807, or a name that leaves it open, not [1]",
    ),
    ({"model_type": "vit", "image_size": 8}, "patch_size is larger than image_size: no patch fits into the image"),
    ({"model_type": "vit", "image_size": [1, 2, 3]}, "image_size is one number, or a height and a width, not [1, 2, 3]"),
    ({"model_type": "swin", "depths": []}, "depths is a list of at most 1,000 numbers, not []"),
    ({"model_type": "swin", "num_heads": [5, 6, 7, 8]}, "the width of stage 0, 96, is a multiple of num_heads[0], not of 5"),
    ({"model_type": "convnext", "depths": [1, 2]}, "hidden_sizes has a number for each of the 2 depths, not 4"),
]


@pytest.mark.parametrize("config, message", REFUSED, ids=lambda value: str(value)[:40])
def test_refusals_name_the_key(config: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError) as error:
        from_config(config)
    assert str(error.value) == message


def test_no_dictionary_is_refused() -> None:
    with pytest.raises(InputError, match="a configuration is a dictionary, not 3"):
        from_config(3)  # type: ignore[arg-type]


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


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_value_gives_a_total_or_an_error_that_says_why(data: st.DataObject) -> None:
    family = FAMILIES[data.draw(st.sampled_from(list(FAMILIES)))]
    names = [name for key in family.keys.values() for name in key.names]
    config = data.draw(st.dictionaries(st.sampled_from([*names, "architectures"]), ANYTHING, max_size=4))
    begun = time.perf_counter()
    try:
        model = from_config({"model_type": family.name, **config})
        said = f"{model.total} {model.active} architecture"
    except SymcountError as error:
        said = str(error)
    assert any(name in said for name in [*names, "architecture"])
    assert time.perf_counter() - begun < 2
