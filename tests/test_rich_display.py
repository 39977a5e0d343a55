"""Whatever text stands in an answer, a notebook shows it as text: no tag, no attribute and no command of LaTeX comes from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib import import_module
from inspect import isabstract
from pkgutil import walk_packages
from typing import Any

import pytest

import symcount
import symcount as sc
from symcount.algebra import symbol
from symcount.formula import Name, Number, Product
from symcount.frameworks.built import Built, BuiltWeight
from symcount.jobs.catalogue import Catalogue, catalogue
from symcount.jobs.check_summary import SummaryVerdict
from symcount.jobs.compare import Comparison
from symcount.jobs.explain import Explanation
from symcount.jobs.infer import Inference
from symcount.jobs.prove import Meant, Proof
from symcount.jobs.simplify import Simplified
from symcount.jobs.summary import Summary
from symcount.judging.verdict import Fault, Verdict
from symcount.layers import Layer, SizedLayer, find
from symcount.reading import Formula
from symcount.rendering.budgeted import Budget
from symcount.rendering.calculator import CalculatorPage
from symcount.rendering.figures.figure import Figure
from symcount.rendering.solved import Solutions

TEXTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror="alert(1)">',
    r"\input{/etc/passwd}",
    r"$\href{javascript:alert(1)}{n}$",
    r"\(\require{color}\style{color:red}{n}\)",
    r"$$\class{x}{\unicode{65}}$$",
    r"\begin{equation}\cssId{x}{n}\end{equation}",
    "`<b>` & &lt;b&gt; #1 ~ % ^ _ {",
    "n" * 5000,
]

TAGS = {"div", "p", "span", "strong", "code", "pre", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "br", "details", "summary", "i", "sub", "sup"}

WORDS = """displaystyle text mathrm times cdot approx neq leq geq le sim to in colon quad dots overset frac left right lfloor rfloor lceil rceil begin end tau
    ell Rightarrow leftrightarrow textbackslash textbar textasciicircum textasciitilde textless textgreater"""
COMMANDS = {*WORDS.split(), *"\\,;{}#$%&_"}
"""The commands that symcount writes itself."""


class Page(HTMLParser):
    """The tags, attributes and texts of a page; of the texts those that a typesetter would look at."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def named(text: str) -> Formula:
    """A formula, its one name and all else that it says this text."""
    formula = sc.parse("4n")
    return replace(formula, text=text, notes=(text,), damage=(text,), links=(replace(formula.links[0], node=Product((Number(4), Name(text))), text=text),))


def meant(text: str) -> Meant:
    return Meant(named(text), {text: symbol("units")}, {}, 4 * symbol("units"))


def verdict(text: str) -> Verdict:
    found = sc.check("4(nm+n^2)", "lstm")
    assert found.context
    context = replace(found.context, node=Name(text), meanings={text: symbol("units")}, letters={"units": text}, convention=text)
    return replace(found, text=text, diagnosis=(Fault("extra-term", text, text), Fault("damaged-text", text, text)), notes=(text,), context=context)


def proof(text: str) -> Proof:
    found = sc.prove("4n", "4m")
    return replace(found, a=meant(text), b=meant(text), renaming={text: text}, reason=text)


def summary_verdict(text: str) -> SummaryVerdict:
    found = sc.check_summary("lstm_1 (LSTM) (None, 400, 5) 381")
    table = found.tables[0]
    row = replace(table.rows[0], row=replace(table.rows[0].row, name=text, kind=text), message=text, layer=None, inferred={text: 1})
    return replace(found, tables=(replace(table, rows=(row,), faults=(text,)),))


def inference(text: str) -> Inference:
    found = sc.infer(lambda width: {"bias": (width,)}, width="d")
    return replace(found, call=text, built=built(text), without_effect=(text,), notes=(text,))


def built(text: str) -> Built:
    return Built((BuiltWeight(text, (symbol(text), 3)),))


def solutions(text: str) -> Solutions:
    found = sc.solve("lstm", total=381, units=5)
    assert isinstance(found, Solutions)
    return replace(found, notes=(text,), convention=text)


def budget(text: str) -> Budget:
    found = sc.solve("lstm", at_most=1000, units=5)
    assert isinstance(found, Budget)
    return replace(found, notes=(text,), like=text)


def calculator_page(text: str) -> CalculatorPage:
    page = sc.prove("4n(n+m)", "4(nm+n^2)").in_one_number()
    return replace(page, left=text, right=text, remarks=(text,))


def explanation(text: str) -> Explanation:
    return replace(sc.explain("lstm"), sized=sized(text), with_steps=True)


def sized(text: str) -> SizedLayer:
    return find("lstm")(units=symbol(text), input_dim=4)


def simplified(text: str) -> Simplified:
    return replace(sc.simplify("4n"), formula=named(text), value=4 * symbol(text), factored=4 * symbol(text), expanded=text)


ANSWERS: dict[type, Callable[[str], Any]] = {
    Budget: budget,
    Built: built,
    CalculatorPage: calculator_page,
    Catalogue: lambda _: catalogue(),
    Comparison: lambda _: sc.compare("gru"),
    Explanation: explanation,
    Formula: named,
    Inference: inference,
    Layer: lambda text: replace(sc.layers.lstm, name=text, spellings={}),
    Proof: proof,
    Simplified: simplified,
    SizedLayer: sized,
    Solutions: solutions,
    Summary: lambda text: sc.summary({f"{text}.weight": (64, 32), f"{text}.bias": (64,)}),
    SummaryVerdict: summary_verdict,
    Verdict: verdict,
}
"""For each answer that a notebook shows: itself, with a text wherever one can stand in it."""


def shown_in_notebooks() -> Iterator[type]:
    """Every class of the package that a notebook shows, drawings apart."""
    for module in walk_packages(symcount.__path__, "symcount."):
        if not module.name.endswith("__main__"):
            for one in vars(import_module(module.name)).values():
                if (
                    isinstance(one, type)
                    and one.__module__ == module.name
                    and hasattr(one, "_repr_html_")
                    and not isabstract(one)
                    and not issubclass(one, Figure)
                ):
                    yield one


def test_no_answer_is_forgotten() -> None:
    assert set(shown_in_notebooks()) == set(ANSWERS)


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_no_tag_comes_from_a_text(kind: type, text: str) -> None:
    page = Page(ANSWERS[kind](text)._repr_html_())
    assert page.tags <= TAGS
    assert page.attributes <= {"style"}


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_a_typesetter_finds_no_mathematics_in_a_page(kind: type, text: str) -> None:
    texts = Page(ANSWERS[kind](text)._repr_html_()).texts
    assert all(part in ("$", "\\") for part in texts if "$" in part or "\\" in part)


@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if hasattr(kind, "_repr_latex_")])
@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[:20])
def test_no_command_comes_from_a_text(kind: type, text: str) -> None:
    written = ANSWERS[kind](text)._repr_latex_()
    assert set(re.findall(r"\\([A-Za-z]+|.)", written)) <= COMMANDS
    assert set(re.findall(r"\\(?:begin|end)\{(\w+)\}", written)) <= {"aligned", "array"}
    assert written.startswith(r"$\displaystyle ")


@pytest.mark.parametrize("kind", [Formula, Verdict, Proof, Built, Inference, CalculatorPage, Explanation, SizedLayer, Simplified, Solutions, Budget])
def test_the_text_is_there_to_be_read(kind: type) -> None:
    text = r"<b> $\href{x}{y}$"
    assert text.replace(" ", "") in "".join(Page(ANSWERS[kind](text)._repr_html_()).texts).replace(" ", "")
