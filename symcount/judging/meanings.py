"""What the letters of a formula may mean: by spelling first, then by trying sizes, the usual letters first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, permutations

from symcount.judging.question import Question, own_name
from symcount.layers import Layer
from symcount.roles import ROLES, spelled, spellings

MAX_ASSIGNMENTS = 720
UNUSUAL = 20


def spelled_size(name: str, layer: Layer) -> str | None:
    """The size whose spelling a name is, the layer's own spellings first; None for a letter or a word nobody knows.

    >>> from symcount.layers import embedding, lstm
    >>> spelled_size("input_dim", embedding), spelled_size("hiddenSize", lstm), spelled_size("n", lstm)
    ('vocab_size', 'units', None)
    """
    key = spelled(name)
    own = {spelled(word): size for word, size in layer.spellings.items()} | {spelled(size): size for size in layer.sizes}
    if key in own:
        return own[key]
    meant = spellings().get(key, ())
    for role in meant:
        if sizes := layer.own_sizes(role):
            return sizes[0] if len(sizes) == 1 else role
    return own_name(meant[0], layer) if meant else None


def readings(names: Sequence[str], question: Question, without: Collection[str] = ()) -> Iterator[dict[str, str]]:
    """Every natural reading of the names that are not declared, the most natural first: each name's size.

    A name that fits no size is left out of the reading and keeps its spelling. No letter means a size that is in `without`.
    """
    required = _required(question.layer)
    declared = {name for value in question.where.values() for name in value.names}
    known, letters, free = _sorted_out(names, question)
    free = [size for size in free if size not in without]
    for assignment in _assignments(letters, free, required):
        yield known | assignment
    doubtful = [name for name, size in known.items() if size in declared]
    if doubtful:  # another name is declared to be that size: perhaps this one spells something else
        sure = {name: size for name, size in known.items() if name not in doubtful}
        for assignment in _assignments(letters + doubtful, free, required):
            yield sure | assignment


def shared_readings(names: Sequence[str], question: Question) -> Iterator[dict[str, str]]:
    """The readings in which a word too many is a second name of a size; a letter too many never is."""
    required = _required(question.layer)
    known, letters, free = _sorted_out(names, question)
    if len(letters) > len(free) and any(len(name) > 1 for name in letters):
        for assignment in _assignments(letters, free + required, required):
            yield known | assignment


def _sorted_out(names: Sequence[str], question: Question) -> tuple[dict[str, str], list[str], list[str]]:
    """The names that spell a size, the other names, and the sizes left for these."""
    layer = question.layer
    known = {name: size for name in names if (size := spelled_size(name, layer)) is not None}
    letters = [name for name in names if name not in known]
    taken = {*known.values(), *(name for value in question.where.values() for name in value.names)}
    free = [size for size in (*_required(layer), *_optional(layer, letters)) if size not in taken]
    return known, letters, free


def _required(layer: Layer) -> list[str]:
    return [size for size in layer.sizes if size not in layer.defaults]


def _optional(layer: Layer, letters: Iterable[str]) -> list[str]:
    """The sizes that a formula need not use: only where a letter is usual for them."""
    more = list(layer.defaults)
    if "kernel_height" in layer.sizes:
        more.append("kernel_size")
    if "num_layers" not in layer.sizes:
        more.append("num_layers")
    return [size for size in more if any(letter in ROLES[size].letters for letter in letters)]


def _assignments(letters: list[str], free: list[str], required: list[str]) -> list[dict[str, str]]:
    """Letters to sizes, no size twice, in order of naturalness; letters too many for the sizes are left out in turn.

    A size that a formula need not use is meant only by a letter that is usual for it.
    """
    if not letters or not free:
        return [{}]
    if len(letters) > len(free):
        chosen: Iterable[dict[str, str]] = (dict(zip(order, free, strict=True)) for order in permutations(letters, len(free)))
    else:
        chosen = (dict(zip(letters, order, strict=True)) for order in permutations(free, len(letters)))
    natural = (one for one in chosen if all(size in required or _rank(letter, size) < UNUSUAL for letter, size in one.items()))
    return sorted(islice(natural, MAX_ASSIGNMENTS), key=_unnaturalness) or [{}]


def _unnaturalness(assignment: dict[str, str]) -> int:
    return sum(_rank(letter, size) for letter, size in assignment.items())


def _rank(letter: str, size: str) -> int:
    """How unusual a letter is for a size: its place in the role's list of usual letters."""
    place = ROLES[size].letters.find(letter[0])
    return place if place >= 0 else UNUSUAL
