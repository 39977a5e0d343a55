"""The verdict: the keys of the interface, plain values, nothing that can be changed."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError

import pytest

import symcount as sc
from symcount.errors import InputError
from symcount.judging.verdict import Verdict

KEYS = {
    "text",
    "verdict",
    "layer",
    "candidates",
    "claimed",
    "expected",
    "reading",
    "difference",
    "correct_when",
    "diagnosis",
    "steps",
    "witness",
    "conventions",
}

VERDICTS = [
    sc.check("4(nm+n^2)", "lstm"),
    sc.check("4(nm+n^2+n)", "lstm"),
    sc.check("≈ 4(nm+n^2)", "lstm"),
    *(sc.check(text, "lstm") for text in ("n/2", "n^m", "floor(n/2)", "(a+b+c+d)^60", "4n(n+m+1) + 未知", "2.5")),
    sc.check("4*(13*5+5*5+5) = 381.5", "lstm", given={"units": 5, "input_dim": 13}),
    sc.check("380", "lstm", given={"units": 5}),
    sc.check("12345"),
    sc.check("(input_dim, 4*units)", "lstm", weight="kernel"),
]


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: f"{verdict.verdict}: {verdict.text}")
class TestEveryVerdict:
    def test_has_the_keys_of_the_interface(self, verdict: Verdict) -> None:
        assert set(verdict.to_dict()) >= KEYS
        assert json.loads(verdict.to_json()) == verdict.to_dict()

    def test_cannot_be_changed(self, verdict: Verdict) -> None:
        with pytest.raises(FrozenInstanceError):
            verdict.verdict = "correct"  # type: ignore[misc]

    def test_shows_in_a_notebook(self, verdict: Verdict) -> None:
        assert "<table>" in verdict._repr_html_() or verdict.context is None
        assert verdict._repr_latex_().count("{") == verdict._repr_latex_().count("}")


def test_the_whole_answer() -> None:
    answer = sc.check("4(nm+n^2)", "lstm").to_dict()
    assert {key: answer[key] for key in KEYS - {"conventions"}} == {
        "text": "4(nm+n^2)",
        "verdict": "incorrect",
        "layer": "lstm",
        "candidates": [],
        "claimed": "4*(units*input_dim + units**2)",
        "expected": "4*units*(input_dim + units + 1)",
        "reading": {"n": "units", "m": "input_dim"},
        "difference": "-4*units",
        "correct_when": {"bias": 0},
        "diagnosis": [{"kind": "missing-bias", "term": "4·n", "message": "it lacks 4·n: one bias vector for each of the four gates"}],
        "steps": [],
        "witness": {"sizes": {"input_dim": 1, "units": 1}, "claimed": 8, "expected": 12},
    }
    assert answer["conventions"] == {"torch": {"formula": "4*units*(input_dim + units + 2)", "difference": "4*units"}}


def test_a_step_of_a_chain() -> None:
    steps = sc.check("4*95 = 380 ≈ 0.4K", "lstm", given={"units": 5, "input_dim": 13}).to_dict()["steps"]
    assert steps == [
        {"text": "4*95", "relation": "", "value": 380, "holds": None},
        {"text": "380", "relation": "=", "value": 380, "holds": True},
        {"text": "0.4K", "relation": "≈", "value": 400, "holds": True},
    ]


@pytest.mark.parametrize("text, right", [("4(nm+n^2+n)", True), ("≈4(nm+n^2)", True), ("4(nm+n^2)", False), ("380", False)])
def test_what_may_stand(text: str, right: bool) -> None:
    assert sc.check(text, "lstm").is_right is right


LSTM = r"4n(m + n + 1) \quad \text{where } n \text{ is units and } m \text{ is input dim}"


@pytest.mark.parametrize(
    "text, latex",
    [
        ("4(nm+n^2+n)", f"4(nm + n^{{2}} + n) = {LSTM}"),
        ("≈4(nm+n^2)", rf"4(nm + n^{{2}}) \approx {LSTM}"),
        ("4(nm+n^2)", rf"4(nm + n^{{2}}) \neq {LSTM}"),
        ("4(hd+h^2+h)", r"4(hd + h^{2} + h) = 4h(d + h + 1) \quad \text{where } h \text{ is units and } d \text{ is input dim}"),
        ("380", r"380 \overset{?}{=} 4n(m + n + 1)"),
    ],
)
def test_claim_and_truth_as_latex(text: str, latex: str) -> None:
    assert sc.check(text, "lstm").latex() == latex


def test_no_size_takes_a_letter_that_means_another() -> None:
    said = sc.check("4(n*m/2 + n^2/4)", "lstm", where={"n": "2*units", "m": "input_dim"}).latex()
    assert r"\neq 4\,\mathrm{units}\,(m + \mathrm{units} + 1)" in said


def test_what_pdflatex_cannot_set_is_refused() -> None:
    verdict = sc.check("4n(n+m+1) + 未知", "lstm")
    assert "未知" in verdict._repr_latex_()
    with pytest.raises(InputError, match="cannot set '未知'"):
        verdict.latex()


def test_html_in_a_text_stays_text() -> None:
    page = sc.check("<b>4(nm+n^2)</b>", "lstm")._repr_html_()
    assert "&lt;b&gt;" in page
    assert "<b>" not in page
