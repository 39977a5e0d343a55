"""Graph layers: every node sees its neighbours through the same weights."""

from __future__ import annotations

from collections.abc import Iterable

from symcount.algebra import symbol
from symcount.layers.affine import affine_weights
from symcount.layers.definition import layer
from symcount.layers.shapes import shape
from symcount.layers.weight import Size, Weight, part

WITHOUT_EFFECT = ("nodes", "edges", "activation")

NODES = shape("num_nodes input_dim")
UNITS = shape("num_nodes units")


@layer(
    aliases=("GCN", "GCNConv"),
    source="Kipf & Welling 2016, arXiv 1609.02907, equation 2; the bias is in PyTorch Geometric and DGL, not in the paper",
    without_effect=WITHOUT_EFFECT,
    inputs=NODES,
    outputs=UNITS,
    equation=r"Y = \phi(\tilde D^{-1/2} (A + I) \tilde D^{-1/2} X W + b), \quad \tilde D_{ii} = 1 + \sum_j A_{ij}",
)
def graph_convolution(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Graph convolution: one matrix for the sum of a node and its neighbours, weighed by their degrees, and a bias behind the sum."""
    return affine_weights(units, input_dim, bias)


@layer(
    title="GraphSAGE layer",
    aliases=("SAGEConv",),
    source="Hamilton et al. 2017, arXiv 1706.02216, algorithm 1 with the mean; the bias is in PyTorch Geometric and DGL, not in the paper",
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


@layer(
    title="graph attention layer",
    aliases=("GAT", "GATConv"),
    source="Velickovic et al. 2017, arXiv 1710.10903, section 2.1; the bias is in the authors' code, not in the paper",
    without_effect=(*WITHOUT_EFFECT, "dropout"),
    inputs=NODES,
    outputs=shape("num_nodes", symbol("num_heads") * symbol("units")),
    equation=(
        r"\alpha_{ij} = \mathrm{softmax}_j(\mathrm{LeakyReLU}(a^\top [W h_i; W h_j]))",
        r"h'_i = \big\Vert_{k=1}^{K} \sigma\left(\sum_j \alpha_{ij}^k W^k h_j\right)",
    ),
)
def graph_attention(units: Size, input_dim: Size, num_heads: Size = 1, bias: Size = 1) -> Iterable[Weight]:
    """Graph attention: each head maps the nodes and scores each pair of neighbours; the heads, of `units` each, stand side by side."""
    return [
        Weight("W", (input_dim, num_heads * units), meaning="weights of the inputs for all heads"),
        Weight("a", (num_heads, units), each=("node", "neighbour"), meaning="weights of each head's score"),
        Weight("bias", (num_heads * units,), copies=bias, kind="bias", meaning="bias vector of the joined heads"),
    ]


@layer(
    title="graph isomorphism layer",
    aliases=("GIN", "GINConv"),
    source="Xu et al. 2018, arXiv 1810.00826, section 4.1, with a learned epsilon and two maps, both as wide as the output",
    without_effect=WITHOUT_EFFECT,
    inputs=NODES,
    outputs=UNITS,
    equation=r"h'_v = \mathrm{MLP}\left((1 + \epsilon) \, h_v + \sum_{u \in N(v)} h_u\right)",
)
def graph_isomorphism(units: Size, input_dim: Size, bias: Size = 1) -> Iterable[Weight]:
    """Graph isomorphism layer: two dense maps of the sum of a node, weighed by a trained number, and its neighbours."""
    return [
        Weight("epsilon", (1,), meaning="how much more the node itself counts"),
        *part("first", affine_weights(units, input_dim, bias)),
        *part("second", affine_weights(units, units, bias)),
    ]
