"""The totals of a model: shared weights once, buffers beside, copies together."""

from __future__ import annotations

from dataclasses import replace

from symcount.algebra import Value, symbol
from symcount.frameworks.built import BuiltWeight
from symcount.models import Model, Part
from symcount.models.model import added

TABLE = BuiltWeight("table", (7, 3))
STATISTICS = BuiltWeight("mean", (3,), trainable=False, is_buffer=True)


def test_what_is_shared_is_counted_once() -> None:
    model = Model("tied", "", (Part("in", "", (TABLE,)), Part("out", "", (TABLE, BuiltWeight("bias", (7,))), shared={"table": "in.table"})))
    assert (model.total, model.parts[1].count) == (28, 7)


def test_buffers_are_no_parameters() -> None:
    frozen = Part("frozen", "", (replace(TABLE, trainable=False), STATISTICS), copies=2)
    model = Model("m", "", (frozen, Part("p", "", (TABLE,))))
    assert (model.total, model.trainable, model.non_trainable, model.buffers) == (63, 21, 42, 6)


def test_active_copies() -> None:
    model = Model("m", "", (Part("experts", "", (TABLE,), copies=8, active=2), Part("p", "", (TABLE,))))
    assert (model.total, model.active) == (21 * 9, 21 * 3)


def test_sums_are_numbers_where_nothing_is_open() -> None:
    n = symbol("n")
    assert added([]) == 0
    assert added([n, 2 - n]) == 2
    assert isinstance(added([n, 2 - n]), int)
    assert isinstance(added([n, 2]), Value)


def test_a_part_that_only_has_buffers_needs_no_explanation() -> None:
    buffer = BuiltWeight("inv_freq", (32,), trainable=False, is_buffer=True)
    assert Part("rotary_emb", "", (buffer,)).is_explained
    assert not Part("rotary_emb", "", (buffer, BuiltWeight("weight", (3,)))).is_explained
