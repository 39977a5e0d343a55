"""Every key of every configuration class that changes the count is read, or refused by its name."""

from __future__ import annotations

from itertools import groupby

import pytest

from symcount.models.families import FAMILIES, from_config
from tests.frameworks.live.comparison import group
from tests.models.families.published import refusal, total
from tests.models.families.record import built
from tests.models.families.recorded import varied
from tests.models.families.varied import Change, changes, disagreement

RECORDED = varied()


@pytest.mark.parametrize("name", FAMILIES)
def test_every_key_that_changed_the_count_is_read_or_refused(name: str) -> None:
    problems = []
    for row in RECORDED[name]["changes"]:
        change = Change(*(row[field] for field in Change._fields))
        problems.append(disagreement({**change.of(RECORDED[name]["base"]), "architectures": [row["architecture"]]}, change.key, row["total"]))
    assert not list(filter(None, problems))


@pytest.mark.parametrize("name", [pytest.param(name, marks=group("torch", "transformers")) for name in FAMILIES])
def test_transformers_builds_what_is_said_whatever_key_is_changed(name: str) -> None:
    base, problems = RECORDED[name]["base"], []
    base = {**base, "architectures": [FAMILIES[name].prefix + FAMILIES[name].usual]}
    for key, some in groupby((change for change in changes(base) if not change.without), lambda change: change.key):
        configs = [change.of(base) for change in some]
        counted = next(((config, weights["total"]) for config in configs if (weights := built(config))), None)
        problems.append(disagreement(counted[0], key, counted[1]) if counted else "")
    assert not list(filter(None, problems))


@pytest.mark.parametrize(
    "config, count",
    [
        ({"model_type": "gpt2", "n_embd": 96, "n_head": 6, "n_layer": 3, "add_cross_attention": True}, 5_371_008),
        (
            {
                "model_type": "bert",
                "architectures": ["BertLMHeadModel"],
                "hidden_size": 96,
                "num_attention_heads": 6,
                "num_hidden_layers": 2,
                "is_decoder": True,
                "add_cross_attention": True,
                "intermediate_size": 3072,
            },
            4_355_802,
        ),
        ({"model_type": "t5", "hidden_size": 96, "num_hidden_layers": 2}, 8_985_344),
    ],
    ids=["cross-attention", "of a decoder", "a further name"],
)
def test_totals_that_transformers_has(config: dict[str, object], count: int) -> None:
    assert from_config(config).total == count


def test_of_a_key_and_its_further_name_the_further_one_counts() -> None:
    assert total("gpt2", n_embd=96, hidden_size=48, n_head=6) == total("gpt2", hidden_size=48, n_head=6)


@pytest.mark.parametrize(
    "config, message",
    [
        ({"model_type": "bert", "add_cross_attention": True}, "add_cross_attention needs is_decoder to be true: an encoder has no cross-attention"),
        (
            {"model_type": "gpt_bigcode", "add_cross_attention": True},
            "add_cross_attention needs multi_query to be false: GPT-BigCode has no cross-attention with one head of keys and values",
        ),
        ({"model_type": "mamba", "intermediate_size": 9}, "intermediate_size is expand times hidden_size, 1536, not 9"),
        (
            {"model_type": "swin", "architectures": ["SwinForMaskedImageModeling"], "num_hidden_layers": 2},
            "num_hidden_layers is the number of depths, 4, not 2",
        ),
        (
            {"model_type": "llama", "per_layer_config": {"0": {"intermediate_size": 9}}},
            "per_layer_config gives layers sizes of their own, and these are not read: leave it out, or summarise the model itself",
        ),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_not_read_is_refused(config: dict[str, object], message: str) -> None:
    assert refusal(config) == message


def test_an_untied_t5_says_that_transformers_ties_it() -> None:
    notes = from_config({"model_type": "t5", "tie_word_embeddings": False}).notes
    assert notes[-1] == "the head is a matrix of its own, as published; transformers from version 5 on ties it to the words whatever tie_word_embeddings says"
    assert not any("ties it" in note for note in from_config({"model_type": "t5"}).notes)
