"""`check`: is a published parameter count right, and if not, what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from types import MappingProxyType

from symcount import layers
from symcount.errors import InputError, placed_in, shown
from symcount.jobs.named_convention import named_convention
from symcount.judging.assigned import sizes_by_name
from symcount.judging.fingerprints import Index
from symcount.judging.judge import judge
from symcount.judging.matching import Asked
from symcount.judging.meanings import size_in_words
from symcount.judging.question import Question, agree, assumed, declared, in_sizes, stated
from symcount.judging.report import with_article
from symcount.judging.search import search
from symcount.judging.shapes import judge_shape
from symcount.judging.verdict import Verdict
from symcount.layers import Layer, find
from symcount.layers.convention import FRAMEWORKS
from symcount.reading import Formula, definitions, parse, parse_shape
from symcount.roles import ROLES


def check(
    text: str,
    layer: str | Layer | None = None,
    *,
    where: Mapping[str, str] | None = None,
    given: Mapping[str, int] | None = None,
    assume: Mapping[str, str] | None = None,
    convention: str | None = None,
    weight: str | None = None,
    approximate: bool = False,
) -> Verdict:
    """Judge one published formula, calculation or bare count.

    >>> print(check("4(nm+n^2)", "lstm"))
    4(nm+n^2) is wrong for an LSTM: it lacks 4·n: one bias vector for each of the four gates.
        n = units, m = input_dim (inferred)
        note             nm read as n·m
        true count       4·n·(m + n + 1)
        right only if    bias = 0 (use_bias=False)
        at m=1, n=1      8 instead of 12
    >>> check("4*(4097*256+256^2) = 4457472", "lstm", given={"units": 256, "input_dim": 4096}).verdict
    'correct'

    `where` says what the author's letters mean (sizes, or expressions in sizes), `given` the sizes stated, whole numbers, `assume`
    identities that the source uses (`{"d_ff": "4*d_model"}`), `convention` a framework whose defaults count ("keras", "torch", "flax",
    "linen"), `weight` that the text is the shape of that weight, or of the layer's "input" or "output"; with `approximate` the text is
    taken as if it said ≈. Without `layer`, every layer of the catalogue is tried.

    Errors: `FormulaError` for a text that cannot be read, `InputError` for an unknown layer, size, weight or framework and for what
    is not a size.
    """
    if not isinstance(text, str):
        raise InputError(f"a claim is a text, not {shown(text)}")
    said = _Said(where or {}, given or {}, assume or {}, convention)
    with placed_in(text):
        if layer is not None and weight is not None:
            return _judged_shape(text, said.about(find(layer)), weight)
        if layer is not None:
            question = said.about(find(layer))
            return _judged(parse(text, [question.where, (*question.layer.sizes, *question.layer.spellings)]), question, approximate)
        if weight is not None:
            raise InputError(f"a shape is judged for one layer: say which layer's {weight} it is")
        where = {**_explained(text, None), **said.where}
        formula = parse(text, [where])
        asked = replace(said, where=where, given={**sizes_by_name(formula.assigned, where), **said.given}).about_any_layer()
        found = search(formula, asked, lambda question: _judged(formula, question, approximate), approximate)
        return _for_the_named(found, asked, lambda question: _judged(formula, question, approximate))


def _for_the_named(found: Verdict, asked: Asked, judged: Callable[[Question], Verdict]) -> Verdict:
    """The verdict for the one layer that the text names, if it was found right for another one."""
    named = layers.named_in(found.text) if found.is_right else []
    if len(named) != 1 or named[0].name == found.layer or not (question := asked.question(named[0])):
        return found
    verdict = judged(question)
    return replace(verdict, candidates=(named[0].name,), notes=(*verdict.notes, f"the text names {with_article(named[0].title)}"))


@dataclass(frozen=True, slots=True)
class _Said:
    """What the source says besides the claim."""

    where: Mapping[str, str]
    given: Mapping[str, int]
    assume: Mapping[str, str]
    convention: str | None

    def about(self, layer: Layer) -> Question:
        """The question that it is for a layer."""
        given, assume = stated(self.given, layer), assumed(self.assume, layer)
        agree(given, assume)
        return Question(layer, declared(self.where, layer), given, assume, named_convention(self.convention, layer))

    def about_any_layer(self) -> Asked:
        """The question of which layer it is about."""
        index = _index(self.convention) if not self.assume else _index_where(self)
        return Asked(index, declared(self.where, None), assumed(self.assume, None), stated(self.given, None), self.about)


@lru_cache(maxsize=1 + len(FRAMEWORKS))  # each convention's, made once
def _index(convention: str | None) -> Index:
    """The catalogue's counts."""
    return _index_where(_Said({}, {}, {}, convention))


def _index_where(said: _Said) -> Index:
    """The catalogue's counts where the identities stated hold. Errors: `InputError` where none of its layers can have them."""
    stated_alone, questions = replace(said, where={}, given={}), []
    for layer in layers.CATALOGUE.values():
        try:
            questions.append(stated_alone.about(layer))
        except InputError as error:
            refused = error
    if not questions:
        raise refused
    return Index(questions)


def _judged(formula: Formula, question: Question, approximate: bool) -> Verdict:
    absent = [name for name in question.where if name not in formula.all_names]
    explained = {name: size for name, size in _explained(formula.text, question.layer).items() if name in formula.all_names and name not in question.where}
    where = {**{name: in_sizes(size, question.layer) for name, size in explained.items()}, **question.where}
    verdict = judge(formula, replace(question, where={name: meaning for name, meaning in where.items() if name not in absent}), approximate)
    said = [f"{name} is {size}, as the text says" for name, size in explained.items()]
    notes = (*verdict.notes, *said, *(f"{name} does not stand in the text" for name in absent))
    return replace(verdict, find_conventions=partial(_conventions, question.layer), notes=notes)


def _explained(text: str, layer: Layer | None) -> dict[str, str]:
    """The sizes that the text itself says its letters are, each size once."""
    found = {letter: size for letter, words in definitions(text).items() if (size := size_in_words(words, layer))}
    return {letter: size for letter, size in found.items() if list(found.values()).count(size) == 1 and letter not in ROLES}


def _judged_shape(text: str, question: Question, weight: str) -> Verdict:
    from symcount.frameworks import axis_orders, layouts

    if weight in ("input", "output"):
        from symcount.judging.input_output import judge_input_or_output

        return judge_input_or_output(text, weight, question, axis_orders)
    sides = parse_shape(text, [question.where, (*question.layer.sizes, *question.layer.spellings)])
    return judge_shape(text, sides, weight, question, layouts)


@lru_cache(maxsize=1024)
def _conventions(layer: Layer) -> Mapping[str, Mapping[str, str]]:
    """The frameworks whose default count differs from the textbook's."""
    from symcount.frameworks import standing

    found = {name: there for name in FRAMEWORKS if (there := standing(name, layer)) and there.difference != 0}
    told = {name: MappingProxyType({"formula": str(there.count), "difference": str(there.difference)}) for name, there in found.items()}
    return MappingProxyType(told)
