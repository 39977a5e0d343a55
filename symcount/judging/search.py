"""Which layer a claim is about, when nobody says it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice
from operator import itemgetter

from symcount.algebra import Different, Rational, Value, value_of
from symcount.errors import TooLarge
from symcount.formula import Node, names_in
from symcount.judging.choice import Read, best_reading, correct_when, multiples_of, plain
from symcount.judging.claim import Claim, Side
from symcount.judging.differences import MAX_FAULTS, told_identities
from symcount.judging.fingerprints import HIGHEST_DEGREE
from symcount.judging.matching import Asked, Match, unused
from symcount.judging.meanings import names_another_size, spelled_size
from symcount.judging.question import Question, in_sizes, put_in
from symcount.judging.settings import Setting
from symcount.judging.verdict import Fault, Verdict, Witness
from symcount.layers import Layer
from symcount.reading import Formula, repairs
from symcount.rendering import written

MOST_CANDIDATES = 3
"""Layers named where none fits."""

MOST_LETTERS, MOST_TRIED_CLOSELY = 4, 3
"""Letters of which the most natural meaning is looked for, and those of a formula that is tried closely with the nearest layers."""

Judge = Callable[[Question], Verdict]


def search(formula: Formula, asked: Asked, judged: Judge, approximate: bool = False) -> Verdict:
    """The verdict on a claim for the likeliest layer, which `judged` judges it for.

    Right for a layer as the textbook has it: correct. Right for one under other switches or usual identities: incorrect, with that
    layer. A false calculation: incorrect, whatever it is about. Else undecided, with the nearest layers.
    """
    claim = asked.claim(formula, approximate)
    found = asked.matches(claim)
    if not found or found[0].conditions:  # a text that fits as it stands needs no repair
        repaired = next((fits for text in repairs(formula, asked.given.values()) if (fits := asked.matches(asked.claim(text, approximate)))), [])
        found = repaired if repaired and not (found and repaired[0].conditions) else found
    if not found:
        return _closest(formula, claim, asked, judged)
    best = _under_conditions(found[0], judged) if found[0].conditions else _right(found[0].question, found[0], judged)
    alike = [match for match in found if bool(match.conditions) == bool(found[0].conditions)]
    also = [f"also right for {match.question.layer.name} with {_said(match.conditions)}" for match in alike[1:MOST_CANDIDATES] if match.conditions]
    return replace(best, candidates=tuple(match.question.layer.name for match in alike), notes=(*best.notes, *also))


# -- a layer that it fits ----------------------------------------------------------------------------------------------


def _right(question: Question, match: Match, judged: Judge) -> Verdict:
    """The verdict under the most natural reading that is right; layers are stacked, and terms dropped, only as the match reads it."""
    is_stack = "num_layers" in {*match.reading.values()} - {*question.layer.sizes}
    letters = [name for name in match.reading if spelled_size(name, question.layer) is None]
    verdict = None if is_stack or match.is_leading or len(letters) > MOST_LETTERS else judged(question)
    return verdict if verdict and verdict.is_right else _read_as(question, match.reading, judged)


def _under_conditions(match: Match, judged: Judge) -> Verdict:
    """Incorrect, and right only if the conditions hold."""
    switches = {name: value for name, value in match.conditions.items() if match.question.layer.values_of(name)}
    identities = {name: value for name, value in match.conditions.items() if name not in switches}
    there = _right(_where_they_hold(match.question, match.conditions), match, judged)
    if switches:
        there = _read_as(_where_they_hold(match.question, identities), there.reading, judged)
    if not identities:
        return replace(there, verdict="incorrect", correct_when=plain(switches))
    verdict = _compared_without(there, match.question) if match.reading else judged(match.question)
    told = told_identities(identities)
    return replace(verdict, verdict="incorrect", correct_when=plain(match.conditions), diagnosis=(*there.diagnosis, *told)[:MAX_FAULTS])


def _where_they_hold(question: Question, conditions: Mapping[str, Value]) -> Question:
    """The question if the author had stated them: numbers as sizes, expressions as identities."""
    numbers = {name: value.constant for name, value in conditions.items() if isinstance(value.constant, int)}
    identities = {name: value for name, value in conditions.items() if name not in numbers}
    return replace(question, given={**question.given, **numbers}, assume={**question.assume, **identities})


def _compared_without(verdict: Verdict, question: Question) -> Verdict:
    """The verdict on a formula under identities, beside the count where these do not hold."""
    if verdict.context is None:
        return verdict
    claimed = verdict.context.claimed
    expected = question.total(claimed.names & {*question.layer.sizes, "num_layers"})
    read = Read({}, claimed, expected, multiples=multiples_of(claimed.names | expected.names, question))
    outcome = read.outcome
    return replace(
        verdict,
        expected=str(expected),
        difference=read.difference,
        witness=Witness(outcome.witness, outcome.left, outcome.right) if isinstance(outcome, Different) else None,
        context=replace(verdict.context, true=expected, usual=expected, turns_on=()),
    )


def _read_as(question: Question, reading: Mapping[str, str], judged: Judge) -> Verdict:
    """The verdict under a reading, which is said to be inferred."""
    meanings = {name: in_sizes(size, question.layer) for name, size in reading.items()}
    verdict = judged(replace(question, where={**meanings, **question.where}))
    return replace(verdict, context=replace(verdict.context, declared=frozenset(question.where))) if verdict.context else verdict


def _said(conditions: Mapping[str, Value]) -> str:
    return " and ".join(f"{name} = {value}" for name, value in conditions.items())


# -- none fits ---------------------------------------------------------------------------------------------------------


def _closest(formula: Formula, claim: Claim, asked: Asked, judged: Judge) -> Verdict:
    """The verdict for one of the nearest layers, if it fits with sizes that are numbers, or with two names for one size; else for none."""
    side, nearest = claim.formula, _nearest(claim, asked)
    if side and _isplain(asked.count(side.node)) and (fitting := _tried_closely(side, nearest)):
        return replace(judged(fitting), candidates=(fitting.layer.name,))
    if len(claim.sides) > 1 or claim.says_about:
        verdict = judged(nearest[0])
        if verdict.is_right:
            return replace(verdict, candidates=(nearest[0].layer.name,))
        slips = tuple(fault for fault in verdict.diagnosis if fault.kind == "arithmetic-slip")
        if slips:
            return Verdict(formula.text, "incorrect", claimed=verdict.claimed, diagnosis=slips, steps=verdict.steps, notes=verdict.notes)
    settled = {setting.layer.name for setting, _, _ in asked.counts()}
    names = tuple(question.layer.name for question in nearest if side or question.layer.name in settled)
    advice = f"nearest are {', '.join(names)}; say which with --layer" if names else "say the sizes with --given, or the layer with --layer"
    reason = Fault("convention", "layer", f"no layer of the catalogue has this count: {advice}")
    claimed = written(put_in((side or claim.final).node, asked.where))
    return Verdict(formula.text, "undecided", candidates=names, claimed=claimed, diagnosis=(reason,), notes=formula.notes)


def _isplain(count: Value) -> bool:
    """Whether it could be a layer's count with other sizes: made of names, without symbolic powers, and of no high degree."""
    return bool(count.names) and count.names == count.atoms and count.degree <= HIGHEST_DEGREE


def _tried_closely(side: Side, nearest: list[Question]) -> Question | None:
    """The first layer that a formula with few letters fits under some reading, or under some value of its sizes."""
    if len(names_in(side.node)) > MOST_TRIED_CLOSELY:
        return None
    reads = [(question, best_reading(side, question)) for question in nearest]
    equal = (question for question, read in reads if read.is_equal)
    return next(equal, None) or next((question for question, read in reads if not read.is_long and correct_when(read, question)), None)


def _nearest(claim: Claim, asked: Asked) -> list[Question]:
    """The nearest layers. Errors: `InputError` when what is stated is refused for every layer."""
    layers = _like_formula(claim.formula.node, asked) if claim.formula else _like_number(claim.final.node, asked)
    questions = (question for layer in layers if (question := asked.question(layer)))
    return list(islice(questions, MOST_CANDIDATES)) or [asked.about(asked.index.questions[-1].layer)]


def _like_formula(node: Node, asked: Asked) -> list[Layer]:
    """Layers that have the sizes which the words mean first, of these the ones whose terms are like the formula's."""
    declared = {size for value in asked.where.values() for size in value.names}
    words = [name for name in names_in(node) if name not in asked.where and names_another_size(name)]

    def strange(layer: Layer) -> int:
        return sum(spelled_size(name, layer) is None for name in words) + sum(not layer.own_sizes(size) for size in declared)

    try:
        return sorted(asked.index.nearest(asked.count(node)), key=strange)
    except TooLarge:
        return sorted((question.layer for question in asked.index.questions), key=strange)


def _like_number(node: Node, asked: Asked) -> list[Layer]:
    """Layers that have nearly the count, the ones with all the stated sizes first; then any."""
    number = value_of(node).constant
    near = [] if number is None else [(_nearness(number, *found), found[0].layer) for found in asked.counts()]
    return list(dict.fromkeys([*(layer for _, layer in sorted(near, key=itemgetter(0))), *(question.layer for question in asked.index.questions)]))


def _nearness(number: Rational, setting: Setting, question: Question, count: int) -> tuple[int, bool, Fraction]:
    return unused(question), bool(setting.conditions(question.given)), abs(Fraction(count) - number)
