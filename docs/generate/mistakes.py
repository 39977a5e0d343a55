"""The gallery of published mistakes: by what went wrong, each with its difference, its proof and the smallest sizes that show it."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple, get_args

from docs.generate.markdown import bullets, code, codes, math, page, table
from symcount.algebra import Value, symbol
from symcount.errors import SymcountError
from symcount.formula import Name, Node, Number, Product, fold, names_in, replace_leaves, with_children
from symcount.judging.report import WITHOUT_BIAS, with_article
from symcount.judging.verdict import Context, Kind, Verdict
from symcount.layers import find
from symcount.reading import parse
from symcount.rendering import latex, listed, written
from symcount.rendering.latex_names import size_symbols, written_symbols
from symcount.rendering.tree import tree_of
from tests.judging.collected import COLLECTED
from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM

FAMOUS = (
    ("4(nm+n^2)", "lstm"),
    ("4*((4096*16)+(4096*4096))*256 = 17246978048", "lstm"),
    ("3 * (10^2 + 1 * 10 + 10) = 360", "gru"),
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

BREAK = "\\\\\n"
"""The end of a line of equations."""

UNEXPLAINED = "no weight and no factor explains it"


class Chapter(NamedTuple):
    """What goes wrong, why people do it, and how to see it in ten seconds."""

    title: str
    why: str
    how: str


CHAPTERS: dict[Kind, Chapter] = {
    "missing-bias": Chapter(
        "The biases are left out",
        "The products are what one thinks of, and the vector that is added behind them is forgotten; and since many models have none, the habit spreads.",
        "Look for a term with one size alone, such as n or d: where every term multiplies two sizes, no bias is counted.",
    ),
    "convention": Chapter(
        "Right elsewhere",
        "The textbook's formula is put beside a framework that builds something else: Keras' GRU and PyTorch's recurrent layers have two bias vectors for each gate.",
        "Ask which program printed the number, and look at what a bias costs there: n for each gate, or 2·n.",
    ),
    "missing-term": Chapter(
        "A weight is left out",
        "What a figure does not draw is not counted: attention's output projection, the gate of a feed-forward layer, the router of a mixture, the pooler of BERT.",
        "Count the matrices in the layer's table of weights, and the products in the formula: there must be as many.",
    ),
    "extra-term": Chapter(
        "Something is counted that the layer does not have",
        "A second bias vector, moving statistics or the layer behind slip in, as another program or another model has them.",
        "Ask of every term which weight it is, and what the shape of that weight is: a term without an answer is too many.",
    ),
    "missing-factor": Chapter(
        "A factor is left out",
        "A picture shows one gate, one channel or one expert, and the formula counts what is drawn.",
        "Double one size in your head: a kernel reaches through every input channel, an LSTM has four gates, and the term that does not grow lacks a factor.",
    ),
    "extra-factor": Chapter(
        "A factor too many",
        "A weight is counted wherever it is used, but it is stored once: a kernel slides over the image, a recurrent layer goes through time.",
        "Look for the size of an image, the time steps or the batch: no count of parameters has them.",
    ),
    "swapped-roles": Chapter(
        "Two sizes are swapped",
        "Some authors call the units n and some the inputs, and frameworks lay a kernel out both ways; a formula is copied without its legend.",
        "Look at the square: it belongs to the width that feeds back into itself, the units. A shape begins with the inputs in Keras, with the outputs in PyTorch.",
    ),
    "wrong-role": Chapter(
        "A size stands where another belongs",
        "The number at hand is taken: the time steps for the features, all heads for those of keys and values, the first layer's inputs for those of every layer.",
        "Ask of every letter whether the layer's constructor takes it; in a stack, what enters the second layer is the width of the first.",
    ),
    "arithmetic-slip": Chapter(
        "The sum is wrong",
        "The formula is right, but the number behind it was added in the head, or copied from a layer of other sizes.",
        "Multiply the last digits alone, and the first digits alone: both must agree with what is written.",
    ),
    "damaged-text": Chapter(
        "The text lost a sign",
        "Copying from a page loses what is raised or small: n² becomes n2, and a formula that was right is no longer one.",
        "A digit right behind a letter was a power or an index: read it both ways and see which of them balances.",
    ),
    "lower-order-terms": Chapter(
        "Only the leading terms are right",
        "12·L·d² is a good rule for a large model, and is passed on without its ≈.",
        "Look for terms of lower degree: where there are none, nobody counted biases, norms and embeddings. Behind an ≈ the same text is right.",
    ),
    "missing-embedding": Chapter(
        "An embedding is left out",
        "Papers state counts without embeddings, and the table of positions is small beside that of words.",
        "Look for the vocabulary and for the context length: each is the number of rows of a table, and needs a term of its own.",
    ),
    "missing-norm": Chapter(
        "A norm is left out",
        "Norms are drawn as thin bars and hold a thousandth of the numbers; the last one, behind the stack, is drawn nowhere.",
        "Count the norms: two in an encoder block, three in a decoder block, one more behind the stack, each 2·d with a shift and d without.",
    ),
    "tied-weights": Chapter(
        "The matrix of the head",
        "It is counted once too often, or not at all, since no figure shows whether the output head shares the embedding's matrix: GPT-2's does, Llama's does not.",
        "Count how often V·d stands in the formula: once where it is shared, twice where not.",
    ),
}


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
        return is_long(self.shown), UNEXPLAINED in _faults(self.shown.judged()), _is_wordy(self.shown), -len(self.claims), not is_formula(self.shown), _is_decorated(self.shown)


def mistakes_page() -> str:
    """The famous mistakes, then a chapter for each kind."""
    famous = [next(claim for claim in wrong_claims() if (claim.text, claim.layer) == one) for one in FAMOUS]
    found = gallery()
    return page(
        "# Published mistakes",
        f"A gallery for teaching: {len(wrong_claims())} wrong claims from code, lectures, posts and papers, as the tests hold them, sorted by what went wrong. "
        f"They make {sum(map(len, found.values()))} different mistakes: claims about one layer with the same difference from the true count are one.",
        "Each is proved by exact arithmetic: claim and true count are multiplied out, and their difference is not zero. "
        "Whoever does not trust that may put in the smallest sizes, worked out for both sides.",
        table(["what went wrong", "claims", "mistakes"], [_overview(kind, found[kind]) for kind in CHAPTERS], right=(1, 2)),
        "## The famous ones",
        *(block for claim in famous for block in _worked(claim, _like(claim, found))),
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
    worked = others[:WORKED]
    for mistake in worked:
        yield from _worked(mistake.shown, mistake)
    rows = [_row(mistake) for mistake in others[WORKED : WORKED + LISTED]]
    yield table(["layer", "a claim", "what is wrong with it", "claims"], rows, right=(3,)) if rows else ""
    left = len(mistakes) - len(worked) - len(rows) - sum(bool(set(mistake.claims) & set(famous)) for mistake in mistakes)
    yield f"And {left} more, longer or rarer, in the tests." if left > 0 else ""


def _row(mistake: Mistake) -> list[str]:
    claim = mistake.shown
    return [_link(claim.layer), code(claim.text), f"{_faults(claim.judged())}{_stated(claim)}", str(len(mistake.claims))]


def _faults(verdict: Verdict) -> str:
    return "; ".join(fault.message for fault in verdict.diagnosis)


def _stated(claim: Published) -> str:
    sizes = [f"{name} = {size}" for name, size in claim.given.items()]
    return f" (at {codes(sizes)})" if sizes else ""


def _link(layer: str) -> str:
    return f"[{layer}](layers/{layer}.md)"


def _like(claim: Published, found: dict[Kind, list[Mistake]]) -> Mistake:
    return next(mistake for mistakes in found.values() for mistake in mistakes if claim in mistake.claims)


# -- a mistake worked out --------------------------------------------------------------------------------------------


def _worked(claim: Published, mistake: Mistake) -> Iterator[str]:
    """A claim beside the true count, the difference, the smallest sizes, what would make it right, and how often it is made."""
    verdict = claim.judged()
    layer = find(claim.layer)
    by = f", as {verdict.context.convention} counts it" if claim.convention and verdict.context else ""
    yield f"### {code(claim.text)} for {with_article(layer.title)}{by}"
    if verdict.context:
        yield from _proof(verdict, verdict.context)
    times = len(mistake.claims)
    yield bullets(
        [
            f"What is wrong{_stated(claim)}: {_faults(verdict)}.",
            _smallest(verdict),
            _when_right(verdict),
            f"{'One judged claim makes' if len(mistake.claims) == 1 else f'{len(mistake.claims)} judged claims make'} this mistake. "
            f"The layer: {_link(claim.layer)}. Ask yourself: {code(_command(claim))}",
        ]
    )


def _command(claim: Published) -> str:
    options = {"where": claim.where, "given": claim.given, "assume": claim.assume}
    said = [f"--{option} {','.join(f'{name}={value}' for name, value in one.items())}" for option, one in options.items() if one]
    named = {"weight": claim.weight, "convention": claim.convention}
    said += [f"--{option} {value}" for option, value in named.items() if value]
    return " ".join(["symcount check", shlex.quote(claim.text), "--layer", claim.layer, *said])


def _proof(verdict: Verdict, context: Context) -> Iterator[str]:
    """The claim and the true count, each multiplied out, what is left between them, and what the letters mean."""
    true = tree_of(context.usual)
    symbols = written_symbols([*(names_in(context.node) if context.node else ()), *context.meanings], {})
    named = {size: symbols[name] for size, name in context.letters.items() if name in symbols}
    usual = size_symbols([name for name in names_in(true) if name not in named], {}, beside=symbols)
    sizes = usual | named
    claimed = latex.typeset(context.node, symbols) if context.node else _calculation(verdict)
    rows = [
        ("claim", [claimed, *([] if claimed.split()[-1] == str(context.claimed) else _multiplied_out(context.claimed, sizes))]),
        ("true count", [latex.typeset(true, sizes), *_multiplied_out(context.true, sizes)]),
        ("difference", [*_multiplied_out(context.claimed - context.true, sizes)]),
    ]
    lines = [rf"\text{{{title}}} &= {f' {BREAK}&= '.join(dict.fromkeys(sides))}" for title, sides in rows]
    yield math(f"\\begin{{aligned}}\n{BREAK.join(lines)}\n\\end{{aligned}}")
    meanings = {symbols[name]: str(meaning) for name, meaning in context.meanings.items() if str(meaning) != name}
    meanings |= {glyph: size for size, glyph in usual.items()}
    yield f"Here {listed([f'$`{letter}`$ is {code(meaning)}' for letter, meaning in meanings.items()])}." if meanings else ""


def _calculation(verdict: Verdict) -> str:
    """A calculation as it is written, its sides unequal where they are."""
    formula = parse(verdict.text)
    links = [link for link in formula.links if link.node]
    if len(links) != len(verdict.steps):
        return formula.latex()
    sides = [latex.written(link.node) for link in links if link.node]
    signs = ["", *(r" \neq " if step.is_slip else " = " for step in verdict.steps[1:])]
    return "".join(sign + side for sign, side in zip(signs, sides, strict=True))


def _multiplied_out(count: Value, sizes: dict[str, str]) -> Iterator[str]:
    tree = latex.expanded_tree(count)
    symbols = size_symbols([name for name in names_in(tree) if name not in sizes], {}, beside=sizes) | sizes
    yield latex.typeset(tree, symbols)


def _smallest(verdict: Verdict) -> str:
    """The smallest sizes that show it, put into the claim as it is written and into the true count."""
    context, witness = verdict.context, verdict.witness
    if context is None or witness is None or context.node is None:
        return ""
    sizes = dict(witness.sizes)
    at = listed([f"{context.letters.get(name, name)} = {size}" for name, size in sizes.items()])
    try:
        claim = _in_numbers(context.node, {name: int(context.meanings.get(name, symbol(name)).at(sizes)) for name in names_in(context.node)})
    except SymcountError:
        return ""
    true = _in_numbers(tree_of(context.true), sizes)
    return f"The smallest sizes that show it, {at}: {code(f'{claim} = {witness.claimed}')} instead of {code(f'{true} = {witness.expected}')}."


def _in_numbers(node: Node, sizes: dict[str, int]) -> str:
    """A tree with its numbers put in, every product with its sign."""
    numbers = replace_leaves(node, lambda leaf: Number(sizes[leaf.name]) if isinstance(leaf, Name) else leaf)
    return written(fold(numbers, lambda one, parts: Product(tuple(parts), ("*",) * (len(parts) - 1)) if isinstance(one, Product) else with_children(one, tuple(parts))))


def _when_right(verdict: Verdict) -> str:
    if not verdict.correct_when:
        return ""
    conditions = codes(f"{name} = {value}" for name, value in verdict.correct_when.items())
    return f"Right where {conditions}{WITHOUT_BIAS if verdict.correct_when == {'bias': 0} else ''}."
