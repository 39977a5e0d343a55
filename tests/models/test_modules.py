"""Tensors that come again are shared with the module that had them first."""

from __future__ import annotations

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


def test_a_table_of_positions_beside_other_tensors_is_a_part_of_its_own() -> None:
    tensors = (BuiltWeight("embeddings.cls_token", (1, 1, 8)), BuiltWeight("embeddings.position_embeddings", (1, 5, 8)))
    first, table = Module("embeddings", "ViTEmbeddings", tensors, {"embeddings.cls_token": "other"}).parts
    assert [str(part.layer).partition("(")[0] for part in (first, table)] == ["None", "position_embedding"]
    assert (first.shared, table.shared) == ({"embeddings.cls_token": "other"}, {})
