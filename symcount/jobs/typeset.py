"""`latex`: layers or a formula for a paper: the formula, a derivation, or a table, with the author's own letters or commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from symcount.algebra import as_size, factor
from symcount.algebra.steps import ORDER, derivation, sum_of
from symcount.errors import InputError, check_texts, shown, unknown
from symcount.formula import Group, Node, Sum, names_in
from symcount.layers import Layer, SizedLayer, find, is_layer
from symcount.layers.weight import Size
from symcount.reading import Formula, parse
from symcount.rendering import latex as latex_of
from symcount.rendering import rewritings, thousands
from symcount.rendering.latex_names import can_be_set, commands, definitions, settable, size_symbols, written_symbols
from symcount.rendering.tree import expanded_tree, tree_of

NOTHING: Mapping[str, str] = {}
NO_SIZES: Mapping[str, int] = {}

Symbols = Mapping[str, str]


def latex(
    what: str | Layer,
    *more: str | Layer,
    align: bool = False,
    table: bool = False,
    letters: Mapping[str, str] = NOTHING,
    macros: bool = False,
    given: Mapping[str, int] = NO_SIZES,
) -> str:
    r"""A layer or a formula as LaTeX that needs amsmath and booktabs alone; of several layers, a table.

    >>> print(latex("4(nm + n^2)"))
    4(nm + n^{2})
    >>> print(latex("lstm", letters={"units": "h", "input_dim": "d"}))
    4h(d + h + b)
    >>> print(latex("4(nm + n^2)", align=True))
    \begin{align*}
    4(nm + n^{2}) &= 4n(m + n) && \text{common factor}
    \end{align*}

    `what` is a layer, its name or a formula; `more` are further layers, for a table of them. `letters` gives the author's own letters; with
    `macros` each size is a command, defined once, where its letter may be changed. `table` makes a table of one layer's weights, `given` sizes
    add a column of counts to it, and `align` makes a derivation of a formula.

    Errors: `FormulaError`, `InputError` for what is neither a layer nor a formula, and for a name that LaTeX has no letters for.
    """
    check_texts("letters", letters)
    check_texts("given", given, object)
    _check_kind(align=align, table=table, several=bool(more), counts=bool(given))
    write: Callable[[Symbols], str]
    if more or isinstance(what, Layer) or is_layer(what):
        layers = [find(one) for one in (what, *more)]
        symbols = size_symbols(_names_in_layers(layers), letters)
        _check_letters(letters, dict.fromkeys(name for layer in layers for name in layer.sizes), symbols)
        write = partial(_table, layers, given) if table else partial(_derivation if align else _total, layers[0])
    else:
        formula = _formula(what, table=table)
        symbols = written_symbols(formula.all_names, letters)
        _check_letters(letters, formula.all_names, symbols)
        write = partial(_forms, formula) if align else formula.typeset
    body = settable(write(commands(symbols) if macros else symbols))
    return f"{definitions(symbols, commands(symbols), body)}\n\n{body}" if macros else body


def _check_kind(*, align: bool, table: bool, several: bool, counts: bool) -> None:
    if align and table:
        raise InputError("a derivation or a table: choose one of --align and --table")
    if several and not table:
        raise InputError("several layers are for --table; a formula is one argument, in quotation marks")
    if counts and not table:
        raise InputError("--given is for --table, which then has a column of counts")


def _formula(text: str, *, table: bool) -> Formula:
    if table:
        raise InputError(f"--table is for a layer; {shown(text)} is a formula")
    return parse(text)


def _names_in_layers(layers: Iterable[Layer]) -> list[str]:
    """The sizes that formulas and shapes show, in the order in which the formulas do."""
    shown_sizes = [layer.total for layer in layers] + [as_size(side) for layer in layers for weight in layer.weights for side in (*weight.shape, weight.count)]
    return list(dict.fromkeys(name for size in shown_sizes for name in names_in(tree_of(size))))


def _check_letters(letters: Mapping[str, str], names: Iterable[str], symbols: Symbols) -> None:
    """Make sure that each letter is for a size that is there, and that pdflatex can set it."""
    for name in letters:
        if name not in names:
            raise unknown("name in it", name, names)
    for name, symbol in symbols.items():
        if not can_be_set(symbol):
            raise InputError(f"pdflatex without further packages cannot set {shown(letters.get(name, name))}: give it a letter, --letters {name}=h")


def _total(layer: Layer, symbols: Symbols) -> str:
    return _value(layer.total, symbols)


def _value(size: Size, symbols: Symbols) -> str:
    return latex_of.typeset(tree_of(as_size(size)), symbols)


def _derivation(layer: Layer, symbols: Symbols) -> str:
    parts = sum_of([tree_of(as_size(weight.count)) for weight in layer.weights if weight.trainable])
    name = rf"\text{{{latex_of.text(layer.title)}}}"
    steps = derivation(parts, tree_of(as_size(layer.total)))
    forms = [(parts, "all weights"), *((step.after, step.rule) for step in steps)]
    told = [(form, rule) for form, rule in forms if rule != ORDER]  # a paper needs no line in which 4dh becomes 4hd
    told[-1] = (forms[-1][0], told[-1][1])
    write = partial(latex_of.typeset, symbols=symbols, widest=latex_of.WIDEST_FRACTION)
    return latex_of.align((name if place == 0 else "", write(form), rule) for place, (form, rule) in enumerate(told))


def _table(layers: Sequence[Layer], given: Mapping[str, int], symbols: Symbols) -> str:
    """The weights of a layer, or several layers, a row each; with their counts where sizes are given."""
    sized = _sized(layers, given) if given else []
    table = _layers_table(layers, sized, symbols) if len(layers) > 1 else _weights_table(layers[0], sized, symbols)
    return f"% counted at {', '.join(f'{name}={size}' for name, size in given.items())}, other sizes as usual\n{table}" if given else table


def _layers_table(layers: Iterable[Layer], sized: Iterable[SizedLayer], symbols: Symbols) -> str:
    rows = [[latex_of.text(layer.title), latex_of.math(_total(layer, symbols))] for layer in layers]
    headers, *rows = _with_counts([["layer", "parameters"], *rows], [one.total for one in sized])
    return latex_of.table(headers, rows)


def _weights_table(layer: Layer, sized: Iterable[SizedLayer], symbols: Symbols) -> str:
    trained = [weight for weight in layer.weights if weight.trainable]
    rows = [[latex_of.text(weight.name), _shape(weight.shape, symbols), latex_of.math(_value(weight.count, symbols))] for weight in trained]
    counts = [count for one in sized for count in (*(weight.count for weight in one.weights if weight.trainable), one.total)]
    total = ["total", "", latex_of.math(_total(layer, symbols))]
    headers, *rows, total = _with_counts([["weight", "shape", "parameters"], *rows, total], counts)
    return latex_of.table(headers, rows, total)


def _with_counts(rows: list[list[str]], counts: Sequence[Size]) -> list[list[str]]:
    """Rows, a header first, with a column of counts where there are any."""
    cells = ["count", *(thousands(count) if isinstance(count, int) else "" for count in counts)]
    return [[*row, cell] for row, cell in zip(rows, cells, strict=True)] if counts else rows


def _sized(layers: Sequence[Layer], given: Mapping[str, int]) -> list[SizedLayer]:
    """Each layer with those of the sizes that are its own; what is another word for one of them gives way to it."""
    own = [{name for name in given if {*layer.own_sizes(name)} & {*layer.sizes}} for layer in layers]
    for name in given:
        if not any(name in names for names in own):
            raise unknown("size of them", name, dict.fromkeys(size for layer in layers for size in layer.sizes))
    kept = [[name for name in names if name in layer.sizes or names.isdisjoint(layer.own_sizes(name))] for layer, names in zip(layers, own, strict=True)]
    return [layer(**{name: given[name] for name in names}) for layer, names in zip(layers, kept, strict=True)]


def _shape(shape: tuple[Size, ...], symbols: Symbols) -> str:
    return latex_of.math(r" \times ".join(_side(tree_of(as_size(side)), symbols, is_alone=len(shape) == 1) for side in shape))


def _side(side: Node, symbols: Symbols, *, is_alone: bool) -> str:
    return latex_of.typeset(Group(side) if isinstance(side, Sum) and not is_alone else side, symbols)


def _forms(formula: Formula, symbols: Symbols) -> str:
    """From the author's form to the factored one, or where that is it, to the one multiplied out."""
    value = formula.value()
    ways = (derivation(formula.node, form) for form in (tree_of(factor(value)), expanded_tree(value)))
    steps = next((steps for steps in ways if rewritings(steps)), ())
    return latex_of.derivation(steps, symbols) if steps else latex_of.align([(latex_of.typeset(formula.node, symbols), "", "")])
