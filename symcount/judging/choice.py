"""The choice of a reading: the most natural one that makes the formula right, else the one with the shortest difference."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from itertools import combinations, product
from math import lcm

from symcount.algebra import Different, Equal, Rounded, SymbolicPower, Undecided, Value, as_size, compare, factor, symbol, term_bound, value_of
from symcount.formula import Number, names_in, postorder
from symcount.judging.claim import Side
from symcount.judging.differences import Diagnosis
from symcount.judging.meanings import doubtful_readings, readings, shared_readings, spelled_size
from symcount.judging.question import Question, in_sizes
from symcount.layers.identities import identities_beside, usual_identities
from symcount.layers.weight import plain_size
from symcount.rendering import safe_name
from symcount.roles import ROLES

PROBE = 10007
"""At the sizes PROBE, PROBE + 1, … a wrong reading is told from a right one without comparing the formulas."""

LONGEST, MOST_NAMES = 200, 100
"""Terms that a claim may have, and names in them, and still be taken apart."""

MOST_NUMBERS = 2
"""How many sizes a formula may have as numbers: `(3*3*c + 1)*f` is right for a kernel of 3 by 3."""


@dataclass(frozen=True)
class Read:
    """A formula under one reading: what it claims and what is true, both in sizes."""

    meanings: Mapping[str, Value]
    claimed: Value
    expected: Value
    numbers: tuple[int, ...] = ()
    note: str = ""
    multiples: Mapping[str, Value] = field(default_factory=dict)
    has_numbers: bool = False
    """Whether the stated sizes that the claim does not use are numbers in the true count."""

    @property
    def is_equal(self) -> bool:
        """Whether claim and truth agree for all sizes; most readings are told wrong at one point."""
        if not self.multiples or not any(isinstance(atom, (Rounded, SymbolicPower)) for atom in self.claimed.atoms | self.expected.atoms):
            point = {name: PROBE + place for place, name in enumerate(sorted(self.claimed.names | self.expected.names))}
            one, other = self.claimed.defined_at(point), self.expected.defined_at(point)
            if None not in (one, other) and one != other:
                return False
        return isinstance(self.outcome, Equal)

    @cached_property
    def outcome(self) -> Equal | Different | Undecided:
        """Whether claim and truth agree, at sizes that divide where they must: all channels are a multiple of the groups."""
        if not self.multiples:
            return self._at_whole_counts(compare(self.claimed, self.expected))
        whole = _whole(self.multiples)
        outcome = compare(self.claimed.subs(whole), self.expected.subs(whole))
        if not isinstance(outcome, Different):
            return outcome
        point = {name: 1 for value in whole.values() for name in value.names} | outcome.witness  # a divisor that cancels may be any
        sizes = {name: size for name, size in point.items() if name in self.claimed.names | self.expected.names}
        sizes |= {size: int(value.at(point)) for size, value in whole.items()}
        return self._at_whole_counts(Different(dict(sorted(sizes.items())), outcome.left, outcome.right))

    def _at_whole_counts(self, outcome: Equal | Different | Undecided) -> Equal | Different | Undecided:
        """A witness that a layer can have: where a count is a fraction, the sizes are multiplied until it is whole."""
        if not isinstance(outcome, Different):
            return outcome
        scale = lcm(Fraction(outcome.left).denominator, Fraction(outcome.right).denominator)
        sizes = {name: size if name in ROLES and ROLES[name].values else size * scale for name, size in outcome.witness.items()}
        left, right = self.claimed.defined_at(sizes), self.expected.defined_at(sizes)
        return Different(sizes, left, right) if scale > 1 and left != right and isinstance(left, int) and isinstance(right, int) else outcome

    @property
    def is_long(self) -> bool:
        """Whether the claim has too many terms or names to be taken apart."""
        return term_bound(self.claimed) > LONGEST or len(self.claimed.names) > MOST_NAMES

    @property
    def difference(self) -> str:
        """claimed - expected, factored where a reader would."""
        if self.is_long:
            return f"{self.claimed} - ({self.expected})"
        return str(factor(self.claimed - self.expected, self.claimed, self.expected))

    @property
    def letters(self) -> dict[str, str]:
        """For each size the author's letter."""
        return {str(meaning): name for name, meaning in reversed(list(self.meanings.items())) if meaning.is_name}

    def length(self) -> tuple[int, int, int]:
        """How far claim and truth are apart: terms, degree, coefficients."""
        if self.is_long:
            return term_bound(self.claimed), self.claimed.degree, 0
        away, _ = (self.claimed - self.expected).numerator_denominator()
        return len(away), away.degree, away.weight


def best_reading(side: Side, question: Question) -> Read:
    """The reading of a formula by which it is judged."""
    read = _most_natural(side, question)
    if read.is_equal:
        return read
    with_numbers, with_one_bias = _with_numbers_put_in(side, read, question), _with_one_bias(read, question)
    if right := next((other for other in (with_numbers, with_one_bias) if other is not None and other.is_equal), None):
        return right
    return min(read, with_numbers, key=Read.length) if with_numbers and _holds_a_stated_size(read, question) else read


def _holds_a_stated_size(read: Read, question: Question) -> bool:
    """Whether a number of a formula may be a stated size that has no letter in it: `3*16*16*d` has the kernel's 16."""
    sizes = [size for name, size in question.given.items() if size > 1 and name not in read.claimed.names]
    return any(number % size == 0 for number in read.numbers for size in sizes)


def _most_natural(side: Side, question: Question, put_in: bool = False) -> Read:
    """With `put_in`, the sizes that are stated are numbers in the true count, and no letter means them."""
    names = names_in(side.node)
    numbers = tuple(sorted({node.value for node in postorder(side.node) if isinstance(node, Number) and isinstance(node.value, int) and node.value > 1}))
    as_written = value_of(side.node)

    def read_as(reading: Mapping[str, str]) -> Read:
        meanings = {name: meaning_of(name, reading, question) for name in names}
        claimed = question.identified(as_written.subs(meanings))
        expected = question.total(claimed.names, put_in=put_in)
        multiples = multiples_of(claimed.names | expected.names, question)
        return Read(meanings, _divided(claimed, multiples), expected, numbers, multiples=multiples, has_numbers=put_in)

    undeclared = [name for name in names if name not in question.where]
    reads: list[Read] = []
    for reading in readings(undeclared, question, without=question.given if put_in else ()):
        reads.append(read_as(reading))
        if reads[-1].is_equal:
            return reads[-1]
    shared = (read for read in map(read_as, shared_readings(undeclared, question)) if read.is_equal)
    doubtful = (read for read in map(read_as, doubtful_readings(undeclared, question)) if not read.is_equal)
    return next(shared, None) or min([*reads, *doubtful], key=Read.length)


def multiples_of(used: Collection[str], question: Question) -> dict[str, Value]:
    """What the sizes that are used are multiples of: other sizes that are used, or their stated numbers."""
    divisors = {size: symbol(divisor) if divisor in used else as_size(question.given.get(divisor, 1)) for size, divisor in question.layer.divisible.items()}
    divisors |= {whole: symbol(divisor) for value in question.assume.values() for whole, divisor in _exact_quotient(value) if divisor in used}
    return {size: divisor for size, divisor in divisors.items() if divisor != 1 and size in used}


def _exact_quotient(value: Value) -> Iterator[tuple[str, str]]:
    """The two sizes of an identity that divides one by another: head_dim = d_model/num_heads."""
    powers = {str(atom): power for atom, power in value.monomial}
    if value.coefficient == 1 and not value.sums and sorted(powers.values()) == [-1, 1]:
        divisor, whole = sorted(powers, key=powers.__getitem__)
        yield whole, divisor


def _divided(claimed: Value, multiples: Mapping[str, Value]) -> Value:
    """A formula without the roundings of quotients that are whole: `d_model // num_heads`."""
    if not any(isinstance(atom, Rounded) for atom in claimed.atoms):
        return claimed
    return claimed.subs(_whole(multiples)).subs({_part_of(size): symbol(size) / divisor for size, divisor in multiples.items()})


def _whole(multiples: Mapping[str, Value]) -> dict[str, Value]:
    """Each multiple as a number of times its divisor, which may be a multiple itself: the width of the heads, these of the key heads."""
    whole = {size: symbol(_part_of(size)) * divisor for size, divisor in multiples.items()}
    return {size: value.subs(whole) for size, value in whole.items()}


def _part_of(size: str) -> str:
    return f"part_of_{size}"


def meaning_of(name: str, reading: Mapping[str, str], question: Question) -> Value:
    """What a name means: as declared, as read, or a size of its own that nobody knows."""
    if name in question.where:
        return question.where[name]
    meaning = reading.get(name)
    return symbol(safe_name(name)) if meaning is None else in_sizes(meaning, question.layer)


def _with_numbers_put_in(side: Side, read: Read, question: Question) -> Read | None:
    """The claim read with the stated sizes as numbers: where it does not mention them, or has the numbers in it."""
    if not question.given:
        return None
    same_letters = replace(read, expected=question.total(read.claimed.names, put_in=True), has_numbers=True)
    return same_letters if same_letters.is_equal else _most_natural(side, question, put_in=True)


def _with_one_bias(read: Read, question: Question) -> Read | None:
    """A text that names the bias is compared with it kept; with bias = 1 only if that alone makes the difference."""
    if not any(spelled_size(name, question.layer) == "bias" and len(name) > 1 for name in read.meanings):
        return None
    return replace(read, claimed=read.claimed.subs({"bias": 1}), expected=question.total(read.claimed.names - {"bias"}), note="bias is taken as 1")


def correct_when(read: Read, question: Question) -> dict[str, Value] | None:
    """The values of switches or sizes, which the claim does not use, or the usual identities, that would make it right."""
    used = read.claimed.names
    for condition in _conditions(read, question):
        true = question.total(used, free=condition).subs(condition)
        if replace(read, claimed=read.claimed.subs(condition), expected=true).is_equal:
            return condition
    return None


def _conditions(read: Read, question: Question) -> Iterator[dict[str, Value]]:
    """Other values of one switch; then 1 for a size, and for stated groups; then that with no bias, unless whole weights are missing;
    identities; numbers of the formula."""
    unused = [name for name in question.layer.sizes if name not in read.claimed.names and name not in question.given]
    sizes = [name for name in unused if name not in question.layer.defaults]
    switches = [{name: as_size(value)} for name in unused for value in question.layer.values_of(name)]
    ones = [{name: as_size(1)} for name in sizes]
    groups = [{name: as_size(1)} for name in sorted(set(question.layer.multiples.values()) & question.given.keys() - read.claimed.names)]
    yield from (*switches, *ones, *groups)
    if "bias" in unused and not Diagnosis(read.claimed, question).of_omissions():
        yield from ({"bias": as_size(0), **one} for one in ones)
    for identity in _identities(read, question):
        yield from (identity, *(switch | identity for switch in switches))
    for many in range(1, MOST_NUMBERS + 1 if len(read.numbers) <= MOST_NUMBERS**2 else 1):
        for names in combinations(sizes, many):
            for numbers in product(read.numbers, repeat=many):
                kernel = dict(zip(names, map(as_size, numbers), strict=True))
                yield from (kernel, {"bias": as_size(0), **kernel}) if "bias" in unused else (kernel,)


def plain(condition: Mapping[str, Value]) -> dict[str, int | str]:
    """A condition as JSON holds it."""
    return {name: plain_size(value) for name, value in condition.items()}


def _identities(read: Read, question: Question) -> Iterator[dict[str, Value]]:
    """The usual identities of which the claim uses one side, and nobody stated another; a size taken for another one is a mistake."""
    layer, settled = question.layer, read.claimed.names | question.given.keys() | question.assume.keys()
    for identity in usual_identities(layer):
        if not identity.keys() & settled and not any(value.is_name and str(value) in layer.sizes for value in identity.values()):
            yield dict(identity)
    yield from (dict(identity) for identity in identities_beside(layer) if identity.keys() <= read.claimed.names)
