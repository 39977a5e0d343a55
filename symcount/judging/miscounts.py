"""What went wrong in a number: its calculation read back as a formula, or else the weights and factors that make the difference."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from symcount.algebra import Rational, Value, as_size
from symcount.formula import Node, Number, postorder
from symcount.judging.claim import Claim
from symcount.judging.differences import MAX_FAULTS, Diagnosis, leads, shortest
from symcount.judging.lifting import lifts, loose_lifts
from symcount.judging.omissions import Counted, counts_again, fewest, heads_matrix, lacks, nearest, parts_of
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Kind
from symcount.roles import ROLES

FEW_PARTS, MOST_OF_FEW, MOST_OF_MANY = 12, 3, 2
"""Of many parts, some make any number: only two together are believed."""

MOST_WAYS = 5
LARGEST_FACTOR = 12
LARGE = 1_000
"""From here on a count is a multiple of another one by a factor above `LARGEST_FACTOR` hardly ever by chance."""

FEWEST_DIGITS = 4
"""Of a shorter number, one digit is too much of it to be a misprint."""

MOST_ROUNDED = 20
"""A rounded number tells a part only if the rounding is a small part of it."""


def miscounts(claim: Claim, question: Question, number: Rational, true: Rational, condition: Mapping[str, int] | None) -> list[Fault]:
    """Why a number is not the true count."""
    if condition:
        return _of_switch(condition, question)
    away, within = number - true, claim.tolerance
    found = _read_back(claim, question)
    explained = (
        _of_statistics(away, question)
        or shortest(
            found.explained if found else list,
            lambda: _of_mistaken_sizes(number, question),
            lambda: _of_parts(away, question, within),
            list if found else lambda: _of_factor(number, true, question),
        )
        or _misprint(number, true)
    )
    return explained or (list(_leading(found, claim, question).faults()) if found else [_off(away, question)])


def _leading(found: Diagnosis, claim: Claim, question: Question) -> Diagnosis:
    """The calculation read so that its leading terms are right, where that is possible."""
    leading = as_leading_formula(claim, question)
    return found if leading is None else Diagnosis(leading, question)


def _of_switch(condition: Mapping[str, int], question: Question) -> list[Fault]:
    """Another value of a switch: the number counts the layer's formula with that."""
    ((name, value),) = condition.items()
    counted = question.with_size(name, value).total(())
    return list(Diagnosis(counted, question, {name: as_size(value)}).faults())


def _of_statistics(away: Rational, question: Question) -> list[Fault]:
    """The number counts also what the layer keeps without training it."""
    with_statistics = question.total(()) + as_size(sum(weight.count for weight in question.expected(()).weights if not weight.trainable))
    found = Diagnosis(with_statistics, question)
    return list(found.faults()) if away and found.difference.defined_at(question.given) == away else []


def _read_back(claim: Claim, question: Question) -> Diagnosis | None:
    """The most detailed calculation as a formula in sizes, in the way that is told wrong in the fewest words."""
    found = dict.fromkeys(value for value in lifts(_most_detailed(claim), _sizes(question)) if value.names)
    nearest_ones = sorted(found, key=lambda value: ((value - question.total(value.names)).term_count, -len(value.names)))[:MOST_WAYS]
    ways = [Diagnosis(value, question) for value in nearest_ones]
    return min(ways, key=lambda way: len(way.explained()) or MAX_FAULTS + 1, default=None)


def as_leading_formula(claim: Claim, question: Question) -> Value | None:
    """The most detailed calculation as a formula in sizes, if its leading terms are those of the truth."""
    node, sizes = _most_detailed(claim), _sizes(question)
    found = (value for way in (lifts, loose_lifts) for value in way(node, sizes) if value.names)
    return next((value for value in found if leads(value, question.total(value.names))), None)


def _most_detailed(claim: Claim) -> Node:
    return max(claim.exact, key=lambda side: sum(isinstance(node, Number) for node in postorder(side.node))).node


def _sizes(question: Question) -> dict[str, int]:
    return {name: size for name, size in question.given.items() if not ROLES[name].values}


def _of_parts(away: Rational, question: Question, within: Rational) -> list[Fault]:
    """The fewest parts of the layer whose counts make the difference, or come so near that a rounded number does not tell."""
    is_missing = away < 0
    weights = tuple(weight for weight in question.expected((), put_in=True).weights if weight.trainable)
    parts = [*heads_matrix(question, (), is_missing=is_missing, put_in=True), *parts_of(weights)]
    counted: Counted = [(part.count.at({}), (part,)) for part in parts]
    wanted = -away if is_missing else away
    most = MOST_OF_FEW if len(parts) <= FEW_PARTS else MOST_OF_MANY
    if within and within * MOST_ROUNDED > wanted:
        return []  # many parts come as near
    found = nearest(counted, wanted, within) if within else fewest(counted, wanted, most)
    return [(lacks if is_missing else counts_again)(part, str(part.count)) for part in (found[0] if found else ())]


def _of_mistaken_sizes(number: Rational, question: Question) -> list[Fault]:
    """A size that was forgotten, or taken for another, if the count with 1 or with the other size in its place is the claimed one."""
    given = question.given
    others = {"": 1, **{name: size for name, size in given.items() if not ROLES[name].values}}
    for bias in (None, *question.layer.values_of("bias")) if "bias" in question.layer.sizes else (None,):
        asked = question if bias is None else question.with_size("bias", bias)
        formula = asked.total(())
        for size in sorted(formula.names & given.keys()):
            for other, taken in others.items():
                if other != size and formula.defined_at({**given, size: taken}) == number:
                    return [_mistaken(size, other, given), *(_of_switch({"bias": bias}, question) if bias is not None else [])]
    return []


def _mistaken(size: str, other: str, given: Mapping[str, int]) -> Fault:
    place = f"{size} ({given[size]})"
    if not other:
        return Fault("missing-factor", size, f"it lacks the factor {place}, {ROLES[size].meaning}")
    return Fault("wrong-role", other, f"{other} ({given[other]}) stands where {place} belongs")


def _of_factor(number: Rational, true: Rational, question: Question) -> list[Fault]:
    """A stated size, or a whole number, by which the claim is too large or too small; a large number only where no chance makes it one."""
    ratio = Fraction(number) / true
    kind: Kind = "extra-factor" if ratio > 1 else "missing-factor"
    factor = ratio if ratio > 1 or not ratio else 1 / ratio
    words = f"it is too {'large' if ratio > 1 else 'small'} by the factor"
    name = next((name for name, size in question.given.items() if size == factor), None)
    if name is not None:
        return [Fault(kind, name, f"{words} {name} = {question.given[name]}, {ROLES[name].meaning}")]
    is_telling = factor.denominator == 1 and factor > 1 and (factor <= LARGEST_FACTOR or min(number, true) >= LARGE)
    return [Fault(kind, str(factor), f"{words} {factor}")] if is_telling else []


def _misprint(number: Rational, true: Rational) -> list[Fault]:
    """Two digits of the true count swapped, or one digit wrong."""
    written, right = str(number), str(true)
    wrong = [place for place, (one, other) in enumerate(zip(written, right, strict=False)) if one != other]
    if len(written) != len(right) or len(right) < FEWEST_DIGITS or len(wrong) > 2 or not wrong:
        return []
    first, last = wrong[0], wrong[-1] + 1
    if len(wrong) == 2 and (last - first > 2 or written[first:last] != right[first:last][::-1]):
        return []
    what = "two digits are swapped" if len(wrong) == 2 else "one digit is wrong"
    return [Fault("arithmetic-slip", written, f"{what}: {right} is right")]


def _off(away: Rational, question: Question) -> Fault:
    """How far off it is, and which stated size is as large: `30 + 512` has a bias for each input channel too many."""
    as_large = next(
        (f"as many as {name}" for name, size in question.given.items() if size in (away, -away) and size > 1), "no weight and no factor explains it"
    )
    if away < 0:
        return Fault("missing-term", str(-away), f"it is {-away} too few; {as_large}")
    return Fault("extra-term", str(away), f"it is {away} too many; {as_large}")
