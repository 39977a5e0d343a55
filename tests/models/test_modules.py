"""Tensors that come again are shared with the module that had them first."""

from __future__ import annotations

import pytest

from symcount.frameworks.built import BuiltWeight
from symcount.models.explaining import Constructor
from symcount.models.modules import Module, Sharing

TABLE = BuiltWeight("wte.weight", (100, 8))


def test_a_tensor_that_comes_again_is_shared_and_counted_once() -> None:
    tensor, sharing = object(), Sharing()
    first, again = (
        module for name in ("wte", "head") for module in sharing.module(name, "", [(tensor, BuiltWeight(f"{name}.weight", (100, 8)))], lambda: None)
    )
    assert (first.shared, again.shared) == ({}, {"head.weight": "wte.weight"})
    assert [module.part.count for module in (first, again)] == [800, 0]


def test_names_that_come_twice_are_told_apart() -> None:
    sharing = Sharing()
    modules = [module for _ in range(3) for module in sharing.module("a", "", [(object(), BuiltWeight("a.w", (2,)))], lambda: None)]
    assert [weight.name for module in modules for weight in module.weights] == ["a.w", "a.w_2", "a.w_3"]


def test_a_module_without_tensors_is_none() -> None:
    assert list(Sharing().module("relu", "ReLU", [], lambda: None)) == []


def test_the_constructor_is_asked_before_shapes() -> None:
    by_constructor = Module("e", "Embedding", (TABLE,), constructor=Constructor("torch", "Embedding", {"num_embeddings": 100, "embedding_dim": 8}))
    by_shapes = Module("wte", "Mine", (TABLE,))
    assert [str(module.part.layer).partition("(")[0] for module in (by_constructor, by_shapes)] == ["embedding", "embedding"]
    assert Module("", "Linear", (BuiltWeight("weight", (2, 3)),)).part.name == "Linear"


@pytest.mark.parametrize(
    "kind, shapes, layer",
    [
        ("SincConv", {"weight": (8, 1, 5)}, None),
        ("StandardisedConv2d", {"weight": (8, 3, 5, 5)}, "conv2d"),
        ("Net", {"weight": (5, 3)}, None),
        ("Conv1D", {"weight": (3, 5), "bias": (5,)}, "dense"),
        ("NoisyLinear", {"weight": (5, 3), "bias": (5,)}, "dense"),
        ("MixtralTopKRouter", {"weight": (8, 64)}, "dense"),
        ("Affine", {"weight": (5,), "bias": (5,)}, None),
        ("MyLayerNorm", {"weight": (5,), "bias": (5,)}, "layer_norm"),
        ("MyRMSNorm", {"weight": (5,)}, "rms_norm"),
        ("Minimal", {"kernel": (3, 20), "recurrent_kernel": (5, 20), "bias": (20,)}, None),
        ("MyLSTM", {"kernel": (3, 20), "recurrent_kernel": (5, 20), "bias": (20,)}, "lstm"),
        ("Snake", {"alpha": (5,)}, None),
        ("WordEmbedding", {"weight": (100, 8)}, "embedding"),
        ("", {"weight": (8, 1, 5)}, "conv1d"),
    ],
)
def test_a_class_of_ones_own_is_named_by_its_shapes_only_if_it_is_called_so(kind: str, shapes: dict[str, tuple[int, ...]], layer: str | None) -> None:
    part = Module("one", kind, tuple(BuiltWeight(f"one.{name}", shape) for name, shape in shapes.items())).part
    assert (part.layer.layer.name if part.layer else None) == layer
    assert part.layer or not part.note


def test_a_table_of_positions_beside_other_tensors_is_a_part_of_its_own() -> None:
    tensors = (BuiltWeight("embeddings.cls_token", (1, 1, 8)), BuiltWeight("embeddings.position_embeddings", (1, 5, 8)))
    first, table = Module("embeddings", "ViTEmbeddings", tensors, {"embeddings.cls_token": "other"}).parts
    assert [str(part.layer).partition("(")[0] for part in (first, table)] == ["None", "position_embedding"]
    assert (first.shared, table.shared) == ({"embeddings.cls_token": "other"}, {})
