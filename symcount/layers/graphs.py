"""Graph layers: every node sees its neighbours through the same weights."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.layers.affine import affine_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight

WITHOUT_EFFECT = ("nodes", "edges", "activation")

NODES = shape("num_nodes input_dim")
UNITS = shape("num_nodes units")


@layer(
    aliases=("GCN", "GCNConv"),
    source="Kipf & Welling 2016, arXiv 1609.02907",
    without_effect=WITHOUT_EFFECT,
    inputs=NODES,
    outputs=UNITS,
    equation=r"Y = \phi(\tilde D^{-1/2} (A + I) \tilde D^{-1/2} X W + b), \quad \tilde D_{ii} = 1 + \sum_j A_{ij}",
)
def graph_convolution(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Graph convolution: one affine map of the mean of a node and its neighbours."""
    return affine_weights(units, input_dim, bias)


@layer(
    title="GraphSAGE layer",
    aliases=("SAGEConv",),
    source="Hamilton et al. 2017, arXiv 1706.02216 (mean)",
    without_effect=WITHOUT_EFFECT,
    inputs=NODES,
    outputs=UNITS,
    equation=r"y_v = \phi\left(W_1 x_v + W_2 \frac{1}{|N(v)|} \sum_{u \in N(v)} x_u + b\right)",
)
def graph_sage(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """GraphSAGE: a map of the node and one of the mean of its neighbours, with one bias."""
    return [
        Weight("kernel", (input_dim, units), each=("node", "neighbours"), meaning="weights of the inputs"),
        Weight("bias", (units,), copies=bias, kind="bias", meaning="bias vector"),
    ]
