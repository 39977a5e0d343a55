"""Formulas typed as a student types them, and what is then read."""

from __future__ import annotations

from html import unescape
from time import process_time
from typing import Any

import pytest

from symcount.errors import FormulaError, InputError
from symcount.widgets.checker import Checker, checker
from tests.test_rich_display import TAGS, TEXTS, Page


def sentence(panel: Checker) -> str:
    return "".join(Page(panel.box.children[2].value).texts)


def body(panel: Checker) -> str:
    value: str = panel.box.children[3].value
    return unescape(value)


@pytest.mark.parametrize("text, said", [
    ("4(nm+n^2+n)", "✓ 4(nm+n^2+n) is right for an LSTM."),
    ("4(nm+n^2)", "✗ 4(nm+n^2) is wrong for an LSTM: it lacks 4·n: one bias vector for each of the four gates."),
    ("≈ 4(nm+n²)", "≈ ≈ 4(nm+n²) is right as an approximation for an LSTM"),
    ("4(nm+n^2", "cannot read this formula: this bracket is never closed"),
    ("five", "✗ five is wrong for an LSTM"),
    ("1/0", "cannot read this formula: division by zero"),
    ("many words that say nothing!", "cannot read this formula:"),
    ("", ""),
    ("   ", ""),
])  # fmt: skip
def test_what_is_typed_is_answered_in_the_panel(text: str, said: str) -> None:
    panel = checker("lstm")
    panel.field.value = text
    assert sentence(panel).startswith(said)


def test_the_answer_names_the_difference_the_reading_and_the_witness() -> None:
    panel = checker("lstm")
    panel.field.value = "4(nm+n^2)"
    assert all(part in body(panel) for part in ("n = units, m = input_dim (inferred)", "right only if", "8 instead of 12"))


def test_the_next_formula_replaces_the_answer() -> None:
    panel = checker("lstm")
    for text in ("4(nm+n^2)", "4(nm"):
        panel.field.value = text
    assert (panel.verdict, body(panel)) == (None, "")
    panel.field.value = "4n(n+m+1)"
    assert panel.verdict
    assert panel.verdict.is_right


def test_what_its_author_said_is_used() -> None:
    panel = checker("lstm", where={"h": "units", "x": "input_dim"}, given={"bias": 0})
    panel.field.value = "4(xh+h^2)"
    assert panel.verdict
    assert panel.verdict.is_right
    keras = checker("gru", convention="keras")
    keras.field.value = "3n(n+m+2)"
    assert keras.verdict
    assert keras.verdict.is_right


@pytest.mark.parametrize("arguments, message", [
    ({"layer": "ltsm"}, "did you mean 'lstm'"),
    ({"layer": "lstm", "where": {"n": "unitz"}}, "unitz"),
    ({"layer": "lstm", "given": {"units": -1}}, "units is a whole number from 1"),
    ({"layer": "lstm", "convention": "kerass"}, "did you mean 'keras'"),
    ({"layer": "lstm", "where": "n=units"}, "where is a dictionary"),
    ({"where": 3}, "where is a dictionary, not 3"),
    ({"given": 3}, "given is a dictionary, not 3"),
    ({"where": {"n": "unitz"}}, "did you mean 'units'"),
    ({"given": {"units": -1}}, "units is a whole number from 1"),
    ({"convention": "kerass"}, "did you mean 'keras'"),
])  # fmt: skip
def test_what_its_author_said_wrong_is_refused_at_once(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises((InputError, FormulaError), match=message):
        checker(**arguments)


def test_a_student_may_choose_the_layer() -> None:
    panel = checker()
    panel.field.value = "3(nm+n^2+n)"
    assert panel.verdict
    assert panel.verdict.layer == "gru"
    panel.choice.value = "lstm"
    assert sentence(panel).startswith("✗ 3(nm+n^2+n) is wrong for an LSTM")


@pytest.mark.parametrize("text", [*TEXTS, "$\\href{x}{4n}$", "(" * 2500 + "n" + ")" * 2500, "+".join(["nm"] * 1700)], ids=lambda text: text[:20])
def test_no_tag_and_no_command_comes_from_what_is_typed(text: str) -> None:
    panel = checker("lstm")
    begun = process_time()
    panel.field.value = text
    assert process_time() - begun < 5
    for part in (panel.box.children[2].value, panel.box.children[3].value):
        page = Page(part)
        assert page.tags <= TAGS
        assert page.attributes <= {"style"}
        assert all(words in ("$", "\\") for words in page.texts if "$" in words or "\\" in words)


def test_a_page_without_a_kernel_says_how_to_begin() -> None:
    assert str(checker("lstm")) == "checker of formulas for lstm: run this cell, then type a formula such as 4(nm+n^2), then Enter"
    panel = checker("lstm")
    panel.field.value = "4(nm+n^2)"
    assert str(panel).startswith("4(nm+n^2) is wrong for an LSTM")
    assert "is wrong for an LSTM" in panel.static()


def test_the_class_that_pages_are_searched_for() -> None:
    assert checker("lstm").box.children[2]._dom_classes == ("symcount-verdict",)


def test_what_cannot_be_judged_is_not_called_unequal() -> None:
    panel = checker("lstm")
    panel.field.value = "4457472"
    assert "4457472 ≟ 4<i>n</i>" in panel.static()
    assert "≠" not in panel.static()
