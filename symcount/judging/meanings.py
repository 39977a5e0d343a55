"""What the letters of a formula may mean: by spelling first, then by trying sizes, the usual letters first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, islice, permutations

from symcount.judging.question import Question
from symcount.layers import Layer
from symcount.layers.identities import identities_beside
from symcount.roles import ROLES, UNRELATED, WIDTHS, WITHOUT_EFFECT, products, side_told_by, spelled, spellings

MOST_LETTERS = 8
"""With more unknown names than this, what they mean is not guessed."""

MOST_EXAMINED, MOST_TRIED = 5_000, 200
UNUSUAL = 20

LEADING_WORDS = re.compile(r"^(?:(?:the|total)\s+)*(?:number|size|dimension|dimensionality|count|amount|width)\s+of\s+(?:the\s+)?", re.IGNORECASE)


def spelled_size(name: str, layer: Layer) -> str | None:
    """The size whose spelling a name is, the layer's own spellings first.

    >>> from symcount.layers import embedding, lstm
    >>> spelled_size("input_dim", embedding), spelled_size("hiddenSize", lstm), spelled_size("time_steps", lstm)
    ('vocab_size', 'units', 'timesteps')
    >>> spelled_size("n", lstm), spelled_size("vocab_size", lstm)
    (None, None)

    None for a letter, for a word nobody knows, and for a size that the layer does not have: a classifier's `num_classes` may well be units.
    """
    return next(iter(spelled_meanings(name, layer)), None)


def spelled_meanings(name: str, layer: Layer, identified: Collection[str] = ()) -> list[str]:
    """All that a name spells in a layer, the most natural first: its sizes, those that `identified` names too, products of sizes.

    >>> from symcount.layers import conv2d, llama
    >>> spelled_meanings("window_size", conv2d), spelled_meanings("d_kv", llama)
    (['kernel_size', 'kernel_height*kernel_width'], ['num_kv_heads*head_dim'])
    """
    key = spelled(name)
    if key in layer.spelled_sizes:
        return [layer.spelled_sizes[key]]
    found = []
    for role in spellings().get(key, ()):
        if sizes := layer.own_sizes(role):
            found.append(sizes[0] if len(sizes) == 1 else role)
        elif role in identified:
            found.append(role)
    if name not in ROLES:
        found += [product for product in products().get(key, ()) if all(layer.own_sizes(size) or size in identified for size in product.split("*"))]
    return found or [role for role in spellings().get(key, ()) if role in WITHOUT_EFFECT][:1]


def readings(names: Sequence[str], question: Question, without: Collection[str] = ()) -> Iterator[dict[str, str]]:
    """Every natural reading of the names that are not declared, the most natural first: each name's size, or product of sizes.

    A name that fits no size is left out of the reading and keeps its spelling. No letter means a size that is in `without`.
    """
    known, letters, free = _sorted_out(names, question)
    required = _required(question.layer)
    for assignment in _assignments(letters, [size for size in free if size not in without], required):
        yield known | assignment
    for name in known:
        for meaning in spelled_meanings(name, question.layer, _identified(question, names))[1:]:
            others, letters, free = _sorted_out(names, question, {name: meaning})
            for assignment in _assignments(letters, [size for size in free if size not in without], required):
                yield others | assignment
    alike = [name for name, size in known.items() if list(known.values()).count(size) > 1 and name not in question.layer.sizes]
    for other in alike:  # two names that spell one size are two names for it, or one of them means another: `num_classes*(hidden + 1)`
        sure = {name: size for name, size in known.items() if name != other}
        for assignment in _assignments([*letters, other], [size for size in free if size not in without], required):
            yield sure | assignment


def shared_readings(names: Sequence[str], question: Question) -> Iterator[dict[str, str]]:
    """The readings in which a word too many that nobody knows is a second name of a size; a letter too many never is."""
    required = _required(question.layer)
    known, letters, free = _sorted_out(names, question)
    declared = [size for value in question.where.values() for size in value.names]
    if len(letters) > len(free) and any(len(name) > 1 for name in letters):
        for assignment in _assignments(letters, free + required, required):
            named = Counter([*declared, *known.values(), *assignment.values()])
            if all(named[size] == 1 for name, size in assignment.items() if len(name) == 1 or names_another_size(name)):
                yield known | assignment


def doubtful_readings(names: Sequence[str], question: Question) -> Iterator[dict[str, str]]:
    """The readings by which nothing is called right: a name does not mean the size that it spells, since another is declared to be that size;
    a letter too many means a stack of layers of which nobody speaks."""
    known, letters, free = _sorted_out(names, question)
    required = _required(question.layer)
    if len(letters) > len(free) and "num_layers" not in (*free, *question.layer.sizes):
        stacked = _assignments(letters, [*free, "num_layers"], required)
        yield from (known | assignment for assignment in stacked if "num_layers" in assignment.values())
    declared = {size for value in question.where.values() for size in value.names}
    doubtful = [name for name, size in known.items() if size in declared]
    sure = {name: size for name, size in known.items() if name not in doubtful}
    if doubtful:
        for assignment in _assignments(letters + doubtful, free, required):
            yield sure | assignment


def names_another_size(name: str) -> bool:
    """Whether a word means a size or an argument that somebody has: it is no letter that may mean anything."""
    return spelled(name) in UNRELATED or (len(name) > 1 and spelled(name) in spellings())


def may_mean(name: str, size: str) -> bool:
    """Whether a name that does not spell a size may still mean it: a letter and an unknown word any, a word for another width what enters or leaves.

    >>> may_mean("n", "d_model"), may_mean("num_classes", "units"), may_mean("num_heads", "d_model"), may_mean("kernel_size", "units")
    (True, True, False, False)
    """
    side = side_told_by(name)
    if side in ("input", "output") and ROLES[size].width not in ("", side):
        return False
    if not names_another_size(name):
        return True
    is_plain_width = bool(ROLES[size].width) or size == "features"
    return is_plain_width and not WIDTHS.isdisjoint(spellings().get(spelled(name), ()))


def size_in_words(words: str, layer: Layer | None) -> str | None:
    """The size that words describe: one that they spell, or the one that enters, or leaves.

    >>> from symcount.layers import conv2d, lstm
    >>> size_in_words("number of inputs", lstm), size_in_words("hidden size", lstm), size_in_words("输出通道数", conv2d), size_in_words("my age", lstm)
    ('input_dim', 'units', 'filters', None)
    """
    for name in (words, LEADING_WORDS.sub("", words)):
        meant = (spelled_meanings(name, layer) if layer else list(spellings().get(spelled(name), ()))) if len(name) > 1 else []
        if meant:
            return meant[0]
    side = side_told_by(words).replace("hidden", "output") if len(words) > 1 else ""  # of a layer's own sizes, what is hidden leaves it
    if layer is None:
        return {"input": "input_dim", "output": "units"}.get(side)
    alike = [size for size in layer.sizes if side and ROLES[size].width == side]
    return alike[0] if len(alike) == 1 else None


def _sorted_out(names: Sequence[str], question: Question, chosen: Mapping[str, str] | None = None) -> tuple[dict[str, str], list[str], list[str]]:
    """The names that spell a size, or are chosen to mean one, the other names, and the sizes left for these."""
    layer, identified = question.layer, _identified(question, names)
    known = dict(chosen or {})
    for name in names:
        if name not in known and (meant := spelled_meanings(name, layer, identified)):
            known[name] = meant[0]
    letters = [name for name in names if name not in known and any(may_mean(name, size) for size in (*layer.sizes, *identified))]
    taken = {size for meaning in known.values() for size in meaning.split("*")}
    taken.update(size for value in question.where.values() for size in value.names)
    required = [size for size in _required(layer) if size not in question.assume]
    free = [size for size in (*required, *_optional(question, letters, identified)) if size not in taken]
    return known, letters, free


def _identified(question: Question, names: Iterable[str]) -> list[str]:
    """The sizes that the source's identities speak of, or usual ones that a name spells, whether the layer has them or not."""
    spelt = {role for name in names for role in spellings().get(spelled(name), ())}
    beside = [identity for identity in identities_beside(question.layer) if identity.keys() & spelt]
    return [name for identity in (question.assume, *beside) for size, value in identity.items() for name in (size, *sorted(value.names))]


def _required(layer: Layer) -> list[str]:
    return [size for size in layer.sizes if size not in layer.defaults]


def _optional(question: Question, letters: Iterable[str], identified: Iterable[str]) -> list[str]:
    """The sizes that a formula need not use: only where a letter is usual for them; a stack of layers only where it is stated."""
    more = [
        *question.layer.defaults,
        *(size for size in _required(question.layer) if size in question.assume),
        *(name for name in identified if name not in question.layer.sizes),
    ]
    if "kernel_height" in question.layer.sizes:
        more.append("kernel_size")
    if "num_layers" not in question.layer.sizes and "num_layers" in question.given:
        more.append("num_layers")
    return [size for size in more if any(letter in ROLES[size].letters for letter in letters)]


def _assignments(letters: list[str], free: list[str], required: list[str]) -> list[dict[str, str]]:
    """Letters to sizes, no size twice, in order of naturalness; letters too many for the sizes are left out in turn.

    A size that a formula need not use is meant only by a letter that is usual for it.
    """
    if not letters or not free or len(letters) > MOST_LETTERS:
        return [{}]
    if len(letters) > len(free):
        chosen: Iterable[dict[str, str]] = (dict(zip(order, free, strict=True)) for order in permutations(letters, len(free)))
    else:
        chosen = (dict(zip(letters, order, strict=True)) for order in permutations(free, len(letters)))
    natural = [
        one for one in islice(chosen, MOST_EXAMINED) if all(_is_natural(letter, size, required) for letter, size in one.items()) and not _has_swapped(one)
    ]
    return sorted(natural, key=_unnaturalness)[:MOST_TRIED] or [{}]


def _is_natural(letter: str, size: str, required: Collection[str]) -> bool:
    return may_mean(letter, size) and (size in required or _rank(letter, size) < UNUSUAL)


def _has_swapped(assignment: dict[str, str]) -> bool:
    """Whether two letters would mean each other's usual sizes, one a width and one not, as no author writes: L a width and d the layers."""
    pairs = (pair for pair in combinations(assignment.items(), 2) if len({bool(ROLES[size].width) for _, size in pair}) == 2)
    return any(_is_usual(one, size) and _is_usual(other, own) and not _is_usual(one, own) and not _is_usual(other, size) for (one, own), (other, size) in pairs)


def _is_usual(letter: str, size: str) -> bool:
    return _rank(letter, size) < UNUSUAL


def _unnaturalness(assignment: dict[str, str]) -> int:
    return sum(_rank(letter, size) for letter, size in assignment.items())


def _rank(letter: str, size: str) -> int:
    """How unusual a letter is for a size: its place in the role's list of usual letters."""
    place = ROLES[size].letters.find(letter[0])
    return place if place >= 0 else UNUSUAL
