"""The gallery of published mistakes: by what went wrong, each with its difference, its proof and the smallest sizes that show it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from docs.generate.markdown import code, page, table
from docs.generate.mistake_kinds import CHAPTERS, Chapter
from docs.generate.worked_mistake import faults, layer_link, stated, worked
from symcount.judging.verdict import Kind, Verdict
from tests.judging.collected import COLLECTED
from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM

FAMOUS = (
    ("4(nm+n^2)", "lstm"),
    ("4*((4096*16)+(4096*4096))*256 = 17246978048", "lstm"),
    ("GRU param# = 3 * units * (units + input_dim_feature + 1)", "gru"),
    ("((m * n)+1)*k", "conv2d"),
    ("12 L d²", "gpt2"),
)
"""The claims that are copied most, each with its layer."""

WORKED = 2
"""Mistakes that a chapter works out, beside the famous ones."""

LISTED = 6
"""Mistakes that a chapter lists."""

LONGEST = 70
"""Characters of a claim that is worked out or listed."""

MOST_TERMS = 8
"""Terms of a claim or a count that is written out."""

LONGEST_LETTER = 4
"""Characters of a letter with its index, `d_ff`; what has more is a word."""

UNEXPLAINED = "no weight and no factor explains it"


@dataclass(frozen=True)
class Mistake:
    """Claims that make one mistake about one layer."""

    claims: tuple[Published, ...]

    @property
    def shown(self) -> Published:
        """The claim that shows it best: a formula before a number, one that is read without guesses, in letters that everybody reads, a short one."""
        return min(self.claims, key=_how_hard_to_read)

    @property
    def rank(self) -> tuple[int, ...]:
        """Where it stands in its chapter: what can be shown and is explained first, then what has letters, then what is made most often."""
        return (
            is_long(self.shown),
            UNEXPLAINED in faults(self.shown.judged()),
            _is_wordy(self.shown),
            -len(self.claims),
            not is_formula(self.shown),
            _is_decorated(self.shown),
        )


def mistakes_page() -> str:
    """The famous mistakes, then a chapter for each kind."""
    famous = [next(claim for claim in wrong_claims() if (claim.text, claim.layer) == one) for one in FAMOUS]
    found = gallery()
    return page(
        "# Published mistakes",
        f"A gallery for teaching: {len(wrong_claims())} wrong claims from code, lectures, posts and papers, as the tests hold them, sorted by what went wrong. "
        f"They make {sum(map(len, found.values()))} different mistakes: claims about one layer that are wrong in the same way are one.",
        "Each is proved by exact arithmetic: claim and true count are multiplied out, and what is left between them is not zero, "
        "or a side of the claim is not what it is said to equal. "
        "Whoever does not trust that may put in the smallest sizes, worked out for both sides.",
        table(["what went wrong", "claims", "mistakes"], [_overview(kind, found[kind]) for kind in CHAPTERS], right=(1, 2)),
        "## The famous ones",
        *(block for claim in famous for block in worked(claim, len(_like(claim, found).claims))),
        *(block for kind, chapter in CHAPTERS.items() for block in _chapter(chapter, found[kind], famous)),
    )


@cache
def wrong_claims() -> list[Published]:
    """The claims that are wrong, and are judged so."""
    return [claim for claim in (*EVERY_CLAIM, *COLLECTED) if claim.verdict == "incorrect" and claim.judged().verdict == "incorrect"]


@cache
def gallery() -> dict[Kind, list[Mistake]]:
    """The mistakes of each kind, those that are shown first before the others."""
    same: dict[tuple[Kind, str, object], list[Published]] = {}
    for claim in wrong_claims():
        same.setdefault((kind_of(claim), claim.layer, _difference(claim.judged())), []).append(claim)
    found: dict[Kind, list[Mistake]] = {kind: [] for kind in get_args(Kind)}
    for (kind, _, _), claims in same.items():
        found[kind].append(Mistake(tuple(claims)))
    return {kind: sorted(mistakes, key=lambda mistake: mistake.rank) for kind, mistakes in found.items()}


def kind_of(claim: Published) -> Kind:
    """The chapter that a claim belongs to: what is only a remark elsewhere comes first, for it is the whole story here."""
    kinds = [fault.kind for fault in claim.judged().diagnosis]
    if "lower-order-terms" in kinds or "damaged-text" in kinds:
        return "damaged-text" if "damaged-text" in kinds else "lower-order-terms"
    return "convention" if claim.convention and is_right_elsewhere(claim) else kinds[0]


def is_right_elsewhere(claim: Published) -> bool:
    """Whether a claim that a framework makes wrong is right in the textbook."""
    return (claim.judged().correct_when or {}).get("bias") == 1


def _difference(verdict: Verdict) -> object:
    """What two claims must share to make one mistake: what would make them right, the difference, or, of numbers, the kinds of fault."""
    if verdict.correct_when:
        return tuple(verdict.correct_when.items())
    faults = tuple(fault.kind for fault in verdict.diagnosis)
    return faults if verdict.difference is None or as_number(verdict.difference) else str(verdict.difference)


def as_number(difference: object) -> bool:
    """Whether a difference is a number: at sizes that are stated, no formula is told by it."""
    return not any(character.isalpha() for character in str(difference))


def is_formula(claim: Published) -> bool:
    """Whether it states a formula, so that there are sizes to put in."""
    context = claim.judged().context
    return context is not None and context.node is not None


def is_long(claim: Published) -> bool:
    """Whether it is too long to be shown."""
    context = claim.judged().context
    wide = context is not None and max(context.claimed.term_count, context.true.term_count) > MOST_TERMS
    return wide or len(claim.text) > LONGEST or "\n" in claim.text


def _how_hard_to_read(claim: Published) -> tuple[int, ...]:
    guesses = len(claim.judged().notes) + len(claim.assume)
    return is_long(claim), not is_formula(claim), _is_wordy(claim), _is_decorated(claim), guesses, len(claim.text)


def _is_decorated(claim: Published) -> bool:
    """Whether it has signs of LaTeX, Markdown or code about it, or words of one language."""
    text = claim.text
    return text.strip("`$#/>-*. ") != text or "\\" in text or not text.replace("×", "x").replace("²", "2").isascii()


def _is_wordy(claim: Published) -> bool:
    """Whether it has words for sizes, which make long equations."""
    context = claim.judged().context
    return context is not None and any(len(name) > LONGEST_LETTER for name in (*context.meanings, *context.letters.values()))


# -- a chapter -------------------------------------------------------------------------------------------------------


def _overview(kind: Kind, mistakes: Iterable[Mistake]) -> list[str]:
    counts = [len(mistake.claims) for mistake in mistakes]
    title = CHAPTERS[kind].title
    return [f"[{title}](#{title.lower().replace(' ', '-')}) ({code(kind)})", str(sum(counts)), str(len(counts))]


def _chapter(chapter: Chapter, mistakes: list[Mistake], famous: list[Published]) -> Iterator[str]:
    yield f"## {chapter.title}"
    yield f"{chapter.why} In ten seconds: {chapter.how[0].lower()}{chapter.how[1:]}"
    others = [mistake for mistake in mistakes if not set(mistake.claims) & set(famous) and not is_long(mistake.shown)]
    for mistake in others[:WORKED]:
        yield from worked(mistake.shown, len(mistake.claims))
    rows = [_row(mistake) for mistake in others[WORKED : WORKED + LISTED]]
    yield table(["layer", "a claim", "what is wrong with it", "claims"], rows, right=(3,)) if rows else ""
    left = len(mistakes) - len(others[:WORKED]) - len(rows) - sum(bool(set(mistake.claims) & set(famous)) for mistake in mistakes)
    yield f"And {left} more, longer or rarer, in the tests." if left > 0 else ""


def _row(mistake: Mistake) -> list[str]:
    claim = mistake.shown
    return [layer_link(claim.layer), code(claim.text), f"{faults(claim.judged())}{stated(claim)}", str(len(mistake.claims))]


def _like(claim: Published, found: dict[Kind, list[Mistake]]) -> Mistake:
    return next(mistake for mistakes in found.values() for mistake in mistakes if claim in mistake.claims)
