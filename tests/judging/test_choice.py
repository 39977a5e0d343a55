"""The choice of a reading: one that makes the formula right, the most natural of them; else the nearest."""

from __future__ import annotations

import pytest

import symcount as sc
from symcount.judging.choice import best_reading, correct_when, meaning_of
from symcount.judging.claim import claim_of
from symcount.judging.question import Question, declared, stated
from symcount.layers import CATALOGUE


@pytest.mark.parametrize(
    "text, reading",
    [
        ("4(nm+n+n²)", {"n": "units", "m": "input_dim"}),
        ("4((n+m+1)·m)", {"m": "units", "n": "input_dim"}),
        ("4h(h+x+1)", {"h": "units", "x": "input_dim"}),
        ("4n(n+m+b)", {"n": "units", "m": "input_dim", "b": "bias"}),
        ("4*hidden_size*(hidden_size+embedding_dim+1)", {"hidden_size": "units", "embedding_dim": "input_dim"}),
    ],
)
def test_the_reading_that_makes_it_right(text: str, reading: dict[str, str]) -> None:
    verdict = sc.check(text, "lstm")
    assert (verdict.verdict, verdict.reading) == ("correct", reading)


@pytest.mark.parametrize(
    "text, reading",
    [
        ("4(nm+n^2)", {"n": "units", "m": "input_dim"}),
        ("4(nm+m^2)", {"m": "units", "n": "input_dim"}),
        ("4h^2", {"h": "units"}),
    ],
)
def test_else_the_reading_whose_difference_is_the_shortest(text: str, reading: dict[str, str]) -> None:
    assert sc.check(text, "lstm").reading == reading


def test_a_stated_size_may_stand_as_its_number() -> None:
    assert sc.check("20*(m+6)", "lstm", given={"units": 5}).verdict == "correct"
    assert sc.check("20*(m+6)", "lstm", given={"units": 6}).verdict == "incorrect"


def test_a_text_that_names_the_bias_keeps_it_unless_one_alone_makes_it_right() -> None:
    kept, one = (sc.check(f"4*units*(units + input_dim) + {last}", "lstm") for last in ("4*units*bias", "4*units + bias - 1"))
    assert (kept.verdict, kept.notes) == ("correct", ())
    assert (one.verdict, one.notes) == ("correct", ("bias is taken as 1",))


@pytest.mark.parametrize(
    "text, layer, given, condition",
    [
        ("4(nm+n^2)", "lstm", {}, {"bias": 0}),
        ("4(nm+n^2)", "lstm", {"bias": 1}, None),
        ("4(nm+n^2+2n)", "lstm", {}, {"bias": 2}),
        ("4n(n+2)", "lstm", {}, {"input_dim": 1}),
        ("h*w*f", "conv2d", {}, {"bias": 0, "input_channels": 1}),
        ("3*3*c1*c2", "conv2d", {}, {"bias": 0, "kernel_height": 3, "kernel_width": 3}),
        ("4(n^2+n)", "lstm", {}, None),
        ("4(nm+n)", "lstm", {}, None),
    ],
)
def test_what_would_make_it_right(text: str, layer: str, given: dict[str, int], condition: dict[str, int] | None) -> None:
    definition = CATALOGUE[layer]
    question = Question(definition, given=stated(given, definition))
    side = claim_of(sc.parse(text), lambda _: False).final
    assert correct_when(best_reading(side, question), question) == condition


def test_what_a_name_means_as_declared_as_read_or_itself() -> None:
    lstm = CATALOGUE["lstm"]
    question = Question(lstm, where=declared({"n": "2*units"}, lstm))
    assert [str(meaning_of(name, {"m": "input_dim"}, question)) for name in ("n", "m", "q", "a'b")] == ["2*units", "input_dim", "q", "a_b"]
