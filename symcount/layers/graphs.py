"""Graph layers: every node sees its neighbours through the same weights."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.definition import layer
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("nodes", "edges", "activation")


@layer(aliases=("GCN", "GCNConv"), source="Kipf & Welling 2016, arXiv 1609.02907", without_effect=WITHOUT_EFFECT)
def graph_convolution(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Graph convolution: one affine map of the mean of a node and its neighbours."""
    return affine_weights(units, input_dim, bias)


@layer(title="GraphSAGE layer", aliases=("SAGEConv",), source="Hamilton et al. 2017, arXiv 1706.02216 (mean)", without_effect=WITHOUT_EFFECT)
def graph_sage(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """GraphSAGE: a map of the node and one of the mean of its neighbours, with one bias."""
    return [
        Weight("kernel", (input_dim, units), each=("node", "neighbours"), meaning="weights of the inputs"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]
