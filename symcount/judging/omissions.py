"""What of a layer a count leaves out, or counts twice: the fewest parts of it that make the difference exactly."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations

from symcount.algebra import Value, as_size
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Kind
from symcount.layers import Weight
from symcount.rendering import listed, number_word

MISSING: dict[str, Kind] = {"bias": "missing-bias", "norm": "missing-norm", "embedding": "missing-embedding", "kernel": "missing-term"}
"""What it is called when a weight is left out; biases and norms first: they are what is forgotten most."""

FEW = 3
"""Weights of a part that are named one by one."""

MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """Weights of a layer that are left out, or counted twice, together: one weight, a part of the layer, all biases, the head's matrix."""

    weights: frozenset[str]
    kind: Kind
    count: Value
    words: str
    rarity: int = 0


def phrase(weight: Weight, which: str = "one") -> str:
    """A weight in words: `one bias vector for each of the four gates`.

    >>> from symcount.layers import lstm
    >>> phrase(lstm.weights[-1])
    'one bias vector for each of the four gates'
    """
    module = weight.name.rpartition(".")[0]
    of_what = f" of {module}" if module else ""
    what = f"{which} {weight.meaning}{'s' * (which == 'both')}{of_what}" if weight.kind == "bias" else f"{weight.name}, {weight.meaning}"
    return f"{what} for each of the {number_word(len(weight.each))} gates" if weight.each else what


# -- the parts of a layer ----------------------------------------------------------------------------------------------


def parts_of(weights: Sequence[Weight]) -> list[Part]:
    """All that may be forgotten of a layer together, each once, the most natural first.

    >>> from symcount.layers import feed_forward
    >>> [part.words for part in parts_of(feed_forward.weights)]  # doctest: +NORMALIZE_WHITESPACE
    ['up.kernel, weights of the inputs', 'one bias vector of up', 'down.kernel, weights of the inputs', 'one bias vector of down', 'every bias',
    'up, with kernel and bias', 'down, with kernel and bias']
    """
    found: dict[object, Part] = {}
    for part in _parts(weights):
        found.setdefault((part.weights, part.count), part)
    return [part for part in found.values() if part.count.constant != 0]


def _parts(weights: Sequence[Weight]) -> Iterator[Part]:
    yield from (Part(frozenset((weight.name,)), MISSING[weight.kind], as_size(weight.count), phrase(weight)) for weight in weights)
    yield from (share for weight in weights for share in _shares(weight))
    modules = dict.fromkeys(module for weight in weights for module in _modules(weight.name))
    norms = {weight.name.rpartition(".")[0] for weight in weights if weight.kind == "norm"}
    for module in ("", *modules):
        inside = [weight for weight in weights if not module or module in _modules(weight.name)]
        for words, alike in _alike(inside, norms).items():
            yield from _together(alike, f"{words}{' of ' * bool(module)}{module}", _kind_of(alike), rarity=1 if module else 0)
        if module:
            yield from _together(inside, _module_words(module, inside), _kind_of(inside))
            yield from _one_of_several(module, inside)


def _shares(weight: Weight) -> Iterator[Part]:
    """What some of the gates have of a weight: `one bias vector for three of the four gates`."""
    gates = len(weight.each)
    for some in range(1, gates):
        words = phrase(replace(weight, each=())) + f" for {number_word(some)} of the {number_word(gates)} gates"
        yield Part(frozenset((weight.name,)), MISSING[weight.kind], as_size(weight.count) * Fraction(some, gates), words, rarity=2)


def _alike(weights: Sequence[Weight], norms: Collection[str]) -> dict[str, list[Weight]]:
    """The weights of one kind; a norm's shift is forgotten with the biases or with its norm."""
    biases = [weight for weight in weights if weight.kind == "bias"]
    shifts = [weight for weight in biases if weight.name.rpartition(".")[0] in norms]
    gains = [weight for weight in weights if weight.kind == "norm"]
    return {
        "every bias": [weight for weight in biases if weight not in shifts],
        "every bias and every norm's shift": biases if shifts else [],
        "every norm": gains + shifts,
        "every norm's gain": gains if shifts else [],
        "every embedding": [weight for weight in weights if weight.kind == "embedding"],
    }


def _modules(name: str) -> list[str]:
    """The parts of the layer that a weight is in, the outermost first: layers, layers.attention."""
    pieces = name.split(".")[:-1]
    return [".".join(pieces[:end]) for end in range(1, len(pieces) + 1)]


def _together(weights: Sequence[Weight], words: str, kind: Kind, rarity: int = 0) -> Iterator[Part]:
    if len(weights) > 1:
        yield Part(frozenset(weight.name for weight in weights), kind, as_size(sum(weight.count for weight in weights)), words, rarity)


def _module_words(module: str, weights: Sequence[Weight]) -> str:
    names = [weight.name.removeprefix(f"{module}.") for weight in weights]
    return f"{module}, with {listed(names)}" if len(names) <= FEW else f"{module}, all of it"


def _kind_of(weights: Sequence[Weight]) -> Kind:
    """What a part of a layer is: a norm with its shifts is a norm, a map with its biases a map."""
    kinds = {weight.kind for weight in weights}
    return MISSING[next((kind for kind in ("kernel", "embedding", "norm") if kind in kinds), "bias")]


def _one_of_several(module: str, weights: Sequence[Weight]) -> Iterator[Part]:
    """One of the two norms, where a layer has equal ones."""
    numbers = {as_size(weight.copies).coefficient for weight in weights}
    if len(numbers) == 1 and isinstance(number := numbers.pop(), int) and number > 1:
        count = as_size(sum(weight.count for weight in weights)) / number
        yield Part(frozenset(weight.name for weight in weights), _kind_of(weights), count, f"one of the {number_word(number)} {module}", rarity=1)


def heads_matrix(question: Question, used: Collection[str], *, is_missing: bool, put_in: bool = False) -> Iterator[Part]:
    """The matrix of the head: left out where it is not tied to the embedding, counted though it is."""
    if question.expected(used, put_in=put_in).sizes.get("tied") == (0 if is_missing else 1):
        apart, shared = (question.with_size("tied", tied).total(used, put_in=put_in) for tied in (0, 1))
        words = "the head has a matrix of its own" if is_missing else "the head shares the embedding's matrix"
        yield Part(frozenset(("tied",)), "tied-weights", apart - shared, words)


def lacks(part: Part, count: str) -> Fault:
    """A part that is left out."""
    return Fault(part.kind, count, f"it lacks {count}: {part.words}")


def counts_again(part: Part, count: str) -> Fault:
    """A part that is counted twice."""
    return Fault("tied-weights" if part.kind == "tied-weights" else "extra-term", count, f"it counts {count} once more: {part.words}")


# -- the fewest that make a difference ---------------------------------------------------------------------------------

Chosen = tuple[Part, ...]
EXACTLY = Fraction(0)


def fewest(parts: Sequence[Part], wanted: Fraction, worth: Callable[[Value], Fraction], within: Fraction = EXACTLY, most: int = MOST_PARTS) -> list[Chosen]:
    """The smallest choices of parts, at most `most`, whose worth together is what is wanted, or so near; the most natural first."""
    counted = [(worth(part.count), (part,)) for part in parts]
    pairs = [(a + b, one + other) for (a, one), (b, other) in combinations(counted, 2) if _are_apart(one + other)] if most > 1 else []
    for larger, smaller in ((counted, None), (pairs, None), (pairs, counted), (pairs, pairs))[:most]:
        found = [chosen for chosen in _making(wanted, within, larger, smaller) if _are_apart(chosen)]
        if found:
            return sorted(found, key=lambda chosen: sum(part.rarity for part in chosen))
    return []


def _making(
    wanted: Fraction, within: Fraction, larger: Sequence[tuple[Fraction, Chosen]], smaller: Sequence[tuple[Fraction, Chosen]] | None
) -> Iterator[Chosen]:
    if smaller is None:
        yield from (chosen for worth, chosen in larger if abs(worth - wanted) <= within)
        return
    ordered = sorted(smaller, key=lambda one: one[0])
    for worth, chosen in larger:
        place = bisect_left(ordered, wanted - worth - within, key=lambda one: one[0])
        while place < len(ordered) and ordered[place][0] <= wanted - worth + within:
            yield chosen + ordered[place][1]
            place += 1


def _are_apart(parts: Chosen) -> bool:
    """Whether no weight is in two of the parts."""
    return len(frozenset().union(*(part.weights for part in parts))) == sum(len(part.weights) for part in parts)


def omitted(difference: Value, parts: Sequence[Part]) -> Chosen:
    """The fewest parts that make up a formula, or none.

    >>> from symcount.layers import gpt2
    >>> from symcount.algebra import symbol
    >>> [part.words for part in omitted(2 * symbol("d_model"), parts_of(gpt2(**{name: symbol(name) for name in gpt2.sizes[:4]}).weights))]
    ['last_norm, with gamma and beta']
    """
    names = sorted(difference.names.union(*(part.count.names for part in parts)))
    point = {name: PROBE + place * place + place for place, name in enumerate(names)}
    wanted = difference.defined_at(point)
    if wanted is None or any(part.count.defined_at(point) is None for part in parts):
        return ()
    found = fewest(parts, Fraction(wanted), lambda count: Fraction(count.at(point)))
    return next((chosen for chosen in found if sum((part.count for part in chosen), as_size(0)) == difference), ())


PROBE = 1_000_003
"""Formulas that agree at the sizes PROBE, PROBE + 2, PROBE + 6 … are worth comparing."""
