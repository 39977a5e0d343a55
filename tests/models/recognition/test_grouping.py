"""Which tensors belong to one layer; each is in exactly one group."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.frameworks.built import BuiltWeight
from symcount.models.model import added
from symcount.models.recognition import _of_alike, parts_of
from symcount.models.recognition.grouping import Group, groups_of
from tests.models.recognition.written import tensors


@pytest.mark.parametrize(
    "written, groups",
    [
        ("a.weight 2x2, b.weight 2x2, a.bias 2", {"a": ["weight", "bias"], "b": ["weight"]}),
        ("weight 2x2, bias 2", {"": ["weight", "bias"]}),
        ("cls_token 1x1x4, pos_embed 1x9x4", {"cls_token": ["cls_token"], "pos_embed": ["pos_embed"]}),
        ("a.in_proj_weight 6x2, a.out_proj.weight 2x2", {"a": ["in_proj_weight", "out_proj.weight"]}),
        ("a.q.weight 2x2, a.out_proj.weight 2x2", {"a.q": ["weight"], "a.out_proj": ["weight"]}),
        ("l.parametrizations.weight.original0 2x1, l.bias 2", {"l": ["parametrizations.weight.original0", "bias"]}),
        ("l.weight 2x1, l.weight.absmax 2", {"l": ["weight", "weight.absmax"]}),
        ("d/d/kernel:0 2x2, d/d/bias:0 2", {"d": ["kernel", "bias"]}),
        ("lstm/lstm_cell_3/kernel 2x8", {"lstm": ["kernel"]}),
        ("a/w:0 2, a/w:1 3", {"a": ["w:0", "w:1"]}),
        ("forward_pass/kernel 2x2, head/kernel 2x2", {"forward_pass": ["kernel"], "head": ["kernel"]}),
    ],
)
def test_groups(written: str, groups: dict[str, list[str]]) -> None:
    assert {group.name: list(group.own) for group in groups_of(tensors(written))} == groups


WORDS = "a b out_proj in_proj_weight weight bias kernel query key value out hi hf cell vars 0 forward_x backward_x parametrizations"
SEGMENTS = st.sampled_from(WORDS.split(" "))
PATHS = st.lists(SEGMENTS, min_size=1, max_size=4)
SHAPES = st.lists(st.integers(0, 6), max_size=5).map(tuple)


@given(st.dictionaries(st.builds(str.join, st.sampled_from("./"), PATHS), SHAPES, max_size=12))
def test_every_tensor_is_in_exactly_one_part_and_a_layer_has_as_many_numbers(shapes: dict[str, tuple[int, ...]]) -> None:
    parts = parts_of([BuiltWeight(name, shape) for name, shape in shapes.items()])
    assert sorted(weight.name for part in parts for weight in part.weights) == sorted(shapes)
    for part in parts:
        if part.layer and not any("parametrizations" in weight.name for weight in part.weights):
            held = [weight for weight in part.layer.weights if weight.name in {name for one in part.weights for name in one.of}]
            assert part.count in (part.layer.total, added(weight.count for weight in held))


@pytest.mark.parametrize(
    "name, written_names",
    [
        ("dense_1", "kernel bias"),
        ("dense_1", "other/kernel other/bias"),
        ("d_1", "d_1/d_1/kernel:0 d_1/d_1/bias:0"),
        ("", "weight bias"),
        ("h.1", "h.1.w h.1.b"),
    ],
)
def test_a_group_has_the_names_of_its_like_of_any_block(name: str, written_names: str) -> None:
    first, second = written_names.split()
    group = Group(name, (BuiltWeight(first, (5, 3)), BuiltWeight(second, (3,))), "Dense")
    assert list(Group.of_alike(group.alike).own.items()) == list(group.own.items())


def test_blocks_that_are_alike_are_recognised_once() -> None:
    shapes = {"c_attn.weight": (7, 21), "c_attn.bias": (21,), "ln.weight": (7,)}
    blocks = [BuiltWeight(f"h.{block}.{name}", shape) for block in range(500) for name, shape in shapes.items()]
    _of_alike.cache_clear()
    assert len({str(part.layer) for part in parts_of(blocks)}) == 2
    assert _of_alike.cache_info().misses == 2
