"""How often the answers are right: the published claims and notations of the tests, and changed formulas, counted by category."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from random import Random

from docs.generate.layer import family_anchor, family_title
from docs.generate.markdown import code, page, prose, table
from symcount.layers import CATALOGUE, find
from symcount.layers.families import FAMILIES
from symcount.rendering import written
from tests.algebra.values import number_at
from tests.fuzz.mutations import changed, count_of, formula_of, points_of
from tests.judging.collected import COLLECTED
from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM, FIELDS, FORMS, form_of, score
from tests.reading.published_notations import PUBLISHED
from tests.reading.test_published_notations import sides

CHANGES_OF_A_LAYER = 4


def accuracy_page() -> str:
    """What was asked, and how much of it was answered right."""
    return page(
        "# Accuracy",
        "What is counted here is counted by the program of this commit whenever this page is written, and the tests compare the page with it. "
        "All claims are in the tests, and the program was mended where it judged them wrong: the figures show what it can do, not how often it will be right "
        "about a page that nobody has shown it.",
        "## Published claims",
        "Each claim is a text as people publish it, with what its page says of letters and sizes. Its right answer was worked out apart from the program: "
        "the verdict; the condition under which it would be right; the difference from the true count, $`4(nm + n^2) - 4n(m + n + 1) = -4n`$, by SymPy; "
        "the kinds of fault that a good answer names; for a formula, sizes at which claim and truth differ, put in by SymPy. "
        "*Blind* is the verdict where nobody says what the letters mean.",
        table(["claims", "all", *FIELDS, "blind"], _by(EVERY_CLAIM, FORMS, form_of)),
        table(["layers", "all", *FIELDS, "blind"], _by(EVERY_CLAIM, FAMILIES, lambda claim: find(claim.layer).family, _family)),
        f"Wrong claims that are called correct: {_called_right(EVERY_CLAIM)}.",
        "## Claims that others collected",
        "These were collected and answered by people who had not seen the program, from code, lectures, posts and papers in "
        f"{len({claim.language for claim in COLLECTED})} languages (`tests/judging/collected.jsonl`). "
        "What is still open of them is listed there, and counted here as wrong.",
        table(["claims", "all", *FIELDS, "blind"], _by(COLLECTED, FORMS, form_of)),
        table(["layers", "all", *FIELDS, "blind"], _by(COLLECTED, FAMILIES, lambda claim: find(claim.layer).family, _family)),
        f"Wrong claims that are called correct: {_called_right(COLLECTED)}.",
        "## The faults that are named",
        table(["kind", "claims", "an example"], _kinds()),
        "## Notations",
        "Counts in many languages and notations, each with the formula that it must be read as.",
        table(["texts", "all", "read as meant"], _notations()),
        "## Formulas with one change",
        "Every formula of the catalogue is changed in one place: a number, a sign, a power, a letter, a factor or term left out or doubled. "
        f"Whether the change matters is told by building the layer at several sizes. Of the {_numbers_of_changes()} changes, {CHANGES_OF_A_LAYER} "
        "of each layer are judged here; the fuzz tests judge others.",
        table(["changed formulas", "judged", "verdict right"], _changes()),
        "## Any text at all",
        "The fuzz tests (`tests/fuzz`, with Hypothesis and with atheris) ask for what nobody publishes. Their promises: an answer or a `SymcountError` "
        "within two seconds and 500 MB; a claim that is called correct, as it was read, gives the true count at the sizes where it is evaluated, "
        "and one in Python's own notation is read as Python reads it; "
        "one that is called incorrect differs at its witness, and these are sizes at which the layer can be built; "
        "what is printed reads back. "
        "What they cannot tell is whether prose was understood: that words around a right claim (`per gate`, `is wrong`, `+20 biases`), "
        "or another size's name in it, are not overlooked is tested with lists of such words (`tests/fuzz/wordings.py`), which are not all that people say.",
    )


def _family(family: str) -> str:
    return f"[{family_title(family)}](layers.md#{family_anchor(family)})"


def _by(claims: Iterable[Published], categories: Iterable[str], category: Callable[[Published], str], title: Callable[[str], str] = str) -> Iterator[list[str]]:
    """The claims of each category: how many there are, and how many have each field right of those that ask for it."""
    for name in categories:
        inside = [claim for claim in claims if category(claim) == name]
        if inside:
            scores = [score(claim) for claim in inside]
            blind = [score(claim, blind=True)["verdict"] for claim in inside if claim.where and "timesteps" not in claim.where.values()]
            right = [[found[field] for found in scores if field in found] for field in FIELDS]
            yield [title(name), str(len(inside)), *(f"{sum(one)}/{len(one)}" if one else "" for one in (*right, blind))]


def _called_right(claims: Iterable[Published]) -> int:
    return sum(score(claim)["read"] and claim.judged().verdict == "correct" for claim in claims if claim.verdict == "incorrect" and "correct" not in claim.fair)


def _kinds() -> Iterator[list[str]]:
    """Each kind of fault, of how many wrong claims it is said, and what is said of the first."""
    counted: Counter[str] = Counter()
    first: dict[str, str] = {}
    for claim in (claim for claim in EVERY_CLAIM if claim.verdict == "incorrect"):
        faults = claim.judged().diagnosis
        counted.update(dict.fromkeys((fault.kind for fault in faults), 1))
        for fault in faults:
            first.setdefault(fault.kind, f"{code(claim.text)} ({find(claim.layer).title}): {prose(fault.message)}")
    yield from ([code(kind), str(number), first[kind]] for kind, number in counted.most_common())


def _notations() -> Iterator[list[str]]:
    for title, rows in PUBLISHED.items():
        yield [title, str(len(rows)), str(sum(sides(text) == expected for text, expected in rows))]


def _numbers_of_changes() -> str:
    return f"{sum(len(list(changed(formula_of(layer), list(points_of(layer)[0])))) for layer in CATALOGUE.values()):,}"


def _changes() -> Iterator[list[str]]:
    judged: Counter[bool] = Counter()
    right: Counter[bool] = Counter()
    for name, layer in CATALOGUE.items():
        counts = [(point, count_of(layer, point)) for point in points_of(layer)]
        trees = list(changed(formula_of(layer), list(counts[0][0])))
        for tree in Random(name).sample(trees, min(CHANGES_OF_A_LAYER, len(trees))):
            is_equal = all(number_at(tree, point) == count for point, count in counts)
            judged[is_equal] += 1
            right[is_equal] += (Published(written(tree), name).judged().verdict == "correct") == is_equal
    for is_equal, title in ((False, "that give another count"), (True, "that give the same count")):
        if judged[is_equal]:
            yield [title, str(judged[is_equal]), str(right[is_equal])]
