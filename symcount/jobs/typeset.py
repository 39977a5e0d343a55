"""`latex`: a layer or a formula for a paper: the formula, a derivation, or a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symcount.algebra import as_size, factor
from symcount.errors import InputError, check_texts, unknown
from symcount.layers import Layer, SizedLayer, find, is_layer
from symcount.layers.weight import Size
from symcount.reading import parse
from symcount.rendering import latex as latex_of

NO_LETTERS: Mapping[str, str] = {}


def latex(what: str | Layer, *, align: bool = False, table: bool = False, letters: Mapping[str, str] | None = None) -> str:
    r"""A layer or a formula as LaTeX that needs amsmath and booktabs alone.

    >>> print(latex("4(nm + n^2)"))
    4(nm + n^{2})
    >>> print(latex("lstm", letters={"units": "h", "input_dim": "d"}))
    4h(d + h + b)
    >>> print(latex("4(nm + n^2)", align=True))
    \begin{align*}
    4(nm + n^{2}) &= 4mn + 4n^{2} && \text{multiply out} \\
     &= 4n(m + n) && \text{factor}
    \end{align*}

    `letters` gives the author's own letters. Errors: `FormulaError`, `InputError` for what is neither a layer nor a formula.
    """
    letters = letters or NO_LETTERS
    check_texts("letters", letters)
    if align and table:
        raise InputError("a derivation or a table: choose one of --align and --table")
    if isinstance(what, Layer) or is_layer(what):
        return _layer(find(what), letters, align=align, table=table)
    if table:
        raise InputError(f"--table is for a layer; {what!r} is a formula")
    return _formula(what, letters, align=align)


def _layer(layer: Layer, letters: Mapping[str, str], *, align: bool, table: bool) -> str:
    _check_letters(letters, layer.sizes)
    if table:
        return _weights_table(layer.symbolic, letters)
    if not align:
        return latex_of.value(layer.total, letters)
    parts = " + ".join(latex_of.value(as_size(weight.count), letters) for weight in layer.symbolic.weights if weight.trainable)
    name = rf"\text{{{latex_of.text(layer.name)}}}"
    return latex_of.align([(name, parts, "all weights"), ("", latex_of.value(layer.total, letters), "factor")])


def _check_letters(letters: Mapping[str, str], names: Sequence[str]) -> None:
    for name in letters:
        if name not in names:
            raise unknown("name in it", name, names)


def _weights_table(sized: SizedLayer, letters: Mapping[str, str]) -> str:
    rows = [
        (latex_of.text(weight.name), _shape(weight.shape, letters), latex_of.math(latex_of.value(as_size(weight.count), letters)))
        for weight in sized.weights
        if weight.trainable
    ]
    total = latex_of.math(latex_of.value(as_size(sized.total), letters))
    return latex_of.table(("weight", "shape", "parameters"), [*rows, ("total", "", total)])


def _shape(shape: tuple[Size, ...], letters: Mapping[str, str]) -> str:
    return latex_of.math(r" \times ".join(latex_of.value(as_size(side), letters) for side in shape))


def _formula(text: str, letters: Mapping[str, str], *, align: bool) -> str:
    formula = parse(text)
    _check_letters(letters, formula.all_names)
    if not align:
        return formula.latex(letters)
    author = latex_of.written(formula.node, letters)
    value = formula.value()
    forms = [(latex_of.expanded(value, letters), "multiply out"), (latex_of.value(factor(value), letters), "factor")]
    different = [(form, reason) for place, (form, reason) in enumerate(forms) if form != (author if place == 0 else forms[place - 1][0])]
    return latex_of.align([(author if place == 0 else "", form, reason) for place, (form, reason) in enumerate(different)])
