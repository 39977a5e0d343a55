"""The judgement of the shape of what enters or leaves a layer, alone or in a passage that also says what enters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from symcount.algebra import Value, symbol
from symcount.errors import InputError
from symcount.formula import Number, names_in
from symcount.judging.meanings import spelled_size
from symcount.judging.question import Question
from symcount.judging.sides import Compared, Known, Sides, compared, ill_fitting, placed
from symcount.judging.verdict import Answer, Fault, Verdict
from symcount.judging.ways import AxisOrders, Way, in_tuple, of_one_sample, stated_in, ways
from symcount.layers import Layer, is_layer
from symcount.layers.shapes import USUAL_SHAPE_SIZES, Shape
from symcount.layers.weight import Size
from symcount.reading import parse_shape, refuse_denials
from symcount.reading.passage import Numbers, Passage, read_passage
from symcount.rendering import listed, pretty
from symcount.roles import ROLES

MOST_FAULTS = 4

WITHOUT_BATCH = {"input_shape": (None,)}
"""The argument whose shape leaves the batch out, and the side that it leaves out."""

OF_BOTH_ENDS = frozenset(("channels", "num_channels", "n_channels", "features", "height", "width", "depth", "length", "dim", "size"))
"""Words that are said of what enters and of what leaves alike: where they stand says which is meant."""


@dataclass(frozen=True, slots=True)
class _Claim:
    """What a text says of a layer's input or output: the shape claimed, those before it, and what else is stated."""

    which: str
    question: Question
    sides: Sides
    before: tuple[Sides, ...]
    said: Passage


@dataclass(frozen=True, slots=True)
class _Judged:
    """A claim judged in one way: the sides beside the true ones, if it has as many, and what was known before it and with it.

    `exchanged` are the places of two sides whose exchange made it right; `claimed` has them as they are written.
    """

    way: Way
    claimed: Shape
    expected: Shape
    before: Known
    known: Known
    sides: tuple[Compared, ...]
    conflicts: tuple[Fault, ...]
    fits: bool
    exchanged: tuple[int, ...] = ()

    @property
    def wrong(self) -> list[Compared]:
        """The sides that are not what they should be."""
        return [side for side in self.sides if side.agrees is False]

    @property
    def answer(self) -> Answer:
        """The verdict in this way."""
        if self.wrong or self.conflicts or self.exchanged or not self.fits:
            return "incorrect"
        return "undecided" if any(side.agrees is None for side in self.sides) else "correct"

    @property
    def distance(self) -> tuple[bool, bool, bool, int, int]:
        """How far the claim is from right, and how many names are unusual for the sizes in whose places they stand."""
        unusual = sum(not _is_usual(name, str(size)) for name, size in self.known.names.items() if name not in self.before.names)
        return self.answer == "incorrect", not self.fits, self.answer != "correct", len(self.wrong) + len(self.conflicts), unusual


def judge_input_or_output(text: str, which: str, question: Question, axis_orders: AxisOrders) -> Verdict:
    """The verdict on a shape of what enters ("input") or leaves ("output") a layer; with a convention, by that framework's order of axes.

    The last shape of the text is the claim. Of those before it, the first that can be is what enters, and one of numbers alone behind
    that has the layer's first sizes. A number in the place of a size that nobody states is that size.
    """
    if which == "output" and "num_layers" in question.given and "num_layers" not in question.layer.sizes and question.layer.resizes:
        raise InputError(f"what leaves a stack of {question.layer.name} is not known here: leave num_layers out")
    claim = _read(text, which, question)
    says_batch = any(shape[0] is None for shape in (*claim.before, claim.sides))
    judged = [_judged(claim, claim.sides, way) for way in ways(which, question, claim.said, axis_orders) if not (way.is_sample and says_batch)]
    best = min(judged, key=lambda one: one.distance)
    exchanged = next(filter(None, (_exchanged(claim, one.way) for one in judged if one.wrong)), None) if best.answer == "incorrect" else None
    return _verdict(text, claim, exchanged or best)


def _read(text: str, which: str, question: Question) -> _Claim:
    refuse_denials(text)
    said = read_passage(text, is_layer)
    if said.calls > 1:
        raise InputError(f"{said.calls} layers are called in it: what each makes of its input is judged one at a time")
    known = [question.where, (*question.layer.sizes, *question.layer.spellings)]
    if not said.shapes:
        return _Claim(which, question, parse_shape(text, known), (), said)
    *before, sides = [(*WITHOUT_BATCH.get(written.argument, ()), *parse_shape(written.text, known)) for written in said.shapes]
    return _Claim(which, question, sides, tuple(before), said)


# -- in one way --------------------------------------------------------------------------------------------------------


def _judged(claim: _Claim, sides: Sides, way: Way) -> _Judged:
    question, layer = claim.question, claim.question.layer
    names = {name for shape in (*claim.before, sides) for side in shape if side is not None for name in names_in(side)}
    meanings = {name: meaning for name in sorted(names) if (meaning := _meaning(name, question)) is not None}
    entering, between = _entering(claim, way.entering)
    stated = [*question.given.items(), *stated_in(claim.said, way, layer), *(told for numbers in between for told in in_tuple(numbers, layer))]
    checked = [(name, number, _refusal(name, number, layer)) for name, number in stated]
    conflicts = [Fault("wrong-role", name, refusal) for name, _, refusal in checked if refusal]
    numbers: dict[str, int] = {}
    conflicts += [_conflict(name, numbers[name], number) for name, number, refusal in checked if not refusal and numbers.setdefault(name, number) != number]
    spoken_of = {*numbers, *(size for meaning in meanings.values() for size in meaning.names)}
    usual = {name: size for name, size in {**layer.defaults, **USUAL_SHAPE_SIZES}.items() if name not in spoken_of}
    before = Known(numbers, meanings)
    for one, shape in entering:
        enters = _true(shape, one, usual, question) or ()
        before = before.and_told_by(one, enters)
        conflicts += [_wrong_side(side, before, "in what enters,") for side in compared(one, enters, before) if side.agrees is False]
    true = _true(way.claimed, sides, usual, question)
    known = before.and_told_by(sides, true) if true else before
    conflicts += _impossible(true or (), known, claim.which)
    open_sides = true or (symbol("batch_size"),) * len(sides)
    return _Judged(
        way=way,
        claimed=Shape(tuple(size if side is None else known.value(side) for side, size in zip(sides, open_sides, strict=True))),
        expected=Shape(tuple(side.subs(known.sizes) for side in true)) if true else way.claimed.at(usual).at(known.sizes),
        before=before,
        known=known,
        sides=tuple(compared(sides, true, known)) if true else (),
        conflicts=tuple(conflicts),
        fits=bool(true),
    )


def _refusal(name: str, number: int, layer: Layer) -> str:
    """Why a size cannot be this number, such as a stride of 0; empty where it can."""
    try:
        layer.checked(name, number)
    except InputError as error:
        return str(error)
    return ""


def _impossible(true: Sequence[Value], known: Known, which: str) -> Iterator[Fault]:
    """The true sides that no tensor can have: a kernel that is longer than its input leaves nothing."""
    for place, formula in enumerate(true, start=1):
        side = formula.subs(known.sizes).constant
        if side is not None and side < 1:
            yield Fault("wrong-role", which, f"no {which} is possible: side {place} would be {side}, that is {pretty(formula)}")


def _meaning(name: str, question: Question) -> Value | None:
    """What a name is declared or spelled to mean; None where its place has to say."""
    if name in question.where:
        return question.where[name]
    if name.lower() in OF_BOTH_ENDS and name not in question.layer.sizes:
        return None
    size = name if name in ROLES else spelled_size(name, question.layer)
    return symbol(size) if size else None


def _is_usual(name: str, size: str) -> bool:
    """Whether a name begins as a word of the size does, or with a letter that is usual for it: `C` for channels, `L` for time steps."""
    begins = {*ROLES[size].letters.lower(), *(word[0] for word in size.removesuffix("_size").split("_"))} if size in ROLES else set()
    return name[0].lower() in begins


def _entering(claim: _Claim, shapes: Sequence[Shape]) -> tuple[list[tuple[Sides, Shape]], list[Numbers]]:
    """The written shapes of what enters, each with the true one; and what else is written as numbers behind them, if all are found."""
    found: list[tuple[Sides, Shape]] = []
    rest = list(claim.before)
    for shape in shapes:
        candidates = [(place, one) for one in (shape, of_one_sample(shape)) for place, sides in enumerate(rest) if placed(one, len(sides))]
        if not candidates:
            return found, []
        place, fitting = candidates[0]
        found.append((rest[place], fitting))
        rest = rest[place + 1 :]
    ranks = {len(claim.sides), *(len(sides) for sides, _ in found)}
    return found, [numbers for sides in rest if shapes and len(sides) not in ranks and (numbers := _numbers(sides))]


def _numbers(sides: Sides) -> Numbers:
    """The sides of a tuple of whole numbers; none where one of them is anything else."""
    numbers = [side.value for side in sides if isinstance(side, Number) and isinstance(side.value, int)]
    return tuple(numbers) if len(numbers) == len(sides) else ()


def _true(shape: Shape, sides: Sides, usual: Mapping[str, Size], question: Question) -> tuple[Value, ...] | None:
    """The true sides that stand beside the written ones, as expressions in sizes; None where there are not as many."""
    true = placed(shape.at(usual), len(sides))
    return true and tuple(map(question.identified, true))


# -- what is said of it ------------------------------------------------------------------------------------------------


def _verdict(text: str, claim: _Claim, best: _Judged) -> Verdict:
    remarks = [f"it is so {' and '.join(best.way.remarks)}"] if best.way.remarks and best.answer == "correct" else []
    is_possible = all(side.constant is None or side.constant >= 1 for side in best.expected.sizes)
    right = [] if best.answer == "correct" or not is_possible else [f"{claim.which} is {best.expected}"]
    return Verdict(
        text=text,
        verdict=best.answer,
        layer=claim.question.layer.name,
        claimed=str(best.claimed),
        expected=str(best.expected),
        reading={name: str(meaning) for name, meaning in best.known.names.items()},
        difference=None if best.answer == "undecided" else str(best.claimed.count - best.expected.count),
        diagnosis=tuple(_faults(claim, best))[:MOST_FAULTS],
        notes=tuple(filter(None, (_told(claim, best), *remarks, *right))),
    )


def _told(claim: _Claim, best: _Judged) -> str:
    """What the text was taken to say of the sizes."""
    names = [f"{name} = {size}" for name, size in best.known.names.items() if name != str(size)]
    numbers = [f"{name} = {size}" for name, size in best.known.sizes.items() if name in ROLES and name not in claim.question.given]
    return ", ".join((*names, *numbers))


def _faults(claim: _Claim, best: _Judged) -> Iterator[Fault]:
    if not best.fits:
        yield ill_fitting(claim.which, len(claim.sides), best.way.claimed)
    if best.exchanged:
        places = listed([str(place) for place in best.exchanged])
        yield Fault("swapped-roles", str(best.claimed), f"its sides {places} are exchanged: {claim.which} is {best.expected}")
    yield from best.conflicts
    yield from (_wrong_side(side, best.before, "its") for side in best.wrong)
    if best.answer == "undecided":
        yield _undecided(claim, best)


def _exchanged(claim: _Claim, way: Way) -> _Judged | None:
    """The claim with two sides exchanged, if it is right then."""
    for one, two in combinations(range(len(claim.sides)), 2):
        sides = list(claim.sides)
        sides[one], sides[two] = sides[two], sides[one]
        if None not in (sides[one], sides[two]) and (right := _judged(claim, sides, way)).answer == "correct":
            written = list(right.claimed.sides)
            written[one], written[two] = written[two], written[one]
            return replace(right, claimed=Shape(tuple(written)), exchanged=(one + 1, two + 1))
    return None


def _wrong_side(side: Compared, known: Known, whose: str) -> Fault:
    """A side that is another size, or another number, than it should be."""
    number, is_told = side.claimed.constant, side.true != side.formula and side.formula.names <= ROLES.keys()
    belongs = f"where {pretty(side.true)} belongs" + (f": {pretty(side.formula)}" if is_told else "")
    others = [name for name, size in known.sizes.items() if size == number and size > 1 and name not in side.formula.names]
    is_slip = number is not None and not others
    what = f"{pretty(side.claimed)}{f' ({others[0]})' if others else ''}"
    return Fault("arithmetic-slip" if is_slip else "wrong-role", str(side.claimed), f"{whose} side {side.place} is {what}, {belongs}")


def _conflict(name: str, one: int, other: int) -> Fault:
    return Fault("wrong-role", name, f"{name} is {one} in one place and {other} in another")


def _undecided(claim: _Claim, best: _Judged) -> Fault:
    """Which sizes the answer depends on that nobody states, or which letters nobody explains."""
    unknown = sorted({name for side in best.sides if side.agrees is None for name in side.claimed.names - ROLES.keys()})
    if unknown:
        return Fault("convention", ", ".join(unknown), f"not decided: the text does not say what {listed(unknown)} {'is' if len(unknown) == 1 else 'are'}")
    missing = sorted({name for side in best.sides if side.agrees is None for name in side.true.names})
    return Fault("convention", " and ".join(missing), f"not decided: {claim.which} depends on {listed(missing)}, which the text does not state")
