"""What belongs to the words: heads and tables of positions, the same for configurations, files and live models."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import symcount as sc
from symcount.models.embeddings import says_positions, with_heads
from symcount.models.families import FAMILIES, from_config
from symcount.models.model import Model
from tests.frameworks.live.comparison import group


@pytest.mark.parametrize(
    "name", ["transformer.wpe", "embeddings.position_embeddings", "decoder.embed_positions", "position_embd", "pos_embed", "pos_emb/embeddings"]
)
def test_names_of_tables_of_positions(name: str) -> None:
    assert says_positions(name)


@pytest.mark.parametrize("name", ["transformer.wte", "embed_tokens", "token_and_position_embedding.token_emb", "encoder.positional_encoding.proj"])
def test_other_names(name: str) -> None:
    assert not says_positions(name)


def test_a_class_may_say_it_too() -> None:
    assert says_positions("pe", "PositionalEncoding")


@pytest.mark.parametrize(
    "name, rows, is_head",
    [("lm_head", 100, True), ("model.output", 100, True), ("cls.predictions.decoder", 100, True), ("lm_head", 2, False), ("h.0.mlp.fc", 100, False)],
)
def test_a_head_is_told_by_its_name_and_the_number_of_words(name: str, rows: int, is_head: bool) -> None:
    found = sc.summary({"wte.weight": (100, 8), f"{name}.weight": (rows, 8)})
    assert found.embedding == 800 + (8 * rows if is_head else 0)
    assert with_heads([]) == ()


def shapes(model: Model) -> dict[str, tuple[Any, ...]]:
    """The weights of a model as a file has them: tied ones once."""
    numbered = [(part, part.name.replace("*", str(place), 1).replace("*", "0")) for part in model.parts for place in range(int(str(part.copies)))]
    return {f"{name}.{one.name}".strip("."): one.shape for part, name in numbered for one in part.weights if one.name not in part.shared}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_file_has_the_embeddings_of_its_configuration(name: str) -> None:
    """In every family, the head a matrix of its own."""
    read = {other for key in FAMILIES[name].keys.values() for other in key.names[:1]}
    small = dict.fromkeys(read & {"num_hidden_layers", "n_layer", "num_layers", "num_local_experts", "num_experts", "n_routed_experts"}, 2)
    model = from_config({"model_type": name, "tie_word_embeddings": False, **small})
    assert sc.summary(shapes(model)).embedding == model.embedding


SMALL: list[dict[str, Any]] = [
    {
        "model_type": "llama",
        "architectures": ["LlamaForCausalLM"],
        "vocab_size": 96,
        "hidden_size": 24,
        "intermediate_size": 40,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "pad_token_id": 0,
    },
    {"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "vocab_size": 96, "n_embd": 24, "n_layer": 2, "n_head": 4, "n_positions": 20},
    {
        "model_type": "opt",
        "architectures": ["OPTForCausalLM"],
        "vocab_size": 96,
        "hidden_size": 24,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "tie_word_embeddings": False,
    },
    {"model_type": "vit", "architectures": ["ViTForImageClassification"], "hidden_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4},
]


@pytest.mark.parametrize("config", [pytest.param(config, marks=group("torch", "transformers", "safetensors"), id=config["model_type"]) for config in SMALL])
def test_live_saved_and_configured_models_agree(config: dict[str, Any], tmp_path: Path) -> None:
    import transformers

    arguments = {key: value for key, value in config.items() if key not in ("model_type", "architectures")}
    model = getattr(transformers, config["architectures"][0])(transformers.AutoConfig.for_model(config["model_type"], **arguments))
    model.save_pretrained(tmp_path)
    described = [sc.summary(config), sc.summary(tmp_path / "config.json"), sc.summary(tmp_path), sc.summary(model)]
    assert len({(one.total, one.embedding) for one in described}) == 1
    assert len({one.families["embeddings"] for one in described}) == 1
