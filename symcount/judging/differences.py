"""What a difference means: the weight that is missing, the size that is used for another, the factor too many.

A diagnosis goes from the most telling cause to the least: another value of a switch (`bias = 0`), whole weights left out or
counted twice, the layer's own formula with sizes mistaken, and last the terms one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property, partial
from itertools import product

from symcount.algebra import Equal, Value, as_size, compare, factor, symbol
from symcount.errors import SymcountError
from symcount.judging.ignored import ignored
from symcount.judging.mistakes import Mistake, mistake_behind
from symcount.judging.omissions import MISSING, Part, biases_in_words, coefficients, counts_again, heads_matrix, lacks, omitted, parts_of
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Kind
from symcount.layers import Weight
from symcount.rendering import listed, percent, pretty
from symcount.roles import ROLES, WITHOUT_EFFECT

MAX_FAULTS = 4

COPIES: dict[tuple[object, object], str] = {(0, 1): "one", (0, 2): "both", (1, 2): "the second", (2, 1): "a second", (1, 0): "an extra"}
"""Bias vectors counted and bias vectors there are: which are the matter."""


@dataclass(frozen=True)
class Diagnosis:
    """A wrong formula and the right one, in the sizes of the layer; `letters` are the author's, for the sentences."""

    claimed: Value
    question: Question
    correct_when: Mapping[str, Value] | None = None
    letters: Mapping[str, str] = field(default_factory=dict)

    def faults(self) -> tuple[Fault, ...]:
        """What went wrong, the most important first, at most four."""
        found = self.explained() or self._of_terms()
        if len(found) > 1 and leads(self.claimed, self.expected):
            found = [self._of_lower_terms(), *found]
        return tuple({(fault.kind, fault.term): fault for fault in found}.values())[:MAX_FAULTS]

    def explained(self) -> list[Fault]:
        """What went wrong, where it makes the whole difference."""
        return self._of_switches() or self._of_statistics() or self._of_ignored() or shortest(self.of_omissions, self._of_a_mistake, self._of_a_part)

    @cached_property
    def weights(self) -> tuple[Weight, ...]:
        """The weights that should have been counted."""
        return tuple(weight for weight in self.question.expected(self.claimed.names).weights if weight.trainable)

    @cached_property
    def expected(self) -> Value:
        """What is true."""
        return self.question.total(self.claimed.names)

    @cached_property
    def difference(self) -> Value:
        """claimed - expected."""
        return self.claimed - self.expected

    def say(self, value: Value) -> str:
        """An expression in the author's letters."""
        return pretty(value, self.letters)

    def _of_lower_terms(self) -> Fault:
        error = relative_error(self.claimed, self.expected, self.question.given, self.letters)
        return Fault("lower-order-terms", self.say(self.claimed), f"its leading terms are right, the lower ones are not: the relative error is {error}")

    # -- another value of a switch makes it right ------------------------------------------------------------------

    def _of_switches(self) -> list[Fault]:
        condition = {name: value for name, value in (self.correct_when or {}).items() if name not in self.question.layer.multiples.values()}
        switches = {name: value.constant for name, value in condition.items() if isinstance(value.constant, int)}
        identities = {name: value for name, value in condition.items() if name not in switches}
        return [*(self._switch(name, value) for name, value in switches.items()), *told_identities(identities)]

    def _switch(self, name: str, value: int) -> Fault:
        if name == "bias":
            return self._of_bias(value)
        if name == "tied":
            head = "lacks the head's own matrix" if value else "counts a matrix for the head, which shares the embedding's"
            return Fault("tied-weights", name, f"it {head}: right only if tied = {value}")
        if value != 1:
            return Fault("missing-factor", name, f"it is right only where {name}, {ROLES[name].meaning}, is {value}")
        return Fault("missing-factor", name, f"it lacks the factor {name}, {ROLES[name].meaning}: right only where it is 1")

    def _of_bias(self, claimed: int) -> Fault:
        """Some of the bias vectors are missing, or there is one too many."""
        expected = self.question.expected(self.claimed.names)
        biases = [weight for weight in expected.weights if weight.kind == "bias"]
        away = as_size(sum(weight.count for weight in biases)) - as_size(sum(weight.count for weight in self._with_bias(claimed)))
        which = COPIES.get((claimed, expected.sizes["bias"]), "one")
        what = biases_in_words(biases, which)
        if away.coefficient < 0:
            return Fault("extra-term", self.say(-away), f"it counts {self.say(-away)} more: {what}")
        return Fault("missing-bias", self.say(away), f"it lacks {self.say(away)}: {what}")

    def _with_bias(self, copies: int) -> list[Weight]:
        sized = self.question.with_size("bias", copies).expected(self.claimed.names)
        return [weight for weight in sized.weights if weight.kind == "bias"]

    # -- statistics are counted ------------------------------------------------------------------------------------

    def _of_statistics(self) -> list[Fault]:
        kept = [weight for weight in self.question.expected(self.claimed.names).weights if not weight.trainable]
        count = as_size(sum(weight.count for weight in kept))
        if not kept or self.difference != count:
            return []
        return [Fault("extra-term", self.say(count), f"it counts {self.say(count)}: {listed([weight.name for weight in kept])}, which are kept, not trained")]

    # -- a layer that is too simple ---------------------------------------------------------------------------------

    def _of_ignored(self) -> list[Fault]:
        """Something is ignored, and perhaps bias vectors are forgotten."""
        for bias in (None, *self.question.layer.values_of("bias")) if self._has_free_bias else (None,):
            asked = self.question if bias is None else self.question.with_size("bias", bias)
            if fault := ignored(self.claimed, asked, self._named):
                return [fault, *([self._of_bias(bias)] if bias is not None else [])]
        return []

    @property
    def _has_free_bias(self) -> bool:
        return "bias" in self.question.layer.sizes and "bias" not in self.claimed.names

    # -- parts are missing or counted twice ------------------------------------------------------------------------

    def of_omissions(self) -> list[Fault]:
        """The parts left out, or counted twice, if these make the whole difference."""
        parts = parts_of(self.weights)
        missing = omitted(-self.difference, [*parts, *heads_matrix(self.question, self.claimed.names, is_missing=True)])
        again = omitted(self.difference, [*heads_matrix(self.question, self.claimed.names, is_missing=False), *parts]) if not missing else ()
        return [lacks(part, self.say(part.count)) for part in missing] + [counts_again(part, self.say(part.count)) for part in again]

    def _without_parts(self, left: Value) -> tuple[Value, list[Fault]]:
        """Take off the difference each part that makes it shorter."""
        faults = []
        heads = (part for is_missing in (True, False) for part in heads_matrix(self.question, self.claimed.names, is_missing=is_missing))
        usual = list(MISSING.values())
        for part in (*heads, *sorted(parts_of(self.weights), key=lambda part: usual.index(part.kind))):
            if _length(left + part.count) < _length(left):
                left += part.count
                faults.append(lacks(part, self.say(part.count)))
            elif _length(left - part.count) < _length(left):
                left -= part.count
                faults.append(counts_again(part, self.say(part.count)))
        return left, faults

    # -- the right formula with sizes mistaken ---------------------------------------------------------------------

    def _of_a_mistake(self) -> list[Fault]:
        mistake = mistake_behind(self.claimed, self.question)
        if mistake is None:
            return []
        faults = self._of_replaced(mistake) + self._of_factor(mistake)
        return faults + ([self._of_bias(mistake.bias)] if mistake.bias is not None else [])

    def _of_replaced(self, mistake: Mistake) -> list[Fault]:
        if mistake.is_swap:
            first, second = mistake.replaced
            return [Fault("swapped-roles", f"{first}, {second}", f"{self._named(first)} and {self._named(second)} are swapped")]
        return [Fault("wrong-role", other, self._wrong_role(size, other)) for size, other in mistake.replaced.items()]

    def _wrong_role(self, size: str, other: str) -> str:
        why = f": no parameter count depends on {other}" if other in WITHOUT_EFFECT else ""
        return f"{self._named(other)} stands where {self._named(size)} belongs{why}"

    def _named(self, size: str) -> str:
        """A size in the author's letter, with what it is: `m (timesteps)`, `timesteps (16)`."""
        letter = self.letters.get(size, size)
        more = size if letter != size else self.question.given.get(size)
        return letter if more is None else f"{letter} ({more})"

    def _of_factor(self, mistake: Mistake) -> list[Fault]:
        if mistake.factor.subs(self.question.given).constant == 1:
            return []  # the number stands for the size that it is
        sizes = [self._factor_fault(str(atom), power > 0) for atom, power in mistake.factor.monomial]
        return sizes + self._of_number(abs(Fraction(mistake.factor.coefficient)))

    def _of_number(self, ratio: Fraction) -> list[Fault]:
        """A whole number too many or missing, or one number in the place of another."""
        if ratio == 1:
            return []
        if ratio.numerator == 1 or ratio.denominator == 1:
            return [self._factor_fault(str(max(ratio.numerator, ratio.denominator)), ratio > 1)]
        gates = any(len(weight.each) == ratio.denominator for weight in self.weights)
        message = f"{ratio.numerator} stands where {ratio.denominator} belongs{', one for each gate' if gates else ''}"
        return [Fault("extra-factor" if ratio > 1 else "missing-factor", str(ratio.numerator), message)]

    def _factor_fault(self, name: str, is_extra: bool) -> Fault:
        what = self._named(name)
        if is_extra:
            return Fault("extra-factor", name, f"the whole is multiplied by {what} once too often")
        return Fault("missing-factor", name, f"it lacks the factor {what}")

    # -- one part is counted wrongly, and others are missing --------------------------------------------------------

    def _of_a_part(self) -> list[Fault]:
        """A part of the layer that is counted twice, with one factor too many, or without one, and other parts that are missing."""
        found: list[tuple[int, int, list[Fault]]] = []
        for place, (told, part, wrong, rarity) in enumerate(self._wrong_parts()):
            if self._has_terms_of(wrong):
                missing = omitted(wrong - self.difference, [other for other in parts_of(self.weights) if not other.weights & part.weights])
                if missing:
                    found.append((len(missing) + rarity, place, [told(), *(lacks(other, self.say(other.count)) for other in missing)]))
        return min(found, default=(0, 0, []))[-1]

    def _wrong_parts(self) -> Iterator[tuple[Callable[[], Fault], Part, Value, int]]:
        """Each part that may be counted wrongly: what may be said of it, the part, by how much the count is then off, how rare that is."""
        parts = parts_of(self.weights)
        for part in (*heads_matrix(self.question, self.claimed.names, is_missing=False), *parts):
            yield partial(counts_again, part, self.say(part.count)), part, part.count, part.rarity
        for part, name, is_extra in product(parts, sorted(self.claimed.names), (True, False)):
            counted = part.count * symbol(name) if is_extra else part.count / symbol(name)
            is_like_another = not coefficients(counted).keys().isdisjoint(coefficients(self.expected))  # which is rather counted twice
            yield partial(self._mistaken_part, name, is_extra, counted, part), part, counted - part.count, part.rarity + is_like_another

    def _has_terms_of(self, wrong: Value) -> bool:
        """Whether all terms of a formula stand in the difference, with their signs."""
        terms = coefficients(self.difference)
        return wrong.names <= self.claimed.names and all(terms.get(term, 0) * count > 0 for term, count in coefficients(wrong).items())

    def _mistaken_part(self, name: str, is_extra: bool, counted: Value, part: Part) -> Fault:
        where = f"in {self.say(counted)}, which should be {self.say(part.count)}: {part.words}"
        if is_extra:
            return Fault("extra-factor", name, f"the factor {self._named(name)} is too many, {where}")
        return Fault("missing-factor", name, f"it lacks the factor {self._named(name)}, {where}")

    # -- term by term ----------------------------------------------------------------------------------------------

    def _of_terms(self) -> list[Fault]:
        faults, left = self._of_pairs(self.difference, simple=True)
        left, more = self._without_parts(left)
        last, left = self._of_pairs(left, simple=False)
        return faults + more + last + [self._of_term(term) for term in _terms(left)]

    def _of_pairs(self, left: Value, *, simple: bool) -> tuple[list[Fault], Value]:
        """Terms too many and terms missing that differ in one factor are one fault, not two."""
        faults = []
        true = coefficients(self.expected)
        while pair := _closest_pair(left, true, simple):
            extra, missing = pair
            faults += self._of_ratio(extra / -missing, extra, -missing)
            left = left - extra - missing
        return faults, left

    def _of_ratio(self, ratio: Value, extra: Value, missing: Value) -> list[Fault]:
        where = f"in {self.say(extra)}, which should be {self.say(missing)}"
        above = [str(atom) for atom, power in ratio.monomial if power > 0]
        below = [str(atom) for atom, power in ratio.monomial if power < 0]
        if below and not above and Fraction(ratio.coefficient) > 1:
            return [Fault("wrong-role", below[0], f"{ratio.coefficient} stands where {self._named(below[0])} belongs, {where}")]
        if above and below:
            return [Fault("wrong-role", above[0], f"{self._named(above[0])} stands where {self._named(below[0])} belongs, {where}")]
        if above:
            return [Fault("extra-factor", name, f"the factor {self._named(name)} is too many, {where}") for name in above]
        if below and ratio.coefficient != 1:
            return [Fault("missing-factor", self.say(1 / ratio), f"it lacks the factor {self.say(1 / ratio)}, {where}")]
        if below:
            return [Fault("missing-factor", name, f"it lacks the factor {self._named(name)}, {where}") for name in below]
        kind: Kind = "extra-factor" if ratio.coefficient > 1 else "missing-factor"
        return [Fault(kind, str(ratio.coefficient), f"a wrong number {where}")]

    def _of_term(self, term: Value) -> Fault:
        if term.coefficient < 0 and term / term.coefficient not in coefficients(self.expected):
            return Fault("extra-term", self.say(term), f"it takes off {self.say(-term)}, which no weight of the layer counts")
        if term.coefficient < 0:
            return Fault("missing-term", self.say(-term), f"it lacks {self.say(-term)}")
        useless = sorted(term.names.intersection(WITHOUT_EFFECT))
        if useless:
            return Fault("wrong-role", useless[0], f"it counts {self.say(term)}, but no parameter count depends on {useless[0]}")
        return Fault("extra-term", self.say(term), f"it counts {self.say(term)}, which no weight of the layer needs")


def told_identities(identities: Mapping[str, Value]) -> list[Fault]:
    """What must hold between sizes for a claim to be right, each identity once."""
    sides: dict[Value, list[str]] = {}
    for name, value in identities.items():
        sides.setdefault(value, []).append(name)
    return [Fault("convention", names[0], f"right only if {' = '.join(names)} = {value}, which the text does not say") for value, names in sides.items()]


def shortest(*ways: Callable[[], list[Fault]]) -> list[Fault]:
    """The explanation with the fewest faults, the first of those that have as many; the others are not tried behind one of a single fault."""
    best: list[Fault] = []
    for way in ways:
        if len(best) != 1 and (faults := way()) and (not best or len(faults) < len(best)):
            best = faults
    return best


def leads(one: Value, other: Value) -> bool:
    """Whether the terms of highest degree agree."""
    return isinstance(compare(one.leading(), other.leading()), Equal)


def relative_error(claimed: Value, expected: Value, sizes: Mapping[str, int], letters: Mapping[str, str] | None = None) -> str:
    """(claimed - expected)/expected, in percent where all sizes are stated."""
    error = factor((claimed - expected) / expected, expected)
    number = error.subs(sizes).constant
    if number is not None:
        return percent(number)
    return str(error) if letters is None else pretty(error, letters)


def as_dropped(faults: Iterable[Fault]) -> list[Fault]:
    """What an approximation leaves out."""
    dropped = [fault for fault in faults if fault.kind != "lower-order-terms"]
    return [replace(fault, kind="lower-order-terms", message=fault.message.replace("it lacks", "it leaves out", 1)) for fault in dropped]


def _length(value: Value) -> int:
    """How many terms, to compare explanations; a formula that cannot be expanded counts as long."""
    try:
        return value.term_count
    except SymcountError:
        return 10**9


def _terms(value: Value) -> list[Value]:
    """The terms of the expanded value, none where it cannot be expanded."""
    try:
        return value.terms()
    except SymcountError:
        return []


def _closest_pair(value: Value, true: Collection[Value], simple: bool) -> tuple[Value, Value] | None:
    """A term too many and a true term that is missing with the simplest ratio; `simple`: only those that differ in one size."""
    terms = _terms(value)
    missing_ones = [term for term in terms if term.coefficient < 0 and term / term.coefficient in true]
    pairs = [(extra, missing) for extra in terms if extra.coefficient > 0 for missing in missing_ones]
    limit = 1 if simple else 3
    best = min(pairs, key=lambda pair: _distance(*pair), default=None)
    return best if best and _distance(*best) <= limit else None


def _distance(extra: Value, missing: Value) -> int:
    """How many factors two terms differ in; a number in the place of a size is one."""
    ratio = extra / missing
    powers = [power for _, power in ratio.monomial]
    if ratio.coefficient != -1 and powers != [-1]:
        return sum(map(abs, powers)) + 2
    return sum(map(abs, powers))
