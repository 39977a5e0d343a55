"""The page of conventions: the letters and words that people use for each size, letters with several meanings, and where the frameworks differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from docs.generate.markdown import bullets, code, codes, formula, page, table
from symcount.algebra import Value
from symcount.frameworks.standing import standing
from symcount.jobs.compare import compare, signed
from symcount.layers import CATALOGUE
from symcount.layers.convention import FRAMEWORKS, TITLES
from symcount.reading.vocabulary import normal_name
from symcount.roles import PRODUCTS, ROLES, Role
from tests.judging.collected import COLLECTED
from tests.judging.scoring import EVERY_CLAIM

LONGEST_LETTER = 2
"""Characters of a letter, its index among them; what has more is a word."""

MOST_WORDS = 12
"""Words of a size that its row shows; the others follow below the table."""


def conventions_page() -> str:
    """Letters, words, and counts that depend on whom one asks."""
    letters = meanings_of_letters()
    return page(
        "# Conventions",
        "The same letter means different sizes to different authors, the same size has other names in other programs, and the same layer has not the same "
        "number of parameters everywhere. This page says who means what. Numbers behind a letter or a word count the published claims of the tests "
        f"({len([*EVERY_CLAIM, *COLLECTED])} claims) whose page uses it so.",
        "## Letters that mean several things",
        _about_n(letters),
        "A letter alone is therefore never trusted: `symcount check` tries the readings that are natural for the layer, takes one that makes the formula right "
        "if there is any, and prints which ([checking.md](checking.md#what-the-letters-mean)).",
        table(["letter", "what authors mean by it"], _several(letters)),
        "## The letters and words of each size",
        "The letter is the one that our LaTeX uses. Letters are tried in the order given; words are known without trying, "
        "in any case and with or without their underscores.",
        table(["size", "letter", "what it is", "letters of authors", "words of authors"], map(_size, _written_sizes())),
        "More words of authors:",
        bullets(f"{code(role.name)}: {codes(role.spellings[MOST_WORDS:])}" for role in _written_sizes() if len(role.spellings) > MOST_WORDS),
        "Words for a product of sizes:",
        bullets(f"{code(product)}: {codes(words.split())}" for product, words in PRODUCTS.items()),
        "## The words of the frameworks",
        "What a constructor calls each size; Keras' and linen's layers see the width of their input when they are built, and have no word for it.",
        table(["size", *(TITLES[name] for name in FRAMEWORKS)], _arguments()),
        "## Where the frameworks differ",
        "With `--convention`, a claim is judged by a framework's defaults. What is not in this table counts as the textbook does: "
        "one bias vector for each affine map, trainable weights only. Each layer's page and `symcount compare` show how it is written there.",
        table(["layer", "convention", "parameters", "beside the textbook", "why"], _differences()),
        "`flax` is Flax nnx, `linen` the older Flax linen. Keras' batch normalisation counts its moving statistics, as `model.summary()` does. "
        "[comparing.md](comparing.md) tells the reasons at length.",
    )


# -- letters -----------------------------------------------------------------------------------------------------------


@cache
def meanings_of_letters() -> dict[str, Counter[str]]:
    """Each letter or word of the published claims, and how many claims mean which size by it."""
    found: dict[str, Counter[str]] = {}
    for claim in (*EVERY_CLAIM, *COLLECTED):
        for name, size in claim.where.items():
            if size in ROLES:
                found.setdefault(normal_name(name), Counter())[size] += 1
    return found


def _about_n(letters: dict[str, Counter[str]]) -> str:
    return (
        f"`n` is the units in {letters['n']['units']} published claims and the inputs in {letters['n']['input_dim']}; "
        f"`m` is the inputs in {letters['m']['input_dim']}, the units in {letters['m']['units']}, and the time steps in {letters['m']['timesteps']}. "
        "`4(nm + n² + n)` is the LSTM's count in the first reading, and `4(nm + m² + m)` the same in the other: "
        "the square tells the units, since only they are fed back."
    )


def _several(letters: dict[str, Counter[str]]) -> Iterator[list[str]]:
    """The letters that published claims use for several sizes, those with the most meanings first."""
    short = {letter: sizes for letter, sizes in letters.items() if len(letter) <= LONGEST_LETTER and len(sizes) > 1}
    for letter, sizes in sorted(short.items(), key=lambda one: (-len(one[1]), one[0])):
        yield [code(letter), _counted(sizes)]


def _counted(names: Counter[str]) -> str:
    return ", ".join(f"{code(name)} {number}" for name, number in names.most_common())


def _written_sizes() -> list[Role]:
    """The sizes that authors have letters or words for."""
    return [role for role in ROLES.values() if role.spellings or role.letters]


def _size(role: Role) -> list[str]:
    used = {name: sizes[role.name] for name, sizes in meanings_of_letters().items() if sizes[role.name]}
    letters = ", ".join(f"{code(letter)}{_times(used, letter)}" for letter in role.letters)
    words = ", ".join(f"{code(word)}{_times(used, word)}" for word in role.spellings[:MOST_WORDS])
    return [code(role.name), f"$`{role.glyph}`$", role.meaning.replace("0/1:", "0 or 1:"), letters, words]


def _times(used: dict[str, int], name: str) -> str:
    return f" {used[name]}" if name in used else ""


# -- the frameworks --------------------------------------------------------------------------------------------------


def _arguments() -> Iterator[list[str]]:
    """The arguments by which each framework's constructors take a size, the commonest first."""
    words: dict[str, dict[str, Counter[str]]] = {}
    for layer in CATALOGUE.values():
        for framework in FRAMEWORKS:
            there = standing(framework, layer)
            for argument, value in (there.example.config if there else {}).items():
                for size in _sizes_in(value):
                    words.setdefault(size, {}).setdefault(framework, Counter())[argument] += 1
    for size in (name for name in ROLES if name in words):
        yield [code(size), *(codes(name for name, _ in words[size].get(framework, Counter()).most_common()) for framework in FRAMEWORKS)]


def _sizes_in(value: object) -> list[str]:
    """The size that an argument takes alone, or the sides of a kernel that it takes at once."""
    sides = value if isinstance(value, tuple) else (value,)
    names = [str(side) for side in sides if isinstance(side, Value) and side.is_name]
    return [name for name in names if name in ROLES] if len(names) == len(sides) else []


def _differences() -> Iterator[list[str]]:
    """Each layer and framework whose default count is not the textbook's, and why."""
    for layer in CATALOGUE.values():
        compared = compare(layer)
        for framework, there in compared.conventions.items():
            if there.difference != 0:
                link = f"[{layer.name}](layers/{layer.name}.md)"
                yield [link, f"{code(framework)} ({TITLES[framework]})", formula(there.count), code(signed(there)), "; ".join(compared.why(there))]
