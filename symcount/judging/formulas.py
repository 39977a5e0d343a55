"""The judgement of a formula: equal to the layer's for all sizes, under a reading of its letters, or different somewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from symcount.algebra import Different, Equal, Undecided, Value, compare, factor, symbol, term_bound, value_of
from symcount.errors import DivisionByZero, TooLarge
from symcount.formula import names_in
from symcount.judging.claim import Claim, Side
from symcount.judging.differences import MAX_FAULTS, Diagnosis
from symcount.judging.meanings import readings, shared_readings
from symcount.judging.question import Question, is_name
from symcount.judging.verdict import Context, Fault, Step, Verdict, Witness
from symcount.reading import Formula
from symcount.rendering import safe_name, written

PROBE = 10007
"""At the sizes PROBE, PROBE + 1, … a wrong reading is told from a right one without comparing the formulas."""

LONGEST = 1000
"""Terms that a claim may have and still be taken apart; a difference is shown at any length."""

TOO_LONG = Fault("extra-term", "", f"it may have more than {LONGEST} terms when multiplied out, and no layer's count has so many")


@dataclass(frozen=True)
class Read:
    """A formula under one reading: what it claims and what is true, both in sizes."""

    meanings: Mapping[str, Value]
    claimed: Value
    expected: Value
    note: str = ""

    @property
    def is_equal(self) -> bool:
        """Whether claim and truth agree for all sizes."""
        return isinstance(compare(self.claimed, self.expected), Equal)

    @property
    def is_long(self) -> bool:
        """Whether the claim has too many terms to be taken apart."""
        return term_bound(self.claimed) > LONGEST

    @property
    def difference(self) -> str:
        """claimed - expected, factored where a reader would."""
        if self.is_long:
            return f"{self.claimed} - ({self.expected})"
        return str(factor(self.claimed - self.expected, self.claimed, self.expected))

    @property
    def letters(self) -> dict[str, str]:
        """For each size the author's letter."""
        return {str(meaning): name for name, meaning in reversed(list(self.meanings.items())) if is_name(meaning)}

    def length(self) -> tuple[int, int, int]:
        """How far claim and truth are apart: terms, degree, coefficients."""
        if self.is_long:
            return term_bound(self.claimed), self.claimed.degree, 0
        away, _ = (self.claimed - self.expected).numerator_denominator()
        return len(away), away.degree, away.weight


def judge_formula(formula: Formula, claim: Claim, question: Question) -> Verdict:
    """The verdict on a claim with letters in it."""
    side = claim.formula or claim.final
    read = _kept_bias(_put_in(best_reading(side, question), question), question)
    outcome = compare(read.claimed, read.expected)
    steps = tuple(_steps(claim, read, question))
    broken = [step for step in steps if step.holds is False and step.relation == "="]
    verdict = _verdict(outcome, read, claim, bool(broken))
    condition = correct_when(read, question) if verdict == "incorrect" and not isinstance(outcome, Equal) else None
    faults = [Fault("arithmetic-slip", step.text, f"{step.text} does not equal the side before it") for step in broken]
    if isinstance(outcome, Different) and verdict != "correct":
        faults += [TOO_LONG] if read.is_long else Diagnosis(read.claimed, question, condition, read.letters).faults()
    if isinstance(outcome, Undecided):
        faults.append(Fault("convention", side.text, f"not decided: {outcome.reason}"))
    if verdict == "approximate":
        faults = [Fault("lower-order-terms", fault.term, fault.message) for fault in faults]
    return Verdict(
        text=formula.text,
        verdict=verdict,
        layer=question.layer.name,
        claimed=_claimed_text(side, read),
        expected=str(read.expected),
        reading={name: str(meaning) for name, meaning in read.meanings.items()},
        difference="0" if isinstance(outcome, Equal) else read.difference,
        correct_when=condition,
        diagnosis=tuple(faults[:MAX_FAULTS]),
        steps=steps if len(steps) > 1 else (),
        witness=_witness(outcome) if verdict == "incorrect" else None,
        notes=(*formula.notes, *([read.note] if read.note else [])),
        context=Context(read.expected, read.expected, read.letters, frozenset(question.where), question.convention.name),
    )


def _verdict(outcome: Equal | Different | Undecided, read: Read, claim: Claim, is_broken: bool) -> str:
    if isinstance(outcome, Equal):
        return "incorrect" if is_broken else "correct"
    if isinstance(outcome, Undecided):
        return "undecided"
    leads = isinstance(compare(read.claimed.leading(), read.expected.leading()), Equal)
    return "approximate" if claim.says_about and leads else "incorrect"


def _witness(outcome: Equal | Different | Undecided) -> Witness | None:
    return Witness(outcome.witness, outcome.left, outcome.right) if isinstance(outcome, Different) else None


def _claimed_text(side: Side, read: Read) -> str:
    """The author's form in the names of sizes; the kernel's form where the source's identities were put in."""
    text = written(side.node, {name: as_factor(meaning) for name, meaning in read.meanings.items()})
    same = value_of(side.node, read.meanings) == read.claimed
    return text if same else str(read.claimed)


def as_factor(meaning: Value) -> str:
    """What a letter means, as text that can stand for the letter."""
    return str(meaning) if is_name(meaning) else f"({meaning})"


# -- readings ------------------------------------------------------------------------------------------------------


def best_reading(side: Side, question: Question) -> Read:
    """The most natural reading that makes the formula right; else the one whose difference is the shortest."""
    names = names_in(side.node)
    written_value = value_of(side.node)
    expectations = _Expectations(question)

    def read_as(reading: Mapping[str, str]) -> Read:
        meanings = {name: meaning_of(name, reading, question) for name in names}
        claimed = question.identified(written_value.subs(meanings))
        return Read(meanings, claimed, expectations.total(claimed))

    undeclared = [name for name in names if name not in question.where]
    reads: list[Read] = []
    for reading in readings(undeclared, question):
        reads.append(read_as(reading))
        if _is_equal(reads[-1]):
            return reads[-1]
    shared = (read for read in map(read_as, shared_readings(undeclared, question)) if _is_equal(read))
    return next(shared, None) or (reads[0] if len(reads) == 1 else min(reads, key=Read.length))


def meaning_of(name: str, reading: Mapping[str, str], question: Question) -> Value:
    """What a name means: as declared, as read, or a size of its own that nobody knows."""
    if name in question.where:
        return question.where[name]
    return symbol(reading.get(name) or safe_name(name))


def _is_equal(read: Read) -> bool:
    """Whether a reading makes the formula right; most are told wrong at one point."""
    point = {name: PROBE + place for place, name in enumerate(sorted(read.claimed.names | read.expected.names))}
    try:
        return read.claimed.at(point) == read.expected.at(point) and read.is_equal
    except (TooLarge, DivisionByZero):
        return read.is_equal


class _Expectations:
    """The layer's formula for each set of usual sizes that a claim uses: most readings use the same."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._special = {*question.layer.defaults, "kernel_size", "num_layers"}
        self._totals: dict[frozenset[str], Value] = {}

    def total(self, claimed: Value) -> Value:
        used = claimed.names & self._special
        if used not in self._totals:
            self._totals[used] = self._question.total(used)
        return self._totals[used]


def _put_in(read: Read, question: Question) -> Read:
    """The reading with the stated numbers of the sizes that the claim does not mention, if that makes it right."""
    if read.is_equal or not question.given:
        return read
    with_numbers = replace(read, expected=question.total(read.claimed.names, put_in=True))
    return with_numbers if with_numbers.is_equal else read


def _kept_bias(read: Read, question: Question) -> Read:
    """A text that names the bias is compared with it kept; with bias = 1 only if that alone makes the difference."""
    if "bias" not in read.claimed.names or read.is_equal:
        return read
    one = Read(read.meanings, read.claimed.subs({"bias": 1}), question.total(read.claimed.names - {"bias"}), "bias is taken as 1")
    return one if one.is_equal else read


# -- what would make it right --------------------------------------------------------------------------------------


def correct_when(read: Read, question: Question) -> dict[str, int] | None:
    """The values of switches or sizes, which the claim does not use, that would make it right."""
    used = read.claimed.names
    for condition in _conditions(used, question):
        true = question.total(used, free=condition).subs(condition)
        if isinstance(compare(read.claimed, true), Equal):
            return condition
    return None


def _conditions(used: frozenset[str], question: Question) -> Iterator[dict[str, int]]:
    """Other values of one switch, then 1 for a size, then both with no bias."""
    unused = [name for name in question.layer.sizes if name not in used and name not in question.given]
    switches = [{name: value} for name in unused for value in question.layer.values_of(name)]
    ones = [{name: 1} for name in unused if not question.layer.values_of(name)]
    yield from switches
    yield from ones
    if "bias" in unused:
        yield from ({"bias": 0, **one} for one in ones)


# -- chains --------------------------------------------------------------------------------------------------------


def _steps(claim: Claim, read: Read, question: Question) -> Iterator[Step]:
    """Each side, its value at the stated sizes, and whether it equals the side before."""
    before: Value | None = None
    for side in claim.sides:
        value = value_of(side.node, {**question.where, **read.meanings})
        number = value.subs(question.given).constant
        holds = None if before is None else _holds(before, value, question)
        yield Step(side.text, side.relation, number, holds)
        before = value


def _holds(before: Value, value: Value, question: Question) -> bool | None:
    if isinstance(compare(before, value), Equal):
        return True
    numbers = before.subs(question.given).constant, value.subs(question.given).constant
    if None not in numbers:
        return numbers[0] == numbers[1]
    return False if before.names == value.names else None
