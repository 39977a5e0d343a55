"""What a count that is too simple ignores: the layer below in a stack, the groups of a convolution, that keys and values have fewer heads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from symcount.algebra import Value, symbol
from symcount.judging.question import Question
from symcount.judging.verdict import Fault
from symcount.roles import ROLES

Simpler = tuple[Value, Fault]


def ignored(claimed: Value, question: Question, named: Callable[[str], str] = str) -> Fault | None:
    """What is ignored, where the claim is the layer's count without it; `named` gives a size in the author's letter.

    >>> from symcount.layers import find
    >>> lstm = Question(find("lstm"))
    >>> n, m, k = symbol("units"), symbol("input_dim"), symbol("num_layers")
    >>> ignored(4 * k * n * (m + n + 1), lstm).message
    'the layers above the first read the outputs of the layer below: there units stands where input_dim does in the first'
    """
    return next((fault for total, fault in _simpler(claimed, question, named) if total == claimed), None)


def _simpler(claimed: Value, question: Question, named: Callable[[str], str]) -> Iterator[Simpler]:
    yield from _stack(claimed, question, named)
    yield from _groups(claimed, question, named)
    yield from _heads(claimed, question, named)


def _stack(claimed: Value, question: Question, named: Callable[[str], str]) -> Iterator[Simpler]:
    """One layer's count times the number of layers."""
    layer = question.layer
    if not layer.is_recurrent or "num_layers" in layer.sizes or not ("num_layers" in claimed.names or "num_layers" in question.given):
        return
    alone = replace(question, given={name: size for name, size in question.given.items() if name != "num_layers"})
    layers = symbol("num_layers") if "num_layers" in claimed.names else question.given["num_layers"]
    inputs = next(size for size in layer.sizes if ROLES[size].width == "input")
    outputs = next(size for size in ("projection_dim", "units", "filters") if size in layer.sizes)
    below = f"{layer.directions if layer.directions > 1 else ''}{'·' * (layer.directions > 1)}{named(outputs)}"
    message = f"the layers above the first read the outputs of the layer below: there {below} stands where {named(inputs)} does in the first"
    yield alone.total(claimed.names - {"num_layers"}) * layers, Fault("wrong-role", inputs, message)


def _groups(claimed: Value, question: Question, named: Callable[[str], str]) -> Iterator[Simpler]:
    """As if there were one group."""
    for divisor in sorted(set(question.layer.multiples.values()) & question.given.keys() - claimed.names):
        message = f"it ignores {named(divisor)}: each of the {question.given[divisor]} {divisor} sees its own part only"
        yield question.with_size(divisor, 1).total(claimed.names), Fault("extra-factor", divisor, message)


def _heads(claimed: Value, question: Question, named: Callable[[str], str]) -> Iterator[Simpler]:
    """As if each head of queries had keys and values of its own."""
    if "num_kv_heads" in question.layer.sizes and "num_kv_heads" not in claimed.names:
        given = {name: size for name, size in question.given.items() if name != "num_kv_heads"}
        equal = replace(question, given=given, assume={**question.assume, "num_kv_heads": symbol("num_heads")})
        message = f"it ignores that keys and values have {named('num_kv_heads')} heads only: right where num_kv_heads = num_heads"
        yield equal.total(claimed.names), Fault("wrong-role", "num_kv_heads", message)
