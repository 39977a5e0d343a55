"""A verdict as a part of a page."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.judging import report_html


@pytest.mark.parametrize("text, mark, said", [
    ("4(nm+n^2+n)", "✓", "is right for an LSTM."),
    ("4(nm+n^2)", "✗", "is wrong for an LSTM: it lacks 4·n: one bias vector for each of the four gates."),
    ("≈ 4(nm+n^2)", "≈", "is right as an approximation"),
])  # fmt: skip
def test_the_sentence_stands_behind_its_mark(text: str, mark: str, said: str) -> None:
    sentence = report_html.sentence(sc.check(text, "lstm"))
    assert f">{mark}</strong> <code>{text}</code> {said}" in sentence


def test_each_fact_has_its_label() -> None:
    page = report_html.page(sc.check("4(nm+n^2)", "lstm"))
    labels = ["reading", "note", "true count", "right only if", "at m=1, n=1"]
    assert [page.index(f">{label}</td>") for label in labels] == sorted(page.index(f">{label}</td>") for label in labels)


def test_several_faults_are_a_list() -> None:
    verdict = sc.check("4*((4096*16)+(4096*4096))*256", "lstm", given={"units": 256, "input_dim": 4096, "timesteps": 16})
    assert report_html.body(verdict).count("<li>") == len(verdict.diagnosis) > 1


def test_the_equation_is_typeset() -> None:
    assert "≠ 4<i>n</i>(<i>m</i> + <i>n</i> + 1)" in report_html.body(sc.check("4(nm+n^2)", "lstm"))


def test_a_shape_has_no_equation() -> None:
    page = report_html.body(sc.check("(units, 4*inputs)", "lstm", weight="kernel"))
    assert "≠" not in page
