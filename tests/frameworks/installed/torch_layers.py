"""PyTorch's own layers, built for a configuration, on no device where that can be."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterator
from functools import reduce
from typing import Any

import torch
import torch.nn.utils.prune

from tests.frameworks.cases import Case, Weight, layer, together

VERSION = f"torch {torch.__version__.partition('+')[0]}"


def constructor(name: str) -> Any:
    """The class, or function, of a layer."""
    return reduce(getattr, name.split("."), torch.nn)


def made(name: str, config: dict[str, Any]) -> Any:
    """A layer from its arguments, and the layers inside it from theirs."""
    values = {argument: _value(value) for argument, value in config.items()}
    return constructor(name)(**values)


def _value(value: Any) -> Any:
    if isinstance(value, dict) and value.keys() == {"layer", "config"}:
        return made(value["layer"], value["config"])
    if isinstance(value, dict) and value.keys() == {"ones"}:
        return torch.ones(*value["ones"])
    return tuple(value) if isinstance(value, list) else value


COMPUTED = ("spectral", "orthogonal", "prune", "Norm")
"""What is in the names of layers that compute with their weights when they are built."""


def built(case: Case) -> Any:
    """The layer, after a lazy one has seen its input."""
    with torch.device("cpu" if any(word in case.layer for word in COMPUTED) else "meta"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        one = made(case.layer, case.config)
        if case.input_shape is not None:
            one(torch.empty(case.input_shape))
    return one


def weights(case: Case) -> list[Weight]:
    """What PyTorch built: parameters and buffers."""
    one = built(case)
    trained = [Weight(name, tuple(weight.shape), weight.requires_grad) for name, weight in one.named_parameters()]
    return trained + [Weight(name, tuple(kept.shape), trainable=False, is_buffer=True) for name, kept in one.named_buffers()]


DOCUMENTED: dict[str, Any] = {
    "input_size": 1,
    "hidden_size": 1,
    "num_layers": 1,
    "bias": True,
    "batch_first": False,
    "dropout": 0.0,
    "bidirectional": False,
    "device": None,
    "dtype": None,
}
OWN: dict[str, dict[str, Any]] = {"RNN": {"nonlinearity": "tanh"}, "LSTM": {"proj_size": 0}}
"""The arguments of recurrent layers, whose signatures name none: https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html"""


def parameters(name: str) -> dict[str, Any]:
    """The arguments of a layer, with their defaults."""
    if name in ("RNN", "LSTM", "GRU"):
        return DOCUMENTED | OWN.get(name, {})
    own = inspect.signature(constructor("NLLLoss" if name == "NLLLoss2d" else name)).parameters  # the old name hands all on
    return {one.name: one.default for one in own.values()}


def _matrix(config: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {"_weight": torch.ones(config["num_embeddings"], config["embedding_dim"])}


OTHER_VALUES: dict[str, Any] = {
    "device": ["cpu"],
    "dtype": [torch.float64],
    "activation": ["relu", "gelu"],
    "nonlinearity": ["relu", "tanh"],
    "padding_mode": ["zeros", "circular"],
    "output_padding": together({"output_padding": 1, "stride": 2}),
    "groups": [1, 2, 3],
    "kernel_size": [2, 3],
    "momentum": [0.5],
    "eps": [1e-3],
    "process_group": ["a group"],
    "padding_idx": [0],
    "max_norm": [2.0],
    "mode": ["sum", "max"],
    "_weight": _matrix,
    "kdim": [7],
    "vdim": [7],
    "proj_size": [1],
    "norm": together({"norm": layer("LayerNorm", {"normalized_shape": 4})}),
    "custom_encoder": [torch.nn.Identity()],
    "custom_decoder": [torch.nn.Identity()],
    "weight": [None, {"ones": [3]}],
    "pos_weight": [None, {"ones": [3]}],
    "out_features": [7, [2, 3]],
    "reduction": ["sum"],
    "ignore_index": [-100, 0],
    "size_average": [False],
    "reduce": [True],
    "options": [None],
    "output_ratio": together({"output_ratio": 0.5, "output_size": None}),
    "_random_samples": [None, {"ones": [1, 2, 2]}, {"ones": [1, 2, 3]}],
    "distance_function": [None, layer("Bilinear", {"in1_features": 2, "in2_features": 3, "out_features": 1})],
    "orthogonal_map": ["cayley", "householder"],
    "amount": [1],
    "importance_scores": [None],
    "mask": [{"ones": [1]}],
    "name": ["bias"],
    "dim": [0, 1, None],
}
"""Other values of an argument by its name, or changes of a configuration."""

REFUSALS = (ValueError, KeyError, TypeError, IndexError, RuntimeError, AssertionError, AttributeError, ZeroDivisionError)
