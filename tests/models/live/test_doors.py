"""Which framework an object is of, found without importing any; what is none is refused."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest

from symcount.errors import InputError
from symcount.models.live import model_of, tensors_of


class Array:
    """All that a variable of linen must tell."""

    def __init__(self, *shape: int) -> None:
        self.shape = shape


VARIABLES = {
    "params": {"Dense_0": {"kernel": Array(13, 5), "bias": Array(5)}, "BatchNorm_0": {"scale": Array(5), "bias": Array(5)}},
    "batch_stats": {"BatchNorm_0": {"mean": Array(5), "var": Array(5)}},
}


def test_what_init_of_linen_returns() -> None:
    model = model_of(VARIABLES)
    assert [(part.name, str(part.layer)) for part in model.parts] == [
        ("Dense_0", "dense(units=5, input_dim=13, bias=1): 70"),
        ("BatchNorm_0", "batch_norm(features=5, bias=1): 10"),
    ]
    assert (model.total, model.trainable) == (80, 80)
    assert [weight.name for weight in tensors_of(VARIABLES) if weight.is_buffer] == ["BatchNorm_0/mean", "BatchNorm_0/var"]


def test_parameters_alone() -> None:
    assert model_of(VARIABLES["params"]).total == 80


@pytest.mark.parametrize(
    "model, message",
    [
        (3, "a model is one of PyTorch, Keras or Flax, not 3"),
        (None, "a model is one of PyTorch, Keras or Flax, not None"),
        (dict, "'dict' is a class: give the model that it makes"),
        ({"params": {"kernel": "text"}}, "kernel is an array or a dictionary of arrays, not 'text'"),
    ],
)
def test_refusals(model: Any, message: str) -> None:
    with pytest.raises(InputError) as error:
        model_of(model)
    assert str(error.value) == message


def test_no_framework_is_imported_for_what_is_no_model() -> None:
    program = """
import sys, symcount.errors
from symcount.models.live import model_of
try:
    model_of(3)
except symcount.errors.InputError:
    sys.exit(any(name in sys.modules for name in ("torch", "keras", "jax", "flax")))
"""
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
