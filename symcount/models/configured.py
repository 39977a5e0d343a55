"""What a configuration is decides who reads it: one rule for dictionaries and for files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from symcount.models.model import Model


def configured(config: Mapping[Any, Any]) -> Model | None:
    """The model that a configuration of Keras or Hugging Face describes; None for what is neither.

    >>> configured({"hello": "world"}) is None
    True

    Keras names a class, Hugging Face a type of model; what has both is Keras', since a `.keras` archive cannot be anything else.
    Errors: `InputError` for a configuration that does not suffice.
    """
    if "class_name" in config:
        from symcount.models.keras_config import model_of_config

        return model_of_config(config)
    if "model_type" in config or "architectures" in config:
        from symcount.models.families import from_config

        return from_config(config)
    return None
