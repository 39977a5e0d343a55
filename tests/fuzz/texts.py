"""Texts as people write them, whole or damaged, and texts that nobody writes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from symcount.roles import ROLES
from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM

PUBLISHED = EVERY_CLAIM

LETTERS = [*"nmkhdxXLVHDiIOoCNSTEP", "λ", "ℓ", "n₁", "h_t", "d_k", "dh", "nm", "n2"]
WORDS = [*ROLES, "hidden_size", "num_units", "size_of_input", "self.hidden", "kernel_size[0]", "# of filters", "kernel-width", "params"]
WORDS += ["output노드", "单元数", "смещения"]
LATEX = [r"d_{\text{model}}", r"d_{ff}", r"n_{i-1}", r"\text{units}", r"\mathbf{n}", r"|\mathcal{V}|", r"{\color{red}12}", r"\# filters"]
NUMBERS = ["0", "1", "2", "3", "4", "12", "256", "4097", "1,000", "10,451", "17 920", "50{,}257", "295.168", "0.59M", "138M", "3.84亿", "4e3"]
NUMBERS += [r"1.51 \times 10^8", "٣", "１２"]
JOINS = [*"+-*/^×·∗", " + ", " - ", " * ", "**", "//", " x ", "x", r" \cdot ", r" \times ", "", " ", "² + ", "✖️"]
RELATIONS = [" = ", "=", " == ", " ≈ ", " ~ ", " ⇒ ", " => ", ": ", "; ", ", ", "\n", "\n\n", " vs ", r" \approx ", " if ", " else "]
WRAPS = ["({})", "[{}]", "{{{}}}", "（{}）", r"\left({}\right)", r"\big({}\big)", "⌊{}⌋", "⌈{}⌉", "floor({})", "ceil({})", "|{}|", "O({})"]
WRAPS += ["${}$", "`{}`", "**{}**", "-{}", "{}²", "{}^2", "{}^{{3}}", "{}⁻¹", r"\text{{{}}}", r"\boxed{{{}}}", r"\underbrace{{{}}}_{{W}}"]
WRAPS += [r"\frac{{{}}}{{2}}", r"\frac{{1}}{{{}}}", "{} (bias)", "{}:", "# {}"]
CHARACTERS = "nmxXkdh0123456789.,+-*/^()[]{}=_#|&$%?:;!'\"\\ \n²₁×·⇒≈（）λ单~⌊⌋"
PIECES = [*CHARACTERS, *LETTERS, *WORDS, *LATEX, *NUMBERS, *JOINS, *RELATIONS, r"\frac", r"\text{", r"\left(", "_{", "^{", "e999", "Total:"]
"""What a grammar puts together, and what damage puts in."""


def _joined(texts: st.SearchStrategy[str], joins: list[str], most: int) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(st.sampled_from(joins), texts), max_size=most)
    return st.builds(lambda first, rest: first + "".join(join + text for join, text in rest), texts, pairs)


def _grown(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return _joined(texts, JOINS, 4) | st.builds(lambda wrap, text: wrap.format(text), st.sampled_from(WRAPS), texts)


_atoms = st.sampled_from([*LETTERS, *WORDS, *LATEX, *NUMBERS]) | st.integers(0, 10**9).map(str)
formulas = st.recursive(_atoms, _grown, max_leaves=12)
chains = _joined(formulas, RELATIONS, 3)


@st.composite
def damaged(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A text after up to three accidents: a part lost, doubled, moved to another place, or replaced by something else."""
    text = draw(texts)
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 4)))
        lost, left = text[start:end], text[:start] + text[end:]
        place = draw(st.integers(0, len(left)))
        moved, doubled = left[:place] + lost + left[place:], text[:end] + text[start:]
        replaced = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
        text = draw(st.sampled_from([left, moved, doubled, replaced]))
    return text


texts = damaged(chains) | st.lists(st.sampled_from(PIECES), max_size=15).map("".join) | st.text(max_size=40)
"""Any text: the most are nearly formulas."""


@st.composite
def long_texts(draw: st.DrawFn) -> str:
    """A text that says one thing very often, or many things that differ little."""
    unit, times = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join)), draw(st.sampled_from([30, 300, 3_000]))
    before, _, behind = draw(st.sampled_from(WRAPS)).format("\0").partition("\0")
    differing = ["n", "m", "{}", "x{}", "a_{}", "(n+{})", unit.replace("{", "{{").replace("}", "}}")]
    terms = draw(st.lists(st.sampled_from(differing), min_size=1, max_size=6))
    listed = [term.format(place) for place in range(times // len(terms)) for term in terms]
    nested, joined = before * times + unit + behind * times, draw(st.sampled_from([*JOINS, *RELATIONS])).join(listed)
    text: str = draw(st.sampled_from([unit * times, nested, joined]))
    return text


@st.composite
def damaged_claims(draw: st.DrawFn) -> Published:
    """A published claim with its page's meanings and sizes, its text damaged."""
    claim = draw(st.sampled_from(PUBLISHED))
    return replace(claim, text=draw(damaged(st.just(claim.text))))
