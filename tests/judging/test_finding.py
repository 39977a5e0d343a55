"""A number and a formula are said in one way: what was found becomes the verdict."""

from __future__ import annotations

import pytest

from symcount.algebra import symbol
from symcount.judging.differences import MAX_FAULTS
from symcount.judging.finding import Finding
from symcount.judging.question import Question
from symcount.judging.verdict import Answer, Fault, Step, Witness
from symcount.layers import find
from symcount.reading import parse

UNITS = symbol("units")
FAULT = Fault("missing-term", "units", "it lacks units")


def found(answer: Answer, *, steps: int = 0, is_formula: bool = True) -> Finding:
    return Finding(
        answer=answer,
        written="units",
        claimed=UNITS,
        true=2 * UNITS,
        usual=2 * UNITS,
        meanings={"n": UNITS},
        letters={"units": "n"},
        node=parse("n").node if is_formula else None,
        difference="-units",
        condition=None,
        faults=[FAULT] * 9,
        steps=[Step("n", "=", None, None)] * steps,
        witness=Witness({"units": 1}, 1, 2),
        relative_error=None,
        notes=("guessed",),
    )


@pytest.mark.parametrize("answer, kind, has_witness", [("incorrect", "missing-term", True), ("approximate", "lower-order-terms", False)])
def test_what_is_said_depends_on_the_answer(answer: Answer, kind: str, has_witness: bool) -> None:
    verdict = found(answer).verdict(parse("n"), Question(find("dense")))
    assert [fault.kind for fault in verdict.diagnosis] == [kind] * MAX_FAULTS
    assert (verdict.witness is not None) == has_witness
    assert (verdict.expected, verdict.reading, verdict.notes[-1]) == ("2*units", {"n": "units"}, "guessed")


@pytest.mark.parametrize("steps, shown", [(1, 0), (2, 2)])
def test_a_side_alone_is_no_chain(steps: int, shown: int) -> None:
    assert len(found("correct", steps=steps).verdict(parse("n"), Question(find("dense"))).steps) == shown


def test_only_a_formula_has_letters_to_explain() -> None:
    for is_formula in (True, False):
        context = found("correct", is_formula=is_formula).verdict(parse("n"), Question(find("dense"))).context
        assert context
        assert bool(context.meanings) == is_formula
