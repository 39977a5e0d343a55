"""`compare`: the same layer in the textbook and in each framework: its formula, the difference, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap
from typing import Any

from symcount.algebra import Value, as_size
from symcount.errors import InputError
from symcount.formula import names_in
from symcount.frameworks import standing
from symcount.frameworks.standing import Standing, open_sizes
from symcount.layers import Layer, find
from symcount.layers.convention import FRAMEWORKS, TITLES
from symcount.layers.shapes import Shape
from symcount.rendering import Result, columns, html, html_parts, listed, pretty, written
from symcount.rendering import latex as latex_of
from symcount.rendering.html_math import math
from symcount.rendering.latex_names import size_symbols
from symcount.rendering.tree import tree_of


@dataclass(frozen=True)
class Comparison(Result):
    """A layer of the catalogue as the textbook counts it, and as it stands in each framework that has it.

    >>> found = compare("gru")
    >>> {name: str(one.difference) for name, one in found.conventions.items()}
    {'keras': '3*units', 'torch': '3*units', 'flax': '0', 'linen': 'units'}
    >>> found.why(found.conventions["linen"])
    ['adds hn.bias (units,)']
    """

    layer: Layer
    """The layer of the catalogue."""
    standings: tuple[Standing, ...]
    """How it stands in each framework that has it."""

    @property
    def textbook(self) -> Value:
        """The textbook's count, a symbol for each size that has no usual value or that a framework leaves open."""
        used = frozenset[str]().union(*(one.count.names for one in self.standings))
        return as_size(self.layer(**open_sizes(self.layer, used)).total)

    @property
    def without(self) -> tuple[str, ...]:
        """The frameworks without a constructor to compare with: they have no such layer, or one that depends on more than its sizes."""
        there = [one.constructor.framework.name for one in self.standings]
        return tuple(TITLES[name] for name in FRAMEWORKS if name not in there)

    @property
    def conventions(self) -> dict[str, Standing]:
        """How it stands in each framework, by the framework's name."""
        return {one.constructor.framework.name: one for one in self.standings}

    def why(self, one: Standing) -> list[str]:
        """Why a framework counts otherwise, in sentences without a full stop."""
        open_elsewhere = [name for name in self.layer.defaults if name in self.textbook.names - one.count.names and name not in one.sizes]
        return [
            *(f"{name} = {size}{f', {_bias_vectors(one)}' if name == 'bias' else ''}" for name, size in one.sizes.items()),
            *(f"has no {name}: it is {self.layer.defaults[name]}" for name in open_elsewhere),
            *(f"adds {weight.name} {Shape(tuple(map(as_size, weight.shape)))}" for weight in one.added),
            *([f"counts {listed(kept)}, which are kept and not trained"] if (kept := [weight.name for weight in one.counted_statistics]) else []),
            *(f"as the textbook with {name}={value}" for name, value in one.as_the_textbook.items()),
        ]

    def table(self) -> str:
        """The formulas and differences as a table for booktabs; constructors without arguments, so that it fits a page."""
        textbook = (latex_of.text(TITLES["textbook"]), latex_of.math(self._typeset(self.textbook)))
        if not self.standings:
            return latex_of.table(("convention", "parameters"), [textbook])
        rows = [(textbook[0], "", textbook[1], "")]
        for one in self.standings:
            count, difference = (latex_of.math(self._typeset(value)) for value in (one.count, one.difference))
            rows.append((one.constructor.framework.title, rf"\texttt{{{latex_of.text(one.constructor.name)}}}", count, difference))
        return latex_of.table(("convention", "constructor", "parameters", "difference"), rows)

    def latex(self) -> str:
        """The formulas, one below the other."""
        lines = [(TITLES["textbook"], self.textbook), *((one.constructor.framework.title, one.count) for one in self.standings)]
        body = " \\\\ ".join(rf"\text{{{title}}} & {self._typeset(count)}" for title, count in lines)
        return rf"\begin{{array}}{{ll}} {body} \end{{array}}"

    def _typeset(self, count: Value) -> str:
        return latex_of.typeset(tree_of(count), self._symbols)

    @cached_property
    def _symbols(self) -> dict[str, str]:
        """The letter of each size, the same in every row."""
        trees = [tree_of(count) for count in (self.textbook, *(one.count for one in self.standings))]
        return size_symbols(dict.fromkeys(name for tree in trees for name in names_in(tree)), {})

    def to_dict(self) -> dict[str, Any]:
        """What `--json` prints, as plain values."""
        return {
            "layer": self.layer.name,
            "formula": written(self.textbook),
            "source": self.layer.source,
            "conventions": {name: self._entry(one) for name, one in self.conventions.items()},
        }

    def __str__(self) -> str:
        rows = [(TITLES["textbook"], pretty(self.textbook), "")]
        rows += [(one.constructor.framework.title, pretty(one.count), signed(one)) for one in self.standings]
        lines = [f"{self.layer.name}: {self.layer.description}", "", *(f"    {line}" for line in columns(rows).splitlines())]
        for one in self.standings:
            lines += ["", *(f"    {line}" for line in self._explained(one))]
        lines += ["", f"    {listed(self.without, 'and')}: no constructor to compare with"] if self.without else []
        return "\n".join([*lines, f"    source: {self.layer.source}"])

    def _repr_html_(self) -> str:
        headers = ("convention", "constructor", "parameters", "difference", "why")
        rows = [(TITLES["textbook"], "", math(self._typeset(self.textbook)), "", "")]
        for one in self.standings:
            why = "\n".join(self.why(one))
            rows.append((one.constructor.framework.title, html.code(one.call), math(self._typeset(one.count)), signed(one), why))
        without = [(f"no constructor to compare with: {listed(self.without)}")] if self.without else []
        return html.block(
            html.paragraph(html.joined(html.strong(self.layer.name), f": {self.layer.description}")),
            html.table(headers, rows),
            html_parts.legend(self._symbols),
            *map(html.paragraph, [*without, f"source: {self.layer.source}"]),
        )

    def _explained(self, one: Standing) -> Iterator[str]:
        yield f"{one.constructor.framework.title}: {one.call}"
        yield from (f"    {reason}" for reason in self.why(one))
        found = arguments(one)
        yield from _wrapped("changes the count: ", found["change_the_count"])
        yield from _wrapped("changes nothing:   ", found["change_nothing"])
        yield from _wrapped("not tried:         ", found["not_tried"]) if found["not_tried"] else []

    def _entry(self, one: Standing) -> dict[str, Any]:
        return {
            "constructor": one.constructor.name,
            "call": one.call,
            "formula": written(one.count),
            "difference": str(one.difference),
            "why": self.why(one),
            "as_the_textbook": one.as_the_textbook,
            "weights": [weight.to_dict() for weight in one.built.weights],
            "arguments": arguments(one),
        }


def compare(layer: str | Layer) -> Comparison:
    """Compare a layer of the catalogue with what Keras, PyTorch and Flax build for it by default.

    >>> found = compare("gru")
    >>> print(found.conventions["keras"].difference, "|", found.conventions["linen"].difference)
    3*units | units

    Which arguments change the count is found by building the layer with another value of each that its mapping reads.

    Errors: `InputError` for an unknown layer, and for one wrapped in weights of its own (`weight_norm(dense)`).
    """
    definition = find(layer)
    if definition.adds_weights:
        inside = definition.base.name
        raise InputError(f"{definition.name} has weights that {inside} has not, and is compared with no framework: compare {inside}")
    return Comparison(definition, tuple(there for name in FRAMEWORKS if (there := standing(name, definition))))


def _bias_vectors(one: Standing) -> str:
    """Where the bias vectors are: in one tensor, or in one each."""
    tensors = list(dict.fromkeys(weight.name for weight in one.built.weights if weight.of == ("bias",)))
    return f"two bias vectors for each affine map{f' ({listed(tensors)})' if tensors else ''}"


def signed(one: Standing) -> str:
    """The difference with its sign, in words where there is none."""
    if one.difference == 0:
        return "the same"
    text = pretty(one.difference)
    return text if text.startswith("-") else f"+ {text}"


def _wrapped(label: str, names: list[str]) -> list[str]:
    return wrap(", ".join(names) or "-", 120, initial_indent=f"    {label}", subsequent_indent=" " * (len(label) + 4))


def arguments(one: Standing) -> dict[str, list[str]]:
    """The arguments that change the count, those that do not, and those that were not tried, less what every layer takes."""
    lists = {"change_the_count": True, "change_nothing": False, "not_tried": None}
    return {title: [name for name, found in one.effects.items() if found is effect] for title, effect in lists.items()}
