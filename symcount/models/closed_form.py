"""The closed form of a model: its parts summed so that a reader recognises embeddings, layers and what stands once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from symcount.algebra import Value, as_size, total
from symcount.formula import Node, Sum, names_in
from symcount.models.model import Part
from symcount.rendering import latex
from symcount.rendering.latex_names import size_symbols
from symcount.rendering.tree import tree_of

if TYPE_CHECKING:
    from sympy import Expr


def terms(parts: Iterable[Part]) -> tuple[Value, ...]:
    """The summands: each embedding, with its head where it is not tied; then what stands equally often, together and times how often it stands.

    >>> from symcount.models.families import FAMILIES
    >>> for one in terms(FAMILIES["llama"].model.parts):
    ...     print(one)
    d_model*vocab_size*(2 - tied)
    d_model*num_layers*(3*d_ff + 2*head_dim*num_heads + 2*head_dim*num_kv_heads + 2)
    d_model
    """
    tables: dict[Any, list[Value]] = {}
    others: dict[Any, list[Value]] = {}
    for part in parts:
        count, copies = as_size(part.count), as_size(part.copies)
        if part.is_embedding:
            tables.setdefault(count.names - {"tied"}, []).append(count)
        else:
            others.setdefault(copies, []).append(count / copies)
    summed = [total(counts) for counts in tables.values()] + [copies * total(counts) for copies, counts in others.items()]
    return tuple(one for one in summed if one != 0)


def sympy_sum(summands: Sequence[Value]) -> Expr:
    """Their sum as a SymPy expression that keeps them apart."""
    from sympy import Add

    return Add(*(one.expr for one in summands))


def latex_sum(summands: Sequence[Value], letters: Mapping[str, str]) -> str:
    """Their sum in LaTeX."""
    return latex.typeset(_tree(summands), letters_of(summands, letters))


def letters_of(summands: Sequence[Value], letters: Mapping[str, str]) -> dict[str, str]:
    """What stands for each size of a sum in LaTeX."""
    return size_symbols(names_in(_tree(summands)), letters)


def _tree(summands: Sequence[Value]) -> Node:
    trees = tuple(tree_of(one) for one in summands)
    return Sum(trees) if len(trees) > 1 else trees[0]
