"""Graph layers: every node sees its neighbours through the same weights."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.definition import Size, Weight, layer

WITHOUT_EFFECT = ("nodes", "edges", "activation")


@layer(aliases=("GCN", "GCNConv"), source="Kipf & Welling 2016, arXiv 1609.02907", without_effect=WITHOUT_EFFECT)
def graph_convolution(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Graph convolution: one affine map of the mean of a node and its neighbours."""
    return affine_weights(units, input_dim, bias)


@layer(aliases=("SAGEConv",), source="Hamilton et al. 2017, arXiv 1706.02216 (mean)", without_effect=WITHOUT_EFFECT)
def graph_sage(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """GraphSAGE: a map of the node and one of the mean of its neighbours, with one bias."""
    return [
        Weight("kernel", (input_dim, units), each=("node", "neighbours"), meaning="weights of the inputs"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]


@layer(aliases=("GAT", "GATConv"), source="Velickovic et al. 2017, arXiv 1710.10903", without_effect=(*WITHOUT_EFFECT, "dropout"))
def graph_attention(units: Size, input_dim: Size, num_heads: Size, bias: Size = 1) -> Iterable[Weight]:
    """Graph attention: each head has a map and two vectors that score a pair of nodes; `units` are those of one head, the heads are joined."""
    return [
        Weight("kernel", (input_dim, num_heads * units), meaning="weights of the inputs"),
        Weight("attention", (num_heads, 2 * units), meaning="weights of the two nodes in the score"),
        Weight("bias", (num_heads * units,), copies=bias, kind="bias", meaning="bias vector"),
    ]
