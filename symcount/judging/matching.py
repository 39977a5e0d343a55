"""Which layers a claim fits exactly, at which settings: a formula under some renaming of its free letters, a number at the sizes stated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from symcount.algebra import Rational, Value, find_renaming, value_of
from symcount.errors import InputError, TooLarge
from symcount.formula import Node, Number, names_in, postorder
from symcount.judging.claim import Claim, claim_of, rounds_to
from symcount.judging.fingerprints import Index
from symcount.judging.meanings import may_mean, names_another_size, spelled_size
from symcount.judging.question import Question, in_sizes
from symcount.judging.settings import Setting
from symcount.layers import Layer
from symcount.reading import Formula
from symcount.roles import ROLES, WITHOUT_EFFECT

STATED_BY_NAME = frozenset(["kernel_size"])
"""A size whose name states the identity: who writes kernel_size for a kernel of two sides means a square one."""


@dataclass(frozen=True)
class Match:
    """A layer that a claim fits, what must hold besides what is stated, and what the author's letters mean then.

    `unused` sizes are stated that the layer does not have; of a `leading` fit only the terms of highest degree are equal.
    """

    question: Question
    conditions: Mapping[str, Value]
    reading: Mapping[str, str]
    unused: int = 0
    is_leading: bool = False

    @property
    def distance(self) -> tuple[bool, int, int]:
        """How far it is from the textbook's layer at the stated sizes."""
        return bool(self.conditions), self.unused, len(self.conditions)


Counted = tuple[Setting, Question, int]
"""A setting, the question about its layer, and its count at the sizes stated."""


@dataclass(frozen=True)
class Asked:
    """What the author stated, by the general names of sizes; `about` gives it by a layer's own, or refuses what the layer cannot have."""

    index: Index
    where: Mapping[str, Value]
    assume: Mapping[str, Value]
    given: Mapping[str, int]
    about: Callable[[Layer], Question]
    questions: dict[str, Question | None] = field(default_factory=dict)

    def question(self, layer: Layer) -> Question | None:
        """The question that it is for a layer, None where it cannot be about that layer."""
        if layer.name not in self.questions:
            try:
                self.questions[layer.name] = self.about(layer)
            except InputError:
                self.questions[layer.name] = None
        return self.questions[layer.name]

    def count(self, node: Node) -> Value:
        """What a side says, as far as its letters are declared."""
        count = value_of(node, self.where)
        for _ in self.assume:
            count = count.subs(self.assume)
        return count

    def claim(self, formula: Formula, approximate: bool = False) -> Claim:
        """The claim of a text."""
        return claim_of(formula, lambda name: name in self.where or names_another_size(name), approximate)

    def matches(self, claim: Claim) -> list[Match]:
        """The layers that a claim fits, the likeliest first."""
        try:
            found = self._of_formula(claim.formula.node, claim.says_about) if claim.formula else self._of_number(claim)
        except TooLarge:  # no layer's count has so many terms
            return []
        places = self.index.places
        best = sorted(found, key=lambda match: (match.distance, places[match.question.layer.name]), reverse=True)
        return list({match.question.layer.name: match for match in best}.values())[::-1]

    # -- formulas ------------------------------------------------------------------------------------------------------

    def _of_formula(self, node: Node, says_about: bool) -> list[Match]:
        count = self.count(node)
        numbers = {part.value for part in postorder(node) if isinstance(part, Number) and isinstance(part.value, int)}
        leading = list(self._fitting(self.index.leading(count), node, leading=True)) if says_about else []
        return (
            list(self._fitting(self.index.textbook(count), node))
            or [match for match in leading if not match.conditions]
            or list(self._fitting(self.index.others(count, numbers), node))
            or leading
        )

    def _fitting(self, settings: Iterable[Setting], node: Node, leading: bool = False) -> Iterator[Match]:
        for setting in settings:
            question = self.question(setting.layer)
            if question and setting.names and setting.agrees_with(question.given):
                reading = _reading(node, question, setting, leading)
                if reading is not None:
                    conditions = _without_stated(setting.conditions(question.given), node, question)
                    yield Match(question, conditions, reading, is_leading=leading)

    # -- numbers -------------------------------------------------------------------------------------------------------

    def _of_number(self, claim: Claim) -> list[Match]:
        """The number of a chain, or where its sides disagree, that of the side which fits best, the earlier if two do."""
        numbers = dict.fromkeys((number, side.unit) for side in claim.exact if (number := value_of(side.node).constant) is not None)
        counts = list(self.counts())
        found = [list(_at_stated_sizes(counts, number, unit, claim.says_about)) for number, unit in numbers]
        return min(filter(None, found), key=lambda matches: min(match.distance for match in matches), default=[])

    def counts(self) -> Iterator[Counted]:
        """The count of every setting that the stated sizes settle."""
        for setting in self.index:
            question = self.question(setting.layer)
            if question and setting.names and setting.names <= question.given.keys() and setting.agrees_with(question.given):
                count = setting.total.defined_at(question.given)
                if isinstance(count, int):  # else the sizes do not divide
                    yield setting, question, count


def _at_stated_sizes(counts: Iterable[Counted], number: Rational, unit: int | None, says_about: bool) -> Iterator[Match]:
    for setting, question, count in counts:
        if count == number or (unit and rounds_to(count, number, unit, says_about)):
            conditions = {name: value.subs(question.given) for name, value in setting.conditions(question.given).items()}
            if count == number or not conditions:  # a rounded number tells no conditions
                yield Match(question, conditions, {}, unused(question))


def _without_stated(conditions: Mapping[str, Value], node: Node, question: Question) -> dict[str, Value]:
    """The conditions less those that are stated since the text speaks of the kernel's one size."""
    named = {size for value in question.where.values() for size in value.names} | {spelled_size(name, question.layer) for name in names_in(node)}
    return {name: value for name, value in conditions.items() if not value.names & named & STATED_BY_NAME}


def unused(question: Question) -> int:
    """How many of the stated sizes the layer does not have."""
    return len(question.given.keys() - {*question.layer.sizes, *question.layer.shape_sizes, *WITHOUT_EFFECT, "num_layers"})


def _reading(node: Node, question: Question, setting: Setting, leading: bool) -> dict[str, str] | None:
    """What the letters mean if the formula is the setting's count; None if it is not, or if a word would have to mean another size."""
    names = [name for name in names_in(node) if name not in question.where]
    spelt = {name: spelled_size(name, setting.layer) for name in names}
    if any(size is None and not any(may_mean(name, own) for own in setting.layer.sizes) for name, size in spelt.items()):
        return None
    known = {name: size for name, size in spelt.items() if size is not None and list(spelt.values()).count(size) == 1}
    letters = [name for name in names if name not in known]
    for usual in _usual_letters(setting, letters, {*known.values(), *(size for value in question.where.values() for size in value.names)}):
        meanings = {**question.where, **{name: in_sizes(size, question.layer) for name, size in {**known, **usual}.items()}}
        renaming = _renaming(question.identified(value_of(node, meanings)), setting.total, meanings, leading)
        if renaming is not None and all(may_mean(name, size) for name, size in renaming.items() if spelt.get(name) is None):
            return {**known, **usual, **renaming}
    return None


def _usual_letters(setting: Setting, letters: list[str], named: set[str]) -> Iterator[dict[str, str]]:
    """The letters that may mean the sizes which a count need not name: the usual ones; a switch is no letter."""
    free = sorted(setting.free - named)
    for chosen in product(*([letter for letter in letters if letter[0] in ROLES[size].letters and not ROLES[size].values] for size in free)):
        if len(set(chosen)) == len(free):
            yield dict(zip(chosen, free, strict=True))


def _renaming(claimed: Value, expected: Value, meanings: Mapping[str, Value], leading: bool) -> dict[str, str] | None:
    fixed = {name for meaning in meanings.values() for name in meaning.names}
    if leading:
        claimed, expected = claimed.leading(), expected.leading()
    try:
        return find_renaming(claimed, expected, fixed & claimed.names)
    except TooLarge:
        return None
