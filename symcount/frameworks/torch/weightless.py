"""The modules of PyTorch without parameters and buffers, and the arguments of each: https://docs.pytorch.org/docs/stable/nn.html, PyTorch 2.13."""

from __future__ import annotations

from symcount.frameworks.mapping import weightless

WEIGHTLESS = weightless(
    """
    AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d: output_size
    AdaptiveMaxPool1d AdaptiveMaxPool2d AdaptiveMaxPool3d: output_size return_indices
    AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout: p inplace
    AvgPool1d: kernel_size stride padding ceil_mode count_include_pad
    AvgPool2d AvgPool3d: kernel_size stride padding ceil_mode count_include_pad divisor_override
    CELU ELU: alpha inplace
    CTCLoss: blank reduction zero_infinity
    ChannelShuffle: groups
    CircularPad1d CircularPad2d CircularPad3d ReflectionPad1d ReflectionPad2d ReflectionPad3d ReplicationPad1d ReplicationPad2d: padding
    ReplicationPad3d ZeroPad1d ZeroPad2d ZeroPad3d: padding
    ConstantPad1d ConstantPad2d ConstantPad3d: padding value
    CosineEmbeddingLoss HingeEmbeddingLoss MarginRankingLoss: margin size_average reduce reduction
    CosineSimilarity: dim eps
    CrossMapLRN2d LocalResponseNorm: size alpha beta k
    Flatten: start_dim end_dim
    Fold: output_size kernel_size dilation padding stride
    GELU: approximate
    GLU LogSoftmax Softmax Softmin: dim
    GaussianNLLLoss: full eps reduction
    Hardshrink Softshrink: lambd
    Hardsigmoid Hardswish Mish ReLU ReLU6 SELU SiLU: inplace
    Hardtanh: min_val max_val inplace min_value max_value
    HuberLoss: reduction delta
    LogSigmoid Sigmoid Softmax2d Softsign Tanh Tanhshrink:
    KLDivLoss: size_average reduce reduction log_target
    L1Loss MSELoss MultiLabelMarginLoss SoftMarginLoss: size_average reduce reduction
    LPPool1d LPPool2d LPPool3d: norm_type kernel_size stride ceil_mode
    LeakyReLU: negative_slope inplace
    MaxPool1d MaxPool2d MaxPool3d: kernel_size stride padding dilation return_indices ceil_mode
    MaxUnpool1d MaxUnpool2d MaxUnpool3d: kernel_size stride padding
    PairwiseDistance: p eps keepdim
    PixelShuffle: upscale_factor
    PixelUnshuffle: downscale_factor
    PoissonNLLLoss: log_input full size_average eps reduce reduction
    RReLU: lower upper inplace
    SmoothL1Loss: size_average reduce reduction beta
    Softplus: beta threshold
    Threshold: threshold value inplace
    TripletMarginLoss: margin p eps swap size_average reduce reduction
    Unflatten: dim unflattened_size
    Unfold: kernel_size dilation padding stride
    Upsample: size scale_factor mode align_corners recompute_scale_factor
    UpsamplingBilinear2d UpsamplingNearest2d: size scale_factor
    """
) | {"Identity": None}
