"""What of a layer a count leaves out, or counts twice: the fewest parts of it that make the difference exactly."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import combinations

from symcount.algebra import Rational, Value, as_size
from symcount.errors import SymcountError
from symcount.judging.question import Question
from symcount.judging.verdict import Fault, Kind
from symcount.layers import Weight
from symcount.rendering import listed, number_word

MISSING: dict[str, Kind] = {"bias": "missing-bias", "norm": "missing-norm", "embedding": "missing-embedding", "kernel": "missing-term"}
"""What it is called when a weight is left out; biases and norms first: they are what is forgotten most."""

FEW, MOST_NAMED = 3, 4
"""Weights of a part, and biases, that are named one by one."""

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
    module = _module(weight)
    of_what = f" of {module}" if module else ""
    what = f"{which} {weight.meaning}{'s' * (which == 'both')}{of_what}" if weight.kind == "bias" else f"{weight.name}, {weight.meaning}"
    return f"{what} for each of the {number_word(len(weight.each))} gates" if weight.each else what


def biases_in_words(biases: Sequence[Weight], which: str) -> str:
    """Several bias vectors in words: `one bias vector of query, key, value and output`.

    >>> from symcount.layers import multi_head_attention
    >>> biases_in_words([weight for weight in multi_head_attention.weights if weight.kind == "bias"], "one")
    'one bias vector of query, key, value and output'
    """
    alike: dict[str, list[str]] = {}
    for weight in biases:
        alike.setdefault(phrase(replace(weight, name=""), which), []).append(_module(weight))
    if sum(map(len, alike.values())) > MOST_NAMED:
        return "every bias"
    return listed([f"{words} of {listed(modules)}" if any(modules) else words for words, modules in alike.items()])


# -- the parts of a layer ----------------------------------------------------------------------------------------------


@lru_cache(maxsize=256)
def parts_of(weights: tuple[Weight, ...]) -> tuple[Part, ...]:
    """All that may be forgotten of a layer together, each once, the most natural first.

    >>> from symcount.layers import feed_forward
    >>> [part.words for part in parts_of(feed_forward.weights)]  # doctest: +NORMALIZE_WHITESPACE
    ['up.kernel, weights of the inputs', 'one bias vector of up', 'down.kernel, weights of the inputs', 'one bias vector of down', 'every bias',
    'up, with kernel and bias', 'down, with kernel and bias']
    """
    found: dict[object, Part] = {}
    for part in _parts(weights):
        found.setdefault((part.weights, part.count), part)
    return tuple(part for part in found.values() if part.count.constant != 0)


def _parts(weights: Sequence[Weight]) -> Iterator[Part]:
    for weight in weights:
        is_one_of_many = weight.kind == "bias" and sum(other.kind == "bias" for other in weights) > 1
        rarity = int(is_one_of_many or (weight.kind == "norm" and _is_of_norm(weight, weights)))  # norms and biases are forgotten as a whole
        yield Part(frozenset((weight.name,)), MISSING[weight.kind], as_size(weight.count), phrase(weight), rarity)
        yield from _shares(weight)
    modules = dict.fromkeys(module for weight in weights for module in _modules(weight.name))
    for module in ("", *modules):
        inside = [weight for weight in weights if not module or module in _modules(weight.name)]
        if module:
            yield from _together(inside, _module_words(module, inside), _kind_of(inside))
            yield from _one_of_several(module, inside)
        for words, alike in _alike(inside).items():
            yield from _together(alike, f"{words}{' of ' * bool(module)}{module}", _kind_of(alike), rarity=bool(module) + ("'s" in words))


def _shares(weight: Weight) -> Iterator[Part]:
    """What some of the gates have of a weight: `one bias vector for three of the four gates`."""
    gates = len(weight.each)
    for some in range(1, gates):
        words = phrase(replace(weight, each=())) + f" for {number_word(some)} of the {number_word(gates)} gates"
        yield Part(frozenset((weight.name,)), MISSING[weight.kind], as_size(weight.count) * Fraction(some, gates), words, rarity=2)


def _alike(weights: Sequence[Weight]) -> dict[str, list[Weight]]:
    """The weights of one kind; a norm's shift is forgotten with its norm, or with the biases."""
    biases = [weight for weight in weights if weight.kind == "bias"]
    gains = [weight for weight in weights if weight.kind == "norm"]
    shifts = [weight for weight in biases if _is_of_norm(weight, weights)]
    return {
        "every bias": [weight for weight in biases if weight not in shifts],
        "every norm": gains + shifts,
        "every embedding": [weight for weight in weights if weight.kind == "embedding"],
        "every bias and every norm's shift": biases if shifts else [],
        "every norm's gain": gains if shifts else [],
    }


def _is_of_norm(weight: Weight, weights: Sequence[Weight]) -> bool:
    """Whether a weight is a norm's gain or shift."""
    module = _module(weight)
    return any(other.kind == "norm" and _module(other) == module for other in weights)


def _module(weight: Weight) -> str:
    return weight.name.rpartition(".")[0]


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
        yield Part(frozenset(weight.name for weight in weights), _kind_of(weights), count, f"one of the {number_word(number)} {module}")


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
Counted = list[tuple[Rational, Chosen]]

PROBE = 1_000_003
"""Formulas that agree at the sizes PROBE, PROBE + 2, PROBE + 6 … are worth comparing."""


def omitted(difference: Value, parts: Sequence[Part]) -> Chosen:
    """The fewest parts that make up a formula, or none.

    >>> from symcount.layers import gpt2
    >>> from symcount.algebra import symbol
    >>> [part.words for part in omitted(2 * symbol("d_model"), parts_of(gpt2(**{name: symbol(name) for name in gpt2.sizes[:4]}).weights))]
    ['last_norm, with gamma and beta']
    """
    terms = coefficients(difference)
    fitting = [part for part in parts if part.count.names <= difference.names and _fits(coefficients(part.count), terms)]
    point = {name: PROBE + place * place + place for place, name in enumerate(sorted(difference.names))}
    wanted = difference.defined_at(point)
    if wanted is None or not terms:
        return ()
    counted: Counted = [(part.count.at(point), (part,)) for part in fitting]
    found = fewest(counted, wanted, MOST_PARTS if min(terms.values()) > 0 else 1)
    return next((chosen for chosen in found if sum((part.count for part in chosen), as_size(0)) == difference), ())


def _fits(terms: Mapping[Value, Fraction], others: Mapping[Value, Fraction]) -> bool:
    """Whether all terms stand in the others at least as often; what is taken off, the others may lack."""
    return all(count <= others.get(term, 0) for term, count in terms.items() if count > 0)


@lru_cache(maxsize=4096)
def coefficients(value: Value) -> Mapping[Value, Fraction]:
    """The terms of a formula, each with its number; none of one that cannot be multiplied out."""
    try:
        return {term / term.coefficient: Fraction(term.coefficient) for term in value.terms()}
    except SymcountError:
        return {}


def fewest(counted: Counted, wanted: Rational, most: int = MOST_PARTS) -> list[Chosen]:
    """The smallest choices of parts, at most `most`, that are worth together what is wanted, the most natural first."""
    if found := [chosen for worth, chosen in counted if worth == wanted]:
        return _most_natural(found)
    pairs = [(a + b, one + other) for (a, one), (b, other) in combinations(counted, 2) if _are_apart(one + other)] if most > 1 else []
    if found := [chosen for worth, chosen in pairs if worth == wanted]:
        return _most_natural(found)
    for more in (counted, pairs)[: most - 2]:
        by_worth: dict[Rational, list[Chosen]] = {}
        for worth, chosen in more:
            by_worth.setdefault(worth, []).append(chosen)
        joined = (chosen + other for worth, chosen in pairs for other in by_worth.get(wanted - worth, ()))
        if found := [chosen for chosen in joined if _are_apart(chosen)]:
            return _most_natural(found)
    return []


def nearest(counted: Counted, wanted: Rational, within: Rational) -> list[Chosen]:
    """One part or two whose worth is so near to what is wanted that a rounded number does not tell them apart, the nearest first."""
    pairs = [(a + b, one + other) for (a, one), (b, other) in combinations(counted, 2) if _are_apart(one + other)]
    found = [(abs(Fraction(worth - wanted)), chosen) for more in (counted, pairs) for worth, chosen in more if abs(Fraction(worth - wanted)) <= within]
    return [chosen for _, chosen in sorted(found, key=lambda one: (len(one[1]), one[0]))]


def _most_natural(found: list[Chosen]) -> list[Chosen]:
    return sorted(found, key=lambda chosen: sum(part.rarity for part in chosen))


def _are_apart(parts: Chosen) -> bool:
    """Whether no weight is in two of the parts."""
    return len(frozenset().union(*(part.weights for part in parts))) == sum(len(part.weights) for part in parts)
