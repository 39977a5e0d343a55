"""One door for everything that has parameters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from symcount.errors import InputError
from symcount.models import Model, load


class Tensor:
    """Something with a shape."""

    def __init__(self, *sides: int) -> None:
        self.shape = sides


GPT2 = {"model_type": "gpt2", "n_embd": 8, "n_layer": 2, "n_head": 2, "vocab_size": 11, "n_positions": 5}


@pytest.mark.parametrize(
    "what, total, parts",
    [
        (Model("m", "", ()), 0, 0),
        ({"encoder.weight": (64, 32), "encoder.bias": [64]}, 2112, 1),
        ({"a.weight": Tensor(4, 3), "a.bias": Tensor(4), "b": Tensor()}, 17, 2),
        (GPT2, 11 * 8 + 5 * 8 + 2 * (12 * 64 + 13 * 8) + 16, None),
    ],
)
def test_what_is_loaded(what: Any, total: int, parts: int | None) -> None:
    model = load(what)
    assert model.total == total
    assert parts in (None, len(model.parts))


@pytest.mark.parametrize(
    "what, message",
    [
        ({}, "this dictionary is empty: give a model of Keras"),
        ({"a": "b"}, "is no configuration (it has neither 'model_type' nor 'class_name') and no state dictionary"),
        ({1: (3, 4)}, "is no configuration"),
        ({"a": (3, -4)}, "is no configuration"),
        ({"a": (3, True)}, "is no configuration"),
        ({"a": (3, 1.5)}, "is no configuration"),
        ({"model_type": "gtp2"}, "no model_type is called 'gtp2'; did you mean 'gpt2'"),
        ({"architectures": ["GPT2LMHeadModel"]}, "model_type"),
        (None, "not None"),
        (3, "not 3"),
        ([("a", (3, 4))], "not [("),
        (Path("no/such/file.safetensors"), "no/such/file.safetensors"),
        ("", ""),
    ],
    ids=str,
)
def test_what_cannot_be_loaded(what: Any, message: str) -> None:
    with pytest.raises(InputError) as refused:
        load(what)
    assert message in str(refused.value)


def test_a_dictionary_that_holds_itself_is_refused() -> None:
    circle: dict[str, object] = {}
    circle["a"] = circle
    with pytest.raises(InputError, match="reading the model: RecursionError"):
        load(circle)


def test_an_empty_path_is_not_the_current_folder() -> None:
    with pytest.raises(InputError, match="its path is empty"):
        load("")
