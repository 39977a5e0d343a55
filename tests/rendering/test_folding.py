"""Rows that repeat, folded: no row is lost, and what is not alike stays apart."""

from __future__ import annotations

from time import process_time
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symcount.rendering import folding
from symcount.rendering.folding import MOST_TRIED, folded

CASES = [
    ("", "", ""),
    ("a b c", "1 1 1", "a b c"),
    ("conv conv_1 conv_2", "1 1 1", "conv conv_1…2*2"),
    ("c_1 c_2 c_3", "1 1 2", "c_1…2*2 c_3"),
    ("c_1 b_1 c_4 b_4 c_7 b_7", "1 2 1 2 1 2", "c_1,4…7*3 b_1,4…7*3"),
    ("c_1 b_1 c_4 b_4", "1 2 1 2", "c_1,4*2 b_1,4*2"),
    ("h.0.q h.0.k h.1.q h.1.k out", "1 1 1 1 3", "h.0…1.q*2 h.0…1.k*2 out"),
    ("l.0.e.0 l.0.e.1 l.0.g l.1.e.0 l.1.e.1 l.1.g", "1 1 2 1 1 2", "l.0…1.e.0…1*4 l.0…1.g*2"),
    ("l.0.e.0 l.0.e.1 l.0.g l.1.e.0 l.1.e.1 l.1.g l.2.e.0 l.2.e.1 l.2.g", "1 1 2 1 1 2 1 1 2", "l.0…2.e.0…1*6 l.0…2.g*3"),
    ("l.0.n1 l.0.n2 l.1.n1 l.1.n2", "1 1 1 1", "l.0…1.n1…2*4"),
    ("l.0.a l.1.a l.1.b l.2.b", "1 1 1 1", "l.0…1.a*2 l.1…2.b*2"),
    ("a.0.0 a.0.1 a.1.1", "1 1 1", "a.0.0…1*2 a.1.1"),
    ("a.0.1 a.1.2", "1 1", "a.0.1 a.1.2"),
    ("b_0 b_3 b_7", "1 1 1", "b_0,3…7*3"),
    ("a.0 a.0", "1 1", "a.0 a.0"),
]


@pytest.mark.parametrize("names, contents, shown", CASES)
def test_folding(names: str, contents: str, shown: str) -> None:
    rows = folded(names.split(), contents.split())
    assert " ".join(f"{row.name}*{row.times}".removesuffix("*1") for row in rows) == shown


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2), st.integers(0, 2)), max_size=30))
def test_no_row_is_lost(parts: list[tuple[str, int, int]]) -> None:
    names = [f"{letter}.{one}.{other}" for letter, one, other in parts]
    rows = folded(names, [letter for letter, _, _ in parts])
    assert sum(row.times for row in rows) == len(names)
    assert sorted(letter for row in rows for letter in row.name[0] * row.times) == sorted(letter for letter, _, _ in parts)


@pytest.mark.parametrize("name", ["layers.{0}.experts.{1}.w", "a{1}.{0}", "x", "b{2}.{2}"])
def test_many_rows_are_folded_in_time(name: str) -> None:
    names = [name.format(place // 100, place % 100, place) for place in range(20_000)]
    began = process_time()
    rows = folded(names, [place % 7 for place in range(20_000)])
    assert process_time() - began < 6
    assert sum(row.times for row in rows) == len(names)


def test_what_does_not_fold_is_tried_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"layers.{place}.experts.{place % 64}.w" for place in range(2_000)]
    comparing = Mock(wraps=folding._varying)
    monkeypatch.setattr(folding, "_varying", comparing)
    assert len(folded(names, [0] * len(names))) == len(names)
    assert comparing.call_count <= MOST_TRIED * len(names)
