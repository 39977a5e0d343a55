"""The page of a layer: its formula and equation, weights, sizes, what does not matter, the frameworks, an example, published mistakes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from docs.generate.example_sizes import example_sizes
from docs.generate.markdown import aligned, bullets, code, codes, console, formula, linked, math, page, prose, shape, table
from symcount.algebra import as_size
from symcount.frameworks.standing import Standing
from symcount.jobs.compare import Comparison, arguments, compare, signed
from symcount.jobs.explain import explain
from symcount.judging.report import WITHOUT_BIAS, with_article
from symcount.judging.verdict import Verdict
from symcount.layers import Layer, Weight
from symcount.layers.shapes import USUAL_SHAPE_SIZES, Shape
from symcount.rendering import latex, listed, pretty
from symcount.roles import ROLES
from tests.judging.published import Published
from tests.judging.scoring import EVERY_CLAIM


def layer_page(layer: Layer) -> str:
    """Everything that is known about a layer, on one page."""
    return page(
        f"# {layer.title[0].upper()}{layer.title[1:]}",
        layer.description,
        f"In the catalogue it is {code(layer.name)}, of the family [{family_title(layer.family)}](../layers.md#{family_anchor(layer.family)}).",
        "## How many parameters",
        *_count(layer),
        "## What it computes",
        aligned(layer.equations),
        table(["", "shape"], [*_sides("input", layer.inputs), *_sides("output", layer.outputs)]),
        "## The weights",
        table(["weight", "shape", "parameters", "what it is"], map(_weight, layer.weights)),
        bullets(f"The factor {len(gates)}: {listed(gates)}." for gates in _gates(layer)),
        "## The sizes",
        table(["size", "letter", "what it is", "values"], _sizes(layer)),
        _own_words(layer),
        "## What does not matter",
        f"None of these changes the count: {listed(layer.without_effect)}." if layer.without_effect else "",
        "## In the frameworks",
        *_frameworks(compare(layer)),
        "## A worked example",
        _example(layer),
        *_mistakes(layer),
        "## Source and other names",
        bullets([f"Source: {linked(layer.source)}", f"Also called: {codes(layer.aliases)}" if layer.aliases else ""]),
    )


def family_title(family: str) -> str:
    """A family's name, as a sentence has it."""
    return family.replace("_", " ")


def family_anchor(family: str) -> str:
    """Where the index has a family."""
    return family_title(family).replace(" ", "-")


def _count(layer: Layer) -> Iterator[str]:
    yield formula(layer.total)
    yield math(latex.value(layer.total))
    usual = as_size(layer(**{name: size for name, size in layer.symbolic.sizes.items() if name not in layer.defaults}).total)
    if usual != layer.total:
        settings = listed([code(f"{name} = {pretty(as_size(size))}") for name, size in layer.defaults.items()])
        yield f"Usually {settings}; then it is {formula(usual)}."
    kept = [weight.name for weight in layer.weights if not weight.trainable]
    if kept:
        yield f"{listed([*map(code, kept)])} {'is' if len(kept) == 1 else 'are'} kept beside the parameters and not trained, and so not counted."


def _sides(what: str, shapes: Mapping[str, Shape]) -> Iterator[list[str]]:
    """A row for each input by its name, for each output by the setting that it has it at."""
    for name, one in shapes.items():
        yield [f"{what} {code(name)}" if name else what, shape(one)]


def _weight(weight: Weight) -> list[str]:
    copies = "" if weight.copies == 1 else f", {formula(weight.copies)} times"
    return [code(weight.name), shape(weight.shape) + copies, formula(weight.count), weight.meaning + ("" if weight.trainable else "; kept, not trained")]


def _gates(layer: Layer) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(weight.each for weight in layer.weights if weight.each))


def _sizes(layer: Layer) -> Iterator[list[str]]:
    letters = latex.glyphs(layer.total)
    usual = {**USUAL_SHAPE_SIZES, **layer.defaults}
    for name in (*layer.sizes, *layer.shape_sizes):
        values = [" or ".join(map(str, layer.values_of(name))), f"usually {formula(usual[name])}" if name in usual else ""]
        letter = f"$`{letters[name]}`$" if name in letters else ""
        meaning = ROLES[name].meaning.removeprefix("0/1: ").partition(":")[0]
        yield [code(name), letter, meaning, ", ".join(filter(None, values))]


def _own_words(layer: Layer) -> str:
    return f"Here {listed([f'{code(word)} means {code(size)}' for word, size in layer.spellings.items()])}." if layer.spellings else ""


# -- the frameworks --------------------------------------------------------------------------------------------------

HOW_ARGUMENTS_ARE_TRIED = (
    "Of each argument that the mapping reads, `from_config` built the layer with another value, and the counts were compared; of those that it ignores, "
    "the framework itself built another value, and no weight changed. Which were not tried is said; those that every layer takes are left out."
)


def _frameworks(compared: Comparison) -> Iterator[str]:
    if not compared.standings:
        yield f"{listed(compared.without)} have no constructor to compare with; its source says how it is built."
        return
    textbook = ["the textbook", "", formula(compared.textbook), ""]
    rows = [[one.constructor.framework.title, code(one.call), formula(one.count), _difference(one)] for one in compared.standings]
    yield table(["", "constructor", "parameters", "difference"], [textbook, *rows])
    yield HOW_ARGUMENTS_ARE_TRIED
    for one in compared.standings:
        lists = zip(("changes the count", "does not change the count", "not tried"), arguments(one).values(), strict=True)
        facts = [*compared.why(one), *(f"{title}: {codes(names)}" for title, names in lists if names)]
        yield f"**{one.constructor.framework.title}**\n\n{bullets(facts)}"
    if compared.without:
        yield f"{listed(compared.without)} {'has' if len(compared.without) == 1 else 'have'} no constructor to compare with."


def _difference(one: Standing) -> str:
    return "the same" if one.difference == 0 else code(signed(one))


# -- an example, and mistakes ----------------------------------------------------------------------------------------


def _example(layer: Layer) -> str:
    sizes = example_sizes(layer)
    return console(f"symcount explain {layer.name} {' '.join(f'{name}={size}' for name, size in sizes.items())}", str(explain(layer, **sizes)))


@cache
def mistakes() -> dict[str, list[Published]]:
    """The wrong claims that were published about each layer: those that the tests judge, so that a page shows none that is not judged."""
    found: dict[str, list[Published]] = {}
    for claim in EVERY_CLAIM:
        if claim.verdict == "incorrect":
            found.setdefault(claim.layer, []).append(claim)
    return found


def _mistakes(layer: Layer) -> Iterator[str]:
    if layer.name in mistakes():
        yield "## Published mistakes"
        yield "Claims that were published as they stand here, and what `symcount check` says of each."
        yield bullets(_mistake(layer, claim) for claim in mistakes()[layer.name])


def _mistake(layer: Layer, claim: Published) -> str:
    """A wrong claim, where its letters stand for sizes, what is wrong with it, and what would make it right."""
    verdict = claim.judged()
    said = {**claim.where, **claim.given}
    stated = f", with {codes(f'{name} = {size}' for name, size in said.items() if name != str(size))}," if said else ""
    counted = f" as {verdict.context.convention} counts it" if claim.convention and verdict.context else ""
    faults = "; ".join(prose(fault.message) for fault in verdict.diagnosis)
    return f"{code(claim.text)}{stated} is wrong for {with_article(layer.title)}{counted}: {faults}.{_remedy(verdict)}"


def _remedy(verdict: Verdict) -> str:
    if verdict.correct_when:
        conditions = [f"{name} = {value}" for name, value in verdict.correct_when.items()]
        return f" It would be right with {codes(conditions)}{WITHOUT_BIAS if verdict.correct_when == {'bias': 0} else ''}."
    if verdict.context is None:  # a shape, of which the fault says what it should be
        return ""
    number = verdict.context.true.constant
    return f" Right is {code(pretty(verdict.context.usual, verdict.context.letters) + ('' if number is None else f' = {number}'))}."
