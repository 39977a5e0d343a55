"""A configuration is read in the same way from a dictionary and from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from symcount.models import load
from symcount.models.configured import configured

GPT2 = {"model_type": "gpt2", "n_embd": 8, "n_layer": 2, "n_head": 2, "vocab_size": 11, "n_positions": 5}
DENSE = {"class_name": "Dense", "config": {"units": 5}, "build_config": {"input_shape": [None, 13]}}
KERAS = {"class_name": "Sequential", "config": {"layers": [DENSE]}}


@pytest.mark.parametrize("config, total", [(GPT2, 1888), (KERAS, 70), (GPT2 | KERAS, 70)], ids=["Hugging Face", "Keras", "both"])
def test_a_dictionary_and_a_file(tmp_path: Path, config: dict[str, Any], total: int) -> None:
    path = tmp_path / "config.json"
    path.write_text(json.dumps(config))
    assert load(config).total == load(path).total == total


def test_no_configuration() -> None:
    assert configured({"name": "a model"}) is None
