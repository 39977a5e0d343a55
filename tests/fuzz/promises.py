"""What holds of every answer, whatever the text: it comes in time or as a `SymcountError`, reads back, and its numbers are right."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import TypeVar

import symcount as sc
from symcount.algebra import Rational
from symcount.errors import InputError, NotDivisible, SymcountError
from symcount.formula import Node, names_in
from symcount.jobs.prove import Proof
from symcount.judging.question import declared, stated
from symcount.judging.verdict import Verdict
from symcount.layers import CATALOGUE, Layer
from symcount.layers.convention import TEXTBOOK
from symcount.reading import parse
from symcount.rendering import safe_name, written
from symcount.roles import ROLES
from tests.algebra.values import number_at
from tests.fuzz.limits import limits
from tests.fuzz.outside import is_code, plain_sides, points, tree
from tests.judging.published import Published

LONGEST = 2_000
"""Characters of a printed formula that is computed again."""

DEEPEST = 50
"""Brackets in it that Python's own reader is troubled with."""

Point = Mapping[str, int]

T = TypeVar("T")
A = TypeVar("A", Verdict, Proof)


# -- the doors ---------------------------------------------------------------------------------------------------------


def is_read(text: str) -> None:
    """A text is read or refused, and every form of the formula has its value."""
    if (formula := _answer(lambda: parse(text))) is None:
        return
    assert formula.links
    assert str(formula) == text
    _answer(formula.to_dict)
    for rewritten in (formula.simplify, formula.expand, formula.factor):
        if (form := _answer(rewritten)) is not None:
            _answer(form.latex)
            _agree(formula.node, form.node, f"{form} is no form of {text!r}")


def is_judged(claim: Published) -> None:
    """A claim is judged or refused, and the verdict holds."""
    verdict = _answer(lambda: _shown(claim.judged()))
    if verdict is not None and claim.weight is None:
        holds(verdict, claim)


def is_judged_for_every_layer(text: str) -> None:
    """The same, where nobody says which layer the text is about."""
    verdict = _answer(lambda: _shown(sc.check(text)))
    if verdict is not None and verdict.layer is not None:
        holds(verdict, Published(text, verdict.layer))


def is_proved(a: str, b: str) -> None:
    """Two texts are proved equal, or different, or refused, and the proof holds."""
    if (proof := _answer(lambda: _shown(sc.prove(a, b)))) is not None:
        _proof_holds(proof)


def _answer(ask: Callable[[], T]) -> T | None:
    """An answer within the limits, or None for one that is refused."""
    with suppress(SymcountError), limits():
        return ask()
    return None


def _shown(answer: A) -> A:
    """An answer in every form that it has."""
    assert str(answer)
    assert answer.latex()
    json.dumps(answer.to_dict())
    return answer


# -- verdicts ----------------------------------------------------------------------------------------------------------


def holds(verdict: Verdict, claim: Published) -> None:
    """The numbers of a verdict, computed again: difference, witness, condition, and that what is called right is right."""
    if verdict.claimed is None or verdict.expected is None or verdict.layer is None or len(verdict.claimed) > LONGEST:
        return
    layer = CATALOGUE[verdict.layer]
    given = stated(claim.given, layer)
    claimed, expected = _printed(verdict.claimed), _printed(verdict.expected)
    names = {*names_in(claimed), *names_in(expected), *(name for name in layer.sizes if name not in layer.defaults)}
    at_given = not names_in(claimed)
    for point in points(names, layer, given):
        point = {**point, **given} if at_given else point
        left, right = number_at(claimed, point), number_at(expected, point)
        if left is None or right is None:
            continue
        away = _number(str(verdict.difference), point) if verdict.difference is not None else None
        unit = _unit(verdict, claim) if at_given else 0
        assert away is None or abs(left - right - away) <= unit, f"{left} - {right} is not {verdict.difference} at {point}"
        assert verdict.verdict != "correct" or abs(left - right) <= unit, f"called correct, {left} is not {right} at {point}"
        _expectation_holds(verdict, claim, layer, point, left, right, given)
    _witness_holds(verdict, claimed, expected, layer, given)
    _reading_holds(verdict, claim, layer, claimed)
    if verdict.verdict == "correct":
        _text_holds(verdict, claim, expected, given)


def _unit(verdict: Verdict, claim: Published) -> int:
    """How far a rounded number may be from the true one."""
    links = parse(verdict.text, [claim.where]).links
    return max((link.unit or 0 for link in links), default=0) if verdict.difference == "0" else 0


def _expectation_holds(verdict: Verdict, claim: Published, layer: Layer, point: Point, left: Fraction, right: Fraction, given: Point) -> None:
    """The expected count, and the one under the condition, from the layer's definition with numbers alone."""
    used = set(names_in(_printed(verdict.expected or "")))
    if claim.assume or claim.convention or "kernel_size" in used - set(layer.sizes) or "num_layers" in {*used, *given} - set(layer.sizes):
        return
    put_in = {name: point[name] for name in layer.sizes if name in used or name not in layer.defaults}
    put_in |= {name: size for name, size in given.items() if name in layer.sizes and name not in used}
    with suppress(SymcountError):
        assert TEXTBOOK.counted(layer, put_in).total == right, f"{verdict.expected} is not the count of {layer.name} at {put_in}"
    if verdict.correct_when:
        with suppress(SymcountError):
            assert TEXTBOOK.counted(layer, {**put_in, **verdict.correct_when}).total == left, f"{verdict.correct_when} does not make it right at {put_in}"


def _witness_holds(verdict: Verdict, claimed: Node, expected: Node, layer: Layer, given: Point) -> None:
    """Claim and truth are what is said and differ, at sizes at which the layer can be built."""
    if verdict.witness:
        assert verdict.witness.claimed != verdict.witness.expected
        _can_be_built(layer, {**given, **verdict.witness.sizes})
        for side, number in ((claimed, verdict.witness.claimed), (expected, verdict.witness.expected)):
            _is_at(side, verdict.witness.sizes, number)


def _can_be_built(layer: Layer, sizes: Point) -> None:
    """The layer takes these sizes, and 1 for those that are not among them; names that are no sizes of the layer are sizes all the same."""
    own = {one: size for name, size in sizes.items() for one in layer.own_sizes(name)}
    absent = {name: 1 for name in layer.sizes if name not in layer.defaults and name not in own}
    try:
        layer(**own, **absent)
        for name in sizes.keys() & ROLES.keys():
            layer.checked(name, sizes[name])
    except (InputError, NotDivisible) as error:
        raise AssertionError(f"no {layer.name} can be built at the witness {dict(sizes)}: {error}") from error


def _reading_holds(verdict: Verdict, claim: Published, layer: Layer, claimed: Node) -> None:
    """The claim is what some side of the text says, its letters read as the verdict says."""
    if claim.assume or any(fault.kind == "damaged-text" for fault in verdict.diagnosis) or "bias is taken as 1" in verdict.notes:
        return
    formula = parse(claim.text, [declared(claim.where, layer), (*layer.sizes, *layer.spellings)])
    meanings = {name: _printed(meaning) for name, meaning in verdict.reading.items()}
    names = {name for meaning in meanings.values() for name in names_in(meaning)}
    for point in points(names):
        letters = {name: number_at(meaning, point) for name, meaning in meanings.items()}
        if None in letters.values():
            continue
        sides = [number_at(link.node, letters) for link in formula.links if link.node is not None and set(names_in(link.node)) <= letters.keys()]  # type: ignore[arg-type]
        assert number_at(claimed, point) in sides or None in sides, f"{verdict.claimed} stands on no side of {claim.text!r}, read as {dict(verdict.reading)}"


def _text_holds(verdict: Verdict, claim: Published, expected: Node, given: Point) -> None:
    """Every side of a text in Python's own notation gives the true count, its names put in as the verdict reads them."""
    meanings = {name: _printed(meaning) for name, meaning in verdict.reading.items()}
    names = {*names_in(expected), *(name for meaning in meanings.values() for name in names_in(meaning))}
    if claim.assume or any(fault.kind == "damaged-text" for fault in verdict.diagnosis):
        return
    for side in plain_sides(claim.text):
        for point in ({**point, **given} for point in points(names)):
            letters = {**point, **{name: number_at(meaning, point) for name, meaning in meanings.items()}}
            if set(names_in(side)) <= letters.keys() and None not in letters.values():
                left, right = number_at(side, letters), number_at(expected, point)  # type: ignore[arg-type]
                assert None in (left, right) or left == right, f"{claim.text!r} is called correct, {left} is not {right} at {point}"


# -- proofs ------------------------------------------------------------------------------------------------------------


def _proof_holds(proof: Proof) -> None:
    if proof.equal:
        _agree(_printed(written(proof.a.tree, proof.renaming)), _printed(written(proof.b.tree)), f"{proof} is false")
    if proof.equal_as_written:
        _agree(proof.a.formula.node, proof.b.formula.node, f"{proof} is false as written")
    for step in proof.steps:
        if "letters" not in step.rule:
            _agree(_printed(step.before), _printed(step.after), f"{step} changes the value")
    if proof.witness:
        for side, number in ((proof.a, proof.witness.claimed), (proof.b, proof.witness.expected)):
            _is_at(_printed(written(side.tree)), {safe_name(name): size for name, size in proof.witness.sizes.items()}, number)


# -- numbers -----------------------------------------------------------------------------------------------------------


def _printed(text: str) -> Node:
    """A formula that the program printed, in names of one word each: our reader and Python's agree on what it says."""
    node = parse(text, [set(re.findall(r"[^\W\d]\w*", text)) - {"floor", "ceil"}]).node
    names = names_in(node)
    if is_code(names) and len(text) <= LONGEST and text.count("(") <= DEEPEST:
        _agree(node, tree(text), f"{text} reads back as something else", names)
    return node


def _number(text: str, point: Point) -> Fraction | None:
    node = _printed(text)
    return number_at(node, point) if set(names_in(node)) <= point.keys() else None


def _is_at(node: Node, point: Point, number: Rational) -> None:
    """A tree has this number at a point, if it has one there."""
    if set(names_in(node)) <= point.keys():
        assert number_at(node, point) in (None, number), f"{number} is wrong at {point}"


def _agree(one: Node, other: Node, message: str, names: Collection[str] = ()) -> None:
    """Two trees have one value wherever both have one."""
    for point in points({*names, *names_in(one), *names_in(other)}):
        values = number_at(one, point), number_at(other, point)
        assert None in values or values[0] == values[1], f"{message}: {values[0]} and {values[1]} at {point}"
