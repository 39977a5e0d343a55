"""A verdict as a part of a page: the sentence behind its mark, the claim and the true count typeset, and the facts as a table."""

from __future__ import annotations

from symcount.judging.report import facts, faults_apart, judgement
from symcount.judging.verdict import Verdict
from symcount.rendering.html import Markup, block, bullets, code, formula, joined, paragraph
from symcount.rendering.html_math import math
from symcount.rendering.html_parts import facts as table_of

READING = "reading"

MARKS = {"correct": ("✓", "#1a9850"), "approximate": ("≈", "#1a9850"), "incorrect": ("✗", "#e04a3a"), "undecided": ("?", "#b08000")}
"""The mark of each verdict and its colour, which reads on white and on black."""


def page(verdict: Verdict) -> Markup:
    """The whole verdict."""
    return block(paragraph(sentence(verdict)), body(verdict))


def sentence(verdict: Verdict) -> Markup:
    """The judgement in one sentence, the claim as code, behind its mark."""
    sign, colour = MARKS[verdict.verdict]
    mark = Markup(f'<strong style="color: {colour}">{sign}</strong> ')
    return joined(mark, code(" ".join(verdict.text.split())), f" {judgement(verdict)}")


def body(verdict: Verdict) -> Markup:
    """What went wrong where there is more than one thing, the equation, the facts."""
    rows = ((label or READING, said) for label, said in facts(verdict))
    equation = formula(math(verdict.equation)) if verdict.context else Markup()
    return joined(bullets(faults_apart(verdict)), equation, table_of(rows))
