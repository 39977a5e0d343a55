"""The modules of PyTorch without parameters and buffers: https://docs.pytorch.org/docs/stable/nn.html, PyTorch 2.13."""

from __future__ import annotations

WEIGHTLESS = frozenset(
    f"""
    Identity Flatten Unflatten Fold Unfold ChannelShuffle PixelShuffle PixelUnshuffle Upsample UpsamplingBilinear2d UpsamplingNearest2d
    CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid LogSoftmax Mish RReLU ReLU ReLU6 SELU SiLU Sigmoid
    Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink Threshold
    Dropout Dropout1d Dropout2d Dropout3d AlphaDropout FeatureAlphaDropout
    LocalResponseNorm CrossMapLRN2d CosineSimilarity PairwiseDistance
    {" ".join(f"{what}Pad{place}d" for what in ("Circular", "Constant", "Reflection", "Replication", "Zero") for place in (1, 2, 3))}
    {" ".join(f"{what}{place}d" for what in ("AvgPool", "MaxPool", "LPPool", "MaxUnpool", "AdaptiveAvgPool", "AdaptiveMaxPool") for place in (1, 2, 3))}
    CTCLoss CosineEmbeddingLoss GaussianNLLLoss HingeEmbeddingLoss HuberLoss KLDivLoss L1Loss MSELoss MarginRankingLoss MultiLabelMarginLoss
    PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss
    """.split()
)
